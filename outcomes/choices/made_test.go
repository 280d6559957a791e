package choices_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// recipe is what made records are like. The zero recipe is of searches in Essex in March 2019 with
// everything recorded of some of them.
type recipe struct {
	forces    []string // Essex
	month     time.Time
	kind      outcomes.RecordType
	n         int
	noOfficer bool
	noSelf    bool
	noObject  bool
	noUnknown bool
	noPlace   bool // and so nobody is known to have been stopped together
	noOutcome bool
	change    func(i int, s *outcomes.Search)
}

// made returns records that are made by a recipe, always the same.
func made(t testing.TB, r recipe) *outcomes.Extract {
	t.Helper()
	if r.forces == nil {
		r.forces = []string{"essex"}
	}
	if r.month.IsZero() {
		r.month = time.Date(2019, time.March, 1, 0, 0, 0, 0, time.UTC)
	}
	if r.n == 0 {
		r.n = 600
	}
	if r.kind == 0 {
		r.kind = outcomes.PersonSearch
	}
	x := new(outcomes.Extract)
	if err := x.Read("made.csv", r.searches(t)); err != nil {
		t.Fatal(err)
	}
	return x
}

// searches yields the records.
func (r recipe) searches(t testing.TB) func(yield func(outcomes.Search, error) bool) {
	draw := rand.New(rand.NewPCG(1, 2))
	self := []ethnicity.Group{ethnicity.WhiteBritish, ethnicity.OtherWhite, ethnicity.BlackCaribbean, ethnicity.BlackAfrican, ethnicity.Indian, ethnicity.OtherMixed, ethnicity.NotStated}
	officer := []ethnicity.Group{ethnicity.White, ethnicity.White, ethnicity.Black, ethnicity.Black, ethnicity.Asian, ethnicity.Black, ethnicity.White}
	outcome := []outcomes.Outcome{outcomes.NoFurtherAction, outcomes.NoFurtherAction, outcomes.Arrest, outcomes.CommunityResolution}
	crime := []outcomes.CrimeOutcome{outcomes.NotYetAssigned, outcomes.ChargedOrSummonsed, outcomes.ChargedOrSummonsed, outcomes.CommunityResolutionOfCrime}
	object := []outcomes.Object{outcomes.ControlledDrugs, outcomes.OffensiveWeapons, outcomes.StolenGoods}
	return func(yield func(outcomes.Search, error) bool) {
		for i := range r.n {
			g := []int{0, 0, 0, 0, 0, 1, 2, 2, 3, 4, 5, 6, 6}[draw.IntN(13)]
			if r.noUnknown && g == 6 {
				g = 0
			}
			s := outcomes.Search{Force: force(t, r.forces[i%len(r.forces)]), Type: r.kind, Time: r.month.Add(time.Duration(i/2*37+601) * time.Minute),
				Self: self[g], Officer: officer[g], Object: object[draw.IntN(3)], Latitude: 51.5 + float64(i/2%50)/100, Longitude: 0.5, Fingerprint: uint64(i + 1)}
			if draw.IntN(20) == 0 {
				s.Officer = ethnicity.NotKnown
			}
			if r.kind.HasCrimeOutcome() {
				s.Crime = crime[draw.IntN(4)]
			} else {
				s.Outcome = outcome[draw.IntN(4)]
				s.Linked = []outcomes.Answer{outcomes.Yes, outcomes.No}[draw.IntN(2)]
				if s.Outcome == outcomes.NoFurtherAction {
					s.Linked = outcomes.No
				}
			}
			r.spoil(&s)
			if r.change != nil {
				r.change(i, &s)
			}
			if !yield(s, nil) {
				return
			}
		}
	}
}

// spoil takes out what the recipe does not have.
func (r recipe) spoil(s *outcomes.Search) {
	if r.noOfficer {
		s.Officer = ethnicity.NotKnown
	}
	if r.noSelf {
		s.Self = ethnicity.NotKnown
	}
	if r.noObject {
		s.Object = outcomes.ObjectNotRecorded
	}
	if r.noOutcome {
		s.Outcome, s.Linked = outcomes.OutcomeNotRecorded, outcomes.AnswerNotRecorded
	}
	if r.noPlace {
		s.Time = time.Date(s.Time.Year(), s.Time.Month(), s.Time.Day(), 0, 0, 0, 0, time.UTC)
	}
}

func force(t testing.TB, name string) ethnicity.Force {
	f, err := ethnicity.ParseForce(name)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// shared reads files of the shared data, or skips the test.
func shared(t testing.TB, names ...string) *outcomes.Extract {
	t.Helper()
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("set DISPARITY_DATA to the folder of published files")
	}
	x := new(outcomes.Extract)
	for _, name := range names {
		f, err := os.Open(filepath.Join(dir, "stopsearch", "csv", name))
		if err != nil {
			t.Fatal(err)
		}
		err = x.ReadFile(f, name)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
	}
	return x
}

// day returns the first day of a month.
func day(year int, month time.Month) time.Time {
	return time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
}
