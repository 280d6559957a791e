package ethnicity

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// Scheme is a classification: an ordered list of groups into which everybody of known ethnicity falls. The zero value is the default, [FivePlusOne].
// The "+1" of the names is for people of no known group.
type Scheme uint8

// The schemes.
const (
	FivePlusOne          Scheme = iota // "5+1": White, Mixed, Asian with Chinese, Black, Other; censuses of 2011 and 2021
	FivePlusOne2001                    // "5+1-2001": the same five as of 2001, Chinese in Other; Ethnicity facts and figures, arrests to 2018/19
	FivePlusOneTraveller               // "5+1+grt": as 5+1, and Gypsy or Irish Traveller once more as a group inside White
	WhiteMinority                      // "5+1+white-minorities": as 5+1, with White split into White British and White minorities
	SixteenPlusOne                     // "16+1": census 2001, police SDE codes to 2017, NHS ethnic category
	EighteenPlusOne                    // "18+1": census 2011, police SDE codes from 2017
	NineteenPlusOne                    // "19+1": census 2021, with Roma
	OfficerDefined                     // "officer": as an officer saw it; White, Mixed (hardly used, and not before 2021), Asian, Black, Other
	UseOfForce2018                     // "use-of-force-2018": officer's view in use-of-force tables to 2018/19, Chinese apart
	ICCodes                            // "ic": PNC identity codes IC1 to IC6
	WhiteOther                         // "white-other": White and Other than White

	numSchemes = iota
)

// String returns the name of s, as [ParseScheme] reads it: "5+1", "18+1", "officer", … It returns "Scheme(99)" for a number that is no scheme.
func (s Scheme) String() string {
	if int(s) < len(schemes) {
		return schemes[s].name
	}
	return fmt.Sprintf("Scheme(%d)", uint8(s))
}

// ParseScheme returns the scheme of that name, in any letter case.
func ParseScheme(name string) (Scheme, error) {
	for i, row := range schemes {
		if strings.EqualFold(name, row.name) {
			return Scheme(i), nil
		}
	}
	names := make([]string, len(schemes))
	for i, row := range schemes {
		names[i] = row.name
	}
	return 0, fmt.Errorf("ethnicity: unknown scheme %q: want one of %s", name, strings.Join(names, ", "))
}

// Schemes returns every scheme in the order of the constants.
func Schemes() iter.Seq[Scheme] {
	return func(yield func(Scheme) bool) {
		for i := range schemes {
			if !yield(Scheme(i)) {
				return
			}
		}
	}
}

// AppendText appends the name of s. It is an error if s is no scheme.
func (s Scheme) AppendText(b []byte) ([]byte, error) {
	if int(s) >= len(schemes) {
		return b, fmt.Errorf("ethnicity: %s is not a scheme", s)
	}
	return append(b, schemes[s].name...), nil
}

// MarshalText returns the name of s. It is an error if s is no scheme.
func (s Scheme) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText reads a name as [ParseScheme] does, so that a Scheme works with [flag.TextVar], JSON and CSV.
func (s *Scheme) UnmarshalText(text []byte) error {
	got, err := ParseScheme(string(text))
	if err != nil {
		return err
	}
	*s = got
	return nil
}

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

// Note returns what a reader of a table in s has to know about who is counted where, as one or two sentences to print below it.
func (s Scheme) Note() string {
	if int(s) < len(schemes) {
		return schemes[s].note
	}
	return ""
}

// CollapseError says that a group does not fall whole into one group of a scheme.
type CollapseError struct {
	Group  Group
	Scheme Scheme
}

// Error names the group, the scheme, and the schemes that could hold the group.
func (e *CollapseError) Error() string {
	var can []string
	for s := range Schemes() {
		if _, err := s.collapse(e.Group); err {
			can = append(can, s.String())
		}
	}
	return fmt.Sprintf("ethnicity: %s is not the whole or a part of one group of scheme %s: use one of %s", e.Group, e.Scheme, strings.Join(can, ", "))
}

