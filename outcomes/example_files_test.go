package outcomes_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"log"
	"strings"
	"sync"
	"testing/fstest"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// header and row make small files in the layout of data.police.uk.
const header = "Type,Date,Gender,Age range,Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome," +
	"Outcome linked to object of search,Removal of more than just outer clothing\n"

func row(day, outcome string) string {
	return "Person search," + day + ",Male,18-24,White - Irish,White,Misuse of Drugs Act 1971 (section 23),Controlled drugs," + outcome + ",,\n"
}

// download is a folder as data.police.uk packs it; on disk it would be os.DirFS("download").
var download = fstest.MapFS{
	"2022-09/2022-09-kent-stop-and-search.csv":  {Data: []byte(header + row("2022-09-02", "Arrest") + row("2022-09-03", "Community resolution"))},
	"2022-09/2022-09-kent-street.csv":           {Data: []byte("Crime ID,Month\n")},
	"2022-10/2022-10-essex-stop-and-search.csv": {Data: []byte(header + row("2022-10-09", ""))},
}

// How do I read a folder? Every stop-and-search file in it, at any depth, is read; what is not read
// is told, and so are the months that are missing.
func ExampleExtract_ReadFS() {
	var x outcomes.Extract
	if err := x.ReadFS(context.Background(), download, "."); err != nil {
		log.Fatal(err)
	}
	for _, s := range x.Sources() {
		fmt.Printf("%s: %d rows of %s\n", s.File, s.Rows, s.Force)
	}
	for _, f := range x.LeftOut() {
		fmt.Printf("left out %s: %s\n", f.File, f.Reason)
	}
	for _, gap := range x.Tally().Gaps() {
		fmt.Println("no searches of", gap.Force, "in", gap.Months)
	}
	// Output:
	// 2022-09/2022-09-kent-stop-and-search.csv: 2 rows of Kent
	// 2022-10/2022-10-essex-stop-and-search.csv: 1 rows of Essex
	// left out 2022-09/2022-09-kent-street.csv: street crimes, which are not searches
	// no searches of Essex in [2022-09]
	// no searches of Kent in [2022-10]
}

// How do I read a ZIP archive? By its name, as a folder; its files have that name before their own.
// A folder may have archives beside other files.
func ExampleExtract_ReadFS_zip() {
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	if err := w.AddFS(download); err != nil {
		log.Fatal(err)
	}
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	// On disk it would be os.DirFS(".").
	disk := fstest.MapFS{"downloads/2022.zip": {Data: packed.Bytes()}, "downloads/notes.txt": {Data: []byte("Read in 2023\n")}}
	var x outcomes.Extract
	if err := x.ReadFS(context.Background(), disk, "downloads"); err != nil {
		log.Fatal(err)
	}
	for _, s := range x.Sources() {
		fmt.Printf("%s: %d rows\n", s.File, s.Rows)
	}
	for _, f := range x.LeftOut() {
		fmt.Printf("left out %s: %s\n", f.File, f.Reason)
	}
	// Output:
	// downloads/2022.zip/2022-09/2022-09-kent-stop-and-search.csv: 2 rows
	// downloads/2022.zip/2022-10/2022-10-essex-stop-and-search.csv: 1 rows
	// left out downloads/2022.zip/2022-09/2022-09-kent-street.csv: street crimes, which are not searches
	// left out downloads/notes.txt: no table of searches: it has none of their columns
}

// How do I read many files at once? Each goroutine has an Extract of its own, and they are merged
// at the end, in any order.
func ExampleFilesIn() {
	files, left, err := outcomes.FilesIn(download, ".")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(files), "files to read,", len(left), "left out")
	queue := make(chan string)
	parts := make([]outcomes.Extract, 2)
	errs := make([]error, len(parts))
	var wait sync.WaitGroup
	for i := range parts {
		wait.Go(func() {
			for file := range queue {
				if errs[i] == nil {
					errs[i] = parts[i].ReadFS(context.Background(), download, file)
				}
			}
		})
	}
	for _, file := range files {
		queue <- file
	}
	close(queue)
	wait.Wait()
	var x outcomes.Extract
	for i := range parts {
		if errs[i] != nil {
			log.Fatal(errs[i])
		}
		if err := x.Merge(&parts[i]); err != nil {
			log.Fatal(err)
		}
	}
	fmt.Println(x.Tally().Total(), "searches")
	// Output:
	// 2 files to read, 1 left out
	// 3 searches
}

// How do I read standard input, or a file whose name says nothing? Say whose searches it has. A
// copy under another name is refused.
func ExampleExtract_ReadFile() {
	kent, err := ethnicity.ParseForce("Kent")
	if err != nil {
		log.Fatal(err)
	}
	file := header + row("2022-09-02", "Arrest")
	var unsaid outcomes.Extract
	fmt.Println(unsaid.ReadFile(strings.NewReader(file), "searches.csv"))
	x := outcomes.Extract{Force: kent}
	fmt.Println(x.ReadFile(strings.NewReader(file), "searches.csv"))
	fmt.Println(x.ReadFile(strings.NewReader(file), "copy of searches.csv"))
	fmt.Println(x.ReadFile(strings.NewReader(file), "2022-09-essex.csv"))
	// Output:
	// outcomes: searches.csv: neither the file name nor a force column tells the force: set Force, or give a name like 2022-09-avon-and-somerset-stop-and-search.csv
	// <nil>
	// outcomes: copy of searches.csv and searches.csv: the same search of Kent in 2022-09, which would be counted twice: give one of them, or say which to take
	// outcomes: 2022-09-essex.csv: the file name says Essex, and Force is Kent: leave out Force, which is for files that do not say
}

// Was a file joined to itself?
func ExampleExtract_Repeats() {
	rows := row("2022-09-02", "Arrest") + row("2022-09-03", "")
	var x outcomes.Extract
	if err := x.ReadFile(strings.NewReader(header+rows+rows), "2022-09-kent.csv"); err != nil {
		log.Fatal(err)
	}
	for _, r := range x.Repeats() {
		fmt.Printf("%s has the same %d rows %d times over; %d searches are counted\n", r.File, r.Rows, r.Times, x.Tally().Total())
	}
	// Output: 2022-09-kent.csv has the same 2 rows 2 times over; 4 searches are counted
}

// Which labels does no table have, among searches of persons?
func ExampleExtract_UnknownLabelsOfPersons() {
	var x outcomes.Extract
	file := header + row("2022-09-02", "Ticket") + row("2022-09-03", "Ticket") + strings.Replace(row("2022-09-04", "Ticket"), "Person", "Vehicle", 1)
	if err := x.ReadFile(strings.NewReader(file), "2022-09-kent.csv"); err != nil {
		log.Fatal(err)
	}
	fmt.Println(x.UnknownLabelsOfPersons(), "of", x.Quality(outcomes.SelfDefined).UnknownLabels)
	// Output: map[Outcome:map[Ticket:2]] of map[Outcome:map[Ticket:3]]
}
