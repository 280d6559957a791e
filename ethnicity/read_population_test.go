package ethnicity

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// five is a long table of five groups without its header, fiveCounts what it says.
const five = "White,900\nMixed,10\nAsian,20\nBlack,30\nOther,40\n"

var fiveCounts = map[Group]float64{White: 900, Mixed: 10, Asian: 20, Black: 30, Other: 40}

// with puts a separator in place of every comma.
func with(separator, text string) string { return strings.ReplaceAll(text, ",", separator) }

// census tables as Nomis writes them, of 2011 and of 2021, with parents beside their parts.
var (
	ks201 = []string{"All categories: Ethnic group", "White", "White: English/Welsh/Scottish/Northern Irish/British", "White: Irish", "White: Gypsy or Irish Traveller", "White: Other White",
		"Mixed", "Mixed/multiple ethnic group: White and Black Caribbean", "Mixed/multiple ethnic group: White and Black African", "Mixed/multiple ethnic group: White and Asian",
		"Mixed/multiple ethnic group: Other Mixed", "Asian", "Asian/Asian British: Indian", "Asian/Asian British: Pakistani", "Asian/Asian British: Bangladeshi", "Asian/Asian British: Chinese",
		"Asian/Asian British: Other Asian", "Black", "Black/African/Caribbean/Black British: African", "Black/African/Caribbean/Black British: Caribbean",
		"Black/African/Caribbean/Black British: Other Black", "Other", "Other ethnic group: Arab", "Other ethnic group: Any other ethnic group"}
	ks201Numbers = []string{"190", "10", "1", "2", "3", "4", "26", "5", "6", "7", "8", "55", "9", "10", "11", "12", "13", "45", "14", "15", "16", "54", "17", "37"}

	ts021 = []string{"Total: All usual residents", "Asian, Asian British or Asian Welsh", "Asian, Asian British or Asian Welsh: Bangladeshi", "Asian, Asian British or Asian Welsh: Chinese",
		"Asian, Asian British or Asian Welsh: Indian", "Asian, Asian British or Asian Welsh: Pakistani", "Asian, Asian British or Asian Welsh: Other Asian",
		"Black, Black British, Black Welsh, Caribbean or African", "Black, Black British, Black Welsh, Caribbean or African: African",
		"Black, Black British, Black Welsh, Caribbean or African: Caribbean", "Black, Black British, Black Welsh, Caribbean or African: Other Black", "Mixed or Multiple ethnic groups",
		"Mixed or Multiple ethnic groups: White and Asian", "Mixed or Multiple ethnic groups: White and Black African", "Mixed or Multiple ethnic groups: White and Black Caribbean",
		"Mixed or Multiple ethnic groups: Other Mixed or Multiple ethnic groups", "White", "White: English, Welsh, Scottish, Northern Irish or British", "White: Irish",
		"White: Gypsy or Irish Traveller", "White: Roma", "White: Other White", "Other ethnic group", "Other ethnic group: Arab", "Other ethnic group: Any other ethnic group"}
	ts021Numbers = []string{"1,190", "1,015", "1,001", "2", "3", "4", "5", "21", "6", "7", "8", "42", "9", "10", "11", "12", "75", "13", "14", "15", "16", "17", "37", "18", "19"}

	ts021Counts = map[Group]float64{Bangladeshi: 1001, Chinese: 2, Indian: 3, Pakistani: 4, OtherAsian: 5, BlackAfrican: 6, BlackCaribbean: 7, OtherBlack: 8, WhiteAndAsian: 9,
		WhiteAndBlackAfrican: 10, WhiteAndBlackCaribbean: 11, OtherMixed: 12, WhiteBritish: 13, WhiteIrish: 14, GypsyOrIrishTraveller: 15, Roma: 16, OtherWhiteWithoutRoma: 17, Arab: 18, AnyOther: 19}
	ks201Counts = map[Group]float64{WhiteBritish: 1, WhiteIrish: 2, GypsyOrIrishTraveller: 3, OtherWhite: 4, WhiteAndBlackCaribbean: 5, WhiteAndBlackAfrican: 6, WhiteAndAsian: 7, OtherMixed: 8,
		Indian: 9, Pakistani: 10, Bangladeshi: 11, Chinese: 12, OtherAsian: 13, BlackAfrican: 14, BlackCaribbean: 15, OtherBlack: 16, Arab: 17, AnyOther: 37}
)

// table writes rows as CSV.
func csvOf(rows ...[]string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	if err := w.WriteAll(rows); err != nil {
		panic(err)
	}
	return b.String()
}

