package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// five has a number for each of the groups of 5+1, White first.
type five [5]int64

// hand is what a report is made of by hand: real counts, of which the words were written by people
// before a program wrote any.
type hand struct {
	force    string
	from, to string
	counts   five // by self-defined ethnicity
	unknown  int64
	officer  five // by that of officers; no account if all are 0
	vague    int64
	words    [5]claims.Word // of the groups after White, and of their sum
	why      [5]string
}

// document makes the document, without sentences. The residents are those of 2021.
func (h hand) document() Document {
	force := must(ethnicity.ParseForce(h.force))
	p := must(must(ethnicity.PopulationOf(force.Code(), ethnicity.Census2021)).Collapse(ethnicity.FivePlusOne))
	d := Document{
		Version: Version, Sources: []Source{{File: "a.csv", Force: force}}, Area: force.String(), Residents: p.Total(),
		ResidentsSource: &ResidentsSource{Kind: "census", Years: []int{2021}, Date: "2021-03-21"}, From: month(h.from), To: month(h.to), Scheme: ethnicity.FivePlusOne,
		Unknown: map[ethnicity.Group]int64{ethnicity.NotStated: h.unknown}, BoundsUnknown: h.unknown, Searches: h.unknown,
	}
	for _, n := range h.counts {
		d.Searches += n
	}
	d.UnknownShare = new(float64(h.unknown) / float64(d.Searches))
	table := Table{ID: "search-rate", Model: "rate", Per: 1000, Baseline: ethnicity.White, Level: 0.95}
	groups, residents := slices.Collect(ethnicity.FivePlusOne.Groups()), make([]float64, 0, 6)
	for _, g := range groups {
		residents = append(residents, float64(must(p.Of(g))))
	}
	var others rri.Rate
	base := rri.Rate{Events: h.counts[0], Population: residents[0]}
	for i, g := range groups {
		count := rri.Rate{Events: h.counts[i], Population: residents[i]}
		row := handRow(g, count, base, h.unknown)
		if i > 0 {
			others = rri.Rate{Events: others.Events + count.Events, Population: others.Population + count.Population}
			row.Word, row.Why = &h.words[i-1], h.why[i-1]
			if h.unknown > 0 {
				d.Bounds = append(d.Bounds, handBound(g, count, base, h.unknown))
			}
		} else {
			row.Ratio, row.Range = rri.Estimate{Value: 1, Lower: 1, Upper: 1}, nil
		}
		table.Rows = append(table.Rows, row)
	}
	sum := handRow(ethnicity.OtherThanWhite, others, base, h.unknown)
	sum.Kind, sum.Word, sum.Why = "sum", &h.words[4], h.why[4]
	table.Rows = append(table.Rows, sum)
	c := &checker{seen: seen{doc: d}, rate: &table}
	for _, kind := range []string{"2011", "interpolated", "2021"} {
		if o, ok := c.otherRates()[kind]; ok {
			table.OtherResidents = append(table.OtherResidents, handOther(kind, o, table.Rows))
		}
	}
	d.Tables = []Table{table}
	if h.officer != (five{}) {
		d.Account = h.account(groups, residents)
	}
	return d
}

// handOther writes the search rate over other residents.
func handOther(kind string, rate otherRate, rows []Row) OtherResidents {
	o := OtherResidents{Source: ResidentsSource{Kind: "census", Text: "census " + kind}}
	if kind == "interpolated" {
		o.Source = ResidentsSource{Kind: kind, Years: []int{2011, 2021}}
	} else {
		o.Source.Years = []int{must(strconv.Atoi(kind))}
	}
	for _, r := range rows {
		if e, ok := rate.ratio[r.Group]; ok && r.Kind == "" {
			o.Rows = append(o.Rows, OtherResidentsRow{Group: r.Group, Residents: rate.exposure[r.Group], Ratio: e})
		}
	}
	return o
}

// handRow computes a row.
func handRow(g ethnicity.Group, count, base rri.Rate, n int64) Row {
	r := Row{Group: g, Events: &count.Events, Exposure: &count.Population, Rate: must(rri.Of(count, rri.Options{})), Ratio: must(rri.Ratio(count, base, rri.Options{}))}
	lower := must(rri.Ratio(count, rri.Rate{Events: base.Events + n, Population: base.Population}, rri.Options{})).Lower
	upper := must(rri.Ratio(rri.Rate{Events: count.Events + n, Population: count.Population}, base, rri.Options{})).Upper
	r.Range = &Range{Lower: finite(min(lower, r.Ratio.Lower)), Upper: finite(max(upper, r.Ratio.Upper))}
	return r
}

// handBound computes the bounds of a group.
func handBound(g ethnicity.Group, count, base rri.Rate, n int64) Bound {
	u := unknown.RateCounts{Group: count, Baseline: base, Unknown: n}
	b, tip := must(u.Bounds(unknown.Assumption{})), must(u.TippingShare())
	return Bound{g, finite(b.Lower), finite(b.Upper), finite(tip), tip >= 0 && tip <= 1}
}

// account makes the account of officers, with the words that its ranges bear.
func (h hand) account(groups []ethnicity.Group, residents []float64) *Account {
	a := &Account{Rule: outcomes.OfficerDefined}
	base := rri.Rate{Events: h.officer[0], Population: residents[0]}
	for i, g := range groups {
		r := handRow(g, rri.Rate{Events: h.officer[i], Population: residents[i]}, base, h.vague)
		row := AccountRow{Group: g, Searches: h.officer[i], Ratio: r.Ratio, Range: *r.Range}
		if i > 0 && h.officer[i] > 0 {
			row.Word = bears(r.Ratio, *r.Range)
		}
		a.Rows = append(a.Rows, row)
	}
	return a
}

// written adds the sentences of a screen to its document. Each is of the groups and of the word
// that are given for it.
func (h hand) with(screen string, said ...claims.Claim) seen {
	s := seen{doc: h.document(), text: screen, width: 100}
	_, lines, bear := sections(screen)
	for i, text := range sentences(lines) {
		if i < len(said) {
			said[i].Text = text
		}
	}
	s.doc.Summary = &Summary{Said: said}
	for _, line := range bear {
		if rest, ok := strings.CutPrefix(line, " - "); ok {
			s.doc.Summary.BearInMind = append(s.doc.Summary.BearInMind, rest)
		} else if n := len(s.doc.Summary.BearInMind); n > 0 && strings.HasPrefix(line, "   ") {
			s.doc.Summary.BearInMind[n-1] += " " + strings.TrimSpace(line)
		}
	}
	return s
}
