package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes/published"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
)

// builtIn are the residents that are built in.
var builtIn = map[ethnicity.Census]struct {
	of        string
	residents published.Residents
}{
	ethnicity.Census2011:   {"census 2011", published.ResidentsOf(ethnicity.Census2011)},
	ethnicity.Census2021:   {"census 2021", published.ResidentsOf(ethnicity.Census2021)},
	ethnicity.Interpolated: {"the year (interpolated between census 2011 and 2021)", published.ResidentsOfYear},
}

// peerOptions returns which areas of a table are compared, and over whose residents.
func (s *settings) peerOptions(t *table) (o published.PeerOptions, err error) {
	o.Year, o.Focus = s.year, s.force
	if s.baseline != "" {
		if o.Baseline, err = ethnicity.ParseGroup(s.baseline); err != nil || !o.Baseline.IsKnown() {
			return o, fmt.Errorf("-baseline: %s", cli.WantOneOf(s.baseline, t.groupNames()))
		}
	}
	if o.Areas, o.Of, err = s.chosen(); err != nil {
		return o, err
	}
	switch {
	case s.census != nil:
		o.Residents, t.whose = builtIn[*s.census].residents, "the residents of "+builtIn[*s.census].of
	case !t.HasResidents:
		return o, errors.New("the table has no residents beside its counts: -census takes those that are built in, by the name of the area")
	default:
		t.whose = "the residents that the table has"
		if s.shipped {
			t.whose = "the residents of census 2011, which the table has"
		}
		if !s.withoutAny {
			census := ethnicity.Census2011
			if s.instead != nil {
				census = *s.instead
			}
			o.WhereNone = builtIn[census].residents
		}
	}
	return o, nil
}

// groupNames returns the names of the known groups that a table has in any year.
func (t *table) groupNames() (names []string) {
	var groups []ethnicity.Group
	for _, year := range t.Years() {
		for _, g := range t.Groups(year) {
			if g.IsKnown() && !slices.Contains(groups, g) {
				groups = append(groups, g)
			}
		}
	}
	slices.Sort(groups)
	return cli.Names(slices.Values(groups))
}

