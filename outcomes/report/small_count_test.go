package report

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestSmallCountBelow: the footnotes of every table say below which number a
// count is small, and the document carries it. The numbers are those of the default.
func TestSmallCountBelow(t *testing.T) {
	x := extract("2023-01-kent.csv", header+groupsOf(noAction, 60, 8, 15, 7, 12, 0)+groupsOf("Arrest", 60, 7, 15, 8, 12, 0))
	o := Options{Within: []Dimension{ByAge}}
	plain := must(New(x, o)).Document()
	o.SmallCountBelow = 10
	text := textOf(t, x, o)
	const said = "a count below 10: read the interval, not the estimate"
	if !strings.Contains(text, said) || strings.Contains(text, "a count below 5:") {
		t.Errorf("no %q in\n%s", said, text)
	}
	var back Document
	data, err := json.Marshal(must(New(x, o)).Document())
	if err == nil {
		err = json.Unmarshal(data, &back)
	}
	if err != nil {
		t.Fatal(err)
	}
	for i, table := range back.Tables {
		was := plain.Tables[i]
		if table.SmallCountBelow != 10 || was.SmallCountBelow != 0 {
			t.Errorf("%s: below %d, and by default %d, want 10 and 0", table.ID, table.SmallCountBelow, was.SmallCountBelow)
		}
		for j, row := range table.Rows {
			if a, b := row.Ratio, was.Rows[j].Ratio; a.Lower != b.Lower && a.Lower == a.Lower {
				t.Errorf("%s: %s: limits %v, and by default %v", table.ID, row.Group, a.Lower, b.Lower)
			}
		}
	}
	if _, err := New(x, Options{SmallCountBelow: -1}); err == nil {
		t.Error("a negative number is taken")
	}
}
