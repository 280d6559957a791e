package outcomes

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri/sheet"
)

var (
	errElement = fmt.Errorf("element is longer than %d bytes: want one search in each", cells.MaxLine)
	errLine    = fmt.Errorf("%w: the object is not closed where its line ends: want one search a line", errNotJSON)
)

const wantSearch = "want an object as the stop-and-search methods of data.police.uk return it"

// cut says how the values in a frame are cut.
func (j *jsonReader) cut(in *jsonFrame) jsonCut {
	switch in.kind {
	case jsonArray:
		return jsonCut{closer: ']'}
	case jsonObjectOf:
		return jsonCut{closer: '}'}
	}
	return jsonCut{closer: '\n', lines: true, known: j.lines}
}

// value reads the value that begins with b.
func (j *jsonReader) value(b byte) error {
	in := &j.frames[len(j.frames)-1]
	switch {
	case b == '[' && len(j.frames) <= maxNesting:
		j.text.skip()
		j.push(jsonFrame{kind: jsonArray})
		j.none.arrays = true
		return nil
	case b == '{':
		return j.element(in)
	}
	return j.junk(in)
}

// junk reads a value that is no search, and has none in it.
func (j *jsonReader) junk(in *jsonFrame) error {
	start := j.text.mark()
	text, end, err := j.text.cut(j.cut(in))
	if err != nil {
		return err
	}
	text = bytes.Trim(text, jsonSpace)
	if in.kind != jsonObjectOf {
		j.none.row(text, &j.table.keys)
	}
	if end == endLong {
		return j.tooLong(in, start, text)
	}
	return j.reject(in, start, text)
}

// stray rejects what follows an element without a comma between.
func (j *jsonReader) stray(in *jsonFrame) error {
	start := j.text.mark()
	text, end, err := j.text.cut(j.cut(in))
	if err != nil {
		return err
	}
	if end == endLong {
		return j.tooLong(in, start, text)
	}
	err = fmt.Errorf("%w: %s after an element: want a comma between", errNotJSON, sheet.Clean(quote.ClipCell(bytes.Trim(text, jsonSpace))))
	j.none.notJSON(start.locate(err))
	return j.deliver(in, Search{}, j.rowError(start, text, err))
}

// tooLong reads the rest of a value that is too long, and rejects it, unless it is a member of an
// object, which may be anything.
func (j *jsonReader) tooLong(in *jsonFrame, start jsonMark, text []byte) error {
	err := j.rowError(start, text, errElement)
	if in.kind == jsonObjectOf && j.attempts == 0 {
		if broken := invalidStart(text, start.line, start.column); broken != nil {
			j.malformed(start, text, broken)
		}
		return j.text.pass(j.cut(in))
	}
	j.none.tooLong(start)
	if err := j.text.pass(j.cut(in)); err != nil {
		return err
	}
	return j.deliver(in, Search{}, err)
}

// element reads an object, which is a search or has some in it.
func (j *jsonReader) element(in *jsonFrame) error {
	start, how, o := j.text.mark(), j.cut(in), &j.object
	text, end, err := j.text.cut(how)
	if err != nil {
		return err
	}
	feature := j.parse(text)
	isSearch := j.isSearch(o)
	if !isSearch {
		j.none.object(in, text, o)
	}
	tooDeep := len(j.frames) > maxNesting
	switch {
	case end == endBroken, end == endOfInput && j.lines && in.kind == jsonStream:
		return j.brokenLine(in, start, text)
	case end == endWhole && isSearch:
		return j.search(in, start, text)
	case end == endWhole && (feature || !o.nested || tooDeep):
		return j.reject(in, start, text)
	case end == endOfInput && (isSearch || !o.nested || tooDeep):
		return j.unclosed()
	case end == endLong && isSearch:
		if err := j.found(in); err != nil {
			return err
		}
		return j.tooLong(in, start, text)
	case end == endLong && (feature || tooDeep):
		return j.tooLong(in, start, text)
	}
	j.text.back(start)
	f := jsonFrame{kind: jsonObjectOf, start: start, at: j.text.at, attempts: j.attempts}
	if end == endWhole {
		f.end = f.at + len(text)
	}
	j.text.skip()
	j.push(f)
	return nil
}

