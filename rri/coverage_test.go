package rri

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
	"pgregory.net/rapid"
)

// Coverage by enumeration: every table that can come out of two groups, with its probability. This
// is the plain way to do it, in limits alone. The program in examples/coverage does it through the
// functions that users have, for any design and in more detail, and is tested against the same
// figures.

// truth is what is true of two groups. For rates, n and m are populations and p1 and p0 the
// expected events per unit of population.
type truth struct{ n, p1, m, p0 float64 }

// value returns the quantity.
func (x truth) value(q quantity.Quantity) float64 {
	switch q {
	case quantity.Proportion, quantity.Rate:
		return x.p1
	case quantity.RatioOfProportions, quantity.RatioOfRates:
		return x.p1 / x.p0
	case quantity.OddsRatio:
		return x.p1 / (1 - x.p1) / (x.p0 / (1 - x.p0))
	}
	return x.p1 - x.p0
}

// negligible is the probability below which a table is left out, with all such tables too little to
// change a printed figure.
const negligible = 1e-10

// probabilities returns the probabilities of the counts from first on: Poisson with mean n*p, or
// binomial.
func probabilities(binomial bool, n, p float64) (first int, w []float64) {
	factorial := func(x float64) float64 {
		v, _ := math.Lgamma(x + 1)
		return v
	}
	for k := 0.; !binomial || k <= n; k++ {
		log := k*math.Log(n*p) - n*p - factorial(k)
		if binomial {
			log = factorial(n) - factorial(k) - factorial(n-k) + k*math.Log(p) + (n-k)*math.Log1p(-p)
		}
		x := math.Exp(log)
		switch {
		case x >= negligible:
			w = append(w, x)
		case len(w) == 0:
			first = int(k) + 1
		default:
			return first, w
		}
	}
	return first, w
}

// misses returns the probabilities that the interval of m lies wholly above the truth, and wholly
// below.
func misses(m Method, q quantity.Quantity, x truth, level float64) (above, below float64, err error) {
	want := x.value(q)
	beyond := (1 - level) / 2
	l := method.Beyond(beyond)
	firstA, wa := probabilities(q.Binomial(), x.n, x.p1)
	firstB, wb := 0, []float64{1}
	if q > quantity.Rate {
		firstB, wb = probabilities(q.Binomial(), x.m, x.p0)
	}
	for i, a := range wa {
		for j, b := range wb {
			if a*b < negligible {
				continue
			}
			c := quantity.Counts{A: float64(firstA + i), N: x.n}
			if q > quantity.Rate {
				c.B, c.M = float64(firstB+j), x.m
			}
			if err := method.Families[m].Limited(q, c); err != nil {
				return 0, 0, fmt.Errorf("%s, %s, %v: %w", m, q, c, err)
			}
			limits := method.Families[m].Limits(q, c, l)
			switch lower, upper := limits.Lower, limits.Upper; {
			case lower > want:
				above += a * b
			case upper < want:
				below += a * b
			case !(lower <= want && want <= upper):
				return 0, 0, fmt.Errorf("%s, %s, %v: limits %v and %v", m, q, c, lower, upper)
			}
		}
	}
	return above, below, nil
}

func TestProbabilities(t *testing.T) {
	for _, test := range []struct {
		binomial bool
		n, p     float64
		reason   string
	}{
		{true, 20, 0.15, "outcomes in a small group"},
		{true, 1000, 0.02, "counts far above are left out"},
		{true, 7, 0.99, "near all of the trials"},
		{false, 300, 1, "counts far below are left out"},
		{false, 0.5, 0.5, "zero events are the most likely count"},
	} {
		first, w := probabilities(test.binomial, test.n, test.p)
		var sum, mean float64
		for i, x := range w {
			sum += x
			mean += x * float64(first+i)
		}
		if math.Abs(sum-1) > 10*negligible || referencetest.RelativeError(mean, test.n*test.p) > 100*negligible {
			t.Errorf("%s: probabilities(%v, %v, %v) sum to %v with mean %v, want 1 and %v", test.reason, test.binomial, test.n, test.p, sum, mean, test.n*test.p)
		}
	}
}

