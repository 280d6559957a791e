package report

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/internal/chosen"
)

// part is a part of a report, with the report of its searches alone.
type part struct {
	name   string
	force  ethnicity.Force // of a part that is a force
	failed string          // why there are no tables, or ""

	withheld bool // no number of it is shown, for small counts
	*Report
}

// partKey says in which part a search is: that of its force, that of the period which begins with
// the month, 0 if no month is recorded, or that of its value of a column that was kept.
type partKey struct {
	force ethnicity.Force
	first outcomes.Month
	value level
}

// compare puts periods in order of time, forces and values in order of name, and what is not
// recorded last.
func (a partKey) compare(b partKey) int {
	return cmp.Or(periodPlace(a.first).compare(periodPlace(b.first)), a.force.Compare(b.force), a.value.compare(b.value.place))
}

// partOf returns the key of the part in which a search is.
func (b Breakdown) partOf(k outcomes.Key) partKey {
	if d, ok := b.kept(); ok {
		return partKey{value: dimensions[d].of(k)}
	}
	if b.isPeriod() {
		return partKey{first: b.kind().First(k.Month)}
	}
	return partKey{force: k.Force}
}

// settleBreakdown finds what the report is divided by, where the options leave it open.
func (r *Report) settleBreakdown() {
	r.by = r.o.By
	if r.by != DefaultBreakdown {
		return
	}
	r.by = Whole
	if len(r.span.forces) > 1 && r.limit == 0 && !r.o.onePlace() {
		r.by = EachForce
	}
}

// divide makes the parts of the report, each as a report of its own.
func (r *Report) divide() error {
	if r.by == Whole {
		return nil
	}
	tallies, read := outcomes.Split(r.inPeriod(), r.by.partOf), outcomes.Split(r.readInPeriod(), r.by.partOf)
	if _, ok := r.by.kept(); ok { // rows that were left out have no values
		read = tallies
	}
	var empty []string
	for _, key := range slices.SortedFunc(maps.Keys(read), partKey.compare) {
		p := r.partOf(key, tallies[key], read[key])
		err := p.build()
		switch {
		case errors.Is(err, ErrNoSearches):
			empty = append(empty, p.name)
			continue
		case err != nil:
			if p.failed = inWords(err); p.failed == "" {
				return err
			}
			p.tables, p.adjusted, p.bounds = nil, nil, nil
			p.withheld = r.partsAlone()
		}
		r.parts = append(r.parts, p)
	}
	if len(r.parts) > 0 && r.denominator != nil {
		if why := r.parts[0].noRateOfValue(); why != "" {
			r.remind(r.sayf("No {search rate} of the values of %s: %s.", r.parts[0].value.column, why))
		}
	}
	if empty != nil {
		r.note(r.sayf("No part of its own, since no {search of a person} is left there: %s.", and(empty)))
	}
	r.remind(r.undivided()...)
	r.remind(r.aloneNotes()...)
	return nil
}

// undivided says that a report by a column is in one piece, since that has one value in every row
// which counts, or none; nothing where it has more.
func (r *Report) undivided() []string {
	if len(r.parts) != 1 || r.parts[0].value == nil || r.partsAlone() {
		return nil
	}
	switch v := r.parts[0].value; {
	case v.recorded:
		return []string{r.sayf("In every {search} here %s is %s: there is nothing to divide by it.", v.column, valueText(v.name))}
	default:
		return []string{r.sayf("In no {search} here is %s recorded: there is nothing to divide by it.", v.column)}
	}
}

// partOf returns a part before it is built. What is wrong with months, and which labels could not
// be read, is known of the whole. t has the rows that count, and read those too that were left out
// to choose them.
func (r *Report) partOf(key partKey, t, read *outcomes.Tally) part {
	p := part{force: key.force, Report: &Report{o: r.o, limit: r.limit, whole: r, rows: read, input: r.input.ofPart(t)}}
	p.o.By = Whole
	if d, ok := r.by.kept(); ok {
		p.value = &keptValue{d, key.value, r.kept[d-ByKept1]}
		p.name = fmt.Sprintf("%s: %s", p.value.column, p.value.name)
		// among which the value chooses
		p.tally, p.sum, p.rows, p.sources = r.tally, r.sum, r.rows, r.sources
		return p
	}
	if r.by.isPeriod() { // of which nothing is to be compared within one
		p.o.Rolling, p.o.Before, p.o.After, p.o.LeaveOut = 0, outcomes.Months{}, outcomes.Months{}, nil
	}
	rows := spanOf(read)
	if r.by == EachForce {
		p.name = forceName(key.force)
	} else {
		p.name = r.by.name(key.first, rows)
		p.first, p.last = key.first, r.by.kind().Last(key.first)
	}
	for _, s := range r.sources {
		if p.mayHave(s, rows) {
			p.sources = append(p.sources, s)
		}
	}
	return p
}

