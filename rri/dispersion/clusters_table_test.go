package dispersion_test

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
)

// clustersTables returns the tables of the package documentation.
func clustersTables(scenarios []scenario) []string {
	byRule := func(model, title string, rules []int) string {
		var b strings.Builder
		line := func(label string, cells []string) {
			row := fmt.Sprintf("%-26s", label)
			for _, cell := range cells {
				row += fmt.Sprintf("%-13s", cell)
			}
			fmt.Fprintf(&b, "//\t%s\n", strings.TrimRight(row, " "))
		}
		var names []string
		for _, rule := range rules {
			names = append(names, coverageRules[rule].name)
		}
		line(title, names)
		for _, s := range scenarios {
			if s.model != model || s.own != s.elsewhere {
				continue
			}
			for _, d := range s.designs {
				var cells []string
				for _, rule := range rules {
					cells = append(cells, fmt.Sprintf("%4.1f %4.1f", d.tails[rule][0], d.tails[rule][1]))
				}
				line(fmt.Sprintf("factor %-4v %6v events", s.own, d.expected), cells)
			}
		}
		return b.String()
	}
	differ := func(model string) string {
		var b strings.Builder
		columns := []float64{1, 2, 3, 5, 8, 12, 20, 50, 200, 1000}
		row := fmt.Sprintf("%-12s", model)
		for _, events := range columns {
			row += fmt.Sprintf("%-11v", events)
		}
		fmt.Fprintf(&b, "//\t%s\n", strings.TrimRight(row, " "))
		for _, s := range scenarios {
			if s.model != model || s.own == s.elsewhere {
				continue
			}
			row := fmt.Sprintf("%-12s", fmt.Sprintf("%v in %v", s.own, s.elsewhere))
			for _, events := range columns {
				cell := ""
				for _, d := range s.designs {
					if d.expected == events {
						tails := d.tails[len(coverageRules)-1]
						cell = fmt.Sprintf("%4.1f %4.1f", tails[0], tails[1])
					}
				}
				row += fmt.Sprintf("%-11s", cell)
			}
			fmt.Fprintf(&b, "//\t%s\n", strings.TrimRight(row, " "))
		}
		return b.String()
	}
	all := []int{0, 1, 2, 3, 4, 5, 6}
	return []string{byRule(rates, "rates", all), byRule(proportions, "proportions", all), differ(rates), differ(proportions), byRule(largeStops, "rates, large stops", []int{2, 3, 6})}
}

// TestClustersDoc: the tables in the package documentation are these.
func TestClustersDoc(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range clustersTables(readCoverage(t)) {
		if !strings.Contains(string(doc), want) {
			t.Errorf("doc.go does not have this table as it is simulated:\n%s", want)
		}
	}
}

// TestClustersExact: what was simulated of rates is what testdata/clusters.py enumerates.
func TestClustersExact(t *testing.T) {
	f, err := os.Open("testdata/clusters_exact.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	stored, found := readCoverage(t), 0
	for _, row := range rows[1:] {
		for _, s := range stored {
			for _, d := range s.designs {
				if s.model != rates || !slices.Equal(s.columns(d)[1:], row[:3]) {
					continue
				}
				found++
				for rule := range 2 { // independent and known
					var want [2]float64
					if _, err := fmt.Sscan(row[3+rule], &want[0], &want[1]); err != nil {
						t.Fatal(err)
					}
					for side, p := range want {
						// four standard errors: one in 16,000
						allowed := 4 * math.Sqrt(p*(100-p)/(coverageBlocks*coverageBlock))
						if math.Abs(d.tails[rule][side]-p) > allowed {
							t.Errorf("%v, %s: %.3f %% simulated, %.3f enumerated", row[:3], coverageRules[rule].name, d.tails[rule][side], p)
						}
					}
				}
			}
		}
	}
	if found != 9 || len(rows) != 1+found {
		t.Errorf("%d designs of %d rows were found, want 9", found, len(rows)-1)
	}
}

// TestClustersTarget: what the package documentation says of where the default rule holds, and of
// how far it does not.
func TestClustersTarget(t *testing.T) {
	const allowed = 0.15 // per cent: of rounding, and of the simulation
	for _, s := range readCoverage(t) {
		for _, d := range s.designs {
			low, high := 1.5, 3.5
			switch {
			case s.model == largeStops:
				low, high = 1, 4.4
			case s.own < s.elsewhere && d.expected <= map[float64]float64{1.3: 8, 2: 20, 3: 50}[s.elsewhere]:
				low = 0
			case s.own > s.elsewhere && s.elsewhere > 1 && d.expected < 8:
				high = 4
			case s.own > s.elsewhere && d.expected < 8:
				high = map[float64]float64{1: 21.2, 2: 13, 3: 8, 5: 4.5}[d.expected]
			case s.own == 1 && d.expected == 3:
				high = 3.6
			}
			if d.expected < 8 {
				low = 0
			}
			for side, name := range []string{"above", "below"} {
				if p := d.tails[len(coverageRules)-1][side]; p < low-allowed || p > high+allowed {
					t.Errorf("%v: %.2f %% %s the truth, want %v to %v", s.columns(d), p, name, low, high)
				}
			}
		}
	}
}
