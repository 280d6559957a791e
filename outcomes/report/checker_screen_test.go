package report

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
)

// The headings under which the words of a first screen stand.
const (
	saidHeading = "what can be said"
	bearHeading = "what to bear in mind"
)

// sections cuts a first screen into the lines before its sentences, the sentences, and what stands
// under "what to bear in mind", the rest of the page among it.
func sections(text string) (top, said, bear []string) {
	part := &top
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		switch name := strings.ToLower(strings.Trim(line, " :*#")); {
		case name == saidHeading:
			part = &said
		case name == bearHeading:
			part = &bear
		default:
			*part = append(*part, line)
		}
	}
	return top, said, bear
}

var numbered = regexp.MustCompile(`^ {0,2}(\d+)[.)]?\s+(\S.*)$`)

// sentences joins the wrapped lines of numbered sentences.
func sentences(lines []string) (list []string) {
	for _, line := range lines {
		if m := numbered.FindStringSubmatch(line); m != nil && m[1] == fmt.Sprint(len(list)+1) {
			list = append(list, m[2])
		} else if len(list) > 0 && strings.TrimSpace(line) != "" {
			list[len(list)-1] += " " + strings.TrimSpace(line)
		}
	}
	return list
}

// spaced writes a text with single blanks.
func spaced(text string) string { return strings.Join(strings.Fields(text), " ") }

// checkScreen checks the first screen: its width, its characters, its headers against its rows, and
// that it has the sentences and the words of the document.
func (c *checker) checkScreen() {
	if c.text == "" {
		return
	}
	c.checkLines()
	top, said, bear := sections(c.text)
	c.checkForbidden("screen", strings.Join(slices.Concat(withoutChangeWords(top), said, bear), "\n"))
	c.checkChangeScreen(top)
	if c.doc.Summary != nil {
		var texts []string
		for _, claim := range c.doc.Summary.Said {
			texts = append(texts, claim.Text)
		}
		for _, claim := range c.doc.Summary.Changes {
			texts = append(texts, claim.Text)
		}
		if text := c.doc.Summary.Contrast; text != "" {
			texts = append(texts, text)
		}
		list := sentences(said)
		if len(list) != len(texts) {
			c.fault("screen", "sentences", "%d are shown of %d", len(list), len(texts))
		}
		for i, text := range texts {
			if i < len(list) && spaced(text) != spaced(list[i]) && !c.ascii {
				c.fault("screen", fmt.Sprintf("sentence %d", i+1), "%q is shown for %q", list[i], text)
			}
		}
		// what stands below the table is not said again
		page := spaced(strings.Join(slices.Concat(top, bear), " "))
		for i, line := range c.doc.Summary.BearInMind {
			if !c.ascii && !strings.Contains(page, spaced(line)) {
				c.fault("screen", fmt.Sprintf("bear in mind, line %d", i+1), "not shown: %s", line)
			}
		}
	}
	c.checkHeader(top)
	if c.rate != nil && len(c.doc.Parts) == 0 && !c.several() {
		c.checkTable(top)
	}
	c.checkTerms()
}

// checkLines: no line is wider than the screen, and none has what it may not.
func (c *checker) checkLines() {
	lines := strings.Split(strings.TrimRight(c.text, "\n"), "\n")
	for i, line := range lines {
		where := fmt.Sprintf("line %d", i+1)
		if n := utf8.RuneCountInString(line); n > c.width && strings.Contains(strings.TrimSpace(line), " ") {
			c.fault("width", where, "%d columns of %d: %q", n, c.width, line)
		}
		if strings.TrimRight(line, " ") != line {
			c.fault("screen", where, "blanks at the end")
		}
		for _, r := range line {
			if c.ascii && r > 126 {
				c.fault("ASCII", where, "%q in %q", r, line)
				break
			}
		}
		if strings.Contains(line, "—–—") || strings.Contains(line, "— – —") {
			c.fault("never a dash", where, "a range of two dashes: %q", line)
		}
		if long := regexp.MustCompile(`\d\.\d{7,}`).FindString(line); long != "" {
			c.fault("number", where, "%s is not rounded: %q", long, line)
		}
		if strings.Contains(line, "%!") || strings.Contains(line, "NaN") || strings.Contains(line, "<nil>") {
			c.fault("screen", where, "%q", line)
		}
	}
	if len(c.doc.Parts) == 0 && c.rate != nil && len(c.rate.rowsOf("")) <= 5 && c.width >= 80 && len(lines) > 80 {
		c.fault("about 40 lines", "screen", "%d", len(lines))
	}
}

