package dispersion_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/dispersion"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// Coverage by simulation: stops of 1 to 6 people are planted in a group and in the force around it,
// and the 95 % interval of a ratio that is truly 1 is drawn up with the design effects of every
// rule. Counted is how often it lies wholly above 1 and wholly below.

var (
	updateCoverage = flag.Bool("update-clusters", false, "simulate testdata/clusters.csv anew, in some minutes")
	allCoverage    = flag.Bool("all-clusters", false, "simulate everything that testdata/clusters.csv has, and not one repetition in a hundred")
)

const (
	coverageBlocks = 100  // of so many with a seed each are the figures that are stored
	coverageBlock  = 1000 // repetitions
)

// others are the events expected of the baseline, the first, and of the other groups of the force.
var others = [...]float64{6000, 300, 60, 20}

// coverageRule gives the group and the baseline, the first two of a force, their design effects.
type coverageRule struct {
	name    string
	effects func(force []drawn, planted [2]float64, proportion bool) [2]float64
}

// byGroup is a rule of what is known of a group and of all groups together.
func byGroup(effect func(c, all dispersion.Clusters) float64) func([]drawn, [2]float64, bool) [2]float64 {
	return func(force []drawn, _ [2]float64, _ bool) [2]float64 {
		var all dispersion.Clusters
		for _, d := range force {
			all.Squares += d.outcomes.Squares
			all.Pairs += d.outcomes.Pairs
		}
		return [2]float64{effect(force[0].outcomes, all), effect(force[1].outcomes, all)}
	}
}

var coverageRules = []coverageRule{
	{"independent", func([]drawn, [2]float64, bool) [2]float64 { return [2]float64{1, 1} }},
	{"known", func(_ []drawn, planted [2]float64, _ bool) [2]float64 { return planted }},
	{"own", byGroup(func(c, _ dispersion.Clusters) float64 { return c.DesignEffect() })},
	{"pooled", byGroup(func(_, all dispersion.Clusters) float64 { return all.DesignEffect() })},
	{"larger", byGroup(func(c, all dispersion.Clusters) float64 { return max(c.DesignEffect(), all.DesignEffect()) })},
	{"shrunk", byGroup(func(c, all dispersion.Clusters) float64 {
		const events = 20 // that all groups count for
		return dispersion.Clusters{c.Squares + events, c.Pairs + events*(all.DesignEffect()-1)}.DesignEffect()
	})},
	{"default", func(force []drawn, _ [2]float64, proportion bool) [2]float64 {
		outcomes, people := make(map[int]dispersion.Clusters, len(force)), make(map[int]dispersion.Clusters, len(force))
		for i, d := range force {
			outcomes[i], people[i] = d.outcomes, d.people
		}
		var effects map[int]float64
		if proportion {
			effects = dispersion.DesignEffectsOfProportions(outcomes, people)
		} else {
			effects = dispersion.DesignEffects(outcomes)
		}
		return [2]float64{effects[0], effects[1]}
	}},
}

// misses are the intervals wholly above and wholly below the truth.
type misses [2]int

// scenario is a group whose events scatter by one factor in a force where they scatter by another.
type scenario struct {
	model          string
	own, elsewhere float64
	designs        []design
}

// design is a group of which so many effective events are expected: events over the planted factor.
type design struct {
	expected float64
	first    []misses     // of the first block, by rule
	tails    [][2]float64 // of all blocks, in per cent
}

func coverageScenarios() (scenarios []scenario) {
	for _, model := range []string{rates, proportions, largeStops} {
		for _, own := range []float64{1, 1.3, 2, 3} {
			for _, elsewhere := range []float64{1, 1.3, 2, 3} {
				if model == largeStops && (own == 1 || own != elsewhere) {
					continue // none, or as good as what the other two say
				}
				s := scenario{model: model, own: own, elsewhere: elsewhere}
				for _, expected := range []float64{1, 2, 3, 5, 8, 12, 20, 50, 200, 1000} {
					if own*expected >= 3 {
						s.designs = append(s.designs, design{expected: expected})
					}
				}
				scenarios = append(scenarios, s)
			}
		}
	}
	return scenarios
}

// simulate returns the misses of one block by design and rule. The events expected are 1 to 1.25
// times what the design says, so that no figure hangs on which whole number of events is the last
// to be missed.
func (s scenario) simulate(block int) [][]misses {
	number := uint64(block)
	for _, b := range []byte(fmt.Sprint(s.model, s.own, s.elsewhere)) {
		number = number*1099511628211 + uint64(b)
	}
	random := rand.New(rand.NewPCG(15, number))
	q := quantity.RatioOfRates
	if s.model == proportions {
		q = quantity.RatioOfProportions
	}
	own, elsewhere := planFor(s.own, s.model), planFor(s.elsewhere, s.model)
	out := make([][]misses, len(s.designs))
	for i := range out {
		out[i] = make([]misses, len(coverageRules))
	}
	force := make([]drawn, 1+len(others))
	for range coverageBlock {
		for i, events := range others {
			force[1+i] = elsewhere.draw(events, random)
		}
		for i, d := range s.designs {
			expected := s.own * d.expected * math.Pow(1.25, random.Float64())
			force[0] = own.draw(expected, random)
			counts := quantity.Counts{A: force[0].events, N: expected, B: force[1].events, M: others[0]}
			if s.model == proportions {
				counts.N, counts.M = force[0].trials, force[1].trials
			}
			if counts.N > 0 { // no trials give no interval, which misses nothing
				s.count(out[i], force, counts, q)
			}
		}
	}
	return out
}

