package report

import (
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
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
		part.other = part.otherYears()
		part.checkRanges()
		part.checkWords()
		part.checkSum()
		for _, f := range part.found {
			c.fault(f.rule, p.Name+": "+f.where, "%s", f.what)
		}
	}
	if !c.several() || c.doc.Summary == nil || c.rate == nil {
		return
	}
	for i, claim := range c.doc.Summary.Said {
		for _, g := range claim.Groups {
			c.checkCrude(fmt.Sprintf("sentence %d", i+1), claim.Text, g)
		}
	}
}

// documentOf returns a part as a document.
func (c *checker) documentOf(p Part) Document {
	d := c.doc
	d.Parts, d.Account, d.Summary = nil, nil, nil
	d.Searches, d.Unknown, d.UnknownShare, d.Tables, d.From, d.To = p.Searches, p.Unknown, p.UnknownShare, p.Tables, p.From, p.To
	d.Area, d.Residents, d.BoundsUnknown, d.Bounds = p.Area, p.Residents, p.BoundsUnknown, p.Bounds
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

// adjustedFigures returns the indices of a group that are adjusted for force, with both ranges.
func (c *checker) adjustedFigures(g ethnicity.Group) (all figures) {
	for _, a := range c.doc.Adjusted {
		if a.ID != "search-rate" || a.Rates == nil {
			continue
		}
		for _, r := range a.Rates.Rows {
			if r.Group == g {
				all.add(r.Ratio.Value, r.Ratio.Lower, r.Ratio.Upper)
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
