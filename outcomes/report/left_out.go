package report

import (
	"fmt"
	"path"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
)

// baseName returns the name of a file without the folders before it, which say nothing to the
// readers of a report; of a file in an archive, after the name of the archive.
func baseName(file string) string {
	if file == "" {
		return ""
	}
	file = strings.ReplaceAll(file, `\`, "/")
	base := path.Base(file)
	for folder := path.Dir(file); folder != "." && folder != "/"; folder = path.Dir(folder) {
		if archive := path.Base(folder); strings.HasSuffix(strings.ToLower(archive), ".zip") {
			return archive + "/" + base
		}
	}
	return base
}

// maxLeftOut is how many files of a kind are named that were not read.
const maxLeftOut = 3

// leftOutLines names the files of folders and archives that were not read, up to a number of those
// that may be missed; of those that nobody misses only the number if they are more.
func (r *Report) leftOutLines() (lines []string) {
	var missed, expected []string
	for _, left := range r.unread {
		if left.Expected {
			expected = append(expected, baseName(left.File))
		} else {
			missed = append(missed, fmt.Sprintf("%s (%s)", baseName(left.File), left.Reason))
		}
	}
	if n := len(missed) - maxLeftOut; n > 0 {
		missed = append(missed[:maxLeftOut], plural(int64(n), "file", "files")+" more")
	}
	if missed != nil {
		lines = append(lines, "Not read: "+strings.Join(missed, "; "))
	}
	if n := len(expected); n > maxLeftOut {
		expected = []string{plural(int64(n), "file", "files") + " of street crimes, outcomes and the like"}
	}
	if expected != nil {
		lines = append(lines, r.say("Not read, having no {searches}: ")+strings.Join(expected, ", "))
	}
	return lines
}

// shownLeftOut returns these files for the document.
func (r *Report) shownLeftOut() (list []outcomes.FileLeftOut) {
	for _, left := range r.unread {
		left.File = baseName(left.File)
		list = append(list, left)
	}
	return list
}
