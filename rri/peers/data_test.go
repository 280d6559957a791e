package peers

import (
	"compress/gzip"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// published are the rows of a published file, by the names of its columns.
func published(t *testing.T, name string) (rows []map[string]string) {
	t.Helper()
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("DISPARITY_DATA is not set: it names the folder of the real files")
	}
	file, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var from io.Reader = file
	if strings.HasSuffix(name, ".gz") {
		if from, err = gzip.NewReader(file); err != nil {
			t.Fatal(err)
		}
	}
	records, err := csv.NewReader(from).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range records[1:] {
		row := make(map[string]string)
		for i, name := range records[0] {
			row[name] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// count reads a number as the files write it, "1,864,890" and "12642.0"; ok is false for "N/A".
func count(text string) (n float64, ok bool) {
	n, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64)
	return n, err == nil
}

// searchesOf returns the searches of every force in a year, as "2019/20", over the residents of the
// census of 2011 that stand beside them. The standard is England and Wales.
func searchesOf(t *testing.T, year string) Set[string, rri.Rate] {
	t.Helper()
	s := Set[string, rri.Rate]{Baseline: "White", Of: "forces", Labels: rri.Labels{Measure: "search rate", Events: "searches", Exposure: "residents"}}
	const national = "All - excluding BTP"
	s.Standards = []Standard[string, rri.Rate]{{Name: "England and Wales", Source: national, Counts: make(map[string]rri.Rate)}}
	units := make(map[string]*Unit[string, rri.Rate])
	for _, row := range published(t, "published/eff-stop-and-search-by-pfa-ethnicity-legislation-2006-07_2019-20.csv.gz") {
		area, group := row["Geography"], row["Ethnicity"]
		if row["Time"] != year || row["Legislation_type"] != "All" || !strings.HasSuffix(row["Ethnicity_type"], " 5+1") ||
			group != "White" && group != "Black" && group != "Unreported" {
			continue
		}
		u := units[area]
		if u == nil {
			u = &Unit[string, rri.Rate]{Name: area, Counts: make(map[string]rri.Rate)}
			units[area] = u
		}
		events, _ := count(row["Number of stop and searches"])
		population, ok := count(row["Population by ethnicity"])
		switch {
		case group == "Unreported":
			u.Unknown.Events = int64(events)
		case ok:
			u.Counts[group] = rri.Rate{Events: int64(events), Population: population}
		}
	}
	for name, u := range units {
		switch {
		case name == national:
			s.Standards[0].Counts = u.Counts
		case name != "British Transport Police" && name != "BTP" && !strings.HasPrefix(name, "All"):
			s.Units = append(s.Units, *u)
			if name != "London, City of" { // which has no residents in the file
				s.Standards[0].Holds = append(s.Standards[0].Holds, name)
			}
		}
	}
	return s
}

// forceOf returns how often force was used, as counted by the tactics, by the perceived ethnicity
// and over the residents of searches.
func forceOf(t *testing.T, file string, searches Set[string, rri.Rate]) Set[string, rri.Rate] {
	t.Helper()
	s := Set[string, rri.Rate]{Baseline: "White", Of: "forces", Labels: rri.Labels{Measure: "rate of use of force", Events: "tactics", Exposure: "residents"}}
	residents := make(map[string]map[string]rri.Rate)
	for _, u := range searches.Units {
		residents[u.Name] = u.Counts
	}
	for _, row := range published(t, "useofforce/"+file) {
		force := row["Police Force"]
		if name, ok := map[string]string{"Metropolitan": "Metropolitan Police", "City of London": "London, City of"}[force]; ok {
			force = name
		}
		if row["Tactic"] != "*Total Tactics" || residents[force] == nil {
			continue
		}
		u := Unit[string, rri.Rate]{Name: force, Counts: make(map[string]rri.Rate)}
		for column, group := range map[string]string{"White": "White", "Black (or Black British)": "Black"} {
			events, _ := count(row[column])
			if r, ok := residents[u.Name][group]; ok {
				u.Counts[group] = rri.Rate{Events: int64(events), Population: r.Population}
			}
		}
		for _, column := range []string{"Don't know", "Not reported"} {
			events, _ := count(row[column])
			u.Unknown.Events += int64(events)
		}
		s.Units = append(s.Units, u)
	}
	return s
}
