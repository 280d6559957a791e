package ethnicity

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// roundTrips has one instance at least of every exported struct that an exported function or method
// returns. Each comes back from JSON exactly as it was. That none is missing is checked by
// TestEveryResultIsInTheLaw of package outcomes.
var roundTrips = map[string]any{
	"Force": []any{Force{}, must(ParseForce("Avon and Somerset")), must(ParseForce("PSNI")), must(ForceNamed("States of Jersey Police"))},
	"Population": []any{
		Population{},
		must(PopulationOf("England and Wales", Census2021)),
		must(PopulationOf("Avon and Somerset", Census2011)),
		must(must(PopulationOf("Kent", Census2021)).Collapse(FivePlusOne)),
		must(Sum(must(PopulationOf("Kent", Census2021)), must(PopulationOf("Essex", Census2021)))),
		must(NewPopulation("a <b> & \"c\"", WhiteOther, map[Group]float64{White: maxResidents - 1, OtherThanWhite: 1})),
		must(PopulationAt("district:Croydon", day(2016, time.June, 15))),
		must(must(PopulationAt("Metropolitan Police", day(2016, time.June, 15))).Collapse(FivePlusOne)),
		must(PopulationAt("Wales", day(2024, time.February, 29))),
		must(PopulationAt("Taunton Deane", day(1, time.January, 2))),
		must(Sum(must(PopulationAt("Kent", day(2016, time.June, 15))), must(PopulationAt("Essex", day(2017, time.July, 3))), must(PopulationAt("Cardiff", day(9999, time.December, 31))))),
		own("a\r\n,b", "=1+1", day(2019, time.June, 30), map[Group]float64{White: 1234.5, OtherThanWhite: 1e-300}),
		own(" é\u202e\x00", "\"x\"", time.Time{}, map[Group]float64{White: 0.1, OtherThanWhite: 0.2}),
		must(Sum(own("Kent 2", "one", time.Time{}, map[Group]float64{White: 1, OtherThanWhite: 2}), own("Kent 3", "two", time.Time{}, map[Group]float64{White: 3, OtherThanWhite: 4}))),
	},
}

// own returns figures of a caller's own.
func own(area, source string, on time.Time, counts map[Group]float64) Population {
	p := must(NewPopulation(area, WhiteOther, counts))
	p.Source, p.First, p.Last = source, on, on
	return p
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestRoundTrips(t *testing.T) {
	for name, v := range roundTrips {
		for i, v := range v.([]any) {
			data, err := json.Marshal(v)
			if err != nil {
				t.Errorf("%s %d: %v", name, i, err)
				continue
			}
			back := reflect.New(reflect.TypeOf(v))
			if err := json.Unmarshal(data, back.Interface()); err != nil || back.Elem().Interface() != v {
				t.Errorf("%s %d: %s\ngot  %+v, %v\nwant %+v", name, i, data, back.Elem(), err, v)
			}
		}
	}
}

// drawPopulation draws some built-in areas, of a census or of days, added up and collapsed.
func drawPopulation(t *rapid.T) Population {
	c := rapid.SampledFrom([]Census{Census2011, Census2021, Interpolated}).Draw(t, "census")
	s := Scheme(rapid.IntRange(0, numSchemes-1).Draw(t, "scheme"))
	draw := func() Population {
		area := rapid.SampledFrom(slices.Collect(Areas(c.table()))).Draw(t, "area")
		p, err := PopulationOf(area, c)
		if c == Interpolated {
			if p, err = PopulationAt(area, Census2011.Day().AddDate(0, 0, rapid.IntRange(-50, 4000).Draw(t, "day"))); err != nil {
				p, err = PopulationOf(area, Census2011) // a district that was not there any more
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		if q, err := p.Collapse(s); err == nil {
			p = q
		}
		return p
	}
	p := draw()
	for range rapid.IntRange(0, 5).Draw(t, "others") {
		if sum, err := Sum(p, draw()); err == nil {
			p = sum
		}
	}
	return p
}

// Any built-in areas that do not overlap, added up and collapsed, come back, and still know what
// they cover.
func TestPopulationJSONLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPopulation(t)
		data, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		var back Population
		if err := json.Unmarshal(data, &back); err != nil || back != p {
			t.Fatalf("%s\n%v, %v", data, back, err)
		}
	})
}

