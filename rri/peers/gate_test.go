package peers

import (
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// TestWordOf: the word goes by the interval alone, and the margin by itself and its inverse.
func TestWordOf(t *testing.T) {
	for _, test := range []struct {
		reason               string
		lower, upper, margin float64
		want                 Word
	}{
		{"above the mean", 1.01, 1.2, 0.25, Above},
		{"far above the margin", 2, 3, 0.25, Above},
		{"below the mean", 0.5, 0.99, 0.25, Below},
		{"within the margin", 0.8, 1.25, 0.25, Similar},
		{"a limit at 1 does not leave it out", 1, 1.2, 0.25, Similar},
		{"the other limit at 1", 0.9, 1, 0.25, Similar},
		{"a little outside the margin above", 0.8, 1.2500001, 0.25, CannotTell},
		{"a little outside the margin below", 0.7999999, 1.1, 0.25, CannotTell},
		{"a wider margin", 0.5, 2, 1, Similar},
		{"no limit", 0, 1e300, 1, CannotTell},
	} {
		if got := wordOf(test.lower, test.upper, test.margin); got != test.want {
			t.Errorf("%s: %s, want %s", test.reason, got, test.want)
		}
	}
}

// TestGates: what forbids a word, and what does not. Each row changes one thing of eight forces, of
// which Corby is above the mean of the others.
func TestGates(t *testing.T) {
	type unit = Unit[string, rri.Rate]
	type set = Set[string, rri.Rate]
	corby := func(change func(u *unit)) func(*set) {
		return func(s *set) { change(&s.Units[2]) }
	}
	events := func(group string, n int64) func(*set) {
		return corby(func(u *unit) {
			m := u.Counts[group]
			m.Events = n
			u.Counts[group] = m
		})
	}
	for _, test := range []struct {
		reason string
		change func(s *set)
		rate   bool // of rates, and not of indices
		want   Word
		why    string
	}{
		{"as it is", func(*set) {}, false, Above, ""},
		{"of rates", func(*set) {}, true, Above, ""},
		{"a doubt", corby(func(u *unit) { u.Doubt = " residents cannot stand for who was there\n" }), false, NoWord, "residents cannot stand for who was there"},
		{"a doubt of nothing", corby(func(u *unit) { u.Doubt = " " }), false, Above, ""},
		{"few of the baseline", events("White", 4), false, NoWord, "White had 4 searches: too few to compare with"},
		{"five of the baseline", events("White", 5), false, Above, ""},
		{"few of the baseline matter to no rate", func(s *set) {
			events("White", 4)(s)
			corby(func(u *unit) { u.Unknown.Events = 30 })(s)
		}, true, Above, ""},
		{"none of the group where few would be", func(s *set) { events("Black", 0)(s); events("White", 60)(s) }, false, NoWord, "at the mean of the others: too few to tell"},
		{"one of the group", events("Black", 1), false, Below, ""},
		{"as many unknown as elsewhere", corby(func(u *unit) { u.Unknown.Events = 200 }), false, Above, ""},
		{"more unknown than elsewhere", corby(func(u *unit) { u.Unknown.Events = 400 }), false, NoWord, "the share of people of no known group differs by more than 5 points from that of the others, and how"},
		{"fewer unknown than elsewhere", corby(func(u *unit) { u.Unknown.Events = 0 }), false, NoWord, "how they fall could give another word"},
		{"more unknown, who cannot turn it", func(s *set) {
			for i := range s.Units {
				s.Units[i].Unknown.Events = 0
			}
			corby(func(u *unit) { u.Unknown.Events = 230 })(s)
			events("Black", 2000)(s)
		}, false, Above, ""},
		{"a unit of few is in no mean", func(s *set) { s.Units[6].Counts["Black"] = rri.Rate{Events: 700, Population: 800} }, false, Above, ""},
		{"no other", func(s *set) { s.Units = s.Units[2:3] }, false, NoWord, "there is no other to compare with"},
		{"no other that is in a mean", func(s *set) { s.Units = []unit{s.Units[2], s.Units[6]} }, false, NoWord, "there is no other to compare with"},
		{"few of the baseline everywhere", func(s *set) {
			for i := range s.Units {
				if s.Units[i].Counts != nil {
					s.Units[i].Counts["White"] = rri.Rate{Population: 1000}
				}
			}
		}, false, NoWord, "White had 0 searches: too few to compare with"},
		{"nothing anywhere", func(s *set) {
			for i := range s.Units {
				if s.Units[i].Counts != nil {
					s.Units[i].Counts["Black"] = rri.Rate{Population: 1000}
				}
			}
		}, false, NoWord, "there is nothing to compare"},
	} {
		s := forces()
		test.change(&s)
		o := Options{}
		if test.rate {
			o.Quantity = Rate
		}
		r, err := Of(s, o)
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		for _, c := range r.Groups {
			for _, row := range c.Rows {
				if c.Group == "Black" && row.Unit == "Corby" && (row.Word != test.want || !strings.Contains(row.Why, test.why) || (test.why == "") != (row.Why == "")) {
					t.Errorf("%s: %s, %q, want %s, %q; %v", test.reason, row.Word, row.Why, test.want, test.why, row.ToMean)
				}
			}
		}
	}
}
