package claims

import (
	"fmt"

	"github.com/seed-549880be/disparity/outcomes/report/internal/wording"
)

// words are those of what the records are of.
func (in *Input) words() wording.Words { return wording.Of(in.Records) }

// say returns a template with these words.
func (in *Input) say(template string) string { return in.words().In(template) }

// sayf is [fmt.Sprintf] of say.
func (in *Input) sayf(template string, args ...any) string {
	return fmt.Sprintf(in.words().In(template), args...)
}
