package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Version is the version of the [Document] that this package writes and reads. It goes up when a
// member is removed or changes its meaning; members that are added leave it as it is.
const Version = 3

// Document is a report as plain data: what its JSON has, member by field. It comes from
// [Report.Document], or from JSON by encoding/json. Numbers are not rounded.
//
// A document that is written, decoded and written again by [Document.WriteJSON] has the same bytes.
// Decoding ignores members that it does not know, and refuses documents of another [Version].
//
// What Options.Suppress withholds is null in JSON, and nil here.
type Document struct {
	Version int `json:"version"`

	// Kind is what the records are of, as "person suspected"; left out of searches. What counts
	// searches here counts records of that kind, under the same names.
	Kind outcomes.RecordType `json:"kind,omitempty"`

	// Sources is what was read, one for each file.
	Sources []Source `json:"sources"`

	// LeftOut are the files of folders and archives that were not read, by their names without
	// folders.
	LeftOut []outcomes.FileLeftOut `json:"left_out,omitempty"`

	// Overlaps are the forces and months of which several files have searches, and say which of
	// them count.
	Overlaps []Overlap `json:"overlaps,omitempty"`

	// Area names the forces whose residents are the denominator of the search rate, or the one
	// place that all searches together are over, and Residents is their number: "" and 0 if there
	// is no search rate.
	Area      string  `json:"area"`
	Residents float64 `json:"residents"`

	// ResidentsSource says whose figures the residents are; null if there are none.
	ResidentsSource *ResidentsSource `json:"residents_source"`

	// Forces are those with a row in the period, whatever Filters beside Where leave of it, in
	// order of name; "" is of rows that do not say.
	Forces []ethnicity.Force `json:"forces,omitempty"`

	// From and To are the first and the last month with a row between Filters.From and Filters.To,
	// whatever the other Filters leave of it: a row that Where leaves out is one too.
	From outcomes.Month `json:"from"`
	To   outcomes.Month `json:"to"`

	// MissingMonths are the months without a row of the forces that have some, and LowMonths those
	// with few, from Filters.From to Filters.To; where these are not given, from the first month
	// with a row or an empty file to the last. MonthsNote of the tables says what it makes of them.
	MissingMonths []outcomes.Gap `json:"missing_months,omitempty"`
	LowMonths     []LowMonth     `json:"low_months,omitempty"`

	Filters   Filters                 `json:"filters"`
	Ethnicity outcomes.EthnicityRule  `json:"ethnicity"` // Options.Rule
	Scheme    ethnicity.Scheme        `json:"scheme"`
	Find      outcomes.FindDefinition `json:"find"`

	// Stops says force by force whether the people who were stopped together are known, so that the
	// searches of one stop count as one piece of evidence; none where Filters.Independent is set.
	Stops []Stops `json:"stops,omitempty"`

	// Searches is the number of searches of persons in the tables, those of no known group among
	// them. Unknown is how many of these are of none, by what is recorded in its place. With
	// Suppress and By, where the parts are told alone, they are 0 and null.
	Searches int64                     `json:"searches"`
	Unknown  map[ethnicity.Group]int64 `json:"unknown"`

	Quality Quality `json:"quality"`

	// Notes are what else a reader has to know, warnings first. They name options by the flags of
	// examples/stopsearch, as -groups and -suppress, and so do the notes of tables.
	Notes []string `json:"notes"`

	// UnknownAllocation is Options.Unknown, UnknownShare the share of the searches in no known
	// group, from 0 to 1.
	UnknownAllocation outcomes.Allocation `json:"unknown_allocation"`
	UnknownShare      *float64            `json:"unknown_share"`

	// Bounds are those of the index of search rates, over BoundsUnknown searches in no group; none
	// if that is 0.
	BoundsUnknown int64   `json:"bounds_unknown"`
	Bounds        []Bound `json:"bounds"`

	Suppress int64 `json:"suppress,omitempty"` // Options.Suppress

	// Source says where the searches and the residents are from, with their licence; "" where
	// nothing is known of it, as of files of one's own. Stamp is Options.Stamp.
	Source string `json:"source,omitempty"`
	Stamp  *Stamp `json:"stamp,omitempty"`

	Tables []Table `json:"tables"`

	// Summary is what can be said of the search rate in words, or, where a charge rate leads for
	// want of residents, of that; it is no sentence if there is neither. Every report has one; it
	// is nil where a document in JSON was written without.
	Summary *Summary `json:"summary,omitempty"`

	// Account is the search rate by the other account of ethnicity; left out if there is none, if
	// the groups cannot be had from it, and where small counts are withheld.
	Account *Account `json:"account,omitempty"`

	// Kept are the names of the columns that were kept, in the order of Keep of [outcomes.Extract]:
	// those of "kept-1" to "kept-3" in By and Within. Left out if there are none.
	Kept []string `json:"kept,omitempty"`

	// By is Options.By, or what it stands for, and Parts are the parts of the report, one for each
	// force, period or value, each with the tables of its own; none if the report has no parts.
	By    Breakdown `json:"by,omitzero"`
	Parts []Part    `json:"parts,omitempty"`

	// Peers is the comparison of the forces of a report by force with each other, in the index of
	// the search rate: their ranks, words, and funnel. Left out where fewer than three forces have
	// a search rate, and where searches of unknown ethnicity are put into groups.
	Peers *peers.Result[ethnicity.Group, rri.Rate] `json:"peers,omitempty"`

	// Contrasts set the parts of a report by a column that was kept beside each other, in the order
	// of the tables, the search rate first. Left out where fewer than two values are recorded, and
	// where searches of unknown ethnicity are put into groups.
	Contrasts []Contrast `json:"contrasts,omitempty"`

	// Within is Options.Within. Adjusted has the tables that are adjusted for these, or for the
	// forces and the periods of By alone, in the order of those beside which they stand.
	Within   []Dimension `json:"within,omitempty"`
	Adjusted []Adjusted  `json:"adjusted,omitempty"`

	// Change is what change and trend are by, and Trends says how the measures of the tables
	// changed, in their order. Both are left out where no two periods can be compared, nor five be
	// put into a trend, and where small counts are withheld or searches of unknown ethnicity are
	// put into groups.
	Change *TrendChoices `json:"change,omitempty"`
	Trends []Trend       `json:"trends,omitempty"`

	// Completeness is how much the records say, period by period, where there are Trends.
	Completeness []outcomes.Completeness `json:"completeness,omitempty"`
}

