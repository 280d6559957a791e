package claims

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// anyRange draws a range, which may lack its upper end or both.
func anyRange() *rapid.Generator[Range] {
	return rapid.Custom(func(t *rapid.T) Range {
		end := rapid.OneOf(rapid.Float64Range(0, 3), rapid.SampledFrom([]float64{0, 0.8, 1, 1.25, 0.9999999, 1.0000001, 1e-9, 1e9}))
		a, b := end.Draw(t, "a"), end.Draw(t, "b")
		switch rapid.IntRange(0, 9).Draw(t, "ends") {
		case 0:
			return Range{}
		case 1:
			return Range{Lower: &a}
		}
		return between(min(a, b), max(a, b))
	})
}

// hull is the range that holds two, as that of chance and the unknown holds that of chance.
func hull(a, b Range) Range {
	if a.Lower == nil || b.Lower == nil {
		return Range{}
	}
	all := Range{Lower: new(min(*a.Lower, *b.Lower))}
	if a.Upper != nil && b.Upper != nil {
		all.Upper = new(max(*a.Upper, *b.Upper))
	}
	return all
}

// anyGroup draws a group, with whatever can be withheld or lacking.
func anyGroup(g ethnicity.Group) *rapid.Generator[Group] {
	return rapid.Custom(func(t *rapid.T) Group {
		chance := anyRange().Draw(t, "chance")
		drawn := group(g, rapid.Int64Range(0, 300).Draw(t, "searches"), float64(rapid.Int64Range(1, 1e6).Draw(t, "residents")), chance, hull(chance, anyRange().Draw(t, "both")))
		drawn.Bounds = anyRange().Draw(t, "bounds")
		drawn.Categories = rapid.IntRange(0, 9).Draw(t, "categories") == 0
		if *drawn.Searches == 0 {
			drawn.Expected = new(rapid.Float64Range(0, 100).Draw(t, "expected"))
		}
		if rapid.Bool().Draw(t, "tips") {
			drawn.Tipping = new(rapid.Float64Range(0, 1).Draw(t, "tipping"))
		}
		if rapid.IntRange(0, 4).Draw(t, "account") == 0 {
			drawn.Account = view("officer", 0.7, 0.6, 0.8)
		}
		if rapid.IntRange(0, 4).Draw(t, "census") == 0 {
			drawn.Censuses = []View{*view("census 2011", 1.2, 1.1, 1.3)}
		}
		if rapid.IntRange(0, 2).Draw(t, "adjusted") == 0 {
			drawn.Adjusted = &Adjusted{Index: new(1.24), Chance: anyRange().Draw(t, "adjusted chance"), Alike: new(rapid.Float64Range(0, 1).Draw(t, "alike")),
				Parts: []Part{{Name: "Essex", Index: 1.81, Word: More}, {Name: "Kent", Index: 0.75, Word: oneOf(words.Values()).Draw(t, "word")}}}
			drawn.Adjusted.Both = hull(drawn.Adjusted.Chance, anyRange().Draw(t, "adjusted both"))
		}
		if rapid.IntRange(0, 5).Draw(t, "withheld") == 0 {
			return Group{Group: g, Withheld: true}
		}
		return drawn
	})
}

func oneOf[T any](values func(yield func(T) bool)) *rapid.Generator[T] {
	return rapid.SampledFrom(slices.Collect(values))
}

// anyInput draws an input of groups of any scheme.
func anyInput() *rapid.Generator[Input] {
	return rapid.Custom(func(t *rapid.T) Input {
		in := usual()
		groups := slices.Collect(oneOf(ethnicity.Schemes()).Draw(t, "scheme").Groups())
		in.Groups, in.Baseline = nil, anyGroup(groups[0]).Draw(t, "baseline")
		for _, g := range groups[1:] {
			in.Groups = append(in.Groups, anyGroup(g).Draw(t, g.String()))
		}
		if rapid.Bool().Draw(t, "sum") {
			in.Sums = []Group{anyGroup(ethnicity.OtherThanWhite).Draw(t, "sum of groups")}
		}
		in.Rule = oneOf(outcomes.EthnicityRules()).Draw(t, "rule")
		in.Allocation = oneOf(outcomes.Allocations()).Draw(t, "allocation")
		in.Object = rapid.SampledFrom([]string{"", "controlled drugs", "other"}).Draw(t, "object")
		in.Type = rapid.SampledFrom([]string{"", "person and vehicle"}).Draw(t, "type")
		in.Legislation = rapid.SampledFrom([]string{"", "Firearms Act 1968 (section 47)", "not recorded"}).Draw(t, "legislation")
		in.Age = rapid.SampledFrom([]string{"", "10-17", "under 10"}).Draw(t, "age")
		in.Gender = rapid.SampledFrom([]string{"", "female", "other"}).Draw(t, "gender")
		in.Where = rapid.SampledFrom([][]outcomes.Filter{nil, {{Column: "la_name", Value: "Croydon"}}}).Draw(t, "where")
		if rapid.IntRange(0, 9).Draw(t, "unresolved") == 0 {
			in.Unresolved = []string{"a.csv holds the same rows several times over"}
		}
		if rapid.IntRange(0, 3).Draw(t, "strata") == 0 {
			in.Strata = &Strata{"force", "forces", 5}
		}
		if rapid.IntRange(0, 9).Draw(t, "unknown") == 0 {
			in.Unknown, in.Known, in.Searches = nil, nil, nil
		}
		return in
	})
}

