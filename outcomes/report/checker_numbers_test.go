package report

import (
	"encoding/json"
	"math"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
)

// otherRate is the search rate over other residents of the same place.
type otherRate struct {
	exposure map[ethnicity.Group]float64
	ratio    map[ethnicity.Group]rri.Estimate
	both     map[ethnicity.Group]Range
}

// everyNumber returns the numbers that may stand on a first screen: those of the document, as
// rates, shares and themselves, and what follows from them.
func (c *checker) everyNumber() (all figures) {
	data, err := json.Marshal(c.doc)
	if err != nil {
		c.fault("document", "JSON", "%v", err)
		return nil
	}
	var tree any
	if err := json.Unmarshal(data, &tree); err != nil {
		c.fault("document", "JSON", "%v", err)
		return nil
	}
	per := 1000.0
	if c.rate != nil {
		per = c.rate.per()
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case float64:
			all.add(v, 100*v, per*v)
		case []any:
			all.add(float64(len(v)))
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			for _, e := range v {
				walk(e)
			}
		}
	}
	walk(tree)
	for _, note := range c.doc.Notes {
		for _, n := range numbersIn(note) {
			all.add(n.value)
		}
	}
	all.add(c.common()...)
	if c.rate != nil {
		for _, r := range c.rate.Rows {
			all.add(c.figuresOf(r)...)
		}
	}
	return all
}

// common returns the numbers that a sentence of any group may have: of the report as a whole, and
// of the baseline.
func (c *checker) common() (all figures) {
	d := c.doc
	all.add(1, float64(d.Searches), float64(d.Residents), float64(d.months()), float64(d.Suppress))
	all.add(2011, 2021, 21, 27) // the censuses and their days
	for m := d.From; m != 0 && m <= d.To; m++ {
		all.add(float64(m.Year()))
	}
	if s := d.ResidentsSource; s != nil { // the day of the residents
		for _, day := range []string{s.Date, s.Last} {
			if day, err := time.Parse(time.DateOnly, day); err == nil {
				all.add(float64(day.Day()), float64(day.Year()))
			}
		}
	}
	unknown := int64(0)
	for _, n := range d.Unknown {
		unknown += n
		all.add(float64(n))
	}
	all.add(float64(unknown), float64(d.Searches-unknown), float64(d.BoundsUnknown))
	if d.Searches > 0 {
		all.add(100*float64(unknown)/float64(d.Searches), 100*float64(d.BoundsUnknown)/float64(d.Searches))
	}
	all.addOf(100, d.UnknownShare)
	for _, whole := range []*int64{&d.Searches, d.Quality.Rows, c.persons()} {
		for _, part := range []*int64{d.Quality.OutcomeMissing, d.Quality.LinkedMissing, d.Quality.Duplicates, d.Quality.EthnicityUnknown} {
			if whole != nil && part != nil && *whole > 0 {
				all.add(100 * float64(*part) / float64(*whole))
			}
		}
	}
	if c.rate != nil {
		b := c.rate.baseline()
		all.add(c.rate.per(), c.rate.rateOf(b), c.rate.per()*b.Rate.Value, 100*c.rate.Level)
		if b.Events != nil && b.Exposure != nil {
			all.add(float64(*b.Events), *b.Exposure)
		}
		left := int64(0)
		for _, r := range c.rate.Rows {
			if r.Kind != "" && r.Kind != "sum" && r.Events != nil {
				left += *r.Events
			}
		}
		all.add(float64(d.BoundsUnknown - left)) // what was put into groups
		if known, ok := c.rate.known(); ok {
			all.add(float64(known), float64(d.Searches-known), float64(known+d.BoundsUnknown))
		}
	}
	if d.Account != nil {
		for _, r := range d.Account.Rows {
			if c.rate != nil && r.Group == c.rate.Baseline {
				all.add(c.accountFigures(r)...)
			}
		}
	}
	return all
}

