package ethnicity

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseForce(t *testing.T) {
	for _, tt := range []struct{ name, want, reason string }{
		{"avon-and-somerset", "Avon and Somerset", "slug"},
		{"Avon and Somerset", "Avon and Somerset", "ONS"},
		{"Avon & Somerset", "Avon and Somerset", "Home Office"},
		{"AVON&SOMERSET", "Avon and Somerset", "no space, capitals"},
		{"Avon and Somerset Police", "Avon and Somerset", "as it calls itself"},
		{"Avon and Somerset Constabulary", "Avon and Somerset", "its legal name"},
		{"avon_and_somerset", "Avon and Somerset", "underscores"},
		{"Avon.and.Somerset", "Avon and Somerset", "R"},
		{"E23000036", "Avon and Somerset", "ONS code"},
		{"e23000036", "Avon and Somerset", "ONS code in any letter case"},
		{"Devon & Cornwall", "Devon and Cornwall", "ONS"},
		{"Devon and Cornwall", "Devon and Cornwall", "Home Office from 2020/21"},
		{"London, City of", "City of London", "ONS, Home Office"},
		{"City of London", "City of London", "use of force"},
		{"City of London Police", "City of London", "as it calls itself"},
		{"city-of-london", "City of London", "slug"},
		{"Metropolitan", "Metropolitan Police", "use of force"},
		{"Metropolitan Police", "Metropolitan Police", "ONS"},
		{"Metropolitan Police Service", "Metropolitan Police", "as it calls itself"},
		{"Met", "Metropolitan Police", "in short"},
		{"btp", "British Transport Police", "slug"},
		{"BTP", "British Transport Police", "Home Office"},
		{"British Transport Police", "British Transport Police", "as it calls itself"},
		{"Dyfed-Powys", "Dyfed-Powys", "with a hyphen"},
		{"Dyfed Powys Police", "Dyfed-Powys", "without"},
		{"Hampshire & Isle of Wight Constabulary", "Hampshire", "its own name"},
		{"  kent  ", "Kent", "space around"},
		{"W15000004", "Dyfed-Powys", "a code of Wales"},
		{"", "", "no force"},
		{"London", "Metropolitan Police", "what people call it"},
		{"MPS", "Metropolitan Police", "initials"},
		{"the Met", "Metropolitan Police", "what people call it"},
		{"Metropolitan Police Service", "Metropolitan Police", "its own name"},
		{"GMP", "Greater Manchester", "initials"},
		{"wmp", "West Midlands", "initials, in small letters"},
		{"A&S", "Avon and Somerset", "initials with &"},
		{"Devon, Cornwall", "Devon and Cornwall", "without and"},
		{"Heddlu Gogledd Cymru", "North Wales", "in Welsh"},
		{"Hampshire & Isle of Wight Constabulary", "Hampshire", "its own name"},
		{"Police Scotland", "Police Scotland", "no residents, but a force"},
		{"scotland", "Police Scotland", "slug"},
		{"PSNI", "Police Service of Northern Ireland", "initials"},
		{"northern-ireland", "Police Service of Northern Ireland", "slug at data.police.uk"},
	} {
		if got, err := ParseForce(tt.name); got.String() != tt.want || err != nil {
			t.Errorf("ParseForce(%q) = %v, %v, want %v (%s)", tt.name, got, err, tt.want, tt.reason)
		}
	}
	for _, tt := range []struct{ name, reason string }{
		{"Somerset", "a part of an area"},
		{"Police", "no name"},
		{"-", "no letters"},
		{"\x00", "not text"},
		{"Avon and Somerset\nKent", "two forces"},
		{"Manchester", "a district of Greater Manchester"},
		{"Jersey", "not in the table"},
		{"E23000099", "no such code"},
		{"England", "no force"},
		{"0", "the code that the Home Office gives to British Transport Police"},
	} {
		got, err := ParseForce(tt.name)
		if !got.IsZero() || err == nil || !strings.HasPrefix(err.Error(), "ethnicity: unknown police force ") || !strings.Contains(err.Error(), "want one of Avon and Somerset, ") {
			t.Errorf("ParseForce(%q) = %v, %v, want an error (%s)", tt.name, got, err, tt.reason)
		}
	}
}

