package outcomes

import (
	"errors"
	"fmt"
	"iter"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/enum"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/dispersion"
)

// Definition says which searches a proportion is of. It travels with the number, because the same
// searches have find rates of 22 % and 79 % by definitions that all have been published.
// Definitions of your own want all three functions.
type Definition struct {
	Name  string         // of the measure: "find rate", "arrest rate"
	Text  string         // in words: what is counted, out of what, and what is done about blanks
	Event func(Key) bool // whether a search is an event; asked of trials alone
	Trial func(Key) bool // whether a search of a person is a trial
	// Missing reports whether the record leaves it open if a search is an event, because the
	// outcome or the link is blank or not understood.
	Missing func(Key) bool
}

// validate reports whether d has its functions. The zero Definition, which stands for a number that
// is no definition, has none.
func (d Definition) validate() error {
	if d.Event == nil || d.Trial == nil || d.Missing == nil {
		return fmt.Errorf("outcomes: definition %q lacks a function: %w", quote.Clip(d.Name), errDefinition)
	}
	return nil
}

var errDefinition = errors.New("want Event, Trial and Missing, as FindDefinition, OutcomeRate and Outcome have them")

// Proportions is how many searches of every group were events, out of how many.
type Proportions struct {
	Definition Definition `json:"definition"`
	Grouping
	// every group of the scheme, those without searches too; each with the design effect of its
	// events, since people are stopped together, by the rule of
	// [dispersion.DesignEffectsOfProportions]
	By map[ethnicity.Group]rri.Proportion `json:"by"`
	// the searches of people of no known group, without a design effect
	Unknown rri.Proportion `json:"unknown"`
	// all searches of persons, whatever the group, with a design effect of their own
	Overall  rri.Proportion `json:"overall"`
	Searches int64          `json:"searches"` // of persons, trials or not
	// of Searches, those where the record leaves it open if they are events
	Missing   int64                     `json:"missing"`
	MissingBy map[ethnicity.Group]int64 `json:"missing_by"` // as Missing, by group
}

// MissingShare returns Missing as a share of Searches, from 0 to 1; 0 if there are no searches.
func (p Proportions) MissingShare() float64 {
	if p.Searches == 0 {
		return 0
	}
	return float64(p.Missing) / float64(p.Searches)
}

// Proportions returns the events among the trials of every group by a definition, with their design
// effects as far as stops are told ([Tally.Stops]): those of [Tally.DesignEffect] for what each
// trial is more of an event than trials of its group are, 1 or 0 less their share of events. Where
// outcomes are as different within a stop as between stops, that is 1, however many people are
// stopped together. Vehicle-only searches are left out. The errors are those of [Tally.Counts], or
// say that the definition lacks one of its functions.
func (t *Tally) Proportions(d Definition, g Grouping) (Proportions, error) {
	if err := d.validate(); err != nil {
		return Proportions{}, err
	}
	if err := g.checkRule(); err != nil {
		return Proportions{}, err
	}
	replies, searches := t.repliesTo(d, g)
	totals := searches.totals()
	collapse := func(counts func(reply) bool) (by, unknown map[ethnicity.Group]int64, err error) {
		return g.collapse(func(yield func(ethnicity.Group, int64)) {
			for i, n := range totals {
				if !counts(replies[i]) {
					// the group is there all the same, so that all counts of one tally have the
					// same groups
					n = 0
				}
				yield(replies[i].group, n)
			}
		})
	}
	trials, unknownTrials, err := collapse(func(a reply) bool { return a.trial })
	if err != nil {
		return Proportions{}, err
	}
	events, unknownEvents, err := collapse(func(a reply) bool { return a.event })
	if err != nil {
		return Proportions{}, err
	}
	missing, _, err := collapse(func(a reply) bool { return a.missing })
	if err != nil {
		return Proportions{}, err
	}
	p := Proportions{
		Definition: d,
		Grouping:   g,
		By:         make(map[ethnicity.Group]rri.Proportion, len(trials)),
		Unknown:    rri.Proportion{Events: sum(unknownEvents), Trials: sum(unknownTrials)},
		MissingBy:  missing,
	}
	for i, n := range totals {
		p.Searches += n
		if replies[i].missing {
			p.Missing += n
		}
		if replies[i].trial {
			p.Overall.Trials += n
		}
		if replies[i].event {
			p.Overall.Events += n
		}
	}
	var effects map[ethnicity.Group]float64
	if searches.isTold() {
		effects = effectsOfProportions(g, replies, searches, events, trials)
		p.Overall = rri.WithDesignEffect(p.Overall, effectOfAll(replies, searches, p.Overall))
	}
	for group, n := range trials {
		p.By[group] = rri.WithDesignEffect(rri.Proportion{Events: events[group], Trials: n}, effects[group])
	}
	return p, nil
}

