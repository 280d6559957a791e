package strata

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/strictjson"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// randomJSON is the form of a Random in JSON. The order of the fields is part of it.
type randomJSON struct {
	Typical      rri.Estimate      `json:"typical"`
	FurtherLower strictjson.Number `json:"further_lower"`
	FurtherUpper strictjson.Number `json:"further_upper"`
	Smallest     strictjson.Number `json:"smallest"`
	Largest      strictjson.Number `json:"largest"`
	Tau          strictjson.Number `json:"tau"`
	Homogeneity  Test              `json:"homogeneity"`
	Strata       int               `json:"strata"`
	LeftOut      int               `json:"left_out"`
	Corrected    int               `json:"corrected"`
	Small        int               `json:"small"`
}

// MarshalJSON writes r as an object with typical, as [rri.Estimate.MarshalJSON] writes it,
// further_lower, further_upper, smallest, largest and tau, homogeneity, as [Test.MarshalJSON] does,
// and the numbers of strata: strata, left_out, corrected and small. NaN is null and infinity the
// string "Inf". A Random that was not computed is null.
func (r Random) MarshalJSON() ([]byte, error) {
	if !r.Computed() {
		return []byte("null"), nil
	}
	number := func(v float64) strictjson.Number { return strictjson.Number(v) }
	return json.Marshal(randomJSON{r.Typical, number(r.FurtherLower), number(r.FurtherUpper), number(r.Smallest), number(r.Largest), number(r.Tau),
		r.Homogeneity, r.Strata, r.LeftOut, r.Corrected, r.Small})
}

// UnmarshalJSON reads what [Random.MarshalJSON] writes. Limits must be in order, and the numbers of
// strata must fit each other: the error says which do not, and wraps [rri.ErrCount].
func (r *Random) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*r = Random{}
		return nil
	}
	nan := strictjson.Number(math.NaN())
	in := randomJSON{FurtherLower: nan, FurtherUpper: nan, Smallest: nan, Largest: nan, Tau: nan, Homogeneity: noTest}
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("strata: random effects: %w", err)
	}
	got := Random{in.Typical, float64(in.FurtherLower), float64(in.FurtherUpper), float64(in.Smallest), float64(in.Largest), float64(in.Tau),
		in.Homogeneity, in.Strata, in.LeftOut, in.Corrected, in.Small}
	if err := got.validate(); err != nil {
		return fmt.Errorf("strata: random effects: %w", err)
	}
	*r = got
	return nil
}

// validate reports where what was read of r contradicts itself, or nil.
func (r Random) validate() error {
	if !r.Computed() {
		return fmt.Errorf("typical is null: %w: want an estimate, or null for all of them", rri.ErrCount)
	}
	if err := coherentEstimate("typical stratum", r.Typical, r.Typical.Value, 0, math.Inf(1), 0); err != nil {
		return err
	}
	for _, limits := range [][2]float64{{r.FurtherLower, r.FurtherUpper}, {r.Smallest, r.Largest}} {
		if limits[0] > limits[1] || limits[0] < 0 {
			return fmt.Errorf("%v to %v: %w: want ratios in order", limits[0], limits[1], rri.ErrCount)
		}
	}
	switch {
	case r.Tau < 0:
		return fmt.Errorf("tau %v: %w: want 0 or more", r.Tau, rri.ErrCount)
	case min(r.Strata, r.LeftOut, r.Corrected, r.Small) < 0 || max(r.Corrected, r.Small) > r.Strata:
		return fmt.Errorf("%d strata, %d corrected, %d small, %d left out: %w: want 0 or more, and no more corrected or small than there are",
			r.Strata, r.Corrected, r.Small, r.LeftOut, rri.ErrCount)
	case r.Strata < 2 && !math.IsNaN(r.Typical.Value):
		return fmt.Errorf("a typical stratum of %d: %w: want two strata or more", r.Strata, rri.ErrCount)
	}
	return nil
}

// differs reports whether people see the random effects of a row: where its strata differ by more
// than chance.
func (t Table[K, G, M]) differs(r Row[K, G, M]) bool {
	return r.Homogeneity.DF > 0 && r.Homogeneity.P < 1-t.Options.level() && ratioShown(r.Ratio) && r.Random.Computed() && !math.IsNaN(r.Random.Typical.Value)
}

