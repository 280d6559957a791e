package input

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
)

// WriteTemplate writes the file of -labels-template, and says on errout what to do with it. A
// program that was given the flag does this in place of its report.
func (f *Flags) WriteTemplate(x *outcomes.Extract, errout io.Writer) error {
	var b bytes.Buffer
	if err := x.WriteLabelsTemplate(&b); err != nil {
		return err
	}
	if err := f.checkFilled(b.Bytes()); err != nil {
		return err
	}
	if err := cli.Save(f.Template, func(w io.Writer) error { _, err := w.Write(b.Bytes()); return err }); err != nil {
		return err
	}
	todo := "every label is understood"
	if n := len(x.Unmapped().Labels); n > 0 {
		todo = plural(int64(n), "label is not known", "labels are not known") + ": say in the third column what each means"
	}
	f.tell(errout, fmt.Sprintf("%s: every label of these files, with its rows; %s; -labels %s reads it", f.Template, todo, f.Template))
	return nil
}

// checkFilled reports an error if the file of -labels-template is there already, and labels that
// somebody has filled in would be lost: those of which a template does not say the same. A file
// that is no file of labels is not written over either, as it may be one with a mistake.
func (f *Flags) checkFilled(template []byte) error {
	info, err := os.Stat(f.Template)
	if err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
		return nil
	}
	old, err := os.ReadFile(f.Template)
	if err != nil {
		return err
	}
	was, err := outcomes.ReadLabels(bytes.NewReader(old), f.Template)
	if err != nil {
		return fmt.Errorf("-labels-template %s: the file is there already, and cannot be read as labels, so that it is not written over: name another (%w)", f.Template, err)
	}
	is, err := outcomes.ReadLabels(bytes.NewReader(template), f.Template)
	if err != nil {
		return err
	}
	type label struct{ column, theirs string }
	ours := make(map[label]string)
	for _, e := range is.Entries() {
		ours[label{e.Column, e.Label}] = e.Ours
	}
	lost := int64(0)
	for _, e := range was.Entries() {
		if e.Ours != "" && !strings.EqualFold(e.Ours, ours[label{e.Column, e.Label}]) {
			lost++
		}
	}
	if lost == 0 {
		return nil
	}
	return fmt.Errorf("-labels-template %[1]s: the file is there already, with %[2]s filled in: give -labels %[1]s too, so that the new one keeps what it says, or name another file",
		f.Template, plural(lost, "label", "labels"))
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
	if IsSame(f.Labels, f.Template) { // what it says is read first, and kept
		c.beside = slices.DeleteFunc(slices.Clone(c.beside), func(name string) bool { return name == f.Labels })
	}
	return c.Overwritten(in, "-labels-template", f.Template)
}
