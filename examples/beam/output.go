package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// prepare makes the file between, which lies beside that of -o, so that a name which cannot be
// written to is refused before anything is read. On the disk of this computer no folder is made for
// it.
func prepare(ctx context.Context, out, between string) error {
	if isRemote(out) {
		return writeFile(ctx, between, nil)
	}
	refuse := func(err error) error {
		if path, ok := errors.AsType[*fs.PathError](err); ok {
			err = path.Err // without the name, which may be one that nobody gave
		}
		return fmt.Errorf("-o %s: %w: write elsewhere", out, err)
	}
	folder := filepath.Dir(out)
	switch info, err := os.Stat(folder); {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("-o %s: no folder %s: make it first, or write elsewhere", out, folder)
	case err != nil:
		return refuse(err)
	case !info.IsDir():
		return fmt.Errorf("-o %s: %s is no folder: write elsewhere", out, folder)
	}
	switch info, err := os.Stat(out); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return refuse(err)
	case info.IsDir():
		return fmt.Errorf("-o %s: a folder: give the name of a file in it", out)
	default: // what is there may be protected
		file, err := os.OpenFile(out, os.O_WRONLY, 0)
		if err != nil {
			return refuse(err)
		}
		_ = file.Close() // nothing was written to it
	}
	file, err := os.Create(between)
	if err != nil {
		return refuse(err)
	}
	return file.Close()
}
