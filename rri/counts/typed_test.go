package counts

import (
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri/tidy"
)

// TestTyped reads a small file as it is typed, and looks for what a person reads first.
func TestTyped(t *testing.T) {
	label := func(label string) (string, tidy.Kind, error) {
		if label == "Unknown" {
			return label, tidy.KindUnknown, nil
		}
		return label, tidy.KindGroup, nil
	}
	for _, test := range []struct {
		file          string
		o             Options
		want, without string
		reason        string
	}{
		{"group,Upheld,Out of complaints\nWhite,38,214\nBlack,9,97\n", Options{}, "Upheld, % of complaints, by group", "of out of", "the header says out of"},
		{"group,upheld,out_of_complaints\nWhite,38,214\nBlack,9,97\n", Options{}, "upheld out of complaints, a proportion", "of out of", "with underscores"},
		{"group,upheld,out of\nWhite,38,214\nBlack,9,97\n", Options{}, "Upheld, % of cases, by group", "trials", "out of nothing that has a name"},
		{"group,uses,residents\nWhite,38,21400.123456\nBlack,19,9700\n", Options{}, " 21,400 ", "21,400.1", "an estimate of residents"},
		{"group,uses,residents\nWhite,38,21400.25\nBlack,19,9700\n", Options{}, "21,400.25", "21,400 ", "a number as it was typed"},
		{"group,uses,residents\nWhite,38,21400\nBlack,1-4,9700\nUnknown,4,\n", Options{}, "with chance too", "share for 1", "no share where the counts are ranges"},
		{"group,upheld,trials\nWhite,38,214\nBlack,4,97\nUnknown,4,30\n", Options{Suppress: 5}, "withheld", "lowest – highest", "no table of bounds that are all withheld"},
		{"group,uses,residents\nWhite,38,21400\nBlack,19,9700\nUnknown,0,\n", Options{}, "not known", "0.0 %", "nobody is unknown"},
		{"year,group,uses,residents\n1,White,38,21400\n2,White,38,21400\n1,Black,0,900\n2,Black,0,900\n", Options{Within: []string{"year"}},
			"Black has none of the uses", "RRI 0 (", "like with like of none"},
		{"year,group,uses,residents\n1,White,38,21400\n2,White,38,21400\n1,Black,9,5000\n2,Black,9,5000\n", Options{By: "year"},
			"It does not tell which rate is higher.", "Too few uses", "of several years only the adjusted index is said"},
		{"group,upheld,trials\nWhite,38,214\nBlack,9,97\nAsian,4,41\nMixed,2,23\nOther,0,8\nUnknown,11,76\n", Options{Suppress: 5}, "at the rate of the groups whose counts are shown", "of all groups",
			"what is withheld is not in the rate of all"},
		{"Year,group,uses,residents\n1,White,38,21400\n2,White,38,21400\n1,Black,*,900\n2,Black,8,900\n", Options{By: "Year"},
			"(95 % interval 1.13 or more)", "to ∞", "no sign that nobody can read aloud"},
		{"age,group,deaths,residents\n0-17,White,40,40000\n18+,White,90,90000\n0-17,Black,*,4000\n18+,Black,*,9000\nAll ages,Black,61,13000\n", Options{Within: []string{"age"}},
			"are not known by age. The rate of Black is higher than that of White: 4.69 times", "nothing to compare", "where like cannot be compared with like, all together"},
		{"year,group,uses,residents\n1,White,38,21400\n2,White,38,21400\n1,Black,9,5000\n2,Black,9,5000\n", Options{Within: []string{"year"}},
			"below 0.05 the strata differ by more than chance", "due to", "what p alike is"},
		{"age,group,deaths,residents\n0-17,White,*,40000\n18+,White,*,90000\nAll ages,White,140,130000\n0-17,Black,*,4000\n18+,Black,*,9000\nAll ages,Black,61,13000\n", Options{Within: []string{"age"}},
			"how many deaths to expect cannot be told", "rest on 0", "deaths of the baseline that are withheld are not none"},
		{"year,group,uses,residents\n1,White,380,21400\n2,White,380,21400\n1,Black,190,5000\n2,Black,190,5000\n", Options{By: "year"},
			"Black with year alike: RRI 2.14", "does not tell", "a clear one"},
	} {
		table, err := tidy.Read(strings.NewReader(test.file), tidy.Options{Label: label})
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		d, err := Compare(table, test.o)
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		var b strings.Builder
		if err := d.WriteText(&b); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(strings.Fields(b.String()), " "); !strings.Contains(got, test.want) || strings.Contains(got, test.without) {
			t.Errorf("%s:\n%s\nwant %q, without %q", test.reason, b.String(), test.want, test.without)
		}
	}
}
