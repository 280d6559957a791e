package outcomes

import (
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
)

// A file that is not JSON is no month without searches, whatever it has for an empty array.
func TestReadJSONNoneMalformed(t *testing.T) {
	a, long := jsonSearch(1), strings.Repeat("x", cells.MaxLine)
	for _, test := range []struct {
		text, want, reason string
	}{
		{"{\"a\":[],<da\x7fa\":[" + a + "\x10" + a + `}"a":]}}],"data:]}`, "not JSON: at line 1, column 9: invalid character '<'", "what fuzzing found"},
		{`{"a":[],data:[` + a + `]}`, "not JSON: at line 1, column 9: ", "a key without its quotation marks"},
		{`{"a":[],"data" [` + a + `]}`, "not JSON: at line 1, column 16: ", "a key without its colon"},
		{`{"a":[],"data"}`, "not JSON: at line 1, column 15: ", "a key without a value"},
		{`{"a":[],"data":}`, "not JSON: at line 1, column 16: ", "a colon without a value"},
		{`{"a":[],"data":x[` + a + `]}`, "not JSON: at line 1, column 16: ", "something before a value"},
		{`{"data":x[` + a + `],"a":[]}`, "not JSON: at line 1, column 9: ", "the same before the array"},
		{`{"a":[],"data":[]x}`, "not JSON: at line 1, column 18: ", "something after a value"},
		{`{"a":[],"data":{"b" [` + a + `]}}`, "not JSON: at line 1, column 21: ", "a member of a member"},
		{`{"a":[],"data":{"b":1,"c" [` + a + `]}}`, "not JSON: at line 1, column 27: ", "the second of them"},
		{`{"a":[],` + a + `}`, "not JSON: at line 1, column 9: ", "a search for a key"},
		{`{"a":[] "b":[]}`, "not JSON: at line 1, column 9: ", "a comma that is lost"},
		{`{"a":[],}`, "not JSON: at line 1, column 9: ", "a comma too many"},
		{`{"a":[],"b":01}`, "not JSON: at line 1, column 14: ", "a number that is none"},
		{`{"a":[],"b":tru}`, "not JSON: at line 1, column 15: ", "a word that is cut"},
		{`{"a":[],"b":"\x"}`, "not JSON: at line 1, column 15: ", "a string that is none"},
		{`{"\x":[]}`, "not JSON: at line 1, column 4: ", "a key that is none"},
		{`{"\x":[],"b":"` + long + `"}`, "not JSON: at line 1, column 4: ", "the same in an object that is too long to be held"},
		{`{"a":[],"b":x"` + long + `"}`, "not JSON: at line 1, column 13: ", "a value that is too long to be held"},
		{`{"a":[],"b":5 "` + long + `"}`, "not JSON: at line 1, column 15: ", "two of them"},
		{`{"a":[],"b":[1}`, "the array is not closed: unexpected EOF", "an array that is not closed"},
		{`{"a":[]}}`, "not JSON: at line 1, column 9: ", "a bracket too many"},
		{`{"a":[]} x ` + a, "not JSON: at line 1, column 10: ", "a search after something else"},
		{"{\"a\":[]}\nx", "not JSON: at line 2, column 1: ", "a line that is no JSON"},
		{"{\"a\":[]}\n{\"b\n{\"c\":[]}\n", "at line 2, column 1: not JSON: the object is not closed where its line ends", "a line that is cut"},
		{"{\"a\":[]}\n" + long + "x\n", "at line 2, column 1: element is longer than 1048576 bytes", "a line that is too long and is no JSON"},
		{"{\"a\":[]}\n{\"b\":\"" + long + long + `",` + a[1:], "at line 2, column 1: element is longer than 1048576 bytes", "a search that is too long"},
		{`[[] ` + a + `]`, `at line 1, column 5: not JSON: {"type":"Person search"`, "a search after an empty page, without a comma"},
		{`{"a":[[] ` + a + `]}`, `at line 1, column 10: not JSON: {"type":"Person search"`, "the same in a member"},
	} {
		got, errs := collect(ReadJSON(strings.NewReader(test.text), ReadOptions{File: "f.json"}))
		if len(got) != 0 || len(errs) != 1 || !strings.Contains(errs[0].Error(), "outcomes: f.json:1: ") || !strings.Contains(errs[0].Error(), ": "+test.want) {
			t.Errorf("%s: %v, %v, want %s", test.reason, days(got), errs, test.want)
			continue
		}
		checkError(t, errs[0])
	}
	// In one that is JSON a member may have any length.
	deep := strings.Repeat(`{"b":`, maxNesting)
	for _, text := range []string{`{"a":[],"b":"` + long + `"}`, `{"a":[],"b":` + deep + `[NaN` + strings.Repeat(",NaN", cells.MaxLine/4) + `]` + strings.Repeat("}", maxNesting) + `}`} {
		if got, errs := collect(ReadJSON(strings.NewReader(text), ReadOptions{File: "f.json"})); len(got) != 0 || errs != nil {
			t.Errorf("%.40s: %v, %v", text, days(got), errs)
		}
	}
}
