package choices

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

// Options say which choices are in the count, and in which ways each is made. The zero value is the
// documented default: Black against White, and every choice in its usual ways, but for the unit of
// evidence.
//
// Each list is the ways to make one choice. The first is the one that the others are set against
// one at a time, and a list of one holds the choice at it. nil stands for the usual ways, which are
// named with each list, without those that the records cannot bear. A way in a list that they
// cannot bear is left out too, and said; if that leaves none it is an error.
type Options struct {
	// Group is compared with Baseline. The zero values stand for Black, and for the first of the
	// first of Groups, which is White or White British.
	Group, Baseline ethnicity.Group

	// Accounts are whose account of ethnicity counts; nil: self, officer, self-then-officer.
	Accounts []outcomes.EthnicityRule

	// Missing are what is done with records of unknown ethnicity by the account that counts; nil:
	// left-out, in-proportion, cross-table, which draws from how the two accounts go together.
	Missing []outcomes.Allocation

	// Groups are the classifications; nil: 5+1, officer. Each has to have Group and Baseline.
	Groups []ethnicity.Scheme

	// Objects are which searches count; nil: any, drugs, not drugs. They are of searches alone.
	Objects []Object

	// Residents are whose figures the residents are, of a rate per resident; nil: interpolated to
	// the days of the records, 2021, 2011. Interpolated is left out where it is the figures of one
	// census, which then stands first in its place. [ethnicity.OtherSource] is Figures; with these,
	// nil is that alone.
	Residents []ethnicity.Census

	// Figures are the residents that [ethnicity.OtherSource] stands for, of whatever place, people
	// and day they are; nil for none.
	Figures *ethnicity.Population

	// ResidentsOf is the place whose residents are those of every census, by a name that
	// [ethnicity.PopulationOf] reads; "" for the areas of the forces.
	ResidentsOf string

	// Finds are what a find is, of a find rate; nil: all five, without those that
	// [outcomes.Tally.Doubt] says the records cannot bear. Of a list the first stays even if it is
	// in doubt. One that has no answer ([outcomes.Tally.NoAnswer]) is always left out. They are of
	// searches alone.
	Finds []outcomes.FindDefinition

	// InDoubt keeps all of Finds in the count that are in doubt; the doubt is among the notes.
	InDoubt bool

	// Evidence is what one piece of evidence is; nil: stops alone. It moves the interval, and not
	// the index.
	Evidence []Clusters

	// Methods are the families of intervals; nil: scas, score, wald. They move the interval, and
	// not the index.
	Methods []rri.Method

	// Level is that of the intervals; 0 stands for 0.95.
	Level float64
}

// ErrOption is wrapped by the errors of [Of] that are of its options.
var ErrOption = errors.New("choices: a choice that cannot be had")

// refused is an error of the options.
type refused struct{ text string }

// Error says which option cannot be had, and why.
func (e *refused) Error() string { return "choices: " + e.text }

// Unwrap returns ErrOption.
func (*refused) Unwrap() error { return ErrOption }

// optionError returns an error of the options.
func optionError(format string, args ...any) error { return &refused{fmt.Sprintf(format, args...)} }

// list lists the names of values.
func list[T fmt.Stringer](values iter.Seq[T]) string {
	var names []string
	for v := range values {
		names = append(names, v.String())
	}
	return strings.Join(names, ", ")
}

// Usual returns the options with the usual ways of every choice in full, those of Evidence too: for
// whoever takes some of them, or puts another first.
func Usual() Options {
	return Options{
		Accounts:  []outcomes.EthnicityRule{outcomes.SelfDefined, outcomes.OfficerDefined, outcomes.SelfThenOfficer},
		Missing:   []outcomes.Allocation{outcomes.LeftOut, outcomes.InProportion, outcomes.ByCrossTable},
		Groups:    []ethnicity.Scheme{ethnicity.FivePlusOne, ethnicity.OfficerDefined},
		Objects:   []Object{{}, {Of: outcomes.ControlledDrugs}, {Of: outcomes.ControlledDrugs, Not: true}},
		Residents: []ethnicity.Census{ethnicity.Interpolated, ethnicity.Census2021, ethnicity.Census2011},
		Finds: []outcomes.FindDefinition{outcomes.FindByAction, outcomes.FindByActionKnown, outcomes.FindByLinked,
			outcomes.FindByLinkedAction, outcomes.FindByArrest},
		Evidence: []Clusters{ByStop, Independent},
		Methods:  []rri.Method{rri.SCAS, rri.Score, rri.Wald},
	}
}

