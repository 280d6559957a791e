package outcomes

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// seriesForce is what a series has of one force.
type seriesForce struct {
	ethnicity.Force
	counted map[Month]*Tally   // the searches that count
	rows    map[Month]int64    // everything that was read, of months with a row
	low     map[Month]LowMonth // those that have few
	usual   float64            // rows of the months that are there, in the mean
}

// isThere reports whether the rows of a month can be believed to be all of it.
func (f *seriesForce) isThere(m Month) bool {
	_, low := f.low[m]
	return f.rows[m] > 0 && !low
}

// name names the force in a note.
func (f *seriesForce) name() string {
	if f.IsZero() {
		return "no named force"
	}
	return sheet.Clean(quote.Clip(f.String()))
}

// seriesUnit is what has residents of its own: a force, or all of them over one place.
type seriesUnit struct {
	forces []*seriesForce
	weight float64 // what a month of it counts for Covered
	// whether the forces are together over one place
	isPlace bool
}

// mostMissing is the share of the usual rows of a place that may be missing from a month of it.
const mostMissing = 0.1

// isThere reports whether a month counts. Of a place, a month also counts where forces are missing
// that hardly search anybody there.
func (u *seriesUnit) isThere(m Month) bool {
	if len(u.forces) == 1 {
		return u.forces[0].isThere(m)
	}
	var there, missing float64
	for _, f := range u.forces {
		if f.isThere(m) {
			there += f.usual
		} else {
			missing += f.usual
		}
	}
	return there > 0 && missing < mostMissing*(there+missing)
}

// months returns those of a stretch that count, in order of time.
func (u *seriesUnit) months(within []Month) (list []Month) {
	for _, m := range within {
		if u.isThere(m) {
			list = append(list, m)
		}
	}
	return list
}

// residents returns the people of the unit whom the rate of some months is of.
func (u *seriesUnit) residents(at stretchOf, months []Month, r SeriesResidents) (ethnicity.Population, error) {
	var force ethnicity.Force
	if !u.isPlace {
		force = u.forces[0].Force
	}
	day, _ := MeanDay(months...)
	if at.rolling {
		day, _ = meanOfMonths(months...)
	}
	return r.Residents(force, day)
}

// series is a series while it is made.
type series struct {
	o          SeriesOptions // with the values that zeros stand for
	months     Months        // both ends are set
	forces     []*seriesForce
	units      []*seriesUnit
	definition *Definition // of a series of proportions
	without    int64       // searches without a month
	nouns      string      // what the records are called
}

// newSeries finds the forces of a series, the months that are there, and what each counts for.
func (t *Tally) newSeries(o SeriesOptions, rates bool) (*series, error) {
	if o.Read == nil {
		o.Read = t
	}
	if o.Residents == nil {
		o.Residents = ResidentsBy(ethnicity.Interpolated)
	}
	b := &series{o: o}
	_, b.nouns = t.nouns()
	if err := b.findMonths(); err != nil {
		return nil, err
	}
	if err := b.check(); err != nil {
		return nil, err
	}
	if err := b.findForces(t); err != nil {
		return nil, err
	}
	for _, u := range b.units {
		if rates {
			list := u.months(monthsIn(b.months))
			if list == nil {
				continue
			}
			p, err := u.residents(stretchOf{}, list, b.residents())
			if err != nil {
				return nil, err
			}
			u.weight = p.Total()
			continue
		}
		for _, f := range u.forces {
			u.weight += f.usual
		}
	}
	for k, n := range t.all() {
		if k.Month == 0 && k.Type.IsPerson() {
			b.without += n
		}
	}
	return b, nil
}

// residents are those of the series itself.
func (b *series) residents() SeriesResidents { return SeriesResidents{Residents: b.o.Residents} }

// findMonths sets the months of the series: those asked for, else those with a row.
func (b *series) findMonths() error {
	var read Months
	for at := range b.o.Read.byForceMonth() {
		if m := at.month; m != 0 && b.o.Months.Contains(m) {
			if read.First == 0 || m < read.First {
				read.First = m
			}
			read.Last = max(read.Last, m)
		}
	}
	if read.First == 0 {
		return fmt.Errorf("outcomes: a series of %s: no row is of these months", b.o.Months.Name())
	}
	b.months = b.o.Months.Within(read)
	return nil
}

