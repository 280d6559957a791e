package ethnicity

import (
	"errors"
	"maps"
	"math/bits"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestContains(t *testing.T) {
	for _, tt := range []struct {
		g, h   Group
		want   bool
		reason string
	}{
		{White, White, true, "a group contains itself"},
		{White, GypsyOrIrishTraveller, true, "the baseline absorbs the group under study"},
		{White, Roma, true, "as of 2021"},
		{White, OtherWhiteWithTraveller, true, "every kind of other White"},
		{WhiteWithoutTraveller, GypsyOrIrishTraveller, false, "taken out"},
		{WhiteWithoutTraveller, Roma, true, "not taken out: police records do not tell Roma apart"},
		{WhiteWithoutTraveller, OtherWhiteWithTraveller, false, "has Travellers in it"},
		{WhiteMinorities, WhiteBritish, false, "other than British"},
		{WhiteMinorities, OtherWhite, true, "18+1"},
		{GypsyRomaTraveller, Roma, true, "both are in"},
		{GypsyRomaTraveller, OtherWhite, false, "Roma people are in it, but not they alone"},
		{OtherWhite, OtherWhiteWithoutRoma, true, "19+1 in 18+1"},
		{OtherWhiteWithoutRoma, OtherWhite, false, "18+1 has Roma in it"},
		{OtherWhiteWithTraveller, OtherWhite, true, "18+1 in 16+1"},
		{Asian, Chinese, true, "2011 basis"},
		{AsianWithoutChinese, Chinese, false, "2001 basis"},
		{OtherWithChinese, Chinese, true, "2001 basis"},
		{Other, Chinese, false, "2011 basis"},
		{Asian, AsianWithoutChinese, true, "smaller"},
		{AsianWithoutChinese, Asian, false, "larger"},
		{Other, OtherWithChinese, false, "larger"},
		{Other, Arab, true, "Arab and any other"},
		{AnyOther, Arab, false, "2011 basis"},
		{Mixed, WhiteAndAsian, true, "self-defined Mixed"},
		{Asian, WhiteAndAsian, false, "Mixed is not Asian"},
		{White, WhiteNorthEuropean, true, "IC1 is White"},
		{WhiteNorthEuropean, WhiteBritish, false, "nobody's own description is an IC code"},
		{WhiteNorthEuropean, WhiteNorthEuropean, true, "itself"},
		{Asian, EastAsian, true, "IC5 is Asian on the 2011 basis"},
		{AsianWithoutChinese, EastAsian, false, "IC5 has Chinese people in it"},
		{OtherThanWhite, Mixed, true, "not White"},
		{OtherThanWhite, White, false, "White"},
		{NotKnown, NotKnown, false, "an unknown is no group"},
		{White, NotStated, false, "an unknown is in no group"},
		{Refused, White, false, "an unknown has nobody in it"},
		{Group(200), White, false, "no group"},
		{White, Group(200), false, "no group"},
	} {
		if got := tt.g.Contains(tt.h); got != tt.want {
			t.Errorf("%v.Contains(%v) = %v, want %v (%s)", tt.g, tt.h, got, tt.want, tt.reason)
		}
	}
}

// TestContainsIsAnOrder checks reflexivity, antisymmetry and transitivity for all groups.
func TestContainsIsAnOrder(t *testing.T) {
	for a := range Groups() {
		if a.Contains(a) != a.IsKnown() {
			t.Errorf("%v.Contains(itself) = %v", a, a.Contains(a))
		}
		for b := range Groups() {
			if a != b && a.Contains(b) && b.Contains(a) {
				t.Errorf("%v and %v contain each other: they are one group with two names", a, b)
			}
			for c := range Groups() {
				if a.Contains(b) && b.Contains(c) && !a.Contains(c) {
					t.Errorf("%v contains %v, which contains %v, which it does not contain", a, b, c)
				}
			}
		}
	}
}

// TestSchemesPartition checks that the groups of a scheme are in display order, have no person in
// common, and leave nobody out.
func TestSchemesPartition(t *testing.T) {
	for s := range Schemes() {
		gs := slices.Collect(s.Groups())
		if !slices.IsSorted(gs) || len(slices.Compact(slices.Clone(gs))) != len(gs) {
			t.Errorf("%s: groups are not in display order, each once: %v", s, gs)
		}
		if s.Baseline() != gs[0] || s.Note() == "" {
			t.Errorf("%s: baseline %v, note %q", s, s.Baseline(), s.Note())
		}
		var all people
		for _, g := range gs {
			if !s.Has(g) || !g.IsKnown() {
				t.Errorf("%s: Has(%v) = %v", s, g, s.Has(g))
			}
			if s != ICCodes && (groups[g].within != groups[g].holds || all&groups[g].holds != 0) {
				t.Errorf("%s: %v has people in common with another group", s, g)
			}
			all |= groups[g].within
		}
		want := pWhite | pNotWhite
		if s == ICCodes { // no Mixed
			want &^= pMixed
		}
		if all != want {
			t.Errorf("%s: the groups hold %019b, want %019b", s, all, want)
		}
	}
	if n := bits.OnesCount32(uint32(pWhite | pNotWhite)); n != 19 {
		t.Errorf("%d kinds of people, want the 19 groups of census 2021", n)
	}
}

func TestSchemeOutOfRange(t *testing.T) {
	s := Scheme(99)
	if s.Has(White) || s.Note() != "" || s.Baseline() != NotKnown || len(slices.Collect(s.Groups())) != 0 {
		t.Errorf("%v: has groups", s)
	}
	if _, err := s.Collapse(White); err == nil {
		t.Errorf("%v.Collapse: no error", s)
	}
	if _, err := s.CollapseCounts(nil); err == nil {
		t.Errorf("%v.CollapseCounts: no error", s)
	}
	if _, err := FivePlusOne.Collapse(Group(200)); err == nil || err.Error() != "ethnicity: Group(200) is not a group" {
		t.Errorf("Collapse(Group(200)): %v", err)
	}
	if _, err := ParseIn(s, "White"); err == nil {
		t.Errorf("ParseIn(%v): no error", s)
	}
	if _, err := FivePlusOne.CollapseCounts(map[Group]int64{Group(200): 1}); err == nil {
		t.Errorf("CollapseCounts of no group: no error")
	}
}

func TestCollapse(t *testing.T) {
	const none = NotKnown // no group of the scheme: a CollapseError
	for _, tt := range []struct {
		g                                                             Group
		five, five2001, grt, minority, sixteen, eighteen, ic, whiteOr Group
	}{
		// 7.: 16+1 to 5+1 (2001), 18+1 to 5+1 (2011), 16+1 to 5+1 (2011), 18+1 to 5+1 (2001), IC.
		{WhiteBritish, White, White, WhiteWithoutTraveller, WhiteBritish, WhiteBritish, WhiteBritish, none, White},
		{WhiteIrish, White, White, WhiteWithoutTraveller, WhiteMinorities, WhiteIrish, WhiteIrish, none, White},
		{GypsyOrIrishTraveller, White, White, GypsyOrIrishTraveller, WhiteMinorities, OtherWhiteWithTraveller, GypsyOrIrishTraveller, none, White},
		{Roma, White, White, WhiteWithoutTraveller, WhiteMinorities, OtherWhiteWithTraveller, OtherWhite, none, White},
		{GypsyRomaTraveller, White, White, none, WhiteMinorities, OtherWhiteWithTraveller, none, none, White},
		{OtherWhite, White, White, WhiteWithoutTraveller, WhiteMinorities, OtherWhiteWithTraveller, OtherWhite, none, White},
		{OtherWhiteWithoutRoma, White, White, WhiteWithoutTraveller, WhiteMinorities, OtherWhiteWithTraveller, OtherWhite, none, White},
		{OtherWhiteWithTraveller, White, White, none, WhiteMinorities, OtherWhiteWithTraveller, none, none, White},
		{White, White, White, none, none, none, none, none, White},
		{WhiteAndBlackCaribbean, Mixed, Mixed, Mixed, Mixed, WhiteAndBlackCaribbean, WhiteAndBlackCaribbean, none, OtherThanWhite},
		{Mixed, Mixed, Mixed, Mixed, Mixed, none, none, none, OtherThanWhite},
		{Indian, Asian, AsianWithoutChinese, Asian, Asian, Indian, Indian, none, OtherThanWhite},
		{Chinese, Asian, OtherWithChinese, Asian, Asian, Chinese, Chinese, none, OtherThanWhite},
		{OtherAsian, Asian, AsianWithoutChinese, Asian, Asian, OtherAsian, OtherAsian, none, OtherThanWhite},
		{Asian, Asian, none, Asian, Asian, none, none, none, OtherThanWhite},
		{AsianWithoutChinese, Asian, AsianWithoutChinese, Asian, Asian, none, none, none, OtherThanWhite},
		{BlackAfrican, Black, Black, Black, Black, BlackAfrican, BlackAfrican, Black, OtherThanWhite},
		{Black, Black, Black, Black, Black, none, none, Black, OtherThanWhite},
		{Arab, Other, OtherWithChinese, Other, Other, Other, Arab, none, OtherThanWhite},
		{AnyOther, Other, OtherWithChinese, Other, Other, Other, AnyOther, none, OtherThanWhite},
		{Other, Other, OtherWithChinese, Other, Other, Other, none, none, OtherThanWhite},
		{OtherWithChinese, none, OtherWithChinese, none, none, none, none, none, OtherThanWhite},
		{WhiteNorthEuropean, White, White, none, none, none, none, WhiteNorthEuropean, White},
		{SouthAsian, Asian, AsianWithoutChinese, Asian, Asian, none, none, SouthAsian, OtherThanWhite},
		{EastAsian, Asian, OtherWithChinese, Asian, Asian, none, none, EastAsian, OtherThanWhite},
		{ArabNorthAfrican, Other, OtherWithChinese, Other, Other, Other, none, ArabNorthAfrican, OtherThanWhite},
		{OtherThanWhite, none, none, none, none, none, none, none, OtherThanWhite},
	} {
		for s, want := range map[Scheme]Group{FivePlusOne: tt.five, FivePlusOne2001: tt.five2001, FivePlusOneTraveller: tt.grt, WhiteMinority: tt.minority,
			SixteenPlusOne: tt.sixteen, EighteenPlusOne: tt.eighteen, ICCodes: tt.ic, WhiteOther: tt.whiteOr, OfficerDefined: tt.five} {
			got, err := s.Collapse(tt.g)
			if got != want || (err == nil) != (want != none) {
				t.Errorf("%s.Collapse(%v) = %v, %v, want %v", s, tt.g, got, err, want)
			}
		}
	}
}

// TestCollapseTotal: for every pair, the result is a group of the scheme that contains the group,
// or an error that says both and a way out.
func TestCollapseTotal(t *testing.T) {
	for s := range Schemes() {
		for g := range Groups() {
			h, err := s.Collapse(g)
			var ce *CollapseError
			switch {
			case !g.IsKnown():
				if h != g || err != nil {
					t.Errorf("%s.Collapse(%v) = %v, %v: want it unchanged", s, g, h, err)
				}
			case err == nil:
				if !s.Has(h) || !h.Contains(g) && !(s == FivePlusOne2001 && g == EastAsian) {
					t.Errorf("%s.Collapse(%v) = %v, which does not contain it", s, g, h)
				}
			case !errors.As(err, &ce) || *ce != CollapseError{Group: g, Scheme: s}:
				t.Errorf("%s.Collapse(%v): %v: not a CollapseError with both", s, g, err)
			case !strings.Contains(err.Error(), g.String()) || !strings.Contains(err.Error(), "scheme "+s.String()+": use one of") || strings.HasSuffix(err.Error(), "of "):
				t.Errorf("%s.Collapse(%v): %v: does not say what to do", s, g, err)
			}
		}
	}
}

// TestCollapseTransitive: going by way of another scheme changes nothing.
func TestCollapseTransitive(t *testing.T) {
	for a := range Schemes() {
		for b := range Schemes() {
			for g := range Groups() {
				h, err := a.Collapse(g)
				if err != nil {
					continue
				}
				by, err := b.Collapse(h)
				if err != nil {
					continue
				}
				if direct, err := b.Collapse(g); err != nil || direct != by {
					t.Errorf("%v to %s by way of %s (%v) is %v, directly %v, %v", g, b, a, h, by, direct, err)
				}
			}
		}
	}
}

func TestCollapseCounts(t *testing.T) {
	counts := map[Group]int64{WhiteBritish: 5, OtherWhite: 2, Chinese: 3, Indian: 4, NotStated: 7, NotKnown: 1}
	before := maps.Clone(counts)
	for _, tt := range []struct {
		s      Scheme
		want   map[Group]int64
		err    string
		reason string
	}{
		{FivePlusOne, map[Group]int64{White: 7, Mixed: 0, Asian: 7, Black: 0, Other: 0, NotStated: 7, NotKnown: 1}, "", "Chinese in Asian"},
		{FivePlusOne2001, map[Group]int64{White: 7, Mixed: 0, AsianWithoutChinese: 4, Black: 0, OtherWithChinese: 3, NotStated: 7, NotKnown: 1}, "", "Chinese in Other"},
		{WhiteOther, map[Group]int64{White: 7, OtherThanWhite: 7, NotStated: 7, NotKnown: 1}, "", "two groups"},
		{ICCodes, map[Group]int64{WhiteNorthEuropean: 0, WhiteSouthEuropean: 0, SouthAsian: 0, EastAsian: 0, Black: 0, ArabNorthAfrican: 0, NotStated: 7, NotKnown: 1},
			"ethnicity: Chinese is not the whole or a part of one group of scheme ic: use one of 5+1, 5+1-2001, 5+1+grt, 5+1+white-minorities, 16+1, 18+1, 19+1, officer, " +
				"use-of-force-2018, white-other\n" +
				"ethnicity: Indian is not the whole or a part of one group of scheme ic: use one of 5+1, 5+1-2001, 5+1+grt, 5+1+white-minorities, 16+1, 18+1, 19+1, officer, " +
				"use-of-force-2018, white-other\n" +
				"ethnicity: Other White is not the whole or a part of one group of scheme ic: use one of 5+1, 5+1-2001, 5+1+grt, 5+1+white-minorities, 16+1, 18+1, officer, " +
				"use-of-force-2018, white-other\n" +
				"ethnicity: White British is not the whole or a part of one group of scheme ic: use one of 5+1, 5+1-2001, 5+1+grt, 5+1+white-minorities, 16+1, 18+1, 19+1, officer, " +
				"use-of-force-2018, white-other", "each left out is named, the unknown stay"},
	} {
		got, err := tt.s.CollapseCounts(counts)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s.CollapseCounts (%s) (-want +got):\n%s", tt.s, tt.reason, diff)
		}
		var text string
		if err != nil {
			text = err.Error()
		}
		if diff := cmp.Diff(tt.err, text); diff != "" {
			t.Errorf("%s.CollapseCounts (%s): error (-want +got):\n%s", tt.s, tt.reason, diff)
		}
	}
	if diff := cmp.Diff(before, counts); diff != "" {
		t.Errorf("the input was changed:\n%s", diff)
	}
	if got, err := FivePlusOne.CollapseCounts(map[Group]int64{White: 3, Black: -1}); err == nil || got != nil {
		t.Errorf("CollapseCounts of a negative count = %v, %v, want an error", got, err)
	}
	if _, err := EighteenPlusOne.CollapseCounts(map[Group]int64{Asian: 0}); err != nil {
		t.Errorf("nobody was counted as Asian, and yet: %v", err)
	}
}

