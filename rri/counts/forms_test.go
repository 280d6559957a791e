package counts

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// labelOf is how the tables of the tests are read: "Not stated" and blank are no group.
func labelOf(label string) (string, tidy.Kind, error) {
	if label == "" || label == "Not stated" || label == notKnown {
		return "", tidy.KindUnknown, nil
	}
	return label, tidy.KindGroup, nil
}

// genCell draws a count up to most: a number, a rounded one, a range, or a mark.
func genCell(t *rapid.T, most int, name string) tidy.Cell {
	n := float64(rapid.IntRange(0, most).Draw(t, name))
	switch rapid.IntRange(0, 9).Draw(t, name+" kind") {
	case 0:
		return tidy.Cell{Mark: tidy.Withheld, Lower: n, Upper: n + float64(rapid.IntRange(1, 9).Draw(t, name+" width"))}
	case 1:
		c, err := tidy.Exactly(5 * n).Rounded(5)
		if err != nil {
			t.Fatal(err)
		}
		return c
	case 2:
		m := rapid.SampledFrom([]tidy.Mark{tidy.Blank, tidy.Dash, tidy.NotAvailable, tidy.Withheld, tidy.Low}).Draw(t, name+" mark")
		return m.Cell()
	case 3:
		return tidy.Cell{Mark: tidy.Withheld, Lower: n + 1, Upper: math.Inf(1)}
	}
	return tidy.Exactly(n)
}

