package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// Plot is what the flags -plot and -picture say: the file that one picture goes to, beside the
// output, and the name of the picture. The zero Plot writes none.
type Plot struct {
	File    string
	Picture string // "": the first
}

// Define defines the flags.
func (p *Plot) Define(fs *flag.FlagSet) {
	fs.StringVar(&p.File, "plot", "", "`file` for one picture, as SVG (with -picture: which)")
	fs.StringVar(&p.Picture, "picture", "", "`name` of the picture that -plot writes (default: the first that there is)")
}

// Check reports what is wrong with the flags, before anything is read.
func (p Plot) Check() error {
	switch {
	case p.File == "" && p.Picture != "":
		return errors.New("-picture says which picture -plot FILE.svg writes: give both")
	case p.File != "" && !strings.EqualFold(filepath.Ext(p.File), ".svg"):
		return fmt.Errorf("-plot %s: a picture is written as SVG: give a name that ends in .svg", Quote(p.File))
	}
	return nil
}

// Save writes the picture that was asked for, out of those that there are, if one was.
func (p Plot) Save(pictures []sheet.Picture) error {
	if p.File == "" {
		return nil
	}
	if len(pictures) == 0 {
		return fmt.Errorf("-plot %s: there is nothing to draw", Quote(p.File))
	}
	picture := pictures[0]
	if p.Picture != "" {
		var names []string
		found := false
		for _, of := range pictures {
			names = append(names, of.Name)
			if !found && strings.EqualFold(of.Name, p.Picture) {
				picture, found = of, true
			}
		}
		if !found {
			return fmt.Errorf("-picture %s: %s", Quote(p.Picture), WantOneOf(p.Picture, names))
		}
	}
	return Save(p.File, func(w io.Writer) error { return picture.WriteSVG(w) })
}
