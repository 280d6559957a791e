package cli

import (
	"errors"
	"flag"
	"fmt"
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
