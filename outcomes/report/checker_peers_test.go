package report

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
)

// The part of the checker that reads the comparison of the forces with each other. As the rest of
// it, it is written from the rules of what output may say alone.

// checkPeers checks what the document has of the forces beside each other.
func (c *checker) checkPeers() {
	r := c.doc.Peers
	if r == nil {
		return
	}
	switch {
	case c.doc.Suppress != 0:
		c.fault("suppression", "peers", "forces are compared where small counts are withheld")
	case c.doc.By != EachForce:
		c.fault("peers", "peers", "a report by %s compares forces", c.doc.By)
	}
	for _, u := range r.Set.Units {
		c.checkUnit(u)
	}
	for _, g := range r.Groups {
		c.checkPlaces(g)
		for i, row := range g.Rows {
			c.checkPeerWord(fmt.Sprintf("%s, %s", g.Group, row.Unit), g, i)
		}
	}
	c.checkPeersSaid(r)
}

// The phrases of sentences on forces beside each other.
var tallyPhrases = map[peers.Word]*regexp.Regexp{
	peers.Above: regexp.MustCompile(`(\d+) (?:is|are) above`), peers.Below: regexp.MustCompile(`(\d+) (?:is|are) below`), peers.Similar: regexp.MustCompile(`(\d+) (?:is|are) similar`),
	peers.CannotTell: regexp.MustCompile(`of (?:none of )?(\d+)(?: forces)? it (?:cannot|can) be told`), peers.NoWord: regexp.MustCompile(`of (?:none of )?(\d+)(?: forces a| no) word is said`),
}

var ofForces = regexp.MustCompile(`of (?:none of )?(\d+) forces`)

// checkPeersSaid: there is a sentence for every group, in the order of the groups, or for none; it
// names no force, and says of how many there is which word.
func (c *checker) checkPeersSaid(r *peers.Result[ethnicity.Group, rri.Rate]) {
	said := c.doc.Summary.Peers
	if said == nil {
		return
	}
	groups := slices.DeleteFunc(slices.Clone(r.Groups), func(g peers.Comparison[ethnicity.Group]) bool { return len(g.Rows) < 2 })
	if len(said) != len(groups) {
		c.fault("all groups", "peers", "%d sentences for %d groups", len(said), len(groups))
		return
	}
	for i, claim := range said {
		where, g := fmt.Sprintf("sentence %d on peers", i+1), groups[i]
		if claim.Group != g.Group || !strings.Contains(strings.ToLower(claim.Text), strings.ToLower(strings.Fields(g.Group.String())[0])) {
			c.fault("all groups", where, "of %s in the place of %s: %s", claim.Group, g.Group, claim.Text)
		}
		for _, f := range forbidden {
			if f.pattern.MatchString(claim.Text) {
				c.fault("forbidden word", where, "%s: %s", f.why, claim.Text)
			}
		}
		counts := make(map[peers.Word]int)
		for _, row := range g.Rows {
			counts[row.Word]++
			if strings.Contains(claim.Text, row.Unit) {
				c.fault("picked", where, "%s is named: %s", row.Unit, claim.Text)
			}
		}
		if m := ofForces.FindStringSubmatch(claim.Text); m == nil || m[1] != fmt.Sprint(len(g.Rows)) {
			c.fault("number", where, "not of %d forces: %s", len(g.Rows), claim.Text)
		}
		for word, phrase := range tallyPhrases {
			n := "0"
			if m := phrase.FindStringSubmatch(claim.Text); m != nil {
				n = m[1]
			}
			if n != fmt.Sprint(counts[word]) {
				c.fault("number", where, "%s of %s forces, where there are %d: %s", word, n, counts[word], claim.Text)
			}
		}
	}
}

// forceTable returns the search rate of a force, nil if it has none.
func (c *checker) forceTable(name string) *Table {
	for _, p := range c.doc.Parts {
		for i, t := range p.Tables {
			if p.Name == name && t.ID == "search-rate" {
				return &p.Tables[i]
			}
		}
	}
	return nil
}

// monthsOfForce returns how many months a force has rows of.
func (c *checker) monthsOfForce(name string) int {
	for _, p := range c.doc.Parts {
		if p.Name == name {
			d := c.documentOf(p)
			d.MissingMonths = slices.DeleteFunc(slices.Clone(d.MissingMonths), func(g outcomes.Gap) bool { return g.Force != p.Force })
			return d.months()
		}
	}
	return 1
}

