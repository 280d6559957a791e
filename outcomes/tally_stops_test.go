package outcomes

import (
	"bytes"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
)

// stopped is a search with the number of its stop.
type stopped struct {
	Key
	stop int
}

// anyStopped draws searches, few of each force and month and many of one stop.
func anyStopped(most int) *rapid.Generator[[]stopped] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) stopped {
		return stopped{anySearch().Draw(t, "search").Key(), rapid.IntRange(0, 3).Draw(t, "stop")}
	}), 0, most)
}

// tallyOfStopped returns the tally of searches whose stops are told in every force and month of
// the records, by a look at every two of them.
func tallyOfStopped(all []stopped, records map[forceMonth]stopsOf) *Tally {
	t := new(Tally)
	for _, s := range all {
		t.add(s.Key, 1)
	}
	for of := range t.byForceMonth() {
		t.addStops(of, records[of])
	}
	for i, s := range all {
		for _, r := range all[:i] {
			if r.forceMonth() == s.forceMonth() && r.stop == s.stop {
				t.addPairs(s.Key, r.Key, 1)
			}
		}
	}
	return t
}

// anyRecords draws what is known of the stops of every force and month of searches: told in most.
func anyRecords(t *rapid.T, all []stopped) map[forceMonth]stopsOf {
	records := map[forceMonth]stopsOf{}
	rows := map[forceMonth]int64{}
	for _, s := range all {
		rows[s.forceMonth()]++
	}
	for _, of := range slices.SortedFunc(maps.Keys(rows), forceMonth.compare) {
		r := stopsOf{rows: rows[of] + rapid.Int64Range(0, 3).Draw(t, "other rows")}
		r.status = rapid.SampledFrom([]StopsStatus{StopsTold, StopsTold, StopsTold, StopsWithoutMinutes, StopsWithoutPlaces, StopsNotCounted}).Draw(t, "status")
		r.alone = rapid.Int64Range(0, r.rows).Draw(t, "alone")
		r.coincidences = rapid.Float64Range(0, float64(r.rows*(r.rows-1)/2)).Draw(t, "coincidences")
		records[of] = r
	}
	return records
}

// anyTally draws a tally with pairs.
func anyTally(most int) *rapid.Generator[*Tally] {
	return rapid.Custom(func(t *rapid.T) *Tally {
		all := anyStopped(most).Draw(t, "searches")
		return tallyOfStopped(all, anyRecords(t, all))
	})
}

// checkPairs fails unless t holds together: pairs of its cells, in order, where stops are told.
func checkPairs(t *rapid.T, tally *Tally) {
	t.Helper()
	var paired int64
	for p, n := range tally.Pairs() {
		paired += n
		if n < 1 || n > mostPairs(*tally.cell(p.First), *tally.cell(p.Second)) || p.First.Compare(p.Second) > 0 || p.First.forceMonth() != p.Second.forceMonth() ||
			tally.stopsAt(p.First.forceMonth()).status != StopsTold {
			t.Fatalf("%d pairs %v", n, p)
		}
	}
	searches := tally.byForceMonth()
	stops := tally.Stops()
	var said int64
	for _, s := range stops {
		said += s.Pairs
	}
	if paired != tally.paired || said != paired || len(stops) != len(searches) {
		t.Fatalf("%d pairs, %d kept, %d said, %d records of %d", paired, tally.paired, said, len(stops), len(searches))
	}
	for _, b := range tally.list() {
		if b.total() == 0 {
			t.Fatalf("a block without searches: %v", b.forceMonth)
		}
	}
}

func TestPairLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := anyTally(8).Draw(t, "a"), anyTally(8).Draw(t, "b"), anyTally(8).Draw(t, "c")
		before := clone(b)
		ab := merged(a, b)
		checkPairs(t, ab)
		if !clone(a).Equal(a) || !b.Equal(before) {
			t.Fatal("Where or Merge changes what it reads")
		}
		if !ab.Equal(merged(b, a)) {
			t.Fatal("Merge is not commutative")
		}
		if !merged(ab, c).Equal(merged(a, merged(b, c))) {
			t.Fatal("Merge is not associative")
		}
		if !merged(a, new(Tally)).Equal(a) || !merged(new(Tally), a).Equal(a) {
			t.Fatal("an empty tally changes something")
		}
		have, also := a.byForceMonth(), b.byForceMonth()
		for _, s := range ab.Stops() {
			of := forceMonth{s.Force, s.Month}
			want := a.stopsAt(of)
			switch {
			case have[of] > 0 && also[of] > 0:
				want = stopsOf{}
			case also[of] > 0:
				want = b.stopsAt(of)
			}
			if got := ab.stopsAt(of); got != want {
				t.Fatalf("%v: %v, want %v", of, got, want)
			}
		}
		action := func(k Key) bool { return k.Outcome.IsAction() }
		person := func(k Key) bool { return k.Type.IsPerson() }
		if !a.Where(action).Where(person).Equal(a.Where(func(k Key) bool { return action(k) && person(k) })) {
			t.Fatal("Where twice is not Where both")
		}
		kept := a.Where(action)
		checkPairs(t, kept)
		for p, n := range a.Pairs() {
			if want := n; pairsOf(kept)[p] != want && action(p.First) && action(p.Second) {
				t.Fatalf("%d of %d pairs are kept", pairsOf(kept)[p], want)
			}
		}
	})
}

func TestSplitKeepsPairsWithinParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tally := anyTally(16).Draw(t, "tally")
		of := func(k Key) Answer { return k.Linked }
		all := new(Tally)
		within := map[Pair]int64{}
		for answer, part := range Split(tally, of) {
			checkPairs(t, part)
			if !part.Equal(tally.Where(func(k Key) bool { return of(k) == answer })) {
				t.Fatalf("the part %v is not what Where keeps of it", answer)
			}
			for k, n := range part.All() {
				all.add(k, n)
			}
			maps.Copy(within, maps.Collect(part.Pairs()))
		}
		if !maps.Equal(cellsOf(all), cellsOf(tally)) {
			t.Fatal("the parts do not partition the cells")
		}
		for p, n := range tally.Pairs() {
			if of(p.First) != of(p.Second) {
				n = 0
			}
			if within[p] != n {
				t.Fatalf("%d pairs within parts, want %d", within[p], n)
			}
		}
	})
}

// Searches that come one by one, or by count, have company that nobody knows.
func TestAddForgetsStops(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tally := anyTally(12).Draw(t, "tally")
		want := clone(tally)
		s := anySearch().Draw(t, "search")
		one := rapid.Bool().Draw(t, "one by one")
		n := rapid.Int64Range(0, 2).Draw(t, "count")
		var err error
		if one {
			n, err = 1, tally.Add(s)
		} else {
			err = tally.AddCount(s.Key(), n)
		}
		if err != nil {
			t.Fatal(err)
		}
		checkPairs(t, tally)
		if n > 0 {
			mustMerge(want, tallyOf(s))
			want.add(s.Key(), n-1)
		}
		if !tally.Equal(want) {
			t.Fatal("to add is not to merge a tally of what is added")
		}
	})
}

func TestPairsCSV(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tally := anyTally(16).Draw(t, "tally")
		var b bytes.Buffer
		if err := tally.WriteCSV(&b); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		back, err := ReadTally(&b, "tally.csv")
		if err != nil || !back.Equal(tally) || !slices.Equal(back.Stops(), tally.Stops()) {
			t.Fatalf("%v\n%s", err, text)
		}
		checkPairs(t, back)
	})
}

