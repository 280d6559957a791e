package claims

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// counted writes a count that may be withheld.
func counted(n *int64) string {
	if n == nil {
		return "a number not shown"
	}
	return sheet.Count(*n).Text
}

// residents writes a number of residents.
func residents(n *float64) string {
	if n == nil {
		return "a number not shown of"
	}
	return sheet.Fixed(*n, 0)
}

// expected writes how many searches would be expected, or what is known of it where the number is
// withheld.
func expected(f finding) string {
	of := ""
	if f.ExpectedOf != "" {
		of = " at the rate of " + f.ExpectedOf
	}
	switch v := f.Expected; {
	case v == nil && f.kind == LabelUnused:
		return fmt.Sprintf("%d or more would be expected", MinExpected)
	case v == nil:
		return fmt.Sprintf("fewer than %d would be expected", MinExpected)
	case *v >= MinExpected:
		return sheet.Fixed(*v, 0) + " would be expected" + of
	default:
		return sheet.Limit(sheet.Fixed, *v, 1, MinExpected) + " would be expected" + of
	}
}
