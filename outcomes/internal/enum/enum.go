// Package enum holds what the enums of package outcomes and of those below it have in common: a
// name for every value, and the labels that stand for it.
package enum

import (
	"fmt"
	"iter"
	"path"
	"reflect"
	"strings"
	"unicode"

	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// Names is the table behind one enum: the canonical name of every value, and every label that
// stands for it. The text methods of an enum are one line each that calls it.
type Names[E ~uint8] struct {
	prefix  string       // of errors: the name of the package
	typ     string       // name of the Go type, for numbers out of range
	noun    string       // what a value is called in errors
	names   []string     // by value
	byLabel map[string]E // folded canonical names and labels
}

// New builds the table of an enum whose values are 0, 1, 2, … in the order of rows. A row is the
// canonical name of its value, then the other labels that stand for it, in any letter case. noun is
// what a value is called in errors. It panics if a label stands for two values, which only a
// mistake in this library can bring about.
func New[E ~uint8](noun string, rows [][]string) *Names[E] {
	typ := reflect.TypeFor[E]()
	n := &Names[E]{prefix: path.Base(typ.PkgPath()), typ: typ.Name(), noun: noun, byLabel: make(map[string]E, 2*len(rows))}
	for i, row := range rows {
		n.names = append(n.names, row[0])
		for _, label := range row {
			for _, folded := range []string{strings.ToLower(label), fold(label)} {
				if j, ok := n.byLabel[folded]; ok && int(j) != i {
					panic(fmt.Sprintf("%s: label %q stands for %s and %s", n.prefix, label, n.names[j], row[0]))
				}
				n.byLabel[folded] = E(i)
			}
		}
	}
	return n
}

// Lookup returns the value that a label stands for, in any letter case, with any space and any sort
// of hyphen or dash.
func (n *Names[E]) Lookup(label string) (E, bool) {
	v, ok := n.byLabel[strings.ToLower(label)]
	if !ok {
		v, ok = n.byLabel[fold(label)]
	}
	return v, ok
}

// fold returns a label in small letters, with one space between words, and without space around
// hyphens, which stand for any dash, and slashes.
func fold(label string) string {
	key := strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Dash, r) {
			return '-'
		}
		return unicode.ToLower(r)
	}, label)), " ")
	for _, between := range []string{"-", "/"} {
		key = strings.ReplaceAll(strings.ReplaceAll(key, " "+between, between), between+" ", between)
	}
	return key
}

// Parse returns the value that a label stands for, in any letter case. The error lists the names.
func (n *Names[E]) Parse(label string) (E, error) {
	if v, ok := n.Lookup(label); ok {
		return v, nil
	}
	return 0, fmt.Errorf("%s: unknown %s %q: want one of %s", n.prefix, n.noun, quote.Clip(label), n.List())
}

// List returns the canonical names with commas between.
func (n *Names[E]) List() string { return quote.List(n.names) }

// Has reports whether v is a value of the enum.
func (n *Names[E]) Has(v E) bool { return int(v) < len(n.names) }

// String returns the canonical name of v, or "Type(99)" for a number that is no value.
func (n *Names[E]) String(v E) string {
	if n.Has(v) {
		return n.names[v]
	}
	return fmt.Sprintf("%s(%d)", n.typ, uint8(v))
}

// AppendText appends the canonical name of v. It is an error if v is a number that is no value.
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
