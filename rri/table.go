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

// Table is the comparison of several groups with one baseline, as [Compare] makes it. Four forms
// come out of it: text and Markdown for people, with rounded numbers and footnotes; CSV and JSON
// for programs, with every digit.
//
// The first fields say how people are to read it. Set them after Compare; each may stay at its zero
// value.
type Table[G cmp.Ordered, M Measure] struct {
	// Measure is the name of what is compared, as "search rate". "" stands for "rate" or
	// "proportion".
	Measure string

	// Definition says in a sentence what is counted, out of what and when. "" prints nothing.
	Definition string

	// Events is the name of what is counted, as "searches". "" stands for "events".
	Events string

	// Exposure is the name of what the events are out of, as "residents". "" stands for
	// "population" with Rate and "trials" with Proportion.
	Exposure string

	// Per is what rates and differences are multiplied by for people: 1000 shows events per 1,000
	// residents, 100 shows proportions in per cent. 0 stands for 1000 with Rate and 100 with
	// Proportion. CSV and JSON are never scaled.
	Per float64

	// NoBaseline is the footnote for people where the baseline had no event, so that there is
	// nothing to compare with. "" stands for "no events of White were recorded: there is nothing to
	// compare with", with the names of the table.
	NoBaseline string

	// Notes are printed under the table as numbered footnotes of its title.
	Notes []string

	// Simultaneous says over how many comparisons the intervals hold together. The zero value is
	// one comparison: every interval stands alone.
	Simultaneous Simultaneous

	// Baseline is the group that the others are compared with.
	Baseline G

	// Options are those of the comparison. From Compare, Level is filled in.
	Options Options

	// Rows has the baseline first, then the other groups in ascending order.
	Rows []Row[G, M]

	derived string // see Derived
}

// Derived says why the estimates are no function of the counts beside them, as "pooled over 20
// imputations"; "" if they are. What would have to compute such a table anew from its counts
// refuses it with [ErrDerived]. JSON carries it.
func (t Table[G, M]) Derived() string { return t.derived }

// WithDerived returns t with that reason: for packages that make tables by more than counting.
func (t Table[G, M]) WithDerived(why string) Table[G, M] {
	t.derived = why
	return t
}

// Simultaneous says that the intervals of a table hold together with those of other comparisons.
// Each is at the level of its estimate, and P is that of a single comparison, so that the two
// agree; the forms of the table for people print the adjusted p-value beside such an interval.
type Simultaneous struct {
	// how many there are; 0 where each interval stands alone
	Comparisons int     `json:"comparisons"`
	Level       float64 `json:"level"` // the level at which all of them hold
	// by Šidák's rule, which takes them as independent; otherwise by Bonferroni's
	Sidak bool `json:"sidak"`
}

// adjusted returns the p-value of one comparison as one of all: below 1 - s.Level exactly when p is
// below 1 less the level of a single interval.
func (s Simultaneous) adjusted(p float64) float64 {
	switch k := float64(s.Comparisons); {
	case k < 2:
		return p
	case s.Sidak:
		return -math.Expm1(k * math.Log1p(-p)) // 1-(1-p)^k
	default:
		return min(1, k*p)
	}
}

// validate reports why s makes no sense, or nil.
func (s Simultaneous) validate() error {
	if s.Comparisons < 0 || (s.Comparisons > 0) != (s.Level != 0) || !(s.Level >= 0 && s.Level < 1) {
		return fmt.Errorf("%d simultaneous comparisons at level %v: %w: want a positive number and a level between 0 and 1, or neither", s.Comparisons, s.Level, ErrOption)
	}
	return nil
}

// Row is one group of a [Table].
//
// In the row of the baseline, Ratio is 1 and Difference and Excess are 0, by definition: their
// limits and P are NaN, and they have no flags.
//
// If Rate has the flag [Suppressed], no form of the table shows the events of Count or their design
// effect, and none shows the exposure where it is 0.
type Row[G cmp.Ordered, M Measure] struct {
	Group G
	Count M

	Rate       Estimate // of the group alone, per unit of exposure: see Of
	Ratio      Estimate // the RRI: see Ratio
	Difference Estimate // per unit of exposure: see Difference
	Excess     Estimate // in events: see Excess
}

// flags returns every flag of the row. An estimate that was not computed has none, but may be
// withheld.
func (r Row[G, M]) flags() Flags {
	flags := r.Rate.Flags & Suppressed
	for _, e := range [...]Estimate{r.Rate, r.Ratio, r.Difference, r.Excess} {
		if e.Computed() {
			flags |= e.Flags
		}
	}
	return flags
}

// printed returns the row with NaN for every number of an estimate that was not computed, where the
// zero Estimate has 0.
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
	events, exposure, _ = r.Count.Counts()
	hidden := r.Rate.Flags.Has(Suppressed)
	return events, exposure, !hidden, !hidden || exposure > 0
}

