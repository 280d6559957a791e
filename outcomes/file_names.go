package outcomes

import (
	"path"
	"slices"
	"strings"
)

// Reasons why a file is not read that its name tells.
const (
	ofMac        = "what macOS keeps beside a file, which is no table"
	hidden       = "a hidden file"
	ofStreet     = "street crimes, which are not searches"
	ofCrimes     = "outcomes of crimes, which are not searches"
	noTable      = "not a table, by the ending of its name"
	noEnding     = "its name does not say that it is a table: give it one that ends in .csv if it holds searches"
	workbookFile = "an Excel workbook: save it as CSV UTF-8"
	sheets       = "a spreadsheet: save it as CSV UTF-8"
	sqlite       = "an SQLite database: write its table to a CSV file"
	database     = "a database: write its table to a CSV file"
	parquet      = "a Parquet or Arrow file: write it to a CSV file"
	ofR          = "an R data file: write it to a CSV file with write.csv"
	ofStats      = "a data file of a statistics program: write it to a CSV file"
	otherPack    = "an archive or a compressed file of a kind that is not read: unpack it"
	halfDone     = "an unfinished download or a copy that a program keeps: give it a name that ends in .csv if it is whole"
	ofMaps       = "a map, or a part of one"
	ofWeb        = "a web page or XML"
)

// unread has the reason for every ending of a file name that tells what the file is, and that it is
// not read.
var unread = func() map[string]string {
	m := make(map[string]string)
	for reason, endings := range map[string]string{
		workbookFile: "xlsx xls xlsm xlsb xltx", sheets: "ods fods numbers gsheet wk1 123 dif", sqlite: "db sqlite sqlite3 db3 gpkg", database: "mdb accdb duckdb dump bak dbf",
		parquet: "parquet feather arrow orc avro", ofR: "rdata rda rds", ofStats: "sav por dta sas7bdat xpt mat pkl pickle h5 hdf5 npy npz",
		otherPack: "7z rar tar tgz tbz bz2 xz zst lz4 lzma cab z01 z02 gz", halfDone: "part crdownload download tmp temp swp old orig",
		ofMaps: "shp shx prj cpg qgz qgs kml kmz gpx", ofWeb: "html htm xhtml mhtml xml xsd",
		noTable: "md rst pdf doc docx odt rtf pages ppt pptx odp png jpg jpeg gif svg webp tif tiff bmp heic ico mp4 mov mp3 wav " +
			"py ipynb r rmd qmd rproj go js ts css sh bat ps1 exe dll msi sql do sps log ini cfg conf toml yml yaml url lnk webloc eml msg tex bib mod sum lock",
	} {
		for ending := range strings.FieldsSeq(endings) {
			m[ending] = reason
		}
	}
	return m
}()

// tables are the endings of files that may hold searches, or archives of them.
var tables = []string{".csv", ".tsv", ".tab", ".txt", ".json", ".ndjson", ".jsonl", ".geojson", ".tally", ".zip"}

// kept are the files in which systems keep what they remember of a folder, in small letters.
var kept = []string{"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"}

// reasonByName says why a file is not read if its name tells it, and whether such files are beside
// the searches as a rule; "" if it may be read. name is that in the folder that is read.
func reasonByName(name string) (reason string, expected bool) {
	base := strings.ToLower(path.Base(name))
	unpacked := strings.TrimSuffix(base, ".gz")
	ending := path.Ext(unpacked)
	stem := strings.TrimSuffix(unpacked, ending)
	parts := strings.Split(name, "/")
	switch {
	case strings.HasPrefix(base, "._"), slices.Contains(parts[:len(parts)-1], "__MACOSX"):
		return ofMac, true
	case slices.Contains(kept, base), strings.HasPrefix(base, "~$"), strings.HasPrefix(base, ".~lock."):
		return hidden, true
	case slices.Contains(tables, ending):
		switch {
		case strings.HasSuffix(stem, "-street"):
			return ofStreet, true
		case strings.HasSuffix(stem, "-outcomes"):
			return ofCrimes, true
		}
		return "", false
	case slices.ContainsFunc(parts, func(part string) bool { return strings.HasPrefix(part, ".") }):
		return hidden, true
	case unread[strings.TrimPrefix(ending, ".")] != "":
		return unread[strings.TrimPrefix(ending, ".")], false
	case unpacked != base:
		return otherPack, false
	}
	return noEnding, false
}

// isArchive reports whether the name of a file says that it is a ZIP archive.
func isArchive(name string) bool { return strings.HasSuffix(strings.ToLower(name), ".zip") }

// namesSearches reports whether the name of a file says that it holds searches.
func namesSearches(name string) bool {
	letters := strings.Map(func(r rune) rune {
		if r < 'a' || r > 'z' {
			return -1
		}
		return r
	}, strings.ToLower(path.Base(name)))
	return strings.Contains(letters, "stopandsearch") || strings.Contains(letters, "stopsearch")
}
