package report

import (
	"math"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri"
)

// The margins within which both ranges must lie for a group to be searched about as often.
const sameLower, sameUpper = 0.8, 1.25

// ends returns a range as numbers: an end that is nil is open.
func ends(r Range) (lower, upper float64) {
	lower, upper = math.Inf(-1), math.Inf(1)
	if r.Lower != nil {
		lower = *r.Lower
	}
	if r.Upper != nil {
		upper = *r.Upper
	}
	return lower, upper
}

// bears returns the word that two ranges bear, whatever else speaks against it.
func bears(chance rri.Estimate, both Range) claims.Word {
	lower, upper := ends(both)
	switch {
	case math.IsNaN(chance.Value):
		return claims.CannotTell
	case lower > 1:
		return claims.More
	case upper < 1:
		return claims.Less
	case chance.Lower > 1:
		return claims.MoreRecorded
	case chance.Upper < 1:
		return claims.LessRecorded
	case lower >= sameLower && upper <= sameUpper:
		return claims.Same
	}
	return claims.CannotTell
}

// side returns 1 for a word that says more, -1 for one that says less, and 0 for the others.
func side(w claims.Word) int {
	switch w {
	case claims.More, claims.MoreRecorded:
		return 1
	case claims.Less, claims.LessRecorded:
		return -1
	}
	return 0
}

// gates returns what speaks against any word on a group, "" if nothing does.
func (c *checker) gate(r Row) string {
	base := c.rate.baseline()
	switch {
	case r.Events == nil || base.Events == nil || r.Exposure == nil:
		return "a count is withheld"
	case *base.Events < 5:
		return "fewer than 5 searches of the baseline"
	case *r.Events == 0:
		return "no search of the group"
	case r.Flags.Has(rri.NotCompared) || r.Ratio.Flags.Has(rri.NotCompared):
		return "the group is not compared"
	case r.Flags.Has(rri.Categories) || r.Ratio.Flags.Has(rri.Categories):
		return "a matter of categories"
	case c.several():
		return "several forces in one index"
	}
	if monthly := float64(*r.Events) / float64(c.doc.months()); monthly > *r.Exposure/20 && monthly >= 20 {
		return "residents are not who is there"
	}
	word := bears(r.Ratio, *or(r.Range, &Range{}))
	for _, o := range c.other {
		e, ok := o.ratio[r.Group]
		if !ok {
			continue
		}
		if seen := bears(e, o.both[r.Group]); side(seen) != side(word) || word == claims.Same && seen != word {
			return "other residents"
		}
	}
	if a, ok := c.account(r.Group); ok && side(bears(a.Ratio, a.Range))*side(word) < 0 && !c.unusedByAccount(a, r) {
		return "the other account of ethnicity"
	}
	return ""
}

func or[T any](v, otherwise *T) *T {
	if v == nil {
		return otherwise
	}
	return v
}

// several reports whether the index of the search rate is of several forces together.
func (c *checker) several() bool { return len(c.doc.forces()) > 1 }

// adjusted reports whether what is said is of an index that is adjusted for forces or for periods.
func (c *checker) adjusted() bool {
	return c.several() || slices.ContainsFunc(c.doc.Adjusted, func(a Adjusted) bool { return a.ID == "search-rate" && len(a.Within) == 0 })
}

// account returns the row of a group by the other account.
func (c *checker) account(g ethnicity.Group) (AccountRow, bool) {
	if c.doc.Account != nil {
		for _, a := range c.doc.Account.Rows {
			if a.Group == g {
				return a, true
			}
		}
	}
	return AccountRow{}, false
}

// unusedByAccount reports whether the other account hardly knows the group, so that it cannot
// contradict: not a fifth of what would be expected, where that is ten at least.
func (c *checker) unusedByAccount(a AccountRow, r Row) bool {
	base, ok := c.account(c.rate.Baseline)
	b := c.rate.baseline()
	if !ok || r.Exposure == nil || b.Exposure == nil {
		return a.Searches == 0
	}
	expected := float64(base.Searches) / *b.Exposure * *r.Exposure
	return a.Searches == 0 || expected >= 10 && 5*float64(a.Searches) < expected
}

