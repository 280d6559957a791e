package outcomes

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// ReadJSON reads the stop-and-search methods of the API of data.police.uk, search by search: an
// array of objects, as stops-force, stops-street, stops-at-location and stops-no-location return
// it, plain or compressed (gzip). It yields what [ReadCSV] yields of the same searches:
//
//   - a search and nil: all of the object is understood;
//   - a search and [UnknownLabels]: the search is good, save for values that are in no table, which
//     are unrecognised;
//   - no search and a [*RowError]: the object is rejected, because it is not valid JSON, has one
//     key twice, in whatever letter case, or has no time that can be read.
//
// Reading goes on after each of them. A file that is no array yields a [*HeaderError] and nothing
// else; one that breaks off yields an error last. An empty array is a month without searches and no
// error, as a CSV with a header alone is for [ReadCSV]; a file of no bytes is a [*HeaderError] to
// both.
//
// Null, an empty string and a missing field are blank. An outcome of false is [NothingFound], which
// is how the API says that nothing was found; "" and null are not recorded. The official CSV leaves
// all three blank, so a file with false in it has outcomes that the CSV of the same searches has
// not. outcome_object repeats outcome and is not read, nor are the names of streets and operations.
//
// The line and column of an error are those at which the object begins. The sequence can be used
// once. Memory does not grow with the file: an object may have a megabyte at most.
func ReadJSON(r io.Reader, o ReadOptions) iter.Seq2[Search, error] {
	return func(yield func(Search, error) bool) {
		text, _, err := open(r, o.File)
		if err != nil {
			yield(Search{}, err)
			return
		}
		e := elements{r: text, line: 1}
		if err := e.open(o.File); err != nil {
			yield(Search{}, err)
			return
		}
		t := &table{o: o, records: new(cells.Records), force: o.Force}
		if t.force.IsZero() {
			t.force, _ = ethnicity.ForceOfFile(o.File)
		}
		for f := range t.columns {
			t.columns[f] = column{index: f}
		}
		// datetime has both; no field tells the force
		t.columns[fieldTime].index, t.columns[fieldForce].index = -1, -1
		t.setParsers()
		t.records.Cells = make([][]byte, numFields)
		t.records.Starts = make([]int, numFields)
		for {
			text, err := e.next()
			if err == io.EOF {
				return
			}
			if err == errElement {
				err = &RowError{File: o.File, Line: e.startLine, Column: e.startColumn, Err: err}
				if !yield(Search{}, err) {
					return
				}
				continue
			}
			if err != nil {
				yield(Search{}, cells.ReadError(o.File, e.line, err))
				return
			}
			s, err := t.element(text, e.startLine, e.startColumn)
			if !yield(s, err) {
				return
			}
		}
	}
}

// ReadJSON reads a file to its end, as [ReadJSON] does, and accounts for its rows as
// [Extract.ReadCSV] does.
func (x *Extract) ReadJSON(r io.Reader, o ReadOptions) error { return x.Read(o.File, ReadJSON(r, o)) }

// scalar is the text of a JSON string, number or boolean; empty for null.
type scalar []byte

var errNotScalar = errors.New("want a string, a number, true, false or null")

func (s *scalar) UnmarshalJSON(data []byte) error {
	switch data[0] {
	case '"':
		var text string
		if err := json.Unmarshal(data, &text); err != nil {
			return err
		}
		*s = scalar(text)
	case '{', '[':
		return errNotScalar
	case 'n':
		*s = nil
	default:
		*s = bytes.Clone(data)
	}
	return nil
}

// keys finds keys that stand twice in an object. encoding/json takes the last of them, and takes
// keys for the same whatever their letter case.
type keys struct {
	seen   []map[string]struct{} // by the depth of the object
	folded map[string]string     // keys as they stand, with their quotation marks
}

