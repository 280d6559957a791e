package outcomes

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// Rows of a stored tally: 4 searches of White people and 3 of Black people in one month, 2 in the
// next.
const (
	firstOfWhite = "essex,2020-01,person,White,White,male,18-24,not recorded,not recorded,arrest,yes,no,4\n"
	firstOfBlack = "essex,2020-01,person,Black,Black,male,18-24,not recorded,not recorded,arrest,yes,no,3\n"
	next         = "essex,2020-02,person,White,White,male,18-24,not recorded,not recorded,arrest,yes,no,2\n"
	restOfWhite  = "person,White,White,male,18-24,not recorded,not recorded,arrest,yes,no"
	restOfBlack  = "person,Black,Black,male,18-24,not recorded,not recorded,arrest,yes,no"
	cellsAbove   = firstOfWhite + firstOfBlack + next
	firstTold    = "stops,essex,2020-01,told,10,1,2.25\n"
	nextUnknown  = "stops,essex,2020-02,no minutes,20,0,0\n"
	white2       = "pair,essex,2020-01," + restOfWhite + "," + restOfWhite + ",2\n"
	both5        = "pair,essex,2020-01," + restOfWhite + "," + restOfBlack + ",5\n"
	both5turned  = "pair,essex,2020-01," + restOfBlack + "," + restOfWhite + ",5\n"
	stopsAbove   = firstTold + nextUnknown
)

// readRows reads rows below the header.
func readRows(rows ...string) (*Tally, error) {
	return ReadTally(strings.NewReader(strings.Join(tallyHeader, ",")+"\n"+strings.Join(rows, "")), "t.csv")
}

// padded makes every line as wide as a spreadsheet does: as the widest of all.
func padded(text string) string {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i, line := range lines {
		lines[i] = line + strings.Repeat(",", len(tallyForm{}.pairHeader())-1-strings.Count(line, ",")) + "\r\n"
	}
	return strings.Join(lines, "")
}

func TestReadTallyWithPairs(t *testing.T) {
	want, err := readRows(cellsAbove, stopsAbove, white2, both5, "total,9,7\n")
	if err != nil {
		t.Fatal(err)
	}
	var stops []string
	for _, s := range want.Stops() {
		stops = append(stops, s.Month.String()+" "+s.Status.String())
	}
	if got := strings.Join(stops, ", "); got != "2020-01 told, 2020-02 no minutes" || want.paired != 7 || want.Stops()[0].Coincidences != 2.25 {
		t.Errorf("%s, %d pairs", got, want.paired)
	}
	whole := strings.Join(tallyHeader, ",") + "\n" + cellsAbove + stopsAbove + white2 + both5 + "total,9,7\n"
	for _, test := range []struct{ text, reason string }{
		{whole, "as it was written"},
		{strings.ReplaceAll(whole, "\n", "\r\n"), "line ends of another system"},
		{strings.TrimSuffix(whole, "\n"), "no last line end"},
		{padded(whole), "as a spreadsheet saves it"},
		{"\ufeff" + padded(whole), "with the mark that a spreadsheet puts before UTF-8"},
		{padded(strings.ReplaceAll(whole, "\n", "\n\n")), "with lines of blank cells, also after the total"},
		{strings.Replace(whole, both5, both5turned, 1), "the cells of a pair the other way round"},
		{strings.Replace(whole, cellsAbove+stopsAbove+white2+both5, both5+white2+stopsAbove+cellsAbove, 1), "rows in another order"},
		{strings.Replace(whole, both5, strings.Replace(both5, ",5\n", ",1\n", 1)+strings.Replace(both5turned, ",5\n", ",4\n", 1), 1), "a pair in two rows"},
		{strings.Replace(whole, white2, white2+strings.Replace(white2, ",2\n", ",0\n", 1), 1), "a row of no pairs"},
		{strings.Replace(whole, firstTold, "stops,Essex Police,2020-01,Told,10,1,2.250\n", 1), "other spellings"},
		{strings.Replace(whole, "told,10,1,2.25", `"told",10,1,225e-2`, 1), "another form of the number"},
	} {
		got, err := ReadTally(strings.NewReader(test.text), "t.csv")
		if err != nil || !got.Equal(want) {
			t.Errorf("%s: %v", test.reason, err)
		}
	}
}

