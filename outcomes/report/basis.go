package report

import (
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/internal/chosen"
)

// Of says whose searches the report is of, and of when: "Kent, January 2023". Where filters chose
// among the rows it says which: "Kent, January 2023, rows with Borough \"Dover\"".
func (r *Report) Of() string {
	of := r.periodText(r.span.forces)
	if len(r.span.forces) > 1 || !r.span.forces[0].IsZero() {
		of = forceNames(r.span.forces) + ", " + of
	}
	if len(r.where) > 0 {
		of += ", rows " + chosen.Rows(r.where)
	}
	return of
}

// Cautions returns the [Report.Warnings] that are of the records, and not of the tables of a
// report: not that of columns that no file has, and not that of small counts in tables.
func (r *Report) Cautions() []string {
	lacked, small := "Warning: "+r.lackedNote(r.columnUses(false)...), r.smallCounts()
	return slices.DeleteFunc(r.Warnings(), func(text string) bool { return text == lacked || text == small })
}

// Searches returns the records of persons that are in the tables of the report: those that the
// options leave of what was read.
func (r *Report) Searches() *outcomes.Tally { return r.inMonths(r.full).Where(r.isChosen) }

// OverResidents returns those of [Report.Searches] that are in the search rate, which are set
// against residents. Where there is no search rate it returns nil, and the note that says why.
func (r *Report) OverResidents() (searches *outcomes.Tally, why string) {
	if why := r.noRate(); why != "" {
		return nil, why
	}
	searches = r.Searches()
	if len(r.forcesWith()) < len(r.span.forces) {
		searches = searches.Where(func(k outcomes.Key) bool { return r.isOver(k.Force) })
	}
	return searches, ""
}

// ResidentsBy returns the residents whom the search rate is of, in other groups and by other
// figures than those of the report: of a census, or of the mean day of the searches of each force
// for [ethnicity.Interpolated]. Figures that were brought along are the same whatever the census.
// ok is false where there is no search rate, where the census did not count these groups, and where
// it has no such place.
func (r *Report) ResidentsBy(s ethnicity.Scheme, census ethnicity.Census) (p ethnicity.Population, ok bool, err error) {
	if r.noRate() != "" {
		return p, false, nil
	}
	other := *r
	other.o.Scheme = s
	if r.o.Residents != nil && !other.o.countedBy(s) {
		return p, false, nil
	}
	d, err := other.otherDenominator(r.readInPeriod(), census)
	if err != nil || d == nil {
		return p, false, err
	}
	return d.Population, true, nil
}
