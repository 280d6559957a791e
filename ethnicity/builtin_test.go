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

// TestAreasFromCensusFiles compares forces and regions, which are sums of districts here, with
// files that others made of the same censuses.
func TestAreasFromCensusFiles(t *testing.T) {
	compare := func(name string, c Census, s Scheme, want map[Group]float64) {
		t.Helper()
		if diff := cmp.Diff(want, byGroup(t, population(t, name, c), s)); diff != "" {
			t.Errorf("%s, %s differs (-file +table):\n%s", name, c, diff)
		}
	}
	number := func(text string) float64 {
		n, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}

	header, rows := records(t, dataFile(t, "census/2011-KS201EW-police-force-areas.csv"))
	for _, row := range rows {
		counts, want := make(map[Group]int64), make(map[Group]float64)
		addKS201EW(t, counts, header, row)
		for g, n := range counts {
			want[g] = float64(n)
		}
		compare("force:"+row[0], Census2011, EighteenPlusOne, want)
	}
	if len(rows) != 43 {
		t.Errorf("%d forces of 2011", len(rows))
	}

	header, rows = records(t, dataFile(t, "census/derived-2021-police-force-areas-19-groups.csv"))
	for _, row := range rows {
		want := make(map[Group]float64)
		for i, label := range header[3:] {
			want[must(ParseIn(NineteenPlusOne, label))] = number(row[3+i])
		}
		compare(row[0], Census2021, NineteenPlusOne, want)
		if total := population(t, row[0], Census2021).Total(); total != number(row[2]) {
			t.Errorf("%s: %v, and the file has %s", row[1], total, row[2])
		}
	}
	if len(rows) != 44 {
		t.Errorf("%d forces of 2021 and all together", len(rows))
	}

	regions := make(map[string]map[Group]float64)
	_, rows = records(t, dataFile(t, "census/2011-KS201EW-regions-18-groups.csv"))
	for _, row := range rows {
		if regions[row[1]] == nil {
			regions[row[1]] = make(map[Group]float64)
		}
		if g, err := ParseIn(EighteenPlusOne, row[0]); err == nil {
			regions[row[1]][g] = number(row[2])
		} else if total := population(t, "region:"+row[1], Census2011).Total(); row[0] == "All usual residents" && total != number(row[2]) {
			t.Errorf("%s: %v, and the file has %s", row[1], total, row[2])
		}
	}
	for region, want := range regions {
		compare("region:"+region, Census2011, EighteenPlusOne, want)
	}
	if len(regions) != 10 {
		t.Errorf("%d regions and Wales", len(regions))
	}
}

// TestAreasAreSums: districts add up to their force, those of 2011 to what was made of them, forces
// to their region and country.
func TestAreasAreSums(t *testing.T) {
	isMade := func(code string) bool {
		return slices.ContainsFunc(mergers, func(m merger) bool { return m.code == code })
	}
	isGone := func(code string) bool {
		return slices.ContainsFunc(mergers, func(m merger) bool { return slices.Contains(m.parts, code) })
	}
	for _, c := range []Census{Census2011, Census2021} {
		rows := builtIn(c).rows
		sums := 0
		check := func(whole Population, kind areaKind, leaveOut func(code string) bool) {
			t.Helper()
			var parts []Population
			for _, p := range rows {
				if kindOf(p.Code) == kind && p.Code != whole.Code && p.Within(whole) && !leaveOut(p.Code) {
					parts = append(parts, p)
				}
			}
			sum, err := Sum(parts...)
			if err != nil || sum.counts != whole.counts || sum.covers != whole.covers || len(parts) > 1 && sum != whole {
				t.Errorf("%s: %d parts of %s add up to %s, %v, %v: want %v", c, len(parts), whole.Area, sum.Area, sum.counts, err, whole.counts)
			}
			sums++
		}
		for _, p := range rows {
			switch kind := kindOf(p.Code); {
			case kind == kindForce:
				check(p, kindDistrict, isGone) // by the districts of 2021
				if c == Census2011 {
					check(p, kindDistrict, isMade)
				}
			case kind == kindDistrict && c == Census2011 && isMade(p.Code):
				check(p, kindDistrict, isMade)
			case kind == kindRegion, kind == kindCountry:
				check(p, kindForce, func(string) bool { return false })
			}
		}
		if want := map[Census]int{Census2011: 43 + 43 + 8 + 9 + 3, Census2021: 43 + 9 + 3}[c]; sums != want {
			t.Errorf("%s: %d sums, not %d", c, sums, want)
		}
	}
}
