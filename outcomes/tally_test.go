package outcomes

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri"
)

// oneOf draws a value of an enum.
func oneOf[E any](values iter.Seq[E]) *rapid.Generator[E] {
	return rapid.SampledFrom(slices.Collect(values))
}

// groupsOfPolice are what police records say of self-defined ethnicity, and groupsOfOfficers of
// officer-defined.
var (
	groupsOfPolice   = append(slices.Collect(ethnicity.EighteenPlusOne.Groups()), ethnicity.NotKnown, ethnicity.NotStated, ethnicity.Refused, ethnicity.NoPerson)
	groupsOfOfficers = append(slices.Collect(ethnicity.OfficerDefined.Groups()), ethnicity.NotKnown, ethnicity.NoPerson)
)

// anySearch draws a search. Few forces and months, so that searches share cells.
func anySearch() *rapid.Generator[Search] {
	return rapid.Custom(func(t *rapid.T) Search {
		return Search{
			Force:       rapid.SampledFrom([]ethnicity.Force{{}, forceNumber(1), forceNumber(2), jersey}).Draw(t, "force"),
			Type:        oneOf(RecordTypes()).Draw(t, "type"),
			Time:        time.Date(2022, 8, 31, 22, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 2).Draw(t, "hours")) * time.Hour),
			Self:        rapid.SampledFrom(groupsOfPolice).Draw(t, "self"),
			Officer:     rapid.SampledFrom(groupsOfOfficers).Draw(t, "officer"),
			Gender:      oneOf(Genders()).Draw(t, "gender"),
			Age:         oneOf(Ages()).Draw(t, "age"),
			Legislation: oneOf(Legislations()).Draw(t, "legislation"),
			Object:      oneOf(Objects()).Draw(t, "object"),
			Outcome:     oneOf(Outcomes()).Draw(t, "outcome"),
			Linked:      oneOf(Answers()).Draw(t, "linked"),
			Clothing:    oneOf(Answers()).Draw(t, "clothing"),
			Fingerprint: rapid.Uint64Range(0, 20).Draw(t, "fingerprint"),
		}
	})
}

// forceNumber returns the force of that place in the table, from 1.
func forceNumber(n int) ethnicity.Force {
	for f := range ethnicity.Forces() {
		if n--; n == 0 {
			return f
		}
	}
	return ethnicity.Force{}
}

// jersey is a force that is in no table.
var jersey, _ = ethnicity.ForceNamed("States of Jersey Police")

func tallyOf(searches ...Search) *Tally {
	t := new(Tally)
	for _, s := range searches {
		if err := t.Add(s); err != nil {
			panic(err)
		}
	}
	return t
}

func clone(t *Tally) *Tally { return t.Where(func(Key) bool { return true }) }

func merged(ts ...*Tally) *Tally {
	sum := new(Tally)
	for _, t := range ts {
		mustMerge(sum, t)
	}
	return sum
}

// mustMerge merges what has room.
func mustMerge(t, u *Tally) {
	if err := t.Merge(u); err != nil {
		panic(err)
	}
}

func TestTallyLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) *Tally { return tallyOf(rapid.SliceOfN(anySearch(), 0, 12).Draw(t, name)...) }
		a, b, c := draw("a"), draw("b"), draw("c")
		before := clone(b)
		ab := clone(a)
		mustMerge(ab, b)
		if !b.Equal(before) {
			t.Fatal("Merge changes what it adds")
		}
		if !ab.Equal(merged(b, a)) {
			t.Fatal("Merge is not commutative")
		}
		if !merged(ab, c).Equal(merged(a, merged(b, c))) {
			t.Fatal("Merge is not associative")
		}
		if !merged(a, new(Tally)).Equal(a) || !merged(new(Tally), a).Equal(a) {
			t.Fatal("an empty tally changes something")
		}
		if ab.Total() != a.Total()+b.Total() {
			t.Fatalf("totals %d and %d merge to %d", a.Total(), b.Total(), ab.Total())
		}
		keep := func(k Key) bool { return k.Outcome.IsAction() }
		yes, no := ab.Where(keep), ab.Where(func(k Key) bool { return !keep(k) })
		if !merged(yes, no).Equal(ab) || yes.Total()+no.Total() != ab.Total() || yes.Len()+no.Len() != ab.Len() {
			t.Fatal("Where does not partition")
		}
		if !merged(a.Where(keep), b.Where(keep)).Equal(yes) {
			t.Fatal("Where and Merge do not commute")
		}
		if a.Equal(b) != gocmp.Equal(maps.Collect(a.All()), maps.Collect(b.All())) {
			t.Fatal("Equal and All disagree")
		}
	})
}

