package outcomes

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
)

// ownHeader and ownRows are an extract in words of its own.
const ownHeader = "Stop date,Ethnicity,Sex,Result final,District"

var ownRows = []string{
	"2023-04-01,IC1,F,CHG,North",
	"2023-04-02,Black Caribbean,M,nfa - no evidence,North",
	"2023-04-03,Nigerian,M,NFA - No  evidence,SOUTH",
	"2023-04-04,,M,None,South",
	"2023-04-05,Nigerian,X,Ticket,",
}

// own are the options by which it is read.
var own = ReadOptions{File: "own.csv", Force: mustForce("Kent"), Rows: PersonSearch, Keep: []string{"District"},
	Columns: map[string]string{"date": "Stop date", "ethnicity": "Ethnicity", "gender": "Sex", "outcome": "Result final"}}

func mustForce(name string) ethnicity.Force {
	f, err := ethnicity.ParseForce(name)
	if err != nil {
		panic(err)
	}
	return f
}

// mustLabels reads lines of a file of labels.
func mustLabels(t testing.TB, lines ...string) *Labels {
	t.Helper()
	l, err := ReadLabels(strings.NewReader("column,their label,our label\n"+strings.Join(lines, "\n")+"\n"), "labels.csv")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// readOwn reads the extract with labels.
func readOwn(t testing.TB, l *Labels) (*Extract, error) {
	t.Helper()
	o := own
	o.Labels = l
	x := new(Extract)
	return x, x.ReadCSV(strings.NewReader(file("\n", ownHeader, ownRows...)), o)
}

// saidOf returns what each row says in a column, by what of a search tells it.
func saidOf(t testing.TB, l *Labels, of func(Search) string) string {
	t.Helper()
	o := own
	o.Labels = l
	var list []string
	for s, err := range ReadCSV(strings.NewReader(file("\n", ownHeader, ownRows...)), o) {
		if err != nil && !errors.Is(err, ErrUnknownLabel) {
			t.Fatal(err)
		}
		list = append(list, of(s))
	}
	return strings.Join(list, "|")
}

func TestLabelsAreRead(t *testing.T) {
	ethnic := func(s Search) string { return s.Self.String() }
	outcome := func(s Search) string { return s.Outcome.String() }
	gender := func(s Search) string { return s.Gender.String() }
	district := func(s Search) string { return s.Kept.Value(0) }
	for _, test := range []struct {
		lines        []string
		of           func(Search) string
		want, reason string
	}{
		{nil, ethnic, "White North European|Black Caribbean|Not known|Not known|Not known", "no labels: no table has Nigerian"},
		{[]string{"ethnicity,Nigerian,Black African", "ethnicity,IC1,White"}, ethnic, "White|Black Caribbean|Black African|Not known|Black African", "by the name of the field"},
		{[]string{"Ethnicity,nigerian,Asian"}, ethnic, "White North European|Black Caribbean|Asian|Not known|Asian", "a name of a group that other tables read in two ways"},
		{[]string{"self,NIGERIAN,not recorded", "self-defined ethnicity,Black Caribbean,refused"}, ethnic, "White North European|Refused|Not known|Not known|Not known", "no answer, and an unknown of its own"},
		{nil, outcome, "unrecognised|unrecognised|unrecognised|not recorded|unrecognised", "no labels: None is blank"},
		{[]string{"outcome,nfa - no evidence,no further action", "Result final,None,no further action", "result_final,Ticket,"}, outcome,
			"unrecognised|no further action|no further action|no further action|unrecognised", "letter case and space, a blank that is not, and one that is not said yet"},
		{[]string{"outcome,CHG,Summons / charged by post"}, outcome, "summons|unrecognised|unrecognised|not recorded|unrecognised", "a label of data.police.uk is one of ours too"},
		{[]string{"gender,F,male", "gender,X,other"}, gender, "male|male|male|male|other", "a label that a table of ours knows is what the caller says"},
		{[]string{"District,north,N", "District,South,S"}, district, "N|N|S|S|", "a kept column takes the text"},
		{[]string{"District,North,not recorded"}, district, "||SOUTH|South|", "and may be told that it is no answer"},
		{[]string{"Colour,red,blue"}, district, "North|North|SOUTH|South|", "a column that is not there"},
		{[]string{"linked,red,yes"}, district, "North|North|SOUTH|South|", "a field that the file does not have"},
	} {
		if got := saidOf(t, mustLabels(t, test.lines...), test.of); got != test.want {
			t.Errorf("%s: %s; want %s", test.reason, got, test.want)
		}
	}
}

func TestLabelsAreRefused(t *testing.T) {
	for _, test := range []struct {
		lines        []string
		want, reason string
	}{
		{[]string{"outcome,CHG,sumons"}, `outcomes: labels.csv:2:13: our label "sumons": no label of outcome (is it "summons"?): want one of not recorded; arrest; `, "misspelt"},
		{[]string{"", "", "outcome,CHG,unrecognised"}, `outcomes: labels.csv:4:13: our label "unrecognised": no label of outcome`, "what is said of labels that are not known"},
		{[]string{"Result final,CHG,White"}, `our label "White": no label of outcome`, "under their name, a label of another field"},
		{[]string{"ethnicity,IC1,Blck"}, `no label of ethnicity (is it "Black"?): want one of not recorded; Not known; Not stated; `, "no group"},
		{[]string{"ethnicity,IC1,W9"}, `our label "W9": no label of ethnicity`, "a code that means several groups"},
		{[]string{"officer,IC1,Roma"}, `our label "Roma": no label of officer`, "a group that no officer puts people into"},
		{[]string{"date,1,2"}, `our label "2": the column "date" is read as the date, which has no labels: leave the line out`, "no labels"},
		{[]string{"Stop date,1,2"}, `the column "Stop date" is read as the date, which has no labels`, "no labels, under their name"},
		{[]string{"outcome,CHG,arrest", "Result final,chg,summons"},
			`labels.csv:3:18: our label "summons": line 2 says that "chg" in "outcome" means "arrest", which is the same column: want one meaning`, "two names of one column"},
	} {
		_, err := readOwn(t, mustLabels(t, test.lines...))
		header, ok := errors.AsType[*HeaderError](err)
		labels, is := errors.AsType[*LabelsError](err)
		if !ok || !is || header.File != "own.csv" || labels.File != "labels.csv" || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v; want %s", test.reason, err, test.want)
		}
	}
}

