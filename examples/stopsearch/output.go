package main

import (
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/seed-549880be/disparity/examples/internal/cli"
)

// overwritten reports an error if one of the files is the output or lies in it, by whatever name:
// the same name, a link, another of its names, or standard input that is read from it. An archive
// is read even if nothing in it is. Devices may be both, as a terminal is.
func (c collected) overwritten(in io.Reader, output string) error {
	if output == "" {
		return nil
	}
	out, err := os.Stat(output)
	if err != nil || out.Mode()&os.ModeDevice != 0 {
		return nil // nothing is there yet, or nothing that could be lost
	}
	for _, left := range c.left {
		if is, err := locate(left.File); err == nil && is.inside != "" && os.SameFile(is.info, out) {
			return fmt.Errorf("%s: read, and named by -o as %s: write elsewhere", is.name, output)
		}
	}
	files := c.files
	if c.residents != "" {
		files = append(slices.Clip(files), c.residents)
	}
	for _, file := range files {
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
			return fmt.Errorf("%s: read, and named by -o as %s: write elsewhere", file, output)
		}
	}
	return nil
}