// Neither the order of the searches nor the way they are shared out changes anything that is read
// from an extract.
func TestShardingChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(anySearch(), 0, 40).Draw(t, "searches")
		var whole Extract
		if err := whole.Read("all", sequence(all, nil)); err != nil {
			t.Fatal(err)
		}
		shards := make([]Extract, rapid.IntRange(1, 5).Draw(t, "shards"))
		shuffled := rapid.Permutation(all).Draw(t, "order")
		for i, s := range shuffled {
			if err := shards[i%len(shards)].Read("shard", sequence([]Search{s}, nil)); err != nil {
				t.Fatal(err)
			}
		}
		var sum Extract
		for i := range shards {
			if err := sum.Merge(&shards[i]); err != nil {
				t.Fatal(err)
			}
		}
		if !sum.Tally().Equal(whole.Tally()) {
			t.Fatal("the tallies differ")
		}
		for rule := range EthnicityRules() {
			if d := gocmp.Diff(whole.Quality(rule), sum.Quality(rule)); d != "" {
				t.Fatalf("quality: -whole +sharded\n%s", d)
			}
		}
		g := Grouping{Rule: SelfDefined, Scheme: ethnicity.EighteenPlusOne}
		one, err1 := whole.Tally().Counts(g)
		two, err2 := sum.Tally().Counts(g)
		if d := gocmp.Diff(one, two); d != "" || err1 != nil || err2 != nil {
			t.Fatalf("counts: -whole +sharded\n%s%v %v", d, err1, err2)
		}
	})
}

// sequence yields searches, and errors where there are some.
func sequence(all []Search, errs map[int]error) iter.Seq2[Search, error] {
	return func(yield func(Search, error) bool) {
		for i, s := range all {
			if !yield(s, errs[i]) {
				return
			}
		}
	}
}

func TestAllIsInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		searches := rapid.SliceOfN(anySearch(), 0, 20).Draw(t, "searches")
		tally := tallyOf(searches...)
		var keys []Key
		var total int64
		for k, n := range tally.All() {
			keys = append(keys, k)
			total += n
			if n <= 0 {
				t.Fatalf("%d searches in %v", n, k)
			}
		}
		if !slices.IsSortedFunc(keys, Key.Compare) || len(keys) != tally.Len() || total != int64(len(searches)) {
			t.Fatalf("%d keys of %d, %d searches of %d", len(keys), tally.Len(), total, len(searches))
		}
		for range tally.All() {
			break
		}
		for i := range len(keys) {
			for j := range len(keys) {
				if c := keys[i].Compare(keys[j]); cmp.Compare(i, j) != c || (keys[i] == keys[j]) != (c == 0) {
					t.Fatalf("%v compared with %v is %d", keys[i], keys[j], c)
				}
			}
		}
	})
}

// Every field of a key counts in its order.
func TestKeyCompare(t *testing.T) {
	next := func(k Key, i int) Key {
		switch i {
		case 0:
			k.Force = forceNumber(1)
		case 1:
			k.Month++
		case 2:
			k.Type++
		case 3:
			k.Self++
		case 4:
			k.Officer++
		case 5:
			k.Gender++
		case 6:
			k.Age++
		case 7:
			k.Legislation++
		case 8:
			k.Object++
		case 9:
			k.Outcome++
		case 10:
			k.Linked++
		case 11:
			k.Clothing++
		}
		return k
	}
	for i := range 12 {
		high, low := next(Key{}, i), Key{}
		if high == low || high.Compare(low) != 1 || low.Compare(high) != -1 || high.Compare(high) != 0 {
			t.Errorf("field %d does not count", i)
		}
		for j := i + 1; j < 12; j++ {
			low = next(low, j) // what stands behind weighs less
		}
		if high.Compare(low) != 1 {
			t.Errorf("field %d weighs less than those after it", i)
		}
	}
}

