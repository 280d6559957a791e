package main

import (
	"archive/zip"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/examples/internal/cli"
)

// save writes the rows where -out says, and returns what they are.
func (p *plan) save(name string, out io.Writer) (c counts, err error) {
	c = counts{}
	lower := strings.ToLower(name)
	switch {
	case name == cli.Stdin:
		err = p.writeOne(out, c)
	case strings.HasSuffix(lower, ".csv"):
		err = cli.Save(name, func(w io.Writer) error { return p.writeOne(w, c) })
	case strings.HasSuffix(lower, ".csv.gz"):
		err = cli.Save(name, func(w io.Writer) error {
			zipped := gzip.NewWriter(w)
			return errors.Join(p.writeOne(zipped, c), zipped.Close())
		})
	case strings.HasSuffix(lower, ".zip"):
		err = cli.Save(name, func(w io.Writer) error { return p.writeArchive(w, c) })
	default:
		err = p.writeFolder(name, c)
	}
	return c, err
}

// writeOne writes all rows as one file, which says of none whose it is.
func (p *plan) writeOne(w io.Writer, c counts) error {
	if _, err := io.WriteString(w, header); err != nil {
		return err
	}
	for _, t := range p.parts() {
		if err := p.write(w, t, c); err != nil {
			return err
		}
	}
	return nil
}

// writeFolder writes a file for each force and month in a folder of each month. What is in the
// folder already would be read as well: it must be empty.
func (p *plan) writeFolder(name string, c counts) error {
	switch there, err := os.ReadDir(name); {
	case err == nil && len(there) > 0:
		return fmt.Errorf("-out %s: there is something in it: want a folder that is empty or not there", cli.Quote(name))
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("-out: %w (a file ends in .csv, .csv.gz or .zip)", err)
	}
	return p.writeFiles(c, func(t part) (io.WriteCloser, error) {
		path := filepath.Join(name, filepath.FromSlash(t.name()))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return nil, err
		}
		return os.Create(path)
	})
}

// writeArchive writes a ZIP archive of the same files.
func (p *plan) writeArchive(w io.Writer, c counts) error {
	archive := zip.NewWriter(w)
	err := p.writeFiles(c, func(t part) (io.WriteCloser, error) {
		// without a time of its own, so that the same rows are the same bytes
		f, err := archive.CreateHeader(&zip.FileHeader{Name: t.name(), Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		return noClose{f}, err
	})
	return errors.Join(err, archive.Close())
}

// noClose is a writer of which nothing has to be closed.
type noClose struct{ io.Writer }

func (noClose) Close() error { return nil }

// writeFiles writes every part, with its header, to what create returns.
func (p *plan) writeFiles(c counts, create func(part) (io.WriteCloser, error)) error {
	for _, t := range p.parts() {
		f, err := create(t)
		if err != nil {
			return err
		}
		_, err = io.WriteString(f, header)
		if err == nil {
			err = p.write(f, t, c)
		}
		if err := errors.Join(err, f.Close()); err != nil {
			return err
		}
	}
	return nil
}
