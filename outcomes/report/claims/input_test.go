package claims

import (
	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// between is a range.
func between(lower, upper float64) Range { return Range{&lower, &upper} }

// month reads a month.
func month(text string) outcomes.Month {
	m, err := outcomes.ParseMonth(text)
	if err != nil {
		panic(err)
	}
	return m
}

// group is a group whose numbers are made from searches and residents, beside a baseline with a
// rate of one in a thousand, with ranges of chance and of both.
func group(g ethnicity.Group, searches int64, residents float64, chance, both Range) Group {
	rate := float64(searches) / residents
	index := 1000 * rate
	return Group{Group: g, Searches: &searches, Residents: &residents, Rate: &rate, Index: &index, Chance: chance, Both: both}
}

// usual is the input of a month of one force: one group more, one more of those recorded, one about
// as often, and one of which nothing can be told.
func usual() Input {
	in := Input{
		Place: "Kent", From: month("2022-09"), To: month("2022-09"), Residents: "census 2021", Per: 1000,
		Searches: new(int64(1500)), Unknown: new(int64(100)), Known: new(int64(1400)),
		Baseline: group(ethnicity.White, 1000, 1e6, Range{}, Range{}),
		Groups: []Group{
			group(ethnicity.Mixed, 98, 1e5, between(0.86, 1.12), between(0.84, 1.19)),
			group(ethnicity.Asian, 96, 1.2e5, between(0.66, 0.96), between(0.62, 1.64)),
			group(ethnicity.Black, 150, 5e4, between(2.6, 3.5), between(2.3, 5.4)),
			group(ethnicity.Other, 11, 1e4, between(0.58, 1.93), between(0.53, 11.4)),
		},
	}
	for i, bounds := range []Range{between(0.89, 1.1), between(0.73, 1.63), between(2.73, 5), between(1.05, 11.2)} {
		in.Groups[i].Bounds = bounds
	}
	in.Groups[1].Tipping = new(0.27)
	return in
}

// many is usual with more groups than have a sentence each.
func many() Input {
	in := usual()
	in.Baseline.Group = ethnicity.WhiteBritish
	for _, g := range []ethnicity.Group{ethnicity.BlackAfrican, ethnicity.BlackCaribbean, ethnicity.Indian} {
		in.Groups = append(in.Groups, group(g, 60, 2e4, between(2.3, 3.9), between(2, 8.7)))
	}
	return in
}

// examples has an input for every kind of claim, and for every account, allocation and filter.
func examples() []Input {
	asian, mixed := usual().Groups[1], usual().Groups[0]
	list := []Input{usual(), many(), {}, only(black(zero(1.5))), only(black(zero(62))),
		only(black(func(g *Group) { g.Account = view("officer", 0.7, 0.6, 0.8) })),
		only(asian, func(in *Input) { in.Groups[0].Censuses = []View{*view("census 2011", 0.97, 0.91, 1.04)} }),
		only(mixed, func(in *Input) { in.Groups[0].Both = between(0.5, 1.9) }),
		only(asian, func(in *Input) { in.Groups[0].Chance = between(0.5, 1.9) }),
		forces(asian, 0.4), forces(asian, 0.01), forces(asian, 0.01, Part{Name: "Essex", Index: 1.81, Word: More}, Part{Name: "Kent", Index: 0.75, Word: CannotTell}),
		only(asian, func(in *Input) { in.Strata = &Strata{"police force", "police forces", 5} }),
		only(Group{Group: ethnicity.Black, Withheld: true}), only(Group{Group: ethnicity.Black}),
		only(black(), func(in *Input) { in.Baseline.Searches = new(int64(4)) }),
		only(black(), func(in *Input) { in.Unresolved = []string{"a.csv holds the same rows several times over"} }),
		only(black(), func(in *Input) { in.From = 0 }), only(black(func(g *Group) { g.Categories = true })),
		only(group(ethnicity.Black, 237, 232, between(900, 1200), between(800, 1300))),
	}
	for _, change := range []func(in *Input){
		func(in *Input) { in.Rule = outcomes.OfficerDefined },
		func(in *Input) { in.Rule = outcomes.SelfThenOfficer },
		func(in *Input) { in.Allocation = outcomes.InProportion },
		func(in *Input) { in.Allocation = outcomes.ByOfficer },
		func(in *Input) { in.Allocation = outcomes.ByCrossTable },
		func(in *Input) { in.Object, in.Type = "controlled drugs", "person" },
		func(in *Input) { in.Object = "not recorded" },
		func(in *Input) { in.Unknown = new(int64(0)) },
		func(in *Input) { in.Unknown, in.Searches, in.Known = nil, nil, nil },
		func(in *Input) { in.MissingOutcome, in.Copies = new(0.72), 44 },
		func(in *Input) { in.Baseline.Categories = true },
		func(in *Input) {
			in.Sums = []Group{group(ethnicity.OtherThanWhite, 355, 2.8e5, between(1.1, 1.4), between(1.05, 1.9))}
		},
	} {
		for _, in := range []Input{usual(), many()} {
			change(&in)
			list = append(list, in)
		}
	}
	return list
}
