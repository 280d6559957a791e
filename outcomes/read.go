package outcomes

import (
	"io"
	"iter"

	"github.com/seed-549880be/disparity/ethnicity"
)

// ReadOptions says how to read a file. The zero value reads the columns as data.police.uk writes
// them.
type ReadOptions struct {
	// File is the name that errors give, and, where there is no force column and no Force, the name
	// that tells the force, as [ethnicity.ForceOfFile] reads it. It is not opened.
	File string

	// Force is the force of the rows that do not say, because there is no force column or its cell
	// is blank. It goes before the name of the file, and no row that names another force is
	// relabelled. The zero value takes the force of a file without a force column from File; where
	// that tells none, searches have no force.
	Force ethnicity.Force

	// Self reads the labels of self-defined ethnicity. nil is [ethnicity.Parse], and for
	// labels that need their classification what the rest of the file tells, as [ReadCSV] says.
	// A file of codes that do not tell it, such as the letters of the NHS, needs to say of which
	// scheme they are: give a function that calls [ethnicity.ParseIn].
	Self func(label string) (ethnicity.Group, error)

	// Officer reads the labels of officer-defined ethnicity. nil is [ethnicity.ParseIn] with
	// [ethnicity.OfficerDefined].
	Officer func(label string) (ethnicity.Group, error)

	// Dates says whether the day or the month comes first in dates such as 01/02/2020. The zero
	// value takes what proves it: a day beyond 12 in some other row, the month in File ("2020-02")
	// or in the name of a file in the row, or the months of the rows whose dates can be read in one
	// way alone. Where nothing does, or two dates contradict each other, that is a
	// [*DateOrderError], and no row is guessed at.
	Dates DateOrder

	// Columns says which column of the file is read as which field, where the file has names of its
	// own: by the name of a field ([ColumnNames]; "outcome", "ethnicity") or that which
	// data.police.uk has for it ("Self-defined ethnicity"), in any letter case, the name of a
	// column ("Result, final"), found as that of a [Filter] is. Of objects these are keys, and
	// "person.age" is one in another object. Such a column goes before one that has the name of the
	// field, and is read as no other field by a name of its own. A blank name says that no column
	// is read as the field, whatever it is called.
	//
	// A date that is so named may be a month alone ("2023-04", "04/2023", "Apr-23", "April 2023"),
	// which is taken as its first day, and an age a number of whole years. A field that there is
	// not, one that is named twice, and a column that the file lacks are a [*HeaderError].
	//
	// A column that is named as "count" says how many records a row stands for, as where a database
	// has counted those that say the same: a whole number of 1 or more, and of a file 2^53 in all
	// at most; else the row is rejected. An [Extract] counts them and keeps no row of such a file,
	// as with its CountOnly; where none reads the file it is a [*HeaderError]. No column is read so
	// by its name alone. [ReadOptions.ColumnsRead] says which columns such a database has to look
	// at.
	Columns map[string]string

	// Labels says what the labels of the file mean, where it has words of its own: they are asked
	// before any table of this package. nil has none.
	Labels *Labels

	// Rows says what the rows are of that do not say so, because there is no column of the type or
	// its cell is blank or "not recorded": searches of persons ([PersonSearch]), or people who were
	// stopped, arrested, suspected or charged. The outcome of those that have one of a crime
	// ([RecordType.HasCrimeOutcome]) is read as a [CrimeOutcome]: its number, as "1", "01", "Type
	// 1", "1 - Charge/Summons" and "1A", or its words. With Rows an age may be a number of whole
	// years. The zero value wants a column of the type.
	Rows RecordType

	// Keep names further columns, [MaxKept] at most, whose values go into the Kept of every search:
	// they are found as that of a [Filter] is, and may also be read as a field. A value is what
	// stands in the cell, without space around it and with one space between words; blank cells
	// and what may stand in them ("N/A", "null") are "", and "none" is a value.
	//
	// What says who somebody is must not be kept: more than 1,000 different values in a column of a
	// file, as numbers of crimes and names are, and a value of more than 200 bytes, as free text
	// is, are a [*HeaderError], which stops reading, and so is a file that lacks one of the
	// columns. An [Extract] also refuses a column of more than 30 different values that are more
	// than half of its rows.
	Keep []string

	// Where keeps the rows that all columns of these filters agree with: where several name one
	// column, any of their values will do.
	Where []Filter

	// rowByRow reads no line in place: tests set it
	rowByRow bool

	// layout, where it is not nil, is told what the file turned out to be like.
	layout *layout
}

