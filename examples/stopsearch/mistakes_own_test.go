//go:build unix

package main

import (
	"fmt"
	"strings"
)

// ownFile is an extract of a force in its own words.
const ownFile = "suspects.csv"

// ownExtract returns such an extract.
func ownExtract() string {
	rows := []string{"Offence date,Ethnic code,Sex,Age,\"Result, final\",District,Crime ref"}
	results := []string{"CHG", "NFA - insufficient evidence", "Comm res", "8", ""}
	for i := range 60 {
		rows = append(rows, fmt.Sprintf("%02d/04/2023,%s,%s,%d,%s,%s,42/%d/23", i%28+1, []string{"W1", "B1", "Nigerian"}[i%3], []string{"F", "M"}[i%2], 15+i, results[i%5],
			[]string{"North", "South"}[i%2], 1000+i))
	}
	return strings.Join(rows, "\r\n") + "\r\n"
}

// ownFlags are the flags with which it is read.
var ownFlags = []string{"-force", "Kent", "-rows", "suspected", "-column", "date=Offence date", "-column", "ethnicity=Ethnic code", "-column", "gender=Sex", "-column", "outcome=Result, final"}

// ownMistakes are mistakes in how a force's own extract is given.
func ownMistakes() []mistake {
	const header = "column,their label,our label\r\n"
	with := func(reason string, status int, args []string, more ...string) mistake {
		return mistake{reason: reason, files: files(append([]string{ownFile, ownExtract()}, more...)...), args: append(args, ownFile), status: status}
	}
	extra := func(reason string, status int, flags ...string) mistake {
		return with(reason, status, append(append([]string{}, ownFlags...), flags...))
	}
	labels := func(reason, content string) mistake {
		return with(reason, statusInput, append(append([]string{}, ownFlags...), "-labels", "labels.csv"), "labels.csv", content)
	}
	over := extra("The template over the extract", statusInput, "-labels-template", ownFile)
	said := with("What is not understood, and not read, which is said and is no error", statusOK, append(append([]string{}, ownFlags...), "-labels", "labels.csv", "-tables", "summary"),
		"labels.csv", header+"outcome,CHG,charge or summons\r\noutcome,Charged,1\r\noutcome,Comm res,\r\n")
	said.says = []string{"suspect"}
	hidden := said
	hidden.reason, hidden.args = "The same with -suppress, where no label is named", append([]string{"-suppress", "5"}, said.args...)
	without := mistake{reason: "A template of no file", args: []string{"-labels-template", "labels.csv"}, status: statusUsage}
	searches := mistake{reason: "Another word for what every row says of itself", files: files(essexJanuary, searchesOf("2023-01", 30).csv()), args: []string{"-rows", "suspected", essexJanuary}, status: statusInput}
	return []mistake{
		with("An extract in words of its own, without saying what its columns are", statusInput, []string{"-force", "Kent"}),
		with("Its columns, and not what its rows are", statusInput, []string{"-force", "Kent", "-column", "date=Offence date", "-column", "ethnicity=Ethnic code"}),
		with("A column that is called otherwise", statusInput, []string{"-force", "Kent", "-rows", "suspected", "-column", "date=Offence date", "-column", "ethnicity=Ethnic code", "-column", "outcome=Result"}),
		extra("A column of ours that there is not", statusUsage, "-column", "results=Result, final"),
		extra("Names the wrong way round", statusUsage, "-column", "Crime ref=object"),
		extra("A column of ours with two of theirs", statusUsage, "-column", "outcome=District"),
		extra("Two names of one column of ours", statusUsage, "-column", "self=Sex"),
		extra("A column without =", statusUsage, "-column", "Result, final"),
		with("A word for rows that there is not", statusUsage, []string{"-force", "Kent", "-rows", "arrests"}),
		searches,
		extra("A column to keep that is not there", statusInput, "-keep", "Distrct"),
		extra("Four columns to keep", statusUsage, "-keep", "District", "-keep", "Age", "-keep", "Sex", "-keep", "Crime ref"),
		identifiers(),
		freeText(),
		labels("A label of ours that there is not", header+"\"Result, final\",CHG,charge or sumons\r\n"),
		labels("A label of ours that is of another column", header+"gender,M,charge or summons\r\n"),
		labels("A column without labels", header+"date,01/04/2023,1 April\r\n"),
		labels("One label with two meanings", header+"outcome,CHG,1\r\noutcome,chg,8\r\n"),
		labels("A comma within a label", header+"outcome,NFA, insufficient evidence,15\r\n"),
		labels("A file of labels without a header", "outcome,CHG,1\r\n"),
		labels("The extract in place of the labels", ownExtract()),
		with("A file of labels that is not there", statusInput, append(append([]string{}, ownFlags...), "-labels", "label.csv"), "labels.csv", header),
		without,
		over,
		extra("A template to standard output", statusInput, "-labels-template", "-"),
		extra("A template and a report", statusInput, "-labels-template", "labels.csv", "-o", "report.txt"),
		extra("A template with counts withheld", statusInput, "-labels-template", "labels.csv", "-suppress", "5"),
		said,
		hidden,
	}
}

// identifiers keeps the numbers of crimes.
func identifiers() mistake {
	var b strings.Builder
	b.WriteString("Date,Self-defined ethnicity,Crime ref\r\n")
	for i := range 1100 {
		fmt.Fprintf(&b, "2023-04-%02d,White,42/%d/23\r\n", i%28+1, 1000+i)
	}
	return mistake{reason: "Numbers of crimes are to be kept", files: files(ownFile, b.String()), args: []string{"-force", "Kent", "-rows", "suspected", "-keep", "Crime ref", ownFile}, status: statusInput}
}

// freeText keeps what somebody wrote of a case.
func freeText() mistake {
	text := "Date,Self-defined ethnicity,Notes\r\n2023-04-01,White,\"" + strings.Repeat("Seen by a neighbour near the shop. ", 7) + "\"\r\n"
	return mistake{reason: "Free text is to be kept", files: files(ownFile, text), args: []string{"-force", "Kent", "-rows", "suspected", "-keep", "Notes", ownFile}, status: statusInput}
}
