package journey

import (
	"cmp"
	"errors"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// ErrStage says that the stages make no journey: there are fewer than two or more than 100, groups
// are missing from one, one is out of a stage that there is not, or more people leave a stage than
// came to it. Compare with [errors.Is].
var ErrStage = errors.New("stages do not make a journey")

// most is how many stages a journey may have. A file with more has something else in its column of
// stages.
const most = 100

// Stage is how many of each group reach one stage of a journey.
type Stage[G cmp.Ordered] struct {
	// Name is what people are or have been at this stage: "arrested".
	Name string
	// Of is the name of the stage that this one is out of, which may stand anywhere in the list. ""
	// is the stage before it in the list; the first stage with "" is where all come from. Several
	// stages may be out of one, and need not add up to it.
	Of string
	// Unknown is how many people at this stage are of no known group.
	Unknown int64
	// Counts has the people of every group, the baseline among them; 0 where nobody came so far.
	Counts map[G]int64
	// Rate declares that events are counted here, of which one person of the stage before may have
	// several, so that there may be more of them than people there. It means nothing on the first
	// stage.
	Rate bool
}

// Step is one step of a path whose base is a count of its own: the events among a number of trials
// or residents that need not be the events of the step before. Exactly one of Rates and Proportions
// is given.
type Step[G cmp.Ordered] struct {
	Name        string
	Rates       map[G]rri.Rate
	Proportions map[G]rri.Proportion
}

// Options says how to compute a journey. The zero value is that of [rri.Options] with the RRI,
// group over baseline.
type Options struct {
	rri.Options
	Direction index.Direction // the comparator is the baseline
	// Suppress withholds counts from 1 to this number, which is 2 to 1000, and what would tell
	// them: see the package documentation. 0 withholds none.
	Suppress int64 `json:",omitempty"`
}

// Journey is the journey of every group beside that of the baseline. JSON holds all of it: NaN is
// null and infinities are the strings "Inf" and "-Inf", as [rri.Estimate.MarshalJSON] writes them.
type Journey[G cmp.Ordered] struct {
	Baseline G       `json:"baseline"`
	Options  Options `json:"options"`
	// the names of the steps, which are those of the stages after the first, each behind the one
	// that it is out of
	Steps []string `json:"steps"`
	// Parents has for each step the one that it is out of, as an index into Steps, and -1 for the
	// first stage. nil where each step is out of the one before.
	Parents []int  `json:"parents,omitempty"`
	From    string `json:"from"` // the name of the first stage; empty in a [Product]
	// Unknown has for the first stage and for each step those whose group is not known, as Events,
	// out of all, as Base. nil where all groups are known.
	Unknown []Count   `json:"unknown,omitempty"`
	Paths   []Path[G] `json:"paths"` // of every group but the baseline, in ascending order
	// Notes are footnotes of the whole, as the rule by which counts are withheld.
	Notes []string `json:"notes,omitempty"`
}

// Path is the journey of one group.
type Path[G cmp.Ordered] struct {
	Group G `json:"group"`
	// Indices has one index for each step.
	Indices []Index `json:"indices"`
	// Cumulative, Combined and Largest are those of the whole journey where it has one branch:
	// the Cumulative and Combined of its last step, and the Largest of the branch. Where it has
	// several, Cumulative is not computed and Largest is -1: see Branches.
	Cumulative rri.Estimate `json:"cumulative"`
	Combined   bool         `json:"combined"`
	Largest    int          `json:"largest"`
	// Branches has one branch for each step that no other is out of, in the order of Steps. nil
	// where there is only one.
	Branches []Branch `json:"branches,omitempty"`
}

// Branch is the way from the first stage to a step that no other is out of.
type Branch struct {
	// Steps are the steps of the branch in their order, as indices into [Journey.Steps].
	Steps []int `json:"steps"`
	// Shares has the share of each of them in the gap of the last, as [Index.Share].
	Shares []rri.Estimate `json:"shares"`
	// Largest is the step, as an index into [Journey.Steps], with the largest share of the gap as
	// it was observed: see the interval of its share before saying that it is the largest. With an
	// infinite gap it is the first step whose index is. It is -1 if there is no gap, or none that
	// can be told.
	Largest int `json:"largest"`
}

// Index is the disparity of one step: among those of the group and of the baseline who had come so
// far.
type Index struct {
	Estimate rri.Estimate `json:"estimate"`
	Group    Count        `json:"group"` // what the index was made of
	Baseline Count        `json:"baseline"`

	// Cumulative is the product of the indices from the first stage to this step, with the interval
	// that the package documentation describes.
	Cumulative rri.Estimate `json:"cumulative"`
	// Combined says that the cumulative interval combines those of the steps, because the steps are
	// not nested or a later one is a rate. Its p-value is that at which the combined interval
	// touches the null value; below 1e-307 it is 0.
	Combined bool `json:"combined,omitempty"`
	// Bounds and CumulativeBounds are the lowest and the highest values that the index and the
	// cumulative one can have over every way in which the people of no known group could fall. nil
	// where there are none at these stages, and where they are withheld.
	Bounds           *unknown.Bounds `json:"bounds,omitempty"`
	CumulativeBounds *unknown.Bounds `json:"cumulative_bounds,omitempty"`

	// Share is log index / log cumulative index, with the two-sided interval that the package
	// documentation describes, whatever Options.Side, and without p-value. The value is NaN where
	// it is not a finite number; the limits are -Inf and +Inf, flagged [rri.Unbounded], where the
	// steps together do not tell on which side of 1 the cumulative index is. It is not computed
	// where the journey has several branches, each of which has shares of its own.
	Share rri.Estimate `json:"share"`
}

// Count is the events of one step and what they are out of. JSON writes a number that is withheld
// as null.
type Count struct {
	Events int64
	Base   float64
	// that of the count: see [rri.Rate]; 0 means 1
	DesignEffect float64
	// whether a number is withheld, which then is 0
	EventsWithheld, BaseWithheld bool
}
