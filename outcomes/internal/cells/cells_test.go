package cells

import (
	"errors"
	"fmt"
	"testing"
)

// Labels that no real column has room for do not fill the memory.
func TestLabelsForget(t *testing.T) {
	parse := func(label string) (uint8, error) {
		if label == "known" {
			return 7, nil
		}
		return 0, errors.New("not known")
	}
	l := Labels{Parse: OfEnum(parse)}
	for i := range 2 * MaxSeen {
		if v, err := l.Value(fmt.Appendf(nil, "label %d", i)); v != unrecognised || err == nil {
			t.Fatalf("label %d = %d, %v", i, v, err)
		}
	}
	if len(l.seen) > MaxSeen {
		t.Errorf("%d labels are remembered", len(l.seen))
	}
	if v, err := l.Value([]byte("known")); v != 7 || err != nil {
		t.Errorf("known = %d, %v", v, err)
	}
}
