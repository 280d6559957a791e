package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
)

// Save has write write the file of that name. A regular file is replaced as a whole, or, if
// anything fails, not at all: what is new goes to a temporary file beside it, which takes its mode
// and then its name. So it is with a file that is not there yet. Links are followed; of a file with
// several names (hard links) only this one gets the new contents. Anything else, as a device or a
// pipe, is written to as it is.
func Save(name string, write func(io.Writer) error) error {
	target, info, err := resolve(name)
	switch {
	case err != nil:
		return cannotWrite(name, err)
	case info != nil && !info.Mode().IsRegular():
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return cannotWrite(name, err)
		}
		return errors.Join(write(f), f.Close())
	case info != nil: // a file that must not be written to is not replaced either
		f, err := os.OpenFile(target, os.O_WRONLY, 0)
		if err != nil {
			return cannotWrite(name, err)
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	f, err := temporary(target)
	if err != nil {
		return cannotWrite(name, err)
	}
	err = write(f)
	if err == nil && info != nil {
		err = f.Chmod(info.Mode().Perm())
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), target)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("%s: %w", name, err), os.Remove(f.Name()))
	}
	return nil
}

// CheckOverwrite reports that the output of a flag is one of the files that are read, by whatever
// name: the same name, a link, another of its names, or [Stdin] where in is read from it; in is nil
// for a program that reads none. What is no regular file, as a device, may be both.
func CheckOverwrite(flag, output string, in io.Reader, read ...string) error {
	out, err := os.Stat(output)
	if output == "" || err != nil || out.Mode()&os.ModeDevice != 0 {
		return nil // nothing is there yet, or nothing that could be lost
	}
	for _, file := range read {
		info, err := os.Stat(file)
		if named, ok := in.(*os.File); ok && file == Stdin {
			file = "standard input"
			info, err = named.Stat()
		}
		if err == nil && os.SameFile(info, out) {
			return fmt.Errorf("%s: read, and named by %s as %s: write elsewhere", file, flag, output)
		}
	}
	return nil
}

// cannotWrite says why a file cannot be written, without the names of system calls and of temporary
// files, and what to do.
func cannotWrite(name string, err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	}
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w: make the folder %s first, or write elsewhere", name, err, filepath.Dir(name))
	}
	return fmt.Errorf("%s: %w: write elsewhere", name, err)
}

// maxLinks is the number of links that are followed from one name.
const maxLinks = 40

// resolve follows links. It returns what is at their end, nil if nothing is there yet, and its
// name. Of what is no regular file the name means nothing.
func resolve(name string) (target string, info fs.FileInfo, err error) {
	info, err = os.Stat(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", nil, err
	}
	if info != nil && !info.Mode().IsRegular() {
		return name, info, nil
	}
	target = name
	for range maxLinks {
		at, err := os.Lstat(target)
		switch {
		case errors.Is(err, fs.ErrNotExist) && info == nil:
			return target, nil, nil
		case err != nil:
			return "", nil, err
		case at.Mode()&fs.ModeSymlink == 0 && info != nil && os.SameFile(at, info):
			return target, info, nil
		case at.Mode()&fs.ModeSymlink == 0:
			return "", nil, fmt.Errorf("%s: changed while it was opened: try again", name)
		}
		next, err := os.Readlink(target)
		if err != nil {
			return "", nil, err
		}
		if !filepath.IsAbs(next) {
			// ".." of a link is not of its name
			next = filepath.Dir(target) + string(filepath.Separator) + next
		}
		target = next
	}
	return "", nil, fmt.Errorf("%s: more than %d links", name, maxLinks)
}

// temporary makes a new file beside the target, with the mode that new files have.
func temporary(target string) (*os.File, error) {
	for {
		name := filepath.Join(filepath.Dir(target), ".disparity-"+strconv.FormatUint(rand.Uint64(), 36)+".tmp")
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}
