package trend

import (
	"cmp"
	"time"

	"github.com/seed-549880be/disparity/rri"
)

// Period is a stretch of time: from Start up to End, which is not in it.
type Period struct {
	// Name is what people call it, as "2016/17" or "March 2016".
	Name string `json:"name"`

	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

// daysOfYear is the mean length of a year of the Julian calendar, which is what a year is here.
const daysOfYear = 365.25

// Years returns the length of p in years of 365.25 days.
func (p Period) Years() float64 { return p.End.Sub(p.Start).Hours() / 24 / daysOfYear }

// Middle returns the time half-way between Start and End.
func (p Period) Middle() time.Time { return p.Start.Add(p.End.Sub(p.Start) / 2) }

// Contains reports whether all of q is in p.
func (p Period) Contains(q Period) bool { return !q.Start.Before(p.Start) && !q.End.After(p.End) }

// Overlaps reports whether p and q have some time in common.
func (p Period) Overlaps(q Period) bool { return p.Start.Before(q.End) && q.Start.Before(p.End) }

// Point is what was counted in one period.
type Point[G cmp.Ordered, M rri.Measure] struct {
	Period

	// Counts are those of the known groups. The exposure of a rate is time that people lived
	// through, as residents times the years that the counts cover: a month that is missing is in
	// neither. A group that is not in Counts was not counted in this period, which is not 0.
	Counts map[G]M

	// Unknown is what was counted of people of no known group: of a rate the events alone, its
	// population is 0.
	Unknown M

	// Covered is the share of the period that the counts cover, above 0 and up to 1, as 0.5 where
	// records are of six months of a year. 0 stands for 1 where there are counts. A period without
	// Counts covers nothing: it is missing, and in no index, no change and no trend.
	Covered float64

	// Note says what was done about months that cannot be believed; "" for nothing.
	Note string
}

// BreakKind says what changed at a [Break].
type BreakKind uint8

// The kinds of breaks. The text kit (String, MarshalText, ParseBreakKind …) is in break_kind.go.
const (
	ResidentsBreak BreakKind = iota // "residents": their source, as another census
	RecordingBreak                  // "recording": what is recorded, or how, as another form
	GroupsBreak                     // "groups": what a group means
)

// Break is a time from which counts mean something else than before. Nothing is said in words of
// what lies on both sides of one.
type Break[G cmp.Ordered] struct {
	At     time.Time `json:"at"` // the first moment of the new meaning
	Kind   BreakKind `json:"kind"`
	Groups []G       `json:"groups,omitempty"` // of these alone; none stands for all groups
	// in words, as "residents of census 2021 in place of 2011"
	Text string `json:"text"`
}

// Series is what was counted period by period. Its counts are the caller's: where records tell
// more of a pooled period than the sum of its points does, as their design effect, the caller gives
// that; otherwise [Rolling] and [Pool] make it of points.
type Series[G cmp.Ordered, M rri.Measure] struct {
	rri.Labels

	// Baseline is the group that the others are compared with.
	Baseline G

	// Order is the order in which groups stand after the baseline in every table, sentence and
	// picture, as that of a file. Those that are not in it follow in ascending order, as all do
	// where it is nil.
	Order []G

	Counts[G, M]

	Breaks []Break[G]

	// DesignEffects are those of the groups over all points together, which the trend takes. A
	// group without one has the mean of those of its points, weighted by their events.
	DesignEffects map[G]float64

	// Alternatives are the same events over other exposure, as over the residents of one census
	// throughout: a word stands only if every one gives the same.
	Alternatives []Alternative[G, M]
}

// Counts are the points of a series, and what is made of them.
type Counts[G cmp.Ordered, M rri.Measure] struct {
	// Points are in order of time and do not overlap.
	Points []Point[G, M] `json:"points"`

	// Rolling are points of several neighbouring ones together, as of 12 months, in order of time.
	// Neighbouring ones overlap: they make a picture, without words, p-values, changes or a trend.
	Rolling []Point[G, M] `json:"rolling,omitempty"`

	// Before and After are two periods to compare, which do not overlap; both nil for none.
	Before *Point[G, M] `json:"before,omitempty"`
	After  *Point[G, M] `json:"after,omitempty"`
}

// Alternative is the counts of a [Series] over other exposure.
type Alternative[G cmp.Ordered, M rri.Measure] struct {
	Name string `json:"name"` // in words, as "the residents of census 2011"
	Counts[G, M]
}
