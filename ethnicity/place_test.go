package ethnicity

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestPlaceNames: the names that people and files use for one place.
func TestPlaceNames(t *testing.T) {
	for _, tt := range []struct{ names, code, reason string }{
		{"County Durham|district:Durham|District: durham|Durham County Council|Durham Council|Durham district|Co. Durham|E06000047", "E06000047", "a district that shares its name with a force"},
		{"force:Durham|Durham Constabulary|Durham Police|FORCE : durham|E23000008", "E23000008", "and the force"},
		{"district:Dorset|Dorset Council|e06000059", "E06000059", "a district"},
		{"force:Dorset|Dorset Police", "E23000039", "and the force"},
		{"district:Wiltshire|Wiltshire Council|district:Wilts", "E06000054", "a district"},
		{"force:Wiltshire|Wiltshire Constabulary|force:wilts", "E23000038", "and the force"},
		{"force:West Midlands|West Midlands Police|WMP|force:W Midlands", "E23000014", "a force"},
		{"region:West Midlands|West Midlands region|The West Midlands region", "E12000005", "and the region"},
		{"region:London|Greater London|London region|E12000007", "E12000007", "the region, with the City"},
		{"force:London|Metropolitan|Metropolitan Police|metropolitan-police|Met|MPS|E23000001", "E23000001", "the force, without"},
		{"City of London|London, City of|City of London Police|force:City of London|CoLP|E23000034", "E23000034", "a force that is one district"},
		{"district:City of London|district:London, City of|City of London Corporation|E09000001", "E09000001", "and the district"},
		{"Croydon|croydon|CROYDON|  Croydon |district:Croydon|LB Croydon|L.B. of Croydon|LB of Croydon|London Borough of Croydon|The London Borough of Croydon|" +
			"London Borough of Croydon Council|Croydon Council|Croydon London Borough|Croydon (London Borough)|Croydon LB|Croydon London Boro|Croydon Borough Council|Croydon LBC|E09000008|\tE09000008\n",
			"E09000008", "a London borough"},
		{"Greenwich|Royal Borough of Greenwich|RB Greenwich|Greenwich Royal Borough", "E09000011", "a royal one"},
		{"Westminster|City of Westminster|Westminster, City of|Westminster City Council", "E09000033", "a city"},
		{"Kensington and Chelsea|Kensington & Chelsea|Kensington&Chelsea|The Royal Borough of Kensington & Chelsea", "E09000020", "&"},
		{"Bristol|Bristol, City of|City of Bristol|Bristol City|Bristol City Council|bristol city of", "E06000023", "a city in words before and behind"},
		{"Hull|Kingston upon Hull|Kingston-upon-Hull|Kingston upon Hull, City of|Hull City Council", "E06000010", "a short name"},
		{"Herefordshire|Herefordshire, County of|County of Herefordshire|Herefordshire Council|Herefordshire County Council", "E06000019", "a county"},
		{"St. Helens|St Helens|St.Helens|Saint Helens|St Helen's|St. Helens Metropolitan Borough Council|St Helens MBC", "E08000013", "a saint"},
		{"King's Lynn and West Norfolk|Kings Lynn & West Norfolk|King’s Lynn and West Norfolk", "E07000146", "an apostrophe, or another, or none"},
		{"Folkestone and Hythe|Shepway|Shepway District Council", "E07000112", "renamed in 2018"},
		{"Vale of Glamorgan|The Vale of Glamorgan|Bro Morgannwg|Vale of Glamorgan Council", "W06000014", "an article"},
		{"Rhondda Cynon Taf|Rhondda Cynon Taff|Rhondda, Cynon, Taff|Rhondda Cynon Taf County Borough Council", "W06000016", "a spelling"},
		{"Isle of Anglesey|Anglesey|Ynys Môn|Ynys Mo\u0302n|Ynys Mon|YNYS MÔN|Isle of Anglesey County Council", "W06000001", "a Welsh name"},
		{"Cardiff|Caerdydd|Cardiff Council|City and County of Cardiff", "W06000015", "a Welsh city"},
		{"Bath and North East Somerset|Bath & North East Somerset|Bath and NE Somerset|Bath & N.E. Somerset|B&NES|BANES", "E06000022", "short words"},
		{"East Hertfordshire|East Herts|East Herts District Council|E07000242|E07000097", "E07000242", "short words, and a code of before 2013"},
		{"South Bucks|South Buckinghamshire|E07000006", "E07000006", "a short word in the name itself, of 2011"},
		{"Northumberland|E06000057|E06000048", "E06000057", "a code of before 2013"},
		{"Gateshead|E08000020", "E08000037", "a code of before 2013"},
		{"Stevenage|E07000101", "E07000243", "a code of before 2013"},
		{"St Albans|E07000100|St Albans City and District", "E07000240", "a code of before 2012"},
		{"Welwyn Hatfield|E07000104", "E07000241", "a code of before 2012"},
		{"Bradford|City of Bradford Metropolitan District Council|Bradford Metropolitan District", "E08000032", "a metropolitan district"},
		{"Isles of Scilly|Council of the Isles of Scilly|Scilly Isles", "E06000053", "a council without a county"},
		{"Birmingham|Birmingham District (B)|BIRMINGHAM CITY", "E08000025", "as maps write it"},
		{"East of England|East|region:East|Eastern|The East of England|East of England region|E12000006", "E12000006", "a region by two names"},
		{"Yorkshire and The Humber|Yorkshire & the Humber|Yorkshire and Humber|Yorkshire and Humberside|Yorks & Humber", "E12000003", "a region in four spellings"},
		{"South West|The South West|South West England|South West of England|south-west|SW region|region: South West", "E12000009", "a region in words before and behind"},
		{"Wales|country:Wales|region:Wales|Cymru|wales", "W92000004", "a country that stands among the regions too"},
		{"England|country: England|E92000001", "E92000001", "a country"},
		{"England and Wales|England & Wales|England/Wales|country:England and Wales|K04000001", "K04000001", "two countries"},
		{"Hampshire|Hampshire Constabulary|Hampshire & IOW|Hants", "E23000030", "a force of two counties, which is no district"},
		{"Buckinghamshire|Bucks|Buckinghamshire Council|E06000060", "E06000060", "made in 2020"},
		{"West Northants|West Northamptonshire Council", "E06000062", "made in 2021"},
	} {
		for name := range strings.SplitSeq(tt.names, "|") {
			if p, err := PopulationOf(name, Census2011); err != nil || p.Code != tt.code {
				t.Errorf("PopulationOf(%q, 2011) is %s %s, %v: want %s (%s)", name, p.Code, p.Area, err, tt.code, tt.reason)
			}
		}
	}
}

