package outcomes

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// Revision says which of several files counts where they have the same searches of one force and
// month: archives are revised, and one month is often in several of them. It is [NoRevision],
// [NewestRevision], [LargestRevision], or anything else as the name of a file, so that a flag of a
// program can be a Revision as it stands. What each takes is decided for every force and month by
// itself.
//
// A name is that of a file as it was read, "downloads/2022-09.zip/2020-02/essex.csv"; its last
// part, or parts; or a folder or an archive on the way to it, which stands for all that is in it.
// Letter case counts. A name that fits from its beginning goes before one that fits further on. The
// file is taken for every force and month that it has, even where another has other rows of the
// same time, and files of that force and month that no other conflicts with count beside it. Where
// none of the files is the one that is named, [Extract.CheckRevision] says so.
type Revision string

// The revisions that are no name of a file.
const (
	// NoRevision takes none: that several files have the same searches is an error.
	NoRevision Revision = ""
	// NewestRevision takes the file of the newest archive. The month of an archive is the year and
	// month in the name of the archive or of a folder on the way to the file: 2022-09 in
	// 2022-09.zip/2020-02/2020-02-essex-stop-and-search.csv. The name of the file itself, and the
	// folder of a month that data.police.uk puts around it, are of the month of the searches, and
	// the clock of the file says when it was copied: none of these counts. It is an error where the
	// newest cannot be told, and where it is a part of the other, which would lose rows.
	NewestRevision Revision = "newest"
	// LargestRevision takes the file with most rows of the force and month. It is an error where
	// two files with different rows have as many.
	LargestRevision Revision = "largest"
)

// isFile reports whether r is the name of a file.
func (r Revision) isFile() bool {
	return r != NoRevision && r != NewestRevision && r != LargestRevision
}

// fit says how well the file name of a source fits the file that r names: 2 if from its beginning,
// 1 if further on, 0 if not at all.
func (r Revision) fit(name string) int {
	clean := func(name string) string { return path.Clean(strings.ReplaceAll(name, `\`, "/")) }
	want, have := clean(string(r)), clean(name)
	switch {
	case !r.isFile():
		return 0
	case strings.HasPrefix(have+"/", want+"/"), want == "." && !path.IsAbs(have):
		return 2
	case path.IsAbs(want):
		return 0
	case strings.Contains("/"+have+"/", "/"+want+"/"):
		return 1
	}
	return 0
}

// order puts the part that counts first, of those that conflict: it is negative if that is a.
// Parts that only their rows would tell apart are in order of their sources.
func (r Revision) order(a, b *monthPart) int {
	first := 0
	switch {
	case r == NewestRevision:
		first = cmp.Compare(b.source.archive, a.source.archive)
	case r.isFile():
		first = cmp.Compare(r.fit(b.source.File), r.fit(a.source.File))
	}
	return cmp.Or(first, cmp.Compare(b.rows, a.rows), compareSources(a.source.Source, b.source.Source))
}

// decide says why r cannot tell which of two parts counts that have searches in common, or "". That
// depends on no other part, so that the order of reading changes nothing. open says that neither is
// the file that is named, which may be read later.
func (r Revision) decide(a, b *monthPart, kind OverlapKind) (reason string, open bool) {
	older, newer := a, b
	if a.source.archive > b.source.archive {
		older, newer = b, a
	}
	switch {
	case kind == OverlapPartly && !r.isFile():
		return joinThem, false
	case r == NoRevision:
		return give, false
	case r.isFile() && r.fit(a.source.File) == 0 && r.fit(b.source.File) == 0:
		return fmt.Sprintf("neither is %s: give one of them", quote.File(string(r))), true
	case r.isFile() && r.fit(a.source.File) != r.fit(b.source.File), kind == OverlapSame:
		return "", false
	case r.isFile():
		return fmt.Sprintf("both are %s: %s", quote.File(string(r)), nameIt), false
	case r == NewestRevision && newer.source.archive == 0:
		return "which of them is newer cannot be told, since neither is in a folder or an archive with a month like 2022-09 in its name, other than its own month: " + name, false
	case r == NewestRevision && older.source.archive == newer.source.archive:
		return fmt.Sprintf("which of them is newer cannot be told, since both are in an archive of %v: %s", newer.source.archive, name), false
	case r == NewestRevision && older.source.archive == 0:
		return fmt.Sprintf("which of them is newer cannot be told, since %s is in no folder or archive with a month like 2022-09 in its name, other than its own month: %s",
			quote.File(older.source.File), name), false
	case r == NewestRevision && kind == OverlapPart && newer.rows < older.rows:
		return fmt.Sprintf("the newer, %s, has only a part of the rows: %s", quote.File(newer.source.File), name), false
	case r == LargestRevision && a.rows == b.rows:
		return "neither is larger: " + name, false
	}
	return "", false
}

const (
	toTake   = "say which to take"
	nameIt   = "name the one to take"
	give     = "give one of them, or " + toTake
	name     = "give one of them, or " + nameIt
	joinThem = name + "; if both are needed and no search is in both, join them in one file"
)

// CheckRevision says what only the end of reading can tell where Revision names a file: that no
// file of that name was read, or that other files have the same searches of a force and month of
// which the named one has none, which is an [*OverlapError]. Ask it when everything is read and
// merged. Until then the larger of such files counts.
func (x *Extract) CheckRevision() error {
	if x == nil || !x.Revision.isFile() {
		return nil
	}
	named := func(s *source) bool { return s.checked && x.Revision.fit(s.File) > 0 }
	if !slices.ContainsFunc(x.sources, named) {
		return fmt.Errorf("outcomes: no file %s was read, which is to be taken where several have the same searches: "+
			"want %s, %s, or the name of a file, a folder or an archive", quote.File(string(x.Revision)), NewestRevision, LargestRevision)
	}
	return x.settled().open
}

// archiveName finds a year and month in the name of a folder or an archive.
var archiveName = regexp.MustCompile(`(?:^|[^0-9])((?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2]))(?:[^0-9]|$)`)

// monthIn returns the last of the months in a name, 0 if there is none.
func monthIn(name string) (last Month) {
	// Two months may share the character between them.
	for len(name) > 0 {
		at := archiveName.FindStringSubmatchIndex(name)
		if at == nil {
			break
		}
		if m, err := ParseMonth(name[at[2]:at[3]]); err == nil {
			last = max(last, m)
		}
		name = name[at[3]:]
	}
	return last
}

// archiveMonth returns the month of the archive that a file is in: that of the innermost folder or
// archive on the way to it that has one in its name. The folder around the file that has a month
// for its name is of the month of the searches, unless the name of the file says otherwise.
func archiveMonth(file string) Month {
	folders := strings.Split(strings.ReplaceAll(file, `\`, "/"), "/")
	last := len(folders) - 1
	base, folders := folders[last], folders[:last]
	for i, folder := range slices.Backward(folders) {
		m := monthIn(folder)
		if i == len(folders)-1 && m != 0 && m.String() == folder {
			if of := monthIn(base); of == 0 || of == m {
				continue
			}
		}
		if m != 0 {
			return m
		}
	}
	return 0
}
