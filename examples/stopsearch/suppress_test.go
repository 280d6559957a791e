package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/examples/internal/cli"
)

// The attacker of -suppress has everything that the program prints, in every form and on standard
// error. He learns nothing of a count exactly if there are files with which the program prints the
// same, in which the count is another: the tests look for them.

// world is a file: searches of persons by group and outcome, and rows of other kinds.
type world struct {
	by       map[[2]string]int // by the names below, and the outcome
	vehicles int
	rejected int
}

var labelsOf = map[string]string{
	"White":   white,
	"Mixed":   "Mixed/Multiple ethnic groups - White and Black Caribbean",
	"Asian":   "Asian/Asian British - Indian",
	"Black":   black,
	"Other":   "Other ethnic group - Any other ethnic group",
	"none":    "Other ethnic group - Not stated",
	"blank":   "",
	"strange": "Klingon",
}

const (
	arrest    = "Arrest"
	noAction  = "A no further action disposal"
	noOutcome = ""
)

// csv writes the file. No row is like another, and the first and the last day are always the same.
func (w world) csv() string {
	var b strings.Builder
	b.WriteString(header)
	n := 0
	add := func(kind, self, outcome string) {
		n++
		b.WriteString(row(kind, fmt.Sprintf("2023-01-05T%02d:%02d:%02d+00:00", n/3600, n/60%60, n%60), self, "", outcome))
	}
	for _, k := range slices.SortedFunc(maps.Keys(w.by), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		for range w.by[k] {
			add("Person search", labelsOf[k[0]], k[1])
		}
	}
	for range w.vehicles {
		add("Vehicle search", "", "")
	}
	for i := range w.rejected {
		fmt.Fprintf(&b, "Person search,never %d,False,,51.4,-2.6,Male,18-24,,,,,,,False\r\n", i)
	}
	return b.String()
}

// move returns the world with n searches in another cell.
func (w world) move(n int, from, to [2]string) (world, bool) {
	if w.by[from] < n {
		return w, false
	}
	by := maps.Clone(w.by)
	by[from] -= n
	by[to] += n
	w.by = by
	return w, true
}

// searches returns the searches of a group.
func (w world) searches(group string) (n int) {
	for k, of := range w.by {
		if k[0] == group {
			n += of
		}
	}
	return n
}

// ended returns the searches with an outcome.
func (w world) ended(outcome string) (n int) {
	for k, of := range w.by {
		if k[1] == outcome {
			n += of
		}
	}
	return n
}

// everything returns what the program prints of a file, in all forms, the sentences of the first
// screen and all tables among it, and the pictures and the data behind the links of its page.
func everything(t *testing.T, content string, args ...string) string {
	t.Helper()
	var all []string
	for _, form := range [][]string{
		{"-format", cli.FormatText}, {"-format", cli.FormatText, "-tables", "all", "-p"}, {"-format", cli.FormatMarkdown, "-tables", "all", "-p"},
		{"-format", cli.FormatCSV}, {"-format", cli.FormatJSON}, {"-format", cli.FormatHTML, "-p"},
	} {
		status, out, errout := call(t, content, slices.Concat([]string{"-force", "Kent"}, form, args, []string{"-"})...)
		all = append(all, fmt.Sprint("status ", status), out, errout)
	}
	return strings.Join(all, "\n")
}

// alternatives returns the values of a count in the files that look like w, among those that differ
// from it by moving up to most searches between two cells, or one search of each of two groups to
// or from arrest.
func alternatives(t *testing.T, w world, most int, count func(world) int, args ...string) map[int]bool {
	t.Helper()
	text := func(w world) string { // most differ in one form already
		_, out, _ := call(t, w.csv(), append(append([]string{"-force", "Kent"}, args...), "-")...)
		return out
	}
	seen, first := everything(t, w.csv(), args...), text(w)
	values := map[int]bool{count(w): true}
	try := func(other world, ok bool) {
		if ok && !values[count(other)] && text(other) == first && everything(t, other.csv(), args...) == seen {
			values[count(other)] = true
		}
	}
	var cells [][2]string
	all := []string{"White", "Mixed", "Asian", "Black", "Other", "none"}
	for _, g := range all {
		for _, o := range []string{arrest, noAction, noOutcome} {
			cells = append(cells, [2]string{g, o})
		}
	}
	for i, g := range all {
		for _, h := range all[i+1:] {
			for _, o := range [][2]string{{arrest, noAction}, {arrest, noOutcome}, {noAction, arrest}, {noOutcome, arrest}} {
				if other, ok := w.move(1, [2]string{g, o[0]}, [2]string{g, o[1]}); ok {
					try(other.move(1, [2]string{h, o[0]}, [2]string{h, o[1]}))
				}
			}
		}
	}
	for n := 1; n <= most; n++ {
		for _, from := range cells {
			for _, to := range cells {
				other, ok := w.move(n, from, to)
				try(other, ok && from != to)
			}
		}
	}
	return values
}

