package outcomes

import (
	"iter"

	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// SavedHashes says of which rows [Extract.Save] saves hashes: the minute, a hash of the place and
// the fingerprint of each, by which people who were stopped together, and files that have the same
// searches, are told. The zero value is [OfficialHashes].
type SavedHashes uint8

// The choices of hashes.
const (
	// OfficialHashes saves those of files in the layout of data.police.uk, whose rows are published
	// anyway, and none of a force's own extracts.
	OfficialHashes SavedHashes = iota
	// AllHashes saves those of all rows. Nothing is decided yet of what files have in common, so
	// that any other can be read beside them: parts of one whole that are read apart.
	AllHashes
	// NoHashes saves none, which takes a fifth to two fifths of the bytes. Nothing can be read
	// beside it of the same forces and months.
	NoHashes
)

var savedHashesNames = enum.New[SavedHashes]("choice of hashes", [][]string{
	OfficialHashes: {"official"},
	AllHashes:      {"all"},
	NoHashes:       {"none"},
})

// String returns the canonical name of h, as [ParseSavedHashes] reads it. It returns
// "SavedHashes(99)" for a number that is no choice.
func (h SavedHashes) String() string { return savedHashesNames.String(h) }

// AppendText appends the canonical name of h. It is an error if h is no choice.
func (h SavedHashes) AppendText(b []byte) ([]byte, error) { return savedHashesNames.AppendText(b, h) }

// MarshalText returns the canonical name of h. It is an error if h is no choice.
func (h SavedHashes) MarshalText() ([]byte, error) { return h.AppendText(nil) }

// UnmarshalText reads what [ParseSavedHashes] reads, so that SavedHashes works with JSON and CSV.
func (h *SavedHashes) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, h, ParseSavedHashes)
}

// ParseSavedHashes returns the choice of that name, in any letter case. The error lists the names.
func ParseSavedHashes(name string) (SavedHashes, error) { return savedHashesNames.Parse(name) }

// SavedHashesChoices returns every choice of hashes in the order of the constants.
func SavedHashesChoices() iter.Seq[SavedHashes] { return savedHashesNames.Values() }
