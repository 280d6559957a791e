package ethnicity

import (
	"fmt"
	"iter"
	"path"
	"regexp"
	"slices"
	"strings"
	"unique"
)

// Force is a police force. It stands in this package because residents are counted by police force
// area: [PopulationOf] has the residents of a force, and a file of searches says whose it is.
//
// The table of this package has the 43 territorial forces of England and Wales, British Transport
// Police, Police Scotland and the Police Service of Northern Ireland, with the names that people
// use for them. Any other is named as itself, by [ForceNamed]. A Force is a small comparable value,
// and a key of maps: two are equal if they have the same slug. The zero value is no force, whose
// name is empty.
//
// There are no constants: a force comes from [ParseForce], [ForceNamed], [ForceOfFile] or [Forces].
// Store a Force as its text.
type Force struct {
	row unique.Handle[forceRow] // the zero handle for no force
}

// get returns the row of f; an empty one for no force.
func (f Force) get() forceRow {
	if f.IsZero() {
		return forceRow{}
	}
	return f.row.Value()
}

// IsZero reports whether f is no force.
func (f Force) IsZero() bool { return f == Force{} }

// IsKnown reports whether f is a force of the table, and not named as itself.
func (f Force) IsKnown() bool { return f.get().known }

// String returns the name of f for people to read, which is also its name in text, JSON and CSV:
// "Avon and Somerset", "City of London", "Metropolitan Police"; "" for no force. That of a force
// that is named as itself is made of its slug: "Isle of Man".
func (f Force) String() string { return f.get().name }

// Slug returns the identifier of f on data.police.uk and in the names of its files,
// "avon-and-somerset"; "" for no force. That of a force that is named as itself is its name in
// small letters, with hyphens between the words.
func (f Force) Slug() string { return f.get().slug }

// Code returns the ONS code of the police force area of f, "E23000036". It is empty where this
// package has no residents for f, so that there is no denominator for its searches: for no force,
// for British Transport Police, which has no area, for Police Scotland and the Police Service of
// Northern Ireland, whose censuses are others, and for every force that is named as itself.
func (f Force) Code() string { return f.get().code }

// Equal reports whether f and g are the same force, as == does: go-cmp asks for it.
func (f Force) Equal(g Force) bool { return f == g }

// Compare orders forces by slug, with no force first: it is negative if f comes before g, 0 if they
// are equal, positive if f comes after g.
func (f Force) Compare(g Force) int {
	if f == g {
		return 0
	}
	return strings.Compare(f.get().slug, g.get().slug)
}

// ParseForce returns the force of the table that has this name, in any spelling that files and
// people use: its slug, its ONS or Home Office name, its ONS code, what it calls itself, its
// initials, with "and" or "&", with or without "Police", "Constabulary" or "Police Service" behind
// it, in any letter case: "avon-and-somerset", "Avon & Somerset", "London, City of",
// "Metropolitan", "MPS", "GMP", "E23000036". It is an error if the table has no such force; "" is
// the zero Force, which is no force.
func ParseForce(name string) (Force, error) {
	if name == "" {
		return Force{}, nil
	}
	if f, ok := lookUpForce(areaKey(name)); ok {
		return f, nil
	}
	return Force{}, fmt.Errorf("ethnicity: unknown police force %q: want one of %s", clip(name), joinNames(Forces()))
}

// forceEnds are what may stand behind the name of a force, in the form of a key.
var forceEnds = []string{"", "-police", "-constabulary", "-police-service", "-police-force"}

// lookUpForce returns the force of the table that has this key.
func lookUpForce(key string) (Force, bool) {
	for _, end := range forceEnds {
		if rest, ok := strings.CutSuffix(key, end); ok {
			if f, ok := forceByKey[rest]; ok {
				return f, true
			}
		}
	}
	return Force{}, false
}

// maxForceKey is how many bytes the slug of a force that is named as itself may have. None that is
// known has half as many.
const maxForceKey = 80

// ForceNamed returns the force of that name: of the table, as [ParseForce] does, or where the table
// has none, the force that is named as itself, without residents. So "States of Jersey Police" is a
// force, and so is a misspelt "Esex", whose searches can be counted and have no search rate. "" is
// the zero Force. It is an error if the name has neither a letter nor a digit of ASCII, of which a
// slug is made, or if its slug would be longer than 80 bytes.
func ForceNamed(name string) (Force, error) {
	if name == "" {
		return Force{}, nil
	}
	key := areaKey(name)
	for more := true; more; {
		if f, ok := lookUpForce(key); ok {
			return f, nil
		}
		more = false
		for _, end := range forceEnds[1:] {
			if rest, ok := strings.CutSuffix(key, end); ok {
				key, more = rest, true
			}
		}
	}
	if key == "" || len(key) > maxForceKey {
		return Force{}, fmt.Errorf("ethnicity: %q is no name of a police force", clip(name))
	}
	return forceOf(forceRow{slug: key, name: nameOfSlug(key)}), nil
}

