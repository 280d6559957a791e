package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
)

// maxOverlaps is how many forces and months are named that are in several files.
const maxOverlaps = 3

// overlapLines says of which forces and months several files have searches, and which of them
// count. Where the files are partly different, searches are lost, and that is told apart. Files
// that complete each other are named only if neither has but a few rows, as those of neighbouring
// months have of the last hour of a month.
func (r *Report) overlapLines() (lines []string) {
	var taken, partly, apart []string
	for _, o := range r.overlaps {
		where := fmt.Sprintf("%s in %s", forceName(o.Force), monthName(o.Month))
		if o.Kind == outcomes.OverlapApart {
			if !strays(o) {
				apart = append(apart, where+" in "+r.filesOf(o, true))
			}
			continue
		}
		one := where + " from " + r.filesOf(o, true) + ", not " + r.filesOf(o, false)
		if o.Kind != outcomes.OverlapPartly {
			taken = append(taken, one)
			continue
		}
		if r.limit == 0 {
			one += ", with " + plural(o.Shared, "row", "rows") + " in common"
		}
		partly = append(partly, one)
	}
	if taken != nil {
		lines = append(lines, r.say("{Searches} that several files have, counted once: ")+some(taken))
	}
	if partly != nil {
		lines = append(lines, r.say("Files with different {searches} of the same days, one of which counts: ")+some(partly))
	}
	if apart != nil {
		lines = append(lines, "Files that complete each other, all of whose rows count: "+some(apart))
	}
	return lines
}

// some names the first maxOverlaps things, and how many more there are.
func some(names []string) string {
	if n := len(names) - maxOverlaps; n > 0 {
		names = append(names[:maxOverlaps:maxOverlaps], fmt.Sprintf("%d more", n))
	}
	return strings.Join(names, "; ")
}

// strays reports whether all files but one have a twentieth of its rows at most.
func strays(o outcomes.Overlap) bool {
	var all, most int64
	for _, f := range o.Files {
		all, most = all+f.Rows, max(most, f.Rows)
	}
	return 20*(all-most) <= most
}

// filesOf names the files of an overlap that count, or those that do not.
func (r *Report) filesOf(o outcomes.Overlap, taken bool) string {
	var names []string
	for i, name := range overlapNames(o.Files) {
		f := o.Files[i]
		if f.Taken != taken {
			continue
		}
		if r.limit == 0 {
			name += fmt.Sprintf(" (%s)", plural(f.Rows, "row", "rows"))
		}
		names = append(names, name)
	}
	return sentence(names, "files")
}

// overlapNames names files without the folders before them, but for those that it takes to tell
// them apart.
func overlapNames(files []outcomes.OverlapFile) []string {
	names := make([]string, len(files))
	for parts := 1; ; parts++ {
		whole := true // no name can be longer
		for i, f := range files {
			name := baseName(f.File)
			if parts > 1 {
				all := strings.Split(strings.ReplaceAll(f.File, `\`, "/"), "/")
				whole = whole && parts >= len(all)
				name = strings.Join(all[max(0, len(all)-parts):], "/")
			}
			names[i] = name
		}
		different := slices.Compact(slices.Sorted(slices.Values(names)))
		if len(different) == len(names) || parts > 1 && whole {
			return names
		}
	}
}

// shownOverlaps returns what several files have for the document.
func (r *Report) shownOverlaps() (list []Overlap) {
	for _, o := range r.overlaps {
		overlap := Overlap{Force: o.Force, Month: o.Month, Kind: o.Kind, Shared: shown(o.Shared, r.limit != 0)}
		for i, name := range overlapNames(o.Files) {
			f := o.Files[i]
			overlap.Files = append(overlap.Files, OverlapFile{name, shown(f.Rows, r.limit != 0), f.Taken})
		}
		list = append(list, overlap)
	}
	return list
}
