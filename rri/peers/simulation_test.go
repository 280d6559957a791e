package peers

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/seed-549880be/disparity/rri"
)

// design is a set of units of which the counts are drawn.
type design struct {
	name  string
	units int
	// events to be expected where the index is 1: of the group in the first unit and in the last,
	// evenly in between, and of the baseline
	group, groupOfLast, baseline float64
	// the true index of the unit that has so many before it, of n; nil stands for 1 in all
	index func(before, n int) float64
	// a proportion, of which a fifth are events
	finds bool
	// the variance of the events over that of their model, which is known; 0 stands for 1
	effect float64
	// shares of unknown group, of the group and of the baseline: in the first half of the units,
	// and in the others
	unknown [2][2]float64
}

// evenly are indices that are evenly apart on the log scale, from the lowest to the highest by that
// many times as much.
func evenly(ratio float64) func(before, n int) float64 {
	return func(before, n int) float64 { return math.Pow(ratio, float64(before)/float64(n-1)-0.5) }
}

// highest are indices of which the last few are that many times as much as the others.
func highest(few int, ratio float64) func(before, n int) float64 {
	return func(before, n int) float64 {
		if before >= n-few {
			return ratio
		}
		return 1
	}
}

// designs are the rows of the tables in the documentation of the package.
var designs = func() (all []design) {
	for _, n := range []int{8, 43} {
		add := func(name string, change func(d *design)) {
			d := design{name: fmt.Sprintf("%d, %s", n, name), units: n, group: 300, baseline: 5000}
			change(&d)
			d.groupOfLast = max(d.group, d.groupOfLast)
			all = append(all, d)
		}
		fewer := func(d *design) { d.group, d.groupOfLast, d.baseline = 1, 5, 400 }
		add("equal", func(*design) {})
		add("equal, few", fewer)
		add("nearly equal", func(d *design) { d.index = evenly(1.03) })
		add("nearly equal, few", func(d *design) { fewer(d); d.index = evenly(1.5) })
		add("spread", func(d *design) { d.index = evenly(3) })
		add("spread, few", func(d *design) { fewer(d); d.index = evenly(3) })
		add("half higher by a fifth", func(d *design) { d.index = highest(n/2, 1.2) })
		add("half higher by two fifths", func(d *design) { d.index = highest(n/2, 1.4) })
		add("one higher by two fifths", func(d *design) { d.index = highest(1, 1.4) })
		add("two equal, all others twice as high", func(d *design) { d.index = highest(n-2, 2) })
		add("finds, equal", func(d *design) { d.finds, d.group = true, 60 })
		add("finds, spread", func(d *design) { d.finds, d.group, d.index = true, 60, evenly(2) })
		add("design effect 3, equal", func(d *design) { d.effect = 3 })
		add("unknown 20 %, equal", func(d *design) { d.unknown = [2][2]float64{{0.2, 0.2}, {0.2, 0.2}} })
		add("unknown 5 and 25 %, equal", func(d *design) { d.unknown = [2][2]float64{{0.05, 0.05}, {0.25, 0.25}} })
		add("unknown 5 and 25 %, of the group more", func(d *design) { d.unknown = [2][2]float64{{0.05, 0.05}, {0.5, 0.22}} })
	}
	return all
}()

// truth returns the true indices.
func (d design) truth() []float64 {
	truth := make([]float64, d.units)
	for i := range truth {
		if truth[i] = 1; d.index != nil {
			truth[i] = d.index(i, d.units)
		}
	}
	return truth
}

// draw returns a set of units.
func draw[M rri.Measure](d design, rng *rand.Rand) Set[string, M] {
	s := Set[string, M]{Baseline: "baseline"}
	for i, index := range d.truth() {
		group := d.group + (d.groupOfLast-d.group)*float64(i)/float64(d.units-1)
		u := Unit[string, M]{Name: unitName(i), Counts: make(map[string]M)}
		for k, mean := range []float64{group, d.baseline} {
			if k == 1 {
				index = 1
			}
			shares := d.unknown[2*i/d.units]
			known, unknown := drawCounts[M](d, mean, index, shares[k], rng)
			u.Counts[[]string{"group", "baseline"}[k]] = known
			u.Unknown = plus(u.Unknown, unknown)
		}
		s.Units = append(s.Units, u)
	}
	return s
}

func unitName(i int) string { return fmt.Sprintf("%02d", i) }

// drawCounts returns what is counted of one group, and of those of it whose group is not known.
func drawCounts[M rri.Measure](d design, mean, index, unknownShare float64, rng *rand.Rand) (known, unknown M) {
	count := func(mean float64) (events int64, exposure float64) {
		if d.finds {
			exposure = math.Round(5 * mean)
			return int64(distuv.Binomial{N: exposure, P: index / 5, Src: rng}.Rand()), exposure
		}
		if d.effect > 1 { // gamma rates: the variance is that many times the mean
			mean, index = distuv.Gamma{Alpha: mean * index / (d.effect - 1), Beta: 1 / (d.effect - 1), Src: rng}.Rand(), 1
		}
		return int64(distuv.Poisson{Lambda: mean * index, Src: rng}.Rand()), mean
	}
	events, exposure := count(mean * (1 - unknownShare))
	if !d.finds {
		exposure = mean
	}
	known = measure[M](events, exposure, d.effect)
	if unknownShare > 0 {
		if events, exposure = count(mean * unknownShare); !d.finds {
			exposure = 0
		}
		unknown = measure[M](events, exposure, 0)
	}
	return known, unknown
}

// plus returns the sum of what is counted of people of no known group.
func plus[M rri.Measure](a, b M) M {
	events, exposure, _ := a.Counts()
	more, of, _ := b.Counts()
	return measure[M](events+more, exposure+of, 0)
}

