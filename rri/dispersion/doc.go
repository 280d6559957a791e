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
// # Clusters in the records
//
// [DesignEffects] takes what the records show: which events are of one cluster, such as people who
// were stopped together. The factor that a group shows by itself is Σc²/Σc, with c of its people at
// a stop: one more than the number of other people of the group with whom one was stopped, on
// average. It is the design effect of Kish 1965, Survey Sampling; that intervals of counts divided
// by it hold is of Rao and Scott 1992, DOI 10.2307/2532311. Pairs of people of one stop are all
// that it takes ([Clusters]), and they add up over whatever counts add up over.
//
// The rule, in two sentences: the factor of a group is one and the number of people of the group
// with whom each was stopped, on average, raised by six over the number of its searches, since few
// show it badly. A group of few searches gets at least what it and six searches like those of all
// groups would show, and one of fewer than three gets up to three more, if people are stopped
// together at all.
//
//	1 + the largest of  p/n × (1 + 6/n),  (p + 6 q) / (n + 6)  and  (3 - n) × min(1, q/0.3)
//
// n is the number of searches of the group, p twice its pairs, q twice the pairs over the searches
// of all groups together. Where no two people were stopped together every factor is exactly 1; one
// group's pairs never lower the factor of another; and with many searches it is the group's own.
//
// What is assumed: that stops come independently of each other. What is larger than a stop is not
// seen. Group and baseline that are stopped together vary together, and the ratio less than is
// taken here: their covariance is left out, which makes intervals a little too wide.
//
// # Why this rule
//
// The tables have how often, in per cent, the whole 95 % interval of a ratio lies above and how
// often below the truth: 2.5 each is right. They are simulated: stops come as a Poisson process,
// with 1 to 6 people, in a truncated geometric distribution that has the planted factor; the
// baseline expects 6,000 events and three more groups 300, 60 and 20; the group in question expects
// 1 to 1.25 times as many effective events as the line says, which are events over its factor.
// Intervals are those of [rri.SCAS]. 100,000 repetitions: the error is 0.05.
//
// Here all groups have one factor. The columns are searches taken as independent; the planted
// factor, if it were known; the group's own, Σc²/Σc; that of all groups together; the larger of
// these two; the mean of these two, by the events and 20; and the rule.
//
//	rates                     independent  known        own          pooled       larger       shrunk       default
//	factor 1         3 events  2.5  3.6     2.5  3.6     2.5  3.6     2.5  3.6     2.5  3.6     2.5  3.6     2.5  3.6
//	factor 1         5 events  2.3  2.5     2.3  2.5     2.3  2.5     2.3  2.5     2.3  2.5     2.3  2.5     2.3  2.5
//	factor 1         8 events  2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5
//	factor 1        12 events  2.4  2.4     2.4  2.4     2.4  2.4     2.4  2.4     2.4  2.4     2.4  2.4     2.4  2.4
//	factor 1        20 events  2.6  2.5     2.6  2.5     2.6  2.5     2.6  2.5     2.6  2.5     2.6  2.5     2.6  2.5
//	factor 1        50 events  2.5  2.4     2.5  2.4     2.5  2.4     2.5  2.4     2.5  2.4     2.5  2.4     2.5  2.4
//	factor 1       200 events  2.6  2.4     2.6  2.4     2.6  2.4     2.6  2.4     2.6  2.4     2.6  2.4     2.6  2.4
//	factor 1      1000 events  2.5  2.6     2.5  2.6     2.5  2.6     2.5  2.6     2.5  2.6     2.5  2.6     2.5  2.6
//	factor 1.3       3 events  4.2  2.5     2.6  2.3     2.2  2.5     2.6  2.3     1.9  2.3     2.4  2.3     1.5  0.0
//	factor 1.3       5 events  4.1  4.2     2.6  2.0     2.1  4.0     2.6  2.0     1.9  2.0     2.3  2.1     1.7  0.0
//	factor 1.3       8 events  4.3  4.0     2.5  2.2     2.2  3.4     2.6  2.2     2.0  2.1     2.3  2.4     1.8  2.4
//	factor 1.3      12 events  4.3  4.1     2.6  2.2     2.2  3.2     2.6  2.2     2.0  2.1     2.3  2.5     1.9  2.4
//	factor 1.3      20 events  4.3  4.2     2.6  2.3     2.3  3.0     2.6  2.3     2.1  2.2     2.3  2.6     2.1  2.6
//	factor 1.3      50 events  4.3  4.2     2.6  2.4     2.4  2.8     2.6  2.4     2.3  2.3     2.4  2.7     2.3  2.7
//	factor 1.3     200 events  4.4  4.3     2.6  2.5     2.5  2.7     2.6  2.5     2.4  2.5     2.5  2.6     2.5  2.6
//	factor 1.3    1000 events  4.3  4.2     2.5  2.5     2.5  2.6     2.5  2.5     2.5  2.5     2.5  2.6     2.5  2.6
//	factor 2         2 events  7.8  6.5     2.8  0.0     1.9  6.5     2.8  0.0     1.7  0.0     2.3  0.0     1.1  0.0
//	factor 2         3 events  7.9  8.1     2.8  1.2     2.0  7.4     2.8  1.2     1.8  1.2     2.3  1.2     1.2  0.0
//	factor 2         5 events  8.2  8.2     2.8  1.8     2.0  5.4     2.8  1.8     1.8  1.8     2.3  2.0     1.4  2.2
//	factor 2         8 events  8.0  8.2     2.7  1.9     2.0  4.4     2.7  1.9     1.9  1.9     2.2  2.4     1.6  2.6
//	factor 2        12 events  8.2  8.3     2.7  2.1     2.0  3.9     2.7  2.1     1.9  2.0     2.2  2.7     1.7  2.8
//	factor 2        20 events  8.2  8.3     2.7  2.2     2.2  3.4     2.7  2.2     2.1  2.1     2.3  2.8     2.0  2.9
//	factor 2        50 events  8.3  8.3     2.7  2.3     2.3  2.9     2.7  2.3     2.3  2.3     2.3  2.8     2.2  2.8
//	factor 2       200 events  8.3  8.4     2.6  2.5     2.4  2.7     2.6  2.5     2.4  2.5     2.5  2.7     2.4  2.7
//	factor 2      1000 events  8.4  8.2     2.6  2.5     2.5  2.6     2.6  2.5     2.5  2.5     2.5  2.6     2.5  2.6
//	factor 3         1 events 11.0 21.1     2.7  0.0     1.9 21.1     2.7  0.0     1.7  0.0     2.2  0.0     0.9  0.0
//	factor 3         2 events 11.8 14.7     2.7  0.0     2.0 12.7     2.7  0.0     1.9  0.0     2.3  0.0     1.2  0.0
//	factor 3         3 events 11.8 14.2     2.6  1.3     1.9  8.0     2.6  1.3     1.8  1.3     2.2  1.5     1.2  0.4
//	factor 3         5 events 12.0 13.8     2.7  1.8     2.1  5.8     2.7  1.8     2.0  1.8     2.3  2.4     1.5  2.9
//	factor 3         8 events 12.2 13.6     2.6  2.1     2.0  4.5     2.6  2.1     2.0  2.0     2.2  2.9     1.7  2.9
//	factor 3        12 events 12.3 13.4     2.6  2.2     2.1  3.8     2.6  2.2     2.1  2.1     2.2  2.9     1.8  2.8
//	factor 3        20 events 12.4 13.4     2.6  2.3     2.2  3.3     2.6  2.3     2.1  2.3     2.3  3.0     1.9  2.8
//	factor 3        50 events 12.6 13.2     2.6  2.3     2.3  2.9     2.6  2.3     2.3  2.3     2.3  2.8     2.2  2.7
//	factor 3       200 events 12.7 13.1     2.5  2.5     2.3  2.7     2.5  2.5     2.3  2.5     2.3  2.7     2.3  2.6
//	factor 3      1000 events 12.8 13.0     2.5  2.5     2.4  2.6     2.5  2.5     2.4  2.5     2.4  2.6     2.4  2.6
//
// Proportions are found by the same rule, with the events less the group's own proportion in the
// place of 1, and no factor is larger than that of the trials ([DesignEffectsOfProportions]). Here
// one in five of the people is an event, and all people of a stop have one outcome in four stops of
// five. That the weights of a group sum to zero takes as much from Pairs as from Squares, so that
// nothing has to be corrected for.
//
//	proportions               independent  known        own          pooled       larger       shrunk       default
//	factor 1         3 events  2.4  2.3     2.4  2.3     2.4  2.3     2.4  2.3     2.4  2.3     2.4  2.3     2.4  2.3
//	factor 1         5 events  2.6  2.3     2.6  2.3     2.6  2.3     2.6  2.3     2.6  2.3     2.6  2.3     2.6  2.3
//	factor 1         8 events  2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5
//	factor 1        12 events  2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5
//	factor 1        20 events  2.6  2.5     2.6  2.5     2.6  2.5     2.6  2.5     2.6  2.5     2.6  2.5     2.6  2.5
//	factor 1        50 events  2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5
//	factor 1       200 events  2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5
//	factor 1      1000 events  2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5     2.5  2.5
//	factor 1.3       3 events  4.4  3.8     2.6  1.8     2.6  3.6     2.6  1.8     2.2  1.8     2.6  1.8     2.2  1.2
//	factor 1.3       5 events  4.4  4.1     2.6  2.2     2.4  3.7     2.6  2.2     2.2  2.1     2.5  2.3     2.2  2.0
//	factor 1.3       8 events  4.3  4.1     2.6  2.2     2.3  3.3     2.6  2.2     2.1  2.1     2.4  2.3     2.2  2.5
//	factor 1.3      12 events  4.3  4.2     2.6  2.4     2.4  3.1     2.6  2.4     2.2  2.2     2.5  2.5     2.3  2.6
//	factor 1.3      20 events  4.5  4.1     2.7  2.4     2.5  2.9     2.7  2.4     2.4  2.3     2.6  2.6     2.5  2.6
//	factor 1.3      50 events  4.3  4.2     2.5  2.4     2.4  2.8     2.5  2.5     2.3  2.4     2.4  2.7     2.4  2.7
//	factor 1.3     200 events  4.2  4.1     2.5  2.4     2.4  2.5     2.5  2.4     2.3  2.3     2.4  2.5     2.4  2.4
//	factor 1.3    1000 events  4.2  4.3     2.5  2.6     2.5  2.6     2.5  2.6     2.5  2.6     2.5  2.6     2.5  2.6
//	factor 2         2 events  7.9  7.7     2.5  0.7     2.5  7.1     2.5  0.7     1.9  0.7     2.4  0.7     1.5  0.1
//	factor 2         3 events  7.9  7.9     2.5  1.3     2.3  6.4     2.5  1.3     1.9  1.3     2.3  1.5     1.6  0.7
//	factor 2         5 events  8.2  8.3     2.7  1.8     2.3  5.2     2.7  1.8     2.0  1.8     2.5  2.1     1.9  2.2
//	factor 2         8 events  8.2  8.1     2.7  2.0     2.3  4.2     2.7  2.0     2.1  1.9     2.4  2.4     2.0  2.6
//	factor 2        12 events  8.2  8.4     2.6  2.3     2.2  4.0     2.6  2.3     2.1  2.2     2.3  2.8     2.0  2.9
//	factor 2        20 events  8.1  8.5     2.5  2.3     2.2  3.4     2.5  2.3     2.1  2.2     2.3  2.8     2.1  2.9
//	factor 2        50 events  8.3  8.4     2.6  2.4     2.3  3.0     2.6  2.4     2.3  2.3     2.4  2.8     2.2  2.7
//	factor 2       200 events  8.2  8.3     2.5  2.4     2.3  2.7     2.5  2.4     2.3  2.4     2.3  2.7     2.3  2.6
//	factor 2      1000 events  8.3  8.2     2.6  2.4     2.5  2.4     2.6  2.4     2.5  2.4     2.5  2.4     2.5  2.4
//	factor 3         1 events 11.9 11.8     2.5  0.0     3.4 11.3     2.5  0.0     2.1  0.0     2.4  0.0     1.1  0.0
//	factor 3         2 events 12.2 14.4     2.5  0.6     2.5 11.3     2.6  0.6     2.0  0.6     2.4  0.7     1.4  0.3
//	factor 3         3 events 12.3 13.8     2.6  1.3     2.4  8.4     2.6  1.3     2.1  1.3     2.4  1.5     1.6  1.6
//	factor 3         5 events 12.4 13.6     2.7  1.8     2.3  5.8     2.7  1.8     2.1  1.7     2.4  2.3     1.8  2.7
//	factor 3         8 events 12.4 13.3     2.6  2.1     2.2  4.4     2.6  2.1     2.1  2.1     2.3  2.7     1.8  2.9
//	factor 3        12 events 12.6 13.5     2.6  2.3     2.2  3.9     2.6  2.3     2.1  2.3     2.3  3.0     1.9  2.9
//	factor 3        20 events 12.6 13.2     2.6  2.3     2.3  3.3     2.6  2.3     2.2  2.3     2.3  2.9     2.0  2.7
//	factor 3        50 events 12.9 13.1     2.6  2.5     2.3  3.0     2.6  2.5     2.3  2.4     2.4  2.9     2.2  2.8
//	factor 3       200 events 12.8 12.9     2.5  2.4     2.3  2.6     2.4  2.4     2.3  2.4     2.3  2.6     2.3  2.5
//	factor 3      1000 events 13.0 12.7     2.6  2.5     2.5  2.5     2.6  2.5     2.5  2.4     2.5  2.5     2.5  2.5
//
// A group's own factor moves with its count: the stop of six that makes the count large makes the
// factor large too, and where few were searched the factor is too small. So upper limits are missed
// too often, by 4.5 % at 8 effective events in place of 2.1 %. That is what the 6/n is for. The
// factor of all groups together would do if they were all alike. Where they are not it is as wrong
// as to take searches as independent: a group of factor 3 in a force of 1 is missed by 12 and 13 %
// with 20 effective events, and by 10 and 10 with 200. The larger of the two is no better with few
// searches, and far too wide where a group is stopped in smaller parties than the others: of a
// group of 1.3 in a force of 3 it misses 0.2 % a side with 200. The mean by events and 20 needs a
// thousand to hold in all of these.
//
// Here the group has another factor than all others: the lines say "1 in 3" for a group of 1 in a
// force of 3, the columns how many effective events it expects, and the figures are of the rule.
//
//	rates       1          2          3          5          8          12         20         50         200        1000
//	1 in 1.3                           1.6  0.0   1.9  0.0   2.1  0.7   2.1  1.7   2.2  1.9   2.3  2.3   2.5  2.4   2.5  2.6
//	1 in 2                             1.0  0.0   1.2  0.0   1.4  0.0   1.6  0.7   1.8  1.1   2.1  1.9   2.4  2.3   2.5  2.5
//	1 in 3                             0.5  0.0   0.6  0.0   0.8  0.0   1.0  0.1   1.3  0.5   1.9  1.4   2.2  2.2   2.5  2.5
//	1.3 in 1                           1.5  2.5   1.7  4.0   1.8  3.3   1.9  2.9   2.1  2.7   2.3  2.7   2.4  2.7   2.4  2.5
//	1.3 in 2                           1.3  0.0   1.5  0.0   1.7  1.1   1.8  1.5   1.9  2.0   2.2  2.4   2.4  2.6   2.5  2.5
//	1.3 in 3                           0.8  0.0   1.1  0.0   1.2  0.1   1.4  0.6   1.7  1.2   2.0  2.1   2.2  2.4   2.5  2.5
//	2 in 1                  1.1  6.4   1.2  7.6   1.5  4.5   1.7  3.4   1.8  3.2   1.9  3.1   2.1  2.8   2.3  2.7   2.4  2.6
//	2 in 1.3                1.1  0.0   1.2  0.0   1.4  3.8   1.6  3.3   1.8  3.1   1.9  3.0   2.1  2.8   2.3  2.7   2.5  2.5
//	2 in 3                  1.0  0.0   1.2  0.0   1.4  0.5   1.5  1.7   1.7  2.2   1.9  2.6   2.1  2.7   2.4  2.7   2.4  2.7
//	3 in 1       0.8 21.2   1.1 12.9   1.3  6.7   1.5  3.6   1.7  2.9   1.8  3.0   2.0  2.8   2.2  2.7   2.4  2.5   2.4  2.5
//	3 in 1.3     0.9  0.0   1.1  0.0   1.3  3.1   1.5  3.5   1.8  3.0   1.9  3.0   2.0  2.8   2.2  2.7   2.3  2.6   2.4  2.5
//	3 in 2       0.9  0.0   1.2  0.0   1.4  1.9   1.5  3.5   1.7  2.9   1.8  2.9   2.0  2.8   2.2  2.8   2.3  2.6   2.6  2.4
//
//	proportions 1          2          3          5          8          12         20         50         200        1000
//	1 in 1.3                           2.0  1.8   2.1  2.0   2.2  2.1   2.3  2.2   2.4  2.4   2.4  2.4   2.4  2.5   2.4  2.5
//	1 in 2                             1.1  0.7   1.5  1.4   1.8  1.6   2.0  1.9   2.2  2.1   2.4  2.3   2.5  2.5   2.5  2.5
//	1 in 3                             0.5  0.2   0.9  0.7   1.3  1.2   1.6  1.5   1.9  1.8   2.3  2.2   2.4  2.4   2.5  2.5
//	1.3 in 1                           2.1  3.1   2.2  3.1   2.3  3.1   2.3  2.9   2.4  2.7   2.4  2.6   2.4  2.6   2.5  2.5
//	1.3 in 2                           1.7  0.8   1.8  1.3   2.0  1.6   2.1  1.8   2.3  2.0   2.3  2.3   2.3  2.5   2.5  2.5
//	1.3 in 3                           1.0  0.4   1.3  0.9   1.6  1.3   1.8  1.5   2.0  1.7   2.1  2.1   2.4  2.4   2.5  2.5
//	2 in 1                  1.7  5.8   1.8  5.2   1.9  4.1   2.0  3.2   2.0  3.2   2.1  2.8   2.2  2.7   2.4  2.6   2.4  2.6
//	2 in 1.3                1.6  0.2   1.8  1.2   1.9  3.3   2.0  3.2   2.0  3.1   2.1  2.8   2.3  2.7   2.4  2.6   2.4  2.6
//	2 in 3                  1.3  0.1   1.6  0.5   1.9  1.2   1.9  1.8   2.0  2.1   2.1  2.5   2.2  2.7   2.3  2.6   2.4  2.4
//	3 in 1       1.5 10.7   1.5  9.3   1.6  6.3   1.8  3.9   1.9  3.2   1.9  2.9   2.0  2.8   2.2  2.7   2.4  2.6   2.4  2.6
//	3 in 1.3     1.2  0.0   1.4  0.9   1.6  3.3   1.7  3.7   1.9  3.1   1.9  2.8   2.0  2.8   2.2  2.7   2.3  2.6   2.4  2.6
//	3 in 2       1.2  0.0   1.4  0.6   1.6  2.6   1.8  3.6   1.8  3.1   2.0  2.7   2.1  2.7   2.1  2.7   2.3  2.6   2.5  2.5
//
// So from 8 effective events on both tails are from 1.5 to 3.5 % wherever all groups have one
// factor, and wherever a group is stopped in larger parties than the others, in both models. Where
// they do not hold:
//
//   - Too wide: a group that is stopped in smaller parties than the others. There are too few
//     searches to show it, and it is held to be like them in part: up to 8 effective events in a
//     force of 1.3, up to 20 in one of 2, and up to 50 in one of 3.
//   - Too narrow: a group that is stopped together in a force where nobody else is. Nothing says so
//     below some 5 effective events, and of the upper limits 21 % are too low with 1, 13 % with 2,
//     8 % with 3 and 4.5 % with 5. With 4 to 6 they are 4 % in a force of 1.3 too.
//   - With 3 events and a factor of 1, 3.6 % lie below by every rule: so often there are none, from
//     which [rri.SCAS] is a little too sure.
//
// No rule that looks at pairs can hold everywhere. Three searches, of no two together, where 9 were
// expected: that is as few or fewer in 2.1 % of cases for a group without clusters, most of which
// the interval must leave out if 1.5 % are to be left out at all, and in 5.9 % for a group of
// factor 2, most of which it must hold. Where only one can be had, it is the wider.
//
// The figures depend on how large stops are. Here people are by themselves or, each as likely, 2 to
// 6 together. A rare large stop is not in the pairs until it is met, the more so by the group's
// own, and of the upper limits by the rule up to 4.4 % are too low with 5 to 20 effective events:
//
//	rates, large stops        own          pooled       default
//	factor 1.3       3 events  2.0  2.0     2.9  1.8     1.4  0.0
//	factor 1.3       5 events  1.9  3.3     3.0  1.5     1.4  0.0
//	factor 1.3       8 events  1.9  3.4     3.0  1.7     1.5  2.3
//	factor 1.3      12 events  1.9  3.6     2.8  1.9     1.6  2.8
//	factor 1.3      20 events  2.0  3.6     2.9  2.0     1.7  3.1
//	factor 1.3      50 events  2.0  3.3     2.7  2.2     1.9  3.1
//	factor 1.3     200 events  2.1  2.9     2.5  2.3     2.1  2.8
//	factor 1.3    1000 events  2.3  2.7     2.4  2.5     2.3  2.7
//	factor 2         2 events  1.6  4.2     3.3  0.0     0.7  0.0
//	factor 2         3 events  1.5  6.4     3.2  0.5     0.8  0.0
//	factor 2         5 events  1.5  6.7     3.1  1.0     1.0  2.1
//	factor 2         8 events  1.6  6.8     3.0  1.4     1.2  3.6
//	factor 2        12 events  1.7  6.3     3.0  1.7     1.4  4.4
//	factor 2        20 events  1.7  5.0     2.8  1.9     1.5  4.2
//	factor 2        50 events  2.0  3.7     2.8  2.1     1.9  3.5
//	factor 2       200 events  2.2  2.9     2.6  2.3     2.1  2.9
//	factor 2      1000 events  2.4  2.7     2.5  2.5     2.4  2.7
//	factor 3         1 events  1.5 14.6     3.0  0.0     0.6  0.0
//	factor 3         2 events  1.7 13.4     2.8  0.0     1.0  0.0
//	factor 3         3 events  1.7 12.7     2.8  0.6     1.1  0.3
//	factor 3         5 events  1.8  9.4     2.8  1.4     1.3  4.2
//	factor 3         8 events  1.9  6.2     2.8  1.8     1.5  4.3
//	factor 3        12 events  1.9  4.8     2.7  1.9     1.6  3.8
//	factor 3        20 events  2.0  4.0     2.7  2.2     1.8  3.4
//	factor 3        50 events  2.2  3.2     2.7  2.3     2.1  3.0
//	factor 3       200 events  2.4  2.7     2.6  2.4     2.3  2.7
//	factor 3      1000 events  2.5  2.5     2.5  2.5     2.4  2.5
//
// The first two columns of the first table were checked by enumeration in another program
// (testdata/clusters.py).
//
// # How factors from replicates are estimated
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
// [NegativeBinomial] 90, and [WithinStrata] 200. [PerGroup] takes time in proportion to the counts,
// and [WithinStrata] to their number times that of the groups or of the replicates, of which there
// are fewer: 45 milliseconds for 10,000 groups over six months.
package dispersion