var (
	searchesPhrase = regexp.MustCompile(`(\d[\d,]*) (?:person )?searches`)
	groupless      = regexp.MustCompile(`(\d[\d,]*)(?: searches| of (?:these|them|the searches))?(?: \(([<>]?)(\d+(?:\.\d+)?) %\))?[^.;:\n\d]{0,40}\b(?:in no group|of no known ethnicity|of unknown ethnicity)`)
	censusesPhrase = regexp.MustCompile(`from the censuses of 2011 and 2021`)
	censusPhrase   = regexp.MustCompile(`\bcensus (?:of )?(?:\d+ March )?(20[12]1)|\b(20[12]1) census`)
)

// checkHeader: what stands above the table is what the rows are of.
func (c *checker) checkHeader(top []string) {
	d := c.doc
	head := spaced(strings.Join(top, " "))
	if len(top) == 0 {
		c.fault("header", "first line", "there is none")
		return
	}
	if n := d.Searches; d.Suppress == 0 && !strings.Contains(head, count(n)) {
		c.fault("header", "top", "without the number of searches, %d: %s", n, head)
	}
	for _, m := range []outcomes.Month{d.From, d.To} {
		asked := strings.Contains(head, " months of ") // so many of those that were asked for
		if m != 0 && !strings.Contains(head, m.Month().String()) && !asked {
			c.fault("header", "top", "without %s: %s", monthName(m), head)
		}
	}
	c.checkMonths(head)
	if forces := d.forces(); len(forces) == 1 && !strings.Contains(head, forces[0].String()) {
		c.fault("header", "top", "without %s: %s", forces[0], head)
	}
	c.checkRule(head)
	for _, m := range searchesPhrase.FindAllStringSubmatch(head, -1) {
		if n := numbersIn(m[1]); len(n) > 0 && !c.all.has(n[0]) && d.Suppress == 0 {
			c.fault("header", "top", "%q is no count of the document", m[0])
		}
	}
	if d.ResidentsSource != nil && len(d.ResidentsSource.Years) == 1 && !strings.Contains(head, fmt.Sprint(d.ResidentsSource.Years[0])) {
		c.fault("header", "top", "without the year of the residents, %d", d.ResidentsSource.Years[0])
	}
	for _, m := range censusPhrase.FindAllStringSubmatch(spaced(strings.Join(top[:min(len(top), 3)], " ")), -1) {
		if year := m[1] + m[2]; d.ResidentsSource != nil && len(d.ResidentsSource.Years) == 1 && year != fmt.Sprint(d.ResidentsSource.Years[0]) {
			c.fault("header", "top", "%q, but the residents are those of %d", m[0], d.ResidentsSource.Years[0])
		}
	}
	c.checkGroupless(head)
	c.checkShares("top", head)
}

// checkMonths: no month is named as one of the report that has no row, unless it is said how many
// have; and it is said if searches of unknown ethnicity are in the groups.
func (c *checker) checkMonths(head string) {
	d := c.doc
	above, _, _ := strings.Cut(head, "searches residents")
	if d.UnknownAllocation != outcomes.LeftOut && !regexp.MustCompile(`(?i)officer|put into|in proportion|like the known|filled`).MatchString(above) {
		c.fault("header", "top", "not said that searches of unknown ethnicity are in the groups (%v)", d.UnknownAllocation)
	}
	for _, gap := range d.MissingMonths {
		if len(d.forces()) == 1 && strings.Contains(head, fmt.Sprintf("%d of the ", d.months())) && strings.Contains(head, " months of ") {
			break // it is said how many of them there are
		}
		for _, m := range gap.Months {
			if d.From < m && m < d.To && len(d.forces()) == 1 && strings.Contains(head, monthName(d.From)+" to "+monthName(d.To)) && !strings.Contains(head, monthName(m)) {
				c.fault("header", "top", "%s to %s, of which there is nothing of %s", monthName(d.From), monthName(d.To), monthName(m))
			}
		}
	}
}

