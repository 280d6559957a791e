package counts

import (
	"cmp"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// fileName is how errors and lines name the table.
func fileName(t *tidy.Table) string { return cmp.Or(sheet.Clip(t.File), "the table") }
