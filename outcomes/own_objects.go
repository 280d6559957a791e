package outcomes

import "strings"

// ownObjects is what the objects of a file have of the columns that the options name.
type ownObjects struct {
	seen  [numFields]bool // the fields whose column some search has
	most  int             // how many of the columns one object has that may be a search
	names []string        // of the members of the first that has so many
	lacks *namedColumn    // the first of the columns that it does not have
}

// take sets the fields of an object whose columns the options name. No other field has the members
// of these columns by their keys.
func (own *ownColumns) take(text, properties []byte, o *jsonObject) {
	own.named.findIn(text, properties)
	for f, v := range o.values {
		if v != nil && (own.says[f] || own.isTaken(v)) {
			o.values[f] = nil
		}
	}
	n := 0
	var lacks *namedColumn
	for i, c := range own.named.list {
		o.values[own.fields[i]] = c.json.value
		switch err := c.clash(); {
		case err != nil && o.clash == "":
			o.clash = strings.TrimPrefix(err.Error(), "not a search: ")
		case c.json.value != nil:
			n++
		case lacks == nil:
			lacks = c
		}
	}
	if marks, nested := o.marks(); marks > nested && (n > own.objects.most || own.objects.names == nil) {
		own.objects.most, own.objects.names, own.objects.lacks = n, memberNames(text, properties), lacks
	}
}

// isTaken reports whether a value of the last object is that of a column which the options name.
func (own *ownColumns) isTaken(value []byte) bool {
	for _, c := range own.named.list {
		if v := c.json.value; len(v) > 0 && len(value) > 0 && &v[0] == &value[0] {
			return true
		}
	}
	return false
}

// memberNames returns the names of the members of an object, and of those nested in it.
func memberNames(text, properties []byte) []string {
	var all namedColumns
	all.findIn(text, properties)
	return all.json.names
}

// found takes note that the last object is a search.
func (own *ownColumns) found(o *jsonObject) {
	for _, f := range own.fields {
		own.objects.seen[f] = own.objects.seen[f] || o.values[f] != nil
	}
}

// missing is the error of a file of so many searches that lacks one of the columns; nil if there is
// none.
func (own *ownColumns) missing(file string, searches int) error {
	lacks := own.objects.lacks
	if searches > 0 {
		lacks = nil
		for i, c := range own.named.list {
			if lacks == nil && !own.objects.seen[own.fields[i]] {
				lacks = c
			}
		}
	}
	if lacks == nil {
		return nil
	}
	return lacks.noColumn(file, own.objects.names)
}
