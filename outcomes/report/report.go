package report

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/internal/wording"
	"github.com/seed-549880be/disparity/rri"
)

// Report is the answer to what a scrutiny panel asks of stop-and-search records: what was read and
// what was left out, and one table for each measure. It comes from [New] and does not change; any
// number of goroutines may ask it.
type Report struct {
	o Options // with the values that zeros stand for
	input
	limit limit

	persons int64 // searches of persons in everything that was read
	chosen  int64 // those in the tables, of no known group among them
	counts  outcomes.Counts
	read    span // of everything that was read
	span    span // of the months that were asked for
	// where the rows are of everything that was read of the forces of which a row is left
	rows *outcomes.Tally
	// the tally and the rows of the months that were asked for, once they are found
	ofPeriod, rowsOfPeriod *outcomes.Tally
	months                 coverage

	warnings []string
	notes    []string
	tables   []entry
	adjusted []Adjusted // the tables that are adjusted for strata
	trends   []Trend    // how the measure of the first table changed
	// how those of the others did, with notes; nil where nothing tells anything
	otherTrends func() ([]Trend, []string)

	completeness []outcomes.Completeness // by period, where there are trends
	absent       absences                // the groups of the scheme that have no row

	// the report that this is a part of, or nil
	whole *Report
	// of a part that is a period
	first, last outcomes.Month
	// which the searches of a part have in a column that was kept, or nil
	value *keptValue
	// what it is divided by, never DefaultBreakdown
	by    Breakdown
	parts []part
	// whether the column that the parts are by names places, once it was asked
	ofPlaces *bool
	// the forces beside each other, or nil
	peers *forcePeers
	// the values of a column that was kept beside each other
	contrasts []Contrast
	// what the index is adjusted for, beside Within
	axes []axis

	remarks []remark // on the numbers of searches of groups

	denominator *denominator    // the residents whom the search rate is of, nil if there is none
	unknown     int64           // searches in no group in the table of search rates
	bounds      []Bound         // of the index of search rates
	compared    bool            // whether a search of the baseline is among the known
	left        int64           // searches that are in no group even where Unknown has filled in
	fewest      ethnicity.Group // has the fewest residents, the baseline left aside

	// how far the day of the residents is from the searches
	far far
	// searches over residents, before Unknown fills in
	recorded map[ethnicity.Group]rri.Rate
	// likewise, after it: one for each imputation
	imputed []map[ethnicity.Group]rri.Rate
	// of the search rate that is adjusted
	rateStrata []rateStratum
	summary    *Summary
	account    *Account // the search rate by the other account of ethnicity, or nil
	other      *Report  // by that account, or nil
	reminders  []string // the notes that stand among what to bear in mind
	missing    missingOutcome

	unknownWithoutOutcome int64 // records of crimes

	// what is known of people who were stopped together, of the searches in the tables
	stops []Stops
	// of the search rate
	effects     effects
	effectOfAll float64 // of every count, where small ones are withheld
	// tables that take every search as independent, since the method cannot do otherwise
	independent []string

	without []string // tables that the method has no ratio for
	reason  error    // why

	unlike     []string // tables left out since nobody is known whom the unknown could be like
	nobodyLike error    // why
}

// input is what an extract says of itself.
type input struct {
	tally *outcomes.Tally // as far as the report asks for it
	sum   *outcomes.Tally // the same without months
	full  *outcomes.Tally // all that is known of the searches; nil in a part
	words wording.Words   // of the kind of its records
	// which chose the rows of the tally
	where []outcomes.Filter
	// what is wrong with where
	whereErr error
	// the rows that where leaves out
	excluded *outcomes.Tally
	// of the forces whose records are of a part of their area
	areaParts map[ethnicity.Force]areaPart
	areas     []outcomes.AreaValue // what the records say of where the searches were
	sources   []outcomes.Source
	quality   outcomes.Quality
	// not known, by column, of searches that may be of persons
	labels   map[string]map[string]int64
	repeats  []outcomes.Repeat
	unread   []outcomes.FileLeftOut
	overlaps []outcomes.Overlap
	official []string        // files that are known to be from data.police.uk
	force    ethnicity.Force // of files that do not say
	// the columns that were kept, as they are named and as they are told
	keptColumns, kept []string
	columns           map[string]string // fields, and the columns that are read as these
}

