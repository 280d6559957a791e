package outcomes

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// labelsText is a file of labels.
const labelsText = "column,their label,our label\noutcome,NFA - insufficient evidence,no further action\n\"Result, final\",CHG,summons\n"

// TestReadLabels reads one file of labels in the forms that people have.
func TestReadLabels(t *testing.T) {
	want := []LabelEntry{{"outcome", "NFA - insufficient evidence", "no further action", 2}, {"Result, final", "CHG", "summons", 3}}
	semicolons := "column;their label;our label\noutcome;NFA - insufficient evidence;no further action\n\"Result, final\";CHG;summons\n"
	tabs := strings.ReplaceAll(strings.ReplaceAll(semicolons, ";", "\t"), `"`, "")
	for _, test := range []struct {
		text   string
		shift  int // of the lines
		reason string
	}{
		{labelsText, 0, "as it is documented"},
		{strings.ReplaceAll(labelsText, "\n", "\r\n"), 0, "CRLF"},
		{strings.ReplaceAll(labelsText, "\n", "\r"), 0, "CR alone"},
		{"\ufeff" + labelsText, 0, "a byte order mark"},
		{semicolons, 0, "semicolons"},
		{tabs, 0, "tabs"},
		{"sep=;\n" + semicolons, 1, "Excel's line that says what the separator is"},
		{"\xff\xfe" + inUTF16(tabs, false), 0, "UTF-16, as Excel's Unicode text"},
		{gzipped(labelsText), 0, "compressed"},
		{strings.ReplaceAll(labelsText, ",CHG", ",  chg \u00a0"), 0, "space around a label, which letter case is not the same"},
		{"# about, this file\n\n" + labelsText + "# the end\n", 2, "comments and a blank line"},
		{"\"# about, this \"\"file\"\"\",,\n" + labelsText, 1, "a comment that a spreadsheet saved again"},
		{"#\r\n#\r\n" + strings.ReplaceAll(labelsText, "\n", "\r\n"), 2, "comments that end in CRLF"},
		{strings.ReplaceAll(strings.ReplaceAll(labelsText, "our label", "our label,rows,note"), "action\n", "action,12,see minutes\n"), 0, "further columns, which a line may lack"},
		{strings.ReplaceAll(labelsText, "column,their label,our label", "Field,Label,Ours"), 0, "the header in other words"},
		{strings.ReplaceAll(labelsText, "column,their label,our label", "COLUMN,Their_Label,ourLabel"), 0, "the header in other letters"},
		{labelsText + "outcome,nfa -  INSUFFICIENT evidence,No further action\n", 0, "the same twice, which is no contradiction"},
		{labelsText + "outcome,NFA - insufficient evidence,\n", 0, "the same again, without a meaning"},
		{strings.TrimSuffix(labelsText, "\n"), 0, "no line end at the end"},
	} {
		l, err := ReadLabels(strings.NewReader(test.text), "labels.csv")
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		got := l.Entries()
		for i := range got {
			got[i].Line -= test.shift
			if strings.EqualFold(got[i].Label, want[1].Label) {
				got[i].Label = want[1].Label
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, d)
		}
	}
}

// TestReadLabelsEntries reads single lines that are told apart from others.
func TestReadLabelsEntries(t *testing.T) {
	for _, test := range []struct {
		line   string
		want   LabelEntry
		reason string
	}{
		{"gender,X,", LabelEntry{Column: "gender", Label: "X"}, "not said yet"},
		{"gender,X", LabelEntry{Column: "gender", Label: "X"}, "the third cell is left out"},
		{"district,'=A1,North", LabelEntry{Column: "district", Label: "=A1", Ours: "North"}, "a formula behind its guard"},
		{"district,-,'-", LabelEntry{Column: "district", Label: "-", Ours: "-"}, "a formula, guarded here and not there"},
		{"district,'t Veld,''+1", LabelEntry{Column: "district", Label: "'t Veld", Ours: "'+1"}, "apostrophes that are no guard"},
		{"district,\"two\nlines\",x", LabelEntry{Column: "district", Label: "two lines", Ours: "x"}, "a line end in a label"},
		{"district,\"a \"\"b\"\"\",x", LabelEntry{Column: "district", Label: `a "b"`, Ours: "x"}, "quotation marks in a label"},
		{"district,caf\xe9,x", LabelEntry{Column: "district", Label: "café", Ours: "x"}, "Windows-1252"},
		{"district,a\x1bb,x", LabelEntry{Column: "district", Label: "a b", Ours: "x"}, "a control character"},
		{"outcome,None,no further action", LabelEntry{Column: "outcome", Label: "None", Ours: "no further action"}, "a label that is blank in other files"},
		{"district,#1,x", LabelEntry{Column: "district", Label: "#1", Ours: "x"}, "# in a label"},
	} {
		l, err := ReadLabels(strings.NewReader("column,their label,our label\n"+test.line+"\n"), "")
		test.want.Line = 2
		if err != nil || len(l.Entries()) != 1 || l.Entries()[0] != test.want {
			t.Errorf("%s: %q: %+v, %v; want %+v", test.reason, test.line, l.Entries(), err, test.want)
		}
	}
}

