package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
)

// A figure is a piece of work that is measured.
type figure struct {
	name string // as -figure has it
	says string // as the table has it
	all  bool   // whether it may use all processors, and not one
	do   func(path string, workers int) (rows int64, err error)
}

// figures are what is measured, the yardstick first.
var figures = []figure{
	{"csv", "encoding/csv, rows counted", false, countRows},
	{"tally", "ReadCSV, Tally.Add", false, tallyRows},
	{"counts", "Extract of counts only", false, countOnly},
	{"extract", "Extract with its account", false, extractRows},
	{"report", "that, and a report with all tables", false, reportRows},
	{"extract-all", "Extract with its account, all cores", true, extractRows},
	{"report-all", "that, and a report with all tables, all cores", true, reportRows},
}

// eachFile calls do with every file in .csv that path is or has below it.
func eachFile(path string, do func(r io.Reader, name string) error) error {
	files := 0
	err := filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".csv") {
			return err
		}
		files++
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		return errors.Join(do(f, name), f.Close())
	})
	if err == nil && files == 0 {
		err = fmt.Errorf("%s: no file in .csv", path)
	}
	return err
}

// countRows is what any program in Go has to spend that reads the files: it cuts every row into
// cells, looks at none of them, and counts the rows.
func countRows(path string, _ int) (rows int64, err error) {
	err = eachFile(path, func(r io.Reader, _ string) error {
		in := csv.NewReader(r)
		in.ReuseRecord = true
		for n := int64(-1); ; n++ { // -1: the header
			switch _, err := in.Read(); {
			case err == io.EOF:
				rows += max(n, 0)
				return nil
			case err != nil:
				return err
			}
		}
	})
	return rows, err
}

// tallyRows counts the searches by what they have in common, row by row.
func tallyRows(path string, _ int) (rows int64, err error) {
	tally := new(outcomes.Tally)
	err = eachFile(path, func(r io.Reader, name string) error {
		force, _ := ethnicity.ForceOfFile(name) // none that is told: one file of several forces
		for s, err := range outcomes.ReadCSV(r, outcomes.ReadOptions{File: name, Force: force}) {
			if err != nil {
				return err
			}
			if err := tally.Add(s); err != nil {
				return err
			}
		}
		return nil
	})
	return tally.Total(), err
}

// read reads the files as a program does.
func read(path string, x *outcomes.Extract) (*outcomes.Extract, error) {
	x.ForceOptional = true
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	root, name := os.DirFS(path), "."
	if !info.IsDir() {
		root, name = os.DirFS(filepath.Dir(path)), filepath.Base(path)
	}
	return x, x.ReadFS(context.Background(), root, name)
}

// countOnly reads the files without what would tell copies, and people who were stopped together.
func countOnly(path string, workers int) (rows int64, err error) {
	x, err := read(path, &outcomes.Extract{Workers: workers, CountOnly: true})
	return x.Tally().Total(), err
}

// extractRows reads the files with the full account of them.
func extractRows(path string, workers int) (rows int64, err error) {
	x, err := read(path, &outcomes.Extract{Workers: workers})
	if err != nil {
		return 0, err
	}
	if overlaps := x.Overlaps(); len(overlaps) > 0 {
		return 0, fmt.Errorf("%d overlaps", len(overlaps))
	}
	if total, rows := x.Tally().Total(), x.Quality(outcomes.SelfDefined).Rows; total != rows {
		return 0, fmt.Errorf("%d of %d rows are counted", total, rows)
	}
	return x.Tally().Total(), nil
}

// reportRows reads the files and writes everything that a report has of them.
func reportRows(path string, workers int) (rows int64, err error) {
	x, err := read(path, &outcomes.Extract{Workers: workers})
	if err != nil {
		return 0, err
	}
	r, err := report.New(x, report.Options{})
	if err != nil {
		return 0, err
	}
	return x.Tally().Total(), r.WriteText(io.Discard, report.Layout{Tables: []string{"all"}})
}

// one does the work of a figure once, and writes what the program that measures it has to know.
func one(name, path string, out io.Writer) error {
	for _, f := range figures {
		if f.name != name {
			continue
		}
		workers := 1
		if f.all {
			workers = runtime.GOMAXPROCS(0)
		}
		rows, err := f.do(path, workers)
		if err != nil {
			return err
		}
		peak, ofSystem := peakMemory()
		_, err = fmt.Fprintln(out, rows, peak, ofSystem)
		return err
	}
	return fmt.Errorf("-figure %q: there is none of that name", name)
}

// peakMemory returns how many bytes the process has had at most: as the system tells, or where it
// does not what Go has asked the system for, which is more.
func peakMemory() (n int64, ofSystem bool) {
	status, err := os.ReadFile("/proc/self/status")
	if err == nil {
		if _, after, ok := bytes.Cut(status, []byte("VmHWM:")); ok {
			kilobytes, _, _ := bytes.Cut(bytes.TrimSpace(after), []byte(" "))
			if n, err := strconv.ParseInt(string(kilobytes), 10, 64); err == nil {
				return n << 10, true
			}
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys), false
}
