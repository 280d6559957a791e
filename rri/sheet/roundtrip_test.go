package sheet

import (
	"encoding/json"
	"strings"
	"testing"
)

// noRoundTrips has the structs that cannot be stored as JSON: to write them is an error that says
// what to store.
var noRoundTrips = map[string]any{
	"Sheet":   Sheet{},
	"Column":  Column{},
	"Cell":    Cell{},
	"Value":   Value{},
	"Axis":    Axis{},
	"Picture": Picture{},
	"Page":    Page{},
}

func TestNoRoundTrips(t *testing.T) {
	for name, v := range noRoundTrips {
		if data, err := json.Marshal([]any{v}); err == nil || !strings.Contains(err.Error(), "store the result") {
			t.Errorf("%s: %s, %v", name, data, err)
		}
	}
}
