package counts

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// input is a table of counts with what was asked of it, as every section is made from.
type input struct {
	table      *tidy.Table
	o          Options // Level and Per are filled in
	labels     rri.Labels
	proportion bool
	groups     []group  // the baseline first, then in the order of the file
	unknown    group    // people whose group is not known; its name is that of the file
	hasUnknown bool     // the file has a row for them
	sumNotes   []string // what adding up means for the counts
	why        string   // why the baseline is the baseline, where nobody chose it
}

// group is the counts of one group, added up over the rows that are compared.
type group struct {
	tidy.GroupSum
	tally tally
}

// newInput adds up the counts of t by group, and finds the baseline.
func newInput(t *tidy.Table, o Options) (*input, error) {
	if err := t.Validate(); err != nil {
		return nil, err
	}
	if t.Model == tidy.ModelByWords {
		return nil, fmt.Errorf("counts: %s: %w", fileName(t), tidy.ErrExposure)
	}
	in := &input{table: t, o: o, proportion: t.Model == tidy.ModelProportion}
	if err := o.validate(); err != nil {
		return nil, fmt.Errorf("counts: %w", err)
	}
	in.o.Level = levels.Of(o.Level)
	in.labels = labelsOf(t, o)
	in.o.Per = in.labels.Per
	whole, fromTotals := completed(t, nil)
	sums, err := whole.Sum(nil)
	if err != nil {
		return nil, err
	}
	in.sumNotes = slices.Concat(sums.Notes, fromTotals)
	if err := in.add(sums); err != nil {
		return nil, fmt.Errorf("counts: %s: %w", fileName(t), err)
	}
	if err := in.choose(); err != nil {
		return nil, fmt.Errorf("counts: %s: %w", fileName(t), err)
	}
	return in, nil
}

// fileName is how errors and lines name the table.
func fileName(t *tidy.Table) string { return cmp.Or(sheet.Clip(t.File), "the table") }

