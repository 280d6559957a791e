package cells

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"github.com/seed-549880be/disparity/outcomes/internal/pack"
)

func gzipped(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(text)) // a buffer takes everything
	_ = z.Close()
	return b.String()
}

// inUTF16 returns text in UTF-16 without a mark.
func inUTF16(text string, bigEndian bool) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		high, low := byte(unit>>8), byte(unit)
		if !bigEndian {
			high, low = low, high
		}
		b.Write([]byte{high, low})
	}
	return b.String()
}

// openAll returns all text that Open gives.
func openAll(r io.Reader) (string, Format, error) {
	b, format, err := Open(r)
	if err != nil {
		return "", format, err
	}
	text, err := io.ReadAll(b)
	return string(text), format, err
}

// Text is UTF-8 without marks afterwards.
func TestOpen(t *testing.T) {
	// characters of 1 to 4 bytes, in UTF-16 of 2 and 4, over every edge of a buffer
	long := strings.Repeat("Aé€😀,", 5000)
	for _, test := range []struct {
		file, want string
		format     Format
		reason     string
	}{
		{"", "", Table, "nothing"},
		{" \n", " \n", Table, "space"},
		{"a,b\n", "a,b\n", Table, "UTF-8"},
		{"\ufeffa,b\n", "a,b\n", Table, "with a mark"},
		{"\ufeff\ufeffa,b\n", "a,b\n", Table, "with two marks, of two programs"},
		{"a\x96b\n", "a\x96b\n", Table, "Windows-1252 stays"},
		{gzipped("a,b"), "a,b", Table, "compressed"},
		{gzipped(""), "", Table, "nothing, compressed"},
		{gzipped("a") + gzipped("b"), "ab", Table, "compressed in two parts"},
		{"\xff\xfe" + inUTF16("a,–\n", false), "a,–\n", Table, "UTF-16"},
		{"\xfe\xff" + inUTF16("a,–\n", true), "a,–\n", Table, "UTF-16, big end first"},
		{"\xff\xfe", "", Table, "nothing but a mark"},
		{inUTF16("a,–\n", false)[:4] + inUTF16("a,–\n", false)[6:], "a,\n", Table, "UTF-16 without a mark"},
		{inUTF16(long[:1]+strings.Repeat("b", 40)+long, true), long[:1] + strings.Repeat("b", 40) + long, Table, "big end first, other characters after the first 32 bytes"},
		{"\xff\xfe" + inUTF16(long, false), long, Table, "all lengths of characters"},
		{gzipped("\xfe\xff" + inUTF16(long, true)), long, Table, "the same, compressed"},
		{"\xff\xfea\x00\x00\xd8b\x00", "a\ufffdb", Table, "the first half of a pair alone"},
		{"\xff\xfea\x00\x00\xdcb\x00", "a\ufffdb", Table, "the second half of a pair alone"},
		{"\xff\xfea\x00\x00\xd8\x00\xd8\x00\xdc", "a\ufffd𐀀", Table, "a half before a pair"},
		{"\xff\xfea\x00\x00\xd8", "a\ufffd", Table, "the first half of a pair at the end"},
		{"[]", "[]", JSON, "an array"},
		{"{}", "{}", JSON, "an object"},
		{"\ufeff\r\n \t\n[]", "\r\n \t\n[]", JSON, "space before it, which counts as lines"},
		{strings.Repeat(" ", 60000) + "{", strings.Repeat(" ", 60000) + "{", JSON, "much space before it"},
		{"\xff\xfe" + inUTF16(" [", false), " [", JSON, "in UTF-16"},
		{inUTF16("[{}", false), "[{}", JSON, "in UTF-16 without a mark"},
		{gzipped("\n{"), "\n{", JSON, "compressed"},
		{`"[a]",b`, `"[a]",b`, Table, "a bracket inside a mark"},
		{"a\x00b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q\n", "a\x00b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q\n", Table, "one byte that is no text"},
		{"RDX,x\n", "RDX,x\n", Table, "the beginning of what R writes, and no more"},
		{"BZh9,x\n", "BZh9,x\n", Table, "the beginning of bzip2, and no more"},
		{"$FL2,x\n", "$FL2,x\n", Table, "the beginning of what SPSS writes, and no more"},
		{"PK,x\n", "PK,x\n", Table, "the beginning of a ZIP archive, and no more"},
	} {
		for _, r := range []io.Reader{strings.NewReader(test.file), iotest.OneByteReader(strings.NewReader(test.file)), iotest.DataErrReader(strings.NewReader(test.file)),
			&threes{strings.NewReader(test.file)}} {
			got, format, err := openAll(r)
			if got != test.want || format != test.format || err != nil {
				t.Errorf("%s: %.60q, format %v, error %v; want %.60q, format %v", test.reason, got, format, err, test.want, test.format)
			}
		}
	}
}

