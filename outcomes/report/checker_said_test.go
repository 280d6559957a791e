package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
)

// forbidden are the words that no text may have, each with what is wrong with it.
var forbidden = []struct {
	pattern *regexp.Regexp
	why     string
}{
	{regexp.MustCompile(`(?i)\bexplain`), "nothing is explained by these counts"},
	{regexp.MustCompile(`(?i)\bbecause\b|\bdue to\b`), "a count has no cause"},
	{regexp.MustCompile(`(?i)likel|\brisks?\b|\bchance of being\b`), "a rate is no chance of a person: one is counted many times"},
	{regexp.MustCompile(`(?i)\bmore times\b|\btimes (?:more|less|fewer|as likely)\b`), "read as one more, or as one less"},
	{regexp.MustCompile(`(?i)\bno difference\b|\bstable\b`), "too few to tell is no sameness"},
	{regexp.MustCompile(`(?i)\bdo not report\b`), "what is published is not ours to forbid"},
	{regexp.MustCompile(`(?i)\bbias|\bdiscriminat|\bracis`), "no count shows it"},
	{regexp.MustCompile(`(?i)\bweaker grounds\b|\bstronger grounds\b`), "never grounds"},
	{regexp.MustCompile(`(?i)\bwrongly\b|\bunfair`), "an excess is no number of wrongful searches"},
	{regexp.MustCompile(`(?i)\binfinite|\bper year\b|\btimes a year\b|\byearly\b|\bannual`), "no such rate"},
	{regexp.MustCompile(`(?i)\b(?:half|twice|double|treble) as (?:often|many)\b|\bincreasing\b|\breducing\b`), "numbers, not words for them"},
}

// checkForbidden looks for words that no text may have.
func (c *checker) checkForbidden(where, text string) {
	for _, f := range forbidden {
		if found := f.pattern.FindString(text); found != "" {
			c.fault("forbidden word", where, "%q: %s", found, f.why)
		}
	}
}

// checkSummary checks every sentence, and that they are of all groups.
func (c *checker) checkSummary() {
	s := c.doc.Summary
	if c.rate == nil {
		if s != nil && len(s.Said) > 0 {
			c.fault("gate", "summary", "sentences without a search rate")
		}
		return
	}
	if s == nil || len(s.Said) == 0 {
		c.fault("complete", "summary", "there is a search rate and nothing is said of it")
		return
	}
	if n := len(c.rate.rowsOf("")); len(s.Said) > max(5, 3) && n <= 5 {
		c.fault("three to five", "summary", "%d sentences of %d groups", len(s.Said), n)
	}
	said := make(map[ethnicity.Group]bool)
	for i, claim := range s.Said {
		where := fmt.Sprintf("sentence %d", i+1)
		c.checkForbidden(where, claim.Text)
		c.checkShares(where, claim.Text)
		c.checkClaim(where, claim)
		for _, g := range claim.Groups {
			if said[g] && c.row(g) != nil && c.row(g).Kind == "" {
				c.fault("complete", where, "%s is in two sentences", g)
			}
			said[g] = true
		}
	}
	for _, r := range c.rate.rowsOf("") {
		if !said[r.Group] {
			c.fault("complete", "summary", "no sentence of %s", r.Group)
		}
	}
	c.checkOrder(s.Said)
	c.checkBearInMind(s.BearInMind)
}

// row returns the row of a group in the table of the search rate, or of a sum; nil if there is
// none.
func (c *checker) row(g ethnicity.Group) *Row {
	for i, r := range c.rate.Rows {
		if r.Group == g && (r.Kind == "" || r.Kind == "sum") {
			return &c.rate.Rows[i]
		}
	}
	return nil
}

