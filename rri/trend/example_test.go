package trend_test

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// years returns a series of calendar years of searches, and of the residents that they are out of.
func years(first int, white, black []int64) trend.Series[string, rri.Rate] {
	s := trend.Series[string, rri.Rate]{Baseline: "White"}
	s.Measure, s.Events, s.Exposure = "search rate", "searches", "residents"
	for i := range white {
		start := time.Date(first+i, time.January, 1, 0, 0, 0, 0, time.UTC)
		s.Points = append(s.Points, trend.Point[string, rri.Rate]{
			Period: trend.Period{Name: strconv.Itoa(first + i), Start: start, End: start.AddDate(1, 0, 0)},
			Counts: map[string]rri.Rate{
				"White": {Events: white[i], Population: 500000},
				"Black": {Events: black[i], Population: 20000},
			},
		})
	}
	return s
}

// Is the index of a group rising? Six years of searches of a force.
func ExampleOf() {
	s := years(2014, []int64{2104, 1987, 1890, 1803, 1954, 2011}, []int64{301, 322, 341, 372, 420, 489})
	r, err := trend.Of(s, trend.Options{Sense: trend.UpIsWorse})
	if err != nil {
		fmt.Println(err)
		return
	}
	t := r.Trends[0]
	fmt.Printf("%s: times %.3f a year, %s, which is %s\n", t.Group, t.PerYear, t.Word, trend.UpIsWorse.Of(t.Word))
	// Output:
	// Black: times 1.109 (1.068 to 1.151) a year, Increasing, which is worse
}

