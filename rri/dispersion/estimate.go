package dispersion

import (
	"errors"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
)

// ErrReplicates means that the cells leave no degree of freedom to estimate a dispersion from.
// Compare with [errors.Is].
var ErrReplicates = errors.New("no replicated cells")

// SparseBelow is the expected count below which a cell is counted in [Dispersion.Sparse].
const SparseBelow = 5

// Dispersion is how much more the counts vary than their model allows. Write one down to give a
// known value, as Dispersion{Value: 2.5}; [Estimate] returns one from data. The zero value is none:
// it leaves every interval as it is.
type Dispersion struct {
	Model Model `json:"model"`

	// Value is φ of [Quasi], or α of [NegativeBinomial]. φ below 1 is treated as 1 unless Narrow is
	// set.
	Value float64 `json:"value"`

	// Narrow lets φ below 1 narrow the intervals. It has no effect on α, which is never below 0.
	Narrow bool `json:"narrow"`

	// Sum is the number of independent cells, of about equal size, that each compared count is the
	// sum of: 12 for a year that α by month is applied to. α of the sum is α/Sum. 0 means 1: α is
	// that of the compared counts themselves. It has no effect on φ.
	Sum float64 `json:"sum"`

	// The rest says what Estimate saw; it is 0 for a dispersion that was given.

	Cells int `json:"cells"` // the cells that were used
	// Cells less the number of groups; above 0 it asks for Student's t
	DF        int     `json:"degrees_of_freedom"`
	ChiSquare float64 `json:"chi_square"` // Pearson's, of the model without overdispersion
	// how many of Cells have an expected count below SparseBelow: with many, the estimate is unsure
	Sparse int `json:"sparse"`
}

// factor returns what φ is applied as.
func (d Dispersion) factor() float64 {
	if d.Narrow {
		return d.Value
	}
	return max(1, d.Value)
}

// alpha returns α of the compared counts.
func (d Dispersion) alpha() float64 {
	if d.Sum == 0 {
		return d.Value
	}
	return d.Value / d.Sum
}

// validate reports why d makes no sense for the model of M, or nil.
func validate[M rri.Measure](d Dispersion) error {
	var m M
	switch {
	case d.Model >= numModels:
		return fmt.Errorf("%s: %w: want one of the Model constants", d.Model, rri.ErrOption)
	case m.IsProportion() && d.Model == NegativeBinomial:
		return fmt.Errorf("%s for proportions: %w: its variance is that of rates; choose quasi", d.Model, rri.ErrOption)
	case !(d.Value >= 0) || math.IsInf(d.Value, 1):
		return fmt.Errorf("dispersion %v: %w: want a finite number of 0 or more", d.Value, rri.ErrOption)
	case d.Narrow && d.Model == Quasi && d.Value == 0:
		return fmt.Errorf("dispersion 0 with Narrow: %w: every interval would have no width", rri.ErrOption)
	case !(d.Sum >= 0) || math.IsInf(d.Sum, 1):
		return fmt.Errorf("sum of %v cells: %w: want a finite number of 0 or more", d.Sum, rri.ErrOption)
	case d.DF < 0:
		return fmt.Errorf("%d degrees of freedom: %w: want 0 or more", d.DF, rri.ErrOption)
	}
	return nil
}

// cell is one observed count with the mean and the variance that the model without overdispersion
// gives it.
type cell struct{ observed, mean, variance float64 }

// Estimate returns the dispersion of replicated cells. Each group is the cells that would have one
// rate or proportion: the months of one ethnic group, say. The groups may have different rates and
// different numbers of cells.
//
// φ may come out below 1. α is 0 where the counts vary by no more than the Poisson model allows,
// and Sum is then the number of cells that a group's total is the sum of; where groups or exposures
// differ, the smallest effective number, (Σ exposure)² / Σ exposure², of any group.
//
// The error wraps [ErrReplicates] if no group has two cells to compare, [rri.ErrCount] for a count
// that makes no sense, with its position, [ErrDesignEffect] for one that has a design effect, or
// [rri.ErrOption].
func Estimate[M rri.Measure](model Model, groups ...[]M) (Dispersion, error) {
	d := Dispersion{Model: model}
	if err := validate[M](d); err != nil {
		return Dispersion{}, fmt.Errorf("dispersion: %w", err)
	}
	var all []cell
	for i, group := range groups {
		for j, m := range group {
			err := m.Validate()
			if _, _, own := m.Counts(); err == nil && own != 1 {
				err = fmt.Errorf("design effect %v: %w: give the plain counts, from which this is estimated", own, ErrDesignEffect)
			}
			if err != nil {
				return Dispersion{}, fmt.Errorf("dispersion: group %d, cell %d: %w", i+1, j+1, err)
			}
		}
		cells := expected(group)
		if len(cells) < 2 {
			continue
		}
		all = append(all, cells...)
		d.DF += len(cells) - 1
		if model == NegativeBinomial {
			sum, squares := 0., 0.
			for _, c := range cells {
				sum += c.mean
				squares += c.mean * c.mean
			}
			if effective := sum * sum / squares; d.Sum == 0 || effective < d.Sum {
				d.Sum = effective
			}
		}
	}
	if d.DF == 0 {
		return Dispersion{}, fmt.Errorf("dispersion: %w: give at least two cells with exposure for a group with events", ErrReplicates)
	}
	d.Cells = len(all)
	for _, c := range all {
		if min(c.mean, c.variance) < SparseBelow {
			d.Sparse++
		}
	}
	d.ChiSquare = chiSquare(all, 0)
	if model == Quasi {
		d.Value = d.ChiSquare / float64(d.DF)
		return d, nil
	}
	d.Value = solveAlpha(all, float64(d.DF))
	return d, nil
}

// expected returns the cells of a group that tell of its dispersion, at its pooled rate; none if
// the pooled rate leaves no variance.
func expected[M rri.Measure](group []M) []cell {
	var events, exposure float64
	parts := make([][2]float64, 0, len(group))
	var zero M
	binomial := zero.IsProportion()
	for _, m := range group {
		count, n, _ := m.Counts()
		if a := float64(count); n > 0 {
			parts = append(parts, [2]float64{a, n})
			events += a
			exposure += n
		}
	}
	if events == 0 || binomial && events == exposure {
		return nil
	}
	rate := events / exposure
	cells := make([]cell, len(parts))
	for i, part := range parts {
		mean := rate * part[1]
		variance := mean
		if binomial {
			variance *= (exposure - events) / exposure
		}
		cells[i] = cell{part[0], mean, variance}
	}
	return cells
}

// chiSquare returns Pearson's statistic with the variance of each cell v + α μ².
func chiSquare(cells []cell, alpha float64) float64 {
	sum := 0.
	for _, c := range cells {
		residual := c.observed - c.mean
		sum += residual * residual / (c.variance + alpha*c.mean*c.mean)
	}
	return sum
}

// solveAlpha returns α at which Pearson's statistic is df; 0 if it is no more than that without
// any. The statistic falls with α.
func solveAlpha(cells []cell, df float64) float64 {
	if chiSquare(cells, 0) <= df {
		return 0
	}
	low, high := 0., 1.
	for chiSquare(cells, high) > df && high < 1e300 {
		low, high = high, 2*high
	}
	for {
		middle := low + (high-low)/2
		if middle <= low || middle >= high {
			return middle
		}
		if chiSquare(cells, middle) > df {
			low = middle
		} else {
			high = middle
		}
	}
}
