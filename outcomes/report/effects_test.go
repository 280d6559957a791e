package report

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
)

// stopTime is the time of a stop of a month, each in an hour of its own, so that none of two falls
// into one minute by chance. Without minutes it is the hour alone.
func stopTime(month string, stop int, minutes bool) string {
	minute := 0
	if minutes {
		minute = stop * 7 % 60
	}
	return fmt.Sprintf("%s-%02dT%02d:%02d:00+00:00", month, 1+stop/24%28, stop%24, minute)
}

// stopped writes rows of a month so that they are of stops of so many people, in their order.
func stopped(rows, month string, people int, minutes bool) string {
	var out []string
	for i, row := range strings.SplitAfter(rows, "\n") {
		if row != "" {
			cells := strings.Split(row, ",")
			cells[1] = stopTime(month, i/people, minutes)
			out = append(out, strings.Join(cells, ","))
		}
	}
	return strings.Join(out, "")
}

// crowd has something of everything, of people who were stopped in threes.
func crowd(month string, minutes bool) string {
	return header + stopped(strings.TrimPrefix(mixed(), header), month, 3, minutes)
}

// told is an extract of two forces, in the first of which stops are told in all of two months, and
// in the second in one of two.
func told() *outcomes.Extract {
	return several(map[string]string{
		"kent.csv":  strings.TrimPrefix(crowd("2019-01", true)+strings.TrimPrefix(crowd("2019-02", true), header), header),
		"essex.csv": changed(strings.TrimPrefix(crowd("2019-01", true)+strings.TrimPrefix(crowd("2019-02", false), header), header), "18-24", "25-34"),
	})
}

// TestEffectsOfTables: every table has the design effects of its own searches as the tally gives
// them, whatever is computed of it.
func TestEffectsOfTables(t *testing.T) {
	x := told()
	persons := x.Tally().Where(isPerson)
	byForce := outcomes.Split(persons, forceOf)
	kent := must(ethnicity.ParseForce("Kent"))
	for _, test := range []struct {
		o      Options
		rule   outcomes.EthnicityRule
		reason string
	}{
		{Options{}, outcomes.SelfDefined, "as they are"},
		{Options{Unknown: outcomes.InProportion}, outcomes.SelfDefined, "where the unknown are put into groups, the effects are those of the recorded"},
		{Options{Unknown: outcomes.ByCrossTable}, outcomes.SelfDefined, "where they are imputed"},
		{Options{Rule: outcomes.OfficerDefined}, outcomes.OfficerDefined, "by the officers' account"},
		{Options{Within: []Dimension{ByObject}}, outcomes.SelfDefined, "within strata"},
		{Options{By: EachMonth}, outcomes.SelfDefined, "by month"},
	} {
		d := must(New(x, test.o)).Document()
		check := func(where string, row Row, want float64) {
			t.Helper()
			got := max(1, row.DesignEffect)
			if math.Abs(got-max(1, want)) > 1e-12*want {
				t.Errorf("%s: %s, %s %s: design effect %v, want %v", test.reason, where, row.Group, row.Kind, got, want)
			}
		}
		checkTables := func(where string, tables []Table, searches *outcomes.Tally) {
			above := 0
			for _, table := range tables {
				if strings.HasPrefix(table.ID, "find-rate/") {
					continue
				}
				for _, row := range table.Rows {
					if isUnknown(row) {
						check(where+" "+table.ID, row, 1)
						continue
					}
					scheme := ethnicity.FivePlusOne
					if row.Kind == kindSum {
						scheme = ethnicity.WhiteOther
					}
					want := wantEffect(searches, outcomes.Grouping{Rule: test.rule, Scheme: scheme}, table.ID, row.Group)
					check(where+" "+table.ID, row, want)
					if want > 1 {
						above++
					}
				}
			}
			if above < 5 {
				t.Errorf("%s: %s: only %d design effects above 1", test.reason, where, above)
			}
		}
		checkTables("all", d.Tables, persons)
		for _, p := range d.Parts {
			if !p.Force.IsZero() {
				checkTables(p.Name, p.Tables, byForce[p.Force])
			}
		}
		for _, a := range d.Adjusted {
			if a.Rates != nil {
				byStratum := outcomes.Split(byForce[kent], func(k outcomes.Key) outcomes.Month { return k.Month })
				for _, row := range a.Rates.Rows {
					for _, part := range row.Parts {
						kents := byForce[kent]
						for month, searches := range byStratum {
							if part.Stratum == "Kent, "+monthName(month) {
								kents = searches
							}
						}
						effects := must(kents.Counts(outcomes.Grouping{Rule: test.rule})).DesignEffects
						if strings.HasPrefix(part.Stratum, "Kent") && max(1, part.Group.DesignEffect) != max(1, effects[row.Group]) {
							t.Errorf("%s: stratum %s of %s has the design effect %v, its searches %v", test.reason, part.Stratum, row.Group, part.Group.DesignEffect, effects[row.Group])
						}
					}
				}
			}
		}
	}
}

