package outcomes

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/enum"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// OverlapKind says what the rows that several files have of one force and month have to do with one
// another. They are compared as multisets of fingerprints: see Search.Fingerprint. The zero value
// is [OverlapApart], the one that is no mistake.
type OverlapKind uint8

// The kinds, from the harmless one to the one of which least is known.
const (
	// OverlapApart is of files that complete each other in time: hardly a row is in both (at most a
	// twentieth of the smaller), and hardly a day; or the smaller has a few stray rows, in the
	// first hour of the month, which is of the month before in UTC, or not a twentieth of either
	// file. They all count.
	OverlapApart OverlapKind = iota
	// OverlapSame is of files with the same rows, in whatever order.
	OverlapSame
	// OverlapNearly is of files with nearly the same rows, as archives have that were revised in
	// between: four fifths of the larger at least are in both.
	OverlapNearly
	// OverlapPart is of files one of which has hardly a row that the other has not: 19 of 20 are in
	// both.
	OverlapPart
	// OverlapPartly is of all others: exports that complete each other, or the same searches in
	// another form, such as with dates alone.
	OverlapPartly
)

var overlapNames = enum.New[OverlapKind]("kind of overlap", [][]string{
	OverlapApart:  {"apart"},
	OverlapSame:   {"the same"},
	OverlapNearly: {"nearly the same"},
	OverlapPart:   {"a part"},
	OverlapPartly: {"partly different"},
})

// String returns the canonical name of k, as [ParseOverlapKind] reads it. It returns
// "OverlapKind(99)" for a number that is no kind.
func (k OverlapKind) String() string { return overlapNames.String(k) }

// AppendText appends the canonical name of k. It is an error if k is no kind.
func (k OverlapKind) AppendText(b []byte) ([]byte, error) { return overlapNames.AppendText(b, k) }

// MarshalText returns the canonical name of k. It is an error if k is no kind.
func (k OverlapKind) MarshalText() ([]byte, error) { return k.AppendText(nil) }

// UnmarshalText reads what [ParseOverlapKind] reads, so that an OverlapKind works with JSON and
// CSV.
func (k *OverlapKind) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, k, ParseOverlapKind)
}

// ParseOverlapKind returns the kind of that name, in any letter case. The error lists the names.
func ParseOverlapKind(name string) (OverlapKind, error) { return overlapNames.Parse(name) }

// OverlapKinds returns every kind of overlap in the order of the constants.
func OverlapKinds() iter.Seq[OverlapKind] { return overlapNames.Values() }

// Overlap says that several files have rows of one force and month, and what became of them.
type Overlap struct {
	Force ethnicity.Force `json:"force"`
	Month Month           `json:"month"`
	// Files are in order of name, two at least.
	Files []OverlapFile `json:"files"`
	// Shared is how many rows are in more than one file: what would count twice or more if all
	// rows were counted. People who are searched together share all values, so a row is in both
	// files as often as in that which has it less often.
	Shared int64 `json:"shared"`
	// Kind is that of the two files that have most to do with each other.
	Kind OverlapKind `json:"kind"`
}

// OverlapFile is one of the files of an [Overlap].
type OverlapFile struct {
	File  string `json:"file"`
	Rows  int64  `json:"rows"`  // of the force and month
	Taken bool   `json:"taken"` // whether these rows count
}

// OverlapError says that two files have rows of one force and month that cannot both count, and
// that nothing says which of them does, so that searches would be counted twice; or that they have
// the same searches, or nearly, under the names of two forces, which no Revision decides.
type OverlapError struct {
	// Overlap has the two files. Neither is taken. Force is zero where they name two, and Month is
	// zero as well where that is so of all their rows.
	Overlap
	// Revision is that which cannot tell which of the two to take.
	Revision Revision
	// More is how many further forces and months have files that cannot both count.
	More int64

	reason string    // why Revision cannot tell
	forces [2]string // of the files, by name, where these are two; Force is zero then
	saved  [2]string // the saved files that they were read from; "" for a file that was read itself
}

// Error names both files, the force and the month, says how many rows are in both, and what to do.
func (e *OverlapError) Error() string { return "outcomes: " + e.Text("") }

