package trend

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/rri"
)

func year(from int) Period {
	return Period{Name: fmt.Sprintf("%d/%02d", from, (from+1)%100), Start: time.Date(from, 4, 1, 0, 0, 0, 0, time.UTC), End: time.Date(from+1, 4, 1, 0, 0, 0, 0, time.UTC)}
}

// changeOfYears returns the change from 2016/17 to 2017/18, White people being the baseline.
func changeOfYears[M rri.Measure](t *testing.T, before, after map[string]M, unknownBefore, unknownAfter M, o rri.Options) (Change[string], error) {
	t.Helper()
	s := Series[string, M]{Baseline: "White"}
	s.Points = []Point[string, M]{
		{Period: year(2016), Counts: before, Unknown: unknownBefore},
		{Period: year(2017), Counts: after, Unknown: unknownAfter},
	}
	o.Level = 0.95
	return changeOf(s, step[string, M]{before: s.Points[0], after: s.Points[1], yearOnYear: true}, Options{Options: o, Margin: 0.1})
}

// Stop and search in Avon and Somerset, 2016/17 and 2017/18, per resident of 2011.
var avon = [2]map[string]rri.Rate{
	{"White": {Events: 4023, Population: 1491970}, "Black": {Events: 454, Population: 30923}, "Asian": {Events: 77, Population: 33005}},
	{"White": {Events: 3771, Population: 1491970}, "Black": {Events: 641, Population: 30923}, "Asian": {Events: 112, Population: 33005}},
}

