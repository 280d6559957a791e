package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// page returns what is shown of a result as one page of HTML, with all of its tables and the CSV.
func (t *table) page(r result, c content) (sheet.Page, error) {
	var csv bytes.Buffer
	if err := r.WriteCSV(&csv); err != nil {
		return sheet.Page{}, err
	}
	said, bear := c.said, c.bear
	said.Title = "" // that of the section
	// what the table says of where it is from stands at the foot
	bear.Items = slices.DeleteFunc(slices.Clone(bear.Items), func(item string) bool {
		return slices.ContainsFunc(t.source, func(line string) bool { return strings.TrimSuffix(line, ".") == strings.TrimSuffix(item, ".") })
	})
	name := strings.Join(strings.Fields(strings.ToLower(t.area+" "+t.events)), "-") + ".csv"
	return sheet.Page{
		Title: c.title,
		Lines: []string{capital(r.Series.Definition) + "."},
		Sections: []sheet.Section{
			{Name: "said", Title: c.said.Title, Blocks: slices.Concat([]sheet.Block{said, c.trends}, c.change, []sheet.Block{bear})},
			{Name: "years", Title: "Year by year", Blocks: append([]sheet.Block{c.years}, c.rolling...)},
			{Name: "tables", Title: "All tables", Blocks: c.tables},
			{Name: "method", Title: "How the numbers are made", Blocks: []sheet.Block{{Items: t.howMade(r)}}},
		},
		Downloads: []sheet.Download{{Name: name, Title: "Every number of this page, with all digits", CSV: csv.Bytes()}},
		Foot:      slices.Concat(t.source, []string{"Made by the program trend of disparity (github.com/seed-549880be/disparity), which documents every method."}),
	}, nil
}

// howMade says how the numbers were made, with references.
func (t *table) howMade(r result) []string {
	return append([]string{
		fmt.Sprintf("The index of a group is its rate over that of %[1]s people in the same year, both out of %[2]s: 2 is twice as often, for their numbers.", r.Series.Baseline, t.whose),
		fmt.Sprintf("The range of an index is by the method %s of package rri, at the level %s.", r.Options.Method, sheet.Percent(r.Options.Level)),
	}, r.MethodNotes()...)
}

// capital returns a text with its first letter as a capital.
func capital(text string) string {
	first, rest := []rune(text)[:1], []rune(text)[1:]
	return strings.ToUpper(string(first)) + string(rest)
}
