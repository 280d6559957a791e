package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// forms are the ways to write a report.
var forms = map[string]func(*Report, io.Writer) error{
	"screen":   func(r *Report, w io.Writer) error { return r.WriteText(w, Layout{}) },
	"text":     func(r *Report, w io.Writer) error { return r.WriteText(w, everything) },
	"markdown": func(r *Report, w io.Writer) error { return r.WriteMarkdown(w, everything) },
	"csv":      func(r *Report, w io.Writer) error { return r.WriteCSV(w, Layout{}) },
	"json":     (*Report).WriteJSON,
	"page":     func(r *Report, w io.Writer) error { return r.WriteHTML(w, Layout{P: true}) },
	"pictures": writePictures,
}

// writePictures writes every picture of the page below each other, as files of their own are.
func writePictures(r *Report, w io.Writer) error {
	p, err := r.Page(Layout{})
	if err != nil {
		return err
	}
	for _, picture := range p.Pictures() {
		if _, err := fmt.Fprintf(w, "%s\n", picture.Name); err != nil {
			return err
		}
		if err := picture.WriteSVG(w); err != nil {
			return err
		}
	}
	return nil
}

func oneOf[T any](values iter.Seq[T]) *rapid.Generator[T] {
	return rapid.SampledFrom(slices.Collect(values))
}

// unkept leaves out what records without columns that were kept cannot be divided by.
func unkept[T fmt.Stringer](values iter.Seq[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		for v := range values {
			if !strings.HasPrefix(v.String(), "kept-") && !yield(v) {
				return
			}
		}
	}
}

// orNil draws a value or none.
func orNil[T any](g *rapid.Generator[T]) *rapid.Generator[*T] {
	return rapid.OneOf(rapid.Just[*T](nil), rapid.Map(g, func(v T) *T { return &v }))
}

// anyOptions draws options, most of which go together.
func anyOptions() *rapid.Generator[Options] {
	return rapid.Custom(func(t *rapid.T) Options {
		var o Options
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			o.Unknown = oneOf(outcomes.Allocations()).Draw(t, "unknown")
		case 1:
			o.Suppress = rapid.SampledFrom([]int64{2, 5, 10}).Draw(t, "suppress")
			o.Unknown = rapid.SampledFrom([]outcomes.Allocation{outcomes.LeftOut, outcomes.InProportion, outcomes.ByOfficer}).Draw(t, "unknown")
		case 2:
			o.Within = rapid.Permutation(slices.Collect(unkept(Dimensions()))).Draw(t, "within")[:rapid.IntRange(1, 3).Draw(t, "n")]
		default:
			o.Rule = oneOf(outcomes.EthnicityRules()).Draw(t, "rule")
			o.Method = oneOf(rri.Methods()).Draw(t, "method")
		}
		if o.Rule == outcomes.SelfDefined && (o.Unknown == outcomes.LeftOut || o.Unknown == outcomes.InProportion) {
			o.Scheme = rapid.SampledFrom([]ethnicity.Scheme{ethnicity.FivePlusOne, ethnicity.WhiteOther, ethnicity.FivePlusOneTraveller}).Draw(t, "scheme")
		}
		o.Object = orNil(rapid.SampledFrom([]outcomes.Object{outcomes.ControlledDrugs, outcomes.ControlledDrugs, outcomes.Firearms})).Draw(t, "object")
		o.Type = orNil(rapid.Just(outcomes.PersonSearch)).Draw(t, "type")
		o.From = rapid.SampledFrom([]outcomes.Month{0, month("2023-01"), month("2023-02")}).Draw(t, "from")
		o.Find = oneOf(outcomes.FindDefinitions()).Draw(t, "find")
		if o.Suppress == 0 {
			o.By = oneOf(unkept(Breakdowns())).Draw(t, "by")
		}
		return o
	})
}