// fold returns what a quoted key says, in one letter case.
func (k *keys) fold(quoted []byte) string {
	name, ok := k.folded[string(quoted)]
	if !ok {
		name = foldKey(quoted)
		if k.folded == nil {
			k.folded = make(map[string]string)
		}
		if len(k.folded) < cells.MaxSeen && len(quoted) <= quote.MaxShown {
			k.folded[string(quoted)] = name
		}
	}
	return name
}

// twice returns the first key of valid JSON that stands in its object for the second time.
func (k *keys) twice(text []byte) (key string, ok bool) {
	var object []bool // whether what is open is an object, and not an array
	wanted := false   // whether the next string is a key
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '{':
			if len(object) == len(k.seen) {
				k.seen = append(k.seen, nil)
			}
			object, wanted = append(object, true), true
			if seen := &k.seen[len(object)-1]; len(*seen) > cells.MaxSeen {
				*seen = nil // clearing a large map takes as long as filling it did
			} else {
				clear(*seen)
			}
		case '[':
			if len(object) == len(k.seen) {
				k.seen = append(k.seen, nil)
			}
			object = append(object, false)
		case '}', ']':
			object, wanted = object[:len(object)-1], false
		case ',':
			wanted = len(object) > 0 && object[len(object)-1]
		case '"':
			start := i
			for i++; text[i] != '"'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
			if !wanted {
				continue
			}
			wanted = false
			depth := len(object) - 1
			name := k.fold(text[start : i+1])
			if _, again := k.seen[depth][name]; again {
				return name, true
			}
			if k.seen[depth] == nil {
				k.seen[depth] = make(map[string]struct{})
			}
			k.seen[depth][name] = struct{}{}
		}
	}
	return "", false
}

// foldKey returns what a quoted key says, in one letter case: of letters that differ in it alone,
// the first in Unicode's order.
func foldKey(quoted []byte) string {
	name := string(quoted[1 : len(quoted)-1])
	if strings.IndexByte(name, '\\') >= 0 {
		_ = json.Unmarshal(quoted, &name) // it is valid
	}
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' && r != 'k' && r != 's' || r < 'A' {
			return r
		}
		least := r
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		return unicode.ToLower(least)
	}, name)
}

// apiSearch is a search in the API. The fields are those that Search has.
type apiSearch struct {
	Type        scalar `json:"type"`
	Time        scalar `json:"datetime"`
	Operation   scalar `json:"operation"`
	Gender      scalar `json:"gender"`
	Age         scalar `json:"age_range"`
	Self        scalar `json:"self_defined_ethnicity"`
	Officer     scalar `json:"officer_defined_ethnicity"`
	Legislation scalar `json:"legislation"`
	Object      scalar `json:"object_of_search"`
	Outcome     scalar `json:"outcome"`
	Linked      scalar `json:"outcome_linked_to_object_of_search"`
	Clothing    scalar `json:"removal_of_more_than_outer_clothing"`
	Location    struct {
		Latitude  scalar `json:"latitude"`
		Longitude scalar `json:"longitude"`
	} `json:"location"`
}

// element reads one object.
func (t *table) element(text []byte, line, column int) (Search, error) {
	var a apiSearch
	err := json.Unmarshal(text, &a)
	if err == nil {
		if key, ok := t.keys.twice(text); ok {
			err = fmt.Errorf("the key %q stands twice, and which of the two holds cannot be told", quote.Clip(key))
		}
	}
	if err != nil {
		what := "not JSON"
		if json.Valid(text) {
			what = "not a search"
		}
		return Search{}, &RowError{File: t.o.File, Line: line, Column: column, Value: quote.ClipCell(text),
			Err: fmt.Errorf("%s: %w: want an object as the stop-and-search methods of data.police.uk return it", what, quote.Outside(err))}
	}
	t.records.Line, t.records.Raw = line, text
	for f, cell := range [numFields]scalar{
		fieldType: a.Type, fieldDate: a.Time, fieldOperation: a.Operation, fieldLatitude: a.Location.Latitude, fieldLongitude: a.Location.Longitude,
		fieldGender: a.Gender, fieldAge: a.Age, fieldSelf: a.Self, fieldOfficer: a.Officer, fieldLegislation: a.Legislation, fieldObject: a.Object,
		fieldOutcome: a.Outcome, fieldLinked: a.Linked, fieldClothing: a.Clothing,
	} {
		t.records.Cells[f], t.records.Starts[f] = cell, column-1
	}
	return t.search()
}

