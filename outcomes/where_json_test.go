package outcomes

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// whereObjects are the searches of whereRows as objects, of which some lack members.
var whereObjects = []string{
	`{"la_name":"Croydon","type":"Person search","datetime":"2022-09-01T10:00:00Z","gender":"Male","self_defined_ethnicity":"White - Irish","operation_name":"Op Sceptre","outcome":"Arrest","beat":{"code":"E01","crew":[1,2]},"location":{"latitude":"51.5","longitude":"0.1","street":{"id":883407,"name":"On or near High Street"}}}`,
	`{"la_name":"croydon ","type":"Person search","datetime":"2022-09-02T10:00:00Z","gender":"Female","self_defined_ethnicity":"White - Irish","operation_name":null,"outcome":false,"beat":{"code":"E02","crew":[]},"location":null,"armed":true}`,
	`{"la_name":"Sutton","type":"Vehicle search","datetime":"2022-10-03T10:00:00Z","self_defined_ethnicity":null,"operation_name":"NA","outcome":"","number":7}`,
	`{"type":"Person search","datetime":1664877600,"gender":"M\u0041LE","self_defined_ethnicity":"Black/African/Caribbean/Black British - African","operation_name":"op sceptre","outcome":"Ticket","beat":{"code":"E01"}}`,
	`{"la_name":"Kensington and  Chelsea","type":"Person search","datetime":"soon","gender":"Male","self_defined_ethnicity":"White - Irish","operation_name":"Op Sceptre","outcome":"Arrest","beat":{"code":"E03"},"_id":{"$oid":"5f"}}`,
}

// whereShapes are the shapes in which objects stand.
func whereShapes(objects []string) map[string]string {
	var features, sources []string
	for i, o := range objects {
		features = append(features, `{"type":"Feature","id":"la","geometry":{"type":"Point","coordinates":[0.1,51.5]},"properties":`+o+`}`)
		sources = append(sources, fmt.Sprintf(`{"_id":%d,"_source":%s}`, i, o))
	}
	array := "[" + strings.Join(objects, ",\n ") + "]"
	return map[string]string{
		"array":    array,
		"lines":    strings.Join(objects, "\n"),
		"pages":    "[[" + strings.Join(objects, "],[") + "]]",
		"features": `{"type":"FeatureCollection","features":[` + strings.Join(features, ",\n") + `]}`,
		"geojsonl": strings.Join(features, "\n"),
		"member":   `{"status":"ok","la_name":"Nowhere","meta":{"la_name":5},"data":{"items":` + array + `}}`,
		"objects":  `{"hits":[` + strings.Join(sources, ",") + `]}`,
	}
}

func TestWhereJSON(t *testing.T) {
	for _, test := range []struct {
		where        []Filter
		want, reason string
	}{
		{nil, "1,2,3,4|0|1", "no filters"},
		{filters("la_name=Croydon"), "1,2|3|0", "letter case and space around a value do not matter"},
		{filters("LA Name=CROYDON", "laname=sutton"), "1,2,3|2|0", "nor those of names"},
		{filters("la_name="), "4|4|0", "a member that is missing is blank"},
		{filters("Gender=Male"), "1,4|2|1", "the name at data.police.uk, an escaped letter, and a date that cannot be read"},
		{filters("location.street.name=On or near High Street"), "1|4|0", "a nested member"},
		{filters("location_street_id=883407"), "1|4|0", "a number, and a name as tables write it"},
		{filters("location.street.name="), "2,3,4|1|1", "a nested member that is missing"},
		{filters("beat.code=E01"), "1,4|3|0", "another"},
		{filters("location="), "2,3,4|1|1", "null in place of an object"},
		{filters("armed=TRUE"), "2|4|0", "a boolean"},
		{filters("outcome=false"), "2|4|0", "the outcome as it stands"},
		{filters("outcome="), "3|4|0", "an empty string"},
		{filters("number=7"), "3|4|0", "another number"},
		{filters("beat.crew=[1,2]"), "1|4|0", "an array as it stands"},
		{filters("Date=1664877600"), "4|4|0", "a number that is a time, as it stands"},
		{filters("operation_name=Op Sceptre", "beat.code=E01"), "1,4|3|0", "two columns"},
		{filters("_id=5f"), "|4|1", "an object that stands for a string"},
	} {
		for shape, text := range whereShapes(whereObjects) {
			if shape == "objects" && test.where != nil && test.where[0].Column == "_id" {
				continue // the objects around it have one
			}
			if got, err := accountWhereJSON(t, text, test.where); got != test.want || err != nil {
				t.Errorf("%s: %s: %v: %s, %v; want %s", shape, test.reason, test.where, got, err, test.want)
			}
		}
	}
}

