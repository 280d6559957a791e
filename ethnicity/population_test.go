package ethnicity

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func population(t testing.TB, area string, c Census) Population {
	t.Helper()
	p, err := PopulationOf(area, c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// byGroup returns the residents of p, in scheme s, as a map.
func byGroup(t testing.TB, p Population, s Scheme) map[Group]float64 {
	t.Helper()
	q, err := p.Collapse(s)
	if err != nil {
		t.Fatal(err)
	}
	return maps.Collect(q.All())
}

// TestPopulations compares with figures that other bodies made of the same censuses.
func TestPopulations(t *testing.T) {
	for _, tt := range []struct {
		area   string
		c      Census
		s      Scheme
		want   map[Group]float64
		reason string
	}{
		{"Avon and Somerset", Census2011, FivePlusOne2001, map[Group]float64{White: 1491970, Mixed: 28277, AsianWithoutChinese: 33005, Black: 30923, OtherWithChinese: 15380},
			"Ethnicity facts and figures, ONS 2001 5+1"},
		{"Avon and Somerset", Census2011, FivePlusOne, map[Group]float64{White: 1491970, Mixed: 28277, Asian: 41981, Black: 30923, Other: 6404}, "KS201EW, parent columns"},
		{"Avon and Somerset", Census2011, UseOfForce2018, map[Group]float64{White: 1491970, Mixed: 28277, AsianWithoutChinese: 33005, Chinese: 8976, Black: 30923, Other: 6404},
			"Resistance Lab, police-defined demographics"},
		{"Metropolitan", Census2011, UseOfForce2018, map[Group]float64{White: 4881636, Mixed: 404990, AsianWithoutChinese: 1386619, Chinese: 123987, Black: 1088447, Other: 280887},
			"Resistance Lab, police-defined demographics"},
		{"City of London", Census2011, UseOfForce2018, map[Group]float64{White: 5799, Mixed: 289, AsianWithoutChinese: 677, Chinese: 263, Black: 193, Other: 154},
			"Resistance Lab, police-defined demographics"},
		{"Avon and Somerset", Census2021, FivePlusOne, map[Group]float64{White: 1584583, Mixed: 44435, Asian: 60732, Black: 37844, Other: 16982},
			"sum over districts"},
		{"Metropolitan Police", Census2021, WhiteOther, map[Group]float64{White: 4725217, OtherThanWhite: 4065935}, "sum over 32 boroughs"},
		{"Bath and North East Somerset", Census2021, OfficerDefined, map[Group]float64{White: 178019 + 289, Mixed: 5256, Asian: 6389, Black: 1846, Other: 1899 - 289},
			"Black Thrive, aggregated, which counts 289 Gypsy or Irish Traveller and Roma people in Other"},
	} {
		p := population(t, tt.area, tt.c)
		if diff := cmp.Diff(tt.want, byGroup(t, p, tt.s)); diff != "" {
			t.Errorf("%s %s, %s (%s) (-want +got):\n%s", tt.area, tt.c, tt.s, tt.reason, diff)
		}
	}
	for _, tt := range []struct {
		area   string
		c      Census
		g      Group
		want   float64
		reason string
	}{
		{"Bristol", Census2021, White, 383142, "with Gypsy or Irish Traveller and Roma"},
		{"Bristol", Census2021, GypsyRomaTraveller, 383142 - 381903, "which Black Thrive leaves out"},
		{"Bristol", Census2021, Black, 27890, "Black Thrive, aggregated"},
		{"Avon and Somerset", Census2021, Roma, 2232, "the census has Roma"},
		{"Avon and Somerset", Census2021, GypsyOrIrishTraveller, 1782, "18+1 has no more"},
		{"Avon and Somerset", Census2021, OtherWhite, 98849 + 2232, "Roma is part of other White in 18+1"},
		{"Avon and Somerset", Census2021, AsianWithoutChinese, 60732 - 12056, "of 19 groups"},
		{"Avon and Somerset", Census2011, WhiteBritish, 1425794, "KS201EW"},
		{"City of London", Census2021, Roma, 59, "rarely many"},
		{"Metropolitan Police", Census2021, Black, 1188137, "the exposure of the September 2022 table"},
	} {
		if got, err := population(t, tt.area, tt.c).Of(tt.g); got != tt.want || err != nil {
			t.Errorf("%s %s: %v = %v, %v, want %v (%s)", tt.area, tt.c, tt.g, got, err, tt.want, tt.reason)
		}
	}
}

// TestPopulationTotals: the sums over 43 forces. The published total of 2021 is 59,597,542; 36
// people are the perturbation of the cells.
func TestPopulationTotals(t *testing.T) {
	for _, tt := range []struct {
		c                       Census
		england, wales, both    float64
		districts, areas, files int
	}{
		{Census2011, 53012456, 3063456, 56075912, 348, 43 + 348 + 8 + 9 + 3, 43},
		{Census2021, 56490065, 3107513, 59597578, 331, 43 + 331 + 9 + 3, 43},
	} {
		var forces, english, welsh, districts []Population
		for f := range Forces() {
			if f.Code() == "" {
				continue
			}
			p := population(t, "force:"+f.Slug(), tt.c)
			if p.Area != f.String() || p.Code != f.Code() || p.Census != tt.c {
				t.Errorf("%v: %s, %s, %s", f, p.Area, p.Code, p.Census)
			}
			forces = append(forces, p)
			if p.Code[0] == 'E' {
				english = append(english, p)
			} else {
				welsh = append(welsh, p)
			}
		}
		areas := 0
		for name := range Areas(tt.c) {
			areas++
			p := population(t, name, tt.c)
			if q := population(t, p.Code, tt.c); q != p {
				t.Errorf("%s and %s differ", p.Area, q.Area)
			}
			merged := slices.ContainsFunc(mergers, func(m merger) bool { return m.code == p.Code })
			if kindOf(p.Code) == kindDistrict && !(merged && tt.c == Census2011) {
				districts = append(districts, p)
			}
		}
		if len(forces) != tt.files || len(districts) != tt.districts || areas != tt.areas {
			t.Errorf("%s: %d forces, %d districts, %d areas", tt.c, len(forces), len(districts), areas)
		}
		for _, sum := range []struct {
			of   []Population
			area string
			want float64
		}{
			{forces, "England and Wales", tt.both}, {english, "England", tt.england}, {welsh, "Wales", tt.wales},
			{districts, "England and Wales", tt.both},
			{[]Population{population(t, "Wales", tt.c), population(t, "England", tt.c)}, "England and Wales", tt.both},
		} {
			got, err := Sum(sum.of...)
			if err != nil || got != population(t, sum.area, tt.c) || got.Total() != sum.want {
				t.Errorf("%s: %d areas add up to %s with %v, %v: want %s with %v", tt.c, len(sum.of), got.Area, got.Total(), err, sum.area, sum.want)
			}
		}
	}
}

// TestChineseBetweenBases shows the mistake that the schemes are there to prevent: 112 searches of
// Asian people and 22 of others, 3,771 of White people, counted on the 2001 basis in Avon and
// Somerset in 2017/18, over residents on either basis.
func TestChineseBetweenBases(t *testing.T) {
	p := population(t, "Avon and Somerset", Census2011)
	on2001, on2011 := byGroup(t, p, FivePlusOne2001), byGroup(t, p, FivePlusOne)
	index := func(searches, residents float64) string {
		return strconv.FormatFloat(searches/residents/(3771/on2001[White]), 'f', 2, 64)
	}
	for _, tt := range []struct {
		group, basis, got, want string
	}{
		{"Asian", "2001", index(112, on2001[AsianWithoutChinese]), "1.34"},
		{"Asian", "2011", index(112, on2011[Asian]), "1.06"},
		{"Other", "2001", index(22, on2001[OtherWithChinese]), "0.57"},
		{"Other", "2011", index(22, on2011[Other]), "1.36"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s over residents on the %s basis: index %s, want %s", tt.group, tt.basis, tt.got, tt.want)
		}
	}
	// And the library refuses: the counts of one basis do not collapse into the other.
	_, err := FivePlusOne.CollapseCounts(map[Group]int64{White: 3771, AsianWithoutChinese: 112, OtherWithChinese: 22})
	var ce *CollapseError
	if !errors.As(err, &ce) || ce.Group != OtherWithChinese {
		t.Errorf("2001 counts in 5+1: %v, want a CollapseError of %v", err, OtherWithChinese)
	}
	for _, tt := range []struct {
		s     Scheme
		g     Group
		knows bool
	}{{FivePlusOne, AsianWithoutChinese, false}, {FivePlusOne2001, Asian, false}, {FivePlusOne, OtherWithChinese, false}, {FivePlusOne2001, Other, false},
		{SixteenPlusOne, Asian, true}, {SixteenPlusOne, AsianWithoutChinese, true}, {SixteenPlusOne, OtherWithChinese, true}, {UseOfForce2018, Asian, true}} {
		q, err := p.Collapse(tt.s)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := q.Of(tt.g); (err == nil) != tt.knows {
			t.Errorf("%v of figures in %s = %v, %v", tt.g, tt.s, n, err)
		}
	}
}

func TestPopulationErrors(t *testing.T) {
	as, kent := population(t, "Avon and Somerset", Census2011), population(t, "Kent", Census2011)
	five, err := kent.Collapse(FivePlusOne)
	if err != nil {
		t.Fatal(err)
	}
	full := map[Group]float64{White: maxResidents, OtherThanWhite: 0}
	huge, err := NewPopulation("Huge", WhiteOther, full)
	if err != nil {
		t.Fatal(err)
	}
	one := func(_ Population, err error) error { return err }
	count := func(_ float64, err error) error { return err }
	for _, tt := range []struct {
		err  error
		want string
	}{
		{one(PopulationOf("btp", Census2011)), "ethnicity: British Transport Police has no residents: its searches have no population to be divided by"},
		{one(PopulationOf("Kent", OtherSource)), "ethnicity: no residents are built in for census other: want 2011 or 2021"},
		{one(PopulationOf("Kent", Interpolated)),
			"ethnicity: residents that are interpolated between two censuses are of a day, and none is given: want 2011 or 2021"},
		{one(PopulationOf("Kent", Census(9))), "ethnicity: no residents are built in for census Census(9): want 2011 or 2021"},
		{one(PopulationOf("Atlantis", Census2021)),
			`ethnicity: no area "Atlantis" in census 2021: want a police force of England and Wales, one of the 331 districts of 2021, a region of England, England, Wales, or England and Wales`},
		{one(PopulationOf("", Census2021)),
			`ethnicity: no area "" in census 2021: want a police force of England and Wales, one of the 331 districts of 2021, a region of England, England, Wales, or England and Wales`},
		{one(PopulationOf("Taunton Deane", Census2021)),
			`ethnicity: no area "Taunton Deane" in census 2021: it is part of Somerset West and Taunton since 2019: want Somerset West and Taunton`},
		{one(Sum()), "ethnicity: no populations to add up: want one or more"},
		{one(Sum(as, kent, as)), "ethnicity: residents of Avon and Somerset would be counted twice: they are in Avon and Somerset + Kent"},
		{one(Sum(as, population(t, "Bristol", Census2011))), "ethnicity: residents of Bristol would be counted twice: they are in Avon and Somerset"},
		{one(Sum(population(t, "England", Census2011), kent)), "ethnicity: residents of Kent would be counted twice: they are in England"},
		{one(Sum(kent, population(t, "England", Census2011))), "ethnicity: residents of Kent would be counted twice: they are in England"},
		{one(Sum(as, population(t, "Kent", Census2021))),
			"ethnicity: residents of Avon and Somerset are of census 2011, those of Kent of census 2021: use one census"},
		{one(Sum(as, five)), "ethnicity: residents of Avon and Somerset are in scheme 18+1, those of Kent in scheme 5+1: collapse them to one scheme first"},
		{one(Sum(huge, huge)), ""},
		{one(Sum(huge, mustPopulation(t, "One", WhiteOther, map[Group]float64{White: 1, OtherThanWhite: 0}))),
			"ethnicity: residents of Huge and One together are more than 2^53"},
		{one(five.Collapse(EighteenPlusOne)), "ethnicity: White is not the whole or a part of one group of scheme 18+1: " +
			"use one of 5+1, 5+1-2001, officer, use-of-force-2018, white-other (residents of Kent)"},
		{one(as.Collapse(ICCodes)), ""},
		{one(as.Collapse(Scheme(99))), "ethnicity: Scheme(99) is not a scheme"},
		{count(as.Of(Roma)), "ethnicity: residents of Avon and Somerset: figures in scheme 18+1 do not tell Roma apart"},
		{count(as.Of(GypsyRomaTraveller)), "ethnicity: residents of Avon and Somerset: figures in scheme 18+1 do not tell Gypsy, Roma or Irish Traveller apart"},
		{count(as.Of(NotStated)), "ethnicity: residents of Avon and Somerset: figures in scheme 18+1 do not tell Not stated apart"},
		{count(as.Of(WhiteNorthEuropean)), "ethnicity: residents of Avon and Somerset: figures in scheme 18+1 do not tell White North European apart"},
		{count(as.Of(Group(200))), "ethnicity: residents of Avon and Somerset: figures in scheme 18+1 do not tell Group(200) apart"},
		{one(NewPopulation("X", Scheme(99), nil)), "ethnicity: Scheme(99) is not a scheme"},
		{one(NewPopulation("X", WhiteOther, map[Group]float64{White: 1})), "ethnicity: residents of X: no count of Other than White, which is a group of scheme white-other"},
		{one(NewPopulation("X", WhiteOther, map[Group]float64{White: 1, OtherThanWhite: -2})), "ethnicity: residents of X: count of Other than White is -2: want 0 or more"},
		{one(NewPopulation("X", WhiteOther, map[Group]float64{White: 1, OtherThanWhite: maxResidents})), "ethnicity: residents of X: the total is larger than 2^53"},
		{one(NewPopulation("X", WhiteOther, map[Group]float64{White: 1, OtherThanWhite: 2, Black: 3})),
			"ethnicity: residents of X: Black is not a group of scheme white-other: collapse the counts first"},
		{one(NewPopulation("X", WhiteOther, map[Group]float64{White: 1, OtherThanWhite: 2, NotStated: 3})),
			"ethnicity: residents of X: Not stated is not a group of scheme white-other: collapse the counts first"},
	} {
		if tt.err == nil || tt.want != "" && tt.err.Error() != tt.want {
			t.Errorf("got error  %v\nwant error %s", tt.err, tt.want)
		}
	}
	if slices.Collect(Areas(OtherSource)) != nil || slices.Collect(Areas(Census(99))) != nil {
		t.Error("Areas yields areas of no census")
	}
	if got, want := slices.Collect(Areas(Interpolated)), slices.Collect(Areas(Census2021)); !slices.Equal(got, want) {
		t.Errorf("Areas(Interpolated) yields %d areas that are not the %d of 2021", len(got), len(want))
	}
	if full[White] != maxResidents || len(full) != 2 {
		t.Error("NewPopulation changed its input")
	}
}

func mustPopulation(t *testing.T, area string, s Scheme, counts map[Group]float64) Population {
	t.Helper()
	p, err := NewPopulation(area, s, counts)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestPopulationLaws: collapsing keeps the total and what the figures tell; sums do not depend on
// order or grouping, and commute with collapsing.
func TestPopulationLaws(t *testing.T) {
	var areas []string
	for f := range Forces() {
		if f.Code() != "" {
			areas = append(areas, f.Code())
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom([]Census{Census2011, Census2021}).Draw(t, "census")
		codes := rapid.Permutation(areas).Draw(t, "areas")[:rapid.IntRange(2, 43).Draw(t, "n")]
		s := Scheme(rapid.IntRange(0, numSchemes-1).Draw(t, "scheme"))
		var ps []Population
		for _, code := range codes {
			p, err := PopulationOf(code, c)
			if err != nil {
				t.Fatal(err)
			}
			ps = append(ps, p)
		}
		all, err := Sum(ps...)
		if err != nil {
			t.Fatal(err)
		}
		cut := rapid.IntRange(1, len(ps)-1).Draw(t, "cut")
		left, leftErr := Sum(ps[:cut]...)
		right, rightErr := Sum(ps[cut:]...)
		swapped, swappedErr := Sum(right, left)
		if err := errors.Join(leftErr, rightErr, swappedErr); err != nil {
			t.Fatal(err)
		}
		if all.counts != swapped.counts || all.covers != swapped.covers || left.Total()+right.Total() != all.Total() {
			t.Fatalf("%s differs from %s", all.Area, swapped.Area)
		}
		q, err := all.Collapse(s)
		if err != nil {
			if s != ICCodes && !(s == NineteenPlusOne && c == Census2011) {
				t.Fatal(err)
			}
			return
		}
		if q.Total() != all.Total() {
			t.Fatalf("%s: total %v became %v in %s", all.Area, all.Total(), q.Total(), s)
		}
		for g := range Groups() {
			n, err := q.Of(g)
			if before, beforeErr := all.Of(g); err == nil && (beforeErr != nil || n != before) {
				t.Fatalf("%v: %v before, %v; %v in %s", g, before, beforeErr, n, s)
			}
		}
		var parts []Population
		for _, p := range ps {
			part, err := p.Collapse(s)
			if err != nil {
				t.Fatal(err)
			}
			parts = append(parts, part)
		}
		if sum, err := Sum(parts...); err != nil || sum.counts != q.counts {
			t.Fatalf("collapsing the parts: %v, %v; the whole: %v", sum.counts, err, q.counts)
		}
	})
}

// TestEthnicityFactsAndFigures compares with the residents that Ethnicity facts and figures divides
// by: census 2011 on the 2001 basis, in 5 and in 16 groups.
func TestEthnicityFactsAndFigures(t *testing.T) {
	f, err := os.Open(dataFile(t, "published/eff-stop-and-search-by-pfa-ethnicity-2006-07_2017-18.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	schemeOf := map[string]Scheme{"ONS 2001 5+1": FivePlusOne2001, "ONS 2001 16+1": SixteenPlusOne}
	compared := 0
	for _, row := range rows[1:] {
		s, ok := schemeOf[row[4]]
		if !ok {
			continue
		}
		g, err := ParseIn(s, row[3])
		if err != nil {
			t.Fatal(err)
		}
		want, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(row[9]), ",", ""), 64)
		if err != nil || !g.IsKnown() {
			continue // N/A: no residents, or no known group
		}
		p, err := PopulationOf(row[5], Census2011)
		if err != nil {
			continue // British Transport Police and totals
		}
		compared++
		q, err := p.Collapse(s)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := q.Of(g); got != want || err != nil {
			t.Errorf("%s, %s, %s: %v, %v, want %v", row[1], row[5], row[3], got, err, want)
		}
	}
	t.Logf("%d figures compared", compared)
	if compared < 43*(5+16) {
		t.Errorf("%d figures compared, want at least one year of 43 forces", compared)
	}
}

// TestResistanceLabGroups compares with their six groups of the use-of-force tables, 2011.
func TestResistanceLabGroups(t *testing.T) {
	header, rows := records(t, dataFile(t, "census/2011-police-defined-6-groups-by-pfa.csv"))
	for _, row := range rows {
		got := byGroup(t, population(t, "force:"+row[0], Census2011), UseOfForce2018)
		for i, label := range header[1:] {
			g, err := ParseIn(UseOfForce2018, label)
			if err != nil {
				t.Fatal(err)
			}
			if want := row[1+i]; strconv.FormatFloat(got[g], 'f', -1, 64) != want {
				t.Errorf("%s, %v: %v, want %s", row[0], g, got[g], want)
			}
		}
	}
}

func TestReadTableErrors(t *testing.T) {
	head := "code\tarea\tforce\tWhite\tOther than White\n"
	for _, tt := range []struct{ text, want, reason string }{
		{"code\tarea\tWhite\n", `line 1: header is ["code" "area" "White"]: want ["code" "area" "force" "White" "Other than White"]`, "groups of another scheme"},
		{head + "E07000223\tX\tF\t1\n", "line 2: 4 fields: want 5", "short row"},
		{head + "E07000223\tX\tF\t1\t-2\n", `line 2: residents of X, Other than White: "-2": want a whole number, 0 or more`, "negative"},
		{head + "# comment\nE07000223\tX\tF\t1\t2.5\n", `line 3: residents of X, Other than White: "2.5": want a whole number, 0 or more`, "not whole"},
		{head + "E07000999\tX\tF\t1\t2\n", "line 2: X is no district of 2011, and made of none", "a district that is none"},
	} {
		if _, err := readTable(tt.text, OtherSource, WhiteOther); err == nil || err.Error() != tt.want {
			t.Errorf("readTable (%s): error %v, want %s", tt.reason, err, tt.want)
		}
	}
}

func FuzzParseCensus(f *testing.F) {
	for c := range Censuses() {
		f.Add(c.String())
	}
	f.Fuzz(func(t *testing.T, name string) {
		c, err := ParseCensus(name)
		checkError(t, err)
		if err != nil {
			return
		}
		if back, err := ParseCensus(c.String()); err != nil || back != c || !strings.EqualFold(name, c.String()) {
			t.Fatalf("ParseCensus(%q) = %v, which reads back as %v, %v", name, c, back, err)
		}
	})
}

func TestCensusYear(t *testing.T) {
	for c, want := range map[Census]int{OtherSource: 0, Census2011: 2011, Census2021: 2021, Interpolated: 0, Census(9): 0} {
		if got := c.Year(); got != want {
			t.Errorf("%v.Year() = %d, want %d", c, got, want)
		}
	}
}

func BenchmarkPopulationOf(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := PopulationOf("avon-and-somerset", Census2021); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCollapse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		for g := range Groups() {
			_, _ = FivePlusOne.collapse(g)
		}
	}
}
