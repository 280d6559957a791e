package outcomes

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// counted puts together the rows of d that are alike, in any order, with a column of their
// number. A row that cannot be read is alike others of its kind too.
func (d drawnTable) counted(t *rapid.T) (counted drawnTable) {
	at := rapid.IntRange(0, len(d.header)).Draw(t, "place of the count")
	counted.header = slices.Insert(slices.Clone(d.header), at, "n")
	rows := make(map[string]int)
	var different [][]string
	for _, row := range d.rows {
		key := strings.Join(row, "\x00")
		if rows[key]++; rows[key] == 1 && strings.Join(row, "") != "" { // a blank row is none
			different = append(different, row)
		}
	}
	if len(different) > 0 {
		different = rapid.Permutation(different).Draw(t, "order")
	}
	for _, row := range different {
		n := rows[strings.Join(row, "\x00")]
		if n > 1 && rapid.Bool().Draw(t, "in two rows") {
			counted.rows = append(counted.rows, slices.Insert(slices.Clone(row), at, "1"))
			n--
		}
		counted.rows = append(counted.rows, slices.Insert(slices.Clone(row), at, strconv.Itoa(n)))
	}
	return counted
}

// TestCountedLaw: rows that stand for several records give what these records give, counted alone:
// the tally, what was left out, the labels, the places and the account of every row.
func TestCountedLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawTable(t)
		var where []Filter
		if rapid.Bool().Draw(t, "filtered") {
			where = drawFilters(t)
		}
		var keep []string
		if rapid.Bool().Draw(t, "kept") {
			keep = []string{"Beat"}
		}
		counted := d.counted(t)
		read := func(x Extract, text string) *Extract {
			x.Where, x.Keep, x.Labels = where, keep, new(Labels)
			if err := x.ReadFile(strings.NewReader(text), "2022-kent.csv"); err != nil {
				t.Fatal(err, text)
			}
			return &x
		}
		for kind, form := range map[string]func(drawnTable) string{"CSV": drawnTable.csv, "JSON": drawnTable.lines} {
			if len(d.rows) == 0 && kind == "JSON" {
				continue // no searches
			}
			want, got := read(Extract{CountOnly: true}, form(d)), read(Extract{Columns: map[string]string{"count": "n"}}, form(counted))
			sameAccount(t, want, got)
			var saved bytes.Buffer
			if err := got.Save(&saved, SaveOptions{}); err != nil {
				t.Fatal(err)
			}
			again := new(Extract)
			if err := again.ReadFile(&saved, "kent.tally"); err != nil {
				t.Fatal(err)
			}
			sameAccount(t, want, again)
		}
	})
}

// lines returns the rows as an object a line, which has every column.
func (d drawnTable) lines() string {
	var b strings.Builder
	for _, row := range d.rows {
		object := make(map[string]string)
		for i, name := range d.header {
			object[name] = row[i]
		}
		text, _ := json.Marshal(object) // of texts
		b.Write(append(text, '\n'))
	}
	return b.String()
}

// sameAccount says if two extracts account for other rows.
func sameAccount(t *rapid.T, want, got *Extract) {
	if !want.Tally().Equal(got.Tally()) || !maps.Equal(cellsOf(want.Excluded()), cellsOf(got.Excluded())) {
		t.Fatalf("other counts: want %v, got %v", want.Quality(SelfDefined), got.Quality(SelfDefined))
	}
	if d := cmp.Diff(want.Quality(SelfDefined), got.Quality(SelfDefined)); d != "" {
		t.Fatalf("-want +got\n%s", d)
	}
	if d := cmp.Diff(want.AreaValues(), got.AreaValues()); d != "" {
		t.Fatalf("-want +got\n%s", d)
	}
	if d := cmp.Diff(want.Unmapped().Labels, got.Unmapped().Labels); d != "" {
		t.Fatalf("-want +got\n%s", d)
	}
	if d := cmp.Diff(want.Sources(), got.Sources()); d != "" {
		t.Fatalf("-want +got\n%s", d)
	}
}

