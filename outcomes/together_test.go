package outcomes

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// bigFile returns a file of some stretches, into which lines are put at drawn places.
func bigFile(t *rapid.T, odd []string) string {
	var b strings.Builder
	b.WriteString(official)
	end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "line end")
	b.WriteString(end)
	n := rapid.IntRange(6_000, 22_000).Draw(t, "rows")
	put := make(map[int][]string)
	for range rapid.IntRange(0, 6).Draw(t, "odd lines") {
		at := rapid.IntRange(0, n-1).Draw(t, "at")
		put[at] = append(put[at], rapid.SampledFrom(odd).Draw(t, "odd"))
	}
	seed := rapid.IntRange(0, 1<<20).Draw(t, "seed")
	for i := range n {
		for _, line := range put[i] {
			b.WriteString(line + end)
		}
		row := fixture[(i*i+seed)%len(fixture)]
		month := (i/3000 + seed) % 12
		row = strings.NewReplacer("2022-09-", fmt.Sprintf("2022-%02d-", month+1), "-30T", fmt.Sprintf("-%02dT", i%28+1)).Replace(row)
		b.WriteString(row + end)
	}
	if rapid.Bool().Draw(t, "no last line end") {
		return strings.TrimRight(b.String(), "\r\n")
	}
	return b.String()
}

// TestTogetherLaw: a file of several stretches that is read on several processors gives the
// answers, the errors with their lines and the saved bytes of one that is read from its beginning
// to its end by one, whatever its lines are, and whatever comes up in it that depends on other
// lines.
func TestTogetherLaw(t *testing.T) {
	odd := []string{
		"", " ", ",,,,,,,,,,,,,,", "short", strings.Repeat("x", 100), `"`, `Person search,"2022-09-30T10:00:00+00:00`,
		replace("Outcome", "Ticket"), replace("Date", "soon"), replace("Type", "Boat search"), replace("Officer-defined ethnicity", "Klingon"),
		replace("Date", "01/02/2022"), replace("Date", "13/02/2022"), replace("Date", "2022-09-30 10:00"), replace("Self-defined ethnicity", "Asian"),
		replace("Self-defined ethnicity", "Other"), replace("Self-defined ethnicity", "Chinese or other"), replace("Self-defined ethnicity", "White: Other White"),
		replace("Policing operation", `"an operation, with a comma"`), replace("Policing operation", "\"over\ntwo lines\""), replace("Policing operation", "\"open"),
		strings.Repeat("y", 1<<20+10), replace("Latitude", "north"),
	}
	rapid.Check(t, func(t *rapid.T) {
		text := bigFile(t, odd)
		few := rapid.SampledFrom([]int{0, 0, 1, 5, 100}).Draw(t, "meanings and places of a dictionary")
		read := func(workers int, countOnly bool) (*Extract, error) {
			x := &Extract{Workers: workers, CountOnly: countOnly, dictionaries: &dictionaries{few: few}}
			return x, x.ReadFile(strings.NewReader(text), "2022-kent.csv")
		}
		for _, countOnly := range []bool{false, true} {
			one, wantErr := read(1, countOnly)
			for _, workers := range []int{2, 5} {
				x, err := read(workers, countOnly)
				if fmt.Sprint(err) != fmt.Sprint(wantErr) {
					t.Fatalf("%d workers: %v, and with one %v", workers, err, wantErr)
				}
				if d := cmp.Diff(allOf(one), allOf(x)); d != "" {
					t.Fatalf("-one +%d workers\n%s", workers, d)
				}
				hashes := AllHashes
				if countOnly {
					hashes = NoHashes
				}
				if err == nil && !bytes.Equal(save(t, one, SaveOptions{hashes}), save(t, x, SaveOptions{hashes})) {
					t.Fatalf("%d workers: other bytes are saved", workers)
				}
			}
		}
	})
}

// Rows of one file are of one dictionary, whoever read them, so that they are settled by their
// numbers; of several where one is full.
func TestTogetherDictionary(t *testing.T) {
	var rows []string
	for i := range 20_000 {
		rows = append(rows, replace("Latitude", fmt.Sprintf("51.%06d", i*3/40)))
	}
	text := file("\n", official, rows...)
	for _, test := range []struct{ workers, few, want int }{{1, 0, 1}, {2, 0, 1}, {5, 0, 1}, {1, 1000, 2}, {2, 1000, 2}, {5, 1000, 2}} {
		x := Extract{Workers: test.workers, dictionaries: &dictionaries{few: test.few}}
		if err := x.ReadFile(strings.NewReader(text), "kent.csv"); err != nil {
			t.Fatal(err)
		}
		of := make(map[*dictionary]bool)
		for _, s := range x.sources[0].parts[0].segments {
			of[s.of.from] = true
		}
		if len(of) != test.want || x.Quality(SelfDefined).Rows != 20_000 {
			t.Errorf("%d workers, %d of each: rows are of %d dictionaries, want %d", test.workers, test.few, len(of), test.want)
		}
	}
}

