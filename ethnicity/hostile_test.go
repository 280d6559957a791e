package ethnicity

import (
	"errors"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// checkError fails if an error is long, or would do something to a terminal.
func checkError(t testing.TB, err error) {
	t.Helper()
	if err == nil {
		return
	}
	text := err.Error()
	if len(text) > 2000 || strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
	}) || !utf8.ValidString(text) {
		t.Errorf("an error of %d bytes: %.300q", len(text), text)
	}
}

// Whatever stands in a label, a name of an area or of a file, the error about it is short and
// clean, and keeps none of the rest in memory.
func TestHostileTexts(t *testing.T) {
	for _, test := range []struct{ text, reason string }{
		{strings.Repeat("x", 900<<10), "a cell of 900 kB"},
		{strings.Repeat(" ", 900<<10) + "x", "a short label in a long cell"},
		{strings.Repeat("\x1b[31m", 1000), "escapes, many"},
		{"a\x1b[31mb\x07", "ESC and BEL"},
		{"a\u202eb\u2028c", "marks that turn the direction, and line ends"},
		{"a\nb\tc\x00", "line ends, tabs, NUL"},
		{"\xff\xfe", "no UTF-8"},
	} {
		var err error
		none := map[Group]float64{}
		negative := map[Group]float64{White: -1, OtherThanWhite: 0}
		huge := map[Group]float64{White: 1 << 62, OtherThanWhite: 1 << 62}
		odd := map[Group]float64{White: 1, OtherThanWhite: 1, Black: 1}
		p, _ := NewPopulation(test.text, WhiteOther, map[Group]float64{White: 1 << 52, OtherThanWhite: 1})
		q, _ := NewPopulation(test.text, NineteenPlusOne, map[Group]float64{})
		kent, _ := PopulationOf("Kent", Census2021)
		for name, call := range map[string]func(){
			"Parse":                func() { _, err = Parse(test.text) },
			"ParseIn":              func() { _, err = ParseIn(FivePlusOne, test.text) },
			"ParseGroup":           func() { _, err = ParseGroup(test.text) },
			"ParseScheme":          func() { _, err = ParseScheme(test.text) },
			"ParseCensus":          func() { _, err = ParseCensus(test.text) },
			"ParseForce":           func() { _, err = ParseForce(test.text) },
			"ForceOfFile":          func() { _, err = ForceOfFile(test.text) },
			"ForceOfFile, two":     func() { _, err = ForceOfFile(test.text + " kent-essex") },
			"PopulationOf":         func() { _, err = PopulationOf(test.text, Census2021) },
			"PopulationAt":         func() { _, err = PopulationAt(test.text, Census2021.Day().AddDate(-1, 0, 0)) },
			"ReadPopulation, file": func() { _, err = ReadPopulation(strings.NewReader("group,residents\n"), test.text) },
			"ReadPopulation, text": func() { _, err = ReadPopulation(strings.NewReader(test.text), "f.csv") },
			"ReadPopulation, label": func() {
				_, err = ReadPopulation(strings.NewReader("group,residents\n"+strconv.Quote(test.text)+",1\nWhite,1\n"), "f.csv")
			},
			"NewPopulation, none":   func() { _, err = NewPopulation(test.text, WhiteOther, none) },
			"NewPopulation, minus":  func() { _, err = NewPopulation(test.text, WhiteOther, negative) },
			"NewPopulation, huge":   func() { _, err = NewPopulation(test.text, WhiteOther, huge) },
			"NewPopulation, other":  func() { _, err = NewPopulation(test.text, WhiteOther, odd) },
			"Of":                    func() { _, err = p.Of(Chinese) },
			"Collapse":              func() { _, err = p.Collapse(NineteenPlusOne) },
			"Sum, census":           func() { _, err = Sum(p, kent) },
			"Sum, scheme":           func() { _, err = Sum(p, q) },
			"Sum, overflow":         func() { _, err = Sum(p, p, p, p, p) },
			"Population, marshal":   func() { p.Scheme = FivePlusOne; _, err = p.MarshalJSON() },
			"Population, unmarshal": func() { err = p.UnmarshalJSON([]byte(test.text)) },
		} {
			err = nil
			call()
			if err == nil && name != "Sum, scheme" {
				t.Errorf("%s: %s: no error", name, test.reason)
			}
			checkError(t, err)
		}
		_, err = Parse(test.text)
		if label, ok := errors.AsType[*LabelError](err); ok && len(label.Label) > maxShown+len("…") {
			t.Errorf("%s: an error keeps a label of %d bytes", test.reason, len(label.Label))
		}
	}
	var many []Population
	for range 50 {
		many = append(many, must(PopulationOf("Kent", Census2021)))
		many[len(many)-1].covers = noAreas
	}
	many = append(many, must(PopulationOf("Kent", Census2021)), must(PopulationOf("Kent", Census2021)))
	if _, err := Sum(many...); err == nil || !strings.Contains(err.Error(), " and 31 more") {
		t.Errorf("a sum of 52: %v", err)
	}
}

// An error that is kept keeps nothing of a long cell.
func TestErrorsKeepLittle(t *testing.T) {
	long := strings.Repeat(" ", 1<<20) + "x"
	var kept []error
	memory := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := memory()
	for range 100 {
		_, err := Parse(strings.TrimSpace(strings.Clone(long)))
		_, err2 := ParseForce(strings.Clone(long))
		kept = append(kept, err, err2)
	}
	if grown := int64(memory()) - int64(before); grown > 4<<20 {
		t.Errorf("200 errors keep %d bytes", grown)
	}
	runtime.KeepAlive(kept)
}

// A sum that no int64 holds is an error, and not negative.
func TestCollapseCountsOverflow(t *testing.T) {
	counts := map[Group]int64{Indian: 1 << 62, Pakistani: 1 << 62, Bangladeshi: 1 << 62}
	if got, err := FivePlusOne.CollapseCounts(counts); err == nil || got != nil || !strings.Contains(err.Error(), "counts of Asian add up to more than an int64 holds") {
		t.Errorf("%v, %v", got, err)
	}
}

// Every list in an error ends after twenty.
func TestListsEnd(t *testing.T) {
	for _, test := range []struct {
		err    error
		want   string
		reason string
	}{
		{errorOf(ParseForce("x")), " and 26 more", "46 forces"},
		{errorOf(ParseGroup("x")), " more", "groups"},
		{errorOf(ParseScheme("x")), "ic, white-other", "11 schemes"},
	} {
		if !strings.HasSuffix(test.err.Error(), test.want) {
			t.Errorf("%s: %v, want %q last", test.reason, test.err, test.want)
		}
	}
}

func errorOf[T any](_ T, err error) error { return err }
