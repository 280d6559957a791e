package outcomes

import (
	"encoding/json"
	"strings"
	"unicode"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// keys knows what the keys of objects mean, and finds those that stand twice in an object.
type keys struct {
	seen []map[string]struct{} // by the depth of the object
	// of keys as they stand, with their quotation marks
	meanings map[string]jsonKey
	// the fields whose key the options name
	mapped *[numFields]bool
	// the key of the count, as cells.ColumnKey returns it; empty if there is none
	count string
}

// jsonKey is what a key means.
type jsonKey struct {
	name       string // in one letter case
	folded     string // as cells.FoldHeader returns it
	isField    bool
	inLocation bool  // it is a field where it stands in an object called location
	field      field // if it is one, here or there
	location   bool
	area       uint8 // its rank among columns of places
	further    bool  // it is of a column that nothing knows
}

// meaning returns what a quoted key means.
func (k *keys) meaning(quoted []byte) jsonKey {
	m, ok := k.meanings[string(quoted)]
	if ok {
		return m
	}
	m.name = foldKey(quoted)
	m.folded = cells.FoldHeader(m.name)
	m.location = m.folded == "location"
	m.field, m.isField = fieldBySpelling[m.folded]
	m.area = areaRank(m.folded)
	if f, ok := fieldBySpelling["location_"+m.folded]; ok {
		m.field, m.inLocation = f, true
	}
	m.further = isFurtherName(m.folded) && (k.count == "" || cells.ColumnKey(m.name) != k.count)
	if k.meanings == nil {
		k.meanings = make(map[string]jsonKey)
	}
	if len(k.meanings) < cells.MaxSeen && len(quoted) <= quote.MaxShown {
		k.meanings[string(quoted)] = m
	}
	return m
}

// twice returns the first key of valid JSON that stands in its object for the second time.
func (k *keys) twice(text []byte) (key string, ok bool) {
	var object []bool // whether what is open is an object, and not an array
	wanted := false   // whether the next string is a key
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '{':
			if len(object) == len(k.seen) {
				k.seen = append(k.seen, nil)
			}
			object, wanted = append(object, true), true
			if seen := &k.seen[len(object)-1]; len(*seen) > cells.MaxSeen {
				*seen = nil // clearing a large map takes as long as filling it did
			} else {
				clear(*seen)
			}
		case '[':
			if len(object) == len(k.seen) {
				k.seen = append(k.seen, nil)
			}
			object = append(object, false)
		case '}', ']':
			object, wanted = object[:len(object)-1], false
		case ',':
			wanted = len(object) > 0 && object[len(object)-1]
		case '"':
			start := i
			for i++; text[i] != '"'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
			if !wanted {
				continue
			}
			wanted = false
			depth := len(object) - 1
			name := k.meaning(text[start : i+1]).name
			if _, again := k.seen[depth][name]; again {
				return name, true
			}
			if k.seen[depth] == nil {
				k.seen[depth] = make(map[string]struct{})
			}
			k.seen[depth][name] = struct{}{}
		}
	}
	return "", false
}

// foldKey returns what a quoted key says, in one letter case: of letters that differ in it alone,
// the first in Unicode's order.
func foldKey(quoted []byte) string {
	name := string(quoted[1 : len(quoted)-1])
	if strings.IndexByte(name, '\\') >= 0 {
		_ = json.Unmarshal(quoted, &name) // it is valid
	}
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' && r != 'k' && r != 's' || r < 'A' {
			return r
		}
		least := r
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		return unicode.ToLower(least)
	}, name)
}
