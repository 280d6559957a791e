package outcomes

import (
	"cmp"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// OutcomeTest compares how often searches of each group find something: the outcome, or hit-rate,
// test (Becker 1957; Knowles, Persico and Todd 2001, DOI 10.1086/322082).
//
// Its idea: if officers search whenever the chance of a find is above some threshold, and the
// threshold is the same for all, then the searches that only just pass it find something equally
// often in every group; a group that is searched on weaker grounds has fewer finds. Its limits,
// which [OutcomeTestLimits] says in two sentences for the reader:
//
//   - Infra-marginality (Ayres 2002; Simoiu, Corbett-Davies and Goel 2017, DOI
//     10.1214/17-AOAS1058): find rates are averages over all searches, not over those that only
//     just pass. Where the risk is spread otherwise in two groups, averages differ under one
//     threshold, or agree under two.
//   - Discretion: what is a find is partly decided by the officer who searched. A small amount of
//     cannabis can end in an arrest, a warning or nothing; if that depends on the group, so does
//     the find rate.
//   - Records: not every blank is nothing found, and forces fill in the link to the object by rules
//     of their own ([Regime]). Groups are to be compared within one force and one regime.
//
// So a lower find rate is a reason to look at the records of these searches, and equal rates are
// no proof of equal treatment.
type OutcomeTest struct {
	Definition Definition                                 `json:"definition"`
	Table      rri.Table[ethnicity.Group, rri.Proportion] `json:"table"`
	// Doubt is why the records cannot bear the test, or "": the definition is in doubt
	// ([Tally.Doubt], [Tally.OutcomeDoubt]), or there are searches of several forces.
	Doubt string `json:"doubt"`
}

// OutcomeTestLimits is what to print beside an outcome test.
const OutcomeTestLimits = "A find rate is an average over all searches: it neither shows nor rules out unequal treatment. " +
	"Rates can differ where the strength of suspicion that people are searched on is the same, and agree where it is not; " +
	"and what counts as a find is partly the officer's decision."

// OutcomeTest compares the find rates of the groups of g with that of the baseline, with the design
// effects of people who were stopped together. The errors are those of [Tally.Proportions] and
// [rri.Compare], which wraps [rri.ErrMethod] for a method that has none with a design effect:
// choose another, or set Independent in g.
func (t *Tally) OutcomeTest(d FindDefinition, g Grouping, baseline ethnicity.Group, o rri.Options) (OutcomeTest, error) {
	p, err := t.Proportions(d.Definition(), g)
	if err != nil {
		return OutcomeTest{}, err
	}
	test := OutcomeTest{Definition: p.Definition, Doubt: cmp.Or(t.Doubt(d), t.OutcomeDoubt(p.Definition))}
	if test.Table, err = rri.Compare(baseline, p.By, o); err != nil {
		return OutcomeTest{}, fmt.Errorf("outcomes: outcome test: %w", err)
	}
	test.Table.Measure, test.Table.Definition, test.Table.Events, test.Table.Exposure = p.Definition.Name, p.Definition.Text, "finds", "searches"
	test.Table.Per = 100
	forces := CountBy(t.Where(func(k Key) bool { return k.Type.IsPerson() }), func(k Key) ethnicity.Force { return k.Force })
	if test.Doubt == "" && len(forces) > 1 {
		test.Doubt = fmt.Sprintf("the searches are of %d forces, which record outcomes in different ways: test one force at a time", len(forces))
	}
	return test, nil
}

// Text returns the result for one group in words: what the test shows, not why. A group that is not
// in the test, or is the baseline, gives "".
func (t OutcomeTest) Text(group ethnicity.Group) string {
	for _, row := range t.Table.Rows {
		if row.Group != group || group == t.Table.Baseline {
			continue
		}
		e := row.Ratio
		// never 1.00 unless it is 1
		times := func(v float64) string { return sheet.Limit(sheet.Fixed, v, 2, 1) }
		rates := fmt.Sprintf("%s: finds in %d of %d searches; the find rate is %s times that of %s (%s to %s)",
			group, row.Count.Events, row.Count.Trials, times(e.Value), t.Table.Baseline, times(e.Lower), times(e.Upper))
		switch {
		case t.Doubt != "":
			return fmt.Sprintf("%s: not tested: %s", group, t.Doubt)
		case math.IsNaN(e.Value):
			return fmt.Sprintf("%s: finds in %d of %d searches: no ratio to that of %s", group, row.Count.Events, row.Count.Trials, t.Table.Baseline)
		case math.IsInf(e.Value, 1):
			return fmt.Sprintf("%s: finds in %d of %d searches; none in those of %s, so no ratio to it",
				group, row.Count.Events, row.Count.Trials, t.Table.Baseline)
		case e.Upper < 1:
			return rates + ": lower, by more than chance alone would leave"
		case e.Lower > 1:
			return rates + ": higher, by more than chance alone would leave"
		}
		return rates + ": chance alone could leave such a difference, which does not show that there is none"
	}
	return ""
}
