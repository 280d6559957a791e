package choices

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

// Result is the index of one group under every combination of choices.
type Result struct {
	// Of says whose records they are and of when: "Kent, January 2023".
	Of string

	// Records is what they are called: searches, stops, arrests, suspect records, charge records.
	Records string

	// Group was compared with Baseline, with intervals at Level.
	Group, Baseline ethnicity.Group
	Level           float64

	// Measures are the rate per resident and the rate of outcomes, as far as the records have them.
	Measures []Measure

	// Notes say which ways the records cannot bear, which are not in the count, which are in doubt,
	// and which measure there is none of.
	Notes []string

	// Source says where the records and the residents are from, with their licence; "" where
	// nothing is known of it.
	Source string
}

// Measure is the index of one rate under every combination.
type Measure struct {
	// Name is that of the rate: "search rate".
	Name string

	// Choices are those in the count, in the order of the constants, each with two ways or more.
	Choices []Ways

	// Held are the other choices, each with the way in which it is made everywhere.
	Held []Ways

	// Combinations are all that can be made of the ways of Choices.
	Combinations []Combination
}

// Ways is a choice and the ways to make it, by their names.
type Ways struct {
	Choice Choice
	Ways   []string
}

// Combination is one way to make each choice, and the index that comes of it.
type Combination struct {
	// Ways has the place of the way among those of each of Measure.Choices.
	Ways []int

	// Index is the index of the group, with its interval. All three are NaN where nothing can be
	// computed, and an index may be 0 or infinite.
	Index, Lower, Upper float64
}

// Of computes the index under every combination of the choices in o, for the records that x has
// read.
//
// It is an error that wraps [ErrOption] if an option makes no sense, or leaves no way of a choice
// that the records can bear; one of [report.New] if there is nothing to report on; and one that
// wraps [ErrNoMeasure] and says why, if there is neither a rate per resident nor one of outcomes.
func Of(x *outcomes.Extract, o Options) (Result, error) {
	if err := o.Validate(); err != nil {
		return Result{}, err
	}
	p, err := newPlan(x, o)
	if err != nil {
		return Result{}, err
	}
	r := Result{Of: p.report.Of(), Records: p.kind.records, Group: p.Group, Baseline: p.Baseline, Level: p.Level, Source: p.report.Document().Source}
	if p.over != nil {
		if err := add(p, &r, p.kind.rate, Ways{Residents, names(p.Residents)}, p.rates()); err != nil {
			return Result{}, err
		}
	}
	if definitions, own := p.definitions(); definitions != nil {
		if err := add(p, &r, p.kind.outcome, own, p.proportions(definitions)); err != nil {
			return Result{}, err
		}
	}
	if r.Measures == nil {
		return Result{}, fmt.Errorf("%w: %s", ErrNoMeasure, strings.Join(p.notes, " "))
	}
	r.Notes = slices.Concat(p.report.Cautions(), p.notes)
	return r, nil
}

// ErrNoMeasure is wrapped by the error of [Of] where there is neither a rate per resident nor one
// of outcomes.
var ErrNoMeasure = errors.New("choices: there is no rate to compute")

// add computes a measure, without the methods that turn out to have no ratio of some of its counts,
// unless no method is left.
func add[M rri.Measure](p *plan, r *Result, name string, own Ways, m measured[M]) error {
	for len(m.methods) > 0 {
		all, err := combinations(p, m)
		without, is := errors.AsType[*methodError](err)
		switch {
		case err == nil:
			r.Measures = append(r.Measures, p.measure(name, own, names(m.methods), all))
			noteIndependent[M](p, name, m.methods)
			return nil
		case !is:
			return err
		}
		m.methods = slices.DeleteFunc(m.methods, func(of rri.Method) bool { return of == without.method })
		p.withoutMethod(name, m.methods, []string{without.method.String()}, "which has none of these counts ("+strings.TrimPrefix(err.Error(), "rri: ")+")")
	}
	return nil
}

