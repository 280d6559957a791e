package outcomes

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestWorkersLaw: however many goroutines read a folder, with archives in it or not, the answers
// are the same, and so are the bytes that are saved.
func TestWorkersLaw(tb *testing.T) {
	rapid.Check(tb, func(t *rapid.T) {
		fsys, folders := drawFiles(t)
		for _, folder := range folders {
			if !rapid.Bool().Draw(t, "archive") {
				continue
			}
			var entries []packed
			for name, f := range fsys {
				if inside, ok := strings.CutPrefix(name, folder+"/"); ok && f.Mode == 0 {
					entries = append(entries, packed{name: inside, text: string(f.Data)})
					delete(fsys, name)
				}
			}
			fsys[folder+"/all.zip"] = &fstest.MapFile{Data: []byte(archiveOf(tb, entries...))}
		}
		one := Extract{Workers: 1}
		if err := one.ReadFS(context.Background(), fsys, "."); err != nil {
			t.Fatal(err)
		}
		want, bytes := allOf(&one), save(t, &one, SaveOptions{Hashes: AllHashes})
		for _, workers := range []int{0, 2, 7} {
			x := Extract{Workers: workers}
			if err := x.ReadFS(context.Background(), fsys, "."); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, allOf(&x)); d != "" {
				t.Fatalf("-one +%d workers\n%s", workers, d)
			}
			if string(save(t, &x, SaveOptions{Hashes: AllHashes})) != string(bytes) {
				t.Fatalf("%d workers: other bytes are saved", workers)
			}
		}
	})
}

// manyFiles returns so many files of different months, and those that fail.
func manyFiles(n int, failing ...int) fstest.MapFS {
	fsys := make(fstest.MapFS)
	for i := range n {
		text := strings.ReplaceAll(file("\n", official, fixture[0], fixture[1]), "2022-", fmt.Sprintf("%d-", 2030+i))
		text = strings.ReplaceAll(text, "2016-", fmt.Sprintf("%d-", 2100+i))
		fsys[fmt.Sprintf("%02d-kent.csv", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	for _, i := range failing {
		fsys[fmt.Sprintf("%02d-kent.csv", i)].Data = []byte("Type;Date\n")
	}
	return fsys
}

// Of several files that cannot be read, the first in order of name is told, whoever gets there
// first.
func TestWorkersFirstError(t *testing.T) {
	for range 20 {
		for workers := range 9 {
			x := Extract{Workers: workers}
			err := x.ReadFS(context.Background(), manyFiles(30, 7, 8, 9, 20), ".")
			if err == nil || !strings.HasPrefix(err.Error(), "outcomes: 07-kent.csv:") || len(x.Sources()) > 0 {
				t.Fatalf("%d workers: %v", workers, err)
			}
		}
	}
	for _, read := range []func(*Extract) error{
		func(x *Extract) error { return x.ReadFS(context.Background(), manyFiles(2), ".") },
		func(x *Extract) error {
			return x.ReadFile(strings.NewReader(file("\n", official, fixture...)), "kent.csv")
		},
	} {
		if err := read(&Extract{Workers: -1}); err == nil || err.Error() != "outcomes: -1 workers: want 1 or more, or 0 for one for each processor" {
			t.Errorf("%v", err)
		}
	}
}

// Reading that is cancelled half-way, or fails, ends with that error and leaves no goroutine and no
// open file, and a file system is never called by two goroutines.
func TestWorkersStop(t *testing.T) {
	before := runtime.NumGoroutine()
	broken := errors.New("broken")
	for _, workers := range []int{1, 2, 8} {
		for at := range 40 {
			for _, want := range []error{context.Canceled, broken} {
				ctx, cancel := context.WithCancel(context.Background())
				// not guarded: the race detector tells of two goroutines
				reads, read, open := 0, 0, 0
				fsys := openFS{manyFiles(12), func(_ string, f fs.File) (fs.File, error) {
					open++
					return &watchedFile{File: &countedFile{f, &read, &open}, call: func() error {
						if reads++; reads <= at {
							return nil
						}
						if want == broken {
							return broken
						}
						cancel()
						return nil
					}}, nil
				}}
				x := Extract{Workers: workers}
				err := x.ReadFS(ctx, fsys, ".")
				cancel()
				if reads > at && !errors.Is(err, want) || reads <= at && err != nil || err != nil && len(x.Sources()) > 0 || open != 0 {
					t.Fatalf("%d workers, after %d reads: %v, %d files left open, want %v", workers, at, err, open, want)
				}
			}
		}
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

// An archive that breaks off is the same error for any number of workers, wherever it breaks off.
func TestWorkersTruncatedArchive(t *testing.T) {
	var entries []packed
	for name, f := range manyFiles(8) {
		entries = append(entries, packed{name: name, text: string(f.Data)})
	}
	whole := archiveOf(t, entries...)
	for cut := 0; cut < len(whole); cut += len(whole)/50 + 1 {
		text := ""
		for _, workers := range []int{1, 2, 5} {
			for how, read := range map[string]func(x *Extract) error{
				"from disk": func(x *Extract) error {
					return x.ReadFS(context.Background(), fstest.MapFS{"a.zip": {Data: []byte(whole[:cut])}}, "a.zip")
				},
				"from a reader": func(x *Extract) error { return x.ReadFile(io.MultiReader(strings.NewReader(whole[:cut])), "a.zip") },
			} {
				err := read(&Extract{Workers: workers})
				if err == nil {
					t.Fatalf("%d of %d bytes, %d workers, %s: no error", cut, len(whole), workers, how)
				}
				if how == "from disk" {
					if text == "" {
						text = err.Error()
					}
					if err.Error() != text {
						t.Errorf("%d of %d bytes, %d workers: %q, and %q with one", cut, len(whole), workers, err, text)
					}
				}
			}
		}
	}
}

// However many workers are asked for, a small file takes no more memory than it needs.
func TestManyWorkers(t *testing.T) {
	text := file("\n", official, fixture...)
	for _, workers := range []int{2, 256, 1 << 40} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		x := Extract{Workers: workers}
		if err := x.ReadFile(strings.NewReader(text), "kent.csv"); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		got := after.TotalAlloc - before.TotalAlloc
		if got > 512<<10 {
			t.Errorf("%d workers: %d bytes", workers, got)
		}
	}
}