// threes reads three bytes at a time.
type threes struct{ r io.Reader }

func (t *threes) Read(p []byte) (int, error) { return t.r.Read(p[:min(3, len(p))]) }

// zipOf returns the beginning of a ZIP archive of files with these names, of which each holds what
// stands after = in its name.
func zipOf(late bool, names ...string) string {
	var b strings.Builder
	for _, name := range names {
		name, contents, _ := strings.Cut(name, "=")
		header := []byte("PK\x03\x04\x14\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00")
		if header[26] = byte(len(name)); late {
			header[6] = 8
		} else {
			header[18] = byte(len(contents))
		}
		b.Write(header)
		b.WriteString(name + contents)
	}
	return b.String()
}

// Files that are no text say what they are, and what to do.
func TestKinds(t *testing.T) {
	zeros := strings.Repeat("\x00", 300)
	bz2 := func(text string) string {
		b, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	for _, test := range []struct {
		file   string
		want   []string
		reason string
	}{
		{zipOf(false, "[Content_Types].xml=<Types/>", "xl/workbook.xml=x"), []string{"Excel workbook", "save it as CSV UTF-8"}, "xlsx"},
		{zipOf(true, "[Content_Types].xml=\x01\x02", "_rels/.rels=y", "xl/workbook.bin=x"), []string{"Excel workbook", "CSV UTF-8"}, "xlsb, whose sizes come late"},
		{zipOf(false, "[Content_Types].xml="+strings.Repeat("x", 200)), []string{"workbook or a document", "CSV UTF-8"}, "a workbook of which no more is seen"},
		{zipOf(false, "[Content_Types].xml", "word/document.xml"), []string{"Word document", "as CSV"}, "docx"},
		{zipOf(false, "[Content_Types].xml", "ppt/presentation.xml"), []string{"PowerPoint", "as CSV"}, "pptx"},
		{zipOf(false, "mimetype=application/vnd.oasis.opendocument.spreadsheet", "content.xml"), []string{"ods", "CSV UTF-8"}, "ods"},
		{zipOf(false, "Index/Document.iwa"), []string{"Numbers", "export it as CSV"}, "numbers"},
		{zipOf(false, "2020-01/2020-01-essex-stop-and-search.csv=Type"), []string{string(ErrZIP)}, "an archive"},
		{zipOf(false, "inside.zip="+zipOf(false, "xl/workbook.xml"), "b.csv"), []string{string(ErrZIP)}, "an archive with a workbook in it"},
		{"PK\x05\x06" + zeros, []string{string(ErrZIP)}, "an archive without files"},
		{"PK\x03\x04....", []string{string(ErrZIP)}, "an archive that is broken"},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + zeros, []string{"Excel workbook (xls)", "CSV UTF-8"}, "xls"},
		{"\x09\x08\x10\x00\x00\x06\x05\x00" + zeros, []string{"Excel workbook (xls)", "CSV UTF-8"}, "xls, without its container"},
		{`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`, []string{"Excel workbook (XML)", "CSV UTF-8"}, "a workbook in XML"},
		{"\xff\xfe" + inUTF16(`<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`, false), []string{"Excel workbook (XML)"}, "the same in UTF-16"},
		{"PAR1\x15\x04" + zeros, []string{"Parquet", "COPY (SELECT * FROM 'file.parquet') TO 'file.csv' (HEADER)"}, "parquet"},
		{"SQLite format 3\x00" + zeros, []string{"SQLite", `sqlite3 -header -csv file.db "SELECT * FROM stops" > file.csv`}, "SQLite"},
		{"\x01\x02\x03\x04\x05\x06\x07\x08DUCK\x40" + zeros, []string{"DuckDB", "COPY (SELECT * FROM stops) TO 'file.csv' (HEADER)"}, "DuckDB"},
		{"PGDMP\x01\x0e" + zeros, []string{"PostgreSQL", "COPY stops TO 'file.csv' CSV HEADER"}, "a PostgreSQL dump"},
		{"\x00\x01\x00\x00Standard Jet DB\x00" + zeros, []string{"Access", "export"}, "mdb"},
		{"\x00\x01\x00\x00Standard ACE DB\x00" + zeros, []string{"Access", "export"}, "accdb"},
		{gzipped("RDX3\nX\n\x00\x00\x00\x03"), []string{"RData", "write.csv(", "row.names = FALSE"}, "RData"},
		{"RDX2\nX\n\x00\x00\x00\x02", []string{"RData", "write.csv("}, "RData that is not compressed"},
		{"RDA3\nA\n3\n262401\n", []string{"RData", "write.csv("}, "RData in ASCII"},
		{gzipped("X\n\x00\x00\x00\x03\x00\x04"), []string{"(rds)", `readRDS("file.rds")`, "row.names = FALSE"}, "rds"},
		{"A\n3\n262401\n197888\n", []string{"(rds)", "readRDS"}, "rds in ASCII"},
		{bz2("QlpoOTFBWSZTWQNDOuAAAAFRAAAQAAQwACAAIZpoM00XPF3JFOFCQA0M64A="), []string{"bzip2", "unpack it"}, "bzip2"},
		{bz2("QlpoOTFBWSZTWYuPNKgAAA1OAEgQCAAEABBAIAAxDAEfqkZp5aqjFo1qOF3JFOFCQi480qA="), []string{"RData", "write.csv("}, "RData in bzip2"},
		{bz2("QlpoOTFBWSZTWaSxHw0AAALCAEgQAEAgACGaaDNNMVeLuSKcKEhSWI+GgA=="), []string{"(rds)", "readRDS"}, "rds in bzip2"},
		{"\xfd7zXZ\x00\x00\x04" + zeros, []string{"xz", "unpack it", "readRDS"}, "xz, as R may write"},
		{"\x28\xb5\x2f\xfd\x04" + zeros, []string{"zstd", "unpack it"}, "zstd"},
		{"\x04\x22\x4d\x18" + zeros, []string{"lz4", "unpack it"}, "lz4"},
		{"\x1f\x9d\x90ab", []string{"compress", "unpack it"}, "compress"},
		{gzipped(gzipped("a,b")), []string{string(ErrPackedTwice)}, "compressed twice"},
		{"7z\xbc\xaf\x27\x1c\x00\x04", []string{"7z", "unpack it"}, "7z"},
		{"Rar!\x1a\x07\x01\x00", []string{"RAR", "unpack it"}, "RAR"},
		{gzipped("a.csv" + zeros[:252] + "ustar\x0000"), []string{"tar", "unpack it"}, "tar.gz"},
		{"FEA1\x00\x00" + zeros, []string{"Feather", "read_feather"}, "Feather"},
		{"ARROW1\x00\x00" + zeros, []string{"Arrow", "read_feather"}, "Arrow"},
		{"\x72\x02\x01\x00" + zeros, []string{"Stata", "read_dta"}, "dta of an older Stata"},
		{"<stata_dta><header><release>118</release>" + zeros, []string{"Stata", "read_dta"}, "dta"},
		{"$FL2@(#) SPSS DATA FILE", []string{"SPSS", "read_sav"}, "sav"},
		{strings.Repeat("ASCII SPSS PORT FILE                    ", 5) + "\n", []string{"SPSS", "read_por"}, "por"},
		{zeros[:12] + "\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92\x08\x00\x09\xc7\x31\x8c\x18\x1f\x10\x11", []string{"SAS", "read_sas"}, "sas7bdat"},
		{"HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!", []string{"SAS", "read_xpt"}, "xpt"},
		{pack.Magic + zeros, []string{"saved", "Extract.ReadFile"}, "a saved extract"},
		{"\x89HDF\r\n\x1a\n" + zeros, []string{"HDF5", "read_hdf"}, "HDF5"},
		{"\x80\x04\x95\x10" + zeros, []string{"pickle", "read_pickle"}, "a Python pickle"},
		{"%PDF-1.7\n", []string{"PDF", "get the data itself"}, "PDF"},
		{`{\rtf1\ansi`, []string{"RTF", "get the data itself"}, "a text document, which begins as JSON does"},
		{" \n<!DOCTYPE html><title>Not found</title>", []string{"web page", "download the data"}, "a web page"},
		{"<table><tr><td>Type", []string{"web page", "CSV UTF-8"}, "a table for a web page, as dashboards call xls"},
		{`<?xml version="1.0"?><kml>`, []string{"XML", "download the data"}, "XML"},
		{"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", []string{"Git LFS", "git lfs pull"}, "a pointer of Git LFS"},
		{"\x89PNG\r\n\x1a\n", []string{"a picture"}, "PNG"},
		{"\xff\xd8\xff\xe0\x00\x10JFIF", []string{"a picture"}, "JPEG"},
		{"GIF89a", []string{"a picture"}, "GIF"},
		{"\xff\xfe\x00\x00T\x00\x00\x00", []string{"UTF-32", "save it as UTF-8"}, "UTF-32"},
		{"\x00\x00\xfe\xff\x00\x00\x00T", []string{"UTF-32", "save it as UTF-8"}, "UTF-32, big end first"},
		{"T\x00\x00\x00y\x00\x00\x00", []string{"not text"}, "UTF-32 without a mark"},
		{zeros, []string{"not text"}, "a download of zeros"},
		{"\x03\x77\x06\x1a\x9f\x02" + zeros + "Type,Date", []string{"not text", "as CSV"}, "another database"},
		{"a,b\n\x00\x01\x02", []string{"not text"}, "text, and then none"},
	} {
		_, _, err := Open(strings.NewReader(test.file))
		is, ok := errors.AsType[FormatError](err)
		if !ok {
			t.Errorf("%s: %v, want a FormatError", test.reason, err)
			continue
		}
		for _, want := range append(test.want, "the file is ") {
			if !strings.Contains(string(is), want) {
				t.Errorf("%s: %q, want %q in it", test.reason, is, want)
			}
		}
	}
}

