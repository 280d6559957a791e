package rri

import (
	"regexp"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/enum/enumtest"
)

func TestMethod(t *testing.T) { enumtest.Check[Method](t, Methods(), ParseMethod) }

// TestMethodsAreFromSomewhere: every method says where it is from, each work by its year, and by a
// DOI or by the name of a journal, a book or a guide, and what it is in words; what is no method
// says nothing.
func TestMethodsAreFromSomewhere(t *testing.T) {
	work := regexp.MustCompile(`^[A-Z][A-Za-z, ]+ (18|19|20)\d\d, (DOI 10\.\d{4}/\S+|[A-Z].+)$`)
	guide := regexp.MustCompile(`^[A-Z][A-Za-z ]+, [A-Z].+, 20\d\d$`)
	parts := regexp.MustCompile(`; `)
	for m := range Methods() {
		if m.Words() == "" {
			t.Errorf("%s has no words", m)
		}
		for _, text := range parts.Split(m.Reference(), -1) {
			if !work.MatchString(text) && !guide.MatchString(text) {
				t.Errorf("%s is from %q", m, text)
			}
		}
	}
	if got := Method(numMethods); got.Reference() != "" || got.Words() != "" {
		t.Errorf("no method: %q, %q", got.Reference(), got.Words())
	}
}
