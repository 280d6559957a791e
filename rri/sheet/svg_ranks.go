package sheet

import "cmp"

// ranks draws the places of units among each other, with the axis of places above them, and below
// them too where they are many.
func (d *drawing) ranks(p Picture) {
	if len(p.Ranks) == 0 {
		return
	}
	d.begin("p-ranks")
	defer d.end()
	d.scaleText(p, 3, len(p.Rows)+len(p.Panels))
	r := newPlaceRuler(p.Ranks)
	p.Ranks = p.Ranks[:min(len(p.Ranks), mostRows)]
	rows := rankRows{forestRows: forestRows{drawing: drawing{y: d.y}, tight: len(p.Ranks) > mostRoomy}, places: r}
	if r.most > 0 {
		d.places(r)
		rows.y = d.y + 4
	}
	rows.drawRanks(p.Ranks)
	d.grid(rows.strips, r.ticks(), r.at)
	d.Write(rows.Bytes())
	d.y = rows.y
	if len(p.Ranks) > mostRoomy/2 && r.most > 0 {
		d.places(r)
	}
	d.y += stripSpace
}

// scaleText writes what is drawn, unless it stands above other things of the picture.
func (d *drawing) scaleText(p Picture, space float64, above int) {
	if above > 0 {
		return
	}
	d.lines(smallFace, p.Scale, 3)
	d.y += space
}

// grid draws a line down at each tick of an axis, where intervals are drawn.
func (d *drawing) grid(strips []box, ticks []int, at func(int) float64) {
	if len(strips) == 0 {
		return
	}
	for _, tick := range ticks {
		var lines [][]place
		for _, s := range strips {
			lines = append(lines, []place{{at(tick), s.top}, {at(tick), s.bottom}})
		}
		d.path("p-grid", false, lines...)
	}
}

// placeRuler has the places on an axis from the first to the last of units.
type placeRuler struct {
	most        int // 0: there is nothing to draw
	left, right float64
}

// newPlaceRuler returns the ruler of some units: to as many as they are, or to the last place that
// one of them has.
func newPlaceRuler(ranks []PictureRank) placeRuler {
	r := placeRuler{}
	for _, rank := range ranks {
		if rank.drawable() {
			r.most = max(r.most, len(ranks), rank.Rank, rank.Upper)
		}
		if rank.wider() {
			r.most = max(r.most, rank.Highest)
		}
	}
	margin := max(leastMargin, smallFace.width(placeText(r.most))/2)
	r.left, r.right = margin, drawnWidth-margin
	return r
}

// placeText writes a place as it stands at the axis.
func placeText(n int) string { return Count(int64(n)).Text }

// at returns where a place stands.
func (r placeRuler) at(n int) float64 {
	if r.most == 1 {
		return (r.left + r.right) / 2
	}
	return r.left + (r.right-r.left)*(float64(n)-1)/(float64(r.most)-1)
}

// ticks returns the places that have a label: the first, the last, and between them every one, or
// every fifth, tenth and so on that has room.
func (r placeRuler) ticks() []int {
	const gap = 5
	if r.most <= 1 {
		return []int{1}[:r.most]
	}
	ticks := []int{1}
	room := smallFace.width(placeText(r.most)) + gap
	step := 1
	for factor := 5; r.at(step+1)-r.at(1) < room && step <= r.most/factor; factor = 10 / factor {
		step *= factor
	}
	for n := step; r.at(r.most)-r.at(n) >= room; n += step {
		if r.at(n)-r.at(1) >= room {
			ticks = append(ticks, n)
		}
	}
	return append(ticks, r.most)
}

// places writes the axis of places.
func (d *drawing) places(r placeRuler) {
	d.begin("p-axis")
	for _, n := range r.ticks() {
		d.text(smallFace, r.at(n), d.y+smallFace.size, atMiddle, placeText(n))
	}
	d.end()
	d.y += smallFace.height()
}

// drawable tells whether the place has an interval of places.
func (r PictureRank) drawable() bool { return r.Rank >= 1 && r.Lower >= 1 && r.Lower <= r.Upper }

// wider tells whether it has wider bounds besides.
func (r PictureRank) wider() bool {
	return r.drawable() && r.Lowest >= 1 && r.Lowest <= r.Highest
}

// row returns the texts of a place as those of a row of a forest plot.
func (r PictureRank) row() PictureRow {
	return PictureRow{Label: r.Label, Text: r.numbers(), Word: r.Word}
}

// numbers returns the value and the place as they print.
func (r PictureRank) numbers() string {
	text := pictureText(r.Text, mostName)
	if text == "" && r.Rank >= 1 {
		text = placeText(r.Rank)
	}
	return cmp.Or(text, "—")
}

// rankRows are the rows of a picture of ranks that are being drawn.
type rankRows struct {
	forestRows
	places placeRuler
}

// drawRanks draws all units. Those that are marked have a strong name between two lines.
func (f *rankRows) drawRanks(ranks []PictureRank) {
	rows := make([]PictureRow, len(ranks))
	for i, r := range ranks {
		rows[i] = r.row()
	}
	f.columns(rows)
	for i, r := range ranks {
		f.begin("p-rank")
		face, top := plainFace, f.y
		if r.Marked {
			face = strongFace
		}
		f.head(face, rows[i])
		f.rankStrip(r)
		if r.Marked {
			f.stroke("p-grid", 0, top+0.5, drawnWidth, top+0.5)
			f.stroke("p-grid", 0, f.y+1, drawnWidth, f.y+1)
		}
		f.y += f.space()
		f.end()
	}
}

// rankStrip draws a place with its interval: the wider bounds as a thin line with ends, upon it the
// interval as a thick one, and upon that the place, which is a square on its corner for a unit that
// is marked.
func (f *rankRows) rankStrip(r PictureRank) {
	if !r.drawable() {
		return
	}
	const half, end = 5.0, 4.0
	s := box{0, drawnWidth, f.y, f.y + 2*half}
	f.strips = append(f.strips, s)
	y := s.top + half
	if r.wider() {
		left, right := f.places.at(r.Lowest), f.places.at(r.Highest)
		if left < right {
			f.stroke("p-bounds", left, y, right, y)
		}
		f.path("p-bounds", false, []place{{left, y - end}, {left, y + end}}, []place{{right, y - end}, {right, y + end}})
	}
	if r.Lower < r.Upper {
		f.stroke("p-interval", f.places.at(r.Lower), y, f.places.at(r.Upper), y)
	}
	if x := f.places.at(r.Rank); r.Marked {
		f.diamond("p-dot", x, y, half)
	} else {
		f.dot(x, y, dotRadius, dotRadius)
	}
	f.y = s.bottom
}

// diamond draws a square on its corner.
func (d *drawing) diamond(class string, x, y, half float64) { d.rhombus(class, x, y, half, half) }

// rhombus draws a square on its corner that has less room on one of the axes.
func (d *drawing) rhombus(class string, x, y, halfX, halfY float64) {
	d.path(class, true, []place{{x - halfX, y}, {x, y - halfY}, {x + halfX, y}, {x, y + halfY}})
}
