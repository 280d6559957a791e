package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
)

// kind is what a value of JSON is.
type kind uint8

const (
	none kind = iota // null, or nothing
	truth
	number
	text
	list
	object
)

// node is a value of JSON with the fields of its objects in their order.
type node struct {
	kind  kind
	text  string   // of a number its digits as they are written, of a truth "true" or "false"
	keys  []string // of an object, as many as items
	items []*node
}

// field returns the field of that name, or nil.
func (n *node) field(key string) *node {
	for i, k := range n.keys {
		if k == key {
			return n.items[i]
		}
	}
	return nil
}

// at follows names of fields into objects, and returns nil where there is none.
func (n *node) at(path ...string) *node {
	for _, key := range path {
		if n = n.field(key); n == nil {
			return nil
		}
	}
	return n
}

// word returns the text of a field, and "" if it has none.
func (n *node) word(key string) string {
	if f := n.field(key); f != nil && f.kind == text {
		return f.text
	}
	return ""
}

// scalar tells whether a value is neither list nor object.
func (n *node) scalar() bool { return n.kind < list }

// words tells whether a list has texts alone.
func (n *node) words() bool {
	for _, item := range n.items {
		if item.kind != text {
			return false
		}
	}
	return true
}

// years tells whether a list of that name has years, which are written as one text.
func (n *node) years(key string) bool {
	return key == "years" && !slices.ContainsFunc(n.items, func(item *node) bool { return item.kind != number })
}

// maxDepth is how deep lists and objects may be nested. The programs need about ten.
const maxDepth = 100

// parse reads one value of JSON. Errors begin with the line and the column.
func parse(data []byte) (*node, error) {
	data = decodeUTF16(data)
	var raw json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		offset := len(data)
		if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
			offset = int(syntax.Offset)
		}
		return nil, fmt.Errorf("%s: %w: want what a program writes with -format json", place(data, offset), err)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	n, err := build(d, maxDepth)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", place(data, int(d.InputOffset())), err)
	}
	return n, nil
}

// place writes where in a file a byte stands whose number, from 1, is given: 3:14 is line 3, column
// 14.
func place(data []byte, offset int) string {
	before := data[:min(max(offset-1, 0), len(data))]
	line := bytes.Count(before, []byte("\n")) + 1
	return fmt.Sprintf("%d:%d", line, len([]rune(string(before[bytes.LastIndexByte(before, '\n')+1:])))+1)
}

// build makes a tree of the next value. That it is valid is known.
func build(d *json.Decoder, depth int) (*node, error) {
	if depth == 0 {
		return nil, fmt.Errorf("nested deeper than %d lists and objects", maxDepth)
	}
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch t := token.(type) {
	case nil:
		return &node{}, nil
	case bool:
		return &node{kind: truth, text: fmt.Sprint(t)}, nil
	case json.Number:
		return &node{kind: number, text: t.String()}, nil
	case string:
		return &node{kind: text, text: t}, nil
	}
	n := &node{kind: list}
	if token == json.Delim('{') {
		n.kind = object
	}
	seen := make(map[string]bool)
	for d.More() {
		if n.kind == object {
			token, err := d.Token()
			if err != nil {
				return nil, err
			}
			key := token.(string)
			if seen[key] {
				return nil, fmt.Errorf("field %.80q twice in one object", key)
			}
			seen[key] = true
			n.keys = append(n.keys, key)
		}
		item, err := build(d, depth-1)
		if err != nil {
			return nil, err
		}
		n.items = append(n.items, item)
	}
	_, err = d.Token() // the closing bracket
	return n, err
}

// decodeUTF16 makes UTF-8 of what begins with the mark of UTF-16, as files do into which a shell of
// Windows has sent the output of a program, and takes away the mark of UTF-8.
func decodeUTF16(data []byte) []byte {
	var unit func(i int) uint16
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		unit = func(i int) uint16 { return uint16(data[i]) | uint16(data[i+1])<<8 }
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		unit = func(i int) uint16 { return uint16(data[i])<<8 | uint16(data[i+1]) }
	default:
		return bytes.TrimPrefix(data, []byte("\uFEFF"))
	}
	units := make([]uint16, 0, len(data)/2)
	for i := 2; i+1 < len(data); i += 2 {
		units = append(units, unit(i))
	}
	return []byte(strings.TrimPrefix(string(utf16.Decode(units)), "\uFEFF"))
}