// measure returns a count that makes sense.
func measure[M rri.Measure](events int64, exposure, effect float64) M {
	m, err := rri.MeasureOf[M](events, exposure, effect)
	if err != nil {
		panic(err)
	}
	return m
}

// findings are what is found in the sets of a design, counted over units but for pairs.
type findings struct {
	sets       int
	held       []int // intervals of the rank that hold every true place, by unit
	percentile []int // those of percentiles that do, by unit
	unknown    int   // those that allow for the unknown that do
	places     int   // how many places the intervals have
	pairs      int   // sets in which two units are told apart that are alike, or in the wrong order
	words      [5]int
	wrong      int // words that are not true
	toMean     int // intervals of the ratio to the mean of the others that hold it
}

// simulate draws sets of a design. Each hundredth of them has a seed of its own.
func (d design) simulate(t *testing.T, hundredths int) findings {
	f := findings{held: make([]int, d.units), percentile: make([]int, d.units)}
	for h := range hundredths {
		rng := rand.New(rand.NewPCG(2026, uint64(1127+h)))
		for range d.inHundredth() {
			if d.finds {
				f.add(d, compareDrawn(t, draw[rri.Proportion](d, rng)), rng)
			} else {
				f.add(d, compareDrawn(t, draw[rri.Rate](d, rng)), rng)
			}
		}
	}
	return f
}

// inHundredth returns how many sets a hundredth of those of d are.
func (d design) inHundredth() int { return 800 / d.units }

// compareDrawn returns the ranks, the pairs and the words of a set, without what is not looked at.
func compareDrawn[M rri.Measure](t *testing.T, s Set[string, M]) Comparison[string] {
	t.Helper()
	o, err := Options{}.filled()
	if err != nil {
		t.Fatal(err)
	}
	c := Comparison[string]{Group: "group"}
	cells, _, err := s.cells("group", o)
	if err != nil {
		t.Fatal(err)
	}
	for _, cell := range cells {
		c.Rows = append(c.Rows, Row{Unit: cell.unit.Name, Value: cell.value})
	}
	if err := rankRows(&c, cells, o); err != nil {
		t.Fatal(err)
	}
	if err := s.meanOf(&c, cells, o); err != nil {
		t.Fatal(err)
	}
	return c
}

// add counts what is found in a set.
func (f *findings) add(d design, c Comparison[string], rng *rand.Rand) {
	f.sets++
	truth := d.truth()
	percentiles := percentileRanks(c.Rows, rng)
	var sum float64
	for _, v := range truth {
		sum += v
	}
	index := func(unit string) float64 { n, _ := strconv.Atoi(unit); return truth[n] }
	for i, row := range c.Rows {
		n, _ := strconv.Atoi(row.Unit)
		first, last := truePlaces(truth, n)
		if row.Rank.Lower <= first && last <= row.Rank.Upper {
			f.held[n]++
		}
		if percentiles[i][0] <= first && last <= percentiles[i][1] {
			f.percentile[n]++
		}
		if row.Rank.Lowest <= first && last <= row.Rank.Highest {
			f.unknown++
		}
		f.places += row.Rank.Upper - row.Rank.Lower + 1
		ratio := truth[n] / ((sum - truth[n]) / float64(d.units-1))
		f.words[row.Word]++
		if isWrong(row.Word, ratio) {
			f.wrong++
		}
		if row.ToMean.Lower <= ratio && ratio <= row.ToMean.Upper {
			f.toMean++
		}
	}
	wrongly := func(p Pair) bool { return p.Apart && index(p.Lower) >= index(p.Higher)*(1-1e-12) }
	if slices.ContainsFunc(c.Pairs, wrongly) {
		f.pairs++
	}
}

// isWrong reports whether a word is not true of a unit with that ratio to the mean of the others.
func isWrong(w Word, ratio float64) bool {
	switch w {
	case Above:
		return ratio <= 1+1e-12
	case Below:
		return ratio >= 1-1e-12
	case Similar:
		return ratio < 1/(1+usualMargin) || ratio > 1+usualMargin
	}
	return false
}

// truePlaces returns the first and the last place of a unit among those of its true value.
func truePlaces(truth []float64, unit int) (first, last int) {
	first, last = 1, len(truth)
	for _, v := range truth {
		switch own := truth[unit]; {
		case v < own*(1-1e-12):
			first++
		case v > own*(1+1e-12):
			last--
		}
	}
	return first, last
}

// percentileRanks returns what a usual interval of the rank would be: values are drawn from what is
// known of each unit, normal on the log scale, and ranked, many times over; the interval is from
// the percentile 2.5 to 97.5 of the ranks of a unit.
func percentileRanks(rows []Row, rng *rand.Rand) [][2]int {
	const draws = 400
	ranks := make([][]int, len(rows))
	order, values := make([]int, len(rows)), make([]float64, len(rows))
	for range draws {
		for i, row := range rows {
			order[i] = i
			deviation := math.Log(row.Value.Upper/math.Max(row.Value.Lower, row.Value.Upper/1e4)) / 2 / 1.96
			values[i] = math.Sqrt(math.Max(row.Value.Lower, row.Value.Upper/1e4)*row.Value.Upper) * math.Exp(deviation*rng.NormFloat64())
		}
		slices.SortFunc(order, func(i, j int) int {
			if values[i] < values[j] {
				return -1
			}
			return 1
		})
		for place, i := range order {
			ranks[i] = append(ranks[i], place+1)
		}
	}
	intervals := make([][2]int, len(rows))
	for i, r := range ranks {
		slices.Sort(r)
		intervals[i] = [2]int{r[draws/40-1], r[draws-draws/40]}
	}
	return intervals
}