// findForces finds what there is of each force that has a row in these months, in the order of
// forces. It is an error if searches count that are not among the rows that were read.
func (b *series) findForces(t *Tally) error {
	of := make(map[ethnicity.Force]*seriesForce)
	for at, n := range b.o.Read.byForceMonth() {
		if !b.months.Contains(at.month) || n == 0 {
			continue
		}
		f := of[at.force]
		if f == nil {
			f = &seriesForce{Force: at.force, counted: make(map[Month]*Tally), rows: make(map[Month]int64), low: make(map[Month]LowMonth)}
			of[at.force] = f
		}
		f.rows[at.month] = n
	}
	for _, low := range b.o.Read.LowMonths(b.o.LowMonth) {
		if f := of[low.Force]; f != nil && f.rows[low.Month] > 0 {
			f.low[low.Month] = low
		}
	}
	for at, part := range Split(t, Key.forceMonth) {
		f := of[at.force]
		switch {
		case !b.o.Months.Contains(at.month):
		case f == nil || part.Total() > f.rows[at.month]:
			return fmt.Errorf("outcomes: searches of %s in %s are not all among the rows that were read: want every row of which these were chosen",
				(&seriesForce{Force: at.force}).name(), at.month)
		default:
			f.counted[at.month] = part
		}
	}
	for _, f := range of {
		var sum, n float64
		for m, rows := range f.rows {
			if f.isThere(m) {
				sum += float64(rows)
				n++
			}
		}
		if n > 0 {
			f.usual = sum / n
		}
	}
	b.forces = slices.SortedFunc(maps.Values(of), func(a, c *seriesForce) int { return a.Compare(c.Force) })
	if b.o.OnePlace {
		b.units = []*seriesUnit{{forces: b.forces, isPlace: true}}
		return nil
	}
	for _, f := range b.forces {
		b.units = append(b.units, &seriesUnit{forces: []*seriesForce{f}})
	}
	return nil
}

// check reports options that contradict each other, and fills in what zeros stand for.
func (b *series) check() error {
	o := &b.o
	length := o.Kind.Months()
	if length == 0 {
		_, err := o.Kind.MarshalText()
		return err
	}
	if _, err := o.Rule.MarshalText(); err != nil {
		return err
	}
	if _, err := o.Scheme.MarshalText(); err != nil {
		return err
	}
	groups := slices.Collect(o.Scheme.Groups())
	if o.Baseline == 0 {
		o.Baseline = groups[0]
	}
	for _, g := range append([]ethnicity.Group{o.Baseline}, o.Groups...) {
		if !slices.Contains(groups, g) {
			return fmt.Errorf("outcomes: a series of %s: the groups %s do not have it", g, o.Scheme)
		}
	}
	if o.Groups != nil && !slices.Contains(o.Groups, o.Baseline) {
		return fmt.Errorf("outcomes: a series against %s, which is not among the groups that are compared", o.Baseline)
	}
	if o.Groups == nil {
		o.Groups = groups
	}
	switch n := o.Rolling; {
	case n < 0 || n > 0 && (n <= length || n%length != 0):
		return fmt.Errorf("outcomes: rolling over %d months by %s: want a multiple of %d, and more than one %s", n, o.Kind, length, o.Kind.Noun())
	case !(o.LowMonth >= 0 && o.LowMonth < 1):
		return fmt.Errorf("outcomes: low months below %v of the median: want a share from 0 up to 1", o.LowMonth)
	}
	return b.checkComparison()
}

// checkComparison fills in the open ends of the two periods to compare.
func (b *series) checkComparison() error {
	o := &b.o
	if o.Before == (Months{}) && o.After == (Months{}) {
		return nil
	}
	if o.Before == (Months{}) || o.After == (Months{}) {
		return errors.New("outcomes: two periods are compared: want the months of both")
	}
	for _, m := range []*Months{&o.Before, &o.After} {
		asked := *m
		*m = m.Within(b.months)
		if m.Len() == 0 || !m.Overlaps(b.months) {
			return fmt.Errorf("outcomes: months %s to compare: none of them is in the series, which is of %s", asked, b.months)
		}
	}
	if o.Before.Last >= o.After.First {
		return fmt.Errorf("outcomes: months %s and %s to compare: want two periods of which the first ends before the second begins", o.Before, o.After)
	}
	return nil
}

