package outcomes

import (
	"slices"
	"time"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/outcomes/internal/pack"
	"github.com/seed-549880be/disparity/rri"
)

// sourceBlock returns a source as a block. Of the months that are closed it has no hashes.
func sourceBlock(s *source, open func(forceMonth) bool) ([]byte, error) {
	e := new(pack.Encoder)
	e.Text(s.File)
	e.Bool(s.official)
	e.Bool(s.checked)
	e.Uint(s.form())
	e.Bool(s.Collapsed)
	addTexts(e, s.Missing)
	addTexts(e, s.kept)
	addTime(e, s.First)
	addTime(e, s.Last)
	e.Count(s.rejected)
	e.Len(len(s.errs))
	for _, err := range s.errs {
		addRowError(e, err.(*RowError)) // a row that is rejected has no other
	}
	if err := addTally(e, &s.undated); err != nil {
		return nil, err
	}
	addAsked(e, s.asked)
	addNoted(e, s.noted)
	e.Bool(s.area != nil)
	if s.area != nil {
		e.Text(s.area.name)
		addTexts(e, s.area.values)
	}
	e.Len(s.times)
	counts := newPartCounts(new(kinds))
	for _, p := range s.parts {
		counts.add(p)
	}
	w, err := wordsOfCells(e, keysOf(counts.kinds.list))
	if err != nil {
		return nil, err
	}
	e.Len(len(s.parts))
	for _, p := range s.inOrder() {
		counts.clear()
		counts.add(p)
		if err := addPart(e, p, counts, w, open(p.forceMonth)); err != nil {
			return nil, err
		}
	}
	return e.Bytes(), nil
}

// isOwn and isCounted are what a source may be, which a saved file has as one number.
const (
	isOwn     = 1
	isCounted = 2
)

// form returns which of these s is.
func (s *source) form() (form uint64) {
	if s.Own {
		form |= isOwn
	}
	if s.CountOnly {
		form |= isCounted
	}
	return form
}

// inOrder returns the parts in order of force and month.
func (s *source) inOrder() []*monthPart {
	return slices.SortedFunc(slices.Values(s.parts), func(a, b *monthPart) int { return a.compare(b.forceMonth) })
}

// readSource reads what sourceBlock returns. The file may have so many rows beside it.
func readSource(block []byte, saved string, rows int64) (*source, error) {
	d := pack.NewDecoder(block)
	s := &source{saved: saved, Source: Source{File: d.Text()}}
	s.archive = archiveMonth(s.File)
	s.official, s.checked = d.Bool(), d.Bool()
	form := d.Index(isOwn + isCounted + 1)
	s.Own, s.CountOnly, s.Collapsed = form&isOwn != 0, form&isCounted != 0, d.Bool()
	s.Missing, s.kept = readTexts(d), readTexts(d)
	s.First, s.Last = readTime(d), readTime(d)
	d.Want(utf8.ValidString(s.File) && isMissing(s.Missing))
	s.rejected = d.Count(rows)
	n := d.Len(minRowError)
	d.Want(n <= maxErrors && int64(n) <= s.rejected && len(s.kept) <= MaxKept)
	for range n {
		s.errs = append(s.errs, readRowError(d))
	}
	d.Want(slices.IsSortedFunc(s.errs, compareErrors))
	readTally(d, &s.undated)
	s.asked, s.noted = readAsked(d), readNoted(d)
	if d.Bool() {
		s.area = &sourceArea{name: d.Text(), values: readTexts(d)}
	}
	s.times = int(d.Count(1<<31 - 1))
	s.Rows = s.rejected + s.undated.total
	w := readWords(d)
	for i := range d.Len(minPart) {
		p := readPart(d, s, w, min(rows, rri.MaxCount)-s.Rows)
		s.parts = append(s.parts, p)
		s.Rows += p.rows
		d.Want(i == 0 || s.parts[i-1].compare(p.forceMonth) < 0)
		if d.Err() != nil {
			break
		}
	}
	d.Want(s.times > 0 && (s.times == 1 || int64(s.times) <= s.counted()))
	d.Want(!s.CountOnly || s.times == 1 && !slices.ContainsFunc(s.parts, func(p *monthPart) bool { return p.closed == nil || p.times != 1 }))
	if err := d.End(); err != nil {
		return nil, err
	}
	if len(s.parts) > 0 && s.parts[0].force == s.parts[len(s.parts)-1].force { // which are in order
		s.Force = s.parts[0].force
	}
	s.complete()
	return s, nil
}

