package report

import (
	"errors"
	"fmt"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// compares reports whether two stretches of months are to be compared.
func (o Options) compares() bool {
	return o.Before != outcomes.Months{} && o.After != outcomes.Months{}
}

// asksForChange reports whether a change, or what belongs to one, was asked for beyond the periods
// of By.
func (o Options) asksForChange() bool {
	return o.Rolling != 0 || o.Before != outcomes.Months{} || o.After != outcomes.Months{} || len(o.LeaveOut) > 0 || o.Margin != 0
}

// changeOption names the first of these options, with its value as a person gives it.
func (o Options) changeOption() string {
	switch {
	case o.Rolling != 0:
		return fmt.Sprintf("{Rolling} %d", o.Rolling)
	case o.Before != outcomes.Months{}:
		return "{Before} " + o.Before.String()
	case o.After != outcomes.Months{}:
		return "{After} " + o.After.String()
	case len(o.LeaveOut) > 0:
		return "{LeaveOut} " + o.LeaveOut[0].String()
	}
	return fmt.Sprintf("{Margin} %v", o.Margin)
}

// validateChange reports what cannot be had of the options on change.
func (o Options) validateChange() error {
	if !o.asksForChange() {
		return nil
	}
	switch {
	case o.Suppress != 0 && o.Rolling != 0:
		return optionError("%s does not go with {Suppress}: neighbouring runs of months differ by two months alone, "+
			"so that the difference of what is shown of them would tell what is withheld", o.changeOption())
	case o.Suppress != 0:
		return optionError("%s does not go with {Suppress}: the counts of two periods, beside those of everything, would tell what is withheld", o.changeOption())
	case o.Unknown != outcomes.LeftOut:
		return optionError("%s does not go with {Unknown} %s, which puts records into groups by those of all months together, and so evens out what changes",
			o.changeOption(), o.Unknown)
	}
	if err := o.validateRolling(); err != nil {
		return err
	}
	if err := o.validateCompared(); err != nil {
		return err
	}
	switch {
	case !(o.Margin == 0 || o.Margin > 0 && o.Margin < 1):
		return optionError("{Margin} %v: want a number between 0 and 1, as 0.1", o.Margin)
	case !o.compares() && !o.By.isPeriod() && !o.hasContrasts():
		return optionError("%s does nothing without periods: want {By} month, quarter, financial-year or year, or two stretches of months to compare", o.changeOption())
	}
	return o.validateChangeMethod()
}

// hasContrasts reports whether the values of a column that was kept are compared, for which of the
// options of change there is the margin alone.
func (o Options) hasContrasts() bool {
	_, ok := o.By.kept()
	return ok && o.Rolling == 0 && o.LeaveOut == nil
}

// maxRolling is how many months a run has at the most.
const maxRolling = 120

// validateRolling reports a number of months that cannot be rolled over.
func (o Options) validateRolling() error {
	step := 1
	switch {
	case o.Rolling == 0:
		return nil
	case o.Rolling < 2 || o.Rolling > maxRolling:
		return optionError("{Rolling} %d: want a number of months from 2 to %d, as 12", o.Rolling, maxRolling)
	case o.By == EachQuarter:
		step = EachQuarter.kind().Months()
	case o.By != EachMonth:
		return optionError("{Rolling} %d moves on by a month or a quarter, and needs to know which: want {By} month or quarter", o.Rolling)
	}
	if o.Rolling%step != 0 || o.Rolling <= step {
		return optionError("{Rolling} %d with {By} quarter: want two quarters or more, as 6 or 12", o.Rolling)
	}
	return nil
}

// validateCompared reports stretches of months that cannot be compared, or left out.
func (o Options) validateCompared() error {
	for _, of := range []struct {
		option string
		months outcomes.Months
	}{{"Before", o.Before}, {"After", o.After}} {
		if err := validateStretch(of.option, of.months); err != nil {
			return err
		}
	}
	for _, m := range o.LeaveOut {
		if err := validateStretch("LeaveOut", m); err != nil {
			return err
		}
		if (m == outcomes.Months{}) {
			return optionError("{LeaveOut} %s leaves out every month: nothing is left", m)
		}
	}
	switch {
	case o.Before == outcomes.Months{} && o.After == outcomes.Months{}:
		return nil
	case o.After == outcomes.Months{}:
		return optionError("{Before} %s has nothing to be compared with: want two stretches of months, the earlier one first", o.Before)
	case o.Before == outcomes.Months{}:
		return optionError("{After} %s has nothing to be compared with: want two stretches of months, the earlier one first", o.After)
	case o.Before.Overlaps(o.After):
		return optionError("{Before} %s and %s have months in common: a month is in one of them at most", o.Before, o.After)
	case o.After.Last != 0 && o.Before.First > o.After.Last:
		return optionError("{Before} %s is later than %s: want the earlier months first", o.Before, o.After)
	}
	return nil
}

// validateStretch reports a stretch of months that is none.
func validateStretch(option string, months outcomes.Months) error {
	for _, bound := range []outcomes.Month{months.First, months.Last} {
		var m outcomes.Month
		if err := m.UnmarshalText([]byte(bound.String())); err != nil {
			e := &OptionError{Option: option, text: "{" + option + "}"}
			return e.wrapping(err)
		}
	}
	if months.First != 0 && months.Last != 0 && months.First > months.Last {
		return optionError("{%s} %s: its first month is after its last: no month is left", option, months)
	}
	return nil
}

// validateChangeMethod reports a method that has no form for a change of either kind of counts.
func (o Options) validateChangeMethod() error {
	options := rri.Options{Method: o.Method}
	rate, proportion := rri.Rate{Events: 1, Population: 2}, rri.Proportion{Events: 1, Trials: 2}
	rates := trend.Pair[rri.Rate]{Group: rate, Baseline: rate}
	_, err := trend.ChangeOfIndex(rates, rates, options)
	if errors.Is(err, rri.ErrMethod) {
		proportions := trend.Pair[rri.Proportion]{Group: proportion, Baseline: proportion}
		_, err = trend.ChangeOfIndex(proportions, proportions, options)
	}
	if errors.Is(err, rri.ErrMethod) {
		return optionError("{Method} %s has no form for a change from one period to another", o.Method).wrapping(err)
	}
	return nil
}

// leftOutMonths names the stretches of LeaveOut.
func (o Options) leftOutMonths() string {
	var names []string
	for _, m := range o.LeaveOut {
		names = append(names, m.Name())
	}
	return strings.Join(names, ", ")
}
