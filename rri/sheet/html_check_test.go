package sheet

import (
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// document is what a strict reader finds in HTML that this package has written.
type document struct {
	text     string // of all elements, without their tags
	elements []element
	names    map[string]bool
}

// element is the start of an element.
type element struct {
	tag        string
	attributes map[string]string
	text       string // of it and those in it
}

// of returns the elements of a tag.
func (d document) of(tag string) (elements []element) {
	for _, e := range d.elements {
		if e.tag == tag {
			elements = append(elements, e)
		}
	}
	return elements
}

var (
	htmlTag       = regexp.MustCompile(`^<(/?)([a-zA-Z][a-zA-Z0-9]*)((?: [a-zA-Z:-]+="[^"<>]*")*)(/?)>`)
	htmlAttribute = regexp.MustCompile(`([a-zA-Z:-]+)="([^"]*)"`)
	htmlEntity    = regexp.MustCompile(`^&(?:amp|lt|gt|nbsp|#34|#39|#43|#96);`)
	nameForm      = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*$`)
)

// voidTags have no end.
var voidTags = []string{"meta", "link", "wbr"}

// frameTags are the elements of pages, each with its attributes; within svg all are drawn.
var frameTags = map[string]string{
	"html": "lang", "head": "", "meta": "charset name content http-equiv", "link": "rel href", "title": "", "style": "", "body": "",
	"a": "class href id aria-label download", "header": "", "div": "class role aria-label", "nav": "aria-label", "main": "id", "footer": "",
	"section": "id class tabindex aria-label aria-labelledby", "h1": "", "h2": "id", "h3": "id", "p": "class", "span": "id", "ul": "", "ol": "class", "li": "id",
	"table": "class", "caption": "", "thead": "", "tbody": "", "tr": "", "th": "scope class", "td": "class", "wbr": "", "figure": "", "figcaption": "",
}

// readHTML reads HTML that has to be as this package writes it: every element is ended, or has no
// end by its nature, every attribute is in quotes, every sign of HTML in a text is escaped, names
// are unique, and links end in the page.
func readHTML(s string) (document, error) {
	d := document{names: make(map[string]bool)}
	var open []int // indices of elements
	var text strings.Builder
	if !utf8.ValidString(s) {
		return d, fmt.Errorf("no valid UTF-8")
	}
	if i := strings.IndexFunc(s, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
	}); i >= 0 {
		return d, fmt.Errorf("a character that is not clean: %q", s[i:min(len(s), i+20)])
	}
	starts := make(map[int]int) // where the text of an open element starts
	for rest := strings.TrimPrefix(s, "<!DOCTYPE html>\n"); rest != ""; {
		end := strings.IndexAny(rest, "<>&\"")
		switch {
		case end < 0:
			end = len(rest)
			fallthrough
		case end > 0:
			text.WriteString(rest[:end])
			rest = rest[end:]
			continue
		case rest[0] == '"':
			text.WriteByte('"') // of a style sheet, or of text that the frame has
			rest = rest[1:]
			continue
		case rest[0] == '&':
			entity := htmlEntity.FindString(rest)
			if entity == "" {
				return d, fmt.Errorf("a & that is not escaped: %.40q", rest)
			}
			text.WriteString(html.UnescapeString(entity))
			rest = rest[len(entity):]
			continue
		}
		m := htmlTag.FindStringSubmatch(rest)
		if m == nil {
			return d, fmt.Errorf("no tag: %.80q", rest)
		}
		rest = rest[len(m[0]):]
		tag := m[2]
		if m[1] != "" {
			if len(open) == 0 || d.elements[open[len(open)-1]].tag != tag {
				return d, fmt.Errorf("</%s> ends another element", tag)
			}
			i := open[len(open)-1]
			open = open[:len(open)-1]
			d.elements[i].text = text.String()[starts[i]:]
			continue
		}
		e := element{tag: tag, attributes: make(map[string]string)}
		for _, a := range htmlAttribute.FindAllStringSubmatch(m[3], -1) {
			if _, twice := e.attributes[a[1]]; twice {
				return d, fmt.Errorf("%s has %s twice", tag, a[1])
			}
			e.attributes[a[1]] = html.UnescapeString(a[2])
		}
		drawn := tag == "svg" || slices.ContainsFunc(open, func(i int) bool { return d.elements[i].tag == "svg" })
		if err := d.add(e, drawn); err != nil {
			return d, err
		}
		switch tag {
		case "style":
			if end = strings.IndexByte(rest, '<'); end < 0 || !strings.HasPrefix(rest[end:], "</style>") {
				return d, fmt.Errorf("a style sheet that does not end")
			}
			rest = rest[end+len("</style>"):]
			continue
		}
		if slices.Contains(voidTags, tag) || drawn && m[4] != "" {
			continue
		}
		if m[4] != "" {
			return d, fmt.Errorf("%s ends in its start", tag)
		}
		starts[len(d.elements)-1] = text.Len()
		open = append(open, len(d.elements)-1)
	}
	if len(open) > 0 {
		return d, fmt.Errorf("%s has no end", d.elements[open[0]].tag)
	}
	d.text = text.String()
	return d, d.check()
}

// add takes an element if it and its attributes are of those that pages have.
func (d *document) add(e element, drawn bool) error {
	attributes, known := frameTags[e.tag]
	if !known && !drawn || e.tag == "script" {
		return fmt.Errorf("a page has no %s", e.tag)
	}
	for name, value := range e.attributes {
		if !drawn && !slices.Contains(strings.Fields(attributes), name) || strings.HasPrefix(name, "on") || name == "style" {
			return fmt.Errorf("%s has no %s", e.tag, name)
		}
		if name == "id" {
			if !nameForm.MatchString(value) || d.names[value] {
				return fmt.Errorf("name %q of %s: not of its form, or taken", value, e.tag)
			}
			d.names[value] = true
		}
	}
	d.elements = append(d.elements, e)
	return nil
}

// csvLink is the start of a link that saves a CSV file.
const csvLink = "data:text/csv;charset=utf-8;base64,"

// check tells what is wrong between elements.
func (d document) check() error {
	level := 0
	for _, e := range d.elements {
		for _, name := range strings.Fields(e.attributes["aria-labelledby"]) {
			if !d.names[name] {
				return fmt.Errorf("%s is labelled by %q, which is nowhere", e.tag, name)
			}
		}
		href, linked := e.attributes["href"]
		switch data, isData := strings.CutPrefix(href, csvLink); {
		case !linked, e.tag == "link" && href == "data:,":
		case isData && e.attributes["download"] != "":
			if _, err := base64.StdEncoding.DecodeString(data); err != nil {
				return fmt.Errorf("download: %w", err)
			}
		case !strings.HasPrefix(href, "#") || !d.names[href[1:]]:
			return fmt.Errorf("a link to %q, which is nowhere", href)
		}
		switch e.tag {
		case "h1", "h2", "h3":
			if n := int(e.tag[1] - '0'); n > level+1 {
				return fmt.Errorf("%s %q skips a level", e.tag, e.text)
			} else {
				level = n
			}
			fallthrough
		case "th", "title", "figcaption", "caption", "li", "a", "p":
			if blank(e.text) {
				return fmt.Errorf("%s without a text", e.tag)
			}
		}
	}
	return nil
}

// pageOf writes a page and reads it.
func pageOf(t interface {
	Helper()
	Fatalf(string, ...any)
}, write func(io.Writer) error) (string, document) {
	t.Helper()
	var b strings.Builder
	if err := write(&b); err != nil {
		t.Fatalf("writing: %v", err)
	}
	d, err := readHTML(b.String())
	if err != nil {
		t.Fatalf("%v in\n%.20000s", err, b.String())
	}
	return b.String(), d
}

// TestReadHTML: the reader of the tests finds what is wrong.
func TestReadHTML(t *testing.T) {
	for _, test := range []struct{ html, reason string }{
		{"<p>a", "no end"},
		{"<p>a</div>", "the end of another element"},
		{"<p>a & b</p>", "a sign that is not escaped"},
		{"<p>a > b</p>", "a sign that is not escaped"},
		{"<p>&copy;</p>", "an entity that nobody writes"},
		{"<p class=a>b</p>", "no quotes"},
		{`<p onclick="a">b</p>`, "a program"},
		{`<p style="a">b</p>`, "a style of its own"},
		{"<script>a</script>", "a program"},
		{"<img>", "a picture from elsewhere"},
		{`<h2 id="a">b</h2>`, "no level above"},
		{`<h1>b</h1><h3 id="a">b</h3>`, "a level is skipped"},
		{`<li id="a">b</li><li id="a">b</li>`, "a name twice"},
		{`<li id="a b">b</li>`, "two names"},
		{`<a href="#a">b</a>`, "a link to nowhere"},
		{`<a href="https://a">b</a>`, "a link to elsewhere"},
		{`<a href="javascript:a">b</a>`, "a link that runs"},
		{`<th scope="col"></th>`, "no name"},
		{"<p>a\u202eb</p>", "a mark that turns the direction"},
		{"<p>a\x00b</p>", "a control character"},
		{"<p>a\xffb</p>", "no UTF-8"},
	} {
		if _, err := readHTML(test.html); err == nil {
			t.Errorf("%s: %s is read without an error", test.reason, test.html)
		}
	}
}

// contrast returns the contrast of two colours as WCAG 2.1 defines it.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance returns the relative luminance of a colour, "#rgb" or "#rrggbb".
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	if len(colour) == len("#rgb") {
		colour = "#" + strings.Repeat(colour[1:2], 2) + strings.Repeat(colour[2:3], 2) + strings.Repeat(colour[3:4], 2)
	}
	rgb, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 24)
	if err != nil || len(colour) != len("#rrggbb") {
		t.Fatalf("%q is no colour", colour)
	}
	linear := func(v uint64) float64 {
		c := float64(v&0xff) / 0xff
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(rgb>>16) + 0.7152*linear(rgb>>8) + 0.0722*linear(rgb)
}
