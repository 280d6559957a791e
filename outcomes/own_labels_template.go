package outcomes

import (
	"errors"
	"io"
)

// WriteLabelsTemplate writes a file of labels, for [ReadLabels], with every label that was read.
func (x *Extract) WriteLabelsTemplate(w io.Writer) error {
	return errors.New("outcomes: labels are not told apart yet")
}
