package main

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// reading is how files are read. It goes to the workers as JSON.
type reading struct {
	Force     ethnicity.Force
	Dates     outcomes.DateOrder
	Revision  outcomes.Revision
	Where     []outcomes.Filter
	CountOnly bool
	// a file may be of several forces that it does not tell
	ForceOptional bool
	// of a force's own extract
	Columns map[string]string
	Rows    outcomes.RecordType
	Keep    []string
	Labels  *labelsFile
}

// labelsFile is the file of -labels.
type labelsFile struct {
	Name string
	Text []byte
}

// extract returns what reads files so.
func (r *reading) extract() (*outcomes.Extract, error) {
	x := &outcomes.Extract{Force: r.Force, Dates: r.Dates, Revision: r.Revision, Where: r.Where, CountOnly: r.CountOnly,
		ForceOptional: r.ForceOptional || r.Rows != outcomes.TypeNotRecorded, Columns: r.Columns, Rows: r.Rows, Keep: r.Keep}
	if r.Labels == nil {
		return x, nil
	}
	var err error
	if x.Labels, err = outcomes.ReadLabels(bytes.NewReader(r.Labels.Text), r.Labels.Name); err != nil {
		return nil, fmt.Errorf("-labels: %w", err)
	}
	return x, nil
}

// one returns what was read from one file as a part. Its hashes go with it, so that it can be
// compared with the other files of its months; those that there are not, as where rows were counted
// and not kept, cannot.
func (r *reading) one(number int, x *outcomes.Extract) (part, error) {
	if !r.CountOnly {
		if p, err := save(number, x, outcomes.AllHashes); err == nil {
			return p, nil
		}
	}
	return save(number, x, outcomes.OfficialHashes)
}

// finish says what only the end of reading can tell, as stopsearch says it.
func (r *reading) finish(x *outcomes.Extract) error {
	if err := x.CheckRevision(); err != nil {
		if _, ok := errors.AsType[*outcomes.OverlapError](err); ok {
			return err
		}
		return fmt.Errorf("-revision %q: no file, folder or archive of that name was read: want newest, largest, or the name of one that is", r.Revision)
	}
	if err := x.CheckWhere(); err != nil {
		return fmt.Errorf("-where: %w", err)
	}
	return r.checkRows(x)
}

// checkRows says that no row is what -rows says.
func (r *reading) checkRows(x *outcomes.Extract) error {
	isSearch := func(of outcomes.RecordType) bool { return of.IsPerson() && of < outcomes.PersonStopped }
	if r.Rows == outcomes.TypeNotRecorded || x.Tally().Total() == 0 {
		return nil
	}
	for k := range x.Tally().All() {
		if k.Type == r.Rows || isSearch(k.Type) && isSearch(r.Rows) {
			return nil
		}
	}
	return fmt.Errorf("-rows %s: the column Type says of every row that it is something else: leave out -rows, or, if that column is not about this, give -column type=",
		rowTypes[slices.IndexFunc(rowTypes, func(t rowType) bool { return t.is == r.Rows })].name)
}

// forceMessage says what is wrong with the force of a file.
func forceMessage(e *outcomes.ForceError) string {
	says := "file name says " + e.Found.String()
	switch {
	case e.Found.IsZero():
		var names []string
		for f := range ethnicity.Forces() {
			names = append(names, f.String())
		}
		return fmt.Sprintf("neither the file name nor a force column tells the force: give -force NAME, one of %s, or -force-optional for a file of several forces", strings.Join(names, ", "))
	case e.Rows == 1:
		says = fmt.Sprintf("force column says %s in 1 row", e.Found)
	case e.Rows > 1:
		says = fmt.Sprintf("force column says %s in %s rows", e.Found, sheet.Count(e.Rows).Text)
	}
	return fmt.Sprintf("the %s, and -force says %s: leave out -force, which is for files that do not say", says, e.Given)
}

// message says what is wrong in one line, with flags in place of the options of the library.
func message(err error) string {
	text := err.Error()
	if overlap, ok := errors.AsType[*outcomes.OverlapError](err); ok {
		text = overlap.Text("-revision")
	} else if order, ok := errors.AsType[*outcomes.DateOrderError](err); ok {
		text = order.Text("-dates")
	} else if closed, ok := errors.AsType[*outcomes.ClosedMonthError](err); ok {
		text = closed.Text("with -save-hashes all")
		if closed.Counted {
			text = closed.Text("without -count-only")
		}
	} else if header, ok := errors.AsType[*outcomes.HeaderError](err); ok {
		text = header.Text("-column", "-rows")
	} else if force, ok := errors.AsType[*outcomes.ForceError](err); ok {
		text = force.File + ": " + forceMessage(force)
	}
	return strings.TrimPrefix(strings.ReplaceAll(text, ": outcomes: ", ": "), "outcomes: ")
}