func TestAddCount(t *testing.T) {
	var tally Tally
	k := Key{Type: PersonSearch, Outcome: Arrest}
	for _, test := range []struct {
		n      int64
		ok     bool
		total  int64
		reason string
	}{
		{0, true, 0, "nothing makes no cell"},
		{3, true, 3, ""},
		{-1, false, 3, "negative"},
		{math.MinInt64, false, 3, "as negative as can be"},
		{rri.MaxCount, false, 3, "more than a cell holds with the three"},
		{math.MaxInt64, false, 3, "more than a cell holds"},
		{rri.MaxCount - 3, true, rri.MaxCount, "as much as a cell holds"},
		{1, false, rri.MaxCount, "one more"},
	} {
		err := tally.AddCount(k, test.n)
		if (err == nil) != test.ok || tally.Total() != test.total {
			t.Errorf("AddCount(%d) = %v, total %d, want %d (%s)", test.n, err, tally.Total(), test.total, test.reason)
		}
		if test.total == 0 && tally.Len() != 0 {
			t.Errorf("%d cells without a search", tally.Len())
		}
	}
	weighted, single := new(Tally), new(Tally)
	for _, s := range searches {
		for range 3 {
			mustMerge(single, tallyOf(s))
		}
		if err := weighted.AddCount(s.Key(), 3); err != nil {
			t.Fatal(err)
		}
	}
	if !weighted.Equal(single) {
		t.Error("three times one is not one times three")
	}
}

func TestSearchKey(t *testing.T) {
	september, _ := NewMonth(2022, time.September)
	want := Key{Month: september, Type: PersonSearch, Self: ethnicity.WhiteBritish, Officer: ethnicity.White, Gender: Male, Age: Age10To17,
		Legislation: MisuseOfDrugs, Object: ControlledDrugs, Outcome: NoFurtherAction}
	if got := searches[0].Key(); got != want {
		t.Errorf("%v, want %v: 23:00 UTC of 31 August is in September", got, want)
	}
	s := searches[1]
	s.Force = forceNumber(7)
	if k := s.Key(); k.Force != forceNumber(7) || k.Linked != Yes || k.Clothing != Yes || k.Type != PersonAndVehicleSearch {
		t.Errorf("%v", k)
	}
}

func TestCountBy(t *testing.T) {
	tally := tallyOf(searches...)
	type cell struct {
		object Object
		month  string
	}
	got := CountBy(tally, func(k Key) cell { return cell{k.Object, k.Month.String()} })
	want := map[cell]int64{{ControlledDrugs, "2022-09"}: 1, {OffensiveWeapons, "2016-06"}: 1, {ControlledDrugs, "2020-01"}: 1, {ObjectNotRecorded, "2020-01"}: 1,
		{ArticlesForTheft, "2020-09"}: 1}
	if d := gocmp.Diff(want, got, gocmp.AllowUnexported(cell{})); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if got := CountBy(new(Tally), func(k Key) Object { return k.Object }); got == nil || len(got) != 0 {
		t.Errorf("an empty tally counts %v", got)
	}
}

func TestTallyCSV(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tally := tallyOf(rapid.SliceOfN(anySearch(), 0, 20).Draw(t, "searches")...)
		var b bytes.Buffer
		if err := tally.WriteCSV(&b); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		back, err := ReadTally(&b, "tally.csv")
		if err != nil || !back.Equal(tally) {
			t.Fatalf("%v\n%s", err, text)
		}
	})
}

