// Package strictjson reads and writes JSON more strictly than encoding/json does: a key that stands
// twice in an object is an error, and a number may be NaN or infinite.
package strictjson

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// Number is a float64 that JSON can hold whatever its value.
type Number float64

// MarshalJSON writes NaN as null and infinities as the strings "Inf" and "-Inf".
func (n Number) MarshalJSON() ([]byte, error) {
	v := float64(n)
	switch {
	case math.IsNaN(v):
		return []byte("null"), nil
	case math.IsInf(v, 1):
		return []byte(`"Inf"`), nil
	case math.IsInf(v, -1):
		return []byte(`"-Inf"`), nil
	}
	return json.Marshal(v)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (n *Number) UnmarshalJSON(data []byte) error {
	switch string(data) {
	case "null":
		*n = Number(math.NaN())
		return nil
	case `"Inf"`, `"+Inf"`:
		*n = Number(math.Inf(1))
		return nil
	case `"-Inf"`:
		*n = Number(math.Inf(-1))
		return nil
	}
	var v float64
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	*n = Number(v)
	return nil
}

// duplicateKey returns a key that stands twice in one object of a JSON text, if there is one.
// encoding/json takes the last of them in silence. A text that is no JSON has none.
func duplicateKey(data []byte) (name string, twice bool) {
	if !json.Valid(data) {
		return "", false
	}
	var keys []key   // of the objects that are open, the outermost first
	var begins []int // where in keys those of each begin
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '{':
			begins = append(begins, len(keys))
		case '}':
			last := len(begins) - 1
			if name, twice := repeated(keys[begins[last]:]); twice {
				return name, true
			}
			keys, begins = keys[:begins[last]], begins[:last]
		case '"':
			end := endOfString(data, i)
			// as after nothing else
			if next := afterSpace(data, end); next < len(data) && data[next] == ':' {
				keys = append(keys, keyOf(data[i:end]))
			}
			i = end - 1
		}
	}
	return "", false
}

// A key is the name of a member of an object. encoding/json takes "Rows" for "rows".
type key struct{ name, folded string }

// keyOf reads a key as it stands in JSON, with its quotes.
func keyOf(quoted []byte) key {
	name := string(quoted[1 : len(quoted)-1])
	if strings.Contains(name, `\`) {
		_ = json.Unmarshal(quoted, &name) // the whole is valid
	}
	return key{name, strings.ToLower(name)}
}

// endOfString returns where the string that begins at i ends, its quotes included.
func endOfString(data []byte, i int) int {
	for i++; data[i] != '"'; i++ {
		if data[i] == '\\' {
			i++
		}
	}
	return i + 1
}

// afterSpace returns where the first byte from i stands that is no white space.
func afterSpace(data []byte, i int) int {
	for i < len(data) && strings.IndexByte(" \t\r\n", data[i]) >= 0 {
		i++
	}
	return i
}

// repeated returns the first of the keys of one object that is there before.
func repeated(keys []key) (name string, twice bool) {
	const few = 16 // up to here comparing each with each is faster than a map
	if len(keys) <= few {
		for i, k := range keys {
			for _, before := range keys[:i] {
				if before.folded == k.folded {
					return k.name, true
				}
			}
		}
		return "", false
	}
	seen := make(map[string]bool, len(keys))
	for _, k := range keys {
		if seen[k.folded] {
			return k.name, true
		}
		seen[k.folded] = true
	}
	return "", false
}

// Unmarshal is json.Unmarshal for a text in which no key stands twice in one object.
func Unmarshal(data []byte, v any) error {
	if name, twice := duplicateKey(data); twice {
		return fmt.Errorf("%q stands twice in one object: keep the right one", sheet.Clip(name))
	}
	return json.Unmarshal(data, v)
}
