package outcomes

import (
	"cmp"
	"math"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/dispersion"
)

// bruteForce returns the sum over stops of (Σx)², less that of coincidences, over the sum of x².
func bruteForce(all []stopped, records map[forceMonth]stopsOf, weight func(Key) float64) float64 {
	type stop struct {
		forceMonth
		n int
	}
	stops := map[stop]float64{}
	sums, squares := map[forceMonth]float64{}, map[forceMonth]float64{}
	var total, own float64
	for i, s := range all {
		x, at := weight(s.Key), s.forceMonth()
		total += x * x
		sums[at] += x
		squares[at] += x * x
		n := s.stop
		if records[at].status != StopsTold {
			n = -i - 1 // a stop of its own
		}
		stops[stop{at, n}] += x
	}
	if total == 0 {
		return 1
	}
	for _, x := range stops {
		own += x * x
	}
	for of, r := range records {
		if r.status == StopsTold && r.rows > 1 {
			own -= 2 * r.coincidences * (sums[of]*sums[of] - squares[of]) / float64(r.rows*(r.rows-1))
		}
	}
	return max(1, own/total)
}

func TestDesignEffectIsThatOfStops(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := anyStopped(16).Draw(t, "searches")
		records := anyRecords(t, all)
		tally := tallyOfStopped(all, records)
		values := rapid.SliceOfN(rapid.Float64Range(-2, 2), 5, 5).Draw(t, "weights")
		scale := rapid.SampledFrom([]float64{1, 3, 1e-200, 1e200}).Draw(t, "scale")
		weight := func(k Key) float64 { return values[int(k.Outcome)%5] * float64(k.Type%2) }
		got, want := tally.DesignEffect(func(k Key) float64 { return weight(k) * scale }), bruteForce(all, records, weight)
		if !(math.Abs(got-want) <= 1e-9*want) {
			t.Fatalf("%v, want %v", got, want)
		}
		if again := tally.DesignEffect(func(k Key) float64 { return weight(k) * scale }); again != got {
			t.Fatalf("%v, and then %v", got, again)
		}
		// with a filter, as if the rows that it leaves out were not there
		keep := func(k Key) bool { return k.Linked != Yes }
		kept := slices.DeleteFunc(slices.Clone(all), func(s stopped) bool { return !keep(s.Key) })
		got, want = tally.Where(keep).DesignEffect(weight), bruteForce(kept, records, weight)
		if !(math.Abs(got-want) <= 1e-9*want) {
			t.Fatalf("%v of a part, want %v", got, want)
		}
	})
}

// clustersOf returns what the stops of searches say of a weight, group by group, by a look at every
// two of them.
func clustersOf(all []stopped, records map[forceMonth]stopsOf, g Grouping, weight func(Key, ethnicity.Group) float64) map[ethnicity.Group]dispersion.Clusters {
	clusters := map[ethnicity.Group]dispersion.Clusters{}
	for group := range g.Scheme.Groups() {
		var c dispersion.Clusters
		x := func(s stopped) float64 {
			if of, err := g.Scheme.Collapse(g.Rule.Of(s.Key)); err != nil || of != group || !s.Type.IsPerson() {
				return 0
			}
			return weight(s.Key, group)
		}
		for i, s := range all {
			c.Squares += x(s) * x(s)
			for _, r := range all[:i] {
				of, rows := records[s.forceMonth()], float64(records[s.forceMonth()].rows)
				if r.forceMonth() != s.forceMonth() || of.status != StopsTold {
					continue
				}
				c.Pairs -= 2 * x(s) * x(r) * of.coincidences / (rows * (rows - 1) / 2)
				if r.stop == s.stop {
					c.Pairs += 2 * x(s) * x(r)
				}
			}
		}
		clusters[group] = c
	}
	return clusters
}

// The design effects of counts and proportions are those of the stops of each group.
func TestDesignEffectsByGroup(t *testing.T) {
	near := func(a, b float64) bool { return math.Abs(cmp.Or(a, 1)-cmp.Or(b, 1)) <= 1e-9*b }
	rapid.Check(t, func(t *rapid.T) {
		all := anyStopped(30).Draw(t, "searches")
		for i := range all { // few groups, so that some have company of their own
			all[i].Self = rapid.SampledFrom([]ethnicity.Group{ethnicity.WhiteBritish, ethnicity.WhiteIrish, ethnicity.BlackAfrican, ethnicity.NotStated}).Draw(t, "self")
		}
		records := anyRecords(t, all)
		tally := tallyOfStopped(all, records)
		if !tally.tellsStops() {
			return
		}
		g := Grouping{}
		counts := got(tally.Counts(g))
		for group, want := range dispersion.DesignEffects(clustersOf(all, records, g, func(Key, ethnicity.Group) float64 { return 1 })) {
			if !near(counts.DesignEffects[group], want) {
				t.Fatalf("%v has %v, want %v", group, counts.DesignEffects[group], want)
			}
		}
		d := rapid.SampledFrom(slices.Collect(definitions)).Draw(t, "definition")
		p := got(tally.Proportions(d, g))
		trial := func(k Key, _ ethnicity.Group) float64 {
			if d.Trial(k) {
				return 1
			}
			return 0
		}
		residual := func(k Key, group ethnicity.Group) float64 {
			of := p.By[group]
			switch {
			case !d.Trial(k):
				return 0
			case d.Event(k):
				return 1 - float64(of.Events)/float64(of.Trials)
			}
			return -float64(of.Events) / float64(of.Trials)
		}
		for group, want := range dispersion.DesignEffectsOfProportions(clustersOf(all, records, g, residual), clustersOf(all, records, g, trial)) {
			if !near(p.By[group].DesignEffect, want) {
				t.Fatalf("%v has %v, want a design effect of %v", group, p.By[group], want)
			}
		}
	})
}

