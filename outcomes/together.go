package outcomes

import (
	"bytes"
	"io"
	"slices"
)

// stretchSize is how many bytes of a file are handed to one goroutine.
const stretchSize = 1 << 20

// stretch is whole lines of a file, and what was read from them.
type stretch struct {
	buffer []byte
	text   []byte
	done   chan struct{} // closed once it was read

	// what was read, up to where it cannot be read without other lines: that many bytes and lines
	source *source
	labels labelEvidence
	months map[Month]struct{} // of the dates
	bytes  int
	lines  int
}

// together reads stretches of the file, each on a goroutine of its own as far as there are spare
// ones, where what comes is read by plain lines, and puts what they say together in the order of
// the file. It ends at the end of the file, or where a line cannot be read without others, as where
// a cell goes on in the next line, or a date may be read in two ways. What it has not read it
// leaves to the table, which goes on as if it had read all before it.
func (r *partReader) together(p *plain, before int64) {
	spare := r.spare
	r.spare = nil
	if spare == nil || !p.t.records.IsBetween() || !p.t.records.IsLong() {
		return
	}
	b := stretchReader{r: r, t: p.t, spare: spare, shards: make(map[*dictionaries]*shard)}
	rest := b.read(before)
	p.t.records.Resume(io.MultiReader(rest...), b.lines)
	p.t.begun = p.t.begun || r.source.Rows > 0
}

// stretchReader reads the stretches of one file.
type stretchReader struct {
	r      *partReader
	t      *table
	spare  spare
	shards map[*dictionaries]*shard // by what they use, which one goroutine has at a time

	queue []*stretch // that are being read, in the order of the file
	free  [][]byte   // buffers
	lines int        // that were put together
	// the first of the queue is put together as far as it was read, and is not read to its end
	stopped bool
}

// read reads stretches until there are no more, and returns the text that is left.
func (b *stretchReader) read(before int64) (rest []io.Reader) {
	var carry []byte // what has been taken of the line that comes
	for {
		next := &stretch{buffer: b.buffer(), done: make(chan struct{})}
		n := copy(next.buffer, carry)
		taken, err := b.t.records.Take(next.buffer[n:])
		next.text = next.buffer[:n+taken]
		end := len(next.text)
		if err != io.EOF {
			end = bytes.LastIndexByte(next.text, '\n') + 1
		}
		carry = slices.Clone(next.text[end:])
		next.text = next.text[:end]
		// nothing is gained by a file of one stretch
		small := err != nil && b.lines == 0 && len(b.queue) == 0
		if end == 0 || small || room(before+b.r.source.counted(), stretchSize*int64(len(b.queue)+1)) != nil {
			return b.finish(next.text, carry)
		}
		b.begin(next)
		const waiting = 2
		for len(b.queue) > 0 && (len(b.queue) > cap(b.spare)+waiting || b.queue[0].isDone()) {
			if b.join(); b.stopped {
				return b.finish(carry)
			}
		}
		if err != nil {
			return b.finish(carry)
		}
	}
}

// buffer returns a buffer for a stretch.
func (b *stretchReader) buffer() []byte {
	last := len(b.free) - 1
	if last < 0 {
		return make([]byte, stretchSize)
	}
	buffer := b.free[last]
	b.free = b.free[:last]
	return buffer
}

// begin reads a stretch, on a goroutine of its own if there is a spare one.
func (b *stretchReader) begin(next *stretch) {
	b.queue = append(b.queue, next)
	d := b.spare.take()
	if d == nil {
		b.shard(b.r.dictionaries).read(next)
		return
	}
	s := b.shard(d)
	go func() {
		s.read(next)
		b.spare.free(d)
	}()
}

// isDone reports whether the stretch was read.
func (b *stretch) isDone() bool {
	select {
	case <-b.done:
		return true
	default:
		return false
	}
}

// shard returns what reads stretches into dictionaries.
func (b *stretchReader) shard(d *dictionaries) *shard {
	s := b.shards[d]
	if s == nil {
		s = newShard(b.t, b.r, d)
		b.shards[d] = s
	}
	return s
}

// join puts what was read from the first stretch of the queue to what was read before it. If it was
// not read to its end, what is left of it stays first.
func (b *stretchReader) join() {
	first := b.queue[0]
	<-first.done
	b.r.join(first.source, b.t.records.Lines()+b.lines)
	b.t.survey.join(first.labels, first.months)
	b.lines += first.lines
	if first.bytes < len(first.text) {
		first.text = first.text[first.bytes:]
		b.stopped = true
		return
	}
	b.queue = b.queue[1:]
	b.free = append(b.free, first.buffer)
}

// finish puts together what is being read, as far as every stretch is read to its end, and returns
// the text that is left, with that behind it.
func (b *stretchReader) finish(behind ...[]byte) (rest []io.Reader) {
	for !b.stopped && len(b.queue) > 0 {
		b.join()
	}
	for _, left := range b.queue {
		<-left.done
		rest = append(rest, bytes.NewReader(left.text))
	}
	for _, text := range behind {
		rest = append(rest, bytes.NewReader(text))
	}
	return rest
}

// shard reads stretches of a file, one after the other.
type shard struct {
	t *table
	p *plain
	r *partReader
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

// read reads a stretch, and closes its done.
func (s *shard) read(b *stretch) {
	defer close(b.done)
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
