package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFiles has arguments that stand for files.
func TestFiles(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, folder := range []string{"data/2020-01", ".git/x", "d", "d-1"} {
		if err := os.MkdirAll(folder, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{".git/x/kent.csv", "d/f", "d-1/f", "b.csv", "a.csv", "C.CSV", ".hidden.csv", "[x].csv", "star*.csv", "-dash.csv", "my file.csv", "data/2020-01/essex.csv", "data/2020-01/kent.csv"} {
		if err := os.WriteFile(name, nil, 0o666); err != nil {
			t.Skip(err) // a name that cannot be had here
		}
	}
	if err := os.Symlink("nowhere.csv", "link.csv"); err != nil {
		t.Skip(err)
	}
	for _, test := range []struct {
		args         string // with | between
		windows      bool
		want, reason string // what is told begins with !
	}{
		{"", false, "", "no arguments"},
		{"b.csv|-|data|a.csv", false, "b.csv|-|data|a.csv", "as they are, in their order"},
		{"data/", false, "data/", "a folder"},
		{"?.csv", false, "a.csv|b.csv", "in order of name, and without those that begin with a dot"},
		{"?.csv", true, "C.CSV|a.csv|b.csv", "capitals make no difference on Windows"},
		{".h*", false, ".hidden.csv", "a dot that is written"},
		{"[x].csv", false, "[x].csv", "brackets in the name of a file that is there"},
		{"[ab].csv", false, "a.csv|b.csv", "brackets as wildcards"},
		{"star*.csv", false, "star*.csv", "a star in the name of a file that is there"},
		{"-d*", false, "-dash.csv", "a file, whatever it begins with"},
		{"data/*/*.csv", false, "data/2020-01/essex.csv|data/2020-01/kent.csv", "in several folders"},
		{"*/*/kent.csv|dat*/*/", false, "data/2020-01/kent.csv|data/2020-01", "not in a folder that begins with a dot; a slash at the end"},
		{"d*/f", false, "d-1/f|d/f", "in order of the whole name"},
		{".g*/*/kent.csv", false, ".git/x/kent.csv", "a folder with a dot that is written"},
		{"./?.csv|../*/a.csv", false, "a.csv|b.csv|../" + filepath.Base(dir) + "/a.csv", "dots that are no names"},
		{"dat*|b.csv", false, "data|b.csv", "a folder"},
		{"DATA/*/*.csv", false, "!DATA: no such file or folder: did you mean data?", "the folder is not there"},
		{"*.xlsx", false, "!*.xlsx: no file has a name like that", "nothing matches"},
		{"*.Csv", false, "!*.Csv: no file has a name like that: did you mean -dash.csv?", "something matches with other capitals"},
		{"data/**/*.csv", false, "!data/**/*.csv: ** is not read here: give the folder, or * for the names in one folder", "folders at any depth"},
		{"[", false, "![: no such file or folder", "no pattern"},
		{"a.cvs", false, "!a.cvs: no such file or folder: did you mean a.csv?", "misspelt"},
		{"data/2020-01/esex.csv", false, "!data/2020-01/esex.csv: no such file or folder: did you mean data/2020-01/essex.csv?", "misspelt in a folder"},
		{"dta/2020-01/essex.csv", false, "!dta/2020-01/essex.csv: no such file or folder: did you mean data?", "the folder is misspelt"},
		{"data/2020-01/none.csv", false, "!data/2020-01/none.csv: no such file or folder", "nothing like it"},
		{"\"my file.csv\"", false, "!\"my file.csv\": no such file or folder: did you mean my file.csv?", "with quotation marks in the name"},
		{" a.csv ", false, "! a.csv : no such file or folder: did you mean a.csv?", "with spaces around"},
		{"file://" + filepath.ToSlash(dir) + "/my%20file.csv", false, "!file://" + filepath.ToSlash(dir) + "/my%20file.csv: no such file or folder: did you mean " + filepath.ToSlash(dir) + "/my file.csv?",
			"dropped by a file manager"},
		{"data\"", true, "data/", "\"data\\\" on Windows, where the backslash keeps the quotation mark"},
		{"data\"", false, "!data\": no such file or folder: did you mean data?", "elsewhere it is a name"},
		{"data\" -format csv", true, "!data\" -format csv: no such file or folder: where a backslash stands before a quotation mark, what follows is taken for a part of the name: leave out the backslash at the end",
			"\"data\\\" -format csv on Windows"},
		{"link.csv", false, "!link.csv: a link to a file that is not there", "a broken link"},
		{"|b.csv", false, "!a file without a name (\"\") is given: leave it out", "an empty argument"},
		{"b.csv/x", false, "!stat b.csv/x: not a directory", "below a file"},
	} {
		var args, got []string
		if test.args != "" {
			args = strings.Split(test.args, "|")
		}
		var err error
		for _, arg := range args {
			var some []string
			if some, err = expand(arg, test.windows); err != nil {
				break
			}
			got = append(got, some...)
		}
		told := strings.Join(got, "|")
		if err != nil {
			told = "!" + err.Error()
		}
		if told != test.want {
			t.Errorf("%s: %s\nwant %s: %s", test.args, told, test.want, test.reason)
		}
	}
	if got, err := Files([]string{"b.csv", "[ab].csv"}); err != nil || strings.Join(got, "|") != "b.csv|a.csv|b.csv" {
		t.Errorf("%q, %v", got, err)
	}
	for _, test := range []struct{ args, name, want, reason string }{
		{"", "", "", "none"},
		{"a.csv", "a.csv", "", "one"},
		{"[a].csv", "a.csv", "", "one that a pattern matches"},
		{"?.csv", "", "?.csv: 2 files: want one", "two that a pattern matches"},
		{"-", "", "-: standard input is not read here: want a file", "standard input"},
		{"none", "", "none: no such file or folder", "not there"},
	} {
		name, err := File(strings.Fields(test.args))
		if name != test.name || err == nil && test.want != "" || err != nil && err.Error() != test.want {
			t.Errorf("%s: %q, %v; want %q, %s: %s", test.args, name, err, test.name, test.want, test.reason)
		}
	}
}

// TestCheckOverwrite: what is read is not written over, by whatever name.
func TestCheckOverwrite(t *testing.T) {
	dir := t.TempDir()
	input, link, other := filepath.Join(dir, "in.svg"), filepath.Join(dir, "link.svg"), filepath.Join(dir, "other.svg")
	for _, file := range []string{input, other} {
		if err := os.WriteFile(file, []byte("a"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Link(input, link); err != nil {
		t.Skip("no second names of files here:", err)
	}
	for _, test := range []struct {
		output string
		read   []string
		is     bool
		reason string
	}{
		{input, []string{input}, true, "the same name"},
		{link, []string{input}, true, "another of its names"},
		{filepath.Join(dir, ".", "x", "..", "in.svg"), []string{other, input}, true, "another way to write it, and the second of two"},
		{other, []string{input}, false, "another file"},
		{filepath.Join(dir, "new.svg"), []string{input}, false, "nothing is there yet"},
		{"", []string{input}, false, "nothing is written"},
		{input, []string{""}, false, "nothing is read"},
		{os.DevNull, []string{os.DevNull}, false, "a device has nothing to lose"},
	} {
		err := CheckOverwrite("-plot", test.output, nil, test.read...)
		if (err != nil) != test.is || test.is && !strings.Contains(err.Error(), "named by -plot as "+test.output) {
			t.Errorf("%s: %v, want an error: %t", test.reason, err, test.is)
		}
	}
}
