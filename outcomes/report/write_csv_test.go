package report

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// csvRows returns what a report has as CSV: the header, and each row by the names of the columns.
func csvRows(t *testing.T, r *Report) (header []string, rows []map[string]string) {
	t.Helper()
	var b bytes.Buffer
	if err := r.WriteCSV(&b, Layout{}); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range records[1:] {
		row := make(map[string]string)
		for i, cell := range record {
			row[records[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return records[0], rows
}

// TestCSV: every row of every table is there, in one rectangle, with what it is at the right.
func TestCSV(t *testing.T) {
	for _, o := range []Options{{}, {Suppress: 5}, {Within: []Dimension{ByObject}}, {Unknown: outcomes.ByCrossTable}, {Rule: outcomes.OfficerDefined}} {
		r := must(New(extract("2023-01-kent.csv", mixed()), o))
		header, rows := csvRows(t, r)
		if len(header) != len(slices.Compact(slices.Sorted(slices.Values(header)))) {
			t.Errorf("%+v: columns %q", o, header)
		}
		next := func() map[string]string {
			if len(rows) == 0 {
				t.Fatalf("%+v: too few rows", o)
			}
			row := rows[0]
			rows = rows[1:]
			return row
		}
		number := func(p *int64) string {
			if p == nil {
				return ""
			}
			return strconv.FormatInt(*p, 10)
		}
		d := r.Document()
		for _, table := range d.Tables {
			for _, row := range table.Rows {
				kind := row.Kind
				if kind == "" {
					kind = "group"
				}
				got := next()
				if got["measure"] != table.Measure || got["group"] != row.Group.String() || got["kind"] != kind || got["events"] != number(row.Events) || got["by"] != "" ||
					got["definition"] != table.Definition || got["unknown"] != number(table.Unknown) {
					t.Errorf("%s, %s: %q", table.Measure, row.Group, got)
				}
				if (got["ratio"] != "") != (row.Ratio.Computed() && row.Ratio.Value == row.Ratio.Value) || (got["range_lower"] != "") != (row.Range != nil) {
					t.Errorf("%s, %s: %q, want %+v", table.Measure, row.Group, got, row)
				}
			}
		}
		for _, a := range d.Adjusted {
			for _, row := range a.Proportions.Rows {
				for range 1 + len(row.Parts) {
					if got := next(); got["measure"] != a.Proportions.Measure || got["group"] != row.Group.String() || got["kind"] != "group" || got["by"] != "object" || got["force"] != "Kent" {
						t.Errorf("adjusted %s, %s: %q", a.Proportions.Measure, row.Group, got)
					}
				}
			}
		}
		if len(rows) > 0 {
			t.Errorf("%+v: %d rows more", o, len(rows))
		}
	}
}

// contextColumns are those that stand to the right in every file.
const contextColumns = "kind,months_note,range_lower,range_upper,word,why,no_answer,doubt,part,force,from,to,ethnicity_rule,groups,residents,residents_source,residents_date," +
	"rate_base,unknown,unknown_share,unknown_allocation,source,warnings"

// lastColumns stand behind these, and behind those of a stamp.
const lastColumns = ",ratio_census_2011,ratio_census_2021,ratio_interpolated,any_differs_statistic,any_differs_df,any_differs_p"

// TestCSVColumns: to the left of kind stand the columns of a single table, in their order, and to
// the right always the same.
func TestCSVColumns(t *testing.T) {
	x := extract("2023-01-kent.csv", mixed())
	var own []string
	for _, c := range must(must(New(x, Options{})).tables[0].Sheet()).For(sheet.CSV) {
		own = append(own, c.Name)
	}
	for _, o := range []Options{{}, {Suppress: 5}, {Scheme: ethnicity.WhiteOther}, {Within: []Dimension{ByObject}}, {Stamp: &Stamp{"a", "b", "c"}}} {
		header, _ := csvRows(t, must(New(x, o)))
		got := strings.Join(header, ",")
		start, end := strings.Join(own, ",")+",", contextColumns
		if o.Within != nil {
			start += "by,stratum,"
		} else {
			start += "kind,"
		}
		if o.Stamp != nil {
			end += ",program,program_version,run_date"
		}
		end += lastColumns
		if !strings.HasPrefix(got, start) || !strings.HasSuffix(got, ","+end) {
			t.Errorf("%+v: columns %s", o, got)
		}
	}
}

// TestCSVContext has one reason a row why a row says where, when and of whom it is.
func TestCSVContext(t *testing.T) {
	row := search{self: white, officer: "White", outcome: "Arrest"}
	three := map[string]string{"kent.csv": row.row(), "btp.csv": search{self: asian}.row(), "essex.csv": search{self: black}.row()}
	kent := map[string]string{"kent.csv": inMonth("2023-01", 9) + inMonth("2023-03", 8) + times(3, search{self: none, date: "2023-03-05T12:00:00+00:00"})}
	for _, test := range []struct {
		x       *outcomes.Extract
		o       Options
		measure string
		want    map[string]string
		reason  string
	}{
		{several(kent), Options{}, "search rate", map[string]string{"force": "Kent", "from": "2023-01", "to": "2023-03", "ethnicity_rule": "self", "groups": "5+1",
			"residents": "1855850", "residents_source": "census 2021", "residents_date": "2021-03-21", "rate_base": "per resident", "unknown": "3", "unknown_share": "0.15",
			"unknown_allocation": "left-out", "part": "", "months_note": "No rows of Kent in February 2023. The rates are of the months that are there: too low for the whole period"},
			"everything of the search rate"},
		{several(kent), Options{}, "arrest rate", map[string]string{"residents": "", "residents_date": "", "rate_base": "per search", "unknown": "3"}, "no residents in a rate of searches"},
		{several(kent), Options{From: month("2023-02")}, "search rate", map[string]string{"from": "2023-03", "to": "2023-03", "unknown_share": "0.2727272727272727"}, "the months that are there"},
		{several(kent), Options{Census: ethnicity.Census2011, Scheme: ethnicity.SixteenPlusOne}, "search rate",
			map[string]string{"groups": "16+1", "residents_source": "census 2011", "residents_date": "2011-03-27"}, "another census and classification"},
		{extract("kent.csv", header+groupsOf(noAction, 60, 9, 15, 8, 12, 3)), Options{Suppress: 5}, "search rate", map[string]string{"unknown": "", "unknown_share": ""}, "withheld"},
		{several(kent), Options{Find: outcomes.FindByActionKnown}, "find rate", map[string]string{"rate_base": "per search that says"}, "out of those that are known"},
		{several(three), Options{}, "search rate",
			map[string]string{"force": "Essex; Kent"}, "those whose residents they are"},
		{several(three), Options{}, "arrest rate",
			map[string]string{"force": "British Transport Police; Essex; Kent"}, "all"},
		{several(map[string]string{"kent.csv": row.row()}), Options{Source: "a request"}, "arrest rate", map[string]string{"source": "searches: a request"}, "a source of one's own"},
		{several(map[string]string{"kent.csv": row.row()}), Options{Stamp: NewStamp("tool", "v1", time.Date(2024, 3, 1, 0, 30, 0, 0, time.FixedZone("", 3600)))}, "arrest rate",
			map[string]string{"program": "tool", "program_version": "v1", "run_date": "2024-02-29"}, "the day in UTC"},
	} {
		_, rows := csvRows(t, must(New(test.x, test.o)))
		found := false
		for _, row := range rows {
			if row["measure"] != test.measure || row["part"] != "" || row["by"] != "" {
				continue
			}
			found = true
			for name, want := range test.want {
				if row[name] != want {
					t.Errorf("%s: %s of %s is %q, want %q", test.reason, name, row["group"], row[name], want)
				}
			}
		}
		if !found {
			t.Errorf("%s: no %s", test.reason, test.measure)
		}
	}
}

// TestCSVParts: below the rows of the whole report stand those of its parts, each with what it is
// of.
func TestCSVParts(t *testing.T) {
	x := several(map[string]string{"kent.csv": inMonth("2023-01", 9) + inMonth("2023-03", 8), "btp.csv": times(7, search{self: asian}) + times(2, search{self: none}), "essex.csv": times(5, search{self: black}) + times(4, search{self: white})})
	for _, test := range []struct {
		by   Breakdown
		want map[string]string // by part, of the arrest rate: force, months, unknown
	}{
		{EachForce, map[string]string{
			"":                         "British Transport Police; Essex; Kent 2023-01 2023-03 2",
			"British Transport Police": "British Transport Police 2023-01 2023-01 2", "Essex": "Essex 2023-01 2023-01 0", "Kent": "Kent 2023-01 2023-03 0"}},
		{EachMonth, map[string]string{
			"":             "British Transport Police; Essex; Kent 2023-01 2023-03 2",
			"January 2023": "British Transport Police; Essex; Kent 2023-01 2023-01 2", "March 2023": "Kent 2023-03 2023-03 0"}},
	} {
		r := must(New(x, Options{By: test.by}))
		header, rows := csvRows(t, r)
		last := contextColumns + lastColumns
		if test.by == EachMonth { // whether or not there is anything to say of change
			last += "," + strings.Join(changeColumns, ",")
		} else { // nor of forces beside each other
			last += "," + strings.Join(peerColumns, ",")
		}
		if !strings.HasSuffix(strings.Join(header, ","), ","+last) {
			t.Errorf("by %s: columns %q", test.by, header)
		}
		got := make(map[string]string)
		n := make(map[string]int)
		for _, row := range rows {
			n[row["part"]]++
			if row["measure"] == "arrest rate" && row["by"] == "" {
				got[row["part"]] = strings.Join([]string{row["force"], row["from"], row["to"], row["unknown"]}, " ")
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("by %s (-want +got):\n%s", test.by, diff)
		}
		for _, a := range r.Document().Adjusted {
			for _, said := range a.Said {
				i := slices.IndexFunc(rows, func(row map[string]string) bool {
					return row["measure"] == "search rate" && row["by"] != "" && row["group"] == said.Group.String() && row["part"] == ""
				})
				if got := rows[i]; got["stratum"] != "" || (got["range_lower"] != "") != (said.Range != nil) || said.Word != nil && got["word"] != said.Word.String() || got["why"] != said.Why {
					t.Errorf("by %s: adjusted %q, want %+v", test.by, got, said)
				}
				if got := rows[i+1]; said.Group != ethnicity.White && (got["stratum"] == "" || got["word"] != "") {
					t.Errorf("by %s: below it %q", test.by, got)
				}
			}
		}
		for _, p := range r.Document().Parts {
			want := 0
			for _, table := range p.Tables {
				want += len(table.Rows)
			}
			if n[p.Name] < want || want == 0 {
				t.Errorf("by %s: %d rows of %s, want %d", test.by, n[p.Name], p.Name, want)
			}
		}
	}
}

// TestSource has one reason a row why the line of sources says what it does.
func TestSource(t *testing.T) {
	const census = "residents: Office for National Statistics, census 2021. " + licence
	kent := times(30, search{self: white}) + times(9, search{self: black})
	own := strings.Replace(header, "Legislation", "Power", 1)
	for _, test := range []struct {
		files  map[string]string
		o      Options
		want   string
		reason string
	}{
		{map[string]string{"kent.csv": header + kent}, Options{}, "searches: data.police.uk; " + census, "the official layout"},
		{map[string]string{"kent.csv": own + kent}, Options{}, census, "a file of one's own, over the residents of a census"},
		{map[string]string{"btp.csv": own + kent}, Options{}, "", "nothing has a licence that is known"},
		{map[string]string{"btp.csv": own + kent}, Options{Source: "a request"}, "searches: a request", "nor has a source that is named"},
		{map[string]string{"btp.csv": own + kent}, Options{Source: "data.police.uk"}, "searches: data.police.uk. " + licence, "but that one"},
		{map[string]string{"kent.csv": header + kent, "btp.csv": own + times(3, search{self: asian})}, Options{}, "searches: data.police.uk (1 of 2 files); " + census, "files of both kinds"},
	} {
		x := new(outcomes.Extract)
		for name, text := range test.files {
			if err := x.ReadFile(strings.NewReader(text), name); err != nil {
				t.Fatal(err)
			}
		}
		if got := must(New(x, test.o)).Document().Source; got != test.want {
			t.Errorf("%s: %q, want %q", test.reason, got, test.want)
		}
	}
}

// TestCSVPeers: a force has one row for each group in which it is compared, with what its ranks and
// its place in the funnel are in the document, and what it is of.
func TestCSVPeers(t *testing.T) {
	r := must(New(apartByName(with(unlikeForces(), map[string]string{"btp.csv": inForce("2023-01", 9, 90, 9, 9, 9) + inForce("2023-02", 9, 90, 9, 9, 9)})), Options{}))
	header, rows := csvRows(t, r)
	for _, name := range peerColumns {
		if !slices.Contains(header, name) {
			t.Errorf("no column %s", name)
		}
	}
	two, _ := csvRows(t, must(New(apartByName(with(unlikeForces(), map[string]string{"surrey.csv": "", "sussex.csv": ""})), Options{By: EachForce})))
	if diff := cmp.Diff(two, header); diff != "" {
		t.Errorf("columns of two forces and of several (-two +several):\n%s", diff)
	}
	n := 0
	for _, row := range rows {
		if row["kind"] != "peer" {
			if row["unit"] != "" || row["rank"] != "" {
				t.Errorf("a rank in a row of kind %s", row["kind"])
			}
			continue
		}
		n++
		if row["force"] != row["unit"] || row["measure"] != "search rate" || row["part"] != "" {
			t.Errorf("%q", row)
		}
		if (row["residents"] == "") != (row["unit"] == "British Transport Police") {
			t.Errorf("%s: %s residents", row["unit"], row["residents"])
		}
	}
	want := 0
	for _, c := range r.Document().Peers.Groups {
		want += len(c.Rows) + len(c.Missing)
		for _, m := range c.Missing {
			if i := slices.IndexFunc(rows, func(row map[string]string) bool { return row["unit"] == m.Unit && row["group"] == c.Group.String() }); rows[i]["missing"] != m.Why || rows[i]["ratio"] != "" {
				t.Errorf("%s: %q, want %s", m.Unit, rows[i], m.Why)
			}
		}
		for _, of := range c.Rows {
			i := slices.IndexFunc(rows, func(row map[string]string) bool { return row["unit"] == of.Unit && row["group"] == c.Group.String() })
			got := rows[i]
			for name, v := range map[string]any{"rank": of.Rank.Rank, "rank_lower": of.Rank.Lower, "rank_highest": of.Rank.Highest, "ratio": of.Value.Value, "to_mean_lower": of.ToMean.Lower,
				"size": of.Position.Size, "inner_upper": of.Position.Inner.Upper, "why": of.Why, "target": c.Funnel.Target} {
				if got[name] != fmt.Sprint(v) {
					t.Errorf("%s, %s: %s is %s, want %v", c.Group, of.Unit, name, got[name], v)
				}
			}
		}
	}
	if n != want || n == 0 {
		t.Errorf("%d rows, want %d", n, want)
	}
}
