//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/examples/internal/cli"
)

// The names of files of these tests.
const (
	londonJune       = "2016-06-metropolitan-stop-and-search.csv"
	womenOfEssex     = "women-of-essex.csv"
	croydonByCouncil = "croydon-2016.csv"
)

// panel are the ethnicities of people who are searched, in turns, as they and as officers see them:
// of 25 people 10 are White, 8 Black, 3 Asian, 2 Mixed, 1 Other, and 1 does not say.
var panel = strings.Fields("White Black White Asian White Black Mixed Black White Black White Asian White Black Other Black White Black White Mixed Black White Asian White -")

// labels are the answers that stand for them.
var labels = map[string]string{
	"White": white, "Black": black, "Asian": "Asian/Asian British - Pakistani", "Mixed": "Mixed/Multiple ethnic groups - White and Black Caribbean",
	"Other": "Other ethnic group - Arab", "-": "Other ethnic group - Not stated",
}

// peopleOf returns searches of a month of people of every group, whose rows all differ.
func peopleOf(month string, n int) searchTable {
	return searchesOf(month, n).with("Self-defined ethnicity", func(row int, _ string) string { return labels[panel[row%len(panel)]] }).
		with("Officer-defined ethnicity", func(row int, _ string) string { return strings.Replace(panel[row%len(panel)], "-", "White", 1) }).
		and("Legislation", always("Misuse of Drugs Act 1971 (section 23)")).and("Outcome linked to object of search", always("True"))
}

// london returns searches of a month in three boroughs: of eight in Croydon four, in Tower Hamlets
// three, in Ealing one.
func london() searchTable {
	boroughs := []string{"Croydon", "Tower Hamlets", "Croydon", "Ealing", "Croydon", "Tower Hamlets", "Croydon", "Tower Hamlets"}
	return peopleOf("2016-06", 800).and("Borough", func(row int) string { return boroughs[row%len(boroughs)] })
}

// croydon is a file of one borough, as a council publishes it.
func croydon() searchTable { return peopleOf("2016-06", 400).and("Borough", always("Croydon")) }

// wales is a file that somebody has joined from those of the four Welsh forces.
func wales() searchTable {
	return peopleOf("2016-06", 300).join(peopleOf("2016-07", 260), peopleOf("2016-08", 280))
}

// womenAndMen are searches of which one in four is of a woman.
func womenAndMen() searchTable {
	return peopleOf("2016-06", 400).with("Gender", func(row int, _ string) string {
		if row%4 == 3 {
			return "Female"
		}
		return "Male"
	})
}

// powers are section 60 for every third row.
func powers(row int, cell string) string {
	if row%3 == 0 {
		return "s60 CJPOA 1994"
	}
	return cell
}

// figures are residents as people bring them along.
var figures = map[string]string{
	womenOfEssex: "group,residents\nWhite,\"802,311\"\nMixed,\"16,904.5\"\nAsian,\"29,870\"\nBlack,\"19,226.5\"\nOther,\"4,104\"\n",
	croydonByCouncil: wide("2016", "Croydon", "E09000008", []labelled{
		{"All categories: Ethnic group", 0}, {"White", 0}, {"White: English/Welsh/Scottish/Northern Irish/British", 165000}, {"White: Irish", 5200}, {"White: Gypsy or Irish Traveller", 260},
		{"White: Other White", 26500}, {"Mixed", 0}, {"Mixed/multiple ethnic group: White and Black Caribbean", 10400}, {"Mixed/multiple ethnic group: White and Black African", 3700},
		{"Mixed/multiple ethnic group: White and Asian", 5800}, {"Mixed/multiple ethnic group: Other Mixed", 7900}, {"Asian", 0}, {"Asian/Asian British: Indian", 26100},
		{"Asian/Asian British: Pakistani", 12500}, {"Asian/Asian British: Bangladeshi", 3100}, {"Asian/Asian British: Chinese", 4000}, {"Asian/Asian British: Other Asian", 18800}, {"Black", 0},
		{"Black/African/Caribbean/Black British: African", 33700}, {"Black/African/Caribbean/Black British: Caribbean", 33200}, {"Black/African/Caribbean/Black British: Other Black", 13600},
		{"Other", 0}, {"Other ethnic group: Arab", 2100}, {"Other ethnic group: Any other ethnic group", 7300},
	}),
}

// labelled is a number of residents under a label; 0 for the sum of those below it, to the next
// such sum.
type labelled struct {
	label string
	count int
}

// wide writes a table of one row as those of the census of 2011 come from Nomis, with sums.
func wide(date, area, code string, groups []labelled) string {
	header, row := "date,geography,geography code,Rural Urban", date+","+area+","+code+",Total"
	for i, group := range groups {
		count := group.count
		for j := i + 1; group.count == 0 && j < len(groups) && (i == 0 || groups[j].count > 0); j++ {
			count += groups[j].count
		}
		header += fmt.Sprintf(",Ethnic Group: %s; measures: Value", group.label)
		row += fmt.Sprintf(",%d", count)
	}
	return header + "\n" + row + "\n"
}

