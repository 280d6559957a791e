package main

import (
	"bytes"
	"strings"
	"testing"
)

// TestHostileFlags: what stands in a flag reaches the terminal clean. The name of a flag that is
// not defined did not.
func TestHostileFlags(t *testing.T) {
	for _, arg := range []string{"-x\x1b[2J\a", "-levels=\x1b\u202e", "-methods=\u009b2J", "y\x1b"} {
		var out, errout bytes.Buffer
		if status := run([]string{arg}, &out, &errout); status != statusUsage || strings.ContainsAny(errout.String(), "\x1b\a\u009b\u202e") {
			t.Errorf("%q: status %d, %q", arg, status, errout.String())
		}
	}
}
