package rri

import (
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/rri/internal/method"
)

// Every call on valid counts returns, whatever they are up to MaxCount, with numbers or with an
// error that says what is wrong: DISPARITY_CALLS sets how many random calls are made (11 at a
// time), and the slowest of each kind are printed. Nothing here is held against a clock; a call
// without an end meets the timeout of the test.
func TestLawCallsReturn(t *testing.T) {
	calls := 1000
	if s := os.Getenv("DISPARITY_CALLS"); s != "" {
		var err error
		if calls, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	rng := rand.New(rand.NewPCG(10, 53))
	// Counts of every size, near its ends and its powers of two.
	upTo := func(most int64) int64 {
		switch rng.IntN(8) {
		case 0:
			return 0
		case 1:
			return most
		case 2:
			return max(0, most-rng.Int64N(12))
		case 3:
			return min(most, rng.Int64N(12))
		case 4:
			return min(most, 1<<rng.IntN(54)+rng.Int64N(3))
		case 5:
			return min(most, rng.Int64N(2000))
		}
		return min(most, int64(math.Exp(rng.Float64()*math.Log(float64(MaxCount)))))
	}
	pick := func(v ...float64) float64 { return v[rng.IntN(len(v))] }
	type slow struct {
		time time.Duration
		call string
	}
	slowest := map[string]slow{}
	compare := func(t Table[string, Rate], u Table[string, Proportion], err error) (Estimate, error) {
		if err != nil {
			return Estimate{}, err
		}
		if len(t.Rows) > 0 {
			return t.Rows[1].Ratio, nil
		}
		return u.Rows[1].Ratio, nil
	}
	for range (calls + 10) / 11 {
		n, m := 1+upTo(MaxCount-1), 1+upTo(MaxCount-1)
		p, q := Proportion{Events: upTo(n), Trials: n}, Proportion{Events: upTo(m), Trials: m}
		r, s := Rate{Events: upTo(MaxCount), Population: float64(n)}, Rate{Events: upTo(MaxCount), Population: float64(m) * pick(1, 1, 0.37)}
		o := Options{
			Method: Method(rng.IntN(int(numMethods))),
			Level:  pick(0, 0, 0.5, 0.6, 0.9, 0.998, 1-1e-7, 0.5+rng.Float64()/2),
			Side:   Side(rng.IntN(3)),
			Null:   pick(0, 0, 0, 0.5, 1.25, math.Exp(3*rng.NormFloat64())),
		}
		// some that are not refused
		if p.Trials+q.Trials > method.MaxUnconditionalTrials && o.Method == Exact && rng.IntN(2) == 0 {
			p, q = Proportion{Events: upTo(40), Trials: 40}, Proportion{Events: upTo(60), Trials: 60}
		}
		if rng.IntN(3) == 0 { // effective counts from nearly nothing to a hundred times as many
			p.DesignEffect, q.DesignEffect = pick(0, 1.6, 0.01, 40, 1e6, float64(MaxCount)), pick(0, 1.6, 0.01, 3)
			r.DesignEffect, s.DesignEffect = q.DesignEffect, p.DesignEffect
		}
		for _, c := range []struct {
			name string
			call func() (Estimate, error)
		}{
			{"Of a proportion", func() (Estimate, error) { return Of(p, o) }},
			{"Of a rate", func() (Estimate, error) { return Of(r, o) }},
			{"Ratio of proportions", func() (Estimate, error) { return Ratio(p, q, o) }},
			{"Ratio of rates", func() (Estimate, error) { return Ratio(r, s, o) }},
			{"Difference of proportions", func() (Estimate, error) { return Difference(p, q, o) }},
			{"Difference of rates", func() (Estimate, error) { return Difference(r, s, o) }},
			{"Excess of proportions", func() (Estimate, error) { return Excess(p, q, o) }},
			{"Excess of rates", func() (Estimate, error) { return Excess(r, s, o) }},
			{"OddsRatio", func() (Estimate, error) { return OddsRatio(p, q, o) }},
			{"Compare of rates", func() (Estimate, error) {
				table, err := Compare("a", map[string]Rate{"a": s, "b": r}, o)
				return compare(table, Table[string, Proportion]{}, err)
			}},
			{"Compare of proportions", func() (Estimate, error) {
				table, err := Compare("a", map[string]Proportion{"a": q, "b": p}, o)
				return compare(Table[string, Rate]{}, table, err)
			}},
		} {
			start := time.Now()
			e, err := c.call()
			took := time.Since(start)
			text := o.Method.String() + " " + p.String() + ", " + q.String() + "; " + r.String() + ", " + s.String() + "; level " + strconv.FormatFloat(o.Level, 'g', -1, 64) +
				" " + o.Side.String() + " null " + strconv.FormatFloat(o.Null, 'g', -1, 64)
			if key := c.name + " by " + o.Method.String(); took > slowest[key].time {
				slowest[key] = slow{took, text}
			}
			switch {
			case err != nil:
				if !errors.Is(err, ErrMethod) && !errors.Is(err, ErrOption) && !errors.Is(err, ErrCount) {
					t.Errorf("%s: %s: error %v, want one of those that are documented", c.name, text, err)
				}
			case !(e.Lower <= e.Upper) && e.Flags&(NoData|NoMethod) == 0 && e.Level >= 0.5:
				t.Errorf("%s: %s: %v to %v", c.name, text, e.Lower, e.Upper)
			}
		}
	}
	if calls > 1000 {
		for key, s := range slowest {
			if s.time > 20*time.Millisecond {
				t.Logf("%s: %v: %s", key, s.time, s.call)
			}
		}
	}
}
