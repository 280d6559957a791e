package ethnicity

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// The reasons for a [LabelError], to be asked for with [errors.Is].
var (
	ErrUnknownLabel = errors.New("unknown label") // no table has it
	// it stands for different groups in different schemes, or is a bare code
	ErrAmbiguousLabel = errors.New("ambiguous label")
	// "All", "Total", "All usual residents": a row or column to pass over
	ErrTotalLabel = errors.New("label of a total, not a group")
)

// LabelError says why a label could not be read as a group.
type LabelError struct {
	// as given, cut to 80 bytes
	Label string
	// the schemes that have the label: those to choose from if it is ambiguous; none if it is
	// unknown
	Schemes []Scheme
	// ErrUnknownLabel, ErrAmbiguousLabel or ErrTotalLabel
	Err error
}

// Error names the label, and the schemes that would read it.
func (e *LabelError) Error() string {
	switch {
	case len(e.Schemes) == 0:
		return fmt.Sprintf("ethnicity: %s %q", e.Err, clip(e.Label))
	case errors.Is(e.Err, ErrUnknownLabel):
		return fmt.Sprintf("ethnicity: %s %q: it is of another scheme, one of %s", e.Err, clip(e.Label), joinNames(slices.Values(e.Schemes)))
	default:
		return fmt.Sprintf("ethnicity: %s %q: say in which scheme it is, one of %s", e.Err, clip(e.Label), joinNames(slices.Values(e.Schemes)))
	}
}

// Unwrap returns the reason, e.Err.
func (e *LabelError) Unwrap() error { return e.Err }

// Parse returns the group that a label stands for in the published tables: self-defined ethnicity
// on data.police.uk (both generations, with or without a code in brackets), the police SDE and IC
// codes, columns of the censuses of 2011 and 2021, groups of the Home Office and of Ethnicity facts
// and figures.
//
// A label is compared whole with those in the tables, after folding letter case, space, and what
// stands between the parts of a label (any hyphen or dash, or a colon, with space around it or
// not), and dropping a code that agrees with it, in brackets behind or before it ("B2 African");
// there is no rule about beginnings, because "Other ethnic group - Not stated" is [NotStated] and
// "Chinese or other ethnic group - Chinese (O1)" is [Chinese]. A blank label is [NotKnown], and so
// are "NULL" and "NA".
//
// Any other label is a [*LabelError]: with [ErrUnknownLabel]; with [ErrAmbiguousLabel] if it stands
// for different groups in different schemes ("Asian", "Other", "White: Other White") or is a bare
// code that does not tell which scheme it is from (A9, O9, W9, single letters and numbers), in
// which case [ParseIn] reads it; with [ErrTotalLabel] if it is the label of a total.
func Parse(label string) (Group, error) {
	found := lookUp(label)
	g, ambiguous := NotKnown, false
	for i, m := range found {
		if m.total {
			return 0, &LabelError{Label: clip(label), Err: ErrTotalLabel}
		}
		if i > 0 && m.group != g || m.bare {
			ambiguous = true
		}
		g = m.group
	}
	switch {
	case len(found) == 0:
		return 0, &LabelError{Label: clip(label), Err: ErrUnknownLabel}
	case ambiguous:
		return 0, &LabelError{Label: clip(label), Schemes: schemesOf(found), Err: ErrAmbiguousLabel}
	}
	return g, nil
}

// ParseIn returns the group that a label stands for in tables of scheme s alone, where no label is
// ambiguous: ParseIn(SixteenPlusOne, "A9"), ParseIn(OfficerDefined, "Asian"),
// ParseIn(NineteenPlusOne, "White: Other White"). Labels of unknown ethnicity are read in every
// scheme. SixteenPlusOne reads the letters of the NHS ethnic category too, and ICCodes the bare
// numbers.
//
// Its errors are those of [Parse], but for ErrAmbiguousLabel; a label that only other schemes have
// is an ErrUnknownLabel that names them. It is an error if s is no scheme.
func ParseIn(s Scheme, label string) (Group, error) {
	if int(s) >= numSchemes {
		return 0, fmt.Errorf("ethnicity: %s is not a scheme", s)
	}
	found := lookUp(label)
	for _, m := range found {
		if m.total {
			return 0, &LabelError{Label: clip(label), Err: ErrTotalLabel}
		}
		if m.schemes.has(s) {
			return m.group, nil
		}
	}
	return 0, &LabelError{Label: clip(label), Schemes: schemesOf(found), Err: ErrUnknownLabel}
}

// schemeSet is a set of schemes.
type schemeSet uint16

const allSchemes schemeSet = 1<<numSchemes - 1

func (ss schemeSet) has(s Scheme) bool { return ss>>s&1 == 1 }

