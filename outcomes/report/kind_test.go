package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"iter"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// otherKinds are the records that are no searches, with the noun and the table of each.
var otherKinds = []struct {
	kind       outcomes.RecordType
	one, many  string
	rate, name string // the ID of the table per resident, and its measure
}{
	{outcomes.PersonStopped, "stop", "stops", "rate-of-stops", "rate of stops"},
	{outcomes.PersonArrested, "arrest", "arrests", "rate-of-arrests", "rate of arrests"},
	{outcomes.PersonSuspected, "suspect record", "suspect records", "rate-of-suspects", "rate of suspects"},
	{outcomes.PersonCharged, "charge record", "charge records", "rate-of-charges", "rate of charges"},
}

// groupRecords are records of a group: one in so many with an outcome is charged, or arrested after
// a stop.
type groupRecords struct {
	group ethnicity.Group
	n     int
	every int
}

// usualRecords are enough of four groups for words.
var usualRecords = []groupRecords{{ethnicity.White, 600, 5}, {ethnicity.Black, 120, 3}, {ethnicity.Asian, 90, 4}, {ethnicity.Mixed, 60, 4},
	{ethnicity.Other, 12, 6}, {ethnicity.NotStated, 40, 4}}

// ownRecords returns records of people of one kind, of each force in turn, over three months. One
// in 20 has no outcome so far.
func ownRecords(kind outcomes.RecordType, forces []ethnicity.Force, groups []groupRecords) iter.Seq2[outcomes.Search, error] {
	random := rand.New(rand.NewPCG(1, 2))
	return func(yield func(outcomes.Search, error) bool) {
		for _, of := range groups {
			for i := range of.n {
				s := outcomes.Search{
					Type: kind, Force: forces[random.IntN(len(forces))], Self: of.group, Officer: of.group,
					Gender: outcomes.Male, Age: outcomes.Age10To17 + outcomes.Age(i/of.every%2),
					Time: time.Date(2021, time.Month(3+random.IntN(3)), 1+i%28, 12, i%60, 0, 0, time.UTC),
				}
				happened := i%of.every == 0
				switch {
				case !kind.HasCrimeOutcome() && happened:
					s.Outcome = outcomes.Arrest
				case !kind.HasCrimeOutcome():
					s.Outcome = outcomes.NoFurtherAction
				case happened:
					s.Crime = outcomes.ChargedOrSummonsed
				default:
					s.Crime = []outcomes.CrimeOutcome{outcomes.CommunityResolutionOfCrime, outcomes.DiversionaryActivity, outcomes.CautionAdults,
						outcomes.SuspectIdentifiedVictimSupports, outcomes.SuspectIdentifiedVictimSupports}[random.IntN(5)]
					if i%20 == 19 {
						s.Crime = outcomes.NotYetAssigned
					}
				}
				if !yield(s, nil) {
					return
				}
			}
		}
	}
}

// ownExtract reads records of people of one kind.
func ownExtract(t *testing.T, kind outcomes.RecordType, forces []ethnicity.Force, groups []groupRecords) *outcomes.Extract {
	t.Helper()
	x := new(outcomes.Extract)
	if err := x.Read("own.csv", ownRecords(kind, forces, groups)); err != nil {
		t.Fatal(err)
	}
	return x
}

// forcesNamed are forces by their names; "" is none.
func forcesNamed(names ...string) (forces []ethnicity.Force) {
	for _, name := range names {
		var f ethnicity.Force
		if name != "" {
			f = must(ethnicity.ParseForce(name))
		}
		forces = append(forces, f)
	}
	return forces
}

// data is what is no text for people: the style of a page, and the file in it.
var data = regexp.MustCompile(`(?i)data:[^"]*|<style>(?s:.*?)</style>`)

