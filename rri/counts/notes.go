package counts

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// title names the document.
func (in *input) title() string {
	of := in.table.Group
	if of == "" {
		of = "group"
	}
	return fmt.Sprintf("%s, by %s", in.labels.Heading(in.proportion), headerName(of))
}

// read says what was read, and what of it is not in the tables.
func (in *input) read() []string {
	model := "a rate"
	if in.proportion {
		model = "a proportion"
	}
	text := fmt.Sprintf(readFrom+"%s: %s of %s; %s out of %s, %s.", baseName(in.table), plural(len(in.table.Rows), "row", "rows"),
		plural(len(in.groups), "group", "groups"), in.labels.Events, in.labels.Exposure, model)
	return append([]string{text + in.addedUp()}, leftOut(in.table, in.o)...)
}

// plural writes a number with its noun.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return sheet.Thousands(fmt.Sprint(n)) + " " + many
}

// addedUp names the dimensions over which the counts of a group were added up.
func (in *input) addedUp() string {
	var list []string
	for i, name := range in.table.Dimensions {
		count := make(map[string]int) // of the values that each group has
		has := make(map[[2]string]bool)
		most := 0
		for _, r := range in.table.Rows {
			if of := [2]string{r.Group, r.Dimensions[i]}; !r.Total && !has[of] {
				has[of] = true
				count[r.Group]++
				most = max(most, count[r.Group])
			}
		}
		if most > 1 {
			list = append(list, fmt.Sprintf("%s (%d)", name, most))
		}
	}
	if list == nil {
		return ""
	}
	return " Added up over " + strings.Join(list, ", ") + "."
}

// leftOut says which numbers of the file are in no row, by why.
func leftOut(t *tidy.Table, o Options) []string {
	var whys []string
	count := make(map[string]int)
	for _, cell := range t.Account {
		if count[cell.Why] == 0 {
			whys = append(whys, cell.Why)
		}
		count[cell.Why]++
	}
	if whys == nil {
		return nil
	}
	for i, why := range whys {
		shown := why
		if o.Suppress > 0 && strings.ContainsAny(why, "0123456789") {
			shown = "another reason"
		}
		whys[i] = fmt.Sprintf("%s (%s)", sheet.Count(int64(count[why])).Text, shown)
	}
	return []string{leftOutOf + strings.Join(whys, ", ") + "."}
}

// notes say what to bear in mind.
func (in *input) notes(c Comparison) []string {
	var notes []string
	if in.why != "" {
		notes = append(notes, in.why)
	}
	if c.Direction == index.ComparatorOverGroup {
		notes = append(notes, fmt.Sprintf("Relative likelihood: the rate of %s divided by that of a group; 1 is the same rate, and above 1 the group has "+
			"the lower one.", c.Baseline))
	} else {
		notes = append(notes, fmt.Sprintf("RRI, the relative rate index: the rate of a group divided by that of %s; 1 is the same rate.", c.Baseline))
	}
	chance := fmt.Sprintf("The %s allows for chance alone, every one of the %s taken by itself: several of one incident make it too narrow.",
		c.interval(c.Options.Level), c.Events)
	if c.Options.Method == rri.SCAS {
		chance += " Method scas is a score interval, corrected for skewness."
	}
	notes = append(notes, chance)
	if !in.hasUnknown {
		notes = append(notes, "The table has no row for people whose group is not known: how many there are it does not say.")
	}
	const fair = "An index does not say why rates differ, nor whether that is fair"
	if in.proportion {
		notes = append(notes, fair+": a rate is an average over all, and neither shows nor rules out unequal treatment.")
	} else {
		notes = append(notes, fmt.Sprintf("%s. One person can be counted many times, and those who could be counted need not be the %s.", fair, in.labels.Exposure))
	}
	if slices.ContainsFunc(in.table.Rows, func(r tidy.Row) bool { return r.Total }) {
		notes = append(notes, "Rows that are totals of others are not added to them.")
	}
	return append(notes, ofTheFile(in.table, in.sumNotes, in.o)...)
}

// ofTheFile is what the reader of the table said, and what stands around the table in the file.
// Where small counts are withheld a number in it may tell one.
func ofTheFile(t *tidy.Table, notes []string, o Options) []string {
	var lines []string
	for _, note := range slices.Concat(notes, t.Notes) {
		lines = append(lines, sentence(note))
	}
	for _, comment := range t.Comments {
		if text := strings.TrimSpace(strings.TrimLeft(comment, "# ")); text != "" {
			lines = append(lines, fromTheFile+text)
		}
	}
	if o.Suppress == 0 {
		return lines
	}
	all := len(lines)
	lines = slices.DeleteFunc(lines, func(line string) bool { return strings.ContainsAny(line, "0123456789") })
	if n := all - len(lines); n > 0 {
		lines = append(lines, plural(n, "remark", "remarks")+" on the file with numbers in it: left out, since small counts are withheld.")
	}
	return lines
}

// sentence makes a note begin and end as a sentence does.
func sentence(note string) string {
	first, size := utf8.DecodeRuneInString(note)
	note = string(unicode.ToUpper(first)) + note[size:]
	if last := note[len(note)-1]; last != '.' && last != ':' {
		note += "."
	}
	return note
}
