package cli

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/published"
	"github.com/seed-549880be/disparity/rri/trend"
)

// Published is how a published table of counts by financial year, area and ethnic group is read:
// what the flags of the programs that take one say.
type Published struct {
	// Events is the name of the column of counts; "" for the first that is known.
	Events string

	// Scheme is the classification that groups are read and added up by where the table tells none.
	Scheme ethnicity.Scheme

	// WithoutResidents leaves the residents out that the table has.
	WithoutResidents bool

	// Where has what rows must have in some columns to be read.
	Where map[string]string
}

// PublishedTable is what was read of a published table.
type PublishedTable struct {
	published.Series
	Counted

	// Source are the lines at the top of the file that say where it is from.
	Source []string

	// HasResidents says that residents were read beside the counts.
	HasResidents bool

	// ByOfficers says that the ethnicity is as officers saw it.
	ByOfficers bool
}

// Counted is what is counted in a table.
type Counted struct {
	Measure, Events string
	Sense           trend.Sense // whether more of it is worse
}

// What published tables count. Searches are what package claims has sentences of.
var (
	CountedSearches = Counted{"search rate", "searches", trend.UpIsWorse}
	countedArrests  = Counted{"arrest rate", "arrests", trend.UpIsWorse}
	countedForce    = Counted{"rate of use of force", "uses of force", trend.UpIsWorse}
	countedEvents   = Counted{"rate", "events", trend.Neither}
)

// countColumns are names of columns of counts, with what they count.
var countColumns = []struct {
	column string
	Counted
}{
	{"searches", CountedSearches},
	{"Number of stop and searches", CountedSearches},
	{"number_of_searches", CountedSearches},
	{"arrests", countedArrests},
	{"number_of_arrests", countedArrests},
	{"Number of arrests", countedArrests},
}

// residentColumns, basisColumns and tacticColumns are names of columns of residents, of the
// classification of groups, and of tactics, which say that force was used.
var (
	residentColumns = []string{"residents", "Population by ethnicity", "population"}
	basisColumns    = []string{"basis", "Ethnicity_type", "classification"}
	tacticColumns   = []string{"Tactic"}
)

// wholes are columns of which one row is of all together, which is read unless Where says another:
// of powers, and of the tactics of force.
var wholes = []struct{ column, all string }{{"Legislation_type", "All"}, {"Tactic", "*Total Tactics"}}

// bases are the classifications that are read, by the names that tables give them. That of the
// totals over all groups is "All".
var bases = map[string]ethnicity.Scheme{
	"ONS 2001 5+1": ethnicity.FivePlusOne2001, "ONS 2011 5+1": ethnicity.FivePlusOne, "ONS 2021 5+1": ethnicity.FivePlusOne,
	"5+1-2001": ethnicity.FivePlusOne2001, "5+1": ethnicity.FivePlusOne, "All": ethnicity.FivePlusOne,
}

// Define defines the flags -events and -groups.
func (p *Published) Define(fs *flag.FlagSet) {
	fs.StringVar(&p.Events, "events", "", "`column` of the counts (default: that named searches or the like)")
	p.Scheme = ethnicity.FivePlusOne
	fs.Var(OneOf(&p.Scheme, ethnicity.ParseScheme, Names(ethnicity.Schemes())), "groups", "`scheme` that groups are read and added up by where the table tells none")
}

// columnsOf finds columns by their names.
type columnsOf []string

// find returns the first of some names that there is, as the table writes it; "" for none.
func (c columnsOf) find(names ...string) string {
	for _, n := range names {
		for _, column := range c {
			if strings.EqualFold(strings.TrimSpace(column), n) {
				return column
			}
		}
	}
	return ""
}