// A table of an earlier version, as it was written then: nobody looked for stops. It is no table of
// people who were stopped one by one.
func TestReadTallyOfEarlierVersion(t *testing.T) {
	const old = `force,month,type,self-defined ethnicity,officer-defined ethnicity,gender,age,legislation,object,outcome,linked,clothing,searches
metropolitan,2022-09,person,White British,White,male,18-24,Misuse of Drugs Act 1971 (section 23),controlled drugs,arrest,yes,not recorded,7
metropolitan,2022-09,person,Black,Black,male,18-24,Misuse of Drugs Act 1971 (section 23),controlled drugs,no further action,no,not recorded,5
metropolitan,2022-10,vehicle,No person,Not known,not recorded,not recorded,not recorded,stolen goods,no further action,no,no,1
total,13
`
	tally, err := ReadTally(strings.NewReader(old), "old.csv")
	if err != nil {
		t.Fatal(err)
	}
	stops := tally.Stops()
	if len(stops) != 2 || stops[0].Status != StopsNotCounted || stops[1].Status != StopsNotCounted || stops[0].Rows != 0 {
		t.Errorf("stops %v", stops)
	}
	counts, err := tally.Counts(Grouping{})
	if err != nil || counts.DesignEffects != nil {
		t.Errorf("effects %v, %v: want none", counts.DesignEffects, err)
	}
	var b bytes.Buffer
	if err := tally.WriteCSV(&b); err != nil || b.String() != old {
		t.Errorf("written again it is\n%s%v", b.String(), err)
	}
}

