package outcomes

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// fieldNames are the short names by which [ReadOptions].Columns speaks of the fields, beside those
// that the header of a file may have.
var fieldNames = [numFields]string{
	fieldType:        "type",
	fieldDate:        "date",
	fieldTime:        "time",
	fieldSelf:        "ethnicity",
	fieldOfficer:     "officer",
	fieldGender:      "gender",
	fieldAge:         "age",
	fieldLegislation: "legislation",
	fieldObject:      "object",
	fieldOutcome:     "outcome",
	fieldLinked:      "linked",
	fieldClothing:    "clothing",
	fieldOperation:   "operation",
	fieldLatitude:    "latitude",
	fieldLongitude:   "longitude",
	fieldForce:       "force",
	fieldFile:        "file",
	fieldCount:       "count",
}

// ColumnNames returns the names by which [ReadOptions].Columns speaks of the columns that are read.
func ColumnNames() []string { return slices.Clone(fieldNames[:]) }

// fieldNamed returns the field of a name: a short one, or one that a header may have.
func fieldNamed(name string) (field, bool) {
	folded := cells.FoldHeader(name)
	for f, short := range fieldNames {
		if folded == short {
			return field(f), true
		}
	}
	if folded == "self" {
		return fieldSelf, true
	}
	f, ok := fieldBySpelling[folded]
	return f, ok
}

// ownColumns says which columns of a file are read as which fields, where the options say so.
type ownColumns struct {
	named  namedColumns
	fields []field         // of the named columns
	says   [numFields]bool // the fields that the options speak of
	mapped [numFields]bool // those of them that have a column

	objects ownObjects
}

// newOwnColumns returns what [ReadOptions].Columns says.
func newOwnColumns(columns map[string]string) (own ownColumns, err error) {
	var given [numFields]string
	for _, key := range slices.Sorted(maps.Keys(columns)) {
		f, ok := fieldNamed(key)
		if !ok {
			near, ok := nearest(key, fieldNames[:], cells.FoldHeader)
			return own, fmt.Errorf("no field %q, which a column is to be read as%s: the fields are %s",
				quote.Clip(key), isIt(near, ok), strings.Join(fieldNames[:], ", "))
		}
		if own.says[f] {
			return own, fmt.Errorf("the field %q is named twice, as %q and %q: want one column for it", fieldNames[f], quote.Clip(given[f]), quote.Clip(key))
		}
		own.says[f], given[f] = true, key
		if name := columnName(columns[key]); name != "" {
			c := newNamedColumn(name, fmt.Sprintf("which is to be read as %q", fieldNames[f]))
			c.field = numFields
			own.named.list, own.fields, own.mapped[f] = append(own.named.list, c), append(own.fields, f), true
		}
	}
	return own, nil
}

// takes reports whether a column of a table is read as a field since the options say so, and so by
// its name as no other.
func (own *ownColumns) takes(index int) bool {
	return slices.ContainsFunc(own.named.list, func(c *namedColumn) bool { return c.index == index })
}

// fieldsIn says which fields have a column in a header of these names.
func (own *ownColumns) fieldsIn(names []string) (has [numFields]bool) {
	for _, name := range names {
		if i := slices.IndexFunc(own.named.list, func(c *namedColumn) bool { return c.fit(name) != fitsNot }); i >= 0 {
			has[own.fields[i]] = true
		} else if f, ok := fieldBySpelling[cells.FoldHeader(name)]; ok && !own.says[f] {
			has[f] = true
		}
	}
	return has
}

// column returns the name of the column of the file that is read as a field.
func (t *table) column(f field) string {
	if i := slices.Index(t.own.fields, f); i >= 0 {
		return t.own.named.list[i].name
	}
	if i := t.columns[f].index; i >= 0 && i < len(t.names) { // objects have none
		return t.names[i]
	}
	return fields[f].name
}

// isOwn reports whether the options read a file in a form of its own.
func (o *ReadOptions) isOwn() bool { return o.Labels != nil || len(o.Keep) > 0 || !o.isOfficial() }

// isOfficial reports whether the options take nothing from a file but what those of data.police.uk
// have.
func (o *ReadOptions) isOfficial() bool {
	return countsOnly(o.Columns) && o.Rows == TypeNotRecorded && !slices.ContainsFunc(o.Keep, func(name string) bool {
		f, ok := fieldBySpelling[cells.FoldHeader(name)]
		return (!ok || !fields[f].official) && cells.FoldHeader(name) != "policing_operation"
	})
}

// lacks takes note of the columns of data.police.uk that a file does not have, and of what that
// says of it. further says whether it has columns that nothing knows. What the rows are of is known
// where the options say so.
func (o *ReadOptions) lacks(has func(field) bool, further bool) {
	l := o.layout
	l.missing = nil
	for f, row := range fields {
		if row.official && !has(field(f)) && (field(f) != fieldType || o.Rows == TypeNotRecorded) {
			l.missing = append(l.missing, row.name)
		}
	}
	l.official = len(l.missing) == 0 && o.isOfficial()
	l.own = !l.official && (further || o.isOwn())
}

// checkRows says what is wrong with Rows.
func checkRows(rows RecordType) error {
	if rows == TypeNotRecorded || rows.IsPerson() {
		return nil
	}
	return fmt.Errorf("rows of type %q: want one of a person: %s", rows, strings.Join(personTypes(), ", "))
}

// personTypes returns the names of the types of persons.
func personTypes() (names []string) {
	for t := range RecordTypes() {
		if t.IsPerson() {
			names = append(names, fmt.Sprintf("%q", t))
		}
	}
	return names
}

// furtherNames are columns that tables of searches have beside those that are read: numbers of
// rows, and what else the API has of a search.
var furtherNames = map[string]bool{"": true, "id": true, "index": true, "row": true, "rownames": true, "unnamed_0": true, "x": true, "month": true, "year": true,
	"involved_person": true, "operation_name": true, "location": true, "outcome_object": true, "outcome_object_id": true, "outcome_object_name": true,
	"location_street": true, "location_street_id": true, "location_street_name": true, "street": true, "street_id": true, "street_name": true}

// isFurtherName reports whether a folded name is of a column that a force has of its own: neither
// one that is known nor one of a place.
func isFurtherName(folded string) bool {
	return !furtherNames[folded] && !isKnownName(folded) && areaRank(folded) == noArea
}
