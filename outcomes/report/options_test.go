package report

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/internal/enum/enumtest"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/unknown"
)

func TestValidate(t *testing.T) {
	for _, test := range []struct {
		o      Options
		option string // "" if it can be had
		want   string // in the message
		reason string
	}{
		{Options{}, "", "", "the zero value"},
		{Options{Census: ethnicity.Census2011, Scheme: ethnicity.EighteenPlusOne, Baseline: ethnicity.WhiteIrish}, "", "", "a group of the scheme"},
		{Options{Census: 9}, "Census", "Census Census(9): want one of the constants", "no census"},
		{Options{Scheme: 99}, "Scheme", "Scheme Scheme(99): want one of the constants", "no scheme"},
		{Options{Scheme: ethnicity.ICCodes}, "Scheme", "Scheme ic cannot be had with Census interpolated: it did not count these groups. Want one of 5+1, ", "no census counts by PNC codes"},
		{Options{Scheme: ethnicity.NineteenPlusOne, Census: ethnicity.Census2011}, "Scheme", "Scheme 19+1 cannot be had with Census 2011", "Roma were not counted in 2011"},
		{Options{Scheme: ethnicity.EighteenPlusOne, Rule: outcomes.OfficerDefined}, "Scheme", "Scheme 18+1 cannot be had with Rule officer: an officer's view has no such detail", "an officer's view has no detail"},
		{Options{Scheme: ethnicity.EighteenPlusOne, Unknown: outcomes.ByOfficer}, "Scheme", "cannot be had with Unknown officer", "where it fills the gaps too"},
		{Options{Baseline: ethnicity.WhiteBritish}, "Baseline", `Baseline "White British" is not a group of 5+1: want one of White, Mixed, Asian, Black, Other`, "a group of another scheme"},
		{Options{Rule: 3}, "Rule", "EthnicityRule(3)", "no rule"},
		{Options{From: month("2023-02"), To: month("2023-01")}, "From", "From 2023-02 is after To 2023-01: no month is left", "nothing is left"},
		{Options{From: 5}, "From", `From: month "0000-06": want the form 2022-09, from 1996 to 2199`, "a month of the year 0"},
		{Options{To: outcomes.MonthOf(time.Date(2199, 12, 31, 12, 0, 0, 0, time.UTC)) + 1}, "To", `To: month "2200-01": want the form`, "a month beyond the last"},
		{Options{From: 5, To: 4}, "From", "0000-06", "neither is a month"},
		{Options{From: month("1996-01"), To: month("2199-12")}, "", "", "the first and the last month that there are"},
		{Options{Object: new(outcomes.Object(200))}, "Object", "Object Object(200): want one of the constants of its type", "no object"},
		{Options{Type: new(outcomes.RecordType(77))}, "Type", "Type RecordType(77): want one of the constants of its type", "no type"},
		{Options{Legislation: new(outcomes.Legislation(99))}, "Legislation", "Legislation Legislation(99): want one of the constants of its type", "no power"},
		{Options{Age: new(outcomes.Age(99))}, "Age", "Age Age(99): want one of the constants of its type", "no age band"},
		{Options{Gender: new(outcomes.Gender(99))}, "Gender", "Gender Gender(99): want one of the constants of its type", "no gender"},
		{Options{Age: new(outcomes.Age18To24), Suppress: 5}, "", "", "no search rate, and an age"},
		{Options{Gender: new(outcomes.Male), Suppress: 5}, "", "", "no search rate, and a gender"},
		{Options{Age: new(outcomes.Age18To24), Gender: new(outcomes.Male), Legislation: new(outcomes.MisuseOfDrugs)}, "", "", "all of the filters"},
		{Options{Find: 9}, "Find", "FindDefinition(9)", "no definition"},
		{Options{Unknown: 9}, "Unknown", "Allocation(9)", "no allocation"},
		{Options{Unknown: outcomes.ByOfficer, Rule: outcomes.OfficerDefined}, "Unknown", "it does not go with Rule officer", "nothing to fill in"},
		{Options{Suppress: 1}, "Suppress", "Suppress 1: want a number from 2 to 1000, or 0 to withhold nothing", "to hide 1 alone would be to tell it"},
		{Options{Suppress: 1001}, "Suppress", "Suppress 1001: want", "too large"},
		{Options{Suppress: -5}, "Suppress", "Suppress -5: want", "negative"},
		{Options{Suppress: 5, Unknown: outcomes.ByCrossTable}, "Suppress", "Suppress 5 does not go with Unknown cross-table", "pooled figures"},
		{Options{Within: []Dimension{ByAge, 9}}, "Within", "Within Dimension(9): want one of object, age", "no dimension"},
		{Options{Within: []Dimension{ByAge, ByObject, ByAge}}, "Within", "Within: age is given twice", "twice"},
		{Options{Within: []Dimension{ByAge}, Method: rri.Exact}, "Within", "does not go with Method exact, which has no form for strata: want one of ", "no form for strata"},
		{Options{Within: []Dimension{ByAge}, Unknown: outcomes.InProportion}, "Within", "does not go with Unknown in-proportion", "whatever the stratum"},
		{Options{Within: []Dimension{ByAge}, Suppress: 5}, "Within", "does not go with Suppress", "strata are small"},
		{Options{By: 99}, "By", "By Breakdown(99): want one of the constants of its type", "no breakdown"},
		{Options{By: EachForce, Suppress: 5}, "", "", "parts that stand alone"},
		{Options{By: EachFinancialYear, Suppress: 5}, "", "", "and periods"},
		{Options{By: Whole, Suppress: 5}, "", "", "no parts"},
		{Options{By: EachMonth, Within: []Dimension{ByMonth, ByForce}}, "", "", "strata of what the parts are"},
		{Options{By: EachMonth, Method: rri.Exact}, "", "", "parts have no need of a form for strata"},
		{Options{Method: 99}, "Method", "Method(99)", "no method"},
		{Options{Method: rri.MidP}, "", "", "a family with a ratio of rates alone"},
		{Options{Method: rri.MiettinenNurminen}, "", "", "and one of proportions alone"},
		{Options{Method: rri.Byar}, "Method", "report: Method byar: byar for a ratio of proportions: method not defined for this quantity: choose one of ", "a family without ratios"},
		{Options{Method: rri.AgrestiCoull}, "Method", "report: Method agresti-coull: agresti-coull for a ratio of proportions: ", "of one proportion"},
		{Options{Method: rri.PublicHealth}, "Method", "report: Method public-health: public-health for a ratio of proportions: ", "of one group"},
		{Options{Method: rri.WilsonCC}, "Method", "report: Method wilson-cc: wilson-cc for a ratio of proportions: ", "of one proportion"},
		{Options{Method: rri.AgrestiCaffo}, "Method", "report: Method agresti-caffo: agresti-caffo for a ratio of proportions: ", "of a difference"},
		{Options{Level: 95}, "Level", "Level 95: want a number between 0 and 1", "per cent"},
		{Options{Level: math.NaN()}, "Level", "Level NaN", "not a number"},
		{Options{SmallCountBelow: -1}, "SmallCountBelow", "SmallCountBelow -1: want a whole number from 1, as 10, or 0 for 5", "negative"},
		{Options{SmallCountBelow: 1<<53 + 1}, "SmallCountBelow", "SmallCountBelow 9007199254740993: want", "no count is as large"},
		{Options{LowMonth: 20}, "LowMonth", "LowMonth 20: want a number between 0 and 1, as 0.2", "per cent"},
		{Options{LowMonth: 1}, "LowMonth", "LowMonth 1: want", "half the months of any force"},
		{Options{LowMonth: -0.1}, "LowMonth", "LowMonth -0.1: want", "negative"},
		{Options{LowMonth: math.NaN()}, "LowMonth", "LowMonth NaN: want", "not a number"},
		{Options{LowMonth: 0.99}, "", "", "nearly the median"},
	} {
		err := test.o.Validate()
		if test.option == "" {
			if err != nil {
				t.Errorf("%s: %v", test.reason, err)
			}
			if _, err := New(extract("2023-01-kent.csv", mixed()), test.o); err != nil {
				t.Errorf("%s: New says %v", test.reason, err)
			}
			continue
		}
		e, ok := errors.AsType[*OptionError](err)
		if !ok || e.Option != test.option || !strings.HasPrefix(err.Error(), "report: ") || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, of %q; want %q in it", test.reason, err, test.option, test.want)
		}
		if _, err := New(nil, test.o); err == nil || err.Error() != e.Error() {
			t.Errorf("%s: New of nothing says %v before it asks for the options", test.reason, err)
		}
	}
}

