package counts

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// roundTrips has instances of every exported struct that an exported function or method returns.
// Each comes back from JSON as it was.
var roundTrips = map[string]any{
	"Document": []any{
		Document{},
		referencetest.Must(Compare(withheldTable(), Options{Levels: []float64{0.99}, Options: rri.Options{Method: rri.Score, SmallCountBelow: 10}})),
		referencetest.Must(Compare(upheldTable(), Options{Unknown: InProportion, Direction: index.ComparatorOverGroup})),
		referencetest.Must(Compare(upheldTable(), Options{Suppress: 4})),
		referencetest.Must(Compare(monthly(fatal{}), Options{By: "quarter", Rolling: 6, Direction: index.ComparatorOverGroup})),
	},
	"Makeup": []any{
		makeupOf(fatal{}, "group,residents,staff,joiners\nWhite,93.3%,96.0%,93.6%\nBlack,6.7%,<5%,6.4%\nbase,,3012,250\n", Options{}),
		makeupOf(fatal{}, "group,applicants,staff\nWhite,9,6\nBlack,<5,*\n,3,\n", Options{Options: rri.Options{Side: rri.LowerOnly}}),
	},
	"Audited":    referencetest.Must(newAudited(upheldTable(), 5000, Options{Levels: []float64{0.99}})),
	"Comparison": Comparison{Events: "events", Exposure: "population", Per: 1000, Baseline: "White", Options: rri.Options{Level: 0.95}, Rows: []Row{{Group: "White"}}},
	"Row": Row{Group: "Black", Events: tidy.Cell{Mark: tidy.Withheld, Lower: 1, Upper: 4}, Exposure: tidy.Exactly(37844.5), Further: []rri.Estimate{{Value: 1, Level: 0.99}},
		Counts: unknown.Bounds{Lower: 0.5, Upper: math.Inf(1)}, Bounds: unknown.Bounds{Lower: math.NaN(), Upper: math.NaN()}, Tipping: math.NaN(), FilledIn: &Filled{3, 4.5}},
	"Unknown": Unknown{Label: "Not stated", Events: tidy.Exactly(50), Exposure: tidy.NotAvailable.Cell(), Share: unknown.Bounds{Lower: 0.1, Upper: math.NaN()}},
	"Filled":  Filled{Events: 3, Exposure: 4.5},
}

// fatal panics, for instances of package-level variables.
type fatal struct{}

func (fatal) Fatal(args ...any) { panic(fmt.Sprint(args...)) }

func TestRoundTrips(t *testing.T) { referencetest.RoundTrips(t, roundTrips) }

// TestDocumentJSONForged: what is no document says so.
func TestDocumentJSONForged(t *testing.T) {
	for _, test := range []struct{ text, want, reason string }{
		{`{"title":"a","title":"b"}`, "stands twice", "a key twice"},
		{`{"sections":[{"name":"verdict","data":{}}]}`, `no section has the name "verdict"`, "a section of another program"},
		{`{"sections":[{"name":"comparison","data":{"model":"guess"}}]}`, `model "guess"`, "a model that is none"},
		{`{"sections":[{"name":"comparison","data":{"model":"rate","baseline":"White","rows":[]}}]}`, "baseline is not among the groups", "no rows"},
		{`{"sections":[{"name":"comparison","data":{"model":"rate","baseline":"White","rows":[{"group":"Black"}]}}]}`, "baseline is not among the groups", "another first row"},
		{`{"sections":[{"name":"comparison","data":{"model":"rate","baseline":"White","further_levels":[0.9],"rows":[{"group":"White"}]}}]}`, "each further level", "a level without its index"},
		{`{"sections":[{"name":"comparison","data":7}]}`, "cannot unmarshal", "a number for a comparison"},
		{`{"sections":[{"name":"audit","data":{"found":"a","results":[]}}]}`, "no result", "an audit without a result"},
		{`{"sections":[{"name":"composition","data":{"columns":[{"name":"a"}]}}]}`, "two columns", "a composition of one column"},
		{`{"sections":[{"name":"composition","data":{"columns":[{"name":"a"},{"name":"b"}],"groups":[{"group":"White","shares":[]}]}}]}`, "has 0 shares in 2 columns", "a group without shares"},
		{`[]`, "cannot unmarshal", "a list"},
	} {
		d := Document{Title: "before"}
		if err := json.Unmarshal([]byte(test.text), &d); err == nil || !strings.Contains(err.Error(), test.want) || d.Title != "before" {
			t.Errorf("%s: %v, title %q, want an error with %q", test.reason, err, d.Title, test.want)
		}
	}
}

// withheldTable has counts that are withheld, rounded, and not to be had.
func withheldTable() *tidy.Table {
	rounded, _ := tidy.Exactly(25).Rounded(5)
	return table(tidy.ModelRate, "White", 317, 1584583, "Black", "1-4", 37844, "Asian", rounded, 37844, "Mixed", "*", 37844, "Other", 0, 37844, "Arab", 3, "N/A")
}

// upheldTable is a table of proportions with people whose group is not known.
func upheldTable() *tidy.Table {
	return table(tidy.ModelProportion, "White", 60, 600, "Black", 30, 180, "Asian", 3, 90, "Mixed", 7, 60, "Not stated", 30, 150)
}