// A force may have any name, also that of a kind of row.
func TestReadTallyOfOddForces(t *testing.T) {
	for _, name := range []string{"stops", "pair", "total", "2020-01", "not recorded"} {
		rows := strings.ReplaceAll(cellsAbove+stopsAbove+white2+both5, "essex", name)
		tally, err := readRows(rows, "total,9,7\n")
		if err != nil || tally.paired != 7 || tally.Total() != 9 {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var b bytes.Buffer
		if err := tally.WriteCSV(&b); err != nil {
			t.Fatal(err)
		}
		if back, err := ReadTally(&b, "t.csv"); err != nil || !back.Equal(tally) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadTallyDamaged(t *testing.T) {
	const total = "total,9,7\n"
	replace := func(row, old, new string) string {
		if !strings.Contains(row, old) {
			panic(row)
		}
		return strings.Replace(row, old, new, 1)
	}
	// rows of the month of stops that are told
	stops := func(rest string) string { return "stops,essex,2020-01," + rest + "\n" }
	for _, test := range []struct{ rows, want, reason string }{
		{cellsAbove + firstTold + white2 + both5 + "total,9\n", `t.csv:8:7: pairs "": the pairs above add up to 7: want total,9,7: the table is cut off, or was changed`,
			"a total of an earlier version below stops"},
		{cellsAbove + stopsAbove + "total,9,\n", `t.csv:7:9: pairs "": the pairs above add up to 0: want total,9,0`, "no number of pairs"},
		{cellsAbove + stopsAbove + white2 + both5 + "total,9,8\n", `t.csv:9:9: pairs "8": the pairs above add up to 7`, "too many pairs in the total"},
		{cellsAbove + stopsAbove + white2 + total, `t.csv:8:9: pairs "7": the pairs above add up to 2`, "a row of a pair is lost"},
		{cellsAbove + stopsAbove + white2 + both5 + "total,9,07\n", `pairs "07": the pairs above`, "another spelling"},
		{cellsAbove + stopsAbove + white2 + both5 + "total,8,7\n", `t.csv:9:7: total "8": the rows above add up to 9`, "searches first"},
		{cellsAbove + stopsAbove + white2 + both5 + "total,9,7,0\n", "t.csv:9:1: wrong number of fields: 4, where the total has 2, or 3 with that of pairs", "a cell behind the total"},
		{cellsAbove + stopsAbove + white2 + both5, "t.csv:9:1: the last row is not the total", "no total"},
		{cellsAbove + stopsAbove + white2 + both5 + total + white2, "t.csv:10:1: a row after the total", "a pair after the total"},

		{cellsAbove + white2 + both5 + total, `t.csv:5:12: month "2020-01": no row of stops of that force and month: want one, or no pairs of it`, "pairs without stops"},
		{cellsAbove + nextUnknown + white2 + both5 + total, `t.csv:6:12: month "2020-01": no row of stops`, "the row of stops is of another month"},
		{cellsAbove + stopsAbove + replace(white2, "2020-01", "2020-02") + "total,9,2\n",
			`t.csv:7:12: month "2020-02": the stops of that force and month are "no minutes": want no pairs of it`, "pairs of a month without minutes"},
		{cellsAbove + replace(firstTold, "told,10,1,2.25", "no places,10,8,0") + white2 + "total,9,2\n", `are "no places": want no pairs of it`, "pairs of a month without places"},
		{cellsAbove + stopsAbove + replace(white2, "essex", "kent") + "total,9,2\n", `t.csv:7:11: month "2020-01": no row of stops`, "a pair of another force"},
		{cellsAbove + firstTold + replace(nextUnknown, "no minutes", "told") + replace(both5, "2020-01", "2020-02") + "total,9,5\n",
			"t.csv:7:90: a pair of a cell that the table does not have", "a pair of a cell of another month"},
		{cellsAbove + stopsAbove + replace(white2, "male,18-24", "female,18-24") + "total,9,2\n", "t.csv:7:20: a pair of a cell that the table does not have",
			"the first cell is not there"},
		{cellsAbove + stopsAbove + replace(both5, "Black,Black", "Black,White") + "total,9,5\n", "t.csv:7:90: a pair of a cell that the table does not have",
			"the second cell is not there"},
		{cellsAbove + stopsAbove + replace(white2, ",2\n", ",7\n") + "total,9,7\n", `t.csv:7:160: pairs "7": the searches of the two cells make at most 6`, "of 4 searches"},
		{cellsAbove + stopsAbove + replace(both5, ",5\n", ",13\n") + "total,9,13\n", `pairs "13": the searches of the two cells make at most 12`, "of 4 and 3"},
		{cellsAbove + stopsAbove + white2 + both5 + replace(both5turned, ",5\n", ",8\n") + "total,9,15\n", `t.csv:9:160: pairs "8": the searches of the two cells make at most 12`,
			"in two rows together"},
		{cellsAbove + stopsAbove + replace(white2, ",2\n", ",-2\n") + total, `pairs "-2": want a count from 0 to 2^53`, "negative"},
		{cellsAbove + stopsAbove + replace(white2, ",2\n", ",9007199254740993\n") + total, `pairs "9007199254740993": want a count from 0 to 2^53`, "beyond all counts"},
		{cellsAbove + stopsAbove + replace(white2, ",2\n", ",2.0\n") + total, `pairs "2.0": not a count: want a whole number`, "a fraction"},
		{cellsAbove + stopsAbove + replace(white2, ",2\n", ",\n") + total, `t.csv:7:160: pairs "": not a count`, "a count that is lost"},
		{cellsAbove + stopsAbove + replace(white2, ",2\n", "\n") + total, "t.csv:7:1: wrong number of fields", "cut by a cell"},
		{cellsAbove + stopsAbove + "pair,essex,2020-01," + restOfWhite + "\n" + total, "t.csv:7:1: wrong number of fields", "cut to the width of a cell"},
		{cellsAbove + stopsAbove + "pair,essex,2020-01\n" + total, "t.csv:7:1: wrong number of fields", "cut short"},
		{cellsAbove + stopsAbove + "pair\n" + total, "t.csv:7:1: wrong number of fields", "a word alone"},
		{cellsAbove + stopsAbove + replace(white2, ",2\n", ",2,3\n") + total, "t.csv:7:1: wrong number of fields", "a cell more"},
		{cellsAbove + stopsAbove + replace(white2, "2020-01", "2020-1") + total, `t.csv:7:12: month "2020-1"`, "no month"},
		{cellsAbove + stopsAbove + replace(white2, "arrest", "arrested") + total, `outcome "arrested": unknown outcome`, "no outcome in the first cell"},
		{cellsAbove + stopsAbove + replace(both5, "Black,Black", "Black,Blak") + total, `t.csv:7:103: officer-defined ethnicity "Blak"`, "no ethnicity in the second cell"},

		{cellsAbove + firstTold + firstTold + total, `t.csv:6:13: month "2020-01": a second row of stops of that force and month: want one`, "twice the same"},
		{cellsAbove + firstTold + replace(firstTold, "told,10,1,2.25", "no minutes,10,1,0") + total, "a second row of stops", "two answers"},
		{cellsAbove + replace(firstTold, "essex", "kent") + "total,9,0\n", `t.csv:5:12: month "2020-01": the table has no searches of that force and month`, "stops of nobody"},
		{cellsAbove + replace(firstTold, ",10,", ",6,") + "total,9,0\n", `t.csv:5:26: rows "6": the table has 7 searches of that force and month`, "fewer rows than searches"},
		{cellsAbove + stops("told,10,11,0") + total, `t.csv:5:29: alone "11": more than the 10 rows: want a part of them`, "more alone than rows"},
		{cellsAbove + stops("told,-10,0,0") + total, `rows "-10": want a count from 0 to 2^53`, "negative rows"},
		{cellsAbove + stops("told,1e3,0,0") + total, `rows "1e3": not a count: want a whole number`, "a number as a spreadsheet writes it"},
		{cellsAbove + stops("told,10,-1,0") + total, `alone "-1": want a count`, "negative alone"},
		{cellsAbove + stops("told,10,1,-0.5") + total, `t.csv:5:31: coincidences "-0.5": want a number from 0 to that of the pairs of all rows`, "negative coincidences"},
		{cellsAbove + stops("told,10,1,NaN") + total, `coincidences "NaN": want a number`, "no number"},
		{cellsAbove + stops("told,10,1,Inf") + total, `coincidences "Inf": want a number`, "infinite"},
		{cellsAbove + stops("told,10,1,1e999") + total, `coincidences "1e999": not a number`, "too large for a number"},
		{cellsAbove + stops("told,10,1,46") + total, `coincidences "46": want a number`, "of 10 rows there are 45 pairs"},
		{cellsAbove + stops("told,10,1,") + total, `coincidences "": not a number`, "an empty cell"},
		{cellsAbove + stops("told,10,1,2,25") + total, "t.csv:5:1: wrong number of fields", "a decimal comma"},
		{cellsAbove + stops("told,10,1") + total, "t.csv:5:1: wrong number of fields: 6, where a row of stops has 7", "cut by a cell"},
		{cellsAbove + stops("no minutes,10,0,0.5") + total, `coincidences "0.5": want 0 where stops are not told`, "coincidences of nothing"},
		{cellsAbove + stops("not counted,10,0,0") + total, `t.csv:5:21: status "not counted": want told, no minutes, no places, or no row of stops where they are not counted`,
			"a row that says nothing"},
		{cellsAbove + stops("tald,10,0,0") + total, `status "tald": unknown status of stops`, "a slip"},
		{cellsAbove + "stops,essex,Jan-20,told,10,0,0\n" + total, `t.csv:5:13: month "Jan-20"`, "a month as a spreadsheet writes it"},
		{cellsAbove + "Stops,essex,2020-01,told,10,0,0\n" + total, "t.csv:5:1: wrong number of fields", "another letter case is a force, in a short row"},
	} {
		tally, err := readRows(test.rows)
		row, isRow := errors.AsType[*RowError](err)
		if tally != nil || err == nil || !strings.Contains(err.Error(), test.want) || !isRow || row.Line < 2 || row.Column < 1 {
			t.Errorf("%s:\ngot  %v, %v\nwant %s", test.reason, tally, err, test.want)
		}
	}
}

// A cell can hold more searches than their pairs can be counted.
func TestMostPairs(t *testing.T) {
	a, b := Key{Outcome: Arrest}, Key{Outcome: Caution}
	for _, test := range []struct {
		of, with, own, both int64
		reason              string
	}{
		{1, 1, 0, 1, "one alone makes no pair of its cell"},
		{2, 3, 1, 6, "even"},
		{5, 2, 10, 10, "odd"},
		{1 << 27, 1 << 26, 1<<53 - 1<<26, 1 << 53, "the last that are exact"},
		{1 << 28, 1 << 40, 1 << 53, 1 << 53, "more than can be counted"},
		{rri.MaxCount / 2, rri.MaxCount / 2, 1 << 53, 1 << 53, "more than an int64 holds"},
	} {
		tally := new(Tally)
		tally.add(a, test.of)
		tally.add(b, test.with)
		if got := mostPairs(*tally.cell(a), *tally.cell(a)); got != test.own {
			t.Errorf("%d: %d pairs, want %d (%s)", test.of, got, test.own, test.reason)
		}
		if got := mostPairs(*tally.cell(a), *tally.cell(b)); got != test.both {
			t.Errorf("%d and %d: %d pairs, want %d (%s)", test.of, test.with, got, test.both, test.reason)
		}
	}
}

// A stored tally with pairs that is cut anywhere is an error.
func TestReadTallyWithPairsCutOff(t *testing.T) {
	text := strings.Join(tallyHeader, ",") + "\n" + cellsAbove + stopsAbove + white2 + both5 + "total,9,7\n"
	for n := range len(text) - 1 {
		if got, err := ReadTally(strings.NewReader(text[:n]), "t.csv"); err == nil || got != nil {
			t.Errorf("cut after %d of %d bytes, in %q, it reads as whole", n, len(text), text[max(0, n-20):n])
		}
	}
	lines := strings.SplitAfter(text, "\n")
	for i := range lines[1 : len(lines)-2] {
		rest := slices.Delete(slices.Clone(lines), i+1, i+2)
		if lines[i+1] == nextUnknown {
			continue // which says no more than that there is nothing to say
		}
		if _, err := ReadTally(strings.NewReader(strings.Join(rest, "")), "t.csv"); err == nil {
			t.Errorf("without %q it reads as whole", lines[i+1])
		}
	}
}
