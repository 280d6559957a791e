package report

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/internal/wording"
	"github.com/seed-549880be/disparity/rri"
)

// The attacker of Options.Suppress has every form of a report, and this program. He learns nothing
// of a count exactly if there are other records of which all forms are the same to the byte, in
// which the count is another: the tests look for such records, for every number that a small count
// could be. Nobody has to list what a number is printed in, nor what follows from what.

// pile is a group, or what is recorded in place of one, with an outcome.
type pile struct {
	group   ethnicity.Group
	outcome int // the place in the outcomes of the kind
}

// world is records by pile.
type world map[pile]int64

// recordKind is a kind of records with the outcomes that they can have.
type recordKind struct {
	name string
	of   outcomes.RecordType
	keys []outcomes.Key // each with an outcome alone, the last of them without
}

var searchRecords = recordKind{"searches", outcomes.PersonSearch, []outcomes.Key{
	{Outcome: outcomes.Arrest}, {Outcome: outcomes.NoFurtherAction}, {Outcome: outcomes.Caution}, {},
}}

var suspectRecords = recordKind{"suspects", outcomes.PersonSuspected, []outcomes.Key{
	{Crime: outcomes.ChargedOrSummonsed}, {Crime: outcomes.SuspectIdentifiedVictimSupports}, {Crime: outcomes.CommunityResolutionOfCrime}, {Crime: outcomes.DiversionaryActivity}, {},
}}

// tally returns the records as a tally.
func (k recordKind) tally(w world) *outcomes.Tally {
	t := new(outcomes.Tally)
	for c, n := range w {
		key := k.keys[c.outcome]
		key.Type, key.Self, key.Age = k.of, c.group, outcomes.Age10To17
		key.Month, key.Force = month("2023-01"), must(ethnicity.ParseForce("kent"))
		if n > 0 {
			if err := t.AddCount(key, n); err != nil {
				panic(err)
			}
		}
	}
	return t
}

// report returns the report of the records, with what files say of themselves.
func (k recordKind) report(w world, o Options) (*Report, error) {
	t := k.tally(w)
	r := &Report{o: o.filled(), limit: limit(o.Suppress), input: input{tally: t, sum: t.WithoutMonths(), full: t, words: wording.Of(k.of)}}
	for c, n := range w {
		r.quality.Rows += n
		if !c.group.IsKnown() {
			r.quality.EthnicityUnknown += n
		}
		if c.outcome == len(k.keys)-1 {
			r.quality.OutcomeMissing += n
		}
		r.quality.LinkedMissing += n
	}
	return r, r.build()
}

// seen is all that is printed of the records; as JSON alone, which has every figure, or in all
// forms.
func (k recordKind) seen(w world, o Options, everyForm bool) (string, bool) {
	r, err := k.report(w, o)
	if err != nil {
		return err.Error(), false
	}
	if !everyForm {
		return string(must(r.MarshalJSON())), true
	}
	all := ""
	for _, form := range slices.Sorted(maps.Keys(forms)) {
		all += formOf(r, form)
	}
	return all, true
}

// tableCount is a number of a table: of the records of one group that are events, or trials.
type tableCount struct {
	name   string
	group  ethnicity.Group
	counts []bool // by outcome, whether it is one of them
	hidden bool
	byWish bool
	low    int64 // from here
	high   int64 // to here the report would print the same, if nothing else were printed
}

