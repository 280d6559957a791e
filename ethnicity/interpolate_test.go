package ethnicity

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func day(year int, month time.Month, date int) time.Time {
	return time.Date(year, month, date, 0, 0, 0, 0, time.UTC)
}

// populationAt returns the residents of an area on a day in a scheme.
func populationAt(t interface{ Fatal(...any) }, area string, on time.Time, s Scheme) Population {
	p, err := PopulationAt(area, on)
	if err == nil {
		p, err = p.Collapse(s)
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestPopulationAtByHand compares with n2011^(1-w) n2021^w, where w is 1,907 of 3,647 days.
func TestPopulationAtByHand(t *testing.T) {
	met := populationAt(t, "Metropolitan Police", day(2016, time.June, 15), FivePlusOne)
	for _, test := range []struct {
		g        Group
		from, to float64
	}{{White, 4881636, 4725217}, {Mixed, 404990, 505306}, {Asian, 1510606, 1816202}, {Black, 1088447, 1188137}, {Other, 280887, 556290}} {
		const w = 1907.0 / 3647
		want := math.Exp((1-w)*math.Log(test.from) + w*math.Log(test.to))
		if got, err := met.Of(test.g); err != nil || math.Abs(got/want-1) > 1e-12 {
			t.Errorf("%s: %v, %v, want %v", test.g, got, err, want)
		}
	}
	if met.Census != Interpolated || met.Source != "census 2011 and 2021, interpolated to 15 June 2016" || met.Area != "Metropolitan Police" || met.Code != "E23000001" {
		t.Errorf("%s, %s, %s, %s", met.Census, met.Source, met.Area, met.Code)
	}
}

// TestBetween: on the log scale, linearly where a count is below 10, and never beyond the ends.
func TestBetween(t *testing.T) {
	half := Census2011.Day().AddDate(0, 0, 1824) // of 3,647 days
	const w = 1824.0 / 3647
	for _, test := range []struct {
		from, to, want float64
		reason         string
	}{
		{100, 400, 100 * math.Pow(4, w), "log scale, up"},
		{400, 100, 400 * math.Pow(4, -w), "log scale, down"},
		{10, 40, 10 * math.Pow(4, w), "10 is not below 10"},
		{9, 40, 9 + 31*w, "a count below 10 before"},
		{40, 9, 40 - 31*w, "a count below 10 after"},
		{0, 40, 40 * w, "nobody before"},
		{40, 0, 40 - 40*w, "nobody after"},
		{0, 0, 0, "nobody"},
		{1234567, 1234567, 1234567, "no change is none"},
	} {
		if got := between(test.from, test.to, half); math.Abs(got-test.want) > 1e-12*test.want {
			t.Errorf("%s: %v, want %v", test.reason, got, test.want)
		}
	}
}

// TestPopulationAtDays: which census, or what between the two, stands for a day.
func TestPopulationAtDays(t *testing.T) {
	west, east := time.FixedZone("west", -11*60*60), time.FixedZone("east", 13*60*60)
	for _, test := range []struct {
		on     time.Time
		want   Census
		first  time.Time
		reason string
	}{
		{day(2011, time.March, 27), Census2011, day(2011, time.March, 27), "the day of the census"},
		{time.Date(2011, time.March, 27, 23, 59, 59, 999999999, time.UTC), Census2011, day(2011, time.March, 27), "the end of that day"},
		{day(2011, time.March, 28), Interpolated, day(2011, time.March, 28), "the day after"},
		{day(2011, time.March, 26), Census2011, day(2011, time.March, 26), "the day before"},
		{day(2021, time.March, 20), Interpolated, day(2021, time.March, 20), "the day before the second census"},
		{time.Date(2021, time.March, 20, 23, 59, 59, 0, time.UTC), Interpolated, day(2021, time.March, 20), "the end of that day"},
		{day(2021, time.March, 21), Census2021, day(2021, time.March, 21), "the day of the second census"},
		{day(2021, time.March, 22), Census2021, day(2021, time.March, 22), "the day after it"},
		{time.Date(2011, time.March, 28, 0, 30, 0, 0, east), Interpolated, day(2011, time.March, 28), "the date there, on the 27th in UTC"},
		{time.Date(2011, time.March, 27, 23, 0, 0, 0, west), Census2011, day(2011, time.March, 27), "the date there, on the 28th in UTC"},
		{time.Date(2021, time.March, 21, 0, 30, 0, 0, east), Census2021, day(2021, time.March, 21), "the date there, on the 20th in UTC"},
		{day(2016, time.February, 29), Interpolated, day(2016, time.February, 29), "a leap day"},
		{day(1, time.January, 2), Census2011, day(1, time.January, 2), "the year 1"},
		{day(9999, time.December, 31), Census2021, day(9999, time.December, 31), "the year 9999"},
	} {
		p, err := PopulationAt("kent", test.on)
		if err != nil || p.Census != test.want || p.First != test.first || p.Last != test.first {
			t.Errorf("%s: %s, from %s to %s, %v", test.reason, p.Census, p.First, p.Last, err)
			continue
		}
		if test.want == Interpolated {
			if p.Scheme != NineteenPlusOne || p.Source != "census 2011 and 2021, interpolated to "+test.first.Format("2 January 2006") {
				t.Errorf("%s: %s, %s", test.reason, p.Scheme, p.Source)
			}
			continue
		}
		want := population(t, "Kent", test.want)
		want.First, want.Last = test.first, test.first
		if p != want {
			t.Errorf("%s: %+v, want %+v", test.reason, p, want)
		}
	}
}

func TestPopulationAtErrors(t *testing.T) {
	for _, test := range []struct {
		area         string
		on           time.Time
		want, reason string
	}{
		{"Kent", time.Time{}, "ethnicity: residents of Kent: no day is given: want that of the searches", "a time that was not set"},
		{"Kent", day(10000, time.January, 1), "ethnicity: residents of Kent: a day in year 10000: want one in the years 1 to 9999", "five digits"},
		{"Kent", day(0, time.December, 31), "ethnicity: residents of Kent: a day in year 0: want one in the years 1 to 9999", "the year 0"},
		{"Kent", time.Unix(1<<62, 0), "", "a time beyond all years"},
		{"Atlantis", day(2016, time.June, 15), `ethnicity: no area "Atlantis"`, "no such area"},
		{"btp", day(2016, time.June, 15), "ethnicity: British Transport Police has no residents", "a force without residents"},
	} {
		p, err := PopulationAt(test.area, test.on)
		if err == nil || !strings.HasPrefix(err.Error(), test.want) || p != (Population{}) {
			t.Errorf("%s: %v, %v", test.reason, p.Area, err)
		}
		checkError(t, err)
	}
}

// TestSharesWithinParent: Roma people are told by the census of 2021 alone.
func TestSharesWithinParent(t *testing.T) {
	on := day(2014, time.July, 1)
	p, ends := populationAt(t, "Avon and Somerset", on, NineteenPlusOne), population(t, "Avon and Somerset", Census2021)
	of := func(p Population, g Group) float64 { return must(p.Of(g)) }
	parent := of(p, OtherWhite)
	if want := between(of(population(t, "Avon and Somerset", Census2011), OtherWhite), of(ends, OtherWhite), on); parent != want {
		t.Errorf("other White: %v, want %v", parent, want)
	}
	for _, g := range []Group{Roma, OtherWhiteWithoutRoma} {
		if got, want := of(p, g)/parent, of(ends, g)/of(ends, OtherWhite); math.Abs(got/want-1) > 1e-12 {
			t.Errorf("%s: %v of other White, want %v", g, got, want)
		}
	}
	if got, want := of(p, GypsyRomaTraveller), of(p, Roma)+of(p, GypsyOrIrishTraveller); got != want {
		t.Errorf("Gypsy, Roma or Irish Traveller: %v, want %v", got, want)
	}
	if got, want := of(p, Roma)+of(p, OtherWhiteWithoutRoma), parent; math.Abs(got/want-1) > 1e-12 {
		t.Errorf("the parts of other White are %v, want %v", got, want)
	}
}

// drawDay draws a day between the two censuses.
func drawDay(t *rapid.T, label string) time.Time {
	return Census2011.Day().AddDate(0, 0, rapid.IntRange(1, 3646).Draw(t, label))
}

// drawScheme draws a scheme that residents are told in.
func drawScheme(t *rapid.T) Scheme {
	return rapid.SampledFrom(slices.DeleteFunc(slices.Collect(Schemes()), func(s Scheme) bool { return s == ICCodes })).Draw(t, "scheme")
}

// Every group of every scheme lies between its counts of the two censuses, and goes from the one to
// the other without turning; the total is the sum of the groups; and what the figures tell of a
// group does not depend on the scheme that they are in.
func TestInterpolationLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		area, s := rapid.SampledFrom(slices.Collect(Areas(Census2021))).Draw(t, "area"), drawScheme(t)
		detailed := populationAt(t, area, drawDay(t, "day"), NineteenPlusOne)
		later := detailed.First.AddDate(0, 0, rapid.IntRange(0, int(Census2021.Day().Sub(detailed.First)/(24*time.Hour))).Draw(t, "days"))
		p, q := must(detailed.Collapse(s)), populationAt(t, area, later, s)
		from, to := must(PopulationOf(detailed.Code, Census2011)), must(must(PopulationOf(detailed.Code, Census2021)).Collapse(s))
		var total float64
		for g, n := range p.All() {
			total += n
			end, start := must(to.Of(g)), 0.0
			if f, err := from.Of(g); err == nil {
				start = f
			} else {
				start = must(from.Of(OtherWhite)) * end / must(must(PopulationOf(detailed.Code, Census2021)).Of(OtherWhite))
			}
			m := must(q.Of(g))
			const rounding = 1e-12
			if n < min(start, end)*(1-rounding) || n > max(start, end)*(1+rounding) {
				t.Fatalf("%s of %s: %v is not between %v and %v", g, area, n, start, end)
			}
			if start <= end && m < n*(1-rounding) || start >= end && m > n*(1+rounding) {
				t.Fatalf("%s of %s from %v to %v: %v, then %v", g, area, start, end, n, m)
			}
		}
		if p.Total() != total {
			t.Fatalf("total %v, want %v", p.Total(), total)
		}
		for g := range Groups() {
			n, err := p.Of(g)
			if before, beforeErr := detailed.Of(g); err == nil && (beforeErr != nil || n != before) {
				t.Fatalf("%s: %v before, %v; %v in %s", g, before, beforeErr, n, s)
			}
		}
		if back, err := must(detailed.Collapse(SixteenPlusOne)).Collapse(WhiteOther); err != nil || back != must(detailed.Collapse(WhiteOther)) {
			t.Fatalf("collapsed in two steps: %v, %v", back, err)
		}
	})
}

