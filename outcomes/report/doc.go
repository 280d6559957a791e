// Package report makes what a scrutiny panel asks of stop-and-search records, from an
// [outcomes.Extract]: one table for each measure, each group against a baseline with intervals, and
// beside it everything that has to be known to read it.
//
//	x := new(outcomes.Extract)
//	err := x.ReadFS(ctx, os.DirFS("downloads"), ".")
//	r, err := report.New(x, report.Options{})
//	err = r.WriteText(os.Stdout, report.Layout{})
//
// [Report.WriteText], [Report.WriteMarkdown] and [Report.WriteHTML] are for people,
// [Report.WriteCSV] and [Report.WriteJSON] for programs. [Report.Page] is the page of HTML as plain
// structs, with its pictures, and [Report.Document] the JSON, for a program that makes a page of
// its own. The same records give the same bytes in every form, whatever the order in which files
// were read and extracts merged.
//
// # The first screen
//
// Text and Markdown begin with what fits on a screen of 80 columns: what the report is of; the
// search rate of each group, how many times as often as the baseline that is, with the range that
// chance leaves and the range that also allows for the searches of unknown ethnicity, a word, and
// the index by the other account of ethnicity where it differs; what can be said in sentences,
// which package claims makes; what to bear in mind; and where the numbers are from. Where there is
// no room for every column, that of residents goes first. A report of several forces or periods has
// a row for each, and the adjusted index under them. Warnings stand above everything.
//
// The tables that [Layout] asks for follow, then, with all of them, what was read. A table that has
// the counts of one above it, fewer than ten events, or rates that are no answer is a sentence; CSV
// and JSON have it. The plots of a page share one scale. All of it is made of the [Document].
//
// # The page
//
// A page of HTML stands alone and has every table, where the layout names none. It is made of the
// same blocks as text and Markdown, so that its numbers and its sentences are those; content.go
// says what stands where. The first table of the first screen and the sentences are its first
// section, and what the parts of the report and the change are the next. What was read follows the
// tables, then how the numbers are made, of what is in it, with the papers that methods are from,
// which method_notes.go has. The rows go with it as CSV.
//
// Its pictures have stable names, by which a program finds them in [sheet.Page.Pictures]:
//
//	search-rate           the index of each group, as the first table prints it
//	search-rate-by        that of each part: a line of the periods, or part below part; of many
//	                      parts one picture for each group, as search-rate-by-black
//	search-rate-rolling   that over every run of months
//	search-rate-compared, search-rate-trends
//	                      the changes and the trends, on a scale of their own
//	search-rate-adjusted  the adjusted index beside that of all together
//	search-rate-ranks, search-rate-funnel
//	                      the forces compared with each other, a picture for each group, as
//	                      search-rate-ranks-black
//	rate-of-arrests and so on
//	                      likewise of other kinds of records, by the ID of the table per resident
//	find-rate and so on   likewise of every other measure, by the ID of its table
//
// A page leaves out what would make it too large to be sent: more than 60 tables of single parts,
// more than 16 strata, pictures of more than 200 ranks and funnels beside them, and rows of CSV
// beyond 1.4 MB. It says what, and where that is.
//
// # What a panel asks, in order
//
//   - How often are people of each group searched, per resident? That is the first screen, and the
//     table search-rate, with the bounds of its index over every way in which the searches in no
//     group could fall.
//   - How often does a search find something, in all and by what gave the ground for it? These are
//     the tables find-rate. Where the records cannot bear the definition that was asked for, the
//     tables say so, and finds by action come first.
//   - What follows from a search: arrest, charge or summons, a disposal out of court, no further
//     action, an outcome that the force counts as positive, something other than what was searched
//     for? Each is a table.
//   - What was read, what was left out of it, and what do the records not say? That is below all
//     the tables.
//
// Another question of what follows from a search is one row in the list outcomeMeasures in
// measures.go, or of the outcome of a crime in crimeMeasures in crime.go, with the definition in
// package outcomes; another ground is one row in grounds beside
// it. What a table has to say of itself is in notes.go, what [Options] has to refuse in options.go,
// and what can be said of the search rate in words in package claims.
//
// # Records that are no searches
//
// A force's own extract may have a record for each person who was stopped, arrested, suspected or
// charged: see [outcomes.RecordType]. A report is of one kind of record, which its type says, and
// Kind of the [Document]; records of several kinds are an [*OptionError]. Its words are those of
// the kind, and so are its tables:
//
//	stopped     rate-of-stops; then what follows from a stop, as of searches, but nothing of finds
//	arrested    rate-of-arrests; then the outcomes of their crimes, see below
//	suspected   rate-of-suspects; then likewise
//	charged     rate-of-charges; then likewise, if crimes have outcomes
//
// The outcomes of crimes are the tables charge-rate, out-of-court-rate (formal and informal
// together), diversion-rate and no-further-action-rate, as [outcomes.CrimeRate] defines them, out
// of the records whose crime has an outcome: what has none so far, or none that is recorded, is in
// the missing share of each.
//
// Where there is no rate per resident, as of people of 10 to 17, the charge rate leads the first
// screen, with the range that also allows for the records of unknown ethnicity, with words and with
// sentences. It is adjusted for Within where that is given, else for the forces and the periods. No
// sentence and no word stand if more than one record in ten has no outcome, or if small counts
// withhold how many; the other gates are those of the search rate that ask for no residents.
//
// Every such record counts as independent of all others: one person with several records, or
// several people of one crime, make the ranges too narrow, and the report says so. Nothing is said
// of objects, grounds, links, finds, copies of rows and people who were stopped together, and
// options that need one of these are errors.
//
// # Searches that are in no table
//
// Searches of vehicles without a person are in none. Searches without a known ethnicity are in no
// group; Options.Unknown puts them into groups on an assumption: like the known with the same
// outcome; as the officer saw them; or like the known whom officers see the same way, with the same
// outcome, by 20 imputations. A table with more than 10 % unknown says so above everything else.
// Exact duplicates are counted: people who are searched together share every recorded value. Labels
// that are not known count as not recorded; where they stand in more than 2 % of the searches of
// persons, a warning names them, and so does a footnote of each table that reads them. A group of
// officer-defined ethnicity that officers never used, as Mixed where they had no such category, is
// in no table, and a note says so. Nor is a group whose label was refused, as "Asian" in a file
// that has finer labels beside it, if that took more than 2 % of what the group would have.
//
// # Other residents of the same place
//
// Whose residents an index is over can move it further than chance does: in London in June 2016
// Asian people were searched 0.97 times as often as White people by the census of 2011 (0.91 to
// 1.04), 0.78 times by that of 2021 (0.73 to 0.83), and 0.87 times by what is interpolated between
// the two. So of months between March 2011 and March 2021 every search rate has its index over the
// two of these three that were not chosen, as OtherResidents of [Table] and [Adjusted]; of months
// after or before them the nearer census is the only other one, if it was not chosen. Under the
// table a line says what they are, of the rows that one of them moves by more than half the width
// of the range of chance. No word stands that one of them turns: see package claims. Figures that
// were brought along have no others.
//
// Residents of a day two years or more from the mean day of the searches, those of the force that
// is farthest, are a warning; from five years on every sentence begins with their year.
//
// The census of 21 March 2021 was taken in a lockdown: some people were not counted where they
// usually live, in cities most of all.
//
// # Zeros, and matters of categories
//
// A group of which no search is recorded is a zero, with its index and interval, unless 10 or more
// would be expected: of a group of five, at the rate of all recorded groups together; of a detailed
// group, as Arab, at the rate of the group of five that holds it, or of all where that has no
// search either. These rates have the residents of the group itself in them. Then the form may not
// have the label. The row has its 0 and says what would be expected, and no form of the report has
// a rate, an index, a difference or bounds of it; its flag is [rri.NotCompared]. Where fewer would
// be expected of a detailed group and chance alone hardly gives none, the row says so.
//
// Forms and censuses sort people into detailed groups by different questions: of the searches of
// Black people in London in 2022 half are under "any other Black", which one in eight chose in the
// census. So a detailed group with more than five times the searches, or less than a fifth of them,
// that the rate of the rest of its group of five gives, or that of the whole, with 10 expected at
// that rate, is a matter of categories. The rest is asked only where it has as many residents. The
// figures stay, with words beside them and the flag [rri.Categories]. A group of five has nothing
// above it: that it is searched five times as often as others may be so.
//
// What is recorded decides, before Options.Unknown puts other searches into groups.
//
// # Months that are missing or low
//
// A month of a force is missing if it has no row between the first and the last month of the
// period, which Options.From and Options.To say or else what was read: the month of an empty file
// is one of them. It is low if it has fewer rows than Options.LowMonth of the median of the force's
// other months. Either is named above every table that is of the force, with the number of rows,
// in the text, in Markdown, in the JSON of the table and in a column of CSV. Nothing is corrected:
// the rates are of the months that are there, whose low ones are counted.
//
// # Residents
//
// The residents of each force are those of the mean day of its months with a row, weighted by their
// days: 15 June for June alone. Between the censuses of 27 March 2011 and 21 March 2021 they are
// interpolated, as [ethnicity.PopulationAt] does, and outside they are those of the nearer census.
// Residents of several forces are the sum of those of each, on its own day. A part of the report,
// and a stratum of the adjusted search rate, have the residents of the mean day of their own
// months. Options.Census takes those of one census instead.
//
// Options.ResidentsOf and Options.Residents set all searches together, also those of forces without
// residents and of no named force, against the residents of one place, or against figures that are
// brought along. There is one index then, of all forces together, which is not adjusted for them;
// parts by force have no search rate, and parts by period are over the same place, on their own
// day. A warning says if the searches of a force are not in the place, if the place is only a part
// of the area of a force all of whose searches count, and if it is more than the areas of all the
// forces. There is none beside figures of the caller's own: where they lie is not known.
//
// # Searches of a part of the residents
//
// There is no search rate of searches that are of a part of the residents, and a note says why; the
// other tables stand. That is so
//
//   - of people: where Options.Age or Gender chose the searches, or outcomes.Extract.Where did by a
//     column of the person (see [outcomes.Filter.IsOfPerson]), unless Options.Residents has
//     figures of the caller's own, of these people;
//   - of a place: where Where chose by any other column, unless Options.ResidentsOf or Residents
//     says whose residents count;
//   - by what the records say themselves: where their column of places
//     ([outcomes.Extract.AreaValues]) holds one place within the area of a force, or some of its
//     districts where searches would be expected in the others too, unless one of these two options
//     is given.
//
// Options.Object, Type and Legislation leave the residents as they are: the rate is of such
// searches per resident.
//
// A group with searches and no residents has no rate and no index, and takes no other down.
//
// # What files lack
//
// A column that no file has takes away the tables and choices that need it: without outcomes there
// are no find rates, where zeros would look as if they had been measured. A note names it once,
// with what cannot be had, and choices that need it are an [*OptionError]. Where some files have it
// and others not, the tables stand, the rows of the others count as not recorded, and the note says
// how many they are.
//
// # People stopped together
//
// Searches are not independent: people are stopped in groups. Where times have minutes and places,
// the searches of one force, minute and place count as one stop, less what coincides by chance, and
// every count has a design effect, how many times as much it scatters as one of independent
// searches. That of a rate of searches is of the searches of a group; that of a rate of outcomes is
// of the outcomes within stops; that of a stratum is of its own force and period, or of all the
// table; that of all groups other than White together is of their own pairs; searches that
// Options.Unknown puts into groups leave it as it is. Estimates and bounds stay as they are, but
// for adjusted ones, whose strata weigh otherwise, and intervals get wider: How sure, the line
// below the title, says how much, and where stops cannot be told. Options.Independent turns it off.
//
// One stop that is recorded over several minutes is not seen. What a group and the baseline share
// of one stop is left out, which makes the interval of their ratio too wide, not too narrow. The
// methods that enumerate tables of whole counts, as exact for proportions, take every search as
// independent, which a note says.
//
// # Withholding small counts
//
// Options.Suppress withholds small counts by the rule of package suppress, in every form. Where
// searches of a group are withheld, so are they in the tables of outcomes: by the search rate or,
// where there is none, as of people of one age, by what the first table of outcomes is out of. The
// tables of outcomes count parts of the same searches, so that they withhold the same groups, those
// of the first of them; a table that would have to withhold more, whose totals could not be told,
// or that would have no baseline, is left out, as are find rates by ground. A search rate of some
// of several forces is refused: beside the outcomes of all it would tell counts of the others.
// Counts that are not of a group are withheld too: of searches in no group, of rows that are no
// searches of persons or could not be read, of what is not recorded or not known by its label, of
// copies, and of what a filter leaves out; so is what is left of the whole if it is as small ("all
// but at most 5"), and the whole where it would tell a part. Months that are low, files of the same
// searches and files that lack a column are named without numbers. If the searches in no group are
// few, the group with the fewest residents is withheld, since they would follow from the rest;
// without a search rate the last group of the classification, whatever it counts.
//
// The outcomes of crimes exclude each other, and so more is withheld of them: what is left of a
// group, or of all, beside the tables that are shown, and, beside the records of every group, those
// without an outcome, if they are few.
//
// With Options.By every part is protected as a report of its own, and nothing is shown that is a
// sum over the parts, nor what compares them: no table of all together, none that is adjusted, no
// number of searches, of rows, or of what is not known or not recorded. A part of which everything
// would have to be withheld is named, without a number.
//
// All counts have one design effect then, that of the number of all searches of persons with
// nothing taken off for chance, rounded up to a tenth, since that of a group or of its outcomes
// could tell a count through the limits of others.
//
// It does not protect what is left when one count of a table of outcomes that is shown is taken
// from another, as arrests from finds or finds from searches, nor what two reports tell together,
// for other months, groups, objects or allocations. Tests look for other records of which all forms
// are the same to the byte: every count that is withheld could be several of the numbers up to the
// limit, and nearly always all of them. Of 193 in random records one was found of which somebody
// who runs the rule himself can rule out one number: that of a group with few records beside those
// that another table counts.
//
// A force's own extract has details that what is published has not. Where one was read
// ([outcomes.Source], Own), a table has a count from 1 to 4 and nothing is withheld, a warning
// above everything says so.
//
// # Parts, and like with like
//
// Options.By divides a report by force, month, quarter, financial year or year into parts, each of
// which is the report of its searches alone, with the months, the residents and the notes of its
// own. Labels that could not be read are known of the whole alone: a group that has no row there
// has none in a part. Rows of several forces are divided by force unless asked otherwise.
//
// An index of several forces together can differ from that of every one of them, since their people
// and their rates differ: in five forces of January 2020 Asian people are searched 1.07 times as
// often as White people, and 1.29 times within the forces. So beside every table of several forces
// or periods stands one of package strata, where searches of a group are set against those of the
// baseline in the same force and period. The search rate has it for the forces that have residents,
// who count once for every period with a row of their force; a group that the form of a force may
// not have is not compared there.
//
// Options.Within adds to every table of outcomes of all the searches one more, where the strata are
// also alike in what it names, with the crude
// index again, the test that the strata share one index, each stratum's index and share, and the
// strata with no one to compare. What is not recorded is a stratum of its own. The methods that
// have a form for strata are scas; score and miettinen-nurminen, as score; and wald, as
// mantel-haenszel.
//
// # Compared with each other
//
// A report by force of three forces or more with a search rate sets them beside each other by
// package peers, group by group: the rank of the index of each force with its interval, which other
// forces it cannot be told from, a word beside the mean of the others, and a funnel. It stands
// below the search rate, and as a section of the page; JSON has it as Peers, with all pairs. The
// counts of a force are those of its part: of its own months, residents and design effects, with
// its own searches of unknown ethnicity.
//
// A force without a value is named with the reason, and has no rank: where it polices no area in
// which people live, has a census of its own, is in no list, has rows of a part of its area or none
// of persons; and in one group alone where its form may not have the label. A force of which months
// are missing or low, or of which it is open which records count, keeps its rank and has no word.
// Nor is there one where the residents of the group or of the baseline are not who is there, where
// a matter of categories stands against it, where the other account of ethnicity gives the opposite
// word, and where over the residents of another census it is another one.
//
// Find rates are not ranked: which outcomes a force records, and how often it leaves them blank,
// moves them more than its searches do. The comparison goes neither with Options.Suppress nor with
// Options.Unknown.
//
// # By a column of one's own
//
// Columns that were kept ([outcomes.Extract].Keep), such as the district, the team or who led a
// search, are dimensions of Within and parts of By, named by their column in all that is written.
// A part is what a choice of the searches with one value would be: of the same forces and months,
// and over the same residents. So there is no search rate in parts of some people, as by their age,
// or of some places, by what the column or most of its values are called.
//
// The parts are compared with each other in every measure: the index of each group with one value
// over that with another ([Contrast]), with the interval and the p-value of the ratio of two
// indices of package trend, which honour people who were stopped together. In the search rate the
// residents are the same in both, so that the ratio is there even where no residents are known. The
// first screen has a sentence on the first measure; the table stands with its measure. The word is
// Above or Below where the range leaves out 1; in small letters, and said to be of those with a
// recorded ethnicity, where the range with the unknown does not; and Similar where both lie within
// Options.Margin.
// There is none beside fewer than five events of the baseline; where the records bear no word on
// the measure; where it is open which records count; where the shares of unknown ethnicity differ
// by more than 5 points, unless the worst case gives the same word; and where the other account of
// ethnicity gives the opposite. A ratio says nothing of why the values differ.
//
// # Is it getting better
//
// A report by periods has how its measures changed, by package trend: from each period to that a
// year later, and the trend over all of them, in per cent a year. Options.Rolling adds the index
// over every run of so many months, drawn, and Options.Before and After the change between two
// stretches of months, with or without periods; Options.LeaveOut leaves months out of changes and
// trends. Where nothing was asked for beyond the periods it is there only if two whole periods are
// a year apart, or five can be put into a trend. That of the search rate stands on the first
// screen, below the table by period, that of any other measure with its table; JSON has all as
// Trends.
//
// Words follow from the intervals alone: Increasing, Reducing, Stable within Options.Margin, or
// Cannot tell. There is none over fewer than five periods; of a period that is not whole; where the
// share of unknown ethnicity moved by more than 5 points, the recording changed, or the residents
// of another census would change the word, unless the worst case gives the same; where residents
// are not who is there; of one index over several forces; and where the other account of ethnicity
// gives the opposite. Stable also wants that the unknown could not move it out of the margin. The
// reason stands in the place of the word. A sentence on a change says what the index was in either
// period, with its rates in a month, since part of a year has no rate of a year.
//
// The residents of a point are those of its own months, and a month that is missing or low is in no
// change and no trend: neither its searches nor its residents. Forces that have no rows in one of
// the two stretches of months are left out of both. Beside a change whose counts have design
// effects stands its range with every search independent.
//
// Change goes neither with Options.Suppress nor with Options.Unknown.
//
// # The document
//
// [Document] describes the JSON, member by field. Its version goes up when a member is removed or
// changes its meaning; readers ignore members that they do not know. Version 1, which had census
// for residents_source, tables without id and paths in sources, and version 2, which had stratify
// for within, are refused.
//
// # For programs that count anew
//
// A program that sets the same records against the same residents in other ways, as package choices
// does, asks a report for what these are: [Report.Searches] are the records that are in its tables,
// [Report.OverResidents] those of them that are set against residents, and [Report.ResidentsBy] has
// these residents by other groups and figures. [Report.Cautions] are the warnings that hold for
// such counts too. Whoever passes on the report itself needs none of the four, and takes
// [Report.Warnings], which are all of them.
//
// # Concurrency and cost
//
// A [Report] does not change after [New], and any number of goroutines may ask it. An Extract must
// not be read into while New works on it.
//
// New works on the tally of an extract: it passes over all cells once, and then over what it asks
// of them. It takes about five milliseconds for a month of one force, most of it for limits and
// p-values, and some sixty for 168 months of the Metropolitan Police in 400,000 cells; two or three
// times as long with strata, and twenty times with imputations, which want every cell. Every part
// costs as much again as a report of its own. A form is written in a few milliseconds.
package report
