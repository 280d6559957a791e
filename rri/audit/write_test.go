package audit

import (
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

func TestString(t *testing.T) {
	for _, c := range []struct {
		found, drawn, records int64
		o                     Options
		want, reason          string
	}{
		{159, 182, 400, Options{}, "159 of 182 drawn from 400: 87.36 % (83.25 to 90.5 %), which is 333 to 362 of the 400", "the audit of the documentation"},
		{0, 182, 5495, Options{}, "0 of 182 drawn from 5,495: 0 % (0 to 1.97 %), which is 0 to 108 of the 5,495", "none found"},
		{9, 9, 9, Options{}, "9 of 9 drawn from 9: 100 % (100 to 100 %), which is 9 to 9 of the 9", "all drawn"},
		{2, 2, 1000000, Options{Level: 0.5, Side: rri.UpperOnly}, "2 of 2 drawn from 1,000,000: 100 % (0.0002 to 100 %), which is 2 to 1,000,000 of the 1,000,000",
			"a limit near 0 is not 0"},
		{100000, 100000, 100000000, Options{}, "100,000 of 100,000 drawn from 100,000,000: 100 % (99.996 to 100 %), which is 99,996,314 to 100,000,000 of the 100,000,000",
			"a limit near 100 is not 100"},
		{0, 0, 400, Options{}, "none drawn from 400: 0 to 400 of the 400", "no sample"},
	} {
		r, err := Of(rri.Proportion{Events: c.found, Trials: c.drawn}, c.records, c.o)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.String(); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.reason, got, c.want)
		}
	}
}

func TestSheet(t *testing.T) {
	table := Table{}
	for _, c := range []struct {
		name           string
		found, records int64
		o              Options
	}{
		{"all", 159, 5495, Options{}},
		{"=minority", 3, 640, Options{MidP: true}},
	} {
		r, err := Of(rri.Proportion{Events: c.found, Trials: 182}, c.records, c.o)
		if err != nil {
			t.Fatal(err)
		}
		table = append(table, Row{c.name, r})
	}
	var csv strings.Builder
	if err := table.Sheet().WriteCSV(&csv); err != nil {
		t.Fatal(err)
	}
	want := `name,found,drawn,records,share,share_lower,share_upper,with,with_lower,with_upper,without,without_lower,without_upper,level,method,flags
all,159,182,5495,0.8736263736263736,0.8174704276615105,0.9173794358507734,4800.576923076923,4492,5041,694.4230769230769,454,1003,0.95,exact,
'=minority,3,182,640,0.016483516483516484,0.00625,0.0390625,10.54945054945055,4,25,629.4505494505494,615,636,0.95,midp,small-count
`
	if got := csv.String(); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	var text, alone strings.Builder
	if err := table.Sheet().WriteText(&text); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"4,492 – 5,041", "454 – 1,003", "87.36", "81.75 – 91.74", "636 ¹", "¹ a count below 5"} {
		if !strings.Contains(text.String(), part) {
			t.Errorf("no %q in\n%s", part, text.String())
		}
	}
	if strings.Contains(text.String(), "95 %") {
		t.Errorf("rows by two methods under the name of one:\n%s", text.String())
	}
	if err := table[0].Result.Sheet().WriteMarkdown(&alone); err != nil {
		t.Fatal(err)
	}
	if got := alone.String(); !strings.Contains(got, "exact (hypergeometric)") || !strings.Contains(got, "| 159 |") {
		t.Errorf("%s", got)
	}
}
