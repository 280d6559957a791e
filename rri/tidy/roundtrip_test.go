package tidy

import (
	"testing"
	"time"

	"github.com/seed-549880be/disparity/rri/internal/referencetest"
	"github.com/seed-549880be/disparity/rri/trend"
)

var (
	oneRow = Row{Line: 3, Dimensions: []string{"2020"}, Total: true, Label: "white", Group: "White", Kind: KindUnknown, Events: withheld(1, 4), Exposure: Exactly(10.5), Percent: true}
	oneSum = Sums{Model: ModelRate, Groups: []GroupSum{{"White", Exactly(3), Blank.Cell()}}, Unknown: GroupSum{Events: Low.Cell()}, Notes: []string{"a note"}}
)

// roundTrips has instances of every exported struct that an exported function or method returns.
var roundTrips = map[string]any{
	"Cell":  []any{Cell{}, Exactly(maxNumber), noted(rounded(10, 8, 12), "p, note 1"), withheld(1, 4), withheld(96, inf), Low.Cell(), Blank.Cell()},
	"Table": []any{Table{}, Table{"f.csv", ModelProportion, "g", "e", "of", []string{"year"}, "out of", "column", []Row{oneRow, {Dimensions: []string{"all"}, Kind: KindTotal}}, []Row{oneRow}, []string{"c"}, []string{"n"}, []LeftOut{{1, 2, "3", "why"}}}},
	"Sums":  []any{Sums{}, oneSum},
	"Times": []any{Times{}, Times{[]string{"month", "year"}, []trend.Period{{}, MonthsFrom(2019, time.April, 1)}, []trend.Period{{}, MonthsFrom(2019, time.January, 12)}, []string{"a note"}}},
	"Part":  []any{Part{}, Part{[]string{"2020"}, oneSum}},
}

func TestRoundTrips(t *testing.T) { referencetest.RoundTrips(t, roundTrips) }
