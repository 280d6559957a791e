package tidy

import (
	"encoding/binary"
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawn is a table that is drawn at random.
type drawn struct {
	groups, areas, ages []string
	events, exposure    map[[3]string]int64 // by area, age and group
	proportion          bool
}

func drawTable(t *rapid.T) drawn {
	some := func(name string, all ...string) []string {
		return slices.Clone(rapid.Permutation(all).Draw(t, name)[:rapid.IntRange(2, len(all)).Draw(t, name+" n")])
	}
	d := drawn{
		groups:     some("groups", "White", "Black", "Asian", "Mixed", "Other"),
		areas:      some("areas", "Essex", "Kent", "Ynys Môn", "E09000001"),
		ages:       some("ages", "10-17", "18-24", "25", "over 25"),
		events:     make(map[[3]string]int64),
		exposure:   make(map[[3]string]int64),
		proportion: rapid.Bool().Draw(t, "proportion"),
	}
	for _, area := range d.areas {
		for _, age := range d.ages {
			for _, group := range d.groups {
				key := [3]string{area, age, group}
				d.exposure[key] = rapid.Int64Range(1, 5_000_000).Draw(t, "exposure")
				d.events[key] = rapid.Int64Range(0, d.exposure[key]).Draw(t, "events")
			}
		}
	}
	return d
}

// sums are the counts of each group, from what was drawn.
func (d drawn) sums() map[string]GroupSum {
	sums := make(map[string]GroupSum)
	for key, n := range d.events {
		s := sums[key[2]]
		s.Group = key[2]
		s.Events, s.Exposure = s.Events.Add(Exactly(float64(n))), s.Exposure.Add(Exactly(float64(d.exposure[key])))
		sums[key[2]] = s
	}
	return sums
}

func byGroup(s Sums) map[string]GroupSum {
	groups := make(map[string]GroupSum)
	for _, g := range s.Groups {
		groups[g.Group] = g
	}
	return groups
}

// keys are the places and groups in the order of the lists.
func (d drawn) keys() (keys [][3]string) {
	for _, area := range d.areas {
		for _, age := range d.ages {
			for _, group := range d.groups {
				keys = append(keys, [3]string{area, age, group})
			}
		}
	}
	return keys
}

// written is a number as people write it.
func written(n int64, form int) string {
	text := strconv.FormatInt(n, 10)
	thousands := func(mark string) string {
		for i := len(text) - 3; i > 0; i -= 3 {
			text = text[:i] + mark + text[i:]
		}
		return text
	}
	switch form {
	case 1:
		return thousands(",")
	case 2:
		return thousands("\u00a0")
	case 3:
		return thousands("'")
	case 4:
		return text + ".0"
	case 5:
		return " " + text + " "
	}
	return text
}

// long writes a table with a row for each group, in any order of the columns.
func (d drawn) long(t *rapid.T, keys [][3]string) string {
	form := rapid.IntRange(0, 5).Draw(t, "form of numbers")
	exposure := "population"
	if d.proportion {
		exposure = "trials"
	}
	rows := [][]string{{"area", "age", "group", "events", exposure}}
	for _, key := range keys {
		rows = append(rows, []string{key[0], key[1], key[2], written(d.events[key], form), written(d.exposure[key], form)})
	}
	order := rapid.Permutation([]int{0, 1, 2, 3, 4}).Draw(t, "order of the columns")
	if slices.Index(order, 3) > slices.Index(order, 4) { // events come first
		i, j := slices.Index(order, 3), slices.Index(order, 4)
		order[i], order[j] = order[j], order[i]
	}
	for i, row := range rows {
		moved := make([]string, len(row))
		for to, from := range order {
			moved[to] = row[from]
		}
		rows[i] = moved
	}
	return writeAs(t, rows)
}

// writeAs writes rows in one of the forms in which tables come.
func writeAs(t *rapid.T, rows [][]string) string {
	var b strings.Builder
	if rapid.Bool().Draw(t, "title") {
		b.WriteString("# made up\n")
	}
	form := rapid.SampledFrom([]string{",", ";", "\t", "|", "markdown"}).Draw(t, "separator")
	if form == "markdown" {
		b.Reset()
		for i, row := range rows {
			fmt.Fprintf(&b, "| %s |\n", strings.Join(row, " | "))
			if i == 0 {
				b.WriteString(strings.Repeat("|---", len(row)) + "|\n")
			}
		}
	} else {
		w := csv.NewWriter(&b)
		w.Comma = rune(form[0])
		if err := w.WriteAll(rows); err != nil {
			t.Fatal(err)
		}
	}
	text := b.String()
	if rapid.Bool().Draw(t, "blank rows") {
		text = strings.ReplaceAll(text, "\n", "\n\n")
		if form == "markdown" {
			text = b.String()
		}
	}
	switch rapid.SampledFrom([]string{"UTF-8", "BOM", "CRLF", "CR", "UTF-16", "UTF-16BE", "Windows-1252"}).Draw(t, "encoding") {
	case "BOM":
		return "\ufeff" + text
	case "CRLF":
		return strings.ReplaceAll(text, "\n", "\r\n")
	case "CR":
		return strings.ReplaceAll(text, "\n", "\r")
	case "UTF-16":
		return "\xff\xfe" + utf16Of(binary.LittleEndian, text)
	case "UTF-16BE":
		return "\xfe\xff" + utf16Of(binary.BigEndian, text)
	case "Windows-1252":
		return strings.NewReplacer("ô", "\xf4", "\u00a0", "\xa0").Replace(text)
	}
	return text
}

func utf16Of(order binary.AppendByteOrder, text string) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		b = order.AppendUint16(b, unit)
	}
	return string(b)
}

