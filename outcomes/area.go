package outcomes

import "github.com/seed-549880be/disparity/ethnicity"

// AreaValue is what the records say of the place of some searches: the value of a column such as
// "la_name" or "Borough" in the rows of one force.
type AreaValue struct {
	Force  ethnicity.Force `json:"force"`
	Column string          `json:"column"` // as the file names it
	Value  string          `json:"value"`  // as it is written, trimmed; empty for blank cells
	Rows   int64           `json:"rows"`
}

// AreaValues returns what the column of a file says that names the place of each search.
func (x *Extract) AreaValues() []AreaValue { return nil }
