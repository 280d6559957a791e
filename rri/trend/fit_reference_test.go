package trend

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/rri"
)

// readRows reads a file of testdata: a map from column to cell for each row.
func readRows(t *testing.T, name string) (rows []map[string]string) {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	all, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range all[1:] {
		row := make(map[string]string)
		for i, name := range all[0] {
			row[name] = cells[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// stored is a series of testdata/series.csv with the groups "baseline" and "group".
type stored struct {
	name       string
	rates      Series[string, rri.Rate]
	finds      Series[string, rri.Proportion]
	proportion bool
}

func storedSeries(t *testing.T) (all []stored) {
	t.Helper()
	day := func(s string) time.Time {
		at, err := time.Parse("2006-01-02", s)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for _, row := range readRows(t, "series.csv") {
		if len(all) == 0 || all[len(all)-1].name != row["set"] {
			s := stored{name: row["set"], proportion: row["model"] == "proportion"}
			s.rates.Baseline, s.finds.Baseline = "baseline", "baseline"
			all = append(all, s)
		}
		s := &all[len(all)-1]
		period := Period{Name: row["period"], Start: day(row["start"]), End: day(row["end"])}
		events, exposure, effect := int64(number(t, row["events"])), number(t, row["exposure"]), number(t, row["design_effect"])
		if s.proportion {
			add(&s.finds, period, row["group"], rri.Proportion{Events: events, Trials: int64(exposure), DesignEffect: effect})
		} else {
			add(&s.rates, period, row["group"], rri.Rate{Events: events, Population: exposure, DesignEffect: effect})
		}
	}
	return all
}

// add puts the count of a group into the point of its period.
func add[M rri.Measure](s *Series[string, M], p Period, group string, m M) {
	for _, q := range s.Points {
		if q.Period == p {
			q.Counts[group] = m
			return
		}
	}
	s.Points = append(s.Points, Point[string, M]{Period: p, Counts: map[string]M{group: m}})
}

// every returns the places of all points.
func every[M rri.Measure](s Series[string, M]) (used []int) {
	for i := range s.Points {
		used = append(used, i)
	}
	return used
}

// fitStored returns what is fitted of a stored series, its cells, and its trends by the options.
func fitStored(t *testing.T, s stored, o Options) (fitted, []cell, Trend[string]) {
	t.Helper()
	if s.proportion {
		p := periodsOf(s.finds, s.finds.Points, every(s.finds), "group")
		return fit(p.cells, true), p.cells, onlyTrend(t, s.finds, o)
	}
	p := periodsOf(s.rates, s.rates.Points, every(s.rates), "group")
	return fit(p.cells, false), p.cells, onlyTrend(t, s.rates, o)
}

// onlyTrend returns the trend of a series of two groups.
func onlyTrend[M rri.Measure](t *testing.T, s Series[string, M], o Options) Trend[string] {
	t.Helper()
	o.Margin = max(o.Margin, 0.1)
	trends, err := fitOf(s, every(s), o)
	if err != nil {
		t.Fatal(err)
	}
	if len(trends) != 1 {
		t.Fatalf("%d trends, want 1", len(trends))
	}
	return trends[0]
}

// TestGLM compares with the whole model by R's glm, with an effect for each period: the limits and
// the p-value of the trend as well as what they are made of. One series has a dispersion below 1.
func TestGLM(t *testing.T) {
	series := make(map[string]stored)
	for _, s := range storedSeries(t) {
		series[s.name] = s
	}
	rows := readRows(t, "glm.csv")
	if len(rows) != 2*len(series) || len(series) != 8 {
		t.Fatalf("%d rows of %d series", len(rows), len(series))
	}
	for _, row := range rows {
		t.Run(row["set"]+" "+row["family"], func(t *testing.T) {
			s, quasi := series[row["set"]], row["family"] == "quasi"
			f, cells, trend := fitStored(t, s, Options{Independent: !quasi})
			scale := 1.
			if quasi {
				scale = math.Sqrt(trend.Dispersion)
			}
			used, _ := f.standardError(Options{Independent: !quasi})
			for _, c := range []struct {
				name      string
				got, want float64
			}{
				{"level", f.level, number(t, row["level"])},
				{"slope", f.slope, number(t, row["slope"])},
				{"standard error of the level", scale * levelError(cells, s.proportion, f), number(t, row["se_level"])},
				{"standard error of the slope", scale * math.Sqrt(f.variance), number(t, row["se_slope"])},
				{"chi-squared", f.chiSquare, number(t, row["chi_square"])},
				{"dispersion", trend.Dispersion, number(t, row["dispersion"])},
				{"degrees of freedom", float64(trend.DegreesOfFreedom), number(t, row["df"])},
				{"per year", trend.PerYear.Value, math.Exp(number(t, row["slope"]))},
				{"standard error of the interval", used, number(t, row["se_used"])},
				{"lower limit", trend.PerYear.Lower, number(t, row["lower"])},
				{"upper limit", trend.PerYear.Upper, number(t, row["upper"])},
				{"p-value", trend.PerYear.P, number(t, row["p"])},
			} {
				if !(math.Abs(c.got-c.want) <= 1e-8*math.Abs(c.want)) { // as the issue asks
					t.Errorf("%s %.12g, R has %.12g", c.name, c.got, c.want)
				}
			}
		})
	}
}

// levelError returns the standard error of the level at time 0, by the model.
func levelError(cells []cell, binomial bool, f fitted) float64 {
	p := newProblem(cells, binomial)
	p.cells = cells
	p.at(f.level+f.slope*p.centre, f.slope*p.half)
	n := p.information(p.expected)
	centre := p.centre + n.centre*p.half
	return math.Sqrt(1/n.level + centre*centre*f.variance)
}
