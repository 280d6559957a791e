package journey_test

import (
	"strings"
	"testing"
)

// A page has the rows of the text.
func TestMarkdown(t *testing.T) {
	const want = `**RRI against White · 95 % interval, method wald**

| Group | Step | Group: events | of | White: events | of | Index | Interval | p | Share of the gap |
| :-- | :-- | --: | --: | --: | --: | :-- | :-- | :-- | :-- |
| Black | searched | 60 | 5,000 | 400 | 100,000 | 3.00 | 2.29 to 3.94 | <0.001 | 79 % (60 to 111 %) ← |
|  | arrested | 20 | 60 | 100 | 400 | 1.33 | 0.90 to 1.98 | 0.155 | 21 % (-11 to 40 %) |
|  | cumulative |  |  |  |  | 4.00 | 2.47 to 6.46 | <0.001 |  |

← the largest share of the gap as observed: of the logarithm of the cumulative index; in brackets its interval

Black: largest share of the gap as observed: searched, 79 % (60 to 111 %)
`
	var b strings.Builder
	if err := small().WriteMarkdown(&b); err != nil || b.String() != want {
		t.Errorf("%v\n%swant\n%s", err, b.String(), want)
	}
}
