package sheet

import (
	"encoding/base64"
	"errors"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// harmful are texts that would do harm somewhere if they were not escaped or cleaned.
var harmful = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `javascript:alert(1)`, `</style><style>*{display:none}`, `</title><script>`, `{{.Title}}{{template "x"}}`, `${x}`,
	`&amp; &lt;b&gt; &#60;`, `<!-- -->`, `]]>`, "nul\x00esc\x1b[2Jbell\a", "\u202egpj.exe\u2066", "broken\xff\xfe", "line\u2028break\u2029\r\n\tend", `=HYPERLINK("http://a.b","c")`, `@SUM(A1)`, `' onmouseover='x`, "`x`", `</td></tr></table>`,
	"<wbr>", `\u003cscript\u003e`, "data:text/html,<b>", "", " ", "\u00a0", "\ufeff", strings.Repeat("long", 50), "מימין לשמאל", "naïve – “quoted” 4.31¹",
}

// fullPage is a page with something of all that a page can have. Its texts are those that next
// returns.
func fullPage(next func() string) Page {
	texts := func() []string { return []string{next(), next()} }
	cell := func() Cell {
		return Cell{Text: next(), Notes: texts(), Plot: &Interval{1, 0.5, 2}, Bounds: &Interval{1, 0.1, 4}}
	}
	table := func() Sheet {
		return Sheet{
			Title: next(), Definition: next(), Lines: texts(), Notes: texts(), Legend: texts(),
			Columns: []Column{
				{Heading: next(), Align: Left, Cells: []Cell{cell(), cell()}},
				{Heading: next(), Notes: texts(), Cells: []Cell{cell(), cell(), cell()}},
				{Heading: next(), Align: Dash, Sparse: true, Cells: []Cell{cell()}},
			},
			Pictures: []Picture{{
				Name: next(), Title: next(), Scale: next(), Interval: next(), Bounds: next(), Legend: texts(),
				Rows: []PictureRow{{Label: next()}, {Label: next(), Text: next(), Word: next(), Plot: &Interval{2, 1, 3}, Bounds: &Interval{2, 0.5, 5}}},
				Panels: []Panel{{Label: next(), Points: []PanelPoint{
					{Name: next(), Text: next(), Plot: &Interval{2, 1, 3}},
					{X: 1, Name: next(), Text: next(), Plot: &Interval{2, 1, 3}, Apart: true, Why: next()},
				}}},
			}},
		}
	}
	block := func() Block {
		s := table()
		s.Parts = []Sheet{table()}
		return Block{Title: next(), Paragraphs: texts(), Items: texts(), Numbered: true, Sheet: &s}
	}
	return Page{
		Title: next(), Lines: texts(), Warnings: texts(), Foot: texts(),
		Sections:  []Section{{Name: next(), Title: next(), Blocks: []Block{block(), block()}}, {Name: next(), Title: next(), Blocks: []Block{{Items: texts()}}}},
		Downloads: []Download{{Name: next(), Title: next(), CSV: []byte(next())}, {Name: next(), CSV: []byte{0xff}}},
	}
}

// shown returns the texts of a page that have to be seen as they are, but for what cleaning takes.
func (p Page) shown() (texts []string) {
	texts = slices.Concat([]string{p.Title}, p.Lines, p.Warnings, p.Foot)
	for _, section := range p.Sections {
		texts = append(texts, section.Title)
		for _, block := range section.Blocks {
			texts = slices.Concat(texts, []string{block.Title}, block.Paragraphs, block.Items)
			if block.Sheet != nil {
				texts = slices.Concat(texts, block.Sheet.shown())
			}
		}
	}
	for _, d := range p.Downloads {
		texts = append(texts, d.Title)
	}
	return texts
}

// shown returns the texts of a sheet and its parts that have to be seen.
func (s Sheet) shown() (texts []string) {
	texts = slices.Concat([]string{s.Title, s.Definition}, s.Lines, s.Notes, s.Legend)
	for _, c := range s.For(Markup) {
		if c.Plot {
			continue
		}
		texts = slices.Concat(texts, []string{c.Heading}, c.Notes)
		for _, cell := range c.Cells {
			texts = slices.Concat(texts, []string{cell.Text}, cell.Notes)
		}
	}
	for _, part := range s.Parts {
		part.Legend = nil
		texts = append(texts, part.shown()...)
	}
	return texts
}

