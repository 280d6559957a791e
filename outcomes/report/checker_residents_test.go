package report

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

// otherRates computes the search rate over the residents by which the document may also be judged:
// between the censuses of March 2011 and March 2021 those of both and of the days of the searches,
// on either side those of the nearer. It is none where the residents of the document are not those
// of its files, or where counts are withheld or were filled in.
func (c *checker) otherRates() map[string]otherRate {
	d := c.doc
	if c.rate == nil || d.ResidentsSource == nil || d.From == 0 || d.Suppress != 0 || d.UnknownAllocation != 0 || d.Residents == 0 {
		return nil
	}
	chosen := d.ResidentsSource.Kind
	if chosen == "census" {
		chosen = fmt.Sprint(d.ResidentsSource.Years[0])
	}
	if p, ok := c.residents(chosen); !ok || !near(p.Total(), d.Residents) {
		return nil
	}
	rates := make(map[string]otherRate)
	for _, kind := range []string{"2011", "2021", "interpolated"} {
		p, ok := c.residents(kind)
		if !ok || kind == chosen || kind == "2011" && d.From > month("2021-03") || kind == "2021" && d.To < month("2011-03") {
			continue
		}
		if p.Census == ethnicity.Census2011 && kind == "interpolated" || p.Census == ethnicity.Census2021 && kind == "interpolated" || near(p.Total(), d.Residents) {
			continue // of a day that is not between the censuses
		}
		rates[kind] = c.over(p)
	}
	return rates
}

// residents returns those of the forces of the files, in the groups of the document; false if one
// has none, or they were not counted in these.
func (c *checker) residents(kind string) (ethnicity.Population, bool) {
	var ps []ethnicity.Population
	for _, f := range c.doc.forces() {
		var p ethnicity.Population
		var err error
		switch kind {
		case "2011":
			p, err = ethnicity.PopulationOf(f.Code(), ethnicity.Census2011)
		case "2021":
			p, err = ethnicity.PopulationOf(f.Code(), ethnicity.Census2021)
		default:
			p, err = ethnicity.PopulationAt(f.Code(), c.doc.middle(f))
		}
		if err == nil {
			p, err = p.Collapse(c.doc.Scheme)
		}
		if err != nil {
			return p, false
		}
		ps = append(ps, p)
	}
	p, err := ethnicity.Sum(ps...)
	return p, err == nil
}

// middle returns the mean day of the months in which a force has rows: half of its days are before
// it, where no month is missing.
func (d Document) middle(f ethnicity.Force) time.Time {
	gone := make(map[outcomes.Month]bool)
	for _, gap := range d.MissingMonths {
		for _, m := range gap.Months {
			gone[m] = gone[m] || gap.Force == f
		}
	}
	var sum, days float64
	for m := d.From; m <= d.To; m++ {
		if gone[m] {
			continue
		}
		for day := time.Date(m.Year(), m.Month(), 1, 0, 0, 0, 0, time.UTC); day.Month() == m.Month(); day = day.AddDate(0, 0, 1) {
			sum += float64(day.Unix() / 86400)
			days++
		}
	}
	return time.Unix(86400*int64(math.Floor(sum/days)), 0).UTC()
}

// moved reports whether an index is moved by more than half of the width of its range.
func moved(own rri.Estimate, other float64) bool {
	return math.Abs(other-own.Value) > (own.Upper-own.Lower)/2
}

var otherPhrase = regexp.MustCompile(`[Oo]ver the residents of [^:]*: ([^:]*?)\.(?: |$)`)

// checkOtherResidents: the search rate over other residents of the same place is in the document,
// as computed here, and where it moves an index by more than half of the width of its range the
// first screen says so.
func (c *checker) checkOtherResidents() {
	others := c.rate.OtherResidents
	for _, o := range others {
		kind := o.Source.Kind
		if kind == "census" {
			kind = fmt.Sprint(o.Source.Years[0])
		}
		computed, ok := c.other[kind]
		if c.other != nil && !ok {
			c.fault("other residents", "document", "%s: %s", kind, o.Source.Text)
		}
		for _, row := range o.Rows {
			own := c.rowOf(row.Group, row.Kind)
			if own == nil || own.Events == nil {
				c.fault("suppression", "other residents", "%s, whose count is not shown", row.Group)
				continue
			}
			e, known := computed.ratio[row.Group]
			differs := func(a, b float64) bool { return !near(a, b) && !(math.IsNaN(a) && math.IsNaN(b)) }
			if known && row.Kind == "" && (differs(row.Ratio.Value, e.Value) || differs(row.Ratio.Lower, e.Lower) || differs(row.Ratio.Upper, e.Upper) ||
				differs(row.Residents, computed.exposure[row.Group])) {
				c.fault("other residents", row.Group.String(), "%s: %v (%v to %v) of %v, computed apart %v (%v to %v) of %v", kind,
					row.Ratio.Value, row.Ratio.Lower, row.Ratio.Upper, row.Residents, e.Value, e.Lower, e.Upper, computed.exposure[row.Group])
			}
		}
	}
	if len(others) < len(c.other) {
		c.fault("other residents", "document", "%d of %d", len(others), len(c.other))
	}
	if c.text == "" || c.several() {
		return
	}
	top, _, _ := sections(c.text)
	line := otherPhrase.FindStringSubmatch(spaced(strings.Join(top, " ")))
	said := make(map[string]string)
	if line != nil {
		for _, of := range strings.Split(line[1], "; ") {
			at := strings.IndexAny(of, "0123456789")
			if i := strings.Index(of, "none"); i >= 0 && (at < 0 || i < at) {
				at = i
			}
			said[strings.TrimSpace(of[:max(at, 0)])] = of[max(at, 0):]
		}
	}
	for _, r := range append(c.rate.rowsOf(""), c.rate.rowsOf("sum")...) {
		c.checkOtherSaid(r, said)
		delete(said, r.Group.String())
	}
	for name := range said {
		c.fault("other residents", "screen", "%q is in no row", name)
	}
}