// reply is what a definition says of searches of persons of one group.
type reply struct {
	group                 ethnicity.Group // as recorded
	trial, event, missing bool            // an event is a trial
}

// repliesTo asks what d says of every search of a person, and counts them by the number of the
// reply.
func (t *Tally) repliesTo(d Definition, g Grouping) (list []reply, searches gathered) {
	numbers := make(map[reply]int)
	searches = t.gather(question{ofKinds: d.ofKinds(), stops: !g.Independent, of: func(k Key) int {
		if !k.Type.IsPerson() {
			return notCounted
		}
		a := reply{group: g.Rule.Of(k), trial: d.Trial(k), missing: d.Missing(k)}
		a.event = a.trial && d.Event(k)
		number, has := numbers[a]
		if !has {
			number = len(list)
			numbers[a] = number
			list = append(list, a)
		}
		return number
	}})
	return list, searches
}

// effectsOfProportions returns the design effects of the events among the trials of every group.
func effectsOfProportions(g Grouping, list []reply, searches gathered, events, trials map[ethnicity.Group]int64) map[ethnicity.Group]float64 {
	residuals, ones := make([]weighed[ethnicity.Group], len(list)), make([]weighed[ethnicity.Group], len(list))
	for i, a := range list {
		group := g.of(a.group)
		residuals[i] = weighed[ethnicity.Group]{group, a.residual(events[group], trials[group]), i}
		ones[i] = weighed[ethnicity.Group]{group, 0, i}
		if a.trial {
			ones[i].weight = 1
		}
	}
	return dispersion.DesignEffectsOfProportions(searches.clusters(trials, residuals), searches.clusters(trials, ones))
}

// effectOfAll returns the design effect of all events among all trials.
func effectOfAll(list []reply, searches gathered, all rri.Proportion) float64 {
	of := make([]weighed[int], len(list))
	for i, a := range list {
		of[i] = weighed[int]{0, a.residual(all.Events, all.Trials), i}
	}
	return clustersIn(searches, of)[0].DesignEffect()
}

// residual returns by how much a search is more of an event than searches are, of which so many
// trials are events: 1 or 0 less their share, and 0 for what is no trial.
func (a reply) residual(events, trials int64) float64 {
	switch share := float64(events) / float64(trials); {
	case !a.trial:
		return 0
	case a.event:
		return 1 - share
	default:
		return -share
	}
}

func always(Key) bool { return true }

func outcomeMissing(k Key) bool { return !k.Outcome.IsKnown() }

// anyOutcomeMissing is outcomeMissing of records of every type: of those of crimes it is the
// outcome of the crime that is not known.
func anyOutcomeMissing(k Key) bool {
	if k.Type.HasCrimeOutcome() {
		return !k.Crime.IsOutcome()
	}
	return outcomeMissing(k)
}

// FindDefinition is one of the meanings that "find rate" has in print. The zero value is
// [FindByAction].
//
// None of them is the right one: police records do not say whether something was found. They differ
// in how they read a blank. The link between outcome and object is kept by some forces for every
// search, by some for actions alone, by some hardly ever; a definition that needs it means nothing
// where the missing share is high.
type FindDefinition uint8

// The definitions.
const (
	// an action, out of all searches: a blank outcome counts as none
	FindByAction FindDefinition = iota
	// an action, out of searches with a known outcome
	FindByActionKnown
	// an outcome linked to the object, out of searches where the link is known
	FindByLinked
	// an action linked to the object, out of all searches: a blank counts as none
	FindByLinkedAction
	// an arrest, out of all searches: a blank outcome counts as none
	FindByArrest
)

var findNames = enum.New[FindDefinition]("find-rate definition", [][]string{
	FindByAction:       {"action"},
	FindByActionKnown:  {"action-known"},
	FindByLinked:       {"linked"},
	FindByLinkedAction: {"linked-action"},
	FindByArrest:       {"arrest"},
})

