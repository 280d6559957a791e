package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// notRecorded is what stands for a blank cell of a column that was kept.
const notRecorded = "not recorded"

// keptLevel returns the level of a search in the i-th column that was kept. Values that print alike
// are one.
func keptLevel(k outcomes.Key, i int) level {
	value := strings.TrimSpace(sheet.Clean(k.Kept.Value(i)))
	if value == "" || strings.EqualFold(value, notRecorded) {
		return level{place{rank: 1}, notRecorded, false}
	}
	return level{place{text: value}, value, true}
}

// keptNames returns the names by which columns that were kept are told. One that has the name of
// something else that parts and strata are by has a word before it.
func keptNames(columns []string) (names []string) {
	for _, c := range columns {
		name := strings.TrimSpace(sheet.Clip(c))
		if isBuiltIn(name) {
			name = "column " + name
		}
		names = append(names, name)
	}
	return names
}

// isBuiltIn reports whether a name is that of a dimension or of a kind of parts which is no column
// that was kept.
func isBuiltIn(name string) bool {
	d, err := ParseDimension(name)
	b, errParts := ParseBreakdown(name)
	_, isKept := d.kept()
	_, areKept := b.kept()
	return err == nil && !isKept || errParts == nil && !areKept
}

// dimensionName returns the name of a dimension in a report: that of the column where it is one
// that was kept.
func (in input) dimensionName(d Dimension) string {
	if i, ok := d.kept(); ok && i < len(in.kept) {
		return in.kept[i]
	}
	return d.String()
}

// axisOf returns a dimension as something that searches of one stratum are alike in.
func (in input) axisOf(d Dimension) axis {
	return axis{id: d.String(), name: in.dimensionName(d), of: dimensions[d].of, ofMonth: d == ByMonth || d == ByForce}
}

// checkKept reports a choice of a column that was not kept.
func (r *Report) checkKept() error {
	lacks := func(d Dimension) string {
		if i, ok := d.kept(); ok && i >= len(r.kept) {
			return fmt.Sprintf("%s: %s: choose it with {Keep} COLUMN where the files are read", d, keptText(len(r.kept)))
		}
		return ""
	}
	if d, ok := r.o.By.kept(); ok && lacks(d) != "" {
		return optionError("{By} %s", lacks(d))
	}
	for _, d := range r.o.Within {
		if text := lacks(d); text != "" {
			return optionError("{Within} %s", text)
		}
	}
	return nil
}

// keptText says how many columns were kept.
func keptText(n int) string {
	if n == 0 {
		return "no column is kept"
	}
	return plural(int64(n), "column alone is kept", "columns alone are kept")
}

// keptValue is the one value of a column that the searches of a part have.
type keptValue struct {
	Dimension
	level
	column string // as the report names it
}

// has reports whether a search has the value. Without one, every search has.
func (v *keptValue) has(k outcomes.Key) bool {
	return v == nil || dimensions[v.Dimension].of(k).place == v.place
}

// filter returns what chooses the searches with the value, as Where of [outcomes.Extract] would.
func (v *keptValue) filter() outcomes.Filter {
	if !v.recorded {
		return outcomes.Filter{Column: v.column}
	}
	return outcomes.Filter{Column: v.column, Value: v.name}
}

// rowsChosen are the filters that chose the rows, and what a part is of.
func (r *Report) rowsChosen() []outcomes.Filter {
	if r.value == nil {
		return r.where
	}
	return append(slices.Clip(slices.Clone(r.where)), r.value.filter())
}

// isOfPerson reports whether a column that was kept tells something of the person, by its own name
// or by that of the field which is read from it.
func (in input) isOfPerson(d Dimension) bool { return in.isOf(d, outcomes.Filter.IsOfPerson) }

// isOfPlace reports whether a column that was kept names places: by its name, or because most of
// what is recorded in it is the name of a district or a force.
func (in input) isOfPlace(d Dimension) bool {
	if in.isOf(d, outcomes.Filter.IsOfPlace) {
		return true
	}
	type said struct {
		force ethnicity.Force
		value string
	}
	var places, all int64
	for of, n := range outcomes.CountBy(in.sum, func(k outcomes.Key) said {
		if l := dimensions[d].of(k); l.recorded {
			return said{k.Force, l.name}
		}
		return said{}
	}) {
		if of.value == "" {
			continue
		}
		all += n
		if namesPlace(of.value, of.force) {
			places += n
		}
	}
	return all > 0 && 2*places > all
}

// valuesArePlaces reports whether the column that a report is divided by names places. It is asked
// for every part, and found out once.
func (r *Report) valuesArePlaces(d Dimension) bool {
	if r.ofPlaces == nil {
		is := r.isOfPlace(d)
		r.ofPlaces = &is
	}
	return *r.ofPlaces
}

// namesPlace reports whether a value is the name of a district or a force.
func namesPlace(value string, f ethnicity.Force) bool {
	if _, ok := districtOf(f, value); ok || placeName(value) != "" {
		return true
	}
	named, err := ethnicity.ParseForce(value)
	return err == nil && named.IsKnown()
}

// isOf asks of the columns from which a dimension is read: that which was kept, and the field that
// is read from the same.
func (in input) isOf(d Dimension, is func(outcomes.Filter) bool) bool {
	i, ok := d.kept()
	if !ok || i >= len(in.keptColumns) {
		return false
	}
	column := in.keptColumns[i]
	if is(outcomes.Filter{Column: column}) {
		return true
	}
	for field, of := range in.columns {
		if strings.EqualFold(strings.TrimSpace(of), strings.TrimSpace(column)) && is(outcomes.Filter{Column: field}) {
			return true
		}
	}
	return false
}

// noRateOfValue says why a part of one value has no search rate: the residents are not those of
// such people, or of such places. "" if it has one.
func (r *Report) noRateOfValue() string {
	if r.value == nil {
		return ""
	}
	residents := "the residents"
	if r.o.onePlace() {
		residents = r.o.theResidents()
	}
	choose := fmt.Sprintf("choose them with %s COLUMN=VALUE and give their residents with %s", flags["Where"], flags["Residents"])
	switch {
	case r.isOfPerson(r.value.Dimension):
		return fmt.Sprintf("a part is of some people by their %s, and %s are everybody: %s", r.value.column, residents, choose)
	case r.whole.valuesArePlaces(r.value.Dimension):
		return fmt.Sprintf("a part is of some places by their %s, and %s are those of all of them: %s", r.value.column, residents, choose)
	}
	return ""
}

// compareNatural orders texts as people do: numbers in them by their value, and letters whatever
// their case. Those that are alike in that are in order of their bytes.
func compareNatural(a, b string) int {
	return cmp.Or(compareFolded(strings.ToLower(a), strings.ToLower(b)), strings.Compare(a, b))
}

func compareFolded(a, b string) int {
	for a != "" && b != "" {
		n, m := digitsOf(a), digitsOf(b)
		switch {
		case len(n) > 0 && len(m) > 0:
			if c := compareDigits(n, m); c != 0 {
				return c
			}
			a, b = a[len(n):], b[len(m):]
		case a[0] != b[0]:
			return cmp.Compare(a[0], b[0])
		default:
			a, b = a[1:], b[1:]
		}
	}
	return cmp.Compare(len(a), len(b))
}

// digitsOf returns the digits at the start of a text.
func digitsOf(text string) string {
	return text[:len(text)-len(strings.TrimLeft(text, "0123456789"))]
}

// compareDigits compares whole numbers of any length.
func compareDigits(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}
