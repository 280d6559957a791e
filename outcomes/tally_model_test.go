package outcomes

import (
	"maps"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
)

// anyCell draws a cell of few forces and months, of which some have values that have no name.
func anyCell() *rapid.Generator[Key] {
	return rapid.Custom(func(t *rapid.T) Key {
		few := func(name string) uint8 {
			return rapid.SampledFrom([]uint8{0, 1, 2, 127, 128, 255}).Draw(t, name)
		}
		k := Key{
			Force: rapid.SampledFrom([]ethnicity.Force{{}, forceNumber(1), forceNumber(2), jersey}).Draw(t, "force"),
			Month: rapid.SampledFrom([]Month{0, newMonth(2022, 9), newMonth(2022, 10), 1<<16 - 1}).Draw(t, "month"),
			Type:  RecordType(few("type")),
			Kept:  anyKept().Draw(t, "kept"),
		}
		switch rapid.IntRange(0, 9).Draw(t, "field") {
		case 0:
			k.Self = ethnicity.Group(few("self"))
		case 1:
			k.Officer = ethnicity.Group(few("officer"))
		case 2:
			k.Gender = Gender(few("gender"))
		case 3:
			k.Age = Age(few("age"))
		case 4:
			k.Legislation = Legislation(few("legislation"))
		case 5:
			k.Object = Object(few("object"))
		case 6:
			k.Outcome = Outcome(few("outcome"))
		case 7:
			k.Linked = Answer(few("linked"))
		case 8:
			k.Clothing = Answer(few("clothing"))
		case 9:
			k.Crime = CrimeOutcome(few("crime"))
		}
		return k
	})
}

// Every value of every field has its place in the words of a kind, and these are in the order of
// keys.
func TestLawKindWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		anyKey := rapid.Custom(func(t *rapid.T) Key {
			b := rapid.SliceOfN(rapid.Byte(), 11, 11).Draw(t, "fields")
			return Key{Type: RecordType(b[0]), Self: ethnicity.Group(b[1]), Officer: ethnicity.Group(b[2]), Gender: Gender(b[3]), Age: Age(b[4]),
				Legislation: Legislation(b[5]), Object: Object(b[6]), Outcome: Outcome(b[7]), Linked: Answer(b[8]), Clothing: Answer(b[9]),
				Crime: CrimeOutcome(b[10]), Kept: anyKept().Draw(t, "kept")}
		})
		k := anyKey.Draw(t, "key")
		l := k
		if rapid.Bool().Draw(t, "near") {
			l.Outcome ^= Outcome(rapid.Byte().Draw(t, "outcome"))
			l.Crime ^= CrimeOutcome(rapid.Byte().Draw(t, "crime"))
		} else {
			l = anyKey.Draw(t, "other")
		}
		of := forceMonth{forceNumber(1), newMonth(2022, 9)}
		v, w := k.words(), l.words()
		k.Force, k.Month = of.force, of.month
		if got := v.key(of); got != k {
			t.Fatalf("%v comes back as %v", k, got)
		}
		l.Force, l.Month = of.force, of.month
		if got, want := v.compare(&w), k.Compare(l); got != want || (v == w) != (k == l) {
			t.Fatalf("words are compared as %d, keys as %d", got, want)
		}
		if v == w && v.hash() != w.hash() {
			t.Fatal("equal words have different hashes")
		}
	})
}

// tallyModel is what a tally is to its reader: a map of counts, what is known of stops, and a map
// of pairs.
type tallyModel struct {
	Cells map[Key]int64
	Stops map[forceMonth]stopsOf
	Pairs map[Pair]int64
}

func newTallyModel() tallyModel {
	return tallyModel{map[Key]int64{}, map[forceMonth]stopsOf{}, map[Pair]int64{}}
}

func (m tallyModel) clone() tallyModel {
	return tallyModel{maps.Clone(m.Cells), maps.Clone(m.Stops), maps.Clone(m.Pairs)}
}

func (m tallyModel) has(of forceMonth) bool {
	for k := range m.Cells {
		if k.forceMonth() == of {
			return true
		}
	}
	return false
}

func (m tallyModel) forget(of forceMonth) {
	delete(m.Stops, of)
	maps.DeleteFunc(m.Pairs, func(p Pair, _ int64) bool { return p.First.forceMonth() == of })
}

func (m tallyModel) add(k Key, n int64) {
	if n > 0 {
		m.forget(k.forceMonth())
		m.Cells[k] += n
	}
}

