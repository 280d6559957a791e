// Beam reads stop-and-search files on as many computers as there are, by Apache Beam, and writes
// one file from which stopsearch makes its tables.
//
// Usage:
//
//	beam -o FILE.tally [flags] FILE | DIR | ARCHIVE.zip | gs://BUCKET/PATTERN ...
//
// See README.md for how it is run on a cluster, and from how many rows on that pays.
//
//	go run . -o /shared/all.tally /shared/archive/
//	go run ../stopsearch /shared/all.tally
//
// Exit status: 0 if all went well, 1 if the input is bad or the job fails, 2 if the program was
// called wrongly. An error is one line on standard error.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/s3"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/sheet"
)

func main() {
	if isWorker(os.Args[1:]) {
		flag.Parse()
	}
	beam.Init() // which does the work of a worker, and does not return there
	os.Exit(run(context.Background(), os.Args[1:], os.Stderr))
}

// isWorker reports whether an engine has started the program as a worker.
func isWorker(args []string) bool {
	for _, arg := range args {
		if name, value, _ := strings.Cut(strings.TrimLeft(arg, "-"), "="); name == "worker" && strings.HasPrefix(arg, "-") {
			return value != "false"
		}
	}
	return false
}

// about is what the program says of itself above its flags.
const about = "usage: beam -o FILE.tally [flags] FILE | DIR | ARCHIVE.zip | gs://BUCKET/PATTERN ...\n\n" +
	"Reads stop-and-search files on many computers, by Apache Beam, and writes one file for stopsearch.\n" +
	"The flags of Beam, as -runner and -endpoint, may stand here too: -help-beam lists them.\n\n"

// run is the program, and returns its exit status.
func run(ctx context.Context, args []string, errout io.Writer) int {
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
		status, err = 1, s.count(ctx, errout)
	}
	if err == nil {
		return 0
	}
	tell(errout, message(err))
	return status
}

// tell writes one line for the person at the terminal.
func tell(errout io.Writer, text string) { fmt.Fprintf(errout, "beam: %s\n", sheet.Clean(text)) }

// count runs the job and writes what comes of it.
func (s *settings) count(ctx context.Context, errout io.Writer) error {
	if !s.verbose {
		slog.SetDefault(slog.New(slog.DiscardHandler))
	}
	files, left, err := s.list(ctx, s.args)
	if err != nil {
		return err
	}
	between := s.out + ".part" // which workers write
	if err := s.job(ctx, files, between, errout); err != nil {
		return err
	}
	x, err := s.result(ctx, between)
	if err != nil {
		return err
	}
	if err := x.LeaveOut(left...); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := x.Save(&b, outcomes.SaveOptions{Hashes: outcomes.NoHashes}); err != nil {
		return err
	}
	store, err := filesystem.New(ctx, s.out)
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }() // the file was closed before
	return filesystem.Write(ctx, store, s.out, b.Bytes())
}

// job runs the pipeline, again if it fails, as often as that is asked for.
func (s *settings) job(ctx context.Context, files []string, out string, errout io.Writer) error {
	for try := 1; ; try++ {
		pipeline, root := beam.NewPipelineWithRoot()
		build(root, s.reading, files, out)
		err := beamx.Run(ctx, pipeline)
		if err == nil {
			return nil
		}
		if try >= s.tries || ctx.Err() != nil {
			return fmt.Errorf("the job failed, try %d of %d: %w", try, s.tries, cause(err))
		}
		tell(errout, fmt.Sprintf("the job failed, try %d of %d, and is run again: %v", try, s.tries, cause(err)))
	}
}

// cause returns what is left of an error of Beam without what it passed through.
func cause(err error) error { return err }

// result reads what the workers have written, and says what is wrong with the files.
func (s *settings) result(ctx context.Context, file string) (*outcomes.Extract, error) {
	store, err := filesystem.New(ctx, file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = store.Close() }() // nothing was written to it
	text, err := filesystem.Read(ctx, store, file)
	if err != nil {
		return nil, fmt.Errorf("what the workers wrote is not here: -o names a file that they and this computer reach: %w", err)
	}
	if remover, ok := store.(filesystem.Remover); ok {
		if err := remover.Remove(ctx, file); err != nil {
			return nil, err
		}
	}
	all, err := decodeBatch(text)
	if err != nil {
		return nil, fmt.Errorf("%s: what the workers wrote cannot be read: %w", file, err)
	}
	if problems := all.problems(); len(problems) > 0 {
		return nil, errors.New(problems[0].Problem)
	}
	x, err := all.together(s.Revision)
	if err != nil {
		return nil, err
	}
	return x, s.finish(x)
}
