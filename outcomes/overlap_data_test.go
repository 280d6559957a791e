package outcomes

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// inAnotherForm returns a table with its rows in the opposite order, under numbers of their own,
// and with semicolons.
func inAnotherForm(t *testing.T, r io.Reader) []byte {
	t.Helper()
	records, err := csv.NewReader(r).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(records[1:])
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = ';'
	for i, record := range records {
		number := "row number"
		if i > 0 {
			number = strconv.Itoa(i)
		}
		if err := w.Write(append([]string{number}, record...)); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	return b.Bytes()
}

// Every published file is known beside itself, in another form.
func TestPublishedFilesTwice(t *testing.T) {
	dir := dataFile(t, "csv")
	files, err := filepath.Glob(filepath.Join(dir, "*.csv*"))
	if err != nil || len(files) < 14 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		var x Extract
		if err := x.ReadFile(bytes.NewReader(text), name); err != nil {
			t.Fatal(err)
		}
		var plain io.Reader = bytes.NewReader(text)
		if strings.HasSuffix(name, ".gz") {
			if plain, err = gzip.NewReader(plain); err != nil {
				t.Fatal(err)
			}
		}
		months := len(CountBy(x.Tally(), func(k Key) Month { return k.Month }))
		total := x.Tally().Total()
		e, ok := errors.AsType[*OverlapError](x.ReadFile(bytes.NewReader(inAnotherForm(t, plain)), "copy-of-"+strings.TrimSuffix(name, ".gz")))
		if !ok || e.Kind != OverlapSame || e.More != int64(months)-1 || x.Tally().Total() != total {
			t.Errorf("%s: %v", name, e)
		}
	}
}

// The Metropolitan Police's own file of a month and a year in its area, from the API, were
// downloaded at two times: nearly the same searches, of which one file's count.
func TestPublishedRevision(t *testing.T) {
	const month, year = "csv/2022-09-metropolitan-stop-and-search.csv.gz", "api/2021-12_2022-11-london-api-flattened.csv.gz"
	fsys := os.DirFS(filepath.Dir(dataFile(t, "csv")))
	for _, test := range []struct {
		revision Revision
		persons  int64
		taken    string
		refused  string
	}{
		{NoRevision, 148_189, "", year + " (11,479 rows) and " + month + " (12,447 rows): nearly the same searches of Metropolitan Police in 2022-09, " +
			"as if one were a revision of the other: 11,089 rows are in both: give one of them, or say which to take"},
		{NewestRevision, 148_189, "", "which of them is newer cannot be told"},
		{LargestRevision, 149_149, month, ""},
		{month, 149_149, month, ""},
		{year, 148_189, year, ""},
	} {
		x := &Extract{Revision: test.revision}
		if err := x.ReadFS(context.Background(), fsys, year); err != nil {
			t.Fatal(err)
		}
		err := x.ReadFS(context.Background(), fsys, month)
		if (err == nil) != (test.refused == "") || err != nil && !strings.Contains(err.Error(), test.refused) {
			t.Errorf("%s: %v", test.revision, err)
		}
		if persons := x.Tally().Where(func(k Key) bool { return k.Type.IsPerson() }).Total(); persons != test.persons {
			t.Errorf("%s: %d searches of persons, want %d", test.revision, persons, test.persons)
		}
		if err != nil {
			continue
		}
		want := []Overlap{{force(t, "Metropolitan Police"), newMonth(2022, 9), []OverlapFile{{year, 11_479, test.taken == year}, {month, 12_447, test.taken == month}}, 11_089, OverlapNearly}}
		if d := cmp.Diff(want, x.Overlaps()); d != "" {
			t.Errorf("%s: -want +got\n%s", test.revision, d)
		}
	}
}

// Months of one force that were published one by one have nothing in common.
func TestPublishedMonthsAreApart(t *testing.T) {
	for _, dir := range []string{"csv", "../series/city-of-london-2018-04_2020-11"} {
		var x Extract
		if err := x.ReadFS(context.Background(), os.DirFS(dataFile(t, dir)), "."); err != nil || len(x.Sources()) < 14 || x.Overlaps() != nil || x.Repeats() != nil {
			t.Errorf("%s: %v, %+v, %+v", dir, err, x.Overlaps(), x.Repeats())
		}
	}
}
