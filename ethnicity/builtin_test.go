package ethnicity

import (
	"encoding/csv"
	"flag"
	"fmt"
	"io"
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
	code, name string
	counts     map[Group]int64
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

func derive2011(t *testing.T) []area {
	header, rows := records(t, dataFile(t, "census/2011-KS201EW-police-force-areas.csv"))
	var areas []area
	for _, row := range rows {
		f, err := ParseForce(row[0])
		if err != nil {
			t.Fatal(err)
		}
		a := area{f.Code(), f.String(), make(map[Group]int64)}
		addKS201EW(t, a.counts, header, row)
		areas = append(areas, a)
	}
	// The districts, and with them every force area once more by the lookup of 2016.
	forceOf := make(map[string]string)
	_, lookup := records(t, dataFile(t, "census/2016-12-lookup-LAD-CSP-PFA.csv"))
	for _, row := range lookup {
		forceOf[row[1]] = row[4]
	}
	forceOf["Folkestone and Hythe"] = forceOf["Shepway"] // renamed in 2018, after the lookup
	forceOf["Rhondda Cynon Taff"] = forceOf["Rhondda Cynon Taf"]
	again := make(map[string]map[Group]int64)
	var districts []area
	header, rows = records(t, dataFile(t, "census/2011-KS201EW-local-authorities-nomis.csv"))
	for _, row := range rows {
		code, ok := forceOf[row[1]]
		if !ok {
			t.Errorf("district %s is not in the lookup", row[1])
		}
		if again[code] == nil {
			again[code] = make(map[Group]int64)
		}
		addKS201EW(t, again[code], header, row)
		if code == avonAndSomerset {
			a := area{row[2], strings.TrimSuffix(row[1], ", City of"), make(map[Group]int64)}
			addKS201EW(t, a.counts, header, row)
			districts = append(districts, a)
		}
	}
	for _, a := range areas {
		if diff := cmp.Diff(a.counts, again[a.code]); diff != "" {
			t.Errorf("%s: the force file differs from the sum of districts (-force +districts):\n%s", a.name, diff)
		}
	}
	return append(sortAreas(areas), sortAreas(districts)...)
}

func derive2021(t *testing.T) []area {
	forceOf := make(map[string]string)
	_, lookup := records(t, dataFile(t, "census/2022-lookup-LAD-CSP-PFA.csv"))
	for _, row := range lookup {
		forceOf[row[0]] = row[4]
	}
	byCode := make(map[string]*area)
	at := func(code, name string) *area {
		if byCode[code] == nil {
			byCode[code] = &area{code, name, make(map[Group]int64)}
		}
		return byCode[code]
	}
	_, rows := records(t, dataFile(t, "census/2021-ONS-custom-LTLA-by-ethnic-group-20.csv"))
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
		f, err := ParseForce(forceOf[row[0]])
		if err != nil || f.IsZero() {
			t.Fatalf("district %s has no force: %v", row[1], err)
		}
		at(f.Code(), f.String()).counts[g] += n
		if f.Code() == avonAndSomerset {
			at(row[0], row[1]).counts[g] += n
		}
	}
	var areas, districts []area
	for _, a := range byCode {
		if isDistrict(a.code) {
			districts = append(districts, *a)
		} else {
			areas = append(areas, *a)
		}
	}
	// The sums that came with the data, made by others.
	header, rows := records(t, dataFile(t, "census/derived-2021-police-force-areas-19-groups.csv"))
	for _, row := range rows {
		if row[0] == "K04000001" {
			continue
		}
		for i, label := range header[3:] {
			g, err := ParseIn(NineteenPlusOne, label)
			if err != nil {
				t.Fatal(err)
			}
			if want := fmt.Sprint(byCode[row[0]].counts[g]); row[3+i] != want {
				t.Errorf("%s, %s: %s in the derived file, %s by the lookup", row[1], label, row[3+i], want)
			}
		}
	}
	return append(sortAreas(areas), sortAreas(districts)...)
}

func sortAreas(as []area) []area {
	return slices.SortedFunc(slices.Values(as), func(a, b area) int { return strings.Compare(a.name, b.name) })
}

// format writes a table of residents as readTable reads it.
func format(comment string, s Scheme, areas []area) string {
	var b strings.Builder
	for line := range strings.Lines(comment) {
		b.WriteString("# " + line)
	}
	b.WriteString("code\tarea")
	for g := range s.Groups() {
		b.WriteString("\t" + g.String())
	}
	b.WriteString("\n")
	for _, a := range areas {
		b.WriteString(a.code + "\t" + a.name)
		for g := range s.Groups() {
			fmt.Fprintf(&b, "\t%d", a.counts[g])
		}
		b.WriteString("\n")
	}
	return b.String()
}

const comment2011 = `Residents by ethnic group, census of 27 March 2011: the 43 police force areas of England and Wales, then the nine districts of Avon and Somerset.
Source: Office for National Statistics, Census 2011, table KS201EW, from Nomis; police force areas by the lookup of districts of December 2016.
Contains public sector information licensed under the Open Government Licence v3.0.
`

const comment2021 = `Residents by ethnic group, census of 21 March 2021: the 43 police force areas of England and Wales, then the eight districts of Avon and Somerset.
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
		areas         int
	}{
		{"census2011.tsv", comment2011, EighteenPlusOne, derive2011, 43 + 9},
		{"census2021.tsv", comment2021, NineteenPlusOne, derive2021, 43 + 8},
	} {
		t.Run(tt.file, func(t *testing.T) {
			areas := tt.derive(t)
			if len(areas) != tt.areas {
				t.Errorf("%d areas, want %d", len(areas), tt.areas)
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
