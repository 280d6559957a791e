package published_test

import (
	"fmt"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/published"
)

// arrestTable has the labels of the Home Office arrest tables.
const arrestTable = `financial_year,police_force_area,self_defined_ethnicity_group,number_of_arrests
2018/19,Avon & Somerset,White,"1,850"
2018/19,Avon & Somerset,Asian or Asian British,45
2018/19,Avon & Somerset,Chinese/other,-
2019/20,Avon & Somerset,White,"1,800"
2019/20,Avon & Somerset,2019/20 onwards - Asian or Asian British,60
`

func ExampleRead() {
	o := published.Options{Count: "number_of_arrests", Ethnicity: outcomes.LabelsOf(ethnicity.FivePlusOne2001)}
	for w, err := range published.Read(strings.NewReader(arrestTable), o) {
		fmt.Println(w.Year, w.Force, w.Self, w.Count, err)
	}
	// Output:
	// 2018 Avon and Somerset White 1850 <nil>
	// 2018 Avon and Somerset Asian (without Chinese) 45 <nil>
	// 2018 Avon and Somerset Other (with Chinese) dash <nil>
	// 2019 Avon and Somerset White 1800 <nil>
	// 2019 Avon and Somerset Asian 60 <nil>
}
