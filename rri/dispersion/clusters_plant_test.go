package dispersion_test

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/seed-549880be/disparity/rri/dispersion"
)

const (
	outcomeRate = 0.2 // events among the trials of proportions
	alike       = 0.8 // the chance that all people of a stop have one outcome
	maxStop     = 6   // people
)

// What is planted. Of rates every person is an event; of proportions the people of a stop have one
// outcome more often than not.
const (
	rates       = "rates"
	proportions = "proportions"
	largeStops  = "rates, large stops" // fewer, and larger
)

// stopSizes returns the chance of a stop of c people, such that Σc²/Σc is the factor: a truncated
// geometric distribution, or single people and stops of 2 to 6, each as likely.
func stopSizes(factor float64, large bool) (chance [maxStop + 1]float64) {
	low, high := 0., 10.
	for range 100 {
		ratio := (low + high) / 2
		var sum, people, squares float64
		weight := 1.
		for c := 1; c <= maxStop; c++ {
			chance[c] = weight
			sum += weight
			people += weight * float64(c)
			squares += weight * float64(c*c)
			if !large || c == 1 {
				weight *= ratio
			}
		}
		for c := range chance {
			chance[c] /= sum
		}
		if squares < factor*people {
			low = ratio
		} else {
			high = ratio
		}
	}
	if factor == 1 { // without the last digits that the search leaves
		chance = [maxStop + 1]float64{1: 1}
	}
	return chance
}

// kindOfStop is a stop of so many people with so many events.
type kindOfStop struct{ people, events, chance float64 }

// kindsOfStop returns every kind of stop with the events expected of one, such that the events
// scatter by the factor.
func kindsOfStop(factor float64, model string) (kinds []kindOfStop, mean float64) {
	trials := factor
	if model == proportions {
		trials = 1 + (factor-1)/alike
	}
	for c, chance := range stopSizes(trials, model == largeStops) {
		people := float64(c)
		switch {
		case chance == 0 || c == 0:
		case model != proportions:
			kinds = append(kinds, kindOfStop{people, people, chance})
			mean += people * chance
		default:
			mean += people * chance * outcomeRate
			for x := 0; x <= c; x++ {
				events := float64(x)
				of := (1 - alike) * distuv.Binomial{N: people, P: outcomeRate}.Prob(events)
				if x == 0 {
					of += alike * (1 - outcomeRate)
				}
				if x == c {
					of += alike * outcomeRate
				}
				kinds = append(kinds, kindOfStop{people, events, chance * of})
			}
		}
	}
	return kinds, mean
}

// drawn is what was seen of one group.
type drawn struct {
	events, trials   float64
	outcomes, people dispersion.Clusters // of the events, and of everyone in a stop
}

// plan is how the stops of a group are planted.
type plan struct {
	kinds      []kindOfStop
	mean       float64 // events of a stop
	proportion bool
}

func planFor(factor float64, model string) plan {
	kinds, mean := kindsOfStop(factor, model)
	return plan{kinds, mean, model == proportions}
}

// poisson returns a Poisson number, by inversion where few are expected, which is the faster way.
func poisson(expected float64, random *rand.Rand) float64 {
	if expected > 10 {
		return distuv.Poisson{Lambda: expected, Src: random}.Rand()
	}
	u, n, chance := random.Float64(), 0., math.Exp(-expected)
	for u > chance && chance > 0 {
		u -= chance
		n++
		chance *= expected / n
	}
	return n
}

// draw plants stops of which so many events are expected.
func (p plan) draw(events float64, random *rand.Rand) (d drawn) {
	var numbers [maxStop * (maxStop + 3) / 2]float64
	for i, kind := range p.kinds {
		n := poisson(events/p.mean*kind.chance, random)
		numbers[i] = n
		d.events += n * kind.events
		d.trials += n * kind.people
		d.people.Pairs += n * kind.people * (kind.people - 1)
	}
	d.people.Squares = d.trials
	if !p.proportion {
		d.outcomes = d.people
		return d
	}
	if d.trials == 0 {
		return d
	}
	share, sum := d.events/d.trials, 0.
	for i, kind := range p.kinds {
		x := kind.events - kind.people*share
		sum += numbers[i] * x * x
	}
	d.outcomes.Squares = d.trials * share * (1 - share)
	d.outcomes.Pairs = sum - d.outcomes.Squares
	return d
}
