package outcomes

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

const (
	// maxNesting is how many objects and arrays a search may stand in.
	maxNesting = 16
	// maxHeld is how many values are held of a place where no search has been found yet.
	maxHeld = 1000
	// maxPlaces is how many arrays of different places are told apart.
	maxPlaces = 1000
)

// jsonReader walks through the arrays and objects of a file in search of searches.
type jsonReader struct {
	text   jsonText
	table  *table
	frames []jsonFrame
	places map[string]*jsonPlace // the arrays, by the members that lead to them
	object jsonObject            // that was read last
	none   jsonNone
	yield  func(Search, error) bool
	visit  func(*table) // is shown every record, where the file is looked at before it is read

	attempts int             // searches, read or rejected
	path     string          // of the members that lead to the searches
	lines    bool            // one search a line
	empty    []string        // what jsonHeld has of the object that is being closed
	present  jsonFields      // of the searches
	further  bool            // some of these have members that nothing knows
	named    ethnicity.Force // by the name of the file

	areas      *areas // that are told of the places; nil if nobody asks
	properties []byte // of the object that was read last, if it is a GeoJSON feature
}

// jsonFrame is something that is open.
type jsonFrame struct {
	kind  jsonKind
	path  string // the names of the members that lead here; arrays and numbers have no name
	place *jsonPlace
	key   string // of the member that is read, in an object
	count int    // values that have begun
	comma bool   // a comma has been read, and no value after it

	start    jsonMark
	end      int      // where an object ends in what is read again; 0 if it is too long for that
	at       int      // where it begins there
	limit    int      // where it ends there, or else what it is in; 0 if that is too long
	attempts int      // before it
	empty    []string // the paths of some arrays in an object that have no element
	columns  int      // members of an object that are fields, and have objects or arrays for values
	arrays   bool     // an array has begun in the file, so that there are no lines

	unsaid *RowError // that something in an object is not JSON, which nothing has said
}

type jsonKind uint8

const (
	jsonStream jsonKind = iota // the file
	jsonArray
	jsonObjectOf // an object that is no search, but may have some in it
)

// jsonPlace is where values stand of which each ought to be a search, if one of them is.
type jsonPlace struct {
	found bool       // a search
	held  []jsonHeld // what was read before that
	more  int        // that could not be held
}

// jsonHeld is what a value is that is only read if searches are found beside it.
type jsonHeld struct {
	search Search
	err    error
	empty  []string // the paths of arrays in it that have no element
	area   areaSaid
}

// errStopped says that nobody wants to hear more.
var errStopped = errors.New("stopped")

// read reads the file. It returns the error to be yielded last.
func (j *jsonReader) read() error {
	for len(j.frames) > 0 {
		f := &j.frames[len(j.frames)-1]
		j.text.limit = f.limit
		var err error
		switch f.kind {
		case jsonStream:
			err = j.stream(f)
		case jsonArray:
			err = j.array(f)
		case jsonObjectOf:
			err = j.member(f)
		}
		if broken, ok := err.(jsonSyntax); ok {
			err = j.recover(broken)
		}
		switch err.(type) {
		case *HeaderError, *DateOrderError:
			return err
		}
		if err == errStopped {
			return err
		}
		if err == io.EOF {
			err = j.unclosed()
		}
		if said, ok := err.(jsonError); ok {
			return said.at(j.table.o.File, j.text.line)
		}
		if err != nil {
			return cells.ReadError(j.table.o.File, j.text.line, err)
		}
	}
	j.table.finish()
	if err := j.missing(); err != nil {
		return err
	}
	switch l := j.table.o.layout; {
	case j.attempts > 0 && l != nil:
		j.table.o.lacks(func(f field) bool { return j.present[f] }, j.further)
		j.table.finish()
	case j.attempts == 0 && !j.isEmpty():
		return j.none.error(j.table.o.File)
	}
	return nil
}

// push opens something in what is open.
func (j *jsonReader) push(f jsonFrame) {
	if n := len(j.frames); n > 0 {
		in := &j.frames[n-1]
		f.path, f.limit = in.path, in.limit
		if in.kind == jsonObjectOf && !(f.kind == jsonObjectOf && isNumber(in.key)) {
			f.path = strings.TrimPrefix(in.path+"."+in.key, ".")
		}
	}
	if f.end > 0 {
		f.limit = f.end
	}
	if f.kind != jsonObjectOf {
		f.place = j.places[f.path]
		switch {
		case f.place != nil:
		case len(j.places) < maxPlaces:
			f.place = new(jsonPlace)
			j.places[f.path] = f.place
		default:
			f.place = new(jsonPlace)
		}
	}
	j.frames = append(j.frames, f)
}

func isNumber(key string) bool {
	return key != "" && strings.Trim(key, "0123456789") == ""
}

func (j *jsonReader) pop() { j.frames = j.frames[:len(j.frames)-1] }

