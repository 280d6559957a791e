package cells

import (
	"bytes"
	"encoding/binary"
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
	const types = "[Content_Types].xml" // which is in all that Excel, Word and PowerPoint write
	switch {
	case has("xl/workbook.xml"), has("xl/workbook.bin"), has(types) && under("xl/"):
		return "the file is an Excel workbook" + saveAsCSV
	case has("word/document.xml"), has(types) && under("word/"):
		return "the file is a Word document" + noTable
	case has("ppt/presentation.xml"), has(types) && under("ppt/"):
		return "the file is a PowerPoint presentation" + noTable
	case has(types):
		return "the file is a workbook or a document of Office" + saveAsCSV
	case has("mimetype") && (has("content.xml") || has("META-INF/manifest.xml") || names[0] == "mimetype"):
		return "the file is a spreadsheet or a document of LibreOffice (ods)" + saveAsCSV
	case has("Index/Document.iwa"), has("Index.zip"), has("index.zip"):
		return "the file is a Numbers spreadsheet, or another document of Apple's: open it in Numbers and export it as CSV, in UTF-8"
	}
	return ""
}

// namesInZIP returns the names of files in the beginning of a ZIP archive, as far as they can be
// found there.
func namesInZIP(start []byte) (names []string) {
	const (
		header   = "PK\x03\x04"
		fixed    = 30 // bytes before the name
		sizeLate = 8  // the flag that says that the size comes after the contents
	)
	for len(start) >= fixed && bytes.HasPrefix(start, []byte(header)) {
		flags, size := binary.LittleEndian.Uint16(start[6:]), uint64(binary.LittleEndian.Uint32(start[18:]))
		name, extra := int(binary.LittleEndian.Uint16(start[26:])), int(binary.LittleEndian.Uint16(start[28:]))
		if len(start) < fixed+name {
			break
		}
		names = append(names, string(start[fixed:fixed+name]))
		start = start[min(fixed+name+extra, len(start)):]
		if flags&sizeLate == 0 {
			start = start[min(size, uint64(len(start))):]
		} else {
			start = start[max(bytes.Index(start, []byte(header)), 0):]
		}
	}
	return names
}
