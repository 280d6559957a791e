package published

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// listsText writes lists in short: each force and its peers, by name.
func listsText(lists map[ethnicity.Force][]ethnicity.Force) string {
	var texts []string
	for of, peers := range lists {
		var names []string
		for _, f := range peers {
			names = append(names, f.String())
		}
		texts = append(texts, of.String()+": "+strings.Join(names, ", "))
	}
	slices.Sort(texts)
	return strings.Join(texts, "; ")
}

// The list that is built in is that of the performance reports, by name, and a copy.
func TestMostSimilar(t *testing.T) {
	force, err := ethnicity.ParseForce("avon & somerset")
	if err != nil {
		t.Fatal(err)
	}
	similar, ok := MostSimilar(force)
	if got := fmt.Sprint(similar); !ok || got != "[Derbyshire Essex Hampshire Hertfordshire Kent Staffordshire Sussex]" {
		t.Errorf("%s, %v", got, ok)
	}
	similar[0] = force
	if again, _ := MostSimilar(force); again[0] == force {
		t.Error("the list is shared with the caller")
	}
	for f := range ethnicity.Forces() {
		similar, ok := MostSimilar(f)
		if slices.Contains(similar, f) || ok != (len(similar) > 0) || ok != (f == force) {
			t.Errorf("%s: %v, %v", f, similar, ok)
		}
	}
	if similar, ok := MostSimilar(ethnicity.Force{}); ok || similar != nil {
		t.Errorf("no force: %v", similar)
	}
}

func TestReadMostSimilar(t *testing.T) {
	for _, test := range []struct{ text, want, reason string }{
		{"force,most similar forces\nAvon and Somerset,Sussex,Kent,Essex\nKent,Essex,Sussex\n", "Avon and Somerset: Essex, Kent, Sussex; Kent: Essex, Sussex", "a row for each force, in any order"},
		{"force,peer\nKent,Essex\nAvon & Somerset,Kent\nkent police,Sussex\n", "Avon and Somerset: Kent; Kent: Essex, Sussex", "a row for each peer, and forces in other spellings"},
		{"Force;A;B;C\r\nKent;Essex;;Sussex\r\n", "Kent: Essex, Sussex", "semicolons, a blank cell, the ends of lines of Windows"},
		{"force\tpeer\nKent\t\"London, City of\"\n", "Kent: City of London", "tabs and quotation marks"},
		{"\ufeffforce,peers\n\nKent,Essex,,,\n,,\n", "Kent: Essex", "a mark at the beginning, and blank lines"},
		{"force,peers\nKent, Essex , MPS\n", "Kent: Essex, Metropolitan Police", "space around names, and initials"},
	} {
		lists, err := ReadMostSimilar(strings.NewReader(test.text), "lists.csv")
		if got := listsText(lists); err != nil || got != test.want {
			t.Errorf("%s: %s, %v, want %s", test.reason, got, err, test.want)
		}
	}
}

// What is wrong with a list is told with the file, the line, the column and the value.
func TestReadMostSimilarErrors(t *testing.T) {
	for _, test := range []struct{ text, want, reason string }{
		{"force,peers\nKent,Essex,Knt\n", `lists.csv:2:12: peer "Knt": unknown police force "Knt"`, "no force, behind the last heading"},
		{"force,peers\nKnt,Essex\n", `lists.csv:2:1: force "Knt": unknown police force "Knt"`, "no force in the first column"},
		{"force,peers\nKent,Essex,Kent\n", `lists.csv:2:12: peer "Kent": Kent is among its own peers: leave it out`, "its own peer"},
		{"force,peers\nKent,Essex,Sussex,essex police\n", `lists.csv:2:19: peer "essex police": Essex is twice among the peers of Kent: want it once`, "a peer in two spellings"},
		{"force,peers\nKent,Essex\nKent,Essex\n", `lists.csv:3:6: peers "Essex": Essex is twice among the peers of Kent`, "a row twice"},
		{"force,peers\nKent,Essex,Sussex\nKent,Surrey\n", `lists.csv:3:1: force "Kent": Kent has another row with its peers: want one row with all of them, or a row for each`, "another row behind a whole one"},
		{"force,peers\nKent,Surrey\nKent,Essex,Sussex\n", `lists.csv:3:1: force "Kent": Kent has another row with its peers`, "a whole row behind another one"},
		{"force,peers\nKent,\n", `lists.csv:2:1: force "Kent": Kent has no peers: want its most similar forces in the columns behind it`, "no peer"},
		{"force,peers\n,Essex\n", `lists.csv:2:1: force "": no force: want the force whose peers follow`, "no force"},
		{"area,peers\nKent,Essex\n", `lists.csv:1: the first column is "area": want "force", and its most similar forces in the columns behind it`, "another heading"},
		{"force,peers\n", `lists.csv:1: no force has peers: want a row for each force`, "a header alone"},
		{"", "lists.csv:1: the file is empty", "nothing"},
		{"force,peers\nKent,\"Essex\n", "lists.csv:2:1: quotation mark without its partner", "a quotation mark"},
		{`[{"force":"Kent"}]`, "lists.csv", "JSON"},
	} {
		lists, err := ReadMostSimilar(strings.NewReader(test.text), "lists.csv")
		if err == nil || !strings.Contains(err.Error(), test.want) || lists != nil {
			t.Errorf("%s: %v, %s, want %s", test.reason, err, listsText(lists), test.want)
		}
	}
	_, err := ReadMostSimilar(strings.NewReader("force,peers\nKent,Knt\n"), "lists.csv")
	if e, ok := errors.AsType[*outcomes.RowError](err); !ok || e.Line != 2 || e.Column != 6 || e.Value != "Knt" || !errors.Is(err, ethnicity.ErrUnknownLabel) {
		t.Errorf("%+v", e)
	}
}

// FuzzReadMostSimilar: whatever is in a file, no list has its force or a force twice, and an error
// is one line without control characters.
func FuzzReadMostSimilar(f *testing.F) {
	f.Add([]byte("force,most similar forces\nAvon and Somerset,Derbyshire,Essex\nKent;Essex\n"))
	f.Add([]byte("force;peer\r\nKent;\"Essex\r\n\x1b\u202e;\x00\n"))
	f.Add([]byte("sep=;\nforce;a\nMPS;GMP;GMP\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		lists, err := ReadMostSimilar(strings.NewReader(string(text)), "f.csv")
		if err != nil {
			if message := err.Error(); strings.ContainsFunc(message, unicode.IsControl) || lists != nil {
				t.Fatalf("%q, %d lists", message, len(lists))
			}
			return
		}
		for of, peers := range lists {
			if of.IsZero() || len(peers) == 0 || slices.Contains(peers, of) || !slices.IsSortedFunc(peers, ethnicity.Force.Compare) || len(slices.Compact(slices.Clone(peers))) < len(peers) {
				t.Fatalf("%s: %v", of, peers)
			}
		}
	})
}
