package ethnicity

import (
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
)

// Scheme is a classification: an ordered list of groups, into exactly one of which everybody of
// known ethnicity falls. The zero value is the default, [FivePlusOne]. The "+1" of the names is for
// people of no known group, who are in no group here.
type Scheme uint8

// The schemes.
const (
	// "5+1": White, Mixed, Asian with Chinese, Black, Other; censuses of 2011 and 2021
	FivePlusOne Scheme = iota
	// "5+1-2001": the same five as of 2001, Chinese in Other; Ethnicity facts and figures, arrests
	// to 2018/19
	FivePlusOne2001
	// "5+1+grt": as 5+1, with Gypsy or Irish Traveller taken out of White as a group in its own
	// right
	FivePlusOneTraveller
	// "5+1+white-minorities": as 5+1, with White split into White British and White minorities
	WhiteMinority
	// "16+1": census 2001, police self-defined (SDE) codes to 2017, NHS ethnic category
	SixteenPlusOne
	// "18+1": census 2011, police self-defined (SDE) codes from 2017
	EighteenPlusOne
	// "19+1": census 2021, with Roma
	NineteenPlusOne
	// "officer": as an officer saw it; White, Mixed (hardly used, and not before 2021), Asian,
	// Black, Other
	OfficerDefined
	// "use-of-force-2018": as an officer saw it in the use-of-force tables to 2018/19, Chinese
	// apart
	UseOfForce2018
	// "ic": PNC identity codes IC1 to IC6, as an officer saw it
	ICCodes
	// "white-other": White and Other than White
	WhiteOther

	numSchemes = iota
)

var schemeNames = newNames[Scheme]("scheme", schemes[:], func(row schemeRow) string { return row.name })

// String returns the name of s, as [ParseScheme] reads it: "5+1", "18+1", "officer", … It returns
// "Scheme(99)" for a number that is no scheme.
func (s Scheme) String() string { return schemeNames.string(s) }

// ParseScheme returns the scheme of that name, in any letter case.
func ParseScheme(name string) (Scheme, error) { return schemeNames.parse(name) }

// Schemes returns every scheme in the order of the constants.
func Schemes() iter.Seq[Scheme] { return schemeNames.from(0) }

// AppendText appends the name of s. It is an error if s is no scheme.
func (s Scheme) AppendText(b []byte) ([]byte, error) { return schemeNames.appendText(b, s) }

// MarshalText returns the name of s. It is an error if s is no scheme.
func (s Scheme) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText reads a name as [ParseScheme] does, so that a Scheme works with [flag.TextVar],
// JSON and CSV.
func (s *Scheme) UnmarshalText(text []byte) error { return unmarshalText(text, s, ParseScheme) }

// Groups returns the groups of s in display order, and none for a number that is no scheme.
func (s Scheme) Groups() iter.Seq[Group] {
	if int(s) >= len(schemes) {
		return func(func(Group) bool) {}
	}
	return slices.Values(schemes[s].groups)
}

// Has reports whether g is one of the groups of s.
func (s Scheme) Has(g Group) bool {
	return int(s) < len(schemes) && slices.Contains(schemes[s].groups, g)
}

// Baseline returns the group that the others of s are usually compared with, which is its first:
// White, White British, or White without Travellers. It is [NotKnown] for a number that is no
// scheme.
func (s Scheme) Baseline() Group {
	if int(s) >= len(schemes) {
		return NotKnown
	}
	return schemes[s].groups[0]
}

// Note returns what the reader of a table in s has to know about who is counted where, in one or
// two sentences to print below it.
func (s Scheme) Note() string {
	if int(s) >= len(schemes) {
		return ""
	}
	return schemes[s].note
}

// CollapseError says that a group does not fall whole into one group of a scheme.
type CollapseError struct {
	Group  Group  // the group that was to be counted
	Scheme Scheme // the scheme that cannot hold it
}

// Error names the group and the scheme, and the schemes that could hold the group.
func (e *CollapseError) Error() string {
	var can []string
	for s := range Schemes() {
		if _, ok := s.collapse(e.Group); ok {
			can = append(can, s.String())
		}
	}
	return fmt.Sprintf("ethnicity: %s is not the whole or a part of one group of scheme %s: use one of %s", e.Group, e.Scheme, list(can))
}

// Collapse returns the group of s in which g is counted: g itself if s has it, else the group of s
// that contains it. The unknown groups come back unchanged. A group that does not fall whole into
// one group of s is a [*CollapseError]: Asian cannot be split into the groups of 18+1, nor can
// Other (with Chinese) be counted on the 2011 basis, nor any other White person of 16+1, who may be
// a Traveller, in 18+1.
//
// One step is a convention and not a matter of definition: [EastAsian], the PNC group IC5, is
// counted in Other (with Chinese) on the 2001 basis.
func (s Scheme) Collapse(g Group) (Group, error) {
	if int(s) >= numSchemes {
		return 0, fmt.Errorf("ethnicity: %s is not a scheme", s)
	}
	if int(g) >= numGroups {
		return 0, fmt.Errorf("ethnicity: %s is not a group", g)
	}
	if h, ok := s.collapse(g); ok {
		return h, nil
	}
	return 0, &CollapseError{Group: g, Scheme: s}
}

// collapse is Collapse for a scheme and a group that exist.
func (s Scheme) collapse(g Group) (Group, bool) {
	if !g.IsKnown() {
		return g, true
	}
	if s == FivePlusOne2001 && g == EastAsian {
		return OtherWithChinese, true
	}
	i := slices.IndexFunc(schemes[s].groups, func(h Group) bool { return h.Contains(g) })
	if i < 0 {
		return 0, false
	}
	return schemes[s].groups[i], true
}

