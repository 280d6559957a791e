package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

// keptFile is a file with further columns.
type keptFile struct {
	columns []string
	rows    strings.Builder
}

// add adds rows like s, with these values in the further columns.
func (f *keptFile) add(n int, s search, values ...string) {
	row := strings.TrimSuffix(s.row(), "\r\n")
	for _, v := range values {
		row += fmt.Sprintf(",%q", v)
	}
	f.rows.WriteString(strings.Repeat(row+"\r\n", n))
}

// read reads the file, keeping these columns.
func (f *keptFile) read(keep ...string) *outcomes.Extract {
	x := &outcomes.Extract{Keep: keep}
	head := strings.TrimSuffix(header, "\r\n")
	for _, c := range f.columns {
		head += fmt.Sprintf(",%q", c)
	}
	if err := x.ReadFile(strings.NewReader(head+"\r\n"+f.rows.String()), "2023-01-kent-stop-and-search.csv"); err != nil {
		panic(err)
	}
	return x
}

// ledBy is a file of searches that are led by officers and by intelligence, with 1 found in 3 and 2
// in 3 of them, and twice as many of Black people in the former.
func ledBy(columns ...string) *keptFile {
	f := &keptFile{columns: columns}
	values := func(led string) []string { return append([]string{led}, make([]string, len(columns)-1)...) }
	for _, self := range []string{white, asian, black, "Mixed/Multiple ethnic groups - White and Asian", "Other ethnic group - Any other ethnic group"} {
		n := 30
		if self == white {
			n = 240
		}
		more := n
		if self == black {
			more = 2 * n
		}
		f.add(more, search{self: self, officer: "White", outcome: "Arrest"}, values("officer")...)
		f.add(2*more, search{self: self, officer: "White", outcome: noAction}, values("officer")...)
		f.add(2*n, search{self: self, officer: "White", outcome: "Arrest", object: "Firearms"}, values("intelligence")...)
		f.add(n, search{self: self, officer: "White", outcome: noAction, object: "Firearms"}, values("intelligence")...)
	}
	return f
}

func TestCompareNatural(t *testing.T) {
	sorted := []string{"", "-", "02", "2", "10", "10a", "A", "a", "a 2", "A 10", "a2b10", "B", "Team 2", "team 10", "z99999999999999999999", "z100000000000000000000", "é"}
	for i, a := range sorted {
		for j, b := range sorted {
			got, want := compareNatural(a, b), 0
			switch {
			case i < j:
				want = -1
			case i > j:
				want = 1
			}
			if (got < 0) != (want < 0) || (got > 0) != (want > 0) {
				t.Errorf("%q and %q: %d, want %d", a, b, got, want)
			}
		}
	}
}

// TestLawCompareNatural: it is an order: of three texts the first is not after the last.
func TestLawCompareNatural(t *testing.T) {
	text := rapid.StringMatching(`[aAb2 0é-]{0,6}`)
	rapid.Check(t, func(t *rapid.T) {
		list := []string{text.Draw(t, "a"), text.Draw(t, "b"), text.Draw(t, "c")}
		slices.SortFunc(list, compareNatural)
		if compareNatural(list[0], list[2]) > 0 || compareNatural(list[0], list[1]) != -compareNatural(list[1], list[0]) || (compareNatural(list[0], list[1]) == 0) != (list[0] == list[1]) {
			t.Fatalf("%q", list)
		}
	})
}

// TestKeptNames: columns are told by their names, in every form.
func TestKeptNames(t *testing.T) {
	f := ledBy("led", "gravity", "object", "Odd, | name")
	x := f.read("led", "gravity", "object")
	r := must(New(x, Options{By: EachKept1, Within: []Dimension{ByKept2, ByKept3, ByObject}}))
	for name, write := range forms {
		var b bytes.Buffer
		if err := write(r, &b); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		text := spaced(b.String())
		if name != "json" && strings.Contains(text, "kept-") {
			t.Errorf("%s names no column: %.200s", name, text[max(0, strings.Index(text, "kept-")-100):])
		}
		if name != "pictures" && !strings.Contains(text, "officer") {
			t.Errorf("%s does not name the values", name)
		}
	}
	var by []string
	for _, a := range r.Document().Adjusted {
		if a.ID == "arrest-rate" {
			by = append(by, a.by())
		}
	}
	if want := []string{"led", "led, gravity, column object and object"}; !slices.Equal(by, want) {
		t.Errorf("adjusted for %q, want %q", by, want)
	}
	d := r.Document()
	if want := []string{"led", "gravity", "column object"}; !slices.Equal(d.Kept, want) {
		t.Errorf("kept %q, want %q", d.Kept, want)
	}
	if want := []string{"led: intelligence", "led: officer"}; !slices.Equal(partNames(d), want) {
		t.Errorf("parts %q, want %q", partNames(d), want)
	}
	data, err := json.Marshal(d)
	if err != nil || !bytes.Contains(data, []byte(`"by":"kept-1"`)) || !bytes.Contains(data, []byte(`"within":["kept-2","kept-3","object"]`)) {
		t.Errorf("%v: JSON has no names of constants", err)
	}
}

