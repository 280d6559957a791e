package report

import (
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

// kindOf returns the kind of the row of searches for which this is recorded in place of a group.
func kindOf(g ethnicity.Group) string { return strings.ToLower(g.String()) }

// hasTogether reports whether several groups other than White are set against one that is in White.
func (o Options) hasTogether() bool {
	others := 0
	for g := range o.Scheme.Groups() {
		if ethnicity.OtherThanWhite.Contains(g) {
			others++
		}
	}
	return others > 1 && ethnicity.White.Contains(o.Baseline)
}

// togetherOf puts all groups other than White of one table together, for a comparison with the
// baseline, which is in White, with a design effect. ok is false where there is nothing to put
// together: the baseline is one of them, there is but one, or one of them has no row, or searches
// and no residents.
func togetherOf[M rri.Measure](r *Report, by map[ethnicity.Group]M, effect float64) (pair map[ethnicity.Group]M, ok bool, err error) {
	if !r.o.hasTogether() {
		return nil, false, nil
	}
	var counts []M
	for g := range r.o.Scheme.Groups() {
		if !ethnicity.OtherThanWhite.Contains(g) {
			continue
		}
		count, there := by[g]
		if events, exposure, _ := count.Counts(); !there || events > 0 && exposure == 0 {
			return nil, false, nil
		}
		counts = append(counts, count)
	}
	sum, err := rri.Sum(counts...)
	if err != nil {
		return nil, false, prefixed(err)
	}
	return map[ethnicity.Group]M{r.o.Baseline: by[r.o.Baseline], ethnicity.OtherThanWhite: rri.WithDesignEffect(sum, effect)}, true, nil
}

// together returns the table of the baseline and of all groups other than White together, from the
// counts of every imputation; nil if there is none. It has no rates if the question has no answer.
func together[M rri.Measure](r *Report, by []map[ethnicity.Group]M, q question) (table, error) {
	var pairs []map[ethnicity.Group]M
	for _, counts := range by {
		pair, ok, err := togetherOf(r, counts, q.effects.together)
		if err != nil || !ok {
			return nil, err
		}
		pairs = append(pairs, pair)
	}
	t, err := compared(r, pairs)
	if q.noAnswer != "" {
		t = t.WithoutRates(q.noAnswer)
	}
	return t, prefixed(err)
}

// rest is the searches of one table that are in no group, by what is recorded in place of one.
type rest map[ethnicity.Group]rri.Proportion

// restOf counts the searches of persons in no group: those that are events out of those that are
// trials.
func restOf(t *outcomes.Tally, rule outcomes.EthnicityRule, d outcomes.Definition) rest {
	all := rest{ethnicity.NotKnown: {}, ethnicity.NotStated: {}}
	type kind struct {
		group        ethnicity.Group // where it is not known, of a search of a person
		trial, event bool
	}
	for k, n := range outcomes.CountBy(t, func(k outcomes.Key) kind {
		g := rule.Of(k)
		if !k.Type.IsPerson() || g.IsKnown() || !d.Trial(k) {
			return kind{}
		}
		return kind{g, true, d.Event(k)}
	}) {
		if !k.trial {
			continue
		}
		p := all[k.group]
		p.Trials += n
		if k.event {
			p.Events += n
		}
		all[k.group] = p
	}
	return all
}

// everySearch is the definition by which every search is counted, of a rate.
var everySearch = outcomes.Definition{
	Trial: func(outcomes.Key) bool { return true },
	Event: func(outcomes.Key) bool { return true },
}

// addRows adds the rows of other kinds to the plain data of a table: of all groups other than White
// together, and of the searches in no group. Where small counts are withheld, the first stands only
// where every row that it is the sum of is shown, and the others only where they are told anyhow.
func (r *Report) addRows(e *entry) error {
	shown := !slices.ContainsFunc(e.plain.Rows, func(row Row) bool { return row.Events == nil || row.Exposure == nil })
	if e.together != nil && shown {
		sum, err := plainTable(e.id, "", e.together)
		if err != nil {
			return err
		}
		for _, row := range sum.Rows {
			if row.Group != ethnicity.OtherThanWhite {
				continue
			}
			row.Kind = kindSum
			e.plain.Rows = append(e.plain.Rows, row)
		}
	}
	if r.limit != 0 && !(e.perPerson && r.o.Unknown == outcomes.LeftOut && r.kinds() != nil) {
		return nil
	}
	for g := range ethnicity.Groups() {
		p, ok := e.rest[g]
		if !ok {
			continue
		}
		row := Row{Group: g, Kind: kindOf(g), Events: &p.Events}
		if !e.perPerson {
			row.Exposure = new(float64(p.Trials))
		}
		e.plain.Rows = append(e.plain.Rows, row)
	}
	return nil
}
