package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
)

// checkParts checks the words of every part as those of a report of its own, and that the sentences
// on several forces have no index of all of them together that is not adjusted.
func (c *checker) checkParts() {
	for _, p := range c.doc.Parts {
		part := checker{seen: seen{doc: c.documentOf(p)}}
		for i := range part.doc.Tables {
			if part.doc.Tables[i].ID == "search-rate" {
				part.rate = &part.doc.Tables[i]
			}
		}
		if part.rate == nil {
			continue
		}
		part.other = part.otherRates()
		part.checkRanges()
		part.checkWords()
		part.checkSum()
		part.checkOtherResidents()
		for _, f := range part.found {
			c.fault(f.rule, p.Name+": "+f.where, "%s", f.what)
		}
	}
	if !c.several() || c.doc.Summary == nil || c.rate == nil {
		return
	}
	for i, claim := range c.doc.Summary.Said {
		if len(claim.Groups) == 1 { // of several, it does not tell which number is whose
			c.checkCrude(fmt.Sprintf("sentence %d", i+1), claim.Text, claim.Groups[0])
		}
	}
}

// documentOf returns a part as a document.
func (c *checker) documentOf(p Part) Document {
	d := c.doc
	d.Parts, d.Account, d.Summary = nil, nil, nil
	d.Searches, d.Unknown, d.UnknownShare, d.Tables, d.From, d.To = p.Searches, p.Unknown, p.UnknownShare, p.Tables, p.From, p.To
	d.Area, d.Residents, d.ResidentsSource, d.BoundsUnknown, d.Bounds = p.Area, p.Residents, p.ResidentsSource, p.BoundsUnknown, p.Bounds
	if !p.Force.IsZero() {
		d.Sources = slices.DeleteFunc(slices.Clone(d.Sources), func(s Source) bool { return s.Force != p.Force })
	}
	return d
}

// checkCrude: what a sentence on several forces says to be so many times as often is no index of
// all forces together, unless one of the adjusted ones or of the parts is the same.
func (c *checker) checkCrude(where, text string, g ethnicity.Group) {
	crude := c.row(g)
	if crude == nil {
		return
	}
	var bears figures
	for _, p := range c.doc.Parts {
		for _, t := range p.Tables {
			for _, r := range t.Rows {
				if t.ID == "search-rate" && r.Group == g {
					bears.add(r.Ratio.Value, r.Ratio.Lower, r.Ratio.Upper)
				}
			}
		}
	}
	bears.add(c.adjustedFigures(g)...)
	for _, m := range timesPhrase.FindAllStringSubmatch(text, -1) {
		for _, n := range numbersIn(m[1]) {
			if n.says(crude.Ratio.Value) && !bears.has(n) {
				c.fault("adjusted only", where, "%s is the index of all forces together: %s", n.text, text)
			}
		}
	}
}

// checkAdjustedSaid: a sentence on several forces has the word, the index and the range of chance
// that are adjusted for force; where the forces differ by more than chance, it has the least and
// the greatest index of a force in their place.
func (c *checker) checkAdjustedSaid(where string, claim claims.Claim, g ethnicity.Group) {
	for _, a := range c.doc.Adjusted {
		if a.ID != "search-rate" || a.Rates == nil || len(a.Within) > 0 {
			continue
		}
		for i, r := range a.Rates.Rows {
			if r.Group != g || i >= len(a.Said) {
				continue
			}
			said := a.Said[i]
			if said.Word != nil && *said.Word != claim.Word {
				c.fault("word", where, "%q of %s, where the adjusted index says %q", claim.Word.Text(), g, said.Word.Text())
			}
			differ := r.Homogeneity.P < 0.05
			if word := bears(r.Ratio, *or(said.Range, &Range{})); said.Word != nil && side(*said.Word) != 0 && *said.Word != word && !differ {
				c.fault("word", where, "%q where the adjusted ranges of %s bear %q", said.Word.Text(), g, word.Text())
			}
			if side(claim.Word) == 0 {
				continue
			}
			wanted := []float64{r.Ratio.Value, r.Ratio.Lower, r.Ratio.Upper}
			if differ {
				wanted = c.ends(r.Parts, claim.Text)
			}
			for _, v := range wanted {
				if !slices.ContainsFunc(numbersIn(claim.Text), func(n printed) bool { return n.saysOnItsSide(v) }) {
					c.fault("adjusted only", where, "without %v of %s (forces differ: %v): %s", v, g, differ, claim.Text)
				}
			}
			c.checkPlace(where, claim.Text)
		}
	}
}

// ends returns the least and the greatest index of a group in a stratum that can be compared: with
// five searches of the baseline at least, and one of the group, and where the residents are who is
// there; nor of those that the sentence is said to be without.
func (c *checker) ends(parts []strata.Part[string, rri.Rate], text string) []float64 {
	var indices []float64
	_, without, _ := strings.Cut(text, "Without ")
	for _, p := range parts {
		crowded := strings.Contains(without, p.Stratum)
		for _, count := range []rri.Rate{p.Group, p.Baseline} {
			monthly := float64(count.Events) / float64(c.doc.months())
			crowded = crowded || monthly >= 20 && monthly > count.Population/20
		}
		if p.Compared && !crowded && p.Baseline.Events >= 5 && p.Group.Events > 0 {
			indices = append(indices, p.Ratio.Value)
		}
	}
	if len(indices) == 0 {
		return nil
	}
	return []float64{slices.Min(indices), slices.Max(indices)}
}

// adjustedFigures returns the indices of a group that are adjusted for force, with both ranges, and
// the rates of each.
func (c *checker) adjustedFigures(g ethnicity.Group) (all figures) {
	for _, a := range c.doc.Adjusted {
		if a.ID != "search-rate" || a.Rates == nil {
			continue
		}
		for _, r := range a.Rates.Rows {
			if r.Group != g {
				continue
			}
			all.add(r.Ratio.Value, r.Ratio.Lower, r.Ratio.Upper)
			for _, p := range r.Parts {
				for _, count := range []rri.Rate{p.Group, p.Baseline} {
					all.add(c.rate.per() * float64(count.Events) / count.Population)
				}
			}
		}
		for _, s := range a.Said {
			if s.Group == g && s.Range != nil {
				all.addOf(1, s.Range.Lower, s.Range.Upper)
			}
		}
	}
	return all
}