// TestNoSearchInOtherKinds: in no form, and with no choice, is there a word of searches, of what
// was looked for or found in them, or of stops of several people, nor a template that was not
// filled.
func TestNoSearchInOtherKinds(t *testing.T) {
	age := outcomes.Age10To17
	kent, none, three := forcesNamed("Kent"), forcesNamed(""), forcesNamed("Kent", "Essex", "Sussex")
	words := regexp.MustCompile(`(?i)[^.\n]*(\bsearch|\bfinds?\b|object of|minute|exact cop|\{[a-z]|bias|likely|because)[^.\n]*`)
	for _, of := range otherKinds {
		for _, test := range []struct {
			forces []ethnicity.Force
			o      Options
			reason string
		}{
			{kent, Options{}, "a force"},
			{kent, Options{Census: ethnicity.Census2011}, "residents of ten years before"},
			{kent, Options{By: EachMonth, Rolling: 2}, "its months"},
			{kent, Options{By: EachMonth, Before: must(outcomes.ParseMonths("2021-03")), After: must(outcomes.ParseMonths("2021-05"))}, "a change"},
			{kent, Options{Age: &age, Before: must(outcomes.ParseMonths("2021-03")), After: must(outcomes.ParseMonths("2021-05"))}, "a change of the charge rate"},
			{kent, Options{Age: &age}, "people without residents"},
			{kent, Options{Suppress: 5}, "small counts withheld"},
			{kent, Options{Age: &age, Suppress: 5}, "small counts withheld of people without residents"},
			{kent, Options{Age: &age, Within: []Dimension{ByGender, ByAge}}, "strata"},
			{kent, Options{Rule: outcomes.OfficerDefined}, "the officers"},
			{kent, Options{Unknown: outcomes.InProportion}, "the unknown as the known"},
			{none, Options{}, "no force"},
			{three, Options{}, "several forces"},
			{three, Options{Age: &age}, "several forces without residents"},
		} {
			r, err := New(ownExtract(t, of.kind, test.forces, usualRecords), test.o)
			if err != nil {
				t.Errorf("%s, %s: %v", of.many, test.reason, err)
				continue
			}
			if _, found := checkedPage(t, r); len(found) > 0 {
				t.Errorf("%s, %s: the page: %s", of.many, test.reason, found[0])
			}
			for form, text := range everyForm(t, r) {
				text = data.ReplaceAllString(text, "")
				for _, found := range words.FindAllString(text, 3) {
					t.Errorf("%s, %s, %s: %q", of.many, test.reason, form, found)
				}
			}
		}
	}
}

// everyForm writes a report in every form. Of JSON it is the texts, without the names of members.
func everyForm(t *testing.T, r *Report) map[string]string {
	t.Helper()
	all := Layout{Tables: []string{"all"}, P: true}
	var text, markdown, csv, html bytes.Buffer
	for _, err := range []error{r.WriteText(&text, all), r.WriteMarkdown(&markdown, Layout{}), r.WriteCSV(&csv, Layout{}), r.WriteHTML(&html, Layout{})} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var document any
	if err := json.Unmarshal(must(json.Marshal(r)), &document); err != nil {
		t.Fatal(err)
	}
	return map[string]string{"text": text.String(), "Markdown": markdown.String(), "CSV": csv.String(), "HTML": html.String(),
		"JSON": strings.Join(stringsOf(document), "\n")}
}

// stringsOf returns the texts of a JSON value.
func stringsOf(v any) (list []string) {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		for _, e := range v {
			list = append(list, stringsOf(e)...)
		}
	case map[string]any:
		for _, e := range v {
			list = append(list, stringsOf(e)...)
		}
	}
	return list
}

// TestKindsOfTables: every kind has its own tables, in their order, and says in the document what
// it is of.
func TestKindsOfTables(t *testing.T) {
	age := outcomes.Age10To17
	crime := []string{"charge-rate", "out-of-court-rate", "diversion-rate", "no-further-action-rate"}
	for i, want := range [][]string{
		{"rate-of-stops", "arrest-rate", "charge-or-summons-rate", "out-of-court-rate", "no-further-action-rate", "positive-outcome-rate"},
		append([]string{"rate-of-arrests"}, crime...), append([]string{"rate-of-suspects"}, crime...), append([]string{"rate-of-charges"}, crime...),
	} {
		of := otherKinds[i]
		x := ownExtract(t, of.kind, forcesNamed("Kent"), usualRecords)
		d := must(New(x, Options{})).Document()
		var ids []string
		for _, table := range d.Tables {
			ids = append(ids, table.ID)
		}
		if !slices.Equal(ids, want) || d.Kind != of.kind || d.Tables[0].Measure != of.name || d.Tables[0].Events != of.many || d.Stops != nil {
			t.Errorf("%s: tables %q of kind %s, the first of %q (%s), stops %v, want %q", of.many, ids, d.Kind, d.Tables[0].Measure, d.Tables[0].Events, d.Stops, want)
		}
		if d := must(New(x, Options{Age: &age})).Document(); d.Tables[0].ID != want[1] {
			t.Errorf("%s of 10 to 17: the first table is %s, want %s", of.many, d.Tables[0].ID, want[1])
		}
		var back Document
		data := must(json.Marshal(d))
		if err := json.Unmarshal(data, &back); err != nil || !bytes.Equal(must(json.Marshal(back)), data) {
			t.Errorf("%s: read back: %v, or other bytes", of.many, err)
		}
	}
}

