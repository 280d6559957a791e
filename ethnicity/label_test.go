package ethnicity

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// policeLabels are all values of the two ethnicity columns seen in 226,947 rows of data.police.uk
// files and API answers of 2016 to 2026, with the rows in which they are, and where the five groups
// of the two bases count them.
var policeLabels = []struct {
	label          string
	rows           int
	want           Group
	five, five2001 Group
}{
	{"White - English/Welsh/Scottish/Northern Irish/British", 52191, WhiteBritish, White, White},
	{"White - Irish", 1794, WhiteIrish, White, White},
	{"White - Gypsy or Irish Traveller", 15, GypsyOrIrishTraveller, White, White},
	{"White - Any other White background", 21129, OtherWhite, White, White},
	{"Mixed/Multiple ethnic groups - White and Black Caribbean", 2073, WhiteAndBlackCaribbean, Mixed, Mixed},
	{"Mixed/Multiple ethnic groups - White and Black African", 758, WhiteAndBlackAfrican, Mixed, Mixed},
	{"Mixed/Multiple ethnic groups - White and Asian", 567, WhiteAndAsian, Mixed, Mixed},
	{"Mixed/Multiple ethnic groups - Any other Mixed/Multiple ethnic background", 3868, OtherMixed, Mixed, Mixed},
	{"Asian/Asian British - Indian", 2542, Indian, Asian, AsianWithoutChinese},
	{"Asian/Asian British - Pakistani", 3278, Pakistani, Asian, AsianWithoutChinese},
	{"Asian/Asian British - Bangladeshi", 4438, Bangladeshi, Asian, AsianWithoutChinese},
	{"Asian/Asian British - Chinese", 243, Chinese, Asian, OtherWithChinese},
	{"Asian/Asian British - Any other Asian background", 10753, OtherAsian, Asian, AsianWithoutChinese},
	{"Black/African/Caribbean/Black British - Caribbean", 8682, BlackCaribbean, Black, Black},
	{"Black/African/Caribbean/Black British - African", 13406, BlackAfrican, Black, Black},
	{"Black/African/Caribbean/Black British - Any other Black/African/Caribbean background", 22265, OtherBlack, Black, Black},
	{"Other ethnic group - Arab", 44, Arab, Other, OtherWithChinese},
	{"Other ethnic group - Any other ethnic group", 5302, AnyOther, Other, OtherWithChinese},
	{"Other ethnic group - Not stated", 55679, NotStated, NotStated, NotStated},
	{"White - White British (W1)", 4414, WhiteBritish, White, White},
	{"White - White Irish (W2)", 151, WhiteIrish, White, White},
	{"White - Any other White ethnic background (W9)", 1542, OtherWhiteWithTraveller, White, White},
	{"Mixed - White and Black Caribbean (M1)", 276, WhiteAndBlackCaribbean, Mixed, Mixed},
	{"Mixed - White and Black African (M2)", 73, WhiteAndBlackAfrican, Mixed, Mixed},
	{"Mixed - White and Asian (M3)", 52, WhiteAndAsian, Mixed, Mixed},
	{"Mixed - Any other Mixed ethnic background (M9)", 227, OtherMixed, Mixed, Mixed},
	{"Asian or Asian British - Indian (A1)", 210, Indian, Asian, AsianWithoutChinese},
	{"Asian or Asian British - Pakistani (A2)", 465, Pakistani, Asian, AsianWithoutChinese},
	{"Asian or Asian British - Bangladeshi (A3)", 315, Bangladeshi, Asian, AsianWithoutChinese},
	{"Asian or Asian British - Any other Asian ethnic background (A9)", 632, OtherAsian, Asian, AsianWithoutChinese},
	{"Black or Black British - Caribbean (B1)", 1026, BlackCaribbean, Black, Black},
	{"Black or Black British - African (B2)", 1240, BlackAfrican, Black, Black},
	{"Black or Black British - Any other Black ethnic background (B9)", 1342, OtherBlack, Black, Black},
	{"Chinese or other ethnic group - Chinese (O1)", 26, Chinese, Asian, OtherWithChinese},
	{"Chinese or other ethnic group - Any other ethnic group (O9)", 253, Other, Other, OtherWithChinese},
	{"Not Stated (NS)", 1289, NotStated, NotStated, NotStated},
	{"", 4387, NotKnown, NotKnown, NotKnown},
}

