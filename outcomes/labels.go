package outcomes

import (
	"errors"

	"github.com/seed-549880be/disparity/ethnicity"
)

// LabelsOf returns a reader of ethnicity labels for [ReadOptions] and for the tables of package
// published: labels that mean one group wherever they stand, and those that depend on the
// classification as s has them. [Extract.ReadFile] and [Extract.ReadFS] take no such reader: they
// read labels by [ethnicity.Parse].
func LabelsOf(s ethnicity.Scheme) func(label string) (ethnicity.Group, error) {
	return func(label string) (ethnicity.Group, error) {
		g, err := ethnicity.Parse(label)
		if errors.Is(err, ethnicity.ErrAmbiguousLabel) {
			return ethnicity.ParseIn(s, label)
		}
		return g, err
	}
}
