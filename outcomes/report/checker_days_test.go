package report

import (
	"math"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
)

// The checker computes the residents of a report anew, from the counts of both censuses and the
// months that the document has, by the rule that is written in the issue and shares no code with
// what it checks.

// daysBetween is how many days there are between the censuses of 27 March 2011 and 21 March 2021.
const daysBetween = 3647

// daysAfter returns how many days after the census of 2011 the mean day of the months of a force
// is; false if the document does not tell its months.
func (c *checker) daysAfter(force ethnicity.Force) (float64, bool) {
	d := c.doc
	if d.From == 0 || d.Suppress != 0 {
		return 0, false
	}
	missing := make(map[string]bool)
	for _, gap := range d.MissingMonths {
		for _, m := range gap.Months {
			missing[gap.Force.String()+m.String()] = true
		}
	}
	day := time.Date(d.From.Year(), d.From.Month(), 1, 0, 0, 0, 0, time.UTC)
	end := time.Date(d.To.Year(), d.To.Month()+1, 1, 0, 0, 0, 0, time.UTC)
	census := time.Date(2011, 3, 27, 0, 0, 0, 0, time.UTC)
	sum, n := 0.0, 0.0
	for ; day.Before(end); day = day.AddDate(0, 0, 1) {
		if !missing[force.String()+day.Format("2006-01")] {
			sum += day.Sub(census).Hours() / 24
			n++
		}
	}
	return math.Floor(sum / n), n > 0
}

// peopleOf returns the residents of a force who are of a group, so many days after the census of
// 2011; false if the census of 2011 does not tell the group.
func peopleOf(force ethnicity.Force, g ethnicity.Group, days float64) (float64, bool) {
	early, err := ethnicity.PopulationOf(force.Code(), ethnicity.Census2011)
	if err != nil {
		return 0, false
	}
	late, err := ethnicity.PopulationOf(force.Code(), ethnicity.Census2021)
	if err != nil {
		return 0, false
	}
	a, err := early.Of(g)
	if err != nil {
		return 0, false
	}
	b, err := late.Of(g)
	share := days / daysBetween
	switch {
	case err != nil:
		return 0, false
	case days <= 0:
		return a, true
	case days >= daysBetween:
		return b, true
	case a < 10 || b < 10:
		return a*(1-share) + b*share, true
	}
	return math.Exp(math.Log(a)*(1-share) + math.Log(b)*share), true
}

// interpolated returns the residents of a group in the areas of all the forces, each on the mean
// day of its own months; false if that cannot be computed.
func (c *checker) interpolated(g ethnicity.Group) (sum float64, ok bool) {
	for _, f := range c.doc.forces() {
		days, known := c.daysAfter(f)
		n, told := peopleOf(f, g, days)
		if !known || !told {
			return 0, false
		}
		sum += n
	}
	return sum, len(c.doc.forces()) > 0
}

// checkResidents: the residents in the rows are those of the day that is said.
func (c *checker) checkResidents() {
	s := c.doc.ResidentsSource
	if s == nil || s.Place != "" || s.Kind != "interpolated" || len(c.doc.forces()) != len(c.withResidents()) {
		return
	}
	for _, r := range c.rate.Rows {
		want, ok := c.interpolated(r.Group)
		if !ok || r.Kind != "" || r.Exposure == nil {
			continue
		}
		if math.Abs(*r.Exposure-want) > 1e-9*want {
			c.fault("residents", r.Group.String(), "%v, want %v", *r.Exposure, want)
		}
	}
	census := time.Date(2011, 3, 27, 0, 0, 0, 0, time.UTC)
	for i, f := range c.doc.forces() {
		days, ok := c.daysAfter(f)
		day := census.AddDate(0, 0, int(days)).Format("2006-01-02")
		last := s.Last
		if last == "" {
			last = s.Date
		}
		if ok && (day < s.Date || day > last) || i == 0 && len(c.doc.forces()) == 1 && s.Last != "" {
			c.fault("residents", f.String(), "of %s, and the document says %s to %s", day, s.Date, last)
		}
	}
}

// withResidents returns the forces with rows that have residents.
func (c *checker) withResidents() (forces []ethnicity.Force) {
	for _, f := range c.doc.Forces {
		if f.Code() != "" {
			forces = append(forces, f)
		}
	}
	return forces
}