func inputOf(x *outcomes.Extract, o Options) input {
	in := input{full: x.Tally(), sources: x.Sources(), quality: x.Quality(o.Rule), labels: x.UnknownLabelsOfPersons(), repeats: x.Repeats(),
		unread: x.LeftOut(), overlaps: x.Overlaps(), official: x.OfficialFiles()}
	in.tally = o.collapse(in.full)
	in.sum = in.tally.WithoutMonths()
	if x != nil {
		in.force, in.where, in.whereErr, in.excluded = x.Force, x.Filters(), x.CheckWhere(), x.Excluded()
		in.areas = x.AreaValues()
		if in.keptColumns, in.columns = in.tally.Kept(), x.Columns; in.keptColumns == nil {
			in.keptColumns = slices.Clone(x.Keep) // of nothing that was read
		}
		in.kept = keptNames(in.keptColumns)
		in.areaParts = findAreaParts(in.areas, in.sum)
	}
	return in
}

// ErrNoSearches is wrapped by the error of [New] where there is no search of a person to report on,
// or none that the options leave.
var ErrNoSearches = errors.New("no search of a person")

// New makes the report of what was read. What it costs is in the package documentation; the number
// of searches hardly matters. A tally is not enough: a report says what was read, from which files
// and with what loss, which an Extract knows.
//
// The error is an [*OptionError] if an option cannot be had, or not with these records; it wraps
// [ErrNoSearches] if there is nothing to report on.
func New(x *outcomes.Extract, o Options) (*Report, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	o = o.filled()
	r := &Report{o: o, input: inputOf(x, o), limit: limit(o.Suppress)}
	if err := r.findKind(); err != nil {
		return nil, err
	}
	if err := cmp.Or(r.checkKept(), r.checkColumns()); err != nil {
		return nil, err
	}
	if err := r.build(); err != nil {
		return nil, err
	}
	return r, nil
}

// build makes everything that the report has, and its parts.
func (r *Report) build() error {
	chosen, err := r.choose()
	if err != nil {
		return err
	}
	if err := r.findAbsent(); err != nil {
		return err
	}
	r.settleBreakdown()
	misplaced, _ := r.misplaced()
	r.warnings = slices.Concat(r.misspelt(), misplaced, r.missedRows(), r.repeated(), r.outside())
	r.note(r.schemeNote(), r.officerNote())
	r.note(r.absent.texts()...)
	r.note(r.lackedNote(r.columnUses(true)...), r.partlyNote(), r.collapsedNote(), r.monthsNote())
	if r.partsAlone() {
		return r.buildParts()
	}
	r.remind(r.settleAxes())
	if err := r.searchRate(chosen); err != nil {
		return err
	}
	if err := r.findFar(); err != nil {
		return err
	}
	if err := r.findRates(chosen); err != nil {
		return err
	}
	if r.words.IsSearch() && !r.lacks(columnLinked) {
		r.note(linkNotes(chosen.sum)...)
	}
	r.note(r.absorbed(chosen.sum))
	r.reminders = append(r.reminders, r.absorbedInShort(chosen.sum))
	if err := r.outcomeRates(chosen); err != nil {
		return err
	}
	if err := r.noteUnlike(); err != nil {
		return err
	}
	switch {
	case len(r.tables) == 0 && r.reason != nil:
		return optionError("{Method} %s", r.o.Method).wrapping(r.reason)
	case len(r.tables) == 0 && !r.words.IsSearch() && r.whole == nil:
		return r.nothingToTell()
	case r.without != nil:
		r.note(fmt.Sprintf("Left out, as %s %s has no ratio for their kind of counts: %s.", flags["Method"], r.o.Method, strings.Join(r.without, "; ")))
	}
	if err := r.suppress(); err != nil {
		return err
	}
	r.remind(r.independentNote())
	if err := r.tell(); err != nil {
		return err
	}
	if err := r.findAccount(chosen); err != nil {
		return err
	}
	if err := r.addRanges(); err != nil {
		return err
	}
	if err := r.addLeadRanges(); err != nil {
		return err
	}
	if err := r.addOtherResidents(); err != nil {
		return err
	}
	r.noteRemarks()
	if err := r.findTrends(); err != nil {
		return err
	}
	if err := r.divide(); err != nil {
		return err
	}
	if err := r.findPeers(); err != nil {
		return err
	}
	if err := r.findContrasts(); err != nil {
		return err
	}
	if err := r.summarize(); err != nil {
		return err
	}
	if text := r.smallCounts(); text != "" { // above everything, and not among what to bear in mind
		r.warnings = slices.Insert(r.warnings, 0, text)
	}
	return nil
}

// tell makes the plain data of every table, once all is withheld that has to be.
func (r *Report) tell() error {
	for i := range r.tables {
		e := &r.tables[i]
		var err error
		if e.plain, err = plainTable(e.id, e.months, e.table); err != nil {
			return err
		}
		e.plain.Doubt, e.plain.NoAnswer = e.doubt, e.noAnswer
		if !r.limit.tells(e.unknown, e.searches) {
			share := shareOf(e.unknown, e.searches)
			e.plain.Unknown, e.plain.UnknownShare = &e.unknown, &share
		}
		if err := r.addRows(e); err != nil {
			return err
		}
		for i := range e.plain.Rows {
			e.plain.Rows[i].Why = e.noAnswer
		}
		if err := e.testGroups(); err != nil {
			return err
		}
	}
	return nil
}

