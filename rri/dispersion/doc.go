// Package dispersion answers: how many independent events is each count worth, when events come in
// clusters?
//
// The models of package rri take every event as independent. But one person is searched several
// times, one operation stops many people, and one car holds four. Counts then vary by more than
// chance allows: they are overdispersed, and intervals that ignore it are too narrow. The cure is a
// design effect for the count of each group, the variance over that of independent events: package
// rri takes it with the count ([rri.Rate.DesignEffect]) and widens every interval and p-value by
// the method that is asked for. This package estimates it, in three ways.
//
//	DesignEffects   from the records: which events are of one stop, one person, one operation
//	PerGroup        from replicates (months, districts): how much the counts of each group vary
//	WithinStrata    from replicates: how much the ratio of each group to the baseline varies
//
// [rri.WithDesignEffect] puts what the records show on a count (the example of [Clusters] has it),
// and [Apply] what was estimated from replicates. For these, [Factors.DegreesOfFreedom] is for the
// options: an estimate from twelve months has an error of its own, which Student's t allows for.
//
//	factors, err := dispersion.WithinStrata("White", months)
//	counts, err = dispersion.Apply(factors, counts)
//	table, err := rri.Compare("White", counts, rri.Options{DegreesOfFreedom: factors.DegreesOfFreedom()})
//
// # Which, when
//
//   - The records show which events belong together, and nothing else makes them so:
//     [DesignEffects]. It works from a single month and needs no Student's t, but sees nothing of
//     what is larger than a cluster: a week of operations, a person who is searched every month.
//   - A ratio to a baseline, from replicates: [WithinStrata]. A busy month, a season, a change of
//     recording and a large district raise the counts of all groups alike, and cancel in a ratio.
//     What does not cancel is seen, whatever it comes from.
//   - The rate of one group by itself, or a difference of rates, said of more than the months that
//     were counted: [PerGroup]. There a busy month does not cancel, or in a difference not wholly.
//     It is right for ratios too where the replicates of different groups have nothing to do with
//     each other.
//   - Fewer than some six replicates of many groups, in which what varies is the rate itself, by
//     about as many per cent in every group: PerGroup with [NegativeBinomial], whose α is of all
//     groups together. The factor then grows with the count. Where events come in clusters it does
//     not, and α gives small groups too little and large ones too much. In all other cases [Quasi].
//   - One replicate: [DesignEffects], or no allowance, and say so.
//
// A count takes one of them: the clusters of the records are in what replicates vary by, so that
// both together would count them twice ([ErrDesignEffect]). The functions that read replicates want
// counts without a design effect; those of package outcomes have one unless it is told to leave it
// out.
//
// # What each does
//
// Coverage of 95 % intervals, in per cent, and their median width on the logarithmic scale, in
// times that of the intervals for independent events. In each month 2,000 searches of White people
// are expected, 200 of Black people and 8 of others, in groups that all have the same rate; there
// are 12 months. In busy months all counts are multiplied by one number, with a coefficient of
// variation of 22.5 %, in own busy months those of each group by a number of its own, 20 %. People
// in clusters are stopped 1 to 4 together, each as likely, which is a factor of 3; Black people
// alone 1 to 10, a factor of 7. 4,000 runs each: the error of a coverage of 95 % is 0.3.
//
//	months                         quantity      indep.      records     per group   within      negative
//	                                                                                 strata      binomial
//	independent searches           Black/White   95.4 ×1.0   95.4 ×1.0   97.2 ×1.1   96.9 ×1.0   96.2 ×1.0
//	independent searches           Other/White   94.8 ×1.0   94.8 ×1.0   97.1 ×1.1   96.6 ×1.1   95.5 ×1.0
//	independent searches           Black         94.6 ×1.0   94.6 ×1.0   97.0 ×1.1   96.5 ×1.0   95.4 ×1.0
//	busy months                    Black/White   94.5 ×1.0   94.5 ×1.0  100.0 ×4.8   96.0 ×1.0  100.0 ×4.5
//	busy months                    Other/White   95.4 ×1.0   95.4 ×1.0   99.5 ×1.5   97.0 ×1.1   99.4 ×1.4
//	busy months                    Black         44.9 ×1.0   44.9 ×1.0   94.7 ×3.6   49.6 ×1.0   93.4 ×3.4
//	clusters of 1 to 4             Black/White   74.1 ×1.0   95.0 ×1.7   95.8 ×1.9   95.2 ×1.9   98.5 ×3.1
//	clusters of 1 to 4             Other/White   74.2 ×1.0   94.7 ×1.7   94.9 ×1.9   94.7 ×1.9   83.7 ×1.2
//	clusters of 1 to 4             Black         73.6 ×1.0   95.2 ×1.7   95.3 ×1.9   95.2 ×1.9   97.0 ×2.4
//	clusters of 1 to 4; 3 months   Black/White   73.9 ×1.0   95.2 ×1.7   97.6 ×3.3   92.6 ×3.2   95.5 ×3.0
//	clusters of 1 to 4; 3 months   Other/White   73.8 ×1.0   94.2 ×1.7   98.0 ×3.6   93.5 ×3.6   89.2 ×1.5
//	clusters of 1 to 4; 3 months   Black         74.0 ×1.0   95.2 ×1.7   97.6 ×3.2   92.7 ×3.2   94.7 ×2.4
//	busy, clusters                 Black/White   74.8 ×1.0   95.0 ×1.7  100.0 ×5.1   94.8 ×1.9  100.0 ×6.3
//	busy, clusters                 Other/White   74.4 ×1.0   95.2 ×1.7   97.4 ×2.1   95.3 ×1.9   93.9 ×1.7
//	busy, clusters                 Black         40.8 ×1.0   64.0 ×1.7   94.7 ×4.0   67.0 ×1.9   97.6 ×4.7
//	busy, clusters; 4 months       Black/White   74.6 ×1.0   95.5 ×1.7  100.0 ×6.8   94.3 ×2.5   99.9 ×6.6
//	busy, clusters; 4 months       Other/White   73.9 ×1.0   94.9 ×1.7   99.0 ×3.0   94.9 ×2.7   94.5 ×1.8
//	busy, clusters; 4 months       Black         39.8 ×1.0   64.5 ×1.7   95.4 ×5.3   75.2 ×2.5   95.4 ×4.9
//	busy, Black alone in clusters  Black/White   56.0 ×1.0   95.0 ×2.5   99.9 ×5.4   95.3 ×2.8   99.8 ×4.9
//	busy, Black alone in clusters  Other/White   95.2 ×1.0   95.2 ×1.0   99.3 ×1.5   96.7 ×1.1   99.1 ×1.5
//	busy, Black alone in clusters  Black         36.0 ×1.0   79.7 ×2.6   95.3 ×4.5   80.8 ×2.8   91.2 ×3.7
//	own busy months                Black/White   38.0 ×1.0   38.0 ×1.0   95.9 ×4.4   94.8 ×4.3   94.3 ×4.0
//	own busy months                Other/White   86.7 ×1.0   86.7 ×1.0   97.0 ×1.4   95.0 ×1.4   96.0 ×1.3
//	own busy months                Black         48.1 ×1.0   48.1 ×1.0   95.1 ×3.3   98.7 ×4.4   94.7 ×3.1
//	own busy months; 4 months      Black/White   38.1 ×1.0   38.1 ×1.0   98.2 ×6.0   94.6 ×5.7   93.4 ×4.3
//	own busy months; 4 months      Other/White   87.8 ×1.0   87.8 ×1.0   99.7 ×2.1   94.8 ×1.9   97.1 ×1.5
//	own busy months; 4 months      Black         49.4 ×1.0   49.4 ×1.0   95.5 ×4.3   97.2 ×5.9   93.7 ×3.3
//
// Busy months are why [PerGroup] is not for ratios, where it widens 4.8 times for nothing, and why
// [WithinStrata] is not for rates. Own busy months are why clusters of the records are not
// everything. Where nothing varies but chance, a factor that is estimated and never below 1 costs
// some width, a tenth with 12 months.
//
// In the published searches of London from December 2021 to November 2022, by officer-defined
// ethnicity, two months lack those of the Metropolitan Police. For Black people φ per group is
// 1,002, which makes intervals 32 times as wide. Against White people it is 12.2: 3.5 times, and
// more than people who are stopped together account for, since the ratio itself moved from month to
// month.
//
// # How they are estimated
//
//	φ = Σ (observed - expected)² / variance / df            Pearson's chi-square over its degrees of freedom: Wedderburn 1974, DOI 10.2307/2334725
//	α solves Σ (observed - expected)² / (μ + α μ²) = df     Breslow 1984, DOI 10.2307/2347661
//
// In [PerGroup] the expected counts are those of the pooled rate of the group, and df is the number
// of its replicates less one. A trend over the months counts as dispersion too. In [WithinStrata]
// they are those of a rate that is the product of an effect of the group and one of the replicate,
// fitted to the group and the baseline: the statistic is that of a test whether all strata have one
// ratio. φ below 1, counts more even than chance, can be read in [Dispersion.Factor] and is applied
// as 1.
//
// [Factors.DegreesOfFreedom] is the fewest of any factor above 1. Where group and baseline have
// factors of their own, the degrees of freedom of both together lie between that and their sum
// (Satterthwaite 1946, DOI 10.2307/3002019), nearer to those of the smaller group. With 12 months
// his would make the intervals 2 % narrower, at 95.3 % coverage in place of 95.8; with 3 they cover
// 94.0 % in place of 97.6. The fewest need no variances, hold for a whole table, and err on the
// wide side, as they do for a group of that table whose own factor is 1.
//
// Replicates should be independent of each other, and many: with 3 months the quantile of t is 4.3
// in place of 2.0, and still [WithinStrata] covers 92.6 %, since a φ of 3 is estimated as below 1
// in more than one case of four. [Factors.Pooled], over all groups, has more degrees of freedom,
// and is right for each of them only if all cluster alike. With small expected counts
// ([Dispersion.Sparse]) φ is right on average and noisy: with 0.2 events a month as with 1,000.
//
// # Errors and missing values
//
// A replicate in which a group has no exposure or is missing says nothing of that group, and one
// without any event nothing within strata; neither do groups without events, nor cells of which the
// proportion is fitted as 1. A group of which nothing is known gets the pooled factor, so that a
// count of zero is widened too. With no degree of freedom left the error wraps [ErrReplicates].
//
// # Goroutines and cost
//
// Every type here is a plain value, nothing is global, and no call remembers an earlier one; what
// is passed in is read and never changed. Any number of goroutines may call these functions at the
// same time. For five groups over twelve months [PerGroup] takes 20 microseconds of one core, by
// [NegativeBinomial] 90, and [WithinStrata] 200.
package dispersion
