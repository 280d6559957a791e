package audit

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"pgregory.net/rapid"
)

// draw returns an audit of up to most records.
func draw(t *rapid.T, most int64) (sample rri.Proportion, records int64, o Options) {
	records = rapid.Int64Range(0, most).Draw(t, "records")
	sample.Trials = rapid.Int64Range(0, min(records, 20000)).Draw(t, "drawn")
	sample.Events = rapid.Int64Range(0, sample.Trials).Draw(t, "found")
	o.Level = rapid.SampledFrom([]float64{0, 0.5, 0.8, 0.95, 0.999}).Draw(t, "level")
	o.Side = rapid.SampledFrom([]rri.Side{rri.TwoSided, rri.LowerOnly, rri.UpperOnly}).Draw(t, "side")
	o.MidP = rapid.Bool().Draw(t, "mid-P")
	return sample, records, o
}

func of(t *rapid.T, found, drawn, records int64, o Options) Result {
	r, err := Of(rri.Proportion{Events: found, Trials: drawn}, records, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sample, records, o := draw(t, rapid.SampledFrom([]int64{10, 500, 1e5, 1e12}).Draw(t, "most"))
		found, drawn := sample.Events, sample.Trials
		r := of(t, found, drawn, records, o)
		if !(found <= r.Lower && r.Lower <= r.Upper && r.Upper <= records-(drawn-found)) {
			t.Fatalf("limits %d to %d: want within what is sure", r.Lower, r.Upper)
		}
		if drawn == records && (r.Lower != found || r.Upper != found) {
			t.Fatalf("all records drawn: %d to %d", r.Lower, r.Upper)
		}
		// The records that have not what was looked for are the rest, with the limits exchanged.
		without := o
		switch o.Side {
		case rri.LowerOnly:
			without.Side = rri.UpperOnly
		case rri.UpperOnly:
			without.Side = rri.LowerOnly
		}
		if want, got := of(t, drawn-found, drawn, records, without), r.Without(); got.Lower != want.Lower || got.Upper != want.Upper ||
			got.Sample != want.Sample || got.Share.Lower != want.Share.Lower && records > 0 {
			t.Fatalf("without: %+v, want %+v", got, want)
		}
		// What is found more often is more.
		if found < drawn {
			more := of(t, found+1, drawn, records, o)
			if more.Lower < r.Lower || more.Upper < r.Upper {
				t.Fatalf("one more found: %v after %v", more, r)
			}
		}
		// One limit at a level is that of both at the level whose tails are as large.
		if o.Side == rri.TwoSided {
			one := o
			one.Side, one.Level = rri.LowerOnly, (1+r.Share.Level)/2
			if got := of(t, found, drawn, records, one); got.Lower != r.Lower {
				t.Fatalf("lower limit alone %d, of both %d", got.Lower, r.Lower)
			}
		}
		// Mid-P is within the exact limits.
		exact := o
		exact.MidP = false
		if e := of(t, found, drawn, records, exact); e.Lower > r.Lower || e.Upper < r.Upper {
			t.Fatalf("mid-P %v is not within %v", r, e)
		}
		checkShare(t, r)
	})
}

// checkShare holds the share of a result against its limits.
func checkShare(t *rapid.T, r Result) {
	if r.Records == 0 {
		if !math.IsNaN(r.Share.Lower) || !r.Share.Flags.Has(rri.NoData) {
			t.Fatalf("share %v of no records", r.Share)
		}
		return
	}
	if r.Share.Lower != float64(r.Lower)/float64(r.Records) || r.Share.Upper != float64(r.Upper)/float64(r.Records) {
		t.Fatalf("share %v of %+v", r.Share, r)
	}
	if r.Sample.Trials == 0 {
		if !math.IsNaN(r.Share.Value) || !r.Share.Flags.Has(rri.NoData) {
			t.Fatalf("share %v of a sample of none", r.Share)
		}
		return
	}
	inside := r.Share.Lower <= r.Share.Value && r.Share.Value <= r.Share.Upper
	if inside == r.Share.Flags.Has(rri.Outside) {
		t.Fatalf("the share of the sample and the limits: %+v", r)
	}
	if n := r.Number(); r.Share.Level >= 0.8 && (n <= float64(r.Lower)-1 || n >= float64(r.Upper)+1) {
		t.Fatalf("the share of the sample is a record or more beyond the limits: %+v", r)
	}
}

