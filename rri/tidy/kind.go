package tidy

import "github.com/seed-549880be/disparity/rri/internal/enum"

var (
	modelNames = enum.New[Model]("model", []string{"by words", "rate", "proportion"})
	kindNames  = enum.New[Kind]("kind", []string{"group", "not known", "total"})
)

// String returns by words, rate or proportion, or "Model(99)" for a number that is no model.
func (m Model) String() string { return modelNames.String(m) }

// AppendText appends the name of m. It is an error if m is no model.
func (m Model) AppendText(b []byte) ([]byte, error) { return modelNames.AppendText(b, m) }

// MarshalText returns the name of m. It is an error if m is no model.
func (m Model) MarshalText() ([]byte, error) { return m.AppendText(nil) }

// UnmarshalText reads the name of a model, in any letter case. The error lists the names.
func (m *Model) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, m, modelNames.Parse)
}

// String returns group, not known or total, or "Kind(99)" for a number that is no kind.
func (k Kind) String() string { return kindNames.String(k) }

// AppendText appends the name of k. It is an error if k is no kind.
func (k Kind) AppendText(b []byte) ([]byte, error) { return kindNames.AppendText(b, k) }

// MarshalText returns the name of k. It is an error if k is no kind.
func (k Kind) MarshalText() ([]byte, error) { return k.AppendText(nil) }

// UnmarshalText reads the name of a kind, in any letter case. The error lists the names.
func (k *Kind) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, k, kindNames.Parse) }