// figuresOf returns the numbers that are of one row of the search rate, and what follows from them.
func (c *checker) figuresOf(r Row) (all figures) {
	per, base := c.rate.per(), c.rate.baseline()
	for _, e := range []rri.Estimate{r.Rate} {
		all.add(per*e.Value, per*e.Lower, per*e.Upper)
	}
	all.add(r.Ratio.Value, r.Ratio.Lower, r.Ratio.Upper, r.Excess.Value, r.Excess.Lower, r.Excess.Upper)
	if r.Range != nil {
		all.addOf(1, r.Range.Lower, r.Range.Upper)
	}
	all.add(c.rate.rateOf(r))
	if r.Events != nil && r.Exposure != nil {
		all.add(float64(*r.Events), *r.Exposure, float64(*r.Events)/float64(c.doc.months()), 100*float64(*r.Events) / *r.Exposure)
		if known, ok := c.rate.known(); ok && known > 0 {
			all.add(100 * float64(*r.Events) / float64(known))
		}
		if base.Events != nil && base.Exposure != nil {
			all.add(float64(*base.Events) / *base.Exposure * *r.Exposure)
		}
	}
	all.add(c.expected(r)...)
	for _, b := range c.doc.Bounds {
		if b.Group == r.Group && r.Kind == "" {
			all.addOf(1, b.Lower, b.Upper)
			all.addOf(100, b.TippingShare)
		}
	}
	if c.doc.Account != nil {
		for _, a := range c.doc.Account.Rows {
			if a.Group == r.Group {
				all.add(c.accountFigures(a)...)
			}
		}
	}
	for _, o := range c.other {
		e := o.ratio[r.Group]
		all.add(e.Value, e.Lower, e.Upper)
		if r.Events != nil && o.exposure[r.Group] > 0 {
			all.add(per * float64(*r.Events) / o.exposure[r.Group])
		}
		if base.Events != nil && o.exposure[c.rate.Baseline] > 0 {
			all.add(per * float64(*base.Events) / o.exposure[c.rate.Baseline])
		}
		b := o.both[r.Group]
		all.addOf(1, b.Lower, b.Upper)
	}
	return all
}

// expected returns how many searches of a group would be expected at the rate of all groups
// together, and of all that are with it in one of the five.
func (c *checker) expected(r Row) (all figures) {
	if r.Exposure == nil {
		return nil
	}
	for parent := range ethnicity.Groups() {
		events, exposure := 0.0, 0.0
		for _, o := range c.rate.Rows {
			with := parent == ethnicity.NotKnown || parent.Contains(o.Group) && parent.Contains(r.Group)
			if o.Kind == "" && with && o.Events != nil && o.Exposure != nil {
				events += float64(*o.Events)
				exposure += *o.Exposure
			}
		}
		if exposure > 0 {
			all.add(events / exposure * *r.Exposure)
		}
	}
	return all
}

// accountFigures returns the numbers of one row of the other account.
func (c *checker) accountFigures(a AccountRow) (all figures) {
	all.add(float64(a.Searches), a.Ratio.Value, a.Ratio.Lower, a.Ratio.Upper)
	all.addOf(1, a.Range.Lower, a.Range.Upper)
	for _, r := range c.rate.Rows {
		if r.Group == a.Group && r.Kind == "" && r.Exposure != nil {
			all.add(c.rate.per() * float64(a.Searches) / *r.Exposure)
		}
	}
	return all
}

// over computes the search rate over other residents.
func (c *checker) over(p ethnicity.Population) otherRate {
	o := otherRate{make(map[ethnicity.Group]float64), make(map[ethnicity.Group]rri.Estimate), make(map[ethnicity.Group]Range)}
	for _, r := range c.rate.Rows {
		if n, err := p.Of(r.Group); r.Kind == "" && err == nil {
			o.exposure[r.Group] = n
		}
	}
	base := c.rate.baseline()
	if base.Events == nil {
		return o
	}
	b := rri.Rate{Events: *base.Events, Population: o.exposure[base.Group], DesignEffect: base.DesignEffect}
	for _, r := range c.rate.rowsOf("") {
		if r.Events == nil || o.exposure[r.Group] == 0 {
			continue
		}
		g := rri.Rate{Events: *r.Events, Population: o.exposure[r.Group], DesignEffect: r.DesignEffect}
		ratio, both, err := c.rangesOf(g, b)
		if err != nil {
			continue
		}
		o.ratio[r.Group], o.both[r.Group] = ratio, both
	}
	return o
}

// rangesOf computes the index of a group with its range of chance, and the range that also allows
// for the unknown: it reaches to the lower limit if all of these were of the baseline, and to the
// upper one if all were of the group.
func (c *checker) rangesOf(g, b rri.Rate) (rri.Estimate, Range, error) {
	o := rri.Options{Method: c.rate.Method, Level: c.rate.Level}
	ratio, err := rri.Ratio(g, b, o)
	if err != nil {
		return ratio, Range{}, err
	}
	low, high := ratio, ratio
	if n := c.doc.BoundsUnknown; n > 0 {
		if low, err = rri.Ratio(g, rri.Rate{Events: b.Events + n, Population: b.Population, DesignEffect: b.DesignEffect}, o); err != nil {
			return ratio, Range{}, err
		}
		if high, err = rri.Ratio(rri.Rate{Events: g.Events + n, Population: g.Population, DesignEffect: g.DesignEffect}, b, o); err != nil {
			return ratio, Range{}, err
		}
	}
	lower, upper := math.Min(low.Lower, ratio.Lower), math.Max(high.Upper, ratio.Upper)
	return ratio, Range{Lower: finite(lower), Upper: finite(upper)}, nil
}
