// Duckdb counts the records of Parquet files, of CSV files or of a table of a DuckDB database by
// one query, and makes of the counts what program stopsearch makes of files: a report, or a saved
// file for it.
//
// Usage:
//
//	duckdb [flags] FILE...
//	duckdb [flags] -table NAME DATABASE
//
// A row is a record, in the columns and words of data.police.uk or of a force's own, as the files
// that program stopsearch reads. The query counts the rows that say the same in the columns that
// are read, in the same month, and package outcomes reads the words. Whatever the number of rows,
// what comes out of the database has at most as many as there are different records in a month.
//
// Without arguments it counts a hundred thousand invented searches.
//
// Rows are counted and not compared, as by stopsearch -count-only: nobody looks for copies, for
// files that have the same searches, and for people who were stopped together.
//
// The flags are:
//
//	-table NAME          the table or view of the database, or SCHEMA.NAME (default: the only one)
//	-o FILE.tally        the counts, for program stopsearch, in place of a report
//	-force NAME          the force, where neither a column nor the name of the file says it
//	-dates ORDER         the order of dates such as 01/02/2020: dmy, mdy, or auto (default auto)
//	-column OURS=THEIRS  under which name a column stands, as "outcome=Result, final"; may be given several times
//	-rows TYPE           what a row is where no column says it, as "person search" or "person arrested"
//	-keep COLUMN         a further column that is kept, as district; may be given up to three times
//	-labels FILE         CSV that says what the words mean: column, their label, our label
//
// They mean what they mean to stopsearch, whose documentation has the details; with -o its other
// flags go with the saved file:
//
//	go run -C examples/duckdb . -o ../../year.tally ../../year.parquet
//	go run ./examples/stopsearch -by month -tables all year.tally
//
// Exit status: 0 if all went well, 1 if the records cannot be read, 2 if the program was called
// wrongly. An error is one line on standard error.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
	"github.com/seed-549880be/disparity/rri/sheet"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// about is what the program says of itself above its flags.
const about = "usage: duckdb [flags] FILE...\n       duckdb [flags] -table NAME DATABASE\n\n" +
	"Counts the records of Parquet or CSV files, or of a table of a DuckDB database, by one query, and reports on them.\n\n"

// settings is what the command line says.
type settings struct {
	table  string
	out    string
	labels string
	files  []string
	read   outcomes.Extract // how the records are read
}

// run is the program, and returns its exit status.
func run(ctx context.Context, args []string, out, errout io.Writer) int {
	var s settings
	flags := s.flags()
	status, err := 2, s.parse(flags, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(errout, about)
		flags.SetOutput(errout)
		flags.PrintDefaults()
		return 0
	case err == nil:
		status, err = 1, s.make(ctx, out, errout)
	}
	if err == nil {
		return 0
	}
	fmt.Fprintf(errout, "duckdb: %s\n", sheet.Clean(message(err)))
	return status
}

