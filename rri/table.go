package rri

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/rri/internal/present"
)

// Table is the comparison of several groups with one baseline, as [Compare] makes it. Four forms come out of it: text and Markdown for people, with
// rounded numbers and footnotes; CSV and JSON for programs, with every digit.
//
// The first fields say how people are to read it. Set them after Compare; each may stay at its zero value.
type Table[G cmp.Ordered, M Measure] struct {
	// Measure is the name of what is compared, as "search rate". "" stands for "rate" or "proportion".
	Measure string

	// Definition says in a sentence what is counted, out of what and when. "" prints nothing.
	Definition string

	// Events is the name of what is counted, as "searches". "" stands for "events".
	Events string

	// Exposure is the name of what the events are out of, as "residents". "" stands for "population" with Rate and "trials" with Proportion.
	Exposure string

	// Per is what rates and differences are multiplied by for people: 1000 shows events per 1,000 residents, 100 shows proportions in per
	// cent. 0 stands for 1000 with Rate and 100 with Proportion. CSV and JSON are never scaled.
	Per float64

	// Notes are printed under the table as numbered footnotes of its title.
	Notes []string

	// Baseline is the group that the others are compared with.
	Baseline G

	// Options are those of the comparison. From Compare, Level is filled in.
	Options Options

	// Rows has the baseline first, then the other groups in ascending order.
	Rows []Row[G, M]

	derived string // see Derived
}

// Derived says why the estimates are no function of the counts beside them, as "pooled over 20
// imputations"; "" if they are. What would have to compute such a table anew from its counts refuses
// it with [ErrDerived]. JSON carries it.
func (t Table[G, M]) Derived() string { return t.derived }

// WithDerived returns t with that reason: for packages that make tables by more than counting.
func (t Table[G, M]) WithDerived(why string) Table[G, M] {
	t.derived = why
	return t
}

// Row is one group of a [Table].
//
// In the row of the baseline, Ratio is 1 and Difference and Excess are 0, by definition: their limits and P are NaN, and they have no flags.
//
// If Rate has the flag [Suppressed], no form of the table shows the events of Count, and none shows the exposure where it is 0.
type Row[G cmp.Ordered, M Measure] struct {
	Group G
	Count M

	Rate       Estimate // of the group alone, per unit of exposure: see Of
	Ratio      Estimate // the RRI: see Ratio
	Difference Estimate // per unit of exposure: see Difference
	Excess     Estimate // in events: see Excess
}

// flags returns every flag of the row. An estimate that was not computed has none, but may be withheld.
func (r Row[G, M]) flags() Flags {
	flags := r.Rate.Flags & Suppressed
	for _, e := range [...]Estimate{r.Rate, r.Ratio, r.Difference, r.Excess} {
		if e.Computed() {
			flags |= e.Flags
		}
	}
	return flags
}

// printed returns the row with NaN for every number of an estimate that was not computed, where the zero Estimate has 0.
func (r Row[G, M]) printed() Row[G, M] {
	nan := math.NaN()
	for _, e := range []*Estimate{&r.Rate, &r.Ratio, &r.Difference, &r.Excess} {
		if !e.Computed() {
			e.Value, e.Lower, e.Upper, e.P = nan, nan, nan, nan
		}
	}
	return r
}

// count returns what of the count may be shown. The exposure is exact in float64.
func (r Row[G, M]) count() (events int64, exposure float64, showEvents, showExposure bool) {
	events, exposure = split(r.Count)
	hidden := r.Rate.Flags.Has(Suppressed)
	return events, exposure, !hidden, !hidden || exposure > 0
}

// The presentation fields with the defaults filled in.

func (t Table[G, M]) measure() string {
	if isRate[M]() {
		return cmp.Or(t.Measure, "rate")
	}
	return cmp.Or(t.Measure, "proportion")
}

func (t Table[G, M]) events() string { return cmp.Or(t.Events, "events") }

func (t Table[G, M]) exposure() string {
	if isRate[M]() {
		return cmp.Or(t.Exposure, "population")
	}
	return cmp.Or(t.Exposure, "trials")
}

func (t Table[G, M]) per() float64 {
	if isRate[M]() {
		return cmp.Or(t.Per, 1000)
	}
	return cmp.Or(t.Per, 100)
}