func TestReadLabelsErrors(t *testing.T) {
	const header = "column,their label,our label\n"
	for _, test := range []struct{ text, want, reason string }{
		{"", "outcomes: l.csv: the file is empty: want the header column,their label,our label and a line for each label", "empty"},
		{"# nothing\n", "the file is empty", "comments alone"},
		{"outcome,NFA,no further action\n", `outcomes: l.csv:1: no column "column": want the header column,their label,our label; this one has "outcome", "NFA", "no further action"`, "no header"},
		{"column,their label\noutcome,NFA\n", `no column "our label"`, "a column is missing"},
		{"column,label,their label,our label\n", `the header has two columns for "their label", 2 and 3: remove one`, "a column twice"},
		{"[]", "the file is JSON", "JSON"},
		{"PK\x03\x04", "ZIP archive", "an archive"},
		{"%PDF-1.4", "a PDF document", "a document"},
		{header + "outcome,No action, no charge,no further action\n", "outcomes: l.csv:2: the line has 4 cells, the header 3: want quotation marks around a cell with a separator in it", "a comma in a label"},
		{header + "outcome,\"NFA,no further action\n", "l.csv:2: quotation mark without its partner", "a quotation mark is missing"},
		{header + ",NFA,no further action\n", `outcomes: l.csv:2:1: column "": the line names no column`, "no column"},
		{header + "outcome,,no further action\n", `outcomes: l.csv:2:9: their label "": the line names no label: a blank cell is not recorded`, "no label"},
		{header + "outcome\n", `outcomes: l.csv:2: their label "": the line names no label`, "a column alone"},
		{header + "outcome,NFA,arrest\n\noutcome, nfa ,no further action\n", `outcomes: l.csv:4:15: our label "no further action": line 2 says that "nfa" in "outcome" means "arrest": want one meaning`, "two meanings"},
		{header + strings.Repeat("x", 1<<20) + ",a,b\n", "l.csv:2: the line is longer than 1048576 bytes: want one label a line", "a line of a megabyte"},
	} {
		_, err := ReadLabels(strings.NewReader(test.text), "l.csv")
		e, ok := errors.AsType[*LabelsError](err)
		if !ok || !strings.Contains(err.Error(), test.want) || e.File != "l.csv" {
			t.Errorf("%s: %v; want %s", test.reason, err, test.want)
		}
	}
	if _, err := ReadLabels(nil, ""); err == nil || !strings.Contains(err.Error(), "there is nothing to read from") {
		t.Errorf("no reader: %v", err)
	}
	broken := errors.New("the disk is gone")
	if _, err := ReadLabels(failing{broken}, "l.csv"); !errors.Is(err, broken) {
		t.Errorf("a reader that fails: %v", err)
	}
}

// failing fails.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// FuzzReadLabels reads anything at all: an extract is read with it or an error says what is wrong,
// and the template that is written is read again as the same.
func FuzzReadLabels(f *testing.F) {
	for _, seed := range []string{labelsText, "", "#\n" + labelsText, "column;their label;our label\na;'=b;c\n", "sep=;\n", "\xff\xfea\x00", "column,their label,our label\ngender,F,female\nDistrict,North,\"=N\"\n#b,c,d\n\" #b\",c,d\nSex,x,other\nselF,Nigerian,black african\n", "column,their label,our label\n\"#\",x,y\n\"a\nb\",c,d"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		l, err := ReadLabels(strings.NewReader(string(text)), "f.csv")
		if (l == nil) == (err == nil) {
			t.Fatalf("%v, %v", l, err)
		}
		if err != nil {
			_ = err.Error()
			return
		}
		for i, e := range l.Entries() {
			if e.Column == "" || e.Label == "" || e.Line < 2 || i > 0 && l.entries[i-1].Line > e.Line {
				t.Fatalf("entry %+v", e)
			}
		}
		x, err := readOwn(t, l)
		if err != nil {
			if _, ok := errors.AsType[*LabelsError](err); !ok {
				t.Fatal(err)
			}
			return
		}
		var first, second bytes.Buffer
		if err := x.WriteLabelsTemplate(&first); err != nil {
			t.Fatal(err)
		}
		again, err := ReadLabels(bytes.NewReader(first.Bytes()), "template.csv")
		if err != nil {
			t.Fatalf("%v in\n%s", err, first.String())
		}
		y, err := readOwn(t, again)
		if err != nil {
			t.Fatalf("%v in\n%s", err, first.String())
		}
		if err := y.WriteLabelsTemplate(&second); err != nil || first.String() != second.String() {
			t.Fatalf("%v, a template and what it is written as:\n%s\n%s", err, first.String(), second.String())
		}
	})
}
