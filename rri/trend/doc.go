// Package trend answers: is it getting better? It takes counts period by period, and gives the
// index of every group in each, over rolling periods, its change from one period to another, and
// its trend, with intervals and a word that follows from them.
//
// A [Series] is what was counted, and [Of] makes the [Result] of it, which writes itself as text,
// Markdown, CSV and JSON, or gives its tables as [Result.Sheets]. A period is a start and an end:
// what a month, a quarter or a financial year is, and who lives there in it, is the caller's.
//
// # Periods
//
// The exposure of a rate is time that people lived through: 30,000 residents in a year are 30,000,
// and in a quarter 7,500, so that rates of periods of any length are of a year, and a month that
// is missing is in neither events nor exposure. It is missing exposure, and not 0. A proportion has
// no such time: its trials are what they are.
//
// Of a period that its counts cover in part ([Point.Covered]) the index is that of the part.
// Where they cover less than half, or there are none, it is in no change and no trend; so is one
// that is to be left out ([Options.LeaveOut]), as a year of a pandemic. All of them stay in the
// series, and are marked.
//
// [Pool] puts points together, [Within] finds those of a period, and [Rolling] puts every so many
// neighbouring ones together. All of them count what is there, and say what is not. Where records
// tell more of a period than the sum of its parts does, as the design effect of a year in which
// people were searched in groups, give the period its own counts.
//
// # Rolling periods
//
// Twelve months, ending with each month from the twelfth on, are how performance pages show an
// index. They make a smooth line, and little else: two neighbouring points share eleven of their
// twelve months, so that one odd month moves twelve points, and a line that rises over a year may
// be one month. Hence they have intervals, and no word, p-value, change or trend.
//
// # Breaks
//
// A [Break] is a time from which counts mean something else: other residents, another form, other
// groups. It stands in the series where it is, and no word is said across it. The exception is
// another source of residents, where the series has [Alternative] counts, as over one census
// throughout: a word then stands if every one of them gives the same.
//
// # Changes
//
// A change is the ratio of two indices, 1.5 where one rose by half ([ChangeOfIndex]), beside the
// difference of the group's own rates. [Result.YearOnYear] has those from each period to the one
// that begins a calendar year later and is as long, and [Result.Compared] that from Series.Before
// to Series.After.
package trend
