package published

import (
	"strconv"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

func TestParseCell(t *testing.T) {
	for _, test := range []struct {
		text   string
		want   Cell
		ok     bool
		reason string
	}{
		{"0", Cell{}, true, "a zero is a number"},
		{"1,234", Cell{Value: 1234}, true, "thousands"},
		{" 1,234 ", Cell{Value: 1234}, true, "padded, as in Ethnicity facts and figures"},
		{"12,345,678", Cell{Value: 12345678}, true, "millions"},
		{"447337.0", Cell{Value: 447337}, true, "as pandas writes counts"},
		{"9007199254740992", Cell{Value: rri.MaxCount}, true, "2^53"},
		{"-", Cell{Mark: Dash}, true, "a dash is not a zero"},
		{" -   ", Cell{Mark: Dash}, true, "an accountant's dash"},
		{"N/A", Cell{Mark: NotAvailable}, true, "not available"},
		{"!", Cell{Mark: Withheld}, true, "not reliable, in the Annual Population Survey"},
		{"*", Cell{Mark: Withheld}, true, "suppressed"},
		{"", Cell{Mark: Blank}, true, "blank"},
		{"number", Cell{}, false, "the name of a mark that is none"},
		{"1,23", Cell{}, false, "a comma out of place"},
		{"1234,567", Cell{}, false, "a comma missing"},
		{",123", Cell{}, false, "nothing before a comma"},
		{"1.5", Cell{}, false, "a fraction"},
		{"1.", Cell{}, false, "a point without digits"},
		{"-5", Cell{}, false, "negative"},
		{"1e3", Cell{}, false, "an exponent"},
		{"9007199254740993", Cell{}, false, "above 2^53"},
		{"99999999999999999999", Cell{}, false, "above int64"},
		{"=1+1", Cell{}, false, "a formula"},
		{"12\x00", Cell{}, false, "NUL"},
		{"\xff", Cell{}, false, "invalid UTF-8"},
		{strings.Repeat("1", 10<<20), Cell{}, false, "10 MB"},
	} {
		got, err := ParseCell(test.text)
		if got != test.want || (err == nil) != test.ok || err != nil && (len(err.Error()) > 1000 || !strings.HasPrefix(err.Error(), "published: ")) {
			t.Errorf("ParseCell(%.20q) = %v, %v, want %v: %s", test.text, got, err, test.want, test.reason)
		}
	}
}

// FuzzParseCell reads anything at all; what it reads is a count or a mark.
func FuzzParseCell(f *testing.F) {
	for _, seed := range []string{"1,234", "-", "N/A", "!", "447337.0", "", "9007199254740993", "1,23"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := ParseCell(text)
		checkError(t, err)
		if err != nil {
			if c != (Cell{}) {
				t.Fatal(c, err)
			}
			return
		}
		if c.Value < 0 || c.Value > rri.MaxCount || c.Mark != Number && c.Value != 0 {
			t.Fatal(c)
		}
		if c.Mark == Number {
			if back, err := ParseCell(strconv.FormatInt(c.Value, 10)); err != nil || back != c {
				t.Fatal(c, back, err)
			}
		}
	})
}
