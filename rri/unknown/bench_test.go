package unknown

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

func BenchmarkBounds(b *testing.B) {
	b.Run("rates", func(b *testing.B) {
		r := RateCounts{rri.Rate{Events: 29, Population: 37844}, rri.Rate{Events: 317, Population: 1584583}, 34, 116}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := r.Bounds(Assumption{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("proportions", func(b *testing.B) {
		p := ProportionCounts{Group: OutcomeCounts{8, 21, 3}, Baseline: OutcomeCounts{80, 237, 9}, Others: OutcomeCounts{7, 27, 0}, Unknown: OutcomeCounts{16, 100, 40}}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := p.Bounds(Assumption{AtMost: 2}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkImbensManski(b *testing.B) {
	r := RateCounts{rri.Rate{Events: 29, Population: 37844}, rri.Rate{Events: 317, Population: 1584583}, 34, 116}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.ImbensManski(0.95); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkUncertaintyInterval(b *testing.B) {
	r := RateCounts{rri.Rate{Events: 29, Population: 37844}, rri.Rate{Events: 317, Population: 1584583}, 34, 116}
	for _, m := range []rri.Method{rri.SCAS, rri.Exact} {
		b.Run(m.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := r.UncertaintyInterval(rri.Options{Method: m}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("proportions", func(b *testing.B) {
		p := ProportionCounts{Group: OutcomeCounts{8, 21, 3}, Baseline: OutcomeCounts{80, 237, 9}, Others: OutcomeCounts{7, 27, 0}, Unknown: OutcomeCounts{16, 100, 40}}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := p.UncertaintyInterval(rri.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// crossTable is two accounts of people in 19 groups, nearly all of whom agree.
func crossTable() map[Accounts[string]]int64 {
	table := map[Accounts[string]]int64{}
	for i := range 19 {
		for j := range 19 {
			n := int64(1 + (i+j)%5)
			if i == j {
				n += 1000
			}
			table[Accounts[string]{fmt.Sprint("group ", i), fmt.Sprint("group ", j)}] = n
		}
	}
	return table
}

func BenchmarkKappa(b *testing.B) {
	for name, table := range map[string]map[Accounts[string]]int64{"example": example, "19 groups": crossTable()} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Kappa(table, 0.95); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkKappaGrowth: with ten times the groups, each of which the other account has as ten, it
// takes about ten times as long.
func BenchmarkKappaGrowth(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		table := map[Accounts[int]]int64{}
		for i := range n {
			for j := range 10 {
				table[Accounts[int]{i, (i + j) % n}] = int64(1 + i%7 + 20*(10-j))
			}
		}
		b.Run(fmt.Sprintf("groups=%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := Kappa(table, 0.95); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkIndexRatio(b *testing.B) {
	table := crossTable()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := IndexRatio(table, "group 1", "group 0", 0.95); err != nil {
			b.Fatal(err)
		}
	}
}

// A class of 19 groups with the most people that are dealt with one by one, and with many more.
func BenchmarkAllocate(b *testing.B) {
	for _, n := range []int64{100, oneByOne, 1 << 50} {
		c := class{Known: map[string]int64{}, Unknown: n}
		for i := range 19 {
			c.Known[fmt.Sprint("group ", i)] = int64(100 * (i + 1))
		}
		classes := []class{c}
		source := rand.New(rand.NewPCG(1, 2))
		people, err := Allocate(classes)
		if err != nil {
			b.Fatal(err)
		}
		for name, run := range map[string]func() error{
			"allocate": func() error { _, err := Allocate(classes); return err },
			"impute":   func() error { _, err := Impute(classes, source); return err },
			"deal":     func() error { _, err := Deal(people[0], []int64{n / 2, n / 4}, source); return err },
		} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if err := run(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// Twenty imputations of 19 groups.
func BenchmarkPoolTables(b *testing.B) {
	var tables []rri.Table[string, rri.Rate]
	for i := range 20 {
		counts := map[string]rri.Rate{}
		for j := range 19 {
			counts[fmt.Sprint("group ", j)] = rri.Rate{Events: int64(100 + 10*j + i), Population: 1e5}
		}
		t, err := rri.Compare("group 0", counts, rri.Options{})
		if err != nil {
			b.Fatal(err)
		}
		tables = append(tables, t)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := PoolTables(tables); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkImpute(b *testing.B) {
	classes := []class{{Known: map[string]int64{"a": 30000, "b": 10000, "c": 500}, Unknown: 10000}}
	r := rand.New(rand.NewPCG(1, 2))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Impute(classes, r); err != nil {
			b.Fatal(err)
		}
	}
}
