package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/outcomes"
)

// TestReadmeQueries: the queries of README.md for other databases give what the program counts.
// DuckDB takes them once it has the functions of these databases by their names.
func TestReadmeQueries(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	do(t, "ATTACH "+literal(in("kent.db"))+" AS k", `CREATE TABLE k.searches AS SELECT 'Kent' AS force, ['Person search', 'Vehicle search'][i % 2 + 1] AS type,
		TIMESTAMPTZ '2022-03-01 00:00:00+00:00' + INTERVAL 13 MINUTE * i AS date, ['Male', 'Female', NULL][i % 3 + 1] AS gender, '10-17' AS age_range,
		'White - Irish' AS self_defined_ethnicity, ['White', 'Black', 'Asian', NULL, 'Martian'][i % 5 + 1] AS officer_defined_ethnicity,
		'Misuse of Drugs Act 1971 (section 23)' AS legislation, 'Controlled drugs' AS object_of_search, ['Arrest', 'A no further action disposal'][i % 7 // 4 + 1] AS outcome,
		i % 4 = 0 AS outcome_linked_to_object_of_search, CAST(NULL AS BOOLEAN) AS removal_of_more_than_just_outer_clothing FROM range(100000) r(i)`)
	want := counted(t, settings{files: []string{in("kent.db")}}, "counts.csv")

	blocks := strings.Split(string(readme), "```sql\n")[1:]
	for i, database := range []string{"PostgreSQL", "BigQuery"} {
		query, _, _ := strings.Cut(blocks[i], "```")
		query = strings.NewReplacer("`project.police.searches`", "searches", "MONTH,", "'month',", "COPY (", "", ") TO STDOUT WITH (FORMAT csv, HEADER)", "").Replace(query)
		file := in(fmt.Sprintf("counts-%d.csv", i))
		do(t, "ATTACH "+literal(in("kent.db"))+" AS k (READ_ONLY)", "USE k",
			`CREATE TEMP MACRO to_char(t, form) AS strftime(t, CASE form WHEN 'YYYY-MM-DD"T"HH24:MI:SS"Z"' THEN '%Y-%m-%dT%H:%M:%SZ' END)`,
			"CREATE TEMP MACRO format_timestamp(form, t, zone) AS strftime(timezone(zone, t), form)",
			"CREATE TEMP MACRO timestamp_trunc(t, part, zone) AS date_trunc(part, timezone(zone, t))",
			"COPY ("+query+") TO "+literal(file)+" (FORMAT csv, HEADER)")
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got := plain(t, outcomes.Extract{Columns: map[string]string{"count": "n"}}, "counts.csv", bytes.NewReader(text))
		if !want.Tally().Equal(got.Tally()) || want.Quality(outcomes.SelfDefined).String() != got.Quality(outcomes.SelfDefined).String() || want.Tally().Total() != 100000 {
			t.Errorf("%s: %v, want %v", database, got.Quality(outcomes.SelfDefined), want.Quality(outcomes.SelfDefined))
		}
	}
}
