// Endpoint answers POST /?force=Essex&White=1080000&Black=53000, with a file of searches as the
// body, in JSON: the report, and a table of its own, over people of the groups that are named.
package main

import (
	"encoding/json"
	"errors"
	"log"
	"net/http"
	"os"
	"strconv"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

func main() {
	if len(os.Args) != 2 {
		log.Print("usage: endpoint ADDRESS, as localhost:8080")
		return
	}
	log.Fatal(http.ListenAndServe(os.Args[1], http.HandlerFunc(answer)))
}

func answer(w http.ResponseWriter, r *http.Request) {
	given := r.URL.Query()
	force, bad := ethnicity.ParseForce(given.Get("force"))
	x := outcomes.Extract{Force: force}
	unreadable := x.ReadFile(http.MaxBytesReader(w, r.Body, 1<<30), "upload")
	page, noReport := report.New(&x, report.Options{})
	counts, noCounts := x.Tally().Counts(outcomes.Grouping{})
	rates := make(map[string]rri.Rate) // of the groups whose denominators were given
	for group, events := range counts.By {
		if name := group.String(); given.Has(name) {
			own, err := strconv.ParseFloat(given.Get(name), 64)
			rates[name], bad = rri.Rate{Events: events, Population: own}, errors.Join(bad, err)
		}
	}
	table, noTable := rri.Compare("White", rates, rri.Options{})
	table.Labels = rri.Labels{Measure: "search rate", Events: "searches", Exposure: "people"}
	s, noSheet := table.Sheet()
	if err := errors.Join(bad, unreadable, noReport, noCounts, noTable, noSheet); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	columns := make(map[string][]string) // what people see, by heading
	for _, c := range s.For(sheet.Page) {
		for _, cell := range c.Cells {
			columns[c.Heading] = append(columns[c.Heading], cell.Text)
		}
	}
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(map[string]any{"report": page, "title": s.Title, "table": columns}); err != nil {
		log.Print(err)
	}
}
