//go:build unix

package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/examples/internal/input"
)

// chapter is mistakes of a kind.
type chapter struct {
	title    string
	mistakes []mistake
}

// mistakeChapters returns all mistakes.
func mistakeChapters(t *testing.T) []chapter {
	return []chapter{
		{"Another kind of file", otherKinds(t)},
		{"Archives", archiveMistakes(t)},
		{"Columns and cells", cellMistakes()},
		{"Dates", dateMistakes()},
		{"Forces", forceMistakes()},
		{"The same searches twice", sameSearches(t)},
		{"Months", monthMistakes()},
		{"Change", changeMistakes()},
		{"Residents", residentsMistakes(t)},
		{"Filters", filterMistakes()},
		{"The command line", commandMistakes(t)},
		{"A force's own extract", ownMistakes()},
	}
}

// files are the names and the contents of files, by turns.
func files(namesAndContents ...string) map[string]string {
	m := make(map[string]string)
	for i := 0; i < len(namesAndContents); i += 2 {
		m[namesAndContents[i]] = namesAndContents[i+1]
	}
	return m
}

// one is a mistake in one file, which cannot be read.
func one(reason, name, content string) mistake {
	return mistake{reason: reason, files: files(name, content), args: []string{name}, status: statusInput}
}

// readAnyhow is a mistake in one file, which is read.
func readAnyhow(reason, name, content string, says ...string) mistake {
	return mistake{reason: reason, files: files(name, content), args: []string{name}, says: says}
}

