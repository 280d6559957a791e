package report

import (
	"bytes"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
)

// TestSameBytes: the same records give the same bytes, whatever the order in which Go walks through
// its maps: residents at a date are no whole numbers, and their sum depends on the order.
func TestSameBytes(t *testing.T) {
	x := several(map[string]string{
		"essex.csv": fiveOf("2016-06", five{700, 30, 100, 150, 20}) + times(40, search{self: none, date: "2016-06-09T12:00:00+00:00"}),
		"kent.csv":  fiveOf("2016-07", five{1000, 30, 60, 120, 30}) + times(40, search{self: none, date: "2016-07-09T12:00:00+00:00"})})
	for _, o := range []Options{{}, {Scheme: ethnicity.NineteenPlusOne, By: Whole}, {ResidentsOf: "England"}} {
		var first []byte
		for range 8 {
			var out bytes.Buffer
			if err := must(New(x, o)).WriteJSON(&out); err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = out.Bytes()
			}
			if !bytes.Equal(out.Bytes(), first) {
				t.Fatalf("%+v: two documents of the same records differ", o)
			}
		}
	}
}
