package outcomes

import (
	"cmp"
	"encoding"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/pack"
	"github.com/seed-549880be/disparity/rri"
)

// savedField is a field of a [Key] as a saved file has it: by the name of its value, so that
// numbers may change.
type savedField struct {
	get  func(*Key) uint8
	set  func(*Key, uint8)
	name func(uint8) (string, error)
	read func(string) (uint8, error)
}

// savedFields are the fields of a [Key] in the order of a saved file. Force and Month are those of
// its part, and Kept comes after them.
var savedFields = [...]savedField{
	savedFieldOf(func(k *Key) *RecordType { return &k.Type }, ParseRecordType),
	savedFieldOf(func(k *Key) *ethnicity.Group { return &k.Self }, ethnicity.ParseGroup),
	savedFieldOf(func(k *Key) *ethnicity.Group { return &k.Officer }, ethnicity.ParseGroup),
	savedFieldOf(func(k *Key) *Gender { return &k.Gender }, ParseGender),
	savedFieldOf(func(k *Key) *Age { return &k.Age }, ParseAge),
	savedFieldOf(func(k *Key) *Legislation { return &k.Legislation }, ParseLegislation),
	savedFieldOf(func(k *Key) *Object { return &k.Object }, ParseObject),
	savedFieldOf(func(k *Key) *Outcome { return &k.Outcome }, ParseOutcome),
	savedFieldOf(func(k *Key) *Answer { return &k.Linked }, ParseAnswer),
	savedFieldOf(func(k *Key) *Answer { return &k.Clothing }, ParseAnswer),
	savedFieldOf(func(k *Key) *CrimeOutcome { return &k.Crime }, ParseCrimeOutcome),
}

func savedFieldOf[E interface {
	~uint8
	fmt.Stringer
	encoding.TextMarshaler
}](at func(*Key) *E, parse func(string) (E, error)) savedField {
	return savedField{
		get: func(k *Key) uint8 { return uint8(*at(k)) },
		set: func(k *Key, v uint8) { *at(k) = E(v) },
		name: func(v uint8) (string, error) {
			text, err := E(v).MarshalText()
			return string(text), err
		},
		read: func(name string) (uint8, error) {
			v, err := parse(name)
			if err == nil && v.String() != name {
				err = pack.ErrForm
			}
			return uint8(v), err
		},
	}
}

// savedCell is a cell as a saved file has it: for every field which of the values of the file it
// has, and last which of the kept ones.
type savedCell [len(savedFields) + 1]uint32

func (a savedCell) compare(b savedCell) int { return slices.Compare(a[:], b[:]) }

// shared returns how many of the first fields are the same in both.
func (a savedCell) shared(b savedCell) (n int) {
	for n < len(a) && a[n] == b[n] {
		n++
	}
	return n
}

// savedWords are the values that the cells of a block have, in order of their names: by field, and
// the kept ones.
type savedWords struct {
	values [len(savedFields)][]uint8
	kept   []Kept
	// where each stands in these lists
	value [len(savedFields)][256]uint32
	at    map[Kept]uint32
}

// wordsOfCells lists the values of cells, and adds them to a block.
func wordsOfCells(e *pack.Encoder, keys func(yield func(*Key) bool)) (*savedWords, error) {
	w := &savedWords{at: make(map[Kept]uint32)}
	var seen [len(savedFields)][256]bool
	for k := range keys {
		for f := range savedFields {
			seen[f][savedFields[f].get(k)] = true
		}
		w.at[k.Kept] = 0
	}
	for f, field := range savedFields {
		names := make(map[string]uint8)
		for v, has := range seen[f] {
			if !has {
				continue
			}
			name, err := field.name(uint8(v))
			if err != nil {
				return nil, err
			}
			names[name] = uint8(v)
		}
		e.Len(len(names))
		for i, name := range slices.Sorted(maps.Keys(names)) {
			e.Text(name)
			w.value[f][names[name]] = uint32(i)
		}
	}
	w.kept = slices.SortedFunc(maps.Keys(w.at), Kept.Compare)
	e.Len(len(w.kept))
	for i, k := range w.kept {
		w.at[k] = uint32(i)
		for column := range MaxKept {
			e.Text(k.Value(column))
		}
	}
	return w, nil
}