// TestPlaceErrors: what is not one place says why, and what to write.
func TestPlaceErrors(t *testing.T) {
	const want2021 = "want a police force of England and Wales, one of the 331 districts of 2021, a region of England, England, Wales, or England and Wales"
	for _, tt := range []struct {
		name         string
		c            Census
		want, reason string
	}{
		{"Durham", Census2021, `"Durham" is a force and a district: want force:Durham or district:Durham (County Durham)`, "Darlington is in the force alone"},
		{"durham", Census2011, `"durham" is a force and a district: want force:durham or district:durham (County Durham)`, "a slug"},
		{"Dorset", Census2021, `"Dorset" is a force and a district: want force:Dorset or district:Dorset`, "Bournemouth is in the force alone"},
		{"Dorset", Census2011, `"Dorset" is a force and a district: want force:Dorset or district:Dorset`, "by the districts of 2021"},
		{"Wiltshire", Census2021, `"Wiltshire" is a force and a district: want force:Wiltshire or district:Wiltshire`, "Swindon is in the force alone"},
		{" Dorset\x1b\u202e ", Census2021, "\" Dorset\\x1b\\u202e \" is a force and a district: want force:Dorset  or district:Dorset ", "marks that a terminal follows"},
		{"West Midlands", Census2021, `"West Midlands" is a force and a region: want force:West Midlands or region:West Midlands`, "four forces"},
		{"London", Census2021, `"London" is a force and a region: want force:London (Metropolitan Police) or region:London`, "the City is in the region alone"},

		{"district:Kent", Census2021, `no district "Kent" in census 2021: it is a force: want Kent`, "another kind"},
		{"force:Croydon", Census2021, `no force "Croydon" in census 2021: it is a district: want Croydon`, "another kind"},
		{"region:Durham", Census2021, `no region "Durham" in census 2021: it is a force and a district: want force:Durham or County Durham`, "two other kinds"},
		{"district:E23000001", Census2021, `no district "E23000001" in census 2021: it is a force: want Metropolitan Police`, "the code of another kind"},
		{"ward:Selhurst", Census2021, `no kind of area "ward" in "ward:Selhurst": want force:, district:, region: or country: and the name, or the name alone`, "no such kind"},
		{":Kent", Census2021, `no kind of area "" in ":Kent": want force:, district:, region: or country: and the name, or the name alone`, "no kind before the colon"},

		{"Taunton Deane", Census2021, `no area "Taunton Deane" in census 2021: it is part of Somerset West and Taunton since 2019: want Somerset West and Taunton`, "merged"},
		{"district:Taunton Deane Borough Council", Census2021,
			`no district "Taunton Deane Borough Council" in census 2021: it is part of Somerset West and Taunton since 2019: want Somerset West and Taunton`, "merged, in words"},
		{"E07000004", Census2021, `no area "E07000004" in census 2021: it is part of Buckinghamshire since 2020: want Buckinghamshire`, "merged, by code"},
		{"Purbeck", Census2021, `no area "Purbeck" in census 2021: it is part of Dorset since 2019: want district:Dorset`, "merged into one whose name has two meanings"},
		{"Corby", Census2021, `no area "Corby" in census 2021: it is part of North Northamptonshire since 2021: want North Northamptonshire`, "merged after the census"},
		{"Cumberland", Census2021, `no area "Cumberland" in census 2021: Cumberland is a district since 2023, made of Allerdale, Carlisle and Copeland: want these`, "made later"},
		{"Somerset Council", Census2011, `no area "Somerset Council" in census 2011: Somerset is a district since 2023, made of Mendip, Sedgemoor, South Somerset and ` +
			`Somerset West and Taunton: want these`, "made later"},
		{"district:North Yorkshire", Census2021, `no district "North Yorkshire" in census 2021: North Yorkshire is a district since 2023, made of Craven, Hambleton, Harrogate, ` +
			`Richmondshire, Ryedale, Scarborough and Selby: want these`, "the district, which York is not in"},

		{"City of Durham", Census2011, "", "a district until 2009, a part of County Durham"},
		{"City of Durham Council", Census2011, "", "the same"},
		{"Durham City Council", Census2011, "", "the same"},
		{"Durham, City of", Census2011, "", "the same"},
		{"Dorset County Council", Census2011, "", "a county with Christchurch"},
		{"Essex County Council", Census2021, "", "the county, without Southend"},
		{"London Council", Census2021, "", "no district"},
		{"district:London", Census2021, `no district "London" in census 2021: it is a force and a region: want Metropolitan Police or region:London`, "no district"},
		{"Croydon, Bromley", Census2021, "", "two names"},

		{"Croyden", Census2021, `no area "Croyden" in census 2021: did you mean Croydon? ` + want2021, "a letter"},
		{"Corydon", Census2021, `no area "Corydon" in census 2021: did you mean Croydon? ` + want2021, "two letters swapped"},
		{"Tower Hamlet", Census2021, `no area "Tower Hamlet" in census 2021: did you mean Tower Hamlets? ` + want2021, "a letter left out"},
		{"Newcastle", Census2021, `no area "Newcastle" in census 2021: did you mean Newcastle upon Tyne or Newcastle-under-Lyme? ` + want2021, "words left out"},
		{"Richmond", Census2021, `no area "Richmond" in census 2021: did you mean Richmond upon Thames or Richmondshire? ` + want2021, "letters left out"},
		{"Devon", Census2021, `no area "Devon" in census 2021: did you mean Devon and Cornwall, East Devon or Mid Devon? ` + want2021, "three at most"},
		{"force:Esex", Census2021, `no force "Esex" in census 2021: did you mean Essex? ` + want2021, "of a kind"},
		{"London City", Census2021, `no area "London City" in census 2021: did you mean City of London? ` + want2021, "force and district, once"},
		{"Durhan", Census2021, `no area "Durhan" in census 2021: did you mean force:Durham or County Durham? ` + want2021, "a name with two meanings"},
		{"Tauton Deane", Census2021, `no area "Tauton Deane" in census 2021: did you mean Taunton Deane? ` + want2021, "of which it is then told what it is part of"},
		{"Atlantis", Census2011, `no area "Atlantis" in census 2011: ` + strings.Replace(want2021, "districts of 2021", "districts of 2021 or the 348 of 2011", 1), "nothing near"},
		{"district:", Census2021, `no district "" in census 2021: ` + want2021, "no name"},
		{"E09000099", Census2021, "", "a code that is none"},

		{"psni", Census2021, "Police Service of Northern Ireland has no residents: its searches have no population to be divided by", "a force of another census"},
		{"force:Scotland", Census2021, "Police Scotland has no residents: its searches have no population to be divided by", "a force of another census"},
		{"district:btp", Census2021, `no district "btp" in census 2021: ` + want2021, "no district"},
	} {
		p, err := PopulationOf(tt.name, tt.c)
		if err == nil || tt.want != "" && err.Error() != "ethnicity: "+tt.want {
			t.Errorf("%q (%s):\n got %s, %v\nwant ethnicity: %s", tt.name, tt.reason, p.Area, err, tt.want)
		}
		checkError(t, err)
	}
}

