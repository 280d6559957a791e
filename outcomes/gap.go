package outcomes

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
)

// Gap is a force without a search in some months of a period: a file was not read, or the force
// published none. A rate over the period that divides by the residents of the force is too low.
type Gap struct {
	Force  ethnicity.Force `json:"force"`  // zero for the searches of which no force is known
	Months []Month         `json:"months"` // in order of time, 1 at least
}

// LowMonth is a month in which a force has far fewer searches than in its others: an upload that
// was cut short, or a change of what is recorded, more often than a quiet month. The searches are
// counted like any other.
type LowMonth struct {
	Force    ethnicity.Force `json:"force"` // zero for the searches of which no force is known
	Month    Month           `json:"month"`
	Searches int64           `json:"searches"` // of that month, of all types
	Median   float64         `json:"median"`   // of the searches of the force's other months
}

// byForceMonth counts the searches of every force in every month, those of vehicles among them.
func (t *Tally) byForceMonth() map[forceMonth]int64 {
	searches := make(map[forceMonth]int64, len(t.list()))
	for _, b := range t.list() {
		searches[b.forceMonth] = b.total()
	}
	return searches
}

// Gaps returns the forces of t that have no search, not even of a vehicle, in some month from the
// first month of t to its last, of whatever force these are. They are in order of force. Searches
// whose month is not recorded fill no gap.
func (t *Tally) Gaps() []Gap { return t.GapsBetween(0, 0) }

// GapsBetween returns what [Tally.Gaps] does for the months from first to last, whatever the months
// of t: those that were asked for and are in no file are gaps too. The zero Month as first stands
// for the first month of t, and as last for its last. There are no gaps if first is after last.
func (t *Tally) GapsBetween(first, last Month) []Gap {
	searches := t.byForceMonth()
	forces := make(map[ethnicity.Force]bool)
	var earliest, latest Month
	for c := range searches {
		forces[c.force] = true
		if c.month != 0 {
			latest = max(latest, c.month)
			if earliest == 0 || c.month < earliest {
				earliest = c.month
			}
		}
	}
	if first == 0 {
		first = earliest
	}
	if last == 0 {
		last = latest
	}
	var gaps []Gap
	for _, force := range slices.SortedFunc(maps.Keys(forces), ethnicity.Force.Compare) {
		var missing []Month
		for m := first; m != 0 && m <= last; m = m.Next() {
			if searches[forceMonth{force, m}] == 0 {
				missing = append(missing, m)
			}
		}
		if missing != nil {
			gaps = append(gaps, Gap{force, missing})
		}
	}
	return gaps
}

// LowMonths returns the months in which a force has fewer searches, those of vehicles among them,
// than share times the median of its other months: 0.2 says below a fifth. They are in order of
// force and of time. Months without a search are gaps, see [Tally.Gaps], and count neither as low
// nor towards the median; nor do searches whose month is not recorded. So a force with one month
// has none that is low, and with two the median is the count of the other. There are none either if
// share is not above 0.
func (t *Tally) LowMonths(share float64) []LowMonth {
	counts := make(map[ethnicity.Force][]int64)
	searches := t.byForceMonth()
	for c, n := range searches {
		if c.month != 0 && n > 0 {
			counts[c.force] = append(counts[c.force], n)
		}
	}
	for _, of := range counts {
		slices.Sort(of)
	}
	var low []LowMonth
	for c, n := range searches {
		of := counts[c.force]
		if c.month == 0 || n == 0 || len(of) < 2 {
			continue
		}
		if median := medianWithout(of, n); float64(n) < share*median {
			low = append(low, LowMonth{c.force, c.month, n, median})
		}
	}
	slices.SortFunc(low, func(a, b LowMonth) int {
		return cmp.Or(a.Force.Compare(b.Force), cmp.Compare(a.Month, b.Month))
	})
	return low
}

// medianWithout returns the median of sorted counts, two at least, without one that is n.
func medianWithout(sorted []int64, n int64) float64 {
	without, _ := slices.BinarySearch(sorted, n)
	at := func(i int) float64 {
		if i >= without {
			i++
		}
		return float64(sorted[i])
	}
	others := len(sorted) - 1
	return (at((others-1)/2) + at(others/2)) / 2
}

// Month returns the month that the name of the file tells, as 2022-09-kent-stop-and-search.csv does
// by its beginning; zero if it tells none. So the month is known of a file that has no row.
func (s Source) Month() Month {
	base := path.Base(strings.ReplaceAll(s.File, `\`, "/"))
	if len(base) < 8 || base[7] != '-' {
		return 0
	}
	m, err := ParseMonth(base[:7])
	if err != nil {
		return 0
	}
	return m
}