// The presentation fields with the defaults filled in.

func (t Table[G, M]) measure() string {
	if !isProportion[M]() {
		return cmp.Or(t.Measure, "rate")
	}
	return cmp.Or(t.Measure, "proportion")
}

func (t Table[G, M]) events() string { return cmp.Or(t.Events, "events") }

func (t Table[G, M]) exposure() string {
	if !isProportion[M]() {
		return cmp.Or(t.Exposure, "population")
	}
	return cmp.Or(t.Exposure, "trials")
}

func (t Table[G, M]) per() float64 {
	if !isProportion[M]() {
		return cmp.Or(t.Per, 1000)
	}
	return cmp.Or(t.Per, 100)
}

// percent tells whether people see the rates in per cent.
func (t Table[G, M]) percent() bool { return isProportion[M]() && t.per() == 100 }

// validate reports why t cannot be printed for people, or nil.
func (t Table[G, M]) validate() error {
	if per := t.per(); !(per > 0) || math.IsInf(per, 1) {
		return fmt.Errorf("rri: table per %v: %w: want a positive number, as 1000", per, ErrOption)
	}
	if err := t.Options.validate(); err != nil {
		return fmt.Errorf("rri: table: %w", err)
	}
	if err := t.Simultaneous.validate(); err != nil {
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
	if df := t.Options.DegreesOfFreedom; df > 0 {
		fmt.Fprintf(&b, " with Student's t, df %.3g", df)
	}
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

// pHeading returns the heading of the column of p-values.
func (t Table[G, M]) pHeading() string {
	if t.Simultaneous.Comparisons > 1 {
		return "adjusted p"
	}
	return "p"
}

// pText writes a p-value for people.
func (t Table[G, M]) pText(p float64) string { return present.P(t.Simultaneous.adjusted(p), t.alpha()) }

// rateHeading returns the heading of the column of rates.
func (t Table[G, M]) rateHeading() string {
	if t.percent() {
		return "%"
	}
	return "rate"
}

// heading returns the title with the numbers of the notes on the whole table.
func (t Table[G, M]) heading(notes *present.Footnotes) (title, marks string) {
	texts := make([]string, 0, len(t.Notes)+1)
	if t.derived != "" {
		texts = append(texts, present.Clean(t.derived))
	}
	for _, note := range t.Notes {
		texts = append(texts, present.Clean(note))
	}
	if marks = notes.Marks(texts); marks != "" {
		marks = " " + marks
	}
	return t.title(), marks
}

// noComparison tells whether the baseline had no event, so that every ratio is +Inf or NaN: true,
// and no comparison that people can use. The forms for people print "—" for it, and a footnote.
func (t Table[G, M]) noComparison() bool {
	for _, r := range t.Rows {
		if r.Group == t.Baseline {
			events, exposure, showEvents, _ := r.count()
			return showEvents && events == 0 && exposure > 0
		}
	}
	return false
}

// forPeople returns the rows as people see them: with NaN for what was not computed, and for every
// number of a ratio to a baseline without events.
func (t Table[G, M]) forPeople() []Row[G, M] {
	rows := make([]Row[G, M], len(t.Rows))
	none := t.noComparison()
	for i, r := range t.Rows {
		r = r.printed()
		if none && r.Group != t.Baseline {
			nan := math.NaN()
			r.Ratio = Estimate{Value: nan, Lower: nan, Upper: nan, P: nan}
		}
		rows[i] = r
	}
	return rows
}

// rowCaveats returns the footnotes of a row for people whose cells show its rate and these
// estimates.
func (t Table[G, M]) rowCaveats(r Row[G, M], interval bool, others ...shown) []string {
	cells := []shown{{r.Rate, interval}}
	none := r.Group != t.Baseline && t.noComparison()
	if r.Group != t.Baseline {
		if !none {
			cells = append(cells, shown{r.Ratio, true})
		}
		cells = append(cells, others...)
	}
	texts := t.caveats(cells...)
	if e := r.Ratio; r.Group != t.Baseline && !none && e.Computed() && math.IsNaN(e.P) && !math.IsNaN(e.Value) && !math.IsNaN(e.Lower) {
		// of some pooled estimates
		texts = append(texts, "no p-value could be computed for this interval")
	}
	if none {
		usual := fmt.Sprintf("no %s of %s were recorded: there is nothing to compare with", t.events(), groupName(t.Baseline))
		texts = append(texts, present.Clean(cmp.Or(t.NoBaseline, usual)))
	}
	if _, _, d := r.Count.Counts(); d != 1 && !r.Rate.Flags.Has(Suppressed) {
		why := "events that come in groups"
		if d < 1 {
			why = "events that are more even than chance, and are narrower for it"
		}
		texts = append(texts, fmt.Sprintf("design effect %.3g: the intervals allow for %s", d, why))
	}
	return texts
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
