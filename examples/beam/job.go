package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/s3" // beside those that beamx has
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"github.com/seed-549880be/disparity/outcomes"
)

// count runs the job, writes what comes of it, and says in a line what that is.
func (s *settings) count(ctx context.Context, errout io.Writer) (said string, err error) {
	if !s.verbose {
		slog.SetDefault(slog.New(slog.DiscardHandler)) // which is where Beam tells what it does
	}
	if s.invented {
		tell(errout, "no file is given: what follows is of invented searches")
	}
	files, left, err := s.list(ctx, s.args)
	if err != nil {
		return "", err
	}
	if slices.ContainsFunc(files, func(name string) bool { return path.Clean(name) == path.Clean(s.out) }) {
		return "", fmt.Errorf("%s: read, and named by -o: write elsewhere", s.out)
	}
	tellLeft(errout, left)
	if err := shareSelf(); err != nil {
		return "", err
	}
	between := s.out + ".part" // which a worker writes
	if err := prepare(ctx, s.out, between); err != nil {
		return "", err
	}
	defer func() { _ = removeFile(context.WithoutCancel(ctx), between) }() // nobody misses it
	if err := s.job(ctx, files, between, errout); err != nil {
		return "", err
	}
	x, err := s.result(ctx, between)
	if err != nil {
		return "", err
	}
	if err := x.LeaveOut(left...); err != nil {
		return "", err
	}
	if err := checkPersons(x, len(files)); err != nil {
		return "", err
	}
	var b bytes.Buffer
	if err := x.Save(&b, outcomes.SaveOptions{Hashes: outcomes.NoHashes}); err != nil {
		return "", err
	}
	return fmt.Sprintf("%s, %s: %v", s.out, plural(int64(len(files)), "file", "files"), x.Quality(outcomes.SelfDefined)), writeFile(ctx, s.out, b.Bytes())
}

// checkPersons reports that there is nothing that stopsearch could report on.
func checkPersons(x *outcomes.Extract, files int) error {
	for k := range x.Tally().All() {
		if k.Type.IsPerson() {
			return nil
		}
	}
	q := x.Quality(outcomes.SelfDefined)
	return fmt.Errorf("no record of a person in %s: %s, %s rejected", plural(int64(files), "file", "files"), plural(q.Rows, "row", "rows"), plural(q.Rejected, "row", "rows"))
}

// shareSelf makes the program itself the binary that workers run, if it is one for Linux. Elsewhere
// Beam compiles one, which takes minutes, unless -worker_binary names it.
func shareSelf() error {
	if *jobopts.WorkerBinary != "" || runtime.GOOS != "linux" {
		return nil
	}
	self, err := os.Executable()
	if err == nil {
		*jobopts.WorkerBinary = self
	}
	return err
}

// job runs the pipeline, again if it fails, as often as that is asked for.
func (s *settings) job(ctx context.Context, files []string, out string, errout io.Writer) error {
	for try := 1; ; try++ {
		err := s.try(ctx, files, out)
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return errors.New("stopped: nothing is written")
		}
		failed := fmt.Sprintf("the job failed, try %d of %d: %s", try, s.tries, cause(err.Error()))
		if try >= s.tries {
			return errors.New(failed)
		}
		tell(errout, failed)
	}
}

// errLimit is why a try was given up.
var errLimit = errors.New("it took too long")

// try runs the pipeline once.
func (s *settings) try(ctx context.Context, files []string, out string) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	if s.limit > 0 { // without a deadline, which the embedded runner does not know
		defer time.AfterFunc(s.limit, func() { cancel(errLimit) }).Stop()
	}
	pipeline, root := beam.NewPipelineWithRoot()
	build(root, s.reading, files, out)
	err := beamx.Run(ctx, pipeline)
	if errors.Is(context.Cause(ctx), errLimit) {
		return fmt.Errorf("it took longer than %v (-limit)", s.limit)
	}
	return err
}

// passed matches what stands before the cause in an error of Beam.
var passed = regexp.MustCompile(`^(?:job \S+ failed:\s*)?(?:bundle \S+ \S+ failed:\s*)?(?:DoFn\[[^\]]*\] failed:\s*)?`)

// cause returns the line of an error of Beam that says what went wrong, without all that it passed
// through and without the stack of a panic, which -verbose tells.
func cause(text string) string {
	if i := strings.LastIndex(text, "caused by:"); i >= 0 {
		text = text[i+len("caused by:"):]
	}
	text = strings.Trim(text, " \n")
	for strings.HasPrefix(text, "\t") { // where it was, before what it is
		_, rest, ok := strings.Cut(text, "\n")
		if !ok {
			break
		}
		text = rest
	}
	text = strings.TrimSpace(text)
	text = text[len(passed.FindString(text)):]
	line, _, _ := strings.Cut(text, "\n")
	line, _, _ = strings.Cut(line, " goroutine ")
	return line
}

// result reads what the workers have written, and says what is wrong with the files.
func (s *settings) result(ctx context.Context, file string) (*outcomes.Extract, error) {
	text, err := readFile(ctx, file)
	if err == nil && len(text) == 0 {
		err = errors.New("it is empty")
	}
	if err != nil {
		if path, ok := errors.AsType[*fs.PathError](err); ok {
			err = path.Err // without the name, which nobody gave
		}
		return nil, fmt.Errorf("%s: what the workers wrote beside it is not here: -o has to name a file that they and this computer reach: %w", s.out, err)
	}
	all, err := decodeBatch(text)
	if err != nil {
		return nil, fmt.Errorf("%s: what the workers wrote beside it cannot be read: %w", s.out, err)
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
