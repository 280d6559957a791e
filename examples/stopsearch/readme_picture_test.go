package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestReadmePicture: the picture in the README is what its command writes, its text has the numbers
// of the picture, and the command that makes a PNG of it names its size.
func TestReadmePicture(t *testing.T) {
	file := filepath.Join(t.TempDir(), "january.svg")
	output(t, "-plot", file)
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "january.svg")
	if *update {
		if err := os.WriteFile(golden, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("-plot writes another picture than testdata/january.svg (-update writes it)")
	}
	text := readme(t)
	shown := regexp.MustCompile(`!\[([^]]*)\]\(examples/stopsearch/testdata/january\.svg\)`).FindStringSubmatch(text)
	if shown == nil || !strings.Contains(text, "go run ./examples/stopsearch -plot january.svg\n") {
		t.Fatal("README.md has no picture, or no command that writes it")
	}
	for _, number := range regexp.MustCompile(`[\d.]+ \([\d.]+ to [\d.]+\)`).FindAllString(shown[1], -1) {
		if number = strings.Replace(number, " to ", "–", 1); !strings.Contains(string(want), number) {
			t.Errorf("the README says %s, which the picture has not", number)
		}
	}
	size := regexp.MustCompile(`<svg [^>]*width="(\d+)" height="(\d+)"`).FindSubmatch(want)
	if size == nil {
		t.Fatal("the picture has no size")
	}
	if window := "--window-size=" + string(size[1]) + "," + string(size[2]); !strings.Contains(text, window) {
		t.Errorf("README.md has no %s, which is the size of the picture", window)
	}
}
