package outcomes

import (
	"path"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
)

// namedFile is what the name of a file in a cell tells of its row.
type namedFile struct {
	force  ethnicity.Force // zero if it tells none
	months monthSpan
}

// fileInCell reads the name of a file. One that tells nothing is no error: what is not told is told
// elsewhere, or said to be missing.
func fileInCell(name string) (namedFile, error) {
	force, err := ethnicity.ForceOfFile(name)
	if err != nil {
		force = ethnicity.Force{}
	}
	return namedFile{force, monthsInName(name)}, nil
}

// noForces are words, in small letters, that stand in place of a force.
var noForces = map[string]bool{"unknown": true, "not known": true, "not recorded": true, "not stated": true, "not provided": true,
	"not applicable": true, "unspecified": true, "missing": true, "n/k": true, "other": true, "all": true, "all forces": true, "total": true}

// forceInCell reads the name of a force. One that no table has is named as itself.
func forceInCell(name string) (ethnicity.Force, error) {
	force, err := ethnicity.ForceNamed(name)
	if err != nil || noForces[strings.ToLower(name)] {
		return ethnicity.Force{}, ethnicity.ErrUnknownLabel
	}
	return force, nil
}

// knownForceInCell reads the name of a force that some table has: the cells of a column that might
// as well mean something else.
func knownForceInCell(name string) (ethnicity.Force, error) {
	force, err := ethnicity.ParseForce(name)
	if err != nil {
		return ethnicity.Force{}, ethnicity.ErrUnknownLabel
	}
	return force, nil
}

// A maybeColumn is a column that tells the force, or a file, if every value does.
type maybeColumn struct {
	index   int
	any     bool // a value was seen
	noForce bool // and one that is no force
	noFile  bool // and one that is no name of a file
	seen    map[string]struct{}
}

// maybeColumns returns the columns of a header that may tell the force, or a file, the first of
// them to be taken first.
func maybeColumns(folded []string) []maybeColumn {
	var columns []maybeColumn
	for i, name := range folded {
		if areaColumn.MatchString(name) {
			columns = append(columns, maybeColumn{index: i})
		}
	}
	for _, maybe := range maybeFields {
		for i, name := range folded {
			if name == maybe {
				columns = append(columns, maybeColumn{index: i})
			}
		}
	}
	return columns
}

// add takes a value into account, which is not blank.
func (c *maybeColumn) add(value string) {
	if c.noForce && c.noFile {
		return
	}
	c.any = true
	if _, ok := c.seen[value]; ok {
		return
	}
	if c.seen == nil {
		c.seen = make(map[string]struct{})
	}
	c.seen[value] = struct{}{}
	if len(c.seen) > maxFiles {
		c.noForce, c.noFile, c.seen = true, true, nil
		return
	}
	_, err := ethnicity.ParseForce(value)
	c.noForce = c.noForce || err != nil
	_, err = ethnicity.ForceOfFile(value)
	force, month := err == nil, monthsInName(value) != monthSpan{}
	c.noFile = c.noFile || !(force && month || (force || month) && path.Ext(value) != "")
}

// maxFiles bounds how many different names of files a column may have: years of months of all
// forces have no more.
const maxFiles = 1 << 15

// findMaybeFields looks ahead for what columns tell that may be of a force or of a file, if no
// column whose name says so does.
func (t *table) findMaybeFields() {
	t.survey.maybe = slices.DeleteFunc(t.survey.maybe, func(c maybeColumn) bool { return t.own.takes(c.index) })
	if len(t.survey.maybe) == 0 || t.columns[fieldForce].index >= 0 && t.columns[fieldFile].index >= 0 {
		return
	}
	for _, c := range t.survey.maybe {
		t.maybe = append(t.maybe, c.index)
	}
	t.lookAhead(false)
	for _, c := range t.survey.maybe {
		switch {
		case !c.any:
		case !c.noForce && t.columns[fieldForce].index < 0 && !t.own.says[fieldForce]:
			t.columns[fieldForce].index = c.index
			t.forces.Parse = t.labelledForces(knownForceInCell)
		case !c.noFile && t.columns[fieldFile].index < 0:
			t.columns[fieldFile].index = c.index
		}
	}
	t.survey = survey{} // which has not known the names of files
}

// namedFile returns what the name of a file in the last record tells.
func (t *table) namedFile() namedFile {
	i := t.columns[fieldFile].index
	if i < 0 {
		return namedFile{}
	}
	named, _ := t.files.Value(t.records.Cells[i]) // a name that tells nothing is no error
	return named
}
