package report

import (
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/strata"
)

// Options are the choices of a report. The zero value is what a panel is shown first: every search
// by self-defined ethnicity in the groups 5+1, against White, over the residents of the months of
// the searches, with 95 % intervals.
type Options struct {
	// Census says of which census the residents are. The zero value, [ethnicity.OtherSource],
	// stands for [ethnicity.Interpolated]: those of each force are of the mean day of the months
	// with a row, as [ethnicity.PopulationAt] has them.
	Census ethnicity.Census

	// ResidentsOf is the place whose residents are the denominator of the search rate, by a name
	// that [ethnicity.PopulationOf] reads; "" for the areas of the forces. All searches together
	// are over them.
	ResidentsOf string

	// Residents are figures that are the denominator of the search rate, of whatever place, people
	// and day they are; nil for none. They do not go with ResidentsOf, nor with Census. Those that
	// are built in, as [ethnicity.PopulationOf] has them, are of people of every age and gender.
	Residents *ethnicity.Population

	// Scheme is the groups, one of [Schemes] that the census can be counted by. The zero value is
	// [ethnicity.FivePlusOne].
	Scheme ethnicity.Scheme

	// Baseline is the group that the others are compared with. The zero value stands for the first
	// of the scheme: White, White British, or White (without Traveller).
	Baseline ethnicity.Group

	// Rule says whose account of ethnicity counts. The zero value is [outcomes.SelfDefined].
	Rule outcomes.EthnicityRule

	// Object, Type and Legislation leave only searches for this object, of this type and under this
	// power in the tables; nil leaves all of them. The search rate is of such searches per
	// resident.
	Object      *outcomes.Object
	Type        *outcomes.SearchType
	Legislation *outcomes.Legislation

	// Age and Gender leave only searches of people of this age band and gender; nil leaves all of
	// them. The residents that are built in are of every age and gender: with either there is no
	// search rate but over Residents that are the caller's own.
	Age    *outcomes.Age
	Gender *outcomes.Gender

	// From and To are the first and the last month of the searches, as [outcomes.NewMonth] makes
	// them; 0 is no bound.
	From, To outcomes.Month

	// LowMonth is the share of the median of a force's other months, above 0 and below 1, below
	// which the searches of a month are so few that every table with it says so. 0 stands for 0.2.
	LowMonth float64

	// Find says what a find is. The zero value is [outcomes.FindByAction].
	Find outcomes.FindDefinition

	// Unknown says what is done with searches of unknown ethnicity. The zero value,
	// [outcomes.LeftOut], leaves them in no group; the others need self-defined ethnicity.
	Unknown outcomes.Allocation

	// Suppress withholds counts from 1 to this number, 2 to 1000, and what would tell them, in
	// every form of the report. 0 withholds nothing.
	Suppress int64

	// By divides the report into parts, each with tables of its own, and adds to every table of all
	// the parts together one that is adjusted for them. The zero value stands for [EachForce] if
	// there are rows of several forces over the areas of each, else, or with Suppress, for [Whole].
	// Any other than these two values does not go with Suppress.
	//
	// Where there are several forces, the adjusted tables are adjusted for these too, whatever By
	// is. There are none with Unknown, with Suppress, and with a method that has no form for
	// strata, which a note says.
	By Breakdown

	// Within adds to every table of outcomes one that is adjusted for these, in which searches are
	// set against those of the same stratum, and of the same force and period of By. It goes
	// neither with Unknown nor with Suppress, and only with the methods that have a form for
	// strata.
	Within []Dimension

	// Method is the family of intervals and p-values. The zero value is [rri.SCAS]. Tables that a
	// family has no ratio for are left out, and a note names them. A family that has no ratio at
	// all, neither of rates nor of proportions, cannot be had.
	Method rri.Method

	// Level is the confidence level, as in [rri.Options]: 0 stands for 0.95.
	Level float64

	// Source says where the records are from, as "a request under the Freedom of Information Act",
	// if their files do not tell: those of data.police.uk do, by their columns. "data.police.uk"
	// stands for it with its licence, and "" says nothing.
	Source string

	// Stamp is the program that makes the report and the day on which it does, told at its end; nil
	// for none.
	Stamp *Stamp
}