// anyFile draws the contents of a file.
func anyFile() *rapid.Generator[string] {
	kinds := rapid.SampledFrom([]string{"Person search", "Person and Vehicle search", "Vehicle search", "Personal"})
	dates := rapid.SampledFrom([]string{"2023-01-05T12:00:00+00:00", "2023-01-31T23:59:59+00:00", "2023-02-01T00:00:00+00:00", "never"})
	selves := rapid.SampledFrom([]string{white, white, black, asian, none, "", "Klingon", "White - Irish"})
	officers := rapid.SampledFrom([]string{"White", "Black", "", "Other", "Vulcan"})
	objects := rapid.SampledFrom([]string{"Controlled drugs", "Firearms", "Tribbles"})
	ends := rapid.SampledFrom([]string{"Arrest", "", noAction, "Caution (simple or conditional)", "Beamed <up>"})
	links := rapid.SampledFrom([]string{"TRUE", "FALSE", ""})
	return rapid.Custom(func(t *rapid.T) string {
		text := header
		if rapid.IntRange(0, 3).Draw(t, "more") > 0 { // so that most reports have something to show
			for _, self := range []string{white, asian, black, "Mixed/Multiple ethnic groups - White and Black Caribbean", "Other ethnic group - Any other ethnic group"} {
				text += times(rapid.IntRange(10, 20).Draw(t, "each"), search{self: self, officer: "White", outcome: "Arrest", linked: "TRUE", date: "2023-02-03T12:00:00+00:00"})
				text += times(11, search{self: self, officer: "Black", outcome: noAction, date: "2023-02-03T12:00:00+00:00"})
			}
		}
		for range rapid.IntRange(1, 12).Draw(t, "different rows") {
			text += times(rapid.IntRange(1, 9).Draw(t, "times"), search{kinds.Draw(t, "type"), dates.Draw(t, "date"), selves.Draw(t, "self"), officers.Draw(t, "officer"),
				objects.Draw(t, "object"), ends.Draw(t, "outcome"), links.Draw(t, "link")})
		}
		if rapid.Bool().Draw(t, "stops are told") {
			return header + stopped(strings.TrimPrefix(text, header), "2023-01", rapid.IntRange(1, 4).Draw(t, "people"), true)
		}
		return text
	})
}

// written returns a report in every form, or the error.
func written(x *outcomes.Extract, o Options) (map[string]string, error) {
	r, err := New(x, o)
	if err != nil {
		return nil, err
	}
	out := make(map[string]string)
	for name, write := range forms {
		var b bytes.Buffer
		if err := write(r, &b); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out[name] = b.String()
	}
	return out, nil
}

// TestOrderLaw: the same files give the same bytes in every form, in whatever order they are read,
// by however many extracts, and in whatever order these are merged.
func TestOrderLaw(t *testing.T) {
	type file struct{ name, content string }
	forces := rapid.SampledFrom([]string{"kent", "essex", "surrey", "sussex", "btp"})
	rapid.Check(t, func(t *rapid.T) {
		var files []file
		for i := range rapid.IntRange(1, 5).Draw(t, "files") {
			// a row that is in no other file, since two files of the same contents are refused
			own := search{self: white, outcome: "Arrest", date: fmt.Sprintf("2023-01-07T00:00:%02d+00:00", i)}.row()
			name := fmt.Sprintf("%d/2023-01-%s-stop-and-search.csv", i, forces.Draw(t, "force"))
			// of its own year, since files with other rows of the same days are refused too
			content := strings.ReplaceAll(anyFile().Draw(t, "content")+own, ",2023-", fmt.Sprintf(",%d-", 2023+i))
			files = append(files, file{name, content})
		}
		o := anyOptions().Draw(t, "options")
		read := func(files []file, parts int, order []int) *outcomes.Extract {
			xs := make([]*outcomes.Extract, parts)
			for i := range xs {
				xs[i] = new(outcomes.Extract)
			}
			for i, f := range files {
				if err := xs[i%parts].ReadFile(strings.NewReader(f.content), f.name); err != nil {
					t.Fatal(err)
				}
			}
			all := new(outcomes.Extract)
			for _, i := range order {
				if err := all.Merge(xs[i]); err != nil {
					t.Fatal(err)
				}
			}
			return all
		}
		want, wantErr := written(read(files, 1, []int{0}), o)
		parts := rapid.IntRange(1, 3).Draw(t, "extracts")
		order := rapid.Permutation([]int{0, 1, 2}[:parts]).Draw(t, "order of extracts")
		got, err := written(read(rapid.Permutation(files).Draw(t, "order of files"), parts, order), o)
		if fmt.Sprint(err) != fmt.Sprint(wantErr) {
			t.Fatalf("error %v in another order, %v first", err, wantErr)
		}
		for form := range forms {
			if got[form] != want[form] {
				t.Fatalf("%s in another order:\n%s\nfirst:\n%s", form, got[form], want[form])
			}
		}
	})
}

