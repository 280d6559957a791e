package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// printed returns the page as a PDF of A4, or of what the page itself asks for.
func printed(t *testing.T, ctx context.Context) []byte {
	t.Helper()
	data, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPreferCSSPageSize()))
	must(t, err)
	return data
}

// mediaBox is the size of a sheet in a PDF, in points: left, bottom, right, top.
var mediaBox = regexp.MustCompile(`/MediaBox\s*\[\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s*\]`)

// sheets objects to a PDF without a sheet, and to sheets larger than A4, 595 by 842 points, which
// may be turned.
func sheets(pdf []byte) []string {
	boxes := mediaBox.FindAllSubmatch(pdf, -1)
	if len(boxes) == 0 {
		return []string{"no sheet is printed"}
	}
	var list []string
	for i, box := range boxes {
		var edges [4]float64
		for k := range edges {
			edges[k], _ = strconv.ParseFloat(string(box[k+1]), 64) // the pattern takes numbers only
		}
		if width, height := edges[2]-edges[0], edges[3]-edges[1]; min(width, height) > 597 || max(width, height) > 844 {
			list = append(list, fmt.Sprintf("sheet %d of %d is %.0f by %.0f points: A4 is 595 by 842", i+1, len(boxes), width, height))
		}
	}
	return list
}

// firstSentence is the heading of the page and the beginning of its first paragraph.
const firstSentence = `[document.querySelector('h1'), document.querySelector('main p')].map(e => e ? e.textContent : '')`

// says objects to a PDF whose text has not what the page begins with.
func says(t *testing.T, seen *visit, pdf []byte) []string {
	t.Helper()
	tool := needs(t, "pdftotext", "install Debian's package poppler-utils")
	file := filepath.Join(t.TempDir(), "page.pdf")
	must(t, os.WriteFile(file, pdf, 0o600))
	out, err := exec.CommandContext(t.Context(), tool, "-raw", file, "-").Output()
	must(t, err)
	text := letters(string(out))
	var list []string
	for _, want := range evaluate[[]string](t, seen.ctx, firstSentence) {
		switch {
		case letters(want) == "":
			list = append(list, "the page has no heading, or no paragraph")
		case !strings.Contains(text, letters(want)):
			list = append(list, fmt.Sprintf("the printed text has not %q", want))
		}
	}
	return list
}

// letters leaves out what a line that is broken elsewhere changes.
func letters(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "\u00ad", "")), "")
}
