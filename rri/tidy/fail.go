package tidy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy/rows"
)

// failed returns an error as programs and people see it: the file, and the place and the value of a
// cell if it is about one.
func failed(file string, err error) error {
	place := ""
	if file != "" {
		place = sheet.Clip(file) + ":"
	}
	if at, ok := err.(*rows.Error); ok {
		place += fmt.Sprintf("%d:%d:", at.Line, at.Column)
		if at.Value != "" {
			place += fmt.Sprintf(" %q:", sheet.Clip(at.Value))
		}
		err = at.Err
	}
	if place == "" {
		return fmt.Errorf("tidy: %w", err)
	}
	return fmt.Errorf("tidy: %s %w", place, err)
}

const maxListed = 12 // names that a message lists

// quoted lists names in a message.
func quoted(names []string) string {
	shown := make([]string, 0, maxListed)
	for _, name := range names[:min(len(names), maxListed)] {
		shown = append(shown, fmt.Sprintf("%q", sheet.Clip(name)))
	}
	if len(names) > maxListed {
		return fmt.Sprintf("%s and %d more", strings.Join(shown, ", "), len(names)-maxListed)
	}
	return and(shown)
}

// and lists names with "and" before the last.
func and(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}

// noSuch says that a name is none of those that the file has, with the one that may have been
// meant.
func noSuch(what, name string, has []string) error {
	if len(has) == 0 {
		return fmt.Errorf("no %s %q: the file has none", what, sheet.Clip(name))
	}
	near := nearest(name, has)
	if near != "" {
		near = fmt.Sprintf(" (did you mean %q?)", sheet.Clip(near))
	}
	return fmt.Errorf("no %s %q%s: the file has %s", what, sheet.Clip(name), near, quoted(has))
}

// nearest returns the name that may have been meant: the one that differs in the fewest letters, a
// third of them at most, or one of which the other is a part. "" if none is near.
func nearest(name string, among []string) (near string) {
	want := []rune(fold(name))
	least := max(1, len(want)/3) + 1
	for _, candidate := range among {
		has := []rune(fold(candidate))
		if len(want) > maxCompared || len(has) > maxCompared || len(has) == 0 || len(want) == 0 {
			continue
		}
		d := distance(want, has)
		if strings.Contains(string(has), string(want)) || strings.Contains(string(want), string(has)) {
			d = min(d, 1)
		}
		if d < least {
			near, least = candidate, d
		}
	}
	return near
}

// maxCompared is how many letters a name may have that is compared with others.
const maxCompared = 100

// distance returns how many letters have to be changed, added, left out or turned round.
func distance(a, b []rune) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			change := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			rows[i][j] = min(change, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}

// remarks are what is said of a table, each once.
type remarks struct {
	list []string
	seen map[string]bool
	more int
}

// maxNotes is how many notes are kept. A table has a few; one with a mark of its own in every row
// would have as many as rows.
const maxNotes = 200

func (n *remarks) add(format string, args ...any) {
	note := fmt.Sprintf(format, args...)
	switch {
	case n.seen[note]:
	case len(n.list) == maxNotes:
		n.more++
	default:
		if n.seen == nil {
			n.seen = make(map[string]bool)
		}
		n.seen[note] = true
		n.list = append(n.list, note)
	}
}

// all returns the notes, and how many are left out if any are.
func (n *remarks) all() []string {
	if n.more > 0 {
		return append(slices.Clip(n.list), fmt.Sprintf("and %d notes more of this kind", n.more))
	}
	return n.list
}
