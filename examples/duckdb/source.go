package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// open opens DuckDB, with nothing in it.
func open() (*sql.DB, error) {
	const driver = "duckdb"
	if !slices.Contains(sql.Drivers(), driver) {
		return nil, errors.New("the program was built without DuckDB, which takes cgo: install a C compiler with its C++ library (on Debian g++), " +
			"set CGO_ENABLED=1 and build it again")
	}
	db, err := sql.Open(driver, "")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // what is set holds for one connection
	for _, set := range []string{
		"SET TimeZone = 'UTC'",                     // of times without an offset, as at the source
		"SET autoinstall_known_extensions = false", // nothing is asked of the network
		"SET preserve_insertion_order = false",     // counts have none
	} {
		if _, err := db.Exec(set); err != nil {
			return nil, err
		}
	}
	return db, nil
}

// records is where they are from.
type records struct {
	// as errors and the report name it
	name string
	// what stands behind FROM
	from string
	// likewise, with a column for the name of the file, where there are several; empty where not
	files string
}

// source finds out where the records are from.
func (s *settings) source(ctx context.Context, db *sql.DB) (records, error) {
	var files []string
	var infos []os.FileInfo
	kind := ""
	for _, pattern := range s.files {
		names, err := named(ctx, db, pattern)
		if err != nil {
			return records{}, err
		}
		for _, name := range names {
			is, info, err := kindOf(name)
			switch {
			case err != nil:
				return records{}, err
			case slices.ContainsFunc(infos, func(other os.FileInfo) bool { return os.SameFile(info, other) }):
				continue // it was given by another name
			case kind != "" && (is != kind || is == database):
				return records{}, fmt.Errorf("%s is %s and %s is %s: give files of one kind, or one database", files[0], kind, name, is)
			}
			kind, files, infos = is, append(files, name), append(infos, info)
		}
	}
	if kind == database {
		return s.inDatabase(ctx, db, files[0])
	}
	if s.table != "" {
		return records{}, fmt.Errorf("-table %s: %s is %s: leave it out", s.table, files[0], kind)
	}
	if err := s.checkForce(files); err != nil {
		return records{}, err
	}
	return inFiles(files, kind)
}

// checkForce says that the name of a file is of another force than -force, as reading it alone
// would.
func (s *settings) checkForce(files []string) error {
	for _, name := range files {
		if of, err := ethnicity.ForceOfFile(name); err == nil && of.IsKnown() && !s.read.Force.IsZero() && of != s.read.Force {
			return &outcomes.ForceError{File: name, Given: s.read.Force, Found: of}
		}
	}
	return nil
}

// named returns the files of a name, in which *, ? and [ are wildcards where no file has it.
func named(ctx context.Context, db *sql.DB, pattern string) (names []string, err error) {
	if _, err := os.Stat(pattern); err == nil || !strings.ContainsAny(pattern, "*?[") {
		return []string{pattern}, nil
	}
	found, err := pairs(ctx, db, "SELECT file, '' FROM glob("+literal(pattern)+") ORDER BY file")
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("%s: no file has such a name", pattern)
	}
	for _, file := range found {
		names = append(names, filepath.Clean(file[0]))
	}
	return names, err
}

// The kinds of files.
const (
	parquet  = "a Parquet file"
	table    = "a CSV file"
	packed   = "a compressed CSV file"
	database = "a DuckDB database"
)

// kindOf returns what a file is, by its first bytes.
func kindOf(name string) (kind string, info os.FileInfo, err error) {
	file, err := os.Open(name)
	if here, wrong := os.Getwd(); errors.Is(err, fs.ErrNotExist) && wrong == nil && !filepath.IsAbs(name) {
		return "", nil, fmt.Errorf("%s: no such file in %s", name, here)
	}
	if err != nil {
		return "", nil, plainly(name, err)
	}
	defer func() { _ = file.Close() }() // nothing was written to it
	if info, err = file.Stat(); err == nil && info.IsDir() {
		return "", nil, fmt.Errorf("%s: a folder: give its files, as %s", name, filepath.Join(name, "*.parquet"))
	}
	start := make([]byte, 16)
	n, err := io.ReadFull(file, start)
	kind, wrong := kindBy(start[:n])
	switch {
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF):
		return "", nil, plainly(name, err)
	case wrong != "":
		return "", nil, fmt.Errorf("%s: %s", name, wrong)
	}
	return kind, info, nil
}