// What stands in the column of the count, and is none.
func TestCountErrors(t *testing.T) {
	const most = "9007199254740992"
	for _, test := range []struct {
		count, want string
		reason      string
	}{
		{"1", "", "one record"},
		{" 12 ", "", "with space around it"},
		{most, "", "as many as there may be"},
		{"0", `"0": no count: want how many records the row stands for, a whole number of 1 or more`, "no record: there is nothing to be counted"},
		{"-3", `"-3": no count`, "fewer than none"},
		{"1.5", `"1.5": no count`, "half a record"},
		{"1,000", `"1,000": no count`, "what may be a thousand, or one"},
		{"1e3", `"1e3": no count`, "a number as computers write it"},
		{"", `"": no count`, "blank"},
		{"NULL", `"NULL": no count`, "blank, as databases have it"},
		{"9007199254740993", `"9007199254740993": too many: all rows together stand for 2^53 records at most`, "more than can be counted"},
		{"99999999999999999999", `"99999999999999999999": no count`, "more than 64 bits hold"},
	} {
		for _, form := range []struct{ kind, text, prefix string }{
			{"CSV", file("\n", "Type,Date,Officer-defined ethnicity,n", `Person search,2022-09-01,White,"`+test.count+`"`), "f.csv:2:32: Count "},
			{"JSON", fmt.Sprintf(`[{"type":"Person search","datetime":"2022-09-01T00:00:00Z","officer_defined_ethnicity":"White","n":%q}]`, test.count), "f.csv:1:2: Count "},
		} {
			x := Extract{Columns: map[string]string{"count": "n"}, ForceOptional: true}
			if err := x.ReadFile(strings.NewReader(form.text), "f.csv"); err != nil {
				t.Errorf("%s, %s: %v", test.reason, form.kind, err)
				continue
			}
			q, errs := x.Quality(SelfDefined), x.Errors()
			if test.want == "" {
				n, _ := strconv.ParseInt(strings.TrimSpace(test.count), 10, 64)
				if errs != nil || q.Rows != n || q.NotCompared != n || x.Tally().Total() != n {
					t.Errorf("%s, %s: %v, %v", test.reason, form.kind, q, errs)
				}
				continue
			}
			if q.Rejected != 1 || q.Rows != 1 || len(errs) != 1 || !strings.HasPrefix(errs[0].Error(), "outcomes: "+form.prefix+test.want) {
				t.Errorf("%s, %s: %v, %v\nwant %s%s", test.reason, form.kind, q, errs, form.prefix, test.want)
			}
		}
	}
}

// A row that stands for many is rejected as many, and all rows together are as many as fit.
func TestCountedRows(t *testing.T) {
	x := Extract{Columns: map[string]string{"Count": "number of searches"}}
	text := file("\n", "Type,Date,Officer-defined ethnicity,Number_of_Searches", "Person search,2022-09-01,White,3", "Person search,soon,White,5",
		"Person search,2022-09-02,Martian,7", "Person search,2022-09-02,White,9007199254740980", "Person search,2022-09-02", "Person search,2022-09-02,White,4")
	if err := x.ReadFile(strings.NewReader(text), "2022-09-kent.csv"); err != nil {
		t.Fatal(err)
	}
	q := x.Quality(SelfDefined)
	if q.Rows != 3+5+7+1+1+4 || q.Rejected != 5+1+1 || q.UnknownLabels["Officer-defined ethnicity"]["Martian"] != 7 || q.NotCompared != 3+7+4 {
		t.Errorf("%+v", q)
	}
	if s := x.Sources()[0]; !s.CountOnly || s.Own || s.Rows != q.Rows {
		t.Errorf("%+v", s)
	}
	closed, ok := errors.AsType[*ClosedMonthError](x.ReadFile(strings.NewReader(text), "2022-09-kent-2.csv"))
	if !ok || !closed.Counted {
		t.Errorf("twice: %v", closed)
	}
	if err := x.ReadFile(strings.NewReader(strings.ReplaceAll(text, "2022-09-", "2022-10-")), "2022-10-kent.csv"); err != nil || x.Tally().Total() != 2*(3+7+4) {
		t.Errorf("another month: %v, %d", err, x.Tally().Total())
	}
}

