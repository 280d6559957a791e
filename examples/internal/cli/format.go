package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// The formats, as -format names them.
const (
	FormatText     = "text"
	FormatMarkdown = "markdown"
	FormatCSV      = "csv"
	FormatJSON     = "json"
	FormatHTML     = "html"
)

// Formats are the names of all formats.
var Formats = []string{FormatText, FormatMarkdown, FormatCSV, FormatJSON, FormatHTML}

// suffixes are the ends of the names of files that say what is in them, by the format that it is.
// The first is that which a file should have. That of text holds for every format, since all of
// them are text.
var suffixes = map[string][]string{
	FormatText:     {".txt", ".text"},
	FormatMarkdown: {".md", ".markdown", ".mdown", ".mkd"},
	FormatCSV:      {".csv"},
	FormatJSON:     {".json"},
	FormatHTML:     {".html", ".htm"},
}

// strangers are the ends of the names of files that are none of the formats, with what to do.
var strangers = []struct {
	suffixes []string
	instead  string
}{
	{[]string{".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers"}, "a workbook is not written: give -format csv and a name that ends in .csv, which spreadsheets open"},
	{[]string{".tsv", ".tab", ".psv"}, "columns are separated by commas alone: give -format csv and a name that ends in .csv"},
	{[]string{".xhtml", ".pdf", ".docx", ".doc", ".odt", ".rtf", ".pages", ".tex"},
		"such a page is not written: give -format html and a name that ends in .html, which a browser prints as PDF"},
	{[]string{".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"}, "a picture is written by -plot, as SVG: give -plot and a name that ends in .svg, beside -o or without it"},
	{[]string{".jsonl", ".ndjson", ".geojson"}, "the report is one JSON document: give -format json and a name that ends in .json"},
	{[]string{".parquet", ".feather", ".arrow", ".rds", ".rda", ".rdata", ".sav", ".dta", ".sqlite", ".db", ".xml", ".yaml", ".yml"},
		"that is not written: give -format csv and a name that ends in .csv, or -format json and .json"},
	{[]string{".gz", ".zip", ".bz2", ".xz", ".zst", ".7z"}, "what is written is not compressed: leave the end of the name out"},
}

// NameError says that the name of the output is of something else than what is written to it.
type NameError struct{ text string }

// Error names the file and says what to do.
func (e *NameError) Error() string { return e.text }

// CheckName reports a name of the output, given with -o, that says that something else is in the
// file than what -format writes to it, as a [*NameError].
func CheckName(output, format string) error {
	suffix := strings.ToLower(filepath.Ext(strings.TrimRight(output, " .")))
	if suffix == "" || slices.Contains(suffixes[format], suffix) || slices.Contains(suffixes[FormatText], suffix) {
		return nil
	}
	for other, list := range suffixes {
		if slices.Contains(list, suffix) {
			return &NameError{fmt.Sprintf("-o %s: the name is of %s, and -format %s writes %s: give -format %s, or a name that ends in %s",
				Quote(output), formatNames[other], format, formatNames[format], other, suffixes[format][0])}
		}
	}
	for _, of := range strangers {
		if slices.Contains(of.suffixes, suffix) {
			return &NameError{fmt.Sprintf("-o %s: %s", Quote(output), of.instead)}
		}
	}
	return nil
}

// formatNames has what people call the formats.
var formatNames = map[string]string{FormatText: "text", FormatMarkdown: "Markdown", FormatCSV: "CSV", FormatJSON: "JSON", FormatHTML: "HTML"}
