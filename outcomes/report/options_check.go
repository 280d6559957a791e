package report

import (
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
)

// Validate reports the first choice that cannot be had, whatever is read, as an [*OptionError]; nil
// if there is none. [New] asks it too.
func (o Options) Validate() error {
	o = o.filled()
	switch {
	case !(o.Level >= 0 && o.Level < 1):
		return optionError("{Level} %v: want a number between 0 and 1, as 0.95", o.Level)
	case !(o.LowMonth > 0 && o.LowMonth < 1):
		return optionError("{LowMonth} %v: want a number between 0 and 1, as 0.2", o.LowMonth)
	case o.SmallCountBelow < 0 || o.SmallCountBelow > rri.MaxCount:
		return optionError("{SmallCountBelow} %d: want a whole number from 1, as 10, or 0 for %d", o.SmallCountBelow, rri.SmallCountBelow)
	case o.Suppress < 0 || o.Suppress == 1 || o.Suppress > maxSuppress:
		return optionError("{Suppress} %d: want a number from 2 to %d, or 0 to withhold nothing", o.Suppress, maxSuppress)
	case o.Suppress != 0 && o.Unknown == outcomes.ByCrossTable:
		return optionError("{Suppress} %d does not go with {Unknown} %s: figures pooled over imputations can tell more than their counts, "+
			"so that withholding counts does not protect them",
			o.Suppress, o.Unknown)
	}
	if err := o.validateNames(); err != nil {
		return err
	}
	if err := o.validateMonths(); err != nil {
		return err
	}
	if err := o.validateWithin(); err != nil {
		return err
	}
	if err := o.validateChange(); err != nil {
		return err
	}
	if err := o.validateResidents(); err != nil {
		return err
	}
	if err := o.validateScheme(); err != nil {
		return err
	}
	if !o.Scheme.Has(o.Baseline) {
		return optionError("{Baseline} %q is not a group of %s: want one of %s", o.Baseline, o.Scheme, list(o.Scheme.Groups(), nil))
	}
	return o.validateMethod()
}

// validateMethod reports a method that has no ratio of either kind of counts, so that no table
// could be made.
func (o Options) validateMethod() error {
	_, err := rri.Ratio(rri.Rate{Events: 1, Population: 2}, rri.Rate{Events: 1, Population: 2}, rri.Options{Method: o.Method})
	if errors.Is(err, rri.ErrMethod) {
		_, err = rri.Ratio(rri.Proportion{Events: 1, Trials: 2}, rri.Proportion{Events: 1, Trials: 2}, rri.Options{Method: o.Method})
	}
	if errors.Is(err, rri.ErrMethod) {
		return optionError("{Method} %s", o.Method).wrapping(err)
	}
	return nil
}

// maxSuppress is the largest count that can be withheld.
const maxSuppress = 1000

// validateMonths reports a bound that is no month, and bounds that leave none.
func (o Options) validateMonths() error {
	for _, bound := range []struct {
		option string
		month  outcomes.Month
	}{{"From", o.From}, {"To", o.To}} {
		var m outcomes.Month
		if err := m.UnmarshalText([]byte(bound.month.String())); err != nil {
			e := &OptionError{Option: bound.option, text: "{" + bound.option + "}"}
			return e.wrapping(err)
		}
	}
	if o.From != 0 && o.To != 0 && o.From > o.To {
		return optionError("{From} %s is after {To} %s: no month is left", o.From, o.To)
	}
	return nil
}

// validateNames reports a number that is no value of its option.
func (o Options) validateNames() error {
	type named interface {
		fmt.Stringer
		MarshalText() ([]byte, error)
	}
	type choice struct {
		option string
		value  named
	}
	choices := []choice{
		{"Census", o.Census}, {"Scheme", o.Scheme}, {"Rule", o.Rule}, {"Find", o.Find}, {"Unknown", o.Unknown}, {"Method", o.Method}, {"By", o.By},
	}
	if o.Object != nil {
		choices = append(choices, choice{"Object", *o.Object})
	}
	if o.Type != nil {
		choices = append(choices, choice{"Type", *o.Type})
	}
	if o.Legislation != nil {
		choices = append(choices, choice{"Legislation", *o.Legislation})
	}
	if o.Age != nil {
		choices = append(choices, choice{"Age", *o.Age})
	}
	if o.Gender != nil {
		choices = append(choices, choice{"Gender", *o.Gender})
	}
	for _, v := range choices {
		if _, err := v.value.MarshalText(); err != nil {
			return optionError("{"+v.option+"} %s: want one of the constants of its type", v.value)
		}
	}
	return nil
}

