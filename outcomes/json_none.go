package outcomes

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// errNoSearchesInJSON says that a file is JSON, and has no search in it.
var errNoSearchesInJSON = errors.New("the file holds no searches")

// jsonNone is what a file turned out to be like in which no search has been found.
type jsonNone struct {
	arrays   bool     // there are arrays
	elements bool     // there is something in them, or something that is too long to be known
	columns  bool     // a column of values for each field
	rows     int      // names of fields in arrays of strings, as the first row of a table has them
	names    []string // of the members of the first object
	inner    []string // of those of the first object in an array
	says     string   // the message of an answer that is none
	objects  int
	invalid  error // what is wrong with the first value that is not JSON
	long     error // where the first value is that is too long to be read
}

// messages are the members in which answers say why they are none.
var messages = []string{"message", "error", "errors", "detail", "description", "title"}

// isEmpty reports whether the file is an array with nothing in it, or an object with such an array
// and none beside it: a month without searches. One that is not JSON may have been more than that.
func (j *jsonReader) isEmpty() bool {
	failed := slices.ContainsFunc(j.none.names, func(name string) bool { return slices.Contains(messages, name) })
	return j.none.arrays && !j.none.elements && j.none.invalid == nil && !failed && len(j.places) <= 2
}

// maxAsked is how many objects are asked what the file may be.
const maxAsked = 100

// object takes note of an object that is no search.
func (n *jsonNone) object(in *jsonFrame, text []byte, o *jsonObject) {
	if n.objects++; n.objects > maxAsked {
		return
	}
	into := &n.names
	if in.kind == jsonArray {
		into = &n.inner
	}
	if *into == nil {
		for _, name := range o.names {
			*into = append(*into, clipKey(name))
		}
	}
	members(text, func(key, value []byte) {
		if n.says == "" && stringLength(value) > 0 && slices.Contains(messages, strings.ToLower(clipKey(key))) {
			n.says = clipKey(value)
		}
	})
}

// tooLong takes note of a value that is too long to be read, and may have been a search.
func (n *jsonNone) tooLong(start jsonMark) {
	n.elements = true
	if n.long == nil {
		n.long = start.locate(errElement)
	}
}

// row takes note of an element that is no object.
func (n *jsonNone) row(value []byte, k *keys) {
	if stringLength(value) == len(value) && len(value) > 0 && k.meaning(value).isField {
		n.rows++
	}
}

// clipKey returns what a string in quotation marks says, cut to what an error shows.
func clipKey(quoted []byte) string {
	text, err := scalar(quoted)
	if err != nil {
		text = quoted
	}
	return quote.ClipCell(text)
}

// error says that there are no searches in the file, and what there is.
func (n *jsonNone) error(file string) *HeaderError {
	found := n.inner
	if found == nil {
		found = n.names
	}
	if n.invalid != nil { // it may have been one that has some
		return &HeaderError{File: file, Found: found, Err: fmt.Errorf("%s: %w", errNoSearchesInJSON, n.invalid)}
	}
	return &HeaderError{File: file, Found: found, Err: fmt.Errorf("%w: %s", errNoSearchesInJSON, n.what(found))}
}

func (n *jsonNone) what(names []string) string {
	has := func(wanted ...string) bool {
		for _, name := range names {
			if slices.Contains(wanted, cells.FoldHeader(name)) {
				return true
			}
		}
		return false
	}
	const asRecords = "write one object for each search, as pandas does with orient=\"records\", or save the table as CSV"
	switch {
	case n.columns:
		return "it has a list of values for each column: " + asRecords
	case n.rows > 1:
		return "its rows are arrays, apart from the names of their columns: " + asRecords
	case has("crime_type", "crime_id"), has("category") && has("persistent_id", "location_type", "month"):
		return "it has street crimes: give the stop-and-search files that stand beside them at data.police.uk"
	case has("category") && has("crime", "person_id"), has("outcome_type"):
		return "it has outcomes of crimes: give the stop-and-search files that stand beside them at data.police.uk"
	case has("stop_and_search"):
		return "it lists the months and forces of which there are searches: download the searches themselves"
	case n.says != "":
		return fmt.Sprintf("it is an answer that says %q: ask again", n.says)
	case len(names) == 2 && has("id") && has("name"):
		return "it is a list of names, such as that of the forces: download the searches themselves"
	case n.long != nil: // it may have been a search
		return n.long.Error()
	case len(names) == 0:
		return "there is no object in it that has members: " + wantSearch
	}
	return fmt.Sprintf("its objects have the members %s: want objects with type, datetime, self_defined_ethnicity and so on, "+
		"as the stop-and-search methods of data.police.uk return them", quote.QuotedList(names))
}
