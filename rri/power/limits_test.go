package power

import (
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/rri"
)

// Plans that had no end, or took seconds, and others of their kind.
func TestRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		call func() error
		want error
	}{
		{"15 of 33 beside all of 2^53, jeffreys: no end", func() error {
			_, err := Of(rri.Proportion{Trials: rri.MaxCount}, rri.Proportion{Events: 15, Trials: 33}, 1, rri.Options{Method: rri.Jeffreys, Level: 0.999999999})
			return err
		}, rri.ErrCount},
		{"the same with the groups exchanged", func() error {
			_, err := Of(rri.Proportion{Trials: 33}, rri.Proportion{Events: rri.MaxCount / 2, Trials: rri.MaxCount}, 1, rri.Options{Method: rri.Jeffreys})
			return err
		}, rri.ErrCount},
		{"rates: a baseline of 2^53 events beside 5", func() error {
			_, err := Of(rri.Rate{Population: 5}, rri.Rate{Events: rri.MaxCount, Population: float64(rri.MaxCount)}, 1, rri.Options{})
			return err
		}, rri.ErrCount},
		{"a null value that no step can leave: no end", func() error {
			_, err := DetectableOf(rri.Rate{Population: 1}, rri.Rate{Events: 4194304, Population: 77}, 0.47, rri.Options{Method: rri.Wald, Level: 0.33, Null: 5e-324})
			return err
		}, rri.ErrOption},
		{"a null value at which the counts are without bounds", func() error {
			_, err := DetectableOf(rri.Rate{Population: 1}, rri.Rate{Events: 10, Population: 77}, 0.47, rri.Options{Null: 1e300})
			return err
		}, rri.ErrOption},
		{"the same of a power", func() error {
			_, err := Of(rri.Rate{Population: 1}, rri.Rate{Events: 10, Population: 77}, 1, rri.Options{Null: 1e300})
			return err
		}, rri.ErrOption},
		{"a ratio at which the counts are without bounds", func() error {
			_, err := Of(rri.Rate{Population: 1}, rri.Rate{Events: 10, Population: 77}, 1e300, rri.Options{})
			return err
		}, rri.ErrOption},
		{"exact for proportions, which took 19 s", func() error {
			_, err := Of(rri.Proportion{Trials: 100}, rri.Proportion{Events: 50, Trials: 200}, 1.5, rri.Options{Method: rri.Exact})
			return err
		}, nil},
		{"exact for proportions, one pair of counts too many", func() error {
			_, err := Of(rri.Proportion{Trials: 625}, rri.Proportion{Events: 50, Trials: MaxExactPairs/625 + 1}, 1.5, rri.Options{Method: rri.Exact})
			return err
		}, rri.ErrMethod},
		{"more trials needed than exact for proportions can have: no end", func() error {
			_, err := NeededOf(rri.Proportion{Trials: 40}, rri.Proportion{Events: 80, Trials: 400}, 1.01, 0.8, rri.Options{Method: rri.Exact})
			return err
		}, rri.ErrMethod},
		{"exact for proportions, one trial too many", func() error {
			_, err := NeededOf(rri.Proportion{Trials: 25}, rri.Proportion{Events: 13, Trials: MaxExactTrials - 24}, 1.5, 0.8, rri.Options{Method: rri.Exact})
			return err
		}, rri.ErrMethod},
		{"jeffreys, which took 22 s", func() error {
			_, err := NeededOf(rri.Rate{Population: 299}, rri.Rate{Events: 5, Population: 32692852}, 1.2, 0.8, rri.Options{Method: rri.Jeffreys, Level: 0.998})
			return err
		}, nil},
		{"jeffreys, which took 28 s", func() error {
			_, err := NeededOf(rri.Rate{Population: 1481}, rri.Rate{Events: 1178995, Population: 2684583882}, 0.8, 0.8, rri.Options{Method: rri.Jeffreys, Level: 0.8})
			return err
		}, nil},
		{"jeffreys with few events", func() error {
			_, err := Of(rri.Rate{Population: 10}, rri.Rate{Events: 60, Population: 100}, 2, rri.Options{Method: rri.Jeffreys})
			return err
		}, nil},
		{"design effect of the group", func() error {
			_, err := Of(rri.Rate{Population: 5, DesignEffect: 1.6}, rri.Rate{Events: 10, Population: 77}, 2, rri.Options{})
			return err
		}, rri.ErrOption},
		{"design effect of the baseline, detectable", func() error {
			_, err := DetectableOf(rri.Proportion{Trials: 50}, rri.Proportion{Events: 10, Trials: 77, DesignEffect: 0.5}, 0.8, rri.Options{})
			return err
		}, rri.ErrOption},
		{"design effect of the baseline, needed", func() error {
			_, err := NeededOf(rri.Proportion{Trials: 50}, rri.Proportion{Events: 10, Trials: 77, DesignEffect: 3}, 2, 0.8, rri.Options{})
			return err
		}, rri.ErrOption},
		{"a design effect of 1 is none", func() error {
			_, err := Of(rri.Proportion{Trials: 50, DesignEffect: 1}, rri.Proportion{Events: 10, Trials: 77, DesignEffect: 1}, 2, rri.Options{})
			return err
		}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := c.call(); !errors.Is(err, c.want) {
				t.Errorf("error %v, want one that wraps %v", err, c.want)
			}
		})
	}
}

