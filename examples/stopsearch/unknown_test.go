package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// What -suppress withholds is in no table, in JSON and in CSV alike, and small counts are withheld.
func TestSuppressEverywhere(t *testing.T) {
	for _, args := range [][]string{nil, {"-ethnicity", "officer"}, {"-unknown", "in-proportion"}, {"-groups", "18+1"}, {"-find", "action-known"}} {
		for _, k := range []int64{3, 5, 8} {
			t.Run(fmt.Sprint(args, k), func(t *testing.T) {
				flags := append([]string{"-suppress", fmt.Sprint(k)}, args...)
				status, out, errout := call(t, "", append(flags, "-format", "json")...)
				if status == statusInput && strings.Contains(errout, "too few searches to show any") {
					return
				}
				if status != statusOK {
					t.Fatal(errout)
				}
				var got struct {
					Unknown map[string]int64
					Bounds  []struct{ Group string }
					Tables  []struct {
						Measure string
						Rows    []struct {
							Group                           string
							Events                          *int64
							Exposure                        *float64
							Rate, Ratio, Difference, Excess map[string]any
						}
					}
				}
				if err := json.Unmarshal([]byte(out), &got); err != nil {
					t.Fatal(err)
				}
				hiddenSearches, hiddenOutcomes := map[string]bool{}, map[string]int{}
				for i, table := range got.Tables {
					for _, r := range table.Rows {
						if r.Events != nil && *r.Events >= 1 && *r.Events <= k {
							t.Errorf("%s of %s: %d is shown", table.Measure, r.Group, *r.Events)
						}
						if i > 0 && r.Exposure != nil && *r.Exposure >= 1 && *r.Exposure <= float64(k) {
							t.Errorf("%s of %s: out of %v is shown", table.Measure, r.Group, *r.Exposure)
						}
						if i == 0 && r.Events == nil {
							hiddenSearches[r.Group] = true
						}
						if i > 0 && r.Events == nil {
							hiddenOutcomes[r.Group]++
						}
						if i > 0 && hiddenSearches[r.Group] && r.Exposure != nil {
							t.Errorf("%s of %s: the searches are withheld above and shown here", table.Measure, r.Group)
						}
						if r.Events == nil {
							for name, e := range map[string]map[string]any{"rate": r.Rate, "ratio": r.Ratio, "difference": r.Difference, "excess": r.Excess} {
								for _, field := range []string{"value", "lower", "upper", "p"} {
									if e[field] != nil {
										t.Errorf("%s of %s: %s %s is shown", table.Measure, r.Group, name, field)
									}
								}
								if fmt.Sprint(e["flags"]) != "[suppressed]" {
									t.Errorf("%s of %s: flags %v", table.Measure, r.Group, e["flags"])
								}
							}
						}
					}
				}
				for g, n := range hiddenOutcomes {
					if n != len(got.Tables)-1 {
						t.Errorf("%s is withheld in %d tables of outcomes out of %d", g, n, len(got.Tables)-1)
					}
				}
				for _, b := range got.Bounds {
					if hiddenSearches[b.Group] {
						t.Errorf("bounds of %s tell its searches", b.Group)
					}
				}
				for kind, n := range got.Unknown {
					if n >= 1 && n <= k {
						t.Errorf("%d %s shown", n, kind)
					}
				}
				rows, err := csv.NewReader(strings.NewReader(output(t, append(flags, "-format", "csv")...))).ReadAll()
				if err != nil {
					t.Fatal(err)
				}
				for _, row := range rows[1:] {
					if row[4] == "" && (strings.Join(row[6:20], "") != "" || row[22] != "suppressed") {
						t.Errorf("CSV row %q", row)
					}
				}
			})
		}
	}
}

func TestUnknownFlags(t *testing.T) {
	tests := []struct {
		args []string
		want string
	}{
		{[]string{"-unknown", "dropped"}, "cross-table"},
		{[]string{"-unknown", "cross-table", "-suppress", "5"}, "-suppress 5 does not go with -unknown cross-table"},
		{[]string{"-unknown", "officer", "-ethnicity", "officer"}, "does not go with"},
		{[]string{"-unknown", "officer", "-groups", "18+1"}, "an officer's view has no such detail"},
		{[]string{"-suppress", "1"}, "from 2 to 1000"},
		{[]string{"-suppress", "five"}, "from 2 to 1000"},
	}
	for _, test := range tests {
		if status, _, errout := call(t, "", test.args...); status != statusUsage || !strings.Contains(errout, test.want) || strings.Count(errout, "\n") != 1 {
			t.Errorf("%q: status %d, %q; want %q", test.args, status, errout, test.want)
		}
	}
	if status, _, errout := call(t, "", "-suppress", "500"); status != statusInput || !strings.Contains(errout, "too few searches") {
		t.Errorf("-suppress 500: status %d, %q", status, errout)
	}
}

// TestNobodyKnown: where nobody's ethnicity is known, nobody can be like them. What went wrong
// three packages below is told without their names.
func TestNobodyKnown(t *testing.T) {
	file := write(t, kentFile, header+strings.Repeat(person("Other ethnic group - Not stated", "Arrest"), 5))
	for _, way := range []string{"in-proportion", "cross-table"} {
		status, out, errout := call(t, "", "-unknown", way, file)
		if want := "stopsearch: -unknown " + way + ": 5 people of unknown group: nobody is known: there is nobody that they could be like\n"; status != statusInput || out != "" || errout != want {
			t.Errorf("-unknown %s: status %d, %q, %q; want %q", way, status, out, errout, want)
		}
	}
}

// The index of Black people by each allocation: what is left out moves it from 3.83 to 7.13.
func TestAllocations(t *testing.T) {
	for way, want := range map[string]string{"left-out": "3.83", "in-proportion": "3.8", "officer": "7.13", "cross-table": "6.7"} {
		out := output(t, "-unknown", way)
		lines := strings.Split(out, "\n")
		i := slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, "Black") })
		if fields := strings.Fields(lines[i]); !strings.HasPrefix(fields[4], want) {
			t.Errorf("-unknown %s: %s, want %s", way, lines[i], want)
		}
	}
}
