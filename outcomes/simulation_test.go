package outcomes

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// A force in which Black people are searched three times as often as White people, and arrested
// from a search 1.5 times as often; officers see most people as they see themselves, and a quarter
// do not say.
const (
	simulations     = 1000
	truthSearches   = 3.0
	truthArrests    = 1.5
	whiteResidents  = 90000
	blackResidents  = 10000
	whiteSearches   = 600.0 // expected
	arrestsPerWhite = 0.16
)

// mechanisms are the chances that the self-defined ethnicity of a search is not recorded.
var mechanisms = []struct {
	name    string
	missing func(self, officer ethnicity.Group, arrest bool) float64
}{
	{"at random", func(_, _ ethnicity.Group, _ bool) float64 { return 0.25 }},
	{"by group", func(self, _ ethnicity.Group, _ bool) float64 { return pick(self == ethnicity.Black, 0.40, 0.20) }},
	{"by officer's view", func(_, officer ethnicity.Group, _ bool) float64 { return pick(officer == ethnicity.Black, 0.40, 0.20) }},
	{"by outcome", func(_, _ ethnicity.Group, arrest bool) float64 { return pick(arrest, 0.05, 0.30) }},
}

func pick(b bool, yes, no float64) float64 {
	if b {
		return yes
	}
	return no
}

// simulate draws the searches of one period, complete and as recorded.
func simulate(r *rand.Rand, missing func(self, officer ethnicity.Group, arrest bool) float64) (complete, recorded *Tally) {
	complete, recorded = new(Tally), new(Tally)
	for _, g := range []ethnicity.Group{ethnicity.White, ethnicity.Black} {
		expected, arrests := whiteSearches, arrestsPerWhite
		if g == ethnicity.Black {
			expected *= truthSearches * blackResidents / whiteResidents
			arrests *= truthArrests
		}
		for range int(distuv.Poisson{Lambda: expected, Src: r}.Rand()) {
			k := Key{Type: PersonSearch, Self: g, Officer: g, Outcome: NoFurtherAction}
			switch u := r.Float64(); {
			case u < 0.02:
				k.Officer = ethnicity.NotKnown
			case u < 0.07 && g == ethnicity.Black:
				k.Officer = ethnicity.White
			case u < 0.03 && g == ethnicity.White:
				k.Officer = ethnicity.Black
			}
			arrest := r.Float64() < arrests
			if arrest {
				k.Outcome = Arrest
			}
			complete.add(k, 1)
			if r.Float64() < missing(k.Self, k.Officer, arrest) {
				k.Self = ethnicity.NotStated
			}
			recorded.add(k, 1)
		}
	}
	return complete, recorded
}

// TestSimulation makes the table in the documentation of Allocation: how often each interval covers
// the planted index, and that the bounds always hold the index of the complete records.
func TestSimulation(t *testing.T) {
	if testing.Short() {
		t.Skip("a simulation of many periods: not with -short")
	}
	residents, err := ethnicity.NewPopulation("a force", ethnicity.FivePlusOne, map[ethnicity.Group]int64{ethnicity.White: whiteResidents, ethnicity.Black: blackResidents,
		ethnicity.Mixed: 1000, ethnicity.Asian: 1000, ethnicity.Other: 1000})
	if err != nil {
		t.Fatal(err)
	}
	o := rri.Options{}
	ratio := func(tally *Tally, arrests bool) rri.Estimate {
		t.Helper()
		var e rri.Estimate
		var err error
		if arrests {
			var p Proportions
			if p, err = tally.Proportions(ArrestRate.Definition(), Grouping{}); err == nil {
				e, err = rri.Ratio(p.By[ethnicity.Black], p.By[ethnicity.White], o)
			}
		} else {
			var c Counts
			if c, err = tally.Counts(Grouping{}); err == nil {
				e, err = rri.Ratio(rri.Rate{Events: c.By[ethnicity.Black], Population: blackResidents}, rri.Rate{Events: c.By[ethnicity.White], Population: whiteResidents}, o)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	limits := func(tally *Tally, arrests bool) (b unknown.Bounds, i rri.Estimate) {
		t.Helper()
		var err error
		if arrests {
			p, err1 := tally.Proportions(ArrestRate.Definition(), Grouping{})
			u, err2 := p.Unknowns(ethnicity.Black, ethnicity.White)
			if err1 != nil || err2 != nil {
				t.Fatal(err1, err2)
			}
			if b, err = u.Bounds(unknown.Assumption{}); err == nil {
				i, err = u.ImbensManski(0)
			}
		} else {
			c, err1 := tally.Counts(Grouping{})
			u, err2 := c.Unknowns(residents, ethnicity.Black, ethnicity.White)
			if err1 != nil || err2 != nil {
				t.Fatal(err1, err2)
			}
			if b, err = u.Bounds(unknown.Assumption{}); err == nil {
				i, err = u.ImbensManski(0)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		return b, i
	}

	var table strings.Builder
	for _, arrests := range []bool{false, true} {
		name, truth := "search rate", truthSearches
		if arrests {
			name, truth = "arrest rate", truthArrests
		}
		for m, mechanism := range mechanisms {
			r := rand.New(rand.NewPCG(1, uint64(m)))
			covered := make([]int, len(slices.Collect(Allocations())))
			hold, robust := 0, 0
			for n := range simulations {
				complete, recorded := simulate(r, mechanism.missing)
				for a := range Allocations() {
					filled, err := recorded.Allocate(a, ethnicity.FivePlusOne, AllocateOptions{Seed: uint64(n)})
					if err != nil {
						t.Fatal(err)
					}
					var all []rri.Estimate
					for _, tally := range filled.Tallies {
						all = append(all, ratio(tally, arrests))
					}
					e, err := unknown.PoolRatios(all, o)
					if err != nil {
						t.Fatal(err)
					}
					if e.Lower <= truth && truth <= e.Upper {
						covered[a]++
					}
				}
				b, i := limits(recorded, arrests)
				if b.Holds(ratio(complete, arrests).Value) {
					hold++
				}
				if i.Lower <= truth && truth <= i.Upper {
					robust++
				}
			}
			if hold != simulations {
				t.Errorf("%s, %s: the bounds hold the index of the complete records %d times of %d", name, mechanism.name, hold, simulations)
			}
			if robust < 950-21 {
				t.Errorf("%s, %s: the Imbens-Manski interval covers %d times of %d", name, mechanism.name, robust, simulations)
			}
			// A coverage of 95 % is 950 of 1000, give or take 7 (one standard deviation); 21 are
			// three.
			if a := covered[ByCrossTable]; mechanism.name != "by group" && a < 950-21 {
				t.Errorf("%s, %s: cross-table covers %d times of %d, where its assumption holds", name, mechanism.name, a, simulations)
			}
			fmt.Fprintf(&table, "//\t%-12s  %-17s ", name, mechanism.name)
			for _, n := range append(covered, robust, hold) {
				fmt.Fprintf(&table, " %12.1f", 100*float64(n)/simulations)
			}
			table.WriteString("\n")
		}
	}
	source, err := os.ReadFile("allocation.go")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(source), table.String()) {
		t.Errorf("the table in the documentation of Allocation is not this:\n%s", table.String())
	}
}
