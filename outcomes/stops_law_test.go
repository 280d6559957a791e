package outcomes

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawStops draws the rows of a file of two forces at most and two months, so that many share hour,
// minute and place, and of the same rows what is to be read of them.
func drawStops(t *rapid.T) (rows []string, list []Search) {
	minutes := rapid.SliceOfNDistinct(rapid.IntRange(0, 59), 1, 6, rapid.ID).Draw(t, "minutes")
	for range rapid.IntRange(0, 40).Draw(t, "rows") {
		when := time.Date(2022, 8, rapid.SampledFrom([]int{30, 31, 31, 32}).Draw(t, "day"), rapid.SampledFrom([]int{12, 22, 22, 23}).Draw(t, "hour"),
			rapid.SampledFrom(minutes).Draw(t, "minute"), rapid.SampledFrom([]int{0, 0, 59}).Draw(t, "second"), 0, time.UTC)
		s := Search{Force: rapid.SampledFrom([]Search{{Force: forceNumber(1)}, {Force: forceNumber(1)}, {Force: jersey}}).Draw(t, "force").Force,
			Type: PersonSearch, Time: when, Gender: rapid.SampledFrom([]Gender{Male, Male, Female}).Draw(t, "gender"),
			Outcome:  rapid.SampledFrom([]Outcome{Arrest, NoFurtherAction}).Draw(t, "outcome"),
			Latitude: math.NaN(), Longitude: math.NaN()}
		place := rapid.SampledFrom([]string{"", "51.5", "51.5", "51.6"}).Draw(t, "place")
		if place != "" {
			s.Latitude, s.Longitude = map[string]float64{"51.5": 51.5, "51.6": 51.6}[place], -0.1
		}
		outcome := map[Outcome]string{Arrest: "Arrest", NoFurtherAction: "A no further action disposal"}[s.Outcome]
		rows = append(rows, fmt.Sprintf("Person search,%s,%s,-0.1,%v,,%s,%s", s.Time.Format(time.RFC3339), place, s.Gender, outcome, s.Force.Slug()))
		list = append(list, s)
	}
	return rows, list
}

const headerOfStops = "Type,Date,Latitude,Longitude,Gender,Self-defined ethnicity,Outcome,Force"

// stopsPlainly says of searches, of which few enough have no place that these are joined, what a
// tally is to say of those that keep reports true for: by looking at every pair of them.
func stopsPlainly(list []Search, keep func(Key) bool) (stops []Stops, pairs map[Pair]int64) {
	pairs = make(map[Pair]int64)
	byMonth := make(map[forceMonth][]Search)
	for _, s := range list {
		byMonth[s.Key().forceMonth()] = append(byMonth[s.Key().forceMonth()], s)
	}
	for _, of := range slices.SortedFunc(maps.Keys(byMonth), forceMonth.compare) {
		rows := byMonth[of]
		if !slices.ContainsFunc(rows, func(s Search) bool { return keep(s.Key()) }) {
			continue
		}
		told := Stops{Force: of.force, Month: of.month, Status: StopsTold, Rows: int64(len(rows))}
		// ordered pairs of rows of one minute of the hour, and of one place and hour but not minute
		same, apart := 0, 0
		most := 0
		for _, a := range rows {
			own := 0
			for _, b := range rows {
				if a.Time.Minute() == b.Time.Minute() {
					own++
				}
				if placeKey(a) == placeKey(b) && a.Time.Truncate(time.Hour).Equal(b.Time.Truncate(time.Hour)) && a.Time.Minute() != b.Time.Minute() {
					apart++
				}
			}
			same += own
			most = max(most, own)
		}
		if 10*most > 4*len(rows) {
			told.Status = StopsWithoutMinutes
			if len(rows) < 3 {
				told.Status = StopsTooFew
			}
			stops = append(stops, told)
			continue
		}
		told.Coincidences = float64(apart/2) * float64(same) / float64(len(rows)*len(rows)-same)
		for i, a := range rows {
			for _, b := range rows[:i] {
				first, second := a.Key(), b.Key()
				if placeKey(a) != placeKey(b) || !a.Time.Truncate(time.Minute).Equal(b.Time.Truncate(time.Minute)) || !keep(first) || !keep(second) {
					continue
				}
				if first.Compare(second) > 0 {
					first, second = second, first
				}
				pairs[Pair{first, second}]++
				told.Pairs++
			}
		}
		stops = append(stops, told)
	}
	return stops, pairs
}

