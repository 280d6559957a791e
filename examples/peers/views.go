package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// censuses are the sources of residents that are built in, in the order in which they are named.
var censuses = []ethnicity.Census{ethnicity.Interpolated, ethnicity.Census2011, ethnicity.Census2021}

// over is a comparison over other residents.
type over[G cmp.Ordered, M rri.Measure] struct {
	of     string // whose residents they are
	result peers.Result[G, M]
}

// hold takes the words away that do not stand over the other residents of the same areas: a word is
// said only if each of these gives the same.
func hold[G cmp.Ordered, M rri.Measure](r *peers.Result[G, M], others []over[G, M]) {
	for i := range r.Groups {
		c := &r.Groups[i]
		for j := range c.Rows {
			row := &c.Rows[j]
			if row.Word == peers.NoWord || row.Word == peers.CannotTell {
				continue
			}
			var against []string
			for _, o := range others {
				if word, ok := wordIn(o.result, c.Group, row.Unit); ok && word != row.Word {
					against = append(against, "of "+o.of)
				}
			}
			if len(against) > 0 {
				row.Word, row.Why = peers.NoWord, "the residents "+strings.Join(against, " and ")+" give another word"
			}
		}
	}
}

// wordIn returns the word of a unit in a group; false if it has no row.
func wordIn[G cmp.Ordered, M rri.Measure](r peers.Result[G, M], g G, unit string) (peers.Word, bool) {
	for _, c := range r.Groups {
		if c.Group != g {
			continue
		}
		if i := slices.IndexFunc(c.Rows, func(row peers.Row) bool { return row.Unit == unit }); i >= 0 {
			return c.Rows[i].Word, true
		}
	}
	return peers.NoWord, false
}

// overOthers compares the areas of a table over the other residents that are built in. Areas whose
// residents are not built in are not in them.
func (s *settings) overOthers(t *table) (list []over[ethnicity.Group, rri.Rate], err error) {
	for _, census := range censuses {
		if s.census != nil && *s.census == census {
			continue
		}
		o, err := s.peerOptions(t)
		if err != nil {
			return nil, err
		}
		o.WhereNone, o.Residents = nil, builtIn[census].residents
		set, err := t.Series.Peers(o)
		if err != nil {
			continue // none of the areas is one of this census
		}
		doubt(&set)
		r, err := peers.Of(set, s.wordsAlone())
		if err != nil {
			continue // the same counts over residents that are none
		}
		list = append(list, over[ethnicity.Group, rri.Rate]{builtIn[census].of, r})
	}
	return list, nil
}

// ownOverOthers compares the units of one's own table over the residents of the other census.
func ownOverOthers[M rri.Measure](s *settings, t *tidy.Table) (list []over[string, M]) {
	for _, census := range []ethnicity.Census{ethnicity.Census2011, ethnicity.Census2021} {
		if *s.census == census {
			continue
		}
		other := *s
		other.census = &census
		set, _, err := ownSet[M](&other, t)
		if err != nil {
			continue // no unit is a place of this census
		}
		doubtOwn(&other, &set)
		if r, err := peers.Of(set, other.wordsAlone()); err == nil {
			list = append(list, over[string, M]{builtIn[census].of, r})
		}
	}
	return list
}

// wordsAlone are the options of a comparison of which nothing but the words is asked.
func (s *settings) wordsAlone() peers.Options {
	return peers.Options{Options: s.options.Options, Quantity: s.options.Quantity, Margin: s.options.Margin, Sense: s.sense(), Overdispersion: peers.ChanceAlone}
}
