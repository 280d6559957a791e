package peers

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

type correlationJSON struct {
	Units int    `json:"units"`
	Value number `json:"value"`
	Lower number `json:"lower"`
	Upper number `json:"upper"`
}

// MarshalJSON writes an object with units, value, lower and upper. NaN is null.
func (c Correlation) MarshalJSON() ([]byte, error) {
	return json.Marshal(correlationJSON{c.Units, number(c.Value), number(c.Lower), number(c.Upper)})
}

// UnmarshalJSON reads what [Correlation.MarshalJSON] writes.
func (c *Correlation) UnmarshalJSON(data []byte) error {
	var in correlationJSON
	if err := read(data, "correlation", &in); err != nil {
		return err
	}
	*c = Correlation{in.Units, float64(in.Value), float64(in.Lower), float64(in.Upper)}
	return nil
}

type pairedRowJSON struct {
	Unit   string        `json:"unit"`
	First  rri.Estimate  `json:"first"`
	Second rri.Estimate  `json:"second"`
	Ratio  rri.Estimate  `json:"ratio"`
	Bounds *trend.Limits `json:"bounds,omitempty"`
}

type pairedGroupJSON[G cmp.Ordered] struct {
	Group       G               `json:"group"`
	Rows        []pairedRowJSON `json:"rows"`
	Missing     []Missing       `json:"missing"`
	Correlation Correlation     `json:"correlation"`
}

// MarshalJSON writes an object with group; rows, a list of objects with unit, first, second, ratio
// and bounds (lower and upper, left out if there are none); missing, a list of objects with unit
// and why; and correlation, as [Correlation.MarshalJSON] writes it.
func (p PairedGroup[G]) MarshalJSON() ([]byte, error) {
	out := pairedGroupJSON[G]{p.Group, []pairedRowJSON{}, listOf(p.Missing), p.Correlation}
	for _, row := range p.Rows {
		out.Rows = append(out.Rows, pairedRowJSON(row))
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what [PairedGroup.MarshalJSON] writes.
func (p *PairedGroup[G]) UnmarshalJSON(data []byte) error {
	var in pairedGroupJSON[G]
	if err := read(data, "two measures", &in); err != nil {
		return err
	}
	got := PairedGroup[G]{Group: in.Group, Missing: in.Missing, Correlation: in.Correlation}
	for _, row := range in.Rows {
		got.Rows = append(got.Rows, PairedRow(row))
	}
	*p = got
	return nil
}

type pairedJSON[G cmp.Ordered, M rri.Measure] struct {
	Options *optionsJSON     `json:"options"`
	First   *Set[G, M]       `json:"first"`
	Second  *Set[G, M]       `json:"second"`
	Groups  []PairedGroup[G] `json:"groups"`
	Notes   []string         `json:"notes"`
}

// MarshalJSON writes an object with options, as [Result.MarshalJSON] writes them; first and second,
// as [Set.MarshalJSON] writes them; groups, as [PairedGroup.MarshalJSON] writes them; and notes.
func (p Paired[G, M]) MarshalJSON() ([]byte, error) {
	return json.Marshal(pairedJSON[G, M]{ofOptions(p.Options), &p.First, &p.Second, listOf(p.Groups), listOf(p.Notes)})
}

// UnmarshalJSON reads what [Paired.MarshalJSON] writes. Nothing is computed anew. What can be
// checked without that is: that the sets can stand side by side, that every row is of a unit of
// both, once, that ratios are those of the values to a millionth, that limits are in order, and
// that probabilities are from 0 to 1. The error says what does not fit, and leaves p as it is.
func (p *Paired[G, M]) UnmarshalJSON(data []byte) error {
	var in pairedJSON[G, M]
	if err := read(data, "two measures", &in); err != nil {
		return err
	}
	if in.Options == nil || in.First == nil || in.Second == nil {
		return errors.New("peers: two measures without options, first or second: want all three")
	}
	got := Paired[G, M]{First: *in.First, Second: *in.Second, Options: in.Options.options(), Groups: in.Groups, Notes: in.Notes}
	if err := got.coherent(); err != nil {
		return fmt.Errorf("peers: two measures: %w", err)
	}
	*p = got
	return nil
}

// coherent reports what of two measures that were read contradicts itself, or nil.
func (p *Paired[G, M]) coherent() error {
	if _, err := p.Options.filled(); err != nil {
		return err
	}
	if err := canPair(p.First, p.Second, p.Options); err != nil {
		return err
	}
	seen := make(map[G]bool)
	for _, g := range p.Groups {
		err := p.groupFits(g)
		if seen[g.Group] {
			err = fmt.Errorf("it stands twice: %w", rri.ErrCount)
		}
		if err != nil {
			return fmt.Errorf("group %q: %w", sheet.Clip(fmt.Sprint(g.Group)), err)
		}
		seen[g.Group] = true
	}
	return nil
}

// groupFits reports what of two measures in a group cannot be, or nil.
func (p *Paired[G, M]) groupFits(g PairedGroup[G]) error {
	seen := make(map[string]bool)
	for _, row := range g.Rows {
		if seen[row.Unit] || p.First.unit(row.Unit) == nil || p.Second.unit(row.Unit) == nil {
			return fmt.Errorf("a row of %q, which is no unit of both, or stands twice: %w", sheet.Clip(row.Unit), rri.ErrCount)
		}
		if err := row.fits(); err != nil {
			return fmt.Errorf("%q: %w", sheet.Clip(row.Unit), err)
		}
		seen[row.Unit] = true
	}
	for _, m := range g.Missing {
		if seen[m.Unit] || p.First.unit(m.Unit) == nil && p.Second.unit(m.Unit) == nil {
			return fmt.Errorf("missing is %q, which is no unit, or stands twice: %w", sheet.Clip(m.Unit), rri.ErrCount)
		}
		seen[m.Unit] = true
	}
	if c := g.Correlation; c.Units != len(g.Rows) || math.Abs(c.Value) > 1 || c.Lower < -1 || c.Upper > 1 || c.Lower > c.Value || c.Value > c.Upper {
		return fmt.Errorf("a correlation of %v, from %v to %v, of %d units: want it of all %d rows, from -1 to 1 and in order", c.Value, c.Lower, c.Upper, c.Units, len(g.Rows))
	}
	return nil
}

// fits reports what of two measures of a unit cannot be, or nil.
func (row PairedRow) fits() error {
	for what, e := range map[string]rri.Estimate{"first value": row.First, "second value": row.Second, "ratio": row.Ratio} {
		if err := nonNegativeFits(what, e); err != nil {
			return err
		}
	}
	want := row.Second.Value / row.First.Value
	if row.Ratio.Computed() && want > 0 && !math.IsInf(want, 1) && math.Abs(row.Ratio.Value-want) > 1e-6*want {
		return fmt.Errorf("a ratio of %v, but the values give %v", row.Ratio.Value, want)
	}
	if l := row.Bounds; l != nil && (l.Lower > l.Upper || l.Lower < 0) {
		return fmt.Errorf("limits from %v to %v: want them in order, and none below 0", l.Lower, l.Upper)
	}
	return nil
}
