package invented

import (
	"bytes"
	"encoding/csv"
	"flag"
	"math"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "make the files of examples/stopsearch/own")

// folder is where the files ship.
const folder = "../../stopsearch/own"

// The seed of the files that ship, and how many rows they have.
const (
	seed     = 20
	suspects = 2000
	searches = 1500
)

// TestShipped: the files that ship are those of this package. Whoever changes it makes them anew
// with -update.
func TestShipped(t *testing.T) {
	for name, want := range map[string][]byte{"suspects.csv": Suspects(seed, suspects), "searches.csv": Searches(seed, searches), "residents.csv": Residents()} {
		file := filepath.Join(folder, name)
		if *update {
			if err := os.WriteFile(file, want, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what the package makes", file)
		}
	}
}

// read returns the rows of a file by the names of its columns.
func read(t *testing.T, file []byte) (rows []map[string]string) {
	t.Helper()
	list, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range list[1:] {
		row := map[string]string{}
		for i, cell := range cells {
			row[list[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return rows
}

// groupOf returns the group of a label.
func groupOf(t *testing.T, label string) Group {
	t.Helper()
	for group, list := range details {
		for _, w := range list {
			if w.value == label {
				return group
			}
		}
	}
	t.Fatalf("label %q", label)
	return ""
}

// TestPlanted: in very many rows what is planted is there, within what chance leaves (five standard
// errors), and the crude ratio of charges of Black people is another.
func TestPlanted(t *testing.T) {
	const n = 200_000
	type cell struct{ gravity, previous, admitted string }
	charged, all := map[Group]map[cell]float64{}, map[Group]map[cell]float64{}
	crude, of := map[Group]float64{}, map[Group]float64{}
	for _, row := range read(t, Suspects(1, n)) {
		group := groupOf(t, row["Self classification"])
		if row["Result, final"] == "Live" {
			continue
		}
		if all[group] == nil {
			all[group], charged[group] = map[cell]float64{}, map[cell]float64{}
		}
		c := cell{row["Gravity"], row["Previous"], row["Admitted"]}
		all[group][c]++
		of[group]++
		if row["Result, final"] == "Charged / reported for summons" {
			charged[group][c]++
			crude[group]++
		}
	}
	for group, want := range ChargeRatios() {
		var expected, seen float64 // as many as were charged at the rates of White people
		for c, people := range all[group] {
			expected += people * charged[White][c] / all[White][c]
			seen += charged[group][c]
		}
		if got, se := seen/expected, math.Sqrt(1/seen+1/crude[White]); math.Abs(math.Log(got/want)) > 5*se {
			t.Errorf("%s: charged %.3f times as often within what is alike, want %v", group, got, want)
		}
	}
	if got := crude[Black] / of[Black] / (crude[White] / of[White]); got < 1.6 {
		t.Errorf("the crude ratio of Black people is %.2f, which hides nothing", got)
	}
	finds, searched := map[string]float64{}, map[string]float64{}
	people := map[string]map[Group]float64{OfficerLed: {}, IntelligenceLed: {}}
	for _, row := range read(t, Searches(1, n)) {
		led := row["Led by"]
		people[led][groupOf(t, row["Self classification"])]++
		searched[led]++
		if row["Result of search"] != "No action" {
			finds[led]++
		}
	}
	for _, led := range []string{OfficerLed, IntelligenceLed} {
		if got, want := 100*finds[led]/searched[led], FindShare(led); math.Abs(got-want) > 1 {
			t.Errorf("%s: %.1f of 100 find something, want %v", led, got, want)
		}
		for _, group := range groups[1:] {
			n, white := people[led][group], people[led][White]
			got := n / float64(residentsOf(group)) / (white / float64(residentsOf(White)))
			want := SearchRatios(led)[group]
			if se := math.Sqrt(1/n + 1/white); math.Abs(math.Log(got/want)) > 5*se {
				t.Errorf("%s: %s people are searched %.3f times as often, want %v", led, group, got, want)
			}
		}
	}
}
