package trend

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// TestOrder: groups stand in the order of the series in every list and table, those that it does
// not name after them, and none of it changes a number.
func TestOrder(t *testing.T) {
	for _, test := range []struct {
		order, want []string
		reason      string
	}{
		{nil, []string{"Asian", "Black"}, "ascending"},
		{[]string{"Black", "Asian"}, []string{"Black", "Asian"}, "as a file has them"},
		{[]string{"Black"}, []string{"Black", "Asian"}, "one is not named"},
		{[]string{"Other", "White", "Black", "Asian"}, []string{"Black", "Asian"}, "one that is not there, and the baseline"},
	} {
		s := searches()
		s.Order = test.order
		r := referencetest.Must(Of(s, Options{}))
		var trends []string
		for _, row := range r.Trends {
			trends = append(trends, row.Group)
		}
		lists := map[string][]string{"trends": trends}
		for _, c := range append(slices.Clone(r.YearOnYear), *r.Compared) {
			var groups []string
			for _, row := range c.Rows[1:] {
				groups = append(groups, row.Group)
			}
			lists["the change to "+c.After.Name] = groups
		}
		for of, got := range lists {
			if !slices.Equal(got, test.want) {
				t.Errorf("%s (%s): %q, want %q", of, test.reason, got, test.want)
			}
		}
		for name, sheet := range r.Sheets() {
			var b strings.Builder
			if err := sheet.WriteMarkdown(&b); err != nil {
				t.Fatal(err)
			}
			if text := b.String(); strings.Index(text, test.want[0]) > strings.Index(text, test.want[1]) {
				t.Errorf("table %s (%s): want %q in this order\n%s", name, test.reason, test.want, text)
			}
		}
		plain := referencetest.Must(Of(searches(), Options{}))
		for _, want := range plain.Trends {
			i := slices.IndexFunc(r.Trends, func(row Trend[string]) bool { return row.Group == want.Group })
			if got := r.Trends[i]; got.PerYear != want.PerYear || got.Word != want.Word {
				t.Errorf("%s: %s is %v %s, want %v %s", test.reason, want.Group, got.PerYear, got.Word, want.PerYear, want.Word)
			}
		}
	}
}