// readSums reads a table and adds it up.
func readSums(t *rapid.T, text string, o Options) (Sums, *Table) {
	table, err := Read(strings.NewReader(text), o)
	if err != nil {
		t.Fatalf("%v in %q", err, text)
	}
	sums, err := table.Sum(nil)
	if err != nil {
		t.Fatal(err)
	}
	return sums, table
}

// However a table is written, and in whatever order its rows and columns stand, the same counts are
// read.
func TestLawForms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawTable(t)
		keys := rapid.Permutation(d.keys()).Draw(t, "order of the rows")
		sums, table := readSums(t, d.long(t, keys), Options{GroupColumns: []string{"group"}})
		if diff := cmp.Diff(d.sums(), byGroup(sums)); diff != "" {
			t.Fatal(diff)
		}
		if (table.Model == ModelProportion) != d.proportion || len(table.Rows) != len(keys) || len(table.Account) != 0 {
			t.Fatalf("%s, %d rows, account %v", table.Model, len(table.Rows), table.Account)
		}
		for _, n := range table.Rows {
			area, age := slices.Index(table.Dimensions, "area"), slices.Index(table.Dimensions, "age")
			key := [3]string{n.Dimensions[area], n.Dimensions[age], n.Group}
			if n.Events != Exactly(float64(d.events[key])) || n.Exposure != Exactly(float64(d.exposure[key])) {
				t.Fatalf("%+v is not %d of %d", n, d.events[key], d.exposure[key])
			}
		}
		for _, group := range []string{sums.Groups[0].Group} {
			if group != keys[0][2] {
				t.Fatalf("%s comes first, and not %s", group, keys[0][2])
			}
		}
	})
}

