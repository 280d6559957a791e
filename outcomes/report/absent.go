package report

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

// absences are the groups of the scheme that have no row in any table, in the order of the scheme.
type absences []absence

type absence struct {
	group   ethnicity.Group
	why     string // a sentence
	refused bool   // labels that may mean the group could not be read
}

// texts says why groups have no row.
func (a absences) texts() (texts []string) {
	for _, absent := range a {
		texts = append(texts, absent.why)
	}
	return texts
}

// footnotes says the same under a table, in short where the reason has figures.
func (a absences) footnotes() (texts []string) {
	var refused []string
	for _, absent := range a {
		if absent.refused {
			refused = append(refused, absent.group.String())
		} else {
			texts = append(texts, absent.why)
		}
	}
	if refused != nil {
		texts = append(texts, "no row and no index of "+sentence(refused, "groups")+": labels that may mean them could not be read")
	}
	return texts
}

// has reports whether g is a group without a row.
func (a absences) has(g ethnicity.Group) bool {
	return slices.ContainsFunc(a, func(absent absence) bool { return absent.group == g })
}

// dropAbsent takes the groups that have no row out of counts.
func dropAbsent[M rri.Measure](a absences, by map[ethnicity.Group]M) map[ethnicity.Group]M {
	for _, absent := range a {
		delete(by, absent.group)
	}
	return by
}

// findAbsent finds the groups that have no row. The error is of a choice that they rule out.
func (r *Report) findAbsent() error {
	if r.whole != nil { // labels that could not be read are known of the whole alone
		r.absent = slices.Clone(r.whole.absent)
	}
	refused := r.refusedRows()
	recorded := outcomes.CountBy(r.sum.Where(isPerson), func(k outcomes.Key) ethnicity.Group {
		g, err := r.o.Scheme.Collapse(r.o.Rule.Of(k))
		if err != nil {
			return ethnicity.NotKnown // of a search that is not chosen
		}
		return g
	})
	for g := range r.o.Scheme.Groups() {
		rows, labels := refused.of(g)
		if r.o.Rule == outcomes.SelfThenOfficer { // the officers' view stands in for the others
			rows = min(rows, recorded[ethnicity.NotKnown])
		}
		with := recorded[g] + rows
		switch {
		case r.absent.has(g):
		case g == ethnicity.Mixed && r.officersHaveNoMixed():
			if r.o.Baseline == g {
				return optionError("{Baseline} Mixed: officers recorded nobody as Mixed in what was read: choose another baseline, or {Rule} self")
			}
			r.absent = append(r.absent, absence{group: g, why: r.say("Officers recorded nobody as Mixed in what was read, as where they have no such category: " +
				"Mixed has no row and no index, " +
				"and those who call themselves Mixed {are searches of} other groups.")})
		case float64(rows) <= maxUnknownLabels*float64(with):
		case r.limit != 0:
			return optionError("{Suppress} %d: labels that may mean %s could not be read (%s), so that it can have no row, "+
				"and what is left would tell more than the rows show: say in the file which group they mean",
				r.limit, g, labels)
		case r.o.Baseline == g:
			return optionError("{Baseline} %s: %s could not be read, since the label may mean several groups (%s), and that is %s of what "+
				"the baseline would have with them: say in the file which group they mean, or choose another baseline",
				g, r.records(rows), labels, percent(rows, with))
		default:
			r.absent = append(r.absent, absence{group: g, refused: true, why: fmt.Sprintf("%s has no row and no index: the label of %s may mean "+
				"this group or another (%s), and counts as not recorded; that is %s of what the group would have with them.",
				g, r.records(rows), labels, percent(rows, with))})
		}
	}
	return nil
}

// officersHaveNoMixed reports whether officers recorded nobody as Mixed in all that was read: an
// index of 0 would be of the form and not of the searches.
func (r *Report) officersHaveNoMixed() bool {
	return r.o.Rule == outcomes.OfficerDefined && r.nobodySeenAsMixed()
}

// nobodySeenAsMixed reports whether officers recorded some ethnicity, and nobody as Mixed, in all
// that was read.
func (r *Report) nobodySeenAsMixed() bool {
	known := r.sum.Where(func(k outcomes.Key) bool { return k.Type.IsPerson() && k.Officer.IsKnown() })
	return known.Total() > 0 && outcomes.CountBy(known, outcomes.OfficerDefined.Of)[ethnicity.Mixed] == 0
}

// mixedResidents says what it does to the search rate that residents who are Mixed have no row in
// it; "" if they have one.
func (r *Report) mixedResidents(p ethnicity.Population) (string, error) {
	if !r.absent.has(ethnicity.Mixed) || !r.officersHaveNoMixed() {
		return "", nil
	}
	n, err := p.Of(ethnicity.Mixed)
	if err != nil {
		return "", prefixed(err)
	}
	return r.sayf("The %s who are Mixed are in no rate, and {searches} of them are in the rates of the groups that officers saw, "+
		"mostly Black or White: these rates are too high, most of all those of small groups.", plural(int64(math.Round(n)), "resident", "residents")), nil
}

// refusal is a label that could not be read, since it stands for several groups.
type refusal struct {
	label  string
	rows   int64
	groups []ethnicity.Group // of the scheme of the report, that it may mean
}

type refusals []refusal

// of returns the rows whose label may mean g, and these labels.
func (all refusals) of(g ethnicity.Group) (rows int64, labels string) {
	var names []string
	for _, one := range all {
		if slices.Contains(one.groups, g) {
			rows += one.rows
			names = append(names, fmt.Sprintf("%q", one.label))
		}
	}
	if n := len(names) - maxLabels; n > 0 {
		names = append(names[:maxLabels], fmt.Sprintf("%d more", n))
	}
	return rows, strings.Join(names, ", ")
}

// refusedRows returns the labels that were refused in the column of the account that counts.
func (r *Report) refusedRows() (all refusals) {
	column := columnSelf
	if r.o.Rule == outcomes.OfficerDefined {
		column = columnOfficer
	}
	for _, label := range slices.Sorted(maps.Keys(r.labels[column])) {
		_, err := ethnicity.Parse(label)
		e, ok := errors.AsType[*ethnicity.LabelError](err)
		if !ok || !errors.Is(err, ethnicity.ErrAmbiguousLabel) {
			continue
		}
		one := refusal{label: label, rows: r.labels[column][label]}
		for _, s := range e.Schemes {
			if s == ethnicity.WhiteOther && r.o.Scheme != s {
				// a form that has but White and Other, where the label is any of the others
				continue
			}
			if g, err := ethnicity.ParseIn(s, label); err == nil {
				one.groups = append(one.groups, mayBe(r.o.Scheme, g)...)
			}
		}
		all = append(all, one)
	}
	return all
}

// mayBe returns the groups of s in which people of g may be counted: the one that it falls into,
// or else those that are parts of it.
func mayBe(s ethnicity.Scheme, g ethnicity.Group) []ethnicity.Group {
	if whole, err := s.Collapse(g); err == nil {
		return []ethnicity.Group{whole}
	}
	return slices.DeleteFunc(slices.Collect(s.Groups()), func(part ethnicity.Group) bool { return !g.Contains(part) })
}
