package main

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// compare reads a table and writes what it shows.
func (s *settings) compare(w *bytes.Buffer, text []byte, name string) error {
	if s.by == "" {
		return s.comparePublished(w, text, name)
	}
	t, err := s.readOwn(text, name, nil)
	if err != nil {
		return err
	}
	if t.Model == tidy.ModelProportion {
		return compareOwn[rri.Proportion](s, w, t)
	}
	return compareOwn[rri.Rate](s, w, t)
}

// comparePublished compares the areas of a published table.
func (s *settings) comparePublished(w *bytes.Buffer, text []byte, name string) error {
	t, err := s.read(text, name)
	if err != nil {
		return err
	}
	set, err := s.set(t, name)
	if err != nil {
		return err
	}
	if s.beside != "" {
		return s.besidePublished(w, t, set)
	}
	r, err := of(s, set)
	if err != nil {
		return named(err, name)
	}
	others, err := s.overOthers(t)
	if err != nil {
		return named(err, name)
	}
	hold(&r, others)
	p := telling[ethnicity.Group, rri.Rate]{Result: r, about: t.about(s.whom(set.Focus, counted(set)))}
	if t.Counted == cli.CountedSearches {
		p.said, p.bear = t.saySearches(r, s.listNote())
	} else {
		p.said = plainly(r)
	}
	return tell(s, w, p)
}

// compareOwn compares the units of one's own table.
func compareOwn[M rri.Measure](s *settings, w *bytes.Buffer, t *tidy.Table) error {
	set, open, err := ownSet[M](s, t)
	if err != nil {
		return named(err, t.File)
	}
	if s.beside != "" {
		return besideOwn(s, w, t, set)
	}
	doubtOwn(s, &set)
	r, err := of(s, set)
	if err != nil {
		return named(err, t.File)
	}
	nameIn(r, open)
	if s.census != nil {
		hold(&r, ownOverOthers[M](s, t))
	}
	return tell(s, w, telling[string, M]{Result: r, about: s.ownAbout(t, s.whom(set.Focus, counted(set))), said: plainly(r)})
}

// counted returns the names of the units of a set that have counts.
func counted[G cmp.Ordered, M rri.Measure](set peers.Set[G, M]) (names []string) {
	for _, u := range set.Units {
		if len(u.Counts) > 0 {
			names = append(names, u.Name)
		}
	}
	return names
}

// doubtOwn sets the doubts of units over the residents of a census.
func doubtOwn[M rri.Measure](s *settings, set *peers.Set[string, M]) {
	if rates, ok := any(set).(*peers.Set[string, rri.Rate]); ok && s.census != nil {
		doubt(rates)
	}
}

// named returns an error with the name of the file, if it does not have it.
func named(err error, file string) error {
	if strings.Contains(err.Error(), file) || strings.HasPrefix(err.Error(), "-") {
		return err
	}
	return fmt.Errorf("%s: %w", file, err)
}

// of compares the units of a set, and keeps the groups that are to be shown.
func of[G cmp.Ordered, M rri.Measure](s *settings, set peers.Set[G, M]) (r peers.Result[G, M], err error) {
	o := s.options
	o.Sense = s.sense()
	if r, err = peers.Of(set, o); err != nil {
		return r, err
	}
	shown, err := shownOf(s.show, set)
	if err != nil {
		return r, err
	}
	r.Groups = slices.DeleteFunc(r.Groups, func(c peers.Comparison[G]) bool { return !shown(fmt.Sprint(c.Group)) })
	return r, nil
}

// shownOf returns what says whether a group is to be shown: those of -show, or all.
func shownOf[G cmp.Ordered, M rri.Measure](show []string, set peers.Set[G, M]) (func(name string) bool, error) {
	if len(show) == 0 {
		return func(string) bool { return true }, nil
	}
	var names []string
	for _, u := range set.Units {
		for g := range u.Counts {
			if name := fmt.Sprint(g); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	for _, wanted := range show {
		if !slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(name, wanted) }) {
			return nil, fmt.Errorf("-show: %s", cli.WantOneOf(wanted, names))
		}
	}
	return func(name string) bool {
		return slices.ContainsFunc(show, func(wanted string) bool { return strings.EqualFold(name, wanted) })
	}, nil
}
