package main

import (
	"errors"
	"flag"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
)

// keys is what -by and -within say, as it stands there: what they name can be a column that is
// kept, which is known when all flags are read, or of a saved file when that is read.
type keys struct{ by, within *string }

// define defines -by and -within.
func (k *keys) define(fs *flag.FlagSet) {
	fs.Func("by", "`parts` of the report, each with its tables, and what is adjusted for them: force, month, quarter, financial-year, year, a column of -keep, or none "+
		"(default force if there are several, else none)", func(v string) error {
		k.by = &v
		return nil
	})
	fs.Func("within", "`keys` of strata, as object,age: outcome rates adjusted for them beside the crude ones; of "+strings.Join(builtIn(report.Dimensions()), ", ")+
		", and columns of -keep", func(v string) error {
		k.within = &v
		return nil
	})
}

// setKeys reads -by and -within, which may name these columns that are kept.
func (s *settings) setKeys(kept []string) (err error) {
	if s.keys.by != nil {
		if s.By, err = parseBy(*s.keys.by, kept); err != nil {
			return invalid(*s.keys.by, "by", err)
		}
	}
	if s.keys.within != nil {
		if s.Within, err = parseWithin(*s.keys.within, kept); err != nil {
			return invalid(*s.keys.within, "within", err)
		}
	}
	return nil
}

// setKeysOf is setKeys before the files are read. A saved file can have kept columns that no flag
// names: then what stands there is read once the file is.
func (s *settings) setKeysOf(files []string) error {
	err := s.setKeys(s.input.Keep)
	if s.keysLater = err != nil && len(s.input.Keep) == 0 && slices.ContainsFunc(files, isSaved); s.keysLater {
		return nil
	}
	return err
}

// isSaved reports whether a file is one that -save may have written, or a folder with some.
func isSaved(name string) bool {
	if strings.EqualFold(filepath.Ext(name), ".tally") {
		return true
	}
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// invalid is the error of a value of a flag.
func invalid(value, name string, err error) error {
	return fmt.Errorf("invalid value %s for flag -%s: %w", cli.Quote(value), name, err)
}

// builtIn returns the names of values but for those that stand for a column that is kept.
func builtIn[T fmt.Stringer](values iter.Seq[T]) []string {
	return slices.DeleteFunc(cli.Names(values), isKept)
}

// isKept reports whether the name of a value stands for a column that is kept.
func isKept(name string) bool { return strings.HasPrefix(name, "kept-") }

// keptAs returns the place of a column that is kept by its name, in any letter case and whatever
// stands between its words; -1 if it is none.
func keptAs(name string, kept []string) int {
	return slices.IndexFunc(kept, func(column string) bool { return folded(column) == folded(name) })
}

// folded returns the letters and digits of a name, in small letters.
func folded(name string) string {
	text := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
	if text == "" {
		return name
	}
	return text
}

// ambiguous is the error of a name that is that of a key, and of a column that is kept.
func ambiguous(name string, at int) error {
	return fmt.Errorf("%s is a key of its own, and the name of a column of -keep: write kept-%d for the column, or leave it out of -keep", cli.Quote(name), at+1)
}

// notKept says how to name a column of the files.
func notKept(name string) string {
	if strings.TrimSpace(name) == "" {
		return ""
	}
	return fmt.Sprintf(", or a column of the files that is kept: -keep %s", cli.Quote(name))
}

// parseBy reads what the parts of the report are.
func parseBy(v string, kept []string) (report.Breakdown, error) {
	by, err := report.ParseBreakdown(v)
	switch i := keptAs(v, kept); {
	case i >= 0 && err == nil && !isKept(by.String()):
		return by, ambiguous(v, i)
	case i >= 0:
		return report.EachKept1 + report.Breakdown(i), nil
	case err != nil:
		names := append(builtIn(report.Breakdowns()), kept...)
		return by, errors.New(cli.WantOneOf(v, names) + notKept(v))
	}
	return by, nil
}

// parseWithin reads the keys of -within.
func parseWithin(v string, kept []string) ([]report.Dimension, error) {
	var list []report.Dimension
	for words := strings.Split(v, ","); len(words) > 0; {
		d, n, err := firstKey(words, kept)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			return nil, noKey(v, strings.TrimSpace(words[0]), kept)
		}
		if slices.Contains(list, d) {
			name := d.String()
			if isKept(name) {
				name = strings.TrimSpace(strings.Join(words[:n], ","))
			}
			return nil, fmt.Errorf("%s is given twice", name)
		}
		list, words = append(list, d), words[n:]
	}
	return list, nil
}

// firstKey returns the first of the keys, and how many words it is of: the name of a column may
// have commas in it. 0 if the first word begins none.
func firstKey(words, kept []string) (d report.Dimension, n int, err error) {
	d, err = report.ParseDimension(strings.TrimSpace(words[0]))
	for n := len(words); n > 0; n-- {
		name := strings.TrimSpace(strings.Join(words[:n], ","))
		i := keptAs(name, kept)
		switch {
		case i < 0, n > 1 && strings.Count(kept[i], ",") != n-1: // a comma parts keys
		case n == 1 && err == nil && !isKept(d.String()):
			return d, 0, ambiguous(name, i)
		default:
			return report.ByKept1 + report.Dimension(i), n, nil
		}
	}
	if err != nil {
		return d, 0, nil
	}
	return d, 1, nil
}

// noKey says what keys there are.
func noKey(v, name string, kept []string) error {
	names := append(builtIn(report.Dimensions()), kept...)
	meant := cli.DidYouMean(name, names)
	if apart := keysApart(v, kept); apart != "" {
		return fmt.Errorf("%s: did you mean %s? want some of %s, as object,age", cli.Quote(name), apart, strings.Join(names, ", "))
	}
	return fmt.Errorf("%s: %swant some of %s, as object,age%s", cli.Quote(name), meant, strings.Join(names, ", "), notKept(name))
}

// keysApart returns keys of strata that have something else than a comma between them, as "age and
// sex", with commas; "" if not all are keys.
func keysApart(v string, kept []string) string {
	words := strings.FieldsFunc(strings.ToLower(v), func(r rune) bool { return !unicode.IsLetter(r) })
	words = slices.DeleteFunc(words, func(word string) bool { return word == "and" || word == "by" })
	for _, word := range words {
		if _, err := report.ParseDimension(word); err != nil && keptAs(word, kept) < 0 {
			return ""
		}
	}
	return strings.Join(words, ",")
}

// checkKeys reads -by and -within by the columns that the files have kept, where that could not be
// done before.
func (s *settings) checkKeys(x *outcomes.Extract) error {
	if !s.keysLater {
		return nil
	}
	if err := s.setKeys(x.Tally().Kept()); err != nil {
		return err
	}
	return s.Options.Validate()
}
