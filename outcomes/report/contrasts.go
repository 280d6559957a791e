package report

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
	"github.com/seed-549880be/disparity/rri/trend"
)

// Contrast is one measure in the parts of a report by a column that was kept, set beside each
// other: the index of every group in a part over that in the part of the value Reference. Where the
// column has two values these are the second and the first, in the order of the parts; of more, the
// reference is the one with the most searches, the first of these. Searches of which the value is
// not recorded are in no contrast.
//
// In the search rate both are set against the same residents, so that these are not in the ratio of
// the two. There it may stand without a table.
type Contrast struct {
	ID       string          `json:"id"` // that of the table of the same measure
	Measure  string          `json:"measure"`
	Baseline ethnicity.Group `json:"baseline"`
	Method   rri.Method      `json:"method"`
	Level    float64         `json:"level"`
	Margin   float64         `json:"margin"` // Options.Margin

	Reference string        `json:"reference"` // a Value of the parts
	Rows      []ContrastRow `json:"rows"`      // by value, and within one by group
}

// ContrastRow is one group in one value, beside the reference.
type ContrastRow struct {
	Value string          `json:"value"`
	Group ethnicity.Group `json:"group"`

	// Index and ReferenceIndex are those of the tables of the parts, not computed where these have
	// none. Ratio is the first over the second, by [trend.ChangeOfIndex], with its interval and its
	// p-value; Worst its range that also allows for every way in which the searches of unknown
	// ethnicity could fall, in either part, nil where there are none or they are withheld.
	ReferenceIndex rri.Estimate `json:"reference_index"`
	Index          rri.Estimate `json:"index"`
	Ratio          rri.Estimate `json:"ratio"`
	Worst          *Range       `json:"worst,omitempty"`

	// Word is Above where the range of Ratio lies above 1, Below where it lies below, Similar where
	// it and Worst lie within Margin of 1, else CannotTell; or NoWord, and Why says what the counts
	// or the records do not bear. The rules are those of packages trend and peers. Above and Below
	// are of the searches with a recorded ethnicity: where Worst holds 1 the unknown leave it open,
	// and text writes the word in small letters.
	Word peers.Word `json:"word"`
	Why  string     `json:"why,omitempty"`
}

// hasRatio reports whether there is a ratio of two indices, of whatever size.
func (r ContrastRow) hasRatio() bool { return r.Ratio.Computed() && !math.IsNaN(r.Ratio.Value) }

// contrastSide is what a part has of a measure.
type contrastSide[M rri.Measure] struct {
	part
	counts  map[ethnicity.Group]M
	index   map[ethnicity.Group]rri.Estimate
	unknown *M       // of no known group; nil if withheld
	share   *float64 // of these among all; nil if withheld
	doubt   string   // why the records bear no word, or ""
}

// contrastParts returns the parts that are set beside each other, in order, and the reference among
// them; nothing where there are fewer than two.
func (r *Report) contrastParts() (parts []part, reference int) {
	for _, p := range r.parts {
		if p.value != nil && p.value.recorded && p.failed == "" {
			parts = append(parts, p)
		}
	}
	switch {
	case len(parts) < 2:
		return nil, 0
	case len(parts) == 2:
		return parts, 0
	}
	for i, p := range parts {
		if p.chosen > parts[reference].chosen {
			reference = i
		}
	}
	return parts, reference
}

