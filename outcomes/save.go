package outcomes

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/pack"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// SaveOptions says how an [Extract] is saved.
type SaveOptions struct {
	// Hashes says of which rows the hashes, minutes and places are saved: see [Extract.Save]. The
	// zero value is [OfficialHashes].
	Hashes SavedHashes
}

// Save writes x in a form from which [Extract.ReadFile] and [Extract.ReadFS] read it again. A year
// of the searches of London takes a thirteenth of the bytes of its CSV, and is read and counted in
// a quarter of the time; without hashes it takes a seventieth, and a ninth of the time. Such a file
// is known by its first bytes; its name should end in .tally, by which folders of files are
// searched. What can be asked of x can be asked of what is read, with the same answers: its tally
// with the pairs of people who were stopped together, its quality, its sources by the names that
// they had, its labels that are not known and its first errors. The extract that reads it may read
// other files as well.
//
// What is saved of every source is
//
//   - its name, the times of its first and its last row, which columns it lacks and which nothing
//     reads, the labels that it was read with, and the filters with the values of their columns;
//   - how many rows there are of each cell of the tally ([Key]), by force and month, of those that
//     match the filters and of those that do not;
//   - labels that are not known, the first 100 of them and of the rows that cannot be read as they
//     stand, cut to 80 bytes, with their lines, and the rows of each place that a column such as
//     "Borough" names;
//   - how many rows there are of each day of a month; of each row the minute, a hash of its place
//     and its fingerprint, by which people who were stopped together, and files that have the same
//     searches, are told.
//
// Of a force's own extracts the last of these is not saved, unless Hashes is [AllHashes]: the
// minute and the place may tell those who know of a search which of the rows it is. With [NoHashes]
// it is saved of no source. What it told is saved in its stead, as pairs of cells whose people were
// stopped together and numbers of rows that repeat another. Nothing can be added to such a force
// and month afterwards: a further source that has rows of it is a [*ClosedMonthError]. So it is
// with every source of that month, and with what was read with CountOnly. Nothing is saved of the
// other columns, but for those that were kept: no names, and no reference numbers.
//
// The same sources give the same bytes, in whatever order they were read and merged. Revision is
// not saved: files that have the same searches need it again, but for months without hashes. With
// AllHashes nothing is settled, and Revision may name a file that is still to come.
//
// It is an error if x is nil, if Revision names a file and leaves open which of others with the
// same searches counts, unless all hashes are saved, if all hashes are asked for and there are none
// of a month, since it was read from a file without or with CountOnly, and if w cannot be written
// to.
func (x *Extract) Save(w io.Writer, o SaveOptions) error {
	if x == nil {
		return errors.New("outcomes: saving a nil Extract: want one that has read something")
	}
	if w == nil {
		return errors.New("outcomes: saving an Extract: there is nothing to write to: want a file that is open, and got nil")
	}
	if !savedHashesNames.Has(o.Hashes) {
		return fmt.Errorf("outcomes: saving an Extract: %v is no choice of hashes: want one of %s", o.Hashes, savedHashesNames.List())
	}
	if o.Hashes != AllHashes && x.Revision.isFile() {
		if open := x.settled().open; open != nil {
			return open
		}
	}
	body, err := x.body(o)
	if err != nil {
		return err
	}
	if len(body) > pack.MaxBytes {
		return fmt.Errorf("outcomes: saving an Extract: it takes more than %s, which is the limit: save fewer files in one", inBytes(pack.MaxBytes))
	}
	if _, err := w.Write(pack.Seal(body)); err != nil {
		return fmt.Errorf("outcomes: saving an Extract: %w", quote.Outside(err))
	}
	return nil
}

// savedSource is a source with the block that it becomes.
type savedSource struct {
	*source
	block []byte
}

