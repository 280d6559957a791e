package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// page returns what is shown of a result as one page of HTML, with all of its tables and the CSV.
func (t *table) page(r result, c content) (sheet.Page, error) {
	var csv bytes.Buffer
	if err := r.WriteCSV(&csv); err != nil {
		return sheet.Page{}, err
	}
	said, bear, title := c.said, c.bear, c.said.Title
	said.Title = ""           // that of the section
	if len(said.Items) == 0 { // of what is not searches
		title = "The trend of every group"
	}
	// what the table says of where it is from stands at the foot
	bear.Items = slices.DeleteFunc(slices.Clone(bear.Items), func(item string) bool {
		return slices.ContainsFunc(t.Source, func(line string) bool { return strings.TrimSuffix(line, ".") == strings.TrimSuffix(item, ".") })
	})
	return sheet.Page{
		Title: c.title,
		Lines: []string{cli.Capital(r.Series.Definition) + "."},
		Sections: []sheet.Section{
			{Name: "said", Title: title, Blocks: slices.Concat([]sheet.Block{said, c.trends}, c.change, []sheet.Block{bear})},
			{Name: "years", Title: "Year by year", Blocks: append([]sheet.Block{c.years}, c.rolling...)},
			{Name: "tables", Title: "All tables", Blocks: c.tables},
			{Name: "method", Title: "How the numbers are made", Blocks: []sheet.Block{{Items: t.howMade(r)}}},
		},
		Downloads: []sheet.Download{{Name: cli.DownloadName(t.area + " " + t.Events), Title: "The numbers of the tables, with all digits", CSV: csv.Bytes()}},
		Foot:      slices.Concat(t.Source, []string{cli.MadeBy("trend")}),
	}, nil
}

// howMade says how the numbers were made, with references.
func (t *table) howMade(r result) []string {
	return append([]string{
		fmt.Sprintf("The index of a group is its rate over that of %[1]s people in the same year, both out of %[2]s: 2 is twice as often, for their numbers.", r.Series.Baseline, t.whose),
		fmt.Sprintf("The range of an index is at the level %s by the method %s, which is %s (%s).", sheet.Percent(r.Options.Level),
			r.Options.Method, r.Options.Method.Words(), r.Options.Method.Reference()),
	}, r.MethodNotes()...)
}
