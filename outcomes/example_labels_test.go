package outcomes_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
)

// A force's own extract, in its columns and its words: read once to see what is not understood, and
// again with the template filled in.
func ExampleReadLabels() {
	const extract = "Recorded,Self classification,\"Result, final\",District\n" +
		"2023-04-01,White British,CHG,North\n" +
		"2023-04-02,Black - any other,NFA (15),North\n" +
		"2023-04-03,Black - any other,CHG,South\n"
	read := func(labels *outcomes.Labels) *outcomes.Extract {
		x := &outcomes.Extract{
			Rows:    outcomes.PersonSuspected,
			Columns: map[string]string{"date": "Recorded", "ethnicity": "Self classification", "outcome": "Result, final"},
			Labels:  labels,
		}
		if err := x.ReadCSV(strings.NewReader(extract), outcomes.ReadOptions{File: "suspects.csv"}); err != nil {
			fmt.Println(err)
		}
		return x
	}

	x := read(new(outcomes.Labels))
	for _, l := range x.Unmapped().Labels {
		fmt.Printf("not known: %s %q, %d rows\n", l.Column, l.Label, l.Rows)
	}
	fmt.Println("not read:", x.Unmapped().Columns)

	var template strings.Builder
	if err := x.WriteLabelsTemplate(&template); err != nil {
		fmt.Println(err)
	}
	filled := strings.NewReplacer("Black - any other,,", "Black - any other,Other Black,", "CHG,,", "CHG,charge or summons,", "(15),,", "(15),15,").Replace(template.String())
	for line := range strings.Lines(filled) {
		if !strings.HasPrefix(strings.Trim(line, `"`), "#") {
			_, _ = os.Stdout.WriteString(line)
		}
	}
	labels, err := outcomes.ReadLabels(strings.NewReader(filled), "labels.csv")
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println("not known:", len(read(labels).Unmapped().Labels))
	// Output:
	// not known: Outcome "CHG", 2 rows
	// not known: Self-defined ethnicity "Black - any other", 2 rows
	// not known: Outcome "NFA (15)", 1 rows
	// not read: [District]
	// column,their label,our label,rows
	// ethnicity,Black - any other,Other Black,2
	// ethnicity,White British,White British,1
	// outcome,CHG,charge or summons,2
	// outcome,NFA (15),15,1
	// not known: 0
}
