package tidy

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

// Cell is a number of a table, or the mark that stands in its place. It is comparable.
type Cell struct {
	Mark Mark
	// Lower and Upper are the numbers between which it lies, both among them: the same where the
	// number is known. Upper is +Inf where no end is known.
	Lower, Upper float64
	// Note has the letters that stand behind the number, as "p" for provisional.
	Note string
}