// definitions returns what is counted for the rate of outcomes, and the choice among it, which is
// none where there is but one definition of it.
func (p *plan) definitions() (all []outcomes.Definition, own Ways) {
	if p.kind.isSearch {
		for _, d := range p.Finds {
			all = append(all, d.Definition())
		}
		return all, Ways{Find, names(p.Finds)}
	}
	if p.kind.outcome == "" || !p.bearOutcome() {
		return nil, Ways{}
	}
	return []outcomes.Definition{p.kind.definition}, Ways{}
}

// names returns the names of ways.
func names[W way](ways []W) (list []string) {
	for _, w := range ways {
		list = append(list, w.String())
	}
	return list
}

// measure takes from the choices those that are made in one way alone.
func (p *plan) measure(name string, own Ways, methods []string, all []Combination) Measure {
	m := Measure{Name: name}
	var keep []int
	for i, c := range []Ways{{Account, names(p.Accounts)}, {Missing, names(p.Missing)}, {Groups, names(p.Groups)}, {Objects, names(p.Objects)},
		own, {Evidence, names(p.Evidence)}, {Method, methods}} {
		switch {
		case len(c.Ways) > 1:
			m.Choices = append(m.Choices, c)
			keep = append(keep, i)
		case len(c.Ways) == 1 && p.tells(c):
			m.Held = append(m.Held, c)
		}
	}
	for _, c := range all {
		ways := make([]int, len(keep))
		for j, i := range keep {
			ways[j] = c.Ways[i]
		}
		c.Ways = ways
		m.Combinations = append(m.Combinations, c)
	}
	return m
}

// tells reports whether something is said of a choice that is held: not of what the kind of records
// does not have, and not of the unit of evidence where it is that of every report.
func (p *plan) tells(c Ways) bool {
	switch c.Choice {
	case Objects:
		return p.kind.isSearch
	case Evidence:
		return p.kind.isSearch && c.Ways[0] != ByStop.String()
	}
	return true
}

// at returns the index of the combination with these ways, NaN if there is none.
func (m Measure) at(ways []int) Combination {
	for _, c := range m.Combinations {
		if slices.Equal(c.Ways, ways) {
			return c
		}
	}
	nan := math.NaN()
	return Combination{ways, nan, nan, nan}
}

// First returns the combination with the first way of every choice.
func (m Measure) First() Combination { return m.at(make([]int, len(m.Choices))) }

// Changed returns the combinations with the i-th of Choices made in each of its ways, and the first
// way of all others.
func (m Measure) Changed(i int) (all []Combination) {
	for j := range m.Choices[i].Ways {
		ways := make([]int, len(m.Choices))
		ways[i] = j
		all = append(all, m.at(ways))
	}
	return all
}

// Curve returns the combinations whose index is above 0 and finite, in ascending order of it: the
// specification curve. Those with one index are in the order of Combinations.
func (m Measure) Curve() []Combination {
	shown := slices.DeleteFunc(slices.Clone(m.Combinations), func(c Combination) bool { return !hasLog(c.Index) })
	slices.SortStableFunc(shown, func(a, b Combination) int { return cmp.Compare(a.Index, b.Index) })
	return shown
}

// hasLog reports whether v has a logarithm that is a number.
func hasLog(v float64) bool { return v > 0 && !math.IsInf(v, 1) }

// Range is from where to where the index goes over a curve.
type Range struct {
	Lowest  float64 `json:"lowest"`
	Middle  float64 `json:"middle"` // the upper one of two
	Highest float64 `json:"highest"`
	Above   int     `json:"interval_above_1"` // how many have an interval above 1
	Below   int     `json:"interval_below_1"` // and how many one below
}

// Range returns the range of the curve; ok is false if nothing is in it.
func (m Measure) Range() (r Range, ok bool) {
	shown := m.Curve()
	if len(shown) == 0 {
		return Range{}, false
	}
	r = Range{Lowest: shown[0].Index, Middle: shown[len(shown)/2].Index, Highest: shown[len(shown)-1].Index}
	for _, c := range shown {
		if c.Lower > 1 {
			r.Above++
		}
		if c.Upper < 1 {
			r.Below++
		}
	}
	return r, true
}

// slug returns the name of the measure as a word for programs: "search-rate".
func (m Measure) slug() string { return strings.ReplaceAll(m.Name, " ", "-") }
