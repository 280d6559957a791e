package report

import (
	"regexp"
	"time"
)

// monthlyName is the form of the names of files on data.police.uk, which have one month each.
var monthlyName = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[a-z-]+-stop-and-search(\.|$)`)

// outside names the files whose searches are of other months than the one in their name, by more
// than a day: files of data.police.uk have searches of the last night of the month before. Where
// more are, a spreadsheet has mistaken days for months, or counts its days from another year.
func (r *Report) outside() (warnings []string) {
	const (
		most = 3 // that are named
		day  = "2 January 2006"
	)
	more := int64(0)
	for _, s := range r.sources {
		m := s.Month()
		if m == 0 || s.First.IsZero() || !monthlyName.MatchString(baseName(s.File)) {
			continue
		}
		start := time.Date(m.Year(), m.Month(), 1, 0, 0, 0, 0, time.UTC)
		switch {
		case !s.First.Before(start.AddDate(0, 0, -1)) && s.Last.Before(start.AddDate(0, 1, 1)):
		case len(warnings) == most:
			more++
		default:
			warnings = append(warnings, r.sayf("Warning: %s has {searches} from %s to %s, and its name says %s. A spreadsheet may have changed the dates: get the file as it was.",
				baseName(s.File), s.First.Format(day), s.Last.Format(day), monthName(m)))
		}
	}
	if more > 0 {
		warnings = append(warnings, r.sayf("Warning: %s more with {searches} of other months than their names say.", plural(more, "file", "files")))
	}
	return warnings
}
