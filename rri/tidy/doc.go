// Package tidy reads anybody's own counts: one form of table for every question.
//
//	group,events,population          a rate: one person may have several events
//	group,events,trials              a proportion: each event is one of the trials
//
// # What is taken for what
//
// The header says what stands in a column, whatever the order of the columns. Letter case, spaces
// and signs in names do not matter, nor do numbers in brackets.
//
//	dimensions     columns whose name is a word for one (year, month, age, sex, area, force, stage,
//	               offence, measure, area code …), numbers or not, those that [Options] name, and
//	               further columns of labels
//	the group      the column that [Options] name, one that is named group, or the first column of
//	               labels that is no dimension
//	events, and    the two columns of numbers, in this order, or those that [Options] name
//	what they are
//	out of
//	the model      residents, population, person years or exposure in the name of the last make a
//	               rate; trials, searches, arrests, referrals, staff, of or "out of" a proportion
//
// A table may have a column for each group instead, where [Options.Wide] knows their names. Events
// and what they are out of may stand in two rows or blocks of rows, as Searches and Population in
// the first column. A table of stages has one column of numbers, and so has one whose residents
// come from elsewhere. A column of row numbers, of percentages or rates beside the counts, or of
// remarks is left out. A column of marks or ranges alone, as * and "1-4", is one of numbers if the
// table lacks just that one, and is none of labels such as "10-17" and "18-24"; a note says so.
// What else is not clear is an error, which says what to write: three columns of numbers, a word of
// a header that names no model, numbers and words in one column.
//
// # Whom a row counts
//
// A row of people whose group is not known is never a group, and neither is one of all groups:
// [Options.Label] says which they are. A total is compared with the sum of its groups, and left
// out; a note says by how much they differ. So is a group that stands beside its parts and is their
// sum. Otherwise labels of one group are added up. A value such as "all ages", whose parts stand in
// other rows, marks its row as a total, which is not added to them.
//
// A blank label is of people whose group is not known. A last row without a label is a total if
// both of its numbers are the sums of all others; where there is one number, and it is their sum,
// it is an error. So is a blank that may be a cell which reaches over several rows, with its label
// in the first, and a group that stands twice.
//
// # Numbers
//
// Numbers and the marks in their place are read by [ParseCell]. A count that is withheld, or
// rounded ([Options.Rounded]), is a range of counts, and stays one in every sum. "<5" is 0 to 4,
// but 1 to 4 where a 0 stands openly in the same column. Dots between thousands are read where the
// column shows that they are none before decimals. Every number of a file is in [Table.Rows],
// [Table.Comments] or [Table.Account].
//
// # Sums
//
// [Table.Sum] and [Table.Split] add rows up by group, but refuse to where people would count
// several times: over measures, stages and tactics, and over kinds of events that are all out of
// the same people. [Counts] makes rates or proportions of the sums that are known.
//
// # Time
//
// [Periods] reads labels of periods as people write them, a column at a time, and [Table.Times]
// says when the rows of a table are of: by its finest dimension of time, or by a month and a year
// in two of them, and to which month, quarter, financial year or year they are added up. A label
// that can be read in two ways is read as the others of its column, or as its header says, and is
// refused otherwise. Times are UTC.
//
// # Records
//
// With [Options.Event], a file has a row for each case, or for as many as a column named count,
// number or "number of …" says. Events are the rows that have these values, and trials those that
// have the values of [Options.Trial], or all. Records are counted as they are read, so that a file
// may be of any length; the notes say how many were read. A row with one cell alone is a record of
// which the rest is not known, if its column has cells like it, which are the same but for numbers.
// One that is like none is a record if others follow, or if it is not the first cell, and a note
// says so. It is a line of text, in Comments, if it is the first cell and no record follows, or
// prose: more than six words, or such as begin with note or source.
//
// # Files
//
// Text is UTF-8, UTF-16 or Windows-1252, with commas, semicolons, tabs or bars between the cells,
// or a table of Markdown. Lines that begin with # are comments, and so are lines of a title above
// the header and of notes below the table. A header may have two lines. A second table below the
// first is an error.
package tidy
