package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri/peers"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// peersTitle stands above the comparison of the forces.
const peersTitle = "Compared with each other"

// The tables of [peers.Result.Sheets] that a report prints, which are the names of their pictures
// too. That of the pairs is left to JSON, since of 43 forces there are 903.
const (
	peerRanks  = "ranks"
	peerFunnel = "funnel"
)

// peersSection returns the section in which the forces are compared with each other: what can be
// said of each group, then its ranks and its funnel; none if they are not compared.
func (c composer) peersSection(d Document) []sheet.Section {
	section := sheet.Section{Name: "peers", Title: peersTitle}
	if d.Summary != nil && d.Summary.Peers != nil {
		said := sheet.Block{Title: peersTitle, Numbered: true}
		if c.onPage { // below the title of the section
			said.Title = ""
		}
		for _, claim := range d.Summary.Peers {
			said.Items = append(said.Items, claim.Text)
		}
		section.Blocks = append(section.Blocks, said)
	}
	if text := peerComparisons(d.Peers); text != "" {
		section.Blocks = append(section.Blocks, sheet.Block{Paragraphs: []string{text}})
	}
	many := c.onPage && peerRanked(d.Peers) > mostPeerRows
	for _, s := range c.screenOf(d).peerSheets(!many) {
		if many {
			s = withoutPictures(s)
		}
		section.Blocks = append(section.Blocks, sheet.Block{Sheet: &s})
	}
	if section.Blocks == nil {
		return nil
	}
	if many {
		section.Blocks = append(section.Blocks, sheet.Block{Paragraphs: []string{
			fmt.Sprintf("The ranks of the %d groups are not drawn: that has no room on this page, nor have the funnels, which %s csv has.", len(d.Peers.Groups), flags["Format"])}})
	}
	return []sheet.Section{section}
}

// mostPeerRows is how many ranks a page has beside funnels: those of all forces in five groups.
const mostPeerRows = 200

// peerRanked returns how many ranks there are, of all groups together.
func peerRanked(r *forcePeers) (n int) {
	if r == nil {
		return 0
	}
	for _, c := range r.Groups {
		n += len(c.Rows)
	}
	return n
}

// peerComparisons says how many words would be wrong by chance; "" if none stands.
func peerComparisons(r *forcePeers) string {
	if r == nil {
		return ""
	}
	var n int64
	for _, c := range r.Groups {
		for _, row := range c.Rows {
			if row.Word != peers.NoWord {
				n++
			}
		}
	}
	if n == 0 {
		return ""
	}
	wrong := "fewer than 1"
	if expected := math.Round(float64(n) * (1 - r.Options.Level)); expected >= 1 {
		wrong = "about " + count(int64(expected))
	}
	return fmt.Sprintf("%s with the mean of the others: were all forces alike, %s would be Above or Below by chance.", plural(n, "comparison", "comparisons"), wrong)
}

// peerSheets returns the tables of the comparison of the forces, group after group, with or without
// funnels.
func (s screen) peerSheets(funnels bool) (list []sheet.Sheet) {
	result := s.document.Peers
	if result == nil {
		return nil
	}
	said := make(map[string]bool) // below a table above
	for _, c := range result.Groups {
		one := *result
		one.Groups = []peers.Comparison[ethnicity.Group]{c}
		if c.Group != result.Groups[0].Group { // the first says what holds for all
			one.Set.Definition, one.Set.Labels.Notes, one.Notes = "", nil, nil
		}
		for name, table := range one.Sheets() {
			if name == peerRanks || name == peerFunnel && funnels {
				table.Pictures = s.peerPictures(c.Group.String(), table.Pictures)
				table.Legend = slices.DeleteFunc(slices.Clone(table.Legend), func(line string) bool { return said[line] })
				for _, line := range table.Legend {
					said[line] = true
				}
				list = append(list, table)
			}
		}
	}
	return list
}

// peerPictures returns the pictures of a group that a page has: its ranks and its funnel, named
// after the measure and, of several groups, the group. The values are drawn with the parts of the
// report.
func (s screen) peerPictures(group string, pictures []sheet.Picture) []sheet.Picture {
	pictures = slices.DeleteFunc(slices.Clone(pictures), func(p sheet.Picture) bool { return p.Name != peerRanks && p.Name != peerFunnel })
	for i, p := range pictures {
		pictures[i].Name, pictures[i].Title, pictures[i].Scale = s.document.words().RateID()+"-"+p.Name, s.titled(p.Title), "times as often as "+people(s.document.Peers.Set.Baseline)
		if len(s.document.Peers.Groups) > 1 {
			pictures[i].Name = fmt.Sprintf("%s-%s", pictures[i].Name, strings.ToLower(group))
		}
	}
	return pictures
}

// sayPeers says how many forces are above and below the mean of the others in each group of which
// two have an index; nothing while it is open which records count.
func (r *Report) sayPeers(in claims.Input) []claims.PeerClaim {
	if r.peers == nil || len(in.Unresolved) > 0 {
		return nil
	}
	var questions []claims.Beside
	for _, c := range r.peers.Groups {
		if len(c.Rows) > 1 {
			questions = append(questions, claims.Beside{Group: c.Group, Standing: r.peers.Tally(c)})
		}
	}
	return claims.SayPeers(in, questions)
}

// peersLine says how to get the comparison of the forces; "" if there is none, or if it follows.
func (s screen) peersLine() string {
	if s.document.Peers == nil || s.peersFollow {
		return ""
	}
	return fmt.Sprintf("How the forces compare with each other, with ranks and a funnel: %s %s.", flags["Tables"], s.document.words().RateID())
}
