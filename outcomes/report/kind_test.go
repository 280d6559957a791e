package report_test

import (
	"bytes"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
)

// records returns records of one kind of people in Kent, over two months: of each group so many,
// whose crimes (or what followed a stop) have each of the outcomes in turn.
func records(kind outcomes.RecordType, months int) iter.Seq2[outcomes.Search, error] {
	force := must(ethnicity.ParseForce("Kent"))
	return func(yield func(outcomes.Search, error) bool) {
		for _, of := range []struct {
			group ethnicity.Group
			n     int
			every int // one in so many is charged
		}{{ethnicity.White, 600, 5}, {ethnicity.Black, 120, 3}, {ethnicity.Asian, 90, 4}, {ethnicity.Mixed, 60, 4}, {ethnicity.Other, 12, 6}, {ethnicity.NotStated, 40, 4}} {
			for i := range of.n {
				s := outcomes.Search{
					Type: kind, Force: force, Self: of.group, Officer: of.group, Gender: outcomes.Male, Age: outcomes.Age10To17,
					Time: time.Date(2021, time.Month(3+i%months), 1+i%28, 12, i%60, 0, 0, time.UTC),
				}
				switch {
				case !kind.HasCrimeOutcome() && i%of.every == 0:
					s.Outcome = outcomes.Arrest
				case !kind.HasCrimeOutcome():
					s.Outcome = outcomes.NoFurtherAction
				case i%of.every == 0:
					s.Crime = outcomes.ChargedOrSummonsed
				case i%20 == 19:
					s.Crime = outcomes.NotYetAssigned
				case i%7 == 1:
					s.Crime = outcomes.CommunityResolutionOfCrime
				case i%11 == 2:
					s.Crime = outcomes.DiversionaryActivity
				default:
					s.Crime = outcomes.SuspectIdentifiedVictimSupports
				}
				if !yield(s, nil) {
					return
				}
			}
		}
	}
}

// TestLook
func TestLook(t *testing.T) {
	for _, kind := range []outcomes.RecordType{outcomes.PersonStopped, outcomes.PersonArrested, outcomes.PersonSuspected, outcomes.PersonCharged} {
		x := new(outcomes.Extract)
		if err := x.Read("own.csv", records(kind, 3)); err != nil {
			t.Fatal(err)
		}
		r, err := report.New(x, report.Options{By: report.EachMonth})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := r.WriteText(&b, report.Layout{Tables: []string{"all"}}); err != nil {
			t.Fatal(err)
		}
		t.Log(b.String())
		if strings.Contains(strings.ToLower(b.String()), "search") {
			t.Error("has search")
		}
	}
}
