package journey

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
)

// matrix is the decision points of a youth court, with figures that are made up.
func matrix() []Stage[string] {
	of := func(w, b, h int64) map[string]int64 { return map[string]int64{"White": w, "Black": b, "Hispanic": h} }
	return []Stage[string]{
		{Name: "population", Counts: of(52000, 11800, 9400)},
		{Name: "arrest", Rate: true, Counts: of(1310, 742, 298), Unknown: 61},
		{Name: "referral", Counts: of(905, 561, 213), Unknown: 33},
		{Name: "diversion", Of: "referral", Counts: of(402, 171, 81), Unknown: 14},
		{Name: "detention", Of: "referral", Counts: of(122, 118, 38), Unknown: 3},
		{Name: "petition", Of: "referral", Counts: of(421, 334, 108), Unknown: 12},
		{Name: "placement", Of: "petition", Counts: of(41, 52, 14), Unknown: 7},
		{Name: "transfer", Of: "petition", Counts: of(6, 11, 2)},
	}
}

// TestOrder: a stage may stand anywhere in the list, and its step stands behind that of the stage
// that it is out of.
func TestOrder(t *testing.T) {
	of := func(pairs ...string) []Stage[string] {
		var stages []Stage[string]
		for i := 0; i < len(pairs); i += 2 {
			stages = append(stages, Stage[string]{Name: pairs[i], Of: pairs[i+1], Counts: map[string]int64{"W": 5, "G": 5}})
		}
		return stages
	}
	var many []string
	for i := range most + 1 {
		many = append(many, fmt.Sprint(i), "")
	}
	for _, test := range []struct {
		stages  []Stage[string]
		first   string
		steps   []string
		parents []int
		err     string
		reason  string
	}{
		{of("a", "", "b", "", "c", ""), "a", []string{"b", "c"}, nil, "", "a line"},
		{of("a", "", "b", "a", "c", "b"), "a", []string{"b", "c"}, nil, "", "the same line by names"},
		{of("a", "", "b", "", "c", "b", "d", "b"), "a", []string{"b", "c", "d"}, []int{-1, 0, 0}, "", "two out of one"},
		{of("a", "", "b", "a", "c", "a"), "a", []string{"b", "c"}, []int{-1, -1}, "", "two out of the first"},
		{of("a", "", "b", "", "c", "b", "d", ""), "a", []string{"b", "c", "d"}, nil, "", "no name is the stage before, also of one that has a name"},
		{of("c", "b", "b", "a", "a", ""), "a", []string{"b", "c"}, nil, "", "a line from its end"},
		{of("d", "b", "c", "b", "a", "", "b", "a"), "a", []string{"b", "d", "c"}, []int{-1, 0, 0}, "", "branches from their ends"},
		{of("a", "", "b", "x"), "", nil, nil, `stage "b" is out of "x", which is no stage: want one of "a", "b"`, "no such stage"},
		{of("a", "", "b", "B"), "", nil, nil, `stage "b" is out of "B", which is no stage`, "names are as they are"},
		{of("a", "", "b", "b"), "", nil, nil, `"b" is out of "b" is out of itself`, "out of itself"},
		{of("a", "", "b", "d", "c", "b", "d", "c"), "", nil, nil, `"c" is out of "b" is out of "d" is out of "c" is out of itself`, "a circle"},
		{of("a", "b", "b", "a"), "", nil, nil, `"a" is out of "b" is out of "a" is out of itself: want one stage where all come from`, "no first stage"},
		{of("a", "", "b", "", "b", "", "c", "b"), "", nil, nil, `stage "c" is out of "b", and 2 stages have that name`, "a name of two stages"},
		{of(many...), "", nil, nil, "101 given, want at most 100", "no journey has so many"},
	} {
		j, err := Compare("W", test.stages, Options{})
		if test.err != "" {
			if !errors.Is(err, ErrStage) || !strings.Contains(err.Error(), test.err) {
				t.Errorf("%s: error %v, want %s", test.reason, err, test.err)
			}
			continue
		}
		if err != nil || j.From != test.first || !slices.Equal(j.Steps, test.steps) || !slices.Equal(j.Parents, test.parents) {
			t.Errorf("%s: from %s %q %v, %v; want from %s %q %v", test.reason, j.From, j.Steps, j.Parents, err, test.first, test.steps, test.parents)
		}
	}
}

