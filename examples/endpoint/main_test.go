package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
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

func ask(query, body string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	answer(w, httptest.NewRequest(http.MethodPost, "/?"+query, strings.NewReader(body)))
	return w
}

func TestAnswer(t *testing.T) {
	body := header + strings.Repeat(row(white, "White"), 30) + strings.Repeat(row(black, "Black"), 12)
	w := ask("force=Essex&White=100000&Black=8000", body)
	if w.Code != http.StatusOK {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	var got struct {
		Report report.Document     `json:"report"`
		Title  string              `json:"title"`
		Table  map[string][]string `json:"table"`
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Report.Searches != 42 || got.Report.Area != "Essex" {
		t.Errorf("%d searches in %q, want 42 in Essex", got.Report.Searches, got.Report.Area)
	}
	// 12 of 8,000 over 30 of 100,000 is 5; the groups without a denominator have no row
	if got.Table["RRI"][1] != "5.00" || len(got.Table["RRI"]) != 2 || got.Table["people"][1] != "8,000" {
		t.Errorf("table %v, want an RRI of 5.00 over 8,000 people", got.Table)
	}
}

func TestRefused(t *testing.T) {
	good := header + row(white, "White")
	for _, test := range []struct{ query, body, want, reason string }{
		{"force=Nowhere&White=10", good, "Nowhere", "a force that is not there"},
		{"White=10", good, "force", "nothing tells the force"},
		{"force=Essex&White=many", good, "many", "a denominator that is no number is not passed over"},
		{"force=Essex&White=-5", good, "-5", "nor is a negative one"},
		{"force=Essex&Black=10", good, "White", "no baseline"},
		{"force=Essex&White=10", "a,b\n1,2\n", "column", "no file of searches"},
		{"force=Essex&White=10", "", "upload", "no file"},
	} {
		if w := ask(test.query, test.body); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), test.want) {
			t.Errorf("%s: status %d, %q: want 400 with %q", test.reason, w.Code, w.Body, test.want)
		}
	}
}
