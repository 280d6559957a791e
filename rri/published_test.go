package rri

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
	"github.com/seed-549880be/disparity/rri/internal/score"
)

// testdata/published.csv holds figures that others have published, each with its counts: papers,
// the help pages and tests of packages, reports of public bodies and campaign groups. Its columns:
//
//   - source, group: who printed the figure, and for whom.
//   - quantity, method: what it is, by our names. No method: the plain value alone. gart-nam is
//     SCAS without the factor N/(N-1). An excess is printed as the whole number of events that are
//     missing for parity.
//   - level: of the interval; empty means 0.95.
//   - per: what the printed rate is per; empty means 1.
//   - a, n, b, m: events and trials (or population) of the group and of the baseline.
//   - null, side: what the p-value tests, if not no disparity from both sides.
//   - value, lower, upper, p, chi_squared: the figures as printed. chi_squared is the square of the
//     score statistic.
//   - units: how far ours may be from the printed figure, in units of its last place. Empty means
//     half a unit: ours rounds to it. A wider one has its reason.
//   - reproduced: "no" for a figure that is wrong, or is of something else than it looks; ours must
//     differ from each figure in the row by more than units.
//   - reason: why the figure is wrong, why units is wide, or how the row is to be read.
//
// It leaves out what package rri has no function for: continuity corrections of Wald and of χ², the
// fixed margins of California Community Colleges, χ² of more than two groups, the conditional
// estimate of an odds ratio; and what is the business of other packages: strata (Mantel and
// Haenszel, Breslow and Day, Woolf), standardised rates and ratios, adjusted p-values, funnel
// limits, ratios of ratios and bounds for unknown ethnicity.

// TestPublished recomputes the figures of testdata/published.csv to the precision they are printed
// with.
func TestPublished(t *testing.T) {
	counts := make(map[string]int)
	for i, r := range referencetest.Records(t, filepath.Join("testdata", "published.csv")) {
		counts[r["quantity"]]++
		name := fmt.Sprintf("row %d: %s: %s: %s by %q", i+2, r["source"], r["group"], r["quantity"], r["method"])
		got, err := recompute(r)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		units := 0.5
		if r["units"] != "" {
			units = referencetest.Float(t, r["units"])
		}
		if units > 0.5 && r["reason"] == "" {
			t.Errorf("%s: units %v have no reason", name, units)
		}
		compared := 0
		for _, figure := range []struct {
			column string
			got    float64
		}{
			{"value", got.Value}, {"lower", got.Lower}, {"upper", got.Upper}, {"p", got.P}, {"chi_squared", got.chiSquared},
		} {
			text := r[figure.column]
			if text == "" {
				continue
			}
			compared++
			same := printedAs(figure.got, text, units)
			if r["reproduced"] == "no" && same {
				t.Errorf("%s: %s = %v, and %s is printed: it should not be reproduced: %s", name, figure.column, figure.got, text, r["reason"])
			}
			if r["reproduced"] == "" && !same {
				t.Errorf("%s: %s = %.17g, printed %s", name, figure.column, figure.got, text)
			}
		}
		if compared == 0 {
			t.Errorf("%s: no figure to compare", name)
		}
		if r["reproduced"] == "no" && r["reason"] == "" {
			t.Errorf("%s: no reason why it is not reproduced", name)
		}
	}
	for _, q := range []string{
		"proportion", "rate", "ratio of proportions", "ratio of rates", "difference of proportions", "difference of rates", "odds ratio", "excess of proportions",
	} {
		if counts[q] == 0 {
			t.Errorf("no figure for the %s", q)
		}
		t.Logf("%-28s %4d rows", q, counts[q])
	}
}

// printedPrecision is what figures printed with more digits than their source computed are compared
// to, relative to the figure: the public-health spreadsheets print 17 digits of quantiles that are
// good to 14, and others print doubles in full.
const printedPrecision = 1e-14

// printedAs reports whether v is at most units of the last place away from the figure that is
// printed as text.
func printedAs(v float64, text string, units float64) bool {
	want, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic(err)
	}
	mantissa, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	place := 0
	if exponent != "" {
		if place, err = strconv.Atoi(exponent); err != nil {
			panic(err)
		}
	}
	_, fraction, _ := strings.Cut(mantissa, ".")
	place -= len(fraction)
	return math.Abs(v-want) <= units*math.Pow10(place)*(1+1e-9)+printedPrecision*math.Abs(want)
}

