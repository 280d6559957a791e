package trend

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
)

func TestValidate(t *testing.T) {
	type series = Series[string, rri.Rate]
	at := func(i int, change func(p *ratePoint)) func(*series) {
		return func(s *series) { change(&s.Points[i]) }
	}
	for _, test := range []struct {
		reason string
		change func(s *series)
		is     error // nil: no error
		says   string
	}{
		{"as it is", func(*series) {}, nil, ""},
		{"only rolling", func(s *series) { s.Rolling, s.Points, s.Before, s.After = s.Points[:1], nil, nil, nil }, nil, ""},
		{"only two to compare", func(s *series) { s.Points = nil }, nil, ""},
		{"a gap between periods", func(s *series) { s.Points = append(s.Points[:2:2], s.Points[4:]...) }, nil, ""},
		{"events without exposure, as in a comparison", at(0, func(p *ratePoint) { p.Counts["Arab"] = rri.Rate{Events: 3} }), nil, ""},
		{"nothing at all", func(s *series) { *s = series{Baseline: "White"} }, rri.ErrCount, "no period has counts"},
		{"all missing", func(s *series) { s.Points, s.Before, s.After = s.Points[2:3], nil, nil }, rri.ErrCount, "no period has counts"},
		{"no baseline", func(s *series) { s.Baseline = "Welsh" }, rri.ErrBaseline, `"Welsh" is in no period`},
		{"per less than nothing", func(s *series) { s.Per = -1 }, rri.ErrOption, "per -1"},
		{"per is NaN", func(s *series) { s.Per = math.NaN() }, rri.ErrOption, "per NaN"},
		{"in another order", func(s *series) { s.Points[0], s.Points[1] = s.Points[1], s.Points[0] }, ErrPeriod, "2010/11 (2010-04-01 to 2011-03-31) begins before 2011/12"},
		{"the same twice", func(s *series) { s.Points[1] = s.Points[0] }, ErrPeriod, "begins before"},
		{"no end", at(1, func(p *ratePoint) { p.End = time.Time{} }), ErrPeriod, "want a start and an end"},
		{"an end before the start", at(1, func(p *ratePoint) { p.End = p.Start.AddDate(-1, 0, 0) }), ErrPeriod, "2011/12: from 2011-04-01T00:00:00Z to 2010-04-01T00:00:00Z"},
		{"a year that no file can hold", at(7, func(p *ratePoint) { p.End = p.End.AddDate(9000, 0, 0) }), ErrPeriod, "want years 1 to 9999"},
		{"covered twice", at(1, func(p *ratePoint) { p.Covered = 2 }), rri.ErrCount, "2011/12: counts that cover 2 of it"},
		{"covered is NaN", at(1, func(p *ratePoint) { p.Covered = math.NaN() }), rri.ErrCount, "cover NaN"},
		{"covered by no counts", at(2, func(p *ratePoint) { p.Covered = 0.5 }), rri.ErrCount, "2012/13: no counts, which cover 0.5"},
		{"fewer than none", at(1, func(p *ratePoint) { p.Counts["Black"] = rri.Rate{Events: -1} }), rri.ErrCount, `2011/12: group "Black": -1 events`},
		{"unknown fewer than none", at(1, func(p *ratePoint) { p.Unknown.Events = -1 }), rri.ErrCount, "the unknown: -1 events"},
		{"unknown who live somewhere", at(1, func(p *ratePoint) { p.Unknown.Population = 9 }), rri.ErrCount, "population of 9"},
		{"rolling in another order", func(s *series) { s.Rolling = []ratePoint{s.Points[1], s.Points[0]} }, ErrPeriod, "rolling periods in order"},
		{"the same rolling twice", func(s *series) { s.Rolling = []ratePoint{s.Points[0], s.Points[0]} }, ErrPeriod, "rolling periods in order"},
		{"only one to compare", func(s *series) { s.After = nil }, ErrPeriod, "give two, or none"},
		{"after is before", func(s *series) { s.Before, s.After = s.After, s.Before }, ErrPeriod, "give the earlier one first"},
		{"compared with itself", func(s *series) { s.After = s.Before }, ErrPeriod, "do not overlap"},
		{"a break without time", func(s *series) { s.Breaks[0].At = time.Time{} }, ErrPeriod, `break "Chinese is in Asian"`},
		{"a break of no kind", func(s *series) { s.Breaks[0].Kind = 9 }, nil, "want one of residents, recording, groups"},
		{"a design effect of less than nothing", func(s *series) { s.DesignEffects = map[string]float64{"Black": -2} }, rri.ErrCount, `group "Black": design effect -2`},
		{"an alternative of fewer periods", func(s *series) {
			s.Alternatives = instead(s.Counts, func(c *Counts[string, rri.Rate]) { c.Points = c.Points[1:] })
		},
			ErrAlternative, "the other census: 7 periods beside 8"},
		{"an alternative of other periods", func(s *series) {
			s.Alternatives = instead(s.Counts, func(c *Counts[string, rri.Rate]) { c.Points[7].Period = financialYear(2018) })
		}, ErrAlternative, "2018/19 (2018-04-01 to 2019-03-31) beside 2017/18"},
		{"an alternative with nothing to compare", func(s *series) {
			s.Alternatives = instead(s.Counts, func(c *Counts[string, rri.Rate]) { c.Before, c.After = nil, nil })
		}, ErrAlternative, "other periods to compare"},
		{"an alternative with a wrong count", func(s *series) {
			s.Alternatives = instead(s.Counts, func(c *Counts[string, rri.Rate]) {
				c.Points[0].Counts = map[string]rri.Rate{"White": {Events: -1}}
			})
		}, rri.ErrCount, "the other census: 2010/11"},
	} {
		s := searches()
		test.change(&s)
		err := s.Validate()
		if test.is == nil && test.says == "" {
			if err != nil {
				t.Errorf("%s: %v", test.reason, err)
			}
			continue
		}
		if err == nil || test.is != nil && !errors.Is(err, test.is) || !strings.HasPrefix(err.Error(), "trend: ") || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v, want %q", test.reason, err, test.says)
		}
		if _, of := Of(s, Options{}); of == nil || err != nil && of.Error() != err.Error() {
			t.Errorf("%s: the analysis says %v", test.reason, of)
		}
	}
}

