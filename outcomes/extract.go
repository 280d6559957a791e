package outcomes

import (
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
// The zero value has read nothing, and so has a nil *Extract to whatever asks it. Memory grows with
// the number of different rows by 8 bytes and the overhead of a map, for the count of duplicates,
// and with the number of different labels that are not known.
//
// An Extract cannot be stored: fingerprints hold within one run of a program. Its [Tally] can, as
// CSV, and its [Quality] and [Source] values as JSON.
type Extract struct {
	tally    Tally
	sources  []Source
	rejected int64
	hashed   int64               // rows with a fingerprint
	seen     map[uint64]struct{} // their fingerprints
	unknown  map[string]map[string]int64
	errs     []error
}

// maxErrors is how many errors about rows an Extract keeps.
const maxErrors = 100

// Source is one file that was read. It is stored as JSON: see [Source.MarshalJSON].
type Source struct {
	File  string          // valid UTF-8
	Force ethnicity.Force // 0 if no force is known, or if its rows are of several
	First time.Time       // of the first search; the zero time if there is none
	Last  time.Time       // of the last
	Rows  int64           // rejected ones among them
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
	// UnknownLabels has the cells that no table has, by the name of their column and by label, with
	// the number of rows. Such rows are kept.
	UnknownLabels map[string]map[string]int64 `json:"unknown_labels"`
}

// ReadCSV reads a file to its end, as [ReadCSV] does. Rows that cannot be read are accounted for,
// and are no error here. The error is that the file cannot be read, or not to its end; what was
// read before stays in x.
func (x *Extract) ReadCSV(r io.Reader, o ReadOptions) error { return x.Read(o.File, ReadCSV(r, o)) }

// Read reads a sequence of searches to its end, such as [ReadCSV] returns. file names it among the
// sources. The error is the first one that is about no single row, or says that searches is nil.
func (x *Extract) Read(file string, searches iter.Seq2[Search, error]) error {
	if x == nil {
		return errors.New("outcomes: reading into a nil Extract: want new(Extract)")
	}
	if searches == nil {
		return &HeaderError{File: file, Err: errors.New("there is nothing to read from: want a sequence, as ReadCSV returns it, and got nil")}
	}
	source := Source{File: strings.ToValidUTF8(file, "\uFFFD")}
	var fatal error
	forces := make(map[ethnicity.Force]struct{})
	for s, err := range searches {
		if err != nil {
			if unknown, ok := errors.AsType[UnknownLabels](err); ok {
				x.addUnknown(unknown)
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
		forces[s.Force] = struct{}{}
		if !s.Time.IsZero() {
			if source.First.IsZero() || s.Time.Before(source.First) {
				source.First = s.Time
			}
			if s.Time.After(source.Last) {
				source.Last = s.Time
			}
		}
		if fatal = x.tally.Add(s); fatal != nil {
			break
		}
		source.Rows++
		if s.Fingerprint != 0 {
			x.hashed++
			if x.seen == nil {
				x.seen = make(map[uint64]struct{})
			}
			x.seen[s.Fingerprint] = struct{}{}
		}
	}
	if len(forces) == 1 {
		for source.Force = range forces {
		}
	}
	if _, ok := errors.AsType[*HeaderError](fatal); !ok {
		x.sources = append(x.sources, source)
	}
	return fatal
}

func (x *Extract) keep(err error) {
	if len(x.errs) < maxErrors {
		x.errs = append(x.errs, err)
	}
}

func (x *Extract) addUnknown(labels UnknownLabels) {
	x.keep(labels)
	if x.unknown == nil {
		x.unknown = make(map[string]map[string]int64)
	}
	for _, e := range labels {
		if x.unknown[e.Field] == nil {
			x.unknown[e.Field] = make(map[string]int64)
		}
		x.unknown[e.Field][e.Value]++
	}
}

// Merge adds what y has read to x; a nil *Extract has read nothing. Neither the order nor the
// grouping of merges changes the tally or the [Quality]; sources and errors stand in the order of
// the merges. It is an error, and changes nothing, if x is nil or is y itself, whose searches would
// be counted twice, or if the tally would hold more than [rri.MaxCount].
func (x *Extract) Merge(y *Extract) error {
	switch {
	case x == nil:
		return errors.New("outcomes: merging into a nil Extract: want new(Extract)")
	case y == nil:
		return nil
	case x == y:
		return errors.New("outcomes: merging an Extract with itself: its searches would be counted twice")
	}
	if err := x.tally.Merge(&y.tally); err != nil {
		return err
	}
	x.sources = append(x.sources, y.sources...)
	x.rejected += y.rejected
	x.hashed += y.hashed
	if x.seen == nil {
		x.seen = make(map[uint64]struct{}, len(y.seen))
	}
	maps.Copy(x.seen, y.seen)
	for field, labels := range y.unknown {
		if x.unknown == nil {
			x.unknown = make(map[string]map[string]int64)
		}
		if x.unknown[field] == nil {
			x.unknown[field] = make(map[string]int64)
		}
		for label, n := range labels {
			x.unknown[field][label] += n
		}
	}
	for _, err := range y.errs {
		x.keep(err)
	}
	return nil
}

// Tally returns the tally of all searches, which further reading goes on to fill. Use [Tally.Where]
// for a part of it.
func (x *Extract) Tally() *Tally {
	if x == nil {
		return nil
	}
	return &x.tally
}

// Sources returns the files in the order in which they were read.
func (x *Extract) Sources() []Source {
	if x == nil {
		return nil
	}
	return slices.Clone(x.sources)
}

// Errors returns what was wrong with rows, in the order in which they were read: the first 100 of
// [*RowError], for rejected rows, and [UnknownLabels].
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
		UnknownLabels: make(map[string]map[string]int64, len(x.unknown)),
	}
	for field, labels := range x.unknown {
		q.UnknownLabels[field] = maps.Clone(labels)
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