// A sum does not depend on the order but for the names, which are in it; and it says from which day
// to which.
func TestSumOfDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScheme(t)
		if s == NineteenPlusOne {
			s = EighteenPlusOne // which the figures before the first census have
		}
		var parts []Population
		var total float64
		for _, area := range rapid.SliceOfNDistinct(rapid.SampledFrom(slices.Collect(Areas(Census2021))), 2, 5, rapid.ID).Draw(t, "areas") {
			p := populationAt(t, area, Census2011.Day().AddDate(0, 0, rapid.IntRange(-2000, 6000).Draw(t, "day")), s)
			if slices.ContainsFunc(parts, func(q Population) bool { return q.covers.overlaps(p.covers) }) {
				continue
			}
			parts = append(parts, p)
			total += p.Total()
		}
		sum, err := Sum(parts...)
		if err != nil {
			t.Fatal(err)
		}
		other, err := Sum(rapid.Permutation(parts).Draw(t, "order")...)
		if err != nil {
			t.Fatal(err)
		}
		for g, n := range sum.All() {
			if m := must(other.Of(g)); math.Abs(n-m) > 1e-12*n {
				t.Fatalf("%s: %v and %v", g, n, m)
			}
		}
		if math.Abs(sum.Total()-total) > 1e-12*total {
			t.Fatalf("total %v, want %v", sum.Total(), total)
		}
		first, last, census := parts[0].First, parts[0].Last, parts[0].Census
		for _, p := range parts {
			if p.First.Before(first) {
				first = p.First
			}
			if p.Last.After(last) {
				last = p.Last
			}
			if p.Census != census {
				census = Interpolated
			}
		}
		if sum.First != first || sum.Last != last || sum.Census != census || sum.Source != sourceText(census, first, last) ||
			other.Source != sum.Source || other.Census != census || other.covers != sum.covers {
			t.Fatalf("from %s to %s, %s, %s: want from %s to %s, %s", sum.First, sum.Last, sum.Census, sum.Source, first, last, census)
		}
		if _, err := sum.Collapse(WhiteOther); len(parts) > 1 && s != WhiteOther && (err == nil) == (census == Interpolated) {
			t.Fatalf("a sum of figures of %s collapses: %v", census, err)
		}
	})
}

