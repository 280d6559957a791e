// Package published reads tables whose rows are counts, as public bodies publish them: the Home
// Office tables of stop and search, of arrests and of use of force, Ethnicity facts and figures, or
// a table of your own.
//
//	var tally outcomes.Tally
//	for row, err := range published.Read(file, published.Options{Count: "number_of_searches"}) {
//		if err != nil && !errors.Is(err, outcomes.ErrUnknownLabel) {
//			return err
//		}
//		n, ok := row.Count.Count()
//		if row.Total || !ok {
//			continue // it adds up other rows, or has no number
//		}
//		if err := tally.AddCount(row.Key, n); err != nil {
//			return err
//		}
//	}
//
// [Read] yields a [Row] for every count. Its Key says what it counts, as a search of package
// outcomes would, and its [tidy.Cell] is a number or the mark that stands in its place ("-", "N/A",
// "!", "<5"), which is kept apart from zero. The tally then gives every measure of package
// outcomes: the same searches give the same tally whichever way they come.
//
// A [Series] holds such counts by year, area and group. It knows when a group changed its meaning,
// as when Chinese people moved from Other to Asian, and does not compare years across such a
// [Break] unless it is told to keep to the groups that all years share. [Series.Trend] makes of one
// area a series for package trend, which answers whether it is getting better: over the residents
// that the table has beside its counts, over built-in ones or over the caller's, with what changed
// in between, and what is missing, named. [Series.Peers] sets the areas of one year beside each
// other for package peers, which answers: compared with whom? [MostSimilar] has the forces that are
// most similar to one, and [Multiples] the national figures that were published.
//
// # Errors
//
// A file that cannot be read is an [*outcomes.HeaderError], a row that cannot be read an
// [*outcomes.RowError], after which reading goes on; a label that cannot be read is in
// [outcomes.UnknownLabels], and its row is kept. Nothing panics on data.
//
// # Concurrency and cost
//
// A sequence that [Read] returns is for one goroutine. A [Series] may be asked by several
// goroutines at once, and added to by one. The other types are values that may be shared. One
// processor core reads some hundred thousand rows a second. What a Series answers it looks up among
// all its counts, once for every year: microseconds for one area, some milliseconds for a table of
// all forces over a dozen years, from which a trend series takes some milliseconds too.
package published