// TestAreasAreRead: every name of Areas is read as one area, which is found by its code too; by its
// kind and name it is found as well.
func TestAreasAreRead(t *testing.T) {
	for _, c := range []Census{Census2011, Census2021} {
		names, codes := make(map[string]bool), make(map[string]bool)
		for name := range Areas(c) {
			p := population(t, name, c)
			if names[name] || codes[p.Code] {
				t.Errorf("%s: %s, %s stands twice", c, name, p.Code)
			}
			names[name], codes[p.Code] = true, true
			for _, other := range []string{p.Code, strings.ToLower(p.Code), kindOf(p.Code).String() + ":" + p.Area, kindOf(p.Code).String() + ":" + p.Code} {
				if q := population(t, other, c); q != p {
					t.Errorf("%s: %s is %s, and %s is %s", c, other, q.Area, name, p.Area)
				}
			}
		}
		for _, name := range []string{"force:Durham", "County Durham", "force:West Midlands", "region:West Midlands", "Croydon", "City of London", "district:City of London", "Wales"} {
			if !names[name] {
				t.Errorf("%s: no %q among the areas", c, name)
			}
		}
	}
	for f := range Forces() {
		if f.Code() == "" {
			continue
		}
		if p := population(t, "force:"+f.String(), Census2021); p.Code != f.Code() || p.Area != f.String() {
			t.Errorf("%s: %s, %s", f, p.Area, p.Code)
		}
	}
	for code, aliases := range placeAliases {
		for _, alias := range aliases {
			if q := population(t, kindOf(code).String()+":"+alias, Census2021); q.Code != code {
				t.Errorf("%s is %s, not %s", alias, q.Code, code)
			}
		}
	}
}