// TestSumOfParts has the figures of the documentation of PopulationAt: how far detailed groups,
// districts and forces that are interpolated add up to something else than the whole.
func TestSumOfParts(t *testing.T) {
	const halfWay = 1824 // of 3,647 days
	forces := make(map[string][]string)
	for name := range Areas(Census2021) {
		p := population(t, name, Census2021)
		if kindOf(p.Code) != kindDistrict {
			continue
		}
		for f := range Forces() {
			if f.Code() != "" && p.Within(population(t, f.Code(), Census2021)) {
				forces[f.Code()] = append(forces[f.Code()], p.Code)
			}
		}
	}
	for _, days := range []int{300, 1200, 1600, halfWay, 2000, 2600, 3300} {
		on := Census2011.Day().AddDate(0, 0, days)
		both, all := populationAt(t, "England and Wales", on, FivePlusOne), make(map[Group]float64)
		var ofGroups, ofDistricts, ofForces []float64
		for code, districts := range forces {
			force, groups, parts := populationAt(t, code, on, FivePlusOne), make(map[Group]float64), make(map[Group]float64)
			for g, n := range must(PopulationAt(code, on)).All() {
				groups[must(FivePlusOne.Collapse(g))] += n
			}
			for _, district := range districts {
				for g, n := range populationAt(t, district, on, FivePlusOne).All() {
					parts[g] += n
				}
			}
			for g, n := range force.All() {
				ofGroups, ofDistricts = append(ofGroups, math.Abs(groups[g]/n-1)), append(ofDistricts, math.Abs(parts[g]/n-1))
				all[g] += n
			}
		}
		for g, n := range both.All() {
			ofForces = append(ofForces, math.Abs(all[g]/n-1))
		}
		for _, test := range []struct {
			what         string
			from         []float64
			most, median string
		}{{"detailed groups", ofGroups, "4.8", "0.3"}, {"districts", ofDistricts, "5.7", "0.1"}, {"forces", ofForces, "0.6", ""}} {
			slices.Sort(test.from)
			most, median := 100*test.from[len(test.from)-1], 100*test.from[len(test.from)/2]
			limit := must(strconv.ParseFloat(test.most, 64))
			if days == halfWay && (strconv.FormatFloat(most, 'f', 1, 64) != test.most || test.median != "" && strconv.FormatFloat(median, 'f', 1, 64) != test.median) || most > limit+0.05 {
				t.Errorf("%s, after %d days: at most %.3f %%, half within %.3f %%; want %s and %s", test.what, days, most, median, test.most, test.median)
			}
		}
	}
}

