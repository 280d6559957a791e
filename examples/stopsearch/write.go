package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
)

// write writes the report in a format.
func (r *report) write(w io.Writer, format string) error {
	switch format {
	case formatJSON:
		return r.writeJSON(w)
	case formatCSV:
		if r.adjusted != nil {
			return r.writeBothCSV(w)
		}
		return r.writeCSV(w)
	case formatMarkdown:
		return r.writePage(w, true)
	default:
		return r.writePage(w, false)
	}
}

// writePage writes what was read and what was left out, then the tables, for people.
func (r *report) writePage(w io.Writer, markdown bool) error {
	lines, footnotes := r.head()
	clean := cli.Clean
	if markdown {
		clean = cli.Markdown
	}
	var b strings.Builder
	for i, line := range lines {
		line = clean(line)
		switch {
		case markdown && i <= len(r.warnings):
			if i > 0 {
				fmt.Fprintln(&b)
			}
			fmt.Fprintf(&b, "**%s**\n", line)
		case markdown:
			fmt.Fprintf(&b, "\n%s\n", line)
		default:
			fmt.Fprintln(&b, line)
		}
	}
	for i, note := range footnotes {
		if markdown {
			fmt.Fprintln(&b)
		}
		fmt.Fprintf(&b, "%s %s\n", superscript(i+1), clean(note))
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}
	for i, t := range r.tables {
		above := "\n"
		if t.alert != "" {
			above += clean(t.alert) + "\n"
			if markdown {
				above += "\n"
			}
		}
		if _, err := io.WriteString(w, above); err != nil {
			return err
		}
		writeTable := t.WriteText
		if markdown {
			writeTable = t.WriteMarkdown
		}
		if err := writeTable(w); err != nil {
			return err
		}
		if err := r.writeAdjusted(w, i, markdown); err != nil {
			return err
		}
		if !t.perPerson || len(r.bounds) == 0 {
			continue
		}
		if _, err := io.WriteString(w, "\n"); err != nil {
			return err
		}
		if err := r.writeBounds(w, markdown); err != nil {
			return err
		}
	}
	return nil
}

// head returns the lines above the tables, and their footnotes.
func (r *report) head() (lines, footnotes []string) {
	mark := func(note string) string {
		footnotes = append(footnotes, note)
		return " " + superscript(len(footnotes))
	}
	q, c := r.d.quality, r.counts
	rows, read := "", []string{"person searches"}
	if !r.hidesRows() {
		rows = plural(q.Rows, "row", "rows") + ": "
	}
	if !r.hidesPersons() {
		read[0] = plural(r.persons, "person search", "person searches")
	}
	if q.VehicleOnly > 0 {
		read = append(read, fmt.Sprintf("%s of vehicles only", r.s.count(q.VehicleOnly)))
	}
	if q.TypeUnknown > 0 {
		read = append(read, fmt.Sprintf("%s that do not say what was searched", r.s.count(q.TypeUnknown)))
	}
	if q.Rejected > 0 {
		read = append(read, fmt.Sprintf("%s that could not be read", r.s.count(q.Rejected)))
	}
	lines = append(lines, fmt.Sprintf("%s, %s · %s%s", forceNames(r.read.forces), r.read.months(), rows, strings.Join(read, ", ")))

	account := map[outcomes.EthnicityRule]struct{ name, without string }{
		outcomes.SelfDefined:     {"Self-defined ethnicity", "with no self-defined ethnicity"},
		outcomes.OfficerDefined:  {"Officer-defined ethnicity", "with no officer-defined ethnicity"},
		outcomes.SelfThenOfficer: {"Self-defined ethnicity, officer-defined where there is none", "with neither"},
	}[r.s.rule]
	line := fmt.Sprintf("%s, census %s. ", account.name, r.s.census)
	switch {
	case c.UnknownTotal() == 0:
		line += "Every search is in a group."
	case r.s.tells(c.UnknownTotal(), r.chosen):
		line += fmt.Sprintf("Not in any group: %s %s", r.s.share(c.UnknownTotal(), r.chosen, "searches"), account.without)
	default:
		line += fmt.Sprintf("Not in any group: %s (%s) %s",
			plural(c.UnknownTotal(), "search", "searches"), percent(c.UnknownTotal(), r.chosen), account.without)
		var kinds []string
		for _, g := range slices.Sorted(maps.Keys(r.kinds())) {
			if n := c.Unknown[g]; n > 0 {
				kinds = append(kinds, fmt.Sprintf("%s %s", count(n), strings.ToLower(g.String())))
			}
		}
		note := "they count in no group, so that every index could be higher or lower"
		if r.s.unknown != outcomes.LeftOut {
			note = fmt.Sprintf("-unknown %s puts them into groups, on an assumption that the records cannot check", r.s.unknown)
		}
		if len(kinds) > 0 {
			note = strings.Join(kinds, ", ") + "; " + note
		}
		line += mark(note)
	}
	lines = append(lines, line)
	if list := r.filters(); len(list) > 0 {
		of := fmt.Sprintf("%s of %s person searches", count(r.chosen), count(r.persons))
		if r.hidesPersons() {
			of = fmt.Sprintf("all but %s of the person searches", r.s.count(r.persons-r.chosen))
		}
		lines = append(lines, fmt.Sprintf("Only %s: %s", strings.Join(list, ", "), of))
	}

	var missing []string
	if q.OutcomeMissing > 0 {
		missing = append(missing, "outcome in "+r.blank(q.OutcomeMissing)+
			mark("blank: some forces leave it blank where nothing was done, others where it is not known"))
	}
	if q.LinkedMissing > 0 {
		missing = append(missing, "link between outcome and object of search in "+r.blank(q.LinkedMissing))
	}
	if len(missing) > 0 {
		of := "the person searches"
		if !r.hidesPersons() {
			of = fmt.Sprintf("the %s person searches", count(r.persons))
		}
		lines = append(lines, fmt.Sprintf("Not recorded: %s of %s", strings.Join(missing, ", "), of))
	}
	if q.Duplicates > 0 {
		lines = append(lines, r.s.plural(q.Duplicates, "row is an exact copy of another and is counted", "rows are exact copies of others and are counted")+
			mark("people who are searched together share every recorded value, and no row has a number of its own"))
	}
	lines = append(lines, r.s.unknownLabels(q)...)
	return slices.Concat(r.warnings, lines, r.notes), footnotes
}

