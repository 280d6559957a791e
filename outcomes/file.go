package outcomes

import (
	"bufio"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// Repeat is a file that holds all its rows several times over, in the same order, as if it had been
// joined to itself.
type Repeat struct {
	File  string `json:"file"`
	Rows  int64  `json:"rows"`  // of one copy
	Times int    `json:"times"` // copies, 2 at least
}

// ReadFile reads one file, or standard input, to its end. name names it in errors and among the
// sources, and its last part tells the force where nothing else does. Compressed files (gzip) are
// known by their content, and so is JSON, whatever the name of the file; all else is a table. Files
// are read as [ReadJSON] and [ReadCSV] read them, and rows that cannot be read are accounted for,
// and are no error. A ZIP archive is read as [Extract.ReadFS] reads it; it is held in memory
// meanwhile, and has a GiB at most.
//
// It is an error if the file cannot be read to its end; if its force is not known, or is another
// than Force ([*ForceError]); and if x has read the same contents before, packed or not
// ([*DuplicateFileError]), unless they have no row. On an error nothing of the file stays in x.
//
// A file that holds its rows several times over is read, and is among [Extract.Repeats].
func (x *Extract) ReadFile(r io.Reader, name string) error {
	return x.readStream(context.Background(), r, name)
}

// readFile reads one file until ctx is done.
func (x *Extract) readFile(ctx context.Context, r io.Reader, name string) error {
	if named, err := ethnicity.ForceOfFile(name); !x.Force.IsZero() && err == nil && named.IsKnown() && named != x.Force {
		return &ForceError{File: name, Given: x.Force, Found: named}
	}
	plain, err := cells.Unpack(r)
	if err != nil {
		return fmt.Errorf("%sreading: %w", at(name), quote.Outside(err))
	}
	if cells.IsPacked(plain) { // the fingerprint would be of what is packed, and not of the rows
		return &HeaderError{File: name, Err: cells.ErrPackedTwice}
	}
	sum := sha256.New()
	text, read, err := openSearches(io.TeeReader(contextReader{ctx, plain}, sum), name)
	if err != nil {
		return err
	}
	one := &Extract{Force: x.Force, Dates: x.Dates}
	var rows []uint64
	each := func(fingerprint uint64) { rows = append(rows, fingerprint) }
	o := ReadOptions{File: name, Force: x.Force, Dates: x.Dates, layout: new(layout)}
	if err := one.read(name, read(text, o), o.layout, each); err != nil {
		return err
	}
	if len(rows) > 0 {
		one.contents = map[[sha256.Size]byte]string{[sha256.Size]byte(sum.Sum(nil)): name}
	}
	if n := copies(rows); n > 1 {
		one.repeats = []Repeat{{File: one.sources[0].File, Rows: int64(len(rows) / n), Times: n}}
	}
	if err := x.canMerge(one); err != nil {
		return err
	}
	if err := one.checkForce(name); err != nil {
		return err
	}
	return x.absorb(one)
}

// openSearches returns the text of a file, and what reads it as JSON or as a table.
func openSearches(r io.Reader, name string) (*bufio.Reader, func(io.Reader, ReadOptions) iter.Seq2[Search, error], error) {
	text, format, err := open(r, name)
	if format == cells.JSON {
		return text, ReadJSON, err
	}
	return text, ReadCSV, err
}

// checkForce says that what was read from one file is not all of Force, where it is given, or that
// no row is of a force that is known.
func (x *Extract) checkForce(file string) error {
	forces := CountBy(&x.tally, func(k Key) ethnicity.Force { return k.Force })
	if !x.Force.IsZero() {
		for _, f := range slices.SortedFunc(maps.Keys(forces), ethnicity.Force.Compare) {
			if !f.IsZero() && f != x.Force {
				return &ForceError{File: file, Given: x.Force, Found: f, Rows: forces[f]}
			}
		}
	}
	if n := x.tally.total; n > 0 && forces[ethnicity.Force{}] == n {
		return &ForceError{File: file, Given: x.Force}
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

// copies returns how often rows repeats the same two rows or more: 1 unless it is a whole number of
// copies. One row that is repeated is no copy, since people who are searched together share every
// value.
func copies(rows []uint64) int {
	if len(rows) == 0 || !slices.ContainsFunc(rows, func(row uint64) bool { return row != rows[0] }) {
		return 1
	}
	for n := len(rows) / 2; n > 1; n-- {
		if size := len(rows) / n; size*n == len(rows) && slices.Equal(rows[size:], rows[:len(rows)-size]) {
			return n
		}
	}
	return 1
}
