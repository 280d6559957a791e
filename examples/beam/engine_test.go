package main

import (
	"flag"
	"net"
	"os"
	"path/filepath"
	"testing"
)

// TestEngine has flags of Beam with which no try could succeed: they are refused at once, and
// nothing is written.
func TestEngine(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := closed.Addr().String()
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folderOf(t, map[string][]byte{"2023-01-kent-stop-and-search.csv": invented("2023-01", 40, 1)}), "2023-01-kent-stop-and-search.csv")
	const want = `: want {"command":"/shared/bin/beam"}, the program that is a worker`
	for _, test := range []struct {
		reason string
		args   []string
		want   string
	}{
		{"no JSON", []string{"-environment_type", "PROCESS", "-environment_config", "rubbish"}, "-environment_config rubbish" + want},
		{"none at all", []string{"-environment_type", "process"}, "-environment_config " + want},
		{"no command", []string{"-environment_type", "PROCESS", "-environment_config", `{"env":{}}`}, `-environment_config {"env":{}}` + want},
		{"no program of that name", []string{"-environment_type", "PROCESS", "-environment_config", `{"command":"/nosuch/beam"}`}, "-environment_config: no program /nosuch/beam: build it there first"},
		{"no endpoint", []string{"-runner", "flink"}, "-runner flink: give -endpoint HOST:PORT, of its job server"},
		{"no port", []string{"-runner", "spark", "-endpoint", "localhost"}, "-endpoint localhost: want HOST:PORT, as localhost:8099"},
		{"nobody listens", []string{"-runner", "flink", "-endpoint", nobody}, "-endpoint " + nobody + ": no job server answers there: start it first, or give the one of your cluster"},
		{"nowhere to put the program", []string{"-runner", "dataflow"}, "-runner dataflow: give -staging_location gs://BUCKET/FOLDER"},
	} {
		withoutFlags(t)
		saved := filepath.Join(t.TempDir(), "all.tally")
		status, out, errout := call(append(test.args, "-o", saved, file)...)
		if status != 2 || out != "" || errout != "beam: "+test.want+"\n" {
			t.Errorf("%s: status %d, %s%s", test.reason, status, out, errout)
		}
	}
	withoutFlags(t)
	if err := checkProcess(`{"command":"`+filepath.ToSlash(self)+`"}`, true); err != nil {
		t.Error(err)
	}
	if err := checkProcess(`{"command":"/nosuch/beam"}`, false); err != nil {
		t.Errorf("on other computers: %v", err)
	}
}

// withoutFlags takes back flags of Beam, which are those of the process.
func withoutFlags(t *testing.T) {
	t.Helper()
	for name, value := range map[string]string{"environment_type": "LOOPBACK", "environment_config": "", "runner": "", "endpoint": ""} {
		if err := flag.Set(name, value); err != nil {
			t.Fatal(err)
		}
	}
}
