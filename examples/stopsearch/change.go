package main

import (
	"fmt"
	"time"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
)

// setChange sets the options of the report that the flags of change stand for.
func (s *settings) setChange(c cli.Change) (err error) {
	s.Rolling, s.Margin = c.Rolling, c.Margin
	if c.Compares() {
		if s.Before, err = monthsOf(c.Before); err == nil {
			s.After, err = monthsOf(c.After)
		}
		if err != nil {
			return fmt.Errorf("-compare: %w", err)
		}
	}
	for _, span := range c.LeaveOut {
		months, err := monthsOf(span)
		if err != nil {
			return fmt.Errorf("-leave-out: %w", err)
		}
		s.LeaveOut = append(s.LeaveOut, months)
	}
	return nil
}

// monthsOf returns the months of a span, whose open ends are open.
func monthsOf(span cli.Span) (m outcomes.Months, err error) {
	month := func(day time.Time, none bool) outcomes.Month {
		if none || err != nil {
			return 0
		}
		var month outcomes.Month
		month, err = outcomes.NewMonth(day.Year(), day.Month())
		return month
	}
	m.First = month(span.Start, span.Start.IsZero())
	m.Last = month(span.End.AddDate(0, -1, 0), span.End.IsZero())
	return m, err
}
