package published

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// A break is where groups are cut otherwise than the year before, whichever of the two is finer.
func TestBreaksInBothDirections(t *testing.T) {
	for _, test := range []struct {
		first, second []ethnicity.Group
		text          string
		reason        string
	}{
		{[]ethnicity.Group{ethnicity.White, ethnicity.Asian}, []ethnicity.Group{ethnicity.White, ethnicity.Indian, ethnicity.Pakistani},
			"from 2020/21 on there is Indian, Pakistani in place of Asian", "groups get finer"},
		{[]ethnicity.Group{ethnicity.White, ethnicity.Indian, ethnicity.Pakistani}, []ethnicity.Group{ethnicity.White, ethnicity.Asian},
			"from 2020/21 on there is Asian in place of Indian, Pakistani", "groups get coarser"},
		{[]ethnicity.Group{ethnicity.White, ethnicity.AsianWithoutChinese, ethnicity.OtherWithChinese}, []ethnicity.Group{ethnicity.White, ethnicity.Asian, ethnicity.Other},
			"from 2020/21 on there is Asian, Other in place of Asian (without Chinese), Other (with Chinese); Chinese people are counted in Asian, in Other (with Chinese) before", "Chinese people move"},
		{[]ethnicity.Group{ethnicity.White, ethnicity.Asian}, []ethnicity.Group{ethnicity.White}, "", "a year without a group"},
		{[]ethnicity.Group{ethnicity.White}, []ethnicity.Group{ethnicity.White, ethnicity.Asian}, "", "a year with one more"},
		{[]ethnicity.Group{ethnicity.White, ethnicity.Asian}, []ethnicity.Group{ethnicity.White, ethnicity.Black}, "", "groups that share nobody"},
	} {
		s := new(Series)
		for i, groups := range [][]ethnicity.Group{test.first, test.second} {
			for _, g := range groups {
				if err := s.Add(Row{Key: outcomes.Key{Self: g}, Year: 2019 + i, Area: "Essex", Count: tidy.Exactly(5)}); err != nil {
					t.Fatal(err)
				}
			}
		}
		got := slices.Collect(func(yield func(string) bool) {
			for _, b := range s.Breaks() {
				if b.Year != 2020 || !yield(b.Text) {
					return
				}
			}
		})
		if test.text == "" && got != nil || test.text != "" && !slices.Equal(got, []string{test.text}) {
			t.Errorf("%s: %q, want %q", test.reason, got, test.text)
		}
	}
}

// Rows of all forces together are totals, whatever they are called, and rows of one are not.
func TestTotalAreas(t *testing.T) {
	for _, test := range []struct {
		area  string
		total bool
	}{
		{"Wales", true}, {"England", true}, {"England and Wales", true}, {"ENGLAND AND WALES", true}, {"All", true}, {"All forces", true}, {"Total", true},
		{"Total England and Wales", true}, {"total", true}, {"wales", true}, {"england", true},
		{"North Wales", false}, {"South Wales", false}, {"Essex", false}, {"Greater Manchester", false}, {"Scotland", false}, {"Northern Ireland", false},
	} {
		n := 0
		for w, err := range Read(strings.NewReader(fmt.Sprintf("Force,n\n%s,5\n", test.area)), Options{Count: "n"}) {
			n++
			if err != nil || w.Total != test.total || w.Force.IsZero() != test.total || w.Count.Value != 5 {
				t.Errorf("%s: total %v, force %v, %v", test.area, w.Total, w.Force, err)
			}
		}
		if n != 1 {
			t.Errorf("%s: %d rows", test.area, n)
		}
	}
	// Another part of the world is neither: it is said to be unknown.
	for w, err := range Read(strings.NewReader("Force,n\nJersey,5\n"), Options{Count: "n"}) {
		if err == nil || w.Total {
			t.Errorf("Jersey: %v, %v", w, err)
		}
	}
}

func TestSeries(t *testing.T) {
	s := readSeries(t, arrests, Options{Count: "number_of_arrests", Ethnicity: outcomes.LabelsOf(ethnicity.FivePlusOne2001)})
	breaks := s.Breaks()
	if len(breaks) != 1 || breaks[0].Year != 2019 || breaks[0].Text != "from 2019/20 on there is Asian, Other in place of Asian (without Chinese), Other (with Chinese); "+
		"Chinese people are counted in Asian, in Other (with Chinese) before" {
		t.Errorf("%+v", breaks)
	}
	if d := cmp.Diff([]int{2017, 2018, 2019, 2020}, s.Years()); d != "" {
		t.Error(d)
	}
	const area = "Avon & Somerset"
	if n, marked := s.Count(2018, area, ethnicity.OtherWithChinese); n != 0 || marked != 1 {
		t.Errorf("%d, %d marked: a dash is kept apart from zero", n, marked)
	}
	if _, err := s.Between(area, 2018, 2019, false); !errors.Is(err, ErrBreak) || !strings.Contains(err.Error(), "Chinese people") {
		t.Error(err)
	}
	got, err := s.Between(area, 2018, 2019, true)
	want := map[int]map[ethnicity.Group]int64{2018: {ethnicity.White: 850, ethnicity.NotStated: 50}, 2019: {ethnicity.White: 800}}
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Errorf("%v\n%s", err, d)
	}
	for _, years := range [][2]int{{2017, 2018}, {2019, 2020}} {
		if _, err := s.Between(area, years[0], years[1], false); err != nil {
			t.Error(err)
		}
	}
	got, err = s.Between(area, 2018, 2018, false)
	if _, ok := got[2018][ethnicity.OtherWithChinese]; ok || err != nil {
		t.Errorf("%v, %v: a dash is a count", got, err)
	}
	if _, err := s.Between("Essex", 2017, 2018, false); err == nil {
		t.Error("no error for an area that is not there")
	}
	if _, ok := s.Chinese(2020); ok {
		t.Error("a year with White alone holds Chinese people")
	}
}
