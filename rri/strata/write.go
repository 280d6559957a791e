package strata

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/present"
	"github.com/seed-549880be/disparity/rri/internal/strictjson"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// WriteText writes the table for people to read on a screen or in a letter: a title, the
// definition, a line for each group with its crude and its adjusted index, then the index within
// each stratum with its share in the adjusted one, and numbered footnotes for the notes, the flags
// and the strata with no one to compare. "p alike" is the p-value of the test that the strata share
// one index, and I² the share of their variation that is beyond chance.
//
// A ratio to a baseline without events is nothing to compare with: it prints as "—", without limits
// and p, and with a footnote. CSV and JSON have it.
//
// Rounding does not mislead: an interval that leaves out 1 never prints as touching it, and what is
// not zero never prints as zero. Names are cleaned of control characters. The error is that of w,
// or wraps [rri.ErrOption] if Per or Options is out of range.
func (t Table[K, G, M]) WriteText(w io.Writer) error {
	if err := t.validate(); err != nil {
		return err
	}
	var b bytes.Buffer
	var notes present.Footnotes
	b.WriteString(t.heading(&notes) + "\n")
	if t.Definition != "" {
		b.WriteString(sheet.Clean(t.Definition) + "\n")
	}
	cells := t.cells(&notes)
	writeColumns(&b, cells, len(cells[0])-1)
	if parts := t.partCells(); len(parts) > 1 {
		b.WriteString("\n" + partsTitle + "\n")
		writeColumns(&b, parts, -1)
	}
	for i, text := range notes.Texts {
		b.WriteString(sheet.Superscript(i+1) + " " + text + "\n")
	}
	_, err := w.Write(b.Bytes())
	return err
}

// heading returns the title with the numbers of the notes on the whole table.
func (t Table[K, G, M]) heading(notes *present.Footnotes) string {
	texts := make([]string, len(t.Notes))
	for i, note := range t.Notes {
		texts[i] = sheet.Clean(note)
	}
	title := t.title()
	if marks := notes.Marks(texts); marks != "" {
		title += " " + marks
	}
	return title
}

