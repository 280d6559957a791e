package outcomes

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/enum/enumtest"
)

func TestEnums(t *testing.T) {
	enumtest.Check[Outcome](t, Outcomes(), ParseOutcome)
	enumtest.Check[Class](t, Classes(), ParseClass)
	enumtest.Check[Object](t, Objects(), ParseObject)
	enumtest.Check[Legislation](t, Legislations(), ParseLegislation)
	enumtest.Check[RecordType](t, RecordTypes(), ParseRecordType)
	enumtest.Check[Age](t, Ages(), ParseAge)
	enumtest.Check[Gender](t, Genders(), ParseGender)
	enumtest.Check[Answer](t, Answers(), ParseAnswer)
	enumtest.Check[EthnicityRule](t, EthnicityRules(), ParseEthnicityRule)
	enumtest.Check[Allocation](t, Allocations(), ParseAllocation)
	enumtest.Check[StopsStatus](t, StopsStatuses(), ParseStopsStatus)
	enumtest.Check[FindDefinition](t, FindDefinitions(), ParseFindDefinition)
	enumtest.Check[OutcomeRate](t, OutcomeRates(), ParseOutcomeRate)
	enumtest.Check[SavedHashes](t, SavedHashesChoices(), ParseSavedHashes)
	enumtest.Check[OverlapKind](t, OverlapKinds(), ParseOverlapKind)
	enumtest.Check[Regime](t, Regimes(), ParseRegime)
	enumtest.Check[PeriodKind](t, PeriodKinds(), ParsePeriodKind)
	enumtest.Check[Ground](t, Grounds(), ParseGround)
	enumtest.Check[DateOrder](t, DateOrders(), ParseDateOrder)
	enumtest.Check[CrimeOutcome](t, CrimeOutcomes(), ParseCrimeOutcome)
	enumtest.Check[CrimeOutcomeGroup](t, CrimeOutcomeGroups(), ParseCrimeOutcomeGroup)
}

// The reader relies on the first two values of what it reads.
func TestFirstValues(t *testing.T) {
	for _, values := range [][2]fmt.Stringer{{Outcome(0), Outcome(1)}, {Object(0), Object(1)}, {Legislation(0), Legislation(1)}, {RecordType(0), RecordType(1)},
		{Age(0), Age(1)}, {Gender(0), Gender(1)}, {Answer(0), Answer(1)}} {
		if values[0].String() != "not recorded" || values[1].String() != "unrecognised" {
			t.Errorf("%T begins with %q and %q", values[0], values[0], values[1])
		}
	}
}

