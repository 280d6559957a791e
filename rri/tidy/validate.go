package tidy

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/strictjson"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Validate returns an error if t is no table: nil, a model or a kind of row that there is not, a
// row without a value for each dimension, a group without a name, or a cell whose ends do not fit.
// What [Read] returns is valid. The error wraps rri.ErrCount for counts that no table has, as NaN
// and -1.
func (t *Table) Validate() error {
	if t == nil {
		return errors.New("tidy: no table: want one that was read from a file")
	}
	if !modelNames.Has(t.Model) {
		return failed(t.File, fmt.Errorf("%s: want one of %s", t.Model, modelNames.List()))
	}
	for _, n := range t.Rows {
		if err := n.validate(len(t.Dimensions)); err != nil {
			return failed(t.File, err)
		}
	}
	for _, n := range t.Bases {
		dimensions := len(t.Dimensions)
		if len(n.Dimensions) == 1 {
			dimensions = 1 // of a header, which says what column it is of
		}
		if err := n.validate(max(1, dimensions)); err != nil {
			return failed(t.File, err)
		}
	}
	return nil
}

// validate returns an error if n is no row of a table with so many dimensions.
func (n Row) validate(dimensions int) error {
	wrong := func(format string, args ...any) error {
		return fmt.Errorf("the row of line %d, %q: %w", n.Line, sheet.Clip(n.Label), fmt.Errorf(format, args...))
	}
	if len(n.Dimensions) != dimensions {
		return wrong("values of %d dimensions: want one for each of the %d that the table has", len(n.Dimensions), dimensions)
	}
	if !kindNames.Has(n.Kind) {
		return wrong("%s: want one of %s", n.Kind, kindNames.List())
	}
	if n.Kind == KindGroup && n.Group == "" {
		return wrong("a group without a name: want the name that it is counted under")
	}
	for _, c := range []Cell{n.Events, n.Exposure} {
		if err := c.validate(); err != nil {
			return wrong("%w: %s", rri.ErrCount, strings.TrimPrefix(err.Error(), "tidy: "))
		}
		if !markNames.Has(c.Mark) {
			return wrong("%s: want one of %s", c.Mark, markNames.List())
		}
	}
	if most := n.Events.Upper; n.Events.Lower > maxNumber || most > maxNumber && !math.IsInf(most, 1) {
		return wrong("%s events: %w: want no more than 2^53", n.Events, rri.ErrCount)
	}
	return nil
}

// UnmarshalJSON reads an object with the fields of t. It is an error if [Table.Validate] has one,
// which leaves t as it is.
func (t *Table) UnmarshalJSON(data []byte) error {
	type plain Table
	var in plain
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("tidy: a table: %w", err)
	}
	if err := (*Table)(&in).Validate(); err != nil {
		return err
	}
	*t = Table(in)
	return nil
}
