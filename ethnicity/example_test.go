package ethnicity_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
)

// Searches counted by the labels of a police file, put beside the residents of the same groups.
func Example() {
	searches := map[ethnicity.Group]int64{}
	for label, n := range map[string]int64{
		"White - English/Welsh/Scottish/Northern Irish/British":    290,
		"White - Any other White background":                       27,
		"Black/African/Caribbean/Black British - African":          29,
		"Chinese or other ethnic group - Chinese (O1)":             2,
		"Other ethnic group - Not stated":                          116,
		"Mixed/Multiple ethnic groups - White and Black Caribbean": 22,
	} {
		g, err := ethnicity.Parse(label)
		if err != nil {
			fmt.Println(err)
			return
		}
		searches[g] += n
	}
	five, err := ethnicity.FivePlusOne.CollapseCounts(searches)
	if err != nil {
		fmt.Println(err)
		return
	}
	residents, err := ethnicity.PopulationOf("avon-and-somerset", ethnicity.Census2021)
	if err != nil {
		fmt.Println(err)
		return
	}
	residents, err = residents.Collapse(ethnicity.FivePlusOne)
	if err != nil {
		fmt.Println(err)
		return
	}
	for g, n := range residents.All() {
		fmt.Printf("%-6s %4d searches, %8d residents\n", g, five[g], n)
	}
	fmt.Printf("%s: %d searches\n", ethnicity.NotStated, five[ethnicity.NotStated])
	// Output:
	// White   317 searches,  1584583 residents
	// Mixed    22 searches,    44435 residents
	// Asian     2 searches,    60732 residents
	// Black    29 searches,    37844 residents
	// Other     0 searches,    16982 residents
	// Not stated: 116 searches
}

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

func ExampleGroup_String() {
	fmt.Println(ethnicity.GypsyOrIrishTraveller)
	fmt.Println(ethnicity.OtherWithChinese)
	// Output:
	// Gypsy or Irish Traveller
	// Other (with Chinese)
}

