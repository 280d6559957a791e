package sheet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ToASCII writes a text without characters beyond ASCII, for a terminal or a letter that has none.
//
// Dashes become "-", quotes straight, fractions "1/2", signs what stands for them ("<=", "inf",
// "x"), and letters of Latin script lose their accents. A raised number is the mark of a footnote,
// "[1]", unless it stands behind a letter or another digit, as in "m^2". What is left becomes "?".
func ToASCII(s string) string {
	if isASCII(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	before := ' ' // the character before
	rest := s
	for rest != "" {
		if marks := raised(rest); marks != "" {
			number := loweredDigits.Replace(marks)
			if unicode.IsLetter(before) || unicode.IsDigit(before) || before == ')' {
				b.WriteString("^" + number)
			} else {
				b.WriteString("[" + number + "]")
			}
			before, rest = '1', rest[len(marks):]
			continue
		}
		r, n := utf8.DecodeRuneInString(rest)
		b.WriteString(asciiOf(r))
		before, rest = r, rest[n:]
	}
	return b.String()
}

// isASCII tells whether a text has no character beyond ASCII.
func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// asciiOf returns what stands for one character.
func asciiOf(r rune) string {
	if r < utf8.RuneSelf {
		return string(r)
	}
	if text, ok := asciiSigns[r]; ok {
		return text
	}
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf): // accents, and what takes no room
		return ""
	case unicode.Is(unicode.Zs, r):
		return " "
	case unicode.Is(unicode.Pd, r):
		return "-"
	}
	return "?"
}

// raisedDigits are the characters of [Superscript].
const raisedDigits = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"

var loweredDigits = strings.NewReplacer("⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9", "⁻", "-")

// raised returns the raised number with which a text begins, "" if it begins with none.
func raised(s string) string {
	return s[:len(s)-len(strings.TrimLeft(s, raisedDigits))]
}

// asciiSigns has what stands for a character.
var asciiSigns = signs()

// signs builds asciiSigns.
func signs() map[rune]string {
	m := map[rune]string{
		'−': "-", '“': `"`, '”': `"`, '„': `"`, '«': `"`, '»': `"`, '‘': "'", '’': "'", '‚': "'", '′': "'", '″': `"`,
		'…': "...", '·': "-", '•': "*", '▸': ">", '●': "o", '○': "o", '×': "x", '÷': "/", '±': "+/-", '≤': "<=", '≥': ">=", '≠': "!=", '≈': "~", '∞': "inf",
		'½': "1/2", '¼': "1/4", '¾': "3/4", '⅓': "1/3", '⅔': "2/3", '⅛': "1/8", '⅜': "3/8", '⅝': "5/8", '⅞': "7/8",
		'│': "|", '├': "|", '┤': "|", '┼': "+", '─': "-", '←': "<-", '→': "->", '↑': "^", '↓': "v", '√': "sqrt", 'µ': "u", 'μ': "mu", 'χ': "chi", 'α': "alpha",
		'£': "GBP ", '€': "EUR ", '§': "s.", '°': " degrees", '©': "(c)", '®': "(R)", '™': "(TM)", '№': "No. ",
		'Æ': "AE", 'æ': "ae", 'Œ': "OE", 'œ': "oe", 'ß': "ss", 'ẞ': "SS", 'Þ': "Th", 'þ': "th", 'Ĳ': "IJ", 'ĳ': "ij",
	}
	for _, letters := range latinLetters {
		base, accented, _ := strings.Cut(letters, " ")
		for _, r := range accented {
			m[r] = base
		}
	}
	return m
}

// latinLetters has for each letter those that are it with an accent or a stroke.
var latinLetters = [...]string{
	"A ÀÁÂÃÄÅĀĂĄǍǞǠǺȀȂȦḀẠẢẤẦẨẪẬẮẰẲẴẶ",
	"B ḂḄḆƁɃ",
	"C ÇĆĈĊČḈƇȻ",
	"D ĎḊḌḎḐḒĐÐƉƊ",
	"E ÈÉÊËĒĔĖĘĚȄȆȨḔḖḘḚḜẸẺẼẾỀỂỄỆƎƏƐ",
	"F ḞƑ",
	"G ĜĞĠĢǦǴḠƓǤ",
	"H ĤȞḢḤḦḨḪĦ",
	"I ÌÍÎÏĨĪĬĮİǏȈȊḬḮỈỊƗ",
	"J ĴɈ",
	"K ĶǨḰḲḴƘ",
	"L ĹĻĽḶḸḺḼŁĿȽ",
	"M ḾṀṂ",
	"N ÑŃŅŇǸṄṆṈṊŊƝ",
	"O ÒÓÔÕÖŌŎŐƠǑǪǬȌȎȪȬȮȰṌṎṐṒỌỎỐỒỔỖỘỚỜỞỠỢØǾƆ",
	"P ṔṖƤ",
	"R ŔŖŘȐȒṘṚṜṞɌ",
	"S ŚŜŞŠȘṠṢṤṦṨ",
	"T ŢŤȚṪṬṮṰŦƬƮȾ",
	"U ÙÚÛÜŨŪŬŮŰŲƯǓǕǗǙǛȔȖṲṴṶṸṺỤỦỨỪỬỮỰɄ",
	"V ṼṾƲ",
	"W ŴẀẂẄẆẈ",
	"X ẊẌ",
	"Y ÝŶŸȲẎỲỴỶỸƳɎ",
	"Z ŹŻŽẐẒẔƵȤ",
	"a àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặª",
	"b ḃḅḇɓƀ",
	"c çćĉċčḉƈȼ",
	"d ďḋḍḏḑḓđðɖɗ",
	"e èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệǝəɛ",
	"f ḟƒ",
	"g ĝğġģǧǵḡɠǥ",
	"h ĥȟḣḥḧḩḫẖħ",
	"i ìíîïĩīĭįǐȉȋḭḯỉịıɨ",
	"j ĵǰɉ",
	"k ķǩḱḳḵƙĸ",
	"l ĺļľḷḹḻḽłŀƚ",
	"m ḿṁṃ",
	"n ñńņňǹṅṇṉṋŋɲŉ",
	"o òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợøǿɔº",
	"p ṕṗƥ",
	"r ŕŗřȑȓṙṛṝṟɍ",
	"s śŝşšșṡṣṥṧṩſ",
	"t ţťțṫṭṯṱẗŧƭ",
	"u ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự",
	"v ṽṿ",
	"w ŵẁẃẅẇẉẘ",
	"x ẋẍ",
	"y ýÿŷȳẏẙỳỵỷỹƴɏ",
	"z źżžẑẓẕƶȥ",
}
