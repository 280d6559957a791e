package outcomes

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
)

// ReadFS reads the file root of fsys, or all files in the folder root and in the folders below it
// that [FilesIn] lists, each as [Extract.ReadFile] does; "." is all of fsys. What FilesIn leaves
// out is among [Extract.LeftOut]. A folder on disk is os.DirFS(folder), and files that are part of
// a program are an embed.FS. Files have the names that they have in fsys.
//
// A ZIP archive is read as if it were a folder, as root or in a folder. It is known by its content,
// and what is in it has the name of the archive before its own, as in
//
//	archive.zip/2020-01/2020-01-essex-stop-and-search.csv
//
// which may be root as well. Limits bounds what is read of it. An archive that fsys opens as an
// [io.ReaderAt], as os.DirFS does, is read where it lies; any other is held in memory, and has a
// GiB at most. fsys may also be what zip.OpenReader returns, which needs no name of its own.
//
// What files have in common is looked for once all are read, so that an [*OverlapError] can say how
// much there is.
//
// It is an error if a file cannot be read, and if there is none. It is one of an archive as a whole
// if it is damaged, or if an entry has a name that leads out of it, or the name of another. Once
// ctx is done, reading stops with its error; what waits for the source of a file goes on waiting.
// On an error nothing stays in x of what this call read.
func (x *Extract) ReadFS(ctx context.Context, fsys fs.FS, root string) error {
	switch {
	case x == nil:
		return errNilExtract
	case ctx == nil:
		return errors.New("outcomes: reading without a context: want context.Background(), and got nil")
	}
	o, err := x.newOpener(ctx, fsys)
	if err != nil {
		return err
	}
	defer o.close()
	return x.readAll(o, root)
}

// newOpener returns what opens the files that x reads, which must be closed.
func (x *Extract) newOpener(ctx context.Context, fsys fs.FS) (*opener, error) {
	if x == nil {
		x = new(Extract)
	}
	o, err := newOpener(ctx, fsys, x.Limits)
	if err == nil {
		o.form = x.form()
	}
	return o, err
}

// form returns the options by which x tells files with searches from others.
func (x *Extract) form() ReadOptions { return ReadOptions{Columns: x.Columns, Rows: x.Rows} }

// readAll reads what o has of root.
func (x *Extract) readAll(o *opener, root string) error {
	files, left, err := o.list(root)
	if err != nil {
		return err
	}
	all := x.alike()
	all.left = left
	if err := all.readFiles(o, files); err != nil {
		return err
	}
	return x.Merge(all)
}

// readListed reads the file of a number in the list.
func (x *Extract) readListed(o *opener, number int, f listedFile) error {
	r, err := o.openFile(number, f)
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
	return x.readAll(&opener{ctx: ctx, limits: limits, whole: a, form: x.form()}, name)
}
