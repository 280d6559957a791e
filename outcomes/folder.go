package outcomes

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// FileLeftOut is a file of a folder or an archive that is not read, with the reason. A folder to
// which a link leads is one too.
type FileLeftOut struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
	// Expected says that such a file is beside the searches as a rule, so that nobody misses it: it
	// has street crimes or outcomes, as every download from data.police.uk does, or is hidden, or
	// is what macOS or Windows adds to a folder. Anything else may be missed.
	Expected bool `json:"expected"`
}

func compareLeftOut(a, b FileLeftOut) int {
	return cmp.Or(strings.Compare(a.File, b.File), strings.Compare(a.Reason, b.Reason))
}

// FilesIn returns the files that [Extract.ReadFS] reads of root, and all others with the reason why
// they are left out, each in order of name. They can be shared out among goroutines that read each
// into an [Extract] of their own, with [Extract.ReadFS] of one file, and at the end [Extract.Merge]
// puts these together.
//
// If root is a file, it is the only one, whatever its name and its kind, unless it is a ZIP
// archive. If it is a folder or an archive, they are the files in it, and in the folders below it,
// that hold searches:
//
//   - Tables and JSON, whose names end in .csv, .tsv, .tab, .txt, .json, .ndjson, .jsonl or
//     .geojson, or in one of these and .gz, in any letter case. Those whose names say that they
//     hold "stop-and-search" are read, so that it is an error if they do not. Others are looked
//     into, and left out if they are empty, of another kind, or have none of the columns of a
//     search or hardly one: a date alone is in tables of everything.
//   - Of ZIP archives, whose names end in .zip, what is in them by the same rules: see
//     [Extract.ReadFS] and [ArchiveLimits], whose defaults hold here. An archive inside an archive
//     is left out.
//
// Left out are also the files of street crimes and of outcomes that a download has beside the
// searches, files with other names, those that macOS adds, pipes, sockets and devices, of which the
// end may never come, and links that lead to none of these files: to a folder or to nothing. It is
// an error if there is nothing to read.
//
// A link to a file is read if fsys follows links, as os.DirFS does. What it leads to is asked with
// [fs.Stat], so fsys should be an [fs.StatFS] if there may be links to pipes.
func FilesIn(fsys fs.FS, root string) (files []string, left []FileLeftOut, err error) {
	return new(Extract).FilesIn(fsys, root)
}

// FilesIn returns what the function [FilesIn] does, of files that are read as x reads them: by its
// Columns, Rows and Limits.
func (x *Extract) FilesIn(fsys fs.FS, root string) (files []string, left []FileLeftOut, err error) {
	o, err := x.newOpener(context.Background(), fsys)
	if err != nil {
		return nil, nil, err
	}
	defer o.close()
	listed, left, err := o.list(root)
	for _, f := range listed {
		files = append(files, f.name)
	}
	return files, left, err
}

// listedFile is a file to be read.
type listedFile struct {
	name    string
	archive string // the name of the file that has it, if it is packed in one
	packed  bool
}

// listing is what is found to read.
type listing struct {
	*opener
	files      []listedFile
	left       []FileLeftOut
	candidates int   // files of the archive that is listed that are not left out by their names
	unpacked   int64 // bytes of the files of archives that are to be read, as these say
}

// list returns what is to be read of root, each in order of name.
func (o *opener) list(root string) (files []listedFile, left []FileLeftOut, err error) {
	l := &listing{opener: o}
	if o.whole != nil {
		err = l.inArchive(o.whole, root)
	} else {
		err = l.root(root)
	}
	if err != nil {
		return nil, nil, err
	}
	slices.SortFunc(l.files, func(a, b listedFile) int { return strings.Compare(a.name, b.name) })
	slices.SortFunc(l.left, compareLeftOut)
	return l.files, l.left, nil
}

