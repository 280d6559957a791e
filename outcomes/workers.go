package outcomes

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

// workers returns how many goroutines read at the same time, by Workers of x.
func (x *Extract) workers() (int, error) {
	switch {
	case x.Workers < 0:
		return 0, fmt.Errorf("outcomes: %d workers: want 1 or more, or 0 for one for each processor", x.Workers)
	case x.Workers == 0:
		return min(runtime.GOMAXPROCS(0), maxWorkers), nil
	}
	return min(x.Workers, maxWorkers), nil
}

// maxWorkers bounds how many goroutines read: each has labels and places of its own.
const maxWorkers = 256

// spare has the goroutines that may be begun to help those that read, each with the dictionaries
// that it uses. It is nil if there are none.
type spare chan *dictionaries

// newSpare returns the spare ones of so many workers of whom so many read.
func newSpare(workers, reading int) spare {
	if workers < 2 {
		return nil
	}
	s := make(spare, workers)
	for range workers - reading {
		s.free(nil)
	}
	return s
}

// free says that one who has these dictionaries, or none yet, may help others.
func (s spare) free(d *dictionaries) {
	if s != nil {
		s <- d
	}
}

// take takes one who may help; nil if there is none.
func (s spare) take() *dictionaries {
	select {
	case d := <-s:
		if d == nil {
			d = new(dictionaries)
		}
		return d
	default:
		return nil
	}
}

// helpers are goroutines that read beside the caller's.
type helpers struct {
	group    sync.WaitGroup
	once     sync.Once
	panicked any // what the first one panicked with, as where a reader of somebody's own does
}

// begin has a goroutine of its own do the work.
func (h *helpers) begin(work func()) {
	h.group.Go(func() {
		defer func() {
			if p := recover(); p != nil {
				h.once.Do(func() { h.panicked = p })
			}
		}()
		work()
	})
}

// wait returns once all have ended. What one of them panicked with is the caller's panic, who may
// recover from it.
func (h *helpers) wait() {
	h.group.Wait()
	if h.panicked != nil {
		panic(h.panicked)
	}
}

// readFiles reads files that were listed into x, which has read nothing. Its sources are in the
// order of the list however many goroutines read. Of several files that cannot be read the error is
// that of the first in the list.
func (x *Extract) readFiles(o *opener, files []listedFile) error {
	workers, err := x.workers()
	if err != nil {
		return err
	}
	o.given.begin(len(files))
	read := make([]*Extract, len(files))
	errs := make([]error, len(files))
	var next atomic.Int64
	var failed atomic.Bool
	work := func(worker *Extract) {
		// Files are begun in the order of the list, and one that was begun is read to its end, so
		// that none before the first that fails is left out.
		for !failed.Load() {
			i := int(next.Add(1)) - 1
			if i >= len(files) {
				return
			}
			read[i] = worker.alike()
			if errs[i] = read[i].readListed(o, i, files[i]); errs[i] != nil {
				failed.Store(true)
			}
		}
	}
	// Who has no file left to read helps with those that are still being read.
	n := min(workers, len(files))
	x.spare = newSpare(workers, n)
	var others helpers
	for range n - 1 {
		others.begin(func() {
			worker := x.apart()
			work(worker)
			x.spare.free(worker.dictionaries)
		})
	}
	work(x)
	x.spare.free(x.dictionaries)
	others.wait()
	x.spare = nil
	for i, f := range files {
		if err := o.exceededBy(i); err != nil {
			return fmt.Errorf("%s%w", at(f.name), err)
		}
		if errs[i] != nil {
			return errs[i]
		}
		if err := room(x.total, read[i].total); err != nil {
			return fmt.Errorf("%s%w", at(f.name), err)
		}
		x.add(read[i].sources...)
		x.left = append(x.left, read[i].left...)
	}
	return nil
}