// checkPage writes a page, reads it, and looks whether it says all that the page has.
func checkPage(t interface {
	Helper()
	Fatalf(string, ...any)
}, p Page) document {
	t.Helper()
	text, d := pageOf(t, p.WriteHTML)
	if again, _ := pageOf(t, p.WriteHTML); again != text {
		t.Fatalf("written twice, the page differs")
	}
	for _, want := range p.shown() {
		if want = Clean(want); !blank(want) && !strings.Contains(d.text, want) {
			t.Fatalf("%q is not in the text of the page:\n%.3000s", want, d.text)
		}
	}
	if len(d.of("h1")) != 1 || len(d.of("title")) != 1 || len(d.of("main")) != 1 || len(d.of("style")) != 1 {
		t.Fatalf("want one heading, title, main part and style")
	}
	var files []string
	for _, a := range d.of("a") {
		if data, ok := strings.CutPrefix(a.attributes["href"], csvLink); ok {
			content, _ := base64.StdEncoding.DecodeString(data)
			files = append(files, string(content))
			if name := a.attributes["download"]; name != fileName(name) {
				t.Fatalf("file name %q is not safe", name)
			}
		}
	}
	var want []string
	for _, download := range p.Downloads {
		want = append(want, string(download.CSV))
	}
	if diff := cmp.Diff(want, files); diff != "" {
		t.Fatalf("files (-want +got):\n%s", diff)
	}
	return d
}

// TestHarmfulTexts: each harmful text in every field of a page is text there and nothing else.
func TestHarmfulTexts(t *testing.T) {
	for _, text := range harmful {
		checkPage(t, fullPage(func() string { return text }))
	}
	i := 0
	checkPage(t, fullPage(func() string { i++; return harmful[i%len(harmful)] + strconv.Itoa(i) }))
}

// TestPageLaws: so do pages of any shape.
func TestPageLaws(t *testing.T) {
	text := rapid.OneOf(rapid.SampledFrom(harmful), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		p := fullPage(func() string { return text.Draw(t, "text") })
		for i := range p.Sections {
			for j := range p.Sections[i].Blocks {
				if s := p.Sections[i].Blocks[j].Sheet; s != nil {
					s.Columns = s.Columns[:rapid.IntRange(0, len(s.Columns)).Draw(t, "columns")]
					s.Pictures = s.Pictures[:rapid.IntRange(0, len(s.Pictures)).Draw(t, "pictures")]
				}
			}
		}
		p.Sections = p.Sections[:rapid.IntRange(0, len(p.Sections)).Draw(t, "sections")]
		p.Downloads = p.Downloads[:rapid.IntRange(0, len(p.Downloads)).Draw(t, "downloads")]
		checkPage(t, p)
	})
}

// FuzzPage: whatever three texts a page is filled with.
func FuzzPage(f *testing.F) {
	for i := 0; i+2 < len(harmful); i += 3 {
		f.Add(harmful[i], harmful[i+1], harmful[i+2])
	}
	f.Fuzz(func(t *testing.T, a, b, c string) {
		texts, i := [...]string{a, b, c}, 0
		checkPage(t, fullPage(func() string { i++; return texts[i%len(texts)] }))
	})
}

