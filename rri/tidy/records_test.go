package tidy

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const stops = "Date,Ethnicity,Object,Outcome\n" +
	"2020-01-01,White,Drugs,Arrest\n2020-01-02,White,Drugs,Nothing\n2020-01-03,Black,Drugs,Arrest\n2020-01-04,Black,Knife,Caution\n2020-01-05,,Drugs,Arrest\n2020-01-06,White,Knife,Nothing\n"

func TestReadRecords(t *testing.T) {
	records := func(change func(*Options)) Options {
		o := Options{Label: policeLabel, GroupColumns: []string{"ethnicity"}, Event: []Condition{{"Outcome", []string{"Arrest"}}}, Model: ModelProportion}
		change(&o)
		return o
	}
	plain := records(func(*Options) {})
	byStation := records(func(o *Options) {
		o.Event, o.Dimensions = []Condition{{"outcome", []string{"arrest"}}}, []string{"station"}
	})
	const places = "station,ethnicity,outcome\nN,White,arrest\nS,White,none\nS,Black,none\n"
	for _, test := range []struct {
		text   string
		o      Options
		want   string
		notes  string
		reason string
	}{
		{stops, plain, "proportion Ethnicity|Outcome=Arrest|records: White 1/3; Black 1/2; ? 1/1", "6 records; events, Outcome=Arrest: 3", "all records are trials"},
		{stops, records(func(o *Options) { o.Trial = []Condition{{"object", []string{"drugs"}}} }),
			"proportion Ethnicity|Outcome=Arrest|object=drugs: White 1/2; Black 1/1; ? 1/1", "", "some records are trials"},
		{stops, records(func(o *Options) { o.Event = append(o.Event, Condition{"Outcome", []string{"Caution"}}) }),
			"proportion Ethnicity|Outcome=Arrest, Outcome=Caution|records: White 1/3; Black 2/2; ? 1/1", "", "one outcome or another"},
		{stops, records(func(o *Options) {
			o.Event = append(o.Event, Condition{"Outcome", []string{"Caution"}})
			o.Trial = []Condition{{"object", []string{"drugs"}}}
		}), "proportion Ethnicity|Outcome=Arrest, Outcome=Caution|object=drugs: White 1/2; Black 1/1; ? 1/1", "1 events are not among the trials", "an event that is no trial"},
		{stops, records(func(o *Options) { o.Event = append(o.Event, Condition{"Object", []string{"Knife"}}) }),
			"proportion Ethnicity|Outcome=Arrest, Object=Knife|records: White 0/3; Black 0/2; ? 0/1", "", "two conditions at once"},
		{stops, records(func(o *Options) { o.Model, o.NoExposure = ModelByWords, true }), "by words Ethnicity|Outcome=Arrest|: White 1; Black 1; ? 1", "", "events of residents"},
		{stops, records(func(o *Options) { o.Dimensions = []string{"object"} }),
			"proportion Ethnicity|Outcome=Arrest|records by Object: Drugs White 1/2; Drugs Black 1/1; Knife Black 0/1; ?Drugs  1/1; Knife White 0/1", "", "a dimension"},
		{stops, records(func(o *Options) { o.Where = []Condition{{"Object", []string{"Drugs"}}} }), "proportion Ethnicity|Outcome=Arrest|records: White 1/2; Black 1/1; ? 1/1",
			"6 records, of which 2 are not among those that were asked for", "some records alone"},
		{"Stops of 2020\n\n" + stops + "\nSource: a force\n", plain, "proportion Ethnicity|Outcome=Arrest|records: White 1/3; Black 1/2; ? 1/1", "", "a title and a note"},
		{stops + "2020-01-07,,,\n", plain, "proportion Ethnicity|Outcome=Arrest|records: White 1/3; Black 1/2; ? 1/2", "7 records;", "a date alone, which is like the other dates"},
		{stops + ",Black,,\n,,Drugs,\n,,,Arrest\n", plain, "proportion Ethnicity|Outcome=Arrest|records: White 1/3; Black 1/3; ? 2/3", "9 records;", "a group, an object and an outcome alone"},
		{places + "N,,\nS,,\n", byStation, "proportion ethnicity|outcome=arrest|records by station: N White 1/1; S White 0/1; S Black 0/1; ?N  0/1; ?S  0/1", "5 records;", "a value of the first column alone, in the last rows"},
		{"station,ethnicity,outcome\nN,,\nN,,\nN,White,arrest\nX,,\nS,White,none\n", byStation, "proportion ethnicity|outcome=arrest|records by station: ?N  0/2; N White 1/1; ?X  0/1; S White 0/1",
			`taken for records: "N" of line 2, "N" of line 3 and "X" of line 5`, "a value of the first column alone, above others and among them"},
		{places + ",Asian,\n,,caution\n", byStation, "proportion ethnicity|outcome=arrest|records by station: N White 1/1; S White 0/1; S Black 0/1;  Asian 0/1; ?  0/1",
			`taken for records: "Asian" of line 5 and "caution" of line 6`, "values that stand nowhere else, in columns that are not the first"},
		{places + "Provisional,,\nSource: a force,,\n,Source: a force,\n,,these are the figures of the year as they stood\n", byStation,
			"proportion ethnicity|outcome=arrest|records by station: N White 1/1; S White 0/1; S Black 0/1", "3 records;", "notes below the table"},
		{"station,ethnicity,outcome\nSearches of all stations in the year of 2020,,\nN,White,arrest\nNote: revised,,\nnothing else\nS,White,none\n", byStation,
			"proportion ethnicity|outcome=arrest|records by station: N White 1/1; S White 0/1", "2 records;", "notes among the records"},
		{"Ethnicity,Outcome,n\nWhite,Arrest,3\n,,4\nBlack,None,2\n", plain, "proportion Ethnicity|Outcome=Arrest|records: White 3/3; ? 0/4; Black 0/2", `taken for records: "4" of line 3`, "a number of cases alone, among the records"},
		{"outcome\narrest\nnone\n", records(func(o *Options) { o.NoGroup, o.Event[0].Values = true, []string{"arrest"} }), "proportion group|Outcome=arrest|records: all 1/2", "2 records", "a file of one column"},
		{"sep=;\n" + strings.ReplaceAll(stops, ",", ";"), plain, "proportion Ethnicity|Outcome=Arrest|records: White 1/3; Black 1/2; ? 1/1", "", "semicolons"},
		{"group,Outcome,Number of searches\nWhite,Arrest,3\nBlack,Nothing,\"1,005\"\nBlack,Arrest,4\nBlack,Other,0\n", plain,
			"proportion group|Outcome=Arrest|records: White 3/3; Black 4/1009", `column "Number of searches" says how many cases a row stands for`, "rows that stand for several cases"},
		{"group,Outcome,weight\nWhite,Arrest,3\nBlack,Arrest,<5\nBlack,None,2\n", records(func(o *Options) { o.Events = "Weight" }),
			"proportion group|Outcome=Arrest|records: White 3/3; Black 0 to 4/2 to 6", "those read stand for 5 to 9 cases", "a weight by name, of which one is withheld"},
		{"group,Outcome,n\nWhite,None,1\nBlack,None,1\nAsian,Arrest,1\n,Arrest,1\n,None,2\n", plain, "proportion group|Outcome=Arrest|records: White 0/1; Black 0/1; Asian 1/1; ? 1/3",
			"5 records;", "as many of no known group as of all others, with as many events: no total, as a row of counts would be"},
		{"group,Outcome\nWhite,Arrest\nTotal,Arrest\n", plain, "proportion group|Outcome=Arrest|records: White 1/1", "1 records are of all groups together", "a record of everybody"},
		{"group,Outcome\nWhite British,Arrest\nWhite Irish,None\n", plain, "proportion group|Outcome=Arrest|records: White British 1/1; White Irish 0/1", `White is "White British" and "White Irish", added up`, "two labels of one group"},
	} {
		test.o.File = "f.csv"
		got, err := Read(strings.NewReader(test.text), test.o)
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		if diff := cmp.Diff(test.want, brief(got)); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", test.reason, diff)
		}
		if !strings.Contains(strings.Join(got.Notes, "\n"), test.notes) {
			t.Errorf("%s: notes %q, want %q", test.reason, got.Notes, test.notes)
		}
	}
	for _, test := range []struct {
		text   string
		o      Options
		is     error
		want   string
		reason string
	}{
		{stops, records(func(o *Options) { o.Event[0].Column = "Outcom" }), nil, `f.csv:1:1: no column "Outcom" (did you mean "Outcome"?)`, "a column that is not there"},
		{stops, records(func(o *Options) { o.Event[0].Values = []string{"Arest"} }), nil, `column "Outcome": no value "Arest" (did you mean "Arrest"?): the file has "Arrest", "Nothing" and "Caution"`, "a value that is not there"},
		{stops, records(func(o *Options) { o.Trial = []Condition{{"Object", []string{"Drug"}}} }), nil, `no value "Drug" (did you mean "Drugs"?)`, "a trial that is not there"},
		{stops, records(func(o *Options) { o.Where = []Condition{{"Object", []string{"Gun"}}} }), nil, `no value "Gun"`, "nothing that is asked for"},
		{stops, records(func(o *Options) { o.GroupColumns = []string{"race"} }), ErrGroup, `f.csv:1:1: no column of groups of records: the file has "Date", "Ethnicity", "Object" and "Outcome"`, "no column of groups is guessed"},
		{stops, records(func(o *Options) { o.Model = ModelByWords }), ErrExposure, "records are events of residents, or among trials", "nothing to be out of"},
		{stops, records(func(o *Options) { o.Trial, o.Model = o.Event, ModelRate }), nil, "events among trials are a proportion, and no rate", "trials of a rate"},
		{stops, records(func(o *Options) { o.Trial, o.Event = o.Event, nil }), nil, "no condition that makes a row an event", "trials without events"},
		{stops, records(func(o *Options) { o.Dimensions = []string{"Objekt"} }), nil, `no column "Objekt"`, "a dimension that is not there"},
		{stops + "2020-01-07,White,Knife\n", plain, nil, `f.csv:8:1: "2020-01-07": 3 cells, where the header has 4`, "a row that is cut off"},
		{stops + "2020-01-07,\"White,Knife\n", plain, nil, `a quotation mark`, "an open quotation mark"},
		{stops + "2020-01-07,Martian,Drugs,Arrest\n", plain, nil, `f.csv:8:12: "Martian": no group that is known`, "a label that the caller refuses"},
		{"group,Outcome,n\nWhite,Arrest,3\nBlack,Arrest,\n", plain, nil, `f.csv:3:14: no number in column "n"`, "a weight that is blank"},
		{"group,Outcome,n\nWhite,Arrest,many\n", plain, nil, `f.csv:2:14: "many": not a number`, "a weight that is none"},
		{stops, records(func(o *Options) { o.Rounded = 5 }), ErrNumbers, "nothing here is rounded", "records, which are counted one by one, and a base"},
		{stops + "2020-01-07\n", plain, nil, `f.csv:8:1: "2020-01-07": 1 cells, where the header has 4`, "a record that is cut off"},
		{"Ethnicity,Outcome,n\nWhite,Arrest,3\n,,3\n", plain, nil, "f.csv:3:3: \"3\": a number alone in the last rows, which may be a sum of those above, or cases of which nothing else is known", "a number of cases alone below the last record"},
		{stops + "2020-01-07,,,\nN,,,\n,Martian,,\n", plain, nil, `f.csv:10:2: "Martian": no group that is known`, "a label alone that the caller refuses"},
		{stops + strings.Repeat("a,,,\n", maxTitle+1), plain, nil, "f.csv:1008:1: \"a\": more than 1000 rows one below the other with one cell alone", "more notes than there are"},
		{"", plain, nil, "no records: want a header", "nothing"},
		{"PK\x03\x04", plain, nil, "this is a workbook", "a workbook"},
	} {
		test.o.File = "f.csv"
		got, err := Read(strings.NewReader(test.text), test.o)
		if err == nil || !strings.Contains(err.Error(), test.want) || test.is != nil && !errors.Is(err, test.is) {
			t.Errorf("%s: %s, %v\nwant %s", test.reason, brief(got), err, test.want)
		}
	}
}

