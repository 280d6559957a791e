package report

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
)

const (
	mixedLabel = "Mixed/Multiple ethnic groups - White and Black Caribbean"
	otherLabel = "Other ethnic group - Any other ethnic group"
)

// fiveOf is the searches in a month, of White, Mixed, Asian, Black and Other people; officers see
// them as they see themselves.
func fiveOf(month string, counts five) (rows string) {
	for i, label := range []string{white, mixedLabel, asian, black, otherLabel} {
		rows += times(int(counts[i]), search{self: label, officer: []string{"White", "Mixed", "Asian", "Black", "Other"}[i], date: month + "-05T12:00:00+00:00"})
	}
	return rows
}

// sourcesOf names the residents of a list, in their order.
func sourcesOf(others []OtherResidents) (names []string) {
	for _, o := range others {
		names = append(names, o.Source.short())
	}
	return names
}

// lineOf returns the line on other residents of a text, "" if there is none.
func lineOf(text string) string {
	if m := otherPhrase.FindStringSubmatch(spaced(text)); m != nil {
		return m[1]
	}
	return ""
}

// TestOtherResidents has a choice of residents and months a row: which others stand beside them,
// and what the line says.
func TestOtherResidents(t *testing.T) {
	june := map[string]string{"metropolitan.csv": fiveOf("2016-06", five{4054, 491, 1220, 3347, 221})}
	kent := func(months ...string) map[string]string {
		rows := ""
		for _, m := range months {
			rows += fiveOf(m, five{900, 20, 60, 120, 9})
		}
		return map[string]string{"kent.csv": rows}
	}
	own := figuresOf("2016-06-15", "2016-06-15", "")
	for _, test := range []struct {
		files  map[string]string
		o      Options
		others string // in order, with "; " between
		line   string
		reason string
	}{
		{june, Options{}, "census 2011; census 2021", "Mixed 1.46 and 1.13 times as often; Asian 0.97 and 0.78; Black 3.70 and 3.28; Other 0.95 and 0.46; Other than White 1.94 and 1.51", "interpolated"},
		{june, Options{Census: ethnicity.Census2011}, "15 June 2016 (interpolated); census 2021", "Mixed 1.28 and 1.13 times as often; Asian 0.87 and 0.78; Black 3.48 and 3.28; Other 0.65 and 0.46; Other than White 1.71 and 1.51", "by the first census"},
		{june, Options{Census: ethnicity.Census2021}, "census 2011; 15 June 2016 (interpolated)", "Mixed 1.46 and 1.28 times as often; Asian 0.97 and 0.87; Black 3.70 and 3.48; Other 0.95 and 0.65; Other than White 1.94 and 1.71", "by the second"},
		{june, Options{ResidentsOf: "Croydon"}, "census 2011; census 2021", "Mixed 1.01 and 0.77 times as often; Asian 1.01 and 0.83; Black 2.26 and 1.76; Other 1.70 and 0.68; Other than White 1.60 and 1.22", "of a place"},
		{june, Options{Residents: own}, "", "", "figures of one's own"},
		{kent("2023-01"), Options{}, "", "", "after both: the nearer is the only one"},
		{kent("2023-01"), Options{Census: ethnicity.Census2021}, "", "", "which it is also by name"},
		{kent("2023-01"), Options{Census: ethnicity.Census2011}, "census 2021", "Asian 1.27 times as often; Black 3.86; Other than White 1.81", "or that which was not chosen"},
		{kent("2010-01"), Options{}, "", "", "before both"},
		{kent("2010-01"), Options{Census: ethnicity.Census2021}, "census 2011", "Mixed 1.31 times as often; Asian 1.75; Black 9.37; Other 1.87; Other than White 3.11", "before both, by the other"},
		{kent("2020-06", "2022-05"), Options{}, "census 2011", "Mixed 1.31 times as often; Asian 1.75; Black 9.37; Other 1.87; Other than White 3.11", "over a census, with a mean day after it"},
		{kent("2020-06", "2021-06"), Options{}, "census 2011; census 2021", "Mixed 1.31 and 0.82 times as often; Asian 1.75 and 1.27; Black 9.37 and 3.86; Other 1.87 and 0.71; Other than White 3.11 and 1.81", "over a census, with a mean day before it"},
		{map[string]string{"kent.csv": fiveOf("2016-06", five{60, 1, 2, 3, 0})}, Options{}, "census 2011; census 2021", "", "few searches, whose ranges are wide"},
		{kent("2016-06"), Options{Scheme: ethnicity.NineteenPlusOne, Census: ethnicity.Census2021}, "15 June 2016 (interpolated)", "Black African 7.67 times as often; Any other ethnic group 1.30; Other than White 2.23", "groups that only one census has"},
		{map[string]string{"kent.csv": fiveOf("2016-06", five{900, 20, 60, 120, 3})}, Options{Suppress: 5}, "census 2011; census 2021", "Black 9.37 and 3.86 times as often", "a group that is withheld, and with it their sum"},
	} {
		r := must(New(several(test.files), test.o))
		search := tableWith(r.Document().Tables, searchTable)
		if got := strings.Join(sourcesOf(search.OtherResidents), "; "); got != test.others {
			t.Errorf("%s: beside %q", test.reason, got)
		}
		if got := lineOf(seenOf(t, r, Layout{}).text); got != test.line {
			t.Errorf("%s: %q", test.reason, got)
		}
	}
}