// Filters are the choices among the searches, as in [Options]; what did not choose is left out.
type Filters struct {
	Object      *outcomes.Object      `json:"object,omitempty"`
	Type        *outcomes.RecordType  `json:"type,omitempty"`
	Legislation *outcomes.Legislation `json:"legislation,omitempty"`
	Age         *outcomes.Age         `json:"age,omitempty"`
	Gender      *outcomes.Gender      `json:"gender,omitempty"`
	// of the rows that were read: see [outcomes.Extract]
	Where []outcomes.Filter `json:"where,omitempty"`
	From  outcomes.Month    `json:"from,omitempty"`
	To    outcomes.Month    `json:"to,omitempty"`
	// Options.Independent, which leaves every search in
	Independent bool `json:"independent,omitempty"`
}

// LowMonth is a month in which a force has few searches: see [outcomes.LowMonth] and
// Options.LowMonth. Both numbers are null where small counts are withheld.
type LowMonth struct {
	Force    ethnicity.Force `json:"force"` // "" if no force is known
	Month    outcomes.Month  `json:"month"`
	Searches *int64          `json:"searches"`
	Median   *float64        `json:"median"` // of the force's other months
}

// ResidentsSource says whose figures the residents of a search rate are.
type ResidentsSource struct {
	// Kind is "census" for those who were counted on the day of one census, "interpolated" for a
	// day between two censuses, and "own" for figures that were brought along.
	Kind string `json:"kind"`

	// Years are those of the censuses, in order; none of figures that were brought along.
	Years []int `json:"years"`

	// Date is the day of which the figures are, as 2021-03-21: that of the census, or that to which
	// they are interpolated. Where several forces have days of their own it is the first, and Last
	// the last of them. Both are "" of figures that were brought along without a day.
	Date string `json:"date"`
	Last string `json:"last,omitempty"`

	// Place is the place that all searches together are over, "" where they are over the areas of
	// their forces.
	Place string `json:"place,omitempty"`

	// Text says for people where they are from: "census 2011 and 2021, interpolated to 15 June
	// 2016", or what the figures that were brought along say of themselves.
	Text string `json:"text,omitempty"`
}

