// Bench generates searches in the layout of data.police.uk, measures how long it takes to read them
// and to make a report of them, and looks whether the report has what was planted in them: right
// and fast, shown together.
//
// Usage:
//
//	bench [flags]                      generate, measure, check
//	bench [flags] -out NAME            generate
//	bench [-rounds N] FILE|FOLDER      measure the files in .csv that are there
//
// The flags are
//
//	-rows N        how many rows (default 200,000)
//	-forces N      of how many forces, those with most residents (default 6)
//	-months N      of how many months (default 12)
//	-from MONTH    from which on (default 2016-07)
//	-rri LIST      how many times as often a resident of a group is searched as a White one
//	               (default Mixed=2,Asian=1.5,Black=4,Other=0.8)
//	-quoted SHARE  share of the fields that stand in quotes, which take longer to read (default 0)
//	-zero SHARE    share of the detailed groups of each force without any search (default 0)
//	-seed N        another number makes other rows (default 1)
//	-out NAME      - is standard output, a name in .csv or .csv.gz one file, in .zip an archive, and
//	               any other a folder, which must be empty or not be there
//	-rounds N      how many times each figure is measured (default 3)
//	-figure NAME   do the work of one figure on FILE or FOLDER once, and print the rows, the peak
//	               memory in bytes, and whether the system told it: what a round is made of
//
// # What is generated
//
// The same flags make the same bytes. A folder or an archive has a file for each force and month,
// as the site has; one file has all rows, month by month, and no row says of which force it is.
// Rows are written as they are made, and none is kept.
//
// What costs time is as in published files: labels of before 2017 and since, each about as often as
// in London; 18 groups of self-defined ethnicity; some 7 of 100 rows of people who were stopped
// together; times to the minute, in order; a new place in every fifth row of a year; blank cells.
// Nobody is meant by any row, and no place is one.
//
// The residents of a force are those of the census of 2021. Each resident of a group is searched as
// many times as often as a White one as -rri says; forces differ in how much they search at all, so
// that the index of all of them together is another, and the one that is adjusted for the force is
// what was planted. 15 of 100 do not state their group, and all groups are arrested alike. A group
// of 18+1 that -zero takes has no search; others of its group of 5+1 have as many more, whose index
// stays.
//
// # What is measured
//
//	csv          cutting the files into cells with encoding/csv, and counting rows: the yardstick
//	tally        outcomes.ReadCSV, and Tally.Add of every row
//	counts       outcomes.Extract.ReadFS with CountOnly, which keeps no row
//	extract      outcomes.Extract.ReadFS, then Tally, Quality and Overlaps
//	report       that, report.New, and WriteText of all tables
//	extract-all  as extract, on all processors
//	report-all   as report, on all processors
//
// Each is done once in every round by a process of its own, on one processor but for the last two;
// every second round goes backwards. CPU is the user and system time of that process, with its
// start. The speed is how many times as fast as the yardstick of the same round it is. Peak memory
// is the resident set where the system tells it (Linux), else what Go has asked the system for. The
// load of the machine stands below, where the system tells it: what else runs moves CPU time too,
// if less than it moves elapsed time.
//
// # What is checked
//
// Every count of searches of a group in a force, and of arrests, is what was generated, and every
// index of the report holds what was planted, in intervals of 99.9 %. One of 1,000 does not where
// all is right: a run with another -seed then does. Groups of so few rows that they have no index
// are not checked.
//
// # Exit status
//
// 0 if all of it was done; 1 if something could not be, a count is another, or an interval does not
// hold what was planted; 2 if the program was called wrongly. An error is one line on standard
// error.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri/sheet"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// Exit statuses.
const (
	statusOK = iota
	statusFailed
	statusUsage
)

// run is the program, and returns its exit status.
func run(args []string, out, errout io.Writer) int {
	s, err := parseFlags(args, out)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return statusOK
	case err != nil:
		fmt.Fprintf(errout, "bench: %s\n", cli.Message(err))
		return statusUsage
	case s.figure != "":
		err = one(s.figure, s.path, out)
	case s.path != "":
		err = s.measure(s.path, out)
	case s.out != "":
		err = s.generate(out, errout)
	default:
		err = s.everything(out)
	}
	if err != nil {
		fmt.Fprintf(errout, "bench: %s\n", cli.Message(err))
		return statusFailed
	}
	return statusOK
}

// measure measures what is in a file or a folder.
func (s settings) measure(path string, out io.Writer) error {
	before := load()
	all, err := measure(path, s.rounds)
	if err != nil {
		return err
	}
	return writeFigures(out, all, before, load())
}

// generate writes the rows, and says on errout what they are.
func (s settings) generate(out, errout io.Writer) error {
	p, err := newPlan(s)
	if err != nil {
		return err
	}
	if _, err := p.save(s.out, out); err != nil {
		return err
	}
	_, err = fmt.Fprintf(errout, "bench: %s\n", p)
	return err
}

// String says what is generated.
func (p *plan) String() string {
	text := fmt.Sprintf("%s of %s and %s from %s, seed %d", counted(p.rows, "row"), counted(len(p.forces), "force"), counted(p.months, "month"), p.from, p.seed)
	if p.zero > 0 {
		text += fmt.Sprintf("; no search of %d of the %s of the forces", p.zero, counted(p.detailed, "group"))
	}
	return text
}

// counted writes how many there are of something.
func counted(n int, of string) string {
	if n != 1 {
		of += "s"
	}
	return sheet.Thousands(strconv.Itoa(n)) + " " + of
}

// everything generates rows in a folder that is removed again, measures and checks.
func (s settings) everything(out io.Writer) (err error) {
	p, err := newPlan(s)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "disparity-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	files := filepath.Join(dir, "files")
	c, err := p.save(files, io.Discard)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(out, "%s\n\n", p); err != nil {
		return err
	}
	if err := s.measure(files, out); err != nil {
		return err
	}
	all, err := p.check(files, c)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(out); err != nil {
		return err
	}
	if err := p.writeFound(out, all); err != nil {
		return err
	}
	return verdict(all)
}

// verdict is an error if some interval does not hold what was planted.
func verdict(all []found) error {
	missed := 0
	for _, f := range all {
		if f.isTold() && !f.holds() {
			missed++
		}
	}
	if missed > 0 {
		return fmt.Errorf("%d of %d intervals do not hold what was planted", missed, len(all))
	}
	return nil
}
