package ethnicity

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// ownHeader is the header of what Population.WriteCSV writes.
var ownHeader = []string{"group", "residents", "area", "code", "census", "source", "first", "last", "scheme", "covers"}

// totalName is the group of the last row.
const totalName = "total"

// WriteCSV writes the residents as a table with the header
//
//	group,residents,area,code,census,source,first,last,scheme,covers
//
// and a row for each group of the scheme by its name, in display order. The last row is their
// total, without which [ReadPopulation] knows that a table was cut off. The other columns are those
// of [Population.MarshalJSON], the same in every row; the codes in covers have a space between. A
// name that a spreadsheet would take for a formula, or that does not show as it is, is written as a
// string of Go, in quotation marks.
//
// [ReadPopulation] reads it back to a value that is equal. The errors are those of MarshalJSON, and
// those of w.
func (p Population) WriteCSV(w io.Writer) error {
	plain, err := p.plain()
	if err != nil {
		return err
	}
	rest := []string{quoted(plain.Area), quoted(plain.Code), plain.Census.String(), quoted(*plain.Source), plain.First, plain.Last,
		plain.Scheme.String(), strings.Join(plain.Covers, " ")}
	out := csv.NewWriter(w)
	write := func(group string, n float64) error {
		return out.Write(append([]string{group, exact(n)}, rest...))
	}
	err = out.Write(ownHeader)
	for g, n := range p.All() {
		if err == nil {
			err = write(g.String(), n)
		}
	}
	if err == nil {
		err = write(totalName, plain.Total)
	}
	if out.Flush(); err == nil {
		err = out.Error()
	}
	if err != nil {
		return fmt.Errorf("ethnicity: writing residents of %s: %w", clean(p.Area), err)
	}
	return nil
}

// exact writes a number with as many digits as it takes to read it back.
func exact(n float64) string {
	if n != 0 && n < 1e-6 {
		return strconv.FormatFloat(n, 'e', -1, 64)
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// quoted returns a text as it is, or quoted if a table would not give it back.
func quoted(text string) string {
	hidden := func(r rune) bool { return !unicode.IsPrint(r) }
	if text != strings.TrimSpace(text) || strings.ContainsFunc(text, hidden) || text != "" && strings.Contains(`"=+-@`, text[:1]) {
		return strconv.Quote(text)
	}
	return text
}

// unquoted reads what quoted writes.
func unquoted(c cell) (string, error) {
	if !strings.HasPrefix(c.Text, `"`) {
		return c.Text, nil
	}
	text, err := strconv.Unquote(c.Text)
	if err != nil {
		return "", c.Fails("want a text, or one in quotation marks that end")
	}
	return text, nil
}

// isOwnHeader reports whether a row is the header that WriteCSV writes.
func isOwnHeader(r row) bool {
	return slices.EqualFunc(r, ownHeader, func(c cell, name string) bool { return strings.EqualFold(c.Text, name) })
}

// readOwnForm reads what WriteCSV writes.
func readOwnForm(rows []row) (Population, error) {
	last := rows[len(rows)-1]
	if len(rows) < 2 || last[0].Text != totalName {
		return Population{}, last[0].Fails("the last row is not that of the total: the table was cut off")
	}
	for _, r := range rows[1:] {
		if len(r) != len(ownHeader) {
			return Population{}, r[0].Fails("%d cells: want %d: the table was cut off, or changed", len(r), len(ownHeader))
		}
	}
	in := populationJSON{Counts: make(map[Group]float64)}
	for _, r := range rows[1:] {
		for i := 2; i < len(r); i++ {
			if r[i].Text != last[i].Text {
				return Population{}, r[i].Fails("%s is %q in the last row: the table was changed, or put together from several", ownHeader[i], clip(last[i].Text))
			}
		}
		n, err := strconv.ParseFloat(r[1].Text, 64)
		if err != nil {
			return Population{}, r[1].Fails("want a number of residents, as 1234.5")
		}
		if r[0].Line == last[0].Line {
			in.Total = n
			break
		}
		g, err := ParseGroup(r[0].Text)
		if err != nil {
			return Population{}, r[0].Because(unprefixed{err})
		}
		if _, ok := in.Counts[g]; ok {
			return Population{}, r[0].Fails("the group stands twice")
		}
		in.Counts[g] = n
	}
	if err := in.readRest(last); err != nil {
		return Population{}, err
	}
	return in.population()
}

// readRest reads the columns that are the same in every row.
func (in *populationJSON) readRest(r row) error {
	for i, field := range map[int]*string{2: &in.Area, 3: &in.Code, 5: new(string)} {
		text, err := unquoted(r[i])
		if err != nil {
			return err
		}
		*field = text
		if i == 5 {
			in.Source = field
		}
	}
	if err := in.Census.UnmarshalText([]byte(r[4].Text)); err != nil {
		return r[4].Because(unprefixed{err})
	}
	if err := in.Scheme.UnmarshalText([]byte(r[8].Text)); err != nil {
		return r[8].Because(unprefixed{err})
	}
	in.First, in.Last, in.Covers = r[6].Text, r[7].Text, strings.Fields(r[9].Text)
	return nil
}
