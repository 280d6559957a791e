package report

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/strata"
)

// Part is a part of a report: the searches of one force, of one period, or with one value of a
// column that was kept. Its members are as those
// of a [Document] of these searches alone.
type Part struct {
	// Name is the name of the part for people, as "Essex Police", "financial year 2019/20, January
	// to March 2020 only" or "led: officer".
	Name string `json:"name"`

	// Force is the force of a part that is a force; "" if the part is a period, or the rows of it
	// do not say.
	Force ethnicity.Force `json:"force"`

	// Value is the value of a part that is one of a column that was kept, "not recorded" of a blank
	// cell; left out of another part. Such a part is what the searches with the value are among all
	// of the same forces and months: these, and the residents, are those of the document.
	Value string `json:"value,omitempty"`

	From outcomes.Month `json:"from"`
	To   outcomes.Month `json:"to"`

	Searches     int64                     `json:"searches"`
	Unknown      map[ethnicity.Group]int64 `json:"unknown"`
	UnknownShare *float64                  `json:"unknown_share"`

	// Area and Residents are of the search rate; "" and 0 if the part has none.
	Area      string  `json:"area"`
	Residents float64 `json:"residents"`

	// ResidentsSource says whose figures these are, and of which day: a part has that of its own
	// months. Left out if there is no search rate.
	ResidentsSource *ResidentsSource `json:"residents_source,omitempty"`

	BoundsUnknown int64   `json:"bounds_unknown"`
	Bounds        []Bound `json:"bounds"`

	// Tables are none if the part could not be made: Notes say why.
	Tables   []Table    `json:"tables"`
	Adjusted []Adjusted `json:"adjusted,omitempty"`
	Trends   []Trend    `json:"trends,omitempty"`

	// Notes are those of the part that are not of the whole.
	Notes []string `json:"notes"`
}

// Adjusted is a table that is adjusted for strata. ID is that of the table of the same counts
// beside which it stands. The table of the search rate is in Rates, any other in Proportions; the
// other field is nil.
type Adjusted struct {
	ID         string // "id" in JSON, where the members of the table follow these
	MonthsNote string // as of the other table; "months_note" in JSON, left out if it is ""

	// Within are the dimensions of the strata that are of Options.Within; "within" in JSON, left
	// out if the strata are the forces and the periods of the report alone.
	Within []Dimension

	// Said has the ranges and the words of the search rate, in the order of the rows of the table;
	// "said" in JSON, left out if there are none.
	Said []AdjustedSaid

	// OtherResidents are as of a [Table], of the adjusted indices of the search rate;
	// "other_residents" in JSON, left out if there are none.
	OtherResidents []OtherResidents

	Rates       *strata.Table[string, ethnicity.Group, rri.Rate]
	Proportions *strata.Table[string, ethnicity.Group, rri.Proportion]
}

// AdjustedSaid is what is said of one group by the adjusted index. Range, Word and Why are as of a
// [Row].
type AdjustedSaid struct {
	Group ethnicity.Group `json:"group"`
	Range *Range          `json:"range,omitempty"`
	Word  *claims.Word    `json:"word,omitempty"`
	Why   string          `json:"why,omitempty"`
}

// adjustedHead is what JSON has of an Adjusted beside the members of its table.
type adjustedHead struct {
	ID         string         `json:"id"`
	MonthsNote string         `json:"months_note,omitempty"`
	Within     []Dimension    `json:"within,omitempty"`
	Said       []AdjustedSaid `json:"said,omitempty"`

	OtherResidents []OtherResidents `json:"other_residents,omitempty"`
}

// table returns the table, nil if a has none.
func (a Adjusted) table() sheeted {
	switch {
	case a.Rates != nil:
		return a.Rates
	case a.Proportions != nil:
		return a.Proportions
	}
	return nil
}

// MarshalJSON writes what [strata.Table.MarshalJSON] does, after the id and what else there is. The
// error is that a has no table, or one of each model.
func (a Adjusted) MarshalJSON() ([]byte, error) {
	if (a.Rates == nil) == (a.Proportions == nil) {
		return nil, fmt.Errorf("report: adjusted table %q: want rates or proportions, and one of them alone", sheet.Clip(a.ID))
	}
	head, err := json.Marshal(adjustedHead{a.ID, a.MonthsNote, a.Within, a.Said, a.OtherResidents})
	if err != nil {
		return nil, err
	}
	table, err := json.Marshal(a.table())
	if err != nil {
		return nil, err
	}
	return slices.Concat(head[:len(head)-1], []byte(","), table[1:]), nil
}