// What a panel reads: the series, the picture, and what changed.
func ExampleResult_WriteText() {
	s := years(2014, []int64{2104, 1987, 1890, 1803, 1954, 2011}, []int64{301, 322, 341, 372, 420, 489})
	s.Points[2].Counts = nil // nothing was published of 2016
	r, err := trend.Of(s, trend.Options{Margin: 0.05})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := r.WriteText(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Search rate per 1,000 residents a year · RRI against White · method scas ¹
	// period     searches  Black  95 % interval
	// 2014          2,405   3.58  3.17 – 4.03
	// 2015          2,309   4.05  3.60 – 4.55
	// 2016    ²         —      —  —
	// 2017          2,175   5.16  4.61 – 5.76
	// 2018          2,374   5.37  4.83 – 5.97
	// 2019          2,500   6.08  5.50 – 6.71
	//
	// Search rate per 1,000 residents a year
	// period     White  Black
	// 2014         4.2   15.0
	// 2015         4.0   16.1
	// 2016    ²      —      —
	// 2017         3.6   18.6
	// 2018         3.9   21.0
	// 2019         4.0   24.4
	// ¹ there are no counts of 2016: missing is not 0, and is in no index, change or
	//   trend
	// ² no counts: missing, which is not 0
	//
	// Search rate · RRI against White, period by period
	// group, period      RRI  95 % interval  ½       1       2       4       8
	// Black                                          │
	// 2014              3.58  3.17 – 4.03            │            ├─●┤
	// 2015              4.05  3.60 – 4.55            │              ├●┤
	// 2016           ¹     —  —                      │
	// 2017              5.16  4.61 – 5.76            │                 ├●┤
	// 2018              5.37  4.83 – 5.97            │                 ├●─┤
	// 2019              6.08  5.50 – 6.71            │                   ├●┤
	// ¹ no counts: missing, which is not 0
	//
	// Search rate · change of the RRI against White from the same period a year before
	// period  Black  95 % interval  word
	// 2015     1.13  0.96 – 1.34    Cannot tell
	// 2018     1.04  0.89 – 1.21    Cannot tell
	// 2019     1.13  0.98 – 1.31    Cannot tell
	// The index of the period over that of a year before: 1.5 is half as much again.
	// A word is of the change, by its interval: Increasing or Reducing if it leaves
	//   out no change; else Stable if it lies within 5 % either way; else Cannot tell.
	//
	// Search rate · trend of the RRI against White, in per cent a year
	// By a log-linear model of 5 periods, whose intervals allow for the scatter where
	//   it is above 1.
	// group  % a year  95 % interval       p  scatter ¹  df  word
	// Black     +10.9  +6.2 – +15.8   0.0047       0.25   3  Increasing
	// A word is of the trend, by its interval: Increasing or Reducing if it leaves out
	//   no change; else Stable if it lies within 5 % a year either way; else Cannot
	//   tell.
	// ¹ how many times as much the counts scatter about the trend as their model and
	//   their design effects say, with df degrees of freedom
}

// Did the index change from one period to another? The two need not be points of the series.
func ExampleResult_Sheets() {
	s := years(2014, []int64{2104, 1987, 1890, 1803, 1954, 2011}, []int64{301, 322, 341, 372, 420, 489})
	half := func(name string, first int) *trend.Point[string, rri.Rate] {
		start := time.Date(first, time.January, 1, 0, 0, 0, 0, time.UTC)
		period := trend.Period{Name: name, Start: start, End: start.AddDate(3, 0, 0)}
		points, err := trend.Within(s.Points, period)
		if err != nil {
			fmt.Println(err)
		}
		p, err := trend.Pool(period, points...)
		if err != nil {
			fmt.Println(err)
		}
		return &p
	}
	s.Before, s.After = half("2014 to 2016", 2014), half("2017 to 2019", 2017)
	r, err := trend.Of(s, trend.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for name, sheet := range r.Sheets() {
		if name == "compared" {
			sheet = sheet.Without("change_p")
			sheet.Width, sheet.ASCII = 72, true
			if err := sheet.WriteText(os.Stdout); err != nil {
				fmt.Println(err)
			}
		}
	}
	// Output:
	// Search rate - change of the RRI against White - before: 2014 to 2016 -
	//   after: 2017 to 2019
	// group  before  after  times  95 % interval  word
	// White       1      1      1  baseline
	// Black    4.03   5.55   1.38  1.26 - 1.51    Increasing
	//
	// The RRI in either period, and the difference of the group's own rates
	//   (after less before, per 1,000 residents a year)
	// group  before  95 % interval  after  95 % interval
	// White       1  baseline           1  baseline
	// Black    4.03  3.76 - 4.31     5.55  5.22 - 5.90
	//
	// group  difference  95 % interval
	// White       -0.14  -0.28 - -0.00037
	// Black       +5.28  +3.74 -    +6.84
	// A word is of the change, by its interval: Increasing or Reducing if it
	//   leaves out no change; else Stable if it lies within 10 % either way;
	//   else Cannot tell.
}

// Twelve months, rolling: a picture, in which a missing month is missing exposure.
func ExampleRolling() {
	s := trend.Series[string, rri.Proportion]{Baseline: "White"}
	s.Measure, s.Events, s.Exposure = "find rate", "finds", "searches"
	for i := range 15 {
		start := time.Date(2022, time.January+time.Month(i), 1, 0, 0, 0, 0, time.UTC)
		p := trend.Point[string, rri.Proportion]{Period: trend.Period{Name: start.Format("2006-01"), Start: start, End: start.AddDate(0, 1, 0)}}
		if i != 5 { // nothing was published of June
			p.Counts = map[string]rri.Proportion{
				"White": {Events: 80 + int64(7*i%5), Trials: 400},
				"Black": {Events: 30 + int64(i), Trials: 160},
			}
		}
		s.Points = append(s.Points, p)
	}
	var err error
	if s.Rolling, err = trend.Rolling(s.Points, 12); err != nil {
		fmt.Println(err)
		return
	}
	r, err := trend.Of(s, trend.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for name, sheet := range r.Sheets() {
		if name == "rolling" {
			if err := sheet.WriteText(os.Stdout); err != nil {
				fmt.Println(err)
			}
		}
	}
	// Output:
	// Find rate · RRI against White, over 12 months, rolling
	// This is a picture, without words, p-values, changes or a trend: neighbouring
	//   rows share 11 of their 12 months.
	// group, period             RRI  95 % interval  ½       1       2
	// Black                                                 │
	// 2022-01 to 2022-12  ¹ ²  1.08   0.97 – 1.20           ├●┤
	// 2022-02 to 2023-01  ¹ ²  1.11  1.002 – 1.23           │●┤
	// 2022-03 to 2023-02  ¹ ²  1.15   1.03 – 1.27           │├●┤
	// 2022-04 to 2023-03  ¹ ²  1.18   1.07 – 1.31           │├●┤
	// ¹ the counts cover 92 % of the period
	// ² no counts of 2022-06
}