func (m tallyModel) addPairs(a, b Key, n int64) {
	if a.Compare(b) > 0 {
		a, b = b, a
	}
	m.Pairs[Pair{a, b}] += n
}

func (m tallyModel) merge(u tallyModel) {
	known := map[forceMonth]bool{}
	for k := range u.Cells {
		of := k.forceMonth()
		if _, seen := known[of]; !seen {
			known[of] = !m.has(of)
		}
	}
	for of, alone := range known {
		if s, ok := u.Stops[of]; ok && alone {
			m.Stops[of] = s
		} else {
			m.forget(of)
		}
	}
	for k, n := range u.Cells {
		m.Cells[k] += n
	}
	for p, n := range u.Pairs {
		if known[p.First.forceMonth()] {
			m.Pairs[p] += n
		}
	}
}

func (m tallyModel) where(keep func(Key) bool) tallyModel {
	kept := newTallyModel()
	for k, n := range m.Cells {
		if keep(k) {
			kept.Cells[k] = n
			if s, ok := m.Stops[k.forceMonth()]; ok {
				kept.Stops[k.forceMonth()] = s
			}
		}
	}
	for p, n := range m.Pairs {
		if keep(p.First) && keep(p.Second) {
			kept.Pairs[p] = n
		}
	}
	return kept
}

// read returns the model that a tally is read as.
func (m tallyModel) read(t *rapid.T, tally *Tally) tallyModel {
	got := newTallyModel()
	var keys []Key
	for k, n := range tally.All() {
		keys = append(keys, k)
		got.Cells[k] = n
	}
	var pairs []Pair
	for p, n := range tally.Pairs() {
		pairs = append(pairs, p)
		got.Pairs[p] = n
	}
	if !slices.IsSortedFunc(keys, Key.Compare) || len(keys) != len(got.Cells) || tally.Len() != len(keys) || len(pairs) != len(got.Pairs) ||
		!slices.IsSortedFunc(pairs, func(p, q Pair) int {
			if c := p.First.Compare(q.First); c != 0 {
				return c
			}
			return p.Second.Compare(q.Second)
		}) {
		t.Fatalf("%d cells, %d pairs, in this order: %v %v", len(keys), len(pairs), keys, pairs)
	}
	var total int64
	for _, n := range got.Cells {
		total += n
	}
	for _, s := range tally.Stops() {
		if of := (forceMonth{s.Force, s.Month}); s.Status != StopsNotCounted {
			got.Stops[of] = stopsOf{s.Status, s.Rows, s.Alone, s.Coincidences}
		}
	}
	if tally.Total() != total || !maps.Equal(cellsOf(tally), got.Cells) || !maps.Equal(pairsOf(tally), got.Pairs) {
		t.Fatalf("a total of %d, want %d", tally.Total(), total)
	}
	return got
}

// anyBlock draws what is filled in at once: a force and month with cells, stops and pairs, of which
// some stand several times and either way round.
func anyBlock(t *rapid.T, tally *Tally, model tallyModel) {
	keys := rapid.SliceOfNDistinct(anyCell(), 1, 6, func(k Key) kindWords { return k.words() }).Draw(t, "cells")
	of := keys[0].forceMonth()
	stops := stopsOf{rows: 40, status: rapid.SampledFrom([]StopsStatus{StopsTold, StopsTold, StopsWithoutMinutes, StopsNotCounted}).Draw(t, "status"),
		coincidences: rapid.Float64Range(0, 9).Draw(t, "coincidences")}
	filled := newTallyModel()
	var cells []kindCount
	for i := range keys {
		keys[i].Force, keys[i].Month = of.force, of.month
		n := rapid.Int64Range(1, 3).Draw(t, "count")
		filled.Cells[keys[i]] = n
		cells = append(cells, kindCount{tally.kinds.number(keys[i].words()), n})
	}
	at := rapid.IntRange(0, len(keys)-1)
	var pairs []kindPair
	for range rapid.IntRange(0, 9).Draw(t, "pairs") {
		i, j, n := at.Draw(t, "first"), at.Draw(t, "second"), rapid.Int64Range(0, 2).Draw(t, "n")
		pairs = append(pairs, kindPair{cells[i].kind, cells[j].kind, n})
		if n > 0 && stops.status == StopsTold {
			filled.addPairs(keys[i], keys[j], n)
		}
	}
	tally.addBlock(of, cells, stops, pairs)
	if stops.status != StopsTold {
		stops.coincidences = 0
	}
	if stops.status != StopsNotCounted {
		filled.Stops[of] = stops
	}
	model.merge(filled)
}