// checkUnit: a force has the counts of its part, or says why it has none, and never both.
func (c *checker) checkUnit(u peers.Unit[ethnicity.Group, rri.Rate]) {
	t := c.forceTable(u.Name)
	bears := t != nil && *t.baseline().Events > 0
	if (len(u.Counts) == 0) != (u.Missing != "") || (len(u.Counts) > 0) != bears {
		c.fault("peers", u.Name, "%d counts, missing for %q", len(u.Counts), u.Missing)
	}
	if !bears {
		return
	}
	if t.Unknown != nil && u.Unknown.Events != *t.Unknown {
		c.fault("peers", u.Name, "%d unknown of %d", u.Unknown.Events, *t.Unknown)
	}
	if t.MonthsNote != "" && u.Doubt == "" {
		c.fault("months", u.Name, "no doubt of a force whose months are %s", t.MonthsNote)
	}
	for _, row := range t.Rows {
		count, ok := u.Counts[row.Group]
		switch {
		case row.Kind != "" || row.Events == nil || row.Exposure == nil:
		case row.Flags.Has(rri.NotCompared) == ok:
			c.fault("peers", u.Name, "%s: counted %v, compared in its table %v", row.Group, ok, !ok)
		case ok && (count.Events != *row.Events || count.Population != *row.Exposure):
			c.fault("peers", u.Name, "%s: %v, in its table %d of %v", row.Group, count, *row.Events, *row.Exposure)
		}
	}
}

// checkPlaces: places are those of the values, each within its interval and that within the one
// that allows for the unknown; whoever has no value has no place; and as many are expected among
// the worst as there are.
func (c *checker) checkPlaces(g peers.Comparison[ethnicity.Group]) {
	n, among := len(g.Rows), 0.0
	for _, row := range g.Rows {
		where, below := fmt.Sprintf("%s, %s", g.Group, row.Unit), 0
		for _, other := range g.Rows {
			if other.Value.Value < row.Value.Value {
				below++
			}
		}
		k := row.Rank
		if k.Rank != below+1 || k.Lower < 1 || k.Lower > k.Rank || k.Rank > k.Upper || k.Upper > n || k.Lowest < 1 || k.Lowest > k.Lower || k.Highest < k.Upper || k.Highest > n {
			c.fault("rank", where, "%+v of %d, of which %d are lower", k, n, below)
		}
		if t := c.forceTable(row.Unit); t != nil {
			for _, of := range t.Rows {
				if of.Group == g.Group && of.Kind == "" && !same(of.Ratio.Value, row.Value.Value) {
					c.fault("rank", where, "the index %v, in its table %v", row.Value.Value, of.Ratio.Value)
				}
			}
		}
		among += k.AmongWorst
	}
	if n > 0 && math.Abs(among-float64(g.Worst)) > 0.01*float64(g.Worst) {
		c.fault("rank", g.Group.String(), "%v expected among the worst %d", among, g.Worst)
	}
	for _, m := range g.Missing {
		if m.Why == "" || slices.ContainsFunc(g.Rows, func(row peers.Row) bool { return row.Unit == m.Unit }) {
			c.fault("rank", fmt.Sprintf("%s, %s", g.Group, m.Unit), "without a value for %q", m.Why)
		}
	}
}

// same reports whether two numbers are the same but for rounding.
func same(a, b float64) bool { return a == b || math.Abs(a-b) <= 1e-9*math.Abs(b) }

// checkPeerWord: a word is that which the interval of the ratio to the mean of the others bears,
// and nothing forbids it.
func (c *checker) checkPeerWord(where string, g peers.Comparison[ethnicity.Group], i int) {
	row := g.Rows[i]
	to := row.ToMean
	switch bears := row.Word; {
	case bears == peers.NoWord:
		if row.Why == "" {
			c.fault("word", where, "no word and no reason")
		}
		return
	case bears == peers.Above && !(to.Lower > 1), bears == peers.Below && !(to.Upper < 1), bears == peers.Similar && !(to.Lower >= 0.8 && to.Upper <= 1.25):
		c.fault("word", where, "%s of %v (%v to %v)", bears, to.Value, to.Lower, to.Upper)
	}
	t := c.forceTable(row.Unit)
	if t == nil {
		return
	}
	j := slices.IndexFunc(c.doc.Peers.Set.Units, func(u peers.Unit[ethnicity.Group, rri.Rate]) bool { return u.Name == row.Unit })
	if u := c.doc.Peers.Set.Units[j]; u.Doubt != "" {
		c.fault("gate", where, "%s in spite of %s", row.Word, u.Doubt)
	}
	for _, of := range append(t.rowsOf(""), t.baseline()) {
		if of.Group != g.Group && of.Group != t.Baseline || of.Events == nil || of.Exposure == nil {
			continue
		}
		monthly := float64(*of.Events) / float64(c.monthsOfForce(row.Unit))
		switch {
		case of.Group == t.Baseline && *of.Events < 5:
			c.fault("gate", where, "%s of %d searches of the baseline", row.Word, *of.Events)
		case *of.Events >= 20 && 20*monthly > *of.Exposure*(1+1e-9):
			c.fault("gate", where, "%s of residents who are not who is there", row.Word)
		case of.Flags.Has(rri.Categories) || of.Flags.Has(rri.NotCompared):
			c.fault("gate", where, "%s of a matter of categories", row.Word)
		}
	}
}

