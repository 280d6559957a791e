package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// settings is what the command line says.
type settings struct {
	reading
	labels  string
	out     string
	tries   int
	limit   time.Duration // of a try; 0 is none
	verbose bool
	// no file is given
	invented bool
	beam     bool // the flags of Beam are asked for
	args     []string
}

// parse reads the command line. Flags may stand before and behind files.
func (s *settings) parse(args []string) (*flag.FlagSet, error) {
	flags := flag.NewFlagSet("beam", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	s.define(flags)
	shareBeam(flags)
	for {
		if err := flags.Parse(args); err != nil {
			return flags, err
		}
		rest := flags.Args()
		if n := len(args) - len(rest); n > 0 && args[n-1] == "--" {
			s.args = append(s.args, rest...)
			break
		}
		if len(rest) == 0 {
			break
		}
		s.args, args = append(s.args, rest[0]), rest[1:]
	}
	if len(s.args) == 0 && flags.NFlag() == 0 {
		s.args, s.out, s.invented = store(), "memfs://all.tally", true
	}
	return flags, s.check()
}

// define defines the flags of the program.
func (s *settings) define(flags *flag.FlagSet) {
	flags.StringVar(&s.out, "o", "", "the `file` to write, FILE.tally, where the workers and this computer reach it")
	flags.IntVar(&s.tries, "tries", 3, "how often the job is run if it fails, by a `number` from 1: the embedded runner gives up a job at the first failure, others try again themselves")
	flags.DurationVar(&s.limit, "limit", 0, "how long a try may take, as 30m; then it has failed: the embedded runner may wait for ever for a worker that is a process of its own and is killed (default no limit)")
	flags.BoolVar(&s.verbose, "verbose", false, "tell what Beam does")
	flags.BoolVar(&s.beam, "help-beam", false, "list the flags of Beam, as -runner and -endpoint")
	flags.Func("force", "`name` of the force whose searches these are, for files that do not say", func(v string) (err error) {
		if s.Force, err = ethnicity.ParseForce(v); err == nil && s.Force.IsZero() {
			err = errors.New("want the name of a force")
		}
		return err
	})
	flags.BoolVar(&s.ForceOptional, "force-optional", false, "files may be of several forces that they do not tell, as stopsearch reads them with -residents")
	flags.TextVar(&s.Dates, "dates", s.Dates, "`order` of dates such as 01/02/2020: dmy, mdy, or auto for what each file proves")
	flags.Func("revision", "which counts of several files with the same searches of a force and month: newest, largest, or the `file`, folder or archive of that name", s.setRevision)
	flags.BoolVar(&s.CountOnly, "count-only", false, "count rows and keep none: nobody looks for copies, for files with the same searches, and for people stopped together")
	flags.Func("where", "only rows with this value in this column: `column=value`; may be given several times", func(v string) error {
		column, value, err := pair(v)
		s.Where = append(s.Where, outcomes.Filter{Column: column, Value: value})
		return err
	})
	flags.Func("column", "under which name the files have a column, where it is one of their own: `ours=theirs`; may be given once for each of ours", s.addColumn)
	flags.Func("rows", "what a row is where no column says it: a `person` searched, stopped, arrested, suspected or charged", s.setRows)
	flags.Func("keep", "a further `column` that is kept; may be given several times", func(v string) error {
		s.Keep = append(s.Keep, strings.TrimSpace(v))
		return outcomes.ReadOptions{Keep: s.Keep}.Validate()
	})
	flags.StringVar(&s.labels, "labels", "", "CSV `file` that says what the words of the files mean, on this computer")
}

func (s *settings) setRevision(v string) error {
	if strings.TrimSpace(v) == "" {
		return errors.New("want newest, largest, or the name of a file, a folder or an archive")
	}
	s.Revision = outcomes.Revision(v)
	for _, r := range []outcomes.Revision{outcomes.NewestRevision, outcomes.LargestRevision} {
		if strings.EqualFold(v, string(r)) {
			s.Revision = r
		}
	}
	return nil
}

// pair parts a column from a value.
func pair(v string) (column, value string, err error) {
	column, value, ok := strings.Cut(v, "=")
	if column = strings.TrimSpace(column); !ok || column == "" {
		err = errors.New("want COLUMN=VALUE, as Borough=Croydon")
	}
	return column, strings.TrimSpace(value), err
}

func (s *settings) addColumn(v string) error {
	ours, theirs, err := pair(v)
	if err != nil {
		return errors.New(`want OURS=THEIRS, as "outcome=Result, final"`)
	}
	if other, ok := s.Columns[ours]; ok && other != theirs {
		return fmt.Errorf("%s is %q already: leave one out", ours, other)
	}
	if s.Columns == nil {
		s.Columns = make(map[string]string)
	}
	s.Columns[ours] = theirs
	return outcomes.ReadOptions{Columns: s.Columns}.Validate()
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

func (s *settings) setRows(v string) error {
	i := slices.IndexFunc(rowTypes, func(t rowType) bool { return strings.EqualFold(t.name, strings.TrimSpace(v)) })
	if i < 0 {
		return errors.New("want searched, stopped, arrested, suspected or charged")
	}
	s.Rows = rowTypes[i].is
	return nil
}

// engines are the runners of Beam that make something of the job; portable is any that has a job
// server.
var engines = []string{"prism", "flink", "spark", "dataflow", "portable"}

// check says what is missing, and reads the file of -labels.
func (s *settings) check() error {
	switch {
	case s.beam:
		return nil
	case len(s.args) == 0:
		return errors.New("no files: give files, folders, archives, or patterns of a store, as gs://bucket/*.csv")
	case s.out == "":
		return errors.New("give -o FILE.tally")
	case !strings.HasSuffix(strings.ToLower(s.out), ".tally"):
		return fmt.Errorf("-o %q: give a name that ends in .tally", s.out)
	case s.tries < 1:
		return fmt.Errorf("-tries %d: want a number from 1", s.tries)
	case *runners.Runner != "" && !slices.Contains(engines, *runners.Runner):
		return fmt.Errorf("-runner %q: want one of %s", *runners.Runner, strings.Join(engines, ", "))
	case s.limit < 0:
		return fmt.Errorf("-limit %v: want a time such as 30m", s.limit)
	}
	if err := checkEngine(); err != nil || s.labels == "" {
		return err
	}
	text, err := os.ReadFile(s.labels)
	if err != nil {
		return fmt.Errorf("-labels %w", err)
	}
	s.Labels = &labelsFile{s.labels, text}
	return nil
}

// shareBeam defines the flags of Beam too, but for those that have the name of one of the
// program's.
func shareBeam(flags *flag.FlagSet) {
	flag.VisitAll(func(f *flag.Flag) {
		if flags.Lookup(f.Name) == nil && !strings.HasPrefix(f.Name, "test.") && !strings.HasPrefix(f.Name, "rapid.") {
			flags.Var(beamFlag{f}, f.Name, f.Usage)
		}
	})
}

// beamFlag sets a flag of Beam where Beam looks for it.
type beamFlag struct{ f *flag.Flag }

func (b beamFlag) String() string {
	if b.f == nil {
		return ""
	}
	return b.f.Value.String()
}

func (b beamFlag) Set(v string) error { return flag.Set(b.f.Name, v) }

func (b beamFlag) IsBoolFlag() bool {
	is, ok := b.f.Value.(interface{ IsBoolFlag() bool })
	return ok && is.IsBoolFlag()
}
