package report

// Layout says how a report is laid out for people. The zero value is the first screen: 80 columns
// wide, without further tables.
type Layout struct {
	// Width is the number of columns of a screen, from 60 on; 0 stands for 80.
	Width int

	// ASCII writes text without characters beyond ASCII.
	ASCII bool

	// Tables are the further tables, by their IDs or by the names of [TableNames]; none stands for
	// none.
	Tables []string

	// P adds p-values to the tables.
	P bool
}