// findContrasts sets the parts of a report by a column that was kept beside each other, in every
// measure of which there is a table but for finds by ground, and for what has the counts of a table
// above it.
func (r *Report) findContrasts() error {
	parts, reference := r.contrastParts()
	if parts == nil {
		return nil
	}
	if r.o.Unknown != outcomes.LeftOut {
		r.note(fmt.Sprintf("The values of %s are not compared with each other: %s %s puts %s into groups on an assumption, which may hold for one and not for another.",
			parts[0].value.column, flags["Unknown"], r.o.Unknown, r.say("{searches}")))
		return nil
	}
	var without, nothing []string
	add := func(c Contrast, err error) error {
		switch {
		case errors.Is(err, rri.ErrMethod):
			without = append(without, c.Measure)
		case err != nil:
			return prefixed(err)
		case slices.ContainsFunc(c.Rows, ContrastRow.hasRatio):
			r.contrasts = append(r.contrasts, c)
		case len(c.Rows) > 0:
			nothing = append(nothing, c.Measure)
		}
		return nil
	}
	if parts[0].noRateOfValue() == "" {
		c, err := contrastOf(r, r.words.RateID(), parts, reference, rateSide)
		if err := add(c, err); err != nil {
			return err
		}
	}
	for _, e := range changing(r.measures()) {
		if e.perPerson {
			continue
		}
		c, err := contrastOf(r, e.id, parts, reference, func(p part) (contrastSide[rri.Proportion], error) { return proportionSide(p, e.id), nil })
		if err := add(c, err); err != nil {
			return err
		}
	}
	if without != nil {
		r.note(fmt.Sprintf("The values of %s are not compared with each other, as %s %s has no form for it: %s.", parts[0].value.column, flags["Method"], r.o.Method, strings.Join(without, "; ")))
	}
	if nothing != nil {
		r.note(fmt.Sprintf("The values of %s are not compared with each other in what has no two indices to compare: %s.", parts[0].value.column, strings.Join(nothing, "; ")))
	}
	return nil
}

// rateSide returns the searches of a part: over its residents, or where there are none, each group
// over one, as the residents are the same in all parts.
func rateSide(p part) (s contrastSide[rri.Rate], err error) {
	s.part, s.counts, s.index = p, ratesOf(p.searchRows()), make(map[ethnicity.Group]rri.Estimate)
	unknown, share := p.counts.UnknownTotal(), p.unknownShare()
	if t := tableWith(p.plainTables(), p.words.RateID()); t.ID != "" {
		for _, row := range rowsOfGroups(t) {
			s.index[row.Group] = row.Ratio
		}
		if s.share = t.UnknownShare; t.Unknown != nil {
			s.unknown = &rri.Rate{Events: *t.Unknown}
		}
		return s, nil
	}
	if p.limit != 0 {
		return s, nil
	}
	effects, err := p.groupEffects(p.inPeriod().Where(p.isChosen), nil, p.o.Scheme)
	if err != nil {
		return s, err
	}
	s.counts = make(map[ethnicity.Group]rri.Rate)
	for g := range p.o.Scheme.Groups() {
		s.counts[g] = rri.Rate{Events: p.counts.By[g], Population: 1, DesignEffect: effects[g]}
	}
	s.counts, s.share, s.unknown = dropAbsent(p.absent, s.counts), share, &rri.Rate{Events: unknown}
	return s, nil
}

// proportionSide returns the outcomes of a part in one table.
func proportionSide(p part, id string) contrastSide[rri.Proportion] {
	s := contrastSide[rri.Proportion]{part: p, counts: make(map[ethnicity.Group]rri.Proportion), index: make(map[ethnicity.Group]rri.Estimate)}
	t := tableWith(p.plainTables(), id)
	s.doubt, s.share = t.Doubt, t.UnknownShare
	if t.NoAnswer != "" {
		s.doubt = t.NoAnswer
		return s
	}
	var unknown rri.Proportion
	for _, row := range t.Rows {
		switch {
		case row.Events == nil || row.Exposure == nil:
		case row.Kind == "":
			s.counts[row.Group] = rri.Proportion{Events: *row.Events, Trials: int64(*row.Exposure), DesignEffect: row.DesignEffect}
			s.index[row.Group] = row.Ratio
		case isUnknown(row):
			unknown.Events, unknown.Trials = unknown.Events+*row.Events, unknown.Trials+int64(*row.Exposure)
		}
	}
	if t.Unknown != nil {
		s.unknown = &unknown
	}
	return s
}

