package report

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// TestOverlapLines has what several files can have of one force and month.
func TestOverlapLines(t *testing.T) {
	kent, essex := must(ethnicity.ParseForce("Kent")), must(ethnicity.ParseForce("Essex"))
	of := func(force ethnicity.Force, m string, kind outcomes.OverlapKind, files ...outcomes.OverlapFile) outcomes.Overlap {
		return outcomes.Overlap{Force: force, Month: month(m), Kind: kind, Files: files}
	}
	taken := outcomes.OverlapFile{File: "home/2023-02.zip/2023-01-kent.csv", Rows: 1200, Taken: true}
	left := outcomes.OverlapFile{File: "home/a.csv", Rows: 9}
	beside := outcomes.OverlapFile{File: "home/b.csv", Rows: 1000, Taken: true}
	stray := outcomes.OverlapFile{File: "home/c.csv", Rows: 60, Taken: true}
	revised := of(kent, "2023-01", outcomes.OverlapNearly, taken, left)
	older := outcomes.OverlapFile{File: `home\2022-09\2022-01\kent.csv`, Rows: 9}
	newer := outcomes.OverlapFile{File: "home/2023-09/2022-01/kent.csv", Rows: 10, Taken: true}
	for _, test := range []struct {
		limit    limit
		overlaps []outcomes.Overlap
		want     []string
		reason   string
	}{
		{0, nil, nil, "nothing"},
		{0, []outcomes.Overlap{revised}, []string{"Searches that several files have, counted once: Kent in January 2023 from 2023-02.zip/2023-01-kent.csv (1,200 rows), not a.csv (9 rows)"}, "a revision"},
		{0, []outcomes.Overlap{of(kent, "2022-01", outcomes.OverlapNearly, newer, older)},
			[]string{"Searches that several files have, counted once: Kent in January 2022 from 2023-09/2022-01/kent.csv (10 rows), not 2022-09/2022-01/kent.csv (9 rows)"},
			"archives as folders, with the same names in them"},
		{0, []outcomes.Overlap{of(kent, "2022-01", outcomes.OverlapSame, newer, outcomes.OverlapFile{File: "kent.csv", Rows: 10})},
			[]string{"Searches that several files have, counted once: Kent in January 2022 from 2022-01/kent.csv (10 rows), not kent.csv (10 rows)"}, "a copy above"},
		{5, []outcomes.Overlap{revised}, []string{"Searches that several files have, counted once: Kent in January 2023 from 2023-02.zip/2023-01-kent.csv, not a.csv"}, "small counts are withheld"},
		{0, []outcomes.Overlap{of(essex, "2023-01", outcomes.OverlapApart, taken, beside)},
			[]string{"Files that complete each other, all of whose rows count: Essex in January 2023 in 2023-02.zip/2023-01-kent.csv (1,200 rows) and b.csv (1,000 rows)"}, "halves of a month"},
		{0, []outcomes.Overlap{{Force: essex, Month: month("2023-01"), Kind: outcomes.OverlapPartly, Files: []outcomes.OverlapFile{taken, left}, Shared: 4}},
			[]string{"Files with different searches of the same days, one of which counts: Essex in January 2023 from 2023-02.zip/2023-01-kent.csv (1,200 rows), not a.csv (9 rows), " +
				"with 4 rows in common"}, "searches of the other are lost"},
		{5, []outcomes.Overlap{{Force: essex, Month: month("2023-01"), Kind: outcomes.OverlapPartly, Files: []outcomes.OverlapFile{taken, left}, Shared: 4}},
			[]string{"Files with different searches of the same days, one of which counts: Essex in January 2023 from 2023-02.zip/2023-01-kent.csv, not a.csv"},
			"the same, and small counts are withheld"},
		{0, []outcomes.Overlap{of(essex, "2023-01", outcomes.OverlapApart, taken, stray)}, nil, "the last hour of the month before"},
		{0, []outcomes.Overlap{revised, of(kent, "2023-02", outcomes.OverlapSame, taken, left), of(kent, "2023-03", outcomes.OverlapPart, taken, left),
			of(kent, "2023-04", outcomes.OverlapSame, taken, left), of(kent, "2023-05", outcomes.OverlapSame, taken, left)},
			[]string{"Searches that several files have, counted once: Kent in January 2023 from 2023-02.zip/2023-01-kent.csv (1,200 rows), not a.csv (9 rows); " +
				"Kent in February 2023 from 2023-02.zip/2023-01-kent.csv (1,200 rows), not a.csv (9 rows); " +
				"Kent in March 2023 from 2023-02.zip/2023-01-kent.csv (1,200 rows), not a.csv (9 rows); 2 more"}, "many"},
	} {
		r := &Report{limit: test.limit, input: input{overlaps: test.overlaps}}
		if d := cmp.Diff(test.want, r.overlapLines()); d != "" {
			t.Errorf("%s: -want +got\n%s", test.reason, d)
		}
		for i, o := range r.shownOverlaps() {
			if o.Month != test.overlaps[i].Month || o.Kind != test.overlaps[i].Kind || len(o.Files) != 2 || strings.Contains(o.Files[0].File, "home") ||
				(o.Shared == nil) != (test.limit != 0) || (o.Files[1].Rows == nil) != (test.limit != 0) {
				t.Errorf("%s: %+v", test.reason, o)
			}
		}
	}
}

