package choices

import (
	"errors"
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// measured is what one measure is made of: by way of its own choice, which is the residents of a
// rate and the definition of an outcome.
type measured[M rri.Measure] struct {
	// the records that the measure is of
	records func(way int) *outcomes.Tally
	// how many ways there are
	ways int
	// whether the design effects are those of the first way in all that have the same records
	alike bool
	// the families that have a ratio of these counts
	methods []rri.Method
	// the counts of the groups, with the design effects that these records tell
	counts func(t *outcomes.Tally, g outcomes.Grouping, way int) (map[ethnicity.Group]M, error)
}

// rates is the measure of records per resident.
func (p *plan) rates() measured[rri.Rate] {
	return measured[rri.Rate]{
		records: func(way int) *outcomes.Tally { return p.over[way].searches },
		ways:    len(p.over),
		alike:   true,
		methods: methodsOf[rri.Rate](p, p.kind.rate),
		counts: func(t *outcomes.Tally, g outcomes.Grouping, way int) (map[ethnicity.Group]rri.Rate, error) {
			c, err := t.Counts(g)
			if err != nil {
				return nil, err
			}
			return c.Rates(p.over[way].residents[g.Scheme])
		},
	}
}

// proportions is the measure of outcomes by these definitions.
func (p *plan) proportions(definitions []outcomes.Definition) measured[rri.Proportion] {
	return measured[rri.Proportion]{
		records: func(int) *outcomes.Tally { return p.persons },
		ways:    len(definitions),
		methods: methodsOf[rri.Proportion](p, p.kind.outcome),
		counts: func(t *outcomes.Tally, g outcomes.Grouping, way int) (map[ethnicity.Group]rri.Proportion, error) {
			of, err := t.Proportions(definitions[way], g)
			return of.By, err
		},
	}
}

// combinations computes the index under every combination, in the order of the accounts, then of
// the objects, the unknown, the groups, the ways of the measure, the evidence and the methods.
func combinations[M rri.Measure](p *plan, m measured[M]) ([]Combination, error) {
	block := len(p.Missing) * len(p.Groups) * m.ways * len(p.Evidence) * len(m.methods)
	all := make([]Combination, len(p.Accounts)*len(p.Objects)*block)
	failed := make([]error, len(p.Accounts)*len(p.Objects))
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wait sync.WaitGroup
	for i := range p.Accounts {
		for l := range p.Objects {
			n := i*len(p.Objects) + l
			wait.Add(1)
			slots <- struct{}{}
			go func() {
				defer wait.Done()
				part := part[M]{p, m, i, l}
				failed[n] = part.compute(all[n*block : (n+1)*block])
				<-slots
			}()
		}
	}
	wait.Wait()
	for _, err := range failed {
		if err != nil {
			return nil, err // the others say much the same
		}
	}
	return all, nil
}

// part is the combinations of one account and one part of the searches.
type part[M rri.Measure] struct {
	*plan
	measured[M]
	account, object int
}

// compute fills in the combinations of the part.
func (p part[M]) compute(out []Combination) error {
	records := make([]*outcomes.Tally, p.ways) // by way, which are often the same
	thinned := make([]*outcomes.Tally, p.ways)
	for m := range p.ways {
		if m > 0 && p.records(m) == p.records(m-1) {
			records[m], thinned[m] = records[m-1], thinned[m-1]
			continue
		}
		records[m] = p.records(m).Where(p.Objects[p.object].Has)
		var err error
		if thinned[m], err = thin(records[m], p.Accounts[p.account]); err != nil {
			return err
		}
	}
	effects, err := p.effects(records)
	if err != nil {
		return err
	}
	for j, allocation := range p.Missing {
		for k, scheme := range p.Groups {
			filled := make([][]*outcomes.Tally, p.ways)
			for m := range p.ways {
				if m > 0 && thinned[m] == thinned[m-1] {
					filled[m] = filled[m-1]
				} else if filled[m], err = allocate(thinned[m], allocation, scheme); err != nil {
					return err
				}
				at := []int{p.account, j, k, p.object, m}
				if err := p.estimate(filled[m], effects[k][m], at, out); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// effects returns the design effects of the group and of the baseline by classification and way:
// those of the records as they are, since nobody knows with whom the unknown would have been
// stopped.
func (p part[M]) effects(records []*outcomes.Tally) (all [][][2]float64, err error) {
	for _, scheme := range p.Groups {
		by := make([][2]float64, p.ways)
		for m := range p.ways {
			if !slices.Contains(p.Evidence, ByStop) {
				continue
			}
			if p.alike && m > 0 && records[m] == records[m-1] {
				by[m] = by[m-1]
				continue
			}
			counts, err := p.counts(records[m], outcomes.Grouping{Rule: p.Accounts[p.account], Scheme: scheme}, m)
			if err != nil {
				return nil, err
			}
			_, _, by[m][0] = counts[p.Group].Counts()
			_, _, by[m][1] = counts[p.Baseline].Counts()
		}
		all = append(all, by)
	}
	return all, nil
}

// estimate fills in the combinations that are at these ways of the first five choices.
func (p part[M]) estimate(filled []*outcomes.Tally, effects [2]float64, at []int, out []Combination) error {
	var group, baseline []M // by imputation
	for _, t := range filled {
		by, err := p.counts(t, outcomes.Grouping{Scheme: p.Groups[at[2]], Independent: true}, at[4])
		if err != nil {
			return err
		}
		group, baseline = append(group, by[p.Group]), append(baseline, by[p.Baseline])
	}
	first := ((at[1]*len(p.Groups)+at[2])*p.ways + at[4]) * len(p.Evidence) * len(p.methods)
	for e, evidence := range p.Evidence {
		for n, method := range p.methods {
			with := effects
			if evidence == Independent || enumerates[M](method) {
				with = [2]float64{}
			}
			index, err := pooled(group, baseline, with, rri.Options{Method: method, Level: p.Level})
			if errors.Is(err, rri.ErrMethod) {
				return &methodError{method, err}
			}
			if err != nil {
				return err
			}
			out[first+e*len(p.methods)+n] = Combination{Ways: append(slices.Clone(at), e, n), Index: index.Value, Lower: index.Lower, Upper: index.Upper}
		}
	}
	return nil
}

// pooled returns one index from that of every imputation; NaN where there is none.
func pooled[M rri.Measure](group, baseline []M, effects [2]float64, o rri.Options) (rri.Estimate, error) {
	if group == nil {
		nan := math.NaN()
		return rri.Estimate{Value: nan, Lower: nan, Upper: nan}, nil
	}
	var all []rri.Estimate
	for i := range group {
		e, err := rri.Ratio(rri.WithDesignEffect(group[i], effects[0]), rri.WithDesignEffect(baseline[i], effects[1]), o)
		if err != nil {
			return e, err
		}
		all = append(all, e)
	}
	return unknown.PoolRatios(all, o)
}

// allocate returns the records with the unknown put into groups, by imputation; none where nobody
// is known whom they could be like.
func allocate(t *outcomes.Tally, a outcomes.Allocation, s ethnicity.Scheme) ([]*outcomes.Tally, error) {
	filled, err := t.Allocate(a, s, outcomes.AllocateOptions{})
	if errors.Is(err, unknown.ErrNobody) {
		return nil, nil
	}
	return filled.Tallies, err
}

// stratum is what records have in common that are taken to be alike where the unknown are put into
// groups, as [outcomes.AllocateOptions] has it: the force and what followed.
func stratum(k outcomes.Key) outcomes.Key {
	return outcomes.Key{Force: k.Force, Outcome: k.Outcome, Linked: k.Linked, Crime: k.Crime}
}

// thin returns the records by what an index depends on alone: the account that counts as the
// self-defined one and the other beside it, the force, and what followed. It has far fewer cells,
// and since those of one stratum differ in nothing else that counts, what is drawn is the same.
func thin(t *outcomes.Tally, rule outcomes.EthnicityRule) (*outcomes.Tally, error) {
	small := outcomes.CountBy(t, func(k outcomes.Key) outcomes.Key {
		other := k.Officer
		if rule == outcomes.OfficerDefined {
			other = k.Self
		}
		thin := stratum(k)
		if thin.Type = k.Type; thin.Type == outcomes.PersonAndVehicleSearch {
			thin.Type = outcomes.PersonSearch
		}
		thin.Self, thin.Officer = rule.Of(k), other
		return thin
	})
	var out outcomes.Tally
	for k, n := range small {
		if err := out.AddCount(k, n); err != nil {
			return nil, err
		}
	}
	return &out, nil
}