// A file that cannot be read is an error of its reader, and never less than what was read of it.
func TestOpenReadErrors(t *testing.T) {
	broken := errors.New("broken")
	for _, test := range []struct {
		r      io.Reader
		text   string
		want   error
		reason string
	}{
		{iotest.ErrReader(broken), "", broken, "at once"},
		{io.MultiReader(strings.NewReader("a,b\n"), iotest.ErrReader(broken)), "a,b\n", broken, "after a line"},
		{io.MultiReader(strings.NewReader("\xff\xfea\x00"), &once{broken}), "a", broken, "after a character of UTF-16, and only once"},
		{io.MultiReader(strings.NewReader(gzipped("a,b\n")[:20]), iotest.ErrReader(broken)), "", broken, "in what is compressed"},
		{strings.NewReader(gzipped(strings.Repeat("a,b\n", 9))[:26]), "", io.ErrUnexpectedEOF, "compressed, and cut off"},
		{strings.NewReader("\xff\xfea\x00b"), "a", errCutUTF16, "half a character at the end"},
		{strings.NewReader("\xff\xfe" + inUTF16(strings.Repeat("ab", 1<<15), false) + "c"), strings.Repeat("ab", 1<<15), errCutUTF16, "the same after much text"},
		{nil, "", ErrNoReader, "no reader"},
	} {
		text, _, err := openAll(test.r)
		if !errors.Is(err, test.want) || test.text != "" && text != test.text {
			t.Errorf("%s: %.20q, %v; want %.20q, %v", test.reason, text, err, test.text, test.want)
		}
	}
}