// TestMixedKinds: records of several kinds make no report, and the error says which there are.
func TestMixedKinds(t *testing.T) {
	kent := forcesNamed("Kent")
	x := ownExtract(t, outcomes.PersonArrested, kent, []groupRecords{{ethnicity.White, 3, 2}})
	for _, kind := range []outcomes.RecordType{outcomes.PersonSearch, outcomes.PersonCharged} {
		if err := x.Read(kind.String(), ownRecords(kind, kent, []groupRecords{{ethnicity.Black, 1, 1}})); err != nil {
			t.Fatal(err)
		}
	}
	_, err := New(x, Options{})
	option, ok := errors.AsType[*OptionError](err)
	const want = "Where: the records are of several kinds, which make no one report: 1 search, 3 arrests and 1 charge record. "
	if !ok || option.Option != "Where" || !strings.HasPrefix(option.Text(func(name string) string { return name }), want) {
		t.Errorf("error %v, want an OptionError that begins with %q", err, want)
	}
	if _, err := New(ownExtract(t, outcomes.VehicleSearch, kent, []groupRecords{{ethnicity.White, 3, 2}}), Options{}); !errors.Is(err, ErrNoSearches) {
		t.Errorf("vehicles alone: error %v, want ErrNoSearches", err)
	}
}

// TestOptionsOfSearchesAlone: a choice that searches alone have is an error of other kinds.
func TestOptionsOfSearchesAlone(t *testing.T) {
	object, power := outcomes.ControlledDrugs, outcomes.Section60
	for _, test := range []struct {
		kind   outcomes.RecordType
		o      Options
		option string // "" if it is none
		reason string
	}{
		{outcomes.PersonStopped, Options{Object: &object}, "Object", "nothing was looked for"},
		{outcomes.PersonArrested, Options{Find: outcomes.FindByArrest}, "Find", "nothing is found"},
		{outcomes.PersonSuspected, Options{Legislation: &power}, "Legislation", "there is no power of search"},
		{outcomes.PersonCharged, Options{Within: []Dimension{ByObject}}, "Within", "nor an object"},
		{outcomes.PersonStopped, Options{Within: []Dimension{ByLegislation}}, "", "a stop has a power"},
		{outcomes.PersonSearch, Options{Within: []Dimension{ByObject}}, "", "a search has an object"},
	} {
		_, err := New(ownExtract(t, test.kind, forcesNamed("Kent"), usualRecords), test.o)
		option, ok := errors.AsType[*OptionError](err)
		if ok != (test.option != "") || ok && option.Option != test.option || !ok && err != nil {
			t.Errorf("%s of %s: error %v, want one of %q", test.reason, test.kind, err, test.option)
		}
	}
}

// TestNothingToTell: records without outcomes have the rate per resident alone, and without that
// there is nothing to report.
func TestNothingToTell(t *testing.T) {
	blank := func(force string) *outcomes.Extract {
		x := new(outcomes.Extract)
		if err := x.Read("own.csv", func(yield func(outcomes.Search, error) bool) {
			for s, err := range ownRecords(outcomes.PersonCharged, forcesNamed(force), usualRecords) {
				s.Crime = outcomes.NotYetAssigned
				if !yield(s, err) {
					return
				}
			}
		}); err != nil {
			t.Fatal(err)
		}
		return x
	}
	d := must(New(blank("Kent"), Options{})).Document()
	if len(d.Tables) != 1 || d.Tables[0].ID != "rate-of-charges" || !slices.ContainsFunc(d.Notes, func(note string) bool { return strings.HasPrefix(note, "No rates of outcomes: ") }) {
		t.Errorf("%d tables, notes %q, want one table and a note on the others", len(d.Tables), d.Notes)
	}
	_, err := New(blank(""), Options{})
	if option, ok := errors.AsType[*OptionError](err); !ok || option.Option != "ResidentsOf" {
		t.Errorf("neither residents nor outcomes: error %v, want an OptionError of ResidentsOf", err)
	}
	x := &outcomes.Extract{Rows: outcomes.PersonSuspected, ForceOptional: true}
	const rows = "Date,Self-defined ethnicity,Outcome\n2023-04-01,White,Let off\n2023-04-02,Black,Cautioned {again}\n"
	if err := x.ReadCSV(strings.NewReader(rows), outcomes.ReadOptions{File: "own.csv"}); err != nil {
		t.Fatal(err)
	}
	_, err = New(x, Options{})
	const want = "Labels: none of 2 suspect records has an outcome that is known: want the meaning of the 2 labels that stand there. "
	if option, ok := errors.AsType[*OptionError](err); !ok || option.Option != "Labels" || !strings.HasPrefix(option.Text(func(name string) string { return name }), want) ||
		!strings.HasSuffix(err.Error(), `The first label is "Cautioned {again}"`) {
		t.Errorf("labels of outcomes that are not known: error %v, want one that begins with %q", err, want)
	}
}