// placeKey returns the place of a search as text.
func placeKey(s Search) string {
	if math.IsNaN(s.Latitude) || math.IsNaN(s.Longitude) {
		return ""
	}
	return fmt.Sprint(s.Latitude, ",", s.Longitude)
}

// checkStops checks what a tally says of stops.
func checkStops(t *rapid.T, what string, got *Tally, stops []Stops, pairs map[Pair]int64) {
	t.Helper()
	if d := cmp.Diff(stops, got.Stops()); d != "" {
		t.Fatalf("%s: -want +got\n%s", what, d)
	}
	if d := cmp.Diff(pairs, maps.Collect(got.Pairs())); d != "" {
		t.Fatalf("%s: pairs: -want +got\n%s", what, d)
	}
}

// TestStopsLaw: stops and pairs are those that looking at every pair of rows finds, whatever the
// order of the rows, how they are shared out among files and extracts, and how these are merged;
// and filters while reading give what the whole tally gives where it is cut afterwards.
func TestStopsLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, list := drawStops(t)
		filter := rapid.SampledFrom([]struct {
			where []Filter
			keep  func(Key) bool
		}{
			{nil, func(Key) bool { return true }},
			{filters("Gender=male"), func(k Key) bool { return k.Gender == Male }},
			{filters("Gender=female", "Outcome=Arrest"), func(k Key) bool { return k.Gender == Female && k.Outcome == Arrest }},
		}).Draw(t, "filter")
		stops, pairs := stopsPlainly(list, filter.keep)
		read := func(x *Extract, file string, rows []string) {
			if err := x.ReadCSV(strings.NewReader(headerOfStops+"\n"+strings.Join(rows, "\n")), ReadOptions{File: file}); err != nil {
				t.Fatal(err)
			}
		}
		var whole Extract
		read(&whole, "whole", rows)
		checkStops(t, "cut afterwards", whole.Tally().Where(filter.keep), stops, pairs)

		shards := make([]*Extract, rapid.IntRange(1, 3).Draw(t, "extracts"))
		files := make([][]string, rapid.IntRange(len(shards), 5).Draw(t, "files"))
		for i := range shards {
			shards[i] = &Extract{Where: filter.where}
		}
		for _, row := range rapid.Permutation(rows).Draw(t, "order") {
			i := rapid.IntRange(0, len(files)-1).Draw(t, "file")
			files[i] = append(files[i], row)
		}
		for i, rows := range files {
			read(shards[i%len(shards)], fmt.Sprint(i), rows)
		}
		if rapid.Bool().Draw(t, "asked before") {
			shards[0].Tally()
		}
		for len(shards) > 1 {
			i := rapid.IntRange(1, len(shards)-1).Draw(t, "merged")
			into := rapid.IntRange(0, i-1).Draw(t, "into")
			if err := shards[into].Merge(shards[i]); err != nil {
				t.Fatal(err)
			}
			shards = slices.Delete(shards, i, i+1)
		}
		checkStops(t, "shared out", shards[0].Tally(), stops, pairs)
		if !shards[0].Tally().Equal(whole.Tally().Where(filter.keep)) {
			t.Fatal("the tallies differ")
		}
	})
}

// TestSortLaw: what is faster than the standard library puts in the same order.
func TestSortLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		few := rapid.IntRange(1, 10).Draw(t, "few")
		rows := make([]uint64, rapid.SampledFrom([]int{0, 1, 10, 64, 65, 300}).Draw(t, "rows"))
		for i := range rows {
			rows[i] = rapid.Uint64Range(0, uint64(few*few)).Draw(t, "row")
		}
		want := slices.Sorted(slices.Values(rows))
		if sortHour(rows); !slices.Equal(rows, want) {
			t.Fatalf("%v, want %v", rows, want)
		}
	})
}
