package journey

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/seed-549880be/disparity/rri/internal/strictjson"
)

type countJSON struct {
	Events       *int64   `json:"events"`
	Base         *float64 `json:"base"`
	DesignEffect float64  `json:"design_effect,omitempty"`
}

// MarshalJSON writes an object with events, base and, unless it is 0, design_effect.
func (c Count) MarshalJSON() ([]byte, error) {
	out := countJSON{&c.Events, &c.Base, c.DesignEffect}
	if c.EventsWithheld {
		out.Events = nil
	}
	if c.BaseWithheld {
		out.Base = nil
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what [Count.MarshalJSON] writes.
func (c *Count) UnmarshalJSON(data []byte) error {
	var in countJSON
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("journey: count: %w", err)
	}
	*c = Count{DesignEffect: in.DesignEffect, EventsWithheld: in.Events == nil, BaseWithheld: in.Base == nil}
	if in.Events != nil {
		c.Events = *in.Events
	}
	if in.Base != nil {
		c.Base = *in.Base
	}
	return nil
}

// UnmarshalJSON reads a journey as json.Marshal writes it. It is an error if its parts do not fit
// together, as indices that are more than the steps, which leaves j as it is.
func (j *Journey[G]) UnmarshalJSON(data []byte) error {
	type plain Journey[G] // without this method
	var in plain
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("journey: %w", err)
	}
	read := Journey[G](in)
	if err := read.fits(); err != nil {
		return fmt.Errorf("journey: %w", err)
	}
	*j = read
	return nil
}

// fits reports parts of a journey that do not fit together, or nil.
func (j Journey[G]) fits() error {
	n := len(j.Steps)
	switch {
	case n == 0 && len(j.Paths) > 0:
		return errors.New("groups without steps: want one or more")
	case j.Parents != nil && len(j.Parents) != n:
		return fmt.Errorf("%d parents of %d steps: want one for each, or none", len(j.Parents), n)
	case j.Unknown != nil && len(j.Unknown) != n+1:
		return fmt.Errorf("%d counts of unknown at %d stages: want one for each, or none", len(j.Unknown), n+1)
	}
	for i, p := range j.Parents {
		if p < -1 || p >= i {
			return fmt.Errorf("step %d is out of step %d: want one before it, or -1", i, p)
		}
	}
	for _, p := range j.Paths {
		if len(p.Indices) != n || p.Largest < -1 || p.Largest >= n {
			return fmt.Errorf("group %q has %d indices, and its largest share at step %d, of %d steps", name(p.Group), len(p.Indices), p.Largest, n)
		}
		if (len(p.Branches) == 0) != (j.Parents == nil) {
			return fmt.Errorf("group %q has %d branches, and the journey %d parents of steps: want both or none", name(p.Group), len(p.Branches), len(j.Parents))
		}
		for _, b := range p.Branches {
			if len(b.Steps) == 0 || len(b.Shares) != len(b.Steps) || b.Largest < -1 || b.Largest >= n {
				return fmt.Errorf("group %q has a branch of %d steps with %d shares, the largest at step %d", name(p.Group), len(b.Steps), len(b.Shares), b.Largest)
			}
			for _, i := range b.Steps {
				if i < 0 || i >= n {
					return fmt.Errorf("group %q has a branch with step %d, of %d steps", name(p.Group), i, n)
				}
			}
		}
	}
	return nil
}
