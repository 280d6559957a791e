package rri_test

import (
	"encoding/json"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// TestTestZero: a test that was not made does not read as one with a p-value of 0.
func TestTestZero(t *testing.T) {
	const want = `{"name":"Pearson's chi-squared test","statistic":null,"df":0,"p":null,"least_expected":0,"groups":0,"left_out":0}`
	if got, err := json.Marshal(rri.Test{}); err != nil || string(got) != want {
		t.Errorf("the zero Test is %s, %v; want %s", got, err, want)
	}
}