// TestForces: 43 forces have residents, with codes of England and Wales; names, slugs and codes are
// distinct and all read back.
func TestForces(t *testing.T) {
	seen := make(map[string]Force)
	english, welsh, none := 0, 0, 0
	last := ""
	for f := range Forces() {
		for _, name := range []string{f.String(), f.Slug(), f.Code(), strings.ReplaceAll(f.String(), " and ", " & "), f.String() + " Police", f.String() + " constabulary"} {
			if name == "" {
				continue
			}
			if g, ok := seen[name]; ok && g != f {
				t.Errorf("%q is %v and %v", name, f, g)
			}
			seen[name] = f
			if got, err := ParseForce(name); got != f || err != nil {
				t.Errorf("ParseForce(%q) = %v, %v, want %v", name, got, err, f)
			}
		}
		switch {
		case strings.HasPrefix(f.Code(), "E23"):
			english++
		case strings.HasPrefix(f.Code(), "W15"):
			welsh++
		case slices.Contains([]string{"btp", "northern-ireland", "scotland"}, f.Slug()) && f.Code() == "":
			none++
		default:
			t.Errorf("%v has code %q", f, f.Code())
		}
		if f.Slug() <= last {
			t.Errorf("%v is out of order", f)
		}
		last = f.Slug()
		for _, file := range []string{"2022-09-" + f.Slug() + "-stop-and-search.csv", "/data/kent-x/../2022-09/2022-09-" + f.Slug() + "-stop-and-search.csv.gz",
			strings.ReplaceAll(f.Slug(), "-", "_") + "_stop_search_data.csv", `C:\data\` + strings.ToUpper(f.Slug()) + ".CSV"} {
			if got, err := ForceOfFile(file); got != f || err != nil {
				t.Errorf("ForceOfFile(%q) = %v, %v, want %v", file, got, err, f)
			}
		}
	}
	if english != 39 || welsh != 4 || none != 3 {
		t.Errorf("%d English forces, %d Welsh, %d without an area: want 39, 4 and 3", english, welsh, none)
	}
	var zero Force
	if zero.String() != "" || zero.Slug() != "" || zero.Code() != "" {
		t.Errorf("the zero Force is %q, %q, %q", zero, zero.Slug(), zero.Code())
	}
	if text, err := zero.MarshalText(); err != nil || len(text) != 0 {
		t.Errorf("the zero Force as text is %q, %v", text, err)
	}
	if !zero.IsZero() || zero.IsKnown() || zero.Compare(forces[0]) >= 0 || forces[0].Compare(zero) <= 0 || zero.Compare(zero) != 0 {
		t.Errorf("the zero Force is %v, %v", zero.IsZero(), zero.IsKnown())
	}
}

// TestForceNamesOfFiles reads every spelling of a force name in the public files.
func TestForceNamesOfFiles(t *testing.T) {
	for _, tt := range []struct {
		file   string
		column int
		others []string // names in the column that are no force
	}{
		{"census/2011-KS201EW-police-force-areas.csv", 0, nil},
		{"census/2011-police-defined-6-groups-by-pfa.csv", 0, nil},
		{"census/2016-12-lookup-LAD-CSP-PFA.csv", 5, nil},
		{"census/2016-12-lookup-LAD-CSP-PFA.csv", 4, nil},
		{"census/2022-lookup-LAD-CSP-PFA.csv", 5, nil},
		{"census/derived-2021-police-force-areas-19-groups.csv", 1, []string{"England and Wales"}},
		{"useofforce/use-of-force-by-ethnicity-force-april2018-march2019.csv", 0, []string{"Total England and Wales"}},
		{"useofforce/use-of-force-by-ethnicity-force-april2019-march2020.csv", 0, []string{"Total England and Wales"}},
		{"published/extractss-la-black-vs-white-2019-2021.csv", 6, nil},
		{"published/justknowledge-la-black-vs-white.csv", 5, nil},
	} {
		forces := make(map[Force]bool)
		_, rows := records(t, dataFile(t, tt.file))
		for _, row := range rows {
			name := row[tt.column]
			f, err := ParseForce(name)
			if err != nil && !strings.Contains(strings.Join(tt.others, "|"), name) {
				t.Errorf("%s: %v", tt.file, err)
			}
			if err == nil {
				forces[f] = true
			}
		}
		if len(forces) < 43 {
			t.Errorf("%s: %d forces", tt.file, len(forces))
		}
	}
}

// TestForceNamed: a name that the table has not is a force as itself, the same one however it is
// spelt, and comes back from its text.
func TestForceNamed(t *testing.T) {
	for _, tt := range []struct{ name, want, slug, reason string }{
		{"", "", "", "no force"},
		{"Essex Police", "Essex", "essex", "of the table"},
		{"MPS", "Metropolitan Police", "metropolitan", "of the table, by its initials"},
		{"States of Jersey Police", "States of Jersey", "states-of-jersey", "named as itself, without Police"},
		{"STATES OF JERSEY", "States of Jersey", "states-of-jersey", "the same force in capitals"},
		{"isle_of_man", "Isle of Man", "isle-of-man", "the slug with other characters between the words"},
		{"Ministry of Defence Police", "Ministry of Defence", "ministry-of-defence", "named as itself"},
		{"Esex", "Esex", "esex", "misspelt"},
		{"X=1\n\x1b[31mred", "X 1 31mred", "x-1-31mred", "control characters are between words"},
	} {
		f, err := ForceNamed(tt.name)
		if err != nil || f.String() != tt.want || f.Slug() != tt.slug {
			t.Errorf("ForceNamed(%q) = %v, %q, %v, want %s (%s)", tt.name, f, f.Slug(), err, tt.want, tt.reason)
		}
		var back Force
		if err := back.UnmarshalText([]byte(f.String())); err != nil || back != f {
			t.Errorf("%v reads back as %v, %v (%s)", f, back, err, tt.reason)
		}
		known, err := ParseForce(tt.name)
		if f.IsKnown() != (err == nil && !known.IsZero()) || f.IsKnown() && known != f || !f.IsKnown() && f.Code() != "" {
			t.Errorf("%v is known: %v; ParseForce has %v, %v (%s)", f, f.IsKnown(), known, err, tt.reason)
		}
	}
	for _, tt := range []struct{ name, reason string }{
		{"-", "no letter"},
		{"Полиция", "no letter of which a slug is made"},
		{strings.Repeat("x", 81), "longer than any name"},
	} {
		if f, err := ForceNamed(tt.name); err == nil || !f.IsZero() {
			t.Errorf("ForceNamed(%q) = %v, %v (%s)", tt.name, f, err, tt.reason)
		}
	}
}

func TestForceOfFile(t *testing.T) {
	for _, tt := range []struct{ file, want, reason string }{
		{"2022-09-metropolitan-stop-and-search.csv.gz", "Metropolitan Police", "as downloaded, gzipped"},
		{"2016-03_2017-12-greater-manchester-stop-and-search.sqlite-export.csv", "Greater Manchester", "several months"},
		{"2023-01-avon-and-somerset-api-flattened.csv", "Avon and Somerset", "from the API"},
		{"avon-and-somerset_stop_search_data.csv", "Avon and Somerset", "no month"},
		{"2023-01-btp-stop-and-search.csv", "British Transport Police", "no residents, but a force"},
		{"2019-12-city-of-london-stop-and-search.csv", "City of London", "a name of three words"},
		{"2020-01/2020-01-essex-stop-and-search.csv", "Essex", "in the folder of its month"},
		{"kent/2020-01-essex-stop-and-search.csv", "Essex", "the folder does not count"},
		{"2020-02-northern-ireland-stop-and-search.csv", "Police Service of Northern Ireland", "no residents, but a force"},
		{"2020-02-isle-of-man-stop-and-search.csv.gz", "Isle of Man", "of the official form, and named as itself"},
		{"2020-02-isle-of-man-stop-and-search (1).csv", "Isle of Man", "downloaded twice"},
		{`C:\data\2020_02_jersey_stop_and_search.CSV`, "Jersey", "other characters between the words"},
	} {
		if got, err := ForceOfFile(tt.file); got.String() != tt.want || err != nil {
			t.Errorf("ForceOfFile(%q) = %v, %v, want %v (%s)", tt.file, got, err, tt.want, tt.reason)
		}
	}
	for _, tt := range []struct{ file, text, reason string }{
		{"2021-12_2022-11-london-api-flattened.csv.gz", `ethnicity: file name "2021-12_2022-11-london-api-flattened.csv.gz" speaks of no police force: ` +
			`want one like 2022-09-avon-and-somerset-stop-and-search.csv`, "London is two forces"},
		{"kent-and-essex.csv", `ethnicity: file name "kent-and-essex.csv" speaks of two police forces, Essex and Kent: say which it is`, "two forces"},
		{"kentish.csv", `ethnicity: file name "kentish.csv" speaks of no police force: want one like 2022-09-avon-and-somerset-stop-and-search.csv`, "whole words only"},
		{"", `ethnicity: file name "." speaks of no police force: want one like 2022-09-avon-and-somerset-stop-and-search.csv`, "no name"},
		{"-", `ethnicity: file name "-" speaks of no police force: want one like 2022-09-avon-and-somerset-stop-and-search.csv`, "standard input"},
	} {
		if got, err := ForceOfFile(tt.file); !got.IsZero() || err == nil || err.Error() != tt.text {
			t.Errorf("ForceOfFile(%q) = %v, %v, want error %s (%s)", tt.file, got, err, tt.text, tt.reason)
		}
	}
}

func TestForceSpellingLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.SampledFrom(forces).Draw(t, "force")
		gap := rapid.SampledFrom([]string{"-", " ", "_", ".", "  ", " - "}).Draw(t, "gap")
		name := strings.Join(strings.Split(f.Slug(), "-"), gap)
		if rapid.Bool().Draw(t, "capitals") {
			name = strings.ToUpper(name)
		}
		if rapid.Bool().Draw(t, "police") {
			name += gap + "Police"
		}
		if got, err := ParseForce(name); got != f || err != nil {
			t.Fatalf("ParseForce(%q) = %v, %v, want %v", name, got, err, f)
		}
	})
}

func FuzzParseForce(f *testing.F) {
	for force := range Forces() {
		f.Add(force.String())
		f.Add(force.Slug())
	}
	for _, name := range []string{"London, City of", "Police", "-police", "&", "\x00", "\xff", "Kent\nEssex"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		force, err := ParseForce(name)
		checkError(t, err)
		if err != nil {
			if !force.IsZero() {
				t.Fatalf("ParseForce(%q) = %v, %v", name, force, err)
			}
			return
		}
		if back, err := ParseForce(force.String()); err != nil || back != force || force.IsZero() != (name == "") {
			t.Fatalf("ParseForce(%q) = %v, which reads back as %v, %v", name, force, back, err)
		}
	})
}

func FuzzForceNamed(f *testing.F) {
	for _, name := range []string{"States of Jersey Police", "Essex", "-police", "of", "the-police-police", "\x00", "\xff", "9", strings.Repeat("a-", 50)} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		force, err := ForceNamed(name)
		checkError(t, err)
		if err != nil {
			return
		}
		for _, text := range []string{force.String(), force.Slug(), strings.ToUpper(force.String())} {
			if back, err := ForceNamed(text); err != nil || back != force {
				t.Fatalf("ForceNamed(%q) = %v, and %q reads as %v, %v", name, force, text, back, err)
			}
		}
	})
}

func FuzzForceOfFile(f *testing.F) {
	for _, name := range []string{"2022-09-metropolitan-stop-and-search.csv.gz", `C:\kent\essex.csv`, "kent-and-essex.csv", "", "/", `\`, "\xff-kent-"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		force, err := ForceOfFile(name)
		checkError(t, err)
		if (err == nil) == force.IsZero() {
			t.Fatalf("ForceOfFile(%q) = %v, %v", name, force, err)
		}
		if err == nil && !strings.Contains(areaKey(name), force.Slug()) {
			t.Fatalf("ForceOfFile(%q) = %v", name, force)
		}
	})
}
