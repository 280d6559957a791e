package tidy

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri/internal/enum/enumtest"
)

func TestMark(t *testing.T) { enumtest.Check[Mark](t, Marks(), ParseMark) }

// rounded returns the cell of a number that was rounded.
func rounded(value, lower, upper float64) Cell { return Cell{Value: value, Lower: lower, Upper: upper} }

func TestCount(t *testing.T) {
	for _, test := range []struct {
		cell      Cell
		known, ok bool
		want      int64
		reason    string
	}{
		{Cell{}, true, true, 0, "the zero value is 0"},
		{Exactly(12), true, true, 12, "a count"},
		{noted(Exactly(12), "p"), true, true, 12, "a count with a note"},
		{Exactly(maxNumber), true, true, maxNumber, "2^53"},
		{Exactly(12.5), true, false, 0, "an exposure"},
		{Exactly(2 * maxNumber), true, false, 0, "more than a count"},
		{Exactly(-1), true, false, 0, "less than a count"},
		{Exactly(math.NaN()), false, false, 0, "no number"},
		{rounded(10, 8, 12), false, false, 0, "a rounded count"},
		{withheld(1, 4), false, false, 0, "a range"},
		{withheld(1, 1), false, false, 0, "a range of one has a mark"},
		{Dash.Cell(), false, false, 0, "a dash is no zero"},
		{Low.Cell(), false, false, 0, "low is no zero"},
	} {
		if n, ok := test.cell.Count(); test.cell.Known() != test.known || ok != test.ok || n != test.want {
			t.Errorf("%v: %v, %d, %v, want %v, %d, %v: %s", test.cell, test.cell.Known(), n, ok, test.known, test.want, test.ok, test.reason)
		}
	}
}

func TestString(t *testing.T) {
	for _, test := range []struct {
		cell Cell
		want string
	}{
		{Cell{}, "0"}, {Exactly(1234), "1234"}, {Exactly(12.5), "12.5"}, {Exactly(maxNumber), "9007199254740992"},
		{noted(Exactly(12), "p, note 1"), "12 [p, note 1]"}, {rounded(10, 8, 12), "8 to 12"},
		{withheld(0, 4), "0 to 4"}, {withheld(1, 1), "1 to 1"}, {withheld(96, inf), "96 or more"},
		{Withheld.Cell(), "withheld"}, {Blank.Cell(), "blank"}, {Dash.Cell(), "dash"}, {NotAvailable.Cell(), "not available"}, {Low.Cell(), "low"},
		{noted(Withheld.Cell(), "note 2"), "withheld [note 2]"}, {Cell{Mark: Low, Lower: 1, Upper: 2}, "1 to 2"},
		{Exactly(12).Add(NotAvailable.Cell()), "12 or more"}, {Number.Cell(), "0"},
	} {
		if got := test.cell.String(); got != test.want {
			t.Errorf("%+v is %q, want %q", test.cell, got, test.want)
		}
	}
}

// Rounded holds every count that can round to a number, whichever way a half goes, and no other.
func TestRoundedHolds(t *testing.T) {
	const most = 1000
	bases := []int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 25, 50, 100}
	ways := []func(x float64) float64{
		func(x float64) float64 { return math.Floor(x + 0.5) }, // half up
		func(x float64) float64 { return math.Ceil(x - 0.5) },  // half down
		math.RoundToEven,
	}
	for _, base := range bases {
		can := make(map[float64]map[int64]bool) // the counts that can round to a number
		for n := range int64(most + 2*base) {
			for _, way := range ways {
				r := way(float64(n)/float64(base)) * float64(base)
				if can[r] == nil {
					can[r] = make(map[int64]bool)
				}
				can[r][n] = true
			}
		}
		for number := float64(0); number <= most; number += float64(base) {
			c, err := Exactly(number).Rounded(base)
			if err != nil || c.Value != number || c.Mark != Number {
				t.Fatalf("%v, base %d: %+v, %v", number, base, c, err)
			}
			for n := range int64(most + 2*base) {
				if holds := c.Lower <= float64(n) && float64(n) <= c.Upper; holds != can[number][n] {
					t.Fatalf("%v, base %d: %d in %v is %v", number, base, n, c, holds)
				}
			}
			low, err := Low.Cell().Rounded(base)
			if number > 0 || base == 1 {
				continue // nothing is between 0 and half of 1
			}
			for n := range base {
				if holds := low.Lower <= float64(n) && float64(n) <= low.Upper; holds != (n > 0 && can[0][n]) || err != nil {
					t.Fatalf("low, base %d: %d in %v is %v", base, n, low, holds)
				}
			}
		}
	}
}

