package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

// TestAccount has one reason a row why the other account has numbers, and which.
func TestAccount(t *testing.T) {
	both := times(30, search{self: white, officer: "White"}) + times(9, search{self: black, officer: "Black"}) + times(4, search{self: asian, officer: "Other"}) +
		times(7, search{self: none, officer: "Black"}) + times(2, search{self: white}) + times(1, search{officer: "Mixed"})
	noMixed := times(30, search{self: white, officer: "White"}) + times(9, search{self: black, officer: "Black"})
	for _, test := range []struct {
		rows   string
		o      Options
		want   string // rule, unknown, and the searches of each group; "" for none
		reason string
	}{
		{header + both, Options{}, "officer, 2 unknown: White 30 Mixed 1 Asian 0 Black 16 Other 4", "the officers' beside the people's own"},
		{header + both, Options{Rule: outcomes.OfficerDefined}, "self, 8 unknown: White 32 Mixed 0 Asian 4 Black 9 Other 0", "and the other way round"},
		{header + both, Options{Rule: outcomes.SelfThenOfficer}, "", "made of both already"},
		{header + both, Options{Unknown: outcomes.ByOfficer}, "officer, 2 unknown: White 30 Mixed 1 Asian 0 Black 16 Other 4", "nothing is filled in"},
		{header + both, Options{Scheme: ethnicity.SixteenPlusOne}, "", "officers have no such groups"},
		{header + both, Options{Scheme: ethnicity.WhiteOther}, "officer, 2 unknown: White 30 Other than White 21", "groups of both"},
		{header + both, Options{Suppress: 5}, "", "two tables of the same searches can tell what each withholds"},
		{header + noMixed, Options{}, "officer, 0 unknown: White 30 Asian 0 Black 9 Other 0", "officers have no Mixed"},
		{header + noMixed, Options{Rule: outcomes.OfficerDefined}, "self, 0 unknown: White 30 Asian 0 Black 9 Other 0", "and so nothing to stand beside"},
		{header + noMixed, Options{Baseline: ethnicity.Mixed}, "", "and so nobody to compare with"},
		{header + times(5, search{self: white}), Options{}, "", "officers recorded nothing"},
		{strings.ReplaceAll(header, "Officer-defined ethnicity", "Something else") + both, Options{}, "", "the column was not read"},
		{header + both, Options{Method: rri.MidP}, "officer, 2 unknown: White 30 Mixed 1 Asian 0 Black 16 Other 4", "a method that has ratios of rates alone"},
	} {
		a := must(New(extract("2023-01-kent.csv", test.rows), test.o)).Document().Account
		got := ""
		if a != nil {
			got = fmt.Sprintf("%s, %d unknown:", a.Rule, a.Unknown)
			for _, row := range a.Rows {
				got += fmt.Sprintf(" %s %d", row.Group, row.Searches)
			}
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.reason, got, test.want)
		}
	}
	if a := must(New(extract("2023-01-btp.csv", header+both), Options{})).Document().Account; a != nil {
		t.Errorf("a force without residents has %+v", a)
	}
}

// TestAccountIsTheOtherReport: the numbers are those of a report in which that account counts.
func TestAccountIsTheOtherReport(t *testing.T) {
	x := extract("2023-01-kent.csv", mixed())
	for _, rule := range []outcomes.EthnicityRule{outcomes.SelfDefined, outcomes.OfficerDefined} {
		other := outcomes.SelfDefined + outcomes.OfficerDefined - rule
		a := must(New(x, Options{Rule: rule})).Document().Account
		table := tableOf(must(New(x, Options{Rule: other})).Document(), "search-rate")
		rows := groupRows(table)
		if rule == outcomes.OfficerDefined { // who recorded nobody as Mixed
			rows = slices.DeleteFunc(rows, func(row Row) bool { return row.Group == ethnicity.Mixed })
		}
		if a.Rule != other || a.Unknown != *table.Unknown || a.UnknownShare != *table.UnknownShare || len(a.Rows) != len(rows) {
			t.Fatalf("%s: %+v, want the rows of %+v", rule, a, table)
		}
		for i, row := range a.Rows {
			if want := rows[i]; row.Group != want.Group || row.Searches != *want.Events || row.Ratio.String() != want.Ratio.String() || row.Flags != want.Flags {
				t.Errorf("%s: %+v, want %+v", rule, row, want)
			}
		}
	}
}