// TestRevisedSuppressed: the number of rows that were left out tells of a file with few.
func TestRevisedSuppressed(t *testing.T) {
	for _, test := range []struct {
		rows  int64
		taken bool
		limit limit
		want  bool // whether it is shown
	}{{3, false, 0, true}, {3, false, 5, false}, {3, true, 5, true}, {6, false, 5, true}} {
		file := outcomes.OverlapFile{File: "a.csv", Rows: test.rows, Taken: test.taken}
		r := &Report{limit: test.limit, persons: 100, chosen: 100, input: input{quality: outcomes.Quality{Rows: 203, Revised: 103}, overlaps: []outcomes.Overlap{{Files: []outcomes.OverlapFile{file}}}}}
		number := slices.ContainsFunc([]string{r.headRead()}, func(line string) bool { return strings.Contains(line, "103 left out for those of another file") })
		if (r.shownQuality().Revised != nil) != test.want || number != test.want || r.hidesRows() == test.want {
			t.Errorf("%+v: revised %v, rows hidden %v, %q", test, r.shownQuality().Revised, r.hidesRows(), r.headRead())
		}
	}
}

// revised reads a month of 40 searches and its revision, of 41.
func revised() *outcomes.Extract {
	first := apart(times(20, search{self: white, outcome: "Arrest"}) + times(20, search{self: black, outcome: noAction}))
	x := &outcomes.Extract{Revision: outcomes.LargestRevision}
	for name, rows := range map[string]string{"a/2023-01-kent-a.csv": first, "b/2023-01-kent-b.csv": first + times(1, search{self: white})} {
		if err := x.ReadFile(strings.NewReader(header+rows), name); err != nil {
			panic(err)
		}
	}
	return x
}

// TestRevisionInReport: a month that was revised is counted once, and the report says from where.
func TestRevisionInReport(t *testing.T) {
	x := revised()
	text := textOf(t, x, Options{})
	for _, want := range []string{
		"Kent, January 2023 · 81 rows: 41 person searches, 40 left out for those of another file\n",
		"\nSearches that several files have, counted once: Kent in January 2023 from 2023-01-kent-b.csv (41 rows), not 2023-01-kent-a.csv (40 rows)\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	d := must(New(x, Options{})).Document()
	if *d.Quality.Revised != 40 || len(d.Overlaps) != 1 || d.Overlaps[0].Kind != outcomes.OverlapNearly || *d.Overlaps[0].Shared != 40 ||
		d.Overlaps[0].Files[0].Taken || !d.Overlaps[0].Files[1].Taken {
		t.Errorf("revised %v, overlaps %+v", d.Quality.Revised, d.Overlaps)
	}
}

// TestOverlapNames: as much of the way to a file is named as it takes to tell it from the others.
func TestOverlapNames(t *testing.T) {
	for _, test := range []struct {
		files, want []string
		reason      string
	}{
		{[]string{"data/a.csv", "data/b.csv"}, []string{"a.csv", "b.csv"}, "two names"},
		{[]string{"data/old/a.csv", "data/new/a.csv"}, []string{"old/a.csv", "new/a.csv"}, "one name in two folders"},
		{[]string{"data/old/2023-01/a.csv", "data/new/2023-01/a.csv"}, []string{"old/2023-01/a.csv", "new/2023-01/a.csv"}, "in folders of one name"},
		{[]string{`c:\old\a.csv`, `c:\new\a.csv`}, []string{"old/a.csv", "new/a.csv"}, "from Windows"},
		{[]string{"x/1.zip/2023-01/a.csv", "x/2.zip/2023-01/a.csv"}, []string{"1.zip/a.csv", "2.zip/a.csv"}, "in two archives"},
		{[]string{"old/1.zip/a.csv", "new/1.zip/a.csv"}, []string{"old/1.zip/a.csv", "new/1.zip/a.csv"}, "in two archives of one name"},
		{[]string{"a.csv", "new/a.csv", "b.csv"}, []string{"a.csv", "new/a.csv", "b.csv"}, "a file and one below it"},
		{[]string{"a.csv", "a.csv"}, []string{"a.csv", "a.csv"}, "one name for two"},
		{[]string{"", "a.csv"}, []string{"", "a.csv"}, "no name"},
	} {
		var files []outcomes.OverlapFile
		for _, file := range test.files {
			files = append(files, outcomes.OverlapFile{File: file})
		}
		if got := overlapNames(files); !slices.Equal(got, test.want) {
			t.Errorf("%q (%s): %q, want %q", test.files, test.reason, got, test.want)
		}
	}
}
