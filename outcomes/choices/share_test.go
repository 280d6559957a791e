package choices_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/outcomes/choices"
)

// product returns a measure of two choices whose index is the product of what each way does.
func product(a, b []float64) choices.Measure {
	m := choices.Measure{Choices: []choices.Ways{{Choice: choices.Account, Ways: wayNames(len(a))}, {Choice: choices.Missing, Ways: wayNames(len(b))}}}
	for i, x := range a {
		for j, y := range b {
			m.Combinations = append(m.Combinations, choices.Combination{Ways: []int{i, j}, Index: x * y, Lower: x * y / 2, Upper: x * y * 2})
		}
	}
	return m
}

func wayNames(n int) (names []string) {
	for i := range n {
		names = append(names, string(rune('a'+i)))
	}
	return names
}

// TestShares: in a design whose index is a product of what each choice does, the shares of the
// choices add up to 1, and each is its variance.
func TestShares(t *testing.T) {
	shares, together := product([]float64{1, 4}, []float64{1, 2, 4}).Shares()
	// Variances of 2 log2: 1 for {0, 2}; of log2: 2/3 for {0, 1, 2}.
	if math.Abs(shares[0].Share-0.6) > 1e-12 || math.Abs(shares[1].Share-0.4) > 1e-12 || math.Abs(shares[0].Means[1]-8) > 1e-12 || math.Abs(together) > 1e-12 {
		t.Errorf("shares %+v, together %v; want 0.6, 0.4 and means 2, 8", shares, together)
	}
}

// TestSharesLaw: shares are from 0 to 1, and in a balanced design those of the choices and what
// they do together add up to 1, none below 0; a choice of one way has none, and nor has anything
// where the index is always the same.
func TestSharesLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ways := rapid.SliceOfN(rapid.IntRange(1, 4), 1, 3).Draw(t, "ways")
		m := choices.Measure{Combinations: []choices.Combination{{}}}
		for i, n := range ways {
			m.Choices = append(m.Choices, choices.Ways{Choice: choices.Choice(i), Ways: wayNames(n)})
			var more []choices.Combination
			for _, c := range m.Combinations {
				for j := range n {
					more = append(more, choices.Combination{Ways: append(c.Ways[:len(c.Ways):len(c.Ways)], j)})
				}
			}
			m.Combinations = more
		}
		value := rapid.SampledFrom([]float64{0.5, 1, 2, 3.5, 1e-3, 1e6})
		same := rapid.Bool().Draw(t, "same")
		for i := range m.Combinations {
			m.Combinations[i].Index = value.Draw(t, "index")
			if same {
				m.Combinations[i].Index = 3
			}
		}
		shares, together := m.Shares()
		sum := together
		for i, s := range shares {
			if !(s.Share >= 0 && s.Share <= 1+1e-12) || len(s.Means) != ways[i] {
				t.Fatalf("share %+v", s)
			}
			if (ways[i] == 1 || same) && s.Share != 0 {
				t.Fatalf("share %v of a choice that moves nothing", s.Share)
			}
			sum += s.Share
		}
		switch {
		case !m.Balanced() || together < -1e-12:
			t.Fatalf("balanced %v, together %v", m.Balanced(), together)
		case same || len(m.Combinations) == 1:
			if sum != 0 {
				t.Fatalf("the shares of nothing add up to %v", sum)
			}
		case math.Abs(sum-1) > 1e-9 && sum != 0:
			t.Fatalf("the shares add up to %v", sum)
		}
	})
}
