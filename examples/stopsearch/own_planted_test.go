//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/seed-549880be/disparity/examples/internal/invented"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
)

// adjustedTable is a table that is adjusted, as JSON has it.
type adjustedTable struct {
	ID     string
	Within []string
	Rows   []struct {
		Group           string
		Crude, Adjusted struct{ Value, Lower, Upper float64 }
	}
}

// TestOwnPlanted: from the raw file, by commands alone, what is planted in it lies within the
// intervals of the ratios of the charge rate within gravity, previous convictions and admission.
// The crude ratios of Black and Mixed people are others.
func TestOwnPlanted(t *testing.T) {
	ownFolder(t)
	status, out, errout := call(t, "", slices.Concat(suspectFlags, []string{"-labels", "suspect-labels.csv", "-keep", "Gravity", "-keep", "Previous", "-keep", "Admitted",
		"-within", "Gravity,Previous,Admitted", "-residents", "residents.csv", "-format", "json", "suspects.csv"})...)
	if status != statusOK {
		t.Fatal(errout)
	}
	var d struct{ Adjusted []adjustedTable }
	if err := json.Unmarshal([]byte(out), &d); err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(d.Adjusted, func(a adjustedTable) bool { return a.ID == "charge-rate" })
	if i < 0 {
		t.Fatalf("no adjusted charge rate in %.500s", out)
	}
	planted := invented.ChargeRatios()
	found := 0
	for _, row := range d.Adjusted[i].Rows {
		want, ok := planted[invented.Group(row.Group)]
		if !ok {
			continue
		}
		found++
		if a := row.Adjusted; !(a.Lower <= want && want <= a.Upper) {
			t.Errorf("%s: %v is planted, and the interval is from %.2f to %.2f", row.Group, want, a.Lower, a.Upper)
		}
		outside := want < row.Crude.Lower || want > row.Crude.Upper
		if misleads := row.Group == "Black" || row.Group == "Mixed"; outside != misleads {
			t.Errorf("%s: %v is planted, and outside of the crude interval from %.2f to %.2f: %v, want %v", row.Group, want, row.Crude.Lower, row.Crude.Upper, outside, misleads)
		}
	}
	if found != len(planted) {
		t.Errorf("%d groups, want %d", found, len(planted))
	}
}

// TestOwnCoverage: over many such files, read and reported as the one that ships, the intervals
// hold what is planted about as often as they say. Of 800 further files 94.5 of 100 did.
func TestOwnCoverage(t *testing.T) {
	skipShort(t)
	ownFolder(t)
	file, err := os.Open("suspect-labels.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	labels, err := outcomes.ReadLabels(file, "suspect-labels.csv")
	if err != nil {
		t.Fatal(err)
	}
	// fewer than these come once in 7,000 times where 95 of 100 hold it
	const seeds, least = 100, 86
	planted := invented.ChargeRatios()
	holds := map[invented.Group]int{}
	for seed := range uint64(seeds) {
		x := &outcomes.Extract{Rows: outcomes.PersonSuspected, Keep: []string{"Gravity", "Previous", "Admitted"}, Labels: labels,
			Columns: map[string]string{"date": "Date recorded", "self": "Self classification", "gender": "Sex", "age": "Age at offence", "outcome": "Result, final"}}
		if err := x.ReadCSV(bytes.NewReader(invented.Suspects(1+seed, 2000)), outcomes.ReadOptions{File: "suspects.csv"}); err != nil {
			t.Fatal(err)
		}
		r, err := report.New(x, report.Options{Within: []report.Dimension{report.ByKept1, report.ByKept2, report.ByKept3}})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range r.Document().Adjusted {
			if a.ID != "charge-rate" {
				continue
			}
			for _, row := range a.Proportions.Rows {
				want, ok := planted[invented.Group(row.Group.String())]
				if e := row.Ratio; ok && e.Lower <= want && want <= e.Upper {
					holds[invented.Group(row.Group.String())]++
				}
			}
		}
	}
	all := 0
	for group := range planted {
		t.Logf("%s: %d of %d intervals hold what is planted", group, holds[group], seeds)
		if n := holds[group]; n < least {
			t.Errorf("%s: %d of %d intervals hold what is planted, want 95 or so", group, n, seeds)
		}
		all += holds[group]
	}
	if n := seeds * len(planted); all < n*92/100 || all > n*98/100 {
		t.Errorf("%d of %d intervals hold what is planted, want 95 of 100 or so", all, n)
	}
}
