package counts

import (
	"testing"

	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/journey"
)

// TestSayJourney has one reason a row.
func TestSayJourney(t *testing.T) {
	// the group, the baseline and the unknown at each stage
	for _, test := range []struct {
		group, baseline, unknown [3]int64
		o                        journey.Options
		want, reason             string
	}{
		{[3]int64{500, 300, 200}, [3]int64{5000, 2000, 1000}, [3]int64{}, journey.Options{},
			"Black against White, out of a: 2.00 times as often at c (1.77 to 2.25).", "clear"},
		{[3]int64{500, 300, 200}, [3]int64{5000, 2000, 1000}, [3]int64{}, journey.Options{Direction: index.ComparatorOverGroup},
			"White against Black, out of a: 0.50 times as often at c (0.44 to 0.57).", "the other way round"},
		{[3]int64{500, 150, 50}, [3]int64{5000, 1600, 510}, [3]int64{}, journey.Options{},
			"Black against White, out of a: cannot tell at c (0.74 to 1.28).", "chance"},
		{[3]int64{500, 300, 200}, [3]int64{5000, 2000, 1000}, [3]int64{9000, 8000, 6000}, journey.Options{},
			"Black against White, out of a: of those whose group is known 2.00 times as often at c (1.77 to 2.25), which the others could undo.", "the unknown"},
		{[3]int64{500, 300, 200}, [3]int64{5000, 2000, 1000}, [3]int64{9, 8, 6}, journey.Options{},
			"Black against White, out of a: 2.00 times as often at c (1.77 to 2.25).", "few unknown"},
		{[3]int64{500, 300, 130}, [3]int64{5000, 2000, 1000}, [3]int64{0, 0, 120}, journey.Options{},
			"Black against White, out of a: of those whose group is known 1.30 times as often at c (1.10 to 1.52), which the others could undo.", "chance and the unknown together"},
		{[3]int64{500, 300, 4}, [3]int64{5000, 2000, 1000}, [3]int64{}, journey.Options{},
			"Black against White, out of a: too few to tell at c.", "few of the group"},
		{[3]int64{500, 300, 40}, [3]int64{5000, 2000, 0}, [3]int64{}, journey.Options{},
			"Black against White, out of a: too few to tell at c.", "none of the baseline"},
		{[3]int64{500, 300, 4}, [3]int64{5000, 2000, 1000}, [3]int64{}, journey.Options{Suppress: 5},
			"Black against White, out of a: withheld at c.", "a small count"},
	} {
		var stages []journey.Stage[string]
		for i, name := range []string{"a", "b", "c"} {
			stages = append(stages, journey.Stage[string]{Name: name, Unknown: test.unknown[i],
				Counts: map[string]int64{"Black": test.group[i], "White": test.baseline[i]}})
		}
		j, err := journey.Compare("White", stages, test.o)
		if err != nil {
			t.Fatal(err)
		}
		if got := sayJourney(j); len(got) != 1 || got[0] != test.want {
			t.Errorf("%s: %q, want %q", test.reason, got, test.want)
		}
	}
}
