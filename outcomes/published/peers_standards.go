package published

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
	"github.com/seed-549880be/disparity/rri/trend"
)

type standard = peers.Standard[ethnicity.Group, rri.Rate]

// standards returns the sums of areas of the year, and what has to be noted of them.
func (y *ofYear) standards(units []unit, o PeerOptions) (list []standard, notes []string) {
	for _, area := range y.totals {
		if y.cells[area] == nil {
			continue
		}
		st, note := y.standard(area, units, o)
		if note != "" {
			notes = append(notes, note)
		}
		if len(st.Counts) > 0 {
			list = append(list, st)
		}
	}
	return list, notes
}

// standard returns a sum of areas. It has no counts if it cannot be compared.
func (y *ofYear) standard(area string, units []unit, o PeerOptions) (st standard, note string) {
	leaves := leftOutOf(area)
	st = standard{Name: standardName(area, units), Source: "the same table"}
	a := &ofArea{name: area, years: map[int]map[ethnicity.Group]seriesCell{y.year: y.cells[area]}}
	if err := a.overlap(); err != nil {
		return standard{}, fmt.Sprintf("%s is left out: %v", quote.Clip(area), quote.Unprefixed(err))
	}
	if o.Residents != nil {
		o.Residents = residentsWithout(o.Residents, countryOf(area), leaves)
	}
	residents, err := a.residentsIn(y.year, o.Residents)
	if err != nil {
		return standard{}, fmt.Sprintf("%s is left out, since there are no residents of it: %v", quote.Clip(area), err)
	}
	p := trend.Point[ethnicity.Group, rri.Rate]{Period: trend.Period{Name: area}}
	a.count(&p, a.years[y.year], residents)
	st.Counts = p.Counts
	for _, u := range units {
		if len(u.Counts) > 0 && !slices.Contains(leaves, u.Name) && isIn(u.Name, area) {
			st.Holds = append(st.Holds, u.Name)
		}
	}
	if g, less := fewer(st, units); less {
		st.Holds = nil
		return st, fmt.Sprintf("%s has fewer events or residents of %s than the areas that should be in it: it is compared as it stands, and not without each of them", quote.Clip(area), g)
	}
	return st, p.Note
}

// standardName is what people call a sum of areas: of one that tells no country, as "All -
// including BTP" of forces, "England and Wales, including BTP".
func standardName(area string, units []unit) string {
	rest, ok := strings.CutPrefix(area, "All - ")
	forces := !slices.ContainsFunc(units, func(u unit) bool { return !isForce(u.Name) })
	if !ok || !forces {
		return area
	}
	return "England and Wales, " + rest
}

// excluded finds what a sum of areas leaves out, by its name.
var excluded = regexp.MustCompile(`(?i)\b(?:excluding|excl\.?|without|except)\s+(.*)`)

// leftOutOf returns the names of the forces that a sum of areas leaves out, by its name: "All -
// excluding BTP and Greater Manchester".
func leftOutOf(area string) (names []string) {
	m := excluded.FindStringSubmatch(area)
	if m == nil {
		return nil
	}
	for part := range strings.SplitSeq(strings.ReplaceAll(strings.TrimRight(m[1], ") "), " and ", ","), ",") {
		if force, err := ethnicity.ParseForce(strings.TrimSpace(part)); err == nil && !force.IsZero() {
			names = append(names, force.String())
		}
	}
	return names
}

// countryOf returns whose residents are those of a sum of areas, by its name.
func countryOf(area string) string {
	name := strings.ToLower(area)
	switch england, wales := strings.Contains(name, "england"), strings.Contains(name, "wales"); {
	case england && !wales:
		return "England"
	case wales && !england:
		return "Wales"
	}
	return "England and Wales"
}

// isIn reports whether a force is in the country of a sum of areas; an area that is no force is.
func isIn(name, area string) bool {
	force, err := ethnicity.ParseForce(name)
	if err != nil || force.IsZero() || force.Code() == "" {
		return true
	}
	isWelsh := strings.HasPrefix(force.Code(), "W")
	switch countryOf(area) {
	case "England":
		return !isWelsh
	case "Wales":
		return isWelsh
	}
	return true
}

// residentsWithout returns the residents of a country without those of forces.
func residentsWithout(of Residents, country string, leaves []string) Residents {
	return func(_ string, year trend.Period) (ethnicity.Population, error) {
		whole, err := of(country, year)
		if err != nil {
			return whole, err
		}
		counts := maps.Collect(whole.All())
		for _, name := range leaves {
			if force, err := ethnicity.ParseForce(name); err != nil || force.Code() == "" {
				continue // nobody lives in it
			}
			part, err := of(name, year)
			if err != nil {
				return part, err
			}
			if part.Scheme != whole.Scheme {
				return part, fmt.Errorf("the residents of %s and of %s are in other groups", name, country)
			}
			for g, n := range part.All() {
				counts[g] = max(0, counts[g]-n)
			}
		}
		rest, err := ethnicity.NewPopulation(whole.Area, whole.Scheme, counts)
		rest.Census, rest.Source = whole.Census, whole.Source
		return rest, err
	}
}

// fewer reports whether a sum has fewer events or residents of a group than the units that it
// holds.
func fewer(st standard, units []unit) (ethnicity.Group, bool) {
	for g := range ethnicity.Groups() {
		whole, ok := st.Counts[g]
		if !ok {
			continue
		}
		var sum rri.Rate
		for _, u := range units {
			if slices.Contains(st.Holds, u.Name) {
				sum.Events += u.Counts[g].Events
				sum.Population += u.Counts[g].Population
			}
		}
		if sum.Events > whole.Events || sum.Population > whole.Population*(1+residentsApart) {
			return g, true
		}
	}
	return 0, false
}

// residentsApart is by how much the residents of areas may be more than those of their sum, as a
// share: published figures are rounded, and those of 2021 perturbed.
const residentsApart = 1e-3
