//go:build unix

package main

import (
	"slices"
	"strings"
	"testing"
)

// besides returns a folder of forces, one file each for a month, in which one in so many searches
// more is of a Black person; of British Transport Police, whom no residents are of, and of Essex
// without its second month.
func besides(months ...string) map[string]string {
	folder := files()
	for i, month := range months {
		for j, f := range []struct {
			force        string
			searches, of int
		}{{"kent", 500, 0}, {"essex", 400, 9}, {"surrey", 350, 20}, {"sussex", 450, 4}, {"hampshire", 600, 14}, {"btp", 160, 5}} {
			if i > 0 && f.force == "essex" {
				continue
			}
			table := peopleOf(month, f.searches).with("Date", laterBy(j))
			if f.of > 0 {
				table = moreOf(table, f.of)
			}
			folder["forces/"+month+"-"+f.force+"-stop-and-search.csv"] = table.csv()
		}
	}
	return folder
}

// laterBy puts dates so many seconds later, so that no rows of two forces are alike.
func laterBy(seconds int) func(int, string) string {
	return func(_ int, date string) string {
		return date[:len("2006-01-02T15:04:")] + string(rune('0'+seconds/10)) + string(rune('0'+seconds%10)) + date[len("2006-01-02T15:04:05"):]
	}
}

// moreOf makes searches of Black people of one in so many of White people.
func moreOf(table searchTable, of int) searchTable {
	more := func(was, is string) func(int, string) string {
		return func(row int, cell string) string {
			if cell == was && row%of == 0 {
				return is
			}
			return cell
		}
	}
	return table.with("Self-defined ethnicity", more(white, black)).with("Officer-defined ethnicity", more("White", "Black"))
}

// peersScreens are questions of how forces compare with each other.
func peersScreens() []screen {
	of := func(reason string, files map[string]string, args ...string) screen {
		return screen{reason: reason, files: files, args: append(args, "forces")}
	}
	without := func(folder map[string]string, forces ...string) map[string]string {
		for name := range folder {
			if slices.ContainsFunc(forces, func(force string) bool { return strings.Contains(name, force) }) {
				delete(folder, name)
			}
		}
		return folder
	}
	five, three := without(besides("2022-05"), "btp"), without(besides("2022-05", "2022-06"), "btp", "hampshire", "sussex")
	return []screen{
		of("Six forces, one of which has no residents: the first screen", besides("2022-05")),
		of("The same, and how they compare with each other", besides("2022-05"), "-tables", "search-rate"),
		of("The five with residents, and counts are withheld", five, "-by", "force", "-suppress", "5"),
		of("The same without -by", five, "-suppress", "5"),
		of("Three forces, one of which lacks a month, by the census of 2011", three, "-census", "2011", "-tables", "search-rate"),
	}
}

// TestPeersScreens holds what is printed of forces beside each other, in testdata/peers.golden.md.
func TestPeersScreens(t *testing.T) {
	skipShort(t)
	comparePage(t, "peers.golden.md", "# Compared with each other\n\nWhat `stopsearch` prints of several forces, on made-up rows.", peersScreens())
}
