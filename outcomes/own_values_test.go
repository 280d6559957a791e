package outcomes

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A month will do for a date where the options say which column is the date.
func TestMonthAlone(t *testing.T) {
	for _, test := range []struct{ cell, want, reason string }{
		{"2023-04", "2023-04-01", "as data.police.uk writes months"},
		{" 2023 / 4 ", "2023-04-01", "one digit, and space"},
		{"202304", "", "six digits are no date, nor what a month is"},
		{"04/2023", "2023-04-01", "the month first"},
		{"4.2023", "2023-04-01", "with a full stop"},
		{"Apr-23", "2023-04-01", "as a spreadsheet shows it"},
		{"apr 2023", "2023-04-01", "small letters"},
		{"APRIL 2023", "2023-04-01", "the whole name"},
		{"April, 2023", "2023-04-01", "with a comma"},
		{"Apr2023", "2023-04-01", "with nothing between"},
		{"2023 April", "2023-04-01", "the year first"},
		{"Sept 98", "1998-09-01", "a year of the last century"},
		{"Sept 12", "2012-09-01", "no day without a year is taken for one"},
		{"23-Apr", "", "a day without a year, or a year of two digits"},
		{"04-23", "", "which is the year is not told"},
		{"13/2023", "", "no such month"},
		{"00/2023", "", "no such month"},
		{"2023", "", "a year"},
		{"2023-04-31", "", "no such day, and no month"},
		{"April", "", "no year"},
		{"2023-04 10:00", "", "a month has no time of day"},
		{"1995-04", "", "before the years that are read"},
		{"May May", "", "two names"},
		{"2023-2023", "", "two years"},
		{"", "", "blank"},
		{"NA", "", "blank"},
	} {
		text := "When,Ethnicity of officer\n\"" + test.cell + "\",White\n"
		o := ReadOptions{Columns: map[string]string{"date": "When", "officer": "Ethnicity of officer"}, Rows: PersonStopped}
		got, errs := collect(ReadCSV(strings.NewReader(text), o))
		switch {
		case test.want == "" && (len(got) > 0 || len(errs) != 1):
			t.Errorf("%s: %q is %v", test.reason, test.cell, got)
		case test.want != "" && (len(errs) > 0 || got[0].Time.Format("2006-01-02 15:04:05") != test.want+" 00:00:00"):
			t.Errorf("%s: %q is %v, %v; want %s", test.reason, test.cell, got, errs, test.want)
		}
		// A file of data.police.uk has days.
		text = "Type,Date,Officer-defined ethnicity\nPerson search,\"" + test.cell + "\",White\n"
		if got, _ := collect(ReadCSV(strings.NewReader(text), ReadOptions{})); len(got) > 0 {
			t.Errorf("%s: %q is read though no option names the column: %v", test.reason, test.cell, got)
		}
	}
}

// The time of day stands in a column of its own beside a month as beside a day, and days of a file
// with months in it tell the order of its other dates.
func TestMonthsBesideDays(t *testing.T) {
	const text = "When,Clock,Seen\nApr-23,10:30,White\n05/04/2023,11:00,White\n2023-05,,White\n13/05/2023,,White\n"
	o := ReadOptions{Columns: map[string]string{"date": "when", "time": "clock", "officer": "seen"}, Rows: PersonArrested}
	got, errs := collect(ReadCSV(strings.NewReader(text), o))
	var times []string
	for _, s := range got {
		times = append(times, s.Time.Format("2006-01-02 15:04"))
	}
	want := "[2023-04-01 10:30 2023-04-05 11:00 2023-05-01 00:00 2023-05-13 00:00]"
	if fmt.Sprint(times) != want || errs != nil {
		t.Errorf("%v, %v; want %s", times, errs, want)
	}
}

