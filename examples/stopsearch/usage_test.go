package main

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/seed-549880be/disparity/outcomes"
)

func TestUsage(t *testing.T) {
	tests := []struct {
		args   []string
		want   string // in the message
		reason string
	}{
		{[]string{"-colour"}, "-colour", "no such flag"},
		{[]string{"-baseline", "Purple"}, `-baseline "Purple" is not a group of 5+1: want one of White, Mixed, Asian, Black, Other`, "no group at all"},
		{[]string{"-baseline", "White British"}, "is not a group of 5+1", "a group of another scheme"},
		{[]string{"-baseline", "White", "-groups", "18+1"}, "want one of White British, White Irish, ", "a group of another scheme"},
		{[]string{"-census", "2001"}, "want one of interpolated, 2011, 2021", "no figures"},
		{[]string{"-census", "other"}, "want one of interpolated, 2011, 2021", "a census to the library, not here"},
		{[]string{"-force", "Gotham"}, "Avon and Somerset, Bedfordshire, ", "lists the forces"},
		{[]string{"-force", ""}, "want one of Avon and Somerset, ", "empty"},
		{[]string{"-force", "Kent"}, "-force Kent without a file", "the default input is not of Kent"},
		{[]string{"-force", "british transport police"}, "-force British Transport Police without a file", "nor of a force without residents"},
		{[]string{"-force", "avon-and-somerset"}, "-force Avon and Somerset without a file", "nothing to say"},
		{[]string{"-groups", "7+1"}, "want one of 5+1, 5+1-2001, 5+1+grt, 5+1+white-minorities, 16+1, 18+1, 19+1, officer, use-of-force-2018, white-other (", "no scheme: lists those that can be had"},
		{[]string{"-census", "20111"}, `did you mean "2011"? want one of interpolated, 2011, 2021`, "misspelt"},
		{[]string{"-census", "interpolate"}, `did you mean "interpolated"? want one of `, "misspelt"},
		{[]string{"-census"}, "-census needs a value (figures) behind it", "without its value"},
		{[]string{"-census", "2011", "-census", "2021"}, "-census is given twice", "one of them would be lost"},
		{[]string{"-residents"}, "-residents needs a value (place|file) behind it", "without its value"},
		{[]string{"-residents", ""}, "want the name of a place, as Croydon or Wales, or of a file, as residents.csv", "empty"},
		{[]string{"-residents", " "}, "want the name of a place, as Croydon or Wales, or of a file, as residents.csv", "blank"},
		{[]string{"-residents", "-"}, "standard input is for searches: want the name of a place, or of a file, as residents.csv", "searches come from there"},
		{[]string{"-residents", "Kent", "-residents", "Essex"}, `-residents is given twice, as "Kent" and as "Essex": give it once`, "one of them would be lost"},
		{[]string{"-residents", "Croydn"}, `-residents: no area "Croydn" in census 2021: did you mean Croydon? want a police force`, "misspelt"},
		{[]string{"-residents", "district:Croydn"}, "did you mean Croydon?", "misspelt, with its kind"},
		{[]string{"-residents", "borough:Croydon"}, "want force:, district:, region: or country: and the name", "no such kind"},
		{[]string{"-residents", "Durham"}, `-residents: "Durham" is a force and a district: want force:Durham or district:Durham`, "two meanings"},
		{[]string{"-residents", "west midlands"}, "want force:west midlands or region:west midlands", "two meanings, in small letters"},
		{[]string{"-residents", "London"}, "want force:London (Metropolitan Police) or region:London", "with the City and without"},
		{[]string{"-residents", "force:Croydon"}, "no force", "a district"},
		{[]string{"-residents", "Taunton Deane"}, "Somerset West and Taunton", "a district of 2011, not of 2021"},
		{[]string{"-residents", "British Transport Police"}, "British Transport Police has no residents", "nobody lives on a railway"},
		{[]string{"-residents", "Tower", "Hamlets"}, `no file is called "Hamlets": if it belongs to -residents, put quotation marks around the whole value`, "without quotation marks"},
		{[]string{"-residents", "St.", "Helens"}, `no file is called "Helens": if it belongs to -residents, put quotation marks around the whole value`, "without quotation marks, and with a dot"},
		{[]string{"-resident", "Kent"}, "there is no flag -resident: did you mean -residents?", "misspelt"},
		{[]string{"-residents", "women.csv", "-census", "2021"}, "-census 2021 does nothing with -residents, which are the figures whatever the census: leave it out", "figures have their own date"},
		{[]string{"-age"}, "-age needs a value (age) behind it", "without its value"},
		{[]string{"-age", "10-18"}, `did you mean "10-17"? want one of not recorded, `, "no such band"},
		{[]string{"-age", "children"}, "want one of not recorded, unrecognised, under 10, 10-17, ", "lists the bands"},
		{[]string{"-age", "10-17", "-age", "18-24"}, "-age is given twice", "both cannot be had"},
		{[]string{"-gender"}, "-gender needs a value (gender) behind it", "without its value"},
		{[]string{"-gender", "femal"}, `did you mean "female"? want one of not recorded, unrecognised, female, male, other`, "misspelt"},
		{[]string{"-gender", "boys"}, "want one of not recorded, unrecognised, female, male, other", "an age too"},
		{[]string{"-gender", "male", "-gender", "female"}, "-gender is given twice", "both are all"},
		{[]string{"-sex", "male"}, "there is no flag -sex", "the other word"},
		{[]string{"-legislation"}, "-legislation needs a value (power) behind it", "without its value"},
		{[]string{"-legislation", "pace"}, `did you mean "PACE section 1" or "PACE section 6"? want one of `, "which of two"},
		{[]string{"-legislation", "section 61"}, "(section 60)", "no such power"},
		{[]string{"-legislation", "drugs"}, `did you mean "Misuse of Drugs Act 1971 (section 23)"? want one of not recorded, `, "half a name"},
		{[]string{"-legislation", "section 60", "-legislation", "section 1 PACE"}, "-legislation is given twice", "both cannot be had"},
		{[]string{"-where"}, "-where needs a value (column=value) behind it", "without its value"},
		{[]string{"-where", "Borough", "x.csv"}, "want COLUMN=VALUE, as Borough=Croydon", "no value"},
		{[]string{"-where", "", "x.csv"}, "want COLUMN=VALUE, as Borough=Croydon", "empty"},
		{[]string{"-where", "=Croydon", "x.csv"}, "no column stands before =", "no column"},
		{[]string{"-where", " =Croydon", "x.csv"}, "no column stands before =", "a blank column"},
		{[]string{"-where", "Borough", "=", "Croydon", "x.csv"}, "without spaces around =", "spaces"},
		{[]string{"-where", "Borough!=Croydon", "x.csv"}, "cannot be compared with !=", "another comparison"},
		{[]string{"-where", "Age>=18", "x.csv"}, "cannot be compared with >=", "another comparison"},
		{[]string{"-where", "Borough=Tower", "Hamlets", "x.csv"}, "put quotation marks around the whole value", "without quotation marks"},
		{[]string{"-where", "Borough=Croydon"}, `-where "Borough=Croydon" without a file: the data that ship with the program have no such columns: give one`, "the default is a table of counts"},
		{[]string{"-Where", "Borough=Croydon", "x.csv"}, "there is no flag -Where: did you mean -where", "in capitals"},
		{[]string{"-groups", "19+1", "-census", "2011"}, "-groups 19+1 cannot be had with -census 2011", "Roma were not counted in 2011"},
		{[]string{"-groups", "18+1", "-ethnicity", "officer"}, "-groups 18+1 cannot be had with -ethnicity officer", "an officer's view has no detail"},
		{[]string{"-groups", "18+1", "-ethnicity", "self-then-officer"}, "-groups 18+1 cannot be had with -ethnicity self-then-officer", "an officer's view has no detail"},
		{[]string{"-groups", "ic"}, "want one of 5+1, ", "no census counts by PNC codes"},
		{[]string{"-ethnicity", "both"}, "self, officer, self-then-officer", "lists the rules"},
		{[]string{"-object", "unicorns"}, "controlled drugs", "lists the objects"},
		{[]string{"-type", "vehicle"}, "want one of person, person and vehicle", "nobody was searched"},
		{[]string{"-type", "boat"}, "want one of person, person and vehicle", "no such type"},
		{[]string{"-from", "September"}, "2022-09", "shows the form"},
		{[]string{"-from", "2023"}, `flag -from: month "2023": want the form 2022-09`, "without the names of packages"},
		{[]string{"-from", "2023-02", "-to", "2023-01"}, "-from 2023-02 is after -to 2023-01", "nothing is left"},
		{[]string{"-find", "luck"}, "action, action-known, linked, linked-action, arrest", "lists the definitions"},
		{[]string{"-method", "magic"}, "score", "lists the methods"},
		{[]string{"-level", "95"}, "want a number between 0 and 1", "per cent"},
		{[]string{"-level", "0"}, "want a number between 0 and 1", "the library's zero value is no level"},
		{[]string{"-level", "1"}, "want a number between 0 and 1", "no interval"},
		{[]string{"-level", "NaN"}, "want a number between 0 and 1", "not a number"},
		{[]string{"data.csv", "-formt", "json"}, "there is no flag -formt: did you mean -format? (-h lists the flags)", "misspelt, behind a file"},
		{[]string{"data.csv", "-format", "jsn"}, `invalid value "jsn" for flag -format: did you mean "json"? want one of text,`, "misspelt, behind a file"},
		{[]string{"-object", "weapon"}, `invalid value "weapon" for flag -object: did you mean "offensive weapons"? want one of `, "half a name"},
		{[]string{"-object", "controlled", "drugs"}, `did you mean "controlled drugs"? want one of `, "without quotation marks"},
		{[]string{"-type", "person", "and", "vehicle"}, `no file is called "and": if it belongs to -type, put quotation marks around the whole value`, "without quotation marks"},
		{[]string{"-baseline", "White", "British", "-groups", "18+1"}, `no file is called "British": if it belongs to -baseline, `, "without quotation marks"},
		{[]string{"-baseline", "blcak"}, `-baseline "blcak" is not a group of 5+1: did you mean "Black"? want one of `, "two letters turned round"},
		{[]string{"-groups", "18"}, `did you mean "18+1"? want one of 5+1, `, "half a name"},
		{[]string{"-ethnicity", "officer-defined"}, `did you mean "officer"? want one of self, `, "a longer name"},
		{[]string{"-find", "arrested"}, `did you mean "arrest"? `, "misspelt"},
		{[]string{"-unknown", "left out"}, `did you mean "left-out"? `, "a space for a hyphen"},
		{[]string{"-method", "Wilson"}, `did you mean "wilson-cc" or "mover-wilson"? `, "half of two names"},
		{[]string{"-within", "object,agee"}, `"agee": did you mean "age"? want some of object, age,`, "one of two keys is misspelt"},
		{[]string{"-force", "Northamtons"}, `did you mean "Northamptonshire"? `, "short"},
		{[]string{"-force", "Leicstershire"}, `did you mean "Leicestershire"? `, "a letter is missing"},
		{[]string{"-from", "Sept"}, "want the form 2022-09", "no year"},
		{[]string{"-from", "9/2022"}, "did you mean 2022-09?", "another form"},
		{[]string{"-to", "September 2022"}, "did you mean 2022-09?", "another form"},
		{[]string{"-dates", "dd/mm/yyyy"}, "want one of auto, dmy, mdy", "a form for the order"},
		{[]string{"-dates", "mdyy"}, `did you mean "mdy"? want one of auto, dmy, mdy`, "misspelt"},
		{[]string{"-dates", "dmy"}, "-dates dmy without a file: it is for files with dates such as 01/02/2020: give one", "the default has no such dates"},
		{[]string{"-revision", "newest"}, `-revision "newest" without a file: `, "one default"},
		{[]string{"-revision", "", "x.csv"}, "want newest, largest, or the name of a file, a folder or an archive", "empty"},
		{[]string{"-revison", "newest", "x.csv"}, "did you mean -revision?", "misspelt"},
		{[]string{"-newest", "x.csv"}, "there is no flag -newest", "a value for a flag"},
		{[]string{"-low-month", "20"}, "did you mean 20%? want a percentage or a share, between none and all, as 20% or 0.2", "without its sign"},
		{[]string{"-low-month", "0"}, "want a percentage or a share, between none and all", "no month has fewer rows than none"},
		{[]string{"-low-month", "100%"}, "want a percentage or a share, between none and all", "all"},
		{[]string{"-low-month", "NaN"}, "want a percentage or a share, between none and all", "not a number"},
		{[]string{"-low-month", "few"}, "want a percentage or a share, between none and all", "a word"},
		{[]string{"-dmy"}, "there is no flag -dmy: did you mean -dates dmy?", "a value for a flag"},
		{[]string{"-level", "95%"}, "did you mean 0.95? want a number between 0 and 1", "per cent"},
		{[]string{"-level", "0,99"}, "did you mean 0.99? want a number between 0 and 1", "a comma for the point"},
		{[]string{"-json"}, "there is no flag -json: did you mean -format json?", "a value for a flag"},
		{[]string{"-output", "x.txt"}, "there is no flag -output: did you mean -o?", "the flag of other programs"},
		{[]string{"-file", "x.csv"}, "there is no flag -file: a file or folder is given as it is, without a flag", "the flag of other programs"},
		{[]string{"\u2013format", "csv"}, "begins with an en dash (\u2013), not with the hyphen of a keyboard (-): did you mean -format?", "pasted from a word processor"},
		{[]string{"format=csv"}, `no file is called "format=csv": did you mean -format csv?`, "without a dash"},
		{[]string{"/format:csv"}, `no file is called "/format:csv": did you mean -format csv?`, "as on Windows"},
		{[]string{"-force", "Kent", "a.csv", "-force", "Essex", "b.csv"}, `-force is given twice, as "Kent" and as "Essex": give it once`, "one for each file cannot be had"},
		{[]string{"-o", "-format", "csv"}, "-o needs a value (file) behind it, and the flag -format follows", "without its value"},
		{[]string{"a.csv", "-o"}, "-o needs a value (file) behind it (-h", "without its value, at the end"},
		{[]string{"-format", "xlsx"}, "want one of text, markdown, csv, json", "lists the formats"},
	}
	for _, test := range tests {
		status, out, errout := call(t, "", test.args...)
		if status != statusUsage || out != "" || !strings.Contains(errout, test.want) || strings.Count(errout, "\n") != 1 {
			t.Errorf("stopsearch %q (%s): status %d, output %q, message %q; want 2, nothing and one line with %q", test.args, test.reason, status, out, errout, test.want)
		}
	}
}

// TestUsageOwn: -h says how a force's own extract is read, with every name that -column takes.
func TestUsageOwn(t *testing.T) {
	_, own, ok := strings.Cut(about, "\nOwn ")
	if !ok {
		t.Fatal("-h has no paragraph Own")
	}
	own, _, _ = strings.Cut(own, "\nFolders")
	words := strings.FieldsFunc(own, func(r rune) bool { return !unicode.IsLetter(r) })
	for _, name := range outcomes.ColumnNames() {
		if !slices.Contains(words, name) {
			t.Errorf("%s is not among the names of columns:\n%s", name, own)
		}
	}
}