// checkRule: it is said whose account of ethnicity counts.
func (c *checker) checkRule(head string) {
	self, officer := strings.Contains(strings.ToLower(head), "self-defined"), strings.Contains(strings.ToLower(head), "officer")
	switch c.doc.Ethnicity {
	case outcomes.SelfDefined:
		if !self {
			c.fault("header", "top", "not said that ethnicity is self-defined")
		}
	case outcomes.OfficerDefined:
		if !officer {
			c.fault("header", "top", "not said that ethnicity is that of officers")
		}
	default:
		if !self || !officer {
			c.fault("header", "top", "not said whose account of ethnicity counts")
		}
	}
}

// checkGroupless: the searches that are said to be in no group are those that are in no row.
func (c *checker) checkGroupless(head string) {
	if c.rate == nil || c.doc.Suppress != 0 {
		return
	}
	known, ok := c.rate.known()
	if !ok {
		return
	}
	unknown := int64(0)
	for _, n := range c.doc.Unknown {
		unknown += n
	}
	for _, m := range groupless.FindAllStringSubmatch(censusesPhrase.ReplaceAllString(head, "."), -1) {
		n := numbersIn(m[1])
		if len(n) == 0 || strings.Contains(m[0], "census") || n[0].text == "2021" && strings.Contains(head, "and "+m[0]) {
			continue
		}
		left := c.doc.Searches - known // in forces without residents too
		matches := n[0].says(float64(left)) || n[0].says(float64(unknown)) || n[0].says(float64(c.doc.BoundsUnknown))
		if c.doc.UnknownAllocation != outcomes.LeftOut && strings.Contains(m[0], "in no group") {
			matches = math.Abs(n[0].value-float64(left)) <= 3 // rows are rounded
		}
		if !matches {
			c.fault("header", "top", "%q, but the rows leave %d, and %d are unknown", m[0], left, unknown)
		}
		if share := numbersIn(m[3]); len(share) == 1 && m[2] == "" && c.doc.Searches > 0 && !c.all.has(share[0]) {
			c.fault("header", "top", "%q: no such share", m[0])
		}
	}
}

// cellBreak parts the cells of a line of a table.
var cellBreak = regexp.MustCompile(`\s{2,}`)

// checkTable: the table of the first screen has a line for every group, with the numbers of its row
// and its word.
func (c *checker) checkTable(top []string) {
	if head := spaced(strings.Join(top, " ")); !strings.Contains(head, "as often as") || !strings.Contains(head, "per "+count(int64(c.rate.per()))) {
		c.fault("base of a number", "table", "not said what a rate is per, and an index is times what: %s", head)
	}
	for _, r := range c.rate.Rows {
		if r.Kind != "" && r.Kind != "sum" {
			continue
		}
		name, where := r.Group.String(), "row "+r.Group.String()
		line := ""
		for _, l := range top {
			if rest, ok := strings.CutPrefix(strings.TrimLeft(l, " "), name); ok && strings.HasPrefix(rest, "  ") {
				line += rest // a table that is too wide goes on below
			}
		}
		if wrapped(top, name) {
			continue
		}
		if line == "" {
			if r.Events != nil {
				c.fault("screen", where, "no line in the table")
			}
			continue
		}
		allowed := append(c.common(), c.figuresOf(r)...)
		if stray := allowed.stray(line); len(stray) > 0 && c.doc.Suppress == 0 {
			c.fault("number", where, "%v are not of the row: %s", stray, line)
		}
		if r.Events != nil && !strings.Contains(line, count(*r.Events)) {
			c.fault("screen", where, "without its %d searches: %s", *r.Events, line)
		}
		c.checkCells(where, line, r)
	}
}

// wrapped reports whether a name stands on two lines of a table.
func wrapped(top []string, name string) bool {
	return slices.ContainsFunc(top, func(line string) bool {
		rest, ok := strings.CutSuffix(name, strings.TrimSpace(line))
		return ok && strings.HasSuffix(rest, " ")
	})
}

