package main

import (
	"encoding/base64"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/examples/internal/pagetest"
)

// carried is the CSV that a page carries with it.
func carried(t *testing.T, page string) string {
	t.Helper()
	_, data, found := strings.Cut(page, "data:text/csv;charset=utf-8;base64,")
	data, _, _ = strings.Cut(data, `"`)
	text, err := base64.StdEncoding.DecodeString(data)
	if err != nil || !found {
		t.Fatalf("no data on the page: %v", err)
	}
	return string(text)
}

// checkFormulas reports cells of CSV that a spreadsheet would compute.
func checkFormulas(t *testing.T, what, text string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	for _, cell := range slices.Concat(rows...) {
		if cell != "" && strings.ContainsRune("=@\t\r", rune(cell[0])) {
			t.Errorf("%s: the cell %q is a formula", what, cell)
		}
	}
}

// hostileTexts would be markup, links, formulas, or orders to a terminal, if they were not texts.
var hostileTexts = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</title></svg></style><script>alert(1)</script>`, `=HYPERLINK("https://example.org","x")`, "@SUM(1)",
	"+1", "-1+2", "\x1b[31mred\x1b]0;title\a", "\u202eesrever\u2066", "]]>", "&lt;b&gt;&#x3c;", "javascript:alert(1)", "[a](https://example.org) `x` | *b*", "x\u2028y\u0085z\x00",
	"{{.Title}}", strings.Repeat("ab c", 100), "\xff\xfe",
}

// hostileExtract is a file of Kent, and of a force that has the text as its name, or of Kent alone,
// with rows whose cells are the text, where they can be, among others.
func hostileExtract(text string, forces bool) string {
	quoted := `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	force, borough := "Kent", ""
	if forces {
		force, borough = quoted, quoted
	}
	header := strings.TrimSuffix(header, "\r\n") + ",Force,Borough\r\n"
	row := func(self, officer, object, outcome, legislation, force string, minute int) string {
		return "Person search,2023-01-05T12:" + string(rune('0'+minute/10)) + string(rune('0'+minute%10)) + ":00+00:00,False," + quoted + ",51.4,-2.6,Male,18-24," +
			self + "," + officer + "," + legislation + "," + object + "," + outcome + ",TRUE,False," + force + "," + borough + "\r\n"
	}
	const drugs, act = "Controlled drugs", "Misuse of Drugs Act 1971 (section 23)"
	var b strings.Builder
	b.WriteString(header)
	for i := range 60 {
		b.WriteString(row(white, "White", drugs, "Arrest", act, "Kent", i))
		b.WriteString(row(black, "Black", drugs, "", act, "Kent", i))
	}
	for i := range 6 {
		b.WriteString(row(black, quoted, drugs, quoted, act, "Kent", i))
		b.WriteString(row(quoted, "Black", quoted, "Arrest", quoted, force, i))
	}
	return b.String()
}

// TestHostileExtract: whatever stands in the cells, the name of the file, the values of flags and
// the file of residents, every form and every picture shows it as text, if at all.
func TestHostileExtract(t *testing.T) {
	picture := filepath.Join(t.TempDir(), "p.svg")
	for _, text := range hostileTexts {
		dir := t.TempDir()
		file := filepath.Join(dir, fileName(strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), "")))
		figures := filepath.Join(dir, "residents.csv")
		if err := os.WriteFile(figures, []byte("group,residents,area\nWhite,1000,"+`"`+strings.ReplaceAll(text, `"`, `""`)+`"`+"\nMixed,10\nAsian,10\nBlack,100\nOther,10\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		shown := 0
		for _, format := range cli.Formats {
			for _, args := range [][]string{{"-by", "force", "-within", "object"}, {"-suppress", "5"}, {"-where", "Borough=" + text, "-residents", figures}} {
				content := hostileExtract(text, !slices.Contains(args, "-suppress"))
				if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
					t.Fatal(err)
				}
				status, out, errout := call(t, "", slices.Concat(args, []string{"-format", format, "-plot", picture, file})...)
				checkText(t, "standard error", errout)
				if status != statusOK {
					t.Logf("%q %q: %.300s", text, args, errout)
					continue
				}
				shown++
				switch format {
				case cli.FormatHTML:
					checkText(t, "the page", out)
					pagetest.Alone(t, out)
					checkFormulas(t, "the data of the page", carried(t, out))
				case cli.FormatCSV:
					checkFormulas(t, "CSV", out)
				case cli.FormatMarkdown:
					checkText(t, "Markdown", out)
					checkPage(t, out)
				default:
					checkText(t, "-format "+format, out)
				}
				data, err := os.ReadFile(picture)
				if err != nil {
					t.Fatal(err)
				}
				pagetest.Picture(t, data)
			}
		}
		if shown < 2*len(cli.Formats) {
			t.Errorf("%q: %d reports", text, shown)
		}
	}
}

// TestLongCell: a cell of 10 MB takes some seconds at most in every form, and is clipped in errors.
func TestLongCell(t *testing.T) {
	if testing.Short() {
		t.Skip("some seconds, in which nothing runs beside another")
	}
	long := strings.Repeat("<b>ab c</b> ", 850_000)
	var rows strings.Builder
	for range 20 {
		rows.WriteString(person(white, "Arrest") + person(black, "Arrest"))
	}
	for _, test := range []struct{ rows, reason string }{
		{rows.String() + person(`"`+long+`"`, "Arrest"), "a label of ethnicity"},
		{rows.String() + person(white, `"`+long+`"`), "an outcome"},
		{strings.ReplaceAll(rows.String(), "Controlled drugs", `"`+long[:1<<20]+`"`), "an object, in every row"},
		{strings.Replace(rows.String(), "2023-01-05", `"`+long+`"`, 1), "a date, which is refused"},
	} {
		file, picture := write(t, kentFile, header+test.rows), filepath.Join(t.TempDir(), "p.svg")
		for _, format := range cli.Formats {
			begin := time.Now()
			status, out, errout := call(t, "", "-format", format, "-plot", picture, file)
			took := time.Since(begin)
			t.Logf("%s, %s: status %d in %v, %d kB, standard error %d bytes", test.reason, format, status, took.Round(time.Millisecond), len(out)>>10, len(errout))
			const most = 30 * time.Second // on a busy machine; one second is usual
			if took > most {
				t.Errorf("%s: %s takes %v", test.reason, format, took)
			}
			if len(errout) > 2_000 {
				t.Errorf("%s: %s says %d bytes on standard error", test.reason, format, len(errout))
			}
		}
	}
}
