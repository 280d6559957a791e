package outcomes

import (
	"fmt"
	"iter"
	"strings"
)

// kit is the table behind one enum: the house name of every value, and every label that stands for
// it.
type kit struct {
	typ     string           // name of the Go type, for numbers out of range
	noun    string           // what a value is called in errors
	names   []string         // by value
	byLabel map[string]uint8 // folded house names and labels
}

// row is one value of an enum: its house name, then the other labels that stand for it, in any
// letter case.
type row []string

// newKit builds the table of an enum whose values are 0, 1, 2, … in the order of rows. It panics if
// a label stands for two values, which only a mistake in this package can bring about.
func newKit(typ, noun string, rows []row) *kit {
	k := &kit{typ: typ, noun: noun, byLabel: make(map[string]uint8, 2*len(rows))}
	for i, r := range rows {
		k.names = append(k.names, r[0])
		for _, label := range r {
			folded := strings.ToLower(label)
			if j, ok := k.byLabel[folded]; ok && int(j) != i {
				panic(fmt.Sprintf("outcomes: label %q stands for %s and %s", label, k.names[j], r[0]))
			}
			k.byLabel[folded] = uint8(i)
		}
	}
	return k
}

// lookup returns the value that a label stands for, in any letter case.
func (k *kit) lookup(label string) (uint8, bool) {
	v, ok := k.byLabel[strings.ToLower(label)]
	return v, ok
}

func (k *kit) parse(label string) (uint8, error) {
	if v, ok := k.lookup(label); ok {
		return v, nil
	}
	return 0, fmt.Errorf("outcomes: unknown %s %q: want one of %s", k.noun, clip(label), list(k.names))
}

func (k *kit) string(v uint8) string {
	if int(v) < len(k.names) {
		return k.names[v]
	}
	return fmt.Sprintf("%s(%d)", k.typ, v)
}

func (k *kit) appendText(b []byte, v uint8) ([]byte, error) {
	if int(v) >= len(k.names) {
		return b, fmt.Errorf("outcomes: %s is not a %s", k.string(v), k.noun)
	}
	return append(b, k.names[v]...), nil
}

// values yields 0, 1, 2, … as values of the enum.
func values[E ~uint8](k *kit) iter.Seq[E] {
	return func(yield func(E) bool) {
		for i := range k.names {
			if !yield(E(i)) {
				return
			}
		}
	}
}
