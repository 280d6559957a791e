package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net"
	"os/exec"
	"strings"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"
)

// patience is how long the server of -endpoint may take to answer.
const patience = 5 * time.Second

// checkEngine reports what of the flags of Beam cannot be right, and would fail at every try or be
// waited for for ever.
func checkEngine() error {
	runner := *runners.Runner
	embedded := runner == "" || runner == "prism"
	if strings.EqualFold(*jobopts.EnvironmentType, "PROCESS") {
		if err := checkProcess(*jobopts.EnvironmentConfig, embedded); err != nil {
			return err
		}
	}
	switch {
	case embedded:
		return nil
	case runner == "dataflow":
		if flag.Lookup("staging_location").Value.String() == "" {
			return errors.New("-runner dataflow: give -staging_location gs://BUCKET/FOLDER")
		}
		return nil
	case *jobopts.Endpoint == "":
		return fmt.Errorf("-runner %s: give -endpoint HOST:PORT, of its job server", runner)
	}
	if _, _, err := net.SplitHostPort(*jobopts.Endpoint); err != nil {
		return fmt.Errorf("-endpoint %s: want HOST:PORT, as localhost:8099", *jobopts.Endpoint)
	}
	server, err := net.DialTimeout("tcp", *jobopts.Endpoint, patience)
	if err != nil {
		return fmt.Errorf("-endpoint %s: no job server answers there: start it first, or give the one of your cluster", *jobopts.Endpoint)
	}
	return server.Close()
}

// checkProcess reports that no worker can be started by that -environment_config. Where the command
// lies on other computers nobody knows whether it is there.
func checkProcess(config string, here bool) error {
	var is struct {
		Command string `json:"command"`
	}
	if err := json.Unmarshal([]byte(config), &is); err != nil || is.Command == "" {
		return fmt.Errorf(`-environment_config %s: want {"command":"/shared/bin/beam"}, the program that is a worker`, config)
	}
	if !here {
		return nil
	}
	if _, err := exec.LookPath(is.Command); err != nil {
		return fmt.Errorf("-environment_config: no program %s: build it there first", is.Command)
	}
	return nil
}
