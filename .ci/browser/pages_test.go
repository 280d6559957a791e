package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// made is where the programs and their pages are, until the tests have run.
var made struct{ folder string }

// programs builds every program once, and returns the folder they are in.
var programs = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "disparity-pages")
	if err != nil {
		return "", err
	}
	made.folder = folder
	build := exec.Command("go", "build", "-o", folder+string(filepath.Separator), "./examples/...")
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("the programs do not build: %w\n%s", err, out)
	}
	return folder, nil
})

// run runs a program, and returns what it says.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	folder, err := programs()
	must(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, filepath.Join(folder, name), args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// shared returns arguments with the files that begin with @ as they are called in the folder of
// DISPARITY_DATA. Where there is none, the test is skipped.
func shared(t *testing.T, args []string) []string {
	t.Helper()
	args = slices.Clone(args)
	for i, arg := range args {
		name, ok := strings.CutPrefix(arg, "@")
		if !ok {
			continue
		}
		folder := os.Getenv("DISPARITY_DATA")
		if folder == "" {
			t.Skip("DISPARITY_DATA is not set: no published files")
		}
		args[i] = filepath.Join(folder, filepath.FromSlash(name))
	}
	return args
}

// TestPages: the pages of real inputs, of every program, are as a page should be in every view and
// on paper.
func TestPages(t *testing.T) {
	for _, test := range []struct {
		name, program string
		args          []string
	}{
		{"stopsearch", "stopsearch", nil},
		{"stopsearch-metropolitan", "stopsearch", []string{"@stopsearch/csv/2022-09-metropolitan-stop-and-search.csv.gz"}},
		{"stopsearch-forces", "stopsearch", []string{"-by", "force", "@stopsearch/csv/2019-12-derbyshire-stop-and-search.csv",
			"@stopsearch/csv/2019-12-essex-stop-and-search.csv", "@stopsearch/csv/2019-12-leicestershire-stop-and-search.csv",
			"@stopsearch/csv/2019-12-south-yorkshire-stop-and-search.csv"}},
		{"stopsearch-rolling", "stopsearch", []string{"-by", "month", "-rolling", "12", "@series/city-of-london-2018-04_2020-11"}},
		{"stopsearch-withheld", "stopsearch", []string{"-suppress", "5", "@stopsearch/csv/2020-01-essex-stop-and-search.csv"}},
		{"counts", "counts", nil},
		{"counts-force", "counts", []string{"-where", "Police Force=Kent", "-where", "Tactic=*Total Tactics", "-residents", "Kent",
			"@useofforce/use-of-force-by-ethnicity-force-april2019-march2020.csv"}},
		{"trend", "trend", nil},
		{"trend-compared", "trend", []string{"-rolling", "24", "-compare", "2006/07..2009/10,2015/16..2018/19"}},
		{"peers", "peers", nil},
		{"peers-forces", "peers", []string{"-year", "2017/18", "-edition", "2017/18", "-peers", "all", "-lines", "-funnel", "chance-alone", "-show", "Black"}},
		{"bestmatch", "bestmatch", nil},
		{"journey", "journey", nil},
		{"choices", "choices", nil},
		{"choices-metropolitan", "choices", []string{"-vary", "all", "@stopsearch/csv/2022-09-metropolitan-stop-and-search.csv.gz"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			tab(t) // no page without a browser
			file := filepath.Join(t.TempDir(), test.name+".html")
			page := run(t, test.program, append([]string{"-format", "html"}, shared(t, test.args)...)...)
			must(t, os.WriteFile(file, []byte(page), 0o600))
			keep(t, file, view{name: "page"}, "html", []byte(page))
			for check, list := range objections(t, file, views) {
				t.Errorf("%s objects: %d:\n\t%s", check, len(list), strings.Join(list[:min(20, len(list))], "\n\t"))
			}
		})
	}
}
