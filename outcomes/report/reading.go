package report

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// reading says what the words mean that stand in the tables, and with p-values how many of the
// comparisons chance alone makes low.
func (r *Report) reading(l Layout, sheets []sheet.Sheet) (lines []string) {
	if len(sheets) == 0 {
		return nil
	}
	baseline := people(r.o.Baseline)
	lines = append(lines, fmt.Sprintf("In the tables, RRI is the Relative Rate Index: how many times the rate of %[1]s a group's rate is. "+
		"The %[2]s interval is what chance leaves of it; the method %[3]s.",
		baseline, sheet.Percent(r.level()), methodText(r.o.Method)))
	if l.P {
		lines = append(lines, r.comparisons(sheets))
	}
	return lines
}

// level returns the level of the intervals.
func (r *Report) level() float64 {
	if r.o.Level == 0 {
		const usual = 0.95
		return usual
	}
	return r.o.Level
}

// methodText names a method, and says what it is if the name does not.
func methodText(m rri.Method) string {
	name := m.String()
	if text := methodTexts[m]; text != "" {
		return name + " is " + text
	}
	return name + ", which the documentation of this library describes"
}

// methodTexts says what the families are that people ask for.
var methodTexts = map[rri.Method]string{
	rri.SCAS:     "the score with a correction for skewness, which holds for small groups too",
	rri.Score:    "the score",
	rri.Wald:     "the usual one on the log scale, which misses on one side where counts are small",
	rri.Exact:    "exact, and wide where counts are small",
	rri.MidP:     "exact with half of the probability of the count itself",
	rri.Jeffreys: "that of Jeffreys, combined of two rates",
}

// comparisons says how many of the p-values that are printed are low, and how many of as many would
// be by chance.
func (r *Report) comparisons(sheets []sheet.Sheet) string {
	alpha := 1 - r.level()
	all, low := 0, 0
	for _, s := range sheets {
		for _, c := range s.For(sheet.Text) {
			if c.Name != "ratio_p" && c.Name != "adjusted_p" {
				continue
			}
			for _, cell := range c.Cells {
				p, ok := cell.Value.Any().(float64)
				if !ok || cell.Text == "" || math.IsNaN(p) {
					continue
				}
				all++
				if p < alpha {
					low++
				}
			}
		}
	}
	if all == 0 {
		return ""
	}
	chance := fmt.Sprintf("about %.0f", alpha*float64(all))
	if alpha*float64(all) < 0.5 {
		chance = "none or one"
	}
	return fmt.Sprintf("%s: %s would be below %.4g by chance; %s.", plural(int64(all), "comparison", "comparisons"), chance, alpha, are(low))
}

// are says how many are.
func are(n int) string {
	if n == 1 {
		return "1 is"
	}
	return count(int64(n)) + " are"
}
