package tidy

import (
	"errors"
	"math"
	"strings"
	"testing"
)

// withheld returns the cell of a range of numbers that is withheld.
func withheld(lower, upper float64) Cell { return Cell{Mark: Withheld, Lower: lower, Upper: upper} }

// noted returns c with a note.
func noted(c Cell, note string) Cell {
	c.Note = note
	return c
}

var inf = math.Inf(1)

func TestParseCell(t *testing.T) {
	for _, test := range []struct {
		texts  string // with | between
		want   Cell
		reason string
	}{
		{"0|00|0.0| 0 |nil|Nil|zero", Cell{}, "zero"},
		{"1234|1,234|1 234|1\u00a0234|1\u202f234|1\u2009234|1'234|1’234|1234.0|1,234.00| 1,234 |\u00a01234\u00a0|01234", Exactly(1234), "thousands and spaces"},
		{"12345678|12,345,678|12 345 678|12'345'678", Exactly(12345678), "millions"},
		{"12.5|12.50", Exactly(12.5), "an exposure with decimals"},
		{"1.234", Exactly(1.234), "one cell does not tell whether the dot is between thousands"},
		{"100000|1e+05|1E+05", Exactly(100000), "as R writes it"},
		{"9007199254740992|9007199254740992.0", Exactly(maxNumber), "2^53"},

		{"<5|< 5|under 5|Under 5|below 5|fewer than 5|Fewer  than 5|less than 5|≤4|<=4|=< 4|⩽ 4|4 or fewer|4 or less|4 and under|up to 4|at most 4|no more than 4|0-4|0 to 4|[<5]|(<5)", withheld(0, 4), "an upper end"},
		{"<1,000|fewer than 1 000|999 or fewer", withheld(0, 999), "an upper end with thousands"},
		{"1-4|1–4|1—4|1−4|1 - 4|1 – 4|1 to 4|1 TO 4|[1-4]|(1-4)|[1 to 4]|from 1 to 4|between 1 and 4", withheld(1, 4), "two ends"},
		{"1,000-1,999|1 000 to 1 999|1000 – 1999", withheld(1000, 1999), "two ends with thousands"},
		{"<5 [c]|< 5 (*)|0 to 4 [c]", withheld(0, 4), "a range and why"},
		{"5 to 5", withheld(5, 5), "a range of one"},
		{">95|over 95|more than 95|above 95|greater than 95|96+|96 +|96 plus|≥96|>=96|⩾96|at least 96|96 or more|96 and over|no fewer than 96|[>95]", withheld(96, inf), "a lower end"},
		{"12.5 or more", withheld(12.5, inf), "a sum of an exposure"},

		{"|  |\u00a0|blank", Blank.Cell(), "nothing"},
		{"-|–|—|−|‒|--|---| -   |dash", Dash.Cell(), "any dash"},
		{"N/A|n/a| N/A |NA|n.a.|(NA)|#N/A|<NA>|NaN|null|.|..|...|…|:|†|x|X|[x]|[X]|(X)|z|[z]|[w]|:z|not available|Not applicable|not collected|missing|not supplied|n/k", NotAvailable.Cell(), "not available"},
		{"!|*|**|***|[*]|#|‡|c|C|[c]|(c)|©|[u]|u|s|(S)|D|(D)|..C|:c|: c|: u|suppressed|not disclosed|Not published|Withheld|confidential", Withheld.Cell(), "withheld"},
		{"~|[low]|low|Low|k|0s|(Z)|0 [low]", Low.Cell(), "more than 0 and rounds to 0"},

		{"12 [p]|12[p]|12 (p)|12(P)|12 p|12p|12 P|12 [provisional]|12 (prov.)|12.0 [p]|12  [ p ]", noted(Exactly(12), "p"), "provisional"},
		{"12 [r]|12r|12 (revised)", noted(Exactly(12), "r"), "revised"},
		{"12 [e]|12e|12 (est.)|12 [estimated]", noted(Exactly(12), "e"), "estimated"},
		{"12 [u]|12u|12 [low reliability]", noted(Exactly(12), "u"), "of low reliability"},
		{"12 [b]|12 [break in series]", noted(Exactly(12), "b"), "a break"},
		{"12 [note 1]|12 [Note 1]|12¹|12 ¹", noted(Exactly(12), "note 1"), "a numbered note"},
		{"12 [note 3, note 14]|12 [note 3] [note 14]", noted(Exactly(12), "note 3, note 14"), "two notes"},
		{"12⁰²³⁴⁵⁶⁷⁸⁹|12 [note 023456789]", noted(Exactly(12), "note 023456789"), "every superscript"},
		{"12 [p, r]|12 [p][r]|12p [r]", noted(Exactly(12), "p, r"), "two letters"},
		{"12 [p, p]|12p [p]", noted(Exactly(12), "p"), "a letter twice"},
		{"12†|12 †|12 [†]", noted(Exactly(12), "†"), "a dagger"},
		{"1,234 [note 2]|1 234²", noted(Exactly(1234), "note 2"), "thousands and a note"},
		{"<5 [note 2]|<5²|0 to 4 [note 2]", noted(withheld(0, 4), "note 2"), "a range and a note"},
		{"[c] [note 2]|*²", noted(Withheld.Cell(), "note 2"), "a mark and a note"},
		{"[x] [p]", noted(NotAvailable.Cell(), "p"), "a mark and a letter"},
	} {
		for text := range strings.SplitSeq(test.texts, "|") {
			if got, err := ParseCell(text); got != test.want || err != nil {
				t.Errorf("%q is %+v, %v, want %+v: %s", text, got, err, test.want, test.reason)
			}
		}
	}
}

