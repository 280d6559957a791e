package ethnicity

import "errors"

// The reasons for a [LabelError].
var (
	ErrUnknownLabel   = errors.New("unknown label")
	ErrAmbiguousLabel = errors.New("ambiguous label")
	ErrTotalLabel     = errors.New("label of a total, not of a group")
)

// LabelError says that a label could not be read as a group.
type LabelError struct {
	Label   string
	Schemes []Scheme
	Err     error
}

func (e *LabelError) Error() string { return e.Err.Error() }

// Unwrap returns the reason.
func (e *LabelError) Unwrap() error { return e.Err }

// Parse returns the group that a label of any published table stands for.
func Parse(label string) (Group, error) { return 0, &LabelError{Label: label, Err: ErrUnknownLabel} }

// ParseIn returns the group that a label of a table in scheme s stands for.
func ParseIn(s Scheme, label string) (Group, error) { return Parse(label) }
