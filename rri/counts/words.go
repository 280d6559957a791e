package counts

// title names the document.
func (in *input) title() string {
	return in.labels.Heading(in.proportion)
}

// read says what was read.
func (in *input) read() []string { return nil }

// say says what can be said.
func (c Comparison) say() []string { return nil }

// notes say what to bear in mind.
func (in *input) notes(c Comparison) []string { return in.table.Notes }
