// Package enumtest is for tests: it checks that the text methods of an enum agree with each other.
package enumtest

import (
	"encoding"
	"fmt"
	"iter"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// Enum is what all enums have in common.
type Enum interface {
	~uint8
	fmt.Stringer
	encoding.TextAppender
	encoding.TextMarshaler
}

// Pointer is a pointer to an enum, which reads its text.
type Pointer[E any] interface {
	*E
	encoding.TextUnmarshaler
}

// Check checks the enum whose values all yields, and whose text parse reads: its values are 0, 1, 2
// and so on, each has a name of its own that is read again in any letter case, a number beyond them
// is named by its type, and what is no name is an error that lists the names.
func Check[E Enum, P Pointer[E]](t *testing.T, all iter.Seq[E], parse func(string) (E, error)) {
	t.Helper()
	typ := reflect.TypeFor[E]()
	t.Run(typ.Name(), func(t *testing.T) {
		values := slices.Collect(all)
		if len(values) == 0 {
			t.Fatal("no values")
		}
		for i, v := range values {
			if int(v) != i {
				t.Errorf("value %d is %d", i, v)
			}
			checkValue[E, P](t, v, parse)
		}
		for range all {
			break // a sequence that is left early must not panic
		}
		beyond := E(len(values))
		if want := fmt.Sprintf("%s(%d)", typ.Name(), len(values)); beyond.String() != want {
			t.Errorf("String of a number out of range = %q, want %q", beyond, want)
		}
		if text, err := beyond.MarshalText(); err == nil {
			t.Errorf("MarshalText of a number out of range = %q, want an error", text)
		}
		keep := values[len(values)-1]
		err := P(&keep).UnmarshalText([]byte("no such thing"))
		if err == nil || keep != values[len(values)-1] || !strings.HasPrefix(err.Error(), path.Base(typ.PkgPath())+": unknown ") ||
			!strings.Contains(err.Error(), values[0].String()) {
			t.Errorf("UnmarshalText of an unknown name: %v", err)
		}
		if _, err := parse(""); err == nil {
			t.Error("an empty text is parsed")
		}
	})
}

// checkValue checks one value.
func checkValue[E Enum, P Pointer[E]](t *testing.T, v E, parse func(string) (E, error)) {
	t.Helper()
	name := v.String()
	if name == "" || name != strings.TrimSpace(name) {
		t.Errorf("%d has the name %q", v, name)
	}
	for _, spelled := range []string{name, strings.ToUpper(name), strings.ToLower(name)} {
		if got, err := parse(spelled); err != nil || got != v {
			t.Errorf("parse(%q) = %v, %v, want %v", spelled, got, err, v)
		}
	}
	text, err := v.MarshalText()
	if err != nil || string(text) != name {
		t.Errorf("MarshalText of %v = %q, %v", v, text, err)
	}
	text, err = v.AppendText([]byte("x"))
	if err != nil || string(text) != "x"+name {
		t.Errorf("AppendText of %v = %q, %v", v, text, err)
	}
	var back E
	if err := P(&back).UnmarshalText([]byte(name)); err != nil || back != v {
		t.Errorf("UnmarshalText(%q) = %v, %v", name, back, err)
	}
}
