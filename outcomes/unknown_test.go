package outcomes

import (
	"errors"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// genUnknownTally draws a tally in which some ethnicity is unknown.
func genUnknownTally(t *rapid.T) *Tally {
	var tally Tally
	self := rapid.SampledFrom([]ethnicity.Group{ethnicity.WhiteBritish, ethnicity.Indian, ethnicity.BlackCaribbean, ethnicity.NotKnown, ethnicity.NotStated})
	officer := rapid.SampledFrom([]ethnicity.Group{ethnicity.White, ethnicity.Asian, ethnicity.Black, ethnicity.NotKnown})
	outcome := rapid.SampledFrom([]Outcome{OutcomeNotRecorded, Arrest, NoFurtherAction})
	kind := rapid.SampledFrom([]RecordType{PersonSearch, PersonSearch, PersonAndVehicleSearch, VehicleSearch})
	tally.add(Key{Type: PersonSearch, Self: ethnicity.WhiteBritish, Officer: ethnicity.White}, 1)
	for range rapid.IntRange(0, 20).Draw(t, "cells") {
		tally.add(Key{Type: kind.Draw(t, "type"), Self: self.Draw(t, "self"), Officer: officer.Draw(t, "officer"), Outcome: outcome.Draw(t, "outcome"),
			Object: rapid.SampledFrom([]Object{ControlledDrugs, StolenGoods}).Draw(t, "object")}, rapid.Int64Range(1, 8).Draw(t, "searches"))
	}
	return &tally
}

// Every allocation keeps what is known and every search, does the same each time, and its index is
// between the bounds.
func TestAllocate(t *testing.T) {
	by := Grouping{}
	group, baseline := ethnicity.Black, ethnicity.White
	residents, err := ethnicity.PopulationOf("Avon and Somerset", ethnicity.Census2021)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		tally := genUnknownTally(t)
		counts, err := tally.Counts(by)
		if err != nil {
			t.Fatal(err)
		}
		unknowns, err := counts.Unknowns(residents, group, baseline)
		if err != nil {
			t.Fatal(err)
		}
		limits, err := unknowns.Bounds(unknown.Assumption{})
		if err != nil {
			t.Fatal(err)
		}
		arrests, err := tally.Proportions(ArrestRate.Definition(), by)
		if err != nil {
			t.Fatal(err)
		}
		arrestUnknowns, err := arrests.Unknowns(group, baseline)
		if err != nil {
			t.Fatal(err)
		}
		arrestLimits, err := arrestUnknowns.Bounds(unknown.Assumption{})
		if err != nil {
			t.Fatal(err)
		}
		both, err := tally.Unknowns(ArrestRate.Definition(), by, group, baseline)
		if err != nil {
			t.Fatal(err)
		}
		bothLimits, err := both.Bounds(unknown.Assumption{})
		if err != nil {
			t.Fatal(err)
		}
		inside := func(v, w float64) bool { return v >= w*(1-1e-12) || math.IsNaN(v) || math.IsNaN(w) }
		if !inside(arrestLimits.Lower, bothLimits.Lower) || !inside(bothLimits.Upper, arrestLimits.Upper) {
			t.Fatalf("bounds %v over unknown ethnicity, %v over unknown outcome too", arrestLimits, bothLimits)
		}
		for a := range Allocations() {
			o := AllocateOptions{Imputations: 3, Seed: rapid.Uint64().Draw(t, "seed")}
			got, err := tally.Allocate(a, by.Scheme, o)
			if err != nil {
				t.Fatal(err)
			}
			again, err := tally.Allocate(a, by.Scheme, o)
			if err != nil {
				t.Fatal(err)
			}
			if got.Moved+got.Left != counts.UnknownTotal() || a == LeftOut && got.Moved != 0 || (a == InProportion || a == ByCrossTable) && got.Left != 0 {
				t.Fatalf("%s: moved %d, left %d of %d", a, got.Moved, got.Left, counts.UnknownTotal())
			}
			for i, filled := range got.Tallies {
				if !filled.Equal(again.Tallies[i]) {
					t.Fatalf("%s: two results", a)
				}
				if filled.Total() != tally.Total() {
					t.Fatalf("%s: %d searches of %d", a, filled.Total(), tally.Total())
				}
				unself := func(t *Tally) map[Key]int64 { return CountBy(t, func(k Key) Key { k.Self = 0; return k }) }
				if diff := cmp.Diff(unself(tally), unself(filled)); diff != "" {
					t.Fatalf("%s changed more than self-defined ethnicity:\n%s", a, diff)
				}
				after, err := filled.Counts(by)
				if err != nil {
					t.Fatal(err)
				}
				if after.UnknownTotal() != got.Left {
					t.Fatalf("%s: %d unknown, said to be %d", a, after.UnknownTotal(), got.Left)
				}
				for g, n := range counts.By {
					if after.By[g] < n {
						t.Fatalf("%s: %d %s of %d", a, after.By[g], g, n)
					}
				}
				rates, err := after.Rates(residents)
				if err != nil {
					t.Fatal(err)
				}
				e, err := rri.Ratio(rates[group], rates[baseline], rri.Options{Method: rri.Wald})
				if err != nil {
					t.Fatal(err)
				}
				if e.Value < limits.Lower*(1-1e-12) || e.Value > limits.Upper*(1+1e-12) {
					t.Fatalf("%s: index %v beyond %v", a, e.Value, limits)
				}
				p, err := filled.Proportions(ArrestRate.Definition(), by)
				if err != nil {
					t.Fatal(err)
				}
				e, err = rri.Ratio(p.By[group], p.By[baseline], rri.Options{Method: rri.Wald})
				if err != nil {
					t.Fatal(err)
				}
				if e.Value < arrestLimits.Lower*(1-1e-12) || e.Value > arrestLimits.Upper*(1+1e-12) {
					t.Fatalf("%s: arrest index %v beyond %v", a, e.Value, arrestLimits)
				}
			}
		}
	})
}

