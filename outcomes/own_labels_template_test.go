package outcomes

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestLabelsTemplate(t *testing.T) {
	x, err := readOwn(t, mustLabels(t, "outcome,CHG,Summons / charged by post", "outcome,Fine,caution", "District,north,N", "Team,A,B"))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := x.WriteLabelsTemplate(&b); err != nil {
		t.Fatal(err)
	}
	var got []string
	for line := range strings.Lines(b.String()) {
		if !strings.HasPrefix(strings.TrimPrefix(line, `"`), "#") {
			got = append(got, strings.TrimSuffix(line, "\n"))
		}
	}
	want := []string{
		"column,their label,our label,rows",
		"gender,M,male,3", "gender,F,female,1", "gender,X,,1",
		"ethnicity,Nigerian,,2", "ethnicity,Black Caribbean,Black Caribbean,1", "ethnicity,IC1,White North European,1",
		"outcome,NFA - No evidence,,2", "outcome,CHG,Summons / charged by post,1", "outcome,None,not recorded,1", "outcome,Ticket,,1", "outcome,Fine,caution,0",
		"District,North,N,2", "District,SOUTH,,2",
		"Team,A,B,0",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("template (-want +got):\n%s\n%s", d, b.String())
	}
	for _, comment := range []string{"# gender: not recorded; female; male; other\n", "\"# District: any text, ", "# outcome: not recorded; arrest; ", "# Team: no file has this column\n"} {
		if !strings.Contains(b.String(), "\n"+comment) {
			t.Errorf("no line %s in\n%s", comment, b.String())
		}
	}

	for _, none := range []*Extract{nil, {}} {
		if err := none.WriteLabelsTemplate(&b); err == nil || !strings.Contains(err.Error(), "no labels were noted: want an Extract whose Labels were set") {
			t.Errorf("nothing noted: %v", err)
		}
	}
	if err := x.WriteLabelsTemplate(failingWriter{errors.New("full")}); err == nil {
		t.Error("a writer that fails: no error")
	}
}

// genOwn draws an extract in words of its own, some of which are known and some not.
func genOwn(t *rapid.T) string {
	words := []string{"", "White", "Black", "Asian", "Other", "W9", "W1", "A9", "Irish", "IC3", "Chinese or other", "White - Irish", "Nigerian", "=1+1", "'x", " White ", "NA", "None", "m", "M", "F", "female",
		"Arrest", "arrest", "Charged", "community resolution", "8", "Caution - adults", "a;b", "a,b", `"q"`, "North", "north  end", "10-17", "17", "Oct-17", "not recorded", "unknown", "#5"}
	cell := rapid.SampledFrom(words)
	var rows []string
	for i := range rapid.IntRange(1, 12).Draw(t, "rows") {
		row := []string{fmt.Sprintf("2023-04-%02d", i%28+1)}
		for range 5 {
			row = append(row, `"`+strings.ReplaceAll(cell.Draw(t, "cell"), `"`, `""`)+`"`)
		}
		rows = append(rows, strings.Join(row, ","))
	}
	return file("\n", "Date,Ethnic,Officer-defined ethnicity,Sex,Result,Place", rows...)
}

// lawOptions draws how an extract of genOwn is read.
func lawOptions(t *rapid.T) ReadOptions {
	return ReadOptions{File: "own.csv", Force: mustForce("Kent"), Keep: []string{"Place"},
		Rows:    rapid.SampledFrom([]RecordType{PersonSearch, PersonStopped, PersonArrested, PersonCharged}).Draw(t, "rows are"),
		Columns: map[string]string{"ethnicity": "Ethnic", "gender": "Sex", "outcome": "Result"}}
}

// said is all that can be asked of an extract of labels.
func said(x *Extract) string {
	var b strings.Builder
	_ = x.Tally().WriteCSV(&b)
	q := x.Quality(SelfDefined)
	fmt.Fprintln(&b, q, q.UnknownLabels, x.Sources()[0].Collapsed)
	return b.String()
}

