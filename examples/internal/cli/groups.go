package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// asIs is the value of -groups that keeps the names of groups as they stand in the file.
const asIs = "as-is"

// Groups is the value of the flag -groups: how the labels of groups are read. The zero value keeps
// them as they stand in the file, and sorts out those of people whose group is not known and of
// totals.
type Groups struct {
	given  bool
	scheme *ethnicity.Scheme
}

// String returns the name of the scheme, or as-is.
func (g *Groups) String() string {
	if g.scheme == nil {
		return asIs
	}
	return g.scheme.String()
}

// Set reads a value.
func (g *Groups) Set(name string) error {
	name = strings.TrimSpace(name)
	if strings.EqualFold(name, asIs) {
		*g = Groups{given: true}
		return nil
	}
	scheme, err := ethnicity.ParseScheme(name)
	if err != nil {
		return errors.New(WantOneOf(name, g.Names()))
	}
	*g = Groups{given: true, scheme: &scheme}
	return nil
}

// Names returns the values of the flag.
func (*Groups) Names() []string { return append([]string{asIs}, Names(ethnicity.Schemes())...) }

// Scheme returns the scheme that labels are read and added up by; ok is false where names are kept.
func (g *Groups) Scheme() (scheme ethnicity.Scheme, ok bool) {
	if g.scheme == nil {
		return 0, false
	}
	return *g.scheme, true
}

// UseScheme takes a scheme where -groups is not given, and reports whether groups are of a scheme
// now.
func (g *Groups) UseScheme(scheme ethnicity.Scheme) bool {
	if !g.given {
		g.scheme = &scheme
	}
	return g.scheme != nil
}

// groupColumns are names of columns that hold groups, the first that a file has before the others.
// What somebody says of themselves stands before what an officer saw.
var groupColumns = []string{
	"group", "groups", "ethnicity", "ethnic group", "ethnic groups", "ethnicity group", "ethnic grouping",
	"self defined ethnicity", "self defined ethnic group", "self defined ethnicity group", "SDE group", "SDE", "self classified ethnicity",
	"self reported ethnicity", "ethnic origin", "ethnic background", "ethnic category", "ethnicity category", "ethnicity description",
	"ethnic group description", "ethnicity minor", "ethnicity major", "race", "race ethnicity", "race or ethnicity", "race and ethnicity", "racial group",
	"perceived ethnicity", "officer defined ethnicity", "officer defined ethnic group", "officer observed ethnicity", "observed ethnicity",
	"ethnic appearance", "EA group", "ethnic appearance code", "self defined ethnicity code", "ethnicity code", "ethnic code",
}

// label says what the label of a group stands for.
func (g *Groups) label(label string) (name string, kind tidy.Kind, err error) {
	label = strings.TrimSpace(label)
	group, err := g.parse(label)
	switch {
	case errors.Is(err, ethnicity.ErrTotalLabel):
		return label, tidy.KindTotal, nil
	case err == nil && group == ethnicity.NoPerson:
		return "", 0, errors.New("a vehicle was searched, and nobody with it, so that there is no group: leave the row out of the file")
	case err == nil && !group.IsKnown(), !strings.ContainsFunc(label, isWord):
		return label, tidy.KindUnknown, nil
	case g.scheme == nil:
		return label, tidy.KindGroup, nil
	case err != nil:
		return "", 0, g.refused(label, err)
	}
	in, err := g.scheme.Collapse(group)
	if err != nil {
		return "", 0, g.refused(label, err)
	}
	return in.String(), tidy.KindGroup, nil
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// refused says what to do with a label that the scheme does not have.
func (g *Groups) refused(label string, err error) error {
	meant := DidYouMean(label, Names(g.scheme.Groups()))
	return fmt.Errorf("%w: %s-groups %s reads the labels of censuses and of the police, and -groups as-is takes every name as a group", err, meant, g)
}

// wide reports whether the header of a column is the label of a group, of people whose group is not
// known, or of all. Codes of one character and numbers are none: columns have such names for other
// reasons.
func (g *Groups) wide(header string) bool {
	header = strings.TrimSpace(header)
	if len(header) < 2 || strings.Trim(header, "0123456789 -") == "" {
		return false
	}
	_, err := g.parseListed(header)
	switch {
	case err == nil, errors.Is(err, ethnicity.ErrTotalLabel), errors.Is(err, ethnicity.ErrAmbiguousLabel):
		return true
	case g.scheme != nil:
		return false
	}
	words := strings.Join(fold(header), " ")
	return slices.ContainsFunc(otherLabels, func(label string) bool { return strings.Join(fold(label), " ") == words })
}

// otherLabels are labels of groups that no classification of England and Wales has, by which the
// columns of a table are known.
var otherLabels = []string{
	// racial and ethnic categories of the United States, as the matrices of the Office of Juvenile
	// Justice and Delinquency Prevention have them
	"Hispanic", "Hispanic or Latino", "Hispanic/Latino", "Latino", "Latinx", "Black or African American", "African American", "Black/African American",
	"American Indian or Alaska Native", "American Indian", "American Indian/Alaska Native", "Native American",
	"Native Hawaiian or Other Pacific Islander", "Native Hawaiian or Other Pacific Islanders", "Native Hawaiian/Pacific Islander", "Pacific Islander",
	"Asian or Pacific Islander", "Asian/Pacific Islander", "White non-Hispanic", "Black non-Hispanic", "White, non-Hispanic", "Black, non-Hispanic",
	"Two or more races", "Multiracial", "Other/Mixed", "Other or Mixed", "Other race",
}

// check reports a table in which a group stands beside one that holds it, as White British beside
// White: people would be counted twice.
func (g *Groups) check(t *tidy.Table) error {
	if g.scheme == nil {
		return nil
	}
	type place struct {
		row   tidy.Row
		group ethnicity.Group
	}
	at := make(map[string][]place)
	for _, row := range t.Rows {
		group, err := g.parse(strings.TrimSpace(row.Label))
		if row.Kind != tidy.KindGroup || err != nil {
			continue
		}
		key := strings.Join(row.Dimensions, "\x00")
		for _, other := range at[key] {
			whole, part := other, place{row, group}
			if part.group.Contains(whole.group) {
				whole, part = part, whole
			}
			if whole.group != part.group && whole.group.Contains(part.group) {
				return fmt.Errorf("%s:%d: %s holds %s of line %d too: take one of them out, or -groups as-is takes every name as a group",
					t.File, whole.row.Line, Quote(whole.row.Label), Quote(part.row.Label), part.row.Line)
			}
		}
		at[key] = append(at[key], place{row, group})
	}
	return nil
}
