package peers

import (
	"math"
	"slices"
)

// piece is a piece of the axis of the values, with the probabilities of every unit to be below
// where it begins and below where it ends. Inside, all are spread alike: so units that are all 0
// share what there is.
type piece struct {
	from, to []float64
	worst    int
	highest  bool // the worst are the highest

	beyond        []float64 // the probabilities of those who may or may not be beyond a point
	before, after []float64 // the distributions of how many are: a row for those before each
	fewer         []float64 // the probabilities that few enough of the others are
}

const (
	// negligible is a probability that is taken for 0.
	negligible = 1e-12
	// mostMass is how much probability of all units together a part of a piece may have, so that
	// two points of Gauss and Legendre are enough for it: the error is below mostMass^5/4320.
	mostMass = 0.1
)

// addTo adds the probability of each unit to be in p and among the worst.
func (p *piece) addTo(among []float64) {
	var mass float64
	var inside []int
	for k := range p.from {
		if m := p.to[k] - p.from[k]; m > negligible {
			mass += m
			inside = append(inside, k)
		}
	}
	if len(inside) == 0 {
		return
	}
	parts := math.Ceil(mass / mostMass)
	for part := range int(parts) {
		for _, point := range [2]float64{0.5 - math.Sqrt(1./12), 0.5 + math.Sqrt(1./12)} {
			p.addAt((float64(part)+point)/parts, 0.5/parts, inside, among)
		}
	}
}

// addAt adds what a point of p, which is so far along it, has of that probability, with a weight.
// inside are the units that may be there.
func (p *piece) addAt(along, weight float64, inside []int, among []float64) {
	beyond := func(k int) float64 {
		below := p.from[k] + along*(p.to[k]-p.from[k])
		if p.highest {
			return 1 - below
		}
		return below
	}
	p.beyond = p.beyond[:0]
	for _, k := range inside {
		p.beyond = append(p.beyond, beyond(k))
	}
	room := p.worst // fewer others than this may be beyond
	for k := range p.from {
		if p.to[k]-p.from[k] > negligible {
			continue // inside
		}
		switch b := beyond(k); {
		case b > 1-negligible:
			room--
		case b > negligible:
			p.beyond = append(p.beyond, b)
		}
	}
	if room <= 0 {
		return
	}
	fewer := func(int) float64 { return 1 }
	switch least, most := p.mostLikely(); {
	case least >= float64(room):
		return
	case most > float64(room-1):
		all := p.fewerOthers(room)
		fewer = func(i int) float64 { return all[i] }
	}
	for i, k := range inside {
		among[k] += weight * (p.to[k] - p.from[k]) * fewer(i)
	}
}

// mostLikely returns numbers between which the number of the others beyond is, for each of
// p.beyond, but for a negligible probability: Bernstein's inequality.
func (p *piece) mostLikely() (least, most float64) {
	var mean, variance float64
	for _, b := range p.beyond {
		mean += b
		variance += b * (1 - b)
	}
	exponent := -math.Log(negligible)
	far := exponent/3 + math.Sqrt(exponent*exponent/9+2*exponent*variance)
	return mean - 1 - far, mean + far
}

// fewerOthers returns for each of p.beyond the probability that fewer than room of the others are
// beyond.
func (p *piece) fewerOthers(room int) []float64 {
	n := len(p.beyond)
	// before[k*room+c] is the probability that c of those before k are beyond, for c below room.
	p.before = slices.Grow(p.before[:0], n*room)[:n*room]
	clear(p.before[:min(room, len(p.before))])
	p.before[0] = 1
	for k, b := range p.beyond[:n-1] {
		from := p.before[k*room : (k+1)*room]
		to := p.before[(k+1)*room : (k+2)*room][:len(from)]
		last := 0.
		for c, probability := range from {
			to[c] = probability*(1-b) + last*b
			last = probability
		}
	}
	// after[c] is the probability that fewer than room-c of those after k are beyond.
	p.after, p.fewer = slices.Grow(p.after[:0], room)[:room], slices.Grow(p.fewer[:0], n)[:n]
	for c := range p.after {
		p.after[c] = 1
	}
	for k := n - 1; k >= 0; k-- {
		p.fewer[k] = 0
		for c, probability := range p.before[k*room : (k+1)*room] {
			p.fewer[k] += probability * p.after[c]
		}
		b, next := p.beyond[k], 0.
		for c := room - 1; c >= 0; c-- {
			probability := p.after[c]
			p.after[c] = probability*(1-b) + next*b
			next = probability
		}
	}
	return p.fewer
}