// UnmarshalJSON reads what [Adjusted.MarshalJSON] writes, as [strata.Table.UnmarshalJSON] does.
func (a *Adjusted) UnmarshalJSON(data []byte) error {
	var head struct {
		adjustedHead
		Model string `json:"model"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return fmt.Errorf("report: adjusted table: %w", err)
	}
	var lists struct {
		Within []*json.RawMessage `json:"within"`
		Said   []*json.RawMessage `json:"said"`
		Others []*otherLists      `json:"other_residents"`
	}
	if err := json.Unmarshal(data, &lists); err != nil || hasNull(lists.Within, lists.Said) || nullInOthers(lists.Others) {
		return fmt.Errorf("report: adjusted table %q: null stands in a list: want one that Report.WriteJSON wrote", sheet.Clip(head.ID))
	}
	got := Adjusted{ID: head.ID, MonthsNote: head.MonthsNote, Within: head.Within, Said: head.Said, OtherResidents: head.OtherResidents}
	var err error
	if head.Model == modelRate {
		got.Rates = new(strata.Table[string, ethnicity.Group, rri.Rate])
		err = json.Unmarshal(data, got.Rates)
	} else {
		got.Proportions = new(strata.Table[string, ethnicity.Group, rri.Proportion])
		err = json.Unmarshal(data, got.Proportions)
	}
	if err != nil {
		return prefixed(err)
	}
	*a = got
	return nil
}

func (a Adjusted) clone() Adjusted {
	a.Within, a.Said, a.OtherResidents = slices.Clone(a.Within), slices.Clone(a.Said), cloneOthers(a.OtherResidents)
	for i, s := range a.Said {
		a.Said[i].Range, a.Said[i].Word = cloneRange(s.Range), clone(s.Word)
	}
	a.Rates, a.Proportions = cloneStrata(a.Rates), cloneStrata(a.Proportions)
	return a
}

func cloneStrata[M rri.Measure](t *strata.Table[string, ethnicity.Group, M]) *strata.Table[string, ethnicity.Group, M] {
	t = clone(t)
	if t == nil {
		return nil
	}
	t.Notes, t.Rows = slices.Clone(t.Notes), slices.Clone(t.Rows)
	for i := range t.Rows {
		t.Rows[i].Parts = slices.Clone(t.Rows[i].Parts)
	}
	return t
}

// by names what makes the strata.
func (a Adjusted) by() string {
	if a.Rates != nil {
		return a.Rates.By
	}
	return a.Proportions.By
}

// level returns the confidence level.
func (a Adjusted) level() float64 {
	if a.Rates != nil {
		return a.Rates.Options.Level
	}
	return a.Proportions.Options.Level
}

// adjustedRow is what a row of either model has.
type adjustedRow struct {
	ratio rri.Estimate
	alike float64 // p of the test that the strata share one index
}

// row returns the row of a group, false if there is none.
func (a Adjusted) row(g ethnicity.Group) (adjustedRow, bool) {
	if a.Rates != nil {
		return adjustedRowOf(a.Rates, g)
	}
	return adjustedRowOf(a.Proportions, g)
}

func adjustedRowOf[M rri.Measure](t *strata.Table[string, ethnicity.Group, M], g ethnicity.Group) (adjustedRow, bool) {
	for _, row := range t.Rows {
		if row.Group == g {
			return adjustedRow{row.Ratio, row.Homogeneity.P}, true
		}
	}
	return adjustedRow{}, false
}

// said returns what is said of a group.
func (a Adjusted) said(g ethnicity.Group) AdjustedSaid {
	i := slices.IndexFunc(a.Said, func(s AdjustedSaid) bool { return s.Group == g })
	if i < 0 {
		return AdjustedSaid{Group: g}
	}
	return a.Said[i]
}

// adjustedOf returns the table of a measure that is adjusted for the forces and the periods alone,
// nil if there is none.
func adjustedOf(list []Adjusted, id string) *Adjusted {
	i := slices.IndexFunc(list, func(a Adjusted) bool { return a.ID == id && a.Within == nil })
	if i < 0 {
		return nil
	}
	return &list[i]
}
