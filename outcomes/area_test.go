package outcomes

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// areasIn returns the places of a file as "force/column=value:rows".
func areasIn(x *Extract) (list []string) {
	for _, a := range x.AreaValues() {
		list = append(list, fmt.Sprintf("%s/%s=%s:%d", a.Force.Slug(), a.Column, a.Value, a.Rows))
	}
	return list
}

func TestAreaNames(t *testing.T) {
	for _, test := range []struct {
		names  []string
		rank   uint8
		reason string
	}{
		{[]string{"la_name", "la", "LA", "lad", "LAD22NM", "lad_name", "lad_22_nm", "ltla", "ltla21nm", "LTLA name", "utla_name", "local_authority", "Local Authority", "Local.Authority.Name",
			"local_authority_district", "local authority district name", "localAuthority", "Borough", "borough_name", "Borough of Stop", "Borough of Search", "London Borough", "search_borough",
			"stop_borough", "Search location borough", "Borough of stop location", "District", "district_name", "council", "Council area", "unitary authority", "incident_district"}, 0, "districts by name"},
		{[]string{"la_code", "LAD22CD", "lad_code", "ltla21cd", "local_authority_code", "borough_code", "district_code", "lad_id"}, 1, "districts by code"},
		{[]string{"area", "Area name", "area_code", "place", "town", "Town/City", "city", "CSP", "csp_name", "bcu", "BCU name", "LPA", "lpu", "Local Policing Area", "division", "Police District",
			"area of search", "Geographic area"}, 2, "other areas"},
		{[]string{"ward", "ward_name", "WD22NM", "lsoa", "LSOA code", "lsoa21cd", "msoa_name", "neighbourhood", "Beat code"}, 3, "smaller areas"},
		{[]string{"force", "police_area", "force_area", "police_force_area", "pfa22nm", "pfa", "falls_within", "Latitude", "type", "county", "region", "country", "location.street.name", "location",
			"laname2", "flat", "plan", "street", "postcode", "district_of_residence", "lab", "las", "operation", "", "_"}, noArea, "no areas"},
	} {
		for _, name := range test.names {
			var k keys
			if got := k.meaning(fmt.Appendf(nil, "%q", name)).area; got != test.rank {
				t.Errorf("%s: %q has rank %d, want %d", test.reason, name, got, test.rank)
			}
		}
	}
}

func TestAreaValues(t *testing.T) {
	const rest = "Type,Date,Self-defined ethnicity"
	person, vehicle, bad := "Person search,2022-09-01,White - Irish", "Vehicle search,2022-09-01,", "Person search,soon,White - Irish"
	for _, test := range []struct {
		header string
		rows   []string
		want   []string
		reason string
	}{
		{"la_name," + rest, []string{"Croydon," + person, " Croydon\u00a0," + vehicle, "Sutton," + person, "NA," + person, "," + person, "Bexley," + bad},
			[]string{"kent/la_name=:2", "kent/la_name=Croydon:2", "kent/la_name=Sutton:1"}, "persons and vehicles, blank and trimmed; no rejected rows"},
		{"Borough of Stop," + rest, []string{"CROYDON," + person, "Croydon," + person}, []string{"kent/Borough of Stop=CROYDON:1", "kent/Borough of Stop=Croydon:1"}, "as written"},
		{"ward,town,la_code,District," + rest, []string{"W,T,E1,D," + person}, []string{"kent/District=D:1"}, "districts by name go first"},
		{"ward,town,la_code," + rest, []string{"W,T,E1," + person}, []string{"kent/la_code=E1:1"}, "then by code"},
		{"ward,town," + rest, []string{"W,T," + person}, []string{"kent/town=T:1"}, "then others"},
		{"beat,ward," + rest, []string{"B,W," + person}, []string{"kent/beat=B:1"}, "of several alike the first"},
		{"area,police_area," + rest, []string{"North,Essex," + person, "South,Kent," + person}, []string{"essex/area=North:1", "kent/area=South:1"}, "not the column of the force"},
		{"police_area," + rest, []string{"Essex," + person}, nil, "the column of the force alone"},
		{"borough," + rest, []string{"," + person}, nil, "nothing but blanks"},
		{"borough," + rest, nil, nil, "no rows"},
		{rest, []string{person}, nil, "no such column"},
	} {
		x := new(Extract)
		if err := x.ReadFile(strings.NewReader(file("\n", test.header, test.rows...)), "2022-kent.csv"); err != nil {
			t.Fatal(err)
		}
		if got := areasIn(x); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.reason, got, test.want)
		}
	}
	if (*Extract)(nil).AreaValues() != nil || new(Extract).AreaValues() != nil {
		t.Error("what has read nothing has places")
	}
}

