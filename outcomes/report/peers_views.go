package report

import (
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/report/internal/wording"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
)

// peerViews are the words on the forces seen otherwise than the report chooses.
type peerViews struct {
	account   *forcePeers // by the other account of ethnicity; nil if there is none
	residents []peersOver
}

// peersOver is the comparison over other residents.
type peersOver struct {
	name string
	forcePeers
}

// against says why the word of a row does not stand by the other views: the other account of
// ethnicity gives the opposite, or other residents of the same places another one.
func (v peerViews) against(g ethnicity.Group, row peers.Row) string {
	if v.account != nil {
		if word, ok := wordIn(*v.account, g, row.Unit); ok && opposite(row.Word, word) {
			return "the other account of ethnicity gives the opposite word"
		}
	}
	var names []string
	for _, over := range v.residents {
		if word, ok := wordIn(over.forcePeers, g, row.Unit); ok && row.Word != peers.CannotTell && word != row.Word {
			names = append(names, "of "+over.name)
		}
	}
	if names == nil {
		return ""
	}
	return "the residents " + and(names) + " give another word"
}

// opposite reports whether one word is Above and the other Below.
func opposite(a, b peers.Word) bool {
	return a == peers.Above && b == peers.Below || a == peers.Below && b == peers.Above
}

// wordIn returns the word on a unit in a group, false if there is no such row.
func wordIn(r forcePeers, g ethnicity.Group, unit string) (peers.Word, bool) {
	for _, c := range r.Groups {
		for _, row := range c.Rows {
			if c.Group == g && row.Unit == unit {
				return row.Word, true
			}
		}
	}
	return peers.NoWord, false
}

// peerViews compares the forces by the other account of ethnicity, and over the other residents of
// their areas.
func (r *Report) peerViews() (v peerViews, err error) {
	if v.account, err = r.peersIn(accountRows); err != nil {
		return v, err
	}
	for _, source := range r.otherSources() {
		over, err := r.peersIn(func(p part) ([]Row, int64) { return p.rowsOver(source), p.unknown })
		if err != nil {
			return v, err
		}
		if over != nil {
			v.residents = append(v.residents, peersOver{source, *over})
		}
	}
	return v, nil
}

// peersIn compares the forces in another view; nil if too few have it.
func (r *Report) peersIn(v peerView) (*forcePeers, error) {
	s := r.peerSet(v)
	if counted(s) < leastPeers {
		return nil, nil
	}
	result, err := peers.Of(s, r.peerOptions())
	return &result, prefixed(err)
}

// accountRows are the rows of a force by the other account of ethnicity; none if it has none.
func accountRows(p part) ([]Row, int64) {
	if p.other == nil {
		return nil, 0
	}
	rows := slices.DeleteFunc(p.other.searchRows(), func(row Row) bool {
		return row.Flags.Has(rri.Categories) || row.Events != nil && hardlyUsed(row.Ratio.Value, *row.Events)
	})
	return rows, p.other.unknown
}

// otherSources are the other residents that the parts have, in the order in which these have them.
func (r *Report) otherSources() (names []string) {
	for _, p := range r.parts {
		for _, o := range tableWith(p.plainTables(), p.words.RateID()).OtherResidents {
			if name := o.Source.kindName(p.words); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// kindName names residents of a census, or those of the days of the searches, whatever the day.
func (s ResidentsSource) kindName(words wording.Words) string {
	if s.Kind == "interpolated" {
		return words.In("the days of the {searches} (interpolated)")
	}
	return s.short()
}

// rowsOver returns the rows of a force over other residents, or over its own where it has not
// these: then they are the same.
func (p part) rowsOver(name string) []Row {
	rows := slices.Clone(p.searchRows())
	for _, o := range tableWith(p.plainTables(), p.words.RateID()).OtherResidents {
		if o.Source.kindName(p.words) != name {
			continue
		}
		for i := range rows {
			if other, ok := o.row(rows[i].Group, ""); ok {
				rows[i].Exposure = &other.Residents
			}
		}
	}
	return rows
}
