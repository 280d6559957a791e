package ethnicity_test

import (
	"errors"
	"flag"
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
)

// Searches counted by the labels of a police file, put beside the residents of the same groups.

func ExampleParse() {
	for _, label := range []string{
		"White - Irish",
		"Chinese or other ethnic group - Chinese (O1)",
		"Other ethnic group - Not stated",
		"",
		"A9",
		"White - Martian",
	} {
		g, err := ethnicity.Parse(label)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(g)
	}
	// Output:
	// White Irish
	// Chinese
	// Not stated
	// Not known
	// ethnicity: ambiguous label "A9": say in which scheme it is, one of 16+1, 18+1
	// ethnicity: unknown label "White - Martian"
}

func ExampleParseIn() {
	for _, s := range []ethnicity.Scheme{ethnicity.FivePlusOne2001, ethnicity.FivePlusOne, ethnicity.OfficerDefined} {
		g, err := ethnicity.ParseIn(s, "Asian")
		fmt.Println(s, "·", g, err)
	}
	g, err := ethnicity.ParseIn(ethnicity.SixteenPlusOne, "O9")
	fmt.Println(g, err)
	// Output:
	// 5+1-2001 · Asian (without Chinese) <nil>
	// 5+1 · Asian <nil>
	// officer · Asian <nil>
	// Other <nil>
}

func ExampleLabelError() {
	_, err := ethnicity.Parse("White: Other White")
	var le *ethnicity.LabelError
	if errors.As(err, &le) && errors.Is(err, ethnicity.ErrAmbiguousLabel) {
		for _, s := range le.Schemes {
			g, _ := ethnicity.ParseIn(s, le.Label)
			fmt.Printf("%s: %s\n", s, g)
		}
	}
	// Output:
	// 18+1: Other White
	// 19+1: Other White (without Roma)
}

func ExampleGroup_Contains() {
	baseline, group := ethnicity.White, ethnicity.GypsyOrIrishTraveller
	if baseline.Contains(group) {
		fmt.Printf("%s is a part of %s: people are compared with themselves in part\n", group, baseline)
	}
	fmt.Println(ethnicity.Asian.Contains(ethnicity.Chinese), ethnicity.AsianWithoutChinese.Contains(ethnicity.Chinese))
	// Output:
	// Gypsy or Irish Traveller is a part of White: people are compared with themselves in part
	// true false
}

func ExampleGroup_UnmarshalText() {
	baseline := ethnicity.White
	flags := flag.NewFlagSet("stopsearch", flag.ContinueOnError)
	flags.TextVar(&baseline, "baseline", ethnicity.White, "group to compare with")
	err := flags.Parse([]string{"-baseline", "white british"})
	fmt.Println(baseline, err)
	// Output: White British <nil>
}

func ExampleScheme_Collapse() {
	fmt.Println(ethnicity.FivePlusOne.Collapse(ethnicity.Chinese))
	fmt.Println(ethnicity.FivePlusOne2001.Collapse(ethnicity.Chinese))
	fmt.Println(ethnicity.FivePlusOne.Collapse(ethnicity.Refused))
	_, err := ethnicity.FivePlusOne.Collapse(ethnicity.OtherWithChinese)
	fmt.Println(err)
	// Output:
	// Asian <nil>
	// Other (with Chinese) <nil>
	// Refused <nil>
	// ethnicity: Other (with Chinese) is not the whole or a part of one group of scheme 5+1: use one of 5+1-2001, white-other
}

