package cells

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// rest cuts what is left, with the number of each line before it.
func rest(c *Records) (rows []string, err error) {
	for {
		if err = c.Next(); err != nil && err != ErrQuote && err != ErrLineTooLong {
			return rows, err
		}
		rows = append(rows, fmt.Sprintf("%d: %q %v", c.Line, c.Cells, err))
	}
}

// Looking ahead changes nothing of what is read, whenever and however often it is done, and shows
// what comes.
func TestAhead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.SampledFrom([]string{"a,b", `"a`, `b",c`, `"x ""y""",z`, "", "a", "a,,", strings.Repeat("x", 70<<10) + ",y"}), 0, 20).Draw(t, "lines")
		text := "one,two\n" + strings.Join(lines, rapid.SampledFrom([]string{"\n", "\r\n", "\r"}).Draw(t, "line end"))
		want, _ := rest(NewRecords(strings.NewReader(text), nil))
		c := NewRecords(strings.NewReader(text), nil)
		size := int64(rapid.SampledFrom([]int{0, 1, 5, 1 << 10, 100 << 10, 1 << 22}).Draw(t, "size"))
		var got []string
		for {
			err := c.Next()
			if err == io.EOF {
				break
			}
			row := fmt.Sprintf("%d: %q %v", c.Line, c.Cells, err)
			if rapid.Bool().Draw(t, "look") {
				ahead, end := rest(c.Ahead(size))
				if end != io.EOF {
					t.Fatal(end)
				}
				if n := len(got) + 1; len(ahead) > len(want)-n {
					t.Fatalf("%d rows ahead of %d", len(ahead), len(want)-n)
				} else if size == 1<<22 && fmt.Sprint(ahead) != fmt.Sprint(want[n:]) {
					t.Fatalf("ahead %.300q\nwant  %.300q", ahead, want[n:])
				}
				if now := fmt.Sprintf("%d: %q %v", c.Line, c.Cells, err); err == nil && now != row {
					t.Fatalf("the last record was %.300s and is %.300s", row, now)
				}
			}
			got = append(got, row)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("got  %.300q\nwant %.300q", got, want)
		}
	})
}

// A reader that fails does so where reading gets to it, and not while looking ahead.
func TestAheadOfFailure(t *testing.T) {
	broken := errors.New("broken")
	c := NewRecords(io.MultiReader(strings.NewReader("one,two\na,b\nc,d\n"), iotest.ErrReader(broken)), nil)
	if err := c.Next(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if rows, err := rest(c.Ahead(1 << 20)); len(rows) != 2 || err != io.EOF {
			t.Errorf("ahead: %q, %v", rows, err)
		}
	}
	if rows, err := rest(c); len(rows) != 2 || err != broken {
		t.Errorf("%q, %v", rows, err)
	}
	if rows, err := rest(new(Records).Ahead(1 << 20)); rows != nil || err != io.EOF {
		t.Errorf("without a file: %q, %v", rows, err)
	}
}
