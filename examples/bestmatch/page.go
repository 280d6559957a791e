package main

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/strata"
)

// page returns a comparison as one page of HTML: the crude and the adjusted index of every group
// drawn and in a table, what to bear in mind, the strata, how the numbers are made, and the CSV. Of
// what the file says of itself, which is the last of the notes if there is anything, the first line
// stands above and the others at the foot.
func page[M rri.Measure](t strata.Table[string, string, M], ofItself []string) (sheet.Page, error) {
	var csv bytes.Buffer
	if err := t.WriteCSV(&csv); err != nil {
		return sheet.Page{}, err
	}
	all, err := t.Sheet()
	if err != nil {
		return sheet.Page{}, err
	}
	notes, foot := t.Notes, []string{cli.MadeBy("bestmatch")}
	var lines []string
	if len(ofItself) > 0 {
		notes, lines, foot = notes[:len(notes)-1], ofItself[:1], append(ofItself[1:len(ofItself):len(ofItself)], foot...)
	}
	groups := all
	groups.Notes, groups.Parts, groups.Pictures = nil, nil, divided(all.Pictures, true)
	p := sheet.Page{
		Lines: lines,
		Title: fmt.Sprintf("%s out of %s: each group beside %s, with %s alike", cli.Capital(t.Events), t.Exposure, t.Baseline, t.By),
		Sections: []sheet.Section{{Name: "groups", Title: "All together, and with like compared with like", Blocks: []sheet.Block{
			{Sheet: &groups}, {Title: "What to bear in mind", Items: notes},
		}}},
		Downloads: []sheet.Download{{Name: cli.DownloadName(t.Events + " by " + t.By), Title: "The numbers of the tables, with all digits", CSV: csv.Bytes()}},
		Foot:      foot,
	}
	var parts []sheet.Block
	for i := range all.Parts {
		if i == len(all.Parts)-1 { // that of the strata
			all.Parts[i].Pictures = divided(all.Pictures, false)
		}
		parts = append(parts, sheet.Block{Sheet: &all.Parts[i]})
	}
	if parts != nil {
		p.Sections = append(p.Sections, sheet.Section{Name: "strata", Title: "Stratum by stratum", Blocks: parts})
	}
	p.Sections = append(p.Sections, sheet.Section{Name: "method", Title: "How the numbers are made", Blocks: []sheet.Block{{Items: t.MethodNotes()}}})
	return p, nil
}

// divided returns the picture of the groups, or else those of the strata.
func divided(pictures []sheet.Picture, groups bool) []sheet.Picture {
	return slices.DeleteFunc(slices.Clone(pictures), func(p sheet.Picture) bool { return (p.Name == "adjusted") != groups })
}
