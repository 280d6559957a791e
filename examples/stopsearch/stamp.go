package main

import (
	"errors"
	"flag"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/seed-549880be/disparity/outcomes/report"
)

// program is the name of the program in what it prints.
const program = "stopsearch"

// errVersion says that the version was asked for and nothing else.
var errVersion = errors.New("the version was asked for")

// defineStamp defines the flags that say which program it is.
func (s *settings) defineStamp(fs *flag.FlagSet) (version *bool) {
	fs.BoolFunc("stamp", "version of the program and date of the run, in every format; without it the same files give the same bytes", func(v string) error {
		on, err := strconv.ParseBool(v)
		if s.Stamp = nil; on {
			s.Stamp = report.NewStamp(program, versionOf(debug.ReadBuildInfo()), time.Now())
		}
		return err
	})
	return fs.Bool("version", false, "the version of the program, and nothing else")
}

// versionOf returns the version of a program from what it was built of: that of the module, or, of
// one that was built from a folder, "devel" with the commit if that is known.
func versionOf(info *debug.BuildInfo, ok bool) string {
	if !ok {
		return "devel"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	const commit = 12 // characters of its name
	setting := make(map[string]string)
	for _, one := range info.Settings {
		setting[one.Key] = one.Value
	}
	version := "devel"
	if revision := setting["vcs.revision"]; revision != "" {
		version += " " + revision[:min(commit, len(revision))]
	}
	if setting["vcs.modified"] == "true" {
		version += " with changes"
	}
	return version
}
