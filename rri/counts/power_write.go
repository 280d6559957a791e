package counts

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/power"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// section is a table of a row for each group.
func (p Plan) section() Section {
	name := p.comparison().indexName()
	w := &rowColumns[PlanRow]{rows: p.Rows}
	w.text(sheet.Column{Heading: "group", Align: sheet.Left}, func(r PlanRow) string { return r.Group })
	w.text(sheet.Column{Heading: p.Exposure}, func(r PlanRow) string { return countText(r.Count.Exposure) })
	w.text(sheet.Column{Heading: fmt.Sprintf("%s at the rate of %s", p.Events, p.Baseline), Width: 16}, func(r PlanRow) string {
		if r.Expected == 0 {
			return "—"
		}
		return sheet.Fixed(r.Expected, 1)
	})
	found := func(heading string, of func(d power.Detectable) float64) {
		w.text(sheet.Column{Heading: heading, Width: 12}, func(r PlanRow) string {
			if r.Detectable == nil {
				return "—"
			}
			return sheet.Limit(sheet.Ratio, of(*r.Detectable), 2, 1)
		})
	}
	found("found at or above", func(d power.Detectable) float64 { return d.Above })
	found("found at or below", func(d power.Detectable) float64 { return d.Below })
	w.text(sheet.Column{Heading: fmt.Sprintf("to find %v", p.Ratio), Align: sheet.Left, Width: 24}, p.neededText)
	w.notes(func(r PlanRow) []string { return r.Notes })
	p.exactColumns(w)
	title := fmt.Sprintf("What these counts can show: the %s that is found 4 times in 5, at a level of %s", name, sheet.Percent(p.Level))
	return Section{Name: "power", Sheet: sheet.Sheet{Title: title, Notes: p.Notes, Columns: w.list}, Data: p}
}

// comparison returns a comparison that has the words of the plan.
func (p Plan) comparison() Comparison {
	return Comparison{Direction: p.Direction, Options: rri.Options{Level: p.Level, Side: p.Side}}
}

// exactColumns adds the columns for programs, with the names of the other sections.
func (p Plan) exactColumns(w *rowColumns[PlanRow]) {
	w.counted(p.Proportion, func(r PlanRow) string { return r.Group }, func(r PlanRow) Count { return r.Count })
	optional := func(name string, has func(r PlanRow) bool, of func(r PlanRow) sheet.Value) {
		w.exact(name, func(r PlanRow) sheet.Value {
			if !has(r) {
				return sheet.Value{}
			}
			return of(r)
		})
	}
	found, needed := func(r PlanRow) bool { return r.Detectable != nil }, func(r PlanRow) bool { return r.Needed != nil }
	optional("expected", func(r PlanRow) bool { return r.Expected != 0 }, func(r PlanRow) sheet.Value { return sheet.Float(r.Expected) })
	optional("found_above", found, func(r PlanRow) sheet.Value { return sheet.Float(r.Detectable.Above) })
	optional("found_below", found, func(r PlanRow) sheet.Value { return sheet.Float(r.Detectable.Below) })
	w.constant("target", sheet.Float(p.Target))
	w.constant("ratio_to_find", sheet.Float(p.Ratio))
	optional("needed_times", needed, func(r PlanRow) sheet.Value { return sheet.Int(r.Needed.Times) })
	optional("needed_events", needed, func(r PlanRow) sheet.Value { return sheet.Float(r.Needed.GroupEvents) })
	optional("needed_baseline_events", needed, func(r PlanRow) sheet.Value { return sheet.Float(r.Needed.BaselineEvents) })
	optional("needed_periods", func(r PlanRow) bool { return r.Periods > 0 }, func(r PlanRow) sheet.Value { return sheet.Int(r.Periods) })
	w.constant("period", sheet.String(p.Unit))
	w.constant("events_name", sheet.String(p.Events))
	w.constant("exposure_name", sheet.String(p.Exposure))
	w.constant("baseline", sheet.String(p.Baseline))
	w.constant("direction", sheet.String(p.Direction.String()))
	w.constant("level", sheet.Float(p.Level))
	w.exact("method", func(r PlanRow) sheet.Value { return sheet.String(r.Method.String()) })
}

// several writes a number of things.
func several(n int64, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return sheet.Count(n).Text + " " + one + "s"
}

// neededText is what it takes to find the ratio, in few words.
func (p Plan) neededText(r PlanRow) string {
	switch {
	case r.Needed == nil:
		return "—"
	case r.Periods > 0:
		return several(r.Periods, p.Unit)
	case r.Needed.Times == 1:
		return "these suffice"
	}
	return sheet.Count(r.Needed.Times).Text + " times these"
}

// say says of each group what its counts can show, and what it takes.
func (p Plan) say() []string {
	var lines []string
	name := p.comparison().indexName()
	for _, r := range p.Rows {
		if r.Detectable == nil {
			lines = append(lines, fmt.Sprintf("%s: %s.", r.Group, r.Notes[len(r.Notes)-1]))
			continue
		}
		text := r.Group + ": "
		above, below := r.Detectable.Above, r.Detectable.Below
		switch number := func(v float64) string { return sheet.Limit(sheet.Ratio, v, 2, 1) }; {
		case math.IsNaN(above) && math.IsNaN(below):
			text += fmt.Sprintf("with these counts no %s would be found 4 times in 5.", name)
		case math.IsNaN(below):
			text += fmt.Sprintf("with these counts %s %s of %s or more would be found 4 times in 5, and none below 1.", article(name), name, number(above))
		case math.IsNaN(above):
			text += fmt.Sprintf("with these counts %s %s of %s or less would be found 4 times in 5, and none above 1.", article(name), name, number(below))
		default:
			text += fmt.Sprintf("with these counts %s %s of %s or more, or of %s or less, would be found 4 times in 5.", article(name), name,
				number(above), number(below))
		}
		if r.Needed != nil {
			text += fmt.Sprintf(" To find %v: %s.", p.Ratio, p.takes(r))
		}
		lines = append(lines, text)
	}
	return lines
}

// article is the one before the name of the index.
func article(name string) string {
	if name == "RRI" {
		return "an"
	}
	return "a"
}

// takes says in a sentence what it takes to find the ratio.
func (p Plan) takes(r PlanRow) string {
	switch {
	case r.Needed.Times == 1 && r.Periods > 0 && r.Periods < int64(p.Periods):
		return fmt.Sprintf("these counts suffice, and so do those of %s", several(r.Periods, p.Unit))
	case r.Needed.Times == 1:
		return "these counts suffice"
	case r.Periods > 0:
		like := fmt.Sprintf("like these %d on average", p.Periods)
		if p.Periods == 1 {
			like = "like this one"
		}
		return fmt.Sprintf("collect for %s %s, some %s %s of %s", several(r.Periods, p.Unit), like,
			sheet.Fixed(r.Needed.GroupEvents*float64(r.Periods)/float64(r.Needed.Times*int64(p.Periods)), 0), p.Events, r.Group)
	}
	return fmt.Sprintf("%s times these counts, some %s %s of %s", sheet.Count(r.Needed.Times).Text, sheet.Fixed(r.Needed.GroupEvents, 0), p.Events, r.Group)
}
