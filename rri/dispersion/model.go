package dispersion

import (
	"fmt"
	"iter"
	"strings"
)

// Model is how the variance depends on the mean. The zero value is [Quasi].
type Model uint8

// The models.
const (
	// the variance of the Poisson or binomial model times φ: Wedderburn 1974
	Quasi Model = iota
	// μ + α μ², for rates: Breslow 1984
	NegativeBinomial

	numModels = iota
)

var modelNames = [numModels]string{"quasi", "negative-binomial"}

// String returns "quasi" or "negative-binomial", and "Model(9)" for a number that is no model.
func (m Model) String() string {
	if m < numModels {
		return modelNames[m]
	}
	return fmt.Sprintf("Model(%d)", uint8(m))
}

// ParseModel returns the model of that name, in any letter case.
func ParseModel(name string) (Model, error) {
	for i, known := range modelNames {
		if strings.EqualFold(name, known) {
			return Model(i), nil
		}
	}
	return 0, fmt.Errorf("dispersion: unknown model %q: want one of %s", name, strings.Join(modelNames[:], ", "))
}

// Models returns every model in the order of the constants.
func Models() iter.Seq[Model] {
	return func(yield func(Model) bool) {
		for m := range Model(numModels) {
			if !yield(m) {
				return
			}
		}
	}
}

// AppendText appends the name of m. It is an error if m is no model.
func (m Model) AppendText(b []byte) ([]byte, error) {
	if m >= numModels {
		return b, fmt.Errorf("dispersion: %s is not a model", m)
	}
	return append(b, modelNames[m]...), nil
}

// MarshalText returns the name of m. It is an error if m is no model.
func (m Model) MarshalText() ([]byte, error) { return m.AppendText(nil) }

// UnmarshalText reads a name as [ParseModel] does.
func (m *Model) UnmarshalText(text []byte) error {
	got, err := ParseModel(string(text))
	if err != nil {
		return err
	}
	*m = got
	return nil
}