func ExampleScheme_CollapseCounts() {
	counts, err := ethnicity.WhiteOther.CollapseCounts(map[ethnicity.Group]int64{
		ethnicity.WhiteBritish: 290, ethnicity.OtherWhite: 27, ethnicity.Black: 29, ethnicity.Mixed: 22, ethnicity.NotStated: 116,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(counts[ethnicity.White], counts[ethnicity.OtherThanWhite], counts[ethnicity.NotStated])
	// Output: 317 51 116
}

func ExampleSchemes() {
	for s := range ethnicity.Schemes() {
		fmt.Printf("%-21s%d\n", s, len(slices.Collect(s.Groups())))
	}
	// Output:
	// 5+1                  5
	// 5+1-2001             5
	// 5+1+grt              6
	// 5+1+white-minorities 6
	// 16+1                 16
	// 18+1                 18
	// 19+1                 19
	// officer              5
	// use-of-force-2018    6
	// ic                   6
	// white-other          2
}

func ExampleParseForce() {
	for _, name := range []string{"avon-and-somerset", "Avon & Somerset", "London, City of", "Met", "E23000032"} {
		f, err := ethnicity.ParseForce(name)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(f)
	}
	// Output:
	// Avon and Somerset
	// Avon and Somerset
	// City of London
	// Metropolitan Police
	// Kent
}

// A force that no table has is named as itself. Where the code is empty there are no residents to
// divide its searches by.
func ExampleForceNamed() {
	for _, name := range []string{"MPS", "police-scotland", "States of Jersey Police"} {
		f, err := ethnicity.ForceNamed(name)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s: in the table %t, residents %t\n", f, f.IsKnown(), f.Code() != "")
	}
	// Output:
	// Metropolitan Police: in the table true, residents true
	// Police Scotland: in the table true, residents false
	// States of Jersey: in the table false, residents false
}

func ExamplePopulationOf() {
	p, err := ethnicity.PopulationOf("Avon and Somerset", ethnicity.Census2021)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s %s %s %s %.0f\n", p.Area, p.Code, p.Census, p.Scheme, p.Total())
	_, err = ethnicity.PopulationOf("btp", ethnicity.Census2021)
	fmt.Println(err)

	// a district, as people write it; a name that is a force and a district too needs its kind
	p, err = ethnicity.PopulationOf("LB Croydon", ethnicity.Census2021)
	fmt.Printf("%s %.0f %v\n", p.Area, p.Total(), err)
	_, err = ethnicity.PopulationOf("Durham", ethnicity.Census2021)
	fmt.Println(err)
	p, err = ethnicity.PopulationOf("district:Durham", ethnicity.Census2021)
	fmt.Printf("%s %.0f %v\n", p.Area, p.Total(), err)
	// Output:
	// Avon and Somerset E23000036 2021 19+1 1744576
	// ethnicity: British Transport Police has no residents: its searches have no population to be divided by
	// Croydon 390724 <nil>
	// ethnicity: "Durham" is a force and a district: want force:Durham or district:Durham (County Durham)
	// County Durham 522067 <nil>
}

func ExampleNewPopulation() {
	p, err := ethnicity.NewPopulation("Exampleshire, mid-2024", ethnicity.WhiteOther, map[ethnicity.Group]float64{ethnicity.White: 90_000, ethnicity.OtherThanWhite: 10_000})
	fmt.Println(p.Area, p.Census, p.Total(), err)
	// Output: Exampleshire, mid-2024 other 100000 <nil>
}

func ExamplePopulation_Of() {
	p, err := ethnicity.PopulationOf("Avon and Somerset", ethnicity.Census2021)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, g := range []ethnicity.Group{ethnicity.White, ethnicity.GypsyRomaTraveller, ethnicity.WhiteNorthEuropean} {
		n, err := p.Of(g)
		fmt.Printf("%.0f %v\n", n, err)
	}
	// Output:
	// 1584583 <nil>
	// 4014 <nil>
	// 0 ethnicity: residents of Avon and Somerset: figures in scheme 19+1 do not tell White North European apart
}

func ExamplePopulation_Collapse() {
	p, err := ethnicity.PopulationOf("Kent", ethnicity.Census2011)
	if err != nil {
		fmt.Println(err)
		return
	}
	p, err = p.Collapse(ethnicity.FivePlusOne2001)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = p.Collapse(ethnicity.FivePlusOne)
	fmt.Println(err)
	// Output: ethnicity: Other (with Chinese) is not the whole or a part of one group of scheme 5+1: use one of 5+1-2001, white-other (residents of Kent)
}

func ExampleSum() {
	met, err := ethnicity.PopulationOf("Metropolitan", ethnicity.Census2021)
	if err != nil {
		fmt.Println(err)
		return
	}
	city, err := ethnicity.PopulationOf("City of London", ethnicity.Census2021)
	if err != nil {
		fmt.Println(err)
		return
	}
	london, err := ethnicity.Sum(met, city)
	fmt.Printf("%s %.0f %v\n", london.Area, london.Total(), err)
	_, err = ethnicity.Sum(london, city)
	fmt.Println(err)
	// Output:
	// London 8799736 <nil>
	// ethnicity: residents of City of London would be counted twice: they are in London
}