// Collapse returns the group of s in which g is counted: g itself if s has it, else the group of s that contains it. The unknown groups come back
// unchanged. A group that does not fall whole into one group of s is a [*CollapseError]: Asian cannot be split into the groups of 18+1, nor can
// Other (with Chinese) be counted on the 2011 basis.
//
// In [FivePlusOneTraveller], where one group is inside another, it returns the outer one; [Scheme.CollapseCounts] counts in both.
//
// One step is a convention and not a matter of definition: [EastAsian], the PNC group IC5, is counted in Other (with Chinese) on the 2001 basis.
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

func (s Scheme) collapse(g Group) (Group, bool) {
	if !g.IsKnown() {
		return g, true
	}
	if s == FivePlusOne2001 && g == EastAsian {
		return OtherWithChinese, true
	}
	var best Group
	for _, h := range schemes[s].groups {
		if h.Contains(g) && (best == NotKnown || h.Contains(best)) {
			best = h
		}
	}
	return best, best != NotKnown
}

// CollapseCounts adds up counts by the groups of s. Every group of s is in the result, with 0 if nobody is counted in it; unknown groups are there only if
// counts has them, and stay apart. The input is left as it is. In [FivePlusOneTraveller] a Gypsy or Irish Traveller is counted twice, as such and as White.
//
// Counts of a group that s cannot hold are an error that joins a [*CollapseError] for each; a negative count is an error.
func (s Scheme) CollapseCounts(counts map[Group]int64) (map[Group]int64, error) {
	if int(s) >= numSchemes {
		return nil, fmt.Errorf("ethnicity: %s is not a scheme", s)
	}
	out := make(map[Group]int64, len(schemes[s].groups)+4)
	for _, h := range schemes[s].groups {
		out[h] = 0
	}
	var errs []error
	for g := range Groups() {
		n, ok := counts[g]
		if !ok {
			continue
		}
		to, err := s.Collapse(g)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		out[to] += n
	}
	return out, errors.Join(errs...)
}

var schemes = [...]struct {
	name   string
	groups []Group
	note   string
}{
	FivePlusOne:          {"5+1", []Group{White, Mixed, Asian, Black, Other}, "Chinese people are counted as Asian (2011 basis)."},
	FivePlusOne2001:      {"5+1-2001", []Group{White, Mixed, AsianWithoutChinese, Black, OtherWithChinese}, ""},
	FivePlusOneTraveller: {"5+1+grt", []Group{White, GypsyOrIrishTraveller, Mixed, Asian, Black, Other}, ""},
	WhiteMinority:        {"5+1+white-minorities", []Group{WhiteBritish, WhiteMinorities, Mixed, Asian, Black, Other}, ""},
	SixteenPlusOne:       {"16+1", []Group{WhiteBritish, WhiteIrish, OtherWhiteWithTraveller, WhiteAndBlackCaribbean, WhiteAndBlackAfrican, WhiteAndAsian, OtherMixed, Indian, Pakistani, Bangladeshi, Chinese, OtherAsian, BlackCaribbean, BlackAfrican, OtherBlack, AnyOtherWithArab}, ""},
	EighteenPlusOne:      {"18+1", []Group{WhiteBritish, WhiteIrish, GypsyOrIrishTraveller, OtherWhite, WhiteAndBlackCaribbean, WhiteAndBlackAfrican, WhiteAndAsian, OtherMixed, Indian, Pakistani, Bangladeshi, Chinese, OtherAsian, BlackCaribbean, BlackAfrican, OtherBlack, Arab, AnyOther}, ""},
	NineteenPlusOne:      {"19+1", []Group{WhiteBritish, WhiteIrish, GypsyOrIrishTraveller, Roma, OtherWhiteWithoutRoma, WhiteAndBlackCaribbean, WhiteAndBlackAfrican, WhiteAndAsian, OtherMixed, Indian, Pakistani, Bangladeshi, Chinese, OtherAsian, BlackCaribbean, BlackAfrican, OtherBlack, Arab, AnyOther}, ""},
	OfficerDefined:       {"officer", []Group{White, Mixed, Asian, Black, Other}, ""},
	UseOfForce2018:       {"use-of-force-2018", []Group{White, Mixed, AsianWithoutChinese, Chinese, Black, Other}, ""},
	ICCodes:              {"ic", []Group{WhiteNorthEuropean, WhiteSouthEuropean, SouthAsian, EastAsian, Black, ArabNorthAfrican}, ""},
	WhiteOther:           {"white-other", []Group{White, OtherThanWhite}, ""},
}