// checkCells: limits are on their side of 1, and the word is that of the row.
func (c *checker) checkCells(where, line string, r Row) {
	numbers := numbersIn(line)
	if r.Group != c.rate.Baseline && r.Events != nil && !math.IsNaN(r.Ratio.Value) {
		for name, v := range map[string]float64{"index": r.Ratio.Value, "lower limit": r.Ratio.Lower, "upper limit": r.Ratio.Upper} {
			ok := math.IsNaN(v) || math.IsInf(v, 0)
			for _, n := range numbers {
				ok = ok || n.saysOnItsSide(v)
			}
			if !ok {
				c.fault("base of a number", where, "without its %s %v on its side of 1: %s", name, v, line)
			}
		}
	}
	c.checkRangesShown(where, numbers, line, r)
	cells := cellBreak.Split(strings.TrimSpace(line), -1)
	if last := cells[len(cells)-1]; last == "-" || last == "–" || last == "—" {
		c.fault("never a dash", where, "%q", last)
	}
	if r.Word == nil || r.Group == c.rate.Baseline {
		return
	}
	for _, word := range []claims.Word{claims.More, claims.Less, claims.MoreRecorded, claims.LessRecorded, claims.Same, claims.CannotTell} {
		shown := false
		for _, cell := range cells {
			shown = shown || cell == word.Text() || strings.HasPrefix(cell, word.Text()+" ")
		}
		if word == *r.Word && !shown && word != claims.CannotTell {
			c.fault("word", where, "%q is not shown: %s", word.Text(), line)
		}
		if word != *r.Word && shown && !c.accountSays(r, word) {
			c.fault("word", where, "%q is shown for %q: %s", word.Text(), r.Word.Text(), line)
		}
	}
}

// unusedBy reports whether an account hardly uses the label of a group, of which 10 or more
// searches would be expected at the rate of the baseline: that has no index to show.
func unusedBy(a AccountRow) bool {
	return a.Ratio.Value < 0.2 && float64(a.Searches)/a.Ratio.Value >= 10
}

// checkRangesShown: the range that allows for the unknown stands beside that of chance, where there
// are any; and the index by the other account does, where it differs.
func (c *checker) checkRangesShown(where string, numbers []printed, line string, r Row) {
	shows := func(v float64) bool {
		return math.IsInf(v, 0) || slices.ContainsFunc(numbers, func(n printed) bool { return n.saysOnItsSide(v) })
	}
	if r.Range != nil && c.doc.BoundsUnknown > 0 && r.Events != nil {
		if lower, upper := ends(*r.Range); !shows(lower) || !shows(upper) {
			c.fault("two ranges", where, "without the range that allows for the unknown, %v to %v: %s", lower, upper, line)
		}
	}
	if a, ok := c.account(r.Group); ok && r.Group != c.rate.Baseline && c.accountDiffers() && a.Searches > 0 && !math.IsNaN(a.Ratio.Value) && !unusedBy(a) && !shows(a.Ratio.Value) {
		c.fault("the other account", where, "without its index of %v: %s", a.Ratio.Value, line)
	}
}

// accountDiffers reports whether the other account gives a group another word, or an index that
// chance does not give.
func (c *checker) accountDiffers() bool {
	for _, r := range c.rate.rowsOf("") {
		a, ok := c.account(r.Group)
		if !ok || math.IsNaN(a.Ratio.Value) || math.IsNaN(r.Ratio.Value) {
			continue
		}
		if a.Ratio.Value < r.Ratio.Lower || a.Ratio.Value > r.Ratio.Upper || r.Word != nil && a.Word != *r.Word {
			return true
		}
	}
	return false
}

// accountSays reports whether a word is that of the other account, which may stand beside.
func (c *checker) accountSays(r Row, word claims.Word) bool {
	a, ok := c.account(r.Group)
	return ok && a.Word == word
}

// checkTerms: what only those in the trade know is not on a first screen.
func (c *checker) checkTerms() {
	for _, term := range []string{"scas", "excess"} {
		if regexp.MustCompile(`\b` + term + `\b`).MatchString(c.text) {
			c.fault("terms", "screen", "%q is not explained where it stands", term)
		}
	}
	if strings.Contains(c.text, "RRI") && !strings.Contains(c.text, "times as often") {
		c.fault("terms", "screen", "%q is not explained where it stands", "RRI")
	}
	if regexp.MustCompile(`\bp [<=]|\bp-value`).MatchString(c.text) && len(c.doc.Parts) == 0 {
		c.fault("p", "screen", "p-values are on request")
	}
}
