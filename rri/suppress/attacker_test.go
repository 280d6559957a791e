package suppress

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
)

// The attacker has the published JSON, which has every figure of every form, and the totals of the
// columns. He knows k, and of every withheld count whether it is at most k, and whether it would be
// withheld as zero too. He reads no code of this package: he solves figures for counts, and puts
// bounds on the rest by linear programming.

// figures is one estimate as published. nil is null.
type figures struct{ Value, Lower, Upper, P *number }

type number float64

func (n *number) UnmarshalJSON(text []byte) error {
	switch string(text) {
	case `"Inf"`:
		*n = number(math.Inf(1))
	case `"-Inf"`:
		*n = number(math.Inf(-1))
	default:
		return json.Unmarshal(text, (*float64)(n))
	}
	return nil
}

type publication struct {
	Baseline string
	Method   rri.Method
	Level    float64
	Rows     []struct {
		Group                           string
		Events, Exposure                *number
		Rate, Ratio, Difference, Excess figures
	}
}

// known is what the attacker knows beside the table. Totals are -1 where they are not published.
type known struct {
	k              int64
	events, trials int64 // totals
	eventsKind     map[string]box
	trialsKind     map[string]box
	population     map[string]float64 // of rates
	wished         map[string]bool    // withheld whatever they are
}

// box is what the attacker knows of the kind of a count.
type box struct{ low, high int64 }

// kind is the box of a withheld count: from 1 to k or above k; and from 0 to k if it would be
// withheld as zero too.
func kind(n, k int64, zero bool) box {
	switch {
	case n == 0 || zero && n <= k:
		return box{0, k}
	case n <= k:
		return box{1, k}
	}
	return box{k + 1, math.MaxInt64}
}

