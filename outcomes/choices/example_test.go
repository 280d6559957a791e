package choices_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/choices"
	"github.com/seed-549880be/disparity/rri"
)

// file is a made-up month in Kent: of what people say of themselves, of what officers saw, and of
// what came of it.
func file() *strings.Reader {
	const header = "Type,Date,Self-defined ethnicity,Officer-defined ethnicity,Object of search,Outcome\n"
	var b strings.Builder
	b.WriteString(header)
	for _, rows := range []struct {
		n    int
		text string
	}{
		{60, "White - English/Welsh/Scottish/Northern Irish/British,White,Controlled drugs,A no further action disposal"},
		{20, "White - English/Welsh/Scottish/Northern Irish/British,White,Offensive weapons,Arrest"},
		{8, "Black/African/Caribbean/Black British - African,Black,Controlled drugs,A no further action disposal"},
		{2, "Black/African/Caribbean/Black British - African,Black,Controlled drugs,Arrest"},
		{9, "Other ethnic group - Not stated,Black,Controlled drugs,A no further action disposal"},
		{6, "Other ethnic group - Not stated,White,Controlled drugs,Arrest"},
	} {
		b.WriteString(strings.Repeat("Person search,2019-06-15,"+rows.text+"\n", rows.n))
	}
	return strings.NewReader(b.String())
}

// How much does it matter whose account of ethnicity counts, and of which census the residents are?
// The choices with several ways are in the count, and the others are held at the one that they
// have.
func ExampleOf() {
	x := new(outcomes.Extract)
	if err := x.ReadFile(file(), "2019-06-kent-stop-and-search.csv"); err != nil {
		log.Fatal(err)
	}
	o := choices.Usual()
	o.Missing, o.Groups, o.Objects, o.Finds, o.Evidence = o.Missing[:1], o.Groups[:1], o.Objects[:1], o.Finds[:1], o.Evidence[:1]
	o.Methods = []rri.Method{rri.SCAS}
	r, err := choices.Of(x, o)
	if err != nil {
		log.Fatal(err)
	}
	m := r.Measures[0]
	fmt.Println(r.Heading(m))
	fmt.Println(r.RangeText(m))
	shares, together := m.Shares()
	for _, s := range shares {
		fmt.Printf("%s: %.0f %% of the variance\n", s.Choice, 100*s.Share)
		for i, way := range s.Ways.Ways {
			fmt.Printf("  %-17s %.1f\n", way, s.Means[i])
		}
	}
	fmt.Printf("together: %.0f %%\n", 100*together)
	// Output:
	// RRI of the search rate, Black against White · Kent, June 2019 · 9 combinations of 2 choices
	// lowest 3.62, middle 7.49, highest 15.52; the 95 % interval is above 1 in 9, below 1 in 0
	// account: 33 % of the variance
	//   self              5.1
	//   officer           9.1
	//   self-then-officer 9.1
	// census: 67 % of the variance
	//   interpolated      6.2
	//   2021              5.3
	//   2011              12.8
	// together: 0 %
}