func otherKinds(t *testing.T) []mistake {
	const streetHeader = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
	return []mistake{
		one("An Excel workbook", "stops.xlsx", zipped(t, [2]string{"[Content_Types].xml", "<Types/>"}, [2]string{"xl/workbook.xml", "<workbook/>"})),
		one("A workbook of an old Excel", "stops.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 600)),
		one("A workbook of LibreOffice", "stops.ods", zipped(t, [2]string{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, [2]string{"content.xml", "<x/>"})),
		one("A Parquet file", "stops.parquet", "PAR1\x15\x04\x15\x00PAR1"),
		one("A SQLite database", "stops.db", "SQLite format 3\x00"+strings.Repeat("\x00", 84)),
		one("A file of R", "stops.RData", gzipped(t, "RDX3\nX\n\x00\x00\x00\x03")),
		one("The file of street crimes of the same download", "2023-01-essex-street.csv",
			streetHeader+"Crime type,Last outcome category,Context\r\n,2023-01,Essex Police,Essex Police,0.4,51.7,On or near High Street,E01,Basildon 001A,Drugs,,\r\n"),
		one("The file of outcomes of crimes", "2023-01-essex-outcomes.csv",
			streetHeader+"Outcome type\r\n1,2023-01,Essex Police,Essex Police,0.4,51.7,On or near High Street,E01,Basildon 001A,Local resolution\r\n"),
		one("A table of counts, not of searches", "stops-by-ethnicity.csv", "Ethnicity,Geography,Time,Number of stop and searches,Rate per 1000\r\nBlack,Essex,2022/23,\"1,234\",24\r\nWhite,Essex,2022/23,\"9,876\",6\r\n"),
		one("A web page that was saved in place of the file", "stops.csv", "<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>\n"),
		one("The answer of the API that something went wrong", "stops.json", `{"error":"503: too many requests"}`),
		one("An empty file", essexJanuary, ""),
		one("A header and nothing else", essexJanuary, searchesOf("2023-01", 0).csv()),
	}
}

func archiveMistakes(t *testing.T) []mistake {
	january := searchesOf("2023-01", 9).csv()
	inner := zipped(t, [2]string{essexJanuary, january})
	escape := zipped(t, [2]string{"../" + essexJanuary, january})
	many := make([][2]string, 2001)
	for i := range many {
		many[i] = [2]string{fmt.Sprintf("%d/%s", i, essexJanuary), ""}
	}
	mixed := files("data/"+essexJanuary, january, "data/2023-01-essex-street.csv", "Crime ID\r\n", "data/notes.docx", zipped(t, [2]string{"word/document.xml", "<x/>"}),
		"data/wards.csv", "ward,people\r\nA,1\r\n", "data/stops.db", "SQLite format 3\x00", "data/.DS_Store", "\x00")
	return []mistake{
		one("A ZIP archive within a ZIP archive", "all.zip", zipped(t, [2]string{"essex.zip", inner})),
		one("An archive without searches", "2023-01.zip", zipped(t, [2]string{"2023-01/2023-01-essex-street.csv", "Crime ID\r\n"})),
		one("A ZIP archive that broke off while it was downloaded", "2023-01.zip", inner[:len(inner)-40]),
		one("An archive that unpacks to very much", "2023-01.zip", zipped(t, [2]string{essexJanuary, january + strings.Repeat(" ", 4<<20)})),
		one("An archive whose names lead out of it", "2023-01.zip", escape),
		one("An archive of very many files", "all.zip", zipped(t, many...)),
		one("An archive that needs a password", "2023-01.zip", encrypted(t, essexJanuary, january)),
		{reason: "A folder with other files beside", files: mixed, args: []string{"data"}, says: []string{"Essex, January 2023"}},
		{reason: "A folder without searches", files: files("data/wards.csv", "ward,people\r\nA,1\r\n"), args: []string{"data"}, status: statusInput},
	}
}

// encrypted packs a file and says that it needs a password.
func encrypted(t *testing.T, name, content string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&zip.FileHeader{Name: name, Flags: 1, CompressedSize64: uint64(len(content)), UncompressedSize64: uint64(len(content))})
	if err == nil {
		_, err = w.Write([]byte(content))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func cellMistakes() []mistake {
	month := searchesOf("2023-01", 30)
	five := func(row int, _ string) string { return []string{"White", "Asian", "Black", "Mixed", "Other"}[row%5] }
	mixed := func(row int, cell string) string {
		if row%3 == 0 {
			return "Asian"
		}
		return cell
	}
	old := func(row int, _ string) string {
		return []string{"White - White British (W1)", "Black or Black British - African (B2)", "Chinese or other ethnic group - Chinese (O1)"}[row%3]
	}
	return []mistake{
		one("No column of dates", essexJanuary, month.without("Date").csv()),
		one("No column of ethnicity", essexJanuary, month.without("Self-defined ethnicity", "Officer-defined ethnicity").csv()),
		{reason: "Officers' view alone, and self-defined ethnicity is asked for", files: files(essexJanuary, month.without("Self-defined ethnicity").csv()), args: []string{essexJanuary},
			status: statusInput},
		readAnyhow("No columns of outcome and gender", essexJanuary, month.without("Outcome", "Gender").csv(), "Columns that"),
		readAnyhow("Semicolons, as Excel writes them in other countries, and numbers with a decimal comma", essexJanuary,
			month.and("Latitude", always("51,73")).and("Longitude", always("0,47")).text(";"), "30 rows: 30 person searches"),
		{reason: "Commas as separators and as decimal points too", files: files(essexJanuary, month.and("Latitude", always("51,73")).csv()), args: []string{essexJanuary},
			status: statusInput, lines: input.MaxWarnings + 2},
		readAnyhow("Excel made the age 10-17 a date", essexJanuary, month.with("Age range", func(int, string) string { return "Oct-17" }).csv(), "30 rows: 30 person searches"),
		readAnyhow("Saved by Excel as Unicode text, which is UTF-16 with tabs", "2023-01-essex-stop-and-search.txt", inUTF16(month.text("\t")), "30 rows: 30 person searches"),
		readAnyhow("Labels of five groups", essexJanuary, month.with("Self-defined ethnicity", five).csv(), "five groups"),
		readAnyhow("Labels of five groups beside finer ones", essexJanuary, month.with("Self-defined ethnicity", mixed).csv(), `"Asian"`),
		readAnyhow("Labels of 2014, with their codes", "2014-12-essex-stop-and-search.csv", searchesOf("2014-12", 30).with("Self-defined ethnicity", old).csv(), "30 rows: 30 person searches"),
		readAnyhow("A label that no table has", essexJanuary, month.with("Self-defined ethnicity", func(row int, cell string) string { return []string{cell, "Martian"}[row/29] }).csv(), `"Martian"`),
		readAnyhow("Rows that were cut short", essexJanuary, month.csv()+"Person search,2023-01-05T10:00:00+00:00,Male\r\n", "1 that could not be read"),
	}
}

func dateMistakes() []mistake {
	early := searchesOf("2023-02", 10) // days that may be months
	both := searchesOf("2023-01", 28).dated(func(year, month, day, clock string) string {
		if day > "20" {
			return month + "/" + day + "/" + year + " " + clock
		}
		return dayFirst(year, month, day, clock)
	})
	return []mistake{
		{reason: "Dates of Excel that can be read in two ways", files: files("stops.csv", early.with("Date", func(row int, _ string) string { return fmt.Sprintf("03/%02d/2023 10:00", 4+row%2) }).csv()),
			args: []string{"-force", "essex", "stops.csv"}, status: statusInput},
		{reason: "The same, and the order is said", files: files("stops.csv", early.with("Date", func(row int, _ string) string { return fmt.Sprintf("03/%02d/2023 10:00", 4+row%2) }).csv()),
			args: []string{"-force", "essex", "-dates", "mdy", "stops.csv"}, says: []string{"Essex, March 2023"}},
		readAnyhow("The same, and the name of the file tells it", essexFebruary, early.dated(dayFirst).csv(), "Essex, February 2023"),
		one("Dates in two orders in one file", essexJanuary, both.csv()),
		{reason: "Dates in words", files: files(essexJanuary, searchesOf("2023-01", 2).with("Date", func(int, string) string { return "last Tuesday" }).csv()),
			args: []string{essexJanuary}, status: statusInput, lines: 3},
	}
}

func forceMistakes() []mistake {
	month := searchesOf("2023-01", 9)
	plain := files("stops.csv", month.csv())
	column := files("stops.csv", month.and("Force", func(row int) string { return []string{"Essex", "Essx"}[row/8] }).csv())
	return []mistake{
		{reason: "A file that does not tell its force", files: plain, args: []string{"stops.csv"}, status: statusInput},
		{reason: "A misspelt force", files: plain, args: []string{"-force", "Esex", "stops.csv"}, status: statusUsage},
		{reason: "A place for its force", files: plain, args: []string{"-force", "Birmingham", "stops.csv"}, status: statusUsage},
		{reason: "The force of another file", files: files(essexJanuary, month.csv()), args: []string{"-force", "kent", essexJanuary}, status: statusInput},
		{reason: "A misspelt force in the column of forces", files: column, args: []string{"stops.csv"}, says: []string{"Essx"}},
		readAnyhow("A force of whose residents nothing is known", "2023-01-northern-ireland-stop-and-search.csv", month.csv(), "No search rate"),
	}
}

func sameSearches(t *testing.T) []mistake {
	january, february := searchesOf("2023-01", 40), searchesOf("2023-02", 40)
	joined := january.join(february).and("id", func(row int) string { return fmt.Sprint(row) })
	revisions := files("2023-03.zip", zipped(t, [2]string{"2023-01/" + essexJanuary, january.csv()}),
		"2023-09.zip", zipped(t, [2]string{"2023-01/" + essexJanuary, january.revised(3).csv()}))
	parts := files("a/"+essexJanuary, january.rows(0, 30).csv(), "b/"+essexJanuary, january.rows(15, 40).csv())
	both := []string{"2023-03.zip", "2023-09.zip"}
	beside := files(essexJanuary, january.csv(), "essex.csv", joined.csv())
	return []mistake{
		{reason: "A month that was downloaded twice", files: files(essexJanuary, january.csv(), "2023-01-essex-stop-and-search (1).csv", january.csv()),
			args: []string{essexJanuary, "2023-01-essex-stop-and-search (1).csv"}, status: statusInput},
		{reason: "The joined file beside one of its months, with an id of its own", files: beside, args: []string{essexJanuary, "essex.csv"}, status: statusInput},
		{reason: "The same, in a folder", files: files("data/"+essexJanuary, january.csv(), "data/essex.csv", joined.csv()), args: []string{"data"}, status: statusInput},
		{reason: "The same, and the larger counts", files: beside, args: []string{essexJanuary, "essex.csv", "-revision", "largest"}, says: []string{"rows: ", "counted once"}},
		{reason: "A month that was revised, in two archives", files: revisions, args: both, status: statusInput},
		{reason: "The same, and the newer counts", files: revisions, args: append([]string{"-revision", "newest"}, both...), says: []string{"rows: ", "counted once"}},
		{reason: "The same, in one ZIP archive that was downloaded twice, in two folders", files: files("old/2023-09.zip", revisions["2023-09.zip"], "new/2023-09.zip", revisions["2023-09.zip"]),
			args: []string{"old", "new"}, status: statusInput},
		{reason: "A file is named that counts", files: parts, args: []string{"a", "b", "-revision", "a"}, says: []string{"one of which counts"}},
		{reason: "The same, and a file is named that is not there", files: revisions, args: append([]string{"-revision", "2023-3.zip"}, both...), status: statusInput},
		{reason: "A word that is no choice", files: revisions, args: append([]string{"-revision", "newst"}, both...), status: statusInput},
		{reason: "The newer of two files that have no month but that of the searches", files: files(essexJanuary, january.csv(), "copy/"+essexJanuary, january.revised(3).csv()),
			args: []string{"-revision", "newest", essexJanuary, "copy"}, status: statusInput},
		{reason: "Two exports that complete each other", files: parts, args: []string{"a", "b"}, status: statusInput},
		{reason: "One file under the names of two forces", files: files(essexJanuary, january.csv(), kentJanuary, january.csv()), args: []string{essexJanuary, kentJanuary}, status: statusInput},
		{reason: "One file twice on the command line", files: files(essexJanuary, january.csv()), args: []string{essexJanuary, "./" + essexJanuary}, status: statusInput},
		readAnyhow("A file that was joined to itself, and numbered", essexJanuary, january.join(january).and("id", func(row int) string { return fmt.Sprint(row) }).csv(), "times over"),
	}
}

func monthMistakes() []mistake {
	year := files()
	for month, rows := range map[string]int{"2023-01": 60, "2023-02": 60, "2023-03": 5, "2023-05": 60} {
		year["data/"+month+"-essex-stop-and-search.csv"] = searchesOf(month, rows).csv()
	}
	return []mistake{
		{reason: "A month is missing, and another has few rows", files: year, args: []string{"data"}, says: []string{"Low month"}},
		{reason: "A period beyond the data", files: year, args: []string{"data", "-to", "2023-07"}, says: []string{"Low month"}},
		{reason: "A period without data", files: year, args: []string{"data", "-from", "2024-01"}, status: statusInput},
		{reason: "A bound for low months without its sign", files: year, args: []string{"data", "-low-month", "10"}, status: statusUsage},
	}
}

func commandMistakes(t *testing.T) []mistake {
	month := files(essexJanuary, searchesOf("2023-01", 9).csv())
	with := func(reason string, status int, args ...string) mistake {
		return mistake{reason: reason, files: month, args: args, status: status}
	}
	flagAfter := with("A flag behind the file, which is no mistake", statusOK, essexJanuary, "-groups", "5+1+grt")
	flagAfter.says = []string{"Gypsy"}
	return []mistake{
		flagAfter,
		with("A misspelt flag", statusUsage, "-formt", "csv", essexJanuary),
		with("A misspelt object", statusUsage, "-object", "drug", essexJanuary),
		with("A misspelt group", statusUsage, "-baseline", "Whit", essexJanuary),
		with("A misspelt file", statusInput, "2023-01-essx-stop-and-search.csv"),
		with("A dash of a word processor", statusUsage, "\u2013format", "csv", essexJanuary),
		with("Wildcards that match nothing", statusInput, "2024-*.csv"),
		with("The report over the file that is read", statusInput, "-o", essexJanuary, essexJanuary),
		{reason: "The report over the archive that is read", files: files("2023-01.zip", zipped(t, [2]string{essexJanuary, month[essexJanuary]})), args: []string{"2023-01.zip/" + essexJanuary, "-o", "2023-01.zip"}, status: statusInput},
		{reason: "The report over an archive in a folder, of which nothing is read", files: files("data/"+essexJanuary, month[essexJanuary], "data/crimes.zip",
			zipped(t, [2]string{"2023-01-essex-street.csv", "Crime ID\r\n"})), args: []string{"-o", "data/crimes.zip", "data"}, status: statusInput},
		with("The report in a folder that is not there", statusInput, "-o", "reports/january.txt", essexJanuary),
		with("The report below a file", statusInput, "-o", essexJanuary+"/january.txt", essexJanuary),
		with("A folder for the report", statusInput, "-o", ".", essexJanuary),
		with("A force for the data that ships with the program", statusUsage, "-force", "essex"),
		with("A choice between files, and no file", statusUsage, "-revision", "newest"),
	}
}