// TestKeptErrors: a column that was not kept is an error that names the option.
func TestKeptErrors(t *testing.T) {
	f := ledBy("led")
	for _, test := range []struct {
		keep   []string
		o      Options
		want   string
		valid  bool // nothing but what was kept is wrong, which Validate cannot know
		reason string
	}{
		{nil, Options{By: EachKept1}, "report: By kept-1: no column is kept: choose it with Keep COLUMN where the files are read", true, "nothing is kept"},
		{nil, Options{Within: []Dimension{ByAge, ByKept1}}, "report: Within kept-1: no column is kept: choose it with Keep COLUMN where the files are read", true, "nothing is kept"},
		{[]string{"led"}, Options{Within: []Dimension{ByKept2}}, "report: Within kept-2: 1 column alone is kept: choose it with Keep COLUMN where the files are read", true, "no second"},
		{[]string{"led"}, Options{By: EachKept3}, "report: By kept-3: 1 column alone is kept: choose it with Keep COLUMN where the files are read", true, "no third"},
		{[]string{"led"}, Options{Within: []Dimension{ByKept1, ByKept1}}, "report: Within: kept-1 is given twice", false, "twice"},
	} {
		if _, err := New(f.read(test.keep...), test.o); err == nil || err.Error() != test.want {
			t.Errorf("%s: %v, want %s", test.reason, err, test.want)
		}
		if err := test.o.Validate(); (err == nil) != test.valid {
			t.Errorf("%s: Validate: %v, want an error: %v", test.reason, err, !test.valid)
		}
	}
}

// TestKeptOrder: values stand in natural order, and what is not recorded last, whatever it says.
func TestKeptOrder(t *testing.T) {
	f := &keptFile{columns: []string{"gravity"}}
	for _, v := range []string{"10", "", "Not Recorded", "2", "b, c", "B", "a"} {
		f.add(9, search{self: white, outcome: "Arrest"}, v)
		f.add(9, search{self: black, outcome: noAction}, v)
	}
	d := must(New(f.read("gravity"), Options{By: EachKept1, Within: []Dimension{ByObject}})).Document()
	var names []string
	var rows []int64
	for _, p := range d.Parts {
		names, rows = append(names, p.Value), append(rows, p.Searches)
	}
	if want := []string{"2", "10", "a", "B", "b, c", "not recorded"}; !slices.Equal(names, want) || rows[5] != 36 {
		t.Errorf("parts %q of %d, want %q", names, rows, want)
	}
	for _, a := range d.Adjusted {
		if a.ID != "arrest-rate" {
			continue
		}
		var strata []string
		for _, p := range a.Proportions.Rows[1].Parts {
			strata = append(strata, p.Stratum)
		}
		want := []string{"2", "10", "a", "B", `"b, c"`, "not recorded"}
		if a.Within != nil {
			for i := range want {
				want[i] += ", controlled drugs"
			}
		}
		if !slices.Equal(strata, want) {
			t.Errorf("strata %q, want %q", strata, want)
		}
		if !slices.ContainsFunc(a.Proportions.Notes, func(note string) bool { return strings.HasPrefix(note, "36 of 126 searches lack a record of gravity") }) {
			t.Errorf("notes %q", a.Proportions.Notes)
		}
	}
}