// FuzzPopulationOf reads anything at all as a name. What is found by a name is found by its code.
func FuzzPopulationOf(f *testing.F) {
	for _, name := range []string{"Durham", "force:Durham", "district: Bristol, City of", "LB Croydon", "E09000008", "Ynys Môn", "region:", ":", "::", "the-", "lb-", "-council",
		"\xff\xfe", "\u202e", "Taunton Deane", "Somerset", strings.Repeat("London Borough of ", 100), strings.Repeat("a", 60)} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		for _, c := range []Census{Census2011, Census2021} {
			p, err := PopulationOf(name, c)
			checkError(t, err)
			if err != nil {
				continue
			}
			if q, err := PopulationOf(p.Code, c); err != nil || q != p {
				t.Fatalf("%q is %s, and %s is %s, %v", name, p.Area, p.Code, q.Area, err)
			}
			if q, err := PopulationOf(kindOf(p.Code).String()+":"+p.Area, c); err != nil || q != p {
				t.Fatalf("%q is %s, which reads back as %s, %v", name, p.Area, q.Area, err)
			}
		}
	})
}

// TestAreaSetLaw compares with sets of whole numbers.
func TestAreaSetLaw(t *testing.T) {
	draw := func(t *rapid.T, label string) (areaSet, map[int]bool) {
		var set areaSet
		want := make(map[int]bool)
		for _, i := range rapid.SliceOfN(rapid.IntRange(0, 383), 0, 30).Draw(t, label) {
			set, want[i] = set.with(setOf(i)), true
		}
		return set, want
	}
	rapid.Check(t, func(t *rapid.T) {
		a, inA := draw(t, "a")
		b, inB := draw(t, "b")
		both, within := 0, true
		for i := range inA {
			if inB[i] {
				both++
			} else {
				within = false
			}
		}
		switch {
		case a.size() != len(inA), a.with(b).size() != len(inA)+len(inB)-both, a.without(b).size() != len(inA)-both:
			t.Fatalf("sizes of %v and %v", a, b)
		case a.overlaps(b) != (both > 0), a.within(b) != within, (a == noAreas) != (len(inA) == 0):
			t.Fatalf("%v and %v: overlap %t, within %t", a, b, a.overlaps(b), a.within(b))
		}
	})
}

