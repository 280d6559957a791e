package main

import (
	"io"
	"math/rand/v2"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// header is the first line of every file.
const header = "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,Self-defined ethnicity," +
	"Officer-defined ethnicity,Legislation,Object of search,Outcome,Outcome linked to object of search,Removal of more than just outer clothing\r\n"

// A count is how many people of a group were searched, and how many of them arrested.
type count struct{ searches, arrests int64 }

// counts is what was generated: by force and group of 5+1, or noGroup.
type counts map[ethnicity.Force]map[ethnicity.Group]count

// A writer makes the rows of a part, and writes them as they come.
type writer struct {
	part
	out    io.Writer
	line   []byte
	random rand.PCG // what the rows say
	quotes rand.PCG // which fields stand in quotes: the rows say the same whatever their share
	quoted uint64   // that share, of 1<<32
	words  *generation
	days   []string // of the month, as they are written
	first  int      // the minute of the first of them at which the month begins
	last   int      // the minute after the end of the month, from the same midnight
	counts map[ethnicity.Group]count
	err    error
}

// flushAt is how many bytes are written at once.
const flushAt = 256 << 10

// write writes the rows of a part, without the header, and counts them in c.
func (p *plan) write(out io.Writer, t part, c counts) error {
	if c[t.Force] == nil {
		c[t.Force] = map[ethnicity.Group]count{}
	}
	seed := t.id ^ uint64(t.month)<<32
	w := writer{part: t, out: out, line: make([]byte, 0, flushAt+4096), random: *rand.NewPCG(seed, 2), quotes: *rand.NewPCG(seed, 3),
		quoted: uint64(p.quoted * (1 << 32)), words: &generations[1], counts: c[t.Force]}
	if t.month.Year() < 2017 {
		w.words = &generations[0]
	}
	w.month()
	for row := 0; row < t.rows; {
		row += w.stop(row)
	}
	w.flush()
	return w.err
}

// month sets the days and the minutes of the month, which is by the clocks of London.
func (w *writer) month() {
	begin := func(m outcomes.Month) time.Time {
		t := time.Date(m.Year(), m.Month(), 1, 0, 0, 0, 0, time.UTC)
		if m.Month() >= time.April && m.Month() <= time.October {
			t = t.Add(-time.Hour)
		}
		return t
	}
	from, to := begin(w.part.month), begin(w.part.month.Next())
	midnight := from.Truncate(24 * time.Hour)
	w.first, w.last = int(from.Sub(midnight).Minutes()), int(to.Sub(midnight).Minutes())
	for day := midnight; day.Before(to); day = day.AddDate(0, 0, 1) {
		w.days = append(w.days, day.Format("2006-01-02T"))
	}
}

// A stop is what people who are stopped together have in common.
type stop struct {
	kind      string
	minute    int
	latitude  int64 // in millionths of a degree
	longitude int64
	placed    bool
	ground    ground
	group     ethnicity.Group
}

// stop writes the rows of the people who are stopped together next, the first of whom is that row
// of the part, and returns how many they are.
func (w *writer) stop(row int) (people int) {
	a, b := draw(&w.random)
	people = min(peopleAtOnce.at(a), w.rows-row)
	s := stop{kind: types.at(b)}
	a, b = draw(&w.random)
	// each row has a stretch of the month of its own, so that they come in order
	span := uint64(w.last - w.first)
	s.minute = w.first + int((uint64(row)*span+a*span>>32)/uint64(w.rows))
	s.ground = w.words.grounds.at(b)
	w.place(&s)
	a, _ = draw(&w.random)
	s.group = w.group.at(a)
	for i := range people {
		w.row(&s, i == 0)
	}
	return people
}

// place draws where the stop is: half of the stops are at a tenth of the places, and 3 of 100 at
// none that is told.
func (w *writer) place(s *stop) {
	a, b := draw(&w.random)
	n := w.places
	if a&1 == 0 {
		n = 1 + n/10
	}
	var place rand.PCG
	place.Seed(w.id, 4+b*n>>32)
	north, east := draw(&place)
	place.Seed(w.id, 3)
	middleNorth, middleEast := draw(&place)
	s.latitude = int64(50_500_000 + middleNorth*4_000_000>>32 + north*400_000>>32)
	s.longitude = int64(middleEast*4_000_000>>32+east*600_000>>32) - 3_500_000
	s.placed = a>>1 >= 3*(1<<31)/100
}

// row writes one person of a stop, and counts it. Three in four of the others are of the group of
// the first.
func (w *writer) row(s *stop, first bool) {
	group := s.group
	a, b := draw(&w.random)
	if !first && a>>30 == 0 {
		group = w.group.at(b)
	}
	detailed, officer := draw(&w.random)
	gender, age := draw(&w.random)
	result, further := draw(&w.random)
	o := w.words.outcomes.at(result)

	self, seen := "", officers[group]
	switch {
	case s.kind == vehicleSearch:
	case group == noGroup:
		self = w.words.unknown.at(detailed)
	default:
		within := w.within[group]
		self = w.words.self[within.at(detailed)]
	}
	w.text(s.kind)
	w.date(s.minute)
	w.text(w.operation)
	w.text("")
	w.degrees(s.latitude, s.placed)
	w.degrees(s.longitude, s.placed)
	if s.kind == vehicleSearch {
		w.text("")
		w.text("")
		w.text("")
		w.text("")
	} else {
		w.text(genders.at(gender))
		w.text(ages.at(age))
		w.text(self)
		w.text(seen.at(officer))
		c := w.counts[group]
		c.searches++
		if o.arrest {
			c.arrests++
		}
		w.counts[group] = c
	}
	w.text(s.ground.legislation)
	w.text(s.ground.object)
	w.text(o.label)
	recent := w.words == &generations[1]
	w.yesNo(w.linked && recent, further&0xff < 60)
	w.yesNo(w.strips && recent, further>>8&0xff < 6)
	w.end()
}

// yesNo writes True or False, or nothing where that is not recorded.
func (w *writer) yesNo(recorded, yes bool) {
	switch {
	case !recorded:
		w.text("")
	case yes:
		w.text("True")
	default:
		w.text("False")
	}
}

// text writes a field, in quotes if it is one of those.
func (w *writer) text(text string) {
	if w.inQuotes() {
		w.line = append(w.line, '"')
		w.line = append(w.line, text...)
		w.line = append(w.line, '"', ',')
		return
	}
	w.line = append(w.line, text...)
	w.line = append(w.line, ',')
}

// inQuotes draws whether the next field stands in quotes.
func (w *writer) inQuotes() bool {
	if w.quoted == 0 {
		return false
	}
	n, _ := draw(&w.quotes)
	return n < w.quoted
}

// date writes a minute of the month.
func (w *writer) date(minute int) {
	var b [32]byte
	of := minute % (24 * 60)
	text := append(b[:0], w.days[minute/(24*60)]...)
	text = append(text, byte('0'+of/600), byte('0'+of/60%10), ':', byte('0'+of%60/10), byte('0'+of%10))
	w.text(string(append(text, ":00+00:00"...)))
}

// degrees writes a latitude or a longitude.
func (w *writer) degrees(millionths int64, told bool) {
	if !told {
		w.text("")
		return
	}
	var b [16]byte
	text := b[:0]
	if millionths < 0 {
		text, millionths = append(text, '-'), -millionths
	}
	if whole := millionths / 1_000_000; whole >= 10 {
		text = append(text, byte('0'+whole/10))
	}
	text = append(text, byte('0'+millionths/1_000_000%10), '.')
	for unit := int64(100_000); unit > 0; unit /= 10 {
		text = append(text, byte('0'+millionths/unit%10))
	}
	w.text(string(text))
}

// end ends the row.
func (w *writer) end() {
	w.line = append(w.line[:len(w.line)-1], '\r', '\n')
	if len(w.line) >= flushAt {
		w.flush()
	}
}

// flush writes the rows that are ready.
func (w *writer) flush() {
	if w.err == nil {
		_, w.err = w.out.Write(w.line)
	}
	w.line = w.line[:0]
}
