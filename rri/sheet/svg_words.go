package sheet

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// heading returns the title of the picture, or what stands for one of nothing.
func (p Picture) heading() string { return cmp.Or(pictureText(p.Title, mostLine), "Picture") }

// numbers says in words what the picture shows, with every number, for those who do not see it.
func (p Picture) numbers() string {
	var w words
	w.sentence(pictureText(p.Scale, mostLine))
	has := p.has()
	if interval := pictureText(p.Interval, mostLine); interval != "" && (has.interval || has.band || has.curve) {
		w.sentence("In brackets: " + interval)
	}
	if bounds := pictureText(p.Bounds, mostLine); bounds != "" && (has.bounds || has.outer) {
		w.sentence("Wider: " + bounds)
	}
	for _, r := range p.Rows {
		w.row(r)
	}
	for _, panel := range p.Panels {
		w.panel(panel)
	}
	for _, r := range p.Ranks {
		w.rank(r)
	}
	if p.Funnel != nil {
		w.funnel(*p.Funnel)
	}
	if p.Curve != nil {
		w.curve(*p.Curve)
	}
	if !p.draws() {
		w.sentence(nothing)
	}
	for _, line := range p.Legend {
		w.sentence(pictureText(line, mostLine))
	}
	return w.String()
}

// words are sentences about a picture.
type words struct{ strings.Builder }

// sentence writes a sentence.
func (w *words) sentence(s string) {
	if s == "" {
		return
	}
	if w.Len() > 0 {
		w.WriteByte(' ')
	}
	w.WriteString(spoken(s))
	if last, _ := utf8.DecodeLastRuneInString(s); !strings.ContainsRune(".:;!?", last) {
		w.WriteByte('.')
	}
}

// row says what a row of a forest plot shows.
func (w *words) row(r PictureRow) {
	label, word := pictureText(r.Label, mostName), pictureText(r.Word, mostName)
	if r.isHeading() {
		if word != "" {
			w.sentence(label + ": " + word)
		} else if label != "" {
			w.sentence(strings.TrimRight(label, ":") + ":")
		}
		return
	}
	text := strings.TrimSpace(label + " " + r.numbers())
	w.sentence(text + wider(r.Bounds, r.BoundsText) + behindComma(word))
}

// wider says what the wider bounds of an estimate are.
func wider(e *Interval, text string) string {
	if !e.drawable() {
		return ""
	}
	return ", wider " + cmp.Or(pictureText(text, mostName), e.limitsText())
}

// behindComma returns a text behind a comma, if there is one.
func behindComma(s string) string {
	if s == "" {
		return ""
	}
	return ", " + s
}

// panel says what a panel shows, point by point.
func (w *words) panel(panel Panel) {
	label := pictureText(panel.Label, mostName)
	var points []string
	for i, p := range panel.Points {
		text := p.numbers()
		switch {
		case p.Plot.drawable():
			text += wider(p.Bounds, p.BoundsText) + behindComma(pictureText(p.Partly, mostName))
		case text == "" || text == "—":
			text = "missing"
		case p.Plot != nil:
			text += " without limits, not drawn"
		}
		text = strings.TrimSpace(pictureText(p.Name, mostName) + " " + text)
		if p.Apart && i > 0 {
			why := cmp.Or(pictureText(p.Why, mostName), "another basis")
			text = "not comparable with what is before: " + why + "; " + text
		}
		points = append(points, text)
	}
	if points == nil {
		points = []string{"missing"}
	}
	w.sentence(strings.TrimPrefix(label+": "+strings.Join(points, "; "), ": "))
}

// rank says what a row of a picture of ranks shows.
func (w *words) rank(r PictureRank) {
	text := strings.TrimSpace(pictureText(r.Label, mostName) + " " + r.numbers())
	if r.drawable() {
		text += " (" + placeText(r.Lower) + "–" + placeText(r.Upper) + ")"
	}
	if r.wider() {
		text += ", wider " + placeText(r.Lowest) + "–" + placeText(r.Highest)
	}
	w.sentence(text + behindComma(pictureText(r.Word, mostName)))
}

// spoken writes "to" for the dash between two numbers, which a voice leaves out, and "none" for the
// sign of a number that there is not.
func spoken(s string) string {
	if !strings.ContainsAny(s, "–—") {
		return s
	}
	var b strings.Builder
	rest := s
	for {
		i := strings.Index(rest, "–")
		if i < 0 {
			break
		}
		before, after := strings.TrimRight(rest[:i], " "), strings.TrimLeft(rest[i+len("–"):], " ")
		end, _ := utf8.DecodeLastRuneInString(before)
		start, _ := utf8.DecodeRuneInString(after)
		if (unicode.IsDigit(end) || end == '∞') && (unicode.IsDigit(start) || start == '∞') {
			b.WriteString(before + " to ")
			rest = after
			continue
		}
		b.WriteString(rest[:i+len("–")])
		rest = rest[i+len("–"):]
	}
	b.WriteString(rest)
	return b.String()
}
