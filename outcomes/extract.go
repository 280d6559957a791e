package outcomes

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
)

// Extract is what was read from one file or several: the tally of the searches, and an account of
// every row, so that what was left out can be said.
//
// [Extract.ReadFS] reads folders and archives, [Extract.ReadFile] one file, and both refuse what
// would count searches twice. [Extract.ReadCSV], [Extract.ReadJSON] and [Extract.Read] read what
// they are given, without these checks. Whatever the order in which files are read, an Extract
// gives the same answers in the same order.
//
// The zero value has read nothing, and so has a nil *Extract to whatever asks it.
//
// An Extract may be asked by several goroutines at once, and read into by one. To read on several,
// give each an Extract of its own, and [Extract.Merge] them at the end; [FilesIn] lists the files.
//
// Memory grows with the number of different rows by 8 bytes and the overhead of a map, for the
// count of duplicates, and with the number of different labels that are not known. While a file is
// checked it takes 8 bytes more for each of its rows.
//
// An Extract cannot be stored: fingerprints hold within one run of a program. Its [Tally] can, as
// CSV, and its [Quality], [Source], [Repeat] and [FileLeftOut] values as JSON.
type Extract struct {
	// Force is the force of the files that [Extract.ReadFile] and [Extract.ReadFS] read and that
	// do not say it themselves. A file that names another force is an error, a [*ForceError], and
	// so is one that names none where Force is zero.
	Force ethnicity.Force

	// Limits bounds what [Extract.ReadFile] and [Extract.ReadFS] read from ZIP archives.
	Limits ArchiveLimits

	// Dates says whether the day or the month comes first in dates such as 01/02/2020 of the files
	// that [Extract.ReadFile] and [Extract.ReadFS] read. The zero value takes what each file
	// proves.
	Dates DateOrder

	tally    Tally
	sources  []Source
	rejected int64
	hashed   int64               // rows with a fingerprint
	seen     map[uint64]struct{} // their fingerprints
	unknown  map[string]map[string]labelRows
	errs     []error // the first maxErrors in the order of compareErrors
	contents map[[sha256.Size]byte]string
	repeats  []Repeat
	left     []FileLeftOut
}

// labelRows is how many rows have a label that is not known.
type labelRows struct {
	all     int64
	persons int64 // all but those that are known to be of vehicles alone
}

// maxErrors is how many errors about rows an Extract keeps.
const maxErrors = 100

// Source is one file that was read. It is stored as JSON, with times in London: see
// [Source.MarshalJSON].
type Source struct {
	File  string          // valid UTF-8
	Force ethnicity.Force // zero if no force is known, or if its rows are of several
	First time.Time       // of the first search, in UTC; the zero time if there is none
	Last  time.Time       // of the last, in UTC
	Rows  int64           // rejected ones among them
	// Missing has the columns of data.police.uk that the file lacks, by their names there, in the
	// order in which they stand there: what is told from them is not known of any row.
	Missing []string
	// Collapsed says that the labels of self-defined ethnicity were put into five groups before
	// they were written: "Asian", "Other". They are read as of 2011, with Chinese people as Asian,
	// and the file has no finer ones.
	Collapsed bool
}

// Quality says what became of the rows, and what is not known of those that are counted. It covers
// everything that was read, before any filter.
//
//	Rows = searches of persons + VehicleOnly + TypeUnknown + Rejected
//
// EthnicityUnknown, OutcomeMissing and LinkedMissing count searches of persons.
type Quality struct {
	Rows        int64 `json:"rows"`
	Rejected    int64 `json:"rejected"`     // rows that could not be read
	VehicleOnly int64 `json:"vehicle_only"` // searches of vehicles alone
	// rows that do not say whether a person was searched
	TypeUnknown int64 `json:"type_unknown"`
	// no known ethnicity, by the rule that was asked about
	EthnicityUnknown int64 `json:"ethnicity_unknown"`
	// outcome blank, or under a label that is not known
	OutcomeMissing int64 `json:"outcome_missing"`
	// not recorded whether the outcome is linked to the object
	LinkedMissing int64 `json:"linked_missing"`
	// Duplicates is how many rows repeat a row before them in every column. They are counted like
	// any other: people who are searched together often share all that is published of them.
	Duplicates int64 `json:"duplicates"`
	// UnknownLabels has the labels that cannot be read (see the type [UnknownLabels]), by the name
	// of their column and by label, with the number of rows. Such rows are kept.
	UnknownLabels map[string]map[string]int64 `json:"unknown_labels"`
}

