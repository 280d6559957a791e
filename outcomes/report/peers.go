package report

import (
	"errors"
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
)

// forcePeers is the forces of a report, set beside each other in the search rate.
type forcePeers = peers.Result[ethnicity.Group, rri.Rate]

// leastPeers is how many forces with a search rate are compared with each other: of two, the table
// by force and the test whether they differ say everything.
const leastPeers = 3

// findPeers compares the forces of a report by force with each other in the index of searches per
// resident. The index of finds is not compared: what counts as one depends on how a force records
// outcomes.
func (r *Report) findPeers() error {
	if r.whole != nil || r.o.onePlace() || len(r.forcesWith()) < leastPeers {
		return nil
	}
	switch {
	case r.limit != 0:
		r.note(fmt.Sprintf("The forces are not compared with each other: with %s the counts of each would tell what is withheld.", flags["Suppress"]))
		return nil
	case r.by != EachForce:
		return nil
	case r.o.Unknown != outcomes.LeftOut:
		r.note(r.sayf("The forces are not compared with each other: %s %s puts {searches} into groups on an assumption, which may hold in one force and not in another.",
			flags["Unknown"], r.o.Unknown))
		return nil
	}
	own := r.peerSet(recordedRows)
	if counted(own) < leastPeers {
		return nil
	}
	result, err := peers.Of(own, r.peerOptions())
	switch {
	case errors.Is(err, rri.ErrMethod):
		r.note(fmt.Sprintf("The forces are not compared with each other: %s %s has no form for it.", flags["Method"], r.o.Method))
		return nil
	case err != nil:
		return prefixed(err)
	}
	r.peers = &result
	return r.gatePeers()
}

// peerOptions are the choices of the comparison of the forces: neither end is called the worst.
func (r *Report) peerOptions() peers.Options {
	return peers.Options{Options: rri.Options{Method: r.o.Method, Level: r.o.Level, SmallCountBelow: r.o.SmallCountBelow}}
}

// peerView is one way to count the searches of a force by group, over one kind of residents: that
// which the report has, or another that could turn a word. It returns the rows of the groups of a
// part, and how many searches are in none.
type peerView func(p part) (rows []Row, unknown int64)

// recordedRows are those that the report has of a force.
func recordedRows(p part) ([]Row, int64) { return p.searchRows(), p.unknown }

// searchRows returns the rows of the groups of the search rate; none if there is no such table.
func (r *Report) searchRows() []Row {
	for _, e := range r.tables {
		if e.perPerson {
			return rowsOfGroups(e.plain)
		}
	}
	return nil
}

// peerSet returns the forces of the report in a view, each with its own residents.
func (r *Report) peerSet(v peerView) peers.Set[ethnicity.Group, rri.Rate] {
	s := peers.Set[ethnicity.Group, rri.Rate]{Of: "forces", Baseline: r.o.Baseline, Order: slices.Collect(r.o.Scheme.Groups())}
	if t := tableWith(r.plainTables(), r.words.RateID()); t.ID != "" {
		s.Labels = rri.Labels{Measure: t.Measure, Definition: t.Definition, Events: t.Events, Exposure: t.Exposure, Per: t.Per}
	}
	for _, f := range r.span.forces {
		u := peers.Unit[ethnicity.Group, rri.Rate]{Name: forceName(f)}
		at := slices.IndexFunc(r.parts, func(p part) bool { return p.force == f })
		switch {
		case !r.isOver(f):
			u.Missing = r.whyNoPeer(f)
		case at < 0:
			u.Missing = r.say("no {search of a person} is left there")
		default:
			rows, unknown := v(r.parts[at])
			u.Counts, u.Unknown = ratesOf(rows), rri.Rate{Events: unknown}
			u.Doubt = r.parts[at].peerDoubt()
			switch {
			case u.Counts == nil:
				u.Missing = r.say("it has no {search rate}")
			case u.Counts[r.o.Baseline].Events == 0:
				u.Counts, u.Missing = nil, r.sayf("no {search} of %s is recorded there to compare with", people(r.o.Baseline))
			}
		}
		s.Units = append(s.Units, u)
	}
	return s
}

// plainTables returns the tables of the report as plain data.
func (r *Report) plainTables() (list []Table) {
	for _, e := range r.tables {
		list = append(list, e.plain)
	}
	return list
}

