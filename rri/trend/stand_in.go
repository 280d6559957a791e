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

func changeWord[G cmp.Ordered, M rri.Measure](Series[G, M], step[G, M], ChangeRow[G], []rri.Estimate, Options) (Word, string) {
	return NoWord, ""
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
