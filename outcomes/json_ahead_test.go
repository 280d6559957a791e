package outcomes

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/seed-549880be/disparity/ethnicity"
)

// Files are known to be JSON by their content, whatever their names.
func TestReadFileJSON(t *testing.T) {
	for _, name := range []string{"2020-02-essex.ndjson", "2020-02-essex.json.gz", "2020-02-essex-stop-and-search.csv", "essex.txt"} {
		for _, test := range jsonShapes() {
			if len(test.text) > 1<<20 && name != "essex.txt" {
				continue // which takes its time
			}
			x := new(Extract)
			if err := x.ReadFile(strings.NewReader(test.text), name); err != nil || x.Tally().Total() != int64(test.want) || len(x.Errors()) > 0 {
				t.Errorf("%s: %s: %v, %v", name, test.reason, x.Quality(SelfDefined), err)
			}
		}
	}
}

// A column is missing if no search has its key.
func TestReadJSONMissing(t *testing.T) {
	clothing := "Removal of more than just outer clothing"
	for _, test := range []struct {
		text   string
		want   []string
		reason string
	}{
		{jsonSearch(1), []string{"Part of a policing operation", "Age range", "Officer-defined ethnicity", "Legislation", "Object of search", "Outcome linked to object of search", clothing}, "one search"},
		{jsonSearch(1) + `{"datetime":"2020-02-02","operation":null,"age_range":null,"officer_defined_ethnicity":null,"legislation":null,"object_of_search":null,"type":"Person search"}`,
			[]string{"Outcome linked to object of search", clothing}, "each has some, with and without a value"},
		{`{"links":[{"removal_of_more_than_outer_clothing":1}],"data":[` + jsonSearch(1) + `]}`,
			[]string{"Part of a policing operation", "Age range", "Officer-defined ethnicity", "Legislation", "Object of search", "Outcome linked to object of search", clothing}, "what is no search has no column"},
	} {
		o := ReadOptions{layout: new(layout)}
		if _, errs := collect(ReadJSON(strings.NewReader(test.text), o)); errs != nil {
			t.Errorf("%s: %v", test.reason, errs)
		}
		if d := cmp.Diff(test.want, o.layout.missing); d != "" {
			t.Errorf("%s: -want +got\n%s", test.reason, d)
		}
	}
}

// What a value means may depend on those that come after it, in JSON as in a table.
func TestReadJSONAhead(t *testing.T) {
	search := func(date, label string) string {
		return `{"type":"Person search","date":"` + date + `","self_defined_ethnicity":"` + label + `"}`
	}
	padding := strings.Repeat(search("2020-02-05", "")+",", 2000)
	for _, test := range []struct {
		text      string
		want      []int
		groups    []ethnicity.Group
		collapsed bool
		errs      []string
		reason    string
	}{
		{`[` + search("01/02/2020 10:00", "") + `,` + search("13/02/2020 10:00", "") + `]`, []int{1, 13}, nil, false, nil, "a day beyond 12 after it"},
		{search("02/01/2020", "") + "\n" + search("02/13/2020", "") + "\n", []int{1, 13}, nil, false, nil, "a month cannot be beyond 12, one search a line"},
		{`{"meta":{"a":[]},"data":[` + search("01/02/2020", "") + `,` + padding + search("13/02/2020", "") + `],"links":[{}]}`, []int{1, 5, 13}, nil, false, nil, "far on, in a member"},
		{`[{"page":1,"data":[` + search("01/02/2020", "") + `]},{"page":2,"data":[` + search("13/02/2020", "") + `]}]`, []int{1, 13}, nil, false, nil, "in the next page"},
		{`[` + search("01/02/2020", "") + `,` + search("03/04/2020", "") + `]`, nil, nil, false, []string{`outcomes: f.json:1:2: Date "01/02/2020": this is 1 February 2020 or 2 January 2020`}, "nothing tells"},
		{`[` + search("2020-02-03", "") + `,` + search("01/02/2020", "") + `]`, []int{3, 1}, nil, false, nil, "another date is in one of the months"},
		{`[` + search("2020-02-01", "Asian") + `,` + search("2020-02-02", "Other") + `]`, []int{1, 2}, []ethnicity.Group{ethnicity.Asian, ethnicity.Other}, true, nil, "labels of five groups"},
	} {
		o := ReadOptions{File: "f.json", layout: new(layout)}
		got, errs := collect(ReadJSON(strings.NewReader(test.text), o))
		if d := cmp.Diff(test.want, slices.Compact(days(got)), cmpopts.EquateEmpty()); d != "" || len(errs) != len(test.errs) {
			t.Errorf("%s: -want +got\n%s%v", test.reason, d, errs)
			continue
		}
		for i, err := range errs {
			if !strings.HasPrefix(err.Error(), test.errs[i]) {
				t.Errorf("%s: %v, want %s", test.reason, err, test.errs[i])
			}
		}
		for i, group := range test.groups {
			if got[i].Self != group {
				t.Errorf("%s: %v, want %v", test.reason, got[i].Self, group)
			}
		}
		if o.layout.collapsed != test.collapsed {
			t.Errorf("%s: collapsed: %v", test.reason, o.layout.collapsed)
		}
	}
}