// TestOtherResidentsOfAPlace computes those of a district.
func TestOtherResidentsOfAPlace(t *testing.T) {
	x := several(map[string]string{"metropolitan.csv": fiveOf("2016-06", five{180, 15, 70, 160, 9})})
	for _, chosen := range []ethnicity.Census{ethnicity.Census2011, ethnicity.Census2021, ethnicity.Interpolated} {
		search := tableWith(must(New(x, Options{ResidentsOf: "Croydon", Census: chosen})).Document().Tables, searchTable)
		if len(search.OtherResidents) != 2 {
			t.Fatalf("%s: beside %q", chosen, sourcesOf(search.OtherResidents))
		}
		for _, o := range search.OtherResidents {
			p, err := ethnicity.PopulationAt("Croydon", time.Date(2016, time.June, 15, 0, 0, 0, 0, time.UTC))
			if o.Source.Kind == "census" {
				p, err = ethnicity.PopulationOf("Croydon", must(ethnicity.ParseCensus(fmt.Sprint(o.Source.Years[0]))))
			}
			p = must(must(p, err).Collapse(ethnicity.FivePlusOne))
			others := 0.0
			for i, row := range o.Rows {
				n, _ := p.Of(row.Group)
				if row.Kind == "" && i > 0 {
					others += n
				}
				if row.Kind == "sum" {
					n = others // and not interpolated by itself
				}
				want := must(rri.Ratio(rri.Rate{Events: *search.Rows[i].Events, Population: n}, rri.Rate{Events: 180, Population: must(p.Of(ethnicity.White))}, rri.Options{}))
				if row.Residents != n || i > 0 && (!near(row.Ratio.Value, want.Value) || !near(row.Ratio.Lower, want.Lower) || !near(row.Ratio.Upper, want.Upper)) {
					t.Errorf("%s, over %s: %s %+v, want %v of %v", chosen, o.Source.Text, row.Group, row, want, n)
				}
			}
		}
	}
}

// TestOtherResidentsLaw: over other residents an index and its ranges are as many times as large as
// the residents of the group are fewer, and those of the baseline more, also where searches of
// unknown ethnicity were put into groups; and there is nothing of a row that is withheld.
func TestOtherResidentsLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := Options{Census: rapid.SampledFrom([]ethnicity.Census{0, ethnicity.Census2011, ethnicity.Census2021}).Draw(t, "census"),
			Unknown: oneOf(outcomes.Allocations()).Draw(t, "unknown"), Suppress: rapid.SampledFrom([]int64{0, 0, 5}).Draw(t, "suppress")}
		r, err := New(anyRecords(t), o)
		if err != nil {
			t.Skip(err)
		}
		d := r.Document()
		search := tableWith(d.Tables, searchTable)
		for _, other := range search.OtherResidents {
			for _, row := range other.Rows {
				i := slices.IndexFunc(search.Rows, func(of Row) bool { return of.Group == row.Group && of.Kind == row.Kind })
				if i < 0 || search.Rows[i].Events == nil {
					t.Fatalf("%s, whose count is not shown", row.Group)
				}
				own, factor := search.Rows[i], *search.Rows[i].Exposure/row.Residents*other.Rows[0].Residents / *search.Rows[0].Exposure
				for what, pair := range map[string][2]float64{"index": {own.Ratio.Value, row.Ratio.Value}, "lower limit": {own.Ratio.Lower, row.Ratio.Lower}, "upper limit": {own.Ratio.Upper, row.Ratio.Upper}} {
					if want := pair[0] * factor; i > 0 && !math.IsNaN(want) && !near(pair[1], want) {
						t.Fatalf("%s, %s: %s is %v, want %v", other.Source.Text, row.Group, what, pair[1], want)
					}
				}
				if (own.Range == nil) != (row.Range == nil) {
					t.Fatalf("%s, %s: range %v, own %v", other.Source.Text, row.Group, row.Range, own.Range)
				}
			}
		}
	})
}

