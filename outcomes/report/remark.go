package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/outcomes/report/internal/wording"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// remark says of a group what its number of searches tells of the form on which they were recorded.
type remark struct {
	group    ethnicity.Group
	kind     remarkKind
	recorded int64   // searches
	expected float64 // searches of as many residents at the rate of others
	of       string  // whose rate that is, of a matter of categories
}

// remarkKind is why there is a remark.
type remarkKind uint8

const (
	// none was recorded of a detailed group, and fewer than minExpected would be expected: its zero
	// is a zero, which needs a word only where chance hardly gives it
	fewExpected remarkKind = iota
	// none was recorded, and at least as many would be expected
	unusedLabel
	// the number is far from what the rate of the parent gives
	matterOfCategories
)

const (
	// minExpected is how many searches of a group would be expected at the least for a remark that
	// its label is not used, or used for other people than in a census.
	minExpected = claims.MinExpected

	// maxTimes is how many times what the rate of its parent gives, or what part of it, a group has
	// at the most without such a remark.
	maxTimes = 5
)

// pool is several groups together.
type pool struct {
	searches, residents float64
	groups              int
}

// add adds a group. One without residents is in no rate, whatever its searches.
func (p *pool) add(searches int64, residents float64) {
	if residents == 0 {
		return
	}
	p.searches += float64(searches)
	p.residents += residents
	p.groups++
}

// without returns p without one of its groups.
func (p pool) without(searches int64, residents float64) pool {
	if residents == 0 {
		return p
	}
	return pool{p.searches - float64(searches), p.residents - residents, p.groups - 1}
}

// expects returns how many searches of residents would be expected at the rate of p, and whether
// they are enough for a remark. Products of whole numbers are compared, so that the end is exact.
func (p pool) expects(residents float64) (expected float64, enough bool) {
	if p.residents == 0 {
		return 0, false
	}
	product := p.searches * residents
	return product / p.residents, product >= minExpected*p.residents
}

// isFar reports whether the searches of residents are far from what the rate of p gives.
func (p pool) isFar(searches int64, residents float64) bool {
	expected, recorded := p.searches*residents, float64(searches)*p.residents
	return recorded > maxTimes*expected || maxTimes*recorded < expected
}

// findRemarks finds what there is to say of the groups, by the searches that are recorded of them,
// before any of unknown ethnicity are put into groups.
func (r *Report) findRemarks(recorded map[ethnicity.Group]int64, p ethnicity.Population) error {
	var all pool
	parents := make(map[ethnicity.Group]*pool)
	residents := make(map[ethnicity.Group]float64)
	for g := range r.o.Scheme.Groups() {
		if r.absent.has(g) {
			continue
		}
		n, err := p.Of(g)
		if err != nil {
			return prefixed(err)
		}
		residents[g] = n
		all.add(recorded[g], n)
		if parent, ok := parentOf(g); ok {
			if parents[parent] == nil {
				parents[parent] = new(pool)
			}
			parents[parent].add(recorded[g], n)
		}
	}
	for g := range r.o.Scheme.Groups() {
		n, ok := residents[g]
		if !ok {
			continue
		}
		m := remark{group: g, recorded: recorded[g]}
		parent, ok := parentOf(g)
		detailed := ok && parents[parent].groups > 1
		switch {
		case m.recorded > 0 && detailed:
			ok = m.judgeCategories(parent, *parents[parent], n)
		case m.recorded > 0:
			ok = false
		case detailed && parents[parent].searches > 0:
			ok = m.judgeZero(*parents[parent], n, true)
		default:
			ok = m.judgeZero(all, n, detailed)
		}
		if ok {
			r.remarks = append(r.remarks, m)
		}
	}
	return nil
}

// judgeZero makes the remark of a group without a search, by the rate of others, among whom it is
// itself, and reports whether there is one. A zero of a group of five, where few would be expected,
// needs none.
func (m *remark) judgeZero(others pool, residents float64, detailed bool) bool {
	var enough bool
	m.expected, enough = others.expects(residents)
	m.kind = fewExpected
	if enough {
		m.kind = unusedLabel
	}
	return enough || detailed && others.residents > 0
}

// judgeCategories makes the remark of a detailed group that has searches, by the rate of the rest
// of its parent, if that has as many residents, and by that of all of it; and reports whether there
// is one. The rest is asked first, since a group that is far off takes its parent with it: of the
// searches of Black people in London in 2022 half are Other Black.
func (m *remark) judgeCategories(parent ethnicity.Group, whole pool, residents float64) bool {
	m.kind = matterOfCategories
	rest := whole.without(m.recorded, residents)
	if rest.residents >= residents {
		m.of = "the rest of " + parent.String()
		var enough bool
		if m.expected, enough = rest.expects(residents); enough && rest.isFar(m.recorded, residents) {
			return true
		}
	}
	m.of = parent.String() + " as a whole"
	var enough bool
	m.expected, enough = whole.expects(residents)
	return enough && whole.isFar(m.recorded, residents)
}