// genTable draws a table of up to six groups.
func genTable(t *rapid.T) *tidy.Table {
	table := &tidy.Table{File: "counts.csv", Model: rapid.SampledFrom([]tidy.Model{tidy.ModelRate, tidy.ModelProportion}).Draw(t, "model"),
		Group: "Ethnicity", Events: "Number of events", Exposure: "Population"}
	if table.Model == tidy.ModelProportion {
		table.Exposure = "Trials"
	}
	names := []string{"White", "Black", "Asian", "Mixed", "Other", "Gypsy or Roma"}
	for _, name := range names[:rapid.IntRange(1, len(names)).Draw(t, "groups")] {
		row := tidy.Row{Label: name, Group: name, Kind: tidy.KindGroup, Events: genCell(t, 2000, "events")}
		if table.Model == tidy.ModelProportion {
			row.Exposure = genCell(t, 3000, "trials")
			row.Events, row.Exposure = together(row.Events, row.Exposure)
		} else {
			row.Exposure = tidy.Exactly(float64(rapid.IntRange(0, 3e6).Draw(t, "population")))
			if rapid.IntRange(0, 9).Draw(t, "no population") == 0 {
				row.Exposure = tidy.NotAvailable.Cell()
			}
		}
		table.Rows = append(table.Rows, row)
	}
	if rapid.Bool().Draw(t, "unknown") {
		row := tidy.Row{Label: rapid.SampledFrom([]string{"", "Not stated"}).Draw(t, "label"), Kind: tidy.KindUnknown, Events: genCell(t, 500, "unknown"),
			Exposure: tidy.NotAvailable.Cell()}
		if table.Model == tidy.ModelProportion {
			row.Exposure = tidy.Exactly(row.Events.Lower + float64(rapid.IntRange(0, 500).Draw(t, "others")))
			row.Events, row.Exposure = together(row.Events, row.Exposure)
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// together makes two counts ones that may be those of a proportion, as a reader does.
func together(events, trials tidy.Cell) (tidy.Cell, tidy.Cell) {
	ranged := func(c tidy.Cell, lower, upper float64) tidy.Cell {
		if lower != c.Lower || upper != c.Upper {
			c = tidy.Cell{Mark: tidy.Withheld, Lower: lower, Upper: upper}
		}
		return c
	}
	trials = ranged(trials, trials.Lower, max(trials.Upper, events.Lower))
	events = ranged(events, events.Lower, min(events.Upper, trials.Upper))
	return events, ranged(trials, max(trials.Lower, events.Lower), trials.Upper)
}

// readCount is the range of a count, as somebody reads it.
type readCount struct{ lower, upper float64 }

// anyCount is a count of which nothing is known.
var anyCount = readCount{0, math.Inf(1)}

func rangeOf(c tidy.Cell) readCount { return readCount{c.Lower, c.Upper} }

// readText reads a count as people do.
func readText(text string) (readCount, error) {
	text = strings.NewReplacer("\\", "").Replace(strings.TrimSpace(text))
	if middle, width, ok := strings.Cut(text, " ± "); ok {
		a, err := tidy.ParseCell(middle)
		if err != nil {
			return readCount{}, err
		}
		b, err := tidy.ParseCell(width)
		return readCount{a.Lower - b.Lower, a.Lower + b.Lower}, err
	}
	c, err := tidy.ParseCell(text)
	return rangeOf(c), err
}

// wanted is the counts of a comparison by group, those of the unknown under "not known".
func wanted(c Comparison) map[string][2]readCount {
	all := make(map[string][2]readCount)
	for _, r := range c.Rows {
		all[r.Group] = [2]readCount{rangeOf(r.Events), rangeOf(r.Exposure)}
	}
	if u := c.Unknown; u != nil {
		all[notKnown] = [2]readCount{rangeOf(u.Events), rangeOf(u.Exposure)}
	}
	return all
}

// fromText reads the counts of a document that was written as text, by the places of its headings.
func fromText(text string, events, exposure string) (map[string][2]readCount, error) {
	all := make(map[string][2]readCount)
	heading := regexp.MustCompile(`^ +` + events + `  +` + exposure + `\b`)
	ends := [2]int{}
	for _, line := range strings.Split(text, "\n") {
		row := []rune(line)
		if at := heading.FindString(line); at != "" && ends[1] == 0 {
			ends = [2]int{strings.Index(line, events) + len(events), len([]rune(at))}
			continue
		}
		if ends[1] == 0 {
			continue
		}
		if len(row) < ends[0] || strings.HasPrefix(line, "¹") {
			break
		}
		row = append(row, []rune(strings.Repeat(" ", ends[1]))...)
		name, rest, _ := strings.Cut(string(row[:ends[0]]), "  ")
		first, err := readText(rest)
		if err != nil {
			return nil, err
		}
		second, err := readText(string(row[ends[0]:ends[1]]))
		if err != nil {
			return nil, err
		}
		all[name] = [2]readCount{first, second}
	}
	return all, nil
}

// fromMarkdown is fromText of Markdown.
func fromMarkdown(text string) (map[string][2]readCount, error) {
	all := make(map[string][2]readCount)
	rows := 0
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "|") {
			if rows > 0 {
				break
			}
			continue
		}
		rows++
		cells := strings.Split(line, " | ")
		if rows < 3 {
			continue
		}
		first, err := readText(cells[1])
		if err != nil {
			return nil, err
		}
		second, err := readText(cells[2])
		if err != nil {
			return nil, err
		}
		all[strings.TrimPrefix(cells[0], "| ")] = [2]readCount{first, second}
	}
	return all, nil
}

// fromCSV reads the counts as [tidy.Read] does.
func fromCSV(data []byte, exposure string) (map[string][2]readCount, error) {
	table, err := tidy.Read(bytes.NewReader(data), tidy.Options{Group: "group", Events: "events", Of: exposure, Label: labelOf,
		Where: []tidy.Condition{{Column: "table", Values: []string{"comparison"}}}})
	if err != nil {
		return nil, err
	}
	all := make(map[string][2]readCount)
	for _, row := range table.Rows {
		name := row.Group
		if row.Kind == tidy.KindUnknown {
			name = notKnown
		}
		all[name] = [2]readCount{rangeOf(row.Events), rangeOf(row.Exposure)}
	}
	return all, nil
}

// TestLawForms: the counts of any table, those that are ranges and those of people whose group is
// not known, come back from text, Markdown, CSV and JSON as they were.
func TestLawForms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := genTable(t)
		o := Options{Direction: rapid.SampledFrom([]index.Direction{index.GroupOverComparator, index.ComparatorOverGroup}).Draw(t, "direction")}
		if rapid.Bool().Draw(t, "levels") {
			o.Levels = []float64{0.99, 0.998}
		}
		d, err := Compare(table, o)
		if err != nil {
			t.Fatal(err)
		}
		c := d.Sections[0].Data.(Comparison)
		want := wanted(c)
		if len(want) != len(table.Rows) {
			t.Fatalf("%d rows, want %d", len(want), len(table.Rows))
		}
		for _, r := range table.Rows {
			name := r.Group
			if r.Kind == tidy.KindUnknown {
				name = notKnown
			}
			if got := want[name]; got != [2]readCount{rangeOf(r.Events), rangeOf(r.Exposure)} {
				t.Fatalf("%s has %v, want %v of %v", name, got, r.Events, r.Exposure)
			}
		}
		d.Width = 500
		var text, page, data bytes.Buffer
		if err := d.WriteText(&text); err != nil {
			t.Fatal(err)
		}
		if err := d.WriteMarkdown(&page); err != nil {
			t.Fatal(err)
		}
		if err := d.WriteCSV(&data); err != nil {
			t.Fatal(err)
		}
		exposure := strings.ToLower(table.Exposure)
		for _, form := range []struct {
			name string
			read func() (map[string][2]readCount, error)
			text string
		}{
			{"text", func() (map[string][2]readCount, error) { return fromText(text.String(), "events", exposure) }, text.String()},
			{"Markdown", func() (map[string][2]readCount, error) { return fromMarkdown(page.String()) }, page.String()},
			{"CSV", func() (map[string][2]readCount, error) { return fromCSV(data.Bytes(), exposure) }, data.String()},
		} {
			got, err := form.read()
			want := want
			if form.name == "CSV" { // of which a row of blanks is named, and is no row of the table
				want = maps.Clone(want)
				maps.DeleteFunc(want, func(name string, c [2]readCount) bool {
					_, is := got[name]
					return !is && c == [2]readCount{anyCount, anyCount}
				})
				if len(want) == 0 && errors.Is(err, tidy.ErrGroup) {
					continue
				}
			}
			if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("%s: %v, %v, want %v, of\n%s", form.name, got, err, want, form.text)
			}
		}
		stored, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var back Document
		if err := json.Unmarshal(stored, &back); err != nil {
			t.Fatal(err)
		}
		if got := wanted(back.Sections[0].Data.(Comparison)); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("JSON: %v, want %v", got, want)
		}
		var again bytes.Buffer
		back.Width = d.Width
		if err := back.WriteText(&again); err != nil || again.String() != text.String() {
			t.Fatalf("read back from JSON, the text is\n%s, %v, want\n%s", again.String(), err, text.String())
		}
	})
}

