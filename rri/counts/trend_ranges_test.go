package counts

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// TestTrendRanges: a count that is withheld is in no index, and takes the words away that would be
// of the others; one that is rounded leaves a word only where every number that it may be gives it.
func TestTrendRanges(t *testing.T) {
	for _, test := range []struct {
		text    string
		rounded int64
		word    trend.Word
		why     string
		reason  string
	}{
		{yearlyText(2015, "200", "240", "290", "350", "420", "500"), 0, trend.Increasing, "", "known counts"},
		{yearlyText(2015, "1-4", "240", "290", "350", "420", "500"), 0, trend.NoWord, "1 of 6 periods are withheld", "one is withheld"},
		{yearlyText(2015, "200", "240", "*", "350", "420", "500"), 0, trend.NoWord, "1 of 6 periods are withheld", "one is a mark"},
		{strings.Replace(yearlyText(2015, "200", "240", "290", "350", "420", "500"), "2017,White,100,", "2017,White,<5,", 1), 0, trend.NoWord, "withheld", "that of the baseline"},
		{yearlyText(2015, "200", "240", "290", "350", "420", "500"), 10, trend.Increasing, "", "rounded, and much more than rounding"},
		{yearlyText(2015, "100", "120", "130", "140", "150", "160"), 100, trend.NoWord, "", "rounded to what the counts are of"},
	} {
		table, err := tidy.Read(strings.NewReader(rounded(test.text, test.rounded)), tidy.Options{Rounded: test.rounded})
		if err != nil {
			t.Fatal(err)
		}
		got := dataOf[Trend](t, table, Options{By: "year"}).Rates
		if g := got.Trends[0]; g.Word != test.word || !strings.Contains(g.Why, test.why) {
			t.Errorf("%s: %s (%s), want %s (%s)", test.reason, g.Word, g.Why, test.word, test.why)
		}
		for i, p := range got.Series.Points {
			for _, withheld := range []string{"1-4", "*", "<5"} {
				if _, ok := p.Counts["Black"]; !ok && !strings.Contains(p.Note, "not known, and in no index") {
					t.Errorf("%s: nothing says that the count %d is withheld (%s)", test.reason, i, withheld)
				}
			}
		}
	}
}

// rounded returns a text in which every count of Black people is rounded to a multiple of base.
func rounded(text string, base int64) string {
	if base == 0 {
		return text
	}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i, line := range lines {
		cells := strings.Split(line, ",")
		var n int64
		if _, err := fmt.Sscan(cells[2], &n); err == nil {
			cells[2] = fmt.Sprint((n + base/2) / base * base)
		}
		lines[i] = strings.Join(cells, ",")
	}
	return strings.Join(lines, "\n") + "\n"
}

// TestTrendRoundedBounds: over every table that rounded counts may be, no change has an interval
// that gives another word than the one that stands.
func TestTrendRoundedBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const base = 5
		var events [2][2]int64 // of White and Black, in two years
		var b strings.Builder
		b.WriteString("year,group,events,residents\n")
		for i := range events {
			for k, group := range []string{"White", "Black"} {
				events[i][k] = base * rapid.Int64Range(2, 60).Draw(t, "events")
				fmt.Fprintf(&b, "%d,%s,%d,%d\n", 2019+i, group, events[i][k], []int{10000, 1000}[k])
			}
		}
		table, err := tidy.Read(strings.NewReader(b.String()), tidy.Options{Rounded: base})
		if err != nil {
			t.Fatal(err)
		}
		o := Options{By: "year", Options: rri.Options{Method: rri.Wald}}
		said := wordOf(t, table, o)
		if said != trend.Increasing && said != trend.Reducing && said != trend.Stable {
			return
		}
		plain := *table
		plain.Rows = slices.Clone(table.Rows)
		for i := range plain.Rows {
			n := plain.Rows[i].Events.Value + float64(rapid.IntRange(-2, 2).Draw(t, "off"))
			plain.Rows[i].Events = tidy.Exactly(n)
		}
		if word := wordOf(t, &plain, o); word != said {
			t.Fatalf("%s of rounded counts, and %s of counts that they may be:\n%s", said, word, b.String())
		}
	})
}

// wordOf returns the word of the only change of a table.
func wordOf(t *rapid.T, table *tidy.Table, o Options) trend.Word {
	d, err := Compare(table, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range d.Sections {
		if data, ok := s.Data.(Trend); ok {
			return data.Rates.YearOnYear[0].Rows[1].Word
		}
	}
	t.Fatal("no trend")
	return 0
}

// TestTrendOpenUnknown: where the table does not say how many people have no known group, there is
// no word.
func TestTrendOpenUnknown(t *testing.T) {
	text := yearlyText(2015, "200", "240", "290", "350", "420", "500")
	for _, test := range []struct {
		unknown string
		word    trend.Word
		reason  string
	}{
		{"3", trend.Increasing, "few"},
		{"*", trend.NoWord, "any number"},
		{"1-4", trend.Increasing, "few, whatever they are"},
	} {
		got := trendOf(t, text+"2017,Not known,"+test.unknown+",\n", Options{By: "year"}).Rates.Trends[0]
		if got.Word != test.word {
			t.Errorf("%s: %s (%s), want %s", test.reason, got.Word, got.Why, test.word)
		}
	}
}