// writeColumns writes rows of cells with aligned columns: the first, and the one numbered left, to
// the left; the others to the right.
func writeColumns(b *bytes.Buffer, rows [][]string, left int) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], present.Width(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			if i > 0 {
				line.WriteString("  ")
			}
			if i == 0 || i == left {
				line.WriteString(present.PadRight(cell, widths[i]))
			} else {
				line.WriteString(present.PadLeft(cell, widths[i]))
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}

// WriteMarkdown writes what [Table.WriteText] does as GitHub-flavoured Markdown. Names are escaped,
// so that none is read as Markdown or HTML. The error is that of w, or wraps [rri.ErrOption] if Per
// or Options is out of range.
func (t Table[K, G, M]) WriteMarkdown(w io.Writer) error {
	if err := t.validate(); err != nil {
		return err
	}
	var b bytes.Buffer
	var notes present.Footnotes
	b.WriteString("**" + sheet.EscapeMarkdown(t.heading(&notes)) + "**\n\n")
	if t.Definition != "" {
		b.WriteString("Definition: " + sheet.EscapeMarkdown(t.Definition) + "\n\n")
	}
	cells := t.cells(&notes)
	cells[0][len(cells[0])-1] = "notes"
	writePipes(&b, cells)
	if parts := t.partCells(); len(parts) > 1 {
		b.WriteString("\n**" + partsTitle + "**\n\n")
		writePipes(&b, parts)
	}
	for i, text := range notes.Texts {
		b.WriteString("\n" + sheet.Superscript(i+1) + " " + sheet.EscapeMarkdown(text) + "\n")
	}
	_, err := w.Write(b.Bytes())
	return err
}

func writePipes(b *bytes.Buffer, rows [][]string) {
	for i, row := range rows {
		b.WriteString("|")
		for _, cell := range row {
			b.WriteString(" " + sheet.EscapeMarkdown(cell) + " |")
		}
		b.WriteString("\n")
		if i == 0 {
			b.WriteString("| :-- |" + strings.Repeat(" --: |", len(row)-1) + "\n")
		}
	}
}

var csvHeader = []string{
	"measure", "definition", "by", "baseline", "group", "stratum", "events", "exposure", "baseline_events", "baseline_exposure",
	"crude", "crude_lower", "crude_upper", "crude_p",
	"adjusted", "adjusted_lower", "adjusted_upper", "adjusted_p",
	"difference", "difference_lower", "difference_upper", "difference_p",
	"homogeneity", "homogeneity_df", "homogeneity_p", "i2",
	"compared", "ratio_share", "difference_share", "level", "method", "flags",
	"design_effect", "baseline_design_effect",
}

// WriteCSV writes the table for programs: a header, then for each group a line for all strata
// together, whose cell stratum is empty, and one for each stratum, where crude is the index within
// the stratum. compared is the number of strata with someone to compare, or in the line of a
// stratum 1 or 0.
//
// The last columns are the design effects of the group's count and of the baseline's, 1 where there
// is none; of all strata together, the mean that the crude figures have.
//
// Nothing is scaled or rounded, and the cells are written as by [rri.Table.WriteCSV]. The header is
// the same for every table. Notes are not written. The error is that of w.
func (t Table[K, G, M]) WriteCSV(w io.Writer) error {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	if err := out.Write(csvHeader); err != nil {
		return err
	}
	for _, r := range t.Rows {
		record := t.csvStart(r.Group, "", r.Count)
		if len(t.Rows) > 0 {
			record = append(record, csvCount(t.Rows[0].Count)...)
		}
		for _, e := range []rri.Estimate{r.Crude, r.Ratio, r.Difference} {
			record = append(record, csvEstimate(e)...)
		}
		compared := strconv.Itoa(len(r.Parts) - len(r.apart()))
		test := []string{"", "", "", "", compared}
		if r.Homogeneity.DF > 0 {
			test = []string{present.CellNumber(r.Homogeneity.Statistic), strconv.Itoa(r.Homogeneity.DF), present.CellNumber(r.Homogeneity.P), present.CellNumber(r.Homogeneity.I2()), compared}
		}
		if r.Group == t.Baseline {
			test[4] = ""
		}
		record = append(append(record, test...), "", "", present.CellNumber(t.Options.level()), t.Options.Method.String(), r.flags().String(),
			csvEffect(r.Count), csvEffect(t.Rows[0].Count))
		if err := out.Write(record); err != nil {
			return err
		}
		for _, p := range r.Parts {
			if err := out.Write(t.csvPart(r.Group, p)); err != nil {
				return err
			}
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

func (t Table[K, G, M]) csvStart(g G, stratum string, m M) []string {
	record := append(make([]string, 0, len(csvHeader)), present.CellText(t.measure()), present.CellText(t.Definition), present.CellText(t.by()),
		present.CellText(name(t.Baseline)), present.CellText(name(g)), present.CellText(stratum))
	return append(record, csvCount(m)...)
}

func (t Table[K, G, M]) csvPart(g G, p Part[K, M]) []string {
	record := append(t.csvStart(g, name(p.Stratum), p.Group), csvCount(p.Baseline)...)
	record = append(record, csvEstimate(p.Ratio)...)
	record = append(record, make([]string, 12)...) // adjusted, difference, homogeneity
	compared := "0"
	if p.Compared {
		compared = "1"
	}
	return append(record, compared, present.CellNumber(p.RatioShare), present.CellNumber(p.DifferenceShare),
		present.CellNumber(t.Options.level()), t.Options.Method.String(), p.Ratio.Flags.String(), csvEffect(p.Group), csvEffect(p.Baseline))
}

// csvEffect returns the design effect of a count, 1 where there is none.
func csvEffect[M rri.Measure](m M) string {
	_, _, effect := m.Counts()
	return present.CellNumber(effect)
}

// jsonEffect returns the design effect of a count, 0, which is left out, where there is none.
func jsonEffect[M rri.Measure](m M) float64 {
	_, _, effect := m.Counts()
	if effect == 1 {
		return 0
	}
	return effect
}

func csvCount[M rri.Measure](m M) []string {
	events, exposure, _ := m.Counts()
	return []string{strconv.FormatInt(events, 10), present.CellCount(exposure)}
}

// csvEstimate returns the cells of an estimate, empty if it was not computed.
func csvEstimate(e rri.Estimate) []string {
	if !e.Computed() {
		return make([]string, 4)
	}
	return []string{present.CellNumber(e.Value), present.CellNumber(e.Lower), present.CellNumber(e.Upper), present.CellNumber(e.P)}
}

// tableJSON is the form of a Table in JSON. The order of the fields is part of it.
type tableJSON[K comparable, G any] struct {
	Measure    string          `json:"measure"`
	Definition string          `json:"definition"`
	By         string          `json:"by"`
	Model      string          `json:"model"`
	Events     string          `json:"events_name"`
	Exposure   string          `json:"exposure_name"`
	Per        float64         `json:"per"`
	Baseline   G               `json:"baseline"`
	Method     Method          `json:"method"`
	Level      float64         `json:"level"`
	Side       string          `json:"side"`
	Null       float64         `json:"null"`
	Notes      []string        `json:"notes"`
	Rows       []rowJSON[K, G] `json:"rows"`
}

type rowJSON[K comparable, G any] struct {
	Group       G             `json:"group"`
	Events      int64         `json:"events"`
	Exposure    float64       `json:"exposure"`
	Effect      float64       `json:"design_effect,omitempty"`
	Rate        rri.Estimate  `json:"rate"`
	Crude       rri.Estimate  `json:"crude"`
	Ratio       rri.Estimate  `json:"adjusted"`
	Difference  rri.Estimate  `json:"difference"`
	Homogeneity Test          `json:"homogeneity"`
	Strata      []partJSON[K] `json:"strata"`
	Flags       rri.Flags     `json:"flags"`
}

type partJSON[K comparable] struct {
	Stratum          K            `json:"stratum"`
	Events           int64        `json:"events"`
	Exposure         float64      `json:"exposure"`
	BaselineEvents   int64        `json:"baseline_events"`
	BaselineExposure float64      `json:"baseline_exposure"`
	Effect           float64      `json:"design_effect,omitempty"`
	BaselineEffect   float64      `json:"baseline_design_effect,omitempty"`
	Compared         bool         `json:"compared"`
	Ratio            rri.Estimate `json:"ratio"`
	RatioShare       float64      `json:"ratio_share"`
	DifferenceShare  float64      `json:"difference_share"`
}

// MarshalJSON writes the table as an object with measure, definition, by, model ("rate" or
// "proportion"), events_name, exposure_name, per, baseline, method, level, side, null, notes and
// rows: a list of objects with group, events, exposure, rate, crude, adjusted and difference, as
// [rri.Estimate.MarshalJSON] writes them; homogeneity, as [Test.MarshalJSON] does; strata, a list
// of objects with stratum, events, exposure, baseline_events, baseline_exposure, compared, ratio
// (null if not compared), ratio_share and difference_share; and flags, all those of the row. Counts
// with a design effect have it beside them as design_effect, and in strata baseline_design_effect.
//
// Numbers are not scaled or rounded. NaN is null, infinities are the strings "Inf" and "-Inf".
// Groups and keys of strata are written as encoding/json does it.
func (t Table[K, G, M]) MarshalJSON() ([]byte, error) {
	out := tableJSON[K, G]{
		Measure: t.measure(), Definition: t.Definition, By: t.by(), Model: model[M](), Events: t.events(), Exposure: t.exposure(), Per: t.per(),
		Baseline: t.Baseline, Method: t.Options.Method, Level: t.Options.level(), Side: t.Options.Side.String(), Null: t.Options.Null,
		Notes: append([]string{}, t.Notes...), Rows: make([]rowJSON[K, G], len(t.Rows)),
	}
	for i, r := range t.Rows {
		events, exposure, _ := r.Count.Counts()
		row := rowJSON[K, G]{r.Group, events, exposure, jsonEffect(r.Count), r.Rate, r.Crude, r.Ratio, r.Difference, r.Homogeneity, make([]partJSON[K], len(r.Parts)), r.flags()}
		for j, p := range r.Parts {
			a, n, _ := p.Group.Counts()
			b, m, _ := p.Baseline.Counts()
			row.Strata[j] = partJSON[K]{p.Stratum, a, n, b, m, jsonEffect(p.Group), jsonEffect(p.Baseline), p.Compared, p.Ratio, p.RatioShare, p.DifferenceShare}
		}
		out.Rows[i] = row
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what [Table.MarshalJSON] writes. Nothing is computed anew but the plain
// estimates: rates, ratios and differences must be those of the counts to 1e-6, limits in order and
// in range, and p-values from 0 to 1. The error says which is not, and wraps [rri.ErrCount]; for a
// baseline without a row it wraps [rri.ErrBaseline], for an option out of range [rri.ErrOption].
func (t *Table[K, G, M]) UnmarshalJSON(data []byte) error {
	var in tableJSON[K, G]
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("strata: table: %w", err)
	}
	if in.Model != model[M]() {
		return fmt.Errorf("strata: table of model %q: want %q: read it into the other type of measure", sheet.Clip(in.Model), model[M]())
	}
	side := rri.TwoSided
	for side.String() != in.Side {
		if side++; side > rri.UpperOnly {
			return fmt.Errorf("strata: table: side %q: want %q, %q or %q", sheet.Clip(in.Side), rri.TwoSided, rri.LowerOnly, rri.UpperOnly)
		}
	}
	got := Table[K, G, M]{
		Measure: in.Measure, Definition: in.Definition, By: in.By, Events: in.Events, Exposure: in.Exposure, Per: in.Per, Baseline: in.Baseline,
		Options: Options{Method: in.Method, Level: in.Level, Side: side, Null: in.Null},
	}
	if len(in.Notes) > 0 {
		got.Notes = in.Notes
	}
	for _, r := range in.Rows {
		count, err := rri.MeasureOf[M](r.Events, r.Exposure, r.Effect)
		if err != nil {
			return fmt.Errorf("strata: table: group %q: %w", clipped(r.Group), err)
		}
		row := Row[K, G, M]{Group: r.Group, Count: count, Rate: r.Rate, Crude: r.Crude, Ratio: r.Ratio, Difference: r.Difference, Homogeneity: r.Homogeneity}
		for _, p := range r.Strata {
			part := Part[K, M]{Stratum: p.Stratum, Compared: p.Compared, Ratio: p.Ratio, RatioShare: p.RatioShare, DifferenceShare: p.DifferenceShare}
			if part.Group, err = rri.MeasureOf[M](p.Events, p.Exposure, p.Effect); err == nil {
				part.Baseline, err = rri.MeasureOf[M](p.BaselineEvents, p.BaselineExposure, p.BaselineEffect)
			}
			if err != nil {
				return fmt.Errorf("strata: table: group %q: stratum %q: %w", clipped(r.Group), clipped(p.Stratum), err)
			}
			row.Parts = append(row.Parts, part)
		}
		got.Rows = append(got.Rows, row)
	}
	if err := got.validate(); err != nil {
		return err
	}
	if err := got.coherent(); err != nil {
		return fmt.Errorf("strata: table: %w", err)
	}
	*t = got
	return nil
}

// model returns the name of the model of M in JSON.
func model[M rri.Measure]() string {
	if isBinomial[M]() {
		return "proportion"
	}
	return "rate"
}
