package counts

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/audit"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// Audited is what a sample says of the records that it was drawn from. It is the Data of the
// section audit.
type Audited struct {
	Found string `json:"found"` // what was looked for, as the table names it
	Drawn string `json:"drawn"` // what was drawn
	// Results are the audit at the level of confidence, and at the further ones.
	Results []audit.Result `json:"results"`
	// Groups are the shares of groups, if there are several.
	Groups []AuditedGroup `json:"groups,omitempty"`
	// Size is how many to draw for limits within the margin.
	Margin float64    `json:"margin"`
	Size   audit.Size `json:"size"`
}

// AuditedGroup is what was found among the records of one group that were drawn. How many records
// of it there were to draw from is not known, so that its limits are those of a sample from any
// number of them: they are as wide as they can be.
type AuditedGroup struct {
	Group  string         `json:"group"` // not known: of those whose group is not known
	Sample rri.Proportion `json:"sample"`
	Share  rri.Estimate   `json:"share"`
}

// auditMargin is the margin for which the number to draw is given: 5 percentage points.
const auditMargin = 0.05

// Audit says what the counts of t show of all records, where its trials were drawn at random from
// so many records: how many of all have what was looked for, how many have not, and how many to
// draw for a margin of 5 percentage points. The counts of all rows are added up, also those of
// people whose group is not known. The limits are those of package audit: exact ones, or mid-P by
// that method.
//
// The error wraps [rri.ErrCount] for counts that are not known, and for fewer records than were
// drawn, [rri.ErrMethod] for another method, and otherwise [rri.ErrOption] or what [tidy.Table.Sum]
// returns.
func Audit(t *tidy.Table, records int64, o Options) (Document, error) {
	a, err := newAudited(t, records, o)
	if err != nil {
		return Document{}, err
	}
	return Document{
		Title: fmt.Sprintf("An audit of %s from %s", plural(int(a.Results[0].Sample.Trials), "record", "records"), sheet.Count(records).Text),
		Lines: slices.Concat([]string{fmt.Sprintf(readFrom+"%s: %s; %s out of %s.", baseName(t), plural(len(t.Rows), "row", "rows"), a.Found, a.Drawn)},
			leftOut(t, o), a.say()),
		Sections: []Section{a.section()},
		Notes: append([]string{
			"This holds for records that were drawn at random from all. It says nothing of why, and nothing of records that could not be drawn.",
		}, ofTheFile(t, nil, o)...),
	}, nil
}

// newAudited adds up the counts and computes the limits.
func newAudited(t *tidy.Table, records int64, o Options) (Audited, error) {
	if err := t.Validate(); err != nil {
		return Audited{}, err
	}
	failed := func(err error) (Audited, error) {
		return Audited{}, fmt.Errorf("counts: %s: %w", fileName(t), err)
	}
	if t.Exposure == "" {
		return failed(tidy.ErrExposure)
	}
	if err := o.validate(); err != nil {
		return failed(err)
	}
	if o.Suppress != 0 {
		return failed(fmt.Errorf("counts to withhold in an audit: %w: what is not withheld would give them away", rri.ErrOption))
	}
	if o.Method != rri.SCAS && o.Method != rri.Exact && o.Method != rri.MidP {
		return failed(fmt.Errorf("%s for an audit: %w: choose %s or %s", o.Method, rri.ErrMethod, rri.Exact, rri.MidP))
	}
	sums, err := t.Sum(nil)
	if err != nil {
		return Audited{}, err
	}
	found, drawn := sums.Unknown.Events, sums.Unknown.Exposure
	for _, g := range sums.Groups {
		found, drawn = found.Add(g.Events), drawn.Add(g.Exposure)
	}
	var sample rri.Proportion
	var okFound, okDrawn bool
	if sample.Events, okFound = found.Count(); !okFound {
		return failed(fmt.Errorf("%s are %s in all: %w: an audit wants a number", t.Events, found, rri.ErrCount))
	}
	if sample.Trials, okDrawn = drawn.Count(); !okDrawn {
		return failed(fmt.Errorf("%s are %s in all: %w: an audit wants a number", t.Exposure, drawn, rri.ErrCount))
	}
	labels := labelsOf(t, o).WithDefaults(true)
	a := Audited{Found: labels.Events, Drawn: labels.Exposure, Margin: auditMargin}
	for _, level := range append([]float64{levels.Of(o.Level)}, o.Levels...) {
		r, err := audit.Of(sample, records, audit.Options{Level: level, Side: o.Side, MidP: o.Method == rri.MidP})
		if err != nil {
			return failed(err)
		}
		a.Results = append(a.Results, r)
	}
	a.Size, err = audit.SampleSize(audit.Plan{Records: records, Margin: a.Margin},
		audit.Options{Level: o.Level, Side: o.Side, MidP: o.Method == rri.MidP})
	if err != nil {
		return failed(err)
	}
	return a, a.addGroups(sums, o.Options)
}

