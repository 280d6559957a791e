package cli

import (
	"errors"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// values is what the flags of these tests say.
type values struct {
	format, output, kind string
	level                float64
	all                  bool
	where                string // every value, with | behind it
}

// testFlags are flags of every kind.
func testFlags() (*flag.FlagSet, *values) {
	v := &values{format: "text", kind: "person", level: 0.95}
	fs := flag.NewFlagSet("test", flag.ContinueOnError)
	fs.Var(Word(&v.format, []string{"text", "csv", "json"}), "format", "`form` of the output")
	fs.Var(Word(&v.kind, []string{"person", "person and vehicle"}), "type", "`type` of searches")
	fs.Var(Level(&v.level), "level", "confidence `level`")
	fs.StringVar(&v.output, "o", "", "`file` to write to")
	fs.BoolVar(&v.all, "all", false, "everything")
	fs.Var(Repeated(func(text string) error {
		if !strings.Contains(text, "=") {
			return errors.New("want COLUMN=VALUE")
		}
		v.where += text + "|"
		return nil
	}), "where", "rows with `column=value`")
	return fs, v
}

// TestParse reads flags and files in every order.
func TestParse(t *testing.T) {
	for _, test := range []struct {
		args   []string
		files  string // with | between
		want   values
		reason string
	}{
		{nil, "", values{format: "text"}, "nothing"},
		{[]string{"-format", "csv", "a", "b"}, "a|b", values{format: "csv"}, "before the files"},
		{[]string{"a", "b", "-format", "csv"}, "a|b", values{format: "csv"}, "behind the files"},
		{[]string{"a", "-format=csv", "b", "-all", "c", "-o", "x"}, "a|b|c", values{format: "csv", all: true, output: "x"}, "between the files"},
		{[]string{"--format", "csv", "a", "--all", "--o=x"}, "a", values{format: "csv", all: true, output: "x"}, "two hyphens are as one"},
		{[]string{"-all", "a", "--", "-format", "csv", "-h"}, "a|-format|csv|-h", values{format: "text", all: true}, "behind -- are files"},
		{[]string{"--", "--", "-"}, "--|-", values{format: "text"}, "behind the first -- alone"},
		{[]string{"--"}, "", values{format: "text"}, "-- at the end"},
		{[]string{"-", "-all", "-"}, "-|-", values{format: "text", all: true}, "standard input is a file"},
		{[]string{"./-x", "./-5"}, "./-x|./-5", values{format: "text"}, "files that begin with a hyphen"},
		{[]string{"-o", "-5", "a"}, "a", values{format: "text", output: "-5"}, "a value that begins with a hyphen"},
		{[]string{"-o", "-x", "a"}, "a", values{format: "text", output: "-x"}, "a value that looks like a flag that there is not"},
		{[]string{"-o=-all", "a"}, "a", values{format: "text", output: "-all"}, "a value that is a flag, behind ="},
		{[]string{"-o=--", "a"}, "a", values{format: "text", output: "--"}, "a value that is --, behind ="},
		{[]string{"-o=a=b"}, "", values{format: "text", output: "a=b"}, "a value with ="},
		{[]string{"-o", ""}, "", values{format: "text"}, "a value without a character"},
		{[]string{"-o", "–x"}, "", values{format: "text", output: "–x"}, "a value that begins with a dash"},
		{[]string{"-o=x", "./a", ".", "..", "-format=csv", ".."}, "./a|.|..|..", values{format: "csv", output: "x"}, "folders behind ="},
		{[]string{"-all=false", "a"}, "a", values{format: "text"}, "a switch turned off"},
		{[]string{"-all", "-all"}, "", values{format: "text", all: true}, "the same twice"},
		{[]string{"-format", "csv", "-format=csv"}, "", values{format: "csv"}, "the same twice"},
		{[]string{"-format", "CSV", "-type", "person and vehicle"}, "", values{format: "csv", kind: "person and vehicle"}, "in capitals"},
		{[]string{"-where", "a=b", "x.csv", "-where=a=c=d", "-where", "a=b"}, "x.csv", values{format: "text", where: "a=b|a=c=d|a=b|"}, "a flag that may be given several times"},
		{[]string{"-where", "a=b c", "none.csv", "b/c", "*.zip"}, "none.csv|b/c|*.zip", values{format: "text", where: "a=b c|"}, "files behind such a flag"},
		{[]string{"format.csv", "no such file", "a=b.csv", "/tmp/none:csv", "and"}, "format.csv|no such file|a=b.csv|/tmp/none:csv|and", values{format: "text"}, "files that are not there are not its business"},
	} {
		fs, got := testFlags()
		files, err := Parse(fs, test.args)
		if err != nil {
			t.Errorf("%q: %v: %s", test.args, err, test.reason)
			continue
		}
		test.want.level = 0.95
		if test.want.kind == "" {
			test.want.kind = "person"
		}
		if strings.Join(files, "|") != test.files || *got != test.want {
			t.Errorf("%q: files %q, %+v; want %q, %+v: %s", test.args, files, *got, test.files, test.want, test.reason)
		}
	}
}

// TestParseHelp: -h is heard wherever flags are read.
func TestParseHelp(t *testing.T) {
	for _, test := range []struct {
		args   []string
		help   bool
		reason string
	}{
		{[]string{"-h"}, true, "alone"},
		{[]string{"a", "-format", "csv", "--help"}, true, "at the end"},
		{[]string{"-help", "-formt"}, true, "before a mistake"},
		{[]string{"-formt", "-format", "xml", "-?"}, true, "behind mistakes"},
		{[]string{"-format", "-h"}, true, "in place of a value"},
		{[]string{"/?"}, true, "as on Windows"},
		{[]string{"help"}, true, "a word, where there is no file of that name"},
		{[]string{"--", "-h"}, false, "a file"},
		{[]string{"-o=-h"}, false, "a value"},
		{[]string{"-o", "h"}, false, "a value"},
		{[]string{"-o", "help"}, false, "a value"},
	} {
		fs, _ := testFlags()
		if _, err := Parse(fs, test.args); errors.Is(err, flag.ErrHelp) != test.help {
			t.Errorf("%q: %v; want help %v: %s", test.args, err, test.help, test.reason)
		}
	}
	fs, _ := testFlags()
	var b strings.Builder
	Help(&b, fs, "usage: test\n")
	for _, want := range []string{"usage: test\n", "  -format form\n    \tform of the output (default text)\n", "confidence level (default 0.95)", "  -all\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in the help:\n%s", want, &b)
		}
	}
	if strings.Contains(b.String(), "writing") {
		t.Error(b.String())
	}
}

