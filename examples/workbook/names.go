package main

import (
	"slices"
	"strings"
)

// Nothing here has to know a field: what is in no list becomes a column or a line all the same,
// under its own name.

// headings are what columns are called whose fields have a short name. Those of events and exposure
// are named in the JSON itself: see [labels].
var headings = map[string]string{
	"ratio":          "index",
	"adjusted":       "adjusted index",
	"crude":          "crude index",
	"cumulative":     "cumulative index",
	"estimate":       "index",
	"typical":        "typical index",
	"excess":         "above parity",
	"range":          "with unknown",
	"both":           "with unknown",
	"chance":         "by chance",
	"bounds":         "unknown alone",
	"counts":         "withheld counts",
	"worst":          "worst case",
	"per_year":       "change a year",
	"value":          "",
	"p":              "p",
	"i2":             "I²",
	"df":             "degrees of freedom",
	"design_effect":  "design effect",
	"DesignEffect":   "design effect",
	"baseline_rate":  "baseline rate",
	"tipping_share":  "share of unknown for an index of 1",
	"ratio_share":    "weight in the index",
	"further_lower":  "further one, lower",
	"further_upper":  "further one, upper",
	"random_effects": "random effects",
}

// whole are headings of fields that mean something else inside an object.
var whole = map[string]string{"largest": "step with the largest share, counted from 0"}

// changed are lists of changes, whose ratio is that of two indices.
var changed = []string{"year_on_year", "compared"}

// without are fields that only hold others together: their names stand in no heading and in no name
// of a sheet.
var without = []string{"rows", "row", "data", "rates", "proportions", "comparison", "series", "sections", "summary", "choices"}

// identities are the fields that tell the objects of one list apart, in the order in which their
// columns stand. Where an object has none, one of the texts that follow does.
var (
	identities = []string{"group", "unit", "stratum", "column", "step"}
	instead    = []string{"name", "id", "label", "title", "file", "measure", "choice", "way"}
)

// parts are what lists are called in the names of sheets.
var parts = map[string]string{"paths": "", "indices": "steps", "rolling_tables": "rolling"}

// siblings are lists that are told apart by another list of the same length beside them or above:
// tables of a series by its points. The last word is what the column is called.
var siblings = map[string][][]string{
	"tables":         {{"series", "points", "period"}},
	"rolling_tables": {{"series", "rolling", "period"}},
	"indices":        {{"steps", "step"}},
	"shares":         {{"steps", "step"}, {"strata", "stratum"}, {"columns", "column"}},
}

// indices are the fields with an index and its interval that a chart can show, the first that a
// table has.
var indices = []string{"adjusted", "ratio", "estimate", "cumulative", "value"}

// last are parts of names of columns that mostly say the same in every row: they stand at the end.
var last = []string{"level", "method", "flags", "mark", "side", "null"}

// ofEstimate are the fields that say that an object is an estimate.
var ofEstimate = append(slices.Concat(ends, last), "p")

// details are lists that say how the others came about: their sheets stand at the end.
var details = []string{
	"gates", "numbers", "points", "counts", "rolling", "alternatives", "strata", "completeness", "other_residents", "sources", "stops", "said",
	"changes", "homogeneity", "pairs", "units",
}

// counted are fields with numbers of people or events, which are written with separators.
var counted = []string{
	"events", "exposure", "searches", "residents", "base", "population", "rows", "people", "records", "unknown", "Events", "Trials", "value", "lower",
	"upper", "baseline_events", "baseline_exposure", "group_events",
}

// times are values of the field by of a report whose parts are periods.
var times = []string{"month", "quarter", "financial-year", "year"}

// plain writes the name of a field as words.
func plain(key string) string { return strings.ReplaceAll(key, "_", " ") }

// above is what tells the rows of a list apart from those of another, where this is in an object of
// a list that the object is identified by.
func (s spot) above(id cell, key string) cell {
	id.path = append(slices.Clone(s.keys), id.path...)
	if slices.Contains(instead, id.heading) && !strings.HasPrefix(plain(key), id.heading) {
		id.heading = plain(key) + ", " + id.heading
	}
	return id
}

// labels are what fields of the objects around a table say of it.
type labels struct {
	title, measure, definition string // what the table is of
	events, exposure           string // what is counted, and out of what
	baseline, by, model, per   string
	change                     bool // a ratio is one of two indices
}

