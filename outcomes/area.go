package outcomes

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// AreaValue is how many searches of a force a column such as "la_name" or "Borough of Stop" says to
// have been in one place. It has all rows that count, those of vehicles alone among them.
type AreaValue struct {
	Force  ethnicity.Force `json:"force"`  // zero if it is not known
	Column string          `json:"column"` // as the file names it, cut to 80 bytes
	// Value is as it is written, trimmed, and cut to 80 bytes; empty for blank cells.
	Value string `json:"value"`
	Rows  int64  `json:"rows"`
}

// AreaValues returns what the records say of where the searches were, in order of force, column and
// value.
//
// Of every file one column is taken that names places within a force: that of the districts where
// there is one ("la_name", "LAD22NM", "Borough", "local_authority_district"), by name rather than
// by code, then of other areas ("area", "town", "BCU", "CSP"), then of smaller ones ("ward",
// "lsoa_code"); of several alike the first, in objects by name. A column that is read as the force
// is none. Files without such a column, or with more than 2,000 different values in it, have no
// part in this, nor do those that [Extract.Read] reads.
func (x *Extract) AreaValues() []AreaValue {
	if x == nil {
		return nil
	}
	return slices.Clone(x.settled().areas)
}

func compareAreaValues(a, b AreaValue) int {
	return cmp.Or(a.Force.Compare(b.Force), strings.Compare(a.Column, b.Column), strings.Compare(a.Value, b.Value))
}

// areaNames are the names that columns of places have, without what stands between their words,
// those of districts first. The two digits are the year of the districts.
var areaNames = func() (names []*regexp.Regexp) {
	const (
		districts = `(la|lad|[lu]tla|(local|unitary)authority(district|area)?|(london|metropolitan)?borough|(local|council|localgovernment)?district|` +
			`lgd|council(area)?)([0-9]{2})?`
		areas = `(area|place|town(city|orcity)?|city|csp|communitysafetypartnership|b?ocu|bcu|basiccommandunit|lp[adut]|local(policing|police)(area|unit|team)|` +
			`policingarea|(police|policing)?division|(police|policing)district)([0-9]{2})?(name|nm|code|cd)?`
		smaller = `((electoral)?ward|wd|neighbou?rhood(policing)?(team|area)?|beat|[lm]soa)([0-9]{2})?(name|nm|code|cd)?`
		before  = `^(search|stop|incident|location|geographic(al)?)*`
		after   = `((ofthe|of)?(search|stop(andsearch|search)?|incident)(location)?)?$`
	)
	for _, name := range []string{districts + `(name|nm)?`, districts + `(code|cd|onscode|gsscode|id)`, areas, smaller} {
		names = append(names, regexp.MustCompile(before+name+after))
	}
	return names
}()

// noArea is the rank of a column that names no places.
const noArea = math.MaxUint8

// areaRank says which of several columns that name places is taken, the least first, by a name as
// cells.FoldHeader returns it.
func areaRank(folded string) uint8 {
	if _, ok := fieldBySpelling[folded]; ok {
		return noArea
	}
	for rank, name := range areaNames {
		if name.MatchString(joined(folded)) {
			return uint8(rank)
		}
	}
	return noArea
}

const (
	// maxAreas is how many different places a file may have.
	maxAreas = 2000
	// maxAreaColumns is how many columns of places the objects of a file may have.
	maxAreaColumns = 20
)

// areas is what a file says of the places of its searches.
type areas struct {
	columns []*placeColumn
	now     areaSaid // of the search that was read last
}

// areaSaid is a column and a value of it, both by number. Value 0 is that of a blank cell, and of
// what has no column.
type areaSaid struct{ column, value int32 }

// placeColumn is a column that names places.
type placeColumn struct {
	name   string
	rank   uint8
	memo   cells.Memo[int32]
	values []string // by number
	number map[string]int32
}