func forceOf(row forceRow) Force { return Force{unique.Make(row)} }

// smallWords are words that begin with a small letter inside a name.
var smallWords = map[string]bool{"and": true, "of": true, "the": true, "for": true}

// nameOfSlug returns the words of a slug with capitals: "Isle of Man".
func nameOfSlug(slug string) string {
	words := strings.Split(slug, "-")
	for i, word := range words {
		if i == 0 || !smallWords[word] {
			words[i] = strings.ToUpper(word[:1]) + word[1:]
		}
	}
	return strings.Join(words, " ")
}

// officialName is the form of the names of files on data.police.uk, as areaKey returns them.
var officialName = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-([a-z][a-z0-9-]*?)-stop-and-search(-|$)`)

// ForceOfFile returns the force that a file name speaks of, by its slug:
// "2022-09-metropolitan-stop-and-search.csv.gz" is the Metropolitan Police. Folders before the name
// are passed over, and any characters but letters and digits may stand between the words. Where the
// name has the slug of no force of the table, but is of the form of data.police.uk,
// "2022-09-jersey-stop-and-search.csv", the force is named as itself, as [ForceNamed] does. It is
// an error if the name has the slug of no force otherwise, or of more than one.
func ForceOfFile(name string) (Force, error) {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	key := areaKey(base)
	padded := "-" + key + "-"
	var found Force
	for f := range Forces() {
		switch {
		case !strings.Contains(padded, "-"+f.Slug()+"-"):
		case !found.IsZero():
			return Force{}, fmt.Errorf("ethnicity: file name %q speaks of two police forces, %s and %s: say which it is", clip(base), found, f)
		default:
			found = f
		}
	}
	if !found.IsZero() {
		return found, nil
	}
	if official := officialName.FindStringSubmatch(key); official != nil {
		return ForceNamed(official[1])
	}
	return Force{}, fmt.Errorf("ethnicity: file name %q speaks of no police force: want one like 2022-09-avon-and-somerset-stop-and-search.csv", clip(base))
}

// Forces returns every force of the table in alphabetical order of the slugs, and not the zero
// Force.
func Forces() iter.Seq[Force] { return slices.Values(forces) }

// AppendText appends the name of f.
func (f Force) AppendText(b []byte) ([]byte, error) { return append(b, f.String()...), nil }

// MarshalText returns the name of f.
func (f Force) MarshalText() ([]byte, error) { return f.AppendText(nil) }

// UnmarshalText reads a name as [ForceNamed] does, so that a Force works with JSON and CSV, and a
// force that is named as itself is read again.
func (f *Force) UnmarshalText(text []byte) error { return unmarshalText(text, f, ForceNamed) }

// areaKey brings the name of an area to the form in which names are compared: words in lower case
// with hyphens between them, "&" as "and".
func areaKey(name string) string { return strings.Join(areaWords(name), "-") }

// areaWords returns the words of the name of an area in lower case, "&" as "and".
func areaWords(name string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(strings.ToLower(name), "&", " and "), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
}

// forces holds the forces of the table.
var forces = func() (list []Force) {
	for _, row := range forceRows {
		row.known = true
		list = append(list, forceOf(row))
	}
	return list
}()

var forceByKey = func() map[string]Force {
	index := make(map[string]Force)
	for _, f := range forces {
		index[f.Slug()] = f
		index[areaKey(f.String())] = f
		if f.Code() != "" {
			index[areaKey(f.Code())] = f
		}
	}
	for alias, slug := range forceAliases {
		index[alias] = index[slug]
	}
	return index
}()

// forceAliases are the keys of names that are neither slug nor display name nor those with "Police"
// behind them: ONS and Home Office names, what the forces call themselves, and the initials that
// people use for them where no two forces share these.
var forceAliases = map[string]string{
	"london-city-of":              "city-of-london",
	"colp":                        "city-of-london",
	"met":                         "metropolitan",
	"the-met":                     "metropolitan",
	"mps":                         "metropolitan",
	"mpd":                         "metropolitan",
	"london":                      "metropolitan",
	"british-transport":           "btp",
	"hampshire-and-isle-of-wight": "hampshire",
	"hampshire-and-iow":           "hampshire",
	"hants":                       "hampshire",
	"gmp":                         "greater-manchester",
	"wmp":                         "west-midlands",
	"wyp":                         "west-yorkshire",
	"syp":                         "south-yorkshire",
	"nyp":                         "north-yorkshire",
	"tvp":                         "thames-valley",
	"asp":                         "avon-and-somerset",
	"asc":                         "avon-and-somerset",
	"a-and-s":                     "avon-and-somerset",
	"dcp":                         "devon-and-cornwall",
	"devon-cornwall":              "devon-and-cornwall",
	"avon-somerset":               "avon-and-somerset",
	"wmercia":                     "west-mercia",
	"beds":                        "bedfordshire",
	"cambs":                       "cambridgeshire",
	"herts":                       "hertfordshire",
	"lancs":                       "lancashire",
	"leics":                       "leicestershire",
	"lincs":                       "lincolnshire",
	"northants":                   "northamptonshire",
	"notts":                       "nottinghamshire",
	"staffs":                      "staffordshire",
	"glos":                        "gloucestershire",
	"wilts":                       "wiltshire",
	"heddlu-dyfed-powys":          "dyfed-powys",
	"heddlu-gogledd-cymru":        "north-wales",
	"heddlu-de-cymru":             "south-wales",
	"heddlu-gwent":                "gwent",
	"psni":                        "northern-ireland",
	"police-service-of-scotland":  "scotland",
}

// forceRow is a force: known says that the table has it.
type forceRow struct {
	slug, name, code string
	known            bool
}

// forceRows is the one description of the forces. Slugs: data.police.uk. Names and codes: ONS,
// police force areas of 2022 (Open Government Licence v3.0), with "and" for "&" and without
// "London, City of".
var forceRows = [...]forceRow{
	{slug: "avon-and-somerset", name: "Avon and Somerset", code: "E23000036"},
	{slug: "bedfordshire", name: "Bedfordshire", code: "E23000026"},
	{slug: "btp", name: "British Transport Police"},
	{slug: "cambridgeshire", name: "Cambridgeshire", code: "E23000023"},
	{slug: "cheshire", name: "Cheshire", code: "E23000006"},
	{slug: "city-of-london", name: "City of London", code: "E23000034"},
	{slug: "cleveland", name: "Cleveland", code: "E23000013"},
	{slug: "cumbria", name: "Cumbria", code: "E23000002"},
	{slug: "derbyshire", name: "Derbyshire", code: "E23000018"},
	{slug: "devon-and-cornwall", name: "Devon and Cornwall", code: "E23000035"},
	{slug: "dorset", name: "Dorset", code: "E23000039"},
	{slug: "durham", name: "Durham", code: "E23000008"},
	{slug: "dyfed-powys", name: "Dyfed-Powys", code: "W15000004"},
	{slug: "essex", name: "Essex", code: "E23000028"},
	{slug: "gloucestershire", name: "Gloucestershire", code: "E23000037"},
	{slug: "greater-manchester", name: "Greater Manchester", code: "E23000005"},
	{slug: "gwent", name: "Gwent", code: "W15000002"},
	{slug: "hampshire", name: "Hampshire", code: "E23000030"},
	{slug: "hertfordshire", name: "Hertfordshire", code: "E23000027"},
	{slug: "humberside", name: "Humberside", code: "E23000012"},
	{slug: "kent", name: "Kent", code: "E23000032"},
	{slug: "lancashire", name: "Lancashire", code: "E23000003"},
	{slug: "leicestershire", name: "Leicestershire", code: "E23000021"},
	{slug: "lincolnshire", name: "Lincolnshire", code: "E23000020"},
	{slug: "merseyside", name: "Merseyside", code: "E23000004"},
	{slug: "metropolitan", name: "Metropolitan Police", code: "E23000001"},
	{slug: "norfolk", name: "Norfolk", code: "E23000024"},
	{slug: "north-wales", name: "North Wales", code: "W15000001"},
	{slug: "north-yorkshire", name: "North Yorkshire", code: "E23000009"},
	{slug: "northamptonshire", name: "Northamptonshire", code: "E23000022"},
	{slug: "northern-ireland", name: "Police Service of Northern Ireland"},
	{slug: "northumbria", name: "Northumbria", code: "E23000007"},
	{slug: "nottinghamshire", name: "Nottinghamshire", code: "E23000019"},
	{slug: "scotland", name: "Police Scotland"},
	{slug: "south-wales", name: "South Wales", code: "W15000003"},
	{slug: "south-yorkshire", name: "South Yorkshire", code: "E23000011"},
	{slug: "staffordshire", name: "Staffordshire", code: "E23000015"},
	{slug: "suffolk", name: "Suffolk", code: "E23000025"},
	{slug: "surrey", name: "Surrey", code: "E23000031"},
	{slug: "sussex", name: "Sussex", code: "E23000033"},
	{slug: "thames-valley", name: "Thames Valley", code: "E23000029"},
	{slug: "warwickshire", name: "Warwickshire", code: "E23000017"},
	{slug: "west-mercia", name: "West Mercia", code: "E23000016"},
	{slug: "west-midlands", name: "West Midlands", code: "E23000014"},
	{slug: "west-yorkshire", name: "West Yorkshire", code: "E23000010"},
	{slug: "wiltshire", name: "Wiltshire", code: "E23000038"},
}
