package published

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
)

// The extract behind the stop-and-search dashboard of the Metropolitan Police, and the systems that
// forces record in, put a code before a label and the power behind it: "2 Arrest", "B2 African", "B
// Drugs (s.23 MDA)". The code orders the labels, or stands for one. What follows reads both.

var (
	codeBefore  = regexp.MustCompile(`^([A-Za-z][0-9]{0,2}|[Nn][Ss]|[0-9]{1,2})(?:[.):]|[ ]*[-–])?[ ]+(.*\S)$`)
	powerBehind = regexp.MustCompile(`^(.*\S)[ ]*\(([^()]*(?:\([^()]*\))?[^()]*)\)$`)
)

// cutCode cuts the code off that stands before a label.
func cutCode(label string) (code, text string, ok bool) {
	found := codeBefore.FindStringSubmatch(label)
	if found == nil {
		return "", "", false
	}
	return found[1], found[2], true
}

// coded reads a label by its parser, or else without the code before it, or else as one of further
// spellings, in small letters.
func coded[E ~uint8](parse func(label string) (E, error), spellings map[string]E) func(label string) (E, error) {
	read := func(label string) (E, error) {
		v, err := parse(label)
		if err != nil {
			if v, ok := spellings[strings.Join(strings.Fields(strings.ToLower(label)), " ")]; ok {
				return v, nil
			}
		}
		return v, err
	}
	return func(label string) (E, error) {
		v, err := read(label)
		if err == nil {
			return v, nil
		}
		if _, text, ok := cutCode(label); ok {
			if v, err := read(text); err == nil {
				return v, nil
			}
		}
		return v, err
	}
}

var parseObject = coded(outcomes.ParseObject, map[string]outcomes.Object{
	"weapons": outcomes.OffensiveWeapons, "offensive weapon": outcomes.OffensiveWeapons,
	"points and blades": outcomes.OffensiveWeapons, "points & blades": outcomes.OffensiveWeapons,
	"weapons, points and blades": outcomes.OffensiveWeapons, "weapons, points & blades": outcomes.OffensiveWeapons,
	"offensive weapons, points and blades": outcomes.OffensiveWeapons, "offensive weapons, points & blades": outcomes.OffensiveWeapons,
	"bladed article": outcomes.OffensiveWeapons, "bladed articles": outcomes.OffensiveWeapons,
	"firearm": outcomes.Firearms, "firearms/ammunition": outcomes.Firearms, "drug": outcomes.ControlledDrugs,
	"going equipped for theft": outcomes.ArticlesForTheft, "going equipped to steal": outcomes.ArticlesForTheft,
	"going equipped for stealing": outcomes.ArticlesForTheft, "articles for theft": outcomes.ArticlesForTheft,
	"articles for criminal damage": outcomes.ArticlesForCriminalDamage, "article for use in criminal damage": outcomes.ArticlesForCriminalDamage,
	"articles to cause criminal damage": outcomes.ArticlesForCriminalDamage, "going equipped for criminal damage": outcomes.ArticlesForCriminalDamage,
	"stolen": outcomes.StolenGoods, "firework": outcomes.Fireworks, "psychoactive substance": outcomes.PsychoactiveSubstances,
})

var parseOutcome = coded(outcomes.ParseOutcome, map[string]outcomes.Outcome{
	"nfa": outcomes.NoFurtherAction, "arrested": outcomes.Arrest,
	"penalty notice": outcomes.PenaltyNotice, "pnd": outcomes.PenaltyNotice, "penalty notice for disorder (pnd)": outcomes.PenaltyNotice,
	"summonsed": outcomes.Summons, "reported for summons": outcomes.Summons,
	"charged by post": outcomes.Summons, "charge by post": outcomes.Summons,
	"postal requisition": outcomes.Summons, "postal charge requisition": outcomes.Summons, "postal charge and requisition": outcomes.Summons,
	"cautioned": outcomes.Caution, "simple caution": outcomes.Caution, "conditional caution": outcomes.Caution, "youth caution": outcomes.Caution,
	"cannabis warning": outcomes.KhatOrCannabisWarning, "khat warning": outcomes.KhatOrCannabisWarning, "cannabis/khat warning": outcomes.KhatOrCannabisWarning,
	"cannabis or khat warning": outcomes.KhatOrCannabisWarning, "warning (cannabis or khat)": outcomes.KhatOrCannabisWarning,
	"drugs warning": outcomes.KhatOrCannabisWarning, "drugs possession warning": outcomes.KhatOrCannabisWarning,
	"property seized": outcomes.PropertySeized,
})

var parseGender = coded(outcomes.ParseGender, map[string]outcomes.Gender{"u": outcomes.GenderNotRecorded})

// objectOf reads the object of a search, with the power behind it or without. A reason that is a
// power and nothing else, as section 60, tells no object.
func objectOf(label string) (outcomes.Object, error) {
	o, err := parseObject(label)
	if err == nil {
		return o, nil
	}
	if found := powerBehind.FindStringSubmatch(label); found != nil {
		if o, err := parseObject(found[1]); err == nil {
			return o, nil
		}
	}
	if _, text, ok := cutCode(label); ok && isPower(text) || isPower(label) {
		return outcomes.ObjectNotRecorded, nil
	}
	return o, err
}

