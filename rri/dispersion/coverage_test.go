package dispersion

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/seed-549880be/disparity/rri"
)

// design is months of which the counts are drawn: of White 2,000 are expected in each, of Black 200
// and of Other 8.
type design struct {
	name   string
	months int
	// coefficient of variation of what multiplies the counts of all groups in a month
	shared float64
	// of what multiplies those of each group by itself
	own float64
	// people are stopped in clusters of 1 to this many, each as likely: the factor is (2 most +
	// 1)/3
	most map[string]int
}

var expected = map[string]float64{"White": 2000, "Black": 200, "Other": 8}

func clusters(white, black, other int) map[string]int {
	return map[string]int{"White": white, "Black": black, "Other": other}
}

// designs are the rows of the table in the documentation of the package.
var designs = []design{
	{"independent searches", 12, 0, 0, clusters(1, 1, 1)},
	{"busy months", 12, 0.225, 0, clusters(1, 1, 1)},
	{"clusters of 1 to 4", 12, 0, 0, clusters(4, 4, 4)},
	{"clusters of 1 to 4; 3 months", 3, 0, 0, clusters(4, 4, 4)},
	{"busy, clusters", 12, 0.225, 0, clusters(4, 4, 4)},
	{"busy, clusters; 4 months", 4, 0.225, 0, clusters(4, 4, 4)},
	{"busy, Black alone in clusters", 12, 0.225, 0, clusters(1, 10, 1)},
	{"own busy months", 12, 0, 0.2, clusters(1, 1, 1)},
	{"own busy months; 4 months", 4, 0, 0.2, clusters(1, 1, 1)},
}

// draw returns the months of a design, and what the clusters of each group say.
func (d design) draw(rng *rand.Rand) (months []map[string]rri.Rate, found map[string]Clusters) {
	shock := func(variation float64) float64 {
		if variation == 0 {
			return 1
		}
		shape := 1 / variation / variation
		return distuv.Gamma{Alpha: shape, Beta: shape, Src: rng}.Rand()
	}
	found = make(map[string]Clusters)
	for range d.months {
		month, all := make(map[string]rri.Rate), shock(d.shared)
		for _, g := range []string{"White", "Black", "Other"} {
			most := d.most[g]
			mean := expected[g] * all * shock(d.own) / (float64(most+1) / 2)
			r, c := rri.Rate{Population: expected[g]}, found[g]
			if most == 1 {
				r.Events = int64(distuv.Poisson{Lambda: mean, Src: rng}.Rand())
				c.Squares += float64(r.Events)
			} else {
				for range int(distuv.Poisson{Lambda: mean, Src: rng}.Rand()) {
					n := 1 + rng.IntN(most)
					r.Events += int64(n)
					c.Squares += float64(n)
					c.Pairs += float64(n * (n - 1))
				}
			}
			month[g], found[g] = r, c
		}
		months = append(months, month)
	}
	return months, found
}

// choices are the columns of the table: the design effects of a group and of the baseline, and the
// degrees of freedom, of an interval.
var choices = []string{"independent", "clusters", "per group", "within strata", "negative binomial"}

type choice struct {
	group, baseline, df float64
}

func choose(t *testing.T, months []map[string]rri.Rate, found map[string]Clusters, group string) map[string]choice {
	t.Helper()
	of := func(f Factors[string], err error) choice {
		if err != nil {
			t.Fatal(err)
		}
		c := choice{df: f.DegreesOfFreedom(group, "White")}
		for _, g := range f.Groups {
			switch g.Group {
			case group:
				c.group = g.DesignEffect
			case "White":
				c.baseline = g.DesignEffect
			}
		}
		return c
	}
	return map[string]choice{
		"independent":       {1, 1, 0},
		"clusters":          {found[group].DesignEffect(), found["White"].DesignEffect(), 0},
		"per group":         of(PerGroup(months, Quasi)),
		"within strata":     of(WithinStrata("White", months)),
		"negative binomial": of(PerGroup(months, NegativeBinomial)),
	}
}

// outcome is what became of the intervals of one choice.
type outcome struct {
	covered int
	widths  []float64 // on the logarithmic scale
}

func (o *outcome) coverage() float64 { return 100 * float64(o.covered) / float64(len(o.widths)) }

// width returns the median.
func (o *outcome) width() float64 {
	slices.Sort(o.widths)
	return o.widths[len(o.widths)/2]
}

