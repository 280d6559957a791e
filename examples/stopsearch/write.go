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
	var b strings.Builder
	for i, line := range lines {
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
		fmt.Fprintf(&b, "%s %s\n", superscript(i+1), note)
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}
	for i, t := range r.tables {
		above := "\n"
		if t.alert != "" {
			above += t.alert + "\n"
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
	read := []string{plural(r.persons, "person search", "person searches")}
	if q.VehicleOnly > 0 {
		read = append(read, fmt.Sprintf("%s of vehicles only", count(q.VehicleOnly)))
	}
	if q.TypeUnknown > 0 {
		read = append(read, fmt.Sprintf("%s that do not say what was searched", count(q.TypeUnknown)))
	}
	if q.Rejected > 0 {
		read = append(read, fmt.Sprintf("%s that could not be read", count(q.Rejected)))
	}
	lines = append(lines, fmt.Sprintf("%s, %s · %s: %s", forceNames(r.read.forces), r.read.months(), plural(q.Rows, "row", "rows"), strings.Join(read, ", ")))

	account := map[outcomes.EthnicityRule]struct{ name, without string }{
		outcomes.SelfDefined:     {"Self-defined ethnicity", "with no self-defined ethnicity"},
		outcomes.OfficerDefined:  {"Officer-defined ethnicity", "with no officer-defined ethnicity"},
		outcomes.SelfThenOfficer: {"Self-defined ethnicity, officer-defined where there is none", "with neither"},
	}[r.s.rule]
	line := fmt.Sprintf("%s, census %s. ", account.name, r.s.census)
	switch {
	case c.UnknownTotal() == 0:
		line += "Every search is in a group."
	case r.small(c.UnknownTotal()):
		line += fmt.Sprintf("Not in any group: %d searches at most %s", r.s.suppress, account.without)
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
		lines = append(lines, fmt.Sprintf("Only %s: %s of %s person searches", strings.Join(list, ", "), count(r.chosen), count(r.persons)))
	}

	var missing []string
	if q.OutcomeMissing > 0 {
		missing = append(missing, fmt.Sprintf("outcome in %s (%s)", count(q.OutcomeMissing), percent(q.OutcomeMissing, r.persons))+
			mark("blank: some forces leave it blank where nothing was done, others where it is not known"))
	}
	if q.LinkedMissing > 0 {
		missing = append(missing, fmt.Sprintf("link between outcome and object of search in %s (%s)", count(q.LinkedMissing), percent(q.LinkedMissing, r.persons)))
	}
	if len(missing) > 0 {
		lines = append(lines, fmt.Sprintf("Not recorded: %s of the %s person searches", strings.Join(missing, ", "), count(r.persons)))
	}
	if q.Duplicates > 0 {
		lines = append(lines, plural(q.Duplicates, "row is an exact copy of another and is counted", "rows are exact copies of others and are counted")+
			mark("people who are searched together share every recorded value, and no row has a number of its own"))
	}
	lines = append(lines, unknownLabels(q)...)
	return slices.Concat(r.warnings, lines, r.notes), footnotes
}

// maxLabels is how many unknown labels the head lists.
const maxLabels = 10

// unknownLabels has a line for each label that no table knows.
func unknownLabels(q outcomes.Quality) (lines []string) {
	more := 0
	for _, column := range slices.Sorted(maps.Keys(q.UnknownLabels)) {
		for _, label := range slices.Sorted(maps.Keys(q.UnknownLabels[column])) {
			if len(lines) == maxLabels {
				more++
				continue
			}
			lines = append(lines, fmt.Sprintf("Label not known, counted as not recorded: %s %q, %s", column, label, plural(q.UnknownLabels[column][label], "row", "rows")))
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

// document is the report in JSON. The documentation of the program describes it; version goes up when a field is removed or changes its meaning.
type document struct {
	Version   int                       `json:"version"`
	Sources   []outcomes.Source         `json:"sources"`
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
	Quality   outcomes.Quality          `json:"quality"`
	Notes     []string                  `json:"notes"`
	// What is done with searches in no group, and what they could do.
	Allocation   outcomes.Allocation `json:"unknown_allocation"`
	UnknownShare float64             `json:"unknown_share"`
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
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(document{
		Version:   1,
		Sources:   r.d.sources,
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

		Quality: r.d.quality,
		Notes:   append([]string{}, slices.Concat(r.warnings, r.notes)...),
		Tables:  r.tables,

		Stratify: stratifierNames(r.s.stratify),
		Adjusted: r.adjusted,
	})
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
