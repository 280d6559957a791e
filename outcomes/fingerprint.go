package outcomes

import (
	"fmt"
	"iter"
	"math"
	"math/bits"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
)

// A fingerprint is a hash of what a search says, and not of the text of its row. So two files have
// the same fingerprints for the same searches whatever the order of their columns, the columns that
// are not read, such as numbers of rows, the spelling of True, the separator, or CSV and JSON.
//
// It is made as follows, and is the same in every process and on every machine:
//
//  1. Each field that is a label has a word of 64 bits: the hash of "field=name", where name is the
//     canonical name of its value. The words of all such fields are combined by exclusive or. Names
//     and not numbers are hashed, so that a new value of an enum changes no fingerprint.
//  2. The result is mixed with the time in seconds, and with the bits of latitude and longitude,
//     each of which is a step that can be undone, so that two searches that differ in one of these
//     alone never share a fingerprint. Where there is no place these are the bits of
//     math.NaN. Then come the cells whose labels are not known, by field and text in small letters,
//     and at the end the outcome of a crime and what was kept, where there are any.
//  3. Last comes the hash of the slug of the force, by exclusive or, so that what is of the force
//     can be taken out again.
//
// The API says that the outcome is false where the CSV of the same searches has a blank, so nothing
// found has the word of a blank outcome.

// labelWords has the words of step 1, by value.
var labelWords = struct {
	searchType, self, officer, gender, age, legislation, object, outcome, linked, clothing, operation [256]uint64
}{
	searchType:  wordsOf("type", RecordTypes()),
	self:        wordsOf("self", ethnicity.Groups()),
	officer:     wordsOf("officer", ethnicity.Groups()),
	gender:      wordsOf("gender", Genders()),
	age:         wordsOf("age", Ages()),
	legislation: wordsOf("legislation", Legislations()),
	object:      wordsOf("object", Objects()),
	outcome:     outcomeWords(),
	linked:      wordsOf("linked", Answers()),
	clothing:    wordsOf("clothing", Answers()),
	operation:   wordsOf("operation", Answers()),
}

func wordsOf[E interface {
	~uint8
	fmt.Stringer
}](field string, values iter.Seq[E]) (words [256]uint64) {
	for v := range values {
		words[v] = hashText(field, v.String())
	}
	return words
}

func outcomeWords() [256]uint64 {
	words := wordsOf("outcome", Outcomes())
	words[NothingFound] = words[OutcomeNotRecorded]
	return words
}

// hashText returns the hash of a field and its text: FNV-1a of 64 bits of field=text, mixed.
func hashText(field, text string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for _, s := range [...]string{field, "=", text} {
		for i := range len(s) {
			h = (h ^ uint64(s[i])) * 0x100000001b3
		}
	}
	return mix(h, 0)
}

// hashForce returns what the force is in a fingerprint.
func hashForce(force ethnicity.Force) uint64 { return hashText("force", force.Slug()) }

// mix returns a hash of h and a word. For every h it gives each word another hash: it is the last
// step of SplitMix64, which can be undone, after the word has been turned, so that a time and a
// coordinate of few bits do not fall on the same ones.
func mix(h, word uint64) uint64 {
	h = (h ^ bits.RotateLeft64(word, 29)) + 0x9e3779b97f4a7c15
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// fingerprints makes the fingerprints of one file. It remembers the hash of the last force.
type fingerprints struct {
	force ethnicity.Force
	hash  uint64 // 0 before the first
	tail  []uint64
}

// of returns the fingerprint of a search that was read, with the cells of its row that were not
// understood. It is never 0.
func (f *fingerprints) of(s *Search, unknown UnknownLabels) uint64 {
	if f.hash == 0 || s.Force != f.force {
		f.force, f.hash = s.Force, hashForce(s.Force)
	}
	f.tail = f.tail[:0]
	for _, cell := range unknown {
		f.tail = append(f.tail, unknownWord(cell))
	}
	f.tail = appendTail(f.tail, s)
	return printOf(labelHash(s), s.Time.Unix(), placeAt(s.Latitude, s.Longitude), f.tail, f.hash)
}

// labelHash returns what step 1 makes of a search.
func labelHash(s *Search) uint64 {
	w := &labelWords
	return w.searchType[s.Type] ^ w.self[s.Self] ^ w.officer[s.Officer] ^ w.gender[s.Gender] ^ w.age[s.Age] ^ w.legislation[s.Legislation] ^
		w.object[s.Object] ^ w.outcome[s.Outcome] ^ w.linked[s.Linked] ^ w.clothing[s.Clothing] ^ w.operation[s.Operation]
}

// unknownWord returns what a cell that was not understood is in a fingerprint.
func unknownWord(cell *RowError) uint64 {
	return hashText(cell.Field, strings.ToLower(strings.TrimSpace(cell.Value)))
}

// appendTail appends what comes last in step 2: the outcome of a crime and what was kept.
func appendTail(tail []uint64, s *Search) []uint64 {
	if s.Crime != NotYetAssigned {
		tail = append(tail, hashText("crime outcome", s.Crime.String()))
	}
	if s.Kept != (Kept{}) {
		for i := range MaxKept {
			tail = append(tail, hashText("kept", s.Kept.Value(i)))
		}
	}
	return tail
}

// printOf returns the fingerprint of what step 1 made of a search, its time in seconds since 1970,
// its place, what comes last in step 2, and the hash of its force.
func printOf(label uint64, unix int64, p rowPlace, tail []uint64, force uint64) uint64 {
	h := mix(mix(mix(label, uint64(unix)), p.latitude), p.longitude)
	for _, word := range tail {
		h = mix(h, word)
	}
	return max(h^force, 1)
}

// degreeBits returns the bits of a coordinate, the same ones for every NaN, and for 0 and −0.
func degreeBits(degrees float64) uint64 {
	switch {
	case math.IsNaN(degrees):
		return math.Float64bits(math.NaN())
	case degrees == 0:
		return 0
	}
	return math.Float64bits(degrees)
}