// wantEffect is the design effect that the tally gives a group in a table.
func wantEffect(searches *outcomes.Tally, g outcomes.Grouping, id string, of ethnicity.Group) float64 {
	definition := outcomes.FindByAction.Definition()
	switch id {
	case searchTable:
		return must(searches.Counts(g)).DesignEffects[of]
	case findTable:
	default:
		for _, m := range outcomeMeasures {
			if m.id == id {
				definition = m.rate.Definition()
			}
		}
	}
	return max(1, must(searches.Proportions(definition, g)).By[of].DesignEffect)
}

// everyEstimate yields the estimates of a document, by where they stand.
func everyEstimate(d Document, yield func(where string, e rri.Estimate)) {
	row := func(where string, ratio rri.Estimate, others ...rri.Estimate) {
		for i, e := range append([]rri.Estimate{ratio}, others...) {
			yield(fmt.Sprintf("%s %d", where, i), e)
		}
	}
	tables := func(where string, list []Table) {
		for _, t := range list {
			for _, r := range t.Rows {
				row(fmt.Sprintf("%s %s %s %s", where, t.ID, r.Group, r.Kind), r.Ratio, r.Rate, r.Difference, r.Excess)
			}
			for _, o := range t.OtherResidents {
				for _, r := range o.Rows {
					row(fmt.Sprintf("%s %s %s %s over %s", where, t.ID, r.Group, r.Kind, o.Source.Text), r.Ratio)
				}
			}
		}
	}
	tables("all", d.Tables)
	for _, p := range d.Parts {
		tables(p.Name, p.Tables)
	}
	if d.Account != nil {
		for _, r := range d.Account.Rows {
			row("account "+r.Group.String(), r.Ratio)
		}
	}
}

// TestEffectsWiden: a design effect moves no estimate and no bound, and no interval gets narrower;
// those of the tables that have one get wider, over other residents and by the other account too.
func TestEffectsWiden(t *testing.T) {
	for _, o := range []Options{{}, {Unknown: outcomes.InProportion}, {Unknown: outcomes.ByCrossTable}, {Rule: outcomes.OfficerDefined}, {Method: rri.Wald}} {
		with := must(New(told(), o)).Document()
		o.Independent = true
		without := must(New(told(), o)).Document()
		plain := make(map[string]rri.Estimate)
		everyEstimate(without, func(where string, e rri.Estimate) { plain[where] = e })
		wider := make(map[string]int)
		everyEstimate(with, func(where string, e rri.Estimate) {
			p, ok := plain[where]
			if !ok || !sameNumber(e.Value, p.Value) {
				t.Errorf("%+v: %s: %v, and %v of independent searches", o, where, e, p)
			}
			const slack = 1e-12
			if e.Lower > p.Lower+slack || e.Upper < p.Upper-slack {
				t.Errorf("%+v: %s: %v is narrower than %v", o, where, e, p)
			}
			if e.Lower < p.Lower && e.Upper > p.Upper {
				kind, _, _ := strings.Cut(where, " ")
				if strings.Contains(where, " over ") {
					kind = "over"
				}
				wider[kind]++
			}
		})
		for _, kind := range []string{"all", "Kent", "Essex", "over"} {
			if wider[kind] == 0 {
				t.Errorf("%+v: no interval of %s is wider", o, kind)
			}
		}
		if with.Account != nil && wider["account"] == 0 {
			t.Errorf("%+v: no interval of the other account is wider", o)
		}
		if d := cmp.Diff(with.Bounds, without.Bounds); d != "" {
			t.Errorf("%+v: the bounds move: %s", o, d)
		}
		for i, row := range with.Tables[0].Rows {
			if other := without.Tables[0].Rows[i]; row.Range != nil && (*row.Range.Lower > *other.Range.Lower || *row.Range.Upper < *other.Range.Upper) {
				t.Errorf("%+v: %s: the range %v is narrower than %v", o, row.Group, row.Range, other.Range)
			}
		}
	}
}

