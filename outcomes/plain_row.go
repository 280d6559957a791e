package outcomes

import (
	"encoding/binary"
	"math"
	"math/bits"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
)

// plainRow is what a plain line says.
type plainRow struct {
	of, operation       *plainLabels
	person, search      *plainLabels
	month               *plainMonth
	second              int64 // since 1970, in UTC
	latitude, longitude millionths
}

// millionths is a coordinate in millionths of a degree; noDegrees if there is none.
type millionths int32

const noDegrees millionths = math.MinInt32

// degrees returns a coordinate as strconv.ParseFloat reads it: both numbers are whole ones that a
// float64 has, so that their quotient is the one next to the decimals.
func (m millionths) degrees() float64 {
	if m == noDegrees {
		return math.NaN()
	}
	return float64(m) / 1e6
}

// fill puts what the row says into s, which has its force, with this hash, and nothing else that
// would not be overwritten.
func (r *plainRow) fill(s *Search, force uint64) {
	s.Type, s.Operation = RecordType(r.of.values[0]), Answer(r.operation.values[0])
	p, q := &r.person.values, &r.search.values
	s.Gender, s.Age, s.Self, s.Officer = Gender(p[0]), Age(p[1]), ethnicity.Group(p[2]), ethnicity.Group(p[3])
	s.Legislation, s.Object, s.Outcome, s.Linked, s.Clothing = Legislation(q[0]), Object(q[1]), Outcome(q[2]), Answer(q[3]), Answer(q[4])
	s.Time = time.Unix(r.second, 0).UTC()
	s.Latitude, s.Longitude = r.latitude.degrees(), r.longitude.degrees()
	h := r.of.word ^ r.operation.word ^ r.person.word ^ r.search.word
	if s.Type == VehicleSearch {
		h ^= r.ofVehicle(s)
	}
	s.Fingerprint = printOf(h, r.second, placeAt(s.Latitude, s.Longitude), nil, force)
}

// ofVehicle says that there is no person where the cells of ethnicity are blank in the search of a
// vehicle. It returns what that changes in a fingerprint.
func (r *plainRow) ofVehicle(s *Search) (word uint64) {
	w := &labelWords
	if r.person.noSelf {
		word ^= w.self[s.Self] ^ w.self[ethnicity.NoPerson]
		s.Self = ethnicity.NoPerson
	}
	if r.person.noOfficer {
		word ^= w.officer[s.Officer] ^ w.officer[ethnicity.NoPerson]
		s.Officer = ethnicity.NoPerson
	}
	return word
}

// plainMonths has what is known of months.
type plainMonths struct {
	list [32]plainMonth // by the last bits of their numbers
	// the last one, and the bytes that its dates begin with
	last *plainMonth
	text uint64
}

// plainMonth is a month in UTC.
type plainMonth struct {
	month Month
	days  uint8
	begin int64 // in seconds since 1970
	// when the same month begins in London, and when the next does
	london, next int64
}

// inLondon returns the month of a second of m in London, and the second in that.
func (m *plainMonth) inLondon(second int64) (Month, uint32) {
	if second < m.next {
		return m.month, uint32(second - m.london)
	}
	return m.month + 1, uint32(second - m.next)
}

// plainDate is how many bytes a date has as data.police.uk writes it.
const plainDate = len("2022-09-30T23:59:00+00:00")

// lanes returns eight bytes as a word.
func lanes(text string) uint64 { return binary.LittleEndian.Uint64([]byte(text)) }

const high = 0x8080808080808080

// The parts of a date, with 0 for every digit, and what is to be added to a part so that the high
// bit of a byte tells that it is not as it should be: 9 at most for a digit, and nothing else.
var (
	dateForm  = [...]uint64{lanes("0000-00-"), lanes("00T00:00"), lanes(":00+00:0")}
	dateAbove = [...]uint64{lanes("vvvv\x7fvv\x7f"), lanes("vv\x7fvv\x7fvv"), lanes("\x7fvv\x7f\x7f\x7f\x7f\x7f")}
)

// read reads the date that text begins with, which has plainDate bytes. It returns the second since
// 1970; ok is false if it is not written as data.police.uk writes it, or is none.
func (m *plainMonths) read(text []byte) (second int64, month *plainMonth, ok bool) {
	_ = text[plainDate-1]
	if a := binary.LittleEndian.Uint64(text); m.last == nil || a != m.text {
		if month = m.month(a ^ dateForm[0]); month == nil {
			return 0, nil, false
		}
		m.last, m.text = month, a
	}
	month = m.last
	b := binary.LittleEndian.Uint64(text[8:]) ^ dateForm[1]
	c := binary.LittleEndian.Uint64(text[16:]) ^ dateForm[2]
	if (b|(b+dateAbove[1])|c|(c+dateAbove[2]))&high != 0 || text[24] != '0' {
		return 0, nil, false
	}
	day, hour, minute, secs := twoDigits(b, 0), twoDigits(b, 3), twoDigits(b, 6), twoDigits(c, 1)
	if day < 1 || day > int(month.days) || hour > 23 || minute > 59 || secs > 59 {
		return 0, nil, false
	}
	return month.begin + int64(((day-1)*24+hour)*3600+minute*60+secs), month, true
}

