package peers

import (
	"cmp"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// notNormalBelow is the p-value of the test of Shapiro and Wilk below which the rule takes the
// lines on the log scale.
const notNormalBelow = 0.05

// linesOf sets the outlier lines of a comparison, if they are asked for.
func linesOf[G cmp.Ordered, M rri.Measure](c *Comparison[G], cells []cell[G, M], o Options) error {
	if !o.OutlierLines {
		return nil
	}
	var names []string
	var values []float64
	for _, cell := range cells {
		if !math.IsInf(cell.value.Value, 0) {
			names = append(names, cell.unit.Name)
			values = append(values, cell.value.Value)
		}
	}
	lines := outlierLines(values)
	taken := lines.Taken()
	for i, v := range values {
		if v < taken.Lower || v > taken.Upper {
			lines.Outside = append(lines.Outside, names[i])
		}
	}
	c.Lines = &lines
	return nil
}

// outlierLines returns the lines of finite values, without the units that are outside.
func outlierLines(values []float64) OutlierLines {
	l := OutlierLines{Units: len(values), W: math.NaN(), P: math.NaN()}
	logs := make([]float64, len(values))
	for i, v := range values {
		logs[i] = math.Log(v)
	}
	l.Mean, l.StandardDeviation = meanAndDeviation(values)
	l.Plain = trend.Limits{Lower: l.Mean - l.StandardDeviation, Upper: l.Mean + l.StandardDeviation}
	mean, deviation := meanAndDeviation(logs)
	l.Log = trend.Limits{Lower: math.Exp(mean - deviation), Upper: math.Exp(mean + deviation)}
	if w, p, err := ShapiroWilk(values); err == nil {
		l.W, l.P = w, p
		l.OnLogs = p < notNormalBelow && l.Log.Lower > 0
	}
	return l
}

// meanAndDeviation returns the mean and the standard deviation with n-1, NaN of too few values, or
// where a value is no finite number.
func meanAndDeviation(values []float64) (mean, deviation float64) {
	n := float64(len(values))
	for _, v := range values {
		mean += v / n
	}
	var squares float64
	for _, v := range values {
		squares += (v - mean) * (v - mean)
	}
	if len(values) == 0 || math.IsInf(mean, 0) {
		return math.NaN(), math.NaN()
	}
	return mean, math.Sqrt(squares / (n - 1)) // 0/0 of one value
}

// Taken returns the lines that the rule takes: [OutlierLines.Log] if OnLogs, else
// [OutlierLines.Plain].
func (l OutlierLines) Taken() trend.Limits {
	if l.OnLogs {
		return l.Log
	}
	return l.Plain
}
