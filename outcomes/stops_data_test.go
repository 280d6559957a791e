package outcomes

import (
	"math"
	"strings"
	"testing"
)

// realStops is what is known of the stops of a force and month of a real file.
type realStops struct {
	force, month string
	status       StopsStatus
	rows, pairs  int64
	coincidences float64
}

// realStopsOf has what another program found in the real files, which knows nothing of this one:
// pairs of rows of one minute and place, and how many are expected by chance. No row stands alone:
// those without a place are few in every one of these months.
var realStopsOf = []struct {
	file  string
	stops []realStops
}{
	{"api/2021-12_2022-11-london-api-flattened.csv.gz", []realStops{
		{"city-of-london", "2021-12", StopsTold, 145, 3, 0.4421725551},
		{"city-of-london", "2022-01", StopsTold, 216, 2, 0.6817664067},
		{"city-of-london", "2022-02", StopsTold, 149, 1, 0.8267048076},
		{"city-of-london", "2022-03", StopsTold, 178, 5, 0.7970498803},
		{"city-of-london", "2022-04", StopsTold, 155, 6, 0.6767840396},
		{"city-of-london", "2022-05", StopsTold, 208, 87, 1.069163309},
		{"city-of-london", "2022-06", StopsTold, 109, 2, 0.2022782188},
		{"city-of-london", "2022-07", StopsTold, 128, 36, 0.8452261307},
		{"city-of-london", "2022-08", StopsTold, 328, 24, 2.804723568},
		{"city-of-london", "2022-09", StopsTold, 132, 0, 0.3542426739},
		{"city-of-london", "2022-10", StopsTold, 119, 1, 0.5493630573},
		{"city-of-london", "2022-11", StopsTold, 103, 1, 0.2538282613},
		{"metropolitan", "2021-12", StopsTold, 13510, 1308, 125.3404433},
		{"metropolitan", "2022-01", StopsTold, 17717, 1895, 198.570448},
		{"metropolitan", "2022-02", StopsTold, 15841, 1684, 207.4981555},
		{"metropolitan", "2022-03", StopsTold, 16552, 1729, 208.6954038},
		{"metropolitan", "2022-04", StopsTold, 13540, 2197, 163.5529853},
		{"metropolitan", "2022-05", StopsTold, 15466, 1723, 170.8820573},
		{"metropolitan", "2022-06", StopsTold, 357, 29, 1.817131648},
		{"metropolitan", "2022-07", StopsTold, 14009, 1557, 148.3725852},
		{"metropolitan", "2022-08", StopsTold, 15798, 17144, 273.2770117},
		{"metropolitan", "2022-09", StopsTold, 11479, 1296, 99.39869673},
		{"metropolitan", "2022-10", StopsTold, 13241, 1353, 149.7738688},
		{"metropolitan", "2022-11", StopsTold, 672, 38, 15.99685445},
	}},
	{"api/2023-01-avon-and-somerset-api-flattened.csv", []realStops{
		{"avon-and-somerset", "2023-01", StopsTold, 507, 202, 0.1247835687},
	}},
	{"csv/2016-03_2017-12-greater-manchester-stop-and-search.sqlite-export.csv", []realStops{
		{"greater-manchester", "2016-03", StopsTold, 202, 123, 1.502428072},
		{"greater-manchester", "2016-04", StopsTold, 206, 71, 1.595978889},
		{"greater-manchester", "2016-05", StopsTold, 247, 83, 1.542478911},
		{"greater-manchester", "2016-06", StopsTold, 207, 62, 3.228356713},
		{"greater-manchester", "2016-07", StopsTold, 219, 77, 0.6312668107},
		{"greater-manchester", "2016-08", StopsTold, 204, 114, 0.3811909021},
		{"greater-manchester", "2016-09", StopsTold, 269, 94, 1.583401472},
		{"greater-manchester", "2016-10", StopsTold, 315, 132, 0.8465887313},
		{"greater-manchester", "2016-11", StopsTold, 199, 63, 0.9278972489},
		{"greater-manchester", "2016-12", StopsTold, 233, 65, 0.4646042035},
		{"greater-manchester", "2017-01", StopsTold, 257, 64, 0.7483719019},
		{"greater-manchester", "2017-02", StopsTold, 225, 47, 0.8560369584},
		{"greater-manchester", "2017-03", StopsTold, 203, 38, 0.2208229869},
		{"greater-manchester", "2017-04", StopsTold, 273, 92, 1.325632378},
		{"greater-manchester", "2017-05", StopsTold, 275, 77, 0.6971271734},
		{"greater-manchester", "2017-06", StopsTold, 128, 52, 0.472656755},
		{"greater-manchester", "2017-07", StopsTold, 226, 49, 0.8555853877},
		{"greater-manchester", "2017-08", StopsTold, 173, 61, 0.5490995462},
		{"greater-manchester", "2017-09", StopsTold, 169, 65, 0.8782310921},
		{"greater-manchester", "2017-10", StopsTold, 252, 73, 1.019829745},
		{"greater-manchester", "2017-11", StopsTold, 223, 46, 0.5084130019},
		{"greater-manchester", "2017-12", StopsTold, 184, 51, 0.5782723501},
	}},
	{"csv/2016-06-metropolitan-stop-and-search.csv.gz", []realStops{
		{"metropolitan", "2016-06", StopsTold, 10490, 1694, 190.6331075},
	}},
	{"csv/2019-12-city-of-london-stop-and-search.csv", []realStops{
		{"city-of-london", "2019-12", StopsTold, 292, 2, 0.8320888378},
	}},
	{"csv/2019-12-derbyshire-stop-and-search.csv", []realStops{
		{"derbyshire", "2019-12", StopsTold, 198, 55, 2.82930391},
	}},
	{"csv/2019-12-essex-stop-and-search.csv", []realStops{
		{"essex", "2019-12", StopsWithoutMinutes, 1523, 0, 0},
	}},
	{"csv/2019-12-leicestershire-stop-and-search.csv", []realStops{
		{"leicestershire", "2019-12", StopsTold, 106, 2, 0.1544641227},
	}},
	{"csv/2019-12-south-yorkshire-stop-and-search.csv", []realStops{
		{"south-yorkshire", "2019-12", StopsTold, 1322, 292, 76.6248629},
	}},
	{"csv/2020-01-city-of-london-stop-and-search.csv", []realStops{
		{"city-of-london", "2020-01", StopsTold, 351, 1, 1.256432545},
	}},
	{"csv/2020-01-derbyshire-stop-and-search.csv", []realStops{
		{"derbyshire", "2020-01", StopsTold, 189, 50, 1.340010828},
	}},
	{"csv/2020-01-essex-stop-and-search.csv", []realStops{
		{"essex", "2020-01", StopsWithoutMinutes, 1820, 0, 0},
	}},
	{"csv/2020-01-leicestershire-stop-and-search.csv", []realStops{
		{"leicestershire", "2020-01", StopsTold, 336, 50, 0.8687384549},
	}},
	{"csv/2020-01-south-yorkshire-stop-and-search.csv", []realStops{
		{"south-yorkshire", "2020-01", StopsTold, 2052, 665, 233.0557906},
	}},
	{"csv/2020-09-west-midlands-stop-and-search.csv", []realStops{
		{"west-midlands", "2020-09", StopsTold, 2051, 280, 7.818896186},
	}},
	{"csv/2022-09-metropolitan-stop-and-search.csv.gz", []realStops{
		{"metropolitan", "2022-09", StopsTold, 12447, 1502, 183.6101447},
	}},
	{"derived/2021-12_2022-11-london-policeuk-header.csv.gz", []realStops{
		{"", "2021-12", StopsTold, 13655, 1311, 124.6962942},
		{"", "2022-01", StopsTold, 17933, 1897, 197.1724358},
		{"", "2022-02", StopsTold, 15990, 1685, 207.1392095},
		{"", "2022-03", StopsTold, 16730, 1734, 207.43112},
		{"", "2022-04", StopsTold, 13695, 2203, 163.0202723},
		{"", "2022-05", StopsTold, 15674, 1810, 169.8856651},
		{"", "2022-06", StopsTold, 466, 31, 1.712368304},
		{"", "2022-07", StopsTold, 14137, 1593, 148.2699678},
		{"", "2022-08", StopsTold, 16126, 17168, 274.2671787},
		{"", "2022-09", StopsTold, 11611, 1296, 98.87766996},
		{"", "2022-10", StopsTold, 13360, 1354, 149.2965114},
		{"", "2022-11", StopsTold, 775, 39, 14.84063904},
	}},
}

// TestStopsOfRealFiles: the stops of every force and month of the real files.
func TestStopsOfRealFiles(t *testing.T) {
	for _, test := range realStopsOf {
		t.Run(strings.ReplaceAll(test.file, "/", "_"), func(t *testing.T) {
			var x Extract
			readData(t, &x, test.file)
			got := x.Tally().Stops()
			if len(got) != len(test.stops) {
				t.Fatalf("%d forces and months, want %d", len(got), len(test.stops))
			}
			for i, want := range test.stops {
				s := got[i]
				if s.Force.Slug() != want.force || s.Month.String() != want.month || s.Status != want.status || s.Rows != want.rows || s.Alone != 0 ||
					s.Pairs != want.pairs || math.Abs(s.Coincidences-want.coincidences) > 1e-9*want.coincidences {
					t.Errorf("%v, want %v", s, want)
				}
			}
		})
	}
}
