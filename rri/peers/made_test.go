package peers

import (
	"github.com/seed-549880be/disparity/rri"
)

// forces returns made-up searches of eight forces, of which one has no figures and one has few.
func forces() Set[string, rri.Rate] {
	s := Set[string, rri.Rate]{Baseline: "White", Of: "forces", Order: []string{"Black", "Asian"}, Labels: rri.Labels{
		Measure: "search rate", Definition: "Searches of persons by a force.", Events: "searches", Exposure: "residents", Per: 1000,
	}}
	for _, f := range []struct {
		name                string
		white, black, asian int64
		residents           float64
	}{
		{"Ashford", 2000, 160, 90, 900_000},
		{"Barton", 2100, 240, 60, 800_000},
		{"Corby", 1500, 230, 110, 700_000},
		{"Denby", 2600, 300, 120, 1_000_000},
		{"Elton", 900, 175, 40, 500_000},
		{"Fenton", 1200, 100, 55, 650_000},
		{"Gilling", 3, 2, 1, 40_000},
	} {
		s.Units = append(s.Units, Unit[string, rri.Rate]{Name: f.name, Unknown: rri.Rate{Events: (f.white + f.black) / 12}, Counts: map[string]rri.Rate{
			"White": {Events: f.white, Population: 0.9 * f.residents},
			"Black": {Events: f.black, Population: 0.02 * f.residents, DesignEffect: 1.5},
			"Asian": {Events: f.asian, Population: 0.04 * f.residents},
		}})
	}
	s.Units = append(s.Units, Unit[string, rri.Rate]{Name: "Hadley", Missing: "no figures for 2019/20"})
	return s
}
