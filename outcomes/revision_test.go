package outcomes

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestArchiveMonth(t *testing.T) {
	for _, test := range []struct{ file, want, reason string }{
		{"2022-09/2020-02/2020-02-essex-stop-and-search.csv", "2022-09", "a folder around the folder of the month"},
		{"2022-09.zip/2020-02/2020-02-essex-stop-and-search.csv", "2022-09", "an archive"},
		{"downloads/police-data-2022-09/2020-02/essex.csv", "2022-09", "a folder with more in its name"},
		{`C:\data\2022-09\2020-02\2020-02-essex-stop-and-search.csv`, "2022-09", "as Windows writes"},
		{"2022-10/2022-09.zip/2020-02/2020-02-essex-stop-and-search.csv", "2022-09", "the innermost"},
		{"2020-02/2020-02-essex-stop-and-search.csv", "", "the month of the searches"},
		{"2020-02/essex.csv", "", "a folder that may be of the month of the searches"},
		{"2022-09/2020-02-essex-stop-and-search.csv", "2022-09", "a folder that is not of the month of the file"},
		{"2022-09.zip/essex.csv", "2022-09", "an archive without folders"},
		{"2019-10_2022-09.zip/2020-02/essex.csv", "2022-09", "the last of two"},
		{"2022-09-15/2020-02/essex.csv", "2022-09", "the day of a download"},
		{"2022-09 (1).zip/essex.csv", "2022-09", "downloaded again"},
		{"2020-02-essex-stop-and-search.csv", "", "the name of the file alone"},
		{"2022-13/2020-02/essex.csv", "", "no month"},
		{"12022-091/2020-02/essex.csv", "", "within a longer number"},
		{"essex.csv", "", "nothing"},
		{"", "", "no name"},
	} {
		got := ""
		if m := archiveMonth(test.file); m != 0 {
			got = m.String()
		}
		if got != test.want {
			t.Errorf("%s: %s is of %q, want %q", test.reason, test.file, got, test.want)
		}
	}
}

func TestRevisionFit(t *testing.T) {
	for _, test := range []struct {
		revision, file string
		want           int
		reason         string
	}{
		{"a/b/essex.csv", "a/b/essex.csv", 2, "as it is"},
		{"./a/b/essex.csv", "a/b/essex.csv", 2, "in another form"},
		{"a", "a/b/essex.csv", 2, "a folder"},
		{"a/", "a/b/essex.csv", 2, "a folder, with its end"},
		{`a\b`, "a/b/essex.csv", 2, "as Windows writes"},
		{"essex.csv", "a/b/essex.csv", 1, "the last part"},
		{"b/essex.csv", "a/b/essex.csv", 1, "the last parts"},
		{"2022-09.zip", "a/2022-09.zip/2020-02/essex.csv", 1, "an archive"},
		{"ssex.csv", "a/b/essex.csv", 0, "a part of a name"},
		{"Essex.csv", "a/b/essex.csv", 0, "another letter case"},
		{"/a/b", "a/b/essex.csv", 0, "from the root"},
		{"/a/b", "/a/b/essex.csv", 2, "from the root, as it was read"},
		{"/b", "/a/b/essex.csv", 0, "from the root, and not there"},
		{"newest", "newest/essex.csv", 0, "which is no file"},
		{"./newest", "newest/essex.csv", 2, "unless written so"},
		{"", "essex.csv", 0, "none"},
	} {
		if got := Revision(test.revision).fit(test.file); got != test.want {
			t.Errorf("%s: %q and %q: %d, want %d", test.reason, test.revision, test.file, got, test.want)
		}
	}
}

