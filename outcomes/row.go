package outcomes

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// next returns the next row as ReadCSV yields it. more is false at the end.
func (t *table) next() (s Search, err error, more bool) {
	if t.done {
		return Search{}, nil, false
	}
	err = t.records.Next()
	first := !t.begun
	t.begun = true
	switch err {
	case nil:
	case io.EOF:
		t.done = true
		t.finish()
		return Search{}, nil, false
	case cells.ErrLineTooLong, cells.ErrQuote:
		return Search{}, &RowError{File: t.o.File, Line: t.records.Line, Column: 1, Err: err}, true
	case cells.ErrContinued:
		return Search{}, errUndecided, true
	default:
		t.done = true
		return Search{}, cells.ReadError(t.o.File, t.records.Line, err), true
	}
	if n := len(t.records.Cells); n != t.width {
		err := fmt.Errorf("row has %d cells, the header %d: want one cell for each column", n, t.width)
		if n > t.width {
			err = fmt.Errorf("%w, and quotation marks around a cell with a separator in it", err)
		}
		return Search{}, &RowError{File: t.o.File, Line: t.records.Line, Column: 1, Err: err}, true
	}
	s, err = t.search()
	switch fatal := err.(type) {
	case *DateOrderError:
		t.done = true
		if first {
			err = &HeaderError{File: t.o.File, Err: fatal}
		}
	case *HeaderError:
		t.done = true
	}
	return s, err, true
}

// search reads the last record. Where that depends on the rows after it they are looked at. The
// error is an *excludedRow if the row does not match the filters, whatever else is wrong with it.
func (t *table) search() (Search, error) {
	n, err := t.count()
	if err != nil {
		return Search{}, err
	}
	out := t.where != nil && !t.where.keeps(t)
	s, err := t.read(out)
	if err == errUndecided {
		if t.isShard {
			return Search{}, err
		}
		if err := t.decide(); err != nil {
			return Search{}, err
		}
		s, err = t.read(out)
	}
	if _, fatal := err.(*HeaderError); fatal {
		return Search{}, err
	}
	if _, rejected := err.(*RowError); t.labels != nil && !rejected {
		t.labels.count(t, n)
	}
	if out {
		unknown, _ := err.(UnknownLabels)
		err = excluded(unknown)
	} else if t.area >= 0 {
		t.o.layout.areas.read(0, t.records.Cells[t.area])
	}
	return s, err
}

// deliver yields a row as ReadCSV does. One that does not match the filters is told to the layout
// alone.
func (t *table) deliver(s Search, err error, yield func(Search, error) bool) bool {
	out, isOut := err.(*excludedRow)
	if !isOut {
		return yield(s, err)
	}
	if l := t.o.layout; l != nil && l.excluded != nil {
		l.excluded(s, out.unknown)
	}
	return true
}

// read reads the last record. The error is errUndecided if it cannot be read by itself. A row that
// is out, since it does not match the filters, need not have a time.
func (t *table) read(out bool) (Search, error) {
	when, err := t.time()
	if err != nil && (!out || err == errUndecided) {
		return Search{}, err
	}
	var kept Kept
	if len(t.keeps.columns) > 0 {
		if kept, err = t.kept(); err != nil {
			return Search{}, err
		}
	}
	r := row{t: t}
	of := r.recordType()
	s := Search{
		Force:       t.force,
		Type:        of,
		Time:        when,
		Self:        ethnicity.Group(r.label(fieldSelf)),
		Officer:     ethnicity.Group(r.label(fieldOfficer)),
		Gender:      Gender(r.label(fieldGender)),
		Age:         Age(r.label(fieldAge)),
		Legislation: Legislation(r.label(fieldLegislation)),
		Object:      Object(r.label(fieldObject)),
		Outcome:     r.outcome(of),
		Crime:       r.crime(of),
		Linked:      Answer(r.label(fieldLinked)),
		Clothing:    Answer(r.label(fieldClothing)),
		Operation:   Answer(r.label(fieldOperation)),
		Latitude:    r.degrees(fieldLatitude, 90),
		Longitude:   r.degrees(fieldLongitude, 180),
		Kept:        kept,
	}
	if r.undecided {
		return Search{}, errUndecided
	}
	if named := t.namedFile().force; !named.IsZero() {
		s.Force = named
	}
	if !t.isBlank(fieldForce) {
		s.Force = r.force()
	}
	if s.Type == VehicleSearch {
		if s.Self == ethnicity.NotKnown && t.isBlank(fieldSelf) {
			s.Self = ethnicity.NoPerson
		}
		if s.Officer == ethnicity.NotKnown && t.isBlank(fieldOfficer) {
			s.Officer = ethnicity.NoPerson
		}
	}
	s.Fingerprint = t.fingerprints.of(&s, r.unknown)
	if r.unknown != nil {
		return s, r.unknown
	}
	return s, nil
}

