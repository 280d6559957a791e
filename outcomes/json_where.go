package outcomes

import (
	"bytes"
	"fmt"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// jsonCell is what an object says in a column that the options name.
type jsonCell struct {
	text  []byte // as a cell of a table has it
	value []byte // as it stands
	path  string // the keys that lead to it
	fits  int    // how well these fit the name of the column
	clash string // the path of another that fits as well, and says something else
	found bool   // in some object of the file
}

// jsonColumns knows the names of the members of objects.
type jsonColumns struct {
	path    []byte           // of the member that is read
	meaning map[string][]int // by path, how well it fits each of the named columns
	names   []string         // of the members that were seen, each clipped
	seen    map[string]bool
	objects int
}

// maxColumns is how many names of members are kept, to be told where a column is not found.
const maxColumns = 1000

// longName is how many bytes of a key are compared.
const longName = 4 * quote.MaxShown

// aboveFeature is how much better the properties of a GeoJSON feature fit than its other members.
const aboveFeature = 10

// inObject finds the cells of the columns in the object that the last record of t is made of. It
// is a GeoJSON feature if it has properties. The error says that two members fit a column.
func (w *namedColumns) inObject(t *table, text, properties []byte, o *jsonObject) error {
	w.findIn(text, properties)
	for _, c := range w.list {
		if err := c.clash(); err != nil {
			return err
		}
		if f, cell := c.field, &c.json; cell.fits == fitsNot && f != numFields && o.has(f) {
			cell.text, cell.path, cell.found = t.records.Cells[f], fields[f].name, true
			if o.values[f] != nil { // of which the record may have what it means
				cell.text = asText(o.values[f])
			}
		}
	}
	return nil
}

// findIn finds the cells of the columns in an object, by their names alone.
func (w *namedColumns) findIn(text, properties []byte) {
	w.json.objects++
	for _, c := range w.list {
		c.json = jsonCell{found: c.json.found}
	}
	if properties != nil {
		w.walk(properties, 0, aboveFeature)
	}
	w.walk(text, 0, 0)
}

// clash says that two members of the last object fit the column; nil if they do not.
func (c *namedColumn) clash() error {
	if c.json.clash == "" {
		return nil
	}
	return fmt.Errorf("not a search: the keys %q and %q both say %q, %s, and which of the two holds cannot be told", c.json.path, c.json.clash, c.name, c.use)
}

// has reports whether an object says something of a field.
func (o *jsonObject) has(f field) bool {
	return o.values[f] != nil || (f == fieldLatitude || f == fieldLongitude) && (o.located || o.geometry != nil)
}

// walk looks at the members of an object that stands at a path, and those nested in it.
func (w *namedColumns) walk(object []byte, depth, above int) {
	path := len(w.json.path)
	members(object, func(key, value []byte) {
		w.json.path = w.json.path[:path]
		if path > 0 {
			w.json.path = append(w.json.path, '.')
		}
		name, err := scalar(key)
		if err != nil {
			name = key
		}
		w.json.path = append(w.json.path, name[:min(len(name), longName)]...)
		nested := value[0] == '{' && extended(value) == nil
		w.member(value, nested, above)
		if nested && depth < maxNesting {
			w.walk(value, depth+1, above)
		}
	})
	w.json.path = w.json.path[:path]
}

// member takes the value at the path for every column whose name it fits best.
func (w *namedColumns) member(value []byte, nested bool, above int) {
	fits := w.fits(nested)
	for i, c := range w.list {
		cell := &c.json
		fit := fits[i]
		if fit == fitsNot || fit+above < cell.fits {
			continue
		}
		text := asText(value)
		switch {
		case fit+above > cell.fits:
			*cell = jsonCell{text: text, value: value, path: quote.ClipCell(w.json.path), fits: fit + above, found: true}
		case !bytes.Equal(text, cell.text) && cell.clash == "":
			cell.clash = quote.ClipCell(w.json.path)
		}
	}
}

// asText returns what a value says; an array and an object as they stand.
func asText(value []byte) []byte {
	text, err := scalar(value)
	if err != nil {
		return value
	}
	return text
}

// fits returns how well the path fits each of the columns.
func (w *namedColumns) fits(nested bool) []int {
	if fits, ok := w.json.meaning[string(w.json.path)]; ok {
		return fits
	}
	name := quote.Clip(cells.Text(w.json.path))
	fits := make([]int, len(w.list))
	for i, c := range w.list {
		fits[i] = c.fit(name)
	}
	if w.json.meaning == nil {
		w.json.meaning, w.json.seen = make(map[string][]int), make(map[string]bool)
	}
	if len(w.json.meaning) < cells.MaxSeen {
		w.json.meaning[string(w.json.path)] = fits
	}
	if !nested && len(w.json.names) < maxColumns && !w.json.seen[name] {
		w.json.seen[name] = true
		w.json.names = append(w.json.names, name)
	}
	return fits
}

// missing is the error of a file whose objects lack one of the columns; nil if there is none.
func (w *namedColumns) missing(file string) error {
	if w.json.objects == 0 {
		return nil
	}
	for _, c := range w.list {
		if !c.json.found {
			return c.noColumn(file, w.json.names)
		}
	}
	return nil
}
