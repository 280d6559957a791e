package sheet

import (
	"cmp"
	"strconv"
	"strings"
)

// uniqueNames are names that are taken, each with the last number that it had behind it.
type uniqueNames map[string]int

// take returns the name, with a number behind it if it is taken.
func (u uniqueNames) take(name string) string {
	unique := name
	for u[unique] > 0 {
		u[name]++
		unique = name + "-" + strconv.Itoa(u[name])
	}
	u[unique] = 1
	return unique
}

// longestName is how many bytes a name that is made of a text may have.
const longestName = 60

// slug makes a text a name for an element: of letters of ASCII in lower case, digits and single -,
// and a letter first. A text of other scripts alone is the fallback.
func slug(text, fallback string) string {
	if len(text) > 4*longestName {
		text = text[:4*longestName]
	}
	var b strings.Builder
	for _, r := range strings.ToLower(ToASCII(Clean(text))) {
		switch {
		case b.Len() >= longestName:
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	name := cmp.Or(strings.Trim(b.String(), "-"), fallback)
	if '0' <= name[0] && name[0] <= '9' {
		return fallback + "-" + name
	}
	return name
}

// safePrefix makes a prefix fit for the names of elements.
func safePrefix(prefix string) string {
	prefix = strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '-', r == '_':
			return r
		}
		return -1
	}, prefix)
	if prefix != "" && strings.IndexByte("0123456789-_", prefix[0]) >= 0 {
		return "t" + prefix
	}
	return prefix
}

// fileName makes the name of a CSV file safe on every system: without what is a folder, a device or
// hidden there, and not too long.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '-'
		}
		return r
	}, Clean(shortened(name)))
	const extension = ".csv"
	if n := len(name) - len(extension); n >= 0 && strings.EqualFold(name[n:], extension) {
		name = name[:n]
	}
	if runes := []rune(name); len(runes) > longestName {
		name = string(runes[:longestName])
	}
	name = strings.Trim(name, " .")
	switch base, _, _ := strings.Cut(strings.ToUpper(name), "."); {
	case name == "":
		name = "data"
	case base == "CON", base == "PRN", base == "AUX", base == "NUL",
		len(base) == 4 && (strings.HasPrefix(base, "COM") || strings.HasPrefix(base, "LPT")) && '0' <= base[3] && base[3] <= '9':
		name = "data-" + name
	}
	return name + extension
}

// fileSize writes how large a file is.
func fileSize(bytes int) string {
	const thousand = 1000
	switch {
	case bytes == 1:
		return "1 byte"
	case bytes < thousand:
		return strconv.Itoa(bytes) + " bytes"
	case bytes < thousand*thousand-thousand/2:
		return strconv.Itoa((bytes+thousand/2)/thousand) + " kB"
	}
	return Fixed(float64(bytes)/(thousand*thousand), 1) + " MB"
}
