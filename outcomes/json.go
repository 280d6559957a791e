package outcomes

import (
	"io"
	"iter"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
)

// ReadJSON reads searches from JSON, search by search: what the stop-and-search methods of the API
// of data.police.uk return, and the forms in which people keep and export it, plain or compressed
// (gzip). Every search is an object. The objects may stand
//
//   - in an array, or in arrays in it, as pages that were put together;
//   - one a line (JSON lines, NDJSON), or one after the other;
//   - in an array that is a member of an object, as in {"status": "ok", "data": […]}, however deep,
//     with other members beside it, or each in an object of its own;
//   - as the properties of GeoJSON features, in a collection or one a line. Where the properties
//     have no place, that of the search is the point of the feature;
//   - alone.
//
// It yields what [ReadCSV] yields of the same searches:
//
//   - a search and nil: all of the object is understood;
//   - a search and [UnknownLabels]: the search is good, save for values that are in no table, which
//     are unrecognised;
//   - no search and a [*RowError]: the object is rejected, because it is not valid JSON, has one
//     key twice, in whatever letter case, or two keys that mean the same, or has no time that can
//     be read.
//
// Reading goes on after each of them: with the next element of the array, or with the next line.
// What stands beside the searches may be anything that is JSON. What is not is rejected with a
// [*RowError] too, since nobody can tell what is lost in it. A file in which there is no search
// yields a [*HeaderError] that says what it is, and nothing else. One that breaks off yields an
// error last, and so does one with searches in two members, of which nobody can tell if they are
// the same. An empty array is a month without searches and no error, as a CSV with a header alone
// is for [ReadCSV]; a file of no bytes is a [*HeaderError] to both.
//
// Keys may be those of the API ("self_defined_ethnicity", "location" with its "latitude") or any
// name that [ReadCSV] knows a column by. A time may also be a number: the seconds since 1970, with
// 10 digits, or thousandths, millionths or billionths of them, with 12 or 13, 16 and 19 digits, as
// pandas writes times. Null, an empty string, a missing field, NaN and Infinity are blank. An
// outcome of false is [NothingFound], which is how the API says that nothing was found; "" and null
// are not recorded. The official CSV leaves all three blank, so a file with false in it has
// outcomes that the CSV of the same searches has not. outcome_object repeats outcome and is not
// read, nor are the names of streets and operations.
//
// The line and column of an error are those at which the object begins. The sequence can be used
// once. Memory does not grow with the file: an object may have a megabyte at most.
func ReadJSON(r io.Reader, o ReadOptions) iter.Seq2[Search, error] {
	return func(yield func(Search, error) bool) {
		text, _, err := open(r, o.File)
		var t *table
		if err == nil {
			t, err = newJSONTable(o)
		}
		if err == nil {
			err = t.beginCounts(o.layout)
		}
		if err != nil {
			yield(Search{}, err)
			return
		}
		j := &jsonReader{
			text:   jsonText{r: text, line: 1, column: 1},
			table:  t,
			places: make(map[string]*jsonPlace),
			yield:  yield,
		}
		j.table.objects = j.ahead
		if o.layout != nil {
			j.areas = o.layout.areas
		}
		j.named, _ = ethnicity.ForceOfFile(o.File) // a name that tells no force is none
		j.push(jsonFrame{kind: jsonStream})
		if err := j.read(); err != nil && err != errStopped {
			yield(Search{}, err)
		}
	}
}

// ReadJSON reads a file to its end, as [ReadJSON] does, and accounts for its rows as
// [Extract.ReadCSV] does.
func (x *Extract) ReadJSON(r io.Reader, o ReadOptions) error {
	o = x.options(o)
	return x.read(o.File, ReadJSON(r, o), o.layout)
}

// newJSONTable returns a table whose cells are filled from objects, each field at the place of its
// number.
func newJSONTable(o ReadOptions) (*table, error) {
	t := &table{o: o, records: new(cells.Records), area: -1}
	if err := t.prepare(); err != nil {
		return nil, err
	}
	for f := range t.columns {
		t.columns[f] = column{index: f}
	}
	if err := t.bindLabels(); err != nil {
		return nil, err
	}
	t.setParsers()
	t.records.Cells = make([][]byte, numFields)
	t.records.Starts = make([]int, numFields)
	t.keys.mapped = &t.own.mapped
	if i := slices.Index(t.own.fields, fieldCount); i >= 0 {
		t.keys.count = cells.ColumnKey(t.own.named.list[i].name)
	}
	return t, nil
}
