package report

import (
	"context"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
)

// partNames names the parts of a document.
func partNames(d Document) (names []string) {
	for _, p := range d.Parts {
		names = append(names, p.Name)
	}
	return names
}

// of writes searches of a month: n of White people, and k of each other group of five.
func of(month string, n, k int) string {
	date := month + "-05T12:00:00+00:00"
	text := times(n, search{self: white, officer: "White", outcome: "Arrest", date: date})
	for _, self := range []string{asian, black, "Mixed/Multiple ethnic groups - White and Asian", "Other ethnic group - Any other ethnic group"} {
		text += times(k, search{self: self, officer: "Asian", outcome: noAction, date: date})
	}
	return text
}

// TestParts has one thing a row that a report is divided by.
func TestParts(t *testing.T) {
	kent := map[string]string{"kent.csv": of("2022-12", 9, 3) + of("2023-01", 8, 2) + of("2023-04", 7, 1)}
	two := map[string]string{"kent.csv": of("2023-01", 9, 3), "essex.csv": of("2023-01", 8, 2)}
	vehicles := map[string]string{"kent.csv": of("2023-01", 9, 3), "essex.csv": times(4, search{kind: "Vehicle search"}), "btp.csv": of("2023-01", 8, 2)}
	for _, test := range []struct {
		files    map[string]string
		o        Options
		by       Breakdown
		parts    []string
		adjusted string // what the search rate is adjusted for, "" if it is not
		note     string // in the notes
		reason   string
	}{
		{kent, Options{}, Whole, nil, "", "", "one force, whose months are pooled unless asked"},
		{kent, Options{By: EachForce}, EachForce, []string{"Kent"}, "", "", "one force that is asked for: nothing to adjust for"},
		{two, Options{}, EachForce, []string{"Essex", "Kent"}, "force", "", "two forces"},
		{two, Options{By: Whole}, Whole, nil, "force", "", "without parts there is the adjusted index all the same"},
		{two, Options{By: EachMonth}, EachMonth, []string{"January 2023"}, "force and month", "", "a month of two forces"},
		{vehicles, Options{}, EachForce, []string{"British Transport Police", "Kent"}, "force", "No part of its own, since no search of a person is left there: Essex.", "a force with vehicles alone, whose residents count"},
		{map[string]string{"kent.csv": of("2023-01", 9, 3), "btp.csv": of("2023-01", 8, 2)}, Options{}, EachForce, []string{"British Transport Police", "Kent"}, "", "", "one force of two has residents"},
		{kent, Options{By: EachMonth}, EachMonth, []string{"December 2022", "January 2023", "April 2023"}, "month", "", "months, not those without a row"},
		{kent, Options{By: EachQuarter}, EachQuarter, []string{"October to December 2022, December 2022 only", "January to March 2023, January 2023 only", "April to June 2023, April 2023 only"}, "quarter", "", "quarters"},
		{kent, Options{By: EachYear}, EachYear, []string{"2022, December 2022 only", "2023, January 2023 to April 2023 only"}, "year", "", "years"},
		{kent, Options{By: EachFinancialYear}, EachFinancialYear, []string{"financial year 2022/23, December 2022 to January 2023 only", "financial year 2023/24, April 2023 only"}, "financial year", "", "financial years"},
		{kent, Options{By: EachYear, From: month("2023-01")}, EachYear, []string{"2023, January 2023 to April 2023 only"}, "", "", "what is left of them"},
		{two, Options{Suppress: 2}, Whole, nil, "", "No index is adjusted for force: with -suppress the counts of each would tell what is withheld. An index of everything together can differ from that of every force.", "small counts withheld"},
		{two, Options{Unknown: outcomes.InProportion}, EachForce, []string{"Essex", "Kent"}, "", "No index is adjusted for force: -unknown in-proportion puts searches into groups whatever their force.", "the unknown put into groups"},
		{two, Options{Method: rri.Exact}, EachForce, []string{"Essex", "Kent"}, "", "No index is adjusted for force: -method exact has no form for strata; these have one: ", "a method without a form for strata"},
		{kent, Options{By: EachMonth, Method: rri.Exact}, EachMonth, []string{"December 2022", "January 2023", "April 2023"}, "", "No index is adjusted for month: -method exact", "of months"},
	} {
		d := must(New(apartByName(test.files), test.o)).Document()
		adjusted := ""
		if a := adjustedOf(d.Adjusted, "search-rate"); a != nil {
			adjusted = a.by()
		}
		if d.By != test.by || !slices.Equal(partNames(d), test.parts) || adjusted != test.adjusted {
			t.Errorf("%s: by %s, %q, adjusted for %q; want %s, %q, %q", test.reason, d.By, partNames(d), adjusted, test.by, test.parts, test.adjusted)
		}
		if notes := strings.Join(d.Notes, "\n"); !strings.Contains(notes, test.note) {
			t.Errorf("%s: %q does not say %q", test.reason, notes, test.note)
		}
	}
}

