package published

import (
	"bytes"
	"errors"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/internal/hostiletest"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// checkError checks an error as [hostiletest.CheckError] does. The cells of one row have a line
// each.
func checkError(t testing.TB, err error) {
	t.Helper()
	if unknown, ok := errors.AsType[outcomes.UnknownLabels](err); ok {
		for _, e := range unknown {
			hostiletest.CheckError(t, e)
		}
		return
	}
	hostiletest.CheckError(t, err)
}

// Whatever a cell, a column or the name of a file holds, errors are short and clean.
func TestHostileTexts(t *testing.T) {
	for _, h := range hostiletest.Texts {
		name := h.Text + ".csv"
		for _, test := range []struct {
			text string
			o    Options
		}{
			{h.Text + ",n\n1,2\n", Options{Count: "none"}},
			{h.Text + ",n\n1,2\n", Options{Count: h.Text + "!"}},
			{"a,n\n1,2\n", Options{Count: "n", EthnicityColumn: h.Text}},
			{"a,n\n1,2\n", Options{Count: "n", Only: map[string]string{h.Text: "x"}}},
			{h.Text + "n,b\nx,1\n", Options{Count: h.Text + "n"}},
			{h.Text + ",b\nx,1\n", Options{Wide: true}},
			{"force,year,month,Self-defined ethnicity,Outcome,n\n" + strings.Repeat(h.Text+",", 5) + "1\n", Options{Count: "n"}},
			{"White," + h.Text + "\n" + h.Text + ",1\n", Options{Wide: true}},
			{strings.Repeat(h.Text[:min(len(h.Text), 30)]+",", 30000) + "n\n", Options{Count: "none"}},
			{"n\n" + strings.Repeat("1,", 30000) + "1\n", Options{Count: "n"}},
		} {
			test.o.File = name
			for w, err := range Read(strings.NewReader(test.text), test.o) {
				checkError(t, err)
				if !hostiletest.FitForALine(w.Area) || len(w.Area) > quote.MaxShown+len("…") {
					t.Errorf("%s: an area of %d bytes: %.100q", h.Reason, len(w.Area), w.Area)
				}
			}
		}

		// Errors of the reader name files too.
		broken := &os.PathError{Op: "read", Path: name, Err: errors.New("input/output error")}
		for _, r := range []io.Reader{iotest.ErrReader(broken), io.MultiReader(strings.NewReader("a,n\nn\n"), iotest.ErrReader(broken))} {
			var last error
			for _, err := range Read(r, Options{File: name, Count: "n"}) {
				last = err
			}
			if last == nil {
				t.Errorf("%s: no error", h.Reason)
			}
			checkError(t, last)
		}

		_, betweenErr := new(Series).Between(h.Text, 2000, 2001, false)
		for _, err := range []error{betweenErr, new(Row).UnmarshalJSON([]byte(h.Text))} {
			if err == nil {
				t.Errorf("%s: no error", h.Reason)
			}
			checkError(t, err)
		}
	}
}

// Without a reader there is one error, which says so.
func TestNoReader(t *testing.T) {
	n := 0
	for _, err := range Read(nil, Options{}) {
		if n++; err == nil || !strings.Contains(err.Error(), "there is nothing to read from") {
			t.Error(err)
		}
	}
	if n != 1 {
		t.Errorf("%d errors", n)
	}
}

// 500,000 columns and 20 rows took 16 seconds and 1.7 GB: every name was looked for in every
// column.
func TestWeightedIsLinear(t *testing.T) {
	read := func(columns int) (time.Duration, uint64) {
		var b bytes.Buffer
		b.WriteString(strings.Repeat("a,", columns-1) + "n\n")
		for range 20 {
			b.WriteString(strings.Repeat("1,", columns-1) + "7\n")
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		rows := 0
		for w, err := range Read(&b, Options{Count: "n"}) {
			if err != nil || w.Count.Value != 7 {
				t.Fatal(w.Count, err)
			}
			rows++
		}
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		if rows != 20 {
			t.Errorf("%d rows", rows)
		}
		return took, after.TotalAlloc - before.TotalAlloc
	}
	took, allocated := read(500000)
	t.Logf("500,000 columns, 20 rows: %v, %d MB allocated", took, allocated>>20)
	// time depends on what else the machine does; each name that is folded once more is 4 MB
	if allocated > 600<<20 {
		t.Errorf("%d MB allocated", allocated>>20)
	}
}

// Names of columns are compared whole: two that differ after 80 bytes are two, and a long one of
// the census is known.
func TestLongColumnNames(t *testing.T) {
	prefix := strings.Repeat("x", 100)
	for w, err := range Read(strings.NewReader(prefix+"1,"+prefix+"2\n1,2\n"), Options{Count: prefix + "2"}) {
		if err != nil || w.Count.Value != 2 || w.Text(prefix+"1") != "1" {
			t.Errorf("%v, %v", w, err)
		}
	}
	// 86 bytes
	const nomis = "Ethnic Group: Mixed/multiple ethnic group: White and Black Caribbean; measures: Value"
	n := 0
	for w, err := range Read(strings.NewReader("Force,"+nomis+"\nEssex,5\n"), Options{Wide: true}) {
		if n++; err != nil || w.Self != ethnicity.WhiteAndBlackCaribbean || w.Count.Value != 5 {
			t.Errorf("%v, %v", w, err)
		}
	}
	if n != 1 {
		t.Errorf("%d counts", n)
	}
}

// A count of a series is at most 2^53.
func TestSeriesIsBounded(t *testing.T) {
	if err := new(Series).Add(Row{Count: tidy.Exactly(-1)}); err == nil {
		t.Error("a series takes a negative count")
	}
	s := new(Series)
	if err := errors.Join(s.Add(Row{Count: tidy.Exactly(1 << 53)}), s.Add(Row{})); err != nil {
		t.Error(err)
	}
	if err := s.Add(Row{Count: tidy.Exactly(1)}); err == nil {
		t.Error("a series takes more than 2^53 in one cell")
	}
}