// TestWordOverOthers has a group and the residents over which it is a row: its word stands only if
// no other residents turn it, and the row and the sentence name those that do.
func TestWordOverOthers(t *testing.T) {
	for _, test := range []struct {
		counts five
		o      Options
		of     ethnicity.Group
		word   claims.Word
		why    string
		want   string // in the sentence
		reason string
	}{
		{five{4054, 491, 1220, 3347, 221}, Options{}, ethnicity.Asian, claims.CannotTell, "the residents of census 2011 give another word",
			"It depends on whose residents are counted how often Asian people were searched (Metropolitan Police, June 2016): over those of 15 June 2016 (interpolated) 0.87 times as often as White people " +
				"(0.73 and 0.84 searches per 1,000 residents; range 0.81 to 0.93), over those of census 2011 0.97 times (0.91 to 1.04) and over those of census 2021 0.78 times (0.73 to 0.83). No word is given.", "less, and cannot tell by one"},
		{five{4054, 491, 1220, 3347, 221}, Options{Census: ethnicity.Census2021}, ethnicity.Asian, claims.CannotTell, "the residents of census 2011 give another word", "over those of census 2021 0.78 times as often", "less by the census that was chosen"},
		{five{4054, 491, 1220, 3347, 221}, Options{Census: ethnicity.Census2011}, ethnicity.Asian, claims.CannotTell, "the residents of 15 June 2016 (interpolated) and of census 2021 give another word",
			"By the residents of 2011, Asian people were searched 0.97 times as often as White people (Metropolitan Police, June 2016: 0.81 and 0.83 searches per 1,000 residents; range 0.91 to 1.04), which depends on whose residents are counted: " +
				"over those of 15 June 2016 (interpolated) 0.87 times (0.81 to 0.93) and over those of census 2021 0.78 times (0.73 to 0.83). No word is given.", "the same, and less by both others"},
		{five{4054, 491, 1220, 3347, 221}, Options{}, ethnicity.Black, claims.More, "", "Black people were searched 3.5 times as often", "more by all"},
		{five{4054, 491, 1220, 3347, 221}, Options{Residents: figuresOf("2016-06-15", "2016-06-15", "")}, ethnicity.Asian, claims.More, "", "6.0 times as often", "figures of one's own"},
		{five{8108, 982, 3060, 6694, 1200}, Options{}, ethnicity.Asian, claims.CannotTell, "the residents of census 2021 give another word", "1.09 times as often", "more, and cannot tell by one"},
		{five{4054, 491, 1220, 3347, 221}, Options{Unknown: outcomes.ByCrossTable}, ethnicity.Asian, claims.CannotTell, "the residents of census 2011 give another word", "It depends on whose residents", "pooled over imputations"},
	} {
		r := must(New(several(map[string]string{"metropolitan.csv": fiveOf("2016-06", test.counts) + times(30, search{self: none, officer: "Asian", date: "2016-06-09T12:00:00+00:00"})}), test.o))
		d := r.Document()
		row := rowOfGroup(tableWith(d.Tables, searchTable), test.of)
		i := slices.IndexFunc(d.Summary.Said, func(c claims.Claim) bool { return slices.Contains(c.Groups, test.of) })
		if *row.Word != test.word || row.Why != test.why || i < 0 || !strings.Contains(d.Summary.Said[i].Text, test.want) {
			t.Errorf("%s: %v, %q\n%s", test.reason, row.Word, row.Why, d.Summary.Said[max(i, 0)].Text)
		}
	}
}

