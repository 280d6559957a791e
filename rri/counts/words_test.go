package counts

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// forms are all that a document can be written as.
func forms(d Document) map[string]func(w io.Writer) error {
	return map[string]func(w io.Writer) error{"text": d.WriteText, "Markdown": d.WriteMarkdown, "CSV": d.WriteCSV, "JSON": func(w io.Writer) error {
		data, err := json.Marshal(d)
		if err != nil {
			return err
		}
		_, err = w.Write(data)
		return err
	}}
}

// TestSentences has a row for every gate: what is said of the second group of a table.
func TestSentences(t *testing.T) {
	rates := func(counts ...any) *tidy.Table { return table(tidy.ModelRate, counts...) }
	for _, test := range []struct {
		table         *tidy.Table
		o             Options
		want, without string
		reason        string
	}{
		{rates("White", 900, 90000, "Black", 400, 10000), Options{}, "The rate of Black is higher than that of White: 4.00 times (40.0 and 10.0 events per 1,000 population; 95 % interval 3.55 to 4.50).",
			"unknown", "both rates, the index and the interval"},
		{stopsTable(), Options{}, "Whichever way the unknown fall it is 3.69 to 4.75 times (3.28 to 5.31 with chance).", "settled", "what the unknown cannot turn"},
		{rates("White", 900, 90000, "Black", 130, 10000, "", 200, "N/A"), Options{}, "Of those whose group is known, the rate of Black is higher than that of White: 1.30 times (13.0 and 10.0 events per 1,000 population; 95 % interval 1.08 to 1.56). " +
			"Whichever way the unknown fall, anything from 0.88 to 3.74 times fits, chance allowed for. This is not settled.", "whatever", "chance and the unknown together"},
		{rates("White", 900, 90000, "Black", 60, 10000, "", 200, "N/A"), Options{}, "It would be 1 if 28 % of the unknown were Black and the rest White; of the known 6.2 % are. This is not settled.", "fits", "the share that would undo it"},
		{rates("White", 90000, 9e6, "Black", 10100, 1e6), Options{}, "The rate of Black is about that of White: 1.01 times", "higher", "about the same, and not printed as 1"},
		{rates("White", 100, 9000, "Black", 12, 1000), Options{}, "Too few events to tell if the rate of Black is higher or lower than that of White: anything from 0.57 to 1.91 times fits (12.0 and 11.1 events per 1,000 population).",
			"about", "chance alone"},
		{rates("White", 90000, 9e6, "Black", 10100, 1e6, "", 9000, "N/A"), Options{}, "Too many unknown to tell if the rate of Black", "oo few", "the unknown alone"},
		{rates("White", 100, 9000, "Black", 12, 1000, "", 20, "N/A"), Options{}, "Too few events, and too many unknown, to tell", "about", "both"},
		{rates("White", 4, 9000, "Black", 12, 1000), Options{}, "White has 4 events in 9,000: too few to compare with (Black has 12 events in 1,000).", "times", "fewer than 5 in the baseline"},
		{rates("White", 0, 9000, "Black", 12, 1000), Options{}, "White has 0 events in 9,000: too few to compare with", "times", "none in the baseline"},
		{rates("White", "*", 9000, "Black", 12, 1000), Options{}, "The table does not give the events of White: there is nothing to compare with.", "times", "an unknown number in the baseline"},
		{rates("White", 900, "N/A", "Black", 12, 1000), Options{}, "The table does not give the population of White: there is nothing to compare with.", "times", "no population of the baseline"},
		{rates("White", 90, 9000, "Black", 0, 900), Options{}, "Black has none of the events, where 8.2 would be expected at the rate of all groups: too few to tell.", "0 times", "no event where fewer than 10 are expected"},
		{rates("White", 900, 9000, "Black", 0, 900), Options{}, "Black has none of the events, where 81.8 would be expected at the rate of all groups: the label may not be in use.", "lower", "no event where many are expected"},
		{rates("White", 317, 1584583, "Black", "1-4", 37844), Options{}, "from 0.0076 to 1.28 times fits (0.03 to 0.11 and 0.20 events per 1,000 population). Chance left out, the counts that are not known allow for 0.13 to 0.53 times.",
			"0.13 times as", "a withheld count"},
		{rates("White", 317, 1584583, "Black", "30-40", 37844), Options{}, "The rate of Black is higher than that of White: 3.96 to 5.28 times", "tell", "a withheld count that leaves no doubt"},
		{rates("White", 900, 90000, "Black", "*", 10000, "", "*", "N/A"), Options{}, "The table does not give the events of Black: there is no index.", "fits", "nothing is known of the unknown either"},
		{rates("White", 900, 90000, "Black", 300, 30000, "", "*", "N/A"), Options{}, "anything from 0.88 to 1.14 times fits, with the unknown anything (10.0 and 10.0 events", "from anything", "any number of unknown"},
		{rates("White", 900, 90000, "Black", "300 or more", 40000), Options{}, "", "without end", "a count without an upper end"},
		{rates("White", 900, 90000, "Black", "*", 10000), Options{}, "The table does not give the events of Black: there is no index.", "times", "a mark without a rule"},
		{rates("White", 900, 90000, "Black", 9, ".."), Options{}, "The table does not give the population of Black: there is no index.", "times", "no population"},
		{rates("White", 900, 90000, "Black", 9, 0), Options{}, "Black has no population: there is no rate.", "times", "a population of 0"},
		{rates("White", 900, 90000), Options{}, "White is the only group: there is nothing to compare.", "times", "one group"},
		{stopsTable(), Options{Unknown: InProportion}, "If the unknown are like the known, the rate of Black is higher than that of White: 4.00 times (42.1 and 10.5 events", "Of those", "the assumption comes first"},
		{stopsTable(), Options{Direction: index.ComparatorOverGroup}, "The rate of White is lower than that of Black: 0.25 times (10.0 and 40.0 events per 1,000 population; 95 % interval 0.22 to 0.28).", "", "the other way round"},
		{upheldTable(), Options{Suppress: 4}, "The count of Asian is withheld, and with it what could be said.", "rate of Asian", "a withheld small count"},
		{rates("White", 50, 1000, "Asian", 9, 120, "Black", 3, 100, "Mixed", 2, 80, "", 4, "N/A"), Options{Suppress: 5}, "Of those whose group is known, too few events to tell if the rate of Asian is higher or lower than that of White: " +
			"anything from 0.70 to 2.94 times fits (75.0 and 50.0 events per 1,000 population). What those of unknown group could do is withheld.", "No index", "the bounds alone are withheld"},
		{rates("White", 900, 90000, "Asian", 400, 10000, "Black", 3, 100, "Mixed", 2, 80, "", 4, "N/A"), Options{Suppress: 5}, "Of those whose group is known, the rate of Asian is higher than that of White: 4.00 times " +
			"(40.0 and 10.0 events per 1,000 population; 95 % interval 3.55 to 4.50). What those of unknown group could do is withheld.", "settled", "higher, and the bounds alone are withheld"},
		{rates("White", 90000, 9e6, "Asian", 10100, 1e6, "Black", 3, 100, "Mixed", 2, 80, "", 4, "N/A"), Options{Suppress: 5}, "Of those whose group is known, the rate of Asian is about that of White: 1.01 times " +
			"(10.1 and 10.0 events per 1,000 population; 95 % interval 0.99 to 1.03). What those of unknown group could do is withheld.", "settled", "about the same, and the bounds alone are withheld"},
		{table(tidy.ModelProportion, "White", 50, 1000, "Black", 30, 200, "", 3, 40), Options{Suppress: 5}, "40 (3.2 %) are of people whose group is not known: they are in no rate, and what they could do is withheld.", "bound every",
			"the events among the unknown are withheld, and their number is not"},
		{upheldTable(), Options{}, "Of 1,080 trials, 150 (14 %; 30 events among them) are of people whose group is not known (Not stated): they are in no rate, and bound every index.", "", "the unknown of a proportion"},
		{rates("White", 900, 90000, "Black", 9, 1000, "", "*", "N/A"), Options{}, "The table does not say how many events are of people whose group is not known.", "", "an unknown number of unknown"},
		{rates("White", 900, 90000, "Black", 9, 1000, "", 0, "N/A"), Options{}, "The table has a row for people whose group is not known: it has nobody.", "0 %", "nobody is unknown"},
		{table(tidy.ModelProportion, "White", 2091, 2115, "Black", 87, 6899, "", "", 98), Options{}, "Whichever way the unknown fall it is 0.013 to 0.027 times (0.010 to 0.031 with chance).",
			"settled", "a blank is no more than its trials"},
		{rates("White", 600, 90000, "Black", 9, 1000, "", "1-4", "N/A"), Options{}, "Of 610 to 613 events, 1 to 4 (0.2 % to 0.7 %) are of people", "", "a withheld number of unknown"},
		{rates("White", 900000, 9e7, "Black", 100400, 1e7), Options{}, "about that of White: 1.004 times (10.04 and 10.00 events per 1,000 population; 95 % interval 0.997 to 1.01).", "", "as many digits as keep apart from 1"},
		{rates("White", 1000, 10000, "Black", 930, 10000, "", 80, "N/A"), Options{}, "Too many unknown to tell if the rate of Black", "about", "beyond the margin at one end only"},
		{rates("White", 900, 90000, "Black", 237, 232), Options{}, "Black has more events than population: these are not all who could be counted, or some count many times.", "", "more events than people"},
		{rates("White", 900, 90000, "Black", 400, 10000), Options{Options: rri.Options{Side: rri.LowerOnly}}, "95 % lower limit 3.62).", "interval", "one limit alone"},
		{stopsTable(), Options{Options: rri.Options{Level: 0.99}}, "99 % interval 3.42 to 4.66", "95 %", "another level"},
	} {
		d, err := Compare(test.table, test.o)
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		lines := strings.Join(d.Lines, "\n")
		if !strings.Contains(lines, test.want) || test.without != "" && strings.Contains(lines, test.without) {
			t.Errorf("%s:\n%s\nwant %q, without %q", test.reason, lines, test.want, test.without)
		}
	}
}