// brokenLine rejects an object that is not closed where its line ends. It was cut where it is sure
// that it is not, which may be some lines further: reading goes on with the second of them.
func (j *jsonReader) brokenLine(in *jsonFrame, start jsonMark, text []byte) error {
	const opened = len("{\r") // a line that has no more of an object than this is one of many
	if n := bytes.IndexByte(text, '\n') + 1; n > opened+1 && n < len(text) {
		j.text.back(start)
		w, _ := j.text.window()
		text = w[:n]
		j.text.take(w, n)
	}
	j.none.notJSON(start.locate(errLine))
	return j.deliver(in, Search{}, j.rowError(start, text, errLine))
}

// parse reads the members of an object, or those in the properties of a feature.
func (j *jsonReader) parse(text []byte) (feature bool) {
	o := &j.object
	j.table.keys.parse(text, o)
	j.properties = nil
	if feature = o.feature; feature {
		geometry := o.geometry
		j.properties = o.properties
		j.table.keys.parse(o.properties, o)
		o.geometry = geometry
	}
	if own := &j.table.own; own.says != [numFields]bool{} {
		own.take(text, j.properties, o)
	}
	return feature
}

// isSearch reports whether an object is a search beyond doubt: it has a time and something else
// that belongs to a search. Of type alone there are many kinds, so its label must be known.
func (j *jsonReader) isSearch(o *jsonObject) bool {
	n, nested := o.marks()
	if o.values[fieldDate] == nil || n == nested {
		return false
	}
	if n == 1 && o.values[fieldType] != nil {
		label, err := scalar(o.values[fieldType])
		if err != nil {
			return false
		}
		v, err := j.table.columns[fieldType].Value(label)
		return err == nil && v != 0
	}
	return true
}

// close ends an object that is no search. If there was none in it, and it stands where searches do,
// it is rejected, unless it has an array for searches with none in it, as the last page may have.
// If there were some, what is not JSON beside them is rejected alone.
func (j *jsonReader) close(f *jsonFrame) error {
	begun := *f
	j.pop()
	in := &j.frames[len(j.frames)-1]
	switch {
	case in.kind == jsonObjectOf:
		if in.unsaid == nil {
			in.unsaid = begun.unsaid
		}
		return nil
	case j.attempts > begun.attempts && begun.unsaid != nil:
		return j.deliver(in, Search{}, begun.unsaid)
	case j.attempts > begun.attempts:
		return nil
	case begun.end == 0:
		if in.kind == jsonArray || len(begun.empty) == 0 {
			j.none.tooLong(begun.start)
		}
		return j.deliver(in, Search{}, j.rowError(begun.start, nil, errElement))
	}
	j.empty = begun.empty
	err := j.reject(in, begun.start, j.text.again[begun.at:begun.end])
	j.empty = nil
	return err
}

// recover goes on after an element that turned out not to be JSON while its members were read. If
// the end of none is known, the error stands.
func (j *jsonReader) recover(broken jsonSyntax) error {
	for n := len(j.frames) - 1; n > 0; n-- {
		f, in := j.frames[n], &j.frames[n-1]
		if f.end == 0 || in.kind == jsonObjectOf {
			continue
		}
		j.frames = j.frames[:n]
		j.text.limit = f.end
		if w, err := j.text.window(); err == nil {
			j.text.take(w, len(w))
		}
		return j.reject(in, f.start, j.text.again[f.at:f.end])
	}
	return broken
}

// search reads a search.
func (j *jsonReader) search(in *jsonFrame, start jsonMark, text []byte) error {
	if err := j.found(in); err != nil {
		return err
	}
	if in.kind == jsonStream && j.text.line == start.line {
		j.lines = true
	}
	j.present.add(&j.object)
	j.table.own.found(&j.object)
	j.further = j.further || j.object.further
	s, err := j.asSearch(start, text)
	return j.deliver(in, s, err)
}