// With very many records the limits are those of a sample from any number of them, which package
// rri has.
func TestManyRecords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		drawn := rapid.Int64Range(1, 2000).Draw(t, "drawn")
		p := rri.Proportion{Events: rapid.Int64Range(0, drawn).Draw(t, "found"), Trials: drawn}
		for _, method := range []rri.Method{rri.Exact, rri.MidP} {
			want, err := rri.Of(p, rri.Options{Method: method})
			if err != nil {
				t.Fatal(err)
			}
			got := of(t, p.Events, p.Trials, MaxRecords, Options{MidP: method == rri.MidP}).Share
			if math.Abs(got.Lower-want.Lower) > 1e-7 || math.Abs(got.Upper-want.Upper) > 1e-7 {
				t.Fatalf("%v, want about %v", got, want)
			}
		}
	})
}

// Missed is Of seen from the recorded ones: a number of missing records is in the interval exactly
// if the recorded ones are in that of so many records. TestMissedBesideItsLimits has samples whose
// estimate is beside a whole number that is both limits.
func TestMissedBesideItsLimits(t *testing.T) {
	for _, test := range []struct {
		found, drawn, recorded int64
		o                      Options
		value, lower, upper    float64
		outside                bool
		reason                 string
	}{
		{294, 300, 295, Options{MidP: true}, 295. * 6 / 294, 6, 6, true, "nearly all were drawn: 6 are missing, and the estimate is 6.02"},
		{294, 300, 294, Options{MidP: true}, 6, 6, 6, false, "all that were recorded were drawn"},
	} {
		e, err := Missed(rri.Proportion{Events: test.found, Trials: test.drawn}, test.recorded, test.o)
		if err != nil || e.Value != test.value || e.Lower != test.lower || e.Upper != test.upper || e.Flags.Has(rri.Outside) != test.outside {
			t.Errorf("%s: %v, flags %v, %v", test.reason, e, e.Flags, err)
		}
	}
}

func TestMissedLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		drawn := rapid.Int64Range(0, 300).Draw(t, "drawn")
		found := rapid.Int64Range(0, drawn).Draw(t, "found")
		recorded := rapid.Int64Range(found, rapid.SampledFrom([]int64{found + 3, 1000, 1e6}).Draw(t, "most")+found).Draw(t, "recorded")
		o := Options{MidP: rapid.Bool().Draw(t, "mid-P")}
		e, err := Missed(rri.Proportion{Events: found, Trials: drawn}, recorded, o)
		if err != nil {
			t.Fatal(err)
		}
		if !(float64(drawn-found) <= e.Lower && e.Lower <= e.Upper) {
			t.Fatalf("limits %v", e)
		}
		if e.Value <= e.Lower-1 || e.Value >= e.Upper+1 && !math.IsInf(e.Upper, 1) {
			t.Fatalf("the estimate is a record or more beyond its limits: %v", e)
		}
		if outside := e.Value < e.Lower || e.Value > e.Upper; outside != e.Flags.Has(rri.Outside) {
			t.Fatalf("%v has the flags %v", e, e.Flags)
		}
		in := func(missed int64) bool {
			r := of(t, found, drawn, recorded+missed, o)
			return r.Lower <= recorded && recorded <= r.Upper
		}
		lower := int64(e.Lower)
		if !in(lower) || lower > drawn-found && in(lower-1) {
			t.Fatalf("lower limit of %v", e)
		}
		if math.IsInf(e.Upper, 1) {
			if found > 0 {
				t.Fatalf("no upper limit of %v", e)
			}
			return
		}
		if upper := int64(e.Upper); !in(upper) || in(upper+1) {
			t.Fatalf("upper limit of %v", e)
		}
	})
}

func TestAllocations(t *testing.T) {
	p := rri.Proportion{Events: 159, Trials: 182}
	for name, do := range map[string]func(){
		"Of":         func() { Of(p, 5495, Options{}) },
		"Missed":     func() { Missed(p, 5000, Options{}) },
		"SampleSize": func() { SampleSize(Plan{Records: 5495, Margin: 0.05}, Options{}) },
	} {
		if got := testing.AllocsPerRun(10, do); got != 0 {
			t.Errorf("%s allocates %v times", name, got)
		}
	}
}
