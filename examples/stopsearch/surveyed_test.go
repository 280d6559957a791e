package main

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/outcomes"
)

// surveyedFile has the numbers of the tables as commit 0361997 gave them, the last before the
// ground floor was laid anew, with ten digits. This test stays until the first release: what is
// said of the numbers changes, and the numbers do not, where every search counts as independent, as
// it did then.
const surveyedFile = "surveyed.csv"

// surveyed is one row of a table of that commit.
type surveyed struct {
	flags   []string
	measure string
	group   string
	numbers map[string]string // by column
}

// withheldSince are the measures that have no rate any more where the records cannot bear one, by
// the reason. Their counts are what they were.
var withheldSince = map[string]string{
	outcomes.UnlinkedActionRate.String(): "every action whose link is recorded is linked, and where the outcome is blank nothing is recorded, so that it was 0 for every group by construction",
}

// movedSince reports whether a number was wrong before, as the CHANGELOG has it under "Numbers
// changed": P of a difference by SCAS where a group has no event or nothing else, which was too
// large, as limit and P came of different ways.
func movedSince(old surveyed, name string) bool {
	events := old.numbers["events"]
	return name == "difference_p" && (events == "0" || events == old.numbers["exposure"]) && !slices.Contains(old.flags, "-method")
}

func readSurveyed(t *testing.T) (rows []surveyed) {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", surveyedFile))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	const before = 3 // columns that are no numbers
	for _, line := range lines[1:] {
		row := surveyed{measure: line[1], group: line[2], numbers: make(map[string]string)}
		if line[0] != "" {
			row.flags = strings.Split(line[0], "|")
		}
		for i, name := range lines[0][before:] {
			row.numbers[name] = line[before+i]
		}
		rows = append(rows, row)
	}
	return rows
}

// TestSurveyedNumbers looks for every number of that commit in the CSV of today.
func TestSurveyedNumbers(t *testing.T) {
	today := make(map[string]map[[2]string][]map[string]string) // rows by flags, measure and group
	found, withheld, moved := 0, 0, 0
	for _, old := range readSurveyed(t) {
		key := strings.Join(old.flags, " ")
		if today[key] == nil {
			// with a warning where the census is that of 2011
			_, out, _ := call(t, "", slices.Concat(old.flags, censusOf(old.flags), []string{"-clusters", "none", "-tables", "all", "-p", "-format", "csv"})...)
			today[key] = rowsOf(t, out)
		}
		rows := today[key][[2]string{old.measure, old.group}]
		if rows == nil {
			t.Errorf("%s: no row %q of %s", key, old.group, old.measure)
			continue
		}
		row := rows[0]
		if i := slices.IndexFunc(rows, func(row map[string]string) bool { return row["exposure"] == old.numbers["exposure"] }); i >= 0 {
			row = rows[i] // the find rate by two definitions
		}
		_, answerless := withheldSince[old.measure]
		// the baseline, which is 1 times itself
		itself := old.numbers["ratio"] == "1" && old.numbers["ratio_lower"] == ""
		for name, was := range old.numbers {
			is := row[name]
			switch {
			case answerless && name != "events" && name != "exposure":
				if withheld++; is != "" && !(itself && !strings.HasPrefix(name, "rate") && sameNumber(is, was)) {
					t.Errorf("%s: %s of %s, %s: %s, want none", key, name, old.measure, old.group, is)
				}
			case sameNumber(is, was):
				found++
			case movedSince(old, name) && numberIn(is) < numberIn(was):
				moved++
			default:
				t.Errorf("%s: %s of %s, %s: %s, was %s", key, name, old.measure, old.group, is, was)
			}
		}
	}
	t.Logf("%d numbers are as they were; %d are withheld on purpose (of %d measures); %d were wrong", found, withheld, len(withheldSince), moved)
	if found < 4000 {
		t.Errorf("%d numbers were compared, want thousands", found)
	}
}

// censusOf returns the flag of the census unless it is given.
func censusOf(flags []string) []string {
	if slices.Contains(flags, "-census") {
		return nil
	}
	return []string{"-census", "2021"}
}

// rowsOf returns the rows of the groups of the tables of the whole report, by measure and group.
func rowsOf(t *testing.T, text string) map[[2]string][]map[string]string {
	t.Helper()
	lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows := make(map[[2]string][]map[string]string)
	for _, line := range lines[1:] {
		row := make(map[string]string)
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		if key := [2]string{row["measure"], row["group"]}; row["kind"] == "group" && row["part"] == "" && row["by"] == "" {
			rows[key] = append(rows[key], row)
		}
	}
	return rows
}

// numberIn returns the number of a cell, NaN if there is none.
func numberIn(cell string) float64 {
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

// sameNumber reports whether two numbers are the same to nine digits. Both may be "".
func sameNumber(a, b string) bool {
	x, y := numberIn(a), numberIn(b)
	return a == b || x == y || math.Abs(x-y) <= 1e-9*max(math.Abs(x), math.Abs(y))
}

// mark matches the marks of footnotes.
var mark = regexp.MustCompile(`[⁰¹²³⁴⁵⁶⁷⁸⁹]+`)

// TestSurveyedText looks for every line of the tables of that commit in the text of today: for the
// counts, the rate, the index, its interval and p as they were printed.
func TestSurveyedText(t *testing.T) {
	text := output(t, "-clusters", "none", "-tables", "all", "-p", "-census", "2021", "-width", "1000")
	lines := make(map[string][]string) // of groups, by the title of their table
	title := ""
	for line := range strings.SplitSeq(text, "\n") {
		if before, _, ok := strings.Cut(line, " · RRI against White"); ok {
			title = before
		} else if title != "" && line != "" {
			lines[title] = append(lines[title], strings.Join(strings.Fields(mark.ReplaceAllString(line, "")), " "))
		}
	}
	for _, test := range surveyedLines {
		for _, want := range test.lines {
			if !slices.ContainsFunc(lines[test.title], func(line string) bool { return strings.HasPrefix(line, want) }) {
				t.Errorf("%s: no line %q in\n%s", test.title, want, strings.Join(lines[test.title], "\n"))
			}
		}
	}
}

var surveyedLines = []struct {
	title string
	lines []string // up to p, without marks of footnotes
}{
	{"Search rate per 1,000 residents", []string{
		"White 317 1,584,583 0.20 1.00 baseline",
		"Mixed 22 44,435 0.50 2.47 1.57 – 3.74 <0.001",
		"Asian 9 60,732 0.15 0.74 0.36 – 1.37 0.378",
		"Black 29 37,844 0.77 3.83 2.58 – 5.53 <0.001",
		"Other 3 16,982 0.18 0.88 0.23 – 2.40 0.899",
	}},
	{"Find rate, % of searches", []string{
		"White 80 317 25.2 1.00 baseline",
		"Mixed 5 22 22.7 0.90 0.35 – 1.77 0.820",
		"Asian 1 9 11.1 0.44 0.026 – 1.73 0.337",
		"Black 8 29 27.6 1.09 0.54 – 1.88 0.760",
		"Other 1 3 33.3 1.32 0.082 – 3.52 0.682",
	}},
	{"Arrest rate, % of searches", []string{
		"White 48 317 15.1 1.00 baseline",
		"Mixed 2 22 9.1 0.60 0.11 – 1.83 0.456",
		"Asian 1 9 11.1 0.73 0.043 – 2.93 0.814",
		"Black 6 29 20.7 1.37 0.57 – 2.68 0.421",
		"Other 0 3 0.0 0 0 – 3.97 0.539",
	}},
}