// TestChangeRows: the baseline first, then the others in order, with their change.
func TestChangeRows(t *testing.T) {
	c, err := changeOfYears(t, avon[0], avon[1], rri.Rate{Events: 1582}, rri.Rate{Events: 942}, rri.Options{Method: rri.Wald})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range c.Rows {
		worst := "-"
		if r.Worst != nil {
			worst = fmt.Sprintf("%.2f to %.2f", r.Worst.Lower, r.Worst.Upper)
		}
		got = append(got, fmt.Sprintf("%s: %.2f, %.2f, %.2f; %.6f; %s", r.Group, r.Before.Value, r.After.Value, r.Ratio, r.RateDifference, worst))
	}
	want := []string{
		"White: 1.00, 1.00, 1.00 (— to —); -0.000169 (-0.000285 to -0.000053); -",
		"Asian: 0.87, 1.34, 1.55 (1.16 to 2.08); 0.001060 (0.000244 to 0.001877); 0.05 to 25.74",
		"Black: 5.44, 8.20, 1.51 (1.33 to 1.71); 0.006047 (0.003950 to 0.008145); 0.24 to 5.80",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if !math.IsNaN(c.Rows[0].Ratio.Lower) || c.Rows[0].Word != NoWord {
		t.Errorf("the baseline is 1 by definition: %+v", c.Rows[0])
	}
	if name := c.Before.Name + " to " + c.After.Name; name != "2016/17 to 2017/18" {
		t.Errorf("the change is from %s", name)
	}
}

// TestChangeRowsThatCannotBe: what cannot be had for one row leaves the others.
func TestChangeRowsThatCannotBe(t *testing.T) {
	with := func(counts map[string]rri.Rate, g string, r rri.Rate) map[string]rri.Rate {
		more := map[string]rri.Rate{g: r}
		for h, m := range counts {
			if h != g {
				more[h] = m
			}
		}
		return more
	}
	mixed, none := rri.Rate{Events: 5, Population: 100}, rri.Rate{}
	for _, test := range []struct {
		before, after map[string]rri.Rate
		method        rri.Method
		ratio         string // of the row of people of Mixed groups
		flags         rri.Flags
		difference    string
		why           string
		reason        string
	}{
		{avon[0], with(avon[1], "Mixed", mixed), rri.SCAS, "—", 0, "—", "not counted in 2016/17", "a group that is in one period alone is not lost"},
		{with(avon[0], "Mixed", mixed), avon[1], rri.SCAS, "—", 0, "—", "not counted in 2017/18", "likewise"},
		{with(avon[0], "Mixed", none), with(avon[1], "Mixed", mixed), rri.SCAS, "— (— to —)", rri.NoData, "— (— to —)", "there is nothing to compare", "nobody lived there before"},
		{with(avon[0], "Mixed", rri.Rate{Events: 1}), with(avon[1], "Mixed", mixed), rri.SCAS, "— (— to —)", rri.NoData, "— (— to —)", "there is nothing to compare", "events of nobody are no error in a table"},
		{with(avon[0], "Mixed", rri.Rate{Population: 100}), with(avon[1], "Mixed", mixed), rri.Score, "∞ (1.39 to ∞)", rri.ZeroCell | rri.SmallCount | rri.Unbounded, "0.05 (0.0116 to 0.117)", "of the change", "none before: something is known"},
		{with(avon[0], "Mixed", rri.Rate{Events: 9, Population: 100, DesignEffect: 2}), with(avon[1], "Mixed", mixed), rri.MidP, "0.593 (— to —)", rri.NoMethod, "-0.04 (— to —)",
			"midp for the change of a ratio of rates: method not defined for this quantity with a design effect, which leaves no whole counts to enumerate: choose one of adjusted-log, jeffreys, mover-wilson, scas, score, wald",
			"mid-P has the index with a design effect, and not its change"},
	} {
		c, err := changeOfYears(t, test.before, test.after, none, none, rri.Options{Method: test.method})
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		for _, r := range c.Rows {
			switch {
			case r.Group == "Mixed":
				if got := fmt.Sprint(r.Ratio); got != test.ratio || r.Ratio.Flags != test.flags && test.flags != rri.NoData || !r.Ratio.Flags.Has(test.flags) || r.Why != test.why || fmt.Sprint(r.RateDifference) != test.difference {
					t.Errorf("%s: %v with %v, difference %v, %q; want %s with %v, %s, %q", test.reason, r.Ratio, r.Ratio.Flags, r.RateDifference, r.Why, test.ratio, test.flags, test.difference, test.why)
				}
			case r.Group != "White" && !(r.Ratio.Lower > 0 && r.Worst == nil):
				t.Errorf("%s: row of %s: %+v", test.reason, r.Group, r)
			}
		}
		if len(c.Rows) != 4 {
			t.Errorf("%s: %d rows", test.reason, len(c.Rows))
		}
	}
	big := rri.Rate{Events: rri.MaxCount, Population: 100}
	if _, err := changeOfYears(t, avon[0], with(avon[1], "Mixed", rri.Rate{Events: -1, Population: 1}), none, none, rri.Options{}); err == nil || !strings.Contains(err.Error(), `from 2016/17 to 2017/18: `) || !strings.Contains(err.Error(), `group "Mixed"`) {
		t.Errorf("a count below 0: %v", err)
	}
	if _, err := changeOfYears(t, with(avon[0], "Mixed", big), with(avon[1], "Mixed", big), rri.Rate{Events: 1}, none, rri.Options{}); err == nil {
		t.Error("the unknown and the known together are more than the largest count, and there is no error")
	}
}

// TestChangeExample: the example of the package documentation, and its flags.
func TestChangeExample(t *testing.T) {
	for _, test := range []struct {
		method rri.Method
		want   string
	}{
		{rri.Wald, "1.366 (0.887 to 2.104) p 0.157"},
		{rri.SCAS, "1.366 (0.889 to 2.114) p 0.155"},
	} {
		e, err := ChangeOfIndex(exampleBefore, exampleAfter, rri.Options{Method: test.method})
		if got := fmt.Sprintf("%.3f p %.3f", e, e.P); err != nil || got != test.want || e.Flags != 0 || e.Level != 0.95 || e.Method != test.method {
			t.Errorf("%v: %s, %v, %v; want %s", test.method, got, e.Flags, err, test.want)
		}
	}
	// Where everything is an event nothing varies at the estimate, and it is not rejected at all.
	all := func(n, m int64) Pair[rri.Proportion] {
		return Pair[rri.Proportion]{rri.Proportion{Events: n, Trials: n}, rri.Proportion{Events: m, Trials: m}}
	}
	certain, err := ChangeOfIndex(all(4, 500), all(5, 12), rri.Options{})
	if err != nil || certain.P != 1 || !(certain.Lower < 1 && certain.Upper > 1) {
		t.Errorf("nothing but events: %v, P %v, %v", certain, certain.P, err)
	}
	// The interval of one event each at a high level runs out of the correction's range.
	one := Pair[rri.Rate]{rri.Rate{Events: 1, Population: 10}, rri.Rate{Events: 100, Population: 1000}}
	e, err := ChangeOfIndex(one, one, rri.Options{Level: 0.999})
	if err != nil || !e.Flags.Has(rri.CorrectionLimit|rri.SmallCount|rri.Unbounded) || e.Lower != 0 {
		t.Errorf("one event each at 99.9 %%: %v, %v, %v", e, e.Flags, err)
	}
	lower, err := ChangeOfIndex(exampleBefore, exampleAfter, rri.Options{Side: rri.LowerOnly})
	if err != nil || !math.IsInf(lower.Upper, 1) || lower.Flags != rri.OneSided {
		t.Errorf("one limit: %v, %v, %v", lower, lower.Flags, err)
	}
}
