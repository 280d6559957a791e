// Package pagetest checks the pages of HTML that the programs write: against what they write in
// other forms, and that a page stands alone and obeys nothing that a file says.
package pagetest

import (
	"bytes"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

var (
	table = regexp.MustCompile(`(?s)<table\b.*?</table>`)
	row   = regexp.MustCompile(`(?s)<tr>(.*?)</tr>`)
	cell  = regexp.MustCompile(`(?s)<t[hd][^>]*>(.*?)</t[hd]>`)
	rule  = regexp.MustCompile(`^[|: -]*--[|: -]*$`) // below the header in Markdown
	tag   = regexp.MustCompile(`<[^>]*>`)
	// links to footnotes are digits above the line, which other numbers never are
	mark = regexp.MustCompile(`[⁰¹²³⁴⁵⁶⁷⁸⁹]+`)
	// resource matches what a browser would fetch, run or send
	resource = regexp.MustCompile(`(?i)<(script|link|iframe|object|embed|base|form|img|image|use|audio|video|source)\b|\s(src|srcset|action|formaction|ping|on[a-z]+)\s*=|@import|url\(|javascript:`)
	link     = regexp.MustCompile(`\shref="([^"]*)"`)
	refresh  = regexp.MustCompile(`(?i)http-equiv="?refresh`)
	pictured = regexp.MustCompile(`(?s)<svg\b.*?</svg>`)
)

// noIcon keeps a browser from asking for the icon of a site.
const noIcon = `<link rel="icon" href="data:,">`

// SameTables checks that the tables of a page are those of Markdown, in any order, cell for cell,
// but for the marks of footnotes.
func SameTables(t testing.TB, page, markdown string) {
	t.Helper()
	want := markdownTables(markdown)
	if len(want) == 0 {
		t.Fatalf("no tables in the Markdown:\n%s", markdown)
	}
	if d := cmp.Diff(want, pageTables(page)); d != "" {
		t.Errorf("the tables of the page are not those of Markdown (-Markdown +page):\n%s", d)
	}
}

// overclaims matches the words that no output has: each says more than counts can show.
var overclaims = regexp.MustCompile(`(?i)explain|because|due to|likely|risk|more times|times more|times less|no difference|do not report|bias|discriminat`)

// Words checks that a page has none of the words that say more than counts can show.
func Words(t testing.TB, page string) {
	t.Helper()
	_, body, _ := strings.Cut(page, "</head>")
	text := tag.ReplaceAllString(body, " ")
	for _, at := range overclaims.FindAllStringIndex(text, -1) {
		t.Errorf("the page says %q", text[max(0, at[0]-40):min(len(text), at[1]+40)])
	}
}

// pageTables returns the tables of a page, a line for each row, in the order of the alphabet.
func pageTables(page string) (tables []string) {
	for _, of := range table.FindAllString(pictured.ReplaceAllString(page, ""), -1) {
		var rows strings.Builder
		for _, r := range row.FindAllStringSubmatch(of, -1) {
			for _, c := range cell.FindAllStringSubmatch(r[1], -1) {
				rows.WriteString(plain(html.UnescapeString(tag.ReplaceAllString(c[1], ""))) + " | ")
			}
			rows.WriteByte('\n')
		}
		tables = append(tables, rows.String())
	}
	slices.Sort(tables)
	return tables
}

// markdownTables returns the tables of a text in Markdown as pageTables does.
func markdownTables(text string) (tables []string) {
	inTable := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "|") {
			inTable = false
			continue
		}
		if !inTable {
			tables, inTable = append(tables, ""), true
		}
		if rule.MatchString(line) {
			continue
		}
		for _, c := range strings.Split(line[1:len(line)-1], "|") {
			tables[len(tables)-1] += plain(html.UnescapeString(strings.ReplaceAll(c, `\`, ""))) + " | "
		}
		tables[len(tables)-1] += "\n"
	}
	slices.Sort(tables)
	return tables
}

// plain returns what a cell says, without marks of footnotes.
func plain(text string) string {
	return strings.Join(strings.Fields(mark.ReplaceAllString(text, "")), " ")
}

// Alone checks that a page is one of HTML that needs nothing else and does nothing: no script, no
// request, no link but within it and to data that it carries, and no character that a reader cannot
// see.
func Alone(t testing.TB, page string) {
	t.Helper()
	if !strings.HasPrefix(page, "<!DOCTYPE html>") && !strings.HasPrefix(page, "<!doctype html>") || !strings.Contains(page, "</html>") {
		t.Errorf("no page of HTML: it begins %.60q", page)
	}
	// what stands between tags is text, in which every < is escaped
	for _, tag := range tag.FindAllString(page, -1) {
		if tag == noIcon {
			continue
		}
		if found := resource.FindString(tag); found != "" && !strings.HasPrefix(tag, "<meta ") {
			t.Errorf("the page has %q in %.200s", found, tag)
		}
		for _, l := range link.FindAllStringSubmatch(tag, -1) {
			if !strings.HasPrefix(l[1], "#") && !strings.HasPrefix(l[1], "data:text/csv") {
				t.Errorf("the page has a link to %.80q", l[1])
			}
		}
	}
	if refresh.MatchString(page) {
		t.Error("the page loads itself again")
	}
	if i := strings.IndexFunc(page, func(r rune) bool { return unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) }); i >= 0 {
		t.Errorf("the page has a character that nobody sees: %q", page[max(0, i-20):min(len(page), i+20)])
	}
}

// harmful are the elements of SVG that a browser would run, ask for or follow.
var harmful = []string{"script", "foreignObject", "a", "image", "use", "iframe", "animate", "set"}

// Picture checks that a file of SVG is well-formed, and has nothing that a browser would run, ask
// for or follow, and no character that a reader cannot see.
func Picture(t testing.TB, data []byte) {
	t.Helper()
	hidden := func(r rune) bool {
		return r != '\n' && unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || unicode.Is(unicode.Bidi_Control, r)
	}
	if bytes.ContainsFunc(data, hidden) {
		t.Errorf("the picture has a character that nobody sees: %q", data)
	}
	elements := 0
	for d := xml.NewDecoder(bytes.NewReader(data)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Errorf("%v in the picture\n%s", err, data)
			return
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if elements++; elements == 1 && e.Name.Local != "svg" {
			t.Errorf("no picture: it begins with <%s>", e.Name.Local)
		}
		if slices.Contains(harmful, e.Name.Local) {
			t.Errorf("<%s> in the picture\n%s", e.Name.Local, data)
		}
		for _, a := range e.Attr {
			if strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Name.Local, "href") || strings.Contains(a.Value, "url(") {
				t.Errorf("%s=%q in the picture", a.Name.Local, a.Value)
			}
		}
	}
	if elements == 0 {
		t.Error("an empty picture")
	}
}
