// Workbook makes a workbook (.xlsx) of the JSON of any of the programs: a sheet for each table,
// with numbers as numbers, and beside an index with its interval a chart, which is the
// spreadsheet's own and changes with the cells.
//
// Usage:
//
//	workbook [flags] [FILE | -]
//
// FILE is what a program has written with -format json; - is standard input:
//
//	go run ./examples/stopsearch -format json -o january.json
//	go run -C examples/workbook . -o ../../january.xlsx ../../january.json
//
// The first sheet has what can be said, what to bear in mind, notes, what was read, and links to
// the others. A sheet has what the table is of, its header, which stays in sight, with filters, its
// rows, its notes and its chart. Tables of one kind, as those of every month, make one sheet with a
// column for the month. Columns that say the same in every row, as the level, stand at the end.
//
// Numbers are not rounded: formats change what is shown alone. A rate also stands per 1,000
// residents, or whatever it is shown per in the tables. A count that was withheld is an
// empty cell. Labels and periods are text, whatever they begin with or look like: no formula, no
// date. Whole numbers of more than 15 digits, and Inf, which no cell can hold as numbers, stand as
// text in a column of their own. The same JSON gives the same bytes.
//
// The flags may stand before and behind the file. They are:
//
//	-o FILE.xlsx   the workbook to write; without it the sheets are listed, and nothing is written
//	-sheets NAMES  main for those with results, all also for those that say how these came about
//	               (strata, counts of every period, files), or names as listed, as search-rate,find-rate
//	               (default main)
//
// Without a file it takes the JSON of program counts, run without arguments.
//
// Exit status: 0 if all went well, 1 if the input is bad or the workbook cannot be written, 2 if
// the program was called wrongly. An error is one line on standard error.
package main

import (
	"bytes"
	"cmp"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// What program counts writes without arguments, made by TestShipped -update.
//
//go:embed counts.json
var shipped []byte

// about is what the program says of itself above its flags.
const about = "usage: workbook [flags] [FILE | -]\n\n" +
	"A workbook (.xlsx) of what a program has written with -format json: a sheet for each table, with charts.\n" +
	"Without a file: use of force by one force. - is standard input.\n\n"

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// settings is what the command line says.
type settings struct {
	out    string
	sheets string
	file   string // "" for the one that ships
}

// The values of -sheets that are no names.
const (
	mainSheets = "main"
	allSheets  = "all"
)

// run is the program, and returns its exit status.
func run(args []string, in io.Reader, out, errout io.Writer) int {
	var s settings
	flags := flag.NewFlagSet("workbook", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Func("o", "`file` to write, FILE.xlsx; without it the sheets are listed", once(&s.out))
	flags.Func("sheets", "`names` of the sheets, with commas, or main or all (default main)", once(&s.sheets))
	status, err := 0, s.parse(flags, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(errout, about)
		flags.SetOutput(errout)
		flags.PrintDefaults()
		return 0
	case err != nil:
		status = 2
	default:
		if err = s.make(in, out); err != nil {
			status = 1
		}
	}
	if err != nil {
		fmt.Fprintf(errout, "workbook: %s\n", sheet.Clean(err.Error()))
	}
	return status
}

// once takes the value of a flag, and refuses another.
func once(to *string) func(string) error {
	return func(value string) error {
		if *to != "" && *to != value || value == "" {
			return errors.New("want one value")
		}
		*to = value
		return nil
	}
}

// parse reads the command line.
func (s *settings) parse(flags *flag.FlagSet, args []string) error {
	var files []string
	for len(args) > 0 {
		if err := flags.Parse(args); err != nil {
			return err
		}
		rest := flags.Args()
		if n := len(args) - len(rest); n > 0 && args[n-1] == "--" {
			files = append(files, rest...)
			break
		}
		if len(rest) > 0 {
			files, rest = append(files, rest[0]), rest[1:]
		}
		args = rest
	}
	switch {
	case len(files) > 1:
		return fmt.Errorf("%d files given: want one", len(files))
	case len(files) == 1 && files[0] == "":
		return errors.New("the name of the file is empty")
	case s.out != "" && !strings.EqualFold(filepath.Ext(s.out), ".xlsx"):
		return fmt.Errorf("-o %.80q: want a name that ends in .xlsx", s.out)
	}
	s.file = strings.Join(files, "")
	s.sheets = cmp.Or(s.sheets, mainSheets)
	return nil
}

// make reads the JSON and writes the workbook, or lists its sheets.
func (s *settings) make(in io.Reader, out io.Writer) error {
	name, data, err := s.read(in)
	if err != nil {
		return err
	}
	documents, pages, left, err := s.plan(name, data)
	if err != nil {
		return fmt.Errorf("%s:%w", name, err)
	}
	if s.out == "" {
		return listing(out, documents, pages, left)
	}
	if from, err := os.Stat(s.file); err == nil && s.file != "" {
		if to, err := os.Stat(s.out); err == nil && os.SameFile(from, to) {
			return fmt.Errorf("%s: read, and named by -o as %s: write elsewhere", s.file, s.out)
		}
	}
	var b bytes.Buffer
	if err := write(&b, documents, pages, len(left), name); err != nil {
		return err
	}
	return plainly(os.WriteFile(s.out, b.Bytes(), 0o666), s.out)
}

// read returns the JSON and the name of where it is from.
func (s *settings) read(in io.Reader) (name string, data []byte, err error) {
	switch s.file {
	case "":
		return "counts.json", shipped, nil
	case "-":
		data, err = io.ReadAll(in)
		return "standard input", data, err
	}
	data, err = os.ReadFile(s.file)
	return filepath.Base(s.file), data, plainly(err, s.file)
}

// plainly writes an error of a file without the name of a system call.
func plainly(err error, file string) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("%s: %w", file, path.Err)
	}
	return err
}

