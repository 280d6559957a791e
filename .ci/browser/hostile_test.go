package browser

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestHostile: what labels, headers and files hold is shown as text. Nothing in it runs, nothing in
// it asks, and the page is as any other.
func TestHostile(t *testing.T) {
	tab(t)
	var table strings.Builder
	table.WriteString("\"group <script>window.ran=1</script>\",\"events <img src=x onerror='window.ran=1'>\",\"residents --><b>\"\n")
	for _, label := range []string{
		"White", `<script>window.ran = 1</script>`, `<img src=x onerror=window.ran=1>`, `<svg onload=window.ran=1>`, `</style><script>window.ran=1</script>`,
		`</title></svg></table><iframe src=//127.0.0.1:9/frame>`, `" onfocus="window.ran=1" autofocus x="`, `' onmouseover='window.ran=1`,
		`javascript:window.ran=1`, `data:text/html,<script>window.ran=1</script>`, `url(//127.0.0.1:9/style)`, `<a href="//127.0.0.1:9/link">press</a>`,
		`<meta http-equiv=refresh content="0;url=//127.0.0.1:9/refresh">`, `<base href=//127.0.0.1:9/>`, `&lt;script&gt;window.ran=1&lt;/script&gt;`, `{{.}}${window.ran=1}`,
		"=cmd|' /C calc'!A0", "\u202egroup\u202c backwards", "bell\a and escape \x1b[31mred", "]]>", "-->", strings.Repeat("long ", 200), strings.Repeat("w", 500),
	} {
		table.WriteString(`"` + strings.ReplaceAll(label, `"`, `""`) + "\",12,1000\n")
	}
	folder := t.TempDir()
	input := filepath.Join(folder, `input "><img src=x onerror=window.ran=1>.csv`)
	if err := os.WriteFile(input, []byte(table.String()), 0o600); err != nil {
		input = filepath.Join(folder, "input.csv") // a system that has no such names
		must(t, os.WriteFile(input, []byte(table.String()), 0o600))
	}
	file := filepath.Join(folder, "hostile.html")
	page := run(t, "counts", "-format", "html", "-rate", input)
	must(t, os.WriteFile(file, []byte(page), 0o600))
	for check, list := range objections(t, file, views) {
		t.Errorf("%s objects: %d:\n\t%s", check, len(list), strings.Join(list[:min(20, len(list))], "\n\t"))
	}
	// with the policy of the page, and if nothing but the page keeps it
	for _, bypass := range []bool{false, true} {
		seen := open(t, file, views[0], bypass)
		if evaluate[bool](t, seen.ctx, `'ran' in window`) {
			t.Errorf("with bypass %v a script ran", bypass)
		}
		if found := append(quiet(seen), alone(seen)...); len(found) > 0 {
			t.Errorf("with bypass %v: %q", bypass, found)
		}
		if !evaluate[bool](t, seen.ctx, `document.querySelector('main').innerText.includes('<script>window.ran = 1</script>')`) {
			t.Errorf("the label is not on the page as it is written")
		}
		if found := evaluate[[]string](t, seen.ctx, `[...document.querySelectorAll('script, iframe, img, base, object, embed, form, b')].map(e => e.outerHTML)`); len(found) > 0 {
			t.Errorf("elements that the program does not write: %q", found)
		}
	}
}
