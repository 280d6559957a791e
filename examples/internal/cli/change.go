package cli

import (
	"errors"
	"flag"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Change is what the flags say of whether it is getting better: those that every program has that
// compares periods of time.
type Change struct {
	Rolling       int    // how many months a rolling period has; 0 is that it is not given
	Before, After Span   // what is compared; zero if nothing is
	LeaveOut      []Span // what is in no change and no trend
	Margin        float64
}

// mostRolling is the longest rolling period, in months.
const mostRolling = 120

// Define defines the flags -rolling, -compare, -leave-out and -margin.
func (c *Change) Define(flags *flag.FlagSet) {
	flags.Func("rolling", "a series of the last so many `months` together, as 12: neighbouring points share all but one of their periods, so that it is a picture without words", func(v string) (err error) {
		c.Rolling, err = parseRolling(v)
		return err
	})
	flags.Func("compare", "the change from one period to another: two `periods`, as 2016-03..2016-12,2017-03..2017-12, of months as 2016-03, quarters as 2016Q1, years as 2016, "+
		"or financial years as 2016/17; the ends may be open, as ..2020-02,2021-08.. ; one month, as 2020-03, is what is before it and what is from it on", func(v string) (err error) {
		c.Before, c.After, err = ParseComparison(v)
		return err
	})
	flags.Var(Repeated(func(v string) (err error) {
		c.LeaveOut, err = parseSpans(v, c.LeaveOut)
		return err
	}), "leave-out", "`periods` that are in no change and no trend, as those of a pandemic: 2020-03..2021-07; may be given several times")
	flags.Func("margin", "an index is called stable if its range lies within this `share` a year of no change, either way: 10% or 0.1 (default 10%)", func(v string) (err error) {
		c.Margin, err = ParseShare(v, "10% or 0.1")
		return err
	})
}

// Compares reports whether -compare is given.
func (c *Change) Compares() bool { return c.Before != Span{} }

// parseRolling reads a number of months.
func parseRolling(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err == nil && n >= 2 && n <= mostRolling {
		return n, nil
	}
	meant := ""
	if m := monthsInWords.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1])
		if strings.EqualFold(m[2], "y") {
			n *= 12
		}
		if n >= 2 && n <= mostRolling {
			meant = didYouMean([]string{strconv.Itoa(n)})
		}
	}
	return 0, fmt.Errorf("%swant a whole number of months from 2 to %d, as 12", meant, mostRolling)
}

// monthsInWords is a number with months or years behind it, in words.
var monthsInWords = regexp.MustCompile(`^\s*(\d{1,3})[ -]?([myMY])[a-zA-Z]*\s*$`)

// ParseShare reads a share of a whole as a percentage or as a number: "20%" and "0.2". The example
// is for the message.
func ParseShare(text, example string) (float64, error) {
	number, percent := strings.CutSuffix(strings.TrimSpace(text), "%")
	share, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if percent {
		share /= 100
	}
	if err == nil && share > 0 && share < 1 {
		return share, nil
	}
	meant := ""
	if err == nil && !percent && share >= 1 && share < 100 {
		meant = didYouMean([]string{strings.TrimSpace(number) + "%"})
	}
	return 0, errors.New(meant + "want a percentage or a share, between none and all, as " + example)
}
