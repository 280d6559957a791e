package outcomes

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
)

// keysOfRows returns the cells of 1,680,000 rows in the order of their months, as files have them:
// of 168 months with about 2,600 cells each, of 30,000 kinds, of which some are far more common
// than others.
func keysOfRows() []Key {
	r := rand.New(rand.NewPCG(1, 2))
	kinds := make([]Key, 30000)
	for i := range kinds {
		kinds[i] = Key{Force: forceNumber(1), Type: PersonSearch, Self: groupsOfPolice[i%len(groupsOfPolice)], Officer: groupsOfOfficers[i%len(groupsOfOfficers)],
			Gender: Gender(i % 3), Age: Age(i / 30 % 6), Legislation: Legislation(i / 180 % 5), Object: Object(i / 900 % 10), Outcome: Outcome(i / 9000 % 8),
			Linked: Answer(i % 2), Clothing: Answer(i / 5 % 2), Crime: CrimeOutcome(i >> 8)}
	}
	r.Shuffle(len(kinds), func(i, j int) { kinds[i], kinds[j] = kinds[j], kinds[i] })
	rows := make([]Key, 1680000)
	for i := range rows {
		rows[i] = kinds[int(30000*math.Pow(r.Float64(), 14))]
		rows[i].Month = newMonth(2010, 1) + Month(i/10000)
	}
	return rows
}

// besideMap measures what is done with a tally beside what is done with a plain map, both in every
// round, so that a busy machine slows both: "ns/one" is the time of the tally for each of n, and
// "times" that of the map over it.
func besideMap(b *testing.B, n int, tally, plain func()) {
	b.ReportAllocs()
	var own, other time.Duration
	for b.Loop() {
		start := time.Now()
		tally()
		between := time.Now()
		plain()
		own, other = own+between.Sub(start), other+time.Since(between)
	}
	b.ReportMetric(float64(own)/float64(b.N)/float64(n), "ns/one")
	b.ReportMetric(float64(other)/float64(own), "times")
}

func BenchmarkTally(b *testing.B) {
	rows := keysOfRows()
	whole, cells := new(Tally), make(map[Key]int64)
	count := func(t *Tally) {
		for i := range rows {
			if err := t.AddCount(rows[i], 1); err != nil {
				b.Fatal(err)
			}
		}
	}
	countPlain := func(cells map[Key]int64) {
		for i := range rows {
			cells[rows[i]]++
		}
	}
	count(whole)
	countPlain(cells)
	n := len(cells)
	if whole.Len() != n {
		b.Fatal(whole.Len(), n)
	}
	b.Run("new cells", func(b *testing.B) {
		besideMap(b, len(rows), func() { count(new(Tally)) }, func() { countPlain(make(map[Key]int64)) })
	})
	b.Run("known cells", func(b *testing.B) {
		besideMap(b, len(rows), func() { count(whole) }, func() { countPlain(cells) })
	})
	b.Run("all", func(b *testing.B) {
		besideMap(b, n, func() {
			sum := int64(0)
			for _, n := range whole.All() {
				sum += n
			}
		}, func() {
			sum := int64(0)
			for _, k := range slices.SortedFunc(maps.Keys(cells), Key.Compare) {
				sum += cells[k]
			}
		})
	})
	action := func(k Key) bool { return k.Outcome.IsAction() }
	b.Run("where", func(b *testing.B) {
		besideMap(b, n, func() { whole.Where(action) }, func() {
			kept := make(map[Key]int64)
			for k, n := range cells {
				if action(k) {
					kept[k] += n
				}
			}
		})
	})
	b.Run("merge", func(b *testing.B) {
		besideMap(b, n, func() { mustMerge(new(Tally), whole) }, func() {
			sum := make(map[Key]int64)
			for k, n := range cells {
				sum[k] += n
			}
		})
	})
	group := SelfDefined.Of
	b.Run("count by", func(b *testing.B) {
		besideMap(b, n, func() { CountBy(whole, group) }, func() {
			counts := make(map[ethnicity.Group]int64)
			for k, n := range cells {
				counts[group(k)] += n
			}
		})
	})
	b.Run("proportions", func(b *testing.B) {
		d := FindByAction.Definition()
		besideMap(b, n, func() {
			if _, err := whole.Proportions(d, Grouping{Scheme: ethnicity.EighteenPlusOne}); err != nil {
				b.Fatal(err)
			}
		}, func() {
			trials, events := make(map[ethnicity.Group]int64), make(map[ethnicity.Group]int64)
			for k, n := range cells {
				if k.Type.IsPerson() && d.Trial(k) {
					trials[group(k)] += n
					if d.Event(k) {
						events[group(k)] += n
					}
				}
			}
		})
	})
	b.Run("equal", func(b *testing.B) {
		other, plain := clone(whole), maps.Clone(cells)
		besideMap(b, n, func() {
			if !whole.Equal(other) {
				b.Fatal("another tally")
			}
		}, func() {
			if !maps.Equal(cells, plain) {
				b.Fatal("another map")
			}
		})
	})
	b.Run("split", func(b *testing.B) {
		object := func(k Key) Object { return k.Object }
		besideMap(b, n, func() { Split(whole, object) }, func() {
			parts := make(map[Object]map[Key]int64)
			for k, n := range cells {
				if parts[object(k)] == nil {
					parts[object(k)] = make(map[Key]int64)
				}
				parts[object(k)][k] += n
			}
		})
	})
}
