package strata

import (
	"encoding/csv"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

var updateCoverage = flag.Bool("update-coverage", false, "simulate the coverage of the random effects anew, and write it: some minutes")

// coverageTables is how many tables each row of the file is made of; tests draw the first hundredth
// of the same ones.
const coverageTables = 10_000

const coveragePath = "testdata/random_coverage.csv"

// design is what is true of strata: how many events the group has in the middle one where its ratio
// is 1, a fifth of the baseline's, how many strata there are, a third of them half as large and a
// third twice, and the standard deviation of the logarithms of their ratios, whose median is 1.
type design struct {
	proportions bool
	events      float64
	strata      int
	spread      float64
}

// coverage is how often, in per cent, intervals lie wholly above what they should hold, and wholly
// below.
type coverage struct {
	common, typical, further [2]float64
	shown                    float64 // how often people see the random effects
}

// numbers are the parts of c in the order of the file.
func (c *coverage) numbers() []*float64 {
	return []*float64{&c.common[0], &c.common[1], &c.typical[0], &c.typical[1], &c.further[0], &c.further[1], &c.shown}
}

var coverageColumns = []string{"common_above", "common_below", "typical_above", "typical_below", "further_above", "further_below", "shown"}

func designs() (list []design) {
	for _, proportions := range []bool{false, true} {
		for _, events := range []float64{5, 20, 100, 500} {
			for _, strata := range []int{3, 6, 12, 40} {
				for _, spread := range []float64{0, 0.1, 0.3, 0.6} {
					list = append(list, design{proportions, events, strata, spread})
				}
			}
		}
	}
	return list
}

func (d design) String() string {
	model := "rate"
	if d.proportions {
		model = "proportion"
	}
	return fmt.Sprintf("%s,%g,%d,%g", model, d.events, d.strata, d.spread)
}

// simulate draws tables.
func (d design) simulate(seed uint64, tables int) (c coverage) {
	r := rand.New(rand.NewPCG(15, seed))
	for range tables {
		if d.proportions {
			addCoverage(&c, d, tables, func(mean, ratio float64) rri.Proportion {
				const rate = 0.2
				trials := math.Round(mean / rate)
				return rri.Proportion{Events: int64(distuv.Binomial{N: trials, P: min(0.95, rate*ratio), Src: r}.Rand()), Trials: int64(trials)}
			}, r)
		} else {
			addCoverage(&c, d, tables, func(mean, ratio float64) rri.Rate {
				return rri.Rate{Events: int64(distuv.Poisson{Lambda: mean * ratio, Src: r}.Rand()), Population: mean}
			}, r)
		}
	}
	return c
}

// addCoverage draws one table and adds what its intervals miss. The chance that a further stratum
// lies outside is known, and need not be drawn.
func addCoverage[M rri.Measure](c *coverage, d design, tables int, count func(mean, ratio float64) M, r *rand.Rand) {
	pairs := make([]Pair[M], d.strata)
	for i := range pairs {
		mean := d.events * math.Exp2(float64(i%3)-1)
		pairs[i] = Pair[M]{count(mean, math.Exp(d.spread*r.NormFloat64())), count(5*mean, 1)}
	}
	common := referencetest.Must(Ratio(pairs, Options{}))
	random := referencetest.Must(RandomEffects(pairs, Options{}))
	alike := referencetest.Must(RatioHomogeneity(pairs, SCAS))
	share := 100 / float64(tables)
	add := func(to *[2]float64, spread, lower, upper float64) {
		switch {
		case math.IsNaN(lower):
		case spread > 0:
			to[0] += share * tail.NormalUpper(-math.Log(lower)/spread)
			to[1] += share * tail.NormalUpper(math.Log(upper)/spread)
		case lower > 1:
			to[0] += share
		case upper < 1:
			to[1] += share
		}
	}
	add(&c.common, 0, common.Lower, common.Upper)
	add(&c.typical, 0, random.Typical.Lower, random.Typical.Upper)
	add(&c.further, d.spread, random.FurtherLower, random.FurtherUpper)
	if alike.P < 0.05 {
		c.shown += share
	}
}

// TestRandomCoverage: a hundredth of the simulations of testdata/random_coverage.csv gives what the
// file says, but for chance, and the file says what the documentation does.
func TestRandomCoverage(t *testing.T) {
	if testing.Short() {
		t.Skip("two thousand tables and more")
	}
	const path = coveragePath
	list := designs()
	tables := coverageTables / 100
	if *updateCoverage {
		tables = coverageTables
	}
	got := make([]coverage, len(list))
	next := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				got[i] = list[i].simulate(uint64(i), tables)
			}
		})
	}
	for i := range list {
		next <- i
	}
	close(next)
	workers.Wait()
	if *updateCoverage {
		writeCoverage(t, path, list, got)
	}
	rows := referencetest.Records(t, path)
	if len(rows) != len(list) {
		t.Fatalf("%d rows in %s, want %d: -update-coverage writes it", len(rows), path, len(list))
	}
	var sums, wants coverage
	for i, row := range rows {
		if key := fmt.Sprintf("%s,%s,%s,%s", row["model"], row["events"], row["strata"], row["spread"]); key != list[i].String() {
			t.Fatalf("row %d is of %s, want %s", i+1, key, list[i])
		}
		var want coverage
		for j, column := range coverageColumns {
			w, g := want.numbers()[j], *got[i].numbers()[j]
			*w = referencetest.Float(t, row[column])
			if p := (*w + 0.5) / 100; math.Abs(g-*w) > 1+500*math.Sqrt(p*(1-min(p, 0.9))/float64(tables)) {
				t.Errorf("%s: %s %.2f %% of %d tables, want %.2f but for chance", list[i], column, g, tables, *w)
			}
			*sums.numbers()[j] += g / float64(len(rows))
			*wants.numbers()[j] += *w / float64(len(rows))
		}
		checkCoverage(t, list[i], want)
	}
	for j, column := range coverageColumns {
		if g, w := *sums.numbers()[j], *wants.numbers()[j]; math.Abs(g-w) > 0.05+400*math.Sqrt(w/100/float64(tables*len(rows))) {
			t.Errorf("all designs: %s %.3f %%, want %.3f but for chance", column, g, w)
		}
	}
}

