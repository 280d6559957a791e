package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
	"github.com/seed-549880be/disparity/rri/trend"
)

// about is what the program says of itself above its flags.
const about = "usage: peers [flags] [FILE]\n\n" +
	"Compared with whom? The index of every ethnic group in a force beside that of other forces: its rank with an interval, the mean of the others,\n" +
	"a funnel, England and Wales with and without it. Without a file: stop and search by the forces of England and Wales, 2017/18 to 2019/20.\n\n" +
	"  peers                                            Avon and Somerset among its most similar forces, 2019/20\n" +
	"  peers -year 2017/18                              the same two years before\n" +
	"  peers -year 2017/18 -edition 2017/18 -peers all -lines -show Black\n" +
	"                                                   the outlier lines of the inspectorate, from the figures as first published\n" +
	"  peers -force Kent -peers Essex,Sussex,Surrey     others of your choice\n" +
	"  peers -year 2018/19 -beside use-of-force.csv     use of force beside searches\n" +
	"  peers -by district own.csv                       a table of your own: district, group, events, residents\n\n"

// settings is what the flags say.
type settings struct {
	tables     cli.Tables
	by         string // the column of units of a table of one's own
	force      string // the unit that is asked about
	shipped    bool   // the table is that which ships with the program
	among      string // those that are compared
	year       int
	edition    string
	show       []string
	baseline   string
	census     *ethnicity.Census
	instead    *ethnicity.Census
	withoutAny bool // no residents where the table has none
	beside     string
	onlyBeside map[string]string
	higher     string
	margin     float64
	options    peers.Options
	suppress   int64
	format     string
	plot       cli.Plot
	full       bool
	funnel     *peers.Overdispersion // nil if it is not asked for by itself
	width      int
	ascii      bool
}

// Words that stand for something: the most similar forces, all units, no unit.
const (
	mostSimilar = "most-similar"
	everyUnit   = "all"
	none        = "none"
)

// define defines the flags.
func (s *settings) define(fs *flag.FlagSet) {
	s.tables.Define(fs)
	fs.StringVar(&s.force, "force", "", "the `name` of the force, district or team that is asked about; none asks about none")
	fs.StringVar(&s.among, "peers", "", "`who` is compared: most-similar, all, names with commas between, or a file of lists (default: most-similar where a list is built in, else all)")
	fs.Func("year", "the financial `year`, as 2017/18 (default: the last that the table has)", cli.FinancialYear(&s.year))
	fs.StringVar(&s.edition, "edition", "", "the edition by its last `year`, if the table has several (default: the last that has the year)")
	fs.Func("show", "the `groups` alone that are shown, with commas between, as Black,Asian", names(&s.show))
	fs.StringVar(&s.baseline, "baseline", "", "`group` that the others are compared with (default: White)")
	fs.Var(cli.OneOf(&s.options.Quantity, peers.ParseQuantity, cli.Names(peers.Quantities())), "quantity", "`what` is compared: index, or rate")
	cli.BuiltInCensus(fs, &s.census, "census", "residents of a `census`, or interpolated for the year, in place of those that the table has")
	fs.Func("instead", "residents of areas of which the table has none, by a `census`: 2011, 2021, interpolated, or none (default 2011)", s.setInstead)
	fs.BoolVar(&s.options.OutlierLines, "lines", false, "the outlier lines of the inspectorate: one standard deviation from the mean of the units")
	kinds := cli.Names(peers.Overdispersions())
	fs.Var(cli.Optional(&s.funnel, peers.ParseOverdispersion, kinds), "funnel",
		fmt.Sprintf("the table of the funnel, and `what` it takes into account: %s (default %s)", strings.Join(kinds, ", "), kinds[0]))
	fs.Func("target", "the `value` that the funnel is about (default: that of all units together)", positive(&s.options.Target))
	fs.Func("worst", "how many count as the worst, or the highest: a `number` (default: a quarter of them)", func(v string) (err error) {
		s.options.Worst, err = strconv.Atoi(v)
		if err != nil || s.options.Worst < 1 {
			return errors.New("want a number of units, as 2")
		}
		return nil
	})
	fs.Var(cli.Word(&s.higher, []string{"worse", "better", "neither"}), "higher", "whether more is worse, better or neither (default neither)")
	fs.BoolVar(&s.options.Shrink, "shrink", false, "what small places borrow from the others")
	fs.Func("margin", "how near the mean of the others is similar to it: a `share` (default 25%)", func(v string) (err error) {
		s.margin, err = cli.ParseShare(v, "0.25 or 25%")
		return err
	})
	fs.StringVar(&s.beside, "beside", "", "`file` of another measure of the same units, as use of force")
	fs.Var(cli.Repeated(s.addBesideWhere), "beside-where", "only rows of that file with this value in this column: `column=value`; may be given several times")
	fs.StringVar(&s.by, "by", "", "the file is a table of your own, and the units are in this `column`")
	fs.Var(cli.OneOf(&s.options.Method, rri.ParseMethod, cli.Names(rri.Methods())), "method", "`family` of intervals and p-values")
	s.options.Level = 0.95
	fs.Var(cli.Level(&s.options.Level), "level", "confidence level")
	cli.Suppress(fs, &s.suppress)
	s.format = cli.FormatText
	fs.Var(cli.Word(&s.format, cli.Formats), "format", "text, markdown, csv, json or html")
	s.plot.Define(fs)
	fs.BoolVar(&s.full, "tables", false, "text and Markdown with every table: which pairs can be told apart")
	cli.Width(fs, &s.width)
	fs.BoolVar(&s.ascii, "ascii", false, "text and Markdown without characters beyond ASCII")
}

