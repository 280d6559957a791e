package outcomes

import (
	"bytes"
	"io"
	"sync"
)

// stretchSize is how many bytes of a file one goroutine reads at a time: what is written into
// memory is then still near its processor when it is looked at.
const stretchSize = 1 << 19

// stretch is whole lines of a file, and what was read from them.
type stretch struct {
	by     *shard
	buffer []byte
	text   []byte
	isRead bool

	// what was read, up to where it cannot be read without other lines: that many bytes and lines
	source *source
	labels labelEvidence
	months map[Month]struct{} // of the dates
	bytes  int
	lines  int
}

// together reads the file in stretches, on as many goroutines as there are spare ones and on this
// one, where what comes is read by plain lines, and puts what they say together in the order of the
// file. It ends at the end of the file, or where a line cannot be read without others, as where a
// cell goes on in the next line, or a date may be read in two ways. What it has not read it leaves
// to the table, which goes on as if it had read all before it.
func (r *partReader) together(p *plain, before int64) {
	spare := r.spare
	r.spare = nil
	if spare == nil || !p.t.records.IsBetween() || !p.t.records.IsLong() {
		return
	}
	b := stretchReader{r: r, t: p.t, spare: spare, before: before}
	b.joined.L = &b.mu
	b.work(newShard(p.t, r, r.dictionaries))
	b.helpers.wait()
	p.t.records.Resume(io.MultiReader(b.left()...), b.lines)
	p.t.begun = p.t.begun || r.source.Rows > 0
}

// stretchReader reads the stretches of one file. Each of its goroutines takes one from the file,
// reads it, puts together those that are read as far as none before them is left, and takes the
// next.
type stretchReader struct {
	helpers helpers
	spare   spare
	before  int64 // searches that were read before the file

	mu     sync.Mutex // of all below
	joined sync.Cond  // that there is room in the queue
	r      *partReader
	t      *table
	queue  []*stretch // that are not put together yet, in the order of the file
	lines  int        // that were put together
	carry  []byte     // what has been taken behind the last stretch
	// no further stretch is taken
	ended bool
}

// work reads stretches until there are no more. Whether it ends so or in a panic, no further
// stretch is taken.
func (b *stretchReader) work(s *shard) {
	defer func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.ended = true
		b.joined.Broadcast()
	}()
	for next := b.next(s, nil); next != nil; next = b.next(s, next) {
		s.read(next)
	}
}

// next returns the stretch that s is to read, which has read the last one; nil if there is none.
func (b *stretchReader) next(s *shard, last *stretch) *stretch {
	b.mu.Lock()
	defer b.mu.Unlock()
	if last != nil {
		last.isRead = true
		b.join()
	}
	const waiting = 2 // beside those that are being read
	for len(b.queue) > cap(b.spare)+waiting && !b.ended {
		b.joined.Wait()
	}
	if b.ended {
		return nil
	}
	next := b.take(s)
	if next != nil && !b.ended {
		b.help()
	}
	return next
}

// take takes a stretch from the file; nil if what comes is none, which carry has then.
func (b *stretchReader) take(s *shard) *stretch {
	next := &stretch{by: s, buffer: s.buffer()}
	n := copy(next.buffer, b.carry)
	taken, err := b.t.records.Take(next.buffer[n:])
	text := next.buffer[:n+taken]
	end := len(text)
	if err != io.EOF {
		end = bytes.LastIndexByte(text, '\n') + 1
	}
	// nothing is gained by a file of one stretch
	small := err != nil && b.lines == 0 && len(b.queue) == 0
	if end == 0 || small || room(b.before+b.r.source.counted(), stretchSize*int64(len(b.queue)+1)) != nil {
		b.carry, b.ended = text, true
		return nil
	}
	next.text, b.carry = text[:end], append(b.carry[:0], text[end:]...)
	b.ended = err != nil
	b.queue = append(b.queue, next)
	return next
}

// help has another goroutine read stretches, if there is a spare one.
func (b *stretchReader) help() {
	d := b.spare.take()
	if d == nil {
		return
	}
	s := newShard(b.t, b.r, d)
	b.helpers.begin(func() {
		b.work(s)
		b.spare.free(d)
	})
}

// join puts what was read from the first stretches of the queue to what was read before them. If
// one was not read to its end, what is left of it stays first.
func (b *stretchReader) join() {
	defer b.joined.Broadcast()
	for len(b.queue) > 0 && b.queue[0].isRead {
		first := b.queue[0]
		b.r.join(first.source, b.t.records.Lines()+b.lines)
		b.t.survey.join(first.labels, first.months)
		b.lines += first.lines
		if first.bytes < len(first.text) {
			first.text, first.isRead = first.text[first.bytes:], false
			b.ended = true
			return
		}
		b.queue = b.queue[1:]
		first.by.free = append(first.by.free, first.buffer)
	}
}

// left returns the text that was taken and is not read.
func (b *stretchReader) left() (texts []io.Reader) {
	for _, s := range b.queue {
		texts = append(texts, bytes.NewReader(s.text))
	}
	return append(texts, bytes.NewReader(b.carry))
}

// shard reads stretches of a file, one after the other.
type shard struct {
	t    *table
	p    *plain
	r    *partReader
	free [][]byte // buffers
}

// buffer returns a buffer for a stretch.
func (s *shard) buffer() []byte {
	last := len(s.free) - 1
	if last < 0 {
		return make([]byte, stretchSize)
	}
	buffer := s.free[last]
	s.free = s.free[:last]
	return buffer
}

func newShard(t *table, r *partReader, d *dictionaries) *shard {
	own := &table{o: t.o, width: t.width, columns: t.columns, names: t.names, force: t.force, own: t.own, area: -1, isShard: true}
	own.o.layout = &layout{memory: &d.memory}
	own.setParsers()
	own.records = t.records.Part()
	s := &shard{t: own, p: newPlain(own), r: &partReader{countOnly: r.countOnly}}
	s.r.use(r.words)
	s.r.begin(&source{})
	return s
}

// read reads a stretch.
func (s *shard) read(b *stretch) {
	s.t.records.Begin(b.text)
	s.t.done, s.t.survey.dates = false, dateEvidence{}
	for {
		s.r.plain(s.p, 0)
		b.bytes, b.lines = len(b.text)-s.t.records.Left(), s.t.records.Lines()
		row, err, more := s.t.next()
		if !more {
			b.bytes, b.lines = len(b.text), s.t.records.Lines()-1 // without the end
		}
		if !more || err == errUndecided {
			break
		}
		s.p.learn(&row, err)
		if s.r.take(&row, err, 0) != nil {
			break // which is told where the row is read again
		}
	}
	b.labels, b.months = s.t.survey.labels, s.t.survey.dates.months
	b.source = s.r.handOver()
}

// join adds what other rows of the file tell, which come after those of s.
func (s *survey) join(labels labelEvidence, months map[Month]struct{}) {
	l := &s.labels
	l.five, l.finer, l.basis2001 = l.five || labels.five, l.finer || labels.finer, l.basis2001 || labels.basis2001
	for i, lack := range labels.lack {
		l.lack[i] = l.lack[i] || lack
	}
	if s.dates.months == nil {
		s.dates.months = months
		return
	}
	for month := range months {
		s.dates.months[month] = struct{}{}
	}
}
