package outcomes

import "bytes"

// plain reads the plain lines of a file in the layout of data.police.uk where they stand in memory:
// without cutting them into cells, and without asking again what was asked of the same labels. What
// a line has to have is this:
//
//   - it is whole in memory, and has 15 cells none of which begins with a quotation mark;
//   - its date is written as data.police.uk writes it;
//   - its coordinates are blank, or have up to six decimals;
//   - its labels were read before, by table.next, from a line of this file or of another, and that
//     of self-defined ethnicity, which may mean something else in each file, is found to mean the
//     same in this one, and can mean nothing else in it from then on.
//
// Every other line is left to table.next, which reads it as if there were nothing else, and tells
// learn what its labels mean. So labels of self-defined ethnicity are asked for in the order of the
// file, each as often as its meaning may depend on it, and whatever depends on what was seen before
// is the same as if table.next had read every row. Of other labels the meaning depends on nothing,
// and of dates in this form the month alone is evidence.
//
// Where many lines one after the other are not plain, and teach nothing, as in a file with marks
// around every cell, some of those that come are handed on without being looked at: twice as many
// each time, until one is plain again.
type plain struct {
	*plainMemory
	t      *table
	reader uint32 // the number of this reader among those of the memory
	looked bool   // what survey.looked was when the reader got its number
	force  uint64 // what the force is in a fingerprint

	text  []byte // lines that are in memory; nil if that has to be asked again
	at    int    // where the next line begins
	lines int    // how many lines are before it
	row   plainRow

	unknown bool // the last line that was not plain may teach something
	other   bool // and it has a label that means something else in another file
	vain    int  // lines that were not plain since one was, and taught nothing
	wait    int  // lines to be handed on without being looked at
	waits   int  // how many they were last time
}

// plainMemory has what one goroutine remembers of the lines of all files that it reads, one after
// the other: what labels mean, and their numbers.
type plainMemory struct {
	readers           uint32 // how many there were
	types, operations plainShort
	persons, searches plainCells
	selves            [][]byte     // of persons, by number: the cell of self-defined ethnicity
	guesses           plainGuesses // of persons
	months            plainMonths
	numbers           plainNumbers // of what the rows say, where they are kept as numbers
}

// forget empties a memory. Its readers confirm anew what they learn from here on.
func (m *plainMemory) forget() { *m = plainMemory{readers: m.readers} }

// isFull reports whether nothing more can be remembered of some columns.
func (m *plainMemory) isFull() bool {
	return m.types.n == len(m.types.list) || m.operations.n == len(m.operations.list) || m.persons.isFull() || m.searches.isFull()
}

// The columns of data.police.uk, in order. That of the name of an operation is not read.
var plainColumns = [...]field{fieldType, fieldDate, fieldOperation, numFields, fieldLatitude, fieldLongitude, fieldGender, fieldAge, fieldSelf, fieldOfficer,
	fieldLegislation, fieldObject, fieldOutcome, fieldLinked, fieldClothing}

// newPlain returns what reads the plain lines of t; nil if it has another layout, or if its options
// ask for something that the lines of data.police.uk do not have.
func newPlain(t *table) *plain {
	o := &t.o
	if o.rowByRow || o.Self != nil || o.Officer != nil || len(o.Columns) > 0 || o.Labels != nil || o.Rows != TypeNotRecorded || len(o.Keep) > 0 || len(o.Where) > 0 ||
		t.area >= 0 || t.width != len(plainColumns) || t.records.Separator() != ',' {
		return nil
	}
	var want [numFields]int
	for f := range want {
		want[f] = -1
	}
	for i, f := range plainColumns {
		if f < numFields {
			want[f] = i
		}
	}
	for f := range want {
		if t.columns[f].index != want[f] {
			return nil
		}
	}
	p := &plain{plainMemory: t.o.layout.memory, t: t, force: hashForce(t.force)}
	if p.plainMemory == nil {
		p.plainMemory = new(plainMemory)
	}
	if p.isFull() {
		p.forget()
	}
	p.begin()
	return p
}

// begin makes p a reader to whom no label is confirmed.
func (p *plain) begin() {
	p.readers++
	p.reader, p.looked = p.readers, p.t.survey.looked
}

// next reads the next line into p.row. It reports whether it is plain; if not, nothing was read.
func (p *plain) next() bool {
	if p.t.done {
		return false
	}
	if p.wait > 0 {
		p.wait--
		return false
	}
	if p.text == nil {
		p.text = p.t.records.Buffered()
	}
	rest := p.text[p.at:]
	size := bytes.IndexByte(rest, '\n')
	if size < 0 {
		return false
	}
	end := size
	for end > 0 && rest[end-1] == '\r' {
		end--
	}
	if !p.read(rest[:end]) {
		return false
	}
	p.at += size + 1
	p.lines++
	p.vain, p.waits = 0, 0
	if month := p.row.month.month; month != p.t.survey.dates.last {
		p.t.survey.dates.add(moment{year: month.Year(), month: int(month.Month())}, monthSpan{}, nil)
	}
	return true
}

// read reads a line into p.row, and reports whether it is plain.
func (p *plain) read(line []byte) bool {
	r := &p.row
	at, ok := 0, true
	if r.of, at = p.types.find(line, 0); at < 0 {
		p.unknown = true
		return false
	}
	if len(line) < at+plainDate+1 || line[at+plainDate] != ',' {
		return false
	}
	if r.second, r.month, ok = p.months.read(line[at:]); !ok {
		return false
	}
	if r.operation, at = p.operations.find(line, at+plainDate+1); at < 0 {
		p.unknown = true
		return false
	}
	if at < len(line) && line[at] != ',' {
		name := bytes.IndexByte(line[at:], ',')
		if name < 0 || line[at] == '"' {
			return false
		}
		at += name
	}
	at++
	if r.latitude, at = readDegrees(line, at, 90); at < 0 {
		return false
	}
	if r.longitude, at = readDegrees(line, at, 180); at < 0 {
		return false
	}
	if r.person, at = p.person(line, at); at < 0 {
		return false
	}
	r.search = p.searches.find(line[at:])
	p.unknown = r.person == nil || r.search == nil
	return !p.unknown && (r.person.reader == p.reader || p.confirm(r.person))
}