// checkCoverage holds a row of the file to what the documentation says of it.
func checkCoverage(t *testing.T, d design, c coverage) {
	if d.events == 20 && d.strata == 12 && d.spread == 0.3 && !d.proportions {
		if missed := c.common[0] + c.common[1]; math.Abs(missed-31) > 2 {
			t.Errorf("%s: the common ratio's interval misses the median ratio %.1f %% of the time, want 31", d, missed)
		}
	}
	if d.spread == 0 || d.events < 100 {
		return
	}
	for i, side := range []string{"above", "below"} {
		if typical := c.typical[i]; typical < 1.2 || typical > 5 {
			t.Errorf("%s: typical stratum: %.2f %% %s, want 1.2 to 5", d, typical, side)
		}
		if further := c.further[i]; further > 8 || d.spread >= 0.3 && further > 3.5 {
			t.Errorf("%s: further stratum: %.2f %% %s, want at most 8, and 3.5 from a spread of 0.3", d, further, side)
		}
	}
}

func writeCoverage(t *testing.T, path string, list []design, got []coverage) {
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := csv.NewWriter(f)
	rows := [][]string{append([]string{"model", "events", "strata", "spread"}, coverageColumns...)}
	for i, d := range list {
		row := strings.Split(d.String(), ",")
		for _, v := range got[i].numbers() {
			row = append(row, strconv.FormatFloat(*v, 'f', 2, 64))
		}
		rows = append(rows, row)
	}
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
}

// TestRandomCoverageDocumented: the table in the documentation is that of the file.
func TestRandomCoverageDocumented(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	rates := make(map[string]map[string]string)
	for _, row := range referencetest.Records(t, coveragePath) {
		rates[strings.Join([]string{row["model"], row["events"], row["strata"], row["spread"]}, ",")] = row
	}
	for _, d := range designs() {
		if d.proportions || d.strata != 12 {
			continue
		}
		line := fmt.Sprintf("//\t%6g  %6g", d.events, d.spread)
		for _, of := range []struct {
			name   string
			strata int
		}{{"common", 12}, {"typical", 3}, {"typical", 12}, {"typical", 40}, {"further", 3}, {"further", 12}, {"further", 40}} {
			d.strata = of.strata
			row := rates[d.String()]
			line += fmt.Sprintf("  %4.1f + %4.1f", referencetest.Float(t, row[of.name+"_above"]), referencetest.Float(t, row[of.name+"_below"]))
		}
		if !strings.Contains(string(doc), line+"\n") {
			t.Errorf("doc.go lacks the line\n%s", line)
		}
	}
}

// TestRandomChoices: the two choices that the documentation gives reasons for. The factor of
// Hartung and Knapp, taken for at least 1, has intervals for strata that are alike that never miss;
// and one more degree of freedom misses a further stratum more than twice as often as it should.
func TestRandomChoices(t *testing.T) {
	const tables, strata, events = 4000, 3, 100
	var plain, truncated, further, more float64
	for _, spread := range []float64{0, 0.1} {
		r := rand.New(rand.NewPCG(15, 15))
		for range tables {
			pairs := make([]Pair[rri.Rate], strata)
			for i := range pairs {
				mean := events * math.Exp2(float64(i)-1)
				count := func(mean, expected float64) rri.Rate {
					return rri.Rate{Events: int64(distuv.Poisson{Lambda: expected, Src: r}.Rand()), Population: mean}
				}
				pairs[i] = Pair[rri.Rate]{count(mean, mean*math.Exp(spread*r.NormFloat64())), count(5*mean, 5*mean)}
			}
			e := mustRandom(t, pairs, Options{})
			mean := math.Log(e.Typical.Value)
			if spread > 0 {
				own := math.Log(e.FurtherUpper) - mean // with 1 degree of freedom
				other := own / tail.TQuantile(0.025, strata-2) * tail.TQuantile(0.025, strata-1)
				for to, half := range map[*float64]float64{&further: own, &more: other} {
					*to += (tail.NormalUpper((mean+half)/spread) + tail.NormalUpper((half-mean)/spread)) * 100 / tables
				}
				continue
			}
			half := math.Log(e.Typical.Upper) - mean
			atLeastOne := half
			if e.Tau == 0 {
				atLeastOne /= math.Sqrt(min(1, e.Homogeneity.Statistic/(strata-1)))
			}
			for to, half := range map[*float64]float64{&plain: half, &truncated: atLeastOne} {
				if math.Abs(mean) > half {
					*to += 100. / tables
				}
			}
		}
	}
	t.Logf("typical %.2f %%, with a factor of at least 1 %.2f; further %.2f, with a degree more %.2f", plain, truncated, further, more)
	if plain < 3.5 || plain > 6.5 || truncated > 0.2 {
		t.Errorf("strata that are alike: %.2f %% missed, and %.2f with a factor of at least 1: want about 4.6 and 0.0", plain, truncated)
	}
	if further > 2.5 || more < 10 {
		t.Errorf("a further stratum: %.2f %% missed, and %.2f with a degree of freedom more: want about 1.7 and 12.3", further, more)
	}
}