// randomCSV are the columns for programs that follow the ratio of a typical stratum.
var randomCSV = []struct {
	name string
	of   func(Random) float64
}{
	{"smallest", func(r Random) float64 { return r.Smallest }},
	{"largest", func(r Random) float64 { return r.Largest }},
	{"further_lower", func(r Random) float64 { return r.FurtherLower }},
	{"further_upper", func(r Random) float64 { return r.FurtherUpper }},
	{"tau", func(r Random) float64 { return r.Tau }},
}

// randomColumns returns, for people, what strata that differ have in common: a row for each group
// in which they do, and nothing if there is none.
func (t Table[K, G, M]) randomColumns() []sheet.Column {
	var rows []Row[K, G, M]
	for _, r := range t.Rows {
		if t.differs(r) {
			rows = append(rows, r)
		}
	}
	if rows == nil {
		return nil
	}
	alpha := 1 - t.Options.level()
	limitsName := sheet.Percent(t.Options.level()) + " " + t.Options.Side.LimitsName()
	var columns []sheet.Column
	add := func(c sheet.Column, cell func(Row[K, G, M]) sheet.Cell) {
		c.Cells = sheet.Cells(rows, cell)
		columns = append(columns, c)
	}
	add(sheet.Column{Heading: "group", Align: sheet.Left}, func(r Row[K, G, M]) sheet.Cell { return sheet.Label(name(r.Group)) })
	add(sheet.Column{Heading: "typical RRI"}, func(r Row[K, G, M]) sheet.Cell {
		value, _ := t.ratioTexts(r.Random.Typical)
		return sheet.Cell{Text: value, Value: sheet.Float(r.Random.Typical.Value)}
	})
	add(sheet.Column{Heading: limitsName, Align: sheet.Dash, WithPrevious: true}, func(r Row[K, G, M]) sheet.Cell {
		return sheet.Cell{Text: t.randomLimits(r.Random.Typical)}
	})
	add(sheet.Column{Heading: "p"}, func(r Row[K, G, M]) sheet.Cell {
		return sheet.Cell{Text: sheet.P(r.Random.Typical.P, alpha), Value: sheet.Float(r.Random.Typical.P)}
	})
	add(sheet.Column{Heading: "strata from – to", Align: sheet.Dash}, func(r Row[K, G, M]) sheet.Cell {
		smallest, largest, _ := sheet.Limits(sheet.Ratio, r.Random.Smallest, r.Random.Largest, 2)
		return sheet.Cell{Text: smallest + " – " + largest}
	})
	add(sheet.Column{Heading: "a further one, " + limitsName, Align: sheet.Dash}, func(r Row[K, G, M]) sheet.Cell {
		e := r.Random.Typical
		e.Lower, e.Upper = r.Random.FurtherLower, r.Random.FurtherUpper
		return sheet.Cell{Text: t.randomLimits(e)}
	})
	add(sheet.Column{Align: sheet.Left, Sparse: true, WithPrevious: true}, func(r Row[K, G, M]) sheet.Cell { return sheet.Cell{Notes: t.randomCaveats(r)} })
	return columns
}

// randomLimits writes the limits of e, or that there are too few strata for any that say something.
func (t Table[K, G, M]) randomLimits(e rri.Estimate) string {
	const little, much = 0.01, 100
	if t.Options.Side == rri.TwoSided && e.Lower < little && e.Upper > much {
		return "too few strata"
	}
	_, limits := t.ratioTexts(e)
	return limits
}

// randomCaveats returns the footnote of a row with a typical stratum: which strata are too small to
// describe well, and which are not in it.
func (t Table[K, G, M]) randomCaveats(r Row[K, G, M]) []string {
	events, both := t.labels().Events, name(r.Group)+" or of "+name(t.Baseline)
	var texts []string
	if n := r.Random.Small; n > 0 {
		fewer := "fewer than"
		if least, most := r.effects(); least != 1 || most != 1 {
			fewer = "after allowing for clusters fewer than"
		}
		texts = append(texts, fmt.Sprintf("the typical RRI and its limits are rough: %s %d %s of %s in %d of %d strata", fewer, SmallStratum, events, both, n, r.Random.Strata))
	}
	if n := r.Random.Corrected; n > 0 {
		texts = append(texts, fmt.Sprintf("half of one is added to each count of %d of %d strata, which have none or all", n, r.Random.Strata))
	}
	if n := r.Random.LeftOut - len(r.notCompared()); n > 0 {
		texts = append(texts, fmt.Sprintf("strata left out that have no %s of either: %d", events, n))
	}
	if texts == nil {
		return nil
	}
	return []string{strings.Join(texts, "; ")}
}
