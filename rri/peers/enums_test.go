package peers

import (
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/enum/enumtest"
)

func TestQuantity(t *testing.T) { enumtest.Check[Quantity](t, Quantities(), ParseQuantity) }
func TestWordText(t *testing.T) { enumtest.Check[Word](t, Words(), ParseWord) }
func TestOverdispersion(t *testing.T) {
	enumtest.Check[Overdispersion](t, Overdispersions(), ParseOverdispersion)
}
