package counts

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/journey"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// ErrNoStages says that a table has no column of stages. Compare with [errors.Is].
var ErrNoStages = errors.New("no column of stages")

// mostStages is how many stages are read: more than [journey.Compare] takes.
const mostStages = 200

// stageReader reads the stages of a table.
type stageReader struct {
	t *tidy.Table
	// the columns of the stage, of what that is out of, and of what its counts are, as indices into
	// Table.Dimensions; -1 where there is none
	stage, parent, counts int
	list                  []stageOf
	notes                 []string
}

// stageOf is what the rows of one stage say.
type stageOf struct {
	name, of string
	line     int // of its first row
	counts   string
	people   map[string]int64 // the events by group
	exposure map[string]int64 // what they are out of, if the table says it
	unknown  [2]int64         // both, of no known group
}

// Stages returns the stages of a table that has a column of them, in the order of the file, for
// [journey.Compare], and notes that say what was taken for what. stage is the name of that column;
// "" takes the first one that is named as stages are.
//
// The counts of a stage are the events of its rows, added up over every other dimension. It is out
// of the stage that the column Table.Parent names, and otherwise of the one before it. Where a
// column says whether its counts are people or events, a stage of events is a rate. Where none
// does, a stage out of residents is a rate, if the name of the first stage says so
// ([tidy.ModelOf]).
//
// Where the table has a column of what the events are out of, that of the first stage is where all
// come from, and that of every other must be the counts of the stage that it is out of.
//
// An error has the line of the file, and wraps [journey.ErrStage], [ErrNoStages] or what
// [tidy.Table.Sum] returns.
func Stages(t *tidy.Table, stage string) (stages []journey.Stage[string], notes []string, err error) {
	if err := t.Validate(); err != nil {
		return nil, nil, err
	}
	r := stageReader{t: t, parent: -1}
	if t.Parent != "" {
		r.parent = slices.Index(t.Dimensions, t.Parent)
	}
	r.counts = slices.IndexFunc(t.Dimensions, func(name string) bool { return strings.EqualFold(strings.TrimSpace(name), "counts") })
	if err = r.findStage(stage); err == nil {
		err = r.read()
	}
	if err != nil {
		return nil, nil, fmt.Errorf("counts: %s:%w", fileName(t), err)
	}
	if err = r.sum(); err != nil {
		return nil, nil, err
	}
	if err = r.findParents(); err == nil && t.Exposure != "" {
		err = r.outOfExposure()
	}
	if err != nil {
		return nil, nil, fmt.Errorf("counts: %s:%w", fileName(t), err)
	}
	for _, s := range r.list {
		stages = append(stages, journey.Stage[string]{Name: s.name, Of: s.of, Unknown: s.unknown[0], Counts: s.people})
	}
	r.rates(stages)
	if err := r.check(stages); err != nil {
		return nil, nil, fmt.Errorf("counts: %s:%w", fileName(t), err)
	}
	return stages, r.notes, nil
}

// check reports a stage of people that has more of a group than the stage that it is out of.
func (r *stageReader) check(stages []journey.Stage[string]) error {
	first := slices.IndexFunc(stages, func(s journey.Stage[string]) bool { return s.Of == "" })
	for i, s := range stages {
		before := i - 1
		if i == first {
			continue
		}
		if s.Of != "" {
			before = slices.IndexFunc(stages, func(o journey.Stage[string]) bool { return o.Name == s.Of })
		}
		if before < 0 || s.Rate {
			continue
		}
		for _, g := range slices.Sorted(maps.Keys(s.Counts)) {
			if n, of := s.Counts[g], stages[before].Counts[g]; n > of {
				return bad(r.list[i].line, "%d of %q in stage %q, of %d in %q: if one of them can be counted several times, "+
					"the rows of the stage want events in a column named counts", n, sheet.Clip(g), sheet.Clip(s.Name), of, sheet.Clip(stages[before].Name))
			}
		}
	}
	return nil
}

// bad returns an error of a line of the file; 0 is none.
func bad(line int, format string, args ...any) error {
	at := " "
	if line > 0 {
		at = fmt.Sprintf("%d: ", line)
	}
	return fmt.Errorf(at+"%w: %s", journey.ErrStage, fmt.Sprintf(format, args...))
}