// moment returns the date and the time of day of the last record. inClock says that an error is
// about the cell of the time.
func (t *table) moment() (m moment, inClock bool, err error) {
	var clock []byte
	if i := t.columns[fieldTime].index; i >= 0 {
		clock = t.records.Cells[i]
	}
	date := t.records.Cells[t.columns[fieldDate].index]
	m, inClock, err = parseMoment(date, clock)
	if err != nil && !inClock && t.takesMonths() {
		return monthMoment(date, clock, err)
	}
	return m, inClock, err
}

// time returns the time of the last record. The error is errUndecided if the order of day and month
// is not known yet.
func (t *table) time() (time.Time, error) {
	m, inClock, err := t.moment()
	if err != nil && inClock {
		return time.Time{}, t.cellError(fieldTime, err)
	}
	order := cmp.Or(t.o.Dates, t.survey.order)
	switch {
	case err != nil:
	case !m.unordered:
		if m.calendarMonth() != t.survey.dates.last {
			t.survey.dates.add(m, monthSpan{}, nil)
		}
	case order == DateOrderByContent && !t.survey.looked:
		return time.Time{}, errUndecided
	default:
		m, err = m.inOrder(order, t.survey.proof)
	}
	var when time.Time
	if err == nil {
		when, err = m.time()
	}
	if err != nil {
		return time.Time{}, t.cellError(fieldDate, err)
	}
	return when, nil
}

// row reads the labels and the numbers of the last record.
type row struct {
	t         *table
	unknown   UnknownLabels // the cells that could not be read
	undecided bool          // the meaning of a cell depends on the rows after it
}

// label returns the meaning of a cell; 0 if it is blank or the file has no such column.
func (r *row) label(f field) uint8 { return r.labelBy(f, &r.t.columns[f].Labels) }

// labelBy returns what labels make of the cell of a field, as label does.
func (r *row) labelBy(f field, labels *cells.Labels) uint8 {
	i := r.t.columns[f].index
	if i < 0 {
		return 0
	}
	v, err := labels.Value(r.t.records.Cells[i])
	switch {
	case err == nil:
	case errors.Is(err, errUndecided):
		r.undecided = true
	default:
		r.unknown = append(r.unknown, r.t.cellError(f, err))
	}
	return v
}

// recordType returns what the record is of: what its column says, and otherwise what the options
// do.
func (r *row) recordType() RecordType {
	if of := RecordType(r.label(fieldType)); of != TypeNotRecorded {
		return of
	}
	return r.t.o.Rows
}

// outcome returns what followed in a record of a type that has no outcome of a crime, and crime
// what followed in one that has.
func (r *row) outcome(of RecordType) Outcome {
	if of.HasCrimeOutcome() {
		return OutcomeNotRecorded
	}
	return Outcome(r.label(fieldOutcome))
}

func (r *row) crime(of RecordType) CrimeOutcome {
	if !of.HasCrimeOutcome() {
		return NotYetAssigned
	}
	return CrimeOutcome(r.labelBy(fieldOutcome, &r.t.crime))
}

// force returns the force that the cell of the force column names.
func (r *row) force() ethnicity.Force {
	f, err := r.t.forces.Value(r.t.records.Cells[r.t.columns[fieldForce].index])
	if err != nil {
		r.unknown = append(r.unknown, r.t.cellError(fieldForce, err))
	}
	return f
}

// degrees returns the number in a cell, which is from -most to most; NaN if there is none.
func (r *row) degrees(f field, most float64) float64 {
	i := r.t.columns[f].index
	if i < 0 {
		return math.NaN()
	}
	cell := strings.TrimSpace(string(r.t.records.Cells[i]))
	if cells.Blank(cell) {
		return math.NaN()
	}
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		v, err = strconv.ParseFloat(strings.Replace(cell, ",", ".", 1), 64)
	}
	if err != nil || !(math.Abs(v) <= most) {
		r.unknown = append(r.unknown, r.t.cellError(f, fmt.Errorf("not a place: want degrees from %v to %v", -most, most)))
		return math.NaN()
	}
	return v
}

// isBlank reports whether the last record says nothing of a field.
func (t *table) isBlank(f field) bool {
	i := t.columns[f].index
	return i < 0 || cells.Blank(strings.TrimSpace(string(t.records.Cells[i])))
}

// cellError returns what is wrong with a cell of the last record.
func (t *table) cellError(f field, err error) *RowError {
	i := t.columns[f].index
	// The cell is clipped before it is copied out of the record, which may be a megabyte.
	cell := t.records.Cells[i]
	value := quote.ClipCell(cell)
	return &RowError{File: t.o.File, Line: t.records.Line, Column: t.records.Starts[i] + 1, Field: fields[f].name, Value: value, Err: err}
}