// count adds what each rule misses.
func (s scenario) count(out []misses, force []drawn, counts quantity.Counts, q quantity.Quantity) {
	for i, rule := range coverageRules {
		effects := rule.effects(force, [2]float64{s.own, s.elsewhere}, s.model == proportions)
		less, greater := method.Families[rri.SCAS].Test(q, counts.Effective(quantity.DesignEffects{Group: effects[0], Baseline: effects[1]}), 1)
		switch {
		case greater < 0.025:
			out[i][0]++
		case less < 0.025:
			out[i][1]++
		}
	}
}

// columns are the first of a design in testdata/clusters.csv.
func (s scenario) columns(d design) []string {
	row := []string{s.model}
	for _, v := range []float64{s.own, s.elsewhere, d.expected} {
		row = append(row, strconv.FormatFloat(v, 'g', -1, 64))
	}
	return row
}

// inParallel calls f for 0 to n-1, on all processors.
func inParallel(n int, f func(i int)) {
	next := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	workers.Wait()
}

const coverageFile = "testdata/clusters.csv"

// simulate fills in what is stored of so many blocks of every scenario; of the first block alone it
// leaves the tails as they are.
func simulate(scenarios []scenario, blocks int) {
	inParallel(len(scenarios), func(i int) {
		s := &scenarios[i]
		s.designs = slices.Clone(s.designs)
		for block := range blocks {
			for j, missed := range s.simulate(block) {
				d := &s.designs[j]
				if block == 0 {
					d.first = missed
				}
				if blocks == 1 {
					continue
				}
				if block == 0 {
					d.tails = make([][2]float64, len(coverageRules))
				}
				for rule, m := range missed {
					for side := range m {
						d.tails[rule][side] += 100 * float64(m[side]) / float64(blocks*coverageBlock)
					}
				}
			}
		}
	})
}

func writeCoverage(scenarios []scenario) error {
	header := []string{"model", "own factor", "factor elsewhere", "effective events"}
	for _, rule := range coverageRules {
		header = append(header, rule.name)
	}
	rows := [][]string{header}
	for _, s := range scenarios {
		for _, d := range s.designs {
			row := s.columns(d)
			for i := range coverageRules {
				row = append(row, fmt.Sprintf("%.3f %.3f %d %d", d.tails[i][0], d.tails[i][1], d.first[i][0], d.first[i][1]))
			}
			rows = append(rows, row)
		}
	}
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		return err
	}
	return os.WriteFile(coverageFile, b.Bytes(), 0o666)
}

// readCoverage reads testdata/clusters.csv, whose rows must be those of coverageScenarios.
func readCoverage(t *testing.T) []scenario {
	t.Helper()
	f, err := os.Open(coverageFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	scenarios, line := coverageScenarios(), 1
	for i := range scenarios {
		s := &scenarios[i]
		for j := range s.designs {
			d := &s.designs[j]
			if line == len(rows) || !slices.Equal(rows[line][:4], s.columns(*d)) || len(rows[line]) != 4+len(coverageRules) {
				t.Fatalf("%s has no line %d of %v and %d rules: see -update-clusters", coverageFile, line+1, s.columns(*d), len(coverageRules))
			}
			d.tails, d.first = make([][2]float64, len(coverageRules)), make([]misses, len(coverageRules))
			for rule := range coverageRules {
				if _, err := fmt.Sscan(rows[line][4+rule], &d.tails[rule][0], &d.tails[rule][1], &d.first[rule][0], &d.first[rule][1]); err != nil {
					t.Fatalf("%s, line %d: %v", coverageFile, line+1, err)
				}
			}
			line++
		}
	}
	if line != len(rows) {
		t.Fatalf("%s has %d lines, want %d: see -update-clusters", coverageFile, len(rows), line)
	}
	return scenarios
}

// TestCoverageOfRules simulates the first of a hundred blocks of every design, and with
// -all-clusters all.
func TestCoverageOfRules(t *testing.T) {
	if testing.Short() {
		t.Skip("simulation")
	}
	if *updateCoverage {
		scenarios := coverageScenarios()
		simulate(scenarios, coverageBlocks)
		if err := writeCoverage(scenarios); err != nil {
			t.Fatal(err)
		}
	}
	stored := readCoverage(t)
	again, blocks := slices.Clone(stored), 1
	if *allCoverage {
		blocks = coverageBlocks
	}
	simulate(again, blocks)
	for i, s := range stored {
		for j, want := range s.designs {
			got := again[i].designs[j]
			for rule := range coverageRules {
				for side := range 2 {
					// A last digit of another processor may take an interval across the truth.
					g, w := got.first[rule][side], want.first[rule][side]
					if g < w-1 || g > w+1 || math.Abs(got.tails[rule][side]-want.tails[rule][side]) > 0.05 {
						t.Errorf("%v, %s: %d missed of %d and %.3f %% of all, want %d and %.3f: see -update-clusters", s.columns(want), coverageRules[rule].name,
							g, coverageBlock, got.tails[rule][side], w, want.tails[rule][side])
					}
				}
			}
		}
	}
}