func TestRounded(t *testing.T) {
	for _, test := range []struct {
		cell   Cell
		base   int64
		want   Cell
		err    string
		reason string
	}{
		{Exactly(10), 5, rounded(10, 8, 12), "", "an odd base"},
		{Exactly(8), 4, rounded(8, 6, 10), "", "an even base: halves may go either way"},
		{Exactly(0), 5, rounded(0, 0, 2), "", "a zero"},
		{noted(Exactly(10), "p"), 5, noted(rounded(10, 8, 12), "p"), "", "a note"},
		{Low.Cell(), 5, Cell{Mark: Low, Lower: 1, Upper: 2}, "", "low"},
		{Exactly(7), 1, Exactly(7), "", "no rounding"},
		{Exactly(7), 0, Exactly(7), "", "no rounding"},
		{Low.Cell(), 0, Low.Cell(), "", "low without rounding"},
		{withheld(1, 4), 5, withheld(1, 4), "", "a range that is withheld"},
		{Withheld.Cell(), 5, Withheld.Cell(), "", "a mark"},
		{Dash.Cell(), 5, Dash.Cell(), "", "a dash"},
		{Exactly(7), 5, Cell{}, "tidy: 7 is no multiple of 5", "no multiple"},
		{Exactly(12.5), 5, Cell{}, "tidy: 12.5 is no multiple of 5", "a fraction"},
		{rounded(10, 8, 12), 5, Cell{}, "tidy: 8 to 12 is a range already", "rounded already"},
		{Exactly(7), -5, Cell{}, "tidy: counts rounded to a multiple of -5", "a base that is none"},
	} {
		got, err := test.cell.Rounded(test.base)
		if got != test.want || (err == nil) != (test.err == "") || err != nil && !strings.HasPrefix(err.Error(), test.err) {
			t.Errorf("%v, base %d: %+v, %v, want %+v, %s: %s", test.cell, test.base, got, err, test.want, test.err, test.reason)
		}
	}
}

func TestAdd(t *testing.T) {
	for _, test := range []struct {
		a, b, want Cell
		reason     string
	}{
		{Exactly(12), Exactly(5), Exactly(17), "two numbers"},
		{Exactly(12.5), Exactly(5), Exactly(17.5), "exposures"},
		{rounded(10, 8, 12), rounded(0, 0, 2), rounded(10, 8, 14), "rounded numbers: what is printed is no middle"},
		{Exactly(12), withheld(1, 4), withheld(13, 16), "a number and a range"},
		{withheld(1, 4), withheld(96, inf), withheld(97, inf), "a range without an end"},
		{Exactly(12), Withheld.Cell(), withheld(12, inf), "a number and a mark"},
		{Exactly(12), NotAvailable.Cell(), Cell{Mark: NotAvailable, Lower: 12, Upper: inf}, "not available"},
		{Exactly(12), Blank.Cell(), Cell{Mark: Blank, Lower: 12, Upper: inf}, "a blank is no zero"},
		{Exactly(12), Dash.Cell(), Cell{Mark: Dash, Lower: 12, Upper: inf}, "a dash is no zero"},
		{Exactly(12), Low.Cell(), withheld(13, inf), "more than one that rounds to 0"},
		{Low.Cell(), Low.Cell(), withheld(2, inf), "two that round to 0"},
		{Cell{}, Low.Cell(), Low.Cell(), "0 adds nothing"},
		{Blank.Cell(), Dash.Cell(), Dash.Cell(), "the mark that says most"},
		{NotAvailable.Cell(), Dash.Cell(), NotAvailable.Cell(), "the mark that says most"},
		{NotAvailable.Cell(), withheld(1, 4), withheld(1, inf), "the mark that says most"},
		{noted(Exactly(1), "p"), noted(Exactly(2), "r"), noted(Exactly(3), "p, r"), "two notes"},
		{noted(Exactly(1), "p"), noted(Exactly(2), "p"), noted(Exactly(3), "p"), "the same note"},
		{noted(Exactly(1), "p, r"), noted(Exactly(2), "r, u"), noted(Exactly(3), "p, r, u"), "notes of which one is the same"},
		{noted(Cell{}, "p"), Low.Cell(), noted(Low.Cell(), "p"), "a 0 with a note"},
	} {
		if got := test.a.Add(test.b); got != test.want {
			t.Errorf("%+v and %+v: %+v, want %+v: %s", test.a, test.b, got, test.want, test.reason)
		}
		got := test.b.Add(test.a)
		got.Note = test.want.Note // in the order in which they come
		if got != test.want {
			t.Errorf("%+v and %+v: %+v, want %+v: %s", test.b, test.a, got, test.want, test.reason)
		}
	}
}

// aCell draws what a table may hold, with whole numbers.
func aCell() *rapid.Generator[Cell] {
	return rapid.Custom(func(t *rapid.T) Cell {
		n := float64(rapid.IntRange(0, 2000).Draw(t, "n"))
		wide := float64(rapid.IntRange(0, 9).Draw(t, "wide"))
		c := rapid.SampledFrom([]Cell{Exactly(n), {}, rounded(n, max(0, n-wide), n+wide), withheld(n, n+wide), withheld(n, inf), Blank.Cell(), Dash.Cell(),
			NotAvailable.Cell(), Withheld.Cell(), Low.Cell(), {Mark: Low, Lower: 1, Upper: 1 + wide}, {Mark: NotAvailable, Lower: n, Upper: inf}}).Draw(t, "cell")
		c.Note = rapid.SampledFrom([]string{"", "", "p", "r", "note 1", "p, r"}).Draw(t, "note")
		return c
	})
}

