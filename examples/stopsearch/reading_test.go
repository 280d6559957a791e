package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/examples/internal/cli"
)

// The columns that tables read, by their names at data.police.uk.
const (
	columnType    = "Type"
	columnForce   = "Force"
	columnSelf    = "Self-defined ethnicity"
	columnOfficer = "Officer-defined ethnicity"
	columnObject  = "Object of search"
	columnOutcome = "Outcome"
	columnLinked  = "Outcome linked to object of search"
)

// TestJoined: a file that was joined to itself, with its header or without, is told above
// everything in every form.
func TestJoined(t *testing.T) {
	rows := person(white, "Arrest") + person(black, "") + person(white, "")
	joined := "holds the same 3 rows 2 times over"
	for _, test := range []struct {
		content string
		want    bool
		reason  string
	}{
		{header + rows + rows, true, "without the header"},
		{header + rows + header + rows, true, "with the header, which is no row"},
		{header + rows, false, "once"},
		{header + rows + rows + person(white, ""), false, "and another row"},
	} {
		for _, format := range cli.Formats {
			status, out, errout := call(t, "", "-format", format, write(t, kentFile, test.content))
			where := out
			if format == cli.FormatCSV {
				where = errout
			}
			if status != statusOK || strings.Contains(where, joined) != test.want {
				t.Errorf("%s, -format %s: status %d\n%s%s\nwant %t: %q", test.reason, format, status, out, errout, test.want, joined)
			}
			if first, _, _ := strings.Cut(out, "\n"); test.want && (format == cli.FormatText || format == cli.FormatMarkdown) && !strings.Contains(first, joined) {
				t.Errorf("%s, -format %s: the first line is %q", test.reason, format, first)
			}
		}
	}
}

// TestUnknownLabels: labels that are not known, in more than 2 % of the searches of persons, are
// named in the first line and below the tables that read their column.
func TestUnknownLabels(t *testing.T) {
	// search rate, find rate, arrest, charge, out of court, no further action, positive
	const tables = 7
	fill := func(n int, line string) string { return strings.Repeat(line, n) }
	object := func(line, name string) string { return strings.Replace(line, "Controlled drugs", name, 1) }
	age := func(line, name string) string { return strings.Replace(line, "18-24", name, 1) }
	for _, test := range []struct {
		args   []string
		rows   string
		column string // warned of; "" if there is no warning
		want   string // in the warning
		marked int    // tables with the footnote
		reason string
	}{
		{nil, fill(98, person(white, "")) + fill(2, person("Klingon", "")), "", "", 0, "2 % are borne"},
		{nil, fill(97, person(white, "")) + fill(2, person("Klingon", "")) + person("Vulcan", ""), columnSelf,
			`stand in 3 of 100 searches of persons that were read (3 %), and count as not recorded: "Klingon", "Vulcan"`, tables, "every table reads ethnicity; the commonest label first"},
		{nil, fill(50, person(white, "")) + fill(2, row("Vehicle search", noon, "Klingon", "", "")), "", "", 0, "searches of vehicles are in no table"},
		{nil, fill(9, person(white, "")) + row("Person search", noon, white, "Klingon", ""), "", "", 0, "nor does the officer's view matter to self-defined ethnicity"},
		{[]string{"-ethnicity", "officer"}, fill(9, row("Person search", noon, "Klingon", "White", "")) + row("Person search", noon, "", "Vulcan", ""), columnOfficer, `"Vulcan"`, tables,
			"the officer's view"},
		{[]string{"-ethnicity", "self-then-officer"}, fill(9, person(white, "")) + row("Person search", noon, "", "Vulcan", ""), columnOfficer, `"Vulcan"`, tables, "the officer's view"},
		{nil, fill(9, person(white, "Arrest")) + person(white, "Transported"), columnOutcome, `(10 %), and count as not recorded: "Transported"`, tables - 1, "the search rate reads no outcome"},
		{[]string{"-find", "linked"}, fill(9, person(white, "Arrest")) + strings.Replace(person(white, "Arrest"), "Arrest,,", "Arrest,perhaps,", 1), columnLinked, `"perhaps"`, 1,
			"one table reads the link"},
		{nil, fill(9, person(white, "")) + object(person(white, ""), "Tribbles"), columnObject, `"Tribbles"`, 2, "the find rates by ground: drugs, not recorded"},
		{nil, fill(9, person(white, "")) + age(person(white, ""), "old"), "", "", 0, "no table reads age"},
		{nil, fill(9, person(white, "")) + row("Personal", noon, white, "", ""), columnType, `stand in 1 of 10 searches that were read, those of vehicles only left out (10 %)`, tables, "of persons or not"},
		{nil, fill(2, withForce(person(white, ""), "Kent")) + withForce(person(white, ""), "?!"), columnForce, `"?!"`, 1, "residents of no force"},
	} {
		content := header + test.rows
		if test.column == columnForce {
			content = withForce(header, "force") + test.rows
		}
		file := write(t, kentFile, content)
		status, out, errout := call(t, "", append(slices.Clone(test.args), "-format", "json", file)...)
		if status != statusOK {
			t.Errorf("%s: status %d, %s", test.reason, status, errout)
			continue
		}
		r := decode(t, out)
		start := fmt.Sprintf("labels of %q that are not known", test.column)
		marked := 0
		for _, table := range r.Tables {
			for _, note := range table.Notes {
				if strings.Contains(note, "that are not known stand in") {
					marked++
					if !strings.HasPrefix(note, start) {
						t.Errorf("%s: a note of %s is %q", test.reason, table.Measure, note)
					}
				}
			}
		}
		if marked != test.marked {
			t.Errorf("%s: %d tables have the footnote, want %d", test.reason, marked, test.marked)
		}
		if warned := strings.HasPrefix(r.Notes[0], "Warning: "+start) && strings.Contains(r.Notes[0], test.want); warned != (test.column != "") {
			t.Errorf("%s: the first note is %q, want %q", test.reason, r.Notes[0], test.want)
		}
		_, out, _ = call(t, "", append(slices.Clone(test.args), file)...)
		if first, _, _ := strings.Cut(out, "\n"); strings.HasPrefix(first, "Warning: "+start) != (test.column != "") {
			t.Errorf("%s: the first line is %q", test.reason, first)
		}
	}
}