// TestUnknownIsSaidFirst: a third of the events is unknown, which stands above everything that is
// said of groups, and in every form.
func TestUnknownIsSaidFirst(t *testing.T) {
	d, err := Compare(table(tidy.ModelRate, "White", 10200, 1500000, "Black", 2200, 25000, "Asian", 900, 60000, "Mixed", 850, 45000, "", 6943, "N/A"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if want := "Of 21,093 events, 6,943 (33 %) are of people whose group is not known"; !strings.HasPrefix(d.Lines[1], want) {
		t.Errorf("%q, want %q", d.Lines[1], want)
	}
	for name, write := range forms(d) {
		var b bytes.Buffer
		if err := write(&b); err != nil || !strings.Contains(strings.ReplaceAll(b.String(), ",", ""), "6943") {
			t.Errorf("%s: %v in\n%s", name, err, b.String())
		}
	}
}

// TestRead: the first line says what was added up, and the second what was left out.
func TestRead(t *testing.T) {
	of := table(tidy.ModelRate, "White", 900, 90000, "White", 800, 90000, "Black", 400, 10000, "Black", 300, 10000)
	of.Dimensions = []string{"Year", "Remark"}
	for i := range of.Rows {
		of.Rows[i].Dimensions = []string{[]string{"2019", "2020"}[i%2], []string{"a", "a", "b", "b"}[i]}
	}
	of.Account = []tidy.LeftOut{{Text: "1", Why: "title"}, {Text: "2", Why: "total"}, {Text: "3", Why: "title"}}
	d, err := Compare(of, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Read from counts.csv: 4 rows of 2 groups; events out of population, a rate. Added up over Year (2).",
		"Left out of the file: 2 (title), 1 (total)."}
	if got := d.Lines[:2]; got[0] != want[0] || got[1] != want[1] {
		t.Errorf("%q, want %q", got, want)
	}
}

// forbidden are words that would claim more than counts can show.
var forbidden = regexp.MustCompile(`(?i)explain|because|due to|likely|risk|more times|times more|times less|no difference|do not report|bias|discriminat`)

// TestNoDataSaysNothing: where rounded counts may be 0 of 0, the interval leaves nothing out, and
// no p-value says otherwise.
func TestNoDataSaysNothing(t *testing.T) {
	few, err := tidy.Exactly(0).Rounded(5)
	if err != nil {
		t.Fatal(err)
	}
	some, err := tidy.Exactly(5).Rounded(5)
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range []struct {
		events, trials tidy.Cell
		reason         string
	}{
		{few, few, "the baseline may be 0 of 0"},
		{tidy.Exactly(0), few, "the baseline has no events of what may be no trials"},
	} {
		table := &tidy.Table{File: "counts.csv", Model: tidy.ModelProportion, Group: "group", Events: "events", Exposure: "trials", Rows: []tidy.Row{
			{Label: "White", Group: "White", Kind: tidy.KindGroup, Events: of.events, Exposure: of.trials},
			{Label: "Black", Group: "Black", Kind: tidy.KindGroup, Events: tidy.Exactly(0), Exposure: some},
		}}
		d, err := Compare(table, Options{})
		if err != nil {
			t.Fatal(err)
		}
		e := d.Sections[0].Data.(Comparison).Rows[1].Index
		if e.Lower != 0 || !math.IsInf(e.Upper, 1) || e.P < 1 {
			t.Errorf("%s: %v with p %v, want 0 to infinity, and no p-value below 1", of.reason, e, e.P)
		}
	}
}

// TestAllOfAllHoldsWhatIsBetween: where a rounded proportion may be all of its trials, the interval
// holds those of every pair of numbers that the counts may be. The variance of the logarithm is 0
// at all of all, so that the limits rise at first with the trials.
func TestAllOfAllHoldsWhatIsBetween(t *testing.T) {
	rounded := func(n float64) tidy.Cell {
		c, err := tidy.Exactly(n).Rounded(5)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	for _, of := range []struct {
		white, black [2]float64
		level        float64
		reason       string
	}{
		{[2]float64{15, 20}, [2]float64{5, 5}, 0.95, "all of the group: 3 of 4 against 13 of 22 reaches furthest"},
		{[2]float64{10, 10}, [2]float64{5, 5}, 0.95, "all of both"},
		{[2]float64{5, 5}, [2]float64{15, 20}, 0.95, "all of the baseline"},
		{[2]float64{15, 20}, [2]float64{5, 5}, 0.998, "another level"},
	} {
		for method := range rri.Methods() {
			if method != rri.Wald && method != rri.Score && method != rri.SCAS {
				continue // the others are too slow for every pair, or have no ratio of proportions
			}
			o := rri.Options{Method: method, Level: of.level}
			table := &tidy.Table{File: "counts.csv", Model: tidy.ModelProportion, Group: "group", Events: "events", Exposure: "trials", Rows: []tidy.Row{
				{Label: "White", Group: "White", Kind: tidy.KindGroup, Events: rounded(of.white[0]), Exposure: rounded(of.white[1])},
				{Label: "Black", Group: "Black", Kind: tidy.KindGroup, Events: rounded(of.black[0]), Exposure: rounded(of.black[1])},
			}}
			d, err := Compare(table, Options{Options: o})
			if err != nil {
				t.Fatal(err)
			}
			got := d.Sections[0].Data.(Comparison).Rows[1].Index
			lower, upper := math.Inf(1), 0.
			each := func(c [2]float64, do func(a, n int64)) {
				events, trials := rounded(c[0]), rounded(c[1])
				for a := events.Lower; a <= events.Upper; a++ {
					for n := max(a, trials.Lower); n <= trials.Upper; n++ {
						do(int64(a), int64(n))
					}
				}
			}
			each(of.black, func(a, n int64) {
				each(of.white, func(b, m int64) {
					e, err := rri.Ratio(rri.Proportion{Events: a, Trials: n}, rri.Proportion{Events: b, Trials: m}, o)
					if err != nil {
						t.Fatal(err)
					}
					lower, upper = min(lower, e.Lower), max(upper, e.Upper)
				})
			})
			if got.Lower > lower || got.Upper < upper {
				t.Errorf("%s, %s: %v to %v, want %v to %v", of.reason, method, got.Lower, got.Upper, lower, upper)
			}
		}
	}
}

// TestLawForbiddenWords: no table makes the document say one of them, or anything in capitals, and
// no number prints as 1 beside an interval that leaves it out.
func TestLawForbiddenWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := genTable(t)
		table.Events, table.Exposure = "searches", "people"
		o := Options{Direction: rapid.SampledFrom([]index.Direction{index.GroupOverComparator, index.ComparatorOverGroup}).Draw(t, "direction"),
			Options: rri.Options{Method: rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Score, rri.Wald, rri.Jeffreys}).Draw(t, "method")}}
		d, err := Compare(table, o)
		if err != nil {
			t.Fatal(err)
		}
		c := d.Sections[0].Data.(Comparison)
		for _, r := range c.Rows[1:] {
			// the p-value and the interval say the same, over all that the counts may be
			if e := r.Index; !math.IsNaN(e.P) && (e.Lower > 1 || e.Upper < 1) != (e.P < 0.05) && math.Abs(e.P-0.05) > 1e-9 {
				t.Fatalf("%s: %v with p %v", r.Group, e, e.P)
			}
		}
		var b bytes.Buffer
		if err := d.WriteText(&b); err != nil {
			t.Fatal(err)
		}
		if found := forbidden.FindString(b.String()); found != "" {
			t.Fatalf("%q in\n%s", found, b.String())
		}
		if found := regexp.MustCompile(`NaN|%!|MORE|LESS|\bnil\b`).FindString(b.String()); found != "" {
			t.Fatalf("%q in\n%s", found, b.String())
		}
		if found := regexp.MustCompile(`(?:is|are)\s+(higher|lower)\s+than\s+that\s+of [^:]*: 1(\.0+)? times`).FindString(b.String()); found != "" {
			t.Fatalf("%q in\n%s", found, b.String())
		}
		for line := range strings.Lines(b.String()) {
			if len([]rune(strings.TrimRight(line, "\n"))) > 80 {
				t.Fatalf("a line of more than 80 characters: %q", line)
			}
		}
	})
}

