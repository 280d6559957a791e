package report

import (
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri/peers"
)

// peerRow returns the row of a force in a group, and why it has none.
func peerRow(t *testing.T, r *forcePeers, g ethnicity.Group, unit string) (peers.Row, string) {
	t.Helper()
	for _, c := range r.Groups {
		if c.Group != g {
			continue
		}
		for _, row := range c.Rows {
			if row.Unit == unit {
				return row, ""
			}
		}
		for _, m := range c.Missing {
			if m.Unit == unit {
				return peers.Row{}, m.Why
			}
		}
	}
	t.Fatalf("%s is nowhere among the forces of %s", unit, g)
	panic("unreachable")
}

// atIndex are searches of June 2016 in which every force has the index 3 of Black people by the
// census of 2021, with as many in no group.
func atIndex(t *testing.T, forces ...string) map[string]string {
	t.Helper()
	const whites, index = 3000, 3
	files := make(map[string]string)
	for i, name := range forces {
		p := must(must(ethnicity.PopulationOf(must(ethnicity.ParseForce(name)).Code(), ethnicity.Census2021)).Collapse(ethnicity.FivePlusOne))
		blacks := index * whites * must(p.Of(ethnicity.Black)) / must(p.Of(ethnicity.White))
		files[name+".csv"] = inForce("2016-06", i, whites, 0, int(blacks), 20)
	}
	return files
}

// TestPeerGates has a force and a group a row, and what stands against a word on it.
func TestPeerGates(t *testing.T) {
	moved := unlikeForces()
	// what officers see is the opposite of what people say
	kent := times(60, search{self: black, officer: "Black", date: "2023-01-05T12:30:00+00:00"}) + times(900, search{self: white, officer: "Black", date: "2023-01-05T12:30:00+00:00"}) +
		times(900, search{self: white, officer: "White", date: "2023-02-05T12:31:00+00:00"})
	city := inForce("2023-01", 9, 60, 9, 43, 9) + inForce("2023-02", 9, 60, 9, 43, 9)
	mixed := "Mixed/Multiple ethnic groups - White and Asian"
	someMixed := make(map[string]string)
	for name, rows := range unlikeForces() {
		if someMixed[name] = rows; name != "kent.csv" {
			someMixed[name] += times(80, search{self: mixed, officer: "Black"})
		}
	}
	for _, test := range []struct {
		files  map[string]string
		o      Options
		group  ethnicity.Group
		unit   string
		word   peers.Word
		why    string // why there is no word, or no value
		reason string
	}{
		{moved, Options{}, ethnicity.Black, "Kent", peers.Below, "", "nothing stands against it"},
		{moved, Options{}, ethnicity.Black, "Sussex", peers.Above, "", "nor against its opposite"},
		{with(unlikeForces(), map[string]string{"kent.csv": kent}), Options{}, ethnicity.Black, "Kent", peers.NoWord, "the other account of ethnicity gives the opposite word", "whose account it is turns it (case 6)"},
		{with(unlikeForces(), map[string]string{"kent.csv": kent}), Options{}, ethnicity.Black, "Sussex", peers.Above, "", "and not that of another force"},
		{atIndex(t, "kent", "south-yorkshire", "avon-and-somerset", "derbyshire"), Options{Census: ethnicity.Census2021}, ethnicity.Black, "Kent", peers.NoWord, "the residents of census 2011 and of the days of the searches (interpolated) give another word", "alike by one census, above by the other (case 7)"},
		{with(unlikeForces(), map[string]string{"city-of-london.csv": city}), Options{}, ethnicity.Black, "City of London", peers.NoWord, "residents are not who is there", "more searches in a month than one for twenty residents (case 21)"},
		{with(unlikeForces(), map[string]string{"kent.csv": inForce("2023-01", 9, 3, 70, 60, 9) + inForce("2023-02", 9, 1, 70, 60, 9)}), Options{}, ethnicity.Black, "Kent", peers.NoWord, "White had 4 searches: too few to compare with", "hardly any search of the baseline (case 10)"},
		{with(unlikeForces(), map[string]string{"kent.csv": inForce("2023-01", 9, 900, 70, 60, 9)}), Options{}, ethnicity.Black, "Kent", peers.NoWord, "no rows, or few, of February 2023", "a month is missing (case 17)"},
		{someMixed, Options{}, ethnicity.Mixed, "Kent", peers.NoWord, "the form may not have the label Mixed", "a label that one force does not use (case 11)"},
		{someMixed, Options{}, ethnicity.Mixed, "Essex", peers.CannotTell, "", "and that the others do"},
		{with(someMixed, map[string]string{"btp.csv": city}), Options{}, ethnicity.Mixed, "British Transport Police", peers.NoWord, "it has no residents", "no residents, in whatever group"},
	} {
		r := must(New(apartByName(test.files), test.o))
		row, missing := peerRow(t, r.peers, test.group, test.unit)
		why := missing
		if why == "" {
			why = row.Why
		}
		if row.Word != test.word || why != test.why && (test.why == "" || !strings.Contains(why, test.why)) {
			t.Errorf("%s: %s, %q (%v, %v to %v); want %s, %q", test.reason, row.Word, why, row.ToMean.Value, row.ToMean.Lower, row.ToMean.Upper, test.word, test.why)
		}
		if missing == "" && row.Rank.Rank == 0 {
			t.Errorf("%s: no rank", test.reason)
		}
	}
}

// TestPeerUnresolved: a force of which it is open which records count has a rank and no word, and
// no sentence is made of all of them.
func TestPeerUnresolved(t *testing.T) {
	files := unlikeForces()
	files["kent.csv"] += files["kent.csv"] // as if the file had been joined to itself
	r := must(New(apartByName(files), Options{}))
	row, _ := peerRow(t, r.peers, ethnicity.Black, "Kent")
	if row.Word != peers.NoWord || row.Why != "it is open which records count" || row.Rank.Rank == 0 {
		t.Errorf("%s, %q, rank %d", row.Word, row.Why, row.Rank.Rank)
	}
	if said := r.Document().Summary.Peers; said != nil {
		t.Errorf("said %+v", said)
	}
	if other, _ := peerRow(t, r.peers, ethnicity.Black, "Sussex"); other.Word != peers.Above {
		t.Errorf("Sussex: %s, %q", other.Word, other.Why)
	}
}
