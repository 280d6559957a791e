package outcomes

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

const (
	// leastCovered is the share of a period that a change or a trend wants at the least: what is
	// covered less is in none, so that it makes no break.
	leastCovered = 0.5

	// mostMoved is by how much the share of the forces that are there, or of the searches that do
	// not say if they are an event, may move without a break.
	mostMoved = 0.05

	// leastExpected is how many searches under a label would be expected at the least, by the
	// share that it has in other months, where none is a sign that the form has no such label:
	// chance gives none at most 5 times in 100,000.
	leastExpected = 10
)

type seriesBreak = trend.Break[ethnicity.Group]

// breaks returns where the counts of the series begin to mean something else, in order of time.
func (b *series) breaks() ([]seriesBreak, error) {
	var used []stretchOf
	for _, at := range b.periods() {
		if at.covered() >= leastCovered {
			used = append(used, at)
		}
	}
	list := slices.Concat(b.forceBreaks(used), b.labelBreaks())
	if b.definition != nil {
		list = append(list, b.missingBreaks(used)...)
	} else {
		residents, err := b.residentsBreaks(used)
		if err != nil {
			return nil, err
		}
		list = append(list, residents...)
	}
	slices.SortStableFunc(list, func(x, y seriesBreak) int { return cmp.Or(x.At.Compare(y.At), cmp.Compare(x.Kind, y.Kind)) })
	return list, nil
}

// forceBreaks are where the forces make up other shares of what is there than since the break
// before, by more than a few points.
func (b *series) forceBreaks(used []stretchOf) (list []seriesBreak) {
	var since [][]float64
	for _, at := range used {
		now := b.mix(at.months)
		i := slices.IndexFunc(since, func(was []float64) bool { return moved(was, now) > mostMoved })
		if i < 0 {
			since = append(since, now)
			continue
		}
		most := 0
		for f := range b.forces {
			if math.Abs(now[f]-since[i][f]) > math.Abs(now[most]-since[i][most]) {
				most = f
			}
		}
		list = append(list, seriesBreak{At: at.Start, Kind: trend.RecordingBreak,
			Text: fmt.Sprintf("another mix of forces: %s makes up %s of it, %s before", b.forces[most].name(), sheet.Share(now[most]), sheet.Share(since[i][most]))})
		since = [][]float64{now}
	}
	return list
}

// mix returns the shares of the forces in what is there of some months.
func (b *series) mix(months []Month) []float64 {
	shares := make([]float64, len(b.forces))
	var all float64
	for i, f := range b.forces {
		for _, m := range months {
			if f.isThere(m) {
				shares[i] += b.share(f)
			}
		}
		all += shares[i]
	}
	for i := range shares {
		shares[i] /= all
	}
	return shares
}

// moved returns how much of a mix is elsewhere in another.
func moved(a, b []float64) (sum float64) {
	for i := range a {
		sum += math.Abs(a[i]-b[i]) / 2
	}
	return sum
}

// share returns what a month of a force counts for among the forces of the series.
func (b *series) share(f *seriesForce) float64 {
	for _, u := range b.units {
		if len(u.forces) == 1 && u.forces[0] == f {
			return u.weight
		}
	}
	return f.usual
}

// forceNames names forces.
func forceNames(forces []*seriesForce) string {
	var names []string
	for _, f := range forces {
		names = append(names, f.name())
	}
	return quote.List(names)
}

// residentsBreaks are where residents are by another source than in the point before. Those that
// are interpolated between two censuses meet both.
func (b *series) residentsBreaks(used []stretchOf) (list []seriesBreak, err error) {
	for _, u := range b.units {
		var before ethnicity.Population
		for i, at := range used {
			months := u.months(at.months)
			if months == nil {
				continue
			}
			p, err := u.residents(at, months, b.residents())
			if err != nil {
				return nil, err
			}
			if i > 0 && before != (ethnicity.Population{}) && otherSource(before, p) {
				list = append(list, seriesBreak{At: at.Start, Kind: trend.ResidentsBreak,
					Text: fmt.Sprintf("residents by %s in place of %s", sourceName(p), sourceName(before))})
			}
			before = p
		}
	}
	return list, nil
}

// otherSource reports whether residents of two times are by sources that do not meet.
func otherSource(a, b ethnicity.Population) bool {
	isCensus := func(p ethnicity.Population) bool { return p.Census != ethnicity.OtherSource }
	if a.Census == b.Census {
		return !isCensus(a) && a.Source != b.Source
	}
	return !(isCensus(a) && isCensus(b) && (a.Census == ethnicity.Interpolated || b.Census == ethnicity.Interpolated))
}

func sourceName(p ethnicity.Population) string {
	if p.Source != "" {
		return sheet.Clean(quote.Clip(p.Source))
	}
	return p.Census.String()
}

// label is what a form may have or lack: a group, by an account of ethnicity, or the events of a
// definition.
type label struct {
	name   string
	groups []ethnicity.Group // that mean something else without it; nil for all
	// which searches are under it, and among which they are to be looked for
	is, among func(Key) bool
}

// onset is a month from which a label is in use, or is no longer.
type onset struct {
	month Month
	label int // its place among the labels
	ends  bool
}