// once fails once, and is at its end after that.
type once struct{ err error }

func (o *once) Read([]byte) (int, error) {
	err := o.err
	o.err = io.EOF
	return 0, err
}

// What is opened from a pipe need not be there as a whole.
func TestOpenPipe(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		for _, part := range []string{"\xef\xbb", "\xbfa", ",b\n"} {
			_, _ = w.WriteString(part) // what is missing is missed below
		}
		_ = w.Close()
	}()
	if text, format, err := openAll(r); text != "a,b\n" || format != Table || err != nil {
		t.Errorf("%q, %v, %v", text, format, err)
	}
}

// A compressed file that is damaged is said to be so, without the words of those who unpack it, and
// the cause can be asked for.
func TestDamaged(t *testing.T) {
	packed := gzipped(strings.Repeat("a,b\n", 3) + "the end\n")
	for _, test := range []struct {
		file, want string
		is         error
		reason     string
	}{
		{packed[:len(packed)-9], "the compressed file breaks off (unexpected EOF): get it again", io.ErrUnexpectedEOF, "cut off"},
		{packed[:8], "the compressed file breaks off (unexpected EOF): get it again", io.ErrUnexpectedEOF, "cut off at its beginning"},
		{packed[:10] + "\xff\xff\xff\xff" + packed[14:], "the compressed file is damaged: get it again", nil, "something else in the middle"},
		{packed[:len(packed)-8] + "12345678", "the compressed file is damaged: get it again", gzip.ErrChecksum, "something else at the end"},
		{"\x1f\x8b\x00" + packed[3:], "the compressed file is damaged: get it again", gzip.ErrHeader, "of another kind"},
		{packed, "", nil, "whole"},
	} {
		_, _, err := openAll(strings.NewReader(test.file))
		if test.want == "" && err == nil {
			continue
		}
		if err == nil || err.Error() != test.want || test.is != nil && !errors.Is(err, test.is) {
			t.Errorf("%s: %v, want %s", test.reason, err, test.want)
		}
	}
}
