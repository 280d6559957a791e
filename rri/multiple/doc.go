// Package multiple answers: of many comparisons, how many would stand out by chance, and which
// still do when that is allowed for?
//
// A table of twenty comparisons at 0.05 has one star by chance alone on average where no group
// differs. Two cures are here. [Adjust] and [Family.Adjust] raise the p-values; [Simultaneous]
// widens the intervals of an [rri.Table]. Neither happens unless it is asked for, and what comes
// out names the family: the comparisons that were counted together. A family is chosen before the
// data are seen; it is the set of comparisons out of which a reader would pick the remarkable ones.
// Whether any group of a table differs at all is one question, and one test: [rri.AnyDiffers].
//
// # Methods
//
// With m comparisons, p₍₁₎ ≤ … ≤ p₍ₘ₎, and each adjusted value cut at 1:
//
//	Bonferroni          m p₍ᵢ₎                                any dependence; chance of any false star ≤ α
//	Sidak               1-(1-p₍ᵢ₎)^m                          as Bonferroni, independence or the positive dependence of a shared baseline
//	Holm                max over j ≤ i of (m-j+1) p₍ⱼ₎         any dependence; never above Bonferroni
//	SidakStepDown       max over j ≤ i of 1-(1-p₍ⱼ₎)^(m-j+1)   as Sidak; never above Holm
//	Hochberg            min over j ≥ i of (m-j+1) p₍ⱼ₎         positive dependence; never above Holm
//	BenjaminiHochberg   min over j ≥ i of m/j p₍ⱼ₎             positive dependence; expected share of false stars among the stars ≤ α
//	BenjaminiYekutieli  (1+1/2+…+1/m) times the above         any dependence; the same share
//
// Holm, the zero value, is the choice where one false claim is too many. Benjamini–Hochberg is for
// screening, where some false leads are accepted. Ratios that share one baseline are positively
// correlated, which every row allows: for two-sided p-values that is proven of Bonferroni, Holm and
// Sidak, and is no more than simulated of Hochberg and Benjamini–Hochberg (4 and 18 comparisons,
// correlations of 0.1 to 0.99, none to most of them true: a share of false stars of at most 5.0 %
// at α = 5 %). Bonferroni and Sidak alone have simultaneous intervals of the usual kind: the
// adjusted p-value is below α exactly when the simultaneous interval leaves out the null value.
//
// A raw p-value of [rri.SCAS] is not below 0.008 for a group with one event, and not below 0.0003
// with two: among seven comparisons or more, none of the others with a p-value below 0.05, one
// event is not found at 0.05 by any row of this table, whatever the disparity. See the edges of
// SCAS in package rri; [rri.MidP] has no such floor.
//
// # Goroutines and cost
//
// Every type here is a plain value, nothing is global, and no call remembers an earlier one;
// p-values and tables are read and never changed. Any number of goroutines may call these functions
// at the same time. Adjusting 100,000 p-values
// takes 3 milliseconds of one core; [Simultaneous] takes what [rri.Compare] takes.
//
// # Sources
//
// Dunn 1961, DOI 10.1080/01621459.1961.10482090 (Bonferroni); Šidák 1967,
// DOI 10.1080/01621459.1967.10482935; Holm 1979, Scandinavian Journal of Statistics 6, 65; Holland
// and Copenhaver 1987, DOI 10.2307/2531823 (step-down Šidák); Hochberg 1988,
// DOI 10.1093/biomet/75.4.800; Benjamini and Hochberg 1995, DOI 10.1111/j.2517-6161.1995.tb02031.x;
// Benjamini and Yekutieli 2001, DOI 10.1214/aos/1013699998.
//
// # Errors and missing values
//
// A p-value that is NaN is a comparison that could not be made (the row of the baseline, a ratio of
// 0 to 0): it stays NaN, and is not counted in m. A p-value outside 0 to 1 is an error.
package multiple
