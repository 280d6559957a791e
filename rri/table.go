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

	"github.com/seed-549880be/disparity/rri/sheet"
)

// Labels say how people are to read a table. Each may stay at its zero value, which stands for
// something: see [Labels.WithDefaults].
type Labels struct {
	// Measure is the name of what is compared, as "search rate". "" stands for "rate" or
	// "proportion".
	Measure string `json:"measure"`

	// Definition says in a sentence what is counted, out of what and when. "" prints nothing.
	Definition string `json:"definition"`

	// Events is the name of what is counted, as "searches". "" stands for "events".
	Events string `json:"events_name"`

	// Exposure is the name of what the events are out of, as "residents". "" stands for
	// "population" with Rate and "trials" with Proportion.
	Exposure string `json:"exposure_name"`

	// Per is what rates and differences are multiplied by for people: 1000 shows events per 1,000
	// residents, 100 shows proportions in per cent. 0 stands for 1000 with Rate and 100 with
	// Proportion. CSV and JSON are never scaled.
	Per float64 `json:"per"`

	// NoBaseline is the footnote for people where the baseline had no event, so that there is
	// nothing to compare with. "" stands for "no events of White were recorded: there is nothing to
	// compare with", with the names of the table.
	NoBaseline string `json:"no_baseline"`

	// Notes are printed under the table as numbered footnotes of its title.
	Notes []string `json:"notes"`
}

// WithDefaults returns the labels with what the zero values of Measure, Events, Exposure and Per
// stand for, in a table of proportions or in one of rates.
func (l Labels) WithDefaults(proportion bool) Labels {
	l.Events = cmp.Or(l.Events, "events")
	if proportion {
		l.Measure, l.Exposure, l.Per = cmp.Or(l.Measure, "proportion"), cmp.Or(l.Exposure, "trials"), cmp.Or(l.Per, 100)
	} else {
		l.Measure, l.Exposure, l.Per = cmp.Or(l.Measure, "rate"), cmp.Or(l.Exposure, "population"), cmp.Or(l.Per, 1000)
	}
	return l
}

// Heading says what is measured and in which unit, as "Search rate per 1,000 residents" or "Find
// rate, % of searches". Names in it are as they were given: what writes them cleans them.
func (l Labels) Heading(proportion bool) string {
	l = l.WithDefaults(proportion)
	measure := strings.TrimSpace(sheet.Clean(l.Measure))
	if first, size := utf8.DecodeRuneInString(measure); size > 0 {
		measure = string(unicode.ToUpper(first)) + measure[size:]
	}
	if proportion && l.Per == 100 {
		return measure + ", % of " + l.Exposure
	}
	return fmt.Sprintf("%s per %s %s", measure, sheet.Thousands(strconv.FormatFloat(l.Per, 'f', -1, 64)), l.Exposure)
}

// Table is the comparison of several groups with one baseline, as [Compare] makes it. Four forms
// come out of it: text and Markdown for people, with rounded numbers and footnotes; CSV and JSON
// for programs, with every digit.
type Table[G cmp.Ordered, M Measure] struct {
	// Labels say how people are to read the table. Set them after Compare, as t.Measure = "search
	// rate".
	Labels

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
		return fmt.Errorf("%d simultaneous comparisons at level %v: %w: want a positive number and a level between 0 and 1, or neither",
			s.Comparisons, s.Level, ErrOption)
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
//
// If its estimates have the flag [NotCompared], the row has its count and nothing else.
type Row[G cmp.Ordered, M Measure] struct {
	Group G
	Count M

	Rate       Estimate // of the group alone, per unit of exposure: see Of
	Ratio      Estimate // the RRI: see Ratio
	Difference Estimate // per unit of exposure: see Difference
	Excess     Estimate // in events: see Excess

	// Note is a footnote of the row for people, "" for none. JSON has it too.
	Note string
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

// count returns what of the count may be shown. The exposure is exact in float64.
func (r Row[G, M]) count() (events int64, exposure float64, showEvents, showExposure bool) {
	events, exposure, _ = r.Count.Counts()
	hidden := r.Rate.Flags.Has(Suppressed)
	return events, exposure, !hidden, !hidden || exposure > 0
}

// labels returns the labels with their defaults filled in.
func (t Table[G, M]) labels() Labels { return t.WithDefaults(isProportion[M]()) }

// validate reports why t cannot be printed for people, or nil.
func (t Table[G, M]) validate() error {
	if per := t.labels().Per; !(per > 0) || math.IsInf(per, 1) {
		return fmt.Errorf("rri: table per %v: %w: want a positive number, as 1000", per, ErrOption)
	}
	if err := t.Options.Validate(); err != nil {
		return fmt.Errorf("rri: table: %w", err)
	}
	if err := t.Simultaneous.validate(); err != nil {
		return fmt.Errorf("rri: table: %w", err)
	}
	return nil
}

// rowCaveats returns the footnotes of a row for people whose cells show its rate and these
// estimates.
func (t Table[G, M]) rowCaveats(l line[G, M], interval bool, others ...shown) []string {
	cells := []shown{{l.Rate, interval}}
	if !l.baseline {
		if !l.incomparable {
			cells = append(cells, shown{l.index, true})
		}
		cells = append(cells, others...)
	}
	texts := append(l.caveat(), t.caveats(cells...)...)
	if e := l.index; !l.baseline && e.Computed() && math.IsNaN(e.P) && !math.IsNaN(e.Value) && !math.IsNaN(e.Lower) {
		// of some pooled estimates
		texts = append(texts, "no p-value could be computed for this interval")
	}
	if l.incomparable {
		usual := fmt.Sprintf("no %s of %s were recorded: there is nothing to compare with", t.labels().Events, groupName(t.Baseline))
		texts = append(texts, cmp.Or(t.NoBaseline, usual))
	}
	if _, _, d := l.Count.Counts(); d != 1 && l.Rate.Flags&(Suppressed|NoData) == 0 {
		why := "events that come in groups"
		if d < 1 {
			why = "events that are more even than chance, and are narrower for it"
		}
		texts = append(texts, fmt.Sprintf("design effect %.3g: the intervals allow for %s", d, why))
	}
	return texts
}

// ownCaveats returns the footnotes of an estimate that [Table.rowCaveats] does not have of those
// that text always shows.
func (t Table[G, M]) ownCaveats(l line[G, M], e Estimate) []string {
	if l.baseline || l.incomparable {
		return nil
	}
	said := t.caveats(shown{l.Rate, false}, shown{l.index, true})
	return slices.DeleteFunc(t.caveats(shown{e, true}), func(text string) bool { return slices.Contains(said, text) })
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
			// the others are about limits
			f &= NoData | Suppressed | ZeroCell | SmallCount | NotCompared
		}
		flags |= f
		if f&(NoData|Suppressed|NoMethod|NotCompared) == 0 {
			missing = missing || !c.e.Computed() || math.IsNaN(c.e.Value) || (c.interval && (math.IsNaN(c.e.Lower) || math.IsNaN(c.e.Upper)))
		}
	}
	if flags&(ZeroCell|NoData) != 0 {
		flags &^= SmallCount // said by the other
	}
	if flags.Has(NoData) {
		flags &^= ZeroCell
	}
	flags &^= OneSided | aside // said by the heading, and by the row
	texts := t.Options.Texts(flags)
	if missing {
		texts = append(texts, "not computed")
	}
	for _, c := range cells {
		if !c.e.Computed() || !c.interval {
			continue
		}
		if c.e.Level != t.Options.level() {
			texts = appendNew(texts, "at the level "+sheet.Percent(c.e.Level))
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
