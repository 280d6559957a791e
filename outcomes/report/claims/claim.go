package claims

import "github.com/seed-549880be/disparity/ethnicity"

// Claim is one sentence that can be said, as data.
type Claim struct {
	// Groups are those that the sentence is of, in the order of the table.
	Groups []ethnicity.Group `json:"groups"`

	// Word is what it says of them.
	Word Word `json:"word"`

	// Text is the sentence.
	Text string `json:"text"`
}
