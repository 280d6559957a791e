package outcomes

import (
	"errors"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// aheadSize is how many bytes of a file are looked at, and held in memory, to tell what a cell
// means that can be read in two ways. Official files have no such cells.
const aheadSize = 32 << 20

// errUndecided says of a cell that what it means depends on the rows after it.
var errUndecided = errors.New("what it means depends on the rows after it")

// A survey is what the rows of a file tell about how its cells are to be read, where a cell by
// itself does not tell. Rows that are read add to it, and looking ahead adds those that come.
type survey struct {
	looked bool // ahead
	dates  dateEvidence
	order  DateOrder // of the dates, once it is known
	proof  int       // the line that proves it; 0 if other things do
	labels labelEvidence
	maybe  []maybeColumn
}

// labelEvidence is what the labels of self-defined ethnicity of a file tell about each other.
type labelEvidence struct {
	five      bool // some are of five groups
	finer     bool // some are of parts of these
	basis2001 bool // some are of one of the five that the classification of 2001 alone has
	read      bool // some that are ambiguous were read as of five groups

	// of finerSchemes, those that lack a label which says one thing alone
	lack [len(finerSchemes)]bool
}

// finerSchemes are the schemes that labels of parts of the five groups may be of.
var finerSchemes = [...]ethnicity.Scheme{ethnicity.SixteenPlusOne, ethnicity.EighteenPlusOne, ethnicity.NineteenPlusOne}

// add takes a label into account.
func (l *labelEvidence) add(label string) {
	g, err := ethnicity.Parse(label)
	switch {
	case errors.Is(err, ethnicity.ErrAmbiguousLabel):
		five := isOfFive(label)
		l.five, l.finer = l.five || five, l.finer || !five
	case err != nil || !g.IsKnown():
	case ethnicity.FivePlusOne.Has(g):
		l.five = true
	case ethnicity.FivePlusOne2001.Has(g):
		l.five, l.basis2001 = true, true
	default:
		l.finer = true
		for i, s := range finerSchemes {
			if _, err := ethnicity.ParseIn(s, label); err != nil {
				l.lack[i] = true
			}
		}
	}
}

// addGroup takes a group into account that a label means by the caller's word, so that it tells
// nothing of the scheme of others.
func (l *labelEvidence) addGroup(g ethnicity.Group) {
	switch {
	case !g.IsKnown():
	case ethnicity.FivePlusOne.Has(g), ethnicity.FivePlusOne2001.Has(g):
		l.five = true
	default:
		l.finer = true
	}
}

// finerGroup returns the group of an ambiguous label, if some other label of the file is not of
// every scheme, and the schemes that have all of these give one group. So "White: Other White" is
// without Roma people in a file that has "White: Roma", and W9 is so read by a W3 or an O1.
func (l *labelEvidence) finerGroup(label string) (group ethnicity.Group, ok bool) {
	proved := false
	for i, s := range finerSchemes {
		if l.lack[i] {
			proved = true
			continue
		}
		g, err := ethnicity.ParseIn(s, label)
		if err != nil {
			continue
		}
		if ok && g != group {
			return 0, false
		}
		group, ok = g, true
	}
	return group, ok && proved
}

// scheme returns the classification into five groups that the labels are of.
func (l labelEvidence) scheme() ethnicity.Scheme {
	if l.basis2001 {
		return ethnicity.FivePlusOne2001
	}
	return ethnicity.FivePlusOne
}

// isOfFive reports whether an ambiguous label is one of five groups.
func isOfFive(label string) bool {
	_, err := ethnicity.ParseIn(ethnicity.FivePlusOne, label)
	return err == nil
}

// lookAhead adds the rows that come, as far as memory may hold them, and the last record if it is
// that of a row.
func (t *table) lookAhead(isRow bool) {
	if t.survey.looked {
		return
	}
	t.survey.looked = true
	labels := t.labelled(fieldSelf, t.ownGroups(), func(label string) (uint8, error) { t.survey.labels.add(label); return 0, nil })
	if isRow {
		t.surveyRow(t, &labels)
	}
	if t.objects != nil {
		t.objects(func(at *table) { t.surveyRow(at, &labels) })
		return
	}
	coming := &table{records: t.records.Ahead(aheadSize), columns: t.columns, own: t.own}
	coming.files.Parse = fileInCell
	for {
		switch err := coming.records.Next(); {
		case err == nil && len(coming.records.Cells) == t.width:
			t.surveyRow(coming, &labels)
		case err != nil && err != cells.ErrLineTooLong && err != cells.ErrQuote:
			return // the end, or a failure that reading gets to
		}
	}
}

// surveyRow adds the last record of at, which has the columns of t.
func (t *table) surveyRow(at *table, labels *cells.Labels) {
	if i := t.columns[fieldSelf].index; i >= 0 && t.o.Self == nil {
		_, _ = labels.Value(at.records.Cells[i])
	}
	for i := range t.survey.maybe {
		c := &t.survey.maybe[i]
		if value := cells.Text(at.records.Cells[c.index]); !cells.Blank(value) {
			c.add(value)
		}
	}
	if m, _, err := at.moment(); err == nil {
		t.survey.dates.add(m, at.namedFile().months, func() *dateSeen { return at.dateSeen(m) })
	}
}

// decide looks ahead from the row of the last record, and settles how cells are read that depend on
// other rows. The error is that this cannot be told.
func (t *table) decide() error {
	t.lookAhead(true)
	t.columns[fieldSelf].Labels = t.selfLabels()
	if t.o.Dates != DateOrderByContent {
		return nil
	}
	order, err := t.survey.dates.order(monthsInName(t.o.File))
	if err != nil {
		err.File = t.o.File
		return err
	}
	t.survey.order = order
	if proof := t.survey.dates.proof[order]; proof != nil {
		t.survey.proof = proof.line
	}
	return nil
}

// errFiner says that a label came too late to be looked at ahead.
var errFiner = errors.New("a finer group than those of the labels before it, which were read as of five groups in all: " +
	"put the rows with finer labels first")

// selfLabels returns what reads the labels of self-defined ethnicity. Labels that mean one of five
// groups in one classification and another in the next are read if the file has no finer ones, and
// those of parts of the five if its other labels tell the classification.
func (t *table) selfLabels() cells.Labels {
	if t.o.Self != nil {
		return t.labelled(fieldSelf, t.ownGroups(), cells.OfGroup(t.o.Self))
	}
	return t.labelled(fieldSelf, t.ownGroups(), cells.OfGroup(func(label string) (ethnicity.Group, error) {
		l := &t.survey.labels
		l.add(label)
		g, err := ethnicity.Parse(label)
		switch {
		case l.finer && l.read:
			return ethnicity.NotKnown, errFiner
		case !errors.Is(err, ethnicity.ErrAmbiguousLabel):
			return g, err
		case !t.survey.looked:
			return g, errUndecided
		case l.finer:
			if finer, ok := l.finerGroup(label); ok {
				return finer, nil
			}
			return g, err
		}
		l.read = true
		return ethnicity.ParseIn(l.scheme(), label)
	}))
}

// finish tells the layout what is known of a file once it was read.
func (t *table) finish() {
	if t.o.layout == nil {
		return
	}
	t.note()
	t.o.layout.collapsed = t.o.Self == nil && t.survey.labels.five && !t.survey.labels.finer
}

// dateSeen returns where the date of the last record stands.
func (t *table) dateSeen(m moment) *dateSeen {
	i := t.columns[fieldDate].index
	return &dateSeen{m, t.records.Line, t.records.Starts[i] + 1, quote.ClipCell(t.records.Cells[i])}
}
