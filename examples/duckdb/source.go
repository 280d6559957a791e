package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
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
	name  string // as errors and the report name it
	from  string // what stands behind FROM
	files string // likewise, with a column for the name of the file, where there are several; empty where not
}

// source finds out where the records are from.
func (s *settings) source(ctx context.Context, db *sql.DB) (records, error) {
	var files []string
	kind := ""
	for _, pattern := range s.files {
		names, err := named(ctx, db, pattern)
		if err != nil {
			return records{}, err
		}
		for _, name := range names {
			is, err := kindOf(name)
			switch {
			case err != nil:
				return records{}, err
			case kind != "" && (is != kind || is == database):
				return records{}, fmt.Errorf("%s is %s and %s is %s: give files of one kind, or one database", files[0], kind, name, is)
			}
			if kind = is; !slices.Contains(files, name) {
				files = append(files, name)
			}
		}
	}
	if kind == database {
		return s.inDatabase(ctx, db, files[0])
	}
	if s.table != "" {
		return records{}, fmt.Errorf("-table %s: %s is %s: leave it out", s.table, files[0], kind)
	}
	return inFiles(files, kind), nil
}

// named returns the files of a name, in which *, ? and [ are wildcards where no file has it.
func named(ctx context.Context, db *sql.DB, pattern string) (names []string, err error) {
	if _, err := os.Stat(pattern); err == nil || !strings.ContainsAny(pattern, "*?[") {
		return []string{pattern}, nil
	}
	names, err = texts(ctx, db, "SELECT file FROM glob("+literal(pattern)+") ORDER BY file")
	if err == nil && len(names) == 0 {
		err = fmt.Errorf("%s: no file has such a name", pattern)
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
func kindOf(name string) (string, error) {
	file, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer func() { _ = file.Close() }() // nothing was written to it
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return "", fmt.Errorf("%s: a folder: give its files, as %s", name, filepath.Join(name, "*.parquet"))
	}
	start := make([]byte, 16)
	n, err := io.ReadFull(file, start)
	start = start[:n]
	switch begins := func(text string) bool { return bytes.HasPrefix(start, []byte(text)) }; {
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF):
		return "", err
	case n == 0:
		return "", fmt.Errorf("%s: the file is empty", name)
	case begins("PAR1"):
		return parquet, nil
	case n > 12 && string(start[8:12]) == "DUCK":
		return database, nil
	case begins("\x1f\x8b"), begins("\x28\xb5\x2f\xfd"):
		return packed, nil
	case begins("SQLite format 3"):
		return "", fmt.Errorf("%s: an SQLite database: give program stopsearch a CSV of its table", name)
	case begins("PK\x03\x04"):
		return "", fmt.Errorf("%s: a ZIP archive or an Excel workbook: give program stopsearch the archive, or a CSV of the sheet", name)
	}
	return table, nil
}

// inFiles returns the records of files of one kind.
func inFiles(files []string, kind string) records {
	var list []string
	for _, name := range files {
		list = append(list, literal(withoutWildcards.Replace(name)))
	}
	function, options := "read_parquet", "binary_as_string = true"
	if kind != parquet {
		// every cell as it stands: what it means is for package outcomes to say
		function, options = "read_csv", `all_varchar = true, header = true, skip = 0, quote = '"', escape = '"', comment = ''`
	}
	if kind == packed {
		options += ", compression = 'auto'"
	}
	from := func(more string) string {
		return fmt.Sprintf("%s([%s], %s%s)", function, strings.Join(list, ", "), options, more)
	}
	if len(files) == 1 {
		return records{name: files[0], from: from("")}
	}
	return records{fmt.Sprintf("%s and %d more", files[0], len(files)-1), from(", union_by_name = true"), from(", union_by_name = true, filename = true")}
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
	tables, err := texts(ctx, db, `SELECT CASE table_schema WHEN 'main' THEN '' ELSE table_schema || '.' END || table_name
		FROM information_schema.tables WHERE table_catalog = 'records' ORDER BY 1`)
	if err != nil {
		return records{}, plainly(file, err)
	}
	name := s.table
	switch has := strings.Join(tables, ", "); {
	case len(tables) == 0:
		return records{}, fmt.Errorf("%s: no table in it", file)
	case name == "" && len(tables) == 1:
		name = tables[0]
	case name == "":
		return records{}, fmt.Errorf("%s: several tables: give one with -table: %s", file, has)
	}
	i := slices.IndexFunc(tables, func(t string) bool { return strings.EqualFold(t, strings.TrimPrefix(name, "main.")) })
	if i < 0 {
		return records{}, fmt.Errorf("%s: no table or view %q: it has %s", file, name, strings.Join(tables, ", "))
	}
	schema, in, ok := strings.Cut(tables[i], ".")
	if !ok {
		schema, in = "main", schema
	}
	return records{name: file + "/" + tables[i], from: "records." + identifier(schema) + "." + identifier(in)}, nil
}

// texts returns the first column of what a query gives.
func texts(ctx context.Context, db *sql.DB, query string) (list []string, err error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		list = append(list, text)
	}
	return list, rows.Err()
}

// literal and identifier write a text and a name as SQL has them.
func literal(text string) string    { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
func identifier(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
