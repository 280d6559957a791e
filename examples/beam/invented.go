package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/memfs"
)

// header is that of data.police.uk.
var header = []string{"Type", "Date", "Part of a policing operation", "Policing operation", "Latitude", "Longitude", "Gender", "Age range", "Self-defined ethnicity",
	"Officer-defined ethnicity", "Legislation", "Object of search", "Outcome", "Outcome linked to object of search", "Removal of more than just outer clothing"}

// invented returns a file of invented searches of a month, as 2023-01, of whom some were stopped
// together and some say the same.
func invented(month string, rows int, seed uint64) []byte {
	random := rand.New(rand.NewPCG(seed, 1))
	one := func(of ...string) string { return of[random.IntN(len(of))] }
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(header) // as below: to memory
	var row []string
	for n := range rows {
		if n%11 == 0 || n%5 != 0 { // every fifth is at the place and the minute of the one before
			row = []string{"Person search", fmt.Sprintf("%s-%02dT%02d:%02d:00+00:00", month, 1+random.IntN(28), random.IntN(23), random.IntN(60)),
				"False", "", fmt.Sprintf("51.%d", 300+random.IntN(40)), fmt.Sprintf("0.%d", 500+random.IntN(40)), one("Male", "Male", "Female"), one("18-24", "25-34", "over 34", "10-17"),
				one("White - English/Welsh/Scottish/Northern Irish/British", "Asian/Asian British - Pakistani", "Black/African/Caribbean/Black British - African", "Not Stated (NS)"),
				one("White", "White", "Asian", "Black"), "Misuse of Drugs Act 1971 (section 23)", one("Controlled drugs", "Offensive weapons"),
				one("A no further action disposal", "Arrest", "Community resolution"), one("True", "False"), "False"}
		}
		if n%7 == 0 {
			row[9] = one("White", "Asian", "Black")
		}
		_ = w.Write(row)
	}
	w.Flush()
	return b.Bytes()
}

// store puts three files of invented searches into a store in memory, and returns their names.
func store() (names []string) {
	for i, name := range []string{"2023-01-kent-stop-and-search.csv", "2023-01-essex-stop-and-search.csv", "2023-02-kent-stop-and-search.csv"} {
		names = append(names, "memfs://"+name)
		memfs.Write(names[i], invented(name[:len("2023-01")], 500, uint64(i)))
	}
	return names
}