// The variance of the approximation under a null value other than 1, against the sum over all
// counts: with null for null² it is 0.03 off.
func TestApproximateNull(t *testing.T) {
	for _, null := range []float64{0.8, 1.25, 2} {
		p, err := newPlan(rri.Rate{Population: 2000}, rri.Rate{Events: 2000, Population: 2000}, rri.Options{Null: null})
		if err != nil {
			t.Fatal(err)
		}
		if p.exact() {
			t.Fatalf("null value %v: expected counts of %v are not approximated", null, p.smallest())
		}
		for _, ratio := range []float64{null, null * 1.08, null * 0.93} {
			got, err := Of(rri.Rate{Population: 2000}, rri.Rate{Events: 2000, Population: 2000}, ratio, rri.Options{Null: null})
			if err != nil {
				t.Fatal(err)
			}
			want := p.sum(ratio)
			if got.Exact || math.Abs(got.Above-want.Above) > 0.005 || math.Abs(got.Below-want.Below) > 0.005 {
				t.Errorf("null value %v, ratio %v: %+v, summed %+v", null, ratio, got, want)
			}
		}
	}
}

// Every result type survives JSON.
func TestJSON(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name string
		d    Detectable
		want string
	}{
		{"both sides", Detectable{Above: 2.5, Below: 0.25, Target: 0.8, Exact: true}, `{"above":2.5,"below":0.25,"target":0.8,"exact":true}`},
		{"none above: NaN was null, and read back as 0", Detectable{Above: nan, Below: 0.25, Target: 0.8}, `{"above":null,"below":0.25,"target":0.8,"exact":false}`},
		{"none below", Detectable{Above: 1.1, Below: nan, Target: 0.8}, `{"above":1.1,"below":null,"target":0.8,"exact":false}`},
		{"none", Detectable{Above: nan, Below: nan, Target: 0.5}, `{"above":null,"below":null,"target":0.5,"exact":false}`},
		{"infinite", Detectable{Above: math.Inf(1), Below: math.Inf(-1), Target: 0.5}, `{"above":"Inf","below":"-Inf","target":0.5,"exact":false}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			data, err := json.Marshal(c.d)
			if err != nil || string(data) != c.want {
				t.Fatalf("%s, %v, want %s", data, err, c.want)
			}
			var got Detectable
			if err := json.Unmarshal(data, &got); err != nil {
				t.Fatal(err)
			}
			same := func(x, y float64) bool { return x == y || math.IsNaN(x) && math.IsNaN(y) }
			if !same(got.Above, c.d.Above) || !same(got.Below, c.d.Below) || got.Target != c.d.Target || got.Exact != c.d.Exact {
				t.Errorf("read back as %+v, want %+v", got, c.d)
			}
		})
	}
	var d Detectable
	if err := json.Unmarshal([]byte(`{"target":0.8}`), &d); err != nil || !math.IsNaN(d.Above) || !math.IsNaN(d.Below) {
		t.Errorf("without ratios: %+v, %v, want NaN", d, err)
	}
	if err := json.Unmarshal([]byte(`{"above":"high"}`), &d); err == nil {
		t.Error("a ratio that is no number was read")
	}
	needed := Needed{Times: 7, GroupEvents: 1.5, BaselineEvents: 300, Power: Power{Above: 0.8, Below: 1e-9, Exact: true}}
	data, err := json.Marshal(needed)
	if err != nil {
		t.Fatal(err)
	}
	var got Needed
	if err := json.Unmarshal(data, &got); err != nil || got != needed {
		t.Errorf("%s read back as %+v, %v, want %+v", data, got, err, needed)
	}
}

// Random plans end, whatever the counts. DISPARITY_CALLS sets their number; the slowest are
// printed.
func TestRandomPlansEnd(t *testing.T) {
	calls := 100
	if s := os.Getenv("DISPARITY_CALLS"); s != "" {
		var err error
		if calls, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	rng := rand.New(rand.NewPCG(10, 10))
	count := func() int64 { return int64(math.Exp(rng.Float64() * math.Log(float64(rri.MaxCount)))) }
	pick := func(v ...float64) float64 { return v[rng.IntN(len(v))] }
	slowest := map[string]time.Duration{}
	arguments := map[string]string{}
	for range calls {
		o := rri.Options{
			Method: rri.Method(rng.IntN(14)), Level: pick(0, 0.5, 0.33, 0.9, 0.999999999, rng.Float64()), Side: rri.Side(rng.IntN(3)),
			Null: pick(0, 0, 1.25, 5e-324, 1e300, math.Exp(10*rng.NormFloat64())),
		}
		trials := count()
		events := min(trials, count())
		group, base := count(), rri.Rate{Events: count(), Population: float64(count())}
		ratio, target := math.Exp(rng.NormFloat64()*pick(0.1, 1, 10)), rng.Float64()
		for name, call := range map[string]func(){
			"Of rates":         func() { Of(rri.Rate{Population: float64(group)}, base, ratio, o) },
			"Of proportions":   func() { Of(rri.Proportion{Trials: group}, rri.Proportion{Events: events, Trials: trials}, ratio, o) },
			"Detectable rates": func() { DetectableOf(rri.Rate{Population: float64(group)}, base, target, o) },
			"Detectable props": func() {
				DetectableOf(rri.Proportion{Trials: group}, rri.Proportion{Events: events, Trials: trials}, target, o)
			},
			"Needed rates": func() { NeededOf(rri.Rate{Population: float64(group)}, base, ratio, target, o) },
			"Needed proportions": func() {
				NeededOf(rri.Proportion{Trials: group}, rri.Proportion{Events: events, Trials: trials}, ratio, target, o)
			},
		} {
			start := time.Now()
			call()
			if d := time.Since(start); d > slowest[name] {
				slowest[name] = d
				arguments[name] = o.Method.String() + " " + rri.Proportion{Events: events, Trials: trials}.String() + ", " + base.String() + ", group " + strconv.FormatInt(group, 10)
			}
		}
	}
	for name, d := range slowest {
		t.Log(name, d, arguments[name])
	}
}
