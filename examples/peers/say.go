package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// result is a comparison of forces.
type result = peers.Result[ethnicity.Group, rri.Rate]

// perThousand is what rates are multiplied by for people.
const perThousand = 1000

// input is what package claims asks of the searches behind a comparison: those of the force that is
// asked about, or of all.
func (t *table) input(r result) claims.Input {
	in := claims.Input{Place: cmp.Or(r.Set.Focus, r.Set.Of), Residents: t.whose, Per: perThousand, Level: r.Options.Level, Baseline: claims.Group{Group: r.Set.Baseline}}
	if april, err := outcomes.NewMonth(t.year, time.April); err == nil {
		in.From, in.To = april, april+monthsOfYear-1
	}
	var known, unknown int64
	for _, u := range r.Set.Units {
		if r.Set.Focus != "" && u.Name != r.Set.Focus {
			continue
		}
		unknown += u.Unknown.Events
		for _, m := range u.Counts {
			known += m.Events
		}
	}
	all := known + unknown
	in.Searches, in.Unknown, in.Known = &all, &unknown, &known
	for _, c := range r.Groups {
		in.Groups = append(in.Groups, claims.Group{Group: c.Group})
	}
	return in
}

// saySearches returns what can be said of searches: of every group in order, so that none is
// picked, and what to bear in mind.
func (t *table) saySearches(r result, notes ...string) (said, bear []string) {
	in := t.input(r)
	if r.Options.Quantity == peers.Rate {
		said = plainly(r)
	} else {
		for _, c := range r.Groups {
			said = append(said, ask(in, r, c)...)
		}
	}
	in.Notices = append(in.Notices, "The searches are set against "+t.whose+". "+wordsHold)
	for _, text := range append(notes, t.publishedMultiples()) {
		if text != "" {
			in.Notices = append(in.Notices, text)
		}
	}
	return said, claims.Say(in).BearInMind
}

// ask returns what can be said of searches of one group: the counts alone where they are too few.
func ask(in claims.Input, r result, c peers.Comparison[ethnicity.Group]) (said []string) {
	if text := r.CountsAlone(c, r.Set.Focus); text != "" {
		return []string{fmt.Sprintf("%v in %s: %s", c.Group, r.Set.Focus, text)}
	}
	for _, claim := range claims.SayPeers(in, []claims.Beside{questionOf(r, c)}) {
		said = append(said, claim.Text)
	}
	return said
}

// wordsHold is what words have to hold over, where the residents of areas are built in.
const wordsHold = "A word stands only if those of census 2011, of census 2021 and interpolated between the two give the same; the ranks are over these alone (-census takes others)."

// questionOf asks where the force that is asked about stands in a group, or of all if there is
// none.
func questionOf(r result, c peers.Comparison[ethnicity.Group]) claims.Beside {
	q := claims.Beside{Group: c.Group, Unit: r.Set.Focus, Standing: r.Tally(c)}
	if q.Unit == "" {
		return q
	}
	q.Standing = r.Standing(c, q.Unit)
	for _, u := range r.Set.Units {
		if u.Name == q.Unit {
			q.Rate, q.BaselineRate = rateOf(u.Counts[c.Group]), rateOf(u.Counts[r.Set.Baseline])
		}
	}
	for _, m := range c.Missing {
		if m.Unit == q.Unit {
			q.Missing = m.Why
		}
	}
	if i := slices.IndexFunc(c.Rows, func(row peers.Row) bool { return row.Unit == q.Unit }); i >= 0 {
		e := c.Rows[i].Value
		q.Index, q.Chance = finite(e.Value), claims.Range{Lower: finite(e.Lower), Upper: finite(e.Upper)}
	}
	return q
}

// rateOf returns a rate; nil without residents.
func rateOf(m rri.Rate) *float64 { return finite(float64(m.Events) / m.Population) }

// finite returns a number; nil if it is none.
func finite(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}

// plainly returns what can be said of other counts than searches, or of rates: of every group in
// order.
func plainly[G cmp.Ordered, M rri.Measure](r peers.Result[G, M]) (said []string) {
	for _, c := range r.Groups {
		i := slices.IndexFunc(c.Rows, func(row peers.Row) bool { return row.Unit == r.Set.Focus })
		switch tally := r.Tally(c); {
		case r.Set.Focus == "" && len(c.Rows) == 1:
			said = append(said, fmt.Sprintf("%v: there is one of the %s alone, and no other to compare it with.", c.Group, cmp.Or(r.Set.Of, "units")))
		case r.Set.Focus == "" && tally != "":
			said = append(said, fmt.Sprintf("%v: %s", c.Group, strings.ToLower(tally[:1])+tally[1:]))
		case r.Set.Focus == "":
		case i < 0:
			said = append(said, fmt.Sprintf("%v: %s has no value, and so no rank%s.", c.Group, r.Set.Focus, whyMissing(c, r.Set.Focus)))
		case r.CountsAlone(c, r.Set.Focus) != "":
			said = append(said, fmt.Sprintf("%v in %s: %s", c.Group, r.Set.Focus, r.CountsAlone(c, r.Set.Focus)))
		default:
			said = append(said, fmt.Sprintf("%v in %s: %s%s. %s", c.Group, r.Set.Focus, r.ValueText(c, c.Rows[i].Value), unitOf(r), r.Standing(c, r.Set.Focus)))
		}
	}
	return said
}

// sayLines says of every group whose outlier lines were asked for how many units are outside, and
// whether the one that is asked about is.
func sayLines[G cmp.Ordered, M rri.Measure](r peers.Result[G, M]) (said []string) {
	for _, c := range r.Groups {
		if c.Lines == nil {
			continue
		}
		taken, scale := c.Lines.Taken(), "plain"
		if c.Lines.OnLogs {
			scale = "on logs, since the values are not normal"
		}
		text := fmt.Sprintf("%v: %d of %d %s are outside the outlier lines of the inspectorate, %s and %s (%s).", c.Group, len(c.Lines.Outside), c.Lines.Units, r.Set.Of,
			sheet.Ratio(taken.Lower, 2), sheet.Ratio(taken.Upper, 2), scale)
		if unit := r.Set.Focus; unit != "" && slices.Contains(c.Lines.Outside, unit) {
			text += fmt.Sprintf(" %s is one of them.", unit)
		} else if unit != "" && slices.ContainsFunc(c.Rows, func(row peers.Row) bool { return row.Unit == unit }) {
			text += fmt.Sprintf(" %s is within.", unit)
		}
		said = append(said, text)
	}
	return said
}

// unitOf says what a value is of: "times as often as White", or what is measured.
func unitOf[G cmp.Ordered, M rri.Measure](r peers.Result[G, M]) string {
	if r.Options.Quantity == peers.Rate {
		heading := r.Set.Labels.Heading((*new(M)).IsProportion())
		return ", " + strings.ToLower(heading[:1]) + heading[1:]
	}
	return fmt.Sprintf(" times as often as %v", r.Set.Baseline)
}

// whyMissing says why a unit has no value.
func whyMissing[G cmp.Ordered](c peers.Comparison[G], unit string) string {
	for _, m := range c.Missing {
		if m.Unit == unit {
			return ": " + strings.TrimSuffix(m.Why, ".")
		}
	}
	return ""
}
