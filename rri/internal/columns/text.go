package columns

import (
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Style writes a number with a number of decimals.
type Style = func(v float64, decimals int) string

// Text is an estimate as people see it.
type Text struct {
	Value, Limits string
	Notes         []string
}

// None is the text of what is not there.
func None(notes ...string) Text { return Text{Value: "—", Limits: "—", Notes: notes} }

// Made is how the estimates of a result were made, by which they are written.
type Made struct{ rri.Options }

// Text writes an estimate, so that no limit seems to be one of the null values that it is not.
func (m Made) Text(e rri.Estimate, style Style, decimals int, nulls ...float64) Text {
	if !e.Computed() || math.IsNaN(e.Value) && e.Flags.Has(rri.NoData) {
		return None(m.Texts(e.Flags & (rri.NoData | rri.Suppressed | rri.NotCompared))...)
	}
	t := Text{Notes: m.Caveats(e)}
	switch {
	case math.IsNaN(e.Lower) || math.IsNaN(e.Upper):
		t.Limits = "—"
	case m.Side == rri.LowerOnly:
		t.Limits = sheet.Limit(style, e.Lower, decimals, nulls...)
	case m.Side == rri.UpperOnly:
		t.Limits = sheet.Limit(style, e.Upper, decimals, nulls...)
	default:
		var lower, upper string
		lower, upper, decimals = sheet.Limits(style, e.Lower, e.Upper, decimals, nulls...)
		t.Limits = lower + " – " + upper
	}
	// beside an interval that leaves out a null value, the estimate must not print as that
	leftOut := slices.DeleteFunc(slices.Clone(nulls), func(null float64) bool { return !(null < e.Lower || null > e.Upper) })
	t.Value = sheet.Limit(style, e.Value, decimals, leftOut...)
	return t
}

// Caveats returns the footnotes of an estimate that has a value.
func (m Made) Caveats(e rri.Estimate) []string {
	flags := e.Flags &^ rri.OneSided // said by the heading
	if flags.Has(rri.ZeroCell) {
		flags &^= rri.SmallCount // said by the other
	}
	texts := m.Texts(flags)
	if e.Level != m.ConfidenceLevel() {
		texts = append(texts, "at the level "+sheet.Percent(e.Level))
	}
	if e.Method != m.Method {
		texts = append(texts, "by the method "+e.Method.String())
	}
	return texts
}

// Texts returns the footnotes of flags.
func (m Made) Texts(f rri.Flags) []string { return m.Options.Texts(f) }

// ConfidenceLevel returns the level of the intervals.
func (m Made) ConfidenceLevel() float64 { return levels.Of(m.Level) }

// Interval returns the heading of limits.
func (m Made) Interval() string {
	return sheet.Percent(m.ConfidenceLevel()) + " " + m.Side.LimitsName()
}

// P returns the text of a p-value.
func (m Made) P(e rri.Estimate) string {
	if !e.Computed() {
		return "—"
	}
	return sheet.P(e.P, 1-m.ConfidenceLevel())
}
