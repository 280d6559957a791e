package peers

import (
	"cmp"
	"fmt"
	"math"
)

// whyFunnelDiffers says why other units are outside of the outlier lines than of the funnel, with
// how many there are of each. of is what the units are, in the plural; "" stands for "units". It is
// "" where the lines were not asked for, or are none.
func (c Comparison[G]) whyFunnelDiffers(of string) string {
	if c.Lines == nil || math.IsNaN(c.Lines.StandardDeviation) {
		return ""
	}
	of = cmp.Or(of, "units")
	text := fmt.Sprintf("The lines take all %s as equally well measured. Of values with a normal distribution about a third (32 in 100) lie beyond one standard deviation of their mean, "+
		"whether chance alone makes them differ or more than chance: here it is %d of %d. One with few events is outside easily, by chance; "+
		"one with many can be inside, and yet further from the others than chance leaves it.", of, len(c.Lines.Outside), c.Lines.Units)
	inner, _, of95 := c.outsideFunnel()
	if of95 == 0 {
		return text
	}
	than := "chance"
	switch c.Funnel.Overdispersion {
	case Calibrated, Additive:
		than = "chance and what they differ by among each other"
	case Multiplicative:
		than = "the scatter that they share"
	}
	return text + fmt.Sprintf(" The funnel has limits of each one's own size, and asks who is further from the target than %s: beyond its 95 %% limits it is %d of %d.", than, inner, of95)
}

// outsideFunnel returns how many rows are outside of the inner limits of the funnel, and of the
// outer ones, and how many have limits.
func (c Comparison[G]) outsideFunnel() (inner, outer, of int) {
	for _, row := range c.Rows {
		v, p := row.Value.Value, row.Position
		if math.IsNaN(p.P) {
			continue
		}
		of++
		if v < p.Inner.Lower || v > p.Inner.Upper {
			inner++
		}
		if v < p.Outer.Lower || v > p.Outer.Upper {
			outer++
		}
	}
	return inner, outer, of
}