// A column with thousands of values is no column of places.
func TestAreaValuesMany(t *testing.T) {
	for n, want := range map[int]int{2000: 2001, 2001: 0, 5000: 0} {
		rows := []string{"lsoa_code,Type,Date,Self-defined ethnicity", ",Person search,2022-09-01,White - Irish"}
		for i := range 2 * n {
			rows = append(rows, fmt.Sprintf("%d,Person search,2022-09-01,White - Irish", i%n))
		}
		x := new(Extract)
		if err := x.ReadFile(strings.NewReader(strings.Join(rows, "\n")), "2022-kent.csv"); err != nil {
			t.Fatal(err)
		}
		if got := len(x.AreaValues()); got != want || x.Tally().Total() != int64(2*n+1) {
			t.Errorf("%d values: %d places, want %d", n, got, want)
		}
	}
}

func TestAreaValuesJSON(t *testing.T) {
	objects := []string{
		`{"ward":"W1","la_name":"Croydon","type":"Person search","datetime":"2022-09-01T10:00:00Z","gender":"Male"}`,
		`{"borough":"X","type":"Person search","datetime":"2022-09-02T10:00:00Z","gender":"Male","location":{"latitude":"51.5","longitude":"0"}}`,
		`{"la_name":" Cro\u0079don","type":"Vehicle search","datetime":"2022-09-03T10:00:00Z","gender":"Male"}`,
		`{"ward":"W2","la_name":null,"type":"Person search","datetime":"2022-09-04T10:00:00Z","gender":"Male"}`,
		`{"la_name":["Sutton"],"type":"Person search","datetime":"2022-09-05T10:00:00Z","gender":"Male"}`,
		`{"la_name":"Bexley","type":"Person search","datetime":"soon","gender":"Male"}`,
	}
	for _, test := range []struct {
		objects, want []string
		where         []Filter
		reason        string
	}{
		{objects[:1], []string{"kent/la_name=Croydon:1"}, nil, "one place"},
		{objects[2:], []string{"kent/la_name=:2", "kent/la_name=Croydon:1"}, nil, "null, and what is no text, are blank"},
		{objects, []string{"kent/borough=:4", "kent/borough=X:1"}, nil, "one column for all objects: what lacks it is blank"},
		{objects, []string{"kent/la_name=Croydon:1"}, filters("ward=W1"), "rows that match"},
		{[]string{`{"location":{"district":"D"},` + objects[0][len(`{"ward":"W1","la_name":"Croydon",`):]}, []string{"kent/district=D:1"}, nil, "in the location"},
	} {
		for shape, text := range whereShapes(test.objects) {
			x := &Extract{Where: test.where}
			if err := x.ReadFile(strings.NewReader(text), "2022-kent.json"); err != nil {
				t.Fatal(test.reason, shape, err)
			}
			if got := areasIn(x); !slices.Equal(got, test.want) {
				t.Errorf("%s: %s: %q, want %q", shape, test.reason, got, test.want)
			}
		}
	}
}

// Places follow what counts: filters, other files of the same month, merges in any order.
func TestAreaValuesOfWhatCounts(t *testing.T) {
	rows := func(n int) string {
		lines := []string{"borough," + official}
		for i, row := range rowsFrom("2022-09-01", 29, 60)[:n] {
			lines = append(lines, []string{"A,", "B,", "A,"}[i%3]+row)
		}
		return strings.Join(lines, "\n")
	}
	x := Extract{Revision: LargestRevision}
	for _, n := range []int{60, 57} {
		if err := x.ReadFile(strings.NewReader(rows(n)), fmt.Sprintf("%d-kent.csv", n)); err != nil {
			t.Fatal(err)
		}
	}
	if got := areasIn(&x); !slices.Equal(got, []string{"kent/borough=A:40", "kent/borough=B:20"}) {
		t.Errorf("%q", got)
	}
	y := Extract{Revision: LargestRevision, Where: filters("Borough=b")}
	if err := y.ReadFile(strings.NewReader(rows(60)), "kent.csv"); err != nil {
		t.Fatal(err)
	}
	if got := areasIn(&y); !slices.Equal(got, []string{"kent/borough=B:20"}) {
		t.Errorf("%q", got)
	}
	essex := Extract{Revision: LargestRevision}
	if err := essex.ReadFile(strings.NewReader("Borough,Type,Date,Officer-defined ethnicity\nC,Person search,2022-10-01,White\n"), "essex.csv"); err != nil {
		t.Fatal(err)
	}
	for _, parts := range [][]*Extract{{&x, &essex}, {&essex, &x}} {
		sum := Extract{Revision: LargestRevision}
		for _, p := range parts {
			if err := sum.Merge(p); err != nil {
				t.Fatal(err)
			}
		}
		if got := areasIn(&sum); !slices.Equal(got, []string{"essex/Borough=C:1", "kent/borough=A:40", "kent/borough=B:20"}) {
			t.Errorf("%q", got)
		}
	}
}