// flags returns the flags, which fill s.
func (s *settings) flags() *flag.FlagSet {
	f := flag.NewFlagSet("duckdb", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	x := &s.read
	f.StringVar(&s.table, "table", "", "`name` of the table or view of the database, or SCHEMA.NAME (default: the only one)")
	f.StringVar(&s.out, "o", "", "`file` for the counts, FILE.tally, which program stopsearch reads, in place of a report")
	f.Func("force", "`name` of the force, where neither a column nor the name of the file says it", func(name string) (err error) {
		x.Force, err = ethnicity.ParseForce(name)
		return err
	})
	f.TextVar(&x.Dates, "dates", outcomes.DateOrderByContent, "`order` of dates such as 01/02/2020: dmy, mdy, or auto for what the records prove")
	f.Func("column", "under which name a column stands: `ours=theirs`, as \"outcome=Result, final\"; may be given several times", s.addColumn)
	f.Func("rows", "what a row is where no column says it: a `type`, as \"person search\" or \"person arrested\"", func(name string) (err error) {
		x.Rows, err = outcomes.ParseRecordType(name)
		return err
	})
	f.Func("keep", fmt.Sprintf("a further `column` that is kept, as district; may be given up to %d times", outcomes.MaxKept), func(name string) error {
		x.Keep = append(x.Keep, name)
		return nil
	})
	f.StringVar(&s.labels, "labels", "", "CSV `file` that says what the words mean: column, their label, our label")
	return f
}

// addColumn adds the name that a column has.
func (s *settings) addColumn(text string) error {
	ours, theirs, ok := strings.Cut(text, "=")
	ours = strings.TrimSpace(ours)
	switch _, given := s.read.Columns[ours]; {
	case !ok || ours == "":
		return errors.New(`want OURS=THEIRS, as "outcome=Result, final"`)
	case given:
		return fmt.Errorf("%s is given twice", ours)
	case strings.EqualFold(ours, count):
		return errors.New("the query counts the rows: give records, a row each")
	}
	if s.read.Columns == nil {
		s.read.Columns = make(map[string]string)
	}
	s.read.Columns[ours] = theirs
	return nil
}

// parse reads the command line, in which flags may stand behind files.
func (s *settings) parse(flags *flag.FlagSet, args []string) error {
	for len(args) > 0 {
		if err := flags.Parse(args); err != nil {
			if strings.Contains(err.Error(), "not defined") {
				err = fmt.Errorf("%w: -h has the flags; those of a report go with program stopsearch and the file of -o", err)
			}
			return err
		}
		rest := flags.Args()
		if n := len(args) - len(rest); n > 0 && args[n-1] == "--" {
			s.files = append(s.files, rest...)
			break
		}
		if len(rest) > 0 {
			s.files, rest = append(s.files, rest[0]), rest[1:]
		}
		args = rest
	}
	switch {
	case len(s.files) == 0 && flags.NFlag() > 0:
		return errors.New("no file: give Parquet or CSV files, or a DuckDB database (-h has the flags)")
	case slices.Contains(s.files, ""):
		return errors.New("the name of a file is empty")
	case s.out != "" && !strings.EqualFold(filepath.Ext(s.out), ".tally"):
		return fmt.Errorf("-o %.80q: want a name that ends in .tally", s.out)
	}
	return s.options().Validate()
}

// options returns how the records are read, as far as it shows which columns are.
func (s *settings) options() outcomes.ReadOptions {
	x := &s.read
	return outcomes.ReadOptions{Force: x.Force, Dates: x.Dates, Columns: x.Columns, Labels: x.Labels, Rows: x.Rows, Keep: x.Keep}
}

// make counts the records, and reports on them or saves the counts.
func (s *settings) make(ctx context.Context, out, errout io.Writer) error {
	if s.labels != "" {
		file, err := os.Open(s.labels)
		if err != nil {
			return fmt.Errorf("-labels: %w", plainly(s.labels, err))
		}
		s.read.Labels, err = outcomes.ReadLabels(file, s.labels)
		_ = file.Close() // nothing was written to it
		if err != nil {
			return fmt.Errorf("-labels: %w", err)
		}
	}
	if err := s.checkOut(); err != nil {
		return err
	}
	if len(s.files) == 0 {
		fmt.Fprintln(errout, "duckdb: no file is given: what follows is of invented searches")
	}
	name, err := s.count(ctx)
	if err != nil {
		return err
	}
	tell(errout, name, &s.read)
	var b bytes.Buffer
	if s.out != "" {
		if err := checkPersons(name, &s.read); err != nil {
			return err
		}
		if err := s.read.Save(&b, outcomes.SaveOptions{}); err != nil {
			return err
		}
		if err := os.WriteFile(s.out, b.Bytes(), 0o666); err != nil {
			return plainly(s.out, err)
		}
		return nil
	}
	r, err := report.New(&s.read, report.Options{})
	if err != nil {
		return err
	}
	if err := r.WriteText(&b, report.Layout{}); err != nil {
		return err
	}
	_, err = out.Write(b.Bytes())
	return err
}

// checkOut reports that the file of -o cannot be made, before anything is counted.
func (s *settings) checkOut() error {
	if s.out == "" {
		return nil
	}
	folder := filepath.Dir(s.out)
	switch info, err := os.Stat(folder); {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("-o %s: no folder %s: make it first, or write elsewhere", s.out, folder)
	case err != nil:
		return fmt.Errorf("-o %w", plainly(s.out, err))
	case !info.IsDir():
		return fmt.Errorf("-o %s: %s is no folder: write elsewhere", s.out, folder)
	}
	if info, err := os.Stat(s.out); err == nil && info.IsDir() {
		return fmt.Errorf("-o %s: a folder: give the name of a file in it", s.out)
	}
	return nil
}

// checkPersons reports that there is nothing that stopsearch could report on.
func checkPersons(name string, x *outcomes.Extract) error {
	for k := range x.Tally().All() {
		if k.Type.IsPerson() {
			return nil
		}
	}
	q := x.Quality(outcomes.SelfDefined)
	return fmt.Errorf("no record of a person in %s: %s, %s rejected: nothing is saved", name, rows(q.Rows), rows(q.Rejected))
}

// count counts the records, and returns the name of where they are from.
func (s *settings) count(ctx context.Context) (name string, err error) {
	db, err := open()
	if err != nil {
		return "", err
	}
	defer func() { _ = db.Close() }() // nothing was written to it
	from := inventedSearches
	if len(s.files) > 0 {
		if from, err = s.source(ctx, db); err != nil {
			return "", err
		}
	}
	q, err := s.query(ctx, db, from)
	if err != nil {
		return from.name, err
	}
	return from.name, q.readInto(ctx, db, &s.read)
}
