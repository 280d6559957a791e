package report

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
)

// unlikeForces have searches of January and February 2023 by which they can be told apart, of one
// force at one minute.
func unlikeForces() map[string]string {
	files := make(map[string]string)
	for i, f := range []struct {
		force          string
		whites, blacks int
	}{{"kent", 900, 60}, {"essex", 800, 160}, {"surrey", 700, 50}, {"sussex", 600, 100}} {
		for _, m := range []string{"2023-01", "2023-02"} {
			files[f.force+".csv"] += inForce(m, i, f.whites, 70, f.blacks, 20)
		}
	}
	return files
}

// with returns files with some of them in place of those of the same name; "" takes one away.
func with(files map[string]string, others map[string]string) map[string]string {
	for name, rows := range others {
		if files[name] = rows; rows == "" {
			delete(files, name)
		}
	}
	return files
}

// unitNamed returns a force of a comparison.
func unitNamed(t *testing.T, r *forcePeers, name string) peers.Unit[ethnicity.Group, rri.Rate] {
	i := slices.IndexFunc(r.Set.Units, func(u peers.Unit[ethnicity.Group, rri.Rate]) bool { return u.Name == name })
	if i < 0 {
		t.Fatalf("no unit %s", name)
	}
	return r.Set.Units[i]
}

// TestPeerUnits has one force a row, and what stands against it in the comparison.
func TestPeerUnits(t *testing.T) {
	for _, test := range []struct {
		files          map[string]string
		o              Options
		unit           string
		missing, doubt string
		reason         string
	}{
		{unlikeForces(), Options{}, "Kent", "", "", "a force as any other"},
		{with(unlikeForces(), map[string]string{"btp.csv": inForce("2023-01", 9, 90, 9, 9, 9) + inForce("2023-02", 9, 90, 9, 9, 9)}), Options{}, "British Transport Police", "it has no residents", "", "nobody lives on a railway"},
		{with(unlikeForces(), map[string]string{"northern-ireland.csv": inForce("2023-01", 9, 90, 9, 9, 9)}), Options{}, "Police Service of Northern Ireland", "its census is not that of England and Wales", "", "another census"},
		{with(unlikeForces(), map[string]string{"kent.csv": times(4, search{kind: "Vehicle search"})}), Options{}, "Kent", "no search of a person is left there", "", "vehicles alone"},
		{with(unlikeForces(), map[string]string{"kent.csv": inForce("2023-01", 9, 90, 9, 9, 9)}), Options{}, "Kent", "", "no rows, or few, of February 2023", "a month that others have"},
		{with(unlikeForces(), map[string]string{"kent.csv": inForce("2023-01", 9, 900, 90, 90, 90) + inForce("2023-02", 9, 3, 0, 0, 0)}), Options{LowMonth: 0.5}, "Kent", "", "no rows, or few, of February 2023", "hardly any rows of a month"},
		{with(unlikeForces(), map[string]string{"kent.csv": inForce("2023-01", 9, 0, 9, 300, 9) + inForce("2023-02", 9, 0, 9, 300, 9)}), Options{}, "Kent", "no search of White people is recorded there to compare with", "", "an index without an end is no rank"},
		{with(unlikeForces(), map[string]string{"kent.csv": inForce("2023-02", 9, 90, 9, 9, 9)}), Options{From: month("2023-02")}, "Kent", "", "", "the months that were asked for are there"},
	} {
		r := must(New(apartByName(test.files), test.o))
		if r.peers == nil {
			t.Errorf("%s: not compared", test.reason)
			continue
		}
		u := unitNamed(t, r.peers, test.unit)
		if u.Missing != test.missing || u.Doubt != test.doubt || (u.Counts == nil) != (test.missing != "") {
			t.Errorf("%s: missing %q, doubt %q, %d counts; want %q and %q", test.reason, u.Missing, u.Doubt, len(u.Counts), test.missing, test.doubt)
		}
	}
}

