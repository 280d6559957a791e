package strata

import "fmt"

// MethodNotes says in sentences how the crude and the adjusted figures of the table were made, how
// strata were tested to be alike, and what a typical stratum is where the table has one, with the
// papers that the methods are from.
func (t Table[K, G, M]) MethodNotes() []string {
	labels := t.labels()
	crude := t.Options.Method.family(isBinomial[M]())
	notes := []string{
		fmt.Sprintf("The crude RRI sets all %s of a group, out of all its %s, against those of %s. Its interval is by the method %s, which is %s (%s).",
			labels.Events, labels.Exposure, name(t.Baseline), crude, crude.Words(), crude.Reference()),
		fmt.Sprintf("The adjusted RRI compares within each stratum, of %s, and takes one mean over them: by the method %s, %s.", t.by(), t.Options.Method, t.Options.Method.says()),
	}
	if test := "Cochran's Q over the logarithms of the strata's RRIs (Cochran 1954, DOI 10.2307/3001666)"; t.tested() {
		if t.Options.Method.scores() {
			test = "the sum over strata of the squared score at the adjusted RRI over its variance (Laud 2017)"
		}
		notes = append(notes, fmt.Sprintf("p alike tests that all strata have one RRI: %s. I² is the share of the variation between strata that is beyond chance "+
			"(Higgins and Thompson 2002, DOI 10.1002/sim.1186).", test))
	}
	if t.randomColumns() != nil {
		notes = append(notes, "A typical stratum is the median of strata that differ, of which the logarithms of the RRIs are taken to be normal: "+
			"their spread is by Paule and Mandel 1982 (DOI 10.6028/jres.087.022), the interval by Hartung and Knapp 2001 (DOI 10.1002/sim.791), "+
			"and that of a further stratum by Higgins, Thompson and Spiegelhalter 2009 (DOI 10.1111/j.1467-985X.2008.00552.x).")
	}
	return notes
}

// tested reports whether the strata of any group were tested to be alike.
func (t Table[K, G, M]) tested() bool {
	for _, r := range t.Rows {
		if r.Homogeneity.DF > 0 {
			return true
		}
	}
	return false
}

// says is what m is, with its papers.
func (m Method) says() string {
	const mean = "the mean of Mantel and Haenszel (1959, DOI 10.1093/jnci/22.4.719)"
	const greenland = ", with the variance of Greenland and Robins 1985 (DOI 10.2307/2530643)"
	switch m {
	case Score:
		return mean + ", with the stratified score (Miettinen and Nurminen 1985, DOI 10.1002/sim.4780040211)"
	case MantelHaenszel:
		return mean + greenland
	case Sato:
		return mean + greenland + "; the difference with that of Sato 1989 (Biometrics 45, 1323)"
	case InverseVariance:
		return "the mean of the logarithms of the strata's RRIs, weighted by the inverse of their variances (Woolf 1955, DOI 10.1111/j.1469-1809.1955.tb01348.x)"
	}
	return mean + ", with the stratified score corrected for skewness (Laud 2017, DOI 10.1002/pst.1813)"
}
