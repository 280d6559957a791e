package counts

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// peopleTable is the people of several columns by group.
type peopleTable struct {
	table   *tidy.Table
	columns []*peopleColumn
	groups  []string // in the order of the file
	notes   []string
}

// peopleColumn is one column. Cells are percentages until there is a number of people.
type peopleColumn struct {
	name    string
	census  bool
	percent bool // shares of 100, and no numbers
	counts  map[string]tidy.Cell
	values  map[string]float64 // as they are printed
	unknown tidy.Cell
	// those whose group is known, and their number as it is printed
	known tidy.Cell
	value float64
	// what the file says, by whether it is a percentage
	all        *tidy.Cell
	percents   int
	numbers    int
	unknownPer bool
}

// people is the column for JSON.
func (c *peopleColumn) people() People {
	p := People{Name: c.name, Census: c.census, Percent: c.percent, Known: c.known, Unknown: c.unknown}
	share := func(part, rest float64) float64 { return fraction{part, part + rest}.share() }
	p.UnknownShare = unknown.Bounds{Lower: share(c.unknown.Lower, c.known.Upper), Upper: share(c.unknown.Upper, c.known.Lower)}
	return p
}

// others are the people of the other groups of the table.
func (c *peopleColumn) others(group string) (sum tidy.Cell) {
	for other, cell := range c.counts {
		if other != group {
			sum.Lower, sum.Upper = sum.Lower+cell.Lower, sum.Upper+cell.Upper
		}
	}
	return sum
}

