package outcomes

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"pgregory.net/rapid"
)

// TestMayBeNearlySameLaw: what days and minutes tell never hides that two parts have nearly the
// same rows under the names of two forces, and spares most comparisons of others.
func TestMayBeNearlySameLaw(t *testing.T) {
	kent, essex := force(t, "kent"), force(t, "essex")
	part := func(t fataler, of ethnicity.Force, list []Search) *monthPart {
		rows := make([]modelRow, len(list))
		for i, s := range list {
			s.Force = of
			s.Fingerprint = new(fingerprints).of(&s, nil)
			rows[i] = modelRow{Search: s}
		}
		x := new(Extract)
		readModel(t, x, "", rows)
		return x.sources[0].parts[0]
	}
	at := func(t *rapid.T, n int, minutes int) (list []Search) {
		for range n {
			s := searches[0]
			s.Time = time.Date(2021, 3, 1+rapid.IntRange(0, 26).Draw(t, "day"), 0, rapid.IntRange(0, minutes).Draw(t, "minute"), rapid.IntRange(0, 1).Draw(t, "second"), 0, time.UTC)
			list = append(list, s)
		}
		return list
	}
	rapid.Check(t, func(t *rapid.T) {
		n, minutes := rapid.IntRange(fewForTwoForces, 60).Draw(t, "rows"), rapid.SampledFrom([]int{0, 1, 59, 24*60 - 1}).Draw(t, "minutes")
		list := at(t, n, minutes)
		other := slices.Concat(list[rapid.IntRange(0, n/2).Draw(t, "without"):], at(t, rapid.IntRange(0, 10).Draw(t, "more"), minutes))
		p, q := part(t, kent, list), part(t, essex, other)
		shared, kind := compareParts(p.printed(p.hash), q.printed(q.hash))
		if min(len(list), len(other)) >= fewForTwoForces && (kind == OverlapSame || kind == OverlapNearly) && (!mayBeNearlySame(p, q) || !mayBeNearlySame(q, p)) {
			t.Fatalf("%d of %d and %d rows are in both", shared, len(list), len(other))
		}
	})
	random := rand.New(rand.NewPCG(1, 2))
	scattered := func() (list []Search) {
		for range 400 {
			s := searches[0]
			s.Time = time.Date(2021, 3, 1, 0, random.IntN(28*24*60), 0, 0, time.UTC)
			list = append(list, s)
		}
		return list
	}
	if mostOfMinutes(part(t, kent, scattered()), part(t, essex, scattered())) {
		t.Error("minutes do not tell two forces apart")
	}
}