// TestNothingTellsThree has files with 3 events overall and 3 searches in no group: whatever is
// printed would be printed with any other count from 1 to 5.
func TestNothingTellsThree(t *testing.T) {
	groups := func(rest string, events map[string]int) world {
		w := world{by: map[[2]string]int{}}
		for g, n := range map[string]int{"White": 60, "Mixed": 0, "Asian": 15, "Black": 10, "Other": 12, "none": 3} {
			w.by[[2]string{g, arrest}] = events[g]
			w.by[[2]string{g, rest}] = n - events[g]
		}
		return w
	}
	for _, test := range []struct {
		name string
		w    world
		args []string
	}{
		{"the events are those of the unknown, the rest is blank", groups(noOutcome, map[string]int{"none": 3}), nil},
		{"the events are those of the unknown, the rest is no action", groups(noAction, map[string]int{"none": 3}), nil},
		{"the events are of one group", groups(noOutcome, map[string]int{"Black": 3}), nil},
		{"the events are of one group, the rest is no action", groups(noAction, map[string]int{"Black": 3}), nil},
		{"the events are spread", groups(noAction, map[string]int{"Black": 2, "none": 1}), nil},
		{"with the bounds of 5+1 on another baseline", groups(noOutcome, map[string]int{"none": 3}), []string{"-baseline", "Black"}},
		{"the unknown in proportion", groups(noOutcome, map[string]int{"White": 3}), []string{"-unknown", "in-proportion"}},
		{"a find is an action of those with a known outcome", groups(noOutcome, map[string]int{"none": 3}), []string{"-find", "action-known"}},
		{"a find is a linked action", groups(noAction, map[string]int{"Black": 2, "none": 1}), []string{"-find", "linked-action"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			args := append([]string{"-suppress", "5"}, test.args...)
			if out := everything(t, test.w.csv(), args...); strings.Contains(out, "too few searches") {
				t.Fatalf("the program shows nothing:\n%s", out)
			}
			for name, count := range map[string]func(world) int{
				"searches in no group": func(w world) int { return w.searches("none") },
				"arrests":              func(w world) int { return w.ended(arrest) },
			} {
				if test.args != nil && test.args[0] == "-unknown" && name != "arrests" {
					continue // what is put into groups moves the counts that are shown
				}
				values := alternatives(t, test.w, 2, count, args...)
				for v := 1; v <= 5; v++ {
					if !values[v] {
						t.Errorf("%s: what is printed cannot be of %d, only of %v", name, v, slices.Sorted(maps.Keys(values)))
					}
				}
			}
		})
	}
}

