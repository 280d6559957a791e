package report

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// decade has made-up searches of one force in every month of ten years, in about 50,000 cells.
var decade = sync.OnceValue(func() *outcomes.Extract {
	random := rand.New(rand.NewPCG(21, 10))
	pick := func(of ...string) string { return of[random.IntN(len(of))] }
	var b strings.Builder
	for month := range 120 {
		for range 500 {
			fmt.Fprintf(&b, "Person search,%d-%02d-%02dT%02d:%02d:00+00:00,False,,%.3f,-1.5,%s,%s,%s,%s,%s,%s,%s,%s,False\r\n",
				2013+month/12, 1+month%12, 1+random.IntN(28), random.IntN(24), random.IntN(60), 51+random.Float64()/10, pick("Male", "Male", "Female"),
				pick("10-17", "18-24", "25-34", "over 34"), pick(white, white, black, asian, none), pick("White", "Black", "Asian", "Other"),
				pick("Misuse of Drugs Act 1971 (section 23)", "Police and Criminal Evidence Act 1984 (section 1)"),
				pick("Controlled drugs", "Offensive weapons", "Stolen goods", "Firearms"), pick(noAction, noAction, "Arrest", "Community resolution", ""), pick("TRUE", "FALSE", ""))
		}
	}
	return extract("2013-01-kent-stop-and-search.csv", header+b.String())
})

// BenchmarkNew has a report beside one bare pass over the cells that it is made of, in one run: as
// searches of 120 months of one force, and of 12 months of every force. The metric is how many such
// passes it costs.
func BenchmarkNew(b *testing.B) {
	for _, of := range []struct {
		name    string
		extract func() *outcomes.Extract
		options Options
	}{
		{"120 months", decade, Options{}},
		{"all forces", nation, Options{}},
		{"all forces by month", nation, Options{By: EachMonth}},
	} {
		b.Run(of.name, func(b *testing.B) {
			x := of.extract()
			t := x.Tally()
			var pass, made, written time.Duration
			for b.Loop() {
				start := time.Now()
				if n := outcomes.CountBy(t, func(k outcomes.Key) ethnicity.Force { return k.Force }); len(n) == 0 {
					b.Fatal("no cell")
				}
				pass += time.Since(start)
				start = time.Now()
				r, err := New(x, of.options)
				if err != nil {
					b.Fatal(err)
				}
				made += time.Since(start)
				start = time.Now()
				if err := r.WriteText(io.Discard, Layout{}); err != nil {
					b.Fatal(err)
				}
				written += time.Since(start)
			}
			b.ReportMetric(float64(made)/float64(pass), "passes/report")
			b.ReportMetric(float64(written)/float64(pass), "passes/text")
			b.ReportMetric(float64(t.Len()), "cells")
		})
	}
}

// BenchmarkCSV has the writing of the rows of all tables.
func BenchmarkCSV(b *testing.B) {
	r := must(New(nation(), Options{}))
	for b.Loop() {
		var out bytes.Buffer
		if err := r.WriteCSV(&out, Layout{}); err != nil {
			b.Fatal(err)
		}
	}
}
