package strata

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// within is how far a number that was read may be from what the counts give, as a share of it:
// files are rounded, by some to seven digits.
const within = 1e-6

// coherent reports where the numbers of a table that was read contradict each other, or nil.
func (t Table[K, G, M]) coherent() error {
	if len(t.Rows) == 0 {
		return nil
	}
	seen := make(map[G]bool, len(t.Rows))
	base := -1
	for i, r := range t.Rows {
		if seen[r.Group] {
			return fmt.Errorf("group %q stands twice: %w", clipped(r.Group), rri.ErrCount)
		}
		seen[r.Group] = true
		if r.Group == t.Baseline {
			base = i
		}
	}
	if base < 0 {
		return fmt.Errorf("baseline %q has no row: %w", clipped(t.Baseline), rri.ErrBaseline)
	}
	for _, r := range t.Rows {
		if err := t.coherentRow(r, t.Rows[base].Count); err != nil {
			return fmt.Errorf("group %q: %w", clipped(r.Group), err)
		}
	}
	return nil
}

// coherentRow checks one row against its counts and those of the baseline.
func (t Table[K, G, M]) coherentRow(r Row[K, G, M], base M) error {
	ratio, difference := problem{q: quantity.RatioOf[M]()}, problem{q: quantity.DifferenceOf[M]()}
	own := Pair[M]{r.Count, base}.counts()
	_, top := quantity.RateOf[M]().Range()
	if err := coherentEstimate("rate", r.Rate, own.A/own.N, 0, top, 0); err != nil {
		return err
	}
	if r.Group == t.Baseline { // 1 times itself by definition
		if err := coherentEstimate("crude ratio", r.Crude, 1, 0, math.Inf(1), 0); err != nil {
			return err
		}
		if err := coherentEstimate("adjusted ratio", r.Ratio, 1, 0, math.Inf(1), 0); err != nil {
			return err
		}
		return coherentEstimate("difference", r.Difference, 0, 0, 0, 0)
	}
	if err := coherentEstimate("crude ratio", r.Crude, plainRatio(own), 0, math.Inf(1), 0); err != nil {
		return err
	}
	pairs := make([]Pair[M], len(r.Parts))
	noRate := false // of a group, in some stratum: then nothing of the row is compared
	for i, p := range r.Parts {
		pairs[i] = Pair[M]{p.Group, p.Baseline}
		c := pairs[i].counts()
		noRate = noRate || c.A > 0 && c.N == 0 || c.B > 0 && c.M == 0
	}
	if noRate {
		return r.coherentWithoutRate()
	}
	largest := 0. // rate of any stratum
	for i, p := range r.Parts {
		c := pairs[i].counts()
		if err := p.coherent(c); err != nil {
			return fmt.Errorf("stratum %q: %w", clipped(p.Stratum), err)
		}
		if p.Compared {
			largest = max(largest, c.A/c.N, c.B/c.M)
		}
	}
	strata, _, err := counts(pairs)
	if err != nil {
		return err
	}
	ratio.strata, difference.strata = strata, strata
	if err := coherentEstimate("adjusted ratio", r.Ratio, ratio.pooled(t.Options.Method), 0, math.Inf(1), 0); err != nil {
		return err
	}
	random, err := randomEffects(pairs, t.Options)
	if err != nil {
		return err
	}
	if err := coherentEstimate("typical stratum", r.Random.Typical, random.Typical.Value, 0, math.Inf(1), 0); err != nil {
		return err
	}
	lowest, highest := difference.q.Range()
	return coherentEstimate("difference", r.Difference, difference.pooled(t.Options.Method), lowest, highest, within*largest)
}

// coherentWithoutRate checks a row in which a group has events in a stratum without population.
func (r Row[K, G, M]) coherentWithoutRate() error {
	for _, p := range r.Parts {
		if p.Compared {
			return fmt.Errorf("stratum %q: compared is true: %w: a group has events in a stratum without population", clipped(p.Stratum), rri.ErrCount)
		}
	}
	for _, e := range []rri.Estimate{r.Ratio, r.Difference} {
		if !math.IsNaN(e.Value) {
			return fmt.Errorf("value %v: %w: a group has events in a stratum without population, which leaves no ratio", e.Value, rri.ErrCount)
		}
	}
	return nil
}

// coherent checks one stratum of a row against its counts.
func (p Part[K, M]) coherent(c quantity.Counts) error {
	if compared := c.N > 0 && c.M > 0; compared != p.Compared {
		return fmt.Errorf("compared is %v: %w: its counts say %v", p.Compared, rri.ErrCount, compared)
	}
	if !p.Compared {
		return nil
	}
	if err := coherentEstimate("ratio", p.Ratio, plainRatio(c), 0, math.Inf(1), 0); err != nil {
		return err
	}
	for _, share := range []float64{p.RatioShare, p.DifferenceShare} {
		if !(share >= 0 && share <= 1+within) {
			return fmt.Errorf("share %v: %w: want from 0 to 1", share, rri.ErrCount)
		}
	}
	return nil
}

// pooled returns the estimate by a method, NaN if there is nothing to compare.
func (p problem) pooled(m Method) float64 {
	if len(p.strata) == 0 {
		return math.NaN()
	}
	value, _ := p.point(m)
	return value
}

// plainRatio returns the ratio of two rates, NaN for no events in either.
func plainRatio(c quantity.Counts) float64 {
	if c.A+c.B == 0 {
		return math.NaN()
	}
	return c.A / c.N / (c.B / c.M)
}

// coherentEstimate reports why e cannot be an estimate whose plain value is want, but for slack,
// and whose limits lie between lowest and highest; or nil. An estimate that was not computed says
// nothing.
func coherentEstimate(what string, e rri.Estimate, want, lowest, highest, slack float64) error {
	switch {
	case !e.Computed():
		return nil
	case !(e.Level > 0 && e.Level < 1):
		return fmt.Errorf("%s: level %v: %w: want between 0 and 1", what, e.Level, rri.ErrOption)
	case e.Lower > e.Upper:
		return fmt.Errorf("%s: limits %v and %v: %w: they are out of order", what, e.Lower, e.Upper, rri.ErrCount)
	case e.Lower < lowest || e.Lower > highest || e.Upper < lowest || e.Upper > highest:
		return fmt.Errorf("%s: limits %v and %v: %w: want between %v and %v", what, e.Lower, e.Upper, rri.ErrCount, lowest, highest)
	case e.P < 0 || e.P > 1:
		return fmt.Errorf("%s: p %v: %w: want from 0 to 1", what, e.P, rri.ErrCount)
	case e.Value == want || math.IsNaN(e.Value) && (math.IsNaN(want) || e.Flags&(rri.Suppressed|rri.NoData) != 0):
		return nil
	// so too where one of them is NaN or infinite
	case !(math.Abs(e.Value-want) <= within*math.Abs(want)+slack):
		return fmt.Errorf("%s: %v: %w: the counts give %v", what, e.Value, rri.ErrCount, want)
	}
	return nil
}