// TestPageFrame: what the frame of a page has, for pages that lack something.
func TestPageFrame(t *testing.T) {
	titled := func(names ...string) (list []Section) {
		for _, name := range names {
			list = append(list, Section{Name: name, Title: "Section " + name})
		}
		return list
	}
	for _, test := range []struct {
		name   string
		page   Page
		tag    string
		want   []string // texts of the elements of the tag
		reason string
	}{
		{"empty", Page{}, "title", []string{"Tables"}, "a file must have a title"},
		{"empty", Page{}, "h1", []string{"Tables"}, "the heading is the title"},
		{"empty", Page{}, "nav", nil, "nothing to go to"},
		{"empty", Page{}, "footer", nil, "no lines"},
		{"invisible title", Page{Title: "\u202e \t"}, "title", []string{"Tables"}, "nothing of it is left"},
		{"title", Page{Title: "a & b"}, "title", []string{"a & b"}, "escaped once"},
		{"blank lines", Page{Lines: []string{"", " ", "a"}}, "p", []string{"a"}, "blank ones say nothing"},
		{"one section", Page{Sections: titled("a")}, "nav", nil, "it is all there is"},
		{"sections", Page{Sections: titled("a", "b")}, "li", []string{"Section a", "Section b"}, "links to both"},
		{"section and file", Page{Sections: titled("a"), Downloads: []Download{{Name: "x"}}}, "li", []string{"Section a", "Data to download", "x.csv (CSV, 0 bytes)"}, "the files are a section too"},
		{"no title", Page{Sections: []Section{{Blocks: []Block{{Title: "Block"}}}}}, "h2", []string{"Block"}, "no level is skipped"},
		{"no title", Page{Sections: append(titled("a", "b"), Section{Name: "c"})}, "li", []string{"Section a", "Section b"}, "a link without a text is none"},
		{"list", Page{Sections: []Section{{Blocks: []Block{{Items: []string{"1", "2"}, Numbered: true}}}}}, "ol", []string{"\n1\n2\n"}, "numbers"},
		{"list", Page{Sections: []Section{{Blocks: []Block{{Items: []string{"1", "2"}}}}}}, "ul", []string{"\n1\n2\n"}, "no numbers"},
		{"file", Page{Downloads: []Download{{Name: "a", Title: "A", CSV: make([]byte, 12_345)}}}, "li", []string{"A (CSV, 12 kB)"}, "how large it is"},
	} {
		_, d := pageOf(t, test.page.WriteHTML)
		var got []string
		for _, e := range d.of(test.tag) {
			got = append(got, e.text)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s (%s) (-want +got):\n%s", test.name, test.tag, test.reason, diff)
		}
	}
	broken := errors.New("broken")
	if err := (Page{}).WriteHTML(brokenWriter{broken}); !errors.Is(err, broken) {
		t.Errorf("error %v, want that of the writer", err)
	}
}

