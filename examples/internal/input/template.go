package input

import (
	"errors"
	"fmt"
	"io"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
)

// WriteTemplate writes the file of -labels-template, and says on errout what to do with it. A
// program that was given the flag does this in place of its report.
func (f *Flags) WriteTemplate(x *outcomes.Extract, errout io.Writer) error {
	if err := cli.Save(f.Template, x.WriteLabelsTemplate); err != nil {
		return err
	}
	todo := "every label is understood"
	if n := len(x.Unmapped().Labels); n > 0 {
		todo = plural(int64(n), "label is not known", "labels are not known") + ": say in the third column what each means"
	}
	f.tell(errout, fmt.Sprintf("%s: every label of these files, with its rows; %s; -labels %s reads it", f.Template, todo, f.Template))
	return nil
}

// CheckTemplate says what is wrong with -labels-template, given the files that are read: it is one
// of them.
func (f *Flags) CheckTemplate(c Files, in io.Reader) error {
	switch {
	case f.Template == "":
		return nil
	case f.Template == cli.Stdin:
		return errors.New("-labels-template -: it is written to a file, to be filled in: want a name, as labels.csv")
	case f.Suppress != 0:
		return errors.New("-labels-template does not go with -suppress: it has the rows of every label, however few: leave one out")
	}
	return c.Overwritten(in, "-labels-template", f.Template)
}