// asSearch reads one object as a search.
func (j *jsonReader) asSearch(start jsonMark, text []byte) (Search, error) {
	t := j.table
	t.force = t.o.Force
	if t.force.IsZero() && j.object.values[fieldForce] == nil {
		t.force = j.named
	}
	if err := t.isObject(text, &j.object, start.line, start.column); err != nil {
		return Search{}, err
	}
	err := t.fill(text, &j.object, start.line, start.column)
	if len(t.named.list) > 0 {
		if err := t.named.inObject(t, text, j.properties, &j.object); err != nil {
			return Search{}, j.rowError(start, text, err)
		}
		if err != nil && t.where != nil && !t.where.keeps(t) {
			return Search{Force: t.force}, errExcluded
		}
	}
	switch {
	case err != nil:
		return Search{}, err
	case j.visit != nil:
		j.visit(t)
		return Search{}, nil
	}
	s, err := t.search()
	if _, out := err.(*excludedRow); j.areas != nil && !out {
		j.areas.inObject(&j.object)
	}
	return s, err
}

// found says that a search is in a frame. What was held of the places that it is in is yielded
// first.
func (j *jsonReader) found(in *jsonFrame) error {
	path := in.path
	if in.kind == jsonObjectOf && !isNumber(in.key) {
		path = strings.TrimPrefix(path+"."+in.key, ".")
	}
	if j.attempts > 0 && path != j.path {
		return jsonError(fmt.Sprintf("there are searches in %s and in %s, and whether they are the same cannot be told: give each in a file of its own",
			inMember(j.path), inMember(path)))
	}
	j.path = path
	for i := range j.frames {
		p := j.frames[i].place
		if p == nil || p.found {
			continue
		}
		p.found = true
		for _, h := range p.held {
			if slices.Contains(h.empty, path) {
				continue
			}
			if j.areas != nil {
				j.areas.now = h.area
			}
			j.said(h.err)
			if err := j.deliver(&j.frames[i], h.search, h.err); err != nil {
				return err
			}
		}
		if p.held = nil; p.more > 0 {
			return jsonError(fmt.Sprintf("a search after %d values that are none: want an array of searches alone", maxHeld+p.more))
		}
	}
	return nil
}

func inMember(path string) string {
	if path == "" {
		return "the file itself"
	}
	return fmt.Sprintf("the member %q", path)
}

// reject accounts for a value that is not known to be a search, as for a search that leaves nearly
// everything blank, or for something else. An element of nothing has no text.
func (j *jsonReader) reject(in *jsonFrame, start jsonMark, text []byte) error {
	broken := invalid(text, start.line, start.column)
	if broken != nil {
		j.none.notJSON(broken)
		j.empty = nil // what it has after that nobody knows
	}
	if in.kind == jsonObjectOf { // the value of a member, which may be anything
		if broken != nil {
			j.malformed(start, text, broken)
		}
		return nil
	}
	j.none.elements = j.none.elements || in.kind == jsonArray
	if p := in.place; !p.found && len(p.held) == maxHeld {
		p.more++
		if broken != nil {
			j.malformed(start, text, broken)
		}
		return nil
	}
	if string(text) == "null" {
		j.object, j.properties = jsonObject{}, nil
	} else if len(text) == 0 || text[0] != '{' {
		err := broken
		if err == nil {
			err = fmt.Errorf("not a search: %s: %s", sheet.Clean(quote.ClipCell(text)), wantSearch)
		}
		return j.deliver(in, Search{}, j.rowError(start, text, err))
	} else {
		j.parse(text)
	}
	s, err := j.asSearch(start, text)
	return j.deliver(in, s, err)
}

// deliver yields a search or an error where searches have been found, and holds it elsewhere.
func (j *jsonReader) deliver(in *jsonFrame, s Search, err error) error {
	p := in.place
	if _, fatal := err.(*HeaderError); fatal {
		return err
	}
	switch order, ok := err.(*DateOrderError); {
	case ok && j.attempts == 0:
		return &HeaderError{File: j.table.o.File, Err: order}
	case ok:
		return order
	case j.attempts > 0 && slices.Contains(j.empty, j.path): // nothing is wrong
	case p == nil || p.found:
		j.attempts++
		if !j.table.deliver(s, err, j.yield) {
			return errStopped
		}
	case len(p.held) < maxHeld:
		h := jsonHeld{search: s, err: err, empty: j.empty}
		if j.areas != nil {
			h.area = j.areas.now
		}
		p.held = append(p.held, h)
		j.unsaid(err)
	default:
		p.more++
		j.unsaid(err)
	}
	return nil
}

func (j *jsonReader) rowError(start jsonMark, text []byte, err error) *RowError {
	return &RowError{File: j.table.o.File, Line: start.line, Column: start.column, Value: quote.ClipCell(text), Err: err}
}
