package cli

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ColumnValue reads a column and the value that rows have in it, as "Borough=Croydon". The first =
// parts them, and no value is a blank cell. The examples are for messages; the second has spaces.
func ColumnValue(text, example, spaced string) (column, value string, err error) {
	column, value, ok := strings.Cut(text, "=")
	column, value = strings.TrimSpace(column), strings.TrimSpace(value)
	switch {
	case !ok:
		err = fmt.Errorf(`want COLUMN=VALUE, as %s, without spaces around = or within quotation marks: "%s"`, example, spaced)
	case column == "":
		err = fmt.Errorf("no column stands before =: want COLUMN=VALUE, as %s", example)
	case strings.ContainsAny(column[len(column)-1:], "!<>~"):
		err = fmt.Errorf("rows are kept that say a value, and cannot be compared with %s=: want COLUMN=VALUE, as %s", column[len(column)-1:], example)
	}
	return column, value, err
}

// ColumnNames reads names of columns with commas between them.
func ColumnNames(v string) (names []string, err error) {
	for _, name := range strings.Split(v, ",") {
		name = strings.TrimSpace(name)
		switch {
		case name == "":
			return nil, errors.New("want names of columns, as age or age,offence")
		case slices.ContainsFunc(names, func(other string) bool { return strings.EqualFold(other, name) }):
			return nil, fmt.Errorf("%s is given twice", Quote(name))
		}
		names = append(names, name)
	}
	return names, nil
}

// Suppress defines the flag -suppress, which says which counts are withheld: from 1 to a number. 0
// is that it is not given.
func Suppress(flags *flag.FlagSet, p *int64) {
	flags.Func("suppress", "withhold counts from 1 to this `number`, 2 to 1000, and what would tell them", func(v string) (err error) {
		*p, err = strconv.ParseInt(v, 10, 64)
		if err != nil || *p < 2 || *p > 1000 {
			return errors.New("want a whole number from 2 to 1000, as 5")
		}
		return nil
	})
}

// ratio is a flag that stands alone or has a ratio behind it.
type ratio struct {
	value *float64
	usual float64
}

// Ratio returns what [flag.FlagSet.Var] takes for a flag that asks for something: alone about the
// usual ratio, or about the one behind it. 0 is that it is not given.
func Ratio(p *float64, usual float64) flag.Value { return ratio{p, usual} }

// String returns the ratio, or nothing.
func (r ratio) String() string {
	if r.value == nil || *r.value == 0 {
		return ""
	}
	return strconv.FormatFloat(*r.value, 'g', -1, 64)
}

// IsBoolFlag says that the flag may stand alone.
func (ratio) IsBoolFlag() bool { return true }

// Takes reports whether an argument behind the flag is its value: one that is a number.
func (ratio) Takes(arg string) bool {
	_, err := strconv.ParseFloat(arg, 64)
	return err == nil
}

// Set reads a ratio; true is the flag alone.
func (r ratio) Set(text string) error {
	if on, err := strconv.ParseBool(text); err == nil && text != "0" && text != "1" {
		if *r.value = 0; on {
			*r.value = r.usual
		}
		return nil
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(v > 0) || v == 1 || v > maxRatio {
		return errors.New("want a ratio other than 1, as 1.5 or 0.8, or the flag alone")
	}
	*r.value = v
	return nil
}

// maxRatio is the largest ratio that is asked for.
const maxRatio = 1000