// Nothing unknown: every allocation is the plain tally.
func TestAllocateNothing(t *testing.T) {
	var tally Tally
	tally.add(Key{Type: PersonSearch, Self: ethnicity.WhiteBritish, Officer: ethnicity.White}, 5)
	tally.add(Key{Type: VehicleSearch, Self: ethnicity.NoPerson}, 2)
	for a := range Allocations() {
		got, err := tally.Allocate(a, ethnicity.FivePlusOne, AllocateOptions{})
		if err != nil || len(got.Tallies) != 1 || !got.Tallies[0].Equal(&tally) || got.Moved != 0 || got.Left != 0 {
			t.Errorf("%s: %+v, %v", a, got, err)
		}
	}
}

// The officer's view carries over: those whom he sees as Black become Black, where all known ones
// are.
func TestAllocateCrossTable(t *testing.T) {
	var tally Tally
	tally.add(Key{Type: PersonSearch, Self: ethnicity.WhiteBritish, Officer: ethnicity.White}, 5000)
	tally.add(Key{Type: PersonSearch, Self: ethnicity.BlackCaribbean, Officer: ethnicity.Black}, 5000)
	tally.add(Key{Type: PersonSearch, Self: ethnicity.NotStated, Officer: ethnicity.Black}, 100)
	got, err := tally.Allocate(ByCrossTable, ethnicity.FivePlusOne, AllocateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Tallies) != 20 {
		t.Fatalf("%d imputations", len(got.Tallies))
	}
	var black int64
	for _, filled := range got.Tallies {
		c, err := filled.Counts(Grouping{})
		if err != nil {
			t.Fatal(err)
		}
		black += c.By[ethnicity.Black] - 5000
	}
	if black < 1990 {
		t.Errorf("%d of 2000 became Black", black)
	}
}

