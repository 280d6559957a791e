package choices

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
)

// bearResidents finds the residents of every census and classification, and leaves out what there
// are none of. There is no rate per resident where there are none at all.
func (p *plan) bearResidents(x *outcomes.Extract) error {
	_, why := p.report.OverResidents()
	if why != "" {
		p.notes = append(p.notes, why)
		return nil
	}
	all := make(map[ethnicity.Census]denominator)
	for _, c := range slices.Clone(p.Residents) {
		d, err := p.denominatorOf(x, c)
		if err != nil {
			return err
		}
		all[c] = d
	}
	if err := p.fitResidents(all); err != nil {
		return err
	}
	if err := p.settleInterpolated(x, all); err != nil {
		return err
	}
	for _, c := range p.Residents {
		p.over = append(p.over, all[c])
	}
	return nil
}

// denominatorOf returns the residents by one way of that choice, by all classifications that they
// are counted by; none where there is no rate over them.
func (p *plan) denominatorOf(x *outcomes.Extract, c ethnicity.Census) (denominator, error) {
	d := denominator{residents: make(map[ethnicity.Scheme]ethnicity.Population)}
	r, err := p.reportBy(x, c)
	if err != nil {
		return d, err
	}
	d.searches, _ = r.OverResidents()
	for _, s := range p.Groups {
		of, ok, err := r.ResidentsBy(s, c)
		if err != nil {
			return d, err
		}
		if ok {
			d.residents[s] = of
		}
	}
	return d, nil
}

// reportBy returns the report whose residents those of c are: that of the first way, or one of
// figures that were brought along, or of those that are built in.
func (p *plan) reportBy(x *outcomes.Extract, c ethnicity.Census) (*report.Report, error) {
	own, first := c == ethnicity.OtherSource, p.Residents[0] == ethnicity.OtherSource
	if own == first {
		return p.report, nil
	}
	o := p.reportOptions()
	if o.Residents, o.Census = nil, c; own {
		o.Residents = p.Figures
	}
	return report.New(x, o)
}

// fitResidents leaves out the classifications that the first census did not count, and the censuses
// that did not count one of those that are left: so the design stays balanced.
func (p *plan) fitResidents(all map[ethnicity.Census]denominator) error {
	has := func(c ethnicity.Census, s ethnicity.Scheme) bool { _, ok := all[c].residents[s]; return ok }
	for _, s := range slices.Clone(p.Groups) {
		if !has(p.Residents[0], s) {
			if err := leaveOut(p, Groups, &p.Groups, fmt.Sprintf("the residents (%s) are not counted by it", p.Residents[0]), s); err != nil {
				return err
			}
		}
	}
	for _, c := range slices.Clone(p.Residents) {
		if slices.ContainsFunc(p.Groups, func(s ethnicity.Scheme) bool { return !has(c, s) }) {
			if err := leaveOut(p, Residents, &p.Residents, "there are no residents in these groups by it", c); err != nil {
				return err
			}
		}
	}
	return nil
}

// settleInterpolated takes interpolated figures out where they are those of one census, as they are
// after the last of them. That census stands in their place, as it is what interpolated comes to.
func (p *plan) settleInterpolated(x *outcomes.Extract, all map[ethnicity.Census]denominator) error {
	at := slices.Index(p.Residents, ethnicity.Interpolated)
	if at < 0 {
		return nil
	}
	interpolated := all[ethnicity.Interpolated]
	for _, c := range []ethnicity.Census{ethnicity.Census2021, ethnicity.Census2011} {
		d, ok := all[c]
		if !ok {
			var err error
			if d, err = p.denominatorOf(x, c); err != nil {
				return err
			}
		}
		if !sameResidents(interpolated, d, p.Groups) {
			continue
		}
		all[c] = d
		if other := slices.Index(p.Residents, c); other >= 0 {
			p.Residents = slices.Delete(p.Residents, other, other+1)
			if other < at {
				at--
			}
		}
		p.Residents[at] = c
		p.notes = append(p.notes, fmt.Sprintf("Not in the count: %s interpolated, as the days of the %s are not between the two censuses: it is %s.", Residents, p.kind.records, c))
		return nil
	}
	return nil
}

// sameResidents reports whether two are the same people in every group.
func sameResidents(a, b denominator, schemes []ethnicity.Scheme) bool {
	for _, s := range schemes {
		p, q := a.residents[s], b.residents[s]
		for g := range s.Groups() {
			n, err := p.Of(g)
			m, err2 := q.Of(g)
			if err != nil || err2 != nil || n != m {
				return false
			}
		}
	}
	return true
}

// bearFinds leaves out the definitions of a find that the records cannot bear: those that come out
// alike for every group by how the records are kept, and those in doubt, unless they are to stay or
// the first was asked for.
func (p *plan) bearFinds() error {
	if !p.kind.isSearch {
		return nil
	}
	var left []outcomes.FindDefinition
	var out, doubts []string
	for i, d := range p.Finds {
		none, doubt := p.noAnswer(d.Definition()), p.persons.Doubt(d)
		switch why := fmt.Sprintf("find %s: %s", d, cmp.Or(none, doubt)); {
		case none != "" || doubt != "" && !p.InDoubt && (p.asked.Finds == nil || i > 0):
			out = append(out, why)
			continue
		case doubt != "":
			doubts = append(doubts, why)
		}
		left = append(left, d)
	}
	p.Finds = left
	switch {
	case left == nil:
		p.notes = append(p.notes, fmt.Sprintf("No find rate: the records cannot bear it (%s).", strings.Join(out, "; ")))
	case out != nil:
		p.notes = append(p.notes, fmt.Sprintf("Not in the count, as the records cannot bear it: %s.", strings.Join(out, "; ")))
	}
	if left != nil && doubts != nil {
		p.notes = append(p.notes, fmt.Sprintf("In doubt, and in the count: %s.", strings.Join(doubts, "; ")))
	}
	return nil
}

// bearOutcome reports whether the records can bear the rate of what follows them, where they are no
// searches.
func (p *plan) bearOutcome() bool {
	if why := p.noAnswer(p.kind.definition); why != "" {
		p.notes = append(p.notes, fmt.Sprintf("No %s: %s.", p.kind.outcome, why))
		return false
	}
	if why := p.persons.OutcomeDoubt(p.kind.definition); why != "" {
		p.notes = append(p.notes, fmt.Sprintf("In doubt: %s: %s.", p.kind.outcome, why))
	}
	return true
}

// noAnswer says why there is no rate by a definition: nothing to form one from, or one that comes
// out alike for every group.
func (p *plan) noAnswer(d outcomes.Definition) string {
	trials := outcomes.CountBy(p.persons, d.Trial)[true]
	if trials == 0 {
		return "no record says if it counts"
	}
	return p.persons.NoAnswer(d)
}