// names returns what reads names with commas between.
func names(p *[]string) func(text string) error {
	return func(text string) error {
		var list []string
		for name := range strings.SplitSeq(text, ",") {
			name = strings.TrimSpace(name)
			switch {
			case name == "":
				return errors.New("want names with commas between, as Black,Asian")
			case slices.ContainsFunc(list, func(other string) bool { return strings.EqualFold(name, other) }):
				return fmt.Errorf("%s is there twice: want it once", cli.Quote(name))
			}
			list = append(list, name)
		}
		*p = list
		return nil
	}
}

// positive returns what reads a number above 0.
func positive(p *float64) func(text string) error {
	return func(text string) error {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil || !(v > 0) || v > maxTarget {
			return errors.New("want a number above 0, as 8.9")
		}
		*p = v
		return nil
	}
}

// maxTarget is the largest target of a funnel.
const maxTarget = 1e6

// setInstead reads the flag -instead.
func (s *settings) setInstead(text string) error {
	if s.withoutAny = strings.EqualFold(strings.TrimSpace(text), none); s.withoutAny {
		return nil
	}
	c, err := ethnicity.ParseCensus(strings.TrimSpace(text))
	if err != nil || c == ethnicity.OtherSource {
		return errors.New("want 2011, 2021, interpolated, or none")
	}
	s.instead = &c
	return nil
}

// addBesideWhere reads the flag -beside-where.
func (s *settings) addBesideWhere(text string) error {
	column, value, err := cli.ColumnValue(text, "Tactic=Restraint", "Type of force=Restraint")
	if err != nil {
		return err
	}
	if s.onlyBeside == nil {
		s.onlyBeside = make(map[string]string)
	}
	if had, ok := s.onlyBeside[column]; ok && had != value {
		return fmt.Errorf("%s has two values, %s and %s: give one", cli.Quote(column), cli.Quote(had), cli.Quote(value))
	}
	s.onlyBeside[column] = value
	return nil
}

// errSuppress is why counts are not withheld.
var errSuppress = errors.New("-suppress is refused: the ranks, the means of the others and the standards stand beside each other, and could give a withheld count away: " +
	"it has not been shown yet that they do not; leave small groups out with -show, or withhold counts with the program counts")

