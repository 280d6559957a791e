package strata

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/seed-549880be/disparity/rri"
)

// TestErrors: every quantity by every method, and what each error says. The names of quantities
// were two off, and those of the last two out of range.
func TestErrors(t *testing.T) {
	for _, q := range allQuantities {
		for m := range Methods() {
			var says string
			if m == Sato && q.name != "difference of proportions" {
				article := "a"
				if strings.HasPrefix(q.name, "odds") {
					article = "an"
				}
				says = fmt.Sprintf("strata: sato for %s %s: method not defined for this quantity: choose one of scas, score, mantel-haenszel, inverse-variance", article, q.name)
			}
			_, err := q.of(stockings, Options{Method: m})
			if says == "" && err != nil || says != "" && (err == nil || err.Error() != says || !errors.Is(err, rri.ErrMethod)) {
				t.Errorf("%s by %s: error %v, want %q", q.name, m, err, says)
			}
			lowest, highest := "0", "+Inf"
			null := -1.
			switch q.name {
			case "difference of proportions":
				null, lowest, highest = -1.5, "-1", "1"
			case "difference of rates":
				continue // every number can be one
			}
			_, err = q.of(stockings, Options{Method: m, Null: null})
			name := "a " + q.name
			if q.name == "odds ratio" {
				name = "an odds ratio"
			}
			says = fmt.Sprintf("strata: null value %v of %s: option out of range: want between %s and %s", null, name, lowest, highest)
			if err == nil || err.Error() != says || !errors.Is(err, rri.ErrOption) {
				t.Errorf("%s by %s: error %v, want %q", q.name, m, err, says)
			}
		}
	}
	for m := range Methods() {
		if _, err := DifferenceHomogeneity(stockings, m); err != nil {
			t.Errorf("homogeneity of differences by %s: %v", m, err)
		}
		rates := []Stratum[string, string, rri.Rate]{{"all", map[string]rri.Rate{"White": {Events: 3, Population: 50}, "Black": {Events: 2, Population: 9}}}}
		_, err := Compare("White", rates, Options{Method: m})
		if says := `strata: group "Black": sato for a difference of rates: method not defined`; m == Sato && (err == nil || !strings.HasPrefix(err.Error(), says)) || m != Sato && err != nil {
			t.Errorf("rates by %s: error %v, want %q of sato alone", m, err, says)
		}
	}
}

// TestCompareNull: the null value is that of the ratios alone.
func TestCompareNull(t *testing.T) {
	for m := range Methods() {
		plain, other := mustCompare(t, Options{Method: m}).Rows[2], mustCompare(t, Options{Method: m, Null: 1.25}).Rows[2]
		if plain.Difference != other.Difference {
			t.Errorf("%s: the difference tests %+v with the null value 1.25 of the ratio, and %+v without", m, other.Difference, plain.Difference)
		}
		if plain.Ratio.P == other.Ratio.P || plain.Crude.P == other.Crude.P {
			t.Errorf("%s: p of the ratios is the same with the null value 1.25", m)
		}
	}
}