// body returns what stands in the frame of a saved file.
func (x *Extract) body(o SaveOptions) ([]byte, error) {
	if err := checkSize(x.sources); err != nil {
		return nil, fmt.Errorf("outcomes: saving an Extract: %w: save fewer files in one", err)
	}
	closed, err := x.closedMonths(o)
	if err != nil {
		return nil, err
	}
	var sources []savedSource
	for _, s := range x.sources {
		block, err := sourceBlock(s, func(of forceMonth) bool { return !closed[of] })
		if err != nil {
			return nil, fmt.Errorf("%s%w", at(s.File), quote.Unprefixed(err))
		}
		sources = append(sources, savedSource{s, block})
	}
	slices.SortFunc(sources, func(a, b savedSource) int {
		return cmp.Or(compareSources(a.Source, b.Source), bytes.Compare(a.block, b.block))
	})
	e := new(pack.Encoder)
	e.Len(len(sources))
	number := make(map[*monthPart]int)
	parts := make(map[forceMonth][]*monthPart)
	for _, s := range sources {
		e.Block(s.block)
		for _, p := range s.inOrder() {
			number[p] = len(number)
			parts[p.forceMonth] = append(parts[p.forceMonth], p)
		}
	}
	e.Len(len(closed))
	for _, of := range slices.SortedFunc(maps.Keys(closed), forceMonth.compare) {
		block := new(pack.Encoder)
		if err := addClosed(block, x.closeMonth(of, parts[of]), number); err != nil {
			return nil, err
		}
		e.Block(block.Bytes())
	}
	left := x.LeftOut()
	e.Len(len(left))
	for _, f := range left {
		e.Text(f.File)
		e.Text(f.Reason)
		e.Bool(f.Expected)
	}
	return e.Bytes(), nil
}

// Limits of a saved file, far beyond those of all forces and decades: all files of one month are
// compared with each other when it is read.
const (
	maxSavedFiles = 10_000
	maxSavedParts = 20_000
	maxOfOneMonth = 2_000
)

// checkSize says that there are more sources, or parts of them, than a saved file may have.
func checkSize(sources []*source) error {
	if len(sources) > maxSavedFiles {
		return fmt.Errorf("there are more than %s files", sheet.Count(maxSavedFiles).Text)
	}
	parts, byMonth := 0, make(map[Month]int)
	for _, s := range sources {
		parts += len(s.parts)
		for _, p := range s.parts {
			if byMonth[p.month]++; byMonth[p.month] > maxOfOneMonth {
				return fmt.Errorf("%v has more than %s files and forces", p.month, sheet.Count(maxOfOneMonth).Text)
			}
		}
	}
	if parts > maxSavedParts {
		return fmt.Errorf("there are more than %s forces and months in files", sheet.Count(maxSavedParts).Text)
	}
	return nil
}

// closedMonths returns the forces and months whose hashes are not saved.
func (x *Extract) closedMonths(o SaveOptions) (map[forceMonth]bool, error) {
	closed := make(map[forceMonth]bool)
	for _, s := range x.sources {
		for _, p := range s.parts {
			if p.closed != nil && o.Hashes == AllHashes && s.CountOnly {
				return nil, fmt.Errorf("%sthere are no hashes of %s in %v to be saved, since its rows were counted and not kept: "+
					"save without hashes, or read files with a row for each record, without CountOnly", at(s.File), cmp.Or(p.force.String(), "no known force"), p.month)
			}
			if p.closed != nil && o.Hashes == AllHashes {
				return nil, fmt.Errorf("%sthe hashes of %s in %v cannot be saved, since the file was read from %s, which has none: "+
					"read the files themselves, or save without hashes", at(s.File), cmp.Or(p.force.String(), "no known force"), p.month, quote.File(s.saved))
			}
			if p.closed != nil || o.Hashes == NoHashes || s.Own && o.Hashes == OfficialHashes {
				closed[p.forceMonth] = true
			}
		}
	}
	return closed, nil
}

// isSaved reports whether a file is one that Save wrote.
func isSaved(r *bufio.Reader) bool {
	start, _ := r.Peek(len(pack.Magic))
	return string(start) == pack.Magic
}

