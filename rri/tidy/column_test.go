package tidy

import (
	"strings"
	"testing"
)

// TestLimitsAreNumbers: columns of limits, as statistics programs write them, are no dimensions of
// a file whose columns of counts are chosen.
func TestLimitsAreNumbers(t *testing.T) {
	for _, test := range []struct{ cell, reason string }{
		{"Inf", "no end"},
		{"-inf", "no end below"},
		{"9.992006394884092e-05", "a small number in powers of ten"},
		{"1E-300", "a smaller one"},
	} {
		text := "group,events,trials,counts_lower\nWhite,1,10,1\nBlack,2,10," + test.cell + "\n"
		table, err := Read(strings.NewReader(text), Options{Events: "events", Of: "trials"})
		if err != nil {
			t.Errorf("%s (%s): %v", test.cell, test.reason, err)
			continue
		}
		if len(table.Dimensions) != 0 || len(table.Rows) != 2 {
			t.Errorf("%s (%s): dimensions %q, %d rows; want none, 2", test.cell, test.reason, table.Dimensions, len(table.Rows))
		}
	}
	if _, err := Read(strings.NewReader("group,events,trials\nWhite,1,10\nBlack,Inf,10\n"), Options{}); err == nil || !strings.Contains(err.Error(), `3:7: "Inf"`) {
		t.Errorf("a count without end: %v, want an error at its cell", err)
	}
}