var officerLabels = map[string]Group{"White": White, "Black": Black, "Asian": Asian, "Other": Other, "Mixed": Mixed, "": NotKnown}

func TestParsePoliceLabels(t *testing.T) {
	rows, unknown := 0, 0
	for _, tt := range policeLabels {
		got, err := Parse(tt.label)
		if got != tt.want || err != nil {
			t.Errorf("Parse(%q) = %v, %v, want %v", tt.label, got, err, tt.want)
		}
		if five, err := FivePlusOne.Collapse(got); five != tt.five || err != nil {
			t.Errorf("%q is %v in 5+1, %v, want %v", tt.label, five, err, tt.five)
		}
		if five, err := FivePlusOne2001.Collapse(got); five != tt.five2001 || err != nil {
			t.Errorf("%q is %v in 5+1-2001, %v, want %v", tt.label, five, err, tt.five2001)
		}
		rows += tt.rows
		if !got.IsKnown() {
			unknown += tt.rows
		}
	}
	if len(policeLabels) != 37 || rows != 226947 || unknown != 61355 {
		t.Errorf("%d labels in %d rows, %d of them unknown: want 37 in 226,947 (27.0 %% unknown)", len(policeLabels), rows, unknown)
	}
	for label, want := range officerLabels {
		if got, err := ParseIn(OfficerDefined, label); got != want || err != nil {
			t.Errorf("ParseIn(officer, %q) = %v, %v, want %v", label, got, err, want)
		}
	}
}

