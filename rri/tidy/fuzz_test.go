package tidy

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri/tidy/rows"
)

// fuzzOptions are those that one byte picks.
func fuzzOptions(flags uint8) Options {
	o := Options{File: "f.csv", GroupColumns: []string{"ethnicity", "group"}}
	if flags&1 > 0 {
		o.Label, o.Wide = policeLabel, policeWide
	}
	o.NoExposure = flags&2 > 0
	if flags&4 > 0 {
		o.Model = ModelProportion
	}
	if flags&8 > 0 {
		o.Events, o.Of = "events", "population"
	}
	if flags&16 > 0 {
		o.Where = []Condition{{"year", []string{"2020", "2021"}}}
	}
	if flags&32 > 0 {
		o.Event = []Condition{{"Outcome", []string{"Arrest"}}}
	}
	o.Percent = flags&64 > 0
	if flags&128 > 0 {
		o.Dimensions = []string{"object"}
	}
	return o
}

var digitRuns = regexp.MustCompile(`\d+`)

// account looks for the numbers of a file in what was read of it.
type account struct {
	table    *Table
	comments string
	byLine   map[int][]Row
	left     map[int]string
}

func newAccount(t *Table) account {
	a := account{t, strings.Join(t.Comments, "\n"), make(map[int][]Row), make(map[int]string)}
	for _, n := range t.Rows {
		a.byLine[n.Line] = append(a.byLine[n.Line], n)
	}
	for _, l := range t.Account {
		a.left[l.Line] += l.Text + "\n"
	}
	return a
}

// has reports whether a cell with digits in it is in a row, a comment or the account.
func (a account) has(c rows.Cell) bool {
	clean := strings.Join(digitRuns.FindAllString(c.Text, -1), " ")
	within := func(text string) bool {
		return strings.Contains(strings.Join(digitRuns.FindAllString(text, -1), " "), clean)
	}
	if within(a.left[c.Line]) || within(a.comments) || within(a.table.Events+" "+a.table.Exposure) {
		return true
	}
	plainer := strings.ReplaceAll(c.Text, ".", "")
	for _, n := range append(a.byLine[c.Line], a.table.Rows...) {
		if n.Line == c.Line && (n.Label == c.Text || slices.Contains(n.Dimensions, c.Text)) {
			return true
		}
		for _, has := range []Cell{n.Events, n.Exposure} {
			for _, text := range []string{c.Text, strings.TrimSuffix(c.Text, "%"), plainer} {
				is, err := ParseCell(text)
				if err == nil && is.Mark == has.Mark && is.Note == has.Note && (is.Value == has.Value || is.Mark != Number) {
					return true
				}
			}
		}
	}
	return false
}

// FuzzRead reads anything at all. What is read of a table has all its numbers: in a row, a comment,
// or the account of what is in none. An error is one line that begins with the file.
func FuzzRead(f *testing.F) {
	for i, text := range []string{
		"group,events,population\n" + three, "Ethnicity,Number of searches,Population\nWhite,600,\"60,000\"\nUnreported,50,N/A\n",
		"Area,White,Black,Not reported,Number of times\nEssex,1200,300,50,1550\nKent,100,30,<5,132\n", ",White,Black\nSearches,600,300\nPopulation,60000,10000.5\n",
		"year,group,events,population\n2020,White,1,10\n2021,White,4,10\n2020,Total,1,10\n", stops, "group;events;population\nWhite;1.600;1.060.000\nBlack;300;10.000\n",
		"Title,3\n,Stopped,,Residents\nGroup,Number,%,Number\nWhite,600,67%,60000\nBlack,300,33%,10000\nSource 2020\n",
		"stage,out of,group,count\nreferral,,White,1000\ndiversion,referral,White,50\n", "| group | events | staff |\n|---|---|---|\n| White | 6 | 60 |\n",
		"group,events,population\nWhite,12 [p],1-4\nBlack,~,*\n,12,4\n", "age,group,events,trials\nall,White,3,10\n10-17,White,1,4\n18-24,White,2,6\n",
	} {
		for _, flags := range []uint8{0, 1, 3, 8, 16, 36} {
			f.Add([]byte(text), flags+uint8(i)<<6)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, flags uint8) {
		o := fuzzOptions(flags)
		table, err := Read(strings.NewReader(string(data)), o)
		if err != nil {
			if text := err.Error(); table != nil || !strings.HasPrefix(text, "tidy: f.csv:") || strings.ContainsAny(text, "\n\x00\x1b") || len(text) > 4000 {
				t.Fatalf("%q", text)
			}
			return
		}
		if _, err := table.Sum(nil); err != nil && !errors.Is(err, ErrAdd) && !errors.Is(err, ErrGroup) {
			t.Fatal(err)
		}
		for _, n := range table.Rows {
			if len(n.Dimensions) != len(table.Dimensions) || n.Events.validate() != nil || n.Exposure.validate() != nil || n.Kind == KindTotal {
				t.Fatalf("%+v", n)
			}
		}
		if len(o.Event) > 0 {
			return // of records there is no account, which would grow with them
		}
		text, err := rows.Text(strings.NewReader(string(data)))
		if err != nil {
			t.Fatal(err)
		}
		all, _, err := rows.Cut(text, rows.Options{Comments: true, IsTable: isTable})
		if err != nil {
			t.Fatal(err)
		}
		at, err := findHeader(all)
		if err != nil {
			t.Fatal(err)
		}
		a := newAccount(table)
		for i, r := range all {
			if i == at || i == at+1 && i+1 < len(all) && isSecondHeader(all[at], all[at+1:]) {
				continue
			}
			for _, c := range r {
				if strings.ContainsAny(c.Text, digits) && !a.has(c) && !strings.Contains(fmt.Sprint(table.Notes), "header once more") {
					t.Fatalf("%+v is in no row, no comment and not in the account: %s, %q, %v", c, brief(table), table.Comments, table.Account)
				}
			}
		}
	})
}

// FuzzPeriods reads columns of labels of any text: every period that is read has a beginning before
// its end, and the same labels in another order are read alike.
func FuzzPeriods(f *testing.F) {
	for _, seed := range []struct{ header, labels string }{
		{"year", "2019;2019/20"}, {"period", "2011-12;2012-13"}, {"month", "Apr-19;11/12"}, {"date", "01/04/2019;13/04/2019 10:22"},
		{"quarter", "Q1 (Apr-Jun) 2019;2019/20 Q4"}, {"year ending March", "2020"}, {"week beginning", "2019-04-01;2019-W14"},
		{"", "FY20;12 months to March 2020;Nov-Jan 2020;2010/11 to 2012/13"},
	} {
		f.Add(seed.header, seed.labels)
	}
	f.Fuzz(func(t *testing.T, header, text string) {
		labels := strings.Split(text, ";")
		periods, notes, err := Periods(header, labels)
		slices.Reverse(labels)
		turned, _, again := Periods(header, labels)
		if (err == nil) != (again == nil) {
			t.Fatalf("%q: %v, and in another order %v", text, err, again)
		}
		if err != nil {
			if !errors.Is(err, ErrPeriod) {
				t.Fatalf("%q: %v is no error of a period", text, err)
			}
			return
		}
		for i, p := range periods {
			other := turned[len(turned)-1-i]
			if !p.Start.Before(p.End) || !p.Start.Equal(other.Start) || !p.End.Equal(other.End) {
				t.Fatalf("%q: from %s to %s, and in another order from %s to %s", p.Name, p.Start, p.End, other.Start, other.End)
			}
		}
		if slices.Contains(notes, "") {
			t.Fatalf("%q has a note without a word", text)
		}
	})
}
