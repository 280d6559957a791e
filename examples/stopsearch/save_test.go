package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSaved saves what is read, and reads it in place of the files: what is printed is the same, in
// every format.
func TestSaved(t *testing.T) {
	kent := searchesOf("2023-01", 300)
	essex := searchesOf("2023-01", 200).with("Self-defined ethnicity", func(row int, cell string) string {
		if row%50 == 7 {
			return "Klingon"
		}
		return cell
	})
	folder := t.TempDir()
	for name, text := range map[string]string{
		kentFile: kent.csv() + "Person search,never\r\n", "2023-02-essex-stop-and-search.csv": strings.ReplaceAll(essex.csv(), "2023-01", "2023-02"), "street.xlsx": "x",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(t.TempDir(), "both.tally")
	for _, args := range [][]string{{}, {"-tables", "all"}, {"-by", "month", "-tables", "all"}, {"-format", "csv"}, {"-format", "json"}, {"-format", "html"}} {
		status, plain, _ := call(t, "", append(args, folder)...)
		saving, beside, errout := call(t, "", append(args, "-save", file, folder)...)
		if status != statusOK || saving != statusOK || beside != plain {
			t.Fatalf("%q: status %d and with -save %d: %s", args, status, saving, errout)
		}
		again, saved, errout := call(t, "", append(args, file)...)
		if again != statusOK || saved != plain {
			t.Fatalf("%q: of the saved file another report, status %d: %s", args, again, errout)
		}
	}
	// without hashes too
	bare := filepath.Join(t.TempDir(), "bare.tally")
	for _, args := range [][]string{{"-save", bare, "-save-hashes", "none", folder}, {bare}} {
		if status, out, errout := call(t, "", append(args, "-tables", "all")...); status != statusOK || !strings.Contains(out, "Klingon") {
			t.Errorf("%q: %d, %s", args, status, errout)
		}
	}
	if status, _, errout := call(t, "", bare, filepath.Join(folder, kentFile)); status != statusInput || !strings.Contains(errout, "saved without the hashes of its rows") {
		t.Errorf("without hashes, the same month twice: %d, %s", status, errout)
	}
	// The same searches are known beside it.
	if status, _, errout := call(t, "", file, filepath.Join(folder, kentFile)); status != statusInput || !strings.Contains(errout, "the same 300 searches of Kent in 2023-01") ||
		!strings.Contains(errout, "both.tally") {
		t.Errorf("the same month twice: %d, %s", status, errout)
	}
	if status, out, errout := call(t, "", "-where", "Gender=Male", file); status != statusOK || !strings.Contains(out, "Gender") {
		t.Errorf("-where on a saved file: %d, %s", status, errout)
	}
	if status, _, errout := call(t, "", "-where", "Borough=Croydon", file); status != statusInput || !strings.Contains(errout, `no column "Borough", by which rows are chosen, in the saved file`) {
		t.Errorf("-where of a column that is not kept: %d, %s", status, errout)
	}
}

// TestSavedOwn saves a force's own extract. Another file of its months is refused beside it, unless
// the hashes were saved.
func TestSavedOwn(t *testing.T) {
	own := searchesOf("2023-01", 300).and("District", func(row int) string { return []string{"North", "South"}[row%2] })
	raw, other := write(t, kentFile, own.csv()), write(t, "more-kent.csv", searchesOf("2023-02", 20).csv())
	file := filepath.Join(t.TempDir(), "own.tally")
	status, plain, errout := call(t, "", "-keep", "District", "-save", file, raw)
	if status != statusOK {
		t.Fatal(errout)
	}
	if status, out, errout := call(t, "", "-keep", "District", file); status != statusOK || out != plain {
		t.Errorf("of the saved file another report, status %d: %s", status, errout)
	}
	if status, out, errout := call(t, "", "-where", "district=north", file); status != statusOK || !strings.Contains(out, "150") {
		t.Errorf("-where of a column that was kept: %d, %s\n%s", status, errout, out)
	}
	want := "cannot be told, since the first was saved without the hashes of its rows: save it with -save-hashes all, or read the files that it was made of together with the other"
	if status, _, errout := call(t, "", "-keep", "District", file, raw); status != statusInput || !strings.Contains(errout, want) {
		t.Errorf("beside the same month: %d, %s", status, errout)
	}
	if status, _, errout := call(t, "", file, other); status != statusInput || !strings.Contains(errout, `the columns that are kept are "District"`) {
		t.Errorf("beside a file without the column: %d, %s", status, errout)
	}
	if status, _, errout := call(t, "", "-keep", "District", "-save", file, "-save-hashes", "all", raw); status != statusOK {
		t.Fatal(errout)
	}
	if status, _, errout := call(t, "", "-keep", "District", file, raw); status != statusInput || !strings.Contains(errout, "the same 300 searches of Kent in 2023-01") {
		t.Errorf("with hashes, beside the same month: %d, %s", status, errout)
	}
}

// TestSavedRefused has what -save does not do.
func TestSavedRefused(t *testing.T) {
	raw := write(t, kentFile, searchesOf("2023-01", 30).csv())
	folder := t.TempDir()
	file := filepath.Join(folder, "kent.tally")
	if status, _, errout := call(t, "", "-save", file, raw); status != statusOK {
		t.Fatal(errout)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	cut := write(t, "cut.tally", string(whole[:len(whole)/2]))
	for _, test := range []struct {
		args   []string
		status int
		want   string
		reason string
	}{
		{[]string{"-save", "kent.csv", raw}, statusUsage, `-save "kent.csv": give a name that ends in .tally`, "the name of a table"},
		{[]string{"-save", file, "-suppress", "5", raw}, statusUsage, "-save does not go with -suppress", "it would tell what is withheld"},
		{[]string{"-save", file, "-labels-template", "l.csv", raw}, statusUsage, "-save does not go with -labels-template", "there is no report"},
		{[]string{"-save-hashes", "none", raw}, statusUsage, "-save-hashes says what -save FILE.tally writes", "nothing is saved"},
		{[]string{"-save", file}, statusUsage, "-save without a file", "the default is a table of counts"},
		{[]string{"-save", file, file}, statusInput, "read, and named by -save", "over what is read"},
		{[]string{"-save", filepath.Join(folder, "none", "x.tally"), raw}, statusInput, "make the folder", "no such folder"},
		{[]string{cut}, statusInput, "the saved file breaks off", "half a file"},
		{[]string{write(t, "x.tally", string(whole)+"x")}, statusInput, "bytes beyond its end", "something behind it"},
		{[]string{write(t, "x.tally", string(whole[:100])+"?"+string(whole[101:]))}, statusInput, "its checksum is that of other bytes", "a byte that changed"},
		{[]string{"-rows", "arrested", file}, statusInput, `has records of type "person"`, "records of another type"},
		{[]string{"-keep", "District", file}, statusInput, `has kept no column, and "District" is to be kept`, "a column that was not kept"},
	} {
		if status, out, errout := call(t, "", test.args...); status != test.status || !strings.Contains(errout, test.want) || out != "" {
			t.Errorf("%s: status %d, %s", test.reason, status, errout)
		}
	}
}
