package tidy

import (
	"errors"
	"strings"
	"testing"
)

// Files without a column of groups, as an audit of which only the total was typed.
func TestNoGroup(t *testing.T) {
	refuses := func(label string) (string, Kind, error) { return "", KindTotal, errors.New("no group: " + label) }
	for _, c := range []struct {
		file, want string
		o          Options
		reason     string
	}{
		{"reasonable,searches\n159,182\n", "all 159 of 182", Options{}, "two numbers"},
		{"reasonable,searches\n159,182\n", "all 159 of 182", Options{Label: refuses}, "labels that nobody knows are not asked for"},
		{"year,reasonable,searches\n2020,80,90\n2021,79,92\n", "all 159 of 182", Options{}, "a row for each year"},
		{"group,reasonable,searches\nWhite,138,158\n", "White 138 of 158", Options{}, "a column of groups all the same"},
		{"id,outcome\n1,arrest\n2,nothing\n3,arrest\n", "all 2 of 3", Options{Event: []Condition{{"outcome", []string{"arrest"}}}, Model: ModelProportion}, "records"},
	} {
		c.o.NoGroup = true
		table, err := Read(strings.NewReader(c.file), c.o)
		if err != nil {
			t.Errorf("%s: %v", c.reason, err)
			continue
		}
		sums, err := table.Sum(nil)
		if err != nil {
			t.Errorf("%s: %v", c.reason, err)
			continue
		}
		g := sums.Groups[0]
		if got := g.Group + " " + g.Events.String() + " of " + g.Exposure.String(); got != c.want || len(sums.Groups) != 1 {
			t.Errorf("%s: %s, want %s", c.reason, got, c.want)
		}
	}
	if _, err := Read(strings.NewReader("reasonable,searches\n159,182\n"), Options{}); !errors.Is(err, ErrGroup) {
		t.Errorf("without the option: %v, want %v", err, ErrGroup)
	}
}