// TestSuppressedMembers names what a small number of searches in no group must take out of JSON and
// of the pages, so that an output that is merely wrong in another way does not pass.
func TestSuppressedMembers(t *testing.T) {
	w := world{by: map[[2]string]int{{"White", noOutcome}: 60, {"Asian", noOutcome}: 15, {"Black", noOutcome}: 10, {"Other", noOutcome}: 12, {"none", arrest}: 3}}
	args := []string{"-force", "Kent", "-suppress", "5"}
	status, out, errout := call(t, w.csv(), append(args, "-format", "json", "-")...)
	if status != statusOK {
		t.Fatal(errout)
	}
	var got struct {
		Unknown      map[string]int64
		UnknownShare *float64 `json:"unknown_share"`
		BoundUnknown int64    `json:"bounds_unknown"`
		Bounds       []any
		Quality      struct {
			Rows             *int64
			EthnicityUnknown *int64 `json:"ethnicity_unknown"`
			OutcomeMissing   *int64 `json:"outcome_missing"`
		}
		Tables []struct{ Notes []string }
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if got.Unknown != nil || got.UnknownShare != nil || got.BoundUnknown != 0 || len(got.Bounds) != 0 {
		t.Errorf("unknown %v, share %v, bounds over %d: %v; want none: they tell the 3", got.Unknown, got.UnknownShare, got.BoundUnknown, got.Bounds)
	}
	if got.Quality.EthnicityUnknown != nil || got.Quality.OutcomeMissing != nil || got.Quality.Rows == nil || *got.Quality.Rows != 100 {
		t.Errorf("quality %+v; want 100 rows, and neither the 3 of unknown ethnicity nor the 97 without outcome", got.Quality)
	}
	for _, table := range got.Tables {
		if notes := strings.Join(table.Notes, "; "); strings.Contains(notes, "overall 3 %") || strings.Contains(notes, "3 of 100") {
			t.Errorf("notes tell the 3 events: %q", notes)
		}
	}
	_, out, _ = call(t, w.csv(), append(args, "-")...)
	for _, want := range []string{
		"Not in any group: at most 5 of 100 searches with no self-defined ethnicity\n",
		"Not recorded: outcome in all but at most 5 ¹, link between outcome and object of search in 100 (100 %) of the 100 person searches\n",
		"at most 5 of 100 searches are in no group",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

// TestSuppressedQuality: what the files say of themselves counts searches too.
func TestSuppressedQuality(t *testing.T) {
	base := world{by: map[[2]string]int{{"White", noAction}: 70, {"Asian", noAction}: 20, {"Black", noAction}: 30, {"Other", noAction}: 25, {"none", noAction}: 40}}
	with := func(change func(*world)) world {
		w := base
		w.by = maps.Clone(base.by)
		change(&w)
		return w
	}
	for _, test := range []struct {
		name string
		of   func(n int) world // with n of them
		args []string
	}{
		{"rows of vehicles", func(n int) world { return with(func(w *world) { w.vehicles = n }) }, nil},
		{"rejected rows", func(n int) world { return with(func(w *world) { w.rejected = n }) }, nil},
		{"blank outcomes", func(n int) world {
			return with(func(w *world) { w.by[[2]string{"none", noAction}] -= n; w.by[[2]string{"none", noOutcome}] = n })
		}, nil},
		{"labels that are not known", func(n int) world {
			return with(func(w *world) { w.by[[2]string{"none", noAction}] -= n; w.by[[2]string{"strange", noAction}] = n })
		}, nil},
		{"no known ethnicity, of two kinds", func(n int) world {
			return with(func(w *world) { w.by[[2]string{"none", noAction}] -= n; w.by[[2]string{"blank", noAction}] = n })
		}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			want := everything(t, test.of(3).csv(), append([]string{"-suppress", "5"}, test.args...)...)
			for n := 1; n <= 5; n++ {
				if got := everything(t, test.of(n).csv(), append([]string{"-suppress", "5"}, test.args...)...); got != want {
					t.Errorf("%d and 3 print apart: %s", n, firstDifference(want, got))
				}
			}
		})
	}
}

// firstDifference returns the first lines that differ.
func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("%q, %q", x[i], y[i])
		}
	}
	return "the length"
}

// TestChosenSuppressed: what a filter leaves out follows from what is read and what is left.
func TestChosenSuppressed(t *testing.T) {
	drugs := world{by: map[[2]string]int{{"White", noAction}: 70, {"Asian", noAction}: 20, {"Black", noAction}: 30, {"Other", noAction}: 25, {"none", noAction}: 40}}.csv()
	firearm := func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.ReplaceAll(row("Person search", fmt.Sprintf("2023-01-05T23:00:%02d+00:00", i), white, "", noAction), "Controlled drugs", "Firearms"))
		}
		return b.String()
	}
	args := []string{"-suppress", "5", "-object", "controlled drugs"}
	want := everything(t, drugs+firearm(3), args...)
	for n := 1; n <= 5; n++ {
		if got := everything(t, drugs+firearm(n), args...); got != want {
			t.Errorf("%d and 3 print apart: %s", n, firstDifference(want, got))
		}
	}
	if !strings.Contains(want, `Only -object "controlled drugs": all but at most 5 of the person searches`) {
		t.Errorf("what the filter leaves is not told:\n%s", want)
	}
}

// TestRandomFilesSuppressed: in random files no small number of searches in no group is told
// exactly.
func TestRandomFilesSuppressed(t *testing.T) {
	if testing.Short() {
		t.Skip("a search for other files that look alike")
	}
	random := rand.New(rand.NewPCG(1, 2))
	shown := 0
	for range 6 {
		w := world{by: map[[2]string]int{}}
		for _, g := range []string{"White", "Mixed", "Asian", "Black", "Other"} {
			for _, o := range []string{arrest, noAction, noOutcome} {
				w.by[[2]string{g, o}] = random.IntN(12)
			}
		}
		w.by[[2]string{"White", noAction}] += 60
		w.by[[2]string{"none", []string{arrest, noAction, noOutcome}[random.IntN(3)]}] = 1 + random.IntN(5)
		if out := everything(t, w.csv(), "-suppress", "5"); strings.Contains(out, "too few searches") {
			continue
		}
		shown++
		if values := alternatives(t, w, 1, func(w world) int { return w.searches("none") }, "-suppress", "5"); len(values) < 2 {
			t.Errorf("searches in no group must be %v with %v", slices.Sorted(maps.Keys(values)), w.by)
		}
	}
	if shown < 3 {
		t.Errorf("%d files of 6 show anything", shown)
	}
}