func TestCoverage(t *testing.T) {
	one := func(expected float64) truth { return truth{expected, 1, 300, 1} }
	shares := func(n float64) truth { return truth{n, 0.15, 1000, 0.15} }
	for _, test := range []struct {
		q            quantity.Quantity
		m            Method
		x            truth
		level        float64
		above, below string // in per cent
		reason       string
	}{
		{quantity.RatioOfRates, SCAS, one(1), 0.95, "1.90", "0.00", "the first enumeration had 1.90 above"},
		{quantity.RatioOfRates, SCAS, one(5), 0.95, "2.47", "2.98", "the first enumeration had 2.47 above"},
		{quantity.RatioOfRates, SCAS, one(20), 0.95, "2.49", "2.47", "the first enumeration had 2.49 above"},
		{quantity.RatioOfRates, Score, one(1), 0.95, "5.61", "0.00", "the first enumeration had 5.61 above"},
		{quantity.RatioOfRates, Score, one(5), 0.95, "3.52", "0.71", "the first enumeration had 3.52 above"},
		{quantity.RatioOfRates, Score, one(20), 0.95, "3.02", "1.89", "the first enumeration had 3.02 above"},
		{quantity.RatioOfRates, SCAS, truth{3, 1, 300, 1}, 0.95, "2.60", "4.20", "the worst of SCAS: no events in a group expecting three"},
		{quantity.RatioOfRates, SCAS, truth{1, 3, 300, 1}, 0.95, "2.60", "4.20", "the same expected events, three times the rate: the unit of population does not matter"},
		{quantity.RatioOfRates, MidP, truth{1, 3, 300, 1}, 0.95, "2.45", "2.30", "mid-P has a longer upper limit at no events"},
		{quantity.RatioOfRates, Exact, one(5), 0.95, "1.65", "0.74", "conservative on both sides"},
		{quantity.RatioOfRates, Jeffreys, one(5), 0.95, "2.62", "3.52", "a little short for few events"},
		{quantity.RatioOfRates, AdjustedLog, one(5), 0.95, "4.91", "0.00", "all errors on one side"},
		{quantity.RatioOfRates, SCAS, one(20), 0.998, "0.09", "0.09", "still even far out"},
		{quantity.RatioOfRates, Score, one(1), 0.998, "0.70", "0.00", "seven times nominal"},
		{quantity.RatioOfProportions, SCAS, shares(40), 0.95, "2.46", "2.34", "outcomes in a small group"},
		{quantity.RatioOfProportions, Wald, shares(40), 0.95, "3.90", "0.02", "95 % in total, and nearly all errors on one side"},
		{quantity.RatioOfProportions, Score, shares(100), 0.95, "2.95", "1.98", "uneven without the correction"},
		{quantity.RatioOfProportions, MiettinenNurminen, shares(100), 0.95, "2.95", "1.98", "N/(N-1) does not make it even"},
		{quantity.OddsRatio, MidP, shares(40), 0.95, "2.36", "2.13", "conditional"},
		{quantity.OddsRatio, Exact, shares(40), 0.95, "1.64", "1.25", "conditional, and conservative"},
		{quantity.DifferenceOfProportions, Wald, shares(20), 0.95, "0.87", "11.38", "too short where the group has few events"},
		{quantity.DifferenceOfProportions, AgrestiCaffo, truth{40, 0.15, 40, 0.15}, 0.95, "1.83", "1.83", "groups of the same size and proportion: one side is the mirror of the other"},
		{quantity.DifferenceOfRates, SCAS, one(20), 0.95, "2.49", "2.47", "as the ratio, when the groups are equal"},
		{quantity.Rate, Exact, one(5), 0.95, "1.37", "0.67", "Garwood"},
		{quantity.Rate, PublicHealth, one(5), 0.95, "1.37", "0.67", "exact below 10 events"},
		{quantity.Rate, Wald, one(5), 0.95, "0.55", "12.47", "symmetric about the estimate"},
		{quantity.Proportion, Score, shares(100), 0.95, "3.93", "2.75", "Wilson"},
		{quantity.Proportion, Wald, truth{n: 20, p1: 0.02}, 0.95, "0.06", "66.76", "nothing but zero at no events, which is the most likely count"},
	} {
		above, below, err := misses(test.m, test.q, test.x, test.level)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := perCent(above), perCent(below); a != test.above || b != test.below {
			t.Errorf("%s, %s, %v at %v: %s above and %s below, want %s and %s (%s)", test.m, test.q, test.x, test.level, a, b, test.above, test.below, test.reason)
		}
	}
}