// stream reads the next value of the file.
func (j *jsonReader) stream(f *jsonFrame) error {
	also := string(rune(recordSeparator))
	if f.count > 0 {
		also += "," // between objects that somebody took out of an array
	}
	b, err := j.text.space(also)
	switch {
	case err == io.EOF && f.count == 0:
		return &HeaderError{File: j.table.o.File, Err: errors.New("the file is empty: want JSON with searches in it")}
	case err == io.EOF:
		j.pop()
		return nil
	case err != nil:
		return err
	case b == '[' || b == '{':
		f.arrays = b == '[' && (f.arrays || f.count == 0)
		f.count++
		return j.value(b)
	case f.count == 0:
		return &HeaderError{File: j.table.o.File, Err: fmt.Errorf("the file begins with %q: want JSON with searches in it, as the API of data.police.uk returns it", b)}
	case f.arrays:
		return fmt.Errorf("%q after the array: want one array a file", b)
	}
	return j.junk(f)
}

// missing is the error of a file that lacks a column which the options name, or, where they name
// some, one that a table must have; nil if there is none.
func (j *jsonReader) missing() error {
	t := j.table
	if j.attempts > 0 {
		if err := t.named.missing(t.o.File); err != nil {
			return err
		}
	}
	if err := t.own.missing(t.o.File, j.attempts); err != nil || len(t.o.Columns) == 0 || j.present == (jsonFields{}) {
		return err
	}
	if missing := t.demanded(func(f field) bool { return j.present[f] }); missing != nil {
		return &HeaderError{File: t.o.File, Missing: missing, Found: t.own.objects.names}
	}
	return nil
}

// array reads the next element of an array, or its end.
func (j *jsonReader) array(f *jsonFrame) error {
	b, err := j.text.space("")
	if err == io.EOF {
		return j.unclosed()
	}
	if err != nil {
		return err
	}
	switch missing := f.comma || f.count == 0; {
	case b == ']' && f.comma, b == ',' && missing:
		f.comma, f.count = false, f.count+1
		return j.reject(f, j.text.mark(), nil)
	case b == ']':
		j.text.skip()
		for i := range j.frames {
			if in := &j.frames[i]; f.count == 0 && in.kind == jsonObjectOf && len(in.empty) < maxNesting {
				in.empty = append(in.empty, f.path)
			}
		}
		j.pop()
		return nil
	case b == ',':
		j.text.skip()
		f.comma = true
		return nil
	case !missing:
		return j.stray(f)
	}
	f.comma, f.count = false, f.count+1
	return j.value(b)
}

// member reads the next member of an object, or its end.
func (j *jsonReader) member(f *jsonFrame) error {
	b, err := j.text.space("")
	if err == io.EOF {
		return j.unclosed()
	}
	if err != nil {
		return err
	}
	switch {
	case b == '}' && !f.comma:
		j.text.skip()
		return j.close(f)
	case b == ',' && !f.comma && f.count > 0:
		j.text.skip()
		f.comma = true
		return nil
	case b != '"' || !f.comma && f.count > 0:
		return jsonSyntax(fmt.Sprintf("%q where a key is wanted", b))
	}
	start := j.text.mark()
	key, end, err := j.text.cut(jsonCut{closer: ':'})
	if key = bytes.Trim(key, jsonSpace); err != nil || end != endWhole || stringLength(key) != len(key) {
		return orSyntax(err, "a key without its colon")
	}
	if err := invalid(key, start.line, start.column); err != nil {
		j.malformed(start, key, err)
	}
	f.key = clipKey(key)
	isField := j.table.keys.meaning(key).isField
	if b, err = j.text.space(""); err != nil || b != ':' {
		return orSyntax(err, "no colon after a key")
	}
	j.text.skip()
	if b, err = j.text.space(""); err != nil || strings.IndexByte(",}]:", b) >= 0 {
		return orSyntax(err, "no value after a key")
	}
	if isField && (b == '{' || b == '[') {
		f.columns++
		j.none.columns = j.none.columns || f.columns > 1
	}
	f.comma, f.count = false, f.count+1
	return j.value(b)
}

// jsonError says what is wrong with the file as a whole.
type jsonError string

func (e jsonError) Error() string { return string(e) }

func (e jsonError) at(file string, line int) error {
	if file == "" {
		return fmt.Errorf("outcomes: line %d: %w", line, e)
	}
	return fmt.Errorf("outcomes: %s:%d: %w", quote.File(file), line, e)
}

// jsonSyntax says what is wrong with an object that is read member by member.
type jsonSyntax string

func (e jsonSyntax) Error() string { return "not JSON: " + string(e) }

// orSyntax returns err, if there is one, and otherwise what is wrong.
func orSyntax(err error, what string) error {
	if err == nil {
		return jsonSyntax(what)
	}
	return err
}

// unclosed says what the file breaks off in.
func (j *jsonReader) unclosed() error {
	what := "object"
	for _, f := range j.frames {
		if f.kind == jsonArray {
			what = "array"
		}
	}
	return fmt.Errorf("the %s is not closed: %w: download it again", what, io.ErrUnexpectedEOF)
}
