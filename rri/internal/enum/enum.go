// Package enum holds what the enums of package rri and of those below it have in common: a name for
// every value, by which it is written and read.
package enum

import (
	"fmt"
	"iter"
	"path"
	"reflect"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// Names is the table behind one enum: the name of every value. The text methods of an enum are one
// line each that calls it.
type Names[E ~uint8] struct {
	prefix string // of errors: the name of the package
	typ    string // name of the Go type, for numbers out of range
	noun   string // what a value is called in errors
	names  []string
}

// New returns the table of an enum whose values are 0, 1, 2, … in the order of names. noun is what
// a value is called in errors.
func New[E ~uint8](noun string, names []string) *Names[E] {
	typ := reflect.TypeFor[E]()
	return &Names[E]{prefix: path.Base(typ.PkgPath()), typ: typ.Name(), noun: noun, names: names}
}

// Lookup returns the value of that name, in any letter case.
func (n *Names[E]) Lookup(name string) (E, bool) {
	for i, known := range n.names {
		if strings.EqualFold(name, known) {
			return E(i), true
		}
	}
	return 0, false
}

// Parse returns the value of that name, in any letter case. The error lists the names.
func (n *Names[E]) Parse(name string) (E, error) {
	if v, ok := n.Lookup(name); ok {
		return v, nil
	}
	return 0, fmt.Errorf("%s: unknown %s %q: want one of %s", n.prefix, n.noun, sheet.Clip(name), n.List())
}

// List returns the names with commas between.
func (n *Names[E]) List() string { return strings.Join(n.names, ", ") }

// Has reports whether v is a value of the enum.
func (n *Names[E]) Has(v E) bool { return int(v) < len(n.names) }

// String returns the name of v, or "Type(99)" for a number that is no value.
func (n *Names[E]) String(v E) string {
	if n.Has(v) {
		return n.names[v]
	}
	return fmt.Sprintf("%s(%d)", n.typ, uint8(v))
}

// AppendText appends the name of v. It is an error if v is a number that is no value.
func (n *Names[E]) AppendText(b []byte, v E) ([]byte, error) {
	if !n.Has(v) {
		article := "a"
		if strings.ContainsRune("aeiou", rune(n.noun[0])) {
			article = "an"
		}
		return b, fmt.Errorf("%s: %s is not %s %s", n.prefix, n.String(v), article, n.noun)
	}
	return append(b, n.names[v]...), nil
}

// Values yields every value in order.
func (n *Names[E]) Values() iter.Seq[E] {
	return func(yield func(E) bool) {
		for i := range n.names {
			if !yield(E(i)) {
				return
			}
		}
	}
}

// UnmarshalText sets v to what parse makes of text, and leaves it as it is on an error.
func UnmarshalText[E any](text []byte, v *E, parse func(string) (E, error)) error {
	got, err := parse(string(text))
	if err != nil {
		return err
	}
	*v = got
	return nil
}
