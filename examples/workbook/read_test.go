package main

import (
	"strings"
	"testing"
)

// dump writes what a document becomes: a line for each table with the headings of its columns,
// those that tell rows apart with a star.
func dump(documents []document) string {
	var b strings.Builder
	for _, d := range documents {
		for _, t := range d.tables {
			b.WriteString(t.name)
			for _, c := range t.columns {
				b.WriteString("|")
				if c.id {
					b.WriteString("*")
				}
				b.WriteString(c.heading)
			}
			for _, row := range t.rows {
				b.WriteString("\n ")
				for _, c := range t.columns {
					b.WriteString("|" + c.value(row).text)
				}
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

func TestRead(t *testing.T) {
	for _, test := range []struct{ reason, give, want string }{
		{"a list is a table, a field a column", `{"rows":[{"a":1,"b":"x"},{"b":"y","c":true}]}`, `groups|a|b|c
 |1|x|
 ||y|true
`},
		{"a list alone is one too", `[{"a":1},{"a":2}]`, "groups|a\n |1\n |2\n"},
		{"of numbers, and of lists", `{"m":[[1,2],[3]]}`, `m
 
 
m list|*m, number|value
 |1|1
 |1|2
 |2|3
`},
		{"the group comes first, then counts, and what the JSON calls them", `{"events_name":"stops","rows":[{"word":"more","events":3,"group":"A"}]}`,
			"groups|*group|stops|word\n |A|3|more\n"},
		{"objects are columns, an estimate before its limits", `{"rows":[{"ratio":{"p":0.5,"level":0.95,"lower":1,"value":2,"upper":3},"group":"A"}]}`,
			"groups|*group|index|index, lower|index, upper|index, p|index, level\n |A|2|1|3|0.5|0.95\n"},
		{"an estimate keeps together where a row has less of it", `{"rows":[{"x":{"value":1},"y":{"value":1}},{"x":{"value":1,"lower":2},"y":{"value":1,"lower":2}}]}`,
			"groups|x|x, lower|y|y, lower\n |1||1|\n |1|2|1|2\n"},
		{"a rate is shown as people say it too", `{"model":"rate","per":1000,"rows":[{"rate":{"value":0.2,"p":1,"upper":0.3},"ratio":2}]}`,
			"groups|rate|rate, upper|rate per 1,000|rate per 1,000, upper|rate, p|index\n |0.2|0.3|0.2|0.3|1|2\n"},
		{"a proportion is not", `{"model":"proportion","per":1000,"rows":[{"rate":{"value":0.2}}]}`, "groups|rate\n |0.2\n"},
		{"nothing is no column, but counts", `{"rows":[{"events":null,"exposure":5,"a":null,"b":[]}]}`, "groups|events|exposure\n ||5\n"},
		{"texts are joined", `{"rows":[{"flags":["a","b"]}]}`, "groups|flags\n |a; b\n"},
		{"tables with an id each have a sheet", `{"tables":[{"id":"x","rows":[{"group":"A"}]},{"id":"y","rows":[{"group":"B"}]}]}`, `tables|*id
 |x
 |y
x|*group
 |A
y|*group
 |B
`},
		{"those of all parts have one, ordered by group", `{"by":"month","parts":[{"name":"May","tables":[{"id":"x","rows":[{"group":"A"},{"group":"B"}]}]},` +
			`{"name":"June","tables":[{"id":"x","rows":[{"group":"A"},{"group":"B"}]}]}]}`, `by month|*month
 |May
 |June
by month tables|*month|*id
 |May|x
 |June|x
x by month|*group|*month
 |A|May
 |A|June
 |B|May
 |B|June
`},
		{"tables of a series are told apart by its points", `{"series":{"points":[{"name":"2001","start":"s"},{"name":"2002","start":"s"}]},"tables":[{"rows":[{"group":"A"}]},{"rows":[{"group":"A"}]}]}`,
			`periods|*period
 |2001
 |2002
periods|*group|*period
 |A|2001
 |A|2002
points|*period|start
 |2001|s
 |2002|s
`},
		{"of another length they are not", `{"series":{"points":[{"name":"2001"}]},"tables":[{"rows":[{"group":"A"}]},{"rows":[{"group":"A"}]}]}`, `periods
 
 
periods|*group|*tables, number
 |A|1
 |A|2
points|*name
 |2001
`},
		{"of a greater length they are not either", `{"series":{"rolling":[{"name":"2001"},{"name":"2002"}]},"rolling_tables":[{"rows":[{"group":"A"}]}]}`,
			"rolling\n \nrolling|*group|*rolling tables, number\n |A|1\nrolling|*name\n |2001\n |2002\n"},
		{"sections are parts", `{"sections":[{"name":"by","data":{"rows":[{"group":"A"}],"all":{"rows":[{"group":"B"}]}}}]}`, "by|*group\n |A\nby all|*group\n |B\n"},
		{"documents are told apart by number", `[{"sections":[{"name":"a","data":{"rows":[{"group":"A"}]}}]},{"sections":[{"name":"a","data":{"rows":[{"group":"B"}]}}]}]`,
			"1 a|*group\n |A\n2 a|*group\n |B\n"},
		{"infinities, and numbers that would lose digits, stand beside", `{"rows":[{"x":"Inf"},{"x":12345678901234567},{"x":1}]}`,
			"groups|x|x, as text\n |Inf|Inf\n |12345678901234567|12345678901234567\n |1|1\n"},
		{"headings are unique", `{"rows":[{"a_b":1,"a b":2,"A B":3}]}`, "groups|a b|a b 2|A B 3\n |1|2|3\n"},
		{"fields of the same name keep apart", `{"rows":[{"a":{"b":1},"a\u0000b":2}]}`, "groups|a, b|a b\n |1|2\n"},
	} {
		n, err := parse([]byte(test.give))
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		if got := dump(read(n)); got != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.reason, got, test.want)
		}
	}
}
