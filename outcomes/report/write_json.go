package report

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/seed-549880be/disparity/outcomes"
)

// WriteJSON writes the [Document], as [Document.WriteJSON] does.
func (r *Report) WriteJSON(w io.Writer) error { return r.Document().WriteJSON(w) }

// MarshalJSON writes the [Document] without line breaks.
func (r *Report) MarshalJSON() ([]byte, error) { return json.Marshal(r.Document()) }

// UnmarshalJSON fails: what [Report.MarshalJSON] writes is read as a [Document].
func (r *Report) UnmarshalJSON([]byte) error {
	return errors.New("report: a Report cannot be read from JSON: want a Document")
}

// Document returns the report as plain data, of which nothing is shared with the report.
func (r *Report) Document() Document { return r.document(true) }

// document returns the Document. Unless it is whole, it has the Trend of the first table alone.
func (r *Report) document(whole bool) Document {
	d := Document{
		Version:  Version,
		Kind:     r.words.Type(),
		Sources:  r.shownSources(),
		LeftOut:  r.shownLeftOut(),
		Overlaps: r.shownOverlaps(),
		Forces:   slices.Clone(r.span.forces),
		From:     r.span.first,
		To:       r.span.last,

		MissingMonths: r.shownMissing(),
		LowMonths:     r.shownLow(),

		Filters:   Filters{r.o.Object, r.o.Type, r.o.Legislation, r.o.Age, r.o.Gender, r.where, r.o.From, r.o.To, r.o.Independent}.clone(),
		Ethnicity: r.o.Rule,
		Scheme:    r.o.Scheme,
		Find:      r.o.Find,
		Stops:     cloneStops(r.stops),
		Searches:  r.chosen,
		Unknown:   maps.Clone(r.kinds()),
		Quality:   r.shownQuality(),
		Notes:     append([]string{}, slices.Concat(r.warnings, r.notes)...),

		UnknownAllocation: r.o.Unknown,
		UnknownShare:      r.unknownShare(),
		BoundsUnknown:     r.shownUnknown(),
		Bounds:            []Bound{},
		Suppress:          r.o.Suppress,
		Source:            r.sourceOf(true),
		Stamp:             clone(r.o.Stamp),
		Tables:            []Table{},
		Summary:           r.summary.clone(),
		Account:           r.account.clone(),
		Kept:              slices.Clone(r.kept),
		By:                r.by,
		Within:            slices.Clone(r.o.Within),
	}
	if r.partsAlone() {
		d.Searches = 0
	}
	if of := r.denominator; of != nil {
		d.Area, d.Residents, d.ResidentsSource = of.place(), of.Total(), of.plain()
	}
	for _, b := range r.bounds {
		d.Bounds = append(d.Bounds, Bound{b.Group, clone(b.Lower), clone(b.Upper), clone(b.TippingShare), b.TippingPossible})
	}
	for _, t := range r.tables {
		d.Tables = append(d.Tables, t.plain.clone())
	}
	for _, a := range r.adjusted {
		d.Adjusted = append(d.Adjusted, a.clone())
	}
	d.Change, d.Completeness = r.trendChoices(), slices.Clone(r.completeness)
	trends := r.trends
	if whole {
		var notes []string
		trends, notes = r.allTrends()
		d.Notes = append(d.Notes, notes...)
	}
	for _, t := range trends {
		d.Trends = append(d.Trends, t.clone())
	}
	d.Peers = clonePeers(r.peers)
	for _, c := range r.contrasts {
		d.Contrasts = append(d.Contrasts, c.clone())
	}
	for _, p := range r.parts {
		d.Parts = append(d.Parts, p.plain(d.Notes, whole))
	}
	return d
}

// plainTable returns a table that package rri made as plain data.
func plainTable(id, months string, t json.Marshaler) (Table, error) {
	plain := Table{ID: id, MonthsNote: months}
	data, err := t.MarshalJSON()
	if err == nil {
		err = json.Unmarshal(data, &plain)
	}
	return plain, prefixed(err)
}