// strataMethods has the way to adjust that goes with a method of single comparisons.
var strataMethods = map[rri.Method]strata.Method{
	rri.SCAS:              strata.SCAS,
	rri.Score:             strata.Score,
	rri.MiettinenNurminen: strata.Score,
	rri.Wald:              strata.MantelHaenszel,
}

// hasStrata reports whether a method has a form for strata.
func hasStrata(m rri.Method) bool { _, ok := strataMethods[m]; return ok }

// validateWithin reports what Within does not go with.
func (o Options) validateWithin() error {
	if len(o.Within) == 0 {
		return nil
	}
	seen := make(map[Dimension]bool)
	for _, d := range o.Within {
		if int(d) >= len(dimensions) {
			return optionError("{Within} %s: want one of %s", d, list(Dimensions(), nil))
		}
		if seen[d] {
			return optionError("{Within}: %s is given twice", d)
		}
		seen[d] = true
	}
	if !hasStrata(o.Method) {
		return optionError("{Within} does not go with {Method} %s, which has no form for strata: want one of %s", o.Method,
			list(rri.Methods(), hasStrata))
	}
	if o.Unknown != outcomes.LeftOut {
		return optionError("{Within} does not go with {Unknown} %s, which puts records into groups whatever their stratum", o.Unknown)
	}
	if o.Suppress != 0 {
		return optionError("{Within} does not go with {Suppress}: the counts of strata are small, and would tell what is withheld")
	}
	return nil
}

// validateScheme reports whether the groups can be formed from both the accounts of ethnicity and
// the population figures.
func (o Options) validateScheme() error {
	if o.Unknown != outcomes.LeftOut && o.Rule != outcomes.SelfDefined {
		return optionError("{Unknown} %s fills in self-defined ethnicity: it does not go with {Rule} %s", o.Unknown, o.Rule)
	}
	fits := func(s ethnicity.Scheme) bool { return o.countedBy(s) && o.hasAccount(s) }
	if fits(o.Scheme) {
		return nil
	}
	why := fmt.Sprintf("{Rule} %s: an officer's view has no such detail", o.Rule)
	if o.Rule == outcomes.SelfDefined {
		why = fmt.Sprintf("{Unknown} %s: an officer's view has no such detail", o.Unknown)
	}
	switch {
	case o.countedBy(o.Scheme):
	case o.Residents != nil:
		why = fmt.Sprintf("{Residents}: the figures are in the groups %s", o.Residents.Scheme)
	default:
		why = fmt.Sprintf("{Census} %s: it did not count these groups", o.Census)
	}
	return optionError("{Scheme} %s cannot be had with "+why+". Want one of %s", o.Scheme, list(ethnicity.Schemes(), fits))
}

// Schemes returns the classifications that a report can be of: those whose groups some census
// counts, in the order of the constants of package ethnicity.
func Schemes() iter.Seq[ethnicity.Scheme] {
	return func(yield func(ethnicity.Scheme) bool) {
		for s := range ethnicity.Schemes() {
			if (counts(ethnicity.Census2021, s) || counts(ethnicity.Census2011, s)) && !yield(s) {
				return
			}
		}
	}
}

// countedBy reports whether the residents can be counted by the groups of s.
func (o Options) countedBy(s ethnicity.Scheme) bool {
	if o.Residents != nil {
		_, err := o.Residents.Collapse(s)
		return err == nil
	}
	return counts(o.Census, s)
}

// counts reports whether a census can be counted by the groups of s. Residents that are
// interpolated between two censuses have the groups of the last.
func counts(c ethnicity.Census, s ethnicity.Scheme) bool {
	p, err := ethnicity.PopulationOf("England and Wales", censusOf(c))
	if err == nil {
		_, err = p.Collapse(s)
	}
	return err == nil
}

// hasAccount reports whether the accounts of ethnicity that count can be put into the groups of s.
func (o Options) hasAccount(s ethnicity.Scheme) bool {
	if o.Rule == outcomes.SelfDefined && o.Unknown != outcomes.ByOfficer && o.Unknown != outcomes.ByCrossTable {
		return true // a matter of the labels in the file
	}
	for g := range ethnicity.OfficerDefined.Groups() {
		if _, err := s.Collapse(g); err != nil {
			return false
		}
	}
	return true
}

// list lists the names of values for a message, all of them or those that ok takes.
func list[T fmt.Stringer](values iter.Seq[T], ok func(T) bool) string {
	var names []string
	for v := range values {
		if ok == nil || ok(v) {
			names = append(names, v.String())
		}
	}
	return strings.Join(names, ", ")
}
