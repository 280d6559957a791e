package report

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-549880be/disparity/outcomes"
)

func TestBaseName(t *testing.T) {
	for _, test := range []struct{ file, want, reason string }{
		{"", "", "no name"},
		{"2020-03-essex.csv", "2020-03-essex.csv", "no folder"},
		{"home/somebody/2020-03-essex.csv", "2020-03-essex.csv", "folders"},
		{`C:\Users\somebody\2020-03-essex.csv`, "2020-03-essex.csv", "folders of Windows"},
		{"home/somebody/archive.zip/2020-03/2020-03-essex.csv", "archive.zip/2020-03-essex.csv", "in an archive: which one tells revisions apart"},
		{"home/2020-03.ZIP/2020-03-essex.csv", "2020-03.ZIP/2020-03-essex.csv", "in capitals"},
		{"home/somebody/archive.zip", "archive.zip", "an archive itself"},
		{"/", "/", "no name at all"},
	} {
		if got := baseName(test.file); got != test.want {
			t.Errorf("%s: %q, want %q", test.reason, got, test.want)
		}
	}
}

// TestLeftOut: files of a folder that are not read are named, those of a download counted.
func TestLeftOut(t *testing.T) {
	files := fstest.MapFS{
		"home/2023-01/2023-01-kent-stop-and-search.csv": {Data: []byte(mixed())},
		"home/2023-01/2023-01-kent-street.csv":          {Data: []byte("Crime ID\n")},
		"home/2023-01/2023-01-kent-outcomes.csv":        {Data: []byte("Crime ID\n")},
	}
	x := new(outcomes.Extract)
	if err := x.ReadFS(context.Background(), files, "home"); err != nil {
		t.Fatal(err)
	}
	want := "\nNot read, having no searches: 2023-01-kent-outcomes.csv, 2023-01-kent-street.csv\n"
	if text := textOf(t, x, Options{}); !strings.Contains(text, want) {
		t.Errorf("no %q in\n%s", want, text)
	}
	d := must(New(x, Options{})).Document()
	if len(d.LeftOut) != 2 || d.LeftOut[0].File != "2023-01-kent-outcomes.csv" || !d.LeftOut[1].Expected {
		t.Errorf("left out: %+v", d.LeftOut)
	}
	r := must(New(extract("kent.csv", mixed()), Options{}))
	for _, test := range []struct {
		left   []outcomes.FileLeftOut
		want   []string
		reason string
	}{
		{nil, nil, "nothing"},
		{[]outcomes.FileLeftOut{{File: "a/b.xlsx", Reason: "an Excel workbook"}}, []string{"Not read: b.xlsx (an Excel workbook)"}, "one"},
		{[]outcomes.FileLeftOut{{File: "street.csv", Reason: "street crimes", Expected: true}},
			[]string{"Not read, having no searches: street.csv"}, "one of those that nobody misses"},
		{slices.Repeat([]outcomes.FileLeftOut{{File: "street.csv", Reason: "street crimes", Expected: true}}, 4),
			[]string{"Not read, having no searches: 4 files of street crimes, outcomes and the like"}, "many of those"},
		{[]outcomes.FileLeftOut{{File: "1", Reason: "r"}, {File: "2", Reason: "r"}, {File: "3", Reason: "r"}, {File: "4", Reason: "r"}, {File: "5", Reason: "r"}},
			[]string{"Not read: 1 (r); 2 (r); 3 (r); 2 files more"}, "many"},
	} {
		r.unread = test.left
		if got := r.leftOutLines(); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.reason, got, test.want)
		}
	}
}
