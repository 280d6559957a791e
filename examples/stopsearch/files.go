package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// stdin is the argument that stands for standard input.
const stdin = "-"

// collect returns the files that the arguments stand for: files and "-" as they are, folders by their *.csv and *.csv.gz files, in order of
// name. It leaves out of folders the two other kinds of file that a download from data.police.uk holds, street and outcomes files, and returns their number.
func collect(args []string) (files []string, others int, err error) {
	for _, arg := range args {
		if arg == stdin {
			files = append(files, arg)
			continue
		}
		info, err := os.Stat(arg)
		if err != nil {
			return nil, 0, err
		}
		if !info.IsDir() {
			files = append(files, arg)
			continue
		}
		found, left, err := walk(arg)
		if err != nil {
			return nil, 0, err
		}
		if len(found) == 0 {
			return nil, 0, fmt.Errorf("%s: no stop-and-search file (*.csv, *.csv.gz) in this folder", arg)
		}
		files = append(files, found...)
		others += left
	}
	return files, others, twice(files)
}

// walk returns the tables of searches below dir, and how many street and outcomes files lie beside them.
func walk(dir string) (found []string, others int, err error) {
	if dir, err = filepath.EvalSymlinks(dir); err != nil { // WalkDir follows no link, this one neither
		return nil, 0, err
	}
	err = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, ok := strings.CutSuffix(strings.TrimSuffix(strings.ToLower(entry.Name()), ".gz"), ".csv")
		switch {
		case !ok:
		case strings.HasSuffix(name, "-street"), strings.HasSuffix(name, "-outcomes"):
			others++
		default:
			found = append(found, path)
		}
		return nil
	})
	return found, others, err
}

// overwritten reports an error if one of the files is the output, which may be "".
func overwritten(files []string, output string) error {
	out, err := os.Stat(output)
	if err != nil {
		return nil // nothing is there yet
	}
	for _, file := range files {
		if info, err := os.Stat(file); err == nil && os.SameFile(info, out) {
			return fmt.Errorf("%s: read and named by -o: write elsewhere", file)
		}
	}
	return nil
}

// twice reports an error if one file is named twice, since its rows would be counted twice.
func twice(files []string) error {
	var seen []os.FileInfo
	for i, file := range files {
		if file == stdin {
			if slices.Contains(files[:i], stdin) {
				return errors.New("standard input is named twice: give - once")
			}
			continue
		}
		info, err := os.Stat(file)
		if err != nil {
			return err
		}
		for _, other := range seen {
			if os.SameFile(info, other) {
				return fmt.Errorf("%s: named twice: its rows would be counted twice", file)
			}
		}
		seen = append(seen, info)
	}
	return nil
}
