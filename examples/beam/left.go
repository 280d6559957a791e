package main

import (
	"io"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// maxLeft is how many files are named that were left out.
const maxLeft = 20

// tellLeft tells of the files that were left out, in the words of stopsearch.
func tellLeft(errout io.Writer, files []outcomes.FileLeftOut) {
	var crimes, hidden int64
	var missed []outcomes.FileLeftOut
	for _, left := range files {
		switch {
		case !left.Expected:
			missed = append(missed, left)
		case strings.Contains(left.Reason, "crimes"):
			crimes++
		default:
			hidden++
		}
	}
	if crimes > 0 {
		tell(errout, "left out "+plural(crimes, "street or outcomes file", "street and outcomes files")+" of the same download")
	}
	if hidden > 0 {
		tell(errout, "left out "+plural(hidden, "hidden file", "hidden files"))
	}
	for _, left := range missed[:min(maxLeft, len(missed))] {
		tell(errout, "left out "+left.File+": "+left.Reason)
	}
	if n := len(missed) - maxLeft; n > 0 {
		tell(errout, "left out "+plural(int64(n), "more of the kind", "more of the kind"))
	}
}

// plural writes a number with its noun.
func plural(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return sheet.Count(n).Text + " " + many
}
