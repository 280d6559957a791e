package outcomes

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestKeptValues has what stands in a cell, and what is kept of it.
func TestKeptValues(t *testing.T) {
	for _, test := range []struct{ cell, want, reason string }{
		{"North", "North", "as it stands"},
		{"  North \t East ", "North East", "space around it and within"},
		{"north", "north", "in its own letter case"},
		{"", "", "blank"}, {"  ", "", "blank"}, {"N/A", "", "a word for blank"}, {"null", "", "another"}, {"None", "None", "no earlier offences are an answer"}, {"nan", "", "a word of pandas"},
		{"none of these", "none of these", "no word for blank"},
		{"3", "3", "a number"}, {"007", "007", "a number of a beat"},
		{"\u00a0North\u200b", "North", "space that is not seen"},
		{"Dún\u00a0Laoghaire", "Dún Laoghaire", "within"},
		{strings.Repeat("x", 200), strings.Repeat("x", 200), "the longest"},
		{"Caf\xe9", "Café", "Windows-1252"},
	} {
		text := "Type,Date,Officer-defined ethnicity,District\nPerson search,2023-04-05,Black,\"" + test.cell + "\"\n"
		got, errs := collect(ReadCSV(strings.NewReader(text), ReadOptions{Keep: []string{"district"}}))
		if len(got) != 1 || got[0].Kept.Value(0) != test.want || errs != nil {
			t.Errorf("%s: %q is %v, %v; want %q", test.reason, test.cell, got, errs, test.want)
		}
	}
}

// Columns are kept in the order of the option, and may be some that are read as fields as well.
func TestKeepOrder(t *testing.T) {
	const text = "Type,Date,Officer-defined ethnicity,b,a,Final\nPerson search,2023-04-05,Black,1,2,Arrest\n"
	o := ReadOptions{Columns: map[string]string{"outcome": "Final"}, Keep: []string{"a", "officer_defined_ethnicity", "outcome"}}
	read, errs := collect(ReadCSV(strings.NewReader(text), o))
	want := got(KeptOf("2", "Black", "Arrest"))
	if len(read) != 1 || cmp.Diff(want, read[0].Kept) != "" || read[0].Outcome != Arrest || errs != nil {
		t.Errorf("%v, %v; want %v", read, errs, want)
	}
}

// Every column may have a thousand different values, which are as many as no number of a person
// needs for long. Reading stops with the first value beyond, and nothing of the file counts.
func TestKeptGuards(t *testing.T) {
	rows := func(n int, cell func(int) string) string {
		var b strings.Builder
		b.WriteString("Type,Date,Officer-defined ethnicity,District\n")
		for i := range n {
			fmt.Fprintf(&b, "Person search,2023-04-05,Black,%s\n", cell(i))
		}
		return b.String()
	}
	number := func(i int) string { return fmt.Sprint(i) }
	const tooMany = `outcomes: f.csv:1: column "district", which is to be kept, has more than 1000 different values, as names and numbers of people and of crimes have; ` +
		`keep columns of few values, such as districts (line 1002)`
	nearlyAll := func(values, rows int) string {
		return fmt.Sprintf(`outcomes: f.csv:1: column "district", which is to be kept, has %d different values in %d rows, `+
			`as names and numbers of people and of crimes have; keep columns of few values, such as districts`, values, rows)
	}
	for _, test := range []struct{ text, want, reason string }{
		{rows(2000, func(i int) string { return fmt.Sprint(i % 1000) }), "", "as many as may be"},
		{rows(30, number), "", "few, and every row another"},
		{rows(62, func(i int) string { return fmt.Sprint(i % 31) }), "", "half as many as rows"},
		{rows(61, func(i int) string { return fmt.Sprint(i % 31) }), nearlyAll(31, 61), "more than half as many as rows"},
		{rows(500, number), nearlyAll(500, 500), "a number for each row of a short file"},
		{rows(1001, number), tooMany, "one too many"},
		{rows(5000, func(i int) string { return fmt.Sprint(i % 1000) }), "", "again and again"},
		{rows(1900, func(i int) string { return strings.Repeat(" ", i%50) + fmt.Sprint(i%900) }), "", "the same but for space"},
		{rows(3, func(i int) string { return strings.Repeat("x", 200+i/2) }),
			`outcomes: f.csv:1: column "district", which is to be kept, has a value of 201 bytes, and 200 are the most: free text may say who somebody is; ` +
				`keep columns of few values, such as districts (line 4)`, "a long value"},
		{rows(3, func(i int) string { return strings.Repeat("x", 100*i) + strings.Repeat(" ", 300) }), "", "long with space"},
	} {
		var x Extract
		o := ReadOptions{File: "f.csv", Keep: []string{"district"}}
		err := x.ReadCSV(strings.NewReader(test.text), o)
		if test.want == "" {
			if err != nil {
				t.Errorf("%s: %v", test.reason, err)
			}
			continue
		}
		if _, ok := err.(*HeaderError); !ok || err.Error() != test.want || x.Tally().Total() != 0 || x.Sources() != nil {
			t.Errorf("%s: %v, and %d rows count; want %s", test.reason, err, x.Tally().Total(), test.want)
		}
		// It is the same whatever the filters, and in objects.
		o.Where = []Filter{{Column: "District", Value: "0"}}
		if err := x.ReadCSV(strings.NewReader(test.text), o); err == nil || err.Error() != test.want {
			t.Errorf("%s, with a filter: %v", test.reason, err)
		}
		var objects strings.Builder
		lines := strings.Split(strings.TrimSpace(test.text), "\n")
		for _, line := range lines[1:] {
			objects.WriteString(objectOf(lines[0], line) + "\n")
		}
		o = ReadOptions{File: "f.json", Keep: []string{"district"}}
		if err := x.ReadJSON(strings.NewReader(objects.String()), o); err == nil || !strings.Contains(err.Error(), `column "district", which is to be kept, has `) || x.Tally().Total() != 0 {
			t.Errorf("%s, as objects: %v, and %d rows count", test.reason, err, x.Tally().Total())
		}
	}
}

