package main

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// TestInProportionSuppressed: the counts of all groups with their shares of the unknown tell what
// was recorded of each. Nobody knows more of 5 recorded people than that there were few.
func TestInProportionSuppressed(t *testing.T) {
	recorded := map[string]int{"White": 80, "Mixed": 5, "Asian": 30, "Black": 25, "Other": 20, "none": 24}
	w := world{by: make(map[[2]string]int)}
	for group, n := range recorded {
		w.by[[2]string{group, noAction}] = n
	}
	args := []string{"-suppress", "5", "-unknown", "in-proportion"}
	values := map[int]bool{}
	want := everything(t, w.csv(), args...)
	for mixed := 1; mixed <= 8; mixed++ {
		for _, cover := range []string{"Asian", "Black", "Other"} { // one of which is withheld too
			other := world{by: maps.Clone(w.by)}
			other.by[[2]string{"Mixed", noAction}] = mixed
			other.by[[2]string{cover, noAction}] += 5 - mixed
			values[mixed] = values[mixed] || everything(t, other.csv(), args...) == want
		}
	}
	maps.DeleteFunc(values, func(_ int, possible bool) bool { return !possible })
	if len(values) < 3 {
		t.Errorf("what is printed cannot be of several numbers of Mixed people around 5, only of %v", slices.Sorted(maps.Keys(values)))
	}
	if strings.Contains(want, "with unknown:") {
		t.Error("a column is explained that is withheld")
	}
	if !strings.Contains(want, "White") || strings.Contains(want, "too few searches to show any") {
		t.Errorf("the program shows nothing:\n%s", want)
	}
}