// checkOrder: groups stand in the order of the table within a sentence, and sentences of the same
// word too, so that none is picked for its size; what cannot be told stands last, by its reasons.
func (c *checker) checkOrder(said []claims.Claim) {
	place := func(g ethnicity.Group) int {
		return slices.IndexFunc(c.rate.Rows, func(r Row) bool { return r.Group == g })
	}
	if c.adjusted() {
		return // what the forces differ in stands between the two
	}
	last := make(map[claims.Word]int)
	for i, claim := range said {
		if len(claim.Groups) == 0 {
			continue
		}
		if side(claim.Word) == 0 && i < len(said)-1 && side(said[i+1].Word) != 0 {
			c.fault("fixed order", fmt.Sprintf("sentence %d", i+2), "a word after what cannot be told")
		}
		if !slices.IsSortedFunc(claim.Groups, func(a, b ethnicity.Group) int { return place(a) - place(b) }) {
			c.fault("fixed order", fmt.Sprintf("sentence %d", i+1), "groups %v", claim.Groups)
		}
		if first, ok := last[claim.Word]; ok && side(claim.Word) != 0 && place(claim.Groups[0]) < first {
			c.fault("fixed order", fmt.Sprintf("sentence %d", i+1), "after a later group of the same word")
		}
		last[claim.Word] = place(claim.Groups[0])
	}
}

var (
	recordedPhrase = regexp.MustCompile(`(?i)\brecorded\b`)
	cannotPhrase   = regexp.MustCompile(`(?i)cannot tell|to tell\b|too few|disagree|not compared|cannot be (?:said|told|compared)|no word|nothing (?:can be|is) said|not who is there|` +
		`differ|no search|no sentence|no index|none recorded|may not have it|withheld|another census|other census|residents of 20|not settled`)
	timesPhrase    = regexp.MustCompile(`([\d.,]*\d) times as often`)
	outcomePhrase  = regexp.MustCompile(`(?i)\bfinds?\b|\barrest|\boutcome|\bgrounds\b|\bled to action\b`)
	assumingPhrase = regexp.MustCompile(`^(?:By the residents of \d{4}, and if|If) `)
	excessPhrase   = regexp.MustCompile(`(?i)more than at .{1,40}rate|\bexcess\b|above parity`)
	wrongfulEnd    = "This is no number of wrongful searches."
)

// checkClaim checks one sentence of the search rate.
func (c *checker) checkClaim(where string, claim claims.Claim) {
	text := claim.Text
	allowed := append(figures{}, c.common()...)
	if len(claim.Groups) == 0 {
		c.fault("complete", where, "of no group")
		allowed = c.all
	}
	for _, g := range claim.Groups {
		row := c.row(g)
		if row == nil {
			c.fault("complete", where, "%s is not in the table", g)
			continue
		}
		allowed.add(c.figuresOf(*row)...)
		if c.adjusted() {
			c.all.add(c.adjustedFigures(g)...)
			c.checkAdjustedSaid(where, claim, g)
			continue
		}
		if row.Word != nil && *row.Word != claim.Word || row.Word == nil && claim.Word != claims.CannotTell {
			c.fault("word", where, "%q of %s, which the table does not say", claim.Word.Text(), g)
		}
		c.checkGroupSaid(where, claim, *row)
	}
	if c.adjusted() || len(c.doc.Parts) > 0 {
		allowed = c.all
	}
	// the index over other residents, or by the other account, where it is adjusted or filled in,
	// is neither in the document nor computed here
	elsewhere := strings.Contains(text, "whose residents are counted") && (c.adjusted() || len(c.other) == 0) || c.adjusted() && strings.Contains(text, "disagree")
	if stray := allowed.stray(c.withoutExpected(c.withoutChoices(text))); len(stray) > 0 && !elsewhere {
		c.fault("number", where, "%v are not of the table: %s", stray, text)
	}
	if strings.Contains(text, "—") || strings.Contains(text, "∞") || strings.Contains(text, "NaN") || strings.Contains(text, "Inf") || strings.Contains(text, "%!") {
		c.fault("number", where, "what is no number stands in %q", text)
	}
	if outcomePhrase.MatchString(text) {
		c.fault("search rate only", where, "a sentence on outcomes: %s", text)
	}
	if excessPhrase.MatchString(text) && !strings.HasSuffix(strings.TrimSpace(text), wrongfulEnd) {
		c.fault("excess", where, "not followed by %q", wrongfulEnd)
	}
	if claim.Word == claims.CannotTell && !cannotPhrase.MatchString(text) {
		c.fault("word", where, "nothing says that it cannot be told: %s", text)
	}
	if c.doc.UnknownAllocation != outcomes.LeftOut && claim.Word != claims.CannotTell && !assumingPhrase.MatchString(text) {
		c.fault("allocation", where, "an assumption opens the sentence: %s", text)
	}
}

