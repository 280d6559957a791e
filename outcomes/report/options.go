package report

import (
	"fmt"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Options are the choices of a report. The zero value is what a panel is shown first: every search
// by self-defined ethnicity in the groups 5+1, against White, over the residents of the months of
// the searches, with 95 % intervals.
type Options struct {
	// Census says of which census the residents are. The zero value, [ethnicity.OtherSource],
	// stands for [ethnicity.Interpolated]: those of each force are of the mean day of the months
	// with a row, as [ethnicity.PopulationAt] has them.
	Census ethnicity.Census

	// ResidentsOf is the place whose residents are the denominator of the search rate, by a name
	// that [ethnicity.PopulationOf] reads; "" for the areas of the forces. All searches together
	// are over them.
	ResidentsOf string

	// Residents are figures that are the denominator of the search rate, of whatever place, people
	// and day they are; nil for none. They do not go with ResidentsOf, nor with Census. Those that
	// are built in, as [ethnicity.PopulationOf] has them, are of people of every age and gender.
	Residents *ethnicity.Population

	// Scheme is the groups, one of [Schemes] that the census can be counted by. The zero value is
	// [ethnicity.FivePlusOne].
	Scheme ethnicity.Scheme

	// Baseline is the group that the others are compared with. The zero value stands for the first
	// of the scheme: White, White British, or White (without Traveller).
	Baseline ethnicity.Group

	// Rule says whose account of ethnicity counts. The zero value is [outcomes.SelfDefined].
	Rule outcomes.EthnicityRule

	// Object, Type and Legislation leave only searches for this object, of this type and under this
	// power in the tables; nil leaves all of them. The search rate is of such searches per
	// resident. Records that are no searches have no object, nor, but for stops, a power.
	Object      *outcomes.Object
	Type        *outcomes.RecordType
	Legislation *outcomes.Legislation

	// Age and Gender leave only searches of people of this age band and gender; nil leaves all of
	// them. The residents that are built in are of every age and gender: with either there is no
	// search rate but over Residents that are the caller's own.
	Age    *outcomes.Age
	Gender *outcomes.Gender

	// From and To are the first and the last month of the searches, as [outcomes.NewMonth] makes
	// them; 0 is no bound.
	From, To outcomes.Month

	// LowMonth is the share of the median of a force's other months, above 0 and below 1, below
	// which the searches of a month are so few that every table with it says so. 0 stands for 0.2.
	LowMonth float64

	// Independent takes every search as independent of all others, as records that are no searches
	// always are. The zero value counts the
	// searches of one stop, of people who were stopped together, as one piece of evidence: see
	// [outcomes.Grouping].
	Independent bool

	// Find says what a find is. The zero value is [outcomes.FindByAction], the only one that goes
	// with records that are no searches, of which there are no finds.
	Find outcomes.FindDefinition

	// Unknown says what is done with searches of unknown ethnicity. The zero value,
	// [outcomes.LeftOut], leaves them in no group; the others need self-defined ethnicity.
	Unknown outcomes.Allocation

	// Suppress withholds counts from 1 to this number, 2 to 1000, and what would tell them, in
	// every form of the report. It needs no search rate. With By the parts stand alone, without
	// anything that is a sum over them. 0 withholds nothing.
	Suppress int64

	// By divides the report into parts, each with tables of its own, and adds to every table of all
	// the parts together one that is adjusted for them. The zero value stands for [EachForce] if
	// there are rows of several forces over the areas of each, else, or with Suppress, for [Whole].
	// With Suppress nothing but the parts is shown, each as if it were read alone.
	//
	// By a column that was kept, a part is what a choice of the searches with one value would be:
	// it is of the same forces and months, and over the same residents, but for a column that tells
	// of the person or names places, whose parts have no search rate. The parts are then compared
	// with each other: see [Contrast].
	//
	// Where there are several forces, the adjusted tables are adjusted for these too, whatever By
	// is. There are none with Unknown, with Suppress, and with a method that has no form for
	// strata, which a note says.
	By Breakdown

	// Within adds to every table of outcomes one that is adjusted for these, in which searches are
	// set against those of the same stratum, and of the same force and part of By. It goes
	// neither with Unknown nor with Suppress, and only with the methods that have a form for
	// strata.
	Within []Dimension

	// Rolling adds the figures of every run of so many months, as of each 12, from the first run on
	// that has them all: a picture, without words, p-values or changes, as neighbouring runs share
	// most of their months. It needs By to be [EachMonth] or, in threes, [EachQuarter]; 0 is none.
	Rolling int

	// Before and After are two stretches of months whose indices are compared, the first of which
	// ends before the other begins; an end that is open is that of what was read. The zero values
	// compare nothing.
	Before, After outcomes.Months

	// LeaveOut are stretches of months that are in no change and no trend, as those of a pandemic.
	// Of Before and After they leave out their months; a period of By that has one of them is out
	// as a whole. They stay in every table.
	LeaveOut []outcomes.Months

	// Margin is what is too little to be called a change, or a difference between the values of a
	// column that was kept, as a share, and of a trend as a share a year: above 0 and below 1. 0
	// stands for 0.1.
	//
	// Rolling, Before, After, LeaveOut and Margin go neither with Suppress nor with Unknown.
	Margin float64

	// Method is the family of intervals and p-values. The zero value is [rri.SCAS]. Tables that a
	// family has no ratio for are left out, and a note names them. A family that has no ratio at
	// all, neither of rates nor of proportions, cannot be had.
	Method rri.Method

	// Level is the confidence level, as in [rri.Options]: 0 stands for 0.95.
	Level float64

	// SmallCountBelow is the count below which a footnote says that the interval is to be read, not
	// the estimate, as in [rri.Options]: 0 stands for 5. It changes no number and no sentence:
	// these want five searches of the baseline whatever it is.
	SmallCountBelow int64

	// Source says where the records are from, as "a request under the Freedom of Information Act",
	// if their files do not tell: those of data.police.uk do, by their columns. "data.police.uk"
	// stands for it with its licence, and "" says nothing.
	Source string

	// Stamp is the program that makes the report and the day on which it does, told at its end; nil
	// for none.
	Stamp *Stamp
}

// OptionError says which choice of [Options] or [Layout] cannot be had, and why.
type OptionError struct {
	Option string // the field of Options or Layout, as "Baseline"
	text   string // names of options stand in braces, and {{ is one that names none
	after  string // the rest of the message, which has no names of options
	err    error  // what is wrapped, or nil
}

// Error returns the message, with options under the names of their fields.
func (e *OptionError) Error() string {
	return "report: " + e.Text(func(option string) string { return option })
}

// Unwrap returns the cause, nil if there is none but the choice.
func (e *OptionError) Unwrap() error { return e.err }

// Text returns the message without prefix, with options under the names that the caller gives them:
// a program has flags in place of the fields of [Options], and a page has the titles of menus.
func (e *OptionError) Text(name func(option string) string) string {
	var b strings.Builder
	rest := e.text
	for {
		before, after, found := strings.Cut(rest, "{")
		b.WriteString(before)
		if !found {
			break
		}
		if literal, ok := strings.CutPrefix(after, "{"); ok {
			b.WriteByte('{')
			rest = literal
			continue
		}
		option, after, _ := strings.Cut(after, "}")
		b.WriteString(name(option))
		rest = after
	}
	return b.String() + e.after
}

// optionError makes an error of the option that the message names first.
func optionError(format string, args ...any) *OptionError {
	text := fmt.Sprintf(format, args...)
	_, option, _ := strings.Cut(text, "{")
	option, _, _ = strings.Cut(option, "}")
	return &OptionError{Option: option, text: text}
}

// wrapping returns e with a cause, which is told without the name of its package.
func (e *OptionError) wrapping(err error) *OptionError {
	text := err.Error()
	for _, name := range []string{"rri: ", "strata: ", "outcomes: ", "ethnicity: "} {
		text = strings.TrimPrefix(text, name)
	}
	e.after = ": " + text
	return e.because(err)
}

// because returns e with a cause, which its text tells in other words.
func (e *OptionError) because(err error) *OptionError {
	e.err = err
	return e
}

// grouping is how searches are put into groups: as independent ones, since effectsOf has the design
// effects of a table.
func (o Options) grouping() outcomes.Grouping {
	return outcomes.Grouping{Rule: o.Rule, Scheme: o.Scheme, Independent: true}
}

// filled returns o with the values that zeros stand for.
func (o Options) filled() Options {
	switch {
	case o.Residents != nil:
		own := *o.Residents
		own.Area, own.Source = sheet.Clean(own.Area), sheet.Clean(own.Source)
		o.Residents = &own
	case o.Census == ethnicity.OtherSource:
		o.Census = ethnicity.Interpolated
	}
	if o.LowMonth == 0 {
		o.LowMonth = 0.2
	}
	if o.Baseline == 0 {
		for o.Baseline = range o.Scheme.Groups() {
			break
		}
	}
	return o
}
