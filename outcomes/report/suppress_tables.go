package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
)

// suppress withholds small counts in every table, and what would tell them in another. The outcomes
// of the searches of one group are parts of each other: arrests are among finds. So the first table
// of outcomes says of which groups outcomes are withheld, the others withhold the same ones, and a
// table that would have to withhold more is left out, as is one whose baseline would go. Of which
// groups the searches themselves are withheld the search rate says, or without one the first of
// these tables.
func (r *Report) suppress() error {
	if r.limit == 0 {
		return nil
	}
	if err := r.checkRateOfSome(); err != nil {
		return err
	}
	if r.hidesRanges() {
		r.bounds = nil
	}
	p := protection{limit: r.limit, last: r.lastGroup(), left: crimeRest{isOfCrimes: r.words.HasCrimeOutcome()}}
	var kept []entry
	for _, e := range r.tables {
		if !e.perPerson {
			continue
		}
		s, err := r.withholdSearches(e)
		if err != nil {
			return err
		}
		if p.exposure, p.rates, e.table = s.hidden, true, s.table; p.left.isOfCrimes {
			if err := p.left.start(e); err != nil {
				return err
			}
		}
		kept = append(kept, e)
	}
	r.bounds = slices.DeleteFunc(r.bounds, func(b Bound) bool { return slices.Contains(p.exposure, b.Group) })
	var names []string
	for _, e := range r.tables {
		if e.perPerson {
			continue
		}
		e.whole = e.table
		t, err := p.protect(e)
		switch {
		case err != nil:
			return err
		case t == nil:
			names = append(names, e.name)
		default:
			e.table = t
			kept = append(kept, e)
		}
	}
	if len(kept) == 0 && names != nil {
		return r.tooFew()
	}
	if names != nil {
		r.note(fmt.Sprintf("Left out by %s %d, for small counts in the baseline or in groups that other tables show: %s.",
			flags["Suppress"], r.limit, strings.Join(names, "; ")))
	}
	r.tables = kept
	return nil
}

// tooFew says that small counts can be withheld by nothing less than all of them.
func (r *Report) tooFew() error {
	return optionError(r.say("{Suppress} %d: too few {searches} to show any: take more months, or fewer groups by {Scheme}"), r.limit)
}

// checkRateOfSome reports a search rate of some of the forces, beside outcomes of the searches of
// all: the difference would be counts that nothing protects.
func (r *Report) checkRateOfSome() error {
	if r.noRate() != "" {
		return nil
	}
	parts := slices.DeleteFunc(slices.Clone(r.span.forces), func(f ethnicity.Force) bool {
		_, part := r.areaParts[f]
		return !part || r.isOver(f)
	})
	switch {
	case len(parts) > 0:
		e := optionError(r.say("{Suppress} %d needs a {search rate} of everything that is read, or of nothing"), r.limit)
		e.after = ": " + strings.Join(r.lackTexts(parts, false), "; ")
		return e
	case len(r.forcesWith()) < len(r.span.forces):
		return optionError(r.say("{Suppress} %d needs {search rates} of everything that is read, or of nothing: leave out the files of forces without residents"), r.limit)
	}
	return nil
}

// withholdSearches withholds small counts in the table of search rates.
func (r *Report) withholdSearches(e entry) (withheld, error) {
	s, err := e.withhold(nil, nil)
	if err == nil && len(s.hidden) == 0 && r.limit.small(r.left) {
		// Otherwise the number of those in no group would follow from the number of searches and
		// from those of all the groups.
		s, err = e.withhold([]ethnicity.Group{r.fewest}, nil)
	}
	if err == nil && (s.baseline || s.totals) {
		err = r.tooFew()
	}
	return s, err
}

// lastGroup returns the last group of the scheme that has a row and is not the baseline: one that
// is withheld for others by an order that tells nothing of its counts.
func (r *Report) lastGroup() (last ethnicity.Group) {
	for g := range r.o.Scheme.Groups() {
		if g != r.o.Baseline && !r.absent.has(g) {
			last = g
		}
	}
	return last
}

// protection is what the tables of outcomes withhold, so that none tells what another withholds.
type protection struct {
	limit    limit
	last     ethnicity.Group   // see lastGroup
	exposure []ethnicity.Group // the groups of which the searches are withheld
	rates    bool              // whether a table of search rates has said so
	hide     []ethnicity.Group // the groups of which the outcomes are withheld
	anchored bool              // whether a table of outcomes has said so
	left     crimeRest         // of the outcomes of crimes that tables show
}

// protect withholds what has to be of a table of outcomes; nil if it has to be left out.
func (p *protection) protect(e entry) (table, error) {
	left, err := p.left.without(e)
	if err != nil {
		return nil, err
	}
	hide, exposure, few := p.hide, p.exposure, left.few(p.limit)
	missing, err := p.left.fewMissing(e, p.limit)
	if err != nil {
		return nil, err
	}
	if !p.anchored {
		hide = slices.Concat(hide, few)
	}
	exposure = slices.Concat(exposure, missing)
	var s withheld
	for {
		if !p.rates {
			m, err := p.searches(e, exposure)
			if err != nil || m.baseline || m.totals {
				return nil, err
			}
			exposure = m.hidden
		}
		if s, err = e.withhold(hide, exposure); err != nil {
			return nil, err
		}
		if p.rates || p.anchored || allIn(s.hidden, hide) && allIn(s.exposure, exposure) {
			break
		}
		// The other tables withhold these groups by wish, for which more can be needed than where a
		// count is withheld because it is small: so does the first.
		hide, exposure = s.hidden, s.exposure
	}
	// Totals that are not told would follow from those of tables above, of which it is a part or
	// the rest.
	if s.baseline || p.anchored && (s.totals || !allIn(s.hidden, p.hide) || !p.rates && !allIn(slices.Concat(exposure, s.exposure), p.exposure)) {
		return nil, nil
	}
	if p.anchored && (!allIn(few, s.hidden) || left.isOfCrimes && (p.limit.small(left.all) || p.limit.small(left.none))) {
		return nil, nil // what it leaves, beside the tables above, is few
	}
	p.hide, p.exposure, p.anchored, p.left = s.hidden, exposure, true, left
	return s.table, nil
}

// searches withholds small counts among the searches of the groups of a table of outcomes, and
// those of some groups. One group more is withheld if the searches in no group are few, which would
// follow from the number of all of them and from those of all the groups.
func (p *protection) searches(e entry, groups []ethnicity.Group) (withheld, error) {
	s, err := e.margin(groups)
	var rest int64
	for _, of := range e.rest {
		rest += of.Trials
	}
	if err == nil && len(s.hidden) == 0 && p.limit.small(rest) {
		if s, err = e.margin([]ethnicity.Group{p.last}); err == nil && len(s.hidden) == 0 {
			s.totals = true // there is no other group
		}
	}
	return s, err
}

// allIn reports whether every group of some is among others.
func allIn(some, others []ethnicity.Group) bool {
	return !slices.ContainsFunc(some, func(g ethnicity.Group) bool { return !slices.Contains(others, g) })
}
