package counts

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/unknown"
)

const onlyInTotal = `age,group,searches,residents
10-17,White,120,10000
10-17,Black,..,2000
10-17,Asian,12,1500
10-17,Not known,20,
18-34,White,300,30000
18-34,Black,..,4000
18-34,Asian,20,3000
18-34,Not known,30,
all ages,Black,172,6000
all ages,Asian,32,4500
`

// TestStandardised: 2,000 people at 12 and 4,000 at 10 searches per 1,000 would have 64. The limits
// are those of 172 events over 64, by each method that one rate has, and by the default otherwise.
func TestStandardised(t *testing.T) {
	table := tableOf(t, onlyInTotal, tidy.Options{})
	for _, method := range []rri.Method{rri.SCAS, rri.Exact, rri.Byar, rri.PublicHealth, rri.MidP, rri.AdjustedLog} {
		in, err := newInput(table, Options{Options: rri.Options{Method: method}, Within: []string{"age"}, Levels: []float64{0.998}})
		if err != nil {
			t.Fatal(err)
		}
		made, _, err := in.standardised()
		if err != nil || len(made) != 1 {
			t.Fatalf("%s: %d sections, %v", method, len(made), err)
		}
		got := made[0].Data.(Standardised)
		own, fallback := method, method == rri.AdjustedLog
		if fallback {
			own = rri.SCAS
		}
		if len(got.Rows) != 1 || got.Rows[0].Group != "Black" || got.Method != own || got.Reference != 420 {
			t.Fatalf("%s: %+v", method, got)
		}
		row := got.Rows[0]
		for i, level := range []float64{0.95, 0.998} {
			want, err := rri.Of(rri.Rate{Events: 172, Population: 64}, rri.Options{Method: own, Level: level, Null: 1})
			if err != nil {
				t.Fatal(err)
			}
			e := row.Ratio
			if i > 0 {
				e = row.Further[0]
			}
			if !cmp.Equal(e, want, same) || math.Abs(row.Expected-64) > 1e-9 {
				t.Errorf("%s: %v of %v expected, want %v", method, e, row.Expected, want)
			}
		}
		// all 50 of unknown age of the baseline: 2000*140/10000 + 4000*330/30000 = 72; of the
		// group: 222 of 64
		if want := (unknown.Bounds{Lower: 172. / 72, Upper: 222. / 64}); !near(row.Bounds.Lower, want.Lower) || !near(row.Bounds.Upper, want.Upper) {
			t.Errorf("%s: bounds %v, want %v", method, row.Bounds, want)
		}
		if said := strings.Join(got.Notes, " "); strings.Contains(said, "no interval for one rate") != fallback {
			t.Errorf("%s: notes %q", method, said)
		}
	}
}

// TestStandardisedWhen: groups whose events are known better in the row of all, and no others.
func TestStandardisedWhen(t *testing.T) {
	blank := strings.ReplaceAll(onlyInTotal, ",..,", ",,")
	for _, test := range []struct {
		text   string
		within []string
		groups []string
		note   string // of the first row
		reason string
	}{
		{onlyInTotal, []string{"age"}, []string{"Black"}, "", "not available by age"},
		{blank, []string{"age"}, []string{"Black"}, "", "blank by age"},
		{onlyInTotal, nil, nil, "", "like is not compared with like"},
		{strings.Replace(onlyInTotal, "Black,..,2000", "Black,[c],2000", 1), []string{"age"}, []string{"Black"}, "", "withheld in one stratum"},
		{strings.NewReplacer("Black,..,2000", "Black,<5,2000", "Black,..,4000", "Black,170,4000").Replace(onlyInTotal), []string{"age"}, []string{"Black"}, "",
			"known between bounds within strata, and exactly in all"},
		{strings.NewReplacer("Black,..,2000", "Black,<5,2000", "Black,..,4000", "Black,170,4000", "Black,172,", "Black,170-180,").Replace(onlyInTotal), []string{"age"}, nil, "",
			"known better within strata"},
		{strings.Replace(onlyInTotal, "Black,172,6000", "Black,..,6000", 1), []string{"age"}, nil, "", "not available in all either"},
		{strings.Replace(onlyInTotal, "Black,172,6000", "Black,172,6100", 1), []string{"age"}, []string{"Black"}, "the row of all has 6,100 residents, the strata together 6,000",
			"people who are in no stratum"},
		{strings.Replace(onlyInTotal, "Black,..,2000", "Black,..,", 1), []string{"age"}, []string{"Black"}, "the residents of Black are not known in 10-17", "people of unknown number"},
		{strings.Replace(onlyInTotal, "White,120,", "White,[c],", 1), []string{"age"}, []string{"Black"}, "White has no rate in 10-17", "a baseline without a rate"},
		{strings.NewReplacer("120,", "0,", "300,", "0,").Replace(onlyInTotal), []string{"age"}, []string{"Black"}, "no searches are expected", "a baseline without events"},
		{strings.NewReplacer("all ages,Black,172,6000", "all ages,Black,<5,6000").Replace(onlyInTotal), []string{"age"}, []string{"Black"}, "", "withheld in all"},
	} {
		in, err := newInput(tableOf(t, test.text, tidy.Options{}), Options{Within: test.within})
		if err != nil {
			t.Fatal(err)
		}
		made, _, err := in.standardised()
		if err != nil {
			t.Fatal(err)
		}
		var groups, notes []string
		for _, s := range made {
			for _, r := range s.Data.(Standardised).Rows {
				groups = append(groups, r.Group)
				notes = append(notes, strings.Join(r.Notes, "; "))
			}
		}
		if !cmp.Equal(groups, test.groups) || len(notes) > 0 && !strings.Contains(notes[0], test.note) || test.note == "" && len(notes) > 0 && notes[0] != "" {
			t.Errorf("%s: groups %q, notes %q, want %q and %q", test.reason, groups, notes, test.groups, test.note)
		}
	}
}

