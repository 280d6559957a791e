//go:build unix

package outcomes

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What a disk has: links to files are read, what else a link leads to is told, and a pipe is never
// waited for.
func TestFolderOnDisk(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	put := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	link := func(to, name string) {
		t.Helper()
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	put(filepath.Join(dir, "deep", "1-kent.csv"), file("\n", official, fixture[0]))
	put(filepath.Join(elsewhere, "data"), file("\n", official, fixture[1]))
	put(filepath.Join(elsewhere, "folder", "3-kent.csv"), file("\n", official, fixture[2]))
	link(filepath.Join(elsewhere, "data"), "2-kent.csv")
	link(filepath.Join(elsewhere, "folder"), "folder")
	link("nothing", "nothing.csv")
	link("loop.csv", "loop.csv")
	link("..", "deep/up")
	link(os.DevNull, "device.csv")
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.csv"), 0o666); err != nil {
		t.Fatal(err)
	}
	link("pipe.csv", "to-pipe.csv")
	// The name of a socket is short.
	short, err := os.MkdirTemp("", "s")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(short) })
	socket, err := net.Listen("unix", filepath.Join(short, "s"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = socket.Close() })
	link(filepath.Join(short, "s"), "socket.csv")

	var x Extract
	if err := x.ReadFS(context.Background(), os.DirFS(dir), "."); err != nil {
		t.Fatal(err)
	}
	var sources []string
	for _, s := range x.Sources() {
		sources = append(sources, s.File)
	}
	if !slices.Equal(sources, []string{"2-kent.csv", "deep/1-kent.csv"}) || x.Tally().Total() != 2 {
		t.Errorf("%q, %d searches", sources, x.Tally().Total())
	}
	want := []FileLeftOut{
		{"deep/up", "a link to a folder", false},
		{"device.csv", "a link to a device, not a file", false},
		{"folder", "a link to a folder", false},
		{"loop.csv", "a link that leads nowhere: too many levels of symbolic links", false},
		{"nothing.csv", "a link to a file that is not there", false},
		{"pipe.csv", "a pipe, not a file", false},
		{"socket.csv", "a link to a socket, not a file", false},
		{"to-pipe.csv", "a link to a pipe, not a file", false},
	}
	if d := cmp.Diff(want, x.LeftOut()); d != "" {
		t.Errorf("left out: -want +got\n%s", d)
	}
	// A link that is asked for is followed.
	var y Extract
	if err := y.ReadFS(context.Background(), os.DirFS(dir), "folder"); err != nil || y.Tally().Total() != 1 || y.Sources()[0].File != "folder/3-kent.csv" {
		t.Errorf("a link to a folder as the root: %v, %v", err, y.Sources())
	}
}
