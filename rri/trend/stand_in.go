package trend

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/enum"
)

// Everything in this file goes when change and fit are merged.

func changeOf[G cmp.Ordered, M rri.Measure](s Series[G, M], st step[G, M], o Options) (Change[G], error) {
	c := Change[G]{Before: st.before.Period, After: st.after.Period}
	groups := []G{s.Baseline}
	for _, g := range slices.Sorted(maps.Keys(st.before.Counts)) {
		if _, ok := st.after.Counts[g]; ok && g != s.Baseline {
			groups = append(groups, g)
		}
	}
	nan := math.NaN()
	for _, g := range groups {
		row := ChangeRow[G]{Group: g}
		var err error
		if row.Before, err = rri.Ratio(st.before.Counts[g], st.before.Counts[s.Baseline], o.Options); err != nil {
			return c, err
		}
		if row.After, err = rri.Ratio(st.after.Counts[g], st.after.Counts[s.Baseline], o.Options); err != nil {
			return c, err
		}
		row.Ratio = rri.Estimate{Value: row.After.Value / row.Before.Value, Lower: nan, Upper: nan, P: nan, Level: o.Level, Method: o.Method}
		x, _ := rri.Of(st.before.Counts[g], o.Options)
		y, _ := rri.Of(st.after.Counts[g], o.Options)
		row.RateDifference = rri.Estimate{Value: y.Value - x.Value, Lower: nan, Upper: nan, P: nan, Level: o.Level, Method: o.Method}
		if g == s.Baseline {
			row.Ratio.Value = 1
		}
		c.Rows = append(c.Rows, row)
	}
	return c, nil
}

func fitOf[G cmp.Ordered, M rri.Measure](s Series[G, M], used []int, o Options) ([]Trend[G], error) {
	groups := make(map[G]bool)
	for _, i := range used {
		for g := range s.Points[i].Counts {
			groups[g] = g != s.Baseline
		}
	}
	nan := math.NaN()
	var trends []Trend[G]
	for _, g := range slices.Sorted(maps.Keys(groups)) {
		if groups[g] {
			trends = append(trends, Trend[G]{Group: g, Points: len(used), Dispersion: nan, DegreesOfFreedom: max(0, len(used)-2), Why: "not computed",
				PerYear: rri.Estimate{Value: nan, Lower: nan, Upper: nan, P: nan, Level: o.Level, Method: rri.Wald, Flags: rri.NoData}})
		}
	}
	return trends, nil
}

var wordNames = enum.New[Word]("word", []string{"", "Increasing", "Reducing", "Stable", "Cannot tell"})

func ParseWord(name string) (Word, error) { return wordNames.Parse(name) }

func (w Word) String() string                   { return wordNames.String(w) }
func (w Word) MarshalText() ([]byte, error)     { return wordNames.AppendText(nil, w) }
func (w *Word) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, w, ParseWord) }

var senseNames = enum.New[Sense]("sense", []string{"neither", "up-is-worse", "up-is-better"})

func ParseSense(name string) (Sense, error) { return senseNames.Parse(name) }

func (s Sense) String() string                   { return senseNames.String(s) }
func (s Sense) MarshalText() ([]byte, error)     { return senseNames.AppendText(nil, s) }
func (s *Sense) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, s, ParseSense) }