// unreadable is what stands in no sentence: a number that is none, or the seam of two halves.
var unreadable = regexp.MustCompile(`NaN|Inf|∞|—|%!|  |\(\)|, \)| \.|\.\.`)

// TestSayLaw: of whatever is asked, every group is in one sentence and has the word of it in its
// row; a word that says more or less has passed every gate, and its range of chance is on that
// side; every sentence of a place names it, with the months; and nothing is printed that is no
// number.
func TestSayLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := anyInput().Draw(t, "in")
		said := Say(in)
		words := make(map[ethnicity.Group]Word)
		for _, c := range said.Claims {
			for i, g := range c.Groups {
				if _, twice := words[g]; twice {
					t.Fatalf("%s is in two sentences", g)
				}
				words[g] = c.Word
				checkWord(t, in, c, c.Numbers[i])
			}
			if !strings.Contains(c.Text, in.Place) || !strings.Contains(c.Text, "September 2022") {
				t.Fatalf("no place or no month in %s", c.Text)
			}
			checkChosen(t, in, c.Text)
			if bad := unreadable.FindString(c.Text); bad != "" {
				t.Fatalf("%q in %s", bad, c.Text)
			}
			if bad := forbidden.FindString(c.Text); bad != "" {
				t.Fatalf("%q in %s", bad, c.Text)
			}
		}
		for i, row := range said.Rows {
			if word, ok := words[row.Group]; !ok || word != row.Word || row.Group != in.Groups[i].Group {
				t.Fatalf("the row of %s says %s: its sentence says %s", row.Group, row.Word, word)
			}
		}
		if len(words) != len(in.Groups) || len(said.Sums) != len(in.Sums) {
			t.Fatalf("%d groups in sentences, of %d", len(words), len(in.Groups))
		}
	})
}

// checkChosen: every sentence names all that chose its searches, and nothing else.
func checkChosen(t *rapid.T, in Input, text string) {
	for _, choice := range []struct {
		chosen bool
		words  string
	}{
		{in.Object == "controlled drugs", "for controlled drugs"},
		{in.Object == "other", `object of search "other"`},
		{in.Type != "", `searches of type "person and vehicle"`},
		{in.Legislation == "not recorded", "under a power that is not recorded"},
		{in.Legislation != "" && in.Legislation != "not recorded", "under the Firearms Act 1968 (section 47)"},
		{in.Age == "10-17", "aged 10-17"},
		{in.Age == "under 10", "aged under 10"},
		{in.Gender == "female", "female people"},
		{in.Gender == "other", "people of other gender"},
		{in.Where != nil, `rows with la_name "Croydon"`},
	} {
		if strings.Contains(text, choice.words) != choice.chosen {
			t.Fatalf("chosen %v by %q, in %s", choice.chosen, choice.words, text)
		}
	}
}

// checkWord checks what a claim says of one group against its numbers and gates.
func checkWord(t *rapid.T, in Input, c Claim, n Numbers) {
	if c.Word.direction() == 0 && c.Word != Same {
		return
	}
	for _, a := range c.Gates {
		// which has no pool
		ofParts := c.Kind == PartsDiffer && (a.Gate == GateAlike || a.Gate == GateIndex)
		if !a.Pass && a.Gate != GateChance && a.Gate != GateUnknown && !ofParts {
			t.Fatalf("%s in spite of %s: %s", c.Word, a.Gate, c.Text)
		}
	}
	if c.Kind == PartsDiffer {
		return
	}
	if c.Word != WordOf(n.Chance, n.Both) {
		t.Fatalf("%s of %+v", c.Word, n)
	}
	if n.Rate == nil || n.BaselineRate == nil || n.Index == nil || math.IsNaN(*n.Index) {
		t.Fatalf("no base of the number in %s", c.Text)
	}
	if c.Word == Same {
		return
	}
	if side := n.Chance.side(); side != c.Word.direction() {
		t.Fatalf("%s, and the range of chance is on side %d of 1", c.Word, side)
	}
	if bothToo := n.Both.side() != 0; bothToo != (c.Kind == Settled) {
		t.Fatalf("%s, and the range of both leaves out 1: %v", c.Kind, bothToo)
	}
}
