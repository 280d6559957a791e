package counts

import (
	"iter"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/internal/enum"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// Rule says what is done with counts of people whose group is not known.
type Rule uint8

// The rules.
const (
	// they are left out of the index, and bound it
	LeftOut Rule = iota
	// they are taken to be distributed as the known are, events as events and the others as the
	// others
	InProportion
)

var ruleNames = enum.New[Rule]("rule for the unknown", []string{LeftOut: "left-out", InProportion: "in-proportion"})

// String returns "left-out" or "in-proportion", and "Rule(9)" for a number that is no rule.
func (r Rule) String() string { return ruleNames.String(r) }

// ParseRule returns the rule of that name, in any letter case.
func ParseRule(name string) (Rule, error) { return ruleNames.Parse(name) }

// Rules returns every rule in the order of the constants.
func Rules() iter.Seq[Rule] { return ruleNames.Values() }

// AppendText appends the name of r. It is an error if r is no rule.
func (r Rule) AppendText(b []byte) ([]byte, error) { return ruleNames.AppendText(b, r) }

// MarshalText returns the name of r. It is an error if r is no rule.
func (r Rule) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText reads a name as [ParseRule] does, so that a Rule works with [flag.TextVar] and
// JSON.
func (r *Rule) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, r, ParseRule) }

// Options says how to compare. The zero value is the documented default.
type Options struct {
	// Options are those of every rate and every index.
	rri.Options
	// Baseline is the group that the others are compared with. "" takes the first of Baselines that
	// is a group of the table, and otherwise the first group of the table, and the document says
	// so.
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
	// By is the dimension that has a row for each of its values, and is adjusted for. If it is one
	// of time the section trend says whether the index is changing. It may be a kind of period that
	// is no column of the table, as month or financial-year (see [tidy.ParsePeriodKind]): what the
	// table has of finer periods is then added up to it.
	By string
	// Rolling is how many months are taken together up to every period of the section trend, as 12;
	// 0 draws none. It makes that section even where By names nothing, as do the fields below.
	Rolling int
	// Before and After are two periods to compare, of whole periods of the table. A zero start or
	// end is that of the table.
	Before, After trend.Period
	// LeaveOut are periods that are in no change and no trend.
	LeaveOut []trend.Period
	// Alternatives are the same table with other exposures, as of the residents of another census:
	// a word of a change or a trend stands only if each of them gives the same.
	Alternatives []Alternative
	// Margin is what is too little to speak of, as a share a year: see [trend.Options].
	Margin float64
	// Stage is the dimension whose values are the stages of a journey.
	Stage string
	// Bases are how many people the columns of a composition have, by their names, where the table
	// does not say it.
	Bases map[string]int64
	// Power asks what the counts could show, and what would be needed to find this ratio with a
	// probability of 0.8. 0 asks nothing.
	Power float64
}

// Alternative is a table with other exposures than the one that is compared.
type Alternative struct {
	Name  string // in words, as "the residents of census 2011"
	Table *tidy.Table
}

// Section is one table of a document.
type Section struct {
	// Name is a stable word: comparison, within, by, trend (and trend-rolling, trend-picture,
	// trend-compared, trend-year-on-year, trend-trends), journey, composition, standardised, power,
	// audit.
	Name string
	// Sheet is the table as people and programs see it.
	Sheet sheet.Sheet
	// Data is the table as JSON has it: of the section comparison a [Comparison]. nil where that of
	// a section before it has it: of the sections whose names begin with trend the first has it.
	Data any
}

// Document is all that is said of a table of counts.
type Document struct {
	Title    string
	Lines    []string // what was read, what was left out, and what can be said, in words
	Sections []Section
	Notes    []string // what to bear in mind

	// Width is how many characters wide text may be: see [sheet.Sheet.Width].
	Width int
	// ASCII keeps characters beyond ASCII out of text and Markdown.
	ASCII bool
}
