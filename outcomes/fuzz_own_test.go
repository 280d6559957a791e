package outcomes

import (
	"bytes"
	"strings"
	"testing"
)

// FuzzOwnExtract reads anything at all by any options, as a table and as JSON. Everything is said
// in an error of its kind, and what is read comes back from the table of its tally.
func FuzzOwnExtract(f *testing.F) {
	f.Add([]byte(suspects), "date=Recorded\nofficer=Ethnic appearance\nage=Years\noutcome=Result, final", "District\ngravity", uint8(PersonSuspected))
	f.Add([]byte(suspectObjects), "date=Recorded\nofficer=Ethnic appearance\nage=Years\noutcome=Result, final", "District\ngravity", uint8(PersonSuspected))
	f.Add([]byte(file("\n", official, fixture...)), "outcome=Legislation\ntype=", "Outcome", uint8(PersonStopped))
	f.Add([]byte(`[{"a":{"b":"2023-04","c":1},"b":"x","e":"White"}]`), "date=a.b\nofficer=e", "b\na.c", uint8(PersonCharged))
	f.Add([]byte(`{"type":"Feature","properties":{"day":"2023-04","seen":"White"},"geometry":{"type":"Point","coordinates":[1,51]}}`), "date=day\nofficer=seen", "day", uint8(PersonCharged))
	f.Add([]byte("x;y\n2023-13;1\nApr-23;01 -\n"), "date=x\nself=y\nage=x\ntime=y", "x\ny\nx", uint8(99))
	f.Add([]byte("\xff,Datum\nJan-99,2000-01\n"), "date=Datum\nofficer=\xff\nforce=\xff", "\xff", uint8(PersonSearch))
	f.Fuzz(func(t *testing.T, text []byte, columns, keep string, rows uint8) {
		o := ReadOptions{File: "f", Rows: RecordType(rows), Columns: make(map[string]string)}
		for line := range strings.Lines(columns) {
			ours, theirs, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
			o.Columns[ours] = theirs
		}
		for line := range strings.Lines(keep) {
			o.Keep = append(o.Keep, strings.TrimSuffix(line, "\n"))
		}
		for _, read := range []func(*Extract) error{
			func(x *Extract) error { return x.ReadCSV(bytes.NewReader(text), o) },
			func(x *Extract) error { return x.ReadJSON(bytes.NewReader(text), o) },
		} {
			var x Extract
			if err := read(&x); err != nil {
				checkError(t, err)
				if !strings.HasPrefix(err.Error(), "outcomes: ") {
					t.Fatal(err)
				}
			}
			for _, err := range x.Errors() {
				checkError(t, err)
			}
			tally := x.Tally()
			var b bytes.Buffer
			if err := tally.WriteCSV(&b); err != nil {
				t.Fatal(err)
			}
			back, err := ReadTally(&b, "t.csv")
			if err != nil || !back.Equal(tally) {
				t.Fatalf("%v", err)
			}
			for k := range tally.All() {
				for i := range MaxKept {
					if v := k.Kept.Value(i); len(v) > maxKeptValue || i >= len(o.Keep) && v != "" {
						t.Fatalf("%q is kept of %q", v, o.Keep)
					}
				}
				if k.Type.HasCrimeOutcome() && k.Outcome != OutcomeNotRecorded || !k.Type.HasCrimeOutcome() && k.Crime != NotYetAssigned {
					t.Fatalf("%+v", k)
				}
			}
		}
	})
}
