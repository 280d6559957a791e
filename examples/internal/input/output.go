package input

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/seed-549880be/disparity/examples/internal/cli"
)

// IsSame reports whether two names are of one file, "" being none.
func IsSame(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	if filepath.Clean(a) == filepath.Clean(b) {
		return true
	}
	of, err := os.Stat(a)
	other, err2 := os.Stat(b)
	return err == nil && err2 == nil && os.SameFile(of, other)
}

// Overwritten reports an error if one of the files is the output of a flag or lies in it, by
// whatever name: the same name, a link, another of its names, or standard input that is read from
// it. An archive is read even if nothing in it is. Devices may be both, as a terminal is.
func (c Files) Overwritten(in io.Reader, flag, output string) error {
	if output == "" {
		return nil
	}
	out, err := os.Stat(output)
	if err != nil || out.Mode()&os.ModeDevice != 0 {
		return nil // nothing is there yet, or nothing that could be lost
	}
	for _, left := range c.left {
		if is, err := locate(left.File); err == nil && is.inside != "" && os.SameFile(is.info, out) {
			return fmt.Errorf("%s: read, and named by %s as %s: write elsewhere", is.name, flag, output)
		}
	}
	for _, file := range slices.Concat(c.files, c.beside) {
		is, err := locate(file)
		if file == cli.Stdin {
			named, ok := in.(*os.File)
			if !ok {
				continue
			}
			is.info, err = named.Stat()
			file = standardInput
		}
		if err == nil && os.SameFile(is.info, out) {
			return fmt.Errorf("%s: read, and named by %s as %s: write elsewhere", file, flag, output)
		}
	}
	return nil
}
