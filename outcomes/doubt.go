package outcomes

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// MaxMissingShare is the missing share above which the records cannot bear a definition that reads
// the link or leaves out what is not known: one search in five.
const MaxMissingShare = 0.2

// MaxMissingInWords is the missing share above which nothing is said in words of a rate of
// outcomes, whatever it takes a blank for: one search in ten.
const MaxMissingInWords = 0.1

// Doubt returns why records that are kept as those of t cannot bear the definition d of a find, in
// words to print beside the rate, or "" if they can. A definition that is in doubt is never to be
// the headline. [FindByAction] and [FindByArrest] count a blank as none and are never in doubt for
// that; their missing share says how much hangs on it, and [Tally.OutcomeDoubt] whether more can be
// said of them than the numbers.
//
// The definitions by link, by linked action and by action of known outcome are in doubt above
// [MaxMissingShare], and the first two in the regimes [LinkRarely] and [LinkNever] whatever the
// share. The one by link is also in doubt if most searches that led to no action are said to be
// linked: then the link does not say that something was found.
func (t *Tally) Doubt(d FindDefinition) string {
	switch d {
	case FindByActionKnown, FindByLinked, FindByLinkedAction:
		return t.doubt(d.Definition(), MaxMissingShare)
	}
	return ""
}

// OutcomeDoubt returns why records that are kept as those of t cannot bear sentences about the rate
// of d, as [OutcomeRate] and [FindDefinition] have them, or "" if they can. Its text can stand
// beside the rate.
//
// Every rate is in doubt above [MaxMissingInWords]. One that reads the link is also in doubt where
// [Tally.Doubt] says so of finds, and where all of at least 10 actions have the same link: then
// nothing tells one kind of them from the other.
func (t *Tally) OutcomeDoubt(d Definition) string {
	if why := t.doubt(d, MaxMissingInWords); why != "" {
		return why
	}
	const enough = 10 // actions: of fewer, all may well be linked by chance
	if c := t.linkCounts(); d.readsLink() && c.actionsFilled >= enough && c.oneLink() {
		return c.oneLinkText() + ": the link does not tell them apart"
	}
	return ""
}

// NoAnswer returns why the rate of d is no answer: it is in doubt ([Tally.OutcomeDoubt]), and none
// of the searches is counted, or all are, whatever happened in them, by how the records are kept.
// So it comes out alike for every group. It returns "" if the rate is an answer, or if there is
// nothing to form one from.
//
// That is so where no outcome is known; where nothing but actions is known, of a rate that counts
// the others or leaves out blanks; and where actions have no link, or one that is always the same,
// of a rate that reads the link. A rate of the outcomes of crimes, as [CrimeRate] has them, is of
// crimes that have one, and is an answer wherever there are such.
func (t *Tally) NoAnswer(d Definition) string {
	if d.readsCrime() || t.OutcomeDoubt(d) == "" {
		return ""
	}
	var events, trials int64
	for k, n := range t.all() {
		if !k.Type.IsPerson() || !d.Trial(k) {
			continue
		}
		trials += n
		if d.Event(k) {
			events += n
		}
	}
	if trials == 0 || events != 0 && events != trials {
		return ""
	}
	noun, _ := t.nouns()
	why := t.linkCounts().construction(d, events != 0, noun)
	if why == "" {
		return ""
	}
	rate := "0"
	if events != 0 {
		rate = "100 %"
	}
	return why + ": the rate is " + rate + " for every group, whatever happened"
}

// construction returns why a rate by d, which is all of the searches or else none, is so by how the
// records are kept; "" if it may be so in truth.
func (c linkCounts) construction(d Definition, all bool, noun string) string {
	needsOutcome := d.Missing(Key{Linked: Yes}) || d.Missing(Key{Linked: No})
	switch {
	case d.readsLink() && c.oneLink():
		return c.oneLinkText() + c.blankText()
	case needsOutcome && c.actions+c.idle == 0:
		return "no " + noun + " has a known outcome"
	case needsOutcome && d.readsLink() && c.actionsFilled == 0:
		return "no action has its link to the object of search recorded"
	case needsOutcome && c.idle == 0 && (all || d.Event(Key{Outcome: NoFurtherAction})):
		return "every outcome that is known is an action, as where a " + noun + " that led to none is left blank"
	}
	return ""
}

