package outcomes

import (
	"encoding"
	"slices"
	"strings"
)

// tallyForm is which columns a stored tally has beside those that every one has.
type tallyForm struct {
	crime bool
	kept  []string // the names of the columns that were kept, "" for one whose name is not known
}

const (
	crimeColumn  = "crime outcome"
	keptColumnOf = "kept" // and the name of the column
)

// form returns the columns that t needs.
func (t *Tally) form() tallyForm {
	form := tallyForm{kept: t.Kept()}
	for k := range t.all() {
		form.crime = form.crime || k.Crime != NotYetAssigned
		for i := len(form.kept); i < MaxKept; i++ {
			if k.Kept.Value(i) != "" {
				form.kept = append(form.kept, make([]string, i+1-len(form.kept))...)
			}
		}
	}
	return form
}

// formOf returns the columns of the header of a stored tally.
func formOf(header []string) (form tallyForm, ok bool) {
	n := len(tallyHeader) - 1
	if len(header) <= n || !slices.Equal(header[:n], tallyHeader[:n]) || header[len(header)-1] != tallyHeader[n] {
		return form, false
	}
	further := header[n : len(header)-1]
	if len(further) > 0 && further[0] == crimeColumn {
		form.crime, further = true, further[1:]
	}
	if len(further) > MaxKept {
		return form, false
	}
	for _, name := range further {
		name, ok := strings.CutPrefix(name, keptColumnOf)
		if !ok || name != "" && name[0] != ' ' {
			return form, false
		}
		form.kept = append(form.kept, strings.TrimPrefix(name, " "))
	}
	return form, true
}

// names returns the names of the columns that were kept, as far as they are known; nil if none is.
func (f tallyForm) names() []string {
	for n := len(f.kept); n > 0; n-- {
		if f.kept[n-1] != "" {
			return f.kept[:n]
		}
	}
	return nil
}

// key returns the names of the columns of a cell.
func (f tallyForm) key() []string {
	names := slices.Clone(tallyHeader[:len(tallyHeader)-1])
	if f.crime {
		names = append(names, crimeColumn)
	}
	for _, name := range f.kept {
		names = append(names, strings.TrimSuffix(keptColumnOf+" "+name, " "))
	}
	return names
}

// keyCells is how many columns a cell has. The first two are its force and month.
func (f tallyForm) keyCells() int {
	n := len(tallyHeader) - 1 + len(f.kept)
	if f.crime {
		n++
	}
	return n
}

// header returns the header of a stored tally.
func (f tallyForm) header() []string { return append(f.key(), tallyHeader[len(tallyHeader)-1]) }

// pairHeader returns the columns of a row of a pair.
func (f tallyForm) pairHeader() []string {
	key := f.key()
	return slices.Concat([]string{pairRow}, key, key[2:], []string{"pairs"})
}

// appendKey appends the cells of k to a row.
func (f tallyForm) appendKey(row []string, k Key) []string {
	row = append(row, k.Force.Slug(), k.Month.String(), k.Type.String(), k.Self.String(), k.Officer.String(), k.Gender.String(), k.Age.String(),
		k.Legislation.String(), k.Object.String(), k.Outcome.String(), k.Linked.String(), k.Clothing.String())
	if f.crime {
		row = append(row, k.Crime.String())
	}
	for i := range f.kept {
		row = append(row, k.Kept.Value(i))
	}
	return row
}

// storedKey is a cell of a stored tally while it is read.
type storedKey struct {
	Key
	kept [MaxKept]keptText
}

// keptText is a value of a column that was kept.
type keptText string

func (k *keptText) UnmarshalText(text []byte) error {
	*k = keptText(text)
	return nil
}

// columns returns the fields of k in the order of the table.
func (k *storedKey) columns(f tallyForm) []encoding.TextUnmarshaler {
	columns := []encoding.TextUnmarshaler{&k.Force, &k.Month, &k.Type, &k.Self, &k.Officer, &k.Gender, &k.Age, &k.Legislation, &k.Object, &k.Outcome,
		&k.Linked, &k.Clothing}
	if f.crime {
		columns = append(columns, &k.Crime)
	}
	for i := range f.kept {
		columns = append(columns, &k.kept[i])
	}
	return columns
}

// key returns the cell that was read.
func (k *storedKey) key() Key {
	key := k.Key
	// which are not too many
	key.Kept, _ = KeptOf(string(k.kept[0]), string(k.kept[1]), string(k.kept[2]))
	return key
}
