package published

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// dashboard is in the layout of the extract behind a dashboard of the Metropolitan Police.
const dashboard = "Date,MPS Area,Borough of Stop,Borough Code,Search Type,Subject,Reason for Stop,Outcome,Outcome Reason,Age_Group,Gender,Ethnic Appearance Code,EA Group," +
	"Self-defined Ethnicity Code,SDE Group,Count\n" +
	"2022-11-03,AW,Camden,E09000007,Stop & Search,Person,A Stolen property (s.1 PACE),1 No further action,,18-24,M,3 Black,Black,B1 Caribbean,Black,6\n" +
	"2022-11-03,AW,Camden,E09000007,Stop & Search,Person,B Drugs (s.23 MDA),2 Arrest,A Drugs,25-34,M,1 White - North European,White,W1 White British,White,5\n" +
	"2022-11-04,AW,Camden,E09000007,Stop & Search,Person,B Drugs (s.23 MDA),6 Community Resolution,,10-17,F,4 Asian,Asian,N2 Situation involving public disorder,Not Recorded,3\n" +
	"2022-12-04,AW,Islington,E09000019,Stop & Search,Vehicle,B Drugs (s.23 MDA),1 No further action,,,,,,,,2\n"

func TestDashboard(t *testing.T) {
	tally := new(outcomes.Tally)
	var rows []Row
	for row, err := range Read(strings.NewReader(dashboard), Options{Count: "Count"}) {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
		if err := tally.AddCount(row.Key, numberOf(row)); err != nil {
			t.Fatal(err)
		}
	}
	month := func(text string) outcomes.Month {
		m, err := outcomes.ParseMonth(text)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	want := []outcomes.Key{
		{Month: month("2022-11"), Type: outcomes.PersonSearch, Self: ethnicity.BlackCaribbean, Officer: ethnicity.Black, Gender: outcomes.Male, Age: outcomes.Age18To24,
			Legislation: outcomes.PACE1, Object: outcomes.StolenGoods, Outcome: outcomes.NoFurtherAction},
		{Month: month("2022-11"), Type: outcomes.PersonSearch, Self: ethnicity.WhiteBritish, Officer: ethnicity.White, Gender: outcomes.Male, Age: outcomes.Age25To34,
			Legislation: outcomes.MisuseOfDrugs, Object: outcomes.ControlledDrugs, Outcome: outcomes.Arrest},
		{Month: month("2022-11"), Type: outcomes.PersonSearch, Self: ethnicity.NotStated, Officer: ethnicity.Asian, Gender: outcomes.Female, Age: outcomes.Age10To17,
			Legislation: outcomes.MisuseOfDrugs, Object: outcomes.ControlledDrugs, Outcome: outcomes.CommunityResolution},
		{Month: month("2022-12"), Type: outcomes.VehicleSearch, Self: ethnicity.NoPerson, Officer: ethnicity.NoPerson,
			Legislation: outcomes.MisuseOfDrugs, Object: outcomes.ControlledDrugs, Outcome: outcomes.NoFurtherAction},
	}
	for i, w := range want {
		if d := cmp.Diff(w, rows[i].Key); d != "" {
			t.Errorf("row %d: -want +got\n%s", i, d)
		}
	}
	if rows[0].Area != "Camden" || rows[3].Area != "Islington" || !rows[0].Force.IsZero() || rows[1].Text("Outcome Reason") != "A Drugs" {
		t.Errorf("%+v", rows)
	}
	counts, err := tally.Counts(outcomes.Grouping{Scheme: ethnicity.FivePlusOne})
	if err != nil || counts.By[ethnicity.Black] != 6 || counts.By[ethnicity.White] != 5 || counts.By[ethnicity.Asian] != 0 {
		t.Errorf("%+v, %v", counts, err)
	}
}

// Labels with a code before them and a power behind are what they are without.
func TestCoded(t *testing.T) {
	for _, test := range []struct {
		column string
		cells  string // with | between
		want   string
		reason string
	}{
		{"Reason for Stop", "A Stolen property (s.1 PACE)|A. Stolen property|A - Stolen property (s1 PACE)|1 Stolen goods|Stolen property", "stolen goods", "stolen property"},
		{"Reason for Stop", "B Drugs (s.23 MDA)|B) Drugs|Drugs (Misuse of Drugs Act 1971 (section 23))|Controlled drugs", "controlled drugs", "drugs"},
		{"Reason for Stop", "C Firearms (s.47 Firearms Act)|C Firearms|Firearm", "firearms", "firearms"},
		{"Reason for Stop", "D Weapons, Points & Blades (s.1 PACE)|D1 Offensive Weapons (s.1 PACE)|Points and Blades|Bladed article", "offensive weapons", "weapons"},
		{"Reason for Stop", "E Going Equipped (s.1 PACE)|E Going equipped for theft (s.1 PACE)", "articles for use in theft", "going equipped"},
		{"Reason for Stop", "K Criminal damage (s.1 PACE)|Articles to cause criminal damage", "articles for use in criminal damage", "criminal damage"},
		{"Reason for Stop", "L Fireworks (s.1 PACE)", "fireworks", "fireworks"},
		{"Reason for Stop", "N Psychoactive substances (s.36(2) PSA 2016)", "psychoactive substances", "a section with a subsection"},
		{"Reason for Stop", "F Other", "other", "other"},
		{"Reason for Stop", "J s.60 CJPOA 1994|Section 60|J Section 60|NA|", "not recorded", "a power tells no object"},
		{"Outcome", "1 No further action|1. No further action|No Further Action|NFA|01 NFA|A no further action disposal", "no further action", "nothing done"},
		{"Outcome", "2 Arrest|2 Arrested|Arrest", "arrest", "arrest"},
		{"Outcome", "3 Community Resolution", "community resolution", "community resolution"},
		{"Outcome", "4 Penalty Notice|4 Penalty notice for disorder|PND", "penalty notice for disorder", "penalty notice"},
		{"Outcome", "5 Summons|5 Summons/charged by post|5 Reported for summons|Postal requisition", "summons", "summons"},
		{"Outcome", "6 Khat or Cannabis warning|6 Cannabis/Khat warning|Cannabis warning", "khat or cannabis warning", "warning"},
		{"Outcome", "7 Caution|7 Caution (simple or conditional)", "caution", "caution"},
		{"Outcome", "8 Verbal warning", "verbal warning", "verbal warning"},
		{"Gender", "M|M Male|Male|1 Male", "male", "male"},
		{"Gender", "U|Unknown", "not recorded", "not recorded"},
		{"Age_Group", "10-17|15-17|16|10 - 14", "10-17", "in 10 to 17"},
		{"Age_Group", "18-24|18-20|21", "18-24", "in 18 to 24"},
		{"Age_Group", "25-34|30 - 34|28|30-34", "25-34", "in 25 to 34"},
		{"Age_Group", "35+|35-44|65+|65 and over|45 – 54|71|Over 34", "over 34", "over 34"},
		{"Age_Group", "5|0-9|Under 10", "under 10", "under 10"},
		{"Apparent Age", "22", "18-24", "an age"},
		{"Subject", "Person|Person search", "person", "a person"},
		{"Subject", "Person & Vehicle|Person and Vehicle", "person and vehicle", "both"},
		{"EA Group", "Asian", "Asian", "as the officer saw"},
		{"Date", "2022-09-01|2022-09-30 00:00:00|2022-09-01T10:00:00|2022-09|13/09/2022|09/13/2022|09/09/2022", "2022-09", "a date"},
		{"Date", "2022|Q3|", "not recorded", "a text that is no date"},
		{"Year_Month", "2022-09", "2022-09", "a month"},
		{"Self-defined Ethnicity Code", "W1 White British|W1 British|W1 - White British|W1", "White British", "W1"},
		{"Self-defined Ethnicity Code", "W9 Any other White background|W9 White other", "Other White (with Traveller)", "W9"},
		{"Self-defined Ethnicity Code", "M1 White and Black Caribbean|M1 White & Black Caribbean|M1 White/Black Caribbean", "White and Black Caribbean", "M1"},
		{"Self-defined Ethnicity Code", "A9 Any other Asian background", "Other Asian", "A9"},
		{"Self-defined Ethnicity Code", "A4 Chinese|O1 Chinese", "Chinese", "the codes of two censuses"},
		{"Self-defined Ethnicity Code", "B2 African|b2 African|B2 Black African", "Black African", "B2"},
		{"Self-defined Ethnicity Code", "B9 Any other Black background", "Other Black", "B9"},
		{"Self-defined Ethnicity Code", "O9 Any other ethnic group", "Other", "O9"},
		{"Self-defined Ethnicity Code", "W3 Gypsy or Irish Traveller", "Gypsy or Irish Traveller", "W3"},
		{"Self-defined Ethnicity Code", "Not Recorded|", "Not known", "not known"},
		{"Self-defined Ethnicity Code", "N1 Officer presence|N1 Officer's presence urgently required|N1|N2 Situation involving public disorder|N3 Person does not understand|NS Not stated|NS", "Not stated", "not stated"},
		{"Self-defined Ethnicity Code", "N4 Declined", "Refused", "refused"},
		{"SDE Group", "White", "White", "a broad group alone"},
		{"SDE Group", "Not Recorded", "Not known", "a broad group that is not known"},
	} {
		for cell := range strings.SplitSeq(test.cells, "|") {
			n := 0
			for row, err := range Read(strings.NewReader(fmt.Sprintf("%s,n\n%q,5\n", test.column, cell)), Options{Count: "n"}) {
				got := map[string]any{"Reason for Stop": row.Object, "Outcome": row.Outcome, "Gender": row.Gender, "Age_Group": row.Age, "Apparent Age": row.Age, "Subject": row.Type,
					"EA Group": row.Officer, "Date": row.Month, "Year_Month": row.Month, "Self-defined Ethnicity Code": row.Self, "SDE Group": row.Self}[test.column]
				if n++; err != nil || fmt.Sprint(got) != test.want {
					t.Errorf("%s %q: %v, %v, want %s: %s", test.column, cell, got, err, test.want, test.reason)
				}
			}
			if n != 1 {
				t.Errorf("%s %q: %d rows", test.column, cell, n)
			}
		}
	}
}

// What stands nowhere in the tables keeps its row, and is said.
func TestCodedErrors(t *testing.T) {
	for _, test := range []struct{ column, cells, want, reason string }{
		{"Reason for Stop", "Z Flying carpets|Drugs or alcohol|B|B Drugs (and others) or so", "unknown label", "an object"},
		{"Outcome", "9 Words of advice|2|Arrest 2", "unknown label", "an outcome"},
		{"Gender", "3 Whatever", "unknown label", "a gender"},
		{"Age_Group", "15-19|0-17|24-18|ten|16-", "unknown label", "an age band that lies in none"},
		{"Self-defined Ethnicity Code", "Z9 Martian|N9|B7 Black", `unknown label`, "a code"},
		{"Self-defined Ethnicity Code", "B2 Irish|W1 African|A1 White", `unknown label`, "a code and a text that tell two groups"},
		{"Self-defined Ethnicity Code", "W9|O9|A9", "ambiguous label", "a code alone that two censuses have"},
		{"Date", "05/09/2022", "whether the day or the month stands first", "a date in either order"},
		{"Date", "2022-13-01", "want the form 2022-09", "no month"},
	} {
		for cell := range strings.SplitSeq(test.cells, "|") {
			n := 0
			for row, err := range Read(strings.NewReader(fmt.Sprintf("%s,n\n%q,5\n", test.column, cell)), Options{Count: "n"}) {
				unknown, ok := errors.AsType[outcomes.UnknownLabels](err)
				if n++; !ok || len(unknown) != 1 || !strings.Contains(err.Error(), test.want) || numberOf(row) != 5 || row.Self.IsKnown() {
					t.Errorf("%s %q: %+v, %v, want %s: %s", test.column, cell, row, err, test.want, test.reason)
				}
			}
			if n != 1 {
				t.Errorf("%s %q: %d rows", test.column, cell, n)
			}
		}
	}
}

// The power stands behind the object where there is no column for it.
func TestPowerOfReason(t *testing.T) {
	for _, test := range []struct {
		text   string
		want   outcomes.Legislation
		reason string
	}{
		{"Reason for Stop,n\nA Stolen property (s.1 PACE),5\n", outcomes.PACE1, "behind the object"},
		{"Reason for Stop,n\nC Firearms (s.47 Firearms Act),5\n", outcomes.Firearms47, "behind the object"},
		{"Reason for Stop,n\nJ s.60 CJPOA 1994,5\n", outcomes.Section60, "in its place"},
		{"Reason for Stop,n\nSection 60,5\n", outcomes.Section60, "in its place, without a code"},
		{"Reason for Stop,n\nN Psychoactive substances (s.36(2) PSA 2016),5\n", outcomes.PsychoactiveSubstances36, "brackets within"},
		{"Reason for Stop,n\nB Drugs,5\n", outcomes.LegislationNotRecorded, "none"},
		{"Reason for Stop,Legislation,n\nA Stolen property (s.1 PACE),Misuse of Drugs Act 1971 (section 23),5\n", outcomes.MisuseOfDrugs, "a column for it goes before"},
	} {
		for row, err := range Read(strings.NewReader(test.text), Options{Count: "n"}) {
			if err != nil || row.Legislation != test.want {
				t.Errorf("%s: %v, %v, want %v", test.reason, row.Legislation, err, test.want)
			}
		}
	}
}

// The detailed group goes before the broad one, which is read where the detailed one tells nothing.
func TestBroadGroup(t *testing.T) {
	for _, test := range []struct {
		cells   string
		o       Options
		want    ethnicity.Group
		unknown int
		reason  string
	}{
		{"B2 African,Black", Options{}, ethnicity.BlackAfrican, 0, "both"},
		{"B2 African,Asian", Options{}, ethnicity.BlackAfrican, 0, "the broad one is not asked"},
		{",White", Options{}, ethnicity.White, 0, "a blank"},
		{"Martian,White", Options{}, ethnicity.White, 1, "an unknown label is said, and its broad group kept"},
		{"N1 Officer presence,Not Recorded", Options{}, ethnicity.NotStated, 0, "not known"},
		{"N1 Officer presence,White", Options{}, ethnicity.NotStated, 0, "not known, and said so"},
		{",Asian", Options{}, ethnicity.NotKnown, 1, "a broad group that depends on the classification"},
		{",Asian", Options{Ethnicity: outcomes.LabelsOf(ethnicity.FivePlusOne)}, ethnicity.Asian, 0, "a broad group of a classification"},
		{"Martian,Martian", Options{}, ethnicity.NotKnown, 2, "two unknown labels"},
		{",White", Options{EthnicityColumn: "Self-defined Ethnicity Code"}, ethnicity.NotKnown, 0, "the column that the caller names"},
		{"B2 African,White", Options{EthnicityColumn: "SDE Group"}, ethnicity.White, 0, "the column that the caller names"},
		{"W9 Any other White background,White", Options{Ethnicity: outcomes.LabelsOf(ethnicity.EighteenPlusOne)}, ethnicity.OtherWhite, 0, "the classification of the caller"},
	} {
		test.o.Count = "n"
		for row, err := range Read(strings.NewReader("Self-defined Ethnicity Code,SDE Group,n\n"+test.cells+",5\n"), test.o) {
			unknown, _ := errors.AsType[outcomes.UnknownLabels](err)
			if row.Self != test.want || len(unknown) != test.unknown || numberOf(row) != 5 {
				t.Errorf("%s: %v, %v, want %v", test.reason, row.Self, err, test.want)
			}
		}
	}
}

// A total of the broad groups is one where the detailed group is blank.
func TestBroadTotal(t *testing.T) {
	for row, err := range Read(strings.NewReader("Self-defined Ethnicity Code,SDE Group,n\n,Total,5\n"), Options{Count: "n"}) {
		if !row.Total || err != nil || row.Self != ethnicity.NotKnown {
			t.Error(row, err)
		}
	}
}

// Where nobody was searched the row is rejected, and the rows of searches can be chosen.
func TestStopAndAccount(t *testing.T) {
	const text = "Search Type,Borough,n\nStop & Search,Camden,5\nStop and Account,Camden,7\nSection 60,All boroughs,8\n"
	var got []string
	for row, err := range Read(strings.NewReader(text), Options{Count: "n", File: "t.csv"}) {
		got = append(got, fmt.Sprint(row.Count, " ", row.Area, " ", row.Total, " ", err))
	}
	want := []string{"5 Camden false <nil>", `0  false outcomes: t.csv:3:1: Search Type "Stop and Account": nobody was searched: keep the rows of searches alone`, "8 All boroughs true <nil>"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	n := 0
	for row, err := range Read(strings.NewReader(text), Options{Count: "n", Only: map[string]string{"Search Type": "Stop & Search"}}) {
		if n++; err != nil || numberOf(row) != 5 {
			t.Error(row, err)
		}
	}
	if n != 1 {
		t.Errorf("%d rows", n)
	}
}
