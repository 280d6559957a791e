package main

import (
	"errors"
	"fmt"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// question has what every specification answers: the index of a group in some searches.
type question struct {
	tally           *outcomes.Tally
	group, baseline ethnicity.Group
}

// factor is one choice, and the ways to make it.
type factor struct {
	name   string
	levels []string
}

// specification is one way to make every choice, and what comes of it.
type specification struct {
	levels []int // by factor
	index  rri.Estimate
}

// design is every specification of one measure.
type design struct {
	measure string
	factors []factor
	specs   []specification
}

var (
	accounts = []outcomes.EthnicityRule{outcomes.SelfDefined, outcomes.OfficerDefined, outcomes.SelfThenOfficer}
	missing  = []outcomes.Allocation{outcomes.LeftOut, outcomes.InProportion, outcomes.ByCrossTable}
	censuses = []ethnicity.Census{ethnicity.Census2021, ethnicity.Census2011}
	schemes  = []ethnicity.Scheme{ethnicity.FivePlusOne, ethnicity.OfficerDefined}
	objects  = []string{"any", "drugs", "not drugs"}
	methods  = []rri.Method{rri.SCAS, rri.Score, rri.Wald}
	finds    = []outcomes.FindDefinition{outcomes.FindByAction, outcomes.FindByActionKnown, outcomes.FindByLinked,
		outcomes.FindByLinkedAction, outcomes.FindByArrest}
	ofObjects = []func(outcomes.Key) bool{
		func(outcomes.Key) bool { return true },
		func(k outcomes.Key) bool { return k.Object == outcomes.ControlledDrugs },
		func(k outcomes.Key) bool { return k.Object != outcomes.ControlledDrugs },
	}
)

func labels[T fmt.Stringer](values []T) []string {
	var out []string
	for _, v := range values {
		out = append(out, v.String())
	}
	return out
}

// accounted returns the searches with the account that counts as the self-defined one, and the
// other beside it.
func accounted(t *outcomes.Tally, rule outcomes.EthnicityRule) (*outcomes.Tally, error) {
	var out outcomes.Tally
	for k, n := range t.All() {
		other := k.Officer
		if rule == outcomes.OfficerDefined {
			other = k.Self
		}
		k.Self, k.Officer = rule.Of(k), other
		if err := out.AddCount(k, n); err != nil {
			return nil, err
		}
	}
	return &out, nil
}

// specifications computes the index under every combination.
func (q question) specifications(findRate bool) (design, error) {
	d := design{measure: "search rate", factors: []factor{
		{"account", labels(accounts)}, {"missing", labels(missing)}, {"groups", labels(schemes)}, {"object", objects},
		{"census", labels(censuses)}, {methodChoice, labels(methods)},
	}}
	if findRate {
		d.measure = "find rate"
		d.factors[4] = factor{"find", labels(finds)}
	}
	for i, rule := range accounts {
		account, err := accounted(q.tally, rule)
		if err != nil {
			return d, err
		}
		for l, keep := range ofObjects {
			part, recorded := account.Where(keep), q.tally.Where(keep)
			for j, allocation := range missing {
				for k, scheme := range schemes {
					filled, err := part.Allocate(allocation, scheme, outcomes.AllocateOptions{})
					if err != nil {
						return d, err
					}
					for m := range d.factors[4].levels {
						for n, method := range methods {
							e, err := q.index(recorded, outcomes.Grouping{Rule: rule, Scheme: scheme}, filled, m, method, findRate)
							if err != nil {
								return d, err
							}
							d.specs = append(d.specs, specification{[]int{i, j, k, l, m, n}, e})
						}
					}
				}
			}
		}
	}
	return d, nil
}

// index returns the index of one specification: of searches per resident at a census, or of finds
// by a definition. Design effects are those of the recorded searches, as nobody knows with whom the
// others would have been stopped.
func (q question) index(recorded *outcomes.Tally, g outcomes.Grouping, filled outcomes.Allocated, m int, method rri.Method, findRate bool) (rri.Estimate, error) {
	o := rri.Options{Method: method, Level: level}
	by := outcomes.Grouping{Scheme: g.Scheme}
	if findRate {
		of, err := recorded.Proportions(finds[m].Definition(), g)
		return pooled(filled, func(t *outcomes.Tally) (rri.Estimate, error) {
			p, notFound := t.Proportions(finds[m].Definition(), by)
			if err := errors.Join(err, notFound); err != nil {
				return rri.Estimate{}, err
			}
			clustered := func(g ethnicity.Group) rri.Proportion { return rri.WithDesignEffect(p.By[g], of.By[g].DesignEffect) }
			return rri.Ratio(clustered(q.group), clustered(q.baseline), o)
		}, o)
	}
	residents, noResidents := ethnicity.PopulationOf("Avon and Somerset", censuses[m])
	of, err := recorded.Counts(g)
	return pooled(filled, func(t *outcomes.Tally) (rri.Estimate, error) {
		c, notCounted := t.Counts(by)
		if err := errors.Join(noResidents, err, notCounted); err != nil {
			return rri.Estimate{}, err
		}
		c.DesignEffects = of.DesignEffects
		rates, err := c.Rates(residents)
		if err != nil {
			return rri.Estimate{}, err
		}
		return rri.Ratio(rates[q.group], rates[q.baseline], o)
	}, o)
}

// pooled returns one index from that of every tally of an allocation.
func pooled(filled outcomes.Allocated, of func(*outcomes.Tally) (rri.Estimate, error), o rri.Options) (rri.Estimate, error) {
	var all []rri.Estimate
	for _, t := range filled.Tallies {
		e, err := of(t)
		if err != nil {
			return e, err
		}
		all = append(all, e)
	}
	return unknown.PoolRatios(all, o)
}