func sameNumber(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

// TestIndependentLaw: with Options.Independent every number is that of a tally which does not tell
// who was stopped together, to the last bit.
func TestIndependentLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := anyOptions().Draw(t, "options")
		people := rapid.IntRange(1, 4).Draw(t, "people")
		rows := strings.TrimPrefix(anyFile().Draw(t, "file"), header)
		file := func(minutes bool) *outcomes.Extract {
			return extract("2023-01-kent.csv", header+stopped(rows, "2023-01", people, minutes))
		}
		untold, err := New(file(false), o)
		o.Independent = true
		independent, otherErr := New(file(true), o)
		if err != nil || otherErr != nil {
			if fmt.Sprint(err) != fmt.Sprint(otherErr) {
				t.Fatalf("%v, and with stops %v", err, otherErr)
			}
			return
		}
		got, want := independent.Document(), untold.Document()
		if !got.Filters.Independent || got.Stops != nil {
			t.Fatalf("the document says %+v, stops %+v", got.Filters, got.Stops)
		}
		got.Filters.Independent, want.Stops = false, nil
		got.Summary.BearInMind, want.Summary.BearInMind = nil, nil
		if d := cmp.Diff(want, got, cmpopts.EquateNaNs(), cmp.AllowUnexported(strata.Table[string, ethnicity.Group, rri.Rate]{}, strata.Table[string, ethnicity.Group, rri.Proportion]{})); d != "" {
			t.Fatalf("not as if nobody knew of stops (-want +got):\n%s", d)
		}
	})
}

// TestEffectsByMethod: every method gives the tables that it gives of independent searches, and
// those of which it has no form with a design effect say so.
func TestEffectsByMethod(t *testing.T) {
	x := extract("2023-01-kent.csv", crowd("2023-01", true))
	for m := range rri.Methods() {
		plain, err := New(x, Options{Method: m, Independent: true})
		got, otherErr := New(x, Options{Method: m})
		if err != nil || otherErr != nil {
			if fmt.Sprint(err) != fmt.Sprint(otherErr) {
				t.Errorf("%s: %v, and with stops %v", m, err, otherErr)
			}
			continue
		}
		d, of := got.Document(), plain.Document()
		if len(d.Tables) != len(of.Tables) {
			t.Errorf("%s: %d tables, %d of independent searches", m, len(d.Tables), len(of.Tables))
		}
		effects := 0
		for _, table := range d.Tables {
			for _, row := range table.Rows {
				if table.Model != modelRate && row.DesignEffect > 1 {
					effects++
				}
			}
		}
		hasNote := slices.ContainsFunc(d.Notes, func(note string) bool {
			return note == fmt.Sprintf("In the tables of finds and outcomes every search counts as independent, as -method %s has no form for people who were stopped together: the intervals are too narrow there.", m)
		})
		if hasNote != (m == rri.Exact) {
			t.Errorf("%s: note %t in %q", m, hasNote, d.Notes)
		}
		if proportions := len(d.Tables) > 1; proportions && (effects == 0) != hasNote {
			t.Errorf("%s: %d design effects of outcomes, note %t", m, effects, hasNote)
		}
	}
}

// TestSuppressedEffects: where small counts are withheld, every count that is shown has one design
// effect, rounded up to a tenth, and one that is withheld has none, in any form.
func TestSuppressedEffects(t *testing.T) {
	// everybody was stopped in pairs but the few, who were stopped all together
	rows := stopped(times(61, search{self: white})+times(40, search{self: black, outcome: "Arrest"})+times(20, search{self: asian})+times(30, search{self: "Mixed/Multiple ethnic groups - White and Asian"}), "2023-01", 2, true)
	few := changed(times(4, search{self: "Other ethnic group - Any other ethnic group"}), "2023-01-05T12:00", "2023-01-28T23:59")
	x := extract("2023-01-kent.csv", header+rows+few)
	const one = 2.1 // 75 pairs, and 6 of the few, of 155 people
	r := must(New(x, Options{Suppress: 5}))
	withheld := 0
	for _, table := range r.Document().Tables {
		for _, row := range table.Rows {
			switch {
			case row.Events == nil && row.DesignEffect != 0:
				t.Errorf("%s: %s is withheld, and has the design effect %v", table.ID, row.Group, row.DesignEffect)
			case row.Events == nil:
				withheld++
			case isUnknown(row):
			case row.DesignEffect != one:
				t.Errorf("%s: %s has the design effect %v, want %v", table.ID, row.Group, row.DesignEffect, one)
			}
		}
	}
	if withheld == 0 {
		t.Error("nothing is withheld")
	}
	var b bytes.Buffer
	if err := r.WriteCSV(&b, Layout{}); err != nil {
		t.Fatal(err)
	}
	lines := must(csv.NewReader(&b).ReadAll())
	events, effect := slices.Index(lines[0], "events"), slices.Index(lines[0], "design_effect")
	for _, line := range lines[1:] {
		if of, _ := strconv.ParseFloat(line[effect], 64); line[events] == "" && line[effect] != "" && of != 1 {
			t.Errorf("CSV has the design effect %s of withheld events: %q", line[effect], line)
		}
	}
	for _, s := range r.Document().Stops {
		if s.Searches != nil {
			t.Errorf("searches of a force and status: %d", *s.Searches)
		}
	}
	if text := r.Document().howSure(); strings.Contains(text, "Other") {
		t.Errorf("the heading speaks of a group that is withheld: %s", text)
	}
}