// withoutWords leaves out what a table says in words, which may be of the part or of the whole.
var withoutWords = cmp.Options{cmpopts.EquateNaNs(), cmpopts.IgnoreFields(Table{}, "Definition", "Notes", "MonthsNote"), cmpopts.IgnoreFields(Row{}, "Word", "Why", "Note")}

// TestPartsLaw: the part of a force is the report of its file, and that of a period the report from
// its first month to its last; and all parts together have the searches of the whole.
func TestPartsLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		files := make(map[string]string)
		for i, force := range []string{"kent", "essex", "btp"}[:rapid.IntRange(1, 3).Draw(t, "forces")] {
			for _, m := range []string{"2022-12", "2023-01", "2023-03"} {
				n := rapid.IntRange(0, 20).Draw(t, force+" "+m)
				files[force+".csv"] += strings.ReplaceAll(of(m, n, n/3)+times(n/5, search{self: none, outcome: "Arrest", date: m + "-05T12:00:00+00:00"}), "T12:", fmt.Sprintf("T%02d:", i))
			}
			files[force+".csv"] += strings.ReplaceAll(of("2023-01", 1, 1), "T12:", fmt.Sprintf("T%02d:", i))
		}
		o := Options{By: oneOf(unkept(Breakdowns())).Draw(t, "by"), Unknown: rapid.SampledFrom([]outcomes.Allocation{outcomes.LeftOut, outcomes.LeftOut, outcomes.InProportion}).Draw(t, "unknown")}
		all := several(files)
		d := must(New(all, o)).Document()
		var searches, unknowns int64
		for _, p := range d.Parts {
			searches, unknowns = searches+p.Searches, unknowns+total(p.Unknown)
			alone, x := o, all
			alone.By = Whole
			if d.By == EachForce {
				name := strings.ToLower(p.Name) + ".csv"
				if files[name] == "" {
					name = "btp.csv"
				}
				x = several(map[string]string{name: files[name]})
			} else {
				alone.From = d.By.kind().First(p.From)
				alone.To = d.By.kind().Last(alone.From)
			}
			want := must(New(x, alone)).Document()
			if diff := cmp.Diff(want.Tables, p.Tables, withoutWords); diff != "" {
				t.Fatalf("%s is not as it is alone (-alone +part):\n%s", p.Name, diff)
			}
			if diff := cmp.Diff(want.Bounds, p.Bounds); diff != "" || p.Searches != want.Searches || p.Residents != want.Residents || p.Area != want.Area || p.From != want.From || p.To != want.To ||
				!maps.Equal(p.Unknown, want.Unknown) || *p.UnknownShare != *want.UnknownShare || len(p.Adjusted) != len(want.Adjusted) {
				t.Fatalf("%s is %+v; alone %+v", p.Name, p, want)
			}
		}
		if len(d.Parts) > 0 && (searches != d.Searches || unknowns != total(d.Unknown)) {
			t.Fatalf("%d searches of parts, %d unknown; want %d, %d", searches, unknowns, d.Searches, total(d.Unknown))
		}
	})
}

// TestAdjustedLaw: the adjusted search rate is that of Mantel and Haenszel over the parts, lies
// between the lowest and the highest of them, and its range holds its interval; its crude index is
// that of all the searches over residents who count once in each part.
func TestAdjustedLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		files := make(map[string]string)
		for i, force := range []string{"kent", "essex", "surrey"}[:rapid.IntRange(2, 3).Draw(t, "forces")] {
			text := of("2023-01", rapid.IntRange(1, 60).Draw(t, "white"), rapid.IntRange(0, 9).Draw(t, "others")) +
				times(rapid.IntRange(0, 9).Draw(t, "black"), search{self: black}) + times(rapid.IntRange(0, 9).Draw(t, "unknown"), search{self: none})
			files[force+".csv"] = strings.ReplaceAll(text, "T12:", fmt.Sprintf("T%02d:", i))
		}
		d := must(New(several(files), Options{})).Document()
		a := adjustedOf(d.Adjusted, "search-rate")
		for i, row := range a.Rates.Rows[1:] {
			var above, below float64
			lowest, highest := math.Inf(1), 0.0
			for _, p := range d.Parts {
				g, w := countsOf(p, row.Group), countsOf(p, ethnicity.White)
				n := *g.Exposure + *w.Exposure
				above += float64(*g.Events) * *w.Exposure / n
				below += float64(*w.Events) * *g.Exposure / n
				lowest, highest = min(lowest, g.Ratio.Value), max(highest, g.Ratio.Value)
			}
			want, got := above/below, row.Ratio.Value
			if math.Abs(got-want) > 1e-12*want || got < lowest-1e-12 || got > highest+1e-12 {
				t.Fatalf("%s: %v, want %v, from %v to %v", row.Group, got, want, lowest, highest)
			}
			said := a.Said[i+1]
			if said.Group != row.Group || *said.Range.Lower > row.Ratio.Lower || *said.Range.Upper < row.Ratio.Upper {
				t.Fatalf("%s: range %+v of %v", row.Group, said, row.Ratio)
			}
			if crude := countsOf(Part{Tables: d.Tables}, row.Group).Ratio.Value; row.Crude.Value != crude {
				t.Fatalf("%s: crude %v, want %v", row.Group, row.Crude.Value, crude)
			}
		}
	})
}