func ExampleGroup_IsKnown() {
	for _, g := range []ethnicity.Group{ethnicity.Black, ethnicity.NotStated, ethnicity.NoPerson} {
		fmt.Println(g, g.IsKnown())
	}
	// Output:
	// Black true
	// Not stated false
	// No person false
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

func ExampleGroup_MarshalText() {
	out, err := json.Marshal(map[ethnicity.Group]int{ethnicity.Black: 29, ethnicity.NotKnown: 1})
	fmt.Println(string(out), err)
	// Output: {"Black":29,"Not known":1} <nil>
}

func ExampleGroup_AppendText() {
	line, err := ethnicity.Roma.AppendText([]byte("group="))
	fmt.Println(string(line), err)
	// Output: group=Roma <nil>
}

func ExampleGroup_UnmarshalText() {
	baseline := ethnicity.White
	flags := flag.NewFlagSet("stopsearch", flag.ContinueOnError)
	flags.TextVar(&baseline, "baseline", ethnicity.White, "group to compare with")
	err := flags.Parse([]string{"-baseline", "white british"})
	fmt.Println(baseline, err)
	// Output: White British <nil>
}

func ExampleParseGroup() {
	g, err := ethnicity.ParseGroup("White British")
	fmt.Println(g, err)
	// Output: White British <nil>
}

func ExampleGroups() {
	for g := range ethnicity.Groups() {
		if ethnicity.White.Contains(g) && ethnicity.NineteenPlusOne.Has(g) {
			fmt.Println(g)
		}
	}
	// Output:
	// White British
	// White Irish
	// Gypsy or Irish Traveller
	// Roma
	// Other White (without Roma)
}

func ExampleScheme_Groups() {
	fmt.Println(slices.Collect(ethnicity.FivePlusOne.Groups()))
	fmt.Println(slices.Collect(ethnicity.ICCodes.Groups()))
	// Output:
	// [White Mixed Asian Black Other]
	// [White North European White South European South Asian East Asian Black Arab or North African]
}

func ExampleScheme_Has() {
	fmt.Println(ethnicity.NineteenPlusOne.Has(ethnicity.Roma), ethnicity.EighteenPlusOne.Has(ethnicity.Roma))
	// Output: true false
}

func ExampleScheme_Baseline() {
	fmt.Println(ethnicity.FivePlusOne.Baseline())
	fmt.Println(ethnicity.EighteenPlusOne.Baseline())
	// Output:
	// White
	// White British
}

func ExampleScheme_Note() {
	fmt.Println(ethnicity.FivePlusOne2001.Note())
	// Output: Chinese people are counted in Other, not as Asian (2001 basis).
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

func ExampleParseScheme() {
	s, err := ethnicity.ParseScheme("18+1")
	fmt.Println(s, err)
	// Output: 18+1 <nil>
}

func ExampleScheme_String() {
	fmt.Println(ethnicity.EighteenPlusOne)
	// Output: 18+1
}

func ExampleScheme_MarshalText() {
	out, err := json.Marshal(struct {
		Scheme ethnicity.Scheme `json:"scheme"`
	}{ethnicity.FivePlusOne})
	fmt.Println(string(out), err)
	// Output: {"scheme":"5+1"} <nil>
}

func ExampleScheme_AppendText() {
	line, err := ethnicity.WhiteOther.AppendText([]byte("scheme="))
	fmt.Println(string(line), err)
	// Output: scheme=white-other <nil>
}

func ExampleScheme_UnmarshalText() {
	var s ethnicity.Scheme
	err := json.Unmarshal([]byte(`"16+1"`), &s)
	fmt.Println(s, err)
	// Output: 16+1 <nil>
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

func ExampleCollapseError() {
	_, err := ethnicity.EighteenPlusOne.Collapse(ethnicity.Asian)
	var ce *ethnicity.CollapseError
	if errors.As(err, &ce) {
		fmt.Printf("%s cannot be counted in %s\n", ce.Group, ce.Scheme)
	}
	// Output: Asian cannot be counted in 18+1
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

func ExampleForceOfFile() {
	fmt.Println(ethnicity.ForceOfFile("downloads/2022-09-metropolitan-stop-and-search.csv.gz"))
	// Output: Metropolitan Police <nil>
}

func ExampleForces() {
	residents, none := 0, 0
	for f := range ethnicity.Forces() {
		if f.Code() == "" {
			fmt.Println("no residents:", f)
			none++
			continue
		}
		residents++
	}
	fmt.Println(residents, none)
	// Output:
	// no residents: British Transport Police
	// 43 1
}

func ExampleForce_String() {
	f, err := ethnicity.ParseForce("btp")
	fmt.Println(f.String(), err)
	// Output: British Transport Police <nil>
}

func ExampleForce_Slug() {
	f, err := ethnicity.ParseForce("Devon & Cornwall")
	fmt.Println(f.Slug(), err)
	// Output: devon-and-cornwall <nil>
}

func ExampleForce_Code() {
	f, err := ethnicity.ParseForce("Dyfed-Powys")
	fmt.Println(f.Code(), err)
	// Output: W15000004 <nil>
}

func ExampleForce_MarshalText() {
	f, err := ethnicity.ParseForce("kent")
	if err != nil {
		fmt.Println(err)
		return
	}
	out, err := json.Marshal(f)
	fmt.Println(string(out), err)
	// Output: "Kent" <nil>
}

func ExampleForce_AppendText() {
	f, err := ethnicity.ParseForce("kent")
	if err != nil {
		fmt.Println(err)
		return
	}
	line, err := f.AppendText([]byte("force="))
	fmt.Println(string(line), err)
	// Output: force=Kent <nil>
}

func ExampleForce_UnmarshalText() {
	var f ethnicity.Force
	flags := flag.NewFlagSet("stopsearch", flag.ContinueOnError)
	flags.TextVar(&f, "force", f, "police force whose residents are the denominator")
	err := flags.Parse([]string{"-force", "Thames Valley Police"})
	fmt.Println(f, err)
	// Output: Thames Valley <nil>
}

func ExampleParseCensus() {
	c, err := ethnicity.ParseCensus("2011")
	fmt.Println(c, c.Year(), err)
	// Output: 2011 2011 <nil>
}

func ExampleCensuses() {
	fmt.Println(slices.Collect(ethnicity.Censuses()))
	// Output: [other 2011 2021]
}

func ExampleCensus_String() {
	fmt.Println(ethnicity.Census2021)
	// Output: 2021
}

func ExampleCensus_Year() {
	fmt.Println(ethnicity.Census2021.Year(), ethnicity.OtherSource.Year())
	// Output: 2021 0
}

func ExampleCensus_MarshalText() {
	text, err := ethnicity.Census2021.MarshalText()
	fmt.Println(string(text), err)
	// Output: 2021 <nil>
}

func ExampleCensus_AppendText() {
	line, err := ethnicity.Census2011.AppendText([]byte("census="))
	fmt.Println(string(line), err)
	// Output: census=2011 <nil>
}

func ExampleCensus_UnmarshalText() {
	var c ethnicity.Census
	flags := flag.NewFlagSet("stopsearch", flag.ContinueOnError)
	flags.TextVar(&c, "census", ethnicity.Census2021, "2011 or 2021")
	err := flags.Parse(nil)
	fmt.Println(c, err)
	// Output: 2021 <nil>
}

func ExamplePopulationOf() {
	p, err := ethnicity.PopulationOf("Avon and Somerset", ethnicity.Census2021)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.Area, p.Code, p.Census, p.Scheme, p.Total())
	_, err = ethnicity.PopulationOf("btp", ethnicity.Census2021)
	fmt.Println(err)
	// Output:
	// Avon and Somerset E23000036 2021 19+1 1744576
	// ethnicity: British Transport Police has no residents: its searches have no population to be divided by
}

func ExampleNewPopulation() {
	p, err := ethnicity.NewPopulation("Exampleshire, mid-2024", ethnicity.WhiteOther, map[ethnicity.Group]int64{ethnicity.White: 90_000, ethnicity.OtherThanWhite: 10_000})
	fmt.Println(p.Area, p.Census, p.Total(), err)
	// Output: Exampleshire, mid-2024 other 100000 <nil>
}

func ExampleAreas() {
	n := 0
	for range ethnicity.Areas(ethnicity.Census2021) {
		n++
	}
	fmt.Println(n, "areas: 43 forces, 8 districts, England, Wales, England and Wales")
	// Output: 54 areas: 43 forces, 8 districts, England, Wales, England and Wales
}

func ExamplePopulation_Of() {
	p, err := ethnicity.PopulationOf("Avon and Somerset", ethnicity.Census2021)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.Of(ethnicity.White))
	fmt.Println(p.Of(ethnicity.GypsyRomaTraveller))
	fmt.Println(p.Of(ethnicity.WhiteNorthEuropean))
	// Output:
	// 1584583 <nil>
	// 4014 <nil>
	// 0 ethnicity: residents of Avon and Somerset: figures in scheme 19+1 do not tell White North European apart
}

func ExamplePopulation_All() {
	p, err := ethnicity.PopulationOf("City of London", ethnicity.Census2011)
	if err != nil {
		fmt.Println(err)
		return
	}
	p, err = p.Collapse(ethnicity.FivePlusOne)
	if err != nil {
		fmt.Println(err)
		return
	}
	for g, n := range p.All() {
		fmt.Println(g, n)
	}
	// Output:
	// White 5799
	// Mixed 289
	// Asian 940
	// Black 193
	// Other 154
}

func ExamplePopulation_Total() {
	p, err := ethnicity.PopulationOf("England and Wales", ethnicity.Census2011)
	fmt.Println(p.Total(), err)
	// Output: 56075912 <nil>
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
	fmt.Println(london.Area, london.Total(), err)
	_, err = ethnicity.Sum(london, city)
	fmt.Println(err)
	// Output:
	// Metropolitan Police + City of London 8799736 <nil>
	// ethnicity: residents of City of London would be counted twice: they are in Metropolitan Police + City of London
}
