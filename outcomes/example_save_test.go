package outcomes_test

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"strings"
	"testing/fstest"

	"github.com/seed-549880be/disparity/outcomes"
)

// How do I read a month only once? Save what was read, and read that in place of the files. It has
// counts and no records, and the same searches in another file are known by their hashes.
func ExampleExtract_Save() {
	var x outcomes.Extract
	if err := x.ReadFS(context.Background(), download, "."); err != nil {
		log.Fatal(err)
	}
	var file bytes.Buffer // os.Create("2022.tally")
	if err := x.Save(&file, outcomes.SaveOptions{}); err != nil {
		log.Fatal(err)
	}

	folder := fstest.MapFS{
		"2022.tally":         {Data: file.Bytes()},
		"2022-11-essex.json": {Data: []byte(`[{"type":"Person search","datetime":"2022-11-05T12:00:00+00:00","self_defined_ethnicity":"White - Irish"}]`)},
	}
	var y outcomes.Extract
	if err := y.ReadFS(context.Background(), folder, "."); err != nil {
		log.Fatal(err)
	}
	for _, s := range y.Sources() {
		fmt.Printf("%s: %d rows of %s\n", s.File, s.Rows, s.Force)
	}
	again := header + row("2022-09-02", "Arrest") + row("2022-09-03", "Community resolution")
	fmt.Println(y.ReadFile(strings.NewReader(again), "kent.csv"))
	// Output:
	// 2022-09/2022-09-kent-stop-and-search.csv: 2 rows of Kent
	// 2022-10/2022-10-essex-stop-and-search.csv: 1 rows of Essex
	// 2022-11-essex.json: 1 rows of Essex
	// outcomes: 2022-09/2022-09-kent-stop-and-search.csv (in 2022.tally) and kent.csv: the same 2 searches of Kent in 2022-09, which would be counted twice: give one of them, or say which to take
}
