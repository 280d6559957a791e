package outcomes

import (
	"strings"
	"testing"
)

// A thousand searches in the form of the API.
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