// attack returns the range of every withheld count, events first, trials under "trials of".
func attack(t fataler, p publication, w known) map[string][2]float64 {
	t.Helper()
	// What a figure of a row gives away: events = rate × exposure, and so on, once the baseline's
	// rate is known.
	solved := map[string]float64{}
	exposure := func(i int) float64 {
		r := p.Rows[i]
		switch {
		case r.Exposure != nil:
			return float64(*r.Exposure)
		case w.population != nil:
			return w.population[r.Group]
		}
		return math.NaN()
	}
	rates := map[string]float64{}
	for range len(p.Rows) + 1 { // until nothing more follows
		for i, r := range p.Rows {
			n := exposure(i)
			value := math.NaN()
			base, haveBase := rates[p.Baseline]
			switch {
			case r.Events != nil:
				value = float64(*r.Events)
			case r.Rate.Value != nil:
				value = float64(*r.Rate.Value) * n
			case r.Group == p.Baseline:
				// The other way round: from a group whose rate is known.
				for j, q := range p.Rows {
					rate, ok := rates[q.Group]
					if !ok || q.Group == p.Baseline {
						continue
					}
					switch {
					case q.Ratio.Value != nil && *q.Ratio.Value > 0:
						value = rate / float64(*q.Ratio.Value) * n
					case q.Difference.Value != nil:
						value = (rate - float64(*q.Difference.Value)) * n
					case q.Excess.Value != nil:
						value = (rate - float64(*q.Excess.Value)/exposure(j)) * n
					}
				}
			case r.Ratio.Value != nil && haveBase:
				value = float64(*r.Ratio.Value) * base * n
			case r.Difference.Value != nil && haveBase:
				value = (float64(*r.Difference.Value) + base) * n
			case r.Excess.Value != nil && haveBase:
				value = float64(*r.Excess.Value) + base*n
			case anyFigure(r.Rate, r.Ratio, r.Difference, r.Excess):
				value = search(p, w, i, n) // limits and p-values
			}
			if !math.IsNaN(value) {
				rates[r.Group] = value / n
				if r.Events == nil {
					solved[r.Group] = math.Round(value)
				}
			}
		}
	}

	// Linear programming over what is left. Columns: events and trials less their low ends, then a
	// slack for each inequality.
	type variable struct {
		name string
		box
	}
	var variables []variable
	var equalities, inequalities [][]float64 // coefficients, then the right-hand side
	total := map[bool]float64{false: float64(w.events), true: float64(w.trials)}
	sums := map[bool][]int{}
	for _, r := range p.Rows {
		e := -1
		if r.Events == nil {
			b := w.eventsKind[r.Group]
			if v, ok := solved[r.Group]; ok {
				b = box{int64(v), int64(v)}
			}
			e = len(variables)
			variables = append(variables, variable{r.Group, b})
			sums[false] = append(sums[false], e)
		} else {
			total[false] -= float64(*r.Events)
		}
		if w.population != nil {
			continue
		}
		if r.Exposure == nil {
			variables = append(variables, variable{"trials of " + r.Group, w.trialsKind[r.Group]})
			sums[true] = append(sums[true], len(variables)-1)
		} else {
			total[true] -= float64(*r.Exposure)
		}
	}
	row := func() []float64 { return make([]float64, len(variables)+1) }
	last := len(variables)
	for trials, columns := range sums {
		if trials && w.trials < 0 || !trials && w.events < 0 {
			continue
		}
		if len(columns) == 0 {
			continue
		}
		c := row()
		c[last] = total[trials]
		for _, j := range columns {
			c[j] = 1
			c[last] -= float64(variables[j].low)
		}
		equalities = append(equalities, c)
	}
	for j, v := range variables {
		c := row()
		// nobody counts to more than 1e6 here
		c[j], c[last] = 1, math.Min(float64(v.high), 1e6)-float64(v.low)
		inequalities = append(inequalities, c)
		if w.population != nil || strings.HasPrefix(v.name, "trials of ") {
			continue
		}
		c = row() // events no more than trials
		c[j] = 1
		c[last] = -float64(v.low)
		for i, r := range p.Rows {
			if r.Group == v.name && r.Exposure != nil {
				c[last] += exposure(i)
			}
		}
		for i, u := range variables {
			if u.name == "trials of "+v.name {
				c[i] = -1
				c[last] += float64(u.low)
			}
		}
		inequalities = append(inequalities, c)
	}
	ranges := map[string][2]float64{}
	for j, v := range variables {
		lowest := program(t, equalities, inequalities, j, 1)
		highest := -program(t, equalities, inequalities, j, -1)
		ranges[v.name] = [2]float64{lowest + float64(v.low), highest + float64(v.low)}
	}
	return ranges
}

func anyFigure(all ...figures) bool {
	for _, f := range all {
		if f.Value != nil || f.Lower != nil || f.Upper != nil || f.P != nil {
			return true
		}
	}
	return false
}

// search tries every small count against the limits and p-values that row i publishes; NaN if none
// or several fit.
func search(p publication, w known, i int, exposure float64) float64 {
	fits := math.NaN()
	base := -1
	for j, r := range p.Rows {
		if r.Group == p.Baseline && r.Events != nil && r.Exposure != nil {
			base = j
		}
	}
	for c := int64(1); c <= w.k && base >= 0; c++ {
		o := rri.Options{Method: p.Method, Level: p.Level}
		var ratio, difference rri.Estimate
		var err, err2 error
		b := p.Rows[base]
		if w.population != nil {
			m, n := rri.Rate{Events: c, Population: exposure}, rri.Rate{Events: int64(*b.Events), Population: float64(*b.Exposure)}
			ratio, err = rri.Ratio(m, n, o)
			difference, err2 = rri.Difference(m, n, o)
		} else {
			m, n := rri.Proportion{Events: c, Trials: int64(exposure)}, rri.Proportion{Events: int64(*b.Events), Trials: int64(*b.Exposure)}
			ratio, err = rri.Ratio(m, n, o)
			difference, err2 = rri.Difference(m, n, o)
		}
		if err != nil || err2 != nil {
			continue
		}
		ok := true
		same := func(published *number, v float64) {
			if published != nil && math.Abs(float64(*published)-v) > 1e-9*math.Max(1, math.Abs(v)) {
				ok = false
			}
		}
		r := p.Rows[i]
		same(r.Ratio.Lower, ratio.Lower)
		same(r.Ratio.Upper, ratio.Upper)
		same(r.Ratio.P, ratio.P)
		same(r.Difference.Lower, difference.Lower)
		same(r.Difference.P, difference.P)
		same(r.Excess.Upper, difference.Upper*exposure)
		if ok {
			if !math.IsNaN(fits) {
				return math.NaN()
			}
			fits = float64(c)
		}
	}
	return fits
}