// Text returns the message without prefix, and names the option by which a file can be taken: a
// program has a flag for Revision. Without option it is as in Error.
func (e *OverlapError) Text(option string) string {
	var b strings.Builder
	for i, f := range e.Files {
		if i > 0 {
			b.WriteString(" and ")
		}
		b.WriteString(cmp.Or(quote.File(f.File), "a file without a name"))
		var is []string
		if i < len(e.saved) && e.saved[i] != "" {
			is = append(is, "in "+quote.File(e.saved[i]))
		}
		if e.Kind != OverlapSame {
			is = append(is, numbered(f.Rows, "row", "rows"))
		}
		if len(is) > 0 {
			fmt.Fprintf(&b, " (%s)", strings.Join(is, ", "))
		}
	}
	b.WriteString(": ")
	of := fmt.Sprintf("of %s in %v", cmp.Or(e.Force.String(), "no known force"), e.Month)
	if e.forces[0] != e.forces[1] {
		of = fmt.Sprintf("under the names of %s and of %s", e.forces[0], e.forces[1])
		if e.Month != 0 {
			of += fmt.Sprintf(" in %v", e.Month)
		}
	}
	figures := numbered(e.Shared, "row is", "rows are") + " in both"
	switch e.Kind {
	case OverlapSame:
		searches := strings.TrimPrefix(numbered(e.Shared, "search", "searches"), "1 ")
		fmt.Fprintf(&b, "the same %s %s, which would be counted twice", searches, of)
	case OverlapNearly:
		fmt.Fprintf(&b, "nearly the same searches %s, as if one were a revision of the other: %s", of, figures)
	case OverlapPart:
		fmt.Fprintf(&b, "one has a part of the searches %s that the other has: %s", of, figures)
	default:
		fmt.Fprintf(&b, "partly different searches %s, of the same days: %s, as if two exports completed each other, or had the same searches in two forms",
			of, figures)
	}
	if e.More > 0 {
		fmt.Fprintf(&b, "; so it is with %s", numbered(e.More, "month more", "months more"))
	}
	reason := cmp.Or(e.reason, give)
	if option != "" {
		reason = strings.NewReplacer(
			toTake, fmt.Sprintf("take one by %s %s, %s or NAME (of a file, a folder or an archive)", option, NewestRevision, LargestRevision),
			nameIt, "name the one to take by "+option).Replace(reason)
	}
	b.WriteString(": " + reason)
	return b.String()
}

// numbered writes a number with its noun.
func numbered(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return sheet.Count(n).Text + " " + many
}

// little is the share that counts for nothing where two files are compared: 1 in so many.
const little = 20

// printedPart is a part with its fingerprints, in order of size.
type printedPart struct {
	*monthPart
	prints []uint64
}

// printed returns p with its fingerprints, from which the hash of the force is taken out if it is
// given, so that they are the same under the name of any force.
func (p *monthPart) printed(without uint64) printedPart {
	prints := p.prints(make([]uint64, 0, p.rows), without)
	slices.Sort(prints)
	return printedPart{p, prints}
}

// compareParts returns how many rows two parts of one force and month have in common, and what that
// says of them.
func compareParts(a, b printedPart) (shared int64, kind OverlapKind) {
	shared = sharedPrints(a.prints, b.prints)
	small, large := a, b
	if len(b.prints) < len(a.prints) {
		small, large = b, a
	}
	least, most := int64(len(small.prints)), int64(len(large.prints))
	switch {
	case shared == most: // of both, then
		return shared, OverlapSame
	case shared*5 >= most*4:
		return shared, OverlapNearly
	case shared*little >= least*(little-1):
		return shared, OverlapPart
	case shared*little <= least && (!sharesDays(small.monthPart, large.monthPart) || isStray(small.monthPart, large.monthPart)):
		return shared, OverlapApart
	}
	return shared, OverlapPartly
}

// sharedPrints returns how many values two sorted lists have in common.
func sharedPrints(a, b []uint64) (n int64) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			n++
			a, b = a[1:], b[1:]
		}
	}
	return n
}

// sharesDays reports whether two parts have rows of the same days, beyond a twentieth of the
// smaller. One row is less than that, if there are a few, since weeks may meet within a day.
func sharesDays(small, large *monthPart) bool {
	var together int64
	of, other := small.byDay(), large.byDay()
	for day, n := range of.by {
		together += min(n, other.by[day])
	}
	allowed := small.rows / little
	if small.rows >= 4 {
		allowed = max(allowed, 1)
	}
	return together > allowed
}

// isStray reports whether small is what strays into a month from a file of others: rows in its
// first hour, which is the last of the month before in UTC, or a few in a large file.
func isStray(small, large *monthPart) bool {
	before := small.source.part(forceMonth{small.force, small.month - 1})
	if before != nil && before.rows > small.rows && small.byDay().early == small.rows {
		return true
	}
	// Every month of a file of two years has a twentieth of it at most, and that is no stray.
	var few int64
	for _, p := range small.source.parts {
		if p.rows <= small.rows {
			few += p.rows
		}
	}
	return small.rows*little <= large.rows && few*little <= small.source.counted()
}

// comparableParts returns the parts that can be compared: those of files whose rows have
// fingerprints.
func comparableParts(parts []*monthPart) (list []*monthPart) {
	for _, p := range parts {
		if p.source.checked && p.hasPrints() {
			list = append(list, p)
		}
	}
	return list
}

// printedParts returns parts with their fingerprints.
func printedParts(parts []*monthPart) []printedPart {
	list := make([]printedPart, len(parts))
	for i, p := range parts {
		list[i] = p.printed(0)
	}
	return list
}