// plan makes pages of the JSON: those to write, and those that are left out.
func (s *settings) plan(name string, data []byte) (documents []document, pages, left []page, err error) {
	n, err := parse(data)
	if err != nil {
		return nil, nil, nil, err
	}
	documents = read(n)
	for i := range documents {
		if documents[i].title == "" {
			documents[i].title = name
		}
	}
	all, err := paginate(documents)
	switch {
	case err != nil:
		return nil, nil, nil, err
	case len(all) == 0:
		return nil, nil, nil, errors.New(" no list in it: want what a program writes with -format json")
	}
	pages, left, err = s.choose(all)
	if err == nil && len(pages) > maxSheets {
		err = fmt.Errorf(" %d sheets: want no more than %d: choose some with -sheets", len(pages), maxSheets)
	}
	return documents, pages, left, err
}

// choose parts the pages that were asked for from the others.
func (s *settings) choose(all []page) (pages, left []page, err error) {
	asked := func(p page) bool { return s.sheets == allSheets || !p.detail }
	if s.sheets != mainSheets && s.sheets != allSheets {
		names := strings.Split(s.sheets, ",")
		for _, name := range names {
			if !slices.ContainsFunc(all, func(p page) bool { return strings.EqualFold(p.sheet, name) }) {
				return nil, nil, fmt.Errorf(" no sheet %.80q: without -o the program lists them", name)
			}
		}
		asked = func(p page) bool {
			return slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(p.sheet, name) })
		}
	}
	for _, p := range all {
		if asked(p) {
			pages = append(pages, p)
		} else {
			left = append(left, p)
		}
	}
	if len(pages) == 0 { // all say how others came about
		return all, nil, nil
	}
	return pages, left, nil
}

// listing writes the names of the sheets.
func listing(w io.Writer, documents []document, pages, left []page) error {
	var b bytes.Buffer
	for _, d := range documents {
		fmt.Fprintln(&b, sheet.Clean(d.title))
	}
	list := func(heading string, pages []page) {
		if len(pages) == 0 {
			return
		}
		fmt.Fprintf(&b, "\n%s\n", heading)
		for _, p := range pages {
			fmt.Fprintf(&b, "  %-*s  %s\n", maxName, p.sheet, p.size())
		}
	}
	list("Sheets that -o FILE.xlsx writes, after the sheet "+readMe, pages)
	list("Left out: -sheets all has them, and -sheets NAME,NAME some", left)
	_, err := w.Write(b.Bytes())
	return err
}