// The outcome of a crime has other labels than that of a search.
func TestLabelsOfCrimes(t *testing.T) {
	text := file("\n", "Type,Date,Self-defined ethnicity,Outcome", ",2023-04-01,White,X", "Person search,2023-04-01,White,X")
	for _, test := range []struct {
		ours, want, error string
	}{
		{"charge or summons", "unrecognised|charge or summons", ""},
		{"community resolution", "community resolution|community resolution", ""},
		{"8", "unrecognised|community resolution", ""},
		{"diversionary, educational or intervention activity", "unrecognised|diversionary, educational or intervention activity", ""},
		{"khat warning only", "", "no label of outcome: want one of not recorded; arrest; "},
		{"community resolutions", "", `(is it "community resolution"?)`},
	} {
		l, err := ReadLabels(strings.NewReader("column,their label,our label\noutcome,X,\""+test.ours+"\"\n"), "")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for s, err := range ReadCSV(strings.NewReader(text), ReadOptions{Rows: PersonCharged, Labels: l}) {
			if err != nil && !errors.Is(err, ErrUnknownLabel) {
				if test.error == "" || !strings.Contains(err.Error(), test.error) {
					t.Errorf("%s: %v", test.ours, err)
				}
				continue
			}
			if s.Type == PersonCharged {
				got = append(got, s.Crime.String())
			} else {
				got = append([]string{s.Outcome.String()}, got...)
			}
		}
		if s := strings.Join(got, "|"); s != test.want {
			t.Errorf("%s: %s; want %s", test.ours, s, test.want)
		}
	}
}

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

// Objects are read by labels as rows are.
func TestLabelsOfObjects(t *testing.T) {
	o := own
	o.Labels = mustLabels(t, "outcome,CHG,summons", "ethnicity,Nigerian,Black African", "District,North,N", "gender,None,other")
	objects := `[{"Stop date":"2023-04-01","Ethnicity":"Nigerian","Sex":"None","Result final":"chg","District":"North"},
		{"Stop date":"2023-04-02","Ethnicity":"W1","Sex":"F","Result final":"Ticket","District":"South"}]`
	rows := file("\n", ownHeader, "2023-04-01,Nigerian,None,chg,North", "2023-04-02,W1,F,Ticket,South")
	var x, y Extract
	if err := x.ReadJSON(strings.NewReader(objects), o); err != nil {
		t.Fatal(err)
	}
	if err := y.ReadCSV(strings.NewReader(rows), o); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(said(&y), said(&x)); d != "" {
		t.Errorf("-rows +objects:\n%s", d)
	}
	if d := cmp.Diff(y.Unmapped(), x.Unmapped()); d != "" {
		t.Errorf("-rows +objects:\n%s", d)
	}
	var a, b strings.Builder
	if err, err2 := x.WriteLabelsTemplate(&a), y.WriteLabelsTemplate(&b); err != nil || err2 != nil || a.String() != b.String() {
		t.Errorf("%v, %v, -rows +objects:\n%s", err, err2, cmp.Diff(b.String(), a.String()))
	}
}

func TestUnmapped(t *testing.T) {
	x, err := readOwn(t, mustLabels(t, "outcome,CHG,summons", "outcome,Fine,caution", "Team,A,B", "gender,Z,"))
	if err != nil {
		t.Fatal(err)
	}
	want := Unmapped{
		Labels: []UnmappedLabel{{"Outcome", "NFA - No  evidence", 2}, {"Self-defined ethnicity", "Nigerian", 2}, {"Gender", "X", 1}, {"Outcome", "Ticket", 1}},
		Unused: []LabelEntry{{"outcome", "Fine", "caution", 3}, {"Team", "A", "B", 4}},
	}
	got := x.Unmapped()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}

	o := own
	o.Keep = nil
	y := new(Extract)
	if err := y.ReadCSV(strings.NewReader(file("\n", "id,"+ownHeader+",Team,Beat", "1,"+ownRows[0]+",A,2")), o); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"Beat", "District", "Team"}, y.Unmapped().Columns); d != "" {
		t.Errorf("columns that nothing reads (-want +got):\n%s", d)
	}
	if d := cmp.Diff(Unmapped{}, (*Extract)(nil).Unmapped()); d != "" {
		t.Error(d)
	}
}