// ratesOf returns the counts of rows; nil of none. A group that the form of a force may not have is
// not counted there, which is not 0.
func ratesOf(rows []Row) map[ethnicity.Group]rri.Rate {
	if len(rows) == 0 {
		return nil
	}
	by := make(map[ethnicity.Group]rri.Rate)
	for _, row := range rows {
		if row.Events != nil && row.Exposure != nil && !row.Flags.Has(rri.NotCompared) {
			by[row.Group] = rri.Rate{Events: *row.Events, Population: *row.Exposure, DesignEffect: row.DesignEffect}
		}
	}
	return by
}

// counted returns how many units have counts.
func counted(s peers.Set[ethnicity.Group, rri.Rate]) (n int) {
	for _, u := range s.Units {
		if u.Counts != nil {
			n++
		}
	}
	return n
}

// whyNoPeer says why a force has no residents here.
func (r *Report) whyNoPeer(f ethnicity.Force) string {
	if part, ok := r.areaParts[f]; ok {
		if part.elsewhere {
			return "its rows are of places outside its area"
		}
		return "its rows are of a part of its area"
	}
	return map[lack]string{
		noForce: "the records do not say of which force they are", noArea: "it has no residents",
		otherCensus: "its census is not that of England and Wales", notListed: "it is in no list of forces here",
	}[lackOf(f)]
}

// peerDoubt says why no word is said of a force beside others, "" for nothing: it is open which of
// its records count, or it lacks months that others have, so that its index is of another time.
func (p part) peerDoubt() string {
	if len(p.unresolved()) > 0 {
		return "it is open which records count"
	}
	c := p.months.of([]ethnicity.Force{p.force})
	var months []outcomes.Month
	for _, g := range c.missing {
		months = append(months, g.Months...)
	}
	for _, low := range c.low {
		months = append(months, low.Month)
	}
	if len(months) == 0 {
		return ""
	}
	slices.Sort(months)
	return "no rows, or few, of " + monthsText(months)
}

// monthsText names months in order, the first of many.
func monthsText(months []outcomes.Month) string {
	var names []string
	list := runs(months)
	more := int64(0)
	for i, run := range list {
		if i >= maxMonths {
			more += int64(len(run))
			continue
		}
		names = append(names, span{first: run[0], last: run[len(run)-1]}.months())
	}
	return and(names) + andMore(more, false)
}

// gatePeers takes words away that the gates of the search rate do not let through, and says of the
// groups that a force has not why.
func (r *Report) gatePeers() error {
	views, err := r.peerViews()
	if err != nil {
		return err
	}
	for i := range r.peers.Groups {
		c := &r.peers.Groups[i]
		for j := range c.Rows {
			row := &c.Rows[j]
			why := r.whyNoWord(c.Group, row.Unit)
			if why == "" && row.Word != peers.NoWord {
				why = views.against(c.Group, *row)
			}
			if why != "" {
				row.Word, row.Why = peers.NoWord, why
			}
		}
		for j, missing := range c.Missing {
			if p, ok := r.partNamed(missing.Unit); ok {
				c.Missing[j].Why = p.whyNoGroup(c.Group, missing.Why)
			}
		}
	}
	return nil
}

// partNamed returns the part of a force by its name.
func (r *Report) partNamed(name string) (part, bool) {
	i := slices.IndexFunc(r.parts, func(p part) bool { return p.name == name })
	if i < 0 {
		return part{}, false
	}
	return r.parts[i], true
}

// whyNoGroup says why a force has no index of a group; why if that says it.
func (p part) whyNoGroup(g ethnicity.Group, why string) string {
	for _, row := range p.searchRows() {
		if row.Flags.Has(rri.NotCompared) && (row.Group == g || row.Group == p.o.Baseline) {
			return "the form may not have the label " + row.Group.String()
		}
	}
	if p.absent.has(g) {
		return p.say("no {search} under the label ") + g.String()
	}
	return why
}

// whyNoWord says what in the counts of a force stands against a word on it, "" for nothing: the
// residents of the group or of the baseline are not who was there, or the form sorts people in
// another way than the census.
func (r *Report) whyNoWord(g ethnicity.Group, force string) string {
	p, ok := r.partNamed(force)
	if !ok {
		return ""
	}
	months := len(monthsOf(p.readInPeriod()).all())
	for _, of := range p.searchRows() {
		if of.Group != g && of.Group != r.o.Baseline {
			continue
		}
		switch {
		case of.Events == nil || of.Exposure == nil:
		case !claims.LivesThere(*of.Events, *of.Exposure, months):
			return claims.NotWhoIsThere
		case of.Flags.Has(rri.Categories), of.Group == g && p.fewAsMixed(g), of.Group == g && otherCategories(p.o.Rule, g, of.Ratio.Value, *of.Events):
			return "a matter of categories"
		}
	}
	return ""
}
