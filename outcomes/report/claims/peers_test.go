package claims

import (
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// beside is a question of one force among others.
func beside() Beside {
	return Beside{Group: ethnicity.Black, Unit: "Kent", Rate: new(0.003), BaselineRate: new(0.001), Index: new(3.0), Chance: between(2.6, 3.5),
		Standing: "It is 2nd of 8 forces, 1st being the lowest (interval 1st to 3rd): it cannot be told from Essex and Surrey."}
}

// A claim is of one force or of all, and says of which numbers it is; what forbids it is said.
func TestSayPeers(t *testing.T) {
	change := func(edit func(in *Input, q *Beside)) (Input, Beside) {
		in, q := usual(), beside()
		edit(&in, &q)
		return in, q
	}
	for _, test := range []struct {
		edit   func(in *Input, q *Beside)
		kind   PeerKind
		want   string
		reason string
	}{
		{func(*Input, *Beside) {}, PeersStanding, "Black people were searched 3.0 times as often as White people, for their numbers (Kent, September 2022: 3.0 and 1.0 searches per 1,000 residents; range 2.6 to 3.5). " +
			"It is 2nd of 8 forces, 1st being the lowest (interval 1st to 3rd): it cannot be told from Essex and Surrey.", "one force"},
		{func(in *Input, q *Beside) { in.Level, q.Index, q.Chance = 0.99, new(1.04), between(1.01, 1.07) }, PeersStanding,
			"Black people were searched 1.04 times as often as White people, for their numbers (Kent, September 2022: 3.0 and 1.0 searches per 1,000 residents; 99 % range 1.01 to 1.07). ", "near 1, at another level"},
		{func(in *Input, q *Beside) { in.ResidentsYear = 2011 }, PeersStanding, "By the residents of 2011, Black people were searched 3.0 times", "residents of long ago"},
		{func(in *Input, q *Beside) { in.Rule = outcomes.OfficerDefined }, PeersStanding, "People seen by officers as Black were searched 3.0 times as often as people seen by officers as White", "the account of officers"},
		{func(in *Input, q *Beside) { in.Object = "controlled drugs" }, PeersStanding, "Black people were searched for controlled drugs 3.0 times", "searches for one object"},
		{func(in *Input, q *Beside) { q.Rate = nil }, PeersStanding, "for their numbers (Kent, September 2022; range 2.6 to 3.5).", "a rate that is not known"},
		{func(in *Input, q *Beside) { q.Standing = "" }, PeersStanding, "range 2.6 to 3.5).", "without others"},
		{func(in *Input, q *Beside) { q.Missing = "it sent no figures." }, PeersMissing, "There is no index of Black people for Kent, and so no rank: it sent no figures.", "no figures"},
		{func(in *Input, q *Beside) { q.Index = nil }, PeersMissing, "There is no index of Black people for Kent, and so no rank: there is none.", "no index, and no reason"},
		{func(in *Input, q *Beside) {
			q.Unit, q.Standing = "", "Of 8 forces 2 are above the mean of the others, and of 6 it cannot be told."
		}, PeersTally, "How often Black people were searched beside White people, for their numbers: of 8 forces 2 are above the mean of the others, and of 6 it cannot be told.", "all of them"},
		{func(in *Input, q *Beside) { in.Unresolved = []string{"Kent, May 2022"} }, PeersUnresolved,
			"It is open which records count: how often Black people were searched is not set beside others.", "records that contradict each other"},
	} {
		in, q := change(test.edit)
		said := SayPeers(in, []Beside{q})
		if len(said) != 1 || said[0].Kind != test.kind || !strings.Contains(said[0].Text, test.want) || (said[0].Index != nil) != (test.kind == PeersStanding) {
			t.Errorf("%s: %+v\nwant %s: %s", test.reason, said, test.kind, test.want)
			continue
		}
		if word := forbidden.FindString(said[0].Text); word != "" {
			t.Errorf("%s: %q in %s", test.reason, word, said[0].Text)
		}
	}
	if said := SayPeers(usual(), []Beside{{Group: ethnicity.Asian}}); len(said) != 0 || said == nil {
		t.Errorf("nothing to say: %+v", said)
	}
	three := SayPeers(usual(), []Beside{beside(), {Group: ethnicity.Asian, Standing: "Of 8."}, beside()})
	if len(three) != 3 || three[1].Group != ethnicity.Asian || three[1].Kind != PeersTally {
		t.Errorf("the order of the questions: %+v", three)
	}
}

// A copy shares nothing.
func TestPeerClaimClone(t *testing.T) {
	c := SayPeers(usual(), []Beside{beside()})[0]
	d := c.Clone()
	*d.Index, *d.Chance.Lower = 9, 9
	if *c.Index != 3 || *c.Chance.Lower != 2.6 {
		t.Errorf("%+v", c)
	}
}
