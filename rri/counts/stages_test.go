package counts

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/rri/journey"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// label reads labels as a caller does.
func stageLabel(label string) (string, tidy.Kind, error) {
	switch strings.ToLower(label) {
	case "", "not stated", "unknown":
		return label, tidy.KindUnknown, nil
	case "all", "total":
		return label, tidy.KindTotal, nil
	}
	return label, tidy.KindGroup, nil
}

func stageTable(t *testing.T, text string, o tidy.Options) *tidy.Table {
	t.Helper()
	o.File, o.Label = "f.csv", stageLabel
	o.Wide = func(header string) bool {
		return header == "White" || header == "Black" || header == "Not stated" || header == "Total"
	}
	table, err := tidy.Read(strings.NewReader(text), o)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// shape writes stages in one line.
func shape(stages []journey.Stage[string]) string {
	var texts []string
	for _, s := range stages {
		rate := ""
		if s.Rate {
			rate = " rate"
		}
		texts = append(texts, fmt.Sprintf("%s<%s W%d B%d ?%d%s", s.Name, s.Of, s.Counts["White"], s.Counts["Black"], s.Unknown, rate))
	}
	return strings.Join(texts, "; ")
}

// TestStages has one form of table a row.
func TestStages(t *testing.T) {
	for _, test := range []struct {
		text   string
		stage  string
		o      tidy.Options
		want   string
		note   string
		reason string
	}{
		{"stage,group,count\napplied,White,100\napplied,Black,50\nhired,White,20\nhired,Black,5\n", "", tidy.Options{},
			"applied< W100 B50 ?0; hired< W20 B5 ?0", "", "a line"},
		{"Stage,Ethnicity,Number\napplied,White,100\napplied,Black,50\nhired,Black,5\nhired,White,20\n", "stage", tidy.Options{},
			"applied< W100 B50 ?0; hired< W20 B5 ?0", "", "another order and other names"},
		{"step,group,count\na,White,100\na,Black,50\na,Not stated,7\na,Total,157\nb,White,20\nb,Black,5\nb,,2\n", "", tidy.Options{},
			"a< W100 B50 ?7; b< W20 B5 ?2", "", "people of no known group, and totals, which are none"},
		{"stage,group,count\nresidents,White,1000\nresidents,Black,50\narrested,White,20\narrested,Black,60\ncharged,White,3\ncharged,Black,6\n", "", tidy.Options{},
			"residents< W1000 B50 ?0; arrested< W20 B60 ?0 rate; charged< W3 B6 ?0",
			"arrested out of residents is a rate: one of them can be counted several times", "a first step out of residents is a rate"},
		{"stage,counts,group,count\napplied,people,White,100\napplied,people,Black,50\nseen,events,White,200\nseen,events,Black,5\n", "", tidy.Options{},
			"applied< W100 B50 ?0; seen< W200 B5 ?0 rate", "", "counts of events"},
		{"stage,counts,group,count\nresidents,people,White,100\nresidents,people,Black,50\narrested,people,White,20\narrested,people,Black,5\n", "", tidy.Options{},
			"residents< W100 B50 ?0; arrested< W20 B5 ?0", "", "people, who are said to be that"},
		{"stage,out of,group,count\nreferral,,White,100\nreferral,,Black,50\ndiversion,referral,White,20\ndiversion,referral,Black,5\npetition,Referral,White,60\npetition,Referral,Black,40\n",
			"", tidy.Options{}, "referral< W100 B50 ?0; diversion<referral W20 B5 ?0; petition<referral W60 B40 ?0", "", "branches"},
		{"stage,out of,group,count\ndiversion,referral,White,20\ndiversion,referral,Black,5\nreferral,,White,100\nreferral,,Black,50\n", "", tidy.Options{},
			"diversion<referral W20 B5 ?0; referral< W100 B50 ?0", "", "the first stage last"},
		{"stage,White,Black,Not stated\nresidents,1000,500,\nstopped,20,30,4\n", "", tidy.Options{},
			"residents< W1000 B500 ?0; stopped< W20 B30 ?4 rate", "a rate", "a column for each group"},
		{"decision point,White,Black,Hispanic\nresidents,1000,500,200\nstopped,20,30,4\n", "", tidy.Options{},
			"residents< W1000 B500 ?0; stopped< W20 B30 ?0 rate", "a rate", "a column of a group that nobody knows, beside stages"},
		{"stage,White,Black,Hispanic,All youth\napplied,1000,500,200,1700\nhired,20,30,4,54\n", "", tidy.Options{},
			"applied< W1000 B500 ?0; hired< W20 B30 ?0", "", "and one that is the sum of them, which is none"},
		{"stage,sex,group,count\na,F,White,10\na,M,White,20\na,F,Black,5\na,M,Black,6\nb,F,White,3\nb,M,White,4\nb,F,Black,1\nb,M,Black,2\n", "", tidy.Options{},
			"a< W30 B11 ?0; b< W7 B3 ?0", "", "another dimension, over which counts add up"},
		{"stage,group,events,referrals\ndiverted,White,20,100\ndiverted,Black,5,50\nfined,White,10,20\nfined,Black,2,5\n", "", tidy.Options{},
			"referrals< W100 B50 ?0; diverted< W20 B5 ?0; fined< W10 B2 ?0", "", "what the events are out of is the stage before"},
		{"stage,group,events,referrals\ndiverted,White,20,100\ndiverted,Black,5,50\nheld,White,10,100\nheld,Black,2,50\n", "", tidy.Options{},
			"referrals< W100 B50 ?0; diverted< W20 B5 ?0; held<referrals W10 B2 ?0", `"held" is taken to be out of "referrals"`, "two out of the same"},
		{"stage,group,events,population\nstopped,White,20,1000\nstopped,Black,60,50\nfound,White,10,20\nfound,Black,20,60\n", "", tidy.Options{},
			"population< W1000 B50 ?0; stopped< W20 B60 ?0 rate; found< W10 B20 ?0",
			"stopped out of population is a rate", "a rate, and what is out of it"},
		{"point,group,count\na,White,100\na,Black,50\nb,White,20\nb,Black,5\n", "Point", tidy.Options{Dimensions: []string{"point"}, NoExposure: true},
			"a< W100 B50 ?0; b< W20 B5 ?0", "", "a column of another name"},
	} {
		stages, notes, err := Stages(stageTable(t, test.text, test.o), test.stage)
		for _, s := range stages {
			if _, ok := s.Counts["All youth"]; ok {
				t.Errorf("%s: a total is a group", test.reason)
			}
		}
		if got := shape(stages); err != nil || got != test.want || !strings.Contains(strings.Join(notes, "\n"), test.note) {
			t.Errorf("%s: %v\n%s\nwant\n%s\nnotes %q, want %q", test.reason, err, got, test.want, notes, test.note)
		}
		if test.note == "" && len(notes) > 0 {
			t.Errorf("%s: notes %q", test.reason, notes)
		}
	}
}

// TestStageErrors has one reason a row: every error has its line, and says what to do.
func TestStageErrors(t *testing.T) {
	const head = "stage,out of,counts,group,count\n"
	for _, test := range []struct {
		text, stage string
		want        string
		reason      string
	}{
		{"group,events,trials\nWhite,1,2\nBlack,1,3\n", "", `counts: f.csv: no column of stages, as stage or step: the file has no column but`, "no stage"},
		{"year,group,events,trials\n2020,White,1,2\n2020,Black,1,3\n", "stage", `no column of stages "stage": the file has "year"`, "no such column"},
		{head + "a,,people,White,10\na,b,people,Black,5\n", "", `f.csv:3: stages do not make a journey: stage "a" is out of "b", and out of "" on line 2`, "out of two"},
		{head + "a,,people,White,10\na,,events,Black,5\n", "", `f.csv:3: stages do not make a journey: stage "a" has "events", and "people" on line 2`, "both"},
		{head + "a,,persons,White,10\n", "", `f.csv:2: stages do not make a journey: "persons": counts are people, where each counts once, or events`, "neither"},
		{head + "a,,people,White,10\na,,people,Black,<5\n", "", `f.csv:3: stages do not make a journey: 0 to 4 of "Black" in stage "a": want whole numbers that are known, since stages are out of one another; leave out the rows of this group or of this stage, or make the stage a table of its own`, "a range"},
		{head + "a,,people,White,10\na,,people,Black,6\nb,A c,people,White,1\nb,A c,people,Black,1\n", "", `f.csv:4: stages do not make a journey: stage "b" is out of "A c", which is no stage: want one of "a", "b"`, "no such stage"},
		{head + "a,,people,White,10\na,,people,Black,6\nb,a,people,White,1\nb,a,people,Black,1\nc,,people,White,1\nc,,people,Black,1\n", "",
			`f.csv:6: stages do not make a journey: stage "c" does not say what it is out of: want the name of a stage in column "out of"`, "a guess"},
		{"stage,group,events,referrals\na,White,20,100\na,Black,5,50\nb,White,10,30\nb,Black,2,5\n", "",
			`f.csv:4: stages do not make a journey: column "referrals" of stage "b" has other counts than stage "a", which it is out of`, "counts of no stage"},
		{head + "a,,people,White,10\na,,people,Black,6\nb,a,people,White,1\nb,a,people,Black,7\n", "",
			`f.csv:4: stages do not make a journey: 7 of "Black" in stage "b", of 6 in "a": if one of them can be counted several times, the rows of the stage want events in a column named counts`, "more than came"},
	} {
		_, _, err := Stages(stageTable(t, test.text, tidy.Options{}), test.stage)
		if !errors.Is(err, journey.ErrStage) && !errors.Is(err, ErrNoStages) || !strings.Contains(fmt.Sprint(err), test.want) {
			t.Errorf("%s: %v\nwant %s", test.reason, err, test.want)
		}
	}
	percent := tidy.Table{Dimensions: []string{"stage"}, Rows: []tidy.Row{{Line: 7, Dimensions: []string{"a"}, Group: "White", Events: tidy.Exactly(5), Percent: true}}}
	if _, _, err := Stages(&percent, ""); !errors.Is(err, journey.ErrStage) || !strings.Contains(err.Error(), `the table:7: stages do not make a journey: a percentage of`) {
		t.Errorf("a percentage: %v", err)
	}
	blank := tidy.Table{Dimensions: []string{"stage"}, Rows: []tidy.Row{{Line: 7, Dimensions: []string{" "}, Group: "White", Events: tidy.Exactly(5)}}}
	if _, _, err := Stages(&blank, ""); !errors.Is(err, journey.ErrStage) || !strings.Contains(err.Error(), `the table:7: stages do not make a journey: no stage in column "stage"`) {
		t.Errorf("a blank: %v", err)
	}
	var b strings.Builder
	b.WriteString("stage,group,count\n")
	for i := range mostStages + 1 {
		fmt.Fprintf(&b, "s%d,White,5\n", i)
	}
	if _, _, err := Stages(stageTable(t, b.String(), tidy.Options{}), ""); !errors.Is(err, journey.ErrStage) || !strings.Contains(err.Error(), `column "stage" has more than 200 values`) {
		t.Errorf("a value in each row: %v", err)
	}
}

// TestFollow: the baseline is that of the options, or the first of the file, which is said.
func TestFollow(t *testing.T) {
	const text = "stage,group,count\na,Black,50\na,White,100\nb,Black,5\nb,White,20\n"
	for _, test := range []struct {
		o      Options
		want   string
		note   string
		err    string
		reason string
	}{
		{Options{}, "Black", "it is Black, the first group of the table", "", "nobody said"},
		{Options{Baselines: []string{"Weiß", "White"}}, "White", "", "", "the usual one"},
		{Options{Baseline: "White"}, "White", "", "", "the one that was asked for"},
		{Options{Baseline: "Green"}, "", "", `counts: f.csv: "Green": baseline is not among the groups: want one of Black, White`, "none"},
	} {
		j, err := Follow(stageTable(t, text, tidy.Options{}), test.o)
		if test.err != "" {
			if err == nil || err.Error() != test.err {
				t.Errorf("%s: %v", test.reason, err)
			}
			continue
		}
		if err != nil || j.Baseline != test.want || strings.Join(j.Notes, "") == "" != (test.note == "") || !strings.Contains(strings.Join(j.Notes, ""), test.note) {
			t.Errorf("%s: %v, against %s, notes %q", test.reason, err, j.Baseline, j.Notes)
		}
	}
}

// TestJourneyDocument: a document of a journey is the same after JSON, in every form.
func TestJourneyDocument(t *testing.T) {
	const text = "stage,out of,group,count\nresidents,,White,1000\nresidents,,Black,50\nstopped,residents,White,60\nstopped,residents,Black,30\nstopped,residents,Not stated,9\n" +
		"arrested,stopped,White,20\narrested,stopped,Black,11\narrested,stopped,Not stated,4\nwarned,stopped,White,30\nwarned,stopped,Black,12\n# made up\n"
	for _, o := range []Options{{Stage: "stage", Baseline: "White"}, {Stage: "stage", Suppress: 5}} {
		d, err := Compare(stageTable(t, text, tidy.Options{}), o)
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var again Document
		if err := json.Unmarshal(data, &again); err != nil {
			t.Fatal(err)
		}
		var first, second strings.Builder
		for _, form := range []func(d Document, w io.Writer) error{Document.WriteText, Document.WriteMarkdown, Document.WriteCSV} {
			if err := errors.Join(form(d, &first), form(again, &second)); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(first.String(), second.String()); diff != "" {
			t.Errorf("after JSON: %s", diff)
		}
		for _, want := range []string{"From residents to arrested, warned", "10 rows of 2 groups at 4 stages", "stopped out of residents is a rate", "From the file: made up", "table,baseline"} {
			if !strings.Contains(first.String(), want) {
				t.Errorf("no %q in\n%s", want, first.String())
			}
		}
	}
}
