package ethnicity

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
)

// ReadPopulation reads residents by group.
func ReadPopulation(r io.Reader, file string) (Population, error) {
	lines, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return Population{}, fmt.Errorf("ethnicity: %s: %w", file, err)
	}
	counts := make(map[Group]float64)
	for _, l := range lines[1:] {
		g, err := ParseGroup(l[0])
		if err != nil {
			return Population{}, err
		}
		counts[g], err = strconv.ParseFloat(l[1], 64)
		if err != nil {
			return Population{}, err
		}
	}
	return NewPopulation(file, FivePlusOne, counts)
}