// TestAgeInCell has the ages that people write, and those that are none.
func TestAgeInCell(t *testing.T) {
	for _, test := range []struct {
		cell   string
		want   Age
		reason string
	}{
		{"0", AgeUnder10, "under a year"},
		{"9", AgeUnder10, "the last of a band"},
		{"10", Age10To17, "the first of the next"},
		{"17", Age10To17, ""}, {"18", Age18To24, ""}, {"24", Age18To24, ""}, {"25", Age25To34, ""}, {"34", Age25To34, ""},
		{"35", AgeOver34, ""}, {"120", AgeOver34, "the oldest"},
		{"121", AgeUnrecognised, "nobody is so old"},
		{"999", AgeUnrecognised, "what stands for not known in some systems"},
		{"-1", AgeUnrecognised, "no age"},
		{"15.0", Age10To17, "as pandas writes whole numbers beside blank cells"},
		{"15.5", AgeUnrecognised, "no whole years"},
		{"15 years", Age10To17, "with the unit"},
		{"aged 15 yrs old", Age10To17, "with more words"},
		{"015", Age10To17, "with a zero before it"},
		{"10-17", Age10To17, "a band as data.police.uk has it"},
		{"10 to 17 years", Age10To17, "a band as people write it"},
		{"35+", AgeOver34, "the last band"},
		{"Oct-17", Age10To17, "what a spreadsheet makes of a band"},
		{"15 16", AgeUnrecognised, "two numbers"},
		{"", AgeNotRecorded, "blank"},
		{"not known", AgeNotRecorded, "said to be not known"},
	} {
		text := "When,Seen,Years\n2023-04-05,White,\"" + test.cell + "\"\n"
		for _, columns := range []map[string]string{{"date": "When", "officer": "Seen", "age": "Years"}, {"DATE": "When", "Officer-defined ethnicity": "Seen", "Age range": "Years"}} {
			got, errs := collect(ReadCSV(strings.NewReader(text), ReadOptions{Columns: columns, Rows: PersonArrested}))
			if len(got) != 1 || got[0].Age != test.want || len(errs) > 0 != (test.want == AgeUnrecognised) {
				t.Errorf("%s: %q is %v, %v; want %v", test.reason, test.cell, got, errs, test.want)
			}
		}
	}
	// In a file of data.police.uk there are bands alone.
	got, _ := collect(ReadCSV(strings.NewReader("Type,Date,Officer-defined ethnicity,Age range\nPerson search,2023-04-05,White,15\n"), ReadOptions{}))
	if len(got) != 1 || got[0].Age != AgeUnrecognised {
		t.Errorf("15 without an option is %v", got)
	}
}

// Every age in years is in the band that holds it.
func TestAgeOf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		years := rapid.IntRange(0, oldest).Draw(t, "years")
		got, err := ageInCell(fmt.Sprint(years))
		bands := map[Age][2]int{AgeUnder10: {0, 9}, Age10To17: {10, 17}, Age18To24: {18, 24}, Age25To34: {25, 34}, AgeOver34: {35, oldest}}
		if band, ok := bands[got]; !ok || years < band[0] || years > band[1] || err != nil {
			t.Fatalf("%d years are %v, %v", years, got, err)
		}
	})
}

