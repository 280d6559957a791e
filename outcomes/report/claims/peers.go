package claims

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// Beside is the question where the index of one group stands among units that are compared with
// each other, such as forces: that of one of them, or of all. It is plain data, as an [Input] is.
type Beside struct {
	Group ethnicity.Group

	// Unit is the one that is asked about, whose place the Input has; "" for none.
	Unit string

	// Rate, BaselineRate, Index and Chance are of the unit, as of [Group].
	Rate, BaselineRate *float64
	Index              *float64
	Chance             Range

	// Standing is what package peers says of the unit, [peers.Result.Standing], or where none is
	// asked about of all, [peers.Result.Tally].
	Standing string

	// Missing says why the unit has no index; "" if it has one.
	Missing string
}

// PeerClaim is one sentence on where an index stands among others, as data.
type PeerClaim struct {
	Kind  PeerKind        `json:"kind"`
	Group ethnicity.Group `json:"group"`
	Unit  string          `json:"unit,omitempty"`

	// Index and Chance are those of the unit, not rounded; nil without one.
	Index  *float64 `json:"index"`
	Chance Range    `json:"chance"`

	Text string `json:"text"`
}

// PeerKind is what a [PeerClaim] is of.
type PeerKind uint8

// The kinds, by the names that JSON has.
const (
	// "unresolved": it is open which records count
	PeersUnresolved PeerKind = iota
	// "missing": the unit has no index, and so no rank
	PeersMissing
	// "standing": where the unit stands
	PeersStanding
	// "tally": of how many units there is which word
	PeersTally
)

var peerKinds = enum.New[PeerKind]("kind of claim on units beside each other", [][]string{{"unresolved"}, {"missing"}, {"standing"}, {"tally"}})

// String returns the name of k; "PeerKind(99)" for a number that is none.
func (k PeerKind) String() string { return peerKinds.String(k) }

// AppendText appends the name. It is an error if k is no kind.
func (k PeerKind) AppendText(b []byte) ([]byte, error) { return peerKinds.AppendText(b, k) }

// MarshalText writes the name. It is an error if k is no kind.
func (k PeerKind) MarshalText() ([]byte, error) { return k.AppendText(nil) }

// UnmarshalText reads a name as String writes it.
func (k *PeerKind) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, k, peerKinds.Parse)
}

// SayPeers says where the indices of a search rate stand among those of other units: a claim for
// every group, in the order of the questions, so that none is picked. What forbids a word of the
// unit beside the mean of the others, package peers or its caller has found: it is in Standing.
func SayPeers(in Input, questions []Beside) []PeerClaim {
	said := []PeerClaim{}
	for _, q := range questions {
		c := PeerClaim{Kind: in.peerKind(q), Group: q.Group, Unit: q.Unit}
		if c.Kind == PeersStanding {
			c.Index, c.Chance = copied(q.Index), q.Chance.clone()
		}
		c.Text = in.peerText(c.Kind, q)
		if c.Text != "" {
			said = append(said, c)
		}
	}
	return said
}

// peerKind returns what a claim is of.
func (in *Input) peerKind(q Beside) PeerKind {
	switch {
	case len(in.Unresolved) > 0:
		return PeersUnresolved
	case q.Unit == "":
		return PeersTally
	case q.Missing != "" || q.Index == nil:
		return PeersMissing
	}
	return PeersStanding
}

// peerText writes the sentences of a claim; "" if there is nothing to say.
func (in *Input) peerText(kind PeerKind, q Beside) string {
	people := in.people(q.Group)
	switch kind {
	case PeersUnresolved:
		return in.begin(fmt.Sprintf("it is open which records count: how often %s were %s is not set beside others.", people, in.searched()))
	case PeersMissing:
		why := strings.TrimSuffix(q.Missing, ".")
		if why == "" {
			why = "there is none"
		}
		return in.begin(fmt.Sprintf("there is no index of %s for %s, and so no rank: %s.", people, q.Unit, why))
	case PeersTally:
		if q.Standing == "" {
			return ""
		}
		return in.begin(fmt.Sprintf("how often %s were %s beside %s, for their numbers: %s", people, in.searched(), in.people(in.Baseline.Group), continued(q.Standing)))
	}
	one := *in
	one.Baseline.Rate, one.Groups, one.Sums, one.Strata = q.BaselineRate, []Group{{Rate: q.Rate}}, nil, nil
	n := digits(q.Index)
	text := fmt.Sprintf("%s were %s %s times as often as %s, for their numbers (%s; %s %s).", people, in.searched(), number(q.Index, n), in.people(in.Baseline.Group),
		one.base(finding{Group: Group{Rate: q.Rate}}), in.rangeName(), limits(q.Chance, n))
	return strings.TrimSuffix(in.begin(text)+" "+q.Standing, " ")
}

// continued is a sentence as it goes on behind a colon.
func continued(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(first)) + text[size:]
}

// Clone returns a copy of c that shares nothing with it.
func (c PeerClaim) Clone() PeerClaim {
	c.Index, c.Chance = copied(c.Index), c.Chance.clone()
	return c
}