func perCent(p float64) string { return fmt.Sprintf("%.2f", 100*p) }

// TestExactNeverFallsShort is the property that the method is named for, on each side.
func TestExactNeverFallsShort(t *testing.T) {
	check := func(t rapid.TB, q quantity.Quantity, x truth, level float64) {
		above, below, err := misses(Exact, q, x, level)
		if err != nil {
			t.Fatal(err)
		}
		if nominal := (1 - level) / 2; above > nominal*(1+1e-9) || below > nominal*(1+1e-9) {
			t.Errorf("%s, %v at %v: %v above and %v below, want at most %v", q, x, level, above, below, nominal)
		}
	}
	for _, q := range []quantity.Quantity{quantity.Proportion, quantity.Rate, quantity.RatioOfRates, quantity.OddsRatio} {
		t.Run(q.String(), func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				total, rate := rapid.Float64Range(0.5, 2), rapid.Float64Range(0.1, 2)
				if q.Binomial() {
					total = rapid.Map(rapid.IntRange(1, 10), func(n int) float64 { return float64(n) })
					rate = rapid.Float64Range(0.001, 0.999)
				}
				x := truth{total.Draw(rt, "n"), rate.Draw(rt, "p1"), total.Draw(rt, "m"), rate.Draw(rt, "p0")}
				check(rt, q, x, rapid.SampledFrom([]float64{0.5, 0.8, 0.95, 0.998}).Draw(rt, "level"))
			})
		})
	}
	// Unconditional intervals take longer, so fewer designs.
	for _, q := range []quantity.Quantity{quantity.RatioOfProportions, quantity.DifferenceOfProportions} {
		t.Run(q.String(), func(t *testing.T) {
			for _, x := range []truth{
				{4, 0.5, 4, 0.5}, {3, 0.2, 8, 0.1}, {8, 0.1, 3, 0.2}, {5, 0.9, 7, 0.6}, {6, 0.02, 12, 0.02}, {1, 0.3, 10, 0.3}, {7, 0.35, 7, 0.15},
			} {
				for _, level := range []float64{0.8, 0.95} {
					check(t, q, x, level)
				}
			}
		})
	}
}

// coverageDesigns are the designs of the tables in the package documentation: a small group and a
// large baseline, as a minority and a majority are.
func coverageDesigns(q quantity.Quantity) []truth {
	var designs []truth
	if !q.Binomial() {
		for _, expected := range []float64{1, 2, 5, 10, 20, 50} {
			for _, ratio := range []float64{1, 3} {
				designs = append(designs, truth{expected, ratio, 300, 1})
			}
		}
		return designs
	}
	for _, trials := range []float64{20, 40, 100, 500} {
		for _, p := range [][2]float64{{0.15, 0.15}, {0.3, 0.15}, {0.02, 0.02}} {
			designs = append(designs, truth{trials, p[0], 1000, p[1]})
		}
	}
	return designs
}

// compared are the quantities of two groups, in the order of the table.
var compared = []quantity.Quantity{quantity.RatioOfRates, quantity.RatioOfProportions, quantity.OddsRatio, quantity.DifferenceOfRates, quantity.DifferenceOfProportions}

var coverageLevels = []float64{0.95, 0.998}

// overDesigns is what a method does over some designs.
type overDesigns struct {
	uneven       float64 // mean distance of the tails from what they should be, in per cent of that
	above, below float64 // the largest tails, as multiples of what they should be
}

// key is of a method, for a quantity at a level.
type key struct {
	m     Method
	q     quantity.Quantity
	level float64
}

func summarise(list []enumerated) map[key]overDesigns {
	all, designs := make(map[key]overDesigns), make(map[key]float64)
	for _, e := range list {
		nominal := 100 * (1 - e.level) / 2
		for m, tails := range e.tails {
			k := key{m, e.q, e.level}
			s := all[k]
			designs[k]++
			s.uneven += 50 * (math.Abs(tails[0]-nominal) + math.Abs(tails[1]-nominal)) / nominal
			s.above, s.below = max(s.above, tails[0]/nominal), max(s.below, tails[1]/nominal)
			all[k] = s
		}
	}
	for k, s := range all {
		s.uneven /= designs[k]
		all[k] = s
	}
	return all
}

