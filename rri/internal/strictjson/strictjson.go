// Package strictjson reads and writes JSON more strictly than encoding/json does: a key that stands
// twice in an object is an error, and a number may be NaN or infinite.
package strictjson

import (
	"bytes"
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
func duplicateKey(data []byte) (key string, twice bool) {
	type scope struct {
		keys  map[string]bool // nil for a list
		value bool            // a key was read, and its value comes next
	}
	var stack []*scope
	in := json.NewDecoder(bytes.NewReader(data))
	in.UseNumber()
	for {
		token, err := in.Token()
		if err != nil {
			return "", false
		}
		var top *scope
		if len(stack) > 0 {
			top = stack[len(stack)-1]
		}
		if name, ok := token.(string); ok && top != nil && top.keys != nil && !top.value {
			folded := strings.ToLower(name) // encoding/json takes "Rows" for "rows"
			if top.keys[folded] {
				return name, true
			}
			top.keys[folded], top.value = true, true
			continue
		}
		if top != nil {
			top.value = false
		}
		switch token {
		case json.Delim('{'):
			stack = append(stack, &scope{keys: make(map[string]bool)})
		case json.Delim('['):
			stack = append(stack, &scope{})
		case json.Delim('}'), json.Delim(']'):
			stack = stack[:len(stack)-1]
		}
	}
}

// Unmarshal is json.Unmarshal for a text in which no key stands twice in one object.
func Unmarshal(data []byte, v any) error {
	if key, twice := duplicateKey(data); twice {
		return fmt.Errorf("%q stands twice in one object: keep the right one", sheet.Clip(key))
	}
	return json.Unmarshal(data, v)
}