// findStage finds the column of stages.
func (r *stageReader) findStage(name string) error {
	if r.stage = slices.IndexFunc(r.t.Dimensions, func(d string) bool {
		return name == "" && tidy.IsStage(d) || name != "" && strings.EqualFold(strings.TrimSpace(d), strings.TrimSpace(name))
	}); r.stage >= 0 {
		return nil
	}
	var names []string
	for _, d := range r.t.Dimensions {
		names = append(names, fmt.Sprintf("%q", sheet.Clip(d)))
	}
	has := "no column but those of groups and numbers"
	if names != nil {
		has = strings.Join(names, ", ")
	}
	if name == "" {
		return fmt.Errorf(" %w, as stage or step: the file has %s", ErrNoStages, has)
	}
	return fmt.Errorf(" %w %q: the file has %s", ErrNoStages, sheet.Clip(name), has)
}

// at returns the cell of a column of a row, "" where there is no such column.
func at(row tidy.Row, column int) string {
	if column < 0 || column >= len(row.Dimensions) {
		return ""
	}
	return strings.TrimSpace(row.Dimensions[column])
}

// read reads the rows of every stage.
func (r *stageReader) read() error {
	places := make(map[string]int)
	for _, row := range r.t.Rows {
		if row.Total {
			continue
		}
		name := at(row, r.stage)
		if name == "" {
			return bad(row.Line, "no stage in column %q: want the name of one", sheet.Clip(r.t.Dimensions[r.stage]))
		}
		i, known := places[name]
		if !known {
			i = len(r.list)
			if i == mostStages {
				return bad(row.Line, "column %q has more than %d values: want the stages of a journey", sheet.Clip(r.t.Dimensions[r.stage]), mostStages)
			}
			places[name] = i
			r.list = append(r.list, stageOf{name: name, of: at(row, r.parent), line: row.Line, counts: at(row, r.counts)})
		}
		s := &r.list[i]
		if of := at(row, r.parent); of != s.of {
			return bad(row.Line, "stage %q is out of %q, and out of %q on line %d: want one", sheet.Clip(name), sheet.Clip(of), sheet.Clip(s.of), s.line)
		}
		switch c := at(row, r.counts); {
		case !strings.EqualFold(c, s.counts):
			return bad(row.Line, "stage %q has %q, and %q on line %d: want people or events in all of its rows", sheet.Clip(name), sheet.Clip(c), sheet.Clip(s.counts), s.line)
		case c != "" && !strings.EqualFold(c, "people") && !strings.EqualFold(c, "events"):
			return bad(row.Line, "%q: counts are people, where each counts once, or events, of which one may have several: want people or events", sheet.Clip(c))
		}
		if row.Percent {
			return bad(row.Line, "a percentage of %q in stage %q: want counts", sheet.Clip(row.Label), sheet.Clip(name))
		}
		for _, cell := range r.cells(row) {
			if _, ok := cell.Count(); !ok {
				return bad(row.Line, "%s of %q in stage %q: want whole numbers that are known, since stages are out of one another; leave out the rows "+
					"of this group or of this stage, or make the stage a table of its own, each group with its events and what they are out of, "+
					"where counts may be ranges", cell, sheet.Clip(row.Label), sheet.Clip(name))
			}
		}
	}
	return nil
}

// cells returns the counts of a row.
func (r *stageReader) cells(row tidy.Row) []tidy.Cell {
	if r.t.Exposure == "" {
		return []tidy.Cell{row.Events}
	}
	return []tidy.Cell{row.Events, row.Exposure}
}

// sum adds up the rows of every stage.
func (r *stageReader) sum() error {
	parts, err := r.t.Split([]string{r.t.Dimensions[r.stage]}, nil)
	if err != nil {
		return err
	}
	for _, part := range parts {
		i := slices.IndexFunc(r.list, func(s stageOf) bool { return s.name == strings.TrimSpace(part.Values[0]) })
		s := &r.list[i]
		s.people, s.exposure = make(map[string]int64), make(map[string]int64)
		for _, g := range part.Groups {
			s.people[g.Group], _ = g.Events.Count()
			s.exposure[g.Group], _ = g.Exposure.Count()
		}
		s.unknown[0], _ = part.Unknown.Events.Count()
		s.unknown[1], _ = part.Unknown.Exposure.Count()
		for _, note := range part.Notes {
			if !slices.Contains(r.notes, note) {
				r.notes = append(r.notes, note)
			}
		}
	}
	return nil
}

