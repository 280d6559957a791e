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

// attack returns the range of every withheld count, events by the name of the group, trials under
// "trials of" and the name: first the counts that a figure gives away, then bounds on the rest.
func attack(t fataler, p publication, w known) map[string][2]float64 {
	t.Helper()
	return newLinearProgram(p, w, givenAway(p, w)).ranges(t)
}

// exposure returns the trials or residents of row i as far as the attacker knows them, or NaN.
func (w known) exposure(p publication, i int) float64 {
	r := p.Rows[i]
	switch {
	case r.Exposure != nil:
		return float64(*r.Exposure)
	case w.population != nil:
		return w.population[r.Group]
	}
	return math.NaN()
}

// givenAway returns the withheld events that follow from the figures that are shown.
func givenAway(p publication, w known) map[string]float64 {
	events := map[string]float64{}
	rates := map[string]float64{} // of all groups, as far as they are known
	for range len(p.Rows) + 1 {   // until nothing more follows
		for i, r := range p.Rows {
			n := w.exposure(p, i)
			var value float64
			switch {
			case r.Events != nil:
				value = float64(*r.Events)
			case r.Rate.Value != nil:
				value = float64(*r.Rate.Value) * n
			case r.Group == p.Baseline:
				value = baselineRate(p, w, rates) * n
			default:
				value = eventsFromComparison(p, w, i, rates)
			}
			if !math.IsNaN(value) {
				rates[r.Group] = value / n
				if r.Events == nil {
					events[r.Group] = math.Round(value)
				}
			}
		}
	}
	return events
}

// baselineRate returns the baseline's rate from a group whose rate is known and that is compared
// with it, or NaN.
func baselineRate(p publication, w known, rates map[string]float64) float64 {
	baseline := math.NaN()
	for i, r := range p.Rows {
		rate, ok := rates[r.Group]
		switch {
		case !ok || r.Group == p.Baseline:
		case r.Ratio.Value != nil && *r.Ratio.Value > 0:
			baseline = rate / float64(*r.Ratio.Value)
		case r.Difference.Value != nil:
			baseline = rate - float64(*r.Difference.Value)
		case r.Excess.Value != nil:
			baseline = rate - float64(*r.Excess.Value)/w.exposure(p, i)
		}
	}
	return baseline
}

// eventsFromComparison returns the events of row i from a figure that compares it with the
// baseline, or NaN.
func eventsFromComparison(p publication, w known, i int, rates map[string]float64) float64 {
	r, n := p.Rows[i], w.exposure(p, i)
	baseline, ok := rates[p.Baseline]
	switch {
	case r.Ratio.Value != nil && ok:
		return float64(*r.Ratio.Value) * baseline * n
	case r.Difference.Value != nil && ok:
		return (float64(*r.Difference.Value) + baseline) * n
	case r.Excess.Value != nil && ok:
		return float64(*r.Excess.Value) + baseline*n
	case anyFigure(r.Rate, r.Ratio, r.Difference, r.Excess):
		return search(p, w, i, n) // limits and p-values
	}
	return math.NaN()
}

// linearProgram is what is known of the withheld counts that no figure gives away: each less its
// low end, so that no variable is below 0. A constraint has a coefficient for each variable and
// then the right-hand side.
type linearProgram struct {
	variables    []variable
	equalities   [][]float64
	inequalities [][]float64 // at most the right-hand side
}

// variable is a withheld count.
type variable struct {
	name string
	box
}

const trialsOf = "trials of "

// newLinearProgram has a variable for every withheld count; the events that are given away are a
// variable of one value.
func newLinearProgram(p publication, w known, givenAway map[string]float64) *linearProgram {
	l := new(linearProgram)
	events, trials := float64(w.events), float64(w.trials) // what is left of the totals
	var eventsLeft, trialsLeft []int                       // the variables that are to sum to them
	for _, r := range p.Rows {
		if r.Events == nil {
			b := w.eventsKind[r.Group]
			if n, ok := givenAway[r.Group]; ok {
				b = box{int64(n), int64(n)}
			}
			eventsLeft = append(eventsLeft, len(l.variables))
			l.variables = append(l.variables, variable{r.Group, b})
		} else {
			events -= float64(*r.Events)
		}
		if w.population != nil {
			continue
		}
		if r.Exposure == nil {
			trialsLeft = append(trialsLeft, len(l.variables))
			l.variables = append(l.variables, variable{trialsOf + r.Group, w.trialsKind[r.Group]})
		} else {
			trials -= float64(*r.Exposure)
		}
	}
	if w.events >= 0 {
		l.sumTo(eventsLeft, events)
	}
	if w.trials >= 0 {
		l.sumTo(trialsLeft, trials)
	}
	for i := range l.variables {
		l.within(i)
	}
	if w.population == nil {
		l.eventsWithinTrials(p, w)
	}
	return l
}

