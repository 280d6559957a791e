package outcomes

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
)

// Extract is what was read from one file or several: the tally of the searches, and an account of
// every row, so that what was left out can be said.
//
// [Extract.ReadFS] reads folders and archives, [Extract.ReadFile] one file, and both refuse what
// would count searches twice: see Revision. [Extract.ReadCSV], [Extract.ReadJSON] and
// [Extract.Read] read what they are given, without these checks. Whatever the order in which files
// are read, an Extract gives the same answers in the same order.
//
// The zero value has read nothing, and so has a nil *Extract to whatever asks it.
//
// An Extract may be asked by several goroutines at once, and read into by one. To read on several,
// give each an Extract of its own, and [Extract.Merge] them at the end; [FilesIn] lists the files.
//
// Memory grows by 8 bytes a row: the numbers of what it says and of its place, and its second, by
// which copies and people who were stopped together are found. What rows say, and each place, is
// held once, in some 50 and 25 bytes; so a file in which every row has a place of its own takes 33
// bytes a row. Memory grows also with the number of different searches in each force and month,
// with that of pairs of different searches at one stop, some 0.15 to a row and never more than 16,
// and with that of different labels that are not known. Of files that [Extract.Save] wrote with
// hashes it takes 28 bytes a row. With CountOnly it does not grow with the rows.
//
// An Extract is stored by [Extract.Save]. Its [Tally] can be, as CSV, and its [Quality], [Source],
// [Repeat], [Overlap] and [FileLeftOut] values as JSON.
type Extract struct {
	// Force is the force of the files that [Extract.ReadFile] and [Extract.ReadFS] read and that
	// do not say it themselves. A file that names another force is an error, a [*ForceError], and
	// so is one that names none where Force is zero, unless ForceOptional is set.
	Force ethnicity.Force

	// Limits bounds what [Extract.ReadFile] and [Extract.ReadFS] read from ZIP archives.
	Limits ArchiveLimits

	// Revision says which file counts where several that [Extract.ReadFile] and [Extract.ReadFS]
	// read have the same searches, or nearly, of one force and month; where it cannot tell, that
	// is an [*OverlapError]. The zero value takes none. Set it before the first file is read, and
	// where it names a file ask [Extract.CheckRevision] after the last.
	Revision Revision

	// Dates says whether the day or the month comes first in dates such as 01/02/2020 of the files
	// that [Extract.ReadFile] and [Extract.ReadFS] read. The zero value takes what each file
	// proves.
	Dates DateOrder

	// Where keeps the rows that say what these filters ask for: of several that name one column
	// any, and of several columns all. A file that lacks one of the columns is a [*HeaderError].
	// Rows that do not match are counted nowhere but in [Extract.Excluded] and Quality.Excluded.
	// What files have in common is told from all rows, so that whether they conflict, and which of
	// them counts, is the same whatever Where is. Set it before the first file is read, and ask
	// [Extract.CheckWhere] after the last.
	Where []Filter

	// Columns, Labels, Rows and Keep say how files in a form of their own are read, as those of
	// [ReadOptions] do. Set them before the first file is read.
	Columns map[string]string
	Labels  *Labels
	Rows    RecordType
	Keep    []string

	// ForceOptional says that a file which tells no force is read all the same where Force is zero.
	// Its searches have the zero force.
	ForceOptional bool

	// Workers is how many goroutines [Extract.ReadFile] and [Extract.ReadFS] read with, the caller
	// among them: files, those in archives too, and parts of a large file at the same time. 0 is
	// one for each processor that the program may use (runtime.GOMAXPROCS). What is read is the
	// same, and so is the error, whatever it is. A reader, or a file system and its files, is
	// called by one of them at a time.
	//
	// More than 256 are as 256, and fewer than 0 are an error. What reads one sequence or one text
	// without checks, as [Extract.ReadCSV] does, has no need of it and takes no notice.
	Workers int

	// CountOnly says that rows are counted and not kept, so that memory does not grow with them.
	// Then nobody knows which rows say the same (Quality.NotCompared), who was stopped together
	// ([StopsNotCounted]) and whether a file is joined to itself ([Extract.Repeats]), and nothing
	// is compared with another source: a further source that has rows of the same force and month
	// is a [*ClosedMonthError], whatever Revision says. [Extract.Save] saves what was counted. Set
	// it before the first file is read.
	CountOnly bool

	sources []*source
	parts   map[forceMonth][]*monthPart
	total   int64 // rows that are not rejected
	left    []FileLeftOut
	answers *answers // nil if nothing was read
	// what the rows that are read are numbers of; one goroutine adds to them
	dictionaries *dictionaries
	spare        spare // goroutines that may help to read a file; nil for none
}

