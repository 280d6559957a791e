package peers

import (
	"cmp"

	"github.com/seed-549880be/disparity/rri"
)

// Unit is one of those that are compared: a force, a district, a team.
type Unit[G cmp.Ordered, M rri.Measure] struct {
	// Name is what people call it, and what tells it from the others of its [Set]. Names that
	// differ by letter case or by spaces alone are the same.
	Name string

	// Counts are those of the known groups. A group that is not in Counts was not counted there,
	// which is not 0. A unit without Counts has no data: it is named, and has no rank.
	Counts map[G]M

	// Unknown is what was counted of people of no known group: of a rate the events alone, its
	// population is 0. They may be of any group, whether it is in Counts or not.
	Unknown M

	// Missing says why there are no Counts, as "no figures for 2019/20"; "" where it is not known.
	Missing string

	// Doubt says why no word is to be said of the unit though it has counts, as "the residents
	// cannot stand for who was there"; "" for nothing. It keeps its place in every table.
	Doubt string
}

// Set is what was counted in units that are compared with each other. Which they are is the
// caller's.
type Set[G cmp.Ordered, M rri.Measure] struct {
	rri.Labels

	// Of is what the units are, in the plural, as "most similar forces". "" stands for "units".
	Of string

	// Baseline is the group that the others are compared with in an index. A rate needs none: it is
	// then a group as the others are, the first one.
	Baseline G

	// Order is the order in which groups stand after the baseline, as in [trend.Series].
	Order []G

	// Units are in any order, which changes no result.
	Units []Unit[G, M]

	// Focus is the name of the unit that is asked about; "" for none.
	Focus string

	// Standards are what the units are set against beside each other.
	Standards []Standard[G, M]
}

// Standard is what units are set against: a larger area, or a published figure.
type Standard[G cmp.Ordered, M rri.Measure] struct {
	// Name is what people call it, as "England and Wales", and Source where it is from.
	Name   string
	Source string

	// Counts are those of the area. Holds has the names of the units that are in them, so that the
	// area without one of these can be told by taking its counts away.
	Counts map[G]M
	Holds  []string

	// Index has the index of each group where there is no count, as of a published multiple.
	Index map[G]float64
}