// around puts something before and after every text.
func around(before string, texts []string, after string) (all []string) {
	for _, text := range texts {
		all = append(all, before+text+after)
	}
	return all
}

// beside puts two columns, and what stands before them, into rows.
func beside(left []string, labels, numbers []string) string {
	var rows [][]string
	for i := range labels {
		rows = append(rows, slices.Concat(left, []string{labels[i], numbers[i]}))
	}
	return csvOf(rows...)
}

func inUTF16(order binary.AppendByteOrder, text string) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		b = order.AppendUint16(b, unit)
	}
	return string(b)
}

// nomis is what Nomis writes above a table.
const nomis = "\"TS021 - Ethnic group\"\n\"ONS Crown Copyright Reserved [from Nomis on 3 May 2023]\"\n\n\"population :\",\"All usual residents\"\n\"units      :\",\"Persons\"\n\"date       :\",\"2021\"\n\n"

func TestReadPopulation(t *testing.T) {
	type want struct {
		Scheme             Scheme
		Counts             map[Group]float64
		Area, Code, Source string
		Day                string
	}
	plain := want{Scheme: FivePlusOne, Counts: fiveCounts, Source: "residents.csv"}
	of := func(s Scheme, counts map[Group]float64) want {
		return want{Scheme: s, Counts: counts, Source: "residents.csv"}
	}
	in := func(area, code, source, day string) want {
		return want{Scheme: FivePlusOne, Counts: fiveCounts, Area: area, Code: code, Source: source, Day: day}
	}
	rows := strings.Split(strings.TrimSpace(five), "\n")
	for _, test := range []struct {
		text   string
		want   want
		reason string
	}{
		{"group,residents\n" + five, plain, "long"},
		{five, plain, "without a header"},
		{"Ethnic group,All persons\n" + five, plain, "other names of columns"},
		{"ETHNICITY,Usual Residents\n" + five, plain, "in any letters"},
		{"ethnic_group_name,estimate\n" + five, plain, "as a database has them"},
		{"residents,group\n900,White\n10,Mixed\n20,Asian\n30,Black\n40,Other\n", plain, "the other order"},
		{"900,White\n10,Mixed\n20,Asian\n30,Black\n40,Other\n", plain, "the other order, without a header"},
		{"Other,40\nBlack,30\nAsian,20\nMixed,10\nWhite,900\n", plain, "groups in another order"},
		{with(";", "group,residents\n"+five), plain, "semicolons"},
		{with("\t", "group,residents\n"+five), plain, "tabs"},
		{with("|", "group,residents\n"+five), plain, "bars"},
		{"group|residents\n---|---:\n" + with("|", five), plain, "Markdown"},
		{"sep=;\n" + with(";", "group,residents\n"+five), plain, "the line of Excel"},
		{"\ufeffgroup,residents\n" + five, plain, "a byte order mark"},
		{"\ufeff" + strings.ReplaceAll("group,residents\n"+five, "\n", "\r\n"), plain, "CRLF"},
		{strings.ReplaceAll("group,residents\n"+five, "\n", "\r"), plain, "CR alone"},
		{"\n\ngroup,residents\n\n" + strings.ReplaceAll(five, "\n", "\n,\n\n"), plain, "blank lines"},
		{strings.TrimSuffix(five, "\n"), plain, "no end of line at the end"},
		{"group,residents,,\n" + strings.ReplaceAll(five, "\n", ",,\n"), plain, "empty columns of a spreadsheet"},
		{with("; measures: Value,", five), plain, "a semicolon in every label"},
		{"\xff\xfe" + inUTF16(binary.LittleEndian, with("\t", "group,residents\n"+five)), plain, "Unicode text of Excel"},
		{"\xfe\xff" + inUTF16(binary.BigEndian, "group,residents\n"+five), plain, "UTF-16, big end first"},
		{inUTF16(binary.LittleEndian, "group,residents\n"+five), plain, "UTF-16 without a mark"},
		{"area,group,residents\n" + strings.Join(around("Ynys M\xf4n,", rows, ""), "\n"), in("Ynys Môn", "", "residents.csv", ""), "Windows-1252"},
		{"Residents \x96 2021\ngroup,residents\n" + five, plain, "a dash in Windows-1252"},

		{"group,residents\nWhite,900.125\nOther,1000.250\n", of(WhiteOther, map[Group]float64{White: 900.125, OtherThanWhite: 1000.25}), "three decimals beside a thousand"},
		{"group,residents\nWhite,900.125\nOther,0.250\n", of(WhiteOther, map[Group]float64{White: 900.125, OtherThanWhite: 0.25}), "three decimals beside a number below 1"},
		{"group,residents\nWhite,\"1,234,567\"\nMixed,1 234\nAsian,1'234\nBlack,1\u00a0234\nOther,1\u202f234.50\n",
			of(FivePlusOne, map[Group]float64{White: 1234567, Mixed: 1234, Asian: 1234, Black: 1234, Other: 1234.5}), "marks between thousands"},
		{"group,residents\nWhite,900.0\nMixed, 10.00 \nAsian,20\nBlack,30\nOther,40\n", plain, "decimals that say nothing"},
		{"group,residents\nWhite,1e+05\nMixed,10\nAsian,20\nBlack,30\nOther,40\n", of(FivePlusOne, map[Group]float64{White: 1e5, Mixed: 10, Asian: 20, Black: 30, Other: 40}), "as R writes 100000"},
		{"group,residents\nWhite,0\nMixed,0\nAsian,0\nBlack,0\nOther,0\n", of(FivePlusOne, map[Group]float64{White: 0, Mixed: 0, Asian: 0, Black: 0, Other: 0}), "nobody"},
		{"group,residents\nWhite,1234.333\nOther,0.333\nTotal,1234.67\n", of(WhiteOther, map[Group]float64{White: 1234.333, OtherThanWhite: 0.333}), "a total as far as its decimals go"},

		{"group,residents\n" + five + "Total,\"1,000\"\n", plain, "a total"},
		{"group,residents\nAll usual residents,1000\n" + five, plain, "a total that stands first"},
		{five + "All people,1000\n", plain, "a total by another name"},
		{"group,residents\n" + five + "Not stated,0\nDoes not apply,0\n", plain, "nobody in no group"},
		{"group,residents\nWhite British,800\nWhite minorities,100\nWhite,900\nMixed,10\nAsian,20\nBlack,30\nOther,40\nOther than White,100\n",
			of(WhiteMinority, map[Group]float64{WhiteBritish: 800, WhiteMinorities: 100, Mixed: 10, Asian: 20, Black: 30, Other: 40}), "groups beside their parts"},
		{"White,900\nOther,100\n", of(WhiteOther, map[Group]float64{White: 900, OtherThanWhite: 100}), "Other of two groups"},
		{"White,900\nMixed,10\nAsian,20\nBlack,30\nChinese or other,40\n", of(FivePlusOne2001, map[Group]float64{White: 900, Mixed: 10, AsianWithoutChinese: 20, Black: 30, OtherWithChinese: 40}), "the 2001 basis by its label"},
		{"White,900\nMixed,10\nAsian (or Asian British),20\nBlack (or Black British),30\nChinese,3\nOther,40\n",
			of(UseOfForce2018, map[Group]float64{White: 900, Mixed: 10, AsianWithoutChinese: 20, Black: 30, Chinese: 3, Other: 40}), "Chinese apart"},
		{"White,900\nMixed,10\nAsian (or Asian British),20\n\"Black, Black British, Caribbean or African\",30\nOther ethnic group,40\n", plain, "labels of several tables"},
		{"Ethnicity,n\nW1,1\nW2,2\nW3,3\nW9,4\nM1,5\nM2,6\nM3,7\nM9,8\nA1,9\nA2,10\nA3,11\nA4,12\nA9,13\nB1,15\nB2,14\nB9,16\nO2,17\nO9,37\n", of(EighteenPlusOne, ks201Counts), "codes"},

		{"White,Mixed,Asian,Black,Other\n900,10,20,30,40\n", plain, "wide"},
		{"Area,Total,White,Mixed,Asian,Black,Other\nBristol,1000,900,10,20,30,40\nSource: ONS\n", in("Bristol", "", "residents.csv", ""), "wide, with an area, a total and a note"},
		{",White,Mixed,Asian,Black,Other\nBristol,900,10,20,30,40\n", in("Bristol", "", "residents.csv", ""), "an area without a heading"},
		{"\"\",\"LAD\",\"LAD_code\",\"White\",\"Mixed\",\"Asian\",\"Black\",\"Other\"\n\"1\",\"Bristol\",\"E06000023\",900,10,20,30,40\n", in("Bristol", "E06000023", "residents.csv", ""), "as R writes it"},
		{csvOf(slices.Concat([]string{"date", "geography", "geography code", "Rural Urban"}, around("Ethnic Group: ", ks201, "; measures: Value")),
			slices.Concat([]string{"2011", "Bristol", "E06000023", "Total"}, ks201Numbers)), want{EighteenPlusOne, ks201Counts, "Bristol", "E06000023", "residents.csv, 2011", ""}, "KS201EW of Nomis"},
		{csvOf(slices.Concat([]string{"date", "geography", "geography code"}, around("Ethnic group: ", ts021, "")), slices.Concat([]string{"2021", "Bristol", "E06000023"}, ts021Numbers)),
			want{NineteenPlusOne, ts021Counts, "Bristol", "E06000023", "residents.csv, 2021", ""}, "TS021 in bulk"},
		{nomis + "\"Ethnic group\",\"Bristol, City of\"\n" + beside(nil, ts021, ts021Numbers) + "\n\"In order to protect against disclosure of personal information, records have been swapped.\"\n",
			want{NineteenPlusOne, ts021Counts, "Bristol, City of", "", "residents.csv", ""}, "TS021 by query, with what stands above and below"},
		{nomis + "Ethnic group,Bristol,\n,number,%\n" + strings.ReplaceAll(five, "\n", ",1\n"), in("Bristol", "", "residents.csv", ""), "numbers and shares below one area"},
		{"Lower Tier Local Authorities Code,Lower Tier Local Authorities,Ethnic group (20 categories) Code,Ethnic group (20 categories),Observation\nE06000023,Bristol,-8,Does not apply,0\n" +
			beside([]string{"E06000023", "Bristol", "7"}, ts021[2:7], []string{"1001", "2", "3", "4", "5"}) + beside([]string{"E06000023", "Bristol", "7"}, ts021[8:11], []string{"6", "7", "8"}) +
			beside([]string{"E06000023", "Bristol", "7"}, ts021[12:16], []string{"9", "10", "11", "12"}) + beside([]string{"E06000023", "Bristol", "7"}, ts021[17:22], []string{"13", "14", "15", "16", "17"}) +
			beside([]string{"E06000023", "Bristol", "7"}, ts021[23:], []string{"18", "19"}), want{NineteenPlusOne, ts021Counts, "Bristol", "E06000023", "residents.csv", ""}, "a custom dataset of the ONS"},
		{with(";", "Ethnic group,Number\n") + "White British;800\nWhite minorities;100\nMixed;10\nAsian, Asian British or Asian Welsh;20\nBlack, Black British, Black Welsh, Caribbean or African;30\nOther;40\n",
			of(WhiteMinority, map[Group]float64{WhiteBritish: 800, WhiteMinorities: 100, Mixed: 10, Asian: 20, Black: 30, Other: 40}), "commas in labels between semicolons"},

		{"Ethnic group,\"Bristol, City of\"\n" + five, in("Bristol, City of", "", "residents.csv", ""), "the area above the numbers"},
		{",Bristol\n" + five, in("Bristol", "", "residents.csv", ""), "the same, with nothing above the groups"},
		{"group,2019\n" + five, in("", "", "residents.csv, 2019", ""), "the year above the numbers"},
		{"group,Census 2021\n" + five, in("", "", "residents.csv, Census 2021", ""), "a year among words"},
		{"group,Number of usual residents (all ages)\n" + five, plain, "many words for residents"},
		{"group,mid-2019\n" + five, in("", "", "residents.csv", "2019-06-30"), "the middle of a year"},
		{"area,date,group,residents\n" + strings.Join(around("Kent,30 June 2019,", rows, ""), "\n"), in("Kent", "", "residents.csv", "2019-06-30"), "a day"},
		{"name,date,group,residents\n" + strings.Join(around("Kent,30/06/2019,", rows, ""), "\n"), in("Kent", "", "residents.csv", "2019-06-30"), "the same in numbers, day first"},
		{"police force,year,group,residents\n" + strings.Join(around("Kent,2019/20,", rows, ""), "\n"), in("Kent", "", "residents.csv, 2019/20", ""), "a year that is no day"},
		{"LAD16NM,LAD16CD,PFA16CD,group,residents\n" + strings.Join(around("Ashford,E07000105,E23000032,", rows, ""), "\n"), in("Ashford", "E07000105", "residents.csv", ""), "codes of the area and of its force"},
		{"LAD16NM,x,PFA16CD,group,residents\n" + strings.Join(around("Ashford,y,E23000032,", rows, ""), "\n"), in("Ashford", "", "residents.csv", ""), "a code of the force alone"},
		{"group,number,percentage\n" + strings.ReplaceAll(five, "\n", ",1.5\n"), plain, "shares beside the numbers"},
		{"group,residents\n" + five + "\nSource: ONS, 2021\nNote: of 2021\nAnd more\n", plain, "notes below"},
	} {
		p, err := ReadPopulation(strings.NewReader(test.text), `some\folder/residents.csv`)
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		got := want{p.Scheme, maps.Collect(p.All()), p.Area, p.Code, p.Source, dayOrNone(p.First)}
		if diff := cmp.Diff(test.want, got); diff != "" || p.Last != p.First || p.Census != OtherSource {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
		checkCSV(t, p)
	}
}

func TestReadPopulationErrors(t *testing.T) {
	changed := func(old, new string) string { return "group,residents\n" + strings.Replace(five, old, new, 1) }
	for _, test := range []struct{ text, want, reason string }{
		{changed("Mixed,10", "Mixed,"), `f.csv:3:7: no number of residents: want one, 0 or more, for every group`, "a blank"},
		{changed("Mixed,10", "Mixed"), `f.csv:3:6: no number of residents`, "a cell that is missing"},
		{changed("Mixed,10", "Mixed,-10"), `f.csv:3:7: "-10": a negative number of residents: want 0 or more`, "negative"},
		{changed("Mixed,10", "Mixed,−10"), `a negative number of residents`, "negative, with a real minus"},
		{changed("Mixed,10", "Mixed,!"), `f.csv:3:7: "!": the number of residents is withheld or not known`, "suppressed"},
		{changed("Mixed,10", "Mixed,*"), `"*": the number of residents is withheld`, "an asterisk"},
		{changed("Mixed,10", "Mixed,-"), `"-": the number of residents is withheld`, "a hyphen"},
		{changed("Mixed,10", "Mixed,c"), `"c": the number of residents is withheld`, "confidential"},
		{changed("Mixed,10", "Mixed,[c]"), `"[c]": the number of residents is withheld`, "the same in brackets"},
		{changed("Mixed,10", "Mixed,.."), `"..": the number of residents is withheld`, "two dots"},
		{changed("Mixed,10", "Mixed,<5"), `"<5": the number of residents is withheld`, "less than"},
		{changed("Mixed,10", "Mixed,NA"), `"NA": the number of residents is withheld`, "of R"},
		{changed("Mixed,10", "Mixed,ten"), `f.csv:3:7: "ten": want a number of residents, such as 1234 or 1,234`, "a word"},
		{changed("Mixed,10", `Mixed,"1,23"`), `"1,23": want a number of residents`, "a mark that is not between thousands"},
		{changed("Mixed,10", "Mixed,1 234'567"), `want a number of residents`, "two kinds of marks"},
		{changed("Mixed,10", "Mixed,１０"), `want a number of residents`, "digits of another width"},
		{changed("Mixed,10", "Mixed,1.23E+05"), `a number in powers of ten has lost its last digits`, "what Excel shows of a wide number"},
		{changed("Mixed,10", "Mixed,99999999999999999"), `more than 2^53 residents`, "too many"},
		{changed("White,900", "White,9007199254740992"), `f.csv:3:7: "10": with these there are more than 2^53 residents`, "too many together"},
		{changed("Mixed,10", "Mixed,10%"), `f.csv:3:7: "10%": these are shares: want numbers of people`, "one share"},
		{"group,residents\nWhite,90%\nOther,10%\n", `f.csv:1:7: "residents": these are shares: want numbers of people`, "shares"},
		{"group,percentage\nWhite,90\nOther,10\n", `f.csv:1:7: "percentage": these are shares`, "shares by their name"},
		{"group,residents\nWhite,90.1\nOther,9.9\n", `f.csv:2:7: "90.1": the numbers add up to 100: these are shares`, "shares by their sum"},
		{"group,residents\nWhite,0.901\nOther,0.099\n", `the numbers add up to 1: these are shares`, "parts of 1"},
		{"Ethnic group: White; measures: Percent,Ethnic group: Mixed; measures: Percent\n90,10\n", `these are shares`, "shares side by side"},
		{changed("White,900", "White,1,900"), `f.csv:2:9: "900": 3 cells below a header of 2: put what has the separator of cells in it into quotation marks`, "a comma between thousands without quotation marks"},
		{"group,residents (thousands)\nWhite,900\nOther,100\n", `f.csv:1:7: "residents (thousands)": these are thousands: want numbers of people`, "thousands by their name"},
		{"group,population '000s\nWhite,900\nOther,100\n", `f.csv:1:7: "population '000s": these are thousands`, "the same in digits"},
		{"Residents in thousands\n\ngroup,residents\nWhite,900\nOther,100\n", `f.csv:1:1: "Residents in thousands": these are thousands`, "the same in a title"},
		{"group;residents\nWhite;900.000\nOther;100.500\n", `f.csv:2:7: "900.000": the dot can stand between thousands or before decimals: write 900000 or 900`, "dots that may be of either kind"},
		{"Gruppe;Zahl\nWhite;1.900.000\nOther;100.000\n", `f.csv:2:7: "1.900.000": dots between thousands: write 1900000, and the other numbers of the table without dots too`, "dots between thousands"},
		{"White;Other\n1.900.000;100.000\n", `f.csv:2:1: "1.900.000": dots between thousands`, "the same side by side"},
		{"group;residents\nWhite;900.125\nOther;100\n", `f.csv:2:7: "900.125": the dot can stand between thousands or before decimals: write 900125 or 900.125`, "the same beside a number without"},
		{"White,1,900\nOther,1,100\n", `f.csv:1:9: "900": a second column of numbers, after column 2`, "the same without a header"},
		{changed("Mixed,10", "Martian,10"), `f.csv:3:1: unknown label "Martian": want an ethnic group as a classification names it`, "an unknown label"},
		{"Martian,10\n" + five, `f.csv:1:1: "Martian": a line with a number above the table`, "an unknown label that stands first"},
		{"group,residents\nMartian,10\n" + five, `f.csv:2:1: unknown label "Martian"`, "the same below a header"},
		{"group,residents\n" + five + "Martian,10\n", `f.csv:7:1: unknown label "Martian"`, "and last"},
		{"group,residents\nMartian,\n" + five, `f.csv:2:1: unknown label "Martian"`, "without a number, among the groups"},
		{"White,Mixed,Asian,Black,Other,Martian\n900,10,20,30,40,50\n", `f.csv:1:31: unknown label "Martian"`, "an unknown label side by side"},
		{"White,Mixed,Asian,Black,Other\n900,10,20,30\n", `f.csv:2:13: no number of residents`, "a cell that is missing side by side"},
		{"White,Mixed,Asian,Black,Other\n900,10,20,30,40,50\n", `6 cells below a header of 5`, "a cell too many"},
		{"White,Mixed,Asian,Black,Other\n", `no row of numbers below the names of the groups`, "names alone"},
		{"White,Mixed,Asian,Black,Other\n900,10,20,30,40\n900,10,20,30,40\n", `f.csv:3:1: "900": a second row of numbers, after that of line 2`, "two rows"},
		{changed("Mixed,10", "White,10"), `f.csv:3:1: "White": the group stands in line 2 too: want every group once`, "a group twice"},
		{"group,residents\n" + five + "Black or Black British,30\n", `f.csv:7:1: "Black or Black British": the group Black stands in line 5 too, as "Black"`, "a group twice by two labels"},
		{"White,White,Other\n1,2,3\n", `the group stands in line 1 too`, "a group twice side by side"},
		{changed("Other,40\n", ""), `f.csv:5:1: "Black": no number of Other, which scheme 5+1 has beside the groups that are there`, "a group that is missing"},
		{"group,residents\n" + five + "Indian,4\n", `f.csv:7:1: "Indian": these are not the groups of one classification: scheme 5+1, whose groups are all there, does not have this one`, "a part beside its group"},
		{changed("Asian", "Indian"), `f.csv:4:1: "Indian": these are not the groups of one classification: scheme 5+1 does not have this one, and Asian in it has no number`, "a part in place of its group"},
		{"group,residents\n" + five + "Not stated,5\n", `f.csv:7:12: "5": people in no group ("Not stated"), whom no index can count`, "people of no group"},
		{"group,residents\n" + five + ",5\n", `people in no group ("")`, "a number without a label"},
		{"group,residents\n" + five + "Total,1001\n", `f.csv:7:7: "1001": the total is not the sum of the groups, 1000`, "a total that is wrong"},
		{"group,residents\nWhite British,1\nWhite minorities,2\nWhite,4\nMixed,10\nAsian,20\nBlack,30\nOther,40\n", `f.csv:4:7: "4": "White" is not the sum of its groups, 3`, "a group that is not its parts"},
		{"area,group,residents\nKent,White,1\nKent,Other,2\nEssex,White,1\nEssex,Other,2\n", `f.csv:4:1: "Essex": 2 areas, "Kent", "Essex": keep the rows of one`, "two areas"},
		{"Region,White,Other\nA,1,2\nB,1,2\nC,1,2\nD,1,2\n", `f.csv:3:1: "B": 4 areas, "A", "B", "C" and 1 more: keep the rows of one`, "areas, side by side"},
		{"code,group,residents\nE23000032,White,1\nE23000028,Other,2\n", `2 areas, "E23000032", "E23000028"`, "areas by their codes"},
		{"year,group,residents\n2011,White,1\n2021,Other,2\n", `f.csv:3:1: "2021": 2 dates, "2011", "2021": keep the rows of one`, "two dates"},
		{"sex,group,residents\nF,White,1\nF,Other,2\nM,White,1\nM,Other,2\n", `f.csv:4:3: "White": the group stands in line 2 too, and "sex" is "F" there and "M" here: keep the rows of one`, "men and women"},
		{"group,2011,2021\nWhite,1,2\nOther,3,4\n", `f.csv:1:12: "2021": a second column of numbers, after column 2: keep the one of residents`, "two years side by side"},
		{"group,what\nWhite,x1\nOther,y1\n", `no column of numbers`, "no numbers"},
		{"Kent,2021\ngroup,residents\n" + five, `f.csv:1:1: "Kent": a line with a number above the table`, "a title that could be a row"},
		{"group,residents\n", `f.csv:1:1: "group": no table of residents: want a row for each ethnic group with its number`, "a header alone"},
		{"hello\nworld\n", `f.csv:1:1: "hello": no table of residents`, "a text"},
		{"", "f.csv: the file is empty", "nothing"},
		{" \n,,\n", "f.csv: the file is empty", "blank lines"},
		{"group,residents\nWhite,\"900\nMixed,10\n", `a quotation mark that does not enclose a cell, or that nothing closes`, "a quotation mark that is not closed"},
		{"PK\x03\x04…", "f.csv: this is a workbook of Excel (.xlsx) or LibreOffice (.ods), or a ZIP archive: save the sheet as CSV", "a workbook"},
		{"\xd0\xcf\x11\xe0\xa1\xb1", "f.csv: this is an old workbook of Excel (.xls): save the sheet as CSV", "an old workbook"},
		{"\x1f\x8b\x08", "this is compressed (gzip): unpack it first", "gzip"},
		{"%PDF-1.7", "this is a PDF document", "PDF"},
		{"\ufeff  <!DOCTYPE html>", "this is HTML or XML", "a page"},
		{`{"area":"Kent"}`, "this is JSON", "JSON"},
		{"a\x00b\x01c", "this is no text", "bytes"},
		{"\xff\xfeg\x00r", "", "UTF-16 of two letters"},
		{"\xff\xfeg\x00r\x00o", "the file is cut off: its text is in UTF-16", "UTF-16 that is cut off"},
		{strings.Repeat("x", 10<<20+1), "more than 10 MB", "a large file"},
		{strings.Repeat(",", 5000) + "x\n" + strings.Repeat("x\n", 5000), "more cells than the residents of one area need", "a wide file"},
	} {
		p, err := ReadPopulation(strings.NewReader(test.text), "f.csv")
		e, ok := errors.AsType[*PopulationError](err)
		if err == nil || !strings.Contains(err.Error(), test.want) || !ok || e.File != "f.csv" || !strings.HasPrefix(err.Error(), "ethnicity: f.csv:") || p != (Population{}) {
			t.Errorf("%s: error %v\nwant %s", test.reason, err, test.want)
		}
		checkError(t, err)
	}
	_, err := ReadPopulation(strings.NewReader("group,residents\nMartian,1\nWhite,2\n"), "")
	label, ok := errors.AsType[*LabelError](err)
	if !ok || label.Label != "Martian" || !errors.Is(err, ErrUnknownLabel) || !strings.HasPrefix(err.Error(), "ethnicity: 2:1: unknown label") {
		t.Errorf("no label in %v", err)
	}
	if _, err := ReadPopulation(iotest.ErrReader(errors.New("disk")), "f.csv"); err == nil || err.Error() != "ethnicity: f.csv: disk" {
		t.Errorf("a reader that fails: %v", err)
	}
	if _, err := ReadPopulation(nil, ""); err == nil || err.Error() != "ethnicity: no file to read" {
		t.Errorf("no reader: %v", err)
	}
}

// Odd and large tables are errors like others: what hangs is found by the limit of time of all
// tests.
func TestReadPopulationOfOddTables(t *testing.T) {
	for _, test := range []struct{ text, reason string }{
		{strings.Repeat("group,residents\n", 20000), "headers"},
		{"group,residents\nWhite,1\n" + strings.Repeat("a note\n", 20000), "notes"},
		{"group,residents\n" + strings.Repeat("White,1\n", 20000), "one group"},
		{strings.Repeat("Kent,2021\n", 20000), "rows that are none"},
		{strings.Repeat("White,", 20000) + "\n1\n", "a wide row"},
		{strings.Repeat(strings.Repeat("White,", 2000)+"\n", 20), "labels"},
		{strings.Repeat("\"", 1<<20), "quotation marks"},
		{"group,residents\n" + strings.Repeat("Ethnic group:", 20000) + "White,1\n", "a label in a label"},
		{"group,residents\n" + strings.Repeat("total:", 20000) + "White,1\n", "totals"},
	} {
		_, err := ReadPopulation(strings.NewReader(test.text), "f.csv")
		if err == nil {
			t.Errorf("%s: no error", test.reason)
		}
		checkError(t, err)
	}
}

// One area cut out of every real table that has numbers of people.
func TestReadPopulationOfData(t *testing.T) {
	for _, test := range []struct {
		file   string
		column int // of the area
		scheme Scheme
		areas  int
	}{
		{"2011-KS201EW-local-authorities-nomis.csv", 1, EighteenPlusOne, 348},
		{"2011-KS201EW-local-authorities-with-pfa.csv", 1, EighteenPlusOne, 348},
		{"2011-KS201EW-police-force-areas.csv", 0, EighteenPlusOne, 43},
		{"2011-KS201EW-regions-18-groups.csv", 1, EighteenPlusOne, 10},
		{"2011-police-defined-6-groups-by-pfa.csv", 0, UseOfForce2018, 43},
		{"2011-regions-5-groups-blackthrive.csv", 0, FivePlusOne, 10},
		{"2021-ONS-custom-LTLA-by-ethnic-group-20.csv", 1, NineteenPlusOne, 331},
		{"2021-extractss-collapsed-5-groups-mixedblack-in-black.csv", 0, FivePlusOne, 331},
		{"derived-2021-police-force-areas-19-groups.csv", 1, NineteenPlusOne, 44},
	} {
		header, rows := records(t, dataFile(t, "census/"+test.file))
		byArea := make(map[string][][]string)
		for _, row := range rows {
			byArea[row[test.column]] = append(byArea[row[test.column]], row)
		}
		for area, rows := range byArea {
			p, err := ReadPopulation(strings.NewReader(csvOf(slices.Insert(rows, 0, header)...)), test.file)
			if err != nil || p.Scheme != test.scheme || p.Area != area || p.Total() <= 0 {
				t.Errorf("%s: %s in %s, %v", test.file, p.Area, p.Scheme, err)
				continue
			}
			c := Census2011
			if test.scheme == NineteenPlusOne {
				c = Census2021
			}
			built, err := PopulationOf(p.Code, c)
			if err == nil && test.scheme == built.Scheme && built.counts != p.counts {
				t.Errorf("%s: %s is not what is built in", test.file, area)
			}
		}
		if len(byArea) != test.areas {
			t.Errorf("%s: %d areas, want %d", test.file, len(byArea), test.areas)
		}
		all, err := os.ReadFile(dataFile(t, "census/"+test.file))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ReadPopulation(bytes.NewReader(all), test.file); err == nil || !strings.Contains(err.Error(), strconv.Itoa(test.areas)+" areas, ") {
			t.Errorf("%s as a whole: %v", test.file, err)
		}
	}
}

// FuzzReadPopulation reads anything at all. What it reads, it writes and reads again.
func FuzzReadPopulation(f *testing.F) {
	for _, text := range []string{"group,residents\n" + five, with(";", five), "Area,White,Other\nKent,\"1,000\",5.5\n", nomis + "Ethnic group,Kent\n" + five, "\xff\xfe" + inUTF16(binary.LittleEndian, five)} {
		f.Add([]byte(text))
	}
	for _, p := range roundTrips["Population"].([]any) {
		var b bytes.Buffer
		if err := p.(Population).WriteCSV(&b); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := ReadPopulation(bytes.NewReader(data), "a\x1b/f.csv")
		if err != nil {
			checkError(t, err)
			return
		}
		checkCSV(t, p)
	})
}