// TestSumOfOwn: figures of the caller's own keep their source in a sum, are no part of a built-in
// area, and are not taken for those of a census.
func TestSumOfOwn(t *testing.T) {
	kent, england := population(t, "Kent", Census2021), population(t, "England", Census2021)
	var rest []Population
	for f := range Forces() {
		if f.Code() != "" && f.Code() != kent.Code && f.Code()[0] == 'E' {
			rest = append(rest, population(t, f.Code(), Census2021))
		}
	}
	ward := must(NewPopulation("A ward", NineteenPlusOne, maps.Collect(kent.All())))
	ward.Census, ward.Source = Census2021, "TS021, ward"
	with := must(Sum(kent, ward))
	if with.Source != "census 2021; TS021, ward" || with.Area != "Kent + A ward" {
		t.Errorf("%s from %s", with.Area, with.Source)
	}
	if sum := must(Sum(append(rest, kent)...)); sum != england {
		t.Errorf("all English forces are %s", sum.Area)
	}
	if sum := must(Sum(append(rest, with)...)); sum.Area == "England" || sum.Source != "census 2021; TS021, ward" {
		t.Errorf("with the ward they are %.40s from %s", sum.Area, sum.Source)
	}
	one, two := own("1", "a; b", time.Time{}, map[Group]float64{White: 1, OtherThanWhite: 2}), own("2", "b", time.Time{}, map[Group]float64{White: 3, OtherThanWhite: 4})
	if sum := must(Sum(one, two, two)); sum.Source != "a; b" || sum.Total() != 17 {
		t.Errorf("%v from %s", sum.Total(), sum.Source)
	}
	one.Source = ""
	if sum := must(Sum(one, two)); sum.Source != "b" {
		t.Errorf("from %s", sum.Source)
	}
	june := populationAt(t, "Kent", day(2016, time.June, 15), WhiteOther)
	mid := own("Kent", "mid-2016", june.First, maps.Collect(june.All()))
	if sum, err := Sum(june, mid); err == nil || !strings.Contains(err.Error(), "use one census") {
		t.Errorf("interpolated and own figures of one day: %s, %v", sum.Source, err)
	}
}
