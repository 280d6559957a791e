package trend

import (
	"encoding/csv"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/seed-549880be/disparity/rri"
)

// seriesDesign is series of which the counts are drawn. The index is 1, or multiplied by growth a
// year.
type seriesDesign struct {
	name string
	// how many, and how long
	periods, months int
	// events to be expected in the first period
	group, baseline float64
	// a proportion, of which a fifth are events
	finds bool
	// 0 stands for 1
	growth float64
	// the last period has a tenth of the events of the first if it is 10; 0 stands for 1
	falling float64
	// coefficient of variation of what multiplies the rate of the group in each period
	own float64
	// standard deviation by which the logarithm of the index goes on from period to period
	wandering float64
	// shares of unknown group in the first and the last period, of the group and of the baseline
	unknown [2][2]float64
	change  bool // the word is that of the change from the first period to the last
}

// alikeShares are shares of people of no known group that are the same in all groups.
func alikeShares(first, last float64) [2][2]float64 {
	return [2][2]float64{{first, last}, {first, last}}
}

// seriesDesigns are the rows of the tables in the documentation of the package.
var seriesDesigns = func() (all []seriesDesign) {
	for _, periods := range []struct{ n, months int }{{5, 12}, {8, 12}, {14, 12}, {24, 1}} {
		name := fmt.Sprintf("%d years", periods.n)
		if periods.months == 1 {
			name = fmt.Sprintf("%d months", periods.n)
		}
		for _, size := range []struct {
			name            string
			group, baseline float64
		}{{"few", 8, 80}, {"many", 300, 3000}} {
			all = append(all,
				seriesDesign{name: name + ", " + size.name, periods: periods.n, months: periods.months, group: size.group, baseline: size.baseline},
				seriesDesign{name: name + ", " + size.name + ", own", periods: periods.n, months: periods.months, group: size.group, baseline: size.baseline, own: 0.2})
		}
	}
	many := seriesDesign{periods: 14, months: 12, group: 300, baseline: 3000}
	with := func(name string, change func(d *seriesDesign)) {
		d := many
		d.name = name
		change(&d)
		all = append(all, d)
	}
	with("falling to a tenth", func(d *seriesDesign) { d.falling = 10 })
	with("falling to a tenth, own", func(d *seriesDesign) { d.falling, d.own = 10, 0.2 })
	with("falling to a tenth, very many, own", func(d *seriesDesign) { d.group, d.baseline, d.falling, d.own = 3000, 30_000, 10, 0.2 })
	with("falling to a tenth, few, own", func(d *seriesDesign) { d.group, d.baseline, d.falling, d.own = 40, 400, 10, 0.2 })
	with("finds, few", func(d *seriesDesign) { d.finds, d.group, d.baseline = true, 8, 80 })
	with("finds, many", func(d *seriesDesign) { d.finds = true })
	with("finds, many, own", func(d *seriesDesign) { d.finds, d.own = true, 0.2 })
	with("wandering", func(d *seriesDesign) { d.wandering = 0.05 })
	with("unknown 20 %", func(d *seriesDesign) { d.unknown = alikeShares(0.2, 0.2) })
	with("unknown 5 to 35 %", func(d *seriesDesign) { d.unknown = alikeShares(0.05, 0.35) })
	with("unknown 5 to 35 %, of the baseline to 15 %", func(d *seriesDesign) { d.unknown = [2][2]float64{{0.05, 0.35}, {0.05, 0.15}} })
	with("unknown 5 to 35 %, finds", func(d *seriesDesign) { d.finds, d.unknown = true, alikeShares(0.05, 0.35) })
	many = seriesDesign{periods: 2, months: 12, group: 300, baseline: 3000, change: true}
	with("change, few", func(d *seriesDesign) { d.group, d.baseline = 8, 80 })
	with("change, many", func(*seriesDesign) {})
	with("change, very many", func(d *seriesDesign) { d.group, d.baseline = 10_000, 100_000 })
	with("change, many, own", func(d *seriesDesign) { d.own = 0.2 })
	with("change, unknown 20 %", func(d *seriesDesign) { d.unknown = alikeShares(0.2, 0.2) })
	with("change, unknown 5 to 35 %", func(d *seriesDesign) { d.unknown = alikeShares(0.05, 0.35) })
	with("change, unknown 5 to 35 %, baseline to 15 %", func(d *seriesDesign) { d.unknown = [2][2]float64{{0.05, 0.35}, {0.05, 0.15}} })
	many = seriesDesign{periods: 14, months: 12, group: 300, baseline: 3000}
	for _, growth := range []float64{1.1, 0.8} {
		percent := fmt.Sprintf("%+.0f %% a year", 100*(growth-1))
		with(percent+", few", func(d *seriesDesign) { d.group, d.baseline, d.growth = 8, 80, growth })
		with(percent+", many", func(d *seriesDesign) { d.growth = growth })
		with(percent+", many, own", func(d *seriesDesign) { d.growth, d.own = growth, 0.2 })
	}
	return all
}()

