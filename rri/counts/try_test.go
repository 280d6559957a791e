package counts

import (
	"math"
	"os"
	"testing"

	"github.com/seed-549880be/disparity/rri/tidy"
)

func n(v float64) tidy.Cell { return tidy.Exactly(v) }
func rg(m tidy.Mark, a, b float64) tidy.Cell {
	c := tidy.Cell{Mark: m, Lower: a, Upper: b}
	if m == tidy.Number {
		c.Value = (a + b) / 2
	}
	return c
}

func TestTry(t *testing.T) {
	inf := math.Inf(1)
	case14 := &tidy.Table{File: "counts.csv", Model: tidy.ModelRate, Group: "Ethnicity", Events: "Number of searches", Exposure: "Population", Rows: []tidy.Row{
		{Label: "White", Group: "White", Events: n(600), Exposure: n(60000)},
		{Label: "Black", Group: "Black", Events: n(300), Exposure: n(10000)},
		{Label: "Asian", Group: "Asian", Events: n(100), Exposure: n(20000)},
		{Label: "Unreported", Kind: tidy.KindUnknown, Events: n(50), Exposure: rg(tidy.NotAvailable, 0, inf)},
	}}
	withheld := &tidy.Table{File: "withheld.csv", Model: tidy.ModelRate, Group: "Ethnicity", Events: "events", Exposure: "population", Rows: []tidy.Row{
		{Label: "White", Group: "White", Events: n(317), Exposure: n(1584583)},
		{Label: "Black", Group: "Black", Events: rg(tidy.Withheld, 1, 4), Exposure: n(37844)},
		{Label: "Asian", Group: "Asian", Events: rg(tidy.Number, 23, 27), Exposure: n(37844)},
		{Label: "Mixed", Group: "Mixed", Events: rg(tidy.Withheld, 0, inf), Exposure: n(37844)},
		{Label: "Other", Group: "Other", Events: n(0), Exposure: n(37844)},
		{Label: "GRT", Group: "GRT", Events: n(3), Exposure: rg(tidy.NotAvailable, 0, inf)},
	}}
	for _, tb := range []*tidy.Table{case14, withheld} {
		d, err := Compare(tb, Options{Levels: []float64{0.99}})
		if err != nil {
			t.Fatal(err)
		}
		d.WriteText(os.Stdout)
		d.WriteMarkdown(os.Stdout)
		d.WriteCSV(os.Stdout)
	}
}

func TestTry2(t *testing.T) {
	tb := &tidy.Table{File: "upheld.csv", Model: tidy.ModelProportion, Group: "Ethnicity", Events: "Upheld", Exposure: "Complaints", Rows: []tidy.Row{
		{Label: "White", Group: "White", Events: n(60), Exposure: n(600)},
		{Label: "Black", Group: "Black", Events: n(30), Exposure: n(180)},
		{Label: "Asian", Group: "Asian", Events: n(3), Exposure: n(90)},
		{Label: "Mixed", Group: "Mixed", Events: n(7), Exposure: n(60)},
		{Label: "", Kind: tidy.KindUnknown, Events: n(30), Exposure: n(150)},
	}}
	for _, o := range []Options{{}, {Unknown: InProportion}, {Suppress: 4}, {Direction: 1}} {
		d, err := Compare(tb, o)
		if err != nil {
			t.Fatal(err)
		}
		d.WriteText(os.Stdout)
	}
}
