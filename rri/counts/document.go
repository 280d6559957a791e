// Package counts says what a table of anybody's own counts shows.
package counts

import (
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Rule says what is done with counts of people whose group is not known.
type Rule uint8

// The rules.
const (
	// they are left out of the index, and bound it
	LeftOut Rule = iota
	// they are taken to be distributed as the known are
	InProportion
)

// Options says how to compare. The zero value is the documented default.
type Options struct {
	rri.Options
	// Baseline is the group that the others are compared with. "" takes the first of Baselines that
	// is a group of the table, and otherwise the first group of the table.
	Baseline  string
	Baselines []string
	// Levels are further levels of confidence, whose intervals stand beside that of Options.Level.
	Levels []float64
	// Direction is which way round the index is: the comparator is the baseline.
	Direction index.Direction
	// Per is what rates are multiplied by for people. 0 is 1000 for rates and 100 for proportions.
	Per float64
	// Unknown says what is done with people whose group is not known.
	Unknown Rule
	// Suppress withholds counts from 1 to this number, 2 to 1000. 0 withholds none.
	Suppress int64
	// Within are the dimensions that like is compared with like in.
	Within []string
	// By is the dimension that has a row for each of its values, and is adjusted for.
	By string
	// Stage is the dimension whose values are the stages of a journey.
	Stage string
	// Power asks what the counts could show, and what would be needed to find this ratio with a
	// probability of 0.8. 0 asks nothing.
	Power float64
}

// Section is one table of a document.
type Section struct {
	// Name is a stable word: comparison, unknown, within, by, journey, composition, standardised,
	// power, audit.
	Name string
	// Sheet is the table as people and programs see it.
	Sheet sheet.Sheet
	// Data is the table as JSON has it.
	Data any
}

// Document is all that is said of a table of counts.
type Document struct {
	Title    string
	Lines    []string // what was read, what was left out, and what can be said, in words
	Sections []Section
	Notes    []string
}