// draw returns the points of a series.
func draw[M rri.Measure](d seriesDesign, rng *rand.Rand) (s Series[string, M]) {
	s.Baseline = "baseline"
	wander, start := 0., time.Date(2006, 4, 1, 0, 0, 0, 0, time.UTC)
	for i := range d.periods {
		p := Point[string, M]{Period: Period{Start: start.AddDate(0, i*d.months, 0), End: start.AddDate(0, (i+1)*d.months, 0)}, Counts: make(map[string]M)}
		done := float64(i) / float64(max(1, d.periods-1)) // from 0 to 1
		busy := math.Pow(max(1, d.falling), -done)
		if i > 0 {
			wander += d.wandering * rng.NormFloat64()
		}
		index := math.Exp(wander) * shock(d.own, rng)
		if d.growth > 0 {
			index *= math.Pow(d.growth, float64(i*d.months)/12)
		}
		for g, mean := range []float64{d.group * busy, d.baseline * busy} {
			if g == 1 {
				index = 1
			}
			share := d.unknown[g][0] + (d.unknown[g][1]-d.unknown[g][0])*done
			known, unknown := drawCounts[M](d.finds, mean, index, share, rng)
			p.Counts[[]string{"group", "baseline"}[g]] = known
			p.Unknown = plus(p.Unknown, unknown)
		}
		s.Points = append(s.Points, p)
	}
	return s
}

// shock returns what multiplies a rate: 1 on average, with that coefficient of variation.
func shock(variation float64, rng *rand.Rand) float64 {
	if variation == 0 {
		return 1
	}
	shape := 1 / variation / variation
	return distuv.Gamma{Alpha: shape, Beta: shape, Src: rng}.Rand()
}

// drawCounts returns what is counted of one group, and of those of it whose group is not known.
func drawCounts[M rri.Measure](finds bool, mean, index, unknownShare float64, rng *rand.Rand) (known, unknown M) {
	parts := [2]M{}
	for i, share := range []float64{1 - unknownShare, unknownShare} {
		var events int64
		var exposure float64
		switch {
		case finds:
			exposure = math.Round(5 * mean * share)
			if exposure > 0 {
				events = int64(distuv.Binomial{N: exposure, P: min(1, index/5), Src: rng}.Rand())
			}
		case share > 0:
			events = int64(distuv.Poisson{Lambda: mean * index * share, Src: rng}.Rand())
		}
		if !finds && i == 0 {
			exposure = mean
		}
		m, err := rri.MeasureOf[M](events, exposure, 0)
		if err != nil && exposure > 0 {
			panic(err)
		}
		if !finds && i == 1 {
			m = any(rri.Rate{Events: events}).(M)
		}
		parts[i] = m
	}
	return parts[0], parts[1]
}

// plus returns the sum of what is counted of people of no known group.
func plus[M rri.Measure](a, b M) M {
	switch a := any(a).(type) {
	case rri.Rate:
		return any(rri.Rate{Events: a.Events + any(b).(rri.Rate).Events}).(M)
	case rri.Proportion:
		c := any(b).(rri.Proportion)
		return any(rri.Proportion{Events: a.Events + c.Events, Trials: a.Trials + c.Trials}).(M)
	}
	return a
}

