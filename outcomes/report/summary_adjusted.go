package report

import (
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/outcomes/report/internal/wording"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
)

// stratified says of what parts the searches are, where one index over all of them can mislead: of
// several forces with residents, and of what the index is adjusted for; nil if they are of one.
func (r *Report) stratified() *claims.Strata {
	forces := r.forcesWith()
	s := &claims.Strata{One: "force", Many: "forces", Parts: len(forces)}
	if a := adjustedRates(r.adjusted); a != nil {
		names := axisNames(r.rateAxes())
		s.One = and(names)
		for i := range names {
			names[i] += "s"
		}
		s.Many, s.Parts = and(names), 0
		for _, row := range a.Rates.Rows {
			s.Parts = max(s.Parts, len(row.Parts)) // the baseline has none
		}
	} else if len(forces) < 2 || r.o.onePlace() {
		return nil
	}
	return s
}

// adjustedRates returns the search rate that is adjusted for the parts of a report; nil if there is
// none.
func adjustedRates(list []Adjusted) *Adjusted {
	for i, a := range list {
		if wording.IsRate(a.ID) && a.Within == nil && a.Rates != nil && len(a.Rates.Rows) > 0 {
			return &list[i]
		}
	}
	return nil
}

// addAdjusted adds the adjusted indices of the groups.
func (r *Report) addAdjusted(d Document, in *claims.Input) {
	a := adjustedRates(d.Adjusted)
	if a == nil {
		return
	}
	for i, row := range a.Rates.Rows {
		at := slices.IndexFunc(in.Groups, func(g claims.Group) bool { return g.Group == row.Group })
		if at < 0 {
			continue
		}
		adjusted := &claims.Adjusted{Index: finite(row.Ratio.Value), Chance: chanceOf(row.Ratio), Alike: finite(row.Homogeneity.P)}
		if i < len(a.Said) && a.Said[i].Range != nil {
			adjusted.Both = *a.Said[i].Range
		}
		for _, p := range row.Parts {
			index := finite(p.Ratio.Value)
			if !p.Compared || index == nil || p.Baseline.Events < claims.MinBaseline {
				continue
			}
			if p.Group.Events == 0 && p.Group.Population*float64(p.Baseline.Events) >= minExpected*p.Baseline.Population {
				continue // the form may not have the label
			}
			word, why := r.wordOfPart(d, p, row.Group)
			if why == claims.NotWhoIsThere {
				adjusted.Elsewhere = append(adjusted.Elsewhere, nameOfStratum(d, p.Stratum))
				continue
			}
			adjusted.Parts = append(adjusted.Parts, claims.Part{Name: nameOfStratum(d, p.Stratum), Index: *index, Word: word, Chance: chanceOf(p.Ratio), Rate: rateIn(p.Group), BaselineRate: rateIn(p.Baseline)})
		}
		in.Groups[at].Adjusted = adjusted
	}
}

// rateIn returns searches per resident; nil if nobody lives there.
func rateIn(m rri.Rate) *float64 { return finite(float64(m.Events) / m.Population) }

// wordOfPart returns the word of a group in one stratum, and why it is no other: that of the part
// of the report which is the stratum, or what the range of chance says, unless other residents of
// the same place turn it.
func (r *Report) wordOfPart(d Document, p strata.Part[string, rri.Rate], g ethnicity.Group) (word claims.Word, why string) {
	if part, ok := partOfStratum(d, p.Stratum); ok {
		for _, t := range part.Tables {
			for _, row := range t.Rows {
				if wording.IsRate(t.ID) && row.Group == g && row.Kind == "" && row.Word != nil {
					return *row.Word, row.Why
				}
			}
		}
	}
	months := int(d.To-d.From) + 1
	if d.By.isPeriod() {
		months = min(months, d.By.kind().Months()) // at most: some may not have been read
	}
	for _, m := range []rri.Rate{p.Group, p.Baseline} {
		if !claims.LivesThere(m.Events, m.Population, months) {
			return claims.CannotTell, claims.NotWhoIsThere
		}
	}
	both := claims.Range{}
	if d.UnknownShare != nil && *d.UnknownShare == 0 {
		both = chanceOf(p.Ratio)
	}
	word = claims.WordOf(chanceOf(p.Ratio), both)
	if slices.ContainsFunc(r.stratumViews(p, g, both), func(v claims.View) bool { return v.Turns(word) }) {
		return claims.CannotTell, ""
	}
	return word, ""
}

// stratumViews returns how a group is in one stratum over the other residents of its place: its
// ranges are as many times as large as its residents are fewer, and those of the baseline more.
func (r *Report) stratumViews(p strata.Part[string, rri.Rate], g ethnicity.Group, both claims.Range) (views []claims.View) {
	i := slices.IndexFunc(r.rateStrata, func(s rateStratum) bool { return s.Key == p.Stratum })
	if i < 0 || r.o.Residents != nil {
		return nil
	}
	rows := r.rateStrata[i].rows
	for _, census := range r.otherCensuses(spanOf(rows)) {
		d, err := r.otherDenominator(rows, census)
		if err != nil || d == nil {
			continue // an error is told where the others of all are asked for
		}
		n, errGroup := d.Of(g)
		m, errBaseline := d.Of(r.o.Baseline)
		if errGroup != nil || errBaseline != nil {
			continue
		}
		factor, chance := fewer(p.Group.Population, n, p.Baseline.Population, m), chanceOf(p.Ratio)
		views = append(views, claims.View{Name: d.plain().short(), Chance: *scaled(&chance, factor), Both: *scaled(&both, factor)})
	}
	return views
}

