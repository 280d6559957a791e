package outcomes

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// packed is an entry of an archive; header, if it is not nil, changes what the archive says of it.
type packed struct {
	name, text string
	header     func(*zip.FileHeader)
}

// archiveOf packs entries as they stand in the list: an archive may have anything in it.
func archiveOf(t testing.TB, entries ...packed) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		create := z.CreateHeader
		text := e.text
		if e.header != nil {
			var deflated bytes.Buffer
			inner := zip.NewWriter(&deflated)
			w, err := inner.CreateHeader(h)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(w, text); err != nil {
				t.Fatal(err)
			}
			if err := inner.Close(); err != nil {
				t.Fatal(err)
			}
			r, err := zip.NewReader(bytes.NewReader(deflated.Bytes()), int64(deflated.Len()))
			if err != nil {
				t.Fatal(err)
			}
			raw, err := r.File[0].OpenRaw()
			if err != nil {
				t.Fatal(err)
			}
			contents, err := io.ReadAll(raw)
			if err != nil {
				t.Fatal(err)
			}
			h = &zip.FileHeader{Name: e.name, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE([]byte(text)),
				CompressedSize64: uint64(len(contents)), UncompressedSize64: uint64(len(text))}
			e.header(h)
			text, create = string(contents), z.CreateRaw
		}
		w, err := create(h)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(e.name, "/") {
			continue
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// monthly is an archive as data.police.uk gives it: months as folders, and in each the street
// crimes, the outcomes and the searches of every force.
func monthly(t testing.TB) string {
	var entries []packed
	for m, month := range []string{"2020-01", "2020-02"} {
		entries = append(entries, packed{name: month + "/"})
		for f, force := range []string{"essex", "kent", "city-of-london"} {
			name := month + "/" + month + "-" + force
			entries = append(entries, packed{name: name + "-street.csv", text: street}, packed{name: name + "-outcomes.csv", text: street},
				packed{name: name + "-stop-and-search.csv", text: inYear(2020+m, file("\n", official, fixture[m:m+f+1]...))})
		}
	}
	return archiveOf(t, entries...)
}

// inYear sets the year of the searches, so that files share none.
func inYear(year int, text string) string {
	return regexp.MustCompile(`search,\d{4}-`).ReplaceAllString(text, fmt.Sprintf("search,%d-", year))
}

const street = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context\n" +
	",2020-01,Essex Police,Essex Police,0.1,51.5,On or near High Street,E01021239,Basildon 001A,Burglary,Under investigation,\n"

// plainFS is a file system whose files can be read from the beginning to the end alone.
type plainFS struct{ fs.FS }

type plainFile struct{ f fs.File }

func (p plainFile) Stat() (fs.FileInfo, error) { return p.f.Stat() }
func (p plainFile) Read(b []byte) (int, error) { return p.f.Read(b) }
func (p plainFile) Close() error               { return p.f.Close() }

func (p plainFS) Open(name string) (fs.File, error) {
	f, err := p.FS.Open(name)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || info.IsDir() {
		return f, err
	}
	return plainFile{f}, nil
}

// renamed takes a folder away from the names in an account.
func renamed(a account, folder string) account {
	for i := range a.Sources {
		a.Sources[i].File = strings.TrimPrefix(a.Sources[i].File, folder)
	}
	for i := range a.LeftOut {
		a.LeftOut[i].File = strings.TrimPrefix(a.LeftOut[i].File, folder)
	}
	for i := range a.Errors {
		a.Errors[i] = strings.ReplaceAll(a.Errors[i], folder, "")
	}
	return a
}

// TestArchiveAsFolder: an archive is read as the folder is that it unpacks to, from wherever it
// comes, as a whole and file by file.
func TestArchiveAsFolder(t *testing.T) {
	text := monthly(t)
	z, err := zip.NewReader(strings.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	unpacked := t.TempDir()
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		contents, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(unpacked, filepath.FromSlash(f.Name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, contents, 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	var folder Extract
	if err := folder.ReadFS(context.Background(), os.DirFS(unpacked), "."); err != nil {
		t.Fatal(err)
	}
	want := accountOf(&folder)
	if len(want.Sources) != 6 || len(want.LeftOut) != 12 || want.Quality.Rows != 12 {
		t.Fatalf("%+v", want)
	}
	disk := t.TempDir()
	for _, name := range []string{"a.zip", "download"} {
		if err := os.WriteFile(filepath.Join(disk, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	memory := fstest.MapFS{"deep/er/a.ZIP": {Data: []byte(text)}}
	for _, test := range []struct {
		reason, folder string
		read           func(x *Extract) error
	}{
		{"by its name", "a.zip/", func(x *Extract) error { return x.ReadFS(context.Background(), os.DirFS(disk), "a.zip") }},
		{"under a name that does not tell", "download/", func(x *Extract) error { return x.ReadFS(context.Background(), os.DirFS(disk), "download") }},
		{"in a folder", "deep/er/a.ZIP/", func(x *Extract) error { return x.ReadFS(context.Background(), memory, ".") }},
		{"where files cannot be read here and there", "deep/er/a.ZIP/", func(x *Extract) error { return x.ReadFS(context.Background(), plainFS{memory}, "deep") }},
		{"from a reader", "standard input/", func(x *Extract) error { return x.ReadFile(io.MultiReader(strings.NewReader(text)), "standard input") }},
		{"opened by the caller", "", func(x *Extract) error { return x.ReadFS(context.Background(), z, ".") }},
		{"folder by folder", "a.zip/", func(x *Extract) error {
			return errors.Join(x.ReadFS(context.Background(), os.DirFS(disk), "a.zip/2020-02"), x.ReadFS(context.Background(), os.DirFS(disk), "a.zip/2020-01"))
		}},
		{"file by file", "a.zip/", func(x *Extract) error {
			files, left, err := FilesIn(os.DirFS(disk), "a.zip")
			x.left = left
			for _, name := range files {
				err = errors.Join(err, x.ReadFS(context.Background(), os.DirFS(disk), name))
			}
			return err
		}},
	} {
		var x Extract
		if err := test.read(&x); err != nil {
			t.Errorf("%s: %v", test.reason, err)
		}
		if d := cmp.Diff(want, renamed(accountOf(&x), test.folder)); d != "" {
			t.Errorf("%s: -folder +archive\n%s", test.reason, d)
		}
	}
}

// TestMixedFolder: every file of a folder and of the archives in it is read or named with the
// reason.
func TestMixedFolder(t *testing.T) {
	rows := func(i int) string { return inYear(2010+i, file("\n", official, fixture[i])) }
	workbook := archiveOf(t, packed{name: "[Content_Types].xml"}, packed{name: "xl/workbook.xml"})
	inside := archiveOf(t, packed{name: "2020-03/2020-03-kent-stop-and-search.csv", text: rows(2)}, packed{name: "2020-03/inner.zip", text: monthly(t)},
		packed{name: "__MACOSX/._x.csv"}, packed{name: "2020-03/a.xlsx", text: workbook}, packed{name: "2020-03/b.csv", text: workbook}, packed{name: "readme.txt", text: "Hello\n"},
		packed{name: "kent.csv", text: "2020-03/2020-03-kent-stop-and-search.csv", header: func(h *zip.FileHeader) { h.SetMode(fs.ModeSymlink | 0o777) }})
	base := fstest.MapFS{}
	for name, text := range map[string]string{
		"2020-01-kent-stop-and-search.csv": rows(0), "essex.txt": rows(1), "in/an.zip": inside, "zipped kent.csv": archiveOf(t, packed{name: "kent.csv", text: rows(3)}),
		"installer-kent.zip": "MZ a program" + archiveOf(t, packed{name: "kent.csv", text: rows(4)}),
		"crimes.csv":         street, "licence.txt": "Open Government Licence\n", "counts.csv": "Ethnicity,Searches\nWhite,4\n", "empty.csv": "",
		"2020-02-kent-stop-and-search.csv": "", "book.xlsx": workbook, "book.csv": workbook, "book.zip": workbook, "a.db": "SQLite format 3\x00", "a.rds": "X\n",
		"guide.pdf": "%PDF-1.4", "notes.md": "x", ".DS_Store": "\x00", "Thumbs.db": "\x00", "Desktop.ini": "", ".git/HEAD": "x", "x": rows(0), "x.weird": rows(0),
		"~$book.xlsx": "", "a.tar.gz": "x", "a.csv.xz": "x", "photo.JPG": "\xff\xd8\xff", "page.csv": "<html>", "weather.csv": "Date,Rain\n2020-01-01,3\n", "force.csv": "Date,Force,Gender,Tactic\n2020-01-01,Kent,Male,Handcuffs\n", "2020-01-kent-street.tsv": street, "sub/._y.json": "",
	} {
		base[name] = &fstest.MapFile{Data: []byte(text)}
	}
	var x Extract
	if err := x.ReadFS(context.Background(), base, "."); err != nil {
		t.Fatal(err)
	}
	var sources []string
	for _, s := range x.Sources() {
		sources = append(sources, s.File)
	}
	if d := cmp.Diff([]string{"2020-01-kent-stop-and-search.csv", "essex.txt", "in/an.zip/2020-03/2020-03-kent-stop-and-search.csv", "installer-kent.zip/kent.csv",
		"zipped kent.csv/kent.csv"}, sources); d != "" {
		t.Errorf("read: -want +got\n%s", d)
	}
	const (
		none   = "no table of searches: it has none of their columns"
		hardly = "no table of searches: it has hardly one of their columns, and no Type and no Self-defined ethnicity or Officer-defined ethnicity"
	)
	book := "an Excel workbook: open it in a spreadsheet program and save it as CSV UTF-8"
	want := []FileLeftOut{
		{".DS_Store", hidden, true}, {".git/HEAD", hidden, true}, {"2020-01-kent-street.tsv", ofStreet, true},
		{"2020-02-kent-stop-and-search.csv", "empty: want a header and one search a line", false}, {"Desktop.ini", hidden, true}, {"Thumbs.db", hidden, true},
		{"a.csv.xz", otherPack, false}, {"a.db", sqlite, false}, {"a.rds", ofR, false}, {"a.tar.gz", otherPack, false}, {"book.csv", book, false}, {"book.xlsx", workbookFile, false},
		{"book.zip", book, false}, {"counts.csv", "a table of counts, with a row for many searches", false}, {"crimes.csv", "has street-level crimes, not searches", false}, {"empty.csv", "empty: want a header and one search a line", false}, {"force.csv", hardly, false}, {"guide.pdf", noTable, false},
		{"in/an.zip/2020-03/a.xlsx", workbookFile, false}, {"in/an.zip/2020-03/b.csv", book, false},
		{"in/an.zip/2020-03/inner.zip", "an archive inside an archive: unpack it", false}, {"in/an.zip/__MACOSX/._x.csv", ofMac, true},
		{"in/an.zip/kent.csv", "a link, which is not followed", false}, {"in/an.zip/readme.txt", none, false}, {"licence.txt", none, false}, {"notes.md", noTable, false},
		{"page.csv", "a web page", false}, {"photo.JPG", noTable, false}, {"sub/._y.json", ofMac, true}, {"weather.csv", hardly, false}, {"x", noEnding, false}, {"x.weird", noEnding, false}, {"~$book.xlsx", hidden, true},
	}
	left := x.LeftOut()
	for i, l := range left { // what else is to be done is said elsewhere
		if strings.HasPrefix(l.Reason, "a web page") {
			left[i].Reason = "a web page"
		}
	}
	if d := cmp.Diff(want, left); d != "" {
		t.Errorf("left out: -want +got\n%s", d)
	}
	if files, listed, err := FilesIn(base, "."); err != nil || !slices.Equal(files, sources) || len(listed) != len(left) {
		t.Errorf("FilesIn differs: %q, %v, %v", files, listed, err)
	}
}

// TestNothingIsLostInSilence: what says that it holds searches, or has some of their columns, and
// cannot be read is an error and is not left out, in a folder and in an archive.
func TestNothingIsLostInSilence(t *testing.T) {
	rows := file("\n", official, fixture...)
	for _, test := range []struct{ reason, name, text, want string }{
		{"a street file under a name of searches", "2020-01-kent-stop-and-search.csv", street, "the file has street-level crimes"},
		{"a web page under a name of searches", "Stop and Search 2020.csv", "<html>", "web page"},
		{"a workbook under a name of searches", "stop_and_search.csv", archiveOf(t, packed{name: "[Content_Types].xml"}, packed{name: "xl/workbook.xml"}), "Excel workbook"},
		{"some columns", "kent.csv", "Type,Gender,Age range\nPerson search,Male,18-24\n", "no column"},
		{"two of the three that are demanded", "kent.csv", "Type,Date\nPerson search,2020-01-01\n", "no column"},
		{"breaks off", "kent.csv.gz", gzipped(rows)[:len(gzipped(rows))-30], "unexpected EOF"},
		{"no force", "searches.csv", rows, "tells the force"},
	} {
		other := packed{name: "2020-01-essex-stop-and-search.csv", text: file("\n", official, fixture[0])}
		for _, fsys := range []fs.FS{
			fstest.MapFS{"a/" + test.name: {Data: []byte(test.text)}, "a/" + other.name: {Data: []byte(other.text)}},
			fstest.MapFS{"a": {Data: []byte(archiveOf(t, other, packed{name: test.name, text: test.text}))}},
		} {
			var x Extract
			err := x.ReadFS(context.Background(), fsys, "a")
			if err == nil || !strings.HasPrefix(err.Error(), "outcomes: a/"+test.name) || !strings.Contains(err.Error(), test.want) || x.Tally().Total() > 0 {
				t.Errorf("%s: %v, want %q", test.reason, err, test.want)
			}
			checkError(t, err)
		}
	}
}

// bomb is a file of n bytes that is packed to almost nothing.
func bomb(n int) string { return official + "\n" + strings.Repeat(" ", n) }

// TestHostileArchives: what is made to do harm, or is broken, is an error that says what it is.
func TestHostileArchives(t *testing.T) {
	rows := file("\n", official, fixture...)
	kent := packed{name: "kent.csv", text: rows}
	changed := func(header func(*zip.FileHeader)) string {
		return archiveOf(t, packed{name: "2020-01/kent.csv", text: rows, header: header})
	}
	named := func(names ...string) string {
		var entries []packed
		for _, name := range names {
			entries = append(entries, packed{name: name, text: rows})
		}
		return archiveOf(t, entries...)
	}
	many := func(n int, name string) string {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for i := range n {
			if _, err := z.CreateRaw(&zip.FileHeader{Name: fmt.Sprintf(name, i)}); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	whole := archiveOf(t, kent)
	damagedData := []byte(archiveOf(t, packed{name: "kent.csv", text: rows, header: func(h *zip.FileHeader) {}}))
	copy(damagedData[60:], "\xff\xff\xff\xff\xff\xff\xff\xff")
	for _, test := range []struct{ reason, text, want string }{
		{"a bomb", archiveOf(t, packed{name: "kent.csv", text: bomb(8 << 20)}), "a.zip/kent.csv: the file unpacks to more than 200 times its"},
		{"a bomb that says that it is small", changed(func(h *zip.FileHeader) { h.UncompressedSize64 = 10 }), "the archive is damaged"},
		{"a size that nothing has", changed(func(h *zip.FileHeader) { h.UncompressedSize64 = 1 << 62 }), "a.zip/2020-01/kent.csv: the file unpacks to more than 1 GiB, which is the limit of a file: if the archive can be trusted, unpack it"},
		{"a size that no number has", changed(func(h *zip.FileHeader) { h.UncompressedSize64 = 1<<64 - 1 }), "more than 1 GiB"},
		{"a bomb in a compressed file", archiveOf(t, packed{name: "kent.csv.gz", text: gzipped(bomb(8 << 20))}), "a.zip/kent.csv.gz:"},
		{"compressed twice", archiveOf(t, packed{name: "stop-and-search-kent.csv.gz", text: gzipped(gzipped(rows))}), "compressed twice"},
		{"out of it", named("kent.csv", "../../etc/essex.csv"), `a.zip: the archive has an entry "../../etc/essex.csv", which is a place outside the archive`},
		{"out of it, from Windows", named(`..\essex.csv`), "a place outside the archive"},
		{"out of it from within", named("a/../../essex.csv"), "a place outside the archive"},
		{"absolute", named("/etc/essex.csv"), "a place on the disk and not in the archive"},
		{"absolute, from Windows", named(`\\server\essex.csv`), "a place on the disk"},
		{"a drive", named(`C:\essex.csv`), "a place on the disk"},
		{"a drive in small letters", named("c:essex.csv"), "a place on the disk"},
		{"a NUL", named("essex.csv\x00.png"), "NUL"},
		{"no name", named("", "kent.csv"), "no name"},
		{"twice", named("kent.csv", "x.csv", "kent.csv"), `two entries of the name "kent.csv"`},
		{"twice, by another spelling", named("a/kent.csv", `a\kent.csv`), "two entries of the name"},
		{"twice, by a dot", named("a/kent.csv", "./a//kent.csv"), "two entries of the name"},
		{"10,000 files", many(10_000, "%d-kent.csv"), "a.zip: the archive has more than 2,000 files that may be searches, which is the limit"},
		{"100,001 files that are nothing", many(100_001, "%d.png"), "a.zip: the archive lists more than 100000 files: unpack it"},
		{"encrypted", changed(func(h *zip.FileHeader) { h.Flags |= 1 }), "a.zip/2020-01/kent.csv: the file in the archive is encrypted: unpack the archive with its password"},
		{"Deflate64", changed(func(h *zip.FileHeader) { h.Method = 9 }), "is packed with Deflate64, which is not read: unpack the archive"},
		{"a method that nobody knows", changed(func(h *zip.FileHeader) { h.Method = 4711 }), "is packed with method 4711"},
		{"a checksum that is wrong", changed(func(h *zip.FileHeader) { h.CRC32++ }), "the archive is damaged: download or copy it again"},
		{"contents that are damaged", string(damagedData), "the archive is damaged: download or copy it again"},
		{"cut off", whole[:len(whole)-30], "a.zip: the ZIP archive is damaged or breaks off"},
		{"its beginning alone", "PK\x03\x04", "a.zip: the ZIP archive is damaged or breaks off"},
		{"nothing in it", archiveOf(t), "a.zip: no stop-and-search file in this archive"},
		{"nothing but folders", named("a/", "a/b/"), "a.zip: no stop-and-search file in this archive"},
		{"nothing to read", archiveOf(t, packed{name: "2020-01-kent-street.csv", text: street}), "no stop-and-search file in this archive, and this was left out: a.zip/2020-01-kent-street.csv: street crimes"},
		{"a workbook", archiveOf(t, packed{name: "[Content_Types].xml"}, packed{name: "xl/workbook.xml"}), "a.zip:1: the file is an Excel workbook"},
		{"an archive in it under a name of searches", archiveOf(t, packed{name: "stop-and-search.csv", text: whole}), "a.zip/stop-and-search.csv:1: the file is a ZIP archive"},
	} {
		base := fstest.MapFS{"a.zip": {Data: []byte(test.text)}}
		for how, read := range map[string]func(x *Extract) error{
			"from disk":       func(x *Extract) error { return x.ReadFS(context.Background(), base, "a.zip") },
			"from memory":     func(x *Extract) error { return x.ReadFS(context.Background(), plainFS{base}, "a.zip") },
			"from its folder": func(x *Extract) error { return x.ReadFS(context.Background(), base, ".") },
			"from a reader":   func(x *Extract) error { return x.ReadFile(strings.NewReader(test.text), "a.zip") },
		} {
			var x Extract
			err := read(&x)
			checkError(t, err)
			if how == "from its folder" && (strings.Contains(test.want, "no stop-and-search") || strings.Contains(test.want, "a.zip:1:")) {
				if err == nil {
					t.Errorf("%s, %s: no error", test.reason, how)
				}
				continue
			}
			if err == nil || !strings.HasPrefix(err.Error(), "outcomes: a.zip") || !strings.Contains(err.Error(), test.want) || len(err.Error()) > 600 {
				t.Errorf("%s, %s: %v, want %q", test.reason, how, err, test.want)
			}
			if x.Tally().Total() > 0 || len(x.Sources())+len(x.LeftOut()) > 0 {
				t.Errorf("%s, %s: something stays", test.reason, how)
			}
		}
	}
}

// TestArchivesThatAreOnlyOdd are read.
func TestArchivesThatAreOnlyOdd(t *testing.T) {
	rows := file("\n", official, fixture...)
	var streets []packed
	for i := range 2000 {
		streets = append(streets, packed{name: fmt.Sprintf("%d-kent-street.csv", i)})
	}
	for _, test := range []struct{ reason, text string }{
		{"from Windows", archiveOf(t, packed{name: `2020-01\`}, packed{name: `2020-01\kent.csv`, text: rows})},
		{"with dots", archiveOf(t, packed{name: "./kent.csv", text: rows})},
		{"a file with the name of a folder", archiveOf(t, packed{name: "kent/"}, packed{name: "kent", text: "x"}, packed{name: "kent/kent.csv", text: rows})},
		{"a name that is not UTF-8", archiveOf(t, packed{name: "donn\xe9es-kent.csv", text: rows, header: func(h *zip.FileHeader) { h.NonUTF8 = true }})},
		{"a long name", archiveOf(t, packed{name: strings.Repeat("long/", 10_000) + "kent.csv", text: rows})},
		{"stored and not packed", archiveOf(t, packed{name: "kent.csv", text: rows, header: func(*zip.FileHeader) {}})},
		{"compressed within", archiveOf(t, packed{name: "kent.csv.gz", text: gzipped(rows)})},
		{"2,000 files beside it that are left out", archiveOf(t, append(streets, packed{name: "kent.csv", text: rows})...)},
		{"a comment at its end", func() string {
			var b bytes.Buffer
			z := zip.NewWriter(&b)
			w, err := z.Create("kent.csv")
			if err == nil {
				_, err = io.WriteString(w, rows)
			}
			if err := errors.Join(err, z.SetComment("PK\x05\x06 a comment"), z.Close()); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}()},
	} {
		base := fstest.MapFS{"a.zip": {Data: []byte(test.text)}}
		var x Extract
		if err := x.ReadFS(context.Background(), base, "a.zip"); err != nil || x.Tally().Total() != 5 {
			t.Errorf("%s: %v, %d searches", test.reason, err, x.Tally().Total())
		}
		files, _, err := FilesIn(base, ".")
		var y Extract
		if err != nil || len(files) != 1 || y.ReadFS(context.Background(), base, files[0]) != nil || y.Tally().Total() != 5 {
			t.Errorf("%s: %d files, %v, %d searches of one", test.reason, len(files), err, y.Tally().Total())
		}
	}
}

// TestArchiveLimits: limits can be lowered and raised, and hold of what comes out, whatever the
// archive says.
func TestArchiveLimits(t *testing.T) {
	rows := file("\n", official, slices.Repeat(fixture, 200)...)
	two := archiveOf(t, packed{name: "1-kent.csv", text: inYear(2022, rows)}, packed{name: "2-kent.csv", text: inYear(2023, rows) + "short\n"})
	size := int64(len(rows))
	for _, test := range []struct {
		reason string
		limits ArchiveLimits
		want   string
	}{
		{"the defaults", ArchiveLimits{}, ""},
		{"enough entries", ArchiveLimits{Entries: 2}, ""},
		{"too few entries", ArchiveLimits{Entries: 1}, "more than 1 files that may be searches"},
		{"enough bytes", ArchiveLimits{EntryBytes: size + 6}, ""},
		{"too few bytes", ArchiveLimits{EntryBytes: size + 5}, "a/a.zip/2-kent.csv: the file unpacks to more than"},
		{"enough in all", ArchiveLimits{TotalBytes: 2*size + 6}, ""},
		{"too few in all", ArchiveLimits{TotalBytes: 2*size + 5}, "a/a.zip/2-kent.csv: the file makes it more than"},
		{"no ratio below a MiB", ArchiveLimits{Ratio: 1}, ""},
		{"less than nothing", ArchiveLimits{Ratio: -1}, "below 0"},
	} {
		x := Extract{Limits: test.limits}
		err := x.ReadFS(context.Background(), fstest.MapFS{"a/a.zip": {Data: []byte(two)}}, "a")
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.reason, err, test.want)
		}
		y := Extract{Limits: test.limits}
		if again := y.ReadFile(strings.NewReader(two), "a/a.zip"); (again == nil) != (err == nil) {
			t.Errorf("%s: from a reader: %v, and from disk %v", test.reason, again, err)
		}
	}
	// A list of files is one that can be read, though each is read by itself.
	var many []packed
	for i := range 9 {
		many = append(many, packed{fmt.Sprintf("%d-kent.csv", i), rows, func(h *zip.FileHeader) { h.UncompressedSize64 = 1 << 30 }})
	}
	for _, test := range []struct {
		files int
		want  string
	}{{8, ""}, {9, "outcomes: a.zip/8-kent.csv: the file makes it more than 8 GiB"}} {
		files, _, err := FilesIn(fstest.MapFS{"a.zip": {Data: []byte(archiveOf(t, many[:test.files]...))}}, "a.zip")
		if (err == nil) != (test.want == "") || err != nil && !strings.HasPrefix(err.Error(), test.want) || err == nil && len(files) != test.files {
			t.Errorf("%d files of 1 GiB: %q, %v", test.files, files, err)
		}
	}
	// Several archives of one folder together.
	folder := fstest.MapFS{"1.zip": {Data: []byte(archiveOf(t, packed{name: "kent.csv", text: rows}))}, "2.zip": {Data: []byte(archiveOf(t, packed{name: "kent.csv", text: rows + "short\n"}))}}
	x := Extract{Limits: ArchiveLimits{TotalBytes: 2 * size}}
	if err := x.ReadFS(context.Background(), folder, "."); err == nil || !strings.Contains(err.Error(), "outcomes: 2.zip/kent.csv: ") {
		t.Errorf("%v", err)
	}
	// What is compressed once more says nothing of what comes out.
	twice := archiveOf(t, packed{name: "kent.csv.gz", text: gzipped(bomb(8 << 20))})
	for _, limits := range []ArchiveLimits{{}, {EntryBytes: 1 << 20}, {TotalBytes: 1 << 20}} {
		x := Extract{Limits: limits}
		if err := x.ReadFile(strings.NewReader(twice), "a.zip"); err == nil || !strings.Contains(err.Error(), "which is the limit") {
			t.Errorf("%+v: %v", limits, err)
		}
	}
	raised := Extract{Limits: ArchiveLimits{Ratio: 5000}}
	if err := raised.ReadFile(strings.NewReader(archiveOf(t, packed{name: "kent.csv", text: rows + strings.Repeat("\n", 8<<20)})), "a.zip"); err != nil || raised.Tally().Total() != 1000 {
		t.Errorf("raised: %v", err)
	}
}

// TestArchiveStops: reading ends once the context is done, in the list of an archive, in its files,
// and while it is read to memory.
func TestArchiveStops(t *testing.T) {
	var rows []string
	for i := range 20_000 {
		rows = append(rows, fmt.Sprintf("%s,%x", fixture[i%len(fixture)], sha256.Sum256([]byte{byte(i), byte(i >> 8)})))
	}
	big := archiveOf(t, packed{name: "1-kent.csv", text: file("\n", official+",note", rows...)})
	for _, plain := range []bool{false, true} {
		for at := range 12 {
			ctx, cancel := context.WithCancel(context.Background())
			n := 0
			var fsys fs.FS = fstest.MapFS{"a.zip": {Data: []byte(big)}}
			fsys = openFS{fsys, func(_ string, f fs.File) (fs.File, error) {
				call := func() {
					if n++; n > at {
						cancel()
					}
				}
				if plain {
					return &watchedFile{File: plainFile{f}, call: func() error { call(); return nil }}, nil
				}
				return &watchedArchive{f, call}, nil
			}}
			var x Extract
			if err := x.ReadFS(ctx, fsys, "."); !errors.Is(err, context.Canceled) || !strings.HasPrefix(err.Error(), "outcomes: ") || len(x.Sources()) > 0 {
				t.Errorf("plain %t, after %d reads: %v", plain, at, err)
			}
			cancel()
		}
	}
}

// watchedArchive calls a function whenever it is read.
type watchedArchive struct {
	fs.File
	call func()
}

func (w *watchedArchive) ReadAt(b []byte, at int64) (int, error) {
	w.call()
	return w.File.(io.ReaderAt).ReadAt(b, at)
}

// FuzzArchive reads any bytes as an archive: it ends, with an error or an account in which the rows
// of the sources add up, and FilesIn lists what is read.
func FuzzArchive(f *testing.F) {
	f.Add([]byte(monthly(f)))
	f.Add([]byte(archiveOf(f, packed{name: "../kent.csv"})))
	f.Add([]byte(archiveOf(f, packed{name: "kent.csv.gz", text: gzipped(official)}, packed{name: `a\kent.json`, text: "[]"})))
	f.Add([]byte(archiveOf(f, packed{name: "kent.csv", text: bomb(2 << 20)})))
	f.Add([]byte("MZ" + archiveOf(f, packed{name: "kent.csv", text: official})))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > 1<<16 {
			t.Skip("what is packed may be a thousand times as large")
		}
		fsys := fstest.MapFS{"a.zip": {Data: text}}
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		limits := ArchiveLimits{Entries: 100, EntryBytes: 1 << 20, TotalBytes: 4 << 20}
		var x Extract
		x.Limits = limits
		err := x.ReadFS(ctx, fsys, "a.zip")
		checkError(t, err)
		if errors.Is(err, context.DeadlineExceeded) {
			t.Fatal("more than 10 s")
		}
		a := accountOf(&x)
		if err != nil && (!strings.HasPrefix(err.Error(), "outcomes: ") || len(a.Sources)+len(a.LeftOut) > 0 || a.Quality.Rows > 0) {
			t.Fatalf("%q: %+v", err, a)
		}
		var rows int64
		for _, s := range a.Sources {
			rows += s.Rows
		}
		if rows != a.Quality.Rows {
			t.Fatalf("%d rows in the sources, %d in all", rows, a.Quality.Rows)
		}
		files, left, listed := FilesIn(fsys, "a.zip")
		if err == nil && (listed != nil || len(files) != len(a.Sources) || len(left) != len(a.LeftOut)) {
			t.Fatalf("listed %q and %v, %v; read %v", files, left, listed, a.Sources)
		}
	})
}