// TestKeptRate: parts of people and of places have no search rate, and say why.
func TestKeptRate(t *testing.T) {
	const person, place = "a part is of some people by their ", "a part is of some places by their "
	for _, test := range []struct {
		column string
		values [2]string
		why    string
		reason string
	}{
		{"led", [2]string{"officer", "intelligence"}, "", "neither"},
		{"team", [2]string{"Team 1", "Team 2"}, "", "a name of no place"},
		{"age at offence", [2]string{"15", "16"}, person + "age at offence", "the name says that it is of the person"},
		{"Ethnic group of suspect", [2]string{"a", "b"}, person + "Ethnic group of suspect", "likewise"},
		{"la_name", [2]string{"x", "y"}, place + "la_name", "the name says that it names places"},
		{"Borough", [2]string{"x", ""}, place + "Borough", "likewise, and some are blank"},
		{"Force", [2]string{"Kent", "Kent Police"}, place + "column Force", "forces are places"},
		{"where", [2]string{"Medway", "Dover"}, place + "where", "the values are districts"},
		{"where", [2]string{"Medway", "at home"}, "", "half of them are: too few to say so"},
	} {
		f := &keptFile{columns: []string{test.column}}
		for _, v := range test.values {
			for _, self := range []string{white, black} {
				f.add(20, search{self: self, officer: "White", outcome: "Arrest"}, v)
				f.add(20, search{self: self, officer: "White", outcome: noAction}, v)
			}
		}
		r, err := New(f.read(test.column), Options{By: EachKept1, ResidentsOf: "Kent"})
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		d := r.Document()
		rate := tableWith(d.Parts[0].Tables, searchTable).ID != ""
		said := strings.Join(d.Parts[0].Notes, "\n") + strings.Join(d.Notes, "\n")
		if rate != (test.why == "") || !strings.Contains(said, test.why) {
			t.Errorf("%s: column %s: a rate is %t; %s", test.reason, test.column, rate, said)
		}
		_, contrast := contrastIn(d.Contrasts, searchTable)
		if contrast != (rate && test.values[1] != "") && test.column != "Force" {
			t.Errorf("%s: column %s: a rate is %t, and it is compared: %t", test.reason, test.column, rate, contrast)
		}
		var b bytes.Buffer
		if err := r.WriteText(&b, Layout{}); err != nil || !strings.Contains(spaced(b.String()), strings.Replace("by "+test.column, "by Force", "by column Force", 1)) {
			t.Errorf("%s: %v: the first screen has nothing by %s:\n%s", test.reason, err, test.column, b.String())
		}
	}
}

// numbers writes what a table counts and computes, without its words.
func numbers(t Table) string {
	var b strings.Builder
	for _, row := range t.Rows {
		fmt.Fprintf(&b, "%s %s", row.Group, row.Kind)
		if row.Events != nil && row.Exposure != nil {
			fmt.Fprint(&b, *row.Events, *row.Exposure)
		}
		fmt.Fprintln(&b, row.DesignEffect, row.Rate, row.Ratio, row.Difference, row.Excess, row.Flags)
	}
	return b.String()
}

// anyKept draws a file of searches with a further column, whose values are those of the object.
func anyKept(t *rapid.T) (f *keptFile, objects []string) {
	f = &keptFile{columns: []string{"what for"}}
	objects = []string{"Controlled drugs", "Firearms", "Stolen goods"}[:rapid.IntRange(1, 3).Draw(t, "objects")]
	for _, object := range objects {
		for _, self := range []string{white, black, asian, none} {
			for _, outcome := range []string{"Arrest", noAction} {
				f.add(rapid.IntRange(0, 30).Draw(t, object+self+outcome), search{self: self, officer: "White", outcome: outcome, object: object}, object)
			}
		}
		f.add(6, search{self: white, officer: "White", outcome: "Arrest", object: object}, object)
	}
	return f, objects
}

// TestLawPartIsChoice: the part of a value has the tables of the report of the searches with it.
func TestLawPartIsChoice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, objects := anyKept(t)
		x := f.read("what for")
		d := must(New(x, Options{By: EachKept1})).Document()
		if len(d.Parts) != len(objects) {
			t.Fatalf("%d parts, want %d", len(d.Parts), len(objects))
		}
		var searches int64
		for _, p := range d.Parts {
			object := must(outcomes.ParseObject(p.Value))
			alone := must(New(x, Options{Object: &object})).Document()
			searches += p.Searches
			if p.Searches != alone.Searches || p.Residents != alone.Residents || p.From != alone.From {
				t.Fatalf("%s: %d searches, %v residents, want %d, %v", p.Name, p.Searches, p.Residents, alone.Searches, alone.Residents)
			}
			for _, table := range alone.Tables {
				if of := tableWith(p.Tables, table.ID); numbers(of) != numbers(table) {
					t.Fatalf("%s of %s:\n%swant\n%s", table.ID, p.Name, numbers(of), numbers(table))
				}
			}
		}
		if searches != d.Searches {
			t.Fatalf("%d searches in parts, want %d", searches, d.Searches)
		}
	})
}

