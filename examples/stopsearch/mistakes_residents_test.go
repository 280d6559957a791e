//go:build unix

package main

import (
	"strings"
	"testing"
)

// people is a file of residents without a mistake.
const people = "group,residents\nWhite,1000\nMixed,200\nAsian,300.5\nBlack,400\nOther,50\n"

// residentsMistakes are mistakes in -residents and in what it names.
func residentsMistakes(t *testing.T) []mistake {
	month := searchesOf("2023-01", 30).csv()
	with := func(reason string, status int, residents string, more ...string) mistake {
		return mistake{reason: reason, files: files(append([]string{essexJanuary, month}, more...)...), args: []string{"-residents", residents, essexJanuary}, status: status}
	}
	file := func(reason, content string) mistake {
		return with(reason, statusInput, "women.csv", "women.csv", content)
	}
	census := with("A census for figures that are your own", statusUsage, "women.csv", "women.csv", people)
	census.args = append([]string{"-census", "2021"}, census.args...)
	groups := with("Finer groups than the file has", statusInput, "women.csv", "women.csv", people)
	groups.args = append([]string{"-groups", "18+1"}, groups.args...)
	over := with("The report over the file of residents", statusInput, "women.csv", "women.csv", people)
	over.args = append([]string{"-o", "women.csv"}, over.args...)
	joined := mistake{reason: "A file of several forces that does not tell them", files: files("wales.csv", month), args: []string{"wales.csv"}, status: statusInput}
	beside := mistake{reason: "The file of residents in the folder of the searches, which is no mistake: it is not among what is left out",
		files: files("data/"+essexJanuary, month, "data/women.csv", people, "data/wards.csv", "ward,people\r\nA,1\r\n"), args: []string{"-residents", "./data/women.csv", "data"}, says: []string{"women.csv"}}
	return []mistake{
		beside,
		with("A misspelt place", statusUsage, "Croydn"),
		with("A name with two meanings", statusUsage, "Durham"),
		with("A name with two meanings, of forces and of regions", statusUsage, "West Midlands"),
		with("A kind of place that there is not", statusUsage, "borough:Croydon"),
		with("A place of another kind", statusUsage, "force:Croydon"),
		with("A district that is part of another today", statusUsage, "Taunton Deane"),
		with("A district that has been made since the last census", statusUsage, "Westmorland and Furness"),
		with("A force that has no residents", statusUsage, "British Transport Police"),
		with("Another country", statusUsage, "Scotland"),
		with("A misspelt file", statusInput, "woman.csv", "women.csv", people),
		with("Neither a file nor a place", statusInput, "St. Albens"),
		with("A file whose name has no dot", statusUsage, "women", "women", people),
		with("A file without its ending", statusUsage, "women", "women.csv", people),
		with("A folder", statusInput, "./figures", "figures/women.csv", people),
		with("Standard input", statusUsage, "-"),
		with("The file of the searches", statusInput, essexJanuary),
		with("Nothing", statusUsage, ""),
		over,
		census,
		groups,
		joined,
		file("An empty file", ""),
		file("A header and nothing else", "group,residents\n"),
		file("Searches in place of residents", searchesOf("2023-02", 3).csv()),
		file("No column of residents", "group,colour\nWhite,red\n"),
		file("No column of groups", "colour,residents\nred,100\n"),
		file("A group that no table has", strings.Replace(people, "Other", "Martian", 1)),
		file("A group is missing", strings.Replace(people, "Mixed,200\n", "", 1)),
		file("A group that stands twice", people+"Black,10\n"),
		file("No number", strings.Replace(people, "1000", "some", 1)),
		file("A number below 0", strings.Replace(people, "1000", "-1000", 1)),
		file("A share in place of a number", strings.Replace(people, "1000", "51.3%", 1)),
		file("A number that may be a thousand or one", strings.Replace(people, "1000", "\"1,00\"", 1)),
		file("A row without a number", strings.Replace(people, "200", "", 1)),
		file("A row with one more cell", people+"Other,1,2\n"),
		file("Nobody at all", "group,residents\nWhite,0\nMixed,0\nAsian,0\nBlack,0\nOther,0\n"),
		file("An Excel workbook", zipped(t, [2]string{"xl/workbook.xml", "<workbook/>"})),
		file("A web page", "<!DOCTYPE html>\n<html></html>\n"),
	}
}

// filterMistakes are mistakes in the flags that say which searches are counted.
func filterMistakes() []mistake {
	month := files(essexJanuary, searchesOf("2023-01", 30).and("Borough", func(row int) string { return []string{"Basildon", "Castle Point", ""}[row%3] }).csv())
	with := func(reason string, status int, args ...string) mistake {
		return mistake{reason: reason, files: month, args: append(args, essexJanuary), status: status}
	}
	said := func(reason, says string, args ...string) mistake {
		m := with(reason, statusOK, args...)
		m.says = []string{says}
		return m
	}
	return []mistake{
		with("A filter without a value", statusUsage, "-where", "Borough"),
		with("A filter without a column", statusUsage, "-where", "=Basildon"),
		with("Spaces around the sign", statusUsage, "-where", "Borough", "=", "Basildon"),
		with("Another comparison", statusUsage, "-where", "Borough!=Basildon"),
		with("A value of two words without quotation marks", statusUsage, "-where", "Borough=Castle", "Point"),
		with("A misspelt column", statusInput, "-where", "Burough=Basildon"),
		with("A misspelt value", statusInput, "-where", "Borough=Basilden"),
		with("Values that no row has together", statusInput, "-where", "Borough=Basildon", "-where", "Officer-defined ethnicity=Black"),
		{reason: "A filter for the data that ship with the program", args: []string{"-where", "Borough=Basildon"}, status: statusUsage},
		with("An age that is no band", statusUsage, "-age", "10-18"),
		with("A word for a gender and an age", statusUsage, "-gender", "boys"),
		with("A misspelt power", statusUsage, "-legislation", "Misuse of Drugs"),
		with("A flag that is given twice", statusUsage, "-age", "10-17", "-age", "18-24"),
		with("A flag in capitals", statusUsage, "-Gender", "female"),
		said("A filter that leaves some people, over the residents of all", "No search rate", "-gender", "male"),
		said("The same, over a place, whose residents are all too", "No search rate", "-gender", "male", "-residents", "Basildon"),
	}
}