// percent tells whether people see the rates in per cent.
func (t Table[G, M]) percent() bool { return !isRate[M]() && t.per() == 100 }

// validate reports why t cannot be printed for people, or nil.
func (t Table[G, M]) validate() error {
	if per := t.per(); !(per > 0) || math.IsInf(per, 1) {
		return fmt.Errorf("rri: table per %v: %w: want a positive number, as 1000", per, ErrOption)
	}
	if err := t.Options.validate(); err != nil {
		return fmt.Errorf("rri: table: %w", err)
	}
	return nil
}

// title returns the line above the table, without markers.
func (t Table[G, M]) title() string {
	var b strings.Builder
	measure := strings.TrimSpace(present.Clean(t.measure()))
	if first, size := utf8.DecodeRuneInString(measure); size > 0 {
		b.WriteRune(unicode.ToUpper(first))
		b.WriteString(measure[size:])
	}
	if t.percent() {
		b.WriteString(", % of ")
	} else {
		fmt.Fprintf(&b, " per %s ", present.Thousands(strconv.FormatFloat(t.per(), 'f', -1, 64)))
	}
	fmt.Fprintf(&b, "%s · RRI against %s · method %s", present.Clean(t.exposure()), present.Clean(groupName(t.Baseline)), t.Options.Method)
	if null := t.Options.Null; (null != 0 && null != 1) || t.Options.Side != TwoSided {
		sign := [...]string{TwoSided: "=", LowerOnly: "≤", UpperOnly: "≥"}[t.Options.Side]
		fmt.Fprintf(&b, " · p tests RRI %s %v", sign, cmp.Or(null, 1))
	}
	return b.String()
}

// intervalHeading returns the heading of the column of limits.
func (t Table[G, M]) intervalHeading() string {
	what := [...]string{TwoSided: "interval", LowerOnly: "lower limit", UpperOnly: "upper limit"}[t.Options.Side]
	return present.Percent(t.Options.level()) + " " + what
}

// rateHeading returns the heading of the column of rates.
func (t Table[G, M]) rateHeading() string {
	if t.percent() {
		return "%"
	}
	return "rate"
}

// heading returns the title with the numbers of the notes on the whole table.
func (t Table[G, M]) heading(notes *present.Footnotes) (title, marks string) {
	texts := make([]string, len(t.Notes))
	for i, note := range t.Notes {
		texts[i] = present.Clean(note)
	}
	if marks = notes.Marks(texts); marks != "" {
		marks = " " + marks
	}
	return t.title(), marks
}

// shown is an estimate that is printed for people, with as much of it as they see.
type shown struct {
	e        Estimate
	interval bool // limits are printed too, not the value alone
}

// caveats returns the footnotes of one row, for the estimates that its cells show.
func (t Table[G, M]) caveats(cells ...shown) []string {
	var flags Flags
	missing := false
	for _, c := range cells {
		f := c.e.Flags
		if !c.interval {
			f &= NoData | Suppressed | ZeroCell | SmallCount // the others are about limits
		}
		flags |= f
		if f&(NoData|Suppressed|NoMethod) == 0 {
			missing = missing || !c.e.Computed() || math.IsNaN(c.e.Value) || (c.interval && (math.IsNaN(c.e.Lower) || math.IsNaN(c.e.Upper)))
		}
	}
	if flags&(ZeroCell|NoData) != 0 {
		flags &^= SmallCount // said by the other
	}
	if flags.Has(NoData) {
		flags &^= ZeroCell
	}
	flags &^= OneSided // said by the heading
	texts := flags.Texts()
	if missing {
		texts = append(texts, "not computed")
	}
	for _, c := range cells {
		if !c.e.Computed() || !c.interval {
			continue
		}
		if c.e.Level != t.Options.level() {
			texts = appendNew(texts, "at the level "+present.Percent(c.e.Level))
		}
		if c.e.Method != t.Options.Method {
			texts = appendNew(texts, "by the method "+c.e.Method.String())
		}
	}
	return texts
}

// appendNew appends text unless it is there.
func appendNew(texts []string, text string) []string {
	if slices.Contains(texts, text) {
		return texts
	}
	return append(texts, text)
}
