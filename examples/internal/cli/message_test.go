package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/choices"
	"github.com/seed-549880be/disparity/outcomes/published"
	"github.com/seed-549880be/disparity/outcomes/report"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/audit"
	"github.com/seed-549880be/disparity/rri/counts"
	"github.com/seed-549880be/disparity/rri/dispersion"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/journey"
	"github.com/seed-549880be/disparity/rri/multiple"
	"github.com/seed-549880be/disparity/rri/peers"
	"github.com/seed-549880be/disparity/rri/power"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/standard"
	"github.com/seed-549880be/disparity/rri/strata"
	"github.com/seed-549880be/disparity/rri/suppress"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// TestPackages: the names are those of the folders of the library that have code, but for rows,
// whose errors have no name before them: those who read a table with it give their own.
func TestPackages(t *testing.T) {
	var want []string
	root := os.DirFS("../../..")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(name, ".") && name != "." || slices.Contains([]string{"examples", "internal", "testdata", "rows"}, d.Name())) {
			return fs.SkipDir
		}
		if folder := path.Base(path.Dir(name)); path.Ext(name) == ".go" && !strings.HasSuffix(name, "_test.go") && !slices.Contains(want, folder) {
			want = append(want, folder)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(want)
	if !slices.Equal(packages, want) {
		t.Errorf("names of packages %q, want %q", packages, want)
	}
}

// TestMessage: an error of each package is told without its name, alone and handed on by others.
func TestMessage(t *testing.T) {
	wrong := rri.Options{Level: 2}
	rate := rri.Rate{Events: 1, Population: 10}
	mistakes := map[string]error{
		"audit":      second(audit.Of(rri.Proportion{Events: 1, Trials: 2}, 1, audit.Options{})),
		"choices":    second(choices.ParseChoice("martian")),
		"claims":     new(claims.Word).UnmarshalText([]byte("martian")),
		"counts":     second(counts.ParseRule("martian")),
		"dispersion": second(dispersion.ParseModel("martian")),
		"ethnicity":  second(ethnicity.ParseScheme("martian")),
		"index":      second(index.Equivalence(rate, rate, 2, 1, rri.Options{})),
		"journey":    second(journey.Product[string]("White", nil, journey.Options{})),
		"multiple":   second(multiple.Holm.Level(0.95, 2)),
		"outcomes":   second(outcomes.ParseMonth("May")),
		"power":      second(power.Of(rate, rate, -1, rri.Options{})),
		"peers":      second(peers.Of(peers.Set[string, rri.Rate]{}, peers.Options{Options: wrong})),
		"published":  second(new(published.Series).Between("Essex", 2000, 2001, false)),
		"report":     report.Options{Level: 2}.Validate(),
		"rri":        second(rri.Of(rate, wrong)),
		"sheet":      sheet.WriteCSV(io.Discard, sheet.Sheet{Columns: []sheet.Column{{Name: "a"}, {Name: "a"}}}),
		"standard":   second(standard.Ratio[string](nil, nil, nil, standard.Options{Level: 2})),
		"strata":     second(strata.Ratio([]strata.Pair[rri.Rate]{}, strata.Options{Level: 2})),
		"suppress":   second(suppress.Apply(rri.Table[string, rri.Rate]{}, suppress.Options[string]{})),
		"tidy":       second(tidy.Read(strings.NewReader(""), tidy.Options{})),
		"trend":      second(trend.ParseBreakKind("martian")),
		"unknown":    second(unknown.PoolEstimates(nil, rri.Options{})),
	}
	for _, name := range packages {
		err := mistakes[name]
		if err == nil || !strings.HasPrefix(err.Error(), name+": ") {
			t.Errorf("%s: the error is %v", name, err)
			continue
		}
		want := strings.TrimPrefix(err.Error(), name+": ")
		for _, test := range []struct {
			err  error
			want string
		}{
			{err, want},
			{fmt.Errorf("report: outcomes: %w", err), want},
			{fmt.Errorf("a file.csv:3:1: %w", err), "a file.csv:3:1: " + want},
			{errors.Join(err, fmt.Errorf("report: group %q: %w", "rri", err)), want + `; group "rri": ` + want},
		} {
			if got := Message(test.err); got != test.want {
				t.Errorf("%q is told as %q, want %q", test.err, got, test.want)
			}
		}
	}
	if got := Message(errors.New("no\x1b[31m file of index: rri\a\n.csv")); got != "no [31m file of index: rri ; .csv" {
		t.Errorf("a name of a file is told as %q", got)
	}
}

// second returns the error of a function.
func second[T any](_ T, err error) error { return err }
