package outcomes

import (
	"math"
	"math/bits"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
)

// Fingerprints are the same in every process, on every machine and in every version: these numbers
// may not change.
func TestFingerprintsAreFixed(t *testing.T) {
	var f fingerprints
	london := time.Date(2022, 9, 1, 0, 0, 0, 999, time.UTC).In(time.FixedZone("BST", 3600))
	for _, test := range []struct {
		s       Search
		unknown UnknownLabels
		want    uint64
		reason  string
	}{
		{Search{}, nil, 0xadfdfd23fce2b186, "nothing"},
		{searches[0], nil, 0x7ee2bedf1b7578fe, "a search"},
		{searches[3], nil, 0xf5aceb1d4347656c, "a vehicle without a place"},
		{Search{Force: force(t, "Kent"), Time: london}, nil, 0x7fe331aba4c0a749, "a force, and a time to its second in whatever zone"},
		{Search{Outcome: OutcomeUnrecognised}, UnknownLabels{{Field: "Outcome", Value: " Ticket"}}, 0xac9f3c8da8ea2b97, "a label that is not known"},
	} {
		if got := f.of(&test.s, test.unknown); got != test.want {
			t.Errorf("%s: %#x, want %#x", test.reason, got, test.want)
		}
	}
	same := Search{Force: force(t, "Kent"), Time: time.Date(2022, 9, 1, 0, 0, 0, 0, time.UTC)}
	other := Search{Force: same.Force, Time: london}
	if f.of(&same, nil) != f.of(&other, nil) {
		t.Error("a time in another zone, and with a fraction, has another fingerprint")
	}
	same.Outcome, same.Latitude = NothingFound, math.Copysign(0, -1)
	if f.of(&same, nil) != f.of(&other, nil) {
		t.Error("nothing found is not like a blank outcome, or 0 not like −0")
	}
	same.Longitude, other.Longitude = math.NaN(), math.Float64frombits(math.Float64bits(math.NaN())^1)
	if f.of(&same, nil) != f.of(&other, nil) {
		t.Error("two NaN have two fingerprints")
	}
}

// variants are searches that differ in one field each from s.
func variants(t *testing.T, s Search) (list []Search) {
	for v := range RecordTypes() {
		s := s
		s.Type = v
		list = append(list, s)
	}
	for v := range ethnicity.Groups() {
		s, r := s, s
		s.Self, r.Officer = v, v
		list = append(list, s, r)
	}
	for v := range Genders() {
		s := s
		s.Gender = v
		list = append(list, s)
	}
	for v := range Ages() {
		s := s
		s.Age = v
		list = append(list, s)
	}
	for v := range Legislations() {
		s := s
		s.Legislation = v
		list = append(list, s)
	}
	for v := range Objects() {
		s := s
		s.Object = v
		list = append(list, s)
	}
	for v := range Outcomes() {
		s := s
		s.Outcome = v
		list = append(list, s)
	}
	for v := range Answers() {
		a, b, c := s, s, s
		a.Linked, b.Clothing, c.Operation = v, v, v
		list = append(list, a, b, c)
	}
	for f := range ethnicity.Forces() {
		s := s
		s.Force = f
		list = append(list, s)
	}
	for i := range 64 {
		a, b, c := s, s, s
		a.Time, b.Latitude, c.Longitude = s.Time.Add(time.Duration(i)*time.Second), s.Latitude+float64(i)/1e6, s.Longitude-float64(i)/1e6
		list = append(list, a, b, c)
	}
	return list
}

// Searches that differ in any field, or in two, have different fingerprints, which differ in about
// half of their bits.
func TestFingerprintsDiffer(t *testing.T) {
	var f fingerprints
	seen := make(map[uint64]Search)
	var differ, pairs int
	s := searches[0]
	first := f.of(&s, nil)
	for _, one := range variants(t, s) {
		for _, two := range variants(t, one) {
			two.Outcome = max(two.Outcome, OutcomeUnrecognised)
			if two.Outcome == NothingFound {
				continue
			}
			print := f.of(&two, nil)
			if other, ok := seen[print]; ok && other != two {
				t.Fatalf("%+v and %+v have one fingerprint", two, other)
			}
			seen[print] = two
			if print != first {
				differ += bits.OnesCount64(print ^ first)
				pairs++
			}
		}
	}
	if mean := float64(differ) / float64(pairs); len(seen) < 50_000 || mean < 31.9 || mean > 32.1 {
		t.Errorf("%d fingerprints, which differ in %v bits", len(seen), mean)
	}
}

// A search that differs in one bit of its time or place has another half of the bits, each as often
// as another.
func TestFingerprintsSpread(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var f fingerprints
	const rounds = 20_000
	var flipped [64]int
	for range rounds {
		s := searches[0]
		s.Time = time.Unix(random.Int64N(1<<32), 0)
		s.Latitude, s.Longitude = 49+10*random.Float64(), 2*random.Float64()
		r := s
		switch random.IntN(3) {
		case 0:
			r.Time = time.Unix(s.Time.Unix()^1<<random.IntN(32), 0)
		case 1:
			r.Latitude = math.Float64frombits(math.Float64bits(s.Latitude) ^ 1<<random.IntN(52))
		default:
			r.Longitude = math.Float64frombits(math.Float64bits(s.Longitude) ^ 1<<random.IntN(52))
		}
		for i := range flipped {
			flipped[i] += int((f.of(&s, nil) ^ f.of(&r, nil)) >> i & 1)
		}
	}
	for i, n := range flipped {
		if math.Abs(float64(n)-rounds/2) > 5*math.Sqrt(rounds)/2 {
			t.Errorf("bit %d flips in %d of %d", i, n, rounds)
		}
	}
}
