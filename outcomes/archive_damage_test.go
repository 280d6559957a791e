package outcomes

import (
	"context"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-549880be/disparity/outcomes/internal/hostiletest"
)

// An archive may say that an entry begins where there is nothing to be read. The error is one of
// the file system, which names the file in its own way.
func TestArchiveEntryNowhere(t *testing.T) {
	text := []byte(archiveOf(t, packed{name: "kent.csv", text: file("\n", official, fixture...)}))
	const place = 42 // of the offset in what the list of files says of an entry
	at := strings.LastIndex(string(text), "PK\x01\x02") + place
	for _, name := range []string{"a.zip", "a\x14.zip", "a.csv\x1b[2J.zip", strings.Repeat("x", 250) + ".zip"} {
		for _, offset := range []uint32{uint32(len(text)) - 10, uint32(len(text)), 1 << 30} {
			binary.LittleEndian.PutUint32(text[at:], offset)
			base := fstest.MapFS{name: {Data: text}}
			for how, read := range map[string]func(x *Extract) error{
				"from disk":       func(x *Extract) error { return x.ReadFS(context.Background(), base, name) },
				"from memory":     func(x *Extract) error { return x.ReadFS(context.Background(), plainFS{base}, name) },
				"from its folder": func(x *Extract) error { return x.ReadFS(context.Background(), base, ".") },
				"from a reader":   func(x *Extract) error { return x.ReadFile(strings.NewReader(string(text)), name) },
			} {
				err := read(new(Extract))
				reason := fmt.Sprintf("%q, %s, at %d", name, how, offset)
				if err == nil || !strings.Contains(err.Error(), "/kent.csv: reading: ") || !hostiletest.FitForALine(err.Error()) || strings.HasSuffix(err.Error(), ": EOF") {
					t.Errorf("%s: %q", reason, err)
				}
			}
		}
	}
}
