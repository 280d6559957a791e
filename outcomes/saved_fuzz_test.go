package outcomes

import (
	"bytes"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/outcomes/internal/pack"
)

// savedSeeds returns the bodies of saved files with something of everything.
func savedSeeds(tb testing.TB) (bodies [][]byte) {
	add := func(x *Extract, o SaveOptions) {
		file := save(tb, x, o)
		body, err := pack.Open(bytes.NewReader(file))
		if err != nil {
			tb.Fatal(err)
		}
		bodies = append(bodies, body)
	}
	for _, where := range [][]Filter{nil, {{"Gender", "Male"}}} {
		x := &Extract{Revision: LargestRevision, Where: where, ForceOptional: true}
		rows := rowsFrom("2020-02-01", 29, 12)
		for name, text := range map[string]string{
			"a-essex.csv": officialFile(rows...), "b-essex.csv": officialFile(rows[1:]...), "c.csv": officialFile(append(fixture, fixture[0], "short", replace("Outcome", "Ticket"),
				replace("Self-defined ethnicity", "Purple"), replace("Self-defined ethnicity", "Asian"), replace("Latitude", "north"))...),
			"d-kent.csv": file("\n", official+",Borough", replace("Date", "2023-01-05T12:00:00+00:00")+",Thanet", replace("Date", "2023-01-05")+","),
		} {
			if err := x.ReadFile(strings.NewReader(text), name); err != nil {
				tb.Fatal(err)
			}
		}
		x.left = []FileLeftOut{{"a.xlsx", workbookFile, false}}
		add(x, SaveOptions{})
		add(x, SaveOptions{NoHashes})
		add(disown(x), SaveOptions{})
	}
	add(new(Extract), SaveOptions{})
	return bodies
}

// FuzzReadSaved reads anything at all under a checksum that is right: see checkSaved.
func FuzzReadSaved(f *testing.F) {
	for _, body := range savedSeeds(f) {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) { checkSaved(t, body) })
}

// TestDamagedSaved changes a few bytes of what was saved, under a checksum that is right, so that
// every part of the form is reached: see checkSaved.
func TestDamagedSaved(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	seeds := savedSeeds(t)
	read := 0
	for range 1500 {
		body := bytes.Clone(seeds[r.IntN(len(seeds))])
		for range r.IntN(3) + 1 {
			at := r.IntN(len(body))
			switch r.IntN(4) {
			case 0:
				body[at] = byte(r.Uint32())
			case 1:
				body[at] += byte(r.IntN(3)) - 1
			case 2:
				body = slices.Delete(body, at, min(at+1, len(body)-1))
			default:
				body[at] = []byte{0, 1, 0x7f, 0x80, 0xff}[r.IntN(5)]
			}
		}
		if checkSaved(t, body) == nil {
			read++
		}
	}
	if read < 100 || read > 1400 {
		t.Errorf("%d of 1,500 were read", read)
	}
}

// checkSaved reads a body. It never panics, memory is bounded by the size of the file, what is
// wrong is said in an error that names the file, and what is read can be asked for everything,
// saved and read again.
func checkSaved(t *testing.T, body []byte) error {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	x := &Extract{ForceOptional: true, Revision: LargestRevision}
	err := x.ReadFile(bytes.NewReader(pack.Seal(body)), "f.tally")
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > uint64(1<<20+2000*len(body)) {
		t.Fatalf("%d bytes took %d of memory", len(body), took)
	}
	if err != nil {
		checkError(t, err)
		if x.Tally().Total() != 0 || len(x.Sources()) != 0 {
			t.Fatal("something was read beside an error")
		}
		return err
	}
	a := allOf(x)
	for _, err := range x.Errors() {
		checkError(t, err)
	}
	q := x.Quality(SelfDefined)
	if q.Rows != x.Tally().Total()+q.Rejected+q.Revised+q.Excluded || q.Duplicates < 0 || q.Duplicates > q.Rows {
		t.Fatalf("%+v", q)
	}
	var again bytes.Buffer
	if err := x.Save(&again, SaveOptions{}); err != nil {
		t.Fatal(err)
	}
	y := x.alike()
	if err := y.ReadFile(&again, "f.tally"); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(a, allOf(y)); d != "" {
		t.Fatalf("-read +saved again\n%s", d)
	}
	for _, where := range []Filter{{"Gender", "male"}, {"Outcome", ""}, {"district", "x"}} {
		z := x.alike()
		z.Where = []Filter{where}
		if err := z.ReadFile(bytes.NewReader(pack.Seal(body)), "f.tally"); err != nil {
			checkError(t, err)
			continue
		}
		_ = allOf(z)
	}
	return nil
}