// expectedPhrase finds how many searches would be expected of a group.
var expectedPhrase = regexp.MustCompile(`(?:10 or more|[\d,.]+) would be expected`)

// withoutExpected leaves out what would be expected where that cannot be computed from the rows: if
// these are filled in or withheld.
func (c *checker) withoutExpected(text string) string {
	if c.doc.Suppress == 0 && c.doc.UnknownAllocation == outcomes.LeftOut {
		return text
	}
	return expectedPhrase.ReplaceAllString(text, "")
}

// checkGroupSaid: a sentence with a word has the index of the group, its range, both rates, the
// place and the months; and one of the recorded says so, and what would undo it.
func (c *checker) checkGroupSaid(where string, claim claims.Claim, r Row) {
	text, numbers := claim.Text, numbersIn(claim.Text)
	if side(claim.Word) == 0 && claim.Word != claims.Same {
		return
	}
	has := func(what string, v float64) {
		if !slices.ContainsFunc(numbers, func(n printed) bool { return n.saysOnItsSide(v) }) {
			c.fault("base of a number", where, "without %s of %s, %v, on its side of 1: %s", what, r.Group, v, text)
		}
	}
	has("the index", r.Ratio.Value)
	has("the lower limit", r.Ratio.Lower)
	has("the upper limit", r.Ratio.Upper)
	for name, rate := range map[string]float64{"the rate": c.rate.rateOf(r), "the rate of the baseline": c.rate.rateOf(c.rate.baseline())} {
		if !slices.ContainsFunc(numbers, func(n printed) bool { return n.says(rate) }) && c.doc.UnknownAllocation == outcomes.LeftOut {
			c.fault("base of a number", where, "without %s, %v: %s", name, rate, text)
		}
	}
	if !strings.Contains(text, "per "+count(int64(c.rate.per()))) || !strings.Contains(text, "resident") {
		c.fault("base of a number", where, "rates without what they are per: %s", text)
	}
	if first := timesPhrase.FindStringSubmatch(text); claim.Word != claims.Same && (first == nil || len(claim.Groups) == 1 && !anySays(first[1], r.Ratio.Value)) {
		c.fault("times as often", where, "not %v times as often: %s", r.Ratio.Value, text)
	}
	c.checkPlace(where, text)
	recorded := (claim.Word == claims.MoreRecorded || claim.Word == claims.LessRecorded) && c.doc.UnknownAllocation == outcomes.LeftOut
	if recorded && !recordedPhrase.MatchString(text) {
		c.fault("of those recorded", where, "not said: %s", text)
	}
	for _, b := range c.doc.Bounds {
		if !recorded || b.Group != r.Group || b.TippingShare == nil || !b.TippingPossible {
			continue
		}
		if !slices.ContainsFunc(numbers, func(n printed) bool { return n.says(100 * *b.TippingShare) }) || !strings.Contains(text, "%") {
			c.fault("of those recorded", where, "without the share of the unknown that would undo it, %v: %s", *b.TippingShare, text)
		}
	}
}

func anySays(text string, v float64) bool {
	numbers := numbersIn(text)
	return len(numbers) == 1 && numbers[0].saysOnItsSide(v)
}

