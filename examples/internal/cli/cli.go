// Package cli has what the example programs share: how a text that came from outside (the name of
// a file, a cell, a flag) is written on a terminal and on a page of Markdown, and how a table of
// names and counts is read.
package cli

import "github.com/seed-549880be/disparity/rri/sheet"

// Clean is [sheet.Clean].
func Clean(s string) string { return sheet.Clean(s) }

// Markdown is [sheet.EscapeMarkdown].
func Markdown(s string) string { return sheet.EscapeMarkdown(s) }

// EscapeJSON is [sheet.EscapeJSON].
func EscapeJSON(text []byte) []byte { return sheet.EscapeJSON(text) }
