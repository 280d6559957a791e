package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/outcomes/report"
)

const header = "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range," +
	"Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome," +
	"Outcome linked to object of search,Removal of more than just outer clothing\n"

func row(self, officer string) string {
	return "Person search,2023-01-05T10:00:00+00:00,False,,,,Male,18-24," + self + "," + officer +
		",Misuse of Drugs Act 1971 (section 23),Controlled drugs,Arrest,True,False\n"
}

const (
	white = "White - English/Welsh/Scottish/Northern Irish/British"
	black = "Black/African/Caribbean/Black British - African"
)

func ask(method, url, body string) *httptest.ResponseRecorder {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /{file}", answer)
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, httptest.NewRequest(method, url, strings.NewReader(body)))
	return w
}

const essex = "/2023-01-essex-stop-and-search.csv?"

func TestAnswer(t *testing.T) {
	body := header + strings.Repeat(row(white, "White"), 30) + strings.Repeat(row(black, "Black"), 12)
	w := ask(http.MethodPost, essex+"White=100000&Black=8000&Asian=0", body)
	if w.Code != http.StatusOK {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	var got struct {
		Report  report.Document
		Title   string
		Columns [][]string
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Report.Searches != 42 || got.Report.Area != "Essex" {
		t.Errorf("%d searches in %q, want 42 in Essex", got.Report.Searches, got.Report.Area)
	}
	// 12 of 8,000 over 30 of 100,000 is 5; the groups whose people were not given have no row
	text := make(map[string]string)
	for _, c := range got.Columns {
		if len(c) != 4 {
			t.Errorf("column %q, want a heading and three rows", c)
		}
		text[c[0]] = strings.Join(c[1:], "|")
	}
	if text["RRI"] != "1.00|—|5.00" || text["population"] != "100,000|0|8,000" {
		t.Errorf("columns %q, want an RRI of 5.00 over 8,000 people", got.Columns)
	}
	if !strings.Contains(w.Body.String(), "no rate or ratio can be formed from these counts") {
		t.Error("the footnote of a group without people is lost")
	}
}

// People who were stopped together make the interval wider.
func TestStoppedTogether(t *testing.T) {
	// 40 stops, of three White people each or of one Black person, at minutes and places of their
	// own
	stops := func(together bool) string {
		var b strings.Builder
		b.WriteString(header)
		for i := range 160 {
			stop, self := i, white
			if together && i < 120 {
				stop = i / 3
			}
			if i >= 120 {
				self = black
			}
			b.WriteString(strings.NewReplacer("05T10:00", fmt.Sprintf("%02dT%02d:%02d", 1+stop/24, stop%24, stop*7%60), ",,,Male",
				fmt.Sprintf(",51.%03d,0.5,Male", stop)).Replace(row(self, "")))
		}
		return b.String()
	}
	interval := func(body string) []string {
		w := ask(http.MethodPost, essex+"White=100000&Black=8000", body)
		if w.Code != http.StatusOK {
			t.Fatalf("status %d: %s", w.Code, w.Body)
		}
		var got struct{ Columns [][]string }
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		for _, c := range got.Columns {
			if c[0] == "95 % interval" {
				return c[1:]
			}
		}
		t.Fatalf("no interval in %q", got.Columns)
		return nil
	}
	if alone, together := interval(stops(false)), interval(stops(true)); slices.Equal(alone, together) {
		t.Errorf("intervals %q, whoever was stopped with whom", alone)
	}
}

func TestRefused(t *testing.T) {
	good := header + row(white, "White")
	for _, test := range []struct {
		method, url, body string
		status            int
		want, reason      string
	}{
		{http.MethodPost, "/upload.csv?White=10", good, 400, "force", "nothing tells the force"},
		{http.MethodPost, essex + "White=many", good, 400, "many", "a number of people that is none is not passed over"},
		{http.MethodPost, essex + "White=-5", good, 400, "-5", "nor is a negative one"},
		{http.MethodPost, essex + "White=10&Blck=20", good, 400, "Blck", "nor a group that there is not"},
		{http.MethodPost, essex + "Black=10", good, 400, "White", "no baseline"},
		{http.MethodPost, essex + "White=10", "a,b\n1,2\n", 400, "column", "no file of searches"},
		{http.MethodPost, essex + "White=10", "", 400, "essex", "no file"},
		{http.MethodGet, essex + "White=10", good, 405, "", "another method"},
		{http.MethodPost, "/?White=10", good, 404, "", "no name of a file"},
	} {
		if w := ask(test.method, test.url, test.body); w.Code != test.status || !strings.Contains(w.Body.String(), test.want) {
			t.Errorf("%s: status %d, %q: want %d with %q", test.reason, w.Code, w.Body, test.status, test.want)
		}
	}
}
