package outcomes

import (
	"errors"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/pack"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// savedCause is why a cell could not be read, as a saved file has it.
type savedCause struct {
	text   string
	reason []error // what it is
	label  *ethnicity.LabelError
}

// causes are what a cause may be.
var causes = []error{ethnicity.ErrUnknownLabel, ethnicity.ErrAmbiguousLabel, ethnicity.ErrTotalLabel}

func (c *savedCause) Error() string { return c.text }

// Is reports whether c is that reason.
func (c *savedCause) Is(target error) bool { return slices.Contains(c.reason, target) }

// As sets target to the error about the label.
func (c *savedCause) As(target any) bool {
	label, ok := target.(**ethnicity.LabelError)
	if ok = ok && c.label != nil; ok {
		*label = c.label
	}
	return ok
}

// addCause adds a cause to a block; nil as well.
func addCause(e *pack.Encoder, err error) {
	e.Bool(err != nil)
	if err == nil {
		return
	}
	e.Text(err.Error())
	addReasons(e, err)
	label, ok := errors.AsType[*ethnicity.LabelError](err)
	e.Bool(ok)
	if ok {
		e.Text(label.Label)
		addReasons(e, label.Err)
		e.Len(len(label.Schemes))
		for _, s := range label.Schemes {
			e.Text(s.String())
		}
	}
}

// addReasons adds which of the causes an error is.
func addReasons(e *pack.Encoder, err error) {
	var is uint64
	for i, cause := range causes {
		if errors.Is(err, cause) {
			is |= 1 << i
		}
	}
	e.Uint(is)
}

// readCause reads what addCause adds.
func readCause(d *pack.Decoder) error {
	if !d.Bool() {
		return nil
	}
	c := &savedCause{text: quote.Outside(errors.New(d.Text())).Error(), reason: readReasons(d)}
	if !d.Bool() {
		return c
	}
	c.label = &ethnicity.LabelError{Label: d.Text()}
	if reasons := readReasons(d); len(reasons) > 0 {
		c.label.Err = reasons[0]
	}
	for range d.Len(1) {
		s, err := ethnicity.ParseScheme(d.Text())
		d.Want(err == nil)
		c.label.Schemes = append(c.label.Schemes, s)
	}
	return c
}

// readReasons reads what addReasons adds.
func readReasons(d *pack.Decoder) (reasons []error) {
	is := d.Count(1<<len(causes) - 1)
	for i, cause := range causes {
		if is>>i&1 == 1 {
			reasons = append(reasons, cause)
		}
	}
	return reasons
}