func TestReadTally(t *testing.T) {
	header := strings.Join(tallyHeader, ",") + "\n"
	row := "avon-and-somerset,2023-01,person,White British,White,male,25-34,Misuse of Drugs Act 1971 (section 23),controlled drugs,arrest,yes,no,"
	tally, err := ReadTally(strings.NewReader(header+row+"2\n"+row+"3\ntotal,5\n"), "")
	if err != nil || tally.Len() != 1 || tally.Total() != 5 {
		t.Errorf("rows of one cell: %v, %v", tally, err)
	}
	for _, test := range []struct {
		text, want, reason string
	}{
		{"", "outcomes: t.csv:1: the file is empty: want a table that Tally.WriteCSV wrote", ""},
		{"force,month\n", `outcomes: t.csv:1: columns "force", "month": want a table that Tally.WriteCSV wrote, with the columns ` + quote.QuotedList(tallyHeader), "columns missing"},
		{strings.TrimSpace(header) + ",more\n", "outcomes: t.csv:1: columns " + quote.QuotedList(append(slices.Clone(tallyHeader), "more")) +
			": want a table that Tally.WriteCSV wrote, with the columns " + quote.QuotedList(tallyHeader), "a column more"},
		{header + "essex,2023-01\n", "outcomes: t.csv:2:1: wrong number of fields", "a short row"},
		{header + row + "\"1\n", "outcomes: t.csv:2:137: extraneous or missing \" in quoted-field", "a mark without partner"},
		{header + row + "1\n" + row + "-1\n", `outcomes: t.csv:3:134: searches "-1": -1 searches: want a count of 0 or more`, "negative"},
		{header + row + "1.5\n", `outcomes: t.csv:2:134: searches "1.5": not a count: want a whole number`, "a fraction"},
		{header + row + "9223372036854775808\n", `outcomes: t.csv:2:134: searches "9223372036854775808": not a count: want a whole number`, "too many"},
		{header + strings.Replace(row, "arrest", "arrested", 1) + "1\n", `outcomes: t.csv:2:120: outcome "arrested": ` +
			errorOf(ParseOutcome("arrested")), "no outcome"},
		{header + strings.Replace(row, "2023-01", "2023-1", 1) + "1\n", `outcomes: t.csv:2:19: month "2023-1": month "2023-1": want the form 2022-09, from 1996 to 2199`,
			"no month"},
	} {
		tally, err := ReadTally(strings.NewReader(test.text), "t.csv")
		if tally != nil || err == nil || err.Error() != test.want {
			t.Errorf("%s:\ngot  %v, %v\nwant %s", test.reason, tally, err, test.want)
		}
	}
}

func errorOf[T any](_ T, err error) string { return strings.TrimPrefix(err.Error(), "outcomes: ") }

// fullWriter takes n bytes.
type fullWriter struct{ n int }

func (w *fullWriter) Write(b []byte) (int, error) {
	if w.n -= len(b); w.n < 0 {
		return 0, errors.New("disk full")
	}
	return len(b), nil
}

func TestWriteCSVFails(t *testing.T) {
	var tally Tally
	for i := range 200 {
		mustMerge(&tally, tallyOf(Search{Force: forceNumber(1), Type: PersonSearch, Self: ethnicity.Group(i % 40), Object: Object(i % 10)}))
	}
	for _, n := range []int{0, 5000} {
		if err := tally.WriteCSV(&fullWriter{n}); err == nil || err.Error() != "outcomes: writing a tally: disk full" {
			t.Errorf("after %d bytes: %v", n, err)
		}
	}
}

// A tally is the same whatever the order of rows of a file.
func TestShuffledFile(t *testing.T) {
	rows := slices.Repeat(fixture, 3)
	var first Extract
	for i := range 5 {
		var x Extract
		if err := x.ReadCSV(strings.NewReader(file("\n", official, rows...)), ReadOptions{}); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = x
		} else if !x.Tally().Equal(first.Tally()) || fmt.Sprint(x.Quality(0)) != fmt.Sprint(first.Quality(0)) {
			t.Errorf("shuffle %d changes the result", i)
		}
		rand.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	}
}