// labelsOf reads the objects around a table, of which the innermost counts.
func labelsOf(around []*node) labels {
	var l labels
	for _, o := range around {
		for key, field := range map[string]*string{
			"title": &l.title, "measure": &l.measure, "definition": &l.definition, "events_name": &l.events, "exposure_name": &l.exposure,
			"baseline": &l.baseline, "by": &l.by, "model": &l.model,
		} {
			if word := o.word(key); word != "" {
				*field = word
			}
		}
		if f := o.field("per"); f != nil && f.kind == number {
			l.per = f.text
		}
	}
	return l
}

// common returns what two say alike.
func (l labels) common(other labels) labels {
	for _, pair := range [][2]*string{
		{&l.title, &other.title}, {&l.measure, &other.measure}, {&l.definition, &other.definition}, {&l.events, &other.events},
		{&l.exposure, &other.exposure}, {&l.baseline, &other.baseline}, {&l.by, &other.by}, {&l.model, &other.model}, {&l.per, &other.per},
	} {
		if *pair[0] != *pair[1] {
			*pair[0] = ""
		}
	}
	return l
}

// heading writes the name of a column, of which the path is the names of fields to it.
func (l labels) heading(path []string) string {
	var words []string
	path = path[inner(path):]
	if word := whole[path[0]]; word != "" && len(path) == 1 {
		return word
	}
	for i, key := range path {
		word, known := headings[key]
		switch {
		case i == 0 && key == "events" && l.events != "":
			word = l.events
		case i == 0 && key == "exposure" && l.exposure != "":
			word = l.exposure
		case i == 0 && key == "ratio" && l.change:
			word = "change of the index"
		case !known, key == "range" && i+1 < len(path) && !slices.Contains(ofEstimate, path[i+1]):
			word = plain(key)
		}
		if word != "" {
			words = append(words, word)
		}
	}
	if len(words) == 0 {
		return plain(path[len(path)-1])
	}
	return strings.Join(words, ", ")
}

// fact writes the name of a field that is in no table.
func (s spot) fact() string {
	words := []string{s.part}
	for _, key := range s.keys {
		if key != "data" {
			words = append(words, plain(key))
		}
	}
	return strings.TrimSpace(strings.Join(words, " "))
}

// name returns the name of the sheet of a list.
func (s spot) name() string {
	l := labelsOf(s.around)
	words := []string{s.part}
	for i, key := range s.keys {
		switch {
		case slices.Contains(without, key), key == "trends" && i < len(s.keys)-1:
		case key == "parts" && l.by != "":
			words = append(words, "by "+l.by)
		case key == "tables" && s.ofSeries():
			words = append(words, "periods")
		default:
			word, known := parts[key]
			if !known {
				word = plain(key)
			}
			words = append(words, word)
		}
	}
	if name := strings.Join(strings.Fields(strings.Join(words, " ")), " "); name != "" {
		return name
	}
	return "groups"
}

// ofSeries tells whether the innermost object that something is in has a series.
func (s spot) ofSeries() bool {
	return slices.ContainsFunc(s.around, func(o *node) bool { return o.field("series") != nil })
}

// detail tells whether a list says how others came about.
func (s spot) detail() bool {
	return slices.Contains(details, s.keys[len(s.keys)-1]) || slices.Contains(s.keys, "other_residents") || slices.Contains(s.keys, "alternatives")
}

// identify returns what tells one object of a list from the others, nothing if nothing does. The
// key is the name of the list.
func (l labels) identify(n *node, key string) []cell {
	var ids []cell
	for _, path := range [][]string{nil, {"row"}} {
		for _, k := range identities {
			if f := n.at(append(path, k)...); f != nil && (f.kind == text || f.kind == number) {
				ids = append(ids, cell{append(slices.Clone(path), k), plain(k), f, false})
			}
		}
	}
	if len(ids) > 0 {
		return ids
	}
	for _, k := range instead {
		if n.word(k) == "" {
			continue
		}
		heading, time := plain(k), n.field("start") != nil
		switch {
		case key == "parts" && l.by != "":
			heading, time = l.by, slices.Contains(times, l.by)
		case time:
			heading = "period"
		}
		return []cell{{[]string{k}, heading, n.field(k), time}}
	}
	for i, o := range n.items {
		for _, k := range []string{"name", "text"} {
			if n.kind != object || o.word(k) == "" {
				continue
			}
			heading, time := plain(n.keys[i]), o.field("start") != nil
			if time {
				heading = "period " + heading
			}
			ids = append(ids, cell{[]string{n.keys[i], k}, heading, o.field(k), time})
			break
		}
	}
	return ids
}
