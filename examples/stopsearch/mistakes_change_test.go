//go:build unix

package main

// changeMistakes are mistakes in what is asked of periods.
func changeMistakes() []mistake {
	year := series(evenly(14, 60)...)
	with := func(reason string, status int, args ...string) mistake {
		return mistake{reason: reason, files: year, args: append(args, "london"), status: status}
	}
	said := func(reason, says string, args ...string) mistake {
		m := with(reason, statusOK, args...)
		m.says = []string{says}
		return m
	}
	return []mistake{
		with("Counts are withheld, and a change is asked for", statusUsage, "-suppress", "5", "-compare", "2021-01..2021-02,2022-01..2022-02"),
		with("Counts are withheld, and rolling years are asked for", statusUsage, "-suppress", "5", "-by", "month", "-rolling", "12"),
		with("Counts are withheld, and strata are asked for", statusUsage, "-suppress", "5", "-within", "age"),
		with("Rolling years, and nothing says by what they move on", statusUsage, "-rolling", "12"),
		with("Rolling years that move on by years", statusUsage, "-by", "year", "-rolling", "12"),
		with("Four months that move on by quarters", statusUsage, "-by", "quarter", "-rolling", "4"),
		with("A rolling year in words", statusUsage, "-by", "month", "-rolling", "1y"),
		with("Months are left out of nothing", statusUsage, "-leave-out", "2021-03"),
		with("A margin of nothing", statusUsage, "-margin", "10%"),
		with("A margin without its sign", statusUsage, "-by", "month", "-margin", "10"),
		with("One period to compare", statusUsage, "-compare", "2021-01..2021-06"),
		with("Two periods that overlap", statusUsage, "-compare", "2021,2021-06..2022-02"),
		with("The later period first", statusUsage, "-compare", "2022,2021"),
		with("A period from its end to its beginning", statusUsage, "-compare", "2021-06..2021-01,2022"),
		with("A space behind the comma", statusUsage, "-compare", "2021,", "2022"),
		with("A hyphen for the dots", statusUsage, "-compare", "2021-01-2021-06,2022"),
		with("A quarter of a financial year", statusUsage, "-compare", "Q1 2021/22"),
		with("A day", statusUsage, "-compare", "2021-06-15"),
		with("Everything is left out", statusUsage, "-by", "month", "-leave-out", ".."),
		with("A comparison with months that are not there", statusInput, "-compare", "2019,2021"),
		with("A comparison with months to come", statusInput, "-compare", "2021,2031"),
		with("A comparison from before the first month", statusInput, "-compare", "2020-06"),
		with("All of one of two periods is left out", statusInput, "-compare", "2021-01..2021-06,2022-01..2022-02", "-leave-out", "2022"),
		with("Years that no searches are read of", statusUsage, "-compare", "1985,1986"),
		with("Fewer months than a rolling year has", statusInput, "-by", "month", "-to", "2021-06", "-rolling", "12"),
		said("A quarter that is not whole, beside the same a year earlier", "takes whole ones", "-by", "quarter"),
	}
}
