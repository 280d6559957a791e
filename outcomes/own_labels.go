package outcomes

// Labels says what the words of a force's own extract mean: by column and label, which of the
// labels of this package it stands for. nil has none.
type Labels struct{}

// meaning returns the label of this package that a label stands for. column is the name of its
// column in the file, and f the field as which it is read; numFields for a column that is kept. ok
// is false where l has nothing of it.
func (l *Labels) meaning(column string, f field, label string) (ours string, ok bool) {
	return "", false
}
