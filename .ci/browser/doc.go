// Package browser is the tests that look at the pages of the programs with a browser: whether they
// fit a screen and a sheet of paper, ask for nothing, say nothing on the console, can be read by
// everybody, and are HTML. It is a module of its own, so that what it needs is needed by nobody
// else.
//
//	npm ci --ignore-scripts    # axe-core and html-validate, once
//	go test .
//
// It needs Chromium, and Node with npm; without them the tests are skipped and say so. With
// DISPARITY_SHOTS set to a folder the pages are kept there as they look, with a file of what was
// printed.
package browser
