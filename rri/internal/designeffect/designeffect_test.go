package designeffect

import "testing"

func TestMean(t *testing.T) {
	tests := []struct {
		name             string
		effects, weights []float64
		want             float64
		reason           string
	}{
		{"none", nil, nil, 0, "0 means 1"},
		{"all one", []float64{0, 1, 0}, []float64{3, 4, 5}, 0, "0 and 1 are the same, and written as 0"},
		{"all the same", []float64{1.1, 1.1, 1.1}, []float64{0.1, 0.2, 0.3}, 1.1, "without rounding"},
		{"variances add up", []float64{0, 2}, []float64{100, 300}, 1.75, "(100 + 600)/400"},
		{"nobody of one", []float64{0, 2}, []float64{100, 0}, 0, "what has no events has no variance"},
		{"no events", []float64{0, 2}, []float64{0, 0}, 1.5, "the plain mean"},
		{"back to 1", []float64{0.5, 1.5}, []float64{7, 7}, 0, "1 is written as 0"},
	}
	for _, test := range tests {
		if got := Mean(test.effects, test.weights); got != test.want {
			t.Errorf("%s: %v, want %v (%s)", test.name, got, test.want, test.reason)
		}
	}
}