// labelBreaks are where labels begin or end in the records of a force.
func (b *series) labelBreaks() (list []seriesBreak) {
	labels := b.labels()
	forces := make(map[onset][]*seriesForce)
	for _, f := range b.forces {
		for i, l := range labels {
			first, last := f.uses(l)
			if first != 0 {
				at := onset{first, i, false}
				forces[at] = append(forces[at], f)
			}
			if last != 0 {
				at := onset{last.Next(), i, true}
				forces[at] = append(forces[at], f)
			}
		}
	}
	for _, at := range slices.SortedFunc(maps.Keys(forces), func(x, y onset) int {
		return cmp.Or(cmp.Compare(x.month, y.month), cmp.Compare(x.label, y.label))
	}) {
		verb := "are recorded"
		if at.ends {
			verb = "are no longer recorded"
		}
		list = append(list, seriesBreak{At: at.month.start(), Kind: trend.RecordingBreak, Groups: labels[at.label].groups,
			Text: fmt.Sprintf("%s %s from %s on by %s", labels[at.label].name, verb, at.month.Name(), forceNames(forces[at]))})
	}
	return list
}

// uses returns the first month of a label in the records of f, if it is missing before where it
// would be expected, and likewise its last; 0 for either if there is no such month.
func (f *seriesForce) uses(l label) (first, last Month) {
	is, among := make(map[Month]int64), make(map[Month]int64)
	for m, t := range f.counted {
		if !f.isThere(m) {
			continue
		}
		for k, n := range t.all() {
			if k.Type.IsPerson() && l.among(k) {
				among[m] += n
				if l.is(k) {
					is[m] += n
				}
			}
		}
	}
	months := slices.Sorted(maps.Keys(is))
	if months == nil {
		return 0, 0
	}
	first, last = months[0], months[len(months)-1]
	var before, within, after, under int64
	for m, n := range among {
		switch {
		case m < first:
			before += n
		case m > last:
			after += n
		default:
			within += n
			under += is[m]
		}
	}
	missing := func(n int64) bool { return float64(n)*float64(under) >= leastExpected*float64(within) }
	if !missing(before) {
		first = 0
	}
	if !missing(after) {
		last = 0
	}
	return first, last
}

// labels returns what may begin or end in the records of the series.
func (b *series) labels() (list []label) {
	known := func(k Key) ethnicity.Group {
		g, _ := b.o.Scheme.Collapse(b.o.Rule.Of(k))
		return g
	}
	for g := range b.o.Scheme.Groups() {
		list = append(list, label{
			name:   b.nouns + " of the group " + g.String(),
			groups: b.siblings(g),
			is:     func(k Key) bool { return known(k) == g },
			among:  func(k Key) bool { return known(k).IsKnown() },
		})
	}
	if b.o.Rule == SelfThenOfficer {
		list = append(list, label{
			name:  b.nouns + " of people whom only officers put into a group, as Mixed,",
			is:    func(k Key) bool { return k.Officer == ethnicity.Mixed },
			among: func(k Key) bool { return !k.Self.IsKnown() && k.Officer.IsKnown() },
		})
	}
	if b.definition != nil {
		list = append(list, label{
			name:  "events of the " + sheet.Clean(quote.Clip(b.definition.Name)),
			is:    b.definition.Event,
			among: b.definition.Trial,
		})
	}
	return list
}

// siblings returns the groups whose people may be recorded under one another's label: those of the
// same of the five groups. It returns nil, for all groups, of one of the five itself.
func (b *series) siblings(g ethnicity.Group) (groups []ethnicity.Group) {
	parent, err := ethnicity.FivePlusOne.Collapse(g)
	if err != nil || parent == g {
		return nil
	}
	for h := range b.o.Scheme.Groups() {
		if of, err := ethnicity.FivePlusOne.Collapse(h); err == nil && of == parent {
			groups = append(groups, h)
		}
	}
	return groups
}

// missingBreaks are where the share of searches that do not say if they are an event is another
// than since the break before, by more than a few points and than chance.
func (b *series) missingBreaks(used []stretchOf) (list []seriesBreak) {
	var since []shareOf
	for _, at := range used {
		now := b.missingShare(at.months)
		i := slices.IndexFunc(since, func(was shareOf) bool { return was.differs(now) })
		if i < 0 {
			since = append(since, now)
			continue
		}
		list = append(list, seriesBreak{At: at.Start, Kind: trend.RecordingBreak,
			Text: fmt.Sprintf("%s of %s do not say if they count, %s before", sheet.Share(now.share()), b.nouns, sheet.Share(since[i].share()))})
		since = []shareOf{now}
	}
	return list
}

// missingShare counts the searches of persons that do not say if they are an event.
func (b *series) missingShare(months []Month) (s shareOf) {
	for _, u := range b.units {
		for _, m := range u.months(months) {
			for _, f := range u.forces {
				for k, n := range f.counted[m].all() {
					if !f.isThere(m) || !k.Type.IsPerson() {
						continue
					}
					s.all += n
					if b.definition.Missing(k) {
						s.part += n
					}
				}
			}
		}
	}
	return s
}

// shareOf is a part of a number of searches.
type shareOf struct{ part, all int64 }

func (s shareOf) share() float64 { return float64(s.part) / float64(s.all) }

// differs reports whether two shares differ by more than may be, and by more than three standard
// errors.
func (s shareOf) differs(t shareOf) bool {
	if s.all == 0 || t.all == 0 {
		return false
	}
	const errors = 3
	moved := math.Abs(s.share() - t.share())
	pooled := float64(s.part+t.part) / float64(s.all+t.all)
	return moved > mostMoved && moved > errors*math.Sqrt(pooled*(1-pooled)*(1/float64(s.all)+1/float64(t.all)))
}