// What is not residents is refused, and says why; what was there before stays.
func TestPopulationJSONErrors(t *testing.T) {
	const whole = `{"area":"A","code":"","census":"other","scheme":"white-other","counts":{"White":3,"Other than White":4},"total":7,"covers":[]}`
	for _, test := range []struct{ old, new, want, reason string }{
		{`"total":7`, `"total":8`, "the counts add up to 7, and the total says 8", "a total that is not theirs"},
		{`"White":3,`, `"White":3,"White":5,`, "the counts add up to 9", "a group that stands twice"},
		{`"White":3,`, ``, "no count of White", "a group that is missing"},
		{`"White":3,`, `"White":3,"Black":1,`, "Black is not a group of scheme white-other", "a group of another scheme"},
		{`"White":3`, `"White":-3`, "count of White is -3: want 0 or more", "a negative count"},
		{`"White":3`, `"White":9223372036854775807`, "the total is larger than 2^53", "an overflow"},
		{`"White":3`, `"White":3.5`, "the counts add up to 7.5, and the total says 7", "a fraction"},
		{`"White":3`, `"White":` + strings.Repeat("9", 1<<20), "cannot unmarshal number", "a number of a megabyte"},
		{`"White":3`, `"Martian":3`, `unknown group "Martian"`, "a group that is none"},
		{`"white-other"`, `"x"`, `unknown scheme "x"`, "no scheme"},
		{`"other"`, `"1991"`, `unknown census "1991"`, "no census"},
		{`"covers":[]`, `"covers":["E23000032"]`, "no residents are built in for census other", "covers without a census"},
		{`"other","scheme":"white-other"`, `"2021","scheme":"white-other"`, "", "figures of a census that cover nothing built in"},
		{`"scheme"`, `"first":"2019-06-30","scheme"`, `the first day for which they stand is "2019-06-30" and the last is ""`, "a first day alone"},
		{`"scheme"`, `"first":"2019-06-30","last":"2019-06-29","scheme"`, `the first day for which they stand is "2019-06-30" and the last is "2019-06-29"`, "days in the wrong order"},
		{`"scheme"`, `"first":"30 June 2019","last":"30 June 2019","scheme"`, `"30 June 2019" is no day: want one as 2016-06-15`, "another form of a day"},
		{`"scheme"`, `"first":"2019-06-31","last":"2019-06-31","scheme"`, `"2019-06-31" is no day`, "a day that is none"},
		{`[]`, `["E1"]`, "no residents are built in", "no such area"},
		{whole, `null`, "no count of White", "null"},
		{whole, `{}`, "no count of White", "an empty object, as a Population was written once"},
		{whole, `[]`, "cannot unmarshal array", "a list"},
	} {
		before := must(PopulationOf("Kent", Census2021))
		p := before
		err := json.Unmarshal([]byte(strings.Replace(whole, test.old, test.new, 1)), &p)
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want) || p != before || len(err.Error()) > 1200) {
			t.Errorf("%s: %.300v, %v; want %q", test.reason, err, p.Area, test.want)
		}
	}
	twice := `{"area":"A","code":"","census":"2021","scheme":"white-other","counts":{"White":3,"Other than White":4},"total":7,"covers":["E23000032","E92000001"]}`
	if err := json.Unmarshal([]byte(twice), new(Population)); err == nil || !strings.Contains(err.Error(), "England is covered twice") {
		t.Errorf("Kent, and England: %v", err)
	}

	changed := func(change func(*Population)) Population {
		p := must(PopulationOf("Kent", Census2021))
		change(&p)
		return p
	}
	for _, test := range []struct {
		p            Population
		want, reason string
	}{
		{changed(func(p *Population) { p.Scheme = FivePlusOne }), "the figures are not in scheme 5+1", "a scheme that was set"},
		{changed(func(p *Population) { p.Census = OtherSource }), "the areas are not those of census other", "a census that was set"},
		{changed(func(p *Population) { p.Scheme = 99 }), "Scheme(99)", "no scheme"},
		{changed(func(p *Population) { p.Area = "a\xff" }), "not UTF-8", "bytes that JSON cannot hold"},
		{changed(func(p *Population) { p.Source = "a\xff" }), "not UTF-8", "the same in a source"},
		{changed(func(p *Population) { p.First = time.Now() }), "is no day at 00:00 UTC", "a time of the day"},
		{changed(func(p *Population) { p.First = day(10000, 1, 1) }), "a day in year 10000", "a year of five digits"},
		{changed(func(p *Population) { p.First = day(2016, 6, 15) }), `the last is ""`, "a first day alone"},
		{changed(func(p *Population) {
			*p = must(PopulationAt("Kent", day(2016, 6, 15)))
			p.First, p.Last = day(2016, 6, 16), day(2016, 6, 16)
		}), "not those that were interpolated", "another day"},
		{changed(func(p *Population) { *p = must(PopulationAt("Kent", day(2016, 6, 15))); p.Census = Census2021 }), "not those that were interpolated", "another census"},
	} {
		if data, err := json.Marshal(test.p); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %s, %v; want %q", test.reason, data, err, test.want)
		}
	}
}

// FuzzPopulationJSON reads anything at all. What it reads, it writes and reads again.
func FuzzPopulationJSON(f *testing.F) {
	for _, v := range roundTrips["Population"].([]any) {
		data, err := json.Marshal(v)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{"area":"\u001b[31m","scheme":"white-other","counts":{"White":1e9}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var p Population
		if err := p.UnmarshalJSON(data); err != nil {
			checkError(t, err)
			return
		}
		again, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		var back Population
		if err := json.Unmarshal(again, &back); err != nil || back != p {
			t.Fatalf("%s\n%s\n%v", data, again, err)
		}
	})
}
