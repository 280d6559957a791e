package chosen

import (
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/outcomes"
)

func TestPeople(t *testing.T) {
	for _, test := range []struct{ gender, age, want, reason string }{
		{"", "", "people", "everybody"},
		{"female", "", "female people", "a gender"},
		{"", "10-17", "people aged 10-17", "an age"},
		{"male", "over 34", "male people aged over 34", "both"},
		{"other", "under 10", "people of other gender and aged under 10", "a gender that is no adjective"},
		{"not recorded", "not recorded", "people of unrecorded gender and of unrecorded age", "neither is recorded"},
		{"unrecognised", "", "people whose gender stands under a label that is not known", "a gender that is in no table"},
		{"female", "unrecognised", "female people whose age stands under a label that is not known", "an age that is in no table"},
	} {
		if got := People("people", test.gender, test.age); got != test.want {
			t.Errorf("%s: %q, want %q", test.reason, got, test.want)
		}
	}
	if got := People("persons", "male", "10-17"); got != "male persons aged 10-17" {
		t.Errorf("%q", got)
	}
}

// TestNames: every value has words of its own, and none of them names what an enum of Go has.
func TestNames(t *testing.T) {
	texts := make(map[string]bool)
	for age := range outcomes.Ages() {
		texts[People("people", "", age.String())] = true
	}
	for gender := range outcomes.Genders() {
		texts[People("people", gender.String(), "")] = true
	}
	for power := range outcomes.Legislations() {
		texts[Power(power.String())] = true
	}
	want := 0
	for range outcomes.Ages() {
		want++
	}
	for range outcomes.Genders() {
		want++
	}
	for range outcomes.Legislations() {
		want++
	}
	if len(texts) != want {
		t.Errorf("%d texts of %d values", len(texts), want)
	}
	for text := range texts {
		if strings.Contains(text, "unrecognised") || strings.Contains(text, "not recorded") != (text == Power("not recorded")) {
			t.Errorf("%q", text)
		}
	}
}

func TestRows(t *testing.T) {
	var many []outcomes.Filter
	for range 3 {
		for _, v := range strings.Split("abcdefghijkl", "") {
			many = append(many, outcomes.Filter{Column: "beat", Value: v})
		}
	}
	for _, test := range []struct {
		where  []outcomes.Filter
		want   string
		reason string
	}{
		{nil, "", "nothing"},
		{[]outcomes.Filter{{Column: "la_name", Value: " Croydon "}}, `with la_name "Croydon"`, "one value"},
		{[]outcomes.Filter{{Column: "la_name", Value: "Croydon"}, {Column: "LA Name", Value: "Sutton"}}, `with la_name "Croydon" or "Sutton"`, "two of one column, which is named in two ways"},
		{[]outcomes.Filter{{Column: "la_name", Value: "Croydon"}, {Column: "LAName", Value: "Sutton"}}, `with la_name "Croydon" or "Sutton"`, "with nothing between its words"},
		{[]outcomes.Filter{{Column: "区", Value: "Croydon"}, {Column: "町", Value: "Sutton"}}, `with 区 "Croydon" and with 町 "Sutton"`, "two columns in letters that are not of ASCII"},
		{[]outcomes.Filter{{Column: "la_name", Value: "Croydon"}, {Column: "operation", Value: ""}}, `with la_name "Croydon" and with no operation`, "a blank"},
		{[]outcomes.Filter{{Column: "operation", Value: ""}, {Column: "operation", Value: "Op X"}}, `with operation "Op X" or none`, "a value or a blank"},
		{many, `with beat "a" or "b" or "c" or "d" or "e" or "f" or "g" or "h" or "i" or "j" or 2 values more`, "many values, each several times"},
		{[]outcomes.Filter{{Column: "a", Value: "1"}, {Column: "b", Value: "2"}, {Column: "c", Value: "\x1b[31m"}}, `with a "1", with b "2" and with c "\x1b[31m"`, "what is no text is shown as such"},
	} {
		if got := Rows(test.where); got != test.want {
			t.Errorf("%s: %q, want %q", test.reason, got, test.want)
		}
	}
}
