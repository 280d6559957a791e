package main

import (
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/examples/internal/cli"
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

// suffixes are the ends of the names of files that say what is in them, by the format that it is.
// The first is that which a file should have. That of text holds for every format, since all of
// them are text.
var suffixes = map[string][]string{
	formatText:     {".txt", ".text"},
	formatMarkdown: {".md", ".markdown", ".mdown", ".mkd"},
	formatCSV:      {".csv"},
	formatJSON:     {".json"},
}

// strangers are the ends of the names of files that are none of the formats, with what to do.
var strangers = []struct {
	suffixes []string
	instead  string
}{
	{[]string{".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers"}, "a workbook is not written: give -format csv and a name that ends in .csv, which spreadsheets open"},
	{[]string{".tsv", ".tab", ".psv"}, "columns are separated by commas alone: give -format csv and a name that ends in .csv"},
	{[]string{".html", ".htm", ".xhtml", ".pdf", ".docx", ".doc", ".odt", ".rtf", ".pages", ".tex"},
		"such a page is not written: give -format markdown and a name that ends in .md, which other programs turn into one"},
	{[]string{".jsonl", ".ndjson", ".geojson"}, "the report is one JSON document: give -format json and a name that ends in .json"},
	{[]string{".parquet", ".feather", ".arrow", ".rds", ".rda", ".rdata", ".sav", ".dta", ".sqlite", ".db", ".xml", ".yaml", ".yml"},
		"that is not written: give -format csv and a name that ends in .csv, or -format json and .json"},
	{[]string{".gz", ".zip", ".bz2", ".xz", ".zst", ".7z"}, "what is written is not compressed: leave the end of the name out"},
}

// suffixError says that the name of the output is of something else than what is written to it.
type suffixError struct{ text string }

func (e *suffixError) Error() string { return e.text }

// checkOutput reports a name of the output that says that something else is in the file than what
// is written to it, as a [*suffixError]. That the output is read as well is worse, and told first.
func (s *settings) checkOutput() error {
	suffix := strings.ToLower(filepath.Ext(strings.TrimRight(s.output, " .")))
	if suffix == "" || slices.Contains(suffixes[s.format], suffix) || slices.Contains(suffixes[formatText], suffix) {
		return nil
	}
	for format, list := range suffixes {
		if slices.Contains(list, suffix) {
			return &suffixError{fmt.Sprintf("-o %s: the name is of %s, and -format %s writes %s: give -format %s, or a name that ends in %s",
				cli.Quote(s.output), formatNames[format], s.format, formatNames[s.format], format, suffixes[s.format][0])}
		}
	}
	for _, of := range strangers {
		if slices.Contains(of.suffixes, suffix) {
			return &suffixError{fmt.Sprintf("-o %s: %s", cli.Quote(s.output), of.instead)}
		}
	}
	return nil
}

// formatNames has what people call the formats.
var formatNames = map[string]string{formatText: "text", formatMarkdown: "Markdown", formatCSV: "CSV", formatJSON: "JSON"}
