package rri

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Flags is a set of reasons to read an [Estimate] with care. The answer stands; each flag says what
// to bear in mind. The zero value is no flag. Tables print flags as numbered footnotes, JSON and
// CSV as names.
type Flags uint16

// The flags.
const (
	// NoData: there is nothing to estimate (0 of 0, or no events in either group of a ratio). Value
	// is NaN.
	NoData Flags = 1 << iota
	// Unbounded: a limit is infinite because the data set no bound, as above a ratio to a baseline
	// without events.
	Unbounded
	// ZeroCell: a group has no events, or a proportion has no non-events.
	ZeroCell
	// SmallCount: a group has fewer than 5 events, or a proportion fewer than that many non-events,
	// or than another number that the caller chose ([Options.SmallCountBelow]). The interval is
	// wide, and the methods differ in how often it misses, and on which side.
	SmallCount
	// OneSided: only one limit was asked for; the other is the end of the range.
	OneSided
	// Clipped: a limit fell outside the range that the quantity can take, and was cut to its end.
	Clipped
	// Outside: the interval does not hold the plain estimate. It happens to methods that move the
	// centre: at zero cells, and at low levels.
	Outside
	// CorrectionLimit: the skewness correction of SCAS ran out of range, so that no value on that
	// side could be rejected at this level; the limit is the end of the range.
	CorrectionLimit
	// NoMethod: the method has no interval for this quantity, or for counts of this size, as
	// [Exact] above 2,000 trials. Value is the plain estimate; the limits and P are NaN. Only
	// tables set it: the functions return an error.
	NoMethod
	// Suppressed: the figure was withheld so that no small count can be told from the table. Every
	// number of the estimate is NaN.
	Suppressed
	// BeyondMargins: a limit of a difference by [SCAS] lies where the exact intervals of the two
	// groups leave no room for it, as -1 beside a baseline that nearly always has the event. The
	// limit is that of the test, whose p-value agrees with it.
	BeyondMargins
	// NotCompared: the group is not compared, since its count does not mean what the others do; the
	// Note of its row says why. Every number of the estimate is NaN. Only
	// [Table.WithoutComparison] and [Table.WithoutRates] set it.
	NotCompared
	// Categories: the events are sorted into the group by other categories than its exposure, as
	// where a form and a census ask otherwise, so that the number says little of the group. Only
	// [Table.WithCategories] sets it.
	Categories

	numFlags = iota
)

// SmallCountBelow is the count of events below which [SmallCount] is set, unless
// [Options.SmallCountBelow] names another.
const SmallCountBelow = levels.SmallCountBelow

// smallCountText is the text of SmallCount, which wants the number.
const smallCountText = "a count below %d: read the interval, not the estimate"

var flagNames = [numFlags]string{
	"no-data", "unbounded", "zero-cell", "small-count", "one-sided", "clipped", "outside", "correction-limit", "no-method", "suppressed", "beyond-margins",
	"not-compared", "categories",
}

var flagTexts = [numFlags]string{
	"no rate or ratio can be formed from these counts",
	"the counts set no bound on this side",
	"a count of zero or of all: the estimate is at or near the end of its range",
	fmt.Sprintf(smallCountText, SmallCountBelow),
	"one limit only",
	"the limit was cut to the range of possible values",
	"the interval does not hold the plain estimate, as happens to this method at zero cells and low levels",
	"the skewness correction cannot reject any value on this side at this level",
	"this method has no interval for this quantity, or none for counts of this size",
	"withheld, so that no small count can be told",
	"a limit lies beyond what the rates of the two groups leave room for at this level",
	"not compared: the count does not mean what the others do",
	"a matter of categories: the events are sorted into this group otherwise than what they are out of",
}

// Has reports whether f has every flag of g.
func (f Flags) Has(g Flags) bool { return f&g == g }

// Names returns the names of the flags in f, in fixed order. It is nil when there are none.
func (f Flags) Names() []string {
	var names []string
	for i, name := range flagNames {
		if f&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return names
}

// Texts returns a sentence for each flag in f, in the order of [Flags.Names], fit for a footnote,
// as of an estimate by the default of [Options.SmallCountBelow]: [Options.Texts] has the others.
func (f Flags) Texts() []string { return Options{}.Texts(f) }

// Texts returns what [Flags.Texts] does for the flags of an estimate that was made by o: the small
// count is that of o.
func (o Options) Texts(f Flags) []string {
	var texts []string
	for i, text := range flagTexts {
		switch flag := Flags(1 << i); {
		case f&flag == 0:
		case flag == SmallCount && o.SmallCountBelow != 0:
			texts = append(texts, fmt.Sprintf(smallCountText, o.SmallCountBelow))
		default:
			texts = append(texts, text)
		}
	}
	return texts
}

// String returns the names of the flags in f, joined by "|"; "" when there are none. Bits that are
// no flag are passed over.
func (f Flags) String() string { return strings.Join(f.Names(), "|") }

// MarshalText writes f as [Flags.String] does. It is an error if f has a bit that is no flag.
func (f Flags) MarshalText() ([]byte, error) {
	if err := f.validate(); err != nil {
		return nil, err
	}
	return []byte(f.String()), nil
}

// validate reports a bit that is no flag.
func (f Flags) validate() error {
	if beyond := f &^ (1<<numFlags - 1); beyond != 0 {
		return fmt.Errorf("rri: Flags(%#x) is not a set of flags: want some of %s", uint16(beyond), strings.Join(flagNames[:], ", "))
	}
	return nil
}

// UnmarshalText reads what [Flags.MarshalText] writes. It is an error if a name is no flag, which
// leaves f as it is.
func (f *Flags) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*f = 0
		return nil
	}
	got, err := parseFlags(strings.Split(string(text), "|"))
	if err != nil {
		return err
	}
	*f = got
	return nil
}

// MarshalJSON writes f as a list of names, [] when there are none. It is an error if f has a bit
// that is no flag.
func (f Flags) MarshalJSON() ([]byte, error) {
	if err := f.validate(); err != nil {
		return nil, err
	}
	names := f.Names()
	if names == nil {
		return []byte("[]"), nil
	}
	return json.Marshal(names)
}

// UnmarshalJSON reads a list of names as written by [Flags.MarshalJSON]. It is an error if a name
// is no flag, which leaves f as it is.
func (f *Flags) UnmarshalJSON(data []byte) error {
	var names []string
	if err := json.Unmarshal(data, &names); err != nil {
		return fmt.Errorf("rri: flags: %w", err)
	}
	got, err := parseFlags(names)
	if err != nil {
		return err
	}
	*f = got
	return nil
}

// formerFlagNames are the names that flags had in tables of earlier versions.
var formerFlagNames = map[string]Flags{"undefined": NoData, "not-defined": NoMethod}

// parseFlags returns the set of the flags with these names.
func parseFlags(names []string) (Flags, error) {
	var got Flags
next:
	for _, name := range names {
		for i, known := range flagNames {
			if name == known {
				got |= 1 << i
				continue next
			}
		}
		former, ok := formerFlagNames[name]
		if !ok {
			return 0, fmt.Errorf("rri: unknown flag %q: want one of %s", sheet.Clip(name), strings.Join(flagNames[:], ", "))
		}
		got |= former
	}
	return got, nil
}