func drawCounts(t *rapid.T, label string) map[Group]int64 {
	return rapid.MapOf(rapid.Map(rapid.IntRange(0, numGroups-1), func(i int) Group { return Group(i) }), rapid.Int64Range(0, 1e12)).Draw(t, label)
}

func sum(counts map[Group]int64) (total int64) {
	for _, n := range counts {
		total += n
	}
	return total
}

// TestCollapseCountsLaws: everybody is counted once or named in the error; counts add up before as
// after; collapsing again changes nothing.
func TestCollapseCountsLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Scheme(rapid.IntRange(0, numSchemes-1).Draw(t, "scheme"))
		a, b := drawCounts(t, "a"), drawCounts(t, "b")
		got, err := s.CollapseCounts(a)
		left := make(map[Group]int64)
		for g, n := range a {
			if _, err := s.Collapse(g); err != nil && n > 0 {
				left[g] = n
				if !strings.Contains(err.Error(), g.String()) {
					t.Fatalf("the error does not name %v: %v", g, err)
				}
			}
		}
		if (err == nil) != (len(left) == 0) {
			t.Fatalf("left out %v, error %v", left, err)
		}
		if sum(got)+sum(left) != sum(a) {
			t.Fatalf("%d counted and %d left out of %d", sum(got), sum(left), sum(a))
		}
		for g := range s.Groups() {
			if _, ok := got[g]; !ok {
				t.Fatalf("%v is not in the result", g)
			}
		}
		again, err := s.CollapseCounts(got)
		if err != nil || !maps.Equal(got, again) {
			t.Fatalf("collapsed again: %v, %v, want %v", again, err, got)
		}
		both := maps.Clone(a)
		for g, n := range b {
			both[g] += n
		}
		first, _ := s.CollapseCounts(a)
		second, _ := s.CollapseCounts(b)
		for g, n := range second {
			first[g] += n
		}
		whole, _ := s.CollapseCounts(both)
		if !maps.Equal(first, whole) {
			t.Fatalf("%v in parts, %v as a whole", first, whole)
		}
	})
}