// Source is one file that was read, with all its rows, whether they match Where or not. It is
// stored as JSON, with times in London: see [Source.MarshalJSON].
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
	// Own says that the file is a force's own extract: not one that has all columns of
	// data.police.uk and is read by these alone, and either read with Columns (of more than
	// "count"), Labels, Rows or Keep, or with columns that nothing here knows.
	Own bool
	// CountOnly says that its rows were counted and not kept: see [Extract].CountOnly, and "count"
	// in [ReadOptions].Columns.
	CountOnly bool
}

// Quality says what became of the rows, and what is not known of those that are counted. It covers
// everything that was read, whatever part of the [Tally] is used.
//
//	Rows = searches of persons + VehicleOnly + TypeUnknown + Rejected + Revised + Excluded
//
// EthnicityUnknown, OutcomeMissing and LinkedMissing count searches of persons. In an extract of a
// force's own these are its records of persons, whatever became of them ([RecordType.IsPerson]).
type Quality struct {
	Rows        int64 `json:"rows"`
	Rejected    int64 `json:"rejected"`     // rows that could not be read
	VehicleOnly int64 `json:"vehicle_only"` // searches of vehicles alone
	// rows that do not say whether a person was searched
	TypeUnknown int64 `json:"type_unknown"`
	// rows that were left out because another file was taken for their force and month: see
	// [Extract.Overlaps]
	Revised int64 `json:"revised"`
	// rows that were left out because they do not match Where, unless they are Revised: see
	// [Extract.Excluded]
	Excluded int64 `json:"excluded,omitempty"`
	// no known ethnicity, by the rule that was asked about
	EthnicityUnknown int64 `json:"ethnicity_unknown"`
	// outcome blank, or under a label that is not known; of a crime also no outcome so far
	OutcomeMissing int64 `json:"outcome_missing"`
	// not recorded whether the outcome is linked to the object; outcomes of crimes are to none
	LinkedMissing int64 `json:"linked_missing"`
	// Duplicates is how many of the rows that count say what a row before them says, in all
	// columns that are read: see Search.Fingerprint. They are counted like any other: people who
	// are searched together often share all that is published of them. Rows that are NotCompared
	// are not among them.
	Duplicates int64 `json:"duplicates"`
	// NotCompared is how many of the rows that count nobody compared with others, since they were
	// counted and not kept: see [Extract].CountOnly. How many of them are Duplicates is not known.
	NotCompared int64 `json:"not_compared,omitempty"`
	// UnknownLabels has the labels that cannot be read (see the type [UnknownLabels]), by the name
	// of their column and by label, with the number of rows. Such rows are kept.
	UnknownLabels map[string]map[string]int64 `json:"unknown_labels"`
}

// ReadCSV reads a file to its end, as [ReadCSV] does. Rows that cannot be read are accounted for,
// and are no error here. Where, Columns, Labels, Rows and Keep of x hold where o leaves them open.
// The error is that the file cannot be read, or not to its end; what was read before stays in x.
func (x *Extract) ReadCSV(r io.Reader, o ReadOptions) error {
	o = x.options(o)
	return x.read(o.File, ReadCSV(r, o), o.layout)
}

// options returns the options by which x reads a file. What they leave open is that of x.
func (x *Extract) options(o ReadOptions) ReadOptions {
	o.layout = new(layout)
	if x == nil {
		return o
	}
	if len(o.Where) == 0 {
		o.Where = x.Where
	}
	if len(o.Columns) == 0 {
		o.Columns = x.Columns
	}
	if o.Labels == nil {
		o.Labels = x.Labels
	}
	o.Rows = cmp.Or(o.Rows, x.Rows)
	if len(o.Keep) == 0 {
		o.Keep = x.Keep
	}
	return o
}