// TestLabels has every label of the sources, with the number of rows under it in the 31 files that
// the tables were made from (data.police.uk, 2016 to 2026; Open Government Licence v3.0). Labels
// with no rows are in public code that reads other files, or in Home Office tables.
func TestLabels(t *testing.T) {
	for _, test := range []struct {
		parse  func(string) (fmt.Stringer, error)
		label  string
		want   fmt.Stringer
		reason string
	}{
		{outcome, "A no further action disposal", NoFurtherAction, "since February 2018, 152,815 rows"},
		{outcome, "Arrest", Arrest, "28,641 rows"},
		{outcome, "Community resolution", CommunityResolution, "17,787 rows"},
		{outcome, "Nothing found - no further action", NothingFound, "to January 2018, 10,918 rows: not the same as no further action"},
		{outcome, "Penalty Notice for Disorder", PenaltyNotice, "5,553 rows"},
		{outcome, "Summons / charged by post", Summons, "3,575 rows"},
		{outcome, "Suspect arrested", Arrest, "to January 2018, 2,665 rows"},
		{outcome, "Khat or Cannabis warning", KhatOrCannabisWarning, "1,514 rows"},
		{outcome, "Offender given drugs possession warning", KhatOrCannabisWarning, "to January 2018, 1,293 rows"},
		{outcome, "Caution (simple or conditional)", Caution, "559 rows"},
		{outcome, "Local resolution", CommunityResolution, "to January 2018, 223 rows"},
		{outcome, "Offender given penalty notice", PenaltyNotice, "to January 2018, 205 rows"},
		{outcome, "Suspect summonsed to court", Summons, "to January 2018, 175 rows"},
		{outcome, "Offender cautioned", Caution, "to January 2018, 142 rows"},
		{outcome, "Article found - Detailed outcome unavailable", ArticleFound, "in public code"},
		{outcome, "Suspected psychoactive substances seized - No further action", SubstanceSeized, "in public code"},
		{outcome, "Details not available", OutcomeNotRecorded, "in public code: an outcome that nobody knows"},
		{outcome, "bu-no-further-action", NoFurtherAction, "API"},
		{outcome, "bu-arrest", Arrest, "API"},
		{outcome, "bu-community-resolution", CommunityResolution, "API"},
		{outcome, "bu-penalty-notice", PenaltyNotice, "API"},
		{outcome, "bu-summons", Summons, "API"},
		{outcome, "bu-khat-or-cannabis-warning", KhatOrCannabisWarning, "API"},
		{outcome, "bu-caution", Caution, "API"},
		{outcome, "False", NothingFound, "API: false means that nothing was found"},
		{outcome, "Voluntary attendance", VoluntaryAttendance, "Home Office"},
		{outcome, "Verbal warning", VerbalWarning, "Home Office"},
		{outcome, "Seizure of Property", PropertySeized, "Home Office, one year"},
		{outcome, "Seizure of property", PropertySeized, "Home Office, another"},
		{outcome, "Other action", OtherAction, "Home Office"},
		{outcome, "no further action", NoFurtherAction, "Home Office"},
		{outcome, "Khat/cannabis warning", KhatOrCannabisWarning, "Home Office"},
		{outcome, "Summons", Summons, "Home Office"},
		{outcome, "Caution", Caution, "Home Office"},

		{object, "Controlled drugs", ControlledDrugs, "142,488 rows"},
		{object, "Offensive weapons", OffensiveWeapons, "34,740 rows"},
		{object, "Stolen goods", StolenGoods, "26,510 rows"},
		{object, "Evidence of offences under the Act", EvidenceOfOffences, "7,618 rows"},
		{object, "Articles for use in criminal damage", ArticlesForCriminalDamage, "5,410 rows"},
		{object, "Article for use in theft", ArticlesForTheft, "4,284 rows, in the singular"},
		{object, "Anything to threaten or harm anyone", ThreatOrHarm, "2,279 rows"},
		{object, "Firearms", Firearms, "1,820 rows"},
		{object, "Fireworks", Fireworks, "706 rows"},
		{object, "Psychoactive substances", PsychoactiveSubstances, "17 rows"},
		{object, "Goods on which duty has not been paid etc.", DutyNotPaid, "15 rows"},
		{object, "Game or poaching equipment", PoachingEquipment, "7 rows"},
		{object, "Crossbows", Crossbows, "3 rows"},
		{object, "Seals or hunting equipment", SealsOrHuntingEquipment, "2 rows"},
		{object, "Detailed object of search unavailable", ObjectUnavailable, "1 row"},
		{object, "Evidence of wildlife offences", WildlifeOffences, "in public code"},
		{object, "Evidence of hunting any wild mammal with a dog", HuntingWithDog, "in public code"},

		{legislation, "Misuse of Drugs Act 1971 (section 23)", MisuseOfDrugs, "142,445 rows"},
		{legislation, "Police and Criminal Evidence Act 1984 (section 1)", PACE1, "80,433 rows"},
		{legislation, "Firearms Act 1968 (section 47)", Firearms47, "1,773 rows"},
		{legislation, "Criminal Justice and Public Order Act 1994 (section 60)", Section60, "1,249 rows"},
		{legislation, "Criminal Justice Act 1988 (section 139B)", CriminalJustice139B, "309 rows"},
		{legislation, "Poaching Prevention Act 1862 (section 2)", PoachingPrevention, "17 rows"},
		{legislation, "Psychoactive Substances Act 2016 (s36(2))", PsychoactiveSubstances36, "11 rows"},
		{legislation, "Aviation Security Act 1982 (section 27(1))", AviationSecurity, "5 rows"},
		{legislation, "Customs and Excise Management Act 1979 (section 163)", CustomsAndExcise, "4 rows"},
		{legislation, "Deer Act 1991 (section 12)", Deer, "3 rows"},
		{legislation, "Wildlife and Countryside Act 1981 (section 19)", WildlifeAndCountryside, "3 rows"},
		{legislation, "Conservation of Seals Act 1970 (section 4)", Seals, "2 rows"},
		{legislation, "Crossbows Act 1987 (section 4)", CrossbowsAct, "1 row"},
		{legislation, "Public Stores Act 1875 (section 6)", PublicStores, "1 row"},
		{legislation, "Environmental Protection Act 1990 (section 34B )", EnvironmentalProtection, "in public code, with that space"},
		{legislation, "Hunting Act 2004 (section 8)", Hunting, "in public code"},
		{legislation, "Police and Criminal Evidence Act 1984 (section 6)", PACE6, "in public code"},
		{legislation, "Protection of Badgers Act 1992 (section 11)", Badgers, "in public code"},
		{legislation, "Psychoactive Substances Act 2016 (s37(2))", PsychoactiveSubstances37, "in public code"},
		{legislation, "Sporting Events Act 1985 (section 7)", SportingEvents, "in public code"},

		{legislation, "Public Order Act 2023 (section 10)", PublicOrder10, "new"},
		{legislation, "Public Order Act 2023 (section 11)", PublicOrder11, "new: no suspicion"},
		{legislation, "Public Order Act 2023 (s.11)", PublicOrder11, "a form of the section"},
		{legislation, "Sentencing Act 2020 (section 342E)", ViolenceReductionOrder, "new: where the order stands"},
		{legislation, "Serious Violence Reduction Orders (section 342E Sentencing Act 2020)", ViolenceReductionOrder, "the order and the section"},
		{legislation, "Sentencing Code s342E - SVRO", ViolenceReductionOrder, "the initials behind the section"},
		{legislation, "Police, Crime, Sentencing and Courts Act 2022 (Serious Violence Reduction Order)", ViolenceReductionOrder, "the Act that put it there"},
		{legislation, "Public Order Act 2023 (section 11(6))", PublicOrder11, "a subsection that the table has not"},
		{legislation, "Terrorism Act 2000 (section 43(1))", Terrorism43, "the same"},
		{legislation, "s36 Psychoactive Substances Act 2016", PsychoactiveSubstances36, "without the subsection that the table has"},
		{legislation, "Public Order Act 2023 \u2013 section 11", PublicOrder11, "an en dash"},
		{legislation, "Sentencing Code s342E", ViolenceReductionOrder, "the Code is the Act"},
		{legislation, "Terrorism Act 2000 (section 43)", Terrorism43, "new"},
		{legislation, "Terrorism Act 2000 (section 43A)", Terrorism43A, "another power than 43"},
		{legislation, "Terrorism Act 2000 (s47A)", Terrorism47A, "no suspicion"},
		{legislation, "TACT 2000 s.44", Terrorism44, "to 2011"},
		{legislation, "s1 PACE", PACE1, "as forces write"},
		{legislation, "S.1 Police & Criminal Evidence Act 1984", PACE1, "as forces write"},
		{legislation, "Section 1 of the Police and Criminal Evidence Act 1984", PACE1, "in a sentence"},
		{legislation, "PACE 1984 (Section 1)", PACE1, "initials"},
		{legislation, "S.23 Misuse of Drugs Act 1971", MisuseOfDrugs, "as forces write"},
		{legislation, "Misuse of Drugs Act 1971 (s23)", MisuseOfDrugs, "as forces write"},
		{legislation, "Misuse of Drugs Act 1971 (S. 23)", MisuseOfDrugs, "as forces write"},
		{legislation, "Misuse of Drugs Act (sec 23)", MisuseOfDrugs, "there is no other Act of the name"},
		{legislation, "Section 60 CJPOA 1994", Section60, "initials"},
		{legislation, "under section 60 of the Criminal Justice & Public Order Act 1994", Section60, "in a sentence"},
		{legislation, "Psychoactive Substances Act 2016 (section 36 (2))", PsychoactiveSubstances36, "a subsection with a space"},
		{legislation, "Sporting Events (Control of Alcohol etc.) Act 1985 (section 7)", SportingEvents, "the Act by its full name"},
		{legislation, "Public Order Act 1986 (section 11)", LegislationNotRecorded, "another Act"},
		{legislation, "Public Order Act (section 11)", LegislationNotRecorded, "which of two Acts?"},
		{legislation, "Terrorism Act 2000 (section 4)", LegislationNotRecorded, "another section"},
		{legislation, "Terrorism Act 2000 (sections 43 and s47A)", LegislationNotRecorded, "two powers"},
		{legislation, "Misuse of Drugs Act 1971", LegislationNotRecorded, "no section"},
		{legislation, "section 11", LegislationNotRecorded, "no Act"},
		{legislation, "Section 60", Section60, "the one power that people call by its number"},
		{legislation, "s60", Section60, "the same"},

		{searchType, "Person search", PersonSearch, "177,138 rows"},
		{searchType, "Person & Vehicle search", PersonAndVehicleSearch, "people's files"},
		{searchType, "Vehicle only", VehicleSearch, "people's files"},
		{searchType, "Person and Vehicle search", PersonAndVehicleSearch, "45,764 rows"},
		{searchType, "Vehicle search", VehicleSearch, "4,045 rows"},

		{age, "18-24", Age18To24, "67,751 rows"},
		{age, "25-34", Age25To34, "48,350 rows"},
		{age, "over 34", AgeOver34, "44,821 rows"},
		{age, "10-17", Age10To17, "36,050 rows"},
		{age, "under 10", AgeUnder10, "116 rows"},

		{age, "10 - 17", Age10To17, "spaces"},
		{age, "10–17", Age10To17, "an en dash"},
		{age, "10 to 17 years", Age10To17, "words"},
		{age, "18-24 years", Age18To24, "words"},
		{age, "Aged 25 to 34", Age25To34, "words"},
		{age, "Under 10", AgeUnder10, "capitals"},
		{age, "< 10", AgeUnder10, "a sign"},
		{age, "34+", AgeOver34, "a sign"},
		{age, "Over 34", AgeOver34, "capitals"},
		{age, "35 and over", AgeOver34, "the same people"},
		{age, "Oct-17", Age10To17, "a spreadsheet in Britain shows 1 October 2017 so"},
		{age, "17-Oct", Age10To17, "a spreadsheet in the United States shows 17 October so"},
		{age, "Oct 17", Age10To17, "the same"},
		{age, "10/17", Age10To17, "the same"},
		{age, "2017-10-01", Age10To17, "pandas of a workbook"},
		{age, "2017-10-01 00:00:00", Age10To17, "pandas of a workbook"},
		{age, "01/10/2017", Age10To17, "1 October 2017"},
		{age, "10/1/2017", Age10To17, "the same with the month first"},
		{age, "10/17/2023", Age10To17, "17 October of any year, with the month first"},
		{age, "17/10/2023", Age10To17, "17 October of any year"},
		{age, "01-Oct-17", Age10To17, "1 October 2017"},
		{age, "43009", Age10To17, "1 October 2017 as a number"},
		{age, "44851", Age10To17, "17 October 2022 as a number"},
		{age, "2017-10-02", AgeNotRecorded, "no date that a spreadsheet makes of 10-17"},
		{age, "Nov-17", AgeNotRecorded, "another month"},
		{age, "01/10/2018", AgeNotRecorded, "another year"},
		{age, "10", AgeNotRecorded, "an age, not a band"},
		{age, "10 \u2013 17", Age10To17, "an en dash with space around it"},
		{outcome, "Nothing found \u2013 no further action", NothingFound, "an en dash"},
		{outcome, "Summons/charged  by post", Summons, "other space"},

		{gender, "M", Male, "people's files"},
		{gender, "f", Female, "people's files"},
		{gender, "Woman", Female, "people's files"},
		{gender, "Non-binary", OtherGender, "people's files"},
		{gender, "X", GenderNotRecorded, "not guessed"},
		{gender, "Male", Male, "201,462 rows"},
		{gender, "Female", Female, "17,886 rows"},
		{gender, "Other", OtherGender, "136 rows"},

		{answer, "True", Yes, "data.police.uk"},
		{answer, "False", No, "data.police.uk"},
		{answer, "TRUE", Yes, "R"},
		{answer, "FALSE", No, "R"},
		{answer, "1", Yes, "databases"},
		{answer, "0", No, "databases"},
		{answer, "1.0", Yes, "pandas, where a column has blanks"},
		{answer, "0.0", No, "pandas, where a column has blanks"},
	} {
		// A label that no table has is 0, which no other row of this table is.
		if got, err := test.parse(test.label); (err != nil) != (test.want.String() == "not recorded" && test.label != "Details not available") || got != test.want {
			t.Errorf("%q = %v, %v, want %v (%s)", test.label, got, err, test.want, test.reason)
		}
	}
}

