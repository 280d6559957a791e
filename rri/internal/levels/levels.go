// Package levels says what a confidence level and the threshold of small counts may be, and which
// are meant where none is given.
package levels

import (
	"errors"
	"fmt"
)

// Default is the level that 0 stands for.
const Default float64 = 0.95

// ErrOption is rri.ErrOption. It is made here because package rri imports this one.
var ErrOption = errors.New("option out of range")

// Of returns the level that is meant: [Default] for 0, and every other level itself.
func Of(level float64) float64 {
	if level == 0 { // cmp.Or is a call, which is seen in the time of a plain interval
		return Default
	}
	return level
}

// Validate reports why level is neither 0 nor between 0 and 1, or nil. The error wraps [ErrOption].
func Validate(level float64) error {
	if l := Of(level); l > 0 && l < 1 {
		return nil
	}
	return fmt.Errorf("level %v: %w: want between 0 and 1, as 0.95", level, ErrOption)
}

// SmallCountBelow is the threshold of small counts that 0 stands for.
const SmallCountBelow = 5

// mostSmall is the largest threshold of small counts: the largest count.
const mostSmall int64 = 1 << 53

// Small tells whether count is a small one: below a threshold, 0 meaning [SmallCountBelow].
func Small(count float64, below int64) bool {
	if below == 0 {
		below = SmallCountBelow
	}
	return count < float64(below)
}

// ValidateSmall reports why below is no threshold of small counts, nor 0, or nil. The error wraps
// [ErrOption].
func ValidateSmall(below int64) error {
	if below >= 0 && below <= mostSmall {
		return nil
	}
	return fmt.Errorf("small counts below %d: %w: want a number from 1 to 2^53, or 0 for below %d", below, ErrOption, SmallCountBelow)
}