func TestPrintedAs(t *testing.T) {
	for _, test := range []struct {
		v     float64
		text  string
		units float64
		want  bool
	}{
		{1.005, "1.0", 0.5, true},
		{1.06, "1.0", 0.5, false},
		{1.06, "1.0", 1, true},
		{-7.2249, "-7.22", 0.5, true},
		{7.2249, "-7.22", 0.5, false},
		{10.6, "11", 0.5, true},
		{11.6, "11", 0.5, false},
		{2.4996e-7, "2.500e-07", 0.5, true},
		{2.4994e-7, "2.500e-07", 0.5, false},
		{math.NaN(), "1", 0.5, false},
		{math.Inf(1), "1", 0.5, false},
	} {
		if got := printedAs(test.v, test.text, test.units); got != test.want {
			t.Errorf("printedAs(%v, %q, %v) = %t, want %t", test.v, test.text, test.units, got, test.want)
		}
	}
}

// recomputed is an estimate per the printed unit, with the square of the score statistic of no
// disparity where that was printed.
type recomputed struct {
	Estimate
	chiSquared float64
}

// recompute returns what row r of published.csv asks for, by the exported functions.
func recompute(r map[string]string) (recomputed, error) {
	number := func(column string, absent float64) float64 {
		if r[column] == "" {
			return absent
		}
		v, err := strconv.ParseFloat(r[column], 64)
		if err != nil {
			panic(err)
		}
		return v
	}
	c := quantity.CountsOf(number("a", 0), number("n", 0), number("b", 0), number("m", 0))
	o := Options{Level: number("level", 0), Null: number("null", 0), Side: map[string]Side{"lower": LowerOnly, "upper": UpperOnly}[r["side"]]}
	if r["method"] == "gart-nam" {
		quantities := map[string]quantity.Quantity{"ratio of proportions": quantity.RatioOfProportions, "difference of proportions": quantity.DifferenceOfProportions}
		q, ok := quantities[r["quantity"]]
		if !ok {
			return recomputed{}, fmt.Errorf("no gart-nam for %q", r["quantity"])
		}
		e, err := estimate(q, c, o)
		if err != nil {
			return recomputed{}, err
		}
		const z = 1.959963984540054
		i := method.ScoreForm(q, score.Variant{Skewness: true}).Limits(c, method.Confidence{Tail: 0.025, Z: z})
		e.Lower, e.Upper = i.Lower, i.Upper
		return recomputed{Estimate: e}, nil
	}
	if r["method"] != "" {
		m, err := ParseMethod(r["method"])
		if err != nil {
			return recomputed{}, err
		}
		o.Method = m
	}
	e, err := published(r["quantity"], c, o)
	if err != nil {
		return recomputed{}, err
	}
	got := recomputed{Estimate: e, chiSquared: math.NaN()}
	per := number("per", 1)
	got.Value *= per
	got.Lower *= per
	got.Upper *= per
	if r["chi_squared"] != "" {
		z := score.StatisticAt(quantity.RatioOfProportions, score.Variant{}, []quantity.Counts{c}, 1)
		got.chiSquared = z * z
	}
	return got, nil
}

// published computes the quantity of that name by the exported functions.
func published(quantity string, c quantity.Counts, o Options) (Estimate, error) {
	rate, baseRate := Rate{Events: int64(c.A), Population: c.N}, Rate{Events: int64(c.B), Population: c.M}
	proportion, baseProportion := Proportion{Events: int64(c.A), Trials: int64(c.N)}, Proportion{Events: int64(c.B), Trials: int64(c.M)}
	switch quantity {
	case "proportion":
		return Of(proportion, o)
	case "rate":
		return Of(rate, o)
	case "ratio of proportions":
		return Ratio(proportion, baseProportion, o)
	case "ratio of rates":
		return Ratio(rate, baseRate, o)
	case "difference of proportions":
		return Difference(proportion, baseProportion, o)
	case "difference of rates":
		return Difference(rate, baseRate, o)
	case "odds ratio":
		return OddsRatio(proportion, baseProportion, o)
	case "excess of proportions":
		e, err := Excess(proportion, baseProportion, o)
		e.Value = math.Ceil(-e.Value)
		return e, err
	}
	return Estimate{}, fmt.Errorf("unknown quantity %q", quantity)
}

// publishedFolder returns the folder of published tables, or skips the test.
func publishedFolder(t *testing.T) string {
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("set DISPARITY_DATA to the folder of data files")
	}
	return filepath.Join(dir, "published")
}

