package report

import (
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// methodSection says how the numbers of a page are made, of what is in it, with the papers that the
// methods are from.
func (r *Report) methodSection() sheet.Section {
	section := sheet.Section{Name: "method", Title: "How the numbers are made"}
	add := func(title string, texts ...string) {
		texts = slices.DeleteFunc(texts, func(text string) bool { return text == "" })
		if len(texts) > 0 {
			section.Blocks = append(section.Blocks, sheet.Block{Title: title, Paragraphs: texts})
		}
	}
	d := r.document(true)
	rate := d.rate()
	add("Rates and the index", r.indexNotes(rate)...)
	add("The range of chance", r.chanceNotes(d)...)
	add(r.independenceTitle(), r.stopsNotes()...)
	add(r.say("{Searches} of unknown ethnicity"), r.unknownNotes(rate)...)
	add("Residents", r.residentsNotes(rate)...)
	add("Words", r.wordNotes(d)...)
	add("Like with like", r.stratifiedNotes()...)
	for _, t := range d.Trends {
		add(fmt.Sprintf("Change and trend of the %s", tableWith(d.Tables, t.ID).Measure), t.methodNotes()...)
		break // of every measure alike
	}
	if d.Peers != nil {
		add("The forces compared with each other", d.Peers.MethodNotes()...)
	}
	add("Small counts", r.suppressNotes()...)
	return section
}

// indexNotes says what rates and the index are.
func (r *Report) indexNotes(rate Table) (notes []string) {
	if rate.ID != "" {
		notes = append(notes, r.say("The {search rate} of a group is the number of {searches} of its people over the number of its residents. "+
			"{One person can be searched several times}, and each time counts, so the number of {searches} is taken as a Poisson count."))
	}
	if slices.ContainsFunc(r.tables, func(t entry) bool { return !t.perPerson }) {
		notes = append(notes, r.outcomesNote()+" The definition of each stands with its table.")
	}
	return append(notes, fmt.Sprintf("The index of a group, RRI or Relative Rate Index, is its rate over that of %s: 2 is twice as often, 1 as often, 0.5 half as often.", people(r.o.Baseline)))
}

// outcomesNote says what the rates of outcomes are.
func (r *Report) outcomesNote() string {
	switch {
	case r.words.IsSearch():
		return "Find rates and the rates of what follows are the searches of a group with that outcome over the searches of the group, a binomial proportion."
	case r.words.HasCrimeOutcome():
		return r.say("Rates of outcomes are the {searches} of a group whose crime has that outcome over the {searches} of the group whose crime has any, a binomial proportion: " +
			"what has none so far, or none that is recorded, is in no rate. Outcomes are told by their types, which the Home Office numbers from 1 to 22.")
	}
	return r.say("The rates of what follows are the {searches} of a group with that outcome over the {searches} of the group, a binomial proportion.")
}

// independenceTitle names what is said of records that are not independent of each other.
func (r *Report) independenceTitle() string {
	if r.words.IsSearch() {
		return "People who were stopped together"
	}
	return "Records that belong together"
}

// notResidents says who residents are not.
func (r *Report) notResidents() string {
	if r.words.HasCrimeOutcome() {
		return "Residents are not who was there"
	}
	return "Residents are not who was on the street"
}

// chanceNotes says how the intervals and tests are made.
func (r *Report) chanceNotes(d Document) []string {
	notes := []string{fmt.Sprintf("Intervals are of %s, by the method %s: %s. A p-value is below %.4g exactly where the interval leaves out 1. Reference: %s.",
		sheet.Percent(r.level()), r.o.Method, r.o.Method.Words(), 1-r.level(), r.o.Method.Reference())}
	if slices.ContainsFunc(d.Tables, func(t Table) bool { return t.AnyDiffers != nil }) {
		notes = append(notes, "Whether any group differs is one test of all groups of a table together: Pearson's chi-squared test. "+
			"Reference: Pearson 1900, DOI 10.1080/14786440009463897.")
	}
	return notes
}

// stopsNotes says what is made of people who were stopped together.
func (r *Report) stopsNotes() []string {
	notes := []string{r.document(false).howSure() + "."}
	if r.stopsTold() && !r.isIndependent() {
		notes = append(notes, "Searches of one force at one place in one minute count as one stop, less what coincides by chance. "+
			"The design effect of a count is how many times as much it scatters as a count of independent searches does. "+
			"Counts and what they are out of are divided by it before an interval is made, so that intervals get wider and estimates stay as they are. "+
			"Reference: Kish 1965, Survey Sampling; Rao and Scott 1992, DOI 10.2307/2532311.")
	}
	return notes
}

// unknownNotes says what becomes of searches of unknown ethnicity.
func (r *Report) unknownNotes(rate Table) (notes []string) {
	if r.o.Unknown == outcomes.LeftOut {
		notes = append(notes, r.say("{Searches} without a known ethnicity are in no group, and so in no rate."))
	} else {
		notes = append(notes, r.sayf("{Searches} without a known ethnicity are put into groups %s. Nobody can check that.", allocations[r.o.Unknown]))
	}
	if r.o.Unknown == outcomes.ByCrossTable {
		notes = append(notes, "That is done 20 times at random, and the results are pooled by Rubin's rules, so that intervals allow for the doubt. "+
			"Reference: Rubin 1987, Multiple Imputation for Nonresponse in Surveys, DOI 10.1002/9780470316696.")
	}
	if len(r.bounds) > 0 {
		notes = append(notes, r.sayf("Bounds are the lowest and the highest index over every way in which these {searches} could fall: all of them of %s, or all of the group. "+
			"They assume nothing, and chance is not in them. Reference: Horowitz and Manski 1995, DOI 10.2307/2951627.", people(r.o.Baseline)))
	}
	if first := r.firstTable(); slices.ContainsFunc(first.Rows, func(row Row) bool { return row.Range != nil }) {
		notes = append(notes, "The range with unknown holds the range of chance of the known, and those of the two extremes. "+
			"Reference: Vansteelandt, Goetghebeur, Kenward and Molenberghs 2006, Statistica Sinica 16, 953.")
	}
	if rate.ID != "" && r.o.Unknown == outcomes.LeftOut && r.counts.UnknownTotal() > 0 {
		what := "finds and of outcomes"
		if !r.words.IsSearch() {
			what = "outcomes"
		}
		notes = append(notes, fmt.Sprintf("Rates of %s have no such range here.", what))
	}
	return notes
}

// residentsNotes says whose residents searches are set against, and of which day.
func (r *Report) residentsNotes(rate Table) (notes []string) {
	d := r.denominator
	if rate.ID == "" || d == nil {
		return nil
	}
	notes = append(notes, r.sayf("{Searches} are set against the residents%s.", d.plain().inShort()))
	switch d.Census {
	case ethnicity.Interpolated:
		notes = append(notes, "They are those of the mean day of the months with a row. Between the censuses of 27 March 2011 and 21 March 2021 they are interpolated, "+
			"each group on the scale of logarithms, and before and after these the nearer census is taken.")
	case ethnicity.OtherSource:
		return notes
	}
	return append(notes, "The census of 21 March 2021 was taken in a lockdown: some people were not counted where they usually live, in cities most of all.",
		r.notResidents()+": visitors, commuters and where police are sent are in no index of residents.")
}

// wordNotes says by which rules words stand.
func (r *Report) wordNotes(d Document) []string {
	first := r.firstTable()
	if d.Summary == nil || first.ID == "" {
		return nil
	}
	notes := []string{
		fmt.Sprintf("Words follow from the two ranges of an index alone. %s and %s: both ranges leave out 1. %s and %s: that of chance alone does. "+
			"%s: the range with unknown lies within 0.8 to 1.25. Of everything else nothing can be told (%s), which is not to say that the rates are alike.",
			claims.More.Text(), claims.Less.Text(), claims.MoreRecorded.Text(), claims.LessRecorded.Text(), claims.Same.Text(), claims.CannotTell.Text()),
	}
	if d.rate().ID == "" {
		return append(notes, fmt.Sprintf("No word stands where fewer than %d of %s were charged, where more than %.0f %% of the records have no outcome, "+
			"where the other account of ethnicity says less and this one more, or the other way round, "+
			"and where one index of several forces, periods or strata is not adjusted for them.",
			claims.MinBaseline, people(r.o.Baseline), 100*outcomes.MaxMissingInWords))
	}
	return append(notes,
		r.sayf("No word stands where there are fewer than %d {searches} of %s, where the form may not have the label of a group or sorts people otherwise than the census does, "+
			"where the residents cannot stand for who was there, where the other account of ethnicity says less and this one more, or the other way round, "+
			"where over other residents of the same place more, or less, is not that any longer, or same is something else, "+
			"and where one index of several forces or periods is not adjusted for them.", claims.MinBaseline, people(r.o.Baseline)))
}

// firstTable returns the table that words are of: the rate per resident, or the charge rate where
// that leads.
func (r *Report) firstTable() Table {
	d := r.document(false)
	if rate := d.rate(); rate.ID != "" {
		return rate
	}
	return d.lead()
}

// stratifiedNotes says how adjusted indices are made.
func (r *Report) stratifiedNotes() []string {
	if len(r.adjusted) == 0 {
		return nil
	}
	return r.adjusted[0].methodNotes()
}

// methodNotes says how the changes and the trend of a measure are made.
func (t Trend) methodNotes() []string {
	if t.Rates != nil {
		return t.Rates.MethodNotes()
	}
	return t.Proportions.MethodNotes()
}

// methodNotes says how the adjusted indices are made.
func (a Adjusted) methodNotes() []string {
	if a.Rates != nil {
		return a.Rates.MethodNotes()
	}
	return a.Proportions.MethodNotes()
}

// suppressNotes says what is withheld.
func (r *Report) suppressNotes() []string {
	if r.limit == 0 {
		return nil
	}
	return []string{fmt.Sprintf("Counts from 1 to %d are withheld, and what would tell them: others in the same table, totals, and what follows from either in another table. "+
		"Reference: Hundepool and others 2012, Statistical Disclosure Control, DOI 10.1002/9781118348239.", r.limit)}
}
