package agreement

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/seed-549880be/disparity/rri"
)

// Pair is what two accounts say of one person.
type Pair[G cmp.Ordered] struct{ First, Second G }

// Result is how far two accounts agree.
type Result struct {
	People   int64        // in the table
	Agreed   int64        // of the same group in both accounts
	Expected float64      // share that would agree by chance, from 0 to 1
	Kappa    rri.Estimate // from -1 to 1; P is of the null value 0. Method is [rri.Wald]
}

// Kappa returns Cohen's kappa of a table of counts, with the large-sample interval of Fleiss, Cohen and Everitt 1969. Its limits are cut at -1 and 1, flagged [rri.Clipped].
// Leave people out that one of the accounts does not know. A level of 0 stands for 0.95. The error wraps [rri.ErrCount] or [rri.ErrOption].
func Kappa[G cmp.Ordered](table map[Pair[G]]int64, level float64) (Result, error) {
	total, err := check(table)
	if err != nil {
		return Result{}, err
	}
	if level, err = checkLevel(level); err != nil {
		return Result{}, err
	}
	first, second := map[G]float64{}, map[G]float64{}
	r := Result{People: total}
	n := float64(total)
	pairs := sorted(table)
	for _, p := range pairs {
		first[p.First] += float64(table[p]) / n
		second[p.Second] += float64(table[p]) / n
		if p.First == p.Second {
			r.Agreed += table[p]
		}
	}
	groups := slices.Sorted(maps.Keys(first))
	for _, g := range groups {
		r.Expected += first[g] * second[g]
	}
	observed, expected := float64(r.Agreed)/n, r.Expected
	nan := math.NaN()
	r.Kappa = rri.Estimate{Value: nan, Lower: nan, Upper: nan, P: nan, Level: level, Method: rri.Wald, Flags: rri.NoData}
	if total == 0 || 1-expected < 1e-12 {
		return r, nil
	}
	kappa := (observed - expected) / (1 - expected)
	// The columns of totals, in the terms of the paper: pᵢ. of the first account, p.ᵢ of the second.
	var same, other, sameByChance, otherByChance float64
	for _, p := range pairs {
		share := float64(table[p]) / n
		if p.First == p.Second {
			d := (1 - expected) - (first[p.First]+second[p.First])*(1-observed)
			same += share * d * d
		} else {
			d := second[p.First] + first[p.Second]
			other += share * d * d
		}
	}
	for _, g := range groups {
		for _, h := range slices.Sorted(maps.Keys(second)) {
			d := second[g] + first[h]
			if g == h {
				sameByChance += first[g] * second[g] * (1 - d) * (1 - d)
			} else {
				otherByChance += first[g] * second[h] * d * d
			}
		}
	}
	last := observed*expected - 2*expected + observed
	variance := (same + (1-observed)*(1-observed)*other - last*last) / (n * math.Pow(1-expected, 4))
	byChance := (sameByChance + otherByChance - expected*expected) / (n * (1 - expected) * (1 - expected))
	width := -distuv.UnitNormal.Quantile((1-level)/2) * math.Sqrt(math.Max(0, variance))
	r.Kappa = rri.Estimate{Value: kappa, Lower: kappa - width, Upper: kappa + width, P: nan, Level: level, Method: rri.Wald}
	if byChance > 0 {
		r.Kappa.P = 2 * distuv.UnitNormal.Survival(math.Abs(kappa)/math.Sqrt(byChance))
	}
	clip(&r.Kappa, -1, 1)
	return r, nil
}

// IndexRatio returns how many times as high the index of a group against a baseline is by the first account as by the second. The populations, which are the same, cancel:
//
//	(a₁/b₁) / (a₂/b₂)     variance of its logarithm  Σ n (1/a₁ - 1/b₁ - 1/a₂ + 1/b₂)²
//
// with a and b the people of the group and of the baseline by either account, and the sum over the cells of the table, each with those of the four terms that
// it is counted in. Keep the people in whom only one of the accounts knows. P is of the null value 1. If one of the four counts is 0 the limits are NaN, and the flags say
// why. The error wraps [rri.ErrCount] or [rri.ErrOption].
func IndexRatio[G cmp.Ordered](table map[Pair[G]]int64, group, baseline G, level float64) (rri.Estimate, error) {
	if _, err := check(table); err != nil {
		return rri.Estimate{}, err
	}
	level, err := checkLevel(level)
	if err != nil {
		return rri.Estimate{}, err
	}
	var a1, b1, a2, b2 float64
	pairs := sorted(table)
	for _, p := range pairs {
		n := float64(table[p])
		a1 += n * is(p.First == group)
		b1 += n * is(p.First == baseline)
		a2 += n * is(p.Second == group)
		b2 += n * is(p.Second == baseline)
	}
	nan := math.NaN()
	e := rri.Estimate{Value: (a1 * b2) / (b1 * a2), Lower: nan, Upper: nan, P: nan, Level: level, Method: rri.Wald}
	if a1 == 0 || b1 == 0 || a2 == 0 || b2 == 0 {
		e.Flags = rri.ZeroCell | rri.NoMethod
		if math.IsNaN(e.Value) {
			e.Flags |= rri.NoData
		}
		return e, nil
	}
	if least := min(a1, b1, a2, b2); least < rri.SmallCountBelow {
		e.Flags = rri.SmallCount
	}
	var variance float64
	for _, p := range pairs {
		d := is(p.First == group)/a1 - is(p.First == baseline)/b1 - is(p.Second == group)/a2 + is(p.Second == baseline)/b2
		variance += float64(table[p]) * d * d
	}
	deviation := math.Sqrt(variance)
	width := -distuv.UnitNormal.Quantile((1-level)/2) * deviation
	e.Lower, e.Upper = e.Value*math.Exp(-width), e.Value*math.Exp(width)
	e.P = 1
	if deviation > 0 {
		e.P = 2 * distuv.UnitNormal.Survival(math.Abs(math.Log(e.Value))/deviation)
	}
	return e, nil
}

func is(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// sorted returns the cells in a fixed order, so that sums do not change with the order of a map.
func sorted[G cmp.Ordered](table map[Pair[G]]int64) []Pair[G] {
	return slices.SortedFunc(maps.Keys(table), func(a, b Pair[G]) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Second, b.Second))
	})
}

func check[G cmp.Ordered](table map[Pair[G]]int64) (total int64, err error) {
	for p, n := range table {
		if n < 0 || n > rri.MaxCount-total {
			return 0, fmt.Errorf("agreement: %d people who are %v and %v: %w: give counts of 0 or more, of at most 2^53 in all", n, p.First, p.Second, rri.ErrCount)
		}
		total += n
	}
	return total, nil
}

func checkLevel(level float64) (float64, error) {
	if level == 0 {
		return 0.95, nil
	}
	if !(level > 0 && level < 1) {
		return 0, fmt.Errorf("agreement: level %v: %w: want between 0 and 1, as 0.95", level, rri.ErrOption)
	}
	return level, nil
}

func clip(e *rri.Estimate, lowest, highest float64) {
	if e.Lower < lowest || e.Upper > highest {
		e.Flags |= rri.Clipped
		e.Lower, e.Upper = math.Max(e.Lower, lowest), math.Min(e.Upper, highest)
	}
}