func outcome(s string) (fmt.Stringer, error)     { return ParseOutcome(s) }
func object(s string) (fmt.Stringer, error)      { return ParseObject(s) }
func legislation(s string) (fmt.Stringer, error) { return ParseLegislation(s) }
func searchType(s string) (fmt.Stringer, error)  { return ParseRecordType(s) }
func age(s string) (fmt.Stringer, error)         { return ParseAge(s) }
func gender(s string) (fmt.Stringer, error)      { return ParseGender(s) }
func answer(s string) (fmt.Stringer, error)      { return ParseAnswer(s) }

func TestClasses(t *testing.T) {
	if n := len(slices.Collect(Outcomes())); len(classOf) != n {
		t.Fatalf("%d outcomes have a class, of %d", len(classOf), n)
	}
	for o := range Outcomes() {
		if o != OutcomeNotRecorded && o.Class() == ClassNotRecorded {
			t.Errorf("%v has no class of its own: its searches count as not recorded", o)
		}
	}
	for _, test := range []struct {
		outcome Outcome
		class   Class
		action  bool
		known   bool
		reason  string
	}{
		{OutcomeNotRecorded, ClassNotRecorded, false, false, "blank is not no further action"},
		{OutcomeUnrecognised, ClassUnrecognised, false, false, "what nobody understands is not an action"},
		{Arrest, ClassArrest, true, true, ""},
		{VoluntaryAttendance, ClassVoluntaryAttendance, true, true, "kept apart from arrest"},
		{Summons, ClassChargeOrSummons, true, true, ""},
		{Caution, ClassOutOfCourtFormal, true, true, "outcome types 2 and 3"},
		{PenaltyNotice, ClassOutOfCourtFormal, true, true, "outcome type 6"},
		{CommunityResolution, ClassOutOfCourtInformal, true, true, "outcome type 8"},
		{KhatOrCannabisWarning, ClassOutOfCourtInformal, true, true, "outcome type 7"},
		{VerbalWarning, ClassOtherAction, true, true, "no outcome type"},
		{PropertySeized, ClassOtherAction, true, true, "no outcome type"},
		{OtherAction, ClassOtherAction, true, true, ""},
		{ArticleFound, ClassOtherAction, true, true, "there was an outcome, which is not named"},
		{SubstanceSeized, ClassNoFurtherAction, false, true, "found, and no further action by its label"},
		{NoFurtherAction, ClassNoFurtherAction, false, true, ""},
		{NothingFound, ClassNoFurtherAction, false, true, ""},
		{Outcome(200), ClassUnrecognised, false, false, "a number that is no outcome"},
	} {
		if got := test.outcome.Class(); got != test.class {
			t.Errorf("%v: class %v, want %v (%s)", test.outcome, got, test.class, test.reason)
		}
		if got := test.outcome.IsAction(); got != test.action {
			t.Errorf("%v: action %v, want %v (%s)", test.outcome, got, test.action, test.reason)
		}
		if got := test.outcome.IsKnown(); got != test.known {
			t.Errorf("%v: known %v, want %v (%s)", test.outcome, got, test.known, test.reason)
		}
	}
}