// root lists what a file system has under a name.
func (l *listing) root(root string) error {
	info, err := fs.Stat(l.fsys, root)
	switch {
	case err != nil && root == ".": // which says nothing of the folder that it is
		return fmt.Errorf("outcomes: reading the folder .: %w: want a file system of a folder that is there; an archive is read by its name in its folder", quote.Outside(err))
	case err != nil:
		a, found := l.archiveAbove(root)
		if found != nil {
			return found
		}
		if a == nil {
			return fmt.Errorf("outcomes: %w", quote.Outside(err))
		}
		return l.inArchive(a, root)
	case info.IsDir():
		return l.folder(root)
	case info.Mode().IsRegular():
		a, err := l.lastArchive(root)
		if format, ok := errors.AsType[cells.FormatError](err); ok {
			return &HeaderError{File: root, Err: format}
		}
		if err != nil {
			return err
		}
		if a != nil {
			return l.inArchive(a, root)
		}
	}
	l.files = append(l.files, listedFile{name: root})
	return nil
}

// archiveAbove returns the archive that a name leads into, or nil.
func (l *listing) archiveAbove(name string) (*archive, error) {
	for i := 1; i < len(name); i++ {
		if name[i] != '/' {
			continue
		}
		info, err := fs.Stat(l.fsys, name[:i])
		switch {
		case err != nil:
			return nil, nil
		case info.Mode().IsRegular():
			a, err := l.lastArchive(name[:i])
			if _, ok := errors.AsType[cells.FormatError](err); ok {
				return nil, nil
			}
			return a, err
		}
	}
	return nil, nil
}

// folder lists a folder and those below it.
func (l *listing) folder(root string) error {
	err := fs.WalkDir(l.fsys, root, func(name string, entry fs.DirEntry, err error) error {
		if err == nil {
			err = l.ctx.Err()
		}
		if err != nil {
			return fmt.Errorf("outcomes: %w", quote.Outside(err))
		}
		if entry.IsDir() {
			return nil
		}
		return l.file(name, strings.TrimPrefix(name, path.Clean(root)+"/"), irregular(l.fsys, name, entry))
	})
	if err != nil {
		return err
	}
	return l.any(root, "folder")
}

// file lists a file of a folder. It may be an archive, whatever its name.
func (l *listing) file(name, inFolder, irregular string) error {
	if !l.byName(name, inFolder, irregular) {
		return nil
	}
	switch a, err := l.lastArchive(name); {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		// reading the file says so
	case err == nil && a != nil:
		l.candidates = 0
		for _, e := range a.entries {
			if err := l.entry(a, e, strings.TrimPrefix(e.name, name+"/")); err != nil {
				return err
			}
		}
		return nil
	case err != nil:
		format, ok := errors.AsType[cells.FormatError](err)
		if !ok {
			return err
		}
		if !namesSearches(name) {
			l.left = append(l.left, FileLeftOut{File: name, Reason: reasonOf(format)})
			return nil
		}
	}
	return l.byContent(listedFile{name: name})
}

// entry lists a file of an archive.
func (l *listing) entry(a *archive, e entry, inArchive string) error {
	if err := l.ctx.Err(); err != nil {
		return fmt.Errorf("%sreading: %w", at(e.name), err)
	}
	if !l.byName(e.name, inArchive, kindOf(e.file.Mode(), "")) {
		return nil
	}
	if isArchive(e.name) {
		l.left = append(l.left, FileLeftOut{File: e.name, Reason: "an archive inside an archive: unpack it"})
		return nil
	}
	if l.candidates++; l.candidates > l.limits.Entries {
		return fmt.Errorf("%sthe archive has more than %s files that may be searches, which is the limit: if it can be trusted, "+
			"unpack it and give the folder", at(a.name), sheet.Count(int64(l.limits.Entries)).Text)
	}
	files := len(l.files)
	if err := l.byContent(listedFile{name: e.name, archive: a.name, packed: true}); err != nil || len(l.files) == files {
		return err
	}
	// Files that are listed may be read one by one, each by a call of its own. None can give more
	// than its archive says, nor than the limit of a file.
	l.unpacked += int64(min(e.file.UncompressedSize64, uint64(l.limits.EntryBytes), 1<<50))
	if err := l.limits.exceeded(0, e.packed, l.unpacked); err != nil {
		return fmt.Errorf("%s%w", at(e.name), err)
	}
	return nil
}

