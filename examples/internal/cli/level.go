package cli

import (
	"errors"
	"flag"
	"slices"
	"strconv"
	"strings"
)

// level is a flag whose value is a confidence level.
type level struct{ value *float64 }

// Level returns what [flag.FlagSet.Var] takes for a confidence level between 0 and 1. What p holds
// is the default.
func Level(p *float64) flag.Value { return level{p} }

// String returns the level as people write it.
func (l level) String() string {
	if l.value == nil {
		return ""
	}
	return strconv.FormatFloat(*l.value, 'g', -1, 64)
}

// Set reads a level.
func (l level) Set(text string) error {
	v, err := strconv.ParseFloat(text, 64)
	if err == nil && v > 0 && v < 1 {
		*l.value = v
		return nil
	}
	meant := ""
	plain := strings.Replace(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%")), ",", ".", 1)
	if v, err := strconv.ParseFloat(plain, 64); err == nil && v > 0 && v < 100 && v != 1 {
		if v > 1 { // per cent
			v = float64(int64(v*1e6+0.5)) / 1e8
		}
		meant = didYouMean([]string{strconv.FormatFloat(v, 'g', -1, 64)})
	}
	return errors.New(meant + "want a number between 0 and 1, as 0.95")
}

// levels is a flag whose value is one confidence level or several.
type levels struct {
	level
	more *[]float64
}

// Levels is [Level] for one level or several with commas between them, as 0.95,0.998. p is the
// first of them, and more are the others.
func Levels(p *float64, more *[]float64) flag.Value { return levels{level{p}, more} }

// Set reads levels.
func (l levels) Set(text string) error {
	words := strings.Split(text, ",")
	if len(words) == 2 && strings.TrimSpace(words[0]) == "0" { // a comma for the point
		words = []string{text}
	}
	var all []float64
	for _, word := range words {
		var v float64
		if err := Level(&v).Set(strings.TrimSpace(word)); err != nil {
			return err
		}
		if slices.Contains(all, v) {
			return errors.New(strconv.FormatFloat(v, 'g', -1, 64) + " is given twice")
		}
		all = append(all, v)
	}
	*l.value, *l.more = all[0], all[1:]
	return nil
}