// accountWhereJSON is accountWhere of JSON.
func accountWhereJSON(t *testing.T, text string, where []Filter) (string, error) {
	t.Helper()
	var days []string
	for s, err := range ReadJSON(strings.NewReader(text), ReadOptions{File: "2022-metropolitan.json", Where: where}) {
		if _, ok := errors.AsType[*RowError](err); !ok && !s.Time.IsZero() {
			days = append(days, fmt.Sprint(s.Time.Day()))
		}
	}
	x := Extract{Where: where}
	err := x.ReadFile(strings.NewReader(text), "2022-metropolitan.json")
	q := x.Quality(SelfDefined)
	if n := x.Excluded().Total(); n != q.Excluded || err == nil && q.Rows != x.Tally().Total()+q.Rejected+q.Excluded {
		t.Errorf("%v: %d excluded of %v", where, n, q)
	}
	return fmt.Sprintf("%s|%d|%d", strings.Join(days, ","), q.Excluded, q.Rejected), err
}

// Members of a feature beside its properties, and the place of its geometry.
func TestWhereFeature(t *testing.T) {
	text := whereShapes(whereObjects[:2])["features"]
	for where, want := range map[string]string{
		"id=la": "1,2|0|0", "properties.la_name=Croydon": "1,2|0|0", "type=Person search": "1,2|0|0", "geometry.type=Point": "1,2|0|0",
		"latitude=51.5": "1,2|0|0", "Longitude=0.1": "1,2|0|0", "Type=Feature": "|2|0",
	} {
		if got, err := accountWhereJSON(t, text, filters(where)); got != want || err != nil {
			t.Errorf("%s: %s, %v; want %s", where, got, err, want)
		}
	}
}

func TestWhereJSONErrors(t *testing.T) {
	for shape, text := range whereShapes(whereObjects) {
		for _, test := range []struct{ where, want, reason string }{
			{"borough=Croydon", `no column "borough", by which rows are chosen (is it "la_name"?): the columns are "la_name", "type", "datetime", `, "no such member"},
			{"street=High Street", `is it "location.street.`, "a part of a name"},
			{"la_nam=Croydon", `is it "la_name"?`, "a letter too few"},
			{"borough=", `no column "borough"`, "what every search lacks is no blank cell"},
			{"Age range=10-17", `no column "Age range"`, "a field that the file lacks"},
			{"=x", "a column without a name", "no name"},
		} {
			x := Extract{Where: filters(test.where)}
			err := x.ReadFile(strings.NewReader(text), "2022-metropolitan.json")
			header, ok := errors.AsType[*HeaderError](err)
			if !ok || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), "outcomes: 2022-metropolitan.json:1: ") || x.Tally().Total() != 0 || x.Sources() != nil {
				t.Errorf("%s: %s: %v; want %q", shape, test.reason, err, test.want)
			}
			if ok && strings.HasPrefix(test.want, "no column") && len(header.Found) < 5 {
				t.Errorf("%s: %s: columns %q", shape, test.reason, header.Found)
			}
		}
	}
	for _, empty := range []string{"[]", `{"data":[]}`} {
		if got, err := accountWhereJSON(t, empty, filters("la_name=Croydon")); got != "|0|0" || err != nil {
			t.Errorf("a month without searches: %s, %v", got, err)
		}
	}
	// What is no valid JSON, or says two things, has no cells.
	two := `{"la name":"A","LA_NAME":"B","type":"Person search","datetime":"2022-09-01T10:00:00Z","self_defined_ethnicity":"White - Irish"}`
	same := strings.Replace(two, `"B"`, `"A"`, 1)
	broken := strings.Replace(two, `"A"`, `"A`, 1)
	for _, test := range []struct{ where, want, reason string }{
		{"la_name=A", "1|0|2", "two members that say different things, and two that do not"},
		{"LA_NAME=B", "1|1|1", "a member of the exact name goes before others"},
		{"Gender=", "", "none"},
	} {
		got, err := accountWhereJSON(t, two+"\n"+same+"\n"+broken+"\n", filters(test.where))
		if got != test.want && test.want != "" || (err == nil) != (test.want != "") {
			t.Errorf("%s: %s, %v; want %s", test.reason, got, err, test.want)
		}
	}
}
