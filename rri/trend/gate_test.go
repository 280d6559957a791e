package trend

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/rri"
)

// yearly returns a series of years from April 2010 on, with these events of the group out of 1,000
// and 10,000 of the baseline, of which 1,000 are searched a year.
func yearly(events ...int64) (s Series[string, rri.Rate]) {
	s.Baseline = "White"
	for i, n := range events {
		start := time.Date(2010+i, 4, 1, 0, 0, 0, 0, time.UTC)
		s.Points = append(s.Points, Point[string, rri.Rate]{Period: Period{Start: start, End: start.AddDate(1, 0, 0)},
			Counts: map[string]rri.Rate{"Black": {Events: n, Population: 1000}, "White": {Events: 1000, Population: 10_000}}})
	}
	return s
}

// rising is a series that rises by half every year, and flat one that does not move.
func rising() Series[string, rri.Rate] { return yearly(200, 300, 450, 675, 1012, 1518) }
func flat() Series[string, rri.Rate]   { return yearly(5000, 5001, 5000, 4999, 5000, 5000) }

// TestTrendWord: what forbids the word of a trend.
func TestTrendWord(t *testing.T) {
	april := func(year int) time.Time { return time.Date(year, 4, 1, 0, 0, 0, 0, time.UTC) }
	for _, test := range []struct {
		series Series[string, rri.Rate]
		change func(s *Series[string, rri.Rate])
		want   Word
		why    string // a part of it
		reason string
	}{
		{rising(), nil, Increasing, "", "nothing forbids it"},
		{flat(), nil, Stable, "", "nor Stable"},
		{yearly(1518, 1012, 675, 450, 300, 200), nil, Reducing, "", "nor Reducing"},
		{yearly(5, 7, 3, 8, 5), nil, CannotTell, "", "few events"},
		{yearly(200, 300, 450, 675), nil, NoWord, "4 periods", "four periods"},
		{yearly(200, 300, 450, 675, 1012), nil, Increasing, "", "five"},
		{yearly(0, 0, 0, 0, 0, 0), nil, NoWord, "nothing to compare", "no events of the group"},
		{yearly(0, 0, 0, 0, 0, 7), nil, CannotTell, "", "events in the last period alone: the trend has no bound"},
		{rising(), func(s *Series[string, rri.Rate]) {
			for i := range s.Points {
				s.Points[i].Counts["White"] = rri.Rate{Events: int64(i / 3), Population: 10_000}
			}
		}, NoWord, "White had 3 events", "three events of the baseline in all"},
		{rising(), func(s *Series[string, rri.Rate]) {
			s.Breaks = []Break[string]{{At: april(2012), Kind: RecordingBreak, Text: "another form"}}
		}, NoWord, "another form", "a break of recording between"},
		{rising(), func(s *Series[string, rri.Rate]) {
			s.Breaks = []Break[string]{{At: april(2012), Kind: GroupsBreak}}
		}, NoWord, "what is counted changed", "a break without a text"},
		{rising(), func(s *Series[string, rri.Rate]) {
			s.Breaks = []Break[string]{{At: april(2010), Kind: RecordingBreak}, {At: april(2016), Kind: GroupsBreak}}
		}, Increasing, "", "breaks at the two ends are between nothing"},
		{rising(), func(s *Series[string, rri.Rate]) {
			s.Breaks = []Break[string]{{At: april(2012), Kind: GroupsBreak, Groups: []string{"Asian"}}}
		}, Increasing, "", "a break of another group"},
		{rising(), func(s *Series[string, rri.Rate]) {
			s.Breaks = []Break[string]{{At: april(2012), Kind: GroupsBreak, Groups: []string{"White"}}}
		}, NoWord, "break", "a break of the baseline"},
		{rising(), func(s *Series[string, rri.Rate]) {
			s.Breaks = []Break[string]{{At: april(2012), Kind: ResidentsBreak, Text: "census 2021"}}
		}, NoWord, "census 2021", "a break of residents"},
		{rising(), func(s *Series[string, rri.Rate]) {
			s.Breaks = []Break[string]{{At: april(2012), Kind: ResidentsBreak, Text: "census 2021"}}
			s.Alternatives = []Alternative[string, rri.Rate]{over(*s, "census 2011", 1, 1)}
		}, Increasing, "", "residents of one source throughout say the same"},
		{rising(), func(s *Series[string, rri.Rate]) {
			s.Alternatives = []Alternative[string, rri.Rate]{over(*s, "census 2011", 1, 1), over(*s, "census 2021", 1, 1.5)}
		}, NoWord, "with census 2021 the word would be another", "other residents say otherwise"},
		{rising(), func(s *Series[string, rri.Rate]) {
			for i, p := range s.Points {
				s.Points[i].Unknown.Events = (1000 + p.Counts["Black"].Events) / 4
			}
		}, Increasing, "", "a fifth is unknown throughout, which could turn it, but does not move"},
		{yearly(300, 330, 363, 399, 439, 483), func(s *Series[string, rri.Rate]) { unknownEvents(s, 0, 400) }, NoWord, "moved by 21.2 points", "the unknown become more"},
		{yearly(100, 300, 900, 2700, 8100, 24300), func(s *Series[string, rri.Rate]) { unknownEvents(s, 90, 0) }, Increasing, "", "they become fewer, but cannot turn it"},
		{yearly(100, 300, 900, 2700, 8100, 24300), func(s *Series[string, rri.Rate]) {
			unknownEvents(s, 90, 0)
			s.Alternatives = []Alternative[string, rri.Rate]{over(*s, "census 2021", 1, 1.01)}
		}, Increasing, "", "nor over other residents"},
	} {
		s := test.series
		if test.change != nil {
			test.change(&s)
		}
		got := onlyTrend(t, s, Options{})
		if got.Word != test.want || !strings.Contains(got.Why, test.why) || (got.Why == "") != (test.want != NoWord) {
			t.Errorf("%q, %q; want %q, %q: %s (%v, worst %v)", got.Word, got.Why, test.want, test.why, test.reason, got.PerYear, got.Worst)
		}
	}
}