func TestParseCellErrors(t *testing.T) {
	for _, test := range []struct {
		texts  string // with | between
		want   error
		reason string
	}{
		{"1e+-1|number|White|none|yes|Inf|12k|12m|12 people|£5|+5|1.|.5|1 23|1  2345|12 345 6|(5)|[5]|[|]|[]|()|5=|2019/20|1/4|E06000001|5.17a|1,234 567|12\x00|\x00|\xff|=1+1|=cmd|’|12-|<|<>5|< White|to 4|1 to|- to -|p|1-|１２|12³⁴x|twelve|12 [[p]", errCell, "anything else"},
		{strings.Repeat("1", 10<<20), errCell, "10 MB"},
		{"-5|−5|- 5|-1,234|-0.5", errNegative, "less than 0"},
		{"9007199254740993|99999999999999999999|9007199254740992.5|1e+16|<99999999999999999999|1-99999999999999999999", errLarge, "beyond 2^53"},
		{"6.7%|12 %|100%", errPercent, "a percentage"},
		{"1e5|1e+5|1e+99|1.2e+06|1.234e5|12e+05", errPowers, "an exponent"},
		{"1.234.567|12.345.678", errDots, "dots between thousands"},
		{"1,23|1234,567|,123|1,,234|1,234,5|12,5", errComma, "a comma out of place"},
		{"04-Jan|1-Apr|Jan-04|May 20|Sept-12|2020-01-05|05/01/2020", errDate, "what a spreadsheet makes of 1-4"},
		{"#DIV/0!|#REF!|#VALUE!|#NAME?|#NUM!", errFormula, "an error of a spreadsheet"},
		{"##|####", errNarrow, "a narrow column"},
		{"4-1|2019-20|4 to 1|between 9 and 5", errOrder, "from more to less"},
		{"<1|<0|under 1|0 or fewer|≤0", errNothing, "nothing but 0"},
		{"<2.5|over 1.5", errWhole, "counts below a fraction"},
		{"12*|*12|12**|12 *|12#|#12", errStar, "a footnote, or withheld"},
		{"12 [c]|12 [x]|12 [z]|12 (*)|12 [low]|1 to 4 [x]|12 [c] [p]", errBoth, "a number and a mark"},
		{"[p]|(r)|[note 1]|[p] [r]|[p, note 1]", errNote, "a note alone"},
		{"12 (3.4%)|12 (5)|12 [5]|12 [10-14]|12 (males)|12 [p, males]|12 []", errBrackets, "other things in brackets"},
	} {
		for text := range strings.SplitSeq(test.texts, "|") {
			got, err := ParseCell(text)
			if got != (Cell{}) || errors.Unwrap(err) != test.want || !strings.HasPrefix(err.Error(), "tidy: \"") || len(err.Error()) > 400 {
				t.Errorf("%.30q is %+v, %v, want %v: %s", text, got, err, test.want, test.reason)
			}
		}
	}
	if c, err := ParseCell("|"); err == nil {
		t.Error(c)
	}
}

func TestParseCount(t *testing.T) {
	for _, test := range []struct {
		text   string
		want   Cell
		err    error
		reason string
	}{
		{"12", Exactly(12), nil, "a count"},
		{"12.0 [p]", noted(Exactly(12), "p"), nil, "a count with a point and a note"},
		{"<5", withheld(0, 4), nil, "a range of counts"},
		{"-", Dash.Cell(), nil, "a mark"},
		{"12.5", Cell{}, errWhole, "a fraction"},
		{"1.234", Cell{}, errWhole, "a fraction, or a dot between thousands"},
		{"1.5 to 2", Cell{}, errWhole, "a range from a fraction"},
		{"1 to 2.5", Cell{}, errWhole, "a range to a fraction"},
		{"White", Cell{}, errCell, "no cell"},
	} {
		if got, err := ParseCount(test.text); got != test.want || errors.Unwrap(err) != test.err {
			t.Errorf("%s: %+v, %v, want %+v, %v: %s", test.text, got, err, test.want, test.err, test.reason)
		}
	}
}

// FuzzParseCell reads anything at all: what it reads is a number, a range or a mark, and comes back
// from the text that it is written as.
func FuzzParseCell(f *testing.F) {
	for _, seed := range []string{"1,234", "-", "N/A", "!", "447337.0", "", "9007199254740993", "1,23", "<5", "1-4", "95+", "12 [p, note 1]", "12¹", "[low]",
		"between 1 and 4", "04-Jan", "1e+05", "12 (p) [r]", ": c", "#DIV/0!", "12 [", "( )", "nil p", "0e+-1", "0e+99"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := ParseCell(text)
		count, countErr := ParseCount(text)
		if err != nil {
			if c != (Cell{}) || count != c || countErr == nil || len(err.Error()) > 400 || strings.ContainsAny(err.Error(), "\n\r\x00\x1b") {
				t.Fatalf("%q: %+v, %v; %+v, %v", text, c, err, count, countErr)
			}
			return
		}
		if !(0 <= c.Lower && c.Lower <= c.Upper) || c.Lower > maxNumber || c.Mark == Number && c.Lower != c.Upper || c.validate() != nil {
			t.Fatalf("%q: %+v", text, c)
		}
		if n, ok := c.Count(); c.Known() && ok != (countErr == nil) || ok && float64(n) != c.Lower {
			t.Fatalf("%q: %+v, %d, %v", text, c, n, countErr)
		}
		if back, err := ParseCell(c.String()); err != nil || back != c {
			t.Fatalf("%q is %+v, and %q of it %+v, %v", text, c, c.String(), back, err)
		}
	})
}
