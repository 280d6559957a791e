package trend

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/sheet"
)

const (
	// fewestPoints is how many periods the word of a trend takes.
	fewestPoints = 5

	// fewestBaseline is how many events the baseline must have in each period of a change, and in
	// all periods of a trend together: beside fewer an index says nothing.
	fewestBaseline = 5

	// mostMoved is by how much the share of people of no known group may move before a word has to
	// hold in the worst case: 5 points, and what is lost by taking one share from another.
	mostMoved = 0.05 + 1e-12
)

// nothingToCompare is why there is no word where there is no interval.
const nothingToCompare = "there is nothing to compare"

// evidence is what a word is judged by, of a change and of a trend alike.
type evidence struct {
	Limits         // of the ratio
	worst  *Limits // over the ways in which the people of no known group could fall
	moved  float64 // by how much their share moved over the periods
	breaks []breakText
	others []other // the same over other exposure
}

// breakText is a break that lies between the periods.
type breakText struct {
	kind BreakKind
	text string
}

// other is the interval over other exposure.
type other struct {
	name string
	Limits
	worst *Limits
}

// word returns the word that e bears, or [NoWord] and the rule that forbids one.
func (e evidence) word(o Options) (Word, string) {
	margin := o.Margin
	if o.Direction == index.ComparatorOverGroup {
		e = e.inverted()
	}
	word := wordOf(e.Lower, e.Upper, margin)
	if word == NoWord {
		return NoWord, nothingToCompare
	}
	for _, b := range e.breaks {
		// Other exposure throughout is the answer to a change of its source.
		if b.kind != ResidentsBreak || len(e.others) == 0 {
			return NoWord, "the periods lie on both sides of a break: " + b.text
		}
	}
	bears := func(worst *Limits) bool {
		return e.moved <= mostMoved || worst != nil && wordOf(worst.Lower, worst.Upper, margin) == word
	}
	if !bears(e.worst) {
		return NoWord, fmt.Sprintf("the share of people of no known group moved by %s points, and how they fall could give another word",
			sheet.Limit(sheet.Fixed, 100*e.moved, 1, 100*mostMoved)) // 5.04 is not 5.0
	}
	for _, o := range e.others {
		switch w := wordOf(o.Lower, o.Upper, margin); {
		case w == NoWord:
			return NoWord, fmt.Sprintf("with %s there is nothing to compare", sheet.Clean(o.name))
		case w != word:
			return NoWord, fmt.Sprintf("with %s the word would be another", sheet.Clean(o.name))
		case !bears(o.worst):
			return NoWord, fmt.Sprintf("with %s, how the people of no known group fall could give another word", sheet.Clean(o.name))
		}
	}
	return word, ""
}

// inverted returns e of the index the other way round.
func (e evidence) inverted() evidence {
	e.Limits, e.worst = *e.Limits.inverted(), e.worst.inverted()
	others := make([]other, len(e.others))
	for i, o := range e.others {
		others[i] = other{o.name, *o.Limits.inverted(), o.worst.inverted()}
	}
	e.others = others
	return e
}

// breaksBetween returns what breaks there are inside the time from start to end for a group beside
// the baseline.
func breaksBetween[G cmp.Ordered, M rri.Measure](s Series[G, M], group G, start, end time.Time) (found []breakText) {
	for _, b := range s.Breaks {
		if !b.At.After(start) || !b.At.Before(end) {
			continue
		}
		if len(b.Groups) == 0 || slices.Contains(b.Groups, group) || slices.Contains(b.Groups, s.Baseline) {
			found = append(found, breakText{b.Kind, cmp.Or(strings.TrimSpace(sheet.Clean(b.Text)), "what is counted changed")})
		}
	}
	return found
}

// unknownShare returns the share of people of no known group: of all events of rates, and of all
// trials of proportions. NaN where there are none.
func unknownShare[G cmp.Ordered, M rri.Measure](p Point[G, M]) float64 {
	unknown := people(p.Unknown)
	all := unknown
	for _, m := range p.Counts {
		all += people(m)
	}
	return unknown / all
}

// unknownMoved returns by how much the share of people of no known group moved: the highest less
// the lowest of the points. Points without people have no share.
func unknownMoved[G cmp.Ordered, M rri.Measure](points ...Point[G, M]) float64 {
	lowest, highest := math.Inf(1), math.Inf(-1)
	for _, p := range points {
		if share := unknownShare(p); !math.IsNaN(share) {
			lowest, highest = min(lowest, share), max(highest, share)
		}
	}
	return max(0, highest-lowest)
}
