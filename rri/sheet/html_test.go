package sheet

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fragmentOf writes a sheet as a piece of HTML and reads it as a part of a page with a heading.
func fragmentOf(t *testing.T, s Sheet, prefix string) (string, document) {
	t.Helper()
	var fragment string
	_, d := pageOf(t, func(w io.Writer) error {
		var b strings.Builder
		err := s.WriteHTML(&b, prefix)
		fragment = b.String()
		_, _ = io.WriteString(w, fragment)
		return err
	})
	return fragment, d
}

// TestWriteHTML: the sheet with something of all, as HTML, byte for byte. Its footnotes have the
// numbers that they have in Markdown.
func TestWriteHTML(t *testing.T) {
	s := everything()
	s.Columns = s.Columns[:len(s.Columns)-1] // without the plot, of which svg_test.go tells
	got, _ := fragmentOf(t, s, "a_")
	want := `<section class="scroll" tabindex="0" aria-labelledby="a_c1">
<table class="l1 d4">
<caption>
<p class="title"><span id="a_c1">Title *of* [2J it</span>&nbsp;<a id="a_r1" href="#a_n1" aria-label="note 1">¹</a>&nbsp;<a id="a_r2" href="#a_n2" aria-label="note 2">²</a></p>
<p>Definition: what is &lt;b&gt;counted&lt;/b&gt; out of what</p>
<p>a line</p>
</caption>
<thead>
<tr><th scope="col">na|me</th><th scope="col">count</th><th scope="col">people</th><th scope="col">interval</th><th scope="col">notes</th><th scope="col">p</th></tr>
</thead>
<tbody>
<tr><th scope="row">a|b</th><td>1,234,567</td><td>1,000,000</td><td>0.9 – 1.25</td><td></td><td>&lt;0.001</td></tr>
<tr><th scope="row">=1+1&nbsp;<a id="a_r3" href="#a_n3" aria-label="note 3">³</a></th><td></td><td>0.500</td><td>baseline</td><td><a id="a_r4" href="#a_n4" aria-label="note 4">⁴</a></td><td>&lt;5 years</td></tr>
<tr><td></td><td></td><td>1.00e+300</td><td>10 – 11</td><td></td><td>&lt;b&gt;</td></tr>
</tbody>
</table>
</section>
<section class="scroll" tabindex="0" aria-labelledby="a_c2">
<table>
<caption>
<p class="title"><span id="a_c2">Part</span></p>
</caption>
<thead>
<tr><th scope="col">x</th></tr>
</thead>
<tbody>
<tr><th scope="row">1&nbsp;<a href="#a_n3" aria-label="note 3">³</a>&nbsp;<a id="a_r5" href="#a_n5" aria-label="note 5">⁵</a></th></tr>
</tbody>
</table>
</section>
<p class="legend">* a mark</p>
<ol class="notes">
<li id="a_n1">the second note <a href="#a_r1" aria-label="back to note 1">↑</a></li>
<li id="a_n2">the first note <a href="#a_r2" aria-label="back to note 2">↑</a></li>
<li id="a_n3">of the cell <a href="#a_r3" aria-label="back to note 3">↑</a></li>
<li id="a_n4">of the page <a href="#a_r4" aria-label="back to note 4">↑</a></li>
<li id="a_n5">of the part <a href="#a_r5" aria-label="back to note 5">↑</a></li>
</ol>
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	broken := errors.New("broken")
	if err := s.WriteHTML(brokenWriter{broken}, ""); !errors.Is(err, broken) {
		t.Errorf("error %v, want that of the writer", err)
	}
	if got, _ := fragmentOf(t, Sheet{}, ""); got != "" {
		t.Errorf("nothing is written as %q", got)
	}
}

// TestHTMLOfSheets: what a piece of HTML has of sheets that lack something.
func TestHTMLOfSheets(t *testing.T) {
	one := []Column{{Heading: "x", Cells: []Cell{{Text: "1"}}}}
	for _, test := range []struct {
		name   string
		sheet  Sheet
		prefix string
		want   string // a part of what is written
		not    string // no part of it
		reason string
	}{
		{"no columns", Sheet{Title: "T", Lines: []string{"a line"}, Legend: []string{"l"}, Notes: []string{"n"}}, "", "<p>a line</p>\n<p class=\"legend\">l</p>\n<ol class=\"notes\">\n<li id=\"n1\">n", "<table", "texts alone"},
		{"no title", Sheet{Columns: one}, "", `aria-label="Table">`, "<caption", "a place that is moved has a name"},
		{"notes alone", Sheet{Notes: []string{"n"}, Columns: one}, "", `aria-label="Table">`, "<span", "a mark is no name"},
		{"parts without titles", Sheet{Columns: one, Parts: []Sheet{{Columns: one}, {Columns: one}}}, "", `aria-label="Table 3">`, "", "no two have one name"},
		{"parts of one title", Sheet{Title: "T", Columns: one, Parts: []Sheet{{Title: "T", Columns: one}}}, "", `aria-label="T 2">`, "", "as above"},
		{"blank heading", Sheet{Columns: []Column{{Heading: " "}, {Heading: "x"}}}, "", `<tr><td></td><th scope="col">x</th></tr>`, "", "a header has a name"},
		{"heading of notes", Sheet{Columns: []Column{{Notes: []string{"n"}}}}, "", `<th scope="col"><a id="r1" href="#n1" aria-label="note 1">¹</a></th>`, "", "the mark is its name"},
		{"plot", Sheet{Columns: append(one, Column{Plot: true, Heading: "plotted", Cells: []Cell{{Text: "p"}}})}, "", `<tr><th scope="col">x</th></tr>`, "plotted", "it is drawn above"},
		{"text alone", Sheet{Columns: []Column{{Heading: "x", In: Text}, {Heading: "y"}}}, "", `<tr><th scope="col">y</th></tr>`, "x</th>", "a column of another form"},
		{"sparse", Sheet{Columns: []Column{{Heading: "x", Sparse: true, Cells: make([]Cell, 2)}, {Heading: "y"}}}, "", `<tr><th scope="col">y</th></tr>`, "x</th>", "it is empty"},
		{"no alignment of its name", Sheet{Columns: []Column{{Heading: "x", Align: 9}}}, "", `class="d1"`, "", "as the last, as in Markdown"},
		{"many words", Sheet{Columns: []Column{{Heading: "x", Cells: []Cell{{Text: "one cell that has a lot of words"}}}}}, "", `<th scope="row" class="w">one cell that has a lot of words</th>`, "", "it may have several lines"},
		{"ASCII", Sheet{ASCII: true, Title: "a – b", Notes: []string{"é"}, Columns: one}, "", "a - b</span>&nbsp;<a id=\"r1\" href=\"#n1\" aria-label=\"note 1\">[1]</a>", "é", "as in text"},
		{"prefix", Sheet{Notes: []string{"n"}}, `1 "><b>é`, `id="t1bn1"`, "<b>", "what is no name is left out"},
		{"blank definition", Sheet{Definition: "\x00 ", Columns: one}, "", "<table>", "Definition", "nothing is said"},
		{"wide", Sheet{Columns: wideColumns(15)}, "", `class="wide"`, "", "less than 94 characters do not hold it"},
		{"wider", Sheet{Columns: wideColumns(30)}, "", `class="wider"`, "", "nor do 114"},
		{"formula", Sheet{Columns: []Column{{Heading: "=1", Cells: []Cell{{Text: "=1+1"}}}}}, "", ">=1+1<", "'=", "a page runs none"},
	} {
		got, _ := fragmentOf(t, test.sheet, test.prefix)
		if !strings.Contains(got, test.want) {
			t.Errorf("%s (%s): want %s in\n%s", test.name, test.reason, test.want, got)
		}
		if test.not != "" && strings.Contains(got, test.not) {
			t.Errorf("%s (%s): want no %s in\n%s", test.name, test.reason, test.not, got)
		}
	}
}