// withoutChoices returns a sentence without whose residents were brought along and without the age
// of the people, whose numbers are in no table.
func (c *checker) withoutChoices(text string) string {
	if source := c.doc.ResidentsSource; source != nil && source.Kind == "own" {
		text = strings.ReplaceAll(text, c.doc.Area, "")
	}
	if age := c.doc.Filters.Age; age != nil {
		text = strings.ReplaceAll(text, "aged "+age.String(), "")
	}
	return text
}

// checkPlace: a sentence that is quoted has the place and the months, every force of up to three
// and the first and the last month.
func (c *checker) checkPlace(where, text string) {
	forces := c.doc.forces()
	for _, f := range forces[:min(len(forces), 3)] {
		own := c.doc.ResidentsSource != nil && c.doc.ResidentsSource.Kind == "own" && strings.Contains(text, c.doc.Area)
		if len(forces) <= 3 && !own && !strings.Contains(text, f.String()) {
			c.fault("place", where, "without %s: %s", f, text)
		}
	}
	for _, m := range []outcomes.Month{c.doc.From, c.doc.To} {
		if m != 0 && (!strings.Contains(text, m.Month().String()) || !strings.Contains(text, fmt.Sprint(m.Year()))) {
			c.fault("months", where, "without %s: %s", monthName(m), text)
		}
	}
}

// checkBearInMind: what an index of residents cannot say stands first, and what is missing is told,
// a line each.
func (c *checker) checkBearInMind(lines []string) {
	for i, line := range lines {
		where := fmt.Sprintf("bear in mind, line %d", i+1)
		c.checkForbidden(where, line)
		c.checkShares(where, line)
		if strings.ContainsAny(line, "\n\r") || strings.TrimSpace(line) == "" {
			c.fault("bear in mind", where, "not one line: %q", line)
		}
		// of which the document has no count
		chosen := !c.doc.Filters.none() && strings.Contains(line, "outcome")
		if stray := c.all.stray(line); len(stray) > 0 && c.doc.Suppress == 0 && !chosen {
			c.fault("number", where, "%v are not in the document: %s", stray, line)
		}
	}
	c.checkScope(lines)
	first := ""
	if len(lines) > 0 {
		first = strings.ToLower(lines[0])
	}
	for _, word := range []string{"resident", "why", "visitor", "where", "one person"} {
		if !strings.Contains(first, word) {
			c.fault("bear in mind", "first line", "without %q: %s", word, first)
		}
	}
	top, _, _ := sections(c.text)
	all := strings.ToLower(strings.Join(lines, "\n"))
	for _, line := range top {
		if strings.HasPrefix(line, "Warning") {
			all += "\n" + strings.ToLower(line) // as what labels are not known, above everything
		}
	}
	for _, need := range c.needed() {
		if !need.pattern.MatchString(all) {
			c.fault("bear in mind", "summary", "nothing on %s", need.why)
		}
	}
}

// putPhrase finds what is said of searches that were put into groups.
var putPhrase = regexp.MustCompile(`(?i)\bput into groups\b|\bfilled in\b`)

// checkScope: a count of everything that was read is not told as one of the searches that were
// chosen; and of searches that were put into groups it is said how many were, and how many not.
func (c *checker) checkScope(lines []string) {
	d, left := c.doc, int64(0)
	chosen := d.Filters
	chosen.Where = nil // copies are those of the rows that match
	for _, r := range c.rate.Rows {
		if r.Kind != "" && r.Kind != "sum" && r.Events != nil {
			left += *r.Events
		}
	}
	for i, line := range lines {
		where, numbers := fmt.Sprintf("bear in mind, line %d", i+1), numbersIn(line)
		says := func(v int64) bool {
			return slices.ContainsFunc(numbers, func(n printed) bool { return n.says(float64(v)) })
		}
		lower := strings.ToLower(line)
		if n := d.Quality.Duplicates; !chosen.none() && n != nil && *n > 20 && strings.Contains(lower, "cop") && says(*n) && !strings.Contains(lower, "read") {
			c.fault("header", where, "of all that was read, not of what was chosen: %s", line)
		}
		if left > 0 && d.Suppress == 0 && putPhrase.MatchString(line) && !says(left) && !says(d.BoundsUnknown-left) {
			c.fault("header", where, "%d are in no group still: %s", left, line)
		}
	}
}

