package peers

import (
	"encoding/csv"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
	"github.com/seed-549880be/disparity/rri/trend"
)

// csvRow is a line of CSV, by the names of its columns.
type csvRow map[string]string

// csvTables returns what was written as CSV, by the name of the table and the group.
func csvTables(t *testing.T, w written) map[string][]csvRow {
	t.Helper()
	var b strings.Builder
	if err := w.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if lines[0][0] != "table" {
		t.Errorf("the first column is %q", lines[0][0])
	}
	tables := make(map[string][]csvRow)
	for _, line := range lines[1:] {
		row := make(csvRow)
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		key := row["table"] + " " + row["group"]
		tables[key] = append(tables[key], row)
	}
	return tables
}

// is checks a number, of which NaN is an empty cell.
func (row csvRow) is(t *testing.T, column string, want float64) {
	t.Helper()
	got := math.NaN()
	if row[column] != "" {
		var err error
		if got, err = strconv.ParseFloat(row[column], 64); err != nil {
			t.Fatal(err)
		}
	}
	if got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
		t.Errorf("%s %s %s: %s is %v, want %v", row["table"], row["group"], row["unit"], column, got, want)
	}
}

// says checks a text.
func (row csvRow) says(t *testing.T, column, want string) {
	t.Helper()
	if row[column] != want {
		t.Errorf("%s %s %s: %s is %q, want %q", row["table"], row["group"], row["unit"], column, row[column], want)
	}
}

// estimate checks the numbers of an estimate, which are empty where it was not computed.
func (row csvRow) estimate(t *testing.T, column string, e rri.Estimate) {
	t.Helper()
	if !e.Computed() {
		e = rri.Estimate{Value: math.NaN(), Lower: math.NaN(), Upper: math.NaN(), P: math.NaN()}
	}
	row.is(t, column, e.Value)
	row.is(t, column+"_lower", e.Lower)
	row.is(t, column+"_upper", e.Upper)
	if _, ok := row[column+"_p"]; ok {
		row.is(t, column+"_p", e.P)
	}
}

// limits checks two limits, which are empty where there are none.
func (row csvRow) limits(t *testing.T, column string, l *trend.Limits) {
	t.Helper()
	if l == nil {
		l = &trend.Limits{Lower: math.NaN(), Upper: math.NaN()}
	}
	row.is(t, column+"_lower", l.Lower)
	row.is(t, column+"_upper", l.Upper)
}

// TestCSV: every number of a result reads back from its CSV as it was, in as many lines as there
// are units, pairs and standards.
func TestCSV(t *testing.T) {
	r := referencetest.Must(Of(asked(), Options{OutlierLines: true, Shrink: true, Worst: 2, Margin: 0.1}))
	tables := csvTables(t, r)
	for _, c := range r.Groups {
		ranks := tables["ranks "+c.Group]
		if len(ranks) != len(c.Rows)+len(c.Missing) || len(tables["pairs "+c.Group]) != len(c.Pairs) {
			t.Fatalf("%s: %d lines of %d units, %d of %d pairs", c.Group, len(ranks), len(c.Rows)+len(c.Missing), len(tables["pairs "+c.Group]), len(c.Pairs))
		}
		for i, row := range c.Rows {
			rankReadsBack(t, ranks[i], row, c)
			positionReadsBack(t, tables["funnel "+c.Group][i], row, c.Funnel)
			lineReadsBack(t, tables["lines "+c.Group][i], row, *c.Lines)
			for k, b := range c.Standards {
				line := tables["benchmark "+c.Group][k*len(c.Rows)+i]
				line.says(t, "standard", b.Name)
				line.says(t, "standard_source", b.Source)
				line.says(t, "unit", row.Unit)
				line.says(t, "holds_unit", strconv.FormatBool(k == 0 && (row.Unit == "Ashford" || row.Unit == "Denby")))
				line.estimate(t, "standard_value", b.Value)
				line.is(t, "over_standard", b.Rows[i].With)
				line.estimate(t, "without_unit", b.Rows[i].Without)
				line.estimate(t, "ratio", b.Rows[i].Ratio)
			}
			if row.Shrunken != nil {
				line := tables["shrinkage "+c.Group][i]
				line.estimate(t, "shrunken", row.Shrunken.Value)
				line.is(t, "own_share", row.Shrunken.Weight)
				line.is(t, "mean_rank", row.Shrunken.Rank)
				line.is(t, "among_worst", row.Shrunken.AmongWorst)
				line.estimate(t, "true_mean", c.Shrinkage.Mean)
				line.estimate(t, "true_variation", c.Shrinkage.Variation)
			}
		}
		missing := ranks[len(c.Rows)]
		missing.says(t, "unit", "Hadley")
		missing.says(t, "missing", "no figures for 2019/20")
		missing.estimate(t, "value", rri.Estimate{})
		for _, column := range []string{"rank", "rank_lower", "among_worst", "events", "word"} {
			missing.says(t, column, "")
		}
		for i, p := range c.Pairs {
			line := tables["pairs "+c.Group][i]
			line.says(t, "lower_unit", p.Lower)
			line.says(t, "higher_unit", p.Higher)
			line.estimate(t, "ratio", p.Ratio)
			line.is(t, "adjusted_p", p.P)
			line.says(t, "apart", strconv.FormatBool(p.Apart))
		}
	}
}

