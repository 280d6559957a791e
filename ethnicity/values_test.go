package ethnicity_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
)

// TestValues has what small functions return for one or two values each.
func TestValues(t *testing.T) {
	force := func(name string) ethnicity.Force {
		f, err := ethnicity.ParseForce(name)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	census, err := ethnicity.ParseCensus("2011")
	if err != nil {
		t.Fatal(err)
	}
	file, err := ethnicity.ForceOfFile("downloads/2022-09-metropolitan-stop-and-search.csv.gz")
	if err != nil {
		t.Fatal(err)
	}
	everybody, err := ethnicity.PopulationOf("England and Wales", ethnicity.Census2011)
	if err != nil {
		t.Fatal(err)
	}
	var without []ethnicity.Force
	for f := range ethnicity.Forces() {
		if f.Code() == "" {
			without = append(without, f)
		}
	}
	for _, test := range []struct {
		name string
		got  any
		want string
	}{
		{"a group is known", ethnicity.Black.IsKnown(), "true"},
		{"not stated is not", ethnicity.NotStated.IsKnown(), "false"},
		{"nor is a vehicle", ethnicity.NoPerson.IsKnown(), "false"},
		{"a group in its own words", ethnicity.OtherWithChinese, "Other (with Chinese)"},
		{"groups of 5+1", slices.Collect(ethnicity.FivePlusOne.Groups()), "[White Mixed Asian Black Other]"},
		{"groups of the PNC", slices.Collect(ethnicity.ICCodes.Groups()), "[White North European White South European South Asian East Asian Black Arab or North African]"},
		{"19+1 has Roma", ethnicity.NineteenPlusOne.Has(ethnicity.Roma), "true"},
		{"18+1 has not", ethnicity.EighteenPlusOne.Has(ethnicity.Roma), "false"},
		{"baseline of 5+1", ethnicity.FivePlusOne.Baseline(), "White"},
		{"baseline of 18+1", ethnicity.EighteenPlusOne.Baseline(), "White British"},
		{"note on the 2001 basis", ethnicity.FivePlusOne2001.Note(), "Chinese people are counted in Other, not as Asian (2001 basis)."},
		{"force of a file", file, "Metropolitan Police"},
		{"slug", force("Devon & Cornwall").Slug(), "devon-and-cornwall"},
		{"code", force("Dyfed-Powys").Code(), "W15000004"},
		{"forces without residents", without, "[British Transport Police Police Service of Northern Ireland Police Scotland]"},
		{"year of a census", census.Year(), "2011"},
		{"no year", ethnicity.OtherSource.Year(), "0"},
		{"censuses", slices.Collect(ethnicity.Censuses()), "[other 2011 2021 interpolated]"},
		{"43 forces, 331 districts, 9 regions, England, Wales, and both", len(slices.Collect(ethnicity.Areas(ethnicity.Census2021))), "386"},
		{"43 forces, 348 districts and 8 that were made of them, 9 regions, England, Wales, and both", len(slices.Collect(ethnicity.Areas(ethnicity.Census2011))), "411"},
		{"residents of England and Wales", int64(everybody.Total()), "56075912"},
	} {
		if got := fmt.Sprint(test.got); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}
