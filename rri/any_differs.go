package rri

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/rri/internal/compensated"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/internal/strictjson"
	"github.com/seed-549880be/disparity/rri/internal/tail"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Test is one test of whether any of several groups differs from the others, as [AnyDiffers] makes
// it: Pearson's chi-squared test. It is a small comparable value.
type Test struct {
	// Statistic is Pearson's: the squared distances of the counts from those expected, over what is
	// expected. NaN if there is nothing to test.
	Statistic float64

	// DF is the degrees of freedom: the groups in the test, less one. 0 if there is nothing to
	// test.
	DF int

	// EffectDF is the degrees of freedom with which the design effects of the counts were estimated
	// ([Options.DegreesOfFreedom]): Statistic over DF is then compared with an F distribution. 0
	// means that they are known, or 1.
	EffectDF float64

	// P is the upper tail of the chi-squared distribution, or of F, with relative accuracy down to
	// the smallest float64. NaN if there is nothing to test.
	P float64

	// LeastExpected is the smallest count that is expected of a group if none differs; of
	// proportions also the smallest count of trials without the event. It is one of effective
	// counts where there are design effects. NaN if no group is in the test.
	LeastExpected float64

	// Groups is the number of groups in the test.
	Groups int

	// LeftOut is the number of groups that are not in the test: those without population or trials,
	// and in a table those that are not compared.
	LeftOut int
}

// testName is what people know the test of Test by.
const testName = "Pearson's chi-squared test"

// roughBelow is the expected count below which a p-value of Pearson's test is rough: Cochran 1954,
// DOI 10.2307/3001616.
const roughBelow = 5

// Name returns the name of the test for people, "Pearson's chi-squared test".
func (t Test) Name() string { return testName }

// Rough reports whether P is a rough one, because a count below 5 is expected somewhere. It is
// false where there is nothing to test.
func (t Test) Rough() bool { return t.DF > 0 && t.LeastExpected < roughBelow }

// String returns the test as a line that can be read out: "whether any group differs: Pearson's
// chi-squared test, 4 df, p < 0.001". After it stand what makes the p-value rough, and how many
// groups are not in the test, if there are any.
func (t Test) String() string {
	text := "whether any group differs: "
	switch {
	case t.DF > 0:
		p, below := strings.CutPrefix(sheet.P(t.P, 1-levels.Default), "<")
		sign := "="
		if below {
			sign = "<"
		}
		df := strconv.Itoa(t.DF)
		if t.EffectDF > 0 {
			df += fmt.Sprintf(" and %.3g", t.EffectDF)
		}
		text += fmt.Sprintf("%s, %s df, p %s %s", testName, df, sign, p)
	case t.Groups < 2:
		text += "cannot be tested, as there are fewer than two groups to compare"
	default:
		text += "cannot be tested, as no group has the event, or all have nothing else"
	}
	if t.Rough() {
		text += fmt.Sprintf(" (rough: the smallest expected count is %s, and should be %d or more)", expectedText(t.LeastExpected), roughBelow)
	}
	switch {
	case t.LeftOut == 1:
		text += "; 1 group is not in it"
	case t.LeftOut > 1:
		text += fmt.Sprintf("; %d groups are not in it", t.LeftOut)
	}
	return text
}

// expectedText writes an expected count below roughBelow so that it reads neither as that nor as
// none.
func expectedText(expected float64) string {
	if expected < 0.1 {
		return "below 0.1"
	}
	return sheet.Limit(sheet.Fixed, expected, 1, roughBelow)
}

// testJSON is the form of a Test in JSON: one that can hold NaN.
type testJSON struct {
	Name          string            `json:"name"`
	Statistic     strictjson.Number `json:"statistic"`
	DF            int               `json:"df"`
	EffectDF      float64           `json:"effect_df,omitempty"`
	P             strictjson.Number `json:"p"`
	LeastExpected strictjson.Number `json:"least_expected"`
	Groups        int               `json:"groups"`
	LeftOut       int               `json:"left_out"`
}

// MarshalJSON writes the test as an object with name, statistic, df, effect_df (left out if it is
// 0), p, least_expected, groups and left_out, NaN as null. Where there is nothing to test, as in
// the zero Test, statistic and p are null.
func (t Test) MarshalJSON() ([]byte, error) {
	if t.DF == 0 {
		t.Statistic, t.P = math.NaN(), math.NaN()
	}
	return json.Marshal(testJSON{testName, strictjson.Number(t.Statistic), t.DF, t.EffectDF, strictjson.Number(t.P),
		strictjson.Number(t.LeastExpected), t.Groups, t.LeftOut})
}

// UnmarshalJSON reads what [Test.MarshalJSON] writes. A test by another name is an error, which
// leaves t as it is.
func (t *Test) UnmarshalJSON(data []byte) error {
	nan := strictjson.Number(math.NaN())
	in := testJSON{Statistic: nan, P: nan, LeastExpected: nan}
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("rri: test: %w", err)
	}
	if in.Name != testName {
		return fmt.Errorf("rri: test by the name %q: want %q", sheet.Clip(in.Name), testName)
	}
	*t = Test{
		Statistic: float64(in.Statistic), DF: in.DF, EffectDF: in.EffectDF, P: float64(in.P),
		LeastExpected: float64(in.LeastExpected), Groups: in.Groups, LeftOut: in.LeftOut,
	}
	return nil
}

