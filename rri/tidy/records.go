package tidy

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy/rows"
)

// maxPlaces is how many groups in different places of the dimensions are counted.
const maxPlaces = 100_000

// records counts cases, which are read one after the other, so that the memory it takes does not
// grow with them.
type records struct {
	*layout
	group, weight        int // columns; weight is -1 if every row is one case
	dimensions           []int
	dates                []int // those of dimensions whose cells are cut to the day
	where, event, trial  filters
	proportion           bool
	width                int
	weights              numbers
	labels               map[string]meaning
	places               map[string]int // of rows by label and dimensions
	made                 []Row
	read, left           int
	totals               int
	cases, events, other Cell // other are events that are no trials
	lone                 lone
}

// meaning is what a label stands for.
type meaning struct {
	name string
	kind Kind
	err  error
}

// readRecords reads a file that has a row for each case, or for several alike.
func readRecords(in io.Reader, o Options) (*Table, error) {
	if len(o.Event) == 0 {
		return nil, errors.New("no condition that makes a row an event")
	}
	if len(o.Trial) > 0 && o.Model == ModelRate {
		return nil, errors.New("events among trials are a proportion, and no rate: want one of the two")
	}
	r, err := rows.NewReader(in, rows.Options{Comments: true, IsTable: func(all []rows.Row) bool { return o.hasColumns(all) >= 0 }})
	if err != nil {
		return nil, err
	}
	c := &records{layout: &layout{o: o, pair: -1}, weight: -1, labels: make(map[string]meaning), places: make(map[string]int)}
	above, err := c.findHeader(r)
	if err != nil {
		return nil, err
	}
	if err := c.findColumns(); err != nil {
		return nil, err
	}
	if err := c.count(r, above); err != nil {
		return nil, err
	}
	for _, f := range []filters{c.where, c.event, c.trial} {
		if err := f.missing(); err != nil {
			return nil, c.fails(err)
		}
	}
	c.comments = append(c.comments, r.Comments()...)
	return c.table()
}

// hasColumns returns the number of the first row that has all columns which the options name; -1 if
// none has.
func (o Options) hasColumns(all []rows.Row) int {
	wanted := slices.DeleteFunc(slices.Clone(o.Dimensions), isPeriodKind)
	for _, c := range slices.Concat(o.Event, o.Trial, o.Where) {
		wanted = append(wanted, c.Column)
	}
	return slices.IndexFunc(all, func(r rows.Row) bool {
		return !slices.ContainsFunc(wanted, func(name string) bool {
			return !slices.ContainsFunc(r, func(c rows.Cell) bool { return c.Text != "" && fold(c.Text) == fold(name) })
		})
	})
}

// findHeader reads up to the header: the first row that has all columns which the options name, or
// else the first that has two names. It returns the rows below it that were read to find it.
func (c *records) findHeader(r *rows.Reader) (below []rows.Row, err error) {
	var all []rows.Row
	at := -1
	for at < 0 && len(all) < maxTitle {
		row, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		all = append(all, row)
		if c.o.hasColumns([]rows.Row{row}) == 0 {
			at = len(all) - 1
		}
	}
	if at < 0 {
		if at = slices.IndexFunc(all, func(r rows.Row) bool { return r.Filled() > 1 }); at < 0 {
			return nil, errors.New("no records: want a header, and a row for each case below it")
		}
	}
	for _, row := range all[:at] {
		c.comment(row)
	}
	c.setHeader(all[at])
	c.width = c.layout.width()
	return all[at+1:], nil
}

// findColumns finds the columns of the group, the conditions, the dimensions and the weight.
func (c *records) findColumns() (err error) {
	c.group = -1
	for _, name := range c.groupNames() {
		if c.group = c.find(name); c.group >= 0 {
			break
		}
	}
	if c.group < 0 && !c.o.NoGroup {
		return c.fails(fmt.Errorf("%w of records: the file has %s", ErrGroup, quoted(c.named())))
	}
	for _, f := range []struct {
		conditions []Condition
		to         *filters
	}{{c.o.Where, &c.where}, {c.o.Event, &c.event}, {c.o.Trial, &c.trial}} {
		if *f.to, err = c.newFilters(f.conditions); err != nil {
			return err
		}
	}
	if err := c.findDimensions(); err != nil {
		return err
	}
	c.proportion = len(c.o.Trial) > 0 || c.o.Model == ModelProportion
	if !c.proportion && !c.o.NoExposure {
		return c.fails(fmt.Errorf("%w: records are events of residents, or among trials, which may be all records", ErrExposure))
	}
	return c.findWeight()
}