// TestOptionErrorText: a program names options as its users know them.
func TestOptionErrorText(t *testing.T) {
	e, _ := errors.AsType[*OptionError](Options{From: month("2023-02"), To: month("2023-01")}.Validate())
	if got, want := e.Text(func(option string) string { return "-" + strings.ToLower(option) }), "-from 2023-02 is after -to 2023-01: no month is left"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestOptionsOfRecords has what cannot be had with these records.
func TestOptionsOfRecords(t *testing.T) {
	kent := func(rows string) *outcomes.Extract { return extract("2023-01-kent.csv", header+rows) }
	for _, test := range []struct {
		x      *outcomes.Extract
		o      Options
		option string
		want   string // the message
		is     error
		reason string
	}{
		{nil, Options{}, "", "report: no search of a person: 0 rows: either nobody was searched, or the file is not whole: download it again", ErrNoSearches, "no extract"},
		{kent(times(2, search{kind: "Vehicle search"})), Options{}, "",
			"report: no search of a person in 2023-01-kent.csv: 2 rows, 2 searches of vehicles only", ErrNoSearches, "vehicles"},
		{kent(times(3, search{self: white})), Options{Object: new(outcomes.Firearms), To: month("2022-12")}, "Object",
			`report: none of the 3 searches of persons is left by Object "firearms", To 2022-12: there are rows of January 2023`, ErrNoSearches, "filters"},
		{kent(times(4, search{self: white})), Options{Type: new(outcomes.PersonAndVehicleSearch), From: month("2023-01")}, "Type",
			`report: none of the 4 searches of persons is left by Type "person and vehicle", From 2023-01`, ErrNoSearches, "a type"},
		{kent(times(1, search{self: white})), Options{To: month("2022-01")}, "To", "report: none of the 1 search of a person is left by To 2022-01: there are rows of January 2023", ErrNoSearches, "the last month alone"},
		{kent(times(1, search{self: white})), Options{From: month("2024-01")}, "From", "report: none of the 1 search of a person is left by From 2024-01: there are rows of January 2023", ErrNoSearches, "months"},
		{kent(times(3, search{self: white, officer: "White"})), Options{Rule: outcomes.OfficerDefined, Baseline: ethnicity.Mixed}, "Baseline",
			"report: Baseline Mixed: officers recorded nobody as Mixed in what was read: choose another baseline, or Rule self", nil, "a group that officers did not have"},
		{kent(times(3, search{self: white})), Options{Suppress: 5}, "Suppress", "report: Suppress 5: too few searches to show any: take more months, or fewer groups by Scheme", nil, "too few"},
		{kent(times(100, search{self: white, outcome: noAction}) + times(2, search{object: "Firearms", outcome: noAction})), Options{Unknown: outcomes.InProportion, Object: new(outcomes.Firearms)}, "Unknown",
			"report: Unknown in-proportion: unknown: 2 people of unknown group: nobody is known: there is nobody that they could be like", unknown.ErrNobody, "nobody to be like"},
		{kent(times(100, search{self: white, outcome: noAction}) + times(2, search{object: "Firearms", outcome: noAction})), Options{Unknown: outcomes.InProportion, Object: new(outcomes.Firearms), Suppress: 5}, "Unknown",
			"report: Unknown in-proportion: nobody is known", unknown.ErrNobody, "nobody to be like, and how many are withheld"},
		{kent(times(18, search{kind: "Vehicle search"}) + times(2, search{date: "never"})), Options{Suppress: 5}, "",
			"report: no search of a person in 2023-01-kent.csv: 18 searches of vehicles only, at most 5 rows rejected", ErrNoSearches, "the number of rows would tell those that are rejected"},
		{kent(times(18, search{kind: "Vehicle search"}) + times(6, search{date: "never"})), Options{Suppress: 5}, "",
			"report: no search of a person in 2023-01-kent.csv: 24 rows, 18 searches of vehicles only, 6 rows rejected", ErrNoSearches, "large counts"},
		{kent(times(3, search{self: white})), Options{Object: new(outcomes.Firearms), Suppress: 5}, "Object",
			`report: none of the at most 5 searches of persons is left by Object "firearms"`, ErrNoSearches, "few to choose from"},
		{several(map[string]string{"2023-01-kent.csv": inForce("2023-01", 1, 90, 30, 30, 9), "2023-01-btp.csv": inForce("2023-01", 2, 90, 30, 30, 9)}), Options{Suppress: 5}, "Suppress",
			"report: Suppress 5 needs search rates of everything that is read, or of nothing: leave out the files of forces without residents", nil, "no residents of one of two"},
		{extract("2023-01-btp.csv", header+groupsOf(noAction, 20, 0, 0, 2, 0, 0)+groupsOf("Arrest", 10, 0, 0, 1, 0, 0)), Options{Suppress: 5}, "Suppress",
			"report: Suppress 5: too few searches to show any: take more months, or fewer groups by Scheme", nil, "too few, and no residents"},
		{kent(times(4, search{self: white})), Options{Suppress: 5, By: EachMonth}, "Suppress",
			"report: Suppress 5: too few searches to show any: take more months, or fewer groups by Scheme", nil, "too few in every part"},
	} {
		_, err := New(test.x, test.o)
		if err == nil || err.Error() != test.want || test.is != nil && !errors.Is(err, test.is) {
			t.Errorf("%s: %v\nwant %s", test.reason, err, test.want)
			continue
		}
		for cause := err; test.o.Suppress != 0 && cause != nil; cause = errors.Unwrap(cause) {
			if strings.Contains(cause.Error(), "2 ") {
				t.Errorf("%s: a cause tells a count: %v", test.reason, cause)
			}
		}
		if e, ok := errors.AsType[*OptionError](err); ok != (test.option != "") || ok && e.Option != test.option {
			t.Errorf("%s: option %+v, want %q", test.reason, e, test.option)
		}
	}
}

// TestSchemes: a report can be had of every one of them by some census, and of no other.
func TestSchemes(t *testing.T) {
	schemes := slices.Collect(Schemes())
	for s := range ethnicity.Schemes() {
		valid := Options{Scheme: s}.Validate() == nil || Options{Scheme: s, Census: ethnicity.Census2011}.Validate() == nil
		if valid != slices.Contains(schemes, s) {
			t.Errorf("%s: valid %v", s, valid)
		}
	}
	for range Schemes() { // stopping early is no error
		break
	}
}

// TestDimensions: names go there and back.
func TestDimensions(t *testing.T) {
	enumtest.Check[Dimension](t, Dimensions(), ParseDimension)
	if d, err := ParseDimension("Sex"); err != nil || d != ByGender {
		t.Errorf("Sex: %s, %v", d, err)
	}
	if _, err := ParseDimension("colour\x1b"); err == nil || err.Error() != `report: unknown dimension "colour\x1b": want one of object, age, gender, month, legislation, force, kept-1, kept-2, kept-3` {
		t.Errorf("%v", err)
	}
}