// ofPart returns what the records of a part say of themselves, of which t are those that count.
func (in input) ofPart(t *outcomes.Tally) input {
	return input{tally: t, sum: t.WithoutMonths(), where: in.where, areaParts: in.areaParts, force: in.force, official: in.official, words: in.words, keptColumns: in.keptColumns, kept: in.kept, columns: in.columns}
}

// mayHave reports whether rows of a file may be in the part, whose rows are in the span.
func (p part) mayHave(s outcomes.Source, rows span) bool {
	if !s.Force.IsZero() && !slices.Contains(rows.forces, s.Force) {
		return false
	}
	return s.First.IsZero() || p.last == 0 || outcomes.MonthOf(s.First) <= p.last && outcomes.MonthOf(s.Last) >= p.first
}

// inWords says why a part could not be made, in the words of what is printed; "" if that is no
// matter of the options.
func inWords(err error) string {
	e, ok := errors.AsType[*OptionError](err)
	if !ok {
		return ""
	}
	return "No tables: " + e.Text(inFlags) + "."
}

// plain returns the part as plain data, of which nothing is shared with the report, with what is
// noted of it alone.
func (p part) plain(notes []string, whole bool) Part {
	if p.withheld {
		return Part{Name: p.name, Force: p.force, Value: p.valueName(), Bounds: []Bound{}, Tables: []Table{}, Notes: []string{p.failed}}
	}
	d := p.document(whole)
	plain := Part{
		Name: p.name, Force: p.force, Value: p.valueName(), From: d.From, To: d.To,
		Searches: d.Searches, Unknown: d.Unknown, UnknownShare: d.UnknownShare,
		Area: d.Area, Residents: d.Residents, ResidentsSource: d.ResidentsSource, BoundsUnknown: d.BoundsUnknown, Bounds: d.Bounds,
		Tables: d.Tables, Adjusted: d.Adjusted, Trends: d.Trends, Notes: []string{},
	}
	for _, note := range append([]string{p.failed}, d.Notes...) {
		if note != "" && !slices.Contains(notes, note) {
			plain.Notes = append(plain.Notes, note)
		}
	}
	return plain
}

// partText names a part in a sentence.
func (r *Report) partText() string {
	if r.value != nil {
		return r.say("{searches} ") + chosen.Rows([]outcomes.Filter{r.value.filter()})
	}
	return forceNames(r.span.forces)
}

// valueName returns the value of a part that is one of a column that was kept; "" of another.
func (p part) valueName() string {
	if p.value == nil {
		return ""
	}
	return p.value.name
}

// ofPart says of which part of a report a definition is; "" of a report that is whole.
func (r *Report) ofPart() string {
	if r.whole == nil {
		return ""
	}
	of := fmt.Sprintf("%s, %s", forceNames(r.span.forces), r.periodText(r.span.forces))
	if r.value != nil {
		of = fmt.Sprintf("%s, rows %s", of, chosen.Rows([]outcomes.Filter{r.value.filter()}))
	}
	return ": " + of
}

// between returns what is wrong with the months from first to last; 0 is no bound.
func (c coverage) between(first, last outcomes.Month) coverage {
	if last != 0 {
		c.first, c.last = max(c.first, first), min(c.last, last)
	}
	outside := func(m outcomes.Month) bool { return m < c.first || m > c.last }
	missing, low := c.missing, c.low
	c.missing, c.low = nil, nil
	for _, g := range missing {
		g.Months = slices.DeleteFunc(slices.Clone(g.Months), outside)
		if len(g.Months) > 0 {
			c.missing = append(c.missing, g)
		}
	}
	for _, m := range low {
		if !outside(m.Month) {
			c.low = append(c.low, m)
		}
	}
	return c
}
