package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/outcomes"
)

// TestRun has what the program prints, and its exit status: of input that is right and wrong.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	const header, row = "Type,Date,Self-defined ethnicity,Outcome\n", "Person search,2022-09-30T23:30:00Z,White - Irish,Arrest\n"
	const withForce = "Type,Date,Self-defined ethnicity,Outcome,Force\n"
	for _, name := range []string{"folder", "folder.tally", "one"} {
		if err := os.Mkdir(name, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{
		"kent.csv":                              header + strings.Repeat(row, 20) + strings.Repeat("Person search,2022-10-02T10:00:00Z,Black/African/Caribbean/Black British - African,Arrest\n", 5),
		"2022-09-kent-2.csv":                    header + row,
		"2022-10-essex-2.csv":                   header + strings.Replace(row, "09-30T23", "10-30T22", 1),
		"kent-wrong.csv":                        header + row + row + "Person search,2022-09-30,Martian,Sentenced\nPerson search,tomorrow,,\nPerson search,,,\n",
		"kent-order.csv":                        header + "Person search,01/02/2022,,\n",
		"ragged-kent.csv":                       header + row + "Person search,2022-09-30\n",
		"nobody.csv":                            header + row,
		"nobody-2.csv":                          header + row,
		"one/2022-09-kent-stop-and-search.csv":  withForce + row[:len(row)-1] + ",\n",
		"one/2022-10-essex-stop-and-search.csv": withForce + strings.Replace(row[:len(row)-1], "09-30T23", "10-30T22", 1) + ",\n",
		"it's [1]*?-kent.csv":                   header + row,
		"empty.csv":                             "",
		"kent.txt":                              "all of Kent\n",
		"broken.parquet":                        "PAR1 and nothing else",
		"broken.csv.gz":                         "\x1f\x8b and nothing else",
		"old.db":                                "SQLite format 3\x00",
		"book.xlsx":                             "PK\x03\x04",
		"labels.csv":                            "column,label,ours\noutcome,Sentenced,arrest\nethnicity,Martian,not recorded\n",
		"own.csv":                               "When,Seen,What,Team\n2022-09-01,White,Sentenced,A\n2022-09-01,Black,Sentenced,B\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	do(t, "ATTACH 'one.db' AS a", "CREATE TABLE a.searches AS FROM 'kent.csv'", "ATTACH 'none.db' AS b",
		"ATTACH 'two.db' AS c", "CREATE TABLE c.searches AS FROM 'nobody.csv'", "CREATE SCHEMA c.own", `CREATE TABLE c.own.things AS SELECT 1 AS "a ""b"`,
		"COPY (FROM 'kent.csv') TO 'kent.parquet' (FORMAT parquet)", "COPY (SELECT * EXCLUDE (Type), 7 AS Outcome2 FROM 'kent.csv') TO 'lacks.parquet' (FORMAT parquet)")
	const report = "Kent, October 2022: 25 searches of persons"
	const told = "duckdb: kent-wrong.csv: Date \"tomorrow\": not a date: want the form 2022-09-30T23:59:00+00:00\n" +
		"duckdb: kent-wrong.csv: Date \"\": no date: want the form 2022-09-30T23:59:00+00:00\n" +
		"duckdb: kent-wrong.csv: 2 rows rejected in all\n" +
		"duckdb: kent-wrong.csv: Outcome \"Sentenced\": a label that is not known, in 1 row\n" +
		"duckdb: kent-wrong.csv: Self-defined ethnicity \"Martian\": a label that is not known, in 1 row\n"
	for _, test := range []struct {
		reason   string
		args     string // parted by bars
		status   int
		out, err string // out has it, and err begins with it
	}{
		{"CSV", "kent.csv", 0, report, ""},
		{"Parquet", "kent.parquet", 0, report, ""},
		{"the only table", "-force|kent|one.db", 0, report, ""},
		{"flags behind", "one.db|-table|SEARCHES|-force|Kent", 0, report, ""},
		{"after --", "--|kent.csv", 0, report, ""},
		{"a file by two names is one", "kent.csv|k?nt.csv", 0, report, ""},
		{"the names of the files tell the forces", "2022-*-2.csv", 0, "Essex and Kent, October 2022: 2 searches of persons", ""},
		{"and where their column is blank", "one/*.csv", 0, "Essex and Kent, October 2022: 2 searches of persons", ""},
		{"one force of all", "2022-09-kent-2.csv|kent.csv|-force|kent", 0, "Kent, October 2022: 26 searches", ""},
		{"a name with everything in it", "it's [1]*?-kent.csv", 0, "Kent, October 2022: 1 search of", ""},
		{"rows that cannot be read", "kent-wrong.csv", 0, "3 searches of persons", told},
		{"with labels", "-labels|labels.csv|kent-wrong.csv", 0, "3 searches of persons", strings.Join(strings.SplitAfter(told, "\n")[:3], "")},
		{"an extract of a force's own", "-rows|person arrested|-column|date=When|-column|officer=Seen|-keep|Team|-force|kent|own.csv", 1, "", "duckdb: -ethnicity self: no file has the column Self-defined ethnicity: want -ethnicity officer: save"},
		{"with an account of people themselves", "-rows|person arrested|-column|date=When|-column|ethnicity=Seen|-keep|Team|-force|kent|own.csv", 0, "2 arrests", ""},
		{"the order of dates", "-dates|dmy|kent-order.csv", 0, "Kent, February 2022", ""},
		{"help", "-h", 0, "", "usage: duckdb [flags] FILE...\n"},
		{"nothing", "", 0, "Kent, March 2022 to September 2022: 100,000 searches of", "duckdb: no file is given: what follows is of invented searches\n"},
		{"flags alone", "-force|kent", 2, "", "duckdb: no file: give Parquet or CSV files, or a DuckDB database (-h has the flags)\n"},
		{"no name", "kent.csv|", 2, "", "duckdb: the name of a file is empty\n"},
		{"no such flag", "-x|kent.csv", 2, "", "duckdb: flag provided but not defined: -x: "},
		{"no such force", "-force|Narnia|kent.csv", 2, "", "duckdb: invalid value \"Narnia\" for flag -force: "},
		{"no such type", "-rows|goblin|kent.csv", 2, "", "duckdb: invalid value \"goblin\" for flag -rows: "},
		{"no such order", "-dates|ymd|kent.csv", 2, "", "duckdb: invalid value \"ymd\" for flag -dates: "},
		{"a vehicle is no person", "-rows|vehicle search|kent.csv", 2, "", "duckdb: rows of type \"vehicle\": want one of a person: "},
		{"no equals sign", "-column|outcome|kent.csv", 2, "", "duckdb: invalid value \"outcome\" for flag -column: want OURS=THEIRS"},
		{"a field twice", "-column|outcome=a|-column|outcome=b|kent.csv", 2, "", "duckdb: invalid value \"outcome=b\" for flag -column: outcome is given twice\n"},
		{"no such field", "-column|outcom=a|kent.csv", 2, "", "duckdb: no field \"outcom\""},
		{"counts of counts", "-column|count=n|kent.csv", 2, "", "duckdb: invalid value \"count=n\" for flag -column: the query counts the rows"},
		{"too many to keep", "-keep|a|-keep|b|-keep|c|-keep|d|kent.csv", 2, "", "duckdb: 4 columns are to be kept: want 3 at most\n"},
		{"a report is no tally", "-o|a.csv|kent.csv", 2, "", "duckdb: -o \"a.csv\": want a name that ends in .tally\n"},
		{"no such file", "no.csv", 1, "", "duckdb: no.csv: no such file in "},
		{"no file of a pattern", "no-*.csv", 1, "", "duckdb: no-*.csv: no file has such a name\n"},
		{"a folder", "folder", 1, "", "duckdb: folder: a folder: give its files, as " + filepath.Join("folder", "*.parquet") + "\n"},
		{"an empty file", "empty.csv", 1, "", "duckdb: empty.csv: the file is empty\n"},
		{"two kinds", "kent.csv|kent.parquet", 1, "", "duckdb: kent.csv is a CSV file and kent.parquet is a Parquet file: give files of one kind, or one database\n"},
		{"two databases", "one.db|two.db", 1, "", "duckdb: one.db is a DuckDB database and two.db is a DuckDB database: give files of one kind, or one database\n"},
		{"broken Parquet", "broken.parquet", 1, "", "duckdb: broken.parquet: "},
		{"broken gzip", "broken.csv.gz", 1, "", "duckdb: broken.csv.gz: "},
		{"a short row", "ragged-kent.csv", 1, "", "duckdb: ragged-kent.csv: "},
		{"text", "kent.txt", 1, "", "duckdb: kent.txt:1: no column \"Type\", \"Date\", \"Self-defined ethnicity\" (or \"Officer-defined ethnicity\"): want"},
		{"SQLite", "old.db", 1, "", "duckdb: old.db: an SQLite database: give program stopsearch a CSV of its table\n"},
		{"Excel", "book.xlsx", 1, "", "duckdb: book.xlsx: a ZIP archive or an Excel workbook: "},
		{"no table", "none.db", 1, "", "duckdb: none.db: no table in it\n"},
		{"which table", "two.db", 1, "", "duckdb: two.db: several tables: give one with -table: searches, own.things\n"},
		{"a table that is not there", "-table|serches|two.db", 1, "", "duckdb: two.db: no table or view \"serches\": it has searches, own.things\n"},
		{"a table of something else", "-table|own.things|two.db", 1, "", "duckdb: two.db/own.things:1: no column \"Type\", \"Date\""},
		{"a table of files", "-table|searches|kent.csv", 1, "", "duckdb: -table searches: kent.csv is a CSV file: leave it out\n"},
		{"no force", "nobody.csv", 1, "", "duckdb: nobody.csv: neither the name of a file nor a column tells the force: give -force NAME\n"},
		{"no force of two", "nobody.csv|nobody-2.csv", 1, "", "duckdb: 2 CSV files: neither the name of a file nor a column tells the force: give -force NAME\n"},
		{"another force of the second", "-force|kent|kent.csv|2022-10-essex-2.csv", 1, "", "duckdb: 2022-10-essex-2.csv: the file name says Essex, "},
		{"another force", "-force|essex|kent.csv", 1, "", "duckdb: kent.csv: "},
		{"a column that is not there", "-column|outcome=Result|kent.csv", 1, "", "duckdb: kent.csv:1: no column \"Result\", which is to be read as \"outcome\""},
		{"one to be kept that is not there", "-keep|Team|kent.csv", 1, "", "duckdb: kent.csv:1: no column \"Team\", which is to be kept"},
		{"the date is not kept", "-keep|Date|kent.csv", 1, "", "duckdb: kent.csv: column \"Date\" is read as the date, which is not counted by as it stands, and for something else: give that another column\n"},
		{"no column of the type", "lacks.parquet|-force|kent", 1, "", "duckdb: lacks.parquet:1: no column \"Type\": want a stop-and-search file with the header of data.police.uk, or say with -column"},
		{"an order that nothing tells", "kent-order.csv", 1, "", "duckdb: kent-order.csv:2:15: Date \"01/02/2022\": this is 1 February 2022 or 2 January 2022, and"},
		{"no file of labels", "-labels|no.csv|kent.csv", 1, "", "duckdb: -labels: no.csv: "},
		{"nowhere to write", "-o|no/a.tally|kent.csv", 1, "", "duckdb: -o no/a.tally: no folder no: make it first, or write elsewhere\n"},
		{"a folder in a file", "-o|kent.csv/a.tally|kent.csv", 1, "", "duckdb: -o kent.csv/a.tally: kent.csv is no folder: write elsewhere\n"},
		{"a folder of that name", "-o|folder.tally|kent.csv", 1, "", "duckdb: -o folder.tally: a folder: give the name of a file in it\n"},
		{"a flag of stopsearch", "-by|month|kent.csv", 2, "", "duckdb: flag provided but not defined: -by: -h has the flags; those of a report go with program stopsearch and the file of -o\n"},
	} {
		var out, errout bytes.Buffer
		args := strings.Split(test.args, "|")
		if test.args == "" {
			args = nil
		}
		status := run(context.Background(), args, &out, &errout)
		lines := strings.Count(errout.String(), "\n")
		if status != test.status || !strings.Contains(out.String(), test.out) || !strings.HasPrefix(errout.String(), test.err) || test.err == "" && lines > 0 ||
			status != 0 && lines != 1 || status != 0 && out.Len() > 0 {
			t.Errorf("%s: status %d\n%.400s\n%s", test.reason, status, &out, &errout)
		}
	}
}

// TestNames: records of several files are called by how many there are, so that the name of one
// tells nothing of all.
func TestNames(t *testing.T) {
	t.Chdir(t.TempDir())
	const header, row = "Type,Date,Self-defined ethnicity,Outcome\n", "Person search,%s-10T10:00:00Z,White - Irish,Arrest\n"
	var copies []string
	for month := 1; month <= 9; month++ {
		name := fmt.Sprintf("2022-%02d-kent-stop-and-search", month)
		if err := os.WriteFile(name+".csv", []byte(header+fmt.Sprintf(row, name[:7])), 0o666); err != nil {
			t.Fatal(err)
		}
		copies = append(copies, "COPY (FROM '"+name+".csv') TO '"+name+".parquet' (FORMAT parquet)", "COPY (FROM '"+name+".csv') TO '"+name+".csv.gz'")
	}
	do(t, copies...)
	for _, test := range []struct{ reason, files, name string }{
		{"one file by its own", "2022-01-*.csv", "2022-01-kent-stop-and-search.csv"},
		{"CSV", "2022-*.csv", "9 CSV files"},
		{"Parquet", "2022-0[12]-*.parquet", "2 Parquet files"},
		{"packed", "2022-*.gz", "9 compressed CSV files"},
	} {
		var out, errout bytes.Buffer
		status := run(context.Background(), []string{test.files, "-o", "all.tally"}, &out, &errout)
		if status != 0 || errout.Len() > 0 {
			t.Fatalf("%s: status %d, %s", test.reason, status, &errout)
		}
		text, err := os.ReadFile("all.tally")
		if err != nil {
			t.Fatal(err)
		}
		x := new(outcomes.Extract)
		if err := x.ReadFile(bytes.NewReader(text), "all.tally"); err != nil {
			t.Fatal(err)
		}
		one := strings.HasPrefix(test.name, "2022")
		if s := x.Sources(); len(s) != 1 || s[0].File != test.name || (s[0].Month() != 0) != one {
			t.Errorf("%s: %+v", test.reason, s)
		}
		// whose searches are all of the month of its name, or which has none
		if status = run(context.Background(), []string{test.files}, &out, &errout); status != 0 || strings.Contains(out.String(), "its name says") {
			t.Errorf("%s: status %d\n%s%s", test.reason, status, &out, &errout)
		}
	}
}

// Nothing is written where there is nothing to report on.
func TestNothing(t *testing.T) {
	t.Chdir(t.TempDir())
	const header = "Type,Date,Self-defined ethnicity,Outcome\n"
	for _, test := range []struct{ reason, rows, want string }{
		{"all rows are rejected", strings.Repeat("Person search,1638316800,White - Irish,Arrest\n", 3), "no record of a person in kent.csv: 3 rows, 3 rows rejected: nothing is saved\n"},
		{"no row", "", "no record of a person in kent.csv: 0 rows, 0 rows rejected: nothing is saved\n"},
		{"vehicles", "Vehicle search,2022-09-01,,\n", "no record of a person in kent.csv: 1 row, 0 rows rejected: nothing is saved\n"},
	} {
		if err := os.WriteFile("kent.csv", []byte(header+test.rows), 0o666); err != nil {
			t.Fatal(err)
		}
		var out, errout bytes.Buffer
		status := run(context.Background(), []string{"-o", "all.tally", "kent.csv"}, &out, &errout)
		if _, err := os.Stat("all.tally"); status != 1 || err == nil || !strings.HasSuffix(errout.String(), "duckdb: "+test.want) {
			t.Errorf("%s: status %d, %s%v", test.reason, status, &errout, err)
		}
		errout.Reset()
		if status := run(context.Background(), []string{"kent.csv"}, &out, &errout); status != 1 || out.Len() > 0 || !strings.Contains(errout.String(), "duckdb: no search of a person in kent.csv") {
			t.Errorf("%s, a report: status %d, %s%s", test.reason, status, &out, &errout)
		}
	}
}

// TestNoRecord: what DuckDB cannot read is named by its file and its line, and not by the record
// that stands there, which is of a person.
func TestNoRecord(t *testing.T) {
	t.Chdir(t.TempDir())
	const header, row, told = "Type,Date,Self-defined ethnicity,Outcome\n", "Person search,2022-09-30T10:00:00Z,White - Irish,Arrest\n", ": program stopsearch reads such a file row by row\n"
	const none = "no table that DuckDB can read: rows of other lengths, a quotation mark that is not closed, or text that is not UTF-8"
	many := header + strings.Repeat(row, 30000)
	for _, test := range []struct{ reason, text, want string }{
		{"a short row", header + row + "Person search,2022-09-30,SECRET\n" + row, none},
		{"a long row", header + row + "Person search,2022-09-30,White,Arrest,SECRET\n" + row, none},
		{"a short row far down", many + "Person search,2022-09-30,SECRET\n", "line 30002 has another number of cells, 3, than the header, 4"},
		{"a row with the words of an error", many + "Person search,2022-09-30,\"\n  file = SECRET\n\"\n", "line 30002 has another number of cells, 3, than the header, 4"},
		{"a byte that is not UTF-8", header + row + "Person search,2022-09-30,SECRET\xff,Arrest\n", "text that is not UTF-8, at about line 3"},
		{"one far down", many + "Person search,2022-09-30,SECRET\xff,Arrest\n", "text that is not UTF-8, at about line 30002"},
		{"a quotation mark that is not closed", header + row + "Person search,2022-09-30,\"SECRET,Arrest\n" + row, none},
		{"text behind one", header + row + row + "Person search,2022-09-30,\"SECRET\"x,Arrest\n", none},
	} {
		if err := os.WriteFile("kent.csv", []byte(test.text), 0o666); err != nil {
			t.Fatal(err)
		}
		var out, errout bytes.Buffer
		status := run(context.Background(), []string{"kent.csv"}, &out, &errout)
		if status != 1 || out.Len() > 0 || errout.String() != "duckdb: kent.csv: "+test.want+told {
			t.Errorf("%s: status %d\n%s%s", test.reason, status, &out, &errout)
		}
	}
	if err := os.WriteFile("2-kent.csv", []byte(header+row), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("kent.csv", []byte(many+"Person search,2022-09-30,SECRET\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	var out, errout bytes.Buffer
	if run(context.Background(), []string{"2-kent.csv", "kent.csv"}, &out, &errout); errout.String() != "duckdb: kent.csv: line 30002 has another number of cells, 3, than the header, 4"+told {
		t.Errorf("of several: %s%s", &out, &errout)
	}
}

// What -o writes is read again, with the same counts.
func TestSave(t *testing.T) {
	t.Chdir(t.TempDir())
	do(t, "COPY (SELECT 'Person search' AS Type, TIMESTAMP '2022-09-01 10:00' + INTERVAL 1 MINUTE * i AS Date, 'White' AS officer_defined_ethnicity FROM range(1000) r(i)) TO 'kent.parquet' (FORMAT parquet)")
	var out, errout bytes.Buffer
	if status := run(context.Background(), []string{"-o", "kent.TALLY", "kent.parquet"}, &out, &errout); status != 0 || out.Len()+errout.Len() > 0 {
		t.Fatal(status, out.String(), errout.String())
	}
	text, err := os.ReadFile("kent.TALLY")
	if err != nil {
		t.Fatal(err)
	}
	x := new(outcomes.Extract)
	if err := x.ReadFile(bytes.NewReader(text), "kent.tally"); err != nil {
		t.Fatal(err)
	}
	if q := x.Quality(outcomes.SelfDefined); q.Rows != 1000 || q.NotCompared != 1000 || x.Tally().Len() != 1 || !x.Sources()[0].CountOnly {
		t.Errorf("%v, %d cells", q, x.Tally().Len())
	}
}

// Whoever stops the program stops the query.
func TestStopped(t *testing.T) {
	t.Chdir(t.TempDir())
	do(t, "COPY (SELECT 'Person search' AS Type, TIMESTAMP '2022-09-01' AS Date, 'White' AS officer_defined_ethnicity FROM range(1000)) TO 'kent.parquet' (FORMAT parquet)")
	ctx, stop := context.WithCancel(context.Background())
	stop()
	var out, errout bytes.Buffer
	if status := run(ctx, []string{"kent.parquet"}, &out, &errout); status != 1 || !strings.Contains(errout.String(), context.Canceled.Error()) || out.Len() > 0 {
		t.Error(status, out.String(), errout.String())
	}
}