// inArchive lists the file or the folder root of an archive, by the whole name that it has.
func (l *listing) inArchive(a *archive, root string) error {
	root = strings.TrimSuffix(root, "/")
	if e, ok := a.find(root); ok {
		l.files = append(l.files, listedFile{name: e.name, archive: a.name, packed: true})
		return nil
	}
	found := root == a.name || root == "."
	for _, e := range a.entries {
		inside, ok := strings.CutPrefix(e.name, root+"/")
		if !ok && a.name == "" && root == "." {
			inside, ok = e.name, true
		}
		if !ok {
			continue
		}
		found = true
		if err := l.entry(a, e, inside); err != nil {
			return err
		}
	}
	if !found {
		return fmt.Errorf("outcomes: %w", quote.Outside(&fs.PathError{Op: "open", Path: root, Err: fs.ErrNotExist}))
	}
	return l.any(root, "archive")
}

// byName leaves out what is not read because of its name or because it is no regular file, for the
// reason that is given, and reports whether the file may be read. within is its name in the folder
// or the archive that is read.
func (l *listing) byName(name, within, irregular string) bool {
	reason, expected := reasonByName(within)
	// A link to a folder is always named, since there may be files of searches in it.
	if irregular != "" && (!expected || irregular == linkToFolder) {
		reason, expected = irregular, false
	}
	if reason == "" {
		return true
	}
	l.left = append(l.left, FileLeftOut{name, reason, expected})
	return false
}

// any returns an error if there is nothing to read.
func (l *listing) any(root, where string) error {
	if len(l.files) > 0 {
		return nil
	}
	return fmt.Errorf("%sno stop-and-search file in this %s%s", at(root), where, leftOut(l.left))
}

const linkToFolder = "a link to a folder"

// irregular says why an entry of a folder, which is no folder itself, is neither a regular file nor
// a link to one; "" if it is.
func irregular(fsys fs.FS, name string, entry fs.DirEntry) string {
	mode, link := entry.Type(), ""
	if mode&fs.ModeSymlink != 0 {
		info, err := fs.Stat(fsys, name)
		switch p, ok := errors.AsType[*fs.PathError](err); {
		case errors.Is(err, fs.ErrNotExist):
			return "a link to a file that is not there"
		case ok:
			return "a link that leads nowhere: " + quote.Outside(p.Err).Error()
		case err != nil:
			return "a link that leads nowhere: " + quote.Outside(err).Error()
		}
		mode, link = info.Mode(), "a link to "
	}
	return kindOf(mode, link)
}

// kindOf says what is no regular file, by its mode; "" of one that is. link is what stands before
// it.
func kindOf(mode fs.FileMode, link string) string {
	switch {
	case mode.IsRegular():
		return ""
	case mode.IsDir():
		return linkToFolder
	case mode&fs.ModeSymlink != 0:
		return "a link, which is not followed"
	case mode&fs.ModeNamedPipe != 0:
		return link + "a pipe, not a file"
	case mode&fs.ModeSocket != 0:
		return link + "a socket, not a file"
	case mode&fs.ModeDevice != 0:
		return link + "a device, not a file"
	}
	return link + "no regular file"
}

// leftOut says in the line of an error what was left out, first what may be missed; "" if nothing
// was.
func leftOut(left []FileLeftOut) string {
	if len(left) == 0 {
		return ""
	}
	first := slices.MinFunc(left, func(a, b FileLeftOut) int {
		switch {
		case a.Expected == b.Expected:
			return compareLeftOut(a, b)
		case a.Expected:
			return 1
		}
		return -1
	})
	if len(left) == 1 {
		return fmt.Sprintf(", and this was left out: %s: %s", quote.File(first.File), first.Reason)
	}
	return fmt.Sprintf(", and %d entries were left out, the first %s: %s", len(left), quote.File(first.File), first.Reason)
}