// countsOf returns the row of a group in the search rate of a part.
func countsOf(p Part, g ethnicity.Group) Row {
	rows := p.Tables[0].Rows
	return rows[slices.IndexFunc(rows, func(row Row) bool { return row.Group == g && row.Kind == "" })]
}

// TestFiveForces: the crude index of Asian people in five forces is that of none of them.
func TestFiveForces(t *testing.T) {
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("DISPARITY_DATA names no folder")
	}
	x := new(outcomes.Extract)
	for _, force := range []string{"city-of-london", "derbyshire", "essex", "leicestershire", "south-yorkshire"} {
		if err := x.ReadFS(context.Background(), os.DirFS(filepath.Join(dir, "stopsearch", "csv")), "2020-01-"+force+"-stop-and-search.csv"); err != nil {
			t.Fatal(err)
		}
	}
	d := must(New(x, Options{Census: ethnicity.Census2021})).Document()
	crude := countsOf(Part{Tables: d.Tables}, ethnicity.Asian).Ratio
	if got := fmt.Sprintf("%.2f, p %.2f", crude.Value, crude.P); got != "1.03, p 0.59" {
		t.Errorf("crude %s", got)
	}
	var by []string
	for _, p := range d.Parts {
		by = append(by, fmt.Sprintf("%s %.2f", p.Name, countsOf(p, ethnicity.Asian).Ratio.Value))
	}
	if want := "City of London 1.41, Derbyshire 1.43, Essex 1.81, Leicestershire 1.25, South Yorkshire 0.75"; strings.Join(by, ", ") != want {
		t.Errorf("%q, want %s", by, want)
	}
	row, _ := adjustedOf(d.Adjusted, "search-rate").row(ethnicity.Asian)
	if got := fmt.Sprintf("%.2f (%.2f to %.2f)", row.ratio.Value, row.ratio.Lower, row.ratio.Upper); got != "1.26 (1.10 to 1.43)" || row.alike > 0.001 {
		t.Errorf("adjusted %s, p alike %v", got, row.alike)
	}
	// The City of London is 5th of 5 in Black, and its residents are not who is there. Essex is
	// above the mean of the others in Asian, and has fewer unknown than these.
	for _, test := range []struct {
		group              ethnicity.Group
		force              string
		rank, lower, upper int
		lowest, highest    int
		why                string
	}{
		{ethnicity.Black, "City of London", 5, 5, 5, 1, 5, "residents are not who is there"},
		{ethnicity.Asian, "Essex", 5, 2, 5, 1, 5, "the share of people of no known group differs by more than 5 points from that of the others, and how they fall could give another word"},
		{ethnicity.Mixed, "Essex", 3, 1, 5, 1, 5, ""},
	} {
		row, _ := peerRow(t, d.Peers, test.group, test.force)
		if want := (peers.Rank{Rank: test.rank, Lower: test.lower, Upper: test.upper, Lowest: test.lowest, Highest: test.highest, AmongWorst: row.Rank.AmongWorst}); row.Rank != want || row.Why != test.why {
			t.Errorf("%s, %s: %+v, %q; want %+v, %q", test.group, test.force, row.Rank, row.Why, want, test.why)
		}
	}
	for _, table := range d.Tables {
		with := 0 // forces that have such searches
		for _, p := range d.Parts {
			if t := tableWith(p.Tables, table.ID); t.ID != "" && slices.ContainsFunc(t.Rows, func(row Row) bool { return row.Kind == "" && *row.Exposure > 0 }) {
				with++
			}
		}
		if with > 1 && table.NoAnswer == "" && adjustedOf(d.Adjusted, table.ID) == nil {
			t.Errorf("the %s is not adjusted for force", table.ID)
		}
	}
}