// findDimensions finds the columns of the dimensions. A kind of period that no column has stands
// for those that say when.
func (c *records) findDimensions() error {
	for _, name := range c.o.Dimensions {
		if c.find(name) < 0 && isPeriodKind(name) {
			times, err := c.findTimes(name)
			if err != nil {
				return err
			}
			for _, i := range times {
				c.dimensions, c.dates = append(c.dimensions, i), append(c.dates, i)
			}
			continue
		}
		i, err := c.mustFind(name)
		if err != nil {
			return err
		}
		c.dimensions = append(c.dimensions, i)
		if isPeriodKind(name) {
			c.addYears()
		}
	}
	return nil
}

// addYears adds the column of years beside one of months or quarters, which may have none.
func (c *records) addYears() {
	for i, name := range c.names {
		if isDated(name) && slices.Contains(nouns(name), "year") && !slices.Contains(c.dimensions, i) {
			c.dimensions = append(c.dimensions, i)
		}
	}
}

// isPeriodKind reports whether a name is that of a kind of period.
func isPeriodKind(name string) bool {
	_, err := ParsePeriodKind(name)
	return err == nil
}

// findTimes returns the columns that say when: the one of dates, or else all of years, months and
// the like.
func (c *records) findTimes(kind string) (times []int, err error) {
	var dates []int
	for i, name := range c.names {
		if !isDated(name) {
			continue
		}
		times = append(times, i)
		if slices.Contains(nouns(name), "date") {
			dates = append(dates, i)
		}
	}
	if len(dates) > 0 {
		times = dates
	}
	switch {
	case len(times) == 0:
		return nil, c.fails(fmt.Errorf("%w: by %s, and no column says when, as one of dates: the columns are %s", ErrPeriod, kind, quoted(c.named())))
	case len(dates) > 1:
		return nil, c.fails(fmt.Errorf("%w: by %s, and several columns have dates, %s: want the name of the one that is meant", ErrPeriod, kind, quoted(c.namesOf(dates))))
	}
	return times, nil
}

// clockTime is the time of day behind a date.
var clockTime = regexp.MustCompile(`^\s*(\S*\d[-/.]\d{1,2}[-/.]\d{2,4})[T ]\s*\d{1,2}:\d\d.*$`)

// dayOfText returns a date without the time of day behind it.
func dayOfText(text string) string {
	if m := clockTime.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return text
}

// groupNames are the names that the column of groups may have.
func (c *records) groupNames() []string {
	if c.o.Group != "" {
		return []string{c.o.Group}
	}
	return append(slices.Clone(c.o.GroupColumns), plainGroup)
}

// findWeight finds the column that says how many cases a row stands for.
func (c *records) findWeight() (err error) {
	c.weights = numbers{whole: true, rounded: c.o.Rounded, withheld: c.o.Withheld, notes: &c.notes}
	if c.o.Events != "" {
		c.weight, err = c.mustFind(c.o.Events)
	} else {
		c.weight = slices.IndexFunc(c.names, isWeightName)
	}
	if err == nil && c.weight < 0 && c.o.Rounded > 1 {
		return fmt.Errorf("%w: records are counted one by one, and no column says how many cases a row stands for: nothing here is rounded", ErrNumbers)
	}
	if err == nil && c.weight >= 0 {
		c.notes.add("column %q says how many cases a row stands for", sheet.Clip(c.names[c.weight]))
	}
	return err
}

