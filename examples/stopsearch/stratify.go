package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
)

// A stratifier is something that searches of one stratum are alike in.
type stratifier struct {
	name string
	of   func(outcomes.Key) level
}

// level is one value of a stratifier: its place in the order, its name, and whether it says
// anything.
type level struct {
	rank     int
	name     string
	recorded bool
}

var stratifiers = []stratifier{
	{"object", func(k outcomes.Key) level { return level{int(k.Object), k.Object.String(), k.Object.IsRecorded()} }},
	{"age", func(k outcomes.Key) level { return level{int(k.Age), k.Age.String(), k.Age > outcomes.AgeUnrecognised} }},
	{"gender", func(k outcomes.Key) level {
		return level{int(k.Gender), k.Gender.String(), k.Gender > outcomes.GenderUnrecognised}
	}},
	{"month", func(k outcomes.Key) level { return level{int(k.Month), monthName(k.Month), k.Month != 0} }},
	{"legislation", func(k outcomes.Key) level {
		return level{int(k.Legislation), k.Legislation.String(), k.Legislation > outcomes.LegislationUnrecognised}
	}},
	{"force", func(k outcomes.Key) level { return level{int(k.Force), forceName(k.Force), k.Force != 0} }},
}

// parseStratify reads the keys of -stratify. sex is another name of gender.
func parseStratify(v string) ([]stratifier, error) {
	var list []stratifier
	for _, name := range strings.Split(v, ",") {
		name = strings.ToLower(strings.TrimSpace(name))
		i := slices.IndexFunc(stratifiers, func(s stratifier) bool { return s.name == name || s.name == "gender" && name == "sex" })
		if i < 0 {
			return nil, fmt.Errorf("want some of %s, as object,age", strings.Join(stratifierNames(stratifiers), ", "))
		}
		if slices.ContainsFunc(list, func(s stratifier) bool { return s.name == stratifiers[i].name }) {
			return nil, fmt.Errorf("%s is given twice", stratifiers[i].name)
		}
		list = append(list, stratifiers[i])
	}
	return list, nil
}

func stratifierNames(list []stratifier) []string {
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = s.name
	}
	return names
}

// strataMethods has the way to adjust that goes with a method of single comparisons.
var strataMethods = map[rri.Method]strata.Method{
	rri.SCAS:              strata.SCAS,
	rri.Score:             strata.Score,
	rri.MiettinenNurminen: strata.Score,
	rri.Wald:              strata.MantelHaenszel,
}

// checkStratify reports what -stratify does not go with.
func (s settings) checkStratify() error {
	if s.stratify == nil {
		return nil
	}
	if _, ok := strataMethods[s.method]; !ok {
		return fmt.Errorf("-stratify does not go with -method %s, which has no form for strata: want one of %s", s.method,
			names(rri.Methods(), func(m rri.Method) bool { _, ok := strataMethods[m]; return ok }))
	}
	if s.unknown != outcomes.LeftOut {
		return fmt.Errorf("-stratify does not go with -unknown %s, which puts searches into groups whatever their stratum", s.unknown)
	}
	if s.suppress != 0 {
		return errors.New("-stratify does not go with -suppress: the counts of strata are small, and would tell what is withheld")
	}
	return nil
}

// adjusted is a table of outcomes adjusted for strata, beside the crude table with that number.
type adjusted struct {
	beside int
	table
}

// cell is a stratum: the ranks of its levels, in the order of -stratify.
type cell [6]int // as many as stratifiers

