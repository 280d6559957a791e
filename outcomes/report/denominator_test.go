package report

import (
	"bytes"
	"encoding/csv"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri"
)

// ownFiguresOf returns figures of residents of a place of their own.
func ownFiguresOf(area, source string, white, mixed, asian, black, other float64) *ethnicity.Population {
	p := must(ethnicity.NewPopulation(area, ethnicity.FivePlusOne, map[ethnicity.Group]float64{ethnicity.White: white, ethnicity.Mixed: mixed,
		ethnicity.Asian: asian, ethnicity.Black: black, ethnicity.Other: other}))
	p.Source = source
	return &p
}

// welsh are rows of the four Welsh forces in one file that does not tell the force.
func welsh() *outcomes.Extract {
	x := &outcomes.Extract{ForceOptional: true}
	rows := header
	for i, n := range []int{400, 250, 300, 150} {
		rows += inForce("2016-06", 10+i, n, 20+i, 15+i, 12)
	}
	if err := x.ReadFile(strings.NewReader(rows), "joined.csv"); err != nil {
		panic(err)
	}
	return x
}

// TestDenominator has one way to say whose residents count a row, with everything that tells them.
func TestDenominator(t *testing.T) {
	kent := map[string]string{"2016-06-kent-stop-and-search.csv": inForce("2016-06", 10, 900, 40, 30, 12)}
	two := map[string]string{"2016-06-kent-stop-and-search.csv": kent["2016-06-kent-stop-and-search.csv"],
		"2016-07-essex-stop-and-search.csv": inForce("2016-07", 11, 800, 30, 20, 10)}
	after := map[string]string{"2023-01-kent-stop-and-search.csv": inForce("2023-01", 10, 900, 40, 30, 12)}
	own := ownFiguresOf("Wales", "wales-2016.csv", 2_900_000.5, 39_000, 79_000, 22_000, 20_000)
	for _, test := range []struct {
		x      *outcomes.Extract
		o      Options
		area   string
		source ResidentsSource
		top    string // in the first lines
		of     string // in the definition
		line   string // the source of the residents
		reason string
	}{
		{several(kent), Options{}, "Kent", ResidentsSource{Kind: "interpolated", Years: []int{2011, 2021}, Date: "2016-06-15", Text: "census 2011 and 2021, interpolated to 15 June 2016"},
			"; residents interpolated to 15 June 2016 from the censuses of 2011 and 2021",
			"per resident of the police force area (Kent, census 2011 and 2021, interpolated to 15 June 2016)",
			"residents: Office for National Statistics, census 2011 and 2021, interpolated to 15 June 2016. Contains public sector", "between the censuses"},
		{several(two), Options{}, "Essex and Kent", ResidentsSource{Kind: "interpolated", Years: []int{2011, 2021}, Date: "2016-06-15", Last: "2016-07-16",
			Text: "census 2011 and 2021, interpolated to days from 15 June 2016 to 16 July 2016"},
			"; residents interpolated to days from 15 June 2016 to 16 July 2016 from the censuses of 2011 and 2021",
			"per resident of the police force areas (Essex and Kent, census 2011 and 2021, interpolated to days from 15 June 2016 to 16 July 2016)",
			"interpolated to days from 15 June 2016 to 16 July 2016. Contains", "two forces, each on a day of its own"},
		{several(after), Options{}, "Kent", ResidentsSource{Kind: "census", Years: []int{2021}, Date: "2021-03-21", Text: "census 2021"},
			"; residents of the 2021 census", "(Kent, census 2021)", "residents: Office for National Statistics, census 2021. Contains", "after the last census"},
		{several(kent), Options{Census: ethnicity.Census2011}, "Kent", ResidentsSource{Kind: "census", Years: []int{2011}, Date: "2011-03-27", Text: "census 2011"},
			"; residents of the 2011 census", "(Kent, census 2011)", "census 2011. Contains", "of one census"},
		{welsh(), Options{ResidentsOf: "wales"}, "Wales", ResidentsSource{Kind: "interpolated", Years: []int{2011, 2021}, Date: "2016-06-15", Place: "Wales",
			Text: "census 2011 and 2021, interpolated to 15 June 2016"},
			"; residents of Wales interpolated to 15 June 2016 from the censuses of 2011 and 2021",
			"per resident of Wales (census 2011 and 2021, interpolated to 15 June 2016)", "interpolated to 15 June 2016. Contains", "rows without a force over one place"},
		{welsh(), Options{ResidentsOf: "W92000004", Census: ethnicity.Census2021}, "Wales", ResidentsSource{Kind: "census", Years: []int{2021}, Date: "2021-03-21", Place: "Wales", Text: "census 2021"},
			"; residents of Wales by the 2021 census", "per resident of Wales (census 2021)", "census 2021. Contains", "a place by its code, by one census"},
		{welsh(), Options{Residents: own}, "Wales", ResidentsSource{Kind: "own", Years: []int{}, Place: "Wales", Text: "wales-2016.csv"},
			"; residents of Wales from wales-2016.csv", "per resident of Wales (wales-2016.csv)", "residents: wales-2016.csv", "figures that were brought along"},
		{welsh(), Options{Residents: ownFiguresOf("", "", 100, 10, 10, 10, 10)}, "own figures", ResidentsSource{Kind: "own", Years: []int{}, Place: "own figures", Text: "own figures"},
			"; residents from own figures", "per resident (own figures)", "residents: own figures", "which do not say what they are"},
		{welsh(), Options{Residents: ownFiguresOf("Wales\x1b[2J\n", "", 100, 10, 10, 10, 10)}, "Wales\uFFFD[2J ", ResidentsSource{Kind: "own", Years: []int{}, Place: "Wales\uFFFD[2J ", Text: "own figures"},
			"; residents of Wales", "", "residents: own figures", "a hostile name"},
	} {
		r := must(New(test.x, test.o))
		d := r.Document()
		if test.reason != "a hostile name" { // which package sheet cleans
			if d.Area != test.area {
				t.Errorf("%s: residents of %q, want %q", test.reason, d.Area, test.area)
			}
			if got := *d.ResidentsSource; !slices.Equal(got.Years, test.source.Years) || got.Kind != test.source.Kind || got.Date != test.source.Date ||
				got.Last != test.source.Last || got.Place != test.source.Place || got.Text != test.source.Text {
				t.Errorf("%s: %+v, want %+v", test.reason, got, test.source)
			}
		}
		text := rateTextOf(t, r)
		if strings.ContainsAny(text, "\x1b") {
			t.Errorf("%s: a control character in %q", test.reason, text)
		}
		flat := strings.Join(strings.Fields(text), " ")
		for _, want := range []string{test.top, test.line} {
			if !strings.Contains(flat, want) {
				t.Errorf("%s: no %q in\n%s", test.reason, want, text)
			}
		}
		if def := tableWith(d.Tables, searchTable).Definition; !strings.Contains(def, test.of) {
			t.Errorf("%s: no %q in %q", test.reason, test.of, def)
		}
		if test.o.Residents != nil && strings.Contains(r.sourceLine(), "Government Licence") && !strings.Contains(r.sourceLine(), policeSource) {
			t.Errorf("%s: a licence of figures that have none: %s", test.reason, r.sourceLine())
		}
	}
}