// screen is a command whose output a person can read in testdata/residents.golden.md.
type screen struct {
	reason string // a sentence without its end
	files  map[string]string
	args   []string
	status int
	rate   bool // whether there is a search rate
}

// screens are files of a part of a force, of several forces and of some people, without and with
// the residents that they are to be set against.
func screens() []screen {
	borough, joined, people := files(londonJune, croydon().csv()), files("wales.csv", wales().csv()), files("2016-06-essex-stop-and-search.csv", womenAndMen().csv())
	all := files(londonJune, london().csv())
	with := func(of map[string]string, name string) map[string]string {
		return files(nameOf(of), of[nameOf(of)], name, figures[name])
	}
	list := []screen{
		{reason: "The file of a borough", files: borough},
		{reason: "The same, and its residents", files: borough, args: []string{"-residents", "Croydon"}, rate: true},
		{reason: "The same, and the residents of a table of a census of your own", files: with(borough, croydonByCouncil), args: []string{"-residents", croydonByCouncil}, rate: true},
		{reason: "A borough of a file of several", files: all, args: []string{"-where", "Borough=Tower Hamlets"}},
		{reason: "The same, and its residents", files: all, args: []string{"-where", "borough=tower hamlets", "-residents", "Tower Hamlets"}, rate: true},
		{reason: "The files of four forces that were joined, and do not tell which row is whose", files: joined, status: statusInput},
		{reason: "The same, and the country that they make up", files: joined, args: []string{"-residents", "Wales"}, rate: true},
		{reason: "Searches of women", files: people, args: []string{"-gender", "female"}},
		{reason: "The same, and how many women there are, as a mean over a year", files: with(people, womenOfEssex), args: []string{"-gender", "female", "-residents", womenOfEssex}, rate: true},
		{reason: "The same, and counts below 20 are withheld", files: with(people, womenOfEssex), args: []string{"-gender", "female", "-residents", womenOfEssex, "-suppress", "20"}, rate: true},
		{reason: "Searches of boys and young men, whose residents nobody has given", files: people, args: []string{"-gender", "male", "-age", "18-24"}},
		{reason: "Searches under one power, which are of all residents", files: files("2016-06-essex-stop-and-search.csv", womenAndMen().with("Legislation", powers).csv()),
			args: []string{"-legislation", "section 60"}, rate: true},
	}
	for i, s := range list {
		list[i].args = append(s.args, nameOf(s.files))
	}
	return list
}

// nameOf returns the name of the file of searches among files.
func nameOf(files map[string]string) string {
	for name := range files {
		if figures[name] == "" {
			return name
		}
	}
	return ""
}

// TestResidents holds what is printed with and without the residents of a place, in
// testdata/residents.golden.md.
func TestResidents(t *testing.T) {
	comparePage(t, "residents.golden.md", "# Whose residents\n\nWhat `stopsearch` prints of searches that are not those of whole forces, or not of all people, on made-up rows.", screens())
}

// comparePage runs commands and compares what they print with a page of testdata, which begins with
// about.
func comparePage(t *testing.T, name, about string, screens []screen) {
	t.Helper()
	t.Setenv("COLUMNS", "")
	file, err := filepath.Abs(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var page strings.Builder
	fmt.Fprintf(&page, "%s The tests write this page (`go test ./examples/stopsearch -run %s -update`).\n", about, t.Name())
	for i, s := range screens {
		t.Run(s.reason, func(t *testing.T) {
			writeAll(t, s.files)
			var out, errout bytes.Buffer
			if status := run(s.args, strings.NewReader(""), &out, &errout); status != s.status {
				t.Errorf("status %d, want %d: %s", status, s.status, &errout)
			}
			fmt.Fprintf(&page, "\n**%d. %s.**\n\n```text\n$ stopsearch %s\n%s%s```\n", i+1, s.reason, strings.Join(quoted(s.args), " "), &errout, &out)
		})
	}
	compareGolden(t, file, page.String())
}

// compareGolden compares a page with a file, or writes it with -update.
func compareGolden(t *testing.T, file, page string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(page), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(page, "\n")); diff != "" {
		t.Errorf("what is printed is not as in %s (-want +got):\n%s", file, diff)
	}
}

// TestResidentsForms: JSON and CSV have a search rate where the first screen has one, and no other
// rate is lost where it has none.
func TestResidentsForms(t *testing.T) {
	for _, s := range screens() {
		if s.status != statusOK {
			continue
		}
		t.Run(s.reason, func(t *testing.T) {
			writeAll(t, s.files)
			rates := func(format, measure string) int {
				out := output(t, append([]string{"-format", format}, s.args...)...)
				if format == cli.FormatCSV {
					return strings.Count(out, "\n"+measure+",")
				}
				n := 0
				for _, table := range decode(t, out).Tables {
					if table.Measure == measure {
						n += len(table.Rows)
					}
				}
				return n
			}
			for _, format := range []string{cli.FormatCSV, cli.FormatJSON} {
				if got := rates(format, "search rate"); (got > 0) != s.rate {
					t.Errorf("%s: %d rows of search rates, want some: %v", format, got, s.rate)
				}
				if rates(format, "arrest rate") == 0 && !slices.Contains(s.args, "-suppress") {
					t.Errorf("%s: no arrest rate", format)
				}
			}
		})
	}
}

