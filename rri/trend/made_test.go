package trend

import (
	"fmt"
	"math"
	"time"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// month returns the period of a calendar month.
func month(year int, m time.Month) Period {
	start := time.Date(year, m, 1, 0, 0, 0, 0, time.UTC)
	return Period{Name: start.Format("January 2006"), Start: start, End: start.AddDate(0, 1, 0)}
}

// financialYear returns the period from April to March that begins in a year.
func financialYear(year int) Period {
	start := time.Date(year, time.April, 1, 0, 0, 0, 0, time.UTC)
	return Period{Name: fmt.Sprintf("%d/%02d", year, (year+1)%100), Start: start, End: start.AddDate(1, 0, 0)}
}

// searches returns a series of seven financial years in which the index of Black people rises by
// about 10 % a year, one year is missing, one is there in part, and a group changes its meaning.
func searches() Series[string, rri.Rate] {
	s := Series[string, rri.Rate]{Baseline: "White", Labels: rri.Labels{
		Measure: "search rate", Definition: "Searches of persons by a force.", Events: "searches", Exposure: "residents", Per: 1000,
	}}
	for i := range 8 {
		p := Point[string, rri.Rate]{Period: financialYear(2010 + i)}
		if i != 2 {
			p.Unknown = rri.Rate{Events: int64(80 + i)}
			p.Counts = map[string]rri.Rate{
				"White": {Events: int64(2000 + 13*i), Population: 500000},
				"Black": {Events: int64(math.Round(300 * math.Pow(1.1, float64(i)))), Population: 25000, DesignEffect: 1.5},
				"Asian": {Events: int64(90 + 5*(i%3)), Population: 30000},
			}
		}
		s.Points = append(s.Points, p)
	}
	// records of five months of the year
	part := &s.Points[5]
	part.Covered, part.Note = 0.4, "from April to August alone"
	for g, m := range part.Counts {
		part.Counts[g] = rri.Rate{Events: m.Events * 2 / 5, Population: m.Population * 2 / 5, DesignEffect: m.DesignEffect}
	}
	s.Breaks = []Break[string]{{At: s.Points[6].Start, Kind: GroupsBreak, Groups: []string{"Asian"}, Text: "Chinese is in Asian"}}
	s.Before, s.After = &s.Points[0], &s.Points[7]
	return s
}

// finds returns a series of 18 months of proportions, over 12 of them rolling, with the first half
// year before, and the last one after.
func finds() Series[string, rri.Proportion] {
	s := Series[string, rri.Proportion]{Baseline: "White", Labels: rri.Labels{Measure: "find rate", Events: "finds", Exposure: "searches"}}
	for i := range 18 {
		p := Point[string, rri.Proportion]{Period: month(2019, time.September+time.Month(i))}
		p.Counts = map[string]rri.Proportion{"White": {Events: int64(60 + i%5), Trials: 300}, "Black": {Events: int64(10 + i%7), Trials: 60}}
		p.Unknown = rri.Proportion{Events: 5, Trials: 20}
		s.Points = append(s.Points, p)
	}
	s.Points[7].Counts, s.Points[7].Unknown = nil, rri.Proportion{} // April 2020
	s.Rolling = referencetest.Must(Rolling(s.Points, 12))
	first := referencetest.Must(Within(s.Points, span(s.Points[0].Period, s.Points[5].Period)))
	before := referencetest.Must(Pool(span(first[0].Period, first[5].Period), first...))
	after := referencetest.Must(Pool(span(s.Points[12].Period, s.Points[17].Period), s.Points[12:]...))
	s.Before, s.After = &before, &after
	return s
}