// ReadCSV reads a file to its end, as [ReadCSV] does. Rows that cannot be read are accounted for,
// and are no error here. The error is that the file cannot be read, or not to its end; what was
// read before stays in x.
func (x *Extract) ReadCSV(r io.Reader, o ReadOptions) error {
	o.layout = new(layout)
	return x.read(o.File, ReadCSV(r, o), o.layout, func(uint64) {})
}

// Read reads a sequence of searches to its end, such as [ReadCSV] returns. file names it among the
// sources. The error is the first one that is about no single row, or says that searches is nil;
// what was read before stays in x. Neither Force nor contents that were read before are checked, as
// [Extract.ReadFile] does.
func (x *Extract) Read(file string, searches iter.Seq2[Search, error]) error {
	return x.read(file, searches, new(layout), func(uint64) {})
}

// read reads a sequence of searches to its end, after which l has what the file is like. It calls
// each with the fingerprint of every row that is counted.
func (x *Extract) read(file string, searches iter.Seq2[Search, error], l *layout, each func(fingerprint uint64)) error {
	if x == nil {
		return errNilExtract
	}
	if searches == nil {
		return &HeaderError{File: file, Err: errors.New("there is nothing to read from: want a sequence, as ReadCSV returns it, and got nil")}
	}
	source := Source{File: strings.ToValidUTF8(file, "\uFFFD")}
	var fatal error
	first, severalForces := true, false
	for s, err := range searches {
		if err != nil {
			if unknown, ok := errors.AsType[UnknownLabels](err); ok {
				x.addUnknown(unknown, s.Type)
			} else if row, ok := errors.AsType[*RowError](err); ok {
				source.Rows++
				x.rejected++
				x.keep(row)
				continue
			} else {
				fatal = err
				break
			}
		}
		if fatal = x.tally.Add(s); fatal != nil {
			break
		}
		source.Rows++
		source.extend(s.Time)
		switch {
		case first:
			source.Force, first = s.Force, false
		case s.Force != source.Force:
			severalForces = true
		}
		each(s.Fingerprint)
		if s.Fingerprint != 0 {
			x.hashed++
			if x.seen == nil {
				x.seen = make(map[uint64]struct{})
			}
			x.seen[s.Fingerprint] = struct{}{}
		}
	}
	if severalForces {
		source.Force = ethnicity.Force{}
	}
	source.Missing, source.Collapsed = l.missing, l.collapsed
	if _, ok := errors.AsType[*HeaderError](fatal); !ok {
		x.sources = append(x.sources, source)
	}
	return fatal
}

// extend moves First and Last so that t is between them. The zero time is no time.
func (s *Source) extend(t time.Time) {
	if t.IsZero() {
		return
	}
	if s.First.IsZero() || t.Before(s.First) {
		s.First = t
	}
	if t.After(s.Last) {
		s.Last = t
	}
}

// keep keeps err if it is among the first maxErrors.
func (x *Extract) keep(err error) {
	if len(x.errs) == maxErrors && compareErrors(err, x.errs[maxErrors-1]) >= 0 {
		return
	}
	i, _ := slices.BinarySearchFunc(x.errs, err, compareErrors)
	x.errs = slices.Insert(x.errs, i, err)
	x.errs = x.errs[:min(maxErrors, len(x.errs))]
}

