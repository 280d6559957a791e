package report

import (
	"fmt"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// prefixed wraps an error of another package; nil is nil.
func prefixed(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("report: %w", err)
}

// count writes a number with commas between the thousands.
func count(n int64) string { return sheet.Count(n).Text }

// plural writes a number with its noun.
func plural(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return count(n) + " " + many
}

// percent writes part of whole in whole per cent: "0 %" and "100 %" only where that is exact.
func percent(part, whole int64) string {
	if whole == 0 {
		return "—"
	}
	switch share := 100 * float64(part) / float64(whole); {
	case part > 0 && share < 1:
		return "<1 %"
	case part < whole && share > 99:
		return ">99 %"
	default:
		return fmt.Sprintf("%.0f %%", share)
	}
}

// bound writes the lowest or the highest possible index. One that is not 1, or not 0, does not
// print as that: beside "none: it stays below 1" a highest index of 1.00 would contradict it.
func bound(v float64) string { return sheet.Limit(sheet.Fixed, v, 2, 1) }

// tippingShare writes a share in per cent with one decimal: "0.0 %" and "100.0 %" only where that
// is exact.
func tippingShare(share float64) string {
	switch p := 100 * share; {
	case p > 0 && p < 0.1:
		return "<0.1 %"
	case p > 99.9 && p < 100:
		return ">99.9 %"
	default:
		return fmt.Sprintf("%.1f %%", p)
	}
}

// forceName names a force, or says that there is none.
func forceName(f ethnicity.Force) string {
	if f.IsZero() {
		return "no named force"
	}
	return f.String()
}

// forceNames names forces in a sentence.
func forceNames(forces []ethnicity.Force) string {
	var list []string
	for _, f := range forces {
		list = append(list, forceName(f))
	}
	return sentence(list, "police forces")
}

// sentence names things: all of up to three, the number of more.
func sentence(names []string, many string) string {
	if n := len(names); n > 3 {
		return fmt.Sprintf("%d %s", n, many)
	}
	return and(names)
}

// and names things, however many.
func and(names []string) string { return quote.And(names) }

// anyone names one person of a group.
func anyone(g ethnicity.Group) string {
	name := g.String()
	switch {
	case strings.HasPrefix(name, "Other"), strings.HasPrefix(name, "Any "):
		return "a person of the group " + name
	case strings.ContainsAny(name[:1], "AEIOU"):
		return "an " + name + " person"
	}
	return "a " + name + " person"
}

// monthName names a month.
func monthName(m outcomes.Month) string {
	if m == 0 {
		return "a month out of range"
	}
	return m.Name()
}