// TestDocumentLaw: a document that is written, decoded and written again is the same to the byte,
// and to the byte that of the report; it says what it is and names no table twice.
func TestDocumentLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := extract("2023-01-kent.csv", anyFile().Draw(t, "content"))
		if rapid.Bool().Draw(t, "several forces") { // which are compared with each other
			x = new(outcomes.Extract)
			for i, force := range []string{"kent", "essex", "surrey", "btp"} {
				content := strings.ReplaceAll(anyFile().Draw(t, force), ",2023-", fmt.Sprintf(",%d-", 2023+i))
				if err := x.ReadFile(strings.NewReader(content), fmt.Sprintf("%d-01-%s.csv", 2023+i, force)); err != nil {
					t.Skip(err)
				}
			}
		}
		r, err := New(x, anyOptions().Draw(t, "options"))
		if err != nil {
			t.Skip(err)
		}
		var first, again bytes.Buffer
		if err := r.WriteJSON(&first); err != nil {
			t.Fatal(err)
		}
		var d Document
		if err := json.Unmarshal(first.Bytes(), &d); err != nil {
			t.Fatalf("%v\n%s", err, first.String())
		}
		if err := d.WriteJSON(&again); err != nil {
			t.Fatal(err)
		}
		if first.String() != again.String() {
			t.Fatalf("written again:\n%s\nat first:\n%s", again.String(), first.String())
		}
		ids := make(map[string]bool)
		for _, table := range d.Tables {
			if table.ID == "" || ids[table.ID] {
				t.Fatalf("the id %q of the %s stands twice, or is none", table.ID, table.Measure)
			}
			ids[table.ID] = true
		}
		for _, a := range d.Adjusted {
			if !ids[a.ID] {
				t.Fatalf("an adjusted table stands beside none: %q", a.ID)
			}
		}
	})
}

// TestDocumentIsACopy: what is done to a document is not done to its report.
func TestDocumentIsACopy(t *testing.T) {
	r := must(New(extract("2023-01-kent.csv", mixed()), Options{By: EachMonth, Within: []Dimension{ByObject}, Object: new(outcomes.ControlledDrugs),
		Legislation: new(outcomes.MisuseOfDrugs)}))
	var before, after bytes.Buffer
	if err := r.WriteJSON(&before); err != nil {
		t.Fatal(err)
	}
	d := r.Document()
	*d.Filters.Object, *d.Filters.Legislation = outcomes.Firearms, outcomes.PACE1
	d.Sources[0].File, d.Notes[0], d.Within[0], d.ResidentsSource.Kind = "x", "x", ByAge, "x"
	*d.Quality.Rows, *d.UnknownShare, *d.Bounds[0].Lower = 7, 7, 7
	d.Quality.UnknownLabels["Outcome"] = nil
	d.Unknown[ethnicity.NotStated] = 7
	d.Tables[0].Notes[0], d.Tables[0].Rows[0].Group = "x", 0
	*d.Tables[0].Rows[1].Events, *d.Tables[0].Rows[1].Exposure = 7, 7
	d.Parts[0].Tables[0].Rows[0].Group, d.Parts[0].Notes = 0, nil
	d.Parts[0].Unknown[ethnicity.NotStated] = 7
	d.Adjusted[0].Proportions.Notes[0], d.Adjusted[0].Proportions.Rows[0].Group, d.Adjusted[0].Proportions.Rows[1].Parts[0].Stratum = "x", 0, "x"
	r.Warnings()[0] = "x"
	if err := r.WriteJSON(&after); err != nil {
		t.Fatal(err)
	}
	if before.String() != after.String() {
		t.Errorf("the report changed with its document:\n%s", after.String())
	}
}

// flagWord finds the names of flags, which a program has and a package has not.
var flagWord = regexp.MustCompile(`(^| )-[a-z]`)

