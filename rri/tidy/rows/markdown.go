package rows

import (
	"html"
	"regexp"
	"strings"
)

// ruleForm is the line between the header of a table of Markdown and its rows.
var ruleForm = regexp.MustCompile(`^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$`)

// isRule reports whether a line is one between header and rows: it has a bar.
func isRule(line string) bool { return strings.Contains(line, "|") && ruleForm.MatchString(line) }

// markdown cuts a text that has a table of Markdown. It returns nil of any other.
func markdown(text string) (rows []Row, err error) {
	if !strings.Contains(text, "|") {
		return nil, nil
	}
	lines := strings.Split(text, "\n")
	table, in := false, false
	for i, line := range lines {
		switch {
		case !in && i > 0 && isRule(line) && isBarred(lines[i-1]):
			if table {
				return rows, rows[len(rows)-1][0].Fails("a second table of Markdown: want one table in a file")
			}
			table, in = true, true
			rows[len(rows)-1] = barred(lines[i-1], i)
			continue
		case in && strings.Contains(line, "|"):
			rows = append(rows, barred(line, i+1))
		default:
			in = false
			text := strings.TrimSpace(line)
			rows = append(rows, Row{{text, i + 1, 1 + strings.Index(line, text)}})
		}
		if rows[len(rows)-1].Filled() == 0 {
			rows = rows[:len(rows)-1]
		}
	}
	if !table {
		return nil, nil
	}
	return rows, nil
}

// isBarred reports whether a line has cells between bars, and text in one of them.
func isBarred(line string) bool { return strings.Contains(line, "|") && barred(line, 1).Filled() > 0 }

// barred cuts a line of a table of Markdown. A bar behind a backslash is one of the text.
func barred(line string, number int) (r Row) {
	start := len(line) - len(strings.TrimLeft(line, " \t"))
	end := len(strings.TrimRight(line, " \t\r"))
	if start < end && line[start] == '|' {
		start++
	}
	if start < end && line[end-1] == '|' && line[end-2] != '\\' {
		end--
	}
	for at := start; at <= end; at++ {
		if at < end && (line[at] != '|' || line[at-1] == '\\') {
			continue
		}
		cell := line[start:at]
		text := strings.TrimSpace(cell)
		r = append(r, Cell{unescaped(text), number, 1 + start + strings.Index(cell, text)})
		start = at + 1
	}
	return r
}

// escapeForm is a character that a backslash keeps from being a mark of Markdown.
var escapeForm = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")

// strongForm is a cell that is printed bold. Two stars alone are a mark.
var strongForm = regexp.MustCompile(`^(?:\*\*([^*\s](?:.*[^*\\\s])?)\*\*|__([^_\s](?:.*[^_\\\s])?)__)$`)

// unescaped returns what a cell of Markdown says.
func unescaped(text string) string {
	text = strongForm.ReplaceAllString(text, "$1$2")
	return strings.TrimSpace(html.UnescapeString(escapeForm.ReplaceAllString(text, "$1")))
}
