package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/rri/tidy"
)

// Tables is what the flags say of how tables of counts are read: those that every program has that
// takes anybody's own counts.
type Tables struct {
	tidy.Options
	Groups Groups

	rate, proportion bool
	flags            *flag.FlagSet
}

// Define defines the flags.
func (t *Tables) Define(flags *flag.FlagSet) {
	t.flags = flags
	flags.StringVar(&t.Events, "events", "", "`column` of the events, where more than two hold numbers, or of how many cases a row of records stands for")
	flags.StringVar(&t.Of, "of", "", "`column` of what the events are out of")
	flags.StringVar(&t.Group, "group", "", "`column` of the groups (default: group, ethnicity or the like, else the first column of words)")
	flags.BoolVar(&t.rate, "rate", false, "the events are of people who may have several, as searches per resident")
	flags.BoolVar(&t.proportion, "proportion", false, "each of what the events are out of is an event or is none, as arrests out of searches")
	flags.Var(Repeated(conditions(&t.Where)), "where",
		"only rows with this value in this column: `column=value`. Given several times all columns must agree, with one of the values given for each")
	flags.Var(Repeated(conditions(&t.Event)), "event",
		"the file has one row a case, and those with this value in this column are the events: `column=value`, may be given several times as -where")
	flags.Var(Repeated(conditions(&t.Trial)), "trial",
		"of such a file, the rows that the events are out of: `column=value`, may be given several times (default with -proportion: all)")
	flags.Func("rounded", "the counts are rounded to multiples of this `number`, as 5", func(v string) (err error) {
		t.Rounded, err = strconv.ParseInt(v, 10, 64)
		if err != nil || t.Rounded < 2 || t.Rounded > mostRounded {
			return fmt.Errorf("want a whole number from 2 to %d, as 5", mostRounded)
		}
		return nil
	})
	flags.Func("withheld", "a mark such as * stands for a `count` in this range, as 1-4 (default: any number)", func(v string) (err error) {
		t.Withheld, err = parseRange(v)
		return err
	})
	flags.Var(&t.Groups, "groups",
		"`scheme` that ethnic groups are read and added up by, or as-is for the names as they stand: "+strings.Join(t.Groups.Names(), ", "))
}

// mostRounded is the largest base that counts are rounded to.
const mostRounded = 1_000_000

// conditions returns what adds one COLUMN=VALUE to a list. Values of one column come together.
func conditions(list *[]tidy.Condition) func(text string) error {
	return func(text string) error {
		column, value, err := ColumnValue(text, "Outcome=Arrest", "Police Force=Avon & Somerset")
		if err != nil {
			return err
		}
		i := slices.IndexFunc(*list, func(c tidy.Condition) bool { return strings.EqualFold(c.Column, column) })
		if i < 0 {
			*list = append(*list, tidy.Condition{Column: column, Values: []string{value}})
		} else if c := &(*list)[i]; !slices.Contains(c.Values, value) {
			c.Values = append(c.Values, value)
		}
		return nil
	}
}

// rangeDashes are what people write between the two ends of a range.
var rangeDashes = strings.NewReplacer("–", "-", "—", "-", "−", "-", " to ", "-", "..", "-")

// parseRange reads a range of counts, as 1-4.
func parseRange(text string) (tidy.Range, error) {
	low, high, ok := strings.Cut(rangeDashes.Replace(strings.TrimSpace(text)), "-")
	lower, err := strconv.ParseInt(strings.TrimSpace(low), 10, 64)
	upper, err2 := strconv.ParseInt(strings.TrimSpace(high), 10, 64)
	if ok && err == nil && err2 == nil && lower >= 0 && lower <= upper && upper >= 1 {
		return tidy.Range{Lower: float64(lower), Upper: float64(upper)}, nil
	}
	meant := ""
	below, isBelow := strings.CutPrefix(strings.TrimSpace(text), "<")
	if n, err := strconv.ParseInt(strings.TrimSpace(below), 10, 64); err == nil && n > 1 && (isBelow || !ok) {
		if isBelow {
			n--
		}
		meant = didYouMean([]string{fmt.Sprintf("1-%d", n), fmt.Sprintf("0-%d", n)})
	}
	return tidy.Range{}, errors.New(meant + "want the smallest and the largest count, as 1-4")
}

