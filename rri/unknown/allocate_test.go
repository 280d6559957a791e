package unknown

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
)

type class = ImputationClass[string]

func genClasses(t *rapid.T) []class {
	var classes []class
	n := rapid.Int64Range(0, 30)
	for range rapid.IntRange(1, 5).Draw(t, "classes") {
		s := class{Known: map[string]int64{}, Wider: map[string]int64{}, Unknown: n.Draw(t, "unknown")}
		for _, g := range []string{"a", "b", "c"} {
			s.Known[g] = n.Draw(t, g)
			s.Wider[g] = s.Known[g] + n.Draw(t, "more "+g)
		}
		classes = append(classes, s)
	}
	classes[0].Known["a"]++
	return classes
}

// Allocations keep totals, stay within the groups that are known, and are the same each time.
func TestTotals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		classes := genClasses(t)
		seed := rapid.Uint64().Draw(t, "seed")
		ways := map[string]func() ([]map[string]int64, error){
			"in proportion": func() ([]map[string]int64, error) { return Allocate(classes) },
			"imputed":       func() ([]map[string]int64, error) { return Impute(classes, rand.New(rand.NewPCG(seed, 1))) },
		}
		for name, way := range ways {
			got, err := way()
			if err != nil {
				t.Fatal(err)
			}
			again, err := way()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(got, again); diff != "" {
				t.Fatalf("%s: two results:\n%s", name, diff)
			}
			for i, s := range classes {
				var total int64
				for g, n := range got[i] {
					if n < 0 || g != "a" && g != "b" && g != "c" {
						t.Fatalf("%s: %d in group %q", name, n, g)
					}
					total += n
				}
				if total != s.Unknown {
					t.Fatalf("%s: %d of %d put into groups", name, total, s.Unknown)
				}
			}
		}
	})
}

// In proportion no group is more than one person from its share over the classes, in total less
// than its number of groups.
func TestInProportion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		classes := genClasses(t)
		got, err := Allocate(classes)
		if err != nil {
			t.Fatal(err)
		}
		all, groups, err := checkClasses(classes)
		if err != nil {
			t.Fatal(err)
		}
		if len(classes) > 1 { // a class whose groups were all behind must wait
			classes, got = classes[:1], got[:1]
		}
		for j, g := range groups {
			want := shares(groups, firstOf(classes[0].Known, classes[0].Wider, all))[j] * float64(classes[0].Unknown)
			if math.Abs(float64(got[0][g])-want) >= 2 {
				t.Fatalf("%d in group %s, share %v", got[0][g], g, want)
			}
		}
	})
	tests := []struct {
		name    string
		classes []class
		want    []map[string]int64
		reason  string
	}{
		{"whole shares", []class{{Known: map[string]int64{"a": 6, "b": 3}, Unknown: 3}}, []map[string]int64{{"a": 2, "b": 1}}, "two to one"},
		{"rounding does not add up", []class{{Known: map[string]int64{"a": 2, "b": 1}, Unknown: 1}, {Known: map[string]int64{"a": 2, "b": 1}, Unknown: 1}, {Known: map[string]int64{"a": 2, "b": 1}, Unknown: 1}},
			[]map[string]int64{{"a": 1}, {"b": 1}, {"a": 1}}, "one in three is b, over the classes"},
		{"wider group", []class{{Known: map[string]int64{"a": 9}}, {Unknown: 2, Wider: map[string]int64{"b": 5}}}, []map[string]int64{{}, {"b": 2}}, "nobody is known in the class"},
		{"everybody", []class{{Known: map[string]int64{"a": 9}}, {Unknown: 2}}, []map[string]int64{{}, {"a": 2}}, "nor in a wider group"},
	}
	for _, test := range tests {
		got, err := Allocate(test.classes)
		if diff := cmp.Diff(test.want, got); err != nil || diff != "" {
			t.Errorf("%s (%s): %v\n%s", test.name, test.reason, err, diff)
		}
	}
}

// The mean of many imputations is the share, and they spread more than draws from a known share
// would.
func TestImputeMoments(t *testing.T) {
	classes := []class{{Known: map[string]int64{"a": 30, "b": 10}, Wider: map[string]int64{"a": 30, "b": 10}, Unknown: 100}}
	r := rand.New(rand.NewPCG(1, 2))
	const m = 20000
	var sum, squares float64
	for range m {
		got, err := Impute(classes, r)
		if err != nil {
			t.Fatal(err)
		}
		n := float64(got[0]["b"])
		sum += n
		squares += n * n
	}
	mean := sum / m
	variance := squares/m - mean*mean
	// Dirichlet-multinomial with 41 people in all.
	want := 100 * 0.25 * 0.75 * (41 + 100) / (41 + 1)
	if math.Abs(mean-25) > 0.3 || math.Abs(variance-want) > 0.05*want {
		t.Errorf("mean %v, variance %v; want 25 and %v", mean, variance, want)
	}
}

