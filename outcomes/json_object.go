package outcomes

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// jsonObject is what an object has to say, as far as its text goes, which need not be valid.
type jsonObject struct {
	values  [numFields][]byte // as they stand; nil if there is none
	keys    [numFields][]byte // of the values, as they stand
	meant   [numFields]string // the keys, as cells.FoldHeader returns them
	clash   string            // says that two keys mean the same field
	located bool              // there is a location, which may be null
	nested  bool              // a member is an object or an array
	names   [][]byte          // of the first members, as they stand
	feature bool              // it is a GeoJSON feature

	properties, geometry []byte // of a feature

	further bool // it has a member that nothing knows

	area, areaKey []byte // the place, as it stands; nil if there is none
	areaRank      uint8
}

// maxNames is how many names of members are kept of an object, to tell what it is.
const maxNames = 20

// members calls each with the keys, in quotation marks, and the values of an object, as far as its
// text makes sense.
func members(text []byte, each func(key, value []byte)) {
	var c jsonScan
	rest := bytes.TrimLeft(text, jsonSpace)
	if len(rest) == 0 || rest[0] != '{' {
		return
	}
	for rest = rest[1:]; ; {
		rest = bytes.TrimLeft(rest, jsonSpace+",")
		n := stringLength(rest)
		if n == 0 {
			return
		}
		key := rest[:n]
		rest = bytes.TrimLeft(rest[n:], jsonSpace)
		if len(rest) == 0 || rest[0] != ':' {
			return
		}
		rest = bytes.TrimLeft(rest[1:], jsonSpace)
		if len(rest) == 0 {
			return
		}
		if n = stringLength(rest); n == 0 {
			c = jsonScan{nested: rest[0] == '{' || rest[0] == '['}
			for !c.done && n < len(rest) {
				more, _ := c.run(rest[n:], '}', false)
				n += more
			}
		}
		if n == 0 {
			return
		}
		each(key, bytes.TrimRight(rest[:n], jsonSpace))
		rest = rest[n:]
	}
}

// stringLength returns how many bytes the string at the start of text has, with its quotation
// marks; 0 if there is none.
func stringLength(text []byte) int {
	if len(text) == 0 || text[0] != '"' {
		return 0
	}
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return 0
}

// parse reads the members of an object.
func (k *keys) parse(text []byte, o *jsonObject) {
	*o = jsonObject{names: o.names[:0]}
	members(text, func(key, value []byte) {
		if len(o.names) < maxNames {
			o.names = append(o.names, key)
		}
		m := k.meaning(key)
		o.located, o.further = o.located || m.location, o.further || m.further
		object := value[0] == '{'
		o.setArea(m, key, value)
		switch {
		case m.location && object:
			members(value, func(inner, value []byte) {
				m := k.meaning(inner)
				if m.inLocation {
					k.set(o, m, inner, value)
				}
				o.setArea(m, inner, value)
			})
			if o.geometry == nil {
				o.geometry = value // as databases store points
			}
			return
		case m.isField:
			k.set(o, m, key, value)
		case string(key) == `"properties"`:
			o.properties = value
		case string(key) == `"geometry"`:
			o.geometry = value
		}
		o.nested = o.nested || object || value[0] == '['
	})
	if isMoment(o.meant[fieldDate]) {
		o.values[fieldTime] = nil // it has that
	}
	o.feature = o.properties != nil && string(o.values[fieldType]) == `"Feature"`
}

// setArea sets the place, if the key names places and goes before that which has named it.
func (o *jsonObject) setArea(m jsonKey, key, value []byte) {
	if m.area == noArea || o.area != nil && (m.area > o.areaRank || m.area == o.areaRank && bytes.Compare(key, o.areaKey) > 0) {
		return
	}
	o.area, o.areaKey, o.areaRank = value, key, m.area
}

