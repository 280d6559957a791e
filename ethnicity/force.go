package ethnicity

import (
	"fmt"
	"iter"
	"path"
	"strings"
)

// Force is a police force. It stands in this package because residents are counted by police force
// area: [PopulationOf] has the residents of a force, and a file of searches says whose it is. There
// are the 43 territorial forces of England and Wales and British Transport Police. A Force is a
// small comparable value. The zero value is no force, whose name is empty.
//
// There are no constants: a force comes from [ParseForce], [ForceOfFile] or [Forces]. The numbers
// may change between versions; store a Force as its text.
type Force uint8

var forceNames = newNames[Force]("police force", forces[:], func(row forceRow) string { return row.name })

// String returns the name of f for people to read, which is also its name in text, JSON and CSV:
// "Avon and Somerset", "City of London", "Metropolitan Police"; "" for no force, and "Force(99)"
// for a number that is no force.
func (f Force) String() string { return forceNames.string(f) }

// Slug returns the identifier of f on data.police.uk and in the names of its files,
// "avon-and-somerset"; "" for no force.
func (f Force) Slug() string {
	if int(f) < len(forces) {
		return forces[f].slug
	}
	return ""
}

// Code returns the ONS code of the police force area of f, "E23000036". It is empty for no force
// and for British Transport Police, which has no area and no residents, so that there is no
// denominator for its searches.
func (f Force) Code() string {
	if int(f) < len(forces) {
		return forces[f].code
	}
	return ""
}

// ParseForce returns the force of that name in any spelling that files and people use: its slug,
// its ONS or Home Office name, its ONS code, with "and" or "&", with or without "Police",
// "Constabulary" or "Police Service" behind it, in any letter case: "avon-and-somerset", "Avon &
// Somerset", "London, City of", "Metropolitan", "E23000036". It is an error if there is no such
// force; "" is the zero Force, which is no force.
func ParseForce(name string) (Force, error) {
	if name == "" {
		return 0, nil
	}
	key := areaKey(name)
	for _, end := range []string{"", "-police", "-constabulary", "-police-service", "-police-force"} {
		if rest, ok := strings.CutSuffix(key, end); ok {
			if f, ok := forceByKey[rest]; ok {
				return f, nil
			}
		}
	}
	return 0, forceNames.unknown(name, Forces())
}

// ForceOfFile returns the force that a file name speaks of, by its slug:
// "2022-09-metropolitan-stop-and-search.csv.gz" is the Metropolitan Police. Folders before the name
// are passed over, and any characters but letters and digits may stand between the words. It is an
// error if the name has the slug of no force, or of more than one.
func ForceOfFile(name string) (Force, error) {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	padded := "-" + areaKey(base) + "-"
	var found Force
	for f := range Forces() {
		switch {
		case !strings.Contains(padded, "-"+f.Slug()+"-"):
		case found != 0:
			return 0, fmt.Errorf("ethnicity: file name %q speaks of two police forces, %s and %s: say which it is", clip(base), found, f)
		default:
			found = f
		}
	}
	if found == 0 {
		return 0, fmt.Errorf("ethnicity: file name %q speaks of no police force: want one like 2022-09-avon-and-somerset-stop-and-search.csv", clip(base))
	}
	return found, nil
}

// Forces returns every force in alphabetical order of the slugs, British Transport Police among
// them, and not the zero Force.
func Forces() iter.Seq[Force] { return forceNames.from(1) }

// AppendText appends the name of f. It is an error if f is a number that is no force.
func (f Force) AppendText(b []byte) ([]byte, error) { return forceNames.appendText(b, f) }

// MarshalText returns the name of f. It is an error if f is a number that is no force.
func (f Force) MarshalText() ([]byte, error) { return f.AppendText(nil) }

// UnmarshalText reads a name as [ParseForce] does, so that a Force works with [flag.TextVar], JSON
// and CSV.
func (f *Force) UnmarshalText(text []byte) error { return unmarshalText(text, f, ParseForce) }

// areaKey brings the name of an area to the form in which names are compared: words in lower case
// with hyphens between them, "&" as "and".
func areaKey(name string) string {
	words := strings.FieldsFunc(strings.ReplaceAll(strings.ToLower(name), "&", " and "), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return strings.Join(words, "-")
}

var forceByKey = func() map[string]Force {
	index := make(map[string]Force)
	for f := range Forces() {
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
// behind them.
var forceAliases = map[string]string{
	"london-city-of":              "city-of-london", // ONS, Home Office
	"met":                         "metropolitan",
	"british-transport":           "btp",
	"hampshire-and-isle-of-wight": "hampshire", // the force's own name
}

type forceRow struct{ slug, name, code string }

// forces is the one description of the forces; the first is no force. Slugs: data.police.uk. Names
// and codes: ONS, police force areas of 2022 (Open Government Licence v3.0), with "and" for "&" and
// without "London, City of".
var forces = [...]forceRow{
	{"", "", ""},
	{"avon-and-somerset", "Avon and Somerset", "E23000036"},
	{"bedfordshire", "Bedfordshire", "E23000026"},
	{"btp", "British Transport Police", ""},
	{"cambridgeshire", "Cambridgeshire", "E23000023"},
	{"cheshire", "Cheshire", "E23000006"},
	{"city-of-london", "City of London", "E23000034"},
	{"cleveland", "Cleveland", "E23000013"},
	{"cumbria", "Cumbria", "E23000002"},
	{"derbyshire", "Derbyshire", "E23000018"},
	{"devon-and-cornwall", "Devon and Cornwall", "E23000035"},
	{"dorset", "Dorset", "E23000039"},
	{"durham", "Durham", "E23000008"},
	{"dyfed-powys", "Dyfed-Powys", "W15000004"},
	{"essex", "Essex", "E23000028"},
	{"gloucestershire", "Gloucestershire", "E23000037"},
	{"greater-manchester", "Greater Manchester", "E23000005"},
	{"gwent", "Gwent", "W15000002"},
	{"hampshire", "Hampshire", "E23000030"},
	{"hertfordshire", "Hertfordshire", "E23000027"},
	{"humberside", "Humberside", "E23000012"},
	{"kent", "Kent", "E23000032"},
	{"lancashire", "Lancashire", "E23000003"},
	{"leicestershire", "Leicestershire", "E23000021"},
	{"lincolnshire", "Lincolnshire", "E23000020"},
	{"merseyside", "Merseyside", "E23000004"},
	{"metropolitan", "Metropolitan Police", "E23000001"},
	{"norfolk", "Norfolk", "E23000024"},
	{"north-wales", "North Wales", "W15000001"},
	{"north-yorkshire", "North Yorkshire", "E23000009"},
	{"northamptonshire", "Northamptonshire", "E23000022"},
	{"northumbria", "Northumbria", "E23000007"},
	{"nottinghamshire", "Nottinghamshire", "E23000019"},
	{"south-wales", "South Wales", "W15000003"},
	{"south-yorkshire", "South Yorkshire", "E23000011"},
	{"staffordshire", "Staffordshire", "E23000015"},
	{"suffolk", "Suffolk", "E23000025"},
	{"surrey", "Surrey", "E23000031"},
	{"sussex", "Sussex", "E23000033"},
	{"thames-valley", "Thames Valley", "E23000029"},
	{"warwickshire", "Warwickshire", "E23000017"},
	{"west-mercia", "West Mercia", "E23000016"},
	{"west-midlands", "West Midlands", "E23000014"},
	{"west-yorkshire", "West Yorkshire", "E23000010"},
	{"wiltshire", "Wiltshire", "E23000038"},
}
