package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// document is what is known of the JSON of one program: texts and facts for the first sheet, and
// tables.
type document struct {
	title  string
	said   []string // sentences
	bear   []string // what to bear in mind
	notes  []string
	facts  []fact
	tables []*table
}

// fact is one field that is in no table.
type fact struct {
	name  string
	value *node
}

// reader makes tables of the lists of a document.
type reader struct {
	document
	byName map[string]*table
}

// spot is where in a document something stands.
type spot struct {
	part   string   // names of parts, as comparison or search-rate
	keys   []string // names of fields from there on
	ids    []cell   // what tells rows from those of other lists of their kind
	around []*node  // the objects that it is in, the outermost first
}

// cell is a value and the fields by which it is reached.
type cell struct {
	path    []string
	heading string
	value   *node
	time    bool // it is a period
}

// in returns the spot of a field of an object that stands here.
func (s spot) in(o *node, keys ...string) spot {
	s.keys = append(slices.Clone(s.keys), keys...)
	s.around = append(slices.Clone(s.around), o)
	return s
}

// read makes a document of the JSON of a program. A list of documents is several.
func read(n *node) []document {
	if n.kind == list && len(n.items) > 0 && !slices.ContainsFunc(n.items, func(d *node) bool { return d.field("sections") == nil }) {
		var all []document
		for i, item := range n.items {
			part := ""
			if len(n.items) > 1 {
				part = strconv.Itoa(i + 1)
			}
			all = append(all, readOne(item, part))
		}
		return all
	}
	return []document{readOne(n, "")}
}

// readOne reads one document.
func readOne(n *node, part string) document {
	r := reader{byName: make(map[string]*table)}
	if n.kind == list {
		n = &node{kind: object, keys: []string{"rows"}, items: []*node{n}}
	}
	r.field(n, "", spot{part: part})
	r.title = titleOf(n)
	for _, t := range r.tables {
		t.finish()
	}
	slices.SortStableFunc(r.tables, func(a, b *table) int { return a.rank() - b.rank() })
	return r.document
}

// titleOf returns what a document is of.
func titleOf(n *node) string {
	l := labelsOf([]*node{n})
	switch from, to := n.word("from"), n.word("to"); {
	case l.title != "":
		return l.title
	case n.word("area") != "" && from != "" && from != to:
		return n.word("area") + ", " + from + " to " + to
	case n.word("area") != "":
		return strings.TrimSuffix(n.word("area")+", "+from, ", ")
	case n.word("searches") != "":
		return n.word("searches")
	case l.measure == "":
		l.measure = labelsOf(n.items).measure
	}
	return capital(l.measure)
}

// capital writes the first letter large.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// field reads a value that is in no row: of an object its fields, of a list a table or lines.
func (r *reader) field(n *node, key string, s spot) {
	switch {
	case n.kind == object:
		for i, k := range n.keys {
			r.field(n.items[i], k, s.in(n, k))
		}
	case n.kind == list && key == "sections":
		for _, section := range n.items {
			r.section(section, s)
		}
	case n.kind == list && n.years(key):
		r.facts = append(r.facts, fact{s.fact(), joined(n)})
	case n.kind == list && n.words():
		r.lines(n, key, s)
	case n.kind == list:
		r.list(n, key, s)
	case n.kind != none && (key != "title" || n.kind != text || len(s.around) > 1):
		r.facts = append(r.facts, fact{s.fact(), n})
	}
}

// section reads an object with a name and data as a part of its own.
func (r *reader) section(n *node, s spot) {
	name := n.word("name")
	if name == "" {
		r.field(n, "", s)
		return
	}
	s.part, s.keys = strings.TrimSpace(s.part+" "+name), nil
	for i, key := range n.keys {
		if key != "name" {
			r.field(n.items[i], key, s.in(n, key))
		}
	}
}

// lines reads a list of texts.
func (r *reader) lines(n *node, key string, s spot) {
	to := map[string]*[]string{"lines": &r.said, "bear_in_mind": &r.bear, "notes": &r.notes}[key]
	if to == nil {
		if len(n.items) > 0 {
			r.facts = append(r.facts, fact{s.fact(), joined(n)})
		}
		return
	}
	for _, item := range n.items {
		*to = append(*to, item.text)
	}
}

// joined makes one text of a list of texts or numbers, of which one alone stays what it is.
func joined(n *node) *node {
	var all []string
	for _, item := range n.items {
		all = append(all, item.text)
	}
	switch len(all) {
	case 0:
		return &node{}
	case 1:
		return n.items[0]
	}
	return &node{kind: text, text: strings.Join(all, "; ")}
}