// TestWithin: areas of either census, sums, and figures of the caller's own.
func TestWithin(t *testing.T) {
	own := mustPopulation(t, "Croydon", WhiteOther, map[Group]float64{White: 1, OtherThanWhite: 1})
	met2011, met2021 := population(t, "Met", Census2011), population(t, "Met", Census2021)
	for _, tt := range []struct {
		p, q   Population
		want   bool
		reason string
	}{
		{population(t, "Croydon", Census2021), met2021, true, "a district of a force"},
		{met2021, population(t, "Croydon", Census2021), false, "a force and a district of it"},
		{met2021, met2021, true, "the same"},
		{population(t, "Croydon", Census2021), met2011, true, "another census"},
		{population(t, "Croydon", Census2021), population(t, "Kent", Census2021), false, "elsewhere"},
		{met2021, population(t, "region:London", Census2021), true, "a force of a region"},
		{population(t, "region:London", Census2021), population(t, "England", Census2011), true, "a region of a country"},
		{population(t, "Wales", Census2021), population(t, "England", Census2021), false, "another country"},
		{population(t, "district:City of London", Census2021), population(t, "force:City of London", Census2021), true, "a force that is one district"},
		{population(t, "force:City of London", Census2021), population(t, "district:City of London", Census2011), true, "and the other way"},
		{population(t, "Taunton Deane", Census2011), population(t, "Somerset West and Taunton", Census2021), true, "a part of what was made of it"},
		{population(t, "Somerset West and Taunton", Census2021), population(t, "Taunton Deane", Census2011), false, "which is more"},
		{must(Sum(population(t, "Taunton Deane", Census2011), population(t, "West Somerset", Census2011))), population(t, "Somerset West and Taunton", Census2021), true, "both parts"},
		{population(t, "Somerset West and Taunton", Census2021), must(Sum(population(t, "Taunton Deane", Census2011), population(t, "West Somerset", Census2011))), true, "and back"},
		{must(met2021.Collapse(WhiteOther)), met2021, true, "in other groups"},
		{own, met2021, false, "figures of the caller's own"},
		{met2021, own, false, "in figures of the caller's own"},
		{own, own, false, "nothing built in at all"},
	} {
		if got := tt.p.Within(tt.q); got != tt.want {
			t.Errorf("%s within %s: %t, want %t (%s)", tt.p.Area, tt.q.Area, got, tt.want, tt.reason)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"abc", "abc", 0}, {"abc", "abd", 1}, {"abc", "acb", 1}, {"abc", "bc", 1}, {"abc", "abcd", 1},
		{"croydon", "corydon", 1}, {"kitten", "sitting", 3}, {"ca", "abc", 3},
	} {
		if got, back := distance(tt.a, tt.b), distance(tt.b, tt.a); got != tt.want || back != tt.want {
			t.Errorf("%q and %q are %d apart, and %d: want %d", tt.a, tt.b, got, back, tt.want)
		}
	}
}

