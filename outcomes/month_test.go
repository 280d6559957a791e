package outcomes

import (
	"encoding/json"
	"testing"
	"time"
	_ "time/tzdata" // the test needs the time zone database, the package does not

	"pgregory.net/rapid"
)

// The rule for summer time against the time zone database, every hour of 25 years.
func TestInLondon(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for u := time.Date(2006, 1, 1, 0, 0, 0, 0, time.UTC); u.Year() <= 2030; u = u.Add(time.Hour) {
		for _, at := range []time.Time{u.Add(-time.Second), u} {
			got, want := InLondon(at), at.In(london)
			if got.Format(time.RFC1123Z) != want.Format(time.RFC1123Z) || !got.Equal(want) {
				t.Fatalf("InLondon(%v) = %v, want %v", at, got, want)
			}
			if m := MonthOf(at); m.Year() != want.Year() || m.Month() != want.Month() {
				t.Fatalf("MonthOf(%v) = %v, want %v", at, m, want.Format("2006-01"))
			}
			checked++
		}
	}
	if checked != 2*24*9131 { // days from 2006 to 2030
		t.Errorf("%d times checked", checked)
	}
	u := time.Date(2022, 6, 1, 12, 0, 0, 0, time.FixedZone("", -5*3600))
	if got := InLondon(u); got.Hour() != 18 || got.Location().String() != "BST" {
		t.Errorf("InLondon(%v) = %v", u, got)
	}
}

func TestMonth(t *testing.T) {
	for _, test := range []struct {
		year      int
		month     time.Month
		text      string
		financial int
		reason    string
	}{
		{2022, time.September, "2022-09", 2022, ""},
		{2022, time.March, "2022-03", 2021, "the financial year ends with March"},
		{2022, time.April, "2022-04", 2022, "and begins with April"},
		{1996, time.January, "1996-01", 1995, "the first month"},
		{2199, time.December, "2199-12", 2199, "the last month"},
	} {
		m, err := NewMonth(test.year, test.month)
		if err != nil || m.Year() != test.year || m.Month() != test.month || m.String() != test.text || m.FinancialYear() != test.financial {
			t.Errorf("NewMonth(%d, %v) = %v, %v: %d %v %d (%s)", test.year, test.month, m, err, m.Year(), m.Month(), m.FinancialYear(), test.reason)
		}
		if got, err := ParseMonth(test.text); err != nil || got != m {
			t.Errorf("ParseMonth(%q) = %v, %v", test.text, got, err)
		}
	}
	var zero Month
	if zero.Year() != 0 || zero.Month() != 0 || zero.Next() != 0 || zero.FinancialYear() != 0 || zero.String() != "not recorded" {
		t.Error("the zero month is not zero throughout")
	}
	if MonthOf(time.Time{}) != 0 {
		t.Error("the zero time has a month")
	}
	december, _ := NewMonth(2021, time.December)
	if got := december.Next().String(); got != "2022-01" {
		t.Errorf("the month after December 2021 is %s", got)
	}
	for _, month := range []time.Month{0, 13, -1} {
		if m, err := NewMonth(2022, month); err == nil {
			t.Errorf("NewMonth(2022, %d) = %v", month, m)
		}
	}
	for _, year := range []int{0, 1995, 2200, -2022} {
		if m, err := NewMonth(year, time.May); err == nil {
			t.Errorf("NewMonth(%d, May) = %v", year, m)
		}
	}
}

func TestParseMonthErrors(t *testing.T) {
	for _, text := range []string{"", "2022", "2022-13", "2022-00", "2022-9", "09-2022", "2022/09", "2022-09-01", "1995-12", "2200-01", "+022-09", "２０２２-09", "not recorded"} {
		if m, err := ParseMonth(text); err == nil {
			t.Errorf("ParseMonth(%q) = %v", text, m)
		}
	}
}

func TestMonthText(t *testing.T) {
	m, _ := NewMonth(2022, time.September)
	b, err := json.Marshal(map[Month]Month{m: 0})
	if err != nil || string(b) != `{"2022-09":"not recorded"}` {
		t.Errorf("%s, %v", b, err)
	}
	var back map[Month]Month
	if err := json.Unmarshal(b, &back); err != nil || len(back) != 1 || back[m] != 0 {
		t.Errorf("%v, %v", back, err)
	}
	keep := m
	if err := keep.UnmarshalText([]byte("soon")); err == nil || keep != m {
		t.Errorf("%v, %v", keep, err)
	}
}

func TestMonthsAreInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) time.Time {
			// 2000 to 2099
			return time.Unix(rapid.Int64Range(946684800, 4102444800).Draw(t, name), 0)
		}
		a, b := draw("a"), draw("b")
		if a.Before(b) && MonthOf(a) > MonthOf(b) {
			t.Errorf("%v is in %v, %v in %v", a, MonthOf(a), b, MonthOf(b))
		}
		m := MonthOf(a)
		if got, err := ParseMonth(m.String()); err != nil || got != m {
			t.Errorf("%v comes back as %v, %v", m, got, err)
		}
	})
}