// meaning is what a label stands for in some schemes.
type meaning struct {
	schemes schemeSet
	group   Group
	bare    bool // a bare code, which needs its scheme
	total   bool // a total, and no group
}

func schemesOf(ms []meaning) []Scheme {
	var in []Scheme
	for s := range Schemes() {
		if slices.ContainsFunc(ms, func(m meaning) bool { return m.schemes.has(s) }) {
			in = append(in, s)
		}
	}
	return in
}

// fold brings a label to the form in which labels are compared: in small letters, with one space
// between words, and with one hyphen and no space in place of any dash or colon. A slash has no
// space around it either, and & is and.
func fold(label string) string {
	words := strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case r == ':', unicode.Is(unicode.Dash, r):
			return '-'
		case unicode.Is(unicode.Cf, r): // is not seen
			return -1
		}
		return unicode.ToLower(r)
	}, strings.ReplaceAll(label, "&", " and ")))
	key := strings.Join(words, " ")
	for _, between := range []string{"-", "/"} {
		key = strings.ReplaceAll(strings.ReplaceAll(key, " "+between, between), between+" ", between)
	}
	return key
}

// lookUp returns what a label stands for, each meaning with other schemes; none if it is in no
// table.
func lookUp(label string) []meaning {
	if ms, ok := labels[label]; ok { // the spelling of the table itself: no allocation
		return ms
	}
	key := fold(label)
	if ms, ok := labels[key]; ok {
		return ms
	}
	text, code, ok := cutCode(key)
	if !ok {
		text, code, ok = cutCodeBefore(key)
	}
	codes, known := labels[code]
	if !ok || !known {
		return nil
	}
	if reasonCode.MatchString(code) && labels[text] == nil {
		return codes // a reason in words
	}
	return slices.DeleteFunc(slices.Clone(labels[text]), func(m meaning) bool {
		return !slices.ContainsFunc(codes, func(c meaning) bool {
			return m.total == c.total && (m.group == c.group || m.group.Contains(c.group) || c.group.Contains(m.group))
		})
	})
}

// cutCode splits "white british (w1)" into "white british" and "w1". A code is NS, one letter and a
// digit, or IC and a digit.
func cutCode(key string) (text, code string, ok bool) {
	rest, ok := strings.CutSuffix(key, ")")
	if !ok {
		return "", "", false
	}
	i := strings.LastIndexByte(rest, '(')
	if i < 0 {
		return "", "", false
	}
	text, code = strings.TrimSpace(rest[:i]), strings.TrimSpace(rest[i+1:])
	letters := strings.TrimRight(code, "0123456789")
	switch {
	case text == "":
		return "", "", false
	case code == "ns", len(letters) == 1 && len(code) == 2, letters == "ic" && len(code) == 3:
		return text, code, true
	}
	return "", "", false
}

var (
	codeBefore = regexp.MustCompile(`^([a-z][0-9]|ns)(?:[.)]? |-)(.+)$`)
	// the codes for why there is no self-defined ethnicity
	reasonCode = regexp.MustCompile(`^n[1-4]$`)
)

// cutCodeBefore splits "b2 african" into "african" and "b2", as some police systems write it.
func cutCodeBefore(key string) (text, code string, ok bool) {
	found := codeBefore.FindStringSubmatch(key)
	if found == nil {
		return "", "", false
	}
	return found[2], found[1], true
}

// labels holds every label as the tables of label_table.go spell it, and folded.
var labels = indexLabels()

func indexLabels() map[string][]meaning {
	index := make(map[string][]meaning)
	var spellings []string
	add := func(label string, m meaning) {
		spellings = append(spellings, label)
		key := fold(label)
		same := slices.IndexFunc(index[key], func(x meaning) bool { return x.group == m.group && x.total == m.total })
		if same < 0 {
			index[key] = append(index[key], m)
			return
		}
		index[key][same].schemes |= m.schemes
		index[key][same].bare = index[key][same].bare || m.bare
	}
	for _, label := range totalLabels {
		add(label, meaning{schemes: 0, total: true})
	}
	for _, row := range unknownLabels {
		add(row.label, meaning{schemes: allSchemes, group: row.group})
	}
	for s, scheme := range schemes {
		for _, g := range scheme.groups {
			add(g.String(), meaning{schemes: 1 << s, group: g})
		}
	}
	for _, table := range labelTables {
		for _, row := range table.rows {
			m := meaning{group: row.group, bare: table.bare || row.bare}
			for _, s := range table.schemes {
				if !row.group.IsKnown() || s.Has(row.group) {
					m.schemes |= 1 << s
				}
			}
			add(row.label, m)
			if table.wrap != nil {
				add(table.wrap(row.label), m)
			}
		}
	}
	for _, label := range spellings {
		index[label] = index[fold(label)]
	}
	return index
}
