package ethnicity

import (
	"errors"
	"testing"
)

// codes is every table of codes, row by row, as its source has it: a code that says another group
// is an error in no other test.
var codes = []struct {
	scheme Scheme
	source string
	want   map[string]Group
}{
	{SixteenPlusOne, "SDE codes, 16+1", map[string]Group{
		"W1": WhiteBritish, "W2": WhiteIrish, "W9": OtherWhiteWithTraveller,
		"M1": WhiteAndBlackCaribbean, "M2": WhiteAndBlackAfrican, "M3": WhiteAndAsian, "M9": OtherMixed,
		"A1": Indian, "A2": Pakistani, "A3": Bangladeshi, "A9": OtherAsian,
		"B1": BlackCaribbean, "B2": BlackAfrican, "B9": OtherBlack,
		"O1": Chinese, "O9": Other, "NS": NotStated,
	}},
	{EighteenPlusOne, "SDE codes, 18+1", map[string]Group{
		"W1": WhiteBritish, "W2": WhiteIrish, "W3": GypsyOrIrishTraveller, "W9": OtherWhite,
		"M1": WhiteAndBlackCaribbean, "M2": WhiteAndBlackAfrican, "M3": WhiteAndAsian, "M9": OtherMixed,
		"A1": Indian, "A2": Pakistani, "A3": Bangladeshi, "A4": Chinese, "A9": OtherAsian,
		"B1": BlackCaribbean, "B2": BlackAfrican, "B9": OtherBlack,
		"O2": Arab, "O9": AnyOther, "NS": NotStated,
	}},
	{SixteenPlusOne, "NHS ethnic category", map[string]Group{
		"A": WhiteBritish, "B": WhiteIrish, "C": OtherWhiteWithTraveller, "D": WhiteAndBlackCaribbean, "E": WhiteAndBlackAfrican, "F": WhiteAndAsian, "G": OtherMixed,
		"H": Indian, "J": Pakistani, "K": Bangladeshi, "L": OtherAsian, "M": BlackCaribbean, "N": BlackAfrican, "P": OtherBlack, "R": Chinese, "S": Other,
		"Z": NotStated, "X": NotKnown, "99": NotKnown,
	}},
	{NineteenPlusOne, "census 2021", map[string]Group{
		"-8": NotKnown, "1": Bangladeshi, "2": Chinese, "3": Indian, "4": Pakistani, "5": OtherAsian, "6": BlackAfrican, "7": BlackCaribbean, "8": OtherBlack,
		"9": WhiteAndAsian, "10": WhiteAndBlackAfrican, "11": WhiteAndBlackCaribbean, "12": OtherMixed, "13": WhiteBritish, "14": WhiteIrish,
		"15": GypsyOrIrishTraveller, "16": Roma, "17": OtherWhiteWithoutRoma, "18": Arab, "19": AnyOther,
	}},
	{ICCodes, "PNC identity codes", map[string]Group{
		"IC0": NotKnown, "IC1": WhiteNorthEuropean, "IC2": WhiteSouthEuropean, "IC3": Black, "IC4": SouthAsian, "IC5": EastAsian, "IC6": ArabNorthAfrican, "IC7": NotKnown,
		"IC9": NotKnown,
	}},
	{ICCodes, "PNC identity codes, numbers", map[string]Group{
		"0": NotKnown, "1": WhiteNorthEuropean, "2": WhiteSouthEuropean, "3": Black, "4": SouthAsian, "5": EastAsian, "6": ArabNorthAfrican, "7": NotKnown, "9": NotKnown,
	}},
}

func TestCodes(t *testing.T) {
	for _, table := range codes {
		for code, want := range table.want {
			if got, err := ParseIn(table.scheme, code); got != want || err != nil {
				t.Errorf("%s: ParseIn(%v, %q) = %v, %v, want %v", table.source, table.scheme, code, got, err, want)
			}
			// What Parse reads without its scheme is the same; what it does not read is ambiguous.
			if got, err := Parse(code); err == nil && got != want || err != nil && !errors.Is(err, ErrAmbiguousLabel) {
				t.Errorf("%s: Parse(%q) = %v, %v, want %v or an ambiguity", table.source, code, got, err, want)
			}
		}
	}
	for _, code := range []string{"W3", "A4", "O2", "I", "O", "Q", "T", "10"} {
		if got, err := ParseIn(SixteenPlusOne, code); err == nil {
			t.Errorf("16+1 has no %q, and it is %v", code, got)
		}
	}
	for _, code := range []string{"O1", "A", "Z", "W4"} {
		if got, err := ParseIn(EighteenPlusOne, code); err == nil {
			t.Errorf("18+1 has no %q, and it is %v", code, got)
		}
	}
}

// Every row of every table of labels is read as its own group in the schemes of its table: no row
// is hidden by another.
func TestEveryRow(t *testing.T) {
	for _, table := range labelTables {
		for _, s := range table.schemes {
			for _, row := range table.rows {
				if row.group.IsKnown() && !s.Has(row.group) {
					continue
				}
				if got, err := ParseIn(s, row.label); got != row.group || err != nil {
					t.Errorf("%s: ParseIn(%v, %q) = %v, %v, want %v", table.source, s, row.label, got, err, row.group)
				}
			}
		}
	}
}
