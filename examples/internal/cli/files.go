package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// onWindows says that a backslash stands between the names of a path. The shell of Windows does not
// put the names of files in place of *.csv, and its files have one name in any letter case.
const onWindows = filepath.Separator == '\\'

// Files returns the files and folders that arguments stand for. One that is there stands for
// itself, whatever is in its name, and so does [Stdin]. In one that is not there *, ? and [ are
// wildcards, as in a shell, whose files come in order of name; that none matches is an error. So is
// a file that is not there: the error names those in the same folder that may have been meant. What
// may stand in an archive, as download.zip/kent.csv, stands for itself too.
func Files(args []string) (files []string, err error) {
	for _, arg := range args {
		some, err := expand(arg, onWindows)
		if err != nil {
			return nil, err
		}
		files = append(files, some...)
	}
	return files, nil
}

// File is [Files] for a program that reads one file, and not standard input. It returns "" where
// there is no argument.
func File(args []string) (string, error) {
	files, err := Files(args)
	switch {
	case err != nil:
		return "", err
	case len(files) == 0:
		return "", nil
	case len(files) > 1:
		return "", fmt.Errorf("%s: %d files: want one", args[0], len(files))
	case files[0] == Stdin:
		return "", errors.New("-: standard input is not read here: want a file")
	}
	return files[0], nil
}

// expand returns the files that one argument stands for.
func expand(arg string, windows bool) ([]string, error) {
	if arg == Stdin {
		return []string{arg}, nil
	}
	_, err := os.Stat(arg)
	switch {
	case err == nil:
		return []string{arg}, nil
	case arg == "":
		return nil, errors.New(`a file without a name ("") is given: leave it out`)
	case windows && strings.HasSuffix(arg, `"`):
		// "C:\my data\" was written: the backslash keeps the quotation mark from ending the
		// argument
		return expand(strings.TrimSuffix(arg, `"`)+string(filepath.Separator), windows)
	case windows && strings.Contains(arg, `"`):
		return nil, fmt.Errorf("%s: no such file or folder: where a backslash stands before a quotation mark, what follows is taken for a part of the name: leave out the backslash at the end",
			arg)
	case strings.Contains(arg, "**"):
		return nil, fmt.Errorf("%s: ** is not read here: give the folder, or * for the names in one folder", arg)
	case strings.ContainsAny(arg, "*?["):
		return match(arg, windows)
	case inArchive(arg): // who reads it says if it is not
		return []string{arg}, nil
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	return nil, missing(arg)
}

// inArchive reports whether a name leads into a ZIP archive, with / after its name.
func inArchive(name string) bool {
	i := strings.Index(strings.ToLower(name), ".zip/")
	if i < 0 {
		return false
	}
	info, err := os.Stat(name[:i+len(".zip")])
	return err == nil && info.Mode().IsRegular()
}

// match returns the files that a pattern matches. As in a shell, those whose names begin with a dot
// are matched only by a pattern that does.
func match(pattern string, windows bool) ([]string, error) {
	pattern = strings.TrimRightFunc(pattern, separates)
	look := pattern
	if windows {
		look = anyCase(pattern)
	}
	files, err := filepath.Glob(look)
	if err != nil { // not a pattern, after all
		return nil, missing(pattern)
	}
	files = slices.DeleteFunc(files, func(file string) bool { return hidden(file, pattern) })
	if len(files) > 0 {
		slices.Sort(files)
		return files, nil
	}
	folder := filepath.Dir(pattern)
	for strings.ContainsAny(folder, "*?[") {
		folder = filepath.Dir(folder)
	}
	if !exists(folder) {
		return nil, missing(folder)
	}
	var meant []string
	if others, err := filepath.Glob(anyCase(pattern)); err == nil {
		meant = others[:min(len(others), 1)]
	}
	return nil, fmt.Errorf("%s: no file has a name like that%s", pattern, question(meant))
}

// hidden reports whether a name in a path begins with a dot and the pattern has none that does and
// matches it.
func hidden(file, pattern string) bool {
	patterns := pathNames(pattern)
	return slices.ContainsFunc(pathNames(file), func(name string) bool {
		return strings.HasPrefix(name, ".") && !slices.ContainsFunc(patterns, func(pattern string) bool {
			ok, _ := filepath.Match(pattern, name)
			return ok && strings.HasPrefix(pattern, ".")
		})
	})
}

// pathNames splits a path into the names that it has.
func pathNames(path string) []string { return strings.FieldsFunc(path, separates) }

// separates reports whether a character stands between the names of a path.
func separates(r rune) bool { return r == '/' || r == filepath.Separator }

// anyCase makes a pattern match names in any letter case, in the parts of the path that have * or
// ?.
func anyCase(pattern string) string {
	var b strings.Builder
	for rest := pattern; rest != ""; {
		end := strings.IndexFunc(rest, separates) + 1
		if end == 0 {
			end = len(rest)
		}
		part := rest[:end]
		rest = rest[end:]
		if strings.ContainsAny(part, "*?") && !strings.Contains(part, "[") {
			part = eitherCase(part)
		}
		b.WriteString(part)
	}
	return b.String()
}

// eitherCase writes every letter of a pattern as a class of its two cases.
func eitherCase(pattern string) string {
	var b strings.Builder
	for _, r := range pattern {
		if lower, upper := unicode.ToLower(r), unicode.ToUpper(r); lower != upper {
			fmt.Fprintf(&b, "[%c%c]", lower, upper)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// mostNames is how many names of a folder are compared with one that is not in it.
const mostNames = 10_000

// missing is the error of a file that is not there, with those that may have been meant.
func missing(name string) error {
	if info, err := os.Lstat(name); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return fmt.Errorf("%s: a link to a file that is not there", name)
	}
	return fmt.Errorf("%s: no such file or folder%s", name, question(similar(name)))
}

// similar returns what is there and has a name like one that is not.
func similar(name string) []string {
	// as some file managers drop it
	if u, err := url.Parse(name); err == nil && u.Scheme == "file" && exists(u.Path) {
		return []string{u.Path}
	}
	if plain := strings.Trim(name, " \t\u00a0\"'“”„‘’"); plain != name && plain != "" && exists(plain) {
		return []string{plain}
	}
	folder, base := filepath.Split(filepath.Clean(name))
	for folder != "" && !exists(folder) { // what is wrong with the path begins further up
		up, last := filepath.Split(filepath.Clean(folder))
		if up == folder {
			return nil
		}
		folder, base = up, last
	}
	at := folder
	if at == "" {
		at = "."
	}
	f, err := os.Open(at)
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }()
	names, _ := f.Readdirnames(mostNames)
	slices.Sort(names)
	near := Nearest(base, names)
	for i := range near {
		near[i] = folder + near[i]
	}
	return near
}