// listFile returns the name of the file of lists that -peers gives; "" if it gives none.
func (s *settings) listFile() string {
	if strings.EqualFold(s.among, mostSimilar) || strings.EqualFold(s.among, everyUnit) || strings.Contains(s.among, ",") {
		return ""
	}
	if _, err := os.Stat(s.among); err != nil && !strings.ContainsAny(s.among, `./\`) {
		return "" // the name of one unit
	}
	return s.among
}

// listOf returns the list of most similar forces that is built in for a force.
func listOf(force string) (similar []ethnicity.Force, ok bool) {
	f, err := ethnicity.ParseForce(force)
	if err != nil || f.IsZero() {
		return nil, false
	}
	return published.MostSimilar(f)
}

// chosen returns the units that are compared, none for all, and what they are.
func (s *settings) chosen() (units []string, of string, err error) {
	switch file := s.listFile(); {
	case strings.EqualFold(s.among, everyUnit):
		return nil, s.allUnits(), nil
	case strings.EqualFold(s.among, mostSimilar):
		if s.force == "" {
			return nil, "", errors.New("-peers most-similar: to whom? -force NAME says it")
		}
		similar, ok := listOf(s.force)
		if !ok {
			return nil, "", fmt.Errorf("-peers most-similar: no list is built in for %s, but for %s alone: -peers FILE reads others, and -peers all takes all", cli.Quote(s.force), shippedForce)
		}
		return withSelf(s.force, similar), "forces", nil
	case file != "" && s.by != "":
		return nil, "", errors.New("-peers: the lists of a file are of police forces: of your own units -peers NAME,NAME names them")
	case file != "":
		similar, err := s.readList(file)
		return withSelf(s.force, similar), "forces", err
	}
	if err := names(&units)(s.among); err != nil {
		return nil, "", fmt.Errorf("-peers: %w", err)
	}
	return units, s.allUnits(), nil
}

// whom says who is compared with whom, for a title: ": Avon and Somerset and its 7 most similar
// forces". The units are those that have counts.
func (s *settings) whom(focus string, units []string) string {
	similar := strings.EqualFold(s.among, mostSimilar) || s.by == "" && s.listFile() != ""
	others := slices.DeleteFunc(slices.Clone(units), func(name string) bool { return name == focus })
	switch n := len(others); {
	case focus == "" && s.by != "":
		return fmt.Sprintf(": %d %s", n, s.allUnits())
	case focus == "":
		return ""
	case n == 0:
		return fmt.Sprintf(": %s alone", focus)
	case similar && n == 1:
		return fmt.Sprintf(": %s and its most similar force", focus)
	case similar:
		return fmt.Sprintf(": %s and its %d most similar forces", focus, n)
	case n == 1:
		return fmt.Sprintf(": %s and %s", focus, others[0])
	}
	return fmt.Sprintf(": %s among %d %s", focus, len(units), s.allUnits())
}

// listNote says where the list of most similar forces is from, if one is used; "" if none is.
func (s *settings) listNote() string {
	switch {
	case strings.EqualFold(s.among, mostSimilar):
		return fmt.Sprintf("The most similar forces are those of the list that is built in for %s, as its performance reports of 2022 to 2024 name them; -peers takes others.", shippedForce)
	case s.listFile() != "":
		return fmt.Sprintf("The most similar forces are those of the list in %s.", s.among)
	}
	return ""
}

// allUnits is what the units are, where they are no most similar ones.
func (s *settings) allUnits() string {
	if s.by != "" {
		return plural(strings.ToLower(strings.TrimSpace(s.by)))
	}
	return "forces"
}

// plural returns the plural of the name of a column of units.
func plural(name string) string {
	switch last := len(name) - 1; {
	case last < 1:
		return "units"
	case name[last] == 'y' && !strings.ContainsRune("aeiou", rune(name[last-1])):
		return name[:last] + "ies"
	case strings.HasSuffix(name, "s"), strings.HasSuffix(name, "x"), strings.HasSuffix(name, "ch"):
		return name + "es"
	}
	return name + "s"
}

// withSelf returns the names of a force and of others.
func withSelf(force string, others []ethnicity.Force) []string {
	list := []string{force}
	for _, f := range others {
		list = append(list, f.String())
	}
	return list
}

// readList returns the list of a file that is of the force.
func (s *settings) readList(name string) ([]ethnicity.Force, error) {
	if s.force == "" {
		return nil, errors.New("-peers FILE has lists of most similar forces: to whom? -force NAME says it")
	}
	force, err := ethnicity.ParseForce(s.force)
	if err != nil {
		return nil, fmt.Errorf("-force: %w", err)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("-peers: %w", err)
	}
	rest, _ := cli.CutSource(text)
	lists, err := published.ReadMostSimilar(strings.NewReader(string(rest)), name)
	if err != nil {
		return nil, fmt.Errorf("-peers: %w", err)
	}
	similar, ok := lists[force]
	if !ok {
		var has []string
		for f := range lists {
			has = append(has, f.String())
		}
		slices.Sort(has)
		return nil, fmt.Errorf("-peers %s: no list of %s: there are those of %s", name, force, strings.Join(has, ", "))
	}
	return similar, nil
}

// monthsOfYear is how many months a year has.
const monthsOfYear = 12

// doubt sets the doubts of units over residents of a year: those in which there are so many events
// of some group for its residents that the residents cannot stand for who was there.
func doubt[G cmp.Ordered](set *peers.Set[G, rri.Rate]) {
	for i := range set.Units {
		u := &set.Units[i]
		for _, g := range slices.Sorted(maps.Keys(u.Counts)) {
			if m := u.Counts[g]; !claims.LivesThere(m.Events, monthsOfYear*m.Population, 1) {
				u.Doubt = fmt.Sprintf("residents are not who is there: %d %s of %v in a year stand against %.0f residents", m.Events, set.Events, g, m.Population)
				break
			}
		}
	}
}

// multiples returns the published national multiples of the year of a table, as one standard; none
// if there are none.
func multiples(t *table) []peers.Standard[ethnicity.Group, rri.Rate] {
	st := peers.Standard[ethnicity.Group, rri.Rate]{Name: "published multiple", Index: make(map[ethnicity.Group]float64)}
	var printed []string
	for _, m := range published.Multiples() {
		if m.Year == t.year && t.Counted == cli.CountedSearches {
			st.Index[m.Group], st.Source = m.Value, fmt.Sprintf("%s; residents of %s", m.Area, m.Residents)
			printed = append(printed, fmt.Sprintf("%s for %s", m.Printed, peopleOf(m.Group)))
		}
	}
	if printed == nil {
		return nil
	}
	st.Source = "printed as " + strings.Join(printed, ", ") + ": " + st.Source
	return []peers.Standard[ethnicity.Group, rri.Rate]{st}
}

// peopleOf names the people of a published multiple.
func peopleOf(g ethnicity.Group) string {
	if g == ethnicity.OtherThanWhite {
		return "people of all groups other than White together"
	}
	return g.String() + " people"
}

// publishedMultiples says which multiples were published of the year, those of groups that are not
// compared among them; "" for none.
func (t *table) publishedMultiples() string {
	var list []string
	var last published.Multiple
	for _, m := range published.Multiples() {
		if m.Year == t.year && t.Counted == cli.CountedSearches {
			list, last = append(list, fmt.Sprintf("%s (%s) for %s", m.Printed, strconv.FormatFloat(m.Value, 'f', 3, 64), peopleOf(m.Group))), m
		}
	}
	if len(list) == 0 {
		return ""
	}
	return fmt.Sprintf("Published national multiples of %s: %s: %s (%s).", t.yearName(), strings.Join(list, ", "), last.Area, last.Source)
}

// definition says what is counted, out of what and when.
func (t *table) definition() string {
	text := fmt.Sprintf("%s of the financial year %s (April to March), by police force, over %s", t.Events, t.yearName(), t.whose)
	if t.edition != "" {
		text += fmt.Sprintf("; the file that ends in %s", t.edition)
	}
	return text
}

// yearName is the name of the year that is compared.
func (t *table) yearName() string { return fmt.Sprintf("%d/%02d", t.year, (t.year+1)%100) }

// withFlags says which flags help with an error.
func (s *settings) withFlags(err error, t *table) error {
	switch {
	case errors.Is(err, published.ErrArea):
		names := slices.Concat(cli.Names(ethnicity.Forces()), t.Areas())
		for _, name := range append(strings.Split(s.among, ","), s.force) {
			if name = strings.TrimSpace(name); name == "" || strings.EqualFold(name, everyUnit) || isForce(name) || slices.Contains(names, name) {
				continue
			}
			if meant := strings.TrimSpace(cli.DidYouMean(name, names)); meant != "" {
				return fmt.Errorf("%w: %s", err, meant)
			}
		}
	case errors.Is(err, published.ErrResidents):
		return fmt.Errorf("%w (-census takes those that are built in)", err)
	}
	return err
}