// TestSuppressedRest: what the officer's view leaves in no group follows from the groups and the
// total as well as what is in none at first; and so do its events.
func TestSuppressedRest(t *testing.T) {
	rows := header
	n := 0
	add := func(times int, self, officer, outcome string) {
		for range times {
			n++
			rows += row("Person search", fmt.Sprintf("2023-01-05T12:%02d:%02d+00:00", n/60, n%60), self, officer, outcome)
		}
	}
	for _, label := range []string{"White", "Asian", "Black", "Mixed", "Other"} {
		add(20, labelsOf[label], "", noAction)
		add(20, labelsOf[label], "", arrest)
	}
	add(20, labelsOf["none"], "White", arrest)
	add(3, labelsOf["none"], "", arrest)
	for _, way := range []string{"left-out", "officer"} {
		status, out, errout := call(t, rows, "-force", "Kent", "-suppress", "5", "-unknown", way, "-format", "json", "-")
		if status != statusOK {
			t.Fatal(errout)
		}
		var got struct {
			Tables []struct {
				Measure string
				Notes   []string
				Rows    []struct{ Events *int64 }
			}
		}
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatal(err)
		}
		hidden := 0
		for _, row := range got.Tables[0].Rows {
			if row.Events == nil {
				hidden++
			}
		}
		if want := way == "officer"; (hidden > 0) != want {
			t.Errorf("-unknown %s: %d groups are withheld, want some: %v", way, hidden, want)
		}
		for _, table := range got.Tables[1:] {
			overall := strings.Contains(strings.Join(table.Notes, "; "), "overall ")
			if want := way == "left-out"; table.Measure == "arrest rate" && overall != want {
				t.Errorf("-unknown %s: overall line %v, want %v", way, overall, want)
			}
		}
	}
}

// TestErrorsSuppressed: nor do errors and standard error tell it.
func TestErrorsSuppressed(t *testing.T) {
	w := world{by: map[[2]string]int{{"White", noAction}: 70, {"strange", noAction}: 3}, rejected: 2}
	status, _, errout := call(t, w.csv(), "-force", "Kent", "-suppress", "5", "-")
	if want := "stopsearch: at most 5 rows rejected, at most 5 cells with unknown labels: without -suppress the first are named\n"; !strings.HasPrefix(errout, want) {
		t.Errorf("status %d, standard error %q, want %q", status, errout, want)
	}
	w = world{by: map[[2]string]int{{"White", noAction}: 3}, vehicles: 2}
	if _, _, errout := call(t, w.csv(), "-force", "Kent", "-suppress", "5", "-object", "fireworks", "-"); !strings.Contains(errout, "none of the at most 5 searches of persons is left") {
		t.Errorf("standard error %q", errout)
	}
}

// TestGroupsSuppressed: a small group is told neither by the words, nor by the row of all groups
// other than White, nor by ranges and bounds, nor by the officers' view.
func TestGroupsSuppressed(t *testing.T) {
	w := world{by: map[[2]string]int{{"White", noAction}: 60, {"Mixed", noAction}: 9, {"Asian", noAction}: 15, {"Black", noAction}: 3, {"Other", noAction}: 12, {"none", noAction}: 40}}
	for _, args := range [][]string{nil, {"-baseline", "Asian"}, {"-unknown", "in-proportion"}, {"-ethnicity", "self-then-officer"}} {
		args := append([]string{"-suppress", "5"}, args...)
		if out := everything(t, w.csv(), args...); !strings.Contains(out, "15") {
			t.Fatalf("the program shows nothing:\n%s", out)
		}
		most := 2
		if slices.Contains(args, "in-proportion") {
			most = 1 // the counts that are shown move with those that are not
		}
		values := alternatives(t, w, most, func(w world) int { return w.searches("Black") }, args...)
		if len(values) < 3 {
			t.Errorf("%q: what is printed cannot be of all numbers of Black people around 3, only of %v", args, slices.Sorted(maps.Keys(values)))
		}
	}
}
