package browser

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
)

// slice is the height of a picture of a page, so that it can be looked at without a loss; of a page
// that is higher than most slices, the rest is left out.
const slice, most = 1600, 12

// shoot keeps how a page looks, in pictures of a height of slice, where that is asked for.
func shoot(t *testing.T, seen *visit, v view) {
	t.Helper()
	if os.Getenv("DISPARITY_SHOTS") == "" {
		return
	}
	height := evaluate[float64](t, seen.ctx, `document.documentElement.scrollHeight`)
	for i, top := 0, 0.0; top < height && i < most; i, top = i+1, top+slice {
		beyond := true
		shot := call(t, seen.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
			CaptureBeyondViewport: &beyond,
			Clip:                  &page.Viewport{Y: top, Width: float64(v.width), Height: min(slice, height-top), Scale: 1},
		})
		keep(t, seen.file, v, fmt.Sprintf("%02d.png", i+1), shot.Data)
	}
}

// keep writes what was made of a page to the folder of DISPARITY_SHOTS, if there is one.
func keep(t *testing.T, file string, v view, ending string, data []byte) {
	t.Helper()
	folder := os.Getenv("DISPARITY_SHOTS")
	if folder == "" {
		return
	}
	must(t, os.MkdirAll(folder, 0o777))
	name := strings.TrimSuffix(filepath.Base(file), ".html")
	must(t, os.WriteFile(filepath.Join(folder, name+"-"+v.name+"."+ending), data, 0o666))
}
