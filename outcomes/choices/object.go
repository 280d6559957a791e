package choices

import (
	"fmt"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
)

// Object is a part of the searches by what they were for. The zero value is all of them.
type Object struct {
	// Of is the object; the zero value, [outcomes.ObjectNotRecorded], stands for any.
	Of outcomes.Object

	// Not is all the searches but those for Of, those whose object is not recorded among them. It
	// has no effect where Of is the zero value.
	Not bool
}

// Has reports whether the searches of a cell are in the part.
func (o Object) Has(k outcomes.Key) bool {
	return o.Of == outcomes.ObjectNotRecorded || (k.Object == o.Of) != o.Not
}

// The words of parts.
const (
	anyObject = "any"
	drugs     = "drugs" // controlled drugs, in short
	not       = "not "
)

// String returns the name of the part: "any", "drugs" for controlled drugs, "not drugs", or the
// name of another object, with "not " in front where it is the others.
func (o Object) String() string {
	if o.Of == outcomes.ObjectNotRecorded {
		return anyObject
	}
	name := o.Of.String()
	if o.Of == outcomes.ControlledDrugs {
		name = drugs
	}
	if o.Not {
		name = not + name
	}
	return name
}

// ParseObject returns the part of that name: "any", what [outcomes.ParseObject] reads, as "drugs",
// or that with "not " in front. The error lists the objects.
func ParseObject(name string) (Object, error) {
	word := strings.ToLower(strings.Join(strings.Fields(name), " "))
	if word == anyObject {
		return Object{}, nil
	}
	word, others := strings.CutPrefix(word, not)
	of, err := outcomes.ParseObject(word)
	if err != nil {
		return Object{}, fmt.Errorf("choices: %w, or any", err)
	}
	if of <= outcomes.ObjectUnrecognised {
		return Object{}, fmt.Errorf("choices: object %q is no object of search: want any, drugs, not drugs, or another object by its name", of)
	}
	return Object{of, others}, nil
}

// AppendText appends the name of the part.
func (o Object) AppendText(b []byte) ([]byte, error) {
	if _, err := o.Of.MarshalText(); err != nil {
		return b, err
	}
	return append(b, o.String()...), nil
}

// MarshalText returns the name of the part.
func (o Object) MarshalText() ([]byte, error) { return o.AppendText(nil) }

// UnmarshalText reads what [ParseObject] reads.
func (o *Object) UnmarshalText(text []byte) error {
	of, err := ParseObject(string(text))
	if err == nil {
		*o = of
	}
	return err
}
