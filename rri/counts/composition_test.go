package counts

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/unknown"
	"pgregory.net/rapid"
)

// peopleFile reads a table of columns of people.
func peopleFile(t interface{ Fatal(...any) }, file string) *tidy.Table {
	table, err := tidy.Read(strings.NewReader(file), tidy.Options{File: "people.csv", Columns: true})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// makeupOf is the composition of a file.
func makeupOf(t interface{ Fatal(...any) }, file string, o Options) Makeup {
	d, err := Composition(peopleFile(t, file), o)
	if err != nil {
		t.Fatal(err)
	}
	return d.Sections[0].Data.(Makeup)
}

// The example of a recommendation on recruitment, in percentages with their base: the same as of
// the counts that they are rounded from.
func TestCompositionPercentages(t *testing.T) {
	m := makeupOf(t, "group,residents,staff in post,joiners\nWhite,93.3%,96.0%,93.6%\nOther than White,6.7%,4.0%,6.4%\nbase,,3012,250\n", Options{})
	if len(m.Columns) != 3 || !m.Columns[0].Census || m.Columns[1].Census || m.Columns[1].Known != tidy.Exactly(3012) {
		t.Fatalf("columns %+v", m.Columns)
	}
	staff, joiners := m.Groups[1].Shares[1], m.Groups[1].Shares[2]
	if staff.People.Lower != 119 || staff.People.Upper != 121 || joiners.People != tidy.Exactly(16) {
		t.Errorf("4.0 %% of 3,012 are %v, and 6.4 %% of 250 %v", staff.People, joiners.People)
	}
	must := func(e rri.Estimate, err error) rri.Estimate {
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	low, high := must(rri.Of(rri.Proportion{Events: 119, Trials: 3012}, rri.Options{})), must(rri.Of(rri.Proportion{Events: 121, Trials: 3012}, rri.Options{}))
	if staff.Share.Value != 0.04 || staff.Share.Lower != low.Lower || staff.Share.Upper != high.Upper {
		t.Errorf("share %v, want 0.04 (%v to %v)", staff.Share, low.Lower, high.Upper)
	}
	composition := func(events int64, residents float64) rri.Estimate {
		x, err := index.Composition("a", map[string]rri.Rate{"a": {Events: events, Population: residents}, "b": {Events: 3012 - events, Population: 100 - residents}}, rri.Options{})
		return must(x.Estimate, err)
	}
	against := staff.Against[0]
	if math.Abs(against.Index.Value-4.0/6.7) > 1e-12 || math.Abs(against.Index.Lower-composition(119, 6.75).Lower) > 1e-9 ||
		math.Abs(against.Index.Upper-composition(121, 6.65).Upper) > 1e-9 {
		t.Errorf("index %v, want 0.597 (%v to %v)", against.Index, composition(119, 6.75).Lower, composition(121, 6.65).Upper)
	}
	// joiners against staff in post: two proportions
	second := joiners.Against[1]
	ratio := must(rri.Ratio(rri.Proportion{Events: 16, Trials: 250}, rri.Proportion{Events: 121, Trials: 3012}, rri.Options{}))
	if second.Column != "staff in post" || math.Abs(second.Index.Value-1.6) > 1e-12 || second.Index.Lower != ratio.Lower {
		t.Errorf("%s %v, want 1.6 from %v", second.Column, second.Index, ratio.Lower)
	}
	if len(m.Groups[1].Shares[0].Against) != 0 || !math.IsNaN(m.Groups[1].Shares[0].Share.Lower) {
		t.Errorf("residents have %+v", m.Groups[1].Shares[0])
	}
}

// A header says how many people there are, and the table has a further dimension.
func TestCompositionBaseOfHeader(t *testing.T) {
	m := makeupOf(t, "year,group,residents,staff (n = 300)\n2020,White,80%,90%\n2020,Black,20%,10%\n", Options{})
	if len(m.Columns) != 2 || m.Columns[1].Known != tidy.Exactly(300) {
		t.Errorf("columns %+v, want 300 staff", m.Columns)
	}
}

// What is said in words of a small table, whole.
func TestCompositionWords(t *testing.T) {
	d, err := Composition(peopleFile(t, "group,residents,staff,joiners\nWhite,9000,180,40\nBlack,1000,10,8\n,,10,2\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"Read from people.csv: 2 groups among residents (10,000), staff (200) and joiners (50).",
		"Of residents: White 90.0 %; Black 10.0 %.",
		"Of staff: White 94.7 % (90.8 – 97.3 %; 1.05 times its share of residents, 1.01 – 1.08); Black 5.3 % (2.7 – 9.2 %; 0.53 times its share of residents, 0.27 – 0.92). " +
			"The group of 5.0 % of them is not known; these are shares of the others.",
	}
	for i, line := range want {
		if d.Lines[i] != line {
			t.Errorf("line %d\n%s, want\n%s", i, d.Lines[i], line)
		}
	}
}

// The bounds and limits of a table with ranges and unknown people are those of every table that it
// can stand for.
func TestCompositionEnumerated(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var columns [2][4]tidy.Cell // three groups, and those not known
		table := &tidy.Table{Dimensions: []string{"stage"}}
		names := [2]string{rapid.SampledFrom([]string{"residents", "applicants"}).Draw(t, "first"), "staff"}
		groups := []string{"White", "Black", "Asian", ""}
		for j := range columns {
			for i, group := range groups {
				low := rapid.IntRange(0, 30).Draw(t, "people")
				if i < 2 {
					low++
				}
				width := rapid.SampledFrom([]int{0, 0, 1, 3}).Draw(t, "width")
				c := tidy.Cell{Mark: tidy.Withheld, Lower: float64(low), Upper: float64(low + width)}
				if width == 0 {
					c = tidy.Exactly(float64(low))
				}
				columns[j][i] = c
				kind := tidy.KindGroup
				if group == "" {
					kind = tidy.KindUnknown
				}
				table.Rows = append(table.Rows, tidy.Row{Dimensions: []string{names[j]}, Label: group, Group: group, Kind: kind, Events: c})
			}
		}
		d, err := Composition(table, Options{})
		if err != nil {
			t.Fatal(err)
		}
		m := d.Sections[0].Data.(Makeup)
		i := rapid.IntRange(0, 2).Draw(t, "group")
		got := m.Groups[i].Shares[1]
		share, withUnknown := extremesOf(columns[1], i)
		first, firstUnknown := extremesOf(columns[0], i)
		near := func(name string, got unknown.Bounds, lower, upper float64) {
			same := func(a, b float64) bool { return a == b || math.Abs(a-b) < 1e-12 || math.IsNaN(a) && math.IsNaN(b) }
			if !same(got.Lower, lower) || !same(got.Upper, upper) {
				t.Fatalf("%s %v, want %v to %v", name, got, lower, upper)
			}
		}
		near("share", got.Counts, share[0], share[1])
		near("share with the unknown", got.Bounds, withUnknown[0], withUnknown[1])
		near("index", got.Against[0].Counts, share[0]/first[1], share[1]/first[0])
		near("index with the unknown", got.Against[0].Bounds, withUnknown[0]/firstUnknown[1], withUnknown[1]/firstUnknown[0])
		e, r := got.Against[0].Index, got.Against[0].Range
		if e.Lower < r.Lower || e.Upper > r.Upper || got.Against[0].Counts.Lower < e.Lower-1e-9 || got.Against[0].Counts.Upper > e.Upper+1e-9 {
			t.Fatalf("limits %v within %v, and bounds %v", e, r, got.Against[0].Counts)
		}
	})
}

// extremesOf enumerates the shares of a group over all counts, without the unknown, and with every
// number of them in the group.
func extremesOf(c [4]tidy.Cell, i int) (known, all [2]float64) {
	known, all = [2]float64{2, -1}, [2]float64{2, -1}
	take := func(to *[2]float64, v float64) { to[0], to[1] = min(to[0], v), max(to[1], v) }
	var n [4]float64
	var walk func(k int)
	walk = func(k int) {
		if k < 4 {
			for n[k] = c[k].Lower; n[k] <= c[k].Upper; n[k]++ {
				walk(k + 1)
			}
			return
		}
		sum := n[0] + n[1] + n[2]
		take(&known, n[i]/sum)
		for in := 0.; in <= n[3]; in++ {
			take(&all, (n[i]+in)/(sum+n[3]))
		}
	}
	walk(0)
	return known, all
}

// What columns, bases and the unknown can be.
func TestCompositionForms(t *testing.T) {
	for _, c := range []struct {
		file   string
		o      Options
		group  int
		share  float64 // of the last column
		people tidy.Cell
		limits bool
		reason string
	}{
		{"group,residents,staff\nWhite,900,90\nBlack,100,10\n", Options{}, 1, 0.1, tidy.Exactly(10), true, "counts"},
		{"group,residents,staff\nminority,6.7,4.0\n", Options{}, 0, 0.04, tidy.Cell{Value: 4, Lower: 3.95, Upper: 4.05}, false, "percentages alone"},
		{"group,residents,staff\nminority,6.7,4.0\n", Options{Bases: map[string]int64{"staff": 250}}, 0, 0.04, tidy.Exactly(10), true, "percentages with a base from elsewhere"},
		{"group,residents,\"staff, % (n = 3,000)\"\nWhite,900,96\nBlack,100,4\n", Options{}, 1, 0.04, tidy.Cell{Value: 120, Lower: 105, Upper: 135}, true, "a base in the header"},
		{"group,residents,staff\nBlack,100,10\nTotal,1000,100\n", Options{}, 0, 0.1, tidy.Exactly(10), true, "one group of all"},
		{"group,residents,staff\nWhite,900,90\nBlack,100,10\n,,25\nTotal,1000,125\n", Options{}, 1, 0.1, tidy.Exactly(10), true, "a total with those not known"},
		{"group,residents,staff\nWhite,900,90\nBlack,100,10\n,,25\nTotal,1000,100\n", Options{}, 1, 0.1, tidy.Exactly(10), true, "a total without those not known"},
		{"group,residents,staff\nWhite,90%,72%\nBlack,10%,8%\n,,20%\nbase,,125\n", Options{}, 1, 0.1, tidy.Exactly(10), true, "percentages of all, with those not known"},
		{"group,residents,staff\nWhite,90%,90.0%\nBlack,10%,10.0%\n,,20.0%\nbase,,125\n", Options{}, 1, 0.1, tidy.Exactly(10), true, "percentages of those known, beside one of all"},
		{"group,stage,people\nWhite,residents,900\nBlack,residents,100\nWhite,staff,90\nBlack,staff,10\n", Options{}, 1, 0.1, tidy.Exactly(10), true, "a row for each group and stage"},
		{"group,body,people\nWhite,residents,900\nBlack,residents,100\nWhite,staff,90\nBlack,staff,10\n", Options{Stage: "body"}, 1, 0.1, tidy.Exactly(10), true, "a dimension by name"},
		{"group,sex,residents,staff\nWhite,f,400,30\nWhite,m,500,60\nBlack,f,50,4\nBlack,m,50,6\n", Options{}, 1, 0.1, tidy.Exactly(10), true, "added up over sex"},
		{"group,residents,staff\nWhite,900,90\nBlack,0,10\n", Options{}, 1, 0.1, tidy.Exactly(10), true, "nobody among the residents"},
	} {
		o := tidy.Options{Columns: true}
		if strings.Contains(c.file, "body") {
			o.NoExposure, o.Dimensions = true, []string{"body"}
		}
		table, err := tidy.Read(strings.NewReader(c.file), o)
		if err != nil {
			t.Errorf("%s: %v", c.reason, err)
			continue
		}
		d, err := Composition(table, c.o)
		if err != nil {
			t.Errorf("%s: %v", c.reason, err)
			continue
		}
		shares := d.Sections[0].Data.(Makeup).Groups[c.group].Shares
		s := shares[len(shares)-1]
		if math.Abs(s.Share.Value-c.share) > 1e-12 || s.People != c.people || math.IsNaN(s.Share.Lower) == c.limits {
			t.Errorf("%s: share %v of %v, want %v of %+v with limits: %v", c.reason, s.Share, s.People, c.share, c.people, c.limits)
		}
	}
}

// A withheld count is no more than the total leaves, and without one has no end.
func TestCompositionWithheld(t *testing.T) {
	for _, c := range []struct {
		file         string
		lower, upper float64
		limited      bool // the upper limit is below 1
		reason       string
	}{
		{"group,residents,staff\nWhite,900,90\nBlack,100,*\nTotal,1000,100\n", 0, 0.1, true, "a total"},
		{"group,residents,staff\nWhite,900,90\nBlack,100,*\n", 0, 1, false, "no total"},
		{"group,residents,staff\nWhite,900,90\nBlack,100,<5\n", 0, 4. / 94, true, "a withheld count with an end"},
	} {
		s := makeupOf(t, c.file, Options{}).Groups[1].Shares[1]
		if s.Counts.Lower != c.lower || s.Counts.Upper != c.upper || s.Share.Lower != 0 || s.Share.Upper < 1 != c.limited || !math.IsNaN(s.Share.Value) {
			t.Errorf("%s: %v and %v, want %v to %v", c.reason, s.Counts, s.Share, c.lower, c.upper)
		}
	}
}

func TestCompositionErrors(t *testing.T) {
	for _, c := range []struct {
		file   string
		o      Options
		is     error
		want   string
		reason string
	}{
		{"group,residents,staff\nWhite,93.3%,96.0%\nBlack,6.7%,4.0%\nbase,,7\n", Options{}, rri.ErrCount, `no number of people is 96 % ("White") of 7 staff`, "percentages of too few"},
		{"group,residents,staff\nWhite,93.3%,96.0%\nBlack,16.7%,4.0%\n", Options{}, rri.ErrCount, "percentages of residents add up to 110", "more than all"},
		{"group,residents,staff\nWhite,900,90\nBlack,100,10\nTotal,1000,80\n", Options{}, rri.ErrCount, "staff has 80 people in all, and its groups have 100", "a total below its parts"},
		{"group,residents,staff\nWhite,900,90\nBlack,100,\n", Options{}, rri.ErrCount, `staff has no number of "Black"`, "a blank"},
		{"group,residents,staff\nBlack,100,10\n", Options{}, rri.ErrCount, "one group", "one group and no total"},
		{"group,residents,staff\nBlack,100,10%\nWhite,900,90\n", Options{}, rri.ErrCount, "has numbers and percentages", "numbers and percentages"},
		{"year,group,residents,staff\n2020,White,900,90\n2020,Black,100,10\n2021,White,900,90\n2021,Black,100,10\n", Options{}, tidy.ErrAdd, "keep those of one", "two years"},
		{"group,stage,people\nWhite,staff,90\nBlack,staff,10\n", Options{}, tidy.ErrColumns, "two columns of people", "one column"},
		{"group,residents,staff\nWhite,900,90\nBlack,100,10\n", Options{Suppress: 5}, rri.ErrOption, "withhold", "small counts withheld"},
		{"group,residents,staff\nWhite,900,90\nBlack,100,10\n", Options{Direction: index.ComparatorOverGroup}, rri.ErrOption, "composition", "the other way round"},
		{"group,residents,staff\nWhite,900,90\nBlack,100,10\n", Options{Bases: map[string]int64{"staff": 0}}, rri.ErrOption, "how many people", "a base of 0"},
		{"group,residents,staff\nWhite,900,90\nBlack,100,10\n", Options{Bases: map[string]int64{"Stuff": 9}}, rri.ErrOption, "Stuff", "a base of a column that is not there"},
	} {
		_, err := Composition(peopleFile(t, c.file), c.o)
		if !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "counts: ") {
			t.Errorf("%s: error %v, want %q", c.reason, err, c.want)
		}
	}
}