// TestParseRealFiles reads every value of both columns in every stop-and-search file.
func TestParseRealFiles(t *testing.T) {
	seen := make(map[string]int)
	officer := make(map[string]int)
	for _, pattern := range []string{"stopsearch/csv/*", "stopsearch/api/*"} {
		files, err := filepath.Glob(dataFile(t, pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v, %v", pattern, files, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var r io.Reader = bytes.NewReader(data)
			if strings.HasSuffix(file, ".gz") {
				if r, err = gzip.NewReader(r); err != nil {
					t.Fatal(err)
				}
			}
			c := csv.NewReader(r)
			header, err := c.Read()
			if err != nil {
				t.Fatal(err)
			}
			self := slices.IndexFunc(header, func(s string) bool { return strings.HasPrefix(areaKey(s), "self-defined") })
			seenBy := slices.IndexFunc(header, func(s string) bool { return strings.HasPrefix(areaKey(s), "officer-defined") })
			if self < 0 || seenBy < 0 {
				t.Logf("%s has no columns of ethnicity: not read", file)
				continue
			}
			for {
				row, err := c.Read()
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				seen[row[self]]++
				officer[row[seenBy]]++
			}
		}
	}
	for label, n := range seen {
		i := slices.IndexFunc(policeLabels, func(x struct {
			label          string
			rows           int
			want           Group
			five, five2001 Group
		}) bool {
			return x.label == label
		})
		got, err := Parse(label)
		if i < 0 { // of a file that the table was not made from
			t.Logf("%d rows with %q, which is not in the table: %v, %v", n, label, got, err)
			continue
		}
		if err != nil || got != policeLabels[i].want {
			t.Errorf("%d rows with %q: %v, %v", n, label, got, err)
		}
	}
	for label, n := range officer {
		want, known := officerLabels[label]
		if got, err := ParseIn(OfficerDefined, label); !known {
			t.Logf("%d rows with officer-defined %q, which is not in the table: %v, %v", n, label, got, err)
		} else if err != nil || got != want {
			t.Errorf("%d rows with officer-defined %q: %v, %v", n, label, got, err)
		}
	}
	t.Logf("%d self-defined and %d officer-defined labels", len(seen), len(officer))
}

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		label  string
		want   Group
		reason string
	}{
		{" White - Irish\t", WhiteIrish, "space around"},
		{"\u00a0White - Irish", WhiteIrish, "a no-break space is space"},
		{"WHITE - IRISH", WhiteIrish, "letter case"},
		{"White - Irish (W2)", WhiteIrish, "a code in brackets that agrees"},
		{"White - Irish ( w2 )", WhiteIrish, "in any letter case, with space"},
		{"Chinese or other ethnic group - Chinese", Chinese, "the code may be gone"},
		{"Asian/Asian British - Chinese (A4)", Chinese, "18+1 with its code"},
		{"Asian/Asian British - Chinese (O1)", Chinese, "the old code of the same group"},
		{"Not stated", NotStated, "Home Office"},
		{"NOT STATED (NS)", NotStated, "letter case"},
		{"W1", WhiteBritish, "a code that means the same in both sets"},
		{"w3", GypsyOrIrishTraveller, "only 18+1 has it"},
		{"A4", Chinese, "only 18+1 has it"},
		{"O2", Arab, "only 18+1 has it"},
		{"O1", Chinese, "only 16+1 has it"},
		{"NS", NotStated, "not stated"},
		{"IC1", WhiteNorthEuropean, "PNC"},
		{"ic3", Black, "PNC"},
		{"IC5", EastAsian, "PNC"},
		{"IC0", NotKnown, "PNC unknown"},
		{"IC7", NotKnown, "PNC unknown, older list"},
		{"IC9", NotKnown, "PNC unknown"},
		{"Chinese, Japanese or other South East Asian (IC5)", EastAsian, "PNC with its code"},
		{"White (IC1)", White, "officer-defined label with the narrower PNC code"},
		{"Ethnic Group: White: Other White; measures: Value", OtherWhite, "a column of 2011"},
		{"Ethnic Group: Asian; measures: Value", Asian, "a parent column of 2011"},
		{"White: Roma", Roma, "2021"},
		{"White: Irish", WhiteIrish, "the same in 2011 and 2021"},
		{"Mixed or Multiple ethnic groups: Other Mixed or Multiple ethnic groups", OtherMixed, "2021"},
		{"Does not apply", NotKnown, "2021, code -8"},
		{"Black or Black British", Black, "on either basis"},
		{"Black (or Black British)", Black, "brackets that hold no code"},
		{"Chinese/other", OtherWithChinese, "Home Office arrests to 2018/19"},
		{"Other inc Chinese", OtherWithChinese, "Ethnicity facts and figures to 2018/19"},
		{"Other (including Chinese)", OtherWithChinese, "the same in full"},
		{"2019/20 onwards - Asian or Asian British", Asian, "Home Office arrests"},
		{"2019/20 onwards - Other Ethnic group", Other, "Home Office arrests"},
		{"N/A - vehicle search", NoPerson, "Home Office stop and search"},
		{"Vehicle only", NoPerson, "Home Office stop and search to 2019/20"},
		{"Unreported", NotKnown, "Ethnicity facts and figures"},
		{"Don't know", NotKnown, "use of force"},
		{"Prefer not to say", Refused, "staff records"},
		{"Prefers not to say", Refused, "surveys"},
		{"I do not wish to disclose my ethnic origin", Refused, "NHS Jobs"},
		{"Refusal", Refused, "various"},
		{"DON’T KNOW", NotKnown, "with the apostrophe of a word processor"},
		{"(blank)", NotKnown, "Excel pivot tables"},
		{"n/k", NotKnown, "short for not known"},
		{"Information Not Yet Obtained", NotKnown, "Department for Education, school census"},
		{"Unclassified", NotKnown, "Department for Education, exclusions"},
		{"Unspecified", NotKnown, "NHS Electronic Staff Record"},
		{"Unknown / Not reported", NotKnown, "juvenile justice tables of US states"},
		{"Undeclared", NotStated, "Civil Service staff"},
		{"Unknown/Not Stated", NotStated, "various"},
		{"N1 Officer presence", NotStated, "a code for why there is none, with words behind it"},
		{"N2 Situation involving public disorder", NotStated, "a code for why there is none, with words behind it"},
		{"N3", NotStated, "a code for why there is none"},
		{"N4 Declined", Refused, "a code for why there is none, with words behind it"},
		{"White - British", WhiteBritish, "a short broad group"},
		{"black: caribbean", BlackCaribbean, "a short broad group and a colon"},
		{"Asian - Other", OtherAsian, "a short broad group"},
		{"Other - Arab", Arab, "a short broad group"},
		{"B2 African", BlackAfrican, "a code before the label"},
		{"w1 - White British", WhiteBritish, "a code and a dash"},
		{"A1. Indian", Indian, "a code and a point"},
		{"O1) Chinese", Chinese, "a code and a bracket"},
		{"W2  Irish", WhiteIrish, "a code and space"},
		{"NS Not stated", NotStated, "a code of two letters"},
		{"M1 White & Black Caribbean", WhiteAndBlackCaribbean, "an ampersand"},
		{"null", NotKnown, "JSON"},
		{"NaN", NotKnown, "pandas"},
		{"   ", NotKnown, "blank"},
		{"White ethnic group", White, "five groups"},
		{"Mixed/Multiple", Mixed, "five groups"},
		{"MIXED HERITAGE", Mixed, "five groups"},
		{"Asian, Asian British", Asian, "five groups"},
		{"Black, African, Caribbean or Black British", Black, "five groups"},
		{"Other ethnic groups", Other, "five groups"},
		{"White", White, "the same in every scheme"},
		{"Chinese", Chinese, "the same in every scheme"},
		{"Asian (without Chinese)", AsianWithoutChinese, "our own name"},
		{"Other White (without Roma)", OtherWhiteWithoutRoma, "our own name"},
	} {
		if got, err := Parse(tt.label); got != tt.want || err != nil {
			t.Errorf("Parse(%q) = %v, %v, want %v (%s)", tt.label, got, err, tt.want, tt.reason)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, tt := range []struct {
		label  string
		want   error
		text   string
		reason string
	}{
		{"Martian", ErrUnknownLabel, `ethnicity: unknown label "Martian"`, "in no table"},
		{"Other ethnic group - ", ErrUnknownLabel, `ethnicity: unknown label "Other ethnic group - "`, "no rule about beginnings"},
		{"White - Martian", ErrUnknownLabel, `ethnicity: unknown label "White - Martian"`, "no rule about beginnings"},
		{"Whit\xff", ErrUnknownLabel, `ethnicity: unknown label "Whit\xff"`, "not UTF-8"},
		{"White - Irish (B1)", ErrUnknownLabel, `ethnicity: unknown label "White - Irish (B1)"`, "the code contradicts the label"},
		{"B2 Irish", ErrUnknownLabel, `ethnicity: unknown label "B2 Irish"`, "the code before contradicts the label"},
		{"B2 Martian", ErrUnknownLabel, `ethnicity: unknown label "B2 Martian"`, "a code does not make a label"},
		{"Z9 African", ErrUnknownLabel, `ethnicity: unknown label "Z9 African"`, "no such code before"},
		{"N1 African", ErrUnknownLabel, `ethnicity: unknown label "N1 African"`, "African and not stated cannot both be"},
		{"N9 Nobody", ErrUnknownLabel, `ethnicity: unknown label "N9 Nobody"`, "no such code"},
		{"B2African", ErrUnknownLabel, `ethnicity: unknown label "B2African"`, "nothing between"},
		{"W9 Any other White background", ErrAmbiguousLabel, `ethnicity: ambiguous label "W9 Any other White background": say in which scheme it is, one of 16+1, 18+1`,
			"with Travellers in 16+1"},
		{"White - Irish (Z9)", ErrUnknownLabel, `ethnicity: unknown label "White - Irish (Z9)"`, "no such code"},
		{"White - Irish (NS)", ErrUnknownLabel, `ethnicity: unknown label "White - Irish (NS)"`, "Irish and not stated cannot both be"},
		{"(W1)", ErrUnknownLabel, `ethnicity: unknown label "(W1)"`, "a code in brackets alone"},
		{"W1)", ErrUnknownLabel, `ethnicity: unknown label "W1)"`, "half a bracket"},
		{"=cmd|' /C calc'!A0", ErrUnknownLabel, `ethnicity: unknown label "=cmd|' /C calc'!A0"`, "hostile cell"},
		{"A9", ErrAmbiguousLabel, `ethnicity: ambiguous label "A9": say in which scheme it is, one of 16+1, 18+1`, "both sets have it"},
		{"O9", ErrAmbiguousLabel, `ethnicity: ambiguous label "O9": say in which scheme it is, one of 16+1, 18+1`, "with Arabs in 16+1"},
		{"W9", ErrAmbiguousLabel, `ethnicity: ambiguous label "W9": say in which scheme it is, one of 16+1, 18+1`, "with Travellers in 16+1"},
		{"A", ErrAmbiguousLabel, `ethnicity: ambiguous label "A": say in which scheme it is, one of 16+1`, "NHS British, and not Asian"},
		{"4", ErrAmbiguousLabel, `ethnicity: ambiguous label "4": say in which scheme it is, one of 19+1, ic`, "census code and PNC code"},
		{"White: Other White", ErrAmbiguousLabel, `ethnicity: ambiguous label "White: Other White": say in which scheme it is, one of 18+1, 19+1`, "with Roma in 2011"},
		{"Asian or Asian British", ErrAmbiguousLabel, `ethnicity: ambiguous label "Asian or Asian British": say in which scheme it is, one of 5+1, 5+1-2001`,
			"the Home Office uses it on both bases"},
		{"Asian", ErrAmbiguousLabel, `ethnicity: ambiguous label "Asian": say in which scheme it is, one of 5+1, 5+1-2001, 5+1+grt, 5+1+white-minorities, officer, ` +
			`use-of-force-2018, ic`, "the name does not tell the basis"},
		{"Other", ErrAmbiguousLabel, `ethnicity: ambiguous label "Other": say in which scheme it is, one of 5+1, 5+1-2001, 5+1+grt, 5+1+white-minorities, 16+1, officer, ` +
			`use-of-force-2018, white-other`, "the name does not tell the basis"},
		{"All", ErrTotalLabel, `ethnicity: label of a total, not a group "All"`, "a total"},
		{"Grand Total", ErrTotalLabel, `ethnicity: label of a total, not a group "Grand Total"`, "Excel pivot tables"},
		{"All ethnic groups", ErrTotalLabel, `ethnicity: label of a total, not a group "All ethnic groups"`, "various"},
		{"Ethnic Group: All categories: Ethnic group; measures: Value", ErrTotalLabel,
			`ethnicity: label of a total, not a group "Ethnic Group: All categories: Ethnic group; measures: Value"`, "a total"},
	} {
		got, err := Parse(tt.label)
		var le *LabelError
		if got != NotKnown || !errors.Is(err, tt.want) || !errors.As(err, &le) || le.Label != tt.label {
			t.Errorf("Parse(%q) = %v, %v, want %v (%s)", tt.label, got, err, tt.want, tt.reason)
			continue
		}
		if err.Error() != tt.text {
			t.Errorf("Parse(%q): error %s, want %s (%s)", tt.label, err, tt.text, tt.reason)
		}
	}
}

func TestParseIn(t *testing.T) {
	for _, tt := range []struct {
		s      Scheme
		label  string
		want   Group
		err    error
		reason string
	}{
		{SixteenPlusOne, "A9", OtherAsian, nil, "the scheme is given"},
		{SixteenPlusOne, "O9", Other, nil, "with Arabs"},
		{EighteenPlusOne, "O9", AnyOther, nil, "without Arabs"},
		{SixteenPlusOne, "W9", OtherWhiteWithTraveller, nil, "with Travellers"},
		{EighteenPlusOne, "W9", OtherWhite, nil, "without Travellers"},
		{EighteenPlusOne, "White: Other White", OtherWhite, nil, "2011"},
		{NineteenPlusOne, "White: Other White", OtherWhiteWithoutRoma, nil, "2021"},
		{FivePlusOne, "Asian or Asian British", Asian, nil, "from 2019/20"},
		{FivePlusOne2001, "Asian or Asian British", AsianWithoutChinese, nil, "before"},
		{FivePlusOne, "Other", Other, nil, "2011 basis"},
		{FivePlusOne2001, "Other", OtherWithChinese, nil, "2001 basis"},
		{OfficerDefined, "Asian (or Asian British)", Asian, nil, "use of force 2019/20"},
		{UseOfForce2018, "Asian (or Asian British)", AsianWithoutChinese, nil, "use of force 2018/19"},
		{UseOfForce2018, "Chinese", Chinese, nil, "use of force 2018/19"},
		{WhiteMinority, "White other", WhiteMinorities, nil, "White British and other, by region"},
		{SixteenPlusOne, "White other", OtherWhiteWithTraveller, nil, "Ethnicity facts and figures"},
		{WhiteOther, "Other", OtherThanWhite, nil, "two groups"},
		{SixteenPlusOne, "a", WhiteBritish, nil, "NHS"},
		{SixteenPlusOne, "R", Chinese, nil, "NHS"},
		{SixteenPlusOne, "Z", NotStated, nil, "NHS: asked, declined"},
		{SixteenPlusOne, "99", NotKnown, nil, "NHS: not asked"},
		{ICCodes, "4", SouthAsian, nil, "PNC"},
		{NineteenPlusOne, "4", Pakistani, nil, "census code"},
		{NineteenPlusOne, "-8", NotKnown, nil, "census code"},
		{ICCodes, "", NotKnown, nil, "blank is not known in every scheme"},
		{WhiteOther, "N/A - vehicle search", NoPerson, nil, "nor is a vehicle a group"},
		{SixteenPlusOne, "A4", NotKnown, ErrUnknownLabel, "only 18+1 has it"},
		{EighteenPlusOne, "A", NotKnown, ErrUnknownLabel, "the NHS set is of 2001"},
		{EighteenPlusOne, "Ethnic Group: White; measures: Value", NotKnown, ErrUnknownLabel, "a parent column is no group of 18+1"},
		{OfficerDefined, "White - Irish", NotKnown, ErrUnknownLabel, "officers have no such label"},
		{FivePlusOne, "Total", NotKnown, ErrTotalLabel, "a total"},
		{FivePlusOne, "Martian", NotKnown, ErrUnknownLabel, "in no table"},
	} {
		if got, err := ParseIn(tt.s, tt.label); got != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("ParseIn(%s, %q) = %v, %v, want %v, %v (%s)", tt.s, tt.label, got, err, tt.want, tt.err, tt.reason)
		}
	}
	_, err := ParseIn(SixteenPlusOne, "A4")
	if want := `ethnicity: unknown label "A4": it is of another scheme, one of 18+1`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// TestLabelTables: no label means two groups in one scheme, every row is used by some scheme, and
// every spelling is read.
func TestLabelTables(t *testing.T) {
	n := 0
	for label, ms := range labels {
		n++
		for i, a := range ms {
			for _, b := range ms[:i] {
				if a.schemes&b.schemes != 0 {
					t.Errorf("%q is both %v and %v in one scheme", label, a.group, b.group)
				}
			}
			if !a.total && a.schemes == 0 {
				t.Errorf("%q is %v in no scheme", label, a.group)
			}
		}
	}
	for _, table := range labelTables {
		if table.source == "" || len(table.schemes) == 0 || len(table.rows) == 0 {
			t.Errorf("table %q: %d schemes, %d rows", table.source, len(table.schemes), len(table.rows))
		}
		for _, row := range table.rows {
			used := false
			for _, s := range table.schemes {
				got, err := ParseIn(s, row.label)
				if !row.group.IsKnown() || s.Has(row.group) {
					used = true
					if got != row.group || err != nil {
						t.Errorf("%s: ParseIn(%s, %q) = %v, %v, want %v", table.source, s, row.label, got, err, row.group)
					}
				}
			}
			if !used {
				t.Errorf("%s: %q is of no scheme of its table", table.source, row.label)
			}
		}
	}
	for s := range Schemes() {
		for g := range s.Groups() {
			if got, err := ParseIn(s, g.String()); got != g || err != nil {
				t.Errorf("ParseIn(%s, %q) = %v, %v", s, g, got, err)
			}
		}
		for g := range Groups() {
			if got, err := ParseIn(s, g.String()); !g.IsKnown() && (got != g || err != nil) {
				t.Errorf("ParseIn(%s, %q) = %v, %v", s, g, got, err)
			}
		}
	}
	t.Logf("%d spellings", n)
}

// TestFoldKeepsLabelsApart: labels of the tables that differ in more than space and letter case,
// and have one form all the same, stand for the same groups.
func TestFoldKeepsLabelsApart(t *testing.T) {
	groups := func(label string) []Group {
		var gs []Group
		for _, m := range labels[label] {
			gs = append(gs, m.group)
		}
		slices.Sort(gs)
		return slices.Compact(gs)
	}
	// by a form that leaves hyphens, colons and the space around them as they are
	spelled := make(map[string]map[Group]bool)
	each := func(label string, g Group) {
		key := strings.ToLower(label)
		if spelled[key] == nil {
			spelled[key] = make(map[Group]bool)
		}
		spelled[key][g] = true
	}
	for _, table := range labelTables {
		for _, row := range table.rows {
			each(row.label, row.group)
		}
	}
	for _, row := range unknownLabels {
		each(row.label, row.group)
	}
	for g := range Groups() {
		each(g.String(), g)
	}
	for _, table := range labelTables {
		for _, row := range table.rows {
			if got, want := groups(row.label), slices.Sorted(maps.Keys(spelled[strings.ToLower(row.label)])); !slices.Equal(got, want) {
				t.Errorf("%q is %v in the tables, and %v where hyphens and colons are one", row.label, want, got)
			}
		}
	}
}

// The groups of the 2021 census under the labels that police records have for them, with any hyphen
// or dash.
func TestParseCensus2021(t *testing.T) {
	const asian, black, mixed = "Asian, Asian British or Asian Welsh", "Black, Black British, Black Welsh, Caribbean or African", "Mixed or Multiple ethnic groups"
	for _, tt := range []struct {
		parent, child string
		want          Group
	}{
		{"White", "English, Welsh, Scottish, Northern Irish or British", WhiteBritish},
		{"White", "Irish", WhiteIrish},
		{"White", "Gypsy or Irish Traveller", GypsyOrIrishTraveller},
		{"White", "Roma", Roma},
		{"White", "Any other White background", OtherWhite}, // which may be of 2011 too, with Roma
		{mixed, "White and Black Caribbean", WhiteAndBlackCaribbean},
		{mixed, "White & Black African", WhiteAndBlackAfrican},
		{mixed, "White and Asian", WhiteAndAsian},
		{mixed, "Any other Mixed or Multiple background", OtherMixed},
		{mixed, "Any other Mixed or Multiple ethnic background", OtherMixed},
		{asian, "Indian", Indian},
		{asian, "Pakistani", Pakistani},
		{asian, "Bangladeshi", Bangladeshi},
		{asian, "Chinese", Chinese},
		{asian, "Any other Asian background", OtherAsian},
		{black, "African", BlackAfrican},
		{black, "Caribbean", BlackCaribbean},
		{black, "Any other Black, Black British or Caribbean background", OtherBlack},
		{black, "Any other Black, Black British, or Caribbean background", OtherBlack},
		{black, "Any other Black background", OtherBlack},
		{"Other ethnic group", "Arab", Arab},
		{"Other ethnic group", "Any other ethnic group", AnyOther},
	} {
		for _, between := range []string{" - ", "-", " – ", "–", " — ", "\u2011", " \u2212 ", "\u00a0-\u00a0", "  -  ", ": ", " :", " \u00ad- "} {
			label := tt.parent + between + tt.child
			if got, err := Parse(label); got != tt.want || err != nil {
				t.Errorf("Parse(%q) = %v, %v, want %v", label, got, err, tt.want)
			}
		}
	}
	for label, want := range map[string]Group{"Not Stated (NS)": NotStated, "not stated / refused": NotStated, "White – White British (W1)": WhiteBritish,
		"Mixed / Multiple ethnic groups - White & Asian": WhiteAndAsian, "Other ethnic group – Not stated": NotStated, "Declined to state": Refused} {
		if got, err := Parse(label); got != want || err != nil {
			t.Errorf("Parse(%q) = %v, %v, want %v", label, got, err, want)
		}
	}
}

// checkParse holds what is true of every label: an answer or a LabelError; Parse and ParseIn agree;
// space and letter case do not matter.
func checkParse(t testing.TB, label string) {
	g, err := Parse(label)
	var le *LabelError
	switch {
	case err == nil && int(g) >= numGroups:
		t.Fatalf("Parse(%q) = %v", label, g)
	case err != nil && (!errors.As(err, &le) || le.Label != clip(label) || g != NotKnown):
		t.Fatalf("Parse(%q) = %v, %v", label, g, err)
	}
	checkError(t, err)
	some := false
	for s := range Schemes() {
		in, inErr := ParseIn(s, label)
		checkError(t, inErr)
		if inErr != nil {
			continue
		}
		some = true
		if err == nil && in != g {
			t.Fatalf("Parse(%q) = %v, ParseIn(%s) = %v", label, g, s, in)
		}
		if in.IsKnown() && !s.Has(in) {
			t.Fatalf("ParseIn(%s, %q) = %v, which it does not have", s, label, in)
		}
	}
	if some != (err == nil || errors.Is(err, ErrAmbiguousLabel)) {
		t.Fatalf("Parse(%q): %v, and yet ParseIn reads it: %v", label, err, some)
	}
	if again, againErr := Parse(" \t" + strings.TrimSpace(label) + "\r\n"); again != g || (againErr == nil) != (err == nil) {
		t.Fatalf("Parse(%q) = %v, %v; with space around %v, %v", label, g, err, again, againErr)
	}
}

func TestParseLaws(t *testing.T) {
	var all []string
	for label := range labels {
		all = append(all, label)
	}
	slices.Sort(all)
	for _, label := range all {
		checkParse(t, label)
		checkParse(t, strings.ToUpper(label))
	}
	codes := []string{"W1", "W9", "NS", "IC3", "A9", "B2", "X", "99", ""}
	rapid.Check(t, func(t *rapid.T) {
		label := rapid.OneOf(rapid.SampledFrom(all), rapid.StringMatching(`[ -~]*`)).Draw(t, "label")
		if rapid.Bool().Draw(t, "code") {
			label += " (" + rapid.SampledFrom(codes).Draw(t, "which") + ")"
		}
		g, err := Parse(label)
		upper, upperErr := Parse(strings.ToUpper(label))
		if g != upper || (err == nil) != (upperErr == nil) {
			t.Fatalf("Parse(%q) = %v, %v; in capitals %v, %v", label, g, err, upper, upperErr)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, tt := range policeLabels {
		f.Add(tt.label)
	}
	for _, label := range []string{"A9", "Asian", "All", "White - Irish (B1)", "((W1)", "(W1)(W1)", ")", " ( )", "W1)", "\x00", "\xff(NS)", "İ (IC1)", "ſ"} {
		f.Add(label)
	}
	f.Fuzz(func(t *testing.T, label string) { checkParse(t, label) })
}

func FuzzParseGroup(f *testing.F) {
	for g := range Groups() {
		f.Add(g.String())
	}
	f.Add("Group(3)")
	f.Fuzz(func(t *testing.T, name string) {
		g, err := ParseGroup(name)
		checkError(t, err)
		if err != nil {
			return
		}
		if back, err := ParseGroup(g.String()); err != nil || back != g || !strings.EqualFold(name, g.String()) {
			t.Fatalf("ParseGroup(%q) = %v, which reads back as %v, %v", name, g, back, err)
		}
	})
}

func FuzzParseScheme(f *testing.F) {
	for s := range Schemes() {
		f.Add(s.String())
	}
	f.Fuzz(func(t *testing.T, name string) {
		s, err := ParseScheme(name)
		checkError(t, err)
		if err != nil {
			return
		}
		if back, err := ParseScheme(s.String()); err != nil || back != s || !strings.EqualFold(name, s.String()) {
			t.Fatalf("ParseScheme(%q) = %v, which reads back as %v, %v", name, s, back, err)
		}
	})
}

func TestParseAllocates(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { _, _ = Parse("White - English/Welsh/Scottish/Northern Irish/British") }); n != 0 {
		t.Errorf("Parse of a label as the table spells it: %v allocations, want 0", n)
	}
}

func BenchmarkParse(b *testing.B) {
	for _, bb := range []struct{ name, label string }{
		{"spelled=table", "White - English/Welsh/Scottish/Northern Irish/British"},
		{"spelled=code", "Asian or Asian British - Any other Asian ethnic background (A9)"},
		{"spelled=unknown", "White - Martian"},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = Parse(bb.label)
			}
		})
	}
}
