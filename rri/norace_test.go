//go:build !race

package rri

const raceDetector = false
