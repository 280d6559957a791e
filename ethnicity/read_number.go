package ethnicity

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/rri/tidy/rows"
)

var (
	errShares    = errors.New("these are shares: want numbers of people")
	errThousands = errors.New("these are thousands: want numbers of people")

	// a number, with one kind of mark between its thousands; as R writes a round one; and what
	// stands for a number that is not told
	numberForm = regexp.MustCompile(`^(\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d{1,3}(?:'\d{3})+)(?:\.(\d+))?$`)
	roundForm  = regexp.MustCompile(`^\d+e\+?\d{1,2}$`)
	powerForm  = regexp.MustCompile(`^\d+\.\d*e\+?\d+$`)
	markForm   = regexp.MustCompile(`^(?:[!*~#:.…–—-]+|\[?[cdsuwxz]\]?|\[low\]|n/?a|null|none|suppressed|withheld|[<>≤≥] ?\d+)$`)
	thinSpaces = strings.NewReplacer("\u00a0", " ", "\u2007", " ", "\u2009", " ", "\u202f", " ", "’", "'", "−", "-")
)

func plainNumber(text string) string {
	return strings.ToLower(strings.TrimSpace(thinSpaces.Replace(text)))
}

// isNumber reports whether a cell is written as a number, whatever its sign, or as a share.
func isNumber(text string) bool {
	text = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(plainNumber(text), "-"), "%"))
	return numberForm.MatchString(text) || roundForm.MatchString(text) || powerForm.MatchString(text)
}

// isCountLike reports whether a cell is a number, or a mark that stands in its place.
func isCountLike(text string) bool {
	return isNumber(text) || isDotted(text) || markForm.MatchString(plainNumber(text))
}

// isDotted reports whether a cell is a number with dots between its thousands, as 1.234.567.
func isDotted(text string) bool { return rows.IsDotted(plainNumber(text)) }

// readCount returns a number of people, and how many decimals it has.
func readCount(c cell) (n float64, decimals int, err error) {
	text := plainNumber(c.Text)
	form := numberForm.FindStringSubmatch(text)
	switch {
	case text == "":
		return 0, 0, c.Fails("no number of residents: want one, 0 or more, for every group")
	case strings.Contains(text, "%"):
		return 0, 0, c.Because(errShares)
	case form == nil && strings.HasPrefix(text, "-") && numberForm.MatchString(text[1:]):
		return 0, 0, c.Fails("a negative number of residents: want 0 or more")
	case isDotted(text):
		return 0, 0, c.Fails("dots between thousands: write %s, and the other numbers of the table without dots too", strings.ReplaceAll(text, ".", ""))
	case powerForm.MatchString(text):
		return 0, 0, c.Fails("a number in powers of ten has lost its last digits: save it with all of them")
	case form == nil && !roundForm.MatchString(text) && markForm.MatchString(text):
		return 0, 0, c.Fails("the number of residents is withheld or not known: want one for every group")
	case form == nil && !roundForm.MatchString(text):
		return 0, 0, c.Fails("want a number of residents, such as 1234 or 1,234")
	}
	if form != nil {
		decimals = len(form[2])
	}
	n, err = strconv.ParseFloat(strings.NewReplacer(",", "", " ", "", "'", "").Replace(text), 64)
	if err != nil || n > maxResidents {
		return 0, 0, c.Fails("more than 2^53 residents")
	}
	return n, decimals, nil
}

// checkDots reports a number whose dot can stand before decimals or between thousands, as 900.000
// can, unless another number of the table shows which.
func checkDots(all []counted) error {
	first := -1
	for i, c := range all {
		switch isEither := rows.IsEither(plainNumber(c.count.Text)); {
		case isEither && first < 0:
			first = i
		case !isEither && (c.decimals > 0 || c.n >= 1000):
			return nil
		}
	}
	if first < 0 {
		return nil
	}
	c := all[first].count
	return c.Fails("the dot can stand between thousands or before decimals: write %s or %.10g",
		strings.Replace(plainNumber(c.Text), ".", "", 1), all[first].n)
}