// peopleOf finds the columns of a table, and adds up the rows of each.
func peopleOf(t *tidy.Table, o Options) (*peopleTable, error) {
	at, err := columnDimension(t, o)
	if err != nil {
		return nil, err
	}
	if err := mayAddUp(t, at); err != nil {
		return nil, err
	}
	p := &peopleTable{table: t}
	byName := make(map[string]*peopleColumn)
	for _, r := range t.Rows {
		if r.Total {
			continue
		}
		name := headerName(r.Dimensions[at])
		if name == "" {
			name = r.Dimensions[at]
		}
		c := byName[name]
		if c == nil {
			c = &peopleColumn{name: name, census: tidy.ModelOf(name) == tidy.ModelRate, counts: make(map[string]tidy.Cell), values: make(map[string]float64)}
			byName[name] = c
			p.columns = append(p.columns, c)
		}
		if err := p.add(c, r); err != nil {
			return nil, err
		}
	}
	if len(p.columns) < 2 {
		return nil, fmt.Errorf("%w: want two columns of people or more, as residents, staff in post and joiners", tidy.ErrColumns)
	}
	for name := range o.Bases {
		if !slices.ContainsFunc(p.columns, func(c *peopleColumn) bool { return strings.EqualFold(name, c.name) }) {
			return nil, fmt.Errorf("a number of people for %q, which is no column: %w: want one of %s", sheet.Clip(name), rri.ErrOption, p.names())
		}
	}
	for i, c := range p.columns {
		c.census = c.census && i == 0
		if err := p.base(c, at, o); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// names lists the columns for an error text.
func (p *peopleTable) names() string {
	var names []string
	for _, c := range p.columns {
		names = append(names, sheet.Clip(c.name))
	}
	return strings.Join(names, ", ")
}

// columnDimension is the number of the dimension that says of which column a row is.
func columnDimension(t *tidy.Table, o Options) (int, error) {
	name := t.Column
	if name == "" {
		name = o.Stage
	}
	if name != "" {
		if i := slices.IndexFunc(t.Dimensions, func(has string) bool { return strings.EqualFold(has, name) }); i >= 0 {
			return i, nil
		}
		return 0, fmt.Errorf("no column %q: %w: want one of %q", sheet.Clip(name), rri.ErrOption, sheet.Clip(strings.Join(t.Dimensions, ", ")))
	}
	var several []int
	for i := range t.Dimensions {
		if len(valuesOf(t, i)) > 1 {
			if tidy.IsStage(t.Dimensions[i]) {
				return i, nil
			}
			several = append(several, i)
		}
	}
	if len(several) == 1 {
		return several[0], nil
	}
	return 0, fmt.Errorf("%w: want two columns of people or more, as residents, staff in post and joiners, "+
		"or a row for each of them and group", tidy.ErrColumns)
}

// valuesOf are the values of a dimension.
func valuesOf(t *tidy.Table, i int) (values []string) {
	for _, r := range t.Rows {
		if !slices.Contains(values, r.Dimensions[i]) {
			values = append(values, r.Dimensions[i])
		}
	}
	return values
}

// mayAddUp reports a dimension over whose values the same people would count several times, or
// whose percentages do not add up.
func mayAddUp(t *tidy.Table, at int) error {
	percent := slices.ContainsFunc(t.Rows, func(r tidy.Row) bool { return r.Percent })
	for i, name := range t.Dimensions {
		if values := valuesOf(t, i); i != at && len(values) > 1 && (percent || tidy.IsTime(name)) {
			return fmt.Errorf("%w: the rows of several %s, as %s: keep those of one", tidy.ErrAdd, sheet.Clip(name), sheet.Clip(values[0]))
		}
	}
	if _, err := t.Split([]string{t.Dimensions[at]}, nil); err != nil {
		return err
	}
	return nil
}

// add adds a row to its column.
func (p *peopleTable) add(c *peopleColumn, r tidy.Row) error {
	if r.Percent {
		c.percents++
	} else if r.Events.Mark == tidy.Number {
		c.numbers++
	}
	if r.Kind == tidy.KindUnknown {
		c.unknown, c.unknownPer = c.unknown.Add(r.Events), r.Percent
		return nil
	}
	if r.Percent && c.numbers > 0 || !r.Percent && c.percents > 0 && r.Events.Mark == tidy.Number {
		return fmt.Errorf("line %d: %s has numbers and percentages: %w: want one or the other", r.Line, c.name, rri.ErrCount)
	}
	if !slices.Contains(p.groups, r.Group) {
		p.groups = append(p.groups, r.Group)
	}
	c.counts[r.Group] = c.counts[r.Group].Add(r.Events)
	c.values[r.Group] += r.Events.Value
	return nil
}

// base finds out how many people a column has, and makes counts of its percentages.
func (p *peopleTable) base(c *peopleColumn, at int, o Options) error {
	for _, group := range p.groups {
		if _, ok := c.counts[group]; !ok {
			return fmt.Errorf("%s has no number of %q: %w: want every group in every column, 0 where there is nobody", c.name, sheet.Clip(group), rri.ErrCount)
		}
	}
	if err := p.findAll(c, at, o); err != nil {
		return err
	}
	var sum tidy.Cell
	value := 0.
	for _, group := range p.groups {
		sum, value = sum.Add(c.counts[group]), value+c.values[group]
	}
	if c.percents > 0 {
		return p.fromPercents(c, sum, value)
	}
	c.known, c.value = sum, value
	if c.all == nil {
		if len(p.groups) == 1 {
			return fmt.Errorf("%s has one group, %q, and no row of all people: %w: want one with the label total or base", c.name,
				sheet.Clip(p.groups[0]), rri.ErrCount)
		}
		return nil
	}
	all := *c.all
	switch {
	case all.Value < sum.Lower:
		return fmt.Errorf("%s has %s people in all, and its groups have %s: %w: want the number of all people", c.name, countText(all),
			countText(sum), rri.ErrCount)
	// of those whose group is known
	case all.Value == sum.Lower && all.Value == sum.Upper && c.unknown.Lower > 0:
		return nil
	case all.Value < sum.Lower+c.unknown.Lower:
		return fmt.Errorf("%s has %s people in all, and its groups with those not known have %s: %w: want the number of all people", c.name, countText(all),
			countText(sum.Add(c.unknown)), rri.ErrCount)
	}
	c.unknown.Upper = min(c.unknown.Upper, all.Value-sum.Lower)
	p.rest(c, all.Value, sum.Upper+c.unknown.Upper)
	c.known = tidy.Cell{Value: max(0, all.Value-c.unknown.Value), Lower: all.Value - c.unknown.Upper, Upper: all.Value - c.unknown.Lower}
	c.value = all.Value - c.unknown.Value
	return nil
}

// rest notes that a column has more people than the groups of the table.
func (p *peopleTable) rest(c *peopleColumn, all, groups float64) {
	if groups < all {
		p.notes = append(p.notes, fmt.Sprintf("The %s are %s, of whom the groups of the table have at most %s: the others are of other groups.", c.name,
			sheet.Thousands(exactly(all)), sheet.Thousands(exactly(groups))))
	}
}

// findAll finds the number of all people of a column: that of the options, or of a row.
func (p *peopleTable) findAll(c *peopleColumn, at int, o Options) error {
	for name, n := range o.Bases {
		if strings.EqualFold(name, c.name) {
			if n < 1 || n > rri.MaxCount {
				return fmt.Errorf("%d %s: %w: want how many people there are, 1 or more", n, c.name, rri.ErrOption)
			}
			cell := tidy.Exactly(float64(n))
			c.all = &cell
			return nil
		}
	}
	for _, r := range p.table.Bases {
		dimension := r.Dimensions[0] // of a header
		if at < len(r.Dimensions) {
			dimension = r.Dimensions[at]
		}
		name := headerName(dimension)
		if name == "" {
			name = dimension
		}
		if name != c.name || r.Percent || r.Events.Mark == tidy.Blank {
			continue
		}
		if !r.Events.Known() {
			return fmt.Errorf("line %d: %s people in %s: %w: want how many there are", r.Line, r.Events, c.name, rri.ErrCount)
		}
		if c.all != nil && *c.all != r.Events {
			return fmt.Errorf("line %d: %s has %s people, and %s: %w: want one number", r.Line, c.name, countText(*c.all), countText(r.Events), rri.ErrCount)
		}
		cell := r.Events
		c.all = &cell
	}
	return nil
}

// fromPercents makes counts of percentages, if there is a number of people that they are of. sum is
// that of all groups. Percentages are of all people, with those not known among them, unless those
// of the groups alone add up to 100: then they are of those whose group is known.
func (p *peopleTable) fromPercents(c *peopleColumn, sum tidy.Cell, value float64) error {
	const hundred = 100.
	if sum.Lower > hundred+1e-9 {
		return fmt.Errorf("the percentages of %s add up to %.4g: %w: want at most 100", c.name, value, rri.ErrCount)
	}
	whole := sum.Upper >= hundred-1e-9 // the groups alone can be all
	ofKnown := whole && c.unknown.Lower > 0
	if c.unknownPer && !whole && sum.Lower+c.unknown.Lower > hundred+1e-9 {
		return fmt.Errorf("the percentages of %s add up to %.4g with those not known, and to %.4g without: %w: want 100", c.name, value+c.unknown.Value,
			value, rri.ErrCount)
	}
	all := hundred
	switch {
	case c.all != nil:
		all = c.all.Value
	case !c.unknownPer && c.unknown.Upper > 0:
		return fmt.Errorf("%s has percentages, and a number of people not known: %w: want how many there are in all", c.name, rri.ErrCount)
	default:
		c.percent = true
	}
	if c.unknownPer && !c.percent {
		var err error
		if c.unknown, err = c.fromPercent("those not known", c.unknown, all); err != nil {
			return err
		}
	}
	c.known = tidy.Cell{Value: max(0, all-c.unknown.Value), Lower: max(0, all-c.unknown.Upper), Upper: all - c.unknown.Lower}
	of := all
	if ofKnown {
		of = c.known.Value
		if c.percent { // the groups are of 100, and the unknown beside them
			c.known, of = tidy.Exactly(all), all
			c.unknown = beside(c.unknown)
		} else {
			c.known = tidy.Exactly(of)
		}
	}
	c.value = c.known.Value
	if c.percent {
		return nil
	}
	for _, group := range p.groups {
		cell, err := c.fromPercent(fmt.Sprintf("%q", sheet.Clip(group)), c.counts[group], of)
		if err != nil {
			return err
		}
		c.counts[group], c.values[group] = cell, c.values[group]/hundred*of
	}
	return nil
}

// beside changes a percentage of all into one of the others, of whom there are 100 in a hundred.
func beside(c tidy.Cell) tidy.Cell {
	of := func(p float64) float64 { return 100 * p / (100 - p) }
	c.Value, c.Lower, c.Upper = of(c.Value), of(c.Lower), of(c.Upper)
	return c
}

// fromPercent returns the counts that round to a percentage of all.
func (c *peopleColumn) fromPercent(what string, cell tidy.Cell, all float64) (tidy.Cell, error) {
	if cell.Mark != tidy.Number && math.IsInf(cell.Upper, 1) { // a mark
		cell.Upper = all
		return cell, nil
	}
	const rounding = 1e-11 // of the ends of a percentage, which are no binary numbers
	n := tidy.Cell{Mark: cell.Mark, Note: cell.Note}
	n.Lower, n.Upper = math.Ceil(cell.Lower*all/100-rounding*all), math.Floor(cell.Upper*all/100+rounding*all)
	if n.Lower > n.Upper {
		return n, fmt.Errorf("no number of people is %s %% (%s) of %s %s: %w: want the number that the percentages are of", exactly(cell.Value), what,
			sheet.Thousands(exactly(all)), c.name, rri.ErrCount)
	}
	if n.Mark == tidy.Number {
		n.Value = min(n.Upper, max(n.Lower, math.Round(cell.Value*all/100)))
	}
	return n, nil
}