// blank writes how many of the searches of persons that were read lack something, with the
// percentage unless -suppress withholds it.
func (r *report) blank(n int64) string {
	switch {
	case r.hidesPersons() && n == r.persons:
		return "all"
	case r.s.small(r.persons - n):
		return "all but " + r.s.count(r.persons-n)
	case r.hidesPersons(), r.s.small(n):
		return r.s.count(n)
	}
	return fmt.Sprintf("%s (%s)", count(n), percent(n, r.persons))
}

// maxLabels is how many unknown labels the head lists.
const maxLabels = 10

// unknownLabels has a line for each label that no table knows.
func (s settings) unknownLabels(q outcomes.Quality) (lines []string) {
	more := 0
	for _, column := range slices.Sorted(maps.Keys(q.UnknownLabels)) {
		for _, label := range slices.Sorted(maps.Keys(q.UnknownLabels[column])) {
			if len(lines) == maxLabels {
				more++
				continue
			}
			lines = append(lines, fmt.Sprintf("Label not known, counted as not recorded: %s %q, %s", column, label, s.plural(q.UnknownLabels[column][label], "row", "rows")))
		}
	}
	if more > 0 {
		lines = append(lines, fmt.Sprintf("and %s more: -format json lists them all", plural(int64(more), "label", "labels")))
	}
	return lines
}

// writeCSV writes the rows of all the tables under one header.
func (r *report) writeCSV(w io.Writer) error {
	for i, t := range r.tables {
		var b bytes.Buffer
		if err := t.WriteCSV(&b); err != nil {
			return err
		}
		if i > 0 {
			if _, err := b.ReadBytes('\n'); err != nil {
				return err
			}
		}
		if _, err := b.WriteTo(w); err != nil {
			return err
		}
	}
	return nil
}

// document is the report in JSON. The documentation of the program describes it; version goes up
// when a field is removed or changes its meaning.
type document struct {
	Version   int                       `json:"version"`
	Sources   []source                  `json:"sources"`
	Area      string                    `json:"area"`
	Residents int64                     `json:"residents"`
	From      outcomes.Month            `json:"from"`
	To        outcomes.Month            `json:"to"`
	Filters   filters                   `json:"filters"`
	Ethnicity outcomes.EthnicityRule    `json:"ethnicity"`
	Census    int                       `json:"census"`
	Scheme    ethnicity.Scheme          `json:"scheme"`
	Find      outcomes.FindDefinition   `json:"find"`
	Searches  int64                     `json:"searches"`
	Unknown   map[ethnicity.Group]int64 `json:"unknown"`
	Quality   quality                   `json:"quality"`
	Notes     []string                  `json:"notes"`
	// What is done with searches in no group, and what they could do.
	Allocation   outcomes.Allocation `json:"unknown_allocation"`
	UnknownShare *float64            `json:"unknown_share"`
	BoundUnknown int64               `json:"bounds_unknown"`
	Bounds       []limits            `json:"bounds"`
	SuppressUpTo int64               `json:"suppress,omitempty"`

	Tables []entry `json:"tables"`
	// Of -stratify.
	Stratify []string   `json:"stratify,omitempty"`
	Adjusted []adjusted `json:"adjusted,omitempty"`
}

// filters has the filters that were given.
type filters struct {
	Object *outcomes.Object     `json:"object,omitempty"`
	Type   *outcomes.SearchType `json:"type,omitempty"`
	From   outcomes.Month       `json:"from,omitempty"`
	To     outcomes.Month       `json:"to,omitempty"`
}

func (r *report) writeJSON(w io.Writer) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(document{
		Version:   1,
		Sources:   r.sources(),
		Area:      r.area,
		Residents: r.people,
		From:      r.span.first,
		To:        r.span.last,
		Filters:   filters{r.s.object, r.s.kind, r.s.from, r.s.to},
		Ethnicity: r.s.rule,
		Census:    r.s.census.Year(),
		Scheme:    r.s.scheme,
		Find:      r.s.find,
		Searches:  r.chosen,
		Unknown:   r.kinds(),

		Allocation:   r.s.unknown,
		UnknownShare: r.unknownShare(),
		BoundUnknown: r.shownUnknown(),
		Bounds:       append([]limits{}, r.bounds...),
		SuppressUpTo: r.s.suppress,

		Quality: r.quality(),
		Notes:   append([]string{}, slices.Concat(r.warnings, r.notes)...),
		Tables:  r.tables,

		Stratify: stratifierNames(r.s.stratify),
		Adjusted: r.adjusted,
	})
	if err != nil {
		return err
	}
	_, err = w.Write(cli.EscapeJSON(b.Bytes()))
	return err
}

// superscript writes the number of a footnote.
func superscript(n int) string {
	digits := []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")
	var b strings.Builder
	for _, d := range fmt.Sprint(n) {
		b.WriteRune(digits[d-'0'])
	}
	return b.String()
}
