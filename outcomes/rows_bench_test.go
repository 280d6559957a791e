package outcomes

import (
	"bytes"
	"runtime"
	"testing"
)

// heapNow returns how many bytes are in use, after what is not has been given back.
func heapNow() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// What an extract holds of each row, dictionary and parts among it, before anything is asked: with
// rows, and with counts alone.
func BenchmarkBytesOfRows(b *testing.B) {
	text := londonYear(b)
	for _, test := range []struct {
		name      string
		countOnly bool
	}{{"rows", false}, {"counts", true}} {
		b.Run(test.name, func(b *testing.B) {
			var held uint64
			for b.Loop() {
				before := heapNow()
				x := Extract{CountOnly: test.countOnly}
				if err := x.ReadFile(bytes.NewReader(text), "2022-metropolitan.csv"); err != nil {
					b.Fatal(err)
				}
				held = heapNow() - before
				if x.total != 150152 {
					b.Fatal(x.total)
				}
			}
			b.ReportMetric(float64(held)/150152, "B/row")
		})
	}
}

// What it takes to answer from the rows: counts, copies and stops.
func BenchmarkSettle(b *testing.B) {
	var x Extract
	if err := x.ReadFile(bytes.NewReader(londonYear(b)), "2022-metropolitan.csv"); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		x.answers = new(answers)
		if x.Tally().Total() != 150152 || x.settled().duplicates != 4616 {
			b.Fatal(x.settled().duplicates)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/150152, "ns/row")
}