// isPower reports whether a label names a power and nothing else.
func isPower(label string) bool {
	_, err := outcomes.ParseLegislation(label)
	return err == nil
}

// powerOf reads the power that stands behind an object, or in its place. Most objects tell none.
func powerOf(label string) (outcomes.Legislation, error) {
	texts := []string{label}
	if _, text, ok := cutCode(label); ok {
		texts = append(texts, text)
	}
	if found := powerBehind.FindStringSubmatch(label); found != nil {
		texts = append(texts, found[2])
	}
	for _, text := range texts {
		if l, err := outcomes.ParseLegislation(text); err == nil {
			return l, nil
		}
	}
	return outcomes.LegislationNotRecorded, nil
}

var ageBand = regexp.MustCompile(`^(\d{1,3})(?:[ ]*[-–][ ]*(\d{1,3})|([ ]*\+| and over| & over| or over))?$`)

// ageOf reads an age band, or an age or a narrower band that lies in one: 16 is 10 to 17, 45-54 is
// 35 and over.
func ageOf(label string) (outcomes.Age, error) {
	a, err := outcomes.ParseAge(label)
	found := ageBand.FindStringSubmatch(strings.TrimSpace(strings.ToLower(label)))
	if err == nil || found == nil {
		return a, err
	}
	first, _ := strconv.Atoi(found[1])
	last := first
	if found[2] != "" {
		last, _ = strconv.Atoi(found[2])
	} else if found[3] != "" {
		last = 999
	}
	for _, band := range []struct {
		first, last int
		age         outcomes.Age
	}{
		{0, 9, outcomes.AgeUnder10}, {10, 17, outcomes.Age10To17}, {18, 24, outcomes.Age18To24}, {25, 34, outcomes.Age25To34}, {35, 999, outcomes.AgeOver34},
	} {
		if band.first <= first && first <= last && last <= band.last {
			return band.age, nil
		}
	}
	return a, err
}

// groupOf returns the reader of ethnicity with a code before the label, as "B2 African", which read
// reads without. The codes are those of the 2001 census, W9 and O9 among them, and the three that
// came with 2011. The code tells the group, and a text that tells another is an error.
func groupOf(read func(label string) (ethnicity.Group, error)) func(label string) (ethnicity.Group, error) {
	return func(label string) (ethnicity.Group, error) {
		g, err := read(label)
		if err == nil || errors.Is(err, ethnicity.ErrTotalLabel) {
			return g, err
		}
		code, text, ok := cutCode(label)
		if !ok || len(code) != 2 {
			return g, err // a code alone does not tell which census it is of
		}
		coded, codeErr := ethnicity.ParseIn(ethnicity.SixteenPlusOne, code)
		if codeErr != nil {
			if coded, codeErr = ethnicity.ParseIn(ethnicity.EighteenPlusOne, code); codeErr != nil {
				return g, err
			}
		}
		if byCaller, err := read(code); err == nil {
			coded = byCaller
		}
		if said, err := read(text); err == nil && said != coded && !said.Contains(coded) && !coded.Contains(said) {
			return g, &ethnicity.LabelError{Label: label, Err: ethnicity.ErrUnknownLabel}
		}
		return coded, nil
	}
}

var (
	dateInDigits = regexp.MustCompile(`^(\d{4})-(\d{2})(?:-\d{2}(?:[T ].*)?)?$`)
	dayFirst     = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?$`)
	errDayMonth  = errors.New("it is not told whether the day or the month stands first: write 2022-09-01")
)

// monthOf returns the month of a date, 2022-09-01 or 13/09/2022. A text that is no date tells none.
func monthOf(text string) (outcomes.Month, error) {
	if found := dateInDigits.FindStringSubmatch(text); found != nil {
		return outcomes.ParseMonth(found[1] + "-" + found[2])
	}
	found := dayFirst.FindStringSubmatch(text)
	if found == nil {
		return 0, nil
	}
	day, _ := strconv.Atoi(found[1])
	month, _ := strconv.Atoi(found[2])
	switch {
	case day > 12:
	case month > 12:
		month = day
	case day != month:
		return 0, errDayMonth
	}
	return outcomes.ParseMonth(fmt.Sprintf("%s-%02d", found[3], month))
}

// isAccount reports whether a kind of stop is one at which nobody was searched.
func isAccount(text string) bool { return strings.Contains(strings.ToLower(text), "account") }

var errAccount = errors.New("nobody was searched: keep the rows of searches alone")

// parsers holds how the labels of a field are read. Ethnicity is read as the options say; area,
// year and month have no labels.
var parsers = [numFields]func(label string) (uint8, error){
	fieldOfficer:     cells.OfGroup(cells.OfficerGroup),
	fieldObject:      cells.OfEnum(objectOf),
	fieldLinked:      cells.OfEnum(outcomes.ParseAnswer),
	fieldAge:         cells.OfEnum(ageOf),
	fieldGender:      cells.OfEnum(parseGender),
	fieldType:        cells.OfEnum(outcomes.ParseRecordType),
	fieldLegislation: cells.OfEnum(outcomes.ParseLegislation),
	fieldPower:       cells.OfEnum(powerOf),
	fieldOutcome:     cells.OfEnum(parseOutcome),
	fieldClothing:    cells.OfEnum(outcomes.ParseAnswer),
}