// set sets the value of a field.
func (k *keys) set(o *jsonObject, m jsonKey, key, value []byte) {
	f := m.field
	if o.values[f] != nil {
		switch before := o.meant[f]; {
		case f.precedes(before, m.folded):
			return
		case f.precedes(m.folded, before):
		case o.clash == "" && !k.mapped[f]:
			one, other := quote.ClipCell(o.keys[f]), quote.ClipCell(key)
			if one == other { // one of them stands in the location
				other = "the same in the location"
			}
			o.clash = fmt.Sprintf("the keys %s and %s both say %q, and which of the two holds cannot be told", one, other, fields[f].name)
		}
	}
	o.values[f], o.keys[f], o.meant[f] = value, key, m.folded
}

// jsonFields are the fields that some search of a file has a key for.
type jsonFields [numFields]bool

// add adds those that o has.
func (p *jsonFields) add(o *jsonObject) {
	for f, value := range o.values {
		p[f] = p[f] || value != nil
	}
	if o.located || o.geometry != nil {
		p[fieldLatitude], p[fieldLongitude] = true, true
	}
}

// marks returns how many members are fields that tell a search from other things, and how many of
// these are objects or arrays.
func (o *jsonObject) marks() (n, nested int) {
	for _, f := range [...]field{fieldType, fieldGender, fieldAge, fieldSelf, fieldOfficer, fieldLegislation, fieldObject, fieldOutcome, fieldLinked, fieldClothing} {
		if v := o.values[f]; v != nil {
			n++
			if v[0] == '[' || v[0] == '{' && extended(v) == nil {
				nested++
			}
		}
	}
	return n, nested
}

var errNotScalar = errors.New("want a string, a number, true, false or null")

// scalar returns the text of a string, a number or a boolean of valid JSON; empty for null and what
// stands for no number.
func scalar(value []byte) ([]byte, error) {
	for range 2 { // a time is an object with $date, which may be one with $numberLong
		if inner := extended(value); inner != nil {
			value = inner
		}
	}
	if len(value) == 0 {
		return nil, nil
	}
	switch value[0] {
	case '"':
		if text := value[1 : len(value)-1]; bytes.IndexByte(text, '\\') < 0 && utf8.Valid(text) {
			return text, nil
		}
		var text string
		err := json.Unmarshal(value, &text)
		return []byte(text), err
	case '{', '[':
		return nil, errNotScalar
	case 'n', 'N', 'I', '-':
		switch string(value) {
		case "null", "NaN", "Infinity", "-Infinity":
			return nil, nil
		}
	}
	return value, nil
}

// extended returns the value in an object that stands for a scalar, as MongoDB exports it:
// {"$date": …}. It returns nil for anything else.
func extended(object []byte) []byte {
	var inner []byte
	n := 0
	members(object, func(key, value []byte) {
		if n++; key[1] == '$' {
			inner = value
		}
	})
	if n != 1 {
		return nil
	}
	return inner
}

// noNumbers are what pandas and R write for numbers that are none, and JSON does not have.
var noNumbers = [][]byte{[]byte("-Infinity"), []byte("Infinity"), []byte("NaN")}

// withoutNoNumbers returns text with null, or as good as that, for every NaN and Infinity outside
// strings.
func withoutNoNumbers(text []byte) []byte {
	var c jsonScan
	out := bytes.Clone(text)
	for i := 0; i < len(out); i++ {
		if !c.quoted {
			for _, word := range noNumbers {
				if bytes.HasPrefix(out[i:], word) {
					copy(out[i:], `""       `[:len(word)])
				}
			}
		}
		c.step(out[i])
	}
	return out
}

