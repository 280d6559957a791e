package report

import (
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
)

// TestBoundsInColumns: an index that is wider than its heading widens the column for all.
func TestBoundsInColumns(t *testing.T) {
	number := func(v float64) *float64 { return &v }
	r := Report{unknown: 2, compared: true, o: Options{Baseline: ethnicity.White}, bounds: []Bound{
		{Group: ethnicity.Asian, Lower: number(0.5), Upper: number(1068.81), TippingShare: number(0.2), TippingPossible: true},
		{Group: ethnicity.Black, Lower: number(1234.5)},
		{Group: ethnicity.Mixed},
		{Group: ethnicity.Other, Lower: number(0.1), Upper: number(0.9)},
	}}
	for _, test := range []struct {
		markdown bool
		want     string
	}{
		{false, `                           share of these that would have to be of
                           the group, the others White, for an RRI
         lowest   highest  of 1
Asian      0.50  1,068.81  20.0 %
Black  1,234.50         ∞  none: it stays above 1
Mixed         —         —  none would do
Other      0.10      0.90  none: it stays below 1
`},
		{true, `
| group | lowest | highest | share of these that would have to be of the group, the others White, for an RRI of 1 |
| :-- | --: | --: | :-- |
| Asian | 0.50 | 1,068.81 | 20.0 % |
| Black | 1,234.50 | ∞ | none: it stays above 1 |
| Mixed | — | — | none would do |
| Other | 0.10 | 0.90 | none: it stays below 1 |
`},
	} {
		p := page{width: 100, markdown: test.markdown}
		if err := p.sheet(*r.boundsBlock().Sheet); err != nil {
			t.Fatal(err)
		}
		if _, got, _ := strings.Cut(p.b.String(), "chance is not in it"); strings.TrimLeft(got, "*\n") != strings.TrimLeft(test.want, "\n") {
			t.Errorf("got\n%s\nwant\n%s", got, test.want)
		}
	}
}
