//go:build ignore

// Comments reports the comments of Go files that reach beyond column 100, a tab being four columns.
// Lines that may not be broken are left alone: preformatted ones, which start with a tab,
// directives, the expected output of examples, and single words. With -w it wraps the paragraphs
// that hold a long line, and moves a long comment beside code to the line above.
//
//	go run .ci/comments.go [-w] [DIR]
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode/utf8"

	"go/scanner"
	"go/token"
)

const (
	limit    = 100
	tabWidth = 4
)

func main() {
	write := flag.Bool("w", false, "wrap them")
	flag.Parse()
	root := "."
	if flag.NArg() > 0 {
		root = flag.Arg(0)
	}
	long := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == ".git":
			return fs.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".go":
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		lines, comments := split(source)
		if *write {
			wrapped := []byte(strings.Join(wrap(lines, comments), "\n"))
			if !bytes.Equal(wrapped, source) {
				if err := os.WriteFile(path, wrapped, 0o644); err != nil {
					return err
				}
			}
			lines, comments = split(wrapped)
		}
		for i := range lines {
			if tooLong(lines, comments, i) {
				fmt.Printf("%s:%d: a comment of %d columns: wrap it at %d\n", path, i+1, width(lines[i]), limit)
				long++
			}
		}
		return nil
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if long > 0 {
		os.Exit(1)
	}
}

// split returns the lines of a Go file, and for each line that holds a comment the byte at which
// that starts.
func split(source []byte) (lines []string, comments map[int]int) {
	lines = strings.Split(string(source), "\n")
	comments = make(map[int]int)
	file := token.NewFileSet().AddFile("", -1, len(source))
	var s scanner.Scanner
	s.Init(file, source, nil, scanner.ScanComments)
	for {
		pos, tok, text := s.Scan()
		if tok == token.EOF {
			return lines, comments
		}
		if tok != token.COMMENT {
			continue
		}
		line, start := file.Line(pos)-1, file.Offset(pos)
		comments[line] = start - (bytes.LastIndexByte(source[:start], '\n') + 1)
		for i := range strings.Count(text, "\n") { // a comment of several lines
			comments[line+1+i] = 0
		}
	}
}

func width(line string) int {
	return utf8.RuneCountInString(line) + (tabWidth-1)*strings.Count(line, "\t")
}

// whole reports whether line i is a comment and nothing else.
func whole(lines []string, comments map[int]int, i int) bool {
	start, ok := comments[i]
	return ok && strings.TrimSpace(lines[i][:start]) == ""
}

var (
	prose     = regexp.MustCompile(`^// *\S+ +\S`) // two words or more, not preformatted
	output    = regexp.MustCompile(`^\t+// (Unordered o|O)utput:`)
	directive = regexp.MustCompile(`^//[a-z0-9]+:[a-z0-9]`) // as //go:build
	item      = regexp.MustCompile(`^( *- | *\d+\. )`)
)

// tooLong reports whether line i has a comment that should be wrapped.
func tooLong(lines []string, comments map[int]int, i int) bool {
	start, ok := comments[i]
	if !ok || width(lines[i]) <= limit || directive.MatchString(lines[i][start:]) {
		return false
	}
	// beside code, or between /* and */
	if !whole(lines, comments, i) || !strings.HasPrefix(lines[i][start:], "//") {
		return true
	}
	if !prose.MatchString(lines[i][start:]) {
		return false
	}
	for j := i; whole(lines, comments, j); j-- { // is it the output of an example?
		if output.MatchString(lines[j]) {
			return false
		}
	}
	return true
}

// wrap returns the lines with the long comments wrapped.
func wrap(lines []string, comments map[int]int) []string {
	var out []string
	above := moved(lines, comments)
	for i := 0; i < len(lines); i++ {
		start, ok := comments[i]
		switch {
		case !ok || !strings.HasPrefix(lines[i][start:], "//") || (!whole(lines, comments, i) && !above[i]):
			out = append(out, lines[i])
			continue
		case !whole(lines, comments, i): // beside code
			code := strings.TrimRight(lines[i][:start], " \t")
			indent := code[:len(code)-len(strings.TrimLeft(code, " \t"))]
			out = append(out, fill(indent, "", strings.TrimSpace(lines[i][start+2:]))...)
			out = append(out, code)
			continue
		}
		indent := lines[i][:start]
		text := lines[i][start+2:]
		if !prose.MatchString(lines[i][start:]) && !tooLong(lines, comments, i) {
			out = append(out, lines[i])
			continue
		}
		// a paragraph: this line and those after it that go on with it
		lead := item.FindString(text)
		margin := strings.Repeat(" ", len(lead))
		if lead == "" {
			margin = text[:len(text)-len(strings.TrimLeft(text, " "))]
		}
		words := []string{text[max(len(lead), len(margin)):]}
		long := tooLong(lines, comments, i)
		j := i + 1
		for ; whole(lines, comments, j) && lines[j][:comments[j]] == indent; j++ {
			next := lines[j][comments[j]+2:]
			trimmed := strings.TrimLeft(next, " ")
			own := len(next) - len(trimmed)
			if trimmed == "" || own == 0 || strings.HasPrefix(trimmed, "\t") || item.MatchString(next) || strings.HasPrefix(trimmed, "# ") ||
				output.MatchString(lines[j]) || (lead == "" && own != len(margin)) || (lead != "" && own < 2) {
				break
			}
			words = append(words, trimmed)
			long = long || tooLong(lines, comments, j)
		}
		if !long {
			out = append(out, lines[i:j]...)
		} else {
			first := lead
			if lead == "" {
				first = margin
			}
			out = append(out, fillItem(indent, first, margin, strings.Join(words, " "))...)
		}
		i = j - 1
	}
	return out
}

// declared matches the code of a field or of a constant.
var declared = regexp.MustCompile(`^\t\w+[^(){}:]*$`)

// moved returns the lines whose comment beside the code goes to the line above: those that are too
// long, and with them the others of the same list of fields or constants.
func moved(lines []string, comments map[int]int) map[int]bool {
	above := make(map[int]bool)
	beside := func(i int) bool {
		start, ok := comments[i]
		return ok && !whole(lines, comments, i) && declared.MatchString(strings.TrimRight(lines[i][:start], " \t"))
	}
	for i := range lines {
		if _, ok := comments[i]; !ok || whole(lines, comments, i) || !tooLong(lines, comments, i) {
			continue
		}
		above[i] = true
		if !beside(i) {
			continue
		}
		for j := i - 1; beside(j); j-- {
			above[j] = true
		}
		for j := i + 1; beside(j); j++ {
			above[j] = true
		}
	}
	return above
}

func fill(indent, margin, text string) []string {
	return fillItem(indent, " "+margin, " "+margin, text)
}

// fillItem wraps text, whose first line starts with first and the others with rest, after the
// slashes.
func fillItem(indent, first, rest, text string) []string {
	var out []string
	line := indent + "//" + first
	empty := true
	for _, word := range strings.Fields(text) {
		if !empty && width(line)+1+width(word) > limit {
			out = append(out, line)
			line, empty = indent+"//"+rest, true
		}
		if !empty {
			line += " "
		}
		line += word
		empty = false
	}
	return append(out, line)
}
