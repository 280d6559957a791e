package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// published is the table of the Home Office that the shipped figures are from.
const published = "use-of-force-by-ethnicity-force-april2019-march2020.csv"

// publishedFile returns the name of the published table, or skips the test.
func publishedFile(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("set DISPARITY_DATA to the folder with the published files")
	}
	return filepath.Join(dir, "useofforce", published)
}

// TestShipped makes the shipped figures from the published file.
func TestShipped(t *testing.T) {
	args := []string{"-where", "Police Force=Avon & Somerset", "-where", "Tactic=*Total Tactics", "-residents", "Avon and Somerset", "-on", "2019/20", "-groups", "officer", publishedFile(t)}
	s, files, err := parseFlags(args, nil)
	if err != nil {
		t.Fatal(err)
	}
	table, err := s.read(files[0], nil)
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2019, time.October, 1, 0, 0, 0, 0, time.UTC)
	residents, err := ethnicity.PopulationAt("Avon and Somerset", day)
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf(`# Uses of force by Avon and Somerset Police from April 2019 to March 2020, by ethnicity as officers saw it.
# Counted are tactics, without tactical communication: in one incident several may be used, against one person or several.
# Source of the uses: Home Office, Police use of force statistics, table by ethnicity and force (%s).
# Source of the residents: Office for National Statistics, %s, rounded to whole people. Contains public sector information licensed under the Open Government Licence v3.0.
ethnicity,uses of force,residents
`, published, residents.Source)
	for _, row := range table.Rows {
		want += fmt.Sprintf("%s,%.0f,", row.Group, row.Events.Value)
		if row.Kind == tidy.KindGroup {
			want += fmt.Sprintf("%.0f", row.Exposure.Value)
		}
		want += "\n"
	}
	if *update {
		if err := os.WriteFile(shippedFile, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(string(force), "\n")); diff != "" && !*update {
		t.Errorf("force.csv is not what the published file gives (-file +force.csv):\n%s", diff)
	}
}