// A column for each group says what a row for each group says.
func TestLawWide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawTable(t)
		rows := [][]string{append([]string{"area", "age"}, d.groups...)}
		withTotal := rapid.Bool().Draw(t, "total")
		if withTotal {
			rows[0] = append(rows[0], "Times recorded")
		}
		for _, area := range d.areas {
			for _, age := range d.ages {
				row, total := []string{area, age}, int64(0)
				for _, group := range d.groups {
					n := d.events[[3]string{area, age, group}]
					row, total = append(row, written(n, 0)), total+n
				}
				if withTotal {
					row = append(row, written(total, 1))
				}
				rows = append(rows, row)
			}
		}
		sums, _ := readSums(t, writeAs(t, rows), Options{Wide: policeWide, NoExposure: true})
		want := d.sums()
		for group, s := range want {
			s.Exposure = Blank.Cell()
			want[group] = s
		}
		if diff := cmp.Diff(want, byGroup(sums)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// A part of a table that is split is what a sum over its rows is, and the parts add up to the
// whole.
func TestLawSplit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawTable(t)
		sums, table := readSums(t, d.long(t, d.keys()), Options{GroupColumns: []string{"group"}})
		parts, err := table.Split([]string{"age"}, nil)
		if err != nil || len(parts) != len(d.ages) {
			t.Fatal(err, len(parts))
		}
		whole := make(map[string]GroupSum)
		for _, p := range parts {
			age := slices.Index(table.Dimensions, "age")
			part, err := table.Sum(func(n Row) bool { return n.Dimensions[age] == p.Values[0] })
			if diff := cmp.Diff(part.Groups, p.Groups); err != nil || diff != "" {
				t.Fatal(err, diff)
			}
			for _, g := range p.Groups {
				s := whole[g.Group]
				whole[g.Group] = GroupSum{g.Group, s.Events.Add(g.Events), s.Exposure.Add(g.Exposure)}
			}
		}
		if diff := cmp.Diff(byGroup(sums), whole); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Records say what their counts say, in any order, one by one or several in a row.
func TestLawRecords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		groups := []string{"White", "Black", "Asian", ""}[:rapid.IntRange(2, 4).Draw(t, "groups")]
		weighed := rapid.Bool().Draw(t, "weighed")
		var records [][]string
		counts := [][]string{{"group", "events", "trials"}}
		allEvents, allTrials := 0, 0
		for _, group := range groups {
			trials := rapid.IntRange(1, 12).Draw(t, "trials")
			events := rapid.IntRange(0, trials).Draw(t, "events")
			if group == "" && events == allEvents && trials == allTrials {
				// A row of counts without a label that has the sums of all others is their total.
				trials++
			}
			allEvents, allTrials = allEvents+events, allTrials+trials
			counts = append(counts, []string{group, strconv.Itoa(events), strconv.Itoa(trials)})
			for outcome, n := range map[string]int{"Arrest": events, "None": trials - events} {
				if weighed {
					records = append(records, []string{group, outcome, strconv.Itoa(n)})
					continue
				}
				records = append(records, slices.Repeat([][]string{{group, outcome, "1"}}, n)...)
			}
		}
		slices.SortFunc(records, slices.Compare)
		records = rapid.Permutation(records).Draw(t, "order")
		if !slices.ContainsFunc(records, func(r []string) bool { return r[1] == "Arrest" }) {
			records = append(records, []string{groups[0], "Arrest", "0"})
			weighed = true
		}
		header := []string{"group", "outcome", "n"}
		if !weighed {
			header[2] = "note of it"
		}
		o := Options{Event: []Condition{{"Outcome", []string{"arrest"}}}, Model: ModelProportion}
		fromRecords, _ := readSums(t, writeAs(t, append([][]string{header}, records...)), o)
		fromCounts, _ := readSums(t, writeAs(t, counts), Options{})
		if diff := cmp.Diff(byGroup(fromCounts), byGroup(fromRecords)); diff != "" || fromCounts.Unknown != fromRecords.Unknown {
			t.Fatal(diff, fromCounts.Unknown, fromRecords.Unknown)
		}
		if got := slices.Sorted(maps.Keys(byGroup(fromRecords))); len(got) != len(slices.DeleteFunc(slices.Clone(groups), func(g string) bool { return g == "" })) {
			t.Fatal(got)
		}
	})
}