// TestParseMistakes has calls that are wrong, with what is told.
func TestParseMistakes(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"-x", "format", "–all", "help"} {
		if err := os.WriteFile(name, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		args         []string
		want, reason string
	}{
		{[]string{"-formt", "csv"}, "there is no flag -formt: did you mean -format?", "misspelt"},
		{[]string{"--formt=csv"}, "there is no flag --formt=csv: did you mean -format csv?", "misspelt, with its value"},
		{[]string{"-Format", "csv"}, "there is no flag -Format: did you mean -format?", "in capitals"},
		{[]string{"-format:csv"}, "there is no flag -format:csv: did you mean -format csv?", "with a colon"},
		{[]string{"-format csv"}, "there is no flag -format csv: did you mean -format?", "flag and value between quotation marks"},
		{[]string{"---format", "csv"}, "there is no flag ---format: did you mean -format?", "three hyphens"},
		{[]string{"-=csv"}, "there is no flag -=csv: did you mean -format csv?", "a value without a name"},
		{[]string{"-alll"}, "there is no flag -alll: did you mean -all?", "a switch, misspelt"},
		{[]string{"-csv"}, "there is no flag -csv: did you mean -format csv?", "the value as a flag"},
		{[]string{"-form", "csv"}, "there is no flag -form: did you mean -format?", "what the value is called, and half a name"},
		{[]string{"-out", "x"}, "there is no flag -out: did you mean -o?", "a longer name"},
		{[]string{"-colour"}, "there is no flag -colour", "nothing like it"},
		{[]string{"-5"}, "there is no flag -5", "a negative number"},
		{[]string{"-x"}, "there is no flag -x: the file of that name is given as ./-x", "a file"},
		{[]string{"-input", "a.csv"}, "there is no flag -input: a file or folder is given as it is, without a flag", "files need no flag"},
		{[]string{"a", "-format"}, "-format needs a value (form) behind it", "no value"},
		{[]string{"-format", "-all"}, "-format needs a value (form) behind it, and the flag -all follows (if that is what is meant: -format=-all)", "no value, and a flag"},
		{[]string{"-o", "--", "x"}, "-o needs a value (file) behind it, and the flag -- follows (if that is what is meant: -o=--)", "no value, and the end of the flags"},
		{[]string{"-format", "xml"}, `invalid value "xml" for flag -format: want one of text, csv, json`, "no such value"},
		{[]string{"-format="}, `invalid value "" for flag -format: want one of text, csv, json`, "an empty value"},
		{[]string{"-format", "jso"}, `invalid value "jso" for flag -format: did you mean "json"? want one of text, csv, json`, "a misspelt value"},
		{[]string{"-type", "“person"}, `invalid value "“person" for flag -type: its quotation marks are not those of a keyboard, " or ': did you mean "person"? want one of person, person and vehicle`,
			"quotation marks of a word processor"},
		{[]string{"-all=perhaps"}, `invalid value "perhaps" for flag -all: want true or false, or the flag alone`, "neither"},
		{[]string{"-level", "95"}, `invalid value "95" for flag -level: did you mean 0.95? want a number between 0 and 1, as 0.95`, "per cent"},
		{[]string{"-level", "99.9 %"}, `invalid value "99.9 %" for flag -level: did you mean 0.999? want a number between 0 and 1, as 0.95`, "per cent"},
		{[]string{"-level", "950"}, `invalid value "950" for flag -level: want a number between 0 and 1, as 0.95`, "not even per cent"},
		{[]string{"-level", "0"}, `invalid value "0" for flag -level: want a number between 0 and 1, as 0.95`, "no level"},
		{[]string{"-level", "NaN"}, `invalid value "NaN" for flag -level: want a number between 0 and 1, as 0.95`, "no number"},
		{[]string{"-format", "csv", "a", "-format", "json"}, `-format is given twice, as "csv" and as "json": give it once`, "one of the two would be lost"},
		{[]string{"—format", "csv"}, `"—format" begins with an em dash (—), not with the hyphen of a keyboard (-): did you mean -format?`, "a dash of a word processor"},
		{[]string{"−−formt=csv"}, `"−−formt=csv" begins with a minus sign (−), not with the hyphen of a keyboard (-): did you mean -format csv?`, "two minus signs of a PDF"},
		{[]string{"–zzz"}, `"–zzz" begins with an en dash (–), not with the hyphen of a keyboard (-)`, "nothing like it"},
		{[]string{"level", "0.9"}, `no file is called "level": did you mean -level?`, "without a hyphen"},
		{[]string{"format=csv"}, `no file is called "format=csv": did you mean -format csv?`, "an assignment"},
		{[]string{"fromat=csv"}, `no file is called "fromat=csv": did you mean -format csv?`, "an assignment, misspelt"},
		{[]string{"/format", "csv"}, `no file is called "/format": did you mean -format?`, "as on Windows"},
		{[]string{"/O:x.txt"}, `no file is called "/O:x.txt": did you mean -o x.txt?`, "as on Windows, in capitals"},
		{[]string{"a.csv", "json"}, `no file is called "json": did you mean -format json?`, "a value without its flag"},
		{[]string{"-type", "person", "and", "vehicle"}, `no file is called "and": if it belongs to -type, put quotation marks around the whole value`, "a value of three words"},
		{[]string{"-level=0", ".95"}, "-level=0 and .95 are two arguments, as PowerShell makes of -level=0.95: write -level 0.95", "cut at the point"},
		{[]string{"-o=a", ".csv", "b.csv"}, "-o=a and .csv are two arguments, as PowerShell makes of -o=a.csv: write -o a.csv", "cut at the point"},
		{[]string{"-where", "borough=Tower", "Hamlets", "a.csv"}, `no file is called "Hamlets": if it belongs to -where, put quotation marks around the whole value`, "any text, of two words"},
		{[]string{"-where", "Policing", "operation=x"}, `invalid value "Policing" for flag -where: want COLUMN=VALUE`, "any text, of two words"},
		{[]string{"-where"}, "-where needs a value (column=value) behind it", "no value"},
		{[]string{"-formt", "-format", "xml"}, "there is no flag -formt: did you mean -format?", "the first of two mistakes"},
	} {
		fs, _ := testFlags()
		files, err := Parse(fs, test.args)
		if err == nil || Message(err) != test.want+" (-h lists the flags)" || files != nil {
			t.Errorf("%q: %q, %v\nwant %s: %s", test.args, files, err, test.want, test.reason)
		}
	}
	for _, args := range [][]string{{"format"}, {"–all"}, {"help"}, {"-o", "x", "format"}} {
		fs, _ := testFlags()
		if files, err := Parse(fs, args); err != nil || len(files) != 1 {
			t.Errorf("%q: %q, %v; want the file, which is there", args, files, err)
		}
	}
}