// parentOf returns the group of five that holds g, and false if g is one of them, or is not in one.
func parentOf(g ethnicity.Group) (parent ethnicity.Group, ok bool) {
	parent, err := ethnicity.FivePlusOne.Collapse(g)
	return parent, err == nil && parent != g
}

// isUnused reports whether g is a group whose label the form may not have, so that it has no index.
func (r *Report) isUnused(g ethnicity.Group) bool {
	return slices.ContainsFunc(r.remarks, func(m remark) bool { return m.group == g && m.kind == unusedLabel })
}

// number writes how many searches would be expected.
func (m remark) number() string {
	if m.expected >= minExpected {
		return sheet.Fixed(m.expected, 0)
	}
	return sheet.Limit(sheet.Fixed, m.expected, 1, minExpected)
}

// expects says how many searches would be expected. Where small counts are withheld it gives no
// number, which could tell the searches of the groups whose rate it is of.
func (m remark) expects(l limit) string {
	switch {
	case l == 0:
		return m.number() + " would be expected"
	case m.kind == fewExpected:
		return fmt.Sprintf("fewer than %d would be expected", minExpected)
	}
	return fmt.Sprintf("%d or more would be expected", minExpected)
}

// footnote is what the row of the group says.
func (m remark) footnote(words wording.Words, l limit) string {
	switch m.kind {
	case unusedLabel:
		return fmt.Sprintf("none recorded where %s: the form may not have this label", m.expects(l))
	case fewExpected:
		return fmt.Sprintf("none recorded where %s: too few to tell if the form has this label", m.expects(l))
	}
	return fmt.Sprintf("a matter of categories: %s; the index says little about how often people of this group are "+words.In("{searched}"), m.figures(l))
}

// figures sets what was recorded against what would be expected, of a matter of categories.
func (m remark) figures(l limit) string {
	if l == 0 {
		return fmt.Sprintf("%s recorded where %s at the rate of %s", count(m.recorded), m.expects(l), m.of)
	}
	if float64(m.recorded) > m.expected {
		return fmt.Sprintf("more than %d times what would be expected at the rate of %s", maxTimes, m.of)
	}
	return fmt.Sprintf("less than a fifth of what would be expected at the rate of %s", m.of)
}

// remarked returns the table of the search rate with the remarks in its rows.
func remarked[M rri.Measure](r *Report, t rri.Table[ethnicity.Group, M]) rri.Table[ethnicity.Group, M] {
	for _, m := range r.remarks {
		switch m.kind {
		case unusedLabel:
			t = t.WithoutComparison(m.group, m.footnote(r.words, r.limit))
			// the baseline, against which there is no index, is a row as well
			if i := slices.IndexFunc(t.Rows, func(row rri.Row[ethnicity.Group, M]) bool { return row.Group == m.group }); i >= 0 {
				t.Rows[i].Note = m.footnote(r.words, r.limit)
			}
		case matterOfCategories:
			t = t.WithCategories(m.group, m.footnote(r.words, r.limit))
		case fewExpected:
			for i, row := range t.Rows {
				if n, _, _ := row.Count.Counts(); row.Group == m.group && n == 0 && row.Ratio.Upper < 1 {
					t.Rows[i].Note = m.footnote(r.words, r.limit)
				}
			}
		}
	}
	return t
}

// noteRemarks notes what the rows of the search rate say of the form, once small counts are
// withheld: a row of which they are says nothing.
func (r *Report) noteRemarks() {
	var unused, sorted []string
	for _, m := range r.remarks {
		for _, t := range r.tables {
			if !t.perPerson {
				continue
			}
			for _, row := range t.plain.Rows {
				switch {
				case row.Group != m.group:
				case m.kind == unusedLabel && m.group == r.o.Baseline && row.Note != "":
					r.note(fmt.Sprintf("No index against %s: none recorded where %s: the form may not have this label. Choose another baseline.", m.group, m.expects(r.limit)))
				case row.Flags.Has(rri.NotCompared):
					unused = append(unused, fmt.Sprintf("%s (none recorded where %s)", m.group, m.expects(r.limit)))
				case row.Flags.Has(rri.Categories):
					sorted = append(sorted, m.group.String())
				}
			}
		}
	}
	if unused != nil {
		r.note("Without an index, since the form may not have the label: " + strings.Join(unused, "; ") + ".")
	}
	if sorted != nil {
		r.note(r.sayf("A matter of categories: %s. How the form sorts people is not how the census does, "+
			"so that an index of such a group, or against it, says little about how often its people are {searched}.", strings.Join(sorted, ", ")))
	}
}