// count reads a count as tables print it.
func count(t *testing.T, s string) int64 {
	t.Helper()
	v, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestYouthJusticeIntervals recomputes the ratios of children stopped, arrested, remanded and
// sentenced to custody in England and Wales of the project prism-r, against White children, with
// exact conditional intervals.
func TestYouthJusticeIntervals(t *testing.T) {
	rows := referencetest.Records(t, filepath.Join(publishedFolder(t), "prism-r-rri-ew.csv"))
	type decision struct{ point, period string }
	rate := func(r map[string]string) Rate {
		return Rate{Events: count(t, r["events"]), Population: referencetest.Float(t, r["total"])}
	}
	white := make(map[decision]Rate)
	for _, r := range rows {
		if r["ethnicity"] == "White" {
			white[decision{r["decision_point"], r["period"]}] = rate(r)
		}
	}
	intervals := 0
	for _, r := range rows {
		e, err := Ratio(rate(r), white[decision{r["decision_point"], r["period"]}], Options{Method: Exact})
		if err != nil {
			t.Errorf("%v: %v", r, err)
			continue
		}
		if !printedAs(e.Value, r["rri"], 0.5) {
			t.Errorf("%v: ratio %v", r, e.Value)
		}
		if r["ci_method"] != "exact_poisson_conditional" {
			continue
		}
		intervals++
		if !printedAs(e.Lower, r["ci_lower"], 0.5) || !printedAs(e.Upper, r["ci_upper"], 0.5) {
			t.Errorf("%v: limits %v to %v", r, e.Lower, e.Upper)
		}
	}
	if intervals != 28 {
		t.Errorf("%d intervals, want 28", intervals)
	}
}

// TestBlackWhiteTables recomputes the tables of stops of Black and White people by local authority,
// made with epitools in R: rates per 100 residents, ratios and Katz intervals. Where the tables
// have NA for an upper limit, a count is zero.
func TestBlackWhiteTables(t *testing.T) {
	for _, table := range []struct {
		file                             string
		rows, intervals, zero, none, cut int
	}{
		{"extractss-la-black-vs-white-2019-2021.csv", 993, 923, 66, 4, 0},
		{"justknowledge-la-black-vs-white.csv", 327, 302, 24, 0, 1},
	} {
		t.Run(table.file, func(t *testing.T) {
			records := referencetest.Records(t, filepath.Join(publishedFolder(t), table.file))
			var intervals, zero, none, cut int
			for i, r := range records {
				name := fmt.Sprintf("row %d, %s", i+2, r["la"])
				black := Rate{Events: count(t, r["Black_stopped"]), Population: referencetest.Float(t, r["Black_population"])}
				white := Rate{Events: count(t, r["White_stopped"]), Population: referencetest.Float(t, r["White_population"])}
				for group, rate := range map[string]Rate{"Black": black, "White": white} {
					e, err := Of(rate, Options{})
					if err != nil {
						t.Fatalf("%s: %v", name, err)
					}
					if !samePrinted(e.Value*100, r[group+"_stop_rate"]) {
						t.Errorf("%s: %s rate %v, printed %s", name, group, e.Value*100, r[group+"_stop_rate"])
					}
				}
				ratio, err := Ratio(black, white, Options{Method: Wald})
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				if r["stats_altered_flag"] == "1" {
					// More stops than residents. The tables set the residents not stopped, which
					// would be negative, to 0: every resident was stopped once. A rate may exceed
					// 1, so that the ratio is higher, and its interval, which has the chance in the
					// group's own count, wider.
					cut++
					theirs, err := Ratio(Proportion{Events: black.Events, Trials: black.Events}, Proportion{Events: white.Events, Trials: int64(white.Population)}, Options{Method: Wald})
					if err != nil {
						t.Fatalf("%s: %v", name, err)
					}
					if !samePrinted(theirs.Value, r["rr"]) || !samePrinted(theirs.Lower, r["rr_ci_low"]) || !samePrinted(theirs.Upper, r["rr_ci_upp"]) {
						t.Errorf("%s: with its residents cut to the stops %v (%v to %v), printed %v", name, theirs.Value, theirs.Lower, theirs.Upper, r)
					}
					if !(ratio.Value > theirs.Value && ratio.Lower < theirs.Lower && ratio.Upper > theirs.Upper) {
						t.Errorf("%s: %v, cut %v: want a higher ratio and a wider interval", name, ratio, theirs)
					}
					_, err = Ratio(Proportion{Events: black.Events, Trials: int64(black.Population)}, Proportion{Events: white.Events, Trials: int64(white.Population)}, Options{Method: Wald})
					if err == nil {
						t.Errorf("%s: no error for more events than trials", name)
					}
					continue
				}
				katz, err := Ratio(
					Proportion{Events: black.Events, Trials: int64(black.Population)}, Proportion{Events: white.Events, Trials: int64(white.Population)}, Options{Method: Wald})
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				switch {
				case r["rr"] == "NA":
					none++
					if !math.IsNaN(ratio.Value) || !katz.Flags.Has(NoData) {
						t.Errorf("%s: %v with %v, printed NA", name, katz, katz.Flags)
					}
				case !samePrinted(ratio.Value, r["rr"]) || !samePrinted(katz.Value, r["rr"]):
					t.Errorf("%s: ratio %v, %v, printed %s", name, ratio.Value, katz.Value, r["rr"])
				case r["rr_ci_upp"] == "NA":
					zero++
					if katz.Lower != 0 || !math.IsInf(katz.Upper, 1) || !katz.Flags.Has(ZeroCell|Unbounded) {
						t.Errorf("%s: %v with %v, printed %s to NA", name, katz, katz.Flags, r["rr_ci_low"])
					}
				default:
					intervals++
					if !samePrinted(katz.Lower, r["rr_ci_low"]) || !samePrinted(katz.Upper, r["rr_ci_upp"]) {
						t.Errorf("%s: limits %v to %v, printed %s to %s", name, katz.Lower, katz.Upper, r["rr_ci_low"], r["rr_ci_upp"])
					}
				}
			}
			got := []int{len(records), intervals, zero, none, cut}
			if want := []int{table.rows, table.intervals, table.zero, table.none, table.cut}; !slices.Equal(got, want) {
				t.Errorf("rows, intervals, zero counts, no ratio, cut = %v, want %v", got, want)
			}
		})
	}
}

// fullPrecision is what doubles that R prints in full, after some arithmetic of its own, are
// compared to.
const fullPrecision = 1e-14

func samePrinted(v float64, text string) bool {
	want, err := strconv.ParseFloat(text, 64)
	return err == nil && referencetest.RelativeError(v, want) <= fullPrecision
}

// TestForceRates recomputes all rates of stop and search per 1,000 people, by police force area,
// ethnicity and year, that the Home Office and the Race Disparity Unit published in Ethnicity facts
// and figures. The table has "-" for zero and "N/A" where there is no population.
func TestForceRates(t *testing.T) {
	f, err := os.Open(filepath.Join(publishedFolder(t), "eff-stop-and-search-by-pfa-ethnicity-2006-07_2017-18.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	reader := csv.NewReader(z)
	header, err := reader.Read()
	if err != nil {
		t.Fatal(err)
	}
	column := func(name string) int {
		i := slices.IndexFunc(header, func(s string) bool { return strings.TrimSpace(s) == name })
		if i < 0 {
			t.Fatalf("no column %q", name)
		}
		return i
	}
	stops, population, rate := column("Number of stop and searches"), column("Population by ethnicity"), column("Rate per 1,000 population by ethnicity")
	clean := func(s string) string {
		s = strings.ReplaceAll(strings.TrimSpace(s), ",", "")
		if s == "-" {
			return "0"
		}
		return s
	}
	// The table drops zeros at the end: 10.9 stands for 10.90.
	const places = 2
	compared, without := 0, 0
	for {
		row, err := reader.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		line, _ := reader.FieldPos(0)
		if clean(row[rate]) == "N/A" {
			without++
			continue
		}
		compared++
		e, err := Of(Rate{Events: count(t, clean(row[stops])), Population: referencetest.Float(t, clean(row[population]))}, Options{Method: Score})
		if err != nil {
			t.Errorf("line %d: %v", line, err)
			continue
		}
		printed := strconv.FormatFloat(referencetest.Float(t, clean(row[rate])), 'f', places, 64)
		if !printedAs(e.Value*1000, printed, 0.5) {
			t.Errorf("line %d: %s of %s are %v per 1,000, printed %s", line, row[stops], row[population], e.Value*1000, row[rate])
		}
	}
	if compared != 11550 || without != 1554 {
		t.Errorf("%d rates, %d without, want 11550 and 1554", compared, without)
	}
}