// canAdd says why x cannot have these sources beside its own, or nil.
func (x *Extract) canAdd(sources []*source) error {
	if err := x.besideClosed(sources); err != nil {
		return err
	}
	total := x.total
	var first *OverlapError
	var months int64
	added := make(map[forceMonth][]*monthPart)
	for i, s := range sources {
		if err := x.canKeep(s.kept, sources[:i]); err != nil {
			return err
		}
		if err := room(total, s.counted()); err != nil {
			return err
		}
		total += s.counted()
		for _, p := range comparableParts(s.parts) {
			added[p.forceMonth] = append(added[p.forceMonth], p)
		}
		for _, others := range [][]*source{x.sources, sources[:i]} {
			for _, other := range others {
				first = firstOverlap(first, ofTwoForces(s, other))
			}
		}
	}
	for of, parts := range added {
		all := slices.Concat(parts, comparableParts(x.parts[of]))
		if len(all) < 2 {
			continue
		}
		var e *OverlapError
		list := printedParts(all)
		for i, a := range list[:len(parts)] {
			for _, b := range list[i+1:] {
				e = firstOverlap(e, x.Revision.refuse(a, b, false))
			}
		}
		if e != nil {
			months++
		}
		first = firstOverlap(first, e)
	}
	if first == nil {
		return nil
	}
	if first.More = months; first.forces[0] == first.forces[1] {
		first.More-- // without the month that it tells of
	}
	return first
}

// refuse returns the error of two parts of one force and month that cannot both count where r
// cannot tell which of them does; nil if there is none. What is open is an error at the end alone.
func (r Revision) refuse(a, b printedPart, atEnd bool) *OverlapError {
	shared, kind := compareParts(a, b)
	if kind == OverlapApart {
		return nil
	}
	reason, open := r.decide(a.monthPart, b.monthPart, kind)
	if reason == "" || open && !atEnd {
		return nil
	}
	files := overlapFiles([]*monthPart{a.monthPart, b.monthPart}, nil)
	if order := cmp.Or(strings.Compare(a.source.File, b.source.File), cmp.Compare(a.rows, b.rows), strings.Compare(a.source.saved, b.source.saved)); order > 0 {
		a, b = b, a
	}
	return &OverlapError{Overlap: Overlap{Force: a.force, Month: a.month, Files: files, Shared: shared, Kind: kind}, Revision: r, reason: reason,
		saved: [2]string{a.source.saved, b.source.saved}}
}

// firstOverlap returns the first of two errors by force, month and files. Either may be nil.
func firstOverlap(a, b *OverlapError) *OverlapError {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	order := cmp.Or(forceMonth{a.Force, a.Month}.compare(forceMonth{b.Force, b.Month}), slices.CompareFunc(a.Files, b.Files, compareOverlapFiles))
	if order > 0 {
		return b
	}
	return a
}

func compareOverlapFiles(a, b OverlapFile) int {
	return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Rows, b.Rows))
}

// overlapFiles accounts for parts of one force and month, of which some are taken.
func overlapFiles(parts []*monthPart, taken []*monthPart) []OverlapFile {
	var files []OverlapFile
	for _, p := range parts {
		files = append(files, OverlapFile{p.source.File, p.rows, slices.Contains(taken, p)})
	}
	slices.SortFunc(files, func(a, b OverlapFile) int {
		c := compareOverlapFiles(a, b)
		if c == 0 && a.Taken != b.Taken {
			c = 1
			if a.Taken {
				c = -1
			}
		}
		return c
	})
	return files
}

// resolve decides which parts of one force and month count, two at least, by r. The error is that
// two of them conflict and r names a file that is neither.
func (r Revision) resolve(parts []*monthPart) (taken []*monthPart, account Overlap, open *OverlapError) {
	parts = slices.SortedFunc(slices.Values(parts), r.order)
	list := printedParts(parts)
	var counted []printedPart
	var all []uint64 // as often as in the part that has it most often
	var rows int64
	for i, p := range list {
		account.Kind = max(account.Kind, worst(p, list[:i]))
		conflict := false
		for _, t := range counted {
			if _, kind := compareParts(p, t); kind != OverlapApart {
				conflict = true
				open = firstOverlap(open, r.refuse(p, t, true))
			}
		}
		if !conflict {
			counted, taken = append(counted, p), append(taken, p.monthPart)
		}
		rows += int64(len(p.prints))
		all = unite(all, p.prints)
	}
	account.Force, account.Month = parts[0].force, parts[0].month
	account.Files, account.Shared = overlapFiles(parts, taken), rows-int64(len(all))
	return taken, account, open
}

// worst returns the last kind in which p overlaps with others.
func worst(p printedPart, others []printedPart) (kind OverlapKind) {
	for _, q := range others {
		_, k := compareParts(p, q)
		kind = max(kind, k)
	}
	return kind
}

// unite returns the values of two sorted lists, each as often as in the list that has it more
// often.
func unite(a, b []uint64) []uint64 {
	all := make([]uint64, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			all, a = append(all, a[0]), a[1:]
		case a[0] > b[0]:
			all, b = append(all, b[0]), b[1:]
		default:
			all, a, b = append(all, a[0]), a[1:], b[1:]
		}
	}
	return append(append(all, a...), b...)
}
