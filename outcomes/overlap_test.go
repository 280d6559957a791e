package outcomes

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// rowAt is a search at a time, and at a place by which it is told from others.
func rowAt(when time.Time, place int) string {
	return fmt.Sprintf("Person search,%s,True,,51.%03d,-0.1,Male,18-24,White - Irish,White,Misuse of Drugs Act 1971 (section 23),Controlled drugs,Arrest,True,False",
		when.Format(time.RFC3339), place)
}

// rowsFrom returns n searches, evenly over so many days from a date on.
func rowsFrom(date string, days float64, n int) (rows []string) {
	from, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err)
	}
	for i := range n {
		rows = append(rows, rowAt(from.Add(time.Duration(days*24*float64(time.Hour)/float64(n))*time.Duration(i)+12*time.Minute), i))
	}
	return rows
}

// officialFile returns a file with the columns of data.police.uk.
func officialFile(rows ...string) string { return file("\n", official, rows...) }

// withID returns a file with a number of its own for each row, in a column that is not read.
func withID(rows ...string) string {
	numbered := make([]string, len(rows))
	for i, row := range rows {
		numbered[i] = fmt.Sprintf("%d,%s", i+1, row)
	}
	return file("\n", "Unnamed: 0,"+official, numbered...)
}

// shuffled returns the rows in another order.
func shuffled(rows []string) []string {
	rows = slices.Clone(rows)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	return rows
}

// turned returns a file with its columns in the opposite order.
func turned(rows ...string) string {
	lines := append([]string{official}, rows...)
	for i, line := range lines {
		cells := strings.Split(line, ",")
		slices.Reverse(cells)
		lines[i] = strings.Join(cells, ",")
	}
	return strings.Join(lines, "\n")
}

// dated returns rows without their time of day.
func dated(rows []string) (dates []string) {
	for _, row := range rows {
		i := strings.Index(row, "T")
		dates = append(dates, row[:i]+row[i+len("T00:00:00Z"):])
	}
	return dates
}

// without leaves out every nth row.
func without(rows []string, nth int) (left []string) {
	for i, row := range rows {
		if i%nth != 0 {
			left = append(left, row)
		}
	}
	return left
}

// readAll reads files in order of name, each on its own.
func readAll(revision Revision, files map[string]string) (*Extract, error) {
	x := &Extract{Revision: revision}
	fsys := make(fstest.MapFS)
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	err := x.ReadFS(context.Background(), fsys, ".")
	return x, err
}