// contrastOf sets the parts beside each other in one measure, whose counts sideOf returns.
func contrastOf[M rri.Measure](r *Report, id string, parts []part, reference int, sideOf func(part) (contrastSide[M], error)) (Contrast, error) {
	c := Contrast{ID: id, Measure: r.measureOf(id), Baseline: r.o.Baseline, Method: r.o.Method, Level: r.level(), Margin: r.o.margin(), Reference: parts[reference].value.name}
	var sides []contrastSide[M]
	for _, p := range parts {
		s, err := sideOf(p)
		if err != nil {
			return c, err
		}
		sides = append(sides, s)
	}
	for i, s := range sides {
		if i == reference {
			continue
		}
		for g := range r.o.Scheme.Groups() {
			if g == r.o.Baseline || r.absent.has(g) {
				continue
			}
			row, err := contrastRow(r, g, sides[reference], s)
			if err != nil {
				return c, err
			}
			c.Rows = append(c.Rows, row)
		}
	}
	return c, nil
}

// measureOf names the measure of a table, which need not be there.
func (r *Report) measureOf(id string) string {
	for _, e := range r.measures() {
		if e.id == id {
			return e.plain.Measure
		}
	}
	return r.say("{search rate}")
}

// contrastRow sets one group in a part beside the same in the reference.
func contrastRow[M rri.Measure](r *Report, g ethnicity.Group, before, after contrastSide[M]) (row ContrastRow, err error) {
	row = ContrastRow{Value: after.value.name, Group: g, ReferenceIndex: before.index[g], Index: after.index[g], Word: peers.NoWord}
	for _, s := range []contrastSide[M]{before, after} {
		for _, of := range []ethnicity.Group{g, r.o.Baseline} {
			if _, ok := s.counts[of]; !ok {
				row.Why = s.whyNotThere(g)
				return row, nil
			}
		}
	}
	of := func(s contrastSide[M]) trend.Pair[M] {
		return trend.Pair[M]{Group: s.counts[g], Baseline: s.counts[r.o.Baseline]}
	}
	o := rri.Options{Method: r.o.Method, Level: r.o.Level, SmallCountBelow: r.o.SmallCountBelow}
	row.Ratio, err = trend.ChangeOfIndex(of(before), of(after), o)
	switch {
	case errors.Is(err, rri.ErrCount): // events without anybody whom they could be of
		row.Ratio, row.Why = rri.Estimate{}, "there is nobody to compare"
		return row, nil
	case err != nil:
		return row, err
	}
	if before.unknown != nil && after.unknown != nil {
		worst, err := trend.WorstChangeOfIndex(of(before), of(after), *before.unknown, *after.unknown, o)
		if err != nil {
			return row, err
		}
		if worst != nil {
			row.Worst = &Range{Lower: finite(worst.Lower), Upper: finite(worst.Upper)}
		}
	}
	row.Word, row.Why = contrastWord(r, row, before, after)
	return row, nil
}

// whyNotThere says why a part has no counts of a group or of the baseline.
func (s contrastSide[M]) whyNotThere(g ethnicity.Group) string {
	in := fmt.Sprintf(" with %s %q", s.value.column, s.value.name)
	switch {
	case s.doubt != "":
		return "in doubt" + in + ": " + s.doubt
	case len(s.counts) == 0:
		return "there is no rate" + in
	case s.limit != 0:
		return "withheld" + in
	}
	return s.whyNoGroup(g, "no row") + in
}

// fewestOfBaseline is how many events the baseline must have on either side for a word: beside
// fewer an index says nothing.
const fewestOfBaseline = 5

// mostApart is by how much the shares of searches of unknown ethnicity of two parts may differ
// before a word has to hold in the worst case: 5 points, and what is lost by taking one share from
// another.
const mostApart = 0.05 + 1e-12

