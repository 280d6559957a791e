package report

import (
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// kindPeer is the kind in CSV of rows that compare a force with others.
const kindPeer = "peer"

// peerColumns are the columns that only rows on forces beside each other have, at the right of
// every report by force.
var peerColumns = []string{"unit", "missing", "unknown_events", "unknown_exposure", "unit_unknown_share",
	"bounds_lower", "bounds_upper", "units", "rank", "rank_lower", "rank_upper", "rank_lowest", "rank_highest", "alike", "worst", "among_worst",
	"mean", "mean_lower", "mean_upper", "to_mean", "to_mean_lower", "to_mean_upper", "to_mean_p", "margin",
	"target", "target_source", "overdispersion", "dispersion", "variance", "funnel_method", "size", "inner_lower", "inner_upper", "outer_lower", "outer_upper", "z", "funnel_p", "chance_z", "position"}

// peerNames has the names of columns that package peers calls otherwise: the numbers of an index
// have those of all rows. What is alike in every row has none, and is left out.
var peerNames = map[string]string{"value": "ratio", "value_lower": "ratio_lower", "value_upper": "ratio_upper", "value_p": "ratio_p", "p": "funnel_p",
	"of": "", "quantity": "", "focus": ""}

// hasPeerColumns reports whether CSV has the columns of forces beside each other, whether or not
// there are rows of it.
func (r *Report) hasPeerColumns() bool { return r.o.By == EachForce || r.peers != nil }

// peerRows returns the rows on forces beside each other that CSV has of a layout: one for each
// group and force, with its rank and its place in the funnel.
func (r *Report) peerRows(d Document, l Layout) (sheets []sheet.Sheet) {
	if d.Peers == nil || !l.inCSV(r.words.RateID()) {
		return nil
	}
	for name, s := range d.Peers.Sheets() {
		switch columns := s.For(sheet.CSV); name {
		case peerRanks:
			sheets = append(sheets, sheet.Sheet{Columns: columns})
		case peerFunnel:
			ranks := &sheets[len(sheets)-1]
			for _, c := range columns {
				if !slices.ContainsFunc(ranks.Columns, func(has sheet.Column) bool { return has.Name == c.Name }) {
					ranks.Columns = append(ranks.Columns, c)
				}
			}
		}
	}
	for i, s := range sheets {
		sheets[i] = r.peerContext(s, d.rate())
	}
	return sheets
}

// peerContext adds to the rows of a group what each is of.
func (r *Report) peerContext(s sheet.Sheet, t Table) sheet.Sheet {
	var own, right []sheet.Column
	said := make(map[string][]sheet.Cell) // of the columns that other rows have too
	var rows []Row
	var of []*Report
	for _, c := range s.Columns {
		if c.Name == "unit" {
			for _, cell := range c.Cells {
				name, _ := cell.Value.Any().(string)
				rows, of = append(rows, Row{Kind: kindPeer}), append(of, r.reportOf(name))
			}
		}
		if name, ok := peerNames[c.Name]; ok {
			c.Name = name
		}
		switch {
		case c.Name == "":
		case c.Name == "word" || c.Name == "why":
			said[c.Name] = c.Cells
		case slices.Contains(peerColumns, c.Name):
			right = append(right, c)
		default:
			own = append(own, c)
		}
	}
	t.AnyDiffers, t.OtherResidents, t.MonthsNote = nil, nil, "" // of another index
	out := r.withContext(sheet.Sheet{Columns: own}, "", t, rows, of)
	for i, c := range out.Columns {
		if cells, ok := said[c.Name]; ok {
			out.Columns[i].Cells = cells
		}
	}
	out.Columns = append(out.Columns, right...)
	return out
}

// emptyPeers returns the columns of forces beside each other without rows.
func (r *Report) emptyPeers() sheet.Sheet {
	s := r.withContext(sheet.Sheet{}, "", Table{}, nil, nil)
	for _, name := range peerColumns {
		s.Columns = append(s.Columns, sheet.Column{Name: name})
	}
	return s
}

// reportOf returns the report of a force by its name, as far as CSV asks what a row is of: one
// without a part of its own has no residents.
func (r *Report) reportOf(name string) *Report {
	if p, ok := r.partNamed(name); ok {
		return p.Report
	}
	one := *r
	one.denominator = nil
	one.span.forces = slices.DeleteFunc(slices.Clone(r.span.forces), func(f ethnicity.Force) bool { return forceName(f) != name })
	return &one
}
