package main

import (
	"fmt"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// noNumbers are the counts of a table of one's own that are no numbers.
type noNumbers map[inUnit]noNumber

// inUnit is a group in a unit.
type inUnit struct{ unit, group string }

// noNumber is what stands in place of a number.
type noNumber struct {
	why      string // as "its count of Black is withheld (1 to 4)"
	withheld bool
}

// add adds the counts of a group, one of which is no number.
func (o noNumbers) add(unit, group string, events, exposure tidy.Cell) {
	n := noNumber{why: fmt.Sprintf("its count of %s is no number: %v out of %v", group, events, exposure)}
	if events.Mark == tidy.Low || events.Mark == tidy.Withheld {
		n.withheld, n.why = true, fmt.Sprintf("its count of %s is withheld", group)
		if text := events.String(); text != events.Mark.String() {
			n.why += " (" + text + ")"
		}
	}
	o[inUnit{unit, group}] = n
}

// notes say which of the units that are compared have counts that are withheld, and what that does
// to the others.
func (o noNumbers) notes(order, units []string) (list []string) {
	for _, group := range order {
		var of []string
		for _, unit := range units {
			if n := o[inUnit{unit, group}]; n.withheld {
				of = append(of, unit)
			}
		}
		if of != nil {
			list = append(list, fmt.Sprintf("%s: the count of %s is withheld. Counts are withheld where they are low: the mean and the ranks of the others are without units that may be low", few(of), group))
		}
	}
	return list
}

// name gives the units without a value in a group the reason that there is no number, of the group
// itself or of that which it is compared with.
func (o noNumbers) name(missing []peers.Missing, groups ...string) {
	for i := range missing {
		for _, g := range groups {
			if n, ok := o[inUnit{missing[i].Unit, g}]; ok {
				missing[i].Why = n.why
				break
			}
		}
	}
}

// nameIn does so in every group of a comparison.
func nameIn[M rri.Measure](r peers.Result[string, M], o noNumbers) {
	for _, c := range r.Groups {
		if r.Options.Quantity == peers.Rate {
			o.name(c.Missing, c.Group)
		} else {
			o.name(c.Missing, r.Set.Baseline, c.Group)
		}
	}
}

// mostNamed is how many units a note names; of more it says how many.
const mostNamed = 5

// few names units, or says how many they are.
func few(units []string) string {
	if n := len(units); n > mostNamed {
		return fmt.Sprintf("%d units", n)
	}
	return strings.Join(units, ", ")
}