// simulate returns the outcomes of every quantity and choice, of which the truth is 1.
func (d design) simulate(t *testing.T, runs int) map[string]map[string]*outcome {
	t.Helper()
	rng := rand.New(rand.NewPCG(2026, 1127))
	outcomes := make(map[string]map[string]*outcome)
	for range runs {
		months, found := d.draw(rng)
		total := make(map[string]rri.Rate)
		for _, month := range months {
			for g, r := range month {
				total[g] = rri.Rate{Events: total[g].Events + r.Events, Population: total[g].Population + r.Population}
			}
		}
		add := func(quantity, name string, e rri.Estimate, err error) {
			if err != nil {
				t.Fatal(err)
			}
			if outcomes[quantity] == nil {
				outcomes[quantity] = make(map[string]*outcome)
			}
			if outcomes[quantity][name] == nil {
				outcomes[quantity][name] = new(outcome)
			}
			outcomes[quantity][name].note(e)
		}
		for _, group := range []string{"Black", "Other"} {
			for name, c := range choose(t, months, found, group) {
				count, baseline := rri.WithDesignEffect(total[group], c.group), rri.WithDesignEffect(total["White"], c.baseline)
				e, err := rri.Ratio(count, baseline, rri.Options{DegreesOfFreedom: c.df})
				add(group+"/White", name, e, err)
				if group == "Black" {
					e, err = rri.Of(count, rri.Options{DegreesOfFreedom: c.df})
					add(group, name, e, err)
				}
			}
		}
	}
	return outcomes
}

// TestCoverage has the table in the documentation of the package. The Monte-Carlo error of a
// coverage of 95 % from 4,000 runs is 0.34; the tolerance is for what another machine may round
// otherwise.
func TestCoverage(t *testing.T) {
	if testing.Short() {
		t.Skip("simulation")
	}
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	const runs = 4000
	for _, d := range designs {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			d.compare(t, string(doc), runs)
		})
	}
}

// compare compares the rows of a design with those in the documentation.
func (d design) compare(t *testing.T, doc string, runs int) {
	t.Helper()
	outcomes := d.simulate(t, runs)
	for _, quantity := range []string{"Black/White", "Other/White", "Black"} {
		row := fmt.Sprintf("//\t%-30s %-11s", d.name, quantity)
		plain := outcomes[quantity]["independent"].width()
		var want strings.Builder
		for _, name := range choices {
			o := outcomes[quantity][name]
			fmt.Fprintf(&want, "  %5.1f ×%.1f", o.coverage(), o.width()/plain)
		}
		_, rest, ok := strings.Cut(doc, row+" ")
		got, _, _ := strings.Cut(rest, "\n")
		if !ok || !agree(got, want.String()) {
			t.Errorf("doc.go has\n%s %s\nand should have\n%s%s", row, got, row, want.String())
		}
	}
}

// agree tells whether the coverages of two rows are within 0.15, and the widths within 0.1.
func agree(got, want string) bool {
	one, other := strings.Fields(got), strings.Fields(want)
	return slices.EqualFunc(one, other, func(x, y string) bool {
		tolerance := 0.15
		if strings.HasPrefix(y, "×") {
			tolerance = 0.1001
		}
		a, errA := strconv.ParseFloat(strings.TrimPrefix(x, "×"), 64)
		b, errB := strconv.ParseFloat(strings.TrimPrefix(y, "×"), 64)
		return errA == nil && errB == nil && math.Abs(a-b) <= tolerance
	})
}

// TestFewestDegreesOfFreedom: where group and baseline have factors of their own, those with which
// the variance of both together is estimated lie between the fewer and their sum (Satterthwaite
// 1946). With few months that covers too little.
func TestFewestDegreesOfFreedom(t *testing.T) {
	if testing.Short() {
		t.Skip("simulation")
	}
	const runs = 4000
	for _, test := range []struct {
		months int
		// coverages, and the width of the second over that of the first
		fewest, satterthwaite, narrower float64
		reason                          string
	}{
		{12, 95.8, 95.3, 0.98, "a year: next to no difference"},
		{3, 97.6, 94.0, 0.82, "a quarter"},
	} {
		d := design{"", test.months, 0, 0, clusters(4, 4, 4)}
		rng := rand.New(rand.NewPCG(2026, 1127))
		var fewest, satterthwaite outcome
		for range runs {
			months, _ := d.draw(rng)
			f, err := PerGroup(months, Quasi)
			if err != nil {
				t.Fatal(err)
			}
			total, sum, squares := make(map[string]rri.Rate), 0., 0.
			for _, g := range f.Groups {
				if g.Group == "Other" {
					continue
				}
				r := rri.Rate{DesignEffect: g.DesignEffect}
				for _, month := range months {
					r.Events += month[g.Group].Events
					r.Population += month[g.Group].Population
				}
				total[g.Group] = r
				variance := g.DesignEffect / float64(r.Events)
				sum += variance
				if g.DF > 0 {
					squares += variance * variance / float64(g.DF)
				}
			}
			freedom := 0.
			if squares > 0 {
				freedom = sum * sum / squares
			}
			fewest.add(t, total, f.DegreesOfFreedom("Black", "White"))
			satterthwaite.add(t, total, freedom)
		}
		got := [...]float64{fewest.coverage(), satterthwaite.coverage(), satterthwaite.width() / fewest.width()}
		if math.Abs(got[0]-test.fewest) > 0.15 || math.Abs(got[1]-test.satterthwaite) > 0.15 || math.Abs(got[2]-test.narrower) > 0.011 {
			t.Errorf("%s: %.1f covered with the fewest, %.1f by Satterthwaite, %.2f times as wide; want %v, %v and %v", test.reason, got[0], got[1], got[2], test.fewest, test.satterthwaite, test.narrower)
		}
	}
}