// CollapseCounts adds counts up by the groups of s. Every group of s is in the result, with 0 if
// nobody is counted in it; the unknown groups are there only if counts has them, and stay apart.
// The input is left as it is.
//
// Groups that s cannot hold are left out, and the error joins a [*CollapseError] for each that has
// a count other than 0; the rest of the result stands. A negative count is an error, and so is a
// sum that no int64 holds; the result is nil.
func (s Scheme) CollapseCounts(counts map[Group]int64) (map[Group]int64, error) {
	if int(s) >= numSchemes {
		return nil, fmt.Errorf("ethnicity: %s is not a scheme", s)
	}
	sums := make(map[Group]int64, len(schemes[s].groups)+int(White))
	for _, g := range schemes[s].groups {
		sums[g] = 0
	}
	var errs []error
	for g, n := range counts {
		if n < 0 {
			return nil, fmt.Errorf("ethnicity: count of %s is %d: want 0 or more", g, n)
		}
		h, err := s.Collapse(g)
		if err == nil && n > math.MaxInt64-sums[h] {
			return nil, fmt.Errorf("ethnicity: counts of %s add up to more than an int64 holds", h)
		}
		if err == nil {
			sums[h] += n
		} else if n > 0 {
			errs = append(errs, err)
		}
	}
	slices.SortFunc(errs, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return sums, errors.Join(errs...)
}

// schemeRow describes a scheme. Its groups are disjoint and in display order, the baseline first.
type schemeRow struct {
	name   string
	groups []Group
	note   string
}

// schemes is the one description of the schemes, in the order of the constants.
var schemes = [...]schemeRow{
	FivePlusOne: {
		name:   "5+1",
		groups: []Group{White, Mixed, Asian, Black, Other},
		note:   "Chinese people are counted as Asian (2011 basis).",
	},
	FivePlusOne2001: {
		name:   "5+1-2001",
		groups: []Group{White, Mixed, AsianWithoutChinese, Black, OtherWithChinese},
		note:   "Chinese people are counted in Other, not as Asian (2001 basis).",
	},
	FivePlusOneTraveller: {
		name:   "5+1+grt",
		groups: []Group{WhiteWithoutTraveller, GypsyOrIrishTraveller, Mixed, Asian, Black, Other},
		note: "Gypsy or Irish Traveller is taken out of White. Police records do not tell Roma people apart: they are in White here. " +
			"Chinese people are counted as Asian (2011 basis).",
	},
	WhiteMinority: {
		name:   "5+1+white-minorities",
		groups: []Group{WhiteBritish, WhiteMinorities, Mixed, Asian, Black, Other},
		note: "White minorities are Irish, Gypsy or Irish Traveller, Roma and any other White people but British. " +
			"Chinese people are counted as Asian (2011 basis).",
	},
	SixteenPlusOne: {
		name: "16+1",
		groups: []Group{
			WhiteBritish, WhiteIrish, OtherWhiteWithTraveller,
			WhiteAndBlackCaribbean, WhiteAndBlackAfrican, WhiteAndAsian, OtherMixed,
			Indian, Pakistani, Bangladeshi, Chinese, OtherAsian,
			BlackCaribbean, BlackAfrican, OtherBlack,
			Other,
		},
		note: "Gypsies and Travellers are counted in Other White, Arabs in Other (2001 basis).",
	},
	EighteenPlusOne: {
		name: "18+1",
		groups: []Group{
			WhiteBritish, WhiteIrish, GypsyOrIrishTraveller, OtherWhite,
			WhiteAndBlackCaribbean, WhiteAndBlackAfrican, WhiteAndAsian, OtherMixed,
			Indian, Pakistani, Bangladeshi, Chinese, OtherAsian,
			BlackCaribbean, BlackAfrican, OtherBlack,
			Arab, AnyOther,
		},
		note: "Roma people are counted in Other White (2011 basis).",
	},
	NineteenPlusOne: {
		name: "19+1",
		groups: []Group{
			WhiteBritish, WhiteIrish, GypsyOrIrishTraveller, Roma, OtherWhiteWithoutRoma,
			WhiteAndBlackCaribbean, WhiteAndBlackAfrican, WhiteAndAsian, OtherMixed,
			Indian, Pakistani, Bangladeshi, Chinese, OtherAsian,
			BlackCaribbean, BlackAfrican, OtherBlack,
			Arab, AnyOther,
		},
		note: "Roma is a group of the 2021 census that police records do not have.",
	},
	OfficerDefined: {
		name:   "officer",
		groups: []Group{White, Mixed, Asian, Black, Other},
		note: "Ethnicity as an officer saw it. Officers hardly use Mixed, and not before 2021: " +
			"most people who call themselves Mixed are seen as Black or White, " +
			"so that there is no index of Mixed to speak of.",
	},
	UseOfForce2018: {
		name:   "use-of-force-2018",
		groups: []Group{White, Mixed, AsianWithoutChinese, Chinese, Black, Other},
		note:   "Ethnicity as an officer saw it. Chinese people are in a group of their own, which the tables from 2019/20 do not have.",
	},
	ICCodes: {
		name:   "ic",
		groups: []Group{WhiteNorthEuropean, WhiteSouthEuropean, SouthAsian, EastAsian, Black, ArabNorthAfrican},
		note:   "Identity codes (IC) as an officer saw it. There is no code for Mixed, and no census counts residents by these groups.",
	},
	WhiteOther: {
		name:   "white-other",
		groups: []Group{White, OtherThanWhite},
		note:   "All groups but White are added together, which hides the differences between them.",
	},
}