// rateTextOf returns the first screen and the table of search rates.
func rateTextOf(t interface{ Fatal(...any) }, r *Report) string {
	var b bytes.Buffer
	if err := r.WriteText(&b, Layout{Tables: []string{searchTable}}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestResidentsOfDay: the residents in the table are those that package ethnicity has for the day,
// and the sum over several forces is that of each on its own day.
func TestResidentsOfDay(t *testing.T) {
	x := several(map[string]string{"2016-06-kent-stop-and-search.csv": inForce("2016-06", 10, 900, 40, 30, 12),
		"2018-01-essex-stop-and-search.csv": inForce("2018-01", 11, 800, 30, 20, 10)})
	table := tableWith(must(New(x, Options{})).Document().Tables, searchTable)
	at := func(area, day string, g ethnicity.Group) float64 {
		p := must(must(ethnicity.PopulationAt(area, must(time.Parse(time.DateOnly, day)))).Collapse(ethnicity.FivePlusOne))
		return must(p.Of(g))
	}
	for _, row := range table.Rows {
		if row.Kind != "" {
			continue
		}
		if want := at("Kent", "2016-06-15", row.Group) + at("Essex", "2018-01-16", row.Group); math.Abs(*row.Exposure-want) > 1e-9*want {
			t.Errorf("%s: %v residents, want %v", row.Group, *row.Exposure, want)
		}
	}
}

// TestResidentsOptions has choices of residents that cannot be had, and what they say.
func TestResidentsOptions(t *testing.T) {
	own := ownFiguresOf("Wales", "", 100, 10, 10, 10, 10)
	relabelled, atNoon := *own, *own
	relabelled.Scheme = ethnicity.WhiteOther
	atNoon.First, atNoon.Last = time.Date(2019, time.June, 30, 12, 0, 0, 0, time.UTC), time.Date(2019, time.June, 30, 12, 0, 0, 0, time.UTC)
	before := extract("2011-02-kent-stop-and-search.csv", header+inForce("2011-02", 10, 90, 4, 3, 1))
	for _, test := range []struct {
		x      *outcomes.Extract
		o      Options
		option string
		want   string
		reason string
	}{
		{nil, Options{Residents: own, ResidentsOf: "Wales"}, "Residents", "Residents and ResidentsOf both say whose residents count", "both"},
		{nil, Options{Residents: own, Census: ethnicity.Census2011}, "Census", "Census 2011 does nothing with Residents", "a census of figures that have none"},
		{nil, Options{Residents: own, Census: ethnicity.Interpolated}, "Census", "Census interpolated does nothing with Residents", "and a day"},
		{nil, Options{Residents: ownFiguresOf("", "", 0, 0, 0, 0, 0)}, "Residents", "Residents: they are 0", "nobody lives there"},
		{nil, Options{Residents: &relabelled}, "Residents", "Residents: residents of Wales cannot be stored", "figures of 5+1 under another scheme"},
		{nil, Options{Residents: &atNoon}, "Residents", "is no day at 00:00 UTC", "a time of day"},
		{nil, Options{Residents: own, Scheme: ethnicity.EighteenPlusOne}, "Scheme", "Scheme 18+1 cannot be had with Residents: the figures are in the groups 5+1. Want one of 5+1, ", "coarser figures"},
		{nil, Options{ResidentsOf: "Durham"}, "ResidentsOf", `ResidentsOf: "Durham" is a force and a district: want force:Durham or district:Durham`, "two meanings"},
		{nil, Options{ResidentsOf: "Narnia{Level}"}, "ResidentsOf", `ResidentsOf: no area "Narnia{Level}"`, "no place"},
		{nil, Options{ResidentsOf: "British Transport Police"}, "ResidentsOf", "has no residents", "a force without an area"},
		{nil, Options{ResidentsOf: "Kent", Scheme: ethnicity.NineteenPlusOne, Census: ethnicity.Census2011}, "Scheme", "Scheme 19+1 cannot be had with Census 2011", "groups of the last census"},
		{before, Options{Scheme: ethnicity.NineteenPlusOne}, "Scheme",
			"Scheme 19+1 cannot be had: the searches are of about 14 February 2011, to which census 2011 is nearest, and it did not count these groups. Want one of ", "months before the first census"},
		{before, Options{}, "", "", "whose five groups it has"},
		{before, Options{Scheme: ethnicity.NineteenPlusOne, Census: ethnicity.Census2021}, "", "", "the last census has all"},
		{extract("2016-06-kent-stop-and-search.csv", header+inForce("2016-06", 10, 90, 4, 3, 1)), Options{Scheme: ethnicity.NineteenPlusOne}, "", "", "between the two"},
		{welsh(), Options{Residents: own}, "", "", "figures of one's own"},
		{welsh(), Options{ResidentsOf: "Wales", Suppress: 5}, "", "", "a search rate of everything"},
	} {
		_, err := New(test.x, test.o)
		e, ok := errors.AsType[*OptionError](err)
		switch {
		case test.option == "" && err != nil:
			t.Errorf("%s: %v", test.reason, err)
		case test.option != "" && (!ok || e.Option != test.option || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%s: %v, want %q of %s", test.reason, err, test.want, test.option)
		}
	}
}

// TestOnePlace: all searches together are over one place, whatever their force, and what that means
// is said.
func TestOnePlace(t *testing.T) {
	forces := func() *outcomes.Extract {
		return several(map[string]string{"2016-06-gwent-stop-and-search.csv": inForce("2016-06", 10, 400, 20, 15, 12),
			"2017-06-south-wales-stop-and-search.csv": inForce("2017-06", 11, 500, 30, 25, 12),
			"2016-06-btp-stop-and-search.csv":         inForce("2016-06", 12, 50, 3, 2, 2)})
	}
	for _, test := range []struct {
		x      *outcomes.Extract
		o      Options
		by     Breakdown
		rates  int    // parts with a search rate
		want   string // among the notes of the report, or of a part
		reason string
	}{
		{forces(), Options{ResidentsOf: "Wales"}, Whole, 0, "Searches of British Transport Police, Gwent and South Wales are over the residents of Wales together: the index is of all of them", "no parts, unless they are asked for"},
		{forces(), Options{ResidentsOf: "Wales", By: EachForce}, EachForce, 0, "No search rate: the residents of Wales are those of all the forces together, and not of one.", "a force has no residents here"},
		{forces(), Options{ResidentsOf: "Wales", By: EachYear}, EachYear, 2, "are over the residents of Wales together", "periods are over the same place"},
		{forces(), Options{Residents: ownFiguresOf("", "a survey", 9e5, 1e4, 1e4, 1e4, 1e4), By: EachYear}, EachYear, 2, "are over the residents from a survey together", "over figures of one's own"},
		{welsh(), Options{ResidentsOf: "Wales"}, Whole, 0, "The records do not say of which force they are: the index is of all of them together, over the residents of Wales.", "no force is known"},
		{welsh(), Options{}, Whole, 0, "-force names the force of rows that do not say, and where they are of several forces -residents names the place whose residents count.", "and no place"},
		{several(map[string]string{"2016-06-gwent-stop-and-search.csv": inForce("2016-06", 10, 400, 20, 15, 12)}), Options{ResidentsOf: "Gwent", By: EachForce}, EachForce, 1, "", "one force is everything"},
	} {
		r := must(New(test.x, test.o))
		d := r.Document()
		notes, rates := slices.Clone(d.Notes), 0
		for _, p := range d.Parts {
			notes = append(notes, p.Notes...)
			hasRate := tableWith(p.Tables, searchTable).ID != ""
			if hasRate {
				rates++
			}
			if hasRate != (p.ResidentsSource != nil) {
				t.Errorf("%s, %s: a search rate is there %t, whose residents are %+v", test.reason, p.Name, hasRate, p.ResidentsSource)
			}
		}
		if d.By != test.by || rates != test.rates || !strings.Contains(strings.Join(notes, "\n"), test.want) {
			t.Errorf("%s: by %s, %d parts with a rate, notes %q; want %s, %d, %q", test.reason, d.By, rates, notes, test.by, test.rates, test.want)
		}
		if rate := tableWith(d.Tables, searchTable); test.o.onePlace() {
			events := int64(0)
			for _, row := range rate.Rows {
				if row.Kind != kindSum {
					events += *row.Events
				}
			}
			if events != d.Searches {
				t.Errorf("%s: %d searches in the rate, of %d", test.reason, events, d.Searches)
			}
		}
		for _, a := range d.Adjusted {
			if a.ID == searchTable && (test.by != EachYear || a.Rates.By != "year") {
				t.Errorf("%s: the search rate is adjusted for %s", test.reason, a.Rates.By)
			}
		}
		if test.o.By == EachForce && test.rates == 0 && !strings.Contains(strings.Join(strings.Fields(rateTextOf(t, r)), " "), "the residents of Wales are those of all the forces together, and not of one") {
			t.Errorf("%s: the screen does not say why", test.reason)
		}
	}
}

// TestPlaceOfForce: the area of a force by its name has what the force has by default, to the last
// digit.
func TestPlaceOfForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		force := rapid.SampledFrom([]string{"kent", "essex", "city-of-london", "gwent"}).Draw(t, "force")
		of := rapid.SampledFrom([]string{"2010-12", "2013-05", "2016-06", "2020-01", "2023-01"}).Draw(t, "month")
		census := oneOf(ethnicity.Censuses()).Draw(t, "census")
		x := func() *outcomes.Extract {
			return extract(of+"-"+force+"-stop-and-search.csv", header+inForce(of, 10, 200, 20, 10, 5))
		}
		f := must(ethnicity.ParseForce(force))
		crude := tableWith(must(New(x(), Options{Census: census})).Document().Tables, searchTable)
		place := tableWith(must(New(x(), Options{Census: census, ResidentsOf: "force:" + f.String()})).Document().Tables, searchTable)
		for i, row := range crude.Rows {
			if got := place.Rows[i]; got.Ratio.Value != row.Ratio.Value && !math.IsNaN(row.Ratio.Value) || row.Exposure != nil && *got.Exposure != *row.Exposure {
				t.Fatalf("%s: %v of %v residents, and %v of %v by the name of the force", row.Group, row.Ratio.Value, row.Exposure, got.Ratio.Value, got.Exposure)
			}
		}
	})
}