// stratify adds the table of outcomes adjusted for the strata of -stratify, beside the crude table
// that was added last.
func (r *report) stratify(t *outcomes.Tally, d outcomes.Definition, measure, events, exposure string, notes []string) error {
	if r.s.stratify == nil {
		return nil
	}
	names := make(map[cell]string)
	parts := outcomes.Split(t, func(k outcomes.Key) (c cell) {
		var levels []string
		for i, s := range r.s.stratify {
			l := s.of(k)
			c[i] = l.rank
			levels = append(levels, l.name)
		}
		names[c] = strings.Join(levels, ", ")
		return c
	})
	var list []strata.Stratum[string, ethnicity.Group, rri.Proportion]
	for _, c := range slices.SortedFunc(maps.Keys(parts), func(a, b cell) int { return slices.Compare(a[:], b[:]) }) {
		p, err := parts[c].Proportions(d, r.counts.Grouping)
		if err != nil {
			return message(err)
		}
		if !hasTrials(p.By) {
			continue // nobody of a known group
		}
		list = append(list, strata.Stratum[string, ethnicity.Group, rri.Proportion]{Key: names[c], Counts: present(r, p.By)})
	}
	if list == nil {
		return nil // nobody to compare in any stratum: the crude table says so
	}
	a, err := strata.Compare(r.s.baseline, list, strata.Options{Method: strataMethods[r.s.method], Level: r.s.level})
	if err != nil {
		return fmt.Errorf("-stratify %s: %w", strings.Join(stratifierNames(r.s.stratify), ","), message(err))
	}
	by := strings.Join(stratifierNames(r.s.stratify), ", ")
	if i := strings.LastIndex(by, ", "); i >= 0 {
		by = by[:i] + " and" + by[i+1:]
	}
	a.Measure, a.Definition, a.By, a.Events, a.Exposure = measure, d.Text, by, events, exposure
	a.Notes = append(a.Notes, fmt.Sprintf("The crude RRI sets all %[1]s of a group against all those of %[2]s; the adjusted RRI sets only %[1]s of the same %[3]s against each other. "+
		"Where they differ, the groups differ in %[3]s. p alike below %.4[4]g: the RRI differs between strata by more than chance", exposure, r.s.baseline, by, 1-r.s.level))
	if n := unrecorded(t, r.s.stratify); n > 0 {
		a.Notes = append(a.Notes, fmt.Sprintf("%s of %s searches lack a record of %s: they make strata of their own, whose people need not be alike", count(n), count(t.Total()),
			strings.Join(stratifierNames(r.s.stratify), " or ")))
	}
	for _, note := range notes {
		if note != "" {
			a.Notes = append(a.Notes, note)
		}
	}
	r.adjusted = append(r.adjusted, adjusted{len(r.tables) - 1, a})
	return nil
}

// hasTrials reports whether there is anyone of any group.
func hasTrials(by map[ethnicity.Group]rri.Proportion) bool {
	for _, p := range by {
		if p.Trials > 0 {
			return true
		}
	}
	return false
}

// unrecorded returns the number of searches of persons that lack one of the things to be alike in.
func unrecorded(t *outcomes.Tally, by []stratifier) int64 {
	return t.Where(func(k outcomes.Key) bool {
		return k.Type.IsPerson() && slices.ContainsFunc(by, func(s stratifier) bool { return !s.of(k).recorded })
	}).Total()
}

// writeAdjusted writes the tables that stand beside a crude one, for people.
func (r *report) writeAdjusted(w io.Writer, beside int, markdown bool) error {
	for _, a := range r.adjusted {
		if a.beside != beside {
			continue
		}
		if _, err := io.WriteString(w, "\n"); err != nil {
			return err
		}
		writeTable := a.WriteText
		if markdown {
			writeTable = a.WriteMarkdown
		}
		if err := writeTable(w); err != nil {
			return err
		}
	}
	return nil
}

// writeBothCSV writes the rows of the crude tables, then those of the adjusted ones, which have
// columns of their own where the crude have none of that name. It is one rectangle: the column by
// is empty in the rows of the crude tables.
func (r *report) writeBothCSV(w io.Writer) error {
	var crude bytes.Buffer
	if err := r.writeCSV(&crude); err != nil {
		return err
	}
	tables := [][]byte{crude.Bytes()}
	for _, a := range r.adjusted {
		var b bytes.Buffer
		if err := a.WriteCSV(&b); err != nil {
			return err
		}
		tables = append(tables, b.Bytes())
	}
	column := make(map[string]int)
	var rows [][]string
	var header []string
	for _, t := range tables {
		records, err := csv.NewReader(bytes.NewReader(t)).ReadAll()
		if err != nil {
			return err
		}
		for _, name := range records[0] {
			if _, ok := column[name]; !ok {
				column[name] = len(header)
				header = append(header, name)
			}
		}
		for _, record := range records[1:] {
			row := make([]string, len(header))
			for i, cell := range record {
				row[column[records[0][i]]] = cell
			}
			rows = append(rows, row)
		}
	}
	out := csv.NewWriter(w)
	if err := out.Write(header); err != nil {
		return err
	}
	for _, row := range rows {
		if err := out.Write(append(row, make([]string, len(header)-len(row))...)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