// TestParseFlags: a program that takes no files says so.
func TestParseFlags(t *testing.T) {
	for _, test := range []struct{ args, want, reason string }{
		{"-all -format csv", "", "flags"},
		{"--", "", "no files behind --"},
		{"-all a.csv", `unexpected argument "a.csv": takes no files (-h lists the flags)`, "a file"},
		{"-", `unexpected argument "-": takes no files (-h lists the flags)`, "standard input"},
		{"-- -all", `unexpected argument "-all": takes no files (-h lists the flags)`, "a file"},
		{"format=csv", `no file is called "format=csv": did you mean -format csv? (-h lists the flags)`, "an assignment"},
		{"-file a", "there is no flag -file (-h lists the flags)", "there are no files to be given"},
	} {
		fs, _ := testFlags()
		err := ParseFlags(fs, strings.Fields(test.args))
		if err == nil && test.want != "" || err != nil && err.Error() != test.want {
			t.Errorf("%s: %v, want %s: %s", test.args, err, test.want, test.reason)
		}
	}
}

// FuzzParse reads any arguments: files come in their order and are among the arguments, what
// stands behind -- is among them whatever it is, and what is told fits into a line.
func FuzzParse(f *testing.F) {
	for _, args := range []string{"", "a\x00-format\x00csv\x00b", "-o\x00--\x00--\x00-h", "–format=csv", "-=\x00---\x00-", "/o:x\x00-level\x0095", "-type\x00person\x00and",
		"-all=\xff\x00-all", "format=\x00=\x00:\x00-\u00ad"} {
		f.Add(args)
	}
	f.Fuzz(func(t *testing.T, text string) {
		args := strings.Split(text, "\x00")
		fs, got := testFlags()
		files, err := Parse(fs, args)
		if err != nil {
			if line := Message(err); files != nil || strings.ContainsAny(line, "\n\x1b") || !utf8.ValidString(line) || len(line) > 2000 {
				t.Fatalf("%q: %q, %q", args, files, line)
			}
			return
		}
		rest := args
		for _, file := range files {
			i := slices.Index(rest, file)
			if i < 0 {
				t.Fatalf("%q: files are %q, %q is not there or out of order", args, files, file)
			}
			rest = rest[i+1:]
		}
		if !slices.Contains([]string{"text", "csv", "json"}, got.format) || !(got.level > 0 && got.level < 1) {
			t.Fatalf("%q: %+v", args, got)
		}
		// The same arguments, told again with everything that is a file behind --, are the same.
		plain := slices.Concat([]string{"-format=" + got.format, "--"}, files)
		fs, _ = testFlags()
		if again, err := Parse(fs, plain); err != nil || !slices.Equal(again, files) {
			t.Fatalf("%q: %q, %v; want %q", plain, again, err, files)
		}
	})
}
