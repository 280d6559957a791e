package tidy

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/seed-549880be/disparity/rri"
)

// briefSums writes sums in one line: each group with events/exposure, and ? for those whose group
// is not known.
func briefSums(s Sums) string {
	var texts []string
	for _, g := range append(s.Groups, s.Unknown) {
		if g.Group == "" && g.Events == (Cell{}) && g.Exposure == (Cell{}) {
			continue
		}
		text := fmt.Sprintf("%s %s", strings.TrimSpace(g.Group+"?"), g.Events)
		if g.Exposure.Mark != Blank {
			text += fmt.Sprintf("/%s", g.Exposure)
		}
		texts = append(texts, strings.Replace(text, g.Group+"?", g.Group+map[bool]string{true: "?"}[g.Group == ""], 1))
	}
	return strings.Join(texts, "; ")
}

func mustRead(t *testing.T, text string, o Options) *Table {
	t.Helper()
	table, err := Read(strings.NewReader(text), o)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestSum(t *testing.T) {
	for _, test := range []struct {
		text   string
		want   string
		notes  string
		is     error
		reason string
	}{
		{"group,events,population\n" + three, "White 600/60000; Black 300/10000; Asian 100/20000", "", nil, "one row a group"},
		{"area,group,events,population\nA,White,1,10\nA,Black,2,20\nB,Black,4,40\nB,White,8,80\nB,,16,\n", "White 9/90; Black 6/60; ? 16", "", nil, "areas add up"},
		{"year,group,events,population\n2020,White,1,10\n2020,Black,2,20\n2021,White,4,10\n2021,Black,8,20\n", "White 5/20; Black 10/40", `"population" is added up over year, so that a person counts once for each of 2`, nil, "years add up to person-years"},
		{"year,group,finds,searches\n2020,White,1,10\n2020,Black,2,20\n2021,White,4,10\n2021,Black,8,20\n", "White 5/20; Black 10/40", "", nil, "searches of other years are others"},
		{"age,group,events,population\n10-17,White,1,10\n10-17,Black,2,20\n18-24,White,4,10\n18-24,Black,8,20\n", "White 5/20; Black 10/40", `"population" is the same for every age, and is added up over 2 of them`, nil, "residents of all ages beside each"},
		{"age,group,events,population\nall,White,7,90\n10-17,White,1,10\n18-24,White,6,80\nall,Black,3,9\n", "White 7/90; Black 3/9", "", nil, "a total is not added to its parts, and stands alone where there are none"},
		{"offence,group,events,population\ntheft,White,1,10\ntheft,Black,2,20\nfraud,White,4,10\nfraud,Black,8,20\n", "", "population is the same for every offence", ErrAdd, "residents are those of every offence"},
		{"offence,group,events,population\ntheft,White,1,10\ntheft,Black,2,10\nfraud,White,4,10\nfraud,Black,8,10\n", "White 5/20; Black 10/20", "", nil, "the same exposure of all groups tells nothing"},
		{"object,group,finds,searches\ndrugs,White,1,10\ndrugs,Black,2,20\nknife,White,4,40\nknife,Black,8,50\n", "White 5/50; Black 10/70", "", nil, "searches for different objects are different searches"},
		{"reason,group,finds,searches\ndrugs,White,1,10\ndrugs,Black,2,20\nknife,White,4,10\nknife,Black,8,20\n", "", "searches is the same for every reason", ErrAdd, "the same searches out of which there are finds of two kinds"},
		{"tactic,group,events,population\nhandcuffs,White,3,10\nof which rear,White,1,10\n", "", "each tactic counts the same people", ErrAdd, "tactics hold each other"},
		{"tactic,group,events,population\nhandcuffs,White,3,10\nhandcuffs,Black,1,10\n", "White 3/10; Black 1/10", "", nil, "one tactic"},
		{"stage,group,n,trials\narrest,White,3,10\ncharge,White,1,3\n", "", "each stage", ErrAdd, "stages follow each other"},
		{"area,group,events,population\nA,White,1,10\nB,White,<5,20\nA,Black,*,5\nB,Black,7,6\n", "White 1 to 5/30; Black 7 or more/11", "", nil, "withheld counts add up to ranges"},
	} {
		table := mustRead(t, test.text, Options{GroupColumns: []string{"group"}})
		got, err := table.Sum(nil)
		if !errors.Is(err, test.is) || (err == nil) != (test.is == nil) || err != nil && !strings.Contains(err.Error(), test.notes) {
			t.Errorf("%s: error %v, want %v", test.reason, err, test.is)
			continue
		}
		if err != nil {
			continue
		}
		text := strings.NewReplacer(" [withheld]", "").Replace(briefSums(got))
		if diff := cmp.Diff(test.want, text); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", test.reason, diff)
		}
		if notes := strings.Join(got.Notes, "\n"); !strings.Contains(notes, test.notes) || test.notes == "" && notes != "" {
			t.Errorf("%s: notes %q, want %q", test.reason, notes, test.notes)
		}
	}
}