// rankReadsBack checks a line of the ranks.
func rankReadsBack(t *testing.T, line csvRow, row Row, c Comparison[string]) {
	t.Helper()
	line.says(t, "unit", row.Unit)
	line.says(t, "focus", strconv.FormatBool(row.Unit == "Denby"))
	line.says(t, "missing", "")
	line.estimate(t, "value", row.Value)
	line.is(t, "unit_unknown_share", row.UnknownShare)
	line.limits(t, "bounds", row.Bounds)
	line.is(t, "units", float64(len(c.Rows)))
	for column, n := range map[string]int{
		"rank": row.Rank.Rank, "rank_lower": row.Rank.Lower, "rank_upper": row.Rank.Upper, "rank_lowest": row.Rank.Lowest, "rank_highest": row.Rank.Highest, "worst": c.Worst,
	} {
		line.is(t, column, float64(n))
	}
	line.says(t, "alike", strings.Join(row.Alike, "; "))
	line.is(t, "among_worst", row.Rank.AmongWorst)
	line.estimate(t, "mean", c.Mean)
	line.estimate(t, "to_mean", row.ToMean)
	line.is(t, "margin", 0.1)
	word := row.Word.String()
	if row.Word == NoWord {
		word = ""
	}
	line.says(t, "word", word)
	line.says(t, "why", row.Why)
	for _, u := range forces().Units {
		if u.Name != row.Unit {
			continue
		}
		line.is(t, "events", float64(u.Counts[c.Group].Events))
		line.is(t, "exposure", u.Counts[c.Group].Population)
		line.is(t, "design_effect", max(1, u.Counts[c.Group].DesignEffect))
		line.is(t, "baseline_events", float64(u.Counts["White"].Events))
		line.is(t, "unknown_events", float64(u.Unknown.Events))
	}
}

// positionReadsBack checks a line of the funnel.
func positionReadsBack(t *testing.T, line csvRow, row Row, f Funnel) {
	t.Helper()
	p := row.Position
	line.is(t, "target", f.Target)
	line.says(t, "target_source", f.Source)
	line.is(t, "dispersion", f.Dispersion)
	line.is(t, "variance", f.Variance)
	line.says(t, "overdispersion", f.Overdispersion.String())
	line.is(t, "size", p.Size)
	line.limits(t, "inner", &p.Inner)
	line.limits(t, "outer", &p.Outer)
	line.is(t, "z", p.Z)
	line.is(t, "p", p.P)
	line.is(t, "chance_z", p.Chance)
	line.says(t, "position", row.position())
	if p.P < 0.05 != (line["position"] != "within") || p.P < 0.002 != strings.HasSuffix(line["position"], "99.8 %") {
		t.Errorf("%s is %s, with p %v", row.Unit, line["position"], p.P)
	}
}

// lineReadsBack checks a line of the outlier lines.
func lineReadsBack(t *testing.T, line csvRow, row Row, o OutlierLines) {
	t.Helper()
	line.is(t, "units", float64(o.Units))
	line.is(t, "unweighted_mean", o.Mean)
	line.is(t, "standard_deviation", o.StandardDeviation)
	line.is(t, "shapiro_wilk", o.W)
	line.is(t, "shapiro_wilk_p", o.P)
	line.limits(t, "plain", &o.Plain)
	line.limits(t, "log", &o.Log)
	line.says(t, "on_logs", strconv.FormatBool(o.OnLogs))
	line.says(t, "by_plain", side(row.Value.Value, o.Plain))
	line.says(t, "by_log", side(row.Value.Value, o.Log))
}

// TestPairedCSV: every number of two measures reads back from their CSV as it was.
func TestPairedCSV(t *testing.T) {
	p := referencetest.Must(SideBySide(forces(), arrests(), Options{}))
	tables := csvTables(t, p)
	for _, g := range p.Groups {
		lines := tables["paired "+g.Group]
		if len(lines) != len(g.Rows)+len(g.Missing) {
			t.Fatalf("%s: %d lines of %d units", g.Group, len(lines), len(g.Rows)+len(g.Missing))
		}
		for i, row := range g.Rows {
			lines[i].says(t, "unit", row.Unit)
			lines[i].says(t, "first_measure", "search rate")
			lines[i].says(t, "second_measure", "arrest rate")
			lines[i].estimate(t, "first", row.First)
			lines[i].estimate(t, "second", row.Second)
			lines[i].estimate(t, "ratio", row.Ratio)
			lines[i].limits(t, "bounds", row.Bounds)
			lines[i].is(t, "correlation", g.Correlation.Value)
			lines[i].is(t, "correlation_lower", g.Correlation.Lower)
			lines[i].is(t, "correlation_upper", g.Correlation.Upper)
			lines[i].is(t, "correlation_units", float64(g.Correlation.Units))
		}
		for i, m := range g.Missing {
			lines[len(g.Rows)+i].says(t, "unit", m.Unit)
			lines[len(g.Rows)+i].says(t, "missing", m.Why)
		}
	}
}
