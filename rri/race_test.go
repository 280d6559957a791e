//go:build race

package rri

// raceDetector: sync.Pool forgets some of what it is given then, on purpose.
const raceDetector = true