// countsOf returns the numbers of the tables of a report: those that are shown can be nothing else,
// and those that are withheld are taken to be as small or as large as they are, which the attacker
// of package suppress knows.
func (k recordKind) countsOf(r *Report, w world) (list []tableCount) {
	add := func(e entry, row Row, name string, shown, trials bool) {
		c := tableCount{name: fmt.Sprintf("%s of %s of %s", name, row.Group, e.id), group: row.Group, hidden: !shown, byWish: e.id != r.tables[0].id && !trials}
		for outcome := range k.keys {
			key := k.keyOf(outcome)
			c.counts = append(c.counts, e.definition.Trial(key) && (trials || e.definition.Event(key)))
		}
		n := w.of(c)
		c.low, c.high = n, n
		if !shown {
			limits := []int64{0, r.o.Suppress, math.MaxInt64}
			if trials { // up to twice as many are withheld with their events
				limits = []int64{0, r.o.Suppress, 2 * r.o.Suppress, math.MaxInt64}
			}
			if e.id == r.tables[0].id && row.Exposure != nil && n > 0 { // a zero would be shown
				limits[0] = 1
			}
			at := slices.IndexFunc(limits[1:], func(limit int64) bool { return n <= limit })
			c.low, c.high = limits[at], limits[at+1]
			if at > 0 {
				c.low++
			}
		}
		list = append(list, c)
	}
	for _, e := range r.tables {
		for _, row := range e.plain.Rows {
			if row.Kind == "" {
				add(e, row, "events", row.Events != nil, false)
				add(e, row, "trials", row.Exposure != nil, true)
			}
		}
	}
	return list
}

func (k recordKind) keyOf(outcome int) outcomes.Key {
	key := k.keys[outcome]
	key.Type = k.of
	return key
}

// of returns a number of the records.
func (w world) of(c tableCount) (n int64) {
	for outcome, is := range c.counts {
		if is {
			n += w[pile{c.group, outcome}]
		}
	}
	return n
}

// excluded returns the values from 1 to k that one of the counts has in no records that look like
// w.
func (k recordKind) excluded(random *rand.Rand, w world, o Options, all []tableCount, at int, groups []ethnicity.Group) (excluded []int64) {
	screen, _ := k.seen(w, o, false)
	every, _ := k.seen(w, o, true)
	for v := int64(1); v <= o.Suppress; v++ {
		wanted := slices.Clone(all)
		wanted[at].low, wanted[at].high = v, v
		found := w.of(all[at]) == v
		for try := range 40 {
			if found {
				break
			}
			if try == 20 { // nothing tells how large what is withheld by wish is
				for i, c := range wanted {
					switch {
					case !c.hidden || i == at:
					case c.byWish:
						wanted[i].low, wanted[i].high = 0, math.MaxInt64
					case c.low > o.Suppress: // up to twice as many are withheld with their events
						wanted[i].low, wanted[i].high = o.Suppress+1, math.MaxInt64
					}
				}
			}
			among := groups
			// those alone of which something is withheld: fewer ways, but most lead there
			if try%2 == 0 {
				among = withheldOf(all, groups)
			}
			other, ok := k.like(random, w, wanted, among)
			if !ok {
				continue
			}
			if text, _ := k.seen(other, o, false); text == screen {
				text, _ = k.seen(other, o, true)
				found = text == every
			}
		}
		if !found {
			excluded = append(excluded, v)
		}
	}
	return excluded
}

// withheldOf returns the groups of which something is withheld.
func withheldOf(all []tableCount, groups []ethnicity.Group) (list []ethnicity.Group) {
	for _, g := range groups {
		if slices.ContainsFunc(all, func(c tableCount) bool { return c.group == g && c.hidden }) {
			list = append(list, g)
		}
	}
	return list
}

// like looks for records of which every count is from its low to its high, beginning with w: it
// moves one record after the other between groups and outcomes, back and forth, and keeps how many
// have each outcome.
func (k recordKind) like(random *rand.Rand, w world, counts []tableCount, groups []ethnicity.Group) (world, bool) {
	w = maps.Clone(w)
	of := make(map[ethnicity.Group][]tableCount)
	for _, c := range counts {
		of[c.group] = append(of[c.group], c)
	}
	// how far the counts of a group are from where they may be
	off := func(g ethnicity.Group) (n int64) {
		for _, c := range of[g] {
			n += max(0, c.low-w.of(c), w.of(c)-c.high)
		}
		return n
	}
	var total int64
	for _, g := range groups {
		total += off(g)
	}
	for range 4000 {
		if total == 0 {
			return w, true
		}
		g, h := groups[random.IntN(len(groups))], groups[random.IntN(len(groups))]
		from, to := random.IntN(len(k.keys)), random.IntN(len(k.keys))
		if g == h || w[pile{g, from}] == 0 || from != to && w[pile{h, to}] == 0 {
			continue
		}
		move := func(n int64) {
			w[pile{g, from}] -= n
			w[pile{h, from}] += n
			if from != to {
				w[pile{h, to}] -= n
				w[pile{g, to}] += n
			}
		}
		before := off(g) + off(h)
		move(1)
		after := off(g) + off(h)
		if after > before && random.Float64() > math.Exp(-2*float64(after-before)) {
			move(-1)
			continue
		}
		total += after - before
	}
	return nil, false
}