// shared finds a count with its share of something.
var shared = regexp.MustCompile(`(\d[\d,]*)(?: [a-z]+){0,3} \((\d+(?:\.\d+)?) %\)`)

// checkShares: a percentage behind a count is that of the count, out of the searches, of those that
// are known, or of the rows.
func (c *checker) checkShares(where, text string) {
	wholes := figures{float64(c.doc.Searches), float64(c.doc.BoundsUnknown)}
	for _, q := range []*int64{c.doc.Quality.Rows, c.persons()} {
		if q != nil {
			wholes.add(float64(*q))
		}
	}
	if c.rate != nil {
		if known, ok := c.rate.known(); ok {
			wholes.add(float64(known))
		}
	}
	for _, m := range shared.FindAllStringSubmatch(text, -1) {
		part, share := numbersIn(m[1]), numbersIn(m[2])
		if len(part) != 1 || len(share) != 1 || c.doc.Suppress != 0 {
			continue
		}
		if !slices.ContainsFunc(wholes, func(whole float64) bool { return share[0].says(100 * part[0].value / whole) }) {
			c.fault("number", where, "%q is no share of %v", m[0], wholes)
		}
	}
}

// persons returns the searches of persons in everything that was read; nil if they are withheld.
func (c *checker) persons() *int64 {
	q := c.doc.Quality
	if q.Rows == nil || q.VehicleOnly == nil || q.TypeUnknown == nil || q.Rejected == nil {
		return nil
	}
	n := *q.Rows - *q.VehicleOnly - *q.TypeUnknown - *q.Rejected
	if q.Revised != nil {
		n -= *q.Revised
	}
	return &n
}

// manyLabels reports whether a column has labels that are not known in more than a twentieth of the
// rows.
func (c *checker) manyLabels() bool {
	q := c.doc.Quality
	for _, labels := range q.UnknownLabels {
		sum := int64(0)
		for _, n := range labels {
			sum += *or(n, new(int64))
		}
		if q.Rows != nil && c.doc.Suppress == 0 && 20*sum > *q.Rows {
			return true
		}
	}
	return false
}

// needed returns what must be said of what is missing.
func (c *checker) needed() (needs []struct {
	pattern *regexp.Regexp
	why     string
}) {
	d, need := c.doc, func(when bool, pattern, why string) {
		if when {
			needs = append(needs, struct {
				pattern *regexp.Regexp
				why     string
			}{regexp.MustCompile(pattern), why})
		}
	}
	q := d.Quality
	need(d.UnknownShare != nil && *d.UnknownShare > 0.005, `unknown|not known|not stated|no (?:known|self-defined|officer-defined) |in no group|recorded ethnicity`, "searches of unknown ethnicity")
	need(d.Suppress == 0 && q.OutcomeMissing != nil && 10**q.OutcomeMissing > d.Searches && d.Filters.none(), `outcome`, "outcomes that are not recorded")
	own := slices.ContainsFunc(d.Sources, func(s Source) bool { return s.Own })
	need(!own && d.Suppress == 0 && q.Duplicates != nil && *q.Duplicates > 0 && d.Filters.none(), `cop(?:y|ies)|same row|alike`, "copies")
	need(len(d.MissingMonths) > 0, `no rows|missing|month`, "months without a row")
	need(len(d.LowMonths) > 0, `few|low`, "months with few searches")
	need(len(d.LeftOut) > 0, `left out|not read`, "files that were left out")
	need(c.manyLabels(), `label|"`, "labels that are not known")
	_, shown := c.rate.known()
	need(!shown && !strings.Contains(c.text, "withheld"), `withheld|small`, "what is withheld")
	return needs
}
