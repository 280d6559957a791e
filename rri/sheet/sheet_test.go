package sheet

import (
	"encoding/csv"
	"errors"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// everything is a sheet with something of all that a sheet can have, and names that do harm.
func everything() Sheet {
	return Sheet{
		Title: "Title *of*\x1b[2J it", Definition: "what is <b>counted</b>\nout of what", Lines: []string{"a line", ""},
		Notes: []string{"the second\tnote", "the first note"},
		Columns: []Column{
			{Name: "name", Heading: "na|me", Align: Left, Cells: []Cell{Label("a|b"), {Text: "=1+1", Value: String("=1+1"), Notes: []string{"of the cell"}}}},
			{Name: "count", Heading: "count", Cells: []Cell{Count(1234567)}},
			{Name: "people", Heading: "people", Cells: []Cell{Exposure(1e6), Exposure(0.5), Exposure(1e300)}},
			{Heading: "interval", Align: Dash, Cells: []Cell{{Text: "0.9 – 1.25"}, {Text: "baseline"}, {Text: "10 – 11"}}},
			{Name: "lower", In: CSV, Cells: []Cell{{Value: Float(0.1)}, {Value: Float(math.NaN())}, {Value: Float(math.Inf(-1))}, {Value: Bool(true)}}},
			{Heading: "notes", In: Markup, Sparse: true, Cells: []Cell{{}, {Notes: []string{"of the page"}}}},
			{Heading: "empty", Sparse: true, Cells: []Cell{{}, {Value: String("for programs")}}},
			{Name: "p", Heading: "p", Cells: []Cell{{Text: "<0.001", Value: Float(1e-9)}, {Text: "<5 years", Value: String("<5 years")}, {Text: "<b>", Value: Int(1)}}},
			{Plot: true, Cells: []Cell{{Plot: &Interval{2, 1.5, 3}}, {}, {Plot: &Interval{math.NaN(), math.NaN(), math.NaN()}}}},
		},
		Legend: []string{"* a mark"},
		Parts:  []Sheet{{Title: "Part", Columns: []Column{{Heading: "x", Cells: []Cell{{Text: "1", Notes: []string{"of the part", "of the cell"}}}}}}},
	}
}

// TestForms: the same sheet in every form, byte for byte.
func TestForms(t *testing.T) {
	for _, test := range []struct {
		name  string
		write func(Sheet, io.Writer) error
		want  string
	}{
		{"text", Sheet.WriteText, `
Title *of* [2J it ¹ ²
what is <b>counted</b> out of what
a line
na|me       count     people  interval           p  ½       1       2       4
a|b     1,234,567  1,000,000  0.9 – 1.25    <0.001          │    ├──●────┤
=1+1 ³                 0.500  baseline    <5 years          │
                   1.00e+300   10 –   11       <b>          │

Part
    x
1 ³ ⁴
* a mark
¹ the second note
² the first note
³ of the cell
⁴ of the part
`},
		{"Markdown", Sheet.WriteMarkdown, `
**Title \*of\* \[2J it** ¹ ²

Definition: what is &lt;b&gt;counted&lt;/b&gt; out of what

a line

| na\|me | count | people | interval | notes | p |
| :-- | --: | --: | :-: | --: | --: |
| a\|b | 1,234,567 | 1,000,000 | 0.9 – 1.25 |  | <0.001 |
| =1+1 ³ |  | 0.500 | baseline | ⁴ | &lt;5 years |
|  |  | 1.00e+300 | 10 – 11 |  | &lt;b&gt; |

**Part**

| x |
| --: |
| 1 ³ ⁵ |

\* a mark

¹ the second note

² the first note

³ of the cell

⁴ of the page

⁵ of the part
`},
		{"CSV", Sheet.WriteCSV, `
name,count,people,lower,p
a|b,1234567,1000000,0.1,1e-09
'=1+1,,0.5,,<5 years
,,1e+300,-Inf,1
,,,true,
`},
	} {
		var b strings.Builder
		if err := test.write(everything(), &b); err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
		if diff := cmp.Diff(strings.TrimPrefix(test.want, "\n"), b.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
		broken := errors.New("broken")
		if err := test.write(everything(), brokenWriter{broken}); !errors.Is(err, broken) {
			t.Errorf("%s: error %v, want that of the writer", test.name, err)
		}
		b.Reset()
		if err := test.write(Sheet{}, &b); err != nil || b.Len() > 0 {
			t.Errorf("%s of nothing: %q, %v", test.name, b.String(), err)
		}
	}
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }

// TestSpaced: blank lines around the columns, and none where there is nothing to part.
func TestSpaced(t *testing.T) {
	s := Sheet{Title: "t", Spaced: true, Columns: []Column{{Heading: "a", Cells: []Cell{{Text: "1"}}}}, Legend: []string{"l"}}
	for _, test := range []struct {
		title  string
		legend []string
		want   string
	}{
		{"t", []string{"l"}, "t\n\na\n1\n\nl\n"},
		{"", nil, "a\n1\n"},
	} {
		s.Title, s.Legend = test.title, test.legend
		var b strings.Builder
		if err := s.WriteText(&b); err != nil || b.String() != test.want {
			t.Errorf("%v, got %q, want %q", err, b.String(), test.want)
		}
	}
}

// TestWriteCSVOfSeveral: one header for all, and a rectangle.
func TestWriteCSVOfSeveral(t *testing.T) {
	a := Sheet{Columns: []Column{{Name: "x", Cells: []Cell{{Value: Int(1)}, {Value: Int(2)}}}, {Name: "y", Cells: []Cell{{Value: String("a")}}}}}
	b := Sheet{Columns: []Column{{Name: "=z", Cells: []Cell{{Value: Float(3.5)}}}, {Name: "x", Cells: []Cell{{Value: Int(4)}}}}}
	var out strings.Builder
	if err := WriteCSV(&out, a, b); err != nil {
		t.Fatal(err)
	}
	if want := "x,y,'=z\n1,a,\n2,,\n4,,3.5\n"; out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
	a.Columns[1].Name = "x"
	if err := WriteCSV(io.Discard, b, a); err == nil || !strings.Contains(err.Error(), `two columns of the name "x"`) {
		t.Errorf("two columns of one name: error %v", err)
	}
}

// TestCSVOfOneColumn: an empty cell alone in its line is a row, and names that become one are two
// columns of one name.
func TestCSVOfOneColumn(t *testing.T) {
	var b strings.Builder
	if err := (Sheet{Columns: []Column{{Name: "\u202e", Cells: []Cell{{}, {Value: Int(1)}, {Value: String("")}}}}}).WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	if want := "\"\"\n\"\"\n1\n\"\"\n"; b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
	for _, names := range [][2]string{{"a\n", "a "}, {"=x", "'=x"}} {
		s := Sheet{Columns: []Column{{Name: names[0]}, {Name: names[1]}}}
		if err := s.WriteCSV(io.Discard); err == nil || !strings.Contains(err.Error(), "two columns of the name") {
			t.Errorf("columns %q: error %v, want that they have one name", names, err)
		}
	}
	for v, want := range map[float64]string{1e-320: "1.00e-320", 1e-12: "1.00e-12", 0.00000123: "0.00000123", 0: "0"} {
		if got := Exposure(v).Text; got != want {
			t.Errorf("Exposure(%v) is %q, want %q", v, got, want)
		}
	}
}

// TestFormLaws: whatever the texts, no line is broken, every line of Markdown has the cells of its
// heading, no line becomes a list, and a reader of CSV finds every row and every cell.
func TestFormLaws(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "a\nb", "|", "\u2028", "0.9 – 1.1", "=1", "<script>", "[a](b)", "x\x00", "- a", "1. a", "---", "    a", "a@b.c", `\.`, `"`}))
	cell := rapid.Custom(func(t *rapid.T) Cell {
		c := Cell{Text: text.Draw(t, "text"), Value: String(text.Draw(t, "value")), Notes: rapid.SliceOfN(text, 0, 2).Draw(t, "notes")}
		if rapid.Bool().Draw(t, "plot") {
			c.Plot = &Interval{rapid.Float64().Draw(t, "value"), rapid.Float64().Draw(t, "lower"), rapid.Float64().Draw(t, "upper")}
		}
		return c
	})
	column := rapid.Custom(func(t *rapid.T) Column {
		return Column{
			Heading: text.Draw(t, "heading"), In: Form(rapid.IntRange(0, 7).Draw(t, "in")), Align: Align(rapid.IntRange(0, 3).Draw(t, "align")),
			Drop: rapid.IntRange(0, 3).Draw(t, "drop"), Sparse: rapid.Bool().Draw(t, "sparse"), Plot: rapid.Bool().Draw(t, "plot"),
			Cells: rapid.SliceOfN(cell, 0, 4).Draw(t, "cells"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		s := Sheet{Columns: rapid.SliceOfN(column, 0, 5).Draw(t, "columns"), Width: rapid.IntRange(-5, 120).Draw(t, "width")}
		for i := range s.Columns {
			s.Columns[i].Name = string(rune('a'+i)) + text.Draw(t, "name")
		}
		texts := rapid.SliceOfN(text, 0, 2)
		s.Title, s.Definition = text.Draw(t, "title"), text.Draw(t, "definition")
		s.Notes, s.Lines, s.Legend = texts.Draw(t, "notes"), texts.Draw(t, "lines"), texts.Draw(t, "legend")
		var plain, page, programs strings.Builder
		if err := errors.Join(s.WriteText(&plain), s.WriteMarkdown(&page), s.WriteCSV(&programs)); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(plain.String(), "\x00\r\u2028") || strings.ContainsAny(page.String(), "\x00\r\u2028") {
			t.Fatalf("not clean:\n%s\n%s", plain.String(), page.String())
		}
		var want [][]string
		if columns := s.For(CSV); len(columns) > 0 {
			want = make([][]string, rows(columns)+1)
			for i := range want {
				for _, c := range columns {
					if i == 0 {
						want[i] = append(want[i], csvText(c.Name))
					} else {
						said, _ := c.cell(i - 1).Value.Any().(string)
						want[i] = append(want[i], csvText(said))
					}
				}
			}
		}
		got, err := csv.NewReader(strings.NewReader(programs.String())).ReadAll()
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Fatalf("CSV %q: %v, read back (-want +got):\n%s", programs.String(), err, diff)
		}
		bars := -1
		for line := range strings.Lines(page.String()) {
			if strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "---") || strings.HasPrefix(line, "1. ") || strings.HasPrefix(line, "    ") {
				t.Fatalf("a list, a rule or code: %q", line)
			}
		}
		for line := range strings.Lines(page.String()) {
			if !strings.HasPrefix(line, "| ") {
				continue
			}
			n := strings.Count(strings.ReplaceAll(line, `\\`, ""), "|") - strings.Count(strings.ReplaceAll(line, `\\`, ""), `\|`)
			if bars >= 0 && n != bars {
				t.Fatalf("%d bars, want %d: %q", n, bars, line)
			}
			bars = n
		}
		if strings.Contains(page.String(), "<script") || strings.Contains(strings.ReplaceAll(page.String(), `\](`, ""), "](") {
			t.Fatalf("HTML or a link:\n%s", page.String())
		}
	})
}