// TestMoreThanCame names the stage that the people are out of, and not that before it in the list.
func TestMoreThanCame(t *testing.T) {
	for _, test := range []struct {
		change func([]Stage[string])
		want   string
		reason string
	}{
		{func(s []Stage[string]) { s[5].Counts["Black"] = 562 },
			`562 of group "Black" in stage "petition", of 561 at the stage that it is out of, "referral": declare a rate`, "a group"},
		{func(s []Stage[string]) { s[5].Counts["Black"] = 119 }, "", "more than in detention, which it is not out of"},
		{func(s []Stage[string]) { s[5].Unknown = 2000 },
			`2863 people in stage "petition", 2000 of no known group among them, of 1712 at the stage that it is out of, "referral"`, "the unknown are people too"},
		{func(s []Stage[string]) { s[5].Unknown = -1 }, `stage "petition": -1 people of no known group: count out of range`, "no count"},
		{func(s []Stage[string]) { s[1].Unknown = 100000 }, "", "events of one person are several"},
		{func(s []Stage[string]) { delete(s[4].Counts, "Black") }, `group "Black" in one of the stages "referral" and "detention" alone`, "a group is gone"},
	} {
		stages := matrix()
		test.change(stages)
		stages = stages[:6]
		_, err := Compare("White", stages, Options{})
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", test.reason, err, test.want)
		}
	}
}

// TestBranchesAreJourneys: every branch of a journey has the numbers of the journey along it alone.
func TestBranchesAreJourneys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stages := []Stage[string]{{Name: "0", Counts: map[string]int64{"W": rapid.Int64Range(1, 500).Draw(t, "w"), "G": rapid.Int64Range(1, 500).Draw(t, "g")}, Unknown: 20}}
		of := []int{-1}
		for i := range rapid.IntRange(2, 6).Draw(t, "steps") {
			p := rapid.IntRange(0, i).Draw(t, "parent")
			s := Stage[string]{
				Name: fmt.Sprint(i + 1), Of: fmt.Sprint(p), Rate: rapid.IntRange(0, 4).Draw(t, "rate") == 0, Counts: make(map[string]int64),
				Unknown: rapid.Int64Range(0, stages[p].Unknown).Draw(t, "unknown"),
			}
			for _, g := range []string{"G", "W"} {
				s.Counts[g] = rapid.Int64Range(0, stages[p].Counts[g]).Draw(t, g)
			}
			stages, of = append(stages, s), append(of, p)
		}
		o := Options{Options: rri.Options{Side: rapid.SampledFrom([]rri.Side{rri.TwoSided, rri.LowerOnly}).Draw(t, "side")}}
		whole, err := Compare("W", stages, o)
		if err != nil {
			t.Skip(err)
		}
		p := whole.Paths[0]
		for _, b := range whole.branches(p) {
			line := []Stage[string]{stages[0]}
			for _, i := range b.Steps {
				s := stages[i+1]
				s.Of = ""
				line = append(line, s)
			}
			alone, err := Compare("W", line, o)
			if err != nil {
				t.Fatal(err)
			}
			q := alone.Paths[0]
			last := p.Indices[b.Steps[len(b.Steps)-1]]
			if d := cmp.Diff([]any{q.Cumulative, q.Combined}, []any{last.Cumulative, last.Combined}, cmpopts.EquateNaNs()); d != "" {
				t.Fatalf("cumulative: %s", d)
			}
			for k, i := range b.Steps {
				x := p.Indices[i]
				x.Share = b.Shares[k]
				if d := cmp.Diff(q.Indices[k], x, cmpopts.EquateNaNs()); d != "" {
					t.Fatalf("step %d: %s", i, d)
				}
				if (q.Largest == k) != (b.Largest == i) {
					t.Fatalf("largest %d, and along the branch %d", b.Largest, q.Largest)
				}
			}
		}
	})
}

