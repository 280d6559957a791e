package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
)

// saved is what the flags -save and -save-hashes say: the file that what was read is saved in,
// beside the report, and of which rows the hashes are saved.
type saved struct {
	file   string
	hashes outcomes.SavedHashes
}

// savedEnding is how the name of a saved file ends.
const savedEnding = ".tally"

// define defines the flags.
func (s *saved) define(fs *flag.FlagSet) {
	fs.StringVar(&s.file, "save", "", "`file` that what was read is saved in as well, counted, to be read in place of the files; with the suffix .tally")
	fs.Var(cli.OneOf(&s.hashes, outcomes.ParseSavedHashes, cli.Names(outcomes.SavedHashesChoices())), "save-hashes",
		"with -save: of which `rows` the hashes are saved, by which files of the same months can be read beside it: official for those of data.police.uk, all, or none")
}

// checkSave reports what is wrong with the flags, before anything is read.
func (s *settings) checkSave() error {
	switch save := s.save; {
	case save.file == "" && save.hashes != outcomes.OfficialHashes:
		return errors.New("-save-hashes says what -save FILE.tally writes: give both")
	case save.file == "":
		return nil
	case !strings.EqualFold(filepath.Ext(save.file), savedEnding):
		return fmt.Errorf("-save %s: give a name that ends in %s, by which folders of files are searched", cli.Quote(save.file), savedEnding)
	case s.Suppress != 0:
		return errors.New("-save does not go with -suppress: a saved file has every count, however small, and would tell what is withheld: leave one out")
	case save.hashes == outcomes.AllHashes && s.input.CountOnly:
		return errors.New("-save-hashes all does not go with -count-only, which keeps no rows that have hashes: leave one out")
	case save.hashes == outcomes.AllHashes && s.input.IsCounted():
		return errors.New("-save-hashes all does not go with -column count=, of whose rows there are no hashes: leave one out")
	case s.input.Template != "":
		return errors.New("-save does not go with -labels-template, which makes no report: leave one out")
	}
	return nil
}

// write saves what was read, if that was asked for.
func (s saved) write(x *outcomes.Extract) error {
	if s.file == "" {
		return nil
	}
	return cli.Save(s.file, func(w io.Writer) error { return x.Save(w, outcomes.SaveOptions{Hashes: s.hashes}) })
}