// instead returns an alternative like the counts, with a change.
func instead(c Counts[string, rri.Rate], change func(*Counts[string, rri.Rate])) []Alternative[string, rri.Rate] {
	c.Points = append([]ratePoint{}, c.Points...)
	change(&c)
	return []Alternative[string, rri.Rate]{{Name: "the other census", Counts: c}}
}

func TestGroupNaN(t *testing.T) {
	s := Series[float64, rri.Rate]{Counts: Counts[float64, rri.Rate]{Points: []Point[float64, rri.Rate]{{
		Period: month(2020, 1), Counts: map[float64]rri.Rate{0: {Events: 1, Population: 9}, math.NaN(): {Events: 1, Population: 9}},
	}}}}
	if err := s.Validate(); !errors.Is(err, rri.ErrCount) || !strings.Contains(err.Error(), "a group is NaN") {
		t.Errorf("%v", err)
	}
}

func TestOptions(t *testing.T) {
	for _, test := range []struct {
		reason string
		o      Options
		says   string
	}{
		{"a margin of less than nothing", Options{Margin: -0.1}, "margin -0.1"},
		{"a margin of all", Options{Margin: 1}, "margin 1"},
		{"a margin that is NaN", Options{Margin: math.NaN()}, "margin NaN"},
		{"a level in per cent", Options{Options: rri.Options{Level: 95}}, "level 95"},
		{"no method", Options{Options: rri.Options{Method: 200}}, "Method"},
		{"no direction", Options{Direction: index.Direction(9)}, "Direction(9)"},
		{"no sense", Options{Sense: Sense(9)}, "want one of neither, up-is-worse, up-is-better"},
	} {
		_, err := Of(searches(), test.o)
		if !errors.Is(err, rri.ErrOption) || !strings.HasPrefix(err.Error(), "trend: ") || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v, want %q", test.reason, err, test.says)
		}
	}
	if _, err := Of(searches(), Options{LeaveOut: []Period{{Name: "never"}}}); !errors.Is(err, ErrPeriod) || !strings.Contains(err.Error(), "to be left out: never") {
		t.Errorf("a period to leave out without times: %v", err)
	}
	r, err := Of(searches(), Options{})
	if err != nil || r.Options.Margin != 0.1 || r.Options.Level != 0.95 {
		t.Errorf("what zero stands for: %+v, %v", r.Options, err)
	}
}