// The order in which cells are added up does not matter, 0 adds nothing, and a sum holds the sum of
// whatever numbers its cells may stand for.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := aCell().Draw(t, "a"), aCell().Draw(t, "b"), aCell().Draw(t, "c")
		withoutNote := func(c Cell) Cell { return noted(c, "") }
		if x, y := withoutNote(a.Add(b)), withoutNote(b.Add(a)); x != y {
			t.Fatalf("%+v, %+v", x, y)
		}
		if x, y := a.Add(b).Add(c), a.Add(b.Add(c)); x != y {
			t.Fatalf("%+v, %+v", x, y)
		}
		if a.Add(Cell{}) != a || (Cell{}).Add(a) != a {
			t.Fatal("0 adds something")
		}
		in := func(c Cell) float64 {
			return c.Lower + float64(rapid.IntRange(0, int(min(c.Upper-c.Lower, 50))).Draw(t, "in"))
		}
		if x, sum := in(a)+in(b), a.Add(b); !(sum.Lower <= x && x <= sum.Upper) || sum.validate() != nil {
			t.Fatalf("%v is not in %+v", x, sum)
		}
		if back, err := ParseCell(a.String()); err != nil || back.Lower != a.Lower || back.Upper != a.Upper || back.Note != a.Note {
			t.Fatalf("%q of %+v is %+v, %v", a.String(), a, back, err)
		}
		data, err := json.Marshal(a)
		var back Cell
		if err != nil || json.Unmarshal(data, &back) != nil || back != a {
			t.Fatalf("%s of %+v is %+v, %v", data, a, back, err)
		}
	})
}

func TestCellJSON(t *testing.T) {
	for _, test := range []struct {
		cell Cell
		want string
	}{
		{Exactly(12), `{"value":12,"mark":"number","lower":12,"upper":12}`},
		{rounded(10, 8, 12), `{"value":10,"mark":"number","lower":8,"upper":12}`},
		{noted(withheld(1, 4), "p"), `{"value":null,"mark":"withheld","lower":1,"upper":4,"note":"p"}`},
		{Blank.Cell(), `{"value":null,"mark":"blank","lower":0,"upper":"Inf"}`},
	} {
		if data, err := json.Marshal(test.cell); string(data) != test.want || err != nil {
			t.Errorf("%+v is %s, %v, want %s", test.cell, data, err, test.want)
		}
	}
	for _, test := range []struct {
		text   string
		want   Cell
		reason string
	}{
		{`{"value":12}`, Exactly(12), "a value alone"},
		{`{"value":12,"mark":"number"}`, Exactly(12), "as earlier versions wrote it"},
		{`{"value":0,"mark":"dash"}`, Dash.Cell(), "as earlier versions wrote it"},
		{`{"mark":"low"}`, Low.Cell(), "a mark alone"},
	} {
		var got Cell
		if err := json.Unmarshal([]byte(test.text), &got); err != nil || got != test.want {
			t.Errorf("%s is %+v, %v, want %+v: %s", test.text, got, err, test.want, test.reason)
		}
	}
	for _, test := range []struct{ text, want, reason string }{
		{`{}`, "a cell without a number", "nothing"},
		{`{"mark":"number","lower":1,"upper":1}`, "a cell without a number", "no value"},
		{`{"mark":"withheld","lower":1}`, "a cell with one end", "one end"},
		{`{"mark":"withheld","upper":1}`, "a cell with one end", "one end"},
		{`{"mark":"withheld","lower":4,"upper":1}`, "a cell from 4 to 1", "no order"},
		{`{"mark":"withheld","lower":-1,"upper":1}`, "a cell from -1 to 1", "less than 0"},
		{`{"mark":"withheld","lower":1,"upper":null}`, "a cell with one end", "no number"},
		{`{"value":5,"mark":"withheld"}`, "a cell with 5 in it", "a number and a mark"},
		{`{"value":5,"lower":6,"upper":7}`, "a cell with 5 in it", "a number that is not between"},
		{`{"value":5,"lower":5,"upper":"Inf"}`, "a cell with 5 in it", "a number without an end"},
		{`{"value":-5}`, "a cell from -5 to -5", "less than 0"},
		{`{"value":5,"value":6}`, `"value" stands twice`, "twice"},
		{`{"mark":"none"}`, "unknown mark", "no mark"},
		{`[]`, "a cell: ", "a list"},
	} {
		got := Exactly(7)
		if err := json.Unmarshal([]byte(test.text), &got); err == nil || !strings.HasPrefix(err.Error(), "tidy: ") || !strings.Contains(err.Error(), test.want) || got != Exactly(7) {
			t.Errorf("%s is %+v, %v, want %s: %s", test.text, got, err, test.want, test.reason)
		}
	}
	for _, c := range []Cell{Exactly(math.NaN()), Exactly(inf), Exactly(-1), withheld(4, 1), withheld(inf, inf), {Mark: Blank, Value: 1, Upper: 2}, {Mark: 99}} {
		if data, err := json.Marshal(c); err == nil {
			t.Errorf("%+v is %s", c, data)
		}
	}
}
