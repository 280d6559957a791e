package ethnicity

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// ambiguous is the error of a name that several rows have, which are not of the same people.
func (t *table) ambiguous(name string, found []int) error {
	var kinds, wants []string
	for _, i := range found {
		p := t.rows[i]
		kind := kindOf(p.Code).String()
		want := kind + ":" + clean(strings.TrimSpace(name))
		if placeKey(name) != placeKey(p.Area) {
			want += " (" + p.Area + ")"
		}
		kinds, wants = append(kinds, "a "+kind), append(wants, want)
	}
	return fmt.Errorf("ethnicity: %q is %s: want %s", clip(name), joined(kinds, "and"), joined(wants, "or"))
}

// notFound is the error of a name that no row of the kind has; all are the rows of other kinds that
// have it.
func (t *table) notFound(name, bare string, kind areaKind, all []int) error {
	census := t.rows[0].Census
	why := t.regrouped(bare, kind)
	if why == "" && len(all) > 0 {
		var kinds, wants []string
		for _, i := range all {
			kinds, wants = append(kinds, "a "+kindOf(t.rows[i].Code).String()), append(wants, t.name(i))
		}
		return fmt.Errorf("ethnicity: no %s %q in census %s: it is %s: want %s", kind, clip(bare), census, joined(kinds, "and"), joined(wants, "or"))
	}
	if f, ok := lookUpForce(areaKey(bare)); ok && f.Code() == "" && (kind == anyKind || kind == kindForce) {
		return fmt.Errorf("ethnicity: %s has no residents: its searches have no population to be divided by", f)
	}
	if why == "" {
		near := t.near(bare, kind)
		if near == nil {
			near = builtIn(Census2011).near(bare, kind) // of which it can be told what became of it
		}
		if near != nil {
			why = "did you mean " + joined(near, "or") + "? "
		}
		districts := "one of the 331 districts of 2021"
		if census == Census2011 {
			districts += " or the 348 of 2011"
		}
		why += "want a police force of England and Wales, " + districts + ", a region of England, England, Wales, or England and Wales"
	}
	return fmt.Errorf("ethnicity: no %s %q in census %s: %s", kind, clip(bare), census, why)
}

// regrouped says what became of a district that was, or what a district that is now was made of. It
// is empty for any other name.
func (t *table) regrouped(name string, kind areaKind) string {
	if kind != anyKind && kind != kindDistrict {
		return ""
	}
	before := builtIn(Census2011)
	for _, i := range before.meanings(name) {
		for _, m := range mergers {
			if slices.Contains(m.parts, before.rows[i].Code) {
				return fmt.Sprintf("it is part of %s since %d: want %s", m.name, m.year, t.nameOf(m.code))
			}
		}
	}
	keys := slices.Collect(districtKeys(placeKey(name)))
	for _, m := range laterMergers {
		if slices.Contains(keys, placeKey(m.name)) || slices.Contains(keys, placeKey(m.code)) {
			var parts []string
			for _, code := range m.parts {
				parts = append(parts, t.nameOf(code))
			}
			return fmt.Sprintf("%s is a district since %d, made of %s: want these", m.name, m.year, joined(parts, "and"))
		}
	}
	return ""
}

// nameOf returns the name of the area with a code that the table has.
func (t *table) nameOf(code string) string { return t.name(t.byKey[placeKey(code)][0]) }

const (
	maxNear    = 3  // names that an error suggests
	maxApart   = 3  // letters that they are apart from the name; of a short name a fourth of it
	maxNearKey = 60 // bytes of a key that names are compared with; none that is known has as many
)

// near returns the names of areas of a kind that are like a name: some letters apart, or with
// further words. The nearest come first.
func (t *table) near(name string, kind areaKind) []string {
	key := placeKey(name)
	if len(key) < 3 || len(key) > maxNearKey {
		return nil
	}
	type suggestion struct{ row, apart int }
	var all []suggestion
	most := min(maxApart, len(key)/4)
	for known, rows := range t.byKey {
		if kindOf(strings.ToUpper(known)) != anyKind {
			continue // a code
		}
		apart := most + 1
		if len(key) > 3 && strings.Contains("-"+known, "-"+key) {
			apart = 1
		} else if len(known)-len(key) <= most && len(key)-len(known) <= most {
			apart = distance(key, known)
		}
		for _, i := range rows {
			if apart <= most && kind.is(t.rows[i].Code) {
				all = append(all, suggestion{i, apart})
			}
		}
	}
	slices.SortFunc(all, func(a, b suggestion) int { return cmp.Or(cmp.Compare(a.apart, b.apart), cmp.Compare(a.row, b.row)) })
	var names []string
	for _, s := range all {
		name := t.name(s.row)
		if area := t.rows[s.row].Area; t.areSame(t.meanings(area)) {
			name = area
		}
		if !slices.Contains(names, name) && len(names) < maxNear {
			names = append(names, name)
		}
	}
	return names
}

// distance returns how many bytes must be put in, left out or changed, or be swapped with the next,
// to make b of a.
func distance(a, b string) int {
	var before, last, row []int // of a[:i-2], a[:i-1] and a[:i] to every b[:j]
	for i := range len(a) + 1 {
		before, last, row = last, row, make([]int, len(b)+1)
		for j := range row {
			switch {
			case i == 0:
				row[j] = j
				continue
			case j == 0:
				row[j] = i
				continue
			}
			row[j] = min(last[j], row[j-1]) + 1
			if a[i-1] == b[j-1] {
				row[j] = min(row[j], last[j-1])
			} else {
				row[j] = min(row[j], last[j-1]+1)
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}

// joined lists names with commas between and a word before the last.
func joined(names []string, word string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " " + word + " " + names[last]
}