// TestPartsOnTheirDays: a part has the residents of its own mean day, and a stratum of the adjusted
// search rate those of the part that it is; the document says the day of a part, and CSV of each.
func TestPartsOnTheirDays(t *testing.T) {
	x := several(map[string]string{"2016-06-kent-stop-and-search.csv": inForce("2016-06", 10, 900, 40, 30, 12),
		"2018-01-kent-stop-and-search.csv": inForce("2018-01", 11, 800, 30, 20, 10)})
	r := must(New(x, Options{By: EachYear}))
	d := r.Document()
	want := map[string]string{"2016": "2016-06-15", "2018": "2018-01-16"}
	for i, p := range d.Parts {
		day := []string{"2016-06-15", "2018-01-16"}[i]
		at := must(must(ethnicity.PopulationAt("Kent", must(time.Parse(time.DateOnly, day)))).Collapse(ethnicity.FivePlusOne))
		if p.Residents != at.Total() {
			t.Errorf("%s: %v residents, want %v", p.Name, p.Residents, at.Total())
		}
		if s := p.ResidentsSource; s == nil || s.Kind != "interpolated" || s.Date != day {
			t.Errorf("%s: residents of %+v, want those of %s", p.Name, s, day)
		}
		for _, row := range d.Adjusted[0].Rates.Rows {
			for _, part := range row.Parts {
				if part.Stratum == p.Name[:4] && part.Group.Population != must(at.Of(row.Group)) {
					t.Errorf("%s, %s: %v residents, want %v", p.Name, row.Group, part.Group.Population, must(at.Of(row.Group)))
				}
			}
		}
	}
	var b bytes.Buffer
	if err := r.WriteCSV(&b, Layout{}); err != nil {
		t.Fatal(err)
	}
	rows := must(csv.NewReader(&b).ReadAll())
	column := func(name string) int { return slices.Index(rows[0], name) }
	seen := make(map[string]bool)
	for _, row := range rows[1:] {
		stratum, day := row[column("stratum")], row[column("residents_date")]
		if row[column("measure")] == "search rate" && want[stratum] != "" {
			seen[stratum] = true
			if day != want[stratum] {
				t.Errorf("stratum %s is of %s, want %s", stratum, day, want[stratum])
			}
		}
	}
	if len(seen) != 2 {
		t.Errorf("strata %v in CSV", seen)
	}
}

