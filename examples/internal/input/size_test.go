package input

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-549880be/disparity/examples/internal/cli"
)

func TestSize(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, bytes int) string {
		name = filepath.ToSlash(filepath.Join(dir, name))
		if err := os.WriteFile(name, make([]byte, bytes), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	a, b, archive := write("a.csv", 100), write("b.csv", 20), write("c.zip", 3000)
	for _, test := range []struct {
		reason string
		files  []string
		want   int64
	}{
		{"none", nil, 0},
		{"each by itself", []string{a, b}, 120},
		{"an archive is one file, however many are in it", []string{archive + "/x.csv", archive + "/y.csv", a}, 3100},
		{"nobody knows how much comes on standard input", []string{cli.Stdin, b}, 20},
		{"a file that is gone has nothing", []string{dir + "/gone.csv", b}, 20},
	} {
		if got := (Files{files: test.files}).size(); got != test.want {
			t.Errorf("%d, want %d: %s", got, test.want, test.reason)
		}
	}
}
