package rows

import "regexp"

var (
	eitherForm = regexp.MustCompile(`^[1-9]\d{0,2}\.\d{3}$`)
	dottedForm = regexp.MustCompile(`^\d{1,3}(?:\.\d{3}){2,}$`)
)

// IsDotted reports whether a number has dots between its thousands, as 1.234.567.
func IsDotted(text string) bool { return dottedForm.MatchString(text) }

// IsEither reports whether the dot of a number may stand between thousands or before decimals, as
// that of 900.000. The other numbers of its table may show which.
func IsEither(text string) bool { return eitherForm.MatchString(text) }
