package input

import (
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
	f.tell(errout, f.Template+": every label of these files: fill in the third column where it is blank, and give the file with -labels")
	return nil
}