// monthsIn returns the months of a stretch with two ends.
func monthsIn(m Months) (list []Month) {
	for month := m.First; month <= m.Last; month++ {
		list = append(list, month)
	}
	return list
}

// notes says what is true of the series as a whole.
func (b *series) notes() (notes []string) {
	if b.without > 0 {
		notes = append(notes, fmt.Sprintf("%s %s whose month is not recorded are in no period", sheet.Count(b.without).Text, b.nouns))
	}
	if n := b.o.Rolling; n > b.months.Len() {
		notes = append(notes, fmt.Sprintf("nothing over %d months: the series is of %d", n, b.months.Len()))
	}
	if _, thin := b.rolling(); thin != nil {
		var ends []Month
		for _, at := range thin {
			ends = append(ends, at.months[len(at.months)-1])
		}
		notes = append(notes, fmt.Sprintf("no %d months that end in %s: less than half of each is there", b.o.Rolling, stretchNames(ends)))
	}
	return notes
}

// nothingToCompare returns the error of two periods to compare in which no force is left.
func (b *series) nothingToCompare(two []stretchOf) error {
	var texts []string
	for _, at := range two {
		at.units = b.units
		text := b.missingNote(at)
		if at.covered() == 0 {
			return fmt.Errorf("outcomes: %s to compare: no month of it can be believed: %s", at.Name, text)
		}
		texts = append(texts, text)
	}
	return fmt.Errorf("outcomes: %s and %s to compare: no force has months of both that can be believed: %s", two[0].Name, two[1].Name, strings.Join(texts, "; "))
}

// missingNote says which months of a period do not count, and why; "" if all do.
func (b *series) missingNote(at stretchOf) string {
	var texts []string
	if at.out != nil {
		texts = append(texts, "without "+stretchNames(at.out)+", as was asked for")
	}
	within := slices.DeleteFunc(slices.Clone(at.months), func(m Month) bool { return !b.months.Contains(m) })
	if len(within) < len(at.months) && len(within) > 0 {
		texts = append(texts, "records are of "+stretchNames(within)+" alone")
	}
	if names := b.forcesWithout(at); names != nil {
		texts = append(texts, "without "+quote.List(names)+", not there in both periods")
	}
	for _, f := range at.forces() {
		var none []Month
		var few []string
		for _, m := range within {
			if low, is := f.low[m]; is {
				few = append(few, fmt.Sprintf("%s (%s rows, median %s)", m.Name(), sheet.Count(low.Searches).Text, sheet.Fixed(low.Median, 0)))
			} else if f.rows[m] == 0 {
				none = append(none, m)
			}
		}
		if few != nil {
			texts = append(texts, fmt.Sprintf("few rows of %s in %s: left out", f.name(), quote.And(few)))
		}
		if none != nil {
			texts = append(texts, fmt.Sprintf("no rows of %s in %s", f.name(), stretchNames(none)))
		}
	}
	if b.o.OnePlace && len(b.forces) > 1 {
		if lost := slices.DeleteFunc(slices.Clone(within), b.units[0].isThere); len(lost) > 0 {
			texts = append(texts, "without "+stretchNames(lost)+", when too many rows of the place are missing")
		}
	}
	const most = 6
	if more := len(texts) - most; more > 0 {
		texts = append(texts[:most], fmt.Sprintf("and %d more like these", more))
	}
	return strings.Join(texts, "; ")
}

// forces returns the forces of a point.
func (at stretchOf) forces() (forces []*seriesForce) {
	for _, u := range at.units {
		forces = append(forces, u.forces...)
	}
	return forces
}

// forcesWithout names the forces of the series that are not in a point.
func (b *series) forcesWithout(at stretchOf) (names []string) {
	in := at.forces()
	for _, f := range b.forces {
		if !slices.Contains(in, f) {
			names = append(names, f.name())
		}
	}
	return names
}

// stretchNames names months in order of time, runs of them by their ends.
func stretchNames(months []Month) string {
	var names []string
	for _, m := range stretches(months) {
		names = append(names, m.Name())
	}
	return quote.And(names)
}
