package outcomes

import (
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
)

// MeanDay returns the mean day of months, each weighted by its days and rounded down to a day: 15
// June for June alone. It is the day of which [ethnicity.PopulationAt] has the residents of a rate
// over these months. ok is false if there is none but zero months, which are not recorded.
func MeanDay(months ...Month) (day time.Time, ok bool) {
	return meanDay(months, func(days int) int { return days })
}

// meanOfMonths is MeanDay with every month alike, however many days it has, as it is where a period
// is made of months of a twelfth of a year each: 1 July of a year, whose MeanDay is 2 July.
func meanOfMonths(months ...Month) (day time.Time, ok bool) {
	return meanDay(months, func(int) int { return 1 })
}

// meanDay returns the mean day of months by what one of so many days weighs.
func meanDay(months []Month, weight func(days int) int) (day time.Time, ok bool) {
	const dayLength = 24 * time.Hour
	origin := ethnicity.Census2021.Day()
	var sum, all int // twice the sum of the days from the origin on, so that it is a whole number
	for _, m := range months {
		if m == 0 {
			continue
		}
		first := time.Date(m.Year(), m.Month(), 1, 0, 0, 0, 0, time.UTC)
		length := int(first.AddDate(0, 1, 0).Sub(first) / dayLength)
		all += weight(length)
		sum += weight(length) * (2*int(first.Sub(origin)/dayLength) + length - 1)
	}
	if all == 0 {
		return day, false
	}
	mean := sum / (2 * all)
	if sum < 0 && sum%(2*all) != 0 {
		mean-- // down, not to the origin
	}
	return origin.AddDate(0, 0, mean), true
}
