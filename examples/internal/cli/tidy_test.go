package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/rri/tidy"
)

// tables parses flags as a program does.
func tables(args ...string) (Tables, error) {
	var t Tables
	fs := flag.NewFlagSet("tables", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	t.Define(fs)
	_, err := Parse(fs, args)
	if err == nil {
		err = t.Check()
	}
	return t, err
}

func TestTablesConditions(t *testing.T) {
	got, err := tables("-where", "Police Force=Kent", "-where", "police force=Essex", "-where", "Police Force=Kent", "-where", "a=b=c", "-event", "Outcome=")
	if err != nil {
		t.Fatal(err)
	}
	want := []tidy.Condition{{Column: "Police Force", Values: []string{"Kent", "Essex"}}, {Column: "a", Values: []string{"b=c"}}}
	if diff := cmp.Diff(want, got.Where); diff != "" {
		t.Errorf("-where (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]tidy.Condition{{Column: "Outcome", Values: []string{""}}}, got.Event); diff != "" {
		t.Errorf("-event (-want +got):\n%s", diff)
	}
}

func TestTablesErrors(t *testing.T) {
	for _, test := range []struct {
		args   []string
		want   string
		reason string
	}{
		{[]string{"-rate", "-proportion"}, "-rate and -proportion are two models: give one", "both"},
		{[]string{"-trial", "a=b"}, "-trial without -event", "no events"},
		{[]string{"-event", "a=b", "-of", "c"}, "-of does not go with -event", "records have no such column"},
		{[]string{"-event", "a=b", "-trial", "c=d", "-rate"}, "-rate does not go with -trial", "rows are trials"},
		{[]string{"-events", "A", "-of", "a"}, `-events and -of name the same column, "a": give two`, "the same"},
		{[]string{"-where", "a"}, "want COLUMN=VALUE, as Outcome=Arrest", "no value"},
		{[]string{"-where", "a>=3"}, "cannot be compared with >=", "another comparison"},
		{[]string{"-rounded", "1"}, "want a whole number from 2", "no rounding"},
		{[]string{"-rounded", "five"}, "want a whole number from 2", "a word"},
		{[]string{"-withheld", "<5"}, "did you mean 1-4 or 0-4? want the smallest and the largest count, as 1-4", "as tables write it"},
		{[]string{"-withheld", "4"}, "did you mean 1-4 or 0-4?", "one end"},
		{[]string{"-withheld", "4-1"}, "want the smallest and the largest count", "upside down"},
		{[]string{"-withheld", "few"}, "want the smallest and the largest count", "a word"},
		{[]string{"-groups", "5"}, `did you mean "5+1"`, "half a name"},
		{[]string{"-groups", "asis"}, `did you mean "as-is"?`, "without its hyphen"},
		{[]string{"-column", "x"}, "there is no flag -column", "no such flag"},
	} {
		_, err := tables(test.args...)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q (%s): %v, want an error with %q", test.args, test.reason, err, test.want)
		}
	}
}

func TestParseRange(t *testing.T) {
	for text, want := range map[string]tidy.Range{"1-4": {Lower: 1, Upper: 4}, " 0 – 9 ": {Upper: 9}, "1 to 4": {Lower: 1, Upper: 4}, "3-3": {Lower: 3, Upper: 3}} {
		if got, err := parseRange(text); got != want || err != nil {
			t.Errorf("%q: %v, %v; want %v", text, got, err, want)
		}
	}
}

// TestWithFlags: an error of a table has the flags that help, where the program has them.
func TestWithFlags(t *testing.T) {
	full, err := tables()
	if err != nil {
		t.Fatal(err)
	}
	var none Tables
	for _, test := range []struct {
		err  error
		want string
	}{
		{tidy.ErrModel, "(-rate or -proportion says which)"},
		{tidy.ErrNumbers, "(records, one row a case: -event COLUMN=VALUE says which are events)"},
		{tidy.ErrColumns, "(-events COLUMN -of COLUMN choose)"},
		{tidy.ErrOrder, "(-events COLUMN -of COLUMN choose)"},
		{tidy.ErrExposure, "(-events COLUMN -of COLUMN name the two)"},
		{tidy.ErrEvents, "(-rate if it may be so, as of events of which one may have several)"},
		{tidy.ErrGroup, "(-group COLUMN names it)"},
		{tidy.ErrAdd, "(-where COLUMN=VALUE takes one of them)"},
	} {
		err := fmt.Errorf("f.csv:1: %w", test.err)
		if got := full.WithFlags(err); got.Error() != err.Error()+" "+test.want || !errors.Is(got, test.err) {
			t.Errorf("%v: %v, want %s behind it", err, got, test.want)
		}
		if got := none.WithFlags(err); got != err {
			t.Errorf("%v: %v of a program without flags", err, got)
		}
	}
	if other := errors.New("other"); full.WithFlags(other) != other {
		t.Error("another error has flags")
	}
}

func TestLevels(t *testing.T) {
	for _, test := range []struct {
		text  string
		level float64
		more  []float64
		err   string
	}{
		{"0.9", 0.9, nil, ""},
		{"0.95,0.998", 0.95, []float64{0.998}, ""},
		{"0.95, 0.998, 0.5", 0.95, []float64{0.998, 0.5}, ""},
		{"0,95", 0, nil, "did you mean 0.95?"},
		{"95%", 0, nil, "did you mean 0.95?"},
		{"0.95,0.95", 0, nil, "0.95 is given twice"},
		{"0.95,", 0, nil, "want a number between 0 and 1"},
		{"0.95,2", 0, nil, "did you mean 0.02?"},
	} {
		var level float64
		var more []float64
		err := Levels(&level, &more).Set(test.text)
		if level != test.level || !cmp.Equal(more, test.more) && len(more)+len(test.more) > 0 || (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
			t.Errorf("%q: %v, %v, %v; want %v, %v and an error with %q", test.text, level, more, err, test.level, test.more, test.err)
		}
	}
}

// TestRatio: a flag that may stand alone takes a number behind it, and nothing else.
func TestRatio(t *testing.T) {
	for _, test := range []struct {
		args  []string
		value float64
		files []string
		err   string
	}{
		{[]string{"-power", "no.csv"}, 1.5, []string{"no.csv"}, ""},
		{[]string{"-power"}, 1.5, nil, ""},
		{[]string{"-power", "2", "no.csv"}, 2, []string{"no.csv"}, ""},
		{[]string{"-power=0.8", "no.csv"}, 0.8, []string{"no.csv"}, ""},
		{[]string{"-power", "1"}, 0, nil, "want a ratio other than 1"},
		{[]string{"-power", "0"}, 0, nil, "want a ratio other than 1"},
		{[]string{"-power", "-2"}, 0, nil, "want a ratio other than 1"},
		{[]string{"-power", "NaN"}, 0, nil, "want a ratio other than 1"},
		{[]string{"-power=much"}, 0, nil, "want true or false, or the flag alone"},
		{[]string{"-power=false"}, 0, nil, ""},
	} {
		var value float64
		fs := flag.NewFlagSet("ratio", flag.ContinueOnError)
		fs.Var(Ratio(&value, 1.5), "power", "")
		files, err := Parse(fs, test.args)
		if (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) ||
			err == nil && (math.Abs(value-test.value) > 0 || !cmp.Equal(files, test.files)) {
			t.Errorf("%q: %v, %q, %v; want %v, %q and an error with %q", test.args, value, files, err, test.value, test.files, test.err)
		}
	}
}
