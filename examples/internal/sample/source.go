package sample

import (
	"bytes"
	"strings"
)

// Source returns what the table of counts says of where it is from, line by line.
func Source() (lines []string) {
	for line := range bytes.Lines(counts) {
		text, ok := strings.CutPrefix(string(line), "#")
		if !ok {
			break
		}
		lines = append(lines, strings.TrimSpace(text))
	}
	return lines
}