// baseName is fileName without the folder, which is nobody's business who gets a document.
func baseName(t *tidy.Table) string {
	return cmp.Or(sheet.Clip(t.File[strings.LastIndexAny(t.File, `/\`)+1:]), "the table")
}

// validate reports options out of their domain that no other package looks at, or nil.
func (o Options) validate() error {
	switch {
	case !ruleNames.Has(o.Unknown):
		return fmt.Errorf("%s: %w: want one of %s", o.Unknown, rri.ErrOption, ruleNames.List())
	case o.Direction > index.ComparatorOverGroup:
		return fmt.Errorf("%s: %w: want the group over its comparator, or the comparator over the group", o.Direction, rri.ErrOption)
	case o.Suppress != 0 && (o.Suppress < 2 || o.Suppress > 1000):
		return fmt.Errorf("counts from 1 to %d to withhold: %w: want 2 to 1000, or 0 for none", o.Suppress, rri.ErrOption)
	case o.Per != 0 && !(o.Per > 0 && !math.IsInf(o.Per, 1)):
		return fmt.Errorf("rates per %v: %w: want a positive number, as 1000", o.Per, rri.ErrOption)
	}
	for _, level := range o.Levels {
		if err := levels.Validate(level); err != nil {
			return err
		}
	}
	return nil
}

// add takes the counts of every group.
func (in *input) add(sums tidy.Sums) error {
	for _, sum := range sums.Groups {
		g, err := in.groupOf(sum)
		if err != nil {
			return fmt.Errorf("%q: %w", sheet.Clip(sum.Group), err)
		}
		in.groups = append(in.groups, g)
	}
	in.hasUnknown = slices.ContainsFunc(in.table.Rows, func(r tidy.Row) bool { return r.Kind == tidy.KindUnknown })
	if !in.hasUnknown {
		return nil
	}
	var err error
	if in.unknown, err = in.groupOf(sums.Unknown); err != nil {
		return fmt.Errorf("people whose group is not known: %w", err)
	}
	in.unknown.Group = in.unknownLabel()
	return nil
}

// unknownLabel is how the file calls people whose group is not known; "not known" if it has several
// names for them.
func (in *input) unknownLabel() string {
	var labels []string
	for _, r := range in.table.Rows {
		if r.Kind == tidy.KindUnknown && !slices.Contains(labels, r.Label) {
			labels = append(labels, r.Label)
		}
	}
	if len(labels) == 1 {
		return labels[0]
	}
	return notKnown
}

// notKnown is what people read in place of a group.
const notKnown = "not known"

// groupOf returns the counts of one group.
func (in *input) groupOf(sum tidy.GroupSum) (group, error) {
	g := group{GroupSum: sum, tally: tally{events: spanOf(sum.Events).whole(), exposure: spanOf(sum.Exposure)}}
	if in.proportion {
		g.tally.exposure = g.tally.exposure.whole()
		// of a blank too; check refuses more events than trials
		g.tally.events.high = max(g.tally.events.low, min(g.tally.events.high, g.tally.exposure.high))
	}
	if err := g.tally.check(in.proportion); err != nil {
		return g, err
	}
	if sum.Events.Mark == tidy.Number && sum.Exposure.Mark == tidy.Number {
		g.tally.printed = &counted{sum.Events.Value, sum.Exposure.Value}
		if in.proportion {
			g.tally.printed.events = min(g.tally.printed.events, g.tally.printed.exposure)
		}
	}
	return g, nil
}

// choose puts the baseline first.
func (in *input) choose() error {
	var names []string
	for _, g := range in.groups {
		names = append(names, g.Group)
	}
	name, why, err := in.o.baseline(names)
	if err != nil {
		return err
	}
	in.why = why
	at := slices.Index(names, name)
	g := in.groups[at]
	in.groups = append([]group{g}, slices.Delete(in.groups, at, at+1)...)
	return nil
}

// baseline returns the group that the others are compared with, and why it is that one where nobody
// chose it. groups are in the order of the table.
func (o Options) baseline(groups []string) (name, why string, err error) {
	if len(groups) == 0 {
		return "", "", tidy.ErrGroup
	}
	if o.Baseline != "" {
		if !slices.Contains(groups, o.Baseline) {
			return "", "", fmt.Errorf("%q: %w: want one of %s", sheet.Clip(o.Baseline), rri.ErrBaseline, someOf(groups))
		}
		return o.Baseline, "", nil
	}
	for _, name := range o.Baselines {
		if slices.Contains(groups, name) {
			return name, "", nil
		}
	}
	return groups[0], fmt.Sprintf("Nobody said what to compare with: it is %s, the first group of the table.", groups[0]), nil
}

// someOf lists names for an error text, twenty at most.
func someOf(names []string) string {
	const most = 20
	var list []string
	for _, name := range names[:min(most, len(names))] {
		list = append(list, sheet.Clip(name))
	}
	if more := len(names) - most; more > 0 {
		list = append(list, fmt.Sprintf("and %d others", more))
	}
	return strings.Join(list, ", ")
}

// baseline returns the counts that the others are compared with.
func (in *input) baseline() group { return in.groups[0] }

// labelsOf returns how people are to read the counts: by the header of the table.
func labelsOf(t *tidy.Table, o Options) rri.Labels {
	l := rri.Labels{Events: headerName(t.Events), Exposure: headerName(t.Exposure), Per: o.Per}
	if l.Exposure == "" && t.Exposure != "" && t.Model == tidy.ModelProportion {
		l.Exposure = "cases" // the header says "out of" alone
	}
	l = l.WithDefaults(t.Model == tidy.ModelProportion)
	l.Measure = l.Events
	return l
}

// headerName returns the name of what a column counts, as "searches" for "Number of searches"; ""
// where its header says no more than that it counts.
func headerName(header string) string {
	name := strings.Join(strings.Fields(strings.ReplaceAll(header, "_", " ")), " ")
	for _, before := range []string{"number of ", "no. of ", "no of ", "count of ", "total number of ", "total ", "out of ", "of "} {
		if len(name) > len(before) && strings.EqualFold(name[:len(before)], before) {
			name = name[len(before):]
			break
		}
	}
	switch strings.ToLower(name) {
	case "n", "number", "count", "counts", "total", "of", "out of":
		return ""
	}
	first, size := utf8.DecodeRuneInString(name)
	if next, _ := utf8.DecodeRuneInString(name[size:]); unicode.IsUpper(first) && !unicode.IsUpper(next) {
		name = string(unicode.ToLower(first)) + name[size:]
	}
	return name
}