// confirm reports whether the label of self-defined ethnicity of a person means in this file what
// it meant where it was learnt, and is going to. It asks what table.next asks of such a line.
func (p *plain) confirm(person *plainLabels) bool {
	labels, cell := &p.t.columns[fieldSelf].Labels, p.selves[person.number]
	of, err := labels.Value(cell)
	if err != nil || !labels.Keeps(cell) {
		return false
	}
	if of != person.values[2] {
		p.unknown, p.other = true, true
		return false
	}
	person.reader = p.reader
	return true
}

// person returns the labels of the person in the cells of line that begin at begin; nil if they are
// not known. It returns where the cell after them begins; next is −1 if that is not found.
func (p *plain) person(line []byte, begin int) (l *plainLabels, next int) {
	guess := guessOf(p.guesses, line[begin:])
	if guess != nil && *guess > 0 {
		l = &p.persons.list[*guess-1]
		if next = begin + len(l.text); next < len(line) && line[next] == ',' && string(line[begin:next]) == l.text {
			return l, next + 1
		}
	}
	if next = afterSeparators(line, begin, 4); next < 0 {
		return nil, next
	}
	if l = p.persons.find(line[begin : next-1]); l != nil && guess != nil {
		*guess = l.number + 1
	}
	return l, next
}

// leave lets the table read the line that was not plain.
func (p *plain) leave() {
	if p.lines > 0 {
		p.t.records.Pass(p.at, p.lines)
		p.t.begun = true
	}
	p.text, p.at, p.lines = nil, 0, 0
}

// learn takes note of what the labels of the row mean that the table has read, as s says where err
// is nil.
func (p *plain) learn(s *Search, err error) {
	if p.looked != p.t.survey.looked {
		p.begin() // labels of self-defined ethnicity are read in another way from here on
	}
	if p.other {
		p.forget()
		p.other = false
	}
	const many, most = 32, 1 << 12
	switch {
	case p.unknown && err == nil && p.teaches(s):
		p.vain = 0
	case p.vain < many:
		p.vain++
	default:
		p.vain, p.waits = 0, min(max(2*p.waits, many), most)
		p.wait = p.waits
	}
	p.unknown = false
}

// teaches takes note of the labels of the last record, which says s, and reports whether there are
// any that were not known. It leaves out those of records whose outcomes are read in another way,
// and of a record whose ethnicity might mean something else in another row.
func (p *plain) teaches(s *Search) bool {
	t, r := p.t, p.t.records
	if len(r.Cells) != len(plainColumns) || s.Type.HasCrimeOutcome() || !t.columns[fieldSelf].Keeps(r.Cells[t.columns[fieldSelf].index]) {
		return false
	}
	w := &labelWords
	of := plainLabels{values: [5]uint8{uint8(s.Type)}, word: w.searchType[s.Type]}
	operation := plainLabels{values: [5]uint8{uint8(s.Operation)}, word: w.operation[s.Operation]}
	search := plainLabels{values: [5]uint8{uint8(s.Legislation), uint8(s.Object), uint8(s.Outcome), uint8(s.Linked), uint8(s.Clothing)},
		word: w.legislation[s.Legislation] ^ w.object[s.Object] ^ w.outcome[s.Outcome] ^ w.linked[s.Linked] ^ w.clothing[s.Clothing]}
	taught := false
	if text, ok := t.plainText(fieldType, fieldType); ok {
		taught = p.types.add(text, of) || taught
	}
	if text, ok := t.plainText(fieldOperation, fieldOperation); ok {
		taught = p.operations.add(text, operation) || taught
	}
	if text, ok := t.plainText(fieldLegislation, fieldClothing); ok {
		taught = p.searches.add(text, search) || taught
	}
	if text, ok := t.plainText(fieldGender, fieldOfficer); ok {
		if p.persons.add(text, p.personOf(s)) {
			p.selves = append(p.selves, bytes.Clone(r.Cells[t.columns[fieldSelf].index]))
			taught = true
		}
	}
	const some = 32 // persons, before guessing is worth its room
	if p.guesses == nil && len(p.persons.list) > some {
		p.guesses = new([1 << guessBits]uint16)
	}
	return taught
}

// plainText returns cells of the last record as they stand in it, with the separators between them.
// ok is false if one begins with a quotation mark.
func (t *table) plainText(first, last field) (text []byte, ok bool) {
	r := t.records
	from, to := t.columns[first].index, t.columns[last].index
	text = r.Raw[r.Starts[from]:]
	if to+1 < len(r.Starts) {
		text = r.Raw[r.Starts[from] : r.Starts[to+1]-1]
	}
	for _, start := range r.Starts[from : to+1] {
		if start < len(r.Raw) && r.Raw[start] == '"' {
			return nil, false
		}
	}
	return text, bytes.Count(text, []byte{','}) == to-from
}

// yield yields the plain rows that come. more is false if no further row is wanted.
func (p *plain) yield(yield func(Search, error) bool) (more bool) {
	s := Search{Force: p.t.force}
	for p.next() {
		p.row.fill(&s, p.force)
		if !yield(s, nil) {
			return false
		}
	}
	p.leave()
	return true
}
