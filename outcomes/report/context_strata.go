package report

// ofStratum returns what a stratum has of a table for its context: not the searches in no known
// group, which are those of all strata.
func (t Table) ofStratum() Table {
	t.Unknown, t.UnknownShare = nil, nil
	return t
}

// strataOf returns the strata of a table that is adjusted for the axes of the report, and for those
// of Within if that is asked for, by name: each as a report that knows where and when its rows are,
// and its residents.
func (r *Report) strataOf(a Adjusted) (map[string]*Report, error) {
	axes := r.axes
	if a.Rates != nil {
		axes = r.rateAxes()
	}
	if a.Within != nil {
		_, more := r.withinAxes()
		axes = append(axes[:len(axes):len(axes)], more...)
	}
	strata := make(map[string]*Report)
	for _, c := range cells(r.readInPeriod(), axes) {
		one := *r
		one.span = spanOf(c.Tally)
		if one.denominator != nil {
			d, err := r.denominatorFor(c.Tally, r.o.Census)
			if err != nil {
				return nil, err
			}
			one.denominator = d
		}
		strata[c.name] = &one
	}
	return strata, nil
}