// readWords reads what wordsOfCells adds.
func readWords(d *pack.Decoder) *savedWords {
	w := new(savedWords)
	for f, field := range savedFields {
		n := d.Len(1)
		d.Want(n <= 256)
		for range n {
			name := d.Text()
			if d.Err() != nil {
				return w
			}
			v, err := field.read(name)
			if err != nil {
				d.Fail(errors.New("the saved file has a word that this program does not know: read it with the program that saved it, or a later one: " + err.Error()))
			}
			w.values[f] = append(w.values[f], v)
		}
	}
	for range d.Len(MaxKept) {
		var texts [MaxKept]string
		for i := range texts {
			texts[i] = d.Text()
		}
		kept, err := KeptOf(texts[:]...)
		d.Want(err == nil)
		w.kept = append(w.kept, kept)
	}
	return w
}

// cell returns a cell as a saved file has it.
func (w *savedWords) cell(k *Key) (c savedCell) {
	for f := range savedFields {
		c[f] = w.value[f][savedFields[f].get(k)]
	}
	c[len(savedFields)] = w.at[k.Kept]
	return c
}

// addCell adds a cell to a block, without what it has in common with the one before it.
func addCell(e *pack.Encoder, c, before savedCell) {
	shared := c.shared(before)
	e.Len(shared)
	for _, v := range c[shared:] {
		e.Uint(uint64(v))
	}
}

// minCell is how many bytes a cell has at least.
const minCell = 2

// readCell reads what addCell adds, and sets the fields of k. It is an error if the cell does not
// come after the one before it, unless it is the first.
func (w *savedWords) readCell(d *pack.Decoder, k *Key, before savedCell, first bool) savedCell {
	c := before
	for f := d.Index(len(c) + 1); f < len(c); f++ {
		if f < len(savedFields) {
			c[f] = uint32(d.Index(len(w.values[f])))
		} else {
			c[f] = uint32(d.Index(len(w.kept)))
		}
	}
	d.Want(first || c.compare(before) > 0)
	for f := range savedFields {
		d.Want(int(c[f]) < len(w.values[f]))
	}
	d.Want(int(c[len(savedFields)]) < len(w.kept))
	if d.Err() != nil {
		return c
	}
	for f, field := range savedFields {
		field.set(k, w.values[f][c[f]])
	}
	k.Kept = w.kept[c[len(savedFields)]]
	return c
}

// addForce adds a force to a block, by its slug.
func addForce(e *pack.Encoder, f ethnicity.Force) { e.Text(f.Slug()) }

// readForce reads what addForce adds.
func readForce(d *pack.Decoder) ethnicity.Force {
	slug := d.Text()
	f, err := ethnicity.ForceNamed(slug)
	d.Want(err == nil && f.Slug() == slug)
	return f
}

// addMonth adds a month to a block.
func addMonth(e *pack.Encoder, m Month) { e.Uint(uint64(m)) }

// readMonth reads what addMonth adds.
func readMonth(d *pack.Decoder) Month {
	m := Month(d.Count(int64(newMonth(lastYear, 12))))
	d.Want(m == 0 || m >= newMonth(firstYear, 1))
	return m
}

// addTally adds cells with their counts to a block.
func addTally(e *pack.Encoder, t *Tally) error {
	cells := make([]cell, 0, t.Len())
	for k, n := range t.all() {
		cells = append(cells, cell{k, n})
	}
	w, err := wordsOfCells(e, func(yield func(*Key) bool) {
		for c := range pointers(cells) {
			if !yield(&c.key) {
				return
			}
		}
	})
	if err != nil {
		return err
	}
	slices.SortFunc(cells, func(c, d cell) int {
		return cmp.Or(c.key.forceMonth().compare(d.key.forceMonth()), w.cell(&c.key).compare(w.cell(&d.key)))
	})
	e.Len(len(cells))
	var none savedCell
	for _, c := range cells {
		addForce(e, c.key.Force)
		addMonth(e, c.key.Month)
		addCell(e, w.cell(&c.key), none)
		e.Count(c.n)
	}
	return nil
}

// readTally reads what addTally adds.
func readTally(d *pack.Decoder, t *Tally) {
	w := readWords(d)
	for range d.Len(minCell + 3) {
		var k Key
		k.Force, k.Month = readForce(d), readMonth(d)
		w.readCell(d, &k, savedCell{}, true)
		n := d.Count(rri.MaxCount - t.total)
		d.Want(n > 0 && t.cell(k).n == 0)
		t.add(k, n)
	}
}

// keysOf yields the keys of kinds, without force and month.
func keysOf(list []kindWords) func(yield func(*Key) bool) {
	return func(yield func(*Key) bool) {
		for _, k := range list {
			if key := k.key(forceMonth{}); !yield(&key) {
				return
			}
		}
	}
}

// pointers yields pointers to the elements of a list.
func pointers[V any](list []V) func(yield func(*V) bool) {
	return func(yield func(*V) bool) {
		for i := range list {
			if !yield(&list[i]) {
				return
			}
		}
	}
}