func TestSplit(t *testing.T) {
	table := mustRead(t, "stage,area,group,events,trials\narrest,B,White,1,10\narrest,B,,3,9\narrest,A,White,2,20\ncharge,B,White,4,40\ncharge,B,Black,8,50\n", Options{})
	for _, test := range []struct {
		by     []string
		keep   func(Row) bool
		want   string
		reason string
	}{
		{[]string{"Stage"}, nil, "[arrest] White 3/30; ? 3/9 | [charge] White 4/40; Black 8/50", "in the order of the file"},
		{[]string{"area", "stage"}, nil, "[B arrest] White 1/10; ? 3/9 | [A arrest] White 2/20 | [B charge] White 4/40; Black 8/50", "two dimensions, in the order that is asked for"},
		{nil, func(n Row) bool { return n.Dimensions[0] == "charge" }, "[] White 4/40; Black 8/50", "some rows"},
		{[]string{"stage"}, func(Row) bool { return false }, "", "no rows"},
	} {
		parts, err := table.Split(test.by, test.keep)
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
		}
		var texts []string
		for _, p := range parts {
			texts = append(texts, fmt.Sprintf("%v %s", p.Values, briefSums(p.Sums)))
		}
		if got := strings.Join(texts, " | "); got != test.want {
			t.Errorf("%s: %s\nwant %s", test.reason, got, test.want)
		}
	}
	if _, err := table.Split([]string{"stagg"}, nil); err == nil || !strings.Contains(err.Error(), `no dimension "stagg" (did you mean "stage"?)`) {
		t.Errorf("a dimension that is not there: %v", err)
	}
	if _, err := table.Sum(func(n Row) bool { return n.Kind == KindUnknown }); !errors.Is(err, ErrGroup) {
		t.Errorf("nobody of a known group: %v", err)
	}
}

func TestCounts(t *testing.T) {
	sums, err := mustRead(t, "group,finds,searches\nWhite,3,10\nBlack,<5,10\nAsian,2,c\nMixed,0,0\n", Options{}).Sum(nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Counts[rri.Proportion](sums)
	if diff := cmp.Diff(map[string]rri.Proportion{"White": {Events: 3, Trials: 10}, "Mixed": {}}, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	rates, err := Counts[rri.Rate](Sums{Groups: []GroupSum{{"White", Exactly(3), Exactly(10.5)}}})
	if err != nil || rates["White"] != (rri.Rate{Events: 3, Population: 10.5}) {
		t.Errorf("%v, %v", rates, err)
	}
	if _, err := Counts[rri.Proportion](Sums{Groups: []GroupSum{{"White", Exactly(3), Exactly(2)}}}); !errors.Is(err, rri.ErrCount) || !strings.HasPrefix(err.Error(), `tidy: "White": `) {
		t.Errorf("more events than trials: %v", err)
	}
}