var findDefinitions = [...]Definition{
	FindByAction: {
		Text:    "searches that led to any action, out of all searches of persons; a blank outcome counts as no action",
		Event:   func(k Key) bool { return k.Outcome.IsAction() },
		Trial:   always,
		Missing: outcomeMissing,
	},
	FindByActionKnown: {
		Text:    "searches that led to any action, out of searches of persons with a known outcome",
		Event:   func(k Key) bool { return k.Outcome.IsAction() },
		Trial:   func(k Key) bool { return k.Outcome.IsKnown() },
		Missing: outcomeMissing,
	},
	FindByLinked: {
		Text:    "searches with an outcome linked to the object of search, out of searches of persons where it is known if it is linked",
		Event:   func(k Key) bool { return k.Linked == Yes },
		Trial:   func(k Key) bool { return k.Linked.IsKnown() },
		Missing: func(k Key) bool { return !k.Linked.IsKnown() },
	},
	FindByLinkedAction: {
		Text:    "searches that led to any action linked to the object of search, out of all searches of persons; a blank counts as no",
		Event:   func(k Key) bool { return k.Outcome.IsAction() && k.Linked == Yes },
		Trial:   always,
		Missing: func(k Key) bool { return linkedActionMissing(k, No, Yes) },
	},
	FindByArrest: {
		Text:    "searches that led to an arrest, out of all searches of persons; a blank outcome counts as no arrest",
		Event:   func(k Key) bool { return k.Outcome == Arrest },
		Trial:   always,
		Missing: outcomeMissing,
	},
}

// Definition returns what d means. Its name is "find rate", and its text begins with the name of d.
// A number that is no definition gives the zero Definition.
func (d FindDefinition) Definition() Definition {
	if int(d) >= len(findDefinitions) {
		return Definition{}
	}
	def := findDefinitions[d]
	def.Name, def.Text = "find rate", d.String()+": "+def.Text
	return def
}

// String returns the name of d, as [ParseFindDefinition] reads it. It returns "FindDefinition(99)"
// for a number that is no find-rate definition.
func (d FindDefinition) String() string { return findNames.String(d) }

// AppendText appends the name of d. It is an error if d is no find-rate definition.
func (d FindDefinition) AppendText(b []byte) ([]byte, error) { return findNames.AppendText(b, d) }

// MarshalText returns the name of d. It is an error if d is no find-rate definition.
func (d FindDefinition) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText reads what [ParseFindDefinition] reads, so that a FindDefinition works with
// [flag.TextVar], JSON and CSV.
func (d *FindDefinition) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, d, ParseFindDefinition)
}

// ParseFindDefinition returns the find-rate definition that has that name, in any letter case. The
// error lists the names.
func ParseFindDefinition(label string) (FindDefinition, error) { return findNames.Parse(label) }

// FindDefinitions returns every find-rate definition in the order of the constants.
func FindDefinitions() iter.Seq[FindDefinition] { return findNames.Values() }

// OutcomeRate is the share of searches with an outcome of some kind, out of all searches of
// persons. A blank outcome counts as none of them, and is in the missing share.
// [Outcome.Definition] has the rate of each outcome by name.
type OutcomeRate uint8

// The rates.
const (
	// an arrest
	ArrestRate OutcomeRate = iota
	// voluntary attendance
	VoluntaryAttendanceRate
	// a summons or charge by post; charges that follow an arrest are not in the records
	ChargeOrSummonsRate
	// an out-of-court disposal, formal or informal
	OutOfCourtRate
	// a formal one: caution, penalty notice for disorder
	OutOfCourtFormalRate
	// an informal one: community resolution, khat or cannabis warning
	OutOfCourtInformalRate
	// no further action, recorded as such
	NoFurtherActionRate
	// a positive outcome, as forces publish it: see [Outcome.IsPositive]
	PositiveOutcomeRate
	// an action that is recorded as not linked to the object: something other than what was
	// searched for
	UnlinkedActionRate
)

var outcomeRateNames = enum.New[OutcomeRate]("outcome rate", [][]string{
	ArrestRate:              {"arrest rate"},
	VoluntaryAttendanceRate: {"voluntary attendance rate"},
	ChargeOrSummonsRate:     {"charge or summons rate"},
	OutOfCourtRate:          {"out-of-court rate"},
	OutOfCourtFormalRate:    {"formal out-of-court rate"},
	OutOfCourtInformalRate:  {"informal out-of-court rate"},
	NoFurtherActionRate:     {"no further action rate"},
	PositiveOutcomeRate:     {"positive outcome rate"},
	UnlinkedActionRate:      {"unlinked action rate"},
})

