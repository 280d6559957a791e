package sheet

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
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
		{0, `
group  bbbbbb bbbbbb  cccccc  dddddd  eeeeee
White            2 ¹     3 ²     4 ³       5
Black
¹ of what goes second
² of what goes first
³ of what stays
`, "80 characters have room"},
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
	if page, programs := len(s.For(Page)), len(s.For(CSV)); page != 5 || programs != 5 {
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
