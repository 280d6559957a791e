package report

import (
	"bytes"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The patterns of what a page of HTML has.
var (
	htmlTag     = regexp.MustCompile(`<(/?)([a-z0-9]+)[^>]*>`)
	htmlTable   = regexp.MustCompile(`(?s)<table\b.*?</table>`)
	htmlRow     = regexp.MustCompile(`(?s)<tr>(.*?)</tr>`)
	htmlCell    = regexp.MustCompile(`(?s)<t[hd][^>]*>(.*?)</t[hd]>`)
	htmlItem    = regexp.MustCompile(`(?s)<li[^>]*>(.*?)</li>`)
	htmlPicture = regexp.MustCompile(`(?s)<svg\b.*?</svg>`)
	htmlStyle   = regexp.MustCompile(`(?s)<style>.*?</style>`)
	rowMarks    = regexp.MustCompile(`[⁰¹²³⁴⁵⁶⁷⁸⁹]+`)
)

// htmlText returns what stands between tags.
func htmlText(page string) string {
	return html.UnescapeString(htmlTag.ReplaceAllString(htmlStyle.ReplaceAllString(page, ""), ""))
}

// cellsOf returns the cells of every table of a page, in the order of the alphabet of the tables,
// without marks of footnotes.
func cellsOf(page string) (tables []string) {
	for _, table := range htmlTable.FindAllString(htmlPicture.ReplaceAllString(page, ""), -1) {
		var b strings.Builder
		for _, row := range htmlRow.FindAllStringSubmatch(table, -1) {
			for _, cell := range htmlCell.FindAllStringSubmatch(row[1], -1) {
				b.WriteString(spaced(rowMarks.ReplaceAllString(htmlText(cell[1]), "")) + " | ")
			}
			b.WriteByte('\n')
		}
		tables = append(tables, b.String())
	}
	slices.Sort(tables)
	return tables
}

// markdownCells returns the cells of every table of Markdown as cellsOf does.
func markdownCells(text string) (tables []string) {
	rule := regexp.MustCompile(`^[| :-]+$`)
	inTable := false
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if !strings.HasPrefix(line, "| ") {
			inTable = false
			continue
		}
		if !inTable {
			tables, inTable = append(tables, ""), true
		}
		if strings.Contains(line, "--") && rule.MatchString(line) {
			continue
		}
		cells := strings.Split(strings.ReplaceAll(line, `\|`, "\x00"), "|")
		for _, cell := range cells[1 : len(cells)-1] {
			tables[len(tables)-1] += spaced(rowMarks.ReplaceAllString(html.UnescapeString(strings.ReplaceAll(cell, `\`, "")), "")) + " | "
		}
		tables[len(tables)-1] += "\n"
	}
	slices.Sort(tables)
	return tables
}

// itemsBelow returns the items of the list under a heading of a page.
func itemsBelow(page, heading string) (items []string) {
	_, below, found := strings.Cut(page, ">"+heading+"</h3>")
	if !found {
		return nil
	}
	end := strings.Index(below, "</ol>")
	if ul := strings.Index(below, "</ul>"); end < 0 || ul >= 0 && ul < end {
		end = ul
	}
	for _, item := range htmlItem.FindAllStringSubmatch(below[:end], -1) {
		items = append(items, htmlText(item[1]))
	}
	return items
}

// forbiddenOnPage are words that no form of the output may have. Those of [forbidden] that are of
// sentences alone, as half as often, may stand where a page says what a word means.
var forbiddenOnPage = regexp.MustCompile(`(?i)\bexplain|\bbecause\b|\bdue to\b|\blikely\b|\brisks?\b|\bmore times\b|\btimes (?:more|less)\b|\bno difference\b|\bdo not report\b|\bbias|\bdiscriminat`)

// pageFaults returns what is wrong with the page of a report: tags that do not match, words that
// may not stand there, and sentences that are not those of the document.
func pageFaults(r *Report, page string) (found []string) {
	var open []string
	for _, tag := range htmlTag.FindAllStringSubmatch(page, -1) {
		switch name := tag[2]; {
		case strings.HasSuffix(tag[0], "/>"), slices.Contains([]string{"meta", "link", "wbr", "br", "hr"}, name):
		case tag[1] == "":
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			return append(found, "the tag "+tag[0]+" closes nothing")
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		found = append(found, "open at the end: "+strings.Join(open, " "))
	}
	if text := htmlText(page); forbiddenOnPage.MatchString(text) {
		at := forbiddenOnPage.FindStringIndex(text)
		found = append(found, "forbidden word in "+text[max(0, at[0]-60):min(len(text), at[1]+20)])
	}
	var said []string
	for _, claim := range r.Document().Summary.Said {
		said = append(said, claim.Text)
	}
	for _, claim := range r.Document().Summary.Changes {
		said = append(said, claim.Text)
	}
	if got := itemsBelow(page, "What can be said"); !slices.Equal(got, said) {
		found = append(found, "said on the page: "+strings.Join(got, " / ")+"\nin the document: "+strings.Join(said, " / "))
	}
	for _, item := range itemsBelow(page, "What to bear in mind") {
		if !slices.Contains(r.Document().Summary.BearInMind, item) {
			found = append(found, "to bear in mind on the page alone: "+item)
		}
	}
	return found
}

// noRoom is what a page says of tables that it has not.
const noRoom = "has no room on this page"

// tableFaults returns what of the tables of a page is not as in Markdown, which has all of them: a
// table that differs in a cell, or one that is not there although the page does not say so. The
// list of files is on the page alone.
func tableFaults(r *Report, page, markdown string) (found []string) {
	var files bytes.Buffer
	if err := r.filesSheet().WriteHTML(&files, "x"); err != nil {
		return []string{err.Error()}
	}
	listed, want := cellsOf(files.String()), markdownCells(markdown)
	own := slices.DeleteFunc(cellsOf(page), func(table string) bool { return slices.Contains(listed, table) })
	left := slices.Clone(want)
	for _, table := range own {
		if i := slices.Index(left, table); i >= 0 {
			left = slices.Delete(left, i, i+1)
		} else {
			found = append(found, "not in Markdown:\n"+table)
		}
	}
	if len(left) > 0 && !strings.Contains(page, noRoom) {
		found = append(found, "not on the page:\n"+strings.Join(left, "\n"))
	}
	if len(own) == 0 {
		found = append(found, "no table on the page")
	}
	return found
}

// checkedPage returns the page of a report, and what is wrong with it.
func checkedPage(t interface{ Fatal(...any) }, r *Report) (page string, found []string) {
	var out, markdown bytes.Buffer
	if err := r.WriteHTML(&out, Layout{P: true}); err != nil {
		t.Fatal(err)
	}
	if err := r.WriteMarkdown(&markdown, everything); err != nil {
		t.Fatal(err)
	}
	return out.String(), append(pageFaults(r, out.String()), tableFaults(r, out.String(), markdown.String())...)
}

// TestEveryPage: the page of any report has matching tags, the sentences of the document and no
// word that may not stand there; its tables are those of Markdown, cell for cell.
func TestEveryPage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, err := New(anyRecords(t), anyQuestion(t))
		if err != nil {
			t.Skip(err)
		}
		if _, found := checkedPage(t, r); found != nil {
			t.Fatal(strings.Join(found, "\n"))
		}
	})
}
