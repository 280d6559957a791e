package outcomes

import (
	"reflect"
	"sync"
)

// ofKinds reports whether d asks neither for the force nor for the month of a search: its functions
// are those of this package, none of which does. A definition of your own may.
func (d Definition) ofKinds() bool {
	own := ownFunctions()
	for _, f := range []func(Key) bool{d.Event, d.Trial, d.Missing} {
		if !own[codeOf(f)] {
			return false
		}
	}
	return true
}

// ownFunctions has the functions of the definitions of this package by their code, whatever it is
// that they look for.
var ownFunctions = sync.OnceValue(func() map[uintptr]bool {
	own := make(map[uintptr]bool)
	for d := range definitions {
		own[codeOf(d.Event)], own[codeOf(d.Trial)], own[codeOf(d.Missing)] = true, true, true
	}
	return own
})

func codeOf(f func(Key) bool) uintptr { return reflect.ValueOf(f).Pointer() }
