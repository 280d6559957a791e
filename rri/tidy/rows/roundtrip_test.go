package rows

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// roundTrips has instances of every exported struct that an exported function or method returns and
// that can be stored. The package imports nothing of this module, so that its test is its own.
var roundTrips = map[string]any{
	"Cell":    Cell{"a", 1, 2},
	"Comment": Comment{1, "a"},
}

// noRoundTrips has those that cannot: a reader of a file has nothing to store.
var noRoundTrips = map[string]any{
	"Reader": &Reader{},
}

func TestRoundTrips(t *testing.T) {
	for name, v := range roundTrips {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var cell Cell
		var comment Comment
		back := map[string]any{"Cell": &cell, "Comment": &comment}[name]
		if err := json.Unmarshal(data, back); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(v, map[string]any{"Cell": cell, "Comment": comment}[name]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for name, v := range noRoundTrips {
		if data, err := json.Marshal(v); err == nil || !strings.Contains(err.Error(), "store its rows") {
			t.Errorf("%s: %s, %v", name, data, err)
		}
	}
}