// To ask for single searches of rows that stand for several is an error, however it is asked.
func TestCountedAlone(t *testing.T) {
	o := ReadOptions{File: "f.csv", Columns: map[string]string{"count": "n"}}
	text := file("\n", "Type,Date,Officer-defined ethnicity,n", "Person search,2022-09-01,White,3")
	object := `{"type":"Person search","datetime":"2022-09-01T00:00:00Z","officer_defined_ethnicity":"White","n":3}`
	x := new(Extract)
	_, csv := collect(ReadCSV(strings.NewReader(text), o))
	_, objects := collect(ReadJSON(strings.NewReader(object), o))
	for reason, err := range map[string]error{"ReadCSV": csv[0], "ReadJSON": objects[0], "Extract.Read": x.Read("f.csv", ReadCSV(strings.NewReader(text), o))} {
		if _, ok := err.(*HeaderError); !ok || !strings.Contains(err.Error(), "want an Extract to read the file, which counts them") {
			t.Errorf("%s: %v", reason, err)
		}
	}
	y := new(Extract)
	if err := errors.Join(x.ReadCSV(strings.NewReader(text), o), y.ReadJSON(strings.NewReader(object), o)); err != nil || x.Tally().Total() != 3 || !x.Tally().Equal(y.Tally()) {
		t.Errorf("%v, %d, %d", err, x.Tally().Total(), y.Tally().Total())
	}
}

// A column is the count if it is said to be, whatever it is called.
func TestCountByItsNameAlone(t *testing.T) {
	text := file("\n", "Type,Date,Officer-defined ethnicity,Count", "Person search,2022-09-01,White,3")
	x := Extract{ForceOptional: true}
	if err := x.ReadFile(strings.NewReader(text), "f.csv"); err != nil || x.Tally().Total() != 1 {
		t.Errorf("%v, %d", err, x.Tally().Total())
	}
	var header *HeaderError
	err := (&Extract{ForceOptional: true, Columns: map[string]string{"count": "m"}}).ReadFile(strings.NewReader(text), "f.csv")
	if !errors.As(err, &header) || !strings.Contains(err.Error(), `no column "m", which is to be read as "count"`) {
		t.Errorf("a column that is not there: %v", err)
	}
}

// An official file with a count is official, and so is one that a query has made of it.
func TestCountedIsOfficial(t *testing.T) {
	x := Extract{Columns: map[string]string{"count": "n"}}
	if err := x.ReadFile(strings.NewReader(file("\n", official+",n", fixture[0]+",2")), "2022-09-kent.csv"); err != nil {
		t.Fatal(err)
	}
	if s := x.Sources()[0]; s.Own || s.Missing != nil || !slices.Equal(x.OfficialFiles(), []string{"2022-09-kent.csv"}) {
		t.Errorf("%+v, %q", s, x.OfficialFiles())
	}
}