// partOfStratum returns the part of the report that is a stratum; false if there is none.
func partOfStratum(d Document, stratum string) (Part, bool) {
	if _, kept := d.By.kept(); kept {
		return Part{}, false // of the search rate no stratum is a part
	}
	i := slices.IndexFunc(d.Parts, func(p Part) bool { return d.By.stratum(p.Name, p.From) == stratum })
	if i < 0 {
		return Part{}, false
	}
	return d.Parts[i], true
}

// nameOfStratum names a stratum in a sentence: a period of which not all months have searches by
// those that have.
func nameOfStratum(d Document, stratum string) string {
	part, ok := partOfStratum(d, stratum)
	if !ok || !d.By.isPeriod() || part.From == 0 {
		return stratum
	}
	rows := span{first: part.From, last: part.To}
	switch {
	case d.By.only(d.By.kind().First(part.From), rows) != "":
		return rows.months()
	case d.By == EachFinancialYear:
		return d.By.kind().Noun() + " " + stratum
	}
	return stratum
}

// setAdjustedWords gives the rows of the adjusted search rate the words that were found.
func (r *Report) setAdjustedWords(words []claims.RowWord) {
	a := adjustedRates(r.adjusted)
	if a == nil {
		return
	}
	for i, said := range a.Said {
		for _, word := range words {
			if word.Group == said.Group {
				a.Said[i].Word, a.Said[i].Why = clone(&word.Word), word.Why
			}
		}
	}
}

// adjustedAccount returns the search rate by the other account of ethnicity, adjusted for the parts
// of the report; false where there is no such index, or the parts are not its strata.
func (r *Report) adjustedAccount(a *Adjusted) (t strata.Table[string, ethnicity.Group, rri.Rate], ok bool, err error) {
	var list []strata.Stratum[string, ethnicity.Group, rri.Rate]
	if _, kept := r.by.kept(); kept {
		return t, false, nil
	}
	stratum := func(p part) string { return r.by.stratum(p.name, p.first) }
	for _, row := range a.Rates.Rows {
		for _, of := range row.Parts {
			if !slices.ContainsFunc(r.parts, func(p part) bool { return stratum(p) == of.Stratum && p.account != nil }) {
				return t, false, nil
			}
		}
	}
	for _, p := range r.parts {
		if p.account == nil {
			continue // a part without residents
		}
		counts := make(map[ethnicity.Group]rri.Rate)
		for _, row := range p.account.Rows {
			if residents := residentsIn(p.Report, row.Group); residents > 0 && !row.Flags.Has(rri.NotCompared) {
				counts[row.Group] = rri.Rate{Events: row.Searches, Population: residents}
			}
		}
		list = append(list, strata.Stratum[string, ethnicity.Group, rri.Rate]{Key: stratum(p), Counts: counts})
	}
	if len(list) < 2 {
		return t, false, nil
	}
	lives := slices.ContainsFunc(list, func(s strata.Stratum[string, ethnicity.Group, rri.Rate]) bool {
		_, ok := s.Counts[a.Rates.Baseline]
		return ok
	})
	if !lives {
		return t, false, nil
	}
	t, err = strata.Compare(a.Rates.Baseline, list, a.Rates.Options)
	return t, err == nil, prefixed(err)
}

// residentsIn returns the residents of a group in the search rate of a report, 0 if it has none.
func residentsIn(r *Report, g ethnicity.Group) float64 {
	for _, t := range r.tables {
		for _, row := range t.plain.Rows {
			if t.perPerson && row.Group == g && row.Kind == "" && row.Exposure != nil {
				return *row.Exposure
			}
		}
	}
	return 0
}

// adjustAccounts replaces what the other account of ethnicity says of the groups by what it says
// within the parts; where that is not known, what it says of all of them together stays, and is
// said to be so.
func (r *Report) adjustAccounts(d Document, in *claims.Input) error {
	a := adjustedRates(d.Adjusted)
	if a == nil || r.account == nil {
		return nil
	}
	t, ok, err := r.adjustedAccount(a)
	if err != nil {
		return err
	}
	for i, g := range in.Groups {
		if g.Account == nil {
			continue
		}
		at := slices.IndexFunc(t.Rows, func(row strata.Row[string, ethnicity.Group, rri.Rate]) bool { return row.Group == g.Group })
		if !ok || at < 0 {
			in.Groups[i].Account.Crude = true
			continue
		}
		v := in.Groups[i].Account
		v.Index, v.Chance, v.Both = finite(t.Rows[at].Ratio.Value), chanceOf(t.Rows[at].Ratio), claims.Range{}
	}
	return nil
}
