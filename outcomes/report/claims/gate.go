package claims

import "github.com/seed-549880be/disparity/outcomes/internal/enum"

// Gate is a question that is asked of a group before a word is said of it.
type Gate uint8

// The gates, in the order in which they are asked: a claim is of the first that is not passed.
const (
	// "months": the months of the searches are known
	GateMonths Gate = iota
	// "overlaps": no force and month is left unresolved
	GateOverlaps
	// "suppressed": the counts of the group are not withheld
	GateSuppressed
	// "baseline": there are 5 searches of the baseline at least
	GateBaseline
	// "label": there is a search under the label of the group
	GateLabel
	// "place": the searches are of the place of the residents, who can stand for who was there
	GatePlace
	// "categories": the form sorts people as the census does
	GateCategories
	// "strata": the index is of one part, or is adjusted for the parts
	GateStrata
	// "alike": the parts differ by no more than chance
	GateAlike
	// "index": there is an index and a range
	GateIndex
	// "account": the other account of ethnicity does not give the opposite word
	GateAccount
	// "census": no other residents of the same place give another word
	GateCensus
	// "groups": no two groups of a sum have opposite words
	GateGroups
	// "chance": the range of chance leaves out 1
	GateChance
	// "unknown": the range that also allows for the unknown leaves out 1
	GateUnknown

	numGates = iota
)

var gates = enum.New[Gate]("gate", [][]string{{"months"}, {"overlaps"}, {"suppressed"}, {"baseline"}, {"label"}, {"place"}, {"categories"},
	{"strata"}, {"alike"}, {"index"}, {"account"}, {"census"}, {"groups"}, {"chance"}, {"unknown"}})

// String returns the name of g; "Gate(99)" for a number that is none.
func (g Gate) String() string { return gates.String(g) }

// AppendText appends the name. It is an error if g is no gate.
func (g Gate) AppendText(b []byte) ([]byte, error) { return gates.AppendText(b, g) }

// MarshalText writes the name. It is an error if g is no gate.
func (g Gate) MarshalText() ([]byte, error) { return g.AppendText(nil) }

// UnmarshalText reads a name as String writes it.
func (g *Gate) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, g, gates.Parse) }

// Answer is what one gate says of the groups of a [Claim]: whether they pass it.
type Answer struct {
	Gate Gate `json:"gate"`
	Pass bool `json:"pass"`
}

// What the gates let through.
const (
	// MinBaseline is how many searches of the baseline there must be for a word.
	MinBaseline = 5

	// MinExpected is how many searches of a group without any would be expected before its label
	// is in doubt.
	MinExpected = 10

	// A group whose searches in a month are more than one for every placeShare residents, and no
	// fewer than placeSearches, is not the residents.
	placeShare    = 20
	placeSearches = 20
)

// answers asks every gate of a group; those of a sum are asked of its parts too.
func (in *Input) answers(g Group) [numGates]bool {
	index, chance, both := g.Index, g.Chance, g.Both
	if in.Strata != nil && g.Adjusted != nil {
		index, chance, both = g.Adjusted.Index, g.Adjusted.Chance, g.Adjusted.Both
	}
	word := WordOf(chance, both)
	pass := [numGates]bool{
		GateMonths:     in.From != 0,
		GateOverlaps:   len(in.Unresolved) == 0,
		GateSuppressed: !g.Withheld && !in.Baseline.Withheld,
		GateBaseline:   in.Baseline.Searches == nil || *in.Baseline.Searches >= MinBaseline,
		GateLabel:      !g.UnusedForm && (g.Searches == nil || *g.Searches > 0 || g.isNobody()),
		GatePlace:      !in.OtherPlace && in.livesThere(g) && in.livesThere(in.Baseline),
		GateCategories: !g.Categories && !in.Baseline.Categories,
		GateStrata:     in.Strata == nil || g.Adjusted != nil,
		GateAlike:      in.Strata == nil || g.alike(in.Level),
		GateIndex:      index != nil && chance.Lower != nil,
		GateAccount:    g.Account == nil || !word.opposes(g.Account.Word()),
		GateCensus:     true,
		GateGroups:     true,
		GateChance:     chance.side() != 0,
		GateUnknown:    chance.side() != 0 && both.side() != 0,
	}
	if in.Share != nil { // of people who are there, whoever the residents are
		pass[GatePlace], pass[GateCategories] = true, true
	}
	for _, other := range g.Censuses {
		pass[GateCensus] = pass[GateCensus] && !other.Turns(word)
	}
	return pass
}

// livesThere reports whether the residents of a group can stand for who was there: not where the
// searches in a month are too many for that. Few searches say nothing of it.
func (in *Input) livesThere(g Group) bool {
	return g.Searches == nil || g.Residents == nil || g.isNobody() || LivesThere(*g.Searches, *g.Residents, in.months())
}

// isNobody reports whether a group is known to have no residents: it has no rate, and no index.
func (g Group) isNobody() bool { return g.Residents != nil && *g.Residents == 0 }

// LivesThere reports whether residents can stand for who was there: unless in a month there are
// more than one search for twenty of them, and 20 searches or more in all.
func LivesThere(searches int64, residents float64, months int) bool {
	return searches < placeSearches || placeShare*float64(searches) <= residents*float64(max(1, months))
}

// alike reports whether an index over parts can stand for all of them.
func (g Group) alike(level float64) bool {
	if level == 0 {
		level = usualLevel
	}
	return g.Adjusted == nil || g.Adjusted.Alike == nil || *g.Adjusted.Alike >= 1-level
}
