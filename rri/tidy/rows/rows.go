// Package rows cuts the text of a table, as people have it, into rows of cells.
package rows