// month returns the month of the first part of a date; nil if that is not written as it should be,
// or is none.
func (m *plainMonths) month(date uint64) *plainMonth {
	if (date|(date+dateAbove[0]))&high != 0 {
		return nil
	}
	year, number := twoDigits(date, 0)*100+twoDigits(date, 2), twoDigits(date, 5)
	if year < firstYear || year > lastYear || number < 1 || number > 12 {
		return nil
	}
	of := newMonth(year, time.Month(number))
	month := &m.list[int(of)%len(m.list)]
	if month.month != of {
		month.set(of)
	}
	return month
}

// twoDigits returns the number that two digits make in a part of a date.
func twoDigits(part uint64, at int) int {
	return int(part>>(8*at)&0xf)*10 + int(part>>(8*at+8)&0xf)
}

// set makes m that month.
func (m *plainMonth) set(of Month) {
	begin := time.Date(of.Year(), of.Month(), 1, 0, 0, 0, 0, time.UTC).Unix()
	end := time.Date(of.Year(), of.Month()+1, 1, 0, 0, 0, 0, time.UTC).Unix()
	*m = plainMonth{of, uint8((end - begin) / (24 * 3600)), begin, monthStart(of), monthStart(of + 1)}
}

// afterSeparators returns where the cell of line begins that is so many cells after the one that
// begins at begin; −1 if it is not found, which it may not be at the end of line.
func afterSeparators(line []byte, begin, n int) int {
	const separators, low = 0x2c2c2c2c2c2c2c2c, 0x7f7f7f7f7f7f7f7f
	for ; begin+8 <= len(line); begin += 8 {
		x := binary.LittleEndian.Uint64(line[begin:]) ^ separators
		at := ^(((x & low) + low) | x | low) // the high bit of each byte that is one
		if found := bits.OnesCount64(at); found < n {
			n -= found
			continue
		}
		for ; n > 1; n-- {
			at &= at - 1
		}
		return begin + bits.TrailingZeros64(at)/8 + 1
	}
	return -1
}

// readDegrees reads the coordinate in the cell of line that begins at begin, which is from −most to
// most, and returns where the next cell begins: next is −1 if it is not written with one to six
// decimals, or is −0.
func readDegrees(line []byte, begin, most int) (degrees millionths, next int) {
	i := begin
	if i < len(line) && line[i] == ',' {
		return noDegrees, i + 1
	}
	// 1 if the number is less than 0: about half of all are, so that to branch would be slow
	minus := 0
	if i < len(line) && line[i] == '-' {
		minus = 1
	}
	i += minus
	whole, first := 0, i
	for i < len(line) && line[i]-'0' <= 9 {
		whole = 10*whole + int(line[i]-'0')
		i++
	}
	const longest, decimals = 3, 6
	if i == first || i-first > longest || len(line) < i+2+8 || line[i] != '.' {
		return 0, -1
	}
	i++
	fraction, n := sixDigits(binary.LittleEndian.Uint64(line[i:]))
	if n < 0 {
		if fraction, n = fewDigits(line[i : i+decimals]); n < 0 {
			return 0, -1
		}
	}
	if i += n; line[i] != ',' {
		return 0, -1
	}
	const million = 1e6
	all := whole*million + fraction
	if all > most*million || all < minus {
		return 0, -1
	}
	return millionths((all ^ -minus) + minus), i + 1
}

// sixDigits returns the number that the first six of eight bytes make, and that it has six digits;
// n is −1 if one is no digit.
func sixDigits(text uint64) (number, n int) {
	const six, above = 0x303030303030, 0x767676767676
	x := text<<16>>16 ^ six
	if (x|(x+above))&high != 0 {
		return 0, -1
	}
	x <<= 16
	x = x*10 + x>>8
	const pairs = 0x000000ff000000ff
	return int(((x&pairs)*(100+1000000<<32) + (x>>16&pairs)*(1+10000<<32)) >> 32), 6
}

// fewDigits returns the millionths that the digits make that text begins with, of which there are
// n; n is −1 if there is none, or six.
func fewDigits(text []byte) (millionths, n int) {
	scale := 100000
	for n < len(text) && text[n]-'0' <= 9 {
		millionths += scale * int(text[n]-'0')
		scale /= 10
		n++
	}
	if n == 0 || n == len(text) {
		return 0, -1
	}
	return millionths, n
}