type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

// program minimises sign × the variable j.
func program(t fataler, equalities, inequalities [][]float64, j int, sign float64) float64 {
	t.Helper()
	all := slices.Concat(equalities, inequalities)
	rows := len(all)
	if rows == 0 {
		return math.Inf(-1)
	}
	width := len(all[0]) - 1
	columns := width + len(inequalities)
	a, b, c := mat.NewDense(rows, columns, nil), make([]float64, rows), make([]float64, columns)
	c[j] = sign
	for i, row := range all {
		for l := range width {
			a.Set(i, l, row[l])
		}
		if i >= len(equalities) {
			a.Set(i, width+i-len(equalities), 1)
		}
		b[i] = row[width]
		if b[i] < 0 {
			for l := range columns {
				a.Set(i, l, -a.At(i, l))
			}
			b[i] = -b[i]
		}
	}
	value, _, err := lp.Simplex(c, a, b, 1e-10, nil)
	if err != nil {
		t.Fatalf("linear program: %v\n%v\n%v", err, mat.Formatted(a), b)
	}
	return value
}

// instance is a table with all that is true of it.
type instance[M rri.Measure] struct {
	table rri.Table[string, M]
	known known
}

func newInstance[M rri.Measure](counts map[string]M, k int64) (instance[M], error) {
	t, err := rri.Compare("a", counts, rri.Options{Method: rri.Wald})
	w := known{k: k, eventsKind: map[string]box{}, trialsKind: map[string]box{}}
	for g, m := range counts {
		switch m := any(m).(type) {
		case rri.Rate:
			if w.population == nil {
				w.population = map[string]float64{}
			}
			w.population[g] = m.Population
			w.events += m.Events
			w.eventsKind[g] = kind(m.Events, k, false)
		case rri.Proportion:
			w.events += m.Events
			w.trials += m.Trials
			w.eventsKind[g], w.trialsKind[g] = kind(m.Events, k, false), kind(m.Trials, k, false)
		}
	}
	return instance[M]{t, w}, err
}

func publish[M rri.Measure](t fataler, table rri.Table[string, M]) publication {
	t.Helper()
	data, err := json.Marshal(table)
	if err != nil {
		t.Fatalf("%v", err)
	}
	var p publication
	if err := json.Unmarshal(data, &p); err != nil {
		t.Fatalf("%v", err)
	}
	return p
}

// exposed returns the counts up to k of which the attacker excludes a number from 1, or 0, to k,
// and the wished ones above k that he has to within k-1.
func exposed(ranges map[string][2]float64, w known) []string {
	var names []string
	for name, r := range ranges {
		b, trials := w.eventsKind[name], strings.HasPrefix(name, "trials of ")
		if trials {
			b = w.trialsKind[strings.TrimPrefix(name, "trials of ")]
		}
		const fuzz = 1e-6
		switch {
		case b.high == w.k && (r[0] > float64(b.low)+fuzz || r[1] < float64(w.k)-fuzz):
			names = append(names, name)
		case b.low > w.k && w.wished[name] && r[1]-r[0] < float64(w.k-1)-fuzz:
			names = append(names, name)
		}
	}
	return names
}

var groups = []string{"a", "b", "c", "d", "e", "f"}

func genCounts(t *rapid.T) map[string]rri.Proportion {
	counts := map[string]rri.Proportion{}
	most := rapid.SampledFrom([]int64{3, 10, 40, 1000}).Draw(t, "most")
	for _, g := range groups[:rapid.IntRange(1, len(groups)).Draw(t, "groups")] {
		n := rapid.Int64Range(0, most).Draw(t, "trials of "+g)
		counts[g] = rri.Proportion{Trials: n, Events: rapid.Int64Range(0, n).Draw(t, "events of "+g)}
	}
	return counts
}