// TestAttack: in random records no withheld count from 1 to the limit is known from what is
// printed, and hardly ever can somebody who runs this program on other records rule out one of the
// numbers up to the limit: where a group has few records beside those that another table counts.
func TestAttack(t *testing.T) {
	if testing.Short() {
		t.Skip("a search for other records that look alike")
	}
	random := rand.New(rand.NewPCG(20, 5))
	for _, test := range []struct {
		kind   recordKind
		scheme ethnicity.Scheme
		worlds int
	}{
		{searchRecords, ethnicity.FivePlusOne, 20},
		{suspectRecords, ethnicity.FivePlusOne, 20},
		{searchRecords, ethnicity.EighteenPlusOne, 2},
		{suspectRecords, ethnicity.EighteenPlusOne, 2},
	} {
		t.Run(fmt.Sprintf("%s in %s", test.kind.name, test.scheme), func(t *testing.T) {
			known := slices.Collect(test.scheme.Groups())
			o := Options{Scheme: test.scheme, Suppress: 3, Age: new(outcomes.Age10To17), Method: rri.Wald, Independent: true}
			shown, attacked, narrowed := 0, 0, 0
			for range test.worlds {
				w := test.kind.anyWorld(random, known)
				r, err := test.kind.report(w, o)
				if err != nil {
					continue
				}
				shown++
				all := test.kind.countsOf(r, w)
				for i, c := range all {
					if n := w.of(c); !c.hidden || n == 0 || n > o.Suppress {
						continue
					}
					attacked++
					excluded := test.kind.excluded(random, w, o, all, i, known)
					if excluded != nil {
						narrowed++
						t.Logf("%s: what is printed cannot be of %v, with %d\n%s", c.name, excluded, w.of(c), test.kind.text(w, known))
					}
					if len(excluded) > 1 {
						t.Errorf("%s is told: it cannot be %v\n%s", c.name, excluded, test.kind.text(w, known))
					}
				}
			}
			t.Logf("%d of %d worlds are shown, with %d small counts that are withheld, %d of which are narrowed", shown, test.worlds, attacked, narrowed)
			if shown < test.worlds/2 || attacked < 2*test.worlds || 20*narrowed > attacked {
				t.Errorf("%d of %d worlds are shown, with %d small counts that are withheld, %d of which are narrowed", shown, test.worlds, attacked, narrowed)
			}
		})
	}
}

// anyWorld draws records of every group and outcome: many of the first group, and few of some.
func (k recordKind) anyWorld(random *rand.Rand, groups []ethnicity.Group) world {
	w := make(world)
	for i, g := range append(slices.Clip(groups), ethnicity.NotStated) {
		most := []int64{2, 6, 12, 40}[random.IntN(4)]
		if i == 0 {
			most = 100
		}
		for outcome := range k.keys {
			w[pile{g, outcome}] = max(0, random.Int64N(most+2)-1)
		}
	}
	return w
}

// formOf writes one form of a report.
func formOf(r *Report, form string) string {
	var b bytes.Buffer
	if err := forms[form](r, &b); err != nil {
		return err.Error()
	}
	return b.String()
}

// text writes the records, a line for each group with a column for each outcome.
func (k recordKind) text(w world, groups []ethnicity.Group) (text string) {
	for _, g := range groups {
		text += fmt.Sprintf("%-30s", g)
		for o := range k.keys {
			text += fmt.Sprintf("%4d", w[pile{g, o}])
		}
		text += "\n"
	}
	return text
}