// TestCrimeInCell has what forces write for the outcome of a crime.
func TestCrimeInCell(t *testing.T) {
	for _, test := range []struct {
		cell   string
		want   CrimeOutcome
		reason string
	}{
		{"1", ChargedOrSummonsed, "the number"},
		{"01", ChargedOrSummonsed, "with a zero"},
		{"1.0", ChargedOrSummonsed, "as pandas writes whole numbers"},
		{"22", DiversionaryActivity, "the last"},
		{"23", CrimeOutcomeUnrecognised, "no such type"},
		{"99", CrimeOutcomeUnrecognised, "no such type"},
		{"100", CrimeOutcomeUnrecognised, "three digits"},
		{"Type 1", ChargedOrSummonsed, "with a word"},
		{"outcome type 08", CommunityResolutionOfCrime, "with two"},
		{"OUTCOME 8", CommunityResolutionOfCrime, "in capitals"},
		{"Outcome code: 14", SuspectNotIdentifiedVictimDeclines, "with a colon"},
		{"No. 18", NoSuspectIdentified, "a number by its sign"},
		{"1 - Charge/Summons", ChargedOrSummonsed, "the number and the words"},
		{"1-Charge / Summonsed", ChargedOrSummonsed, "other words behind the number"},
		{"8: Community Resolution (crime)", CommunityResolutionOfCrime, "more words"},
		{"(8) Community resolution", CrimeOutcomeUnrecognised, "a bracket before it: a table of labels has to say so"},
		{"1 - Community resolution", CrimeOutcomeUnrecognised, "the words are those of another type"},
		{"1 Charge/Summons", ChargedOrSummonsed, "with nothing but space between"},
		{"1 Community resolution", CrimeOutcomeUnrecognised, "the words are those of another type"},
		{"1A", ChargedOrSummonsed, "a charge of an alternate offence"},
		{"1A - Charged/Summonsed - alternate offence", ChargedOrSummonsed, "and in words"},
		{"3a", CautionAdults, "an adult caution for one"},
		{"8A", CrimeOutcomeUnrecognised, "no such type"},
		{"Charge/Summons", ChargedOrSummonsed, "the words of the table"},
		{"charged / summonsed", ChargedOrSummonsed, "with space"},
		{"Community  Resolution", CommunityResolutionOfCrime, "in any letter case"},
		{"Caution – adults", CautionAdults, "with a dash"},
		{"0", NotYetAssigned, "no outcome so far"},
		{"Not yet assigned", NotYetAssigned, "in words"},
		{"not recorded", NotYetAssigned, "said to be no answer"},
		{"", NotYetAssigned, "blank"},
		{"N/A", NotYetAssigned, "blank"},
		{"1 or 2", CrimeOutcomeUnrecognised, "two numbers"},
		{"12 months", CrimeOutcomeUnrecognised, "a number that is of something else"},
		{"NFA", CrimeOutcomeUnrecognised, "which type of no further action is not told"},
		{"Arrest", CrimeOutcomeUnrecognised, "the outcome of a search"},
		{"unrecognised", CrimeOutcomeUnrecognised, "the name of what is none"},
	} {
		for _, rows := range []RecordType{PersonArrested, PersonSuspected, PersonCharged} {
			text := "When,Seen,Result\n2023-04-05,White,\"" + test.cell + "\"\n"
			o := ReadOptions{Columns: map[string]string{"date": "when", "officer": "seen", "outcome": "result"}, Rows: rows}
			got, errs := collect(ReadCSV(strings.NewReader(text), o))
			if len(got) != 1 || got[0].Crime != test.want || got[0].Outcome != OutcomeNotRecorded ||
				len(errs) > 0 != (test.want == CrimeOutcomeUnrecognised && test.cell != "unrecognised") {
				t.Errorf("%s: %q is %v, %v; want %v", test.reason, test.cell, got, errs, test.want)
			}
		}
	}
}

// What follows a search is an outcome of a search, whatever else the file has.
func TestOutcomeByType(t *testing.T) {
	const text = "Type,Date,Seen,Outcome\nperson search,2023-04-05,White,Arrest\nperson suspected,2023-04-05,White,1\n,2023-04-05,White,1\nperson stopped,2023-04-05,White,Arrest\n" +
		"person suspected,2023-04-05,White,Arrest\nperson search,2023-04-05,White,1\n"
	got, errs := collect(ReadCSV(strings.NewReader(text), ReadOptions{Columns: map[string]string{"officer": "seen"}, Rows: PersonCharged}))
	var all []string
	for _, s := range got {
		all = append(all, fmt.Sprintf("%v: %v, %v", s.Type, s.Outcome, s.Crime))
	}
	want := []string{"person: arrest, not yet assigned", "person suspected: not recorded, charge or summons", "person charged: not recorded, charge or summons",
		"person stopped: arrest, not yet assigned", "person suspected: not recorded, unrecognised", "person: unrecognised, not yet assigned"}
	if strings.Join(all, "\n") != strings.Join(want, "\n") || len(errs) != 2 {
		t.Errorf("%q, %v", all, errs)
	}
}
