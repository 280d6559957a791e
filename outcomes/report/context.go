package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Stamp says which program made a report, and when. A report without one is the same to the byte
// whenever it is made of the same records.
type Stamp struct {
	Program string `json:"program"`
	Version string `json:"version"`
	Date    string `json:"date"` // of the run, as 2023-02-14
}

// NewStamp returns the stamp of a program that runs at that time, of which it keeps the day in UTC.
func NewStamp(program, version string, now time.Time) *Stamp {
	return &Stamp{program, version, now.UTC().Format(time.DateOnly)}
}

// text returns the stamp as a line for people.
func (s Stamp) text() string { return fmt.Sprintf("Made by %s %s on %s", s.Program, s.Version, s.Date) }

// The names of those whose figures are built in or known by their layout, and of the licence that
// both are under.
const (
	policeSource = "data.police.uk"
	censusOwner  = "Office for National Statistics"
	licence      = "Contains public sector information licensed under the Open Government Licence v3.0."
)

// recordsSource says where the records are from, "" if neither the options nor any file tells; and
// whether their licence is known.
func (r *Report) recordsSource() (name string, licensed bool) {
	if r.o.Source != "" {
		return r.o.Source, r.o.Source == policeSource
	}
	official, files := 0, 0
	for _, s := range r.sources {
		if s.Rows == 0 {
			continue
		}
		files++
		if slices.Contains(r.official, s.File) {
			official++
		}
	}
	switch official {
	case 0:
		return "", false
	case files:
		return policeSource, true
	}
	return fmt.Sprintf("%s (%d of %d files)", policeSource, official, files), true
}

// sourceOf says where the records are from, and the residents if they are among what is told, with
// the licence of what has one; "" if nothing is known.
func (r *Report) sourceOf(residents bool) string {
	var parts []string
	name, licensed := r.recordsSource()
	if name != "" {
		parts = append(parts, r.say("{searches}: ")+name)
	}
	if d := r.denominator; residents && d != nil {
		owner := ""
		if !d.isOwn() {
			owner, licensed = censusOwner+", ", true
		}
		parts = append(parts, "residents: "+owner+d.source())
	}
	if parts == nil {
		return ""
	}
	text := strings.Join(parts, "; ")
	if licensed {
		text += ". " + licence
	}
	return text
}

// sourceLine is the line that says where the numbers are from, with the licence; "" if nothing is
// known of it, as of a file of one's own without a search rate.
func (r *Report) sourceLine() string {
	if s := r.sourceOf(true); s != "" {
		return "Source: " + s
	}
	return ""
}

// fact is a column of CSV that has one value in all rows of a table.
type fact struct {
	name  string
	value sheet.Value
}

// context returns what the numbers of a table are of.
func (r *Report) context(t Table) []fact {
	all := r
	if r.whole != nil {
		all = r.whole // which knows what is wrong with the files
	}
	var date, residentsSource, residents, unknown, share sheet.Value
	forces := r.span.forces
	if d := r.denominator; t.Model == modelRate && d != nil {
		forces = r.forcesWith()
		residents, residentsSource = sheet.Exposure(d.Total()).Value, sheet.String(d.source())
		date = sheet.String(d.plain().date())
	}
	if t.Unknown != nil {
		unknown = sheet.Int(*t.Unknown)
	}
	if t.UnknownShare != nil {
		share = sheet.Float(*t.UnknownShare)
	}
	facts := []fact{
		{"force", sheet.String(forceList(forces))},
		{"from", monthValue(r.span.first)},
		{"to", monthValue(r.span.last)},
		{"ethnicity_rule", sheet.String(r.o.Rule.String())},
		{"groups", sheet.String(r.o.Scheme.String())},
		{"residents", residents},
		{"residents_source", residentsSource},
		{"residents_date", date},
		{"rate_base", sheet.String(r.rateBase(t))},
		{"unknown", unknown},
		{"unknown_share", share},
		{"unknown_allocation", sheet.String(r.o.Unknown.String())},
		{"source", sheet.String(r.sourceOf(t.Model == modelRate))},
		{"warnings", sheet.String(strings.Join(all.cautions(), " "))},
	}
	if !r.words.IsSearch() {
		facts = append(facts, fact{"record_type", sheet.String(r.words.Type().String())})
	}
	for _, f := range r.o.filters() {
		if f.value != "" {
			facts = append(facts, fact{f.named, sheet.String(f.value)})
		}
	}
	if len(r.where) > 0 {
		facts = append(facts, fact{"where", sheet.String(r.whereList())}, fact{"left_out", all.leftOutByWhere()})
	}
	if s := r.o.Stamp; s != nil {
		facts = append(facts, fact{"program", sheet.String(s.Program)}, fact{"program_version", sheet.String(s.Version)}, fact{"run_date", sheet.String(s.Date)})
	}
	return facts
}

// modelRate is the model of a table of searches per resident.
const modelRate = "rate"

// rateBase says what the rates of a table are out of, by the name of what it is out of.
func (r *Report) rateBase(t Table) string {
	switch t.Exposure {
	case searchExposure:
		return "per resident"
	case r.say("{searches}"):
		return r.say("per {search}")
	case knownExposure:
		return "per search that says"
	case r.say(crimeExposure):
		return r.say("per {search} with an outcome")
	}
	return ""
}

// forceList names forces one by one, however many.
func forceList(forces []ethnicity.Force) string {
	var names []string
	for _, f := range forces {
		names = append(names, forceName(f))
	}
	return strings.Join(names, "; ")
}

// monthValue returns a month for programs, nothing where there is none.
func monthValue(m outcomes.Month) sheet.Value {
	if m == 0 {
		return sheet.Value{}
	}
	return sheet.String(m.String())
}
