package counts

import (
	"fmt"
	"slices"

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
	// Size is how many to draw for limits within the margin.
	Margin float64    `json:"margin"`
	Size   audit.Size `json:"size"`
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
		Lines: slices.Concat([]string{fmt.Sprintf("Read from %s: %s; %s out of %s.", baseName(t), plural(len(t.Rows), "row", "rows"), a.Found, a.Drawn)},
			leftOut(t, o), a.say()),
		Sections: []Section{a.section()},
		Notes: append([]string{
			"This holds for records that were drawn at random from all. It says nothing of why, and nothing of records that could not be drawn.",
		}, ofTheFile(t, nil, o)...),
	}, nil
}

// newAudited adds up the counts and computes the limits.
func newAudited(t *tidy.Table, records int64, o Options) (Audited, error) {
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
	return a, nil
}

// say says what the audit shows.
func (a Audited) say() []string {
	r := a.Results[0]
	lines := []string{sentence(fmt.Sprintf("%s, out of %s: %s", a.Found, a.Drawn, r))}
	if without := r.Without(); r.Sample.Trials > 0 {
		lines = append(lines, fmt.Sprintf("Missed, that is without it: about %s of all %s, from %s to %s.", sheet.Thousands(fmt.Sprintf("%.0f", without.Number())),
			sheet.Count(r.Records).Text, sheet.Count(without.Lower).Text, sheet.Count(without.Upper).Text))
	}
	points := fmt.Sprintf("%.0f", 100*a.Margin)
	return append(lines, fmt.Sprintf("For limits within %s percentage points where half have it, which takes the most, draw %s of the %s, or more.",
		points, sheet.Count(a.Size.Sample).Text, sheet.Count(r.Records).Text))
}

// section is the audit as a table.
func (a Audited) section() Section {
	table := make(audit.Table, len(a.Results))
	for i, r := range a.Results {
		table[i].Result = r
		if len(a.Results) > 1 {
			table[i].Name = sheet.Percent(r.Share.Level)
		}
	}
	return Section{Name: "audit", Sheet: table.Sheet(), Data: a}
}
