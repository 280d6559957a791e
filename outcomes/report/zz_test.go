package report

import (
	"bytes"
	"fmt"
	"github.com/seed-549880be/disparity/rri/sheet"
	"syscall"
	"testing"
)

func cpu() float64 {
	var u syscall.Rusage
	syscall.Getrusage(0, &u)
	return float64(u.Utime.Sec) + float64(u.Utime.Usec)/1e6
}
func TestZZ(t *testing.T) {
	nation()
	for _, by := range []Breakdown{EachForce, EachMonth} {
		s := cpu()
		r := must(New(nation(), Options{By: by}))
		fmt.Println(by, "new cpu", cpu()-s)
		s = cpu()
		r.document(true)
		fmt.Println("document cpu", cpu()-s)
		s = cpu()
		p := must(r.Page(Layout{}))
		fmt.Println("page cpu", cpu()-s)
		s = cpu()
		var w bytes.Buffer
		p.WriteHTML(&w)
		fmt.Println("html cpu", cpu()-s, w.Len(), p.Downloads[0].Title, len(p.Downloads[0].CSV))
		s = cpu()
		for _, cut := range []csvCut{{}, {noStrata: true}, {noStrata: true, without: saidOnPage}, {Layout: Layout{Tables: []string{searchTable}}, noStrata: true, without: saidOnPage}} {
			n := r.countRows(cut)
			sheets, _ := r.csvRows(cut)
			var b bytes.Buffer
			sheet.WriteCSV(&b, sheets...)
			fmt.Println(n, bytes.Count(b.Bytes(), []byte("\n")), b.Len(), cpu()-s)
			s = cpu()
		}
		for _, pic := range p.Pictures() {
			fmt.Println(pic.Name, "|", pic.Title, len(pic.Rows), len(pic.Panels))
		}
	}
}