// TestOneScreen: a table of six groups, a part of it unknown, fits a screen of 54 lines.
func TestOneScreen(t *testing.T) {
	d, err := Compare(table(tidy.ModelRate, "White", 10200, 1500000, "Black", 2200, 25000, "Asian", 900, 60000, "Mixed", 850, 45000, "Chinese", 40, 9000,
		"Other", 70, 8000, "Not stated", 6943, "N/A"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := d.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), "\n"); n > 54 {
		t.Errorf("%d lines:\n%s", n, b.String())
	}
	d.ASCII = true
	b.Reset()
	if err := d.WriteText(&b); err != nil || strings.ContainsFunc(b.String(), func(r rune) bool { return r > 127 }) {
		t.Errorf("%v, beyond ASCII:\n%s", err, b.String())
	}
}

// TestHostileNames: names from a file do no harm.
func TestHostileNames(t *testing.T) {
	of := table(tidy.ModelRate, "White", 900, 90000, "\x1b[31m<script>|`=1+1\u202e", 400, 10000, "", 75, "N/A")
	of.File, of.Comments, of.Group = "a\x07.csv", []string{"# <b>\x1b[2J"}, "\x1b"
	for _, o := range []Options{{}, {Unknown: InProportion}, {Suppress: 5}} {
		d, err := Compare(of, o)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range append(append([]string{d.Title}, d.Lines...), d.Notes...) {
			if strings.ContainsAny(line, "\x1b\x07\u202e") {
				t.Errorf("%q", line)
			}
		}
		for name, write := range forms(d) {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
			if strings.ContainsAny(b.String(), "\x1b\x07\u202e") || name == "Markdown" && strings.Contains(b.String(), "<script>") {
				t.Errorf("%s: %q", name, b.String())
			}
		}
	}
}

// TestBlankUnknown: a title has no empty brackets where the number of the unknown is blank.
func TestBlankUnknown(t *testing.T) {
	d, err := Compare(table(tidy.ModelRate, "White", 900, 90000, "Black", 130, 10000, "", "", 98), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for form, write := range forms(d) {
		var b strings.Builder
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "known ()") {
			t.Errorf("%s has empty brackets:\n%s", form, b.String())
		}
	}
}
