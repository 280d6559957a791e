package input

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
)

// Files is what the arguments stand for.
type Files struct {
	args   []string
	files  []string // with searches, in folders and archives too
	left   []outcomes.FileLeftOut
	beside []string // files that are read beside them, each by the name of its own
}

// Collect returns the files that the arguments stand for: files and "-" as they are, whatever they
// are, so that a pipe is read; folders and ZIP archives by the files in them that package outcomes
// reads. The file of -labels is read beside them.
func (f *Flags) Collect(args []string) (c Files, err error) {
	if c.args, err = cli.Files(args); err != nil {
		return Files{}, err
	}
	for _, arg := range c.args {
		if arg == cli.Stdin {
			c.files = append(c.files, arg)
			continue
		}
		files, left, err := f.extract(nil).FilesIn(disk{}, arg)
		if err != nil {
			return Files{}, f.inFlags(err)
		}
		c.files = append(c.files, files...)
		c.left = append(c.left, left...)
	}
	if err := twice(c.files); err != nil {
		return Files{}, err
	}
	if f.Labels != "" {
		if f.Labels, err = cli.File([]string{f.Labels}); err != nil {
			return Files{}, fmt.Errorf("-labels %w", err)
		}
	}
	if err := c.Beside(f.Labels, "with -labels"); err != nil {
		return Files{}, err
	}
	return c, nil
}

// Beside says that the program reads another file too, which holds no searches and may lie in a
// folder of theirs; "" is none. of is what it is for, as "with -residents". It is an error if it is
// among the files of searches.
func (c *Files) Beside(name, of string) error {
	if name == "" {
		return nil
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	for _, file := range c.files {
		if is, err := locate(file); err == nil && os.SameFile(is.info, info) {
			return fmt.Errorf("%s: given both as a file of searches and %s: give it once", name, of)
		}
	}
	c.beside = append(c.beside, name)
	return nil
}

// disk is the file system of the computer, whose files have the names that people give them, as
// ../data/kent.csv. os.DirFS has no names of what is above its folder.
type disk struct{ progress *progress }

func (d disk) Open(name string) (fs.File, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	return d.progress.file(f, name), nil
}

func (disk) Stat(name string) (fs.FileInfo, error)      { return os.Stat(name) }
func (disk) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }

// MaxLeft is how many entries of folders are named that were left out.
const MaxLeft = 20

// tellOf tells the person at the terminal what was left out. What is read beside the searches, and
// may lie in the same folder, is not.
func (f *Flags) tellOf(c Files, errout io.Writer) {
	f.tellLeft(errout, slices.DeleteFunc(slices.Clone(c.left), func(left outcomes.FileLeftOut) bool {
		return slices.ContainsFunc(c.beside, func(name string) bool { return filepath.Clean(left.File) == filepath.Clean(name) })
	}))
}

// tellLeft tells of files that were left out.
func (f *Flags) tellLeft(errout io.Writer, files []outcomes.FileLeftOut) {
	var crimes, kept int64
	var missed []outcomes.FileLeftOut
	for _, left := range files {
		switch {
		case !left.Expected:
			missed = append(missed, left)
		case strings.Contains(left.Reason, "crimes"):
			crimes++
		default:
			kept++
		}
	}
	if crimes > 0 {
		f.tell(errout, "left out "+plural(crimes, "street or outcomes file", "street and outcomes files")+" of the same download")
	}
	if kept > 0 {
		f.tell(errout, "left out "+plural(kept, "hidden file", "hidden files"))
	}
	for _, left := range missed[:min(MaxLeft, len(missed))] {
		f.tell(errout, "left out "+left.File+": "+left.Reason)
	}
	if n := len(missed) - MaxLeft; n > 0 {
		f.tell(errout, "left out "+plural(int64(n), "more of the kind", "more of the kind"))
	}
}

// onDisk is where a listed file lies: on disk, or in an archive that does.
type onDisk struct {
	name   string // of the file on disk
	inside string // the name in the archive; empty if the file is none's
	info   os.FileInfo
}

// locate finds the file on disk that a listed file is or lies in.
func locate(file string) (onDisk, error) {
	info, err := os.Stat(file)
	if err == nil {
		return onDisk{name: file, info: info}, nil
	}
	for i := 1; i < len(file); i++ {
		if file[i] != '/' {
			continue
		}
		if info, err := os.Stat(file[:i]); err == nil && info.Mode().IsRegular() {
			return onDisk{file[:i], file[i+1:], info}, nil
		}
	}
	return onDisk{}, err
}

// size returns how many bytes the files have on disk, as far as that is known.
func (c Files) size() (bytes int64) {
	var before string
	for _, file := range c.files {
		is, err := locate(file)
		if err != nil || is.name == before { // another file in the same archive
			continue
		}
		bytes, before = bytes+is.info.Size(), is.name
	}
	return bytes
}

// twice reports an error if one file is named twice, since its rows would be counted twice.
func twice(files []string) error {
	var seen []onDisk
	for i, file := range files {
		if file == cli.Stdin {
			if slices.Contains(files[:i], cli.Stdin) {
				return errors.New("standard input is named twice: give - once")
			}
			continue
		}
		is, err := locate(file)
		if err != nil {
			return err
		}
		for _, other := range seen {
			if is.inside == other.inside && os.SameFile(is.info, other.info) {
				return fmt.Errorf("%s: named twice: its rows would be counted twice: give it once", file)
			}
		}
		seen = append(seen, is)
	}
	return nil
}