func TestUnknownErrors(t *testing.T) {
	var tally, nobody Tally
	tally.add(Key{Type: PersonSearch, Self: ethnicity.WhiteBritish, Officer: ethnicity.White}, 1)
	tally.add(Key{Type: PersonSearch, Self: ethnicity.NotStated, Officer: ethnicity.Asian}, 1)
	nobody.add(Key{Type: PersonSearch, Self: ethnicity.NotStated}, 1)
	counts, err := tally.Counts(Grouping{})
	if err != nil {
		t.Fatal(err)
	}
	residents, err := ethnicity.PopulationOf("Wales", ethnicity.Census2021)
	if err != nil {
		t.Fatal(err)
	}
	_, unfit := tally.Allocate(ByOfficer, ethnicity.EighteenPlusOne, AllocateOptions{})
	if _, ok := errors.AsType[*ethnicity.CollapseError](unfit); !ok {
		t.Errorf("officer's Asian in 18 groups: error %v", unfit)
	}
	_, unfit = tally.Accounts(ethnicity.EighteenPlusOne)
	if _, ok := errors.AsType[*ethnicity.CollapseError](unfit); !ok {
		t.Errorf("accounts in 18 groups: error %v", unfit)
	}
	if _, err := nobody.Allocate(InProportion, ethnicity.FivePlusOne, AllocateOptions{}); !errors.Is(err, unknown.ErrNobody) {
		t.Errorf("nobody known: error %v", err)
	}
	if _, err := tally.Allocate(ByCrossTable, ethnicity.FivePlusOne, AllocateOptions{Imputations: -1}); !errors.Is(err, rri.ErrOption) {
		t.Errorf("negative imputations: error %v", err)
	}
	if _, err := tally.Allocate(99, ethnicity.FivePlusOne, AllocateOptions{}); !errors.Is(err, rri.ErrOption) {
		t.Errorf("no allocation: error %v", err)
	}
	for _, pair := range [][2]ethnicity.Group{{ethnicity.WhiteBritish, ethnicity.White}, {ethnicity.White, ethnicity.White}, {ethnicity.Black, ethnicity.NotStated}} {
		if _, err := counts.Unknowns(residents, pair[0], pair[1]); err == nil {
			t.Errorf("%s against %s: no error", pair[0], pair[1])
		}
		if _, err := tally.Unknowns(ArrestRate.Definition(), Grouping{}, pair[0], pair[1]); err == nil {
			t.Errorf("arrests, %s against %s: no error", pair[0], pair[1])
		}
	}
}

