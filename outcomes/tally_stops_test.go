package outcomes

import (
	"bytes"
	"maps"
	"math"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
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
		if n < 1 || n > tally.mostPairs(p) || p.First.Compare(p.Second) > 0 || p.First.forceMonth() != p.Second.forceMonth() ||
			tally.stops[p.First.forceMonth()].status != StopsTold {
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
	for of := range tally.stops {
		if searches[of] == 0 {
			t.Fatalf("a record without searches: %v", of)
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
			want := a.stops[of]
			switch {
			case have[of] > 0 && also[of] > 0:
				want = stopsOf{}
			case also[of] > 0:
				want = b.stops[of]
			}
			if got := ab.stops[of]; got != want {
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
			if want := n; kept.pairs[p] != want && action(p.First) && action(p.Second) {
				t.Fatalf("%d of %d pairs are kept", kept.pairs[p], want)
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
		if !maps.Equal(all.cells, tally.cells) {
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
				if kept := got.Moved == 0; kept && !filled.Equal(tally) || !kept && (len(filled.stops) > 0 || filled.paired > 0) {
					t.Fatalf("%v moves %d: %v", a, got.Moved, filled.Stops())
				}
			}
		}
	})
}

// bruteForce returns the sum over stops of (Σx)², less that of coincidences, over the sum of x².
func bruteForce(all []stopped, records map[forceMonth]stopsOf, weight func(Key) float64) float64 {
	type stop struct {
		forceMonth
		n int
	}
	stops := map[stop]float64{}
	sums, squares := map[forceMonth]float64{}, map[forceMonth]float64{}
	var total, own float64
	for i, s := range all {
		x, at := weight(s.Key), s.forceMonth()
		total += x * x
		sums[at] += x
		squares[at] += x * x
		n := s.stop
		if records[at].status != StopsTold {
			n = -i - 1 // a stop of its own
		}
		stops[stop{at, n}] += x
	}
	if total == 0 {
		return 1
	}
	for _, x := range stops {
		own += x * x
	}
	for of, r := range records {
		if r.status == StopsTold && r.rows > 1 {
			own -= 2 * r.coincidences * (sums[of]*sums[of] - squares[of]) / float64(r.rows*(r.rows-1))
		}
	}
	return max(1, own/total)
}

func TestDesignEffectIsThatOfStops(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := anyStopped(16).Draw(t, "searches")
		records := anyRecords(t, all)
		tally := tallyOfStopped(all, records)
		values := rapid.SliceOfN(rapid.Float64Range(-2, 2), 5, 5).Draw(t, "weights")
		scale := rapid.SampledFrom([]float64{1, 3, 1e-200, 1e200}).Draw(t, "scale")
		weight := func(k Key) float64 { return values[int(k.Outcome)%5] * float64(k.Type%2) }
		got, want := tally.DesignEffect(func(k Key) float64 { return weight(k) * scale }), bruteForce(all, records, weight)
		if !(math.Abs(got-want) <= 1e-9*want) {
			t.Fatalf("%v, want %v", got, want)
		}
		if again := tally.DesignEffect(func(k Key) float64 { return weight(k) * scale }); again != got {
			t.Fatalf("%v, and then %v", got, again)
		}
		// with a filter, as if the rows that it leaves out were not there
		keep := func(k Key) bool { return k.Linked != Yes }
		kept := slices.DeleteFunc(slices.Clone(all), func(s stopped) bool { return !keep(s.Key) })
		got, want = tally.Where(keep).DesignEffect(weight), bruteForce(kept, records, weight)
		if !(math.Abs(got-want) <= 1e-9*want) {
			t.Fatalf("%v of a part, want %v", got, want)
		}
	})
}

func TestDesignEffectOfOddWeights(t *testing.T) {
	k := Key{Force: forceNumber(1), Month: newMonth(2022, 9), Type: PersonSearch}
	tally := new(Tally)
	tally.add(k, 4)
	tally.addStops(k.forceMonth(), stopsOf{status: StopsTold, rows: 4})
	tally.addPairs(k, k, 6)
	for _, test := range []struct {
		weight, want float64
		reason       string
	}{
		{1, 4, "four people of one stop are one piece of evidence"},
		{-1, 4, "the sign does not count"},
		{math.MaxFloat64, 4, "squares are no number"},
		{math.SmallestNonzeroFloat64, 4, "squares are 0"},
		{0, 1, "nothing is counted"},
		{math.NaN(), math.NaN(), "no weight"},
		{math.Inf(-1), math.NaN(), "no weight"},
	} {
		if got := tally.DesignEffect(func(Key) float64 { return test.weight }); math.Abs(got-test.want) > 1e-14 || math.IsNaN(got) != math.IsNaN(test.want) {
			t.Errorf("weight %v: %v, want %v (%s)", test.weight, got, test.want, test.reason)
		}
	}
}

// Counts and proportions get design effects that are numbers of 1 or more, and nothing else of them
// depends on stops: with Independent they are those of a tally that knows of no stops.
func TestIndependentIsAsBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tally := anyTally(24).Draw(t, "tally")
		plain := new(Tally)
		for k, n := range tally.All() {
			plain.add(k, n)
		}
		g := Grouping{Rule: oneOf(EthnicityRules()).Draw(t, "rule"), Scheme: ethnicity.FivePlusOne}
		alone := g
		alone.Independent = true
		d := rapid.SampledFrom(slices.Collect(definitions)).Draw(t, "definition")
		want, err := plain.Counts(g)
		with, withErr := tally.Counts(g)
		without, withoutErr := tally.Counts(alone)
		if (err == nil) != (withErr == nil) || (err == nil) != (withoutErr == nil) {
			t.Fatalf("%v, %v, %v", err, withErr, withoutErr)
		}
		if err != nil {
			return
		}
		if without.Grouping = g; !gocmp.Equal(without, want) || want.DesignEffects != nil {
			t.Fatalf("independent: %v, want %v", without, want)
		}
		if (with.DesignEffects == nil) == tally.tellsStops() {
			t.Fatalf("effects %v", with.DesignEffects)
		}
		if with.DesignEffects != nil && len(with.DesignEffects) != len(with.By) {
			t.Fatalf("effects of %d of %d groups", len(with.DesignEffects), len(with.By))
		}
		for group, effect := range with.DesignEffects {
			if !(effect >= 1) || math.IsInf(effect, 0) {
				t.Fatalf("%v has %v", group, effect)
			}
		}
		if with.DesignEffects = nil; !gocmp.Equal(with, want) {
			t.Fatalf("%v, want %v", with, want)
		}
		proportions, of := got(plain.Proportions(d, g)), got(tally.Proportions(d, g))
		if independent := got(tally.Proportions(d, alone)); true {
			independent.Grouping = g
			if !gocmp.Equal(independent, proportions, sameResult) {
				t.Fatalf("independent: %v, want %v", independent, proportions)
			}
		}
		for group, p := range of.By {
			if p.DesignEffect != 0 && !(p.DesignEffect > 1) || math.IsInf(p.DesignEffect, 0) || p.Validate() != nil {
				t.Fatalf("%v has %v", group, p)
			}
			of.By[group] = rri.WithDesignEffect(p, 0)
		}
		if of.Overall.Validate() != nil || of.Unknown.DesignEffect != 0 {
			t.Fatalf("%v, %v", of.Overall, of.Unknown)
		}
		if of.Overall.DesignEffect = 0; !gocmp.Equal(of, proportions, sameResult) {
			t.Fatalf("%v, want %v", of, proportions)
		}
	})
}