// cases writes many records, and weighs the memory that is in use when all are read.
type cases struct {
	left int
	held []byte
	heap uint64
}

func (c *cases) Read(p []byte) (int, error) {
	for len(c.held) < len(p) && c.left > 0 {
		c.held = fmt.Appendf(c.held, "case %d,%s,%s\n", c.left, []string{"White", "Black"}[c.left%2], []string{"Arrest", "None", "Caution"}[c.left%3])
		c.left--
	}
	if len(c.held) == 0 {
		c.heap = heapInUse()
		return 0, io.EOF
	}
	n := copy(p, c.held)
	c.held = c.held[:copy(c.held, c.held[n:])]
	return n, nil
}

func heapInUse() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// The memory that records take does not grow with their number.
func TestReadRecordsInLittleMemory(t *testing.T) {
	const n, limit = 300_000, 2 << 20
	all := &cases{left: n}
	before := heapInUse()
	o := Options{Event: []Condition{{"outcome", []string{"Arrest"}}}, Model: ModelProportion}
	table, err := Read(io.MultiReader(strings.NewReader("id,group,outcome\n"), all), o)
	if err != nil {
		t.Fatal(err)
	}
	if want := "proportion group|outcome=Arrest|records: White 50000/150000; Black 50000/150000"; brief(table) != want {
		t.Errorf("%s\nwant %s", brief(table), want)
	}
	if all.heap > before+limit {
		t.Errorf("%d bytes are in use when %d records are read", all.heap-before, n)
	}
}
