package peers

import (
	"encoding/csv"
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

const simulationFile = "testdata/ranks/simulation.csv"

var (
	updateSimulation = flag.Bool("update-simulation", false, "compute testdata/ranks/simulation.csv anew, in some minutes")
	allSimulation    = flag.Bool("all-simulation", false, "check all sets of testdata/ranks/simulation.csv, and not the first hundredth")
)

// simulationColumns are the counts of a design in the file.
var simulationColumns = []string{"sets", "held", "held least", "held with unknown", "percentile", "percentile least", "places", "wrong pairs",
	"above", "below", "similar", "cannot tell", "no word", "wrong words", "ratio held"}

// columns are the counts in their order.
func (f findings) columns() []int {
	sum := func(counts []int) (n int) {
		for _, c := range counts {
			n += c
		}
		return n
	}
	return []int{f.sets, sum(f.held), slices.Min(f.held), f.unknown, sum(f.percentile), slices.Min(f.percentile), f.places, f.pairs,
		f.words[Above], f.words[Below], f.words[Similar], f.words[CannotTell], f.words[NoWord], f.wrong, f.toMean}
}

// TestSimulation checks the counts of testdata/ranks/simulation.csv: of the first hundredth of the
// sets of each design, and of all with -all-simulation. The seeds are fixed, so that they are the
// same but for what another machine rounds otherwise, which may move one set over a threshold.
func TestSimulation(t *testing.T) {
	if testing.Short() {
		t.Skip("simulation")
	}
	if *updateSimulation {
		writeSimulation(t)
	}
	rows := referencetest.Records(t, simulationFile)
	if len(rows) != 2*len(designs) {
		t.Fatalf("%s has %d rows, want %d: see -update-simulation", simulationFile, len(rows), 2*len(designs))
	}
	for i, d := range designs {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			row, hundredths := rows[2*i], 1
			if *allSimulation {
				row, hundredths = rows[2*i+1], 100
			}
			if row["design"] != d.name {
				t.Fatalf("%s has design %q, want %q: see -update-simulation", simulationFile, row["design"], d.name)
			}
			got := d.simulate(t, hundredths).columns()
			for k, name := range simulationColumns {
				if n := got[k] - int(referencetest.Count(t, row[name])); max(n, -n) > d.units*hundredths {
					t.Errorf("%s %d, want %s: see -update-simulation", name, got[k], row[name])
				}
			}
		})
	}
}

// writeSimulation computes the file: for each design the counts of the first hundredth, and of all.
func writeSimulation(t *testing.T) {
	rows := make([][]string, 2*len(designs))
	t.Run("all", func(t *testing.T) {
		for i, d := range designs {
			t.Run(d.name, func(t *testing.T) {
				t.Parallel()
				for k, hundredths := range []int{1, 100} {
					row := []string{d.name}
					for _, n := range d.simulate(t, hundredths).columns() {
						row = append(row, strconv.Itoa(n))
					}
					rows[2*i+k] = row
				}
			})
		}
	})
	file, err := os.Create(simulationFile)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	w := csv.NewWriter(file)
	if err := w.WriteAll(append([][]string{append([]string{"design"}, simulationColumns...)}, rows...)); err != nil {
		t.Fatal(err)
	}
}

// wholeSimulation calls do with each design and its shares in all sets: of units, but of sets for
// pairs and for what is least of any unit.
func wholeSimulation(t *testing.T, do func(d design, share func(column string) float64)) {
	t.Helper()
	for i, row := range referencetest.Records(t, simulationFile) {
		if i%2 == 0 {
			continue // a hundredth
		}
		d := designs[i/2]
		do(d, func(column string) float64 {
			n := referencetest.Float(t, row[column]) / referencetest.Float(t, row["sets"])
			if column == "wrong pairs" || strings.HasSuffix(column, "least") {
				return n
			}
			return n / float64(d.units)
		})
	}
}

// TestSimulationTables: the tables in the documentation of the package are those of the file.
func TestSimulationTables(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	wholeSimulation(t, func(d design, share func(column string) float64) {
		ranks := fmt.Sprintf("//\t%-41s", d.name)
		for _, column := range []string{"held", "held least", "percentile", "percentile least", "places", "wrong pairs"} {
			if column == "places" {
				ranks += fmt.Sprintf(" %6.1f", share(column))
				continue
			}
			ranks += fmt.Sprintf(" %6.1f", 100*share(column))
		}
		words := fmt.Sprintf("//\t%-41s", d.name)
		for _, column := range []string{"above", "below", "similar", "cannot tell", "no word", "wrong words", "ratio held"} {
			words += fmt.Sprintf(" %6.1f", 100*share(column))
		}
		for _, line := range []string{ranks, words} {
			if !strings.Contains(string(doc), line+"\n") {
				t.Errorf("doc.go lacks the row\n%s", line)
			}
		}
	})
}

// TestRanksCover: whatever is true, the interval of the rank of any one unit holds its true place,
// all of them where values are the same, in at least 95 % of sets; two units that are alike, or in
// the other order, are told apart in at most 5 %; and the interval of the ratio to the mean of the
// others holds it in 95 % of units. This allows for three standard errors of the simulation: of
// units, since those of one set have little in common, and of the unit with the least of all.
func TestRanksCover(t *testing.T) {
	wholeSimulation(t, func(d design, share func(column string) float64) {
		sets := float64(100 * d.inHundredth())
		error := math.Sqrt(0.95 * 0.05 / sets)
		biased := d.unknown[0][0] != d.unknown[1][0] && d.unknown[1][0] != d.unknown[1][1]
		atLeast := func(column string, want float64) {
			if share(column) < want {
				t.Errorf("%s: %s %.4f, want %.4f", d.name, column, share(column), want)
			}
		}
		atLeast("held with unknown", 0.95-3*error)
		if biased { // what is known of the units is not alike: hence the interval with the unknown
			return
		}
		atLeast("held", 0.95-3*error)
		atLeast("held least", 0.95-4*error)
		atLeast("ratio held", 0.94)
		if wrong := share("wrong pairs"); wrong > 0.05+3*error {
			t.Errorf("%s: wrong pairs %.4f", d.name, wrong)
		}
		if wrong := share("wrong words"); wrong > 0.06 {
			t.Errorf("%s: wrong words %.4f", d.name, wrong)
		}
	})
}
