package counts

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/audit"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// auditTable is an audit of search records: 159 of 182.
func auditTable() *tidy.Table {
	return table(tidy.ModelProportion, "White", 138, 158, "Minority", 21, 24)
}

func TestAudit(t *testing.T) {
	d, err := Audit(auditTable(), 400, Options{Levels: []float64{0.99}})
	if err != nil {
		t.Fatal(err)
	}
	a := d.Sections[0].Data.(Audited)
	if r := a.Results[0]; r.Sample != (rri.Proportion{Events: 159, Trials: 182}) || r.Lower != 333 || r.Upper != 362 || len(a.Results) != 2 || a.Results[1].Lower >= 333 {
		t.Errorf("%+v", a)
	}
	if want, err := audit.SampleSize(audit.Plan{Records: 400, Margin: 0.05}, audit.Options{}); err != nil || a.Size.Sample != want.Sample || a.Size.Farthest != want.Farthest {
		t.Errorf("size %+v, want %+v, %v", a.Size, want, err)
	}
	words := strings.Join(d.Lines, "\n")
	for _, want := range []string{"159 of 182 drawn from 400: 87.36 % (83.25 to 90.5 %), which is 333 to 362 of the 400", "about 51 of all 400, from 38 to 67", "draw 204 of the 400",
		"Found by group: White 138 of 158, 87.3 % (81.1 – 92.1 %); Minority 21 of 24, 87.5 % (67.6 – 97.3 %)."} {
		if !strings.Contains(words, want) {
			t.Errorf("no %q in\n%s", want, words)
		}
	}
	// by mid-P, and with those whose group is not known
	m, err := Audit(table(tidy.ModelProportion, "White", 100, 110, "", 59, 72), 400, Options{Options: rri.Options{Method: rri.MidP}})
	if err != nil {
		t.Fatal(err)
	}
	if r := m.Sections[0].Data.(Audited).Results[0]; r.Sample.Events != 159 || r.Sample.Trials != 182 || r.Lower < 333 || r.Upper > 362 || r.Share.Method != rri.MidP {
		t.Errorf("%+v", r)
	}
}

// Every form of a document of each kind comes out, and JSON comes back as the same document.
func TestFurtherDocuments(t *testing.T) {
	for _, make := range []func() (Document, error){
		func() (Document, error) { return Audit(auditTable(), 5495, Options{Levels: []float64{0.99}}) },
		func() (Document, error) {
			return Composition(peopleFile(t, "group,residents,staff,joiners\nWhite,93.3%,96.0%,90\n=cmd|x,6.7%,4.0%,<5\n,,1.0%,7\nbase,,3012,\n"), Options{})
		},
		func() (Document, error) {
			return Composition(peopleFile(t, "group,residents,staff\nWhite,93.3%,96.0%\nBlack,6.7%,<5%\n"), Options{})
		},
	} {
		d, err := make()
		if err != nil {
			t.Fatal(err)
		}
		var text, page, csv strings.Builder
		if err := errors.Join(d.WriteText(&text), d.WriteMarkdown(&page), d.WriteCSV(&csv)); err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var back Document
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatal(err)
		}
		var again strings.Builder
		if err := back.WriteText(&again); err != nil || again.String() != text.String() {
			t.Errorf("%v, from JSON:\n%s, want\n%s", err, again.String(), text.String())
		}
		for _, line := range strings.Split(text.String(), "\n") {
			if len([]rune(line)) > 80 {
				t.Errorf("a line of %d: %s", len([]rune(line)), line)
			}
		}
		for _, word := range []string{"NaN", "%!", "explain", "because", "due to", "likely"} {
			if strings.Contains(text.String()+page.String()+csv.String(), word) {
				t.Errorf("%q in\n%s%s%s", word, text.String(), page.String(), csv.String())
			}
		}
	}
}

// The CSV of a composition reads back to the same composition.
func TestCompositionReadsBack(t *testing.T) {
	for _, file := range []string{
		"group,residents,staff,joiners\nWhite,9300,2880,90\nBlack,670,120,<5\n,30,12,7\n",
		"group,residents,staff\nWhite,93.3%,96.0%\nBlack,6.7%,<5%\n",
	} {
		d, err := Composition(peopleFile(t, file), Options{})
		if err != nil {
			t.Fatal(err)
		}
		var csv strings.Builder
		if err := d.WriteCSV(&csv); err != nil {
			t.Fatal(err)
		}
		label := func(label string) (string, tidy.Kind, error) {
			if label == notKnown {
				return "", tidy.KindUnknown, nil
			}
			return label, tidy.KindGroup, nil
		}
		back, err := tidy.Read(strings.NewReader(csv.String()), tidy.Options{Columns: true, NoExposure: true, Events: "people", Group: "group", Label: label})
		if err != nil {
			t.Fatalf("%v of\n%s", err, csv.String())
		}
		again, err := Composition(back, Options{Stage: "stage"})
		if err != nil {
			t.Fatal(err)
		}
		want, err := json.Marshal(d.Sections[0].Data)
		if err != nil {
			t.Fatal(err)
		}
		got, err := json.Marshal(again.Sections[0].Data)
		if err != nil || string(got) != string(want) {
			t.Errorf("%v\n%s, want\n%s", err, got, want)
		}
	}
}

func TestAuditErrors(t *testing.T) {
	counts := auditTable()
	residents := auditTable()
	residents.Exposure, residents.Model = "", tidy.ModelByWords
	for _, c := range []struct {
		table   *tidy.Table
		records int64
		o       Options
		want    error
		reason  string
	}{
		{counts, 181, Options{}, rri.ErrCount, "fewer records than were drawn"},
		{counts, -1, Options{}, rri.ErrCount, "a negative number"},
		{residents, 400, Options{}, tidy.ErrExposure, "nothing that says what was drawn"},
		{withheldTable(), 4000000, Options{}, rri.ErrCount, "counts that are not known"},
		{counts, 400, Options{Suppress: 5}, rri.ErrOption, "counts to withhold"},
		{counts, 400, Options{Options: rri.Options{Method: rri.Wald}}, rri.ErrMethod, "another method"},
		{counts, 400, Options{Options: rri.Options{Level: 95}}, rri.ErrOption, "a level in per cent"},
		{counts, 400, Options{Levels: []float64{2}}, rri.ErrOption, "a further level"},
	} {
		if _, err := Audit(c.table, c.records, c.o); !errors.Is(err, c.want) || !strings.HasPrefix(err.Error(), "counts: ") {
			t.Errorf("%s: error %v, want %v", c.reason, err, c.want)
		}
	}
}
