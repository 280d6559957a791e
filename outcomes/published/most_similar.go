package published

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// mostSimilar are the lists that are built in, as the performance reports of the force name them
// (Avon and Somerset Police and Crime Commissioner, 2022 to 2024).
var mostSimilar = map[ethnicity.Force][]ethnicity.Force{
	mustForce("Avon and Somerset"): {mustForce("Derbyshire"), mustForce("Essex"), mustForce("Hampshire"), mustForce("Hertfordshire"),
		mustForce("Kent"), mustForce("Staffordshire"), mustForce("Sussex")},
}

// mustForce returns a force of the table by its name.
func mustForce(name string) ethnicity.Force {
	f, err := ethnicity.ParseForce(name)
	if err != nil {
		panic(err) // a name in this file, which a test reads
	}
	return f
}

// MostSimilar returns the forces that are most similar to a force, without itself, by name. They
// are chosen by what their areas are like: people, homes and work, and not by their ethnic groups
// alone. ok is false where no list is built in: it is of Avon and Somerset alone, and
// [ReadMostSimilar] reads others.
func MostSimilar(force ethnicity.Force) (similar []ethnicity.Force, ok bool) {
	similar, ok = mostSimilar[force]
	return slices.Clone(similar), ok
}

// ReadMostSimilar reads lists of most similar forces from a table. Its first column is "force", and
// the others, whatever they are called, have its peers: all of them in one row, or one in each of
// several rows.
//
//	force,most similar forces
//	Avon and Somerset,Derbyshire,Essex,Hampshire
//	Kent,Essex,,
//
//	force,peer
//	Avon and Somerset,Derbyshire
//	Avon and Somerset,Essex
//
// Forces are in any spelling that [ethnicity.ParseForce] reads, cells between commas, semicolons or
// tabs; blank cells are passed over. Each list comes back by name. The errors name the file, the
// line, the column and the value: an [*outcomes.HeaderError] if there is no column "force" or no
// row, and an [*outcomes.RowError] for what is no force, for a force without peers, for one that is
// its own peer or the same peer twice, and for one that has two rows of several peers.
func ReadMostSimilar(r io.Reader, file string) (map[ethnicity.Force][]ethnicity.Force, error) {
	t, err := openTable(r, Options{File: file})
	if err != nil {
		return nil, err
	}
	if cells.FoldHeader(t.header[0]) != "force" {
		return nil, t.refuse(fmt.Errorf(`the first column is %q: want "force", and its most similar forces in the columns behind it`, quote.Clip(t.header[0])))
	}
	lists := make(peerLists)
	for {
		switch err := t.records.Next(); err {
		case nil:
			if err := t.readPeers(lists); err != nil {
				return nil, err
			}
		case io.EOF:
			if len(lists) == 0 {
				return nil, t.refuse(errors.New("no force has peers: want a row for each force, with its most similar forces behind it"))
			}
			return lists.byName(), nil
		case cells.ErrLineTooLong, cells.ErrQuote:
			return nil, t.rowError(-1, err)
		default:
			return nil, cells.ReadError(file, t.records.Line, err)
		}
	}
}

// peerList is what was read of one force.
type peerList struct {
	peers []ethnicity.Force
	wide  bool // in one row
}

type peerLists map[ethnicity.Force]*peerList

// readPeers adds the last record.
func (t *table) readPeers(lists peerLists) error {
	record := t.records.Cells
	of, err := t.forceIn(0)
	if err != nil {
		return err
	}
	if of.IsZero() {
		return t.peerError(0, errors.New("no force: want the force whose peers follow"))
	}
	list := lists[of]
	before := list != nil
	if !before {
		list = &peerList{}
		lists[of] = list
	}
	n := 0
	for i := 1; i < len(record); i++ {
		peer, err := t.forceIn(i)
		switch {
		case err != nil:
			return err
		case peer.IsZero():
			continue
		case peer == of:
			return t.peerError(i, fmt.Errorf("%s is among its own peers: leave it out", of))
		case slices.Contains(list.peers, peer):
			return t.peerError(i, fmt.Errorf("%s is twice among the peers of %s: want it once", peer, of))
		}
		list.peers = append(list.peers, peer)
		n++
	}
	switch {
	case n == 0:
		return t.peerError(0, fmt.Errorf("%s has no peers: want its most similar forces in the columns behind it", of))
	case before && (n > 1 || list.wide):
		return t.peerError(0, fmt.Errorf("%s has another row with its peers: want one row with all of them, or a row for each", of))
	}
	list.wide = n > 1
	return nil
}

// forceIn reads the force in a cell of the last record; none if it is blank.
func (t *table) forceIn(index int) (ethnicity.Force, error) {
	text := cells.Text(t.records.Cells[index])
	if text == "" {
		return ethnicity.Force{}, nil
	}
	f, err := ethnicity.ParseForce(text)
	if err != nil {
		return f, t.peerError(index, quote.Label(err))
	}
	return f, nil
}

// peerError returns what is wrong with a cell of the last record, which may stand behind the last
// column that has a name.
func (t *table) peerError(index int, err error) *outcomes.RowError {
	name := "peer"
	if index < len(t.header) && t.header[index] != "" {
		name = t.header[index]
	}
	return &outcomes.RowError{File: t.o.File, Line: t.records.Line, Column: t.records.Starts[index] + 1, Field: quote.Clip(name),
		Value: quote.ClipCell(t.records.Cells[index]), Err: err}
}

// byName returns the lists, each by name.
func (l peerLists) byName() map[ethnicity.Force][]ethnicity.Force {
	out := make(map[ethnicity.Force][]ethnicity.Force, len(l))
	for of, list := range l {
		slices.SortFunc(list.peers, ethnicity.Force.Compare)
		out[of] = list.peers
	}
	return out
}
