package tidy

import (
	"fmt"
	"strings"
	"testing"
)

// columnsOptions know two groups, people whose group is not known, and all.
var columnsOptions = Options{
	Columns: true,
	Wide:    func(header string) bool { return strings.Contains("White Black Total", header) },
	Label: func(label string) (string, Kind, error) {
		switch label {
		case "White", "Black":
			return label, KindGroup, nil
		case "Not stated", "":
			return "", KindUnknown, nil
		case "Total", "All staff":
			return "", KindTotal, nil
		}
		return "", 0, fmt.Errorf("unknown label: want White or Black")
	},
}

// shortRows writes the rows of a table in short: column, group and number, % for percentages.
func shortRows(rows []Row) string {
	var texts []string
	for _, r := range rows {
		text := strings.Join(append(append([]string{}, r.Dimensions...), r.Label, r.Events.String()), " ")
		if r.Percent {
			text += "%"
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, "; ")
}

func TestColumns(t *testing.T) {
	for _, c := range []struct{ file, rows, bases, reason string }{
		{"Ethnicity,Residents,Staff in post,Joiners\nWhite,933,2891,394\nBlack,67,121,27\nNot stated,,12,0\nTotal,1000,3024,421\n",
			"Residents White 933; Staff in post White 2891; Joiners White 394; Residents Black 67; Staff in post Black 121; Joiners Black 27; Staff in post Not stated 12; Joiners Not stated 0",
			"Residents Total 1000; Staff in post Total 3024; Joiners Total 421", "counts"},
		{"Ethnicity,Residents,Staff\nWhite,93.3%,96 %\nBlack,6.7%,<5%\nBase,,3012\n",
			"Residents White 93.25 to 93.35%; Staff White 95.5 to 96.5%; Residents Black 6.65 to 6.75%; Staff Black 0 to 5%", "Staff Base 3012", "percentages with their sign, and a base"},
		{"group,Residents (%),\"Staff in post, % (n = 3,012)\",Joiners\nWhite,93.3,96.0,394\nBlack,6.7,4.0,27\nTotal,100,100.0,421\n",
			"Residents White 93.25 to 93.35%; Staff in post, White 95.95 to 96.05%; Joiners White 394; Residents Black 6.65 to 6.75%; Staff in post, Black 3.95 to 4.05%; Joiners Black 27",
			"Staff in post, 3,012 3012; Residents Total 99.5 to 100%; Staff in post, Total 99.95 to 100%; Joiners Total 421", "percentages by the header, with a base in it"},
		{"group,residents,staff,joiners\nBlack,6.7,4.0,6.4\nn,,3012,421\n",
			"residents Black 6.65 to 6.75%; staff Black 3.95 to 4.05%; joiners Black 6.3500000000000005 to 6.45%", "staff n 3012; joiners n 421", "percentages by their decimals"},
		{"group,people,others\nWhite,12.0,30.0\nBlack,3.0,7.0\n", "people White 12; others White 30; people Black 3; others Black 7", "", "decimals of whole numbers"},
		{"group,staff,staff %,joiners,joiners %,%\nWhite,12,80%,30,81%,5\nBlack,3,20%,7,19%,6\n", "staff White 12; joiners White 30; staff Black 3; joiners Black 7", "",
			"percentages of what is there in numbers"},
		{"stage,White,Black,Base\nresidents,933,67,1000\nstaff,96.0%,4.0%,3012\n", "residents White 933; residents Black 67; staff White 95.95 to 96.05%; staff Black 3.95 to 4.05%",
			"residents Base 1000; staff Base 3012", "a column for each group"},
		{"group,stage,people\nWhite,residents,933\nBlack,residents,67\nWhite,staff,20\nBlack,staff,3\n", "residents White 933; residents Black 67; staff White 20; staff Black 3", "",
			"a row for each group and stage"},
		{"year,group,staff,joiners,notes\n2020,White,20,<5,few\n2021,White,30,7,\n", "2020 staff White 20; 2020 joiners White 0 to 4; 2021 staff White 30; 2021 joiners White 7", "", "a dimension, a mark and remarks"},
	} {
		table, err := Read(strings.NewReader(c.file), columnsOptions)
		if err != nil {
			t.Errorf("%s: %v", c.reason, err)
			continue
		}
		if got := shortRows(table.Rows); got != c.rows {
			t.Errorf("%s: rows\n%s, want\n%s", c.reason, got, c.rows)
		}
		if got := shortRows(table.Bases); got != c.bases {
			t.Errorf("%s: bases\n%s, want\n%s", c.reason, got, c.bases)
		}
	}
}

func TestColumnsErrors(t *testing.T) {
	for _, c := range []struct{ file, want, reason string }{
		{"group,residents,staff\nBlack,6.7%,101%\n", `2:12: "101%": a percentage above 100`, "more than all"},
		{"group,residents,staff\nBlack,67,x1\nWhite,933,20\n", `2:10: "x1"`, "words among numbers"},
		{"group,residents,staff\nBlack,6.5,120\nWhite,933,20\n", `2:7: "6.5"`, "half a person beside 933"},
		{"group,staff,staff\nBlack,6,12\nWhite,9,20\n", "2:", "two columns of one name"},
		{"group,residents,staff\nPurple,6,12\nWhite,9,20\n", `2:1: "Purple"`, "a label that nobody knows"},
	} {
		_, err := Read(strings.NewReader(c.file), columnsOptions)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %s", c.reason, err, c.want)
		}
	}
}

func FuzzColumns(f *testing.F) {
	f.Add("Ethnicity,Residents,Staff (n=3,012)\nWhite,93.3%,96\nBlack,6.7%,<5\nBase,,3012\n")
	f.Add("stage,White,Black,Total\nresidents,933,67,1000\nstaff,96.0%,4.0%,3012\n")
	f.Fuzz(func(t *testing.T, file string) {
		table, err := Read(strings.NewReader(file), Options{Columns: true, Wide: columnsOptions.Wide})
		if err != nil {
			if !strings.HasPrefix(err.Error(), "tidy: ") {
				t.Fatalf("error %v", err)
			}
			return
		}
		for _, r := range append(table.Rows, table.Bases...) {
			if len(r.Dimensions) > len(table.Dimensions) || !(r.Events.Lower <= r.Events.Upper) || r.Percent && r.Events.Upper > 100 {
				t.Fatalf("row %+v of %q", r, table.Dimensions)
			}
		}
	})
}