// options returns how a file with these columns is read, and says what is counted.
func (p Published) options(c columnsOf, name string) (o published.Options, t *PublishedTable, err error) {
	t = &PublishedTable{Counted: countedEvents}
	o = published.Options{File: name, Count: p.Events, Residents: c.find(residentColumns...), Ethnicity: outcomes.LabelsOf(p.Scheme), Only: maps.Clone(p.Where)}
	for _, count := range countColumns {
		if column := c.find(count.column); column != "" && (o.Count == "" || strings.EqualFold(column, p.Events)) {
			o.Count, t.Counted = column, count.Counted
		}
	}
	if o.Count == "" {
		if o.Wide = p.isWide(c); !o.Wide {
			return o, t, fmt.Errorf("%s: no column of counts that is known: the file has %s (-events COLUMN names it)", name, strings.Join(c, ", "))
		}
		o.Residents, o.Officer, o.Ethnicity = "", true, outcomes.LabelsOf(wideScheme(c))
		t.ByOfficers = true
	}
	if t.Counted == countedEvents && c.find(tacticColumns...) != "" {
		t.Counted = countedForce
	}
	if p.WithoutResidents {
		o.Residents = "" // others are taken
	}
	t.HasResidents = o.Residents != ""
	for _, whole := range wholes {
		column := c.find(whole.column)
		if _, chosen := o.Only[column]; column == "" || chosen {
			continue
		}
		if o.Only == nil {
			o.Only = make(map[string]string)
		}
		o.Only[column] = whole.all
	}
	if basis := c.find(basisColumns...); basis != "" && !o.Wide {
		o.ClassificationColumn, o.Classifications = basis, bases
	}
	return o, t, nil
}

// isWide reports whether a table has a column of counts for each of some groups, as the tables of
// use of force have.
func (p Published) isWide(c columnsOf) bool { return len(groupsIn(c, wideScheme(c))) > 1 }

// wideScheme returns the classification of the columns of a wide table: that of use of force in
// 2018/19 if there is one of Chinese people.
func wideScheme(c columnsOf) ethnicity.Scheme {
	if slices.Contains(groupsIn(c, ethnicity.UseOfForce2018), ethnicity.Chinese) {
		return ethnicity.UseOfForce2018
	}
	return ethnicity.OfficerDefined
}

// groupsIn returns the known groups that columns are named by.
func groupsIn(c columnsOf, scheme ethnicity.Scheme) (groups []ethnicity.Group) {
	for _, column := range c {
		if g, err := outcomes.LabelsOf(scheme)(column); err == nil && g.IsKnown() {
			groups = append(groups, g)
		}
	}
	return groups
}

// Read reads a file, which has its source in lines at its top that begin with #.
func (p Published) Read(text []byte, name string) (*PublishedTable, error) {
	text, source := CutSource(text)
	columns, err := published.Columns(bytes.NewReader(text), name)
	if err != nil {
		return nil, err
	}
	o, t, err := p.options(columns, name)
	if err != nil {
		return nil, err
	}
	t.Source = source
	rows := 0
	for row, err := range published.Read(bytes.NewReader(text), o) {
		if err != nil && !isArea(err, row) {
			return nil, err
		}
		if o.Classifications == nil {
			p.addUp(&row, o.Wide)
		}
		if err := t.Add(row); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, row.Line, err)
		}
		rows++
	}
	switch {
	case rows > 0:
	case len(p.Where) > 0:
		return nil, fmt.Errorf("%s: no row has %s", name, conditionText(p.Where))
	case o.Classifications != nil:
		return nil, fmt.Errorf("%s: no row of a classification that is read: want one of %s in the column %s", name, strings.Join(baseNames(), ", "), o.ClassificationColumn)
	}
	return t, nil
}

// Values returns the values that a file has in a column, in order; none if it has no such column.
// Rows that cannot be read are passed over, since [Published.Read] reports them.
func (p Published) Values(text []byte, name, column string) (values []string, err error) {
	text, _ = CutSource(text)
	columns, err := published.Columns(bytes.NewReader(text), name)
	if err != nil || columnsOf(columns).find(column) == "" {
		return nil, err
	}
	o, _, err := p.options(columns, name)
	if err != nil {
		return nil, err
	}
	seen := make(map[string]bool)
	for row := range published.Read(bytes.NewReader(text), o) {
		if value := row.Text(column); value != "" {
			seen[value] = true
		}
	}
	return slices.Sorted(maps.Keys(seen)), nil
}

