package outcomes

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"

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
// known by their content, JSON by its content, an array, or by a name that ends in .json; all else
// is CSV. A ZIP archive is an error: see [Extract.ReadFS]. Files are read as [ReadJSON] and
// [ReadCSV] read them, and rows that cannot be read are accounted for, and are no error.
//
// It is an error if the file cannot be read to its end; if its force is not known, or is another
// than Force ([*ForceError]); and if x has read the same contents before, packed or not
// ([*DuplicateFileError]), unless they have no row. On an error nothing of the file stays in x.
//
// A file that holds its rows several times over is read, and is among [Extract.Repeats].
func (x *Extract) ReadFile(r io.Reader, name string) error {
	return x.readStream(context.Background(), r, name)
}

// ReadFS reads the file root of fsys, or all files in the folder root and in the folders below it
// that [FilesIn] lists, each as [Extract.ReadFile] does; "." is all of fsys. What FilesIn leaves
// out is among [Extract.LeftOut]. A folder on disk is os.DirFS(folder), an archive is what
// zip.OpenReader returns, and files that are part of a program are an embed.FS. Files have the
// names that they have in fsys.
//
// It is an error if a file cannot be read, and if there is none. Once ctx is done, reading stops
// with its error; what waits for the source of a file goes on waiting. On an error nothing stays in
// x of what this call read.
func (x *Extract) ReadFS(ctx context.Context, fsys fs.FS, root string) error {
	switch {
	case x == nil:
		return errNilExtract
	case ctx == nil:
		return errors.New("outcomes: reading without a context: want context.Background(), and got nil")
	}
	o, err := newOpener(ctx, fsys, x.Limits)
	if err != nil {
		return err
	}
	defer o.close()
	return x.readAll(o, root)
}

// readAll reads what o has of root.
func (x *Extract) readAll(o *opener, root string) error {
	files, left, err := o.list(root)
	if err != nil {
		return err
	}
	all := &Extract{Force: x.Force, Limits: x.Limits, left: left}
	for _, f := range files {
		if err := all.readListed(o, f); err != nil {
			return err
		}
	}
	return x.absorb(all)
}

func (x *Extract) readListed(o *opener, f listedFile) error {
	r, err := o.openFile(f)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }() // nothing was written to it
	if f.packed {
		return x.readFile(o.ctx, r, f.name)
	}
	return x.readStream(o.ctx, r, f.name)
}

// readStream reads one file or one archive from its beginning to its end.
func (x *Extract) readStream(ctx context.Context, r io.Reader, name string) error {
	switch {
	case x == nil:
		return errNilExtract
	case r == nil:
		return &HeaderError{File: name, Err: cells.ErrNoReader}
	}
	text := bufio.NewReader(contextReader{ctx, r})
	if start, _ := text.Peek(4); !startsZIP(start) {
		return x.readFile(ctx, text, name)
	}
	limits, err := x.Limits.orDefaults()
	if err != nil {
		return err
	}
	a, err := readToMemory(ctx, name, text)
	if format, ok := errors.AsType[cells.FormatError](err); ok {
		return &HeaderError{File: name, Err: format}
	}
	if err != nil {
		return err
	}
	return x.readAll(&opener{ctx: ctx, limits: limits, whole: a}, name)
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
	text := bufio.NewReader(io.TeeReader(contextReader{ctx, plain}, sum))
	one := &Extract{Force: x.Force}
	var rows []uint64
	each := func(fingerprint uint64) { rows = append(rows, fingerprint) }
	if err := one.read(name, searchesIn(text, ReadOptions{File: name, Force: x.Force}), each); err != nil {
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

// searchesIn reads the searches of a file that is unpacked, as JSON or as a table.
func searchesIn(text *bufio.Reader, o ReadOptions) iter.Seq2[Search, error] {
	start, _ := text.Peek(1)
	if string(start) == "[" || strings.HasSuffix(strings.TrimSuffix(strings.ToLower(o.File), ".gz"), ".json") {
		return ReadJSON(text, o)
	}
	return ReadCSV(text, o)
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