// TestPeerFaults: the checker finds what is changed in a comparison that has no fault.
func TestPeerFaults(t *testing.T) {
	files := with(unlikeForces(), map[string]string{"btp.csv": inForce("2023-01", 9, 90, 9, 9, 9) + inForce("2023-02", 9, 90, 9, 9, 9)})
	r := must(New(apartByName(files), Options{}))
	if found := seenOf(t, r, Layout{}).checked(); len(found) > 0 {
		t.Fatalf("without a change: %v", found)
	}
	type result = peers.Result[ethnicity.Group, rri.Rate]
	// above the mean of the others
	row := func(r *result) *peers.Row { return &r.Groups[1].Rows[3] }
	for _, test := range []struct {
		change func(d *Document, r *result)
		rule   string
	}{
		{func(_ *Document, r *result) { row(r).Rank.Rank = 2 }, "rank"},
		{func(_ *Document, r *result) { row(r).Rank.Lower = 0 }, "rank"},
		{func(_ *Document, r *result) { row(r).Rank.Upper = 5 }, "rank"},
		{func(_ *Document, r *result) { row(r).Rank.Lowest = 4; row(r).Rank.Lower = 3 }, "rank"},
		{func(_ *Document, r *result) { row(r).Rank.AmongWorst = 0.2 }, "rank"},
		{func(_ *Document, r *result) { row(r).Value.Value++ }, "rank"},
		{func(_ *Document, r *result) { r.Groups[1].Missing[0].Why = "" }, "rank"},
		{func(_ *Document, r *result) { r.Groups[1].Missing[0].Unit = row(r).Unit }, "rank"},
		{func(_ *Document, r *result) { row(r).Word = peers.Below }, "word"},
		{func(_ *Document, r *result) { row(r).Word = peers.Similar }, "word"},
		{func(_ *Document, r *result) { row(r).Word = peers.NoWord }, "word"},
		{func(_ *Document, r *result) { row(r).ToMean.Lower = 0.9 }, "word"},
		{func(_ *Document, r *result) { r.Set.Units[4].Doubt = "months are missing" }, "gate"},
		{func(_ *Document, r *result) { r.Set.Units[4].Unknown.Events++ }, "peers"},
		{func(_ *Document, r *result) { r.Set.Units[0].Missing = "" }, "peers"},
		{func(_ *Document, r *result) {
			r.Set.Units[4].Counts[ethnicity.Black] = rri.Rate{Events: 1, Population: 9}
		}, "peers"},
		{func(d *Document, r *result) {
			for _, row := range rowsOfGroups(d.Parts[4].Tables[0]) {
				*row.Exposure = 100 // for 600 searches in a month
			}
		}, "gate"},
		{func(d *Document, _ *result) { d.Parts[4].Tables[0].MonthsNote = "No rows of Sussex in January" }, "months"},
		{func(d *Document, _ *result) { d.Suppress = 5 }, "suppression"},
		{func(d *Document, _ *result) { d.By = EachMonth }, "peers"},
		{func(d *Document, _ *result) { d.Summary.Peers = d.Summary.Peers[:1] }, "all groups"},
		{func(d *Document, _ *result) {
			d.Summary.Peers[0], d.Summary.Peers[1] = d.Summary.Peers[1], d.Summary.Peers[0]
		}, "all groups"},
		{func(d *Document, _ *result) { d.Summary.Peers[1].Text += " Sussex is the worst." }, "picked"},
		{func(d *Document, _ *result) { d.Summary.Peers[1].Text += " Nothing explains it." }, "forbidden word"},
		{func(d *Document, _ *result) {
			d.Summary.Peers[1].Text = strings.Replace(d.Summary.Peers[1].Text, "1 is above", "2 are above", 1)
		}, "number"},
	} {
		s := seenOf(t, r, Layout{})
		if s.checked(); s.doc.Peers == nil {
			t.Fatal("no forces are compared")
		}
		test.change(&s.doc, s.doc.Peers)
		c := &checker{seen: s}
		c.checkPeers()
		if !slices.ContainsFunc(c.found, func(f fault) bool { return f.rule == test.rule }) {
			t.Errorf("nothing of the rule %q is found: %v", test.rule, c.found)
		}
	}
}

// TestEveryComparison: nothing that is said of forces beside each other is more than their counts
// bear, whatever these are.
func TestEveryComparison(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := new(outcomes.Extract)
		months := rapid.SampledFrom([][]string{{"2015-06"}, {"2023-01"}, {"2022-12", "2023-01"}}).Draw(t, "months")
		for _, force := range []string{"kent", "city-of-london", "derbyshire", "surrey", "btp"} {
			for _, m := range months {
				if rapid.IntRange(0, 7).Draw(t, "there") == 0 {
					continue
				}
				if err := x.ReadFile(strings.NewReader(anyMonthOfForce(t, m)), m+"-"+force+"-stop-and-search.csv"); err != nil {
					t.Skip(err)
				}
			}
		}
		r, err := New(x, Options{By: EachForce, Rule: oneOf(outcomes.EthnicityRules()).Draw(t, "rule"),
			Census: rapid.SampledFrom([]ethnicity.Census{ethnicity.OtherSource, ethnicity.Census2011, ethnicity.Census2021}).Draw(t, "census")})
		if err != nil {
			t.Skip(err)
		}
		s := seenOf(t, r, Layout{Tables: []string{"search-rate"}})
		c := &checker{seen: s}
		if c.checkPeers(); len(c.found) > 0 {
			t.Fatalf("%v\n%s", c.found, s.text)
		}
	})
}
