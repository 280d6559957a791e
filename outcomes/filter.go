package outcomes

// Filter keeps the rows that say Value in the column Column, of files that are read.
//
// A column is named as in the header of the file, or in the keys of its objects, whatever the
// letter case and whatever stands between the words: "la_name" is "LA Name". What is nested has the
// names that lead to it, "location.street.name". A column that the file names otherwise may also
// have the name that it has at data.police.uk: "Gender". Any column of the file will do.
//
// Values are compared as they stand in the file, without regard to letter case and to space around
// them. An empty Value is a blank cell, which may also say NA, null and the like.
type Filter struct {
	Column string `json:"column"`
	Value  string `json:"value"`
}
