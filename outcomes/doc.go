// Package outcomes reads records of stop and search and counts what happened: how many people of
// every ethnic group were searched, and what the searches led to, in the shape that package rri
// compares.
//
//	search rate = searches of persons of a group / residents of that group        a rate: one person can be searched twice
//	find rate   = searches with an event / searches that are trials               a proportion, by a named definition
//
// Data goes one way: [ReadCSV] turns rows into [Search] values, a [Tally] counts them,
// [Tally.Counts] and [Tally.Proportions] add the counts up by group, and [Counts.Rates] and
// [Proportions].By are what rri.Compare takes. [Extract] does the first two steps, for a file, a
// folder or an archive, and accounts for every row: it is a search of a person, a search of a
// vehicle alone, of unknown type, or rejected, and [Quality] says how many there are of each.
//
//	var x outcomes.Extract
//	err := x.ReadFS(ctx, os.DirFS("2022-09"), ".")            // every stop-and-search file in the folder
//	counts, err := x.Tally().Counts(outcomes.Grouping{})      // self-defined ethnicity, five groups
//	rates, err := counts.Rates(population)                    // for rri.Compare
//
// # Where counts come from
//
// [ReadCSV] reads the files of data.police.uk, [ReadJSON] what its API returns. Package published
// reads tables whose rows are counts: the Home Office's, or one of your own. The same searches give
// the same tally whichever way they come.
//
// [Extract.ReadFile] reads one file or standard input: CSV, JSON or a ZIP archive, compressed or
// not. [Extract.ReadFS] reads one file, or every file with searches of a folder, of the folders
// below it and of the ZIP archives in them. Archives are read within [ArchiveLimits]. Both refuse a
// file whose force cannot be told, unless Extract.ForceOptional is set, and the same searches in
// two files, and notice a file that was joined to itself. [FilesIn] says what is read of a folder
// and what is left out, with the reason for every file; [Source] which columns a file lacks;
// [Tally.Gaps] which months are missing, and [Tally.LowMonths] which have far fewer searches than
// the others.
//
// # A part of the rows
//
// [Filter] chooses rows by any column of a file while it is read, such as those of one borough:
// [Extract].Where. Rows that do not match are accounted for, in [Extract.Excluded]; a file without
// the column is an error, and so is, for [Extract.CheckWhere], a value that no row has. What counts
// is then a part of what a force did, and not to be put over all its residents.
// [Extract.AreaValues] says whether the records themselves name the places they are of.
// [Tally.Where] takes a part of what was counted.
//
// # A force's own extract
//
// A force has columns that data.police.uk does not: who or what led to a search, the offence and
// its gravity, earlier offences, whether it was admitted, the district. [ReadOptions].Columns says
// which of its columns is which, Labels ([ReadLabels]) what its words mean, and Rows what a row is
// of, a person who was stopped, arrested, suspected or charged among them ([RecordType]). Keep
// takes up to three further columns along as free dimensions: their values are in Search.Kept and
// Key.Kept, and [Tally.Kept] has their names, so that [Tally.Where] and [Split] cut by them.
//
//	x := outcomes.Extract{
//		Columns: map[string]string{"date": "Recorded", "officer": "Ethnic appearance", "age": "Age", "outcome": "Result, final"},
//		Rows:    outcomes.PersonSuspected,
//		Keep:    []string{"Gravity", "Admitted"},
//	}
//
// Where a database has counted the records that say the same, a row stands for several: the field
// "count" is read from the column with their number. [ReadOptions.ColumnsRead] says which columns
// the database has to look at, and all it leaves out is what tells copies and stops.
//
// What became of people who were arrested, suspected or charged is a [CrimeOutcome], in
// Search.Crime, and [CrimeRate] has the rates of it. Their records are no searches: set beside
// those of searches they would be counted together, so look at one [RecordType] at a time.
//
// [Source].Own says that a file is such an extract. It holds what a force does not publish, and a
// table of it may show a count of one person: whatever is kept must not say who somebody is, and
// columns that plainly do so are refused.
//
// # Groups inside groups
//
// [Absorbed] names those of the groups under study that the baseline holds as a part: Gypsy or
// Irish Traveller people are White. A comparison of such a group with that baseline is in part one
// with itself: choose a scheme that has the group apart from its baseline, or say so.
//
// # Whose account of ethnicity
//
// [EthnicityRule]: what the person says, what the officer sees, or the first with the second where
// it is missing. For one month of one force the index of Black people is 3.8, 7.3 or 7.1 by these
// rules, so a rule belongs to every result.
//
// # What a find is
//
// Records do not say whether something was found. [FindDefinition] has five readings of them, each
// with its own trials and its own missing share:
//
//	action          any action            of all searches of persons
//	action-known    any action            of those with a known outcome
//	linked          outcome linked        of those where it is known if it is linked
//	linked-action   any action, linked    of all searches of persons
//	arrest          arrest                of all searches of persons
//
// [Tally.Regime] recognises how a force records the link, and [Tally.Doubt] says which of these its
// records cannot bear; [Tally.OutcomeDoubt] says it of every rate, and [Tally.NoAnswer] which rate
// comes out alike for every group by how the records are kept. [OutcomeRate] has the rates of
// outcomes by kind, the positive outcome of forces and the actions that are not linked to the
// object among them, and [Outcome.Definition] that of each outcome. [Class] puts every outcome into
// exactly one class. [Split] cuts a tally by object, or by [Ground]: drugs, the rest, and apart
// searches that need no suspicion, as under section 60. [OutcomeTest] compares the find rates of
// groups, with what that does not show. [CrimeOutcome] has the outcome types of recorded crimes.
// Vehicle-only searches are in none of these, even where they carry the ethnicity of a driver.
//
// # Missing values
//
// The zero value of every type is "not recorded", and the value after it "unrecognised": a label
// that no table has. Neither is ever taken for a no, for no further action, or for a group. A blank
// outcome is not no further action: some forces leave it blank where nothing was done, others where
// nobody wrote it down. "Nothing found" (to January 2018) and "no further action" are two outcomes.
// The ethnicity that people give of themselves is missing for 27 % of the 185,616 searches of
// persons in the sixteen files of data.police.uk that the tests read (5 to 32 % of a file), and in
// the City of London from April 2018 to November 2020 for 11 to 57 % of a month.
//
// # The same searches twice
//
// Rows of one file that say the same are counted and kept: people who are searched together often
// share all that is published of them, and there is no number to tell records from repeats. What
// several files have of one force and month is compared by what the rows say, in the columns that
// are read, whatever the order of rows, the names of columns and the form of the file. If that is
// the same, nearly the same, a part, or something else of the same days, the files are refused with
// the figures, as an [*OverlapError], unless [Extract].Revision says which to take; what was taken
// is among [Extract.Overlaps]. Files that complete each other in time add up. The same searches of
// a month under the names of two forces, or nearly the same, are refused, too.
//
// # Reading a month once
//
// [Extract.Save] writes what was read, as counts and hashes, and [Extract.ReadFile] reads it in
// place of the files, beside others: what can be asked has the same answers, and the same searches
// in another file are known. Rows can be chosen of it ([Extract].Where) by the columns that were
// kept and by those that are fields of [Key], as this package names their values. The hashes of a
// force's own extracts are saved only if that is asked for ([AllHashes]); without them a further
// file of the same force and month is refused, with a [*ClosedMonthError].
//
// Parts of one whole may be read by different computers. Each saves what it read with [AllHashes],
// and one of them reads that in place of the files; once all files of a month are together, what is
// saved with [NoHashes] is counts alone, and small. Files of different months have nothing to do
// with one another, so that this can be done month by month.
//
// # People stopped together
//
// People are stopped in groups, and three who were searched at one stop are not three pieces of
// evidence: counts scatter more than independent searches would, and intervals that take every
// search as independent are too narrow. The records have no number of a stop. Rows of one force,
// one minute and one place are taken for one ([Extract] looks for them among all rows of a force
// and month, whatever its filters). [Tally.Stops] says of every force and month if the times and
// places bear that ([StopsStatus]), how many pairs of searches were made at one stop, and how many
// of these are expected by chance, which are taken off.
//
// A tally holds the pairs by the cells of the two searches ([Tally.Pairs]), so that they follow
// every filter: of any weight x of a search, the sum over stops of (Σx)² is that of x² over
// searches, and of 2xx′ over pairs. [Tally.DesignEffect] is that over what independent searches
// would have. Counts and proportions get those of every group, which [Counts.Rates] and
// [Proportions].By hand to package rri, unless [Grouping].Independent is set; for a proportion it
// is that of the outcome within stops. Whoever puts [Counts].By over residents of their own has to
// take [Counts].DesignEffects along. Methods that enumerate tables, such as [rri.Exact] for
// proportions, refuse counts with a design effect.
//
// What this leaves out: people of one stop who are recorded at other minutes, or at other places,
// are not seen together, so that the design effect is too low; where stops cannot be told at all,
// intervals are too narrow by an unknown amount, and every design effect is that of independent
// searches. Where people of a group and of the baseline are stopped together, their counts rise and
// fall together, which makes their ratio surer: that covariance is left out, so that the interval
// is too wide rather than too narrow.
//
// # Period by period
//
// [Tally.RateSeries] and [Tally.ProportionSeries] cut a tally into months, quarters, financial
// years or years ([PeriodKind]) for package trend, which finds changes and trends in them; with
// [SeriesOptions].Rolling also over the last 12 months at every month, and with Before and After
// into two periods to compare ([Months], as "2016-03..2016-12"). Every point has the counts and
// design effects of its own searches, over the residents of its own time.
//
// A month of a force that has no row, or few ([SeriesOptions].LowMonth), counts with neither its
// searches nor its residents: it is missing, and not a month without searches. The points say which
// these are and what share of the period is there. [Tally.Completeness] has the shares of searches
// of unknown ethnicity and without an outcome, which have to stay the same for a change to mean
// anything; breaks of a series are where the records begin to mean something else: other forces, a
// label that comes or goes, as Mixed on the forms of officers, another source of residents, and, of
// rates of outcomes, another share of searches that do not say if they count.
//
// # Time
//
// Times are in UTC at the source; months and days are cut in Europe/London ([MonthOf], [InLondon]),
// as the police cut them. In summer the last hour of a month in UTC belongs to the next.
//
// # Errors
//
// A file that cannot be read is a [*HeaderError], and one whose dates may mean two days a
// [*DateOrderError]. A row that cannot be read is a [*RowError], with file, line, column, field and
// value; reading goes on. A label that cannot be read is in [UnknownLabels], and its row is kept:
// no table has it; several have it, with different meanings; or it is of a total. An [Extract] also
// refuses a file whose force is not known or is another, with a [*ForceError], and searches that
// would count twice, with an [*OverlapError] or a [*ClosedMonthError]. Nothing panics on data,
// whatever is in it.
//
// # Concurrency and cost
//
// Functions may be called by several goroutines at once. A [Tally] and an [Extract] may be asked by
// several at once, and written to by one; to read files on several, give each an Extract of its own
// and [Extract.Merge] them: neither the order nor the grouping changes an answer, nor the order in
// which answers stand. A sequence that [ReadCSV] or [ReadJSON] returns is for one goroutine,
// and calls the functions of its [ReadOptions] there. All other types are values that may be
// shared; the maps and slices of a result belong to whoever asked for it.
//
// One processor core reads some 500,000 rows of CSV a second, or some 30,000 searches of JSON, and
// memory does not grow with the file but by the cells of the tally and 8 bytes a row, by which
// copies and people who were stopped together are found: with [Extract].CountOnly by the cells
// alone. [Tally.Counts], [Tally.Proportions], [CountBy] and the like look at every
// cell once: some milliseconds for the 150,000 searches of a year in London. [Tally.All] and
// [Tally.WriteCSV] sort the cells first. [Tally.Allocate] by [ByCrossTable] makes a tally for each
// of its 20 draws: some tenths of a second for that year.
//
// Labels are those of data.police.uk, of its API, and of the Home Office tables, which are
// published under the Open Government Licence v3.0.
package outcomes
