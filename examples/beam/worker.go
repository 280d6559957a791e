package main

import (
	"cmp"
	"flag"
	"os"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
)

// work does the work of a worker, and does not return, if an engine has started the program as one:
// as the container of Beam starts it, with -worker, or as the command of a PROCESS environment,
// with the endpoints of the engine. Everywhere else it prepares Beam alone.
func work(args []string) {
	given := make(map[string]string)
	for _, arg := range args {
		if name, value, ok := strings.Cut(arg, "="); ok && strings.HasPrefix(name, "-") {
			given[strings.TrimLeft(name, "-")] = strings.Trim(value, "'")
		}
	}
	_, contained := given["worker"]
	provision, process := given["provision_endpoint"]
	switch {
	case contained:
		flag.Parse()
	case process:
		// what Beam prints in a worker is nothing that was asked for
		os.Stdout = os.Stderr
		for name, value := range map[string]string{
			"worker": "true",
			"id":     given["id"],
			// the embedded runner has one for all
			"control_endpoint": cmp.Or(given["control_endpoint"], provision),
			"logging_endpoint": cmp.Or(given["logging_endpoint"], provision),
		} {
			_ = flag.Set(name, value) // all are flags of Beam
		}
	}
	beam.Init()
}