// TestMixedByOfficers: where officers recorded nobody as Mixed, no table has an index of 0 for
// Mixed, in no form, and a note says why.
func TestMixedByOfficers(t *testing.T) {
	seen := func(officer, outcome string) string { return row("Person search", noon, white, officer, outcome) }
	rows := strings.Repeat(seen("White", "Arrest"), 30) + strings.Repeat(seen("Black", ""), 20)
	const absence = "Officers recorded nobody as Mixed in what was read"
	for _, test := range []struct {
		args   []string
		rows   string
		absent bool
		reason string
	}{
		{[]string{"-ethnicity", "officer"}, rows, true, "no such category"},
		{[]string{"-ethnicity", "officer", "-groups", "officer"}, rows, true, "the scheme of officers"},
		{[]string{"-ethnicity", "officer", "-within", "age"}, rows, true, "nor in adjusted tables"},
		{[]string{"-ethnicity", "officer", "-suppress", "3"}, rows, true, "nor where small counts are withheld"},
		{[]string{"-ethnicity", "officer"}, rows + seen("Mixed", ""), false, "used once"},
		{[]string{"-ethnicity", "officer", "-object", "controlled drugs"}, rows + strings.Replace(seen("Mixed", ""), "Controlled drugs", "Fireworks", 1), false, "used, though not of what was asked for"},
		{[]string{"-ethnicity", "self"}, rows, false, "people have the category: none of them is Mixed"},
		{[]string{"-ethnicity", "officer"}, person(white, ""), false, "officers recorded nobody at all"},
	} {
		file := write(t, kentFile, header+test.rows)
		for _, format := range cli.Formats {
			status, out, errout := call(t, "", append(slices.Clone(test.args), "-format", format, file)...)
			if status != statusOK {
				t.Errorf("%s: status %d, %s", test.reason, status, errout)
				continue
			}
			hasRow := false
			for line := range strings.Lines(wordsOf(format, out)) {
				line = strings.Trim(line, " |")
				hasRow = hasRow || strings.HasPrefix(line, "Mixed") || strings.HasPrefix(line, `"group": "Mixed"`) || format == cli.FormatCSV && strings.Contains(line, ",Mixed,")
			}
			if hasRow == test.absent {
				t.Errorf("%s, -format %s: a row of Mixed: %t\n%s", test.reason, format, hasRow, out)
			}
			if format != cli.FormatCSV && strings.Contains(wordsOf(format, out), absence) != test.absent {
				t.Errorf("%s, -format %s: note: %t, want %t\n%s", test.reason, format, !test.absent, test.absent, out)
			}
			if format != cli.FormatJSON || !test.absent {
				continue
			}
			for _, table := range decode(t, out).Tables {
				if !slices.ContainsFunc(table.Notes, func(note string) bool { return strings.HasPrefix(note, absence) }) {
					t.Errorf("%s: the table of %s does not say why Mixed is not there: %q", test.reason, table.Measure, table.Notes)
				}
				for _, row := range table.Rows {
					if row.Group == "White" && float64(row.Ratio.Value) != 1 || row.Group == "Mixed" && !math.IsNaN(float64(row.Ratio.Value)) {
						t.Errorf("%s: %s has the index %v", test.reason, row.Group, row.Ratio.Value)
					}
				}
			}
		}
	}
	status, _, errout := call(t, "", "-ethnicity", "officer", "-baseline", "mixed", write(t, kentFile, header+rows))
	if status != statusInput || !strings.Contains(errout, "-baseline Mixed: officers recorded nobody as Mixed") {
		t.Errorf("-baseline mixed: status %d, %q", status, errout)
	}
}

// TestPackedInput: what is compressed is known by its content, from standard input too, in both
// forms.
func TestPackedInput(t *testing.T) {
	for _, text := range []string{header + person(white, ""), `[{"type":"Person search","datetime":"2023-01-05T12:00:00+00:00","self_defined_ethnicity":"White - Irish"}]`} {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		fmt.Fprint(z, text)
		z.Close()
		status, out, errout := call(t, b.String(), "-force", "kent", "-format", "json", "-")
		if status != statusOK {
			t.Errorf("status %d, %s", status, errout)
			continue
		}
		if r := decode(t, out); r.Searches != 1 {
			t.Errorf("%d searches in %q, want 1", r.Searches, text)
		}
	}
	if status, _, errout := call(t, "\x1f\x8brubbish, and more of it", "-force", "kent", "-"); status != statusInput || !strings.Contains(errout, "standard input: reading: the compressed file is damaged") {
		t.Errorf("rubbish that looks compressed: status %d, %q", status, errout)
	}
}
