package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/seed-549880be/disparity/outcomes"
)

// disk is the file system of a computer, whose files have the names that people give them, as
// ../data/kent.csv.
type disk struct{}

func (disk) Open(name string) (fs.File, error)          { return os.Open(name) }
func (disk) Stat(name string) (fs.FileInfo, error)      { return os.Stat(name) }
func (disk) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }

// isRemote reports whether a name is one of another store than the disk, as gs://bucket/kent.csv.
func isRemote(name string) bool { return strings.Contains(name, "://") }

// list returns the files that the arguments stand for, and what is beside them: of the disk files,
// and those in folders and archives; of another store those that a pattern matches.
func (r *reading) list(ctx context.Context, args []string) (files []string, left []outcomes.FileLeftOut, err error) {
	x, err := r.extract()
	if err != nil {
		return nil, nil, err
	}
	for _, arg := range args {
		some, beside, err := listOne(ctx, x, arg)
		if err != nil {
			return nil, nil, err
		}
		files, left = append(files, some...), append(left, beside...)
	}
	sorted := slices.Sorted(slices.Values(files))
	for i := 1; i < len(sorted); i++ {
		if sorted[i] == sorted[i-1] {
			return nil, nil, fmt.Errorf("%s: named twice: its rows would be counted twice: give it once", sorted[i])
		}
	}
	return files, left, nil
}

// listOne returns the files that one argument stands for.
func listOne(ctx context.Context, x *outcomes.Extract, arg string) (files []string, left []outcomes.FileLeftOut, err error) {
	if arg == "-" {
		return nil, nil, errors.New("-: standard input cannot be shared out among workers: give files")
	}
	if !isRemote(arg) {
		return listDisk(x, arg)
	}
	store, err := filesystem.New(ctx, arg)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = store.Close() }() // nothing was written to it
	files, err = store.List(ctx, arg)
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("%s: no file of that name: give a pattern, as gs://bucket/2023-*/*-stop-and-search.csv", arg)
	}
	slices.Sort(files)
	return files, nil, err
}

// listDisk returns the files of the disk that one argument stands for, which is a name or a pattern
// where no file has it as its name.
func listDisk(x *outcomes.Extract, arg string) (files []string, left []outcomes.FileLeftOut, err error) {
	names := []string{arg}
	if _, err := os.Stat(arg); err != nil && strings.ContainsAny(arg, "*?[") {
		// of a pattern that is none there is no file
		names, _ = filepath.Glob(arg)
		names = slices.DeleteFunc(names, func(name string) bool {
			return strings.HasPrefix(filepath.Base(name), ".") && !strings.HasPrefix(filepath.Base(arg), ".")
		})
		if len(names) == 0 {
			return nil, nil, fmt.Errorf("%s: no file has a name like that", arg)
		}
	}
	for _, name := range names {
		some, beside, err := x.FilesIn(disk{}, name)
		if path, ok := errors.AsType[*fs.PathError](err); ok && errors.Is(err, fs.ErrNotExist) {
			return nil, nil, fmt.Errorf("%s: no such file or folder", path.Path)
		} else if err != nil {
			return nil, nil, err
		}
		files, left = append(files, some...), append(left, beside...)
	}
	return files, left, nil
}

// read reads one listed file into x.
func read(ctx context.Context, x *outcomes.Extract, name string) error {
	if !isRemote(name) {
		return x.ReadFS(ctx, disk{}, name)
	}
	store, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }() // nothing was written to it
	file, err := store.OpenRead(ctx, name)
	if err != nil {
		return &storeError{err}
	}
	defer func() { _ = file.Close() }()
	watched := &watchedReader{r: file}
	err = x.ReadFile(watched, name)
	if watched.err != nil {
		return &storeError{watched.err}
	}
	return err
}

// storeError is an error of a store, and not of what is in a file.
type storeError struct{ error }

func (e *storeError) Unwrap() error { return e.error }

// watchedReader keeps the error of a reader.
type watchedReader struct {
	r   io.Reader
	err error
}

func (w *watchedReader) Read(b []byte) (int, error) {
	n, err := w.r.Read(b)
	if err != nil && err != io.EOF {
		w.err = err
	}
	return n, err
}

// mayPass reports whether an error may not be there when the file is read again, here or elsewhere:
// it is one of the disk or the store, and not that the file is not there or may not be read.
func mayPass(err error) bool {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return false
	}
	if _, ok := errors.AsType[*storeError](err); ok {
		return true
	}
	_, ok := errors.AsType[*fs.PathError](err)
	return ok
}

// readFile reads a file of the disk or of another store.
func readFile(ctx context.Context, name string) ([]byte, error) {
	store, err := filesystem.New(ctx, name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = store.Close() }() // nothing was written to it
	return filesystem.Read(ctx, store, name)
}

// writeFile writes a file to the disk or to another store.
func writeFile(ctx context.Context, name string, text []byte) error {
	store, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }() // the file was closed before
	return filesystem.Write(ctx, store, name, text)
}

// removeFile removes a file, if its store can do that.
func removeFile(ctx context.Context, name string) error {
	store, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }() // nothing was written to it
	if remover, ok := store.(filesystem.Remover); ok {
		return remover.Remove(ctx, name)
	}
	return nil
}
