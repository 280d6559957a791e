package trend

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/columns"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// trendsSheet returns the trends: a row for each group.
func (r Result[G, M]) trendsSheet() sheet.Sheet {
	s := sheet.Sheet{
		Title:  fmt.Sprintf("%s · trend of the %s, in per cent a year", r.measure(), r.against()),
		Legend: r.legend("trend", " a year"),
	}
	rows := r.Trends
	same := true // they are all of as many periods
	texts := make([]columns.Text, len(rows))
	for i, row := range rows {
		same = same && row.Points == rows[0].Points
		row.PerYear.Method = r.Options.Method // that of the trend is said above
		texts[i] = r.text(row.PerYear, percent, 1, r.changeNulls()...)
	}
	model := "By a log-linear model of all periods"
	if same {
		model = fmt.Sprintf("By a log-linear model of %d periods", rows[0].Points)
	}
	if r.Options.Independent {
		s.Lines = []string{model + ", whose intervals leave out the scatter, as was asked."}
	} else {
		s.Lines = []string{model + ", whose intervals allow for the scatter where it is above 1."}
	}
	var c columns.Columns
	columns.Texts(&c, groupHead, rows, func(row Trend[G]) string { return fmt.Sprint(row.Group) })
	c.Estimate("% a year", r.interval(), texts)
	columns.Texts(&c, sheet.Column{Name: "per_year_p", Heading: "p", Drop: 1}, rows, func(row Trend[G]) string { return r.p(row.PerYear) })
	columns.Texts(&c, worstHead, rows, func(row Trend[G]) string { return worstText(row.Worst, percent, 1, r.changeNulls()) })
	if !same {
		columns.Texts(&c, sheet.Column{Heading: "periods"}, rows, func(row Trend[G]) string { return strconv.Itoa(row.Points) })
	}
	columns.Texts(&c, sheet.Column{Heading: "scatter", Notes: []string{scatterNote}}, rows, func(row Trend[G]) string {
		// of counts that follow the trend exactly, which leaves rounding alone
		if row.Dispersion < 1e-9 {
			return sheet.Fixed(0, 2)
		}
		return sheet.Fixed(row.Dispersion, 2)
	})
	columns.Texts(&c, sheet.Column{Heading: "df"}, rows, func(row Trend[G]) string { return strconv.Itoa(row.DegreesOfFreedom) })
	wordColumn(&c, sheet.Cells(rows, func(row Trend[G]) sheet.Cell { return wordCell(row.Word, row.Why) }))
	s.Columns = append(c, r.trendColumns()...)
	s.Pictures = r.trendsPicture(s.Title, texts)
	return s
}

// trendsPicture draws the trends, as what the index is multiplied by in a year.
func (r Result[G, M]) trendsPicture(title string, texts []columns.Text) []sheet.Picture {
	rows := make([]sheet.PictureRow, len(r.Trends))
	for i, t := range r.Trends {
		text := texts[i]
		if text.Value != "—" {
			text.Value += " %"
		}
		if text.Limits != "—" {
			text.Limits += " %"
		}
		worst := strings.Replace(worstText(t.Worst, percent, 1, r.changeNulls()), " – ", " to ", 1) + " %"
		rows[i] = r.pictureRow(t.Group, t.PerYear, r.withLimits(text, " to "), t.Worst, worst, wordCell(t.Word, t.Why))
	}
	return r.forest("trends", title, fmt.Sprintf("times the %s of a year before", r.indexName()), rows)
}

const scatterNote = "how many times as much the counts scatter about the trend as their model and their design effects say, " +
	"with df degrees of freedom"

// trendColumns returns the columns of the trends for programs.
func (r Result[G, M]) trendColumns() []sheet.Column {
	type line = Trend[G]
	x := labelled(r.Trends, r.Series.labels(), r.Series.Baseline)
	x.Value("group", func(t line) sheet.Value { return sheet.String(fmt.Sprint(t.Group)) })
	x.Value("points", func(t line) sheet.Value { return sheet.Int(t.Points) })
	x.Estimate("per_year", true, func(t line) rri.Estimate { return t.PerYear })
	x.Value("dispersion", func(t line) sheet.Value {
		return sheet.Float(t.Dispersion)
	})
	x.Value("trend_degrees_of_freedom", func(t line) sheet.Value { return sheet.Int(t.DegreesOfFreedom) })
	said(&x, r.margin(), func(t line) (*Limits, Word, string) { return t.Worst, t.Word, t.Why })
	basis(&x, r.Options.Direction, func(t line) rri.Estimate { return t.PerYear })
	return x.Columns
}
