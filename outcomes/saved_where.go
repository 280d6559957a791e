package outcomes

import (
	"fmt"
	"maps"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// A saved file has no rows, but cells with their numbers of rows, so that these are chosen by what
// the cells tell: the columns that were kept, and those that have a field in [Key]. Values of the
// latter are compared by what they mean, since their words are not saved.

// cellColumn tells what cells say in a column of the filters.
type cellColumn struct {
	*whereColumn
	place int // of the column that was kept, or MaxKept and more for a field
	// says returns what a cell says, and which of the wanted values that is
	says func(*Key) (value string, is []int)
}

// choose makes rows of a source that was read from a saved file match no more where they do not
// match these filters.
func (s *source) choose(filters []Filter) error {
	w := newWhere(filters, s.kept)
	if w == nil {
		return nil
	}
	var columns []cellColumn
	for _, c := range w.columns {
		column, err := s.cellColumn(c)
		if err != nil {
			return err
		}
		columns = append(columns, column)
	}
	keeps := func(k *Key, rows int64) bool {
		said := make(map[int]bool)
		for _, c := range columns {
			value, is := c.says(k)
			if len(c.values) < maxValues {
				c.values[quote.Clip(value)] = struct{}{}
			}
			for _, i := range is {
				c.wanted[i].rows += rows
				said[c.place] = true
			}
		}
		return !slices.ContainsFunc(columns, func(c cellColumn) bool { return !said[c.place] })
	}
	for k, n := range s.undated.all() {
		keeps(&k, n)
	}
	before := s.matching()
	for _, p := range s.parts {
		p.choose(keeps)
	}
	if s.matching() != before {
		s.area = nil // the places of the rows that are left are not known
	}
	s.asked = append(slices.Clone(s.asked), w.asked()...)
	return nil
}

// matching returns how many rows match the filters.
func (s *source) matching() (n int64) {
	for _, p := range s.parts {
		n += p.rows - p.out
	}
	return n
}

// choose makes the rows of the cells match no more that keeps reports false for.
func (p *monthPart) choose(keeps func(*Key, int64) bool) {
	saved := p.saved
	out := make([]uint32, len(saved.cells))
	outKinds := make(map[kindWords]bool)
	p.out = 0
	for i := range saved.cells {
		c := &saved.cells[i]
		if k := c.key(p.forceMonth); !keeps(&k, c.in+c.out) {
			c.in, c.out, out[i] = 0, c.in+c.out, 1
			outKinds[c.kindWords] = true
		}
		p.out += c.out
	}
	for i, row := range saved.stops {
		saved.stops[i].cell |= out[row.cell>>1]
	}
	for i, cell := range saved.of {
		saved.of[i] |= out[cell>>1]
	}
	maps.DeleteFunc(saved.unknown, func(l labelAt, _ int64) bool { return out[l.cell] != 0 })
	p.errs = slices.DeleteFunc(p.errs, func(e labelsAt) bool { return outKinds[e.of] })
}

// cellColumn returns the column of the filters as cells tell it.
func (s *source) cellColumn(c *whereColumn) (cellColumn, error) {
	best, kept := fitsNot, -1
	for i, name := range s.kept {
		if fit := c.fit(name); fit > best {
			best, kept = fit, i
		}
	}
	if kept >= 0 {
		return cellColumn{c, kept, func(k *Key) (string, []int) {
			value := k.Kept.Value(kept)
			return value, c.wantedIs(func(v wantedValue) bool { return v.key == valueKey(value) })
		}}, nil
	}
	said, ok := saidByField[c.field]
	if c.field == numFields || !ok || slices.Contains(s.Missing, fields[c.field].name) {
		return cellColumn{}, s.noCellColumn(c.name)
	}
	var meanings []cellMeaning
	for _, v := range c.wanted {
		m, ok := said.read(v.value)
		if !ok {
			return cellColumn{}, &HeaderError{File: s.File, Err: fmt.Errorf("no value %q in column %q, by which rows are chosen, of the saved file %s: "+
				"it has no labels but those of this program", quote.Clip(v.value), c.name, quote.File(s.saved))}
		}
		meanings = append(meanings, m)
	}
	return cellColumn{c, MaxKept + int(c.field), func(k *Key) (string, []int) {
		i := -1
		return said.name(k), c.wantedIs(func(wantedValue) bool { i++; return meanings[i](k) })
	}}, nil
}

// wantedIs returns which of the wanted values is reports true for.
func (c *whereColumn) wantedIs(is func(wantedValue) bool) (list []int) {
	for i, v := range c.wanted {
		if is(v) {
			list = append(list, i)
		}
	}
	return list
}

// noCellColumn is the error of a saved file whose cells do not tell a column.
func (s *source) noCellColumn(name string) *HeaderError {
	has := slices.Clone(s.kept)
	for f := range numFields {
		if _, ok := saidByField[f]; ok && !slices.Contains(s.Missing, fields[f].name) {
			has = append(has, fields[f].name)
		}
	}
	near, ok := nearest(name, has, cells.FoldHeader)
	return &HeaderError{File: s.File, Found: has, Err: fmt.Errorf("no column %q, by which rows are chosen%s, in the saved file %s: it has %s; "+
		"to choose by another one, read the file that was saved, or keep the column when it is read and save it again",
		name, isIt(near, ok), quote.File(s.saved), quote.QuotedList(has))}
}

// cellMeaning reports whether a cell says a value.
type cellMeaning func(*Key) bool

// cellField tells what cells say in a column that has a field.
type cellField struct {
	name func(*Key) string
	read func(value string) (cellMeaning, bool)
}

// saidByField has the fields that cells tell.
var saidByField = map[field]cellField{
	fieldType:        cellFieldOf(func(k *Key) RecordType { return k.Type }, ParseRecordType),
	fieldSelf:        cellFieldOf(func(k *Key) ethnicity.Group { return k.Self }, groupSaid(ethnicity.Parse), ethnicity.NoPerson),
	fieldOfficer:     cellFieldOf(func(k *Key) ethnicity.Group { return k.Officer }, groupSaid(cells.OfficerGroup), ethnicity.NoPerson),
	fieldGender:      cellFieldOf(func(k *Key) Gender { return k.Gender }, ParseGender),
	fieldAge:         cellFieldOf(func(k *Key) Age { return k.Age }, ParseAge),
	fieldLegislation: cellFieldOf(func(k *Key) Legislation { return k.Legislation }, ParseLegislation),
	fieldObject:      cellFieldOf(func(k *Key) Object { return k.Object }, ParseObject),
	fieldLinked:      cellFieldOf(func(k *Key) Answer { return k.Linked }, ParseAnswer),
	fieldClothing:    cellFieldOf(func(k *Key) Answer { return k.Clothing }, ParseAnswer),
	fieldForce:       cellFieldOf(func(k *Key) ethnicity.Force { return k.Force }, ethnicity.ForceNamed),
	fieldOutcome:     outcomeOrCrime(),
}

// cellFieldOf returns what tells a field, whose labels are read by parse. A blank value is the zero
// value, and whatever else blank has.
func cellFieldOf[E interface {
	comparable
	fmt.Stringer
}](of func(*Key) E, parse func(string) (E, error), blank ...E) cellField {
	return cellField{
		name: func(k *Key) string { return of(k).String() },
		read: func(value string) (cellMeaning, bool) {
			if cells.Blank(value) {
				var zero E
				return func(k *Key) bool { return of(k) == zero || slices.Contains(blank, of(k)) }, true
			}
			want, err := parse(value)
			return func(k *Key) bool { return of(k) == want }, err == nil
		},
	}
}

// groupSaid reads a group by its name or by a label.
func groupSaid(parse func(string) (ethnicity.Group, error)) func(string) (ethnicity.Group, error) {
	return func(value string) (ethnicity.Group, error) {
		if g, err := ethnicity.ParseGroup(value); err == nil {
			return g, nil
		}
		return parse(value)
	}
}

// outcomeOrCrime tells the outcome of a search or a stop, and of other records that of the crime.
func outcomeOrCrime() cellField {
	outcome := cellFieldOf(func(k *Key) Outcome { return k.Outcome }, ParseOutcome)
	crime := cellFieldOf(func(k *Key) CrimeOutcome { return k.Crime }, ParseCrimeOutcome)
	return cellField{
		name: func(k *Key) string {
			if k.Type.HasCrimeOutcome() {
				return crime.name(k)
			}
			return outcome.name(k)
		},
		read: func(value string) (cellMeaning, bool) {
			isOutcome, ok := outcome.read(value)
			isCrime, too := crime.read(value)
			return func(k *Key) bool {
				if k.Type.HasCrimeOutcome() {
					return too && isCrime(k)
				}
				return ok && isOutcome(k)
			}, ok || too
		},
	}
}