// column returns the number of a column; −1 if there are too many.
func (a *areas) column(name string, rank uint8) int32 {
	for i, c := range a.columns {
		if c.name == name {
			return int32(i)
		}
	}
	if len(a.columns) == maxAreaColumns {
		return -1
	}
	c := &placeColumn{name: name, rank: rank, values: []string{""}, number: make(map[string]int32)}
	c.memo.Parse = c.add
	a.columns = append(a.columns, c)
	return int32(len(a.columns) - 1)
}

// add returns the number of a value that is not blank.
func (c *placeColumn) add(value string) (int32, error) {
	value = quote.Clip(value)
	n, ok := c.number[value]
	if !ok && !c.tooMany() {
		n = int32(len(c.values))
		c.values, c.number[value] = append(c.values, value), n
	}
	return n, nil
}

// tooMany reports whether a column has more values than that of a file may have.
func (c *placeColumn) tooMany() bool { return len(c.values) > maxAreas+1 }

// findArea finds the column of places in the header of a table, whose fields have been found.
func (t *table) findArea() {
	t.area = -1
	if t.o.layout.areas == nil {
		return
	}
	t.area = bestArea(t.names, func(i int) bool {
		return !slices.ContainsFunc(t.columns[:], func(c column) bool { return c.index == i })
	})
	if t.area >= 0 {
		t.o.layout.areas.column(t.names[t.area], 0)
	}
}

// bestArea returns which of some columns, of those that may be, names places and goes before the
// others that do; −1 if none does.
func bestArea(names []string, may func(int) bool) int {
	best, at := uint8(noArea), -1
	for i, name := range names {
		if rank := areaRank(cells.FoldHeader(name)); rank < best && may(i) {
			best, at = rank, i
		}
	}
	return at
}

// read reads a cell of a column.
func (a *areas) read(column int32, cell []byte) {
	value, _ := a.columns[column].memo.Value(cell) // every text is a place
	a.now = areaSaid{column, value}
}

// inObject reads the place of an object.
func (a *areas) inObject(o *jsonObject) {
	a.now = areaSaid{}
	text, err := scalar(o.area)
	if err != nil || o.area == nil {
		return
	}
	if i := a.column(clipKey(o.areaKey), o.areaRank); i >= 0 {
		a.read(i, text)
	}
}

// taken returns the column that is taken; nil if there is none. An object that lacks it has no
// place, whatever its other columns say.
func (a *areas) taken() *sourceArea {
	if len(a.columns) == 0 {
		return nil
	}
	best := 0
	for i, c := range a.columns {
		if cmp.Or(cmp.Compare(c.rank, a.columns[best].rank), strings.Compare(c.name, a.columns[best].name)) < 0 {
			best = i
		}
	}
	c := a.columns[best]
	if len(c.values) == 1 || c.tooMany() {
		return nil
	}
	return &sourceArea{int32(best), c.name, c.values}
}

// sourceArea is the column of places that is taken of a source.
type sourceArea struct {
	column int32
	name   string
	values []string // by number
}

// areaCounts has the rows of places by column and value, but for blank ones.
type areaCounts [][]int64

func (c *areaCounts) add(said areaSaid, n int64) {
	for int(said.column) >= len(*c) {
		*c = append(*c, nil)
	}
	rows := (*c)[said.column]
	if more := int(said.value) + 1 - len(rows); more > 0 {
		rows = append(rows, make([]int64, more)...)
	}
	rows[said.value] += n
	(*c)[said.column] = rows
}

// of returns the rows of a column by value.
func (c areaCounts) of(column int32) []int64 {
	if int(column) >= len(c) {
		return nil
	}
	return c[column]
}

// addAreas adds to sums the places of the rows of p that match the filters.
func (p *monthPart) addAreas(sums map[AreaValue]int64) {
	c := p.source.area
	if c == nil {
		return
	}
	of := AreaValue{Force: p.force, Column: c.name}
	blank := p.rows - p.out
	for value, n := range p.areas.of(c.column) {
		if n > 0 {
			of.Value = c.values[value]
			sums[of] += n
			blank -= n
		}
	}
	if blank > 0 {
		of.Value = ""
		sums[of] += blank
	}
}