// TestColumnsRead: which columns of a header are read, and that the others change nothing.
func TestColumnsRead(t *testing.T) {
	for _, test := range []struct {
		header string
		o      ReadOptions
		want   string // field=column; the field is empty of what is read for something else
		reason string
	}{
		{official, ReadOptions{}, "type=Type date=Date operation=Part of a policing operation latitude=Latitude longitude=Longitude gender=Gender age=Age range " +
			"ethnicity=Self-defined ethnicity officer=Officer-defined ethnicity legislation=Legislation object=Object of search outcome=Outcome " +
			"linked=Outcome linked to object of search clothing=Removal of more than just outer clothing", "as published: not the name of an operation"},
		{"id,datetime,date,time,type,officer_defined_ethnicity", ReadOptions{}, "date=datetime type=type officer=officer_defined_ethnicity", "the time is in the date"},
		{"Date,Time,Type,Officer-defined ethnicity,Falls within,Reported by", ReadOptions{}, "date=Date time=Time type=Type officer=Officer-defined ethnicity force=Reported by", "one force of two"},
		{"Date,Type,Officer-defined ethnicity,Ward,Borough,Notes", ReadOptions{}, "date=Date type=Type officer=Officer-defined ethnicity =Borough", "a place"},
		{"Date,Type,Officer-defined ethnicity,source,path", ReadOptions{}, "date=Date type=Type officer=Officer-defined ethnicity =source =path", "what may tell the force, or a file"},
		{"Date,Type,Officer-defined ethnicity,source,force,file", ReadOptions{}, "date=Date type=Type officer=Officer-defined ethnicity force=force file=file", "where others tell it"},
		{"When,Seen,Result,Team,Notes,x", ReadOptions{Columns: map[string]string{"date": "When", "officer": "Seen", "outcome": "Result"}, Rows: PersonArrested, Keep: []string{"team"},
			Where: []Filter{{"X", "1"}}}, "date=When officer=Seen outcome=Result =Team =x", "a force's own"},
		{"Type,Date,Seen,Age", ReadOptions{Columns: map[string]string{"officer": "Seen", "ethnicity": "Seen", "age": "Age"}, Keep: []string{"Date", "Age"}},
			"type=Type date=Date =Date ethnicity=Seen officer=Seen age=Age =Age", "for several things"},
		{"Type,Date,Officer-defined ethnicity,n", ReadOptions{Columns: map[string]string{"count": "n"}}, "type=Type date=Date officer=Officer-defined ethnicity count=n", "with a count"},
		{"Type,Officer-defined ethnicity", ReadOptions{}, `no column "Date"`, "none that tells the date"},
		{"", ReadOptions{}, "empty", "no column"},
		{"Type,Date,Officer-defined ethnicity", ReadOptions{Keep: []string{"Team"}}, `no column "Team"`, "one to be kept that is not there"},
		{"Type,Date,Officer-defined ethnicity,Type", ReadOptions{}, `column "Type" stands twice`, "twice"},
	} {
		header := strings.Split(test.header, ",")
		if test.header == "" {
			header = nil
		}
		columns, err := test.o.ColumnsRead(header)
		var got []string
		for _, c := range columns {
			got = append(got, c.Field+"="+header[c.Index])
		}
		if err != nil {
			if _, ok := err.(*HeaderError); !ok || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%s: %v", test.reason, err)
			}
			continue
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%s:\ngot  %s\nwant %s", test.reason, s, test.want)
		}
	}
}

// TestColumnsReadLaw: rows that are alike in the columns that are read are counted alike.
func TestColumnsReadLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawTable(t)
		o := ReadOptions{File: "2022-kent.csv", Columns: map[string]string{"count": "n"}}
		columns, err := ReadOptions{File: o.File}.ColumnsRead(d.header)
		if err != nil {
			t.Fatal(err)
		}
		blind := drawnTable{header: d.header}
		for _, row := range d.rows {
			seen := make([]string, len(row))
			for _, c := range columns {
				seen[c.Index] = row[c.Index]
			}
			if strings.Join(seen, "") == "" && strings.Join(row, "") != "" {
				seen[slices.Index(d.header, "Beat")] = "1" // lest it be taken for no row
			}
			blind.rows = append(blind.rows, seen)
		}
		want, got := &Extract{CountOnly: true}, new(Extract)
		counted := blind.counted(t)
		if err := errors.Join(want.ReadCSV(strings.NewReader(d.csv()), ReadOptions{File: o.File}), got.ReadCSV(strings.NewReader(counted.csv()), o)); err != nil {
			t.Fatal(err)
		}
		if text, _ := json.Marshal(columns); !bytes.Contains(text, []byte(`"field":"date"`)) {
			t.Fatalf("%s", text)
		}
		sameAccount(t, want, got)
	})
}
