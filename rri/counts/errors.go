package counts

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// wrapped returns an error of a group with its name.
func wrapped(group string, err error) error {
	return fmt.Errorf("counts: %q: %w", sheet.Clip(group), err)
}
