package cli

import (
	"errors"
	"flag"
	"fmt"
	"iter"
	"strings"
)

// choice is a flag whose value is one of some that have names.
type choice[T any] struct {
	value *T
	parse func(string) (T, error)
	names []string
}

// OneOf returns what [flag.FlagSet.Var] takes for a flag whose value is one of these names, which
// parse reads into p. What p holds is the default. A name that parse does not take is an error that
// lists the names, those first that may have been meant.
func OneOf[T any](p *T, parse func(string) (T, error), names []string) flag.Value {
	return &choice[T]{p, parse, names}
}

// Optional is [OneOf] for what may be left out: p stays nil until there is a value.
func Optional[T any](p **T, parse func(string) (T, error), names []string) flag.Value {
	return &optional[T]{choice[T]{nil, parse, names}, p}
}

// optional is a choice that may be left out.
type optional[T any] struct {
	choice[T]
	target **T
}

// Set reads the value.
func (o *optional[T]) Set(name string) error {
	v := new(T)
	o.value = v
	err := o.choice.Set(name)
	if err == nil {
		*o.target = v
	}
	return err
}

// Word is [OneOf] for names that are no more than that, in any letter case.
func Word(p *string, names []string) flag.Value {
	return OneOf(p, func(word string) (string, error) {
		for _, name := range names {
			if strings.EqualFold(name, word) {
				return name, nil
			}
		}
		return "", errors.ErrUnsupported
	}, names)
}

// String returns the value as people write it.
func (c *choice[T]) String() string {
	if c.value == nil {
		return ""
	}
	return fmt.Sprint(*c.value)
}

// Set reads the value.
func (c *choice[T]) Set(name string) error {
	v, err := c.parse(name)
	if err != nil {
		return errors.New(WantOneOf(name, c.names))
	}
	*c.value = v
	return nil
}

// Names returns the names that the flag takes.
func (c *choice[T]) Names() []string { return c.names }

// Names returns the names of values, for [OneOf] and [WantOneOf].
func Names[T fmt.Stringer](values iter.Seq[T]) (names []string) {
	for v := range values {
		names = append(names, v.String())
	}
	return names
}

// repeated is a flag that may be given several times.
type repeated func(string) error

// Repeated returns what [flag.FlagSet.Var] takes for a flag whose value is any text, which set
// reads, and that may be given several times with different values.
func Repeated(set func(text string) error) flag.Value { return repeated(set) }

func (r repeated) String() string        { return "" }
func (r repeated) Set(text string) error { return r(text) }

// isRepeated reports whether a flag may be given several times.
func isRepeated(f *flag.Flag) bool {
	_, ok := f.Value.(repeated)
	return ok
}
