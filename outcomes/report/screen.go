package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// writeScreen writes the first screen. It is made of the document alone, so that it tells no more
// than JSON does.
func (r *Report) writeScreen(p *page, _ Layout) error {
	s := screen{document: r.Document()}
	for _, warning := range r.warnings {
		p.title(warning)
	}
	p.title(s.title())
	p.paragraphs(s.chosen())
	p.paragraphs(s.groups())
	table, ok := s.compact(searchTable)
	if !ok {
		table, ok = s.searches()
	}
	if !ok {
		table, ok = s.counts()
	}
	if ok {
		if err := p.sheet(table); err != nil {
			return err
		}
	}
	if summary := s.document.Summary; summary != nil {
		var said []string
		for _, claim := range summary.Said {
			said = append(said, claim.Text)
		}
		p.list("What can be said", true, said)
		p.list("What to bear in mind", false, summary.BearInMind)
	}
	p.gap()
	p.paragraphs(s.more())
	return nil
}

// screen is what the first screen is made of.
type screen struct{ document Document }

// title says in a line what the report is of.
func (s screen) title() string {
	d := s.document
	forces := make(map[ethnicity.Force]bool)
	for _, source := range d.Sources {
		forces[source.Force] = true
	}
	return fmt.Sprintf("%s, %s: %s, %s", d.Area, span{first: d.From, last: d.To}.months(),
		plural(d.Searches, "search of a person", "searches of persons"), s.account())
}

// account says whose account of ethnicity counts, and whose residents.
func (s screen) account() string {
	text := map[outcomes.EthnicityRule]string{
		outcomes.SelfDefined:     "by self-defined ethnicity",
		outcomes.OfficerDefined:  "by ethnicity as officers saw it",
		outcomes.SelfThenOfficer: "by self-defined ethnicity, as officers saw it where there is none",
	}[s.document.Ethnicity]
	if source := s.document.ResidentsSource; source != nil {
		text += fmt.Sprintf("; residents of %d", source.Years[len(source.Years)-1])
	}
	return text
}

// chosen says which choices leave searches out, or put those of unknown ethnicity into groups; ""
// if none does.
func (s screen) chosen() string {
	d := s.document
	var list []string
	if d.Filters.Object != nil {
		list = append(list, fmt.Sprintf("searches for %s", *d.Filters.Object))
	}
	if d.Filters.Type != nil {
		list = append(list, fmt.Sprintf("searches of type %s", *d.Filters.Type))
	}
	return strings.Join(list, ", ")
}

// groups says what the groups are, unless they are the usual ones.
func (s screen) groups() string { return "" }

// searchRate returns the table of the search rate.
func (s screen) searchRate() (Table, bool) {
	for _, t := range s.document.Tables {
		if t.ID == searchTable {
			return t, true
		}
	}
	return Table{}, false
}

// searches returns the search rate of each group as it is shown first, and whether there is one.
func (s screen) searches() (sheet.Sheet, bool) {
	t, ok := s.searchRate()
	if !ok {
		return sheet.Sheet{}, false
	}
	var rates []float64
	for _, row := range t.Rows {
		rates = append(rates, row.Rate.Value*t.Per)
	}
	digits := sheet.Decimals(rates)
	var out sheet.Sheet
	column := func(heading, long string, align sheet.Align, cell func(Row) sheet.Cell) {
		cells := sheet.Cells(t.Rows, cell)
		out.Columns = append(out.Columns,
			sheet.Column{Heading: heading, In: sheet.Text, Align: align, Sparse: true, Cells: cells},
			sheet.Column{Heading: long, In: sheet.Page, Align: align, Sparse: true, Cells: cells})
	}
	column("", "group", sheet.Left, func(row Row) sheet.Cell { return sheet.Label(rowName(t, row)) })
	column("searches", "searches", sheet.Right, func(row Row) sheet.Cell { return countCell(row.Events) })
	column("residents", "residents", sheet.Right, func(row Row) sheet.Cell {
		if row.Exposure == nil {
			return sheet.Cell{}
		}
		return sheet.Exposure(*row.Exposure)
	})
	column("rate", "searches per 1,000 residents", sheet.Right, func(row Row) sheet.Cell {
		if !row.Rate.Computed() {
			return sheet.Cell{}
		}
		return sheet.Cell{Text: sheet.Fixed(row.Rate.Value*t.Per, digits)}
	})
	column("times", "times as often as "+people(t.Baseline), sheet.Right, func(row Row) sheet.Cell { return timesCell(row.Ratio) })
	column("by chance", "range of chance", sheet.Right, func(row Row) sheet.Cell {
		if row.Group == t.Baseline || !row.Ratio.Computed() {
			return sheet.Cell{}
		}
		return limitsCell(row.Ratio.Lower, row.Ratio.Upper)
	})
	column("", "in a word", sheet.Left, func(row Row) sheet.Cell {
		if row.Word == nil {
			return sheet.Cell{}
		}
		return sheet.Cell{Text: row.Word.Text()}
	})
	return out, true
}

// countCell writes a count, or that it is withheld.
func countCell(n *int64) sheet.Cell {
	if n == nil {
		return sheet.Cell{Text: "—"}
	}
	return sheet.Count(*n)
}

// timesCell writes an index.
func timesCell(e rri.Estimate) sheet.Cell {
	if !e.Computed() {
		return sheet.Cell{}
	}
	return sheet.Cell{Text: sheet.Limit(sheet.Ratio, e.Value, 2, 1)}
}

// limitsCell writes a range.
func limitsCell(lower, upper float64) sheet.Cell {
	from, to, _ := sheet.Limits(sheet.Ratio, lower, upper, 2, 1)
	return sheet.Cell{Text: from + "–" + to}
}

// rowName names a row for people.
func rowName(t Table, row Row) string {
	if row.Kind == "sum" {
		return "Other than " + t.Baseline.String()
	}
	return row.Group.String()
}

// people names the people of a group.
func people(g ethnicity.Group) string {
	if name := g.String(); !strings.ContainsAny(name, "(,/") && !strings.HasPrefix(name, "Other") && !strings.HasPrefix(name, "Any ") {
		return name + " people"
	}
	return "people of the group " + g.String()
}

// counts returns the searches of each group where there is no search rate.
func (s screen) counts() (sheet.Sheet, bool) {
	i := slices.IndexFunc(s.document.Tables, func(t Table) bool { return t.Exposure == "searches" && !isGround(t.ID) })
	if i < 0 {
		return sheet.Sheet{}, false
	}
	return sheet.Sheet{}, false
}

// more says how to get what is not on the first screen.
func (s screen) more() string {
	return fmt.Sprintf("More: %s all has every table and all that is to say of what was read; %s csv and json have every number.", flags["Tables"], flags["Format"])
}