func TestAccounts(t *testing.T) {
	var tally Tally
	tally.add(Key{Type: PersonSearch, Self: ethnicity.WhiteBritish, Officer: ethnicity.White}, 3)
	tally.add(Key{Type: PersonSearch, Self: ethnicity.WhiteIrish, Officer: ethnicity.White}, 2)
	tally.add(Key{Type: PersonSearch, Self: ethnicity.NotStated, Officer: ethnicity.Black}, 4)
	tally.add(Key{Type: VehicleSearch, Self: ethnicity.NoPerson}, 9)
	type pair = unknown.Accounts[ethnicity.Group]
	got, err := tally.Accounts(ethnicity.FivePlusOne)
	if diff := cmp.Diff(map[pair]int64{{First: ethnicity.White, Second: ethnicity.White}: 5, {First: ethnicity.NotStated, Second: ethnicity.Black}: 4}, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	if diff := cmp.Diff(map[pair]int64{{First: ethnicity.White, Second: ethnicity.White}: 5}, KnownAccounts(got)); diff != "" {
		t.Error(diff)
	}
	c, err := tally.Counts(Grouping{})
	if err != nil || c.UnknownShare() != 4.0/9 || (Counts{}).UnknownShare() != 0 {
		t.Errorf("unknown share %v, %v", c.UnknownShare(), err)
	}
}

// No work grows with the value of a count: before, a tally of two rows of 2^53 searches asked for a
// deck of as many cards.
func TestAllocateManySearches(t *testing.T) {
	const within = 5 * time.Second
	var tally Tally
	tally.add(Key{Type: PersonSearch, Self: ethnicity.WhiteBritish, Officer: ethnicity.White, Outcome: Arrest}, 2000)
	tally.add(Key{Type: PersonSearch, Self: ethnicity.BlackCaribbean, Officer: ethnicity.Black, Outcome: Arrest}, 1000)
	unknown := rri.MaxCount - 3000
	tally.add(Key{Type: PersonSearch, Self: ethnicity.NotStated, Officer: ethnicity.White, Outcome: Arrest, Object: ControlledDrugs}, unknown/2)
	tally.add(Key{Type: PersonSearch, Self: ethnicity.NotStated, Officer: ethnicity.White, Outcome: Arrest, Object: StolenGoods}, unknown-unknown/2)
	start := time.Now()
	for a := range Allocations() {
		got, err := tally.Allocate(a, ethnicity.FivePlusOne, AllocateOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for _, filled := range got.Tallies {
			if filled.Total() != tally.Total() {
				t.Errorf("%s: %d searches of %d", a, filled.Total(), tally.Total())
			}
			byObject := func(t *Tally) map[Object]int64 { return CountBy(t, func(k Key) Object { return k.Object }) }
			if diff := cmp.Diff(byObject(&tally), byObject(filled)); diff != "" {
				t.Errorf("%s: objects moved:\n%s", a, diff)
			}
		}
		if a == InProportion {
			black := CountBy(got.Tallies[0], func(k Key) ethnicity.Group { return k.Self })[ethnicity.Black]
			if want := unknown / 3; black-want < -2 || black-want > 2 {
				t.Errorf("%d of %d unknown are Black, want a third", black, unknown)
			}
		}
	}
	if took := time.Since(start); took > within {
		t.Errorf("took %v", took)
	}
	for _, imputations := range []int{-1, maxImputations + 1} {
		if _, err := tally.Allocate(ByCrossTable, ethnicity.FivePlusOne, AllocateOptions{Imputations: imputations}); !errors.Is(err, rri.ErrOption) {
			t.Errorf("%d imputations: error %v", imputations, err)
		}
	}
}

// Nothing drops a design effect in silence.
func TestUnknownsDesignEffect(t *testing.T) {
	by := map[ethnicity.Group]rri.Proportion{ethnicity.White: {Events: 5, Trials: 20, DesignEffect: 1.25}, ethnicity.Black: {Events: 5, Trials: 10, DesignEffect: 1.6},
		ethnicity.Asian: {Events: 1, Trials: 2, DesignEffect: 3}}
	u, err := Proportions{By: by}.Unknowns(ethnicity.Black, ethnicity.White)
	if err != nil || u.GroupDesignEffect != 1.6 || u.BaselineDesignEffect != 1.25 {
		t.Errorf("%+v, %v: want the design effects 1.6 and 1.25", u, err)
	}
	tally, k := new(Tally), Key{Force: forceNumber(1), Month: newMonth(2022, 9), Type: PersonSearch, Self: ethnicity.BlackCaribbean, Outcome: Arrest}
	other := k
	other.Outcome = NoFurtherAction
	tally.add(k, 10)
	tally.add(other, 10)
	tally.addStops(k.forceMonth(), stopsOf{status: StopsTold, rows: 20})
	tally.addPairs(k, k, 5) // ten people in five stops, all of whom were arrested
	for _, test := range []struct {
		g      Grouping
		want   bool
		reason string
	}{
		{Grouping{}, true, "stops are told"},
		{Grouping{Independent: true}, false, "every search is independent"},
	} {
		u, err = tally.Unknowns(ArrestRate.Definition(), test.g, ethnicity.Black, ethnicity.White)
		if got := u.GroupDesignEffect > 1; err != nil || got != test.want {
			t.Errorf("%s: %+v, %v", test.reason, u, err)
		}
	}
}