// addUnknown counts the cells of one row whose labels are not known.
func (x *Extract) addUnknown(labels UnknownLabels, of SearchType) {
	x.keep(labels)
	one := labelRows{all: 1}
	if of != VehicleSearch {
		one.persons = 1
	}
	for _, e := range labels {
		x.addLabel(e.Field, e.Value, one)
	}
}

func (x *Extract) addLabel(field, label string, rows labelRows) {
	if x.unknown == nil {
		x.unknown = make(map[string]map[string]labelRows)
	}
	if x.unknown[field] == nil {
		x.unknown[field] = make(map[string]labelRows)
	}
	sum := x.unknown[field][label]
	sum.all += rows.all
	sum.persons += rows.persons
	x.unknown[field][label] = sum
}

// Merge adds what y has read to x; a nil *Extract has read nothing. Neither the order nor the
// grouping of merges changes anything that can be asked of x afterwards.
//
// It is an error, and changes nothing, if x is nil or is y itself, whose searches would be counted
// twice, if [Extract.ReadFile] or [Extract.ReadFS] read the same contents into both, which is a
// [*DuplicateFileError], or if the tally would hold more than [rri.MaxCount]. Force stays that of
// x.
func (x *Extract) Merge(y *Extract) error {
	switch {
	case x == nil:
		return errors.New("outcomes: merging into a nil Extract: want new(Extract)")
	case y == nil:
		return nil
	case x == y:
		return errors.New("outcomes: merging an Extract with itself: its searches would be counted twice")
	}
	if err := x.canMerge(y); err != nil {
		return err
	}
	x.add(y)
	return nil
}

// absorb merges y, which has the same Force, into x as [Extract.Merge] does, and leaves nothing in
// y that may be used. The smaller of the two is added to the larger, which takes less time.
func (x *Extract) absorb(y *Extract) error {
	if err := x.canMerge(y); err != nil {
		return err
	}
	if len(y.seen) > len(x.seen) {
		*x, *y = *y, *x
	}
	x.add(y)
	return nil
}

// canMerge says why y cannot be merged into x, or nil.
func (x *Extract) canMerge(y *Extract) error {
	var again *DuplicateFileError
	for sum, file := range y.contents {
		if other, ok := x.contents[sum]; ok && (again == nil || file < again.File) {
			again = &DuplicateFileError{File: file, Other: other}
		}
	}
	if again != nil {
		return again
	}
	return room(x.tally.total, y.tally.total)
}

// add adds what y has read, which x can hold.
func (x *Extract) add(y *Extract) {
	for k, n := range y.tally.cells {
		x.tally.add(k, n)
	}
	x.sources = append(x.sources, y.sources...)
	x.repeats = append(x.repeats, y.repeats...)
	x.left = append(x.left, y.left...)
	x.rejected += y.rejected
	x.hashed += y.hashed
	if x.seen == nil {
		x.seen = make(map[uint64]struct{}, len(y.seen))
	}
	maps.Copy(x.seen, y.seen)
	if x.contents == nil {
		x.contents = make(map[[sha256.Size]byte]string, len(y.contents))
	}
	maps.Copy(x.contents, y.contents)
	for field, labels := range y.unknown {
		for label, rows := range labels {
			x.addLabel(field, label, rows)
		}
	}
	for _, err := range y.errs {
		x.keep(err)
	}
}

// Tally returns the tally of all searches, which further reading goes on to fill. Use [Tally.Where]
// for a part of it.
func (x *Extract) Tally() *Tally {
	if x == nil {
		return nil
	}
	return &x.tally
}

// Sources returns the files that were read, in order of name. Those of one name are in order of
// their first search, then of the last, of the force, of the number of rows and of what they lack.
func (x *Extract) Sources() []Source {
	if x == nil {
		return nil
	}
	return slices.SortedFunc(slices.Values(x.sources), func(a, b Source) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.First.Compare(b.First), a.Last.Compare(b.Last), a.Force.Compare(b.Force),
			cmp.Compare(a.Rows, b.Rows), slices.Compare(a.Missing, b.Missing), compareBool(a.Collapsed, b.Collapsed))
	})
}