// check reports flags that do not go together, and completes the options.
func (s *settings) check(noFile bool) error {
	people := s.format == cli.FormatText || s.format == cli.FormatMarkdown
	switch {
	case s.suppress != 0:
		return errSuppress
	case s.by != "" && noFile:
		return errors.New("-by is for a table of your own, and there is no file: give one")
	case s.beside == "" && len(s.onlyBeside) > 0:
		return errors.New("-beside-where is of the file of -beside: give both")
	case s.census != nil && (s.instead != nil || s.withoutAny):
		return errors.New("-instead is for areas of which the table has no residents, and -census takes none of the table: leave one out")
	case s.ascii && !people:
		return fmt.Errorf("-ascii does not go with -format %s: it is of text and Markdown: leave it out", s.format)
	case s.width != 0 && !people:
		return fmt.Errorf("-width does not go with -format %s: it is of text: leave it out", s.format)
	case s.full && !people:
		return fmt.Errorf("-tables does not go with -format %s, which has all of them: leave it out", s.format)
	case s.width == 0 && s.format == cli.FormatText:
		s.width = cli.TerminalWidth(os.Getenv("COLUMNS"))
	}
	if _, ok := s.tables.Groups.Scheme(); ok && noFile {
		return errors.New("-groups is for a table that does not say by which classification its groups are: the table that ships does, and there is no file: leave it out")
	}
	if err := s.checkBeside(); err != nil {
		return err
	}
	if err := s.checkKind(); err != nil {
		return err
	}
	if noFile && s.force == "" {
		s.force = shippedForce
	}
	if strings.EqualFold(s.force, none) {
		s.force = ""
	}
	if s.among == "" {
		s.among = everyUnit
		if _, ok := listOf(s.force); ok && s.by == "" {
			s.among = mostSimilar
		}
	}
	s.options.Margin = s.margin
	if s.funnel != nil {
		s.options.Overdispersion = *s.funnel
	}
	if err := s.tables.Check(); err != nil {
		return err
	}
	return s.plot.Check()
}

// checkKind reports flags that are of the other kind of table.
func (s *settings) checkKind() error {
	t := &s.tables
	if t.Rounded != 0 {
		return errors.New("-rounded does not go with ranks: a rounded count lies between two numbers: leave it out to take the counts as they stand")
	}
	if s.by == "" {
		for _, of := range []struct {
			flag  string
			given bool
		}{{"-of", t.Of != ""}, {"-group", t.Group != ""}, {"-rate", t.IsRate()}, {"-proportion", t.IsProportion()}, {"-event", len(t.Event) > 0},
			{"-trial", len(t.Trial) > 0}, {"-withheld", t.Withheld.Upper != 0}} {
			if of.given {
				return fmt.Errorf("%s is for a table of your own, whose units are in the column that -by COLUMN names: give it too", of.flag)
			}
		}
		return nil
	}
	switch {
	case s.year != 0:
		return errors.New("-year does not go with -by: -where COLUMN=VALUE chooses among the rows of a table of your own")
	case s.edition != "":
		return errors.New("-edition does not go with -by: -where COLUMN=VALUE chooses among the rows of a table of your own")
	case s.census != nil && *s.census == ethnicity.Interpolated:
		return errors.New("-census interpolated is of a year, and a table of your own tells none: want 2011 or 2021")
	case s.instead != nil || s.withoutAny:
		return errors.New("-instead does not go with -by: -census takes the residents of every unit")
	}
	return nil
}

// checkBeside reports flags that two measures side by side have no use for.
func (s *settings) checkBeside() error {
	for _, of := range []struct {
		flag  string
		given bool
	}{{"-lines", s.options.OutlierLines}, {"-shrink", s.options.Shrink}, {"-worst", s.options.Worst != 0}, {"-funnel", s.funnel != nil},
		{"-target", s.options.Target != 0}, {"-higher", s.higher != ""}, {"-margin", s.margin != 0}} {
		if of.given && s.beside != "" {
			return fmt.Errorf("%s does not go with -beside, which sets two measures side by side, without ranks: leave one out", of.flag)
		}
	}
	return nil
}

// sense returns whether more is worse: what -higher says, or neither.
func (s *settings) sense() trend.Sense {
	switch s.higher {
	case "worse":
		return trend.UpIsWorse
	case "better":
		return trend.UpIsBetter
	}
	return trend.Neither
}