// add adds the ratio of Black to White with these degrees of freedom.
func (o *outcome) add(t *testing.T, total map[string]rri.Rate, freedom float64) {
	t.Helper()
	e, err := rri.Ratio(total["Black"], total["White"], rri.Options{DegreesOfFreedom: freedom})
	if err != nil {
		t.Fatal(err)
	}
	o.note(e)
}

// note adds an interval for what is 1.
func (o *outcome) note(e rri.Estimate) {
	if e.Lower <= 1 && e.Upper >= 1 {
		o.covered++
	}
	o.widths = append(o.widths, math.Log(e.Upper/e.Lower))
}

// TestProportions: of 1,000 and 150 searches a month a quarter lead to a find, in some months fewer
// for all groups, as where results are recorded late. That cancels in the ratio.
func TestProportions(t *testing.T) {
	if testing.Short() {
		t.Skip("simulation")
	}
	rng := rand.New(rand.NewPCG(2026, 1127))
	var independent, within, perGroup outcome
	for range 2000 {
		var months []map[string]rri.Proportion
		total := make(map[string]rri.Proportion)
		for range 12 {
			share, month := 0.1+0.3*rng.Float64(), make(map[string]rri.Proportion)
			for g, trials := range map[string]int64{"White": 1000, "Black": 150} {
				p := rri.Proportion{Trials: trials}
				for range trials {
					if rng.Float64() < share {
						p.Events++
					}
				}
				month[g] = p
				total[g] = rri.Proportion{Events: total[g].Events + p.Events, Trials: total[g].Trials + trials}
			}
			months = append(months, month)
		}
		for o, estimate := range map[*outcome]func() (Factors[string], error){
			&independent: func() (Factors[string], error) {
				return Factors[string]{Groups: []Group[string]{{Group: "Black", DesignEffect: 1}, {Group: "White", DesignEffect: 1}}}, nil
			},
			&within:   func() (Factors[string], error) { return WithinStrata("White", months) },
			&perGroup: func() (Factors[string], error) { return PerGroup(months, Quasi) },
		} {
			f, err := estimate()
			if err != nil {
				t.Fatal(err)
			}
			counts, err := Apply(f, total)
			if err != nil {
				t.Fatal(err)
			}
			e, err := rri.Ratio(counts["Black"], counts["White"], rri.Options{DegreesOfFreedom: f.DegreesOfFreedom()})
			if err != nil {
				t.Fatal(err)
			}
			o.note(e)
		}
	}
	if c, w := within.coverage(), within.width()/independent.width(); math.Abs(c-96.5) > 1.5 || w > 1.15 {
		t.Errorf("within strata %.1f covered, %.2f times as wide; want 95 to 98, and at most 1.15", c, w)
	}
	if c, w := perGroup.coverage(), perGroup.width()/independent.width(); c < 99.9 || w < 3 {
		t.Errorf("per group %.1f covered, %.2f times as wide: the design has no months to speak of", c, w)
	}
}

// TestSparse: with few events in a month φ is right on average, and noisy.
func TestSparse(t *testing.T) {
	rng := rand.New(rand.NewPCG(2026, 1127))
	const runs = 3000
	for _, mean := range []float64{0.2, 1, 3} {
		sum, squares, estimated := 0., 0., 0.
		for range runs {
			var months []map[string]rri.Rate
			for range 12 {
				months = append(months, map[string]rri.Rate{
					"Black": {Events: int64(distuv.Poisson{Lambda: mean, Src: rng}.Rand()), Population: 1},
					"White": {Events: int64(distuv.Poisson{Lambda: 20 * mean, Src: rng}.Rand()), Population: 1},
				})
			}
			f, err := WithinStrata("White", months)
			if errors.Is(err, ErrReplicates) { // no event
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			phi := f.Pooled.Factor()
			sum += phi
			squares += phi * phi
			estimated++
		}
		average := sum / estimated
		spread := math.Sqrt(squares/estimated - average*average)
		// of chi-square over its degrees of freedom the standard deviation is √(2/11) = 0.43
		if math.Abs(average-1) > 0.06 || spread < 0.35 {
			t.Errorf("%v events a month: φ is %.3f ± %.3f on average, want 1", mean, average, spread)
		}
	}
}
