package outcomes

import (
	"bytes"
	"strings"
	"testing"
	"time"
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

// What it costs to read a year once more from a saved file: "times" is how long reading its CSV
// takes over how long reading the saved file takes, both in every round, and "size" how large the
// CSV is over how large the saved file is; "own" are these of an extract of a force's own, whose
// hashes are not saved.
func BenchmarkSaved(b *testing.B) {
	text := londonYear(b)
	read := func(text []byte, name string) *Extract {
		x := &Extract{ForceOptional: true}
		if err := x.ReadFile(bytes.NewReader(text), name); err != nil || x.Tally().Total() != 150152 {
			b.Fatal(err)
		}
		return x
	}
	x := read(text, "london.csv")
	var files [2][]byte
	for i := range files {
		var file bytes.Buffer
		if err := x.Save(&file, SaveOptions{}); err != nil {
			b.Fatal(err)
		}
		files[i] = file.Bytes()
		disown(x)
	}
	var ofText time.Duration
	var ofSaved [2]time.Duration
	for b.Loop() {
		start := time.Now()
		read(text, "london.csv")
		ofText += time.Since(start)
		for i, file := range files {
			start = time.Now()
			read(file, "london.tally")
			ofSaved[i] += time.Since(start)
		}
	}
	for i, of := range []string{"", "own-"} {
		b.ReportMetric(float64(ofText)/float64(ofSaved[i]), of+"times")
		b.ReportMetric(float64(len(text))/float64(len(files[i])), of+"size")
	}
}
