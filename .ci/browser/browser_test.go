package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// names are those of Chromium and of what is built of it.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}

// stop closes the browser, if a test has started it.
var stop = func() {}

// started is the context of a browser without a tab of ours; the error says that there is no
// browser.
var started = sync.OnceValues(func() (context.Context, error) {
	for _, name := range names {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		allocator, cancel := chromedp.NewExecAllocator(context.Background(),
			append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path))...)
		ctx, cancelContext := chromedp.NewContext(allocator)
		stop = func() { cancelContext(); cancel() }
		return ctx, chromedp.Do(ctx)
	}
	return nil, fmt.Errorf("none of %q is installed", names)
})

func TestMain(m *testing.M) {
	code := m.Run()
	stop()
	if err := os.RemoveAll(made.folder); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// tab returns a new tab, which is closed with the test. The test is skipped where there is no
// browser.
func tab(t *testing.T) context.Context {
	t.Helper()
	browser, err := started()
	switch {
	case browser == nil:
		t.Skipf("no browser: %v: install Debian's package chromium", err)
	case err != nil:
		t.Fatalf("the browser does not start: %v", err)
	}
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	must(t, chromedp.Do(ctx)) // opens it: a deadline of the first use would be that of the tab
	limited, cancelLimit := context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancelLimit)
	return limited
}

// must stops the test at an error of the browser or of the system.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// needs skips the test where a tool is not installed, and returns its path.
func needs(t *testing.T, name, from string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("no %s: %s", name, from)
	}
	return path
}