// list reads a list as rows of a table: its own, or one with those of other lists of its kind.
func (r *reader) list(n *node, key string, s spot) {
	t := r.table(key, s)
	others := told(n, key, s)
	for i, item := range n.items {
		if sentence := item.word("text"); sentence != "" && (key == "said" || key == "changes") {
			r.said = append(r.said, sentence)
		}
		own := t.labels.identify(item, key)
		ids := slices.Clone(s.ids)
		if others != nil {
			ids = append(ids, others[i])
		}
		var row row
		for _, id := range ids {
			row.put(t.column(id, "above"), id.value)
		}
		below := s
		below.ids = slices.Clip(ids)
		switch {
		case others != nil:
		case own == nil:
			below.ids = append(ids, cell{append(slices.Clone(s.keys), "number"), plain(key) + ", number", ordinal(i), false})
		case len(own) == 1 && own[0].path[0] == "id":
			below.part = strings.TrimSpace(s.part + " " + own[0].value.text)
			below.keys = slices.DeleteFunc(slices.Clone(s.keys), func(k string) bool { return k == "tables" })
		default:
			for _, id := range own {
				below.ids = append(below.ids, s.above(id, key))
			}
		}
		r.leaves(t, item, nil, below, func(path []string, v *node) {
			id := slices.IndexFunc(own, func(c cell) bool { return slices.Equal(c.path, path) })
			if id >= 0 {
				row.put(t.column(own[id], "own"), v)
				return
			}
			row.put(t.column(cell{path: path}, ""), v)
		})
		t.rows = append(t.rows, row)
	}
}

// ordinal is the number of an item, counted from 1.
func ordinal(i int) *node { return &node{kind: number, text: strconv.Itoa(i + 1)} }

// leaves visits the fields of an item of a list, and of objects in it, that become cells of its
// row. Lists in it become tables, of which the table is a parent.
func (r *reader) leaves(t *table, n *node, path []string, s spot, visit func(path []string, v *node)) {
	switch {
	case n.kind == object:
		for i, key := range n.keys {
			r.leaves(t, n.items[i], append(slices.Clone(path), key), s.in(n, key), visit)
		}
	case n.kind == list && (n.words() || len(path) > 0 && n.years(path[len(path)-1])):
		visit(named(path), joined(n))
	case n.kind == list:
		key := "list"
		if len(path) > 0 {
			key = path[len(path)-1]
		} else {
			s.keys = append(slices.Clone(s.keys), key)
		}
		t.parent = true
		r.list(n, key, s)
	default:
		visit(named(path), n)
	}
}

// named is the path of a cell. The items of a list of numbers have none.
func named(path []string) []string {
	if len(path) == 0 {
		return []string{"value"}
	}
	return path
}

// row is what a table has of one item, by the number of the column.
type row []*node

// put puts a value into a column.
func (r *row) put(c *column, v *node) {
	for len(*r) <= c.at {
		*r = append(*r, nil)
	}
	(*r)[c.at] = v
}

// table returns the table that the rows of a list are put into.
func (r *reader) table(key string, s spot) *table {
	id := fmt.Sprintf("%q", append([]string{s.part}, s.keys...))
	l := labelsOf(s.around)
	l.change = slices.ContainsFunc(s.keys, func(key string) bool { return slices.Contains(changed, key) })
	t := r.byName[id]
	if t != nil {
		t.labels, t.notes = t.labels.common(l), nil
		return t
	}
	t = &table{name: s.name(), labels: l, byID: make(map[string]*column), detail: s.detail()}
	if key == "rows" && len(s.around) > 0 {
		t.notes = notesOf(s.around[len(s.around)-1])
	}
	r.byName[id] = t
	r.tables = append(r.tables, t)
	return t
}

// notesOf returns what an object says of its rows.
func notesOf(o *node) []string {
	var notes []string
	for _, key := range []string{"no_answer", "no_baseline", "doubt"} {
		if word := o.word(key); word != "" {
			notes = append(notes, capital(word))
		}
	}
	if n := o.field("notes"); n != nil && n.kind == list && n.words() {
		for _, item := range n.items {
			notes = append(notes, capital(item.text))
		}
	}
	return notes
}

// told returns what tells the items of a list apart if another list of the same length does.
func told(n *node, key string, s spot) []cell {
	for _, path := range siblings[key] {
		for _, o := range slices.Backward(s.around) {
			end := len(path) - 1
			other := o.at(path[:end]...)
			if other == nil || other.kind != list || len(other.items) != len(n.items) {
				continue
			}
			cells := make([]cell, len(other.items))
			for i, item := range other.items {
				for _, k := range slices.Concat(identities, instead) {
					if item.word(k) != "" {
						item = item.field(k)
						break
					}
				}
				if !item.scalar() || item.kind == none {
					item = ordinal(i)
				}
				cells[i] = cell{append(slices.Clone(s.keys), path[end]), path[end], item, path[end] == "period"}
			}
			return cells
		}
	}
	return nil
}
