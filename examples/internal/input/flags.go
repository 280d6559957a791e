// Package input has what the programs that read stop-and-search files, or a force's own extract,
// share: the flags that say how files are read, what the arguments stand for, the reading of it all
// with a line of progress on a terminal, and what is told of it on standard error.
package input

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
)

// Flags is how files are read: what the flags say that [Flags.Define] defines, and what the program
// says itself.
type Flags struct {
	Program       string // its name, before every line on standard error
	Searches      string // what files are read for, as messages call it; empty is "searches"
	ForceOptional bool   // a file may be of several forces that it does not tell
	Suppress      int64  // counts from 1 to this are not told on standard error; 0 is none

	Force    ethnicity.Force // of files that do not say
	Dates    outcomes.DateOrder
	Revision outcomes.Revision
	Where    []outcomes.Filter

	CountOnly bool // rows are counted and not kept: see [outcomes.Extract]

	// of a force's own extract: see [outcomes.ReadOptions]
	Columns  map[string]string
	Rows     outcomes.RecordType
	Keep     []string
	Labels   string // the name of the file with the labels; empty is none
	Template string // the name of the file that the template of labels is written to; empty is none
}

// Define defines the flags that say how files are read.
func (f *Flags) Define(fs *flag.FlagSet) {
	fs.Var(cli.OneOf(&f.Force, parseForce, cli.Names(ethnicity.Forces())), "force",
		"`name` of the force whose searches these are and whose residents are the denominator, for files that do not say")
	fs.Var(cli.OneOf(&f.Dates, outcomes.ParseDateOrder, cli.Names(outcomes.DateOrders())), "dates",
		"`order` of dates such as 01/02/2020: dmy, mdy, or auto for what each file proves")
	fs.Func("revision", "which counts of several files with the same searches, or nearly, of a force and month: newest, largest, or the `file`, folder or archive of that name",
		func(v string) (err error) {
			f.Revision, err = parseRevision(v)
			return err
		})
	fs.BoolVar(&f.CountOnly, "count-only", false,
		"count rows and keep none, which takes little memory however many there are: nobody looks for copies, for files with the same searches, and for people stopped together")
	fs.Var(cli.Repeated(f.addWhere), "where",
		"only rows of the files with this value in this column, as Borough=Croydon or \"Policing operation=Op X\": `column=value`, of any column. "+
			"Given several times all columns must agree, with one of the values given for each")
	f.defineOwn(fs)
}

// defineOwn defines the flags for a force's own extract.
func (f *Flags) defineOwn(fs *flag.FlagSet) {
	fs.Var(cli.Repeated(f.addColumn), "column",
		"under which name the files have a column, where it is one of their own: `ours=theirs`, as \"outcome=Result, final\", or type= where they have none; may be given once for each of ours")
	fs.Var(cli.OneOf(&f.Rows, parseRows, rowNames()), "rows",
		"what a row is where no column says it: a `person` searched, stopped, arrested, suspected or charged")
	fs.Lookup("rows").DefValue = "" // the text says what it is
	fs.Var(cli.Repeated(f.addKeep), "keep",
		fmt.Sprintf("a further `column` that is kept, as district: -where, -by and -within may name it; may be given up to %d times", outcomes.MaxKept))
	fs.StringVar(&f.Labels, "labels", "", "CSV `file` that says what the words of the files mean: column, their label, our label")
	fs.StringVar(&f.Template, "labels-template", "", "write such a `file` with every label of the files, to be filled in, and no report")
}

// parseForce reads the name of a force, which must not be empty.
func parseForce(name string) (ethnicity.Force, error) {
	f, err := ethnicity.ParseForce(name)
	if err == nil && f.IsZero() {
		err = errors.ErrUnsupported
	}
	return f, err
}

// parseRevision reads which of several files counts; what is neither newest nor largest is the name
// of a file.
func parseRevision(v string) (outcomes.Revision, error) {
	for _, r := range revisions {
		if strings.EqualFold(v, string(r)) {
			return r, nil
		}
	}
	if strings.TrimSpace(v) == "" {
		return outcomes.NoRevision, errors.New("want newest, largest, or the name of a file, a folder or an archive")
	}
	return outcomes.Revision(v), nil
}

// revisions are those that are no names of files.
var revisions = []outcomes.Revision{outcomes.NewestRevision, outcomes.LargestRevision}

// addWhere adds a filter by a column of the files.
func (f *Flags) addWhere(text string) error {
	column, value, err := cli.ColumnValue(text, "Borough=Croydon", "Policing operation=Op X")
	if err != nil {
		return err
	}
	if filter := (outcomes.Filter{Column: column, Value: value}); !slices.Contains(f.Where, filter) {
		f.Where = append(f.Where, filter)
	}
	return nil
}