// A file that is joined to itself is told on several processors too.
func TestTogetherCopies(t *testing.T) {
	var rows []string
	for i := range 9000 {
		rows = append(rows, replace("Date", fmt.Sprintf("2022-09-%02dT%02d:%02d:00+00:00", i%30+1, i/300%24, i%60)))
	}
	text := file("\n", official, append(rows, rows...)...)
	for workers := range 4 {
		x := Extract{Workers: workers}
		if err := x.ReadFile(strings.NewReader(text), "kent.csv"); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]Repeat{{File: "kent.csv", Rows: 9000, Times: 2}}, x.Repeats()); d != "" {
			t.Errorf("%d workers: %s", workers, d)
		}
	}
}

// A reader that fails fails with the same error and the same line for any number of workers,
// wherever it fails, and so does a compressed file that breaks off and a context that is done.
func TestTogetherFails(t *testing.T) {
	var rows []string
	for i := range 20_000 {
		rows = append(rows, fixture[i%len(fixture)])
	}
	text := file("\n", official, rows...)
	broken := errors.New("broken")
	packedText := gzipped(text)
	for at := 0; at < len(text); at += len(text)/23 + 1 {
		for how, reader := range map[string]func() io.Reader{
			"a reader that fails": func() io.Reader { return io.MultiReader(strings.NewReader(text[:at]), iotest.ErrReader(broken)) },
			"a reader that breaks off": func() io.Reader {
				return io.MultiReader(strings.NewReader(text[:at]), iotest.ErrReader(io.ErrUnexpectedEOF))
			},
			"a file that breaks off":    func() io.Reader { return strings.NewReader(packedText[:at*len(packedText)/len(text)]) },
			"a file that ends too soon": func() io.Reader { return strings.NewReader(text[:at]) },
		} {
			one := Extract{Workers: 1}
			want := one.ReadFile(reader(), "kent.csv")
			for _, workers := range []int{2, 3} {
				x := Extract{Workers: workers}
				if err := x.ReadFile(reader(), "kent.csv"); fmt.Sprint(err) != fmt.Sprint(want) {
					t.Errorf("%s at %d of %d, %d workers: %v, and with one %v", how, at, len(text), workers, err, want)
				}
				if d := cmp.Diff(accountOf(&one), accountOf(&x)); d != "" {
					t.Errorf("%s at %d: %s", how, at, d)
				}
			}
		}
	}
	for _, workers := range []int{1, 2, 3} {
		ctx, cancel := context.WithCancel(context.Background())
		read, open := 0, 0
		fsys := openFS{fstest.MapFS{"kent.csv": {Data: []byte(text)}}, func(_ string, f fs.File) (fs.File, error) {
			open++
			return &watchedFile{File: &countedFile{f, &read, &open}, at: 2 << 20, call: func() error { cancel(); return nil }}, nil
		}}
		x := Extract{Workers: workers}
		if err := x.ReadFS(ctx, fsys, "."); !errors.Is(err, context.Canceled) || open != 0 || read > 4<<20 || len(x.Sources()) > 0 {
			t.Errorf("%d workers: %v, %d bytes read, %d files left open", workers, err, read, open)
		}
		cancel()
	}
}

// panicReader panics once so many bytes were read.
type panicReader struct {
	r    io.Reader
	left int
}

func (p *panicReader) Read(b []byte) (int, error) {
	if p.left <= 0 {
		panic("a reader of somebody's own")
	}
	n, err := p.r.Read(b[:min(len(b), p.left)])
	p.left -= n
	return n, err
}

// TestTogetherPanic: a reader that panics does so for who reads the file, whichever goroutine calls
// it.
func TestTogetherPanic(t *testing.T) {
	text := official + "\n" + strings.Repeat(strings.Join(fixture, "\n")+"\n", 20_000)
	for _, workers := range []int{1, 2, 5} {
		for left := 1 << 10; left < len(text); left += len(text) / 7 {
			x := Extract{Workers: workers}
			func() {
				defer func() {
					if p := recover(); p != "a reader of somebody's own" {
						t.Errorf("%d workers, %d bytes: recovered %v", workers, left, p)
					}
				}()
				err := x.ReadFile(&panicReader{strings.NewReader(text), left}, "2022-09-kent-stop-and-search.csv")
				t.Errorf("%d workers, %d bytes: no panic, error %v", workers, left, err)
			}()
		}
	}
}
