package outcomes

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// anyKept draws what was kept. Few texts, so that searches share cells.
func anyKept() *rapid.Generator[Kept] {
	return rapid.Custom(func(t *rapid.T) Kept {
		values := rapid.SliceOfN(rapid.SampledFrom([]string{"", "", "North", "a, \"b\"", "2", "10", "total", "é"}), 0, MaxKept).Draw(t, "kept")
		return got(KeptOf(values...))
	})
}

// anyOwnTally draws a tally of an extract of a force's own: with outcomes of crimes, columns that
// were kept, and pairs of searches of one stop.
func anyOwnTally() *rapid.Generator[*Tally] {
	return rapid.Custom(func(t *rapid.T) *Tally {
		plain := anyTally(6).Draw(t, "tally")
		own := &Tally{}
		if rapid.Bool().Draw(t, "named") {
			own.keptNames = rapid.SampledFrom([][]string{{"District", "Gravity", "By, whom"}, {"kept", "crime outcome"}}).Draw(t, "names")
		}
		further := make(map[Key]Key)
		as := func(k Key) Key {
			if _, ok := further[k]; !ok {
				l := k
				l.Kept = anyKept().Draw(t, "kept")
				l.Crime = oneOf(CrimeOutcomes()).Draw(t, "crime")
				further[k] = l
			}
			return further[k]
		}
		for k, n := range plain.All() {
			own.add(as(k), n)
			own.addStops(k.forceMonth(), plain.stopsAt(k.forceMonth()))
		}
		for p, n := range plain.Pairs() {
			own.addPairs(as(p.First), as(p.Second), n)
		}
		return own
	})
}

// A tally comes back from its table as it was, with what was kept and the outcomes of crimes.
func TestOwnTallyCSV(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tally := anyOwnTally().Draw(t, "tally")
		var b bytes.Buffer
		if err := tally.WriteCSV(&b); err != nil {
			t.Fatal(err)
		}
		back, err := ReadTally(bytes.NewReader(b.Bytes()), "t.csv")
		if err != nil || !back.Equal(tally) {
			t.Fatalf("%v\n%s", err, b.Bytes())
		}
		if d := cmp.Diff(tally.Kept(), back.Kept()); tally.Total() > 0 && d != "" {
			t.Fatalf("-want +got\n%s", d)
		}
		var again bytes.Buffer
		if err := back.WriteCSV(&again); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Fatalf("%v\n%s\n%s", err, b.Bytes(), again.Bytes())
		}
	})
}

// Merging is associative and commutative, and parts add up to the whole, whatever was kept.
func TestOwnTallyLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tallies := rapid.SliceOfN(anyOwnTally(), 3, 3).Draw(t, "tallies")
		for _, one := range tallies {
			one.keptNames = []string{"a", "b", "c"}
		}
		a, b, c := tallies[0], tallies[1], tallies[2]
		left, right, turned := merged(merged(a, b), c), merged(a, merged(b, c)), merged(c, b, a)
		if !left.Equal(right) || !left.Equal(turned) {
			t.Fatal("the order of merging changes the sum")
		}
		parts := Split(left, func(k Key) string { return k.Kept.Value(0) })
		sum := new(Tally)
		for _, part := range parts {
			mustMerge(sum, part)
		}
		if got, want := CountBy(sum, func(k Key) Key { return k }), CountBy(left, func(k Key) Key { return k }); !cmp.Equal(got, want) {
			t.Fatalf("the parts are %v, the whole %v", got, want)
		}
		if left.Total() > 0 && !slices.Equal(sum.Kept(), left.Kept()) {
			t.Fatalf("the parts have kept %q", sum.Kept())
		}
	})
}

// TestTallyForm has the columns of tables: those of searches have none but the columns that every
// table has.
func TestTallyForm(t *testing.T) {
	head, last := strings.Join(tallyHeader[:12], ","), ",searches"
	key := searches[0].Key()
	with := func(crime CrimeOutcome, kept ...string) Key {
		k := key
		k.Crime, k.Kept = crime, got(KeptOf(kept...))
		return k
	}
	for _, test := range []struct {
		names  []string
		cells  []Key
		want   string
		reason string
	}{
		{nil, nil, head + last, "nothing"},
		{nil, []Key{key}, head + last, "searches"},
		{nil, []Key{with(ChargedOrSummonsed)}, head + ",crime outcome" + last, "the outcome of a crime"},
		{[]string{"District"}, []Key{key}, head + ",kept District" + last, "a column that was kept, with nothing in it"},
		{[]string{"District", "Led, by"}, []Key{with(0, "North", "officer")}, head + `,kept District,"kept Led, by"` + last, "two"},
		{[]string{"District"}, []Key{with(ChargedOrSummonsed, "North")}, head + ",crime outcome,kept District" + last, "both"},
		{nil, []Key{with(0, "", "North")}, head + ",kept,kept" + last, "columns of which the names are not known"},
		{[]string{"District"}, []Key{with(0, "", "North")}, head + ",kept District,kept" + last, "one of which is not"},
	} {
		tally := &Tally{keptNames: test.names}
		for _, k := range test.cells {
			tally.add(k, 2)
		}
		var b strings.Builder
		if err := tally.WriteCSV(&b); err != nil {
			t.Fatal(err)
		}
		if header, _, _ := strings.Cut(b.String(), "\n"); header != test.want {
			t.Errorf("%s: %s, want %s", test.reason, header, test.want)
		}
	}
}

// TestOwnTallyErrors has tables that are not as they were written.
func TestOwnTallyErrors(t *testing.T) {
	head := strings.Join(tallyHeader[:12], ",")
	const cell = "kent,2022-09,person suspected,White,White,male,18-24,not recorded,not recorded,not recorded,not recorded,not recorded"
	for _, test := range []struct{ header, row, want, reason string }{
		{",crime outcome,kept District,searches", ",charge or summons,North,3", "", "as it was written"},
		{",kept District,searches", ",North,3", "", "searches"},
		{",kept,searches", ",North,3", "", "a column without a name"},
		{",crime outcome,searches", ",charged,3", `outcomes: t.csv:2:119: crime outcome "charged": unknown crime outcome type "charged": want one of`, "no such outcome"},
		{",crime outcome,searches", ",charge or summons", "outcomes: t.csv:2:1: wrong number of fields", "a cell too few"},
		{",kept District,crime outcome,searches", ",North,charge or summons,3", "outcomes: t.csv:1: columns ", "in another order"},
		{",kept a,kept b,kept c,kept d,searches", ",,,,,3", "outcomes: t.csv:1: columns ", "too many columns"},
		{",keptDistrict,searches", ",North,3", "outcomes: t.csv:1: columns ", "another column"},
		{",crime outcome,crime outcome,searches", ",charge or summons,charge or summons,3", "outcomes: t.csv:1: columns ", "a column twice"},
		{",crime outcome", ",3", "outcomes: t.csv:1: columns ", "no searches"},
	} {
		tally, err := ReadTally(strings.NewReader(head+test.header+"\n"+cell+test.row+"\ntotal,3\n"), "t.csv")
		if test.want == "" && (err != nil || tally.Total() != 3) || test.want != "" && (err == nil || !strings.HasPrefix(err.Error(), test.want)) {
			t.Errorf("%s: %v, want %s", test.reason, err, test.want)
		}
	}
}
