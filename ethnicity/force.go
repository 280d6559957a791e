package ethnicity

import "iter"

// Force is a police force of England and Wales. The zero value is no force.
type Force uint8

// String returns the name.
func (f Force) String() string { return "" }

// Slug returns the data.police.uk id, "avon-and-somerset".
func (f Force) Slug() string { return "" }

// Code returns the ONS code of the police force area, "E23000036"; empty for British Transport Police.
func (f Force) Code() string { return "" }

// HasResidents reports whether the force polices an area with residents.
func (f Force) HasResidents() bool { return false }

// ParseForce reads any spelling.
func ParseForce(name string) (Force, error) { return 0, nil }

// ForceOfFile finds the force in a file name.
func ForceOfFile(name string) (Force, error) { return 0, nil }

// Forces returns every force.
func Forces() iter.Seq[Force] { return func(func(Force) bool) {} }

// AppendText appends the name.
func (f Force) AppendText(b []byte) ([]byte, error) { return b, nil }

// MarshalText returns the name.
func (f Force) MarshalText() ([]byte, error) { return f.AppendText(nil) }

// UnmarshalText reads as ParseForce.
func (f *Force) UnmarshalText(text []byte) error { return nil }