// In a column that is kept "None" is an answer, and a filter for no value does not take it, in a
// file and in a saved one. In other columns it is blank, as some programs write it.
func TestWhereKeptNone(t *testing.T) {
	const text = "Type,Date,Officer-defined ethnicity,Previous\n" +
		"Person search,2023-04-05,Black,None\nPerson search,2023-04-05,Black,\nPerson search,2023-04-05,Black,1\nPerson search,2023-04-05,Black,none\n"
	for _, test := range []struct {
		keep   []string
		value  string
		want   int64
		reason string
	}{
		{nil, "", 3, "no column is kept"},
		{[]string{"previous"}, "", 1, "the column is kept"},
		{[]string{"previous"}, "none", 2, "and asked for"},
	} {
		x := Extract{Keep: test.keep, ForceOptional: true, Where: []Filter{{Column: "Previous", Value: test.value}}}
		if err := x.ReadCSV(strings.NewReader(text), ReadOptions{}); err != nil {
			t.Fatal(err)
		}
		if got := x.Tally().Total(); got != test.want {
			t.Errorf("%d rows with %q, want %d (%s)", got, test.value, test.want, test.reason)
		}
		if test.keep == nil {
			continue
		}
		all := Extract{Keep: test.keep, ForceOptional: true}
		if err := all.ReadFile(strings.NewReader(text), "f.csv"); err != nil {
			t.Fatal(err)
		}
		var saved bytes.Buffer
		if err := all.Save(&saved, SaveOptions{}); err != nil {
			t.Fatal(err)
		}
		again := Extract{ForceOptional: true, Where: x.Where}
		if err := again.ReadFile(&saved, "f.tally"); err != nil {
			t.Fatal(err)
		}
		if got := again.Tally().Total(); got != test.want {
			t.Errorf("%d rows with %q of a saved file, want %d (%s)", got, test.value, test.want, test.reason)
		}
	}
}

// A filter of a column that is kept goes by what is kept, and so by the same rows whether it is
// asked of the file or of what was saved of it.
func TestWhereKeptLabels(t *testing.T) {
	const text = "Type,Date,Officer-defined ethnicity,Area\n" +
		"Person search,2023-04-05,Black,est\nPerson search,2023-04-05,Black,N\nPerson search,2023-04-05,White,N\n" +
		"Person search,2023-04-05,White,North\nPerson search,2023-04-05,White,\nPerson search,2023-04-06,White,S\n"
	labels, err := ReadLabels(strings.NewReader("column,their label,our label\nArea,est,not recorded\nArea,N,South\nArea,S,North\nArea,North,West\n"), "labels.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		value  string
		rows   int64
		reason string
	}{
		{"South", 2, "what N means"},
		{"north", 1, "what S means, and not what the file calls North"},
		{"West", 1, "what North means"},
		{"", 2, "a blank cell, and a label that is no answer"},
	} {
		read := Extract{Keep: []string{"Area"}, Labels: labels, ForceOptional: true, Where: []Filter{{Column: "area", Value: test.value}}}
		if err := read.ReadFile(strings.NewReader(text), "f.csv"); err != nil {
			t.Fatal(err)
		}
		all := Extract{Keep: []string{"Area"}, Labels: labels, ForceOptional: true}
		if err := all.ReadFile(strings.NewReader(text), "f.csv"); err != nil {
			t.Fatal(err)
		}
		saved := Extract{ForceOptional: true, Where: read.Where}
		if err := saved.ReadFile(bytes.NewReader(save(t, &all, SaveOptions{})), "f.tally"); err != nil {
			t.Fatal(err)
		}
		if a, b := read.Tally().Total(), saved.Tally().Total(); a != test.rows || b != test.rows {
			t.Errorf("%s: %d rows of the file and %d of what was saved, want %d", test.reason, a, b, test.rows)
		}
	}
}
