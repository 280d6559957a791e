package report

import (
	"os"
	"strings"
	"testing"
	"context"
	"compress/gzip"
	"io"
	"fmt"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

func sharedFile(name string) *outcomes.Extract {
	x := new(outcomes.Extract)
	f := must(os.Open("/work/shared/data/stopsearch/csv/" + name))
	defer f.Close()
	var rd io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		rd = must(gzip.NewReader(f))
		name = strings.TrimSuffix(name, ".gz")
	}
	if err := x.ReadFile(rd, name); err != nil {
		panic(err)
	}
	return x
}

func TestScratch(t *testing.T) {
	_ = context.Background
	show := func(title string, x *outcomes.Extract, o Options, l Layout) {
		fmt.Println("=====", title)
		r, err := New(x, o)
		if err != nil {
			fmt.Println("ERR", err)
			return
		}
		r.WriteText(os.Stdout, l)
	}
	switch os.Getenv("S") {
	case "met":
		show("met", sharedFile("2016-06-metropolitan-stop-and-search.csv.gz"), Options{}, Layout{})
	case "met19":
		show("met", sharedFile("2016-06-metropolitan-stop-and-search.csv.gz"), Options{Scheme: ethnicity.NineteenPlusOne}, Layout{Tables: []string{"search-rate"}})
	case "nores":
		mixed := "Mixed/Multiple ethnic groups - White and Black Caribbean"
		kent := inForce("2016-06", 10, 1000, 200, 100, 30)+times(25, search{self: mixed, date: "2016-06-05T12:10:00+00:00"})
		essex := inForce("2016-06", 11, 1100, 200, 110, 30)+times(25, search{self: mixed, date: "2016-06-05T12:11:00+00:00"})
		for _, no := range []ethnicity.Group{ethnicity.Mixed, ethnicity.White} {
			counts := map[ethnicity.Group]float64{ethnicity.White: 3000000.5, ethnicity.Mixed: 50000, ethnicity.Asian: 70000, ethnicity.Black: 18000, ethnicity.Other: 15000}
			counts[no] = 0
			own := must(ethnicity.NewPopulation("", ethnicity.FivePlusOne, counts))
			show("no residents of "+no.String(), several(map[string]string{"2016-06-kent-stop-and-search.csv": kent}), Options{Residents: &own}, Layout{Tables: []string{"search-rate"}})
			show("parts no residents of "+no.String(), several(map[string]string{"2016-06-kent-stop-and-search.csv": kent, "2016-07-kent-stop-and-search.csv": strings.ReplaceAll(essex, "2016-06", "2016-07")}), Options{Residents: &own, By: EachMonth, Within: []Dimension{ByGender}}, Layout{Tables: []string{"search-rate"}})
		}
	case "small":
		four := map[string]string{}
		for i, f := range []string{"gwent", "north-wales", "south-wales", "dyfed-powys"} {
			four["2016-06-"+f+"-stop-and-search.csv"] = inForce("2016-06", 10+i, 100+10*i, 20, 10, 3)
		}
		show("wales", several(four), Options{ResidentsOf: "Wales"}, Layout{})
		show("wales by force", several(four), Options{ResidentsOf: "Wales", By: EachForce}, Layout{Tables: []string{"search-rate"}})
		four["2016-06-gwent-stop-and-search.csv"] += inForce("2017-06", 1, 120, 20, 10, 3)
		show("forces", several(four), Options{}, Layout{Tables: []string{"search-rate"}})
		show("wales by year", several(four), Options{ResidentsOf: "Wales", By: EachYear}, Layout{Tables: []string{"search-rate"}})
		own := must(ethnicity.NewPopulation("Wales", ethnicity.FivePlusOne, map[ethnicity.Group]float64{ethnicity.White: 3000000.5, ethnicity.Mixed: 0, ethnicity.Asian: 70000, ethnicity.Black: 18000, ethnicity.Other: 15000}))
		own.Source = "wales-2016.csv"
		show("own", several(four), Options{Residents: &own}, Layout{Tables: []string{"search-rate"}})
	}
}
