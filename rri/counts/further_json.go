package counts

import (
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/strictjson"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// incoherent is the error of data that contradict themselves.
func incoherent(format string, args ...any) error {
	return fmt.Errorf("counts: %s: %w", fmt.Sprintf(format, args...), rri.ErrCount)
}

// UnmarshalJSON reads an object with the fields of a. It is an error if they contradict each other:
// every group of All but the first must be among Groups, in its place, with a figure for each level
// and a share for each stratum or none, and every stratum must be compared as All is.
func (a *Adjusted) UnmarshalJSON(data []byte) error {
	type plain Adjusted
	var in plain
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("counts: %w", err)
	}
	if err := Adjusted(in).validate(); err != nil {
		return err
	}
	*a = Adjusted(in)
	return nil
}

// validate reports where a contradicts itself, or nil.
func (a Adjusted) validate() error {
	switch {
	case len(a.Dimensions) == 0:
		return incoherent("no dimension")
	case len(a.All.Rows) != len(a.Groups)+1:
		return incoherent("%d groups beside the baseline, and %d adjusted", len(a.All.Rows)-1, len(a.Groups))
	}
	for i, g := range a.Groups {
		switch {
		case g.Row.Group != a.All.Rows[i+1].Group:
			return incoherent("%q stands in the place of %q", sheet.Clip(g.Row.Group), sheet.Clip(a.All.Rows[i+1].Group))
		case len(g.Row.Further) != len(a.All.Levels):
			return incoherent("%q has %d further levels of %d", sheet.Clip(g.Row.Group), len(g.Row.Further), len(a.All.Levels))
		case len(g.Shares) > 0 && len(g.Shares) != len(a.Strata):
			return incoherent("%q has %d shares in %d strata", sheet.Clip(g.Row.Group), len(g.Shares), len(a.Strata))
		case len(g.NotCompared) > len(a.Strata):
			return incoherent("%q is not compared in %d of %d strata", sheet.Clip(g.Row.Group), len(g.NotCompared), len(a.Strata))
		}
	}
	names := make(map[string]bool)
	for _, s := range a.Strata {
		c := s.Comparison
		switch {
		case names[s.Stratum]:
			return incoherent("the stratum %q stands twice", sheet.Clip(s.Stratum))
		case c.Proportion != a.All.Proportion || c.Baseline != a.All.Baseline || c.Direction != a.All.Direction || !slices.Equal(c.Levels, a.All.Levels):
			return incoherent("the stratum %q is compared otherwise than all are", sheet.Clip(s.Stratum))
		}
		names[s.Stratum] = true
	}
	return nil
}

// UnmarshalJSON reads an object with the fields of s. It is an error if a row has not a figure for
// each level.
func (s *Standardised) UnmarshalJSON(data []byte) error {
	type plain Standardised
	var in plain
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("counts: %w", err)
	}
	for _, r := range in.Rows {
		if r.Ratio.Computed() && len(r.Further) != len(in.Levels) {
			return incoherent("%q has %d further levels of %d", sheet.Clip(r.Group), len(r.Further), len(in.Levels))
		}
	}
	*s = Standardised(in)
	return nil
}

// UnmarshalJSON reads an object with the fields of p.
func (p *Plan) UnmarshalJSON(data []byte) error {
	type plain Plan
	var in plain
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("counts: %w", err)
	}
	*p = Plan(in)
	return nil
}
