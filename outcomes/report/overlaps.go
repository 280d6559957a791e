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
// count. Files that complete each other are named only if neither has but a few rows, as those of
// neighbouring months have of the last hour of a month.
func (r *Report) overlapLines() (lines []string) {
	var taken, apart []string
	for _, o := range r.overlaps {
		where := fmt.Sprintf("%s in %s", forceName(o.Force), monthName(o.Month))
		if o.Kind == outcomes.OverlapApart {
			if !strays(o) {
				apart = append(apart, where+" in "+r.filesOf(o, true))
			}
			continue
		}
		taken = append(taken, where+" from "+r.filesOf(o, true)+", not "+r.filesOf(o, false))
	}
	if taken != nil {
		lines = append(lines, "Searches that several files have, counted once: "+some(taken))
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
	short := shortNames(o.Files)
	for i, f := range o.Files {
		if f.Taken != taken {
			continue
		}
		name := short[i]
		if r.limit == 0 {
			name += fmt.Sprintf(" (%s)", plural(f.Rows, "row", "rows"))
		}
		names = append(names, name)
	}
	return sentence(names, "files")
}

// shortNames returns the names of files as baseName does. Those of one such name have the folders
// that tell them apart before it: a month has the same name in every archive.
func shortNames(files []outcomes.OverlapFile) []string {
	alike := make(map[string][][]string) // the parts of the whole names, by name without folders
	for _, f := range files {
		alike[baseName(f.File)] = append(alike[baseName(f.File)], partsOf(f.File))
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = baseName(f.File)
		parts, all := partsOf(f.File), alike[names[i]]
		differs := func(other []string) bool { return !slices.Equal(other, parts) }
		if !slices.ContainsFunc(all, differs) {
			continue
		}
		common := 0
		for !slices.ContainsFunc(all, func(other []string) bool { return len(other) <= common+1 || other[common] != parts[common] }) {
			common++
		}
		names[i] = strings.Join(parts[common:], "/")
	}
	return names
}

func partsOf(file string) []string { return strings.Split(strings.ReplaceAll(file, `\`, "/"), "/") }

// shownOverlaps returns what several files have for the document.
func (r *Report) shownOverlaps() (list []Overlap) {
	for _, o := range r.overlaps {
		overlap := Overlap{Force: o.Force, Month: o.Month, Kind: o.Kind, Shared: shown(o.Shared, r.limit != 0)}
		short := shortNames(o.Files)
		for i, f := range o.Files {
			overlap.Files = append(overlap.Files, OverlapFile{short[i], shown(f.Rows, r.limit != 0), f.Taken})
		}
		list = append(list, overlap)
	}
	return list
}
