// Package cli has what the example programs share: how flags and the names of files are read, what
// may have been meant where one is misspelt, how tables of anybody's own counts are read, how an
// error is told, and how the output is written.
package cli

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// packages are the names that errors of the library may begin with: those of its public packages.
var packages = []string{
	"audit", "choices", "claims", "counts", "dispersion", "ethnicity", "index", "journey", "multiple", "outcomes", "peers", "power", "published", "report", "rri",
	"sheet", "standard", "strata", "suppress", "tidy", "trend", "unknown",
}

// prefixes finds the names of packages that a message or a part of it begins with. Where one
// package hands on the error of another there are several.
var prefixes = regexp.MustCompile(`(^|: |; )(?:(?:` + strings.Join(packages, "|") + `): )+`)

// Message returns what the person at the terminal is told of an error, in one line, whatever stands
// in the names of files and cells: the text without the names of packages, which say nothing to
// somebody who has not written the program. Errors that are joined are parted by "; ".
func Message(err error) string {
	lines := strings.ReplaceAll(err.Error(), "\n", "; ")
	return sheet.Clean(prefixes.ReplaceAllString(lines, "$1"))
}

// Quote writes what somebody else wrote in a message: in one line, and not too long.
func Quote(s string) string { return fmt.Sprintf("%.80q", s) }