// OptionError says which choice of [Options] or [Layout] cannot be had, and why.
type OptionError struct {
	Option string // the field of Options or Layout, as "Baseline"
	text   string // names of options stand in braces, and {{ is one that names none
	after  string // the rest of the message, which has no names of options
	err    error  // what is wrapped, or nil
}

// Error returns the message, with options under the names of their fields.
func (e *OptionError) Error() string {
	return "report: " + e.Text(func(option string) string { return option })
}

// Unwrap returns the cause, nil if there is none but the choice.
func (e *OptionError) Unwrap() error { return e.err }

// Text returns the message without prefix, with options under the names that the caller gives them:
// a program has flags in place of the fields of [Options], and a page has the titles of menus.
func (e *OptionError) Text(name func(option string) string) string {
	var b strings.Builder
	rest := e.text
	for {
		before, after, found := strings.Cut(rest, "{")
		b.WriteString(before)
		if !found {
			break
		}
		if literal, ok := strings.CutPrefix(after, "{"); ok {
			b.WriteByte('{')
			rest = literal
			continue
		}
		option, after, _ := strings.Cut(after, "}")
		b.WriteString(name(option))
		rest = after
	}
	return b.String() + e.after
}

// optionError makes an error of the option that the message names first.
func optionError(format string, args ...any) *OptionError {
	_, option, _ := strings.Cut(format, "{")
	option, _, _ = strings.Cut(option, "}")
	return &OptionError{Option: option, text: fmt.Sprintf(format, args...)}
}

// wrapping returns e with a cause, which is told without the name of its package.
func (e *OptionError) wrapping(err error) *OptionError {
	text := err.Error()
	for _, name := range []string{"rri: ", "strata: ", "outcomes: ", "ethnicity: "} {
		text = strings.TrimPrefix(text, name)
	}
	e.after = ": " + text
	return e.because(err)
}

// because returns e with a cause, which its text tells in other words.
func (e *OptionError) because(err error) *OptionError {
	e.err = err
	return e
}

// filled returns o with the values that zeros stand for.
func (o Options) filled() Options {
	switch {
	case o.Residents != nil:
		own := *o.Residents
		own.Area, own.Source = sheet.Clean(own.Area), sheet.Clean(own.Source)
		o.Residents = &own
	case o.Census == ethnicity.OtherSource:
		o.Census = ethnicity.Interpolated
	}
	if o.LowMonth == 0 {
		o.LowMonth = 0.2
	}
	if o.Baseline == 0 {
		for o.Baseline = range o.Scheme.Groups() {
			break
		}
	}
	return o
}

// Validate reports the first choice that cannot be had, whatever is read, as an [*OptionError]; nil
// if there is none. [New] asks it too.
func (o Options) Validate() error {
	o = o.filled()
	switch {
	case !(o.Level >= 0 && o.Level < 1):
		return optionError("{Level} %v: want a number between 0 and 1, as 0.95", o.Level)
	case !(o.LowMonth > 0 && o.LowMonth < 1):
		return optionError("{LowMonth} %v: want a number between 0 and 1, as 0.2", o.LowMonth)
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
	if o.Suppress != 0 && o.By != DefaultBreakdown && o.By != Whole {
		return optionError("{By} %s does not go with {Suppress}: the counts of the parts would tell what is withheld", o.By)
	}
	if err := o.validateSuppressed(); err != nil {
		return err
	}
	if err := o.validateWithin(); err != nil {
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
		return optionError("{Within} does not go with {Unknown} %s, which puts searches into groups whatever their stratum", o.Unknown)
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