// AnyDiffers tests whether any group differs from the others: that all of them have one rate, or
// one proportion, whatever it is. It is one test of the whole table, and so no comparison too many;
// it does not say which group differs, nor by how much.
//
// Of rates the events are set against those that each group would have if they were dealt out by
// population; of proportions, events and trials without the event against those of one common
// proportion, in a table of k × 2. Both sums of squared distances over expected counts are compared
// with a chi-squared distribution of k-1 degrees of freedom (Pearson 1900, DOI
// 10.1080/14786440009463897), without a correction for continuity. A design effect is honoured by
// effective counts, events and exposure divided by it: Rao and Scott 1992, DOI 10.2307/2532311.
//
// Groups without population or trials are left out, and counted in LeftOut. There is nothing to
// test with fewer than two groups, without events, and of proportions with nothing but events.
// Groups must not overlap: give it the parts of a whole, and not the whole beside them.
//
// The error wraps [ErrCount] for a count that makes no sense, with the name of its group.
func AnyDiffers[G cmp.Ordered, M Measure](counts map[G]M) (Test, error) { return anyDiffers(counts, 0) }

// anyDiffers is AnyDiffers with the degrees of freedom of the design effects, 0 if they are known.
func anyDiffers[G cmp.Ordered, M Measure](counts map[G]M, effectDF float64) (Test, error) {
	groups := slices.Sorted(maps.Keys(counts))
	if len(groups) > 0 && groups[0] != groups[0] { // NaN sorts first
		return Test{}, errGroupNaN
	}
	all := make([]M, len(groups))
	for i, g := range groups {
		all[i] = counts[g]
		if err := validateRow(all[i]); err != nil {
			return Test{}, fmt.Errorf("rri: group %q: %w", quoted(g), err)
		}
	}
	return pearson(all, effectDF), nil
}

// AnyDiffers is the function [AnyDiffers] of the counts of t. Rows that are not compared
// ([Table.WithoutComparison]) are left out of it, and counted in LeftOut. Where Options has degrees
// of freedom, P allows for the estimate of the design effects by an F distribution.
//
// The error wraps [ErrDerived] if t is derived or a figure in it is suppressed: a test would tell
// something of the counts that are withheld. It wraps [ErrOption] if Options is out of range, and
// otherwise is that of the function.
func (t Table[G, M]) AnyDiffers() (Test, error) {
	if t.derived != "" {
		return Test{}, fmt.Errorf("rri: %w: it is %s: test before this, the tables that it is made of", ErrDerived, t.derived)
	}
	counts := make(map[G]M, len(t.Rows))
	aside := 0
	for _, r := range t.Rows {
		switch {
		case r.Rate.Flags.Has(Suppressed):
			return Test{}, fmt.Errorf("rri: %w: the figures of group %q are suppressed: test before this", ErrDerived, quoted(r.Group))
		case r.Rate.Flags.Has(NotCompared):
			aside++
		default:
			counts[r.Group] = r.Count
		}
	}
	if err := t.Options.Validate(); err != nil {
		return Test{}, fmt.Errorf("rri: table: %w", err)
	}
	test, err := anyDiffers(counts, t.Options.DegreesOfFreedom)
	test.LeftOut += aside
	return test, err
}

// pearson returns Pearson's test of groups in a fixed order, whose counts are valid.
func pearson[M Measure](groups []M, effectDF float64) Test {
	type effective struct{ events, others, exposure float64 }
	test := Test{Statistic: math.NaN(), P: math.NaN(), LeastExpected: math.NaN()}
	var compared []effective
	var total effective
	for _, m := range groups {
		events, exposure, d := m.Counts()
		if exposure == 0 {
			test.LeftOut++
			continue
		}
		c := effective{float64(events) / d, (exposure - float64(events)) / d, exposure / d}
		compared = append(compared, c)
		total.events += c.events
		total.others += c.others
		total.exposure += c.exposure
	}
	test.Groups = len(compared)
	// the variance of a count of exposure 1
	unit := total.events / total.exposure
	if isProportion[M]() {
		unit *= total.others / total.exposure
	}
	var statistic float64
	for _, c := range compared {
		distance := compensated.DifferenceOfRatios(c.events, c.exposure, total.events, total.exposure, 0)
		statistic += c.exposure * distance / unit * distance
		least := c.exposure * total.events / total.exposure
		if isProportion[M]() {
			least = min(least, c.exposure*total.others/total.exposure)
		}
		if !(test.LeastExpected <= least) {
			test.LeastExpected = least
		}
	}
	if test.Groups < 2 || unit == 0 {
		return test
	}
	test.Statistic, test.DF, test.EffectDF, test.P = statistic, test.Groups-1, effectDF, 1
	shape := float64(test.DF) / 2
	switch {
	case statistic > 0 && effectDF > 0:
		_, test.P = tail.Beta(shape, effectDF/2, statistic, effectDF)
	case statistic > 0:
		_, test.P = tail.Gamma(shape, statistic/2)
	}
	return test
}
