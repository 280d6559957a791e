//go:build race

package method

// raceDetector: sync.Pool forgets some of what it is given then, on purpose.
const raceDetector = true