// usualCoverage is the coverage of every method that compares two groups over coverageDesigns, save
// of exact unconditional intervals, which take too long at such sizes.
var usualCoverage = sync.OnceValues(func() (map[key]overDesigns, error) {
	list := toEnumerate(coverageDesigns)
	errs := make([]error, len(list))
	inParallel(len(list), func(i int) { errs[i] = list[i].enumerate() })
	return summarise(list), errors.Join(errs...)
})

// overUsual returns usualCoverage, which several tests share and the first waits for.
func overUsual(t testing.TB) map[key]overDesigns {
	t.Helper()
	if testing.Short() {
		t.Skip("enumerating the usual designs takes longer than a few seconds")
	}
	usual, err := usualCoverage()
	if err != nil {
		t.Fatal(err)
	}
	return usual
}

// TestDefaultHasTheMostEvenTails is why SCAS is the default: of the families that have every
// quantity, its tails are the most even, at every level, for every quantity and over both sets of
// designs; and at the usual level they are the most even of all, but in the usual designs for mid-P
// and the ratio of rates.
func TestDefaultHasTheMostEvenTails(t *testing.T) {
	usual := overUsual(t)
	var standard Method
	for _, designs := range []struct {
		name string
		all  map[key]overDesigns
	}{{"usual", usual}, {"wide", summarise(readWide(t))}} {
		for _, level := range coverageLevels {
			for _, q := range compared {
				best := designs.all[key{standard, q, level}].uneven
				for m := range Methods() {
					got, ok := designs.all[key{m, q, level}]
					if !ok || m == standard {
						continue
					}
					excepted := designs.name == "usual" && m == MidP && q == quantity.RatioOfRates
					if wanted := hasEverything(m) || level == 0.95 && !excepted; wanted && got.uneven <= best {
						t.Errorf("%s designs, %s at %v: %s is off by %.1f %% of nominal, %s by %.1f %%: want the default to have the most even tails", designs.name, q, level, m, got.uneven, standard, best)
					}
					// What is said of mid-P and Jeffreys at the high level.
					closer := level != 0.95 && (m == MidP || m == Jeffreys && (designs.name == "usual" || q == quantity.RatioOfRates || q == quantity.RatioOfProportions))
					if level != 0.95 && !hasEverything(m) && m != Exact && (m == MidP || m == Jeffreys) && (got.uneven < best) != closer {
						t.Errorf("%s designs, %s at %v: %s is off by %.1f %% of nominal, %s by %.1f %%: the documentation says otherwise", designs.name, q, level, m, got.uneven, standard, best)
					}
				}
			}
		}
	}
}

// hasEverything reports whether m is defined for every quantity.
func hasEverything(m Method) bool {
	for q := range quantity.Number {
		if !method.Families[m].Has(q) {
			return false
		}
	}
	return true
}

// wideDesigns are the designs of testdata/coverage.csv: rare and common events, small and large
// groups and baselines, true ratios below and above 1, and less than one expected event. They are
// those of examples/coverage -wide.
func wideDesigns(q quantity.Quantity) []truth {
	var designs []truth
	if !q.Binomial() {
		for _, baseline := range []float64{10, 30, 300} {
			for _, expected := range []float64{0.08, 0.3, 0.5, 1, 2, 3, 5, 10, 20, 50} {
				for _, ratio := range []float64{0.3, 1, 3} {
					designs = append(designs, truth{expected, ratio, baseline, 1})
				}
			}
		}
		return designs
	}
	for _, baseline := range []float64{30, 100, 1000} {
		for _, trials := range []float64{4, 10, 20, 40, 100, 500} {
			for _, p := range [][2]float64{
				{0.005, 0.005}, {0.005, 0.02}, {0.02, 0.02}, {0.06, 0.02}, {0.05, 0.15}, {0.15, 0.15}, {0.3, 0.15}, {0.5, 0.5}, {0.7, 0.9}, {0.85, 0.85}, {0.95, 0.85}, {0.98, 0.98},
			} {
				designs = append(designs, truth{trials, p[0], baseline, p[1]})
			}
		}
	}
	return designs
}

// enumerated is a design at one level, with the chances in per cent that an interval lies wholly
// above and wholly below the truth, for each method that has one.
type enumerated struct {
	q     quantity.Quantity
	level float64
	x     truth
	tails map[Method][2]float64
}

