package claims

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/internal/chosen"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// digits is how many decimals the numbers of a sentence have whose index is v: two below 2, and one
// from there on.
func digits(v *float64) int {
	if v != nil && *v >= 2 {
		return 1
	}
	return 2
}

// style writes indices and limits with these decimals, one fewer from 10 and none from 100 on, and
// so many more.
func style(digits int) func(v float64, more int) string {
	const ten, hundred = 9.995, 99.95
	return func(v float64, more int) string {
		switch {
		case v == 0:
			return "0"
		case v >= hundred:
			return sheet.Fixed(v, more)
		case v >= ten:
			return sheet.Fixed(v, digits-1+more)
		case v > 0 && v < 0.1:
			return sheet.Fixed(v, min(8, 1-int(math.Floor(math.Log10(v))))+more) // two digits
		}
		return sheet.Fixed(v, digits+more)
	}
}

// number writes an index, with as many digits more as it takes not to print as 1.
func number(v *float64, digits int) string {
	if v == nil {
		return "an unknown number of"
	}
	return sheet.Limit(style(digits), *v, 0, 1)
}

// limits writes a range as "0.91 to 1.02", each limit with as many digits more as keep it on its
// side of 1.
func limits(r Range, digits int) string {
	switch {
	case r.Lower == nil:
		return "not known"
	case r.Upper == nil:
		return number(r.Lower, digits) + " upwards, without end"
	}
	lower, upper, _ := sheet.Limits(style(digits), *r.Lower, *r.Upper, 0, 1)
	return lower + " to " + upper
}

// usualLevel is the level of a range that is not named.
const usualLevel = 0.95

// rangeName is what the range of chance is called: with its level if that is not the usual one.
func (in *Input) rangeName() string {
	if in.Level == 0 || in.Level == usualLevel {
		return "range"
	}
	return sheet.Percent(in.Level) + " range"
}

// atLevel names the level of what fits, unless it is the usual one.
func (in *Input) atLevel() string {
	if in.rangeName() == "range" {
		return ""
	}
	return " at " + sheet.Percent(in.Level)
}

// rateDigits is how many decimals rates have: as many as in a table of all of them.
func (in *Input) rateDigits() int {
	var all []float64
	for _, g := range slices.Concat([]Group{in.Baseline}, in.Groups, in.Sums) {
		if g.Rate != nil {
			all = append(all, in.Per**g.Rate)
		}
	}
	return sheet.Decimals(all)
}

// rate writes one rate without its unit.
func (in *Input) rate(v *float64) string {
	if v == nil {
		return "a rate not shown"
	}
	return sheet.Fixed(in.Per**v, in.rateDigits())
}

// rates writes the rates of a group and of the baseline with their unit; "" if one is withheld.
func (in *Input) rates(group, baseline *float64) string {
	if group == nil || baseline == nil {
		return ""
	}
	digits := max(in.rateDigits(), sheet.Decimals([]float64{in.Per * *group, in.Per * *baseline}))
	a, b, _ := sheet.Limits(func(v float64, more int) string { return sheet.Fixed(v, digits+more) }, in.Per**group, in.Per**baseline, 0)
	return in.sayf("%s and %s {searches} per %s", a, b, in.unit())
}

// unit is what rates are per.
func (in *Input) unit() string { return sheet.Fixed(in.Per, 0) + " residents" }

// months returns how many months have searches: of one part of the records those without are not
// counted.
func (in *Input) months() int {
	if in.From == 0 {
		return 0
	}
	return len(in.present())
}

// present returns the months with searches, those of any part if there are several.
func (in *Input) present() (months []outcomes.Month) {
	for m := in.From; m <= in.To; m = m.Next() {
		missing := false
		if in.Strata == nil {
			for _, g := range in.Missing {
				for _, gone := range g.Months {
					missing = missing || gone == m
				}
			}
		}
		if !missing {
			months = append(months, m)
		}
	}
	return months
}

// maxRuns is how many runs of months are named one by one.
const maxRuns = 3

// period names the months of the searches.
func (in *Input) period() string {
	var runs [][2]outcomes.Month
	months := in.present()
	for _, m := range months {
		if n := len(runs); n > 0 && runs[n-1][1].Next() == m {
			runs[n-1][1] = m
			continue
		}
		runs = append(runs, [2]outcomes.Month{m, m})
	}
	all := fromTo(in.From, in.To)
	switch {
	case in.Strata != nil && len(in.Missing) > 0:
		return all + " as far as there are records"
	case len(runs) > maxRuns:
		return fmt.Sprintf("%d of the %d months of %s", len(months), in.To-in.From+1, all)
	}
	var names []string
	for _, run := range runs {
		names = append(names, fromTo(run[0], run[1]))
	}
	return and(names)
}

// fromTo names a run of months.
func fromTo(from, to outcomes.Month) string {
	last := fmt.Sprintf("%s %d", to.Month(), to.Year())
	switch {
	case from == to:
		return last
	case from.Year() == to.Year():
		return fmt.Sprintf("%s to %s", from.Month(), last)
	}
	return fmt.Sprintf("%s %d to %s", from.Month(), from.Year(), last)
}

// where is the place and the months, which stand in every sentence, and what chose the searches
// beside what [Input.searched] says.
func (in *Input) where() string {
	parts := append([]string{in.Place, in.period()}, in.chosen()...)
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), ", ")
}

// chosen is what chose the searches beside what [Input.searched] says.
func (in *Input) chosen() (parts []string) {
	if in.Object != "" && !in.namesObject() {
		parts = append(parts, fmt.Sprintf("object of search %q", in.Object))
	}
	if in.Type != "" {
		parts = append(parts, in.sayf("{searches} of type %q", in.Type))
	}
	if in.Gender != "" || in.Age != "" {
		parts = append(parts, chosen.People("people", in.Gender, in.Age))
	}
	if len(in.Where) > 0 {
		parts = append(parts, "rows "+chosen.Rows(in.Where))
	}
	return parts
}

// whereAll is where for a sentence that does not say what was done to people: with the searches
// that it is of, unless these are all.
func (in *Input) whereAll() string {
	if searches := in.searches(nil); searches != in.say("{searches}") {
		return in.where() + ", " + searches
	}
	return in.where()
}
