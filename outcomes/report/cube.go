package report

import (
	"slices"

	"github.com/seed-549880be/disparity/outcomes"
)

// searches are those that a table counts: by month, as whatever is said of stops and of periods
// wants them, and with all months together, which is much less to count.
type searches struct {
	*outcomes.Tally
	sum *outcomes.Tally
	// the strata of them by the axes, once they are cut
	cut map[string][]stratumCells
}

func byMonthAndSum(t *outcomes.Tally) searches {
	return searches{t, t.WithoutMonths(), make(map[string][]stratumCells)}
}

// where returns those of which keep reports true. It must not ask for the month.
func (s searches) where(keep func(outcomes.Key) bool) searches {
	return searches{s.Tally.Where(keep), s.sum.Where(keep), make(map[string][]stratumCells)}
}

// strata returns the searches of every stratum, in order. They are cut once, for all tables.
func (s searches) strata(axes []axis) []stratumCells {
	var key string
	for _, a := range axes {
		key += a.id + "\n"
	}
	list, done := s.cut[key]
	if !done {
		list = cells(s.Tally, axes)
		s.cut[key] = list
	}
	return list
}

// asked returns a search as far as the report asks what it was: cells that differ in nothing else
// are counted together, once, so that whatever follows counts fewer. The ground of a search stays,
// and what tells section 60 from other powers.
func (o Options) asked(k outcomes.Key) outcomes.Key {
	by := func(d Dimension) bool { return slices.Contains(o.Within, d) }
	k.Clothing = outcomes.AnswerNotRecorded
	if o.Age == nil && !by(ByAge) {
		k.Age = outcomes.AgeNotRecorded
	}
	if o.Gender == nil && !by(ByGender) {
		k.Gender = outcomes.GenderNotRecorded
	}
	ground := k.Ground()
	if o.Object == nil && !by(ByObject) && (ground == outcomes.GroundOther || ground == outcomes.GroundNoSuspicion) {
		k.Object = outcomes.OtherObject
	}
	if o.Legislation == nil && !by(ByLegislation) && ground != outcomes.GroundNoSuspicion {
		k.Legislation = outcomes.LegislationNotRecorded
	}
	return k
}

// collapse returns a tally of what the report asks for. Where searches of unknown ethnicity are
// dealt out at random, over cells as they were read, it is all of it.
func (o Options) collapse(t *outcomes.Tally) *outcomes.Tally {
	if o.Unknown == outcomes.InProportion || o.Unknown == outcomes.ByCrossTable {
		return t
	}
	return t.Collapse(o.asked)
}

// nothing returns what is left of a search where only its force and its month are asked for.
func nothing(outcomes.Key) outcomes.Key { return outcomes.Key{} }

// stratum returns what is left of a search where only its force, its month and its stratum are
// asked for.
func (o Options) stratum(k outcomes.Key) outcomes.Key {
	var at outcomes.Key
	for _, d := range o.Within {
		switch d {
		case ByObject:
			at.Object = k.Object
		case ByAge:
			at.Age = k.Age
		case ByGender:
			at.Gender = k.Gender
		case ByLegislation:
			at.Legislation = k.Legislation
		}
	}
	at.Kept = k.Kept
	return at
}
