package published

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri/trend"
)

// Residents returns the residents of an area, as a table writes it, in a year, or an error that
// says why there are none. Figures of one source have one Census and one Source in every year.
type Residents func(area string, year trend.Period) (ethnicity.Population, error)

// NamedResidents are residents with what people call them, as "the residents of census 2021".
type NamedResidents struct {
	Name      string
	Residents Residents
}

// ResidentsOfYear is the built-in residents of a force or another area in the middle of the year,
// by [ethnicity.PopulationAt]: interpolated between the censuses of 2011 and 2021, and before and
// after them those of the nearer one. What is the name of a force is the force, as Durham.
func ResidentsOfYear(area string, year trend.Period) (ethnicity.Population, error) {
	return ethnicity.PopulationAt(builtInName(area), year.Middle())
}

// ResidentsOf returns the built-in residents of a force or another area by one census, whatever the
// year: see [ethnicity.PopulationOf]. What is the name of a force is the force.
func ResidentsOf(c ethnicity.Census) Residents {
	return func(area string, _ trend.Period) (ethnicity.Population, error) {
		return ethnicity.PopulationOf(builtInName(area), c)
	}
}

// builtInName returns the name by which the built-in figures have an area of a table.
func builtInName(area string) string {
	if force, err := ethnicity.ParseForce(area); err == nil && !force.IsZero() {
		return "force:" + force.String()
	}
	return area
}

// yearResidents are the residents of one year.
type yearResidents struct {
	of     map[ethnicity.Group]float64 // without groups that have none or are not told
	census ethnicity.Census
	source string // "" for those of the table
}

// residentsOf returns the residents of every year with counts: those of the table if from is nil.
func (a *ofArea) residentsOf(from Residents) (map[int]yearResidents, error) {
	residents := make(map[int]yearResidents)
	for _, year := range a.present() {
		r, err := a.residentsIn(year, from)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", yearName(year), err)
		}
		residents[year] = r
	}
	return residents, nil
}

// residentsIn returns the residents of a year: those of the table if from is nil.
func (a *ofArea) residentsIn(year int, from Residents) (yearResidents, error) {
	r := yearResidents{of: make(map[ethnicity.Group]float64)}
	if from == nil {
		for _, g := range a.groups(year) {
			r.of[g] = a.years[year][g].residents
		}
		return r, nil
	}
	p, err := from(a.name, yearOf(year))
	if err != nil {
		return r, quote.Unprefixed(err)
	}
	for _, g := range a.groups(year) {
		if n, err := p.Of(g); err == nil {
			r.of[g] = n
		}
	}
	r.census, r.source = p.Census, cmp.Or(p.Source, "a source that is not named")
	if !p.First.IsZero() && p.Census != ethnicity.OtherSource {
		// figures of days go on from one to the next: they are one source
		r.census, r.source = ethnicity.Interpolated, "census 2011 and 2021, by the day"
	}
	return r, nil
}

// groupBreaks returns where groups changed their meaning.
func (a *ofArea) groupBreaks(baseline ethnicity.Group) (breaks []trend.Break[ethnicity.Group]) {
	for _, b := range breaksOf(a.present(), a.groups) {
		concerned := slices.Concat(b.Before, b.After)
		slices.Sort(concerned)
		if slices.Contains(concerned, baseline) {
			concerned = nil // every index is over it
		}
		breaks = append(breaks, trend.Break[ethnicity.Group]{At: yearOf(b.Year).Start, Kind: trend.GroupsBreak, Groups: concerned, Text: b.Text})
	}
	return breaks
}

// recordingBreaks returns where it changed whose account of ethnicity is counted.
func (a *ofArea) recordingBreaks() (breaks []trend.Break[ethnicity.Group]) {
	names := map[accounts]string{bySelf: "as people said it themselves", byOfficer: "as an officer saw it", bySelf | byOfficer: "in part as people said it, in part as an officer saw it"}
	var last accounts
	for _, year := range a.present() {
		var now accounts
		for _, g := range a.groups(year) {
			now |= a.years[year][g].accounts
		}
		if last != 0 && now != last {
			breaks = append(breaks, trend.Break[ethnicity.Group]{At: yearOf(year).Start, Kind: trend.RecordingBreak,
				Text: fmt.Sprintf("from %s on the ethnicity is %s, before that %s", yearName(year), names[now], names[last])})
		}
		last = now
	}
	return breaks
}

// residentsBreaks returns where the residents are of another source.
func (a *ofArea) residentsBreaks(residents map[int]yearResidents, baseline ethnicity.Group) (breaks []trend.Break[ethnicity.Group]) {
	var steps []residentsStep
	years := a.present()
	for i := 1; i < len(years); i++ {
		steps = append(steps, stepOf(residents[years[i-1]], residents[years[i]]))
	}
	for i, step := range steps {
		if !step.changes || step.isYearly && isYearly(steps, i) {
			continue
		}
		b := trend.Break[ethnicity.Group]{At: yearOf(years[i+1]).Start, Kind: trend.ResidentsBreak, Text: step.text(yearName(years[i+1]))}
		if !slices.Contains(step.groups, baseline) {
			b.Groups = step.groups
		}
		breaks = append(breaks, b)
	}
	return breaks
}

// residentsStep is how residents change from one year to the next.
type residentsStep struct {
	changes  bool
	isYearly bool              // it may be what changes in every year
	groups   []ethnicity.Group // whose residents are others
	from, to yearResidents
}

// stepOf compares the residents of two years. Those of a table are of one source as long as they
// stay the same.
func stepOf(from, to yearResidents) residentsStep {
	s := residentsStep{from: from, to: to, isYearly: from.census == ethnicity.OtherSource && to.census == ethnicity.OtherSource}
	for g, n := range to.of {
		if before := from.of[g]; before > 0 && n > 0 && (from.source != "" || before != n) {
			s.groups = append(s.groups, g)
		}
	}
	slices.Sort(s.groups)
	s.changes = len(s.groups) > 0
	if from.source != "" {
		s.changes = s.changes && (from.census != to.census || from.source != to.source)
	}
	return s
}

// isYearly reports whether residents change from every year to the next around a step: then they
// are estimates of every year.
func isYearly(steps []residentsStep, i int) bool {
	if len(steps) == 1 {
		return false
	}
	return (i == 0 || steps[i-1].changes) && (i == len(steps)-1 || steps[i+1].changes)
}

// text says what changed from a year on.
func (s residentsStep) text(year string) string {
	if s.from.source != "" {
		return fmt.Sprintf("from %s on the residents are of %s, before that of %s", year, s.to.source, s.from.source)
	}
	g := s.groups[0]
	for _, h := range s.groups {
		if s.moved(h) > s.moved(g) {
			g = h
		}
	}
	return fmt.Sprintf("from %s on the table has other residents, as %s of %s in place of %s", year, number(s.to.of[g]), g, number(s.from.of[g]))
}

// moved returns by what the residents of a group are multiplied or divided.
func (s residentsStep) moved(g ethnicity.Group) float64 {
	ratio := s.to.of[g] / s.from.of[g]
	return max(ratio, 1/ratio)
}
