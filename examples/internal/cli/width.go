package cli

import (
	"flag"
	"fmt"
	"strconv"
	"strings"
)

// The columns that -width takes, and the most that COLUMNS gives: longer lines are hard to read.
const (
	minWidth    = 60
	maxWidth    = 1000
	usualWidth  = 80
	widestUnset = 120
)

// Width defines the flag -width, which says how wide text may be. 0 is that it is not given.
func Width(flags *flag.FlagSet, p *int) {
	usage := fmt.Sprintf("`columns` that no line of text is longer than, from %d to %d (default COLUMNS of the environment, up to %d, or %d)",
		minWidth, maxWidth, widestUnset, usualWidth)
	flags.Func("width", usage, func(v string) (err error) {
		*p, err = strconv.Atoi(strings.TrimSpace(v))
		if err != nil || *p < minWidth || *p > maxWidth {
			return fmt.Errorf("want a number of columns from %d to %d", minWidth, maxWidth)
		}
		return nil
	})
}

// TerminalWidth returns the width of text that goes with COLUMNS of the environment: no less than a
// report needs, and no more than can be read well. What is no number stands for the usual width.
func TerminalWidth(columns string) int {
	n, err := strconv.Atoi(columns)
	if err != nil || n < 1 {
		return usualWidth
	}
	return min(max(n, minWidth), widestUnset)
}