// Source is one file that was read. Its first and last are days, where those of [outcomes.Source]
// are times.
type Source struct {
	File  string          `json:"file"`  // its name without folders
	Force ethnicity.Force `json:"force"` // "" if no force is known, or if its rows are of several

	// First and Last are the days of the first and the last search, in London, as 2023-01-31; null
	// if there is none.
	First *string `json:"first"`
	Last  *string `json:"last"`

	Rows *int64 `json:"rows"` // rejected ones among them

	// Missing has the columns of data.police.uk that the file lacks, by their names there, and
	// Collapsed says that its labels of self-defined ethnicity are of five groups already: see
	// [outcomes.Source].
	Missing   []string `json:"missing,omitempty"`
	Collapsed bool     `json:"collapsed,omitempty"`

	// Own says that the file is a force's own extract: see [outcomes.Source]. How many of its rows
	// are alike in what was read is no number of copies, since it has further columns.
	Own bool `json:"own,omitempty"`
}

// Overlap is [outcomes.Overlap]. The numbers are null where small counts are withheld.
type Overlap struct {
	Force  ethnicity.Force      `json:"force"`
	Month  outcomes.Month       `json:"month"`
	Kind   outcomes.OverlapKind `json:"kind"`
	Shared *int64               `json:"shared"` // rows that are in more than one file
	Files  []OverlapFile        `json:"files"`
}

// OverlapFile is one of the files of an [Overlap].
type OverlapFile struct {
	File  string `json:"file"`  // its name without folders
	Rows  *int64 `json:"rows"`  // of the force and month
	Taken bool   `json:"taken"` // whether these rows count
}

// Quality is [outcomes.Quality], an account of everything that was read, with null for what is
// withheld.
type Quality struct {
	Rows             *int64 `json:"rows"`
	Rejected         *int64 `json:"rejected"`
	VehicleOnly      *int64 `json:"vehicle_only"`
	TypeUnknown      *int64 `json:"type_unknown"`
	EthnicityUnknown *int64 `json:"ethnicity_unknown"`
	OutcomeMissing   *int64 `json:"outcome_missing"`
	LinkedMissing    *int64 `json:"linked_missing"`
	Duplicates       *int64 `json:"duplicates"`

	// NotCompared says that rows were counted and not kept, of which nobody knows how many are
	// duplicates; left out if there are none. If it is so of all rows, Duplicates is null.
	NotCompared bool `json:"not_compared,omitempty"`

	// Excluded are the rows that Filters.Where leaves out; left out also if there are none.
	Excluded *int64 `json:"excluded,omitempty"`

	// Revised is left out also if there are no such rows: Overlaps of the document says which.
	Revised *int64 `json:"revised,omitempty"`

	UnknownLabels map[string]map[string]*int64 `json:"unknown_labels"`
}