// shownMissing returns the missing months for the document.
func (r *Report) shownMissing() (list []outcomes.Gap) {
	for _, g := range r.months.missing {
		list = append(list, outcomes.Gap{Force: g.Force, Months: slices.Clone(g.Months)})
	}
	return list
}

// shownLow returns the low months for the document.
func (r *Report) shownLow() (list []LowMonth) {
	for _, m := range r.months.low {
		shown := LowMonth{Force: m.Force, Month: m.Month}
		if r.limit == 0 {
			shown.Searches, shown.Median = &m.Searches, &m.Median
		}
		list = append(list, shown)
	}
	return list
}

func (t Table) clone() Table {
	t.Notes = slices.Clone(t.Notes)
	t.Unknown, t.UnknownShare, t.AnyDiffers = clone(t.Unknown), clone(t.UnknownShare), clone(t.AnyDiffers)
	t.Rows, t.OtherResidents = slices.Clone(t.Rows), cloneOthers(t.OtherResidents)
	for i := range t.Rows {
		row := &t.Rows[i]
		row.Events, row.Exposure, row.Range, row.Word = clone(row.Events), clone(row.Exposure), cloneRange(row.Range), clone(row.Word)
	}
	return t
}

func clone[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}

// shown returns a number for the document: nil if it is withheld.
func shown(n int64, withheld bool) *int64 {
	if withheld {
		return nil
	}
	return &n
}

func (r *Report) shownQuality() Quality {
	q, l := r.quality, r.limit
	labels := make(map[string]map[string]*int64)
	for column, of := range q.UnknownLabels {
		labels[column] = l.shownLabels(of, r.partsAlone())
	}
	var revised, excluded *int64
	if q.Excluded > 0 {
		excluded = shown(q.Excluded, l.small(q.Excluded))
	}
	if q.Revised > 0 {
		revised = shown(q.Revised, r.revisedFew())
	}
	return Quality{
		Revised:          revised,
		Excluded:         excluded,
		Rows:             shown(q.Rows, r.hidesRows()),
		Rejected:         shown(q.Rejected, l.small(q.Rejected)),
		VehicleOnly:      shown(q.VehicleOnly, l.small(q.VehicleOnly)),
		TypeUnknown:      shown(q.TypeUnknown, l.small(q.TypeUnknown)),
		EthnicityUnknown: shown(q.EthnicityUnknown, r.tellsPersons(q.EthnicityUnknown) || l.small(q.EthnicityUnknown-r.counts.UnknownTotal())),
		OutcomeMissing:   shown(q.OutcomeMissing, r.tellsPersons(q.OutcomeMissing) || r.hidesMissing()),
		LinkedMissing:    shown(q.LinkedMissing, r.tellsPersons(q.LinkedMissing)),
		Duplicates:       shown(q.Duplicates, r.hidesDuplicates() || q.NotCompared > 0 && q.Duplicates == 0),
		NotCompared:      q.NotCompared > 0,
		UnknownLabels:    labels,
	}
}

// shownLabels returns the numbers of rows by label. JSON is UTF-8, in which labels of other bytes
// can be alike: these have one number, which is withheld if that of one of them is, or if all are.
func (l limit) shownLabels(of map[string]int64, all bool) map[string]*int64 {
	sums, few := make(map[string]int64), make(map[string]bool)
	for label, n := range of {
		text := string([]rune(label))
		sums[text] += n
		few[text] = few[text] || l.small(n)
	}
	labels := make(map[string]*int64)
	for text, n := range sums {
		labels[text] = shown(n, all || few[text])
	}
	return labels
}

func (r *Report) shownSources() []Source {
	day := func(t time.Time) *string {
		if t.IsZero() {
			return nil
		}
		d := outcomes.InLondon(t).Format(time.DateOnly)
		return &d
	}
	list := []Source{}
	for _, s := range r.sources {
		list = append(list, Source{baseName(s.File), s.Force, day(s.First), day(s.Last), shown(s.Rows, r.hidesRows()),
			slices.Clone(s.Missing), s.Collapsed, s.Own})
	}
	return list
}
