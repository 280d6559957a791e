package browser

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// A view is how a page is looked at.
type view struct {
	name          string
	width, height int64 // in pixels of CSS
	dark          bool
	media         string // print, or nothing for a screen
}

// The widths are those of a desk and of the narrowest screen of WCAG 2.1, 1.4.10 (a screen of 1280
// magnified four times).
var views = []view{
	{name: "1280-light", width: 1280, height: 1024},
	{name: "1280-dark", width: 1280, height: 1024, dark: true},
	{name: "320-light", width: 320, height: 640},
	{name: "320-dark", width: 320, height: 640, dark: true},
}

// A4 without margins of 14 mm on the left and on the right, which the pages have.
var paper = view{name: "paper", width: 688, height: 1000, media: "print"}

// A visit is a page in a tab, with what happened while it was opened.
type visit struct {
	ctx  context.Context
	file string

	mu       sync.Mutex // the browser tells from another goroutine
	requests []string   // what was asked for beside the page
	messages []string   // what the console says
	opened   bool       // the page itself was asked for
}

// open opens a file as it is looked at. With bypass its content security policy is not
// kept.
func open(t *testing.T, file string, v view, bypass bool) *visit {
	t.Helper()
	seen := &visit{ctx: tab(t), file: file}
	must(t, chromedp.Listen(seen.ctx, seen.note))
	call(t, seen.ctx, network.Enable, network.EnableParams{})
	call(t, seen.ctx, audits.Enable, cdp.Empty{})
	call(t, seen.ctx, page.SetBypassCSP, page.SetBypassCSPParams{Enabled: bypass})
	call(t, seen.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: v.width, Height: v.height, DeviceScaleFactor: 1, Mobile: v.width < 600,
	})
	scheme := "light"
	if v.dark {
		scheme = "dark"
	}
	call(t, seen.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Media: v.media, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
	must(t, chromedp.Do(seen.ctx, chromedp.Navigate(address(file))))
	// a moment for what a page does after it is loaded
	evaluate[bool](t, seen.ctx, `new Promise(done => setTimeout(() => done(true), 50))`)
	seen.mu.Lock()
	defer seen.mu.Unlock()
	if !seen.opened {
		t.Fatalf("%s was never asked for: the browser does not tell its requests", file)
	}
	return seen
}

// address returns a file as a URL.
func address(file string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(file)}).String()
}

// note keeps an event of the browser.
func (v *visit) note(event any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		switch asked := e.Request.URL; {
		case asked == address(v.file):
			v.opened = true
		case !strings.HasPrefix(asked, "data:"):
			v.requests = append(v.requests, asked)
		}
	case *runtime.EventConsoleAPICalled:
		words := []string{"console." + string(e.Type)}
		for _, arg := range e.Args {
			words = append(words, string(arg.Value))
		}
		v.messages = append(v.messages, strings.Join(words, " "))
	case *runtime.EventExceptionThrown:
		v.messages = append(v.messages, "exception: "+exception(e.ExceptionDetails))
	case *log.EventEntryAdded:
		v.messages = append(v.messages, fmt.Sprintf("%s of %s: %s", e.Entry.Level, e.Entry.Source, e.Entry.Text))
	case *audits.EventIssueAdded:
		v.messages = append(v.messages, "issue: "+string(e.Issue.Code))
	}
}

// exception returns what a script threw.
func exception(details *runtime.ExceptionDetails) string {
	if details.Exception != nil {
		return details.Text + " " + details.Exception.Description
	}
	return details.Text
}
