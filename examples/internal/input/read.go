package input

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
)

// Read reads every file. What is left out, and what is wrong with single rows, is told on errout.
func (f *Flags) Read(c Files, in io.Reader, errout io.Writer) (*outcomes.Extract, error) {
	f.tellOf(c, errout)
	labels, err := f.readLabels()
	if err != nil {
		return nil, err
	}
	x := f.extract(labels)
	saveMemory(c.size() >= manyBytes)
	p := newProgress(errout, c.files)
	for _, arg := range c.args {
		if arg == cli.Stdin {
			err = f.readStdin(x, p.reader(in, standardInput), errout)
		} else {
			err = x.ReadFS(context.Background(), disk{p}, arg)
		}
		if err != nil {
			p.done()
			return nil, f.inFlags(err)
		}
	}
	p.done()
	if err := f.checkRevision(x); err != nil {
		return nil, err
	}
	if err := x.CheckWhere(); err != nil {
		return nil, fmt.Errorf("-where: %w", err)
	}
	if err := f.checkRows(x); err != nil {
		return nil, err
	}
	f.warn(errout, x)
	saveMemory(rowsOf(x) >= manyRows)
	return x, nil
}

// Of so many bytes or rows, what is read is most of the memory. Where the bytes are not known
// before, or are packed, the rows tell it.
const (
	manyBytes = 100_000_000
	manyRows  = 400_000
)

// saveMemory lets the garbage collector run often where the input is large, unless GOGC says how
// often it runs. Rows are plain numbers, which it need not look at, so that it takes hardly more
// time; of a small input it would take a fifth more.
func saveMemory(large bool) {
	if large && os.Getenv("GOGC") == "" {
		debug.SetGCPercent(10)
	}
}

// rowsOf returns how many rows were read and kept.
func rowsOf(x *outcomes.Extract) (rows int64) {
	for _, source := range x.Sources() {
		if !source.CountOnly {
			rows += source.Rows
		}
	}
	return rows
}

// extract returns what reads as the flags say.
func (f *Flags) extract(labels *outcomes.Labels) *outcomes.Extract {
	return &outcomes.Extract{Force: f.Force, Dates: f.Dates, Revision: f.Revision, Where: f.Where, ForceOptional: f.ForceOptional || f.Template != "",
		Columns: f.Columns, Labels: labels, Rows: f.Rows, Keep: f.Keep, CountOnly: f.CountOnly}
}

// readLabels reads the file of -labels. Where there is none, a template is made of what is read;
// nil if none is asked for.
func (f *Flags) readLabels() (*outcomes.Labels, error) {
	switch {
	case f.Labels == "" && f.Template == "":
		return nil, nil
	case f.Labels == "":
		return new(outcomes.Labels), nil
	}
	file, err := os.Open(f.Labels)
	if err != nil {
		return nil, fmt.Errorf("-labels %w", err)
	}
	defer func() { _ = file.Close() }() // nothing was written to it
	labels, err := outcomes.ReadLabels(file, f.Labels)
	if err != nil {
		return nil, fmt.Errorf("-labels: %w", err)
	}
	return labels, nil
}

// checkRows says that no row is what -rows says, since a column says of all of them that they are
// something else.
func (f *Flags) checkRows(x *outcomes.Extract) error {
	if f.Rows == outcomes.TypeNotRecorded {
		return nil
	}
	isSearch := func(of outcomes.RecordType) bool { return of.IsPerson() && of < outcomes.PersonStopped }
	for k := range x.Tally().All() {
		if k.Type == f.Rows || isSearch(k.Type) && isSearch(f.Rows) {
			return nil
		}
	}
	if x.Tally().Total() == 0 {
		return nil
	}
	return fmt.Errorf("-rows %s: the column Type says of every row that it is something else: leave out -rows, or, if that column is not about this, give -column type=",
		rowNames()[slices.IndexFunc(rowTypes, func(row rowType) bool { return row.is == f.Rows })])
}

// standardInput is how standard input is called among the sources.
const standardInput = "standard input"

// readStdin reads standard input, and tells what is left out if it is an archive.
func (f *Flags) readStdin(x *outcomes.Extract, in io.Reader, errout io.Writer) error {
	before := len(x.LeftOut())
	if err := x.ReadFile(in, standardInput); err != nil {
		return err
	}
	if left := x.LeftOut(); len(left) > before {
		f.tellLeft(errout, slices.DeleteFunc(left, func(l outcomes.FileLeftOut) bool { return !strings.HasPrefix(l.File, standardInput+"/") }))
	}
	return nil
}

// checkRevision says that -revision names no file that was read, or none of those that have the
// same searches.
func (f *Flags) checkRevision(x *outcomes.Extract) error {
	err := x.CheckRevision()
	if _, ok := errors.AsType[*outcomes.OverlapError](err); ok || err == nil {
		return f.inFlags(err)
	}
	names := []string{string(outcomes.NewestRevision), string(outcomes.LargestRevision)}
	for _, source := range x.Sources() {
		for _, part := range strings.FieldsFunc(source.File, func(r rune) bool { return r == '/' || r == '\\' }) {
			if !slices.Contains(names, part) {
				names = append(names, part)
			}
		}
	}
	name := string(f.Revision)
	return fmt.Errorf("-revision %s: no file, folder or archive of that name was read: %swant newest, largest, or the name of one that is",
		cli.Quote(name), cli.DidYouMean(path.Base(strings.ReplaceAll(name, `\`, "/")), names))
}

// inFlags says what is wrong with a file, and what to do, in terms of flags.
func (f *Flags) inFlags(err error) error {
	if overlap, ok := errors.AsType[*outcomes.OverlapError](err); ok {
		return errors.New(overlap.Text("-revision"))
	}
	if order, ok := errors.AsType[*outcomes.DateOrderError](err); ok {
		return errors.New(order.Text("-dates"))
	}
	if closed, ok := errors.AsType[*outcomes.ClosedMonthError](err); ok {
		if closed.Counted {
			return errors.New(closed.Text("without -count-only"))
		}
		return errors.New(closed.Text("with -save-hashes all"))
	}
	if header, ok := errors.AsType[*outcomes.HeaderError](err); ok {
		return errors.New(header.Text("-column", "-rows"))
	}
	force, ok := errors.AsType[*outcomes.ForceError](err)
	switch {
	case !ok:
		return err
	case force.Found.IsZero():
		return fmt.Errorf("%s: neither the file name nor a force column tells the force: give -force NAME, one of %s, or -residents PLACE for a file of several forces", force.File, strings.Join(cli.Names(ethnicity.Forces()), ", "))
	case force.Rows == 0:
		return contradiction(force, "file name says "+force.Found.String())
	default:
		return contradiction(force, fmt.Sprintf("force column says %s in %s", force.Found, f.most(force.Rows, "row", "rows")))
	}
}

// contradiction says that a file is of another force than -force says.
func contradiction(force *outcomes.ForceError, says string) error {
	return fmt.Errorf("%s: the %s, and -force says %s: leave out -force, which is for files that do not say", force.File, says, force.Given)
}