// sameEstimate reports whether two estimates are alike, as far as the order of a sum matters.
func sameEstimate(a, b rri.Estimate) bool {
	near := func(x, y float64) bool {
		return x == y || math.IsNaN(x) && math.IsNaN(y) || math.Abs(x-y) <= 1e-9*max(math.Abs(x), math.Abs(y))
	}
	return near(a.Value, b.Value) && near(a.Lower, b.Lower) && near(a.Upper, b.Upper) && near(a.P, b.P) && a.Flags == b.Flags
}

// TestLawKeptIsDimension: what is adjusted for a column that says the object is adjusted for the
// object, by whatever names.
func TestLawKeptIsDimension(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, _ := anyKept(t)
		names := strings.NewReplacer(`"Controlled drugs"`, `"x, y"`, `"Firearms"`, `"10"`, `"Stolen goods"`, `"2"`)
		renamed := &keptFile{columns: f.columns}
		renamed.rows.WriteString(names.Replace(f.rows.String()))
		want := must(New(f.read("what for"), Options{Within: []Dimension{ByObject}})).Document()
		for _, x := range []*outcomes.Extract{f.read("what for"), renamed.read("what for")} {
			got := must(New(x, Options{Within: []Dimension{ByKept1}})).Document()
			if len(got.Adjusted) != len(want.Adjusted) {
				t.Fatalf("%d tables, want %d", len(got.Adjusted), len(want.Adjusted))
			}
			for i, a := range got.Adjusted {
				for j, row := range a.Proportions.Rows {
					of := want.Adjusted[i].Proportions.Rows[j]
					if row.Count != of.Count || !sameEstimate(row.Crude, of.Crude) || !sameEstimate(row.Ratio, of.Ratio) || len(row.Parts) != len(of.Parts) ||
						math.Abs(row.Homogeneity.P-of.Homogeneity.P) > 1e-9 {
						t.Fatalf("%s of %s: %v, want %v", a.ID, row.Group, row, of)
					}
				}
			}
		}
	})
}

// TestKeptForms: a report by a column that was kept can be written in every form, with many values
// too, and its document comes back.
func TestKeptForms(t *testing.T) {
	many := &keptFile{columns: []string{"team"}}
	for i := range 60 {
		many.add(7, search{self: white, officer: "White", outcome: "Arrest"}, fmt.Sprintf("<team> %d", i))
		many.add(5, search{self: white, officer: "White", outcome: noAction}, fmt.Sprintf("<team> %d", i))
		many.add(3+i%4, search{self: black, officer: "Black", outcome: noAction}, fmt.Sprintf("<team> %d", i))
		many.add(2, search{self: black, officer: "Black", outcome: "Arrest"}, fmt.Sprintf("<team> %d", i))
	}
	for _, test := range []struct {
		x      *outcomes.Extract
		o      Options
		reason string
	}{
		{ledBy("led").read("led"), Options{By: EachKept1}, "two values"},
		{ledBy("led").read("led"), Options{By: EachKept1, Unknown: outcomes.InProportion}, "two values, and the unknown are put into groups"},
		{ledBy("led").read("led"), Options{By: EachKept1, Method: rri.Exact}, "a method without strata"},
		{ledBy("led").read("led"), Options{By: EachKept1, Method: rri.MidP}, "a method of rates alone"},
		{ledBy("led").read("led"), Options{By: EachKept1, Suppress: 5}, "small counts are withheld"},
		{ledBy("led").read("led"), Options{By: EachKept1, Object: new(outcomes.Firearms)}, "one value is left"},
		{ledBy("led").read("led"), Options{By: EachKept1, Gender: new(outcomes.Male)}, "no search rate, and the ratio of two all the same"},
		{many.read("team"), Options{By: EachKept1}, "many values"},
	} {
		r, err := New(test.x, test.o)
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		for name, write := range forms {
			var b bytes.Buffer
			if err := write(r, &b); err != nil {
				t.Errorf("%s, %s: %v", test.reason, name, err)
			}
			if limit := 3 << 20; name == "page" && b.Len() > limit {
				t.Errorf("%s: a page of %d bytes", test.reason, b.Len())
			}
		}
		d := r.Document()
		var first, again bytes.Buffer
		if err := d.WriteJSON(&first); err != nil {
			t.Fatal(err)
		}
		var back Document
		if err := json.Unmarshal(first.Bytes(), &back); err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		if err := back.WriteJSON(&again); err != nil || !bytes.Equal(first.Bytes(), again.Bytes()) {
			t.Errorf("%s: %v: the document is another when it comes back", test.reason, err)
		}
	}
}