// A copy is a copy in whatever form, and a revision says which of the two counts.
func TestSameSearches(t *testing.T) {
	rows := rowsFrom("2020-02-01", 29, 30)
	plain := officialFile(rows...)
	for _, test := range []struct{ name, text, reason string }{
		{"b-essex.csv", plain, "as it is"},
		{"b-essex.csv", gzipped(plain), "packed"},
		{"b-essex.csv", strings.ReplaceAll(plain, "\n", "\r\n"), "other line ends"},
		{"b-essex.csv", officialFile(shuffled(rows)...), "sorted otherwise"},
		{"b-essex.csv", withID(rows...), "with numbers of its own"},
		{"b-essex.csv", withID(shuffled(rows)...), "sorted otherwise, with numbers of its own"},
		{"b-essex.csv", turned(rows...), "its columns in another order"},
		{"b-essex.csv", strings.NewReplacer("True", "TRUE", "False", "0").Replace(plain), "as R and SQL write yes and no"},
		{"b-essex.csv", strings.ReplaceAll(plain, ",", ";"), "semicolons"},
		{"b-essex.csv", strings.ReplaceAll(plain, "-0.1,", "-0.1000,"), "coordinates with more digits"},
		{"b-essex.csv", strings.ReplaceAll(plain, "Z,", ".000+00:00,"), "times in another form"},
		{"b-essex.csv", apiJSON(t, strings.NewReader(plain)), "JSON"},
		{"b.csv", file("\n", official+",Force", strings.Split(strings.Join(rows, ",Essex\n")+",Essex", "\n")...), "the force in a column"},
	} {
		_, err := readAll(NoRevision, map[string]string{"a-essex.csv": plain, test.name: test.text})
		e, ok := errors.AsType[*OverlapError](err)
		if !ok || e.Kind != OverlapSame || e.Shared != 30 || e.More != 0 || e.Force.String() != "Essex" || e.Month != newMonth(2020, time.February) {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		want := "outcomes: a-essex.csv and " + test.name + ": the same 30 searches of Essex in 2020-02, which would be counted twice: give one of them, or say which to take"
		if err.Error() != want {
			t.Errorf("%s: %v, want %s", test.reason, err, want)
		}
		for _, revision := range []Revision{NewestRevision, LargestRevision, "a-essex.csv", Revision(test.name)} {
			x, err := readAll(revision, map[string]string{"a-essex.csv": plain, test.name: test.text})
			if err != nil || x.CheckRevision() != nil || x.Tally().Total() != 30 || x.Quality(0).Revised != 30 || x.Quality(0).Rows != 60 || x.Quality(0).Duplicates != 0 {
				t.Errorf("%s, %s: %v, %v", test.reason, revision, err, x.Quality(0))
			}
			second := x.Overlaps()[0].Files[1]
			if second.Taken != (revision == Revision(test.name)) || second.File != test.name {
				t.Errorf("%s, %s: %+v", test.reason, revision, x.Overlaps())
			}
		}
	}
}

// What files of one force and month have to do with each other, and what is said of it.
func TestOverlaps(t *testing.T) {
	month, year := rowsFrom("2020-02-01", 29, 100), slices.Concat(rowsFrom("2020-01-01", 31, 90), rowsFrom("2020-02-01", 29, 100), rowsFrom("2020-03-01", 30, 80))
	july, august := rowsFrom("2020-07-01", 31, 300), rowsFrom("2020-08-01", 31, 300)
	others, others8 := rowsFrom("2020-02-03", 20, 30), rowsFrom("2020-08-03", 20, 9)
	early := time.Date(2020, 7, 31, 23, 10, 0, 0, time.UTC)
	july = append(july, rowAt(early, 901), rowAt(early.Add(20*time.Minute), 902))
	split := func(date string, n int) string { return officialFile(rowsFrom(date, 7, n)...) }
	column := func(force string, rows []string) (with []string) {
		for _, row := range rows {
			with = append(with, row+","+force)
		}
		return with
	}
	both := file("\n", official+",Force", append(column("Essex", month), column("Kent", month)...)...)
	for _, test := range []struct {
		reason  string
		a, b    string
		kind    OverlapKind
		shared  int64
		refused string // in the error
		months  int    // with an overlap
	}{
		{"a revised month", officialFile(month...), withID(append(without(month, 10), rowsFrom("2020-02-10", 2, 5)...)...), OverlapNearly, 90,
			"a-essex.csv (100 rows) and b-essex.csv (95 rows): nearly the same searches of Essex in 2020-02, as if one were a revision of the other: 90 rows are in both: " +
				"give one of them, or say which to take", 1},
		{"a month in a file of several", withID(year...), officialFile(month...), OverlapSame, 100, "the same 100 searches of Essex in 2020-02, which would be counted twice: give", 1},
		{"a file of several months and the file of these with fewer", officialFile(year...), withID(without(year, 9)...), OverlapNearly, 80,
			"(90 rows) and b-essex.csv (80 rows): nearly the same searches of Essex in 2020-01, as if one were a revision of the other: 80 rows are in both; so it is with 2 months more: give", 3},
		{"a week of a month", officialFile(month...), withID(month[10:30]...), OverlapPart, 20, "a-essex.csv (100 rows) and b-essex.csv (20 rows): one has a part of the searches of Essex in 2020-02 that the other has: 20 rows are in both: give", 1},
		{"every other day of a month", officialFile(without(month, 2)...), officialFile(month...), OverlapPart, 50, "a part", 1},
		{"two exports that complete each other", officialFile(month[:60]...), withID(month[40:]...), OverlapPartly, 20,
			"partly different searches of Essex in 2020-02, of the same days: 20 rows are in both, as if two exports completed each other, or had the same searches in two forms: " +
				"give one of them, or name the one to take; if both are needed and no search is in both, join them in one file", 1},
		{"other searches of the same days", officialFile(month...), officialFile(rowsFrom("2020-02-01", 28, 99)...), OverlapPartly, 1, "partly different", 1},
		{"dates without times", officialFile(month...), officialFile(dated(month)...), OverlapPartly, 0, "partly different", 1},
		{"another label of a column", officialFile(month...), strings.ReplaceAll(officialFile(month...), "Male", "Female"), OverlapPartly, 0, "partly different", 1},
		{"an unknown label", officialFile(month...), strings.ReplaceAll(officialFile(month...), "Arrest", "Ticket"), OverlapPartly, 0, "partly different", 1},
		{"two unknown labels", strings.ReplaceAll(officialFile(month...), "Arrest", "Ticked"), strings.ReplaceAll(officialFile(month...), "Arrest", "Ticket"), OverlapPartly, 0, "partly different", 1},
		{"one unknown label in two cases", strings.ReplaceAll(officialFile(month...), "Arrest", "TICKET "), strings.ReplaceAll(officialFile(month...), "Arrest", "Ticket"), OverlapSame, 100, "the same 100", 1},
		{"one search", officialFile(month[3]), withID(month[3]), OverlapSame, 1, "a-essex.csv and b-essex.csv: the same search of Essex in 2020-02, which would be counted twice", 1},
		{"one search of many", officialFile(month...), officialFile(month[3]), OverlapPart, 1, "1 row is in both", 1},
		{"one search of the same day as others", officialFile(month[:15]...), officialFile(rowsFrom("2020-02-02", 1, 1)...), OverlapPartly, 0, "b-essex.csv (1 row): partly different", 1},
		{"two forces in one file, and one of them", both, officialFile(month...), OverlapSame, 100, "the same 100 searches of Essex", 1},
		{"four fifths of the larger", officialFile(month...), officialFile(slices.Concat(month[20:], others[:20])...), OverlapNearly, 80, "nearly the same", 1},
		{"less than four fifths", officialFile(month...), officialFile(slices.Concat(month[21:], others[:21])...), OverlapPartly, 79, "partly different", 1},
		{"19 of 20 of the smaller", officialFile(month...), officialFile(slices.Concat(month[:19], others[:1])...), OverlapPart, 19, "a part", 1},
		{"18 of 20 of the smaller", officialFile(month...), officialFile(slices.Concat(month[:18], others[:2])...), OverlapPartly, 18, "partly different", 1},
		{"strays one of which is in both", officialFile(slices.Concat(july[:300], august[10:11], others8)...), officialFile(august...), OverlapPartly, 1, "partly different", 1},

		{"two weeks", split("2020-02-01", 50), split("2020-02-08", 50), OverlapApart, 0, "", 1},
		{"two small weeks that meet within a day", split("2020-02-01", 15), officialFile(slices.Concat(rowsFrom("2020-02-07", .2, 1), rowsFrom("2020-02-08", 7, 14))...), OverlapApart, 0, "", 1},
		{"the last minutes of a month, in the file of that", officialFile(july...), officialFile(august...), OverlapApart, 0, "", 1},
		{"and so with few searches", officialFile(july[len(july)-5:]...), officialFile(august[:3]...), OverlapApart, 0, "", 1},
		{"a few strays", officialFile(append(slices.Clone(july[:300]), august[200]+" ")...), officialFile(append(august[:200:200], august[201:]...)...), OverlapApart, 0, "", 1},
		{"one search of another day", officialFile(month[3]), officialFile(month[50]), OverlapApart, 0, "", 1},
		{"months", officialFile(july[:300]...), officialFile(august...), 0, 0, "", 0},
		{"no row", officialFile(), officialFile(), 0, 0, "", 0},
		{"no row that can be read", officialFile("short"), officialFile("short"), 0, 0, "", 0},
	} {
		aName := "a-essex.csv"
		x, err := readAll(NoRevision, map[string]string{aName: test.a, "b-essex.csv": test.b})
		checkError(t, err)
		e, ok := errors.AsType[*OverlapError](err)
		if ok != (test.refused != "") || err != nil && !strings.Contains(err.Error(), test.refused) || len(x.Sources()) > 0 == ok {
			t.Errorf("%s: %v, want %q", test.reason, err, test.refused)
			continue
		}
		var got []Overlap
		if ok {
			got = []Overlap{e.Overlap}
			// What is refused is resolved by name, if at all.
			if x, err = readAll("b-essex.csv", map[string]string{aName: test.a, "b-essex.csv": test.b}); err != nil || x.CheckRevision() != nil {
				t.Errorf("%s: by name: %v, %v", test.reason, err, x.CheckRevision())
			}
			if q := x.Quality(0); len(x.Overlaps()) != test.months || q.Revised == 0 || q.Rows != x.Tally().Total()+q.Revised {
				t.Errorf("%s: by name: %v, %+v", test.reason, q, x.Overlaps())
			}
		} else {
			got = x.Overlaps()
			if q := x.Quality(0); q.Revised != 0 || q.Rows-q.Rejected != x.Tally().Total() {
				t.Errorf("%s: %v", test.reason, q)
			}
		}
		if test.months > 0 && (len(got) == 0 || got[0].Kind != test.kind || got[0].Shared != test.shared) || test.months == 0 && got != nil {
			t.Errorf("%s: %+v, want %v of %d", test.reason, got, test.kind, test.shared)
		}
	}
}

// A part of the searches of many months, in another form than the file of all of them, has few rows
// in each month, and is no stray all the same.
func TestFewRowsOfManyMonths(t *testing.T) {
	var all, few []string
	for month := range Month(24) {
		rows := rowsFrom((newMonth(2020, time.January)+month).String()+"-01", 28, 100)
		all, few = append(all, rows...), append(few, dated(rows[:3])...)
	}
	_, err := readAll(NoRevision, map[string]string{"a-essex.csv": officialFile(all...), "b-essex.csv": officialFile(few...)})
	if e, ok := errors.AsType[*OverlapError](err); !ok || e.Kind != OverlapPartly || e.More != 23 {
		t.Errorf("%v", err)
	}
}

// The same searches under the names of two forces are a mistake in one of the names, and so are
// nearly the same of one month.
func TestSameSearchesOfTwoForces(t *testing.T) {
	month := rowsFrom("2020-02-01", 29, 100)
	under := func(force string, rows ...string) string {
		named := make([]string, len(rows))
		for i, row := range rows {
			named[i] = force + "," + row
		}
		return file("\n", "Force,"+official, named...)
	}
	year := append(rowsFrom("2020-01-01", 31, 80), month...)
	const nearly = "a-essex.csv (100 rows) and b-kent.csv (99 rows): nearly the same searches under the names of Essex and of Kent in 2020-02, " +
		"as if one were a revision of the other: 99 rows are in both: give the one whose force is right"
	for _, test := range []struct{ name, b, refused, reason string }{
		{"b-kent.csv", withID(shuffled(month)...), "a-essex.csv and b-kent.csv: the same 100 searches under the names of Essex and of Kent, which would be counted twice: give the one whose force is right", "all"},
		{"b-kent.csv", officialFile(month[1:]...), nearly, "a revision"},
		{"b.csv", under("Esex", year...), "a-essex.csv and b.csv: the same 100 searches under the names of Essex and of Esex in 2020-02, which", "a month in a joined file, and a slip"},
		{"b.csv", under("Kent", month[:80]...), "80 rows are in both", "four fifths"},
		{"b.csv", under("Kent", month[:79]...), "", "less is told by nothing"},
		{"b.csv", under("Kent", dated(month)...), "", "other searches of the same days"},
	} {
		for _, revision := range []Revision{NoRevision, LargestRevision, "a-essex.csv"} {
			x, err := readAll(revision, map[string]string{"a-essex.csv": officialFile(month...), test.name: test.b})
			checkError(t, err)
			if (err == nil) != (test.refused == "") || err != nil && !strings.Contains(err.Error(), test.refused) {
				t.Errorf("%s: %v", test.reason, err)
			}
			if err == nil && len(x.Overlaps()) != 0 {
				t.Errorf("%s: %+v", test.reason, x.Overlaps())
			}
		}
	}
	few := rowsFrom("2020-02-01", 29, 19)
	if _, err := readAll(NoRevision, map[string]string{"a-essex.csv": officialFile(few...), "b-kent.csv": officialFile(few[1:]...)}); err != nil {
		t.Errorf("too few to tell: %v", err)
	}
}

// How many months more cannot be read counts months, and not the pairs of files that are one file
// under several names.
func TestSameSearchesOfManyForces(t *testing.T) {
	month := officialFile(rowsFrom("2020-02-01", 29, 100)...)
	files := map[string]string{"a-essex.csv": month, "b-kent.csv": month, "c-surrey.csv": month, "d-sussex.csv": month}
	for _, test := range []struct {
		more   string
		months int64
		reason string
	}{
		{"", 0, "six pairs of files, and no month of one force twice"},
		{"e-essex.csv", 1, "and one of them twice"},
	} {
		if test.more != "" {
			files[test.more] = month
		}
		_, err := readAll(NoRevision, files)
		if e, ok := errors.AsType[*OverlapError](err); !ok || e.More != test.months || e.Month != 0 {
			t.Errorf("%s: %v", test.reason, err)
		}
	}
}

// What is read without checks conflicts with nothing, and is counted as often as it is read.
func TestUncheckedIsNeverCompared(t *testing.T) {
	rows := rowsFrom("2020-02-01", 29, 30)
	var x Extract
	if err := errors.Join(x.ReadCSV(strings.NewReader(officialFile(rows...)), ReadOptions{Force: force(t, "Essex")}),
		x.ReadFile(strings.NewReader(officialFile(rows...)), "essex.csv"), x.ReadCSV(strings.NewReader(officialFile(rows...)), ReadOptions{Force: force(t, "Essex")}),
		x.Read("none", sequence([]Search{{Type: PersonSearch}, {Type: PersonSearch, Fingerprint: 7}, {Type: PersonSearch, Fingerprint: 7}}, nil))); err != nil {
		t.Fatal(err)
	}
	if q := x.Quality(0); q.Rows != 93 || x.Tally().Total() != 93 || q.Duplicates != 61 || x.Overlaps() != nil {
		t.Errorf("%v, %+v", q, x.Overlaps())
	}
}

// A month that stands twice in the file of a year, in the same order, is said, with an id column
// too; and people who are searched together are not.
func TestRepeatsOfMonths(t *testing.T) {
	january, february := rowsFrom("2020-01-01", 31, 6), rowsFrom("2020-02-01", 29, 5)
	essex := force(t, "Essex")
	whole := func(rows int64) []Repeat { return []Repeat{{File: "essex.csv", Rows: rows, Times: 2}} }
	for _, test := range []struct {
		rows   []string
		want   []Repeat
		reason string
	}{
		{slices.Concat(january, february), nil, "none"},
		{slices.Concat(january, february, january, february), whole(11), "the whole file"},
		{slices.Concat(january, february, january), []Repeat{{"essex.csv", 6, 2, essex, newMonth(2020, time.January)}}, "a month"},
		{slices.Concat(january, january, february, february, february), []Repeat{{"essex.csv", 6, 2, essex, newMonth(2020, time.January)},
			{"essex.csv", 5, 3, essex, newMonth(2020, time.February)}}, "each month as often as it is"},
		{slices.Concat(january, february, february[:3]), nil, "a part of a month"},
		{slices.Concat(january, february, february[3:], february[:3]), nil, "another order"},
		{slices.Concat(january, february[:1], february[:1]), nil, "people who are searched together"},
	} {
		for _, text := range []string{officialFile(test.rows...), withID(test.rows...)} {
			var x Extract
			if err := x.ReadFile(strings.NewReader(text), "essex.csv"); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(test.want, x.Repeats()); d != "" || x.Tally().Total() != int64(len(test.rows)) {
				t.Errorf("%s: -want +got\n%s", test.reason, d)
			}
		}
	}
}
