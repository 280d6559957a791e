package published

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// refuse returns the error of a header that cannot be used.
func (t *table) refuse(err error) error {
	e := &outcomes.HeaderError{File: t.o.File, Err: err}
	if t.header != nil {
		e.Found = quote.ClipAll(t.header)
	}
	return e
}

// missing is the error of a column that the options name and the header has not.
func (t *table) missing(name, what string) error {
	return t.refuse(fmt.Errorf("no column %q for %s: the file has %s", quote.Clip(name), what, quote.QuotedList(t.header)))
}

// findCounts finds the column of counts, or in a wide table those of the groups.
func (t *table) findCounts(find func(name string) int) error {
	if t.o.Wide == (t.o.Count != "") {
		return t.refuse(errors.New("want the name of the column of counts, or that the table is wide"))
	}
	if !t.o.Wide {
		i := find(t.o.Count)
		if i < 0 {
			return t.missing(t.o.Count, "the counts")
		}
		t.counts = []countColumn{{index: i}}
		return nil
	}
	for i, name := range t.header {
		g, err := t.o.Ethnicity(name)
		if total := errors.Is(err, ethnicity.ErrTotalLabel); total || err == nil && name != "" {
			t.counts = append(t.counts, countColumn{i, g, total})
		} else if errors.Is(err, ethnicity.ErrAmbiguousLabel) {
			return t.refuse(quote.Outside(quote.Unprefixed(err)))
		}
	}
	if !slices.ContainsFunc(t.counts, func(c countColumn) bool { return c.group.IsKnown() }) {
		return t.refuse(fmt.Errorf("no column is named by an ethnic group: the file has %s", quote.QuotedList(t.header)))
	}
	return nil
}

// findFields finds the other columns that the reader knows. Ethnicity is read from the detailed
// column, or the broad one where there is no other, and the power from that of the objects.
func (t *table) findFields(find func(name string) int) error {
	for f := range t.columns {
		c := &t.columns[f]
		c.index, c.Parse = -1, parsers[f]
		for _, s := range spellings[f] {
			if c.index = find(s); c.index >= 0 {
				break
			}
		}
	}
	detail, broad := &t.columns[fieldDetail], &t.columns[fieldBroad]
	detail.Parse = cells.OfGroup(groupOf(t.o.Ethnicity))
	broad.Parse = detail.Parse
	if t.o.EthnicityColumn != "" {
		broad.index = find(t.o.EthnicityColumn)
		if detail.index = broad.index; detail.index < 0 {
			return t.missing(t.o.EthnicityColumn, "ethnicity")
		}
	}
	if detail.index < 0 {
		detail.index = broad.index
	}
	if t.o.Wide {
		detail.index = -1
	}
	if t.columns[fieldLegislation].index < 0 {
		t.columns[fieldPower].index = t.columns[fieldObject].index
	}
	return nil
}

// findConditions finds the columns that say which rows to keep.
func (t *table) findConditions(find func(name string) int) error {
	for _, name := range slices.Sorted(maps.Keys(t.o.Only)) {
		i := find(name)
		if i < 0 {
			return t.missing(name, "the rows to keep")
		}
		t.only = append(t.only, condition{i, t.o.Only[name]})
	}
	return nil
}

// findBeside finds the columns of residents and of classifications.
func (t *table) findBeside(find func(name string) int) error {
	t.residents, t.classification = -1, -1
	if t.o.Wide && (t.o.Residents != "" || t.o.Classifications != nil) {
		return t.refuse(errors.New("a wide table has no column of residents and none of classifications: its columns are the groups"))
	}
	if t.o.Residents != "" {
		if t.residents = find(t.o.Residents); t.residents < 0 {
			return t.missing(t.o.Residents, "the residents")
		}
	}
	if t.o.Classifications == nil {
		return nil
	}
	if t.classification = find(t.o.ClassificationColumn); t.classification < 0 {
		return t.missing(t.o.ClassificationColumn, "the classifications")
	}
	t.classes = make(map[string]*cells.Labels, len(t.o.Classifications))
	for name, scheme := range t.o.Classifications {
		t.classes[name] = &cells.Labels{Parse: cells.OfGroup(groupOf(outcomes.LabelsOf(scheme)))}
	}
	return nil
}

// known returns the function that reports whether a folded name is one of a column that the reader
// knows or the options name.
func (o Options) known() func(folded string) bool {
	wanted := o.wanted()
	return func(folded string) bool {
		if _, ok := wanted[folded]; ok || !o.Wide {
			return ok && folded != ""
		}
		_, err := o.Ethnicity(strings.ReplaceAll(folded, "_", " "))
		return folded != "" && (err == nil || errors.Is(err, ethnicity.ErrTotalLabel) || errors.Is(err, ethnicity.ErrAmbiguousLabel))
	}
}

// wanted returns the folded names of the columns that the reader knows or the options name, each
// with -1.
func (o Options) wanted() map[string]int {
	wanted := make(map[string]int)
	want := func(name string) { wanted[cells.FoldHeader(name)] = -1 }
	for _, spellings := range spellings {
		for _, s := range spellings {
			want(s)
		}
	}
	for name := range o.Only {
		want(name)
	}
	for _, name := range []string{o.Count, o.EthnicityColumn, o.Residents, o.ClassificationColumn} {
		want(name)
	}
	return wanted
}

// finder returns the function that finds a column by its name: the first of that name, or -1. It
// folds every name of the header once, however many are looked for.
func (t *table) finder() func(name string) int {
	wanted := t.o.wanted()
	for i, name := range t.header {
		folded := cells.FoldHeader(name)
		if first, ok := wanted[folded]; ok && first < 0 {
			wanted[folded] = i
		}
	}
	return func(name string) int { return wanted[cells.FoldHeader(name)] }
}
