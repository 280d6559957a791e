package counts

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/strictjson"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// Trend is whether the index of every group is changing. It is the Data of the section trend.
type Trend struct {
	// Columns are those of the table that say when.
	Columns []string `json:"columns"`
	// Rates is the answer for a table of rates, and Proportions for one of proportions. The other
	// is nil. The exposure of rates is residents times the years that they live through, a twelfth
	// in each month.
	Rates       *trend.Result[string, rri.Rate]       `json:"rates,omitempty"`
	Proportions *trend.Result[string, rri.Proportion] `json:"proportions,omitempty"`
	// Notes say what to bear in mind.
	Notes []string `json:"notes,omitempty"`
}

// trend returns the sections of the series, its changes and its trends, and what can be said of
// them; nothing if nothing is asked of time.
func (in *input) trend() ([]Section, []string, error) {
	if err := in.mayAskTrend(); err != nil {
		return nil, nil, err
	}
	_, isKind := in.kindOfPeriod()
	if !in.o.asksTrend() && !isKind && !(dimension(in.table, in.o.By) >= 0 && tidy.IsTime(in.o.By)) {
		return nil, nil, nil
	}
	l, err := in.timeline()
	switch {
	case err == nil:
	case in.o.asksTrend() || isKind || !errors.Is(err, tidy.ErrPeriod):
		return nil, nil, err
	default:
		return nil, []string{fmt.Sprintf("The periods of %s cannot be read, and there is no trend: %s.", in.o.By, without(err))}, nil
	}
	if len(l.parts) < 2 && !in.o.asksTrend() {
		return nil, nil, nil
	}
	t, err := in.trendOf(l)
	if err != nil {
		if !in.o.asksTrend() && errors.Is(err, trend.ErrPeriod) {
			return nil, []string{fmt.Sprintf("There is no trend: %s.", without(err))}, nil
		}
		return nil, nil, err
	}
	return t.sections(), t.say(), nil
}

// mayAskTrend reports questions of time that do not go with others, or nil.
func (in *input) mayAskTrend() error {
	o := in.o
	refused := func(format string, args ...any) error {
		return fmt.Errorf("counts: %s: %w", fmt.Sprintf(format, args...), rri.ErrOption)
	}
	switch {
	case !o.asksTrend():
		return nil
	case o.Suppress != 0:
		return in.mayNotSuppress("over time")
	case o.Rolling < 0 || o.Rolling == 1:
		return refused("%d rolling months: want 2 or more, or 0 for none", o.Rolling)
	case o.Margin != 0 && !(o.Margin > 0 && o.Margin < 1):
		return refused("a margin of %v: want a share between 0 and 1, as 0.1", o.Margin)
	case (o.Before == trend.Period{}) != (o.After == trend.Period{}):
		return refused("one period to compare: want two")
	case dimension(in.table, o.By) >= 0 && !tidy.IsTime(o.By):
		return refused("by %s, and over time: want a column of time, or one of the two", sheet.Clip(o.By))
	}
	return nil
}

// without is the text of an error without the name of its package.
func without(err error) string {
	text := err.Error()
	for _, prefix := range []string{"counts: ", "tidy: ", "trend: "} {
		text = strings.TrimPrefix(text, prefix)
	}
	return text
}

// trendOf makes the series of a table that is divided by time, and says whether it changes.
func (in *input) trendOf(l *timeline) (t Trend, err error) {
	if in.proportion {
		t.Proportions, t.Notes, err = resultOf[rri.Proportion](in, l)
	} else {
		t.Rates, t.Notes, err = resultOf[rri.Rate](in, l)
	}
	t.Columns = l.Columns
	if n := t.mostPeriods(); err == nil && n < fewestPeriods {
		t.Notes = append(t.Notes, fmt.Sprintf("A trend takes %d periods or more: there is none.", fewestPeriods))
	}
	return t, err
}

func resultOf[M rri.Measure](in *input, l *timeline) (*trend.Result[string, M], []string, error) {
	m := &seriesMaker[M]{input: in, timeline: l}
	m.setExposure()
	if err := m.setSpans(); err != nil {
		return nil, nil, err
	}
	s, err := m.series()
	if err != nil {
		return nil, nil, err
	}
	r, err := trend.Of(s, trend.Options{Options: in.o.Options, LeaveOut: m.leftOut(), Margin: in.o.Margin, Direction: in.o.Direction})
	if err != nil {
		return nil, nil, m.reported(err)
	}
	m.withoutWords(&r)
	return &r, m.remarks(), nil
}

// sheets yields the tables of the result with their names.
func (t Trend) sheets() iter.Seq2[string, sheet.Sheet] {
	switch {
	case t.Rates != nil:
		return t.Rates.Sheets()
	case t.Proportions != nil:
		return t.Proportions.Sheets()
	}
	return func(func(string, sheet.Sheet) bool) {}
}

// fewestPeriods is over how many periods a trend is shown. Over fewer there is no word of one, and
// its interval says next to nothing.
const fewestPeriods = 5

// mostPeriods is the most periods that a trend of a group is of.
func (t Trend) mostPeriods() (n int) {
	if t.Rates != nil {
		for _, g := range t.Rates.Trends {
			n = max(n, g.Points)
		}
	}
	if t.Proportions != nil {
		for _, g := range t.Proportions.Trends {
			n = max(n, g.Points)
		}
	}
	return n
}

// sections returns a section for each table. The first, of the series, has the data of all.
func (t Trend) sections() (list []Section) {
	for name, s := range t.sheets() {
		if name == "trends" && t.mostPeriods() < fewestPeriods {
			continue
		}
		section := Section{Name: "trend-" + name, Sheet: s}
		section.Sheet.Pictures = slices.Clone(s.Pictures)
		for i := range section.Sheet.Pictures {
			section.Sheet.Pictures[i].Name = "trend-" + s.Pictures[i].Name
		}
		if list == nil {
			section.Name, section.Data = "trend", t
			section.Sheet.Notes = slices.Concat(section.Sheet.Notes, t.Notes)
		}
		list = append(list, section)
	}
	return list
}

// readTrend reads the data of the section trend, and makes its tables again.
func readTrend(data []byte) ([]Section, error) {
	var t Trend
	if err := json.Unmarshal(data, &t); err != nil {
		return nil, err
	}
	return t.sections(), nil
}

// UnmarshalJSON reads an object with the fields of t. It is an error if it has no result, or two.
func (t *Trend) UnmarshalJSON(data []byte) error {
	type plain Trend
	var in plain
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("counts: %w", err)
	}
	if (in.Rates == nil) == (in.Proportions == nil) {
		return incoherent("a trend of rates and of proportions: want one of the two")
	}
	*t = Trend(in)
	return nil
}
