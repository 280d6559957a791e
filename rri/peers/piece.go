package peers

import "math"

// piece is a piece of the axis of the values, with the probabilities of every unit to be below
// where it begins and below where it ends. Inside, all are spread alike: so units that are all 0
// share what there is.
type piece struct {
	from, to []float64
	worst    int
	highest  bool // the worst are the highest

	beyond []float64 // the probabilities of those who may or may not be beyond a point
	counts []float64 // the distributions of how many are: a row for those before each
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
	fewer := p.fewerOthers(room)
	for i, k := range inside {
		among[k] += weight * (p.to[k] - p.from[k]) * fewer[i]
	}
}

// fewerOthers returns for each of p.beyond the probability that fewer than room of the others are
// beyond.
func (p *piece) fewerOthers(room int) []float64 {
	n := len(p.beyond)
	// before[k*room+c] is the probability that c of those before k are beyond, for c below room.
	p.counts = append(p.counts[:0], make([]float64, (n+1)*room)...)
	before := p.counts
	before[0] = 1
	for k, b := range p.beyond {
		from, to := before[k*room:(k+1)*room], before[(k+1)*room:(k+2)*room]
		for c := range room {
			to[c] = from[c] * (1 - b)
			if c > 0 {
				to[c] += from[c-1] * b
			}
		}
	}
	// after[c] is the probability that at most c of those after k are beyond.
	after := make([]float64, room)
	for c := range after {
		after[c] = 1
	}
	fewer := make([]float64, n)
	for k := n - 1; k >= 0; k-- {
		for c, probability := range before[k*room : (k+1)*room] {
			fewer[k] += probability * after[room-1-c]
		}
		for c := room - 1; c >= 0; c-- {
			after[c] *= 1 - p.beyond[k]
			if c > 0 {
				after[c] += after[c-1] * p.beyond[k]
			}
		}
	}
	return fewer
}