// TestOtherResidentsAdjusted computes the index within two forces over the residents of each
// census, which stands under the table of both, in CSV and in the document.
func TestOtherResidentsAdjusted(t *testing.T) {
	counts := map[string]five{"essex": {700, 30, 100, 150, 20}, "kent": {1000, 30, 60, 120, 30}}
	files := make(map[string]string)
	for force, n := range counts {
		files[force+".csv"] = fiveOf("2016-06", n)
	}
	r := must(New(several(files), Options{}))
	d := r.Document()
	a := adjustedOf(d.Adjusted, searchTable)
	if got := sourcesOf(a.OtherResidents); !slices.Equal(got, []string{"census 2011", "census 2021"}) {
		t.Fatalf("beside %q", got)
	}
	_, rows := csvRows(t, r)
	for _, o := range a.OtherResidents {
		var list []strata.Stratum[string, ethnicity.Group, rri.Rate]
		for force, n := range counts {
			p := must(must(ethnicity.PopulationOf(force, must(ethnicity.ParseCensus(fmt.Sprint(o.Source.Years[0]))))).Collapse(ethnicity.FivePlusOne))
			s := strata.Stratum[string, ethnicity.Group, rri.Rate]{Key: force, Counts: make(map[ethnicity.Group]rri.Rate)}
			for i, g := range slices.Collect(ethnicity.FivePlusOne.Groups()) {
				s.Counts[g] = rri.Rate{Events: n[i], Population: must(p.Of(g))}
			}
			list = append(list, s)
		}
		want := must(strata.Compare(ethnicity.White, list, a.Rates.Options))
		for i, row := range want.Rows {
			got := o.Rows[i]
			if got.Group != row.Group || i > 0 && (!near(got.Ratio.Value, row.Ratio.Value) || !near(got.Ratio.Lower, row.Ratio.Lower) || got.Range == nil || *got.Range.Lower > got.Ratio.Lower*(1+1e-9)) {
				t.Errorf("%s: %s %+v, want %+v", o.Source.Text, row.Group, got, row.Ratio)
			}
			column := fmt.Sprintf("ratio_census_%d", o.Source.Years[0])
			found := slices.ContainsFunc(rows, func(of map[string]string) bool {
				return of["by"] == "force" && of["stratum"] == "" && of["group"] == row.Group.String() && of["part"] == "" && of["ratio_interpolated"] == "" &&
					of[column] == strconv.FormatFloat(got.Ratio.Value, 'g', -1, 64)
			})
			if !found {
				t.Errorf("%s, %s: not in column %s", o.Source.Text, row.Group, column)
			}
		}
	}
	text := seenOf(t, r, Layout{}).text
	if !strings.Contains(spaced(text), "Adjusted for force, over the residents of census 2011 and of census 2021, where that moves an index by more than half the width of its range: Mixed 2.07 and 1.27 times as often; ") {
		t.Error(text)
	}
	all := seenOf(t, r, Layout{Tables: []string{"all"}}).text
	if n := strings.Count(spaced(all), "over the residents of census 2011 and of census 2021") + strings.Count(spaced(all), "Over the residents of census 2011 and of census 2021"); n != 5 {
		t.Errorf("%d lines: of the first screen, of each force, of both together, and adjusted\n%s", n, all)
	}
	// without an adjusted index, that of each force has its line
	text = spaced(seenOf(t, must(New(several(files), Options{Unknown: outcomes.InProportion})), Layout{}).text)
	for _, want := range []string{"Essex, over the residents of census 2011 and of census 2021", "Kent, over the residents of census 2011 and of census 2021"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
}

// TestWordOfStratumOverOthers: the word of a force stands only if no other residents turn it, also
// where the force is a stratum and no part of the report.
func TestWordOfStratumOverOthers(t *testing.T) {
	files := map[string]string{"metropolitan.csv": fiveOf("2016-06", five{4054, 491, 1220, 3347, 221}), "essex.csv": fiveOf("2016-06", five{700, 30, 200, 150, 20})}
	for _, test := range []struct {
		o      Options
		want   string
		reason string
	}{
		{Options{}, "more in 1, neither can be said in 1", "a part for each force"},
		{Options{By: Whole}, "more in 1, neither can be said in 1", "none: Asian people in London are 0.87 times, and 0.97 times by the residents of 2011"},
		{Options{By: EachMonth}, "more in 1, neither can be said in 1", "one for the month"},
	} {
		d := must(New(several(files), test.o)).Document()
		i := slices.IndexFunc(d.Summary.Said, func(c claims.Claim) bool { return slices.Contains(c.Groups, ethnicity.Asian) })
		if i < 0 || !strings.Contains(d.Summary.Said[i].Text, test.want) {
			t.Errorf("%s: %+v", test.reason, d.Summary.Said)
		}
	}
}

// TestOtherResidentsOfAccount: the word of the other account of ethnicity is asked over other
// residents too.
func TestOtherResidentsOfAccount(t *testing.T) {
	rows := fiveOf("2016-06", five{4054, 491, 3000, 3347, 221})
	// 1,220 by officers
	rows = strings.Replace(rows, ","+asian+",Asian,", ","+asian+",Other,", 1780)
	d := must(New(several(map[string]string{"metropolitan.csv": rows}), Options{})).Document()
	for _, a := range d.Account.Rows {
		if a.Group == ethnicity.Asian && (a.Searches != 1220 || a.Ratio.Upper >= 1 || a.Word != claims.CannotTell) {
			t.Errorf("%+v: by the residents of 2011 it is 0.97 times", a)
		}
	}
}