// Table is one table of a report. Rates makes an [rri.Table] of the search rate, and Proportions of
// any other, to go on with.
type Table struct {
	// ID names the measure for programs, and no two tables of a document have the same:
	//
	//	search-rate                searches per resident
	//	find-rate                  finds by the definition that the document names
	//	find-rate-by-action        finds by action, where the records cannot bear that definition
	//	find-rate/drugs, find-rate/other, find-rate/section-60, find-rate/not-recorded
	//	                           the find rate by what gave the ground for the search; section-60
	//	                           has all that need no suspicion
	//	arrest-rate, charge-or-summons-rate, out-of-court-rate, no-further-action-rate,
	//	positive-outcome-rate, unlinked-action-rate
	//	                           what follows from a search: see outcomes.OutcomeRate
	//	rate-of-stops, rate-of-arrests, rate-of-suspects, rate-of-charges
	//	                           records of other kinds per resident
	//	charge-rate, out-of-court-rate, diversion-rate, no-further-action-rate
	//	                           the outcomes of crimes, of those who were arrested, suspected or
	//	                           charged: see outcomes.CrimeRate
	ID string `json:"id"`

	Measure    string `json:"measure"`       // for people
	Definition string `json:"definition"`    // in a sentence: what is counted, out of what and when
	Model      string `json:"model"`         // "rate" or "proportion"
	Events     string `json:"events_name"`   // the name of what is counted
	Exposure   string `json:"exposure_name"` // the name of what it is out of

	// Per is what rates are multiplied by for people; the numbers here are not.
	Per float64 `json:"per"`

	// Of the comparison: see rri.Table and rri.Options.
	Baseline         ethnicity.Group  `json:"baseline"`
	Method           rri.Method       `json:"method"`
	Level            float64          `json:"level"`
	Side             rri.Side         `json:"side"`
	Null             float64          `json:"null"`
	DegreesOfFreedom float64          `json:"degrees_of_freedom,omitempty"`
	SmallCountBelow  int64            `json:"small_count_below,omitempty"`
	Derived          string           `json:"derived,omitempty"`
	Simultaneous     rri.Simultaneous `json:"simultaneous,omitzero"`
	NoBaseline       string           `json:"no_baseline,omitempty"`
	Notes            []string         `json:"notes"`

	// MonthsNote names the months that are missing or low, as it stands above the table; "" if none
	// is.
	MonthsNote string `json:"months_note,omitempty"`

	// Doubt is why the records cannot bear sentences about a rate of outcomes; "" if they can.
	// NoAnswer is why they cannot bear the rate itself, which comes out alike for every group: then
	// the rows have counts, and neither a rate nor a comparison.
	Doubt    string `json:"doubt,omitempty"`
	NoAnswer string `json:"no_answer,omitempty"`

	// Unknown is how many searches of the table are of no known group by what is recorded, whatever
	// UnknownAllocation of the document makes of them, and UnknownShare their share, from 0 to 1;
	// nil if withheld.
	Unknown      *int64   `json:"unknown,omitempty"`
	UnknownShare *float64 `json:"unknown_share,omitempty"`

	// AnyDiffers is one test of whether any group differs from the others; nil where the table has
	// no answer, where counts are withheld, and where it is pooled over several imputations.
	AnyDiffers *rri.Test `json:"any_differs,omitempty"`

	// Rows has the baseline first, then the other groups in a fixed order, then the rows of other
	// kinds.
	Rows []Row `json:"rows"`

	// OtherResidents are the indices of a search rate over other residents that are built in for
	// the same place: between the censuses of 2011 and 2021 those of both and what is interpolated,
	// of months before or after them those of the nearer one, without those that the table is of.
	// There are none beside figures of one's own, and none of rows that are withheld.
	OtherResidents []OtherResidents `json:"other_residents,omitempty"`
}

// Row is one group of a [Table].
type Row struct {
	Group ethnicity.Group `json:"group"`

	// Kind is "" for a group, and in no other row.
	//
	// "sum" is all groups other than White together, set against a baseline that is White or a part
	// of it. It has a row where there are two such groups or more, and none of them is withheld or
	// without a row.
	//
	// "not known" and "not stated" are the searches in no group, by what is recorded in place of
	// one; there is "refused" and "no person" too, where there are such. Their Exposure is nil in
	// the search rate, since nobody knows of how many residents they are, and they have no
	// estimates. Those that UnknownAllocation of the document has put into groups are not among
	// them. Where small counts are withheld, these rows stand in the search rate alone, and only
	// where Unknown of the document is told.
	//
	// Rows of other kinds than "" are in no count of comparisons, and [Table.Rates] and
	// [Table.Proportions] pass over them. Readers may pass over rows of a kind that they do not
	// know.
	Kind string `json:"kind,omitempty"`

	// Range is the range of the index that allows for chance and for every way in which the
	// searches of unknown ethnicity could fall, and Word what is said of the group; both of search
	// rates alone, and of the charge rate where that leads for want of residents. Why says why
	// there is no other word, "" if it follows from the ranges alone; and in a table without an
	// answer it is the NoAnswer of the table.
	Range *Range       `json:"range,omitempty"`
	Word  *claims.Word `json:"word,omitempty"`
	Why   string       `json:"why,omitempty"`

	// Events is the count, and Exposure what it is out of; nil if withheld.
	Events   *int64   `json:"events"`
	Exposure *float64 `json:"exposure"`

	// DesignEffect is that of the count, how many times as much it scatters as one of independent
	// searches; 0 stands for 1, and for events that are withheld.
	DesignEffect float64 `json:"design_effect,omitempty"`

	// Estimates, and all their flags: see rri.Row. Ratio is the RRI, and Excess what people see as
	// "above parity": how many events more than at the rate of the baseline.
	Rate       rri.Estimate `json:"rate"`
	Ratio      rri.Estimate `json:"ratio"`
	Difference rri.Estimate `json:"difference"`
	Excess     rri.Estimate `json:"excess"`
	Flags      rri.Flags    `json:"flags"`

	// Note is the footnote of the row beside its flags, as why a group has no index; "" for none.
	Note string `json:"note,omitempty"`
}