func TestAllocateErrors(t *testing.T) {
	tests := []struct {
		name    string
		classes []class
		want    error
	}{
		{"negative", []class{{Known: map[string]int64{"a": -1}}}, rri.ErrCount},
		{"negative unknown", []class{{Known: map[string]int64{"a": 1}, Unknown: -1}}, rri.ErrCount},
		{"negative wider", []class{{Known: map[string]int64{"a": 1}, Wider: map[string]int64{"a": -1}}}, rri.ErrCount},
		{"huge", []class{{Known: map[string]int64{"a": rri.MaxCount}, Unknown: 1}}, rri.ErrCount},
		{"huge wider", []class{{Known: map[string]int64{"a": 1}, Wider: map[string]int64{"a": rri.MaxCount, "b": 1}}}, rri.ErrCount},
		{"nobody", []class{{Unknown: 1}}, ErrNobody},
		{"nobody but a wider group of another class", []class{{Unknown: 1}, {Wider: map[string]int64{"a": 1}}}, ErrNobody},
		{"nobody but the wider group", []class{{Unknown: 1, Wider: map[string]int64{"a": 1}}}, nil},
		{"nothing to do", []class{{}}, nil},
	}
	for _, test := range tests {
		if _, err := Allocate(test.classes); !errors.Is(err, test.want) {
			t.Errorf("%s: error %v, want %v", test.name, err, test.want)
		}
		if _, err := Impute(test.classes, rand.New(rand.NewPCG(1, 1))); !errors.Is(err, test.want) {
			t.Errorf("%s: error %v, want %v", test.name, err, test.want)
		}
	}
	nan := []ImputationClass[float64]{{Known: map[float64]int64{math.NaN(): 3, 1: 2}, Unknown: 5}}
	if _, err := Allocate(nan); !errors.Is(err, rri.ErrOption) {
		t.Errorf("a group that is NaN: error %v", err)
	}
	if _, err := Impute([]ImputationClass[float64]{{Known: map[float64]int64{1: 2}, Wider: map[float64]int64{math.NaN(): 3}, Unknown: 5}}, rand.New(rand.NewPCG(1, 1))); !errors.Is(err, rri.ErrOption) {
		t.Errorf("a wider group that is NaN: error %v", err)
	}
	if _, err := Impute([]class{{Known: map[string]int64{"a": 1}, Unknown: 1}}, nil); !errors.Is(err, rri.ErrOption) {
		t.Errorf("no source of random numbers: error %v", err)
	}
	source := rand.New(rand.NewPCG(1, 1))
	two := map[string]int64{"a": 2}
	for name, test := range map[string]struct {
		people map[string]int64
		places []int64
		r      *rand.Rand
		want   error
	}{
		"people below 0":     {map[string]int64{"a": -1}, nil, source, rri.ErrCount},
		"places below 0":     {two, []int64{-1}, source, rri.ErrCount},
		"too many people":    {map[string]int64{"a": rri.MaxCount, "b": 1}, nil, source, rri.ErrCount},
		"too many places":    {two, []int64{2, 1}, source, rri.ErrCount},
		"places past counts": {two, []int64{math.MaxInt64, math.MaxInt64}, source, rri.ErrCount},
		"no source":          {two, []int64{1}, nil, rri.ErrOption},
		"fewer places":       {two, []int64{1}, source, nil},
	} {
		if _, err := Deal(test.people, test.places, test.r); !errors.Is(err, test.want) {
			t.Errorf("dealt with %s: error %v, want %v", name, err, test.want)
		}
	}
	if _, err := Deal(map[float64]int64{math.NaN(): 1}, nil, source); !errors.Is(err, rri.ErrOption) {
		t.Errorf("dealt with a group that is NaN: error %v", err)
	}
	o := rri.Options{Level: 0.95}
	if _, err := PoolEstimates(nil, o); !errors.Is(err, rri.ErrOption) {
		t.Errorf("no estimates: error %v", err)
	}
	if _, err := PoolRatios([]rri.Estimate{{Level: 0.9}, {Level: 0.95}}, o); !errors.Is(err, rri.ErrOption) {
		t.Errorf("two levels: error %v", err)
	}
	if _, err := PoolTables[string, rri.Rate](nil); !errors.Is(err, rri.ErrOption) {
		t.Errorf("no tables: error %v", err)
	}
	one := table(t, 5, o)
	other, shorter := one, one
	other.Options.Level = 0.9
	shorter.Rows = one.Rows[:1]
	renamed := table(t, 5, o)
	renamed.Rows[1].Group = "z"
	moved := table(t, 5, o)
	moved.Rows[1].Count.Population++
	for name, u := range map[string]rri.Table[string, rri.Rate]{"options": other, "rows": shorter, "names": renamed, "populations": moved} {
		if _, err := PoolTables([]rri.Table[string, rri.Rate]{one, u}); !errors.Is(err, rri.ErrOption) {
			t.Errorf("tables of other %s: error %v", name, err)
		}
	}
}