// elements cuts a JSON array into its elements without understanding them, so that one bad element
// is not the end of the file and none is held in memory that is too large.
type elements struct {
	r            *bufio.Reader
	line, column int // of the byte that was read last, from 1
	any          bool
	text         []byte

	startLine, startColumn int // of the last element
}

// errElement rejects one element for its size.
var errElement = fmt.Errorf("element is longer than %d bytes: want one search in each", cells.MaxLine)

// read returns the next byte.
func (e *elements) read() (byte, error) {
	b, err := e.r.ReadByte()
	if err != nil {
		return 0, err
	}
	e.column++
	return b, nil
}

// newline is called after a line end has been read.
func (e *elements) newline() { e.line, e.column = e.line+1, 0 }

// space returns the first byte that is no white space.
func (e *elements) space() (byte, error) {
	for {
		b, err := e.read()
		switch {
		case err != nil:
			return 0, err
		case b == '\n':
			e.newline()
		case b != ' ' && b != '\t' && b != '\r':
			return b, nil
		}
	}
}

// open reads the bracket that opens the array.
func (e *elements) open(file string) error {
	b, err := e.space()
	switch {
	case err == io.EOF:
		return &HeaderError{File: file, Err: errors.New("the file is empty: want a JSON array of searches")}
	case err != nil:
		return cells.ReadError(file, e.line, err)
	case b != '[':
		return &HeaderError{File: file, Err: fmt.Errorf("the file begins with %q: want a JSON array of searches, as the API of data.police.uk returns it", b)}
	}
	return nil
}

// next returns the next element, valid until the next call. The error is io.EOF after the array,
// and errElement for one element.
func (e *elements) next() ([]byte, error) {
	b, err := e.space()
	if err == nil && b == ']' {
		return nil, e.end()
	}
	if e.any && err == nil {
		if b != ',' {
			return nil, fmt.Errorf("%q after an element: want a comma or a closing bracket", b)
		}
		b, err = e.space()
	}
	e.any = true
	e.text = e.text[:0]
	e.startLine, e.startColumn = e.line, e.column
	depth, quoted, escaped, long := 0, false, false, false
	for {
		if err == io.EOF && depth == 0 && !quoted && !long && len(e.text) > 0 {
			// whole, though the array is not: the next call says so
			return bytes.TrimSpace(e.text), nil
		}
		if err == io.EOF {
			return nil, fmt.Errorf("the array is not closed: %w: download it again", io.ErrUnexpectedEOF)
		}
		if err != nil {
			return nil, err
		}
		switch {
		case b == '\n':
			e.newline()
			escaped = false
		case quoted:
			quoted, escaped = escaped || b != '"', !escaped && b == '\\'
		case b == '"':
			quoted = true
		case b == '{', b == '[':
			depth++
		case depth > 0 && (b == '}' || b == ']'):
			depth--
		case depth == 0 && (b == ',' || b == ']'):
			e.column--
			_ = e.r.UnreadByte() // the last operation read a byte
			if long {
				return nil, errElement
			}
			return bytes.TrimSpace(e.text), nil
		}
		if long = long || len(e.text) == cells.MaxLine; !long {
			e.text = append(e.text, b)
		}
		b, err = e.read()
	}
}

// end reads what follows the array. The error is io.EOF if there is nothing.
func (e *elements) end() error {
	switch b, err := e.space(); {
	case err != nil:
		return err
	default:
		return fmt.Errorf("%q after the array: want one array a file", b)
	}
}