// Which of the revisions of a month counts, or why that cannot be told.
func TestRevisions(t *testing.T) {
	month := rowsFrom("2020-02-01", 29, 100)
	all, fewer, more := officialFile(month...), withID(without(month, 10)...), officialFile(append(without(month, 20), rowsFrom("2020-02-03", 3, 4)...)...)
	half, other := officialFile(month[:50]...), officialFile(rowsFrom("2020-02-01", 28, 50)...)
	const old, new, third = "2022-09/2020-02/2020-02-essex-stop-and-search.csv", "2022-10.zip/2020-02/2020-02-essex-stop-and-search.csv", "2022-11/2020-02/2020-02-essex-stop-and-search.csv"
	type files = map[string]string
	for _, test := range []struct {
		reason   string
		revision Revision
		files    files
		total    int64
		taken    string
		refused  string
	}{
		{"the newer, though it has fewer", NewestRevision, files{old: all, new: fewer}, 90, new, ""},
		{"the newer", NewestRevision, files{old: fewer, new: all}, 100, new, ""},
		{"the newest of three", NewestRevision, files{old: all, new: more, third: fewer}, 90, third, ""},
		{"the newest of two that are alike", NewestRevision, files{old: all, new: all}, 100, new, ""},
		{"a newer one that has the older as a part", NewestRevision, files{old: half, new: all}, 100, new, ""},
		{"a newer one that is a part", NewestRevision, files{old: all, new: half}, 0, "", "the newer, " + new + ", has only a part of the rows: give one of them, or name the one to take"},
		{"no archive", NewestRevision, files{"a/essex.csv": all, "b/essex.csv": fewer}, 0, "", "since neither is in a folder or an archive with a month like 2022-09 in its name, other than its own month: give"},
		{"no archive of one", NewestRevision, files{old: all, "b/essex.csv": fewer}, 0, "", "since b/essex.csv is in no folder or archive"},
		{"one archive", NewestRevision, files{"2022-09/a/essex.csv": all, "2022-09/b/essex.csv": fewer}, 0, "", "since both are in an archive of 2022-09: give"},
		{"a copy without an archive", NewestRevision, files{"a/essex.csv": all, "b/essex.csv": all}, 100, "a/essex.csv", ""},
		{"others of the same days", NewestRevision, files{old: all, new: other}, 0, "", "partly different"},

		{"the larger", LargestRevision, files{old: all, new: fewer}, 100, old, ""},
		{"the largest of three", LargestRevision, files{old: fewer, new: all, third: more}, 100, new, ""},
		{"as large", LargestRevision, files{old: officialFile(month[1:]...), new: officialFile(month[:99]...)}, 0, "", "neither is larger: give one of them, or name the one to take"},
		{"as large, and alike", LargestRevision, files{old: all, new: all}, 100, old, ""},
		{"others of the same days", LargestRevision, files{old: all, new: other}, 0, "", "partly different"},

		{"a name", "2022-09", files{old: fewer, new: all}, 90, old, ""},
		{"a name, of files that have other rows", Revision(new), files{old: all, new: other}, 50, new, ""},
		{"a name, of three", "2022-11", files{old: fewer, new: all, third: half}, 50, third, ""},
		{"a name that two have", "2020-02-essex-stop-and-search.csv", files{old: fewer, new: all}, 0, "", "both are 2020-02-essex-stop-and-search.csv: name the one to take"},
		{"a name that is one's from its beginning", "a", files{"a/essex.csv": fewer, "b/a/essex.csv": all}, 90, "a/essex.csv", ""},
		{"a name of copies", "2020-02-essex-stop-and-search.csv", files{old: all, new: all}, 100, old, ""},
		{"a name that none has", "2022-12", files{old: fewer, new: all}, 0, "", "outcomes: no file 2022-12 was read, which is to be taken where several have the same searches: want newest, largest, or the name of a file"},
		{"a name that has nothing of the month", "kent.csv", files{old: fewer, new: all, "kent.csv": officialFile(month[:3]...)}, 0, "", "neither is kent.csv: give one of them"},
	} {
		x, err := readAll(test.revision, test.files)
		err = errors.Join(err, x.CheckRevision())
		if (err == nil) != (test.refused == "") || err != nil && !strings.Contains(err.Error(), test.refused) {
			t.Errorf("%s: %v, want %q", test.reason, err, test.refused)
		}
		if err != nil {
			continue
		}
		taken := ""
		for _, f := range x.Overlaps()[0].Files {
			if f.Taken {
				taken += f.File
			}
		}
		q := x.Quality(0)
		if x.Tally().Total() != test.total || taken != test.taken || q.Rows != test.total+q.Revised || len(x.Sources()) != len(test.files) {
			t.Errorf("%s: %v, %+v", test.reason, q, x.Overlaps())
		}
		if want := fmt.Sprintf("%d left out for those of another file;", q.Revised); !strings.Contains(q.String(), want) {
			t.Errorf("%s: %v, want %q", test.reason, q, want)
		}
	}
}

