package tidy

import "errors"

// Model is what counts are out of: residents, of whom one may have several events, or trials, of
// which each is an event or none.
type Model uint8

// The models.
const (
	// the words of the header say which
	ModelByWords Model = iota
	// events in a population: Poisson, [rri.Rate]
	ModelRate
	// events among trials: binomial, [rri.Proportion]
	ModelProportion
)

// Kind says what the label of a group stands for.
type Kind uint8

// The kinds.
const (
	// a group
	KindGroup Kind = iota
	// people whose group is not known, which is no group
	KindUnknown
	// all groups together, which is no group either
	KindTotal
)

// Condition is a column and the values that it may have, as Outcome=Arrest.
type Condition struct {
	Column string
	Values []string
}

// Range is the numbers from Lower to Upper, both among them. Upper may be +Inf: no end is known.
type Range struct{ Lower, Upper float64 }

// Options says how to read a table. The zero value reads one whose header has all that is needed.
type Options struct {
	// File is the name that errors give. It is not opened.
	File string
	// Label says what the label of a group stands for, and under which name the group is counted.
	// nil takes a blank for people whose group is not known, what [DimensionTotal] reports for all
	// groups together, and every other label, "Not stated" among them, for the name of a group.
	// Labels that are given one name are added up. An error refuses the label, and so does a group
	// without a name, unless the label is blank: it is of people whose group is not known then.
	Label func(label string) (name string, kind Kind, err error)
	// Wide reports whether the header of a column is the label of a group, of people whose group is
	// not known, or of all. nil reads no tables that have a column for each group.
	Wide func(header string) bool
	// Group is the name of the column of groups. "" takes the first of GroupColumns that the file
	// has, then one that is named group, and otherwise, but in records, the first column of labels
	// that is no dimension.
	Group        string
	GroupColumns []string
	// NoGroup takes all rows of a file without a column of groups for one group, with the name all.
	NoGroup bool
	// Events and Of are the names of the columns of events and of what they are out of. "" takes
	// the columns of numbers in their order.
	Events, Of string
	// Model is that of the counts.
	Model Model
	// NoExposure says that the exposure comes from elsewhere, so that there is one column of
	// numbers.
	NoExposure bool
	// Dimensions are names of further columns that are dimensions, whatever their names. Of records
	// a kind of period that no column has, as month (see [ParsePeriodKind]), stands for the columns
	// that say when: the one of dates, whose times of day are left out, or those of years, months
	// and the like.
	Dimensions []string
	// Where keeps the rows that have these values.
	Where []Condition
	// Event, of records with one row a case, says which rows are events, and Trial which are
	// trials.
	Event, Trial []Condition
	// Rounded is the base that the counts of the table are rounded to. 0 and 1 are none.
	Rounded int64
	// Withheld is what a mark such as * or [c] stands for. The zero value is any number of 0 or
	// more.
	Withheld Range
	// Columns reads a table of the same groups in several columns of people, as residents, staff
	// and joiners: see Table.Column. A table that has a row for each of them, or a column for each
	// group, is read as well. Numbers may be percentages. With Events that column alone is read.
	Columns bool
	// Percent says that the numbers of Columns are percentages, where nothing else says so.
	Percent bool
}

// Row is one group in one place of the dimensions.
type Row struct {
	// Line is that of the file.
	Line int `json:"line"`
	// Dimensions are the values of Table.Dimensions, in their order.
	Dimensions []string `json:"dimensions,omitempty"`
	// Total says that a dimension has a value for all of it, as "all ages", where other rows have
	// its parts.
	Total bool `json:"total,omitempty"`
	// Label is the label of the group as it stands in the file, Group the name that Options.Label
	// gives it, and Kind what it stands for.
	Label string `json:"label"`
	Group string `json:"group"`
	Kind  Kind   `json:"kind"`
	// Events and Exposure are the two counts. Exposure is blank where the table has none.
	Events   Cell `json:"events"`
	Exposure Cell `json:"exposure"`
	// Percent says that Events are per cent of all: from 6.65 to 6.75 for "6.7%".
	Percent bool `json:"percent,omitempty"`
}

// LeftOut is a cell with a number in it that is in no row of the table.
type LeftOut struct {
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Text   string `json:"text"`
	Why    string `json:"why"`
}

// Table is a file of counts.
type Table struct {
	File string `json:"file"`
	// Model is never ModelByWords, but where there is no exposure.
	Model Model `json:"model"`
	// Group, Events and Exposure are the names of the columns, as the header has them: group and
	// events where it has none, as in a table with a column for each group. Exposure is "" if there
	// is none.
	Group    string `json:"group"`
	Events   string `json:"events"`
	Exposure string `json:"exposure"`
	// Dimensions are the names of the other columns.
	Dimensions []string `json:"dimensions"`
	// Parent is the one of Dimensions that says what a stage is out of; "" if none does.
	Parent string `json:"parent,omitempty"`
	// Column is the one of Dimensions that says of which column of people a row is; "" if those are
	// rows in the file.
	Column string `json:"column,omitempty"`
	Rows   []Row  `json:"rows"`
	// Bases are the rows of a table of Columns that say how many people there are in all. That of a
	// header, as "staff (n = 300)", has the name of its column as its only dimension.
	Bases []Row `json:"bases,omitempty"`
	// Comments are the lines that begin with #, and titles and notes around the table.
	Comments []string `json:"comments,omitempty"`
	// Notes say what was taken for what, where the header left a choice.
	Notes []string `json:"notes,omitempty"`
	// Account has the numbers of the file that are in no row.
	Account []LeftOut `json:"account,omitempty"`
}

// GroupSum is the counts of one group, added up. The cells are ranges where counts are.
type GroupSum struct {
	Group    string `json:"group"`
	Events   Cell   `json:"events"`
	Exposure Cell   `json:"exposure"`
}

// Sums are the counts of a table by group.
type Sums struct {
	// Model is that of the table.
	Model Model `json:"model"`
	// in the order in which they first stand in the file
	Groups  []GroupSum `json:"groups"`
	Unknown GroupSum   `json:"unknown"` // people whose group is not known
	// what the sums of the exposure mean, where that is not plain
	Notes []string `json:"notes,omitempty"`
}

// Errors that reading wraps. Compare with errors.Is.
var (
	// ErrModel: the header does not say what the events are out of.
	ErrModel = errors.New("the header does not say whether the counts are a rate or a proportion")
	// ErrNumbers: no column holds numbers, as in records, one row a case.
	ErrNumbers = errors.New("no column of numbers")
	// ErrColumns: three or more columns hold numbers.
	ErrColumns = errors.New("more than two columns of numbers")
	// ErrOrder: the first of two columns of numbers is people, and the second is not.
	ErrOrder = errors.New("the events come first, then what they are out of")
	// ErrExposure: nothing says what the events are out of.
	ErrExposure = errors.New("no column says what the events are out of")
	// ErrGroup: no column holds groups.
	ErrGroup = errors.New("no column of groups")
	// ErrEvents: a proportion has more events than trials.
	ErrEvents = errors.New("more events than trials")
	// ErrAdd: rows that count the same people several times cannot be added up.
	ErrAdd = errors.New("rows that cannot be added up")
)
