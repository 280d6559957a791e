package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes/published"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// besidePublished sets another published measure beside the first.
func (s *settings) besidePublished(w *bytes.Buffer, t *table, first forces) error {
	text, err := os.ReadFile(s.beside)
	if err != nil {
		return fmt.Errorf("-beside: %w", err)
	}
	second, set, err := s.otherMeasure(text, t, first)
	if err != nil {
		return fmt.Errorf("-beside %w", err)
	}
	p, err := peers.SideBySide(first, set, s.options)
	if err != nil {
		return fmt.Errorf("-beside %s: %w", s.beside, err)
	}
	about := t.about("")
	about.title = fmt.Sprintf("%s beside %s by force, %s", cli.Capital(second.Events), t.Events, t.yearName())
	about.definition = t.definition() + "; beside them " + set.Definition
	about.source, about.file = slices.Concat(about.source, without(second.Source, about.source)), second.Events+" beside "+about.file
	return tellPaired(s, w, p, about)
}

// otherMeasure reads the file of -beside, and compares the same units in it, over its own residents
// or those of the first measure.
func (s *settings) otherMeasure(text []byte, t *table, first forces) (*table, forces, error) {
	reader := s.reader(s.onlyBeside)
	reader.Events = ""
	scheme := schemeOf(first)
	if _, ok := s.tables.Groups.Scheme(); !ok {
		reader.Scheme = scheme
	}
	read, err := reader.Read(text, s.beside)
	if err != nil {
		return nil, forces{}, err
	}
	second := &table{PublishedTable: read, whose: "the same residents", year: t.year}
	o := published.PeerOptions{Year: t.year, Of: first.Of, Focus: first.Focus, Baseline: first.Baseline}
	var notes []string
	if years := second.Years(); len(years) == 1 && years[0] == 0 {
		o.Year = 0
		notes = append(notes, fmt.Sprintf("%s does not say in a column of which year it is: it is taken to be of %s", filepath.Base(s.beside), t.yearName()))
	}
	switch {
	case s.census != nil:
		o.Residents = builtIn[*s.census].residents
	case !second.HasResidents:
		o.Residents = residentsOf(first, scheme)
	default:
		second.whose = "the residents that its table has"
	}
	areas := second.Areas()
	for _, u := range first.Units {
		if isForce(u.Name) || slices.Contains(areas, u.Name) {
			o.Areas = append(o.Areas, u.Name)
		}
	}
	if second.ByOfficers && !t.ByOfficers {
		notes = append(notes, fmt.Sprintf("the ethnicity in %s is as officers saw it, and in the other table as people said it", filepath.Base(s.beside)))
	}
	o.Labels = rri.Labels{Measure: second.Measure, Events: second.Events, Notes: slices.Concat(second.Source, notes),
		Definition: fmt.Sprintf("%s over %s", second.Events, second.whose)}
	set, err := second.Series.Peers(o)
	if err != nil {
		return nil, set, fmt.Errorf("%s: %w", s.beside, s.withFlags(err, second))
	}
	set.Standards = nil // which are of one measure
	doubt(&set)
	return second, set, nil
}

// isForce reports whether a name is that of a force.
func isForce(name string) bool {
	force, err := ethnicity.ParseForce(name)
	return err == nil && !force.IsZero()
}

// schemeOf returns the classification of the groups of a comparison.
func schemeOf(set forces) ethnicity.Scheme {
	for _, u := range set.Units {
		for g := range u.Counts {
			if ethnicity.FivePlusOne2001.Has(g) && !ethnicity.FivePlusOne.Has(g) {
				return ethnicity.FivePlusOne2001
			}
		}
	}
	return ethnicity.FivePlusOne
}

// residentsOf returns the residents that the units of a comparison have. A group without any is
// left out of its unit.
func residentsOf(set forces, scheme ethnicity.Scheme) published.Residents {
	return func(area string, _ trend.Period) (ethnicity.Population, error) {
		name := area
		if force, err := ethnicity.ParseForce(area); err == nil && !force.IsZero() {
			name = force.String()
		}
		for _, u := range set.Units {
			if u.Name != name || len(u.Counts) == 0 {
				continue
			}
			counts := make(map[ethnicity.Group]float64)
			for g := range scheme.Groups() {
				counts[g] = u.Counts[g].Population
			}
			p, err := ethnicity.NewPopulation(name, scheme, counts)
			p.Source = "the first measure"
			return p, err
		}
		return ethnicity.Population{}, fmt.Errorf("the first measure has none of %s", name)
	}
}

