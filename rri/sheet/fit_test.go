package sheet

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// writtenText returns the text of a sheet.
func writtenText(t interface{ Fatal(...any) }, s Sheet) string {
	var b strings.Builder
	if err := s.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestDrop: where a sheet is too wide, headings are broken, then columns go in their order, those
// of one number together, and their footnotes with them; pages and CSV keep all of them.
func TestDrop(t *testing.T) {
	s := Sheet{Columns: []Column{
		{Name: "a", Heading: "group", Align: Left, Cells: []Cell{{Text: "White"}, {Text: "Black"}}},
		{Name: "b", Heading: "bbbbbb bbbbbb", Drop: 2, Cells: []Cell{{Text: "2", Notes: []string{"of what goes second"}}}},
		{Name: "c", Heading: "cccccc", Drop: 1, Cells: []Cell{{Text: "3", Notes: []string{"of what goes first"}}}},
		{Name: "d", Heading: "dddddd", Cells: []Cell{{Text: "4", Notes: []string{"of what stays"}}}},
		{Name: "e", Heading: "eeeeee", Drop: 1, WithPrevious: true, Cells: []Cell{{Text: "5"}}},
	}}
	for _, test := range []struct {
		width        int
		want, reason string
	}{
		{44, `
group  bbbbbb bbbbbb  cccccc  dddddd  eeeeee
White            2 ¹     3 ²     4 ³       5
Black
¹ of what goes second
² of what goes first
³ of what stays
`, "just so much"},
		{43, `
       bbbbbb
group  bbbbbb  cccccc  dddddd  eeeeee
White     2 ¹     3 ²     4 ³       5
Black
¹ of what goes second
² of what goes first
³ of what stays
`, "a heading of two lines"},
		{36, `
group  bbbbbb bbbbbb  dddddd
White            2 ¹     4 ²
Black
¹ of what goes second
² of what stays
`, "the first to go, and what goes with it"},
		{27, `
       bbbbbb
group  bbbbbb  dddddd
White     2 ¹     4 ²
Black
¹ of what goes second
² of what stays
`, "a heading of two lines again"},
		{20, `
group  dddddd
White     4 ¹
Black
¹ of what stays
`, "the second to go"},
		{-1, `
group  dddddd
White     4 ¹
Black
¹ of what stays
`, "never less than 20"},
	} {
		s.Width = test.width
		if diff := cmp.Diff(strings.TrimPrefix(test.want, "\n"), writtenText(t, s)); diff != "" {
			t.Errorf("width %d (%s) (-want +got):\n%s", test.width, test.reason, diff)
		}
	}
	if page, programs := len(s.For(Markup)), len(s.For(CSV)); page != 5 || programs != 5 {
		t.Errorf("%d columns of a page and %d of CSV, want all 5", page, programs)
	}
}

// TestPlotRoom: a plot takes what the other columns leave; names are broken before it goes, and it
// goes before what has a higher number; it has no column where nothing is drawn.
func TestPlotRoom(t *testing.T) {
	s := Sheet{Columns: []Column{
		{Heading: "group", Align: Left, Cells: []Cell{{Text: "a"}, {Text: "White, but in some way"}, {Text: "b"}}},
		{Heading: "p", Drop: 4, Cells: []Cell{{Text: "<0.001"}}},
		{Plot: true, Drop: 3, Cells: []Cell{{Plot: &Interval{1, 0.5, 2}}, {Plot: &Interval{4, 3, 30}}}},
	}}
	for _, test := range []struct {
		width        int
		want, reason string
	}{
		{0, `
group                        p  ½       1       2       4       8       16
a                       <0.001  ├───────●───────┤
White, but in some way                  │            ├──●────────────────→
b                                       │
`, "never longer than this"},
		{60, `
group                        p  ½    1    2    4    8    16
a                       <0.001  ├────●────┤
White, but in some way               │       ├─●──────────→
b                                    │
`, "as long as there is room for"},
		{43, `
group                    p  ½ 1 2 4 8 16
a                   <0.001  ├─●─┤
White, but in some            │  ├●────→
  way                         │
b                             │
`, "names are broken before it goes"},
		{38, `
group                        p
a                       <0.001
White, but in some way
b
`, "and whole where it has gone"},
		{24, `
group
a
White, but in some way
b
`, "names that are not too long are not broken for what may go"},
		{20, `
group
a
White, but in some
  way
b
`, "but for what stays"},
	} {
		s.Width = test.width
		if diff := cmp.Diff(strings.TrimPrefix(test.want, "\n"), writtenText(t, s)); diff != "" {
			t.Errorf("width %d (%s) (-want +got):\n%s", test.width, test.reason, diff)
		}
	}
}

// TestSplit: columns that have no room beside each other stand below each other, each time behind
// the first, or the first two, and what belongs together stays so.
func TestSplit(t *testing.T) {
	for _, test := range []struct {
		width        int
		columns      []Column
		want, reason string
	}{
		{24, []Column{
			{Heading: "force", Align: Left, Cells: []Cell{{Text: "Kent"}, {Text: "Essex"}}},
			{Heading: "Asian", Cells: []Cell{{Text: "1.41", Notes: []string{"a note"}}, {Text: "0.75"}}},
			{Heading: "word", Align: Left, WithPrevious: true, Cells: []Cell{{Text: "MORE"}, {Text: "less"}}},
			{Heading: "Black", Cells: []Cell{{Text: "2.50"}, {Text: "3.10", Notes: []string{"another"}}}},
			{Heading: "word", Align: Left, WithPrevious: true, Cells: []Cell{{Text: "MORE"}, {Text: "MORE"}}},
			{Heading: "p-value", Drop: 1, Cells: []Cell{{Text: "0.1"}, {Text: "0.2"}}},
		}, `
force   Asian  word
Kent   1.41 ¹  MORE
Essex    0.75  less

force   Black  word
Kent     2.50  MORE
Essex  3.10 ²  MORE

force  p-value
Kent       0.1
Essex      0.2
¹ a note
² another
`, "an index and its word, and what may go stays where there are several tables"},
		{24, []Column{
			{Heading: "group", Align: Left, Cells: []Cell{{Text: "Black"}, {}}},
			{Heading: "step", Align: Left, WithPrevious: true, Cells: []Cell{{Text: "arrest"}, {Text: "charge"}}},
			{Heading: "events", Cells: []Cell{{Text: "20,000"}, {Text: "1,000"}}},
			{Heading: "index", Cells: []Cell{{Text: "1.33"}, {Text: "3.00"}}},
		}, `
group  step    events
Black  arrest  20,000
       charge   1,000

group  step    index
Black  arrest   1.33
       charge   3.00
`, "rows that two columns name"},
	} {
		got := writtenText(t, Sheet{Columns: test.columns, Width: test.width})
		if diff := cmp.Diff(strings.TrimPrefix(test.want, "\n"), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
}

// TestNoRoom: what has no room even so is broken, but numbers only if nothing else does.
func TestNoRoom(t *testing.T) {
	for _, test := range []struct {
		width        int
		columns      []Column
		want, reason string
	}{
		{32, []Column{
			{Heading: "group", Align: Left, Cells: []Cell{{Text: "Black"}}},
			{Heading: "events", Align: Left, Cells: []Cell{{Text: "1,000,000,000"}}},
			{Heading: "of", Align: Left, Cells: []Cell{{Text: "123,456,789"}}},
		}, `
group  events
Black  1,000,000,000

group  of
Black  123,456,789
`, "numbers are not broken while there is another way"},
		{20, []Column{
			{Heading: "group", Align: Left, Cells: []Cell{{Text: "a very long name of a group"}}},
			{Heading: "count", Cells: []Cell{{Text: "1234567890123"}}},
		}, `
group          count
a very     123456789
  long          0123
  name of
  a group
`, "a number that is too long for any line"},
		{20, []Column{{Heading: "p", Plot: true, Cells: []Cell{{Plot: &Interval{900, 800, 1000}}}}}, `
½  1  2  4  8  16
   │            →
`, "an axis that has no room ends at 16"},
	} {
		got := writtenText(t, Sheet{Columns: test.columns, Width: test.width})
		if diff := cmp.Diff(strings.TrimPrefix(test.want, "\n"), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
}

// TestColumnWidth: a column is no wider than it says, in its heading and, if it has words, in its
// cells; headings stand above their cells.
func TestColumnWidth(t *testing.T) {
	s := Sheet{Columns: []Column{
		{Heading: "group", Align: Left, Width: 12, Cells: []Cell{{Text: "Gypsy, Roma or Irish Traveller"}, {Text: "White"}}},
		{Heading: "times as often as White people", Width: 8, Notes: []string{"a ratio"}, Cells: []Cell{{Text: "1234567.89"}, {Text: "1"}}},
	}}
	const want = `               times as
               often as
                  White
group          people ¹
Gypsy, Roma  1234567.89
  or Irish
  Traveller
White                 1
¹ a ratio
`
	if diff := cmp.Diff(want, writtenText(t, s)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestHangingLines: every line above and below the columns is broken between words, further in.
func TestHangingLines(t *testing.T) {
	const long = "a text that is longer than a line"
	s := Sheet{Title: "the title, " + long, Definition: "the definition, " + long, Lines: []string{"a line, " + long}, Notes: []string{"a note, " + long},
		Legend: []string{"* a mark, " + long}, Width: 30, ASCII: true}
	const want = `the title, a text that is
  longer than a line [1]
the definition, a text that is
  longer than a line
a line, a text that is longer
  than a line
* a mark, a text that is
  longer than a line
[1] a note, a text that is
    longer than a line
`
	if diff := cmp.Diff(want, writtenText(t, s)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestASCII: the same sheet without characters beyond ASCII, in text and on a page; CSV stays.
func TestASCII(t *testing.T) {
	s := Sheet{Title: "Rhône · RRI", Notes: []string{"a note — ½"}, ASCII: true, Columns: []Column{
		{Name: "group", Heading: "group", Align: Left, Cells: []Cell{Label("Ærø"), Label("b")}},
		{Heading: "95 % interval", Notes: []string{"I²"}, Align: Dash, Cells: []Cell{{Text: "0.9 – 10", Notes: []string{"≤ 5"}}, {Text: "—"}}},
		{Plot: true, Cells: []Cell{{Plot: &Interval{1.5, 0.9, 10}}, {Plot: &Interval{0.3, 0, 0.4}}}},
	}}
	if diff := cmp.Diff(`Rhone - RRI [1]
group  95 % interval [2]  1/4     1/2      1       2       4       8       16
AEro   0.9 - 10 [3]                       |+----o---------------------|
b      -                  <--o--|          |
[1] a note - 1/2
[2] I^2
[3] <= 5
`, writtenText(t, s)); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
	var page, programs strings.Builder
	if err := errors.Join(s.WriteMarkdown(&page), s.WriteCSV(&programs)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(`**Rhone - RRI** \[1\]

| group | 95 % interval \[2\] |
| :-- | :-: |
| AEro | 0.9 - 10 \[3\] |
| b | - |

\[1\] a note - 1/2

\[2\] I^2

\[3\] &lt;= 5
`, page.String()); diff != "" {
		t.Errorf("Markdown (-want +got):\n%s", diff)
	}
	if want := "group\nÆrø\nb\n"; programs.String() != want {
		t.Errorf("CSV %q, want %q", programs.String(), want)
	}
}

// TestWithout: columns of a name go in every form, and the sheet they are taken from has them
// still.
func TestWithout(t *testing.T) {
	s := Sheet{Columns: []Column{{Name: "a"}, {Name: "p", In: Text}, {Name: "p", In: CSV}, {Heading: "p"}}}
	if got := s.Without("p", "q", ""); len(got.Columns) != 2 || got.Columns[0].Name != "a" || got.Columns[1].Heading != "p" {
		t.Errorf("columns %+v, want the first and the last", got.Columns)
	}
	if len(s.Columns) != 4 || s.Columns[1].Name != "p" {
		t.Errorf("columns %+v of the sheet itself, want all four", s.Columns)
	}
}

// TestLawWidth: whatever is in a sheet, no line of its text is wider than it may be, ASCII is
// nothing but ASCII, and no character of a cell that stays is lost.
func TestLawWidth(t *testing.T) {
	text := rapid.OneOf(
		rapid.StringOfN(rapid.RuneFrom([]rune("ab 漢é–¹%·1,.")), 0, 60, -1),
		rapid.SampledFrom([]string{"", "0.66 – 1.07", "1,234,567", strings.Repeat("x", 300), strings.Repeat("漢", 100), "English, Welsh, Scottish, Northern Irish or British"}),
	)
	cell := rapid.Custom(func(t *rapid.T) Cell {
		c := Cell{Text: text.Draw(t, "text"), Notes: rapid.SliceOfN(text, 0, 2).Draw(t, "notes")}
		if rapid.Bool().Draw(t, "plot") {
			v := math.Exp2(rapid.Float64Range(-12, 12).Draw(t, "v"))
			c.Plot = &Interval{v, v / 2, v * 3}
		}
		return c
	})
	column := rapid.Custom(func(t *rapid.T) Column {
		return Column{
			Heading: text.Draw(t, "heading"), Notes: rapid.SliceOfN(text, 0, 1).Draw(t, "heading notes"), Align: Align(rapid.IntRange(0, 2).Draw(t, "align")),
			Drop: rapid.IntRange(0, 3).Draw(t, "drop"), Width: max(0, rapid.IntRange(-40, 40).Draw(t, "column width")),
			WithPrevious: rapid.Bool().Draw(t, "with previous"), Plot: rapid.IntRange(0, 5).Draw(t, "plot") == 0,
			Cells: rapid.SliceOfN(cell, 0, 4).Draw(t, "cells"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		s := Sheet{
			Title: text.Draw(t, "title"), Notes: rapid.SliceOfN(text, 0, 2).Draw(t, "title notes"), Legend: rapid.SliceOfN(text, 0, 2).Draw(t, "legend"),
			Columns: rapid.SliceOfN(column, 0, 8).Draw(t, "columns"),
			Width:   rapid.IntRange(-1, 130).Draw(t, "width"), ASCII: rapid.Bool().Draw(t, "ascii"),
		}
		out := writtenText(t, s)
		most := max(leastWidth, s.Width)
		if s.Width == 0 {
			most = usualWidth
		}
		for line := range strings.Lines(out) {
			if width(strings.TrimSuffix(line, "\n")) > most {
				t.Fatalf("width %d: %q in\n%s", most, line, out)
			}
		}
		if s.ASCII && !isASCII(out) {
			t.Fatalf("not ASCII:\n%s", out)
		}
		f := footnotes{ascii: s.ASCII}
		for _, c := range s.Columns {
			if c.Plot || c.Drop > 0 {
				continue
			}
			for _, cell := range c.Cells {
				for _, r := range f.clean(cell.Text) + f.clean(c.Heading) {
					if r != ' ' && !strings.ContainsRune(out, r) {
						t.Fatalf("%q of %q is lost in\n%s", r, cell.Text, out)
					}
				}
			}
		}
	})
}
