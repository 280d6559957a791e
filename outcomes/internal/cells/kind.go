package cells

import (
	"bufio"
	"compress/bzip2"
	"io"
	"regexp"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/internal/pack"
)

// A kind is a kind of file that is not text.
type kind struct {
	at    int    // where the bytes stand that tell it
	start string // these bytes, which text does not have in this place
	is    string // what it is, and how to get a CSV out of it
}

// How to get a CSV out of a file.
const (
	saveAsCSV = ": open it in a spreadsheet program and save it as CSV UTF-8"
	unpack    = ": unpack it and give the CSV files in it"
	noTable   = ", and no table can be read from it: get the data itself, as CSV"
	inR       = ": make a CSV of it in R: "
	inPython  = ": make a CSV of it in Python: "

	readRDS  = `write.csv(readRDS("file.rds"), "file.csv", row.names = FALSE)`
	rds      = "an R file (rds)" + inR + readRDS
	rData    = "an R file (RData)" + inR + `write.csv(get(load("file.RData")), "file.csv", row.names = FALSE)`
	arrow    = inR + `write.csv(arrow::read_feather("file.feather"), "file.csv", row.names = FALSE)`
	stata    = "a Stata file (dta)" + inR + `write.csv(haven::read_dta("file.dta"), "file.csv", row.names = FALSE)`
	spss     = "an SPSS file (sav)" + inR + `write.csv(haven::read_sav("file.sav"), "file.csv", row.names = FALSE)`
	spssPor  = "an SPSS file (por)" + inR + `write.csv(haven::read_por("file.por"), "file.csv", row.names = FALSE)`
	sas      = "a SAS file (sas7bdat)" + inR + `write.csv(haven::read_sas("file.sas7bdat"), "file.csv", row.names = FALSE)`
	sasXPT   = "a SAS file (xpt)" + inR + `write.csv(haven::read_xpt("file.xpt"), "file.csv", row.names = FALSE)`
	parquet  = "a Parquet file: make a CSV of it with DuckDB: COPY (SELECT * FROM 'file.parquet') TO 'file.csv' (HEADER)"
	sqlite   = `an SQLite database: make a CSV of a table in it, here stops: sqlite3 -header -csv file.db "SELECT * FROM stops" > file.csv`
	duckDB   = `a DuckDB database: make a CSV of a table in it, here stops: duckdb file.duckdb "COPY (SELECT * FROM stops) TO 'file.csv' (HEADER)"`
	postgre  = "a PostgreSQL dump: make a CSV of a table in its database, here stops: COPY stops TO 'file.csv' CSV HEADER"
	access   = "an Access database: open it in Access and export the table as a text file with commas"
	hdf5     = "an HDF5 file" + inPython + `pandas.read_hdf("file.h5").to_csv("file.csv", index=False)`
	pickle   = "a Python pickle" + inPython + `pandas.read_pickle("file.pkl").to_csv("file.csv", index=False)`
	xls      = "an Excel workbook (xls), or one with a password, or another file of Office" + saveAsCSV
	bzip     = "compressed (bzip2): unpack it"
	xz       = "compressed (xz): unpack it, or, if it is an R file, make a CSV of it in R: " + readRDS
	picture  = "a picture" + noTable
	utf32    = "UTF-32 text: save it as UTF-8"
	notAText = "not text: save it as CSV in the program that it is for"
)

// kinds holds the kinds of files that people have tables in, or take for such.
var kinds = []kind{
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", xls}, {0, "\x09\x08\x10\x00\x00\x06\x05\x00", xls}, {0, "\x09\x08\x08\x00\x00\x05\x05\x00", xls},
	{0, "PAR1", parquet}, {0, "PARE", parquet},
	{0, "SQLite format 3\x00", sqlite}, {8, "DUCK", duckDB}, {0, "PGDMP", postgre},
	{0, "\x00\x01\x00\x00Standard Jet DB", access}, {0, "\x00\x01\x00\x00Standard ACE DB", access},
	{0, "RDX2\n", rData}, {0, "RDX3\n", rData}, {0, "RDA2\n", rData}, {0, "RDA3\n", rData}, {0, "RDB2\n", rData}, {0, "RDB3\n", rData},
	{0, "X\n\x00\x00\x00", rds}, {0, "B\n\x02\x00", rds}, {0, "B\n\x03\x00", rds},
	{0, "FEA1", "a Feather file" + arrow}, {0, "ARROW1", "an Arrow or Feather file" + arrow},
	{0, "<stata_dta>", stata}, {0, "$FL2@(#)", spss}, {0, "$FL3@(#)", spss},
	{12, "\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92\x08\x00\x09\xc7\x31\x8c", sas}, {0, "HEADER RECORD*******LIB", sasXPT},
	{0, "\x89HDF\r\n\x1a\n", hdf5}, {0, pack.Magic, "searches that were saved (.tally): read it with Extract.ReadFile"},
	{0, "\x80\x02", pickle}, {0, "\x80\x03", pickle}, {0, "\x80\x04\x95", pickle}, {0, "\x80\x05\x95", pickle},
	{0, "%PDF-", "a PDF document" + noTable}, {0, `{\rtf`, "a text document (RTF)" + noTable},
	{0, "7z\xbc\xaf\x27\x1c", "a 7z archive" + unpack}, {0, "Rar!\x1a\x07", "a RAR archive" + unpack}, {257, "ustar", "a tar archive" + unpack},
	{0, "\xfd7zXZ\x00", xz}, {0, "\x28\xb5\x2f\xfd", "compressed (zstd): unpack it"}, {0, "\x04\x22\x4d\x18", "compressed (lz4): unpack it"},
	{0, "\x1f\x9d", "compressed (compress): unpack it"},
	{0, "\x89PNG\r\n", picture}, {0, "\xff\xd8\xff", picture}, {0, "GIF87a", picture}, {0, "GIF89a", picture},
	{0, "II*\x00", picture}, {0, "MM\x00*", picture}, {8, "WEBP", picture}, {4, "ftyp", "a picture or a film" + noTable},
	{0, "\xff\xfe\x00\x00", utf32}, {0, "\x00\x00\xfe\xff", utf32},
}

