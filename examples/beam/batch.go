package main

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"reflect"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/seed-549880be/disparity/outcomes"
)

// part is what was read from one file, or from several that were put together.
type part struct {
	Number  int    // of the file in the list, or of the first of several
	Saved   []byte // as Extract.Save writes it; empty if there is a problem
	Problem string // why the file cannot be read, for the person at the terminal
}

// batch is some parts: what goes from one worker to another.
type batch struct{ Parts []part }

func init() { beam.RegisterCoder(reflect.TypeFor[batch](), encodeBatch, decodeBatch) }

// encodeBatch writes a batch as bytes.
func encodeBatch(b batch) ([]byte, error) {
	var to bytes.Buffer
	err := gob.NewEncoder(&to).Encode(b)
	return to.Bytes(), err
}

// decodeBatch reads what encodeBatch writes.
func decodeBatch(from []byte) (b batch, err error) {
	err = gob.NewDecoder(bytes.NewReader(from)).Decode(&b)
	return b, err
}

// ordered returns the parts in the order of the list of files.
func (b batch) ordered() []part {
	return slices.SortedFunc(slices.Values(b.Parts), func(p, q part) int {
		return cmp.Or(cmp.Compare(p.Number, q.Number), bytes.Compare(p.Saved, q.Saved))
	})
}

// problems returns the parts that cannot be read.
func (b batch) problems() []part {
	return slices.DeleteFunc(b.ordered(), func(p part) bool { return p.Problem == "" })
}

// undecided is a Revision that names no file. While files are put together, it leaves open which of
// those with the same searches counts, so that all of them are there when that is decided.
const undecided outcomes.Revision = "\x00"

// together returns what all parts have, as if their files had been read at once.
func (b batch) together(r outcomes.Revision) (*outcomes.Extract, error) {
	all := &outcomes.Extract{Revision: undecided, ForceOptional: true, Workers: 1}
	for _, p := range b.ordered() {
		// without a name, since it is of no file that anybody knows
		if err := all.ReadFile(bytes.NewReader(p.Saved), ""); err != nil {
			return nil, err
		}
	}
	decided := &outcomes.Extract{Revision: r}
	return decided, decided.Merge(all)
}

// save returns what x saves as a part of that number.
func save(number int, x *outcomes.Extract, hashes outcomes.SavedHashes) (part, error) {
	var b bytes.Buffer
	err := x.Save(&b, outcomes.SaveOptions{Hashes: hashes})
	return part{Number: number, Saved: b.Bytes()}, err
}