// TestStandardisedOfTwoDimensions: the row of all of the dimensions within which is compared, added
// up over the others, and none that is a total of those too.
func TestStandardisedOfTwoDimensions(t *testing.T) {
	const text = `year,age,group,searches,residents
2019,10-17,White,60,10000
2019,10-17,Black,..,1000
2019,18+,White,150,30000
2019,18+,Black,..,2000
2019,all ages,Black,80,3000
2020,10-17,White,60,10000
2020,10-17,Black,..,1000
2020,18+,White,150,30000
2020,18+,Black,..,2000
2020,all ages,Black,92,3000
all years,all ages,Black,999,6000
`
	got := dataOf[Standardised](t, tableOf(t, text, tidy.Options{}), Options{Within: []string{"age"}})
	if n, _ := got.Rows[0].Events.Count(); n != 172 || math.Abs(got.Rows[0].Expected-32) > 1e-9 {
		t.Errorf("%v events, %v expected; want 172 and 2000*120/20000 + 4000*300/60000 = 32", n, got.Rows[0].Expected)
	}
}

// TestStandardisedDirection: the other way round the ratio and its bounds are one over it.
func TestStandardisedDirection(t *testing.T) {
	table := tableOf(t, strings.Replace(onlyInTotal, "Black,172", "Black,1-4", 1), tidy.Options{})
	up := dataOf[Standardised](t, table, Options{Within: []string{"age"}}).Rows[0]
	down := dataOf[Standardised](t, table, Options{Within: []string{"age"}, Direction: index.ComparatorOverGroup}).Rows[0]
	if !math.IsNaN(up.Ratio.Value) || !(up.Ratio.Lower < 1./64 && up.Ratio.Upper > 4./64) {
		t.Errorf("1 to 4 of 64: %v", up.Ratio)
	}
	for _, pair := range [][2]float64{{up.Ratio.Lower, down.Ratio.Upper}, {up.Ratio.Upper, down.Ratio.Lower}, {up.Bounds.Lower, down.Bounds.Upper}, {up.Bounds.Upper, down.Bounds.Lower}} {
		if math.Abs(pair[0]*pair[1]-1) > 1e-9 {
			t.Errorf("%v, and %v the other way round", pair[0], pair[1])
		}
	}
}

// TestStandardisedSays: observed and expected in a sentence.
func TestStandardisedSays(t *testing.T) {
	d, err := Compare(tableOf(t, onlyInTotal, tidy.Options{}), Options{Within: []string{"age"}})
	want := "Black: 172 searches in all, where 64.0 would be expected at the rates of White with age alike: observed over expected 2.69 (95 % interval 2.31 to 3.11)."
	if said := strings.Join(d.Lines, "\n"); err != nil || !strings.Contains(said, want) {
		t.Errorf("%v:\n%s", err, said)
	}
}
