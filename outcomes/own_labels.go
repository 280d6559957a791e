package outcomes

// Labels says what the words of a force's own extract mean: by column and label, which of the
// labels of this package it stands for. nil has none.
type Labels struct{}