// layout is what a file turned out to be like: how it differs from those of data.police.uk.
type layout struct {
	missing   []string // columns of data.police.uk that it lacks, by their names there
	collapsed bool     // its labels of self-defined ethnicity are of five groups already
	official  bool     // it lacks none, and was read as such a file is
	own       bool     // it is a force's own extract: see Source.Own
	kept      []string // the names of the columns that were kept
	noted     *noted   // nil if there is nothing to be told

	// where it is not nil, takes plain rows that come in place of yielding them
	plain func(*plain)
	// where it is not nil, what is remembered of lines of other files
	memory *plainMemory

	areas *areas // where it is not nil, is told of the place of every search

	// where it is not nil, is told that rows stand for as many records as they say, before they
	// come
	counted func()
	// how many the row stands for that was read last; 0 where rows do not say it, and stand for one
	records int64

	// where it is not nil, is told of every row that does not match the filters
	excluded func(Search, UnknownLabels)
	where    *where // by which these were told apart
}

// ReadCSV reads the stop-and-search files of data.police.uk, row by row: the official CSV of both
// label generations, and what people make of it. How a file is written is known by its content: it
// may be compressed (gzip); its text may be UTF-8, UTF-16 or, as Excel writes plain CSV,
// Windows-1252; lines may end in LF, CRLF or CR alone; cells may be separated by commas,
// semicolons, tabs or bars, which the header tells, or Excel's line sep=; before it. Lines of
// separators alone are no rows, and blank cells beyond the header are none. What is no text is an
// error that says what kind of file it is and how to get a CSV out of it.
//
// Columns may stand in any order, among others, and be named as in the CSV ("Self-defined
// ethnicity"), by R ("Self.defined.ethnicity"), or as in the flattened API
// ("self_defined_ethnicity", "location.latitude"), or as [ReadOptions].Columns says. A file must
// have the type, unless [ReadOptions].Rows says it, the date and one account of ethnicity; of the
// other columns of data.police.uk it may lack any, and what they would
// tell is not recorded. The force is read from a column that people keep it in ("Force", "PFA",
// "Falls within", …), or from one with the names of files; columns that may mean something else,
// such as "source", are read so if every value is a force, or the name of a file.
//
// Date and time may be split, and be written as data.police.uk, databases, spreadsheets and people
// do: see [ReadOptions] for those that need to know whether the day or the month comes first. A
// time without an offset is in UTC, as it is at the source. Yes and no may be True, TRUE, 1 and so
// on. Blank cells may say NA, N/A, None, null or nan. Labels of self-defined ethnicity that mean
// one of five groups in one classification and another in the next ("Asian", "Other") are read as
// of 2011 if the file has no finer ones, or as of 2001 if another of its labels is of 2001 alone
// ("Chinese or other"). Finer labels that mean different groups ("White: Other White", W9) are read
// if the other labels of the file are of one classification, or of some that agree ("White: Roma",
// W3). Else they cannot be read, as [ethnicity.Parse] has it.
//
// Every row yields one pair:
//
//   - a search and nil: all of the row is understood;
//   - a search and [UnknownLabels]: the search is good, save for cells whose labels are in no
//     table, which are unrecognised;
//   - no search and a [*RowError]: the row is rejected, because it cannot be cut into cells or has
//     no date that can be read.
//
// Reading goes on after each of them. A file that cannot be read yields a [*HeaderError] and
// nothing else; a failure to read further yields the error of r last, dates whose order cannot be
// told a [*DateOrderError], and a column that must not be kept a [*HeaderError]. [Extract.ReadCSV]
// does all of this accounting.
//
// The sequence can be used once. Memory does not grow with the file: a line may have a megabyte at
// most, and where the meaning of a cell depends on the rows after it, 32 megabytes are looked at
// ahead. Official files have no such cells.
func ReadCSV(r io.Reader, o ReadOptions) iter.Seq2[Search, error] {
	return func(yield func(Search, error) bool) {
		t, err := newTable(r, o)
		if err == nil {
			err = t.beginCounts(o.layout)
		}
		if err != nil {
			yield(Search{}, err)
			return
		}
		t.each(yield)
	}
}

// each yields the rows of t as ReadCSV does.
func (t *table) each(yield func(Search, error) bool) {
	plain := newPlain(t)
	for {
		switch {
		case plain == nil:
		case t.o.layout.plain != nil:
			t.o.layout.plain(plain)
		case !plain.yield(yield):
			return
		}
		s, err, more := t.next()
		if plain != nil && more {
			plain.learn(&s, err)
		}
		if !more || !t.deliver(s, err, yield) {
			return
		}
	}
}
