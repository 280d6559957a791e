package sheet

import "math"

// Value is what programs get of a cell, exactly: a text, a whole number, any other number, true or
// false. [String], [Int], [Float] and [Bool] make one. The zero Value is nothing, as of a cell that
// is empty for programs.
type Value struct {
	kind   kind
	number uint64 // the bits of a number, 1 for true
	text   string
}

// kind is what a [Value] is. It is no interface, which would take memory for every number.
type kind uint8

const (
	isNothing kind = iota
	isString
	isInt
	isFloat
	isBool
)

// String returns the value of a text, as it is.
func String(s string) Value { return Value{kind: isString, text: s} }

// Int returns the value of a whole number.
func Int[T int | int64](n T) Value { return Value{kind: isInt, number: uint64(n)} }

// Float returns the value of a number. NaN is an empty cell in CSV, infinities are Inf and -Inf.
func Float(v float64) Value { return Value{kind: isFloat, number: math.Float64bits(v)} }

// Bool returns the value true or false.
func Bool(b bool) Value {
	v := Value{kind: isBool}
	if b {
		v.number = 1
	}
	return v
}

// Any returns the value as a string, int64, float64 or bool, and nil for nothing.
func (v Value) Any() any {
	switch v.kind {
	case isString:
		return v.text
	case isInt:
		return int64(v.number)
	case isFloat:
		return math.Float64frombits(v.number)
	case isBool:
		return v.number == 1
	}
	return nil
}

// MarshalJSON is an error: see [Sheet.MarshalJSON].
func (v Value) MarshalJSON() ([]byte, error) { return nil, errJSON }