// Validate reports what is wrong with the options, whatever is read; nil if nothing is. [Of] asks
// it too. The error wraps [ErrOption].
func (o Options) Validate() error {
	for _, err := range []error{
		validWays(Account, o.Accounts), validWays(Missing, o.Missing), validWays(Groups, o.Groups), validWays(Objects, o.Objects),
		validWays(Residents, o.Residents), validWays(Find, o.Finds), validWays(Evidence, o.Evidence), validWays(Method, o.Methods),
	} {
		if err != nil {
			return err
		}
	}
	if !(o.Level >= 0 && o.Level < 1) {
		return optionError("level %v: want a number between 0 and 1, as 0.95", o.Level)
	}
	own := slices.Contains(o.Residents, ethnicity.OtherSource)
	switch {
	case own && o.Figures == nil:
		return optionError("%s other: there are no Figures that it could stand for", Residents)
	case o.Figures != nil && o.Residents != nil && !own:
		return optionError("Figures are given, and no way of %s takes them: want other among the ways", Residents)
	case o.Figures != nil && o.ResidentsOf != "":
		return optionError("Figures and ResidentsOf both say whose residents count: want one of them")
	}
	return o.validateGroups()
}

// validateGroups reports two groups that are not to be compared, or that a classification does not
// have.
func (o Options) validateGroups() error {
	schemes := o.Groups
	f := o.filled()
	for i, s := range f.Groups {
		if schemes == nil && i > 0 {
			break
		}
		for _, g := range []ethnicity.Group{f.Group, f.Baseline} {
			if !s.Has(g) {
				return optionError("%s is none of the groups of %s: want one of %s", g, s, list(s.Groups()))
			}
		}
	}
	if f.Group == f.Baseline {
		return optionError("%s against %s: want two groups", f.Group, f.Baseline)
	}
	return nil
}

// validWays reports a way that is none, or that stands twice.
func validWays[W way](c Choice, ways []W) error {
	for i, w := range ways {
		if _, err := w.MarshalText(); err != nil {
			return optionError("%s %s: want one of the constants of its type", c, w)
		}
		if slices.Contains(ways[:i], w) {
			return optionError("%s %s is given twice", c, w)
		}
	}
	if ways != nil && len(ways) == 0 {
		return optionError("%s: a list without a way", c)
	}
	return nil
}

// way is a way to make a choice.
type way interface {
	comparable
	fmt.Stringer
	MarshalText() ([]byte, error)
}

// filled returns o with the values that zeros stand for.
func (o Options) filled() Options {
	usual := Usual()
	fill(&o.Accounts, usual.Accounts)
	fill(&o.Missing, usual.Missing)
	fill(&o.Groups, usual.Groups)
	fill(&o.Objects, usual.Objects)
	if o.Figures != nil {
		fill(&o.Residents, []ethnicity.Census{ethnicity.OtherSource})
	}
	fill(&o.Residents, usual.Residents)
	fill(&o.Finds, usual.Finds)
	fill(&o.Evidence, usual.Evidence[:1])
	fill(&o.Methods, usual.Methods)
	if o.Level == 0 {
		o.Level = 0.95
	}
	if o.Group == 0 {
		o.Group = ethnicity.Black
	}
	if o.Baseline == 0 {
		for o.Baseline = range o.Groups[0].Groups() {
			break
		}
	}
	return o
}

// fill sets the ways that nil stands for, and else makes a copy of them.
func fill[W any](ways *[]W, usual []W) {
	if *ways == nil {
		*ways = usual
	}
	*ways = slices.Clone(*ways)
}