// outcomes are what is counted of the series of a design.
type outcomes struct {
	words        [5]int // by word
	above, below int    // intervals that lie wholly above the truth, and wholly below
	alone        [2]int // series said to be Increasing and Reducing if nothing forbade a word
}

// simulate draws series of a design. Each hundredth of them has a seed of its own.
func (d seriesDesign) simulate(t *testing.T, hundredths int) (parts []outcomes) {
	for h := range hundredths {
		rng := rand.New(rand.NewPCG(2026, uint64(1127+h)))
		var s outcomes
		for range d.inHundredth() {
			if d.finds {
				s.add(t, d, wordFor(t, d, draw[rri.Proportion](d, rng)))
			} else {
				s.add(t, d, wordFor(t, d, draw[rri.Rate](d, rng)))
			}
		}
		parts = append(parts, s)
	}
	return parts
}

// answer is an interval and the word for it.
type answer struct {
	rri.Estimate
	word Word
}

// wordFor returns what is said of a series.
func wordFor[M rri.Measure](t *testing.T, d seriesDesign, s Series[string, M]) answer {
	t.Helper()
	o := Options{Margin: usualMargin}
	o.Level = 0.95
	if d.change {
		c, err := changeOf(s, step[string, M]{before: s.Points[0], after: s.Points[1]}, o)
		if err != nil {
			t.Fatal(err)
		}
		return answer{c.Rows[1].Ratio, c.Rows[1].Word}
	}
	trend := onlyTrend(t, s, o)
	return answer{trend.PerYear, trend.Word}
}

func (s *outcomes) add(t *testing.T, d seriesDesign, a answer) {
	t.Helper()
	truth := max(d.growth, 0)
	if truth == 0 {
		truth = 1
	}
	s.words[a.word]++
	switch {
	case a.Lower > truth:
		s.above++
	case a.Upper < truth:
		s.below++
	}
	switch wordOf(a.Lower, a.Upper, usualMargin) {
	case Increasing:
		s.alone[0]++
	case Reducing:
		s.alone[1]++
	}
}

const simulationFile = "testdata/simulation.csv"

// inHundredth returns how many series a hundredth of those of d are. The worst case of a trend
// takes some milliseconds.
func (d seriesDesign) inHundredth() int {
	if !d.change && d.unknown != alikeShares(0, 0) {
		return 10
	}
	return 100
}

var (
	updateSimulation = flag.Bool("update-simulation", false, "compute testdata/simulation.csv anew, in some minutes")
	allSimulation    = flag.Bool("all-simulation", false, "check all series of testdata/simulation.csv, and not the first hundredth")
)

// columns are the counts of a design, as in the file.
func (s outcomes) columns() []int {
	return []int{s.words[Increasing], s.words[Reducing], s.words[Stable], s.words[CannotTell], s.words[NoWord], s.above, s.below, s.alone[0], s.alone[1]}
}

// sum returns the counts of all parts together.
func sum(parts []outcomes) (all []int) {
	all = make([]int, len(outcomes{}.columns()))
	for _, p := range parts {
		for i, n := range p.columns() {
			all[i] += n
		}
	}
	return all
}