// Two tallies that differ in what is known of stops are not equal.
func TestEqualLooksAtStops(t *testing.T) {
	k := Key{Force: forceNumber(1), Month: newMonth(2022, 9), Type: PersonSearch}
	of := k.forceMonth()
	make := func(s stopsOf, pairs int64) *Tally {
		t := new(Tally)
		t.add(k, 3)
		t.addStops(of, s)
		t.addPairs(k, k, pairs)
		return t
	}
	told := stopsOf{status: StopsTold, rows: 3}
	one := make(told, 1)
	for _, test := range []struct {
		other  *Tally
		equal  bool
		reason string
	}{
		{make(told, 1), true, "the same"},
		{make(told, 2), false, "more pairs"},
		{make(told, 0), false, "no pairs"},
		{make(stopsOf{status: StopsTold, rows: 4}, 1), false, "more rows"},
		{make(stopsOf{status: StopsWithoutMinutes, rows: 3}, 1), false, "not told"},
		{make(stopsOf{}, 1), false, "not counted"},
	} {
		if one.Equal(test.other) != test.equal || test.other.Equal(one) != test.equal {
			t.Errorf("%s: equal is %v", test.reason, !test.equal)
		}
	}
	var none *Tally
	if none.Stops() != nil || !none.Equal(new(Tally)) || none.DesignEffect(func(Key) float64 { return 1 }) != 1 {
		t.Error("a nil tally is not as an empty one")
	}
	for range none.Pairs() {
		t.Error("a nil tally has pairs")
	}
	for range make(told, 1).Pairs() {
		break
	}
}

// More pairs than can be counted are no pairs at all, rather than a number that wrapped.
func TestPairsBeyondCount(t *testing.T) {
	k := Key{Force: forceNumber(1), Month: newMonth(2022, 9), Type: PersonSearch}
	other := k
	other.Month++
	full := func(k Key, pairs int64) *Tally {
		t := new(Tally)
		t.add(k, 1<<40)
		t.addStops(k.forceMonth(), stopsOf{status: StopsTold, rows: 1 << 40})
		t.addPairs(k, k, pairs)
		return t
	}
	t1 := full(k, rri.MaxCount)
	if n := t1.Stops()[0].Pairs; n != rri.MaxCount {
		t.Errorf("%d pairs", n)
	}
	before := clone(t1)
	if err := t1.Merge(full(other, 1)); err == nil || err.Error() != "outcomes: 1 pairs of searches of one stop beside 9007199254740992: all together are at most 2^53" {
		t.Errorf("one pair more: %v", err)
	}
	if !t1.Equal(before) {
		t.Error("a Merge that fails changes the tally")
	}
	if err := t1.Merge(full(other, 0)); err != nil {
		t.Error(err)
	}
	both := full(other, rri.MaxCount)
	both.add(k, 1)
	if err := clone(t1).Merge(both); err != nil {
		t.Errorf("as many pairs as can be, beside those that are dropped: %v", err)
	}
	if err := t1.Merge(full(k, 5)); err != nil || t1.paired != 0 {
		t.Errorf("of one force and month, whose pairs are dropped: %v, %d", err, t1.paired)
	}
	t2 := full(k, rri.MaxCount)
	t2.addPairs(k, k, 1)
	t2.addPairs(k, k, 7)
	if s := t2.Stops()[0]; s.Status != StopsNotCounted || s.Pairs != 0 {
		t.Errorf("beyond all counts: %v", s)
	}
}

// Allocating leaves nobody's company known where somebody was moved.
func TestAllocateAndStops(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tally := anyTally(12).Draw(t, "tally")
		for a := range Allocations() {
			got, err := tally.Allocate(a, ethnicity.FivePlusOne, AllocateOptions{Imputations: 2})
			if err != nil {
				continue // nobody is known, or no place for a group
			}
			for _, filled := range got.Tallies {
				if kept := got.Moved == 0; kept && !filled.Equal(tally) || !kept && (slices.ContainsFunc(filled.blocks, func(b *block) bool { return b.stops != stopsOf{} }) || filled.paired > 0) {
					t.Fatalf("%v moves %d: %v", a, got.Moved, filled.Stops())
				}
			}
		}
	})
}
