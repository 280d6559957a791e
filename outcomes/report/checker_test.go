package report

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
)

// The checker reads a report as a reader has it, the first screen and the document, and finds what
// its words and headers claim and its tables do not bear. It is written from the rules of what
// output may say alone, apart from what writes the words, and shares no code with that.

// seen is a report as a reader has it.
type seen struct {
	doc   Document
	text  string // the first screen
	width int    // its columns
	ascii bool   // whether it was asked for without characters beyond ASCII
}

// fault is what is wrong with a report: the rule that it breaks, where, and how.
type fault struct{ rule, where, what string }

func (f fault) String() string { return fmt.Sprintf("%s: %s: %s", f.rule, f.where, f.what) }

// checker collects the faults of one report.
type checker struct {
	seen
	found []fault
	rate  *Table               // of searches; nil if there is none
	all   figures              // every number that the document has or that follows from it
	other map[string]otherRate // over other residents of the place: "2011", "2021", "interpolated"
}

// checked returns the faults of a report, none if there is nothing wrong.
func (s seen) checked() []fault {
	c := &checker{seen: s}
	for i := range s.doc.Tables {
		if s.doc.Tables[i].ID == "search-rate" {
			c.rate = &s.doc.Tables[i]
		}
	}
	c.other = c.otherRates()
	c.all = c.everyNumber()
	if c.rate != nil {
		c.checkResidents()
		c.checkRanges()
		c.checkWords()
		c.checkSum()
		c.checkAccount()
		c.checkOtherResidents()
	}
	c.checkChanges()
	c.checkFar()
	c.checkParts()
	c.checkPeers()
	c.checkSummary()
	c.checkScreen()
	return c.found
}

// fault notes what is wrong.
func (c *checker) fault(rule, where, format string, args ...any) {
	c.found = append(c.found, fault{rule, where, fmt.Sprintf(format, args...)})
}

// printed is a number as it stands in a text.
type printed struct {
	text     string
	value    float64
	decimals int
}

// numberPattern finds numbers, with or without commas between the thousands.
var numberPattern = regexp.MustCompile(`\d+(?:,\d{3})*(?:\.\d+)?`)

// nameless are texts with digits that are no numbers: names of schemes, days, and marks of
// footnotes.
var nameless = regexp.MustCompile(`\b\d+\+1[\w+-]*|\b(?:19|20)\d{2}[-/]\d{2}(-\d{2})?\b|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) (?:19|20)\d{2}\b|\[\d+\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\b(?:section|Act) \d+`)

// numbersIn returns the numbers of a text in their order.
func numbersIn(text string) (numbers []printed) {
	text = nameless.ReplaceAllString(text, " ")
	for _, match := range numberPattern.FindAllString(text, -1) {
		v, err := strconv.ParseFloat(strings.ReplaceAll(match, ",", ""), 64)
		if err != nil {
			continue
		}
		_, fraction, _ := strings.Cut(match, ".")
		numbers = append(numbers, printed{match, v, len(fraction)})
	}
	return numbers
}

// says reports whether a printed number is v, rounded to its digits.
func (p printed) says(v float64) bool {
	half := 0.5 * math.Pow(10, -float64(p.decimals))
	return math.Abs(math.Abs(v)-p.value) <= half*(1+1e-9)+1e-12*math.Abs(v)
}

// saysOnItsSide reports whether a printed number is v, rounded so that it stays on the side of 1 on
// which v is.
func (p printed) saysOnItsSide(v float64) bool {
	return p.says(v) && (v == 1 || (p.value-1)*(v-1) > 0)
}

// figures is the numbers that may stand in a text.
type figures []float64

func (p *figures) add(values ...float64) { *p = append(*p, values...) }

// addOf adds what pointers point to, with a factor.
func (p *figures) addOf(factor float64, values ...*float64) {
	for _, v := range values {
		if v != nil {
			p.add(factor * *v)
		}
	}
}

// has reports whether a printed number is one of these.
func (p figures) has(n printed) bool {
	return slices.ContainsFunc(p, func(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) && n.says(v) })
}

// stray returns the numbers of a text that are none of these.
func (p figures) stray(text string) (stray []string) {
	for _, n := range numbersIn(text) {
		if !p.has(n) {
			stray = append(stray, n.text)
		}
	}
	return stray
}

// baseline returns the row of the group that the others are compared with.
func (t *Table) baseline() Row {
	for _, r := range t.Rows {
		if r.Group == t.Baseline && r.Kind == "" {
			return r
		}
	}
	return Row{}
}

// rowsOf returns the rows of a kind, the baseline left aside.
func (t *Table) rowsOf(kind string) (rows []Row) {
	for _, r := range t.Rows {
		if r.Kind == kind && r.Group != t.Baseline {
			rows = append(rows, r)
		}
	}
	return rows
}

// per returns what rates are multiplied by for people.
func (t *Table) per() float64 {
	if t.Per == 0 {
		return 1
	}
	return t.Per
}

// rateOf returns the rate of a row for people; NaN if it is withheld.
func (t *Table) rateOf(r Row) float64 {
	if r.Events == nil || r.Exposure == nil {
		return math.NaN()
	}
	return t.per() * float64(*r.Events) / *r.Exposure
}

// known returns the searches of all groups; false if one is withheld.
func (t *Table) known() (sum int64, ok bool) {
	for _, r := range t.Rows {
		if r.Kind != "" {
			continue
		}
		if r.Events == nil {
			return 0, false
		}
		sum += *r.Events
	}
	return sum, true
}

// months returns how many months the report has rows of, of the force with the fewest.
func (d Document) months() int {
	if d.From == 0 || d.To == 0 {
		return 1
	}
	n, missing := int(d.To)-int(d.From)+1, 0
	for _, gap := range d.MissingMonths {
		within := 0
		for _, m := range gap.Months {
			if d.From <= m && m <= d.To {
				within++
			}
		}
		missing = max(missing, within)
	}
	return max(n-missing, 1)
}

// forces returns the forces of the files that have residents, each once.
func (d Document) forces() (forces []ethnicity.Force) {
	for _, s := range d.Sources {
		if s.Force.Code() != "" && !slices.Contains(forces, s.Force) {
			forces = append(forces, s.Force)
		}
	}
	return forces
}
