package main

import (
	"bufio"
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
}

// maxWarnings is how many rows that could not be read are named on standard error.
const maxWarnings = 5

// read reads every file, or the default where there is none. What is wrong with single rows is told on errout.
func read(s settings, args []string, in io.Reader, errout io.Writer) (data, error) {
	if len(args) == 0 {
		return readDefault(s)
	}
	files, others, err := collect(args)
	if err != nil {
		return data{}, err
	}
	if err := overwritten(files, s.output); err != nil {
		return data{}, err
	}
	if others > 0 {
		fmt.Fprintf(errout, "stopsearch: left out %s of the same download\n", plural(int64(others), "street or outcomes file", "street and outcomes files"))
	}
	var all outcomes.Extract
	p := newProgress(errout, files)
	for _, file := range files {
		x, err := readFile(file, s.force, in, p)
		if err != nil {
			p.done()
			return data{}, message(err)
		}
		all.Merge(x)
	}
	p.done()
	d := data{all.Tally(), all.Sources(), all.Quality(s.rule)}
	warn(errout, all.Errors(), d.quality)
	return d, nil
}

// readFile reads one file.
func readFile(file string, force ethnicity.Force, in io.Reader, p *progress) (*outcomes.Extract, error) {
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
	x := new(outcomes.Extract)
	text, read := bufio.NewReader(p.reader(r, o.File)), x.ReadCSV
	start, _ := text.Peek(1)
	if string(start) == "[" || strings.HasSuffix(strings.TrimSuffix(strings.ToLower(file), ".gz"), ".json") {
		read = x.ReadJSON
	}
	if err := read(text, o); err != nil {
		return nil, err
	}
	if n := x.Tally().Total(); n > 0 && outcomes.CountBy(x.Tally(), forceOf)[0] == n {
		return nil, fmt.Errorf("%s: neither the file name nor a force column tells the force: give -force NAME, one of %s", o.File, names(ethnicity.Forces(), nil))
	}
	return x, nil
}

func forceOf(k outcomes.Key) ethnicity.Force { return k.Force }

// message takes the names of packages from an error, which say nothing to the person at the terminal, and puts it in one line.
func message(err error) error {
	text := packages.Replace("\n" + err.Error())
	return errors.New(strings.TrimPrefix(text, "; "))
}

var packages = strings.NewReplacer("\noutcomes: ", "; ", "\nethnicity: ", "; ", "\nrri: ", "; ", "\n", "; ", ": ethnicity: ", ": ")

// warn names the first rows with something wrong.
func warn(w io.Writer, errs []error, q outcomes.Quality) {
	for _, err := range errs[:min(maxWarnings, len(errs))] {
		fmt.Fprintf(w, "stopsearch: %v\n", message(err))
	}
	if len(errs) > maxWarnings {
		fmt.Fprintf(w, "stopsearch: and more of the kind: %s rejected, %s with unknown labels\n",
			plural(q.Rejected, "row", "rows"), plural(labels(q), "cell", "cells"))
	}
}

// labels returns the number of cells whose labels are not known.
func labels(q outcomes.Quality) (n int64) {
	for _, column := range q.UnknownLabels {
		for _, rows := range column {
			n += rows
		}
	}
	return n
}