// doubt returns why the records cannot bear a definition whose missing share may be most.
func (t *Tally) doubt(d Definition, most float64) string {
	if d.validate() != nil {
		return ""
	}
	missing, blank := int64(0), "a blank outcome may mean that nothing was found"
	for k, n := range t.all() {
		if k.Type.IsPerson() && d.Missing(k) {
			missing += n
			if d.Trial(k) {
				blank = "a blank counts as none here"
			}
		}
	}
	c := t.linkCounts()
	regime := c.regime()
	if share := float64(missing) / float64(c.all); c.all > 0 && share > most {
		switch {
		case d.readsLink():
			blank = regime.Text()
		case d.readsCrime():
			blank = "their crimes have no outcome so far, or none that is recorded"
		}
		_, nouns := t.nouns()
		return fmt.Sprintf("%s %% of "+nouns+" do not say if they count, above %.0f %%: %s",
			sheet.Limit(sheet.Fixed, 100*share, 1, 100*most), 100*most, blank)
	}
	switch {
	case !d.readsLink():
	case regime == LinkNever || regime == LinkRarely:
		// few searches led to action, so few are missing, and of those nearly all
		return regime.Text()
	case d.Event(Key{Outcome: NoFurtherAction, Linked: Yes}) && 2*c.idleYes > c.idleFilled && c.idleFilled > 0:
		return fmt.Sprintf("%d of %d searches without action have an outcome that is linked to the object: linked does not mean found here",
			c.idleYes, c.idleFilled)
	}
	return ""
}

// readsLink reports whether a search of known outcome may be missing for its link.
func (d Definition) readsLink() bool {
	return d.validate() == nil && d.Missing(Key{Outcome: Arrest}) && !d.readsCrime()
}

// readsCrime reports whether a record is missing for the outcome of its crime, whatever else it
// says.
func (d Definition) readsCrime() bool {
	return d.validate() == nil && d.Missing(Key{Outcome: Arrest, Linked: Yes}) && !d.Missing(Key{Crime: ChargedOrSummonsed})
}

// nouns returns what the records of persons are called: searches, unless there are others.
func (t *Tally) nouns() (one, many string) {
	for k := range t.all() {
		if k.Type >= PersonStopped && k.Type.IsPerson() {
			return "record", "records"
		}
	}
	return "search", "searches"
}

// oneLink reports whether the link of actions is recorded, and always the same.
func (c linkCounts) oneLink() bool {
	return c.actionsFilled > 0 && (c.actionsYes == 0 || c.actionsYes == c.actionsFilled)
}

// oneLinkText says that all actions have the same link.
func (c linkCounts) oneLinkText() string {
	link := "linked to the object of search"
	if c.actionsYes == 0 {
		link = "not linked to the object of search"
	}
	of := ""
	if c.actions != c.actionsFilled {
		of = fmt.Sprintf(" (of %s actions)", sheet.Count(c.actions).Text)
	}
	if c.actionsFilled == 1 {
		return "the only action whose link is recorded" + of + " is " + link
	}
	return fmt.Sprintf("all %s actions whose link is recorded%s are %s", sheet.Count(c.actionsFilled).Text, of, link)
}

// blankText adds that the searches of the other link have no outcome, so that they may be actions;
// "" if there are none.
func (c linkCounts) blankText() string {
	link, n := "not linked", c.blankFilled-c.blankYes
	if c.actionsYes == 0 {
		link, n = "linked", c.blankYes
	}
	switch n {
	case 0:
		return ""
	case 1:
		return ", and the only other search that is " + link + " has no known outcome"
	}
	return fmt.Sprintf(", and %s searches that are %s have no known outcome", sheet.Count(n).Text, link)
}
