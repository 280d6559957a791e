package journey

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// ordered returns the stages in an order in which each stands behind the one that it is out of, and
// the place of that stage for each; -1 for the first. The order is that of the list as far as it
// can be.
func ordered[G cmp.Ordered](stages []Stage[G]) (sorted []Stage[G], parents []int, err error) {
	switch n := len(stages); {
	case n < 2:
		return nil, nil, fmt.Errorf("journey: %w: %d given, want two or more", ErrStage, n)
	case n > most:
		return nil, nil, fmt.Errorf("journey: %w: %d given, want at most %d", ErrStage, n, most)
	}
	outOf, err := listed(stages)
	if err != nil {
		return nil, nil, err
	}
	place := make([]int, len(stages)) // in the new order; 0 where there is none yet, as place+1
	for i := range stages {
		// the stage, and before it those that it is out of, as far as they have no place
		var missing []int
		for at := i; at >= 0 && place[at] == 0; at = outOf[at] {
			if len(missing) == len(stages) {
				return nil, nil, circle(stages, outOf, at)
			}
			missing = append(missing, at)
		}
		for k := len(missing) - 1; k >= 0; k-- {
			at, parent := missing[k], -1
			if outOf[at] >= 0 {
				parent = place[outOf[at]] - 1
			}
			sorted, parents = append(sorted, stages[at]), append(parents, parent)
			place[at] = len(sorted)
		}
	}
	return sorted, parents, nil
}

// listed returns for each stage the one that it is out of, as a place in the list; -1 for the
// first.
func listed[G cmp.Ordered](stages []Stage[G]) ([]int, error) {
	named := make(map[string][]int)
	var names []string
	for i, s := range stages {
		named[s.Name] = append(named[s.Name], i)
		names = append(names, fmt.Sprintf("%q", sheet.Clip(s.Name)))
	}
	first := -1
	outOf := make([]int, len(stages))
	for i, s := range stages {
		at := named[s.Of]
		switch {
		case s.Of == "" && first < 0:
			first, outOf[i] = i, -1
		case s.Of == "":
			outOf[i] = i - 1
		case len(at) == 0:
			return nil, fmt.Errorf("journey: %w: stage %q is out of %q, which is no stage: want one of %s",
				ErrStage, sheet.Clip(s.Name), sheet.Clip(s.Of), strings.Join(names, ", "))
		case len(at) > 1:
			return nil, fmt.Errorf("journey: %w: stage %q is out of %q, and %d stages have that name: give each stage a name of its own",
				ErrStage, sheet.Clip(s.Name), sheet.Clip(s.Of), len(at))
		default:
			outOf[i] = at[0]
		}
	}
	if first < 0 {
		return nil, circle(stages, outOf, 0)
	}
	return outOf, nil
}

// circle is the error of stages that are out of each other. It is found from stage i.
func circle[G cmp.Ordered](stages []Stage[G], outOf []int, i int) error {
	for range stages {
		i = outOf[i] // which gets into the circle, if i is before it
	}
	names := []string{fmt.Sprintf("%q", sheet.Clip(stages[i].Name))}
	for at := outOf[i]; at != i; at = outOf[at] {
		names = append(names, fmt.Sprintf("%q", sheet.Clip(stages[at].Name)))
	}
	return fmt.Errorf("journey: %w: %s is out of itself: want one stage where all come from, which is out of none",
		ErrStage, strings.Join(append(names, names[0]), " is out of "))
}