// TestFormsOfFractions: what is no number of people has every digit that stands in the table.
func TestFormsOfFractions(t *testing.T) {
	d, err := Compare(table(tidy.ModelRate, "White", 317, 1584583.25, "Black", 29, 37844.5), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := d.WriteText(&text); err != nil || !strings.Contains(text.String(), "1,584,583.25") {
		t.Errorf("%v in\n%s", err, text.String())
	}
}

// table returns a table of groups with events and exposure each.
func table(m tidy.Model, counts ...any) *tidy.Table {
	t := &tidy.Table{File: "counts.csv", Model: m, Group: "Group", Events: "events", Exposure: "population"}
	if m == tidy.ModelProportion {
		t.Exposure = "trials"
	}
	cell := func(v any) tidy.Cell {
		switch v := v.(type) {
		case int:
			return tidy.Exactly(float64(v))
		case float64:
			return tidy.Exactly(v)
		case string:
			c, err := tidy.ParseCell(v)
			if err != nil {
				panic(err)
			}
			return c
		}
		return v.(tidy.Cell)
	}
	for i := 0; i < len(counts); i += 3 {
		name := counts[i].(string)
		row := tidy.Row{Line: 2 + i/3, Label: name, Events: cell(counts[i+1]), Exposure: cell(counts[i+2])}
		row.Group, row.Kind, _ = labelOf(name)
		t.Rows = append(t.Rows, row)
	}
	return t
}

// comparison returns the comparison of a table.
func comparison(t interface{ Fatal(args ...any) }, table *tidy.Table, o Options) Comparison {
	d, err := Compare(table, o)
	if err != nil {
		t.Fatal(err)
	}
	return d.Sections[0].Data.(Comparison)
}

// row returns the row of a group.
func (c Comparison) row(group string) Row {
	for _, r := range c.Rows {
		if r.Group == group {
			return r
		}
	}
	return Row{Rate: rri.Estimate{Value: math.NaN()}}
}