// Whatever is done to a tally, it is what plain maps of counts and of pairs are.
func TestLawTallyIsMaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tally, model := new(Tally), newTallyModel()
		var others []*Tally
		var otherModels []tallyModel
		for range rapid.IntRange(0, 20).Draw(t, "steps") {
			switch rapid.SampledFrom([]string{"add", "count", "block", "block", "where", "split", "merge", "put aside"}).Draw(t, "step") {
			case "add":
				s := anySearch().Draw(t, "search")
				if err := tally.Add(s); err != nil {
					t.Fatal(err)
				}
				model.add(s.Key(), 1)
			case "count":
				k, n := anyCell().Draw(t, "cell"), rapid.Int64Range(0, 5).Draw(t, "n")
				if err := tally.AddCount(k, n); err != nil {
					t.Fatal(err)
				}
				model.add(k, n)
			case "block":
				anyBlock(t, tally, model)
			case "where":
				bit := rapid.Uint8Range(1, 3).Draw(t, "bit")
				keep := func(k Key) bool { return (uint8(k.Type)^uint8(k.Outcome)^uint8(k.Month))&bit != 0 || k.Kept == Kept{} }
				tally, model = tally.Where(keep), model.where(keep)
			case "split":
				of := func(k Key) RecordType { return k.Type }
				for part, is := range Split(tally, of) {
					want := model.where(func(k Key) bool { return of(k) == part })
					if d := gocmp.Diff(want, model.read(t, is), modelOptions); d != "" {
						t.Fatalf("part %d: -want +got\n%s", part, d)
					}
				}
			case "merge":
				for i, u := range others {
					if err := tally.Merge(u); err != nil {
						t.Fatal(err)
					}
					model.merge(otherModels[i])
				}
			case "put aside":
				others, otherModels = append(others, clone(tally)), append(otherModels, model.clone())
			}
		}
		if d := gocmp.Diff(model, model.read(t, tally), modelOptions); d != "" {
			t.Fatalf("-want +got\n%s", d)
		}
		for i, u := range others {
			if d := gocmp.Diff(otherModels[i], model.read(t, u), modelOptions); d != "" {
				t.Fatalf("a tally that was put aside changes: -want +got\n%s", d)
			}
			if same := gocmp.Equal(model, otherModels[i], modelOptions); tally.Equal(u) != same || u.Equal(tally) != same {
				t.Fatalf("Equal is %v, the maps are the same: %v", !same, same)
			}
		}
	})
}

var modelOptions = gocmp.AllowUnexported(forceMonth{}, stopsOf{})

// To count a search in a cell that is there takes no memory, whichever block was the last.
func TestAddAllocatesNothing(t *testing.T) {
	var list []Search
	for i := range 3000 {
		list = append(list, Search{Force: forceNumber(1 + i%12), Type: PersonSearch, Time: time.Date(2022, 1, 1, 0, 0, i*7919, 0, time.UTC),
			Object: Object(i % 10), Outcome: Outcome(i % 8)})
	}
	kept := list[0]
	kept.Kept, _ = KeptOf("north", "high")
	list = append(list, kept)
	tally := tallyOf(list...)
	copied := clone(tally)
	if n := testing.AllocsPerRun(5, func() {
		for _, s := range list {
			if tally.Add(s) != nil || copied.AddCount(s.Key(), 2) != nil {
				t.Fatal("no room")
			}
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// The month of a search that is added is that of MonthOf, whichever was added before it.
func TestLawMonthOfAdded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var span secondsOf
		for range rapid.IntRange(1, 12).Draw(t, "searches") {
			edge := time.Date(rapid.SampledFrom([]int{1, 1969, 1970, 1996, 2022, 2199, 2200, 9999}).Draw(t, "year"),
				time.Month(rapid.IntRange(1, 13).Draw(t, "month")), 1, 0, 0, 0, 0, time.UTC)
			at := edge.Add(time.Duration(rapid.Int64Range(-7300, 7300).Draw(t, "seconds"))*time.Second + time.Duration(rapid.IntRange(0, 1).Draw(t, "more")))
			if got, want := span.of(at), MonthOf(at); got != want {
				t.Fatalf("%v is in %v, want %v", at, got, want)
			}
		}
	})
}
