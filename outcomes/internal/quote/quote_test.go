package quote

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
)

func TestShort(t *testing.T) {
	long := strings.Repeat("é", 1000)
	for _, test := range []struct{ got, want, reason string }{
		{Clip("short"), "short", "what fits stays"},
		{Clip(long), strings.Repeat("é", 40) + "…", "80 bytes"},
		{Clip("x" + long), "x" + strings.Repeat("é", 39) + "…", "a letter is not cut in two"},
		{ClipCell([]byte(long)), Clip(long), "as of the whole cell"},
		{ClipCell([]byte(strings.Repeat("x", 80))), strings.Repeat("x", 80), "80 bytes are not cut"},
		{File(long), "…" + strings.Repeat("é", 500), "the end of a name is kept"},
		{List([]string{"a", "b"}), "a, b", "a few names"},
		{And(nil) + And([]string{"a"}) + "; " + And([]string{"a", "b"}) + "; " + And([]string{"a", "b", "c"}), "a; a and b; a, b and c", "names in a sentence"},
		{List(strings.Split(strings.Repeat("a,", 22), ",")), strings.Repeat("a, ", 19) + "a and 3 more", "23 names"},
		{QuotedList([]string{"a\n", long}), `"a\n", "` + strings.Repeat("é", 40) + `…"`, "names as they stand in a file"},
	} {
		if test.got != test.want {
			t.Errorf("%s: %q, want %q", test.reason, test.got, test.want)
		}
	}
}

func TestErrors(t *testing.T) {
	_, unknown := ethnicity.Parse("Martian")
	_, ambiguous := ethnicity.Parse("Asian")
	for _, test := range []struct {
		err     error
		cause   error
		text    string
		unknown bool
	}{
		{Unprefixed(unknown), unknown, `unknown label "Martian"`, true},
		{Outside(errors.New("a\nb")), nil, "a b", false},
		{Label(fmt.Errorf("not\x07 mine")), nil, "not  mine", true},
		{Label(ambiguous), ambiguous, `ambiguous label "Asian"`, false},
	} {
		if !strings.Contains(test.err.Error(), test.text) || strings.HasPrefix(test.err.Error(), "ethnicity: ") {
			t.Errorf("%q, want %q", test.err, test.text)
		}
		if test.cause != nil && !errors.Is(test.err, test.cause) || errors.Is(test.err, ethnicity.ErrUnknownLabel) != test.unknown {
			t.Errorf("%v: cause %v, unknown label %v", test.err, test.cause, !test.unknown)
		}
	}
}