// TestEvidence: where the rule of the unknown begins, and what it asks.
func TestEvidence(t *testing.T) {
	up, down, level, wide := Limits{1.1, 1.3}, Limits{0.7, 0.9}, Limits{0.95, 1.05}, Limits{0.8, 1.4}
	for _, test := range []struct {
		evidence evidence
		want     Word
		reason   string
	}{
		{evidence{Limits: up, worst: &wide, moved: 0.05}, Increasing, "five points are not more than five"},
		{evidence{Limits: up, worst: &wide, moved: math.Nextafter(0.05, 1)}, Increasing, "20 % less 15 % in floating point"},
		{evidence{Limits: up, worst: &wide, moved: 0.0501}, NoWord, "more"},
		{evidence{Limits: up, worst: &Limits{1.01, 2}, moved: 0.5}, Increasing, "the worst case has the same word"},
		{evidence{Limits: up, worst: &level, moved: 0.5}, NoWord, "it has another"},
		{evidence{Limits: up, moved: 0.5}, NoWord, "no worst case is known"},
		{evidence{Limits: level, worst: &Limits{0.91, 1.09}, moved: 0.5}, Stable, "Stable in the worst case too"},
		{evidence{Limits: level, worst: &wide, moved: 0.5}, NoWord, "Stable, but not in the worst case"},
		{evidence{Limits: wide, worst: &Limits{0.1, 4}, moved: 0.5}, CannotTell, "what cannot be told cannot be told in the worst case"},
		{evidence{Limits: up, others: []other{{"a", up, nil}, {"b", up, nil}}}, Increasing, "all say the same"},
		{evidence{Limits: up, others: []other{{"a", up, nil}, {"b", down, nil}}}, NoWord, "one says otherwise"},
		{evidence{Limits: up, worst: &up, moved: 0.5, others: []other{{"a", up, &wide}}}, NoWord, "one says otherwise in its worst case"},
		{evidence{Limits: up, others: []other{{"a", Limits{math.NaN(), math.NaN()}, nil}}}, NoWord, "one has nothing to compare"},
		{evidence{Limits: up, others: []other{{"a", up, nil}}, breaks: []breakText{{ResidentsBreak, "x"}, {RecordingBreak, "y"}}}, NoWord, "residents and recording"},
	} {
		if got, why := test.evidence.word(Options{Margin: 0.1}); got != test.want || (why == "") != (got != NoWord) {
			t.Errorf("%s, %q, want %s: %s", got, why, test.want, test.reason)
		}
	}
}

// over returns the counts of a series over residents of the group that are multiplied by a factor
// in the first period, and by the other to the power of the periods after it.
func over(s Series[string, rri.Rate], name string, factor, growth float64) Alternative[string, rri.Rate] {
	a := Alternative[string, rri.Rate]{Name: name}
	for _, p := range s.Points {
		m := p.Counts["Black"]
		m.Population *= factor
		factor *= growth
		p.Counts = map[string]rri.Rate{"Black": m, "White": p.Counts["White"]}
		a.Points = append(a.Points, p)
	}
	return a
}

