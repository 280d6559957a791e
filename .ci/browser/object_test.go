package browser

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// objections runs every check of a page, by name. Those of the screen run in each view.
func objections(t *testing.T, file string, views []view) map[string][]string {
	t.Helper()
	list := map[string][]string{}
	object := func(check string, v view, found []string) {
		for _, text := range found {
			list[check] = append(list[check], v.name+": "+text)
		}
	}
	for _, v := range views {
		seen := open(t, file, v, false)
		object("fits", v, fits(t, seen, false))
		object("quiet", v, quiet(seen))
		object("alone", v, alone(seen))
		object("linked", v, linked(t, seen))
		shoot(t, seen, v)
		object("accessible", v, accessible(t, seen))
	}
	seen := open(t, file, paper, false)
	object("fits", paper, fits(t, seen, true))
	object("quiet", paper, quiet(seen))
	pdf := printed(t, seen.ctx)
	keep(t, file, paper, "pdf", pdf)
	object("sheets", paper, sheets(pdf))
	object("says", paper, says(t, seen, pdf))
	object("valid", view{name: "html-validate"}, valid(t, file))
	return list
}

// TestObjects: every check objects to what it is for, and none to the page that is as it should be.
func TestObjects(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("testdata", "page.html"))
	must(t, err)
	policy := `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`
	for _, test := range []struct {
		reason   string
		replaced []string // pairs of old and new
		check    string
		says     string // in one of the objections
		others   []string
	}{
		{"as it should be", nil, "", "", nil},
		{"a word too long for a narrow screen", []string{"another.", strings.Repeat("another", 9)},
			"fits", "320-dark: the page is", nil},
		{"a table that no region lets scroll", []string{".region { overflow-x: auto; }", "td { min-width: 900px; }"},
			"fits", "320-dark: the page is", nil},
		{"a box wider than a large screen", []string{"<svg", `<div style="width: 1300px">x</div><svg`},
			"fits", "1280-light: the page is 13", []string{"valid"}},
		{"a table that scrolls on paper", []string{".region { overflow-x: visible; }", "td { min-width: 900px; }"},
			"fits", "paper: <section>", nil},
		{"text that is cut", []string{"<p>Members", `<p style="overflow: hidden; white-space: nowrap; width: 80px">Members`},
			"fits", "is cut", []string{"says", "valid"}},
		{"letters too small", []string{"<p>Members", `<p style="font-size: 6px">Members`},
			"fits", "letters of 6 px", []string{"valid"}},
		{"letters of a picture too small where it is made to fit", []string{`viewBox="0 0 280 40" width="280"`, `viewBox="0 0 800 40" width="800"`},
			"fits", "320-dark: <svg>", nil},
		{"letters that reach out of a picture", []string{`>Group A</text>`, `>` + strings.Repeat("A", 50) + `</text>`},
			"fits", "reaches out of its picture", nil},
		{"a script that fails", []string{policy, "", "</main>", `<script>throw new Error("broken")</script></main>`},
			"quiet", "broken", nil},
		{"a script that speaks", []string{policy, "", "</main>", `<script>console.log("hello")</script></main>`},
			"quiet", "hello", nil},
		{"a script that the policy forbids", []string{"</main>", `<script>document.title = "x"</script></main>`},
			"quiet", "Content Security Policy", nil},
		{"a script that speaks late", []string{policy, "", "</main>", `<script>setTimeout(() => console.error("late"), 10)</script></main>`},
			"quiet", "late", nil},
		{"a page in the quirks of old browsers", []string{"<!DOCTYPE html>\n", ""},
			"quiet", "Quirks", []string{"valid"}},
		{"a picture from elsewhere", []string{policy, "", "</main>", `<img src="http://127.0.0.1:9/x.png" alt="x"></main>`},
			"alone", "asks for http://127.0.0.1:9/x.png", []string{"quiet"}},
		{"a style from a file", []string{policy, "", "</title>", `</title><link rel="stylesheet" href="other.css">`},
			"alone", "other.css", []string{"quiet"}},
		{"a picture from elsewhere, which the policy forbids", []string{"</main>", `<img src="http://127.0.0.1:9/x.png" alt="x"></main>`},
			"quiet", "Content Security Policy", []string{"alone"}},
		{"pale in light alone", []string{"color: #111; font", "color: #999; font"},
			"accessible", "1280-light: color-contrast", nil},
		{"pale in dark alone", []string{"background: #111; color: #eee;", "background: #111; color: #555;"},
			"accessible", "320-dark: color-contrast", nil},
		{"a region that no key reaches", []string{` tabindex="0"`, "", "td>1<", "td><div style=\"width: 1300px\">1</div><"},
			"accessible", "320-dark: scrollable-region-focusable", []string{"fits", "valid"}},
		{"a picture without words", []string{`<title id="picture">A: 1, B: 2</title>`, ""},
			"accessible", "svg-img-alt", []string{"valid", "linked"}},
		{"no language", []string{` lang="en-GB"`, ""},
			"accessible", "html-has-lang", []string{"valid"}},
		{"an element that does not end", []string{"</main>", "<div></main>"},
			"valid", "close-order", nil},
		{"an id twice", []string{`id="caption"`, `id="counts"`},
			"valid", "no-dup-id", []string{"accessible", "linked"}},
		{"two regions of one name", []string{"</main>", `<section aria-labelledby="caption"><p>More.</p></section></main>`},
			"valid", "unique-landmark", nil},
		{"a link to nothing", []string{`href="#counts"`, `href="#cuonts"`},
			"linked", "#cuonts", []string{"accessible"}},
		{"a label that is nowhere", []string{`aria-labelledby="caption"`, `aria-labelledby="capture"`},
			"linked", "capture", []string{"accessible", "valid"}},
		{"a file without content", []string{`data:text/csv,group,count%0AA,1%0A`, `data:text/csv,`},
			"linked", "counts.csv", nil},
		{"a sheet of A3", []string{"size: A4", "size: A3"},
			"sheets", "A4 is 595 by 842", nil},
		{"a page that is not printed", []string{"@page {", "@media print { p { display: none; } }\n@page {"},
			"says", "Members of one group", nil},
	} {
		t.Run(test.reason, func(t *testing.T) {
			changed := strings.NewReplacer(test.replaced...).Replace(string(page))
			if changed == string(page) && test.check != "" {
				t.Fatal("the page is as it was")
			}
			file := filepath.Join(t.TempDir(), "page.html")
			must(t, os.WriteFile(file, []byte(changed), 0o600))
			found := objections(t, file, []view{views[0], views[3]}) // 1280 in light, 320 in dark
			if test.check != "" && !slices.ContainsFunc(found[test.check], func(text string) bool { return strings.Contains(text, test.says) }) {
				t.Errorf("%s does not object with %q: %q", test.check, test.says, found)
			}
			for check, list := range found {
				if check != test.check && !slices.Contains(test.others, check) {
					t.Errorf("%s objects: %q", check, list)
				}
			}
		})
	}
}