// besideOwn sets another measure of one's own beside the first.
func besideOwn[M rri.Measure](s *settings, w *bytes.Buffer, t *tidy.Table, first peers.Set[string, M]) error {
	text, err := os.ReadFile(s.beside)
	if err != nil {
		return fmt.Errorf("-beside: %w", err)
	}
	where := s.onlyBeside
	if where == nil {
		where = make(map[string]string)
	}
	other, err := s.readOwn(text, s.beside, where)
	if err != nil {
		return fmt.Errorf("-beside: %w", err)
	}
	if (other.Model == tidy.ModelProportion) != (t.Model == tidy.ModelProportion) {
		return errors.New("-beside: one of the tables has rates and the other proportions: want two measures of one kind")
	}
	second, _, err := ownSet[M](s, other)
	if err != nil {
		return fmt.Errorf("-beside: %w", named(err, s.beside))
	}
	if strings.EqualFold(first.Measure, second.Measure) {
		first.Measure, second.Measure = first.Measure+" ("+t.File+")", second.Measure+" ("+s.beside+")"
	}
	p, err := peers.SideBySide(first, second, s.options)
	if err != nil {
		return fmt.Errorf("-beside %s: %w", s.beside, err)
	}
	about := s.ownAbout(t, "")
	about.title = cli.Capital(second.Measure) + " beside " + first.Measure
	about.definition = fmt.Sprintf("%s out of %s, and %s out of %s", t.Events, exposureOf(t), other.Events, exposureOf(other))
	about.source = slices.Concat(about.source, without(other.Comments, about.source))
	return tellPaired(s, w, p, about)
}

// tellPaired writes two measures side by side.
func tellPaired[G cmp.Ordered, M rri.Measure](s *settings, w *bytes.Buffer, p peers.Paired[G, M], about aboutTable) error {
	show, err := shownOf(s.show, p.First)
	if err != nil {
		return err
	}
	p.Groups = slices.DeleteFunc(p.Groups, func(g peers.PairedGroup[G]) bool { return !show(fmt.Sprint(g.Group)) })
	v := shown{aboutTable: about, csv: p.WriteCSV, download: p.WriteCSV, downloadTitle: allDigits, data: p, said: sayPaired(p), made: append([]string{methodNote(p.Options.Options)}, p.MethodNotes()...)}
	v.bear = sentences(slices.Concat(p.Notes, without(p.First.Notes, about.source), without(without(p.Second.Notes, p.First.Notes), about.source)))
	bare := p
	bare.Notes, bare.First.Notes, bare.Second.Notes = nil, nil, nil
	for _, g := range p.Groups {
		bare.Groups = []peers.PairedGroup[G]{g}
		part := groupPart{name: fmt.Sprint(g.Group)}
		for name, sh := range bare.Sheets() {
			if len(p.Groups) > 1 {
				sh.Pictures = namedPictures(sh.Pictures, part.name)
			}
			part.sheets = append(part.sheets, namedSheet{name, sh})
		}
		v.groups = append(v.groups, part)
	}
	return s.write(w, v)
}

// sayPaired says of every group in order what the two measures of the unit that is asked about are,
// and how they go together over all.
func sayPaired[G cmp.Ordered, M rri.Measure](p peers.Paired[G, M]) (said []string) {
	first, second := peers.Result[G, M]{Set: p.First, Options: p.Options}, peers.Result[G, M]{Set: p.Second, Options: p.Options}
	index := ""
	if p.Options.Quantity == peers.Index {
		index = "index of the "
	}
	for _, g := range p.Groups {
		var parts []string
		of := [2]peers.Comparison[G]{{Group: g.Group}, {Group: g.Group}}
		for _, row := range g.Rows {
			of[0].Rows = append(of[0].Rows, peers.Row{Unit: row.Unit, Value: row.First})
			of[1].Rows = append(of[1].Rows, peers.Row{Unit: row.Unit, Value: row.Second})
		}
		for _, row := range g.Rows {
			if few := cmp.Or(first.CountsAlone(of[0], row.Unit), second.CountsAlone(of[1], row.Unit)); row.Unit == p.First.Focus && few != "" {
				parts = append(parts, fmt.Sprintf("of %s no index is said: t%s", row.Unit, strings.TrimSuffix(few[1:], ".")))
			} else if row.Unit == p.First.Focus {
				parts = append(parts, fmt.Sprintf("in %s the %s%s is %s, and the %s%s %s: %s times the first (%s)%s", row.Unit, index, p.First.Measure, first.ValueText(of[0], row.First),
					index, p.Second.Measure, second.ValueText(of[1], row.Second), cli.RatioText(row.Ratio), strings.ReplaceAll(cli.RangeText(row.Ratio), " – ", " to "), orUnknown(row)))
			}
		}
		if text := correlationText(g.Correlation, p.First.Of); text != "" {
			parts = append(parts, text)
		}
		if len(parts) > 0 {
			said = append(said, fmt.Sprintf("%v: %s.", g.Group, strings.Join(parts, "; ")))
		}
	}
	return said
}

// orUnknown says how far the ratio of two measures could be by those of no known group.
func orUnknown(row peers.PairedRow) string {
	if row.Bounds == nil {
		return ""
	}
	lower, upper, _ := sheet.Limits(sheet.Ratio, row.Bounds.Lower, row.Bounds.Upper, 2, 1)
	return fmt.Sprintf(", and %s to %s over every way in which those of no known group could fall", lower, upper)
}

// correlationText says how two measures go together.
func correlationText(c peers.Correlation, of string) string {
	if !(c.Value >= -1 && c.Value <= 1) {
		return ""
	}
	lower, upper, _ := sheet.Limits(sheet.Signed, c.Lower, c.Upper, 2, 0)
	return fmt.Sprintf("over %d %s the rank correlation of the two is %s (%s to %s)", c.Units, cmp.Or(of, "units"), sheet.Signed(c.Value, 2), lower, upper)
}