// checkRanges: the range of both contains that of chance and the bounds, and is what the extreme
// allocations give.
func (c *checker) checkRanges() {
	base := c.rate.baseline()
	for _, r := range append(c.rate.rowsOf(""), c.rate.rowsOf("sum")...) {
		where := r.Group.String()
		if r.Range == nil {
			if !math.IsNaN(r.Ratio.Value) && !math.IsNaN(r.Ratio.Lower) && c.doc.Suppress == 0 {
				c.fault("range", where, "an index of %v without a range that allows for the unknown", r.Ratio.Value)
			}
			continue
		}
		if r.Events == nil && (r.Range.Lower != nil || r.Range.Upper != nil) {
			c.fault("suppression", where, "a range of an index that is withheld")
		}
		lower, upper := ends(*r.Range)
		const eps = 1e-9
		if lower > r.Ratio.Lower*(1+eps) || upper < r.Ratio.Upper*(1-eps) {
			c.fault("range", where, "%v to %v does not contain that of chance, %v to %v", lower, upper, r.Ratio.Lower, r.Ratio.Upper)
		}
		for _, b := range c.doc.Bounds {
			low, high := ends(Range{Lower: b.Lower, Upper: b.Upper})
			if b.Group == r.Group && r.Kind == "" && (lower > low*(1+eps) && b.Lower != nil || upper < high*(1-eps) && b.Upper != nil) {
				c.fault("range", where, "%v to %v does not contain the bounds, %v to %v", lower, upper, low, high)
			}
		}
		if c.doc.UnknownAllocation != outcomes.LeftOut || r.Events == nil || base.Events == nil || math.IsNaN(r.Ratio.Lower) {
			continue
		}
		_, want, err := c.rangesOf(rri.Rate{Events: *r.Events, Population: *r.Exposure, DesignEffect: r.DesignEffect},
			rri.Rate{Events: *base.Events, Population: *base.Exposure, DesignEffect: base.DesignEffect})
		wantLower, wantUpper := ends(want)
		if err == nil && (!near(lower, math.Max(wantLower, 0)) && !near(lower, wantLower) || !near(upper, wantUpper)) {
			c.fault("range", where, "%v to %v, computed apart %v to %v", lower, upper, wantLower, wantUpper)
		}
	}
}

func near(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-6*math.Max(math.Abs(a), math.Abs(b))
}

// checkWords: every group has a word, which its ranges bear and nothing speaks against; and where
// they would bear one that is not given, it is said why.
func (c *checker) checkWords() {
	for _, r := range c.rate.rowsOf("") {
		where := r.Group.String()
		gate := c.gate(r)
		if r.Word == nil {
			if gate == "" {
				c.fault("word", where, "none, and nothing speaks against one")
			} else if r.Why == "" && r.Note == "" {
				c.fault("gate named", where, "no word, and not said that %s", gate)
			}
			continue
		}
		word := bears(r.Ratio, *or(r.Range, &Range{}))
		switch got := *r.Word; {
		case got > claims.Same:
			c.fault("word", where, "%v is none", got)
		case gate != "" && got != claims.CannotTell:
			c.fault("gate", where, "%q, though: %s", got.Text(), gate)
		case gate != "" && r.Why == "" && r.Note == "" && word != claims.CannotTell:
			c.fault("gate named", where, "%q, and not said that %s", got.Text(), gate)
		case gate == "" && got == claims.CannotTell && word != got && r.Why == "":
			c.fault("gate named", where, "%q where the ranges bear %q, and not said why", got.Text(), word.Text())
		case got != claims.CannotTell && got != word:
			c.fault("word", where, "%q where the ranges bear %q", got.Text(), word.Text())
		}
	}
}

// checkSum: the row of several groups, as all other than White, is the sum of those that it holds,
// and has no word if they have opposite ones.
func (c *checker) checkSum() {
	for _, s := range c.rate.rowsOf("sum") {
		events, exposure, up, down := int64(0), 0.0, false, false
		for _, r := range c.rate.rowsOf("") {
			if !s.Group.Contains(r.Group) {
				continue
			}
			if r.Events == nil || r.Exposure == nil {
				c.fault("suppression", s.Group.String(), "a sum where a group is withheld")
				return
			}
			events += *r.Events
			exposure += *r.Exposure
			word := bears(r.Ratio, *or(r.Range, &Range{}))
			if r.Word != nil {
				word = *r.Word
			}
			up, down = up || side(word) > 0, down || side(word) < 0
		}
		rounded := int64(0)
		if c.doc.UnknownAllocation != outcomes.LeftOut {
			rounded = int64(len(c.rate.Rows))
		}
		if s.Events == nil || s.Exposure == nil || max(*s.Events-events, events-*s.Events) > rounded || *s.Exposure != exposure {
			c.fault("sum", s.Group.String(), "%d of %v, not %d searches of %v residents", *or(s.Events, new(int64)), *or(s.Exposure, new(float64)), events, exposure)
		}
		word := bears(s.Ratio, *or(s.Range, &Range{}))
		switch {
		case s.Word == nil:
		case up && down && *s.Word != claims.CannotTell:
			c.fault("gate", s.Group.String(), "%q, though its groups have opposite words", s.Word.Text())
		case *s.Word != claims.CannotTell && *s.Word != word:
			c.fault("word", s.Group.String(), "%q where the ranges bear %q", s.Word.Text(), word.Text())
		case *s.Word != claims.CannotTell && c.gate(s) != "":
			c.fault("gate", s.Group.String(), "%q, though: %s", s.Word.Text(), c.gate(s))
		}
	}
}

// checkAccount: the words of the other account are those that its ranges bear, or none.
func (c *checker) checkAccount() {
	if c.doc.Account == nil {
		return
	}
	if c.doc.Suppress != 0 {
		c.fault("suppression", "the other account", "two tables of the same searches tell what is withheld")
	}
	for _, a := range c.doc.Account.Rows {
		if word := bears(a.Ratio, a.Range); a.Group != c.rate.Baseline && a.Word != claims.CannotTell && a.Word != word {
			c.fault("word", "the other account: "+a.Group.String(), "%q where the ranges bear %q", a.Word.Text(), word.Text())
		}
	}
}
