package report

import (
	"slices"
	"strings"
	"testing"
)

// The table of searches that need no suspicion is called after section 60 only where all are under
// it.
func TestNoSuspicion(t *testing.T) {
	const section60 = "Criminal Justice and Public Order Act 1994 (section 60)"
	under := func(power string) string {
		return strings.Replace(times(5, search{self: white, outcome: "Arrest"}), "Misuse of Drugs Act 1971 (section 23)", power, -1)
	}
	drugs := times(5, search{self: white})
	for _, test := range []struct{ rows, want, reason string }{
		{drugs + under(section60), "find rate, section 60 (no suspicion needed)", "section 60 alone"},
		{drugs + under(section60) + under("Public Order Act 2023 (section 11)"), "find rate, section 60 and other powers that need no suspicion", "with another power"},
		{drugs + under("Terrorism Act 2000 (section 47A)"), "find rate, section 60 and other powers that need no suspicion", "another power alone"},
		{drugs + under("Public Order Act 2023 (section 10)"), "", "a power that needs suspicion"},
	} {
		tables := must(New(extract("2023-01-kent-stop-and-search.csv", header+test.rows), Options{})).Document().Tables
		i := slices.IndexFunc(tables, func(table Table) bool { return strings.Contains(table.ID, "section-60") })
		if (i >= 0) != (test.want != "") || i >= 0 && tables[i].Measure != test.want {
			t.Errorf("%s: table %d, want %q", test.reason, i, test.want)
		}
	}
}
