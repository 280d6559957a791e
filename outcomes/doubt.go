package outcomes

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// MaxMissingShare is the missing share above which the records cannot bear a definition that reads
// the link or leaves out what is not known: one search in five.
const MaxMissingShare = 0.2

// Doubt returns why records that are kept as those of t cannot bear the definition d of a find, in
// words to print beside the rate, or "" if they can. A definition that is in doubt is never to be
// the headline. [FindByAction] and [FindByArrest] count a blank as none and are never in doubt for
// that; their missing share says how much hangs on it.
//
// The definitions by link, by linked action and by action of known outcome are in doubt above
// [MaxMissingShare], and the first two in the regimes [LinkRarely] and [LinkNever] whatever the
// share. The one by link is also in doubt if most searches that led to no action are said to be
// linked: then the link does not say that something was found.
func (t *Tally) Doubt(d FindDefinition) string {
	switch d {
	case FindByActionKnown, FindByLinked, FindByLinkedAction:
	default:
		return ""
	}
	c := t.linkCounts()
	missing, def := int64(0), d.Definition()
	for k, n := range t.all() {
		if k.Type.IsPerson() && def.Missing(k) {
			missing += n
		}
	}
	if share := float64(missing) / float64(c.all); c.all > 0 && share > MaxMissingShare {
		reason := c.regime().Text()
		if d == FindByActionKnown {
			reason = "a blank outcome may mean that nothing was found"
		}
		return fmt.Sprintf("%s %% of searches do not say if they count, above %.0f %%: %s",
			sheet.Limit(sheet.Fixed, 100*share, 1, 100*MaxMissingShare), 100*MaxMissingShare, reason)
	}
	if r := c.regime(); d != FindByActionKnown && (r == LinkNever || r == LinkRarely) {
		return r.Text() // few searches led to action, so few are missing, and of those nearly all
	}
	if d == FindByLinked && 2*c.idleYes > c.idleFilled && c.idleFilled > 0 {
		return fmt.Sprintf("%d of %d searches without action have an outcome that is linked to the object: linked does not mean found here",
			c.idleYes, c.idleFilled)
	}
	return ""
}
