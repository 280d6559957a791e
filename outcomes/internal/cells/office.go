package cells

import (
	"slices"
	"strings"
)

// OfficeOf says what kind of document a ZIP archive is that has files of these names, and how to
// get a CSV out of it. It is empty if the archive is none, so that its files are what it is about.
func OfficeOf(names []string) string {
	has := func(name string) bool { return slices.Contains(names, name) }
	under := func(folder string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, folder) })
	}
	const types = "[Content_Types].xml"
	switch {
	case has("xl/workbook.xml"), has("xl/workbook.bin"), has(types) && under("xl/"):
		return "the file is an Excel workbook: open it in a spreadsheet program and save it as CSV UTF-8"
	case has(types):
		return "the file is a workbook or a document of Office: open it in a spreadsheet program and save it as CSV UTF-8"
	case has("mimetype") && has("content.xml"):
		return "the file is a spreadsheet or a document of LibreOffice (ods): open it in a spreadsheet program and save it as CSV UTF-8"
	}
	return ""
}
