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

	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// FileLeftOut is a file of a folder or an archive that is not read, with the reason. A folder to
// which a link leads is one too.
type FileLeftOut struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
	// Expected says that it is a file of street crimes or of outcomes, which are beside the
	// searches in every download from data.police.uk, or one that macOS adds, in a folder __MACOSX
	// or with a name that begins with "._". Anything else may be missed.
	Expected bool `json:"expected"`
}

func compareLeftOut(a, b FileLeftOut) int {
	return cmp.Or(strings.Compare(a.File, b.File), strings.Compare(a.Reason, b.Reason))
}

// FilesIn returns the files that [Extract.ReadFS] reads of root, and what it leaves out, each in
// order of name. They can be shared out among goroutines that read each into an [Extract] of their
// own, with [Extract.ReadFS] of one file, and at the end [Extract.Merge] puts these together.
//
// If root is a file, it is the only one, whatever its name and its kind. If it is a folder, they
// are the files in it and in the folders below it whose names end in .csv or .csv.gz, in any letter
// case. Left out are those of street crimes and of outcomes that a download has beside the
// searches, those that macOS adds, pipes, sockets and devices, of which the end may never come, and
// links that lead to none of these files: to a folder or to nothing. It is an error if there is
// nothing to read.
//
// Files with other names are passed over, and are not among those left out. So JSON and ZIP files
// in a folder are not read: JSON is read where it is root itself, and an archive where it is fsys,
// as zip.OpenReader opens it.
//
// A link to a file is read if fsys follows links, as os.DirFS does. What it leads to is asked with
// [fs.Stat], so fsys should be an [fs.StatFS] if there may be links to pipes.
func FilesIn(fsys fs.FS, root string) (files []string, left []FileLeftOut, err error) {
	return listFiles(context.Background(), fsys, root)
}

// listFiles lists files until ctx is done.
func listFiles(ctx context.Context, fsys fs.FS, root string) (files []string, left []FileLeftOut, err error) {
	if fsys == nil {
		return nil, nil, errors.New("outcomes: there is no file system to read from: want one, as os.DirFS returns it, and got nil")
	}
	info, err := fs.Stat(fsys, root)
	switch {
	case err != nil && root == ".": // which says nothing of the folder that it is
		return nil, nil, fmt.Errorf("outcomes: reading the folder .: %w: want a file system of a folder that is there, or of an archive that zip.OpenReader has opened",
			quote.Outside(err))
	case err != nil:
		return nil, nil, fmt.Errorf("outcomes: %w", quote.Outside(err))
	}
	if !info.IsDir() {
		return []string{root}, nil, nil
	}
	err = fs.WalkDir(fsys, root, func(name string, entry fs.DirEntry, err error) error {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil || entry.IsDir() {
			return err
		}
		base, isTable := strings.CutSuffix(strings.TrimSuffix(strings.ToLower(entry.Name()), ".gz"), ".csv")
		reason := irregular(fsys, name, entry)
		switch {
		case reason == linkToFolder: // whatever its name: there may be files in it
			left = append(left, FileLeftOut{File: name, Reason: reason})
		case !isTable:
		case ofMac(name):
			left = append(left, FileLeftOut{name, "what macOS keeps beside a file, which is no table", true})
		case reason != "":
			left = append(left, FileLeftOut{File: name, Reason: reason})
		case strings.HasSuffix(base, "-street"):
			left = append(left, FileLeftOut{name, "street crimes, which are not searches", true})
		case strings.HasSuffix(base, "-outcomes"):
			left = append(left, FileLeftOut{name, "outcomes of crimes, which are not searches", true})
		default:
			files = append(files, name)
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, nil, fmt.Errorf("outcomes: %w", quote.Outside(err))
	case len(files) == 0:
		return nil, nil, fmt.Errorf("%sno stop-and-search file (*.csv, *.csv.gz) in this folder%s", at(root), unexpected(left))
	}
	slices.Sort(files)
	slices.SortFunc(left, compareLeftOut)
	return files, left, nil
}

// ofMac reports whether macOS wrote a file beside another of the same name, as it does in archives
// and on disks of other systems.
func ofMac(name string) bool {
	return strings.HasPrefix(path.Base(name), "._") || slices.Contains(strings.Split(path.Dir(name), "/"), "__MACOSX")
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
	switch {
	case mode.IsRegular():
		return ""
	case mode.IsDir():
		return linkToFolder
	case mode&fs.ModeNamedPipe != 0:
		return link + "a pipe, not a file"
	case mode&fs.ModeSocket != 0:
		return link + "a socket, not a file"
	case mode&fs.ModeDevice != 0:
		return link + "a device, not a file"
	}
	return link + "no regular file"
}

// unexpected says in the line of an error what was left out that may be missed; "" if nothing was.
func unexpected(left []FileLeftOut) string {
	left = slices.DeleteFunc(left, func(l FileLeftOut) bool { return l.Expected })
	switch n := len(left); {
	case n == 0:
		return ""
	case n == 1:
		return fmt.Sprintf(", and this was left out: %s: %s", quote.File(left[0].File), left[0].Reason)
	default:
		return fmt.Sprintf(", and %d entries were left out, the first %s: %s", n, quote.File(left[0].File), left[0].Reason)
	}
}
