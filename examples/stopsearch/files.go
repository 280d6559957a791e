package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// stdin is the argument that stands for standard input.
const stdin = "-"

// collected is what the arguments stand for.
type collected struct {
	files  []string
	others int      // street and outcomes files of the same download, which hold no searches
	left   []string // what else is left out, each with its reason
}

// collect returns the files that the arguments stand for: files and "-" as they are, whatever they
// are, so that a pipe is read; folders by the files named *.csv and *.csv.gz in them, in order of
// name. Of a folder it leaves out the two other kinds of file that a download from data.police.uk
// holds, and what only looks like a file by its name: reading a pipe that nobody writes to would
// never end.
func collect(args []string) (c collected, err error) {
	for _, arg := range args {
		if arg == stdin {
			c.files = append(c.files, arg)
			continue
		}
		info, err := os.Stat(arg)
		if err != nil {
			return collected{}, err
		}
		if !info.IsDir() {
			c.files = append(c.files, arg)
			continue
		}
		found := len(c.files)
		if err := c.walk(arg); err != nil {
			return collected{}, err
		}
		if len(c.files) == found {
			return collected{}, fmt.Errorf("%s: no stop-and-search file (*.csv, *.csv.gz) in this folder%s", arg, c.without())
		}
	}
	return c, twice(c.files)
}

// walk adds the tables of searches below dir.
func (c *collected) walk(dir string) error {
	dir, err := filepath.EvalSymlinks(dir) // WalkDir follows no link, this one neither
	if err != nil {
		return err
	}
	return filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, ok := strings.CutSuffix(strings.TrimSuffix(strings.ToLower(entry.Name()), ".gz"), ".csv")
		why := irregular(path, entry)
		switch {
		case why == isFolder: // whatever its name: there may be files in it
			c.left = append(c.left, path+": "+why)
		case !ok:
		case why != "":
			c.left = append(c.left, path+": "+why)
		case strings.HasSuffix(name, "-street"), strings.HasSuffix(name, "-outcomes"):
			c.others++
		default:
			c.files = append(c.files, path)
		}
		return nil
	})
}

const isFolder = "a link to a folder"

// irregular says why an entry of a folder, which is no folder itself, is neither a regular file nor
// a link to one; "" if it is.
func irregular(path string, entry fs.DirEntry) string {
	mode, link := entry.Type(), ""
	if mode&fs.ModeSymlink != 0 {
		info, err := os.Stat(path)
		switch p, ok := errors.AsType[*fs.PathError](err); {
		case errors.Is(err, fs.ErrNotExist):
			return "a link to a file that is not there"
		case ok:
			return "a link that leads nowhere: " + p.Err.Error()
		case err != nil:
			return "a link that leads nowhere: " + err.Error()
		}
		mode, link = info.Mode(), "a link to "
	}
	switch {
	case mode.IsRegular():
		return ""
	case mode.IsDir():
		return isFolder
	case mode&fs.ModeNamedPipe != 0:
		return link + "a pipe, not a file"
	case mode&fs.ModeSocket != 0:
		return link + "a socket, not a file"
	case mode&fs.ModeDevice != 0:
		return link + "a device, not a file"
	}
	return link + "no regular file"
}

// maxLeft is how many entries of folders are named that were left out.
const maxLeft = 20

// tell tells the person at the terminal what was left out.
func (c collected) tell(errout io.Writer) {
	if c.others > 0 {
		tell(errout, "left out "+plural(int64(c.others), "street or outcomes file", "street and outcomes files")+" of the same download")
	}
	for _, left := range c.left[:min(maxLeft, len(c.left))] {
		tell(errout, "left out "+left)
	}
	if n := len(c.left) - maxLeft; n > 0 {
		tell(errout, "left out "+plural(int64(n), "more of the kind", "more of the kind"))
	}
}

// without says what was left out in the line of an error; "" if nothing was.
func (c collected) without() string {
	switch n := len(c.left); {
	case n == 0:
		return ""
	case n == 1:
		return ", and this was left out: " + c.left[0]
	default:
		return fmt.Sprintf(", and %s left out, the first %s", plural(int64(n), "entry was", "entries were"), c.left[0])
	}
}

// twice reports an error if one file is named twice, since its rows would be counted twice.
func twice(files []string) error {
	var seen []os.FileInfo
	for i, file := range files {
		if file == stdin {
			if slices.Contains(files[:i], stdin) {
				return errors.New("standard input is named twice: give - once")
			}
			continue
		}
		info, err := os.Stat(file)
		if err != nil {
			return err
		}
		for _, other := range seen {
			if os.SameFile(info, other) {
				return fmt.Errorf("%s: named twice: its rows would be counted twice", file)
			}
		}
		seen = append(seen, info)
	}
	return nil
}
