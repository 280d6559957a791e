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

// maxLeftOut is how many of the files that were not read are named.
const maxLeftOut = 3

// leftOutLines says which files of folders and archives were not read: how many of those that
// nobody misses, and the names of the others.
func (r *Report) leftOutLines() (lines []string) {
	var names []string
	expected, more := int64(0), int64(0)
	for _, left := range r.unread {
		switch {
		case left.Expected:
			expected++
		case len(names) == maxLeftOut:
			more++
		default:
			names = append(names, fmt.Sprintf("%s (%s)", baseName(left.File), left.Reason))
		}
	}
	if more > 0 {
		names = append(names, plural(more, "file", "files")+" more")
	}
	if names != nil {
		lines = append(lines, "Not read: "+strings.Join(names, "; "))
	}
	if expected > 0 {
		lines = append(lines, "Not read, as they are no searches: "+plural(expected, "file", "files")+" of street crimes, outcomes and the like")
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
