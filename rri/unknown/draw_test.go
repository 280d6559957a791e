package unknown

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
)

// oneAfterOther is the documented rule without the short cut for many.
func oneAfterOther(classes []class) []map[string]int64 {
	all, groups, err := checkClasses(classes)
	if err != nil {
		panic(err)
	}
	behind := make([]float64, len(groups))
	out := make([]map[string]int64, len(classes))
	for i, s := range classes {
		out[i] = map[string]int64{}
		share := shares(groups, firstOf(s.Known, s.Wider, all))
		for range s.Unknown {
			best := -1
			for j := range groups {
				behind[j] += share[j]
				if share[j] > 0 && (best < 0 || behind[j] > behind[best]+1e-9) {
					best = j
				}
			}
			behind[best]--
			out[i][groups[best]]++
		}
	}
	return out
}

// Up to 16,384 unknown in a class nothing changed when the short cut for many came; beyond,
// nobody is more than one person off.
func TestInProportionShortCut(t *testing.T) {
	tests := []struct {
		name   string
		most   int64
		off    int64
		reason string
	}{
		{"few", 60, 0, "the rule itself"},
		{"up to the short cut", oneByOne, 0, "the rule itself"},
		{"many", 4 * oneByOne, 1, "the first ones by quotas"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				classes := genClasses(t)
				classes = classes[:min(len(classes), 3)]
				for i := range classes {
					classes[i].Unknown = rapid.Int64Range(0, test.most).Draw(t, "unknown of class")
				}
				got, err := Allocate(classes)
				if err != nil {
					t.Fatal(err)
				}
				want := oneAfterOther(classes)
				if test.off == 0 {
					if diff := cmp.Diff(want, got); diff != "" {
						t.Fatal(diff)
					}
					return
				}
				for i := range classes {
					for _, g := range []string{"a", "b", "c"} {
						if d := got[i][g] - want[i][g]; d < -test.off || d > test.off {
							t.Fatalf("class %d, group %s: %d, one after the other %d", i, g, got[i][g], want[i][g])
						}
					}
				}
			})
		})
	}
}

// No work grows with the value of a count, and no count is lost. Before, 1e8 took 8 s and 2^40 a
// day.
func TestManyUnknown(t *testing.T) {
	const within = 2 * time.Second // a thousand times what it takes, for a busy machine
	known := map[string]int64{"a": 600, "b": 300, "c": 99, "d": 1}
	tests := []struct {
		name    string
		classes []class
	}{
		{"1e8", []class{{Known: known, Unknown: 1e8}}},
		{"2^40", []class{{Known: known, Unknown: 1 << 40}}},
		{"nearly 2^53", []class{{Known: known, Unknown: rri.MaxCount - 1000}}},
		{"half of 2^53 on both sides", []class{{Known: map[string]int64{"a": rri.MaxCount/2 - 1, "b": 1}, Unknown: rri.MaxCount / 2}}},
		{"one known of the largest count", []class{{Known: map[string]int64{"a": 1}, Unknown: rri.MaxCount - 1}}},
		{"a wider group", []class{{Known: map[string]int64{"a": 1}}, {Wider: map[string]int64{"b": rri.MaxCount - 1, "c": 1}, Unknown: 1 << 50}}},
		{"several classes", []class{{Known: known, Unknown: 1 << 40}, {Known: map[string]int64{"d": 1}, Unknown: 1 << 41}, {Known: map[string]int64{"a": 1, "d": 2}, Unknown: 1e9}, {Unknown: 7}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			start := time.Now()
			proportional, err := Allocate(test.classes)
			if err != nil {
				t.Fatal(err)
			}
			r := rand.New(rand.NewPCG(1, 2))
			drawn, err := Impute(test.classes, r)
			if err != nil {
				t.Fatal(err)
			}
			all, groups, err := checkClasses(test.classes)
			if err != nil {
				t.Fatal(err)
			}
			for i, s := range test.classes {
				for name, put := range map[string]map[string]int64{"in proportion": proportional[i], "drawn": drawn[i]} {
					var total int64
					for _, n := range put {
						if n <= 0 {
							t.Errorf("%s: %v", name, put)
						}
						total += n
					}
					if total != s.Unknown {
						t.Errorf("%s: %d of %d in class %d", name, total, s.Unknown, i)
					}
					dealt, err := Deal(put, []int64{s.Unknown / 3, 0, s.Unknown - s.Unknown/3}, r)
					if err != nil {
						t.Fatal(err)
					}
					for g, n := range put {
						if dealt[0][g]+dealt[1][g]+dealt[2][g] != n {
							t.Errorf("%s: %d of group %s, dealt as %v", name, n, g, dealt)
						}
					}
				}
				like := firstOf(s.Known, s.Wider, all)
				for j, share := range shares(groups, like) {
					want := share * float64(s.Unknown)
					if got := float64(proportional[i][groups[j]]); math.Abs(got-want) > 2+want*1e-15 {
						t.Errorf("%s: %v in class %d, share %v", groups[j], got, i, want)
					}
				}
			}
			if took := time.Since(start); took > within {
				t.Errorf("took %v", took)
			}
		})
	}
}

