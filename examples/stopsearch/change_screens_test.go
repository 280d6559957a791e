//go:build unix

package main

import (
	"fmt"
	"testing"
)

// series returns the files of a folder, one a month from January 2021 on, each with so many
// searches.
func series(rows ...int) map[string]string {
	folder := files()
	for i, n := range rows {
		if n == 0 {
			continue
		}
		month := fmt.Sprintf("%d-%02d", 2021+i/12, 1+i%12)
		folder["london/"+month+"-metropolitan-stop-and-search.csv"] = rising(month, n, i).csv()
	}
	return folder
}

// rising returns searches of a month of which the more are of Black people the later it is.
func rising(month string, n, later int) searchTable {
	more := func(row int, cell, was, is string) string {
		if cell == was && row*7%80 < later {
			return is
		}
		return cell
	}
	return peopleOf(month, n).
		with("Self-defined ethnicity", func(row int, cell string) string { return more(row, cell, white, black) }).
		with("Officer-defined ethnicity", func(row int, cell string) string { return more(row, cell, "White", "Black") })
}

// evenly returns n months of so many searches each.
func evenly(n, rows int) (list []int) {
	for range n {
		list = append(list, rows)
	}
	return list
}

// changeScreens are questions of whether it is getting better.
func changeScreens() []screen {
	two := series(evenly(24, 200)...)
	gap := evenly(24, 200)
	gap[5], gap[14] = 0, 15
	with := func(reason string, files map[string]string, args ...string) screen {
		return screen{reason: reason, files: files, args: append(args, "london")}
	}
	refused := func(reason string, args ...string) screen {
		s := with(reason, two, args...)
		s.status = statusUsage
		return s
	}
	return []screen{
		with("Month by month, and over rolling years", two, "-by", "month", "-rolling", "12"),
		with("One year and the next", two, "-compare", "2021,2022"),
		with("Before and after a month, with others left out", two, "-compare", "2021-10", "-leave-out", "2021-09..2021-12"),
		with("By quarter, with a month that is missing and another that is low", series(gap...), "-by", "quarter"),
		with("The same, and the low month is believed", series(gap...), "-by", "quarter", "-low-month", "1%"),
		with("Financial years, of which there are two halves and a whole", two, "-by", "financial-year"),
		with("A margin of a half", two, "-by", "quarter", "-margin", "50%"),
		refused("Counts are withheld, and periods are asked for", "-suppress", "5", "-compare", "2021,2022"),
	}
}

// TestChangeScreens holds what is printed of change, in testdata/change.golden.md.
func TestChangeScreens(t *testing.T) {
	skipShort(t)
	comparePage(t, "change.golden.md", "# Is it getting better\n\nWhat `stopsearch` prints of periods and of change, on made-up rows, in which more Black people are searched every month.", changeScreens())
}