// TestBranchedForms: people see every step once and every cumulative index, and programs the rows
// of every branch.
func TestBranchedForms(t *testing.T) {
	j, err := Compare("White", matrix(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var text, page, csv strings.Builder
	for _, err := range []error{j.WriteText(&text), j.WriteMarkdown(&page), j.WriteCSV(&csv)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, form := range map[string]string{"text": text.String(), "page": page.String()} {
		words := strings.Join(strings.FieldsFunc(form, func(r rune) bool { return r == ' ' || r == '|' || r == '\n' }), " ")
		for _, want := range []string{
			"Group not known: population 0; arrest 61 of 2,411 (2.5 %); referral 33 of 1,712 (1.9 %);",
			"petition referral 334 561 421 905 1.28 1.16 to 1.41 <0.001 1.22 to 1.33",
			"transfer petition 2 108 6 421 1.30 0.20 to 5.77 0.693 ² 1.17 to 1.34",
			"petition 3.50 3.03 to 4.04 <0.001 3.40 to 3.62",
			"detention 4.26 3.31 to 5.49 <0.001 4.16 to 4.37 arrest, 63 % (54 to 76 %)",
			"transfer 8.08 3.04 to 23.17 <0.001 arrest, 44 % (29 to 82 %), not told from transfer",
			"Largest share of the gap as observed",
			"¹ of the index, over every way in which the people whose group is not known could fall: chance is not in them",
			"² a count below 5: read the interval, not the estimate",
		} {
			if !strings.Contains(words, want) {
				t.Errorf("%s: no %q in\n%s", name, want, form)
			}
		}
	}
	rows := strings.Split(strings.TrimSpace(csv.String()), "\n")
	// diversion, detention, placement, transfer, and their cumulative rows
	if want := 1 + 2*(4+4+5+5); len(rows) != want {
		t.Errorf("%d rows, want %d:\n%s", len(rows), want, csv.String())
	}
	names := strings.Split(rows[0], ",")
	for _, want := range []string{"branch", "out_of", "bounds_lower", "cumulative", "cumulative_upper", "cumulative_bounds_upper", "unknown", "people", "flags"} {
		if !slices.Contains(names, want) {
			t.Errorf("no column %s in %s", want, rows[0])
		}
	}
	field := func(row []string, name string) string { return row[slices.Index(names, name)] }
	found := false
	for _, row := range rows[1:] {
		row := strings.Split(row, ",")
		if field(row, "group") == "Black" && field(row, "branch") == "placement" && field(row, "step") == "petition" {
			found = true
			for name, want := range map[string]string{"out_of": "referral", "events": "334", "unknown": "12", "people": "875", "largest": "false"} {
				if got := field(row, name); got != want {
					t.Errorf("%s is %q, want %q", name, got, want)
				}
			}
		}
	}
	if !found {
		t.Errorf("no petition on the branch to placement:\n%s", csv.String())
	}
}

// TestLargestInWords has one reason a row.
func TestLargestInWords(t *testing.T) {
	for _, test := range []struct {
		group, baseline []int64
		want            string
		reason          string
	}{
		{[]int64{1000, 900, 100}, []int64{10000, 9000, 4000}, "largest share of the gap as observed: step 2, 100 % (98 to 102 %)", "told apart"},
		{[]int64{1000, 500, 250}, []int64{10000, 6500, 4200}, "step 1, 51 % (40 to 62 %), not told from step 2", "much the same"},
		{[]int64{100, 60, 30}, []int64{1000, 600, 310}, "cannot be told, as the cumulative index may be 1", "there may be no gap"},
		{[]int64{100, 60, 30}, []int64{1000, 600, 300}, "none, as there is no gap", "and here there is none"},
		{[]int64{100, 60, 0}, []int64{1000, 600, 300}, "step 2, where nobody of the group is left", "an infinite gap"},
		{[]int64{100, 60, 10}, []int64{1000, 600, 0}, "cannot be told, as the baseline has no event", "nothing to compare with"},
	} {
		var stages []Stage[string]
		for i := range test.group {
			stages = append(stages, Stage[string]{Name: fmt.Sprintf("step %d", i), Counts: map[string]int64{"W": test.baseline[i], "G": test.group[i]}})
		}
		j, err := Compare("W", stages, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := j.WriteText(&b); err != nil || !strings.Contains(b.String(), "\nG: largest share of the gap as observed: ") || !strings.Contains(b.String(), test.want) {
			t.Errorf("%s: %v\n%swant %s", test.reason, err, b.String(), test.want)
		}
	}
}