// unknownEvents gives a series people of no known group, from the first period to the last.
func unknownEvents(s *Series[string, rri.Rate], first, last int64) {
	n := int64(len(s.Points) - 1)
	for i := range s.Points {
		s.Points[i].Unknown.Events = first + (last-first)*int64(i)/n
	}
}

// TestChangeWord: what forbids the word of a change.
func TestChangeWord(t *testing.T) {
	whole := func(before, after int64) step[string, rri.Rate] {
		s := yearly(before, after)
		return step[string, rri.Rate]{before: s.Points[0], after: s.Points[1], yearOnYear: true}
	}
	for _, test := range []struct {
		step   step[string, rri.Rate]
		change func(s *Series[string, rri.Rate], st *step[string, rri.Rate])
		want   Word
		why    string
		reason string
	}{
		{whole(300, 600), nil, Increasing, ofChange, "nothing forbids it"},
		{whole(600, 300), nil, Reducing, ofChange, "nor this"},
		{whole(9000, 9001), nil, Stable, ofChange, "within the margin"},
		{whole(30, 33), nil, CannotTell, ofChange, "few events"},
		{whole(0, 0), nil, NoWord, "nothing to compare", "none"},
		{whole(300, 600), func(_ *Series[string, rri.Rate], st *step[string, rri.Rate]) { st.after.Covered = 0.75 }, NoWord, "75 %", "a year that is not whole"},
		{whole(300, 600), func(_ *Series[string, rri.Rate], st *step[string, rri.Rate]) {
			st.after.Covered, st.yearOnYear = 0.75, false
		},
			Increasing, ofChange, "two periods that were asked for"},
		{whole(300, 600), func(_ *Series[string, rri.Rate], st *step[string, rri.Rate]) {
			st.before.Counts["White"] = rri.Rate{Events: 4, Population: 10_000}
		}, NoWord, "White had 4 events", "a small baseline"},
		{whole(300, 600), func(s *Series[string, rri.Rate], st *step[string, rri.Rate]) {
			s.Breaks = []Break[string]{{At: st.after.Start, Kind: RecordingBreak, Text: "another form"}}
		}, NoWord, "another form", "a break where the second begins"},
		{whole(300, 600), func(s *Series[string, rri.Rate], st *step[string, rri.Rate]) {
			s.Breaks = []Break[string]{{At: st.after.End, Kind: RecordingBreak, Text: "another form"}}
		}, Increasing, ofChange, "a break where it ends"},
		{whole(300, 600), func(_ *Series[string, rri.Rate], st *step[string, rri.Rate]) { st.after.Unknown.Events = 900 }, NoWord, "moved by 36.0 points", "the unknown become more"},
		{whole(300, 900), func(_ *Series[string, rri.Rate], st *step[string, rri.Rate]) { st.after.Unknown.Events = 120 }, Increasing, ofChange, "but cannot turn it"},
		{whole(300, 900), func(s *Series[string, rri.Rate], st *step[string, rri.Rate]) {
			st.after.Unknown.Events = 120
			st.alternatives = [][2]Point[string, rri.Rate]{{st.before, st.after}}
			s.Alternatives = []Alternative[string, rri.Rate]{{Name: "census 2021"}}
		}, Increasing, ofChange, "nor over other residents"},
		{whole(300, 600), func(s *Series[string, rri.Rate], st *step[string, rri.Rate]) {
			other := st.after
			other.Counts = map[string]rri.Rate{"Black": {Events: 600, Population: 2100}, "White": st.after.Counts["White"]}
			st.alternatives = [][2]Point[string, rri.Rate]{{st.before, other}}
			s.Alternatives = []Alternative[string, rri.Rate]{{Name: "census 2021"}}
		}, NoWord, "with census 2021 the word would be another", "other residents say otherwise"},
	} {
		s := Series[string, rri.Rate]{}
		s.Baseline = "White"
		st := test.step
		if test.change != nil {
			test.change(&s, &st)
		}
		o := Options{Margin: 0.1}
		o.Level = 0.95
		c, err := changeOf(s, st, o)
		if err != nil {
			t.Fatal(err)
		}
		got := c.Rows[1]
		if got.Word != test.want || !strings.Contains(got.Why, test.why) {
			t.Errorf("%q, %q; want %q, %q: %s (%v, worst %v)", got.Word, got.Why, test.want, test.why, test.reason, got.Ratio, got.Worst)
		}
	}
}
