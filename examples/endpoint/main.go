// Endpoint answers POST /2023-01-essex-stop-and-search.csv?White=1080000&Black=53000, with the file
// of that name as the body, in JSON: its report, and a table over people of groups by name.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

func main() {
	http.HandleFunc("POST /{file}", answer)
	if len(os.Args) == 2 {
		log.Fatal(http.ListenAndServe(os.Args[1], nil))
	}
	log.Print("usage: endpoint ADDRESS, as localhost:8080")
}

func answer(w http.ResponseWriter, r *http.Request) {
	x := new(outcomes.Extract)
	unread := x.ReadFile(http.MaxBytesReader(w, r.Body, 1<<26), r.PathValue("file"))
	page, noReport := report.New(x, report.Options{})
	counts, noCounts := x.Tally().Counts(outcomes.Grouping{})
	people, rates, noPeople := r.URL.Query(), make(map[string]rri.Rate), error(nil)
	for group, events := range counts.By {
		if name := group.String(); people.Has(name) {
			n, err := strconv.ParseFloat(people.Get(name), 64)
			people.Del(name)
			rates[name], noPeople = rri.Rate{Events: events, Population: n, DesignEffect: counts.DesignEffects[group]}, errors.Join(noPeople, err)
		}
	}
	table, noTable := rri.Compare("White", rates, rri.Options{})
	s, noSheet := table.Sheet()
	if rest := people.Encode(); rest != "" {
		noPeople = fmt.Errorf("want people of groups as White=1080000, got %s", rest)
	}
	if err := errors.Join(unread, noReport, noCounts, noPeople, noTable, noSheet); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	var columns [][]string // what people see: the heading, then the cells with their notes
	for _, c := range s.For(sheet.Markup) {
		columns = append(columns, []string{c.Heading})
		for _, cell := range c.Cells {
			columns[len(columns)-1] = append(columns[len(columns)-1], strings.Join(append([]string{cell.Text}, cell.Notes...), " "))
		}
	}
	json.NewEncoder(w).Encode(map[string]any{"report": page, "title": s.Title, "columns": columns})
}