// conditionText writes what rows must have.
func conditionText(where map[string]string) string {
	var list []string
	for _, column := range slices.Sorted(maps.Keys(where)) {
		list = append(list, fmt.Sprintf("%s in the column %s", Quote(where[column]), column))
	}
	return strings.Join(list, ", ")
}

// addUp puts a row in the group of the scheme that its group is in, if there is one. What is one of
// five groups on either basis stays, but in a wide table, which has every group: Asian people
// without Chinese people are not all Asian people.
func (p Published) addUp(row *published.Row, wide bool) {
	g := &row.Self
	if wide {
		g = &row.Officer
	}
	if !g.IsKnown() || !wide && (ethnicity.FivePlusOne.Has(*g) || ethnicity.FivePlusOne2001.Has(*g)) {
		return
	}
	if in, err := p.Scheme.Collapse(*g); err == nil {
		*g = in
	}
}

// baseNames returns the names of the bases in order.
func baseNames() []string { return slices.Sorted(maps.Keys(bases)) }

// isArea reports whether nothing is wrong with a row but that its area is no force, which it need
// not be.
func isArea(err error, row published.Row) bool {
	unknown, ok := errors.AsType[outcomes.UnknownLabels](err)
	return ok && !slices.ContainsFunc(unknown, func(e *outcomes.RowError) bool { return e.Value != row.Area })
}

// CutSource takes the lines that begin with # out of the top of a file, and returns what they say.
// In their place stand empty ones, so that lines keep their numbers.
func CutSource(text []byte) (rest []byte, source []string) {
	rest = bytes.TrimPrefix(text, []byte("\ufeff"))
	for bytes.HasPrefix(rest, []byte("#")) {
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte("\n"))
		source = append(source, strings.TrimSpace(strings.TrimLeft(string(line), "# ")))
	}
	return append(bytes.Repeat([]byte("\n"), len(source)), rest...), source
}

// BuiltInCensus defines a flag that takes a census whose residents are built in.
func BuiltInCensus(fs *flag.FlagSet, p **ethnicity.Census, name, usage string) {
	censuses := []string{ethnicity.Census2011.String(), ethnicity.Census2021.String(), ethnicity.Interpolated.String()}
	fs.Var(Optional(p, parseCensus, censuses), name, usage+": "+strings.Join(censuses, ", "))
}

// parseCensus reads a census whose residents are built in.
func parseCensus(name string) (ethnicity.Census, error) {
	c, err := ethnicity.ParseCensus(name)
	if err == nil && c == ethnicity.OtherSource {
		err = errors.ErrUnsupported
	}
	return c, err
}

// KnownGroup defines a flag that takes a known group.
func KnownGroup(fs *flag.FlagSet, p *ethnicity.Group, name, usage string) {
	fs.Var(OneOf(p, parseKnownGroup, Names(ethnicity.Groups())), name, usage)
}

// parseKnownGroup reads a known group.
func parseKnownGroup(name string) (ethnicity.Group, error) {
	g, err := ethnicity.ParseGroup(name)
	if err == nil && !g.IsKnown() {
		err = errors.ErrUnsupported
	}
	return g, err
}

// FinancialYear returns what reads a financial year into its first calendar year.
func FinancialYear(p *int) func(text string) error {
	return func(text string) error {
		span, err := ParseSpan(text)
		if err != nil || span.Start.IsZero() || span.Start.Month() != 4 || !span.End.Equal(span.Start.AddDate(1, 0, 0)) {
			return errors.New(meantYear(text) + "want a financial year, from April to March, as 2016/17")
		}
		*p = span.Start.Year()
		return nil
	}
}

// meantYear asks whether a financial year was meant that is written in another form.
func meantYear(text string) string {
	var year int
	if _, err := fmt.Sscanf(strings.TrimSpace(text), "%4d", &year); err != nil || year < 1900 || year > 2199 {
		return ""
	}
	return fmt.Sprintf("did you mean %d/%02d? ", year, (year+1)%100)
}