// IsCounted reports whether a column is read as the number of records that a row stands for.
func (f *Flags) IsCounted() bool {
	for ours := range f.Columns {
		if strings.EqualFold(ours, "count") {
			return true
		}
	}
	return false
}

// addColumn adds the name that files have for a column.
func (f *Flags) addColumn(text string) error {
	ours, theirs, ok := strings.Cut(text, "=")
	ours, theirs = strings.TrimSpace(ours), strings.TrimSpace(theirs)
	const want = `want OURS=THEIRS, as "outcome=Result, final"`
	switch {
	case !ok:
		return errors.New(want + ", without spaces around = or within quotation marks")
	case ours == "":
		return errors.New("no name of ours stands before =: " + want)
	}
	if other, ok := f.Columns[ours]; ok && other != theirs {
		return fmt.Errorf("%s is %s already: one column is read as it: leave one out", ours, cli.Quote(other))
	}
	columns := maps.Clone(f.Columns)
	if columns == nil {
		columns = make(map[string]string)
	}
	columns[ours] = theirs
	if err := (outcomes.ReadOptions{Columns: columns}).Validate(); err != nil {
		if (outcomes.ReadOptions{Columns: map[string]string{theirs: ours}}).Validate() == nil {
			return fmt.Errorf("did you mean \"%s=%s\"? %s", theirs, ours, want)
		}
		return err
	}
	f.Columns = columns
	return nil
}

// rowType is what -rows may say that a row is.
type rowType struct {
	name string
	is   outcomes.RecordType
}

var rowTypes = []rowType{
	{"searched", outcomes.PersonSearch},
	{"stopped", outcomes.PersonStopped},
	{"arrested", outcomes.PersonArrested},
	{"suspected", outcomes.PersonSuspected},
	{"charged", outcomes.PersonCharged},
}

// rowNames returns the names that -rows takes.
func rowNames() (names []string) {
	for _, row := range rowTypes {
		names = append(names, row.name)
	}
	return names
}

// parseRows reads what a row is.
func parseRows(name string) (outcomes.RecordType, error) {
	for _, row := range rowTypes {
		if strings.EqualFold(strings.TrimSpace(name), row.name) {
			return row.is, nil
		}
	}
	return outcomes.TypeNotRecorded, errors.ErrUnsupported
}

// addKeep adds a further column that is kept.
func (f *Flags) addKeep(column string) error {
	column = strings.TrimSpace(column)
	switch {
	case column == "":
		return errors.New("want the name of a column of the files, as district")
	case slices.Contains(f.Keep, column):
		return nil
	case len(f.Keep) == outcomes.MaxKept:
		return fmt.Errorf("%d columns are kept at most, and these are already: %s", outcomes.MaxKept, strings.Join(f.Keep, ", "))
	}
	keep := append(slices.Clip(f.Keep), column)
	if err := (outcomes.ReadOptions{Keep: keep}).Validate(); err != nil {
		return err
	}
	f.Keep = keep
	return nil
}

// WithoutFile reports a flag that says how files are read, where none is given.
func (f *Flags) WithoutFile() error {
	switch {
	case !f.Force.IsZero():
		return fmt.Errorf("-force %s without a file: it is for files that do not say their force: give one", f.Force)
	case f.Dates != outcomes.DateOrderByContent:
		return fmt.Errorf("-dates %s without a file: it is for files with dates such as 01/02/2020: give one", f.Dates)
	case f.Revision != outcomes.NoRevision:
		return fmt.Errorf("-revision %s without a file: it is for several files that have the same searches: give them", cli.Quote(string(f.Revision)))
	case f.CountOnly:
		return errors.New("-count-only without a file: it is for files of many rows: give one")
	case len(f.Where) > 0:
		return fmt.Errorf("-where %s without a file: the data that ship with the program have no such columns: give one",
			cli.Quote(f.Where[0].Column+"="+f.Where[0].Value))
	}
	for _, own := range []struct {
		flag  string
		given bool
	}{
		{"-column", len(f.Columns) > 0},
		{"-rows", f.Rows != outcomes.TypeNotRecorded},
		{"-keep", len(f.Keep) > 0},
		{"-labels", f.Labels != ""},
		{"-labels-template", f.Template != ""},
	} {
		if own.given {
			return fmt.Errorf("%s without a file: it is for files of a force's own: give one", own.flag)
		}
	}
	return nil
}