// Range is a range of an index, as package claims has it. An end that is nil is unbounded, or not
// defined if both are.
type Range = claims.Range

// Summary is what can be said of a report in words.
type Summary struct {
	// Said are the sentences: those with a word first, and each kind in the order of the groups.
	Said []claims.Claim `json:"said"`

	// Changes are the sentences on change and trend, below the others; left out if there are none.
	Changes []claims.ChangeClaim `json:"changes,omitempty"`

	// Peers are the sentences on the forces compared with each other, which stand above their
	// ranks; left out if there are none.
	Peers []claims.PeerClaim `json:"peers,omitempty"`

	// Contrast is a sentence on the first of Contrasts; left out if there is none.
	Contrast string `json:"contrast,omitempty"`

	// BearInMind are the warnings that apply, a sentence or two each.
	BearInMind []string `json:"bear_in_mind"`
}

// Account is the search rate by another account of ethnicity than that which counts, of the same
// searches and over the same residents: by that of the officers where the people's own counts, and
// the other way round.
type Account struct {
	Rule outcomes.EthnicityRule `json:"rule"`

	// Unknown is how many searches are in no known group by this account, and UnknownShare their
	// share, from 0 to 1.
	Unknown      int64   `json:"unknown"`
	UnknownShare float64 `json:"unknown_share"`

	// Rows has the baseline first, then the other groups in a fixed order. A group that one of the
	// accounts has not, as Mixed where officers have no such category, has no row.
	Rows []AccountRow `json:"rows"`
}

// AccountRow is one group by an [Account].
type AccountRow struct {
	Group    ethnicity.Group `json:"group"`
	Searches int64           `json:"searches"`
	Ratio    rri.Estimate    `json:"ratio"`
	Flags    rri.Flags       `json:"flags"` // all those of the row: see rri.Row
	Range    Range           `json:"range"` // as of a [Row]
	Word     claims.Word     `json:"word"`
}

// MarshalJSON writes the fields in their order.
func (t Table) MarshalJSON() ([]byte, error) {
	type plain Table
	return json.Marshal(plain(t))
}

// Rates returns a table of model "rate", such as the search rate, for whatever goes on from an
// [rri.Table]. The error says that the table is of the other model, or what contradicts itself in
// it: see [rri.Table.UnmarshalJSON].
func (t Table) Rates() (rri.Table[ethnicity.Group, rri.Rate], error) { return typed[rri.Rate](t) }

// Proportions is [Table.Rates] for a table of model "proportion".
func (t Table) Proportions() (rri.Table[ethnicity.Group, rri.Proportion], error) {
	return typed[rri.Proportion](t)
}

// typed makes an rri.Table of the rows that are groups.
func typed[M rri.Measure](t Table) (typed rri.Table[ethnicity.Group, M], err error) {
	t.Rows = slices.DeleteFunc(slices.Clone(t.Rows), func(r Row) bool { return r.Kind != "" })
	data, err := json.Marshal(t)
	if err == nil {
		err = json.Unmarshal(data, &typed)
	}
	return typed, prefixed(err)
}

// WriteJSON writes the document as indented JSON, in which control characters beyond ASCII and
// marks that turn the direction of text are escaped. The error is that of w, or of a value that
// JSON cannot hold, such as a number that is no constant of its type.
func (d Document) WriteJSON(w io.Writer) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(d); err != nil {
		return fmt.Errorf("report: document: %w", err)
	}
	_, err := w.Write(sheet.EscapeJSON(b.Bytes()))
	return err
}