// moments checks the mean and the variance of many draws, to 5 standard errors of the mean and 6 of
// a normal variance.
func moments(t *testing.T, name string, draws int, mean, variance float64, draw func() int64) {
	t.Helper()
	var sum, squares float64
	for range draws {
		d := float64(draw()) - mean
		sum += d
		squares += d * d
	}
	n := float64(draws)
	off := sum / n
	if math.Abs(off) > 5*math.Sqrt(variance/n) || math.Abs(squares/n-off*off-variance) > 6*math.Sqrt(2/n)*variance {
		t.Errorf("%s: mean off by %v, variance %v; want 0 and %v", name, off, squares/n-off*off, variance)
	}
}

func TestBinomial(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, test := range []struct {
		name string
		n    int64
		p    float64
	}{
		{"few", 50, 0.3}, {"one step", 65, 0.5}, {"several steps", 1000, 0.02}, {"nearly all", 1000, 0.98}, {"rare in many", 1e15, 1e-14}, {"the largest count", rri.MaxCount, 0.3},
	} {
		n := float64(test.n)
		moments(t, test.name, 20000, n*test.p, n*test.p*(1-test.p), func() int64 {
			v := binomial(test.n, test.p, r)
			if v < 0 || v > test.n {
				t.Fatalf("%s: %d of %d", test.name, v, test.n)
			}
			return v
		})
	}
	for _, p := range []float64{0, 1} {
		if got := binomial(1e6, p, r); float64(got) != 1e6*p {
			t.Errorf("p %v: %d", p, got)
		}
	}
}

// Where the distribution can be listed, draws follow it: Pearson's statistic of 100,000 draws stays
// below its 0.9999 quantile.
func TestBinomialShape(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	const n, p, draws = 200, 0.02, 100000
	observed := make([]float64, n+1)
	for range draws {
		observed[binomial(n, p, r)]++
	}
	pmf := math.Pow(1-p, n)
	var statistic, rest, restObserved float64
	cells := 0
	for k := range n + 1 {
		expected := draws * pmf
		if expected >= 10 {
			statistic += square(observed[k]-expected) / expected
			cells++
		} else {
			rest += expected
			restObserved += observed[k]
		}
		pmf *= float64(n-k) / float64(k+1) * p / (1 - p)
	}
	statistic += square(restObserved-rest) / rest
	if cells != 14 || statistic > 42.58 { // chi-squared with 14 degrees of freedom
		t.Errorf("statistic %v of %d cells", statistic, cells+1)
	}
}

func TestHypergeometric(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, test := range []struct {
		name          string
		n, of, others int64
	}{
		{"few", 20, 30, 40}, {"more than half", 900, 400, 600}, {"a hundred", 100, 300, 700}, {"nearly all", 99990, 50000, 50000}, {"many", 1e9, 3e9, 5e9}, {"the largest count", rri.MaxCount / 3, rri.MaxCount / 4, rri.MaxCount / 2},
	} {
		n, k, m := float64(test.n), float64(test.of), float64(test.of+test.others)
		moments(t, test.name, 20000, n*(k/m), n*(k/m)*(1-k/m)*((m-n)/(m-1)), func() int64 {
			v := hypergeometric(test.n, test.of, test.others, r)
			if v < max(0, test.n-test.others) || v > min(test.n, test.of) {
				t.Fatalf("%s: %d", test.name, v)
			}
			return v
		})
	}
	for _, all := range []int64{0, 1000} {
		if got := hypergeometric(all, all, 1000-all, r); got != all {
			t.Errorf("all %d of a group: %d", all, got)
		}
	}
}

// Many drawn at once have the moments of few drawn one after the other.
func TestImputeMany(t *testing.T) {
	classes := []class{{Known: map[string]int64{"a": 30, "b": 10}, Wider: map[string]int64{"a": 30, "b": 10}, Unknown: 1e9}}
	r := rand.New(rand.NewPCG(1, 2))
	const n = 1e9
	// Dirichlet-multinomial with 41 people in all.
	moments(t, "share of b", 20000, n*0.25, n*0.25*0.75*(41+n)/(41+1), func() int64 {
		got, err := Impute(classes, r)
		if err != nil {
			t.Fatal(err)
		}
		return got[0]["b"]
	})
}

// The short cut for many deals as the deck does: by the same places, the same moments.
func TestDealMany(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	people := map[string]int64{"a": 20000, "b": 5000, "c": 25000}
	places := []int64{10000, 30000, 7000}
	for i, n := range places {
		for _, g := range []string{"a", "b", "c"} { // in order, so that every run draws the same
			k := people[g]
			m := 50000.0
			n, share := float64(n), float64(k)/m
			moments(t, "place of many", 3000, n*share, n*share*(1-share)*(m-n)/(m-1), func() int64 {
				dealt, err := Deal(people, places, r)
				if err != nil {
					t.Fatal(err)
				}
				return dealt[i][g]
			})
		}
	}
	if diff := cmp.Diff(map[string]int64{"a": 20000, "b": 5000, "c": 25000}, people); diff != "" {
		t.Errorf("the people were changed:\n%s", diff)
	}
}