// compareBool puts false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// Repeats returns the files that hold their rows several times over, as if they had been joined to
// themselves, in order of name. All their rows are counted. [Extract.ReadFile] and [Extract.ReadFS]
// look for them.
func (x *Extract) Repeats() []Repeat {
	if x == nil {
		return nil
	}
	return slices.SortedFunc(slices.Values(x.repeats), func(a, b Repeat) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Rows, b.Rows), cmp.Compare(a.Times, b.Times))
	})
}

// LeftOut returns the files of folders and archives that [Extract.ReadFS] did not read, as
// [FilesIn] has them, in order of name.
func (x *Extract) LeftOut() []FileLeftOut {
	if x == nil {
		return nil
	}
	return slices.SortedFunc(slices.Values(x.left), compareLeftOut)
}

// UnknownLabelsOfPersons returns the labels that cannot be read, by the name of their column and by
// label, with the number of rows, as Quality.UnknownLabels does, but without the rows of searches
// of vehicles alone: those that do not say whether a person was searched are among them. Set beside
// the searches of persons it tells if a column can be used.
func (x *Extract) UnknownLabelsOfPersons() map[string]map[string]int64 {
	if x == nil {
		return make(map[string]map[string]int64)
	}
	return x.countLabels(func(rows labelRows) int64 { return rows.persons })
}

// countLabels returns by column and label the counts that are not 0.
func (x *Extract) countLabels(count func(labelRows) int64) map[string]map[string]int64 {
	counts := make(map[string]map[string]int64, len(x.unknown))
	for field, labels := range x.unknown {
		for label, rows := range labels {
			n := count(rows)
			if n == 0 {
				continue
			}
			if counts[field] == nil {
				counts[field] = make(map[string]int64)
			}
			counts[field][label] = n
		}
	}
	return counts
}

// Errors returns what was wrong with rows: the first 100 of [*RowError], for rejected rows, and
// [UnknownLabels], in order of file, line and column.
func (x *Extract) Errors() []error {
	if x == nil {
		return nil
	}
	return slices.Clone(x.errs)
}

// Quality returns the account of all rows. The rule says whose account of ethnicity
// EthnicityUnknown goes by.
func (x *Extract) Quality(rule EthnicityRule) Quality {
	if x == nil {
		x = new(Extract)
	}
	q := Quality{
		Rejected:      x.rejected,
		Duplicates:    x.hashed - int64(len(x.seen)),
		UnknownLabels: x.countLabels(func(rows labelRows) int64 { return rows.all }),
	}
	q.Rows = q.Rejected
	for k, n := range x.tally.cells {
		q.Rows += n
		switch {
		case k.Type == VehicleSearch:
			q.VehicleOnly += n
			continue
		case !k.Type.IsPerson():
			q.TypeUnknown += n
			continue
		}
		if !rule.Of(k).IsKnown() {
			q.EthnicityUnknown += n
		}
		if !k.Outcome.IsKnown() {
			q.OutcomeMissing += n
		}
		if !k.Linked.IsKnown() {
			q.LinkedMissing += n
		}
	}
	return q
}

// String returns q in one line: "507 rows: 496 searches of persons, 11 of vehicles only; …".
func (q Quality) String() string {
	return fmt.Sprintf("%d rows: %d searches of persons, %d of vehicles only, %d of unknown type, %d rejected; of persons, %d of unknown ethnicity, "+
		"%d without a known outcome, %d without a known link; %d duplicate rows", q.Rows, q.Rows-q.VehicleOnly-q.TypeUnknown-q.Rejected, q.VehicleOnly,
		q.TypeUnknown, q.Rejected, q.EthnicityUnknown, q.OutcomeMissing, q.LinkedMissing, q.Duplicates)
}
