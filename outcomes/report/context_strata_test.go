package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestCSVStrata: the row of a stratum says whose and when its searches are, and not how many of all
// strata are of unknown ethnicity.
func TestCSVStrata(t *testing.T) {
	two := map[string]string{"kent.csv": of("2022-12", 9, 3) + of("2023-01", 8, 2), "essex.csv": of("2023-01", 7, 4)}
	for _, test := range []struct {
		o      Options
		want   map[string]string // by stratum: force, from and to, and residents of the search rate
		reason string
	}{
		{Options{}, map[string]string{
			"":      "Essex; Kent, 2022-12 to 2023-01, 3716049",
			"Essex": "Essex, 2023-01 to 2023-01, 1860199",
			"Kent":  "Kent, 2022-12 to 2023-01, 1855850",
		}, "forces"},
		{Options{By: EachMonth}, map[string]string{
			"":                    "Essex; Kent, 2022-12 to 2023-01, 3716049",
			"Essex, January 2023": "Essex, 2023-01 to 2023-01, 1860199",
			"Kent, December 2022": "Kent, 2022-12 to 2022-12, 1855850",
			"Kent, January 2023":  "Kent, 2023-01 to 2023-01, 1855850",
		}, "months of forces"},
	} {
		_, rows := csvRows(t, must(New(apartByName(two), test.o)))
		got := make(map[string]string)
		for _, row := range rows {
			if row["by"] == "" || row["part"] != "" {
				continue
			}
			if (row["unknown"] == "") != (row["stratum"] != "") || (row["unknown_share"] == "") != (row["stratum"] != "") {
				t.Errorf("%s: unknown %q, share %q of %q", test.reason, row["unknown"], row["unknown_share"], row["stratum"])
			}
			if row["measure"] != "search rate" {
				continue
			}
			got[row["stratum"]] = fmt.Sprintf("%s, %s to %s, %s", row["force"], row["from"], row["to"], row["residents"])
		}
		if fmt.Sprint(got) != fmt.Sprint(test.want) {
			t.Errorf("%s: %v, want %v", test.reason, got, test.want)
		}
	}
}

// TestCSVStackable: a month of one force has the columns of several, where By or Within asks for
// adjusted tables.
func TestCSVStackable(t *testing.T) {
	one := apartByName(map[string]string{"kent.csv": of("2023-01", 9, 3)})
	two := apartByName(map[string]string{"kent.csv": of("2022-12", 9, 3) + of("2023-01", 8, 2), "essex.csv": of("2023-01", 7, 4)})
	for _, o := range []Options{{By: EachMonth}, {By: EachForce}, {By: EachYear}, {Within: []Dimension{ByObject}}} {
		first, _ := csvRows(t, must(New(one, o)))
		second, _ := csvRows(t, must(New(two, o)))
		if !slices.Equal(first, second) {
			t.Errorf("%+v: columns\n%s\nand\n%s", o, strings.Join(first, ","), strings.Join(second, ","))
		}
	}
}
