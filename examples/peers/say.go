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
func (t *table) saySearches(r result) (said, bear []string) {
	in := t.input(r)
	var questions []claims.Beside
	for _, c := range r.Groups {
		questions = append(questions, questionOf(r, c))
	}
	if r.Options.Quantity == peers.Rate {
		said = plainly(r)
	} else {
		for _, claim := range claims.SayPeers(in, questions) {
			said = append(said, claim.Text)
		}
	}
	in.Notices = append(in.Notices, "The searches are set against "+t.whose+".")
	return said, claims.Say(in).BearInMind
}

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
		if r.Set.Focus == "" {
			said = append(said, strings.TrimSpace(fmt.Sprintf("%v: %s", c.Group, r.Tally(c))))
			continue
		}
		i := slices.IndexFunc(c.Rows, func(row peers.Row) bool { return row.Unit == r.Set.Focus })
		if i < 0 {
			said = append(said, fmt.Sprintf("%v: %s has no value, and so no rank%s.", c.Group, r.Set.Focus, whyMissing(c, r.Set.Focus)))
			continue
		}
		said = append(said, fmt.Sprintf("%v: %s in %s%s. %s", c.Group, r.ValueText(c.Rows[i].Value), r.Set.Focus, unitOf(r), r.Standing(c, r.Set.Focus)))
	}
	return said
}

// unitOf says what a value is of: "times as often as White".
func unitOf[G cmp.Ordered, M rri.Measure](r peers.Result[G, M]) string {
	if r.Options.Quantity == peers.Rate {
		return ", " + r.Set.Labels.Heading((*new(M)).IsProportion())
	}
	return fmt.Sprintf(", times as often as %v", r.Set.Baseline)
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