// invalid says what is wrong with JSON that starts at a line and a column; nil if nothing is.
func invalid(text []byte, line, column int) error {
	if json.Valid(text) || bytes.ContainsAny(text, "NI") && json.Valid(withoutNoNumbers(text)) {
		return nil
	}
	var v json.RawMessage
	err := json.Unmarshal(text, &v)
	syntax, ok := errors.AsType[*json.SyntaxError](err)
	if !ok {
		return fmt.Errorf("%w: %s", errNotJSON, quote.ClipCell(text))
	}
	before := text[:min(max(syntax.Offset-1, 0), int64(len(text)))]
	if n := bytes.Count(before, []byte{'\n'}); n > 0 {
		line, column = line+n, 0
		before = before[bytes.LastIndexByte(before, '\n')+1:]
		column++
	}
	return fmt.Errorf("%w: at line %d, column %d: %w", errNotJSON, line, column+len(before), quote.Outside(syntax))
}

// epoch returns the time that a number says, which counts from 1970 in seconds or parts of them: as
// text, if it is that of a search.
func epoch(number []byte) ([]byte, bool) {
	digits := bytes.TrimSuffix(number, []byte(".0"))
	n, err := strconv.ParseInt(string(digits), 10, 64)
	if err != nil {
		return nil, false
	}
	var t time.Time
	switch len(digits) {
	case 10:
		t = time.Unix(n, 0)
	case 12, 13:
		t = time.UnixMilli(n)
	case 16:
		t = time.UnixMicro(n)
	case 19:
		t = time.Unix(0, n)
	default:
		return nil, false
	}
	return t.UTC().AppendFormat(nil, time.RFC3339), t.Year() <= lastYear
}

// place returns the longitude and the latitude of a geometry that is a point.
func place(geometry []byte) (longitude, latitude []byte) {
	var kind, coordinates []byte
	members(geometry, func(key, value []byte) {
		switch string(key) {
		case `"type"`:
			kind = value
		case `"coordinates"`:
			coordinates = value
		}
	})
	if string(kind) != `"Point"` {
		return nil, nil
	}
	parts := bytes.Split(bytes.Trim(coordinates, "[] \t\r\n"), []byte{','})
	if len(parts) < 2 {
		return nil, nil
	}
	return bytes.TrimSpace(parts[0]), bytes.TrimSpace(parts[1])
}

// isObject says what is wrong with a search, or with what ought to be one, so that it has no cells:
// text is all of it, and o is what was read of it or of the properties that are in it. The error
// rejects it.
func (t *table) isObject(text []byte, o *jsonObject, line, column int) error {
	reject := func(err error) error {
		return &RowError{File: t.o.File, Line: line, Column: column, Value: quote.ClipCell(text), Err: err}
	}
	if err := invalid(text, line, column); err != nil {
		return reject(err)
	}
	if key, ok := t.keys.twice(text); ok {
		return reject(fmt.Errorf("not a search: the key %q stands twice, and which of the two holds cannot be told", quote.Clip(key)))
	}
	if o.clash != "" {
		return reject(errors.New("not a search: " + o.clash))
	}
	return nil
}

// fill makes a record of such an object. The error rejects it: a cell cannot be read, which the
// record has as it stands.
func (t *table) fill(text []byte, o *jsonObject, line, column int) (rejected error) {
	t.records.Line, t.records.Raw = line, text
	for f := range numFields {
		cell, err := scalar(o.values[f])
		if err != nil {
			cell = o.values[f]
		}
		if err != nil && rejected == nil {
			rejected = &RowError{File: t.o.File, Line: line, Column: column, Field: fields[f].name, Value: quote.ClipCell(o.values[f]), Err: err}
		}
		t.records.Cells[f], t.records.Starts[f] = cell, column-1
	}
	if v := o.values[fieldDate]; len(v) > 0 && v[0] != '"' {
		if text, ok := epoch(t.records.Cells[fieldDate]); ok {
			t.records.Cells[fieldDate] = text
		}
	}
	if o.geometry != nil && cells.Blank(string(t.records.Cells[fieldLatitude])) && cells.Blank(string(t.records.Cells[fieldLongitude])) {
		t.records.Cells[fieldLongitude], t.records.Cells[fieldLatitude] = place(o.geometry)
	}
	return rejected
}