// contrastWord returns the word of a row, or that there is none and the rule that forbids one.
func contrastWord[M rri.Measure](r *Report, row ContrastRow, before, after contrastSide[M]) (peers.Word, string) {
	word := contrastWordOf(row.Ratio.Lower, row.Ratio.Upper, r.o.margin())
	if word == peers.Similar && row.Worst != nil {
		if lower, upper := limitsOf(*row.Worst); contrastWordOf(lower, upper, r.o.margin()) != word {
			word = peers.CannotTell
		}
	}
	if !row.Ratio.Computed() || math.IsNaN(row.Ratio.Value) || math.IsNaN(row.Ratio.Lower) {
		return peers.NoWord, "there is nothing to compare"
	}
	for _, s := range []contrastSide[M]{before, after} {
		in := fmt.Sprintf(" with %s %q", s.value.column, s.value.name)
		if s.doubt != "" {
			return peers.NoWord, "in doubt" + in + ": " + s.doubt
		}
		if events, _, _ := s.counts[r.o.Baseline].Counts(); events < fewestOfBaseline {
			return peers.NoWord, fmt.Sprintf("%s: %s of %s, too few to compare with", strings.TrimSpace(in), plural(events, "event", "events"), people(r.o.Baseline))
		}
	}
	switch {
	case len(r.unresolved()) > 0:
		return peers.NoWord, "it is open which records count"
	case before.share == nil || after.share == nil:
		return peers.NoWord, "how many are of unknown ethnicity is withheld"
	}
	if apart := math.Abs(*before.share - *after.share); apart > mostApart {
		worst := Range{}
		if row.Worst != nil {
			worst = *row.Worst
		}
		if lower, upper := limitsOf(worst); contrastWordOf(lower, upper, r.o.margin()) != word {
			return peers.NoWord, "the shares of unknown ethnicity differ by more than 5 points, and how they fall could give another word"
		}
	}
	if before.isOtherwise(after, row) {
		return peers.NoWord, "the other account of ethnicity gives the opposite word"
	}
	return word, ""
}

// contrastWordOf is the rule by which a ratio gets its word.
func contrastWordOf(lower, upper, margin float64) peers.Word {
	switch {
	case lower > 1:
		return peers.Above
	case upper < 1:
		return peers.Below
	case lower >= 1/(1+margin) && upper <= 1+margin:
		return peers.Similar
	}
	return peers.CannotTell
}

// isOtherwise reports whether the other account of ethnicity gives the opposite word on the search
// rate.
func (s contrastSide[M]) isOtherwise(after contrastSide[M], row ContrastRow) bool {
	if _, perPerson := any(s).(contrastSide[rri.Rate]); !perPerson {
		return false
	}
	var pairs [2]trend.Pair[rri.Rate]
	for i, p := range []part{s.part, after.part} {
		rows, _ := accountRows(p)
		counts := ratesOf(rows)
		group, ok := counts[row.Group]
		baseline, both := counts[p.o.Baseline]
		if !ok || !both {
			return false
		}
		pairs[i] = trend.Pair[rri.Rate]{Group: group, Baseline: baseline}
	}
	e, err := trend.ChangeOfIndex(pairs[0], pairs[1], rri.Options{Method: s.o.Method, Level: s.o.Level})
	return err == nil && opposite(contrastWordOf(row.Ratio.Lower, row.Ratio.Upper, s.o.margin()), contrastWordOf(e.Lower, e.Upper, s.o.margin()))
}

// clone returns a copy that shares nothing with c.
func (c Contrast) clone() Contrast {
	c.Rows = slices.Clone(c.Rows)
	for i, row := range c.Rows {
		c.Rows[i].Worst = cloneRange(row.Worst)
	}
	return c
}

// contrastIn returns the contrast of a measure, false if there is none.
func contrastIn(list []Contrast, id string) (Contrast, bool) {
	i := slices.IndexFunc(list, func(c Contrast) bool { return c.ID == id })
	if i < 0 {
		return Contrast{}, false
	}
	return list[i], true
}