// Read reads a sequence of searches to its end, such as [ReadCSV] returns. file names it among the
// sources. The error is the first one that is about no single row, or says that searches is nil;
// what was read before stays in x. Neither Force nor what was read before is checked, as
// [Extract.ReadFile] does: what is read so never conflicts with anything. Keep of x names what the
// searches have kept. It is an error if Where is set, since searches have no columns.
func (x *Extract) Read(file string, searches iter.Seq2[Search, error]) error {
	if x != nil && len(x.Where) > 0 {
		return &HeaderError{File: file, Err: errors.New("rows are to be chosen by a column, and searches that were read before have none: " +
			"choose where the file is read")}
	}
	l := new(layout)
	if x != nil {
		l.kept = keptNames(x.Keep)
	}
	return x.read(file, searches, l)
}

// canKeep says why what was read with these columns kept cannot be added to the sources of x and to
// others; nil if it can.
func (x *Extract) canKeep(names []string, others []*source) error {
	for _, all := range [][]*source{x.sources, others} {
		if len(all) > 0 && !slices.Equal(all[0].kept, names) {
			return otherKept(all[0].kept, names)
		}
	}
	return nil
}

// read reads a sequence of searches to its end, after which l has what the file is like.
func (x *Extract) read(file string, searches iter.Seq2[Search, error], l *layout) error {
	if x == nil {
		return errNilExtract
	}
	s, err := x.newPartReader(file, false).read(searches, l, x.total)
	if s == nil {
		return err
	}
	if err := x.canKeep(s.kept, nil); err != nil {
		return err
	}
	if closed := x.besideClosed([]*source{s}); closed != nil {
		return closed
	}
	x.add(s)
	return err
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

// Merge adds what y has read to x; a nil *Extract has read nothing. Neither the order nor the
// grouping of merges changes anything that can be asked of x afterwards. Force, ForceOptional,
// Limits, Revision, Dates, Where, Columns, Labels, Rows, Keep and CountOnly stay those of x.
//
// It is an error, and changes nothing, if x is nil or is y itself, whose searches would be counted
// twice, if other columns were kept (Keep), if [Extract.ReadFile] or [Extract.ReadFS] read the same
// searches into both, and the Revision of x cannot tell which to take, which is an [*OverlapError],
// if one of them has a force and month whose rows are not there to be compared with those of the
// other, a [*ClosedMonthError], or if the tally would hold more than [rri.MaxCount].
func (x *Extract) Merge(y *Extract) error {
	switch {
	case x == nil:
		return errors.New("outcomes: merging into a nil Extract: want new(Extract)")
	case y == nil:
		return nil
	case x == y:
		return errors.New("outcomes: merging an Extract with itself: its searches would be counted twice")
	}
	if err := x.canAdd(y.sources); err != nil {
		return err
	}
	x.add(y.sources...)
	x.left = append(x.left, y.left...)
	return nil
}

// add adds sources that x can have.
func (x *Extract) add(sources ...*source) {
	if x.parts == nil {
		x.parts = make(map[forceMonth][]*monthPart)
	}
	x.sources = append(x.sources, sources...)
	for _, s := range sources {
		x.total += s.counted()
		for _, p := range s.parts {
			x.parts[p.forceMonth] = append(x.parts[p.forceMonth], p)
		}
	}
	x.answers = new(answers)
}

// Tally returns the tally of all searches that count. It does not change when x reads further: ask
// again. Use [Tally.Where] for a part of it.
func (x *Extract) Tally() *Tally {
	if x == nil {
		return nil
	}
	return &x.settled().tally
}

// Excluded returns the tally of the rows that do not match Where, but for those of forces and
// months that were left out for another file. It tells of which months there are rows. A row whose
// date cannot be read is of the zero Month. It does not change when x reads further: ask again.
func (x *Extract) Excluded() *Tally {
	if x == nil {
		return nil
	}
	return &x.settled().excluded
}

// Sources returns the files that were read, in order of name. Those of one name are in order of
// their first search, then of the last, of the force, of the number of rows and of what they lack.
func (x *Extract) Sources() []Source {
	if x == nil || len(x.sources) == 0 {
		return nil
	}
	sources := make([]Source, len(x.sources))
	for i, s := range x.sources {
		sources[i] = s.Source
	}
	slices.SortFunc(sources, compareSources)
	return sources
}

// OfficialFiles returns the names of the files that have every column of data.police.uk, by which
// they are known to be from there, each once and in order. What [Extract.Read] reads has no
// columns, and is none of them.
func (x *Extract) OfficialFiles() (names []string) {
	if x == nil {
		return nil
	}
	for _, s := range x.sources {
		if s.official {
			names = append(names, s.File)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Repeats returns the files that hold their rows several times over, or those of one force and
// month, as if they had been joined to themselves, in order of name, force and month. All their
// rows are counted. [Extract.ReadFile] and [Extract.ReadFS] look for them.
func (x *Extract) Repeats() []Repeat {
	if x == nil {
		return nil
	}
	return slices.Clone(x.settled().repeats)
}

// Overlaps returns the forces and months of which several files have rows, in order of force and
// month, and says which of these count. [Extract.ReadFile] and [Extract.ReadFS] look for them.
func (x *Extract) Overlaps() []Overlap {
	if x == nil {
		return nil
	}
	overlaps := slices.Clone(x.settled().overlaps)
	for i := range overlaps {
		overlaps[i].Files = slices.Clone(overlaps[i].Files)
	}
	return overlaps
}

// LeftOut returns the files of folders and archives that [Extract.ReadFS] did not read, as
// [FilesIn] has them, and those of [Extract.LeaveOut], in order of name.
func (x *Extract) LeftOut() []FileLeftOut {
	if x == nil {
		return nil
	}
	return slices.SortedFunc(slices.Values(x.left), compareLeftOut)
}

// LeaveOut adds files to those of [Extract.LeftOut]: what [FilesIn] leaves out, where the files
// that it lists are read one by one.
func (x *Extract) LeaveOut(files ...FileLeftOut) error {
	if x == nil {
		return errNilExtract
	}
	x.left = append(x.left, files...)
	return nil
}

// UnknownLabelsOfPersons returns the labels that cannot be read, by the name of their column and by
// label, with the number of rows, as Quality.UnknownLabels does, but without the rows of searches
// of vehicles alone: those that do not say whether a person was searched are among them. Set beside
// the searches of persons it tells if a column can be used.
func (x *Extract) UnknownLabelsOfPersons() map[string]map[string]int64 {
	if x == nil {
		return make(map[string]map[string]int64)
	}
	return x.settled().unknown.by(func(rows labelRows) int64 { return rows.persons })
}

// Errors returns what was wrong with rows: the first 100 of [*RowError], for rejected rows, and
// [UnknownLabels], in order of file, line and column.
func (x *Extract) Errors() []error {
	if x == nil {
		return nil
	}
	return slices.Clone(x.settled().errs)
}

// Quality returns the account of all rows. The rule says whose account of ethnicity
// EthnicityUnknown goes by.
func (x *Extract) Quality(rule EthnicityRule) Quality {
	if x == nil {
		x = new(Extract)
	}
	a := x.settled()
	q := Quality{
		Rejected:      a.rejected,
		Revised:       a.revised,
		Excluded:      a.excluded.total,
		Duplicates:    a.duplicates,
		NotCompared:   a.notCompared,
		UnknownLabels: a.unknown.by(func(rows labelRows) int64 { return rows.all }),
	}
	q.Rows = q.Rejected + q.Revised + q.Excluded
	for k, n := range a.tally.all() {
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
		if k.Type.HasCrimeOutcome() {
			if !k.Crime.IsOutcome() {
				q.OutcomeMissing += n
			}
			continue // a crime has no object
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

// String returns q in one line: "507 rows: 496 searches of persons, 11 of vehicles only; …". Rows
// that were left out for another file, or because they do not match, and rows that nobody compared
// with others, are told if there are any.
func (q Quality) String() string {
	left := ""
	if q.Revised != 0 {
		left = fmt.Sprintf(", %d left out for those of another file", q.Revised)
	}
	if q.Excluded != 0 {
		left += fmt.Sprintf(", %d left out since they do not match", q.Excluded)
	}
	copies := fmt.Sprintf("%d duplicate rows", q.Duplicates)
	if q.NotCompared != 0 {
		copies += fmt.Sprintf(", without %d rows that were not compared", q.NotCompared)
	}
	return fmt.Sprintf("%d rows: %d searches of persons, %d of vehicles only, %d of unknown type, %d rejected%s; of persons, %d of unknown ethnicity, "+
		"%d without a known outcome, %d without a known link; %s", q.Rows,
		q.Rows-q.VehicleOnly-q.TypeUnknown-q.Rejected-q.Revised-q.Excluded, q.VehicleOnly, q.TypeUnknown, q.Rejected, left,
		q.EthnicityUnknown, q.OutcomeMissing, q.LinkedMissing, copies)
}