// add counts a record.
func (c *records) add(row rows.Row) error {
	if err := checkWidth(row, c.width); err != nil {
		return err
	}
	c.read++
	kept, isEvent, isTrial := c.where.match(row), c.event.match(row), c.trial.match(row)
	if !kept {
		c.left++
		return nil
	}
	weight := Exactly(1)
	if c.weight >= 0 {
		var err error
		if weight, err = c.weights.read(row.At(c.weight)); err != nil {
			return err
		}
		if weight.Mark == Blank {
			return row.At(c.weight).Fails("no number in column %q, which says how many cases a row stands for", sheet.Clip(c.names[c.weight]))
		}
	}
	at, err := c.place(row)
	if err != nil || at < 0 {
		return err
	}
	n := &c.made[at]
	c.cases = c.cases.Add(weight)
	if isTrial && c.proportion {
		n.Exposure = n.Exposure.Add(weight)
	}
	switch {
	case isEvent && (isTrial || !c.proportion):
		n.Events, c.events = n.Events.Add(weight), c.events.Add(weight)
	case isEvent:
		c.other = c.other.Add(weight)
	}
	return nil
}

// place returns the row in which a record counts; -1 if it is one of all groups together.
func (c *records) place(row rows.Row) (int, error) {
	label := c.labelAt(row, c.group)
	m, ok := c.labels[label.Text]
	if !ok {
		m.name, m.kind, m.err = c.meaningOf(label, c.group)
		if len(c.labels) < maxPlaces {
			c.labels[strings.Clone(label.Text)] = m
		}
	}
	if m.err != nil {
		return 0, m.err
	}
	if m.kind == KindTotal {
		c.totals++
		return -1, nil
	}
	texts := []string{label.Text}
	for _, i := range c.dimensions {
		text := row.At(i).Text
		if slices.Contains(c.dates, i) {
			text = dayOfText(text)
		}
		texts = append(texts, text)
	}
	key := keyOf(texts...)
	at, ok := c.places[key]
	if ok {
		return at, nil
	}
	if len(c.made) == maxPlaces {
		return 0, row[0].Fails("more than %d groups and values of dimensions: want dimensions of a few values", maxPlaces)
	}
	for i, text := range texts {
		texts[i] = strings.Clone(text)
	}
	n := Row{Line: label.Line, Label: texts[0], Group: m.name, Kind: m.kind, Dimensions: texts[1:]}
	if !c.proportion {
		n.Exposure = Blank.Cell()
	}
	c.places[key] = len(c.made)
	c.made = append(c.made, n)
	return len(c.made) - 1, nil
}

// table returns the counts.
func (c *records) table() (*Table, error) {
	r := roles{group: c.group, events: -1, exposure: -1, parent: -1, dimensions: c.dimensions, model: c.o.Model}
	if c.read == c.left {
		return nil, c.fails(errors.New("no record has all that was asked for"))
	}
	note := fmt.Sprintf("%d records", c.read)
	if c.left > 0 {
		note += fmt.Sprintf(", of which %d are not among those that were asked for", c.left)
	}
	if c.weight >= 0 {
		note += fmt.Sprintf("; those read stand for %s cases", c.cases)
	}
	note += fmt.Sprintf("; events, %s: %s", nameOfConditions(c.o.Event), c.events)
	c.notes.add("%s", note)
	if c.totals > 0 {
		c.notes.add("%d records are of all groups together, and are left out", c.totals)
	}
	if c.other != (Cell{}) {
		c.notes.add("%s events are not among the trials, and are left out", c.other)
	}
	exposure := ""
	if c.proportion {
		r.model = ModelProportion
		exposure = cmp.Or(nameOfConditions(c.o.Trial), "records")
		c.made = slices.DeleteFunc(c.made, func(n Row) bool { return n.Exposure == Cell{} })
	}
	t, err := c.layout.table(r, c.made)
	if err != nil {
		return nil, err
	}
	t.Events, t.Exposure = nameOfConditions(c.o.Event), exposure
	return t, nil
}

// nameOfConditions names what a row has to be: Outcome=Arrest.
func nameOfConditions(conditions []Condition) string {
	var names []string
	for _, c := range conditions {
		names = append(names, sheet.Clip(c.Column)+"="+sheet.Clip(strings.Join(c.Values, " or ")))
	}
	return strings.Join(names, ", ")
}
