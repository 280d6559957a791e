package outcomes

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// Repeat is a file that holds all its rows several times over, in the same order, as if it had been
// joined to itself, or all those of one force and month.
type Repeat struct {
	File  string `json:"file"`
	Rows  int64  `json:"rows"`  // of one copy
	Times int    `json:"times"` // copies, 2 at least
	// Force and Month are those of the rows; zero if it is the whole file.
	Force ethnicity.Force `json:"force,omitzero"`
	Month Month           `json:"month,omitzero"`
}

func compareRepeats(a, b Repeat) int {
	return cmp.Or(strings.Compare(a.File, b.File), forceMonth{a.Force, a.Month}.compare(forceMonth{b.Force, b.Month}), cmp.Compare(a.Rows, b.Rows),
		cmp.Compare(a.Times, b.Times))
}

// ReadFile reads one file, or standard input, to its end. name names it in errors and among the
// sources, and its last part tells the force where nothing else does. Compressed files (gzip) are
// known by their content, and so is JSON, whatever the name of the file; all else is a table. Files
// are read as [ReadJSON] and [ReadCSV] read them, and rows that cannot be read are accounted for,
// and are no error. A ZIP archive is read as [Extract.ReadFS] reads it; it is held in memory
// meanwhile, and has a GiB at most.
//
// It is an error if the file cannot be read to its end; if its force is not known, or is another
// than Force ([*ForceError]); and if a file that was read before has the same searches of a force
// and month, or nearly, or others of the same days, whatever their order and the form of the file,
// and Revision cannot tell which to take ([*OverlapError]). It is one as well if a file has the
// same searches under the name of another force, or nearly those of a month. On an error nothing of
// the file stays in x. Files whose rows have hardly a day in common add up, and all files that have
// rows of one force and month are among [Extract.Overlaps].
//
// A file that holds its rows several times over is read, and is among [Extract.Repeats].
func (x *Extract) ReadFile(r io.Reader, name string) error {
	if x == nil {
		return errNilExtract
	}
	workers, err := x.workers()
	if err != nil {
		return err
	}
	one := x.alike()
	one.spare = newSpare(workers, 1)
	if err := one.readStream(context.Background(), r, name); err != nil {
		return err
	}
	return x.Merge(one)
}

// alike returns what has read nothing, and reads as x does.
func (x *Extract) alike() *Extract {
	if x.dictionaries == nil {
		x.dictionaries = new(dictionaries)
	}
	return &Extract{Force: x.Force, ForceOptional: x.ForceOptional, Dates: x.Dates, Where: x.Where, Limits: x.Limits, Revision: x.Revision,
		Columns: x.Columns, Labels: x.Labels, Rows: x.Rows, Keep: x.Keep, CountOnly: x.CountOnly, Workers: x.Workers, dictionaries: x.dictionaries, spare: x.spare}
}

// apart returns what alike does, for a goroutine of its own.
func (x *Extract) apart() *Extract {
	y := x.alike()
	y.dictionaries = nil
	return y
}

// readFile reads one file until ctx is done. It does not compare it with others.
func (x *Extract) readFile(ctx context.Context, r io.Reader, name string) error {
	plain, err := cells.Unpack(contextReader{ctx, r})
	if err != nil {
		return fmt.Errorf("%sreading: %w", at(name), quote.Outside(err))
	}
	if isSaved(plain) {
		return x.readSaved(plain, name)
	}
	if named, err := ethnicity.ForceOfFile(name); !x.Force.IsZero() && err == nil && named.IsKnown() && named != x.Force {
		return &ForceError{File: name, Given: x.Force, Found: named}
	}
	if cells.IsPacked(plain) {
		return &HeaderError{File: name, Err: cells.ErrPackedTwice}
	}
	text, read, err := openSearches(plain, name)
	if err != nil {
		return err
	}
	o := ReadOptions{File: name, Force: x.Force, Dates: x.Dates, Where: x.Where, Columns: x.Columns, Labels: x.Labels, Rows: x.Rows, Keep: x.Keep,
		layout: new(layout)}
	s, err := x.newPartReader(name, true).read(read(text, o), o.layout, x.total)
	if err == nil {
		err = s.checkForce(name, x.Force, x.ForceOptional)
	}
	if err == nil {
		x.add(s)
	}
	return err
}

// openSearches returns the text of a file, and what reads it as JSON or as a table.
func openSearches(r io.Reader, name string) (*bufio.Reader, func(io.Reader, ReadOptions) iter.Seq2[Search, error], error) {
	text, format, err := open(r, name)
	if format == cells.JSON {
		return text, ReadJSON, err
	}
	return text, ReadCSV, err
}

// checkForce says that what was read from one file and matches the filters is not all of the force
// that is given, or, where none is given, that no row is of a force that is known, unless that is
// optional.
func (s *source) checkForce(file string, given ethnicity.Force, optional bool) error {
	forces := make(map[ethnicity.Force]int64)
	var rows int64
	for _, p := range s.parts {
		if n := p.rows - p.out; n > 0 {
			forces[p.force] += n
			rows += n
		}
	}
	if !given.IsZero() {
		for _, f := range slices.SortedFunc(maps.Keys(forces), ethnicity.Force.Compare) {
			if !f.IsZero() && f != given {
				return &ForceError{File: file, Given: given, Found: f, Rows: forces[f]}
			}
		}
	}
	if !optional && rows > 0 && forces[ethnicity.Force{}] == rows {
		return &ForceError{File: file, Given: given}
	}
	return nil
}

// contextReader reads until ctx is done.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c contextReader) Read(b []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(b)
}
