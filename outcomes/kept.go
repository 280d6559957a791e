package outcomes

import (
	"cmp"
	"encoding/json"
	"fmt"
	"unique"
)

// MaxKept is how many further columns of a file can be kept: see [ReadOptions].Keep.
const MaxKept = 3

// Kept is what one record says in the columns that were kept beside those that have fields of their
// own, such as the district or the gravity of an offence: up to [MaxKept] texts, in the order of
// [ReadOptions].Keep. A blank cell, and a column that was not kept, is "".
//
// A Kept is a small comparable value: two are equal exactly if all their texts are. The zero value
// has none.
type Kept struct {
	values unique.Handle[[MaxKept]string] // zero if all are ""
}

// KeptOf returns what has these texts. It is an error if there are more than [MaxKept].
func KeptOf(values ...string) (Kept, error) {
	if len(values) > MaxKept {
		return Kept{}, fmt.Errorf("outcomes: %d kept values: want %d at most", len(values), MaxKept)
	}
	var all [MaxKept]string
	copy(all[:], values)
	if all == ([MaxKept]string{}) {
		return Kept{}, nil
	}
	return Kept{unique.Make(all)}, nil
}

// Value returns the text of the i-th column that was kept, from 0; "" where the record says
// nothing, and beyond the columns.
func (k Kept) Value(i int) string {
	if k == (Kept{}) || i < 0 || i >= MaxKept {
		return ""
	}
	return k.values.Value()[i]
}

// Equal reports whether k and l have the same texts, as == does. Package go-cmp asks it.
func (k Kept) Equal(l Kept) bool { return k == l }

// Compare orders by the text of the first column, then of the second and the third: it is negative
// if k comes before l, 0 if they are equal, positive if k comes after l.
func (k Kept) Compare(l Kept) int {
	if k == l {
		return 0
	}
	return cmp.Or(cmp.Compare(k.Value(0), l.Value(0)), cmp.Compare(k.Value(1), l.Value(1)), cmp.Compare(k.Value(2), l.Value(2)))
}

// MarshalJSON writes the texts as an array, without blank ones at its end.
func (k Kept) MarshalJSON() ([]byte, error) {
	n := MaxKept
	for n > 0 && k.Value(n-1) == "" {
		n--
	}
	values := make([]string, n)
	for i := range values {
		values[i] = k.Value(i)
	}
	return json.Marshal(values)
}

// UnmarshalJSON reads an array of texts.
func (k *Kept) UnmarshalJSON(text []byte) error {
	var values []string
	if err := json.Unmarshal(text, &values); err != nil {
		return fmt.Errorf("outcomes: kept values: %w", err)
	}
	kept, err := KeptOf(values...)
	if err != nil {
		return err
	}
	*k = kept
	return nil
}
