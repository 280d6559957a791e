package sheet

import (
	"encoding/base64"
	"errors"
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
	drawn      bool   // in a picture
}

// of returns the elements of a tag that are in no picture.
func (d document) of(tag string) (elements []element) {
	for _, e := range d.elements {
		if e.tag == tag && !e.drawn {
			elements = append(elements, e)
		}
	}
	return elements
}

var (
	htmlTag       = regexp.MustCompile(`^<(/?)([a-zA-Z][a-zA-Z0-9]*)((?: [a-zA-Z][a-zA-Z0-9:-]*="[^"<>]*")*)(/?)>`)
	htmlAttribute = regexp.MustCompile(`([a-zA-Z][a-zA-Z0-9:-]*)="([^"]*)"`)
	htmlEntity    = regexp.MustCompile(`^&(?:amp|lt|gt|nbsp|#34|#39|#43|#96);`)
	nameForm      = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*$`)
)

// voidTags have no end.
var voidTags = []string{"meta", "link"}

// frameTags are the elements of pages, each with its attributes; within svg all are drawn.
var frameTags = map[string]string{
	"html": "lang", "head": "", "meta": "charset name content http-equiv", "link": "rel href", "title": "", "style": "", "body": "",
	"a": "class href id aria-label download", "header": "", "div": "class role aria-label", "nav": "aria-label", "main": "id", "footer": "",
	"section": "id class tabindex aria-label aria-labelledby", "h1": "", "h2": "id", "h3": "id", "p": "class", "span": "id", "ul": "", "ol": "class", "li": "id",
	"table": "class", "caption": "", "thead": "", "tbody": "", "tr": "", "th": "scope class", "td": "class", "figure": "", "figcaption": "",
}

// htmlReader reads HTML from the start.
type htmlReader struct {
	document
	rest   string
	open   []int // elements that have no end yet
	starts []int // where their texts start
	said   strings.Builder
}

// readHTML reads HTML that has to be as this package writes it: every element is ended, or has no
// end by its nature, every attribute is in quotes, every sign of HTML in a text is escaped, names
// are unique, and links end in the page.
func readHTML(s string) (document, error) {
	r := htmlReader{document: document{names: make(map[string]bool)}, rest: strings.TrimPrefix(s, "<!DOCTYPE html>\n")}
	if !utf8.ValidString(s) {
		return r.document, errors.New("no valid UTF-8")
	}
	if i := strings.IndexFunc(s, unclean); i >= 0 {
		return r.document, fmt.Errorf("a character that is not clean: %q", s[i:min(len(s), i+20)])
	}
	for r.rest != "" {
		if err := r.next(); err != nil {
			return r.document, err
		}
	}
	if len(r.open) > 0 {
		return r.document, fmt.Errorf("%s has no end", r.elements[r.open[0]].tag)
	}
	r.text = r.said.String()
	return r.document, r.check()
}

// unclean tells whether a character is none that a page has.
func unclean(r rune) bool {
	return unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
}

// next reads a tag, or text up to the next sign of HTML.
func (r *htmlReader) next() error {
	if n := strings.IndexAny(r.rest, "<>&"); n != 0 {
		if n < 0 {
			n = len(r.rest)
		}
		r.said.WriteString(r.rest[:n])
		r.rest = r.rest[n:]
		return nil
	}
	if entity := htmlEntity.FindString(r.rest); entity != "" {
		r.said.WriteString(html.UnescapeString(entity))
		r.rest = r.rest[len(entity):]
		return nil
	}
	tag := htmlTag.FindStringSubmatch(r.rest)
	if tag == nil {
		return fmt.Errorf("a sign that is not escaped: %.80q", r.rest)
	}
	r.rest = r.rest[len(tag[0]):]
	if tag[1] != "" {
		return r.end(tag[2])
	}
	return r.start(tag[2], tag[3], tag[4] != "")
}

// end ends an element.
func (r *htmlReader) end(tag string) error {
	last := len(r.open) - 1
	if last < 0 || r.elements[r.open[last]].tag != tag {
		return fmt.Errorf("</%s> ends another element", tag)
	}
	r.elements[r.open[last]].text = r.said.String()[r.starts[last]:]
	r.open, r.starts = r.open[:last], r.starts[:last]
	return nil
}

// start starts an element. It may be ended at once in a picture alone.
func (r *htmlReader) start(tag, attributes string, ended bool) error {
	e := element{tag: tag, attributes: make(map[string]string)}
	e.drawn = tag == "svg" || slices.ContainsFunc(r.open, func(i int) bool { return r.elements[i].tag == "svg" })
	for _, a := range htmlAttribute.FindAllStringSubmatch(attributes, -1) {
		if _, twice := e.attributes[a[1]]; twice {
			return fmt.Errorf("%s has %s twice", tag, a[1])
		}
		e.attributes[a[1]] = html.UnescapeString(a[2])
	}
	if err := r.add(e); err != nil {
		return err
	}
	switch {
	case tag == "style":
		_, after, ended := strings.Cut(r.rest, "</style>")
		if !ended || strings.Contains(r.rest[:len(r.rest)-len(after)-len("</style>")], "<") {
			return errors.New("a style sheet with signs of HTML")
		}
		r.rest = after
	case ended && !e.drawn:
		return fmt.Errorf("%s ends in its start", tag)
	case !ended && !slices.Contains(voidTags, tag):
		r.open, r.starts = append(r.open, len(r.elements)-1), append(r.starts, r.said.Len())
	}
	return nil
}

// add takes an element if it and its attributes are of those that pages have.
func (d *document) add(e element) error {
	attributes, known := frameTags[e.tag]
	if !known && !e.drawn || e.tag == "script" {
		return fmt.Errorf("a page has no %s", e.tag)
	}
	for name, value := range e.attributes {
		if !e.drawn && !slices.Contains(strings.Fields(attributes), name) || strings.HasPrefix(name, "on") || name == "style" {
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
	level, regions := 0, map[string]bool{}
	for _, e := range d.elements {
		if name := e.attributes["aria-label"] + "\n" + e.attributes["aria-labelledby"]; e.tag == "section" && name != "\n" {
			if regions[name] {
				return fmt.Errorf("two regions are named %q", name)
			}
			regions[name] = true
		}
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
		t.Fatalf("%v in\n%.3000s", err, b.String())
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