// TestEdges: limits where the statistic turns, or never comes to its goal.
func TestEdges(t *testing.T) {
	inf := math.Inf(1)
	tests := []struct {
		name         string
		quantity     string
		pairs        []Pair[rri.Proportion]
		method       Method
		level        float64
		lower, upper float64
		flags        rri.Flags
		reason       string
	}{
		{"never rejected", "odds ratio", proportions([4]int64{0, 2, 3, 26}, [4]int64{1, 3, 4, 86}, [4]int64{0, 3, 0, 3}, [4]int64{0, 1, 1, 3}), SCAS, 0.998, 0, 60.56286779144177,
			rri.CorrectionLimit | rri.SmallCount, "toward 0 the statistic tends to 2.851604; its third moments underflowed at 5e-108 and let it pass 3.0902"},
		{"never rejected, swapped", "odds ratio", proportions([4]int64{3, 26, 0, 2}, [4]int64{4, 86, 1, 3}, [4]int64{0, 3, 0, 3}, [4]int64{1, 3, 0, 1}), SCAS, 0.998, 1 / 60.56286779144177, inf,
			rri.CorrectionLimit | rri.SmallCount | rri.Unbounded, "the same upward: the flag stands for the upper limit too"},
		{"whole", "difference of rates", proportions([4]int64{2, 8, 355652, 355654}, [4]int64{0, 316, 1, 1}), SCAS, 0.998, -0.9923148423158512, 0.06844849722264554, 0,
			"the walk stepped over the turn at -0.99, which the same stratum in two halves showed: see halves"},
		{"halves", "difference of rates", proportions([4]int64{1, 4, 177826, 177827}, [4]int64{1, 4, 177826, 177827}, [4]int64{0, 316, 1, 1}), SCAS, 0.998, -0.9923148423158512, 0.06844849722264554, 0,
			"rapid seed 3118034758052448263"},
		{"one person each", "difference of proportions", proportions([4]int64{1, 1, 0, 1}, [4]int64{0, 1, 1, 1}), MantelHaenszel, 0.95, 0, 0, rri.ZeroCell | rri.SmallCount, "no stratum has a variance, and the sums show no zero"},
		{"ten times one person", "difference of proportions", proportions(slices.Repeat([][4]int64{{1, 1, 0, 1}, {0, 1, 1, 1}, {1, 1, 1, 1}}, 10)...), MantelHaenszel, 0.95, 0, 0, rri.ZeroCell,
			"nor do twenty events"},
		{"beyond the margins", "difference of proportions", proportions([4]int64{0, 1, 1062, 1062}), SCAS, 0.998, -1, 0.23871907376867996, rri.ZeroCell | rri.SmallCount | rri.BeyondMargins,
			"the exact interval of the baseline begins at 0.9935"},
		{"within the margins", "difference of proportions", proportions([4]int64{0, 1, 1062, 1062}), SCAS, 0.95, -1, -0.07699229941256142, rri.ZeroCell | rri.SmallCount, "none is looked for at 0.99 or below"},
	}
	for _, test := range tests {
		q := allQuantities[slices.IndexFunc(allQuantities, func(q adjusted) bool { return q.name == test.quantity })]
		e, err := q.of(test.pairs, Options{Method: test.method, Level: test.level})
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if !closeTo(e.Lower, test.lower, 1e-12) || !closeTo(e.Upper, test.upper, 1e-12) || test.flags != 0 && e.Flags != test.flags {
			t.Errorf("%s: %v to %v, %v, want %v to %v, %v (%s)", test.name, e.Lower, e.Upper, e.Flags, test.lower, test.upper, test.flags, test.reason)
		}
	}
	// The p-value of a value that the interval holds is not below 1-Level.
	e, err := OddsRatio(tests[0].pairs, Options{Level: 0.998, Null: 6.5e-108})
	if err != nil || !(e.P > 0.002) {
		t.Errorf("never rejected: P of 6.5e-108 = %v, %v, want above 0.002", e.P, err)
	}
}

// TestEnds: no search without an end. Half an event and one trial were added to counts that do not
// hold them.
func TestEnds(t *testing.T) {
	const most = rri.MaxCount
	tests := []struct {
		name   string
		pairs  []Pair[rri.Proportion]
		reason string
	}{
		{"25 of 26 against all of 2^53-1", proportions([4]int64{25, 26, most - 1, most - 1}), "never returned"},
		{"two strata", proportions([4]int64{25, 26, most - 1, most - 1}, [4]int64{4, 11, most - 2, most - 2}), "nor with another beside it"},
		{"none and all", proportions([4]int64{0, most, most, most}), "both at an end"},
		{"one short", proportions([4]int64{most - 1, most, most - 3, most}), "shares of non-events of 1e-16"},
		{"small beside all", proportions([4]int64{1, 2, 1, 3}, [4]int64{most, most, most - 1, most}), "of very different sizes"},
	}
	for _, test := range tests {
		for _, q := range allQuantities {
			for m := range Methods() {
				if m == Sato && q.name != "difference of proportions" {
					continue
				}
				for _, level := range []float64{0.33, 0.95, 0.998, 1 - 1e-9} {
					start := time.Now()
					e, err := q.of(test.pairs, Options{Method: m, Level: level})
					if err != nil || !e.Flags.Has(rri.NoData) && (math.IsNaN(e.Lower) || math.IsNaN(e.Upper) || e.Lower > e.Upper) {
						t.Errorf("%s: %s by %s at %v: %+v, %v (%s)", test.name, q.name, m, level, e, err, test.reason)
					}
					if took := time.Since(start); took > 20*time.Second {
						t.Errorf("%s: %s by %s at %v took %v", test.name, q.name, m, level, took)
					}
				}
			}
		}
	}
}