// What is left out takes its unknown labels and its errors with it; rows that were rejected stay.
func TestRevisedAccount(t *testing.T) {
	rows := rowsFrom("2020-02-01", 29, 20)
	bad := append([]string{"short", strings.Replace(rows[0], "Arrest", "Ticket", 1)}, rows[1:]...)
	x, err := readAll("a-essex.csv", map[string]string{"a-essex.csv": officialFile(rows...), "b-essex.csv": officialFile(bad...)})
	if err != nil {
		t.Fatal(err)
	}
	if q := x.Quality(0); q.Rows != 41 || q.Rejected != 1 || q.Revised != 20 || len(q.UnknownLabels) != 0 || len(x.Errors()) != 1 || len(x.UnknownLabelsOfPersons()) != 0 {
		t.Errorf("%v, %v", q, x.Errors())
	}
	if o := x.Overlaps(); len(o) != 1 || o[0].Month != newMonth(2020, 2) || o[0].Shared != 19 || o[0].Kind != OverlapNearly {
		t.Errorf("%+v", o)
	}
	x.Overlaps()[0].Files[0].Rows = 99
	if x.Overlaps()[0].Files[0].Rows != 20 {
		t.Error("an extract can be changed from outside")
	}
}

// TestOverlapOption: what to do is said by the name of the option that a program has.
func TestOverlapOption(t *testing.T) {
	for _, test := range []struct {
		reason, is, want string
	}{
		{give, "give one of them, or say which to take", "give one of them, or take one by -x newest, largest or NAME (of a file, a folder or an archive)"},
		{"", "give one of them, or say which to take", "give one of them, or take one by -x newest, largest or NAME (of a file, a folder or an archive)"},
		{"neither is larger: " + name, "neither is larger: give one of them, or name the one to take", "neither is larger: give one of them, or name the one to take by -x"},
		{joinThem, "or name the one to take; if both are needed and no search is in both, join them in one file",
			"or name the one to take by -x; if both are needed and no search is in both, join them in one file"},
		{"give the one whose force is right", "give the one whose force is right", "give the one whose force is right"},
	} {
		e := &OverlapError{Overlap: Overlap{Files: []OverlapFile{{File: "a.csv"}, {File: "b.csv"}}, Kind: OverlapSame}, reason: test.reason}
		if got := e.Text("-x"); !strings.HasSuffix(got, test.want) || strings.HasPrefix(got, "outcomes: ") {
			t.Errorf("%q: %s, want %s at the end", test.reason, got, test.want)
		}
		if got := e.Error(); !strings.HasSuffix(got, test.is) || got != "outcomes: "+e.Text("") {
			t.Errorf("%q: %s, want %s at the end", test.reason, got, test.is)
		}
	}
}

// The same archive under two names, and the next month's archive, with numbers of their own.
func TestArchivesTwice(t *testing.T) {
	month := func(number bool, dates ...string) (entries []packed) {
		for _, date := range dates {
			for _, force := range []string{"essex", "kent"} {
				rows := rowsFrom(date, 28, 40+len(force))
				text := officialFile(rows...)
				if number {
					text = withID(without(rows, 20)...)
				}
				entries = append(entries, packed{name: date[:7] + "/" + date[:7] + "-" + force + "-stop-and-search.csv", text: text})
			}
		}
		return entries
	}
	old := archiveOf(t, month(false, "2020-01-01", "2020-02-01")...)
	next := archiveOf(t, month(true, "2020-02-01", "2020-03-01")...)
	both := map[string]string{"2020-02.zip": old, "2020-03.zip": next}
	for _, test := range []struct {
		reason  string
		files   map[string]string
		revised Revision
		total   int64
		want    string
	}{
		{"one twice", map[string]string{"a.zip": old, "b.zip": old}, NoRevision, 0, "a.zip/2020-01/2020-01-essex-stop-and-search.csv and b.zip/2020-01/2020-01-essex-stop-and-search.csv: " +
			"the same 45 searches of Essex in 2020-01, which would be counted twice; so it is with 3 months more: give"},
		{"one twice, by any rule", map[string]string{"a.zip": old, "b.zip": old}, LargestRevision, 2 * (45 + 44), ""},
		{"archives that overlap", both, NoRevision, 0, "nearly the same searches of Essex in 2020-02, as if one were a revision of the other: 42 rows are in both; so it is with 1 month more: give"},
		{"the newest", both, NewestRevision, 45 + 44 + 2*(42+41), ""},
		{"the largest", both, LargestRevision, 2*(45+44) + 42 + 41, ""},
		{"by name", both, "2020-03.zip", 45 + 44 + 2*(42+41), ""},
	} {
		x, err := readAll(test.revised, test.files)
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) || x.Tally().Total() != test.total || x.CheckRevision() != nil && err == nil {
			t.Errorf("%s: %v, %d searches, want %d, %q", test.reason, err, x.Tally().Total(), test.total, test.want)
		}
	}
}
