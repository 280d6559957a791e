package pagetest

import (
	"strings"
	"testing"
)

// recorder counts what a check finds.
type recorder struct {
	testing.TB
	found int
}

func (r *recorder) Helper()               {}
func (r *recorder) Error(...any)          { r.found++ }
func (r *recorder) Errorf(string, ...any) { r.found++ }
func (r *recorder) Fatalf(string, ...any) { r.found++ }

const (
	good = "<!DOCTYPE html>\n<html><head><title>a</title>" + noIcon + "</head><body><a href=\"#a\">1 &lt; 2</a><svg><tr><td>9</td></tr></svg>" +
		`<table><tr><th scope="col">a</th><th>b</th></tr><tr><th>x|y</th><td>1.5 <a href="#n">¹</a></td></tr></table></body></html>`
	markdown = "| a | b |\n| :-- | --: |\n| x&#124;y | 1.5 ¹ |\n"
)

// TestChecks: each check finds what it is for, and nothing in a page that is as it should be.
func TestChecks(t *testing.T) {
	for _, test := range []struct {
		reason         string
		page, markdown string
		alone, words   bool // something is found
		tables         bool
	}{
		{"a good page", good, markdown, false, false, false},
		{"another number", good, strings.Replace(markdown, "1.5", "1.6", 1), false, false, true},
		{"a row less", good, "| a | b |\n| :-- | --: |\n", false, false, true},
		{"a table more", good, markdown + "\n" + markdown, false, false, true},
		{"no tables at all", good, "", false, false, true},
		{"a script", strings.Replace(good, "<svg>", "<script>1</script><svg>", 1), markdown, true, false, false},
		{"a handler", strings.Replace(good, "<svg>", `<svg onload="a()">`, 1), markdown, true, false, false},
		{"an image", strings.Replace(good, "<svg>", `<img src=x><svg>`, 1), markdown, true, false, false},
		{"a link to elsewhere", strings.Replace(good, "#a", "https://example.org", 1), markdown, true, false, false},
		{"an unseen character", strings.Replace(good, "1 &lt;", "1\u202e &lt;", 1), markdown, true, false, false},
		{"a piece of a page", strings.TrimPrefix(good, "<!DOCTYPE html>\n"), markdown, true, false, false},
		{"a word", strings.Replace(good, "1 &lt; 2", "due to chance", 1), markdown, false, true, false},
	} {
		for name, check := range map[string]struct {
			run  func(t testing.TB)
			want bool
		}{
			"Alone":      {func(t testing.TB) { Alone(t, test.page) }, test.alone},
			"Words":      {func(t testing.TB) { Words(t, test.page) }, test.words},
			"SameTables": {func(t testing.TB) { SameTables(t, test.page, test.markdown) }, test.tables},
		} {
			r := recorder{TB: t}
			check.run(&r)
			if (r.found > 0) != check.want {
				t.Errorf("%s: %s finds %d, want something: %v", test.reason, name, r.found, check.want)
			}
		}
	}
}

// TestPicture: the check of pictures finds what it is for, and nothing in a picture that is as it
// should be.
func TestPicture(t *testing.T) {
	const picture = `<svg xmlns="http://www.w3.org/2000/svg"><title>1 &lt; 2</title><text x="1">a</text></svg>`
	for _, test := range []struct {
		picture, reason string
		found           bool
	}{
		{picture, "a good picture", false},
		{"", "nothing at all", true},
		{strings.Replace(picture, "</text>", "", 1), "an element that is not closed", true},
		{strings.Replace(picture, "<text", "<script>1</script><text", 1), "a script", true},
		{strings.Replace(picture, `x="1"`, `onclick="a()"`, 1), "a handler", true},
		{strings.Replace(picture, `x="1"`, `fill="url(#a)"`, 1), "a request", true},
		{strings.Replace(picture, `x="1"`, `href="#a"`, 1), "a link", true},
		{strings.Replace(picture, ">a<", ">\u202ea<", 1), "an unseen character", true},
		{strings.ReplaceAll(picture, "svg", "html"), "something else", true},
	} {
		r := recorder{TB: t}
		Picture(&r, []byte(test.picture))
		if (r.found > 0) != test.found {
			t.Errorf("%s: finds %d, want something: %v", test.reason, r.found, test.found)
		}
	}
}