// Check reports flags that do not go together, and completes the options.
func (t *Tables) Check() error {
	switch {
	case t.rate && t.proportion:
		return errors.New("-rate and -proportion are two models: give one")
	case len(t.Event) == 0 && len(t.Trial) > 0:
		return errors.New("-trial without -event: it is for files with one row a case, in which -event COLUMN=VALUE says which are events")
	case len(t.Event) > 0 && t.Of != "":
		return errors.New("-of does not go with -event: in a file with one row a case -trial COLUMN=VALUE says what the events are out of, " +
			"or -proportion that it is all rows")
	case t.rate && len(t.Trial) > 0:
		return errors.New("-rate does not go with -trial, which says that the events are out of rows: leave one out")
	case t.Events != "" && strings.EqualFold(t.Events, t.Of):
		return fmt.Errorf("-events and -of name the same column, %s: give two", Quote(t.Of))
	case t.rate:
		t.Model = tidy.ModelRate
	case t.proportion:
		t.Model = tidy.ModelProportion
	}
	t.Label, t.Wide, t.GroupColumns = t.Groups.label, t.Groups.wide, groupColumns
	return nil
}

// IsRate reports whether -rate is given.
func (t *Tables) IsRate() bool { return t.rate }

// IsProportion reports whether -proportion is given.
func (t *Tables) IsProportion() bool { return t.proportion }

// Read reads a table; file is its name for messages. An error says which flags help.
func (t *Tables) Read(r io.Reader, file string) (*tidy.Table, error) {
	o := t.Options
	o.File = file
	table, err := tidy.Read(r, o)
	if err == nil {
		err = t.Groups.check(table)
	}
	if err != nil {
		return nil, t.WithFlags(err)
	}
	return table, nil
}

// remedies are the flags that help where a table leaves a choice, each with the flag that a program
// must have for it.
var remedies = []struct {
	err        error
	flag, help string
}{
	{tidy.ErrModel, "rate", "-rate or -proportion says which"},
	{tidy.ErrNumbers, "event", "records, one row a case: -event COLUMN=VALUE says which are events"},
	{tidy.ErrColumns, "events", "-events COLUMN -of COLUMN choose"},
	{tidy.ErrOrder, "events", "-events COLUMN -of COLUMN choose"},
	{tidy.ErrExposure, "residents", "-events COLUMN -of COLUMN name the two, or -residents PLACE|FILE takes residents from elsewhere"},
	{tidy.ErrExposure, "of", "-events COLUMN -of COLUMN name the two"},
	{tidy.ErrEvents, "rate", "-rate if it may be so, as of events of which one may have several"},
	{tidy.ErrGroup, "group", "-group COLUMN names it"},
	{tidy.ErrAdd, "by", "-where COLUMN=VALUE takes one of them, -by COLUMN has a row for each"},
	{tidy.ErrAdd, "where", "-where COLUMN=VALUE takes one of them"},
}

// WithFlags says which flags help with an error of a table, if any does.
func (t *Tables) WithFlags(err error) error {
	if len(t.Event) > 0 && (errors.Is(err, tidy.ErrExposure) || errors.Is(err, tidy.ErrModel)) {
		return fmt.Errorf("%w (-proportion for all rows, -trial COLUMN=VALUE for some%s)", err, t.orResidents())
	}
	if t.NoExposure && errors.Is(err, tidy.ErrColumns) {
		return fmt.Errorf("%w (-events COLUMN chooses)", err)
	}
	for _, r := range remedies {
		if errors.Is(err, r.err) && t.flags != nil && t.flags.Lookup(r.flag) != nil {
			return fmt.Errorf("%w (%s)", err, r.help)
		}
	}
	return err
}

// orResidents names the flag of residents, if the program has it.
func (t *Tables) orResidents() string {
	if t.flags != nil && t.flags.Lookup("residents") != nil {
		return ", -residents PLACE|FILE for the people of a place"
	}
	return ""
}
