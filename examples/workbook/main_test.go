package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

func TestRun(t *testing.T) {
	dir := t.TempDir()
	file := func(name, data string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
		return name
	}
	units := utf16.Encode([]rune("\ufeff" + `{"rows":[{"group":"Ä"}]}`))
	var wide []byte
	for _, u := range units {
		wide = append(wide, byte(u), byte(u>>8))
	}
	const good = `{"title":"T","rows":[{"group":"A","strata":[1]}]}`
	const listed = "T\n\nSheets that -o FILE.xlsx writes, after the sheet Read me\n  groups                           1 row\n\n" +
		"Left out: -sheets all has them, and -sheets NAME,NAME some\n  strata                           1 row\n"
	for _, test := range []struct {
		reason   string
		args     string // parted by spaces
		in       string
		status   int
		out, err string // what they begin with
	}{
		{"the one that ships", "", "", 0, "Uses of force per 1,000 residents, by ethnicity\n\nSheets that -o FILE.xlsx writes, after the sheet Read me\n  comparison                       5 rows, 1 chart\n", ""},
		{"standard input", "-", good, 0, listed, ""},
		{"a file", file("good.json", good), "", 0, listed, ""},
		{"what Windows makes of it", file("wide.json", string(wide)), "", 0, "wide.json\n\nSheets", ""},
		{"with a mark of UTF-8", "-", "\ufeff" + good, 0, listed, ""},
		{"all sheets", "-sheets all -", good, 0, "T\n\nSheets that -o FILE.xlsx writes, after the sheet Read me\n  groups                           1 row\n  strata", ""},
		{"one of them, flags behind", "- -sheets STRATA", good, 0, "T\n\nSheets that -o FILE.xlsx writes, after the sheet Read me\n  strata                           1 row\n\nLeft out", ""},
		{"after --", "-- " + file("-b.json", good), "", 0, listed, ""},
		{"help", "-h", "", 0, "", "usage: workbook [flags] [FILE | -]\n"},
		{"no such sheet", "-sheets groups,x -", good, 1, "", `workbook: standard input: no sheet "x": without -o the program lists them` + "\n"},
		{"no such flag", "-x", "", 2, "", "workbook: flag provided but not defined: -x\n"},
		{"a flag twice", "-o a.xlsx -o b.xlsx", "", 2, "", `workbook: invalid value "b.xlsx" for flag -o: want one value` + "\n"},
		{"two files", "a b", "", 2, "", "workbook: 2 files given: want one\n"},
		{"a name that no spreadsheet opens", "-o a.csv", "", 2, "", `workbook: -o "a.csv": want a name that ends in .xlsx` + "\n"},
		{"no such file", filepath.Join(dir, "none.json"), "", 1, "", "workbook: " + filepath.Join(dir, "none.json") + ": "},
		{"no such folder", "-o " + filepath.Join(dir, "none", "a.xlsx"), "", 1, "", "workbook: " + filepath.Join(dir, "none", "a.xlsx") + ": "},
		{"nothing", "-", "", 1, "", "workbook: standard input:1:1: unexpected end of JSON input: want what a program writes with -format json\n"},
		{"CSV", file("a.csv", "group,searches\n"), "", 1, "", "workbook: a.csv:1:1: invalid character 'g' looking for beginning of value: want what"},
		{"broken off", "-", "{\"rows\":\n [{\"ä\":1,", 1, "", "workbook: standard input:2:9: unexpected end of JSON input"},
		{"a word", "-", "{\"rows\":\n [{\"ä\":tru }]}", 1, "", "workbook: standard input:2:11: invalid character ' ' in literal true"},
		{"two values", "-", "{}\n{}", 1, "", "workbook: standard input:2:1: invalid character '{' after top-level value"},
		{"a field twice", "-", `{"a":1,"a":2}`, 1, "", `workbook: standard input:1:10: field "a" twice in one object` + "\n"},
		{"too deep", "-", strings.Repeat("[", 101) + strings.Repeat("]", 101), 1, "", "workbook: standard input:1:100: nested deeper than 100 lists and objects\n"},
		{"no list", "-", `{"a":{"b":1},"c":["x"]}`, 1, "", "workbook: standard input: no list in it: want what a program writes with -format json\n"},
		{"an escape sequence in a name", "-sheets \x1b[31m -", good, 1, "", `workbook: standard input: no sheet "\x1b[31m": without`},
	} {
		var out, errout bytes.Buffer
		status := run(strings.Fields(test.args), strings.NewReader(test.in), &out, &errout)
		if status != test.status || !strings.HasPrefix(out.String(), test.out) || !strings.HasPrefix(errout.String(), test.err) ||
			test.out == "" && out.Len() > 0 || test.err == "" && errout.Len() > 0 || status > 0 && strings.Count(errout.String(), "\n") != 1 {
			t.Errorf("%s: status %d\n%s\n%s\nwant %d\n%s\n%s", test.reason, status, out.String(), errout.String(), test.status, test.out, test.err)
		}
	}
}

