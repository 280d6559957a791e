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
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// funnelDesign is units of which none stands out: the logarithms of their true indices are normal.
type funnelDesign struct {
	units     int
	deviation float64 // of the logarithms
	expected  float64 // events of the group in a middle unit; the baseline has five times as many
}

// spreadOfSizes is the standard deviation of the logarithm of the sizes of the units.
const spreadOfSizes = 0.8

// blocks of so many units each are simulated; the test itself repeats the first.
const (
	funnelBlocks  = 25
	unitsOfABlock = 200
)

func funnelDesigns() (designs []funnelDesign) {
	for _, units := range []int{8, 43} {
		for _, deviation := range []float64{0, 0.3, 0.6} {
			for _, expected := range []float64{5, 100, 3000} {
				designs = append(designs, funnelDesign{units, deviation, expected})
			}
		}
	}
	return designs
}

// draw returns a set of units.
func (d funnelDesign) draw(rng *rand.Rand) Set[string, rri.Rate] {
	s := Set[string, rri.Rate]{Baseline: "White"}
	for i := range d.units {
		expected := d.expected * math.Exp(spreadOfSizes*rng.NormFloat64())
		poisson := func(mean, population float64) rri.Rate {
			return rri.Rate{Events: int64(distuv.Poisson{Lambda: mean, Src: rng}.Rand()), Population: population}
		}
		s.Units = append(s.Units, Unit[string, rri.Rate]{Name: strconv.Itoa(i), Counts: map[string]rri.Rate{
			"Black": poisson(expected*math.Exp(d.deviation*rng.NormFloat64()), 1000), "White": poisson(5*expected, 5000),
		}})
	}
	return s
}

// funnelTally is what is counted over simulated sets.
type funnelTally struct {
	units, outside95, outside998 int
	sets                         int
	dispersion, variance         float64 // sums over sets
}

// simulate adds a block of units to the tallies, one for each kind of overdispersion.
func (d funnelDesign) simulate(t testing.TB, block int, tallies map[Overdispersion]*funnelTally) {
	rng := rand.New(rand.NewPCG(uint64(block), uint64(1000*d.expected)+uint64(d.units)+uint64(10*d.deviation)))
	for range max(1, unitsOfABlock/d.units) {
		s := d.draw(rng)
		for kind, tally := range tallies {
			o, err := Options{Overdispersion: kind}.filled()
			if err != nil {
				t.Fatal(err)
			}
			cells, _, err := s.cells("Black", o)
			if err != nil {
				t.Fatal(err)
			}
			c := Comparison[string]{Rows: make([]Row, len(cells))}
			for i, cell := range cells {
				c.Rows[i].Value = cell.value
			}
			if err := funnelOf(&c, cells, o); err != nil {
				t.Fatal(err)
			}
			inner, outer, of := c.outsideFunnel()
			tally.units, tally.outside95, tally.outside998 = tally.units+of, tally.outside95+inner, tally.outside998+outer
			tally.sets++
			tally.dispersion += c.Funnel.Dispersion
			tally.variance += c.Funnel.Variance
		}
	}
}

func newTallies() map[Overdispersion]*funnelTally {
	tallies := make(map[Overdispersion]*funnelTally)
	for kind := range Overdispersions() {
		tallies[kind] = new(funnelTally)
	}
	return tallies
}

// TestFunnelSimulation compares the first block of each design with testdata/funnel_simulation.csv,
// which has how many of the units are outside though none stands out.
func TestFunnelSimulation(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	const path = "testdata/funnel_simulation.csv"
	head := []string{"units", "deviation", "expected", "overdispersion", "first_95", "first_998", "outside_95", "outside_998", "dispersion", "found_deviation"}
	var rows [][]string
	for _, d := range funnelDesigns() {
		tallies := newTallies()
		d.simulate(t, 0, tallies)
		first := make(map[Overdispersion]funnelTally)
		for kind, tally := range tallies {
			first[kind] = *tally
		}
		if *updateFunnel {
			for block := 1; block < funnelBlocks; block++ {
				d.simulate(t, block, tallies)
			}
		}
		for _, kind := range slices.Sorted(Overdispersions()) {
			all, f := tallies[kind], first[kind]
			share := func(n int) string { return strconv.FormatFloat(100*float64(n)/float64(all.units), 'f', 2, 64) }
			rows = append(rows, []string{
				strconv.Itoa(d.units), fmt.Sprint(d.deviation), fmt.Sprint(d.expected), kind.String(), strconv.Itoa(f.outside95), strconv.Itoa(f.outside998),
				share(all.outside95), share(all.outside998), strconv.FormatFloat(all.dispersion/float64(all.sets), 'g', 3, 64),
				strconv.FormatFloat(math.Sqrt(all.variance/float64(all.sets)), 'g', 3, 64),
			})
		}
	}
	if *updateFunnel {
		writeRows(t, path, append([][]string{head}, rows...))
	}
	stored := referencetest.Records(t, path)
	for i, row := range rows {
		for k, name := range head[:6] {
			if i >= len(stored) || row[k] != stored[i][name] {
				t.Errorf("%v: %s; stored is another", row, name)
			}
		}
	}
}
