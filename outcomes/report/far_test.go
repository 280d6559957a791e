package report

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// figuresOf are figures of one's own of a day, or of several; of none if first is "".
func figuresOf(first, last, source string) *ethnicity.Population {
	p := must(ethnicity.NewPopulation("Kent", ethnicity.FivePlusOne, map[ethnicity.Group]float64{
		ethnicity.White: 1.6e6, ethnicity.Mixed: 4e4, ethnicity.Asian: 8e4, ethnicity.Black: 5e4, ethnicity.Other: 2e4}))
	p.Source = source
	if first != "" {
		p.First, p.Last = must(time.Parse(time.DateOnly, first)), must(time.Parse(time.DateOnly, last))
	}
	return &p
}

// TestFarResidents has a distance between the searches and their residents a row.
func TestFarResidents(t *testing.T) {
	month := func(m string) map[string]string {
		return map[string]string{"kent.csv": inForce(m, 1, 1000, 40, 300, 20)}
	}
	for _, test := range []struct {
		files  map[string]string
		o      Options
		note   string // "" for none
		year   string // with which every sentence begins; "" for none
		reason string
	}{
		{month("2016-06"), Options{}, "", "", "of the days of the searches"},
		{month("2023-03"), Options{}, "", "", "16 March 2023 is five days less than two years after"},
		{month("2023-04"), Options{}, "Residents are those of the census of 21 March 2021; the searches are of April 2023, 2.1 years later.", "", "two years after"},
		{month("2026-03"), Options{}, "Residents are those of the census of 21 March 2021; the searches are of March 2026, 4.99 years later.", "", "just less than five"},
		{month("2026-04"), Options{}, "Residents are those of the census of 21 March 2021; the searches are of April 2026, 5.1 years later.", "2021", "five years after"},
		{month("2009-03"), Options{}, "Residents are those of the census of 27 March 2011; the searches are of March 2009, 2.03 years earlier.", "", "two years before"},
		{month("2009-04"), Options{}, "", "", "15 April 2009 is less than two years before"},
		{month("2005-01"), Options{}, "Residents are those of the census of 27 March 2011; the searches are of January 2005, 6.2 years earlier.", "2011", "five years before"},
		{month("2016-06"), Options{Census: ethnicity.Census2011}, "Residents are those of the census of 27 March 2011; the searches are of June 2016, 5.2 years later.", "2011", "a census that was chosen"},
		{month("2016-06"), Options{Census: ethnicity.Census2021}, "Residents are those of the census of 21 March 2021; the searches are of June 2016, 4.8 years earlier.", "", "the other census"},
		{month("2023-04"), Options{ResidentsOf: "Kent", Census: ethnicity.Census2011}, "Residents are those of the census of 27 March 2011; the searches are of April 2023, 12.1 years later.", "2011", "of a place"},
		{month("2023-03"), Options{Residents: figuresOf("2021-03-16", "2021-03-16", "")}, "Residents are those of 16 March 2021; the searches are of March 2023, 2.0 years later.", "", "two years to the day"},
		{month("2023-03"), Options{Residents: figuresOf("2021-03-17", "2021-03-17", "")}, "", "", "a day less"},
		{month("2023-03"), Options{Residents: figuresOf("2015-06-30", "2015-06-30", "estimates of mid-2015")}, "Residents are those of 30 June 2015 (estimates of mid-2015); the searches are of March 2023, 7.7 years later.", "2015", "figures with a source"},
		{month("2023-03"), Options{Residents: figuresOf("2013-07-01", "2018-06-30", "")}, "Residents are those of 1 July 2013 to 30 June 2018; the searches are of March 2023, 4.7 years later.", "", "figures of several years, from the last"},
		{month("2011-03"), Options{Residents: figuresOf("2013-07-01", "2018-06-30", "")}, "Residents are those of 1 July 2013 to 30 June 2018; the searches are of March 2011, 2.3 years earlier.", "", "or to the first"},
		{month("2015-03"), Options{Residents: figuresOf("2013-07-01", "2018-06-30", "")}, "", "", "within them"},
		{month("2023-03"), Options{Residents: figuresOf("", "", "estimates")}, "", "", "figures that do not say of when they are"},
		{map[string]string{"kent.csv": inForce("2021-04", 1, 1000, 40, 300, 0), "essex.csv": inForce("2026-06", 2, 1000, 40, 300, 0)}, Options{},
			"Residents are those of the census of 21 March 2021; the searches are of April 2021 to June 2026, up to 5.2 years later.", "2021", "the farthest of two forces"},
		{map[string]string{"btp.csv": inForce("2026-06", 2, 1000, 40, 300, 0)}, Options{}, "", "", "no residents"},
	} {
		r := must(New(several(test.files), test.o))
		d := r.Document()
		all := slices.Concat(d.Notes, d.Summary.BearInMind)
		got := slices.DeleteFunc(all, func(line string) bool { return !strings.HasPrefix(line, "Residents are those of ") })
		want := []string{test.note, test.note}
		if test.note == "" {
			want = nil
		}
		if !slices.Equal(got, want) && len(got)+len(want) > 0 {
			t.Errorf("%s: %q, want it among the notes and what to bear in mind: %q", test.reason, got, test.note)
		}
		var b bytes.Buffer
		if err := r.WriteCSV(&b, Layout{}); err != nil {
			t.Fatal(err)
		}
		if said := slices.Contains(r.Warnings(), "Warning: "+test.note); said != (test.note != "") || test.note != "" && !strings.Contains(b.String(), test.note) {
			t.Errorf("%s: among the warnings %v: %q", test.reason, said, r.Warnings())
		}
		for _, c := range d.Summary.Said {
			if begins := strings.HasPrefix(c.Text, "By the residents of "+test.year+", "); begins != (test.year != "") {
				t.Errorf("%s: %s", test.reason, c.Text)
			}
		}
	}
}

// TestFarAndAssumed: the year of the residents stands before what is assumed of the unknown.
func TestFarAndAssumed(t *testing.T) {
	x := several(map[string]string{"kent.csv": inForce("2026-06", 1, 1000, 40, 300, 20)})
	d := must(New(x, Options{Unknown: outcomes.InProportion})).Document()
	if text := d.Summary.Said[0].Text; !strings.HasPrefix(text, "By the residents of 2021, and if the unknown are like the known, Black people were searched 8.7 times") {
		t.Error(text)
	}
}

// TestYearsBetween counts whole years by the calendar.
func TestYearsBetween(t *testing.T) {
	for _, test := range []struct {
		from, to string
		want     float64
		reason   string
	}{
		{"2021-03-21", "2021-03-21", 0, "the same day"},
		{"2021-03-21", "2023-03-21", 2, "two years"},
		{"2021-03-21", "2026-03-21", 5, "with a leap day between"},
		{"2021-03-21", "2022-03-20", 364. / 365, "a day less than one"},
		{"2020-02-29", "2021-03-01", 1, "from a leap day"},
		{"2023-03-21", "2024-03-20", 365. / 366, "in a leap year"},
	} {
		if got := yearsBetween(must(time.Parse(time.DateOnly, test.from)), must(time.Parse(time.DateOnly, test.to))); got != test.want {
			t.Errorf("%s: %v, want %v", test.reason, got, test.want)
		}
	}
}
