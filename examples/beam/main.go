// Beam reads stop-and-search files on as many computers as there are, by Apache Beam, and writes
// one file from which stopsearch makes its tables.
//
// Usage:
//
//	beam -o FILE.tally [flags] FILE | DIR | ARCHIVE.zip | gs://BUCKET/PATTERN ...
//
// Without arguments it counts three files of invented searches that it holds in memory, and writes
// none. See README.md for how it is run on a cluster, and from how many rows on that pays.
//
//	go run . -o /shared/all.tally /shared/archive/
//	go run ../stopsearch /shared/all.tally
//
// Exit status: 0 if all went well, 1 if the input is bad or the job fails, 2 if the program was
// called wrongly. An error is one line on standard error.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/seed-549880be/disparity/rri/sheet"
)

func main() {
	work(os.Args[1:])
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// about is what the program says of itself above its flags.
const about = "usage: beam -o FILE.tally [flags] FILE | DIR | ARCHIVE.zip | gs://BUCKET/PATTERN ...\n\n" +
	"Reads stop-and-search files on many computers, by Apache Beam, and writes one file for stopsearch.\n" +
	"The flags of Beam, as -runner and -endpoint, may stand here too: -help-beam lists them.\n\n"

// run is the program, and returns its exit status.
func run(ctx context.Context, args []string, out, errout io.Writer) int {
	s := new(settings)
	flags, err := s.parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(errout, about)
		own := flag.NewFlagSet("beam", flag.ContinueOnError)
		own.SetOutput(errout)
		new(settings).define(own)
		own.PrintDefaults()
		return 0
	case err == nil && s.beam:
		flags.SetOutput(errout)
		flags.PrintDefaults()
		return 0
	}
	status := 2
	if err == nil {
		var said string
		if said, err = s.count(ctx, errout); err == nil {
			fmt.Fprintln(out, sheet.Clean(said))
			return 0
		}
		status = 1
	}
	tell(errout, message(err))
	return status
}

// tell writes one line for the person at the terminal.
func tell(errout io.Writer, text string) { fmt.Fprintf(errout, "beam: %s\n", sheet.Clean(text)) }
