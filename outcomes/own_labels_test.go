package outcomes

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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
