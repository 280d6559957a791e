package outcomes

import (
	"bytes"
	"runtime"
	"testing"
	"unsafe"
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

// What a tally holds of each cell, and of each pair of cells with searches of one stop, beside a
// list of plain cells and pairs. A report holds several tallies of the same searches.
func BenchmarkBytesOfTally(b *testing.B) {
	var x Extract
	if err := x.ReadFile(bytes.NewReader(londonYear(b)), "2022-metropolitan.csv"); err != nil {
		b.Fatal(err)
	}
	all := func(Key) bool { return true }
	for b.Loop() {
		x.Tally().Where(all)
	}
	var cells, pairs, cellBytes, pairBytes int
	var l lists
	for _, block := range x.Tally().Where(all).blocks {
		cells, pairs = cells+len(l.cellsOf(block)), pairs+len(l.pairsOf(block))
		cellBytes, pairBytes = cellBytes+len(block.packed.text), pairBytes+len(block.pairs)
	}
	if cells != 30224 {
		b.Fatal(cells)
	}
	b.ReportMetric(float64(cellBytes)/float64(cells), "B/cell")
	b.ReportMetric(float64(pairBytes)/float64(pairs), "B/pair")
	b.ReportMetric(float64(cells)*float64(unsafe.Sizeof(kindCount{}))/float64(cellBytes), "times")
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