// TestOptionsLaw: whatever stands in the options, there is a report that can be written in every
// form and whose document can be read, or an error that names the option. Where Validate takes the
// options, the error is of the records.
func TestOptionsLaw(t *testing.T) {
	x := extract("2023-01-kent.csv", mixed())
	small := rapid.Uint8Range(0, 30)
	months := rapid.OneOf(rapid.SampledFrom([]outcomes.Month{0, 5, month("1996-01"), month("2022-12"), month("2023-01"), month("2023-02"), month("2199-12"), month("2199-12") + 1}),
		rapid.Map(rapid.Uint16(), func(v uint16) outcomes.Month { return outcomes.Month(v) }))
	rapid.Check(t, func(t *rapid.T) {
		o := Options{
			Census:      ethnicity.Census(small.Draw(t, "census")),
			Scheme:      ethnicity.Scheme(small.Draw(t, "scheme")),
			Baseline:    ethnicity.Group(rapid.Uint8().Draw(t, "baseline")),
			Rule:        outcomes.EthnicityRule(rapid.Uint8Range(0, 4).Draw(t, "rule")),
			Object:      orNil(rapid.Map(small, func(v uint8) outcomes.Object { return outcomes.Object(v) })).Draw(t, "object"),
			Type:        orNil(rapid.Map(small, func(v uint8) outcomes.RecordType { return outcomes.RecordType(v) })).Draw(t, "type"),
			Legislation: orNil(rapid.Map(small, func(v uint8) outcomes.Legislation { return outcomes.Legislation(v) })).Draw(t, "legislation"),
			Age:         orNil(rapid.Map(small, func(v uint8) outcomes.Age { return outcomes.Age(v % 12) })).Draw(t, "age"),
			Gender:      orNil(rapid.Map(small, func(v uint8) outcomes.Gender { return outcomes.Gender(v % 8) })).Draw(t, "gender"),
			From:        months.Draw(t, "from"),
			To:          months.Draw(t, "to"),
			Find:        outcomes.FindDefinition(rapid.Uint8Range(0, 6).Draw(t, "find")),
			Unknown:     outcomes.Allocation(rapid.Uint8Range(0, 5).Draw(t, "unknown")),
			Suppress:    rapid.Int64Range(-2, 1200).Draw(t, "suppress"),
			Method:      rri.Method(small.Draw(t, "method")),
			Level:       rapid.SampledFrom([]float64{0, 0.5, 0.95, 1, -1}).Draw(t, "level"),
			By:          Breakdown(rapid.Uint8Range(0, 7).Draw(t, "by")),
			LowMonth:    rapid.SampledFrom([]float64{0, 0.5, 0.99, 1, -1, math.NaN()}).Draw(t, "low month"),
			Rolling:     rapid.SampledFrom([]int{0, 1, 2, 12, -3}).Draw(t, "rolling"),
			Margin:      rapid.SampledFrom([]float64{0, 0.2, 1, math.NaN()}).Draw(t, "margin"),
			Before:      outcomes.Months{First: months.Draw(t, "before"), Last: months.Draw(t, "to")},
			After:       outcomes.Months{First: months.Draw(t, "after"), Last: months.Draw(t, "to")},
		}
		for _, d := range rapid.SliceOfN(rapid.Uint8Range(0, 7), 0, 2).Draw(t, "within") {
			o.Within = append(o.Within, Dimension(d))
		}
		// so that some of what is drawn goes together
		for _, clear := range []func(){func() { o.Census = 0 }, func() { o.Scheme = 0 }, func() { o.Baseline = 0 }, func() { o.Rule = 0 }, func() { o.Object = nil },
			func() { o.Type = nil }, func() { o.Legislation = nil }, func() { o.Age = nil }, func() { o.Gender = nil }, func() { o.From = 0 }, func() { o.To = 0 }, func() { o.Find = 0 }, func() { o.Unknown = 0 }, func() { o.Suppress = 0 },
			func() { o.By = 0 }, func() { o.Within = nil }, func() { o.Method = 0 }, func() { o.Level = 0 }, func() { o.LowMonth = 0 },
			func() { o.Rolling = 0 }, func() { o.Margin = 0 }, func() { o.Before = outcomes.Months{} }, func() { o.After = outcomes.Months{} }} {
			if rapid.IntRange(0, 9).Draw(t, "keep") > 0 {
				clear()
			}
		}
		invalid := o.Validate()
		forms, err := written(x, o)
		if err == nil {
			var d Document
			if err := json.Unmarshal([]byte(forms["json"]), &d); err != nil {
				t.Fatalf("%v\n%s", err, forms["json"])
			}
			var again bytes.Buffer
			if err := d.WriteJSON(&again); err != nil || again.String() != forms["json"] {
				t.Fatalf("%v, written again:\n%s\nat first:\n%s", err, again.String(), forms["json"])
			}
			return
		}
		option, ok := errors.AsType[*OptionError](err)
		if !ok || !strings.HasPrefix(err.Error(), "report: ") || strings.ContainsAny(err.Error(), "{}\n") || flagWord.MatchString(err.Error()) {
			t.Fatalf("%T %v", err, err)
		}
		if !strings.Contains(err.Error(), option.Option) || option.Option == "" {
			t.Fatalf("%q is not named in %v", option.Option, err)
		}
		ofRecords := errors.Is(err, ErrNoSearches) || errors.Is(err, unknown.ErrNobody) || strings.Contains(err.Error(), "labels of the input do not fit") ||
			strings.Contains(err.Error(), "too few searches to show any") || strings.Contains(err.Error(), "there is no row of these months") ||
			strings.Contains(err.Error(), "want as many at the most") || strings.Contains(err.Error(), "no column is kept")
		if ofRecords == (invalid != nil) {
			t.Fatalf("Validate: %v, New: %v", invalid, err)
		}
	})
}