// readSaved reads a file that Save wrote.
func (x *Extract) readSaved(r io.Reader, name string) error {
	body, err := pack.Open(r)
	if err != nil {
		return fmt.Errorf("%sreading: %w", at(name), quote.Outside(err))
	}
	sources, left, err := readBody(body, strings.ToValidUTF8(name, "\uFFFD"))
	if err != nil {
		return fmt.Errorf("%sreading: %w", at(name), quote.Outside(err))
	}
	for _, s := range sources {
		if err := s.suits(x); err != nil {
			return err
		}
		if err := s.choose(x.Where); err != nil {
			return err
		}
		if !x.Force.IsZero() && s.Own && s.hasNoForce() {
			return &HeaderError{File: name, Err: fmt.Errorf("%s was saved without a force: read it without one, or save it again with its force", quote.File(s.File))}
		}
		// who saved a file of their own without a force has said already that it needs none
		if err := s.checkForce(s.File, x.Force, x.ForceOptional || s.Own && x.Force.IsZero()); err != nil {
			return err
		}
	}
	x.add(sources...)
	x.left = append(x.left, left...)
	return nil
}

// hasNoForce reports whether no row is of a force that is known.
func (s *source) hasNoForce() bool {
	return !slices.ContainsFunc(s.parts, func(p *monthPart) bool { return !p.force.IsZero() })
}

// suits says why a source of a saved file is not what x asks for, by the columns that were kept and
// by what its rows are of. Names of columns are as x has them, if it has any.
func (s *source) suits(x *Extract) error {
	if names := keptNames(x.Keep); len(names) > 0 {
		same := slices.EqualFunc(names, s.kept, func(a, b string) bool { return cells.ColumnKey(a) == cells.ColumnKey(b) })
		if !same && len(s.parts) > 0 {
			has := "has kept no column"
			if len(s.kept) > 0 {
				has = "has kept " + quote.QuotedList(s.kept)
			}
			return &HeaderError{File: s.saved, Found: slices.Clone(s.kept), Err: fmt.Errorf("the saved file %s, and %s is to be kept: name the same columns or none, "+
				"or read what it was made of, keep these columns, and save it again", has, quote.QuotedList(names))}
		}
		s.kept = names
	}
	if x.Rows == TypeNotRecorded || len(s.parts) == 0 {
		return nil
	}
	types := make(map[string]bool)
	for _, p := range s.parts {
		for _, c := range p.saved.cells {
			if c.recordType() == x.Rows {
				return nil
			}
			types[c.recordType().String()] = true
		}
	}
	return &HeaderError{File: s.saved, Err: fmt.Errorf("the saved file has records of type %s, and its rows are said to be of type %q: do not say what they are",
		quote.QuotedList(slices.Sorted(maps.Keys(types))), x.Rows)}
}

// readBody reads what body returns.
func readBody(body []byte, name string) (sources []*source, left []FileLeftOut, err error) {
	d := pack.NewDecoder(body)
	var parts []*monthPart
	var rows int64
	for range d.Len(1) {
		block := d.Block()
		if d.Err() != nil {
			return nil, nil, d.Err()
		}
		s, err := readSource(block, name, rri.MaxCount-rows)
		if err != nil {
			return nil, nil, err
		}
		rows += s.Rows
		sources, parts = append(sources, s), append(parts, s.parts...)
	}
	for range d.Len(1) {
		block := d.Block()
		if d.Err() != nil {
			return nil, nil, d.Err()
		}
		if err := readClosed(block, parts); err != nil {
			return nil, nil, err
		}
	}
	for range d.Len(3) {
		left = append(left, FileLeftOut{d.Text(), sheet.Clean(d.Text()), d.Bool()})
	}
	if err := checkSize(sources); err != nil {
		return nil, nil, err
	}
	d.Want(!slices.ContainsFunc(parts, func(p *monthPart) bool { return p.closed == noMonth }))
	return sources, left, d.End()
}
