package ethnicity

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// areaKind is the kind of a built-in area.
type areaKind uint8

const (
	anyKind areaKind = iota
	kindForce
	kindDistrict
	kindRegion
	kindCountry
)

var kindNames = [...]string{"area", "force", "district", "region", "country"}

// String returns the name of k, which may stand before the name of an area, with a colon between.
func (k areaKind) String() string { return kindNames[k] }

// kindOf returns the kind of the area that has an ONS code; anyKind if it is of none.
func kindOf(code string) areaKind {
	if len(code) != 9 {
		return anyKind
	}
	switch code[:3] {
	case "E23", "W15": // police force areas
		return kindForce
	// unitary authorities, non-metropolitan and metropolitan districts, London boroughs, Wales
	case "E06", "E07", "E08", "E09", "W06":
		return kindDistrict
	case "E12":
		return kindRegion
	case "E92", "W92", "K04":
		return kindCountry
	}
	return anyKind
}

// is reports whether the area with that code is of kind k. Wales is listed among the regions too.
func (k areaKind) is(code string) bool {
	return k == anyKind || k == kindOf(code) || k == kindRegion && code == walesCode
}

// find returns the residents of the built-in area that a name or an ONS code says, with or without
// a kind before it. The census is that of 2011, or else 2021 is meant.
func find(name string, c Census) (Population, error) {
	kind, bare, err := splitKind(name)
	if err != nil {
		return Population{}, err
	}
	t := builtIn(c)
	all := t.meanings(bare)
	found := slices.DeleteFunc(slices.Clone(all), func(i int) bool { return !kind.is(t.rows[i].Code) })
	switch {
	case len(found) == 0:
		return Population{}, t.notFound(name, bare, kind, all)
	case !t.areSame(found):
		return Population{}, t.ambiguous(bare, found)
	}
	return t.rows[found[0]], nil
}

// splitKind takes the kind of an area from before its name: "district: Durham".
func splitKind(name string) (kind areaKind, bare string, err error) {
	before, after, ok := strings.Cut(name, ":")
	if !ok {
		return anyKind, name, nil
	}
	before = strings.TrimSpace(before)
	for k := kindForce; int(k) < len(kindNames); k++ {
		if strings.EqualFold(before, k.String()) {
			return k, after, nil
		}
	}
	return 0, "", fmt.Errorf("ethnicity: no kind of area %q in %q: want force:, district:, region: or country: and the name, or the name alone",
		clip(before), clip(name))
}

// meanings returns the rows that a name or a code can be of, in order.
func (t *table) meanings(name string) []int {
	key := placeKey(name)
	found := slices.Clone(t.byKey[key])
	f, ok := lookUpForce(areaKey(name))
	if !ok {
		f, _ = lookUpForce(key) // with words written out
	}
	if f.Code() != "" {
		found = append(found, t.byKey[placeKey(f.Code())]...)
	}
	if len(found) == 0 {
		for rest := range districtKeys(key) {
			found = append(found, t.ofKind(kindDistrict, rest)...)
		}
		for rest := range cutKeys(key, regionStarts, regionEnds) {
			found = append(found, t.ofKind(kindRegion, rest)...)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// ofKind returns the rows of a kind that have a key.
func (t *table) ofKind(kind areaKind, key string) (found []int) {
	for _, i := range t.byKey[key] {
		if kindOf(t.rows[i].Code) == kind {
			found = append(found, i)
		}
	}
	return found
}

// placeKey brings the name of a place to the form in which names are compared: as areaKey does,
// without apostrophes and accents, and with short words written out.
func placeKey(name string) string {
	name = strings.Map(func(r rune) rune {
		switch r {
		case '\'', '’', '‘', 'ʼ', '`', '´':
			return -1
		case 'ô', 'Ô':
			return 'o'
		}
		if r >= 0x300 && unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, name)
	words := areaWords(name)
	for i, word := range words {
		if long, ok := placeWords[word]; ok {
			words[i] = long
		}
	}
	return strings.Join(words, "-")
}

// districtKeys yields the keys of the names of a district that a key may be a longer form of.
func districtKeys(key string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for rest := range cutKeys(key, districtStarts, districtEnds) {
			if notPlaces[rest] {
				return
			}
		}
		cutKeys(key, districtStarts, districtEnds)(yield)
	}
}

// cutKeys yields what is left of a key without one of the starts and one of the ends.
func cutKeys(key string, starts, ends []string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for _, start := range starts {
			tail, ok := strings.CutPrefix(key, start)
			if !ok {
				continue
			}
			for _, end := range ends {
				if rest, ok := strings.CutSuffix(tail, end); ok && !yield(rest) {
					return
				}
			}
		}
	}
}