func TestWritten(t *testing.T) {
	name := filepath.Join(t.TempDir(), "A.XLSX")
	var out, errout bytes.Buffer
	if status := run([]string{"-o", name}, strings.NewReader(""), &out, &errout); status != 0 || out.Len()+errout.Len() > 0 {
		t.Fatalf("status %d, %q, %q", status, out.String(), errout.String())
	}
	f, err := excelize.OpenFile(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if less := missing(t, string(shipped), f); len(less) > 0 {
		t.Errorf("numbers are missing: %v", less)
	}
}

// check tests what holds of every workbook: it can be opened, has no formula, and has all numbers
// of the JSON.
func check(t *testing.T, data string) {
	s := settings{sheets: allSheets}
	documents, pages, left, err := s.plan("test.json", []byte(data))
	if err != nil {
		return
	}
	var b bytes.Buffer
	if err := write(&b, documents, pages, len(left), "test.json"); err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	defer book.Close()
	if less := missing(t, data, book); len(less) > 0 {
		t.Errorf("%s: numbers are missing: %v", data, less)
	}
	chartsOf(t, book, b.Bytes())
}

func TestAnyShape(t *testing.T) {
	for _, data := range []string{
		`[{"sections":[{"name":"a","data":{"rows":[{"group":"=1+1","ratio":{"value":2,"lower":1,"upper":"Inf"}}]}}]},{"sections":[[1,2],{"x":[3]}]}]`,
		`{"series":{"points":[{"name":"2001","start":"s"},{"a":1}]},"tables":[{"rows":[{"group":"A","ratio":{"value":1,"lower":0.5,"upper":2}}]},[1]],"shares":[1,2],"strata":[{},[]]}`,
		`{"rows":[{"a":{"b":1},"a\u0000b":[2,[3,{"id":"x","rows":[4]}]]},null,5,"x",true],"years":[1,"x"],"title":6,"notes":[7]}`,
		`{"":[{"":{"":1}}],"parts":[{"name":"_x0041_","row":{"group":1,"row":2}}],"by":"\u202e"}`,
	} {
		check(t, data)
	}
}

// shape writes JSON as bytes choose: the names of fields are those that mean something here.
type shape struct {
	bytes []byte
	names []string
	b     bytes.Buffer
}

// next returns a number below n.
func (s *shape) next(n int) int {
	if len(s.bytes) == 0 {
		return 0
	}
	v := int(s.bytes[0]) % n
	s.bytes = s.bytes[1:]
	return v
}

// value writes a value, and at some depth no more lists and objects.
func (s *shape) value(depth int) {
	scalars := []string{"null", "true", "0", "1", "-2.5", "1e300", "12345678901234567", `"Inf"`, `"A"`, `"B"`, `"=1"`, `"month"`, `"rate"`, `"2020-01-01T00:00:00Z"`}
	kind := s.next(4)
	if depth == 0 || len(s.bytes) == 0 || kind == 0 {
		s.b.WriteString(scalars[s.next(len(scalars))])
		return
	}
	n := s.next(5)
	if kind == 1 {
		s.b.WriteByte('[')
		for i := range n {
			if i > 0 {
				s.b.WriteByte(',')
			}
			s.value(depth - 1)
		}
		s.b.WriteByte(']')
		return
	}
	used := make(map[string]bool)
	s.b.WriteByte('{')
	for range n {
		name := s.names[s.next(len(s.names))]
		if used[name] {
			continue
		}
		if len(used) > 0 {
			s.b.WriteByte(',')
		}
		used[name] = true
		key, _ := json.Marshal(name)
		s.b.Write(key)
		s.b.WriteByte(':')
		s.value(depth - 1)
	}
	s.b.WriteByte('}')
}

// Whatever the JSON is.
func FuzzWorkbook(f *testing.F) {
	names := slices.Concat(without, identities, instead, indices, last, ends, slices.Sorted(maps.Keys(siblings)),
		[]string{"events", "exposure", "parts", "by", "measure", "model", "per", "rate", "title", "start", "years", "said", "text", "notes", "lines", "", "x", "a\x00b", "points", "rolling"})
	for _, seed := range []string{"", "\x02\x04", "\x01\x03\x02\x04\x00\x01\x05", string(shipped[:200])} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, bytes []byte) {
		s := shape{bytes: bytes, names: names}
		s.value(7)
		check(t, s.b.String())
	})
}

// TestOverItsInput: the file that is read is not written over.
func TestOverItsInput(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.xlsx")
	text := []byte(`{"rows": [{"group": "White", "events": 1}]}`)
	if err := os.WriteFile(file, text, 0o666); err != nil {
		t.Fatal(err)
	}
	var out, errout bytes.Buffer
	if status := run([]string{"-o", file, file}, strings.NewReader(""), &out, &errout); status != 1 || !strings.Contains(errout.String(), "write elsewhere") {
		t.Errorf("status %d, %s", status, errout.String())
	}
	if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, text) {
		t.Errorf("the file is %.60q, %v", got, err)
	}
}