// ErrZIP is the error of a ZIP archive.
const ErrZIP FormatError = "the file is a ZIP archive" + unpack

// theFile returns the error of a file that is what is said; none if nothing is.
func theFile(is string) FormatError {
	if is == "" {
		return ""
	}
	return FormatError("the file is " + is)
}

// binaryKind says what kind of file b is, which begins with start, if these bytes tell that it is
// not text.
func binaryKind(b *bufio.Reader, start []byte) FormatError {
	text := string(start)
	for _, k := range kinds {
		if len(text) >= k.at && strings.HasPrefix(text[k.at:], k.start) {
			return theFile(k.is)
		}
	}
	switch {
	case strings.HasPrefix(text, packed):
		return ErrPackedTwice
	case strings.HasPrefix(text, "PK\x03\x04"), strings.HasPrefix(text, "PK\x05\x06"), strings.HasPrefix(text, "PK\x07\x08"):
		all, _ := b.Peek(b.Size())
		if office := OfficeOf(namesInZIP(all)); office != "" {
			return FormatError(office)
		}
		return ErrZIP
	case strings.HasPrefix(text, "BZh") && len(text) > 4:
		return theFile(bzipKind(b, text))
	case asciiRDS.MatchString(text):
		return theFile(rds)
	case stataBefore13.MatchString(text):
		return theFile(stata)
	}
	return ""
}

var (
	asciiRDS      = regexp.MustCompile(`^A\n[23]\n\d{5,7}\n`)
	stataBefore13 = regexp.MustCompile(`^[i-s][\x01\x02]\x01\x00`)
	bzipBlock     = regexp.MustCompile(`^BZh[1-9](1AY&SY|\x17rE8P)`)
)

// bzipKind says what a file is that may be compressed with bzip2, as R may do.
func bzipKind(b *bufio.Reader, start string) string {
	if !bzipBlock.MatchString(start) {
		return ""
	}
	var unpacked [5]byte
	n, _ := io.ReadFull(bzip2.NewReader(b), unpacked[:]) // what is broken is no R file
	for _, k := range kinds {
		if (k.is == rds || k.is == rData) && strings.HasPrefix(string(unpacked[:n]), k.start) {
			return k.is
		}
	}
	return bzip
}

// notText reports whether a file that begins with start is something else than text: more than one
// byte of 32 is a control character, of which text has line ends and tabs alone.
func notText(start []byte) bool {
	n := 0
	for _, b := range start {
		if b < ' ' && (b < '\t' || b > '\r') || b == 0x7f {
			n++
		}
	}
	return 32*n > len(start)
}

// textKind says what kind of file is text that begins with start, if it can be neither a table nor
// JSON.
func textKind(start []byte) FormatError {
	const begins = 400 // bytes in which a header of SPSS stands
	switch text := string(start[:min(len(start), begins)]); {
	case strings.HasPrefix(text, "<"):
		return xmlKind(strings.ToLower(string(start)))
	case strings.HasPrefix(text, "version https://git-lfs.github.com/"):
		return theFile("a pointer to a file that Git LFS keeps: fetch that with git lfs pull")
	case strings.Contains(text, "SPSS PORT FILE"):
		return theFile(spssPor)
	}
	return ""
}

// xmlKind says what kind of file is text in small letters that begins with <.
func xmlKind(text string) FormatError {
	has := func(s string) bool { return strings.Contains(text, s) }
	switch {
	case has("urn:schemas-microsoft-com:office:spreadsheet"):
		return theFile("an Excel workbook (XML)" + saveAsCSV)
	case has("<html"), has("<!doctype html"), has("<table"), has("<body"), has("<head"):
		return theFile("a web page (HTML): download the data itself, or, if it is a table that a spreadsheet program opens, save it there as CSV UTF-8")
	}
	return theFile("XML: download the data as CSV or JSON")
}
