package sheet

import "strconv"

// choice draws the rows of a choice below its name.
func (c *curvePlot) choice(i int, choice CurveChoice) {
	if len(choice.Ways) == 0 {
		return
	}
	c.begin("p-choice")
	defer c.end()
	label, text := pictureText(choice.Label, mostName), pictureText(choice.Text, mostName)
	if strongFace.width(label)+columnSpace+smallFace.width(text) > drawnWidth {
		for _, line := range strongFace.lines(label, drawnWidth, 2) {
			c.text(strongFace, 0, c.y+plainFace.size, atStart, line)
			c.y += plainFace.height()
		}
		label = ""
	}
	for _, line := range smallFace.lines(text, drawnWidth, 2) {
		c.text(smallFace, drawnWidth, c.y+plainFace.size, atEnd, line)
		if label == "" {
			c.y += smallFace.height()
		}
	}
	if label != "" {
		c.text(strongFace, 0, c.y+plainFace.size, atStart, label)
		c.y += plainFace.height()
	}
	c.y += 2
	for j, way := range choice.Ways {
		c.way(i, j, way)
	}
	c.y += stripSpace
}

// way draws the row of a way: in each column a mark as high as the part of the combinations that
// make the choice so.
func (c *curvePlot) way(i, j int, name string) {
	c.begin("p-way")
	defer c.end()
	top := c.y
	for _, line := range smallFace.lines(pictureText(name, mostName), c.left-panelEdge, 2) {
		c.text(smallFace, c.left-panelEdge, c.y+smallFace.size-2, atEnd, line)
		c.y += smallFace.size + 0.5
	}
	bottom := top + 1 + wayHeight
	c.stroke("p-grid", c.left, bottom, c.right, bottom)
	if steps := c.steps(i, j, bottom); steps != nil {
		c.path("p-ways", true, steps...)
	}
	c.y = max(c.y, bottom) + waySpace - 1
}

// steps returns the outlines of the marks of a row, those of neighbours as one.
func (c *curvePlot) steps(i, j int, bottom float64) (outlines [][]place) {
	const ground = 1.0 // between marks that have room for it
	apart := c.width() > 4*ground
	before := 0.0
	for x, column := range c.columns {
		height := share(column, i, j)
		if height == 0 {
			before = 0
			continue
		}
		left, right, top := c.start(x), c.start(x+1), bottom-wayHeight*height
		last := len(outlines) - 1
		switch {
		case apart:
			left, right = left+ground/2, right-ground/2
			outlines = append(outlines, []place{{left, bottom}, {left, top}, {right, top}, {right, bottom}})
		case before == 0:
			outlines = append(outlines, []place{{left, bottom}, {left, top}, {right, top}, {right, bottom}})
		case before == height:
			n := len(outlines[last])
			outlines[last][n-2].x, outlines[last][n-1].x = right, right
		default:
			n := len(outlines[last])
			outlines[last] = append(outlines[last][:n-1], place{left, top}, place{right, top}, place{right, bottom})
		}
		before = height
	}
	return outlines
}

// notes say what the columns are, and what is not drawn.
func (c Curve) notes() (notes []string) {
	points := c.ascending(CurvePoint.drawable)
	ways := 0
	for _, choice := range c.Choices {
		ways += len(choice.Ways)
	}
	if left := len(c.Points) - len(points); left > 0 {
		notes = append(notes, "Not drawn: "+Count(int64(left)).Text+" of "+Count(int64(len(c.Points))).Text+" combinations, which have no ratio.")
	}
	if drawn := firstOf(min(ways, mostWays), ways, "ways"); drawn != "" {
		notes = append(notes, drawn)
	}
	return notes
}

// columnsText says what a column stands for.
func (c *curvePlot) columnsText() string {
	n := 0
	for _, column := range c.columns {
		n += len(column)
	}
	if n == len(c.columns) {
		return "Each column is one combination, in ascending order of the ratio."
	}
	least := n / len(c.columns)
	each := strconv.Itoa(least)
	if n%len(c.columns) != 0 {
		each += " or " + strconv.Itoa(least+1)
	}
	return "Each column is " + each + " of " + Count(int64(n)).Text + " combinations, in ascending order of the ratio."
}
