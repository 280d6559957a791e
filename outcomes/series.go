package outcomes

import (
	"fmt"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// SeriesOptions say by which periods a tally is cut into a series, and over whom. The zero value is
// a series by month of self-defined ethnicity in the five groups, against White, over the residents
// of the areas of the forces.
type SeriesOptions struct {
	Grouping

	// Kind is of which periods the points are.
	Kind PeriodKind

	// Months are those that were asked for: one of them without a row is missing. Open ends stand
	// for the first and the last month of Read.
	Months Months

	// Baseline is the group that the others are compared with. The zero value stands for the first
	// group of the scheme.
	Baseline ethnicity.Group

	// Groups are those that are compared, the baseline among them; nil stands for all groups of the
	// scheme. Leave out those that the records cannot have.
	Groups []ethnicity.Group

	// Rolling is over how many months the rolling points are, as 12: more than a period of Kind
	// has, and a multiple of them. 0 stands for no rolling points.
	Rolling int

	// Before and After are two periods to compare, of which the first ends before the second
	// begins. Open ends stand for those of the series. There is no comparison if both are zero.
	Before, After Months

	// LeaveOut are months that are in neither Before nor After, as those of a pandemic, and not
	// missing in them either. The points of the series have them.
	LeaveOut []Months

	// Read is every row that was read of the forces of the series, whatever chose among them those
	// that count. It says which months are there, and which of them have few rows. nil stands for
	// what counts.
	Read *Tally

	// LowMonth is the share of the median of a force's other months below which a month has so few
	// rows that it is left out, as in [Tally.LowMonths]; 0 leaves out none.
	LowMonth float64

	// OnePlace says that all forces together are over the residents of one place. A month counts
	// only if the forces that are missing in it, or low, have less than a tenth of the usual number
	// of rows.
	OnePlace bool

	// Residents returns the people of a force on a day, of whom a rate of its searches is: the mean
	// day of its months that are there ([MeanDay]), and in a rolling point, which is made of months
	// that count alike, the mean of the mean days of these. With OnePlace it is asked for the
	// place, and force is the zero Force. nil stands for ResidentsBy(ethnicity.Interpolated). A
	// series of proportions asks for none.
	Residents func(force ethnicity.Force, day time.Time) (ethnicity.Population, error)

	// Alternatives are other residents to set the same searches against, as those of one census
	// throughout, so that nothing is said that only the choice of residents says.
	Alternatives []SeriesResidents
}

// SeriesResidents are residents to set a series against: see [SeriesOptions].
type SeriesResidents struct {
	Name      string // in words: "the residents of census 2011"
	Residents func(force ethnicity.Force, day time.Time) (ethnicity.Population, error)
}

// ResidentsBy returns what gives the residents of the area of a force by a census, or, with
// [ethnicity.Interpolated], on the day. It is an error if the force has no area.
func ResidentsBy(census ethnicity.Census) func(force ethnicity.Force, day time.Time) (ethnicity.Population, error) {
	return func(force ethnicity.Force, day time.Time) (p ethnicity.Population, err error) {
		switch {
		case force.Code() == "":
			return p, fmt.Errorf("outcomes: residents of %s: there are none of its area: leave its searches out, or give residents",
				(&seriesForce{Force: force}).name())
		case census == ethnicity.Interpolated:
			return ethnicity.PopulationAt(force.Code(), day)
		}
		return ethnicity.PopulationOf(force.Code(), census)
	}
}

// RateSeries returns the searches of persons in every group, period by period, over the time that
// residents lived through: those of each force on the mean day of its months in the period, times a
// twelfth of a year for each of these. The counts and design effects of a point are those of all
// its searches together, also of rolling points and of the periods to compare.
//
// A month in which a force has no row is missing, and so is one with few of them
// ([SeriesOptions].LowMonth): neither its searches nor its residents count, and Note of the point
// says so. Covered is the share of the time of residents that is there, of all forces that have a
// row and of all months of the period: of a financial year that began before the first month read
// it is below 1.
//
// Breaks are where the forces change that are there, where a group or, with an officer's account,
// Mixed appears in the records of a force or goes from them, and where the residents are by another
// source. Searches whose month is not recorded are in no point.
//
// It is an error if the options contradict each other, if no row has a month of those that were
// asked for, if Before or After has no row, or if the scheme cannot hold a group, as for
// [Tally.Counts]; errors of Residents are returned as they are.
func (t *Tally) RateSeries(o SeriesOptions) (trend.Series[ethnicity.Group, rri.Rate], error) {
	b, err := t.newSeries(o, true)
	if err != nil {
		return trend.Series[ethnicity.Group, rri.Rate]{}, err
	}
	s, err := seriesOf(b, b.countRates)
	if err != nil {
		return s, err
	}
	measure, of := "search rate", "searches of persons"
	if b.nouns != "searches" {
		measure, of = "rate", b.nouns+" of persons"
	}
	s.Labels = rri.Labels{
		Measure:    measure,
		Definition: of + " per resident and year, by " + accounts[b.o.Rule] + " ethnicity",
		Events:     b.nouns, Exposure: "residents", Notes: b.notes(),
	}
	for _, alternative := range b.o.Alternatives {
		counts, err := b.over(s.Counts, alternative)
		if err != nil {
			return s, err
		}
		s.Alternatives = append(s.Alternatives, trend.Alternative[ethnicity.Group, rri.Rate]{Name: alternative.Name, Counts: counts})
	}
	return s, nil
}

// ProportionSeries returns the events among the trials of every group by a definition, period by
// period. Months that are missing or low are left out as in [Tally.RateSeries], whose Covered is
// here the share of the searches that are usual in these months. Residents and Alternatives are not
// used.
//
// Breaks are those of the records in RateSeries, where events of the definition begin or end in a
// force, and where the share of searches that do not say if they are an event
// ([Definition].Missing) moves by more than 5 points and more than chance does.
//
// The errors are those of RateSeries, or say that the definition lacks one of its functions.
func (t *Tally) ProportionSeries(d Definition, o SeriesOptions) (trend.Series[ethnicity.Group, rri.Proportion], error) {
	if err := d.validate(); err != nil {
		return trend.Series[ethnicity.Group, rri.Proportion]{}, err
	}
	o.Residents, o.Alternatives = nil, nil
	b, err := t.newSeries(o, false)
	if err != nil {
		return trend.Series[ethnicity.Group, rri.Proportion]{}, err
	}
	b.definition = &d
	s, err := seriesOf(b, b.countProportions)
	if err != nil {
		return s, err
	}
	s.Labels = rri.Labels{Measure: d.Name, Definition: d.Text, Events: "events", Exposure: b.nouns, Notes: b.notes()}
	return s, nil
}

// accounts has the accounts of ethnicity in words.
var accounts = [...]string{SelfDefined: "self-defined", OfficerDefined: "officer-defined", SelfThenOfficer: "self-defined, or else officer-defined,"}

// Completeness is how much the records of one period say.
type Completeness struct {
	trend.Period

	// Unknown are the searches of people of no known group, out of all searches of persons.
	Unknown rri.Proportion `json:"unknown"`

	// Missing are those whose outcome is not known, out of the same.
	Missing rri.Proportion `json:"missing"`

	// Covered and Note are those of the point of a series of proportions.
	Covered float64 `json:"covered"`
	Note    string  `json:"note,omitempty"`
}

// Completeness returns the shares of searches without a known group and without a known outcome,
// period by period, of the months that count in [Tally.ProportionSeries]. The errors are the same.
func (t *Tally) Completeness(o SeriesOptions) ([]Completeness, error) {
	o.Independent = true
	s, err := t.ProportionSeries(Definition{Name: "outcome", Event: anyOutcomeMissing, Trial: always, Missing: anyOutcomeMissing}, o)
	if err != nil {
		return nil, err
	}
	var list []Completeness
	for _, p := range s.Points {
		c := Completeness{Period: p.Period, Covered: p.Covered, Note: p.Note}
		c.Missing, c.Unknown.Events = p.Unknown, p.Unknown.Trials
		for _, of := range p.Counts {
			c.Missing.Events += of.Events
			c.Missing.Trials += of.Trials
		}
		c.Unknown.Trials = c.Missing.Trials
		list = append(list, c)
	}
	return list, nil
}
