package ethnicity

import (
	"fmt"
	"iter"
	"reflect"
	"strings"
)

// enum is what the enums of this package have in common.
type enum interface {
	~uint8
	fmt.Stringer
}

// names is the table behind one enum: the canonical name of every value. The text methods of an
// enum are one line each that calls it.
type names[E enum] struct {
	typ  string   // name of the Go type, for numbers out of range
	noun string   // what a value is called in errors
	list []string // by value
}

// newNames returns the table of an enum whose values are 0, 1, 2, … with the names of these rows.
func newNames[E enum, R any](noun string, rows []R, name func(R) string) *names[E] {
	n := &names[E]{typ: reflect.TypeFor[E]().Name(), noun: noun}
	for _, row := range rows {
		n.list = append(n.list, name(row))
	}
	return n
}

// string returns the name of v, or "Type(99)" for a number that is no value.
func (n *names[E]) string(v E) string {
	if int(v) < len(n.list) {
		return n.list[v]
	}
	return fmt.Sprintf("%s(%d)", n.typ, uint8(v))
}

// appendText appends the name of v. It is an error if v is a number that is no value.
func (n *names[E]) appendText(b []byte, v E) ([]byte, error) {
	if int(v) >= len(n.list) {
		return b, fmt.Errorf("ethnicity: %s is not a %s", n.string(v), n.noun)
	}
	return append(b, n.list[v]...), nil
}

// parse returns the value of that name, in any letter case.
func (n *names[E]) parse(name string) (E, error) {
	for i, known := range n.list {
		if strings.EqualFold(name, known) {
			return E(i), nil
		}
	}
	return 0, n.unknown(name, n.from(0))
}

// unknown is the error of a name that none of the values has.
func (n *names[E]) unknown(name string, values iter.Seq[E]) error {
	return fmt.Errorf("ethnicity: unknown %s %q: want one of %s", n.noun, clip(name), joinNames(values))
}

// from yields every value in order, beginning with first.
func (n *names[E]) from(first E) iter.Seq[E] {
	return func(yield func(E) bool) {
		for i := int(first); i < len(n.list); i++ {
			if !yield(E(i)) {
				return
			}
		}
	}
}

// unmarshalText sets v to what parse makes of text, and leaves it as it is on an error.
func unmarshalText[E any](text []byte, v *E, parse func(string) (E, error)) error {
	got, err := parse(string(text))
	if err != nil {
		return err
	}
	*v = got
	return nil
}