// kindBy returns what a file is that begins so, or what is wrong with it.
func kindBy(start []byte) (kind, wrong string) {
	switch begins := func(text string) bool { return bytes.HasPrefix(start, []byte(text)) }; {
	case len(start) == 0:
		return "", "the file is empty"
	case begins("PAR1"):
		return parquet, ""
	case len(start) > 12 && string(start[8:12]) == "DUCK":
		return database, ""
	case begins("\x1f\x8b"):
		return packed, ""
	case begins("SQLite format 3"):
		return "", "an SQLite database: give program stopsearch a CSV of its table"
	case begins("PK\x03\x04"):
		return "", "a ZIP archive or an Excel workbook: give program stopsearch the archive, or a CSV of the sheet"
	}
	return table, ""
}

// inFiles returns the records of files of one kind.
func inFiles(files []string, kind string) (records, error) {
	var list []string
	for _, name := range files {
		list = append(list, literal(withoutWildcards.Replace(name)))
	}
	function, options := "read_parquet", "binary_as_string = true"
	if kind != parquet {
		comma, err := separator(files[0], kind)
		if err != nil {
			return records{}, err
		}
		// every cell as it stands: what it means is for package outcomes to say
		function, options = "read_csv", "all_varchar = true, header = true, skip = 0, delim = "+literal(comma)+`, quote = '"', escape = '"', comment = ''`
	}
	if kind == packed {
		options += ", compression = 'gzip'"
	}
	from := func(more string) string {
		return fmt.Sprintf("%s([%s], %s%s)", function, strings.Join(list, ", "), options, more)
	}
	if len(files) == 1 {
		return records{name: files[0], from: from("")}, nil
	}
	return records{severalOf(kind, len(files)), from(", union_by_name = true"), from(", union_by_name = true, filename = true")}, nil
}

// severalOf is the name of several files together, as "11 CSV files": that of one of them would
// tell the month and the force of that one alone.
func severalOf(kind string, n int) string {
	return fmt.Sprintf("%s %ss", sheet.Count(int64(n)).Text, strings.TrimPrefix(kind, "a "))
}

// separator returns what parts the cells of a CSV file: that of a few which its first line has most
// of.
func separator(name, kind string) (string, error) {
	file, err := os.Open(name)
	if err != nil {
		return "", plainly(name, err)
	}
	defer func() { _ = file.Close() }() // nothing was written to it
	var r io.Reader = file
	if kind == packed {
		if r, err = gzip.NewReader(file); err != nil {
			return "", plainly(name, err)
		}
	}
	const longest = 1 << 20
	line, err := bufio.NewReader(io.LimitReader(r, longest)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", plainly(name, err)
	}
	best := ","
	for _, comma := range []string{";", "\t", "|"} {
		if strings.Count(line, comma) > strings.Count(line, best) {
			best = comma
		}
	}
	return best, nil
}

// withoutWildcards makes of the name of a file the pattern that it alone fits.
var withoutWildcards = strings.NewReplacer("[", "[[]", "*", "[*]", "?", "[?]")

// inDatabase returns the records of the table of a database.
func (s *settings) inDatabase(ctx context.Context, db *sql.DB, file string) (records, error) {
	for _, do := range []string{"ATTACH " + literal(file) + " AS records (READ_ONLY)", "USE records"} {
		if _, err := db.ExecContext(ctx, do); err != nil {
			return records{}, plainly(file, err)
		}
	}
	all, err := pairs(ctx, db, "SELECT table_schema, table_name FROM information_schema.tables WHERE table_catalog = 'records' ORDER BY ALL")
	if err != nil {
		return records{}, plainly(file, err)
	}
	var has []string
	for _, t := range all {
		has = append(has, strings.TrimPrefix(t[0]+"."+t[1], "main."))
	}
	i := slices.IndexFunc(has, func(name string) bool { return strings.EqualFold(name, strings.TrimPrefix(s.table, "main.")) })
	switch list := strings.Join(has, ", "); {
	case len(has) == 0:
		return records{}, fmt.Errorf("%s: no table in it", file)
	case s.table == "" && len(has) == 1:
		i = 0
	case s.table == "":
		return records{}, fmt.Errorf("%s: several tables: give one with -table: %s", file, list)
	case i < 0:
		return records{}, fmt.Errorf("%s: no table or view %q: it has %s", file, s.table, list)
	}
	return records{name: file + "/" + has[i], from: "records." + identifier(all[i][0]) + "." + identifier(all[i][1])}, nil
}

// pairs returns the two columns of what a query gives.
func pairs(ctx context.Context, db *sql.DB, query string) (list [][2]string, err error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var pair [2]string
		if err := rows.Scan(&pair[0], &pair[1]); err != nil {
			return nil, err
		}
		list = append(list, pair)
	}
	return list, rows.Err()
}

// literal and identifier write a text and a name as SQL has them.
func literal(text string) string    { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
func identifier(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
