package main

import (
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// data is what was read.
type data struct {
	tally   *outcomes.Tally
	sources []outcomes.Source
	quality outcomes.Quality
	books   books
}

// maxWarnings is how many rows that could not be read are named on standard error.
const maxWarnings = 5

// read reads every file, or the default where there is none. What is wrong with single rows is told
// on errout.
func read(s settings, args []string, in io.Reader, errout io.Writer) (data, error) {
	if len(args) == 0 {
		return readDefault(s)
	}
	c, err := collect(args)
	if err != nil {
		return data{}, err
	}
	files := c.files
	if err := overwritten(files, in, s.output); err != nil {
		return data{}, err
	}
	c.tell(errout)
	var all outcomes.Extract
	var b books
	p := newProgress(errout, files)
	for _, file := range files {
		x, err := b.readFile(file, s.force, in, p)
		if err != nil {
			p.done()
			return data{}, message(err)
		}
		if err := all.Merge(x); err != nil {
			p.done()
			return data{}, message(err)
		}
	}
	p.done()
	d := data{all.Tally(), all.Sources(), all.Quality(s.rule), b}
	s.warn(errout, all.Errors(), d.quality)
	return d, nil
}

// readFile reads one file. force is that of files that do not say, and contradicts none that does.
func (b *books) readFile(file string, force ethnicity.Force, in io.Reader, p *progress) (*outcomes.Extract, error) {
	o := outcomes.ReadOptions{File: file, Force: force}
	r := in
	if file == stdin {
		o.File = "standard input"
	} else {
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		r = f
	}
	if named, err := ethnicity.ForceOfFile(o.File); force != 0 && err == nil && named != force {
		return nil, contradiction(o.File, "file name says "+named.String(), force)
	}
	plain, err := unpacked(p.reader(r, o.File))
	if err != nil {
		return nil, fmt.Errorf("%s: reading: %w", o.File, err)
	}
	sum := sha256.New()
	text, read := bufio.NewReader(io.TeeReader(plain, sum)), outcomes.ReadCSV
	start, _ := text.Peek(1)
	if string(start) == "[" || strings.HasSuffix(strings.TrimSuffix(strings.ToLower(file), ".gz"), ".json") {
		read = outcomes.ReadJSON
	}
	x := new(outcomes.Extract)
	var rows []uint64
	if err := x.Read(o.File, b.watch(read(text, o), &rows)); err != nil {
		return nil, err
	}
	if err := b.once(o.File, [sha256.Size]byte(sum.Sum(nil)), len(rows)); err != nil {
		return nil, err
	}
	b.repeated(o.File, rows)
	for other, n := range outcomes.CountBy(x.Tally(), forceOf) {
		if force != 0 && other != 0 && other != force {
			return nil, contradiction(o.File, fmt.Sprintf("force column says %s in %s", other, plural(n, "row", "rows")), force)
		}
	}
	if n := x.Tally().Total(); n > 0 && outcomes.CountBy(x.Tally(), forceOf)[0] == n {
		return nil, fmt.Errorf("%s: neither the file name nor a force column tells the force: give -force NAME, one of %s", o.File, names(ethnicity.Forces(), nil))
	}
	return x, nil
}

// files names what was read.
func (d data) files() string {
	var names []string
	for _, s := range d.sources {
		names = append(names, s.File)
	}
	return sentence(names, "files")
}

// contradiction says that a file is of another force than -force says.
func contradiction(file, says string, force ethnicity.Force) error {
	return fmt.Errorf("%s: the %s, and -force says %s: leave out -force, which is for files that do not say", file, says, force)
}

// unpacked returns what r has, without its compression (gzip), which is known by its content.
func unpacked(r io.Reader) (io.Reader, error) {
	b := bufio.NewReader(r)
	if start, _ := b.Peek(2); string(start) != "\x1f\x8b" {
		return b, nil
	}
	return gzip.NewReader(b)
}

func forceOf(k outcomes.Key) ethnicity.Force { return k.Force }

// message takes the names of packages from an error, which say nothing to the person at the
// terminal, and puts it in one line.
func message(err error) error {
	text := packages.Replace("\n" + err.Error())
	return errors.New(strings.TrimPrefix(text, "; "))
}

var packages = strings.NewReplacer("\noutcomes: ", "; ", "\nethnicity: ", "; ", "\nrri: ", "; ", "\n", "; ", ": outcomes: ", ": ", ": ethnicity: ", ": ", ": rri: ", ": ")

// labels returns the number of cells whose labels are not known.
func labels(q outcomes.Quality) (n int64) {
	for _, column := range q.UnknownLabels {
		for _, rows := range column {
			n += rows
		}
	}
	return n
}