// TestDesignEffect: a factor divides counts in one place. Three times the counts with the factor 3
// are the counts alone; 0 and 1 are the same; flags go by the counts as they are.
func TestDesignEffect(t *testing.T) {
	scaled := func(pairs []Pair[rri.Proportion], by int64, factor float64) []Pair[rri.Proportion] {
		out := make([]Pair[rri.Proportion], len(pairs))
		for i, p := range pairs {
			out[i] = Pair[rri.Proportion]{
				rri.Proportion{Events: by * p.Group.Events, Trials: by * p.Group.Trials, DesignEffect: factor},
				rri.Proportion{Events: by * p.Baseline.Events, Trials: by * p.Baseline.Trials, DesignEffect: factor},
			}
		}
		return out
	}
	ratesWith := func(pairs []Pair[rri.Proportion]) []Pair[rri.Rate] {
		rates := ratesOf(pairs)
		for i, p := range pairs {
			rates[i].Group.DesignEffect, rates[i].Baseline.DesignEffect = p.Group.DesignEffect, p.Baseline.DesignEffect
		}
		return rates
	}
	for _, q := range allQuantities {
		for m := range Methods() {
			if m == Sato && q.name != "difference of proportions" {
				continue
			}
			of := func(pairs []Pair[rri.Proportion]) rri.Estimate {
				t.Helper()
				var e rri.Estimate
				var err error
				switch {
				case q.binomial:
					e, err = q.of(pairs, Options{Method: m})
				case q.isRatio:
					e, err = Ratio(ratesWith(pairs), Options{Method: m})
				default:
					e, err = Difference(ratesWith(pairs), Options{Method: m})
				}
				if err != nil {
					t.Fatalf("%s by %s: %v", q.name, m, err)
				}
				return e
			}
			plain := of(stockings)
			if one := of(scaled(stockings, 1, 1)); one != plain {
				t.Errorf("%s by %s: %+v with the factor 1, %+v without", q.name, m, one, plain)
			}
			three := of(scaled(stockings, 3, 3))
			three.Flags = plain.Flags
			if !near(q, three, plain, 0, 1e-12) || !closeTo(three.P, plain.P, 1e-10) {
				t.Errorf("%s by %s: %+v of three times the counts with the factor 3, want %+v", q.name, m, three, plain)
			}
			wide := of(scaled(stockings, 1, 3))
			if !(wide.Upper-wide.Lower > plain.Upper-plain.Lower) {
				t.Errorf("%s by %s: %+v with the factor 3 is no wider than %+v", q.name, m, wide, plain)
			}
		}
	}
	few := []Pair[rri.Proportion]{{rri.Proportion{Events: 5, Trials: 10, DesignEffect: 5}, rri.Proportion{Events: 5, Trials: 10}}}
	if e, err := Ratio(few, Options{}); err != nil || e.Flags != 0 {
		t.Errorf("five events with the factor 5: %v, %v, want no flag: there were five", e.Flags, err)
	}
	strata := byObject()
	white := strata[0].Counts["White"]
	white.DesignEffect = 1.6
	strata[0].Counts["White"] = white
	table, err := Compare("White", strata, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	if err := table.WriteText(&text); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(strings.Join(strings.Fields(text.String()), " "), "1 to 1.6 times as much as independent events") {
		t.Errorf("the table does not say that counts scatter more:\n%s", text.String())
	}
	data, err := json.Marshal(table)
	if err != nil {
		t.Fatal(err)
	}
	var back Table[string, string, rri.Proportion]
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(table.Rows, back.Rows, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("JSON does not read back (-want +got):\n%s", diff)
	}
}

// TestRoundTrip: every exported result is read back from JSON as it was.
func TestRoundTrip(t *testing.T) {
	row := mustCompare(t, Options{}).Rows
	o := Options{Method: Sato, Level: 0.99, Side: rri.UpperOnly, Null: 0.5}
	stratum := Stratum[string, string, rri.Proportion]{"Drugs", finds{"White": {Events: 1, Trials: 4, DesignEffect: 2}}}
	none := Row[string, int, rri.Rate]{Group: 3, Ratio: rri.Estimate{Value: math.Inf(1), Lower: math.NaN(), Upper: math.Inf(1), P: math.NaN(), Level: 0.9, Flags: rri.NoData}, Homogeneity: noTest}
	roundTrip(t, "the row of the baseline", row[0])
	roundTrip(t, "a row", row[2])
	roundTrip(t, "a row of NaN and infinities", none)
	roundTrip(t, "a part", row[2].Parts[0])
	roundTrip(t, "a part that is not compared", row[2].Parts[3])
	roundTrip(t, "a pair", stockings[0])
	roundTrip(t, "options", o)
	roundTrip(t, "a stratum", stratum)
	roundTrip(t, "a test", row[2].Homogeneity)
	roundTrip(t, "no test", noTest)
	table := mustCompare(t, Options{})
	table.Per = 100 // as it is written
	roundTrip(t, "a table", table)
	for m := range Methods() {
		roundTrip(t, m.String(), m)
	}
}

func roundTrip[T any](t *testing.T, name string, want T) {
	t.Helper()
	data, err := json.Marshal(want)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	var got T
	if err := json.Unmarshal(data, &got); err != nil {
		t.Errorf("%s: %s: %v", name, data, err)
		return
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s does not read back (-want +got):\n%s", name, diff)
	}
}

// TestContradictions: a table that contradicts its counts is refused, with what and where.
func TestContradictions(t *testing.T) {
	for m := range Methods() {
		roundTrip(t, m.String(), func() Table[string, string, rri.Proportion] {
			table := mustCompare(t, Options{Method: m})
			table.Per = 100
			return table
		}())
	}
	tests := []struct {
		name   string
		change func(*Table[string, string, rri.Proportion])
		is     error
		says   string
		reason string
	}{
		{"rate", func(t *Table[string, string, rri.Proportion]) { t.Rows[2].Rate.Value *= 1 + 1e-5 }, rri.ErrCount, `group "Black": rate: 0.26`, "the counts give another"},
		{"rounded", func(t *Table[string, string, rri.Proportion]) { t.Rows[2].Rate.Value *= 1 + 1e-8 }, nil, "", "as files are"},
		{"crude", func(t *Table[string, string, rri.Proportion]) { t.Rows[2].Crude.Value = 2 }, rri.ErrCount, "crude ratio: 2", "forged"},
		{"adjusted", func(t *Table[string, string, rri.Proportion]) { t.Rows[2].Ratio.Value = 2 }, rri.ErrCount, "adjusted ratio: 2", "forged"},
		{"difference", func(t *Table[string, string, rri.Proportion]) { t.Rows[2].Difference.Value += 1e-4 }, rri.ErrCount, "difference: ", "forged"},
		{"stratum", func(t *Table[string, string, rri.Proportion]) { t.Rows[2].Parts[1].Ratio.Value = 5 }, rri.ErrCount, `group "Black": stratum "Weapons": ratio: 5`, "forged"},
		{"share", func(t *Table[string, string, rri.Proportion]) { t.Rows[2].Parts[1].RatioShare = -0.1 }, rri.ErrCount, `stratum "Weapons": share -0.1`, "no share"},
		{"compared", func(t *Table[string, string, rri.Proportion]) { t.Rows[2].Parts[3].Compared = true }, rri.ErrCount, `stratum "Fireworks": compared is true`, "no one was searched"},
		{"lower limit of -1", func(t *Table[string, string, rri.Proportion]) { t.Rows[2].Ratio.Lower = -1 }, rri.ErrCount, "adjusted ratio: limits -1 and", "a ratio is not negative: the plot broke"},
		{"order", func(t *Table[string, string, rri.Proportion]) {
			t.Rows[2].Crude.Lower, t.Rows[2].Crude.Upper = t.Rows[2].Crude.Upper, t.Rows[2].Crude.Lower
		}, rri.ErrCount, "crude ratio: limits", "exchanged"},
		{"beyond 1", func(t *Table[string, string, rri.Proportion]) { t.Rows[2].Difference.Upper = 1.5 }, rri.ErrCount, "difference: limits", "of proportions"},
		{"p", func(t *Table[string, string, rri.Proportion]) { t.Rows[2].Ratio.P = 1.5 }, rri.ErrCount, "adjusted ratio: p 1.5", "no probability"},
		{"level", func(t *Table[string, string, rri.Proportion]) { t.Rows[2].Ratio.Level = 3 }, rri.ErrOption, "adjusted ratio: level 3", "no probability"},
		{"twice", func(t *Table[string, string, rri.Proportion]) { t.Rows[2].Group = "Asian" }, rri.ErrCount, `group "Asian" stands twice`, "two rows of a group"},
		{"no baseline", func(t *Table[string, string, rri.Proportion]) { t.Baseline = "Green" }, rri.ErrBaseline, `baseline "Green" has no row`, "nothing to check against"},
		{"baseline is 1", func(t *Table[string, string, rri.Proportion]) { t.Rows[0].Ratio.Value = 2 }, rri.ErrCount, `group "White": adjusted ratio: 2`, "by definition"},
		{"NaN", func(t *Table[string, string, rri.Proportion]) { t.Rows[2].Ratio.Value = math.NaN() }, rri.ErrCount, "adjusted ratio: NaN", "the counts give one"},
		{"design effect", func(t *Table[string, string, rri.Proportion]) { t.Rows[2].Count.DesignEffect = -1 }, rri.ErrCount, "design effect -1", "out of range"},
	}
	for _, test := range tests {
		table := mustCompare(t, Options{})
		test.change(&table)
		data, err := json.Marshal(table)
		if err != nil {
			t.Fatal(err)
		}
		err = json.Unmarshal(data, new(Table[string, string, rri.Proportion]))
		if test.is == nil && err != nil || test.is != nil && (!errors.Is(err, test.is) || !strings.HasPrefix(err.Error(), "strata: table: ") || !strings.Contains(err.Error(), test.says)) {
			t.Errorf("%s: error %v, want %v that says %q (%s)", test.name, err, test.is, test.says, test.reason)
		}
	}
}

// TestClippedNames: what came from outside is clipped in errors, and lists end.
func TestClippedNames(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	many := map[string]rri.Proportion{}
	for i := range 1000 {
		many[fmt.Sprint(i)] = rri.Proportion{Events: 1, Trials: 2}
	}
	_, parse := ParseMethod(long)
	_, count := Compare("White", []Stratum[string, string, rri.Proportion]{{long, finds{long: {Events: 3, Trials: 2}}}}, Options{})
	_, baseline := Compare(long, []Stratum[string, string, rri.Proportion]{{"all", many}}, Options{})
	for name, err := range map[string]error{"method": parse, "names": count, "baseline": baseline} {
		if err == nil || len(err.Error()) > 1000 {
			t.Errorf("%s: error %.100v… of %d bytes, want at most 1000", name, err, len(err.Error()))
		}
	}
}

// TestNothingToCompare: where the baseline had no event people see no ratio, limits or p-value,
// crude, adjusted or of a stratum, as in the tables of package rri; a ratio of 0/0 has no p-value
// either.
func TestNothingToCompare(t *testing.T) {
	table, err := Compare("White", []Stratum[string, string, rri.Proportion]{
		{"drugs", map[string]rri.Proportion{"White": {Events: 0, Trials: 100}, "Black": {Events: 9, Trials: 50}, "Asian": {Events: 0, Trials: 20}}},
		{"weapons", map[string]rri.Proportion{"White": {Events: 0, Trials: 200}, "Black": {Events: 9, Trials: 50}, "Asian": {Events: 0, Trials: 20}}},
	}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var text, markdown strings.Builder
	if err := table.WriteText(&text); err != nil {
		t.Fatal(err)
	}
	if err := table.WriteMarkdown(&markdown); err != nil {
		t.Fatal(err)
	}
	for _, got := range []string{text.String(), markdown.String()} {
		for _, bad := range []string{"∞", "0.001", "1.000", "set no bound"} {
			if strings.Contains(got, bad) {
				t.Errorf("%q is shown of a ratio to a baseline without events:\n%s", bad, got)
			}
		}
		if !strings.Contains(got, "no events of White were recorded: there is nothing to compare with") {
			t.Errorf("no footnote says why there is no ratio:\n%s", got)
		}
	}
	if black := table.Rows[2].Ratio; !math.IsInf(black.Value, 1) || !(black.Lower > 1) {
		t.Errorf("ratio %v: want +Inf with a lower limit, for programs", black)
	}
	some, err := Compare("White", []Stratum[string, string, rri.Proportion]{
		{"drugs", map[string]rri.Proportion{"White": {Events: 0, Trials: 100}, "Black": {Events: 9, Trials: 50}}},
		{"weapons", map[string]rri.Proportion{"White": {Events: 7, Trials: 200}}},
	}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	text.Reset()
	if err := some.WriteText(&text); err != nil {
		t.Fatal(err)
	}
	if got := text.String(); strings.Contains(got, "∞") || !strings.Contains(got, "adjusted: no events of White were recorded in the strata that are compared") {
		t.Errorf("the strata that are compared have no event of the baseline:\n%s", got)
	}
}