func TestIsRecorded(t *testing.T) {
	for o := range Objects() {
		want := o != ObjectNotRecorded && o != ObjectUnrecognised && o != ObjectUnavailable
		if got := o.IsRecorded(); got != want {
			t.Errorf("%v: %v, want %v", o, got, want)
		}
	}
}

// What says that nothing is known is no unknown label.
func TestNothingIsKnown(t *testing.T) {
	header := "Type,Date,Gender,Age range,Self-defined ethnicity,Legislation,Object of search,Outcome,Outcome linked to object of search\n"
	for _, word := range []string{"", "NA", "N/A", "#N/A", "null", "NULL", `\N`, "NaN", "NaT", "None", "<NA>", "not recorded"} {
		row := "Person search,2020-02-01" + strings.Repeat(","+word, 7) + "\n"
		all, errs := collect(ReadCSV(strings.NewReader(header+row), ReadOptions{}))
		if errs != nil || len(all) != 1 || all[0].Gender != GenderNotRecorded || all[0].Age != AgeNotRecorded || all[0].Self != ethnicity.NotKnown ||
			all[0].Legislation != LegislationNotRecorded || all[0].Object != ObjectNotRecorded || all[0].Outcome != OutcomeNotRecorded || all[0].Linked != AnswerNotRecorded {
			t.Errorf("%q: %v, %v", word, all, errs)
		}
	}
	for _, word := range []string{"Unknown", "Not known", "not stated", "Unspecified"} {
		row := "Person search,2020-02-01," + word + "," + word + ",,,,," + word + "\n"
		all, errs := collect(ReadCSV(strings.NewReader(header+row), ReadOptions{}))
		if errs != nil || len(all) != 1 || all[0].Gender != GenderNotRecorded || all[0].Age != AgeNotRecorded || all[0].Linked != AnswerNotRecorded {
			t.Errorf("%q: %v, %v", word, all, errs)
		}
	}
}
