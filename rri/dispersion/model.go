package dispersion

import (
	"iter"

	"github.com/seed-549880be/disparity/rri/internal/enum"
)

// Model is how the variance of a count depends on its mean. The zero value is [Quasi].
type Model uint8

// The models.
const (
	// φ times that of the Poisson or binomial model, φ of each group by itself: Wedderburn 1974,
	// DOI 10.2307/2334725
	Quasi Model = iota
	// μ + α μ² of rates, with one α for all groups: Breslow 1984, DOI 10.2307/2347661
	NegativeBinomial

	numModels = iota
)

var modelNames = enum.New[Model]("model", []string{Quasi: "quasi", NegativeBinomial: "negative-binomial"})

// String returns "quasi" or "negative-binomial", and "Model(9)" for a number that is no model.
func (m Model) String() string { return modelNames.String(m) }

// ParseModel returns the model of that name, in any letter case.
func ParseModel(name string) (Model, error) { return modelNames.Parse(name) }

// Models returns every model in the order of the constants.
func Models() iter.Seq[Model] { return modelNames.Values() }

// AppendText appends the name of m. It is an error if m is no model.
func (m Model) AppendText(b []byte) ([]byte, error) { return modelNames.AppendText(b, m) }

// MarshalText returns the name of m. It is an error if m is no model.
func (m Model) MarshalText() ([]byte, error) { return m.AppendText(nil) }

// UnmarshalText reads a name as [ParseModel] does.
func (m *Model) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, m, ParseModel) }
