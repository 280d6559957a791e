package outcomes

import (
	"fmt"
	"strings"
	"testing"
)

// Objects of any depth, any number of members and names of any length are read, or are errors: what
// hangs is found by the limit of time of all tests.
func TestWhereHostile(t *testing.T) {
	long := strings.Repeat("k", 400_000)
	var many []string
	for i := range 40_000 {
		many = append(many, fmt.Sprintf(`"k%d":{"a":%d}`, i, i))
	}
	search := `"datetime":"2022-09-01","gender":"Male","type":"Person search"}`
	for name, text := range map[string]string{
		"objects":  `{"a":` + strings.Repeat(`{"a":`, 100_000) + "1" + strings.Repeat("}", 100_000) + "," + search,
		"arrays":   `{"a":` + strings.Repeat(`[`, 100_000) + "1" + strings.Repeat("]", 100_000) + "," + search,
		"members":  "{" + strings.Join(many, ",") + "," + search,
		"names":    `{"` + long + `":{` + strings.Join(many[:10_000], ",") + "}," + search,
		"features": `{"type":"Feature","properties":{"a":` + strings.Repeat(`{"properties":`, 50_000) + "1" + strings.Repeat("}", 50_000) + "," + search + "}",
		"rows":     strings.Repeat("{"+search+"\n", 20_000),
	} {
		x := Extract{Where: filters("a.b.c=1", "Gender=male", "k39999.a=39999", "properties.a=", long+"=x")}
		err := x.ReadFile(strings.NewReader(text), "2022-kent.json")
		checkError(t, err)
		// what is too deep is no JSON, so that nothing is known of its members
		if rejected := x.Quality(SelfDefined).Rejected; (err == nil) != (rejected == 1) || err != nil && len(err.Error()) > 3000 {
			t.Errorf("%s: %.300v", name, err)
		}
	}
	// A table with a header of a megabyte, and cells of as much.
	wide := "la_name,Type,Date,Self-defined ethnicity" + strings.Repeat(","+strings.Repeat("x", 99), 9_000)
	x := Extract{Where: filters("la_name=" + long)}
	if err := x.ReadFile(strings.NewReader(wide+"\n"+long+",Person search,2022-09-01,White - Irish\n"+strings.ToUpper(long)+",Person search,2022-09-01,White - Irish\n"), "2022-kent.csv"); err != nil {
		t.Fatal(err)
	}
	if q := x.Quality(SelfDefined); q.Rejected != 2 {
		t.Errorf("%v", q)
	}
	narrow := "la_name,Type,Date,Self-defined ethnicity\n"
	if err := x.ReadFile(strings.NewReader(narrow+long+",Person search,2022-09-01,White - Irish\n"+strings.ToUpper(long)+",Person search,2022-09-01,White - Irish\n"), "2022-essex.csv"); err != nil {
		t.Fatal(err)
	}
	if n := x.Tally().Total(); n != 2 || len(x.valuesOf("la_name")) != 2 || len(x.valuesOf("la_name")[0]) > 90 {
		t.Errorf("%d rows, %.200q", n, x.valuesOf("la_name"))
	}
}