// TestSimulation checks the counts of testdata/simulation.csv: of the first hundredth of the series
// of each design, and of all with -all-simulation. The seeds are fixed, so that they are the same
// but for what another machine rounds otherwise, which may move one series in a hundred over a
// threshold.
func TestSimulation(t *testing.T) {
	if testing.Short() {
		t.Skip("simulation")
	}
	if *updateSimulation {
		writeSimulation(t)
	}
	rows := readRows(t, "simulation.csv")
	if len(rows) != 2*len(seriesDesigns) {
		t.Fatalf("%s has %d rows, want %d: see -update-simulation", simulationFile, len(rows), 2*len(seriesDesigns))
	}
	for i, d := range seriesDesigns {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			row, hundredths := rows[2*i], 1
			if *allSimulation {
				row, hundredths = rows[2*i+1], 100
			}
			if row["design"] != d.name {
				t.Fatalf("%s has design %q, want %q: see -update-simulation", simulationFile, row["design"], d.name)
			}
			want := make([]int, len(simulationColumns))
			for k, name := range simulationColumns {
				want[k] = int(number(t, row[name]))
			}
			got := sum(d.simulate(t, hundredths))
			for k := range want {
				if n := got[k] - want[k]; max(n, -n) > hundredths {
					t.Errorf("%s %d of %d series, want %d: see -update-simulation", simulationColumns[k], got[k], hundredths*d.inHundredth(), want[k])
				}
			}
		})
	}
}

var simulationColumns = []string{"increasing", "reducing", "stable", "cannot tell", "no word", "above", "below", "alone increasing", "alone reducing"}

// writeSimulation computes the file: for each design the counts of the first hundredth, and of all.
func writeSimulation(t *testing.T) {
	results := make([][]outcomes, len(seriesDesigns))
	t.Run("all", func(t *testing.T) {
		for i, d := range seriesDesigns {
			t.Run(d.name, func(t *testing.T) {
				t.Parallel()
				results[i] = d.simulate(t, 100)
			})
		}
	})
	file, err := os.Create(simulationFile)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	w := csv.NewWriter(file)
	rows := [][]string{append([]string{"design", "series"}, simulationColumns...)}
	for i, d := range seriesDesigns {
		for _, parts := range [][]outcomes{results[i][:1], results[i]} {
			row := []string{d.name, strconv.Itoa(len(parts) * d.inHundredth())}
			for _, n := range sum(parts) {
				row = append(row, strconv.Itoa(n))
			}
			rows = append(rows, row)
		}
	}
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
}

// TestSimulationTables: the tables in the documentation of the package are those of the file.
func TestSimulationTables(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range readRows(t, "simulation.csv") {
		if i%2 == 0 {
			continue // a hundredth
		}
		series := number(t, row["series"])
		shown := simulationColumns[:5]
		if seriesDesigns[i/2].growth > 0 {
			shown = simulationColumns[5:7]
		}
		line := fmt.Sprintf("//\t%-46s", row["design"])
		for _, name := range shown {
			line += fmt.Sprintf(" %6.1f", 100*number(t, row[name])/series)
		}
		if !strings.Contains(string(doc), line+"\n") {
			t.Errorf("doc.go lacks the row\n%s", line)
		}
	}
}

// TestFalseWords: where nothing changes, and what goes up and down does so independently from
// period to period, one word of the two that say so is given in at most 5 % of series, and each in
// 2.5 %, but for the Monte-Carlo error, of which this allows for two and a half standard
// deviations. Where counts fall to a tenth it is 6.5 %. The change between two periods is another
// question: its own ups and downs are changes.
func TestFalseWords(t *testing.T) {
	for i, row := range readRows(t, "simulation.csv") {
		d := seriesDesigns[i/2]
		if i%2 == 0 || d.wandering > 0 || d.change && d.own > 0 || d.unknown[0] != d.unknown[1] {
			continue
		}
		// quasi-likelihood is too short where counts fall and the index goes up and down, as the
		// documentation says
		wrong := 0.05
		if d.own > 0 && (d.falling > 1 || d.growth == 0.8) {
			wrong = 0.065
		}
		series := number(t, row["series"])
		atMost := func(what string, n, share float64) {
			if allowed := share + 2.5*math.Sqrt(share*(1-share)/series); n/series > allowed {
				t.Errorf("%s: %s in %.2f %% of series, want at most %.2f %%", d.name, what, 100*n/series, 100*allowed)
			}
		}
		above, below := number(t, row["above"]), number(t, row["below"])
		atMost("an interval beside the truth", above+below, wrong)
		if d.growth == 0 {
			atMost("Increasing", above, wrong/2)
			atMost("Reducing", below, wrong/2)
		}
	}
}