// A template changes nothing as it is written: what is understood means what it meant. Written
// again with its labels it is the same.
func TestLawTemplateChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, o := genOwn(t), lawOptions(t)
		o.Labels = new(Labels)
		x := new(Extract)
		if err := x.ReadCSV(strings.NewReader(text), o); err != nil {
			t.Fatal(err)
		}
		var before, after bytes.Buffer
		if err := x.WriteLabelsTemplate(&before); err != nil {
			t.Skip("there is no label")
		}
		l, err := ReadLabels(bytes.NewReader(before.Bytes()), "template.csv")
		if err != nil {
			t.Fatalf("%v\n%s", err, before.String())
		}
		o.Labels = l
		y := new(Extract)
		if err := y.ReadCSV(strings.NewReader(text), o); err != nil {
			t.Fatalf("%v\n%s", err, before.String())
		}
		if d := cmp.Diff(said(x), said(y)); d != "" {
			t.Fatalf("with the template (-before +after):\n%s\n%s\n%s", d, text, before.String())
		}
		if err := y.WriteLabelsTemplate(&after); err != nil || before.String() != after.String() {
			t.Fatalf("%v: the template changes (-before +after):\n%s", err, cmp.Diff(before.String(), after.String()))
		}
		if u := y.Unmapped(); len(u.Unused) != 0 {
			t.Fatalf("no row has %v", u.Unused)
		}
	})
}

// A template that is filled in leaves nothing unknown.
func TestLawTemplateMapsEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, o := genOwn(t), lawOptions(t)
		o.Labels = new(Labels)
		x := new(Extract)
		if err := x.ReadCSV(strings.NewReader(text), o); err != nil {
			t.Fatal(err)
		}
		filled := &Labels{file: "filled.csv"}
		var b bytes.Buffer
		if err := x.WriteLabelsTemplate(&b); err != nil {
			t.Skip("there is no label")
		}
		l, err := ReadLabels(&b, "template.csv")
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range l.entries {
			if f, ok := fieldNamed(e.Column); e.Ours == "" && ok {
				words := vocabularies[f]
				if f == fieldOutcome {
					words = outcomeVocabulary
					if o.Rows.HasCrimeOutcome() {
						words = crimeVocabulary
					}
				}
				e.Ours = rapid.SampledFrom(words.names).Draw(t, "ours")
			}
			filled.entries = append(filled.entries, e)
		}
		o.Labels = filled
		y := new(Extract)
		if err := y.ReadCSV(strings.NewReader(text), o); err != nil {
			t.Fatal(err)
		}
		if u := y.Unmapped(); len(u.Labels) != 0 {
			t.Fatalf("not mapped: %v\n%s", u.Labels, text)
		}
	})
}

// Labels do not depend on the order of the files, nor on how extracts are merged.
func TestLawUnmappedMerges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := lawOptions(t)
		o.Labels = mustLabelsOf(t, "ethnicity,Nigerian,Black African", "outcome,8,arrest", "gender,F,female", "Place,North,N", "Result,none such,")
		if o.Rows.HasCrimeOutcome() {
			o.Labels = mustLabelsOf(t, "ethnicity,Nigerian,Black African", "outcome,arrest,8", "Place,North,N")
		}
		var all, one, other Extract
		texts := rapid.SliceOfN(rapid.Custom(genOwn), 2, 4).Draw(t, "files")
		for i, text := range texts {
			o.File = fmt.Sprintf("own-%d.csv", i)
			into := []*Extract{&one, &other}[i%2]
			for _, x := range []*Extract{&all, into} {
				if err := x.ReadCSV(strings.NewReader(text), o); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := other.Merge(&one); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(all.Unmapped(), other.Unmapped()); d != "" {
			t.Fatalf("-all +merged:\n%s", d)
		}
		var a, b bytes.Buffer
		if err, err2 := all.WriteLabelsTemplate(&a), other.WriteLabelsTemplate(&b); err != nil || err2 != nil || a.String() != b.String() {
			t.Fatalf("%v, %v (-all +merged):\n%s", err, err2, cmp.Diff(a.String(), b.String()))
		}
	})
}

func mustLabelsOf(t *rapid.T, lines ...string) *Labels {
	l, err := ReadLabels(strings.NewReader("column,their label,our label\n"+strings.Join(lines, "\n")+"\n"), "labels.csv")
	if err != nil {
		t.Fatal(err)
	}
	return l
}