var outcomeRates = [...]struct {
	text    string
	is      func(Key) bool
	missing func(Key) bool
}{
	ArrestRate:              {"an arrest", inClass(ClassArrest, ClassArrest), outcomeMissing},
	VoluntaryAttendanceRate: {"voluntary attendance", inClass(ClassVoluntaryAttendance, ClassVoluntaryAttendance), outcomeMissing},
	ChargeOrSummonsRate:     {"a summons or charge by post", inClass(ClassChargeOrSummons, ClassChargeOrSummons), outcomeMissing},
	OutOfCourtRate:          {"an out-of-court disposal, formal or informal", inClass(ClassOutOfCourtFormal, ClassOutOfCourtInformal), outcomeMissing},
	OutOfCourtFormalRate:    {"a formal out-of-court disposal", inClass(ClassOutOfCourtFormal, ClassOutOfCourtFormal), outcomeMissing},
	OutOfCourtInformalRate:  {"an informal out-of-court disposal", inClass(ClassOutOfCourtInformal, ClassOutOfCourtInformal), outcomeMissing},
	NoFurtherActionRate:     {"no further action, recorded as such", inClass(ClassNoFurtherAction, ClassNoFurtherAction), outcomeMissing},
	PositiveOutcomeRate: {"a positive outcome (arrest, voluntary attendance, charge or summons, out-of-court disposal, seizure)",
		func(k Key) bool { return k.Outcome.IsPositive() }, outcomeMissing},
	UnlinkedActionRate: {"any action that is not linked to the object of search", func(k Key) bool { return k.Outcome.IsAction() && k.Linked == No },
		func(k Key) bool { return linkedActionMissing(k, Yes, No) }},
}

func inClass(a, b Class) func(Key) bool {
	return func(k Key) bool { c := k.Outcome.Class(); return c == a || c == b }
}

// linkedActionMissing reports whether the record leaves open if k is an action whose link has the
// answer yes. Either of "no action" and the answer no settles it.
func linkedActionMissing(k Key, no, yes Answer) bool {
	return !(k.Linked == no || k.Outcome.IsKnown() && !k.Outcome.IsAction()) && !(k.Linked == yes && k.Outcome.IsKnown())
}

// Definition returns what r means. A number that is no rate gives the zero Definition.
func (r OutcomeRate) Definition() Definition {
	if int(r) >= len(outcomeRates) {
		return Definition{}
	}
	row := outcomeRates[r]
	return Definition{
		Name:    r.String(),
		Text:    "searches that led to " + row.text + ", out of all searches of persons; a blank outcome counts as none",
		Event:   row.is,
		Trial:   always,
		Missing: row.missing,
	}
}

// String returns the name of r, as [ParseOutcomeRate] reads it. It returns "OutcomeRate(99)" for a
// number that is no outcome rate.
func (r OutcomeRate) String() string { return outcomeRateNames.String(r) }

// AppendText appends the name of r. It is an error if r is no outcome rate.
func (r OutcomeRate) AppendText(b []byte) ([]byte, error) { return outcomeRateNames.AppendText(b, r) }

// MarshalText returns the name of r. It is an error if r is no outcome rate.
func (r OutcomeRate) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText reads what [ParseOutcomeRate] reads, so that an OutcomeRate works with
// [flag.TextVar], JSON and CSV.
func (r *OutcomeRate) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, r, ParseOutcomeRate)
}

// ParseOutcomeRate returns the outcome rate that has that name, in any letter case. The error lists
// the names.
func ParseOutcomeRate(label string) (OutcomeRate, error) { return outcomeRateNames.Parse(label) }

// OutcomeRates returns every outcome rate in the order of the constants.
func OutcomeRates() iter.Seq[OutcomeRate] { return outcomeRateNames.Values() }

// Definition returns the share of searches that led to o itself, out of all searches of persons.
func (o Outcome) Definition() Definition {
	d := Definition{
		Name:    o.String() + " rate",
		Text:    "searches with the outcome " + o.String() + ", out of all searches of persons; a blank outcome counts as no",
		Event:   func(k Key) bool { return k.Outcome == o },
		Trial:   always,
		Missing: outcomeMissing,
	}
	if !o.IsKnown() {
		d.Text = "searches with the outcome " + o.String() + ", out of all searches of persons"
		d.Missing = func(Key) bool { return false } // whether an outcome is known is always known
	}
	return d
}
