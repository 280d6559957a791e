package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestJSONIsPlain: names stand in JSON as they are, and not as what HTML would want.
func TestJSONIsPlain(t *testing.T) {
	file := filepath.Join(t.TempDir(), "counts.csv")
	if err := os.WriteFile(file, []byte("object,group,finds,searches\ndrugs & <knives>,White,1,9\ndrugs & <knives>,Black,2,5\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if out := output(t, "-format", "json", file); !strings.Contains(out, `"drugs & <knives>"`) {
		t.Errorf("the stratum is escaped:\n%s", out)
	}
}