// TestResidentsNamed: JSON and CSV name the residents, and no folder of a file.
func TestResidentsNamed(t *testing.T) {
	searches := "2016-06-essex-stop-and-search.csv"
	writeAll(t, files(searches, womenAndMen().csv(), "figures/"+womenOfEssex, figures[womenOfEssex], "figures/"+croydonByCouncil, figures[croydonByCouncil]))
	for _, test := range []struct {
		residents          string // "" for those of the force
		area, kind, source string
		total              float64
		reason             string
	}{
		{"", "Essex", "interpolated", "census 2011 and 2021, interpolated to 15 June 2016", 0, "of the force, on the mean day of the month"},
		{"Basildon", "Basildon", "interpolated", "census 2011 and 2021, interpolated to 15 June 2016", 0, "of a place"},
		{"./figures/" + womenOfEssex, womenOfEssex, "own", womenOfEssex, 802311 + 16904.5 + 29870 + 19226.5 + 4104, "of a file with separators and fractions, which names no place"},
		{"figures/" + croydonByCouncil, "Croydon", "own", croydonByCouncil + ", 2016", 379160, "of a file that names the place and the year: 24 columns, of which 18 count"},
	} {
		args := []string{searches}
		if test.residents != "" {
			args = append(args, "-residents", test.residents)
		}
		text := output(t, append(args, "-format", "json")...)
		var got struct {
			Area      string
			Residents float64
			Source    struct{ Kind, Text string } `json:"residents_source"`
		}
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Fatal(err)
		}
		if got.Area != test.area || got.Source.Kind != test.kind || got.Source.Text != test.source || test.total != 0 && got.Residents != test.total {
			t.Errorf("-residents %q (%s): %+v, want %q, %q, %q, %v", test.residents, test.reason, got, test.area, test.kind, test.source, test.total)
		}
		// with a warning of a part of a force
		_, table, _ := call(t, "", append(args, "-format", "csv")...)
		if strings.Contains(text+table, "figures/") || !strings.Contains(table, test.source) {
			t.Errorf("-residents %q (%s): CSV\n%s", test.residents, test.reason, table)
		}
	}
}

// TestWhereIsCut: -where gives what a file of these rows alone gives.
func TestWhereIsCut(t *testing.T) {
	writeAll(t, files("all/"+londonJune, london().csv(), "cut/"+londonJune, searchTable(slices.DeleteFunc(london(), func(row []string) bool {
		return !slices.Contains([]string{"Croydon", "Borough"}, row[len(row)-1])
	})).csv()))
	all, cut := "all/"+londonJune, "cut/"+londonJune
	tables := func(args ...string) string {
		var b strings.Builder
		for _, table := range decode(t, output(t, append(args, "-format", "json", "-residents", "Croydon")...)).Tables {
			fmt.Fprintln(&b, table.Measure, table.Rows)
		}
		return b.String()
	}
	want := tables(cut)
	for _, test := range []struct {
		args   []string
		reason string
	}{
		{[]string{"-where", "Borough=Croydon", all}, "as it is written"},
		{[]string{"-where", " BOROUGH = croydon ", all}, "in other letters, with space"},
		{[]string{"-where", "Borough=Croydon", "-where", "borough=CROYDON", all}, "or of the same"},
		{[]string{"-where", "Borough=Croydon", "-where", "Outcome linked to object of search=TRUE", all}, "and with what all of them say"},
	} {
		if got := tables(test.args...); got != want {
			t.Errorf("%q (%s):\n%s\nof a file of these rows:\n%s", test.args, test.reason, got, want)
		}
	}
	if tables(all) == want {
		t.Error("the other rows make no difference")
	}
}

// TestWalesTogether: searches of which nobody says the force are over the residents of a place as
// those are that say it.
func TestWalesTogether(t *testing.T) {
	forces := []string{"Dyfed-Powys", "Gwent", "North Wales", "South Wales"}
	writeAll(t, files("none.csv", wales().csv(), "told.csv", wales().and("Force", func(row int) string { return forces[row%len(forces)] }).csv()))
	ratios := func(args ...string) map[string]float64 {
		return decode(t, output(t, append(args, "-format", "json", "-residents", "Wales")...)).ratios(t, "search rate")
	}
	want := ratios("none.csv")
	if diff := cmp.Diff(want, ratios("told.csv")); diff != "" || len(want) != 5 {
		t.Errorf("indices without forces and with them (-without +with):\n%s", diff)
	}
}

// writeAll makes a folder with files the working directory of a test.
func writeAll(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, content := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