// constraint returns one without coefficients.
func (l *linearProgram) constraint() []float64 { return make([]float64, len(l.variables)+1) }

// sumTo has the variables sum to a total.
func (l *linearProgram) sumTo(variables []int, total float64) {
	if len(variables) == 0 {
		return
	}
	c := l.constraint()
	for _, i := range variables {
		c[i] = 1
		total -= float64(l.variables[i].low)
	}
	c[len(l.variables)] = total
	l.equalities = append(l.equalities, c)
}

// within has variable i at most at its high end. Nobody counts to more than 1e6 here.
func (l *linearProgram) within(i int) {
	c := l.constraint()
	c[i] = 1
	c[len(l.variables)] = math.Min(float64(l.variables[i].high), 1e6) - float64(l.variables[i].low)
	l.inequalities = append(l.inequalities, c)
}

// eventsWithinTrials has withheld events at most as many as the trials of their group, be these
// shown or withheld.
func (l *linearProgram) eventsWithinTrials(p publication, w known) {
	for i, r := range p.Rows {
		j := l.index(r.Group)
		if j < 0 {
			continue
		}
		c := l.constraint()
		c[j] = 1
		most := -float64(l.variables[j].low)
		if r.Exposure != nil {
			most += w.exposure(p, i)
		} else {
			trials := l.index(trialsOf + r.Group)
			c[trials] = -1
			most += float64(l.variables[trials].low)
		}
		c[len(l.variables)] = most
		l.inequalities = append(l.inequalities, c)
	}
}

// index returns the variable of that name, or -1.
func (l *linearProgram) index(name string) int {
	return slices.IndexFunc(l.variables, func(v variable) bool { return v.name == name })
}

// ranges returns the least and the largest value of every variable.
func (l *linearProgram) ranges(t fataler) map[string][2]float64 {
	t.Helper()
	ranges := map[string][2]float64{}
	for i, v := range l.variables {
		ranges[v.name] = [2]float64{l.least(t, i, 1) + float64(v.low), -l.least(t, i, -1) + float64(v.low)}
	}
	return ranges
}

// least returns the least value of sign × variable j, by the simplex method. That takes equalities
// alone, so that every inequality gets a slack variable, and no negative right-hand sides.
func (l *linearProgram) least(t fataler, j int, sign float64) float64 {
	t.Helper()
	constraints := slices.Concat(l.equalities, l.inequalities)
	own := len(l.variables)
	columns := own + len(l.inequalities)
	a, b, c := mat.NewDense(len(constraints), columns, nil), make([]float64, len(constraints)), make([]float64, columns)
	c[j] = sign
	for i, constraint := range constraints {
		side := 1.
		if constraint[own] < 0 {
			side = -1
		}
		for k, coefficient := range constraint[:own] {
			a.Set(i, k, side*coefficient)
		}
		if slack := i - len(l.equalities); slack >= 0 {
			a.Set(i, own+slack, side)
		}
		b[i] = side * constraint[own]
	}
	value, _, err := lp.Simplex(c, a, b, 1e-10, nil)
	if err != nil {
		t.Fatalf("linear program: %v\n%v\n%v", err, mat.Formatted(a), b)
	}
	return value
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
		b, trials := w.eventsKind[name], strings.HasPrefix(name, trialsOf)
		if trials {
			b = w.trialsKind[strings.TrimPrefix(name, trialsOf)]
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
		n := rapid.Int64Range(0, most).Draw(t, trialsOf+g)
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
	o := Options[string]{AtMost: k, Base: rapid.SampledFrom([]int64{0, 0, 5, 6}).Draw(t, "base")}
	o.Midpoints = o.Base > 0 && rapid.Bool().Draw(t, "midpoints")
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
			w.wished[trialsOf+g] = slices.Contains(o.HideExposure, g)
		} else if wished {
			w.eventsKind[g] = kind(w.eventsKind[g].low, k, true)
			w.wished[g] = true
		}
	}
	published := publish(t, s.Table)
	if o.Base > 1 {
		// Rounding adds to the attacker's doubt. Give him the exact counts that are shown, as if he
		// had seen through it.
		o.Base, o.Midpoints = 0, false
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
		counts, k := genCounts(t), rapid.OneOf(rapid.Int64Range(2, 7), rapid.SampledFrom([]int64{10, 20})).Draw(t, "k")
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