// The embedded tables stay small, and are read when they are first asked for.
func TestTablesAreSmall(t *testing.T) {
	if size := len(census2011TSV) + len(census2021TSV); size > 100_000 {
		t.Errorf("the tables of residents have %d bytes", size)
	}
}

func BenchmarkReadTables(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		mustReadTable(census2011TSV, Census2011, EighteenPlusOne)
		mustReadTable(census2021TSV, Census2021, NineteenPlusOne)
	}
}

func BenchmarkPopulationOfUnknown(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := PopulationOf(strings.Repeat("x", 60), Census2021); err == nil {
			b.Fatal("no error")
		}
	}
}

// TestCovers: what figures are made of is told by the largest areas that fit, and read again.
func TestCovers(t *testing.T) {
	both := population(t, "England and Wales", Census2011).covers
	of := func(name string, c Census) areaSet { return population(t, name, c).covers }
	for _, tt := range []struct {
		set    areaSet
		c      Census
		want   string
		reason string
	}{
		{noAreas, Census2021, "", "nothing"},
		{both, Census2011, "K04000001", "all districts"},
		{both, Interpolated, "K04000001", "all districts"},
		{of("England", Census2021).without(of("region:London", Census2021)), Census2021,
			"E12000008 E12000006 E12000004 E12000002 E12000009 E12000005 E12000003 E12000001", "regions, those of the most districts first"},
		{of("Kent", Census2021).with(of("Croydon", Census2021)), Census2021, "E23000032 E09000008", "a force and a district"},
		{of("force:City of London", Census2021), Census2021, "E23000034", "a force that is one district"},
		{of("Taunton Deane", Census2011).with(of("West Somerset", Census2011)), Census2011, "E07000246", "what was made of both"},
		{of("Taunton Deane", Census2011).with(of("Kent", Census2011)), Interpolated, "E23000032 E07000190", "a district that was merged"},
	} {
		codes, err := tt.c.codes(tt.set)
		if got := strings.Join(codes, " "); err != nil || got != tt.want {
			t.Errorf("%s: %s, %v, want %s", tt.reason, got, err, tt.want)
		}
		if back, err := tt.c.covers(codes); err != nil || back != tt.set {
			t.Errorf("%s: %v read as %v, %v", tt.reason, codes, back, err)
		}
	}
	if _, err := Census2021.codes(of("Taunton Deane", Census2011)); err == nil {
		t.Error("the census of 2021 has half of a district")
	}
}
