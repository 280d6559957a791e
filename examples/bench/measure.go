package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// A measurement is what a figure took, round by round.
type measurement struct {
	figure
	rows      int64
	cpu, wall []float64 // seconds
	faster    []float64 // how many times as fast as the yardstick of the same round, by CPU time
	peak      []int64   // bytes
	ofSystem  bool      // whether peak is as the system tells
}

// measure does the work of every figure so many times, each time in a process of its own. The order
// turns round after round, so that what else the machine does falls on all of them alike.
func measure(path string, rounds int) ([]measurement, error) {
	all := make([]measurement, len(figures))
	for i, f := range figures {
		all[i].figure = f
	}
	for round := range rounds {
		for i := range all {
			if round%2 > 0 {
				i = len(all) - 1 - i
			}
			if err := all[i].again(path); err != nil {
				return nil, fmt.Errorf("%s: %w", all[i].name, err)
			}
		}
		for i := range all {
			if all[i].rows != all[0].rows {
				return nil, fmt.Errorf("%s counts %d rows, and %s %d", all[i].name, all[i].rows, all[0].name, all[0].rows)
			}
			all[i].faster = append(all[i].faster, all[0].cpu[round]/all[i].cpu[round])
		}
	}
	return all, nil
}

// again does the work once more.
func (m *measurement) again(path string) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	var out, errout bytes.Buffer
	command := exec.Command(program, "-figure", m.name, path)
	command.Stdout, command.Stderr = &out, &errout
	if !m.all {
		command.Env = append(os.Environ(), "GOMAXPROCS=1")
	}
	start := time.Now()
	if err := command.Run(); err != nil {
		return fmt.Errorf("%w: %s", err, strings.TrimSpace(errout.String()))
	}
	m.wall = append(m.wall, time.Since(start).Seconds())
	m.cpu = append(m.cpu, (command.ProcessState.UserTime() + command.ProcessState.SystemTime()).Seconds())
	var peak int64
	if _, err := fmt.Fscan(&out, &m.rows, &peak, &m.ofSystem); err != nil {
		return fmt.Errorf("it printed %q: %w", out.String(), err)
	}
	m.peak = append(m.peak, peak)
	return nil
}

// median returns the value in the middle, and of an even number the lower one of two.
func median[T cmp.Ordered](values []T) T {
	return slices.Sorted(slices.Values(values))[(len(values)-1)/2]
}

// load returns how many processes have wanted to run in the last minute, as the system tells it;
// "" where it does not.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	first, _, _ := strings.Cut(string(text), " ")
	return first
}