// findParents writes the names of the stages that others are out of as these have them. A stage
// that names none is out of the one before it, unless stages branch before it, so that it would be
// a guess.
func (r *stageReader) findParents() error {
	named := false // whether a stage before names one
	first := -1
	for i := range r.list {
		s := &r.list[i]
		switch {
		case s.of != "":
			named = true
		case first < 0:
			first = i
			continue
		case named:
			return bad(s.line, "stage %q does not say what it is out of: want the name of a stage in column %q", sheet.Clip(s.name), sheet.Clip(r.t.Parent))
		default:
			continue
		}
		at := slices.IndexFunc(r.list, func(o stageOf) bool { return o.name == s.of })
		if at < 0 {
			at = slices.IndexFunc(r.list, func(o stageOf) bool { return strings.EqualFold(o.name, s.of) })
		}
		if at < 0 && r.t.Exposure != "" && strings.EqualFold(s.of, strings.TrimSpace(r.t.Exposure)) {
			s.of = r.t.Exposure
			continue
		}
		if at < 0 {
			return bad(s.line, "stage %q is out of %q, which is no stage: want one of %s", sheet.Clip(s.name), sheet.Clip(s.of), r.names())
		}
		s.of = r.list[at].name
	}
	return nil
}

// names lists the stages for an error text.
func (r *stageReader) names() string {
	var names []string
	for _, s := range r.list {
		names = append(names, fmt.Sprintf("%q", sheet.Clip(s.name)))
	}
	const most = 20
	if more := len(names) - most; more > 0 {
		names = append(names[:most], fmt.Sprintf("and %d others", more))
	}
	return strings.Join(names, ", ")
}

// outOfExposure puts what the first stage is out of before it, and holds what every other is out of
// against the counts of the stage that it is out of.
func (r *stageReader) outOfExposure() error {
	if len(r.list) == 0 {
		return nil
	}
	same := func(s, of stageOf) bool { return maps.Equal(s.exposure, of.people) && s.unknown[1] == of.unknown[0] }
	first := &r.list[0]
	if first.of != "" && first.of != r.t.Exposure {
		return bad(first.line, "stage %q is out of %q, where the first stage is out of column %q: want the stage that is out of it first",
			sheet.Clip(first.name), sheet.Clip(first.of), sheet.Clip(r.t.Exposure))
	}
	all := stageOf{name: r.t.Exposure, people: first.exposure, unknown: [2]int64{first.unknown[1]}}
	r.list = append([]stageOf{all}, r.list...)
	for i := 1; i < len(r.list); i++ {
		s := &r.list[i]
		before := i - 1
		if s.of != "" {
			before = slices.IndexFunc(r.list, func(o stageOf) bool { return o.name == s.of })
		} else if !same(*s, r.list[before]) {
			if at := slices.IndexFunc(r.list[:i], func(o stageOf) bool { return same(*s, o) }); at >= 0 {
				before = at
				s.of = r.list[at].name
				r.notes = append(r.notes, fmt.Sprintf("%q is taken to be out of %q, which has the same counts as its column %q", s.name, s.of, r.t.Exposure))
			}
		}
		if !same(*s, r.list[before]) {
			return bad(s.line, "column %q of stage %q has other counts than stage %q, which it is out of: want the counts of a stage before it, or stages without this column",
				sheet.Clip(r.t.Exposure), sheet.Clip(s.name), sheet.Clip(r.list[before].name))
		}
	}
	return nil
}

// rates declares the stages that are rates.
func (r *stageReader) rates(stages []journey.Stage[string]) {
	if len(stages) == 0 {
		return
	}
	root := slices.IndexFunc(stages, func(s journey.Stage[string]) bool { return s.Of == "" })
	counts := make(map[string]string)
	for _, s := range r.list {
		counts[s.name] = s.counts
	}
	for i := range stages {
		s := &stages[i]
		if c := counts[s.Name]; c != "" {
			s.Rate = strings.EqualFold(c, "events")
			continue
		}
		first := root >= 0 && i != root && (s.Of == stages[root].Name || s.Of == "" && i == root+1)
		if first && (tidy.ModelOf(stages[root].Name) == tidy.ModelRate || r.t.Exposure != "" && r.t.Model == tidy.ModelRate) {
			s.Rate = true
			r.notes = append(r.notes, fmt.Sprintf("%s out of %s is a rate: one of them can be counted several times", s.Name, stages[root].Name))
		}
	}
}
