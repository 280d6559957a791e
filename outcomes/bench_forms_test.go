package outcomes

import (
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
)

// A thousand searches in the other two forms.
func BenchmarkReadJSON(b *testing.B) {
	var rows []string
	for range 200 {
		rows = append(rows, fixture...)
	}
	text := apiJSON(b, strings.NewReader(file("\n", official, rows...)))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, err := range ReadJSON(strings.NewReader(text), ReadOptions{}) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != len(rows) {
			b.Fatal(n)
		}
	}
}

func BenchmarkReadWeighted(b *testing.B) {
	header, rows, _ := strings.Cut(arrests, "\n")
	text := header + "\n" + strings.Repeat(rows, 100)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range ReadWeighted(strings.NewReader(text), WeightedOptions{Count: "number_of_arrests", Ethnicity: LabelsOf(ethnicity.FivePlusOne2001)}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
