package input

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// tell writes one line for the person at the terminal, whatever stands in the text: names of files
// and cells are in it.
func (f *Flags) tell(errout io.Writer, text string) {
	fmt.Fprintf(errout, "%s: %s\n", f.Program, sheet.Clean(text))
}

// MaxWarnings is how many rows that could not be read are named on standard error.
const MaxWarnings = 5

// warn names the first rows with something wrong. With -suppress it says only how many there are:
// one row a line would be counted.
func (f *Flags) warn(w io.Writer, x *outcomes.Extract) {
	f.tellCounts(w, x)
	if f.isOwn() && f.Suppress == 0 {
		f.tellRejected(w, x)
		f.tellUnmapped(w, x)
		return
	}
	errs := x.Errors()
	var cells int64
	quality := x.Quality(outcomes.SelfDefined)
	for _, column := range quality.UnknownLabels {
		for _, rows := range column {
			cells += rows
		}
	}
	var what []string
	if quality.Rejected > 0 {
		what = append(what, f.most(quality.Rejected, "row", "rows")+" rejected")
	}
	if cells > 0 {
		what = append(what, f.most(cells, "cell", "cells")+" with unknown labels")
	}
	how := strings.Join(what, ", ")
	if f.Suppress != 0 {
		if len(errs) > 0 {
			f.tell(w, how+": without -suppress the first are named")
		}
		if f.isOwn() {
			f.tellUnmapped(w, x)
		}
		return
	}
	for _, err := range errs[:min(MaxWarnings, len(errs))] {
		f.tell(w, cli.Message(withoutSchemes(err)))
	}
	if len(errs) > MaxWarnings {
		f.tell(w, "and more of the kind: "+how)
	}
}

// tellRejected names the first rows of a force's own files that could not be read. Labels that were
// not understood are told together.
func (f *Flags) tellRejected(w io.Writer, x *outcomes.Extract) {
	told := int64(0)
	for _, err := range x.Errors() {
		if _, labels := errors.AsType[outcomes.UnknownLabels](err); !labels && told < MaxWarnings {
			f.tell(w, cli.Message(err))
			told++
		}
	}
	if n := x.Quality(outcomes.SelfDefined).Rejected; n > told {
		f.tell(w, plural(n, "row", "rows")+" rejected")
	}
}

// withoutSchemes says of labels that are ambiguous what can be done at a terminal: it has no option
// for the scheme that they are of.
func withoutSchemes(err error) error {
	var cells outcomes.UnknownLabels
	if !errors.As(err, &cells) {
		return err
	}
	cells = slices.Clone(cells)
	for i, e := range cells {
		if errors.Is(e.Err, ethnicity.ErrAmbiguousLabel) {
			told := *e
			told.Err = errors.New("it means different groups in different classifications: counted as not recorded: write out in the file which group it is")
			cells[i] = &told
		}
	}
	return cells
}

// most writes a number with its noun, or the most that it can be if -suppress withholds it.
func (f *Flags) most(n int64, one, many string) string {
	if n >= 1 && n <= f.Suppress {
		return fmt.Sprintf("at most %d %s", f.Suppress, many)
	}
	return plural(n, one, many)
}

// plural writes a number with its noun.
func plural(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return sheet.Count(n).Text + " " + many
}
