package counts

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/rri/tidy"
)

// TestTotalsStandForTheirParts: where the parts of a group do not give its counts and a total does,
// the comparison takes those of the total, once.
func TestTotalsStandForTheirParts(t *testing.T) {
	const white = "10-17,White,100,50000\n18+,White,350,240000\n"
	for _, test := range []struct {
		rows, events string // of Black
		note         bool
		reason       string
	}{
		{"10-17,Black,..,3000\n18+,Black,..,10000\nall ages,Black,80,13000\n", "80", true, "not available by age"},
		{"10-17,Black,<5,3000\n18+,Black,77,10000\nall ages,Black,80,13000\n", "80", true, "known between bounds by age"},
		{"10-17,Black,..,3000\n18+,Black,..,10000\nall ages,Black,80,\n", "80", true, "no residents in the total: those of its parts"},
		{"10-17,Black,2,..\n18+,Black,77,10000\nall ages,Black,79,13000\n", "79", true, "residents that are not available by age"},
		{"10-17,Black,3,3000\n18+,Black,77,10000\nall ages,Black,999,13000\n", "80", false, "parts that are known need no total"},
		{"10-17,Black,<5,3000\n18+,Black,77,10000\nall ages,Black,..,13000\n", "77-81", false, "a total that is not available tells nothing"},
		{"10-17,Black,<5,3000\n18+,Black,77,10000\nall ages,Black,75-90,13000\n", "77-81", false, "a total that is known less well"},
	} {
		d, err := Compare(tableOf(t, "age,group,searches,residents\n"+white+test.rows, tidy.Options{}), Options{})
		if err != nil {
			t.Fatal(err)
		}
		row := d.Sections[0].Data.(Comparison).Rows[1]
		want, err := tidy.ParseCell(test.events)
		if err != nil {
			t.Fatal(err)
		}
		if row.Events.Lower != want.Lower || row.Events.Upper != want.Upper || row.Exposure.Lower != 13000 || !row.Exposure.Known() {
			t.Errorf("%s: %v of %v, want %s of 13000", test.reason, row.Events, row.Exposure, test.events)
		}
		if said := strings.Contains(strings.Join(d.Notes, "\n"), `"all ages" of "Black" (line 6) is in the place of its parts`); said != test.note {
			t.Errorf("%s: notes %q, want one %v", test.reason, d.Notes, test.note)
		}
	}
}

// TestTotalsOfSeveralDimensions: the total of each year stands for its ages, and that of all years
// for what is left, but for the years where they are kept apart; people of unknown group too.
func TestTotalsOfSeveralDimensions(t *testing.T) {
	const text = `year,age,group,searches,residents
2019,10-17,White,60,10000
2019,18+,White,150,30000
2019,10-17,Black,..,1000
2019,18+,Black,..,2000
2019,all ages,Black,80,3000
2019,10-17,Not known,..,
2019,18+,Not known,..,
2019,all ages,Not known,7,
2020,10-17,White,60,10000
2020,18+,White,150,30000
2020,10-17,Black,[c],1000
2020,18+,Black,9,2000
all years,all ages,Black,95,6000
`
	table := tableOf(t, text, tidy.Options{})
	c := dataOf[Comparison](t, table, Options{})
	if c.Rows[1].Events != tidy.Exactly(95) || c.Unknown.Events != tidy.Exactly(7) {
		t.Errorf("%v searches and %v of the unknown, want 95 and 7", c.Rows[1].Events, c.Unknown.Events)
	}
	var events []string
	for _, s := range dataOf[By](t, table, Options{By: "year"}).Strata {
		events = append(events, s.Comparison.Rows[1].Events.String())
	}
	if want := []string{"80", "9 or more"}; !cmp.Equal(events, want) {
		t.Errorf("by year %q, want %q", events, want)
	}
	for _, s := range dataOf[Within](t, table, Options{Within: []string{"age"}}).Strata {
		if s.Stratum == "all ages" || s.Comparison.Rows[1].Events.Known() {
			t.Errorf("%s: %v", s.Stratum, s.Comparison.Rows[1].Events)
		}
	}
}
