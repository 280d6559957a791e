package sheet

import (
	"slices"
	"strconv"
	"strings"
)

// footnotes numbers the texts under a sheet, each once, in the order of first use.
type footnotes struct {
	texts []string
	index map[string]int // of the texts, by their numbers less 1
	ascii bool
	short bool // long texts are cut, as on a page
}

// mark returns the number of a footnote as it stands in a text.
func (f *footnotes) mark(n int) string {
	if f.ascii {
		return "[" + strconv.Itoa(n) + "]"
	}
	return Superscript(n)
}

// clean makes a text fit for people.
func (f *footnotes) clean(s string) string {
	if f.short {
		s = shortened(s)
	}
	s = Clean(s)
	if f.ascii {
		return ToASCII(s)
	}
	return s
}

// numbers returns the numbers of several footnotes in ascending order.
func (f *footnotes) numbers(notes []string) []int {
	if len(notes) == 0 {
		return nil
	}
	const usual = 8
	numbers := make([]int, 0, usual)
	for _, note := range notes {
		note = f.clean(note)
		i, ok := f.index[note]
		if !ok {
			i = len(f.texts)
			if f.texts = append(f.texts, note); f.index == nil {
				f.index = make(map[string]int)
			}
			f.index[note] = i
		}
		numbers = append(numbers, i+1)
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// keep forgets all texts but the first n.
func (f *footnotes) keep(n int) {
	for _, text := range f.texts[n:] {
		delete(f.index, text)
	}
	f.texts = f.texts[:n]
}

// marks returns the numbers of several footnotes as they stand in a text.
func (f *footnotes) marks(notes []string) string {
	if len(notes) == 0 {
		return ""
	}
	var marks strings.Builder
	for i, n := range f.numbers(notes) {
		if i > 0 {
			marks.WriteByte(' ')
		}
		marks.WriteString(f.mark(n))
	}
	return marks.String()
}

// joined puts the marks of footnotes behind a text.
func joined(text, marks string) string {
	if text != "" && marks != "" {
		return text + " " + marks
	}
	return text + marks
}
