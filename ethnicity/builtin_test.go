package ethnicity

import (
	"encoding/csv"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write census2011.tsv and census2021.tsv from the census files in DISPARITY_DATA")

// dataFile returns a file of the public data set that the figures were taken from, or skips the
// test.
func dataFile(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("DISPARITY_DATA is not set: it names the folder of public data files that the tables are compared with")
	}
	return filepath.Join(dir, filepath.FromSlash(name))
}

// records reads a CSV file as a header and rows.
func records(t *testing.T, file string) (header []string, rows [][]string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff")))
	for {
		row, err := r.Read()
		if err == io.EOF {
			return header, rows
		}
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if header == nil {
			header = row
			continue
		}
		rows = append(rows, row)
	}
}

// area is a row of a table of residents.
type area struct {
	code, name, force string
	counts            map[Group]int64
}

// addKS201EW adds up the leaf columns of a row of KS201EW, and checks them against the total and
// the five parent columns in the same row.
func addKS201EW(t *testing.T, to map[Group]int64, header, row []string) {
	t.Helper()
	sums := make(map[Group]int64)
	parents := make(map[Group]int64)
	var total int64
	for i, label := range header {
		if !strings.HasSuffix(label, "; measures: Value") {
			continue
		}
		n, err := strconv.ParseInt(row[i], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		if g, err := ParseIn(EighteenPlusOne, label); err == nil {
			sums[g] += n
		} else if g, err := ParseIn(FivePlusOne, label); err == nil {
			parents[g] += n
		} else {
			total += n
		}
	}
	five, err := FivePlusOne.CollapseCounts(sums)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(parents, five); diff != "" {
		t.Errorf("%s: parent columns differ from the sums of their parts (-parent +sum):\n%s", row[:3], diff)
	}
	var all int64
	for g, n := range sums {
		all += n
		to[g] += n
	}
	if all != total {
		t.Errorf("%s: groups add up to %d, total column %d", row[:3], all, total)
	}
}

// derive2011 makes the rows of 2011 from the file of districts, with the names of 2021 for those
// that there still were.
func derive2011(t *testing.T) []area {
	lookup := make(map[string][]string)
	_, rows := records(t, dataFile(t, "census/2016-12-lookup-LAD-CSP-PFA.csv"))
	for _, row := range rows {
		lookup[row[0]] = row
	}
	names := make(map[string]string)
	_, rows = records(t, dataFile(t, "census/2021-ONS-custom-LTLA-by-ethnic-group-20.csv"))
	for _, row := range rows {
		names[row[0]] = row[1]
	}
	var districts []area
	header, rows := records(t, dataFile(t, "census/2011-KS201EW-local-authorities-nomis.csv"))
	for _, row := range rows {
		if lookup[row[2]] == nil {
			t.Errorf("district %s is not in the lookup", row[1])
			continue
		}
		a := area{row[2], row[1], lookup[row[2]][4], make(map[Group]int64)}
		if names[a.code] != "" {
			a.name = names[a.code]
		}
		addKS201EW(t, a.counts, header, row)
		districts = append(districts, a)
	}
	return sortAreas(districts)
}

func derive2021(t *testing.T) []area {
	lookup := make(map[string][]string)
	_, rows := records(t, dataFile(t, "census/2022-lookup-LAD-CSP-PFA.csv"))
	for _, row := range rows {
		lookup[row[0]] = row
	}
	byCode := make(map[string]area)
	_, rows = records(t, dataFile(t, "census/2021-ONS-custom-LTLA-by-ethnic-group-20.csv"))
	for _, row := range rows {
		n, err := strconv.ParseInt(row[4], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		g, err := ParseIn(NineteenPlusOne, row[3])
		if err != nil {
			t.Fatal(err)
		}
		if byNumber, err := ParseIn(NineteenPlusOne, row[2]); err != nil || byNumber != g {
			t.Errorf("code %s is %v, %v; label %q is %v", row[2], byNumber, err, row[3], g)
		}
		if !g.IsKnown() {
			if n != 0 {
				t.Errorf("%s: %d residents of %q", row[1], n, row[3])
			}
			continue
		}
		if lookup[row[0]] == nil {
			t.Fatalf("district %s is not in the lookup", row[1])
		}
		if _, ok := byCode[row[0]]; !ok {
			byCode[row[0]] = area{row[0], row[1], lookup[row[0]][4], make(map[Group]int64)}
		}
		byCode[row[0]].counts[g] += n
	}
	return sortAreas(slices.Collect(maps.Values(byCode)))
}

func sortAreas(as []area) []area {
	slices.SortFunc(as, func(a, b area) int { return strings.Compare(a.name, b.name) })
	return as
}

// format writes a table of residents as readTable reads it.
func format(comment string, s Scheme, areas []area) string {
	var b strings.Builder
	for line := range strings.Lines(comment) {
		b.WriteString("# " + line)
	}
	b.WriteString("code\tarea\tforce")
	for g := range s.Groups() {
		b.WriteString("\t" + g.String())
	}
	b.WriteString("\n")
	for _, a := range areas {
		b.WriteString(a.code + "\t" + a.name + "\t" + a.force)
		for g := range s.Groups() {
			fmt.Fprintf(&b, "\t%d", a.counts[g])
		}
		b.WriteString("\n")
	}
	return b.String()
}

const comment2011 = `Residents by ethnic group, census of 27 March 2011: the 348 districts of England and Wales, each with its police force area.
Source: Office for National Statistics, Census 2011, table KS201EW, from Nomis, which has the codes of 2013 for districts whose border had been
moved; police force areas by the lookup of districts of December 2016; names as in 2021.
Contains public sector information licensed under the Open Government Licence v3.0.
`

const comment2021 = `Residents by ethnic group, census of 21 March 2021: the 331 districts of England and Wales, each with its police force area.
Source: Office for National Statistics, Census 2021, custom dataset of lower tier local authorities by ethnic group (20 categories); police force
areas by the lookup of districts of 2022. The cells are perturbed by the publisher: they add up to 59,597,578, the published total is 59,597,542.
Contains public sector information licensed under the Open Government Licence v3.0.
`

// TestTableFromCensusFiles makes both tables anew from the census files and compares them with what
// is built in, figure by figure.
func TestTableFromCensusFiles(t *testing.T) {
	for _, tt := range []struct {
		file, comment string
		scheme        Scheme
		derive        func(*testing.T) []area
		districts     int
	}{
		{"census2011.tsv", comment2011, EighteenPlusOne, derive2011, 348},
		{"census2021.tsv", comment2021, NineteenPlusOne, derive2021, 331},
	} {
		t.Run(tt.file, func(t *testing.T) {
			areas := tt.derive(t)
			if len(areas) != tt.districts {
				t.Errorf("%d districts, want %d", len(areas), tt.districts)
			}
			want := format(tt.comment, tt.scheme, areas)
			if *update {
				if err := os.WriteFile(tt.file, []byte(want), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			got, err := os.ReadFile(tt.file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, string(got)); diff != "" {
				t.Errorf("%s differs from the census files (-files +table):\n%s", tt.file, diff)
			}
		})
	}
}