// toEnumerate returns designs without their tails.
func toEnumerate(designs func(quantity.Quantity) []truth) []enumerated {
	var list []enumerated
	for _, q := range compared {
		for _, level := range coverageLevels {
			for _, x := range designs(q) {
				list = append(list, enumerated{q: q, level: level, x: x})
			}
		}
	}
	return list
}

// enumerate fills in the tails.
func (e *enumerated) enumerate() error {
	e.tails = make(map[Method][2]float64)
	for m := range Methods() {
		if !method.Families[m].Has(e.q) || smallOnly(m, e.q) {
			continue
		}
		above, below, err := misses(m, e.q, e.x, e.level)
		if err != nil {
			return err
		}
		e.tails[m] = [2]float64{100 * above, 100 * below}
	}
	return nil
}

// columns are the first columns of e in testdata/coverage.csv.
func (e *enumerated) columns() []string {
	row := []string{e.q.String()}
	for _, v := range []float64{e.level, e.x.n, e.x.p1, e.x.m, e.x.p0} {
		row = append(row, strconv.FormatFloat(v, 'g', -1, 64))
	}
	return row
}

const wideFile = "testdata/coverage.csv"

func writeWide(list []enumerated) error {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	header := []string{"quantity", "level", "group", "group rate", "baseline", "baseline rate"}
	for m := range Methods() {
		header = append(header, m.String())
	}
	rows := [][]string{header}
	for i := range list {
		row := list[i].columns()
		for m := range Methods() {
			cell := ""
			if tails, ok := list[i].tails[m]; ok {
				cell = fmt.Sprintf("%.4f %.4f", tails[0], tails[1])
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	if err := out.WriteAll(rows); err != nil {
		return err
	}
	return os.WriteFile(wideFile, b.Bytes(), 0o666)
}

// readWide reads testdata/coverage.csv, whose rows must be those of wideDesigns.
func readWide(t testing.TB) []enumerated {
	t.Helper()
	f, err := os.Open(wideFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	list := toEnumerate(wideDesigns)
	if len(rows) != 1+len(list) {
		t.Fatalf("%s has %d rows, want %d: see -update-coverage", wideFile, len(rows)-1, len(list))
	}
	for i := range list {
		e, row := &list[i], rows[i+1]
		columns := e.columns()
		if !slices.Equal(row[:len(columns)], columns) {
			t.Fatalf("%s, row %d is %v, want %v: see -update-coverage", wideFile, i+1, row[:len(columns)], columns)
		}
		e.tails = make(map[Method][2]float64)
		for m := range Methods() {
			cell := row[len(columns)+int(m)]
			if cell == "" {
				continue
			}
			var tails [2]float64
			if _, err := fmt.Sscan(cell, &tails[0], &tails[1]); err != nil {
				t.Fatalf("%s, row %d, %s: %v", wideFile, i+1, m, err)
			}
			e.tails[m] = tails
		}
	}
	return list
}

var (
	updateCoverage = flag.Bool("update-coverage", false, "compute testdata/coverage.csv anew, in some minutes")
	allCoverage    = flag.Bool("all-coverage", false, "check every row of testdata/coverage.csv, and not one in a hundred")
)

// TestWideCoverage computes one in a hundred of the rows of testdata/coverage.csv, from which the
// tables over the wide designs come, and every one with -all-coverage.
func TestWideCoverage(t *testing.T) {
	if *updateCoverage {
		list := toEnumerate(wideDesigns)
		errs := make([]error, len(list))
		inParallel(len(list), func(i int) { errs[i] = list[i].enumerate() })
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
		if err := writeWide(list); err != nil {
			t.Fatal(err)
		}
	}
	list := readWide(t)
	step := 100
	if *allCoverage {
		step = 1
	}
	n := (len(list) + step - 1) / step
	errs := make([]error, n)
	inParallel(n, func(i int) {
		want := list[i*step]
		got := want
		if errs[i] = got.enumerate(); errs[i] != nil {
			return
		}
		if len(got.tails) != len(want.tails) {
			errs[i] = fmt.Errorf("%v: intervals of %d methods, want %d: see -update-coverage", want.columns(), len(got.tails), len(want.tails))
			return
		}
		for m, tails := range want.tails {
			// Figures are stored to 1e-4 per cent; counts that are left out are worth
			// less.
			for side, name := range []string{"above", "below"} {
				if math.Abs(got.tails[m][side]-tails[side]) > 0.6e-4 {
					errs[i] = errors.Join(errs[i], fmt.Errorf("%v, %s: %.5f %% %s, want %.4f: see -update-coverage", want.columns(), m, got.tails[m][side], name, tails[side]))
				}
			}
		}
	})
	if err := errors.Join(errs...); err != nil {
		t.Error(err)
	}
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

// wideTables returns the tables of the package documentation over the wide designs.
func wideTables(list []enumerated) string {
	var b bytes.Buffer
	line := func(format string, args ...any) {
		fmt.Fprintf(&b, "//\t%s\n", strings.TrimRight(fmt.Sprintf(format, args...), " "))
	}
	all := summarise(list)
	for i, level := range coverageLevels {
		if i > 0 {
			fmt.Fprintln(&b, "//")
		}
		line("%-20s%-14s%-14s%-14s%-14s%s", "wide: uneven, times", "ratio of", "ratio of", "odds", "difference", "difference of")
		line("%-20s%-14s%-14s%-14s%-14s%s", strconv.FormatFloat(100*level, 'g', 4, 64)+" %", "rates", "proportions", "ratio", "of rates", "proportions")
		for m := range Methods() {
			row, some := fmt.Sprintf("%-20s", m), false
			for _, q := range compared {
				cell := "–"
				if s, ok := all[key{m, q, level}]; ok {
					cell, some = fmt.Sprintf("%5.0f %6.1f", s.uneven, max(s.above, s.below)), true
				}
				row += fmt.Sprintf("%-14s", cell)
			}
			if some {
				line("%s", row)
			}
		}
	}
	return b.String()
}

// coverageTables returns the two tables of the package documentation over the usual designs.
func coverageTables(t testing.TB) string {
	var b bytes.Buffer
	line := func(format string, args ...any) {
		fmt.Fprintf(&b, "//\t%s\n", strings.TrimRight(fmt.Sprintf(format, args...), " "))
	}
	columns := []struct {
		q quantity.Quantity
		x truth
	}{
		{quantity.RatioOfRates, truth{1, 1, 300, 1}}, {quantity.RatioOfRates, truth{3, 1, 300, 1}}, {quantity.RatioOfRates, truth{5, 1, 300, 1}}, {quantity.RatioOfRates, truth{20, 1, 300, 1}},
		{quantity.RatioOfProportions, truth{20, 0.15, 1000, 0.15}}, {quantity.RatioOfProportions, truth{100, 0.15, 1000, 0.15}},
	}
	line("%-20s%-48s%s", "above | below, %", "ratio of rates: events expected", "ratio of proportions: trials")
	line("%-20s%-12s%-12s%-12s%-12s%-12s%s", "", "1", "3", "5", "20", "20", "100")
	for m := range Methods() {
		row := fmt.Sprintf("%-20s", m)
		some := false
		for _, column := range columns {
			cell := "–"
			if method.Families[m].Has(column.q) && !smallOnly(m, column.q) {
				above, below, err := misses(m, column.q, column.x, 0.95)
				if err != nil {
					t.Fatal(err)
				}
				cell = perCent(above) + " " + perCent(below)
				some = true
			}
			row += fmt.Sprintf("%-12s", cell)
		}
		if some {
			line("%s", row)
		}
	}
	fmt.Fprintln(&b, "//")
	all := overUsual(t)
	line("%-20s%-14s%-14s%-14s%-14s%s", "uneven, %", "ratio of", "ratio of", "odds", "difference", "difference of")
	line("%-20s%-14s%-14s%-14s%-14s%s", "95 %, 99.8 %", "rates", "proportions", "ratio", "of rates", "proportions")
	for m := range Methods() {
		row := fmt.Sprintf("%-20s", m)
		some := false
		for _, q := range compared {
			cell := "–"
			if at95, ok := all[key{m, q, 0.95}]; ok {
				cell = fmt.Sprintf("%4.0f %4.0f", at95.uneven, all[key{m, q, 0.998}].uneven)
				some = true
			}
			row += fmt.Sprintf("%-14s", cell)
		}
		if some {
			line("%s", row)
		}
	}
	return b.String()
}

// TestCoverageDoc: the tables in the package documentation are these.
func TestCoverageDoc(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{coverageTables(t), wideTables(readWide(t))} {
		if !strings.Contains(string(doc), want) {
			t.Errorf("doc.go does not have the coverage tables as they are computed:\n%s", want)
		}
	}
}