// addGroups adds the shares of groups, if there are several, and their counts are known.
func (a *Audited) addGroups(sums tidy.Sums, o rri.Options) error {
	groups := slices.Clone(sums.Groups)
	if u := sums.Unknown; u.Exposure.Upper > 0 {
		u.Group = notKnown
		groups = append(groups, u)
	}
	if len(groups) < 2 {
		return nil
	}
	if o.Method != rri.MidP {
		o.Method = rri.Exact
	}
	o.Null = 0
	for _, g := range groups {
		found, _ := g.Events.Count() // known, as their sum is
		drawn, _ := g.Exposure.Count()
		p := rri.Proportion{Events: found, Trials: drawn}
		e, err := rri.Of(p, o)
		if err != nil {
			return wrapped(g.Group, err)
		}
		a.Groups = append(a.Groups, AuditedGroup{g.Group, p, e})
	}
	return nil
}

// say says what the audit shows.
func (a Audited) say() []string {
	r := a.Results[0]
	lines := []string{sentence(fmt.Sprintf("%s, out of %s: %s", a.Found, a.Drawn, r))}
	if without := r.Without(); r.Sample.Trials > 0 {
		lines = append(lines, fmt.Sprintf("Missed, that is without it: about %s of all %s, from %s to %s.",
			sheet.Thousands(fmt.Sprintf("%.0f", without.Number())), sheet.Count(r.Records).Text,
			sheet.Count(without.Lower).Text, sheet.Count(without.Upper).Text))
	}
	var groups []string
	for _, g := range a.Groups {
		text := fmt.Sprintf("%s of %s", sheet.Count(g.Sample.Events).Text, sheet.Count(g.Sample.Trials).Text)
		if g.Sample.Trials > 0 {
			text += fmt.Sprintf(", %s %% (%s %%)", sheet.Limit(perCentStyle, g.Share.Value, 1, 0, 1),
				rangeText(perCentStyle, g.Share.Lower, g.Share.Upper, 1, 0, 1))
		}
		groups = append(groups, g.Group+" "+text)
	}
	if groups != nil {
		lines = append(lines, "Found by group: "+strings.Join(groups, "; ")+".")
	}
	points := fmt.Sprintf("%.0f", 100*a.Margin)
	return append(lines, fmt.Sprintf("For limits within %s percentage points where half have it, which takes about the most, draw %s of the %s, or more.",
		points, sheet.Count(a.Size.Sample).Text, sheet.Count(r.Records).Text))
}

// section is the audit as a table: a row for each level, and one for each group.
func (a Audited) section() Section {
	table := make(audit.Table, len(a.Results))
	for i, r := range a.Results {
		table[i].Result = r
		switch {
		case len(a.Results) > 1:
			table[i].Name = "all, " + sheet.Percent(r.Share.Level)
		case len(a.Groups) > 0:
			table[i].Name = "all"
		}
	}
	s := table.Sheet()
	s.Title = strings.Replace(s.Title, "Of all records", fmt.Sprintf("Of all %s records", sheet.Count(a.Results[0].Records).Text), 1)
	for i, c := range s.Columns {
		if c.Name == "records" {
			s.Columns[i].In = sheet.CSV // people have it in the title
		}
		s.Columns[i].Cells = append(c.Cells, sheet.Cells(a.Groups, func(g AuditedGroup) sheet.Cell { return g.cell(c) })...)
	}
	if len(a.Groups) > 0 {
		s.Legend = append(s.Legend, "The limits of a group are those of a sample from any number of its records, as how many there are is not known.")
	}
	return Section{Name: "audit", Sheet: s, Data: a}
}

// cell is what stands for a group in a column of the table of the audit.
func (g AuditedGroup) cell(c sheet.Column) sheet.Cell {
	e := g.Share
	lower, upper := "—", "—"
	if g.Sample.Trials > 0 {
		lower, upper, _ = sheet.Limits(perCentStyle, e.Lower, e.Upper, 1, 0, 1)
	}
	number := func(v float64) sheet.Cell { return sheet.Cell{Value: sheet.Float(v)} }
	switch c.Name {
	case "name":
		return sheet.Label(g.Group)
	case "found":
		return sheet.Count(g.Sample.Events)
	case "drawn":
		return sheet.Count(g.Sample.Trials)
	case "share":
		return sheet.Cell{Text: sheet.Limit(perCentStyle, e.Value, 1, 0, 1), Value: sheet.Float(e.Value)}
	case "share_lower":
		return number(e.Lower)
	case "share_upper":
		return number(e.Upper)
	case "level":
		return number(e.Level)
	case "method":
		return sheet.Cell{Value: sheet.String(e.Method.String())}
	case "flags":
		return sheet.Cell{Value: sheet.String(e.Flags.String())}
	case "":
		if c.Heading == audit.LimitsHeading {
			return sheet.Cell{Text: lower + " – " + upper}
		}
	}
	return sheet.Cell{}
}
