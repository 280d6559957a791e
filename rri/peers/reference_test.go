package peers

import (
	"math"
	"strconv"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
	"github.com/seed-549880be/disparity/rri/trend"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// referenceSet returns the units of one set of testdata/ranks/units.csv.
func referenceSet[M rri.Measure](t *testing.T, name string) Set[string, M] {
	t.Helper()
	s := Set[string, M]{Baseline: "baseline"}
	for _, row := range referencetest.Records(t, "testdata/ranks/units.csv") {
		if row["set"] != name {
			continue
		}
		u := Unit[string, M]{Name: row["unit"], Counts: make(map[string]M)}
		for _, g := range []string{"group", "baseline"} {
			u.Counts[g] = measure[M](referencetest.Count(t, row[g+"_events"]), referencetest.Float(t, row[g+"_exposure"]), 0)
		}
		s.Units = append(s.Units, u)
	}
	return s
}

// of returns the comparison of a set in the group "group".
func of[M rri.Measure](t *testing.T, s Set[string, M], o Options) Comparison[string] {
	t.Helper()
	o, err := o.filled()
	if err != nil {
		t.Fatal(err)
	}
	c, err := ranked(s, "group", o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestRanksInR: ranks, their intervals, and p-values of pairs are those of base R.
func TestRanksInR(t *testing.T) {
	c := of(t, referenceSet[rri.Rate](t, "A"), Options{Options: rri.Options{Method: rri.Wald}})
	for i, want := range referencetest.Records(t, "testdata/ranks/ranks.csv") {
		row := c.Rows[i]
		text := strconv.Itoa
		if row.Unit != want["unit"] || text(row.Rank.Rank) != want["rank"] || text(row.Rank.Lower) != want["lower"] || text(row.Rank.Upper) != want["upper"] {
			t.Errorf("%s: %+v, want %v", row.Unit, row.Rank, want)
		}
	}
	rows := referencetest.Records(t, "testdata/ranks/pairs.csv")
	if len(rows) != len(c.Pairs) {
		t.Fatalf("%d pairs, want %d", len(c.Pairs), len(rows))
	}
	for i, want := range rows {
		p := c.Pairs[i]
		single, adjusted := referencetest.Float(t, want["p"]), referencetest.Float(t, want["adjusted"])
		// R prints 15 digits
		if p.Lower != want["lower"] || p.Higher != want["higher"] || math.Abs(p.Ratio.P/single-1) > 1e-9 || math.Abs(p.P/adjusted-1) > 1e-9 || p.Apart != (adjusted < 0.05) {
			t.Errorf("%+v, want %v", p, want)
		}
	}
}

// TestAmongWorst: the probabilities are those of values that are drawn from distributions that are
// known in closed form. The tolerance is four standard errors of the draws.
func TestAmongWorst(t *testing.T) {
	rows := referencetest.Records(t, "testdata/ranks/among_worst.csv")
	if len(rows) < 20 {
		t.Fatalf("%d rows", len(rows))
	}
	for _, want := range rows {
		worst, err := strconv.Atoi(want["worst"])
		if err != nil {
			t.Fatal(err)
		}
		o := Options{Worst: worst}
		var c Comparison[string]
		switch kind := want["kind"]; kind {
		case "rate, jeffreys":
			o.Quantity, o.Method = Rate, rri.Jeffreys
			c = of(t, referenceSet[rri.Rate](t, want["set"]), o)
		case "proportion, jeffreys":
			o.Quantity, o.Method = Rate, rri.Jeffreys
			c = of(t, referenceSet[rri.Proportion](t, want["set"]), o)
		case "index, wald":
			o.Method = rri.Wald
			c = of(t, referenceSet[rri.Rate](t, want["set"]), o)
		default:
			t.Fatalf("%q", kind)
		}
		probability := referencetest.Float(t, want["probability"])
		for _, row := range c.Rows {
			if row.Unit == want["unit"] && math.Abs(row.Rank.AmongWorst-probability) > 0.001 {
				t.Errorf("%v: %v", want, row.Rank.AmongWorst)
			}
		}
	}
}

// TestAmongWorstAlike: units with the same counts share what there is, also where all are 0, and
// where all are infinite.
func TestAmongWorstAlike(t *testing.T) {
	for _, test := range []struct {
		reason   string
		group    rri.Rate
		baseline rri.Rate
	}{
		{"some events", rri.Rate{Events: 30, Population: 100}, rri.Rate{Events: 30, Population: 100}},
		{"no events of the group", rri.Rate{Population: 100}, rri.Rate{Events: 30, Population: 100}},
		{"no events of the baseline", rri.Rate{Events: 30, Population: 100}, rri.Rate{Population: 100}},
		{"very many events", rri.Rate{Events: 1e15, Population: 100}, rri.Rate{Events: 1e15, Population: 100}},
	} {
		s := Set[string, rri.Rate]{Baseline: "baseline"}
		for i := range 5 {
			s.Units = append(s.Units, Unit[string, rri.Rate]{Name: unitName(i), Counts: map[string]rri.Rate{"group": test.group, "baseline": test.baseline}})
		}
		for _, method := range lawMethods[rri.Rate](Index) {
			o := Options{Worst: 2}
			if o.Method = method; method == rri.Exact || method == rri.MidP {
				if test.group.Events > 1e9 {
					continue // too many for the tables of a pair
				}
			}
			for _, row := range of(t, s, o).Rows {
				if k := row.Rank; k.Rank != 1 || k.Lower != 1 || k.Upper != 5 || math.Abs(k.AmongWorst-0.4) > 1e-6 {
					t.Errorf("%s, %s: %+v", test.reason, method, k)
				}
			}
		}
	}
}

// TestMean: the mean, and the ratio to that of the others, from the values and limits of three
// units by hand. Of the values 2, 3 and 7 with the limits 1.7 and 2.4, 2.6 and 3.5, 5 and 10, the
// mean is 4, the squares of the distances below are 0.09, 0.16 and 4, and above 0.16, 0.25 and 9.
func TestMean(t *testing.T) {
	values := []rri.Estimate{{Value: 2, Lower: 1.7, Upper: 2.4}, {Value: 3, Lower: 2.6, Upper: 3.5}, {Value: 7, Lower: 5, Upper: 10}}
	all, o := []bool{true, true, true}, Options{}
	o.Level = 0.95
	near := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-12 {
			t.Errorf("%s %v, want %v", what, got, want)
		}
	}
	m := mean(values, all, -1, o)
	near("mean", m.Value, 4)
	near("lower", m.Lower, 4-math.Sqrt(4.25)/3)
	near("upper", m.Upper, 4+math.Sqrt(9.41)/3)
	if others := mean(values, []bool{true, true, false}, 0, o); others.Value != 3 || others.Lower != 2.6 || others.Upper != 3.5 {
		t.Errorf("the mean of one: %v", others)
	}
	if none := mean(values[:1], all, 0, o); none.Computed() {
		t.Errorf("the mean of none: %v", none)
	}
	// Donner and Zou 2012, equation 10: with x 7, l 5, u 10 over y 2.5, and its limits below
	others := mean(values, all, 2, o)
	x, l, u, y, k, w := 7., 5., 10., 2.5, 2.5-math.Sqrt(0.25)/2, 2.5+math.Sqrt(0.41)/2
	near("lower limit of the mean of the others", others.Lower, k)
	near("upper limit of the mean of the others", others.Upper, w)
	r := ratioToMean(values[2], others, o)
	near("ratio", r.Value, 2.8)
	near("lower limit of the ratio", r.Lower, (x*y-math.Sqrt(x*y*x*y-l*w*(2*x-l)*(2*y-w)))/(w*(2*y-w)))
	near("upper limit of the ratio", r.Upper, (x*y+math.Sqrt(x*y*x*y-u*k*(2*x-u)*(2*y-k)))/(k*(2*y-k)))
}

// TestBounds: the bounds of a row are the range that package unknown has.
func TestBounds(t *testing.T) {
	for _, m := range []rri.Method{rri.SCAS, rri.Wald, rri.Jeffreys} {
		o := rri.Options{Method: m}
		rates := Unit[string, rri.Rate]{Name: "a", Unknown: rri.Rate{Events: 20}, Counts: map[string]rri.Rate{"group": {Events: 12, Population: 300, DesignEffect: 2}, "baseline": {Events: 90, Population: 4000}}}
		e := referencetest.Must(unknown.RateCounts{Group: rates.Counts["group"], Baseline: rates.Counts["baseline"], Unknown: 20}.UncertaintyInterval(o))
		c := of(t, Set[string, rri.Rate]{Baseline: "baseline", Units: []Unit[string, rri.Rate]{rates}}, Options{Options: o})
		if got := *c.Rows[0].Bounds; got != (trend.Limits{Lower: e.Lower, Upper: e.Upper}) {
			t.Errorf("%s, rates: %v, want %v", m, got, e)
		}
		shares := Unit[string, rri.Proportion]{Name: "a", Unknown: rri.Proportion{Events: 6, Trials: 20}, Counts: map[string]rri.Proportion{"group": {Events: 12, Trials: 30}, "baseline": {Events: 90, Trials: 400}}}
		e = referencetest.Must(unknown.ProportionCounts{Group: unknown.OutcomeCounts{Events: 12, NonEvents: 18}, Baseline: unknown.OutcomeCounts{Events: 90, NonEvents: 310},
			Unknown: unknown.OutcomeCounts{Events: 6, NonEvents: 14}}.UncertaintyInterval(o))
		p := of(t, Set[string, rri.Proportion]{Baseline: "baseline", Units: []Unit[string, rri.Proportion]{shares}}, Options{Options: o})
		if got := *p.Rows[0].Bounds; got != (trend.Limits{Lower: e.Lower, Upper: e.Upper}) {
			t.Errorf("%s, proportions: %v, want %v", m, got, e)
		}
	}
}