func asRates(counts map[string]rri.Proportion) map[string]rri.Rate {
	rates := map[string]rri.Rate{}
	for g, p := range counts {
		rates[g] = rri.Rate{Events: p.Events, Population: 1000 + 7*float64(p.Trials)}
	}
	return rates
}

func checkAttack[M rri.Measure](t *rapid.T, counts map[string]M, k int64) {
	i, err := newInstance(counts, k)
	if err != nil {
		t.Fatal(err)
	}
	o := Options[string]{AtMost: k, Base: rapid.SampledFrom([]int64{0, 0, 5}).Draw(t, "base")}
	if rapid.Bool().Draw(t, "carry over") {
		o.Hide = []string{"b"}
	}
	if rapid.Bool().Draw(t, "carry exposure over") {
		o.HideExposure = []string{"c"}
	}
	s, err := Apply(i.table, o)
	if err != nil {
		t.Fatal(err)
	}
	w := i.known
	if s.WithholdTotals {
		w.events, w.trials = -1, -1
	}
	w.wished = map[string]bool{}
	for g, m := range counts {
		p, binomial := any(m).(rri.Proportion)
		wished := slices.Contains(o.Hide, g) || slices.Contains(o.HideExposure, g)
		if binomial && slices.Contains(s.HiddenExposure, g) {
			w.eventsKind[g] = kind(p.Events, k, true)
			w.trialsKind[g] = kind(p.Trials, k, wished)
			w.wished["trials of "+g] = slices.Contains(o.HideExposure, g)
		} else if wished {
			w.eventsKind[g] = kind(w.eventsKind[g].low, k, true)
			w.wished[g] = true
		}
	}
	published := publish(t, s.Table)
	if o.Base > 1 {
		// Rounding adds to the attacker's doubt. Give him the exact counts that are shown, as if he
		// had seen through it.
		o.Base = 0
		if s, err = Apply(i.table, o); err != nil {
			t.Fatal(err)
		}
		for j := range published.Rows {
			if exact := publish(t, s.Table).Rows[j]; (exact.Events == nil) != (published.Rows[j].Events == nil) {
				t.Fatal("rounding changes what is withheld")
			}
		}
		published = publish(t, s.Table)
	}
	if names := exposed(attack(t, published, w), w); len(names) > 0 {
		t.Fatalf("the attacker places %q in\n%s", names, text(t, s.Table))
	}
}

func text[M rri.Measure](t fataler, table rri.Table[string, M]) string {
	var b strings.Builder
	if err := table.WriteText(&b); err != nil {
		t.Fatalf("%v", err)
	}
	return b.String()
}

// No withheld count can be placed more closely than the rule allows.
func TestAttackerFails(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts, k := genCounts(t), rapid.Int64Range(2, 7).Draw(t, "k")
		checkAttack(t, counts, k)
		checkAttack(t, asRates(counts), k)
	})
}

