package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/outcomes"
)

// TestSmallCounts: a warning stands above everything where an own extract is told with small counts
// of which nothing is withheld, in every form.
func TestSmallCounts(t *testing.T) {
	const said = "counts below 5 stand here, of an extract of a force's own"
	large := header + groupsOf(noAction, 60, 20, 15, 10, 12, 20) + groupsOf("Arrest", 30, 20, 15, 10, 12, 0)
	small := large + groupsOf("Summons / charged by post", 9, 0, 0, 2, 0, 0)
	for _, test := range []struct {
		rows   string
		own    bool
		o      Options
		want   bool
		reason string
	}{
		{small, true, Options{}, true, "two charges of one group"},
		{small, false, Options{}, false, "as published"},
		{small, true, Options{Suppress: 5}, false, "withheld"},
		{large, true, Options{}, false, "nothing is small, and zeros tell of nobody"},
		{strings.ReplaceAll(large, none, white) + groupsOf("", 0, 0, 0, 0, 0, 1), true, Options{}, true, "one of no known group"},
		{small, true, Options{By: EachMonth}, true, "of the whole, and once"},
	} {
		x := new(outcomes.Extract)
		if test.own {
			x.Rows = outcomes.PersonSearch
		}
		if err := x.ReadFile(strings.NewReader(test.rows), "2023-01-kent.csv"); err != nil {
			t.Fatal(err)
		}
		r, err := New(x, test.o)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(r.Warnings()) > 0 && strings.Contains(r.Warnings()[0], said); got != test.want {
			t.Errorf("%s: warned %v, want %v: %q", test.reason, got, test.want, r.Warnings())
		}
		for name, write := range map[string]func(*bytes.Buffer) error{
			"text":     func(b *bytes.Buffer) error { return r.WriteText(b, Layout{Width: 1000}) },
			"markdown": func(b *bytes.Buffer) error { return r.WriteMarkdown(b, Layout{}) },
			"json":     func(b *bytes.Buffer) error { return r.WriteJSON(b) },
		} {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
			want := 0
			if test.want {
				want = 1
			}
			if n := strings.Count(strings.ReplaceAll(b.String(), `\u0027`, "'"), said); n != want {
				t.Errorf("%s: %s says it %d times, want %d", test.reason, name, n, want)
			}
			if name == "text" && test.want && !strings.HasPrefix(b.String(), "Warning: "+said) {
				t.Errorf("%s: the text begins %.80q", test.reason, b.String())
			}
		}
	}
}
