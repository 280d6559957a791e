package outcomes

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
)

func TestGaps(t *testing.T) {
	kent, essex := force(t, "Kent"), force(t, "Essex")
	var unnamed ethnicity.Force
	september, october, november, december, january := newMonth(2022, 9), newMonth(2022, 10), newMonth(2022, 11), newMonth(2022, 12), newMonth(2023, 1)
	type cell struct {
		force ethnicity.Force
		month Month
	}
	for _, test := range []struct {
		cells  []cell
		want   []Gap
		reason string
	}{
		{nil, nil, "nothing"},
		{[]cell{{kent, september}}, nil, "a month"},
		{[]cell{{kent, september}, {kent, october}}, nil, "no month between"},
		{[]cell{{kent, january}, {kent, september}, {kent, november}}, []Gap{{kent, []Month{october, december}}}, "months between, over the end of a year"},
		{[]cell{{kent, september}, {essex, october}}, []Gap{{essex, []Month{september}}, {kent, []Month{october}}}, "the months are those of all forces; in order of force"},
		{[]cell{{unnamed, september}, {kent, october}}, []Gap{{unnamed, []Month{october}}, {kent, []Month{september}}}, "searches of no known force"},
		{[]cell{{kent, september}, {kent, 0}, {essex, 0}}, []Gap{{essex, []Month{september}}}, "a month that is not recorded fills no gap"},
		{[]cell{{kent, 0}}, nil, "no month at all"},
	} {
		var tally Tally
		for _, c := range test.cells {
			if err := tally.AddCount(Key{Force: c.force, Month: c.month, Type: VehicleSearch}, 1); err != nil {
				t.Fatal(err)
			}
		}
		if d := cmp.Diff(test.want, tally.Gaps()); d != "" {
			t.Errorf("%s: -want +got\n%s", test.reason, d)
		}
	}
	var none *Tally
	if none.Gaps() != nil || newMonth(2022, time.September) != september {
		t.Error("a nil tally has gaps")
	}
}