// Primary suppression alone does not hold: the attacker of the other test succeeds.
func TestAttackerBites(t *testing.T) {
	counts := map[string]rri.Rate{"a": {Events: 317, Population: 1584583}, "b": {Events: 22, Population: 44435}, "c": {Events: 9, Population: 60732}, "d": {Events: 3, Population: 16982}}
	const k = 5
	i, err := newInstance(counts, k)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		blank  func(r *rri.Row[string, rri.Rate])
		totals bool
	}{
		{"the count alone, the rate shown", func(r *rri.Row[string, rri.Rate]) {}, false},
		{"the rate too, the ratio shown", func(r *rri.Row[string, rri.Rate]) { withhold(&r.Rate) }, false},
		{"the ratio too, the difference shown", func(r *rri.Row[string, rri.Rate]) { withhold(&r.Rate); withhold(&r.Ratio) }, false},
		{"all but the excess", func(r *rri.Row[string, rri.Rate]) {
			withhold(&r.Rate)
			withhold(&r.Ratio)
			withhold(&r.Difference)
		}, false},
		{"all but the limits and p-value of the ratio", func(r *rri.Row[string, rri.Rate]) {
			r.Ratio.Value = math.NaN()
			withhold(&r.Rate)
			withhold(&r.Difference)
			withhold(&r.Excess)
		}, false},
		{"all but a p-value", func(r *rri.Row[string, rri.Rate]) {
			r.Ratio.Value, r.Ratio.Lower, r.Ratio.Upper = math.NaN(), math.NaN(), math.NaN()
			withhold(&r.Rate)
			withhold(&r.Difference)
			withhold(&r.Excess)
		}, false},
		{"the whole row, the total known", func(r *rri.Row[string, rri.Rate]) {
			withhold(&r.Rate)
			withhold(&r.Ratio)
			withhold(&r.Difference)
			withhold(&r.Excess)
		}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			table := i.table
			table.Rows = append([]rri.Row[string, rri.Rate](nil), table.Rows...)
			w := i.known
			if !test.totals {
				w.events = -1
			}
			for j := range table.Rows {
				if r := &table.Rows[j]; r.Count.Events <= k {
					test.blank(r)
				}
			}
			p := publish(t, table)
			for j := range p.Rows {
				if i.known.eventsKind[p.Rows[j].Group].low == 1 {
					p.Rows[j].Events = nil
				}
			}
			ranges := attack(t, p, w)
			if got := ranges["d"]; math.Abs(got[0]-3) > 1e-6 || math.Abs(got[1]-3) > 1e-6 {
				t.Errorf("the attacker has %v for the 3 events", got)
			}
			// The whole rule holds against the same attacker.
			s, err := Apply(i.table, Options[string]{AtMost: k})
			if err != nil {
				t.Fatal(err)
			}
			if names := exposed(attack(t, publish(t, s.Table), i.known), i.known); len(names) > 0 {
				t.Errorf("the attacker places %q", names)
			}
		})
	}
}

// Where the baseline is withheld, the ratio of a group that is shown would tell it.
func TestAttackerOnBaseline(t *testing.T) {
	counts := map[string]rri.Rate{"a": {Events: 4, Population: 900}, "b": {Events: 30, Population: 800}, "c": {Events: 40, Population: 700}}
	i, err := newInstance(counts, 5)
	if err != nil {
		t.Fatal(err)
	}
	table := i.table
	table.Rows = append([]rri.Row[string, rri.Rate](nil), table.Rows...)
	withhold(&table.Rows[0].Rate)
	w := i.known
	w.events = -1
	if got := attack(t, publish(t, table), w)["a"]; math.Abs(got[0]-4) > 1e-6 || math.Abs(got[1]-4) > 1e-6 {
		t.Errorf("the attacker has %v for the 4 events", got)
	}
	s, err := Apply(i.table, Options[string]{AtMost: 5})
	if err != nil {
		t.Fatal(err)
	}
	if names := exposed(attack(t, publish(t, s.Table), i.known), i.known); len(names) > 0 {
		t.Errorf("the attacker places %q in\n%s", names, text(t, s.Table))
	}
}

// Over random tables, primary suppression alone mostly falls where there is a single small count.
func TestPrimaryAloneFalls(t *testing.T) {
	tried, fell := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		counts := asRates(genCounts(t))
		const k = 5
		small := 0
		for _, m := range counts {
			if m.Events >= 1 && m.Events <= k {
				small++
			}
		}
		if small == 0 {
			return
		}
		i, err := newInstance(counts, k)
		if err != nil {
			t.Fatal(err)
		}
		s, err := Apply(i.table, Options[string]{AtMost: k, NoTotals: true}) // primary alone
		if err != nil {
			t.Fatal(err)
		}
		tried++
		if len(exposed(attack(t, publish(t, s.Table), i.known), i.known)) > 0 {
			fell++
		}
	})
	// with -short rapid draws few tables
	if !testing.Short() && tried < 20 || tried >= 10 && fell*2 < tried {
		t.Errorf("%d of %d tables with primary suppression alone fell", fell, tried)
	}
}
