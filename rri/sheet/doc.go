// Package sheet writes tables: as text for a screen, as Markdown and HTML for a page, and as CSV
// for programs. The tables of packages rri, strata and journey and the families of package multiple
// have a method Sheet that returns a [Sheet], and their WriteText, WriteMarkdown and WriteCSV are
// those of the sheet.
//
// A sheet is columns of cells under a title. A cell has what people see, a rounded text, and what
// programs get, the exact value. Most columns are for both. Some are for one [Form] alone: the
// limits of an interval are one cell for people and two for programs. So [Sheet.For] gives the
// columns of one form, each with all of its cells, to whom wants to draw a table in a way of their
// own.
//
// A [Page] puts sheets into one HTML file that stands alone, under headings, with their pictures,
// and with their rows as CSV in it. [Sheet.WriteHTML] writes the piece of HTML of one sheet, for a
// page of your own.
//
// A [Picture] is data as well: ratios with their intervals, as a forest plot or as panels over
// time, on a log axis with a line at 1, units that are compared, as their places among each other
// or as a funnel plot, and one ratio under every combination of some choices, as a specification
// curve ([Curve]). A page draws those of its sheets ([Sheet.Drawn]) as SVG, and [Picture.WriteSVG]
// writes one as a file.
//
// What a reader must be able to rely on is done here, once:
//
//   - Rounding does not lie. What is not zero does not print as zero, a limit that is not the null
//     value does not print as it ([Limit]), a p-value does not print as the level ([P]), and the
//     two ends of an interval print apart ([Limits]). More digits are shown where that takes them.
//     NaN is "—".
//   - Names from outside are harmless. The writers clean every text that they are given: no control
//     characters, no marks that turn the direction of what follows, no Markdown, HTML or links on a
//     page, and no formulas in a spreadsheet. Whoever fills a sheet passes names as they are.
//   - Text fits a screen. No line is wider than [Sheet.Width], which says what gives way in which
//     order, and [AxisOf] gives all plots of a page one scale. Lines that stand beside sheets are
//     broken in the same way by [Wrap], and written without characters beyond ASCII by [ToASCII].
//   - Footnotes are numbered in the order in which a reader meets them, each text once, however
//     many cells have it. On a page they are links.
//   - Pictures do not lie either. What leaves out 1 does not touch the line at 1, and a point of a
//     funnel no limit that it is outside of. What goes beyond the axis is an arrow, what is missing
//     is a gap with a mark, and no line crosses from one basis to another. All forest plots of a
//     page have one scale, and nothing depends on colour alone.
//   - A page is for everybody: for a reader of speech its tables have captions and headers, and its
//     pictures a text of their numbers; it fits a telephone and prints on A4; its text has the
//     contrast of WCAG 2.1 AA on a light screen and on a dark one. It loads nothing and runs
//     nothing.
//
// Every form takes time in proportion to its cells and footnotes: a table of 10,000 groups, with
// 26 columns for programs, takes 80 milliseconds of one core as text, 50 as Markdown, 30 as HTML
// and as CSV. A picture draws 60 rows, 24 panels and 2,000 points at most, for which it takes up to
// a third of a second.
package sheet
