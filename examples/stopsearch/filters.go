package main

import (
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
)

// defineFilters defines the flags that say which searches are counted.
func (s *settings) defineFilters(fs *flag.FlagSet) {
	fs.Var(cli.Optional(&s.Object, outcomes.ParseObject, cli.Names(outcomes.Objects())), "object", "only searches for this `object`, as \"controlled drugs\"")
	types := slices.DeleteFunc(slices.Collect(outcomes.RecordTypes()), func(t outcomes.RecordType) bool { return !t.IsPerson() })
	fs.Var(cli.Optional(&s.Type, parseType, cli.Names(slices.Values(types))), "type", "only searches of this `type`: person or \"person and vehicle\"")
	fs.Var(cli.Optional(&s.Legislation, outcomes.ParseLegislation, append(cli.Names(outcomes.Legislations()), shortPowers...)), "legislation",
		"only searches under this `power`, as \"section 60\" or \"Misuse of Drugs Act 1971 (section 23)\"")
	fs.Var(cli.Optional(&s.Age, outcomes.ParseAge, cli.Names(outcomes.Ages())), "age",
		"only searches of people of this `age`, as 10-17; the residents that are built in are of every age: see -residents")
	fs.Var(cli.Optional(&s.Gender, parseGender, cli.Names(outcomes.Genders())), "gender",
		"only searches of people of this `gender`: female, male or other; the residents that are built in are of every gender: see -residents")
	fs.Func("from", "only searches from this `month` on, as 2022-09", month(&s.From))
	fs.Func("to", "only searches up to this `month`, as 2023-08", month(&s.To))
}

// shortPowers are powers under the name that people have for their Act: its letters stand for
// "Police and Criminal Evidence".
var shortPowers = []string{"PACE section 1", "PACE section 6"}

// parseType reads the type of searches in which a person is searched.
func parseType(name string) (outcomes.RecordType, error) {
	t, err := outcomes.ParseRecordType(name)
	if err == nil && !t.IsPerson() {
		err = errNone
	}
	return t, err
}

// parseGender reads a gender, also as of several people.
func parseGender(name string) (outcomes.Gender, error) {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "women":
		return outcomes.Female, nil
	case "men":
		return outcomes.Male, nil
	}
	return outcomes.ParseGender(name)
}

// month returns what reads a month.
func month(m *outcomes.Month) func(string) error {
	return func(v string) (err error) {
		*m, err = outcomes.ParseMonth(v)
		if meant := cli.MeantMonth(v); err != nil && meant != "" {
			return fmt.Errorf("%w: did you mean %s?", err, meant)
		}
		return err
	}
}
