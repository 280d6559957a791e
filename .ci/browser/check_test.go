package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Each check returns what it objects to, in sentences.

//go:embed fits.js
var fitsScript string

// fits objects to what is wider than the screen or the paper, cut, or too small to be read.
func fits(t *testing.T, seen *visit, paper bool) []string {
	t.Helper()
	return evaluate[[]string](t, seen.ctx, fmt.Sprintf("%s(%v)", fitsScript, paper))
}

// quiet objects to whatever the console says: errors, warnings, and what the policy of the page
// forbids.
func quiet(seen *visit) []string {
	seen.mu.Lock()
	defer seen.mu.Unlock()
	return append([]string(nil), seen.messages...)
}

// alone objects to whatever is asked for beside the page itself.
func alone(seen *visit) []string {
	seen.mu.Lock()
	defer seen.mu.Unlock()
	var list []string
	for _, asked := range seen.requests {
		list = append(list, "asks for "+asked)
	}
	return list
}

// linked objects to links and labels that lead nowhere, and to files without content.
func linked(t *testing.T, seen *visit) []string {
	t.Helper()
	return evaluate[[]string](t, seen.ctx, linkScript)
}

// linkScript looks at what refers to something else. A link may lead to another site, which is not
// asked.
const linkScript = `[...document.querySelectorAll('[href], [aria-labelledby], [aria-describedby]')].flatMap(element => {
	const found = [], link = element.getAttribute('href') || '';
	if (link.startsWith('#') && !document.getElementById(decodeURIComponent(link.slice(1)))) {
		found.push('a link to ' + link + ' leads nowhere');
	}
	if (element.hasAttribute('download') && !/^data:[^,]+,./.test(link)) {
		found.push('the file ' + element.getAttribute('download') + ' has no content');
	}
	for (const name of ['aria-labelledby', 'aria-describedby']) {
		for (const id of (element.getAttribute(name) || '').split(/\s+/).filter(Boolean)) {
			if (!document.getElementById(id)) found.push(name + ' ' + id + ' is nowhere');
		}
	}
	return found;
})`

// axeScript runs the rules of WCAG 2.1, levels A and AA. What it could not decide is told apart.
const axeScript = `axe.run(document, {
	runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']},
	resultTypes: ['violations', 'incomplete'],
}).then(result => {
	const say = list => list.flatMap(rule => rule.nodes.map(node =>
		rule.id + ': ' + rule.help + ': ' + node.target.join(' ') + ': ' + (node.failureSummary || '').replace(/\s+/g, ' ')));
	return {Rules: result.passes.length, Violations: say(result.violations), Undecided: say(result.incomplete)};
})`

// accessible objects to what hinders people who see, hear or move otherwise, as far as a program
// can tell.
func accessible(t *testing.T, seen *visit) []string {
	t.Helper()
	evaluate[json.RawMessage](t, seen.ctx, axe(t)+"\n;true")
	found := evaluate[struct {
		Rules                 int
		Violations, Undecided []string
	}](t, seen.ctx, axeScript)
	if found.Rules < 5 {
		t.Errorf("axe-core found only %d rules that the page keeps: did it run?", found.Rules)
	}
	for _, text := range found.Undecided {
		t.Logf("axe-core leaves to people: %s", text)
	}
	return found.Violations
}

// axe returns the script of axe-core.
func axe(t *testing.T) string {
	t.Helper()
	return string(module(t, filepath.Join("axe-core", "axe.min.js")))
}

// module returns a file of what npm has installed.
func module(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("node_modules", name))
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("no axe-core and html-validate: npm ci --ignore-scripts")
	}
	must(t, err)
	return data
}

// valid objects to what is no HTML, by the rules in htmlvalidate.mjs.
func valid(t *testing.T, file string) []string {
	t.Helper()
	node := needs(t, "node", "install Debian's packages nodejs and npm")
	module(t, filepath.Join("html-validate", "package.json"))
	script, err := filepath.Abs(filepath.Join("node_modules", "html-validate", "bin", "html-validate.mjs"))
	must(t, err)
	config, err := filepath.Abs("htmlvalidate.mjs")
	must(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	// not what it prints, the end of which may be lost
	found := filepath.Join(t.TempDir(), "found.json")
	said, err := exec.CommandContext(ctx, node, script, "--config", config, "--formatter", "json="+found, file).CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	out, readErr := os.ReadFile(found)
	if readErr != nil {
		t.Fatalf("html-validate: %v\n%s", readErr, said)
	}
	var results []struct {
		Messages []struct {
			RuleID  string `json:"ruleId"`
			Message string
			Line    int
			Column  int
		}
	}
	if err := json.Unmarshal(out, &results); err != nil {
		t.Fatalf("html-validate: %v\n%s\n%s", err, out, said)
	}
	var list []string
	for _, result := range results {
		for _, m := range result.Messages {
			list = append(list, fmt.Sprintf("%d:%d: %s (%s)", m.Line, m.Column, m.Message, m.RuleID))
		}
	}
	if err != nil && len(list) == 0 {
		t.Fatalf("html-validate: %v\n%s", err, said)
	}
	return list
}