// TestPeersOrNot says where forces are compared with each other, and what is noted where they are
// not.
func TestPeersOrNot(t *testing.T) {
	three := with(unlikeForces(), map[string]string{"sussex.csv": ""})
	for _, test := range []struct {
		files  map[string]string
		o      Options
		units  int // 0 is no comparison
		note   string
		reason string
	}{
		{three, Options{}, 3, "", "three forces, by force unless asked otherwise"},
		{three, Options{By: EachForce, Rule: outcomes.OfficerDefined, Scheme: ethnicity.OfficerDefined}, 3, "", "by the other account"},
		{three, Options{Independent: true, Method: rri.Exact}, 3, "", "a method without a form for strata"},
		{with(unlikeForces(), map[string]string{"sussex.csv": "", "surrey.csv": ""}), Options{}, 0, "", "two forces"},
		{with(unlikeForces(), map[string]string{"sussex.csv": "", "surrey.csv": "", "btp.csv": inForce("2023-01", 9, 90, 9, 9, 9)}), Options{}, 0, "", "two with residents"},
		{with(unlikeForces(), map[string]string{"sussex.csv": "", "surrey.csv": times(4, search{kind: "Vehicle search"})}), Options{}, 0, "", "two with searches of persons"},
		{three, Options{By: EachMonth}, 0, "", "by month"},
		{three, Options{By: Whole}, 0, "", "all together"},
		{three, Options{ResidentsOf: "England"}, 0, "", "over one place"},
		{three, Options{Suppress: 5}, 0, "The forces are not compared with each other: with -suppress the counts of each would tell what is withheld.", "small counts withheld"},
		{three, Options{Unknown: outcomes.InProportion}, 0, "The forces are not compared with each other: -unknown in-proportion puts searches into groups on an assumption, which may hold in one force and not in another.", "the unknown in groups"},
	} {
		r := must(New(apartByName(test.files), test.o))
		d, units := r.Document(), 0
		if d.Peers != nil {
			units = len(d.Peers.Set.Units)
		}
		if units != test.units || test.note != "" && !slices.Contains(d.Notes, test.note) {
			t.Errorf("%s: %d units, want %d; notes %q", test.reason, units, test.units, d.Notes)
		}
		if test.note == "" && strings.Contains(strings.Join(d.Notes, "\n"), "not compared with each other") {
			t.Errorf("%s: notes %q", test.reason, d.Notes)
		}
	}
}

// TestPeerCounts: the counts of a force are those of its part, with the design effects and the
// residents of its own.
func TestPeerCounts(t *testing.T) {
	files := make(map[string]string)
	// of another age, so that no rows are alike
	for i, force := range []string{"kent", "essex", "surrey"} {
		files[force+".csv"] = changed(stopped(of("2019-01", 90, 30+10*i), "2019-01", 2+i, true), "18-24", []string{"18-24", "25-34", "10-17"}[i])
	}
	for _, x := range []*outcomes.Extract{apartByName(unlikeForces()), several(files)} {
		d := must(New(x, Options{})).Document()
		for _, p := range d.Parts {
			u := unitNamed(t, d.Peers, p.Name)
			search, want := tableWith(p.Tables, "search-rate"), make(map[ethnicity.Group]rri.Rate)
			for _, row := range rowsOfGroups(search) {
				if !row.Flags.Has(rri.NotCompared) {
					want[row.Group] = rri.Rate{Events: *row.Events, Population: *row.Exposure, DesignEffect: row.DesignEffect}
				}
			}
			if diff := cmp.Diff(want, u.Counts); diff != "" || u.Unknown.Events != *search.Unknown {
				t.Errorf("%s: %d unknown, want %d\n%s", p.Name, u.Unknown.Events, *search.Unknown, diff)
			}
			if together := p.From == month("2019-01"); together != (u.Counts[ethnicity.White].DesignEffect > 1.5) {
				t.Errorf("%s: design effect %v", p.Name, u.Counts[ethnicity.White].DesignEffect)
			}
		}
	}
}

// TestPeersAreACopy: whatever is changed in the comparison of a document, it is not changed in that
// of its report.
func TestPeersAreACopy(t *testing.T) {
	r := must(New(apartByName(unlikeForces()), Options{}))
	before, d := must(json.Marshal(r)), r.Document()
	scramble(reflect.ValueOf(d.Peers))
	scramble(reflect.ValueOf(d.Summary))
	if diff := cmp.Diff(string(before), string(must(json.Marshal(r)))); diff != "" {
		t.Errorf("the report changed with its document:\n%s", diff)
	}
	if len(d.Peers.Groups) == 0 || d.Peers.Groups[0].Rows[0].Unit != "x" || d.Summary.Peers[0].Text != "x" {
		t.Error("nothing was changed")
	}
}

// scramble changes everything that a value leads to.
func scramble(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			scramble(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			scramble(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			scramble(v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			v.SetMapIndex(key, reflect.Zero(v.Type().Elem()))
		}
	case reflect.String:
		v.SetString("x")
	case reflect.Float64:
		v.SetFloat(7)
	case reflect.Int, reflect.Int64:
		v.SetInt(7)
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Uint8, reflect.Uint16, reflect.Uint32:
		v.SetUint(1)
	}
}