// rowOf returns a row of the search rate; nil if there is none.
func (c *checker) rowOf(g ethnicity.Group, kind string) *Row {
	i := slices.IndexFunc(c.rate.Rows, func(r Row) bool { return r.Group == g && r.Kind == kind })
	if i < 0 {
		return nil
	}
	return &c.rate.Rows[i]
}

// checkOtherSaid: a row stands in the line if one of the others moves it, with the index over each
// of them in the order of their days.
func (c *checker) checkOtherSaid(r Row, said map[string]string) {
	far, values := false, []float64{}
	for _, o := range c.rate.OtherResidents {
		for _, other := range o.Rows {
			if other.Group == r.Group && other.Kind == r.Kind && !math.IsNaN(other.Ratio.Value) && !math.IsInf(other.Ratio.Value, 0) && !math.IsNaN(r.Ratio.Value) {
				values = append(values, other.Ratio.Value)
				far = far || moved(r.Ratio, other.Ratio.Value)
			}
		}
	}
	text, ok := said[r.Group.String()]
	if ok != far {
		c.fault("other residents", r.Group.String(), "in the line %v, moved %v: %v, own %v (%v to %v)", ok, far, values, r.Ratio.Value, r.Ratio.Lower, r.Ratio.Upper)
		return
	}
	numbers := numbersIn(text)
	if ok && len(numbers) != len(values) {
		c.fault("other residents", r.Group.String(), "%q of %v", text, values)
		return
	}
	for i, n := range numbers {
		if !n.saysOnItsSide(values[i]) {
			c.fault("other residents", r.Group.String(), "%q of %v", text, values)
		}
	}
}

// checkFar: residents of a census two years or more from the searches are said to be so, and from
// five years on every sentence begins with their year, and only then.
func (c *checker) checkFar() {
	d := c.doc
	if d.Summary == nil || d.ResidentsSource == nil || d.From == 0 || d.ResidentsSource.Kind == "own" && d.ResidentsSource.Date == "" || d.ResidentsSource.Last != "" {
		return
	}
	day, err := time.Parse(time.DateOnly, d.ResidentsSource.Date)
	if err != nil {
		c.fault("far residents", "document", "%v", err)
		return
	}
	forces := d.forces()
	if d.ResidentsSource.Place != "" || len(forces) == 0 {
		forces = []ethnicity.Force{{}}
	}
	two, five := false, false
	for _, f := range forces {
		middle := d.middle(f)
		if d.ResidentsSource.Kind == "interpolated" {
			middle = day
		}
		two = two || !middle.Before(day.AddDate(2, 0, 0)) || !middle.After(day.AddDate(-2, 0, 0)) && middle.Before(day) && !day.Before(middle.AddDate(2, 0, 0))
		five = five || !middle.Before(day.AddDate(5, 0, 0)) || middle.Before(day) && !day.Before(middle.AddDate(5, 0, 0))
	}
	all := strings.Join(d.Summary.BearInMind, "\n")
	written := day.Format("2 January 2006")
	if said := strings.Contains(all, "Residents are those of") && strings.Contains(all, written+";") || strings.Contains(all, written+" ("); said != two {
		c.fault("far residents", "bear in mind", "%s: said %v, two years away %v: %s", written, said, two, all)
	}
	for i, claim := range d.Summary.Said {
		if begins := strings.HasPrefix(claim.Text, fmt.Sprintf("By the residents of %d, ", day.Year())); begins != five {
			c.fault("far residents", fmt.Sprintf("sentence %d", i+1), "five years away %v: %s", five, claim.Text)
		}
	}
}