// isMissing reports whether these are columns of data.police.uk in their order.
func isMissing(names []string) bool {
	for _, f := range fields {
		if len(names) > 0 && f.official && f.name == names[0] {
			names = names[1:]
		}
	}
	return len(names) == 0
}

// addTexts adds a list of texts to a block.
func addTexts(e *pack.Encoder, texts []string) {
	e.Len(len(texts))
	for _, text := range texts {
		e.Text(text)
	}
}

// readTexts reads what addTexts adds; nil for none.
func readTexts(d *pack.Decoder) (texts []string) {
	for range d.Len(1) {
		texts = append(texts, d.Text())
	}
	return texts
}

// addTime adds a time to a block. The zero time is none.
func addTime(e *pack.Encoder, t time.Time) {
	e.Bool(!t.IsZero())
	if !t.IsZero() {
		e.Int(t.Unix())
		e.Count(int64(t.Nanosecond()))
	}
}

// readTime reads what addTime adds, in UTC.
func readTime(d *pack.Decoder) time.Time {
	if !d.Bool() {
		return time.Time{}
	}
	const most = 1 << 40 // seconds, 35,000 years
	seconds, nanoseconds := d.Int(), d.Count(1e9-1)
	d.Want(-most < seconds && seconds < most)
	return time.Unix(seconds, nanoseconds).UTC()
}

// addNoted adds what is known of a force's own extract beside its rows, without its labels, of
// which a template is made.
func addNoted(e *pack.Encoder, n *noted) {
	e.Bool(n != nil)
	if n == nil {
		return
	}
	addTexts(e, n.unread)
	e.Len(len(n.entries))
	for i, entry := range n.entries {
		e.Text(entry.Column)
		e.Text(entry.Label)
		e.Text(entry.Ours)
		e.Int(int64(entry.Line))
		e.Bool(n.used[i])
	}
}

// readNoted reads what addNoted adds.
func readNoted(d *pack.Decoder) *noted {
	if !d.Bool() {
		return nil
	}
	n := &noted{unread: readTexts(d)}
	for range d.Len(5) {
		n.entries = append(n.entries, LabelEntry{Column: d.Text(), Label: d.Text(), Ours: d.Text(), Line: int(d.Int())})
		n.used = append(n.used, d.Bool())
	}
	return n
}

// addAsked adds what the rows say in the columns of the filters.
func addAsked(e *pack.Encoder, asked []askedColumn) {
	e.Len(len(asked))
	for _, c := range asked {
		e.Text(c.name)
		addTexts(e, slices.Sorted(slices.Values(c.values)))
		e.Len(len(c.wanted))
		for _, v := range c.wanted {
			e.Text(v.value)
			e.Count(v.rows)
		}
	}
}

// readAsked reads what addAsked adds.
func readAsked(d *pack.Decoder) (asked []askedColumn) {
	for range d.Len(3) {
		c := askedColumn{name: d.Text(), values: readTexts(d)}
		d.Want(len(c.values) <= maxValues)
		for range d.Len(2) {
			value := d.Text()
			c.wanted = append(c.wanted, wantedValue{value: value, key: valueKey(value), rows: d.Count(rri.MaxCount)})
		}
		asked = append(asked, c)
	}
	return asked
}