// TestPageNames: links to sections are stable, safe and end in one place each.
func TestPageNames(t *testing.T) {
	for _, test := range []struct {
		names  []string
		want   []string
		reason string
	}{
		{[]string{"find-rate", "search-rate"}, []string{"find-rate", "search-rate"}, "good names stay"},
		{[]string{"a", "a", "a-2", "a"}, []string{"a", "a-2", "a-2-2", "a-3"}, "taken"},
		{[]string{"main", "downloads"}, []string{"main-2", "downloads-2"}, "the page has these"},
		{[]string{"Café / Été", "ÆTHELSTAN_1"}, []string{"cafe-ete", "aethelstan-1"}, "letters of ASCII"},
		{[]string{"", "  ", "日本", "\x00\u202e"}, []string{"section", "section-2", "section-3", "section-4"}, "nothing left"},
		{[]string{"2023", "-x-"}, []string{"section-2023", "x"}, "a letter first"},
		{[]string{strings.Repeat("ab ", 1e6)}, []string{strings.Repeat("ab-", 19) + "ab"}, "not too long"},
	} {
		var p Page
		for _, name := range test.names {
			p.Sections = append(p.Sections, Section{Name: name, Title: "t", Blocks: []Block{{Title: "b"}}})
		}
		_, d := pageOf(t, p.WriteHTML)
		var got []string
		for _, e := range d.of("h2") {
			got = append(got, e.attributes["id"])
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
		if h3 := d.of("h3"); h3[0].attributes["id"] != test.want[0]+"-b" {
			t.Errorf("%s: name of the block %q", test.reason, h3[0].attributes["id"])
		}
	}
}

// TestPictures: the names of pictures are unique on a page.
func TestPictures(t *testing.T) {
	sheetOf := func(names ...string) *Sheet {
		s := new(Sheet)
		for _, name := range names {
			s.Pictures = append(s.Pictures, Picture{Name: name})
		}
		return s
	}
	p := Page{Sections: []Section{{Blocks: []Block{{Sheet: sheetOf("a", "b")}, {}}}, {Blocks: []Block{{Sheet: sheetOf("a", "", "picture")}}}}}
	var got []string
	for _, picture := range p.Pictures() {
		got = append(got, picture.Name)
	}
	if diff := cmp.Diff([]string{"a", "b", "a-2", "picture", "picture-2"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if name := p.Sections[1].Blocks[0].Sheet.Pictures[0].Name; name != "a" {
		t.Errorf("the sheet has been changed: %q", name)
	}
}

// TestFileName: files that a page carries can be saved anywhere.
func TestFileName(t *testing.T) {
	for in, want := range map[string]string{
		"avon-and-somerset.csv": "avon-and-somerset.csv", "A.CSV": "A.csv", "page.exe": "page.exe.csv", "": "data.csv", "..": "data.csv", ".csv": "data.csv",
		"../../etc/passwd": "-..-etc-passwd.csv", `C:\x?*.csv`: "C--x--.csv", "con": "data-con.csv", "nul.csv": "data-nul.csv", "com1.a": "data-com1.a.csv", "console": "console.csv",
		"a\x00\nb\u202e": "a  b.csv", "Dyfed–Powys é": "Dyfed–Powys é.csv", strings.Repeat("x", 1000): strings.Repeat("x", 60) + ".csv",
	} {
		if got := fileName(in); got != want {
			t.Errorf("%q is saved as %q, want %q", in, got, want)
		}
	}
	for in, want := range map[int]string{0: "0 bytes", 1: "1 byte", 999: "999 bytes", 1000: "1 kB", 12_345: "12 kB", 999_499: "999 kB", 999_500: "1.0 MB", 1_250_000: "1.2 MB", 2_000_000_000: "2,000.0 MB"} {
		if got := fileSize(in); got != want {
			t.Errorf("%d bytes are %q, want %q", in, got, want)
		}
	}
}

// TestLargeTexts: of a field of ten million characters a page has the beginning, and says so; the
// files that it carries are whole.
func TestLargeTexts(t *testing.T) {
	const n = 10_000_000
	for _, text := range []string{strings.Repeat("x", n), strings.Repeat(" ", n), strings.Repeat("é\u0301", n/4), strings.Repeat("\x80", n)} {
		p := fullPage(func() string { return text })
		p.Downloads = []Download{{Name: text, CSV: []byte("a\n")}}
		start := time.Now()
		out, d := pageOf(t, p.WriteHTML)
		t.Logf("%.8q…: %v, %d bytes", text, time.Since(start).Round(time.Millisecond), len(out))
		if limit := 200 * longestText; len(out) > limit {
			t.Errorf("%.8q…: %d bytes, want at most %d", text, len(out), limit)
		}
		if want := "… (cut here: 10,000,000 bytes in all)"; !strings.HasSuffix(d.of("h1")[0].text, want) {
			t.Errorf("%.8q…: the title ends in %q", text, d.of("h1")[0].text[longestText-10:])
		}
	}
	whole := strings.Repeat("x", longestText)
	if got := shortened(whole); got != whole {
		t.Errorf("a text of %d bytes is cut", longestText)
	}
	if got, want := shortened(whole[1:]+"éx"), whole[1:]+"… (cut here: 20,002 bytes in all)"; got != want {
		t.Errorf("a character is cut: %q", got[longestText-10:])
	}
}

type countingWriter struct{ n int }

func (w *countingWriter) Write(b []byte) (int, error) { w.n += len(b); return len(b), nil }

// TestContrast: text has the contrast that WCAG asks for at level AA, on every ground, and so have
// marks that carry a meaning, on a light screen and on a dark one.
func TestContrast(t *testing.T) {
	schemes := regexp.MustCompile(`:root\{([^}]*)\}`).FindAllStringSubmatch(colourCSS, -1)
	if len(schemes) != 2 {
		t.Fatalf("%d schemes, want a light and a dark one", len(schemes))
	}
	var names [2][]string
	for i, scheme := range schemes {
		colours := make(map[string]string)
		for _, rule := range strings.Split(scheme[1], ";") {
			name, colour, _ := strings.Cut(rule, ":")
			colours[name] = colour
		}
		names[i] = slices.Sorted(maps.Keys(colours))
		for _, ground := range []string{"--paper", "--wash"} {
			for name, least := range map[string]float64{"--ink": 7, "--soft": 4.5, "--link": 4.5, "--accent": 3, "--warn": 3} {
				if got := contrast(t, colours[name], colours[ground]); got < least {
					t.Errorf("scheme %d: %s on %s has a contrast of %.2f, want %v", i, name, ground, got, least)
				}
			}
		}
	}
	if diff := cmp.Diff(names[0], names[1]); diff != "" {
		t.Errorf("colours of the schemes (-light +dark):\n%s", diff)
	}
	if got := contrast(t, "#fff", "#000000"); got != 21 {
		t.Errorf("white on black has a contrast of %v, want 21", got)
	}
}
