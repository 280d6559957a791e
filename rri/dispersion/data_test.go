package dispersion

import (
	"compress/gzip"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// TestLondon has the figures that the documentation of the package gives of a real year.
func TestLondon(t *testing.T) {
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("DISPARITY_DATA does not name the folder of the shared data")
	}
	f, err := os.Open(filepath.Join(dir, "stopsearch", "derived", "2021-12_2022-11-london-policeuk-header.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(unzipped).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := make(map[string]int)
	for i, name := range records[0] {
		column[name] = i
	}
	byMonth := make(map[string]map[string]rri.Rate)
	for _, r := range records[1:] {
		month, group := r[column["Date"]][:len("2021-12")], r[column["Officer-defined ethnicity"]]
		if group == "" {
			continue
		}
		if byMonth[month] == nil {
			byMonth[month] = make(map[string]rri.Rate)
		}
		byMonth[month][group] = rri.Rate{Events: byMonth[month][group].Events + 1, Population: 1}
	}
	var months []map[string]rri.Rate
	for _, month := range sortedKeys(byMonth) {
		months = append(months, byMonth[month])
	}
	perGroup, err := PerGroup(months, Quasi)
	if err != nil {
		t.Fatal(err)
	}
	within, err := WithinStrata("White", months)
	if err != nil {
		t.Fatal(err)
	}
	// Groups are Asian, Black, Mixed, Other, White.
	black, against := perGroup.Groups[1].Own.Factor(), within.Groups[1].Own.Factor()
	if len(months) != 12 || math.Abs(black-1002) > 0.5 || math.Abs(against-12.2) > 0.05 {
		t.Errorf("%d months: φ of Black people is %.1f per group and %.2f within strata, want 1,002 and 12.2", len(months), black, against)
	}
}