func TestDesignEffectOfOddWeights(t *testing.T) {
	k := Key{Force: forceNumber(1), Month: newMonth(2022, 9), Type: PersonSearch}
	tally := new(Tally)
	tally.add(k, 4)
	tally.addStops(k.forceMonth(), stopsOf{status: StopsTold, rows: 4})
	tally.addPairs(k, k, 6)
	for _, test := range []struct {
		weight, want float64
		reason       string
	}{
		{1, 4, "four people of one stop are one piece of evidence"},
		{-1, 4, "the sign does not count"},
		{math.MaxFloat64, 4, "squares are no number"},
		{math.SmallestNonzeroFloat64, 4, "squares are 0"},
		{0, 1, "nothing is counted"},
		{math.NaN(), math.NaN(), "no weight"},
		{math.Inf(-1), math.NaN(), "no weight"},
	} {
		if got := tally.DesignEffect(func(Key) float64 { return test.weight }); math.Abs(got-test.want) > 1e-14 || math.IsNaN(got) != math.IsNaN(test.want) {
			t.Errorf("weight %v: %v, want %v (%s)", test.weight, got, test.want, test.reason)
		}
	}
}

// Counts and proportions get design effects that are numbers of 1 or more, and nothing else of them
// depends on stops: with Independent they are those of a tally that knows of no stops.
func TestIndependentIsAsBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tally := anyTally(24).Draw(t, "tally")
		plain := new(Tally)
		for k, n := range tally.All() {
			plain.add(k, n)
		}
		g := Grouping{Rule: oneOf(EthnicityRules()).Draw(t, "rule"), Scheme: ethnicity.FivePlusOne}
		alone := g
		alone.Independent = true
		d := rapid.SampledFrom(slices.Collect(definitions)).Draw(t, "definition")
		want, err := plain.Counts(g)
		with, withErr := tally.Counts(g)
		without, withoutErr := tally.Counts(alone)
		if (err == nil) != (withErr == nil) || (err == nil) != (withoutErr == nil) {
			t.Fatalf("%v, %v, %v", err, withErr, withoutErr)
		}
		if err != nil {
			return
		}
		if without.Grouping = g; !gocmp.Equal(without, want) || want.DesignEffects != nil {
			t.Fatalf("independent: %v, want %v", without, want)
		}
		if (with.DesignEffects == nil) == tally.tellsStops() {
			t.Fatalf("effects %v", with.DesignEffects)
		}
		if with.DesignEffects != nil && len(with.DesignEffects) != len(with.By) {
			t.Fatalf("effects of %d of %d groups", len(with.DesignEffects), len(with.By))
		}
		for group, effect := range with.DesignEffects {
			if !(effect >= 1) || math.IsInf(effect, 0) {
				t.Fatalf("%v has %v", group, effect)
			}
		}
		if with.DesignEffects = nil; !gocmp.Equal(with, want) {
			t.Fatalf("%v, want %v", with, want)
		}
		proportions, of := got(plain.Proportions(d, g)), got(tally.Proportions(d, g))
		if independent := got(tally.Proportions(d, alone)); true {
			independent.Grouping = g
			if !gocmp.Equal(independent, proportions, sameResult) {
				t.Fatalf("independent: %v, want %v", independent, proportions)
			}
		}
		for group, p := range of.By {
			if p.DesignEffect != 0 && !(p.DesignEffect > 1) || math.IsInf(p.DesignEffect, 0) || p.Validate() != nil {
				t.Fatalf("%v has %v", group, p)
			}
			of.By[group] = rri.WithDesignEffect(p, 0)
		}
		if of.Overall.Validate() != nil || of.Unknown.DesignEffect != 0 {
			t.Fatalf("%v, %v", of.Overall, of.Unknown)
		}
		if of.Overall.DesignEffect = 0; !gocmp.Equal(of, proportions, sameResult) {
			t.Fatalf("%v, want %v", of, proportions)
		}
	})
}
