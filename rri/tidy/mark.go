package tidy

import (
	"iter"
	"math"

	"github.com/seed-549880be/disparity/rri/internal/enum"
)

// Mark is what stands in a cell of a table in place of a number. None of them is a zero. The zero
// value is a number.
type Mark uint8

// The marks.
const (
	// a number
	Number Mark = iota
	// nothing
	Blank
	// "-": in most tables none, in some not known; the notes of the table say which
	Dash
	// "N/A", "..", "[x]": not collected, or not to be had
	NotAvailable
	// "!", "*", "[c]", "<5": suppressed, because it is small or not reliable
	Withheld
	// "~", "[low]": more than 0 and rounds to 0
	Low
)

var markNames = enum.New[Mark]("mark", []string{"number", "blank", "dash", "not available", "withheld", "low"})

// marks has every spelling of a mark, in small letters, with the dashes as plain drops them.
var marks = spellingsOf(map[Mark][]string{
	Dash: {"-", "--", "---"},
	NotAvailable: {
		"n/a", "na", "n.a.", "n.a", "(na)", "#n/a", "<na>", "nan", "null", ".", "..", "...", "…", ":", "†",
		"x", "[x]", "(x)", "z", "[z]", "[w]", ":z", ": z",
		"not applicable", "not collected", "not reported", "not recorded", "not known", "not supplied", "no data", "unavailable", "missing", "n/k", "nk",
	},
	Withheld: {
		"!", "*", "**", "***", "[*]", "(*)", "#", "‡", "c", "[c]", "(c)", "©", "s", "[s]", "(s)", "d", "[d]", "(d)", "u", "[u]",
		"..c", ":c", ": c", ":u", ": u",
		"suppressed", "not disclosed", "not published", "not shown", "redacted", "confidential", "disclosive", "unreliable", "low reliability",
	},
	Low: {"~", "[low]", "(low)", "k", "[k]", "0s", "(z)"},
})

// spellingsOf turns the lists of spellings round. The name of a mark is one of its spellings.
func spellingsOf(lists map[Mark][]string) map[string]Mark {
	spellings := make(map[string]Mark)
	for m := range Marks() {
		if m == Number {
			continue
		}
		spellings[m.String()] = m
		for _, s := range lists[m] {
			spellings[s] = m
		}
	}
	return spellings
}

// Cell returns the cell that has m and nothing else in it: any number of 0 or more may stand behind
// it, and of 1 or more behind [Low]. The cell of [Number] is a 0.
func (m Mark) Cell() Cell {
	switch m {
	case Number:
		return Cell{}
	case Low:
		return Cell{Mark: m, Lower: 1, Upper: math.Inf(1)}
	}
	return Cell{Mark: m, Upper: math.Inf(1)}
}

// String returns the name of m, as [ParseMark] reads it. It returns "Mark(99)" for a number that is
// no mark.
func (m Mark) String() string { return markNames.String(m) }

// AppendText appends the name of m. It is an error if m is no mark.
func (m Mark) AppendText(b []byte) ([]byte, error) { return markNames.AppendText(b, m) }

// MarshalText returns the name of m. It is an error if m is no mark.
func (m Mark) MarshalText() ([]byte, error) { return m.AppendText(nil) }

// UnmarshalText reads what [ParseMark] reads, so that a Mark works with [flag.TextVar], JSON and
// CSV.
func (m *Mark) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, m, ParseMark) }

// ParseMark returns the mark that has that name, in any letter case. The error lists the names.
// What stands in a table, as "[c]", is for [ParseCell].
func ParseMark(name string) (Mark, error) { return markNames.Parse(name) }

// Marks returns every mark in the order of the constants.
func Marks() iter.Seq[Mark] { return markNames.Values() }
