package counts

import (
	"regexp"
	"strings"

	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// timeUnits are the units of time that an exposure may be in, and how many years each is.
var timeUnits = map[string]float64{"year": 1, "month": 1. / 12, "week": 7 / 365.25, "day": 1 / 365.25, "hour": 1 / (24 * 365.25)}

// personTime and anyTime match the names of exposures that are time already: person-years, and bed
// days. The residents of a year, or those aged 10 years, are people.
var (
	personTime = regexp.MustCompile(`\bperson[ -]?(year|month|week|day|hour)s?\b`)
	anyTime    = regexp.MustCompile(`\b(year|month|week|day|hour)s\b`)
)

// setExposure finds out whether the exposure is people, or the time that they lived through.
func (m *seriesMaker[M]) setExposure() {
	m.perYear = 1
	if m.proportion {
		return
	}
	name := strings.ToLower(m.labels.Exposure)
	unit := personTime.FindStringSubmatch(name)
	people := strings.Contains(name, "resident") || strings.Contains(name, "population")
	if unit == nil && !people {
		unit = anyTime.FindStringSubmatch(name)
	}
	if unit != nil {
		m.perYear = timeUnits[unit[1]]
		return
	}
	m.stock = people || !strings.Contains(name, "exposure")
}

// exposureName returns what rates of a series are of: of people, in a year.
func (m *seriesMaker[M]) exposureName() string {
	hasYear := strings.Contains(strings.ToLower(m.labels.Exposure), "year")
	switch {
	case m.stock && hasYear: // as mid-year population
		return m.labels.Exposure + ", a year"
	case m.proportion || m.stock:
		return m.labels.Exposure
	case m.perYear != 1:
		return "person-years"
	case hasYear:
		return m.labels.Exposure
	}
	return m.labels.Exposure + ", taken for person-years"
}

// years returns how many years people live through in a period: a twelfth in each month.
func years(p trend.Period) float64 {
	if n := tidy.MonthsOf(p); n > 0 {
		return float64(n) / 12
	}
	return p.Years()
}