// TestNobodyLives: a group with searches and no residents has no index, and the others stand.
func TestNobodyLives(t *testing.T) {
	mixed := "Mixed/Multiple ethnic groups - White and Black Caribbean"
	rows := inForce("2016-06", 10, 1000, 200, 100, 30) + times(25, search{self: mixed, date: "2016-06-05T12:10:00+00:00"})
	next := strings.ReplaceAll(inForce("2016-06", 11, 1000, 180, 90, 20)+times(5, search{self: mixed, date: "2016-06-05T12:11:00+00:00"}), "2016-06", "2016-07")
	files := map[string]string{"2016-06-kent-stop-and-search.csv": rows, "2016-07-kent-stop-and-search.csv": next}
	for _, by := range []Breakdown{Whole, EachMonth} {
		d := must(New(several(files), Options{By: by, Residents: ownFiguresOf("", "", 3e6, 0, 7e4, 2e4, 1e4)})).Document()
		table := tableWith(d.Tables, searchTable)
		for _, row := range table.Rows {
			switch {
			case row.Kind == kindSum:
				t.Errorf("by %s: a sum of groups, one of which has searches and no residents: %+v", by, row)
			case row.Kind != "":
			case row.Group == ethnicity.Mixed:
				if !math.IsNaN(row.Ratio.Value) || !row.Flags.Has(rri.NoData) || row.Range != nil || *row.Events != 30 {
					t.Errorf("by %s: Mixed has %+v", by, row)
				}
			case row.Group != ethnicity.Other && (math.IsNaN(row.Ratio.Value) || math.IsNaN(row.Rate.Value)):
				t.Errorf("by %s: %s has no index", by, row.Group)
			}
		}
		i := slices.IndexFunc(d.Summary.Said, func(c claims.Claim) bool { return slices.Contains(c.Groups, ethnicity.Mixed) })
		if i < 0 || d.Summary.Said[i].Kind != claims.NoIndex {
			t.Errorf("by %s: of Mixed is said %+v", by, d.Summary.Said)
		}
		for _, b := range d.Bounds {
			if (b.Lower == nil) != (b.Group == ethnicity.Mixed) {
				t.Errorf("by %s: bounds %+v", by, b)
			}
		}
	}
	for _, by := range []Breakdown{Whole, EachMonth} {
		r := must(New(several(files), Options{By: by, Residents: ownFiguresOf("", "", 0, 5e4, 7e4, 2e4, 1e4)}))
		table := tableWith(r.Document().Tables, searchTable)
		if want := "the residents have nobody of the group White: nothing to compare with"; table.NoBaseline != want || !strings.Contains(strings.Join(r.notes, "\n"), want) {
			t.Errorf("by %s: no baseline: %q, %q", by, table.NoBaseline, r.notes)
		}
		for _, c := range r.Document().Summary.Said {
			if c.Kind == claims.NoIndex && !strings.Contains(c.Text, "the residents have no White people to compare with") || strings.Contains(c.Text, "nobody lives there") {
				t.Errorf("by %s: without a baseline: %q", by, c.Text)
			}
		}
		for _, row := range table.Rows {
			if row.Kind == "" && row.Group != ethnicity.White && !math.IsNaN(row.Ratio.Value) {
				t.Errorf("by %s: %s has an index against nobody: %v", by, row.Group, row.Ratio.Value)
			}
		}
	}
}