// wideColumns returns columns of six characters each.
func wideColumns(n int) []Column {
	columns := make([]Column, n)
	for i := range columns {
		columns[i] = Column{Heading: "number", Cells: []Cell{{Text: "1,234"}}}
	}
	return columns
}

// TestAlignmentCSS: every class of a table on a page has its rule there.
func TestAlignmentCSS(t *testing.T) {
	s := &Sheet{Columns: []Column{{Heading: "a", Align: Left}, {Heading: "b"}, {Heading: "c", Align: Dash}}}
	text, _ := pageOf(t, Page{Sections: []Section{{Blocks: []Block{{Sheet: s}}}}}.WriteHTML)
	for _, want := range []string{`<table class="l1 d3">`, "\n.l1 tr>:nth-child(1){text-align:left}\n", "\n.d3 tr>:nth-child(3){text-align:center}\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("want %q in the page", want)
		}
	}
}

// TestTableNames: a table without a title on a page has the name of the heading above it, and a
// second one of the same title has both.
func TestTableNames(t *testing.T) {
	s := &Sheet{Columns: []Column{{Heading: "a"}}}
	titled := &Sheet{Title: "T", Columns: s.Columns}
	_, d := pageOf(t, Page{Sections: []Section{
		{Name: "x", Title: "X", Blocks: []Block{{Sheet: s}, {Title: "Block", Sheet: s}}},
		{Name: "y", Blocks: []Block{{Sheet: s}}},
		{Name: "z", Title: "Z", Blocks: []Block{{Sheet: titled}, {Sheet: titled}}},
	}}.WriteHTML)
	var got []string
	for _, e := range d.of("section") {
		if e.attributes["tabindex"] != "" {
			got = append(got, e.attributes["aria-labelledby"]+e.attributes["aria-label"])
		}
	}
	if diff := cmp.Diff([]string{"x", "x-block", "Table", "t4_c1", "z t5_c1"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// benchmarkPage returns a page of tables, each with twelve columns.
func benchmarkPage(tables, rows int) Page {
	s := Sheet{Title: "Find rate", Definition: "searches that led to any action, out of all searches of persons", Notes: []string{"116 of 496 searches are in no group"}}
	for i := range 12 {
		c := Column{Heading: "heading", Align: [...]Align{Left, Right, Right, Dash}[i%4]}
		for range rows {
			c.Cells = append(c.Cells, Cell{Text: [...]string{"Black", "1,584,583", "0.77", "0.52 – 1.09"}[i%4]})
		}
		s.Columns = append(s.Columns, c)
	}
	var p Page
	for range tables {
		p.Sections = append(p.Sections, Section{Name: "find-rate", Title: "Find rate", Blocks: []Block{{Sheet: &s}}})
	}
	return p
}

func BenchmarkPage(b *testing.B) {
	p := benchmarkPage(100, 20)
	written := new(countingWriter)
	for b.Loop() {
		written.n = 0
		if err := p.WriteHTML(written); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(written.n))
	b.ReportMetric(float64(written.n), "bytes/page")
}