// shareOf returns a part of a whole as a share of it, from 0 to 1; 0 of nothing.
func shareOf(part, whole int64) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// Warnings returns what must be said where there is no room for notes, as in CSV: forces that no
// list has, files that repeat themselves, labels that are not known in many searches, columns that
// no file has, months that are missing or low, files whose searches are not of the month in their
// names, residents of a day two years or more away, and files that have the same searches, of which
// one counts. The [Document] has all of it, the last as Overlaps and the others among its notes.
func (r *Report) Warnings() []string {
	warnings := slices.Clone(r.warnings)
	for _, note := range []string{r.lackedNote(r.columnUses(false)...), r.monthsNote(), r.far.note} {
		if note != "" {
			warnings = append(warnings, "Warning: "+note)
		}
	}
	return append(warnings, r.overlapLines()...)
}

// cautions returns the Warnings but that of months, each of them a sentence.
func (r *Report) cautions() (texts []string) {
	months := "Warning: " + r.monthsNote()
	for _, text := range r.Warnings() {
		if text != months {
			texts = append(texts, strings.TrimSuffix(text, ".")+".")
		}
	}
	return texts
}

// note adds notes that are not "" and do not stand there yet.
func (r *Report) note(notes ...string) {
	for _, note := range notes {
		if note != "" && !slices.Contains(r.notes, note) {
			r.notes = append(r.notes, note)
		}
	}
}

func isPerson(k outcomes.Key) bool { return k.Type.IsPerson() }

// inPeriod returns every row that counts of the months that were asked for.
func (r *Report) inPeriod() *outcomes.Tally {
	if r.ofPeriod != nil {
		return r.ofPeriod
	}
	return r.inMonths(r.tally)
}

// inMonths returns what is of the months that were asked for.
func (r *Report) inMonths(t *outcomes.Tally) *outcomes.Tally {
	if r.o.From == 0 && r.o.To == 0 {
		return t
	}
	return t.Where(func(k outcomes.Key) bool {
		return (r.o.From == 0 || k.Month >= r.o.From) && (r.o.To == 0 || k.Month != 0 && k.Month <= r.o.To)
	})
}

// choose counts what was read, and returns the searches of persons that the options leave.
func (r *Report) choose() (chosen searches, err error) {
	o := r.o
	r.ofPeriod = r.inPeriod()
	chosen = byMonthAndSum(r.ofPeriod.Where(r.isChosen))
	r.persons, r.chosen = countOf(r.sum, isPerson), chosen.Total()
	switch all := r.persons + countOf(r.excluded, isPerson); {
	case all == 0:
		return chosen, r.nobody()
	case r.chosen == 0:
		return chosen, r.noneLeft(all, r.ofPeriod)
	}
	if err := r.findRows(); err != nil {
		return chosen, err
	}
	if r.counts, err = chosen.sum.Counts(o.grouping()); err != nil {
		return chosen, r.schemeError(err)
	}
	r.stops = r.findStops(chosen.Tally)
	r.countWithoutOutcome(chosen.sum)
	if r.limit != 0 {
		r.effectOfAll = effectOfAll(chosen.Tally)
	}
	r.rowsOfPeriod = r.readInPeriod()
	r.read, r.span = spanOf(r.rows), spanOf(r.rowsOfPeriod)
	r.months, err = r.coverageOf(r.rowsOfPeriod)
	return chosen, err
}

// nobody says that no search of a person was read, and what was.
func (r *Report) nobody() error {
	q, where := r.quality, ""
	if names := r.files(); names != "" {
		where = " in " + names
	}
	if q.Rows == 0 {
		return fmt.Errorf("report: %w%s: 0 rows: either nobody was searched, or the file is not whole: download it again", ErrNoSearches, where)
	}
	var rows []string
	if !r.hidesRows() {
		rows = append(rows, plural(q.Rows, "row", "rows"))
	}
	for _, of := range []struct {
		n         int64
		one, many string
	}{
		{q.VehicleOnly, "search of a vehicle only", "searches of vehicles only"},
		{q.TypeUnknown, "row that does not say what was searched", "rows that do not say what was searched"},
		{q.Rejected, "row rejected", "rows rejected"},
	} {
		if of.n != 0 {
			rows = append(rows, r.limit.plural(of.n, of.one, of.many))
		}
	}
	return fmt.Errorf("report: %w%s: %s", ErrNoSearches, where, strings.Join(rows, ", "))
}

func forceOf(k outcomes.Key) ethnicity.Force { return k.Force }
